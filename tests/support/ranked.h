/* For tests of the order: a ledger of tickets made up at random, rated by place_judge(), and what a sort by hand makes of them. */
#pragma once

#include "place.h"

#define RANKED_TICKETS 60

extern Place ranked;
extern guint ranked_n_judged; /* how often the judge was asked */

void ranked_begin(void); /* RANKED_TICKETS of them, by "rules 1" at PLACE_NOW */
void ranked_end(void);
void ranked_use(DcLedger *ledger, const char *digest); /* the judge, under that name */
int ranked_rank(DcInstant now);                        /* dc_ledger_rank(), which must succeed */
void ranked_log(int n);                                /* some more; no undo takes them back */
GPtrArray *ranked_page(DcPage what);                   /* transfer full, of DcRow */

typedef struct { /* a value */
	DcTicketNo no;
	DcKind kind;
	DcGroup group;
	DcRank rank;
} RankedTicket;
/* Every open ticket as the judge sees it now, in order. Transfer full, GArray of RankedTicket. */
GArray *ranked_by_hand(DcInstant now);
/* What is stored is that. */
void ranked_assert(DcInstant now);
