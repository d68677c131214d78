/* What happened to a ticket, or to the whole ledger (the journal that undo walks), newest first. */
#include "reader.h"

#define LINES 1000
#define WHAT_COLS 140

static gpointer
history_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)error;
	g_autofree char *number = view_number(arg);
	g_autofree char *title = arg != 0 ? g_strdup_printf(_("History of %s"), number) : g_strdup(_("History of the ledger"));
	return reader_new(arg, title);
}

static bool
history_load(DcApp *app, gpointer self, DcLoad why, GError **error)
{
	(void)why;
	Reader *reader = self;
	g_autoptr(GPtrArray) lines = dc_desk_history(app_desk(app), reader->arg, 0, LINES, error);
	if (lines == NULL)
		return false;
	dc_scroller_clear(reader->scroller);
	DcDay day = DC_NO_DAY;
	for (guint i = 0, n; i < lines->len; i += n) {
		const DcLine *line = g_ptr_array_index(lines, i);
		DcDay its_day = dc_calendar_day(app_calendar(app), line->at);
		if (its_day != day) {
			g_autofree char *date = dc_when_date(its_day);
			g_autofree char *rule = g_strdup_printf("-- %s --", date);
			dc_scroller_add(reader->scroller, DC_STYLE_RULE, 0, rule);
			day = its_day;
		}
		n = reader_same(lines, i, 1);
		/* Of the whole ledger, a change of many tickets shows its beginning. */
		reader_add_past(app, reader, line, reader->arg != 0 ? G_MAXINT : WHAT_COLS, n);
	}
	if (lines->len == 0)
		dc_scroller_add(reader->scroller, DC_STYLE_DIM, 0, _("Nothing has happened yet."));
	return true;
}

static GArray *
history_targets(gpointer self)
{
	const Reader *reader = self;
	GArray *nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	if (reader->arg != 0)
		g_array_append_val(nos, reader->arg);
	return nos;
}

static const int hints[] = { DC_ACTION_DOWN, DC_ACTION_UP, DC_ACTION_NARROW, DC_ACTION_UNDO, DC_ACTION_REDO, DC_ACTION_BACK, DC_ACTION_HELP, -1 };

const DcView dc_view_history = {
	.name = "history",
	.title = N_("History"),
	.chrome = DC_CHROME_LINE,
	.hints = hints,
	.open = history_open,
	.close = reader_close,
	.load = history_load,
	.draw = reader_draw,
	.act = reader_act,
	.targets = history_targets,
};
