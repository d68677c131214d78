/* The order as stored: keys, bands and until when they hold. What a key means is the judge's; here it is bytes.
 * A tick rates only what is due to change (design.md 3.3); other rules, or a clock that went back, rate everything. */
#include "edit.h"
#include "index.h"

#include <string.h>

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

void
dc_ledger_set_progress(DcLedger *ledger, DcRankFn progress, gpointer data)
{
	ledger->progress = progress;
	ledger->progress_data = data;
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

/* What stands in the file of it is this. */
static bool
is_same(const DbQuery *query, const DcTicket *ticket, const DcGroup *group, const DcRank *rank)
{
	const gint64 numbers[] = { rank->band, rank->est_min, rank->until == DC_NEVER ? DC_ABSENT : rank->until, group->n_members, group->n_callers, group->n_departments };
	static const int columns[] = { 1, 3, 4, 5, 6, 7 };
	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (db_column_number(query, columns[i]) != numbers[i])
			return false;
	return (gsize)sqlite3_column_bytes(query->stmt, 0) == rank->key_len && memcmp(sqlite3_column_blob(query->stmt, 0), rank->key, rank->key_len) == 0 &&
	       g_strcmp0((const char *)sqlite3_column_text(query->stmt, 2), dc_word_code(DC_WORDS_OF_KIND, (int)ticket->kind)) == 0;
}

/* Most tickets stay where they are: what stands there is not written again. */
static bool
store(DcLedger *ledger, const DcTicket *ticket, const DcGroup *group, const DcRank *rank, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_STORED);
	db_bind_number(query, ":ticket", ticket->id);
	int row = db_step(ledger, query, error);
	if (row < 0)
		return false;
	bool stands = row == 1 && is_same(query, ticket, group, rank);
	db_leave(query);
	if (stands)
		return true;
	query = db_query(ledger, QUERY_RANK_STORE);
	bind_rank(query, ticket, group, rank);
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
	return rank.key_len > 0 ? store(ledger, ticket, &group, &rank, error) : forget(ledger, no, error);
}

/* -- what was touched, in the transaction that touches it -- */
typedef struct { /* a value, with what it owns */
	char *digest; /* of the rules; NULL: never made, or outdated */
	DcInstant clock;
	DcTicketNo after; /* rating everything has come so far; DC_ABSENT: to the end */
} Made;

static void
made_clear(Made *made)
{
	g_free(made->digest);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Made, made_clear)

static bool
made_with(DcLedger *ledger, Made *made, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_MADE_WITH);
	if (db_step(ledger, query, error) != 1)
		return false; /* it always has a row: this is an error, and it is set */
	*made = (Made){ .digest = db_column_text(query, 0), .clock = db_column_number(query, 1), .after = db_column_number(query, 2) };
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
	g_auto(Made) made = { 0 };
	if (ledger->judge == NULL)
		return db_run(ledger, db_query(ledger, QUERY_RANK_OUTDATE), error);
	if (!made_with(ledger, &made, error))
		return false;
	/* Another process has loaded rules that this one has not read yet: what is rated here is rated there once more. */
	const Rating rating = { .now = now, .is_passing = g_strcmp0(made.digest, ledger->judge_digest) != 0 };
	return rate_with_parents(ledger, &rating, nos, error) && remember_clock(ledger, now, error);
}

/* -- bringing all of it up to now -- */
#define SLICE 500 /* tickets: in a transaction of their own, so that whoever else wants to write need not wait */

typedef struct {
	DcInstant now;
	bool is_unfinished; /* not every ticket is rated afresh yet */
	int n_rated;
} Bringing;

static bool
is_stale(const DcLedger *ledger, const Made *made, DcInstant now)
{
	return g_strcmp0(made->digest, ledger->judge_digest) != 0 || (made->clock != DC_ABSENT && now <= made->clock - CLOCK_SLACK);
}

bool
dc_ledger_rank_clock(DcLedger *ledger, DcInstant *at, GError **error)
{
	return db_number(ledger, db_query(ledger, QUERY_RANK_CLOCK), DC_ABSENT, at, error);
}

static bool
forget_surplus(DcLedger *ledger, GError **error)
{
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	if (!db_numbers(ledger, db_query(ledger, QUERY_RANK_SURPLUS), nos, error))
		return false;
	for (guint i = 0; i < nos->len; i++)
		if (!forget(ledger, g_array_index(nos, gint64, i), error))
			return false;
	return true;
}

static bool
begin_afresh(DcLedger *ledger, DcInstant now, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_BEGIN);
	db_bind_text(query, ":digest", ledger->judge_digest);
	db_bind_number(query, ":now", now);
	return db_run(ledger, query, error) && forget_surplus(ledger, error);
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
	bringing->n_rated += (int)nos->len;
	return nos->len == 0 || (rate_with_parents(ledger, &rating, nos, error) && remember_clock(ledger, bringing->now, error));
}

/* What is due, or the beginning of rating everything. */
static bool
bring_up(DcLedger *ledger, gpointer data, GError **error)
{
	Bringing *bringing = data;
	g_auto(Made) made = { 0 };
	/* Asked again: another process may have done it while this one waited to write. */
	if (!made_with(ledger, &made, error))
		return false;
	if (is_stale(ledger, &made, bringing->now)) {
		bringing->is_unfinished = true;
		return begin_afresh(ledger, bringing->now, error);
	}
	bringing->is_unfinished = made.after != DC_ABSENT;
	return rate_due(ledger, bringing, error);
}

static bool
go_on_after(DcLedger *ledger, DcTicketNo after, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_GO_ON);
	db_bind_number(query, ":after", after);
	return db_run(ledger, query, error);
}

static bool
rate_these(DcLedger *ledger, const GArray *nos, DcInstant now, GError **error)
{
	const Rating rating = { .now = now };
	DcTicketNo parent;
	for (guint i = 0; i < nos->len; i++)
		if (!rate_one(ledger, &rating, g_array_index(nos, gint64, i), &parent, error))
			return false;
	return true;
}

/* The next of them. Where other rules have come meanwhile, whoever follows those goes on. */
static bool
rate_slice(DcLedger *ledger, gpointer data, GError **error)
{
	Bringing *bringing = data;
	g_auto(Made) made = { 0 };
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	if (!made_with(ledger, &made, error))
		return false;
	bringing->is_unfinished = made.after != DC_ABSENT && g_strcmp0(made.digest, ledger->judge_digest) == 0;
	if (!bringing->is_unfinished)
		return true;
	DbQuery *query = db_query(ledger, QUERY_RANK_SLICE);
	db_bind_number(query, ":after", made.after);
	db_bind_number(query, ":n", SLICE);
	if (!db_numbers(ledger, query, nos, error) || !rate_these(ledger, nos, bringing->now, error))
		return false;
	bringing->n_rated += (int)nos->len;
	bringing->is_unfinished = nos->len == SLICE;
	return bringing->is_unfinished ? go_on_after(ledger, g_array_index(nos, gint64, nos->len - 1), error) :
	                                 db_run(ledger, db_query(ledger, QUERY_RANK_FINISH), error);
}

static bool
rate_slices(DcLedger *ledger, Bringing *bringing, GError **error)
{
	gint64 total = 0, before = bringing->n_rated;
	if (bringing->is_unfinished && ledger->progress != NULL && !db_number(ledger, db_query(ledger, QUERY_RANK_LEFT), 0, &total, error))
		return false;
	while (bringing->is_unfinished) {
		if (!db_transaction(ledger, rate_slice, bringing, error))
			return false;
		if (ledger->progress != NULL && !ledger->progress(bringing->n_rated - before, total, ledger->progress_data))
			break;
	}
	return true;
}

static bool
is_due(DcLedger *ledger, DcInstant now, bool *due, GError **error)
{
	g_auto(Made) made = { 0 };
	gint64 first;
	if (!made_with(ledger, &made, error) || !db_number(ledger, db_query(ledger, QUERY_RANK_FIRST_DUE), DC_NEVER, &first, error))
		return false;
	*due = is_stale(ledger, &made, now) || made.after != DC_ABSENT || first <= now;
	return true;
}

bool
dc_ledger_rank(DcLedger *ledger, DcInstant now, int *n_rated, GError **error)
{
	Bringing bringing = { .now = now };
	bool due = false;
	if (ledger->judge != NULL && !is_due(ledger, now, &due, error))
		return false;
	if (due && (!db_transaction(ledger, bring_up, &bringing, error) || !rate_slices(ledger, &bringing, error)))
		return false;
	if (n_rated != NULL)
		*n_rated = bringing.n_rated;
	return true;
}

static bool
drop_all(DcLedger *ledger, gpointer data, GError **error)
{
	(void)data;
	return thread_rebuild(ledger, error) && index_rebuild(ledger, error) && db_run(ledger, db_query(ledger, QUERY_RANK_DROP), error) &&
	       db_run(ledger, db_query(ledger, QUERY_COUNTER_DROP), error) && db_run(ledger, db_query(ledger, QUERY_RANK_OUTDATE), error);
}

bool
dc_ledger_rebuild(DcLedger *ledger, DcInstant now, GError **error)
{
	return db_transaction(ledger, drop_all, NULL, error) && dc_ledger_rank(ledger, now, NULL, error);
}
