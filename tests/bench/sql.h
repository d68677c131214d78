/* Private to tests/bench: SQLite alone, for what daicho is held against. What fails ends the run. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* With daicho's tokenizer; makes the file if it is not there. */
sqlite3 *sql_open(const char *path);
void sql_run(sqlite3 *db, const char *sql);
sqlite3_stmt *sql_prepare(sqlite3 *db, const char *sql);
/* The first column of the first row. */
gint64 sql_number(sqlite3 *db, const char *sql);
