/* Reading numbers, clock times and names off the front of a text. */
#include "scan.h"

#include <string.h>

static const struct { const char *ja, *en; } weekdays[] = {
	[1] = { "月", "monday" }, [2] = { "火", "tuesday" }, [3] = { "水", "wednesday" }, [4] = { "木", "thursday" },
	[5] = { "金", "friday" }, [6] = { "土", "saturday" }, [7] = { "日", "sunday" },
};

bool
scan_number(const char **p, int min, int max, int *value)
{
	int number = 0, n = 0;
	for (; n < max && g_ascii_isdigit((*p)[n]); n++)
		number = number * 10 + ((*p)[n] - '0');
	if (n < min || g_ascii_isdigit((*p)[n]))
		return false;
	*value = number;
	*p += n;
	return true;
}

bool
scan_word(const char **p, const char *word)
{
	gsize n = strlen(word);
	if (strncmp(*p, word, n) != 0)
		return false;
	if (g_ascii_isalpha(word[n - 1]) && g_ascii_isalpha((*p)[n]))
		return false;
	*p += n;
	return true;
}

bool
scan_clock(const char **p, int *minute)
{
	const char *q = *p;
	int hours, minutes;
	if (!scan_number(&q, 1, 2, &hours) || !scan_word(&q, ":") || !scan_number(&q, 2, 2, &minutes))
		return false;
	if (hours > 29 || minutes > 59)
		return false;
	*minute = hours * 60 + minutes;
	*p = q;
	return true;
}

bool
scan_weekday(const char **p, int *weekday)
{
	gsize letters = strspn(*p, "abcdefghijklmnopqrstuvwxyz");
	for (int i = 1; i < (int)G_N_ELEMENTS(weekdays); i++) {
		if (letters >= 3 && letters <= strlen(weekdays[i].en) && strncmp(*p, weekdays[i].en, letters) == 0) {
			*p += letters;
		} else if (scan_word(p, weekdays[i].ja)) {
			if (scan_word(p, "曜"))
				(void)scan_word(p, "日");
		} else {
			continue;
		}
		*weekday = i;
		return true;
	}
	return false;
}

void
scan_blanks(const char **p)
{
	*p += strspn(*p, " \t\r\n");
}
