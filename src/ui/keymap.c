/* The keymap: layers of bindings in the order they were made. A screen's layer covers the global one; a binding to NOTHING there hides
 * a global key without putting another action on it. A few hundred bindings: a scan is as quick as a hand on a key. */
#include "keymap.h"

#include <string.h>

static void
clear_action(gpointer data)
{
	g_free(((KeymapAction *)data)->name);
}

DcKeymap *
dc_keymap_new(void)
{
	DcKeymap *keymap = g_new0(DcKeymap, 1);
	keymap->bindings = g_array_new(FALSE, FALSE, sizeof(KeymapBinding));
	keymap->actions = g_array_new(FALSE, FALSE, sizeof(KeymapAction));
	g_array_set_clear_func(keymap->actions, clear_action);
	keymap->layers = g_ptr_array_new_with_free_func(g_free);
	dc_keymap_add_layer(keymap, "global");
	return keymap;
}

void
dc_keymap_free(DcKeymap *keymap)
{
	if (keymap == NULL)
		return;
	g_array_unref(keymap->bindings);
	g_array_unref(keymap->actions);
	g_ptr_array_unref(keymap->layers);
	g_free(keymap);
}

int
dc_keymap_add_layer(DcKeymap *keymap, const char *name)
{
	g_ptr_array_add(keymap->layers, g_strdup(name));
	return (int)keymap->layers->len - 1;
}

void
dc_keymap_add_action(DcKeymap *keymap, int action, const char *name)
{
	KeymapAction entry = { .id = action, .name = g_strdup(name) };
	g_array_append_val(keymap->actions, entry);
}

const char *
dc_keymap_action_name(const DcKeymap *keymap, int action)
{
	for (guint i = 0; i < keymap->actions->len; i++)
		if (g_array_index(keymap->actions, KeymapAction, i).id == action)
			return g_array_index(keymap->actions, KeymapAction, i).name;
	return NULL;
}

const char *
dc_keymap_layer_name(const DcKeymap *keymap, int layer)
{
	return g_ptr_array_index(keymap->layers, (guint)layer);
}

int
dc_keymap_find_layer(const DcKeymap *keymap, const char *name)
{
	for (guint i = 0; i < keymap->layers->len; i++)
		if (strcmp(g_ptr_array_index(keymap->layers, i), name) == 0)
			return (int)i;
	return -1;
}

int
dc_keymap_n_layers(const DcKeymap *keymap)
{
	return (int)keymap->layers->len;
}

KeymapBinding *
keymap_find(const DcKeymap *keymap, int layer, const char *key)
{
	for (guint i = 0; i < keymap->bindings->len; i++) {
		KeymapBinding *binding = &g_array_index(keymap->bindings, KeymapBinding, i);
		if (binding->layer == layer && strcmp(binding->key, key) == 0)
			return binding;
	}
	return NULL;
}

void
keymap_add(DcKeymap *keymap, int layer, const char *key, int action, int line)
{
	KeymapBinding binding = { .layer = layer, .action = action, .line = line };
	g_strlcpy(binding.key, key, sizeof binding.key);
	g_array_append_val(keymap->bindings, binding);
}

void
dc_keymap_bind(DcKeymap *keymap, int layer, int action, const char *keys)
{
	g_auto(GStrv) words = g_strsplit(keys, " ", -1);
	for (char **word = words; *word != NULL; word++) {
		char key[DC_KEY_BYTES];
		if (**word == '\0')
			continue;
		if (!dc_key_parse(*word, key))
			g_error("keymap: no key is called `%s`", *word);
		const KeymapBinding *other = keymap_find(keymap, layer, key);
		if (other == NULL)
			keymap_add(keymap, layer, key, action, 0);
		else if (other->action != action)
			g_error("keymap: `%s` is bound twice in %s", key, dc_keymap_layer_name(keymap, layer));
	}
}

/* What a key does in a layer, or below it; NULL: nothing. */
static const KeymapBinding *
effective(const DcKeymap *keymap, int layer, const char *key)
{
	const KeymapBinding *binding = keymap_find(keymap, layer, key);
	if (binding == NULL && layer != DC_LAYER_GLOBAL)
		binding = keymap_find(keymap, DC_LAYER_GLOBAL, key);
	return binding != NULL && binding->action != KEYMAP_NOTHING ? binding : NULL;
}

DcKeyAnswer
dc_keymap_lookup(const DcKeymap *keymap, int layer, const char *key, int *action)
{
	char command[DC_KEY_BYTES];
	DcKeyAnswer answer = dc_key_command(key, command);
	if (answer != DC_KEY_BOUND)
		return answer;
	const KeymapBinding *binding = effective(keymap, layer, command);
	if (binding == NULL)
		return DC_KEY_UNBOUND;
	*action = binding->action;
	return DC_KEY_BOUND;
}

#define ANY_ACTION G_MININT

/* Those that nothing covers, the layer's own first. Transfer full, of DcBinding. */
static GArray *
find_bindings(const DcKeymap *keymap, int layer, int action)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(DcBinding));
	const int order[] = { layer, DC_LAYER_GLOBAL };
	for (guint pass = 0; pass < (layer == DC_LAYER_GLOBAL ? 1U : 2U); pass++)
		for (guint i = 0; i < keymap->bindings->len; i++) {
			const KeymapBinding *binding = &g_array_index(keymap->bindings, KeymapBinding, i);
			if (binding->layer != order[pass] || (action != ANY_ACTION && binding->action != action) ||
			    effective(keymap, layer, binding->key) != binding)
				continue;
			DcBinding shown = { .key = binding->key, .action = binding->action, .layer = binding->layer };
			g_array_append_val(found, shown);
		}
	return found;
}

GArray *
dc_keymap_bindings(const DcKeymap *keymap, int layer)
{
	return find_bindings(keymap, layer, ANY_ACTION);
}

GPtrArray *
dc_keymap_keys(const DcKeymap *keymap, int layer, int action)
{
	g_autoptr(GArray) bindings = find_bindings(keymap, layer, action);
	GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < bindings->len; i++)
		g_ptr_array_add(keys, g_strdup(g_array_index(bindings, DcBinding, i).key));
	return keys;
}

const char *
dc_keymap_key(const DcKeymap *keymap, int layer, int action)
{
	g_autoptr(GArray) bindings = find_bindings(keymap, layer, action);
	return bindings->len > 0 ? g_array_index(bindings, DcBinding, 0).key : "";
}
