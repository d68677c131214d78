/* For tests: a ledger in a folder of its own, records made up at random, and a judge that is easy to follow. */
#pragma once

#include <daicho/ledger.h>

#define PLACE_NOW G_GINT64_CONSTANT(1774915200) /* 2026-03-31T09:00+09:00 */

typedef struct {
	char *folder, *path;
	DcLedger *ledger; /* NULL while closed */
} Place;

extern int place_sync_fails; /* the errno of every sync from now on; 0: none fails */

void place_begin(Place *place); /* the folder, and a fresh ledger in it */
void place_reopen(Place *place);
void place_end(Place *place);   /* closes and removes everything */
/* The folder alone. Transfer full; place_remove() takes it away with what is in it. */
char *place_folder(void);
void place_remove(const char *folder);
/* Every byte of a file; NULL if there is none. Transfer full. */
GBytes *place_bytes(const char *path);
/* Runs SQL on the file from outside, as another program would; must succeed. */
void place_sql(const Place *place, const char *sql);
char *place_sql_fails(const Place *place, const char *sql); /* must fail; what SQLite said; transfer full */
/* Begins a transaction from outside and keeps it; place_release() takes it back. */
gpointer place_hold(const Place *place, const char *sql);
void place_release(gpointer holder);
gint64 place_sql_number(const Place *place, const char *sql);
char *place_sql_text(const Place *place, const char *sql); /* transfer full; NULL */

/* A ticket with what a ticket must have. Transfer full. */
DcTicket *place_ticket(const char *title);
/* Logs one. */
DcTicketNo place_log(Place *place, const char *title);
/* Sets one field of a ticket, or of its texts, as it is now; must succeed. */
void place_set(Place *place, DcTicketNo no, DcField field, gint64 number);
void place_set_text(Place *place, DcTicketNo no, DcField field, const char *text);
void place_apply(Place *place, DcChange *change); /* must succeed */

/* A call as the desk logs it: ticket, texts, contact and call in one change. 0 if it is refused. */
DcTicketNo place_call(DcLedger *ledger, const char *title, GError **error);
/* `check` finds nothing. */
void place_assert_well(Place *place);
/* The same after edits at random, which also hang an open ticket behind a shut one; the desk does not, and that alone may be found. */
void place_assert_whole(Place *place);

/* A value that the field takes (now and then one that is hard: the longest, the greatest, "not set"). A reference is one of 1..max_ref, or
 * not set. Transfer full. */
DcValue place_random_value(DcField field, gint64 max_ref);
/* A record with every field set at random; what must be set is. `max_ref` of each entity's references: as many records are there. */
gpointer place_random_record(DcEntity entity, gint64 max_ref);
/* Equal field by field; says which is not. */
void place_assert_same(DcEntity entity, gconstpointer a, gconstpointer b);
/* Every record that is there, as text, to compare two states of a ledger. Transfer full. */
char *place_dump(Place *place);

/* The judge: band = override (0 if unset), then the affected people, then the number. Not ranked: a closed ticket. A due time in the
 * future moves it to band 5 until then. `data` is a guint *: how often it was asked. */
void place_judge(const DcTicket *ticket, const DcGroup *group, DcInstant now, gpointer data, DcRank *rank);
