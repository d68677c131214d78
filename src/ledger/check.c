/* `daicho check`: what a ledger must keep true, looked at from outside the code that keeps it. */
#include "index.h"
#include "token.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

#define FINDINGS_MAX 20 /* of one kind: who has a thousand needs a backup, not a list */

typedef struct {
	GPtrArray *lines; /* of char * */
	guint n_of_kind;
} Findings;

/* `format` takes %s once: the finding. */
static void
find(Findings *findings, const char *format, const char *what)
{
	g_autofree char *valid = dc_text_valid(what != NULL ? what : "-", -1);
	g_autofree char *shown = dc_text_show(valid);
	if (++findings->n_of_kind > FINDINGS_MAX)
		return;
	GString *line = g_string_new(findings->n_of_kind < FINDINGS_MAX ? _(format) : _("... and more of the same"));
	g_string_replace(line, "%s", shown, 1);
	g_ptr_array_add(findings->lines, g_string_free(line, FALSE));
}

/* Damage is what is looked for; only that another program writes, or the disk fails to answer, ends the search. */
static bool
find_error(Findings *findings, GError *failed, GError **error)
{
	if (g_error_matches(failed, DC_ERROR, DC_ERROR_LEDGER)) {
		find(findings, "%s", failed->message);
		g_error_free(failed);
		return true;
	}
	g_propagate_error(error, failed);
	return false;
}

/* -- what a query finds: its columns make the line -- */
static const struct {
	SqlQueryId query;
	const char *what;
} checks[] = {
	{ QUERY_CHECK_FILE, N_("file: %s") },
	{ QUERY_CHECK_REFERENCES, N_("broken reference in %s") },
	{ QUERY_CHECK_TAKEN_BACK, N_("%s belongs to something that was taken back") },
	{ QUERY_CHECK_HIDDEN, N_("No.%s is open and stands behind one that is closed, where nobody sees it: split it off") },
	{ QUERY_CHECK_RANK_MISSING, N_("No.%s has no place in the order: run daicho rebuild") },
	{ QUERY_CHECK_RANK_SURPLUS, N_("No.%s is closed and still has a place: run daicho rebuild") },
	{ QUERY_CHECK_RANK_GROUPS, N_("the group of No.%s was counted wrongly: run daicho rebuild") },
	{ QUERY_CHECK_COUNTERS, N_("the counter of band %s is wrong: run daicho rebuild") },
};

static char *
row_text(const DbQuery *query)
{
	GString *text = g_string_new(NULL);
	for (int i = 0; i < sqlite3_column_count(query->stmt) && i < 2; i++) {
		const char *part = (const char *)sqlite3_column_text(query->stmt, i);
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "", part != NULL ? part : "-");
	}
	return g_string_free(text, FALSE);
}

static bool
run_check(DcLedger *ledger, guint i, Findings *findings, GError **error)
{
	DbQuery *query = db_query(ledger, checks[i].query);
	GError *failed = NULL;
	int row;
	while ((row = db_step(ledger, query, &failed)) == 1) {
		g_autofree char *text = row_text(query);
		if (checks[i].query != QUERY_CHECK_FILE || strcmp(text, "ok") != 0)
			find(findings, checks[i].what, text);
	}
	return row == 0 || find_error(findings, failed, error);
}

/* -- every record can be read -- */
static bool
check_record(DcLedger *ledger, DcEntity entity, gint64 id, Findings *findings, GError **error)
{
	GError *failed = NULL;
	gpointer record = record_read(ledger, entity, id, &failed);
	if (record != NULL)
		dc_record_free(entity, record);
	if (failed == NULL)
		return true;
	g_autofree char *name = record_name(entity, id);
	g_prefix_error(&failed, "%s: ", name);
	return find_error(findings, failed, error);
}

static bool
check_records(DcLedger *ledger, DcEntity entity, Findings *findings, GError **error)
{
	GError *failed = NULL;
	g_autoptr(GArray) ids = record_ids(ledger, entity, &failed);
	if (ids == NULL)
		return find_error(findings, failed, error);
	for (guint i = 0; i < ids->len; i++)
		if (!check_record(ledger, entity, g_array_index(ids, gint64, i), findings, error))
			return false;
	return true;
}

/* -- the schema is the one that the migrations make: triggers that keep history, indexes, constraints -- */
static GHashTable *
read_schema(sqlite3 *db, const char *sql)
{
	g_autoptr(GHashTable) schema = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
	while (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 0), *text = (const char *)sqlite3_column_text(stmt, 1);
		if (name != NULL)
			g_hash_table_insert(schema, g_strdup(name), g_strdup(text != NULL ? text : ""));
		code = SQLITE_OK;
	}
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE ? g_steal_pointer(&schema) : NULL;
}

static GHashTable *
make_schema(const char *sql)
{
	sqlite3 *db = NULL;
	GHashTable *schema = NULL;
	bool ok = sqlite3_open(":memory:", &db) == SQLITE_OK && token_register(db);
	for (const SqlMigration *m = sql_migrations; ok && m->version != 0; m++)
		ok = sqlite3_exec(db, m->text, NULL, NULL, NULL) == SQLITE_OK;
	if (ok)
		schema = read_schema(db, sql);
	sqlite3_close(db);
	return schema;
}

static void
find_missing(GHashTable *wanted, GHashTable *found, const char *what, Findings *findings)
{
	GHashTableIter iter;
	gpointer name, text;
	g_hash_table_iter_init(&iter, wanted);
	while (g_hash_table_iter_next(&iter, &name, &text))
		if (g_strcmp0(g_hash_table_lookup(found, name), text) != 0)
			find(findings, what, name);
}

static void
check_schema(DcLedger *ledger, Findings *findings)
{
	const char *sql = sql_queries[QUERY_CHECK_SCHEMA].text;
	g_autoptr(GHashTable) wanted = make_schema(sql);
	g_autoptr(GHashTable) found = read_schema(ledger->db, sql);
	if (wanted == NULL || found == NULL) {
		find(findings, N_("file: %s"), sqlite3_errmsg(ledger->db));
		return;
	}
	find_missing(wanted, found, N_("the schema is not this program's: %s"), findings);
	GHashTableIter iter;
	gpointer name;
	g_hash_table_iter_init(&iter, found);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		if (!g_hash_table_contains(wanted, name))
			find(findings, N_("the schema has something of another program: %s"), name);
}

static bool
check_index(DcLedger *ledger, Findings *findings, GError **error)
{
	bool sound;
	if (!index_check(ledger, &sound, error))
		return false;
	if (!sound)
		find(findings, N_("the search index does not say what the tickets say: run daicho rebuild"), NULL);
	return true;
}

GPtrArray *
dc_ledger_check(DcLedger *ledger, GError **error)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	Findings findings = { .lines = lines };
	check_schema(ledger, &findings);
	for (guint i = 0; i < G_N_ELEMENTS(checks); i++) {
		findings.n_of_kind = 0;
		if (!run_check(ledger, i, &findings, error))
			return NULL;
	}
	findings.n_of_kind = 0;
	if (!check_index(ledger, &findings, error))
		return NULL;
	for (int entity = 0; entity < DC_N_ENTITIES; entity++) {
		findings.n_of_kind = 0;
		if (!check_records(ledger, (DcEntity)entity, &findings, error))
			return NULL;
	}
	return g_steal_pointer(&lines);
}
