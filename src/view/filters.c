/* The saved filters, over the screen that they narrow: chosen, saved, renamed and removed here. How many tickets each lets through is counted
 * between the keys. */
#include "list.h"

#include <string.h>

#define COUNT_MAX 1000 /* tickets that are counted one by one */
#define EFFORT 1500    /* tickets looked at between two keys */
#define NAME_CHARS 60
#define QUERY_CHARS 4000

enum { FILTERS_TAKE, FILTERS_SAVE, FILTERS_RENAME, FILTERS_CHANGE, FILTERS_REMOVE }; /* VIEW_ACTION() of its own */

typedef enum { COUNT_OPEN, COUNT_ALL, COUNT_KINDS } CountKind;

typedef struct { /* with what it owns */
	char *name, *query;
	guint n[COUNT_KINDS];
	bool more[COUNT_KINDS]; /* there are more than were counted */
	guint n_counted;        /* kinds that are done */
	bool wrong;             /* it is no query any more: something that it names has gone */
} Item;

typedef struct {
	gpointer below;    /* state of the screen that is narrowed */
	char *query;       /* by which it is now; NULL */
	GPtrArray *items;  /* Item */
	DcListCursor *cursor;
	DcTicketNo next;   /* of the count that is going on: where to go on; 0: it begins */
} Filters;

static void
item_free(gpointer data)
{
	Item *item = data;
	g_free(item->name);
	g_free(item->query);
	g_free(item);
}

/* -- its life -- */

static gpointer
filters_open(DcApp *app, gint64 arg, GError **error)
{
	(void)arg;
	(void)error;
	const Frame *below = stack_top(app);
	Filters *self = g_new0(Filters, 1);
	self->below = below->self;
	self->query = below->view->query != NULL ? g_strdup(below->view->query(below->self)) : NULL;
	self->items = g_ptr_array_new_with_free_func(item_free);
	self->cursor = dc_list_new();
	return self;
}

static void
filters_close(gpointer data)
{
	Filters *self = data;
	g_ptr_array_unref(self->items);
	dc_list_free(self->cursor);
	g_free(self->query);
	g_free(self);
}

static bool
filters_load(DcApp *app, gpointer data, DcLoad why, GError **error)
{
	(void)why;
	(void)error;
	Filters *self = data;
	const DcPolicy *policy = app_policy(app);
	guint n = dc_policy_n_filters(policy);
	g_autofree DcListRow *rows = g_new0(DcListRow, n + 1);
	g_ptr_array_set_size(self->items, 0);
	self->next = 0;
	for (guint i = 0; i < n; i++) {
		const DcSavedFilter *filter = dc_policy_filter_at(policy, i);
		Item *item = g_new0(Item, 1);
		item->name = g_strdup(filter->name);
		item->query = g_strdup(filter->query);
		g_ptr_array_add(self->items, item);
		rows[i].id = (gint64)g_str_hash(filter->name);
	}
	dc_list_set_rows(self->cursor, rows, (int)n, false, false);
	return true;
}

static Item *
selected(const Filters *self)
{
	int i = dc_list_index(self->cursor);
	return i >= 0 ? g_ptr_array_index(self->items, (guint)i) : NULL;
}

/* -- counting -- */

static bool
count_on(DcApp *app, Filters *self, Item *item)
{
	CountKind kind = (CountKind)item->n_counted;
	g_autoptr(DcFilter) filter = dc_desk_filter(app_desk(app), item->query, app_now(app), NULL, NULL);
	if (filter == NULL) {
		item->wrong = true;
		return false;
	}
	if (kind == COUNT_OPEN)
		filter = dc_filter_join(DC_FILTER_AND, dc_filter_new(DC_FILTER_OPEN), g_steal_pointer(&filter));
	const DcFind find = { .filter = filter, .before = self->next, .limit = (int)(COUNT_MAX - item->n[kind]), .effort = EFFORT };
	g_autoptr(GArray) nos = dc_ledger_find(dc_desk_ledger(app_desk(app)), &find, &self->next, NULL);
	if (nos == NULL)
		return false;
	item->n[kind] += nos->len;
	if (self->next != 0 && item->n[kind] < COUNT_MAX)
		return true;
	item->more[kind] = self->next != 0;
	self->next = 0;
	item->n_counted++;
	return true;
}

static bool
filters_idle(DcApp *app, gpointer data)
{
	Filters *self = data;
	for (guint i = 0; i < self->items->len; i++) {
		Item *item = g_ptr_array_index(self->items, i);
		if (item->n_counted == COUNT_KINDS)
			continue;
		if (!count_on(app, self, item))
			item->n_counted = COUNT_KINDS;
		return true;
	}
	return false;
}

/* -- taking one -- */

/* "@name", as it stands in a query. Transfer full. */
static char *
reference(const char *name)
{
	bool plain = true;
	for (const char *p = name; *p != '\0' && plain; p = g_utf8_next_char(p))
		plain = g_unichar_isalnum(g_utf8_get_char(p)) || *p == '-' || *p == '_';
	return plain ? g_strdup_printf("@%s", name) : g_strdup_printf("@\"%s\"", name);
}

static void
narrow_by(DcApp *app, const Frame *frame, const char *name)
{
	g_autofree char *query = reference(name);
	if (frame != NULL && frame->view->narrow != NULL)
		frame->view->narrow(app, frame->self, query);
	else
		app_search(app, query);
}

void
filters_nth(DcApp *app)
{
	int n = g_str_has_prefix(app->key, "M-") ? g_ascii_digit_value(app->key[2]) : 0;
	const DcSavedFilter *filter = n > 0 ? dc_policy_filter_at(app_policy(app), (guint)n - 1) : NULL;
	if (filter != NULL)
		narrow_by(app, stack_top(app), filter->name);
	else if (n > 0)
		app_say(app, _("No filter %d is saved; %s lists them"), n, app_key_of(app, DC_ACTION_FILTERS));
	else
		app_push(app, &dc_view_filters, 0); /* chosen by name in the palette */
}

static void
take(DcApp *app, Filters *self, const Item *item)
{
	g_autofree char *name = g_strdup(item->name);
	const Frame *below = stack_of(app, self->below);
	app_pop(app);
	narrow_by(app, below, name);
}

/* -- saving, renaming, changing, removing -- */

static bool
stored(DcApp *app, const char *name)
{
	const DcPolicy *policy = app_policy(app);
	guint i = 0;
	while (i < dc_policy_n_filters(policy) && strcmp(dc_policy_filter_at(policy, i)->name, name) != 0)
		i++;
	if (i < 9)
		app_say(app, _("“%s” is saved: Alt-%u (%s takes it back)"), name, i + 1, app_key_of(app, DC_ACTION_UNDO));
	else
		app_say(app, _("“%s” is saved (%s takes it back)"), name, app_key_of(app, DC_ACTION_UNDO));
	app_changed(app);
	return true;
}

static bool
name_given(DcApp *app, gpointer data, const char *value, GError **error)
{
	const Filters *self = data;
	g_autofree char *name = dc_text_one_line(value);
	return dc_desk_save_filter(app_desk(app), NULL, name, self->query, app_now(app), error) && stored(app, name);
}

static bool
renamed(DcApp *app, gpointer data, const char *value, GError **error)
{
	const Item *item = selected(data);
	g_autofree char *name = dc_text_one_line(value);
	return item == NULL || (dc_desk_save_filter(app_desk(app), item->name, name, item->query, app_now(app), error) && stored(app, name));
}

static bool
changed(DcApp *app, gpointer data, const char *value, GError **error)
{
	const Item *item = selected(data);
	g_autofree char *name = item != NULL ? g_strdup(item->name) : NULL;
	return item == NULL || (dc_desk_save_filter(app_desk(app), name, name, value, app_now(app), error) && stored(app, name));
}

static void
remove_one(DcApp *app, const Item *item)
{
	g_autoptr(GError) error = NULL;
	if (!dc_desk_remove_filter(app_desk(app), item->name, app_now(app), &error)) {
		app_fail(app, error);
		return;
	}
	app_say(app, _("“%s” is removed (%s takes it back)"), item->name, app_key_of(app, DC_ACTION_UNDO));
	app_changed(app);
}

static void
save(DcApp *app, const Filters *self)
{
	if (self->query == NULL)
		app_say(app, "%s", _("There is no query to save: narrow a list or search first"));
	else
		app_ask_text(app, _("Save it under the name"), NULL, NAME_CHARS, name_given);
}

static bool
act_on(DcApp *app, Filters *self, int action)
{
	const Item *item = selected(self);
	if (item == NULL)
		app_say(app, "%s", _("Nothing is saved yet"));
	else if (action == VIEW_ACTION(FILTERS_TAKE))
		take(app, self, item);
	else if (action == VIEW_ACTION(FILTERS_RENAME))
		app_ask_text(app, _("Its name"), item->name, NAME_CHARS, renamed);
	else if (action == VIEW_ACTION(FILTERS_CHANGE))
		app_ask_text(app, _("Its query"), item->query, QUERY_CHARS, changed);
	else
		remove_one(app, item);
	return true;
}

static bool
filters_act(DcApp *app, gpointer data, int action)
{
	Filters *self = data;
	if (action == VIEW_ACTION(FILTERS_SAVE))
		save(app, self);
	else if (action >= VIEW_ACTION(FILTERS_TAKE) && action <= VIEW_ACTION(FILTERS_REMOVE))
		return act_on(app, self, action);
	else if (action == DC_ACTION_DOWN || action == DC_ACTION_UP)
		(void)dc_list_move(self->cursor, action == DC_ACTION_DOWN ? DC_MOVE_DOWN : DC_MOVE_UP);
	else
		return false;
	return true;
}

/* A digit takes the filter that has it. */
static bool
filters_key(DcApp *app, gpointer data, const char *key)
{
	Filters *self = data;
	gunichar c = dc_key_char(key);
	int n = c != 0 ? g_unichar_digit_value(c) : -1; /* of any width */
	if (n < 1)
		return false;
	if ((guint)n <= self->items->len)
		take(app, self, g_ptr_array_index(self->items, (guint)n - 1));
	return true;
}

/* -- drawing -- */

static char *
count_text(const Item *item)
{
	if (item->wrong)
		return g_strdup(_("no query any more"));
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < COUNT_KINDS; i++)
		g_string_append_printf(text, "%s%u%s", i > 0 ? " / " : "", item->n[i], i >= item->n_counted ? ".." : item->more[i] ? "+" : "");
	return g_string_free(text, FALSE);
}

static void
item_draw(const Filters *self, DcSurface *surface, int row, guint i)
{
	const Item *item = g_ptr_array_index(self->items, i);
	DcStyle style = (int)i == dc_list_index(self->cursor) ? DC_STYLE_SELECTED : DC_STYLE_NORMAL;
	g_autofree char *count = count_text(item);
	int count_cols = dc_text_width(count), name_cols = MIN(24, surface->cols / 3), query = 2 + name_cols + 1;
	dc_surface_fill(surface, row, 0, 1, surface->cols, style);
	if (i < 9)
		dc_surface_printf(surface, row, 0, style, "%u", i + 1);
	dc_surface_column(surface, row, 2, name_cols, style, item->name);
	dc_surface_column(surface, row, query, MAX(surface->cols - query - count_cols - 1, 0), style, item->query);
	dc_surface_text(surface, row, surface->cols - count_cols, style, count);
}

static void
filters_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	const Filters *self = data;
	int n = MAX((int)self->items->len, 1), rows = MIN(n + 4, body->rows);
	DcSurface inside = view_popup(body, rows, MIN(body->cols, 96), _("Saved filters: open / all"));
	int list_rows = MAX(inside.rows - 2, 1), first = dc_list_layout(self->cursor, list_rows);
	if (self->items->len == 0)
		dc_surface_text(&inside, 0, 0, DC_STYLE_DIM, _("Nothing is saved yet: narrow a list, or search, and come back."));
	for (int i = 0; i < list_rows && (guint)(first + i) < self->items->len; i++)
		item_draw(self, &inside, i, (guint)(first + i));
	if (self->query == NULL)
		return;
	g_autofree char *text = g_strdup_printf(_("%s saves: %s"), app_key_of(app, VIEW_ACTION(FILTERS_SAVE)), self->query);
	dc_surface_column(&inside, inside.rows - 1, 0, inside.cols, DC_STYLE_BOLD, text);
}

static const DcViewKey keys[] = {
	{ .keys = "Enter l Right", .action = VIEW_ACTION(FILTERS_TAKE), .name = "take", .label = N_("narrow"), .help = N_("narrows the screen below by it; so does its digit at once") },
	{ .keys = "a", .action = VIEW_ACTION(FILTERS_SAVE), .name = "save", .label = N_("save"), .help = N_("saves what the screen below is narrowed by") },
	{ .keys = "e", .action = VIEW_ACTION(FILTERS_RENAME), .name = "rename", .label = N_("rename"), .help = N_("gives it another name") },
	{ .keys = "E", .action = VIEW_ACTION(FILTERS_CHANGE), .name = "change", .label = N_("change"), .help = N_("changes its query") },
	{ .keys = "x", .action = VIEW_ACTION(FILTERS_REMOVE), .name = "remove", .label = N_("remove"), .help = N_("removes it; undo brings it back") },
	{ 0 },
};

static const int hints[] = { VIEW_ACTION(FILTERS_TAKE), VIEW_ACTION(FILTERS_SAVE), VIEW_ACTION(FILTERS_RENAME), VIEW_ACTION(FILTERS_CHANGE), VIEW_ACTION(FILTERS_REMOVE),
	                         DC_ACTION_UNDO, DC_ACTION_BACK, -1 };

const DcView dc_view_filters = {
	.name = "filters",
	.title = N_("Saved filters"),
	.chrome = DC_CHROME_POPUP,
	.keys = keys,
	.hints = hints,
	.open = filters_open,
	.close = filters_close,
	.load = filters_load,
	.idle = filters_idle,
	.draw = filters_draw,
	.key = filters_key,
	.act = filters_act,
};
