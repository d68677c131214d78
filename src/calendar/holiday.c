/* Japanese public holidays by rule, from the law of 1948-07-20 (国民の祝日に関する法律) and its changes. domain.md 6.6. */
#include "day.h"

#define ALWAYS 9999

typedef struct {
	int from, to; /* years */
	int month;
	int day;      /* of the month; 0: see the next two */
	int monday;   /* the nth Monday of the month */
	bool equinox; /* the equinox of the month */
	const char *name;
} HolidayRule;

static const HolidayRule rules[] = {
	{ .from = 1949, .to = ALWAYS, .month = 1, .day = 1, .name = "元日" },
	{ .from = 1949, .to = 1999, .month = 1, .day = 15, .name = "成人の日" },
	{ .from = 2000, .to = ALWAYS, .month = 1, .monday = 2, .name = "成人の日" },
	{ .from = 1967, .to = ALWAYS, .month = 2, .day = 11, .name = "建国記念の日" },
	{ .from = 2020, .to = ALWAYS, .month = 2, .day = 23, .name = "天皇誕生日" },
	{ .from = 1949, .to = ALWAYS, .month = 3, .equinox = true, .name = "春分の日" },
	{ .from = 1949, .to = 1988, .month = 4, .day = 29, .name = "天皇誕生日" },
	{ .from = 1989, .to = 2006, .month = 4, .day = 29, .name = "みどりの日" },
	{ .from = 2007, .to = ALWAYS, .month = 4, .day = 29, .name = "昭和の日" },
	{ .from = 1949, .to = ALWAYS, .month = 5, .day = 3, .name = "憲法記念日" },
	{ .from = 2007, .to = ALWAYS, .month = 5, .day = 4, .name = "みどりの日" },
	{ .from = 1949, .to = ALWAYS, .month = 5, .day = 5, .name = "こどもの日" },
	{ .from = 1996, .to = 2002, .month = 7, .day = 20, .name = "海の日" },
	{ .from = 2003, .to = 2019, .month = 7, .monday = 3, .name = "海の日" },
	{ .from = 2020, .to = 2020, .month = 7, .day = 23, .name = "海の日" },
	{ .from = 2021, .to = 2021, .month = 7, .day = 22, .name = "海の日" },
	{ .from = 2022, .to = ALWAYS, .month = 7, .monday = 3, .name = "海の日" },
	{ .from = 2016, .to = 2019, .month = 8, .day = 11, .name = "山の日" },
	{ .from = 2020, .to = 2020, .month = 8, .day = 10, .name = "山の日" },
	{ .from = 2021, .to = 2021, .month = 8, .day = 8, .name = "山の日" },
	{ .from = 2022, .to = ALWAYS, .month = 8, .day = 11, .name = "山の日" },
	{ .from = 1966, .to = 2002, .month = 9, .day = 15, .name = "敬老の日" },
	{ .from = 2003, .to = ALWAYS, .month = 9, .monday = 3, .name = "敬老の日" },
	{ .from = 1948, .to = ALWAYS, .month = 9, .equinox = true, .name = "秋分の日" },
	{ .from = 1966, .to = 1999, .month = 10, .day = 10, .name = "体育の日" },
	{ .from = 2000, .to = 2019, .month = 10, .monday = 2, .name = "体育の日" },
	{ .from = 2020, .to = 2020, .month = 7, .day = 24, .name = "スポーツの日" },
	{ .from = 2021, .to = 2021, .month = 7, .day = 23, .name = "スポーツの日" },
	{ .from = 2022, .to = ALWAYS, .month = 10, .monday = 2, .name = "スポーツの日" },
	{ .from = 1948, .to = ALWAYS, .month = 11, .day = 3, .name = "文化の日" },
	{ .from = 1948, .to = ALWAYS, .month = 11, .day = 23, .name = "勤労感謝の日" },
	{ .from = 1989, .to = 2018, .month = 12, .day = 23, .name = "天皇誕生日" },
	/* by laws of their own */
	{ .from = 1959, .to = 1959, .month = 4, .day = 10, .name = "結婚の儀" },
	{ .from = 1989, .to = 1989, .month = 2, .day = 24, .name = "大喪の礼" },
	{ .from = 1990, .to = 1990, .month = 11, .day = 12, .name = "即位礼正殿の儀" },
	{ .from = 1993, .to = 1993, .month = 6, .day = 9, .name = "結婚の儀" },
	{ .from = 2019, .to = 2019, .month = 5, .day = 1, .name = "天皇の即位の日" },
	{ .from = 2019, .to = 2019, .month = 10, .day = 22, .name = "即位礼正殿の儀" },
};

/* The laws that make days off of the days around holidays. */
#define SUBSTITUTES_FROM 1197    /* 1973-04-12 */
#define BETWEEN_TWO_FROM 5839    /* 1985-12-27 */
#define SUNDAY 7

/* Leap days that the Gregorian calendar leaves out from 2101 to `year`; the published formulas end in 2150. */
static int
left_out_leap_days(int year)
{
	int centuries = year / 100 - 21;
	return year < 2200 ? 0 : centuries - (year / 400 - 5);
}

static int
equinox_day(int year, bool spring)
{
	double drift = 0.242194 * (year - 1980);
	if (year < 1980)
		return (int)((spring ? 20.8357 : 23.2588) + drift) - (year - 1983) / 4;
	if (year < 2100)
		return (int)((spring ? 20.8431 : 23.2488) + drift) - (year - 1980) / 4;
	return (int)((spring ? 21.8510 : 24.2488) + drift) - (year - 1980) / 4 + left_out_leap_days(year);
}

static int
rule_day(const HolidayRule *rule, int year)
{
	if (rule->equinox)
		return equinox_day(year, rule->month == 3);
	if (rule->monday == 0)
		return rule->day;
	int weekday = day_weekday(dc_day_new(year, rule->month, 1));
	return 1 + (8 - weekday) % 7 + (rule->monday - 1) * 7;
}

/* 祝日: a holiday that has a name of its own. */
static const char *
named_holiday(DcDay day)
{
	DcLocal local = dc_day_local(day);
	for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
		const HolidayRule *rule = &rules[i];
		if (local.month == rule->month && local.year >= rule->from && local.year <= rule->to &&
		    local.day == rule_day(rule, local.year))
			return rule->name;
	}
	return NULL;
}

/* 振替休日: the first day without a name after a named one that fell on a Sunday. (Until 2006 the law said "the next day";
 * no named day ever stood there.) */
static bool
is_substitute(DcDay day)
{
	if (day < SUBSTITUTES_FROM)
		return false;
	while (named_holiday(--day) != NULL)
		if (day_weekday(day) == SUNDAY)
			return true;
	return false;
}

/* 国民の休日: a day between two named ones. */
static bool
is_between_two(DcDay day)
{
	return day >= BETWEEN_TWO_FROM && day_weekday(day) != SUNDAY && named_holiday(day - 1) != NULL && named_holiday(day + 1) != NULL;
}

const char *
dc_holiday_name(DcDay day)
{
	if (day < DAY_MIN || day > DAY_MAX)
		return NULL;
	const char *name = named_holiday(day);
	if (name == NULL && is_substitute(day))
		name = "振替休日";
	if (name == NULL && is_between_two(day))
		name = "国民の休日";
	return name;
}
