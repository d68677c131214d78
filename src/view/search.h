/* The search: what is typed, what was found of it so far. Private to search.c and search_draw.c. */
#pragma once

#include "list.h"
#include "querybar.h"

typedef struct {
	QueryBar *bar;
	guint asked;         /* the revision that is being looked for; G_MAXUINT: none */
	DcFilter *filter;    /* NULL: nothing is asked for */
	GPtrArray *words;    /* of it; they belong to the filter */
	GArray *nos;         /* DcTicketNo, found so far, as they are shown */
	GArray *mails;       /* DcId, behind them */
	GPtrArray *rows;     /* DcFound of each; NULL: not seen yet */
	DcTicketNo next;     /* where to go on; 0: everything was looked through */
	guint wanted;        /* so many are enough for now */
	bool looking, mails_due;
	DcListCursor *cursor;
	int n_seen_rows;     /* as last drawn */
	Detail *detail;
} Search;

#define SEARCH_ROW_LINES 2 /* of one that was found */
void search_draw(const DcApp *app, gpointer self, DcSurface *body);
void search_hint(const DcApp *app, gpointer self, DcSurface *surface, int row);
