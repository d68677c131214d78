/* Text folded for matching that still knows where it came from: dc_text_fold() may drop, join and multiply characters,
 * and the marks must name bytes of the text as shown. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {      /* one folded character */
	gunichar c;       /* folded; ' ' for white space, signs and what folding drops */
	gunichar raw;     /* the first character of the cluster as written */
	guint from, to;   /* bytes of the cluster in the text */
	bool long_mark;   /* ー followed; folding has dropped it */
} CueCell;

/* Cuts `text` into clusters (a character with what belongs to it: combining and voiced marks, ー, dashes in its place), folds each and
 * lays the results side by side. The letters and digits are those of dc_text_fold(text), in that order (a test holds it), but 出来ない
 * is spelt できない. Reads up to the first invalid byte. `text` may be NULL. Transfer full: GArray of CueCell. */
GArray *cells_fold(const char *text);
/* The same with NFKC only: case, kana and signs stay, white space is ' ', a newline '\n'. For dates and codes. */
GArray *cells_plain(const char *text);

static inline const CueCell *
cells_at(const GArray *cells, guint i)
{
	return &g_array_index(cells, CueCell, i);
}

static inline gunichar /* 0 past either end, so that neighbours can be asked for without counting */
cells_char(const GArray *cells, guint i)
{
	return i < cells->len ? cells_at(cells, i)->c : 0;
}

bool cell_is_hiragana(gunichar c);
bool cell_is_katakana(gunichar c); /* also half-width */
bool cell_is_hyphen(gunichar c);   /* the forms of domain.md 6.3 */
bool cell_is_latin(gunichar c);    /* letter or digit of a script that writes with spaces */
