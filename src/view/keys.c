/* The keymap as a table: what `daicho keys` prints, with the config file's changes. */
#include "state.h"

static void
add_row(GPtrArray *rows, const DcKeymap *keymap, int layer, int number)
{
	int action = views_action_of(number);
	g_autoptr(GPtrArray) keys = dc_keymap_keys(keymap, layer, number);
	g_ptr_array_add(keys, NULL);
	char **row = g_new0(char *, DC_APP_KEY_COLUMNS + 1);
	row[0] = g_strdup(dc_keymap_layer_name(keymap, layer));
	row[1] = g_strdup(dc_keymap_action_name(keymap, number));
	row[2] = g_strjoinv(" ", (char **)keys->pdata);
	row[3] = g_strdup(views_label(layer, action));
	row[4] = g_strdup(views_help(layer, action));
	g_ptr_array_add(rows, row);
}

static void
free_row(gpointer row)
{
	g_strfreev(row);
}

GPtrArray *
dc_app_keys(const char *config, GPtrArray **problems)
{
	g_autoptr(DcKeymap) keymap = views_keymap();
	GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
	*problems = config != NULL ? dc_keymap_load(keymap, config) : g_ptr_array_new_with_free_func(g_free);
	for (int layer = 0; layer < dc_keymap_n_layers(keymap); layer++) {
		g_autoptr(GArray) bindings = dc_keymap_bindings(keymap, layer);
		g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
		for (guint i = 0; i < bindings->len; i++) {
			const DcBinding *binding = &g_array_index(bindings, DcBinding, i);
			if (binding->layer == layer && g_hash_table_add(seen, GINT_TO_POINTER(binding->action)))
				add_row(rows, keymap, layer, binding->action);
		}
	}
	return rows;
}
