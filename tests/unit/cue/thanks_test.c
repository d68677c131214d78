/* Mails that say thank you and nothing else. */
#include <daicho/cue.h>

static void
test_thanks(void)
{
	static const struct { const char *text; bool thanks; } table[] = {
		{ "直りました。ありがとうございました。", true },
		{ "お世話になっております。\n早速のご対応、誠にありがとうございます。\n今後ともよろしくお願いいたします。", true },
		{ "助かりました！", true },
		{ "取り急ぎお礼まで申し上げます。感謝しております。", true },
		{ "Thanks a lot!", true },
		{ "ＴＨＡＮＫ　ＹＯＵ", true },
		{ "ありがとうございます。ですが、まだ止まります。", false },
		{ "ありがとうございます。ところで別件ですが", false },
		{ "ありがとうございます。いつ直りますか", false },
		{ "ありがとうございます。手順書を送ってください。", false },
		{ "Thank you. It still fails.", false },
		{ "Thanks - could you check the other one?", false },
		{ "承知しました。", false },
		{ "在庫照会でエラーが出ます。", false },
		{ "", false },
		{ NULL, false },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_test_message("%s", table[i].text);
		g_assert_cmpint(dc_cue_is_thanks(table[i].text), ==, table[i].thanks);
	}
	g_autofree char *wordy = g_strnfill(400, 'a');
	g_autofree char *much = g_strconcat("ありがとうございます。", wordy, NULL);
	g_assert_false(dc_cue_is_thanks(much));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/thanks/thanks", test_thanks);
	return g_test_run();
}
