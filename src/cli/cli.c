/* One word chooses a command; errors become one line on stderr and an exit status. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/paths.h>
#include <daicho/text.h>

#include <stdio.h>

static const Command *const tables[] = { cli_arrive_commands, cli_mail_commands, cli_look_commands, cli_act_commands, cli_exchange_commands, cli_care_commands };

const Command *
cli_command(const char *verb)
{
	for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
		for (const Command *command = tables[i]; command->verb != NULL; command++)
			if (g_str_equal(command->verb, verb))
				return command;
	return NULL;
}

bool
dc_cli_verb(guint i, DcCliVerb *verb)
{
	for (guint table = 0; table < G_N_ELEMENTS(tables); table++)
		for (const Command *command = tables[table]; command->verb != NULL; command++)
			if (i-- == 0) {
				*verb = (DcCliVerb){ .verb = command->verb, .usage = command->usage, .help = command->help };
				return true;
			}
	return false;
}

/* -- help -- */

void
print_help(void)
{
	printf("%s", _("daicho keeps the ledger of inquiries and incidents in the order in which they should be handled.\n\n"
	               "  daicho [--ledger FILE] [--lang ja|en] [--at TIME] [--theme default|mono|contrast] [COMMAND ...]\n"
	               "  without a command: the screens; without a terminal: today's order as text\n\n"));
	DcCliVerb verb;
	for (guint i = 0; dc_cli_verb(i, &verb); i++)
		printf("  daicho %s%s%s\n", verb.verb, *verb.usage != '\0' ? " " : "", verb.usage);
	printf("\n%s\n", _("daicho help COMMAND says what it does; daicho(1) is the manual."));
}

void
print_command_help(const Command *command)
{
	printf("daicho %s %s\n\n%s\n", command->verb, command->usage, _(command->help));
}

/* `daicho rate --help`, and `daicho rate 104 --help`: before a "--" it is a question wherever it stands. */
static bool
asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && !g_str_equal(argv[i], "--"); i++)
		if (g_str_equal(argv[i], "--help") || (i == 1 && g_str_equal(argv[i], "-h")))
			return true;
	return false;
}

void
cli_unknown(const char *verb, GError **error)
{
	g_autofree char *shown = dc_text_clip(verb, CLIP_COLS);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("no command \"%s\"; daicho --help shows them"), shown);
}

/* -- running -- */

static int
fail(GError *error)
{
	/* A message may quote what was typed or what stands in a file: nothing of it may move the terminal. */
	g_autofree char *shown = dc_text_show(error->message);
	int status = dc_error_exit_status(error);
	fflush(stdout);
	fprintf(stderr, "daicho: %s\n", shown);
	g_error_free(error);
	return status;
}

/* The zone of --at is the site's, which only the ledger knows: the clock is set again once it is open. */
static bool
open_desk(const DcCliGlobals *globals, Cli *cli, GError **error)
{
	g_autofree char *path = dc_paths_ledger(globals->ledger);
	g_autoptr(DcPolicy) defaults = dc_policy_new();
	g_autoptr(DcClock) clock = dc_clock_new(globals->at, dc_calendar_zone(dc_policy_calendar(defaults)), error);
	if (clock == NULL)
		return false;
	cli->desk = dc_desk_open(path, dc_clock_now(clock), error);
	if (cli->desk == NULL)
		return false;
	g_autoptr(DcClock) local = dc_clock_new(globals->at, dc_calendar_zone(dc_desk_calendar(cli->desk)), error);
	if (local == NULL)
		return false;
	cli->now = dc_clock_now(local);
	return dc_desk_tick(cli->desk, cli->now, NULL, error);
}

static bool
run(const DcCliGlobals *globals, const Command *command, Cli *cli, int argc, char **argv, GError **error)
{
	return (!command->needs_desk || open_desk(globals, cli, error)) && command->run(cli, argc, argv, error);
}

int
dc_cli_run(const DcCliGlobals *globals, int argc, char **argv)
{
	char word[] = "list";
	char *list[] = { word, NULL };
	GError *error = NULL;
	Cli cli = { .ledger = globals->ledger, .at = globals->at, .keys = globals->keys };
	if (argc == 0) {
		argc = 1;
		argv = list;
	}
	const Command *command = cli_command(argv[0]);
	if (command == NULL) {
		cli_unknown(argv[0], &error);
		return fail(error);
	}
	if (asks_for_help(argc, argv)) {
		print_command_help(command);
		return 0;
	}
	bool ok = run(globals, command, &cli, argc, argv, &error);
	dc_desk_close_ledger(cli.desk);
	if (!ok)
		return error != NULL ? fail(error) : cli.status;
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "daicho: %s\n", _("the output could not be written; what was to be changed is changed, daicho history shows it"));
		return 1;
	}
	return 0;
}
