/* A line in which a query is typed: completion on Tab, what was typed before, and under it what is wrong and where. Shared by the lists and the
 * search. Private to the room. */
#pragma once

#include "state.h"

typedef struct _QueryBar QueryBar; /* opaque: src/view/querybar.c */

QueryBar *querybar_new(bool of_mails); /* else of tickets; transfer full */
void querybar_free(QueryBar *bar);
void querybar_set(QueryBar *bar, const char *text); /* "" or NULL: nothing is typed */
const char *querybar_text(const QueryBar *bar);     /* transfer none */
guint querybar_revision(const QueryBar *bar);       /* grows with every change */
bool querybar_is_blank(const QueryBar *bar);
bool querybar_is_wrong(const QueryBar *bar);        /* it is no query (yet) */

/* One letter alone begins so many words of a very large ledger that a key would have to wait for them: it is looked for when the typing rests. */
void querybar_set_patient(QueryBar *bar, bool patient);
void querybar_measure(const DcApp *app, QueryBar *bar); /* the same, by the size of the ledger */
bool querybar_is_premature(const QueryBar *bar);
void querybar_rest(QueryBar *bar);                  /* nothing was typed for a while, or it is meant as it is */

/* True if the key was the bar's: it typed, edited, completed, brought back an earlier query, or closed the candidates. */
bool querybar_key(DcApp *app, QueryBar *bar, const char *key);
/* Keys that move in what is found by it. */
bool querybar_moves(const char *key, DcMove *move);
/* Keys that are commands also while something is typed in it: F7, Alt-1. */
bool querybar_lets_through(const char *key);
void querybar_paste(DcApp *app, QueryBar *bar, const char *text);
/* What is typed, as a filter. NULL: it is no query (yet), and that stands under it. Transfer full. */
DcFilter *querybar_filter(DcApp *app, QueryBar *bar);
/* So that it comes back with ^P. */
void query_remember(DcApp *app, const char *query);

#define QUERYBAR_ROWS 2
/* The field behind `label`, and under it candidates, or the character that is wrong and why, or `note` (may be NULL). */
void querybar_draw(QueryBar *bar, DcSurface *surface, int row, const char *label, const char *note);
