/* `keys`: what every key does on every screen, as text or JSON. The screens are above this room: main() hands their table in. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <stdio.h>

/* "d F8" as an array. */
static void
json_keys(Json *json, const char *names)
{
	g_auto(GStrv) keys = g_strsplit(names, " ", -1);
	json_begin(json, "keys", '[');
	for (char **key = keys; *key != NULL && **key != '\0'; key++)
		json_text(json, NULL, *key);
	json_end(json, ']');
}

static void
print_json(const GPtrArray *rows)
{
	Json json = { .out = g_string_new(NULL) };
	json_begin(&json, NULL, '[');
	for (guint i = 0; i < rows->len; i++) {
		char **row = g_ptr_array_index(rows, i);
		json_begin(&json, NULL, '{');
		json_text(&json, "screen", row[0]);
		json_text(&json, "action", row[1]);
		json_keys(&json, row[2]);
		json_text(&json, "label", row[3]);
		json_text(&json, "help", row[4]);
		json_end(&json, '}');
	}
	json_end(&json, ']');
	g_string_append_c(json.out, '\n');
	json_flush(&json);
	g_string_free(json.out, TRUE);
}

static void
print_rows(const GPtrArray *rows)
{
	for (guint i = 0; i < rows->len; i++) {
		char **row = g_ptr_array_index(rows, i);
		g_autofree char *screen = dc_text_pad(row[0], 10);
		g_autofree char *keys = dc_text_pad(row[2], 14);
		g_autofree char *action = dc_text_pad(row[1], 16);
		g_autofree char *line = g_strdup_printf("%s %s %s %s", screen, keys, action, row[4]);
		print_text(line);
	}
}

bool
cli_run_keys(Cli *cli, int argc, char **argv, GError **error)
{
	gboolean json = FALSE;
	const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL }, { 0 } };
	const Command *command = cli_command("keys");
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 0, 0, error))
		return false;
	g_autoptr(GPtrArray) problems = NULL;
	g_autoptr(GPtrArray) rows = cli->keys != NULL ? cli->keys(&problems) : g_ptr_array_new();
	if (json)
		print_json(rows);
	else
		print_rows(rows);
	for (guint i = 0; problems != NULL && i < problems->len; i++) {
		g_autofree char *shown = dc_text_show(g_ptr_array_index(problems, i));
		fprintf(stderr, _("daicho: config: %s\n"), shown);
	}
	return true;
}
