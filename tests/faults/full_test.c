/* A disk that is full, or answers no more, at every single write of a change: a clear refusal, nothing changed, and the same change goes
 * through once there is room. Through the system calls of SQLite's own VFS. */
#include "../support/place.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* -- a disk that fills up -- */
static int writes_left = -1; /* -1: there is room */
static int what_fails = ENOSPC;
static ssize_t (*real_pwrite)(int fd, const void *bytes, size_t n, off_t offset);
static int (*real_ftruncate)(int fd, off_t size);

static bool
is_full(void)
{
	if (writes_left > 0)
		writes_left--;
	else if (writes_left == 0) {
		errno = what_fails;
		return true;
	}
	return false;
}

static ssize_t
full_pwrite(int fd, const void *bytes, size_t n, off_t offset)
{
	if (is_full()) {
		/* A real disk takes what still fits. */
		if (what_fails == ENOSPC && n > 1024)
			(void)!real_pwrite(fd, bytes, 1024, offset);
		errno = what_fails;
		return -1;
	}
	return real_pwrite(fd, bytes, n, offset);
}

static int
full_ftruncate(int fd, off_t size)
{
	return is_full() ? -1 : real_ftruncate(fd, size);
}

static void
put_before_sqlite(void)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	g_assert_cmpint(vfs->iVersion, >=, 3);
	real_pwrite = (ssize_t (*)(int, const void *, size_t, off_t))vfs->xGetSystemCall(vfs, "pwrite64");
	if (real_pwrite == NULL)
		real_pwrite = (ssize_t (*)(int, const void *, size_t, off_t))vfs->xGetSystemCall(vfs, "pwrite");
	real_ftruncate = (int (*)(int, off_t))vfs->xGetSystemCall(vfs, "ftruncate");
	vfs->xSetSystemCall(vfs, "pwrite64", (sqlite3_syscall_ptr)full_pwrite);
	vfs->xSetSystemCall(vfs, "pwrite", (sqlite3_syscall_ptr)full_pwrite);
	vfs->xSetSystemCall(vfs, "ftruncate", (sqlite3_syscall_ptr)full_ftruncate);
}

/* -- one attempt after another, each one write further -- */
typedef bool (*Attempt)(Place *place, GError **error);

static bool
attempt_call(Place *place, GError **error)
{
	return place_call(place->ledger, "a call", error) > 0;
}

static bool is_undone; /* there and back again, so that there is always something to do */

static bool
attempt_undo(Place *place, GError **error)
{
	bool ok = (is_undone ? dc_ledger_redo : dc_ledger_undo)(place->ledger, PLACE_NOW, NULL, error);
	is_undone = ok != is_undone;
	return ok;
}

static bool
attempt_bulk(Place *place, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_NOTE, PLACE_NOW);
	g_autofree char *text = g_strnfill(300, 'n');
	for (DcTicketNo no = 1; no <= 10; no++) {
		g_autoptr(DcNote) note = dc_note_new();
		note->ticket = no;
		note->at = PLACE_NOW;
		note->text = g_strdup(text);
		dc_change_create(change, DC_ENTITY_NOTE, note);
	}
	return dc_ledger_apply(place->ledger, change, error);
}

static bool
attempt_draft(Place *place, GError **error)
{
	DcDraft draft = { .kind = (char[]){ "note" }, .started_at = PLACE_NOW, .updated_at = PLACE_NOW, .fields = (char[]){ "text=x" } };
	return dc_ledger_draft_save(place->ledger, &draft, error);
}

static bool
attempt_rebuild(Place *place, GError **error)
{
	return dc_ledger_rebuild(place->ledger, PLACE_NOW, error);
}

static void
assert_refused(const GError *error)
{
	g_assert_error(error, DC_ERROR, DC_ERROR_LEDGER);
	const char *words = what_fails == ENOSPC ? "the disk is full" : "cannot be read or written";
	if (strstr(error->message, words) == NULL)
		g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, words));
	g_assert_nonnull(strstr(error->message, "nothing was changed"));
}

/* Fails at the n-th write; then there is room and it goes through. False: there was no n-th write. */
static bool
fail_at(Place *place, Attempt attempt, int n)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *before = place_dump(place);
	writes_left = n;
	bool ok = attempt(place, &error);
	bool was_hit = writes_left == 0 && !ok;
	writes_left = -1;
	if (ok)
		return false;
	g_assert_true(was_hit);
	assert_refused(error);
	g_autofree char *after = place_dump(place);
	g_assert_cmpstr(after, ==, before);
	g_clear_error(&error);
	ok = attempt(place, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	return true;
}

static void
begin(Place *place)
{
	place_begin(place);
	is_undone = false;
	dc_ledger_set_judge(place->ledger, place_judge, "rules", NULL);
	for (int i = 0; i < 10; i++)
		g_assert_cmpint(place_call(place->ledger, "a call", NULL), >, 0);
	g_assert_true(dc_ledger_rank(place->ledger, PLACE_NOW, NULL, NULL));
}

static void
run(gconstpointer data)
{
	const Attempt *attempt = data;
	static const int errors[] = { ENOSPC, EIO };
	for (guint i = 0; i < G_N_ELEMENTS(errors); i++) {
		Place place;
		int n = 0;
		what_fails = errors[i];
		begin(&place);
		while (fail_at(&place, *attempt, n))
			n++;
		g_assert_cmpint(n, >, 3);
		place_assert_well(&place);
		place_reopen(&place);
		place_assert_well(&place);
		place_end(&place);
	}
}

/* The file cannot be made: said so; with room it can. */
static void
test_open(void)
{
	what_fails = ENOSPC;
	for (int n = 0;; n++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *folder = place_folder();
		g_autofree char *path = g_build_filename(folder, "ledger.db", NULL);
		writes_left = n;
		DcLedger *ledger = dc_ledger_open(path, &error);
		writes_left = -1;
		bool opened = ledger != NULL;
		if (!opened) {
			g_assert_error(error, DC_ERROR, DC_ERROR_LEDGER);
			ledger = dc_ledger_open(path, NULL);
		}
		g_assert_nonnull(ledger);
		g_assert_cmpint(place_call(ledger, "a call", NULL), ==, 1);
		dc_ledger_close(ledger);
		place_remove(folder);
		if (opened)
			break;
		g_assert_cmpint(n, <, 1000);
	}
}

/* The disk takes everything and then does not answer the sync: not acknowledged, not there, and possible again. */
static void
test_sync(void)
{
	Place place;
	g_autoptr(GError) error = NULL;
	what_fails = EIO;
	begin(&place);
	g_autofree char *before = place_dump(&place);
	place_sync_fails = EIO;
	g_assert_false(attempt_call(&place, &error));
	place_sync_fails = 0;
	assert_refused(error);
	g_autofree char *after = place_dump(&place);
	g_assert_cmpstr(after, ==, before);
	g_assert_true(attempt_call(&place, NULL));
	place_assert_well(&place);
	place_end(&place);
}

int
main(int argc, char **argv)
{
	static const Attempt call = attempt_call, undo = attempt_undo, bulk = attempt_bulk, draft = attempt_draft, rebuild = attempt_rebuild;
	g_test_init(&argc, &argv, NULL);
	sqlite3_initialize();
	put_before_sqlite();
	g_test_add_data_func("/faults/full/call", &call, run);
	g_test_add_data_func("/faults/full/undo", &undo, run);
	g_test_add_data_func("/faults/full/bulk", &bulk, run);
	g_test_add_data_func("/faults/full/draft", &draft, run);
	g_test_add_data_func("/faults/full/rebuild", &rebuild, run);
	g_test_add_func("/faults/full/open", test_open);
	g_test_add_func("/faults/full/sync", test_sync);
	return g_test_run();
}
