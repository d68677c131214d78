/* Private to the ledger room: the handle, and the few ways in which a statement is prepared, bound and stepped. */
#pragma once

#include "sql_queries.h"

#include <daicho/ledger.h>

#include <sqlite3.h>

#define DB_APPLICATION_ID 0x44434c47 /* "DCLG" */

typedef struct { /* one statement of sql/queries */
	sqlite3_stmt *stmt; /* NULL: not asked for yet, or the file could not be read when it was */
	const SqlQuery *about;
	int n_parameters, n_bound;
	bool is_stepped; /* since it was reset */
} DbQuery;

struct _DcLedger {
	sqlite3 *db;
	char *path;  /* as it was given */
	char *shown; /* the same, fit for a terminal */
	DbQuery queries[N_QUERIES]; /* prepared when first asked for: a command needs a few of some hundred */
	gint64 data_version;
	int patience_ms;
	bool index_grew; /* the search index may have something to merge */
	GHashTable *hits; /* match.c: what the index was asked, and Hits; as of these */
	gint64 hits_version, hits_written;
	DcJudgeFn judge;
	gpointer judge_data;
	char *judge_digest;
	DcRankFn progress; /* NULL */
	gpointer progress_data;
};

/* Sets DC_ERROR_BUSY, DC_ERROR_CONFLICT (something of that name has come meanwhile), DC_ERROR_REFUSED (the schema refuses the value) or
 * DC_ERROR_LEDGER from the connection's last error, in words that say what was kept. */
void db_set_error(DcLedger *ledger, GError **error);
/* DC_ERROR_LEDGER: what stands in the file is not what a ledger holds. */
void db_set_damaged(DcLedger *ledger, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The statement, reset and with nothing bound. It must not be in use: a list that is being read must not run its own query. */
DbQuery *db_query(DcLedger *ledger, SqlQueryId id);
/* Bind by name (":no"). A name that the statement does not have aborts, and so does a parameter that is left out or bound twice.
 * DC_ABSENT and NULL bind NULL. Texts and bytes are not copied: they must live until the statement has run. */
void db_bind_number(DbQuery *query, const char *name, gint64 number);
void db_bind_text(DbQuery *query, const char *name, const char *text);
void db_bind_blob(DbQuery *query, const char *name, const void *bytes, gsize n);
void db_bind_value(DbQuery *query, const char *name, const DcValue *value);
/* By its place (from 1), for the statements made from field.def. */
void db_bind_place(DbQuery *query, int place, const DcValue *value);
bool db_takes(const DbQuery *query, const char *name);

/* 1: a row stands in the statement; 0: no more (and it is reset); -1: `error` is set (and it is reset). */
int db_step(DcLedger *ledger, DbQuery *query, GError **error);
/* Leaves it before its last row. */
void db_leave(DbQuery *query);
/* Runs a statement to its end, whatever it returns. */
bool db_run(DcLedger *ledger, DbQuery *query, GError **error);
/* The number in the first column of the first row; `fallback` if there is no row or NULL. */
bool db_number(DcLedger *ledger, DbQuery *query, gint64 fallback, gint64 *number, GError **error);
/* The numbers of the first column, appended to `numbers` (of gint64). */
bool db_numbers(DcLedger *ledger, DbQuery *query, GArray *numbers, GError **error);

gint64 db_column_number(const DbQuery *query, int column); /* not a number: DC_ABSENT */
char *db_column_text(const DbQuery *query, int column);    /* NULL: NULL; transfer full, valid UTF-8 */

/* DC_ERROR_LEDGER if the file no longer stands under its name: what is written into it then is found by nobody. */
bool db_is_there(DcLedger *ledger, GError **error);

/* One transaction: on disk if `body` and the commit succeed, else nothing has changed. */
typedef bool (*DbBody)(DcLedger *ledger, gpointer data, GError **error);
bool db_transaction(DcLedger *ledger, DbBody body, gpointer data, GError **error);
