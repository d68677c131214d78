/* What the search index weighs, beside FTS5's trigrams of the same columns; both merged, and neither keeping how long a text is. Of the bench's
 * own ledger, made of a few sentences that come again and again, so that there are few threes of characters; and of what people wrote: the
 * Japanese manual pages. */
#include "bench.h"
#include "sql.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#define COLUMNS                                                                                                                              \
	"body, title, caller, department, system, callback, tags, error_text, steps, triage_note, workaround, cause, resolution, permanent_fix, " \
	"contact, answer, note"
#define PAGES "/usr/share/man/ja"
#define BODY_BYTES 240 /* about as much as a mail says */
#define TITLE_CHARS 40

/* Bytes a text of the table `from`, which has an id and these columns. */
static gint64
weigh(sqlite3 *db, const char *tokenizer, const char *from, const char *columns)
{
	g_autofree char *fill = g_strdup_printf("CREATE VIRTUAL TABLE main.weighed USING fts5(%s, content = '', columnsize = 0, tokenize = '%s');"
	                                        "INSERT INTO weighed (rowid, %s) SELECT id, %s FROM %s ORDER BY id; INSERT INTO weighed (weighed) VALUES ('optimize')",
	                                        columns, tokenizer, columns, columns, from);
	g_autofree char *count = g_strdup_printf("SELECT sum(pgsize) / (SELECT count(*) FROM %s) FROM dbstat('main') WHERE name LIKE 'weighed_%%'", from);
	sql_run(db, fill);
	gint64 bytes = sql_number(db, count);
	sql_run(db, "DROP TABLE weighed");
	return bytes;
}

static void
compare(sqlite3 *db, const char *texts, const char *from, const char *columns)
{
	gint64 ours = weigh(db, "daicho", from, columns), theirs = weigh(db, "trigram", from, columns);
	g_autofree char *what = g_strdup_printf("%s: %" G_GINT64_FORMAT ", trigrams %" G_GINT64_FORMAT, texts, ours, theirs);
	table_ratio(what, (double)ours / (double)theirs, 0.55);
}

/* -- what people wrote -- */

/* A line of a manual page without what tells the formatter how it should look; empty for a request. In place. */
static const char *
plain_line(char *line)
{
	char *to = line;
	if (*line == '.' || *line == '\'')
		return "";
	for (const char *from = line; *from != '\0'; from++) {
		if (*from != '\\')
			*to++ = *from;
		else if (from[1] == 'f' && from[2] != '\0')
			from += 2;
		else if (from[1] == '-')
			*to++ = *++from;
		else if (from[1] != '\0')
			from++;
	}
	*to = '\0';
	return g_strstrip(line);
}

typedef struct {
	sqlite3_stmt *add;
	GHashTable *seen; /* of lines: what many pages repeat counts once */
	GString *body;
} Prose;

static void
add_line(Prose *prose, const char *line)
{
	if (strlen(line) < 8 || !g_utf8_validate(line, -1, NULL) || !g_hash_table_add(prose->seen, g_strdup(line)))
		return;
	g_string_append_printf(prose->body, "%s\n", line);
	if (prose->body->len < BODY_BYTES)
		return;
	g_autofree char *title = g_utf8_substring(prose->body->str, 0, MIN(TITLE_CHARS, g_utf8_strlen(prose->body->str, -1)));
	sqlite3_bind_text(prose->add, 1, prose->body->str, -1, SQLITE_STATIC);
	sqlite3_bind_text(prose->add, 2, title, -1, SQLITE_STATIC);
	must(sqlite3_step(prose->add) == SQLITE_DONE && sqlite3_reset(prose->add) == SQLITE_OK, "a text cannot be kept");
	g_string_truncate(prose->body, 0);
}

static void
add_page(Prose *prose, const char *path)
{
	char line[4096];
	gzFile page = gzopen(path, "rb");
	must(page != NULL, "%s cannot be read", path);
	while (gzgets(page, line, sizeof line) != NULL)
		add_line(prose, plain_line(line));
	gzclose(page);
}

static void
add_folder(Prose *prose, const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		if (g_file_test(inner, G_FILE_TEST_IS_DIR))
			add_folder(prose, inner);
		else if (g_str_has_suffix(name, ".gz"))
			add_page(prose, inner);
	}
}

/* The table `prose`; how many texts it has. */
static gint64
gather(sqlite3 *db)
{
	sql_run(db, "CREATE TABLE main.prose (id INTEGER PRIMARY KEY, body TEXT, title TEXT); BEGIN");
	Prose prose = { .add = sql_prepare(db, "INSERT INTO prose (body, title) VALUES (?1, ?2)"), .body = g_string_new(NULL) };
	prose.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	add_folder(&prose, PAGES);
	sqlite3_finalize(prose.add);
	g_hash_table_unref(prose.seen);
	g_string_free(prose.body, TRUE);
	sql_run(db, "COMMIT");
	return sql_number(db, "SELECT count(*) FROM prose");
}

void
bench_weight(const Bench *bench)
{
	g_autofree char *path = g_build_filename(bench->folder, "weight.db", NULL);
	g_autofree char *attach = g_strdup_printf("ATTACH '%s' AS ledger", bench->large);
	sqlite3 *db = sql_open(path);
	sql_run(db, attach);
	sql_run(db, "PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF");
	table_begin("The search index, bytes a text", "");
	compare(db, "100,000 tickets", "search_facts", COLUMNS);
	gint64 n = gather(db);
	g_autofree char *texts = g_strdup_printf("%" G_GINT64_FORMAT " of prose", n);
	if (n > 0)
		compare(db, texts, "prose", "body, title");
	else
		printf("the Japanese manual pages are not installed: nothing that people wrote is weighed\n");
	sqlite3_close(db);
}
