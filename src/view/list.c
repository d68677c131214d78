/* The list of tickets: cursor, marks, narrowing; what an action there does. */
#include "list.h"

#include <string.h>

gpointer
list_open(const ListSpec *spec)
{
	List *list = g_new0(List, 1);
	*list = (List){
		.spec = spec,
		.cursor = dc_list_new(),
		.rows = g_ptr_array_new_with_free_func(list_row_free),
		.first_place = 1,
		.detail = detail_new(),
	};
	return list;
}

void
list_close(gpointer self)
{
	List *list = self;
	dc_list_free(list->cursor);
	g_ptr_array_unref(list->rows);
	g_clear_pointer(&list->before, dc_listed_free);
	g_free(list->filter);
	g_free(list->pattern);
	detail_free(list->detail);
	g_free(list);
}

const DcListed *
list_selected(const List *list)
{
	int i = dc_list_index(list->cursor);
	return i < 0 ? NULL : ((ListRow *)g_ptr_array_index(list->rows, (guint)i))->listed;
}

bool
list_load(DcApp *app, gpointer self, DcLoad why, GError **error)
{
	List *list = self;
	detail_forget(list->detail);
	switch (why) {
	case DC_LOAD_NEWS:
		return list_rows_follow(app, list, error);
	case DC_LOAD_OPENED:
	case DC_LOAD_SHOWN:
	case DC_LOAD_APPLIED:
		return list_rows_reload(app, list, false, error);
	}
	return true;
}

GArray *
list_targets(gpointer self)
{
	return dc_list_targets(((List *)self)->cursor);
}

void
list_done(DcApp *app, gpointer self, DcAction action)
{
	(void)app;
	(void)action;
	List *list = self;
	while (dc_list_clear_marks(list->cursor))
		;
}

void
list_settle(DcApp *app, gpointer self)
{
	List *list = self;
	if (detail_place(app) == DETAIL_NONE) {
		detail_set_focus(list->detail, false);
		return;
	}
	const DcListed *selected = list_selected(list);
	detail_follow(app, list->detail, selected != NULL ? selected->ticket->id : 0, false);
}

/* ui.md, Today: changes that wait are applied when nobody is looking, the cursor on top. The rule at the end of the day moves with the clock. */
void
list_tick(DcApp *app, gpointer self)
{
	List *list = self;
	g_autoptr(GError) error = NULL;
	bool idle = app_idle_s(app) >= 60 && dc_list_index(list->cursor) <= 0 && list->before == NULL && dc_list_n_marked(list->cursor) == 0;
	if (list->n_pending > 0 && idle && !list_rows_reload(app, list, true, &error))
		app_fail(app, error);
	else if (list->limit_left_min != app->header.left_min)
		list_rows_settle(app, list);
}

/* -- moving -- */

static const struct {
	DcAction action;
	DcMove move;
} moves[] = {
	{ DC_ACTION_DOWN, DC_MOVE_DOWN },   { DC_ACTION_UP, DC_MOVE_UP },           { DC_ACTION_TOP, DC_MOVE_HOME },
	{ DC_ACTION_BOTTOM, DC_MOVE_END },  { DC_ACTION_PAGE_DOWN, DC_MOVE_PAGE_DOWN }, { DC_ACTION_PAGE_UP, DC_MOVE_PAGE_UP },
};

static void
list_go(DcApp *app, List *list, DcMove move)
{
	g_autoptr(GError) error = NULL;
	if (!list_rows_extend(app, list, dc_list_move(list->cursor, move), &error))
		app_fail(app, error);
}

static bool
act_move(DcApp *app, List *list, int action)
{
	for (guint i = 0; i < G_N_ELEMENTS(moves); i++) {
		if ((int)moves[i].action != action)
			continue;
		if (detail_has_focus(list->detail))
			detail_move(list->detail, moves[i].move);
		else
			list_go(app, list, moves[i].move);
		return true;
	}
	return false;
}

/* -- narrowing -- */

static void
narrow(DcApp *app, List *list, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *old = g_steal_pointer(&list->filter);
	list->filter = text != NULL && *text != '\0' ? g_strdup(text) : NULL;
	if (list_rows_reload(app, list, true, &error))
		return;
	app_fail(app, error);
	g_free(list->filter);
	list->filter = g_steal_pointer(&old);
}

static void
narrow_live(DcApp *app, gpointer self, const char *text)
{
	narrow(app, self, text);
}

static bool
narrow_done(DcApp *app, gpointer self, const char *value, GError **error)
{
	(void)error;
	List *list = self;
	if (g_strcmp0(list->filter, *value != '\0' ? value : NULL) != 0)
		narrow(app, list, value);
	if (*value != '\0') {
		g_free(list->pattern);
		list->pattern = g_strdup(value);
	}
	return true;
}

static void
narrow_cancelled(DcApp *app, gpointer self)
{
	narrow(app, self, NULL);
}

static void
ask_narrow(DcApp *app, const List *list)
{
	app_ask_text(app, "/", list->filter, 200, narrow_done);
	app_ask_live(app, narrow_live);
	app_ask_cancel(app, narrow_cancelled);
}

static void
find_again(DcApp *app, List *list, bool backward)
{
	g_autoptr(GError) error = NULL;
	bool found = false;
	if (list->pattern == NULL) {
		app_say(app, _("Nothing was looked for yet: %s"), app_key_of(app, DC_ACTION_NARROW));
		return;
	}
	if (list->filter != NULL || list->spec->all != NULL) {
		list_go(app, list, backward ? DC_MOVE_UP : DC_MOVE_DOWN);
		return;
	}
	if (!list_rows_find(app, list, list->pattern, backward, &found, &error))
		app_fail(app, error);
	else if (!found)
		app_say(app, _("No further match: %s"), list->pattern);
}

static bool
act_find(DcApp *app, List *list, int action)
{
	if (action == DC_ACTION_NARROW)
		ask_narrow(app, list);
	else if (action == DC_ACTION_NEXT_MATCH || action == DC_ACTION_PREV_MATCH)
		find_again(app, list, action == DC_ACTION_PREV_MATCH);
	else
		return false;
	return true;
}

/* -- marks, panes, back -- */

static bool
act_mark(List *list, int action)
{
	if (action == DC_ACTION_MARK) {
		bool was_range = dc_list_in_range(list->cursor);
		dc_list_mark_toggle(list->cursor);
		if (!was_range)
			(void)dc_list_move(list->cursor, DC_MOVE_DOWN);
	} else if (action == DC_ACTION_MARK_RANGE) {
		dc_list_range(list->cursor);
	} else if (action == DC_ACTION_MARK_ALL) {
		dc_list_mark_all(list->cursor);
	} else {
		return false;
	}
	return true;
}

static bool
act_pane(const DcApp *app, List *list, int action)
{
	if (action != DC_ACTION_NEXT_PANE && action != DC_ACTION_PREV_PANE)
		return false;
	detail_set_focus(list->detail, detail_place(app) != DETAIL_NONE && !detail_has_focus(list->detail));
	return true;
}

/* One step at a time: pane, marks, filter; what is left is the app's. */
static bool
act_back(DcApp *app, List *list, int action)
{
	if (action != DC_ACTION_BACK)
		return false;
	if (detail_has_focus(list->detail)) {
		detail_set_focus(list->detail, false);
		return true;
	}
	if (dc_list_clear_marks(list->cursor))
		return true;
	if (list->filter == NULL)
		return false;
	narrow(app, list, NULL);
	return true;
}

bool
list_act(DcApp *app, gpointer self, int action)
{
	List *list = self;
	return act_move(app, list, action) || act_find(app, list, action) || act_mark(list, action) || act_pane(app, list, action) ||
	       act_back(app, list, action);
}
