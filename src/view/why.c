/* Why a ticket stands where it stands, and what would move it (domain.md 3.6), over the list. */
#include "reader.h"

static gpointer
why_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)error;
	g_autofree char *number = view_number(arg);
	g_autofree char *title = g_strdup_printf(_("Why %s stands here"), number);
	return reader_new(arg, title);
}

static bool
why_load(DcApp *app, gpointer self, DcLoad why, GError **error)
{
	(void)why;
	Reader *reader = self;
	char *text = dc_desk_why(app_desk(app), reader->arg, app_now(app), error);
	if (text == NULL)
		return false;
	g_free(reader->text);
	reader->text = text;
	dc_scroller_clear(reader->scroller);
	dc_scroller_add(reader->scroller, DC_STYLE_NORMAL, 2, text);
	return true;
}

/* What leads on from here: the popup goes, the action is done to its ticket. */
static bool
why_act(DcApp *app, gpointer self, int action)
{
	if (reader_act(app, self, action))
		return true;
	if (action != DC_ACTION_WHY && action != DC_ACTION_OPEN)
		return false;
	app_pop(app);
	return action == DC_ACTION_WHY;
}

static const int hints[] = { DC_ACTION_RATE, DC_ACTION_PIN, DC_ACTION_DEFER, DC_ACTION_OPEN, DC_ACTION_BACK, DC_ACTION_HELP, -1 };

static GArray *
why_targets(gpointer self)
{
	const Reader *reader = self;
	GArray *nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	g_array_append_val(nos, reader->arg);
	return nos;
}

const DcView dc_view_why = {
	.name = "why",
	.title = N_("Why"),
	.chrome = DC_CHROME_POPUP,
	.hints = hints,
	.open = why_open,
	.close = reader_close,
	.load = why_load,
	.draw = reader_draw_popup,
	.act = why_act,
	.targets = why_targets,
};
