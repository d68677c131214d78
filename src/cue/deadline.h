/* Reading dates and times in running text: what the Japanese and the English grammar share. */
#pragma once

#include "cells.h"

typedef struct { /* a place in cells_plain(), moved on by what was read */
	const GArray *cells;
	guint at;
} Cursor;

typedef struct { /* a value: a day, a time or both, in words dc_when_parse() knows */
	char day[16]; /* "": none; "today" `明日` `金` `今週金` `来週月` `月末` `10日` `+3` `+3日` `4/3` `2026-04-03` */
	int minute;   /* of the day, 0..1799; -1: none */
} Moment;

typedef struct { /* a value: what one grammar found */
	Moment moment;
	guint from, to; /* cells to mark */
	guint end;      /* the cell at which to go on */
	bool weak;      /* no word says it is a deadline */
} Finding;

/* Does a deadline begin at cell `at`? */
bool deadline_ja(const GArray *cells, guint at, Finding *finding);
bool deadline_en(const GArray *cells, guint at, Finding *finding);

/* Moves on over `word` (a to z in either case); false: it does not stand there. */
bool cursor_eat(Cursor *cursor, const char *word);
/* The same, and no letter or digit of Latin script may follow. */
bool cursor_eat_word(Cursor *cursor, const char *word);
/* Over the first of `words` (NULL at the end) that stands there; its index, -1: none. */
int cursor_eat_any(Cursor *cursor, const char *const *words);
void cursor_spaces(Cursor *cursor);
/* A number of at most `digits_most` figures, all there are; the number of figures, 0: none or too many. */
guint cursor_number(Cursor *cursor, guint digits_most, int *number);
/* 15:30, 15:30:00; hours 0..29 (domain.md 6.7). */
bool cursor_clock(Cursor *cursor, int *minute);
/* 4/3, 2026/4/3, 2026-04-03. */
bool cursor_date(Cursor *cursor, char day[16]);
bool moment_set_date(char day[16], int year, int month, int day_of_month); /* year 0: none; false: there is no such date */
