/* Composing an answer: a message that Japanese mail programs read, threaded under what it answers. See daicho/mail.h. */
#include "mime.h"
#include "read.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

/* An address or an id as it may stand in a header: nothing in it ends the line or begins another field. */
static bool
is_token(const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if ((guchar)*p <= 0x20 || (guchar)*p >= 0x7f || *p == '<' || *p == '>' || *p == ',')
			return false;
	}
	return *text != '\0';
}

static bool
check_address(const char *address, const char *what, GError **error)
{
	if (address != NULL && is_token(address) && strchr(address, '@') != NULL)
		return true;
	g_autofree char *shown = dc_text_clip(address != NULL ? address : "", 60);
	g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("%s: “%s” is no mail address"), what, shown);
	return false;
}

static char *
references_of(const DcMailDraft *draft)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; draft->references != NULL && i < draft->references->len; i++) {
		const char *id = g_ptr_array_index(draft->references, i);
		if (is_token(id) && g_strcmp0(id, draft->in_reply_to) != 0)
			g_string_append_printf(out, "%s<%s>", out->len > 0 ? " " : "", id);
	}
	if (draft->in_reply_to != NULL && is_token(draft->in_reply_to))
		g_string_append_printf(out, "%s<%s>", out->len > 0 ? " " : "", draft->in_reply_to);
	return g_string_free(out, FALSE);
}

#define LINE_MAX_BYTES 998 /* RFC 5322, 2.1.1 */

static bool
has_long_line(const char *bytes)
{
	gsize length = 0;
	for (; *bytes != '\0' && length <= LINE_MAX_BYTES; bytes += length + (bytes[length] == '\n' ? 1 : 0))
		length = strcspn(bytes, "\n");
	return length > LINE_MAX_BYTES;
}

/* What cannot be written in ISO-2022-JP (half-width kana, ①, 😀), or in lines that a mail server would break within a character, is not lost:
 * the mail goes out in UTF-8. */
static const char *
charset_for(const DcMailDraft *draft)
{
	if (draft->charset == NULL || g_ascii_strcasecmp(draft->charset, "ISO-2022-JP") != 0)
		return "UTF-8";
	g_autofree char *all = g_strconcat(draft->subject, "\n", draft->text, NULL);
	g_autofree char *bytes = g_convert(all, -1, "ISO-2022-JP", "UTF-8", NULL, NULL, NULL);
	return bytes != NULL && !has_long_line(bytes) ? "ISO-2022-JP" : "UTF-8";
}

static void
set_ids(GMimeMessage *message, const DcMailDraft *draft)
{
	g_autofree char *references = references_of(draft);
	g_mime_message_set_message_id(message, draft->message_id);
	if (draft->in_reply_to != NULL && is_token(draft->in_reply_to)) {
		g_autofree char *reply = g_strdup_printf("<%s>", draft->in_reply_to);
		g_mime_object_set_header(GMIME_OBJECT(message), "In-Reply-To", reply, NULL);
	}
	if (*references != '\0')
		g_mime_object_set_header(GMIME_OBJECT(message), "References", references, NULL);
}

static GMimePart *
text_part(const DcMailDraft *draft, const char *charset)
{
	bool utf8 = strcmp(charset, "UTF-8") == 0;
	gsize length = strlen(draft->text);
	g_autofree char *bytes = utf8 ? g_strdup(draft->text) : g_convert(draft->text, -1, charset, "UTF-8", NULL, &length, NULL);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
	GMimePart *part = g_mime_part_new_with_type("text", "plain");
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", charset);
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, utf8 ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_7BIT);
	g_object_unref(content);
	return part;
}

GBytes *
dc_mail_compose(const DcMailDraft *draft, GError **error)
{
	read_init();
	if (!check_address(draft->from, _("the address it is sent from"), error) || !check_address(draft->to, _("the address of the caller"), error))
		return NULL;
	const char *charset = charset_for(draft);
	g_autofree char *subject = dc_text_one_line(draft->subject);
	g_autoptr(GMimeMessage) message = g_mime_message_new(FALSE);
	g_autoptr(GMimePart) part = text_part(draft, charset);
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_local(draft->date);
	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, draft->from_name, draft->from);
	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, draft->to_name, draft->to);
	g_mime_message_set_subject(message, subject, charset);
	g_mime_message_set_date(message, date);
	set_ids(message, draft);
	g_mime_object_set_header(GMIME_OBJECT(message), "MIME-Version", "1.0", NULL);
	g_mime_message_set_mime_part(message, GMIME_OBJECT(part));

	g_autofree char *text = g_mime_object_to_string(GMIME_OBJECT(message), NULL);
	return g_bytes_new(text, strlen(text));
}
