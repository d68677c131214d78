/* Bytes and ncurses' key codes to key names. ncurses is asked for single bytes, so that a character whose bytes come in two pieces is
 * never lost, and from a pad, so that asking never draws. */
#include "room.h"

#include <daicho/text.h>

#include <string.h>

#define ESC 27
#define REST_MS 50         /* how long the rest of a character may take */
#define PASTE_REST_MS 1000 /* of a paste; then it is taken as it is */
#define PASTE_BYTES (1 << 20)

static const struct {
	int code;
	const char *name;
} codes[] = {
	{ KEY_UP, "Up" },         { KEY_DOWN, "Down" },     { KEY_LEFT, "Left" },      { KEY_RIGHT, "Right" },       { KEY_HOME, "Home" },
	{ KEY_END, "End" },       { KEY_FIND, "Home" },     { KEY_SELECT, "End" },     { KEY_PPAGE, "PgUp" },        { KEY_NPAGE, "PgDn" },
	{ KEY_IC, "Insert" },     { KEY_DC, "Delete" },     { KEY_BACKSPACE, "Backspace" }, { KEY_ENTER, "Enter" },  { KEY_BTAB, "S-Tab" },
	{ KEY_A1, "Home" },       { KEY_A3, "PgUp" },       { KEY_C1, "End" },         { KEY_C3, "PgDn" },           { KEY_SLEFT, "S-Left" },
	{ KEY_SRIGHT, "S-Right" }, { KEY_SR, "S-Up" },      { KEY_SF, "S-Down" },      { KEY_SHOME, "S-Home" },      { KEY_SEND, "S-End" },
	{ KEY_SPREVIOUS, "S-PgUp" }, { KEY_SNEXT, "S-PgDn" }, { KEY_SDC, "S-Delete" }, { KEY_SIC, "S-Insert" },
};

/* The extended capabilities of terminfo: a name and the number of the modifiers, kLFT5 is Ctrl-Left. */
static const struct {
	const char *prefix, *name;
} extended[] = {
	{ "kUP", "Up" },   { "kDN", "Down" },  { "kLFT", "Left" }, { "kRIT", "Right" },  { "kHOM", "Home" },
	{ "kEND", "End" }, { "kPRV", "PgUp" }, { "kNXT", "PgDn" }, { "kDC", "Delete" }, { "kIC", "Insert" },
};
static const char *const modifiers[] = { [2] = "S-", [3] = "M-", [4] = "M-S-", [5] = "C-", [6] = "C-S-", [7] = "M-C-", [8] = "M-C-S-" };

static int
next_code(const DcTerm *term, int timeout_ms)
{
	wtimeout(term->keys, timeout_ms);
	return wgetch(term->keys);
}

static bool
name_extended(int code, char key[DC_KEY_BYTES])
{
	const char *name = keyname(code);
	for (guint i = 0; name != NULL && i < G_N_ELEMENTS(extended); i++) {
		gsize n = strlen(extended[i].prefix);
		if (strncmp(name, extended[i].prefix, n) != 0)
			continue;
		int number = g_ascii_digit_value(name[n]);
		if (name[n] == '\0' || name[n + 1] != '\0' || number < 2 || number >= (int)G_N_ELEMENTS(modifiers))
			continue;
		g_snprintf(key, DC_KEY_BYTES, "%s%s", modifiers[number], extended[i].name);
		return true;
	}
	return false;
}

static bool
name_code(int code, char key[DC_KEY_BYTES])
{
	if (code > KEY_F0 && code <= KEY_F(12)) {
		g_snprintf(key, DC_KEY_BYTES, "F%d", code - KEY_F0);
		return true;
	}
	for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
		if (codes[i].code == code) {
			g_strlcpy(key, codes[i].name, DC_KEY_BYTES);
			return true;
		}
	return name_extended(code, key);
}

static bool
name_control(int c, char key[DC_KEY_BYTES])
{
	const char *name = c == '\r' ? "Enter" : c == '\t' ? "Tab" : c == ESC ? "Esc" : c == 8 || c == 127 ? "Backspace" : NULL;
	if (name != NULL)
		g_strlcpy(key, name, DC_KEY_BYTES);
	else
		g_snprintf(key, DC_KEY_BYTES, "C-%c", g_ascii_tolower((char)(c + '@')));
	return true;
}

/* The character that begins with the byte c; its other bytes are waited for. */
static bool
name_utf8(const DcTerm *term, int c, char key[DC_KEY_BYTES])
{
	int n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc2 ? 2 : 0;
	char bytes[8] = { (char)c };
	for (int i = 1; i < n; i++) {
		int next = next_code(term, REST_MS);
		if (next < 0x80 || next > 0xbf) {
			if (next != ERR)
				ungetch(next); /* the character was cut off, this is another key */
			return false;
		}
		bytes[i] = (char)next;
	}
	if (n == 0 || !g_utf8_validate(bytes, -1, NULL) || g_unichar_iscntrl(g_utf8_get_char(bytes)))
		return false;
	g_strlcpy(key, bytes, DC_KEY_BYTES);
	return true;
}

static bool
name_plain(const DcTerm *term, int c, char key[DC_KEY_BYTES])
{
	if (c > 255)
		return name_code(c, key);
	if (c < ' ' || c == 127)
		return name_control(c, key);
	if (c >= 128)
		return name_utf8(term, c, key);
	char text[2] = { (char)c, '\0' };
	g_strlcpy(key, c == ' ' ? "Space" : text, DC_KEY_BYTES);
	return true;
}

/* A sequence that the terminal's description does not know (`ESC [ ... letter`, `ESC O letter`): read to its end, means nothing.
 * False if it was only `ESC [`, typed as Alt-[. */
static bool
skip_sequence(const DcTerm *term, int introducer)
{
	int c = next_code(term, 0);
	if (c == ERR)
		return false;
	while (introducer == '[' && c >= 0x20 && c < 0x40)
		c = next_code(term, REST_MS);
	if (c != ERR && (c < 0x40 || c > 0x7e))
		ungetch(c);
	return true;
}

static bool
name_after_esc(const DcTerm *term, char key[DC_KEY_BYTES])
{
	char name[DC_KEY_BYTES];
	int c = next_code(term, 0);
	if (c == ERR)
		return name_control(ESC, key);
	/* Alt with a function key comes as one sequence: after a queued Esc this is the next key. Not to be lost: Esc, F2. */
	if (c == ESC || (c > 255 && c != KEY_BACKSPACE)) {
		ungetch(c);
		return name_control(ESC, key);
	}
	if ((c == '[' || c == 'O') && skip_sequence(term, c))
		return false;
	if (!name_plain(term, c, name))
		return false;
	return g_snprintf(key, DC_KEY_BYTES, "M-%s", name) < DC_KEY_BYTES;
}

/* All up to the end of the paste; keys in it are text or nothing. */
static void
read_paste(DcTerm *term, DcEvent *event)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	int before = 0;
	for (int c = 0; (c = next_code(term, PASTE_REST_MS)) != PASTE_END && c != ERR; before = c) {
		if (c > 255 || bytes->len >= PASTE_BYTES || (c == '\n' && before == '\r'))
			continue;
		g_string_append_c(bytes, c == '\r' ? '\n' : (char)c);
	}
	g_autofree char *text = dc_text_valid(bytes->str, (gssize)bytes->len);
	g_string_assign(term->pasted, text);
	event->kind = DC_EVENT_PASTE;
	event->text = term->pasted->str;
}

InputAnswer
input_read(DcTerm *term, DcEvent *event)
{
	int c = next_code(term, 0);
	if (c == ERR)
		return INPUT_NONE;
	if (c == PASTE_BEGIN) {
		read_paste(term, event);
		return INPUT_EVENT;
	}
	event->kind = DC_EVENT_KEY;
	bool named = c == ESC ? name_after_esc(term, event->key) : name_plain(term, c, event->key);
	return named ? INPUT_EVENT : INPUT_NOISE;
}
