/* The grid of cells: clipping by columns, wide characters never split, nothing that moves a terminal in a cell. */
#include <daicho/surface.h>
#include <daicho/text.h>

#include <locale.h>
#include <string.h>

static void
assert_picture(const DcSurface *surface, const char *picture)
{
	g_autofree char *text = dc_surface_to_text(surface);
	g_assert_cmpstr(text, ==, picture);
}

/* Every wide character is a glyph with its tail on its right, every other cell one column wide. */
static void
assert_whole(const DcSurface *surface)
{
	for (int row = 0; row < surface->rows; row++)
		for (int col = 0; col < surface->cols; col++) {
			const DcGlyph *glyph = dc_surface_glyph(surface, row, col), *next = dc_surface_glyph(surface, row, col + 1);
			bool wide = glyph->kind == DC_GLYPH_TEXT && dc_text_char_width(g_utf8_get_char(glyph->text)) == 2;
			g_assert_true(wide == (next != NULL && next->kind == DC_GLYPH_TAIL));
			g_assert_true(col > 0 || glyph->kind != DC_GLYPH_TAIL);
			g_assert_true(g_utf8_validate(glyph->text, -1, NULL));
			g_assert_true((glyph->kind == DC_GLYPH_TEXT) == (*glyph->text != '\0'));
			g_assert_false(g_unichar_iscntrl(g_utf8_get_char(glyph->text)) && *glyph->text != '\0');
		}
}

static void
test_text(void)
{
	g_autoptr(DcSurface) surface = dc_surface_new(3, 10);
	g_assert_cmpint(dc_surface_text(surface, 0, 0, DC_STYLE_NORMAL, "No.101"), ==, 6);
	g_assert_cmpint(dc_surface_text(surface, 1, 1, DC_STYLE_NORMAL, "台帳"), ==, 4);
	g_assert_cmpint(dc_surface_printf(surface, 2, 8, DC_STYLE_NORMAL, "%d", 12345), ==, 2);
	assert_picture(surface, "No.101\n 台帳\n        12\n");
	g_assert_cmpint(dc_surface_glyph(surface, 1, 2)->kind, ==, DC_GLYPH_TAIL);
	g_assert_null(dc_surface_glyph(surface, 3, 0));
	g_assert_null(dc_surface_glyph(surface, 0, 10));
}

static void
test_wide_at_edges(void)
{
	g_autoptr(DcSurface) surface = dc_surface_new(2, 5);
	g_assert_cmpint(dc_surface_text(surface, 0, 0, DC_STYLE_NORMAL, "受注登録"), ==, 5); /* the third is cut: a space */
	dc_surface_text(surface, 1, -1, DC_STYLE_NORMAL, "受注");                          /* the first hangs out on the left */
	assert_picture(surface, "受注\n 注\n");
	assert_whole(surface);
	dc_surface_text(surface, 0, 1, DC_STYLE_NORMAL, "x"); /* on the tail of 受 */
	dc_surface_text(surface, 0, 2, DC_STYLE_NORMAL, "y"); /* on 注 itself */
	assert_picture(surface, " xy\n 注\n");
	assert_whole(surface);
}

static void
test_hostile_text(void)
{
	g_autoptr(DcSurface) surface = dc_surface_new(1, 30);
	dc_surface_text(surface, 0, 0, DC_STYLE_NORMAL, "a\x1b[31m\nb\u202e\xff か\u3099");
	assert_picture(surface, "a^[[31m b<U+202E>\ufffd が\n");
	assert_whole(surface);
	dc_surface_clear(surface);
	dc_surface_text(surface, 0, 0, DC_STYLE_NORMAL, "e\u0301\u0323\u0302\u0303\u0304\u0305x"); /* no more than a cell of ncurses holds */
	g_assert_cmpint(g_utf8_strlen(dc_surface_glyph(surface, 0, 0)->text, -1), <=, 5);
	g_assert_cmpstr(dc_surface_glyph(surface, 0, 1)->text, ==, "x");
	dc_surface_clear(surface);
	dc_surface_text(surface, 0, 0, DC_STYLE_NORMAL, "👩\u200d💻\u26a0\ufe0f!"); /* nothing that joins or widens what wcwidth() counts apart */
	assert_picture(surface, "👩💻\u26a0!\n");
	g_assert_cmpstr(dc_surface_glyph(surface, 0, 5)->text, ==, "!");
}

static void
test_columns(void)
{
	g_autoptr(DcSurface) surface = dc_surface_new(4, 12);
	dc_surface_fill(surface, 0, 0, 4, 12, DC_STYLE_DIM);
	dc_surface_column(surface, 0, 1, 6, DC_STYLE_NORMAL, "受注登録で");
	dc_surface_column(surface, 1, 1, 6, DC_STYLE_URGENT, "ab");
	dc_surface_column_right(surface, 2, 1, 6, DC_STYLE_NORMAL, "101");
	dc_surface_column_right(surface, 3, 1, 6, DC_STYLE_NORMAL, "1234567");
	assert_picture(surface, " 受注 >\n ab\n    101\n 12345>\n");
	g_assert_cmpint(dc_surface_glyph(surface, 1, 6)->style, ==, DC_STYLE_URGENT); /* filled to its width */
	g_assert_cmpint(dc_surface_glyph(surface, 1, 7)->style, ==, DC_STYLE_DIM);
}

static void
test_spans(void)
{
	g_autoptr(DcSurface) surface = dc_surface_new(1, 20);
	const char *text = "\x01受注エラー止";
	const DcSpan cues[] = { { 7, 16, DC_STYLE_CUE }, { 3, 4, DC_STYLE_P1 } /* out of order: left out */ };
	dc_surface_spans(surface, 0, 0, 20, DC_STYLE_NORMAL, text, cues, 2);
	assert_picture(surface, "^A受注エラー止\n");
	for (int col = 0; col < 20; col++)
		g_assert_cmpint(dc_surface_glyph(surface, 0, col)->style, ==, col >= 6 && col < 12 ? DC_STYLE_CUE : DC_STYLE_NORMAL);
	dc_surface_flag(surface, 0, 0, 1, 20, DC_STYLE_SELECTED);
	dc_surface_restyle(surface, 0, 0, 1, 1, DC_STYLE_DIM);
	g_assert_cmpint(dc_surface_glyph(surface, 0, 0)->style, ==, DC_STYLE_DIM | DC_STYLE_SELECTED);
	g_assert_cmpint(DC_STYLE_ROLE(dc_surface_glyph(surface, 0, 6)->style), ==, DC_STYLE_CUE);
}

static void
test_lines(void)
{
	g_autoptr(DcSurface) surface = dc_surface_new(5, 12);
	DcSurface box = dc_surface_sub(surface, 0, 0, 3, 5);
	dc_surface_box(&box, DC_STYLE_RULE);
	dc_surface_rule(surface, 3, '-', DC_STYLE_RULE, "後日分");
	dc_surface_rule(surface, 4, '=', DC_STYLE_RULE, NULL);
	assert_picture(surface, "+---+\n|   |\n+---+\n-- 後日分 --\n============\n");
	g_assert_cmpint(dc_surface_glyph(surface, 0, 1)->kind, ==, DC_GLYPH_HLINE);
	g_assert_cmpint(dc_surface_glyph(surface, 2, 4)->kind, ==, DC_GLYPH_LR);
}

static void
test_parts(void)
{
	g_autoptr(DcSurface) surface = dc_surface_new(4, 10);
	dc_surface_fill(surface, 0, 0, 4, 10, DC_STYLE_NORMAL);
	DcSurface part = dc_surface_sub(surface, 1, 3, 2, 4), inner = dc_surface_sub(&part, -1, 2, 5, 99);
	g_assert_cmpint(inner.rows, ==, 2);
	g_assert_cmpint(inner.cols, ==, 2);
	dc_surface_text(&part, 0, 0, DC_STYLE_NORMAL, "abcdefgh");
	dc_surface_text(&inner, 1, 0, DC_STYLE_NORMAL, "xyz");
	dc_surface_text(&part, 2, 0, DC_STYLE_NORMAL, "outside");
	assert_picture(surface, "\n   abcd\n     xy\n\n");

	int row = 0, col = 0;
	dc_surface_cursor(&inner, 1, 1);
	g_assert_true(dc_surface_get_cursor(surface, &row, &col));
	g_assert_cmpint(row, ==, 2);
	g_assert_cmpint(col, ==, 6);
	dc_surface_cursor(&inner, 0, 2);
	g_assert_false(dc_surface_get_cursor(surface, NULL, NULL));
	dc_surface_clear(&inner);
	assert_picture(surface, "\n   ab\n\n\n");
	DcSurface nothing = dc_surface_sub(surface, 9, 9, 3, 3);
	g_assert_cmpint(nothing.rows, ==, 0);
	dc_surface_text(&nothing, 0, 0, DC_STYLE_NORMAL, "x");
}

/* Whatever is drawn wherever: no cell outside is touched and no wide character is split. */
static void
test_anything_anywhere(void)
{
	static const char *const texts[] = { "受注", "abc", "e\u0301", "\x1b]0;x\a", "ｴﾗｰ", "\u0301\u0301", "か\u3099き", "👩\u200d💻", "\xe3\x81", "" };
	g_autoptr(DcSurface) surface = dc_surface_new(6, 17);
	for (int i = 0; i < 3000; i++) {
		int row = g_test_rand_int_range(-2, 8), col = g_test_rand_int_range(-5, 20), cols = g_test_rand_int_range(-1, 12);
		const char *text = texts[g_test_rand_int_range(0, G_N_ELEMENTS(texts))];
		DcSurface part = dc_surface_sub(surface, g_test_rand_int_range(-1, 5), g_test_rand_int_range(-3, 17), 3, g_test_rand_int_range(0, 9));
		dc_surface_column(surface, row, col, cols, DC_STYLE_NORMAL, text);
		dc_surface_text(&part, g_test_rand_int_range(-1, 4), col, DC_STYLE_BOLD, text);
		dc_surface_column_right(&part, row, col, cols, DC_STYLE_NORMAL, text);
		dc_surface_hline(&part, row, col, cols, DC_STYLE_RULE);
		assert_whole(surface);
	}
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/surface/text", test_text);
	g_test_add_func("/surface/wide-at-edges", test_wide_at_edges);
	g_test_add_func("/surface/hostile-text", test_hostile_text);
	g_test_add_func("/surface/columns", test_columns);
	g_test_add_func("/surface/spans", test_spans);
	g_test_add_func("/surface/lines", test_lines);
	g_test_add_func("/surface/parts", test_parts);
	g_test_add_func("/surface/anything-anywhere", test_anything_anywhere);
	return g_test_run();
}
