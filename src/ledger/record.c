/* Whole records in and out, for every entity alike: the statements are made from field.def, and so is the order of their columns. */
#include "db.h"

#include <daicho/lang.h>

#include <string.h>

#define ENTITY_STATEMENTS(ENTITY, table, Struct) \
	[DC_ENTITY_##ENTITY] = { .read = QUERY_##ENTITY##_READ, .write = QUERY_##ENTITY##_WRITE, .next = QUERY_##ENTITY##_NEXT },
static const struct {
	SqlQueryId read, write, next;
} statements[DC_N_ENTITIES] = { DC_ENTITIES(ENTITY_STATEMENTS) };

#define FIRST_FIELD_COLUMN 2 /* after id and gone */

/* A word that this program does not know was written by hand or by a newer program: better refused than guessed. */
static bool
column_word(DcLedger *ledger, DcField field, sqlite3_stmt *stmt, int column, DcValue *value, GError **error)
{
	int word = 0;
	g_autofree char *code = db_column_text(stmt, column);
	if (!dc_word_parse(dc_field_info(field)->words, code, &word, NULL)) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s holds an unknown word in %s: %s; it was left as it is"), ledger->path,
		            dc_field_info(field)->name, code);
		return false;
	}
	*value = dc_value_number(word);
	return true;
}

static bool
read_field(DcLedger *ledger, sqlite3_stmt *stmt, int column, gpointer record, DcField field, GError **error)
{
	if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
		return true; /* a fresh record has nothing set */
	DcValue value;
	if (dc_field_info(field)->type == DC_FIELD_TYPE_WORD) {
		if (!column_word(ledger, field, stmt, column, &value, error))
			return false;
	} else {
		value = db_column_value(stmt, column);
	}
	dc_record_set(record, field, &value);
	dc_value_clear(&value);
	return true;
}

static gpointer
read_row(DcLedger *ledger, DcEntity entity, sqlite3_stmt *stmt, GError **error)
{
	gpointer record = dc_record_new(entity);
	*record_head(record) = (RecordHead){ .id = sqlite3_column_int64(stmt, 0), .gone = sqlite3_column_int(stmt, 1) != 0 };
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++)
		if (!read_field(ledger, stmt, FIRST_FIELD_COLUMN + i, record, first + (DcField)i, error)) {
			dc_record_free(entity, record);
			return NULL;
		}
	return record;
}

gpointer
record_read(DcLedger *ledger, DcEntity entity, gint64 id, GError **error)
{
	sqlite3_stmt *stmt = db_query(ledger, statements[entity].read);
	db_bind_number(stmt, ":id", id);
	if (db_step(ledger, stmt, error) != 1)
		return NULL;
	gpointer record = read_row(ledger, entity, stmt, error);
	sqlite3_reset(stmt);
	return record;
}

static void
bind_field(sqlite3_stmt *stmt, int index, gconstpointer record, DcField field)
{
	const DcFieldInfo *info = dc_field_info(field);
	DcValue value = dc_record_get(record, field);
	bool none = (info->type == DC_FIELD_TYPE_WORD || info->type == DC_FIELD_TYPE_REF) && value.number == 0;
	if (value.is_text ? value.text == NULL : value.number == DC_ABSENT || none)
		sqlite3_bind_null(stmt, index);
	else if (value.is_text)
		sqlite3_bind_text(stmt, index, value.text, -1, SQLITE_TRANSIENT);
	else if (info->type == DC_FIELD_TYPE_WORD)
		sqlite3_bind_text(stmt, index, dc_word_code(info->words, (int)value.number), -1, SQLITE_STATIC);
	else
		sqlite3_bind_int64(stmt, index, value.number);
}

bool
record_write(DcLedger *ledger, DcEntity entity, gconstpointer record, GError **error)
{
	/* The parameters of a made statement stand in the order of its columns; tests/unit/ledger/record_test.c holds that. */
	sqlite3_stmt *stmt = db_query(ledger, statements[entity].write);
	if (stmt != NULL) {
		sqlite3_bind_int64(stmt, 1, record_id(record));
		sqlite3_bind_int(stmt, 2, ((const RecordHead *)record)->gone);
		DcField first = dc_entity_first(entity);
		for (int i = 0; i < dc_entity_count(entity); i++)
			bind_field(stmt, FIRST_FIELD_COLUMN + 1 + i, record, first + (DcField)i);
	}
	return db_run(ledger, stmt, error);
}

bool
record_next_id(DcLedger *ledger, DcEntity entity, gint64 *id, GError **error)
{
	return db_number(ledger, db_query(ledger, statements[entity].next), 1, id, error);
}

DcTicketNo
record_ticket(DcEntity entity, gconstpointer record)
{
	if (entity == DC_ENTITY_TICKET || entity == DC_ENTITY_TICKET_TEXT)
		return record_id(record);
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++)
		if (strcmp(dc_field_info(first + (DcField)i)->name, "ticket") == 0)
			return dc_record_get(record, first + (DcField)i).number;
	return 0;
}

gpointer
dc_ledger_read(DcLedger *ledger, DcEntity entity, gint64 id, GError **error)
{
	gpointer record = record_read(ledger, entity, id, error);
	if (record == NULL || !record_head(record)->gone)
		return record;
	dc_record_free(entity, record);
	return NULL;
}

DcTicket *
dc_ledger_ticket(DcLedger *ledger, DcTicketNo no, GError **error)
{
	GError *failed = NULL;
	DcTicket *ticket = dc_ledger_read(ledger, DC_ENTITY_TICKET, no, &failed);
	if (failed != NULL)
		g_propagate_error(error, failed);
	else if (ticket == NULL)
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("there is no No.%" G_GINT64_FORMAT "; daicho list shows the numbers"), no);
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
dc_ledger_next_no(DcLedger *ledger, DcTicketNo *no, GError **error)
{
	return record_next_id(ledger, DC_ENTITY_TICKET, no, error);
}
