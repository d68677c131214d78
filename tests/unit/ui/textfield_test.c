/* The text field: readline's keys, graphemes, limits, pastes, where the cursor is seen. ui.md rule 5. */
#include <daicho/text.h>
#include <daicho/textfield.h>

#include <locale.h>
#include <string.h>

/* Keys separated by spaces. */
static void
press(DcTextField *field, const char *keys)
{
	g_auto(GStrv) words = g_strsplit(keys, " ", -1);
	for (char **word = words; *word != NULL; word++)
		if (**word != '\0')
			dc_textfield_key(field, *word);
}

/* The text with | where the cursor stands. Transfer full. */
static char *
state(const DcTextField *field)
{
	const char *text = dc_textfield_text(field);
	gsize at = dc_textfield_cursor(field);
	return g_strdup_printf("%.*s|%s", (int)at, text, text + at);
}

static void
test_keys(void)
{
	static const struct { const char *text, *keys, *state; } table[] = {
		{ "", "a b c", "abc|" },
		{ "", "a Space b", "a b|" },
		{ "abc", "Left Left X", "aX|bc" },
		{ "abc", "Home Delete", "|bc" },
		{ "abc", "C-a C-d End x", "bcx|" },
		{ "abc", "Backspace Backspace", "a|" },
		{ "受注登録", "Left Backspace", "受注|録" },
		{ "か\u3099き", "Left Backspace", "|き" },
		{ "e\u0323\u0302x", "Home Right Z", "ệZ|x" },
		{ "👩\u200d💻!", "Left Backspace", "|!" },
		{ "🇯🇵", "Backspace", "|" },
		{ "one two  three", "C-w", "one two  |" },
		{ "one two  ", "C-w", "one |" },
		{ "one two", "M-b M-b", "|one two" },
		{ "one two", "C-a M-f", "one| two" },
		{ "one.two", "M-Backspace", "one.|" },
		{ "受注登録でエラー", "M-b", "受注登録で|エラー" },
		{ "受注登録でエラー", "M-b M-b M-b", "|受注登録でエラー" },
		{ "受注登録でエラー", "C-a M-d", "|でエラー" },
		{ "one two", "C-a M-f C-k", "one|" },
		{ "one two", "M-b C-u", "|two" },
		{ "one two", "C-w C-y C-y", "one twotwo|" },
		{ "one two", "C-u C-y", "one two|" },
		{ "ab", "C-b C-b C-b C-f", "a|b" },
		{ "", "Left Right Backspace Delete C-w C-k C-u C-y M-b M-f M-d", "|" },
		{ "か", "\u3099", "が|" }, /* composed as it is typed */
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(DcTextField) field = dc_textfield_new(0, false);
		dc_textfield_set(field, table[i].text);
		press(field, table[i].keys);
		g_autofree char *got = state(field);
		g_assert_cmpstr(got, ==, table[i].state);
	}
}

static void
test_keys_of_others(void)
{
	static const char *const keys[] = { "Enter", "Tab", "S-Tab", "Esc", "F2", "Up", "Down", "PgUp", "C-s", "M-1", "C-n", "F10" };
	g_autoptr(DcTextField) field = dc_textfield_new(0, false);
	guint revision = dc_textfield_revision(field);
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		g_assert_false(dc_textfield_key(field, keys[i]));
	g_assert_cmpuint(dc_textfield_revision(field), ==, revision);
}

static void
test_limit(void)
{
	g_autoptr(DcTextField) field = dc_textfield_new(5, false);
	g_assert_cmpuint(dc_textfield_insert(field, "受注登録でエラー"), ==, 3);
	g_assert_cmpstr(dc_textfield_text(field), ==, "受注登録で");
	g_assert_true(dc_textfield_is_full(field));
	press(field, "x Left y");
	g_assert_cmpstr(dc_textfield_text(field), ==, "受注登録で");
	press(field, "Backspace z");
	g_assert_cmpstr(dc_textfield_text(field), ==, "受注登zで");
	dc_textfield_set(field, "12345か");
	g_assert_cmpstr(dc_textfield_text(field), ==, "12345");
	dc_textfield_set(field, "1234か");
	press(field, "\u3099"); /* composes: no longer than before */
	g_assert_cmpstr(dc_textfield_text(field), ==, "1234が");
	g_autofree char *long_text = g_strnfill(100000, 'x');
	dc_textfield_set(field, "");
	g_assert_cmpuint(dc_textfield_insert(field, long_text), ==, 99995);
}

static void
test_paste(void)
{
	g_autoptr(DcTextField) line = dc_textfield_new(0, false), lines = dc_textfield_new(0, true);
	dc_textfield_insert(line, "ORA-00060\r\n\tdead\x1b[31mlock\x7f\xff\n");
	g_assert_cmpstr(dc_textfield_text(line), ==, "ORA-00060  dead[31mlock\ufffd ");
	dc_textfield_insert(lines, "one\r\ntwo\rthree\n\tか\u3099");
	g_assert_cmpstr(dc_textfield_text(lines), ==, "one\ntwo\nthree\n が");
	press(lines, "Home X C-a Backspace");
	g_autofree char *got = state(lines);
	g_assert_cmpstr(got, ==, "one\ntwo\nthree|X が");
}

/* Draws in a row of its own; the picture with the cursor's column behind it. Transfer full. */
static char *
drawn(DcTextField *field, int rows, int cols)
{
	g_autoptr(DcSurface) surface = dc_surface_new(rows, cols);
	int row = -1, col = -1;
	dc_textfield_draw(field, surface, DC_STYLE_FIELD, true);
	g_assert_true(dc_surface_get_cursor(surface, &row, &col));
	g_autofree char *picture = dc_surface_to_text(surface);
	return g_strdup_printf("%s%d,%d", picture, row, col);
}

static void
test_scrolling(void)
{
	static const struct { const char *text, *keys, *picture; } table[] = {
		{ "abc", "", "abc\n0,3" },
		{ "受注", "", "受注\n0,4" },
		{ "受注", "Left", "受注\n0,2" },
		{ "0123456789", "", "456789\n0,6" },       /* two thirds of it, and room for what comes */
		{ "0123456789", "Home", "0123456789\n0,0" },
		{ "受注登録でエラー", "", "エラー\n0,6" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(DcTextField) field = dc_textfield_new(0, false);
		dc_textfield_set(field, table[i].text);
		press(field, table[i].keys);
		g_autofree char *got = drawn(field, 1, 10);
		g_assert_cmpstr(got, ==, table[i].picture);
	}
}

static void
test_lines(void)
{
	g_autoptr(DcTextField) field = dc_textfield_new(0, true);
	dc_textfield_set(field, "abcdefgh\n受注登録\n\nx");
	g_assert_cmpint(dc_textfield_height(field, 7), ==, 6); /* abcdef gh 受注登 録 - x: a column is kept free */
	g_autofree char *end = drawn(field, 3, 7);
	g_assert_cmpstr(end, ==, "録\n\nx\n2,1");
	press(field, "Up Up Up");
	g_autofree char *up = drawn(field, 3, 7);
	g_assert_cmpstr(up, ==, "受注登\n録\n\n0,0");
	press(field, "End");
	g_autofree char *at_end = drawn(field, 3, 7);
	g_assert_cmpstr(at_end, ==, "受注登\n録\n\n1,2");
	press(field, "Up Up Up");
	g_autofree char *top = drawn(field, 3, 7);
	g_assert_cmpstr(top, ==, "abcdef\ngh\n受注登\n0,2");
	g_assert_false(dc_textfield_key(field, "Up"));
	press(field, "Enter");
	g_assert_cmpstr(dc_textfield_text(field), ==, "ab\ncdefgh\n受注登録\n\nx");
	g_assert_true(dc_textfield_key(field, "Down"));
}

/* Any keys in any order: the text is NFC, within the limit, the cursor on a boundary and always to be seen. */
static void
test_anything(void)
{
	static const char *const keys[] = { "a", "Space", "受", "\u3099", "か", "ﾊ", "ﾞ", "👩", "\u200d", "🇯", "\u0301", "Left", "Right", "Home", "End", "Delete",
		                            "Backspace", "C-k", "C-u", "C-w", "C-y", "M-b", "M-f", "M-d", "Up", "Down", "Enter" };
	for (int i = 0; i < 200; i++) {
		bool multiline = g_test_rand_bit();
		g_autoptr(DcTextField) field = dc_textfield_new(g_test_rand_int_range(0, 30), multiline);
		g_autoptr(DcSurface) surface = dc_surface_new(multiline ? 3 : 1, g_test_rand_int_range(4, 12));
		for (int n = 0; n < 60; n++) {
			dc_textfield_key(field, keys[g_test_rand_int_range(0, G_N_ELEMENTS(keys))]);
			const char *text = dc_textfield_text(field);
			g_autofree char *nfc = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
			g_assert_cmpstr(text, ==, nfc);
			gsize at = dc_textfield_cursor(field);
			g_assert_true(at == 0 || dc_text_next(text, dc_text_prev(text, at)) == at);
			dc_textfield_draw(field, surface, DC_STYLE_FIELD, true);
			g_assert_true(dc_surface_get_cursor(surface, NULL, NULL));
		}
	}
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/textfield/keys", test_keys);
	g_test_add_func("/textfield/keys-of-others", test_keys_of_others);
	g_test_add_func("/textfield/limit", test_limit);
	g_test_add_func("/textfield/paste", test_paste);
	g_test_add_func("/textfield/scrolling", test_scrolling);
	g_test_add_func("/textfield/lines", test_lines);
	g_test_add_func("/textfield/anything", test_anything);
	return g_test_run();
}
