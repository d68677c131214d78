/* The list of screens, and the keymap made of action.def and their keys. */
#include "state.h"

/* -- the tabs -- */

static gint64
count_waiting(const DcHeader *header)
{
	return header->n_waiting_incident + header->n_waiting_inbox;
}

static gint64
count_incidents(const DcHeader *header)
{
	return header->n_incidents;
}

static gint64
count_later(const DcHeader *header)
{
	return header->n_later;
}

static gint64
count_calls(const DcHeader *header)
{
	return header->n_calls;
}

static gint64
count_changes(const DcHeader *header)
{
	return header->n_changes;
}

const MainView views_main[] = {
	{ .action = DC_ACTION_VIEW_TODAY, .view = &dc_view_today },
	{ .action = DC_ACTION_VIEW_TRIAGE, .view = &dc_view_triage, .count = count_waiting },
	{ .action = DC_ACTION_VIEW_INCIDENTS, .view = &dc_view_incidents, .count = count_incidents },
	{ .action = DC_ACTION_VIEW_LATER, .view = &dc_view_later, .count = count_later },
	{ .action = DC_ACTION_VIEW_CALLS, .view = &dc_view_calls, .count = count_calls },
	{ .action = DC_ACTION_VIEW_CHANGES, .view = &dc_view_changes, .count = count_changes },
	{ .action = DC_ACTION_VIEW_RECORD, .view = &dc_view_record },
};
const guint views_n_main = G_N_ELEMENTS(views_main);
G_STATIC_ASSERT(G_N_ELEMENTS(views_main) <= MAINS_MAX);

/* -- what opens over them -- */

static const struct {
	DcAction action;
	const DcView *view;
	bool about_ticket;
} opened[] = {
	{ DC_ACTION_LOG, &dc_view_phone, false },
	{ DC_ACTION_ADD, &dc_view_edit, false },
	{ DC_ACTION_OPEN, &dc_view_ticket, true },
	{ DC_ACTION_WHY, &dc_view_why, true },
	{ DC_ACTION_HISTORY, &dc_view_history, true },
	{ DC_ACTION_EDIT, &dc_view_edit, true },
	{ DC_ACTION_RATE, &dc_view_rate, true },
	{ DC_ACTION_GROUP, &dc_view_group, true },
	{ DC_ACTION_REPORT, &dc_view_report, true },
	{ DC_ACTION_CARRY, &dc_view_carry, false },
	{ DC_ACTION_CLOSING, &dc_view_closing, false },
	{ DC_ACTION_SEARCH, &dc_view_search, false },
	{ DC_ACTION_FILTERS, &dc_view_filters, false },
	{ DC_ACTION_PALETTE, &dc_view_palette, false },
	{ DC_ACTION_HELP, &dc_view_help, false },
};

const DcView *
views_opened_by(DcAction action, bool *about_ticket)
{
	for (guint i = 0; i < G_N_ELEMENTS(opened); i++) {
		if (opened[i].action == action) {
			*about_ticket = opened[i].about_ticket;
			return opened[i].view;
		}
	}
	return NULL;
}

/* -- layers of the keymap -- */

const DcView *const views_all[] = {
	&dc_view_today, &dc_view_triage, &dc_view_incidents, &dc_view_later, &dc_view_calls, &dc_view_changes, &dc_view_record,
	&dc_view_phone,
	&dc_view_ticket, &dc_view_history, &dc_view_why, &dc_view_edit, &dc_view_rate, &dc_view_group, &dc_view_report,
	&dc_view_carry, &dc_view_closing, &dc_view_search, &dc_view_mail, &dc_view_filters, &dc_view_files, &dc_view_palette, &dc_view_help,
};
const guint views_n_all = G_N_ELEMENTS(views_all);

int
views_layer(const DcView *view)
{
	for (guint i = 0; i < views_n_all; i++) {
		if (views_all[i] == view)
			return (int)i + 1;
	}
	g_error("screen %s is not in views_all", view->name);
}

int
views_key_number(int layer, int action)
{
	return action < (int)DC_N_ACTIONS ? action : action + layer * VIEW_ACTIONS_MAX;
}

int
views_action_of(int number)
{
	return number < (int)DC_N_ACTIONS ? number : VIEW_ACTION((number - (int)DC_N_ACTIONS) % VIEW_ACTIONS_MAX);
}

static void
layer_bind(DcKeymap *keymap, const DcView *view)
{
	int layer = dc_keymap_add_layer(keymap, view->name);
	g_assert(layer == views_layer(view));
	for (const DcViewKey *key = view->keys; key != NULL && key->keys != NULL; key++) {
		int number = views_key_number(layer, key->action);
		if (key->name != NULL)
			dc_keymap_add_action(keymap, number, key->name);
		dc_keymap_bind(keymap, layer, number, key->keys);
	}
}

DcKeymap *
views_keymap(void)
{
	DcKeymap *keymap = dc_keymap_new();
	for (int i = 0; i < (int)DC_N_ACTIONS; i++) {
		const DcActionInfo *info = dc_action_info((DcAction)i);
		dc_keymap_add_action(keymap, i, info->name);
		if (info->keys[0] != '\0')
			dc_keymap_bind(keymap, DC_LAYER_GLOBAL, i, info->keys);
	}
	for (guint i = 0; i < views_n_all; i++)
		layer_bind(keymap, views_all[i]);
	return keymap;
}

/* -- words -- */

static const DcViewKey *
own_key(int layer, int action)
{
	if (layer < 1 || layer > (int)views_n_all)
		return NULL;
	const DcViewKey *key = views_all[layer - 1]->keys;
	while (key != NULL && key->keys != NULL) {
		if (key->action == action)
			return key;
		key++;
	}
	return NULL;
}

const char *
views_label(int layer, int action)
{
	if (action < (int)DC_N_ACTIONS)
		return _(dc_action_info((DcAction)action)->label);
	const DcViewKey *key = own_key(layer, action);
	return key != NULL && key->label != NULL ? _(key->label) : "";
}

const char *
views_help(int layer, int action)
{
	if (action < (int)DC_N_ACTIONS)
		return _(dc_action_info((DcAction)action)->help);
	const DcViewKey *key = own_key(layer, action);
	return key != NULL && key->help != NULL ? _(key->help) : "";
}

const char *
app_key_of(const DcApp *app, int action)
{
	int layer = stack_top(app)->layer;
	return dc_keymap_key(app->keymap, layer, views_key_number(layer, action));
}
