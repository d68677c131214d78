/* The keys that work where the operator is, from the live keymap: what is rebound is shown as it is. */
#include "reader.h"

static gpointer
help_open(DcApp *app, gint64 arg, GError **error)
{
	(void)error;
	(void)arg;
	const Frame *below = stack_top(app);
	g_autofree char *title = g_strdup_printf(_("Help: the keys of %s"), _(below->view->title));
	return reader_new(below->layer, title);
}

/* "j Down" for every action once, in the order in which the keys were bound. */
static void
add_layer(const DcApp *app, Reader *reader, const GArray *bindings, bool own)
{
	int layer = (int)reader->arg;
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < bindings->len; i++) {
		const DcBinding *binding = &g_array_index(bindings, DcBinding, i);
		if ((binding->layer != DC_LAYER_GLOBAL) != own || !g_hash_table_add(seen, GINT_TO_POINTER(binding->action)))
			continue;
		int action = views_action_of(binding->action);
		g_autoptr(GPtrArray) keys = dc_keymap_keys(app->keymap, layer, binding->action);
		g_ptr_array_add(keys, NULL);
		g_autofree char *names = g_strjoinv(" ", (char **)keys->pdata);
		g_autofree char *keys_cols = dc_text_pad(names, 14);
		g_autofree char *label_cols = dc_text_pad(views_label(layer, action), 14);
		g_autofree char *line = g_strdup_printf("%s %s %s", keys_cols, label_cols, views_help(layer, action));
		dc_scroller_add(reader->scroller, DC_STYLE_NORMAL, 30, line);
	}
}

static bool
help_load(DcApp *app, gpointer self, DcLoad why, GError **error)
{
	(void)why;
	(void)error;
	Reader *reader = self;
	dc_scroller_clear(reader->scroller);
	g_autoptr(GArray) bindings = dc_keymap_bindings(app->keymap, (int)reader->arg);
	add_layer(app, reader, bindings, true);
	dc_scroller_add(reader->scroller, DC_STYLE_RULE, 0, _("-- everywhere --"));
	add_layer(app, reader, bindings, false);
	dc_scroller_add(reader->scroller, DC_STYLE_RULE, 0, _("-- in text fields --"));
	dc_scroller_add(reader->scroller, DC_STYLE_NORMAL, 2,
		_("^A ^E beginning, end   ^W word   ^U ^K to the beginning, to the end   ^Y brings it back   Alt-b Alt-f by words"));
	dc_scroller_add(reader->scroller, DC_STYLE_NORMAL, 2, _("of several lines:   ^O or Alt-Enter new line   ^X in $EDITOR"));
	return true;
}

static const int hints[] = { DC_ACTION_DOWN, DC_ACTION_UP, DC_ACTION_PAGE_DOWN, DC_ACTION_NARROW, DC_ACTION_NEXT_MATCH, DC_ACTION_BACK, -1 };

const DcView dc_view_help = {
	.name = "help",
	.title = N_("Help"),
	.chrome = DC_CHROME_LINE,
	.hints = hints,
	.open = help_open,
	.close = reader_close,
	.load = help_load,
	.draw = reader_draw,
	.act = reader_act,
};
