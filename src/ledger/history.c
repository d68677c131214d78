/* Reading what happened: changes and their events, newest first. */
#include "edit.h"

#include <daicho/lang.h>

static bool
parse_field(DcEntity entity, const char *name, DcField *field)
{
	*field = EDIT_EXISTENCE;
	return g_strcmp0(name, "gone") == 0 || dc_entity_field(entity, name, field);
}

void
dc_past_edit_free(DcPastEdit *edit)
{
	dc_value_clear(&edit->old);
	dc_value_clear(&edit->new);
	g_free(edit);
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

#define OLD_COLUMN 3
#define NEW_COLUMN 4
#define ID_COLUMN 6
#define EVENTS_SHOWN 100    /* of a change; an import has hundreds of thousands */
#define EVENTS_AT_ONCE 1000 /* when it is undone */

/* As stored (a word by its code), once it is sure that it is a value of that field. */
static bool
load_value(DcLedger *ledger, const DbQuery *query, int column, DcField field, DcValue *value, GError **error)
{
	DcValue loaded;
	if (!value_load(ledger, query, column, field, &loaded, error))
		return false;
	DcValue stored = value_stored(field, &loaded);
	*value = dc_value_copy(&stored);
	dc_value_clear(&loaded);
	return true;
}

static bool
load_values(DcLedger *ledger, const DbQuery *query, DcPastEdit *event, GError **error)
{
	if (event->field != EDIT_EXISTENCE)
		return load_value(ledger, query, OLD_COLUMN, event->field, &event->old, error) &&
		       load_value(ledger, query, NEW_COLUMN, event->field, &event->new, error);
	event->old = dc_value_number(db_column_number(query, OLD_COLUMN));
	event->new = dc_value_number(db_column_number(query, NEW_COLUMN));
	return true;
}

static bool
read_event(DcLedger *ledger, const DbQuery *query, GPtrArray *events, GError **error)
{
	DcEntity entity;
	DcField field;
	g_autofree char *table = db_column_text(query, 0);
	g_autofree char *name = db_column_text(query, 2);
	if (!dc_entity_parse(table, &entity) || !parse_field(entity, name, &field)) {
		db_set_damaged(ledger, error, _("history of an unknown field %s.%s"), table, name);
		return false;
	}
	DcPastEdit *event = g_new0(DcPastEdit, 1);
	g_ptr_array_add(events, event);
	event->entity = entity;
	event->row = sqlite3_column_int64(query->stmt, 1);
	event->field = field;
	event->ticket = sqlite3_column_int64(query->stmt, 5);
	return load_values(ledger, query, event, error);
}

static GPtrArray *
read_events(DcLedger *ledger, DbQuery *query, gint64 *last, GError **error)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)dc_past_edit_free);
	int row;
	while ((row = db_step(ledger, query, error)) == 1) {
		*last = sqlite3_column_int64(query->stmt, ID_COLUMN);
		if (!read_event(ledger, query, events, error)) {
			db_leave(query);
			return NULL;
		}
	}
	return row == 0 ? g_steal_pointer(&events) : NULL;
}

static GPtrArray *
read_slice(DcLedger *ledger, gint64 change, bool back, gint64 *from, int n, GError **error)
{
	DbQuery *query = db_query(ledger, back ? QUERY_EVENTS_OF_CHANGE_BACK : QUERY_EVENTS_OF_CHANGE);
	db_bind_number(query, ":change", change);
	db_bind_number(query, ":from", back && *from == 0 ? G_MAXINT64 : *from);
	db_bind_number(query, ":n", n);
	return read_events(ledger, query, from, error);
}

GPtrArray *
history_events(DcLedger *ledger, gint64 change, bool back, gint64 *from, GError **error)
{
	return read_slice(ledger, change, back, from, EVENTS_AT_ONCE, error);
}

/* Those that touched a ticket, or the first of all. */
static GPtrArray *
events_shown(DcLedger *ledger, gint64 change, DcTicketNo no, GError **error)
{
	gint64 last = 0;
	if (no == 0)
		return read_slice(ledger, change, false, &last, EVENTS_SHOWN, error);
	DbQuery *query = db_query(ledger, QUERY_EVENTS_OF_TICKET);
	db_bind_number(query, ":change", change);
	db_bind_number(query, ":ticket", no);
	return read_events(ledger, query, &last, error);
}

static DcPast *
read_change(DcLedger *ledger, gint64 id, DcTicketNo no, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_CHANGE_READ);
	db_bind_number(query, ":id", id);
	int row = db_step(ledger, query, error);
	if (row == 0) {
		g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, id);
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("there is no change %s; daicho history shows them"), number);
	}
	if (row != 1)
		return NULL;
	DcPast *past = g_new0(DcPast, 1);
	past->id = id;
	past->at = sqlite3_column_int64(query->stmt, 0);
	past->action = db_column_text(query, 1);
	g_autofree char *origin = db_column_text(query, 2);
	past->origin = dc_origin_parse(origin);
	past->reason = db_column_text(query, 3);
	past->target = sqlite3_column_int64(query->stmt, 4);
	past->undone = sqlite3_column_int(query->stmt, 5) != 0;
	db_leave(query);
	past->events = events_shown(ledger, id, no, error);
	if (past->events == NULL)
		g_clear_pointer(&past, dc_past_free);
	return past;
}

DcPast *
dc_ledger_change(DcLedger *ledger, gint64 id, GError **error)
{
	return read_change(ledger, id, 0, error);
}

GPtrArray *
dc_ledger_history(DcLedger *ledger, DcTicketNo no, gint64 before, int limit, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	DbQuery *query = db_query(ledger, no > 0 ? QUERY_CHANGES_OF_TICKET : QUERY_CHANGES_OF_ALL);
	if (no > 0)
		db_bind_number(query, ":ticket", no);
	db_bind_number(query, ":before", before > 0 ? before : G_MAXINT64);
	db_bind_number(query, ":n", limit);
	if (!db_numbers(ledger, query, ids, error))
		return NULL;

	g_autoptr(GPtrArray) pasts = g_ptr_array_new_with_free_func((GDestroyNotify)dc_past_free);
	for (guint i = 0; i < ids->len; i++) {
		DcPast *past = read_change(ledger, g_array_index(ids, gint64, i), no, error);
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
	DbQuery *query = db_query(ledger, QUERY_CHANGES_COUNT);
	db_bind_text(query, ":action", action);
	db_bind_number(query, ":from", from);
	db_bind_number(query, ":to", to);
	if (!db_number(ledger, query, 0, &count, error))
		return false;
	*n = (int)count;
	return true;
}
