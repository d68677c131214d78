/* Private to calendar: days that are said in words. */
#pragma once

#include <daicho/calendar.h>

/* Reads `明日`, `来週月`, `金`, `eom` and the like off the front of `*p`, in lower case, as a day seen from `today`; steps over it as in scan.h. */
bool words_scan(const char **p, const DcCalendar *calendar, DcDay today, DcDay *day);
