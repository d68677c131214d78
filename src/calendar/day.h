/* Private to calendar: the numbers behind dates. */
#pragma once

#include <daicho/calendar.h>

/* The days this room knows: 0001-01-01 to 9999-12-31. Everything outside counts as the nearest of them. */
#define DAY_MIN (-719162)
#define DAY_MAX 2932896

bool day_is_leap(int year);
int day_month_length(int year, int month);
int day_weekday(DcDay day); /* 1 Monday .. 7 Sunday */
/* Which year a date without one means: the first such date not more than half a year before `today`; DC_NO_DAY if there is none. */
DcDay day_nearest(int month, int day, DcDay today);
