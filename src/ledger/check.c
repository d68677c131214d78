/* `daicho check`: what a ledger must keep true, looked at from outside the code that keeps it. */
#include "db.h"

#include <daicho/lang.h>

static const struct {
	SqlQueryId query;
	const char *what; /* takes the finding's first column */
} checks[] = {
	{ QUERY_INTEGRITY, N_("file: %s") },
	{ QUERY_BROKEN_REFERENCES, N_("broken reference in %s") },
	{ QUERY_RANK_MISSING, N_("No.%s has no place in the order: run daicho rebuild") },
	{ QUERY_RANK_SURPLUS, N_("No.%s is closed and still has a place: run daicho rebuild") },
	{ QUERY_COUNTERS_WRONG, N_("the counter of band %s is wrong: run daicho rebuild") },
	{ QUERY_EVENTS_WITHOUT_CHANGE, N_("event %s belongs to no change") },
};

static bool
run_check(DcLedger *ledger, guint i, GPtrArray *findings, GError **error)
{
	sqlite3_stmt *stmt = db_query(ledger, checks[i].query);
	int row;
	while ((row = db_step(ledger, stmt, error)) == 1) {
		g_autofree char *text = db_column_text(stmt, 0);
		if (checks[i].query == QUERY_INTEGRITY && g_strcmp0(text, "ok") == 0)
			continue;
		GString *line = g_string_new(_(checks[i].what));
		g_string_replace(line, "%s", text != NULL ? text : "", 1);
		g_ptr_array_add(findings, g_string_free(line, FALSE));
	}
	return row == 0;
}

GPtrArray *
dc_ledger_check(DcLedger *ledger, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < G_N_ELEMENTS(checks); i++)
		if (!run_check(ledger, i, findings, error))
			return NULL;
	return g_steal_pointer(&findings);
}
