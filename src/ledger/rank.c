/* The order as stored: keys, bands and until when they hold. What a key means is the judge's; here it is bytes.
 * A tick rates only what is due to change (design.md 3.3); other rules, or a clock that went back, rate everything. */
#include "edit.h"

#include <daicho/text.h>

#define CLOCK_SLACK 60 /* seconds by which two clocks may differ without everything being rated again */

void
dc_ledger_set_judge(DcLedger *ledger, DcJudgeFn judge, const char *digest, gpointer data)
{
	char *copy = g_strdup(digest);
	g_free(ledger->judge_digest);
	ledger->judge_digest = copy;
	ledger->judge = judge;
	ledger->judge_data = data;
}

/* -- the group -- */
enum { MEMBER_COLUMN, PARTY_COLUMN, NAME_COLUMN, DEPARTMENT_COLUMN };

/* Who called: a person by its record, else by the name; NULL: nobody knows. Transfer full. */
static char *
caller_of(const DbQuery *query)
{
	if (sqlite3_column_type(query->stmt, PARTY_COLUMN) != SQLITE_NULL)
		return g_strdup_printf("%" G_GINT64_FORMAT, (gint64)sqlite3_column_int64(query->stmt, PARTY_COLUMN));
	const char *name = (const char *)sqlite3_column_text(query->stmt, NAME_COLUMN);
	return name != NULL ? g_strconcat("-", name, NULL) : NULL;
}

static void
count_row(const DbQuery *query, DcGroup *group, GHashTable *callers, GHashTable *departments)
{
	char *caller = caller_of(query);
	const char *department = (const char *)sqlite3_column_text(query->stmt, DEPARTMENT_COLUMN);
	group->n_members += sqlite3_column_int(query->stmt, MEMBER_COLUMN);
	if (caller != NULL)
		g_hash_table_add(callers, caller);
	if (department != NULL)
		g_hash_table_add(departments, g_strdup(department));
}

bool
dc_ledger_group(DcLedger *ledger, DcTicketNo no, DcGroup *group, GError **error)
{
	g_autoptr(GHashTable) callers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) departments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	DcGroup counted = { 0 };
	DbQuery *query = db_query(ledger, QUERY_GROUP_OF);
	db_bind_number(query, ":ticket", no);
	int row;
	while ((row = db_step(ledger, query, error)) == 1)
		count_row(query, &counted, callers, departments);
	if (row < 0)
		return false;
	counted.n_callers = MAX(1, (int)g_hash_table_size(callers));
	counted.n_departments = (int)g_hash_table_size(departments);
	*group = counted;
	return true;
}

/* -- one ticket -- */
typedef struct {
	DcInstant now;
	bool is_changed; /* the ticket itself, and with it what a list is narrowed by */
	bool is_passing; /* by rules that are not those of the rank: rated again at the next occasion */
} Rating;

static bool
forget(DcLedger *ledger, DcTicketNo no, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_FORGET);
	db_bind_number(query, ":ticket", no);
	return db_run(ledger, query, error);
}

static void
bind_rank(DbQuery *query, const DcTicket *ticket, const DcGroup *group, const DcRank *rank)
{
	db_bind_number(query, ":ticket", ticket->id);
	db_bind_blob(query, ":key", rank->key, rank->key_len);
	db_bind_number(query, ":band", rank->band);
	db_bind_text(query, ":kind", dc_word_code(DC_WORDS_OF_KIND, (int)ticket->kind));
	db_bind_number(query, ":est_min", rank->est_min);
	db_bind_number(query, ":until", rank->until == DC_NEVER ? DC_ABSENT : rank->until);
	db_bind_number(query, ":n_members", group->n_members);
	db_bind_number(query, ":n_callers", group->n_callers);
	db_bind_number(query, ":n_departments", group->n_departments);
}

/* The line in which dc_ledger_page() looks for words. */
static char *
narrowing_line(const DcTicket *ticket)
{
	g_autofree char *no = g_strdup_printf("%" G_GINT64_FORMAT, ticket->id);
	const char *parts[] = { no, ticket->title, ticket->caller, ticket->department, ticket->system };
	g_autoptr(GString) line = g_string_new(NULL);
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		if (parts[i] != NULL)
			g_string_append_printf(line, "%s ", parts[i]);
	return dc_text_fold(line->str);
}

static bool
store(DcLedger *ledger, const Rating *rating, const DcTicket *ticket, const DcGroup *group, const DcRank *rank, GError **error)
{
	if (!rating->is_changed) {
		DbQuery *move = db_query(ledger, QUERY_RANK_MOVE);
		bind_rank(move, ticket, group, rank);
		if (!db_run(ledger, move, error))
			return false;
		if (sqlite3_changes(ledger->db) > 0)
			return true;
	}
	g_autofree char *line = narrowing_line(ticket);
	DbQuery *query = db_query(ledger, QUERY_RANK_STORE);
	bind_rank(query, ticket, group, rank);
	db_bind_text(query, ":line", line);
	return db_run(ledger, query, error);
}

/* `parent`: the group it belongs to, 0 if none. */
static bool
rate_one(DcLedger *ledger, const Rating *rating, DcTicketNo no, DcTicketNo *parent, GError **error)
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
	ledger->judge(ticket, &group, rating->now, ledger->judge_data, &rank);
	if (rating->is_passing)
		rank.until = MIN(rank.until, rating->now);
	return rank.key_len > 0 ? store(ledger, rating, ticket, &group, &rank, error) : forget(ledger, no, error);
}

/* -- what was touched, in the transaction that touches it -- */
static bool
made_with(DcLedger *ledger, char **digest, DcInstant *clock, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_MADE_WITH);
	int row = db_step(ledger, query, error);
	if (row < 0)
		return false;
	*digest = row == 1 ? db_column_text(query, 0) : NULL;
	*clock = row == 1 ? db_column_number(query, 1) : DC_ABSENT;
	db_leave(query);
	return true;
}

static bool
remember_clock(DcLedger *ledger, DcInstant now, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_CLOCK_SET);
	db_bind_number(query, ":now", now);
	return db_run(ledger, query, error);
}

/* These, and then the tickets in front of them: a caller more in the group may be what lifts those. */
static bool
rate_with_parents(DcLedger *ledger, const Rating *rating, const GArray *nos, GError **error)
{
	g_autoptr(GHashTable) rated = g_hash_table_new(g_int64_hash, g_int64_equal);
	g_autoptr(GArray) parents = g_array_new(FALSE, FALSE, sizeof(gint64));
	DcTicketNo parent;
	for (guint i = 0; i < nos->len; i++) {
		if (!rate_one(ledger, rating, g_array_index(nos, gint64, i), &parent, error))
			return false;
		g_hash_table_add(rated, &g_array_index(nos, gint64, i));
		if (parent > 0)
			g_array_append_val(parents, parent);
	}
	for (guint i = 0; i < parents->len; i++)
		if (g_hash_table_add(rated, &g_array_index(parents, gint64, i)) &&
		    !rate_one(ledger, rating, g_array_index(parents, gint64, i), &parent, error))
			return false;
	return true;
}

bool
rank_tickets(DcLedger *ledger, const GArray *nos, DcInstant now, GError **error)
{
	g_autofree char *digest = NULL;
	DcInstant clock;
	if (ledger->judge == NULL)
		return db_run(ledger, db_query(ledger, QUERY_RANK_OUTDATE), error);
	if (!made_with(ledger, &digest, &clock, error))
		return false;
	/* Another process has loaded rules that this one has not read yet: what is rated here is rated there once more. */
	const Rating rating = { .now = now, .is_changed = true, .is_passing = g_strcmp0(digest, ledger->judge_digest) != 0 };
	return rate_with_parents(ledger, &rating, nos, error) && remember_clock(ledger, now, error);
}

/* -- bringing all of it up to now -- */
typedef struct {
	DcInstant now;
	int n_rated;
} Bringing;

static bool
is_stale(DcLedger *ledger, DcInstant now, bool *stale, GError **error)
{
	g_autofree char *digest = NULL;
	DcInstant clock;
	if (!made_with(ledger, &digest, &clock, error))
		return false;
	*stale = g_strcmp0(digest, ledger->judge_digest) != 0 || (clock != DC_ABSENT && now <= clock - CLOCK_SLACK);
	return true;
}

bool
dc_ledger_rank_clock(DcLedger *ledger, DcInstant *at, GError **error)
{
	return db_number(ledger, db_query(ledger, QUERY_RANK_CLOCK), DC_ABSENT, at, error);
}

static bool
rate_all(DcLedger *ledger, Bringing *bringing, GError **error)
{
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	const Rating rating = { .now = bringing->now };
	DcTicketNo parent;
	if (!db_numbers(ledger, db_query(ledger, QUERY_RANK_SURPLUS), nos, error) ||
	    !db_numbers(ledger, db_query(ledger, QUERY_TICKETS_OPEN), nos, error))
		return false;
	for (guint i = 0; i < nos->len; i++)
		if (!rate_one(ledger, &rating, g_array_index(nos, gint64, i), &parent, error))
			return false;
	bringing->n_rated = (int)nos->len;
	DbQuery *query = db_query(ledger, QUERY_RANK_MADE);
	db_bind_text(query, ":digest", ledger->judge_digest);
	db_bind_number(query, ":now", bringing->now);
	return db_run(ledger, query, error);
}

static bool
rate_due(DcLedger *ledger, Bringing *bringing, GError **error)
{
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	const Rating rating = { .now = bringing->now };
	DbQuery *query = db_query(ledger, QUERY_RANK_DUE);
	db_bind_number(query, ":now", bringing->now);
	if (!db_numbers(ledger, query, nos, error))
		return false;
	bringing->n_rated = (int)nos->len;
	return nos->len == 0 || (rate_with_parents(ledger, &rating, nos, error) && remember_clock(ledger, bringing->now, error));
}

static bool
bring_up(DcLedger *ledger, gpointer data, GError **error)
{
	Bringing *bringing = data;
	bool stale;
	/* Asked again: another process may have done it while this one waited to write. */
	if (!is_stale(ledger, bringing->now, &stale, error))
		return false;
	return stale ? rate_all(ledger, bringing, error) : rate_due(ledger, bringing, error);
}

static bool
is_due(DcLedger *ledger, DcInstant now, bool *due, GError **error)
{
	gint64 first;
	if (!is_stale(ledger, now, due, error) || !db_number(ledger, db_query(ledger, QUERY_RANK_FIRST_DUE), DC_NEVER, &first, error))
		return false;
	*due = *due || first <= now;
	return true;
}

bool
dc_ledger_rank(DcLedger *ledger, DcInstant now, int *n_rated, GError **error)
{
	Bringing bringing = { .now = now };
	bool due = false;
	if (ledger->judge != NULL && !is_due(ledger, now, &due, error))
		return false;
	if (due && !db_transaction(ledger, bring_up, &bringing, error))
		return false;
	if (n_rated != NULL)
		*n_rated = bringing.n_rated;
	return true;
}

static bool
rebuild(DcLedger *ledger, gpointer data, GError **error)
{
	return thread_rebuild(ledger, error) && db_run(ledger, db_query(ledger, QUERY_RANK_DROP), error) && db_run(ledger, db_query(ledger, QUERY_COUNTER_DROP), error) &&
	       db_run(ledger, db_query(ledger, QUERY_RANK_OUTDATE), error) && (ledger->judge == NULL || rate_all(ledger, data, error));
}

bool
dc_ledger_rebuild(DcLedger *ledger, DcInstant now, GError **error)
{
	Bringing bringing = { .now = now };
	return db_transaction(ledger, rebuild, &bringing, error);
}
