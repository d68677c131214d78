/* Opening: what kind of file it is, what may be done with it, and the road of migrations from the empty file.
 * What is not ours is told from its first bytes, read through SQLite's own handle: SQLite itself would begin by recovering the file, and a
 * second descriptor of ours would take this process's locks with it when it is closed (sqlite.org/howtocorrupt.html, 2.2). */
#include "index.h"
#include "token.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_MS 5000
#define RETRY_MS 20

/* -- the file -- */

/* The file exists afterwards: if it was made here, empty, with mode 0600, in a folder of mode 0700 if that was made as well. */
static bool
make_file(const DcLedger *ledger, const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	if (g_mkdir_with_parents(folder, 0700) != 0) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("the folder of %s cannot be made: %s; name another file with --ledger"), ledger->shown,
		            g_strerror(errno));
		return false;
	}
	/* Exclusively: the descriptor is closed again, and nobody in this process can have locks on a file that was not there. */
	int fd = g_open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	else if (errno != EEXIST) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s cannot be made: %s; name another file with --ledger"), ledger->shown,
		            g_strerror(errno));
		return false;
	}
	struct stat about;
	if (stat(path, &about) == 0 && S_ISREG(about.st_mode))
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s is not a file that can hold a ledger; name another with --ledger"), ledger->shown);
	return false;
}

static bool
open_file(DcLedger *ledger, GError **error)
{
	/* Absolute, for SQLite gives names like ":memory:" a meaning. */
	g_autofree char *path = g_canonicalize_filename(ledger->path, NULL);
	if (!make_file(ledger, path, error))
		return false;
	bool ok = sqlite3_open_v2(path, &ledger->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
	if (ok && !token_register(ledger->db)) {
		db_set_error(ledger, error);
		return false;
	}
	if (ok && sqlite3_db_readonly(ledger->db, "main") == 0) {
		dc_ledger_set_patience(ledger, PATIENCE_MS);
		return true;
	}
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s cannot be opened for writing; see the permissions of the file and its folder"),
	            ledger->shown);
	return false;
}

/* -- what it holds -- */
#define HEADER_SIZE 100 /* sqlite.org/fileformat.html, 1.3 */
#define HEADER_VERSION 60
#define HEADER_APPLICATION 68

static gint64
header_number(const guint8 *header, gsize at)
{
	guint32 big;
	memcpy(&big, header + at, sizeof big);
	return GUINT32_FROM_BE(big);
}

static int
newest_version(void)
{
	int version = 0;
	for (const SqlMigration *m = sql_migrations; m->version != 0; m++)
		version = m->version;
	return version;
}

static bool
check_version(const DcLedger *ledger, gint64 version, GError **error)
{
	if (version <= newest_version())
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s was written by a newer daicho (schema %d, this one knows %d); it was left as it is, update daicho"),
	            ledger->shown, (int)version, newest_version());
	return false;
}

static bool
check_application(const DcLedger *ledger, gint64 id, GError **error)
{
	if (id == DB_APPLICATION_ID)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s is a database of another program; it was left as it is, name a ledger with --ledger"),
	            ledger->shown);
	return false;
}

static bool
check_header(const DcLedger *ledger, const guint8 *header, GError **error)
{
	if (memcmp(header, "SQLite format 3", 16) == 0)
		return check_application(ledger, header_number(header, HEADER_APPLICATION), error) &&
		       check_version(ledger, header_number(header, HEADER_VERSION), error);
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s is not a database; it was left as it is, name a ledger with --ledger"), ledger->shown);
	return false;
}

/* SQLite throws the log away that it finds beside an empty file; ours is never empty by the time it has a log. */
static bool
check_no_log(const DcLedger *ledger, GError **error)
{
	struct stat about;
	return stat(sqlite3_filename_wal(sqlite3_db_filename(ledger->db, "main")), &about) != 0 || about.st_size == 0 ||
	       check_application(ledger, 0, error);
}

#define JOURNAL_MAGIC "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" /* sqlite.org/fileformat.html, 3 */
#define JOURNAL_PAGES 16                                  /* of the file before */

/* The power went, or the program, while the file was being made: whatever stands in it, SQLite makes it empty again. */
static bool
is_unborn(const DcLedger *ledger)
{
	guint8 header[JOURNAL_PAGES + 4];
	int fd = g_open(sqlite3_filename_journal(sqlite3_db_filename(ledger->db, "main")), O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
	if (fd < 0)
		return false;
	bool whole = read(fd, header, sizeof header) == (ssize_t)sizeof header;
	close(fd);
	return whole && memcmp(header, JOURNAL_MAGIC, 8) == 0 && header_number(header, JOURNAL_PAGES) == 0;
}

/* An empty file, or by its first bytes one of ours. Nothing is locked, recovered or written. */
static bool
look_at_header(DcLedger *ledger, GError **error)
{
	guint8 header[HEADER_SIZE] = { 0 };
	sqlite3_file *file = NULL;
	struct stat about;
	/* Not xFileSize(): that takes a file of one byte for an empty one. */
	if (sqlite3_file_control(ledger->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
	    stat(sqlite3_db_filename(ledger->db, "main"), &about) != 0) {
		db_set_error(ledger, error);
		return false;
	}
	if (about.st_size == 0)
		return check_no_log(ledger, error);
	if (is_unborn(ledger))
		return true;
	int code = file->pMethods->xRead(file, header, sizeof header, 0);
	if (code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ)
		return check_header(ledger, header, error);
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s cannot be read or written: %s; nothing was changed, see whether the disk is full or failing"), ledger->shown,
	            sqlite3_errstr(code));
	return false;
}

/* What it holds by now, also what another process has only written to its log. A file that is empty has version 0. */
static bool
read_version(DcLedger *ledger, gint64 *version, GError **error)
{
	gint64 id, schema;
	if (!db_number(ledger, db_query(ledger, QUERY_USER_VERSION), 0, version, error) ||
	    !db_number(ledger, db_query(ledger, QUERY_SCHEMA_VERSION), 0, &schema, error) ||
	    !db_number(ledger, db_query(ledger, QUERY_APPLICATION_ID), 0, &id, error))
		return false;
	if (id == 0 && *version == 0 && schema == 0)
		return true;
	return check_application(ledger, id, error) && check_version(ledger, *version, error);
}

/* -- the road of migrations -- */
static bool
run_text(DcLedger *ledger, const char *sql, GError **error)
{
	if (sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	db_set_error(ledger, error);
	return false;
}

static bool
walk_step(DcLedger *ledger, const SqlMigration *step, GError **error)
{
	g_autofree char *stamp = g_strdup_printf("PRAGMA user_version = %d; PRAGMA application_id = %d;", step->version, DB_APPLICATION_ID);
	return run_text(ledger, step->text, error) && run_text(ledger, stamp, error);
}

static bool
walk_road(DcLedger *ledger, gpointer data, GError **error)
{
	(void)data;
	gint64 version;
	/* Asked again: another process may have walked it while this one waited at the door. */
	if (!read_version(ledger, &version, error))
		return false;
	for (const SqlMigration *m = sql_migrations; m->version != 0; m++)
		if (m->version > version && !walk_step(ledger, m, error))
			return false;
	return true;
}

/* A file that is not ours yet becomes so in one transaction, under the rollback journal: from its first byte on it carries our mark. */
static bool
migrate(DcLedger *ledger, GError **error)
{
	gint64 version;
	if (!read_version(ledger, &version, error))
		return false;
	if (version == 0 && g_chmod(sqlite3_db_filename(ledger->db, "main"), 0600) != 0) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s cannot be made: %s; name another file with --ledger"), ledger->shown,
		            g_strerror(errno));
		return false;
	}
	return version == newest_version() || db_transaction(ledger, walk_road, NULL, error);
}

/* -- how it is used -- */

/* The file may come from anywhere: what is written in its schema runs no function of ours, and damage is looked for while reading. */
static bool
distrust(DcLedger *ledger, GError **error)
{
	sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* Until it is known to be ours, closing it must not tidy up either. */
	sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	/* With 6 MB of cache nothing of 1,000,000 tickets is slower than with 8, and a list of all of them stays below 16 MB (measured.md). */
	return run_text(ledger, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
	                        "PRAGMA cache_size = -6144;", error);
}

/* WAL and FULL: an acknowledged change is on disk, and readers never wait. Checkpoints happen in dc_ledger_idle(); a write makes one
 * itself only when the log has grown to 16 MB (measured.md, "No stalls"). */
static bool
use_wal(DcLedger *ledger, GError **error)
{
	/* Going over to WAL wants the file alone, and SQLite does not always wait for that. */
	int code = SQLITE_BUSY;
	for (int waited = 0; code == SQLITE_BUSY && waited < PATIENCE_MS; waited += RETRY_MS) {
		if (waited > 0)
			sqlite3_sleep(RETRY_MS);
		code = sqlite3_exec(ledger->db, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000;", NULL, NULL, NULL);
	}
	if (code != SQLITE_OK)
		db_set_error(ledger, error);
	sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	return code == SQLITE_OK;
}

DcLedger *
dc_ledger_open(const char *path, GError **error)
{
	g_autoptr(DcLedger) ledger = g_new0(DcLedger, 1);
	g_autofree char *valid = g_filename_display_name(path);
	ledger->path = g_strdup(path);
	ledger->shown = dc_text_show(valid);
	if (!open_file(ledger, error) || !look_at_header(ledger, error) || !distrust(ledger, error) || !migrate(ledger, error) ||
	    !use_wal(ledger, error) || !db_number(ledger, db_query(ledger, QUERY_DATA_VERSION), 0, &ledger->data_version, error))
		return NULL;
	return g_steal_pointer(&ledger);
}

void
dc_ledger_close(DcLedger *ledger)
{
	if (ledger == NULL)
		return;
	for (int i = 0; i < N_QUERIES; i++)
		sqlite3_finalize(ledger->queries[i].stmt);
	sqlite3_close(ledger->db);
	g_clear_pointer(&ledger->hits, g_hash_table_unref);
	g_free(ledger->judge_digest);
	g_free(ledger->shown);
	g_free(ledger->path);
	g_free(ledger);
}

const char *
dc_ledger_path(const DcLedger *ledger)
{
	return ledger->path;
}

void
dc_ledger_set_patience(DcLedger *ledger, int ms)
{
	ledger->patience_ms = ms;
	sqlite3_busy_timeout(ledger->db, ms);
}

bool
dc_ledger_has_news(DcLedger *ledger)
{
	gint64 version;
	if (!db_number(ledger, db_query(ledger, QUERY_DATA_VERSION), 0, &version, NULL) || version == ledger->data_version)
		return false;
	ledger->data_version = version;
	return true;
}

void
dc_ledger_idle(DcLedger *ledger)
{
	index_merge(ledger);
	sqlite3_wal_checkpoint_v2(ledger->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}
