/* Floor 0. The one error domain: every room reports through it, and main() turns it into the exit status. */
#pragma once

#include <glib.h>

#define DC_ERROR (dc_error_quark())

typedef enum {
	DC_ERROR_REFUSED,   /* a rule says no; the message says which and how to mend it */
	DC_ERROR_USAGE,     /* the words were wrong: unknown option, unreadable date, number out of range */
	DC_ERROR_NOT_FOUND, /* no such ticket, mail, file */
	DC_ERROR_POLICY,    /* the policy text is wrong; the message names the line */
	DC_ERROR_MAIL,      /* a mailbox or message could not be read */
	DC_ERROR_LEDGER,    /* the ledger could not be read or written */
	DC_ERROR_CONFLICT,  /* someone else changed the same field; the message shows both values */
	DC_ERROR_BUSY,      /* another process held the ledger for too long */
} DcErrorCode;

GQuark dc_error_quark(void);

/* The exit status of design.md 6: 1 refused, 2 wrong usage, 3 ledger, 4 conflict or busy. Errors of other domains are 1. */
int dc_error_exit_status(const GError *error);
