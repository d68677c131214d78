/* daicho: the options before the subcommand, the language, and then either the subcommands or the screens. */
#include <daicho/cli.h>
#include <daicho/lang.h>
#include <daicho/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int
fail(GError *error)
{
	g_autofree char *shown = dc_text_show(error->message);
	int status = dc_error_exit_status(error);
	fprintf(stderr, "daicho: %s\n", shown);
	g_error_free(error);
	return status;
}

static int
help(void)
{
	g_autofree char *summary = dc_cli_summary();
	printf(_("daicho keeps the ledger of inquiries and incidents in the order in which they should be handled.\n\n"
	         "  daicho [--ledger FILE] [--lang ja|en] [--at TIME] [COMMAND ...]\n"
	         "  without a command: the screens; without a terminal: today's order as text\n\n%s"), summary);
	return 0;
}

static bool
read_options(int *argc, char ***argv, DcCliGlobals *globals, char **lang, bool *wants_help, GError **error)
{
	gboolean help_asked = FALSE;
	char *ledger = NULL, *at = NULL;
	const GOptionEntry entries[] = {
		{ "ledger", 0, 0, G_OPTION_ARG_FILENAME, &ledger, NULL, NULL }, { "lang", 0, 0, G_OPTION_ARG_STRING, lang, NULL, NULL },
		{ "at", 0, 0, G_OPTION_ARG_STRING, &at, NULL, NULL },           { "help", 'h', 0, G_OPTION_ARG_NONE, &help_asked, NULL, NULL },
		{ 0 },
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_strict_posix(context, TRUE); /* what follows the subcommand is the subcommand's */
	g_option_context_add_main_entries(context, entries, NULL);
	GError *wrong = NULL;
	if (!g_option_context_parse(context, argc, argv, &wrong)) {
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s; daicho --help shows the options"), wrong->message);
		g_error_free(wrong);
		return false;
	}
	*wants_help = help_asked;
	*globals = (DcCliGlobals){ .ledger = ledger, .at = at != NULL ? at : g_getenv("DAICHO_AT") };
	return true;
}

int
main(int argc, char **argv)
{
	GError *error = NULL;
	DcCliGlobals globals = { 0 };
	g_autofree char *lang = NULL;
	bool wants_help = false;

	if (!dc_lang_init(&error) || !read_options(&argc, &argv, &globals, &lang, &wants_help, &error) ||
	    !dc_lang_set(lang != NULL ? lang : g_getenv("DAICHO_LANG"), &error))
		return fail(error);
	if (wants_help)
		return help();
	return dc_cli_run(&globals, argc - 1, argv + 1);
}
