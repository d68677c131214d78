/* Taking care of the ledger itself: policy, check, rebuild, demo, help. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/paths.h>
#include <daicho/text.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* -- policy -- */

static bool
load_policy(const char *file, DcPolicy *policy, GError **error)
{
	g_autofree char *text = NULL;
	if (!g_file_get_contents(file, &text, NULL, error))
		return false;
	if (!g_utf8_validate(text, -1, NULL)) {
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("%s is not UTF-8 text; nothing was changed"), file);
		return false;
	}
	return dc_policy_load(policy, text, error);
}

/* "system ORD.name=受注管理": the section ends at the last dot before the equals sign. */
static bool
set_one(DcPolicy *policy, const char *assignment, GError **error)
{
	const char *equals = strchr(assignment, '=');
	const char *dot = equals != NULL ? g_strrstr_len(assignment, equals - assignment, ".") : NULL;
	if (dot == NULL) {
		g_autofree char *shown = dc_text_clip(assignment, CLIP_COLS);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("\"%s\" is not SECTION.KEY=VALUE; daicho policy --show shows them"), shown);
		return false;
	}
	g_autofree char *section = g_strndup(assignment, (gsize)(dot - assignment));
	g_autofree char *key = g_strndup(dot + 1, (gsize)(equals - dot - 1));
	return dc_policy_set(policy, g_strstrip(section), g_strstrip(key), equals + 1, error);
}

/* All of it is one change, or none. `file`, `sets`: either may be NULL. */
static bool
change_policy(Cli *cli, const char *file, char **sets, GError **error)
{
	g_autoptr(DcPolicy) policy = dc_policy_copy(dc_desk_policy(cli->desk));
	if (file != NULL && !load_policy(file, policy, error))
		return false;
	for (char **set = sets; set != NULL && *set != NULL; set++)
		if (!set_one(policy, *set, error))
			return false;
	return dc_desk_store_policy(cli->desk, policy, cli->now, error);
}

static bool
run_editor(const char *file, GError **error)
{
	g_auto(GStrv) argv = dc_paths_editor(file, error);
	int status;
	return argv != NULL && g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL, &status, error) &&
	       g_spawn_check_wait_status(status, error);
}

/* In a file that only the operator can read. What was typed is kept where it was typed if it cannot be used. */
static bool
edit_policy(Cli *cli, GError **error)
{
	g_autofree char *file = NULL;
	g_autofree char *text = dc_policy_text(dc_desk_policy(cli->desk));
	int fd = g_file_open_tmp("daicho-policy-XXXXXX.ini", &file, error);
	if (fd < 0)
		return false;
	close(fd);
	if (g_file_set_contents_full(file, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error) && run_editor(file, error) && change_policy(cli, file, NULL, error)) {
		g_unlink(file);
		return true;
	}
	g_autofree char *typed = NULL;
	if (g_file_get_contents(file, &typed, NULL, NULL) && !g_str_equal(typed, text))
		g_prefix_error(error, _("%s keeps what was typed: "), file);
	else
		g_unlink(file);
	return false;
}

static bool
run_policy(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("policy");
	gboolean show = FALSE, edit = FALSE;
	g_autofree char *file = NULL;
	g_auto(GStrv) sets = NULL;
	const GOptionEntry entries[] = {
		{ "show", 0, 0, G_OPTION_ARG_NONE, &show, NULL, NULL },
		{ "edit", 0, 0, G_OPTION_ARG_NONE, &edit, NULL, NULL },
		{ "load", 0, 0, G_OPTION_ARG_FILENAME, &file, NULL, NULL },
		{ "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sets, NULL, NULL },
		{ 0 },
	};
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 0, 0, error))
		return false;
	if ((file != NULL || sets != NULL) && !change_policy(cli, file, sets, error))
		return false;
	if (edit)
		return edit_policy(cli, error);
	if (show || (file == NULL && sets == NULL)) {
		g_autofree char *text = dc_policy_text(dc_desk_policy(cli->desk));
		fputs(text, stdout);
	}
	return true;
}

/* -- check and rebuild -- */

static bool
run_check(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("check");
	if (!cli_options(command, NULL, &argc, &argv, error) || !cli_count(command, argc, 0, 0, error))
		return false;
	g_autoptr(GPtrArray) findings = dc_ledger_check(dc_desk_ledger(cli->desk), error);
	if (findings == NULL)
		return false;
	for (guint i = 0; i < findings->len; i++)
		print_text(g_ptr_array_index(findings, i));
	if (findings->len == 0) {
		print_text(_("the ledger is well"));
		return true;
	}
	g_set_error(error, DC_ERROR, DC_ERROR_LEDGER, _("findings: %u, in %s"), findings->len, dc_ledger_path(dc_desk_ledger(cli->desk)));
	return false;
}

static bool
run_rebuild(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("rebuild");
	return cli_options(command, NULL, &argc, &argv, error) && cli_count(command, argc, 0, 0, error) &&
	       dc_ledger_rebuild(dc_desk_ledger(cli->desk), cli->now, error);
}

/* -- demo -- */

#define DEMO_START "2026-03-31T08:50+09:00"
#define DEMO_MORNING "2026-03-31T09:20+09:00"

bool
dc_cli_demo_options(int argc, char **argv, bool *at_start, bool *keep, GError **error)
{
	const Command *command = cli_command("demo");
	gboolean start = FALSE, kept = FALSE;
	const GOptionEntry entries[] = {
		{ "start", 0, 0, G_OPTION_ARG_NONE, &start, NULL, NULL },
		{ "keep", 0, 0, G_OPTION_ARG_NONE, &kept, NULL, NULL },
		{ 0 },
	};
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 0, 0, error))
		return false;
	*at_start = start;
	*keep = kept;
	return true;
}

static void
remove_old(const char *path)
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *file = g_strconcat(path, parts[i], NULL);
		g_unlink(file);
	}
}

/* The last time at which the order or anything else changed. Transfer full. */
static char *
left_at(const char *file, GError **error)
{
	DcInstant at;
	g_autoptr(DcPolicy) policy = dc_policy_new();
	g_autoptr(DcLedger) ledger = dc_ledger_open(file, error);
	g_autoptr(GPtrArray) last = ledger != NULL ? dc_ledger_history(ledger, 0, 0, 1, error) : NULL;
	if (last == NULL || !dc_ledger_rank_clock(ledger, &at, error))
		return NULL;
	if (last->len > 0)
		at = MAX(at, ((const DcPast *)g_ptr_array_index(last, 0))->at);
	return at != DC_ABSENT ? dc_when_iso(dc_policy_calendar(policy), at) : g_strdup(DEMO_MORNING);
}

static bool
make_sample(const char *file, bool at_start, const char *when, GError **error)
{
	g_autoptr(DcPolicy) policy = dc_policy_new();
	g_autoptr(DcClock) clock = dc_clock_new(when, dc_calendar_zone(dc_policy_calendar(policy)), error);
	g_autoptr(DcDesk) desk = clock != NULL ? dc_desk_open(file, dc_clock_now(clock), error) : NULL;
	return desk != NULL && dc_desk_fill_sample(desk, at_start ? DC_SAMPLE_START : DC_SAMPLE_MORNING, dc_clock_now(clock), error);
}

bool
dc_cli_make_demo(const char *ledger, bool at_start, bool keep, char **path, char **at, GError **error)
{
	g_autofree char *file = ledger != NULL ? g_strdup(ledger) : dc_paths_demo();
	bool is_there = keep && g_file_test(file, G_FILE_TEST_EXISTS);
	g_autofree char *when = is_there ? left_at(file, error) : g_strdup(at_start ? DEMO_START : DEMO_MORNING);
	if (when == NULL)
		return false;
	if (!is_there && ledger == NULL)
		remove_old(file); /* the demo's own file: nobody's work stands in it */
	if (!is_there && !make_sample(file, at_start, when, error))
		return false;
	*path = g_steal_pointer(&file);
	*at = g_steal_pointer(&when);
	return true;
}

static bool
run_demo(Cli *cli, int argc, char **argv, GError **error)
{
	bool at_start, keep;
	g_autofree char *path = NULL, *at = NULL;
	if (!dc_cli_demo_options(argc, argv, &at_start, &keep, error) || !dc_cli_make_demo(cli->ledger, at_start, keep, &path, &at, error))
		return false;
	DcCliGlobals globals = { .ledger = path, .at = cli->at != NULL ? cli->at : at };
	cli->status = dc_cli_run(&globals, 0, NULL);
	return cli->status == 0;
}

/* -- help -- */

static bool
run_help(Cli *cli, int argc, char **argv, GError **error)
{
	(void)cli;
	const Command *command = cli_command("help");
	if (!cli_options(command, NULL, &argc, &argv, error) || !cli_count(command, argc, 0, 1, error))
		return false;
	if (argc == 1) {
		print_help();
		return true;
	}
	const Command *asked = cli_command(argv[1]);
	if (asked == NULL) {
		cli_unknown(argv[1], error);
		return false;
	}
	print_command_help(asked);
	return true;
}

const Command cli_care_commands[] = {
	{ "policy", "[--show] [--load FILE] [--set SECTION.KEY=VALUE]... [--edit]",
	  N_("Shows or changes matrix, targets, hours, systems and busy periods. --set may be given several times; --load and --edit "
	     "replace the whole text, and what is absent in it keeps its default."),
	  true, run_policy },
	{ "check", "",
	  N_("Examines the ledger's file and what is derived from it."),
	  true, run_check },
	{ "rebuild", "",
	  N_("Makes afresh what is derived from the facts: the order and the counters."),
	  true, run_rebuild },
	{ "demo", "[--start] [--keep]",
	  N_("Opens a sample morning, Tuesday 31 March 2026, 09:20, in a ledger of its own that is made anew each time. --start "
	     "begins at 08:50, before the triage; --keep goes on where you left it."),
	  false, run_demo },
	{ "keys", "[--json]",
	  N_("Prints what every key does on every screen, with the changes of the config file; what is wrong there is said with its line."),
	  false, cli_run_keys },
	{ "help", "[COMMAND]",
	  N_("Says what a command does; alone it lists them all. The same as COMMAND --help."),
	  false, run_help },
	{ 0 },
};
