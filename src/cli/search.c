/* Search: tickets and mails in which words occur, with the line where they stand. */
#include "cli.h"

#include <daicho/lang.h>

#include <stdio.h>

#define SEARCH_MAX 50 /* unless --limit says otherwise */
#define FOUND_MAX 500 /* in memory at a time */

static void
print_passage(const DcFound *found)
{
	if (found->text == NULL || found->field == DC_FIELD_TITLE || found->field == DC_FIELD_MAIL_SUBJECT)
		return;
	g_autofree char *line = g_strdup_printf("      %s: %s", _(dc_field_info(found->field)->label), found->text);
	print_text(line);
}

static void
print_mail(Cli *cli, const DcFound *found)
{
	const DcMailRow *mail = found->mail;
	const char *from = mail->name != NULL ? mail->name : mail->address;
	g_autofree char *at = dc_when_short(dc_desk_calendar(cli->desk), mail->at, cli->now);
	g_autofree char *line = g_strdup_printf("    %s %" G_GINT64_FORMAT " %s %s  %s  (%s)", _("mail"), mail->id, at, from != NULL ? from : "", mail->subject != NULL ? mail->subject : "",
	                                        _(dc_word_label(DC_WORDS_OF_MAIL, (int)mail->state)));
	print_text(line);
}

static void
print_found(Cli *cli, const DcFound *found, int place)
{
	if (found->mail != NULL)
		print_mail(cli, found);
	else
		print_listed(cli, found->listed, place);
	print_passage(found);
}

/* They are counted, in milliseconds where the order is very long: those of the first page alone. */
static bool
found_places(Cli *cli, const GPtrArray *page, int *places, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	DcCounted from = { 0 };
	for (guint i = 0; i < MIN(page->len, SEARCH_MAX); i++)
		g_ptr_array_add(rows, ((const DcFound *)g_ptr_array_index(page, i))->listed);
	return dc_desk_places(cli->desk, rows, &from, places, error);
}

static void
json_mail_members(Cli *cli, Json *json, const DcMailRow *mail)
{
	g_autofree char *at = when_text(cli, mail->at);
	json_number(json, "id", mail->id);
	json_text(json, "state", dc_word_code(DC_WORDS_OF_MAIL, (int)mail->state));
	json_text(json, "folder", dc_word_code(DC_WORDS_OF_FOLDER, (int)mail->folder));
	json_text(json, "at", at);
	json_text(json, "from_name", mail->name);
	json_text(json, "from_address", mail->address);
	json_text(json, "subject", mail->subject);
}

static void
json_found(Cli *cli, Json *json, const DcFound *found)
{
	json_begin(json, NULL, '{');
	if (found->mail != NULL)
		json_mail_members(cli, json, found->mail);
	else
		json_ticket_members(cli, json, found->listed, 0);
	json_text(json, "match_field", found->field < DC_N_FIELDS ? dc_field_info(found->field)->name : NULL);
	json_text(json, "match", found->text);
	json_end(json, '}');
	g_string_append_c(json->out, '\n');
}

typedef struct {
	Cli *cli;
	const DcFilter *filter;
	Json *json; /* NULL: as text */
	gint64 left, shown;
} Searching;

static bool
print_search(Searching *searching, bool mails, GError **error)
{
	Cli *cli = searching->cli;
	DcSearch search = { .filter = searching->filter };
	do {
		search.limit = (int)MIN(searching->left, FOUND_MAX);
		g_autoptr(GPtrArray) page = mails ? dc_desk_search_mails(cli->desk, &search, &search.before, error) :
		                                    dc_desk_search(cli->desk, &search, cli->now, &search.before, error);
		int places[SEARCH_MAX] = { 0 };
		bool counts = searching->json == NULL && !mails && searching->shown == 0;
		if (page == NULL || (counts && !found_places(cli, page, places, error)))
			return false;
		for (guint i = 0; i < page->len && searching->left > 0; i++, searching->left--, searching->shown++) {
			if (searching->json != NULL)
				json_found(cli, searching->json, g_ptr_array_index(page, i));
			else
				print_found(cli, g_ptr_array_index(page, i), i < SEARCH_MAX ? places[i] : 0);
		}
		if (searching->json != NULL)
			json_flush(searching->json);
	} while (search.before > 0 && searching->left > 0);
	return true;
}

bool
cli_run_search(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("search");
	gboolean as_json = FALSE, mails = FALSE;
	gint64 limit = SEARCH_MAX;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
		{ "mail", 0, 0, G_OPTION_ARG_NONE, &mails, NULL, NULL },
		{ "limit", 0, 0, G_OPTION_ARG_INT64, &limit, NULL, NULL },
		{ 0 },
	};
	g_autofree char *query = NULL;
	if (!cli_query(command, entries, &argc, &argv, &query, error) || !cli_limit(command, limit, error))
		return false;
	g_autoptr(DcFilter) filter = dc_desk_filter(cli->desk, query != NULL ? query : "", cli->now, NULL, error);
	if (filter == NULL)
		return false;
	Json json = { .out = g_string_new(NULL) };
	Searching searching = { .cli = cli, .filter = filter, .json = as_json ? &json : NULL, .left = limit };
	if (as_json)
		json_begin(&json, NULL, '[');
	bool ok = (mails || print_search(&searching, false, error)) && ((as_json && !mails) || searching.left == 0 || print_search(&searching, true, error));
	if (ok && as_json) {
		json_end(&json, ']');
		g_string_append_c(json.out, '\n');
		json_flush(&json);
	}
	g_string_free(json.out, TRUE);
	return ok;
}
