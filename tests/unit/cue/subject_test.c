/* What is left of a subject without what mail programs and senders put around it. */
#include <daicho/cue.h>

static void
test_stripped(void)
{
	static const struct { const char *subject, *bare; } table[] = {
		{ "Re: 【至急】在庫照会のエラーについて", "在庫照会のエラーについて" }, { "RE: FW: Fwd: 受注", "受注" }, { "Ｒｅ：受注", "受注" }, { "Re[2]: 受注", "受注" },
		{ "Re^3: 受注", "受注" }, { "Re(2) : 受注", "受注" }, { "Re2:受注", "受注" }, { "返信: 転送： 受注", "受注" }, { "回答：受注", "受注" }, { "[ML:123] Re: 受注", "受注" },
		{ "[dev-ml 00123] 受注", "受注" }, { "【A】受注【B】の【C】件", "受注の件" }, { "Re: [ML:1] 【至急】 [ML:2] Fw: 受注", "受注" },
		{ "回答について", "回答について" }, { "Report: 受注", "Report: 受注" }, { "[受注]登録", "[受注]登録" }, { "[ML:]受注", "[ML:]受注" }, { "【受注", "【受注" },
		{ "【在庫照会エラー】", "【在庫照会エラー】" }, { "Re: 【障害】", "【障害】" }, { "受注 Re: 回答", "受注 Re: 回答" }, { "受注　登録", "受注　登録" }, { "Re:", "" }, { "", "" },
		{ "  ｴﾗｰ ①\t", "ｴﾗｰ ①" }, { "㈱【至急】㈱", "㈱㈱" }, { "Real: 1", "Real: 1" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *bare = dc_cue_subject(table[i].subject);
		g_assert_cmpstr(bare, ==, table[i].bare);
		g_autofree char *again = dc_cue_subject(bare);
		g_assert_cmpstr(again, ==, bare);
	}
	g_autofree char *none = dc_cue_subject(NULL);
	g_assert_cmpstr(none, ==, "");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/subject/stripped", test_stripped);
	return g_test_run();
}
