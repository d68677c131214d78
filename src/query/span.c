/* Dates as spans: a day, a month, a year, `+2d`, or whatever dc_when_parse() reads. */
#include "query.h"

#include <daicho/error.h>
#include <daicho/text.h>

#include <stdio.h>
#include <string.h>

static bool
set_span(const DcQueryWorld *world, DcDay first, DcDay after, DcInstant *low, DcInstant *high)
{
	if (first == DC_NO_DAY || after == DC_NO_DAY)
		return false;
	*low = dc_calendar_at(world->calendar, first, 0);
	*high = dc_calendar_at(world->calendar, after, 0);
	return true;
}

/* Month 13 is January of the next year. */
static bool
set_months(const DcQueryWorld *world, int year, int month, int n, DcInstant *low, DcInstant *high)
{
	int last = year * 12 + month - 1 + n;
	return set_span(world, dc_day_new((year * 12 + month - 1) / 12, (year * 12 + month - 1) % 12 + 1, 1), dc_day_new(last / 12, last % 12 + 1, 1), low, high);
}

/* -- by name -- */
typedef enum { UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_FISCAL } Unit;
static const struct {
	const char *words[2];
	Unit unit;
	int from; /* this one: 0 */
} spans[] = {
	{ { "this week", "今週" }, UNIT_WEEK, 0 },    { { "last week", "先週" }, UNIT_WEEK, -1 },    { { "next week", "来週" }, UNIT_WEEK, 1 },
	{ { "this month", "今月" }, UNIT_MONTH, 0 },  { { "last month", "先月" }, UNIT_MONTH, -1 },  { { "next month", "来月" }, UNIT_MONTH, 1 },
	{ { "this year", "今年" }, UNIT_YEAR, 0 },    { { "last year", "昨年" }, UNIT_YEAR, -1 },    { { "last year", "去年" }, UNIT_YEAR, -1 },
	{ { "this fiscal year", "今年度" }, UNIT_FISCAL, 0 }, { { "last fiscal year", "昨年度" }, UNIT_FISCAL, -1 },
};

static bool
set_named(const DcQueryWorld *world, Unit unit, int from, DcInstant *low, DcInstant *high)
{
	DcDay today = dc_calendar_day(world->calendar, world->now);
	DcLocal local = dc_day_local(today);
	DcDay monday = today - local.weekday + 1 + from * 7;
	switch (unit) {
	case UNIT_WEEK:
		return set_span(world, monday, monday + 7, low, high);
	case UNIT_MONTH:
		return set_months(world, local.year, local.month + from, 1, low, high);
	case UNIT_YEAR:
		return set_months(world, local.year + from, 1, 12, low, high);
	case UNIT_FISCAL:
		return set_months(world, dc_day_fiscal_year(today) + from, 4, 12, low, high);
	}
	return false;
}

static bool
read_named(const DcQueryWorld *world, const char *text, DcInstant *low, DcInstant *high)
{
	g_autofree char *folded = dc_text_fold(text);
	for (guint i = 0; i < G_N_ELEMENTS(spans); i++)
		for (int lang = 0; lang < 2; lang++) {
			g_autofree char *words = dc_text_fold(spans[i].words[lang]);
			if (strcmp(words, folded) == 0)
				return set_named(world, spans[i].unit, spans[i].from, low, high);
		}
	return false;
}

/* -- by figures -- */

/* 2026, 2026年, 2026-03, 2026/3, 2026年3月. */
static bool
read_month(const DcQueryWorld *world, const char *ascii, DcInstant *low, DcInstant *high)
{
	int year = 0, month = 0, n = 0;
	gsize length = strlen(ascii);
	if ((sscanf(ascii, "%4d-%2d%n", &year, &month, &n) == 2 && (gsize)n == length) || (sscanf(ascii, "%4d/%2d%n", &year, &month, &n) == 2 && (gsize)n == length) ||
	    (sscanf(ascii, "%4d年%2d月%n", &year, &month, &n) == 2 && (gsize)n == length))
		return year >= 1950 && month >= 1 && month <= 12 && set_months(world, year, month, 1, low, high);
	n = 0;
	bool is_year = (sscanf(ascii, "%4d年%n", &year, &n) == 1 && (gsize)n == length) || (sscanf(ascii, "%4d%n", &year, &n) == 1 && (gsize)n == length && length == 4);
	/* Four digits alone are a year where they cannot be a day: 1030 is the 30th of October. */
	return is_year && year >= 1950 && year <= 2199 && set_months(world, year, 1, 12, low, high);
}

static const struct {
	const char *words[3];
	DcInstant seconds; /* 0: days */
	int days;
} units[] = {
	{ { "d", "day", "日" }, 0, 1 },
	{ { "w", "week", "週" }, 0, 7 },
	{ { "h", "hour", "時間" }, DC_HOUR, 0 },
	{ { "min", "minute", "分" }, DC_MINUTE, 0 },
};

/* +2d: the day after tomorrow; -3h: three hours ago. */
static bool
read_distance(const DcQueryWorld *world, const char *ascii, DcInstant *low, DcInstant *high)
{
	int count, n = 0;
	if ((*ascii != '+' && *ascii != '-') || sscanf(ascii, "%5d%n", &count, &n) != 1)
		return false;
	for (guint i = 0; i < G_N_ELEMENTS(units); i++)
		for (int w = 0; w < 3; w++) {
			if (strcmp(ascii + n, units[i].words[w]) != 0)
				continue;
			DcDay day = dc_calendar_day(world->calendar, world->now) + count * units[i].days;
			*low = world->now + count * units[i].seconds;
			*high = *low + DC_MINUTE;
			return units[i].days == 0 || set_span(world, day, day + 1, low, high);
		}
	return false;
}

bool
value_span(const DcQueryWorld *world, const char *text, DcInstant *low, DcInstant *high, GError **error)
{
	g_autofree char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
	if (plain == NULL)
		plain = g_strdup("");
	DcWhen when;
	if (read_named(world, plain, low, high) || read_distance(world, plain, low, high) || read_month(world, plain, low, high))
		return true;
	if (!dc_when_parse(world->calendar, text, world->now, &when, error))
		return false;
	if (when.minute < 0)
		return set_span(world, when.day, when.day + 1, low, high);
	*low = dc_calendar_at(world->calendar, when.day, when.minute);
	*high = *low + DC_MINUTE;
	return true;
}
