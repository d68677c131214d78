/* The open incidents, in today's order. */
#include "list.h"

static const ListSpec incidents = {
	.band_from = DC_BAND_PINNED,
	.band_to = DC_BAND_LATER,
	.kind = DC_KIND_INCIDENT,
	.empty = N_("No incident is open."),
};

static gpointer
incidents_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)arg;
	(void)error;
	return list_open(&incidents);
}

const DcView dc_view_incidents = {
	.name = "incidents",
	.title = N_("Incidents"),
	.chrome = DC_CHROME_TABS,
	.open = incidents_open,
	LIST_FUNCTIONS,
};
