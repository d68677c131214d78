/* Opening: what is made, and what is refused and left as it is, to the byte. design.md 4. */
#include "../../support/place.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static guint
mode_of(const char *path)
{
	struct stat about;
	g_assert_cmpint(stat(path, &about), ==, 0);
	return about.st_mode & 0777;
}

static int
compare_lines(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names and bytes of everything in a folder. Transfer full. */
static char *
state_of(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	const char *name;
	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autoptr(GBytes) bytes = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? place_bytes(path) : NULL;
		g_autofree char *sum = bytes != NULL ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : NULL;
		g_ptr_array_add(lines, g_strdup_printf("%s %o %s\n", name, mode_of(path), sum != NULL ? sum : "-"));
	}
	g_ptr_array_sort(lines, compare_lines);
	g_ptr_array_add(lines, NULL);
	return g_strjoinv("", (char **)lines->pdata);
}

/* Refused with these words and the path; the folder is as before. */
static void
refuses(const char *folder, const char *path, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *before = state_of(folder);
	g_assert_null(dc_ledger_open(path, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_LEDGER);
	if (strstr(error->message, words) == NULL)
		g_test_message("“%s” does not say “%s”", error->message, words);
	g_assert_nonnull(strstr(error->message, words));
	g_assert_null(strchr(error->message, '\n'));
	g_autofree char *after = state_of(folder);
	g_assert_cmpstr(after, ==, before);
}

static void
test_fresh(void)
{
	g_autofree char *top = place_folder();
	g_autofree char *folder = g_build_filename(top, "new", "er", NULL);
	g_autofree char *path = g_build_filename(folder, "ledger.db", NULL);
	mode_t mask = umask(0);
	g_autoptr(GError) error = NULL;
	DcLedger *ledger = dc_ledger_open(path, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(dc_ledger_path(ledger), ==, path);
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	g_assert_cmpuint(mode_of(folder), ==, 0700);
	g_assert_cmpuint(mode_of(path), ==, 0600);
	g_assert_cmpuint(mode_of(log), ==, 0600);
	dc_ledger_close(ledger);
	umask(mask);
	place_remove(top);
}

static void
test_how_it_is_kept(void)
{
	Place place;
	place_begin(&place);
	g_autofree char *journal = place_sql_text(&place, "PRAGMA journal_mode");
	g_assert_cmpstr(journal, ==, "wal");
	g_assert_cmpint(place_sql_number(&place, "PRAGMA application_id"), ==, 0x44434c47);
	g_assert_cmpint(place_sql_number(&place, "PRAGMA user_version"), >=, 1);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"), ==, 0);
	place_end(&place);
}

/* An empty file becomes a ledger, and nobody else reads it from then on. */
static void
test_empty_file(void)
{
	g_autofree char *folder = place_folder();
	g_autofree char *path = g_build_filename(folder, "ledger.db", NULL);
	g_assert_true(g_file_set_contents(path, "", 0, NULL));
	g_assert_cmpint(g_chmod(path, 0644), ==, 0);
	DcLedger *ledger = dc_ledger_open(path, NULL);
	g_assert_nonnull(ledger);
	dc_ledger_close(ledger);
	g_assert_cmpuint(mode_of(path), ==, 0600);
	place_remove(folder);
}

/* SQLite takes ":memory:" and "file:..." for something else; here they are names. */
static void
test_strange_names(void)
{
	g_autofree char *folder = place_folder();
	g_autofree char *here = g_get_current_dir();
	static const char *const names[] = { ":memory:", "file:x?mode=memory", "台帳 \033[31m.db", "\xff.db" };
	g_assert_cmpint(g_chdir(folder), ==, 0);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;
		DcLedger *ledger = dc_ledger_open(names[i], &error);
		g_assert_no_error(error);
		dc_ledger_close(ledger);
		g_assert_true(g_file_test(names[i], G_FILE_TEST_IS_REGULAR));
		ledger = dc_ledger_open(names[i], &error);
		g_assert_no_error(error);
		dc_ledger_close(ledger);
	}
	g_assert_cmpint(g_chdir(here), ==, 0);
	place_remove(folder);
}

static void
test_name_in_message(void)
{
	g_autofree char *folder = place_folder();
	g_autofree char *path = g_build_filename(folder, "x\033[2J.db", NULL);
	g_assert_true(g_file_set_contents(path, "no database at all, and longer than sixteen bytes", -1, NULL));
	g_autoptr(GError) error = NULL;
	g_assert_null(dc_ledger_open(path, &error));
	g_assert_null(strchr(error->message, '\033'));
	place_remove(folder);
}

/* -- refused -- */
static void
test_newer(void)
{
	Place place;
	place_begin(&place);
	g_clear_pointer(&place.ledger, dc_ledger_close);
	place_sql(&place, "PRAGMA user_version = 999");
	refuses(place.folder, place.path, "newer daicho (schema 999");
	place_end(&place);
}

/* A newer daicho is at work: its step stands in the log and not in the file yet. */
static void
test_newer_in_the_log(void)
{
	Place place;
	place_begin(&place);
	g_clear_pointer(&place.ledger, dc_ledger_close);
	sqlite3 *other;
	g_assert_cmpint(sqlite3_open(place.path, &other), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(other, "PRAGMA user_version = 999", NULL, NULL, NULL), ==, SQLITE_OK);
	g_autoptr(GBytes) before = place_bytes(place.path);
	g_autoptr(GError) error = NULL;
	g_assert_null(dc_ledger_open(place.path, &error));
	g_assert_nonnull(strstr(error->message, "newer daicho (schema 999"));
	g_autoptr(GBytes) after = place_bytes(place.path);
	g_assert_true(g_bytes_equal(before, after));
	sqlite3_close(other);
	place_end(&place);
}

static void
make_foreign(const char *path, const char *sql)
{
	sqlite3 *db;
	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
}

static void
test_foreign(void)
{
	static const char *const foreign[] = {
		"CREATE TABLE bookmark (url TEXT)",
		"PRAGMA journal_mode = WAL; CREATE TABLE bookmark (url TEXT)",
		"PRAGMA application_id = 252006673; CREATE TABLE blob (x)", /* Fossil */
		"PRAGMA user_version = 1; CREATE TABLE ticket (id INTEGER PRIMARY KEY, title TEXT)",
	};
	for (guint i = 0; i < G_N_ELEMENTS(foreign); i++) {
		g_autofree char *folder = place_folder();
		g_autofree char *path = g_build_filename(folder, "other.db", NULL);
		make_foreign(path, foreign[i]);
		refuses(folder, path, "a database of another program");
		place_remove(folder);
	}
}

/* A foreign database whose program crashed: its log and its journal are not ours to recover. */
static void
test_foreign_with_log(void)
{
	g_autofree char *folder = place_folder(), *crashed = place_folder();
	g_autofree char *path = g_build_filename(folder, "other.db", NULL), *log = g_strconcat(path, "-wal", NULL);
	g_autofree char *path2 = g_build_filename(crashed, "other.db", NULL), *log2 = g_strconcat(path2, "-wal", NULL);
	sqlite3 *db;
	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, "PRAGMA journal_mode = WAL; CREATE TABLE bookmark (url TEXT)", NULL, NULL, NULL), ==, SQLITE_OK);
	g_autoptr(GBytes) file = place_bytes(path), wal = place_bytes(log);
	g_assert_cmpuint(g_bytes_get_size(wal), >, 0);
	g_assert_true(g_file_set_contents(path2, g_bytes_get_data(file, NULL), (gssize)g_bytes_get_size(file), NULL));
	g_assert_true(g_file_set_contents(log2, g_bytes_get_data(wal, NULL), (gssize)g_bytes_get_size(wal), NULL));
	sqlite3_close(db);
	refuses(crashed, path2, "a database of another program");
	place_remove(folder);
	place_remove(crashed);
}

static void
test_no_database(void)
{
	static const char *const texts[] = { "x", "From nobody Tue Mar 31 09:00:00 2026\n", "SQLite format 2 is a thing of the past, and this is none either",
		                             "SQLite format 3" };
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *folder = place_folder();
		g_autofree char *path = g_build_filename(folder, "mbox", NULL);
		g_assert_true(g_file_set_contents(path, texts[i], (gssize)strlen(texts[i]), NULL));
		refuses(folder, path, i < 3 ? "is not a database" : "a database of another program");
		place_remove(folder);
	}
}

static void
test_no_file(void)
{
	g_autofree char *folder = place_folder();
	g_autofree char *path = g_build_filename(folder, "inner", NULL), *fifo = g_build_filename(folder, "fifo", NULL);
	g_autofree char *below = g_build_filename(folder, "fifo", "ledger.db", NULL);
	g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
	refuses(folder, path, "is not a file that can hold a ledger");
	g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
	refuses(folder, fifo, "is not a file that can hold a ledger");
	refuses(folder, below, "cannot be made");
	place_remove(folder);
}

static void
become_oneself(void)
{
	g_assert_cmpint(seteuid(getuid()), ==, 0);
}

/* As somebody who may not: root may do everything, so in a test by root these run as nobody. Where the temporary folder
 * lies in one that is root's alone, nobody has no way to it, and the test no meaning. */
static bool
become_nobody(const char *folder)
{
	if (geteuid() != 0)
		return true;
	g_assert_cmpint(chown(folder, NOBODY, NOBODY), ==, 0);
	if (seteuid(NOBODY) != 0)
		return false;
	g_autoptr(GDir) reached = g_dir_open(folder, 0, NULL);
	if (reached == NULL)
		become_oneself();
	return reached != NULL;
}

static void
test_no_permission(void)
{
	g_autofree char *folder = place_folder();
	g_autofree char *path = g_build_filename(folder, "ledger.db", NULL), *deep = g_build_filename(folder, "a", "ledger.db", NULL);
	if (!become_nobody(folder)) {
		g_test_skip("cannot become nobody");
		place_remove(folder);
		return;
	}
	DcLedger *ledger = dc_ledger_open(path, NULL);
	g_assert_nonnull(ledger);
	dc_ledger_close(ledger);

	g_assert_cmpint(g_chmod(path, 0400), ==, 0);
	refuses(folder, path, "permissions");
	g_assert_cmpint(g_chmod(path, 0000), ==, 0);
	g_autoptr(GError) error = NULL;
	g_assert_null(dc_ledger_open(path, &error));
	g_assert_nonnull(strstr(error->message, "permissions"));
	g_assert_cmpint(g_chmod(path, 0600), ==, 0);

	g_assert_cmpint(g_chmod(folder, 0500), ==, 0);
	refuses(folder, path, "permissions");
	refuses(folder, deep, "cannot be made");
	g_assert_cmpint(g_chmod(folder, 0700), ==, 0);
	become_oneself();
	place_remove(folder);
}

/* -- several at once -- */

/* Many processes find no file and make it at the same time: all of them have a ledger, the same one. */
static void
test_many_begin(void)
{
	g_autofree char *folder = place_folder();
	g_autofree char *path = g_build_filename(folder, "ledger.db", NULL);
	enum { N = 8 };
	pid_t children[N];
	for (int i = 0; i < N; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			g_autoptr(GError) error = NULL;
			DcLedger *ledger = dc_ledger_open(path, &error);
			if (ledger == NULL)
				g_printerr("%s\n", error->message);
			dc_ledger_close(ledger);
			_exit(ledger == NULL);
		}
	}
	for (int i = 0; i < N; i++) {
		int status;
		g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
		g_assert_cmpint(status, ==, 0);
	}
	Place place = { .folder = folder, .path = path };
	g_assert_cmpint(place_sql_number(&place, "PRAGMA user_version"), >=, 1);
	place_remove(folder);
}

/* A second handle in this process, opened and closed, must not take the locks of the first along: another process would then think itself
 * alone, and throw the log away. */
static void
test_second_handle(void)
{
	Place place;
	place_begin(&place);
	place_log(&place, "one");
	DcLedger *second = dc_ledger_open(place.path, NULL);
	g_assert_nonnull(second);
	dc_ledger_close(second);
	g_autofree char *wal = g_strconcat(place.path, "-wal", NULL);
	pid_t child = fork();
	if (child == 0) {
		/* The first handle came with the fork: a clean process is wanted. */
		execlp("sqlite3", "sqlite3", place.path, "SELECT count(*) FROM ticket", (char *)NULL);
		_exit(127);
	}
	int status;
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		g_test_skip("no sqlite3 command");
	g_assert_true(g_file_test(wal, G_FILE_TEST_EXISTS));
	place_end(&place);
}

/* What another process has written is seen. */
static void
test_news(void)
{
	Place place;
	place_begin(&place);
	g_assert_false(dc_ledger_has_news(place.ledger));
	place_log(&place, "by itself");
	g_assert_false(dc_ledger_has_news(place.ledger));
	place_sql(&place, "UPDATE ticket SET caller = 'other'");
	g_assert_true(dc_ledger_has_news(place.ledger));
	g_assert_false(dc_ledger_has_news(place.ledger));
	dc_ledger_idle(place.ledger);
	g_assert_cmpint(place_sql_number(&place, "SELECT 1"), ==, 1);
	place_end(&place);
}

/* Renamed or removed while it is open: nothing is acknowledged that nobody would find; back in its place, it goes on. */
static void
test_moved(void)
{
	g_autoptr(GError) error = NULL;
	Place place;
	place_begin(&place);
	place_log(&place, "one");
	g_autofree char *elsewhere = g_strconcat(place.path, "-elsewhere", NULL);
	g_assert_cmpint(g_rename(place.path, elsewhere), ==, 0);
	g_autoptr(DcTicket) ticket = place_ticket("two");
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	dc_change_create(change, DC_ENTITY_TICKET, ticket);
	g_assert_false(dc_ledger_apply(place.ledger, change, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_LEDGER);
	g_assert_nonnull(strstr(error->message, "removed or renamed"));
	g_clear_error(&error);
	char kind[] = "phone", fields[] = "half a subject";
	DcDraft draft = { .kind = kind, .fields = fields, .started_at = PLACE_NOW, .updated_at = PLACE_NOW };
	g_assert_false(dc_ledger_draft_save(place.ledger, &draft, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_LEDGER);
	g_clear_error(&error);
	g_assert_cmpint(g_rename(elsewhere, place.path), ==, 0);
	g_assert_true(dc_ledger_apply(place.ledger, change, &error));
	g_assert_true(dc_ledger_draft_save(place.ledger, &draft, &error));
	place_end(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/open/fresh", test_fresh);
	g_test_add_func("/ledger/open/how-it-is-kept", test_how_it_is_kept);
	g_test_add_func("/ledger/open/empty-file", test_empty_file);
	g_test_add_func("/ledger/open/strange-names", test_strange_names);
	g_test_add_func("/ledger/open/name-in-message", test_name_in_message);
	g_test_add_func("/ledger/open/newer", test_newer);
	g_test_add_func("/ledger/open/newer-in-the-log", test_newer_in_the_log);
	g_test_add_func("/ledger/open/foreign", test_foreign);
	g_test_add_func("/ledger/open/foreign-with-log", test_foreign_with_log);
	g_test_add_func("/ledger/open/no-database", test_no_database);
	g_test_add_func("/ledger/open/no-file", test_no_file);
	g_test_add_func("/ledger/open/no-permission", test_no_permission);
	g_test_add_func("/ledger/open/many-begin", test_many_begin);
	g_test_add_func("/ledger/open/second-handle", test_second_handle);
	g_test_add_func("/ledger/open/news", test_news);
	g_test_add_func("/ledger/open/moved", test_moved);
	return g_test_run();
}
