/* Tickets of a file that refer to one another: looked up once the part is written in which they come, or, where the other one comes later, at the end. */
#include "import.h"

#include <string.h>

void
reference_free(gpointer data)
{
	Reference *reference = data;
	g_free(reference->from);
	g_free(reference->to);
	g_free(reference);
}

void
import_refer(Importing *importing, char *from, char *to, bool is_group, DcLinkKind kind)
{
	Reference *reference = g_new0(Reference, 1);
	*reference = (Reference){ .from = from, .to = to, .is_group = is_group, .kind = kind };
	g_ptr_array_add(importing->fresh, reference);
}

void
import_keep(Importing *importing, gint64 no, DcInstant received_at)
{
	if (no > 0 && no <= G_MAXINT32)
		g_hash_table_insert(importing->kept, GINT_TO_POINTER((int)no), GINT_TO_POINTER((int)(received_at / DC_MINUTE)));
}

/* A number of ours, if the ticket that has it was received in the same minute as the file says: then the file came from here. */
static bool
find_own(Importing *importing, const char *key, DcInstant received_at, DcTicketNo *no, GError **error)
{
	gint64 own = 0;
	*no = 0;
	if (strcmp(importing->source, "daicho") != 0 || !g_ascii_string_to_signed(key, 10, 1, G_MAXINT32, &own, NULL))
		return true;
	GError *failed = NULL;
	g_autoptr(DcTicket) ticket = dc_ledger_read(importing->desk->ledger, DC_ENTITY_TICKET, own, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return false;
	}
	gpointer minute = NULL;
	bool kept = received_at == DC_ABSENT && g_hash_table_lookup_extended(importing->kept, GINT_TO_POINTER((int)own), NULL, &minute);
	if (kept)
		received_at = (DcInstant)GPOINTER_TO_INT(minute) * DC_MINUTE;
	bool same = ticket != NULL && received_at != DC_ABSENT && ticket->received_at / DC_MINUTE == received_at / DC_MINUTE;
	importing->is_same_ledger |= same && !kept;
	*no = same || (ticket != NULL && received_at == DC_ABSENT && importing->is_same_ledger) ? own : 0;
	return true;
}

bool
import_find(Importing *importing, const char *key, DcInstant received_at, DcTicketNo *no, GError **error)
{
	*no = 0;
	if (key == NULL || *key == '\0')
		return true;
	return dc_ledger_taken_over(importing->desk->ledger, importing->source, key, no, error) && (*no > 0 || find_own(importing, key, received_at, no, error));
}

/* -- what a reference comes to -- */
static bool
has_members(Importing *importing, DcTicketNo no, bool *has, GError **error)
{
	g_autoptr(GArray) members = dc_ledger_list_ids(importing->desk->ledger, DC_LIST_MEMBERS, (DcListArgs){ .id = no }, error);
	if (members == NULL)
		return false;
	*has = members->len > 0;
	return true;
}

static bool
link_is_known(Importing *importing, DcTicketNo from, DcTicketNo to, DcLinkKind kind, bool *known, GError **error)
{
	g_autoptr(GPtrArray) links = dc_ledger_list(importing->desk->ledger, DC_LIST_LINKS, (DcListArgs){ .id = from }, error);
	if (links == NULL)
		return false;
	*known = from == to;
	for (guint i = 0; i < links->len; i++) {
		const DcLink *link = g_ptr_array_index(links, i);
		bool related = kind == DC_LINK_RELATED && (link->other == to || link->ticket == to); /* that two are related says either, and any other kind */
		*known |= related || (link->ticket == from && link->other == to && link->kind == kind);
	}
	return true;
}

static bool
add_link(Importing *importing, DcChange *part, DcTicketNo from, DcTicketNo to, DcLinkKind kind, GError **error)
{
	bool known;
	if (!link_is_known(importing, from, to, kind, &known, error))
		return false;
	g_autoptr(DcLink) link = dc_link_new();
	link->ticket = from;
	link->other = to;
	link->kind = kind;
	if (!known)
		dc_change_create(part, DC_ENTITY_LINK, link);
	return true;
}

/* Groups are one deep, and an open ticket stands behind no shut one: where that would be, the two are linked. */
static bool
group(Importing *importing, DcChange *part, DcTicketNo from, DcTicketNo to, GError **error)
{
	bool has;
	g_autoptr(DcTicket) child = dc_ledger_ticket(importing->desk->ledger, from, error);
	g_autoptr(DcTicket) front = child != NULL ? dc_ledger_ticket(importing->desk->ledger, to, error) : NULL;
	if (front == NULL || !has_members(importing, from, &has, error))
		return false;
	DcTicketNo parent = front->parent > 0 ? front->parent : to;
	bool hidden = dc_status_is_open(child->status) && !dc_status_is_open(front->status);
	if (child->parent == parent || parent == from)
		return true;
	if (has || hidden || child->parent > 0)
		return add_link(importing, part, from, to, DC_LINK_RELATED, error);
	dc_change_number(part, child, DC_FIELD_PARENT, parent);
	if (child->member == DC_MEMBER_NONE)
		dc_change_number(part, child, DC_FIELD_MEMBER, DC_MEMBER_SAME);
	return true;
}

static bool
resolve(Importing *importing, DcChange *part, const Reference *reference, bool *found, GError **error)
{
	DcTicketNo from = 0, to = 0;
	if (!import_find(importing, reference->from, DC_ABSENT, &from, error) || !import_find(importing, reference->to, DC_ABSENT, &to, error))
		return false;
	*found = from > 0 && to > 0;
	if (!*found)
		return true;
	return reference->is_group ? group(importing, part, from, to, error) : add_link(importing, part, from, to, reference->kind, error);
}

#define LATER_AT_ONCE 200

/* One of each ticket in a part: what it says is looked up as the part before has left it. */
static bool
take_next(Importing *importing, DcChange *part, GPtrArray *from, GHashTable *touched, GError **error)
{
	bool found;
	Reference *reference = g_ptr_array_index(from, from->len - 1);
	if (!resolve(importing, part, reference, &found, error))
		return false;
	g_hash_table_add(touched, g_strdup(reference->from));
	g_hash_table_add(touched, g_strdup(reference->to));
	if (!found && !importing->is_over)
		g_ptr_array_add(importing->later, g_ptr_array_steal_index(from, from->len - 1));
	else
		g_ptr_array_remove_index(from, from->len - 1);
	importing->imported->n_loose += !found && importing->is_over;
	return true;
}

bool
import_references(Importing *importing, DcChange *part, GError **error)
{
	GPtrArray *from = importing->fresh->len > 0 ? importing->fresh : importing->later;
	if (from == importing->later && !importing->is_over)
		return true;
	g_autoptr(GHashTable) touched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (int n = 0; n < LATER_AT_ONCE && from->len > 0; n++) {
		const Reference *reference = g_ptr_array_index(from, from->len - 1);
		if (g_hash_table_contains(touched, reference->from) || g_hash_table_contains(touched, reference->to))
			break;
		if (!take_next(importing, part, from, touched, error))
			return false;
	}
	return true;
}
