/* Text from outside made fit for a terminal, for one line, for counting. */
#include <daicho/text.h>

#include "grapheme.h"

#include <string.h>

#define TAB_COLS 8

char *
dc_text_valid(const char *bytes, gssize length)
{
	return g_utf8_make_valid(bytes, length);
}

char *
dc_text_show(const char *text)
{
	if (grapheme_all_plain(text))
		return g_strdup(text);
	GString *out = g_string_sized_new(strlen(text) + 16);
	for (gsize at = 0, next; text[at] != '\0'; at = next) {
		next = dc_text_next(text, at);
		grapheme_show(out, text + at, next - at);
	}
	return g_string_free(out, FALSE);
}

char *
dc_text_show_lines(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 16);
	int col = 0;
	gsize measured = 0; /* how far `out` is in `col` */
	for (gsize at = 0, next; text[at] != '\0'; at = next) {
		next = dc_text_next(text, at);
		if (text[next - 1] == '\n') {
			g_string_append_c(out, '\n');
			col = 0;
			measured = out->len;
		} else if (text[at] == '\t') {
			col += dc_text_width(out->str + measured);
			measured = out->len;
			g_string_append_printf(out, "%*s", TAB_COLS - col % TAB_COLS, "");
		} else {
			grapheme_show(out, text + at, next - at);
		}
	}
	return g_string_free(out, FALSE);
}

static bool
is_break(gunichar c)
{
	return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

char *
dc_text_one_line(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	bool after_break = false;
	gsize end = 0; /* of what is not white space */
	gunichar c;
	for (gsize n; (n = grapheme_char(text, &c)) > 0; text += n) {
		bool blank = is_break(c) || g_unichar_isspace(c);
		if (blank && out->len == 0)
			continue;
		if (!is_break(c))
			g_string_append_unichar(out, c);
		else if (!after_break)
			g_string_append_c(out, ' ');
		after_break = is_break(c);
		if (!blank)
			end = out->len;
	}
	g_string_truncate(out, end);
	return g_string_free(out, FALSE);
}

gsize
dc_text_length(const char *text)
{
	gsize length = 0;
	for (gsize at = 0, next; text[at] != '\0'; at = next) {
		gunichar c;
		gsize taken;
		next = dc_text_next(text, at);
		length++;
		if (grapheme_char(text + at, &c) == next - at)
			continue;
		g_autofree char *composed = grapheme_compose(text + at, next - at, &taken);
		length += (gsize)g_utf8_strlen(composed, -1) - 1;
		for (taken += at; taken < next; length++)
			taken += grapheme_char(text + taken, &c);
	}
	return length;
}

/* What the keys of an input method give for ASCII signs, besides the full-width forms. */
static const struct { gunichar from; char to; } ascii_signs[] = {
	{ 0x3000, ' ' }, { 0x3001, ',' }, { 0x3002, '.' }, { 0x300C, '[' }, { 0x300D, ']' }, { 0x30FB, '/' },
	{ 0x30FC, '-' }, { 0x301C, '~' }, { 0x2019, '\'' }, { 0x201D, '"' }, { 0xFFE5, '\\' },
};

char
dc_text_ascii(gunichar c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return (char)(c - 0xFF01 + '!');
	for (gsize i = 0; i < G_N_ELEMENTS(ascii_signs); i++)
		if (ascii_signs[i].from == c)
			return ascii_signs[i].to;
	return 0;
}
