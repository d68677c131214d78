/* Folding with a map: the letters are those of dc_text_fold(), and every one knows its bytes. */
#include "../../../src/cue/cells.h"

#include <daicho/text.h>

static char *
letters_of_cells(const GArray *cells)
{
	GString *letters = g_string_new(NULL);
	for (guint i = 0; i < cells->len; i++)
		if (cells_at(cells, i)->c != ' ')
			g_string_append_unichar(letters, cells_at(cells, i)->c);
	return g_string_free(letters, FALSE);
}

static char *
letters_of_text(const char *folded)
{
	GString *letters = g_string_new(NULL);
	for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_isalnum(g_utf8_get_char(p)))
			g_string_append_unichar(letters, g_utf8_get_char(p));
	return g_string_free(letters, FALSE);
}

static void
assert_agrees(const char *text)
{
	g_autoptr(GArray) cells = cells_fold(text);
	g_autofree char *folded = dc_text_fold(text);
	g_autofree char *ours = letters_of_cells(cells);
	g_autofree char *theirs = letters_of_text(folded);
	g_assert_cmpstr(ours, ==, theirs);
}

static void
test_examples(void)
{
	static const char *const texts[] = {
		"", "サーバー", "ｻｰﾊﾞｰ", "ヴァイオリン", "ｳﾞｧｲｵﾘﾝ", "う゛ぇ", "レヴュー", "ウィンドウ", "か\u3099", "カ゛", "ﾊﾟ", "㈱①㍻ﬃ", "ORA‐01555", "3ー4", "ア ー", "らーめん", "Error.Log",
		"サーバーー", "外\u200b字", "𠮷野", "ア\u200dー",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		assert_agrees(texts[i]);
}

/* A mark or ー that stands on a sign goes to the letter before once folding has dropped the sign; that is not followed. */
static bool
is_astray(gunichar before, gunichar c)
{
	return (g_unichar_ismark(c) || c == 0x309B || c == 0x309C || c == 0xFF9E || c == 0xFF9F || c == 0x30FC || c == 0xFF70) && !g_unichar_isalpha(before);
}

static char *
random_text(void)
{
	static const gunichar ranges[][2] = { { 0x20, 0x7E }, { 0x3000, 0x30FF }, { 0x4E00, 0x4FFF }, { 0xFF01, 0xFF9F }, { 0x300, 0x310 }, { 0x2010, 0x2015 }, { 0x3231, 0x3300 } };
	GString *text = g_string_new(NULL);
	gunichar before = 0;
	for (int n = g_test_rand_int_range(0, 12); n > 0; n--) {
		const gunichar *range = ranges[g_test_rand_int_range(0, G_N_ELEMENTS(ranges))];
		gunichar c = (gunichar)g_test_rand_int_range((gint32)range[0], (gint32)range[1] + 1);
		if (is_astray(before, c))
			continue;
		g_string_append_unichar(text, c);
		before = c;
	}
	return g_string_free(text, FALSE);
}

static void
test_random(void)
{
	for (int i = 0; i < 5000; i++) {
		g_autofree char *text = random_text();
		g_test_message("%s", text);
		assert_agrees(text);
	}
}

/* The plain cells are NFKC, however it is reached. */
static void
test_plain(void)
{
	static const char *const texts[] = { "Ａｂ１：（金）", "㈱①㍻", "ｶﾞｰ", "か\u3099\u3099", "e\u0301", "が々〆〇ー", "\u9fef", "ﬃ 　" };
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GArray) cells = cells_plain(texts[i]);
		g_autoptr(GString) ours = g_string_new(NULL);
		for (guint c = 0; c < cells->len; c++)
			g_string_append_unichar(ours, cells_at(cells, c)->c);
		g_autofree char *normal = g_utf8_normalize(texts[i], -1, G_NORMALIZE_NFKC);
		g_assert_cmpstr(ours->str, ==, i == 6 ? " " : normal);
	}
}

static void
test_ranges_rise(void)
{
	for (int i = 0; i < 1000; i++) {
		g_autofree char *text = random_text();
		GArray *(*const make[])(const char *) = { cells_fold, cells_plain };
		for (gsize m = 0; m < G_N_ELEMENTS(make); m++) {
			g_autoptr(GArray) cells = make[m](text);
			for (guint c = 0; c < cells->len; c++) {
				const CueCell *cell = cells_at(cells, c), *before = c > 0 ? cells_at(cells, c - 1) : NULL;
				g_assert_cmpuint(cell->from, <, cell->to);
				g_assert_true(before == NULL || (before->from == cell->from && before->to == cell->to) || before->to <= cell->from);
				g_assert_true(g_utf8_validate(text + cell->from, cell->to - cell->from, NULL));
			}
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/cells/examples", test_examples);
	g_test_add_func("/cue/cells/agrees with dc_text_fold", test_random);
	g_test_add_func("/cue/cells/plain is NFKC", test_plain);
	g_test_add_func("/cue/cells/bytes rise", test_ranges_rise);
	return g_test_run();
}
