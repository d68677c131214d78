/* Private to calendar: what the files that read and write dates ask the calendar besides its public functions. */
#pragma once

#include <daicho/calendar.h>

/* Seconds that the wall is ahead of UTC at `at`. */
int calendar_offset(const DcCalendar *calendar, DcInstant at);
/* A number that no other calendar of this process has or had. */
guint64 calendar_serial(const DcCalendar *calendar);
