/* The order as stored: keys, bands and until when they hold. What a key means is the judge's; here it is bytes.
 * A tick rates only what is due to change (design.md 3.3); other rules, or a clock that went back, rate everything. */
#include "db.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

#define CLOCK_SLACK 60 /* seconds by which two clocks may differ without everything being rated again */

void
dc_ledger_set_judge(DcLedger *ledger, DcJudgeFn judge, const char *digest, gpointer data)
{
	g_free(ledger->judge_digest);
	ledger->judge = judge;
	ledger->judge_digest = g_strdup(digest);
	ledger->judge_data = data;
}

bool
dc_ledger_group(DcLedger *ledger, DcTicketNo no, DcGroup *group, GError **error)
{
	sqlite3_stmt *stmt = db_query(ledger, QUERY_GROUP_OF);
	db_bind_number(stmt, ":ticket", no);
	if (db_step(ledger, stmt, error) != 1)
		return false; /* an aggregate always has its row: this is an error, and it is set */
	*group = (DcGroup){
		.n_members = sqlite3_column_int(stmt, 0),
		.n_callers = MAX(1, sqlite3_column_int(stmt, 1)),
		.n_departments = sqlite3_column_int(stmt, 2),
	};
	sqlite3_reset(stmt);
	return true;
}

static bool
forget(DcLedger *ledger, DcTicketNo no, GError **error)
{
	sqlite3_stmt *stmt = db_query(ledger, QUERY_RANK_FORGET);
	db_bind_number(stmt, ":ticket", no);
	return db_run(ledger, stmt, error);
}

static bool
store(DcLedger *ledger, const DcTicket *ticket, const DcRank *rank, GError **error)
{
	sqlite3_stmt *stmt = db_query(ledger, QUERY_RANK_STORE);
	db_bind_number(stmt, ":ticket", ticket->id);
	db_bind_blob(stmt, ":key", rank->key, rank->key_len);
	db_bind_number(stmt, ":band", rank->band);
	db_bind_text(stmt, ":kind", dc_word_code(DC_WORDS_OF_KIND, (int)ticket->kind));
	db_bind_number(stmt, ":est_min", rank->est_min);
	db_bind_number(stmt, ":until", rank->until == DC_NEVER ? DC_ABSENT : rank->until);
	return db_run(ledger, stmt, error);
}

/* `parent`: the group it belongs to, 0 if none. */
static bool
rate_one(DcLedger *ledger, DcTicketNo no, DcInstant now, DcTicketNo *parent, GError **error)
{
	GError *failed = NULL;
	g_autoptr(DcTicket) ticket = dc_ledger_read(ledger, DC_ENTITY_TICKET, no, &failed);
	*parent = ticket != NULL ? ticket->parent : 0;
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return false;
	}
	if (ticket == NULL || !dc_status_is_open(ticket->status))
		return forget(ledger, no, error);
	DcGroup group;
	DcRank rank = { .until = DC_NEVER };
	if (!dc_ledger_group(ledger, no, &group, error))
		return false;
	ledger->judge(ticket, &group, now, ledger->judge_data, &rank);
	return rank.key_len > 0 ? store(ledger, ticket, &rank, error) : forget(ledger, no, error);
}

static bool
remember(DcLedger *ledger, DcInstant now, GError **error)
{
	sqlite3_stmt *stmt = db_query(ledger, QUERY_RANK_CLOCK_SET);
	db_bind_number(stmt, ":now", now);
	return db_run(ledger, stmt, error);
}

bool
rank_tickets(DcLedger *ledger, const GArray *nos, DcInstant now, GError **error)
{
	if (ledger->judge == NULL)
		return true;
	for (guint i = 0; i < nos->len; i++) {
		DcTicketNo parent, none;
		if (!rate_one(ledger, g_array_index(nos, gint64, i), now, &parent, error))
			return false;
		/* A caller more in the group may be what lifts the ticket in front of it. */
		if (parent > 0 && !rate_one(ledger, parent, now, &none, error))
			return false;
	}
	return remember(ledger, now, error);
}

static bool
collect(DcLedger *ledger, sqlite3_stmt *stmt, GArray *nos, GError **error)
{
	int row;
	while ((row = db_step(ledger, stmt, error)) == 1) {
		gint64 no = sqlite3_column_int64(stmt, 0);
		g_array_append_val(nos, no);
	}
	return row == 0;
}

static bool
is_stale(DcLedger *ledger, DcInstant now, bool *stale, GError **error)
{
	sqlite3_stmt *stmt = db_query(ledger, QUERY_RANK_MADE_WITH);
	int row = db_step(ledger, stmt, error);
	if (row < 0)
		return false;
	g_autofree char *digest = row == 1 ? db_column_text(stmt, 0) : NULL;
	gint64 clock = row == 1 ? db_column_number(stmt, 1) : DC_ABSENT;
	if (row == 1)
		sqlite3_reset(stmt);
	*stale = g_strcmp0(digest, ledger->judge_digest) != 0 || (clock != DC_ABSENT && now <= clock - CLOCK_SLACK);
	return true;
}

bool
dc_ledger_rank_clock(DcLedger *ledger, DcInstant *at, GError **error)
{
	return db_number(ledger, db_query(ledger, QUERY_RANK_CLOCK), DC_ABSENT, at, error);
}

static bool
rate_all(DcLedger *ledger, DcInstant now, int *n_rated, GError **error)
{
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	if (!collect(ledger, db_query(ledger, QUERY_RANK_SURPLUS), nos, error) || !collect(ledger, db_query(ledger, QUERY_TICKETS_OPEN), nos, error))
		return false;
	DcTicketNo parent;
	for (guint i = 0; i < nos->len; i++)
		if (!rate_one(ledger, g_array_index(nos, gint64, i), now, &parent, error))
			return false;
	sqlite3_stmt *stmt = db_query(ledger, QUERY_RANK_MADE);
	db_bind_text(stmt, ":digest", ledger->judge_digest);
	db_bind_number(stmt, ":now", now);
	*n_rated = (int)nos->len;
	return db_run(ledger, stmt, error);
}

static bool
rate_due(DcLedger *ledger, DcInstant now, int *n_rated, GError **error)
{
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	sqlite3_stmt *stmt = db_query(ledger, QUERY_RANK_DUE);
	db_bind_number(stmt, ":now", now);
	*n_rated = 0;
	if (!collect(ledger, stmt, nos, error))
		return false;
	*n_rated = (int)nos->len;
	return nos->len == 0 || rank_tickets(ledger, nos, now, error);
}

static bool
anything_due(DcLedger *ledger, DcInstant now, bool *due, GError **error)
{
	gint64 first;
	if (!db_number(ledger, db_query(ledger, QUERY_RANK_FIRST_DUE), DC_NEVER, &first, error))
		return false;
	*due = first <= now;
	return true;
}

static bool
in_transaction(DcLedger *ledger, bool (*rate)(DcLedger *, DcInstant, int *, GError **), DcInstant now, int *n_rated, GError **error)
{
	if (!db_begin(ledger, error))
		return false;
	if (rate(ledger, now, n_rated, error))
		return db_commit(ledger, error);
	db_rollback(ledger);
	return false;
}

bool
dc_ledger_rank(DcLedger *ledger, DcInstant now, int *n_rated, GError **error)
{
	bool stale = false, due = false;
	int n = 0;
	if (ledger->judge == NULL || !is_stale(ledger, now, &stale, error) || (!stale && !anything_due(ledger, now, &due, error)))
		return ledger->judge == NULL;
	if ((stale || due) && !in_transaction(ledger, stale ? rate_all : rate_due, now, &n, error))
		return false;
	if (n_rated != NULL)
		*n_rated = n;
	return true;
}

static bool
rebuild(DcLedger *ledger, DcInstant now, int *n_rated, GError **error)
{
	return db_run(ledger, db_query(ledger, QUERY_RANK_DROP), error) && db_run(ledger, db_query(ledger, QUERY_COUNTER_DROP), error) &&
	       rate_all(ledger, now, n_rated, error);
}

bool
dc_ledger_rebuild(DcLedger *ledger, DcInstant now, GError **error)
{
	int n;
	return in_transaction(ledger, rebuild, now, &n, error);
}
