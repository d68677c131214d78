/* Key names: how people write them, what they type, and what was meant with the input method on. */
#include <daicho/keys.h>

#include <daicho/text.h>

#include <string.h>

/* Names other than a character, with the words people use for them. The first spelling is ours. */
static const struct {
	const char *name;
	const char *others[4];
	bool shift, ctrl; /* may stand after S- and C- */
} named[] = {
	{ .name = "Space", .others = { "spc" } },
	{ .name = "Enter", .others = { "return", "ret", "cr" } },
	{ .name = "Tab", .shift = true },
	{ .name = "Esc", .others = { "escape" } },
	{ .name = "Backspace", .others = { "bs" } },
	{ .name = "Delete", .others = { "del" }, .shift = true, .ctrl = true },
	{ .name = "Insert", .others = { "ins" }, .shift = true, .ctrl = true },
	{ .name = "Up", .shift = true, .ctrl = true },
	{ .name = "Down", .shift = true, .ctrl = true },
	{ .name = "Left", .shift = true, .ctrl = true },
	{ .name = "Right", .shift = true, .ctrl = true },
	{ .name = "Home", .shift = true, .ctrl = true },
	{ .name = "End", .shift = true, .ctrl = true },
	{ .name = "PgUp", .others = { "pageup", "page-up", "prior" }, .shift = true, .ctrl = true },
	{ .name = "PgDn", .others = { "pagedown", "page-down", "pgdown", "next" }, .shift = true, .ctrl = true },
};

static const struct {
	const char *written;
	char modifier;
} prefixes[] = {
	{ "ctrl", 'C' }, { "control", 'C' }, { "c", 'C' }, { "alt", 'M' }, { "meta", 'M' }, { "m", 'M' }, { "shift", 'S' }, { "s", 'S' },
};

static bool
is_one_character(const char *text)
{
	return *text != '\0' && *g_utf8_next_char(text) == '\0';
}

gunichar
dc_key_char(const char *key)
{
	if (strcmp(key, "Space") == 0)
		return ' ';
	return is_one_character(key) ? g_utf8_get_char(key) : 0;
}

/* The modifier that `*name` begins with (`ctrl-`, `C-`, `alt+`), taken off; 0 if there is none or nothing would be left. */
static char
take_prefix(const char **name)
{
	for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		gsize n = strlen(prefixes[i].written);
		const char *rest = *name + n;
		if (g_ascii_strncasecmp(*name, prefixes[i].written, n) == 0 && (*rest == '-' || *rest == '+') && rest[1] != '\0') {
			*name = rest + 1;
			return prefixes[i].modifier;
		}
	}
	if (**name == '^' && (*name)[1] != '\0') {
		(*name)++;
		return 'C';
	}
	return 0;
}

static int
find_named(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(named); i++) {
		if (g_ascii_strcasecmp(name, named[i].name) == 0)
			return (int)i;
		for (guint j = 0; j < G_N_ELEMENTS(named[i].others) && named[i].others[j] != NULL; j++)
			if (g_ascii_strcasecmp(name, named[i].others[j]) == 0)
				return (int)i;
	}
	return -1;
}

static bool
write_key(char key[DC_KEY_BYTES], const char *modifiers, const char *name)
{
	return g_snprintf(key, DC_KEY_BYTES, "%s%s", modifiers, name) < DC_KEY_BYTES;
}

static bool
is_function_key(const char *name, int *number)
{
	char *end = NULL;
	if ((*name != 'F' && *name != 'f') || !g_ascii_isdigit(name[1]))
		return false;
	*number = (int)g_ascii_strtoull(name + 1, &end, 10);
	return *end == '\0' && *number >= 1 && *number <= 12;
}

/* What a Ctrl combination is for a terminal: the letter's case is lost, and three of them are other keys. */
static bool
write_ctrl(char key[DC_KEY_BYTES], const char *alt, char letter)
{
	char name[4] = { 'C', '-', g_ascii_tolower(letter), '\0' };
	if (letter < '?' || letter > '~')
		return false;
	switch (name[2]) {
	case 'i': return write_key(key, alt, "Tab");
	case 'm': return write_key(key, alt, "Enter");
	case '[': return write_key(key, alt, "Esc");
	case '?': return write_key(key, alt, "Backspace");
	}
	return write_key(key, alt, name);
}

static bool
write_character(char key[DC_KEY_BYTES], const char *name, bool alt, bool ctrl, bool shift)
{
	const char *prefix = alt ? "M-" : "";
	gunichar c = g_utf8_get_char(name);
	if (ctrl)
		return !shift && c < 128 && write_ctrl(key, prefix, (char)c);
	if (c == ' ' || c == 0x3000)
		return !shift && write_key(key, prefix, "Space");
	char upper[2] = { g_ascii_toupper(*name), '\0' };
	if (shift)
		return g_ascii_isalpha(*name) && write_key(key, prefix, upper);
	return !g_unichar_iscntrl(c) && write_key(key, prefix, name);
}

static bool
write_named(char key[DC_KEY_BYTES], const char *name, bool alt, bool ctrl, bool shift)
{
	int number = 0, i = find_named(name);
	char modifiers[8];
	g_snprintf(modifiers, sizeof modifiers, "%s%s%s", alt ? "M-" : "", ctrl ? "C-" : "", shift ? "S-" : "");
	if (i >= 0)
		return (!ctrl || named[i].ctrl) && (!shift || named[i].shift) && write_key(key, modifiers, named[i].name);
	char function[8];
	if (!is_function_key(name, &number) || ctrl || shift)
		return false;
	g_snprintf(function, sizeof function, "F%d", number);
	return write_key(key, modifiers, function);
}

bool
dc_key_parse(const char *name, char key[DC_KEY_BYTES])
{
	gsize length = strlen(name);
	g_autofree char *inside = NULL;
	if (length == 0 || !g_utf8_validate(name, -1, NULL))
		return false;
	if (length > 2 && name[0] == '<' && name[length - 1] == '>')
		name = inside = g_strndup(name + 1, length - 2);

	bool alt = false, ctrl = false, shift = false;
	for (char modifier; !is_one_character(name) && (modifier = take_prefix(&name)) != 0;) {
		alt |= modifier == 'M';
		ctrl |= modifier == 'C';
		shift |= modifier == 'S';
	}
	char found[DC_KEY_BYTES];
	bool known = is_one_character(name) ? write_character(found, name, alt, ctrl, shift) : write_named(found, name, alt, ctrl, shift);
	if (known)
		g_strlcpy(key, found, DC_KEY_BYTES);
	return known;
}

/* Characters that only an input method sends: kana, kanji, Japanese signs, half-width kana, the full-width forms. */
static bool
is_input_method(gunichar c)
{
	return (c >= 0x3000 && c <= 0x33ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xffef) ||
	       (c >= 0x1b000 && c <= 0x1b16f) || (c >= 0x20000 && c <= 0x3ffff);
}

DcKeyAnswer
dc_key_command(const char *key, char command[DC_KEY_BYTES])
{
	gunichar c = dc_key_char(key);
	if (c < 128) { /* also the named ones */
		g_strlcpy(command, key, DC_KEY_BYTES);
		return DC_KEY_BOUND;
	}
	char ascii = dc_text_ascii(c);
	if (ascii == 0)
		return is_input_method(c) ? DC_KEY_IME : DC_KEY_UNBOUND;
	char name[2] = { ascii, '\0' };
	g_strlcpy(command, ascii == ' ' ? "Space" : name, DC_KEY_BYTES);
	return DC_KEY_BOUND;
}
