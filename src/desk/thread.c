/* Which ticket a mail belongs to by its headers, and which mails come along with it. Only headers act by themselves; what a subject suggests
 * is a proposal (triage.c). */
#include "desk.h"

/* -- the ticket of a mail -- */
/* `own`: the Message-ID of the mail itself; that another one has the same says nothing. */
static bool
ticket_of_mails(DcDesk *desk, const GArray *ids, const char *own, DcTicketNo *no, GError **error)
{
	for (guint i = 0; i < ids->len && *no == 0; i++) {
		GError *failed = NULL;
		g_autoptr(DcMailRow) row = dc_ledger_read(desk->ledger, DC_ENTITY_MAIL, g_array_index(ids, gint64, i), &failed);
		if (failed != NULL) {
			g_propagate_error(error, failed);
			return false;
		}
		*no = row != NULL && row->ticket > 0 && (own == NULL || g_strcmp0(row->message_id, own) != 0) ? row->ticket : 0;
	}
	return true;
}

/* The nearest mail that is on a ticket; where none of those it names is, whatever else is in the thread, also through mails that never came. */
static bool
find_ticket(DcDesk *desk, const DcMailRow *row, DcTicketNo *no, GError **error)
{
	g_auto(GStrv) refs = g_strsplit(row->refs != NULL ? row->refs : "", " ", -1);
	for (guint i = g_strv_length(refs); i > 0 && *no == 0; i--) {
		g_autoptr(GArray) ids = dc_ledger_mails_like(desk->ledger, refs[i - 1], NULL, error);
		if (ids == NULL || !ticket_of_mails(desk, ids, row->message_id, no, error))
			return false;
	}
	/* Its own id last: an answer to it may have come before it. */
	for (guint i = g_strv_length(refs) + 1; i > 0 && *no == 0; i--) {
		const char *id = i > 1 ? refs[i - 2] : row->message_id;
		g_autoptr(GArray) ids = id != NULL ? dc_ledger_thread(desk->ledger, id, error) : g_array_new(FALSE, FALSE, sizeof(gint64));
		if (ids == NULL || !ticket_of_mails(desk, ids, row->message_id, no, error))
			return false;
	}
	return true;
}

bool
thread_ticket(DcDesk *desk, const DcMailRow *row, DcTicket **ticket, GError **error)
{
	DcTicketNo no = 0;
	*ticket = NULL;
	if (!find_ticket(desk, row, &no, error))
		return false;
	if (no == 0)
		return true;
	g_autoptr(DcTicket) found = dc_ledger_ticket(desk->ledger, no, error);
	if (found != NULL && !dc_status_is_open(found->status) && found->parent > 0) { /* its group goes on */
		g_autoptr(DcTicket) parent = dc_ledger_ticket(desk->ledger, found->parent, error);
		if (parent == NULL)
			return false;
		if (dc_status_is_open(parent->status)) {
			*ticket = g_steal_pointer(&parent);
			return true;
		}
	}
	*ticket = g_steal_pointer(&found);
	return *ticket != NULL;
}

/* -- what comes along -- */
static bool
gather_one(DcDesk *desk, DcChange *change, DcId id, const Filing *filing, GHashTable *handled, guint *n, GError **error)
{
	GError *failed = NULL;
	g_autoptr(DcMailRow) mail = dc_ledger_read(desk->ledger, DC_ENTITY_MAIL, id, &failed);
	if (failed == NULL && (mail == NULL || mail->state != DC_MAIL_WAITING || !g_hash_table_add(handled, g_memdup2(&id, sizeof id))))
		return true;
	g_autofree char *body = failed == NULL ? dc_desk_mail_text(desk, id, &failed) : NULL;
	if (body == NULL) {
		g_propagate_error(error, failed);
		return false;
	}
	dc_change_number(change, mail, DC_FIELD_MAIL_STATE, DC_MAIL_TAKEN);
	dc_change_number(change, mail, DC_FIELD_MAIL_TICKET, filing->ticket);
	if (n != NULL)
		(*n)++;
	return filing_contact(desk, change, mail, body, filing, error);
}

bool
thread_gather(DcDesk *desk, DcChange *change, const DcMailRow *row, const Filing *filing, GHashTable *handled, guint *n, GError **error)
{
	g_auto(GStrv) refs = g_strsplit(row->refs != NULL ? row->refs : "", " ", 2);
	const char *id = row->message_id != NULL ? row->message_id : refs[0];
	if (id == NULL)
		return true;
	g_autoptr(GArray) ids = dc_ledger_thread(desk->ledger, id, error);
	for (guint i = ids != NULL ? ids->len : 0; i > 0; i--) { /* oldest first */
		if (!gather_one(desk, change, g_array_index(ids, gint64, i - 1), filing, handled, n, error))
			return false;
	}
	return ids != NULL;
}

GHashTable *
thread_handled_new(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}
