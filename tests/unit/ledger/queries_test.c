/* The statements against the schema: each compiles, the generated ones fit field.def, and none walks a whole table without need. */
#include "../../../src/ledger/token.h"
#include "../../support/place.h"

#include "sql_queries.h"

#include <sqlite3.h>
#include <string.h>

static sqlite3 *db;

static void
nothing(sqlite3_context *context, int n, sqlite3_value **values)
{
	(void)n;
	(void)values;
	sqlite3_result_null(context);
}

static sqlite3_stmt *
prepare(const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		g_test_message("%s: %s", sql, sqlite3_errmsg(db));
	g_assert_nonnull(stmt);
	return stmt;
}

static void
test_all_compile(void)
{
	for (int i = 0; i < N_QUERIES; i++) {
		const char *rest;
		sqlite3_stmt *stmt = NULL;
		g_assert_cmpint(sqlite3_prepare_v2(db, sql_queries[i].text, -1, &stmt, &rest), ==, SQLITE_OK);
		g_autofree char *left = g_strstrip(g_strdup(rest));
		g_assert_cmpstr(left, ==, ""); /* one statement a block */
		for (int n = 1; n <= sqlite3_bind_parameter_count(stmt); n++)
			g_assert_true(g_str_has_prefix(sqlite3_bind_parameter_name(stmt, n), ":"));
		sqlite3_finalize(stmt);
	}
}

static const SqlQuery *
query_named(const char *name)
{
	for (int i = 0; i < N_QUERIES; i++)
		if (g_str_equal(sql_queries[i].name, name))
			return &sql_queries[i];
	g_test_message("no query %s", name);
	g_assert_not_reached();
}

/* `at`: from 0; id, gone, then the fields. */
static const char *
column_name(DcEntity entity, int at)
{
	static const char *const head[] = { "id", "gone" };
	return at < 2 ? head[at] : dc_field_info(dc_entity_first(entity) + (DcField)(at - 2))->name;
}

static void
check_entity(DcEntity entity)
{
	int n = dc_entity_count(entity) + 2;
	g_autofree char *read_name = g_strdup_printf("%s_read", dc_entity_table(entity));
	g_autofree char *add_name = g_strdup_printf("%s_add", dc_entity_table(entity));
	sqlite3_stmt *read = prepare(query_named(read_name)->text), *add = prepare(query_named(add_name)->text);

	g_assert_cmpint(sqlite3_column_count(read), ==, n);
	g_assert_cmpint(sqlite3_bind_parameter_count(add), ==, n);
	g_autoptr(GString) columns = g_string_new(NULL);
	for (int i = 0; i < n; i++) {
		g_assert_cmpstr(sqlite3_column_name(read, i), ==, column_name(entity, i));
		g_assert_cmpstr(sqlite3_bind_parameter_name(add, i + 1) + 1, ==, column_name(entity, i));
		g_string_append_printf(columns, "%s%s", i > 0 ? ", " : "", column_name(entity, i));
	}
	g_autofree char *into = g_strdup_printf("INSERT INTO %s (%s)", dc_entity_table(entity), columns->str);
	g_assert_true(g_str_has_prefix(query_named(add_name)->text, into));
	sqlite3_finalize(read);
	sqlite3_finalize(add);
}

static void
test_order_of_columns(void)
{
	for (int entity = 0; entity < DC_N_ENTITIES; entity++)
		check_entity((DcEntity)entity);
}

static void
test_columns_are_fields(void)
{
	for (int entity = 0; entity < DC_N_ENTITIES; entity++) {
		g_autofree char *sql = g_strdup_printf("SELECT name FROM pragma_table_info('%s')", dc_entity_table((DcEntity)entity));
		sqlite3_stmt *stmt = prepare(sql);
		int n = 0;
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			const char *name = (const char *)sqlite3_column_text(stmt, 0);
			bool found = false;
			for (int i = 0; i < dc_entity_count((DcEntity)entity) + 2; i++)
				found = found || strcmp(column_name((DcEntity)entity, i), name) == 0;
			g_assert_true(found);
			n++;
		}
		g_assert_cmpint(n, ==, dc_entity_count((DcEntity)entity) + 2);
		sqlite3_finalize(stmt);
	}
}

/* A field's column holds what the field does. */
static const char *const column_types[] = {
	[DC_FIELD_TYPE_TEXT] = "TEXT", [DC_FIELD_TYPE_LINES] = "TEXT", [DC_FIELD_TYPE_WORD] = "TEXT", [DC_FIELD_TYPE_INT] = "INTEGER",
	[DC_FIELD_TYPE_TIME] = "INTEGER", [DC_FIELD_TYPE_BOOL] = "INTEGER", [DC_FIELD_TYPE_REF] = "INTEGER",
};

static void
test_types_and_references(void)
{
	for (int field = 0; field < DC_N_FIELDS; field++) {
		const DcFieldInfo *info = dc_field_info((DcField)field);
		const char *type;
		g_assert_cmpint(sqlite3_table_column_metadata(db, NULL, dc_entity_table(info->entity), info->name, &type, NULL, NULL, NULL, NULL), ==,
		                SQLITE_OK);
		g_assert_cmpstr(type, ==, column_types[info->type]);
		g_autofree char *sql = g_strdup_printf("SELECT \"table\" FROM pragma_foreign_key_list('%s') WHERE \"from\" = '%s'",
		                                       dc_entity_table(info->entity), info->name);
		sqlite3_stmt *stmt = prepare(sql);
		bool refers = sqlite3_step(stmt) == SQLITE_ROW;
		g_assert_cmpint(refers, ==, info->type == DC_FIELD_TYPE_REF);
		if (refers)
			g_assert_cmpstr((const char *)sqlite3_column_text(stmt, 0), ==, dc_entity_table(info->target));
		sqlite3_finalize(stmt);
	}
}

/* What may read a table from end to end, and why. */
static const char *const walkers[] = {
	"check_",            /* looks at everything */
	"rank_surplus",      /* everything is rated afresh */
	"list_departments",  /* as many as a company has */
	"list_settings",     /* as many as a policy has lines */
	"list_mornings",     /* one a day */
	"drafts",            /* as many as are open */
	"counters",          /* bands x kinds */
};

static bool
may_walk(const char *name)
{
	if (g_str_has_suffix(name, "_all"))
		return true;
	for (guint i = 0; i < G_N_ELEMENTS(walkers); i++)
		if (g_str_has_prefix(name, walkers[i]))
			return true;
	return false;
}

static void
check_plan(const SqlQuery *query)
{
	g_autofree char *sql = g_strconcat("EXPLAIN QUERY PLAN ", query->text, NULL);
	sqlite3_stmt *stmt = prepare(sql);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(stmt, 3);
		/* An index that stands for the answer itself, and a walk that ends with LIMIT, are no walks; `member` is what a WITH found. */
		if (!g_str_has_prefix(step, "SCAN ") || strstr(step, "CONSTANT ROW") != NULL || strstr(step, "INDEX") != NULL ||
		    strstr(query->text, "LIMIT") != NULL || g_str_has_prefix(step, "SCAN member") ||
		    g_str_has_prefix(step, "SCAN (subquery")) /* what was searched for, put in order */
			continue;
		g_test_message("%s: %s: %s", query->file, query->name, step);
		g_test_fail();
	}
	sqlite3_finalize(stmt);
}

static void
test_no_walks(void)
{
	for (int i = 0; i < N_QUERIES; i++)
		if (!may_walk(sql_queries[i].name) && !g_str_has_prefix(sql_queries[i].text, "PRAGMA"))
			check_plan(&sql_queries[i]);
}

int
main(int argc, char **argv)
{
	Place place;
	g_test_init(&argc, &argv, NULL);
	place_begin(&place);
	g_assert_cmpint(sqlite3_open(place.path, &db), ==, SQLITE_OK);
	g_assert_true(token_register(db));
	sqlite3_create_function(db, "holds_all", 2, SQLITE_UTF8, NULL, nothing, NULL, NULL);
	g_test_add_func("/ledger/queries/all-compile", test_all_compile);
	g_test_add_func("/ledger/queries/order-of-columns", test_order_of_columns);
	g_test_add_func("/ledger/queries/columns-are-fields", test_columns_are_fields);
	g_test_add_func("/ledger/queries/types-and-references", test_types_and_references);
	g_test_add_func("/ledger/queries/no-walks", test_no_walks);
	int status = g_test_run();
	sqlite3_close(db);
	place_end(&place);
	return status;
}
