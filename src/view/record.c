/* Record: what was done today: work with its gaps, calls, changes. */
#include "reader.h"

#include <inttypes.h>

#define CHANGES 200
#define WHAT_COLS 140 /* of a change of many tickets: the beginning */

static gpointer
record_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)error;
	return reader_new(arg, _("The day's record"));
}

static int
minutes_of(const DcWork *work, DcInstant now)
{
	DcInstant end = work->end_at != DC_ABSENT ? work->end_at : now;
	return (int)((end - work->start_at) / DC_MINUTE);
}

/* Staffed time in which nothing was recorded, if it is more than a moment. */
static void
add_gap(const DcApp *app, Reader *reader, DcInstant from, DcInstant to)
{
	const DcCalendar *calendar = app_calendar(app);
	if (from == DC_ABSENT || to == DC_ABSENT || dc_calendar_between(calendar, from, to) < 15)
		return;
	g_autofree char *from_clock = dc_when_clock(calendar, from);
	g_autofree char *to_clock = dc_when_clock(calendar, to);
	g_autofree char *line = g_strdup_printf(_("not recorded %s-%s"), from_clock, to_clock);
	dc_scroller_add(reader->scroller, DC_STYLE_DIM, 2, line);
}

static void
add_one_work(const DcApp *app, Reader *reader, const DcWork *work)
{
	const DcCalendar *calendar = app_calendar(app);
	g_autofree char *from = dc_when_clock(calendar, work->start_at);
	g_autofree char *to = work->end_at != DC_ABSENT ? dc_when_clock(calendar, work->end_at) : g_strdup("");
	g_autofree char *to_cols = dc_text_pad(to, 5);
	g_autofree char *minutes = dc_when_minutes(minutes_of(work, app_now(app)));
	g_autofree char *number = work->ticket != 0 ? view_number(work->ticket) : g_strdup("");
	g_autofree char *line = g_strdup_printf("%s-%s %s  %s %s  %s", from, to_cols, minutes, dc_word_label(DC_WORDS_OF_WORK, (int)work->kind), number,
		work->memo != NULL ? work->memo : "");
	dc_scroller_add(reader->scroller, work->end_at == DC_ABSENT ? DC_STYLE_BOLD : DC_STYLE_NORMAL, 14, line);
}

static bool
add_work(DcApp *app, Reader *reader, DcInstant from, DcInstant to, GError **error)
{
	DcListArgs args = { .from = from, .to = to };
	g_autoptr(GPtrArray) works = dc_ledger_list(dc_desk_ledger(app->desk), DC_LIST_WORK_BETWEEN, args, error);
	if (works == NULL)
		return false;
	int sum = 0;
	DcInstant until = dc_calendar_day_start(app_calendar(app), dc_calendar_day(app_calendar(app), app->now));
	dc_scroller_add(reader->scroller, DC_STYLE_RULE, 0, _("-- work --"));
	for (guint i = 0; i < works->len; i++) {
		const DcWork *work = g_ptr_array_index(works, i);
		add_gap(app, reader, until, work->start_at);
		add_one_work(app, reader, work);
		DcInstant end = work->end_at != DC_ABSENT ? work->end_at : app->now;
		until = until == DC_ABSENT ? end : MAX(until, end);
		sum += minutes_of(work, app->now);
	}
	add_gap(app, reader, until, app->now);
	g_autofree char *minutes = dc_when_minutes(sum);
	g_autofree char *line = g_strdup_printf(_("recorded in all %s"), minutes);
	dc_scroller_add(reader->scroller, DC_STYLE_BOLD, 0, line);
	return true;
}

static bool
add_calls(DcApp *app, Reader *reader, DcInstant from, DcInstant to, GError **error)
{
	DcListArgs args = { .from = from, .to = to };
	g_autoptr(GPtrArray) calls = dc_ledger_list(dc_desk_ledger(app->desk), DC_LIST_CALLS_BETWEEN, args, error);
	if (calls == NULL)
		return false;
	if (calls->len > 0)
		dc_scroller_add(reader->scroller, DC_STYLE_RULE, 0, _("-- calls --"));
	for (guint i = 0; i < calls->len; i++) {
		const DcCall *call = g_ptr_array_index(calls, i);
		g_autofree char *at = dc_when_clock(app_calendar(app), call->start_at);
		g_autofree char *number = call->ticket != 0 ? view_number(call->ticket) : g_strdup("");
		g_autofree char *line = g_strdup_printf("%s %s %s  %s", at, dc_word_label(DC_WORDS_OF_CALL, (int)call->result), number,
			call->memo != NULL ? call->memo : "");
		dc_scroller_add(reader->scroller, DC_STYLE_NORMAL, 6, line);
	}
	return true;
}

static bool
add_changes(DcApp *app, Reader *reader, DcInstant from, GError **error)
{
	g_autoptr(GPtrArray) lines = dc_desk_history(app->desk, 0, 0, CHANGES, error);
	if (lines == NULL)
		return false;
	dc_scroller_add(reader->scroller, DC_STYLE_RULE, 0, _("-- changes --"));
	for (guint i = lines->len, n; i > 0; i -= n) {
		const DcLine *past = g_ptr_array_index(lines, i - 1);
		n = reader_same(lines, i - 1, -1);
		if (past->at >= from)
			reader_add_past(app, reader, past, WHAT_COLS, n);
	}
	return true;
}

static bool
record_load(DcApp *app, gpointer self, DcLoad why, GError **error)
{
	(void)why;
	Reader *reader = self;
	DcDay today = dc_calendar_day(app_calendar(app), app->now);
	DcInstant from = dc_calendar_at(app_calendar(app), today, 0), to = dc_calendar_at(app_calendar(app), today + 1, 0);
	dc_scroller_clear(reader->scroller);
	return add_work(app, reader, from, to, error) && add_calls(app, reader, from, to, error) && add_changes(app, reader, from, error);
}

static const int hints[] = { DC_ACTION_LOG, DC_ACTION_DOWN, DC_ACTION_UP, DC_ACTION_NARROW, DC_ACTION_HISTORY, DC_ACTION_UNDO, DC_ACTION_VIEW_TODAY, DC_ACTION_HELP, -1 };

const DcView dc_view_record = {
	.name = "record",
	.title = N_("Record"),
	.chrome = DC_CHROME_TABS,
	.hints = hints,
	.open = record_open,
	.close = reader_close,
	.load = record_load,
	.draw = reader_draw,
	.act = reader_act,
};
