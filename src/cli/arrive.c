/* Work that arrives: log, intake, inbox, take, drop, mail. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/mail.h>
#include <daicho/text.h>

#include <stdio.h>

#define SUBJECT_COLS 100

/* -- log -- */

static void
spread(GArray *sets, DcTicket *ticket, DcTicketText *text)
{
	for (guint i = 0; i < sets->len; i++) {
		const DcSet *set = &g_array_index(sets, DcSet, i);
		bool narrow = dc_field_info(set->field)->entity == DC_ENTITY_TICKET;
		dc_record_set(narrow ? (gpointer)ticket : (gpointer)text, set->field, &set->value);
	}
}

static bool
run_log(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("log");
	g_autofree char *answer = NULL;
	gboolean draft = FALSE;
	const GOptionEntry entries[] = {
		{ "answered", 0, 0, G_OPTION_ARG_STRING, &answer, NULL, NULL },
		{ "draft", 0, 0, G_OPTION_ARG_NONE, &draft, NULL, NULL },
		{ 0 },
	};
	g_auto(FieldWords) words = { 0 };
	if (!cli_field_options(command, entries, &words, &argc, &argv, error) || !cli_count(command, argc, 1, -1, error))
		return false;
	g_autoptr(GArray) sets = cli_sets(cli, &words, error);
	if (sets == NULL)
		return false;
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	spread(sets, ticket, text);
	g_clear_pointer(&ticket->title, g_free);
	if (!cli_text(argv + 1, &ticket->title, error))
		return false;
	bool phone = ticket->channel == DC_CHANNEL_NONE || ticket->channel == DC_CHANNEL_PHONE;
	DcInstant rang = ticket->received_at != DC_ABSENT ? ticket->received_at : cli->now;
	DcArrival arrival = { .ticket = ticket, .text = text, .is_draft = draft, .answer = answer, .call_start = phone ? rang : DC_ABSENT };
	DcTicketNo no;
	if (!dc_desk_log(cli->desk, &arrival, cli->now, &no, error))
		return false;
	printf("%" G_GINT64_FORMAT "\n", no);
	return true;
}

/* -- intake -- */

static void
say_intake(const DcIntake *intake, bool as_json)
{
	if (as_json) {
		Json json = { .out = g_string_new(NULL) };
		json_begin(&json, NULL, '{');
		json_number(&json, "read", intake->n_read);
		json_number(&json, "new", intake->n_new);
		json_number(&json, "known", intake->n_known);
		json_number(&json, "attached", intake->n_attached);
		json_number(&json, "failed", intake->n_failed);
		json_end(&json, '}');
		g_string_append_c(json.out, '\n');
		json_flush(&json);
		g_string_free(json.out, TRUE);
	} else {
		printf(_("%u new, %u on their ticket, %u known, %u unreadable\n"), intake->n_new, intake->n_attached, intake->n_known, intake->n_failed);
	}
	if (intake->stopped)
		fprintf(stderr, "daicho: %s\n", _("stopped: what was taken in stays, the rest comes the next time"));
	for (guint i = 0; intake->problems != NULL && i < intake->problems->len; i++) {
		g_autofree char *shown = dc_text_show(g_ptr_array_index(intake->problems, i));
		fprintf(stderr, "daicho: %s\n", shown);
	}
}

/* Mails that wait become tickets at once, with provisional ratings (--take); but bounces and automatic answers are no work. */
static bool
take_all(Cli *cli, GError **error)
{
	for (DcFolder folder = DC_FOLDER_INCIDENT; folder <= DC_FOLDER_INBOX; folder++) {
		g_autoptr(GPtrArray) mails = dc_ledger_list(dc_desk_ledger(cli->desk), DC_LIST_MAILS_WAITING, (DcListArgs){ .id = folder }, error);
		if (mails == NULL)
			return false;
		g_autofree DcId *ids = g_new0(DcId, mails->len);
		g_autofree DcTake *takes = g_new0(DcTake, mails->len);
		for (guint i = 0; i < mails->len; i++) {
			const DcMailRow *mail = g_ptr_array_index(mails, i);
			ids[i] = mail->id;
			takes[i] = (DcTake){ .due_at = DC_ABSENT, .state = mail->echo ? DC_MAIL_DROPPED : DC_MAIL_NONE };
		}
		if (mails->len > 0 && !dc_desk_take_each(cli->desk, ids, takes, mails->len, cli->now, NULL, error))
			return false;
	}
	return true;
}

static bool
read_boxes(Cli *cli, DcFolder folder, int argc, char **argv, DcIntake *intake, GError **error)
{
	g_autoptr(Progress) progress = progress_begin(cli->desk);
	if (argc == 1)
		return dc_desk_intake(cli->desk, NULL, folder, cli->now, progress_step, progress, intake, error);
	for (int i = 1; i < argc; i++)
		if (*argv[i] == '\0') {
			g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, _("intake: a path is empty; name a Maildir, an mbox, a mail or -"));
			return false;
		}
	for (int i = 1; i < argc && !intake->stopped; i++)
		if (!dc_desk_intake(cli->desk, argv[i], folder, cli->now, progress_step, progress, intake, error))
			return false;
	return true;
}

static bool
run_intake(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("intake");
	g_autofree char *folder_word = NULL;
	gboolean take = FALSE, as_json = FALSE;
	const GOptionEntry entries[] = {
		{ "folder", 0, 0, G_OPTION_ARG_STRING, &folder_word, NULL, NULL },
		{ "take", 0, 0, G_OPTION_ARG_NONE, &take, NULL, NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
		{ 0 },
	};
	int folder = DC_FOLDER_INBOX;
	if (!cli_options(command, entries, &argc, &argv, error) ||
	    (folder_word != NULL && !dc_word_parse(DC_WORDS_OF_FOLDER, folder_word, &folder, error)))
		return false;
	DcIntake intake = { 0 };
	bool ok = read_boxes(cli, (DcFolder)folder, argc, argv, &intake, error) && (!take || take_all(cli, error));
	if (ok || intake.n_read > 0)
		say_intake(&intake, as_json);
	/* Not one that could be read: whoever called this must not take it for done. */
	if (ok && (intake.stopped || (intake.n_failed > 0 && intake.n_new + intake.n_attached + intake.n_known == 0)))
		cli->status = 1;
	dc_intake_clear(&intake);
	return ok && cli->status == 0;
}

/* -- inbox, take, drop -- */

static void
print_waiting(Cli *cli, const DcWaiting *waiting)
{
	g_autofree char *at = dc_when_short(dc_desk_calendar(cli->desk), waiting->mail->at, cli->now);
	g_autofree char *subject = dc_text_clip(waiting->mail->subject != NULL ? waiting->mail->subject : "", SUBJECT_COLS);
	g_autofree char *from = dc_text_show(waiting->mail->name != NULL ? waiting->mail->name : waiting->mail->address != NULL ? waiting->mail->address : "");
	g_autofree char *from_shown = dc_text_pad(from, 16);
	printf("%5" G_GINT64_FORMAT " %5s %s %+d %s\n", waiting->mail->id, at, from_shown, waiting->cue_score, subject);
	if (waiting->n_mails > 1)
		printf("%12s x%u%s\n", "", waiting->n_mails, waiting->recovered ? _(", recovered") : "");
	if (waiting->answers > 0)
		printf("%12s %s No.%" G_GINT64_FORMAT "\n", "", waiting->thanks ? _("thanks for") : waiting->reopens ? _("reopen?") : _("goes on with"), waiting->answers);
	else if (waiting->alike > 0)
		printf("%12s %s No.%" G_GINT64_FORMAT " %.2f\n", "", _("same incident?"), waiting->alike, waiting->similarity);
}

static void
json_waiting(Cli *cli, Json *json, const DcWaiting *waiting)
{
	g_autofree char *at = when_text(cli, waiting->mail->at);
	g_autofree char *due = when_text(cli, waiting->due_at);
	json_begin(json, NULL, '{');
	json_number(json, "id", waiting->mail->id);
	json_text(json, "folder", dc_word_code(DC_WORDS_OF_FOLDER, (int)waiting->mail->folder));
	json_text(json, "at", at);
	json_text(json, "from_name", waiting->mail->name);
	json_text(json, "from_address", waiting->mail->address);
	json_text(json, "subject", waiting->mail->subject);
	json_bool(json, "automatic", waiting->mail->automatic);
	json_bool(json, "garbled", waiting->mail->garbled);
	json_begin(json, "proposal", '{');
	json_number(json, "score", waiting->cue_score);
	json_text(json, "kind", dc_word_code(DC_WORDS_OF_KIND, (int)waiting->kind));
	json_number(json, "impact", waiting->impact);
	json_number(json, "urgency", waiting->urgency);
	json_text(json, "system", waiting->system);
	json_number(json, "parent", waiting->alike > 0 ? waiting->alike : DC_ABSENT);
	json_decimal(json, "similarity", waiting->similarity);
	json_text(json, "due_at", due);
	json_bool(json, "drop", waiting->not_for_ledger);
	json_number(json, "answers", waiting->answers > 0 ? waiting->answers : DC_ABSENT);
	json_bool(json, "by_headers", waiting->by_headers);
	json_bool(json, "reopen", waiting->reopens);
	json_bool(json, "thanks", waiting->thanks);
	json_text(json, "alert", waiting->mail->alert);
	json_number(json, "count", waiting->n_mails);
	json_bool(json, "recovered", waiting->recovered);
	json_end(json, '}');
	json_end(json, '}');
}

static bool
run_inbox(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("inbox");
	gboolean as_json = FALSE;
	const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL }, { 0 } };
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 0, 0, error))
		return false;
	Json json = { .out = g_string_new(NULL) };
	bool ok = true;
	json_begin(&json, NULL, '[');
	for (DcFolder folder = DC_FOLDER_INCIDENT; ok && folder <= DC_FOLDER_INBOX; folder++) {
		g_autoptr(GPtrArray) waiting = dc_desk_waiting(cli->desk, folder, cli->now, error);
		ok = waiting != NULL;
		for (guint i = 0; ok && i < waiting->len; i++) {
			if (as_json)
				json_waiting(cli, &json, g_ptr_array_index(waiting, i));
			else
				print_waiting(cli, g_ptr_array_index(waiting, i));
		}
	}
	json_end(&json, ']');
	g_string_append_c(json.out, '\n');
	if (ok && as_json)
		json_flush(&json);
	g_string_free(json.out, TRUE);
	return ok;
}

/* The ticket of each; those of one thread come to one. */
static bool
print_taken(Cli *cli, const GArray *mails, GError **error)
{
	DcTicketNo last = 0;
	for (guint i = 0; i < mails->len; i++) {
		g_autoptr(DcMailRow) mail = dc_desk_mail_row(cli->desk, g_array_index(mails, gint64, i), error);
		if (mail == NULL)
			return false;
		if (mail->ticket != last)
			printf("%" G_GINT64_FORMAT "\n", mail->ticket);
		last = mail->ticket;
	}
	return true;
}

static bool
run_take(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("take");
	g_autofree char *answer = NULL, *parent = NULL;
	const GOptionEntry entries[] = {
		{ "answered", 0, 0, G_OPTION_ARG_STRING, &answer, NULL, NULL },
		{ "parent", 0, 0, G_OPTION_ARG_STRING, &parent, NULL, NULL },
		{ 0 },
	};
	g_auto(FieldWords) words = { 0 };
	if (!cli_field_options(command, entries, &words, &argc, &argv, error))
		return false;
	g_autoptr(GArray) ids = cli_mails(command, argc, argv, error);
	g_autoptr(GArray) sets = ids != NULL ? cli_sets(cli, &words, error) : NULL;
	if (sets == NULL)
		return false;
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	spread(sets, ticket, text);
	DcTake take = { .due_at = DC_ABSENT, .answer = answer, .fields = ticket, .texts = text };
	if ((parent != NULL && !cli_number(parent, &take.parent, error)) ||
	    !dc_desk_take(cli->desk, (const DcId *)(const void *)ids->data, ids->len, &take, cli->now, NULL, error))
		return false;
	return print_taken(cli, ids, error);
}

static bool
run_drop(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("drop");
	gboolean counted = FALSE;
	const GOptionEntry entries[] = { { "answered", 0, 0, G_OPTION_ARG_NONE, &counted, NULL, NULL }, { 0 } };
	if (!cli_options(command, entries, &argc, &argv, error))
		return false;
	g_autoptr(GArray) ids = cli_mails(command, argc, argv, error);
	return ids != NULL && dc_desk_drop(cli->desk, (const DcId *)(const void *)ids->data, ids->len, counted ? DC_MAIL_COUNTED : DC_MAIL_DROPPED, cli->now, error);
}

static bool
run_retrieve(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("retrieve");
	const GOptionEntry entries[] = { { 0 } };
	if (!cli_options(command, entries, &argc, &argv, error))
		return false;
	g_autoptr(GArray) ids = cli_mails(command, argc, argv, error);
	return ids != NULL && dc_desk_retrieve(cli->desk, (const DcId *)(const void *)ids->data, ids->len, cli->now, error);
}

/* -- mail: what daicho reads in one, without a ledger -- */

typedef struct {
	Json json;
	bool as_json;
	const DcCalendar *calendar;
} MailPrinting;

static void
json_mail(MailPrinting *printing, const DcMail *mail)
{
	Json *json = &printing->json;
	g_autofree char *date = mail->date != DC_ABSENT ? dc_when_iso(printing->calendar, mail->date) : NULL;
	json_begin(json, NULL, '{');
	json_text(json, "message_id", mail->message_id);
	json_text(json, "in_reply_to", mail->in_reply_to);
	json_begin(json, "references", '[');
	for (guint i = 0; i < mail->references->len; i++)
		json_text(json, NULL, g_ptr_array_index(mail->references, i));
	json_end(json, ']');
	json_text(json, "date", date);
	json_text(json, "from", mail->from_address);
	json_text(json, "from_name", mail->from_name);
	json_text(json, "to", mail->to);
	json_text(json, "subject", mail->subject);
	json_text(json, "text", mail->text);
	json_text(json, "charset", mail->charset);
	json_bool(json, "garbled", mail->garbled);
	json_bool(json, "automatic", mail->automatic);
	json_begin(json, "attachments", '[');
	for (guint i = 0; i < mail->attachments->len; i++) {
		const DcAttachment *attachment = g_ptr_array_index(mail->attachments, i);
		json_begin(json, NULL, '{');
		json_text(json, "name", attachment->name);
		json_text(json, "type", attachment->type);
		json_number(json, "size", attachment->size);
		json_end(json, '}');
	}
	json_end(json, ']');
	json_end(json, '}');
	g_string_append_c(json->out, '\n');
	json->comma = false; /* one object a line */
	json_flush(json);
}

static void
text_mail(const MailPrinting *printing, const DcMail *mail)
{
	g_autofree char *date = mail->date != DC_ABSENT ? dc_when_iso(printing->calendar, mail->date) : g_strdup("");
	g_autofree char *head = g_strdup_printf("%s\n%s <%s>\n%s\n", mail->subject, mail->from_name != NULL ? mail->from_name : "",
	                                        mail->from_address != NULL ? mail->from_address : "", date);
	print_text(head);
	print_text(mail->text);
}

static bool
print_mail(const DcMail *mail, gpointer data, GError **error)
{
	(void)error;
	MailPrinting *printing = data;
	if (printing->as_json)
		json_mail(printing, mail);
	else
		text_mail(printing, mail);
	return true;
}

static void
say_broken(const char *place, const char *reason, gpointer data)
{
	(void)data;
	g_autofree char *said = g_strdup_printf("%s: %s", place, reason);
	g_autofree char *shown = dc_text_show(said);
	fprintf(stderr, "daicho: %s\n", shown);
}

static bool
run_mail(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("mail");
	gboolean as_json = FALSE;
	const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL }, { 0 } };
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, 1, -1, error))
		return false;
	g_autoptr(DcPolicy) policy = dc_policy_new();
	MailPrinting printing = { .json = { .out = g_string_new(NULL) }, .as_json = as_json, .calendar = dc_policy_calendar(policy) };
	DcMailWalk walk = { .mail = print_mail, .broken = say_broken, .data = &printing };
	bool ok = true;
	for (int i = 1; ok && i < argc; i++) {
		DcMailCounts counts = { 0 };
		ok = dc_mailbox_walk(argv[i], &walk, &counts, error);
		if (counts.n_failed > 0)
			cli->status = 1;
	}
	g_string_free(printing.json.out, TRUE);
	return ok && cli->status == 0;
}

const Command cli_arrive_commands[] = {
	{ "log", "[--caller WHO] [--kind K] [--FIELD VALUE]... [--answered TEXT] TITLE",
	  N_("Records a ticket and prints its number. A call, unless --channel says otherwise; the rating is provisional until it is "
	     "confirmed. --answered TEXT answers and closes it at once, --draft only takes the number."),
	  true, run_log },
	{ "intake", "[--folder incident|inbox] [--take] [--json] [PATH|-]...",
	  N_("Reads Maildirs, mbox files, single mails or standard input (-); without a path the sources of the policy. The mails "
	     "wait for triage; what is known is not read again. --take makes tickets of them at once, with provisional ratings."),
	  true, run_intake },
	{ "inbox", "[--json]",
	  N_("Lists the mails that wait for triage, with what daicho would do with them. The first column is the ID for take and "
	     "drop."),
	  true, run_inbox },
	{ "take", "ID... [--parent NO] [--answered TEXT] [--FIELD VALUE]...",
	  N_("Makes tickets of waiting mails and prints their numbers. What is not given is taken from the proposal. --parent NO "
	     "puts them into the group of that ticket, --answered TEXT answers and closes them at once."),
	  true, run_take },
	{ "drop", "ID... [--answered]",
	  N_("Mails that are not for the ledger: they are counted and kept. --answered counts them as answered on the spot."),
	  true, run_drop },
	{ "retrieve", "ID...",
	  N_("Mails that were dropped or only counted wait for triage again; daicho search --mail finds them."),
	  true, run_retrieve },
	{ "mail", "FILE... [--json]",
	  N_("Prints what daicho reads in a mail, without a ledger."),
	  false, run_mail },
	{ 0 },
};
