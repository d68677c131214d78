/* Business time. Every year that is asked for gets a table once: the staffed minutes of each of its days and their running
 * sums; adding and subtracting then look a day up instead of walking to it. */
#include "calendar.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include "day.h"
#include "hours.h"

#include <string.h>

#define YEARS (9999 + 1)
#define DAY_SECONDS 86400
#define INSTANT_MIN ((DcInstant)(DAY_MIN + 1) * DAY_SECONDS)
#define INSTANT_MAX ((DcInstant)DAY_MAX * DAY_SECONDS - 1)

typedef enum { AXIS_MINUTES, AXIS_DAYS, N_AXES } Axis;

typedef struct {
	DcDay first;
	int n_days;
	const Plan *plans[366];
	int before[N_AXES][367]; /* staffed minutes, business days of the year before its nth day; [n_days]: of all of it */
} Year;

struct _DcCalendar {
	Hours hours;
	GTimeZone *zone;
	bool zone_fixed; /* one offset for ever */
	int offset_sec;  /* if so */
	Year **years;      /* by number; NULL: not asked for yet */
	GPtrArray *merged; /* Plan: those of days on which something is open besides */
	guint64 serial;    /* no other calendar of this process has it */
};

typedef struct { /* an instant as the wall shows it, without the date taken apart */
	DcDay day;
	int second; /* of the day */
} Wall;

/* -- zone -- */

static int
zone_offset(const DcCalendar *calendar, DcInstant at)
{
	if (calendar->zone_fixed)
		return calendar->offset_sec;
	return g_time_zone_get_offset(calendar->zone, g_time_zone_find_interval(calendar->zone, G_TIME_TYPE_UNIVERSAL, at));
}

static Wall
wall_at(const DcCalendar *calendar, DcInstant at)
{
	at = CLAMP(at, INSTANT_MIN, INSTANT_MAX);
	at += zone_offset(calendar, at);
	gint64 day = at / DAY_SECONDS - (at % DAY_SECONDS < 0);
	return (Wall){ .day = (DcDay)day, .second = (int)(at - day * DAY_SECONDS) };
}

/* The instant at which `second` of `day` begins; may be more than a day. */
static DcInstant
instant_at(const DcCalendar *calendar, DcDay day, int second)
{
	gint64 wall = (gint64)day * DAY_SECONDS + second;
	if (calendar->zone_fixed)
		return wall - calendar->offset_sec;
	int interval = g_time_zone_adjust_time(calendar->zone, G_TIME_TYPE_STANDARD, &wall);
	return wall - g_time_zone_get_offset(calendar->zone, interval);
}

guint64
calendar_serial(const DcCalendar *calendar)
{
	return calendar->serial;
}

int
calendar_offset(const DcCalendar *calendar, DcInstant at)
{
	return zone_offset(calendar, CLAMP(at, INSTANT_MIN, INSTANT_MAX));
}

/* -- the tables -- */

static Year *
year_new(const DcCalendar *calendar, int number)
{
	Year *year = g_new0(Year, 1);
	year->first = dc_day_new(number, 1, 1);
	year->n_days = day_is_leap(number) ? 366 : 365;
	for (int i = 0; i < year->n_days; i++) {
		Plan merged;
		const Plan *plan = hours_plan(&calendar->hours, year->first + i, &merged);
		if (plan == &merged) {
			Plan *own = g_memdup2(&merged, sizeof merged);
			g_ptr_array_add(calendar->merged, own);
			plan = own;
		}
		year->plans[i] = plan;
		year->before[AXIS_MINUTES][i + 1] = year->before[AXIS_MINUTES][i] + plan->minutes;
		year->before[AXIS_DAYS][i + 1] = year->before[AXIS_DAYS][i] + (plan->minutes > 0);
	}
	return year;
}

static const Year *
year_get(const DcCalendar *calendar, int number)
{
	if (calendar->years[number] == NULL)
		calendar->years[number] = year_new(calendar, number);
	return calendar->years[number];
}

/* The table of the year of `day`, which must be in DAY_MIN..DAY_MAX, and its number. */
static const Year *
year_of(const DcCalendar *calendar, DcDay day, int *number)
{
	*number = dc_day_local(day).year;
	return year_get(calendar, *number);
}

static const Plan *
plan_of(const DcCalendar *calendar, DcDay day)
{
	int number;
	day = CLAMP(day, DAY_MIN, DAY_MAX);
	const Year *year = year_of(calendar, day, &number);
	return year->plans[day - year->first];
}

/* The first index in 1..n_days at which `before` reaches `units`, which it does. */
static int
first_reaching(const int *before, int n_days, int units)
{
	int low = 1, high = n_days;
	while (low < high) {
		int middle = (low + high) / 2;
		if (before[middle] >= units)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* From the beginning of `day` on, the day on which the last of `units` (> 0) is used up. `units` becomes how many of them are its own. */
static DcDay
go_forward(const DcCalendar *calendar, Axis axis, DcDay day, gint64 *units)
{
	int number;
	day = CLAMP(day, DAY_MIN, DAY_MAX);
	const Year *year = year_of(calendar, day, &number);
	const int *before = year->before[axis];
	gint64 wanted = before[day - year->first] + *units; /* counted from the year's beginning */
	while (wanted > before[year->n_days] && number < YEARS - 1) {
		wanted -= before[year->n_days];
		year = year_get(calendar, ++number);
		before = year->before[axis];
	}
	int reached = first_reaching(before, year->n_days, (int)MIN(wanted, before[year->n_days]));
	*units = MIN(wanted, before[year->n_days]) - before[reached - 1];
	return year->first + reached - 1;
}

/* From the end of `day` back, the day on which the last of `units` (> 0) is used up. `units` becomes how many of them are its own. */
static DcDay
go_back(const DcCalendar *calendar, Axis axis, DcDay day, gint64 *units)
{
	int number;
	day = CLAMP(day, DAY_MIN, DAY_MAX);
	const Year *year = year_of(calendar, day, &number);
	const int *before = year->before[axis];
	gint64 left = before[day - year->first + 1] - *units; /* what remains of the year's beginning */
	while (left < 0 && number > 1) {
		year = year_get(calendar, --number);
		before = year->before[axis];
		left += before[year->n_days];
	}
	left = MAX(left, 0);
	int reached = first_reaching(before, year->n_days, (int)left + 1);
	*units = before[reached] - left;
	return year->first + reached - 1;
}

/* Units on the days from `from` to the day before `to`; `from` is not later. */
static gint64
units_between(const DcCalendar *calendar, Axis axis, DcDay from, DcDay to)
{
	int from_number, to_number;
	from = CLAMP(from, DAY_MIN, DAY_MAX);
	to = CLAMP(to, DAY_MIN, DAY_MAX);
	const Year *from_year = year_of(calendar, from, &from_number), *to_year = year_of(calendar, to, &to_number);
	gint64 units = to_year->before[axis][to - to_year->first] - from_year->before[axis][from - from_year->first];
	for (int number = from_number; number < to_number; number++) {
		const Year *year = year_get(calendar, number);
		units += year->before[axis][year->n_days];
	}
	return units;
}

/* -- one day's plan -- */

/* Staffed seconds of the day before `second` of it. */
static int
plan_seconds_before(const Plan *plan, int second)
{
	int seconds = 0;
	for (int i = 0; i < plan->n_spans && plan->spans[i].from * 60 < second; i++)
		seconds += MIN(second, plan->spans[i].to * 60) - plan->spans[i].from * 60;
	return seconds;
}

/* The earliest second of the day with `seconds` (> 0, at most all) staffed seconds before it. */
static int
plan_second_after(const Plan *plan, int seconds)
{
	int i = 0;
	for (; i < plan->n_spans - 1 && seconds > (plan->spans[i].to - plan->spans[i].from) * 60; i++)
		seconds -= (plan->spans[i].to - plan->spans[i].from) * 60;
	return plan->spans[i].from * 60 + seconds;
}

/* The latest second of the day with `seconds` (> 0, at most all) staffed seconds from it on. */
static int
plan_second_before(const Plan *plan, int seconds)
{
	int i = MAX(plan->n_spans - 1, 0);
	for (; i > 0 && seconds > (plan->spans[i].to - plan->spans[i].from) * 60; i--)
		seconds -= (plan->spans[i].to - plan->spans[i].from) * 60;
	return plan->spans[i].to * 60 - seconds;
}

static bool
plan_is_staffed(const Plan *plan, int second)
{
	for (int i = 0; i < plan->n_spans; i++)
		if (second < plan->spans[i].to * 60)
			return second >= plan->spans[i].from * 60;
	return false;
}

/* -- public -- */

static GTimeZone *
zone_new(const char *name, bool *fixed)
{
	*fixed = name == NULL || *name == '+' || *name == '-';
	if (name == NULL)
		return g_time_zone_new_offset(9 * 3600);
	return strcmp(name, "local") == 0 ? g_time_zone_new_local() : g_time_zone_new_identifier(name);
}

static bool
zone_set(DcCalendar *calendar, const char *name, GError **error)
{
	calendar->zone = zone_new(name, &calendar->zone_fixed);
	if (calendar->zone == NULL) {
		g_autofree char *shown = dc_text_clip(name, 40);
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("hours: zone: \"%s\" is unknown; write +09:00, local or a name such as Asia/Tokyo"), shown);
		return false;
	}
	calendar->offset_sec = g_time_zone_get_offset(calendar->zone, 0);
	return true;
}

DcCalendar *
dc_calendar_new(const DcHours *hours, GError **error)
{
	static const DcHours defaults;
	static guint64 serials;
	if (hours == NULL)
		hours = &defaults;
	g_autoptr(DcCalendar) calendar = g_new0(DcCalendar, 1);
	calendar->serial = ++serials;
	calendar->years = g_new0(Year *, YEARS);
	calendar->merged = g_ptr_array_new_with_free_func(g_free);
	if (!hours_parse(&calendar->hours, hours, error) || !zone_set(calendar, hours->zone, error))
		return NULL;
	if (!hours_any(&calendar->hours)) {
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("hours: week and closed leave no minute of any day staffed; give at least one day hours"));
		return NULL;
	}
	return g_steal_pointer(&calendar);
}

void
dc_calendar_free(DcCalendar *calendar)
{
	if (calendar == NULL)
		return;
	for (int i = 0; i < YEARS; i++)
		g_free(calendar->years[i]);
	g_free(calendar->years);
	g_ptr_array_unref(calendar->merged);
	hours_clear(&calendar->hours);
	g_clear_pointer(&calendar->zone, g_time_zone_unref);
	g_free(calendar);
}

GTimeZone *
dc_calendar_zone(const DcCalendar *calendar)
{
	return calendar->zone;
}

DcDay
dc_calendar_day(const DcCalendar *calendar, DcInstant at)
{
	return wall_at(calendar, at).day;
}

DcLocal
dc_calendar_local(const DcCalendar *calendar, DcInstant at)
{
	Wall wall = wall_at(calendar, at);
	DcLocal local = dc_day_local(wall.day);
	local.hour = wall.second / 3600;
	local.minute = wall.second / 60 % 60;
	local.second = wall.second % 60;
	return local;
}

DcInstant
dc_calendar_at(const DcCalendar *calendar, DcDay day, int minute)
{
	return instant_at(calendar, CLAMP(day, DAY_MIN, DAY_MAX), minute * 60);
}

static DcInstant
add_forward(const DcCalendar *calendar, DcInstant from, int minutes)
{
	Wall wall = wall_at(calendar, from);
	gint64 seconds = plan_seconds_before(plan_of(calendar, wall.day), wall.second) + (gint64)minutes * 60;
	gint64 units = (seconds + 59) / 60;
	int short_of_minute = (int)(units * 60 - seconds);
	DcDay day = go_forward(calendar, AXIS_MINUTES, wall.day, &units);
	return instant_at(calendar, day, plan_second_after(plan_of(calendar, day), (int)units * 60 - short_of_minute));
}

static DcInstant
add_back(const DcCalendar *calendar, DcInstant from, gint64 minutes)
{
	Wall wall = wall_at(calendar, from);
	const Plan *plan = plan_of(calendar, wall.day);
	gint64 seconds = plan->minutes * 60 - plan_seconds_before(plan, wall.second) + minutes * 60;
	gint64 units = (seconds + 59) / 60;
	int short_of_minute = (int)(units * 60 - seconds);
	DcDay day = go_back(calendar, AXIS_MINUTES, wall.day, &units);
	return instant_at(calendar, day, plan_second_before(plan_of(calendar, day), (int)units * 60 - short_of_minute));
}

DcInstant
dc_calendar_add(const DcCalendar *calendar, DcInstant from, int minutes)
{
	if (minutes == 0)
		return from;
	return minutes > 0 ? add_forward(calendar, from, minutes) : add_back(calendar, from, -(gint64)minutes);
}

int
dc_calendar_between(const DcCalendar *calendar, DcInstant from, DcInstant to)
{
	if (to < from)
		return -dc_calendar_between(calendar, to, from);
	Wall a = wall_at(calendar, from), b = wall_at(calendar, to);
	gint64 minutes = units_between(calendar, AXIS_MINUTES, a.day, b.day);
	minutes += plan_seconds_before(plan_of(calendar, b.day), b.second) / 60;
	minutes -= plan_seconds_before(plan_of(calendar, a.day), a.second) / 60;
	return (int)MIN(minutes, G_MAXINT);
}

bool
dc_calendar_is_staffed(const DcCalendar *calendar, DcInstant at)
{
	Wall wall = wall_at(calendar, at);
	return plan_is_staffed(plan_of(calendar, wall.day), wall.second);
}

DcInstant
dc_calendar_next_staffed(const DcCalendar *calendar, DcInstant at)
{
	Wall wall = wall_at(calendar, at);
	const Plan *plan = plan_of(calendar, wall.day);
	if (plan_is_staffed(plan, wall.second))
		return at;
	for (int i = 0; i < plan->n_spans; i++)
		if (plan->spans[i].from * 60 > wall.second)
			return instant_at(calendar, wall.day, plan->spans[i].from * 60);
	gint64 one = 1;
	return dc_calendar_day_start(calendar, go_forward(calendar, AXIS_DAYS, wall.day + 1, &one));
}

bool
dc_calendar_is_business_day(const DcCalendar *calendar, DcDay day)
{
	return plan_of(calendar, day)->minutes > 0;
}

DcDay
dc_calendar_add_days(const DcCalendar *calendar, DcDay day, int n)
{
	if (n == 0 && dc_calendar_is_business_day(calendar, day))
		return day;
	gint64 units = n == 0 ? 1 : ABS((gint64)n);
	day = CLAMP(day, DAY_MIN, DAY_MAX);
	return n < 0 ? go_back(calendar, AXIS_DAYS, day - 1, &units) : go_forward(calendar, AXIS_DAYS, day + 1, &units);
}

int
dc_calendar_days_between(const DcCalendar *calendar, DcDay from, DcDay to)
{
	if (to < from)
		return -dc_calendar_days_between(calendar, to, from);
	return (int)units_between(calendar, AXIS_DAYS, from, to) - dc_calendar_is_business_day(calendar, from) +
	       dc_calendar_is_business_day(calendar, to);
}

DcInstant
dc_calendar_day_start(const DcCalendar *calendar, DcDay day)
{
	const Plan *plan = plan_of(calendar, day);
	return plan->n_spans == 0 ? DC_ABSENT : instant_at(calendar, day, plan->spans[0].from * 60);
}

DcInstant
dc_calendar_day_end(const DcCalendar *calendar, DcDay day)
{
	const Plan *plan = plan_of(calendar, day);
	return plan->n_spans == 0 ? DC_ABSENT : instant_at(calendar, day, plan->spans[plan->n_spans - 1].to * 60);
}

DcShift
dc_calendar_shift(const DcCalendar *calendar, DcInstant at)
{
	Wall wall = wall_at(calendar, at);
	const Plan *plan = plan_of(calendar, wall.day);
	if (plan->n_spans == 0)
		return DC_SHIFT_OFF;
	if (plan_is_staffed(plan, wall.second))
		return DC_SHIFT_STAFFED;
	if (wall.second < plan->spans[0].from * 60)
		return DC_SHIFT_BEFORE;
	return wall.second < plan->spans[plan->n_spans - 1].to * 60 ? DC_SHIFT_BREAK : DC_SHIFT_AFTER;
}
