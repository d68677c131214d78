/* Graphemes: what an operator takes for one character. Where they begin and end, and what of them may reach a terminal. */
#include "grapheme.h"

#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

/* More combining marks on one character than this are left out: ncurses keeps four in a cell. */
#define MARKS_MAX 4
/* Only so many characters of a grapheme are composed: the time that takes grows with the square of its marks. */
#define CHARS_MAX 32

gsize
grapheme_char(const char *text, gunichar *c)
{
	unsigned char first = (unsigned char)*text;
	if (first == '\0')
		return 0;
	if (first < 0x80) {
		*c = first;
		return 1;
	}
	/* Kana and kanji, and nothing that three bytes could be wrongly. */
	const unsigned char *rest = (const unsigned char *)text + 1;
	if (first > 0xE0 && first < 0xED && (rest[0] & 0xC0) == 0x80 && (rest[1] & 0xC0) == 0x80) {
		*c = (gunichar)((first & 0x0F) << 12 | (rest[0] & 0x3F) << 6 | (rest[1] & 0x3F));
		return 3;
	}
	utf8proc_int32_t decoded;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &decoded);
	if (n <= 0) {
		*c = 0xFFFD;
		return 1;
	}
	*c = (gunichar)decoded;
	return (gsize)n;
}

bool
grapheme_all_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

bool
dc_text_char_is_simple(gunichar c)
{
	return grapheme_is_simple(c);
}

gsize
dc_text_next(const char *text, gsize offset)
{
	gunichar c, following;
	gsize n = grapheme_char(text + offset, &c);
	utf8proc_int32_t state = 0;
	while (n > 0) {
		offset += n;
		n = grapheme_char(text + offset, &following);
		if (n == 0)
			break;
		bool simple = grapheme_is_simple(c) && grapheme_is_simple(following);
		if (simple || utf8proc_grapheme_break_stateful((utf8proc_int32_t)c, (utf8proc_int32_t)following, &state))
			break;
		c = following;
	}
	return offset;
}

gsize
dc_text_prev(const char *text, gsize offset)
{
	/* Boundaries are defined from the left; a line's beginning is always one. */
	gsize start = offset > 0 ? offset - 1 : 0;
	while (start > 0 && text[start - 1] != '\n')
		start--;
	for (gsize next = dc_text_next(text, start); next < offset; next = dc_text_next(text, start))
		start = next;
	return start;
}

int
dc_text_char_width(gunichar c)
{
	if (c >= ' ' && c <= '~')
		return 1;
	int width = wcwidth((wchar_t)c);
	return width < 0 ? 1 : width;
}

/* Characters that move, hide or reorder the text around them: bidirectional controls, line and paragraph separators,
 * invisible operators, annotation marks, the byte order mark. The joiners of emoji and Indic text are harmless. */
static bool
char_moves_text(gunichar c)
{
	return c == 0x061C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

bool
dc_text_is_control(gunichar c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || char_moves_text(c);
}

/* A control character as text; false if `c` is none. */
static bool
show_control(GString *out, gunichar c)
{
	if (c == '\n' || c == '\t')
		g_string_append_c(out, ' ');
	else if (c < 0x20 || c == 0x7F)
		g_string_append_printf(out, "^%c", (char)(c ^ 0x40));
	else if (dc_text_is_control(c))
		g_string_append_printf(out, "<U+%04X>", c);
	else
		return false;
	return true;
}

static bool
joins(gunichar before, gunichar c)
{
	return !utf8proc_grapheme_break((utf8proc_int32_t)before, (utf8proc_int32_t)c);
}

/* A mark with nothing to stand on gets a space; more than a cell can hold are left out. */
static void
show_mark(GString *out, gunichar c, gunichar last, int marks)
{
	if (last == 0)
		g_string_append_c(out, ' ');
	if (marks < MARKS_MAX)
		g_string_append_unichar(out, c);
}

static void
show_composed(GString *out, const char *text)
{
	gunichar c, last = 0; /* last: the character shown before */
	int marks = 0;        /* on the last character with width */
	for (gsize n; (n = grapheme_char(text, &c)) > 0; text += n) {
		if (show_control(out, c))
			continue;
		/* Unknown to the C library: `?`. Without width and nothing to join (a vowel of Hangul alone): the same. */
		int width = wcwidth((wchar_t)c);
		if (width == 0 && joins(last != 0 ? last : ' ', c)) {
			show_mark(out, c, last, marks++);
			last = c;
			continue;
		}
		last = width > 0 ? c : '?';
		marks = 0;
		g_string_append_unichar(out, last);
	}
}

char *
grapheme_compose(const char *text, gsize length, gsize *taken)
{
	gunichar c;
	*taken = 0;
	for (int i = 0; i < CHARS_MAX && *taken < length; i++)
		*taken += grapheme_char(text + *taken, &c);
	*taken = MIN(*taken, length);
	g_autofree char *valid = g_utf8_make_valid(text, (gssize)*taken);
	return g_utf8_normalize(valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

void
grapheme_show(GString *out, const char *text, gsize length)
{
	gunichar c = 0;
	if (grapheme_char(text, &c) == length && grapheme_is_simple(c)) {
		g_string_append_len(out, text, (gssize)length);
	} else if (length == 2 && memcmp(text, "\r\n", 2) == 0) {
		g_string_append_c(out, ' ');
	} else {
		gsize taken;
		g_autofree char *composed = grapheme_compose(text, length, &taken);
		show_composed(out, composed);
	}
}
