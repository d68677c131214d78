/* Every action of the screen below, found by some of its letters, with its key beside it. */
#include "state.h"

typedef struct {
	DcPalette *palette;
} Actions;

static void
item_add(const DcApp *app, GArray *items, GPtrArray *owned, int layer, int number)
{
	int action = views_action_of(number);
	g_autoptr(GPtrArray) keys = dc_keymap_keys(app->keymap, layer, number);
	g_ptr_array_add(keys, NULL);
	char *names = g_strjoinv(" ", (char **)keys->pdata);
	g_ptr_array_add(owned, names);
	DcPaletteItem item = {
		.id = number,
		.name = dc_keymap_action_name(app->keymap, number),
		.key = names,
		.label = views_label(layer, action),
		.help = views_help(layer, action),
	};
	g_array_append_val(items, item);
}

static gpointer
palette_open(DcApp *app, gint64 arg, GError **error)
{
	(void)arg;
	(void)error;
	int layer = stack_top(app)->layer;
	g_autoptr(GArray) bindings = dc_keymap_bindings(app->keymap, layer);
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(DcPaletteItem));
	g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < bindings->len; i++) {
		int number = g_array_index(bindings, DcBinding, i).action;
		if (number != DC_ACTION_PALETTE && g_hash_table_add(seen, GINT_TO_POINTER(number)))
			item_add(app, items, owned, layer, number);
	}
	Actions *self = g_new0(Actions, 1);
	self->palette = dc_palette_new(_("Action"), (const DcPaletteItem *)(gconstpointer)items->data, (int)items->len);
	return self;
}

static void
palette_close(gpointer data)
{
	Actions *self = data;
	dc_palette_free(self->palette);
	g_free(self);
}

static void
palette_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	(void)app;
	Actions *self = data;
	DcSurface inside = view_popup(body, MIN(body->rows, 18), MIN(body->cols, 72), NULL);
	dc_palette_draw(self->palette, &inside);
}

/* The chosen action is done on the screen below, as if its key had been pressed there. */
static bool
palette_key(DcApp *app, gpointer data, const char *key)
{
	Actions *self = data;
	int chosen;
	switch (dc_palette_key(self->palette, key)) {
	case DC_PALETTE_OPEN:
		break;
	case DC_PALETTE_CHOSEN:
		chosen = dc_palette_chosen(self->palette);
		app_pop(app);
		if (chosen >= 0)
			app_act(app, views_action_of(chosen));
		break;
	case DC_PALETTE_CANCEL:
		app_pop(app);
		break;
	}
	return true;
}

static void
palette_paste(DcApp *app, gpointer data, const char *text)
{
	(void)app;
	dc_palette_paste(((Actions *)data)->palette, text);
}

static void
palette_hint(const DcApp *app, gpointer data, DcSurface *surface, int row)
{
	(void)app;
	(void)data;
	const DcHint hints[] = { { .key = "Enter", .label = _("do it") }, { .key = "Up Down", .label = _("choose") }, { .key = "Esc", .label = _("back") } };
	dc_hint_draw(surface, row, hints, G_N_ELEMENTS(hints));
}

const DcView dc_view_palette = {
	.name = "palette",
	.title = N_("Palette"),
	.chrome = DC_CHROME_POPUP,
	.open = palette_open,
	.close = palette_close,
	.draw = palette_draw,
	.key = palette_key,
	.paste = palette_paste,
	.hint = palette_hint,
};
