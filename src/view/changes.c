/* The open changes to programs, in today's order. */
#include "list.h"

static const ListSpec changes = {
	.band_from = DC_BAND_PINNED,
	.band_to = DC_BAND_LATER,
	.kind = DC_KIND_CHANGE,
	.empty = N_("No change is open."),
};

static gpointer
changes_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)arg;
	(void)error;
	return list_open(&changes);
}

const DcView dc_view_changes = {
	.name = "changes",
	.title = N_("Changes"),
	.chrome = DC_CHROME_TABS,
	.open = changes_open,
	LIST_FUNCTIONS,
};
