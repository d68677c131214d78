/* The lists: the order with its reasons, a cursor that belongs to a ticket, changes that wait, marks, narrowing. ui.md, Today. */
#include "../../support/stage.h"

/* domain.md 3.9, O0. */
static void
test_first_picture(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	assert_rows(stage, "97 95 90 99 88");
	assert_sees(stage, "3/31 08:50 before hours  urgent 1 call 09:40 #97");
	assert_sees(stage, "[1Today]");
	assert_sees(stage, "busy ACC");
	assert_sees(stage, "-- for later ---");
	g_assert_cmpint(stage_cursor(stage), ==, 97);
}

static void
test_other_lists(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "3");
	assert_rows(stage, "95");
	stage_keys(stage, "4");
	assert_rows(stage, "92 85");
	assert_sees(stage, "-- back on");
	assert_sees(stage, "-- waits, check");
	stage_keys(stage, "5");
	assert_rows(stage, "97");
	stage_keys(stage, "6");
	assert_rows(stage, "90");
	stage_keys(stage, "Esc");
	assert_rows(stage, "97 95 90 99 88");
	stage_keys(stage, "] ]");
	g_assert_false(stage_sees(stage, "[1Today]"));
	stage_keys(stage, "[ [");
	assert_sees(stage, "[1Today]");
}

/* The list never re-sorts under the cursor: what the operator changes shows in its row, its place waits for R. */
static void
test_changes_wait(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "G i 9");
	assert_rows(stage, "97 95 90 99 88");
	g_assert_cmpint(stage_cursor(stage), ==, 88);
	assert_sees(stage, "L x H");
	assert_sees(stage, "order: 1 changed, R applies");
	stage_keys(stage, "R");
	assert_rows(stage, "88 97 95 90 99");
	g_assert_cmpint(stage_cursor(stage), ==, 88);
	g_assert_false(stage_sees(stage, "changed"));
}

/* ... or until the list is idle for a minute with the cursor on top. */
static void
test_idle_applies(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "G i 9");
	stage_at(stage, "08:52");
	assert_rows(stage, "97 95 90 99 88");
	stage_keys(stage, "g");
	stage_at(stage, "08:52");
	assert_rows(stage, "97 95 90 99 88");
	stage_at(stage, "08:54");
	assert_rows(stage, "88 97 95 90 99");
}

/* A closed ticket keeps its line, with its status, until the changes are applied. */
static void
test_gone_stays_in_place(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "j X");
	stage_type(stage, "a mistake");
	stage_keys(stage, "Enter");
	assert_rows(stage, "97 95 90 99 88");
	assert_sees(stage, "Cancelled");
	stage_keys(stage, "R");
	assert_rows(stage, "97 90 99 88");
	g_assert_cmpint(stage_cursor(stage), ==, 90);
}

/* What others do is news of the same kind: a second desk on the same ledger. */
static void
test_news_of_others(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	g_autofree char *path = g_build_filename(stage->folder, "ledger.db", NULL);
	g_autoptr(DcDesk) other = dc_desk_open(path, stage->now, &error);
	g_assert_no_error(error);
	g_assert_true(dc_desk_pin(other, DC_ONE_TICKET(99), "I decide", stage->now, &error));
	stage_at(stage, "08:51");
	assert_rows(stage, "97 95 90 99 88");
	assert_sees(stage, "order: 1 changed");
	stage_keys(stage, "R");
	assert_rows(stage, "99 97 95 90 88");
}

static void
test_marks(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "j Space Space");
	assert_sees(stage, "2 marked");
	stage_keys(stage, "c");
	assert_sees(stage, "2 tickets, Note");
	stage_type(stage, "both");
	stage_keys(stage, "Enter");
	assert_sees(stage, "2 tickets (u takes it back)");
	g_assert_false(stage_sees(stage, "marked"));
	stage_keys(stage, "g j v j j");
	assert_sees(stage, "range open");
	/* Esc: one step at a time, first the range, then the marks. */
	stage_keys(stage, "Esc");
	g_assert_false(stage_sees(stage, "range open"));
	stage_keys(stage, "*");
	assert_sees(stage, "5 marked");
	/* Start is for one ticket. */
	stage_keys(stage, "s");
	assert_sees(stage, "for one ticket; 5 are marked");
	stage_keys(stage, "Esc");
	g_assert_false(stage_sees(stage, "marked"));
}

static void
test_narrow(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "/");
	stage_type(stage, "kin");
	/* While it is typed. */
	assert_rows(stage, "97 99");
	stage_keys(stage, "Enter");
	assert_sees(stage, "/ kin  2 found (Esc: all)");
	stage_keys(stage, "n");
	g_assert_cmpint(stage_cursor(stage), ==, 99);
	stage_keys(stage, "Esc");
	assert_rows(stage, "97 95 90 99 88");
	/* The search is remembered: n goes to the next match in the whole list. */
	stage_keys(stage, "g n");
	g_assert_cmpint(stage_cursor(stage), ==, 99);
	stage_keys(stage, "N");
	g_assert_cmpint(stage_cursor(stage), ==, 97);
	stage_keys(stage, "/");
	stage_type(stage, "zzz");
	assert_sees(stage, "Nothing matches here.");
	stage_keys(stage, "Esc");
	assert_rows(stage, "97 95 90 99 88");
}

/* `== 18:00 ==` stands where the estimates use up what is left of the day. */
static void
test_end_of_day(void)
{
	g_autoptr(Stage) stage = stage_new("16:30", 24, 80);
	assert_sees(stage, "== up to 18:00 ===");
	assert_sees(stage, "left 1:30");
}

static void
test_detail_pane(void)
{
	g_autoptr(Stage) wide = stage_new("08:50", 24, 120);
	assert_sees(wide, "No.97 Inq.");
	stage_keys(wide, "j");
	assert_sees(wide, "No.95 Inc.");
	/* Tab moves into it: the cursor of the list stays. */
	stage_keys(wide, "Tab j j");
	g_assert_cmpint(stage_cursor(wide), ==, 95);
	stage_keys(wide, "Esc j");
	g_assert_cmpint(stage_cursor(wide), ==, 90);
	g_autoptr(Stage) high = stage_new("08:50", 40, 80);
	assert_sees(high, "No.97 Inq.");
	g_autoptr(Stage) small = stage_new("08:50", 24, 80);
	g_assert_false(stage_sees(small, "No.97 Inq."));
}

/* Any size: nothing breaks, and the reason is on every row from 40 columns on. */
static void
test_sizes(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	for (int rows = 1; rows <= 45; rows += 11) {
		for (int cols = 1; cols <= 130; cols += 13) {
			dc_surface_resize(stage->surface, rows, cols);
			dc_app_resize(stage->app, rows, cols);
			stage_keys(stage, "j Enter Tab W Esc Esc ? q : Esc i Esc m Esc e Esc");
			g_autofree char *picture = stage_picture(stage);
			g_assert_nonnull(picture);
		}
	}
	dc_surface_resize(stage->surface, 10, 40);
	dc_app_resize(stage->app, 10, 40);
	stage_keys(stage, "1 g");
	assert_rows(stage, "97 95 90 99");
	stage_keys(stage, "G");
	g_assert_cmpint(stage_cursor(stage), ==, 88);
	assert_sees(stage, "S x M");
	dc_surface_resize(stage->surface, 9, 39);
	assert_sees(stage, "daicho needs 40x10");
}

/* More rows than the window holds: to the end, to the beginning, through all of them. */
static void
test_long_list(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_log_many(stage, 520);
	stage_at(stage, "08:51");
	stage_keys(stage, "R");
	g_assert_cmpint(stage_cursor(stage), ==, 97);
	DcTicketNo last = 97;
	int n = 1;
	for (;; n++) {
		stage_keys(stage, "j");
		if (stage_cursor(stage) == last)
			break;
		last = stage_cursor(stage);
	}
	g_assert_cmpint(n, ==, 525);
	stage_keys(stage, "g");
	g_assert_cmpint(stage_cursor(stage), ==, 97);
	stage_keys(stage, "G");
	g_assert_cmpint(stage_cursor(stage), ==, last);
	assert_sees(stage, "525 ");
	stage_keys(stage, "PgUp PgUp PgUp PgUp PgUp PgUp PgUp PgUp PgUp PgUp");
	DcTicketNo here = stage_cursor(stage);
	stage_keys(stage, "R");
	g_assert_cmpint(stage_cursor(stage), ==, here);
	stage_keys(stage, "N");
	g_assert_cmpint(stage_cursor(stage), ==, here);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/list/first-picture", test_first_picture);
	g_test_add_func("/list/other-lists", test_other_lists);
	g_test_add_func("/list/changes-wait", test_changes_wait);
	g_test_add_func("/list/idle-applies", test_idle_applies);
	g_test_add_func("/list/gone-stays-in-place", test_gone_stays_in_place);
	g_test_add_func("/list/news-of-others", test_news_of_others);
	g_test_add_func("/list/marks", test_marks);
	g_test_add_func("/list/narrow", test_narrow);
	g_test_add_func("/list/end-of-day", test_end_of_day);
	g_test_add_func("/list/detail-pane", test_detail_pane);
	g_test_add_func("/list/sizes", test_sizes);
	g_test_add_func("/list/long-list", test_long_list);
	return g_test_run();
}
