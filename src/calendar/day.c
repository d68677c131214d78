/* Days of the Gregorian calendar as numbers, and back. */
#include "day.h"

/* Days are counted in years that begin in March, so that the leap day comes last; an era has 400 years. */
#define ERA_DAYS 146097
#define EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */

static int
floor_div(int a, int b)
{
	return a / b - (a % b < 0);
}

bool
day_is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
day_month_length(int year, int month)
{
	static const int lengths[] = { [1] = 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return month == 2 && day_is_leap(year) ? 29 : lengths[month];
}

DcDay
dc_day_new(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > day_month_length(year, month))
		return DC_NO_DAY;
	int y = month > 2 ? year : year - 1;
	int era = y / 400, year_of_era = y % 400;
	int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH_DAYS;
}

DcLocal
dc_day_local(DcDay day)
{
	day = CLAMP(day, DAY_MIN, DAY_MAX);
	int days = day + EPOCH_DAYS;
	int era = days / ERA_DAYS, day_of_era = days % ERA_DAYS;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153; /* 0 March .. 11 February */
	int month = shifted < 10 ? shifted + 3 : shifted - 9;
	return (DcLocal){
		.year    = era * 400 + year_of_era + (month <= 2),
		.month   = month,
		.day     = day_of_year - (153 * shifted + 2) / 5 + 1,
		.weekday = day_weekday(day),
	};
}

int
day_weekday(DcDay day)
{
	int since_monday = day + 3; /* 1970-01-01 was a Thursday */
	return since_monday - floor_div(since_monday, 7) * 7 + 1;
}

int
dc_day_fiscal_year(DcDay day)
{
	DcLocal local = dc_day_local(day);
	return local.month >= 4 ? local.year : local.year - 1;
}

DcDay
day_nearest(int month, int day, DcDay today)
{
	const int half_year = 183;
	int year = dc_day_local(today).year;
	/* The 29th of February may be eight years away. */
	for (int y = year - 1; y <= year + 8; y++) {
		DcDay found = dc_day_new(y, month, day);
		if (found != DC_NO_DAY && found >= today - half_year)
			return found;
	}
	return DC_NO_DAY;
}
