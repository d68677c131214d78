/* Narrowing a list by the query language, while it is typed; and the next match. What takes longer than a frame goes on between the keys, and is given up
 * when there is something else to look for. */
#include "list.h"

#include <string.h>

void
list_narrow_close(List *list)
{
	g_free(list->query);
	g_free(list->pattern);
	dc_filter_free(list->filter);
	dc_filter_free(list->sought);
	g_clear_pointer(&list->words, g_ptr_array_unref);
	querybar_free(list->bar);
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
narrow(DcApp *app, List *list, const char *query, DcFilter *filter)
{
	g_autoptr(GError) error = NULL;
	char *kept = filter != NULL ? g_strstrip(g_strdup(query)) : NULL; /* it may be the old one */
	g_clear_pointer(&list->words, g_ptr_array_unref);
	dc_filter_free(list->filter);
	g_free(list->query);
	list->query = kept;
	list->filter = number_too(filter, kept);
	list->words = dc_filter_words(list->filter);
	DcTicketNo here = list->anchor != 0 ? list->anchor : list_selected(list) != NULL ? list_selected(list)->ticket->id : 0;
	bool ok = filter == NULL && here != 0 ? list_rows_around(app, list, here, &error) : list_rows_reload(app, list, true, &error);
	if (!ok)
		app_fail(app, error);
	else if (list->anchor != 0)
		dc_list_select(list->cursor, list->anchor);
}

static void
remember(DcApp *app, List *list)
{
	query_remember(app, list->query);
	g_free(list->pattern);
	list->pattern = g_strdup(list->query);
}

void
list_narrow(DcApp *app, gpointer self, const char *query)
{
	List *list = self;
	g_autofree char *wanted = g_strdup(query); /* which may be the list's own */
	querybar_set(list->bar, wanted);
	list->bar_seen = querybar_revision(list->bar);
	list->bar_open = false;
	DcFilter *filter = querybar_is_blank(list->bar) ? NULL : querybar_filter(app, list->bar);
	if (filter == NULL && !querybar_is_blank(list->bar)) {
		list->bar_open = true; /* it stands there with what is wrong in it */
		return;
	}
	narrow(app, list, wanted, filter);
	if (filter != NULL)
		remember(app, list);
}

const char *
list_query(gpointer self)
{
	return ((List *)self)->query;
}

void
list_narrow_follow(DcApp *app, List *list)
{
	guint revision = querybar_revision(list->bar);
	if (!list->bar_open || list->bar_seen == revision || querybar_is_premature(list->bar))
		return;
	list->bar_seen = revision;
	bool blank = querybar_is_blank(list->bar);
	DcFilter *filter = querybar_filter(app, list->bar);
	if (blank)
		g_clear_pointer(&filter, dc_filter_free);
	if (filter != NULL || blank)
		narrow(app, list, querybar_text(list->bar), filter);
}

void
list_narrow_open(const DcApp *app, List *list)
{
	g_autofree char *query = g_strdup(list->query);
	querybar_set(list->bar, query);
	list->bar_seen = querybar_revision(list->bar);
	list->bar_open = true;
	querybar_measure(app, list->bar);
	list->anchor = list_selected(list) != NULL ? list_selected(list)->ticket->id : 0;
}

/* -- keys of the bar -- */

static void
done(DcApp *app, List *list)
{
	querybar_rest(list->bar);
	list_narrow_follow(app, list);
	if (querybar_is_wrong(list->bar))
		return;
	list->bar_open = false;
	if (list->query != NULL)
		remember(app, list);
}

static void
widen(DcApp *app, List *list)
{
	g_autofree char *query = g_strdup(querybar_text(list->bar));
	list_narrow(app, list, "");
	app_search(app, query);
}

static bool
move(DcApp *app, List *list, const char *key)
{
	DcMove where;
	if (!querybar_moves(key, &where))
		return false;
	list_narrow_follow(app, list);
	list_go(app, list, where);
	return true;
}

bool
list_key(DcApp *app, gpointer self, const char *key)
{
	List *list = self;
	if (!list->bar_open)
		return false;
	if (strcmp(key, "F3") == 0 || (strcmp(key, "/") == 0 && querybar_is_blank(list->bar)))
		widen(app, list);
	else if (move(app, list, key) || querybar_key(app, list->bar, key))
		;
	else if (strcmp(key, "Enter") == 0)
		done(app, list);
	else if (strcmp(key, "Esc") == 0)
		list_narrow(app, list, "");
	else
		return !querybar_lets_through(key);
	return true;
}

void
list_paste(DcApp *app, gpointer self, const char *text)
{
	List *list = self;
	if (list->bar_open)
		querybar_paste(app, list->bar, text);
	else
		app_say(app, "%s", _("Pasted text is no command: open a field first."));
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
		app_say(app, _("No further match: %s"), list->pattern);
	if (seek != SEEK_ON)
		g_clear_pointer(&list->sought, dc_filter_free);
}

void
list_find_again(DcApp *app, List *list, bool backward)
{
	g_autoptr(GError) error = NULL;
	if (list->pattern == NULL) {
		app_say(app, _("Nothing was looked for yet: %s"), app_key_of(app, DC_ACTION_NARROW));
		return;
	}
	if (list->filter != NULL || list->spec->all != NULL) {
		list_go(app, list, backward ? DC_MOVE_UP : DC_MOVE_DOWN);
		return;
	}
	list->sought = number_too(dc_desk_filter(app_desk(app), list->pattern, app_now(app), NULL, &error), list->pattern);
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
	if (!list->looking)
		return false;
	if (!list_rows_look_on(app, list, &error)) {
		list->looking = false;
		app_fail(app, error);
	} else if (list->anchor != 0)
		dc_list_select(list->cursor, list->anchor);
	return true;
}
