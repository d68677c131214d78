/* Undo and redo: a new change that puts the old values back (or the new ones again), never a deletion. What stands and what does not
 * follows from the changes alone, so it survives a restart and another process. */
#include "edit.h"

#include <daicho/lang.h>

/* The event's values as the program holds them: a word by its number. */
static DcValue
program_value(DcField field, const DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	int word = 0;
	if (info->type == DC_FIELD_TYPE_WORD) {
		if (value->text != NULL && !dc_word_parse(info->words, value->text, &word, NULL))
			word = 0;
		return dc_value_number(word);
	}
	if (info->type == DC_FIELD_TYPE_REF && value->number == DC_ABSENT)
		return dc_value_number(0);
	if ((info->type == DC_FIELD_TYPE_TEXT || info->type == DC_FIELD_TYPE_LINES) && !value->is_text)
		return dc_value_text(NULL);
	if (info->type == DC_FIELD_TYPE_BOOL && value->number == DC_ABSENT)
		return dc_value_number(0);
	return dc_value_copy(value);
}

static void
add_reversed(DcChange *change, const DcPastEdit *event, bool back)
{
	const DcValue *from = back ? &event->new : &event->old;
	const DcValue *to = back ? &event->old : &event->new;
	if (event->field == EDIT_EXISTENCE)
		change_edit(change, event->entity, event->row, EDIT_EXISTENCE, *from, *to);
	else
		change_edit(change, event->entity, event->row, event->field, program_value(event->field, from), program_value(event->field, to));
}

static bool
put_back(DcLedger *ledger, gint64 target, bool back, DcInstant at, GError **error)
{
	g_autoptr(GPtrArray) events = history_events(ledger, target, error);
	if (events == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(back ? DC_ACTION_UNDO : DC_ACTION_REDO, at);
	change->target = target;
	for (guint i = 0; i < events->len; i++)
		add_reversed(change, g_ptr_array_index(events, back ? events->len - 1 - i : i), back);
	return dc_ledger_apply(ledger, change, error);
}

static bool
walk(DcLedger *ledger, SqlQueryId query, const char *nothing, bool back, DcInstant at, gint64 *done, GError **error)
{
	gint64 target;
	if (!db_number(ledger, db_query(ledger, query), 0, &target, error))
		return false;
	if (target == 0) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, nothing);
		return false;
	}
	if (!put_back(ledger, target, back, at, error))
		return false;
	if (done != NULL)
		*done = target;
	return true;
}

bool
dc_ledger_undo(DcLedger *ledger, DcInstant at, gint64 *done, GError **error)
{
	return walk(ledger, QUERY_UNDO_TARGET, _("there is nothing to undo"), true, at, done, error);
}

bool
dc_ledger_redo(DcLedger *ledger, DcInstant at, gint64 *done, GError **error)
{
	return walk(ledger, QUERY_REDO_TARGET, _("there is nothing to do again"), false, at, done, error);
}
