/* Private to the ledger room: what of a filter the search index answers, in its language. */
#pragma once

#include "db.h"

#include <daicho/filter.h>

/* Whether the index alone can say it. */
bool match_answers(const DcFilter *filter);
/* A filter that it answers, as FTS5 is asked. Transfer full. */
char *match_of(const DcFilter *filter);
/* What must hold of every ticket, joined to one question; the parts that it has said are put into `said`. NULL: nothing. Transfer full. */
char *match_of_all(const DcFilter *filter, GHashTable *said);

/* What the index answers to a question about one ticket after the other. It is asked from the newest down, only as far as it must be, and
 * more at once each time. */
typedef struct _Hits Hits; /* opaque: match.c */
Hits *hits_new(char *match); /* transfer full, takes `match` */
void hits_free(Hits *hits);
int hits_hold(Hits *hits, DcLedger *ledger, DcTicketNo no, GError **error); /* 1, 0; -1: DC_ERROR_LEDGER, DC_ERROR_BUSY */
