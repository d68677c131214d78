/* The folding of domain.md 6.3: what must find what. */
#include <daicho/text.h>

#include <string.h>

static void
test_same(void)
{
	static const struct { const char *a, *b; } table[] = {
		{ "ｴﾗｰ", "エラー" }, { "ＡＢＣ", "abc" }, { "サーバ", "サーバー" }, { "ユーザ", "ﾕｰｻﾞｰ" }, { "マネージャー", "マネジャ" }, { "ウィンドウ", "ウインドウ" },
		{ "①", "1" }, { "㈱", "(株)" }, { "髙橋", "高橋" }, { "山﨑", "山崎" }, { "渡邊", "渡辺" }, { "渡邉", "渡辺" }, { "ビル", "ビール" },
		{ "えらー", "エラー" }, { "ヴァイオリン", "バイオリン" }, { "レヴュー", "レビュー" }, { "ヴ", "ブ" }, { "う゛ぇ", "ベ" }, { "つづく", "ツズク" },
		{ "か\u3099", "ガ" }, { "カ゛", "ガ" }, { "ﾊﾟ", "パ" }, { "ユーザー・管理", "ユーザ管理" }, { "【至急】受注", "至急受注" }, { "ORA‐01555", "ora-01555" },
		{ "ORA−01555", "ora—01555" }, { "～から", "〜から" }, { "1,200円", "1200円" }, { "サーバーー", "サーバ" }, { "神", "\ufa19" }, { "外\u200b字", "外字" },
		{ "ヷ", "バ" }, { "ィェ", "イエ" }, { "\xffx", "\ufffdX" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *a = dc_text_fold(table[i].a);
		g_autofree char *b = dc_text_fold(table[i].b);
		g_assert_cmpstr(a, ==, b);
	}
}

static void
test_exact(void)
{
	static const struct { const char *text, *folded; } table[] = {
		{ "", "" }, { "  a \u3000\n b  ", "a b" }, { "Error.Log", "error log" }, { "夜間バッチ異常終了(ORA-01555)", "夜間バツチ異常終了ora-01555" },
		{ "受注 登録", "受注 登録" }, { "、。・", "" }, { "a・b", "a b" }, { "3ー4", "3ー4" }, { "ア ー", "ア ー" }, { "C++", "c++" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *folded = dc_text_fold(table[i].text);
		g_assert_cmpstr(folded, ==, table[i].folded);
	}
}

static void
test_different(void)
{
	static const struct { const char *a, *b; } table[] = {
		{ "エラー", "ララー" }, { "はは", "ばば" }, { "売上", "仕入" }, { "error log", "errorlog" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *a = dc_text_fold(table[i].a);
		g_autofree char *b = dc_text_fold(table[i].b);
		g_assert_cmpstr(a, !=, b);
	}
}

static void
assert_idempotent(const char *text)
{
	g_autofree char *once = dc_text_fold(text);
	g_autofree char *twice = dc_text_fold(once);
	g_assert_cmpstr(once, ==, twice);
	g_assert_true(*once == '\0' || (once[0] != ' ' && once[strlen(once) - 1] != ' '));
	g_assert_null(strstr(once, "  "));
}

/* Every character there is, alone and between letters. */
static void
test_idempotent_on_every_character(void)
{
	for (gunichar c = 1; c < 0x30000; c++) {
		if (!g_unichar_validate(c))
			continue;
		g_autoptr(GString) text = g_string_new(NULL);
		g_string_append_unichar(text, c);
		g_string_append(text, "aカ");
		g_string_append_unichar(text, c);
		assert_idempotent(text->str);
	}
}

static void
test_idempotent_on_mixtures(void)
{
	static const gunichar odd[] = { 'A', ' ', '.', '-', 'J', 0x30C, 0x301, 0x327, 0x3099, 0x309A, 0x309B, 0x30FB, 0x30FC, 0x30F4, 0x30A1, 0x30AB, 0x304B,
		0x3094, 0x1100, 0x1161, 0x11A8, 0xFF9E, 0xFF76, 0xFF70, 0xFF, 0x200B, 0x3000, '1', 0x2460, 0x9AD9, 0x9C7, 0x9BE, 0xFDFA, 0x2121, 0x130 };
	for (int round = 0; round < 20000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = g_test_rand_int_range(0, 8); n > 0; n--)
			g_string_append_unichar(text, odd[g_test_rand_int_range(0, G_N_ELEMENTS(odd))]);
		assert_idempotent(text->str);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fold/same", test_same);
	g_test_add_func("/fold/exact", test_exact);
	g_test_add_func("/fold/different", test_different);
	g_test_add_func("/fold/idempotent-on-every-character", test_idempotent_on_every_character);
	g_test_add_func("/fold/idempotent-on-mixtures", test_idempotent_on_mixtures);
	return g_test_run();
}
