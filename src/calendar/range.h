/* Private to calendar: a range of days, every year or once, as the policy writes it. */
#pragma once

#include <daicho/calendar.h>

typedef struct { /* a value */
	bool yearly;
	int from, to; /* both included. Yearly: month * 100 + day, `to` before `from` goes over the new year; once: DcDay */
} DayRange;

/* `12-29..01-03` `05-01` (every year) `2026-05-01` `2026-08-12..2026-08-14` (once); steps over it as in scan.h. */
bool range_scan(const char **p, DayRange *range);
bool range_holds(const DayRange *range, DcDay day);
