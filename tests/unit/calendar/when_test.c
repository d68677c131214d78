/* Dates and times as people type and read them. domain.md 6.7. */
#include <daicho/calendar.h>
#include <daicho/lang.h>

#include <string.h>

static DcCalendar *
calendar_or_die(void)
{
	g_autoptr(GError) error = NULL;
	DcCalendar *calendar = dc_calendar_new(NULL, &error);
	g_assert_no_error(error);
	return calendar;
}

/* Tuesday 2026-03-31 09:20, as in domain.md 3.9. */
static DcInstant
now_of(const DcCalendar *calendar)
{
	return dc_calendar_at(calendar, dc_day_new(2026, 3, 31), 9 * 60 + 20);
}

/* `2026-04-01`, `2026-04-01 25:30`. */
static char *
when_text(const DcWhen *when)
{
	DcLocal local = dc_day_local(when->day);
	g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", local.year, local.month, local.day);
	return when->minute < 0 ? g_strdup(day) : g_strdup_printf("%s %02d:%02d", day, when->minute / 60, when->minute % 60);
}

static void
test_typed(void)
{
	static const struct { const char *typed, *means; } table[] = {
		/* the forms of domain.md 6.7 */
		{ "3/31", "2026-03-31" }, { "0331", "2026-03-31" }, { "明日", "2026-04-01" }, { "来週月", "2026-04-06" }, { "金", "2026-04-03" }, { "月末", "2026-03-31" },
		{ "+3", "2026-04-03" }, { "R8.3.31", "2026-03-31" }, { "令和8年3月31日", "2026-03-31" }, { "17時", "2026-03-31 17:00" }, { "1730", "2026-03-31 17:30" },
		/* days */
		{ "4/3", "2026-04-03" }, { "04/03", "2026-04-03" }, { "4-3", "2026-04-03" }, { "4.3", "2026-04-03" }, { "4月3日", "2026-04-03" }, { "4月3", "2026-04-03" }, { "2026-03-31", "2026-03-31" },
		{ "2026/3/31", "2026-03-31" }, { "2026.3.31", "2026-03-31" }, { "20260331", "2026-03-31" }, { "2026年3月31日", "2026-03-31" }, { "10日", "2026-04-10" },
		{ "31日", "2026-03-31" }, { "30日", "2026-04-30" }, { "今日", "2026-03-31" }, { "本日", "2026-03-31" }, { "昨日", "2026-03-30" }, { "明後日", "2026-04-02" },
		{ "あさって", "2026-04-02" }, { "翌営業日", "2026-04-01" }, { "+1", "2026-04-01" }, { "+0", "2026-03-31" }, { "-1", "2026-03-30" }, { "+4", "2026-04-06" },
		{ "3営業日後", "2026-04-03" }, { "+3営業日", "2026-04-03" }, { "3日後", "2026-04-03" }, { "+5日", "2026-04-05" }, { "火", "2026-04-07" }, { "水曜", "2026-04-01" },
		{ "月曜日", "2026-04-06" }, { "日", "2026-04-05" }, { "今週金", "2026-04-03" }, { "今週の月曜", "2026-03-30" }, { "来週の金曜日", "2026-04-10" }, { "再来週水", "2026-04-15" },
		{ "来週", "2026-04-06" }, { "来月", "2026-04-01" }, { "来月末", "2026-04-30" }, { "today", "2026-03-31" }, { "Tomorrow", "2026-04-01" }, { "yesterday", "2026-03-30" },
		{ "fri", "2026-04-03" }, { "Friday", "2026-04-03" }, { "this fri", "2026-04-03" }, { "next mon", "2026-04-06" }, { "next friday", "2026-04-10" }, { "next week", "2026-04-06" },
		{ "next month", "2026-04-01" }, { "eom", "2026-03-31" }, { "end of month", "2026-03-31" }, { "end of next month", "2026-04-30" }, { "day after tomorrow", "2026-04-02" },
		{ "next business day", "2026-04-01" }, { "Tue 3/31", "2026-03-31" }, { "3/31(火)", "2026-03-31" }, { "2026年3月31日（火）", "2026-03-31" },
		/* a date without a year: the nearest one not more than half a year in the past */
		{ "9/30", "2025-09-30" }, { "9/28", "2026-09-28" }, { "10/1", "2025-10-01" }, { "12/31", "2025-12-31" }, { "1/1", "2026-01-01" }, { "2/29", "2028-02-29" },
		/* eras */
		{ "r8.4.1", "2026-04-01" }, { "R1.5.1", "2019-05-01" }, { "令和元年5月1日", "2019-05-01" }, { "H31.4.30", "2019-04-30" }, { "平成元年1月8日", "1989-01-08" },
		{ "S64.1.7", "1989-01-07" }, { "昭和元年12月25日", "1926-12-25" }, { "平成38年3月31日", "2026-03-31" }, { "R8/3/31", "2026-03-31" }, { "㋿8年3月31日", "2026-03-31" },
		/* times */
		{ "17:30", "2026-03-31 17:30" }, { "8:52", "2026-03-31 08:52" }, { "17時半", "2026-03-31 17:30" }, { "17時5分", "2026-03-31 17:05" }, { "25:30", "2026-03-31 25:30" },
		{ "24:00", "2026-03-31 24:00" }, { "29:59", "2026-03-31 29:59" }, { "午後5時", "2026-03-31 17:00" }, { "午前9時30分", "2026-03-31 09:30" }, { "5pm", "2026-03-31 17:00" },
		{ "5:30 PM", "2026-03-31 17:30" }, { "12am", "2026-03-31 00:00" }, { "12pm", "2026-03-31 12:00" }, { "正午", "2026-03-31 12:00" }, { "noon", "2026-03-31 12:00" },
		{ "now", "2026-03-31 09:20" }, { "今", "2026-03-31 09:20" }, { "0000", "2026-03-31 00:00" }, { "2530", "2026-03-31 25:30" }, { "17:30:59", "2026-03-31 17:30" },
		/* both */
		{ "4/3 17:30", "2026-04-03 17:30" }, { "4/3 1730", "2026-04-03 17:30" }, { "4/3 1030", "2026-04-03 10:30" }, { "0403 0930", "2026-04-03 09:30" }, { "明日10時", "2026-04-01 10:00" },
		{ "明日の10時", "2026-04-01 10:00" }, { "tomorrow 9:30", "2026-04-01 09:30" }, { "17:30 tomorrow", "2026-04-01 17:30" }, { "+3 15:00", "2026-04-03 15:00" },
		{ "fri 5pm", "2026-04-03 17:00" }, { "金曜17時", "2026-04-03 17:00" }, { "4月3日17時半", "2026-04-03 17:30" }, { "2026-03-31 17:30", "2026-03-31 17:30" }, { "4/3, 17:30", "2026-04-03 17:30" },
		/* ISO 8601 */
		{ "2026-03-31T09:20", "2026-03-31 09:20" }, { "2026-03-31T09:20:30", "2026-03-31 09:20" }, { "2026-03-31T09:20:00+09:00", "2026-03-31 09:20" },
		{ "2026-03-31T00:20:00Z", "2026-03-31 09:20" }, { "2026-03-31T20:00:00.123Z", "2026-04-01 05:00" }, { "2026-03-31T09:20-05:00", "2026-03-31 23:20" },
		{ "20260331T09:20", "2026-03-31 09:20" },
		/* with the input method on */
		{ "３／３１", "2026-03-31" }, { "３・３１", "2026-03-31" }, { "１７：３０", "2026-03-31 17:30" }, { "＋３", "2026-04-03" }, { "Ｒ８．３．３１", "2026-03-31" },
		{ "２０２６ー０３ー３１", "2026-03-31" }, { "　明日　１０時　", "2026-04-01 10:00" }, { "ｆｒｉ", "2026-04-03" }, { "\t4/3\n17:30 ", "2026-04-03 17:30" },
		/* the ends of the calendar */
		{ "0001-01-01", "0001-01-01" }, { "9999-12-31", "9999-12-31" },
	};
	g_autoptr(DcCalendar) calendar = calendar_or_die();
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GError) error = NULL;
		DcWhen when;
		g_test_message("%s", table[i].typed);
		(void)!dc_when_parse(calendar, table[i].typed, now_of(calendar), &when, &error);
		g_assert_no_error(error);
		g_autofree char *means = when_text(&when);
		g_assert_cmpstr(means, ==, table[i].means);
	}
}

static void
test_wrong(void)
{
	static const char *const wrong[] = {
		"", " ", "x", "13/1", "2/30", "4/31", "0/1", "1/0", "2026-02-29", "0000-01-01", "10000-01-01", "20261301", "1399", "2960", "30:00", "17:60", "17:5", "17時60分",
		"3/31/2026", "3/31 3/31", "17:30 18:00", "明日 昨日", "明日x", "monx", "mo", "tuesdays", "next", "this", "今週", "R0.3.31", "R1.4.30", "令和", "M45.1.1", "+", "-", "+x", "+123456", "3",
		"31", "13pm", "0x10", "午後17時", "午後", "am", "金金", "3/31(水)", "Wed 3/31", "3/31(", "2026-03-31T", "2026-03-31T25", "2026-03-31T09:20+9", "2026-03-31T09:20+25:00", "2026-03-31 10:00-12:00",
		"T09:20", "3/31T09:20", "32日", "99999999", "000000000000", "\xff", "\xe3\x81", "3/31\x1b[31m", "来来週", "-99999", "+99999日9", "123", "の", ",", "明日,,10時", "9999999999999999999999",
	};
	g_autoptr(DcCalendar) calendar = calendar_or_die();
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		DcWhen when = { .day = 42, .minute = 42 };
		DcInstant at = 42;
		g_test_message("%s", wrong[i]);
		g_assert_false(dc_when_parse(calendar, wrong[i], now_of(calendar), &when, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_true(g_utf8_validate(error->message, -1, NULL));
		g_assert_null(strchr(error->message, '\x1b'));
		g_assert_cmpint(when.day, ==, 42);
		g_assert_false(dc_when_instant(calendar, wrong[i], now_of(calendar), -1, &at, NULL));
		g_assert_cmpint(at, ==, 42);
	}
}

static void
test_endless(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die();
	static const char *const pieces[] = { "1", "明", " ", "+", "来週", "\xff", "3/31 ", "の" };
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		DcWhen when;
		while (text->len < 10000)
			g_string_append(text, pieces[i]);
		g_assert_false(dc_when_parse(calendar, text->str, now_of(calendar), &when, &error));
		g_assert_cmpuint(strlen(error->message), <, 500);
	}
}

/* Whatever is put together of the pieces of dates: it is read as something or refused, and never read past its end. */
static void
test_mixtures(void)
{
	static const char *const pieces[] = { "1", "12", "2026", "0331", "/", "-", ".", ":", " ", "年", "月", "日", "時", "半", "分", "令和", "R", "元", "今週", "来週", "next", "fri", "火",
		"(", ")", "+", "T", "Z", "pm", "午後", "営業日", "後", "の", ",", "明日", "\xff", "末" };
	g_autoptr(DcCalendar) calendar = calendar_or_die();
	for (int round = 0; round < 20000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = g_test_rand_int_range(0, 8); n > 0; n--)
			g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		g_autoptr(GError) error = NULL;
		DcWhen when;
		bool read = dc_when_parse(calendar, text->str, now_of(calendar), &when, &error);
		g_assert_cmpint(read, ==, error == NULL);
		if (read) {
			g_assert_cmpint(dc_day_local(when.day).year, >=, 1);
			g_assert_cmpint(when.minute, >=, -1);
			g_assert_cmpint(when.minute, <, 1800);
		}
	}
}

static void
test_instant(void)
{
	static const struct { const char *typed; int default_minute; const char *iso; } table[] = {
		{ "4/3", -1, "2026-04-03T18:00:00+09:00" }, { "4/4", -1, "2026-04-04T18:00:00+09:00" }, { "4/3", 600, "2026-04-03T10:00:00+09:00" },
		{ "4/3 15:00", 600, "2026-04-03T15:00:00+09:00" }, { "25:30", -1, "2026-04-01T01:30:00+09:00" }, { "9:40", -1, "2026-03-31T09:40:00+09:00" },
		{ "8:00", -1, "2026-03-31T08:00:00+09:00" }, /* has passed: still today */
	};
	g_autoptr(DcCalendar) calendar = calendar_or_die();
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		DcInstant at;
		g_assert_true(dc_when_instant(calendar, table[i].typed, now_of(calendar), table[i].default_minute, &at, NULL));
		g_autofree char *iso = dc_when_iso(calendar, at);
		g_assert_cmpstr(iso, ==, table[i].iso);
	}
}

static void
assert_text(char *got, const char *want)
{
	g_assert_cmpstr(got, ==, want);
	g_free(got);
}

static void
test_shown(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die();
	DcInstant now = now_of(calendar);
	DcDay day = dc_day_new(2026, 3, 31);
	assert_text(dc_when_iso(calendar, now), "2026-03-31T09:20:00+09:00");
	assert_text(dc_when_clock(calendar, now), "09:20");
	assert_text(dc_when_short(calendar, dc_calendar_at(calendar, day, 580), now), "09:40");
	assert_text(dc_when_short(calendar, dc_calendar_at(calendar, dc_day_new(2026, 4, 10), 580), now), "4/10");
	assert_text(dc_when_short(calendar, dc_calendar_at(calendar, dc_day_new(2025, 4, 10), 580), now), "2025/4/10");
	assert_text(dc_when_short(calendar, dc_calendar_at(calendar, dc_day_new(2025, 12, 10), 580), now), "12/10");
	assert_text(dc_when_column(calendar, dc_calendar_at(calendar, day, 580), now), "09:40");
	assert_text(dc_when_column(calendar, dc_calendar_at(calendar, dc_day_new(2025, 12, 10), 580), now), "12/10");
	assert_text(dc_when_column(calendar, dc_calendar_at(calendar, dc_day_new(2027, 1, 15), 580), now), "27/01");
	assert_text(dc_when_column(calendar, dc_calendar_at(calendar, dc_day_new(2026, 10, 2), 580), now), "26/10");
	assert_text(dc_when_column(calendar, dc_calendar_at(calendar, dc_day_new(2010, 10, 2), 580), now), "2010");
	assert_text(dc_when_column(calendar, dc_calendar_at(calendar, dc_day_new(1999, 10, 2), 580), now), "1999");
	assert_text(dc_when_column(calendar, dc_calendar_at(calendar, dc_day_new(9999, 12, 31), 580), now), "9999");
	g_assert_true(dc_lang_set("ja", NULL));
	assert_text(dc_when_date(day), "3/31(火)");
	assert_text(dc_when_long(day), "2026年3月31日(火)");
	g_assert_true(dc_lang_set("en", NULL));
	assert_text(dc_when_date(day), "Tue 3/31");
	assert_text(dc_when_long(day), "Tue 31 March 2026");
	assert_text(dc_when_era(day), "令和8年3月31日");
	assert_text(dc_when_era(dc_day_new(2019, 5, 1)), "令和元年5月1日");
	assert_text(dc_when_era(dc_day_new(2019, 4, 30)), "平成31年4月30日");
	assert_text(dc_when_era(dc_day_new(1926, 12, 24)), "大正15年12月24日");
	assert_text(dc_when_era(dc_day_new(1900, 1, 1)), "1900年1月1日");
	assert_text(dc_when_minutes(456), "7:36");
	assert_text(dc_when_minutes(-5), "-0:05");
	assert_text(dc_when_minutes(0), "0:00");
	assert_text(dc_when_minutes(G_MININT), "-35791394:08");
}

static void
assert_reads_back(const DcCalendar *calendar, DcInstant now, DcDay day, char *text)
{
	DcWhen when;
	g_assert_true(dc_when_parse(calendar, text, now, &when, NULL));
	g_assert_cmpint(when.day, ==, day);
	g_free(text);
}

/* What is shown can be typed again. */
static void
test_shown_reads_back(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die();
	for (int round = 0; round < 1000; round++) {
		DcInstant now = g_test_rand_int_range(-1000000000, G_MAXINT);
		DcDay today = dc_calendar_day(calendar, now), day = today + g_test_rand_int_range(-1000, 1000);
		assert_reads_back(calendar, now, day, dc_when_short(calendar, dc_calendar_at(calendar, day, 600), now));
		assert_reads_back(calendar, now, day, dc_when_era(day));
		assert_reads_back(calendar, now, day, dc_when_iso(calendar, dc_calendar_at(calendar, day, 600)));
		DcDay near = today + g_test_rand_int_range(-180, 180);
		g_assert_true(dc_lang_set(g_test_rand_bit() ? "ja" : "en", NULL));
		assert_reads_back(calendar, now, near, dc_when_date(near));
	}
}

int
main(int argc, char **argv)
{
	g_assert_true(dc_lang_init(NULL));
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/when/typed", test_typed);
	g_test_add_func("/when/wrong", test_wrong);
	g_test_add_func("/when/endless", test_endless);
	g_test_add_func("/when/mixtures", test_mixtures);
	g_test_add_func("/when/instant", test_instant);
	g_test_add_func("/when/shown", test_shown);
	g_test_add_func("/when/shown-reads-back", test_shown_reads_back);
	return g_test_run();
}
