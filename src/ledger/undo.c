/* Undo and redo: a new change that puts the old values back (or the new ones again), never a deletion. What stands and what does not
 * follows from the changes alone, so it survives a restart and another process. */
#include "edit.h"

#include <daicho/lang.h>

typedef struct {
	bool back; /* undo; else redo */
	DcInstant at;
	gint64 target;
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

static bool
put_back(DcLedger *ledger, const Walking *walking, GError **error)
{
	g_autoptr(GPtrArray) events = history_events(ledger, walking->target, error);
	if (events == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(walking->back ? DC_ACTION_UNDO : DC_ACTION_REDO, walking->at);
	change->target = walking->target;
	for (guint i = 0; i < events->len; i++)
		add_reversed(change, g_ptr_array_index(events, walking->back ? events->len - 1 - i : i), walking->back);
	return change_apply(ledger, change, error);
}

/* Within the transaction: another process that undoes at the same time takes the change before this one. */
static bool
walk(DcLedger *ledger, gpointer data, GError **error)
{
	Walking *walking = data;
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
