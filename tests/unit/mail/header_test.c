/* Headers as mail programs write them: folded, encoded, cut in the wrong place, raw, or wrong. */
#include "../../../src/mail/address.h"
#include "../../../src/mail/encodedword.h"
#include "../../../src/mail/header.h"

#include <string.h>

/* -- encoded words (RFC 2047) -- */
static const struct {
	const char *says, *header, *text;
} words[] = {
	{ "none", "Re: invoice = 3?", "Re: invoice = 3?" },
	{ "B", "=?ISO-2022-JP?B?GyRCMnE3VxsoQg==?=", "会計" },
	{ "Q", "=?UTF-8?Q?=E4=BC=9A=E8=A8=88_A?=", "会計 A" },
	{ "lower case", "=?utf-8?b?5Lya6KiI?=", "会計" },
	{ "text around it", "Re: =?UTF-8?B?5Lya6KiI?= (2)", "Re: 会計 (2)" },
	{ "no space before it", "Re:=?UTF-8?B?5Lya6KiI?=", "Re:会計" },
	{ "the space between two is none", "=?UTF-8?B?5Lya?= =?UTF-8?B?6KiI?=", "会計" },
	{ "the space between a word and text is one", "=?UTF-8?B?5Lya?= x =?UTF-8?B?6KiI?=", "会 x 計" },
	{ "a character cut between two words", "=?UTF-8?B?5Lya6A==?= =?UTF-8?B?qIg=?=", "会計" },
	{ "a character cut, Q", "=?UTF-8?Q?=E4=BC=9A=E8=A8?= =?UTF-8?Q?=88?=", "会計" },
	{ "base64 cut in the middle of four", "=?UTF-8?B?5Lya6K?= =?UTF-8?B?iI?=", "会計" },
	{ "an escape state that goes on", "=?ISO-2022-JP?B?GyRCMnE=?= =?ISO-2022-JP?B?N1cbKEI=?=", "会計" },
	{ "two charsets", "=?UTF-8?B?5Lya?= =?Shift_JIS?B?jHY=?=", "会計" },
	{ "padding forgotten", "=?UTF-8?B?5Lya6KiIQQ?=", "会計A" },
	{ "padding forgotten before another charset", "=?UTF-8?B?QUI?= =?Shift_JIS?B?jHY=?=", "AB計" },
	{ "language, of a charset that cannot be guessed", "=?ISO-8859-1*fr?Q?caf=E9?=", "caf\303\251" },
	{ "language (RFC 2231)", "=?UTF-8*ja?B?5Lya6KiI?=", "会計" },
	{ "spaces in Q", "=?UTF-8?Q?a b?=", "a b" },
	{ "no end", "=?UTF-8?B?5Lya6KiI", "=?UTF-8?B?5Lya6KiI" },
	{ "no charset", "=?\?B?5Lya6KiI?=", "=?\?B?5Lya6KiI?=" },
	{ "unknown encoding", "=?UTF-8?X?abc?=", "=?UTF-8?X?abc?=" },
	{ "half-width kana and row 13 under the label", "=?ISO-2022-JP?B?GyRCLSEbKEkxMhsoQg==?=", "①ｱｲ" },
	{ "label says ISO-2022-JP, bytes are Shift_JIS", "=?ISO-2022-JP?B?ie+Mdg==?=", "会計" },
	{ "nothing in it", "=?UTF-8?B?\?= a", " a" },
};

static void
test_encoded_words(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		bool garbled = false;
		g_autofree char *text = encodedword_decode(words[i].header, &garbled);
		g_test_message("%s", words[i].says);
		g_assert_cmpstr(text, ==, words[i].text);
		g_assert_false(garbled);
	}
}

/* -- addresses -- */
static const struct {
	const char *header, *name, *address;
} people[] = {
	{ "tanaka@example.co.jp", NULL, "tanaka@example.co.jp" },
	{ "<tanaka@example.co.jp>", NULL, "tanaka@example.co.jp" },
	{ "Tanaka <tanaka@example.co.jp>", "Tanaka", "tanaka@example.co.jp" },
	{ "=?UTF-8?B?57WM55CGIOeUsOS4rQ==?= <tanaka@example.co.jp>", "経理 田中", "tanaka@example.co.jp" },
	{ "\"=?UTF-8?B?57WM55CGIOeUsOS4rQ==?=\" <tanaka@example.co.jp>", "経理 田中", "tanaka@example.co.jp" },
	{ "\"Tanaka, Ichiro\" <tanaka@example.co.jp>", "Tanaka, Ichiro", "tanaka@example.co.jp" },
	{ "\"'Tanaka'\" <tanaka@example.co.jp>", "Tanaka", "tanaka@example.co.jp" },
	{ "tanaka@example.co.jp (=?UTF-8?B?55Sw5Lit?=)", "田中", "tanaka@example.co.jp" },
	{ "経理 田中 <tanaka@example.co.jp>", "経理 田中", "tanaka@example.co.jp" },
	{ "\"a \\\"b\\\" c\" <x@example.co.jp>", "a \"b\" c", "x@example.co.jp" },
	{ "x@example.co.jp, y@example.co.jp", NULL, "x@example.co.jp" },
	{ "keiri: x@example.co.jp, y@example.co.jp;", NULL, "x@example.co.jp" },
	{ "undisclosed-recipients:;", NULL, NULL },
	{ "root", "root", NULL },
	{ "Cron Daemon <root>", "Cron Daemon", "root" },
	{ ", , x@example.co.jp", NULL, "x@example.co.jp" },
	{ "Tanaka <tanaka@example.co.jp", "Tanaka", "tanaka@example.co.jp" },
	{ "\"Tanaka <tanaka@example.co.jp>", "Tanaka", "tanaka@example.co.jp" },
	{ "", NULL, NULL },
};

static void
test_people(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(people); i++) {
		g_autofree char *name = NULL, *address = NULL;
		bool garbled = false;
		address_first(people[i].header, &name, &address, &garbled);
		g_test_message("%s", people[i].header);
		g_assert_cmpstr(name, ==, people[i].name);
		g_assert_cmpstr(address, ==, people[i].address);
	}
}

static void
test_recipients(void)
{
	bool garbled = false;
	g_autofree char *line = address_line("=?UTF-8?B?55Sw5Lit?= <t@example.co.jp>, k@example.co.jp", 1000, &garbled);
	g_assert_cmpstr(line, ==, "田中 <t@example.co.jp>, k@example.co.jp");

	g_autoptr(GString) many = g_string_new(NULL);
	for (int i = 0; i < 100000; i++)
		g_string_append(many, "someone@example.co.jp, ");
	g_autofree char *cut = address_line(many->str, 100, &garbled);
	g_assert_cmpuint(strlen(cut), <, 200);
	g_assert_true(g_str_has_suffix(cut, ", ..."));
	g_assert_null(address_line("", 100, &garbled));
}

/* -- parameters (RFC 2231, and what is used instead) -- */
static const struct {
	const char *says, *header, *value;
} names[] = {
	{ "plain", "attachment; filename=a.txt", "a.txt" },
	{ "quoted", "attachment; filename=\"a;b.txt\"; size=3", "a;b.txt" },
	{ "encoded word, as Outlook does", "attachment; filename=\"=?UTF-8?B?5Lya6KiILnhsc3g=?=\"", "会計.xlsx" },
	{ "RFC 2231", "attachment; filename*=UTF-8''%E4%BC%9A%E8%A8%88.xlsx", "会計.xlsx" },
	{ "RFC 2231 in pieces, cut in a character", "attachment; filename*0*=utf-8''%E4%BC%9A%E8%A8; filename*1*=%88; filename*2=\".xlsx\"", "会計.xlsx" },
	{ "pieces in another order", "attachment; filename*1=\"b.txt\"; filename*0=\"a\"", "ab.txt" },
	{ "both: the one of RFC 2231", "attachment; filename=\"x.xlsx\"; filename*=UTF-8''%E4%BC%9A.xlsx", "会.xlsx" },
	{ "ISO-2022-JP with row 13", "attachment; filename*=ISO-2022-JP''%1B%24B-%21%1B%28B.txt", "①.txt" },
	{ "RFC 2231 in a charset that cannot be guessed", "attachment; filename*=iso-8859-1'fr'caf%E9.txt", "caf\303\251.txt" },
	{ "a path", "attachment; filename=\"C:\\\\tmp\\\\a.txt\"", "C:\\tmp\\a.txt" },
	{ "no space, comment", "attachment;(c) filename = a.txt", "a.txt" },
	{ "another parameter that begins the same", "attachment; filenames=x; filename=a", "a" },
	{ "none", "attachment", NULL },
	{ "no value", "attachment; filename", NULL },
	{ "no end of the quote", "attachment; filename=\"a.txt", "a.txt" },
};

static void
test_parameters(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		bool garbled = false;
		g_autofree char *value = header_parameter(names[i].header, "filename", NULL, &garbled);
		g_test_message("%s", names[i].says);
		g_assert_cmpstr(value, ==, names[i].value);
	}
}

/* -- the block -- */
static void
test_block(void)
{
	const char *block = "From x Tue Mar 31 09:05:00 2026\nSubject: a\n b\r\nX-Long :c\n>From y\nsubject: again\n\nBody: no\n";
	Header header;
	header_init(&header, block, strlen(block));
	g_autofree char *subject = header_text(&header, "SUBJECT");
	g_autofree char *spaced = header_text(&header, "X-Long");
	g_autofree char *second = header_raw(&header, "Subject", 1);
	g_assert_cmpstr(subject, ==, "a b");
	g_assert_cmpstr(spaced, ==, "c");
	g_assert_cmpstr(second, ==, " again");
	g_assert_null(header_field(&header, "Body", 0));
	g_assert_null(header_field(&header, "From", 0));
	header_clear(&header);
}

/* Raw 8-bit headers: UTF-8 if they are, else what the text says it is in, else what they look like. */
static void
test_raw(void)
{
	static const struct { const char *block, *charset, *text; } rows[] = {
		{ "Subject: \xE4\xBC\x9A\xE8\xA8\x88\n", "shift_jis", "会計" },
		{ "Subject: \x89\xEF\x8C\x76\n", "shift_jis", "会計" },
		{ "Subject: \xB2\xF1\xB7\xD7\n", "euc-jp", "会計" },
		{ "Subject: \033$B2q7W\033(B\n", NULL, "会計" },
		{ "Subject: \x82\xA8\x92\x6D\x82\xE7\x82\xB9\n", NULL, "お知らせ" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		Header header;
		header_init(&header, rows[i].block, strlen(rows[i].block));
		header.charset = g_strdup(rows[i].charset);
		g_autofree char *subject = header_text(&header, "Subject");
		g_assert_cmpstr(subject, ==, rows[i].text);
		g_assert_false(header.garbled);
		header_clear(&header);
	}
}

static void
test_ids(void)
{
	g_autoptr(GPtrArray) ids = header_ids("<a@x>\n <b@x><c @x> junk < <d@x> <>");
	static const char *const expected[] = { "a@x", "b@x", "c @x", "d@x" };
	g_assert_cmpuint(ids->len, ==, G_N_ELEMENTS(expected));
	for (guint i = 0; i < ids->len; i++)
		g_assert_cmpstr(g_ptr_array_index(ids, i), ==, expected[i]);
}

/* -- any bytes -- */
static void
test_any_text(void)
{
	static const char *const pieces[] = { "=?", "?=", "UTF-8", "?B?", "?Q?", "\"", "<", ">", ",", ";", ":", "(", ")", "\\", "filename", "*0", "*", "=", "''", "%E4", "会", " ", "@x" };
	for (int round = 0; round < 3000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = g_test_rand_int_range(0, 25); n > 0; n--)
			g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		bool garbled = false;
		g_autofree char *decoded = encodedword_decode(text->str, &garbled);
		g_autofree char *line = address_line(text->str, 100, &garbled);
		g_autofree char *value = header_parameter(text->str, "filename", NULL, &garbled);
		g_assert_true(g_utf8_validate(decoded, -1, NULL));
		g_assert_true(line == NULL || g_utf8_validate(line, -1, NULL));
		g_assert_true(value == NULL || g_utf8_validate(value, -1, NULL));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/header/encoded-words", test_encoded_words);
	g_test_add_func("/mail/header/people", test_people);
	g_test_add_func("/mail/header/recipients", test_recipients);
	g_test_add_func("/mail/header/parameters", test_parameters);
	g_test_add_func("/mail/header/block", test_block);
	g_test_add_func("/mail/header/raw", test_raw);
	g_test_add_func("/mail/header/ids", test_ids);
	g_test_add_func("/mail/header/any-text", test_any_text);
	return g_test_run();
}
