/* Undo and redo: a new change that puts the old values back (or the new ones again), never a deletion. What stands and what does not
 * follows from the changes alone, so it survives a restart and another process. */
#include "edit.h"

#include <daicho/lang.h>

typedef struct {
	bool back; /* undo; else redo */
	DcInstant at;
	DcLedger *ledger;
	gint64 target;
	GArray *pasts; /* gint64: the target, and what goes with it, oldest first */
	guint n_done;  /* of them */
	gint64 from;   /* in the next one's events */
} Walking;

static void
add_reversed(DcChange *change, const DcPastEdit *event, bool back)
{
	const DcValue *from = back ? &event->new : &event->old;
	const DcValue *to = back ? &event->old : &event->new;
	if (event->field == EDIT_EXISTENCE)
		change_edit(change, event->entity, event->row, event->field, *from, *to);
	else
		change_edit(change, event->entity, event->row, event->field, value_of_stored(event->field, from), value_of_stored(event->field, to));
}

/* The next events, in the order in which they must be walked: from the last one back, or from the first one on. */
static bool
next_part(DcChange *part, bool *more, gpointer data, GError **error)
{
	Walking *walking = data;
	guint last = walking->pasts->len - 1;
	gint64 past = g_array_index(walking->pasts, gint64, walking->back ? last - walking->n_done : walking->n_done);
	g_autoptr(GPtrArray) events = history_events(walking->ledger, past, walking->back, &walking->from, error);
	if (events == NULL)
		return false;
	for (guint i = 0; i < events->len; i++)
		add_reversed(part, g_ptr_array_index(events, i), walking->back);
	if (events->len == 0) {
		walking->n_done++;
		walking->from = 0;
	}
	*more = walking->n_done <= last;
	return true;
}

/* The start of a clock goes with what calls did to that clock since; else it would run on, beside the one that runs again. */
static bool
put_back(DcLedger *ledger, Walking *walking, GError **error)
{
	g_autoptr(GArray) pasts = g_array_new(FALSE, FALSE, sizeof(gint64));
	Parts parts = { .action = walking->back ? DC_ACTION_UNDO : DC_ACTION_REDO, .at = walking->at, .target = walking->target, .next = next_part, .data = walking };
	DbQuery *query = db_query(ledger, QUERY_CLOCK_CHANGES);
	db_bind_number(query, ":target", walking->target);
	g_array_append_val(pasts, walking->target);
	walking->pasts = pasts;
	return db_numbers(ledger, query, pasts, error) && parts_apply(ledger, &parts, error);
}

/* Within the transaction: another process that undoes at the same time takes the change before this one. */
static bool
walk(DcLedger *ledger, gpointer data, GError **error)
{
	Walking *walking = data;
	walking->ledger = ledger;
	if (!db_number(ledger, db_query(ledger, walking->back ? QUERY_UNDO_TARGET : QUERY_REDO_TARGET), 0, &walking->target, error))
		return false;
	if (walking->target != 0)
		return put_back(ledger, walking, error);
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, walking->back ? _("there is nothing to undo") : _("there is nothing to do again"));
	return false;
}

static bool
walk_one(DcLedger *ledger, Walking walking, gint64 *done, GError **error)
{
	if (!db_transaction(ledger, walk, &walking, error))
		return false;
	if (done != NULL)
		*done = walking.target;
	return true;
}

bool
dc_ledger_undo(DcLedger *ledger, DcInstant at, gint64 *done, GError **error)
{
	return walk_one(ledger, (Walking){ .back = true, .at = at }, done, error);
}

bool
dc_ledger_redo(DcLedger *ledger, DcInstant at, gint64 *done, GError **error)
{
	return walk_one(ledger, (Walking){ .back = false, .at = at }, done, error);
}
