/* Figures, clocks and dates in running text, for both grammars. */
#include "deadline.h"

#define HOUR_MOST 29
#define YEAR_LEAST 1900

static gunichar
here(const Cursor *cursor)
{
	return cells_char(cursor->cells, cursor->at);
}

static bool
is_digit(gunichar c)
{
	return c >= '0' && c <= '9';
}

static gunichar
lower(gunichar c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

bool
cursor_eat(Cursor *cursor, const char *word)
{
	guint at = cursor->at;
	for (; *word != '\0'; word = g_utf8_next_char(word), at++)
		if (lower(cells_char(cursor->cells, at)) != g_utf8_get_char(word))
			return false;
	cursor->at = at;
	return true;
}

bool
cursor_eat_word(Cursor *cursor, const char *word)
{
	Cursor after = *cursor;
	if (!cursor_eat(&after, word) || cell_is_latin(here(&after)))
		return false;
	*cursor = after;
	return true;
}

int
cursor_eat_any(Cursor *cursor, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++)
		if (cursor_eat(cursor, words[i]))
			return i;
	return -1;
}

void
cursor_spaces(Cursor *cursor)
{
	while (here(cursor) == ' ')
		cursor->at++;
}

guint
cursor_number(Cursor *cursor, guint digits_most, int *number)
{
	guint n = 0;
	int value = 0;
	for (; is_digit(cells_char(cursor->cells, cursor->at + n)); n++)
		if (n < digits_most)
			value = value * 10 + (int)(cells_char(cursor->cells, cursor->at + n) - '0');
	if (n == 0 || n > digits_most)
		return 0;
	cursor->at += n;
	*number = value;
	return n;
}

bool
cursor_clock(Cursor *cursor, int *minute)
{
	Cursor after = *cursor;
	int hours, minutes, seconds;
	if (cursor_number(&after, 2, &hours) == 0 || !cursor_eat(&after, ":") || cursor_number(&after, 2, &minutes) != 2)
		return false;
	if (hours > HOUR_MOST || minutes > 59)
		return false;
	if (cursor_eat(&after, ":") && cursor_number(&after, 2, &seconds) != 2)
		return false;
	*cursor = after;
	*minute = hours * 60 + minutes;
	return true;
}

bool
moment_set_date(char day[16], int year, int month, int day_of_month)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (month < 1 || month > 12 || day_of_month < 1 || day_of_month > days[month - 1])
		return false;
	if (year == 0)
		g_snprintf(day, 16, "%d/%d", month, day_of_month);
	else if (!g_date_valid_dmy((GDateDay)day_of_month, (GDateMonth)month, (GDateYear)year))
		return false;
	else
		g_snprintf(day, 16, "%04d-%02d-%02d", year, month, day_of_month);
	return true;
}

bool
cursor_date(Cursor *cursor, char day[16])
{
	Cursor after = *cursor;
	int year = 0, month, day_of_month;
	guint n = cursor_number(&after, 4, &month);
	const char *sign = n == 4 && here(&after) == '-' ? "-" : "/";
	if (n == 4) {
		year = month;
		if (year < YEAR_LEAST || !cursor_eat(&after, sign) || cursor_number(&after, 2, &month) == 0)
			return false;
	}
	if ((n != 4 && (n == 0 || n > 2)) || !cursor_eat(&after, sign) || cursor_number(&after, 2, &day_of_month) == 0)
		return false;
	if (here(&after) == (gunichar)*sign || !moment_set_date(day, year, month, day_of_month))
		return false;
	*cursor = after;
	return true;
}
