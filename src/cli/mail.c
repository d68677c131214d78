/* Mails beyond the triage: attach, raw, files. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <stdio.h>
#include <unistd.h>

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

/* -- as it came -- */
/* To a file or a program every byte; to a terminal what it can bear. */
static bool
run_raw(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("raw");
	if (!cli_options(command, NULL, &argc, &argv, error) || !cli_count(command, argc, 1, 1, error))
		return false;
	g_autoptr(GArray) ids = cli_mails(command, argc, argv, error);
	g_autoptr(GBytes) raw = ids != NULL ? dc_desk_mail_raw(cli->desk, g_array_index(ids, DcId, 0), error) : NULL;
	if (raw == NULL)
		return false;
	cli_print_raw(raw);
	return true;
}

void
cli_print_raw(GBytes *raw)
{
	gsize length;
	const char *bytes = g_bytes_get_data(raw, &length);
	if (isatty(STDOUT_FILENO)) {
		g_autofree char *valid = dc_text_valid(bytes, (gssize)length);
		print_text(valid);
	} else {
		fwrite(bytes, 1, length, stdout);
	}
}

void
cli_print_file(const DcFile *file)
{
	g_autofree char *line = g_strdup_printf("%" G_GINT64_FORMAT ".%u  %10" G_GINT64_FORMAT "  %s  %s", file->mail, file->i + 1, file->size, file->type, file->name);
	print_text(line);
}

bool
cli_save_file(Cli *cli, const DcFile *file, const char *folder, GError **error)
{
	g_autofree char *path = NULL;
	if (!dc_desk_save_attachment(cli->desk, file->mail, file->i, folder, &path, error))
		return false;
	print_text(path);
	return true;
}

static bool
run_files(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("files");
	g_autofree char *folder = NULL;
	gint only = 0;
	const GOptionEntry entries[] = {
		{ "save", 0, 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
		{ "only", 0, 0, G_OPTION_ARG_INT, &only, NULL, NULL },
		{ 0 },
	};
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 1, 1, error))
		return false;
	g_autoptr(GArray) ids = cli_mails(command, argc, argv, error);
	g_autoptr(GPtrArray) files = ids != NULL ? dc_desk_mail_files(cli->desk, g_array_index(ids, DcId, 0), error) : NULL;
	if (files == NULL)
		return false;
	if (only < 0 || (guint)only > files->len) {
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("files: --only is a number from 1 to %u"), files->len);
		return false;
	}
	for (guint i = 0; i < files->len; i++) {
		const DcFile *file = g_ptr_array_index(files, i);
		if (only > 0 && i + 1 != (guint)only)
			continue;
		if (folder == NULL)
			cli_print_file(file);
		else if (!cli_save_file(cli, file, folder, error))
			return false;
	}
	return true;
}

/* -- answers -- */
static void
show_reply(const DcReply *reply, const char *text)
{
	g_autofree char *head = g_strdup_printf("To: %s <%s>\nSubject: %s\n", reply->to_name != NULL ? reply->to_name : "", reply->to, reply->subject);
	print_text(head);
	print_text(text);
}

/* Neither Enter nor anything but y is yes. */
static bool
asks(gboolean yes, GError **error)
{
	if (yes)
		return true;
	printf("%s", _("Send it? y/n "));
	fflush(stdout);
	int key = getchar();
	if (key == 'y' || key == 'Y')
		return true;
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("nothing was sent"));
	return false;
}

static bool
run_reply(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("reply");
	gboolean yes = FALSE, quote = FALSE;
	gint64 contact = 0;
	const GOptionEntry entries[] = {
		{ "yes", 0, 0, G_OPTION_ARG_NONE, &yes, NULL, NULL },
		{ "quote", 0, 0, G_OPTION_ARG_NONE, &quote, NULL, NULL },
		{ "contact", 0, 0, G_OPTION_ARG_INT64, &contact, NULL, NULL },
		{ 0 },
	};
	DcTicketNo no;
	g_autofree char *words = NULL;
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 2, -1, error))
		return false;
	if (!yes && !isatty(STDIN_FILENO)) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, _("reply: nothing is sent without --yes, for nobody is here to be asked"));
		return false;
	}
	g_auto(DcReply) reply = { 0 };
	if (!cli_number(argv[1], &no, error) ||
	    !cli_text(argv + 2, &words, error) || !dc_desk_reply(cli->desk, no, contact, &reply, error))
		return false;
	g_autofree char *text = quote ? g_strconcat(words, "\n\n", reply.quote, NULL) : g_strconcat(words, "\n", NULL);
	show_reply(&reply, text);
	if (!asks(yes, error))
		return false;
	g_autoptr(Progress) progress G_GNUC_UNUSED = progress_begin(cli->desk);
	if (dc_desk_send(cli->desk, no, &reply, text, cli->now, error))
		return true;
	g_prefix_error(error, "%s", _("nothing is written down: "));
	return false;
}

static bool
run_reread(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("reread");
	if (!cli_options(command, NULL, &argc, &argv, error) || !cli_count(command, argc, 2, 2, error))
		return false;
	g_autoptr(GArray) ids = cli_mails(command, 2, argv, error);
	return ids != NULL && dc_desk_reread(cli->desk, g_array_index(ids, DcId, 0), argv[2], cli->now, error);
}

const Command cli_mail_commands[] = {
	{ "reread", "ID CHARSET",
	  N_("Reads a garbled mail again in the charset that you name: CP932, EUC-JP, ISO-2022-JP, UTF-8 or any that iconv knows. What you have "
	     "written on its ticket stays."),
	  true, run_reread },

	{ "reply", "NO TEXT [--quote] [--contact ID] [--yes]",
	  N_("Answers a caller by mail, through the program of [mail] send, after y or with --yes. The first who waits for an answer, or the one of "
	     "--contact. What was sent is a contact, and the caller is answered."),
	  true, run_reply },

	{ "raw", "ID",
	  N_("Prints a mail as it came, byte for byte; on a terminal made safe for it."),
	  true, run_raw },
	{ "files", "ID [--save FOLDER] [--only N]",
	  N_("Lists what is attached to a mail. --save FOLDER writes it there, under names made harmless, over nothing that is there."),
	  true, run_files },

	{ "attach", "NO ID... [--thanks | --reopen [--reason TEXT]]",
	  N_("Puts waiting mails on the ticket they belong to. --thanks: they only say thank you, nobody is owed an answer. --reopen: the "
	     "ticket is closed and shall be worked on again."),
	  true, run_attach },
	{ 0 },
};
