/* Handing on: every ticket with what belongs to it, one after the other, as they stand at one moment. */
#include "desk.h"

typedef struct {
	DcDesk *desk;
	const DcFilter *filter;
	bool with_history;
	DcExportFn each;
	gpointer data;
} Exporting;

static void
clear(DcExported *exported)
{
	GPtrArray *lists[] = { exported->contacts, exported->links, exported->notes, exported->work, exported->calls, exported->reports, exported->history };
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		if (lists[i] != NULL)
			g_ptr_array_unref(lists[i]);
	dc_ticket_free(exported->ticket);
	dc_ticket_text_free(exported->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DcExported, clear)

static void
drop_links_from_others(GPtrArray *links, DcTicketNo no)
{
	for (guint i = links->len; i > 0; i--)
		if (((const DcLink *)g_ptr_array_index(links, i - 1))->ticket != no)
			g_ptr_array_remove_index(links, i - 1);
}

static bool
read_lists(DcDesk *desk, DcTicketNo no, DcExported *exported, GError **error)
{
	const struct {
		DcList list;
		GPtrArray **into;
	} lists[] = {
		{ DC_LIST_CONTACTS, &exported->contacts }, { DC_LIST_LINKS, &exported->links }, { DC_LIST_NOTES, &exported->notes },
		{ DC_LIST_WORK, &exported->work }, { DC_LIST_CALLS, &exported->calls }, { DC_LIST_REPORTS, &exported->reports },
	};
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		if ((*lists[i].into = dc_ledger_list(desk->ledger, lists[i].list, (DcListArgs){ .id = no }, error)) == NULL)
			return false;
	drop_links_from_others(exported->links, no);
	return true;
}

static void
sum_up(const DcDesk *desk, DcExported *exported)
{
	const DcTicket *ticket = exported->ticket;
	const DcSystem *system = ticket->system != NULL ? dc_policy_system(desk->policy, ticket->system) : NULL;
	exported->worked_min = desk_worked_min(exported->work, DC_ABSENT);
	exported->criticality = system != NULL ? system->criticality : 0;
	exported->priority = dc_priority_native(desk->policy, ticket);
}

static bool
export_one(const Exporting *exporting, DcTicketNo no, GError **error)
{
	DcLedger *ledger = exporting->desk->ledger;
	g_auto(DcExported) exported = { .ticket = dc_ledger_ticket(ledger, no, error) };
	if (exported.ticket == NULL || (exported.text = dc_ledger_ticket_text(ledger, no, error)) == NULL || !read_lists(exporting->desk, no, &exported, error))
		return false;
	g_clear_pointer(&exported.text->private_memo, g_free);
	if (exporting->with_history && (exported.history = dc_ledger_history(ledger, no, 0, G_MAXINT, error)) == NULL)
		return false;
	sum_up(exporting->desk, &exported);
	return exporting->each(&exported, exporting->data, error);
}

bool
dc_desk_export_ticket(DcDesk *desk, DcTicketNo no, bool with_history, DcExportFn each, gpointer data, GError **error)
{
	const Exporting exporting = { .desk = desk, .with_history = with_history, .each = each, .data = data };
	return export_one(&exporting, no, error);
}

/* Only the numbers are kept: eight bytes a ticket. They come newest first. */
static bool
export_all(gpointer data, GError **error)
{
	const Exporting *exporting = data;
	DcFind find = { .filter = exporting->filter, .limit = 10000 };
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(gint64));
	do {
		g_autoptr(GArray) nos = dc_ledger_find(exporting->desk->ledger, &find, &find.before, error);
		if (nos == NULL)
			return false;
		g_array_append_vals(all, nos->data, nos->len);
	} while (find.before > 0);
	for (guint i = all->len; i > 0; i--)
		if (!export_one(exporting, g_array_index(all, gint64, i - 1), error))
			return false;
	return true;
}

bool
dc_desk_export(DcDesk *desk, const DcFilter *filter, bool with_history, DcExportFn each, gpointer data, GError **error)
{
	Exporting exporting = { .desk = desk, .filter = filter, .with_history = with_history, .each = each, .data = data };
	return dc_ledger_read_as_one(desk->ledger, export_all, &exporting, error);
}
