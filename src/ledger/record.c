/* Whole records in and out, for every entity alike: the statements are made from field.def, and so is the order of their columns. */
#include "record.h"

#include <daicho/lang.h>

#define FIRST_FIELD_COLUMN 2 /* after id and gone */

static const struct {
	SqlQueryId read, all, next, add, gone, referrers;
} entities[DC_N_ENTITIES] = {
#define ENTITY_STATEMENTS(ENTITY, table, Struct)                                                                             \
	[DC_ENTITY_##ENTITY] = { .read = QUERY_##ENTITY##_READ, .all = QUERY_##ENTITY##_ALL, .next = QUERY_##ENTITY##_NEXT,    \
		                 .add = QUERY_##ENTITY##_ADD, .gone = QUERY_##ENTITY##_GONE, .referrers = QUERY_##ENTITY##_REFERRERS },
	DC_ENTITIES(ENTITY_STATEMENTS)
#undef ENTITY_STATEMENTS
};

static const SqlQueryId setters[DC_N_FIELDS] = {
#define FIELD_STATEMENT(ENTITY, ID, member, TYPE, ARG, LIMIT, label) [DC_FIELD_##ID] = QUERY_SET_##ID,
#define ENTITY_SETTERS(ENTITY, table, Struct) DC_FIELDS_##ENTITY(FIELD_STATEMENT)
	DC_ENTITIES(ENTITY_SETTERS)
#undef ENTITY_SETTERS
#undef FIELD_STATEMENT
};

/* -- entities -- */
DcEntity
entity_owner(DcEntity entity)
{
	if (entity == DC_ENTITY_TICKET_TEXT)
		return DC_ENTITY_TICKET;
	return entity == DC_ENTITY_MAIL_TEXT ? DC_ENTITY_MAIL : entity;
}

DcTicketNo
record_ticket(DcEntity entity, gconstpointer record)
{
	if (entity_owner(entity) == DC_ENTITY_TICKET)
		return record_id(record);
	DcField ticket;
	return dc_entity_field(entity, "ticket", &ticket) ? MAX(0, dc_record_get(record, ticket).number) : 0;
}

static const char *const labels[DC_N_ENTITIES] = {
	[DC_ENTITY_TICKET] = N_("No.%s"),
	[DC_ENTITY_TICKET_TEXT] = N_("No.%s"),
	[DC_ENTITY_CONTACT] = N_("contact %s"),
	[DC_ENTITY_PARTY] = N_("person %s"),
	[DC_ENTITY_DEPARTMENT] = N_("department %s"),
	[DC_ENTITY_LINK] = N_("link %s"),
	[DC_ENTITY_NOTE] = N_("note %s"),
	[DC_ENTITY_WORK] = N_("work %s"),
	[DC_ENTITY_CALL] = N_("call %s"),
	[DC_ENTITY_REPORT] = N_("report %s"),
	[DC_ENTITY_MAIL] = N_("mail %s"),
	[DC_ENTITY_MAIL_TEXT] = N_("mail %s"),
	[DC_ENTITY_MORNING] = N_("morning's order %s"),
	[DC_ENTITY_SETTING] = N_("setting %s"),
};

char *
record_name(DcEntity entity, gint64 id)
{
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, id);
	GString *name = g_string_new(_(labels[entity]));
	g_string_replace(name, "%s", number, 1);
	return g_string_free(name, FALSE);
}

/* -- reading -- */
static bool
read_field(DcLedger *ledger, const DbQuery *query, int column, gpointer record, DcField field, GError **error)
{
	if (sqlite3_column_type(query->stmt, column) == SQLITE_NULL)
		return true; /* a fresh record has nothing set */
	DcValue value;
	if (!value_load(ledger, query, column, field, &value, error))
		return false;
	dc_record_set(record, field, &value);
	dc_value_clear(&value);
	return true;
}

int
record_columns(DcEntity entity)
{
	return FIRST_FIELD_COLUMN + dc_entity_count(entity);
}

gpointer
record_of_row(DcLedger *ledger, DcEntity entity, const DbQuery *query, GError **error)
{
	gpointer record = dc_record_new(entity);
	*record_head(record) = (RecordHead){ .id = sqlite3_column_int64(query->stmt, 0), .gone = sqlite3_column_int(query->stmt, 1) != 0 };
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++)
		if (!read_field(ledger, query, FIRST_FIELD_COLUMN + i, record, first + (DcField)i, error)) {
			dc_record_free(entity, record);
			return NULL;
		}
	return record;
}

gpointer
record_read(DcLedger *ledger, DcEntity entity, gint64 id, GError **error)
{
	DbQuery *query = db_query(ledger, entities[entity].read);
	db_bind_number(query, ":id", id);
	if (db_step(ledger, query, error) != 1)
		return NULL;
	gpointer record = record_of_row(ledger, entity, query, error);
	db_leave(query);
	return record;
}

GArray *
record_ids(DcLedger *ledger, DcEntity entity, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	return db_numbers(ledger, db_query(ledger, entities[entity].all), ids, error) ? g_steal_pointer(&ids) : NULL;
}

bool
record_next_id(DcLedger *ledger, DcEntity entity, gint64 *id, GError **error)
{
	return db_number(ledger, db_query(ledger, entities[entity].next), 1, id, error);
}

bool
record_referrer(DcLedger *ledger, DcEntity entity, gint64 id, char **table, GError **error)
{
	DbQuery *query = db_query(ledger, entities[entity].referrers);
	db_bind_number(query, ":id", id);
	int row = db_step(ledger, query, error);
	if (row < 0)
		return false;
	*table = row == 1 ? db_column_text(query, 0) : NULL;
	db_leave(query);
	return true;
}

/* -- writing -- */
bool
record_add(DcLedger *ledger, DcEntity entity, gconstpointer record, GError **error)
{
	/* The parameters of a made statement stand in the order of its columns; tests/unit/ledger/queries_test.c holds that. */
	DbQuery *query = db_query(ledger, entities[entity].add);
	DcValue id = dc_value_number(record_id(record)), gone = dc_value_number(record_gone(record));
	db_bind_place(query, 1, &id);
	db_bind_place(query, 2, &gone);
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcValue value = dc_record_get(record, first + (DcField)i);
		DcValue stored = value_stored(first + (DcField)i, &value);
		db_bind_place(query, FIRST_FIELD_COLUMN + 1 + i, &stored);
	}
	return db_run(ledger, query, error);
}

bool
record_set_gone(DcLedger *ledger, DcEntity entity, gint64 id, bool gone, GError **error)
{
	DbQuery *query = db_query(ledger, entities[entity].gone);
	db_bind_number(query, ":id", id);
	db_bind_number(query, ":gone", gone);
	return db_run(ledger, query, error);
}

bool
record_set_field(DcLedger *ledger, gint64 id, DcField field, const DcValue *value, GError **error)
{
	DbQuery *query = db_query(ledger, setters[field]);
	DcValue stored = value_stored(field, value);
	db_bind_number(query, ":id", id);
	db_bind_value(query, ":value", &stored);
	return db_run(ledger, query, error);
}

/* -- for the rooms above -- */
gpointer
dc_ledger_read(DcLedger *ledger, DcEntity entity, gint64 id, GError **error)
{
	gpointer record = record_read(ledger, entity, id, error);
	if (record == NULL || !record_gone(record))
		return record;
	dc_record_free(entity, record);
	return NULL;
}

DcTicket *
dc_ledger_ticket(DcLedger *ledger, DcTicketNo no, GError **error)
{
	GError *failed = NULL;
	DcTicket *ticket = dc_ledger_read(ledger, DC_ENTITY_TICKET, no, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
	} else if (ticket == NULL) {
		g_autofree char *name = record_name(DC_ENTITY_TICKET, no);
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("there is no %s; daicho list shows the numbers"), name);
	}
	return ticket;
}

DcTicketText *
dc_ledger_ticket_text(DcLedger *ledger, DcTicketNo no, GError **error)
{
	GError *failed = NULL;
	DcTicketText *text = dc_ledger_read(ledger, DC_ENTITY_TICKET_TEXT, no, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return NULL;
	}
	if (text == NULL) {
		text = dc_ticket_text_new();
		text->id = no;
	}
	return text;
}

bool
dc_ledger_taken_over(DcLedger *ledger, const char *source, const char *source_id, DcTicketNo *no, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_TICKET_TAKEN_OVER);
	db_bind_text(query, ":source", source);
	db_bind_text(query, ":source_id", source_id);
	return db_number(ledger, query, 0, no, error);
}

bool
dc_ledger_next_no(DcLedger *ledger, DcTicketNo *no, GError **error)
{
	return record_next_id(ledger, DC_ENTITY_TICKET, no, error);
}
