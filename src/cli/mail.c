/* Mails beyond the triage: attach. */
#include "cli.h"

#include <daicho/lang.h>

#include <stdio.h>

static bool
run_attach(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("attach");
	g_autofree char *reason = NULL;
	gboolean thanks = FALSE, reopen = FALSE;
	const GOptionEntry entries[] = {
		{ "thanks", 0, 0, G_OPTION_ARG_NONE, &thanks, NULL, NULL },
		{ "reopen", 0, 0, G_OPTION_ARG_NONE, &reopen, NULL, NULL },
		{ "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
		{ 0 },
	};
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 2, -1, error))
		return false;
	if (thanks && reopen) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, _("attach: either --thanks or --reopen"));
		return false;
	}
	DcTicketNo no;
	g_autoptr(GArray) ids = cli_number(argv[1], &no, error) ? cli_mails(command, argc - 1, argv + 1, error) : NULL;
	if (ids == NULL)
		return false;
	DcAttach how = thanks ? DC_ATTACH_THANKS : reopen || reason != NULL ? DC_ATTACH_REOPEN : DC_ATTACH_CONTACT;
	return dc_desk_attach(cli->desk, (const DcId *)(const void *)ids->data, ids->len, no, how, reason, cli->now, error);
}

const Command cli_mail_commands[] = {
	{ "attach", "NO ID... [--thanks | --reopen [--reason TEXT]]",
	  N_("Puts waiting mails on the ticket they belong to. --thanks: they only say thank you, nobody is owed an answer. --reopen: the "
	     "ticket is closed and shall be worked on again."),
	  true, run_attach },
	{ 0 },
};
