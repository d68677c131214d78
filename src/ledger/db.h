/* Private to the ledger room: the handle, and the few ways in which a statement is prepared, bound and stepped. */
#pragma once

#include "sql_queries.h"

#include <daicho/ledger.h>

#include <sqlite3.h>

#define DB_APPLICATION_ID 0x44434c47 /* "DCLG" */

struct _DcLedger {
	sqlite3 *db;
	char *path;
	sqlite3_stmt *statements[N_QUERIES]; /* prepared when first asked for: a command needs a few of a hundred */
	gint64 data_version;
	DcJudgeFn judge;
	gpointer judge_data;
	char *judge_digest;
};

/* Sets DC_ERROR_BUSY or DC_ERROR_LEDGER from the connection's last error, in words that say what was kept. */
void db_set_error(DcLedger *ledger, GError **error);

/* The statement, reset and with nothing bound. A statement that does not compile is a programming error: it aborts.
 * NULL if the file could not be read just now; db_step() then tells the error. */
sqlite3_stmt *db_query(DcLedger *ledger, SqlQueryId id);
/* Bind by name (":no"); a name that the statement does not have aborts. DC_ABSENT and NULL bind NULL. */
void db_bind_number(sqlite3_stmt *stmt, const char *name, gint64 number);
void db_bind_text(sqlite3_stmt *stmt, const char *name, const char *text);
void db_bind_blob(sqlite3_stmt *stmt, const char *name, const void *bytes, gsize n);
void db_bind_value(sqlite3_stmt *stmt, const char *name, const DcValue *value);

/* 1: a row stands in the statement; 0: no more (and it is reset); -1: `error` is set (and it is reset). */
int db_step(DcLedger *ledger, sqlite3_stmt *stmt, GError **error);
/* Runs a statement to its end, whatever it returns. */
bool db_run(DcLedger *ledger, sqlite3_stmt *stmt, GError **error);
/* The number in the first column of the first row; `fallback` if there is no row or NULL. */
bool db_number(DcLedger *ledger, sqlite3_stmt *stmt, gint64 fallback, gint64 *number, GError **error);

gint64 db_column_number(sqlite3_stmt *stmt, int column); /* NULL: DC_ABSENT */
char *db_column_text(sqlite3_stmt *stmt, int column);    /* NULL: NULL; transfer full, valid UTF-8 */
DcValue db_column_value(sqlite3_stmt *stmt, int column); /* transfer full */

/* One transaction. db_commit() that fails has rolled back. */
bool db_begin(DcLedger *ledger, GError **error);
bool db_commit(DcLedger *ledger, GError **error);
void db_rollback(DcLedger *ledger);

/* record.c: a whole record by its id, also one that is gone; NULL without an error if there is none. */
gpointer record_read(DcLedger *ledger, DcEntity entity, gint64 id, GError **error);
bool record_write(DcLedger *ledger, DcEntity entity, gconstpointer record, GError **error);
bool record_next_id(DcLedger *ledger, DcEntity entity, gint64 *id, GError **error);
/* The ticket whose history a record belongs to; 0 if none. */
DcTicketNo record_ticket(DcEntity entity, gconstpointer record);

/* Every record begins alike (ticket.h). */
typedef struct {
	gint64 id;
	bool gone;
} RecordHead;
static inline RecordHead *record_head(gpointer record) { return record; }
static inline gint64 record_id(gconstpointer record) { return ((const RecordHead *)record)->id; }

/* rank.c: rates these tickets (gint64) again; inside a transaction. Nothing without a judge. */
bool rank_tickets(DcLedger *ledger, const GArray *nos, DcInstant now, GError **error);
