/* Statements: prepared once, bound by name, stepped. A name that does not fit its statement is a mistake in the program and aborts;
 * what the file or the disk refuses becomes a GError. */
#include "db.h"

#include <daicho/lang.h>
#include <daicho/text.h>

/* -- what went wrong, in words -- */
static const char *
error_words(int code) /* NULL: nothing more exact than what SQLite says */
{
	switch (code) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return N_("is being written by another program; nothing was changed, try again");
	case SQLITE_FULL:
		return N_("the disk is full; nothing was changed, make room and try again");
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return N_("cannot be written; nothing was changed, see the permissions of the file and its folder");
	default:
		return NULL;
	}
}

void
db_set_error(DcLedger *ledger, GError **error)
{
	int extended = sqlite3_extended_errcode(ledger->db), code = extended & 0xff;
	const char *words = error_words(code), *reason = sqlite3_errmsg(ledger->db);

	if (extended == SQLITE_CORRUPT_VTAB)
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s: the search index is damaged; nothing was changed, daicho rebuild makes it afresh"),
		            ledger->shown);
	else if (words != NULL)
		g_set_error(error, DC_ERROR, code == SQLITE_BUSY || code == SQLITE_LOCKED ? DC_ERROR_BUSY : DC_ERROR_LEDGER, "%s: %s", ledger->shown, _(words));
	else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR)
		db_set_damaged(ledger, error, "%s", reason);
	else if (extended == SQLITE_CONSTRAINT_UNIQUE)
		g_set_error(error, DC_ERROR, DC_ERROR_CONFLICT, _("the same was entered by another program meanwhile (%s); nothing was changed, look again"),
		            reason);
	else if (code == SQLITE_CONSTRAINT)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("the ledger does not take that (%s); nothing was changed"), reason);
	else
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s cannot be read or written: %s; nothing was changed, see whether the disk is full or failing"), ledger->shown, reason);
}

void
db_set_damaged(DcLedger *ledger, GError **error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *raw = g_strdup_vprintf(format, args);
	va_end(args);
	g_autofree char *what = dc_text_valid(raw, -1);
	g_autofree char *shown = dc_text_show(what);
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s is damaged (%s); it was left as it is, run daicho check or restore a backup"), ledger->shown,
	            shown);
}

/* -- statements -- */
static void
prepare(DcLedger *ledger, DbQuery *query, SqlQueryId id)
{
	/* That each compiles against a sound schema, tests/unit/ledger/queries_test.c holds: where one does not, the file's schema is damaged. */
	query->about = &sql_queries[id];
	if (sqlite3_prepare_v3(ledger->db, query->about->text, -1, SQLITE_PREPARE_PERSISTENT, &query->stmt, NULL) == SQLITE_OK)
		query->n_parameters = sqlite3_bind_parameter_count(query->stmt);
}

DbQuery *
db_query(DcLedger *ledger, SqlQueryId id)
{
	DbQuery *query = &ledger->queries[id];

	if (query->stmt == NULL)
		prepare(ledger, query, id);
	else if (sqlite3_stmt_busy(query->stmt))
		g_error("%s: %s is used while it is being read", query->about->file, query->about->name);
	if (query->stmt != NULL)
		sqlite3_clear_bindings(query->stmt);
	query->n_bound = 0;
	query->is_stepped = false;
	return query;
}

bool
db_takes(const DbQuery *query, const char *name)
{
	return query->stmt != NULL && sqlite3_bind_parameter_index(query->stmt, name) != 0;
}

/* The place of a parameter that is about to be bound; 0 if the statement could not be prepared. */
static int
place_of(DbQuery *query, const char *name)
{
	if (query->stmt == NULL)
		return 0;
	int place = sqlite3_bind_parameter_index(query->stmt, name);
	if (place == 0)
		g_error("%s: %s has no parameter %s", query->about->file, query->about->name, name);
	query->n_bound++;
	return place;
}

void
db_bind_number(DbQuery *query, const char *name, gint64 number)
{
	int place = place_of(query, name);
	if (place > 0 && number != DC_ABSENT)
		sqlite3_bind_int64(query->stmt, place, number);
}

void
db_bind_text(DbQuery *query, const char *name, const char *text)
{
	int place = place_of(query, name);
	if (place > 0 && text != NULL)
		sqlite3_bind_text(query->stmt, place, text, -1, SQLITE_STATIC);
}

void
db_bind_blob(DbQuery *query, const char *name, const void *bytes, gsize n)
{
	int place = place_of(query, name);
	if (place > 0)
		sqlite3_bind_blob64(query->stmt, place, bytes, n, SQLITE_STATIC);
}

void
db_bind_value(DbQuery *query, const char *name, const DcValue *value)
{
	if (value->is_text)
		db_bind_text(query, name, value->text);
	else
		db_bind_number(query, name, value->number);
}

void
db_bind_place(DbQuery *query, int place, const DcValue *value)
{
	if (query->stmt == NULL)
		return;
	query->n_bound++;
	if (value->is_text && value->text != NULL)
		sqlite3_bind_text(query->stmt, place, value->text, -1, SQLITE_STATIC);
	else if (!value->is_text && value->number != DC_ABSENT)
		sqlite3_bind_int64(query->stmt, place, value->number);
}

int
db_step(DcLedger *ledger, DbQuery *query, GError **error)
{
	if (query->stmt != NULL && !query->is_stepped && query->n_bound != query->n_parameters)
		g_error("%s: %s has %d parameters, %d were bound", query->about->file, query->about->name, query->n_parameters, query->n_bound);
	query->is_stepped = true;
	int code = query->stmt == NULL ? SQLITE_ERROR : sqlite3_step(query->stmt);
	if (code == SQLITE_ROW)
		return 1;
	if (code != SQLITE_DONE)
		db_set_error(ledger, error);
	db_leave(query);
	return code == SQLITE_DONE ? 0 : -1;
}

void
db_leave(DbQuery *query)
{
	if (query->stmt != NULL)
		sqlite3_reset(query->stmt);
}

bool
db_run(DcLedger *ledger, DbQuery *query, GError **error)
{
	int row;
	while ((row = db_step(ledger, query, error)) == 1)
		continue;
	return row == 0;
}

bool
db_number(DcLedger *ledger, DbQuery *query, gint64 fallback, gint64 *number, GError **error)
{
	int row = db_step(ledger, query, error);
	if (row < 0)
		return false;
	gint64 found = row == 1 ? db_column_number(query, 0) : DC_ABSENT;
	*number = found == DC_ABSENT ? fallback : found;
	db_leave(query);
	return true;
}

bool
db_numbers(DcLedger *ledger, DbQuery *query, GArray *numbers, GError **error)
{
	int row;
	while ((row = db_step(ledger, query, error)) == 1) {
		gint64 number = db_column_number(query, 0);
		g_array_append_val(numbers, number);
	}
	return row == 0;
}

gint64
db_column_number(const DbQuery *query, int column)
{
	return sqlite3_column_type(query->stmt, column) == SQLITE_INTEGER ? sqlite3_column_int64(query->stmt, column) : DC_ABSENT;
}

char *
db_column_text(const DbQuery *query, int column)
{
	const char *text = (const char *)sqlite3_column_text(query->stmt, column);
	if (text == NULL)
		return NULL;
	/* Another program may have written bytes into the file that are no text. */
	return g_utf8_validate(text, -1, NULL) ? g_strdup(text) : g_utf8_make_valid(text, -1);
}

/* -- transactions -- */
bool
db_is_there(DcLedger *ledger, GError **error)
{
	int moved = 0;
	if (sqlite3_file_control(ledger->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || moved == 0)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s was removed or renamed meanwhile: nothing was written; put it back where it was"), ledger->shown);
	return false;
}

bool
db_transaction(DcLedger *ledger, DbBody body, gpointer data, GError **error)
{
	if (!db_is_there(ledger, error) || !db_run(ledger, db_query(ledger, QUERY_BEGIN_WRITING), error))
		return false;
	if (body(ledger, data, error) && db_run(ledger, db_query(ledger, QUERY_COMMIT_ALL), error))
		return true;
	/* Where the disk is full SQLite may have rolled back by itself. */
	if (!sqlite3_get_autocommit(ledger->db))
		(void)db_run(ledger, db_query(ledger, QUERY_ROLLBACK_ALL), NULL);
	return false;
}

bool
dc_ledger_read_as_one(DcLedger *ledger, DcReadFn read, gpointer data, GError **error)
{
	/* Within another, or within a change, it is one already. */
	bool begins = sqlite3_get_autocommit(ledger->db) != 0;
	if (begins && !db_run(ledger, db_query(ledger, QUERY_BEGIN_READING), error))
		return false;
	bool ok = read(data, error);
	if (begins && !sqlite3_get_autocommit(ledger->db))
		(void)db_run(ledger, db_query(ledger, QUERY_COMMIT_ALL), NULL);
	return ok;
}
