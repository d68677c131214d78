/* Key names to the bytes that xterm sends (with application cursor keys, as ncurses asks for). Apart from src/ui on purpose: a test that
 * used the program's own table would agree with its mistakes. */
#include "keycode.h"

#include <glib.h>
#include <string.h>

static const struct {
	const char *key, *bytes;
} codes[] = {
	{ "Enter", "\r" },       { "Tab", "\t" },         { "S-Tab", "\033[Z" },   { "Esc", "\033" },       { "Space", " " },        { "Backspace", "\177" },
	{ "Delete", "\033[3~" }, { "Insert", "\033[2~" }, { "Up", "\033OA" },      { "Down", "\033OB" },    { "Right", "\033OC" },   { "Left", "\033OD" },
	{ "Home", "\033OH" },    { "End", "\033OF" },     { "PgUp", "\033[5~" },   { "PgDn", "\033[6~" },   { "F1", "\033OP" },      { "F2", "\033OQ" },
	{ "F3", "\033OR" },      { "F4", "\033OS" },      { "F5", "\033[15~" },    { "F6", "\033[17~" },    { "F7", "\033[18~" },    { "F8", "\033[19~" },
	{ "F9", "\033[20~" },    { "F10", "\033[21~" },   { "F11", "\033[23~" },   { "F12", "\033[24~" },   { "C-Up", "\033[1;5A" }, { "C-Down", "\033[1;5B" },
	{ "C-Right", "\033[1;5C" }, { "C-Left", "\033[1;5D" }, { "S-Left", "\033[1;2D" }, { "S-Right", "\033[1;2C" }, { "C-Home", "\033[1;5H" }, { "C-End", "\033[1;5F" },
};

char *
keycode(const char *key)
{
	if (strncmp(key, "M-", 2) == 0 && key[2] != '\0') {
		g_autofree char *rest = keycode(key + 2);
		return rest != NULL ? g_strconcat("\033", rest, NULL) : NULL;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		if (strcmp(codes[i].key, key) == 0)
			return g_strdup(codes[i].bytes);
	if (strncmp(key, "C-", 2) == 0 && key[2] >= '@' && key[2] <= '~' && key[3] == '\0')
		return g_strdup_printf("%c", key[2] & 0x1f);
	return g_utf8_validate(key, -1, NULL) && g_utf8_strlen(key, -1) == 1 ? g_strdup(key) : NULL;
}
