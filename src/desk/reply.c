/* Answers by mail: composed under what they answer, handed to the operator's own mail program, and only then written down as given. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

void
dc_reply_clear(DcReply *reply)
{
	g_free(reply->to);
	g_free(reply->to_name);
	g_free(reply->subject);
	g_free(reply->quote);
	g_free(reply->in_reply_to);
	g_clear_pointer(&reply->references, g_ptr_array_unref);
	*reply = (DcReply){ 0 };
}

/* The caller that is meant: by its id, else the first who waits for an answer and wrote a mail. */
static DcContact *
find_contact(DcDesk *desk, DcTicketNo no, DcId id, GError **error)
{
	g_autoptr(GPtrArray) contacts = dc_ledger_list(desk->ledger, DC_LIST_GROUP_CONTACTS, (DcListArgs){ .id = no }, error);
	if (contacts == NULL)
		return NULL;
	for (guint i = 0; i < contacts->len; i++) {
		const DcContact *contact = g_ptr_array_index(contacts, i);
		bool owed = contact->direction == DC_DIRECTION_IN && contact->answered_at == DC_ABSENT;
		if (contact->mail > 0 && (id != 0 ? contact->id == id : owed))
			return dc_contact_copy(contact);
	}
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("No.%ld: nobody who wrote a mail waits for an answer"), (long)no);
	return NULL;
}

static char *
quote(const char *text)
{
	g_autofree char *own = dc_mail_own_text(text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(own), "\n", -1);
	GString *out = g_string_new(NULL);
	for (guint i = 0; lines[i] != NULL; i++)
		g_string_append_printf(out, "> %s\n", lines[i]);
	return g_string_free(out, FALSE);
}

static char *
reply_subject(const char *subject, DcTicketNo no)
{
	g_autofree char *bare = dc_cue_subject(subject);
	return *bare != '\0' ? g_strdup_printf("Re: %s", bare) : no > 0 ? g_strdup_printf("Re: No.%" G_GINT64_FORMAT, no) : g_strdup("Re:");
}

static GPtrArray *
refs_of(const DcMailRow *row)
{
	GPtrArray *refs = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) words = g_strsplit(row->refs != NULL ? row->refs : "", " ", -1);
	for (guint i = 0; words[i] != NULL; i++) {
		if (*words[i] != '\0')
			g_ptr_array_add(refs, g_strdup(words[i]));
	}
	return refs;
}

static bool
can_send(DcDesk *desk, GError **error)
{
	const DcPolicyNumbers *numbers = dc_policy_numbers(desk->policy);
	if (numbers->send != NULL && numbers->from != NULL)
		return true;
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED,
	                    _("answers cannot be sent yet: daicho policy --set 'mail.send=sendmail -t -i' and --set mail.from=ADDRESS"));
	return false;
}

/* `no`: the ticket that it is on; 0: it waits. */
static bool
answer_mail(DcDesk *desk, DcId id, DcTicketNo no, DcReply *reply, GError **error)
{
	g_autoptr(DcMailRow) row = dc_desk_mail_row(desk, id, error);
	g_autofree char *text = row != NULL ? dc_desk_mail_text(desk, id, error) : NULL;
	if (text == NULL)
		return false;
	g_autoptr(DcMail) mail = dc_desk_mail(desk, id, NULL); /* a large one is not there: then nobody knows its Reply-To */
	const char *to = mail != NULL && mail->reply_to != NULL ? mail->reply_to : row->address;
	if (to == NULL) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("mail %ld has no sender to answer"), (long)id);
		return false;
	}
	*reply = (DcReply){ .ticket = no, .to = g_strdup(to), .to_name = g_strdup(row->name),
		.subject = reply_subject(row->subject != NULL ? row->subject : "", no), .quote = quote(text), .in_reply_to = g_strdup(row->message_id),
		.references = refs_of(row) };
	return true;
}

bool
dc_desk_reply(DcDesk *desk, DcTicketNo no, DcId contact, DcReply *reply, GError **error)
{
	g_autoptr(DcContact) caller = can_send(desk, error) ? find_contact(desk, no, contact, error) : NULL;
	if (caller == NULL || !answer_mail(desk, caller->mail, caller->ticket, reply, error))
		return false;
	reply->contact = caller->id;
	return true;
}

bool
dc_desk_reply_mail(DcDesk *desk, DcId mail, DcReply *reply, GError **error)
{
	return can_send(desk, error) && answer_mail(desk, mail, 0, reply, error);
}

/* -- sending -- */
GBytes *
reply_compose(DcDesk *desk, const DcReply *reply, const char *text, DcInstant now, GError **error)
{
	const DcPolicyNumbers *numbers = dc_policy_numbers(desk->policy);
	if (!can_send(desk, error)) /* the policy may have changed since the answer was begun */
		return NULL;
	const char *at = strchr(numbers->from, '@');
	g_autofree char *random = g_uuid_string_random();
	g_autofree char *id = g_strdup_printf("daicho.%" G_GINT64_FORMAT ".%s@%s", reply->ticket, random, at != NULL ? at + 1 : "localhost");
	const DcMailDraft draft = {
		.from = numbers->from,
		.from_name = numbers->operator_name,
		.to = reply->to,
		.to_name = reply->to_name,
		.subject = reply->subject,
		.text = text,
		.message_id = id,
		.in_reply_to = reply->in_reply_to,
		.references = reply->references,
		.date = now,
		.charset = numbers->charset,
	};
	return dc_mail_compose(&draft, error);
}

bool
reply_write(DcChange *change, gint64 ticket, const DcReply *reply, GBytes *raw, DcInstant now, GError **error)
{
	g_autoptr(DcMail) mail = dc_mail_read(raw, error);
	if (mail == NULL)
		return false;
	g_autoptr(DcMailRow) row = filing_row(mail, DC_FOLDER_INBOX, now);
	row->state = DC_MAIL_SENT;
	row->ticket = ticket;
	filing_write(change, row, mail->text, raw);
	g_autoptr(DcContact) contact = dc_contact_new();
	contact->ticket = ticket;
	contact->direction = DC_DIRECTION_OUT;
	contact->channel = DC_CHANNEL_MAIL;
	contact->at = now;
	contact->name = dc_field_cut(DC_FIELD_CONTACT_NAME, reply->to_name);
	contact->subject = dc_field_cut(DC_FIELD_CONTACT_SUBJECT, reply->subject);
	contact->mail = row->id;
	contact->snippet = filing_snippet(mail->text);
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	return true;
}

/* What was answered is the operator's own words, also where the next similar question is offered them. */
static DcChange *
change_of(DcDesk *desk, DcTicketNo no, const DcReply *reply, const char *text, GBytes *raw, DcInstant now, GError **error)
{
	const DcTickets one = DC_ONE_TICKET(no);
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_ANSWER, one, error);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_ANSWER, now);
	g_autofree char *own = g_strchomp(dc_mail_own_text(text));
	bool ok = found != NULL && reply_write(change, reply->ticket, reply, raw, now, error) &&
	          answer_ticket(desk, change, g_ptr_array_index(found, 0), reply->contact, *own != '\0' ? own : text, DC_CHANNEL_MAIL, now, error);
	return ok ? g_steal_pointer(&change) : NULL;
}

bool
reply_send(DcDesk *desk, DcChange *change, GBytes *raw, GError **error)
{
	const DcPolicyNumbers *numbers = dc_policy_numbers(desk->policy);
	if (!program_run(desk, numbers->send, raw, numbers->send_limit_s, error))
		return false;
	if (desk_commit(desk, change, error))
		return true;
	g_prefix_error(error, "%s", _("the answer was sent, but could not be written down: "));
	return false;
}

bool
dc_desk_send(DcDesk *desk, DcTicketNo no, const DcReply *reply, const char *text, DcInstant now, GError **error)
{
	if (!desk_require(text, _("the answer"), _("type what was answered"), error))
		return false;
	g_autoptr(GBytes) raw = reply_compose(desk, reply, text, now, error);
	g_autoptr(DcChange) change = raw != NULL ? change_of(desk, no, reply, text, raw, now, error) : NULL;
	return change != NULL && reply_send(desk, change, raw, error);
}
