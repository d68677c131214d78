/* One clock at a time, also after taking back what a call came into. domain.md 2.3. */
#include "../../support/place.h"

#include <daicho/desk.h>

typedef struct {
	char *folder;
	DcDesk *desk;
	DcInstant now;
} Site;

static Site site;

static void
site_begin(void)
{
	g_autoptr(GError) error = NULL;
	site.folder = place_folder();
	g_autofree char *path = g_build_filename(site.folder, "ledger.db", NULL);
	site.now = PLACE_NOW;
	site.desk = dc_desk_open(path, site.now, &error);
	g_assert_no_error(error);
	for (int i = 0; i < 2; i++)
		g_assert_cmpint(place_call(dc_desk_ledger(site.desk), i == 0 ? "one" : "two", &error), ==, i + 1);
}

static void
site_end(void)
{
	dc_desk_close_ledger(site.desk);
	place_remove(site.folder);
	g_free(site.folder);
}

static void
start(DcTicketNo no)
{
	g_autoptr(GError) error = NULL;
	bool ok = dc_desk_start(site.desk, no, DC_WORK_NONE, site.now += 60, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
}

/* The phone rings, and three minutes later it is over. */
static void
interrupt(void)
{
	g_autoptr(GError) error = NULL;
	DcId paused = 0;
	bool ok = dc_desk_pause(site.desk, site.now += 60, &paused, &error) && dc_desk_unpause(site.desk, paused, site.now += 180, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	g_assert_cmpint(paused, >, 0);
}

static void
walk(char *(*undo_or_redo)(DcDesk *desk, DcInstant now, GError **error))
{
	g_autoptr(GError) error = NULL;
	g_autofree char *said = undo_or_redo(site.desk, site.now += 60, &error);
	g_assert_no_error(error);
	g_assert_nonnull(said);
}

/* The clock runs on this ticket and on no other; 0: none runs. */
static void
assert_running(DcTicketNo no)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) running = dc_ledger_list(dc_desk_ledger(site.desk), DC_LIST_RUNNING, (DcListArgs){ 0 }, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(running->len, ==, no > 0 ? 1 : 0);
	if (no > 0)
		g_assert_cmpint(((const DcWork *)g_ptr_array_index(running, 0))->ticket, ==, no);
}

/* All the minutes of a ticket's work that stands. */
static gint64
minutes(DcTicketNo no)
{
	g_autoptr(GPtrArray) all = dc_ledger_list(dc_desk_ledger(site.desk), DC_LIST_WORK, (DcListArgs){ .id = no }, NULL);
	gint64 sum = 0;
	for (guint i = 0; i < all->len; i++) {
		const DcWork *work = g_ptr_array_index(all, i);
		sum += ((work->end_at != DC_ABSENT ? work->end_at : site.now) - work->start_at) / 60;
	}
	return sum;
}

static void
test_start_is_taken_back(void)
{
	site_begin();
	start(1);
	interrupt();
	walk(dc_desk_undo);
	assert_running(0);
	g_assert_cmpint(minutes(1), ==, 0);
	walk(dc_desk_redo);
	assert_running(1);
	site_end();
}

static void
test_the_clock_before_runs_again(void)
{
	site_begin();
	start(1);
	interrupt();
	start(2);
	interrupt();
	interrupt();
	walk(dc_desk_undo);
	assert_running(1);
	walk(dc_desk_redo);
	assert_running(2);
	walk(dc_desk_undo);
	assert_running(1);
	interrupt();
	walk(dc_desk_undo);
	assert_running(0);
	g_assert_cmpint(minutes(1) + minutes(2), ==, 0);
	walk(dc_desk_redo);
	assert_running(1);
	site_end();
}

/* What was done between is taken back without the clock. */
static void
test_a_note_is_taken_back(void)
{
	g_autoptr(GError) error = NULL;
	site_begin();
	start(1);
	g_assert_true(dc_desk_note(site.desk, DC_ONE_TICKET(2), "a note", site.now, &error));
	interrupt();
	gint64 before = minutes(1);
	walk(dc_desk_undo);
	assert_running(1);
	g_assert_cmpint(minutes(1), ==, before + 1);
	site_end();
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/desk/clock/start-is-taken-back", test_start_is_taken_back);
	g_test_add_func("/desk/clock/the-clock-before-runs-again", test_the_clock_before_runs_again);
	g_test_add_func("/desk/clock/a-note-is-taken-back", test_a_note_is_taken_back);
	return g_test_run();
}
