/* Today: the order in which to work, with the reason on every row. */
#include "list.h"

static char *
today_rule(const DcApp *app, const DcListed *above, const DcListed *row)
{
	(void)app;
	if (row->rating.band < DC_BAND_LATER || (above != NULL && above->rating.band >= DC_BAND_LATER))
		return NULL;
	return g_strdup(above == NULL ? _("nothing urgent; for later") : _("for later"));
}

static const ListSpec today = {
	.band_from = DC_BAND_PINNED,
	.band_to = DC_BAND_LATER,
	.is_order = true,
	.empty = N_("Nothing is open."),
	.rule = today_rule,
};

static gpointer
today_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)arg;
	(void)error;
	return list_open(&today);
}

const DcView dc_view_today = {
	.name = "today",
	.title = N_("Today"),
	.chrome = DC_CHROME_TABS,
	.open = today_open,
	LIST_FUNCTIONS,
};
