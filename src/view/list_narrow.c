/* Narrowing a list by the query language, while it is typed; and the next match. What takes longer than a frame goes on between the keys, and is given up
 * when there is something else to look for. */
#include "list.h"

#include <string.h>

void
list_narrow_close(List *list)
{
	dc_filter_free(list->filter);
	dc_filter_free(list->sought);
	g_clear_pointer(&list->words, g_ptr_array_unref);
	narrowbar_clear(&list->narrow);
}

/* A number alone may be a ticket's. */
static DcFilter *
number_too(DcFilter *filter, const char *query)
{
	gint64 no;
	if (filter == NULL || query == NULL || !g_ascii_string_to_signed(query, 10, 1, G_MAXINT32, &no, NULL))
		return filter;
	return dc_filter_join(DC_FILTER_OR, dc_filter_of(DC_FILTER_NUMBER, no, no), filter);
}

/* Takes the filter over; NULL: all rows. */
static void
narrow(DcApp *app, List *list, DcFilter *filter)
{
	g_autoptr(GError) error = NULL;
	g_clear_pointer(&list->words, g_ptr_array_unref);
	dc_filter_free(list->filter);
	list->filter = number_too(filter, list->narrow.query);
	list->words = dc_filter_words(list->filter);
	DcTicketNo here = list->anchor != 0 ? list->anchor : list_selected(list) != NULL ? list_selected(list)->ticket->id : 0;
	bool ok = filter == NULL && here != 0 ? list_rows_around(app, list, here, &error) : list_rows_reload(app, list, true, &error);
	if (!ok)
		app_fail(app, error);
	else if (list->anchor != 0)
		dc_list_select(list->cursor, list->anchor);
}

void
list_narrow(DcApp *app, gpointer self, const char *query)
{
	List *list = self;
	DcFilter *filter;
	if (narrowbar_take(app, &list->narrow, query, &filter))
		narrow(app, list, filter);
}

const char *
list_query(gpointer self)
{
	return ((List *)self)->narrow.query;
}

void
list_narrow_follow(DcApp *app, List *list)
{
	DcFilter *filter;
	if (narrowbar_follow(app, &list->narrow, &filter))
		narrow(app, list, filter);
}

void
list_narrow_open(const DcApp *app, List *list)
{
	narrowbar_open(app, &list->narrow);
	list->anchor = list_selected(list) != NULL ? list_selected(list)->ticket->id : 0;
}

bool
list_key(DcApp *app, gpointer self, const char *key)
{
	List *list = self;
	DcMove move;
	NarrowKey what = narrowbar_key(app, &list->narrow, key, &move);
	if (what == NARROW_MOVE || what == NARROW_DONE)
		list_narrow_follow(app, list);
	if (what == NARROW_MOVE)
		list_go(app, list, move);
	else if (what == NARROW_DONE)
		narrowbar_done(app, &list->narrow);
	else if (what == NARROW_WIDEN)
		narrowbar_widen(app, &list->narrow);
	if (what == NARROW_ALL || what == NARROW_WIDEN)
		list_narrow(app, list, "");
	return what != NARROW_NO_KEY;
}

void
list_paste(DcApp *app, gpointer self, const char *text)
{
	narrowbar_paste(app, &((List *)self)->narrow, text);
}

/* -- the next match -- */

static void
seek_on(DcApp *app, List *list)
{
	g_autoptr(GError) error = NULL;
	Seek seek;
	if (!list_rows_seek(app, list, &seek, &error)) {
		app_fail(app, error);
		seek = SEEK_FOUND;
	} else if (seek == SEEK_NOTHING)
		app_say(app, _("No further match: %s"), list->narrow.pattern);
	if (seek != SEEK_ON)
		g_clear_pointer(&list->sought, dc_filter_free);
}

void
list_find_again(DcApp *app, List *list, bool backward)
{
	g_autoptr(GError) error = NULL;
	if (list->narrow.pattern == NULL) {
		app_say(app, _("Nothing was looked for yet: %s"), app_key_of(app, DC_ACTION_NARROW));
		return;
	}
	if (list->filter != NULL || list->spec->all != NULL) {
		list_go(app, list, backward ? DC_MOVE_UP : DC_MOVE_DOWN);
		return;
	}
	list->sought = number_too(dc_desk_filter(app_desk(app), list->narrow.pattern, app_now(app), NULL, &error), list->narrow.pattern);
	if (list->sought == NULL) { /* a saved filter in it has gone meanwhile */
		app_fail(app, error);
		return;
	}
	const DcListed *from = list_selected(list);
	list->sought_back = backward;
	list->sought_from.key_len = from != NULL ? from->rating.key_len : 0;
	if (from != NULL)
		memcpy(list->sought_from.key, from->rating.key, from->rating.key_len);
	seek_on(app, list);
}

bool
list_idle(DcApp *app, gpointer self)
{
	g_autoptr(GError) error = NULL;
	List *list = self;
	if (list->sought != NULL) {
		seek_on(app, list);
		return true;
	}
	if (!list->looking && list->places_owed) {
		if (!list_rows_count(app, list, &error))
			app_fail(app, error);
		return true;
	}
	if (!list->looking)
		return false;
	if (!list_rows_look_on(app, list, &error)) {
		list->looking = false;
		app_fail(app, error);
	} else if (list->anchor != 0)
		dc_list_select(list->cursor, list->anchor);
	return true;
}
