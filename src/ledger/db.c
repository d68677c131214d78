/* Statements: prepared once, bound by name, stepped. A name that does not fit its statement is a mistake in the program and aborts;
 * what the file or the disk refuses becomes a GError. */
#include "db.h"

#include <daicho/lang.h>

void
db_set_error(DcLedger *ledger, GError **error)
{
	int code = sqlite3_errcode(ledger->db) & 0xff;

	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		g_set_error(error, DC_ERROR, DC_ERROR_BUSY, _("%s is being written by another program; nothing was changed, try again"), ledger->path);
	else if (code == SQLITE_FULL)
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("the disk of %s is full; nothing was changed, make room and try again"), ledger->path);
	else if (code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM)
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s cannot be written; nothing was changed, see the permissions of the file and its folder"),
		            ledger->path);
	else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s is damaged (%s); it was left as it is, run daicho check or restore a backup"), ledger->path,
		            sqlite3_errmsg(ledger->db));
	else
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s cannot be read or written: %s; nothing was changed"), ledger->path,
		            sqlite3_errmsg(ledger->db));
}

sqlite3_stmt *
db_query(DcLedger *ledger, SqlQueryId id)
{
	sqlite3_stmt **stmt = &ledger->statements[id];
	if (*stmt == NULL && sqlite3_prepare_v3(ledger->db, sql_queries[id].text, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL) != SQLITE_OK) {
		if (sqlite3_errcode(ledger->db) == SQLITE_ERROR)
			g_error("%s: %s: %s", sql_queries[id].file, sql_queries[id].name, sqlite3_errmsg(ledger->db));
		return NULL;
	}
	sqlite3_reset(*stmt);
	sqlite3_clear_bindings(*stmt);
	return *stmt;
}

static int
parameter(sqlite3_stmt *stmt, const char *name)
{
	int index = sqlite3_bind_parameter_index(stmt, name);
	if (index == 0)
		g_error("no parameter %s in: %s", name, sqlite3_sql(stmt));
	return index;
}

void
db_bind_number(sqlite3_stmt *stmt, const char *name, gint64 number)
{
	if (stmt == NULL)
		return;
	if (number == DC_ABSENT)
		sqlite3_bind_null(stmt, parameter(stmt, name));
	else
		sqlite3_bind_int64(stmt, parameter(stmt, name), number);
}

void
db_bind_text(sqlite3_stmt *stmt, const char *name, const char *text)
{
	if (stmt != NULL)
		sqlite3_bind_text(stmt, parameter(stmt, name), text, -1, SQLITE_TRANSIENT);
}

void
db_bind_blob(sqlite3_stmt *stmt, const char *name, const void *bytes, gsize n)
{
	if (stmt != NULL)
		sqlite3_bind_blob64(stmt, parameter(stmt, name), bytes, n, SQLITE_TRANSIENT);
}

void
db_bind_value(sqlite3_stmt *stmt, const char *name, const DcValue *value)
{
	if (value->is_text)
		db_bind_text(stmt, name, value->text);
	else
		db_bind_number(stmt, name, value->number);
}

int
db_step(DcLedger *ledger, sqlite3_stmt *stmt, GError **error)
{
	int code = stmt == NULL ? SQLITE_ERROR : sqlite3_step(stmt);
	if (code == SQLITE_ROW)
		return 1;
	if (code != SQLITE_DONE)
		db_set_error(ledger, error);
	if (stmt != NULL)
		sqlite3_reset(stmt);
	return code == SQLITE_DONE ? 0 : -1;
}

bool
db_run(DcLedger *ledger, sqlite3_stmt *stmt, GError **error)
{
	int row;
	while ((row = db_step(ledger, stmt, error)) == 1)
		continue;
	return row == 0;
}

bool
db_number(DcLedger *ledger, sqlite3_stmt *stmt, gint64 fallback, gint64 *number, GError **error)
{
	int row = db_step(ledger, stmt, error);
	if (row < 0)
		return false;
	gint64 found = row == 1 ? db_column_number(stmt, 0) : DC_ABSENT;
	*number = found == DC_ABSENT ? fallback : found;
	if (row == 1)
		sqlite3_reset(stmt);
	return true;
}

gint64
db_column_number(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL ? DC_ABSENT : sqlite3_column_int64(stmt, column);
}

char *
db_column_text(sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);
	if (text == NULL)
		return NULL;
	/* Another program may have written bytes into the file that are no text. */
	return g_utf8_validate(text, -1, NULL) ? g_strdup(text) : g_utf8_make_valid(text, -1);
}

DcValue
db_column_value(sqlite3_stmt *stmt, int column)
{
	DcValue value = { .is_text = sqlite3_column_type(stmt, column) == SQLITE_TEXT, .number = DC_ABSENT };
	if (value.is_text)
		value.text = db_column_text(stmt, column);
	else
		value.number = db_column_number(stmt, column);
	return value;
}

bool
db_begin(DcLedger *ledger, GError **error)
{
	return db_run(ledger, db_query(ledger, QUERY_BEGIN_WRITING), error);
}

bool
db_commit(DcLedger *ledger, GError **error)
{
	if (db_run(ledger, db_query(ledger, QUERY_COMMIT_ALL), error))
		return true;
	db_rollback(ledger);
	return false;
}

void
db_rollback(DcLedger *ledger)
{
	/* Where the disk is full SQLite may have rolled back by itself. */
	if (!sqlite3_get_autocommit(ledger->db))
		(void)db_run(ledger, db_query(ledger, QUERY_ROLLBACK_ALL), NULL);
}
