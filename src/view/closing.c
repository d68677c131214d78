/* `F`: what is still open before the operator goes home: clocks, call-backs, reports, answers, what does not fit any more. ui.md 2. */
#include "reader.h"

#include <inttypes.h>

#define LISTED_MAX 1000

static gpointer
closing_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)error;
	return reader_new(arg, _("Before leaving"));
}

G_GNUC_PRINTF(3, 4) static void
add(Reader *reader, guint *n, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *line = g_strdup_vprintf(format, args);
	va_end(args);
	dc_scroller_add(reader->scroller, DC_STYLE_NORMAL, 2, line);
	(*n)++;
}

/* What the header knows. */
static void
add_header(const DcApp *app, Reader *reader, guint *n)
{
	const DcHeader *header = &app->header;
	if (header->running_no != 0) {
		g_autofree char *spent = dc_when_minutes(header->running_min);
		add(reader, n, _("The timer of No.%" PRId64 " runs: %s (%s stops it)"), header->running_no, spent, app_key_of(app, DC_ACTION_STOP));
	}
	if (header->report_no != 0 && header->report_at <= app->now) {
		g_autofree char *when = view_when(app, header->report_at);
		add(reader, n, _("The report on No.%" PRId64 " is owed since %s (%s)"), header->report_no, when, app_key_of(app, DC_ACTION_REPORT));
	}
	gint64 mails = header->n_waiting_incident + header->n_waiting_inbox;
	if (mails > 0)
		add(reader, n, _("Mails nobody has looked at: %" PRId64 " (%s)"), mails, app_key_of(app, DC_ACTION_VIEW_TRIAGE));
}

static void
add_owed(const DcApp *app, Reader *reader, const DcTicket *ticket, guint *n)
{
	if (ticket->promise_at != DC_ABSENT && ticket->promise_at <= app->now) {
		g_autofree char *when = view_when(app, ticket->promise_at);
		add(reader, n, _("No.%" PRId64 " %s: promised at %s, not kept"), ticket->id, ticket->title, when);
	}
	if (ticket->status == DC_STATUS_RESOLVED)
		add(reader, n, _("No.%" PRId64 " %s: solved, the callers are not answered (%s)"), ticket->id, ticket->title, app_key_of(app, DC_ACTION_ANSWER));
}

/* Those that press, from the first that no longer fits into what is left of the day. */
static void
add_too_much(const DcApp *app, Reader *reader, const GPtrArray *rows, guint *n)
{
	gint64 sum = 0;
	bool began = false;
	for (guint i = 0; i < rows->len; i++) {
		const DcListed *listed = g_ptr_array_index(rows, i);
		sum += listed->rating.est_min;
		if (listed->rating.band >= DC_BAND_LATER || listed->ticket->status == DC_STATUS_RESOLVED || sum <= app->header.left_min)
			continue;
		if (!began) {
			g_autofree char *rule = g_strdup_printf(_("-- does not fit into the %d min that are left: overtime, or later (%s) --"), app->header.left_min,
				app_key_of(app, DC_ACTION_DEFER));
			dc_scroller_add(reader->scroller, DC_STYLE_RULE, 0, rule);
		}
		began = true;
		g_autofree char *number = view_number(listed->ticket->id);
		add(reader, n, _("%-7s %-3s %3d min  %s"), number, listed->sign, listed->rating.est_min, listed->ticket->title);
	}
}

static bool
closing_load(DcApp *app, gpointer self, DcLoad why, GError **error)
{
	(void)why;
	Reader *reader = self;
	const DcListing order = { .band_from = DC_BAND_PINNED, .band_to = DC_BAND_LATER, .limit = LISTED_MAX };
	g_autoptr(GPtrArray) rows = dc_desk_list(app->desk, &order, app->now, error);
	g_autoptr(GPtrArray) drafts = rows != NULL ? dc_ledger_drafts(dc_desk_ledger(app->desk), error) : NULL;
	guint n = 0;
	if (drafts == NULL)
		return false;
	dc_scroller_clear(reader->scroller);
	add_header(app, reader, &n);
	for (guint i = 0; i < rows->len; i++)
		add_owed(app, reader, ((const DcListed *)g_ptr_array_index(rows, i))->ticket, &n);
	if (drafts->len > 0)
		add(reader, &n, _("Half-typed texts: %u"), drafts->len);
	add_too_much(app, reader, rows, &n);
	if (n == 0)
		dc_scroller_add(reader->scroller, DC_STYLE_OK, 0, _("Nothing is left open. Good evening."));
	return true;
}

static const int hints[] = { DC_ACTION_STOP, DC_ACTION_CARRY, DC_ACTION_LEAVE, DC_ACTION_BACK, DC_ACTION_HELP, -1 };

const DcView dc_view_closing = {
	.name = "closing",
	.title = N_("Before leaving"),
	.chrome = DC_CHROME_LINE,
	.hints = hints,
	.open = closing_open,
	.close = reader_close,
	.load = closing_load,
	.draw = reader_draw,
	.act = reader_act,
};
