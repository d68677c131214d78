/* Text as terminals show it: graphemes, width, clipping, wrapping, what may reach a terminal. */
#include <daicho/text.h>

#include <locale.h>
#include <string.h>

/* What hostile and ordinary text is made of. */
static const char *const pieces[] = {
	"a", "Z", " ", "-", "\n", "\r\n", "\t", "\x01", "\x1b[31m", "\x7f", "受", "注", "エラー", "ｴﾗｰ", "か\u3099", "\u3099", "\u0301", "é", "e\u0301",
	"\u202e", "\u200b", "\u200d", "\ufeff", "\xc2\x85", "①", "㈱", "髙", "👩\u200d💻", "🇯🇵", "\U0001fae8", "\u1161", "각", "\u0600", "、", "「", "\xff", "\xe3\x81",
	"\u0e33", "\ufe0f", "\U000e0001", "\ue000", "＞", "\u00ad",
};

static char *
random_text(int n_max)
{
	GString *text = g_string_new(NULL);
	for (int n = g_test_rand_int_range(0, n_max + 1); n > 0; n--)
		g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
	return g_string_free(text, FALSE);
}

static void
test_width(void)
{
	static const struct { const char *text; int cols; } table[] = {
		{ "", 0 }, { "abc", 3 }, { "台帳", 4 }, { "ｴﾗｰ", 3 }, { "か\u3099", 2 }, { "e\u0301", 1 }, { "○→①", 3 }, { "\x1b[0m", 5 },
		{ "\u202e", 8 }, { "a\tb", 3 }, { "\u0301", 1 }, { "\xff", 1 }, { "①㈱", 3 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		g_assert_cmpint(dc_text_width(table[i].text), ==, table[i].cols);
}

static void
test_show(void)
{
	static const struct { const char *text, *shown; } table[] = {
		{ "plain", "plain" }, { "か\u3099", "が" }, { "\x1b[31m", "^[[31m" }, { "\x7f", "^?" }, { "a\u202eb", "a<U+202E>b" }, { "\xc2\x85", "<U+0085>" },
		{ "a\r\nb\tc\nd", "a b c d" }, { "a\rb", "a^Mb" }, { "\xe3\x81x", "\ufffd\ufffdx" }, { "\u0301a", " \u0301a" }, { "\u200bx", "<U+200B>x" },
		{ "👩\u200d💻", "👩\u200d💻" }, { "e\u0323\u0323\u0323\u0323\u0323\u0323\u0323", "ẹ\u0323\u0323\u0323\u0323" }, { "\U0010ffff", "?" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *shown = dc_text_show(table[i].text);
		g_assert_cmpstr(shown, ==, table[i].shown);
	}
	g_autofree char *lines = dc_text_show_lines("在庫\tx\r\n\ty\n");
	g_assert_cmpstr(lines, ==, "在庫    x\n        y\n");
}

static void
test_show_is_safe_and_stable(void)
{
	for (int round = 0; round < 2000; round++) {
		g_autofree char *text = random_text(12);
		g_autofree char *shown = dc_text_show(text);
		g_autofree char *again = dc_text_show(shown);
		g_assert_cmpstr(again, ==, shown);
		g_assert_true(g_utf8_validate(shown, -1, NULL));
		for (const char *p = shown; *p != '\0'; p = g_utf8_next_char(p)) {
			gunichar c = g_utf8_get_char(p);
			g_assert_false(g_unichar_iscntrl(c));
			g_assert_false(c >= 0x202A && c <= 0x202E);
		}
		g_assert_cmpint(dc_text_width(text), ==, dc_text_width(shown));
	}
}

static void
test_fit_never_exceeds_nor_splits(void)
{
	for (int round = 0; round < 2000; round++) {
		g_autofree char *text = random_text(12);
		int cols = g_test_rand_int_range(0, 20);
		gsize fits = dc_text_fit(text, cols);
		g_autofree char *head = g_strndup(text, fits);
		g_assert_cmpint(dc_text_width(head), <=, cols);
		g_assert_cmpuint(dc_text_prev(text, dc_text_next(text, fits)), ==, text[fits] == '\0' ? dc_text_prev(text, fits) : fits);
		if (text[fits] != '\0') { /* the longest */
			g_autofree char *longer = g_strndup(text, dc_text_next(text, fits));
			g_assert_cmpint(dc_text_width(longer), >, cols);
		}
	}
}

static void
test_clip(void)
{
	static const struct { const char *text; int cols; const char *clipped; } table[] = {
		{ "台帳", 4, "台帳" }, { "台帳簿", 5, "台帳>" }, { "台帳簿", 4, "台 >" }, { "台帳", 1, ">" }, { "台帳", 0, "" }, { "台帳", -3, "" }, { "", 3, "" },
		{ "abcdef", 6, "abcdef" }, { "abcdefg", 6, "abcde>" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *clipped = dc_text_clip(table[i].text, table[i].cols);
		g_assert_cmpstr(clipped, ==, table[i].clipped);
	}
	g_autofree char *padded = dc_text_pad("台帳", 7);
	g_assert_cmpstr(padded, ==, "台帳   ");
}

static void
test_clip_and_pad_agree_with_width(void)
{
	for (int round = 0; round < 2000; round++) {
		g_autofree char *text = random_text(12);
		int cols = g_test_rand_int_range(0, 20);
		g_autofree char *clipped = dc_text_clip(text, cols);
		g_autofree char *padded = dc_text_pad(text, cols);
		g_assert_cmpint(dc_text_width(clipped), ==, MIN(cols, dc_text_width(text)));
		g_assert_cmpint(dc_text_width(padded), ==, cols);
	}
}

static void
test_graphemes_step_back_as_forward(void)
{
	for (int round = 0; round < 2000; round++) {
		g_autofree char *text = random_text(12);
		gsize end = strlen(text);
		for (gsize at = 0; at < end;) {
			gsize next = dc_text_next(text, at);
			g_assert_cmpuint(next, >, at);
			g_assert_cmpuint(next, <=, end);
			g_assert_cmpuint(dc_text_prev(text, next), ==, at);
			at = next;
		}
	}
	g_assert_cmpuint(dc_text_next("か\u3099き", 0), ==, 6);
	g_assert_cmpuint(dc_text_next("👩\u200d💻x", 0), ==, 11);
	g_assert_cmpuint(dc_text_next("", 0), ==, 0);
	g_assert_cmpuint(dc_text_prev("x", 0), ==, 0);
}

static void
assert_wrapped(const char *text, int cols, const char *joined)
{
	g_autoptr(GPtrArray) lines = dc_text_wrap(text, cols);
	g_ptr_array_add(lines, NULL);
	g_autofree char *got = g_strjoinv("|", (char **)lines->pdata);
	g_assert_cmpstr(got, ==, joined);
}

static void
test_wrap(void)
{
	assert_wrapped("", 10, "");
	assert_wrapped("the quick brown fox", 10, "the quick|brown fox");
	assert_wrapped("the quick brown fox", 9, "the quick|brown fox");
	assert_wrapped("abcdefghij klm", 4, "abcd|efgh|ij|klm");
	assert_wrapped("在庫照会で、エラー。", 10, "在庫照会|で、エ|ラー。");
	assert_wrapped("在庫「照会」の件", 6, "在庫|「照|会」の|件");
	assert_wrapped("帳票ORA-00060発生", 10, "帳票|ORA-00060|発生");
	assert_wrapped("a\n\nb\n", 10, "a||b|");
	assert_wrapped("台帳", 1, ">|>");
	assert_wrapped("  indented line", 11, "  indented|line");
}

static void
test_wrap_never_exceeds(void)
{
	for (int round = 0; round < 2000; round++) {
		g_autofree char *text = random_text(30);
		int cols = g_test_rand_int_range(1, 20);
		g_autoptr(GPtrArray) lines = dc_text_wrap(text, cols);
		g_assert_cmpuint(lines->len, >=, 1);
		for (guint i = 0; i < lines->len; i++)
			g_assert_cmpint(dc_text_width(lines->pdata[i]), <=, cols);
	}
}

/* Ten thousand times the same, whatever it is. */
static void
test_endless(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new("x");
		for (int n = 0; n < 10000; n++)
			g_string_append(text, pieces[i]);
		g_autofree char *shown = dc_text_show(text->str);
		g_autofree char *lines = dc_text_show_lines(text->str);
		g_autofree char *line = dc_text_one_line(text->str);
		g_autofree char *folded = dc_text_fold(text->str);
		g_autofree char *again = dc_text_fold(folded);
		g_autofree char *clipped = dc_text_clip(text->str, 40);
		g_autoptr(GPtrArray) wrapped = dc_text_wrap(text->str, 40);
		g_assert_true(g_utf8_validate(shown, -1, NULL) && g_utf8_validate(lines, -1, NULL) && g_utf8_validate(line, -1, NULL));
		g_assert_true(g_utf8_validate(folded, -1, NULL));
		g_assert_cmpstr(again, ==, folded);
		g_assert_cmpint(dc_text_width(clipped), <=, 40);
		g_assert_cmpuint(wrapped->len, <=, text->len);
		g_assert_cmpuint(dc_text_length(text->str), <=, text->len);
		g_assert_cmpuint(dc_text_prev(text->str, text->len), <, text->len);
	}
}

static void
test_one_line_valid_length(void)
{
	static const struct { const char *text, *line; } table[] = {
		{ "  a\n\tb  ", "a b" }, { "\u3000件名\u3000あり\u3000\n", "件名\u3000あり" }, { "a  b", "a  b" }, { " \n", "" }, { "a\r\n\r\nb", "a b" }, { "\xff", "\ufffd" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *line = dc_text_one_line(table[i].text);
		g_assert_cmpstr(line, ==, table[i].line);
	}
	g_autofree char *valid = dc_text_valid("a\0b\xff", 4);
	g_assert_cmpstr(valid, ==, "a\ufffd" "b\ufffd");
	g_assert_cmpuint(dc_text_length("か\u3099き"), ==, 2);
	g_assert_cmpuint(dc_text_length("abc"), ==, 3);
}

static void
test_ascii(void)
{
	static const struct { gunichar from; char to; } table[] = {
		{ 0xFF50, 'p' }, { 0xFF11, '1' }, { 0xFF1F, '?' }, { 0x3002, '.' }, { 0x30FB, '/' }, { 0x3042, 0 }, { 'a', 0 }, { 0x3000, ' ' },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		g_assert_cmpint(dc_text_ascii(table[i].from), ==, table[i].to);
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/width", test_width);
	g_test_add_func("/text/show", test_show);
	g_test_add_func("/text/show-is-safe-and-stable", test_show_is_safe_and_stable);
	g_test_add_func("/text/fit-never-exceeds-nor-splits", test_fit_never_exceeds_nor_splits);
	g_test_add_func("/text/clip", test_clip);
	g_test_add_func("/text/clip-and-pad-agree-with-width", test_clip_and_pad_agree_with_width);
	g_test_add_func("/text/graphemes-step-back-as-forward", test_graphemes_step_back_as_forward);
	g_test_add_func("/text/wrap", test_wrap);
	g_test_add_func("/text/wrap-never-exceeds", test_wrap_never_exceeds);
	g_test_add_func("/text/endless", test_endless);
	g_test_add_func("/text/one-line-valid-length", test_one_line_valid_length);
	g_test_add_func("/text/ascii", test_ascii);
	return g_test_run();
}
