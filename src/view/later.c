/* Later: what was put off, by the day it comes back, then what waits, by the day of the check. */
#include "list.h"

static DcInstant
returns_at(const DcListed *listed)
{
	return listed->rating.band == DC_BAND_WAITING ? listed->ticket->check_at : listed->ticket->resume_on;
}

static char *
later_rule(const DcApp *app, const DcListed *above, const DcListed *row)
{
	const DcCalendar *calendar = app_calendar(app);
	DcInstant at = returns_at(row);
	if (at == DC_ABSENT)
		return NULL;
	DcDay day = dc_calendar_day(calendar, at);
	if (above != NULL && above->rating.band == row->rating.band && returns_at(above) != DC_ABSENT &&
	    dc_calendar_day(calendar, returns_at(above)) == day)
		return NULL;
	g_autofree char *date = dc_when_date(day);
	return g_strdup_printf(row->rating.band == DC_BAND_WAITING ? _("waits, check %s") : _("back on %s"), date);
}

static const ListSpec later = {
	.band_from = DC_BAND_DEFERRED,
	.band_to = DC_BAND_WAITING,
	.empty = N_("Nothing is put off or waits."),
	.rule = later_rule,
};

static gpointer
later_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)arg;
	(void)error;
	return list_open(&later);
}

const DcView dc_view_later = {
	.name = "later",
	.title = N_("Later"),
	.chrome = DC_CHROME_TABS,
	.open = later_open,
	LIST_FUNCTIONS,
};
