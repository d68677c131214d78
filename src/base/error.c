/* The error domain and the exit status that goes with each of its codes. */
#include <daicho/error.h>

G_DEFINE_QUARK(dc-error-quark, dc_error)

static const int exit_statuses[] = {
	[DC_ERROR_REFUSED]   = 1,
	[DC_ERROR_USAGE]     = 2,
	[DC_ERROR_NOT_FOUND] = 1,
	[DC_ERROR_POLICY]    = 1,
	[DC_ERROR_MAIL]      = 1,
	[DC_ERROR_LEDGER]    = 3,
	[DC_ERROR_CONFLICT]  = 4,
	[DC_ERROR_BUSY]      = 4,
};

int
dc_error_exit_status(const GError *error)
{
	g_return_val_if_fail(error != NULL, 0);
	if (error->domain != DC_ERROR || error->code < 0 || error->code >= (int)G_N_ELEMENTS(exit_statuses))
		return 1;
	return exit_statuses[error->code];
}
