/* The list cursor. What must stay true: `index` is the place of `id` in the window, or -1 with an empty one; a move that ran out of the
 * window is kept in `pending` until the owner has loaded more. */
#include <daicho/listcursor.h>

#include <string.h>

struct _DcListCursor {
	GArray *rows; /* DcListRow */
	bool more_before, more_after;
	int index;   /* -1: empty */
	int top;     /* index of the first row shown */
	int height;  /* lines, as last laid out */
	int pending; /* steps still to go: negative up */
	DcListNeed need; /* what the owner was asked for */
	GHashTable *marks; /* gint64 -> itself */
	gint64 anchor; /* where the open range began */
	bool ranging;
};

static const char *const move_names[DC_N_MOVES] = {
	[DC_MOVE_UP] = "up",
	[DC_MOVE_DOWN] = "down",
	[DC_MOVE_PAGE_UP] = "page-up",
	[DC_MOVE_PAGE_DOWN] = "page-down",
	[DC_MOVE_HALF_UP] = "half-up",
	[DC_MOVE_HALF_DOWN] = "half-down",
	[DC_MOVE_HOME] = "home",
	[DC_MOVE_END] = "end",
};

bool
dc_move_parse(const char *name, DcMove *move)
{
	for (int i = 0; i < DC_N_MOVES; i++)
		if (strcmp(move_names[i], name) == 0) {
			*move = (DcMove)i;
			return true;
		}
	return false;
}

const char *
dc_move_name(DcMove move)
{
	return move_names[move];
}

DcListCursor *
dc_list_new(void)
{
	DcListCursor *list = g_new0(DcListCursor, 1);
	list->rows = g_array_new(FALSE, FALSE, sizeof(DcListRow));
	list->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	list->index = -1;
	list->height = 1;
	return list;
}

void
dc_list_free(DcListCursor *list)
{
	if (list == NULL)
		return;
	g_array_unref(list->rows);
	g_hash_table_unref(list->marks);
	g_free(list);
}

/* -- rows -- */

static const DcListRow *
row_at(const GArray *rows, int index)
{
	return &g_array_index(rows, DcListRow, index);
}

static int
last_index(const DcListCursor *list)
{
	return (int)list->rows->len - 1;
}

/* id -> index + 1. Transfer full. */
static GHashTable *
index_rows(const GArray *rows)
{
	GHashTable *places = g_hash_table_new(g_int64_hash, g_int64_equal);
	for (guint i = 0; i < rows->len; i++)
		g_hash_table_insert(places, &g_array_index(rows, DcListRow, i).id, GINT_TO_POINTER((int)i + 1));
	return places;
}

/* Where the cursor goes in the new rows: to its id; else to the nearest old row after it that is still there; else before it; else it
 * stays in its place. */
static int
follow(const DcListCursor *list, const GArray *now)
{
	if (now->len == 0)
		return -1;
	g_autoptr(GHashTable) places = index_rows(now);
	for (int i = MAX(list->index, 0); i < (int)list->rows->len; i++) {
		int place = GPOINTER_TO_INT(g_hash_table_lookup(places, &row_at(list->rows, i)->id));
		if (place > 0)
			return place - 1;
	}
	for (int i = list->index - 1; i >= 0; i--) {
		int place = GPOINTER_TO_INT(g_hash_table_lookup(places, &row_at(list->rows, i)->id));
		if (place > 0)
			return place - 1;
	}
	return CLAMP(list->index, 0, (int)now->len - 1);
}

static DcListNeed
ask(DcListCursor *list, DcListNeed need, int pending)
{
	list->need = need;
	list->pending = pending;
	return need;
}

/* Goes `n` rows, as far as the window reaches. */
static DcListNeed
step(DcListCursor *list, int n)
{
	int wanted = list->index + n, reached = CLAMP(wanted, 0, last_index(list));
	list->index = reached;
	if (wanted > reached && list->more_after)
		return ask(list, DC_LIST_AFTER, wanted - reached);
	if (wanted < reached && list->more_before)
		return ask(list, DC_LIST_BEFORE, wanted - reached);
	return ask(list, DC_LIST_NOTHING, 0);
}

/* After loading: the rest of the move, once; if the owner had nothing more, it ends here. */
static void
finish(DcListCursor *list)
{
	DcListNeed need = list->need;
	int pending = list->pending;
	ask(list, DC_LIST_NOTHING, 0);
	if (list->index < 0)
		return;
	switch (need) {
	case DC_LIST_NOTHING: return;
	case DC_LIST_FIRST: list->index = 0; return;
	case DC_LIST_LAST: list->index = last_index(list); return;
	case DC_LIST_BEFORE:
	case DC_LIST_AFTER: step(list, pending); break;
	}
	ask(list, DC_LIST_NOTHING, 0);
}

static void end_range(DcListCursor *list);

/* An open range whose beginning leaves the window: what it holds by now is marked, and it goes on from the cursor. */
static void
keep_range(DcListCursor *list, const DcListRow *rows, int n_rows)
{
	for (int i = 0; i < n_rows; i++)
		if (rows[i].id == list->anchor)
			return;
	end_range(list);
	list->ranging = list->index >= 0;
	list->anchor = dc_list_id(list);
}

void
dc_list_set_rows(DcListCursor *list, const DcListRow *rows, int n_rows, bool more_before, bool more_after)
{
	GArray *now = g_array_sized_new(FALSE, FALSE, sizeof(DcListRow), (guint)MAX(n_rows, 0));
	if (n_rows > 0)
		g_array_append_vals(now, rows, (guint)n_rows);
	if (list->ranging)
		keep_range(list, rows, n_rows);
	int line = list->index - list->top; /* on the screen, in rows */
	list->index = list->rows->len == 0 ? (n_rows > 0 ? 0 : -1) : follow(list, now);
	list->top = MAX(list->index - MAX(line, 0), 0);
	g_array_unref(list->rows);
	list->rows = now;
	list->more_before = more_before;
	list->more_after = more_after;
	finish(list);
}

int
dc_list_n_rows(const DcListCursor *list)
{
	return (int)list->rows->len;
}

/* -- moving -- */

DcListNeed
dc_list_move(DcListCursor *list, DcMove move)
{
	int page = MAX(list->height - 1, 1), half = MAX(list->height / 2, 1);
	if (list->index < 0)
		return DC_LIST_NOTHING;
	switch (move) {
	case DC_MOVE_UP: return step(list, -1);
	case DC_MOVE_DOWN: return step(list, 1);
	case DC_MOVE_PAGE_UP: return step(list, -page);
	case DC_MOVE_PAGE_DOWN: return step(list, page);
	case DC_MOVE_HALF_UP: return step(list, -half);
	case DC_MOVE_HALF_DOWN: return step(list, half);
	case DC_MOVE_HOME: list->index = 0; return ask(list, list->more_before ? DC_LIST_FIRST : DC_LIST_NOTHING, 0);
	case DC_MOVE_END: list->index = last_index(list); return ask(list, list->more_after ? DC_LIST_LAST : DC_LIST_NOTHING, 0);
	case DC_N_MOVES: break;
	}
	return DC_LIST_NOTHING;
}

int
dc_list_index(const DcListCursor *list)
{
	return list->index;
}

gint64
dc_list_id(const DcListCursor *list)
{
	return list->index >= 0 ? row_at(list->rows, list->index)->id : G_MININT64;
}

static int
find_id(const DcListCursor *list, gint64 id)
{
	for (int i = 0; i <= last_index(list); i++)
		if (row_at(list->rows, i)->id == id)
			return i;
	return -1;
}

bool
dc_list_select(DcListCursor *list, gint64 id)
{
	int index = find_id(list, id);
	if (index >= 0)
		list->index = index;
	return index >= 0;
}

void
dc_list_select_index(DcListCursor *list, int index)
{
	if (list->index >= 0)
		list->index = CLAMP(index, 0, last_index(list));
}

/* -- marks -- */

void
dc_list_mark(DcListCursor *list, gint64 id, bool on)
{
	if (on)
		g_hash_table_add(list->marks, g_memdup2(&id, sizeof id));
	else
		g_hash_table_remove(list->marks, &id);
}

/* The rows of the open range, first and last index. */
static void
range_bounds(const DcListCursor *list, int *first, int *last)
{
	int anchor = find_id(list, list->anchor);
	if (anchor < 0)
		anchor = list->index;
	*first = MIN(anchor, list->index);
	*last = MAX(anchor, list->index);
}

static void
end_range(DcListCursor *list)
{
	int first = 0, last = -1;
	range_bounds(list, &first, &last);
	for (int i = MAX(first, 0); i <= last; i++)
		dc_list_mark(list, row_at(list->rows, i)->id, true);
	list->ranging = false;
}

void
dc_list_mark_toggle(DcListCursor *list)
{
	gint64 id = dc_list_id(list);
	if (list->ranging)
		end_range(list);
	else if (list->index >= 0)
		dc_list_mark(list, id, !g_hash_table_contains(list->marks, &id));
}

void
dc_list_mark_all(DcListCursor *list)
{
	bool all = true;
	list->ranging = false;
	for (int i = 0; i <= last_index(list); i++)
		all &= (bool)g_hash_table_contains(list->marks, &row_at(list->rows, i)->id);
	for (int i = 0; i <= last_index(list); i++)
		dc_list_mark(list, row_at(list->rows, i)->id, !all);
}

void
dc_list_range(DcListCursor *list)
{
	if (list->ranging) {
		end_range(list);
	} else if (list->index >= 0) {
		list->ranging = true;
		list->anchor = dc_list_id(list);
	}
}

bool
dc_list_in_range(const DcListCursor *list)
{
	return list->ranging;
}

bool
dc_list_is_marked(const DcListCursor *list, gint64 id)
{
	if (g_hash_table_contains(list->marks, &id))
		return true;
	if (!list->ranging)
		return false;
	int first = 0, last = -1, index = find_id(list, id);
	range_bounds(list, &first, &last);
	return index >= 0 && index >= first && index <= last;
}

bool
dc_list_clear_marks(DcListCursor *list)
{
	bool had = list->ranging || g_hash_table_size(list->marks) > 0;
	if (!list->ranging)
		g_hash_table_remove_all(list->marks);
	list->ranging = false;
	return had;
}

static int
compare_ids(gconstpointer a, gconstpointer b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
	return (x > y) - (x < y);
}

/* All that are marked: those of the window in its order, then the others by id. Transfer full. */
static GArray *
marked_ids(const DcListCursor *list)
{
	GArray *inside = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autoptr(GArray) outside = g_array_new(FALSE, FALSE, sizeof(gint64));
	for (int i = 0; i <= last_index(list); i++)
		if (dc_list_is_marked(list, row_at(list->rows, i)->id))
			g_array_append_val(inside, row_at(list->rows, i)->id);
	GHashTableIter iter;
	gpointer id = NULL;
	g_hash_table_iter_init(&iter, list->marks);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		if (find_id(list, *(gint64 *)id) < 0)
			g_array_append_vals(outside, id, 1);
	g_array_sort(outside, compare_ids);
	if (outside->len > 0)
		g_array_append_vals(inside, outside->data, outside->len);
	return inside;
}

int
dc_list_n_marked(const DcListCursor *list)
{
	g_autoptr(GArray) ids = marked_ids(list);
	return (int)ids->len;
}

GArray *
dc_list_targets(const DcListCursor *list)
{
	GArray *ids = marked_ids(list);
	gint64 id = dc_list_id(list);
	if (ids->len == 0 && list->index >= 0)
		g_array_append_val(ids, id);
	return ids;
}

/* -- what is seen -- */

static int
lines_of(const DcListCursor *list, int index)
{
	return 1 + MAX(row_at(list->rows, index)->lines_above, 0);
}

int
dc_list_layout(DcListCursor *list, int height_lines)
{
	list->height = MAX(height_lines, 1);
	if (list->index < 0)
		return list->top = 0;
	list->top = CLAMP(list->top, 0, list->index);
	int used = 0, first = list->index;
	for (int i = list->index; i >= 0 && used + lines_of(list, i) <= list->height; i--) {
		used += lines_of(list, i);
		first = i;
	}
	list->top = MAX(list->top, first); /* from `first` on, the selected row is still seen */

	used = 0;
	for (int i = list->top; i <= last_index(list) && used <= list->height; i++)
		used += lines_of(list, i);
	while (list->top > 0 && used + lines_of(list, list->top - 1) <= list->height) /* room is left below: show more above */
		used += lines_of(list, --list->top);
	return list->top;
}
