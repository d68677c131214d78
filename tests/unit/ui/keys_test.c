/* Key names, the input method, the keymap and the config file's lines. ui.md 2, domain.md 6.2. */
#include <daicho/keys.h>

#include <locale.h>
#include <string.h>

static void
test_names(void)
{
	static const struct { const char *written, *key; } table[] = {
		{ "j", "j" }, { "J", "J" }, { "?", "?" }, { "^", "^" }, { "-", "-" }, { "あ", "あ" }, { " ", "Space" }, { "space", "Space" },
		{ "ENTER", "Enter" }, { "return", "Enter" }, { "esc", "Esc" }, { "f2", "F2" }, { "F12", "F12" }, { "<F5>", "F5" }, { "<Space>", "Space" },
		{ "C-d", "C-d" }, { "ctrl-D", "C-d" }, { "^D", "C-d" }, { "Ctrl+d", "C-d" }, { "C-m", "Enter" }, { "C-i", "Tab" }, { "C-[", "Esc" },
		{ "alt-1", "M-1" }, { "M-Enter", "M-Enter" }, { "Meta+b", "M-b" }, { "shift-tab", "S-Tab" }, { "S-a", "A" }, { "C-left", "C-Left" },
		{ "pagedown", "PgDn" }, { "PgUp", "PgUp" }, { "del", "Delete" }, { "M-C-x", "M-C-x" }, { "C--", NULL }, { "M--", "M--" }, { "C-\\", "C-\\" },
		{ "F0", NULL }, { "F13", NULL }, { "F2x", NULL }, { "", NULL }, { "jj", NULL }, { "C-F2", NULL }, { "S-1", NULL }, { "C-", NULL }, { "Space bar", NULL },
		{ "\x01", NULL }, { "\xff", NULL }, { "C-あ", NULL }, { "S-Enter", NULL },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		char key[DC_KEY_BYTES] = "";
		bool known = dc_key_parse(table[i].written, key);
		g_test_message("%s", table[i].written);
		g_assert_cmpstr(known ? key : NULL, ==, table[i].key);
	}
	g_assert_true(dc_key_char("Space") == ' ' && dc_key_char("あ") == 0x3042);
	g_assert_true(dc_key_char("Enter") == 0 && dc_key_char("C-a") == 0 && dc_key_char("") == 0);
}

static void
test_input_method(void)
{
	static const struct { const char *key; DcKeyAnswer answer; const char *command; } table[] = {
		{ "p", DC_KEY_BOUND, "p" }, { "F2", DC_KEY_BOUND, "F2" }, { "ｐ", DC_KEY_BOUND, "p" }, { "Ｔ", DC_KEY_BOUND, "T" }, { "１", DC_KEY_BOUND, "1" },
		{ "？", DC_KEY_BOUND, "?" }, { "／", DC_KEY_BOUND, "/" }, { "\u3000", DC_KEY_BOUND, "Space" }, { "。", DC_KEY_BOUND, "." },
		{ "あ", DC_KEY_IME, NULL }, { "ア", DC_KEY_IME, NULL }, { "ｱ", DC_KEY_IME, NULL }, { "解", DC_KEY_IME, NULL }, { "é", DC_KEY_UNBOUND, NULL },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		char command[DC_KEY_BYTES] = "";
		g_assert_cmpint(dc_key_command(table[i].key, command), ==, table[i].answer);
		if (table[i].command != NULL)
			g_assert_cmpstr(command, ==, table[i].command);
	}
}

enum { HELP, RESOLVE, DEFER, UP };

/* layer 1: today, layer 2: triage */
static DcKeymap *
sample_map(void)
{
	DcKeymap *map = dc_keymap_new();
	dc_keymap_add_layer(map, "today");
	dc_keymap_add_layer(map, "triage");
	dc_keymap_add_action(map, HELP, "help");
	dc_keymap_add_action(map, RESOLVE, "resolve");
	dc_keymap_add_action(map, DEFER, "defer");
	dc_keymap_add_action(map, UP, "up");
	dc_keymap_bind(map, DC_LAYER_GLOBAL, HELP, "? F1");
	dc_keymap_bind(map, DC_LAYER_GLOBAL, RESOLVE, "d F8");
	dc_keymap_bind(map, DC_LAYER_GLOBAL, DEFER, "z");
	dc_keymap_bind(map, 2, UP, "z k");
	return map;
}

static int
action_of(const DcKeymap *map, int layer, const char *key)
{
	int action = -1;
	return dc_keymap_lookup(map, layer, key, &action) == DC_KEY_BOUND ? action : -1;
}

static char *
keys_of(const DcKeymap *map, int layer, int action)
{
	g_autoptr(GPtrArray) keys = dc_keymap_keys(map, layer, action);
	g_ptr_array_add(keys, NULL);
	return g_strjoinv(" ", (char **)keys->pdata);
}

static void
test_layers(void)
{
	g_autoptr(DcKeymap) map = sample_map();
	int action = -1;
	g_assert_cmpint(action_of(map, 1, "d"), ==, RESOLVE);
	g_assert_cmpint(action_of(map, 1, "ｄ"), ==, RESOLVE);
	g_assert_cmpint(action_of(map, 1, "z"), ==, DEFER);
	g_assert_cmpint(action_of(map, 2, "z"), ==, UP); /* the screen's own covers the global one */
	g_assert_cmpint(action_of(map, 1, "k"), ==, -1);
	g_assert_cmpint(dc_keymap_lookup(map, 1, "あ", &action), ==, DC_KEY_IME);
	g_assert_cmpint(dc_keymap_lookup(map, 1, "F9", &action), ==, DC_KEY_UNBOUND);
	g_autofree char *resolve = keys_of(map, 1, RESOLVE), *defer = keys_of(map, 2, DEFER);
	g_assert_cmpstr(resolve, ==, "d F8");
	g_assert_cmpstr(defer, ==, "");
	g_assert_cmpstr(dc_keymap_key(map, 1, HELP), ==, "?");
	g_assert_cmpstr(dc_keymap_action_name(map, DEFER), ==, "defer");
	g_assert_cmpint(dc_keymap_find_layer(map, "triage"), ==, 2);
	g_assert_cmpint(dc_keymap_n_layers(map), ==, 3);
	g_autoptr(GArray) bindings = dc_keymap_bindings(map, 2);
	g_assert_cmpint((int)bindings->len, ==, 6); /* z k, then ? F1 d F8; the global z is covered */
	g_assert_cmpint(g_array_index(bindings, DcBinding, 0).layer, ==, 2);
}

static GPtrArray *
load(DcKeymap *map, const char *text)
{
	GPtrArray *warnings = dc_keymap_load(map, text);
	for (guint i = 0; i < warnings->len; i++)
		g_test_message("%s", (char *)g_ptr_array_index(warnings, i));
	return warnings;
}

static void
test_rebinding(void)
{
	g_autoptr(DcKeymap) map = sample_map();
	g_autoptr(GPtrArray) warnings = load(map, "[other]\ntoday.nothing = here\n[keys]\n# as I like it\ntoday.resolve = X\ntoday.defer=d\n"
	                                          "global.help = ctrl-h F1\n\n[more]\nx = y\n");
	g_assert_cmpint((int)warnings->len, ==, 0);
	g_assert_cmpint(action_of(map, 1, "X"), ==, RESOLVE);
	g_assert_cmpint(action_of(map, 1, "F8"), ==, -1); /* the keys replace all it had, there */
	g_assert_cmpint(action_of(map, 2, "F8"), ==, RESOLVE);
	g_assert_cmpint(action_of(map, 1, "d"), ==, DEFER);
	g_assert_cmpint(action_of(map, 1, "z"), ==, -1);
	g_assert_cmpint(action_of(map, 2, "?"), ==, -1);
	g_assert_cmpint(action_of(map, 2, "C-h"), ==, HELP);
}

static void
test_swap_and_take_away(void)
{
	g_autoptr(DcKeymap) map = sample_map();
	g_autoptr(GPtrArray) warnings = load(map, "[keys]\nglobal.resolve = z\nglobal.defer = d\nglobal.help =\n");
	g_assert_cmpint((int)warnings->len, ==, 0);
	g_assert_cmpint(action_of(map, 0, "z"), ==, RESOLVE);
	g_assert_cmpint(action_of(map, 0, "d"), ==, DEFER);
	g_assert_cmpint(action_of(map, 0, "F1"), ==, -1);
}

static void
test_warnings(void)
{
	static const struct { const char *line; const char *says; } table[] = {
		{ "todya.resolve = d", "line 2: there is no screen `todya`" },
		{ "today.resovle = d", "line 2: there is no action `resovle`" },
		{ "today.resolve = F99", "line 2: no key is called `F99`; such names are: j, Space, F2, C-d, M-1, S-Tab, PgDn" },
		{ "resolve = d", "line 2: `resolve = d` is not of the form screen.action = keys" },
		{ "rubbish", "line 2: `rubbish` is not of the form screen.action = keys" },
		{ "today.resolve = X\ntoday.defer = X Y", "line 3: `X` is already `resolve` by line 2; it stays so" },
		{ "today.resolve = z", "line 2: `defer` is left without a key in today" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(DcKeymap) map = sample_map();
		g_autofree char *text = g_strdup_printf("[keys]\n%s\n", table[i].line);
		g_autoptr(GPtrArray) warnings = load(map, text);
		g_assert_cmpint((int)warnings->len, >=, 1);
		g_assert_cmpstr(g_ptr_array_index(warnings, 0), ==, table[i].says);
	}
}

/* No text makes it fail in another way than with a sentence, and every key it then has does what it is said to do. */
static void
test_any_text(void)
{
	static const char *const pieces[] = { "[keys]\n", "today", "global", ".", "resolve", "defer", "up", "help", "=", " ", "\n", "d", "z", "F8", "#", "C-", "\xff", "あ", "[" };
	for (int i = 0; i < 2000; i++) {
		g_autoptr(DcKeymap) map = sample_map();
		g_autoptr(GString) text = g_string_new("[keys]\n");
		for (int n = g_test_rand_int_range(0, 30); n > 0; n--)
			g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		g_autoptr(GPtrArray) warnings = dc_keymap_load(map, text->str);
		g_assert_nonnull(warnings);
		for (int layer = 0; layer < 3; layer++) {
			g_autoptr(GArray) bindings = dc_keymap_bindings(map, layer);
			for (guint k = 0; k < bindings->len; k++)
				g_assert_cmpint(action_of(map, layer, g_array_index(bindings, DcBinding, k).key), ==, g_array_index(bindings, DcBinding, k).action);
		}
	}
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keys/names", test_names);
	g_test_add_func("/keys/input-method", test_input_method);
	g_test_add_func("/keymap/layers", test_layers);
	g_test_add_func("/keymap/rebinding", test_rebinding);
	g_test_add_func("/keymap/swap-and-take-away", test_swap_and_take_away);
	g_test_add_func("/keymap/warnings", test_warnings);
	g_test_add_func("/keymap/any-text", test_any_text);
	return g_test_run();
}
