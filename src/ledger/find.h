/* Private to the ledger room: a filter made ready to be asked of one ticket after the other. */
#pragma once

#include "record.h"

#include <daicho/filter.h>

typedef struct _Finder Finder; /* opaque: find.c */

/* `filter` must outlive it; NULL: everything. Transfer full. */
Finder *finder_new(DcLedger *ledger, const DcFilter *filter);
void finder_free(Finder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Finder, finder_free)
/* Whether the ticket, which must be there, is asked for. DC_ERROR_LEDGER, DC_ERROR_BUSY. */
bool finder_accepts(Finder *finder, DcTicketNo no, bool *accepted, GError **error);
/* How many records it has read for its answers. */
int finder_n_read(const Finder *finder);
#define PASSES 32 /* what the index knows of a ticket, and whether it is open, is known so much sooner than what must be read */
