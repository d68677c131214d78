/* The ledger against bare SQLite on the same file, side by side in one run; only the ratios carry over to another machine.
 * ledger_bench [TICKETS ...]: all of them open; 1000 and 100000 unless said. measured.md. */
#include "../support/fill.h"

#include <daicho/ledger.h>

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT(1774915200)
#define PAGE_ROWS 50

/* -- a judge about as costly as a real one is in bytes: band, priority, due, affected, received, number -- */
static void
put(DcRank *rank, guint64 number, gsize n_bytes)
{
	for (gsize i = 0; i < n_bytes; i++)
		rank->key[rank->key_len++] = (guint8)(number >> (8 * (n_bytes - 1 - i)));
}

static void
judge(const DcTicket *ticket, const DcGroup *group, DcInstant now, gpointer data, DcRank *rank)
{
	(void)data;
	*rank = (DcRank){ .until = ticket->due_at != DC_ABSENT && ticket->due_at > now ? ticket->due_at : DC_NEVER };
	rank->band = ticket->impact + ticket->urgency <= 3 ? 1 : ticket->impact + ticket->urgency <= 4 ? 3 : 4;
	rank->est_min = 30;
	put(rank, (guint64)rank->band, 1);
	put(rank, (guint64)(ticket->impact + ticket->urgency), 1);
	put(rank, ticket->due_at == DC_ABSENT ? G_MAXUINT64 : (guint64)ticket->due_at, 8);
	put(rank, (guint64)(99999 - group->n_callers), 4);
	put(rank, (guint64)ticket->received_at, 8);
	put(rank, (guint64)ticket->id, 8);
}

/* -- timing -- */
typedef struct {
	const char *path;
	DcLedger *ledger; /* open all the time, but for what opens it itself */
	sqlite3 *db;      /* the same for the bare side */
	sqlite3_stmt *stmts[8];
	int round;
} Bench;

static void
must(bool ok, const char *what)
{
	if (!ok)
		g_error("bench: %s", what);
}

static void
bare(const Bench *bench, const char *sql)
{
	must(sqlite3_exec(bench->db, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

static int
compare(gconstpointer a, gconstpointer b)
{
	return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

typedef void (*Work)(Bench *bench);

static double
time_once(Bench *bench, Work work)
{
	gint64 from = g_get_monotonic_time();
	work(bench);
	return (double)(g_get_monotonic_time() - from) / 1000.0;
}

/* Milliseconds: the median, and the slowest of a hundred. */
typedef struct {
	double median, p99;
} Times;

static Times
times_of(GArray *all)
{
	g_array_sort(all, compare);
	return (Times){ g_array_index(all, double, all->len / 2), g_array_index(all, double, all->len * 99 / 100) };
}

/* Alternately, so that what disturbs the one disturbs the other. */
static void
measure(Bench *bench, const char *what, int n_rounds, Work ours, Work theirs)
{
	g_autoptr(GArray) mine = g_array_new(FALSE, FALSE, sizeof(double)), raw = g_array_new(FALSE, FALSE, sizeof(double));
	for (bench->round = 0; bench->round < n_rounds; bench->round++) {
		double a = time_once(bench, ours);
		g_array_append_val(mine, a);
		if (theirs == NULL)
			continue;
		double b = time_once(bench, theirs);
		g_array_append_val(raw, b);
	}
	Times own = times_of(mine);
	if (theirs == NULL) {
		printf("  %-44s %9.3f ms  p99 %9.3f\n", what, own.median, own.p99);
		return;
	}
	Times other = times_of(raw);
	printf("  %-44s %9.3f ms  p99 %9.3f   bare %9.3f ms   x %.2f\n", what, own.median, own.p99, other.median, own.median / other.median);
}

/* -- the first page: opened, fifty rows read, closed -- */
static int
walk(sqlite3_stmt *stmt)
{
	int n = 0, code;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		n++;
		for (int i = 0; i < sqlite3_column_count(stmt); i++)
			(void)sqlite3_column_text(stmt, i);
	}
	must(code == SQLITE_DONE, "walk");
	sqlite3_reset(stmt);
	return n;
}

static void
page_rows(DcLedger *ledger, const DcPage *page)
{
	GPtrArray *rows = dc_ledger_page(ledger, page, NULL);
	must(rows != NULL, "page");
	g_ptr_array_unref(rows);
}

static void
first_page(Bench *bench)
{
	const DcPage page = { .band_from = 0, .band_to = 4, .limit = PAGE_ROWS };
	DcLedger *ledger = dc_ledger_open(bench->path, NULL);
	must(ledger != NULL, "open");
	dc_ledger_set_judge(ledger, judge, "bench", NULL);
	must(dc_ledger_rank(ledger, NOW, NULL, NULL), "rank");
	page_rows(ledger, &page);
	dc_ledger_close(ledger);
}

static void
first_page_bare(Bench *bench)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	must(sqlite3_open_v2(bench->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK, "open");
	must(sqlite3_prepare_v2(db, "SELECT * FROM rank JOIN ticket ON ticket.id = rank.ticket WHERE key < x'05' ORDER BY key LIMIT 50", -1, &stmt, NULL) == SQLITE_OK,
	     sqlite3_errmsg(db));
	walk(stmt);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

/* -- once it is open -- */
static void
next_page(Bench *bench)
{
	const DcPage page = { .band_from = 0, .band_to = 4, .limit = PAGE_ROWS };
	page_rows(bench->ledger, &page);
}

static void
next_page_bare(Bench *bench)
{
	walk(bench->stmts[0]);
}

static void
narrow_rare(Bench *bench)
{
	const DcPage page = { .band_from = 0, .band_to = 4, .limit = PAGE_ROWS, .text = "そんな語はない" };
	page_rows(bench->ledger, &page);
}

static void
narrow_rare_bare(Bench *bench)
{
	walk(bench->stmts[1]);
}

static void
narrow_common(Bench *bench)
{
	const DcPage page = { .band_from = 0, .band_to = 4, .limit = PAGE_ROWS, .text = "帳票 経理" };
	page_rows(bench->ledger, &page);
}

static void
place_of_last(Bench *bench)
{
	const guint8 last[] = { 5 };
	int place;
	must(dc_ledger_place(bench->ledger, 0, last, sizeof last, &place, NULL), "place");
}

static void
counts(Bench *bench)
{
	GArray *all = dc_ledger_counts(bench->ledger, NULL);
	must(all != NULL, "counts");
	g_array_unref(all);
}

static void
idle_tick(Bench *bench)
{
	(void)dc_ledger_has_news(bench->ledger);
	must(dc_ledger_rank(bench->ledger, NOW, NULL, NULL), "rank");
}

static void
rebuild(Bench *bench)
{
	must(dc_ledger_rebuild(bench->ledger, NOW, NULL), "rebuild");
}

/* -- a call is logged: ticket, contact, call, and on our side its history and its place -- */
static DcTicket *
new_ticket(const char *title)
{
	DcTicket *ticket = dc_ticket_new();
	ticket->kind = DC_KIND_INCIDENT;
	ticket->status = DC_STATUS_NEW;
	ticket->channel = DC_CHANNEL_PHONE;
	ticket->title = g_strdup(title);
	ticket->caller = g_strdup("鈴木");
	ticket->department = g_strdup("倉庫");
	ticket->system = g_strdup("INV");
	ticket->received_at = NOW;
	ticket->impact = 2;
	ticket->urgency = 1;
	return ticket;
}

static void
log_call(Bench *bench)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, NOW);
	g_autoptr(DcTicket) ticket = new_ticket("在庫照会でエラーが出ます");
	g_autoptr(DcContact) contact = dc_contact_new();
	g_autoptr(DcCall) call = dc_call_new();
	contact->ticket = call->ticket = dc_change_create(change, DC_ENTITY_TICKET, ticket);
	contact->direction = DC_DIRECTION_IN;
	contact->channel = DC_CHANNEL_PHONE;
	contact->at = call->start_at = call->end_at = NOW;
	contact->name = g_strdup(ticket->caller);
	contact->department = g_strdup(ticket->department);
	contact->subject = g_strdup(ticket->title);
	call->result = DC_CALL_LOGGED;
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	dc_change_create(change, DC_ENTITY_CALL, call);
	if (!dc_ledger_apply(bench->ledger, change, &error))
		g_error("bench: %s", error->message);
}

/* The statements of the bare side: what must be written for the call, and what daicho writes for it in all. */
enum { FACTS_FROM = 2, FACTS_TO = 5, ALL_TO = 8 };
static const char *const bare_sql[] = {
	"SELECT * FROM rank JOIN ticket ON ticket.id = rank.ticket WHERE key < x'05' ORDER BY key LIMIT 50",
	"SELECT * FROM ticket WHERE status <> 'closed' AND (title LIKE '%そんな語はない%' OR caller LIKE '%そんな語はない%' OR department LIKE '%そんな語はない%') LIMIT 50",
	"INSERT INTO ticket (id, kind, status, channel, title, caller, department, system, received_at, impact, urgency) SELECT max(id) + 1, 'incident', 'new', "
	"'phone', '在庫照会でエラーが出ます', '鈴木', '倉庫', 'INV', 1774915200, 2, 1 FROM ticket",
	"INSERT INTO contact (ticket, direction, channel, at, name, department, subject) SELECT max(id), 'in', 'phone', 1774915200, '鈴木', '倉庫', "
	"'在庫照会でエラーが出ます' FROM ticket",
	"INSERT INTO call (ticket, start_at, end_at, result) SELECT max(id), 1774915200, 1774915200, 'logged' FROM ticket",
	"INSERT INTO change (at, action, origin) VALUES (1774915200, 'log', 'operator')",
	"INSERT INTO event (change, entity, row, field, old, new, ticket) SELECT (SELECT max(id) FROM change), e.column1, 1, 'gone', 1, 0, (SELECT max(id) FROM "
	"ticket) FROM (VALUES ('ticket'), ('contact'), ('call')) AS e",
	"INSERT INTO rank (key, ticket, band, kind, est_min, n_members, n_callers, n_departments, line) SELECT CAST(x'0303' || printf('%028d', max(id)) AS BLOB), "
	"max(id), 3, 'incident', 30, 0, 1, 1, max(id) || ' 在庫照会でエラ出マス 鈴木 倉庫 inv' FROM ticket",
};
G_STATIC_ASSERT(G_N_ELEMENTS(bare_sql) == ALL_TO);

static void
commit_bare(Bench *bench, int to)
{
	bare(bench, "BEGIN IMMEDIATE");
	for (int i = FACTS_FROM; i < to; i++) {
		must(sqlite3_step(bench->stmts[i]) == SQLITE_DONE, sqlite3_errmsg(bench->db));
		sqlite3_reset(bench->stmts[i]);
	}
	bare(bench, "COMMIT");
}

static void
log_call_facts(Bench *bench)
{
	commit_bare(bench, FACTS_TO);
}

static void
log_call_all(Bench *bench)
{
	commit_bare(bench, ALL_TO);
}

/* One field of one ticket. */
static void
edit(Bench *bench)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(bench->ledger, 17, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, NOW);
	dc_change_number(change, ticket, DC_FIELD_AFFECTED, ticket->affected == 3 ? 4 : 3);
	must(dc_ledger_apply(bench->ledger, change, NULL), "edit");
}

static void
edit_bare(Bench *bench)
{
	bare(bench, "BEGIN IMMEDIATE; UPDATE ticket SET affected = 7 - coalesce(affected, 4) WHERE id = 18; COMMIT");
}

/* -- the run -- */
static void
open_both(Bench *bench)
{
	g_autoptr(GError) error = NULL;
	bench->ledger = dc_ledger_open(bench->path, &error);
	must(bench->ledger != NULL, "open");
	dc_ledger_set_judge(bench->ledger, judge, "bench", NULL);
	must(sqlite3_open_v2(bench->path, &bench->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK, "open");
	bare(bench, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -8192");
	for (guint i = 0; i < G_N_ELEMENTS(bare_sql); i++)
		must(sqlite3_prepare_v2(bench->db, bare_sql[i], -1, &bench->stmts[i], NULL) == SQLITE_OK, sqlite3_errmsg(bench->db));
}

static void
close_both(Bench *bench)
{
	for (guint i = 0; i < G_N_ELEMENTS(bare_sql); i++)
		sqlite3_finalize(bench->stmts[i]);
	sqlite3_close(bench->db);
	dc_ledger_close(bench->ledger);
}

static void
run_at(const char *folder, gint64 n)
{
	g_autofree char *name = g_strdup_printf("%" G_GINT64_FORMAT ".db", n);
	g_autofree char *path = g_build_filename(folder, name, NULL);
	Bench bench = { .path = path };
	fill_ledger(path, &(FillSize){ .n_tickets = n, .n_open = n, .seed = 1, .now = NOW });
	printf("%" G_GINT64_FORMAT " tickets, all open\n", n);
	open_both(&bench);
	measure(&bench, "rating all of them (rebuild)", 1, rebuild, NULL);
	close_both(&bench);
	measure(&bench, "open, first page, close", 60, first_page, first_page_bare);
	open_both(&bench);
	measure(&bench, "a page", 200, next_page, next_page_bare);
	measure(&bench, "narrowed to nothing (bare: LIKE)", 20, narrow_rare, narrow_rare_bare);
	measure(&bench, "narrowed by two common words", 20, narrow_common, NULL);
	measure(&bench, "place of the last", 20, place_of_last, NULL);
	measure(&bench, "counters", 200, counts, NULL);
	measure(&bench, "tick with nothing due", 500, idle_tick, NULL);
	measure(&bench, "log a call (bare: the facts alone)", 300, log_call, log_call_facts);
	measure(&bench, "log a call (bare: the same rows)", 300, log_call, log_call_all);
	measure(&bench, "edit a field (bare: the ticket alone)", 300, edit, edit_bare);
	close_both(&bench);
	(void)g_remove(path);
}

int
main(int argc, char **argv)
{
	static const char *const usual[] = { "1000", "100000" };
	g_autofree char *folder = g_dir_make_tmp("daicho-bench-XXXXXX", NULL);
	int n = argc > 1 ? argc - 1 : (int)G_N_ELEMENTS(usual);
	must(folder != NULL, "no folder for the ledgers");
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int i = 0; i < n; i++)
		run_at(folder, g_ascii_strtoll(argc > 1 ? argv[i + 1] : usual[i], NULL, 10));
	(void)g_rmdir(folder);
	return 0;
}
