/* What of a text is the sender's own, quoted, a signature: one letter a line. */
#include <daicho/mail.h>

static void
test_lines(void)
{
	static const struct { const char *kinds, *text; } table[] = {
		{ "", "" },
		{ "O", "one line" },
		{ "OOQQQ", "はい。\n\n2026年3月30日(月) 10:00 田中 <tanaka@example.co.jp>:\n> 直りましたか\n>> 前の文\n" },
		{ "OOQQ", "Yes.\n\nOn Mon, 30 Mar 2026, Tanaka wrote:\n> Is it well?\n" },
		{ "OQO", "上の件\n> 引用\n間に書いた返事\n" },
		{ "OQ", "ご確認:\n＞全角の引用\n" },
		{ "OOQQQQ", "承知しました。\n\n-----Original Message-----\nFrom: a\n本文\n最後\n" },
		{ "OQQQQQQ", "承知しました。\n差出人: 田中\n送信日時: 2026年3月30日\n宛先: b\n件名: 在庫\n\n本文\n" },
		{ "OOO", "From: 仕入先からの連絡\nこの件\nです\n" },
		{ "OSSS", "以上です。\n-- \n経理部 田中\n内線 1234\n" },
		{ "OSSSS", "以上です。\n━━━━━━━━━━\n株式会社例 経理部 田中\nTEL 03-0000-0000\n━━━━━━━━━━\n" },
		{ "OOO", "次の表です\n--------------------\n受注 100 在庫 20\n" },
		{ "OSSQQ", "以上\n--\n田中 tanaka@example.co.jp\n> 引用\n> 続き\n" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GArray) kinds = dc_mail_lines(table[i].text);
		g_autoptr(GString) got = g_string_new(NULL);
		for (guint k = 0; k < kinds->len; k++)
			g_string_append_c(got, "OQS"[g_array_index(kinds, DcMailLine, k)]);
		g_test_message("%s", table[i].text);
		g_assert_cmpstr(got->str, ==, table[i].kinds);
	}
}

static void
test_folded(void)
{
	g_autofree char *folded = dc_mail_folded("はい。\n> 一\n> 二\n> 三\n-- \n田中\n");
	g_assert_cmpstr(folded, ==, "はい。\n[quoted: 3 lines]\n[signature: 2 lines]\n");
	g_autofree char *one = dc_mail_folded("はい。\n> 一行だけ\nそうです\n");
	g_assert_cmpstr(one, ==, "はい。\n> 一行だけ\nそうです\n");
	g_autofree char *own = dc_mail_own_text("はい。\n> 一\n-- \n田中");
	g_assert_cmpstr(own, ==, "はい。\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/quote/lines", test_lines);
	g_test_add_func("/mail/quote/folded", test_folded);
	return g_test_run();
}
