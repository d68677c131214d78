/* How a mail stands in the ledger: its record, its text, its bytes, and the contact that puts it on a ticket. */
#include "desk.h"

#include <daicho/text.h>

#define SNIPPET_MAX 1500  /* bytes of a mail's text that stand in its contact: always within 2 KiB */

/* A Message-ID has no white space; where it was folded it is put together again, so that ids can stand in a row with spaces between them. */
static char *
plain_id(const char *id)
{
	GString *out = g_string_new(NULL);
	for (const char *p = id; p != NULL && *p != '\0'; p++) {
		if (!g_ascii_isspace(*p))
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

/* What it refers to, the nearest last: an In-Reply-To says more than the order of References. */
static char *
references_of(const DcMail *mail)
{
	GString *out = g_string_new(NULL);
	g_autofree char *reply = plain_id(mail->in_reply_to);
	for (guint i = 0; i < mail->references->len; i++) {
		g_autofree char *id = plain_id(g_ptr_array_index(mail->references, i));
		if (*id != '\0' && !g_str_equal(id, reply))
			g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", id);
	}
	if (*reply != '\0')
		g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", reply);
	return g_string_free(out, out->len == 0);
}

DcMailRow *
filing_row(const DcMail *mail, DcFolder folder, DcInstant now)
{
	DcMailRow *row = dc_mail_row_new();
	row->state = DC_MAIL_WAITING;
	row->folder = folder;
	row->at = mail->date != DC_ABSENT ? mail->date : now;
	row->name = g_strdup(mail->from_name);
	row->address = g_strdup(mail->from_address);
	row->subject = dc_text_one_line(mail->subject);
	row->message_id = mail->message_id != NULL ? plain_id(mail->message_id) : NULL;
	row->refs = references_of(mail);
	row->digest = g_strdup(mail->digest);
	row->source = g_strdup(mail->key);
	row->place = g_strdup(mail->place);
	row->size = MIN(mail->size, dc_field_info(DC_FIELD_MAIL_SIZE)->limit);
	row->attachments = mail->attachments->len;
	row->automatic = mail->automatic;
	row->echo = mail->nature == DC_MAIL_BOUNCE || mail->nature == DC_MAIL_REPLY;
	row->garbled = mail->garbled;
	return row;
}

void
filing_write(DcChange *change, DcMailRow *row, const char *body, GBytes *raw)
{
	g_autoptr(DcMailText) text = dc_mail_text_new();
	text->id = dc_change_create(change, DC_ENTITY_MAIL, row);
	text->body = g_strdup(body);
	if (text->body != NULL && *text->body != '\0')
		dc_change_create(change, DC_ENTITY_MAIL_TEXT, text);
	if (raw != NULL)
		dc_change_raw(change, row->id, raw);
}

char *
filing_snippet(const char *text)
{
	g_autofree char *cut = g_strndup(text, SNIPPET_MAX);
	const char *end;
	(void)g_utf8_validate(cut, -1, &end); /* not in the middle of a character */
	return g_strndup(cut, (gsize)(end - cut));
}

bool
filing_contact(DcDesk *desk, DcChange *change, const DcMailRow *row, const char *body, const Filing *filing, GError **error)
{
	g_auto(Person) person = { 0 };
	g_autofree char *name = dc_field_cut(DC_FIELD_CONTACT_NAME, row->name != NULL ? row->name : row->address);
	bool automatic = row->automatic || row->alert != NULL;
	if (automatic)
		person.name = g_steal_pointer(&name); /* a program is no party */
	else if (!person_find(desk, change, name, NULL, row->address, &person, error))
		return false;
	g_autoptr(DcContact) contact = dc_contact_new();
	contact->ticket = filing->ticket;
	contact->direction = automatic ? DC_DIRECTION_AUTO : DC_DIRECTION_IN;
	contact->channel = DC_CHANNEL_MAIL;
	contact->at = row->at;
	contact->party = person.party;
	contact->name = g_steal_pointer(&person.name);
	contact->department = g_steal_pointer(&person.department);
	g_autofree char *subject = desk_line(row->subject);
	contact->subject = dc_field_cut(DC_FIELD_CONTACT_SUBJECT, subject);
	contact->mail = row->id;
	contact->snippet = filing_snippet(body != NULL ? body : "");
	if (filing->answer != NULL && !automatic) {
		contact->answered_at = filing->now;
		contact->answer = g_strdup(filing->answer);
		contact->answer_channel = DC_CHANNEL_MAIL;
	}
	if (filing->thanks && !automatic)
		contact->answered_at = filing->now;
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	return true;
}
