/* Have we had this before? The nearest tickets to a subject, while it is typed: the shapes of the newest ones are kept ready, older ones are
 * found by the search index. */
#include "desk.h"

#define RECENT_MAX 2000  /* tickets that are compared one by one: about a year of one engineer, and less than a frame; older ones by their words */
#define PORTION 100      /* of them are read between two keys: few milliseconds */
#define ALIKE_FROM 0.40  /* what is shown to choose from; grouping is proposed from 0.60 on (R1) */

typedef struct {
	DcTicket *ticket;
	DcCueShape *shape;
} Recent;

static void
recent_free(gpointer data)
{
	Recent *recent = data;
	dc_ticket_free(recent->ticket);
	dc_cue_shape_free(recent->shape);
	g_free(recent);
}

void
dc_alike_free(DcAlike *alike)
{
	if (alike == NULL)
		return;
	dc_ticket_free(alike->ticket);
	g_free(alike->answer);
	g_free(alike);
}

/* The shape of a subject that was compared before is kept: making it costs more than reading the ticket. */
static DcCueShape *
shape_of(const DcDesk *desk, GHashTable *before, const DcTicket *ticket)
{
	Recent *known = before != NULL ? g_hash_table_lookup(before, &ticket->id) : NULL;
	if (known != NULL && known->shape != NULL && g_strcmp0(known->ticket->title, ticket->title) == 0)
		return g_steal_pointer(&known->shape);
	return dc_cues_shape_new(dc_policy_cues(desk->policy), ticket->title);
}

static GHashTable *
index_of(const GPtrArray *recent)
{
	GHashTable *index = g_hash_table_new(g_int64_hash, g_int64_equal);
	for (guint i = 0; recent != NULL && i < recent->len; i++) {
		Recent *one = g_ptr_array_index(recent, i);
		g_hash_table_insert(index, &one->ticket->id, one);
	}
	return index;
}

void
desk_forget_recent(DcDesk *desk)
{
	g_clear_pointer(&desk->recent, g_ptr_array_unref);
	g_clear_pointer(&desk->fresh, g_ptr_array_unref);
	g_clear_pointer(&desk->fresh_nos, g_array_unref);
}

/* Which are to be read: from now on `fresh` is what dc_desk_alike() will compare with. */
static bool
begin_recent(DcDesk *desk, GError **error)
{
	g_clear_pointer(&desk->fresh, g_ptr_array_unref);
	g_clear_pointer(&desk->fresh_nos, g_array_unref);
	desk->fresh_nos = dc_ledger_list_ids(desk->ledger, DC_LIST_RECENT, (DcListArgs){ .limit = RECENT_MAX }, error);
	if (desk->fresh_nos == NULL)
		return false;
	desk->fresh = g_ptr_array_new_with_free_func(recent_free);
	desk->recent_stale = false;
	return true;
}

static bool
read_recent(DcDesk *desk, GHashTable *before, DcTicketNo no, GError **error)
{
	GError *failed = NULL;
	DcTicket *ticket = dc_ledger_read(desk->ledger, DC_ENTITY_TICKET, no, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return false;
	}
	if (ticket == NULL)
		return true; /* taken back meanwhile */
	Recent *recent = g_new0(Recent, 1);
	recent->ticket = ticket;
	recent->shape = shape_of(desk, before, ticket);
	g_ptr_array_add(desk->fresh, recent);
	return true;
}

bool
dc_desk_prepare_alike(DcDesk *desk, bool *more, GError **error)
{
	if ((desk->recent == NULL || desk->recent_stale) && (desk->fresh == NULL || desk->recent_stale) && !begin_recent(desk, error))
		return false;
	*more = false;
	if (desk->fresh == NULL)
		return true;
	g_autoptr(GHashTable) before = index_of(desk->recent);
	guint n = MIN(desk->fresh_nos->len, PORTION);
	for (guint i = 0; i < n; i++)
		if (!read_recent(desk, before, g_array_index(desk->fresh_nos, gint64, i), error))
			return false;
	g_array_remove_range(desk->fresh_nos, 0, n);
	*more = desk->fresh_nos->len > 0;
	if (*more)
		return true;
	g_clear_pointer(&desk->recent, g_ptr_array_unref);
	g_clear_pointer(&desk->fresh_nos, g_array_unref);
	desk->recent = g_steal_pointer(&desk->fresh);
	return true;
}

/* Of those that words have found the ones that are not among the newest. */
static bool
add_older(DcDesk *desk, const char *subject, GPtrArray *pool, GPtrArray *older, GError **error)
{
	g_autoptr(GArray) nos = older_like(desk, subject, error);
	if (nos == NULL)
		return false;
	g_autoptr(GHashTable) known = index_of(desk->recent);
	for (guint i = 0; i < nos->len; i++) {
		GError *failed = NULL;
		if (g_hash_table_contains(known, &g_array_index(nos, gint64, i)))
			continue;
		DcTicket *ticket = dc_ledger_read(desk->ledger, DC_ENTITY_TICKET, g_array_index(nos, gint64, i), &failed);
		if (failed != NULL) {
			g_propagate_error(error, failed);
			return false;
		}
		if (ticket == NULL)
			continue; /* taken back by another process, this moment */
		Recent *one = g_new0(Recent, 1);
		one->ticket = ticket;
		one->shape = dc_cues_shape_new(dc_policy_cues(desk->policy), ticket->title);
		g_ptr_array_add(older, one);
		g_ptr_array_add(pool, one);
	}
	return true;
}

typedef struct {
	double similarity;
	guint index;
} Score;

/* Open ones before solved ones where they are as like; then the newer. */
static int
compare_scores(gconstpointer a, gconstpointer b, gpointer data)
{
	const Score *left = a, *right = b;
	const GPtrArray *pool = data;
	if (left->similarity != right->similarity)
		return left->similarity > right->similarity ? -1 : 1;
	const Recent *first = g_ptr_array_index(pool, left->index), *second = g_ptr_array_index(pool, right->index);
	bool first_open = dc_status_is_open(first->ticket->status), second_open = dc_status_is_open(second->ticket->status);
	if (first_open != second_open)
		return first_open ? -1 : 1;
	return left->index < right->index ? -1 : left->index > right->index;
}

int
desk_worked_min(const GPtrArray *work, DcInstant now)
{
	DcInstant seconds = 0;
	for (guint i = 0; i < work->len; i++) {
		const DcWork *part = g_ptr_array_index(work, i);
		DcInstant end = part->end_at != DC_ABSENT ? part->end_at : now;
		seconds += end != DC_ABSENT ? MAX(0, end - part->start_at) : 0;
	}
	return (int)(seconds / DC_MINUTE);
}

bool
desk_answer(DcDesk *desk, DcTicketNo no, char **answer, int *worked_min, GError **error)
{
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(desk->ledger, no, error);
	g_autoptr(GPtrArray) work = text != NULL ? dc_ledger_list(desk->ledger, DC_LIST_WORK, (DcListArgs){ .id = no }, error) : NULL;
	if (work == NULL)
		return false;
	*answer = g_strdup(text->resolution);
	*worked_min = desk_worked_min(work, DC_ABSENT);
	return true;
}

GPtrArray *
dc_desk_alike(DcDesk *desk, const char *subject, int limit, GError **error)
{
	for (bool more = true; more;)
		if (!dc_desk_prepare_alike(desk, &more, error))
			return NULL;
	g_autoptr(GPtrArray) older = g_ptr_array_new_with_free_func(recent_free);
	g_autoptr(GPtrArray) pool = g_ptr_array_new();
	for (guint i = 0; i < desk->recent->len; i++)
		g_ptr_array_add(pool, g_ptr_array_index(desk->recent, i));
	if (!add_older(desk, subject, pool, older, error))
		return NULL;
	g_autoptr(DcCueShape) shape = dc_cues_shape_new(dc_policy_cues(desk->policy), subject);
	g_autoptr(GArray) scores = g_array_new(FALSE, FALSE, sizeof(Score));
	for (guint i = 0; i < pool->len; i++) {
		const Recent *recent = g_ptr_array_index(pool, i);
		Score score = { .similarity = dc_cue_shape_similarity(shape, recent->shape), .index = i };
		if (score.similarity >= ALIKE_FROM && recent->ticket->status != DC_STATUS_CANCELLED)
			g_array_append_val(scores, score);
	}
	g_array_sort_with_data(scores, compare_scores, pool);

	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)dc_alike_free);
	for (guint i = 0; i < scores->len && (int)i < limit; i++) {
		const Score *score = &g_array_index(scores, Score, i);
		DcAlike *alike = g_new0(DcAlike, 1);
		alike->ticket = dc_ticket_copy(((const Recent *)g_ptr_array_index(pool, score->index))->ticket);
		alike->similarity = score->similarity;
		g_ptr_array_add(found, alike);
		if (!dc_status_is_open(alike->ticket->status) && !desk_answer(desk, alike->ticket->id, &alike->answer, &alike->worked_min, error))
			return NULL;
	}
	return g_steal_pointer(&found);
}

GPtrArray *
dc_desk_of_caller(DcDesk *desk, const char *caller, int limit, GError **error)
{
	g_autoptr(DcChange) nothing = dc_change_new(DC_ACTION_LOG, 0); /* a person that is new is not made by looking */
	g_auto(Person) person = { 0 };
	if (!person_find(desk, nothing, caller, NULL, NULL, &person, error))
		return NULL;
	return dc_ledger_list(desk->ledger, DC_LIST_OF_CALLER, (DcListArgs){ .text = person.name != NULL ? person.name : "", .limit = limit }, error);
}
