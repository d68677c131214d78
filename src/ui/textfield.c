/* The text field: a text, a cursor on a grapheme boundary, and what happens to both at a key. Drawing is in textfield_draw.c. */
#include "textfield.h"

#include <daicho/keys.h>
#include <daicho/text.h>

#include <string.h>

DcTextField *
dc_textfield_new(int max_chars, bool multiline)
{
	DcTextField *field = g_new0(DcTextField, 1);
	field->text = g_string_new(NULL);
	field->max_chars = max_chars;
	field->multiline = multiline;
	field->goal_col = -1;
	return field;
}

void
dc_textfield_free(DcTextField *field)
{
	if (field == NULL)
		return;
	g_string_free(field->text, TRUE);
	g_free(field->killed);
	g_free(field);
}

/* -- changing the text -- */

/* What may stand in the field. Transfer full. */
static char *
clean(const DcTextField *field, const char *text)
{
	g_autofree char *valid = dc_text_valid(text, -1);
	g_autofree char *nfc = g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
	GString *cleaned = g_string_new(NULL);
	for (const char *p = nfc; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == '\r')
			c = p[1] == '\n' ? 0 : '\n';
		if (c == '\t' || (c == '\n' && !field->multiline))
			c = ' ';
		if (c == '\n' || (c != 0 && !g_unichar_iscntrl(c)))
			g_string_append_unichar(cleaned, c);
	}
	return g_string_free(cleaned, FALSE);
}

/* The text becomes before + inserted + after, in NFC; the cursor stands behind `inserted`. False, and nothing changed, if it is too long. */
static bool
compose(DcTextField *field, const char *before, const char *inserted, const char *after)
{
	g_autofree char *head = g_strconcat(before, inserted, NULL);
	g_autofree char *whole = g_strconcat(head, after, NULL);
	g_autofree char *head_nfc = g_utf8_normalize(head, -1, G_NORMALIZE_NFC);
	g_autofree char *nfc = g_utf8_normalize(whole, -1, G_NORMALIZE_NFC);
	if (field->max_chars > 0 && g_utf8_strlen(nfc, -1) > field->max_chars)
		return false;
	g_string_assign(field->text, nfc);
	dc_textfield_set_cursor(field, strlen(head_nfc));
	field->revision++;
	return true;
}

/* One character among such that join nothing and compose with nothing, as nearly all are: a long text is not looked at anew for each key.
 * False: it is not that simple. */
static bool
insert_simple(DcTextField *field, const char *text, gsize *n_left)
{
	const char *here = field->text->str + field->cursor;
	gsize length = (gsize)(g_utf8_next_char(text) - text);
	bool joins = (field->cursor > 0 && !dc_text_char_is_simple(g_utf8_get_char(g_utf8_prev_char(here)))) ||
	             (*here != '\0' && !dc_text_char_is_simple(g_utf8_get_char(here)));
	if (joins || text[length] != '\0' || !dc_text_char_is_simple(g_utf8_get_char(text)))
		return false;
	*n_left = field->max_chars > 0 && g_utf8_strlen(field->text->str, -1) >= field->max_chars ? 1 : 0;
	if (*n_left == 0) {
		g_string_insert_len(field->text, (gssize)field->cursor, text, (gssize)length);
		field->cursor += length;
		field->revision++;
	}
	return true;
}

static gsize
insert_any(DcTextField *field, const char *text)
{
	g_autofree char *cleaned = clean(field, text);
	g_autofree char *before = g_strndup(field->text->str, field->cursor);
	g_autofree char *after = g_strdup(field->text->str + field->cursor);
	gsize n_chars = (gsize)g_utf8_strlen(cleaned, -1), length = strlen(cleaned);
	gsize room = field->max_chars > 0 ? (gsize)MAX(field->max_chars - g_utf8_strlen(field->text->str, -1), 0) : n_chars;
	if (room + 8 < n_chars) /* far too long: no need to try it piece by piece; a few may still compose */
		length = (gsize)(g_utf8_offset_to_pointer(cleaned, (glong)room + 8) - cleaned);
	cleaned[length] = '\0';
	while (length > 0 && !compose(field, before, cleaned, after)) {
		length = dc_text_prev(cleaned, length);
		cleaned[length] = '\0';
	}
	return n_chars - (gsize)g_utf8_strlen(cleaned, -1);
}

gsize
dc_textfield_insert(DcTextField *field, const char *text)
{
	gsize n_left;
	if (*text == '\0' || !g_utf8_validate(text, -1, NULL) || !insert_simple(field, text, &n_left))
		n_left = insert_any(field, text);
	field->is_full = n_left > 0;
	field->goal_col = -1;
	return n_left;
}

void
dc_textfield_set(DcTextField *field, const char *text)
{
	g_string_truncate(field->text, 0);
	field->cursor = field->first = 0;
	field->revision++;
	dc_textfield_insert(field, text);
	field->is_full = false;
}

static void
erase(DcTextField *field, gsize start, gsize end)
{
	g_autofree char *before = g_strndup(field->text->str, start);
	g_autofree char *after = g_strdup(field->text->str + end);
	field->is_full = false;
	if (start < end && !compose(field, before, "", after))
		g_assert_not_reached(); /* it was not longer before */
}

static void
kill_text(DcTextField *field, gsize start, gsize end)
{
	if (start >= end)
		return;
	g_free(field->killed);
	field->killed = g_strndup(field->text->str + start, end - start);
	erase(field, start, end);
}

/* -- where things are -- */

static gsize
line_start(const DcTextField *field)
{
	gsize at = field->cursor;
	while (at > 0 && field->text->str[at - 1] != '\n')
		at--;
	return at;
}

static gsize
line_end(const DcTextField *field)
{
	return field->cursor + strcspn(field->text->str + field->cursor, "\n");
}

/* Japanese has no spaces: a word ends where the kind of writing changes. */
typedef enum { WORD_SPACE, WORD_SIGN, WORD_LATIN, WORD_HIRAGANA, WORD_KATAKANA, WORD_KANJI } WordKind;

static WordKind
word_kind(const char *text)
{
	gunichar c = g_utf8_get_char(text);
	if (c == '\0' || g_unichar_isspace(c))
		return WORD_SPACE;
	if (c >= 0x3041 && c <= 0x309f)
		return WORD_HIRAGANA;
	if ((c >= 0x30a1 && c <= 0x30ff && c != 0x30fb) || (c >= 0xff66 && c <= 0xff9f))
		return WORD_KATAKANA;
	if (g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN)
		return WORD_KANJI;
	return g_unichar_isalnum(c) || c == '_' ? WORD_LATIN : WORD_SIGN;
}

static gsize
word_end(const DcTextField *field)
{
	const char *text = field->text->str;
	gsize at = field->cursor;
	while (at < field->text->len && word_kind(text + at) <= WORD_SIGN)
		at = dc_text_next(text, at);
	for (WordKind kind = word_kind(text + at); at < field->text->len && word_kind(text + at) == kind;)
		at = dc_text_next(text, at);
	return at;
}

static gsize
word_start(const DcTextField *field)
{
	const char *text = field->text->str;
	gsize at = field->cursor;
	while (at > 0 && word_kind(text + dc_text_prev(text, at)) <= WORD_SIGN)
		at = dc_text_prev(text, at);
	WordKind kind = at > 0 ? word_kind(text + dc_text_prev(text, at)) : WORD_SPACE;
	while (at > 0 && word_kind(text + dc_text_prev(text, at)) == kind)
		at = dc_text_prev(text, at);
	return at;
}

static gsize
space_start(const DcTextField *field)
{
	const char *text = field->text->str;
	gsize at = field->cursor;
	while (at > 0 && word_kind(text + dc_text_prev(text, at)) == WORD_SPACE)
		at = dc_text_prev(text, at);
	while (at > 0 && word_kind(text + dc_text_prev(text, at)) != WORD_SPACE)
		at = dc_text_prev(text, at);
	return at;
}

/* -- keys -- */

static void
key_left(DcTextField *field)
{
	field->cursor = dc_text_prev(field->text->str, field->cursor);
}

static void
key_right(DcTextField *field)
{
	field->cursor = dc_text_next(field->text->str, field->cursor);
}

static void
key_line_start(DcTextField *field)
{
	field->cursor = line_start(field);
}

static void
key_line_end(DcTextField *field)
{
	field->cursor = line_end(field);
}

static void
key_word_left(DcTextField *field)
{
	field->cursor = word_start(field);
}

static void
key_word_right(DcTextField *field)
{
	field->cursor = word_end(field);
}

static void
key_delete(DcTextField *field)
{
	erase(field, field->cursor, dc_text_next(field->text->str, field->cursor));
}

static void
key_backspace(DcTextField *field)
{
	erase(field, dc_text_prev(field->text->str, field->cursor), field->cursor);
}

static void
key_kill_end(DcTextField *field)
{
	gsize end = line_end(field);
	kill_text(field, field->cursor, end > field->cursor ? end : MIN(end + 1, field->text->len));
}

static void
key_kill_start(DcTextField *field)
{
	kill_text(field, line_start(field), field->cursor);
}

static void
key_kill_space(DcTextField *field)
{
	kill_text(field, space_start(field), field->cursor);
}

static void
key_kill_word_left(DcTextField *field)
{
	kill_text(field, word_start(field), field->cursor);
}

static void
key_kill_word_right(DcTextField *field)
{
	kill_text(field, field->cursor, word_end(field));
}

static void
key_yank(DcTextField *field)
{
	if (field->killed != NULL)
		dc_textfield_insert(field, field->killed);
}

static const struct {
	const char *key;
	void (*act)(DcTextField *field);
} editing[] = {
	{ "Left", key_left },
	{ "C-b", key_left },
	{ "Right", key_right },
	{ "C-f", key_right },
	{ "Home", key_line_start },
	{ "C-a", key_line_start },
	{ "End", key_line_end },
	{ "C-e", key_line_end },
	{ "M-b", key_word_left },
	{ "C-Left", key_word_left },
	{ "M-f", key_word_right },
	{ "C-Right", key_word_right },
	{ "Delete", key_delete },
	{ "C-d", key_delete },
	{ "Backspace", key_backspace },
	{ "C-h", key_backspace },
	{ "C-k", key_kill_end },
	{ "C-u", key_kill_start },
	{ "C-w", key_kill_space },
	{ "M-Backspace", key_kill_word_left },
	{ "M-d", key_kill_word_right },
	{ "C-y", key_yank },
};

bool
dc_textfield_key(DcTextField *field, const char *key)
{
	gunichar c = dc_key_char(key);
	if (c != 0 || (field->multiline && strcmp(key, "Enter") == 0)) {
		char typed[8] = { 0 };
		g_unichar_to_utf8(c != 0 ? c : '\n', typed);
		dc_textfield_insert(field, typed);
		return true;
	}
	if (strcmp(key, "Up") == 0 || strcmp(key, "Down") == 0)
		return field->multiline && textfield_move_line(field, *key == 'U' ? -1 : 1);
	for (guint i = 0; i < G_N_ELEMENTS(editing); i++)
		if (strcmp(editing[i].key, key) == 0) {
			field->goal_col = -1;
			editing[i].act(field);
			return true;
		}
	return false;
}

/* -- asking -- */

const char *
dc_textfield_text(const DcTextField *field)
{
	return field->text->str;
}

guint
dc_textfield_revision(const DcTextField *field)
{
	return field->revision;
}

bool
dc_textfield_is_full(const DcTextField *field)
{
	return field->is_full;
}

gsize
dc_textfield_cursor(const DcTextField *field)
{
	return field->cursor;
}

void
dc_textfield_set_cursor(DcTextField *field, gsize offset)
{
	const char *text = field->text->str;
	gsize at = MIN(offset, field->text->len);
	if (at < field->text->len) /* the boundary at or before it */
		for (at = 0; dc_text_next(text, at) <= offset;)
			at = dc_text_next(text, at);
	field->cursor = at;
	field->goal_col = -1;
}
