/* Floor 1. Business time: minutes in which the desk is staffed; holidays; dates as people type them.
 * Pure: the time of day is an argument, the zone belongs to the calendar. domain.md 3.9 (K1-K9), 6.6, 6.7. */
#pragma once

#include <daicho/instant.h>

/* A day of the wall calendar: days since 1970-01-01 in the calendar's zone. */
typedef int DcDay;
#define DC_NO_DAY G_MININT

typedef struct { /* a value: an instant as the wall shows it */
	int year, month, day; /* month and day from 1 */
	int weekday;          /* 1 Monday .. 7 Sunday */
	int hour, minute, second;
} DcLocal;

typedef struct { /* a value: the [hours] section of the policy as text; NULL takes the default of design.md 6 */
	const char *week;     /* "mon-fri 09:00-12:00 13:00-18:00"; several groups separated by ";" or "," */
	const char *holidays; /* "jp" or "none" */
	const char *closed;   /* "12-29..01-03, 2026-05-01": every year or once */
	const char *open;     /* "2026-05-09 09:00-12:00": extra staffed time */
	const char *zone;     /* "+09:00" (default, JST without tzdata), "local", or a tz database name */
} DcHours;

typedef struct _DcCalendar DcCalendar; /* opaque: src/calendar/calendar.c */

/* DC_ERROR_POLICY names the key and what is wrong; also if no minute would ever be staffed. Transfer full. */
DcCalendar *dc_calendar_new(const DcHours *hours, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dc_calendar_free(DcCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcCalendar, dc_calendar_free)

GTimeZone *dc_calendar_zone(const DcCalendar *calendar); /* transfer none */

/* -- days and the wall clock -- */
DcDay dc_calendar_day(const DcCalendar *calendar, DcInstant at);
DcLocal dc_calendar_local(const DcCalendar *calendar, DcInstant at);
/* The instant at which `minute` (0..1799, so 24:00-29:59 is the next day) of `day` begins. */
DcInstant dc_calendar_at(const DcCalendar *calendar, DcDay day, int minute);
DcDay dc_day_new(int year, int month, int day); /* DC_NO_DAY if there is no such date */
DcLocal dc_day_local(DcDay day);                /* time fields 0 */

/* -- business time; instants before a minute's end count the minute they stand in -- */
/* The instant `minutes` business minutes after `from` (before it, if negative). Outside staffed time it counts from the next
 * staffed minute (going back: from the end of the last). Adding lands on the end of a minute: 18:00, not 09:00 of the next day
 * (K5); 0 minutes returns `from` itself. Always succeeds. */
DcInstant dc_calendar_add(const DcCalendar *calendar, DcInstant from, int minutes);
/* Business minutes from `from` to `to`, negative if `to` is earlier. */
int dc_calendar_between(const DcCalendar *calendar, DcInstant from, DcInstant to);
bool dc_calendar_is_staffed(const DcCalendar *calendar, DcInstant at);
DcInstant dc_calendar_next_staffed(const DcCalendar *calendar, DcInstant at); /* `at` itself if staffed */
bool dc_calendar_is_business_day(const DcCalendar *calendar, DcDay day);
/* `n` business days on (back, if negative); 0: the day itself, or the next business day if it is none. */
DcDay dc_calendar_add_days(const DcCalendar *calendar, DcDay day, int n);
/* Business days from `from` to `to`: how many of them lie in (from, to]; negative if `to` is earlier. */
int dc_calendar_days_between(const DcCalendar *calendar, DcDay from, DcDay to);
/* First staffed and last staffed instant of a day (09:00, 18:00); DC_ABSENT for a day off. */
DcInstant dc_calendar_day_start(const DcCalendar *calendar, DcDay day);
DcInstant dc_calendar_day_end(const DcCalendar *calendar, DcDay day);

typedef enum {
	DC_SHIFT_STAFFED,
	DC_SHIFT_BEFORE, /* 始業前 */
	DC_SHIFT_BREAK,  /* 休憩中 */
	DC_SHIFT_AFTER,  /* 時間外 */
	DC_SHIFT_OFF,    /* 休日 */
} DcShift;
DcShift dc_calendar_shift(const DcCalendar *calendar, DcInstant at);

/* The Japanese name of the public holiday by rule (昭和の日, 振替休日, 休日), NULL if it is none. Any year from 1948. domain.md 6.6. */
const char *dc_holiday_name(DcDay day);

/* -- days by rule, for busy periods: "03-20..04-10", "2026-05-01", "month-end-2..month-start+3" (business days), "gotobi" (5, 10, .., 30);
 *    several separated by commas -- */
typedef struct _DcDayRule DcDayRule; /* opaque: src/calendar/dayrule.c */
DcDayRule *dc_dayrule_parse(const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* DC_ERROR_POLICY; transfer full */
void dc_dayrule_free(DcDayRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcDayRule, dc_dayrule_free)
bool dc_dayrule_holds(const DcDayRule *rule, const DcCalendar *calendar, DcDay day);
/* The first day after `day` on which dc_dayrule_holds() answers differently, or DC_NO_DAY if not within 400 days. */
DcDay dc_dayrule_next_flip(const DcDayRule *rule, const DcCalendar *calendar, DcDay day);

/* -- dates as people type and read them. domain.md 6.7 -- */
typedef struct { /* a value: what was typed */
	DcDay day;
	int minute; /* of the day, 0..1799; -1: only a day was given */
} DcWhen;
/* `3/31` `0331` `2026-03-31` `明日` `来週月` `金` `月末` `+3` (business days) `R8.3.31` `令和8年3月31日` `17時` `1730` `17:30` `25:30`,
 * a day and a time together, ISO 8601, `today tomorrow fri next mon eom`, full-width forms. A time alone is today (a time that has passed: still today);
 * a date without a year is the nearest one not more than 6 months in the past. DC_ERROR_USAGE says what can be typed. */
bool dc_when_parse(const DcCalendar *calendar, const char *text, DcInstant now, DcWhen *when, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same to an instant; a day alone means `default_minute` of it (-1: the end of its business day, or 18:00). */
bool dc_when_instant(const DcCalendar *calendar, const char *text, DcInstant now, int default_minute, DcInstant *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;

char *dc_when_iso(const DcCalendar *calendar, DcInstant at);                 /* 2026-03-31T09:20:00+09:00; transfer full */
char *dc_when_short(const DcCalendar *calendar, DcInstant at, DcInstant now); /* 09:40 today, 4/10 this half year, 2025/4/10; transfer full */
char *dc_when_date(const DcCalendar *calendar, DcDay day);                   /* 3/31(火), Tue 3/31; transfer full */
char *dc_when_clock(const DcCalendar *calendar, DcInstant at);               /* 09:20; transfer full */
char *dc_when_minutes(int minutes);                                          /* 7:36; transfer full */
