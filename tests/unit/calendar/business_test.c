/* Business time: the clock table of domain.md 3.9 and what must hold for every instant. */
#include <daicho/calendar.h>

#include <stdlib.h>

static DcCalendar *
calendar_or_die(const DcHours *hours)
{
	g_autoptr(GError) error = NULL;
	DcCalendar *calendar = dc_calendar_new(hours, &error);
	g_assert_no_error(error);
	return calendar;
}

static DcInstant
at(const DcCalendar *calendar, int year, int month, int day, int hour, int minute)
{
	return dc_calendar_at(calendar, dc_day_new(year, month, day), hour * 60 + minute);
}

/* K1-K9, word for word; K10 is the clock on the wall. */
static void
test_clock_table(void)
{
	static const struct { const char *test, *start; int minutes; const char *result; } table[] = {
		{ "K1", "2026-03-27T17:30:00+09:00", 240, "2026-03-30T13:30:00+09:00" },
		{ "K2", "2026-03-31T11:45:00+09:00", 30, "2026-03-31T13:15:00+09:00" },
		{ "K3", "2026-03-31T18:00:00+09:00", 1, "2026-04-01T09:01:00+09:00" },
		{ "K4", "2026-04-28T16:00:00+09:00", 960, "2026-05-01T16:00:00+09:00" },
		{ "K5", "2026-05-02T10:00:00+09:00", 480, "2026-05-07T18:00:00+09:00" },
		{ "K6", "2026-09-18T17:00:00+09:00", 480, "2026-09-24T17:00:00+09:00" },
		{ "K7", "2026-09-18T17:00:00+09:00", 1440, "2026-09-28T17:00:00+09:00" },
		{ "K8", "2026-12-28T17:00:00+09:00", 120, "2027-01-04T10:00:00+09:00" },
		{ "K9", "2026-04-01T09:30:00+09:00", -90, "2026-03-31T17:00:00+09:00" },
	};
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		DcInstant start, result;
		g_assert_true(dc_when_instant(calendar, table[i].start, 0, -1, &start, NULL));
		result = dc_calendar_add(calendar, start, table[i].minutes);
		g_autofree char *got = dc_when_iso(calendar, result);
		g_test_message("%s", table[i].test);
		g_assert_cmpstr(got, ==, table[i].result);
		g_assert_cmpint(dc_calendar_between(calendar, start, result), ==, table[i].minutes);
	}
	DcInstant decided = at(calendar, 2026, 3, 31, 8, 54);
	g_autofree char *wall = dc_when_clock(calendar, decided + 15 * DC_MINUTE);
	g_autofree char *business = dc_when_clock(calendar, dc_calendar_add(calendar, decided, 15));
	g_assert_cmpstr(wall, ==, "09:09");     /* K10 */
	g_assert_cmpstr(business, ==, "09:15"); /* what the business clock would say */
}

static void
test_edges(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	static const struct { int hour, minute, add, to_day, to_hour, to_minute; } table[] = { /* from 2026-03-31, a Tuesday */
		{ 9, 0, 1, 31, 9, 1 },     { 8, 0, 60, 31, 10, 0 },    { 17, 0, 60, 31, 18, 0 },  { 9, 0, 180, 31, 12, 0 }, { 9, 0, 181, 31, 13, 1 },
		{ 12, 30, 1, 31, 13, 1 },  { 12, 30, -1, 31, 11, 59 }, { 13, 0, -1, 31, 11, 59 }, { 9, 0, -1, 30, 17, 59 }, { 20, 0, -60, 31, 17, 0 },
		{ 18, 0, -480, 31, 9, 0 }, { 18, 0, 0, 31, 18, 0 },    { 12, 30, 0, 31, 12, 30 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		DcInstant from = at(calendar, 2026, 3, 31, table[i].hour, table[i].minute);
		g_assert_cmpint(dc_calendar_add(calendar, from, table[i].add), ==, at(calendar, 2026, 3, table[i].to_day, table[i].to_hour, table[i].to_minute));
	}
	/* seconds are kept, an instant within a minute counts as its beginning */
	DcInstant from = at(calendar, 2026, 3, 31, 17, 59) + 30;
	g_assert_cmpint(dc_calendar_add(calendar, from, 1), ==, at(calendar, 2026, 4, 1, 9, 0) + 30);
	g_assert_cmpint(dc_calendar_between(calendar, from, from + 29), ==, 0);
	g_assert_cmpint(dc_calendar_between(calendar, from, from + 30), ==, 1);
}

static void
test_staffed_and_shift(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	static const struct { int day, hour, minute; DcShift shift; int next_day, next_hour, next_minute; } table[] = {
		{ 31, 8, 52, DC_SHIFT_BEFORE, 31, 9, 0 },   { 31, 9, 0, DC_SHIFT_STAFFED, 31, 9, 0 }, { 31, 11, 59, DC_SHIFT_STAFFED, 31, 11, 59 },
		{ 31, 12, 0, DC_SHIFT_BREAK, 31, 13, 0 },   { 31, 12, 20, DC_SHIFT_BREAK, 31, 13, 0 }, { 31, 18, 0, DC_SHIFT_AFTER, 32, 9, 0 },
		{ 28, 10, 0, DC_SHIFT_OFF, 30, 9, 0 },      { 20, 10, 0, DC_SHIFT_OFF, 23, 9, 0 }, /* 3/20 春分の日, a Friday */
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		DcDay first = dc_day_new(2026, 3, 1);
		DcInstant instant = dc_calendar_at(calendar, first + table[i].day - 1, table[i].hour * 60 + table[i].minute);
		DcInstant next = dc_calendar_at(calendar, first + table[i].next_day - 1, table[i].next_hour * 60 + table[i].next_minute);
		g_assert_cmpint(dc_calendar_shift(calendar, instant), ==, table[i].shift);
		g_assert_cmpint(dc_calendar_is_staffed(calendar, instant), ==, table[i].shift == DC_SHIFT_STAFFED);
		g_assert_cmpint(dc_calendar_next_staffed(calendar, instant), ==, next);
	}
	DcDay tuesday = dc_day_new(2026, 3, 31);
	g_assert_cmpint(dc_calendar_day_start(calendar, tuesday), ==, at(calendar, 2026, 3, 31, 9, 0));
	g_assert_cmpint(dc_calendar_day_end(calendar, tuesday), ==, at(calendar, 2026, 3, 31, 18, 0));
	g_assert_cmpint(dc_calendar_day_start(calendar, tuesday - 2), ==, DC_ABSENT);
	g_assert_cmpint(dc_calendar_day_end(calendar, tuesday - 2), ==, DC_ABSENT);
}

static void
test_business_days(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	static const struct { int month, day, n, to_year, to_month, to_day; } table[] = { /* from 2026 */
		{ 3, 31, 1, 2026, 4, 1 },  { 3, 31, 3, 2026, 4, 3 },  { 3, 27, 1, 2026, 3, 30 }, { 3, 28, 1, 2026, 3, 30 },  { 3, 28, 0, 2026, 3, 30 },
		{ 3, 31, 0, 2026, 3, 31 }, { 3, 30, -1, 2026, 3, 27 }, { 3, 29, -1, 2026, 3, 27 }, { 5, 1, 1, 2026, 5, 7 }, { 12, 28, 1, 2027, 1, 4 },
		{ 9, 18, 1, 2026, 9, 24 }, { 9, 24, -1, 2026, 9, 18 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		DcDay day = dc_day_new(2026, table[i].month, table[i].day);
		g_assert_cmpint(dc_calendar_add_days(calendar, day, table[i].n), ==, dc_day_new(table[i].to_year, table[i].to_month, table[i].to_day));
	}
	g_assert_cmpint(dc_calendar_days_between(calendar, dc_day_new(2026, 3, 27), dc_day_new(2026, 3, 31)), ==, 2);
	g_assert_cmpint(dc_calendar_days_between(calendar, dc_day_new(2026, 3, 31), dc_day_new(2026, 3, 27)), ==, -2);
	g_assert_cmpint(dc_calendar_days_between(calendar, dc_day_new(2026, 3, 27), dc_day_new(2026, 3, 29)), ==, 0);
	g_assert_cmpint(dc_calendar_days_between(calendar, dc_day_new(2026, 3, 28), dc_day_new(2026, 3, 30)), ==, 1);
}

/* -- what must hold for every instant, in the zones and hours of the world -- */

static const struct { DcHours hours; int most; } desks[] = { /* most: minutes to go, so that it stays in years that exist */
	{ { .week = NULL }, 200000 },
	{ { .week = "mon-sun 00:00-24:00", .holidays = "none", .closed = "" }, 200000 },
	{ { .week = "mon-fri 08:30-10:00 10:15-12:00 12:45-17:15; sat 09:00-12:00", .open = "2026-05-09 13:00-15:00, 12-30 09:00-10:00" }, 200000 },
	{ { .week = "wed 23:59-24:00", .holidays = "none", .closed = "01-01..06-30" }, 4000 },
	{ { .week = "sun-sat 00:00-00:01", .zone = "-03:30" }, 4000 },
	{ { .zone = "Europe/Berlin", .holidays = "none" }, 200000 },
};

static DcInstant
random_instant(const DcCalendar *calendar)
{
	DcDay day = g_test_rand_int_range(dc_day_new(1950, 1, 1), dc_day_new(2151, 1, 1));
	return dc_calendar_at(calendar, day, 0) + g_test_rand_int_range(0, 86400);
}

static int
random_minutes(int most)
{
	static const int usual[] = { 2, 60, 480, 4800, 200000 };
	int limit = usual[g_test_rand_int_range(0, G_N_ELEMENTS(usual))];
	return g_test_rand_int_range(1, MIN(most, limit) + 1);
}

/* Staffed instants come back by adding and taking away. Those that are not come back as where their counting begins: the next staffed
 * instant, or going back the end of the last staffed minute (18:00 is such an end: it is not staffed, but a way back ends there). */
static void
check_inverse(const DcCalendar *calendar, int most)
{
	DcInstant t = random_instant(calendar);
	int n = random_minutes(most);
	DcInstant on = dc_calendar_add(calendar, t, n), back = dc_calendar_add(calendar, t, -n);
	g_assert_cmpint(dc_calendar_add(calendar, on, -n), ==, dc_calendar_next_staffed(calendar, t));
	DcInstant end = dc_calendar_add(calendar, back, n);
	if (dc_calendar_is_staffed(calendar, t - 1))
		g_assert_cmpint(end, ==, t);
	else
		g_assert_cmpint(end, <=, t);
	g_assert_true(dc_calendar_is_staffed(calendar, on - 1));
	g_assert_true(dc_calendar_is_staffed(calendar, back));
	g_assert_cmpint(dc_calendar_between(calendar, t, on), ==, n);
	g_assert_cmpint(dc_calendar_between(calendar, t, back), ==, -n);
}

static void
check_between(const DcCalendar *calendar)
{
	DcInstant a = random_instant(calendar), b = random_instant(calendar), c = random_instant(calendar);
	g_assert_cmpint(dc_calendar_between(calendar, a, b), ==, -dc_calendar_between(calendar, b, a));
	g_assert_cmpint(dc_calendar_between(calendar, a, b) + dc_calendar_between(calendar, b, c), ==, dc_calendar_between(calendar, a, c));
}

static void
check_monotonic(const DcCalendar *calendar, int most)
{
	DcInstant t = random_instant(calendar), later = t + g_test_rand_int_range(0, 200000);
	int n = random_minutes(most), more = n + g_test_rand_int_range(0, 100);
	g_assert_cmpint(dc_calendar_add(calendar, t, n), >, t);
	g_assert_cmpint(dc_calendar_add(calendar, t, -n), <, t);
	g_assert_cmpint(dc_calendar_add(calendar, t, n), <=, dc_calendar_add(calendar, later, n));
	g_assert_cmpint(dc_calendar_add(calendar, t, -n), <=, dc_calendar_add(calendar, later, -n));
	g_assert_cmpint(dc_calendar_add(calendar, t, n), <=, dc_calendar_add(calendar, t, more));
	g_assert_cmpint(dc_calendar_add(calendar, t, n + more), ==, dc_calendar_add(calendar, dc_calendar_add(calendar, t, n), more));
}

/* The sums against counting minute by minute. */
static void
check_counting(const DcCalendar *calendar)
{
	DcInstant from = random_instant(calendar);
	from -= dc_calendar_local(calendar, from).second;
	int counted = 0, minutes = g_test_rand_int_range(0, 4 * 1440);
	for (int i = 0; i < minutes; i++)
		counted += dc_calendar_is_staffed(calendar, from + i * DC_MINUTE);
	g_assert_cmpint(dc_calendar_between(calendar, from, from + minutes * DC_MINUTE), ==, counted);
}

static void
check_days(const DcCalendar *calendar)
{
	DcDay day = dc_calendar_day(calendar, random_instant(calendar));
	int n = g_test_rand_int_range(1, 300);
	DcDay on = dc_calendar_add_days(calendar, day, n), back = dc_calendar_add_days(calendar, day, -n);
	g_assert_true(dc_calendar_is_business_day(calendar, on));
	g_assert_true(dc_calendar_is_business_day(calendar, back));
	g_assert_cmpint(dc_calendar_days_between(calendar, day, on), ==, n);
	g_assert_cmpint(dc_calendar_add_days(calendar, on, -n), <=, day);
	if (dc_calendar_is_business_day(calendar, day)) {
		g_assert_cmpint(dc_calendar_add_days(calendar, on, -n), ==, day);
		g_assert_cmpint(dc_calendar_add_days(calendar, back, n), ==, day);
	}
}

/* Zones with summer time are left out of what goes by seconds between two instants: there an hour of the night comes twice. */
static void
test_properties(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(desks); i++) {
		g_autoptr(DcCalendar) calendar = calendar_or_die(&desks[i].hours);
		bool summer_time = desks[i].hours.zone != NULL && g_ascii_isalpha(*desks[i].hours.zone);
		for (int round = 0; round < 1500; round++) {
			check_inverse(calendar, desks[i].most);
			check_between(calendar);
			check_monotonic(calendar, desks[i].most);
			check_days(calendar);
			if (round % 50 == 0 && !summer_time)
				check_counting(calendar);
		}
	}
}

static void
test_summer_time(void)
{
	static const DcHours hours = { .zone = "Europe/Berlin", .holidays = "none" };
	g_autoptr(DcCalendar) calendar = calendar_or_die(&hours);
	/* The clocks went forward on Sunday 2026-03-29. */
	DcInstant friday = at(calendar, 2026, 3, 27, 17, 0), monday = at(calendar, 2026, 3, 30, 10, 0);
	g_autofree char *before = dc_when_iso(calendar, friday), *after = dc_when_iso(calendar, monday);
	g_assert_cmpstr(before, ==, "2026-03-27T17:00:00+01:00");
	g_assert_cmpstr(after, ==, "2026-03-30T10:00:00+02:00");
	g_assert_cmpint(dc_calendar_add(calendar, friday, 120), ==, monday);
	g_assert_cmpint(dc_calendar_between(calendar, friday, monday), ==, 120);
}

/* Nothing fails at the ends of time. */
static void
test_extremes(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	static const DcInstant instants[] = { DC_ABSENT, DC_NEVER, 0, -1, G_GINT64_CONSTANT(-62135596800), G_GINT64_CONSTANT(253402300799), G_MININT, G_MAXINT };
	static const int minutes[] = { 1, -1, 480, -480, G_MAXINT, G_MININT };
	for (gsize i = 0; i < G_N_ELEMENTS(instants); i++) {
		for (gsize j = 0; j < G_N_ELEMENTS(minutes); j++)
			(void)dc_calendar_add(calendar, instants[i], minutes[j]);
		for (gsize j = 0; j < G_N_ELEMENTS(instants); j++)
			g_assert_cmpint(dc_calendar_between(calendar, instants[i], instants[j]), ==, -dc_calendar_between(calendar, instants[j], instants[i]));
		(void)dc_calendar_next_staffed(calendar, instants[i]);
		(void)dc_calendar_shift(calendar, instants[i]);
		DcLocal local = dc_calendar_local(calendar, instants[i]);
		g_assert_cmpint(local.year, >=, 1);
		g_assert_cmpint(local.year, <=, 9999);
	}
	static const DcDay days[] = { DC_NO_DAY, G_MAXINT, 0, -719162, 2932896 };
	for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
		(void)dc_calendar_is_business_day(calendar, days[i]);
		(void)dc_calendar_add_days(calendar, days[i], 1);
		(void)dc_calendar_add_days(calendar, days[i], G_MININT);
		(void)dc_calendar_add_days(calendar, days[i], G_MAXINT);
		(void)dc_calendar_days_between(calendar, days[i], 0);
		(void)dc_calendar_at(calendar, days[i], 1799);
		(void)dc_calendar_day_start(calendar, days[i]);
		(void)dc_day_local(days[i]);
		(void)dc_day_fiscal_year(days[i]);
	}
}

static void
test_days(void)
{
	g_assert_cmpint(dc_day_new(1970, 1, 1), ==, 0);
	g_assert_cmpint(dc_day_new(2026, 2, 29), ==, DC_NO_DAY);
	g_assert_cmpint(dc_day_new(2026, 13, 1), ==, DC_NO_DAY);
	g_assert_cmpint(dc_day_new(2026, 0, 1), ==, DC_NO_DAY);
	g_assert_cmpint(dc_day_new(0, 1, 1), ==, DC_NO_DAY);
	g_assert_cmpint(dc_day_new(10000, 1, 1), ==, DC_NO_DAY);
	g_assert_cmpint(dc_day_new(2100, 2, 29), ==, DC_NO_DAY);
	g_assert_cmpint(dc_day_new(2000, 2, 29), !=, DC_NO_DAY);
	g_assert_cmpint(dc_day_local(dc_day_new(2026, 3, 31)).weekday, ==, 2);
	for (int round = 0; round < 20000; round++) {
		DcDay day = g_test_rand_int_range(-719162, 2932897);
		DcLocal local = dc_day_local(day);
		g_autoptr(GDate) date = g_date_new_dmy((GDateDay)local.day, (GDateMonth)local.month, (GDateYear)local.year);
		g_assert_cmpint(dc_day_new(local.year, local.month, local.day), ==, day);
		g_assert_cmpint(local.weekday, ==, (int)g_date_get_weekday(date));
	}
	g_assert_cmpint(dc_day_fiscal_year(dc_day_new(2026, 3, 31)), ==, 2025);
	g_assert_cmpint(dc_day_fiscal_year(dc_day_new(2026, 4, 1)), ==, 2026);
}

static void
test_wall_clock(void)
{
	g_autoptr(DcCalendar) calendar = calendar_or_die(NULL);
	for (int round = 0; round < 2000; round++) {
		DcInstant instant = g_test_rand_int_range(G_MININT, G_MAXINT);
		DcLocal local = dc_calendar_local(calendar, instant);
		DcInstant minute = at(calendar, local.year, local.month, local.day, local.hour, local.minute);
		g_assert_cmpint(minute + local.second, ==, instant);
		g_assert_cmpint(dc_calendar_day(calendar, instant), ==, dc_day_new(local.year, local.month, local.day));
	}
	DcDay day = dc_day_new(2026, 3, 31);
	g_assert_cmpint(dc_calendar_at(calendar, day, 1530), ==, dc_calendar_at(calendar, day + 1, 90)); /* 25:30 */
	g_assert_cmpint(g_time_zone_get_offset(dc_calendar_zone(calendar), 0), ==, 9 * 3600);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/business/clock-table", test_clock_table);
	g_test_add_func("/business/edges", test_edges);
	g_test_add_func("/business/staffed-and-shift", test_staffed_and_shift);
	g_test_add_func("/business/business-days", test_business_days);
	g_test_add_func("/business/properties", test_properties);
	g_test_add_func("/business/summer-time", test_summer_time);
	g_test_add_func("/business/extremes", test_extremes);
	g_test_add_func("/business/days", test_days);
	g_test_add_func("/business/wall-clock", test_wall_clock);
	return g_test_run();
}
