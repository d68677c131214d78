/* What happened elsewhere to a ticket that was brought here: its history as it was there, beside the change that brought it. */
#include "edit.h"

static DcPast *
copy(const DcPast *past)
{
	DcPast *own = g_new0(DcPast, 1);
	*own = (DcPast){ .id = past->id, .at = past->at, .action = g_strdup(past->action), .origin = past->origin, .reason = g_strdup(past->reason), .target = past->target };
	own->events = g_ptr_array_new_with_free_func((GDestroyNotify)dc_past_edit_free);
	for (guint i = 0; i < past->events->len; i++) {
		DcPastEdit *edit = g_memdup2(g_ptr_array_index(past->events, i), sizeof *edit);
		edit->old = dc_value_copy(&edit->old);
		edit->new = dc_value_copy(&edit->new);
		g_ptr_array_add(own->events, edit);
	}
	return own;
}

void
dc_change_past(DcChange *change, const DcPast *past)
{
	g_ptr_array_add(change->pasts, copy(past));
}

static bool
known(DcLedger *ledger, gint64 import, gint64 was, gint64 *id, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_PAST_KNOWN);
	db_bind_number(query, ":import", import);
	db_bind_number(query, ":was", was);
	return db_number(ledger, query, 0, id, error);
}

/* An undo names what it undid: that came before it, or is of no ticket that is brought. */
static bool
add(DcLedger *ledger, gint64 import, const DcPast *past, gint64 *id, GError **error)
{
	gint64 target = 0;
	if (past->target > 0 && !known(ledger, import, past->target, &target, error))
		return false;
	DbQuery *query = db_query(ledger, QUERY_PAST_ADD);
	db_bind_number(query, ":at", past->at);
	db_bind_text(query, ":action", past->action);
	db_bind_text(query, ":origin", dc_origin_code(past->origin));
	db_bind_text(query, ":reason", past->reason);
	db_bind_number(query, ":target", target > 0 ? target : DC_ABSENT);
	db_bind_number(query, ":import", import);
	db_bind_number(query, ":was", past->id);
	if (!db_run(ledger, query, error))
		return false;
	*id = sqlite3_last_insert_rowid(ledger->db);
	return true;
}

static bool
add_event(DcLedger *ledger, const DcChange *change, gint64 id, const DcPastEdit *edit, GError **error)
{
	DcTicketNo no = dc_change_id(change, edit->ticket);
	DbQuery *query = db_query(ledger, QUERY_EVENT_ADD);
	db_bind_number(query, ":change", id);
	db_bind_text(query, ":entity", dc_entity_table(edit->entity));
	db_bind_number(query, ":row", dc_change_id(change, edit->row));
	db_bind_text(query, ":field", edit->field == EDIT_EXISTENCE ? "gone" : dc_field_info(edit->field)->name);
	db_bind_value(query, ":old", &edit->old);
	db_bind_value(query, ":new", &edit->new);
	db_bind_number(query, ":ticket", no > 0 ? no : DC_ABSENT);
	return db_run(ledger, query, error);
}

bool
change_write_pasts(DcLedger *ledger, const DcChange *change, gint64 import, GError **error)
{
	for (guint i = 0; i < change->pasts->len; i++) {
		const DcPast *past = g_ptr_array_index(change->pasts, i);
		gint64 id;
		if (!known(ledger, import, past->id, &id, error) || (id == 0 && !add(ledger, import, past, &id, error)))
			return false;
		for (guint e = 0; e < past->events->len; e++)
			if (!add_event(ledger, change, id, g_ptr_array_index(past->events, e), error))
				return false;
	}
	return true;
}
