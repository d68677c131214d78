/* Deadlines in running text: domain.md 3.7 R5, the picture of ui.md 1, and what is none. */
#include <daicho/cue.h>

#include <string.h>

/* All deadlines as "phrase=when/strength", strongest first. */
static char *
found(const char *text)
{
	g_autoptr(GPtrArray) deadlines = dc_cue_deadlines(text);
	GString *all = g_string_new(NULL);
	for (guint i = 0; i < deadlines->len; i++) {
		const DcCueDeadline *deadline = g_ptr_array_index(deadlines, i);
		g_string_append_printf(all, "%s%.*s=%s/%d", i > 0 ? " | " : "", (int)deadline->length, text + deadline->offset, deadline->when, deadline->strength);
	}
	return g_string_free(all, FALSE);
}

typedef struct {
	const char *text, *found;
} Row;

static void
assert_rows(const Row *rows, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		g_autofree char *all = found(rows[i].text);
		g_test_message("%s", rows[i].text);
		g_assert_cmpstr(all, ==, rows[i].found);
	}
}

static void
test_japanese(void)
{
	static const Row table[] = {
		{ "本日中にお願いします", "本日中=today/2" }, { "17時まで", "17時まで=17時/3" }, { "明日までに", "明日まで=明日/2" }, { "今週中", "今週中=今週金/2" }, { "月末までに", "月末まで=月末/2" },
		{ "4/3までに回答ください", "4/3まで=4/3/2" }, { "来週月曜までに", "来週月曜まで=来週月/2" }, { "本日15時", "本日15時=15時/1" },
		{ "部内の全員が同じ状態です。本日15時の締めまでに必要です。", "本日15時=15時/3" },
		{ "4/3(金)17時必着", "4/3(金)17時必着=4/3 17時/3" }, { "４／３（金）１７：３０まで", "４／３（金）１７：３０まで=4/3 17:30/3" }, { "4月3日 午後3時半までに", "4月3日 午後3時半まで=4/3 15:30/3" },
		{ "2026年4月3日までに", "2026年4月3日まで=2026-04-03/2" }, { "2026/4/3 17:00迄", "2026/4/3 17:00迄=2026-04-03 17時/3" }, { "令和8年3月31日まで", "令和8年3月31日まで=2026-03-31/2" },
		{ "R8.3.31まで", "R8.3.31まで=2026-03-31/2" }, { "3月末までに", "3月末まで=3/31/2" }, { "金曜までに", "金曜まで=金/2" }, { "来週の月曜日までに", "来週の月曜日まで=来週月/2" },
		{ "回答期限：4/3", "4/3=4/3/2" }, { "【納期】月末", "月末=月末/2" }, { "締切は明日17時です", "明日17時=明日 17時/3" }, { "明日の会議までに", "明日=明日/2" },
		{ "明日の午前中までに", "明日の午前中まで=明日 12時/3" }, { "3営業日以内に", "3営業日以内=+3/2" }, { "17時頃までに", "17時頃まで=17時/3" }, { "明日15時に回答をお願いします", "明日15時=明日 15時/1" },
		{ "本日15時に必要です", "本日15時=15時/3" }, { "週明けまでに", "週明けまで=来週月/2" }, { "25:30まで", "25:30まで=25:30/3" }, { "急ぎますから本日中に", "本日中=today/2" },
		{ "定時までに", "定時まで=today/2" }, { "【至急】本日中", "本日中=today/2" }, { "正午までに", "正午まで=12時/3" }, { "明日朝9時までに", "明日朝9時まで=明日 9時/3" },
		{ "本日PM3時までに", "本日PM3時まで=15時/3" }, { "10日までに", "10日まで=10日/2" }, { "今月10日17時まで", "今月10日17時まで=10日 17時/3" },
		{ "来月末までに", "来月末まで=来月末/2" }, { "あさってまでに", "あさってまで=明後日/2" }, { "3日以内にご回答ください", "3日以内=+3日/2" }, { "2週間以内に", "2週間以内=+14日/2" },
		{ "今週木曜までに", "今週木曜まで=今週木/2" }, { "次の金曜日まで", "次の金曜日まで=金/2" }, { "夕方5時半まで", "夕方5時半まで=17:30/3" }, { "今日の夕方まで", "今日の夕方まで=17時/3" }, { "期限: 2026-04-03", "2026-04-03=2026-04-03/2" },
	};
	assert_rows(table, G_N_ELEMENTS(table));
}

static void
test_english(void)
{
	static const Row table[] = {
		{ "by EOD", "by EOD=today/2" }, { "Please fix EOD.", "EOD=today/2" }, { "EOD Friday", "EOD Friday=金/2" }, { "tomorrow COB please", "tomorrow COB=明日/2" },
		{ "We need it by Friday.", "by Friday=金/2" }, { "by 5pm", "by 5pm=17時/3" }, { "by 5:30 p.m. tomorrow", "by 5:30 p.m. tomorrow=明日 17:30/3" }, { "by next Monday, please", "by next Monday=来週月/2" },
		{ "by this Friday at noon", "by this Friday at noon=今週金 12時/3" }, { "due April 3rd", "due April 3rd=4/3/2" }, { "due date: 3 Apr 2026", "due date: 3 Apr 2026=2026-04-03/2" },
		{ "no later than 17:30 today", "no later than 17:30 today=17:30/3" }, { "deadline is 4/3", "deadline is 4/3=4/3/2" }, { "by the end of the month", "by the end of the month=月末/2" },
		{ "by end of next week", "by end of next week=来週金/2" }, { "by 2026-04-03 17:00", "by 2026-04-03 17:00=2026-04-03 17時/3" }, { "by 12am", "by 12am=0時/3" }, { "by tonight", "by tonight=today/2" },
		{ "Deadline 本日17時", "本日17時=17時/3" }, { "ＥＯＤまで", "ＥＯＤ=today/2" }, { "by the 10th, please", "by the 10th=10日/2" }, { "EOW", "EOW=今週金/2" },
		{ "by the end of Friday", "by the end of Friday=金/2" },
	};
	assert_rows(table, G_N_ELEMENTS(table));
}

static void
test_none(void)
{
	static const char *const texts[] = {
		"発生日時 3/31 15時", "発生日時：本日15時", "3/30から発生しています", "3/30から4/3まで休みます", "9:00～17:30まで停止", "本日から明日まで", "月曜から金曜まで", "明日まで停止します",
		"昨日まで使えていました", "17時までは正常でした", "本日までの状況", "毎月末まで", "4月までに", "10日間まで", "13月10日まで", "20日締めの請求", "来月10日まで", "15時間までに", "本日15時に発生しました", "本日15時、受注画面でエラー", "今週中間報告", "月末締め処理でエラー",
		"本日期限切れの証明書", "13/40まで", "31時まで", "4/31/2まで", "1/2/3まで", "by the way", "due to today's release", "by 5", "stand by", "Friday", "baby 5pm", "overdue today",
		"EOD batch failed", "EOD処理でエラー", "sent on Friday at 5pm", "by 30% today's", "by 3 people", "> 本日中にお願いします", "> > by Friday\n> 17時まで", "", "まで", "中", "2026/2/30まで", "0/3まで",
		"バージョン4.3まで", "#4/3まで", "ver8.4.3まで", "99営業日", "by next today",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *all = found(texts[i]);
		g_test_message("%s", texts[i]);
		g_assert_cmpstr(all, ==, "");
	}
	g_autoptr(GPtrArray) none = dc_cue_deadlines(NULL);
	g_assert_cmpuint(none->len, ==, 0);
}

static void
test_order(void)
{
	static const Row table[] = {
		{ "月末までに。ただし一次回答は明日15時にお願い、暫定対応は本日17時まで。", "本日17時まで=17時/3 | 月末まで=月末/2 | 明日15時=明日 15時/1" },
		{ "今日明日中に", "明日中=明日/2" }, { "> 本日中\n明日まで\n> 月末まで", "明日まで=明日/2" }, { "4/3まで、4/10まで", "4/3まで=4/3/2 | 4/10まで=4/10/2" },
	};
	assert_rows(table, G_N_ELEMENTS(table));
}

static void
test_any_text(void)
{
	static const char *const parts[] = {
		"本日", "明日", "来週", "月", "曜", "4/3", "2026", "/", "-", "15", "時", "まで", "中", "の", "締め", "期限", "：", "\n", ">", " ", "から", "by ", "end of ", "Friday", "5pm", "EOD", "，", "令和", "8", "年", "日",
		"午後", "半", "：３０", "😀", "\u3099", "ー", "\ua015", "next ", "April ", "due ",
	};
	for (int i = 0; i < 5000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = g_test_rand_int_range(0, 20); n > 0; n--)
			g_string_append(text, parts[g_test_rand_int_range(0, G_N_ELEMENTS(parts))]);
		g_autoptr(GPtrArray) deadlines = dc_cue_deadlines(text->str);
		for (guint d = 0; d < deadlines->len; d++) {
			const DcCueDeadline *deadline = g_ptr_array_index(deadlines, d);
			g_assert_cmpuint(deadline->length, >, 0);
			g_assert_cmpuint(deadline->offset + deadline->length, <=, text->len);
			g_assert_true(g_utf8_validate(text->str + deadline->offset, (gssize)deadline->length, NULL));
			g_assert_cmpint(deadline->strength, >=, 1);
			g_assert_cmpint(deadline->strength, <=, 3);
			g_assert_true(*deadline->when != '\0');
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/deadline/japanese", test_japanese);
	g_test_add_func("/cue/deadline/english", test_english);
	g_test_add_func("/cue/deadline/none", test_none);
	g_test_add_func("/cue/deadline/strongest first", test_order);
	g_test_add_func("/cue/deadline/any text", test_any_text);
	return g_test_run();
}
