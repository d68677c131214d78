/* Bytes in whatever charset: each encoding of Japanese office mail, said rightly, wrongly or not at all (domain.md 6.4). */
#include "../../../src/mail/charset.h"

#include <string.h>

/* The text in one of iconv's charsets. */
static char *
bytes_in(const char *charset, const char *text, gsize *length)
{
	g_autoptr(GError) error = NULL;
	char *bytes = g_convert(text, -1, charset, "UTF-8", NULL, length, &error);
	g_assert_no_error(error);
	return bytes;
}

static void
assert_decodes(const char *bytes, gsize length, const char *declared, const char *charset, const char *text)
{
	const char *used = NULL;
	bool garbled = false;
	g_autofree char *decoded = charset_decode(bytes, length, declared, &used, &garbled);
	g_assert_cmpstr(decoded, ==, text);
	g_assert_cmpstr(used, ==, charset);
	g_assert_false(garbled);
}

/* -- declared rightly -- */
static const struct {
	const char *declared, *encoding, *charset;
} declared[] = {
	{ "UTF-8", "UTF-8", "UTF-8" },
	{ "utf8", "UTF-8", "UTF-8" },
	{ "Shift_JIS", "CP932", "CP932" },
	{ "x-sjis", "CP932", "CP932" },
	{ "Windows-31J", "CP932", "CP932" },
	{ "EUC-JP", "EUC-JP", "EUC-JP" },
	{ "x-euc-jp", "EUC-JP", "EUC-JP" },
	{ "ISO-2022-JP", "ISO-2022-JP", "ISO-2022-JP" },
	{ "csISO2022JP", "ISO-2022-JP", "ISO-2022-JP" },
	{ "utf-16", "UTF-16", "UTF-16" },
	{ "UNICODE-1-1-UTF-7", "UTF-7", "UTF-7" },
};

static void
test_declared(void)
{
	const char *text = "会計帳票が出ない件\nシステム部御中\n";
	for (gsize i = 0; i < G_N_ELEMENTS(declared); i++) {
		gsize length;
		g_autofree char *bytes = bytes_in(declared[i].encoding, text, &length);
		assert_decodes(bytes, length, declared[i].declared, declared[i].charset, text);
	}
}

/* Every name that is in use, also those that iconv knows: it means something else by them. */
static void
test_aliases(void)
{
	static const struct { const char *charset, *encoding, *text, *names; } rows[] = {
		{ "US-ASCII", "UTF-8", "plain", "us-ascii ascii ansi_x3.4-1968 iso646-us" },
		{ "UTF-8", "UTF-8", "会計", "utf-8 utf8 utf_8 utf8mb4 unicode-1-1-utf-8" },
		{ "ISO-2022-JP", "ISO-2022-JP", "会計", "iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-2004 iso-2022-jp-ms iso2022jp iso2022-jp "
		  "csiso2022jp x-windows-iso2022jp jis cp50220 cp50221 cp50222" },
		{ "CP932", "CP932", "①ｻｰﾊﾞ", "shift_jis shift-jis shiftjis sjis sjis-win x-sjis x-sjis-jp x-shift-jis x-ms-cp932 x-mac-japanese ms_kanji ms932 cp932 "
		  "windows-932 windows-31j csshiftjis cswindows31j" },
		{ "EUC-JP", "EUC-JP", "旨み", "euc-jp eucjp x-euc x-eucjp x-euc-jp euc-jp-ms eucjp-ms eucjp-win cp51932 cseucpkdfmtjapanese "
		  "extended_unix_code_packed_format_for_japanese ujis" },
		{ "CP1252", "CP1252", "\342\200\234caf\303\251\342\200\235", "iso-8859-1 latin1" },
		{ "ISO-8859-8", "ISO-8859-8", "\327\251\327\234", "iso-8859-8-i" },
		{ "ISO-8859-6", "ISO-8859-6", "\330\263\331\204", "iso-8859-6-i" },
		{ "CP949", "CP949", "안녕", "ks_c_5601-1987 ks_c_5601 ksc5601 ksc_5601 korean euc-kr windows-949" },
		{ "GB18030", "GB18030", "系统", "gb2312 gb_2312-80 gbk x-gbk cp936 windows-936" },
		{ "BIG5-HKSCS", "BIG5", "系統", "big5 x-x-big5 cp950" },
		{ "UTF-7", "UTF-7", "会計", "unicode-1-1-utf-7 x-unicode-2-0-utf-7" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gsize length;
		g_autofree char *bytes = bytes_in(rows[i].encoding, rows[i].text, &length);
		g_auto(GStrv) names = g_strsplit(rows[i].names, " ", -1);
		for (guint k = 0; names[k] != NULL; k++) {
			g_test_message("%s", names[k]);
			assert_decodes(bytes, length, names[k], rows[i].charset, rows[i].text);
		}
	}
}

static void
test_aliases_of_neighbours(void)
{
	static const struct { const char *name, *encoding, *text, *charset; } rows[] = {
		{ "KS_C_5601-1987", "CP949", "안녕하세요", "CP949" },
		{ "gb2312", "GB18030", "系统故障", "GB18030" },
		{ "x-x-big5", "BIG5", "系統故障", "BIG5-HKSCS" },
		{ "ISO-8859-1", "CP1252", "caf\303\251 \342\200\234ok\342\200\235", "CP1252" },
		{ "koi8-r", "KOI8-R", "Привет", "KOI8-R" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gsize length;
		g_autofree char *bytes = bytes_in(rows[i].encoding, rows[i].text, &length);
		assert_decodes(bytes, length, rows[i].name, rows[i].charset, rows[i].text);
	}
}

/* -- what glibc's own ISO-2022-JP refuses or garbles -- */
static const struct {
	const char *says, *bytes, *text;
} jis[] = {
	{ "row 13 and the NEC-selected kanji", "\033$B-!-j|b\033(B", "①㈱髙" },
	{ "half-width kana by ESC ( I", "\033(I4W0\033(B", "ｴﾗｰ" },
	{ "half-width kana by SO and SI", "\016\064\127\060\017 1", "ｴﾗｰ 1" },
	{ "half-width kana as 8-bit bytes, between escapes", "\033$B2q7W\033(B\xB4\xD7\xB0", "会計ｴﾗｰ" },
	{ "kanji after kana without ASCII between", "\033$B2q7W\033(I4W0\033$B2q\033(B", "会計ｴﾗｰ会" },
	{ "JIS C 6226 of 1978", "\033$@2q7W\033(J", "会計" },
	{ "the four-byte designation", "\033$(B2q7W\033(B", "会計" },
	{ "JIS X 0212", "\033$(D0!\033(B", "丂" },
	{ "JIS X 0213, first plane", "\033$(O.!\033(B", "俱" },
	{ "JIS X 0213 of 2004", "\033$(Q$\"\033(B", "あ" },
	{ "JIS X 0213, second plane", "\033$(P!!\033(B", "𠂉" },
	{ "the four-byte designation of 1978", "\033$(@2q7W\033(B", "会計" },
	{ "kana designated for SO, which alone shifts to it", "\033)Iab\016\064\127\060\017c", "abｴﾗｰc" },
	{ "Swedish names, taken for ASCII", "\033(Habc\033$B2q\033(H", "abc会" },
	{ "a line begins in ASCII", "\033$B2q7W\nabc\n", "会計\nabc\n" },
	{ "JIS X 0201 Roman", "\033(Jabc\033(B", "abc" },
	{ "the revision of 1990 announced", "\033&@\033$B2q\033(B", "会" },
	{ "nothing to escape", "abc", "abc" },
};

static void
test_jis(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(jis); i++) {
		g_test_message("%s", jis[i].says);
		assert_decodes(jis[i].bytes, strlen(jis[i].bytes), "iso-2022-jp", "ISO-2022-JP", jis[i].text);
	}
}

static void
test_vendor_characters(void)
{
	const char *text = "①㈱髙﨑ｴﾗｰ～";
	gsize length;
	g_autofree char *bytes = bytes_in("CP932", text, &length);
	assert_decodes(bytes, length, "Shift_JIS", "CP932", text);
	/* EUC: row 13, the kanji NEC selected, kana, and IBM's kanji as three bytes */
	assert_decodes("\xAD\xA1\xAD\xEA\xFC\xE2", 6, "EUC-JP", "EUC-JP", "①㈱髙");
	assert_decodes("\x8E\xB4\x8E\xD7\x8E\xB0", 6, "EUC-JP", "EUC-JP", "ｴﾗｰ");
	assert_decodes("\x8F\xB0\xA1", 3, "EUC-JP", "EUC-JP", "丂");
}

/* -- said wrongly, or not at all -- */
static const struct {
	const char *declared, *encoding, *charset;
} occurring[] = {
	{ NULL, "UTF-8", "UTF-8" },
	{ NULL, "CP932", "CP932" },
	{ NULL, "EUC-JP", "EUC-JP" },
	{ NULL, "ISO-2022-JP", "ISO-2022-JP" },
	{ "us-ascii", "UTF-8", "UTF-8" },
	{ "us-ascii", "CP932", "CP932" },
	{ "us-ascii", "ISO-2022-JP", "ISO-2022-JP" },
	{ "utf-8", "CP932", "CP932" },
	{ "utf-8", "EUC-JP", "EUC-JP" },
	{ "utf-8", "ISO-2022-JP", "ISO-2022-JP" },
	{ "iso-2022-jp", "CP932", "CP932" },
	{ "iso-2022-jp", "EUC-JP", "EUC-JP" },
	{ "iso-2022-jp", "UTF-8", "UTF-8" },
	{ "shift_jis", "UTF-8", "UTF-8" },
	{ "shift_jis", "ISO-2022-JP", "ISO-2022-JP" },
	{ "euc-jp", "UTF-8", "UTF-8" },
	{ "iso-8859-1", "UTF-8", "UTF-8" },
	{ "x-no-such-charset", "CP932", "CP932" },
	{ "", "UTF-8", "UTF-8" },
};

static void
test_occurring(void)
{
	static const char *const texts[] = { "在庫照会のエラーについて\n", "お世話になっております。", "夜間バッチが異常終了しました(ORA-01555)", "障害", "のです", "会社です" };
	for (gsize t = 0; t < G_N_ELEMENTS(texts); t++) {
		for (gsize i = 0; i < G_N_ELEMENTS(occurring); i++) {
			gsize length;
			g_autofree char *bytes = bytes_in(occurring[i].encoding, texts[t], &length);
			g_test_message("%s in %s, declared %s", texts[t], occurring[i].encoding, occurring[i].declared);
			assert_decodes(bytes, length, occurring[i].declared, occurring[i].charset, texts[t]);
		}
	}
}

/* Valid in EUC-JP as well, as half-width kana that nobody writes. */
static void
test_either(void)
{
	assert_decodes("\x8E\xD0", 2, NULL, "CP932", "社");
}

/* A name with a suffix for iconv must not make it drop bytes in silence. */
static void
test_name_is_no_instruction(void)
{
	bool garbled = false;
	g_autofree char *text = charset_decode("a\xFF\xFE\xFA" "b", 5, "UTF-8//IGNORE", NULL, &garbled);
	g_assert_true(garbled);
	g_assert_nonnull(strstr(text, "\xEF\xBF\xBD"));
	g_assert_false(charset_is_known("UTF-8//IGNORE"));
	assert_decodes("\xE9\x9A\x9C", 3, "UTF-8//IGNORE", "UTF-8", "障");
	assert_decodes("\xBE\xE3\xB3\xB2", 4, "EUC-JP//TRANSLIT", "EUC-JP", "障害");
}

/* Names that say nothing: what the bytes are is found out. */
static void
test_name_says_nothing(void)
{
	static const char *const names[] = { "unknown", "unknown-8bit", "x-unknown", "x-user-defined", "default", "binary", "" };
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_assert_false(charset_is_known(names[i]));
		assert_decodes("\x8F\xE1\x8A\x51", 4, names[i], "CP932", "障害");
	}
}

/* -- what cannot be decoded -- */
static const struct {
	const char *declared, *bytes, *text;
} broken[] = {
	{ "utf-8", "\xE4\xBC\x9A\xE8\xA8", "会\xEF\xBF\xBD" },
	{ "utf-8", "\xE4\xBC\x9A\xFF\xE8\xA8\x88", "会\xEF\xBF\xBD計" },
	{ "iso-2022-jp", "\033$B2q7\033(B", "会\xEF\xBF\xBD" },
	{ "iso-2022-jp", "\033$B2q)!7W\033(B", "会\xEF\xBF\xBD計" },
	{ "shift_jis", "\x89\xEF\x8C\x76\xFE", "会計\xEF\xBF\xBD" },
};

static void
test_broken(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
		bool garbled = false;
		g_autofree char *text = charset_decode(broken[i].bytes, strlen(broken[i].bytes), broken[i].declared, NULL, &garbled);
		g_assert_cmpstr(text, ==, broken[i].text);
		g_assert_true(garbled);
	}
}

static void
test_nul(void)
{
	bool garbled = false;
	g_autofree char *text = charset_decode("a\0b", 3, "utf-8", NULL, &garbled);
	g_assert_cmpstr(text, ==, "a\xEF\xBF\xBD" "b");
	g_assert_true(garbled);
}

static void
test_byte_order_mark(void)
{
	assert_decodes("\xEF\xBB\xBF" "abc", 6, "utf-8", "UTF-8", "abc");
}

/* The operator knows better (reread), though it reads as something else. */
static void
test_forced(void)
{
	const char *used = NULL;
	bool garbled = false;
	g_autofree char *kana = charset_force("\xBB\xB0\xCA\xDE", 4, "x-sjis", &used, &garbled);
	g_assert_cmpstr(kana, ==, "ｻｰﾊﾞ");
	g_assert_cmpstr(used, ==, "CP932");
	g_assert_false(garbled);
	g_autofree char *damaged = charset_force("\xE4\xBC\x9A\xFF", 4, "utf-8", &used, &garbled);
	g_assert_cmpstr(damaged, ==, "会\xEF\xBF\xBD");
	g_assert_true(garbled);
}

/* -- rules for any bytes -- */
static void
test_any_bytes_are_valid_text(void)
{
	static const char *const names[] = { NULL, "utf-8", "iso-2022-jp", "shift_jis", "euc-jp", "us-ascii", "utf-16", "utf-7", "gb2312", "iso-2022-kr", "big5", "no" };
	for (int round = 0; round < 2000; round++) {
		char bytes[48];
		gsize length = (gsize)g_test_rand_int_range(0, sizeof bytes);
		for (gsize i = 0; i < length; i++) {
			static const char likely[] = "\033$B(I@J\016\017\xA4\x82\x8F\xE3";
			bytes[i] = g_test_rand_bit() ? likely[g_test_rand_int_range(0, sizeof likely)] : (char)g_test_rand_int_range(0, 256);
		}
		bool garbled = false;
		g_autofree char *text = charset_decode(bytes, length, names[g_test_rand_int_range(0, G_N_ELEMENTS(names))], NULL, &garbled);
		g_assert_true(g_utf8_validate(text, -1, NULL));
		g_assert_true(garbled || strstr(text, "\xEF\xBF\xBD") == NULL || memchr(bytes, 0xFF, length) != NULL || length > 1);
	}
}

/* What a charset can say comes back from it. */
static void
test_there_and_back(void)
{
	static const struct { const char *name, *encoding; } rows[] = {
		{ "utf-8", "UTF-8" }, { "shift_jis", "CP932" }, { "euc-jp", "EUC-JP" }, { "iso-2022-jp", "ISO-2022-JP" },
	};
	for (int round = 0; round < 500; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = g_test_rand_int_range(1, 30); n > 0; n--) {
			static const char *const words[] = { "障害", "エラー", "の", "が", "出ない", "A", "1 ", "在庫", "。", "\n", "（株）", "受注登録", "々" };
			g_string_append(text, words[g_test_rand_int_range(0, G_N_ELEMENTS(words))]);
		}
		gsize i = (gsize)g_test_rand_int_range(0, G_N_ELEMENTS(rows)), length;
		g_autofree char *bytes = bytes_in(rows[i].encoding, text->str, &length);
		bool garbled = false;
		g_autofree char *decoded = charset_decode(bytes, length, rows[i].name, NULL, &garbled);
		g_assert_cmpstr(decoded, ==, text->str);
		g_assert_false(garbled);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/charset/declared", test_declared);
	g_test_add_func("/mail/charset/aliases", test_aliases);
	g_test_add_func("/mail/charset/neighbours", test_aliases_of_neighbours);
	g_test_add_func("/mail/charset/jis", test_jis);
	g_test_add_func("/mail/charset/vendor", test_vendor_characters);
	g_test_add_func("/mail/charset/occurring", test_occurring);
	g_test_add_func("/mail/charset/either", test_either);
	g_test_add_func("/mail/charset/name-is-no-instruction", test_name_is_no_instruction);
	g_test_add_func("/mail/charset/name-says-nothing", test_name_says_nothing);
	g_test_add_func("/mail/charset/broken", test_broken);
	g_test_add_func("/mail/charset/forced", test_forced);
	g_test_add_func("/mail/charset/nul", test_nul);
	g_test_add_func("/mail/charset/byte-order-mark", test_byte_order_mark);
	g_test_add_func("/mail/charset/any-bytes", test_any_bytes_are_valid_text);
	g_test_add_func("/mail/charset/there-and-back", test_there_and_back);
	return g_test_run();
}
