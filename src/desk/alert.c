/* Mails of monitoring systems: those about one thing come to one ticket, or wait as one. A program that says "down" seventeen times is one
 * piece of work, and it is well again when everything that was down says so. */
#include "desk.h"

#define LOOK_AT 50 /* mails of an alert that are looked at for a ticket that goes on */

void
alert_read(DcDesk *desk, DcMailRow *row)
{
	g_auto(DcAlert) alert = { 0 };
	if (!dc_alerts_read(dc_policy_alerts(desk->policy), row->subject, &alert))
		return;
	row->alert = g_steal_pointer(&alert.key);
	row->recovered = alert.recovered;
}

/* -- where it belongs -- */
static bool
open_ticket(DcDesk *desk, DcTicketNo no, DcTicket **open, DcTicket **shut, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, no, error);
	if (ticket == NULL)
		return false;
	if (!dc_status_is_open(ticket->status) && ticket->parent > 0) {
		g_autoptr(DcTicket) parent = dc_ledger_ticket(desk->ledger, ticket->parent, error);
		if (parent == NULL)
			return false;
		if (dc_status_is_open(parent->status)) {
			*open = g_steal_pointer(&parent);
			return true;
		}
	}
	DcTicket **into = dc_status_is_open(ticket->status) ? open : shut;
	if (*into == NULL)
		*into = g_steal_pointer(&ticket);
	return true;
}

bool
alert_ticket(DcDesk *desk, const DcMailRow *row, DcTicket **ticket, GError **error)
{
	g_autoptr(GPtrArray) mails = dc_ledger_list(desk->ledger, DC_LIST_MAILS_ALERT, (DcListArgs){ .text = row->alert, .limit = LOOK_AT }, error);
	g_autoptr(DcTicket) open = NULL, shut = NULL;
	for (guint i = 0; mails != NULL && i < mails->len && open == NULL; i++) {
		const DcMailRow *mail = g_ptr_array_index(mails, i);
		if (mail->ticket > 0 && !open_ticket(desk, mail->ticket, &open, &shut, error))
			return false;
	}
	*ticket = open != NULL ? g_steal_pointer(&open) : g_steal_pointer(&shut);
	return mails != NULL;
}

/* -- what waits: the oldest stands for all -- */
static DcMailRow *
waiting_of(DcDesk *desk, const char *alert, GError **error)
{
	g_autoptr(GPtrArray) mails = dc_ledger_list(desk->ledger, DC_LIST_MAILS_ALERT, (DcListArgs){ .text = alert }, error);
	for (guint i = 0; mails != NULL && i < mails->len; i++) {
		const DcMailRow *mail = g_ptr_array_index(mails, i);
		if (mail->state == DC_MAIL_WAITING)
			return dc_mail_row_copy(mail);
	}
	return NULL;
}

static bool
is_older(const DcMailRow *mail, const DcMailRow *than)
{
	return mail->at != than->at ? mail->at < than->at : g_strcmp0(mail->digest, than->digest) < 0;
}

bool
alert_fold(DcDesk *desk, DcChange *change, DcMailRow *row, GHashTable *first, GError **error)
{
	DcMailRow *known = g_hash_table_lookup(first, row->alert);
	if (known == NULL) {
		GError *failed = NULL;
		known = waiting_of(desk, row->alert, &failed);
		if (failed != NULL) {
			g_propagate_error(error, failed);
			return false;
		}
	} else {
		known = dc_mail_row_copy(known);
	}
	bool leads = known == NULL || is_older(row, known);
	if (known != NULL && leads)
		dc_change_number(change, known, DC_FIELD_MAIL_STATE, DC_MAIL_FOLDED);
	row->state = leads ? DC_MAIL_WAITING : DC_MAIL_FOLDED;
	dc_mail_row_free(known);
	return true;
}

void
alert_leads(GHashTable *first, const DcMailRow *row)
{
	if (row->alert != NULL && row->state == DC_MAIL_WAITING)
		g_hash_table_insert(first, g_strdup(row->alert), dc_mail_row_copy(row));
}

GHashTable *
alert_first_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)dc_mail_row_free);
}

/* -- what comes along with the one that stands for all -- */
/* Oldest first, of DcMailRow. Transfer full. */
static GPtrArray *
alert_folded(DcDesk *desk, const DcMailRow *row, GError **error)
{
	g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func((GDestroyNotify)dc_mail_row_free);
	if (row->alert == NULL)
		return g_steal_pointer(&folded);
	g_autoptr(GPtrArray) mails = dc_ledger_list(desk->ledger, DC_LIST_MAILS_ALERT, (DcListArgs){ .text = row->alert }, error);
	for (guint i = mails != NULL ? mails->len : 0; i > 0; i--) {
		const DcMailRow *mail = g_ptr_array_index(mails, i - 1);
		if (mail->state == DC_MAIL_FOLDED)
			g_ptr_array_add(folded, dc_mail_row_copy(mail));
	}
	return mails != NULL ? g_steal_pointer(&folded) : NULL;
}

bool
alert_gather(DcDesk *desk, DcChange *change, const DcMailRow *row, const Filing *filing, GError **error)
{
	g_autoptr(GPtrArray) folded = alert_folded(desk, row, error);
	for (guint i = 0; folded != NULL && i < folded->len; i++) {
		const DcMailRow *mail = g_ptr_array_index(folded, i);
		g_autofree char *body = dc_desk_mail_text(desk, mail->id, error);
		if (body == NULL)
			return false;
		dc_change_number(change, mail, DC_FIELD_MAIL_STATE, DC_MAIL_TAKEN);
		dc_change_number(change, mail, DC_FIELD_MAIL_TICKET, filing->ticket);
		if (!filing_contact(desk, change, mail, body, filing, error))
			return false;
	}
	return folded != NULL;
}

bool
alert_drop(DcDesk *desk, DcChange *change, const DcMailRow *row, DcMailState state, GError **error)
{
	g_autoptr(GPtrArray) folded = alert_folded(desk, row, error);
	for (guint i = 0; folded != NULL && i < folded->len; i++)
		dc_change_number(change, g_ptr_array_index(folded, i), DC_FIELD_MAIL_STATE, state);
	return folded != NULL;
}

bool
alert_propose(DcDesk *desk, DcWaiting *waiting, GError **error)
{
	const DcMailRow *mail = waiting->mail;
	waiting->n_mails = 1;
	waiting->recovered = mail->alert != NULL && mail->recovered;
	g_autoptr(GPtrArray) folded = alert_folded(desk, mail, error);
	if (folded == NULL)
		return false;
	waiting->n_mails += folded->len;
	if (folded->len > 0) /* oldest first: the last word counts */
		waiting->recovered = ((const DcMailRow *)g_ptr_array_index(folded, folded->len - 1))->recovered;
	waiting->not_for_ledger = waiting->not_for_ledger || waiting->recovered;
	return true;
}

/* -- how a ticket stands -- */
void
dc_monitored_free(DcMonitored *monitored)
{
	if (monitored == NULL)
		return;
	g_free(monitored->key);
	g_free(monitored);
}

static DcMonitored *
monitored_of(GPtrArray *all, const char *key)
{
	for (guint i = 0; i < all->len; i++) {
		DcMonitored *one = g_ptr_array_index(all, i);
		if (g_str_equal(one->key, key))
			return one;
	}
	DcMonitored *one = g_new0(DcMonitored, 1);
	one->key = g_strdup(key);
	g_ptr_array_add(all, one);
	return one;
}

GPtrArray *
dc_desk_monitored(DcDesk *desk, DcTicketNo no, GError **error)
{
	g_autoptr(GPtrArray) mails = dc_ledger_list(desk->ledger, DC_LIST_ALERTS_OF_TICKET, (DcListArgs){ .id = no }, error);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)dc_monitored_free);
	for (guint i = 0; mails != NULL && i < mails->len; i++) {
		const DcMailRow *mail = g_ptr_array_index(mails, i);
		DcMonitored *one = monitored_of(all, mail->alert);
		one->n_mails++;
		one->recovered = mail->recovered;
		one->last_at = mail->at;
	}
	return mails != NULL ? g_steal_pointer(&all) : NULL;
}

bool
dc_monitored_recovered(const GPtrArray *monitored)
{
	for (guint i = 0; i < monitored->len; i++) {
		if (!((const DcMonitored *)g_ptr_array_index(monitored, i))->recovered)
			return false;
	}
	return monitored->len > 0;
}
