/* The call-backs that were promised, the next one first, with a rule for each day. */
#include "list.h"

static GPtrArray *
calls_all(DcApp *app, GError **error)
{
	DcListArgs args = { 0 };
	g_autoptr(GPtrArray) tickets = dc_ledger_list(dc_desk_ledger(app->desk), DC_LIST_PROMISES, args, error);
	if (tickets == NULL)
		return NULL;
	GPtrArray *calls = g_ptr_array_new_with_free_func((GDestroyNotify)dc_listed_free);
	for (guint i = 0; i < tickets->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(tickets, i);
		DcListed *listed = dc_desk_listed(app->desk, ticket->id, app->now, error);
		if (listed == NULL) {
			g_ptr_array_unref(calls);
			return NULL;
		}
		g_ptr_array_add(calls, listed);
	}
	return calls;
}

static char *
calls_rule(const DcApp *app, const DcListed *above, const DcListed *row)
{
	const DcCalendar *calendar = app_calendar(app);
	DcDay day = dc_calendar_day(calendar, row->ticket->promise_at);
	if (above != NULL && dc_calendar_day(calendar, above->ticket->promise_at) == day)
		return NULL;
	return dc_when_date(day);
}

static const ListSpec calls = {
	.empty = N_("No call-back is promised."),
	.rule = calls_rule,
	.all = calls_all,
};

static gpointer
calls_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)arg;
	(void)error;
	return list_open(&calls);
}

const DcView dc_view_calls = {
	.name = "calls",
	.title = N_("Calls"),
	.chrome = DC_CHROME_TABS,
	.open = calls_open,
	LIST_FUNCTIONS,
};
