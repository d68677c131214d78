/* Days by rule, for busy periods: ranges of dates, of business days about the turn of a month, and 五十日. domain.md 2.3. */
#include <daicho/calendar.h>
#include <daicho/lang.h>
#include <daicho/text.h>

#include "calendar.h"
#include "day.h"
#include "range.h"
#include "scan.h"

#define FLIP_DAYS_MAX 400
#define ANCHOR_DAYS_MAX 31

typedef struct { /* a business day of a month */
	bool end; /* counted back from the last one; else from the first */
	int n;    /* `end`: business days before the last one; else the nth, 1 the first */
} Anchor;

typedef enum { PART_RANGE, PART_MONTH, PART_GOTOBI } PartKind;

typedef struct {
	PartKind kind;
	DayRange range;  /* PART_RANGE */
	Anchor from, to; /* PART_MONTH; `to` is in the next month if it is counted from the first and `from` from the last */
} Part;

/* The last answer: a rebuild asks the same of every ticket. */
typedef struct {
	guint64 calendar; /* its serial */
	DcDay day;
	bool holds;       /* on that day */
	bool flip_known;
	DcDay flip;       /* after that day, if known */
} Memo;

struct _DcDayRule {
	GArray *parts; /* Part */
	Memo *memo;
};

/* `month-end`, `month-end-2`, `month-start`, `month-start+3`: the third business day. */
static bool
anchor_scan(const char **p, Anchor *anchor)
{
	const char *q = *p;
	anchor->end = scan_word(&q, "month-end");
	if (!anchor->end && !scan_word(&q, "month-start"))
		return false;
	anchor->n = anchor->end ? 0 : 1;
	if (scan_word(&q, anchor->end ? "-" : "+") && (!scan_number(&q, 1, 2, &anchor->n) || anchor->n < 1 || anchor->n > ANCHOR_DAYS_MAX))
		return false;
	*p = q;
	return true;
}

static bool
part_scan(const char **p, Part *part)
{
	if (scan_word(p, "gotobi")) {
		part->kind = PART_GOTOBI;
		return true;
	}
	part->kind = PART_MONTH;
	if (anchor_scan(p, &part->from)) {
		part->to = part->from;
		return !scan_word(p, "..") || anchor_scan(p, &part->to);
	}
	part->kind = PART_RANGE;
	return range_scan(p, &part->range);
}

static DcDayRule *
rule_refuse(DcDayRule *rule, const char *stopped, GError **error)
{
	g_autofree char *shown = dc_text_clip(stopped, 40);
	g_set_error(error, DC_ERROR, DC_ERROR_POLICY,
	            _("cannot read the days \"%s\"; write 03-20..04-10, 2026-05-01, month-end-2..month-start+3 or gotobi, several with commas"), shown);
	dc_dayrule_free(rule);
	return NULL;
}

DcDayRule *
dc_dayrule_parse(const char *text, GError **error)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);
	DcDayRule *rule = g_new0(DcDayRule, 1);
	rule->parts = g_array_new(FALSE, FALSE, sizeof(Part));
	rule->memo = g_new0(Memo, 1);
	const char *p = lower;
	do {
		Part part = { 0 };
		scan_blanks(&p);
		const char *from = p;
		if (!part_scan(&p, &part))
			return rule_refuse(rule, from, error);
		g_array_append_val(rule->parts, part);
		scan_blanks(&p);
	} while (scan_word(&p, ","));
	return *p == '\0' ? rule : rule_refuse(rule, p, error);
}

void
dc_dayrule_free(DcDayRule *rule)
{
	if (rule == NULL)
		return;
	g_array_unref(rule->parts);
	g_free(rule->memo);
	g_free(rule);
}

/* `first` is the first day of a month. */
static DcDay
anchor_day(const Anchor *anchor, const DcCalendar *calendar, DcDay first)
{
	DcLocal local = dc_day_local(first);
	DcDay next = first + day_month_length(local.year, local.month);
	return anchor->end ? dc_calendar_add_days(calendar, next, -1 - anchor->n) : dc_calendar_add_days(calendar, first - 1, anchor->n);
}

/* Does the range that begins in the month of `first` hold `day`? */
static bool
month_holds(const Part *part, const DcCalendar *calendar, DcDay first, DcDay day)
{
	DcLocal local = dc_day_local(first);
	bool over_turn = part->from.end && !part->to.end;
	DcDay to_first = over_turn ? first + day_month_length(local.year, local.month) : first;
	return day >= anchor_day(&part->from, calendar, first) && day <= anchor_day(&part->to, calendar, to_first);
}

static bool
part_holds(const Part *part, const DcCalendar *calendar, DcDay day)
{
	DcLocal local = dc_day_local(day);
	DcDay first = day - local.day + 1;
	switch (part->kind) {
	case PART_RANGE:
		return range_holds(&part->range, day);
	case PART_GOTOBI:
		return local.day % 5 == 0;
	case PART_MONTH:
		return month_holds(part, calendar, first, day) ||
		       month_holds(part, calendar, first - dc_day_local(first - 1).day, day);
	}
	return false;
}

static bool
rule_holds(const DcDayRule *rule, const DcCalendar *calendar, DcDay day)
{
	for (guint i = 0; i < rule->parts->len; i++)
		if (part_holds(&g_array_index(rule->parts, Part, i), calendar, day))
			return true;
	return false;
}

static DcDay
rule_next_flip(const DcDayRule *rule, const DcCalendar *calendar, DcDay day, bool now)
{
	for (DcDay next = day + 1; next <= MIN(day + FLIP_DAYS_MAX, DAY_MAX); next++)
		if (rule_holds(rule, calendar, next) != now)
			return next;
	return DC_NO_DAY;
}

static Memo *
rule_memo(const DcDayRule *rule, const DcCalendar *calendar, DcDay day)
{
	Memo *memo = rule->memo;
	day = CLAMP(day, DAY_MIN, DAY_MAX);
	if (memo->calendar != calendar_serial(calendar) || memo->day != day)
		*memo = (Memo){ .calendar = calendar_serial(calendar), .day = day, .holds = rule_holds(rule, calendar, day) };
	return memo;
}

bool
dc_dayrule_holds(const DcDayRule *rule, const DcCalendar *calendar, DcDay day)
{
	return rule_memo(rule, calendar, day)->holds;
}

DcDay
dc_dayrule_next_flip(const DcDayRule *rule, const DcCalendar *calendar, DcDay day)
{
	Memo *memo = rule_memo(rule, calendar, day);
	if (!memo->flip_known) {
		memo->flip = rule_next_flip(rule, calendar, memo->day, memo->holds);
		memo->flip_known = true;
	}
	return memo->flip;
}
