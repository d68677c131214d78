/* The rows of a list: a window on the order, loaded by keyset, and what has changed in it since. */
#include "list.h"

#include <string.h>

#define PAGE 100
#define WINDOW_MAX 400
#define AT_ONCE 300 /* tickets read between two keys where the list is narrowed: some milliseconds, also where none is in memory yet */
#define NEAR 20000  /* and where a row is to be shown with what is around it */

void
list_row_free(gpointer data)
{
	ListRow *row = data;
	g_clear_pointer(&row->listed, dc_listed_free);
	for (guint i = 0; i < row->n_rules; i++)
		g_free(row->rules[i].title);
	g_free(row);
}

static ListRow *
row_at(const List *list, guint i)
{
	return g_ptr_array_index(list->rows, i);
}

static DcTicketNo
no_at(const List *list, guint i)
{
	return row_at(list, i)->listed->ticket->id;
}

/* -- reading -- */

static DcListing
listing_of(const List *list, const DcFilter *filter, int effort)
{
	return (DcListing){ .band_from = list->spec->band_from, .band_to = list->spec->band_to, .kind = list->spec->kind, .filter = filter,
		            .effort = filter != NULL ? effort : 0 };
}

/* Beside a row: what a narrowed list has near it, so that nobody waits for it. */
static GPtrArray *
page(DcApp *app, const List *list, const DcListed *after, bool backward, int limit, GError **error)
{
	DcListing listing = listing_of(list, list->filter, NEAR);
	listing.after = after;
	listing.backward = backward;
	listing.limit = limit;
	return dc_desk_list(app->desk, &listing, app->now, error);
}

/* From `reached` on. */
static GPtrArray *
page_on(DcApp *app, const List *list, DcRow *reached, int limit, GError **error)
{
	DcListing listing = listing_of(list, list->filter, AT_ONCE);
	listing.limit = limit;
	return dc_desk_list_on(app->desk, &listing, app->now, reached, error);
}

static void
reach_row(List *list, const DcListed *listed)
{
	list->reached.key_len = listed->rating.key_len;
	memcpy(list->reached.key, listed->rating.key, listed->rating.key_len);
}

static GPtrArray *
whole(DcApp *app, const List *list, GError **error)
{
	GPtrArray *all = list->spec->all(app, error);
	for (guint i = all != NULL && list->filter != NULL ? all->len : 0; i > 0; i--) {
		bool wanted;
		if (!dc_desk_matches(app->desk, list->filter, ((const DcListed *)g_ptr_array_index(all, i - 1))->ticket->id, &wanted, error)) {
			g_ptr_array_unref(all);
			return NULL;
		}
		if (!wanted)
			g_ptr_array_remove_index(all, i - 1);
	}
	return all;
}

/* -- the window -- */

static ListRow *
row_new(DcListed *listed)
{
	ListRow *row = g_new0(ListRow, 1);
	row->listed = listed;
	return row;
}

static bool
has_no(const List *list, DcTicketNo no)
{
	for (guint i = 0; i < list->rows->len; i++) {
		if (no_at(list, i) == no)
			return true;
	}
	return false;
}

/* Takes the rows out of `found` (at `at` of the window) but those that stand in it already, having moved since. */
static guint
window_insert(List *list, guint at, GPtrArray *found)
{
	guint n = 0;
	for (guint i = 0; i < found->len; i++) {
		DcListed *listed = g_ptr_array_index(found, i);
		if (has_no(list, listed->ticket->id))
			continue;
		g_ptr_array_insert(list->rows, (gint)(at + n), row_new(listed));
		g_ptr_array_index(found, i) = NULL;
		n++;
	}
	return n;
}

static void
found_free(GPtrArray *found)
{
	for (guint i = 0; i < found->len; i++) {
		if (g_ptr_array_index(found, i) != NULL)
			dc_listed_free(g_ptr_array_index(found, i));
	}
	g_ptr_array_set_free_func(found, NULL);
	g_ptr_array_free(found, TRUE);
}

static void
window_empty(List *list)
{
	g_ptr_array_set_size(list->rows, 0);
	g_clear_pointer(&list->before, dc_listed_free);
	list->more_after = false;
	list->first_place = 0;
	list->n_pending = 0;
	list->looking = false;
}

static void
window_drop_front(List *list, guint n)
{
	g_clear_pointer(&list->before, dc_listed_free);
	list->before = g_steal_pointer(&row_at(list, n - 1)->listed);
	g_ptr_array_remove_range(list->rows, 0, n);
	if (list->first_place > 0)
		list->first_place += (int)n;
}

static void
place_first(DcApp *app, List *list)
{
	list->first_place = 0;
	if (!list->spec->is_order || list->filter != NULL || list->rows->len == 0)
		return;
	int place = 0;
	if (list->before == NULL)
		list->first_place = 1;
	else if (dc_desk_place(app->desk, no_at(list, 0), &place, NULL))
		list->first_place = place;
}

/* -- loading -- */

static bool
load_start(DcApp *app, List *list, GError **error)
{
	int limit = list->filter != NULL ? PAGE : MAX((int)list->rows->len, PAGE);
	DcRow reached = { 0 };
	GPtrArray *found = list->spec->all != NULL ? whole(app, list, error) : page_on(app, list, &reached, limit, error);
	if (found == NULL)
		return false;
	window_empty(list);
	list->reached = reached;
	list->more_after = reached.key_len > 0;
	list->looking = reached.key_len > 0 && (int)found->len < limit;
	window_insert(list, 0, found);
	found_free(found);
	place_first(app, list);
	return true;
}

static bool
load_end(DcApp *app, List *list, GError **error)
{
	GPtrArray *found = page(app, list, NULL, true, PAGE + 1, error);
	if (found == NULL)
		return false;
	window_empty(list);
	window_insert(list, 0, found);
	found_free(found);
	if (list->rows->len > PAGE)
		window_drop_front(list, 1);
	place_first(app, list);
	return true;
}

/* The window around a ticket; from the beginning if it is no longer in the list. */
static bool
load_around(DcApp *app, List *list, DcTicketNo no, GError **error)
{
	DcListed *self = dc_desk_listed(app->desk, no, app->now, NULL);
	bool inside = self != NULL && self->rating.band >= (DcBand)list->spec->band_from && self->rating.band <= (DcBand)list->spec->band_to;
	if (!inside) {
		g_clear_pointer(&self, dc_listed_free);
		return load_start(app, list, error);
	}
	g_autoptr(GPtrArray) above = page(app, list, self, true, PAGE + 1, error);
	g_autoptr(GPtrArray) below = above != NULL ? page(app, list, self, false, PAGE, error) : NULL;
	if (below == NULL) {
		dc_listed_free(self);
		return false;
	}
	window_empty(list);
	list->more_after = below->len == PAGE || list->filter != NULL;
	window_insert(list, 0, above);
	g_ptr_array_add(list->rows, row_new(self));
	window_insert(list, list->rows->len, below);
	reach_row(list, row_at(list, list->rows->len - 1)->listed);
	found_free(g_steal_pointer(&above));
	found_free(g_steal_pointer(&below));
	if (no_at(list, 0) != no && list->rows->len > PAGE + 1)
		window_drop_front(list, 1);
	place_first(app, list);
	return true;
}

bool
list_rows_around(DcApp *app, List *list, DcTicketNo no, GError **error)
{
	if (!(list->spec->all != NULL ? load_start(app, list, error) : load_around(app, list, no, error)))
		return false;
	list_rows_settle(app, list);
	return true;
}

bool
list_rows_reload(DcApp *app, List *list, bool from_start, GError **error)
{
	bool in_the_middle = !from_start && list->before != NULL && dc_list_index(list->cursor) >= 0;
	bool ok = in_the_middle ? load_around(app, list, dc_list_id(list->cursor), error) : load_start(app, list, error);
	if (ok)
		list_rows_settle(app, list);
	return ok;
}

static bool
extend_after(DcApp *app, List *list, GError **error)
{
	if (!list->more_after)
		return true;
	DcRow reached = list->reached;
	GPtrArray *found = page_on(app, list, &reached, PAGE, error);
	if (found == NULL)
		return false;
	list->reached = reached;
	list->more_after = reached.key_len > 0;
	list->looking = list->more_after && found->len < PAGE;
	window_insert(list, list->rows->len, found);
	found_free(found);
	if (list->rows->len > WINDOW_MAX)
		window_drop_front(list, list->rows->len - WINDOW_MAX);
	return true;
}

static bool
extend_before(DcApp *app, List *list, GError **error)
{
	GPtrArray *found = page(app, list, row_at(list, 0)->listed, true, PAGE + 1, error);
	if (found == NULL)
		return false;
	bool more = found->len == PAGE + 1;
	g_clear_pointer(&list->before, dc_listed_free);
	guint n = window_insert(list, 0, found);
	found_free(found);
	if (list->first_place > 0)
		list->first_place -= (int)n;
	if (more && n > 0)
		window_drop_front(list, 1);
	if (list->rows->len > WINDOW_MAX) {
		g_ptr_array_set_size(list->rows, WINDOW_MAX);
		list->more_after = true;
		reach_row(list, row_at(list, WINDOW_MAX - 1)->listed);
	}
	return true;
}

bool
list_rows_extend(DcApp *app, List *list, DcListNeed need, GError **error)
{
	bool ok = true;
	switch (need) {
	case DC_LIST_NOTHING:
		return true;
	case DC_LIST_BEFORE:
		ok = extend_before(app, list, error);
		break;
	case DC_LIST_AFTER:
		ok = extend_after(app, list, error);
		break;
	case DC_LIST_FIRST:
		ok = load_start(app, list, error);
		break;
	case DC_LIST_LAST:
		ok = load_end(app, list, error);
		break;
	}
	if (ok)
		list_rows_settle(app, list);
	return ok;
}

bool
list_rows_look_on(DcApp *app, List *list, GError **error)
{
	if (!extend_after(app, list, error))
		return false;
	list->looking = list->looking && list->rows->len < PAGE;
	list_rows_settle(app, list);
	return true;
}

bool
list_rows_count(DcApp *app, List *list, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	g_autofree int *places = g_new0(int, list->rows->len);
	DcCounted from = { 0 };
	list->places_owed = false;
	for (guint i = 0; i < list->rows->len; i++)
		g_ptr_array_add(rows, row_at(list, i)->listed);
	if (!dc_desk_places(app->desk, rows, &from, places, error))
		return false;
	for (guint i = 0; i < list->rows->len; i++)
		row_at(list, i)->place = places[i];
	return true;
}

bool
list_rows_seek(DcApp *app, List *list, Seek *seek, GError **error)
{
	DcListing listing = listing_of(list, list->sought, AT_ONCE);
	listing.backward = list->sought_back;
	listing.limit = 1;
	g_autoptr(GPtrArray) hits = dc_desk_list_on(app->desk, &listing, app->now, &list->sought_from, error);
	if (hits == NULL)
		return false;
	*seek = hits->len > 0 ? SEEK_FOUND : list->sought_from.key_len > 0 ? SEEK_ON : SEEK_NOTHING;
	if (*seek != SEEK_FOUND)
		return true;
	DcTicketNo no = ((DcListed *)g_ptr_array_index(hits, 0))->ticket->id;
	if (dc_list_select(list->cursor, no))
		return true;
	if (!list_rows_around(app, list, no, error))
		return false;
	dc_list_select(list->cursor, no);
	return true;
}

/* -- what has changed -- */

/* Length of the longest run of places that are still in order: the others have moved. */
static guint
in_order(const GArray *places)
{
	guint best = 0;
	g_autofree guint *longest = g_new0(guint, places->len + 1);
	for (guint i = 0; i < places->len; i++) {
		longest[i] = 1;
		for (guint j = 0; j < i; j++) {
			if (g_array_index(places, guint, j) < g_array_index(places, guint, i))
				longest[i] = MAX(longest[i], longest[j] + 1);
		}
		best = MAX(best, longest[i]);
	}
	return best;
}

static GHashTable *
places_of(const GPtrArray *fresh)
{
	GHashTable *places = g_hash_table_new(g_int64_hash, g_int64_equal);
	for (guint i = 0; i < fresh->len; i++)
		g_hash_table_insert(places, &((DcListed *)g_ptr_array_index(fresh, i))->ticket->id, GUINT_TO_POINTER(i + 1));
	return places;
}

/* How many came, went or moved. Behind the window's last row there may be more than was loaded before: that is no news. */
static int
count_changes(const List *list, const GPtrArray *fresh, GHashTable *places)
{
	g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(guint));
	guint last = list->more_after ? 0 : fresh->len;
	for (guint i = 0; i < list->rows->len; i++) {
		DcTicketNo no = no_at(list, i);
		guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &no));
		if (place == 0)
			continue;
		g_array_append_val(kept, place);
		if (list->more_after)
			last = MAX(last, place);
	}
	guint went = list->rows->len - kept->len, came = last - kept->len, moved = kept->len - in_order(kept);
	return (int)(went + came + moved);
}

/* The rows stay where they are and show what their tickets have become. */
static void
rows_renew(DcApp *app, List *list, GPtrArray *fresh, GHashTable *places, bool all_seen)
{
	for (guint i = 0; i < list->rows->len; i++) {
		ListRow *row = row_at(list, i);
		DcTicketNo no = no_at(list, i);
		guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &no));
		DcListed *now = NULL;
		if (place > 0) {
			now = g_ptr_array_index(fresh, place - 1);
			g_ptr_array_index(fresh, place - 1) = NULL;
		} else {
			now = dc_desk_listed(app->desk, no, app->now, NULL);
		}
		row->gone = place == 0 && all_seen;
		if (now == NULL)
			continue;
		dc_listed_free(row->listed);
		row->listed = now;
	}
}

bool
list_rows_follow(DcApp *app, List *list, GError **error)
{
	if (list->rows->len == 0)
		return list_rows_reload(app, list, true, error);
	/* Some more than there are rows: what was pushed down a little has moved, not gone. */
	int limit = (int)list->rows->len + PAGE / 2;
	DcListing listing = listing_of(list, list->filter, NEAR);
	DcRow reached = { 0 };
	listing.after = list->before;
	listing.limit = limit;
	GPtrArray *fresh = list->spec->all != NULL ? whole(app, list, error) : dc_desk_list_on(app->desk, &listing, app->now, &reached, error);
	if (fresh == NULL)
		return false;
	g_autoptr(GHashTable) places = places_of(fresh);
	bool all_seen = reached.key_len == 0 || (int)fresh->len == limit;
	list->n_pending = all_seen ? count_changes(list, fresh, places) : 0;
	rows_renew(app, list, fresh, places, all_seen);
	g_hash_table_remove_all(places);
	found_free(fresh);
	list_rows_settle(app, list);
	return true;
}

/* -- what stands between the rows -- */

static void
rule_add(ListRow *row, char fill, char *title)
{
	if (title == NULL)
		return;
	if (row->n_rules == LIST_RULES_MAX) {
		g_free(title);
		return;
	}
	row->rules[row->n_rules++] = (ListRule){ .title = title, .fill = fill };
}

static char *
limit_title(const DcApp *app)
{
	const DcCalendar *calendar = app_calendar(app);
	DcInstant end = dc_calendar_day_end(calendar, dc_calendar_day(calendar, app->now));
	if (end == DC_ABSENT)
		return NULL;
	g_autofree char *clock = dc_when_clock(calendar, end);
	return g_strdup_printf(_("up to %s"), clock);
}

/* `== 18:00 ここまで ==` stands above the first ticket that no longer fits into what is left of the day. */
static void
rule_at_end_of_day(const DcApp *app, List *list)
{
	list->limit_left_min = app->header.left_min;
	if (!list->spec->is_order || list->before != NULL || list->filter != NULL)
		return;
	gint64 sum = 0;
	for (guint i = 0; i < list->rows->len; i++) {
		ListRow *row = row_at(list, i);
		if (row->gone)
			continue;
		sum += row->listed->rating.est_min;
		if (sum > list->limit_left_min) {
			rule_add(row, '=', limit_title(app));
			return;
		}
	}
}

static void
rules_make(const DcApp *app, List *list)
{
	const DcListed *above = list->before;
	for (guint i = 0; i < list->rows->len; i++) {
		ListRow *row = row_at(list, i);
		while (row->n_rules > 0)
			g_free(row->rules[--row->n_rules].title);
		if (list->spec->rule != NULL && !row->gone) {
			rule_add(row, '-', list->spec->rule(app, above, row->listed));
			above = row->listed;
		}
	}
	rule_at_end_of_day(app, list);
}

void
list_rows_settle(const DcApp *app, List *list)
{
	rules_make(app, list);
	list->places_owed = list->filter != NULL && list->spec->is_order;
	g_autoptr(GArray) rows = g_array_sized_new(FALSE, FALSE, sizeof(DcListRow), list->rows->len + 1);
	for (guint i = 0; i < list->rows->len; i++) {
		DcListRow row = { .id = no_at(list, i), .lines_above = (int)row_at(list, i)->n_rules };
		g_array_append_val(rows, row);
	}
	dc_list_set_rows(list->cursor, (const DcListRow *)(gconstpointer)rows->data, (int)rows->len, list->before != NULL, list->more_after);
}
