/* One message: its headers as a DcMail has them. See read.h and daicho/mail.h. */
#include "read.h"

#include "address.h"
#include "body.h"
#include "charset.h"
#include "clean.h"
#include "header.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

#define ID_MAX 998
#define RECIPIENTS_MAX 2048

/* Years before mail and after this program; dates outside are typing errors of a clock. */
#define DATE_MIN ((DcInstant)0)            /* 1970 */
#define DATE_MAX ((DcInstant)7258118400) /* 2200 */

/* A mail has at least one of these. */
static const char *const signs_of_mail[] = { "From", "Date", "Subject", "Message-ID", "To", "Received", "Return-Path", "Sender", "MIME-Version", "Content-Type" };

void
dc_attachment_free(DcAttachment *attachment)
{
	if (attachment == NULL)
		return;
	g_free(attachment->name);
	g_free(attachment->type);
	g_free(attachment);
}

void
dc_mail_free(DcMail *mail)
{
	if (mail == NULL)
		return;
	char *texts[] = {
		mail->message_id, mail->in_reply_to, mail->from_name, mail->from_address, mail->reply_to, mail->to, mail->cc, mail->subject, mail->text,
		mail->charset, mail->digest, mail->folder, mail->place, mail->key,
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_clear_pointer(&mail->references, g_ptr_array_unref);
	g_clear_pointer(&mail->attachments, g_ptr_array_unref);
	g_clear_pointer(&mail->raw, g_bytes_unref);
	g_free(mail);
}

void
read_init(void)
{
	static gsize once = 0;
	if (g_once_init_enter(&once)) {
		g_mime_init();
		g_once_init_leave(&once, 1);
	}
}

/* -- identity and thread -- */
static char *
id_of(const char *value)
{
	g_autoptr(GPtrArray) ids = header_ids(value);
	char *id = ids->len > 0 ? g_strdup(g_ptr_array_index(ids, 0)) : clean_line(g_strdup(value), ID_MAX);
	if (*id != '\0')
		return clean_cut(id, ID_MAX);
	g_free(id);
	return NULL;
}

/* In-Reply-To may hold words as well; only what is in < > is an id. */
static char *
reply_of(const char *value)
{
	g_autoptr(GPtrArray) ids = header_ids(value);
	return ids->len > 0 ? clean_cut(g_strdup(g_ptr_array_index(ids, 0)), ID_MAX) : NULL;
}

/* The first of a long thread is its root, the last ones are the nearest: those in between can be spared. */
static void
shorten_references(GPtrArray *references)
{
	if (references->len > DC_MAIL_REFERENCES_MAX)
		g_ptr_array_remove_range(references, 1, references->len - DC_MAIL_REFERENCES_MAX);
}

static void
read_identity(DcMail *mail, Header *header)
{
	g_autofree char *id = header_raw(header, "Message-ID", 0);
	g_autofree char *reply = header_raw(header, "In-Reply-To", 0);
	const HeaderField *field = header_field(header, "References", 0); /* as long as it is: the nearest come last */
	g_autofree char *references = field != NULL ? header_unfold(field->value, field->value_length, NULL, &header->garbled) : NULL;
	mail->message_id = id != NULL ? id_of(id) : NULL;
	mail->in_reply_to = reply != NULL ? reply_of(reply) : NULL;
	mail->references = header_ids(references != NULL ? references : "");
	shorten_references(mail->references);
}

/* -- people -- */
static void
read_people(DcMail *mail, Header *header)
{
	g_autofree char *from = header_raw(header, "From", 0);
	if (from != NULL)
		address_first(from, &mail->from_name, &mail->from_address, &header->garbled);
	g_autofree char *sender = mail->from_address == NULL ? header_raw(header, "Sender", 0) : NULL;
	if (sender != NULL) {
		g_clear_pointer(&mail->from_name, g_free);
		address_first(sender, &mail->from_name, &mail->from_address, &header->garbled);
	}

	g_autofree char *reply_to = header_raw(header, "Reply-To", 0);
	g_autofree char *ignored = NULL;
	if (reply_to != NULL)
		address_first(reply_to, &ignored, &mail->reply_to, &header->garbled);
	g_autofree char *to = header_raw(header, "To", 0);
	g_autofree char *cc = header_raw(header, "Cc", 0);
	mail->to = to != NULL ? address_line(to, RECIPIENTS_MAX, &header->garbled) : NULL;
	mail->cc = cc != NULL ? address_line(cc, RECIPIENTS_MAX, &header->garbled) : NULL;
}

/* -- date -- */
static DcInstant
date_of(const char *text)
{
	/* The only zone that is written by name here, and the one GMime takes for UTC. */
	g_autofree char *zoned = g_str_has_suffix(text, " JST") ? g_strdup_printf("%.*s +0900", (int)strlen(text) - 4, text) : g_strdup(text);
	g_autoptr(GDateTime) date = g_mime_utils_header_decode_date(zoned);
	DcInstant at = date != NULL ? g_date_time_to_unix(date) : DC_ABSENT;
	return at >= DATE_MIN && at < DATE_MAX ? at : DC_ABSENT;
}

static DcInstant
read_date(Header *header)
{
	g_autofree char *date = header_text(header, "Date");
	DcInstant at = date != NULL && *date != '\0' ? date_of(date) : DC_ABSENT;
	g_autofree char *received = at == DC_ABSENT ? header_text(header, "Received") : NULL;
	const char *stamp = received != NULL ? strrchr(received, ';') : NULL;
	return stamp != NULL ? date_of(stamp + 1 + strspn(stamp + 1, " ")) : at;
}

/* -- automatic -- */
static bool
header_is(Header *header, const char *name, const char *const *words)
{
	g_autofree char *value = header_text(header, name);
	if (value == NULL)
		return false;
	value[strcspn(value, "; (")] = '\0';
	for (; *words != NULL; words++) {
		if (g_ascii_strcasecmp(value, *words) == 0)
			return true;
	}
	return false;
}

/* Colleagues write through mailing lists as well: what was posted to a list by a person is not automatic because the list says that it is one. */
static bool
is_posted(Header *header)
{
	static const char *const nobody[] = { "NO", NULL };
	if (header_field(header, "X-ML-Name", 0) != NULL)
		return true;
	return header_field(header, "List-Post", 0) != NULL && !header_is(header, "List-Post", nobody);
}

static bool
begins_with_any(const char *text, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (g_ascii_strncasecmp(text, *words, strlen(*words)) == 0)
			return true;
	}
	return false;
}

/* What a program that answers by itself writes there, in the programs that offices use. */
static bool
is_reply_subject(const char *subject)
{
	static const char *const words[] = { "自動返信", "自動応答", "【自動返信】", "[自動返信]", "不在通知", "Automatic reply", "Auto-Reply", "Auto Reply", "Autoreply", "Out of Office", "開封済み:", "Read:", NULL };
	return begins_with_any(subject, words);
}

static bool
is_bounce_sender(const char *address)
{
	static const char *const words[] = { "mailer-daemon@", "postmaster@", NULL };
	return address != NULL && begins_with_any(address, words);
}

static DcMailNature
read_nature(const DcMail *mail, Header *header)
{
	static const char *const no[] = { "no", NULL }, *const replies[] = { "junk", "auto_reply", "auto-reply", NULL };
	static const char *const many[] = { "bulk", "list", NULL }, *const nobody[] = { "<>", NULL }, *const replied[] = { "auto-replied", NULL };
	bool by_program = header_field(header, "Auto-Submitted", 0) != NULL && !header_is(header, "Auto-Submitted", no);
	bool empty_path = header_is(header, "Return-Path", nobody);
	if (mail->from_address != NULL && g_ascii_strncasecmp(mail->from_address, "mailer-daemon@", 14) == 0)
		return DC_MAIL_BOUNCE;
	if (empty_path && is_bounce_sender(mail->from_address))
		return DC_MAIL_BOUNCE;
	if (header_is(header, "Auto-Submitted", replied) || header_field(header, "X-Autoreply", 0) != NULL || header_field(header, "X-Autorespond", 0) != NULL ||
	    header_is(header, "Precedence", replies))
		return DC_MAIL_REPLY;
	if ((by_program || empty_path) && is_reply_subject(mail->subject))
		return DC_MAIL_REPLY;
	if (by_program || empty_path)
		return DC_MAIL_GENERATED;
	if (is_posted(header))
		return DC_MAIL_PERSON;
	bool bulk = header_is(header, "Precedence", many) || header_field(header, "List-Id", 0) != NULL || header_field(header, "List-Unsubscribe", 0) != NULL;
	return bulk ? DC_MAIL_BULK : DC_MAIL_PERSON;
}

/* -- the whole -- */
static bool
is_mail(const Header *header)
{
	for (gsize i = 0; i < G_N_ELEMENTS(signs_of_mail); i++) {
		if (header_field(header, signs_of_mail[i], 0) != NULL)
			return true;
	}
	return false;
}

/* What raw bytes in headers are most likely in: what the text says it is in, unless ASCII looks different in it. */
static char *
header_hint(Header *header)
{
	static const char *const unlikely[] = { "utf-16", "utf-32", "utf-7", "ucs-", "unicode" };
	g_autofree char *type = header_raw(header, "Content-Type", 0);
	bool ignored = false;
	g_autofree char *charset = type != NULL ? header_parameter(type, "charset", NULL, &ignored) : NULL;
	for (gsize i = 0; charset != NULL && i < G_N_ELEMENTS(unlikely); i++) {
		if (g_ascii_strncasecmp(charset, unlikely[i], strlen(unlikely[i])) == 0)
			return NULL;
	}
	return g_steal_pointer(&charset);
}

DcMail *
read_message(GMimeStream *stream, const Survey *survey, const char *as, bool quoted, GError **error)
{
	Header header;
	header_init(&header, survey->block, survey->block_length);
	if (!is_mail(&header)) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_MAIL, survey->size == 0 ? _("it is empty") : _("it has no mail headers"));
		header_clear(&header);
		return NULL;
	}
	header.charset = as != NULL ? g_strdup(as) : header_hint(&header);

	DcMail *mail = g_new0(DcMail, 1);
	mail->attachments = g_ptr_array_new_with_free_func((GDestroyNotify)dc_attachment_free);
	mail->size = survey->size;
	mail->digest = g_strdup(survey->digest);
	read_identity(mail, &header);
	read_people(mail, &header);
	mail->date = read_date(&header);
	mail->subject = header_text(&header, "Subject");
	if (mail->subject == NULL)
		mail->subject = g_strdup("");
	mail->nature = read_nature(mail, &header);
	mail->garbled = header.garbled;
	body_read(mail, stream, survey, header.charset, as, quoted);
	mail->automatic = mail->nature != DC_MAIL_PERSON;
	header_clear(&header);
	return mail;
}

static DcMail *
read_bytes(GBytes *raw, const char *as, GError **error)
{
	read_init();
	gsize length = 0;
	gconstpointer bytes = g_bytes_get_data(raw, &length);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	Survey survey;
	if (!survey_take(stream, &survey, error))
		return NULL;
	DcMail *mail = read_message(stream, &survey, as, false, error);
	survey_clear(&survey);
	if (mail != NULL && length <= DC_MAIL_RAW_MAX)
		mail->raw = g_bytes_ref(raw);
	return mail;
}

DcMail *
dc_mail_read(GBytes *raw, GError **error)
{
	return read_bytes(raw, NULL, error);
}

DcMail *
dc_mail_read_as(GBytes *raw, const char *charset, GError **error)
{
	if (charset_is_known(charset))
		return read_bytes(raw, charset, error);
	g_autofree char *shown = dc_text_clip(charset, 40);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("“%s” is no charset: CP932, EUC-JP, ISO-2022-JP, UTF-8 .."), shown);
	return NULL;
}
