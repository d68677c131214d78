/* Which of the charsets of Japanese offices the cells are in, and the cells in UTF-8. Quotes, delimiters and line ends are no part of a character in any of
 * them, so rows are parted before they are decoded, and keep their bytes. */
#include "room.h"

#include <daicho/japanese.h>
#include <daicho/text.h>

#include <string.h>

static const char *const known[] = { "UTF-8", "CP932", "EUC-JP" };

static const struct {
	const char *alias;
	int is; /* of `known` */
} aliases[] = {
	{ "utf-8", 0 }, { "utf8", 0 }, { "utf-16", 0 }, { "cp932", 1 }, { "shift_jis", 1 }, { "shift-jis", 1 }, { "sjis", 1 }, { "windows-31j", 1 }, { "ms932", 1 }, { "euc-jp", 2 }, { "eucjp", 2 },
};

bool
charset_named(const char *name, Charset *charset)
{
	for (guint i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (g_ascii_strcasecmp(aliases[i].alias, name) == 0) {
			*charset = (Charset){ .known = true, .name = known[aliases[i].is] };
			return true;
		}
	return false;
}

/* Damaged here and there, but such sequences do not come about by chance in anything else. */
static bool
is_mostly_utf8(const char *bytes, gsize length)
{
	gsize wide = 0, errors = 0;
	for (gsize at = 0; at < length;) {
		gunichar c = g_utf8_get_char_validated(bytes + at, (gssize)(length - at));
		bool bad = c == (gunichar)-1 || c == (gunichar)-2;
		errors += bad;
		wide += !bad && c >= 0x800;
		at += bad || c == 0 ? 1 : (gsize)g_unichar_to_utf8(c, NULL);
	}
	return wide > 0 && wide >= 4 * errors;
}

Charset
charset_find(const char *bytes, gsize length)
{
	const char *stop;
	if (g_utf8_validate_len(bytes, length, &stop) || (gsize)(bytes + length - stop) < 4 || is_mostly_utf8(bytes, length))
		return (Charset){ .known = true, .name = known[0] };
	/* Whole lines, for half a character would tell against what it is in. */
	const char *newline = memrchr(bytes, '\n', length);
	gsize whole = newline != NULL ? (gsize)(newline - bytes) : length;
	double cp932 = dc_japanese_cp932_likeness(bytes, whole), euc = dc_japanese_euc_likeness(bytes, whole);
	bool neither = cp932 < 0 && euc < 0;
	return (Charset){ .known = true, .name = known[neither ? 0 : euc >= cp932 ? 2 : 1] };
}

bool
charset_decode_cell(Charset charset, GString *text, gsize start, GString *scratch)
{
	const char *cell = text->str + start;
	gsize length = text->len - start;
	if (g_utf8_validate_len(cell, length, NULL) && (charset.name == known[0] || g_str_is_ascii(cell)))
		return true;
	guint errors = 0;
	g_string_truncate(scratch, 0);
	if (charset.name == known[1])
		errors = dc_japanese_from_cp932(cell, length, G_MAXUINT - 1, scratch);
	else if (charset.name == known[2])
		errors = dc_japanese_from_euc(cell, length, G_MAXUINT - 1, scratch);
	else
		g_string_append_len(scratch, cell, (gssize)length);
	bool is_text = errors == 0 && g_utf8_validate_len(scratch->str, scratch->len, NULL);
	g_autofree char *valid = dc_text_valid(scratch->str, (gssize)scratch->len);
	g_string_truncate(text, start);
	g_string_append(text, valid);
	return is_text;
}
