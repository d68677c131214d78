/* A call as the phone logs it, against SQLite alone that commits the same rows to the same file with the same care (WAL, FULL): the rows that
 * one call has left in the file are the pattern, and that both leave equally many is checked. What is left to daicho: reading what it must
 * know, rating, the strings. Both bring the search index up to them. */
#include "bench.h"
#include "sql.h"

#include "../../src/ledger/token.h"

#include <daicho/desk.h>

#include <string.h>

#define N_CALLS 300

/* The rows of the last change of ticket ?1, in an order in which they may be written. */
static const struct {
	const char *table, *where;
} sources[] = {
	{ "change", "id = (SELECT max(id) FROM change) AND ?1" },
	{ "ticket", "id = ?1" },
	{ "ticket_text", "id = ?1" },
	{ "contact", "ticket = ?1" },
	{ "call", "ticket = ?1" },
	{ "work", "ticket = ?1" },
	{ "event", "change = (SELECT max(id) FROM change) AND ticket = ?1" },
	{ "rank", "ticket = ?1" },
};

typedef enum { AS_IT_IS, NEW_ID, ITS_TICKET, ITS_CHANGE, ITS_KEY } Part; /* what stands in a column of the copy */

typedef struct {
	const char *table;
	sqlite3_stmt *insert;
	int n_columns;
	sqlite3_value *values[100];
	Part parts[100];
} Row;

typedef struct {
	sqlite3 *db;
	GPtrArray *rows; /* of Row */
	sqlite3_stmt *index;
	guint32 n_copies;
} Bare;

static void
row_free(gpointer data)
{
	Row *row = data;
	sqlite3_finalize(row->insert);
	for (int i = 0; i < row->n_columns; i++)
		sqlite3_value_free(row->values[i]);
	g_free(row);
}

/* -- the pattern -- */
static Part
part_of(const char *table, const char *column)
{
	if (strcmp(column, "id") == 0)
		return strcmp(table, "ticket_text") == 0 ? ITS_TICKET : NEW_ID;
	return strcmp(column, "ticket") == 0 ? ITS_TICKET : strcmp(column, "change") == 0 ? ITS_CHANGE : strcmp(column, "key") == 0 ? ITS_KEY : AS_IT_IS;
}

static Row *
row_of(const Bare *bare, const char *table, sqlite3_stmt *from)
{
	Row *row = g_new0(Row, 1);
	g_autoptr(GString) columns = g_string_new(NULL), places = g_string_new(NULL);
	row->table = table;
	row->n_columns = sqlite3_column_count(from);
	must(row->n_columns <= (int)G_N_ELEMENTS(row->values), "%s has too many columns", table);
	for (int i = 0; i < row->n_columns; i++) {
		const char *name = sqlite3_column_name(from, i);
		row->values[i] = sqlite3_value_dup(sqlite3_column_value(from, i));
		row->parts[i] = part_of(table, name);
		g_string_append_printf(columns, "%s%s", i > 0 ? ", " : "", name);
		g_string_append(places, i > 0 ? ", ?" : "?");
	}
	g_autofree char *sql = g_strdup_printf("INSERT INTO %s (%s) VALUES (%s)", table, columns->str, places->str);
	row->insert = sql_prepare(bare->db, sql);
	return row;
}

static void
read_pattern(Bare *bare, DcTicketNo no)
{
	for (guint i = 0; i < G_N_ELEMENTS(sources); i++) {
		g_autofree char *sql = g_strdup_printf("SELECT * FROM %s WHERE %s", sources[i].table, sources[i].where);
		sqlite3_stmt *from = sql_prepare(bare->db, sql);
		sqlite3_bind_int64(from, 1, no);
		while (sqlite3_step(from) == SQLITE_ROW)
			g_ptr_array_add(bare->rows, row_of(bare, sources[i].table, from));
		sqlite3_finalize(from);
	}
}

/* -- one commit -- */
static void
bind_key(Bare *bare, Row *row, int i)
{
	guint8 key[DC_RANK_KEY_MAX];
	int n = sqlite3_value_bytes(row->values[i]);
	guint32 number = GUINT32_TO_BE(G_MAXUINT32 - bare->n_copies);
	memcpy(key, sqlite3_value_blob(row->values[i]), (gsize)n);
	memcpy(key + n - sizeof number, &number, sizeof number); /* beside the others, but not the same */
	sqlite3_bind_blob(row->insert, i + 1, key, n, SQLITE_TRANSIENT);
}

static void
copy_row(Bare *bare, Row *row, gint64 *ticket, gint64 *change)
{
	for (int i = 0; i < row->n_columns; i++)
		switch (row->parts[i]) {
		case AS_IT_IS: sqlite3_bind_value(row->insert, i + 1, row->values[i]); break;
		case NEW_ID: sqlite3_bind_null(row->insert, i + 1); break;
		case ITS_TICKET: sqlite3_bind_int64(row->insert, i + 1, *ticket); break;
		case ITS_CHANGE: sqlite3_bind_int64(row->insert, i + 1, *change); break;
		case ITS_KEY: bind_key(bare, row, i); break;
		}
	must(sqlite3_step(row->insert) == SQLITE_DONE, "%s: %s", row->table, sqlite3_errmsg(bare->db));
	sqlite3_reset(row->insert);
	if (strcmp(row->table, "ticket") == 0)
		*ticket = sqlite3_last_insert_rowid(bare->db);
	if (strcmp(row->table, "change") == 0)
		*change = sqlite3_last_insert_rowid(bare->db);
}

static void
commit_copy(Bare *bare)
{
	gint64 ticket = 0, change = 0;
	bare->n_copies++;
	sql_run(bare->db, "BEGIN IMMEDIATE");
	for (guint i = 0; i < bare->rows->len; i++)
		copy_row(bare, g_ptr_array_index(bare->rows, i), &ticket, &change);
	sqlite3_bind_int64(bare->index, 1, ticket);
	must(sqlite3_step(bare->index) == SQLITE_DONE && sqlite3_reset(bare->index) == SQLITE_OK, "search: %s", sqlite3_errmsg(bare->db));
	sql_run(bare->db, "COMMIT");
}

static DcTicketNo
log_call(DcDesk *desk)
{
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	g_autoptr(GError) error = NULL;
	DcTicketNo no = 0;
	ticket->kind = DC_KIND_INQUIRY;
	ticket->channel = DC_CHANNEL_PHONE;
	ticket->title = g_strdup("在庫照会でエラーが出ます");
	ticket->caller = g_strdup("倉庫 鈴木");
	ticket->system = g_strdup("INV");
	must(dc_desk_log(desk, &(DcArrival){ .ticket = ticket, .call_start = BENCH_NOW - 40 }, BENCH_NOW, &no, &error), "log: %s",
	     error != NULL ? error->message : "");
	return no;
}

/* -- both -- */
static gint64
count_rows(const Bare *bare)
{
	gint64 n = 0;
	for (guint i = 0; i < G_N_ELEMENTS(sources); i++) {
		g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", sources[i].table);
		sqlite3_stmt *stmt = sql_prepare(bare->db, sql);
		must(sqlite3_step(stmt) == SQLITE_ROW, "%s", sqlite3_errmsg(bare->db));
		n += sqlite3_column_int64(stmt, 0);
		sqlite3_finalize(stmt);
	}
	return n;
}

/* Logs the call that is the pattern, and lets both write one more. */
static void
prepare_both(Bare *bare, DcDesk *desk)
{
	sql_run(bare->db, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -8192");
	bare->index = sql_prepare(bare->db, "INSERT INTO search (rowid, body, title, caller, department, system, contact) "
	                            "SELECT id, body, title, caller, department, system, contact FROM search_facts WHERE id = ?1");
	log_call(desk); /* the caller and the department are known from now on */
	gint64 before = count_rows(bare);
	read_pattern(bare, log_call(desk));
	gint64 between = count_rows(bare);
	commit_copy(bare);
	must(count_rows(bare) - between == between - before, "the two do not write the same rows");
}

static void
show(const char *what, GArray *ours[2], GArray *theirs[2])
{
	g_autofree char *last = g_strdup_printf("%s, p99", what), *busy = g_strdup_printf("%s, processor time", what);
	table_line(&(Line){ .what = what, .unit = "ms", .ours = ours[0], .theirs = theirs[0], .percent = 50, .goal = 1.5 });
	table_line(&(Line){ .what = last, .unit = "ms", .ours = ours[0], .theirs = theirs[0], .percent = 99, .goal = 5 });
	table_line(&(Line){ .what = busy, .unit = "ms", .ours = ours[1], .theirs = theirs[1], .percent = 50, .goal = 1.5 });
}

static void
compare(const char *ledger, const char *what)
{
	GArray *ours[2], *theirs[2]; /* all of the time, processor time */
	Bare bare = { .rows = g_ptr_array_new_with_free_func(row_free) };
	DcDesk *desk = dc_desk_open(ledger, BENCH_NOW, NULL);
	must(desk != NULL && sqlite3_open_v2(ledger, &bare.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK && token_register(bare.db),
	     "%s cannot be opened", ledger);
	prepare_both(&bare, desk);
	for (int i = 0; i < 2; i++) {
		ours[i] = g_array_new(FALSE, FALSE, sizeof(double));
		theirs[i] = g_array_new(FALSE, FALSE, sizeof(double));
	}
	for (int i = 0; i < N_CALLS; i++) {
		Stopwatch watch = watch_start();
		log_call(desk);
		watch_stop(watch, ours[0], ours[1]);
		watch = watch_start();
		commit_copy(&bare);
		watch_stop(watch, theirs[0], theirs[1]);
	}
	show(what, ours, theirs);
	for (int i = 0; i < 2; i++) {
		g_array_unref(ours[i]);
		g_array_unref(theirs[i]);
	}
	g_ptr_array_unref(bare.rows);
	sqlite3_finalize(bare.index);
	sqlite3_close(bare.db);
	dc_desk_close_ledger(desk);
}

void
bench_log(const Bench *bench)
{
	table_begin("A logged call, until it is on disk; bare: SQLite alone commits the same rows", "bare: min  median    max");
	compare(bench->small, "1,000 open");
	compare(bench->large, "100,000 open");
	if (bench->million != NULL)
		compare(bench->million, "1,000,000, 2,000 open");
}
