/* A subject without what mail programs and senders put around it. */
#include "cells.h"

#include <daicho/cue.h>
#include <daicho/text.h>

#include <string.h>

#define LIST_NAME_MOST 40 /* characters of [name:123] */

static const char *const reply_words[] = { "re", "fwd", "fw", "返信", "転送", "回答", "aw", "wg", "sv", "vs" };

static guint
skip_spaces(const GArray *cells, guint at)
{
	while (cells_char(cells, at) == ' ' || cells_char(cells, at) == '\n')
		at++;
	return at;
}

static bool
is_digit(gunichar c)
{
	return c >= '0' && c <= '9';
}

static guint
skip_digits(const GArray *cells, guint at)
{
	while (is_digit(cells_char(cells, at)))
		at++;
	return at;
}

static guint
word_end(const GArray *cells, guint at, const char *word)
{
	for (; *word != '\0'; word = g_utf8_next_char(word), at++)
		if (g_unichar_tolower(cells_char(cells, at)) != g_utf8_get_char(word))
			return 0;
	return at;
}

/* [2], (2), ^2 or 2 between the word and its colon. */
static guint
number_end(const GArray *cells, guint at)
{
	gunichar open = cells_char(cells, at);
	if (open == '[' || open == '(' || open == '^') {
		guint end = skip_digits(cells, at + 1);
		if (end == at + 1)
			return at;
		gunichar close = open == '[' ? ']' : open == '(' ? ')' : 0;
		return close == 0 ? end : cells_char(cells, end) == close ? end + 1 : at;
	}
	return skip_digits(cells, at);
}

/* Re:, RE[2]:, 返信： at `at`: the cell behind the colon; 0: none. */
static guint
reply_end(const GArray *cells, guint at)
{
	for (gsize i = 0; i < G_N_ELEMENTS(reply_words); i++) {
		guint end = word_end(cells, at, reply_words[i]);
		if (end == 0)
			continue;
		end = skip_spaces(cells, number_end(cells, skip_spaces(cells, end)));
		if (cells_char(cells, end) == ':')
			return end + 1;
	}
	return 0;
}

/* [ML:123], [dev-ml 00123], [ops#7]: the cell behind it; 0: none. */
static guint
list_end(const GArray *cells, guint at)
{
	if (cells_char(cells, at) != '[')
		return 0;
	guint end = at + 1;
	for (gunichar c; end - at <= LIST_NAME_MOST && (c = cells_char(cells, end)) != 0 && c != ':' && c != '#' && c != ' ' && c != ',' && c != ']';)
		end++;
	gunichar parts = cells_char(cells, end);
	if (end == at + 1 || (parts != ':' && parts != '#' && parts != ' ' && parts != ','))
		return 0;
	guint digits = skip_spaces(cells, end + 1);
	end = skip_digits(cells, digits);
	return end > digits && cells_char(cells, end) == ']' ? end + 1 : 0;
}

/* 【…】 at `at`: the cell behind it; 0: none, or not closed. */
static guint
lenticular_end(const GArray *cells, guint at)
{
	if (cells_char(cells, at) != 0x3010)
		return 0;
	for (guint end = at + 1; end < cells->len; end++)
		if (cells_char(cells, end) == 0x3011)
			return end + 1;
	return 0;
}

/* The first cell of the subject itself. */
static guint
front_end(const GArray *cells, bool with_brackets)
{
	guint at = 0;
	for (;;) {
		at = skip_spaces(cells, at);
		guint end = reply_end(cells, at);
		end = end != 0 ? end : list_end(cells, at);
		if (end == 0 && !with_brackets)
			end = lenticular_end(cells, at);
		if (end == 0)
			return at;
		at = end;
	}
}

static char *
strip(const char *subject, const GArray *cells, bool with_brackets)
{
	GString *out = g_string_new(NULL);
	bool unclosed = false; /* no 】 follows: do not look for it again */
	guint written = 0;     /* bytes of the text that were copied or left out */
	for (guint at = front_end(cells, with_brackets); at < cells->len;) {
		guint end = with_brackets || unclosed ? 0 : lenticular_end(cells, at);
		unclosed = unclosed || (end == 0 && cells_char(cells, at) == 0x3010);
		const CueCell *cell = cells_at(cells, at);
		if (end == 0 && cell->from >= written)
			g_string_append_len(out, subject + cell->from, cell->to - cell->from);
		written = cell->to;
		at = end != 0 ? end : at + 1;
	}
	g_autofree char *stripped = g_string_free(out, FALSE);
	return dc_text_one_line(stripped);
}

static bool
has_letters(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			return true;
	return false;
}

static bool
says_something(const char *text)
{
	if (has_letters(text))
		return true;
	g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC); /* ㈱ is a sign, 株 a letter */
	return has_letters(normal);
}

char *
dc_cue_subject(const char *subject)
{
	g_autoptr(GArray) cells = cells_plain(subject);
	g_autofree char *bare = strip(subject, cells, false);
	return says_something(bare) ? g_steal_pointer(&bare) : strip(subject, cells, true);
}
