/* The `[keys]` section of the config file: lines `screen.action = keys` that change a keymap, and a sentence for each line that cannot. */
#include "keymap.h"

#include <daicho/lang.h>

#include <string.h>

typedef struct { /* an action from which a line took a key */
	int line, layer, action;
} Loss;

typedef struct {
	DcKeymap *keymap;
	GPtrArray *warnings;
	GArray *losses; /* Loss */
	int line;       /* being read, from 1 */
} Loading;

G_GNUC_PRINTF(2, 3) static void
warn(Loading *loading, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *what = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(loading->warnings, g_strdup_printf(_("line %d: %s"), loading->line, what));
}

static int
find_action(const DcKeymap *keymap, const char *name)
{
	for (guint i = 0; i < keymap->actions->len; i++)
		if (strcmp(g_array_index(keymap->actions, KeymapAction, i).name, name) == 0)
			return g_array_index(keymap->actions, KeymapAction, i).id;
	return KEYMAP_NOTHING;
}

/* The action's own keys in the layer go, and what it has globally is hidden there. */
static void
drop_keys(Loading *loading, int layer, int action)
{
	GArray *bindings = loading->keymap->bindings;
	for (guint i = bindings->len; i-- > 0;) {
		const KeymapBinding *binding = &g_array_index(bindings, KeymapBinding, i);
		if (binding->layer == layer && binding->action == action)
			g_array_remove_index(bindings, i);
	}
	guint n = layer == DC_LAYER_GLOBAL ? 0 : bindings->len;
	for (guint i = 0; i < n; i++) {
		KeymapBinding binding = g_array_index(bindings, KeymapBinding, i);
		if (binding.layer == DC_LAYER_GLOBAL && binding.action == action && keymap_find(loading->keymap, layer, binding.key) == NULL)
			keymap_add(loading->keymap, layer, binding.key, KEYMAP_NOTHING, loading->line);
	}
}

static void
note_loss(Loading *loading, int layer, int action)
{
	Loss loss = { .line = loading->line, .layer = layer, .action = action };
	if (action != KEYMAP_NOTHING)
		g_array_append_val(loading->losses, loss);
}

static void
give_key(Loading *loading, int layer, int action, const char *word)
{
	char key[DC_KEY_BYTES];
	if (!dc_key_parse(word, key)) {
		warn(loading, _("no key is called `%s`; such names are: j, Space, F2, C-d, M-1, S-Tab, PgDn"), word);
		return;
	}
	KeymapBinding *own = keymap_find(loading->keymap, layer, key);
	const KeymapBinding *below = keymap_find(loading->keymap, DC_LAYER_GLOBAL, key);
	if (own != NULL && own->action == action)
		return;
	if (own != NULL && own->action != KEYMAP_NOTHING && own->line > 0) {
		warn(loading, _("`%s` is already `%s` by line %d; it stays so"), key, dc_keymap_action_name(loading->keymap, own->action), own->line);
		return;
	}
	if (own != NULL) {
		note_loss(loading, layer, own->action);
		g_array_remove_index(loading->keymap->bindings, (guint)(own - (KeymapBinding *)(void *)loading->keymap->bindings->data));
	} else if (below != NULL && below->action != action) {
		note_loss(loading, layer, below->action);
	}
	keymap_add(loading->keymap, layer, key, action, loading->line);
}

static void
read_binding(Loading *loading, char *text)
{
	char *equals = strchr(text, '='), *dot = strchr(text, '.');
	if (equals == NULL || dot == NULL || dot > equals) {
		warn(loading, _("`%s` is not of the form screen.action = keys"), text);
		return;
	}
	*equals = *dot = '\0';
	const char *screen = g_strstrip(text), *verb = g_strstrip(dot + 1), *keys = g_strstrip(equals + 1);
	int layer = dc_keymap_find_layer(loading->keymap, screen), action = find_action(loading->keymap, verb);
	if (layer < 0 || action == KEYMAP_NOTHING) {
		if (layer < 0)
			warn(loading, _("there is no screen `%s`"), screen);
		else
			warn(loading, _("there is no action `%s`"), verb);
		return;
	}
	drop_keys(loading, layer, action);
	g_auto(GStrv) words = g_strsplit_set(keys, " \t", -1);
	for (char **word = words; *word != NULL; word++)
		if (**word != '\0')
			give_key(loading, layer, action, *word);
}

/* Taking a key from an action is a wish, leaving it without any is probably a slip. */
static void
warn_of_losses(Loading *loading)
{
	for (guint i = 0; i < loading->losses->len; i++) {
		const Loss *loss = &g_array_index(loading->losses, Loss, i);
		if (*dc_keymap_key(loading->keymap, loss->layer, loss->action) != '\0')
			continue;
		loading->line = loss->line;
		warn(loading, _("`%s` is left without a key in %s"), dc_keymap_action_name(loading->keymap, loss->action),
		     dc_keymap_layer_name(loading->keymap, loss->layer));
	}
}

GPtrArray *
dc_keymap_load(DcKeymap *keymap, const char *config_text)
{
	g_autoptr(GArray) losses = g_array_new(FALSE, FALSE, sizeof(Loss));
	Loading loading = { .keymap = keymap, .warnings = g_ptr_array_new_with_free_func(g_free), .losses = losses };
	g_auto(GStrv) lines = g_strsplit(config_text, "\n", -1);
	bool inside = false;
	for (char **line = lines; *line != NULL; line++) {
		char *text = g_strstrip(*line);
		loading.line++;
		if (*text == '[' && g_str_has_suffix(text, "]"))
			inside = strcmp(text, "[keys]") == 0;
		else if (inside && *text != '\0' && *text != '#')
			read_binding(&loading, text);
	}
	warn_of_losses(&loading);
	return loading.warnings;
}
