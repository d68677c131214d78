/* Looking: list, show, why, next, history; what is searched for: search.c. */
#include "cli.h"

#include <daicho/lang.h>

#include <stdio.h>

#define PAGE 500 /* rows in memory at a time: a list of a million must never be */

typedef struct {
	Cli *cli;
	Json json;
	bool as_json;
	Export *csv;   /* NULL: not as CSV */
	bool is_whole; /* not narrowed: the rows stand one behind the other in today's order */
	DcCounted counted; /* the last row in today's order */
	gint64 left; /* rows that may still be printed */
} Listing;

static bool
find_places(Listing *listing, const GPtrArray *rows, int *places, GError **error)
{
	if (listing->csv != NULL)
		return true;
	if (!listing->is_whole)
		return dc_desk_places(listing->cli->desk, rows, &listing->counted, places, error);
	for (guint i = 0; i < rows->len; i++)
		places[i] = ((const DcListed *)g_ptr_array_index(rows, i))->rating.band <= DC_BAND_LATER ? ++listing->counted.place : 0;
	return true;
}

static bool
print_row(Listing *listing, const DcListed *listed, int place, GError **error)
{
	if (listing->csv != NULL)
		return cli_csv_ticket(listing->csv, listed->ticket->id, error);
	if (listing->as_json) {
		json_listed(listing->cli, &listing->json, listed, place);
		g_string_append_c(listing->json.out, '\n');
	} else {
		print_listed(listing->cli, listed, place);
	}
	return true;
}

static bool
print_pages(Listing *listing, DcListing *what, GError **error)
{
	DcListed *last = NULL;
	bool more = true;
	while (more && listing->left > 0) {
		what->after = last;
		what->limit = (int)MIN(listing->left, PAGE);
		g_autoptr(GPtrArray) rows = dc_desk_list(listing->cli->desk, what, listing->cli->now, error);
		dc_listed_free(g_steal_pointer(&last));
		int places[PAGE] = { 0 };
		if (rows == NULL || !find_places(listing, rows, places, error))
			return false;
		for (guint i = 0; i < rows->len; i++)
			if (!print_row(listing, g_ptr_array_index(rows, i), places[i], error))
				return false;
		if (listing->as_json)
			json_flush(&listing->json);
		listing->left -= rows->len;
		more = (int)rows->len == what->limit;
		last = more ? g_ptr_array_steal_index(rows, rows->len - 1) : NULL;
	}
	dc_listed_free(last);
	return true;
}

/* What matches and has no place in any order, for it is closed. Takes the filter over. */
static bool
print_closed(Listing *listing, DcFilter *filter, GError **error)
{
	g_autoptr(DcFilter) closed = dc_filter_join(DC_FILTER_AND, filter, dc_filter_not(dc_filter_new(DC_FILTER_OPEN)));
	DcFind find = { .filter = closed, .limit = PAGE };
	do {
		g_autoptr(GArray) nos = dc_ledger_find(dc_desk_ledger(listing->cli->desk), &find, &find.before, error);
		if (nos == NULL)
			return false;
		for (guint i = 0; i < nos->len && listing->left > 0; i++, listing->left--) {
			DcListed *listed = dc_desk_listed(listing->cli->desk, g_array_index(nos, gint64, i), listing->cli->now, error);
			if (listed == NULL)
				return false;
			bool printed = print_row(listing, listed, 0, error);
			dc_listed_free(listed);
			if (!printed)
				return false;
		}
		if (listing->as_json)
			json_flush(&listing->json);
	} while (find.before > 0 && listing->left > 0);
	return true;
}

/* Without a query today's order, or as far as was said; with one what matches, wherever it stands. */
static bool
print_list(Listing *listing, DcListing *what, GError **error)
{
	if (what->filter == NULL)
		return print_pages(listing, what, error);
	bool everywhere = what->band_from == DC_BAND_PINNED;
	what->band_to = everywhere ? DC_BAND_MEMBER : what->band_to;
	if (!print_pages(listing, what, error))
		return false;
	if (!everywhere)
		return true;
	DcFilter *closed = dc_filter_copy(what->filter);
	if (what->kind != DC_KIND_NONE)
		closed = dc_filter_join(DC_FILTER_AND, closed, dc_filter_range(DC_FIELD_KIND, (gint64)what->kind, (gint64)what->kind));
	return print_closed(listing, closed, error);
}

static bool
run_list(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("list");
	gboolean as_json = FALSE, as_csv = FALSE, all = FALSE, later = FALSE;
	gint64 limit = G_MAXINT64;
	g_autofree char *kind_word = NULL;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
		{ "csv", 0, 0, G_OPTION_ARG_NONE, &as_csv, NULL, NULL },
		{ "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL },
		{ "later", 0, 0, G_OPTION_ARG_NONE, &later, NULL, NULL },
		{ "kind", 0, 0, G_OPTION_ARG_STRING, &kind_word, NULL, NULL },
		{ "limit", 0, 0, G_OPTION_ARG_INT64, &limit, NULL, NULL },
		{ 0 },
	};
	int kind = DC_KIND_NONE;
	g_autofree char *query = NULL;
	if (!cli_query(command, entries, &argc, &argv, &query, error) || (kind_word != NULL && !dc_word_parse(DC_WORDS_OF_KIND, kind_word, &kind, error)))
		return false;
	if (!cli_limit(command, limit, error))
		return false;
	g_autoptr(DcFilter) filter = query != NULL ? dc_desk_filter(cli->desk, query, cli->now, NULL, error) : NULL;
	if (query != NULL && filter == NULL)
		return false;
	DcListing what = { .band_from = later ? DC_BAND_DEFERRED : DC_BAND_PINNED, .band_to = all ? DC_BAND_MEMBER : later ? DC_BAND_WAITING : DC_BAND_LATER,
		           .kind = (DcKind)kind,
		           .filter = filter };
	Listing listing = { .cli = cli, .json = { .out = g_string_new(NULL) }, .as_json = as_json, .is_whole = query == NULL && kind == DC_KIND_NONE, .left = limit };
	listing.csv = as_csv ? cli_csv_begin(cli) : NULL;
	if (as_json)
		json_begin(&listing.json, NULL, '[');
	bool ok = print_list(&listing, &what, error);
	g_clear_pointer(&listing.csv, cli_csv_end);
	if (ok && as_json) {
		json_end(&listing.json, ']');
		g_string_append_c(listing.json.out, '\n');
		json_flush(&listing.json);
	}
	g_string_free(listing.json.out, TRUE);
	return ok;
}

/* -- show -- */

static void
json_records(Cli *cli, Json *json, const char *key, DcEntity entity, const GPtrArray *records)
{
	json_begin(json, key, '[');
	for (guint i = 0; i < records->len; i++)
		json_record(cli, json, entity, g_ptr_array_index(records, i));
	json_end(json, ']');
}

static void
json_history(Cli *cli, Json *json, const GPtrArray *lines)
{
	json_begin(json, "history", '[');
	for (guint i = 0; i < lines->len; i++) {
		const DcLine *line = g_ptr_array_index(lines, lines->len - 1 - i);
		g_autofree char *at = when_text(cli, line->at);
		json_begin(json, NULL, '{');
		json_number(json, "change", line->change);
		json_text(json, "at", at);
		json_text(json, "what", line->what);
		json_bool(json, "undone", line->undone);
		json_end(json, '}');
	}
	json_end(json, ']');
}

static void
json_monitored(Cli *cli, Json *json, const DcDossier *dossier)
{
	json_bool(json, "recovered", dc_monitored_recovered(dossier->monitored));
	json_begin(json, "monitored", '[');
	for (guint i = 0; i < dossier->monitored->len; i++) {
		const DcMonitored *one = g_ptr_array_index(dossier->monitored, i);
		g_autofree char *at = when_text(cli, one->last_at);
		json_begin(json, NULL, '{');
		json_text(json, "key", one->key);
		json_number(json, "count", one->n_mails);
		json_bool(json, "recovered", one->recovered);
		json_text(json, "last_at", at);
		json_end(json, '}');
	}
	json_end(json, ']');
}

static void
json_files(Json *json, const GPtrArray *files)
{
	json_begin(json, "files", '[');
	for (guint i = 0; i < files->len; i++) {
		const DcFile *file = g_ptr_array_index(files, i);
		json_begin(json, NULL, '{');
		json_number(json, "mail", file->mail);
		json_number(json, "number", file->i + 1);
		json_text(json, "name", file->name);
		json_text(json, "type", file->type);
		json_number(json, "size", file->size);
		json_end(json, '}');
	}
	json_end(json, ']');
}

static void
show_json(Cli *cli, const DcDossier *dossier, const GPtrArray *files, const GPtrArray *lines)
{
	Json json = { .out = g_string_new(NULL) };
	g_autofree char *report_due = when_text(cli, dossier->report_due);
	json_begin(&json, NULL, '{');
	json_ticket_members(cli, &json, dossier->listed, dossier->place);
	json_other_members(cli, &json, dossier->listed->ticket, dossier->text);
	json_text(&json, "report_due_at", report_due);
	json_number(&json, "unanswered", dossier->n_unanswered);
	json_number(&json, "worked_min", dossier->worked_min);
	json_monitored(cli, &json, dossier);
	json_records(cli, &json, "contacts", DC_ENTITY_CONTACT, dossier->contacts);
	json_files(&json, files);
	json_records(cli, &json, "members_list", DC_ENTITY_TICKET, dossier->members);
	json_records(cli, &json, "links", DC_ENTITY_LINK, dossier->links);
	json_records(cli, &json, "notes", DC_ENTITY_NOTE, dossier->notes);
	json_records(cli, &json, "work", DC_ENTITY_WORK, dossier->work);
	json_records(cli, &json, "calls", DC_ENTITY_CALL, dossier->calls);
	json_records(cli, &json, "reports", DC_ENTITY_REPORT, dossier->reports);
	json_history(cli, &json, lines);
	json_end(&json, '}');
	g_string_append_c(json.out, '\n');
	json_flush(&json);
	g_string_free(json.out, TRUE);
}

static void
show_field(const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	g_autofree char *line = g_strdup_printf("%s: %s", label, text);
	print_text(line);
}

static void
show_monitored(Cli *cli, const DcDossier *dossier)
{
	for (guint i = 0; i < dossier->monitored->len; i++) {
		const DcMonitored *one = g_ptr_array_index(dossier->monitored, i);
		g_autofree char *at = dc_when_short(dc_desk_calendar(cli->desk), one->last_at, cli->now);
		g_autofree char *line = g_strdup_printf("  %s %s x%u %s", at, one->key, one->n_mails, one->recovered ? _("recovered") : _("not recovered"));
		print_text(line);
	}
}

static void
show_contacts(Cli *cli, const DcDossier *dossier)
{
	for (guint i = 0; i < dossier->contacts->len; i++) {
		const DcContact *contact = g_ptr_array_index(dossier->contacts, i);
		g_autofree char *at = dc_when_short(dc_desk_calendar(cli->desk), contact->at, cli->now);
		int n = dc_dossier_attached(dossier, contact);
		g_autofree char *attached = n > 0 ? g_strdup_printf(_("  %d att."), n) : g_strdup("");
		g_autofree char *line = g_strdup_printf("  %s %s %s %s  %s%s  %s", at, dc_word_label(DC_WORDS_OF_CHANNEL, (int)contact->channel),
		                                        contact->department != NULL ? contact->department : "", contact->name != NULL ? contact->name : "",
		                                        contact->subject != NULL ? contact->subject : "", attached,
		                                        contact->direction != DC_DIRECTION_IN       ? ""
		                                        : contact->answered_at != DC_ABSENT ? _("answered")
		                                                                            : _("unanswered"));
		print_text(line);
	}
}

static void
show_text(Cli *cli, const DcDossier *dossier, const GPtrArray *files, const GPtrArray *lines)
{
	const DcTicket *ticket = dossier->listed->ticket;
	g_autofree char *place = dossier->place > 0 ? g_strdup_printf("%d", dossier->place) : g_strdup("-");
	g_autofree char *head = g_strdup_printf("No.%" G_GINT64_FORMAT " %s  %s #%s  %s  %s\n%s\n%s", ticket->id, dc_word_label(DC_WORDS_OF_KIND, (int)ticket->kind),
	                                        dossier->listed->sign, place, dc_word_label(DC_WORDS_OF_STATUS, (int)ticket->status),
	                                        ticket->system != NULL ? ticket->system : "", ticket->title, dossier->listed->reason);
	print_text(head);
	const DcField texts[] = { DC_FIELD_BODY, DC_FIELD_ERROR_TEXT, DC_FIELD_STEPS, DC_FIELD_WORKAROUND, DC_FIELD_CAUSE, DC_FIELD_RESOLUTION, DC_FIELD_PERMANENT_FIX };
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		show_field(_(dc_field_info(texts[i])->label), dc_record_get(dossier->text, texts[i]).text);
	print_text(_("-- contacts"));
	show_monitored(cli, dossier);
	show_contacts(cli, dossier);
	if (files->len > 0)
		print_text(_("-- attachments"));
	for (guint i = 0; i < files->len; i++)
		cli_print_file(g_ptr_array_index(files, i));
	print_text(_("-- history"));
	for (guint i = lines->len; i > 0; i--) {
		const DcLine *line = g_ptr_array_index(lines, i - 1);
		g_autofree char *at = dc_when_short(dc_desk_calendar(cli->desk), line->at, cli->now);
		g_autofree char *text = g_strdup_printf("  %s %s%s", at, line->what, line->undone ? _("  (undone)") : "");
		print_text(text);
	}
}

/* The mail it was made of: the first contact that is one. */
static bool
show_raw(Cli *cli, const DcDossier *dossier, GError **error)
{
	DcTicketNo no = dossier->listed->ticket->id;
	for (guint i = 0; i < dossier->contacts->len; i++) {
		const DcContact *contact = g_ptr_array_index(dossier->contacts, i);
		if (contact->mail <= 0 || contact->ticket != no)
			continue;
		g_autoptr(GBytes) raw = dc_desk_mail_raw(cli->desk, contact->mail, error);
		if (raw != NULL)
			cli_print_raw(raw);
		return raw != NULL;
	}
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("No.%ld came by no mail"), (long)no);
	return false;
}

/* Everything that is attached to the mails of the ticket. */
static bool
show_save(Cli *cli, DcTicketNo no, const char *folder, GError **error)
{
	GError *left_out = NULL;
	g_autoptr(GPtrArray) files = dc_desk_ticket_files(cli->desk, no, &left_out, error);
	bool ok = files != NULL;
	for (guint i = 0; ok && i < files->len; i++)
		ok = cli_save_file(cli, g_ptr_array_index(files, i), folder, error);
	if (ok && files->len == 0 && left_out == NULL)
		g_set_error(&left_out, DC_ERROR, DC_ERROR_REFUSED, _("nothing is attached to the mails of No.%ld"), (long)no);
	if (ok && left_out == NULL)
		return true;
	if (ok)
		g_propagate_error(error, g_steal_pointer(&left_out));
	g_clear_error(&left_out);
	return false;
}

#define HISTORY_MAX 1000

static bool
run_show(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("show");
	gboolean as_json = FALSE, as_raw = FALSE;
	g_autofree char *folder = NULL;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
		{ "raw", 0, 0, G_OPTION_ARG_NONE, &as_raw, NULL, NULL },
		{ "save", 0, 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
		{ 0 },
	};
	DcTicketNo no;
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 1, 1, error) || !cli_number(argv[1], &no, error))
		return false;
	g_autoptr(DcDossier) dossier = dc_desk_dossier(cli->desk, no, cli->now, error);
	g_autoptr(GPtrArray) lines = dossier != NULL ? dc_desk_history(cli->desk, no, 0, HISTORY_MAX, error) : NULL;
	if (lines == NULL)
		return false;
	if (as_raw)
		return show_raw(cli, dossier, error);
	if (folder != NULL)
		return show_save(cli, no, folder, error);
	g_autoptr(GPtrArray) files = dc_desk_ticket_files(cli->desk, no, NULL, error);
	if (files == NULL)
		return false;
	if (as_json)
		show_json(cli, dossier, files, lines);
	else
		show_text(cli, dossier, files, lines);
	return true;
}

static bool
run_why(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("why");
	DcTicketNo no;
	if (!cli_options(command, NULL, &argc, &argv, error) || !cli_count(command, argc, 1, 1, error) || !cli_number(argv[1], &no, error))
		return false;
	g_autofree char *text = dc_desk_why(cli->desk, no, cli->now, error);
	if (text == NULL)
		return false;
	print_text(text);
	return true;
}

static bool
run_next(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("next");
	gboolean as_json = FALSE;
	const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL }, { 0 } };
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 0, 0, error))
		return false;
	DcListing what = { .band_from = DC_BAND_PINNED, .band_to = DC_BAND_LATER, .limit = 1 };
	g_autoptr(GPtrArray) rows = dc_desk_list(cli->desk, &what, cli->now, error);
	if (rows == NULL)
		return false;
	if (rows->len == 0) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("nothing is open today"));
		return false;
	}
	if (!as_json) {
		print_listed(cli, g_ptr_array_index(rows, 0), 1);
		return true;
	}
	Json json = { .out = g_string_new(NULL) };
	json_listed(cli, &json, g_ptr_array_index(rows, 0), 1);
	g_string_append_c(json.out, '\n');
	json_flush(&json);
	g_string_free(json.out, TRUE);
	return true;
}

static bool
run_history(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("history");
	gint limit = HISTORY_MAX;
	const GOptionEntry entries[] = { { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL }, { 0 } };
	DcTicketNo no = 0;
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 0, 1, error) || !cli_limit(command, limit, error) || (argc > 1 && !cli_number(argv[1], &no, error)))
		return false;
	g_autoptr(GPtrArray) lines = dc_desk_history(cli->desk, no, 0, limit, error);
	if (lines == NULL)
		return false;
	for (guint i = lines->len; i > 0; i--) {
		const DcLine *line = g_ptr_array_index(lines, i - 1);
		g_autofree char *at = when_text(cli, line->at);
		g_autofree char *text = g_strdup_printf("%s %s%s", at, line->what, line->undone ? _("  (undone)") : "");
		print_text(text);
	}
	return true;
}

const Command cli_look_commands[] = {
	{ "list", "[QUERY] [--json|--csv] [--all|--later] [--kind K] [--limit N]",
	  N_("Prints today's order, or the tickets that a query asks for (kind:incident status:open Tokyo), open ones in order, then the others. --later "
	     "lists what is put off or waits, --all everything that is open."),
	  true, run_list },
	{ "show", "NO [--json|--raw|--save FOLDER]",
	  N_("Prints everything about a ticket: its reason, callers, attachments, texts, history. --raw: the mail that it was made of, as it came. "
	     "--save FOLDER: everything attached to its mails, under names made harmless, over nothing that is there."),
	  true, run_show },
	{ "search", "QUERY [--mail] [--json] [--limit N]",
	  N_("Prints the tickets in which words occur, open or closed, with the line where they stand, and the mails on no ticket. A query narrows further: "
	     "caller:Sato closed:2026-03. --mail: the mails alone."),
	  true, cli_run_search },
	{ "why", "NO",
	  N_("Prints why a ticket stands where it stands, and what would move it."),
	  true, run_why },
	{ "next", "[--json]",
	  N_("Prints the first ticket of today's order."),
	  true, run_next },
	{ "history", "[NO] [--limit N]",
	  N_("Prints what happened to a ticket, or to the whole ledger; the newest come last."),
	  true, run_history },
	{ 0 },
};
