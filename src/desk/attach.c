/* A mail that belongs to a ticket: what speaks for it, and putting it there. What the headers say about an open ticket the intake has done;
 * a shut ticket, and what only the subject suggests, is for the operator to decide. domain.md 3.7, issue 3. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#define WINDOW_DAYS 14 /* so long a subject without headers may go on with a ticket */
#define LOOK_AT 20

/* -- proposals -- */
static bool
folds_alike(const char *a, const char *b)
{
	g_autofree char *left = dc_text_fold(a), *right = dc_text_fold(b);
	return *left != '\0' && g_str_equal(left, right);
}

/* Whether the subject says that it goes on with something: Re:, 返信: .. */
static bool
is_reply_subject(const char *subject)
{
	g_autofree char *bare = dc_cue_subject(subject), *line = dc_text_one_line(subject);
	return !folds_alike(bare, line);
}

static bool
wrote_before(DcDesk *desk, const DcTicket *ticket, const DcMailRow *mail, bool *wrote, GError **error)
{
	g_autoptr(GPtrArray) contacts = dc_ledger_list(desk->ledger, DC_LIST_GROUP_CONTACTS, (DcListArgs){ .id = ticket->id }, error);
	*wrote = false;
	for (guint i = 0; contacts != NULL && i < contacts->len && !*wrote; i++) {
		const DcContact *contact = g_ptr_array_index(contacts, i);
		g_autoptr(GError) failed = NULL;
		g_autoptr(DcMailRow) its = contact->mail > 0 ? dc_ledger_read(desk->ledger, DC_ENTITY_MAIL, contact->mail, &failed) : NULL;
		if (failed != NULL) {
			g_propagate_error(error, g_steal_pointer(&failed));
			return false;
		}
		bool same_address = its != NULL && its->address != NULL && mail->address != NULL && g_ascii_strcasecmp(its->address, mail->address) == 0;
		bool same_name = contact->name != NULL && mail->name != NULL && strstr(mail->name, contact->name) != NULL;
		*wrote = same_address || (its == NULL && same_name);
	}
	return contacts != NULL;
}

static bool
may_go_on(DcDesk *desk, const DcWaiting *waiting, const DcTicket *ticket, bool *yes, GError **error)
{
	const DcMailRow *mail = waiting->mail;
	g_autofree char *bare = dc_cue_subject(mail->subject), *title = dc_cue_subject(ticket->title);
	DcInstant since = ticket->closed_at != DC_ABSENT ? ticket->closed_at : ticket->received_at;
	*yes = false;
	if (!folds_alike(bare, title) || mail->at < ticket->received_at || mail->at > since + WINDOW_DAYS * 24 * 60 * DC_MINUTE)
		return true;
	if (waiting->system != NULL && ticket->system != NULL && !g_str_equal(waiting->system, ticket->system))
		return true;
	return wrote_before(desk, ticket, mail, yes, error);
}

/* Where the headers say nothing: the same subject, sender and system within the time. */
static bool
by_subject(DcDesk *desk, const DcWaiting *waiting, DcTicket **ticket, GError **error)
{
	const DcMailRow *mail = waiting->mail;
	if (mail->refs != NULL || mail->subject == NULL || !is_reply_subject(mail->subject))
		return true;
	g_autoptr(GPtrArray) alike = dc_desk_alike(desk, mail->subject, LOOK_AT, error);
	for (guint i = 0; alike != NULL && i < alike->len && *ticket == NULL; i++) {
		const DcAlike *one = g_ptr_array_index(alike, i);
		bool yes;
		if (!may_go_on(desk, waiting, one->ticket, &yes, error))
			return false;
		if (yes)
			*ticket = dc_ticket_copy(one->ticket);
	}
	return alike != NULL;
}

/* It was down before, and the ticket of that is shut. */
static bool
by_alert(DcDesk *desk, const DcWaiting *waiting, DcTicket **ticket, GError **error)
{
	g_autoptr(DcTicket) found = NULL;
	if (waiting->mail->alert == NULL || waiting->mail->recovered)
		return true;
	if (!alert_ticket(desk, waiting->mail, &found, error))
		return false;
	if (found != NULL && waiting->mail->at <= (found->closed_at != DC_ABSENT ? found->closed_at : waiting->mail->at) + WINDOW_DAYS * 24 * 60 * DC_MINUTE)
		*ticket = g_steal_pointer(&found);
	return true;
}

bool
attach_propose(DcDesk *desk, DcWaiting *waiting, const char *text, GError **error)
{
	g_autoptr(DcTicket) ticket = NULL;
	if (!thread_ticket(desk, waiting->mail, &ticket, error))
		return false;
	waiting->by_headers = ticket != NULL;
	if (ticket == NULL && !by_alert(desk, waiting, &ticket, error))
		return false;
	if (ticket == NULL && !by_subject(desk, waiting, &ticket, error))
		return false;
	g_autofree char *own = dc_mail_own_text(text);
	waiting->thanks = !waiting->mail->automatic && dc_cue_is_thanks(own);
	if (ticket == NULL)
		return true;
	waiting->answers = ticket->id;
	waiting->answers_title = g_strdup(ticket->title);
	waiting->reopens = !dc_status_is_open(ticket->status) && !waiting->thanks;
	return true;
}

/* -- doing -- */
static DcContact *
contact_of_mail(DcDesk *desk, DcTicketNo ticket, DcId mail, GError **error)
{
	g_autoptr(GPtrArray) contacts = dc_ledger_list(desk->ledger, DC_LIST_CONTACTS, (DcListArgs){ .id = ticket }, error);
	for (guint i = 0; contacts != NULL && i < contacts->len; i++) {
		const DcContact *contact = g_ptr_array_index(contacts, i);
		if (contact->mail == mail)
			return dc_contact_copy(contact);
	}
	return NULL;
}

/* The mail is on the ticket: its sender only said thank you. */
static bool
thanks_only(DcDesk *desk, DcChange *change, const DcMailRow *mail, DcInstant now, GError **error)
{
	GError *failed = NULL;
	g_autoptr(DcContact) contact = contact_of_mail(desk, mail->ticket, mail->id, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return false;
	}
	if (contact != NULL && contact->answered_at == DC_ABSENT)
		dc_change_number(change, contact, DC_FIELD_CONTACT_ANSWERED_AT, now);
	return true;
}

bool
attach_mail(DcDesk *desk, DcChange *change, DcId id, const Filing *filing, GHashTable *handled, GError **error)
{
	g_autoptr(DcMailRow) mail = dc_desk_mail_row(desk, id, error);
	g_autofree char *body = mail != NULL ? dc_desk_mail_text(desk, id, error) : NULL;
	if (body == NULL)
		return false;
	if (mail->ticket == filing->ticket && filing->thanks)
		return thanks_only(desk, change, mail, filing->now, error);
	if (mail->ticket > 0) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("mail %ld is on No.%ld already"), (long)id, (long)mail->ticket);
		return false;
	}
	dc_change_number(change, mail, DC_FIELD_MAIL_STATE, DC_MAIL_TAKEN);
	dc_change_number(change, mail, DC_FIELD_MAIL_TICKET, filing->ticket);
	/* Of the thread, whoever wrote as well may have said something else than thank you. */
	return filing_contact(desk, change, mail, body, filing, error) &&
	       (filing->thanks || filing->alone || thread_gather(desk, change, mail, filing, handled, NULL, error)) && alert_gather(desk, change, mail, filing, error);
}

static bool
check_attach(const DcTicket *ticket, DcAttach how, GError **error)
{
	bool open = dc_status_is_open(ticket->status);
	if (how == DC_ATTACH_CONTACT && !open)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("No.%ld is closed: open it again (--reopen), or only note the thanks (--thanks)"), (long)ticket->id);
	else if (how == DC_ATTACH_REOPEN && open)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("No.%ld is open: leave --reopen out"), (long)ticket->id);
	else
		return true;
	return false;
}

bool
dc_desk_attach(DcDesk *desk, const DcId *mails, guint n, DcTicketNo no, DcAttach how, const char *reason, DcInstant now, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, no, error);
	if (ticket == NULL || !check_attach(ticket, how, error))
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_ATTACH, now);
	g_autoptr(GHashTable) handled = thread_handled_new();
	const Filing filing = { .ticket = no, .thanks = how == DC_ATTACH_THANKS, .now = now };
	if (how == DC_ATTACH_REOPEN) {
		dc_change_reason(change, reason != NULL && *reason != '\0' ? reason : _("the caller wrote again"));
		if (!status_reopen(desk, change, ticket, error))
			return false;
	}
	for (guint i = 0; i < n; i++) {
		if (g_hash_table_add(handled, g_memdup2(&mails[i], sizeof mails[i])) && !attach_mail(desk, change, mails[i], &filing, handled, error))
			return false;
	}
	return desk_commit(desk, change, error);
}
