/* SQLite alone, with daicho's tokenizer; what fails ends the run. */
#include "sql.h"

#include "../../src/ledger/token.h"
#include "bench.h"

sqlite3 *
sql_open(const char *path)
{
	sqlite3 *db = NULL;
	must(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK && token_register(db), "%s cannot be opened", path);
	return db;
}

void
sql_run(sqlite3 *db, const char *sql)
{
	must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(db));
}

sqlite3_stmt *
sql_prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	must(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(db));
	return stmt;
}

gint64
sql_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql);
	must(sqlite3_step(stmt) == SQLITE_ROW, "%s: %s", sql, sqlite3_errmsg(db));
	gint64 value = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return value;
}
