/* A mail that stands on no ticket: dropped, only counted, or folded into an alert. It is read here, and can be put before the triage again. */
#include "reader.h"

#define MAIL_FILES VIEW_ACTION(0)

static gpointer
mail_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)error;
	return reader_new(arg, _("Mail"));
}

static bool
mail_load(DcApp *app, gpointer data, DcLoad why, GError **error)
{
	(void)why;
	Reader *self = data;
	g_autoptr(DcMailRow) mail = dc_desk_mail_row(app_desk(app), self->arg, error);
	g_autofree char *text = mail != NULL ? dc_desk_mail_text(app_desk(app), self->arg, error) : NULL;
	if (text == NULL)
		return false;
	g_autofree char *when = dc_when_short(app_calendar(app), mail->at, app_now(app));
	g_autofree char *from = g_strdup_printf("%s <%s>  %s", mail->name != NULL ? mail->name : "", mail->address != NULL ? mail->address : "", when);
	g_free(self->title);
	self->title = g_strdup_printf("%s  %s", _("Mail"), dc_word_label(DC_WORDS_OF_MAIL, (int)mail->state));
	dc_scroller_clear(self->scroller);
	dc_scroller_add(self->scroller, DC_STYLE_NORMAL, 0, from);
	dc_scroller_add(self->scroller, DC_STYLE_BOLD, 0, mail->subject != NULL ? mail->subject : "");
	dc_scroller_add(self->scroller, DC_STYLE_NORMAL, 0, "");
	dc_scroller_add(self->scroller, *text != '\0' ? DC_STYLE_NORMAL : DC_STYLE_DIM, 0, *text != '\0' ? text : _("(the mail has no text)"));
	return true;
}

static void
retrieve(DcApp *app, DcId mail)
{
	g_autoptr(GError) error = NULL;
	if (!dc_desk_retrieve(app_desk(app), &mail, 1, app_now(app), &error)) {
		app_fail(app, error);
		return;
	}
	app_changed(app);
	app_triage(app, mail);
	app_say(app, _("It waits for triage again (%s takes it back)"), app_key_of(app, DC_ACTION_UNDO));
}

static bool
mail_act(DcApp *app, gpointer data, int action)
{
	Reader *self = data;
	if (action == DC_ACTION_RETRIEVE)
		retrieve(app, self->arg);
	else if (action == MAIL_FILES)
		app_push(app, &dc_view_files, self->arg);
	else
		return reader_act(app, self, action);
	return true;
}

static const DcViewKey keys[] = {
	{ .keys = "Enter", .action = DC_ACTION_RETRIEVE },
	{ .keys = "@", .action = MAIL_FILES, .name = "files", .label = N_("attachments"), .help = N_("lists what is attached to the mail, and saves it") },
	{ 0 },
};

static const int hints[] = { DC_ACTION_RETRIEVE, DC_ACTION_BACK, DC_ACTION_DOWN, DC_ACTION_UP, DC_ACTION_NARROW, MAIL_FILES, DC_ACTION_HELP, -1 };

const DcView dc_view_mail = {
	.name = "mail",
	.title = N_("Mail"),
	.chrome = DC_CHROME_BARE,
	.keys = keys,
	.hints = hints,
	.open = mail_open,
	.close = reader_close,
	.load = mail_load,
	.draw = reader_draw,
	.act = mail_act,
};
