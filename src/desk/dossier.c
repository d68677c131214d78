/* Everything about one ticket. */
#include "desk.h"

void
dc_dossier_free(DcDossier *dossier)
{
	if (dossier == NULL)
		return;
	dc_listed_free(dossier->listed);
	dc_ticket_text_free(dossier->text);
	GPtrArray *lists[] = { dossier->contacts, dossier->members, dossier->links, dossier->notes, dossier->work, dossier->calls, dossier->reports,
	                       dossier->monitored, dossier->mails };
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		if (lists[i] != NULL)
			g_ptr_array_unref(lists[i]);
	g_free(dossier);
}

static bool
read_lists(DcDesk *desk, DcTicketNo no, DcDossier *dossier, GError **error)
{
	const struct {
		DcList list;
		GPtrArray **into;
	} lists[] = {
		{ DC_LIST_GROUP_CONTACTS, &dossier->contacts }, { DC_LIST_MEMBERS, &dossier->members }, { DC_LIST_LINKS, &dossier->links },
		{ DC_LIST_NOTES, &dossier->notes }, { DC_LIST_WORK, &dossier->work }, { DC_LIST_CALLS, &dossier->calls },
		{ DC_LIST_REPORTS, &dossier->reports }, { DC_LIST_MAILS_WITH_FILES, &dossier->mails },
	};
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		if ((*lists[i].into = dc_ledger_list(desk->ledger, lists[i].list, (DcListArgs){ .id = no }, error)) == NULL)
			return false;
	return true;
}

static void
sum_up(DcDesk *desk, DcDossier *dossier, DcInstant now)
{
	const DcTicket *ticket = dossier->listed->ticket;
	dossier->worked_min = desk_worked_min(dossier->work, now);
	for (guint i = 0; i < dossier->contacts->len; i++) {
		const DcContact *contact = g_ptr_array_index(dossier->contacts, i);
		dossier->n_unanswered += contact->direction == DC_DIRECTION_IN && contact->answered_at == DC_ABSENT;
	}
	dossier->report_due = DC_ABSENT;
	if (dossier->reports->len > 0)
		dossier->report_due = ((const DcReport *)g_ptr_array_index(dossier->reports, dossier->reports->len - 1))->next_at;
	else if (ticket->escalated_at != DC_ABSENT)
		dossier->report_due = ticket->escalated_at + dc_policy_numbers(desk->policy)->report_first_min * DC_MINUTE;
	if (!dc_status_is_open(ticket->status))
		dossier->report_due = DC_ABSENT;
}

int
dc_dossier_attached(const DcDossier *dossier, const DcContact *contact)
{
	for (guint i = 0; contact->mail > 0 && i < dossier->mails->len; i++) {
		const DcMailRow *mail = g_ptr_array_index(dossier->mails, i);
		if (mail->id == contact->mail)
			return (int)mail->attachments;
	}
	return 0;
}

DcDossier *
dc_desk_dossier(DcDesk *desk, DcTicketNo no, DcInstant now, GError **error)
{
	g_autoptr(DcDossier) dossier = g_new0(DcDossier, 1);
	dossier->listed = dc_desk_listed(desk, no, now, error);
	if (dossier->listed == NULL || (dossier->text = dc_ledger_ticket_text(desk->ledger, no, error)) == NULL ||
	    !read_lists(desk, no, dossier, error) || (dossier->monitored = dc_desk_monitored(desk, no, error)) == NULL || !dc_desk_place(desk, no, &dossier->place, error))
		return NULL;
	sum_up(desk, dossier, now);
	return g_steal_pointer(&dossier);
}
