/* The list cursor: bound to an id, asks for what is outside its window, marks. ui.md, Today. */
#include <daicho/listcursor.h>

#include <string.h>

/* Rows first..last by id. */
static void
set_ids(DcListCursor *list, int first, int last, bool more_before, bool more_after)
{
	g_autofree DcListRow *rows = g_new0(DcListRow, (gsize)MAX(last - first + 1, 1));
	for (int i = first; i <= last; i++)
		rows[i - first].id = i;
	dc_list_set_rows(list, rows, last - first + 1, more_before, more_after);
}

static char *
targets(const DcListCursor *list)
{
	g_autoptr(GArray) ids = dc_list_targets(list);
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(text, "%s%d", i > 0 ? " " : "", (int)g_array_index(ids, gint64, i));
	return g_string_free(text, FALSE);
}

static void
assert_targets(const DcListCursor *list, const char *expected)
{
	g_autofree char *got = targets(list);
	g_assert_cmpstr(got, ==, expected);
}

static void
test_moves(void)
{
	g_autoptr(DcListCursor) list = dc_list_new();
	g_assert_cmpint(dc_list_index(list), ==, -1);
	g_assert_cmpint(dc_list_move(list, DC_MOVE_DOWN), ==, DC_LIST_NOTHING);
	set_ids(list, 1, 20, false, false);
	dc_list_layout(list, 6);
	static const struct { DcMove move; int id; } table[] = {
		{ DC_MOVE_UP, 1 }, { DC_MOVE_DOWN, 2 }, { DC_MOVE_PAGE_DOWN, 7 }, { DC_MOVE_HALF_DOWN, 10 }, { DC_MOVE_END, 20 }, { DC_MOVE_DOWN, 20 },
		{ DC_MOVE_HALF_UP, 17 }, { DC_MOVE_PAGE_UP, 12 }, { DC_MOVE_HOME, 1 }, { DC_MOVE_PAGE_UP, 1 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_assert_cmpint(dc_list_move(list, table[i].move), ==, DC_LIST_NOTHING);
		g_assert_cmpint((int)dc_list_id(list), ==, table[i].id);
	}
	for (int i = 0; i < DC_N_MOVES; i++) {
		DcMove move;
		g_assert_true(dc_move_parse(dc_move_name((DcMove)i), &move));
		g_assert_cmpint(move, ==, i);
	}
	DcMove none;
	g_assert_false(dc_move_parse("sideways", &none));
}

static void
test_stays_on_its_id(void)
{
	static const DcListRow reordered[] = { { .id = 5 }, { .id = 9 }, { .id = 3 }, { .id = 1 } }, without[] = { { .id = 5 }, { .id = 9 }, { .id = 1 } };
	g_autoptr(DcListCursor) list = dc_list_new();
	set_ids(list, 1, 5, false, false);
	dc_list_select(list, 3);
	dc_list_set_rows(list, reordered, 4, false, false);
	g_assert_cmpint((int)dc_list_id(list), ==, 3);
	g_assert_cmpint(dc_list_index(list), ==, 2);
	dc_list_set_rows(list, without, 3, false, false); /* gone: the next one that is still there */
	g_assert_cmpint((int)dc_list_id(list), ==, 1);
	dc_list_set_rows(list, without, 2, false, false); /* nothing after it: the one before */
	g_assert_cmpint((int)dc_list_id(list), ==, 9);
	dc_list_set_rows(list, NULL, 0, false, false);
	g_assert_cmpint(dc_list_index(list), ==, -1);
	set_ids(list, 7, 8, false, false);
	g_assert_cmpint((int)dc_list_id(list), ==, 7);
}

static void
test_window(void)
{
	g_autoptr(DcListCursor) list = dc_list_new();
	set_ids(list, 101, 110, true, true);
	dc_list_layout(list, 5);
	dc_list_select(list, 109);
	g_assert_cmpint(dc_list_move(list, DC_MOVE_PAGE_DOWN), ==, DC_LIST_AFTER);
	g_assert_cmpint((int)dc_list_id(list), ==, 110);
	set_ids(list, 106, 120, true, true);
	g_assert_cmpint((int)dc_list_id(list), ==, 113); /* the rest of the move */
	g_assert_cmpint(dc_list_move(list, DC_MOVE_HOME), ==, DC_LIST_FIRST);
	set_ids(list, 1, 10, false, true);
	g_assert_cmpint((int)dc_list_id(list), ==, 1);
	g_assert_cmpint(dc_list_move(list, DC_MOVE_UP), ==, DC_LIST_NOTHING);
	g_assert_cmpint(dc_list_move(list, DC_MOVE_END), ==, DC_LIST_LAST);
	set_ids(list, 190, 200, true, false);
	g_assert_cmpint((int)dc_list_id(list), ==, 200);
	dc_list_select(list, 190);
	g_assert_cmpint(dc_list_move(list, DC_MOVE_UP), ==, DC_LIST_BEFORE);
	set_ids(list, 190, 200, false, false); /* it turned out that there was nothing */
	g_assert_cmpint((int)dc_list_id(list), ==, 190);
	set_ids(list, 180, 200, false, false);
	g_assert_cmpint((int)dc_list_id(list), ==, 190); /* and the move is over */
}

static void
test_marks(void)
{
	g_autoptr(DcListCursor) list = dc_list_new();
	assert_targets(list, "");
	set_ids(list, 1, 6, false, false);
	assert_targets(list, "1");
	dc_list_select(list, 4);
	dc_list_mark_toggle(list);
	dc_list_select(list, 2);
	dc_list_mark_toggle(list);
	assert_targets(list, "2 4"); /* in the order of the list, whatever the cursor is on */
	set_ids(list, 3, 8, true, false);
	assert_targets(list, "4 2"); /* those outside the window last */
	g_assert_true(dc_list_is_marked(list, 2));
	dc_list_select(list, 4);
	dc_list_mark_toggle(list);
	g_assert_cmpint(dc_list_n_marked(list), ==, 1);
	g_assert_true(dc_list_clear_marks(list));
	g_assert_false(dc_list_clear_marks(list));
	dc_list_mark_all(list);
	assert_targets(list, "3 4 5 6 7 8");
	dc_list_mark_all(list);
	assert_targets(list, "4");
}

static void
test_range(void)
{
	g_autoptr(DcListCursor) list = dc_list_new();
	set_ids(list, 1, 9, false, true);
	dc_list_select(list, 5);
	dc_list_range(list);
	dc_list_move(list, DC_MOVE_DOWN);
	dc_list_move(list, DC_MOVE_DOWN);
	assert_targets(list, "5 6 7");
	dc_list_select(list, 3); /* it turns round where it began */
	assert_targets(list, "3 4 5");
	g_assert_true(dc_list_clear_marks(list)); /* Esc: first the range */
	assert_targets(list, "3");
	dc_list_range(list);
	dc_list_select(list, 9);
	set_ids(list, 8, 15, true, false); /* its beginning is out of the window */
	dc_list_select(list, 10);
	dc_list_range(list);
	assert_targets(list, "8 9 10 3 4 5 6 7");
	g_assert_false(dc_list_in_range(list));
}

static void
test_layout(void)
{
	g_autoptr(DcListCursor) list = dc_list_new();
	set_ids(list, 0, 19, false, false);
	g_assert_cmpint(dc_list_layout(list, 5), ==, 0);
	dc_list_select(list, 4);
	g_assert_cmpint(dc_list_layout(list, 5), ==, 0);
	dc_list_select(list, 5);
	g_assert_cmpint(dc_list_layout(list, 5), ==, 1);
	dc_list_select(list, 3);
	g_assert_cmpint(dc_list_layout(list, 5), ==, 1); /* only as much as it must */
	dc_list_select(list, 19);
	g_assert_cmpint(dc_list_layout(list, 5), ==, 15);
	g_assert_cmpint(dc_list_layout(list, 8), ==, 12); /* a larger window shows more above, not emptiness below */
	g_assert_cmpint(dc_list_layout(list, 99), ==, 0);
	g_assert_cmpint(dc_list_layout(list, 0), ==, 19);

	/* It stays in its line of the screen when rows come in above. */
	dc_list_layout(list, 5);
	dc_list_select(list, 10);
	dc_list_layout(list, 5);
	set_ids(list, -8, 19, false, false);
	g_assert_cmpint(dc_list_layout(list, 5), ==, 18);
}

static void
test_lines_above(void)
{
	static const DcListRow rows[] = { { .id = 1, .lines_above = 1 }, { .id = 2 }, { .id = 3, .lines_above = 2 }, { .id = 4 }, { .id = 5 } };
	g_autoptr(DcListCursor) list = dc_list_new();
	dc_list_set_rows(list, rows, 5, false, false);
	g_assert_cmpint(dc_list_layout(list, 6), ==, 0);
	dc_list_select(list, 3); /* 2 + 1 + 3 lines */
	g_assert_cmpint(dc_list_layout(list, 6), ==, 0);
	g_assert_cmpint(dc_list_layout(list, 5), ==, 1);
	dc_list_select(list, 5);
	g_assert_cmpint(dc_list_layout(list, 4), ==, 3); /* 3 with its rule would not fit as well */
	g_assert_cmpint(dc_list_layout(list, 5), ==, 2);
}

/* Random moves and reloads, as a view does them, over a list of 1000: the cursor is where counting says, and always to be seen. */
static void
test_walk(void)
{
	enum { N = 1000, WINDOW = 60, HEIGHT = 17 };
	g_autoptr(DcListCursor) list = dc_list_new();
	set_ids(list, 0, WINDOW - 1, false, true);
	dc_list_layout(list, HEIGHT);
	int expected = 0;
	for (int i = 0; i < 5000; i++) {
		static const int steps[DC_N_MOVES] = {
			[DC_MOVE_UP] = -1, [DC_MOVE_DOWN] = 1, [DC_MOVE_PAGE_UP] = 1 - HEIGHT, [DC_MOVE_PAGE_DOWN] = HEIGHT - 1, [DC_MOVE_HALF_UP] = -(HEIGHT / 2),
			[DC_MOVE_HALF_DOWN] = HEIGHT / 2, [DC_MOVE_HOME] = -N, [DC_MOVE_END] = N,
		};
		DcMove move = (DcMove)g_test_rand_int_range(0, i % 50 == 0 ? DC_N_MOVES : DC_MOVE_HOME);
		expected = CLAMP(expected + steps[move], 0, N - 1);
		int at = (int)dc_list_id(list), first = 0;
		switch (dc_list_move(list, move)) {
		case DC_LIST_NOTHING: first = -1; break;
		case DC_LIST_BEFORE: case DC_LIST_AFTER: first = CLAMP(at - WINDOW / 2, 0, N - WINDOW); break;
		case DC_LIST_FIRST: first = 0; break;
		case DC_LIST_LAST: first = N - WINDOW; break;
		}
		if (first >= 0)
			set_ids(list, first, first + WINDOW - 1, first > 0, first + WINDOW < N);
		g_assert_cmpint((int)dc_list_id(list), ==, expected);
		int top = dc_list_layout(list, HEIGHT);
		g_assert_cmpint(top, <=, dc_list_index(list));
		g_assert_cmpint(dc_list_index(list), <, top + HEIGHT);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/list/moves", test_moves);
	g_test_add_func("/list/stays-on-its-id", test_stays_on_its_id);
	g_test_add_func("/list/window", test_window);
	g_test_add_func("/list/marks", test_marks);
	g_test_add_func("/list/range", test_range);
	g_test_add_func("/list/layout", test_layout);
	g_test_add_func("/list/lines-above", test_lines_above);
	g_test_add_func("/list/walk", test_walk);
	return g_test_run();
}
