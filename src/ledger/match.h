/* Private to the ledger room: what of a filter the search index answers, in its language. */
#pragma once

#include "db.h"

#include <daicho/filter.h>

/* Whether the index alone can say it. */
bool match_answers(const DcFilter *filter);
/* Whether that is the way to ask: not for fields alone whose few values many tickets share (system, department), for which the index would have to
 * gather a good part of the ledger; the record says it as well. */
bool match_is_shared(const DcFilter *filter);
/* A filter that it answers, as FTS5 is asked. Transfer full. */
char *match_of(const DcFilter *filter);
/* Whether words of it lead to its tickets. */
bool match_leads(const DcFilter *filter);
/* What must hold of every ticket, joined to one question; the parts that it has said are put into `said`. What is shared is left out where words
 * lead, or the list of the open ones. NULL: nothing. Transfer full. */
char *match_of_all(const DcFilter *filter, bool is_open, GHashTable *said);

/* What the index answers to a question about one ticket after the other. It is asked from the newest down, only as far as it must be, and
 * more at once each time. */
typedef struct _Hits Hits; /* opaque: match.c */
/* To a filter that it answers. What it has said is kept until something is written: who looks in pieces asks the same for each. Transfer full. */
Hits *hits_of(DcLedger *ledger, const DcFilter *filter);
void hits_unref(Hits *hits);
/* All of them, lowest first, if they are no more than `most`: 1, 0; -1 as below. */
int hits_few(Hits *hits, DcLedger *ledger, guint most, GArray *nos, GError **error);
int hits_hold(Hits *hits, DcLedger *ledger, DcTicketNo no, GError **error); /* 1, 0; -1: DC_ERROR_LEDGER, DC_ERROR_BUSY */
