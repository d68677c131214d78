/* Private to calendar: the Japanese eras. domain.md 6.7. A new one is one more row. */
#pragma once

#include <daicho/calendar.h>

typedef struct {
	char letter; /* as in R8 */
	const char *name;
	int year, month, day; /* its first day */
} Era;

extern const Era eras[]; /* the newest first */
extern const gsize n_eras;
