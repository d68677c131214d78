/* The [hours] of the policy, read. Which minutes of a day are staffed, by rule. */
#include "hours.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include "day.h"
#include "scan.h"

#include <string.h>

#define DAY_MINUTES (24 * 60)

static const char *const default_week = "mon-fri 09:00-12:00 13:00-18:00";
static const char *const default_holidays = "jp";
static const char *const default_closed = "12-29..01-03";

static const Plan plan_off;

static void
mark(bool staffed[DAY_MINUTES], const Plan *plan)
{
	for (int i = 0; i < plan->n_spans; i++)
		memset(staffed + plan->spans[i].from, true, (gsize)(plan->spans[i].to - plan->spans[i].from));
}

/* Adds the minutes of `more`; false if that makes more spans than a plan holds. */
static bool
plan_add(Plan *plan, const Plan *more)
{
	bool staffed[DAY_MINUTES] = { false };
	mark(staffed, plan);
	mark(staffed, more);
	Plan sum = { 0 };
	for (int at = 0; at < DAY_MINUTES; at++) {
		if (!staffed[at])
			continue;
		if (sum.n_spans == SPANS_MAX)
			return false;
		Span *span = &sum.spans[sum.n_spans++];
		span->from = at;
		while (at < DAY_MINUTES && staffed[at])
			at++;
		span->to = at;
		sum.minutes += span->to - span->from;
	}
	*plan = sum;
	return true;
}

/* `09:00-12:00`, as a plan of its own. */
static bool
scan_span(const char **p, Plan *plan)
{
	const char *q = *p;
	Span span;
	if (!scan_clock(&q, &span.from) || !scan_word(&q, "-") || !scan_clock(&q, &span.to))
		return false;
	if (span.from >= span.to || span.to > DAY_MINUTES)
		return false;
	*plan = (Plan){ .n_spans = 1, .minutes = span.to - span.from, .spans = { span } };
	*p = q;
	return true;
}

static void
scan_separators(const char **p)
{
	*p += strspn(*p, " \t\r\n,;");
}

/* `mon` or `mon-fri` into the set of days, whose bit n is day n. */
static bool
scan_weekdays(const char **p, unsigned *days)
{
	int from, to;
	if (!scan_weekday(p, &from))
		return false;
	to = from;
	if (scan_word(p, "-") && !scan_weekday(p, &to))
		return false;
	for (int day = from;; day = day % 7 + 1) {
		*days |= 1u << day;
		if (day == to)
			return true;
	}
}

static bool
week_add(Hours *hours, unsigned days, const Plan *plan)
{
	for (int day = 1; day <= 7; day++)
		if ((days >> day & 1) != 0 && !plan_add(&hours->week[day], plan))
			return false;
	return true;
}

/* Days, then the times of all of them: `mon-wed, fri 09:00-12:00 13:00-18:00; sat 09:00-12:00`. NULL: read; else where it cannot go on. */
static const char *
week_read(Hours *hours, const char *text)
{
	unsigned days = 0;
	bool timed = true; /* a time has followed the last day */
	const char *p = text;
	for (scan_separators(&p); *p != '\0'; scan_separators(&p)) {
		Plan plan;
		if (days != 0 && scan_span(&p, &plan)) {
			if (!week_add(hours, days, &plan))
				return p;
			timed = true;
			continue;
		}
		if (timed)
			days = 0;
		if (!scan_weekdays(&p, &days))
			return p;
		timed = false;
	}
	return timed ? NULL : p;
}

static const char *
closed_read(Hours *hours, const char *text)
{
	const char *p = text;
	for (scan_separators(&p); *p != '\0'; scan_separators(&p)) {
		DayRange range;
		if (!range_scan(&p, &range))
			return p;
		g_array_append_val(hours->closed, range);
	}
	return NULL;
}

static const char *
open_read(Hours *hours, const char *text)
{
	const char *p = text;
	for (scan_separators(&p); *p != '\0';) {
		OpenDays open = { 0 };
		Plan plan;
		if (!range_scan(&p, &open.range))
			return p;
		for (scan_separators(&p); scan_span(&p, &plan); scan_separators(&p))
			if (!plan_add(&open.plan, &plan))
				return p;
		if (open.plan.n_spans == 0)
			return p;
		g_array_append_val(hours->open, open);
	}
	return NULL;
}

static const char *
holidays_read(Hours *hours, const char *text)
{
	hours->holidays_off = strcmp(text, "jp") == 0;
	return hours->holidays_off || strcmp(text, "none") == 0 ? NULL : text;
}

/* What can be written for a key, for the message. */
typedef struct {
	const char *key;
	const char *example;
	const char *(*read)(Hours *hours, const char *text);
} HoursKey;

static const HoursKey key_week = { "week", "mon-fri 09:00-12:00 13:00-18:00; sat 09:00-12:00", week_read };
static const HoursKey key_holidays = { "holidays", "jp, none", holidays_read };
static const HoursKey key_closed = { "closed", "12-29..01-03, 2026-05-01", closed_read };
static const HoursKey key_open = { "open", "2026-05-09 09:00-12:00", open_read };

static bool
key_parse(const HoursKey *key, Hours *hours, const char *text, GError **error)
{
	g_autofree char *line = dc_text_one_line(text);
	g_autofree char *lower = g_ascii_strdown(line, -1);
	const char *stopped = key->read(hours, lower);
	if (stopped == NULL)
		return true;
	g_autofree char *shown = dc_text_clip(*stopped != '\0' ? stopped : lower, 40);
	g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("hours: %s: cannot read \"%s\"; write it as %s"), key->key, shown, key->example);
	return false;
}

bool
hours_parse(Hours *hours, const DcHours *text, GError **error)
{
	*hours = (Hours){
		.closed = g_array_new(FALSE, FALSE, sizeof(DayRange)),
		.open   = g_array_new(FALSE, FALSE, sizeof(OpenDays)),
	};
	return key_parse(&key_week, hours, text->week != NULL ? text->week : default_week, error) &&
	       key_parse(&key_holidays, hours, text->holidays != NULL ? text->holidays : default_holidays, error) &&
	       key_parse(&key_closed, hours, text->closed != NULL ? text->closed : default_closed, error) &&
	       key_parse(&key_open, hours, text->open != NULL ? text->open : "", error);
}

void
hours_clear(Hours *hours)
{
	g_array_unref(hours->closed);
	g_array_unref(hours->open);
}

static bool
is_closed(const Hours *hours, DcDay day)
{
	for (guint i = 0; i < hours->closed->len; i++)
		if (range_holds(&g_array_index(hours->closed, DayRange, i), day))
			return true;
	return false;
}

/* The plan of the week, less closings and holidays. */
static const Plan *
regular_plan(const Hours *hours, DcDay day)
{
	const Plan *plan = &hours->week[day_weekday(day)];
	if (plan->minutes == 0 || is_closed(hours, day) || (hours->holidays_off && dc_holiday_name(day) != NULL))
		return &plan_off;
	return plan;
}

const Plan *
hours_plan(const Hours *hours, DcDay day, Plan *merged)
{
	const Plan *plan = regular_plan(hours, day);
	for (guint i = 0; i < hours->open->len; i++) {
		const OpenDays *open = &g_array_index(hours->open, OpenDays, i);
		if (!range_holds(&open->range, day))
			continue;
		if (plan != merged)
			*merged = *plan;
		(void)plan_add(merged, &open->plan); /* more spans than there can be: the rest of the day stays as it is */
		plan = merged;
	}
	return plan;
}

bool
hours_any(const Hours *hours)
{
	/* Any 28 years hold every date on every day of the week; these are far from what is closed only once. */
	DcDay end = dc_day_new(9029, 1, 1);
	for (DcDay day = dc_day_new(9001, 1, 1); day < end; day++)
		if (regular_plan(hours, day)->minutes > 0)
			return true;
	return false;
}
