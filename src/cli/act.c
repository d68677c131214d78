/* Judging and doing: every command is one change of the desk. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <stdio.h>

typedef struct { /* what most commands take: tickets, then words */
	GArray *nos;
	char *text; /* --text, --reason ..., or the words behind the numbers; NULL */
} Words;

static void
words_clear(Words *words)
{
	g_clear_pointer(&words->nos, g_array_unref);
	g_clear_pointer(&words->text, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

static DcTickets
tickets_of(const Words *words)
{
	return (DcTickets){ .nos = (const DcTicketNo *)(const void *)words->nos->data, .n = words->nos->len };
}

/* `daicho resolve 104 105 restarted the service`: numbers as long as they are numbers. `option` wins over the words. */
static bool
split_words(const Command *command, int argc, char **argv, const char *option, Words *words, GError **error)
{
	int i = 1;
	words->nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	for (DcTicketNo no; i < argc && cli_number(argv[i], &no, NULL); i++)
		g_array_append_val(words->nos, no);
	if (words->nos->len == 0) {
		g_autofree char *usage = cli_usage(command);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s: which ticket? %s"), command->verb, usage);
		return false;
	}
	words->text = g_strdup(option);
	return option != NULL || cli_text(argv + i, &words->text, error);
}

static bool
no_words(const Command *command, const Words *words, GError **error)
{
	if (words->text == NULL)
		return true;
	g_autofree char *shown = dc_text_clip(words->text, CLIP_COLS);
	g_autofree char *usage = cli_usage(command);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s: \"%s\" is not understood; %s"), command->verb, shown, usage);
	return false;
}

static bool
one_ticket(const Command *command, const Words *words, GError **error)
{
	if (words->nos->len == 1)
		return true;
	g_autofree char *usage = cli_usage(command);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s: one ticket at a time; %s"), command->verb, usage);
	return false;
}

static bool
optional_word(DcWordSet set, const char *text, int *value, GError **error)
{
	*value = 0;
	return text == NULL || dc_word_parse(set, text, value, error);
}

/* -- judging -- */

/* 1..3, or as people call it: 大 中 小, 高 中 低, high mid low. */
static bool
scale(const char *text, int *value, GError **error)
{
	static const char *const steps[3][6] = { { "1", "大", "高", "high", "large", "h" }, { "2", "中", "mid", "middle", "medium", "m" }, { "3", "小", "低", "low", "small", "l" } };
	*value = 0;
	if (text == NULL)
		return true;
	for (int step = 0; step < 3; step++)
		for (int i = 0; i < 6; i++)
			if (g_ascii_strcasecmp(steps[step][i], text) == 0)
				*value = step + 1;
	if (*value == 0) {
		g_autofree char *shown = dc_text_clip(text, CLIP_COLS);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("\"%s\" is no step of the scale: 1 (high), 2 or 3 (low)"), shown);
	}
	return *value != 0;
}

static bool
run_rate(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("rate");
	g_autofree char *impact = NULL, *urgency = NULL, *reason = NULL, *override = NULL;
	gboolean major = FALSE, not_major = FALSE;
	const GOptionEntry entries[] = {
		{ "impact", 0, 0, G_OPTION_ARG_STRING, &impact, NULL, NULL },     { "urgency", 0, 0, G_OPTION_ARG_STRING, &urgency, NULL, NULL },
		{ "override", 0, 0, G_OPTION_ARG_STRING, &override, NULL, NULL }, { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
		{ "major", 0, 0, G_OPTION_ARG_NONE, &major, NULL, NULL },         { "no-major", 0, 0, G_OPTION_ARG_NONE, &not_major, NULL, NULL },
		{ 0 },
	};
	g_auto(Words) words = { 0 };
	DcJudgement judgement = { 0 };
	if (!cli_options(command, entries, &argc, &argv, error) || !split_words(command, argc, argv, NULL, &words, error) || !no_words(command, &words, error) ||
	    !scale(impact, &judgement.impact, error) || !scale(urgency, &judgement.urgency, error))
		return false;
	if (override != NULL) {
		guint64 priority = 0;
		bool none = g_str_equal(override, "none");
		if (!none && !g_ascii_string_to_unsigned(override + (*override == 'P' || *override == 'p'), 10, 1, 5, &priority, NULL)) {
			g_autofree char *shown = dc_text_clip(override, CLIP_COLS);
			g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("\"%s\" is no priority: 1 to 5, or none"), shown);
			return false;
		}
		judgement.override = none ? -1 : (int)priority;
	}
	judgement.reason = reason;
	judgement.major = major ? 1 : not_major ? -1 : 0;
	return dc_desk_rate(cli->desk, tickets_of(&words), &judgement, cli->now, error);
}

static bool
run_pin(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("pin");
	g_autofree char *reason = NULL;
	gboolean off = FALSE;
	const GOptionEntry entries[] = {
		{ "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
		{ "off", 0, 0, G_OPTION_ARG_NONE, &off, NULL, NULL },
		{ 0 },
	};
	g_auto(Words) words = { 0 };
	return cli_options(command, entries, &argc, &argv, error) && split_words(command, argc, argv, reason, &words, error) &&
	       dc_desk_pin(cli->desk, tickets_of(&words), off ? NULL : words.text != NULL ? words.text : "", cli->now, error);
}

static bool
run_group(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("group");
	g_autofree char *with = NULL, *as = NULL;
	const GOptionEntry entries[] = {
		{ "with", 0, 0, G_OPTION_ARG_STRING, &with, NULL, NULL },
		{ "as", 0, 0, G_OPTION_ARG_STRING, &as, NULL, NULL },
		{ 0 },
	};
	g_auto(Words) words = { 0 };
	DcTicketNo parent = 0;
	int member;
	if (!cli_options(command, entries, &argc, &argv, error) || !split_words(command, argc, argv, NULL, &words, error) || !no_words(command, &words, error) ||
	    !optional_word(DC_WORDS_OF_MEMBER, as, &member, error))
		return false;
	if (with == NULL) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, _("group: with which ticket? --with NO"));
		return false;
	}
	return cli_number(with, &parent, error) && dc_desk_group(cli->desk, tickets_of(&words), parent, (DcMember)member, cli->now, error);
}

static bool
run_split(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("split");
	g_auto(Words) words = { 0 };
	return cli_options(command, NULL, &argc, &argv, error) && split_words(command, argc, argv, NULL, &words, error) && no_words(command, &words, error) &&
	       dc_desk_split(cli->desk, tickets_of(&words), cli->now, error);
}

static bool
run_adopt(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("adopt");
	int n;
	if (!cli_options(command, NULL, &argc, &argv, error) || !cli_count(command, argc, 0, 0, error) || !dc_desk_adopt(cli->desk, cli->now, &n, error))
		return false;
	printf("%d\n", n);
	return true;
}

/* -- doing -- */

static bool
run_resolve(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("resolve");
	g_autofree char *resolution = NULL, *cause = NULL;
	const GOptionEntry entries[] = {
		{ "resolution", 0, 0, G_OPTION_ARG_STRING, &resolution, NULL, NULL },
		{ "cause", 0, 0, G_OPTION_ARG_STRING, &cause, NULL, NULL },
		{ 0 },
	};
	g_auto(Words) words = { 0 };
	int cause_class;
	return cli_options(command, entries, &argc, &argv, error) && split_words(command, argc, argv, resolution, &words, error) &&
	       optional_word(DC_WORDS_OF_CAUSE, cause, &cause_class, error) &&
	       dc_desk_resolve(cli->desk, tickets_of(&words), words.text, (DcCause)cause_class, cli->now, error);
}

static bool
run_answer(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("answer");
	g_autofree char *text = NULL, *channel = NULL;
	gint64 contact = 0;
	const GOptionEntry entries[] = {
		{ "text", 0, 0, G_OPTION_ARG_STRING, &text, NULL, NULL },
		{ "channel", 0, 0, G_OPTION_ARG_STRING, &channel, NULL, NULL },
		{ "contact", 0, 0, G_OPTION_ARG_INT64, &contact, NULL, NULL },
		{ 0 },
	};
	g_auto(Words) words = { 0 };
	int by;
	return cli_options(command, entries, &argc, &argv, error) && split_words(command, argc, argv, text, &words, error) &&
	       optional_word(DC_WORDS_OF_CHANNEL, channel, &by, error) &&
	       dc_desk_answer(cli->desk, tickets_of(&words), contact, words.text, (DcChannel)by, cli->now, error);
}

/* Commands whose words are a reason or a text, and nothing else. */
typedef bool (*TextFn)(DcDesk *desk, DcTickets tickets, const char *text, DcInstant now, GError **error);

static bool
run_text(Cli *cli, const char *verb, const char *option, TextFn function, int argc, char **argv, GError **error)
{
	const Command *command = cli_command(verb);
	g_autofree char *text = NULL;
	const GOptionEntry entries[] = { { option, 0, 0, G_OPTION_ARG_STRING, &text, NULL, NULL }, { 0 } };
	g_auto(Words) words = { 0 };
	return cli_options(command, entries, &argc, &argv, error) && split_words(command, argc, argv, text, &words, error) &&
	       function(cli->desk, tickets_of(&words), words.text, cli->now, error);
}

static bool
run_close(Cli *cli, int argc, char **argv, GError **error)
{
	return run_text(cli, "close", "reason", dc_desk_close, argc, argv, error);
}

static bool
run_reopen(Cli *cli, int argc, char **argv, GError **error)
{
	return run_text(cli, "reopen", "reason", dc_desk_reopen, argc, argv, error);
}

static bool
run_cancel(Cli *cli, int argc, char **argv, GError **error)
{
	return run_text(cli, "cancel", "reason", dc_desk_cancel, argc, argv, error);
}

static bool
run_note(Cli *cli, int argc, char **argv, GError **error)
{
	return run_text(cli, "note", "text", dc_desk_note, argc, argv, error);
}

static bool
need(const Command *command, const char *text, const char *option, GError **error)
{
	if (text != NULL)
		return true;
	g_autofree char *usage = cli_usage(command);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s: --%s is missing; %s"), command->verb, option, usage);
	return false;
}

static bool
run_defer(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("defer");
	g_autofree char *until = NULL, *reason = NULL, *promise = NULL;
	const GOptionEntry entries[] = {
		{ "until", 0, 0, G_OPTION_ARG_STRING, &until, NULL, NULL },
		{ "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
		{ "promise", 0, 0, G_OPTION_ARG_STRING, &promise, NULL, NULL },
		{ 0 },
	};
	g_auto(Words) words = { 0 };
	DcInstant resume_on, promise_at;
	/* A day alone means its beginning: it is there when the day begins. */
	return cli_options(command, entries, &argc, &argv, error) && split_words(command, argc, argv, reason, &words, error) &&
	       need(command, until, "until", error) && dc_when_instant(dc_desk_calendar(cli->desk), until, cli->now, 0, &resume_on, error) &&
	       cli_when(cli, promise, &promise_at, error) &&
	       dc_desk_defer(cli->desk, tickets_of(&words), resume_on, words.text, promise_at, cli->now, error);
}

static bool
run_wait(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("wait");
	g_autofree char *reason = NULL, *until = NULL, *whom = NULL;
	const GOptionEntry entries[] = {
		{ "for", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
		{ "until", 0, 0, G_OPTION_ARG_STRING, &until, NULL, NULL },
		{ "whom", 0, 0, G_OPTION_ARG_STRING, &whom, NULL, NULL },
		{ 0 },
	};
	g_auto(Words) words = { 0 };
	int wait;
	DcInstant check_at;
	return cli_options(command, entries, &argc, &argv, error) && split_words(command, argc, argv, whom, &words, error) &&
	       need(command, reason, "for", error) && need(command, until, "until", error) && dc_word_parse(DC_WORDS_OF_WAIT, reason, &wait, error) &&
	       cli_when(cli, until, &check_at, error) && dc_desk_wait(cli->desk, tickets_of(&words), (DcWait)wait, words.text, check_at, cli->now, error);
}

static bool
run_start(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("start");
	g_autofree char *kind_word = NULL;
	const GOptionEntry entries[] = { { "work", 0, 0, G_OPTION_ARG_STRING, &kind_word, NULL, NULL }, { 0 } };
	g_auto(Words) words = { 0 };
	int kind;
	return cli_options(command, entries, &argc, &argv, error) && split_words(command, argc, argv, NULL, &words, error) && no_words(command, &words, error) &&
	       one_ticket(command, &words, error) && optional_word(DC_WORDS_OF_WORK, kind_word, &kind, error) &&
	       dc_desk_start(cli->desk, tickets_of(&words).nos[0], (DcWorkKind)kind, cli->now, error);
}

static bool
run_stop(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("stop");
	return cli_options(command, NULL, &argc, &argv, error) && cli_count(command, argc, 0, 0, error) && dc_desk_stop(cli->desk, cli->now, error);
}

static bool
run_workaround(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("workaround");
	g_autofree char *text = NULL, *urgency_word = NULL;
	gint64 affected = DC_ABSENT;
	const GOptionEntry entries[] = {
		{ "text", 0, 0, G_OPTION_ARG_STRING, &text, NULL, NULL },
		{ "urgency", 0, 0, G_OPTION_ARG_STRING, &urgency_word, NULL, NULL },
		{ "affected", 0, 0, G_OPTION_ARG_INT64, &affected, NULL, NULL },
		{ 0 },
	};
	g_auto(Words) words = { 0 };
	int urgency;
	return cli_options(command, entries, &argc, &argv, error) && split_words(command, argc, argv, text, &words, error) &&
	       one_ticket(command, &words, error) && scale(urgency_word, &urgency, error) &&
	       dc_desk_workaround(cli->desk, tickets_of(&words).nos[0], words.text, affected, urgency, cli->now, error);
}

static bool
run_tell(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("tell");
	g_autofree char *to = NULL, *by = NULL, *text = NULL, *next = NULL, *request = NULL, *kind = NULL;
	gboolean draft = FALSE;
	const GOptionEntry entries[] = {
		{ "to", 0, 0, G_OPTION_ARG_STRING, &to, NULL, NULL },           { "by", 0, 0, G_OPTION_ARG_STRING, &by, NULL, NULL },
		{ "text", 0, 0, G_OPTION_ARG_STRING, &text, NULL, NULL },       { "next", 0, 0, G_OPTION_ARG_STRING, &next, NULL, NULL },
		{ "request", 0, 0, G_OPTION_ARG_STRING, &request, NULL, NULL }, { "report", 0, 0, G_OPTION_ARG_STRING, &kind, NULL, NULL },
		{ "draft", 0, 0, G_OPTION_ARG_NONE, &draft, NULL, NULL },       { 0 },
	};
	g_auto(Words) words = { 0 };
	int report, channel;
	DcTelling telling = { 0 };
	if (!cli_options(command, entries, &argc, &argv, error) || !split_words(command, argc, argv, text, &words, error) || !one_ticket(command, &words, error) ||
	    !optional_word(DC_WORDS_OF_REPORT, kind, &report, error) || !optional_word(DC_WORDS_OF_CHANNEL, by, &channel, error) ||
	    !cli_when(cli, next, &telling.next_at, error))
		return false;
	DcTicketNo no = tickets_of(&words).nos[0];
	if (draft) {
		g_autofree char *made = dc_desk_tell_draft(cli->desk, no, cli->now, NULL, error);
		if (made != NULL)
			fputs(made, stdout);
		return made != NULL;
	}
	telling.recipient = to;
	telling.requests = request;
	telling.kind = (DcReportKind)report;
	telling.channel = (DcChannel)channel;
	telling.text = words.text;
	return dc_desk_tell(cli->desk, no, &telling, cli->now, error);
}

static bool
run_edit(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("edit");
	g_auto(FieldWords) fields = { 0 };
	g_auto(Words) words = { 0 };
	if (!cli_field_options(command, NULL, &fields, &argc, &argv, error) || !split_words(command, argc, argv, NULL, &words, error) ||
	    !no_words(command, &words, error))
		return false;
	g_autoptr(GArray) sets = cli_sets(cli, &fields, error);
	if (sets == NULL)
		return false;
	if (sets->len == 0) {
		g_autofree char *usage = cli_usage(command);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("edit: which field? %s"), usage);
		return false;
	}
	return dc_desk_edit(cli->desk, tickets_of(&words), NULL, NULL, (const DcSet *)(const void *)sets->data, sets->len, cli->now, error);
}

static bool
run_undo(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command(argv[0]);
	if (!cli_options(command, NULL, &argc, &argv, error) || !cli_count(command, argc, 0, 0, error))
		return false;
	g_autofree char *what = g_str_equal(command->verb, "undo") ? dc_desk_undo(cli->desk, cli->now, error) : dc_desk_redo(cli->desk, cli->now, error);
	if (what == NULL)
		return false;
	print_text(what);
	return true;
}

const Command cli_act_commands[] = {
	{ "rate", "NO... [--impact 1..3] [--urgency 1..3] [--override 1..5|none --reason TEXT] [--major|--no-major]",
	  N_("Judges impact and urgency, 1 (high) to 3 (low), and confirms the rating; alone it confirms the provisional one. "
	     "--override puts a priority of your own in the place of the matrix's and needs a --reason; none takes it back."),
	  true, run_rate },
	{ "resolve", "NO... TEXT [--cause CLASS]",
	  N_("Marks tickets resolved: TEXT is what was done. An incident needs its --cause; the callers are still owed an answer."),
	  true, run_resolve },
	{ "answer", "NO... TEXT [--contact ID] [--channel CHANNEL]",
	  N_("Answers the callers, or one of them by --contact. An inquiry is thereby resolved; what is resolved and has every "
	     "caller answered is closed."),
	  true, run_answer },
	{ "close", "NO... [REASON]",
	  N_("Closes tickets whose callers are all answered, or says in REASON why no answer is owed."),
	  true, run_close },
	{ "defer", "NO... --until WHEN [REASON] [--promise WHEN]",
	  N_("Puts tickets off until a later time or day. --promise says when the caller was promised an answer."),
	  true, run_defer },
	{ "wait", "NO... --for WHAT --until WHEN [WHOM]",
	  N_("The ball is elsewhere: for what, with whom, and when to check, at most 10 business days ahead."),
	  true, run_wait },
	{ "workaround", "NO TEXT [--affected N] [--urgency 1..3]",
	  N_("Records a workaround, and with it, if you like, how many are affected and how urgent it still is."),
	  true, run_workaround },
	{ "reopen", "NO... REASON",
	  N_("Opens resolved, closed or cancelled tickets again."),
	  true, run_reopen },
	{ "cancel", "NO... REASON",
	  N_("Takes tickets out that are none: duplicates, mistakes, not ours."),
	  true, run_cancel },
	{ "pin", "NO... REASON | --off",
	  N_("Puts tickets on top until the end of the day; --off takes them down."),
	  true, run_pin },
	{ "group", "NO... --with NO [--as same_incident|confirms]",
	  N_("Puts tickets behind another one: the same incident, or a question about it."),
	  true, run_group },
	{ "split", "NO...",
	  N_("Takes tickets out of their group."),
	  true, run_split },
	{ "adopt", "",
	  N_("Stores the present order as the morning's and prints how many tickets it has."),
	  true, run_adopt },
	{ "note", "NO... TEXT",
	  N_("Writes a note on tickets."),
	  true, run_note },
	{ "start", "NO [--work KIND]",
	  N_("Starts the clock on a ticket; the one that runs stops."),
	  true, run_start },
	{ "stop", "",
	  N_("Stops the clock."),
	  true, run_stop },
	{ "tell", "NO [TEXT] [--to WHO] [--by CHANNEL] [--next WHEN] [--request TEXT] [--draft]",
	  N_("Records a report to the customer's contact. Without TEXT it is made from the ticket; --draft only prints that text."),
	  true, run_tell },
	{ "edit", "NO... --FIELD VALUE...",
	  N_("Sets fields of tickets, as one change. An empty VALUE clears the field."),
	  true, run_edit },
	{ "undo", "",
	  N_("Takes the last change back, whoever made it and when; every undo goes one further."),
	  true, run_undo },
	{ "redo", "",
	  N_("Does again what was taken back last."),
	  true, run_undo },
	{ 0 },
};
