/* Decoded text as the rooms above may have it. See clean.h. */
#include "clean.h"

#include <stdbool.h>
#include <string.h>

/* More marks on one character than any language has (Unicode's stream-safe text format); sorting longer runs takes quadratic time. */
#define MARKS_MAX 30
#define JOINER 0x034F

/* Whether NFC leaves a character alone and it does not join the one before: ASCII, CJK punctuation, kana, kanji, full-width forms. */
static bool
is_settled(gunichar c)
{
	return c < 0x300 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2190 && c <= 0x2199) || (c >= 0x2460 && c <= 0x2775) ||
		(c >= 0x3000 && c <= 0x3029) || (c >= 0x3030 && c <= 0x3098) || (c >= 0x309B && c <= 0x30FF) || (c >= 0x3200 && c <= 0x33FF) ||
		(c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xFF00 && c <= 0xFFEF) || c == 0xFFFD;
}

static const char *
first_unsettled(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		if ((guint8)*text >= 0xCC && !is_settled(g_utf8_get_char(text)))
			return text;
	}
	return NULL;
}

static char *
with_runs_broken(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 16);
	int marks = 0;
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		marks = g_unichar_combining_class(c) != 0 ? marks + 1 : 0;
		if (marks > MARKS_MAX) {
			g_string_append_unichar(out, JOINER);
			marks = 1;
		}
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

char *
clean_nfc(char *text)
{
	if (first_unsettled(text) == NULL)
		return text;
	g_autofree char *taken G_GNUC_UNUSED = text;
	g_autofree char *safe = with_runs_broken(text);
	return g_utf8_normalize(safe, -1, G_NORMALIZE_NFC);
}

char *
clean_cut(char *text, gsize max)
{
	if (strlen(text) > max)
		*g_utf8_find_prev_char(text, text + max + 1) = '\0';
	return text;
}

static bool
is_blank(gunichar c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000 || c == 0xA0;
}

char *
clean_line(char *text, gsize max)
{
	g_autofree char *taken = clean_nfc(text);
	GString *out = g_string_sized_new(strlen(taken));
	bool gap = false;
	for (const char *at = taken; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		if (c >= '\t' && c <= '\r') {
			gap = true;
			continue;
		}
		if (gap && out->len > 0 && out->str[out->len - 1] != ' ' && c != ' ')
			g_string_append_c(out, ' ');
		gap = false;
		if (out->len > 0 || !is_blank(c))
			g_string_append_unichar(out, c);
	}
	char *line = clean_cut(g_string_free(out, FALSE), max);
	for (char *end = line + strlen(line); end > line;) {
		end = g_utf8_prev_char(end);
		if (!is_blank(g_utf8_get_char(end)))
			break;
		*end = '\0';
	}
	return line;
}

/* The line before a signature, by which it is known. */
static bool
ends_with_mark(const GString *out)
{
	return out->len >= 3 && memcmp(out->str + out->len - 3, "-- ", 3) == 0 && (out->len == 3 || out->str[out->len - 4] == '\n');
}

static void
drop_spaces_before_end(GString *out)
{
	if (ends_with_mark(out))
		return;
	while (out->len > 0 && (out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '\t'))
		g_string_truncate(out, out->len - 1);
}

char *
clean_lines(char *text)
{
	g_autofree char *taken = clean_nfc(text);
	GString *out = g_string_sized_new(strlen(taken) + 1);
	for (const char *at = taken; *at != '\0'; at++) {
		if (*at == '\r' && at[1] == '\n')
			continue;
		bool end = *at == '\n' || *at == '\r';
		if (end)
			drop_spaces_before_end(out);
		if (!end || out->len > 0)
			g_string_append_c(out, end ? '\n' : *at);
	}
	drop_spaces_before_end(out);
	while (out->len > 0 && out->str[out->len - 1] == '\n')
		g_string_truncate(out, out->len - 1);
	if (out->len > 0)
		g_string_append_c(out, '\n');
	return g_string_free(out, FALSE);
}
