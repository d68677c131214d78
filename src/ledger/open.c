/* Opening: what kind of file it is, what may be done with it, and the road of migrations from the empty file. */
#include "db.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_MS 5000

/* The file exists afterwards, with mode 0600, in a folder that exists (0700 if it was made here). */
static bool
prepare_file(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *shown = dc_text_show(path);
	if (g_mkdir_with_parents(folder, 0700) != 0) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("the folder of %s cannot be made: %s; name another file with --ledger"), shown,
		            g_strerror(errno));
		return false;
	}
	int fd = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
	if (fd < 0) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s cannot be opened for writing: %s; nothing was changed"), shown, g_strerror(errno));
		return false;
	}
	struct stat about;
	bool regular = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
	close(fd);
	if (!regular)
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s is not a file that can hold a ledger; name another with --ledger"), shown);
	return regular;
}

static bool
pragma_number(sqlite3 *db, const char *pragma, gint64 *number)
{
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(db, pragma, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW;
	if (ok)
		*number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return ok;
}

static int
newest_version(void)
{
	int version = 0;
	for (const SqlMigration *m = sql_migrations; m->version != 0; m++)
		version = m->version;
	return version;
}

/* An empty file, or one of ours that is not newer than this program. Reads only. */
static bool
recognise(DcLedger *ledger, gint64 *version, GError **error)
{
	gint64 id, schema;
	if (!pragma_number(ledger->db, "PRAGMA application_id", &id) || !pragma_number(ledger->db, "PRAGMA user_version", version) ||
	    !pragma_number(ledger->db, "PRAGMA schema_version", &schema)) {
		if (sqlite3_errcode(ledger->db) == SQLITE_NOTADB)
			g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s is not a database; it was left as it is, name a ledger with --ledger"),
			            ledger->path);
		else
			db_set_error(ledger, error);
		return false;
	}
	if (id == 0 && *version == 0 && schema == 0)
		return true;
	if (id != DB_APPLICATION_ID) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("%s is a database of another program; it was left as it is, name a ledger with --ledger"),
		            ledger->path);
		return false;
	}
	if (*version > newest_version()) {
		g_set_error(error, DC_ERROR, DC_ERROR_LEDGER,
		            _("%s was written by a newer daicho (schema %d, this one knows %d); it was left as it is, update daicho"), ledger->path,
		            (int)*version, newest_version());
		return false;
	}
	return true;
}

static bool
run_text(DcLedger *ledger, const char *sql, GError **error)
{
	if (sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	db_set_error(ledger, error);
	return false;
}

static bool
migrate_step(DcLedger *ledger, const SqlMigration *step, GError **error)
{
	g_autofree char *version = g_strdup_printf("PRAGMA user_version = %d; PRAGMA application_id = %d;", step->version, DB_APPLICATION_ID);
	return run_text(ledger, step->text, error) && run_text(ledger, version, error);
}

static bool
migrate(DcLedger *ledger, GError **error)
{
	gint64 version;
	if (!run_text(ledger, "BEGIN IMMEDIATE", error))
		return false;
	/* Another process may have walked the road while this one waited for the door. */
	bool ok = recognise(ledger, &version, error);
	for (const SqlMigration *m = sql_migrations; ok && m->version != 0; m++)
		if (m->version > version)
			ok = migrate_step(ledger, m, error);
	ok = ok && run_text(ledger, "COMMIT", error);
	if (!ok)
		sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
	return ok;
}

/* WAL and FULL: an acknowledged change is on disk, and readers never wait. Checkpoints happen in dc_ledger_idle(); a write makes one
 * itself only when the log has grown to 16 MB (measured.md, "No stalls"). */
static bool
configure(DcLedger *ledger, GError **error)
{
	return run_text(ledger, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192;"
	                        "PRAGMA wal_autocheckpoint = 4000; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;", error);
}

static void
sql_fold(sqlite3_context *context, int n, sqlite3_value **values)
{
	(void)n;
	const char *text = (const char *)sqlite3_value_text(values[0]);
	if (text == NULL)
		return;
	g_autofree char *valid = dc_text_valid(text, -1);
	sqlite3_result_text(context, dc_text_fold(valid), -1, g_free);
}

DcLedger *
dc_ledger_open(const char *path, GError **error)
{
	if (!prepare_file(path, error))
		return NULL;

	g_autoptr(DcLedger) ledger = g_new0(DcLedger, 1);
	ledger->path = g_strdup(path);
	if (sqlite3_open_v2(path, &ledger->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		db_set_error(ledger, error);
		return NULL;
	}
	dc_ledger_set_patience(ledger, PATIENCE_MS);
	sqlite3_create_function(ledger->db, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, sql_fold, NULL, NULL);
	gint64 version;
	if (!recognise(ledger, &version, error) || !configure(ledger, error) ||
	    (version < newest_version() && !migrate(ledger, error)) ||
	    !db_number(ledger, db_query(ledger, QUERY_DATA_VERSION), 0, &ledger->data_version, error))
		return NULL;
	return g_steal_pointer(&ledger);
}

void
dc_ledger_close(DcLedger *ledger)
{
	if (ledger == NULL)
		return;
	for (int i = 0; i < N_QUERIES; i++)
		sqlite3_finalize(ledger->statements[i]);
	sqlite3_close(ledger->db);
	g_free(ledger->judge_digest);
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
	sqlite3_wal_checkpoint_v2(ledger->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}
