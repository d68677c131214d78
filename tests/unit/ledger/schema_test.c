/* sql/schema.sql is what the migrations make: for reading, never loaded. DAICHO_UPDATE=1 writes it anew. */
#include "../../support/place.h"

#include <sqlite3.h>

#define SCHEMA "sql/schema.sql" /* tests run from the top of the tree */

static char *
schema_of(const char *path)
{
	static const char sql[] = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'search_[dic]*' ORDER BY tbl_name, type <> 'table', type, name";
	GString *text = g_string_new("-- What the migrations make, for reading; never loaded.\n"
	                             "-- tests/unit/ledger/schema_test.c compares it, and writes it with DAICHO_UPDATE=1.\n");
	sqlite3 *db;
	sqlite3_stmt *stmt;
	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		g_string_append_printf(text, "\n%s;\n", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return g_string_free(text, FALSE);
}

static void
test_schema(void)
{
	Place place;
	place_begin(&place);
	g_autofree char *made = schema_of(place.path);
	g_autofree char *kept = NULL;
	place_end(&place);
	if (g_getenv("DAICHO_UPDATE") != NULL)
		g_assert_true(g_file_set_contents(SCHEMA, made, -1, NULL));
	(void)g_file_get_contents(SCHEMA, &kept, NULL, NULL);
	if (g_strcmp0(kept, made) != 0)
		g_test_message("%s is not what the migrations make: make unit ROOM=ledger DAICHO_UPDATE=1", SCHEMA);
	g_assert_cmpstr(kept, ==, made);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/schema/schema", test_schema);
	return g_test_run();
}
