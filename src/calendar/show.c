/* Dates and times as people read them, in the language of the screen. domain.md 6.7. */
#include <daicho/lang.h>

#include "calendar.h"
#include "day.h"
#include "era.h"

#include <stdlib.h>
#include <string.h>

static const char *const weekdays_ja[] = { "", "月", "火", "水", "木", "金", "土", "日" };
static const char *const weekdays_en[] = { "", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const months_en[] = { "",     "January", "February",  "March",   "April",    "May",     "June",
	                                 "July", "August",  "September", "October", "November", "December" };

/* Two digits, and what stands behind them. A list as JSON has some of these instants a row: printf() took a tenth of its time. */
static char *
put_two(char *at, int number, char behind)
{
	*at++ = (char)('0' + number / 10);
	*at++ = (char)('0' + number % 10);
	*at++ = behind;
	return at;
}

char *
dc_when_iso(const DcCalendar *calendar, DcInstant at)
{
	DcLocal local = dc_calendar_local(calendar, at);
	int offset_min = calendar_offset(calendar, at) / 60;
	char text[48], *p = text + g_snprintf(text, sizeof text, "%04d-", local.year);
	p = put_two(p, local.month, '-');
	p = put_two(p, local.day, 'T');
	p = put_two(p, local.hour, ':');
	p = put_two(p, local.minute, ':');
	p = put_two(p, local.second, offset_min < 0 ? '-' : '+');
	p = put_two(p, abs(offset_min) / 60, ':');
	put_two(p, abs(offset_min) % 60, '\0');
	return g_strdup(text);
}

char *
dc_when_clock(const DcCalendar *calendar, DcInstant at)
{
	DcLocal local = dc_calendar_local(calendar, at);
	return g_strdup_printf("%02d:%02d", local.hour, local.minute);
}

char *
dc_when_short(const DcCalendar *calendar, DcInstant at, DcInstant now)
{
	DcDay day = dc_calendar_day(calendar, at), today = dc_calendar_day(calendar, now);
	DcLocal local = dc_day_local(day);
	if (day == today)
		return dc_when_clock(calendar, at);
	if (day_nearest(local.month, local.day, today) == day)
		return g_strdup_printf("%d/%d", local.month, local.day);
	return g_strdup_printf("%d/%d/%d", local.year, local.month, local.day);
}

/* The year before the month cannot be taken for a day: no month is 13 or more. */
char *
dc_when_column(const DcCalendar *calendar, DcInstant at, DcInstant now)
{
	g_autofree char *text = dc_when_short(calendar, at, now);
	DcLocal local = dc_calendar_local(calendar, at);
	if (strlen(text) <= DC_WHEN_COLUMN_COLS)
		return g_steal_pointer(&text);
	return local.year > 2012 && local.year < 2100 ? g_strdup_printf("%02d/%02d", local.year % 100, local.month) : g_strdup_printf("%d", local.year);
}

char *
dc_when_date(DcDay day)
{
	DcLocal local = dc_day_local(day);
	if (dc_lang_get() == DC_LANG_JA)
		return g_strdup_printf("%d/%d(%s)", local.month, local.day, weekdays_ja[local.weekday]);
	return g_strdup_printf("%s %d/%d", weekdays_en[local.weekday], local.month, local.day);
}

char *
dc_when_long(DcDay day)
{
	DcLocal local = dc_day_local(day);
	if (dc_lang_get() == DC_LANG_JA)
		return g_strdup_printf("%d年%d月%d日(%s)", local.year, local.month, local.day, weekdays_ja[local.weekday]);
	return g_strdup_printf("%s %d %s %d", weekdays_en[local.weekday], local.day, months_en[local.month], local.year);
}

char *
dc_when_era(DcDay day)
{
	DcLocal local = dc_day_local(day);
	for (gsize i = 0; i < n_eras; i++) {
		if (day < dc_day_new(eras[i].year, eras[i].month, eras[i].day))
			continue;
		int year = local.year - eras[i].year + 1;
		g_autofree char *number = year == 1 ? g_strdup("元") : g_strdup_printf("%d", year);
		return g_strdup_printf("%s%s年%d月%d日", eras[i].name, number, local.month, local.day);
	}
	return g_strdup_printf("%d年%d月%d日", local.year, local.month, local.day);
}

char *
dc_when_minutes(int minutes)
{
	unsigned positive = minutes < 0 ? 0u - (unsigned)minutes : (unsigned)minutes;
	return g_strdup_printf("%s%u:%02u", minutes < 0 ? "-" : "", positive / 60, positive % 60);
}
