/* Finding among 1,000,000 tickets, 2,000 of them open: a page as the search screen and `daicho search` read it through the desk, against SQLite
 * alone that asks the same index the same; against LIKE over the same texts and, as a whole process, ripgrep over them in a file. */
#include "bench.h"
#include "sql.h"

#include "../../src/ledger/token.h"
#include "../support/fill.h"

#include <daicho/desk.h>
#include <daicho/text.h>

#include <stdio.h>
#include <string.h>

#define N_ROUNDS 100
#define N_SLICED 20 /* rounds */
#define N_SCANS 3
#define PAGE 50
#define ALL_FEW 200 /* dc_desk_search() gives all at once if they are no more */

typedef struct {
	DcDesk *desk;
	sqlite3 *db;
	sqlite3_stmt *match, *ticket, *facts; /* what bare asks */
} Both;

static const struct {
	const char *says, *words;
} asked[] = {
	{ "2 characters", "帳票" },
	{ "1 character", "帳" },
	{ "4 characters", "在庫照会" },
	{ "a word", "timeout" },
	{ "the beginning of a word", "dead" },
	{ "half-width kana", "ｴﾗｰ" },
	{ "2 words", "帳票 timeout" },
	{ "in ten tickets, nearest first", FILL_RARE },
	{ "in none", "龍宮城" },
};

/* As typed, key by key, and with other conditions; asked in slices, as a screen does that must not miss a key. */
static const char *const typed[] = {
	"在", "在庫", "在庫照", "在庫照会", "ti", "timeout", "status:open 帳票", "status:open 龍宮城", "p:1 帳票", "帳票 -エラー", "due:<+2d 帳票", "帳票 or status:open", "-帳票",
	"no:1..100 帳票", "system:ORD p:1 status:open 帳票",
};
#define SLICE 300

/* -- bare -- */
static sqlite3 *
open_bare(const char *path)
{
	sqlite3 *db = sql_open(path);
	sql_run(db, "PRAGMA cache_size = -8192");
	return db;
}

/* The same tokens as daicho asks for. */
static void
bind_match(sqlite3_stmt *stmt, const char *query)
{
	g_auto(GStrv) parts = g_strsplit(query, " ", -1);
	g_autoptr(GString) match = g_string_new(NULL);
	for (char **part = parts; *part != NULL; part++) {
		g_autofree char *folded = dc_text_fold(*part);
		g_string_append(match, part > parts ? " AND " : "");
		token_phrase(match, folded);
	}
	sqlite3_bind_text(stmt, 1, match->str, -1, SQLITE_TRANSIENT);
}

static gsize
read_row(sqlite3_stmt *stmt, gint64 no)
{
	gsize n = 0;
	sqlite3_bind_int64(stmt, 1, no);
	must(sqlite3_step(stmt) == SQLITE_ROW, "%" G_GINT64_FORMAT " is not there", no);
	for (int i = sqlite3_column_count(stmt); i-- > 0;)
		n += sqlite3_column_text(stmt, i) != NULL ? (gsize)sqlite3_column_bytes(stmt, i) : 0;
	sqlite3_reset(stmt);
	return n;
}

/* The newest, and every column of them: the ticket, and the texts in which the words stand. */
static int
page_bare(const Both *both, const char *query, int limit)
{
	int n = 0;
	bind_match(both->match, query);
	sqlite3_bind_int(both->match, 2, limit);
	while (sqlite3_step(both->match) == SQLITE_ROW) {
		gint64 no = sqlite3_column_int64(both->match, 0);
		must(read_row(both->ticket, no) + read_row(both->facts, no) > 0, "nothing was read");
		n++;
	}
	must(sqlite3_reset(both->match) == SQLITE_OK, "%s: %s", query, sqlite3_errmsg(both->db));
	return n;
}

/* -- daicho -- */
static int
page_daicho(const Both *both, const char *query)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcFilter) filter = dc_desk_filter(both->desk, query, BENCH_NOW, NULL, &error);
	g_autoptr(GPtrArray) page = filter != NULL ? dc_desk_search(both->desk, &(DcSearch){ .filter = filter, .limit = PAGE }, BENCH_NOW, NULL, &error) : NULL;
	must(page != NULL, "%s: %s", query, error != NULL ? error->message : "");
	return (int)page->len;
}

static gint64
count_hits(const Both *both, const char *query)
{
	gint64 n = 0;
	bind_match(both->match, query);
	sqlite3_bind_int(both->match, 2, -1);
	while (sqlite3_step(both->match) == SQLITE_ROW)
		n++;
	sqlite3_reset(both->match);
	return n;
}

static void
compare_page(const Both *both, const char *says, const char *query)
{
	g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(double)), theirs = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double)); /* of which others took a part */
	gint64 n_hits = count_hits(both, query);
	int n = n_hits <= ALL_FEW ? (int)n_hits : PAGE;
	g_autofree char *what = g_strdup_printf("%s, %" G_GINT64_FORMAT " hits", says, n_hits);
	for (int i = -2; i < N_ROUNDS; i++) { /* two to warm up */
		Stopwatch watch = watch_start();
		must(page_daicho(both, query) == n, "%s: not %d tickets", query, n);
		if (i >= 0)
			watch_stop(watch, all, ours);
		watch = watch_start();
		must(page_bare(both, query, n > 0 ? n : PAGE) == n, "%s: not %d tickets", query, n);
		if (i >= 0)
			watch_stop(watch, all, theirs);
	}
	table_line(&(Line){ .what = what, .unit = "ms", .ours = ours, .theirs = theirs, .percent = 50, .goal = 2 });
}

/* -- in slices -- */
static void
search_slices(const Both *both, const char *query, GArray *slices)
{
	g_autoptr(DcFilter) filter = dc_desk_filter(both->desk, query, BENCH_NOW, NULL, NULL);
	must(filter != NULL, "%s: is no query", query);
	DcSearch search = { .filter = filter, .limit = PAGE, .effort = SLICE };
	do {
		g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double)); /* of which others took a part */
		Stopwatch watch = watch_start();
		g_autoptr(GPtrArray) page = dc_desk_search(both->desk, &search, BENCH_NOW, &search.before, NULL);
		watch_stop(watch, all, slices);
		must(page != NULL, "%s: cannot be asked", query);
		search.limit -= MIN(search.limit, (int)page->len);
	} while (search.before > 0 && search.limit > 0);
}

static void
show_slices(const Both *both)
{
	for (guint i = 0; i < G_N_ELEMENTS(typed); i++) {
		g_autoptr(GArray) slices = g_array_new(FALSE, FALSE, sizeof(double));
		search_slices(both, typed[i], slices); /* to warm up */
		g_array_set_size(slices, 0);
		for (int round = 0; round < N_SLICED; round++)
			search_slices(both, typed[i], slices);
		g_autofree char *what = g_strdup_printf("%s (slices: %u)", typed[i], slices->len / N_SLICED);
		table_line(&(Line){ .what = what, .unit = "ms", .ours = slices, .percent = 99, .goal = FRAME_MS });
	}
}

/* -- the same texts elsewhere: a table for LIKE, a file for ripgrep, an index by trigrams -- */

/* All that is found of a ticket, in one line. */
static void
read_line(sqlite3_stmt *facts, GString *line)
{
	g_string_truncate(line, 0);
	for (int i = 0; i < sqlite3_column_count(facts); i++)
		if (sqlite3_column_text(facts, i) != NULL)
			g_string_append_printf(line, "%s%s", i > 0 ? " " : "", (const char *)sqlite3_column_text(facts, i));
	g_strdelimit(line->str, "\n\x1e", ' ');
}

/* Every line into the table and into the file. */
static void
copy_lines(sqlite3 *from, sqlite3 *to, FILE *file)
{
	g_autoptr(GString) line = g_string_new(NULL);
	sqlite3_stmt *facts = sql_prepare(from, "SELECT * FROM search_facts ORDER BY id"), *stmt = sql_prepare(to, "INSERT INTO plain VALUES (?1, ?2)");
	sql_run(to, "BEGIN");
	while (sqlite3_step(facts) == SQLITE_ROW) {
		read_line(facts, line);
		sqlite3_bind_int64(stmt, 1, sqlite3_column_int64(facts, 0));
		sqlite3_bind_text(stmt, 2, line->str, (int)line->len, SQLITE_STATIC);
		must(sqlite3_step(stmt) == SQLITE_DONE && sqlite3_reset(stmt) == SQLITE_OK, "plain: %s", sqlite3_errmsg(to));
		must(fprintf(file, "%s\n", line->str) > 0, "the lines cannot be written");
	}
	sql_run(to, "COMMIT");
	sqlite3_finalize(facts);
	sqlite3_finalize(stmt);
}

static void
compare_like(const Both *both, sqlite3 *plain, const char *says, const char *word)
{
	g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(double)), theirs = g_array_new(FALSE, FALSE, sizeof(double));
	g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM (SELECT id FROM plain WHERE text LIKE '%%%s%%' ORDER BY id DESC LIMIT %d)", word, PAGE);
	for (int i = 0; i < N_SCANS; i++) {
		Stopwatch watch = watch_start();
		gint64 n = page_daicho(both, word);
		watch_stop(watch, ours, NULL);
		watch = watch_start();
		gint64 scanned = sql_number(plain, sql);
		watch_stop(watch, theirs, NULL);
		must(n == scanned, "%s: %" G_GINT64_FORMAT " found, %" G_GINT64_FORMAT " by LIKE", word, n, scanned);
	}
	table_line(&(Line){ .what = says, .unit = "ms", .ours = ours, .theirs = theirs, .percent = 50, .goal = 0.03 });
}

static void
run_program(char **argv, int n_lines, GArray *ms)
{
	g_autofree char *out = NULL;
	int status = 0, n = 0;
	Stopwatch watch = watch_start();
	must(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status, NULL) && status == 0, "%s fails", argv[0]);
	watch_stop(watch, ms, NULL);
	for (const char *p = out; (p = strstr(p, FILL_RARE)) != NULL; p++)
		n++;
	must(n >= n_lines, "%s found %d of %d", argv[0], n, n_lines);
}

static void
compare_ripgrep(const Bench *bench, const char *file)
{
	g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(double)), theirs = g_array_new(FALSE, FALSE, sizeof(double));
	g_auto(GStrv) daicho = words(bench->daicho, "--ledger", bench->million, "--at", BENCH_AT, "search", FILL_RARE, NULL);
	g_auto(GStrv) ripgrep = words("rg", "-F", FILL_RARE, file, NULL);
	for (int i = 0; i < N_SLICED; i++) {
		run_program(daicho, 10, ours);
		run_program(ripgrep, 10, theirs);
	}
	table_line(&(Line){ .what = "in ten tickets, the process", .unit = "ms", .ours = ours, .theirs = theirs, .percent = 50, .goal = 0.5 });
}

static void
compare_others(const Bench *bench, const Both *both)
{
	g_autofree char *table = g_build_filename(bench->folder, "plain.db", NULL), *file = g_build_filename(bench->folder, "plain.txt", NULL);
	sqlite3 *plain = open_bare(table);
	FILE *lines = fopen(file, "w");
	must(lines != NULL, "%s cannot be written", file);
	sql_run(plain, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE plain (id INTEGER PRIMARY KEY, text TEXT)");
	copy_lines(both->db, plain, lines);
	must(fclose(lines) == 0, "%s cannot be written", file);
	table_begin("... against LIKE over the same texts", "LIKE: min  median    max");
	compare_like(both, plain, "in ten tickets", FILL_RARE);
	compare_like(both, plain, "in none", "龍宮城");
	sqlite3_close(plain);
	if (bench->ripgrep == NULL)
		return;
	table_begin("... against ripgrep over the same texts in a file", "rg: min  median    max");
	compare_ripgrep(bench, file);
}

void
bench_search(const Bench *bench)
{
	Both both = { .desk = dc_desk_open(bench->million, BENCH_NOW, NULL), .db = open_bare(bench->million) };
	must(both.desk != NULL, "%s cannot be opened", bench->million);
	both.match = sql_prepare(both.db, "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2");
	both.ticket = sql_prepare(both.db, "SELECT * FROM ticket WHERE id = ?1");
	both.facts = sql_prepare(both.db, "SELECT * FROM search_facts WHERE id = ?1");
	table_begin("Found among 1,000,000, the first 50, processor time; bare: SQLite alone, the same index, 50 rows", "bare: min  median    max");
	for (guint i = 0; i < G_N_ELEMENTS(asked); i++)
		compare_page(&both, asked[i].says, asked[i].words);
	table_begin("... as a screen asks, in slices of 300 tickets looked at: a slice, p99 of its processor time", "");
	show_slices(&both);
	compare_others(bench, &both);
	sqlite3_finalize(both.match);
	sqlite3_finalize(both.ticket);
	sqlite3_finalize(both.facts);
	sqlite3_close(both.db);
	dc_desk_close_ledger(both.desk);
}
