/* Dates and times as people type them. domain.md 6.7. */
#include <daicho/lang.h>
#include <daicho/text.h>

#include "calendar.h"
#include "day.h"
#include "era.h"
#include "scan.h"
#include "words.h"

#include <string.h>

#define TYPED_BYTES_MAX 200

typedef struct {
	const DcCalendar *calendar;
	DcDay today;
	DcInstant now;
	bool has_day, has_time;
	bool has_date; /* the day as a full date, which may be the first half of ISO 8601 */
	bool iso;      /* it is: the `T` has been read */
	DcWhen when;
} Reader;

/* -- days -- */

static bool
is_date_sign(char c)
{
	return c == '-' || c == '/' || c == '.';
}

/* What stands between the parts of a date: `-`, `/`, `.` or the Japanese word for the part before. */
static bool
scan_date_sign(const char **p, const char *word)
{
	if (scan_word(p, word))
		return true;
	if (!is_date_sign(**p))
		return false;
	*p += 1;
	return true;
}

/* `3/31`, `3月31日`. */
static bool
scan_month_day(const char **p, int *month, int *day)
{
	const char *q = *p;
	if (!scan_number(&q, 1, 2, month) || !scan_date_sign(&q, "月") || !scan_number(&q, 1, 2, day))
		return false;
	(void)scan_word(&q, "日");
	*p = q;
	return true;
}

static bool
day_accept(Reader *reader, const char **p, const char *end, DcDay day)
{
	if (day < DAY_MIN || day > DAY_MAX)
		return false;
	reader->when.day = day;
	*p = end;
	return true;
}

/* `2026-03-31`, `2026年3月31日`, `20260331`. */
static bool
read_full_date(Reader *reader, const char **p)
{
	const char *q = *p;
	int year, month, day, packed;
	if (scan_number(&q, 8, 8, &packed)) {
		year = packed / 10000;
		month = packed / 100 % 100;
		day = packed % 100;
	} else if (!scan_number(&q, 4, 4, &year) || !scan_date_sign(&q, "年") || !scan_month_day(&q, &month, &day)) {
		return false;
	}
	reader->has_date = day_accept(reader, p, q, dc_day_new(year, month, day));
	return reader->has_date;
}

/* `R8.3.31`, `令和8年3月31日`, `令和元年5月1日`; not before the era, but after it, as papers go on to be written. */
static bool
read_era_date(Reader *reader, const char **p)
{
	for (gsize i = 0; i < n_eras; i++) {
		const char *q = *p;
		int year = 1, month, day;
		if (*q == eras[i].letter)
			q++;
		else if (!scan_word(&q, eras[i].name))
			continue;
		if (!scan_word(&q, "元") && !scan_number(&q, 1, 2, &year))
			continue;
		if (year < 1 || !scan_date_sign(&q, "年") || !scan_month_day(&q, &month, &day))
			continue;
		DcDay found = dc_day_new(eras[i].year + year - 1, month, day);
		return found >= dc_day_new(eras[i].year, eras[i].month, eras[i].day) && day_accept(reader, p, q, found);
	}
	return false;
}

/* `3/31`, `0331`: the nearest year. */
static bool
read_short_date(Reader *reader, const char **p)
{
	const char *q = *p;
	int month, day, packed;
	if (!scan_month_day(&q, &month, &day)) {
		if (!scan_number(&q, 4, 4, &packed) || *q == ':')
			return false;
		month = packed / 100;
		day = packed % 100;
	}
	return day_accept(reader, p, q, day_nearest(month, day, reader->today));
}

/* `31日`: the next month that has such a day, this one if it is still to come. */
static bool
read_day_of_month(Reader *reader, const char **p)
{
	const char *q = *p;
	int day;
	if (!scan_number(&q, 1, 2, &day) || !scan_word(&q, "日"))
		return false;
	DcLocal local = dc_day_local(reader->today);
	for (int month = local.month - 1; month < local.month + 2; month++) {
		DcDay found = dc_day_new(local.year + month / 12, month % 12 + 1, day);
		if (found != DC_NO_DAY && found >= reader->today)
			return day_accept(reader, p, q, found);
	}
	return false;
}

/* `+3`, `-1`, `3営業日後` (business days), `3日後`, `+3日` (days). */
static bool
read_days_away(Reader *reader, const char **p)
{
	const char *q = *p;
	int n, sign = *q == '-' ? -1 : 1;
	bool is_signed = *q == '+' || *q == '-';
	q += is_signed;
	if (!scan_number(&q, 1, 4, &n))
		return false;
	bool business = scan_word(&q, "営業日");
	bool days = !business && scan_word(&q, "日");
	bool after = (business || days) && scan_word(&q, "後");
	if (!is_signed && !after && !business)
		return false;
	DcDay found = days ? reader->today + sign * n : dc_calendar_add_days(reader->calendar, reader->today, sign * n);
	return day_accept(reader, p, q, found);
}

static bool
read_word(Reader *reader, const char **p)
{
	const char *q = *p;
	DcDay day;
	return words_scan(&q, reader->calendar, reader->today, &day) && day_accept(reader, p, q, day);
}

/* A date with its day of the week before or behind it, which must be right: `Tue 3/31`, `3/31(火)`. */
static bool
read_date_and_weekday(Reader *reader, const char **p)
{
	const char *q = *p;
	int weekday;
	bool before = scan_weekday(&q, &weekday);
	scan_blanks(&q);
	if (!read_full_date(reader, &q) && !read_short_date(reader, &q))
		return false;
	if (!before && !(scan_word(&q, "(") && scan_weekday(&q, &weekday) && scan_word(&q, ")")))
		return false;
	if (day_weekday(reader->when.day) != weekday)
		return false;
	*p = q;
	return true;
}

static bool (*const day_readers[])(Reader *reader, const char **p) = {
	read_date_and_weekday, read_full_date, read_era_date, read_short_date, read_days_away, read_day_of_month, read_word,
};

static bool
read_day(Reader *reader, const char **p)
{
	if (reader->has_day)
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(day_readers) && !reader->has_day; i++) {
		reader->has_date = false; /* what a reader before has begun */
		reader->has_day = day_readers[i](reader, p);
	}
	return reader->has_day;
}

/* -- times -- */

typedef enum { HALF_NONE, HALF_AM, HALF_PM } Half;

static Half
scan_half(const char **p)
{
	if (scan_word(p, "午前") || scan_word(p, "am"))
		return HALF_AM;
	return scan_word(p, "午後") || scan_word(p, "pm") ? HALF_PM : HALF_NONE;
}

/* `17時`, `17時半`, `17時30分`. */
static bool
scan_ji(const char **p, int *minute)
{
	const char *q = *p;
	int hours, minutes = 0;
	if (!scan_number(&q, 1, 2, &hours) || !scan_word(&q, "時"))
		return false;
	if (scan_word(&q, "半"))
		minutes = 30;
	else if (scan_number(&q, 1, 2, &minutes) && !scan_word(&q, "分"))
		return false;
	if (hours > 29 || minutes > 59)
		return false;
	*minute = hours * 60 + minutes;
	*p = q;
	return true;
}

/* `1730`. */
static bool
scan_digits(const char **p, int *minute)
{
	const char *q = *p;
	int packed;
	if (!scan_number(&q, 4, 4, &packed) || packed / 100 > 29 || packed % 100 > 59)
		return false;
	*minute = packed / 100 * 60 + packed % 100;
	*p = q;
	return true;
}

/* `5pm`: the hour alone; only with the half of the day beside it. */
static bool
scan_hour(const char **p, bool after_half, int *minute)
{
	const char *q = *p;
	int hours;
	if (!scan_number(&q, 1, 2, &hours) || hours > 12)
		return false;
	const char *end = q;
	scan_blanks(&q);
	if (!after_half && scan_half(&q) == HALF_NONE)
		return false;
	*minute = hours * 60;
	*p = end;
	return true;
}

/* A time on the clock face into one of the day; false if there is no such hour in that half of the day. */
static bool
half_apply(Half half, int *minute)
{
	if (half == HALF_NONE)
		return true;
	if (*minute >= 13 * 60)
		return false;
	*minute = *minute % (12 * 60) + (half == HALF_PM ? 12 * 60 : 0);
	return true;
}

/* Seconds, of which no more is made. */
static void
skip_seconds(const char **p)
{
	const char *q = *p;
	int second;
	if (!scan_word(&q, ":") || !scan_number(&q, 2, 2, &second) || second > 60)
		return;
	if (*q == '.')
		q += 1 + strspn(q + 1, "0123456789");
	*p = q;
}

/* `+09:00`, `z`: minutes that the time before is ahead of UTC. */
static bool
scan_offset(const char **p, int *offset_min)
{
	const char *q = *p;
	int sign = *q == '-' ? -1 : 1, hours, minutes;
	*offset_min = 0;
	if (scan_word(p, "z"))
		return true;
	if ((!scan_word(&q, "+") && !scan_word(&q, "-")) || !scan_number(&q, 2, 2, &hours) || !scan_word(&q, ":") || !scan_number(&q, 2, 2, &minutes))
		return false;
	if (hours > 23 || minutes > 59)
		return false;
	*offset_min = sign * (hours * 60 + minutes);
	*p = q;
	return true;
}

/* `09:20:30.5+09:00` after the T; an offset takes day and time to those of the calendar's zone. */
static bool
read_iso_time(Reader *reader, const char **p)
{
	const char *q = *p;
	int minute, offset_min;
	if (!scan_clock(&q, &minute))
		return false;
	skip_seconds(&q);
	reader->when.minute = minute;
	if (scan_offset(&q, &offset_min)) {
		DcInstant at = ((DcInstant)reader->when.day * 24 * 60 + minute - offset_min) * 60;
		DcLocal local = dc_calendar_local(reader->calendar, at);
		reader->when.day = dc_calendar_day(reader->calendar, at);
		reader->when.minute = local.hour * 60 + local.minute;
	}
	*p = q;
	return true;
}

/* `17:30`, `17時半`, `1730`, `5pm`. */
static bool
scan_face(const char **p, bool after_half, int *minute)
{
	if (scan_clock(p, minute)) {
		skip_seconds(p);
		return true;
	}
	return scan_ji(p, minute) || scan_hour(p, after_half, minute) || scan_digits(p, minute);
}

static bool
read_clock(Reader *reader, const char **p)
{
	const char *q = *p;
	int minute;
	Half half = scan_half(&q);
	scan_blanks(&q);
	if (!scan_face(&q, half != HALF_NONE, &minute))
		return false;
	const char *end = q;
	scan_blanks(&q);
	if (half == HALF_NONE && (half = scan_half(&q)) != HALF_NONE)
		end = q;
	if (!half_apply(half, &minute))
		return false;
	reader->when.minute = minute;
	*p = end;
	return true;
}

static bool
read_time_word(Reader *reader, const char **p)
{
	if (scan_word(p, "正午") || scan_word(p, "noon")) {
		reader->when.minute = 12 * 60;
		return true;
	}
	if (reader->has_day || !(scan_word(p, "now") || scan_word(p, "今") || scan_word(p, "現在")))
		return false;
	DcLocal local = dc_calendar_local(reader->calendar, reader->now);
	reader->when.minute = local.hour * 60 + local.minute;
	return true;
}

static bool
read_time(Reader *reader, const char **p)
{
	if (reader->has_time)
		return false;
	reader->has_time = reader->iso ? read_iso_time(reader, p) : read_clock(reader, p) || read_time_word(reader, p);
	return reader->has_time;
}

/* -- both -- */

/* As typed with the input method on: full-width forms and the signs it gives to ASCII, all in lower case. Transfer full. */
static char *
typed_normalize(const char *text)
{
	g_autofree char *line = dc_text_one_line(text);
	GString *out = g_string_new(NULL);
	g_autofree char *composed = g_utf8_normalize(line, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autofree gunichar *chars = g_utf8_to_ucs4_fast(composed, -1, NULL);
	for (const gunichar *c = chars; *c != 0; c++) {
		char ascii = dc_text_ascii(*c);
		g_string_append_unichar(out, ascii != 0 ? (gunichar)ascii : *c < 0x80 ? (gunichar)g_ascii_tolower((char)*c) : *c);
	}
	return g_string_free(out, FALSE);
}

/* What may stand between a day and a time. */
static void
skip_between(Reader *reader, const char **p)
{
	scan_blanks(p);
	if (!reader->has_day && !reader->has_time)
		return;
	if (reader->has_date && !reader->has_time && **p == 't' && g_ascii_isdigit((*p)[1])) {
		reader->iso = true;
		*p += 1;
	} else if (scan_word(p, ",") || scan_word(p, "の")) {
		scan_blanks(p);
	}
}

static bool
read_all(Reader *reader, const char *text)
{
	const char *p = text;
	for (skip_between(reader, &p); *p != '\0'; skip_between(reader, &p))
		if (!read_day(reader, &p) && !read_time(reader, &p))
			return false;
	return reader->has_day || reader->has_time;
}

bool
dc_when_parse(const DcCalendar *calendar, const char *text, DcInstant now, DcWhen *when, GError **error)
{
	DcDay today = dc_calendar_day(calendar, now);
	Reader reader = { .calendar = calendar, .today = today, .now = now, .when = { .day = today, .minute = -1 } };
	g_autofree char *typed = strlen(text) <= TYPED_BYTES_MAX ? typed_normalize(text) : g_strdup("");
	if (!read_all(&reader, typed)) {
		g_autofree char *shown = dc_text_clip(text, 40);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE,
		            _("cannot read \"%s\" as a day or time; write 3/31, 0331, tomorrow, fri, next mon, +3 (business days), eom, 17:30 or 2026-03-31 17:30"), shown);
		return false;
	}
	*when = reader.when;
	return true;
}

bool
dc_when_instant(const DcCalendar *calendar, const char *text, DcInstant now, int default_minute, DcInstant *at, GError **error)
{
	DcWhen when;
	if (!dc_when_parse(calendar, text, now, &when, error))
		return false;
	DcInstant end = dc_calendar_day_end(calendar, when.day);
	if (when.minute >= 0)
		*at = dc_calendar_at(calendar, when.day, when.minute);
	else if (default_minute >= 0)
		*at = dc_calendar_at(calendar, when.day, default_minute);
	else
		*at = end != DC_ABSENT ? end : dc_calendar_at(calendar, when.day, 18 * 60);
	return true;
}
