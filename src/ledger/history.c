/* Reading what happened: changes and their events, newest first. */
#include "edit.h"

#include <daicho/lang.h>

#include <string.h>

static bool
parse_entity(const char *table, DcEntity *entity)
{
	for (int i = 0; i < DC_N_ENTITIES; i++)
		if (g_strcmp0(dc_entity_table((DcEntity)i), table) == 0) {
			*entity = (DcEntity)i;
			return true;
		}
	return false;
}

static bool
parse_field(DcEntity entity, const char *name, DcField *field)
{
	*field = EDIT_EXISTENCE;
	if (g_strcmp0(name, "gone") == 0)
		return true;
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++)
		if (g_strcmp0(dc_field_info(first + (DcField)i)->name, name) == 0) {
			*field = first + (DcField)i;
			return true;
		}
	return false;
}

static void
event_free(gpointer data)
{
	DcPastEdit *event = data;
	dc_value_clear(&event->old);
	dc_value_clear(&event->new);
	g_free(event);
}

void
dc_past_free(DcPast *past)
{
	if (past == NULL)
		return;
	g_free(past->action);
	g_free(past->reason);
	g_clear_pointer(&past->events, g_ptr_array_unref);
	g_free(past);
}

static bool
read_event(DcLedger *ledger, sqlite3_stmt *stmt, GPtrArray *events, GError **error)
{
	DcEntity entity;
	DcField field;
	g_autofree char *table = db_column_text(stmt, 0);
	g_autofree char *name = db_column_text(stmt, 2);
	if (!parse_entity(table, &entity) || !parse_field(entity, name, &field)) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s has history of an unknown field (%s.%s)"), ledger->path, table, name);
		return false;
	}
	DcPastEdit *event = g_new0(DcPastEdit, 1);
	event->entity = entity;
	event->row = sqlite3_column_int64(stmt, 1);
	event->field = field;
	event->old = db_column_value(stmt, 3);
	event->new = db_column_value(stmt, 4);
	event->ticket = sqlite3_column_int64(stmt, 5);
	g_ptr_array_add(events, event);
	return true;
}

GPtrArray *
history_events(DcLedger *ledger, gint64 change, GError **error)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func(event_free);
	sqlite3_stmt *stmt = db_query(ledger, QUERY_EVENTS_OF_CHANGE);
	db_bind_number(stmt, ":change", change);
	int row;
	while ((row = db_step(ledger, stmt, error)) == 1)
		if (!read_event(ledger, stmt, events, error)) {
			sqlite3_reset(stmt);
			return NULL;
		}
	return row == 0 ? g_steal_pointer(&events) : NULL;
}

DcPast *
dc_ledger_change(DcLedger *ledger, gint64 id, GError **error)
{
	sqlite3_stmt *stmt = db_query(ledger, QUERY_CHANGE_READ);
	db_bind_number(stmt, ":id", id);
	int row = db_step(ledger, stmt, error);
	if (row == 0)
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("there is no change %" G_GINT64_FORMAT), id);
	if (row != 1)
		return NULL;
	DcPast *past = g_new0(DcPast, 1);
	past->id = id;
	past->at = sqlite3_column_int64(stmt, 0);
	past->action = db_column_text(stmt, 1);
	g_autofree char *origin = db_column_text(stmt, 2);
	past->origin = origin_parse(origin);
	past->reason = db_column_text(stmt, 3);
	past->target = sqlite3_column_int64(stmt, 4);
	past->undone = sqlite3_column_int(stmt, 5) != 0;
	sqlite3_reset(stmt);
	past->events = history_events(ledger, id, error);
	if (past->events == NULL)
		g_clear_pointer(&past, dc_past_free);
	return past;
}

static bool
collect_ids(DcLedger *ledger, sqlite3_stmt *stmt, GArray *ids, GError **error)
{
	int row;
	while ((row = db_step(ledger, stmt, error)) == 1) {
		gint64 id = sqlite3_column_int64(stmt, 0);
		g_array_append_val(ids, id);
	}
	return row == 0;
}

GPtrArray *
dc_ledger_history(DcLedger *ledger, DcTicketNo no, gint64 before, int limit, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	sqlite3_stmt *stmt = db_query(ledger, no > 0 ? QUERY_CHANGES_OF_TICKET : QUERY_CHANGES_OF_ALL);
	if (no > 0)
		db_bind_number(stmt, ":ticket", no);
	db_bind_number(stmt, ":before", before > 0 ? before : G_MAXINT64);
	db_bind_number(stmt, ":n", limit);
	if (!collect_ids(ledger, stmt, ids, error))
		return NULL;

	g_autoptr(GPtrArray) pasts = g_ptr_array_new_with_free_func((GDestroyNotify)dc_past_free);
	for (guint i = 0; i < ids->len; i++) {
		DcPast *past = dc_ledger_change(ledger, g_array_index(ids, gint64, i), error);
		if (past == NULL)
			return NULL;
		g_ptr_array_add(pasts, past);
	}
	return g_steal_pointer(&pasts);
}

bool
dc_ledger_count_changes(DcLedger *ledger, const char *action, DcInstant from, DcInstant to, int *n, GError **error)
{
	gint64 count;
	sqlite3_stmt *stmt = db_query(ledger, QUERY_CHANGES_COUNT);
	db_bind_text(stmt, ":action", action);
	db_bind_number(stmt, ":from", from);
	db_bind_number(stmt, ":to", to);
	if (!db_number(ledger, stmt, 0, &count, error))
		return false;
	*n = (int)count;
	return true;
}
