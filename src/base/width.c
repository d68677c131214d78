/* Text in columns: measuring, clipping, filling, breaking into lines. */
#include <daicho/text.h>

#include "grapheme.h"

#include <string.h>

/* Columns of text that has been through dc_text_show(). */
static int
shown_width(const char *shown)
{
	int cols = 0;
	gunichar c;
	for (gsize n; (n = grapheme_char(shown, &c)) > 0; shown += n)
		cols += dc_text_char_width(c);
	return cols;
}

/* Columns of the grapheme of `length` bytes at `text`. */
static int
grapheme_width(const char *text, gsize length)
{
	gunichar c;
	if (grapheme_char(text, &c) == length && grapheme_is_simple(c))
		return dc_text_char_width(c);
	g_autoptr(GString) shown = g_string_sized_new(length + 16);
	grapheme_show(shown, text, length);
	return shown_width(shown->str);
}

int
dc_text_width(const char *text)
{
	int cols = 0;
	for (gsize at = 0, next; text[at] != '\0'; at = next) {
		next = dc_text_next(text, at);
		cols += grapheme_width(text + at, next - at);
	}
	return cols;
}

gsize
dc_text_fit(const char *text, int width_cols)
{
	gsize at = 0;
	while (text[at] != '\0') {
		gsize next = dc_text_next(text, at);
		width_cols -= grapheme_width(text + at, next - at);
		if (width_cols < 0)
			break;
		at = next;
	}
	return at;
}

/* As dc_text_clip(), with `fill`: also filled up to `width_cols`. */
static char *
text_clip(const char *text, int width_cols, bool fill)
{
	if (width_cols <= 0)
		return g_strdup("");
	char *shown = dc_text_show(text);
	int cols = shown_width(shown);
	if (cols <= width_cols && !fill)
		return shown;

	GString *out = g_string_new(NULL);
	if (cols <= width_cols) {
		g_string_append(out, shown);
		g_string_append_printf(out, "%*s", width_cols - cols, "");
	} else {
		g_string_append_len(out, shown, (gssize)dc_text_fit(shown, width_cols - 1));
		/* A wide character that does not fit leaves a column free before the mark. */
		g_string_append_printf(out, "%*s>", width_cols - 1 - shown_width(out->str), "");
	}
	g_free(shown);
	return g_string_free(out, FALSE);
}

char *
dc_text_clip(const char *text, int width_cols)
{
	return text_clip(text, width_cols, false);
}

char *
dc_text_pad(const char *text, int width_cols)
{
	return text_clip(text, width_cols, true);
}

/* Signs that never begin a line, and signs that never end one (kinsoku). */
static const char *const never_first = "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}";
static const char *const never_last = "‘“（〔［｛〈《「『【([{";

static bool
is_one_of(const char *signs, gunichar c)
{
	return g_utf8_strchr(signs, -1, c) != NULL;
}

/* May a line end between these two characters? */
static bool
may_break(gunichar before, gunichar after)
{
	if (before == ' ')
		return after != ' ';
	if (after == ' ')
		return true;
	if (dc_text_char_width(before) < 2 && dc_text_char_width(after) < 2)
		return false;
	return !is_one_of(never_last, before) && !is_one_of(never_first, after);
}

/* Where to end the line that begins at `line`, if its first `fits` bytes fit and more follows: at the last place where a break
 * may be, or else just where it is full. */
static gsize
line_end(const char *line, gsize fits)
{
	gsize best = 0;
	gunichar before = 0, after = 0;
	for (gsize at = 0, next; at <= fits && line[at] != '\0'; at = next) {
		next = dc_text_next(line, at);
		(void)grapheme_char(line + at, &after);
		if (at > 0 && may_break(before, after))
			best = at;
		before = after;
	}
	return best > 0 ? best : fits;
}

static void
wrap_line(GPtrArray *lines, const char *line, int width_cols)
{
	gsize fits = dc_text_fit(line, width_cols);
	while (line[fits] != '\0') {
		gsize end = line_end(line, fits);
		/* One grapheme may be wider than the line: a mark in its place. */
		g_ptr_array_add(lines, end > 0 ? g_strchomp(g_strndup(line, end)) : g_strdup(">"));
		line += end > 0 ? end : dc_text_next(line, 0);
		line += strspn(line, " ");
		if (*line == '\0')
			return;
		fits = dc_text_fit(line, width_cols);
	}
	g_ptr_array_add(lines, g_strdup(line));
}

GPtrArray *
dc_text_wrap(const char *text, int width_cols)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *shown = dc_text_show_lines(text);
	char *newline;
	for (char *line = shown; line != NULL; line = newline) {
		newline = strchr(line, '\n');
		if (newline != NULL)
			*newline++ = '\0';
		wrap_line(lines, line, MAX(width_cols, 1));
	}
	return lines;
}
