/* What is attached to a mail: its bytes, and a name under which a file may be made of it. See daicho/mail.h. */
#include "body.h"
#include "read.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

#define NAME_BYTES_MAX 180 /* a file system takes 255; what stands behind a name that is there already needs room */

GBytes *
dc_mail_attachment(GBytes *raw, guint i, GError **error)
{
	read_init();
	gsize length = 0;
	gconstpointer bytes = g_bytes_get_data(raw, &length);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	Survey survey;
	if (!survey_take(stream, &survey, error))
		return NULL;
	GByteArray *content = body_attachment(stream, &survey, NULL, i);
	survey_clear(&survey);
	if (content == NULL) {
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("the mail has no attachment %u"), i + 1);
		return NULL;
	}
	return g_byte_array_free_to_bytes(content);
}

/* Nothing that a file system, a shell or a terminal reads something into: no path, no control or format characters, no quotes or wildcards. */
static bool
is_plain(gunichar c)
{
	if (c < 0x20 || c == 0x7f || (c < 0x80 && strchr("/\\:*?\"<>|`$;&'!%", (int)c) != NULL))
		return false;
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_UNASSIGNED:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
		return false;
	case G_UNICODE_LOWERCASE_LETTER:
	case G_UNICODE_MODIFIER_LETTER:
	case G_UNICODE_OTHER_LETTER:
	case G_UNICODE_TITLECASE_LETTER:
	case G_UNICODE_UPPERCASE_LETTER:
	case G_UNICODE_SPACING_MARK:
	case G_UNICODE_ENCLOSING_MARK:
	case G_UNICODE_NON_SPACING_MARK:
	case G_UNICODE_DECIMAL_NUMBER:
	case G_UNICODE_LETTER_NUMBER:
	case G_UNICODE_OTHER_NUMBER:
	case G_UNICODE_CONNECT_PUNCTUATION:
	case G_UNICODE_DASH_PUNCTUATION:
	case G_UNICODE_CLOSE_PUNCTUATION:
	case G_UNICODE_FINAL_PUNCTUATION:
	case G_UNICODE_INITIAL_PUNCTUATION:
	case G_UNICODE_OTHER_PUNCTUATION:
	case G_UNICODE_OPEN_PUNCTUATION:
	case G_UNICODE_CURRENCY_SYMBOL:
	case G_UNICODE_MODIFIER_SYMBOL:
	case G_UNICODE_MATH_SYMBOL:
	case G_UNICODE_OTHER_SYMBOL:
	case G_UNICODE_SPACE_SEPARATOR:
		return true;
	}
	return false;
}

/* Cuts it between characters, and keeps the ending. */
static void
shorten(GString *name)
{
	if (name->len <= NAME_BYTES_MAX)
		return;
	const char *dot = strrchr(name->str, '.');
	g_autofree char *ending = dot != NULL && strlen(dot) <= 12 ? g_strdup(dot) : g_strdup("");
	gsize keep = NAME_BYTES_MAX - strlen(ending);
	while (keep > 0 && ((guchar)name->str[keep] & 0xC0) == 0x80)
		keep--;
	g_string_truncate(name, keep);
	g_string_append(name, ending);
}

char *
dc_attachment_file_name(const DcAttachment *attachment, guint i)
{
	g_autofree char *line = dc_text_one_line(attachment->name);
	const char *base = line; /* of a path the last part, whoever wrote it */
	for (const char *p = line; *p != '\0'; p++)
		base = *p == '/' || *p == '\\' ? p + 1 : base;
	g_autoptr(GString) name = g_string_new(NULL);
	for (const char *p = base; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		g_string_append_unichar(name, is_plain(c) ? c : '_');
	}
	while (name->len > 0 && strchr(". -", name->str[0]) != NULL) /* neither hidden nor an option */
		g_string_erase(name, 0, 1);
	while (name->len > 0 && strchr(". ", name->str[name->len - 1]) != NULL)
		g_string_truncate(name, name->len - 1);
	shorten(name);
	if (name->len == 0)
		g_string_printf(name, "attachment-%u%s", i + 1, g_str_has_prefix(attachment->type, "message/") ? ".eml" : "");
	return g_strdup(name->str);
}
