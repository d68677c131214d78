/* The words of a command: options by GLib, fields from field.def, numbers, times. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

void
field_words_clear(FieldWords *words)
{
	g_clear_pointer(&words->names, g_ptr_array_unref);
	g_clear_pointer(&words->texts, g_ptr_array_unref);
}

/* -- options -- */

/* Short names that scripts and people know (design.md 6). */
static const struct {
	const char *option;
	DcField field;
} aliases[] = {
	{ "received", DC_FIELD_RECEIVED_AT }, { "dept", DC_FIELD_DEPARTMENT }, { "due", DC_FIELD_DUE_AT }, { "occurred", DC_FIELD_OCCURRED_AT },
	{ "est", DC_FIELD_EST_MIN }, { "promise-for", DC_FIELD_PROMISE }, { "error", DC_FIELD_ERROR_TEXT },
};

static gboolean
collect_field(const char *option, const char *value, gpointer data, GError **error)
{
	(void)error;
	FieldWords *words = data;
	g_ptr_array_add(words->names, g_strdup(option + strspn(option, "-")));
	g_ptr_array_add(words->texts, g_strdup(value != NULL ? value : "yes"));
	return TRUE;
}

static GOptionArgFunc collect_function = collect_field;

static GOptionEntry
field_entry(const char *name, const DcFieldInfo *info)
{
	GOptionEntry entry = { .long_name = name, .arg = G_OPTION_ARG_CALLBACK, .description = info->label, .arg_description = "..." };
	entry.flags = info->type == DC_FIELD_TYPE_BOOL ? G_OPTION_FLAG_NO_ARG : G_OPTION_FLAG_NONE;
	memcpy(&entry.arg_data, &collect_function, sizeof entry.arg_data); /* GLib keeps a function in a data pointer */
	return entry;
}

static bool
has_option(const GOptionEntry *entries, const char *name)
{
	for (; entries != NULL && entries->long_name != NULL; entries++)
		if (g_str_equal(entries->long_name, name))
			return true;
	return false;
}

static void
add_fields(GArray *all, const GOptionEntry *own, DcEntity entity)
{
	for (int i = 0; i < dc_entity_count(entity); i++) {
		const DcFieldInfo *info = dc_field_info(dc_entity_first(entity) + (DcField)i);
		g_autofree char *name = g_strdelimit(g_strdup(info->name), "_", '-');
		if (has_option(own, name))
			continue;
		GOptionEntry entry = field_entry(g_intern_string(name), info);
		g_array_append_val(all, entry);
	}
}

/* Those of daicho itself are read before the command is known. Transfer full. */
static char *
no_option(const char *option)
{
	static const char *const before[] = { "--ledger", "--lang", "--at", "--theme", NULL };
	g_autofree char *name = g_strndup(option, strcspn(option, "=")), *shown = dc_text_clip(option, CLIP_COLS);
	return g_strdup_printf(g_strv_contains(before, name) ? _("option %s stands before the command") : _("there is no option %s"), shown);
}

/* GLib's sentences are in the language of the system, not in the chosen one: only the option is taken from them. */
char *
dc_cli_option_problem(const GError *wrong)
{
	if (wrong->domain == G_CONVERT_ERROR)
		return g_strdup(_("an option is not UTF-8 text"));
	const char *dash = wrong->code == G_OPTION_ERROR_UNKNOWN_OPTION ? strstr(wrong->message, " -") : g_strrstr(wrong->message, " -");
	if (wrong->domain != G_OPTION_ERROR || dash == NULL)
		return dc_text_clip(wrong->message, CLIP_COLS);
	const char *end = wrong->code == G_OPTION_ERROR_UNKNOWN_OPTION ? strchr(dash, '\0') : dash + 1 + strcspn(dash + 1, " ");
	g_autofree char *option = g_strndup(dash + 1, (gsize)(end - dash - 1)), *shown = dc_text_clip(option, CLIP_COLS);
	return wrong->code == G_OPTION_ERROR_UNKNOWN_OPTION ? no_option(option) : g_strdup_printf(_("option %s: its value is missing, or none that it can have"), shown);
}

static bool
refuse_options(const Command *command, const char *what, GError **error)
{
	g_autofree char *usage = cli_usage(command);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s: %s; %s"), command->verb, what, usage);
	return false;
}

/* What stands behind "--" is no option, whatever it looks like. GLib does not see it, for it would leave the "--" before a text like "-x";
 * a query (`others_stay`) keeps it. */
static bool
parse(const Command *command, GOptionGroup *group, bool others_stay, int *argc, char ***argv, GError **error)
{
	g_autoptr(GOptionContext) context = g_option_context_new(command->usage);
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_ignore_unknown_options(context, others_stay);
	g_option_context_set_main_group(context, group);
	g_autoptr(GError) wrong = NULL;
	int end = 0, behind, n;
	while (end < *argc && !g_str_equal((*argv)[end], "--"))
		end++;
	behind = end < *argc && !others_stay ? end + 1 : end;
	n = end;
	char *separator = (*argv)[end];
	(*argv)[end] = NULL;
	bool ok = g_option_context_parse(context, &n, argv, &wrong);
	(*argv)[end] = separator;
	if (ok) {
		memmove(*argv + n, *argv + behind, (gsize)(*argc - behind + 1) * sizeof **argv);
		*argc = n + *argc - behind;
		return true;
	}
	g_autofree char *what = dc_cli_option_problem(wrong);
	return refuse_options(command, what, error);
}

bool
cli_options(const Command *command, const GOptionEntry *entries, int *argc, char ***argv, GError **error)
{
	GOptionGroup *group = g_option_group_new(command->verb, "", "", NULL, NULL);
	if (entries != NULL)
		g_option_group_add_entries(group, entries);
	return parse(command, group, false, argc, argv, error);
}

char *
cli_usage(const Command *command)
{
	return g_strdup_printf(_("usage: daicho %s%s%s"), command->verb, *command->usage != '\0' ? " " : "", command->usage);
}

bool
cli_query(const Command *command, const GOptionEntry *entries, int *argc, char ***argv, char **query, GError **error)
{
	GOptionGroup *group = g_option_group_new(command->verb, "", "", NULL, NULL);
	bool plain = false; /* behind "--" everything is the query's */
	g_option_group_add_entries(group, entries);
	if (!parse(command, group, true, argc, argv, error))
		return false;
	g_autoptr(GString) words = g_string_new(NULL);
	for (int i = 1; i < *argc; i++) {
		const char *word = (*argv)[i];
		if (!plain && g_str_equal(word, "--")) {
			plain = true;
			continue;
		}
		if (!plain && g_str_has_prefix(word, "--")) {
			g_autofree char *what = no_option(word);
			return refuse_options(command, what, error);
		}
		g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", word);
	}
	return cli_text((char *[]){ words->len > 0 ? words->str : NULL, NULL }, query, error);
}

static bool
find_field(const char *name, DcField *field, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (g_str_equal(aliases[i].option, name)) {
			*field = aliases[i].field;
			return true;
		}
	return dc_field_parse(g_str_equal(name, "promise") ? "promise_at" : name, field, error);
}

static bool
is_flag(const char *name)
{
	DcField field;
	return find_field(name, &field, NULL) && dc_field_info(field)->type == DC_FIELD_TYPE_BOOL;
}

/* `--vip=no` and `--no-vip`, which GLib's options do not know: to it a flag has no value, or takes the next word for one. */
static bool
take_flag(const char *word, FieldWords *words)
{
	g_autofree char *name = g_strdup(g_str_has_prefix(word, "--") ? word + 2 : "");
	char *equals = strchr(name, '=');
	if (equals != NULL)
		*equals = '\0';
	bool is_no = equals == NULL && g_str_has_prefix(name, "no-") && is_flag(name + 3);
	if (!is_no && (equals == NULL || !is_flag(name)))
		return false;
	return collect_field(is_no ? name + 3 : name, is_no ? "no" : equals + 1, words, NULL);
}

static void
take_flags(FieldWords *words, int *argc, char **argv)
{
	int kept = 1, i = 1;
	for (; i < *argc && !g_str_equal(argv[i], "--"); i++)
		if (!take_flag(argv[i], words))
			argv[kept++] = argv[i];
	while (i < *argc)
		argv[kept++] = argv[i++];
	argv[kept] = NULL;
	*argc = kept;
}

bool
cli_field_options(const Command *command, const GOptionEntry *entries, FieldWords *fields, int *argc, char ***argv, GError **error)
{
	g_autoptr(GArray) all = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
	add_fields(all, entries, DC_ENTITY_TICKET);
	add_fields(all, entries, DC_ENTITY_TICKET_TEXT);
	for (guint i = 0; i < G_N_ELEMENTS(aliases); i++) {
		GOptionEntry entry = field_entry(aliases[i].option, dc_field_info(aliases[i].field));
		g_array_append_val(all, entry);
	}
	fields->names = g_ptr_array_new_with_free_func(g_free);
	fields->texts = g_ptr_array_new_with_free_func(g_free);
	take_flags(fields, argc, *argv);
	GOptionGroup *group = g_option_group_new(command->verb, "", "", fields, NULL);
	g_option_group_add_entries(group, (const GOptionEntry *)(const void *)all->data);
	if (entries != NULL)
		g_option_group_add_entries(group, entries);
	return parse(command, group, false, argc, argv, error);
}

static const char *
option_of(DcField field)
{
	for (guint i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (aliases[i].field == field)
			return aliases[i].option;
	g_autofree char *name = g_strdelimit(g_strdup(dc_field_info(field)->name), "_", '-');
	return g_intern_string(field == DC_FIELD_PROMISE_AT ? "promise" : name);
}

bool
dc_cli_field(guint i, const char **option, DcField *field)
{
	const DcEntity entities[] = { DC_ENTITY_TICKET, DC_ENTITY_TICKET_TEXT };
	for (guint e = 0; e < G_N_ELEMENTS(entities); e++)
		for (int at = 0; at < dc_entity_count(entities[e]); at++) {
			DcField candidate = dc_entity_first(entities[e]) + (DcField)at;
			if (!dc_desk_may_set(candidate, NULL) || i-- > 0)
				continue;
			*field = candidate;
			*option = option_of(candidate);
			return true;
		}
	return false;
}

static void
clear_set(gpointer set)
{
	dc_value_clear(&((DcSet *)set)->value);
}

GArray *
cli_sets(Cli *cli, const FieldWords *fields, GError **error)
{
	g_autoptr(GArray) sets = g_array_new(FALSE, TRUE, sizeof(DcSet));
	g_array_set_clear_func(sets, clear_set);
	for (guint i = 0; i < fields->names->len; i++) {
		DcSet set;
		if (!find_field(g_ptr_array_index(fields->names, i), &set.field, error) || !dc_desk_may_set(set.field, error) ||
		    !dc_desk_parse(cli->desk, set.field, g_ptr_array_index(fields->texts, i), cli->now, &set.value, error))
			return NULL;
		g_array_append_val(sets, set);
	}
	return g_steal_pointer(&sets);
}

/* -- plain words -- */

bool
cli_text(char **words, char **text, GError **error)
{
	g_autofree char *joined = words[0] != NULL ? g_strjoinv(" ", words) : NULL;
	if (joined != NULL && !g_utf8_validate(joined, -1, NULL)) {
		g_autofree char *shown = dc_text_clip(joined, CLIP_COLS);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("\"%s\" is not UTF-8 text; use a terminal and a locale of UTF-8"), shown);
		return false;
	}
	*text = g_steal_pointer(&joined);
	return true;
}

static bool
read_number(const char *digits, gint64 *number)
{
	guint64 read;
	if (!g_ascii_string_to_unsigned(digits, 10, 1, G_MAXINT64, &read, NULL))
		return false;
	*number = (gint64)read;
	return true;
}

bool
cli_number(const char *word, DcTicketNo *no, GError **error)
{
	const char *digits = word;
	if (g_ascii_strncasecmp(digits, "no.", 3) == 0)
		digits += 3;
	else if (*digits == '#')
		digits++;
	if (read_number(digits, no))
		return true;
	g_autofree char *shown = dc_text_clip(word, CLIP_COLS);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("\"%s\" is no ticket number; daicho list shows them"), shown);
	return false;
}

GArray *
cli_mails(const Command *command, int argc, char **argv, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(DcId));
	for (int i = 1; i < argc; i++) {
		DcId id;
		if (!read_number(argv[i], &id)) {
			g_autofree char *shown = dc_text_clip(argv[i], CLIP_COLS);
			g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("\"%s\" is no mail; daicho inbox shows those that wait, the ID first"), shown);
			return NULL;
		}
		g_array_append_val(ids, id);
	}
	if (ids->len > 0)
		return g_steal_pointer(&ids);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s: which mail? daicho inbox shows those that wait, the ID first"), command->verb);
	return NULL;
}

bool
cli_count(const Command *command, int argc, int least, int most, GError **error)
{
	if (argc - 1 >= least && (most < 0 || argc - 1 <= most))
		return true;
	g_autofree char *usage = cli_usage(command);
	g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, usage);
	return false;
}

bool
cli_limit(const Command *command, gint64 limit, GError **error)
{
	if (limit > 0)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s: --limit is a number from 1"), command->verb);
	return false;
}

bool
cli_when(Cli *cli, const char *text, DcInstant *at, GError **error)
{
	*at = DC_ABSENT;
	return text == NULL || dc_when_instant(dc_desk_calendar(cli->desk), text, cli->now, -1, at, error);
}
