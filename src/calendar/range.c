/* A range of days, every year or once, as the policy writes it. */
#include "range.h"

#include "scan.h"

/* The 29th of February is a day of every year's calendar, only it does not come every year. */
#define LEAP_YEAR 2000

static bool
scan_date(const char **p, bool *yearly, int *date)
{
	const char *q = *p;
	int year = LEAP_YEAR, month, day;
	*yearly = !(scan_number(&q, 4, 4, &year) && scan_word(&q, "-"));
	if (!scan_number(&q, 1, 2, &month) || !scan_word(&q, "-") || !scan_number(&q, 1, 2, &day))
		return false;
	DcDay found = dc_day_new(year, month, day);
	if (found == DC_NO_DAY)
		return false;
	*date = *yearly ? month * 100 + day : found;
	*p = q;
	return true;
}

bool
range_scan(const char **p, DayRange *range)
{
	const char *q = *p;
	DayRange read;
	bool to_yearly;
	if (!scan_date(&q, &read.yearly, &read.from))
		return false;
	read.to = read.from;
	if (scan_word(&q, "..") && (!scan_date(&q, &to_yearly, &read.to) || to_yearly != read.yearly))
		return false;
	if (!read.yearly && read.to < read.from)
		return false;
	*range = read;
	*p = q;
	return true;
}

bool
range_holds(const DayRange *range, DcDay day)
{
	int date = day;
	if (range->yearly) {
		DcLocal local = dc_day_local(day);
		date = local.month * 100 + local.day;
		if (range->to < range->from)
			return date >= range->from || date <= range->to;
	}
	return date >= range->from && date <= range->to;
}
