/* The bargain between two rooms that do not know each other: what dc_cue_deadlines() writes, dc_when_parse() reads, as the day the
 * writer of the mail meant. The mail is of Tuesday 2026-03-31, 09:24. */
#include <daicho/calendar.h>
#include <daicho/cue.h>

#define MAIL_AT ((DcInstant)1774916640)

static void
test_understood(void)
{
	static const struct { const char *text; int month, day, minute; } table[] = {
		{ "本日中", 3, 31, -1 }, { "本日15時の締めまでに必要です", 3, 31, 900 }, { "17時まで", 3, 31, 1020 }, { "明日まで", 4, 1, -1 }, { "明日 17:30まで", 4, 1, 1050 },
		{ "明後日まで", 4, 2, -1 }, { "今週中", 4, 3, -1 }, { "今週木曜まで", 4, 2, -1 }, { "金曜まで", 4, 3, -1 }, { "来週月曜まで", 4, 6, -1 }, { "来週中", 4, 10, -1 },
		{ "月末まで", 3, 31, -1 }, { "来月末まで", 4, 30, -1 }, { "4/3まで", 4, 3, -1 }, { "2026年4月3日17時まで", 4, 3, 1020 }, { "令和8年4月3日まで", 4, 3, -1 },
		{ "10日まで", 4, 10, -1 }, { "3営業日以内", 4, 3, -1 }, { "3日以内に必要", 4, 3, -1 }, { "2週間以内に", 4, 14, -1 }, { "25:30まで", 3, 31, 1530 }, { "年度末まで", 3, 31, -1 },
		{ "by EOD", 3, 31, -1 }, { "by Friday", 4, 3, -1 }, { "by 5pm tomorrow", 4, 1, 1020 }, { "by next Monday at noon", 4, 6, 720 }, { "due April 3rd", 4, 3, -1 },
		{ "EOW", 4, 3, -1 }, { "by the end of next week", 4, 10, -1 },
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(DcCalendar) calendar = dc_calendar_new(&(DcHours){ 0 }, &error);
	g_assert_no_error(error);
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GPtrArray) deadlines = dc_cue_deadlines(table[i].text);
		g_test_message("%s", table[i].text);
		g_assert_cmpuint(deadlines->len, ==, 1);
		const DcCueDeadline *deadline = g_ptr_array_index(deadlines, 0);
		DcWhen when;
		g_assert_true(dc_when_parse(calendar, deadline->when, MAIL_AT, &when, &error));
		g_assert_no_error(error);
		g_assert_cmpint(when.day, ==, dc_day_new(2026, table[i].month, table[i].day));
		g_assert_cmpint(when.minute, ==, table[i].minute);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/deadline/read by the calendar", test_understood);
	return g_test_run();
}
