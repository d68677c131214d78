/* Private to calendar: the [hours] of the policy, read. Which minutes of a day are staffed, by rule. */
#pragma once

#include "range.h"

#define SPANS_MAX 16

typedef struct { /* minutes of the day, `from` included, `to` not */
	int from, to;
} Span;

typedef struct { /* a value: the staffed minutes of a day; spans in order, apart from each other */
	int n_spans;
	int minutes;
	Span spans[SPANS_MAX];
} Plan;

typedef struct { /* extra staffed time */
	DayRange range;
	Plan plan;
} OpenDays;

typedef struct {
	Plan week[8]; /* 1 Monday .. 7 Sunday */
	bool holidays_off;
	GArray *closed; /* DayRange */
	GArray *open;   /* OpenDays */
} Hours;

/* DC_ERROR_POLICY names the key. `hours` is set up even then; hours_clear() frees what it holds. */
bool hours_parse(Hours *hours, const DcHours *text, GError **error);
void hours_clear(Hours *hours);

/* The staffed minutes of `day`: week, less closings and holidays, and what is open besides. If that is a plan of `hours`, the plan
 * itself; else it is put into `merged` and that is returned. */
const Plan *hours_plan(const Hours *hours, DcDay day, Plan *merged);
/* False if the week and what is closed every year leave no minute staffed, whatever is open besides. */
bool hours_any(const Hours *hours);
