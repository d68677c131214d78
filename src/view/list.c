/* The list of tickets: cursor, marks, narrowing; what an action there does. */
#include "list.h"

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
	narrowbar_init(&list->narrow, false);
	return list;
}

void
list_close(gpointer self)
{
	List *list = self;
	dc_list_free(list->cursor);
	g_ptr_array_unref(list->rows);
	g_clear_pointer(&list->before, dc_listed_free);
	list_narrow_close(list);
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
	list_narrow_follow(app, list);
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
	querybar_rest(list->narrow.bar);
	bool idle = app_idle_s(app) >= 60 && dc_list_index(list->cursor) <= 0 && list->before == NULL && dc_list_n_marked(list->cursor) == 0;
	if (list->n_pending > 0 && idle && !list_rows_reload(app, list, true, &error))
		app_fail(app, error);
	else if (list->limit_left_min != app->header.left_min)
		list_rows_settle(app, list);
}

/* -- moving -- */

void
list_go(DcApp *app, List *list, DcMove move)
{
	g_autoptr(GError) error = NULL;
	list->anchor = 0;
	if (!list_rows_extend(app, list, dc_list_move(list->cursor, move), &error))
		app_fail(app, error);
}

static bool
act_move(DcApp *app, List *list, int action)
{
	DcMove move;
	if (!view_move(action, &move))
		return false;
	if (detail_has_focus(list->detail))
		detail_move(list->detail, move);
	else
		list_go(app, list, move);
	return true;
}

/* -- narrowing, panes, marks, back -- */

static bool
act_find(DcApp *app, List *list, int action)
{
	if (action == DC_ACTION_NARROW)
		list_narrow_open(app, list);
	else if (action == DC_ACTION_NEXT_MATCH || action == DC_ACTION_PREV_MATCH)
		list_find_again(app, list, action == DC_ACTION_PREV_MATCH);
	else
		return false;
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
	list_narrow(app, list, "");
	return true;
}

bool
list_act(DcApp *app, gpointer self, int action)
{
	List *list = self;
	g_clear_pointer(&list->sought, dc_filter_free); /* what is pressed now is not for the row that was being sought */
	return act_move(app, list, action) || act_find(app, list, action) || view_mark(list->cursor, action) || act_pane(app, list, action) ||
	       act_back(app, list, action);
}
