/* The body of a message: GMime tells the parts apart, this chooses among them and decodes. See body.h. */
#include "body.h"

#include "charset.h"
#include "clean.h"
#include "flowed.h"
#include "header.h"
#include "html.h"

#include <string.h>

#define DEPTH_MAX 30

typedef struct {
	DcMail *mail;
	GString *text;       /* UTF-8, not yet tidied */
	const char *charset; /* of the first part that was read */
	const char *as;      /* the charset of every text, whatever it declares; NULL */
	const char *hint;    /* what raw names are most likely in */
	bool quoted;         /* lines `>From ` are `From ` */
	GByteArray *wanted;  /* takes the bytes of attachment `wanted_at`; NULL: none is wanted */
	guint wanted_at;
	GMimeObject *nested; /* the first message in the message; not owned */
	bool original;       /* a bounce: the mail that did not arrive is among the references */
} Body;

static void body_part(Body *body, GMimeObject *object, int depth);

/* -- bytes of a part -- */
/* Reads the decoded content: up to `max` bytes of it into `bytes` (may be NULL). Returns its whole size. */
static gint64
part_content(GMimePart *part, gsize max, GByteArray *bytes)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *encoded = content != NULL ? g_mime_data_wrapper_get_stream(content) : NULL;
	if (encoded == NULL)
		return 0;
	g_mime_stream_reset(encoded);
	g_autoptr(GMimeStream) stream = g_mime_stream_filter_new(encoded);
	g_autoptr(GMimeFilter) decoder = g_mime_filter_basic_new(g_mime_data_wrapper_get_encoding(content), FALSE);
	g_mime_stream_filter_add(GMIME_STREAM_FILTER(stream), decoder);

	char block[16 * 1024];
	gint64 size = 0;
	for (gssize n; (n = g_mime_stream_read(stream, block, sizeof block)) > 0; size += n) {
		if (bytes != NULL && bytes->len < max)
			g_byte_array_append(bytes, (const guint8 *)block, (guint)MIN((gsize)n, max - bytes->len));
	}
	return size;
}

/* -- headers of a part -- */
/* A header of the part as UTF-8, unfolded, encoded words as they are; "" if it has none. Transfer full. */
static char *
part_header(Body *body, GMimeObject *object, const char *name)
{
	GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
	const char *value = header != NULL ? g_mime_header_get_raw_value(header) : NULL;
	return value != NULL ? header_unfold(value, MIN(strlen(value), HEADER_VALUE_MAX), body->hint, &body->mail->garbled) : g_strdup("");
}

/* Transfer full, NULL if it has none. */
static char *
part_parameter(Body *body, GMimeObject *object, const char *header, const char *name)
{
	g_autofree char *value = part_header(body, object, header);
	return header_parameter(value, name, body->hint, &body->mail->garbled);
}

static char *
part_name(Body *body, GMimeObject *object)
{
	char *name = part_parameter(body, object, "Content-Disposition", "filename");
	return name != NULL ? name : part_parameter(body, object, "Content-Type", "name");
}

static char *
part_type(GMimeObject *object)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	g_autofree char *mime = type != NULL ? g_mime_content_type_get_mime_type(type) : g_strdup("application/octet-stream");
	g_autofree char *lower = g_utf8_make_valid(mime, -1);
	return clean_line(g_ascii_strdown(lower, -1), 255);
}

static bool
part_is(GMimeObject *object, const char *type, const char *subtype)
{
	GMimeContentType *is = g_mime_object_get_content_type(object);
	return is != NULL && g_mime_content_type_is_type(is, type, subtype);
}

/* A type that is none, such as `text`: RFC 2045 takes it for plain text, GMime for bytes. */
static bool
part_type_is_broken(Body *body, GMimeObject *object)
{
	g_autofree char *value = part_header(body, object, "Content-Type");
	value[strcspn(value, ";")] = '\0';
	return *g_strstrip(value) != '\0' && strchr(value, '/') == NULL;
}

/* Text to be read in place. */
static bool
part_is_inline(Body *body, GMimeObject *object)
{
	if (!GMIME_IS_PART(object))
		return false;
	if (!part_is(object, "text", "plain") && !part_is(object, "text", "html") && !part_type_is_broken(body, object))
		return false;
	g_autofree char *disposition = part_header(body, object, "Content-Disposition");
	if (g_ascii_strncasecmp(g_strstrip(disposition), "attachment", 10) == 0)
		return false;
	g_autofree char *name = part_name(body, object);
	return name == NULL || *name == '\0';
}

/* -- text -- */
static char *
decode_text(Body *body, GByteArray *bytes, const char *declared, const char **charset)
{
	const char *data = (const char *)bytes->data;
	if (body->as != NULL)
		return charset_force(data, bytes->len, body->as, charset, &body->mail->garbled);
	return charset_decode(data, bytes->len, declared, charset, &body->mail->garbled);
}

static char *
html_part(Body *body, GByteArray *bytes, const char *declared, const char **charset)
{
	g_autofree char *meta = declared == NULL ? html_charset((const char *)bytes->data, bytes->len) : NULL;
	g_autofree char *html = decode_text(body, bytes, declared != NULL ? declared : meta, charset);
	return html_text(html);
}

/* Takes the > off that an mbox put before From_. */
static char *
without_from_quotes(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	while (*text != '\0') {
		gsize quotes = strspn(text, ">");
		if (quotes > 0 && strncmp(text + quotes, "From ", 5) == 0)
			text++;
		gsize line = strcspn(text, "\n");
		line += text[line] == '\n' ? 1 : 0;
		g_string_append_len(out, text, (gssize)line);
		text += line;
	}
	return g_string_free(out, FALSE);
}

static char *
plain_part(Body *body, GMimeObject *object, GByteArray *bytes, const char *declared, const char **charset)
{
	char *text = decode_text(body, bytes, declared, charset);
	if (body->quoted && strstr(text, ">From ") != NULL) {
		g_autofree char *quoted = text;
		text = without_from_quotes(quoted);
	}
	g_autofree char *format = part_parameter(body, object, "Content-Type", "format");
	if (format == NULL || g_ascii_strcasecmp(format, "flowed") != 0)
		return text;
	g_autofree char *delsp = part_parameter(body, object, "Content-Type", "delsp");
	g_autofree char *flowed = text;
	return flowed_text(flowed, delsp != NULL && g_ascii_strcasecmp(delsp, "yes") == 0);
}

static void
append_text(Body *body, const char *text, const char *charset)
{
	g_autofree char *tidy = clean_lines(g_strdup(text));
	if (*tidy == '\0')
		return;
	if (body->text->len > 0)
		g_string_append_c(body->text, '\n');
	g_string_append(body->text, tidy);
	if (body->charset == NULL)
		body->charset = charset;
}

/* Cut off behind its last line: half a character would make all of it look garbled. */
static void
end_with_line(GByteArray *bytes)
{
	const guint8 *newline = memrchr(bytes->data, '\n', bytes->len);
	if (newline != NULL)
		g_byte_array_set_size(bytes, (guint)(newline + 1 - bytes->data));
}

static void
read_text(Body *body, GMimeObject *object)
{
	if (body->text->len >= DC_MAIL_TEXT_MAX) {
		body->mail->cut = true;
		return;
	}
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	if (part_content(GMIME_PART(object), DC_MAIL_TEXT_MAX, bytes) > DC_MAIL_TEXT_MAX) {
		body->mail->cut = true;
		end_with_line(bytes);
	}
	if (bytes->len == 0)
		return;
	const char *charset = NULL;
	g_autofree char *declared = part_parameter(body, object, "Content-Type", "charset");
	g_autofree char *text = part_is(object, "text", "html") ? html_part(body, bytes, declared, &charset) :
								  plain_part(body, object, bytes, declared, &charset);
	append_text(body, text, charset);
}

/* -- attachments -- */
static gint64
object_size(GMimeObject *object)
{
	if (GMIME_IS_PART(object))
		return part_content(GMIME_PART(object), 0, NULL);
	g_autoptr(GMimeStream) nowhere = g_mime_stream_null_new();
	gssize n = g_mime_object_write_to_stream(object, NULL, nowhere);
	return MAX(n, 0);
}

static void
take_bytes(Body *body, GMimeObject *object)
{
	if (GMIME_IS_PART(object)) {
		part_content(GMIME_PART(object), DC_MAIL_RAW_MAX, body->wanted);
		return;
	}
	GMimeMessage *message = GMIME_IS_MESSAGE_PART(object) ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)) : NULL;
	g_autoptr(GMimeStream) memory = g_mime_stream_mem_new_with_byte_array(body->wanted);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory), FALSE);
	g_mime_object_write_to_stream(message != NULL ? GMIME_OBJECT(message) : object, NULL, memory);
}

static void
add_attachment(Body *body, GMimeObject *object)
{
	if (body->wanted != NULL && body->mail->attachments->len == body->wanted_at && body->wanted->len == 0)
		take_bytes(body, object);
	if (body->mail->attachments->len >= DC_MAIL_ATTACHMENTS_MAX) {
		body->mail->cut = true;
		return;
	}
	DcAttachment *attachment = g_new0(DcAttachment, 1);
	attachment->name = part_name(body, object);
	if (attachment->name == NULL)
		attachment->name = g_strdup("");
	attachment->type = part_type(object);
	attachment->size = object_size(object);
	g_ptr_array_add(body->mail->attachments, attachment);
}

static void
add_message(Body *body, GMimeObject *object)
{
	add_attachment(body, object);
	if (body->nested == NULL)
		body->nested = object;
}

/* -- structure -- */
/* Which of several forms of one text is read: plain text if there is any, else HTML, else whatever comes first. */
static int
choose_alternative(Body *body, GMimeMultipart *multipart)
{
	int html = -1, other = -1;
	for (int i = 0, n = g_mime_multipart_get_count(multipart); i < n; i++) {
		GMimeObject *object = g_mime_multipart_get_part(multipart, i);
		if (GMIME_IS_PART(object) && part_is(object, "text", "plain") && part_is_inline(body, object)) {
			g_autoptr(GByteArray) start = g_byte_array_new();
			part_content(GMIME_PART(object), 64, start);
			for (guint at = 0; at < start->len; at++) {
				if (!g_ascii_isspace(start->data[at]))
					return i;
			}
		} else if (html < 0 && (part_is(object, "text", "html") || GMIME_IS_MULTIPART(object))) {
			html = i;
		} else if (other < 0) {
			other = i;
		}
	}
	return html >= 0 ? html : other;
}

static void
read_alternative(Body *body, GMimeMultipart *multipart, int depth)
{
	int chosen = choose_alternative(body, multipart);
	for (int i = 0, n = g_mime_multipart_get_count(multipart); i < n; i++) {
		GMimeObject *object = g_mime_multipart_get_part(multipart, i);
		if (i == chosen)
			body_part(body, object, depth);
		else if (!part_is_inline(body, object) && GMIME_IS_PART(object)) /* an invitation beside its text */
			add_attachment(body, object);
	}
}

/* A multipart whose boundary never comes: its bytes are all there is to read. */
static void
read_unparted(Body *body, GMimeMultipart *multipart)
{
	const char *prologue = g_mime_multipart_get_prologue(multipart);
	if (prologue == NULL)
		return;
	const char *charset = NULL;
	gsize length = strlen(prologue);
	body->mail->cut |= length > DC_MAIL_TEXT_MAX;
	g_autofree char *text = charset_decode(prologue, MIN(length, DC_MAIL_TEXT_MAX), NULL, &charset, &body->mail->garbled);
	append_text(body, text, charset);
}

static void
read_multipart(Body *body, GMimeMultipart *multipart, int depth)
{
	int n = g_mime_multipart_get_count(multipart);
	if (n <= 0) {
		read_unparted(body, multipart);
		return;
	}
	if (part_is(GMIME_OBJECT(multipart), "multipart", "alternative")) {
		read_alternative(body, multipart, depth);
		return;
	}
	for (int i = 0; i < n; i++)
		body_part(body, g_mime_multipart_get_part(multipart, i), depth);
}

static void
body_part(Body *body, GMimeObject *object, int depth)
{
	if (depth > DEPTH_MAX)
		body->mail->cut = true;
	else if (GMIME_IS_MULTIPART(object))
		read_multipart(body, GMIME_MULTIPART(object), depth + 1);
	else if (part_is_inline(body, object))
		read_text(body, object);
	else if (GMIME_IS_MESSAGE_PART(object))
		add_message(body, object);
	else
		add_attachment(body, object);
}

/* A forwarded mail without a word of one's own: what it says is what is said. */
static void
read_nested(Body *body)
{
	GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(body->nested));
	GMimeObject *part = message != NULL ? g_mime_message_get_mime_part(message) : NULL;
	if (part == NULL)
		return;
	GPtrArray *own = body->mail->attachments;
	body->mail->attachments = g_ptr_array_new_with_free_func((GDestroyNotify)dc_attachment_free);
	body_part(body, part, 1);
	g_ptr_array_unref(body->mail->attachments); /* they belong to the mail that is attached */
	body->mail->attachments = own;
}

/* -- reports -- */
/* The Message-ID in a header, or behind some other lines: the mail that a report is about. */
static bool
begins_with(const char *line, gsize n, const char *name)
{
	return n >= strlen(name) && g_ascii_strncasecmp(line, name, strlen(name)) == 0;
}

/* The id behind the name of the field; it may stand on the next line. NULL if there is none; transfer full. */
static char *
id_in(const char *value, gsize n)
{
	gsize length = 0;
	while (length < MIN(n, 1000) && !(length > 0 && value[length - 1] == '\n' && value[length] != ' ' && value[length] != '\t'))
		length++;
	g_autofree char *copy = g_strndup(value, length), *valid = g_utf8_make_valid(copy, -1);
	g_autoptr(GPtrArray) ids = header_ids(valid);
	return ids->len > 0 ? clean_line(g_strdup(g_ptr_array_index(ids, 0)), 998) : NULL;
}

static void
refer_to(Body *body, const char *text, gsize length)
{
	static const char name[] = "Message-ID:", original[] = "Original-Message-ID:";
	const char *end = text + length;
	for (const char *line = text; line < end;) {
		const char *newline = memchr(line, '\n', (gsize)(end - line));
		gsize n = (gsize)((newline != NULL ? newline : end) - line);
		gsize skip = begins_with(line, n, name) ? strlen(name) : begins_with(line, n, original) ? strlen(original) : 0;
		if (skip > 0) {
			char *id = id_in(line + skip, (gsize)(end - line) - skip);
			body->original = id != NULL;
			if (id != NULL)
				g_ptr_array_add(body->mail->references, id);
			return;
		}
		line += n + 1;
	}
}

/* What a report tells: that a mail did not arrive, or that it was read. */
static void
read_report(Body *body, GMimeObject *root)
{
	g_autofree char *type = part_parameter(body, root, "Content-Type", "report-type");
	bool delivery = type == NULL || g_ascii_strcasecmp(type, "disposition-notification") != 0;
	body->mail->nature = delivery ? DC_MAIL_BOUNCE : DC_MAIL_REPLY;
	for (int i = 0, n = GMIME_IS_MULTIPART(root) ? g_mime_multipart_get_count(GMIME_MULTIPART(root)) : 0; i < n && !body->original; i++) {
		GMimeObject *object = g_mime_multipart_get_part(GMIME_MULTIPART(root), i);
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		if (GMIME_IS_MESSAGE_PART(object)) {
			GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
			g_autofree char *headers = message != NULL ? g_mime_object_get_headers(GMIME_OBJECT(message), NULL) : NULL;
			if (headers != NULL)
				refer_to(body, headers, strlen(headers));
		} else if (GMIME_IS_PART(object) && (part_is(object, "text", "rfc822-headers") || part_is(object, "message", "disposition-notification"))) {
			part_content(GMIME_PART(object), 64 * 1024, bytes);
			if (bytes->len > 0)
				refer_to(body, (const char *)bytes->data, bytes->len);
		}
	}
}

/* -- the message -- */
/* The body with no more header than GMime needs to tell its structure: it would decode and parse every header it sees. */
static GMimeStream *
structure_stream(GMimeStream *stream, const Survey *survey)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	Header header;
	header_init(&header, survey->block, survey->block_length);
	for (guint i = 0; i < header.fields->len; i++) {
		const HeaderField *field = &g_array_index(header.fields, HeaderField, i);
		if (field->name_length > 8 && g_ascii_strncasecmp(field->name, "Content-", 8) == 0)
			g_string_append_len(lines, field->name, (gssize)field->line_length);
	}
	header_clear(&header);
	if (lines->len > 0 && lines->str[lines->len - 1] != '\n')
		g_string_append_c(lines, '\n');
	g_string_append_c(lines, '\n');

	g_autoptr(GMimeStream) head = g_mime_stream_mem_new_with_buffer(lines->str, lines->len);
	g_autoptr(GMimeStream) rest = g_mime_stream_substream(stream, survey->body_at, survey->body_end);
	GMimeStream *whole = g_mime_stream_cat_new();
	g_mime_stream_cat_add_source(GMIME_STREAM_CAT(whole), head);
	g_mime_stream_cat_add_source(GMIME_STREAM_CAT(whole), rest);
	return whole;
}

/* In a part that is a forwarded mail the attachments are counted anew: those are not looked at. */
GByteArray *
body_attachment(GMimeStream *stream, const Survey *survey, const char *hint, guint i)
{
	g_autoptr(GMimeStream) structure = structure_stream(stream, survey);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(structure);
	g_autoptr(GMimeObject) root = g_mime_parser_construct_part(parser, NULL);
	g_autoptr(DcMail) mail = g_new0(DcMail, 1);
	mail->attachments = g_ptr_array_new_with_free_func((GDestroyNotify)dc_attachment_free);
	Body body = { .mail = mail, .text = g_string_new(NULL), .hint = hint, .wanted = g_byte_array_new(), .wanted_at = i };
	if (root != NULL)
		body_part(&body, root, 1);
	g_string_free(body.text, TRUE);
	if (i >= mail->attachments->len)
		g_clear_pointer(&body.wanted, g_byte_array_unref);
	return body.wanted;
}

void
body_read(DcMail *mail, GMimeStream *stream, const Survey *survey, const char *hint, const char *as, bool quoted)
{
	g_autoptr(GMimeStream) structure = structure_stream(stream, survey);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(structure);
	g_autoptr(GMimeObject) root = g_mime_parser_construct_part(parser, NULL);
	Body body = { .mail = mail, .text = g_string_new(NULL), .hint = hint, .as = as, .quoted = quoted };
	mail->cut |= survey->cut;
	if (root != NULL) {
		if (part_is(root, "multipart", "report"))
			read_report(&body, root);
		body_part(&body, root, 1);
		if (body.text->len == 0 && body.nested != NULL)
			read_nested(&body);
	}
	if (body.text->len > DC_MAIL_TEXT_MAX)
		mail->cut = true;
	mail->text = clean_cut(g_string_free(body.text, FALSE), DC_MAIL_TEXT_MAX);
	mail->charset = g_strdup(body.charset);
	if (mail->nature == DC_MAIL_BOUNCE && !body.original) /* of a mail server that sends no report: the header stands in the text */
		refer_to(&body, mail->text, strlen(mail->text));
}
