/* Japanese public holidays by rule against what was official. domain.md 6.6. */
#include <daicho/calendar.h>

/* The official lists of the years in which most things happened, month and day of each. */
static const struct { int year; const char *days; } official[] = {
	{ 1949, "1/1 1/15 3/21 4/29 5/3 5/5 9/23 11/3 11/23" },
	{ 1959, "1/1 1/15 3/21 4/10 4/29 5/3 5/5 9/24 11/3 11/23" },
	{ 1973, "1/1 1/15 2/11 3/21 4/29 4/30 5/3 5/5 9/15 9/23 9/24 10/10 11/3 11/23" },
	{ 1989, "1/1 1/2 1/15 1/16 2/11 2/24 3/21 4/29 5/3 5/4 5/5 9/15 9/23 10/10 11/3 11/23 12/23" },
	{ 1990, "1/1 1/15 2/11 2/12 3/21 4/29 4/30 5/3 5/4 5/5 9/15 9/23 9/24 10/10 11/3 11/12 11/23 12/23 12/24" },
	{ 1993, "1/1 1/15 2/11 3/20 4/29 5/3 5/4 5/5 6/9 9/15 9/23 10/10 10/11 11/3 11/23 12/23" },
	{ 2019, "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23" },
	{ 2020, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23" },
	{ 2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23" },
	{ 2022, "1/1 1/10 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/23 10/10 11/3 11/23" },
	{ 2023, "1/1 1/2 1/9 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23" },
	{ 2024, "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23" },
	{ 2025, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24" },
	{ 2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23" },
	{ 2027, "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23" },
};

static char *
holidays_of(int year)
{
	g_autoptr(GString) days = g_string_new(NULL);
	for (DcDay day = dc_day_new(year, 1, 1); dc_day_local(day).year == year; day++) {
		DcLocal local = dc_day_local(day);
		if (dc_holiday_name(day) != NULL)
			g_string_append_printf(days, "%s%d/%d", days->len > 0 ? " " : "", local.month, local.day);
	}
	return g_strdup(days->str);
}

static void
test_official_years(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(official); i++) {
		g_autofree char *days = holidays_of(official[i].year);
		g_assert_cmpstr(days, ==, official[i].days);
	}
}

/* The Cabinet Office list 1955-2027 has 1,067 rows. */
static void
test_number_of_all(void)
{
	int n = 0;
	for (DcDay day = dc_day_new(1955, 1, 1); day < dc_day_new(2028, 1, 1); day++)
		n += dc_holiday_name(day) != NULL;
	g_assert_cmpint(n, ==, 1067);
}

static void
test_names(void)
{
	static const struct { int year, month, day; const char *name; } table[] = {
		{ 2026, 5, 6, "振替休日" }, { 2026, 9, 22, "国民の休日" }, { 2032, 9, 21, "国民の休日" }, { 2027, 3, 22, "振替休日" }, /* domain.md 6.6 */
		{ 2019, 4, 30, "国民の休日" }, { 2019, 5, 2, "国民の休日" }, { 2019, 5, 1, "天皇の即位の日" }, { 2019, 10, 22, "即位礼正殿の儀" },
		{ 2026, 4, 29, "昭和の日" }, { 2006, 4, 29, "みどりの日" }, { 1988, 4, 29, "天皇誕生日" }, { 2018, 12, 23, "天皇誕生日" }, { 2020, 2, 23, "天皇誕生日" },
		{ 2019, 12, 23, NULL }, { 2019, 2, 23, NULL }, { 2020, 7, 24, "スポーツの日" }, { 2020, 10, 12, NULL }, { 2021, 8, 9, "振替休日" },
		{ 2021, 8, 11, NULL }, { 2016, 8, 11, "山の日" }, { 2015, 8, 11, NULL }, { 1973, 4, 30, "振替休日" }, { 1973, 2, 12, NULL }, /* before the law */
		{ 1986, 5, 4, NULL }, { 1987, 5, 4, "振替休日" }, { 1988, 5, 4, "国民の休日" }, { 1985, 5, 4, NULL }, { 2007, 5, 4, "みどりの日" },
		{ 2008, 5, 6, "振替休日" }, { 2009, 5, 6, "振替休日" }, { 2009, 9, 22, "国民の休日" }, { 2015, 9, 22, "国民の休日" },
		{ 1948, 9, 23, "秋分の日" }, { 1948, 11, 3, "文化の日" }, { 1948, 1, 1, NULL }, { 1947, 11, 3, NULL }, { 1, 1, 1, NULL },
		{ 1966, 10, 10, "体育の日" }, { 1967, 2, 11, "建国記念の日" }, { 1966, 2, 11, NULL }, { 1996, 7, 20, "海の日" }, { 2003, 7, 21, "海の日" },
		{ 2000, 1, 10, "成人の日" }, { 1999, 1, 15, "成人の日" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		g_assert_cmpstr(dc_holiday_name(dc_day_new(table[i].year, table[i].month, table[i].day)), ==, table[i].name);
	g_assert_null(dc_holiday_name(DC_NO_DAY));
	g_assert_null(dc_holiday_name(G_MAXINT));
}

/* Equinoxes where the formula turns; the official days up to 2027, the published formula after it. */
static void
test_equinoxes(void)
{
	static const struct { int year, spring, autumn; } table[] = {
		{ 1955, 21, 24 }, { 1960, 20, 23 }, { 1979, 21, 24 }, { 1980, 20, 23 }, { 1992, 20, 23 }, { 2012, 20, 22 }, { 2024, 20, 22 }, { 2027, 21, 23 },
		{ 2092, 19, 22 }, { 2099, 20, 23 }, { 2100, 20, 23 }, { 2150, 21, 23 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_assert_cmpstr(dc_holiday_name(dc_day_new(table[i].year, 3, table[i].spring)), ==, "春分の日");
		g_assert_cmpstr(dc_holiday_name(dc_day_new(table[i].year, 9, table[i].autumn)), ==, "秋分の日");
	}
}

/* Every year by rule has its days, however far. */
static void
test_every_year(void)
{
	for (int year = 2022; year < 3000; year++) {
		int n = 0;
		for (DcDay day = dc_day_new(year, 1, 1); day < dc_day_new(year + 1, 1, 1); day++)
			n += dc_holiday_name(day) != NULL;
		g_assert_cmpint(n, >=, 16);
		g_assert_cmpint(n, <=, 22);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/holiday/official-years", test_official_years);
	g_test_add_func("/holiday/number-of-all", test_number_of_all);
	g_test_add_func("/holiday/names", test_names);
	g_test_add_func("/holiday/equinoxes", test_equinoxes);
	g_test_add_func("/holiday/every-year", test_every_year);
	return g_test_run();
}
