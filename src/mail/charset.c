/* Which charset bytes are in, whatever they are said to be in. See charset.h. */
#include "charset.h"

#include <daicho/japanese.h>

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define NAME_MAX_LENGTH 40

typedef enum { KIND_UNKNOWN, KIND_ASCII, KIND_UTF8, KIND_JIS, KIND_CP932, KIND_EUC, KIND_OTHER } Kind;

typedef struct {
	Kind kind;
	const char *name; /* what the operator is told; iconv's name if KIND_OTHER */
} Charset;

static const Charset unknown = { KIND_UNKNOWN, NULL }, ascii = { KIND_ASCII, "US-ASCII" }, utf8 = { KIND_UTF8, "UTF-8" },
	jis = { KIND_JIS, "ISO-2022-JP" }, cp932 = { KIND_CP932, "CP932" }, euc = { KIND_EUC, "EUC-JP" };

/* The names in use, as far as they are not iconv's or mean another charset than iconv thinks. */
static const struct {
	const char *alias;
	Charset charset;
} aliases[] = {
	{ "us-ascii", { KIND_ASCII, "US-ASCII" } },
	{ "ascii", { KIND_ASCII, "US-ASCII" } },
	{ "ansi_x3.4-1968", { KIND_ASCII, "US-ASCII" } },
	{ "iso646-us", { KIND_ASCII, "US-ASCII" } },
	{ "utf-8", { KIND_UTF8, "UTF-8" } },
	{ "utf8", { KIND_UTF8, "UTF-8" } },
	{ "utf_8", { KIND_UTF8, "UTF-8" } },
	{ "utf8mb4", { KIND_UTF8, "UTF-8" } },
	{ "unicode-1-1-utf-8", { KIND_UTF8, "UTF-8" } },
	{ "iso-2022-jp", { KIND_JIS, "ISO-2022-JP" } },
	{ "iso-2022-jp-1", { KIND_JIS, "ISO-2022-JP" } },
	{ "iso-2022-jp-2", { KIND_JIS, "ISO-2022-JP" } },
	{ "iso-2022-jp-3", { KIND_JIS, "ISO-2022-JP" } },
	{ "iso-2022-jp-2004", { KIND_JIS, "ISO-2022-JP" } },
	{ "iso-2022-jp-ms", { KIND_JIS, "ISO-2022-JP" } },
	{ "iso2022jp", { KIND_JIS, "ISO-2022-JP" } },
	{ "iso2022-jp", { KIND_JIS, "ISO-2022-JP" } },
	{ "csiso2022jp", { KIND_JIS, "ISO-2022-JP" } },
	{ "x-windows-iso2022jp", { KIND_JIS, "ISO-2022-JP" } },
	{ "jis", { KIND_JIS, "ISO-2022-JP" } },
	{ "cp50220", { KIND_JIS, "ISO-2022-JP" } },
	{ "cp50221", { KIND_JIS, "ISO-2022-JP" } },
	{ "cp50222", { KIND_JIS, "ISO-2022-JP" } },
	{ "shift_jis", { KIND_CP932, "CP932" } },
	{ "shift-jis", { KIND_CP932, "CP932" } },
	{ "shiftjis", { KIND_CP932, "CP932" } },
	{ "sjis", { KIND_CP932, "CP932" } },
	{ "sjis-win", { KIND_CP932, "CP932" } },
	{ "x-sjis", { KIND_CP932, "CP932" } },
	{ "x-sjis-jp", { KIND_CP932, "CP932" } },
	{ "x-shift-jis", { KIND_CP932, "CP932" } },
	{ "x-ms-cp932", { KIND_CP932, "CP932" } },
	{ "x-mac-japanese", { KIND_CP932, "CP932" } },
	{ "ms_kanji", { KIND_CP932, "CP932" } },
	{ "ms932", { KIND_CP932, "CP932" } },
	{ "cp932", { KIND_CP932, "CP932" } },
	{ "windows-932", { KIND_CP932, "CP932" } },
	{ "windows-31j", { KIND_CP932, "CP932" } },
	{ "csshiftjis", { KIND_CP932, "CP932" } },
	{ "cswindows31j", { KIND_CP932, "CP932" } },
	{ "euc-jp", { KIND_EUC, "EUC-JP" } },
	{ "eucjp", { KIND_EUC, "EUC-JP" } },
	{ "x-euc", { KIND_EUC, "EUC-JP" } },
	{ "x-eucjp", { KIND_EUC, "EUC-JP" } },
	{ "x-euc-jp", { KIND_EUC, "EUC-JP" } },
	{ "euc-jp-ms", { KIND_EUC, "EUC-JP" } },
	{ "eucjp-ms", { KIND_EUC, "EUC-JP" } },
	{ "eucjp-win", { KIND_EUC, "EUC-JP" } },
	{ "cp51932", { KIND_EUC, "EUC-JP" } },
	{ "cseucpkdfmtjapanese", { KIND_EUC, "EUC-JP" } },
	{ "extended_unix_code_packed_format_for_japanese", { KIND_EUC, "EUC-JP" } },
	{ "ujis", { KIND_EUC, "EUC-JP" } },
	{ "iso-8859-1", { KIND_OTHER, "CP1252" } }, /* what calls itself so has the quotes of Windows in it */
	{ "latin1", { KIND_OTHER, "CP1252" } },
	{ "iso-8859-8-i", { KIND_OTHER, "ISO-8859-8" } },
	{ "iso-8859-6-i", { KIND_OTHER, "ISO-8859-6" } },
	{ "ks_c_5601-1987", { KIND_OTHER, "CP949" } },
	{ "ks_c_5601", { KIND_OTHER, "CP949" } },
	{ "ksc5601", { KIND_OTHER, "CP949" } },
	{ "ksc_5601", { KIND_OTHER, "CP949" } },
	{ "korean", { KIND_OTHER, "CP949" } },
	{ "euc-kr", { KIND_OTHER, "CP949" } },
	{ "windows-949", { KIND_OTHER, "CP949" } },
	{ "gb2312", { KIND_OTHER, "GB18030" } },
	{ "gb_2312-80", { KIND_OTHER, "GB18030" } },
	{ "gbk", { KIND_OTHER, "GB18030" } },
	{ "x-gbk", { KIND_OTHER, "GB18030" } },
	{ "cp936", { KIND_OTHER, "GB18030" } },
	{ "windows-936", { KIND_OTHER, "GB18030" } },
	{ "big5", { KIND_OTHER, "BIG5-HKSCS" } },
	{ "x-x-big5", { KIND_OTHER, "BIG5-HKSCS" } },
	{ "cp950", { KIND_OTHER, "BIG5-HKSCS" } },
	{ "unicode-1-1-utf-7", { KIND_OTHER, "UTF-7" } },
	{ "x-unicode-2-0-utf-7", { KIND_OTHER, "UTF-7" } },
};

/* iconv would take `UTF-8//IGNORE` and drop bytes in silence. */
static bool
name_is_plain(const char *name)
{
	gsize n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+()");
	return n > 0 && n <= NAME_MAX_LENGTH && name[n] == '\0';
}

static Charset
charset_other(const char *name)
{
	GIConv converter = name_is_plain(name) ? g_iconv_open("UTF-8", name) : (GIConv)-1; /* NOLINT: the type of iconv */
	if (converter == (GIConv)-1)                                                         /* NOLINT */
		return unknown;
	g_iconv_close(converter);
	g_autofree char *upper = g_ascii_strup(name, -1);
	return (Charset){ KIND_OTHER, g_intern_string(upper) }; /* as many as iconv knows at most */
}

static Charset
charset_named(const char *name)
{
	if (name == NULL)
		return unknown;
	for (gsize i = 0; i < G_N_ELEMENTS(aliases); i++) {
		if (g_ascii_strcasecmp(name, aliases[i].alias) == 0)
			return aliases[i].charset;
	}
	return charset_other(name);
}

bool
charset_same(const char *a, const char *b)
{
	if (g_ascii_strcasecmp(a, b) == 0)
		return true;
	Charset x = charset_named(a), y = charset_named(b);
	return x.kind != KIND_UNKNOWN && x.kind == y.kind && g_strcmp0(x.name, y.name) == 0;
}

/* -- decoding as one charset -- */
static guint
from_utf8(const char *bytes, gsize length, guint limit, GString *out)
{
	guint errors = 0;
	for (const char *at = bytes, *end = bytes + length, *stop; at < end && errors <= limit; at = stop) {
		g_utf8_validate_len(at, (gsize)(end - at), &stop);
		g_string_append_len(out, at, stop - at);
		if (stop == end)
			break;
		g_string_append(out, REPLACEMENT);
		errors++;
		/* One sign for the whole of a broken character. */
		for (stop++; stop < end && (*stop & 0xC0) == 0x80; stop++)
			;
	}
	return errors;
}

static guint
from_ascii(const char *bytes, gsize length, guint limit, GString *out)
{
	guint errors = 0;
	for (gsize i = 0; i < length && errors <= limit; i++) {
		if ((guint8)bytes[i] < 0x80) {
			g_string_append_c(out, bytes[i]);
		} else {
			g_string_append(out, REPLACEMENT);
			errors++;
		}
	}
	return errors;
}

/* Returns the number of errors, as the functions of japanese.h; G_MAXUINT if nothing can be said in this charset. */
static guint
decode_as(Charset charset, const char *bytes, gsize length, guint limit, GString *out)
{
	switch (charset.kind) {
	case KIND_UNKNOWN:
		return G_MAXUINT;
	case KIND_ASCII:
		return from_ascii(bytes, length, limit, out);
	case KIND_UTF8:
		return from_utf8(bytes, length, limit, out);
	case KIND_JIS:
		return dc_japanese_from_jis(bytes, length, limit, out);
	case KIND_CP932:
		return dc_japanese_from_cp932(bytes, length, limit, out);
	case KIND_EUC:
		return dc_japanese_from_euc(bytes, length, limit, out);
	case KIND_OTHER:
		return dc_japanese_from_iconv(charset.name, bytes, length, limit, out);
	}
	return G_MAXUINT;
}

/* -- deciding -- */
typedef struct {
	bool high, escapes; /* bytes over 0x7F; escape sequences of ISO-2022-JP */
	bool shifts;        /* ESC or SO at all */
	bool utf8;          /* valid UTF-8 */
	bool utf8_wide;     /* ... with a character of three bytes or more: no accident */
	bool utf8_mostly;   /* UTF-8 that was cut or damaged: few errors among many such characters */
} Looks;

/* A text cut in the middle of a character is still UTF-8; in another charset hardly a character of three bytes would come about. */
static bool
is_mostly_utf8(const char *bytes, gsize length)
{
	gsize wide = 0, errors = 0;
	for (gsize at = 0; at < length;) {
		if ((guint8)bytes[at] < 0x80) {
			at++;
			continue;
		}
		gunichar c = g_utf8_get_char_validated(bytes + at, (gssize)(length - at));
		bool cut = c == (gunichar)-2 && at > 0;
		if (c == (gunichar)-1 || c == (gunichar)-2) {
			errors++;
			at += cut ? length - at : 1;
		} else {
			wide += c >= 0x800 ? 1 : 0;
			at += (gsize)g_unichar_to_utf8(c, NULL);
		}
		if (cut && errors == 1)
			return wide > 0;
	}
	return wide >= 4 * errors && wide > 0;
}

static Looks
look(const char *bytes, gsize length)
{
	Looks looks = { 0 };
	bool wide = false;
	for (gsize i = 0; i < length; i++) {
		looks.high |= (guint8)bytes[i] >= 0x80;
		wide |= (guint8)bytes[i] >= 0xE0;
		looks.shifts |= bytes[i] == 0x1B || bytes[i] == 0x0E;
	}
	looks.escapes = looks.shifts && dc_japanese_has_escapes(bytes, length);
	looks.utf8 = looks.high && g_utf8_validate_len(bytes, length, NULL);
	looks.utf8_wide = looks.utf8 && wide;
	looks.utf8_mostly = wide && !looks.utf8 && is_mostly_utf8(bytes, length);
	return looks;
}

/* Whether the bytes speak louder than the label: nobody writes Shift_JIS that happens to be UTF-8, or an ASCII with Japanese escapes. */
static Charset
charset_overruling(Charset declared, Looks looks)
{
	if (looks.escapes && declared.kind != KIND_JIS && (declared.kind != KIND_OTHER || !g_str_has_prefix(declared.name, "ISO-2022-")))
		return jis;
	if (looks.utf8_wide && declared.kind == KIND_CP932)
		return utf8;
	if (looks.utf8 && declared.kind == KIND_OTHER && (g_str_has_prefix(declared.name, "CP125") || g_str_has_prefix(declared.name, "ISO-8859")))
		return utf8;
	return unknown;
}

static Charset
charset_detect(const char *bytes, gsize length, Looks looks)
{
	if (looks.escapes)
		return jis;
	if (!looks.high)
		return ascii;
	if (looks.utf8)
		return utf8;
	if (looks.utf8_mostly)
		return unknown;
	double as_euc = dc_japanese_euc_likeness(bytes, length), as_cp932 = dc_japanese_cp932_likeness(bytes, length);
	if (as_euc < 0 && as_cp932 < 0)
		return unknown;
	return as_euc >= as_cp932 ? euc : cp932;
}

/* The charset with the fewest errors; the declared one where others are no better. */
static guint
decode_best(Charset declared, const char *bytes, gsize length, GString *out, Charset *used)
{
	const Charset candidates[] = { declared, utf8, cp932, euc };
	g_autoptr(GString) attempt = g_string_new(NULL);
	guint best = G_MAXUINT;
	*used = utf8;
	for (gsize i = 0; i < G_N_ELEMENTS(candidates) && best > 0; i++) {
		g_string_truncate(attempt, 0);
		guint errors = decode_as(candidates[i], bytes, length, best - 1, attempt);
		if (errors >= best)
			continue;
		best = errors;
		*used = candidates[i];
		g_string_truncate(out, 0);
		g_string_append_len(out, attempt->str, (gssize)attempt->len);
	}
	return best;
}

static guint
decode(const char *bytes, gsize length, const char *name, GString *out, Charset *used)
{
	Looks looks = look(bytes, length);
	Charset declared = charset_named(name);
	if (!looks.high && !looks.shifts && declared.kind != KIND_OTHER) { /* most headers: the same in all of them */
		g_string_append_len(out, bytes, (gssize)length);
		*used = declared.kind != KIND_UNKNOWN ? declared : ascii;
		return 0;
	}
	/* Without escapes and high bytes ISO-2022-JP is ASCII; with high bytes only, it is something else. */
	bool plausible = declared.kind != KIND_JIS || looks.escapes || !looks.high;
	const Charset candidates[] = { charset_overruling(declared, looks), plausible ? declared : unknown, charset_detect(bytes, length, looks) };
	for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++) {
		*used = candidates[i];
		if (decode_as(*used, bytes, length, 0, out) == 0)
			return 0;
		g_string_truncate(out, 0);
	}
	/* With escapes everything is valid in CP932, and nothing readable. */
	if (looks.escapes || looks.utf8_mostly) {
		*used = looks.escapes ? jis : utf8;
		return decode_as(*used, bytes, length, G_MAXUINT - 1, out);
	}
	return decode_best(declared, bytes, length, out, used);
}

/* C strings end at NUL: what stands there becomes U+FFFD as well. */
static char *
without_nul(GString *text, bool *garbled)
{
	if (memchr(text->str, 0, text->len) == NULL)
		return g_string_free(text, FALSE);
	GString *out = g_string_sized_new(text->len);
	for (gsize i = 0; i < text->len; i++) {
		if (text->str[i] != '\0')
			g_string_append_c(out, text->str[i]);
		else
			g_string_append(out, REPLACEMENT);
	}
	*garbled = true;
	g_string_free(text, TRUE);
	return g_string_free(out, FALSE);
}

char *
charset_decode(const char *bytes, gsize length, const char *declared, const char **charset, bool *garbled)
{
	GString *out = g_string_sized_new(length + length / 2 + 1);
	Charset used = unknown;
	if (decode(bytes, length, declared, out, &used) > 0)
		*garbled = true;
	if (charset != NULL)
		*charset = used.name;
	if (out->len >= 3 && memcmp(out->str, "\xEF\xBB\xBF", 3) == 0)
		g_string_erase(out, 0, 3);
	return without_nul(out, garbled);
}

char *
charset_force(const char *bytes, gsize length, const char *name, const char **charset, bool *garbled)
{
	GString *out = g_string_sized_new(length + length / 2 + 1);
	Charset used = charset_named(name);
	if (decode_as(used, bytes, length, G_MAXUINT - 1, out) > 0)
		*garbled = true;
	*charset = used.name;
	return without_nul(out, garbled);
}

bool
charset_is_known(const char *name)
{
	return charset_named(name).kind != KIND_UNKNOWN;
}
