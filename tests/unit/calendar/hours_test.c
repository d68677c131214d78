/* The [hours] of the policy and the days of busy periods, as they may be written and as they may not. */
#include <daicho/calendar.h>

#include <string.h>

static DcCalendar *
calendar_or_die(const DcHours *hours)
{
	g_autoptr(GError) error = NULL;
	DcCalendar *calendar = dc_calendar_new(hours, &error);
	g_assert_no_error(error);
	return calendar;
}

static int
minutes_of(const DcCalendar *calendar, int year, int month, int day)
{
	DcDay of = dc_day_new(year, month, day);
	return dc_calendar_between(calendar, dc_calendar_at(calendar, of, 0), dc_calendar_at(calendar, of + 1, 0));
}

static void
test_defaults(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	g_assert_cmpint(minutes_of(calendar, 2026, 3, 31), ==, 480);
	g_assert_cmpint(minutes_of(calendar, 2026, 3, 29), ==, 0);
	g_assert_cmpint(minutes_of(calendar, 2026, 12, 28), ==, 480);
	g_assert_cmpint(minutes_of(calendar, 2026, 12, 29), ==, 0);
	g_assert_cmpint(minutes_of(calendar, 2028, 1, 3), ==, 0);
	g_assert_cmpint(minutes_of(calendar, 2026, 4, 29), ==, 0);
}

static void
test_week(void)
{
	static const struct { const char *week; int tuesday, saturday; } table[] = {
		{ "mon-fri 09:00-12:00 13:00-18:00; sat 09:00-12:00", 480, 180 }, { "mon-fri 09:00-12:00 13:00-18:00, sat 09:00-12:00", 480, 180 },
		{ "Mon-Sun 0:00-24:00", 1440, 1440 }, { "tue,sat 9:00-10:00", 60, 60 }, { "sat-tue 09:00-10:00", 60, 60 },
		{ "tue 09:00-12:00; tue 11:00-13:00", 240, 0 }, { "tue 09:00-12:00 12:00-13:00", 240, 0 }, { "火 09:00-10:00; 土曜日 09:00-11:00", 60, 120 },
		{ "tuesday 09:00-10:00\n\tsaturday 09:00-11:00", 60, 120 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(DcCalendar) calendar = calendar_or_die(&(DcHours){ .week = table[i].week });
		g_assert_cmpint(minutes_of(calendar, 2026, 3, 31), ==, table[i].tuesday);
		g_assert_cmpint(minutes_of(calendar, 2026, 3, 28), ==, table[i].saturday);
	}
}

static void
test_closed_and_open(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(&(DcHours){
		.closed = "12-29..01-03, 2026-08-12..2026-08-14 06-01",
		.open = "2026-05-09 09:00-12:00 13:00-14:00, 2026-06-01 10:00-11:00; 12-30 09:00-10:00, 2026-03-31 18:00-20:00",
	});
	g_assert_cmpint(minutes_of(calendar, 2026, 8, 11), ==, 0); /* 山の日 */
	g_assert_cmpint(minutes_of(calendar, 2026, 8, 12), ==, 0);
	g_assert_cmpint(minutes_of(calendar, 2026, 8, 14), ==, 0);
	g_assert_cmpint(minutes_of(calendar, 2027, 8, 12), ==, 480);
	g_assert_cmpint(minutes_of(calendar, 2027, 6, 1), ==, 0);
	g_assert_cmpint(minutes_of(calendar, 2026, 5, 9), ==, 240);
	g_assert_cmpint(minutes_of(calendar, 2026, 6, 1), ==, 60);
	g_assert_cmpint(minutes_of(calendar, 2026, 12, 30), ==, 60);
	g_assert_cmpint(minutes_of(calendar, 2027, 12, 30), ==, 60);
	g_assert_cmpint(minutes_of(calendar, 2026, 3, 31), ==, 600);
	g_assert_true(dc_calendar_is_business_day(calendar, dc_day_new(2026, 5, 9)));
}

static void
test_holidays_none(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(&(DcHours){ .holidays = "none" });
	g_assert_cmpint(minutes_of(calendar, 2026, 4, 29), ==, 480);
}

static void
test_zone(void)
{
	static const struct { const char *zone, *iso; } table[] = {
		{ NULL, "1970-01-01T09:00:00+09:00" }, { "+09:00", "1970-01-01T09:00:00+09:00" }, { "-03:30", "1969-12-31T20:30:00-03:30" },
		{ "UTC", "1970-01-01T00:00:00+00:00" }, { "Asia/Tokyo", "1970-01-01T09:00:00+09:00" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(DcCalendar) calendar = calendar_or_die(&(DcHours){ .zone = table[i].zone });
		g_autofree char *iso = dc_when_iso(calendar, 0);
		g_assert_cmpstr(iso, ==, table[i].iso);
	}
	g_autoptr(DcCalendar) local = calendar_or_die(&(DcHours){ .zone = "local" });
	g_assert_nonnull(dc_calendar_zone(local));
}

static void
test_refused(void)
{
	static const struct { DcHours hours; const char *named; } table[] = {
		{ { .week = "" }, "week" }, { { .week = "mon-fri" }, "week" }, { { .week = "mon-fry 09:00-10:00" }, "week" },
		{ { .week = "mon 10:00-09:00" }, "week" }, { { .week = "mon 09:00-09:00" }, "week" }, { { .week = "mon 09:00-25:00" }, "week" },
		{ { .week = "09:00-10:00" }, "week" }, { { .week = "mon 09:00" }, "week" }, { { .week = "mon 09:00-12:00; tue" }, "week" },
		{ { .week = "mon 09:60-12:00" }, "week" }, { { .week = "mo 09:00-12:00" }, "week" }, { { .holidays = "us" }, "holidays" }, { { .holidays = "" }, "holidays" },
		{ { .closed = "12-32" }, "closed" }, { { .closed = "02-30" }, "closed" }, { { .closed = "2026-02-29" }, "closed" }, { { .closed = "0000-01-01" }, "closed" },
		{ { .closed = "2026-05-02..2026-05-01" }, "closed" }, { { .closed = "2026-05-02..05-03" }, "closed" }, { { .closed = "05-01.." }, "closed" },
		{ { .closed = "x" }, "closed" }, { { .closed = "\xff\x1b[31m" }, "closed" }, { { .closed = "01-01..12-31" }, "closed" },
		{ { .week = "mon 09:00-10:00", .closed = "01-02..12-31" }, "closed" }, /* leaves New Year's Day, a holiday */
		{ { .open = "2026-05-09" }, "open" }, { { .open = "09:00-12:00" }, "open" }, { { .open = "2026-05-09 12:00-09:00" }, "open" },
		{ { .zone = "Nowhere/Atall" }, "zone" }, { { .zone = "+9x" }, "zone" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(dc_calendar_new(&table[i].hours, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
		g_assert_nonnull(strstr(error->message, table[i].named));
		g_assert_true(g_utf8_validate(error->message, -1, NULL));
		g_assert_null(strchr(error->message, '\x1b'));
	}
}

/* A yearly closing may leave one day only. */
static void
test_one_day_a_year(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(&(DcHours){ .closed = "03-01..02-28", .holidays = "none" });
	DcInstant from = dc_calendar_at(calendar, dc_day_new(2026, 3, 31), 0);
	DcInstant to = dc_calendar_add(calendar, from, 1);
	g_assert_cmpint(to, ==, dc_calendar_at(calendar, dc_day_new(2028, 2, 29), 541));
	(void)dc_calendar_add(calendar, dc_calendar_at(calendar, dc_day_new(9999, 1, 1), 0), 10000);
	(void)dc_calendar_add(calendar, dc_calendar_at(calendar, dc_day_new(1, 1, 3), 0), -10000);
}

/* -- days by rule -- */

static DcDayRule *
rule_or_die(const char *text)
{
	g_autoptr(GError) error = NULL;
	DcDayRule *rule = dc_dayrule_parse(text, &error);
	g_assert_no_error(error);
	return rule;
}

static void
test_dayrule(void)
{
	static const struct { const char *rule; int year, month, day; bool holds; } table[] = {
		{ "03-20..04-10", 2026, 3, 19, false }, { "03-20..04-10", 2026, 3, 20, true }, { "03-20..04-10", 2030, 4, 10, true }, { "03-20..04-10", 2026, 4, 11, false },
		{ "12-20..01-10", 2026, 12, 31, true }, { "12-20..01-10", 2027, 1, 10, true }, { "12-20..01-10", 2027, 1, 11, false },
		{ "2026-05-01", 2026, 5, 1, true }, { "2026-05-01", 2027, 5, 1, false }, { "2026-05-01..2026-05-03", 2026, 5, 3, true },
		/* March 2026 ends on Tuesday the 31st; two business days before it is Friday the 27th; the third of April is Friday the 3rd. */
		{ "month-end-2..month-start+3", 2026, 3, 26, false }, { "month-end-2..month-start+3", 2026, 3, 27, true }, { "month-end-2..month-start+3", 2026, 3, 28, true },
		{ "month-end-2..month-start+3", 2026, 4, 3, true }, { "month-end-2..month-start+3", 2026, 4, 4, false }, { "month-end-2..month-start+3", 2026, 4, 15, false },
		/* January: the third business day is the 6th, for the desk is closed until the 3rd. */
		{ "month-end-2..month-start+3", 2026, 1, 7, true }, { "month-end-2..month-start+3", 2026, 1, 8, false }, { "month-end-2..month-start+3", 2025, 12, 23, false },
		{ "month-end-2..month-start+3", 2025, 12, 24, true }, { "month-end-2..month-start+3", 2025, 12, 26, true }, { "month-end-2..month-start+3", 2025, 12, 31, true },
		{ "month-end", 2026, 5, 29, true }, { "month-end", 2026, 5, 31, false }, { "month-start", 2026, 5, 1, true }, { "month-start", 2026, 2, 2, true },
		{ "month-start+2", 2026, 2, 3, true }, { "month-start..month-end", 2026, 2, 10, true }, { "month-start..month-end", 2026, 2, 1, false },
		{ "gotobi", 2026, 3, 5, true }, { "gotobi", 2026, 3, 30, true }, { "gotobi", 2026, 3, 31, false },
		{ "gotobi, 03-31", 2026, 3, 31, true }, { "Month-End , GOTOBI", 2026, 3, 31, true },
	};
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(DcDayRule) rule = rule_or_die(table[i].rule);
		g_test_message("%s %d-%d-%d", table[i].rule, table[i].year, table[i].month, table[i].day);
		g_assert_cmpint(dc_dayrule_holds(rule, calendar, dc_day_new(table[i].year, table[i].month, table[i].day)), ==, table[i].holds);
	}
}

static void
test_dayrule_next_flip(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	g_autoptr(DcDayRule) year_end = rule_or_die("03-20..04-10");
	g_assert_cmpint(dc_dayrule_next_flip(year_end, calendar, dc_day_new(2026, 3, 31)), ==, dc_day_new(2026, 4, 11));
	g_assert_cmpint(dc_dayrule_next_flip(year_end, calendar, dc_day_new(2026, 4, 11)), ==, dc_day_new(2027, 3, 20));
	g_autoptr(DcDayRule) once = rule_or_die("2026-05-01");
	g_assert_cmpint(dc_dayrule_next_flip(once, calendar, dc_day_new(2026, 4, 30)), ==, dc_day_new(2026, 5, 1));
	g_assert_cmpint(dc_dayrule_next_flip(once, calendar, dc_day_new(2026, 5, 2)), ==, DC_NO_DAY);
	(void)dc_dayrule_next_flip(once, calendar, DC_NO_DAY);
	(void)dc_dayrule_next_flip(once, calendar, G_MAXINT);
	(void)dc_dayrule_holds(once, calendar, G_MAXINT);

	/* whatever was asked before, and of whichever calendar */
	g_autoptr(DcDayRule) turn = rule_or_die("month-end-2..month-start+3, gotobi");
	g_autoptr(DcCalendar) other = calendar_or_die(&(DcHours){ .week = "mon-sun 09:00-10:00", .holidays = "none", .closed = "" });
	for (int round = 0; round < 500; round++) {
		const DcCalendar *asked = g_test_rand_bit() ? calendar : other;
		DcDay day = g_test_rand_int_range(0, 50000), flip = dc_dayrule_next_flip(turn, asked, day);
		bool holds = dc_dayrule_holds(turn, asked, day);
		for (DcDay next = day + 1; next <= flip; next++)
			g_assert_cmpint(dc_dayrule_holds(turn, asked, next), ==, next == flip ? !holds : holds);
	}
}

static void
test_dayrule_refused(void)
{
	static const char *const wrong[] = { "", ",", "x", "03-20..", "13-01", "02-30", "month-end+1", "month-start-1", "month-start+0", "month-end-99", "month-end..03-20",
		"gotobi x", "gotobi,", "2026-05-02..2026-05-01", "\xff", "monthend" };
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(dc_dayrule_parse(wrong[i], &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hours/defaults", test_defaults);
	g_test_add_func("/hours/week", test_week);
	g_test_add_func("/hours/closed-and-open", test_closed_and_open);
	g_test_add_func("/hours/holidays-none", test_holidays_none);
	g_test_add_func("/hours/zone", test_zone);
	g_test_add_func("/hours/refused", test_refused);
	g_test_add_func("/hours/one-day-a-year", test_one_day_a_year);
	g_test_add_func("/dayrule/holds", test_dayrule);
	g_test_add_func("/dayrule/next-flip", test_dayrule_next_flip);
	g_test_add_func("/dayrule/refused", test_dayrule_refused);
	return g_test_run();
}
