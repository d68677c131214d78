/* The report to the customer's contact: the text is shown, then to whom, by which channel, what is asked of them, and y/n, for it goes out. */
#include "ask.h"
#include "reader.h"

#include <string.h>

typedef struct {
	Reader reader; /* first: its functions are used as they are */
	char *text;
	DcReportKind kind;
	char *recipient, *requests;
	DcChannel channel;
} Telling;

enum { REPORT_GO_ON };

static const DcViewKey keys[] = {
	{ .keys = "Enter C", .action = VIEW_ACTION(REPORT_GO_ON), .name = "send", .label = N_("send"), .help = N_("go on: channel, recipient, requests, y/n") },
	{ 0 },
};

static const int hints[] = { VIEW_ACTION(REPORT_GO_ON), DC_ACTION_COPY, DC_ACTION_DOWN, DC_ACTION_UP, DC_ACTION_BACK, DC_ACTION_HELP, -1 };

static gpointer
report_open(DcApp *app, gint64 arg, GError **error)
{
	DcReportKind kind = DC_REPORT_NONE;
	char *text = dc_desk_tell_draft(app_desk(app), arg, app_now(app), &kind, error);
	if (text == NULL)
		return NULL;
	Telling *self = g_new0(Telling, 1);
	g_autofree char *number = view_number(arg);
	self->reader.arg = arg;
	self->reader.title = g_strdup_printf("%s %s", dc_word_label(DC_WORDS_OF_REPORT, (int)kind), number);
	self->reader.scroller = dc_scroller_new();
	self->text = text;
	self->kind = kind;
	dc_scroller_add(self->reader.scroller, DC_STYLE_NORMAL, 2, text);
	return self;
}

static void
report_close(gpointer data)
{
	Telling *self = data;
	g_free(self->text);
	g_free(self->recipient);
	g_free(self->requests);
	reader_close(&self->reader);
}

static bool
report_sent(DcApp *app, gpointer data, const char *value, GError **error)
{
	Telling *self = data;
	if (strcmp(value, "yes") != 0) {
		app_say(app, "%s", _("Nothing was sent."));
		return true;
	}
	const DcTelling telling = {
		.kind = self->kind,
		.recipient = *self->recipient != '\0' ? self->recipient : NULL,
		.channel = self->channel,
		.text = self->text,
		.requests = *self->requests != '\0' ? self->requests : NULL,
		.next_at = DC_ABSENT,
	};
	if (!dc_desk_tell(app_desk(app), self->reader.arg, &telling, app_now(app), error))
		return false;
	g_autoptr(GError) problem = NULL;
	app_pop(app);
	app_say(app, _("Reported: %s"), self->reader.title);
	if (!typed_drop(app, self->reader.arg, "report", &problem))
		app_fail(app, problem);
	app_changed(app);
	return true;
}

static bool
requests_given(DcApp *app, gpointer data, const char *value, GError **error)
{
	(void)error;
	Telling *self = data;
	g_free(self->requests);
	self->requests = dc_text_one_line(value);
	g_autofree char *label = g_strdup_printf(_("Record it as sent to %s (%s)"), *self->recipient != '\0' ? self->recipient : "-",
		dc_word_label(DC_WORDS_OF_CHANNEL, (int)self->channel));
	app_ask_choice(app, label, view_yes_no, NULL, report_sent);
	ask_about(app, self->reader.arg, NULL);
	return true;
}

static bool
recipient_given(DcApp *app, gpointer data, const char *value, GError **error)
{
	(void)error;
	Telling *self = data;
	g_free(self->recipient);
	self->recipient = dc_text_one_line(value);
	app_ask_text(app, _("What is asked of them (may be empty)"), self->requests, 2000, requests_given);
	ask_about(app, self->reader.arg, "report.requests");
	return true;
}

static bool
channel_given(DcApp *app, gpointer data, const char *value, GError **error)
{
	Telling *self = data;
	int channel = 0;
	if (!dc_word_parse(DC_WORDS_OF_CHANNEL, value, &channel, error))
		return false;
	self->channel = (DcChannel)channel;
	const char *contact = dc_policy_numbers(app_policy(app))->contact;
	app_ask_text(app, _("To whom"), self->recipient != NULL ? self->recipient : contact, 60, recipient_given);
	ask_about(app, self->reader.arg, "report.recipient");
	return true;
}

static bool
report_act(DcApp *app, gpointer data, int action)
{
	static const DcChoice channels[] = { DC_WORDS_CHANNEL(VIEW_WORD_CHOICE) { 0 } };
	Telling *self = data;
	if (action == VIEW_ACTION(REPORT_GO_ON))
		app_ask_choice(app, _("Report by"), channels, dc_word_code(DC_WORDS_OF_CHANNEL, DC_CHANNEL_PHONE), channel_given);
	else if (action == DC_ACTION_COPY)
		app_copy(app, self->text);
	else
		return reader_act(app, data, action);
	return true;
}

const DcView dc_view_report = {
	.name = "report",
	.title = N_("Report"),
	.chrome = DC_CHROME_LINE,
	.keys = keys,
	.hints = hints,
	.open = report_open,
	.close = report_close,
	.draw = reader_draw,
	.act = report_act,
};
