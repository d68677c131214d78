/* Private to calendar: reading numbers, clock times and names off the front of a text. Each steps `*p` over what it read
 * and is true, or leaves `*p` where it was. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A number of `min` to `max` digits (at most 9), followed by no digit. */
bool scan_number(const char **p, int min, int max, int *value);
/* The text `word` as it stands; a word of letters must not go on with a letter. */
bool scan_word(const char **p, const char *word);
/* `h:mm` or `hh:mm`, at most 29:59, in minutes. */
bool scan_clock(const char **p, int *minute);
/* A day of the week, 1 Monday .. 7 Sunday: 月 月曜 月曜日, or at least three letters of its English name, in lower case. */
bool scan_weekday(const char **p, int *weekday);
/* Blanks; always succeeds. */
void scan_blanks(const char **p);
