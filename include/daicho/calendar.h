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
	const char *week;     /* "mon-fri 09:00-12:00 13:00-18:00; sat 09:00-12:00": days, then the times of all of them */
	const char *holidays; /* "jp" or "none" */
	const char *closed;   /* "12-29..01-03, 2026-05-01": every year or once */
	const char *open;     /* "2026-05-09 09:00-12:00, 12-29 09:00-12:00": extra staffed time, also on closed days */
	const char *zone;     /* "+09:00" (default, JST without tzdata), "local", or a tz database name */
} DcHours;

typedef struct _DcCalendar DcCalendar; /* opaque: src/calendar/calendar.c */

/* `hours` NULL: all defaults. DC_ERROR_POLICY names the key and what is wrong; also if the week and what is closed every year
 * leave no minute staffed. Not to be shared between threads: it fills in tables of the years that are asked for. Transfer full. */
DcCalendar *dc_calendar_new(const DcHours *hours, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dc_calendar_free(DcCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcCalendar, dc_calendar_free)

GTimeZone *dc_calendar_zone(const DcCalendar *calendar); /* transfer none */

/* -- days and the wall clock: the years 1 to 9999; a day or an instant outside counts as the nearest inside -- */
DcDay dc_calendar_day(const DcCalendar *calendar, DcInstant at);
DcLocal dc_calendar_local(const DcCalendar *calendar, DcInstant at);
/* The instant at which `minute` (0..1799, so 24:00-29:59 is the next day) of `day` begins. */
DcInstant dc_calendar_at(const DcCalendar *calendar, DcDay day, int minute);
DcDay dc_day_new(int year, int month, int day); /* DC_NO_DAY if there is no such date */
DcLocal dc_day_local(DcDay day);                /* time fields 0 */
int dc_day_fiscal_year(DcDay day);              /* 年度: begins on the 1st of April */

/* -- business time: the seconds in which the desk is staffed, put end to end -- */
/* The instant `minutes` business minutes after `from` (before it, if negative). Outside staffed time it counts from the next
 * staffed minute (going back: from the end of the last). Adding lands on the end of a minute: 18:00, not 09:00 of the next day
 * (K5); going back on its beginning: 09:00. 0 minutes returns `from` itself. So adding and then taking away again returns to a staffed
 * instant exactly. Always succeeds. */
DcInstant dc_calendar_add(const DcCalendar *calendar, DcInstant from, int minutes);
/* Business minutes from `from` to `to`, negative if `to` is earlier. An instant within a minute counts as the minute's beginning,
 * so between(a, b) + between(b, c) == between(a, c), and between(t, add(t, n)) == n. */
int dc_calendar_between(const DcCalendar *calendar, DcInstant from, DcInstant to);
bool dc_calendar_is_staffed(const DcCalendar *calendar, DcInstant at);
DcInstant dc_calendar_next_staffed(const DcCalendar *calendar, DcInstant at); /* `at` itself if staffed */
bool dc_calendar_is_business_day(const DcCalendar *calendar, DcDay day);
/* `n` business days on (back, if negative); 0: the day itself, or the next business day if it is none. */
DcDay dc_calendar_add_days(const DcCalendar *calendar, DcDay day, int n);
/* Business days from `from` to `to`: how many of them lie in (from, to]; negative if `to` is earlier. */
int dc_calendar_days_between(const DcCalendar *calendar, DcDay from, DcDay to);
/* Where the first staffed minute of a day begins and the last one ends (09:00, 18:00); DC_ABSENT for a day off. */
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

/* The Japanese name of the public holiday by rule (昭和の日, 振替休日, 国民の休日), NULL if it is none. From 1948 on; domain.md 6.6. */
const char *dc_holiday_name(DcDay day);

/* -- days by rule, for busy periods: "03-20..04-10", "2026-05-01", "month-end-2..month-start+3": from two business days
 *    before the last one of a month to the third one of the next, "gotobi" (5, 10, .., 30); several separated by commas -- */
typedef struct _DcDayRule DcDayRule; /* opaque: src/calendar/dayrule.c; remembers its last answer, so asking again costs nothing */
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
/* A day, a time, or both in any order; domain.md 6.7. In Japanese and English, full-width forms and the signs an input method gives too.
 * Days: `3/31` `3-31` `3月31日` `31日` (the next one) `2026-03-31` `2026/3/31` `20260331` `2026年3月31日` `R8.3.31` `令和8年3月31日` `昨日` `今日` `明日` `明後日` `金` (the next one
 * after today) `今週金` `来週月` `来週` (its first business day) `月末` `来月末` `+3` `3営業日後` (business days) `3日後` `翌営業日` `today tomorrow fri "this fri" "next mon" "next week" eom`.
 * Times: `17:30` `1730` `17時` `17時半` `17時30分` `午後5時` `5pm` `5:30pm` `正午` `noon` `25:30` (the next day's 01:30) `now` `今`, and ISO 8601 after a date.
 * Four digits are a date if there is such a date and none stands before them: `0331`, `1030` (30 October; 10:30 needs its colon), `1730` (no such month).
 * A time alone is today (a time that has passed: still today); a date without a year is the nearest one not more than 6 months in the past.
 * DC_ERROR_USAGE says what can be typed. */
bool dc_when_parse(const DcCalendar *calendar, const char *text, DcInstant now, DcWhen *when, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same to an instant; a day alone means `default_minute` of it (-1: the end of its business day, or 18:00). */
bool dc_when_instant(const DcCalendar *calendar, const char *text, DcInstant now, int default_minute, DcInstant *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;

char *dc_when_iso(const DcCalendar *calendar, DcInstant at);                 /* 2026-03-31T09:20:00+09:00; transfer full */
char *dc_when_short(const DcCalendar *calendar, DcInstant at, DcInstant now); /* 09:40 today, 4/10 this half year, 2025/4/10; transfer full */
/* The same for a narrow column: 09:40, 4/10, and for another half year year and month, 25/04 (2010 where that could be a day); transfer full. */
#define DC_WHEN_COLUMN_COLS 5
char *dc_when_column(const DcCalendar *calendar, DcInstant at, DcInstant now);
char *dc_when_date(DcDay day);                                               /* 3/31(火), Tue 3/31; transfer full */
char *dc_when_long(DcDay day);                                                /* 2026年3月31日(火), Tue 31 March 2026; transfer full */
char *dc_when_era(DcDay day);                                                 /* 令和8年3月31日, 元年 for the first; before 大正 2026年...; transfer full */
char *dc_when_clock(const DcCalendar *calendar, DcInstant at);               /* 09:20; transfer full */
char *dc_when_minutes(int minutes);                                          /* 7:36; transfer full */
