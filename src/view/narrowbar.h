/* A query bar that opens under what it narrows while the query is typed. Shared by the lists and the triage. Private to the room. */
#pragma once

#include "querybar.h"

typedef struct { /* a value, with what it owns */
	QueryBar *bar;
	bool of_mails;
	bool open;
	guint seen;    /* the revision of the bar that it is narrowed by */
	char *query;   /* by which it is narrowed, as it was typed; NULL: everything is shown */
	char *pattern; /* what was last looked for, also when everything is shown again; NULL */
} NarrowBar;

void narrowbar_init(NarrowBar *narrow, bool of_mails);
void narrowbar_clear(NarrowBar *narrow);
void narrowbar_open(const DcApp *app, NarrowBar *narrow);
/* True if what is typed is another query than the one it is narrowed by: `query` is that one then. `filter`: transfer full; NULL: everything. */
bool narrowbar_follow(DcApp *app, NarrowBar *narrow, DcFilter **filter);
/* The same for a query that comes from elsewhere ("": everything), which closes the bar. False: it is none, and stands in the open bar with what is wrong. */
bool narrowbar_take(DcApp *app, NarrowBar *narrow, const char *query, DcFilter **filter);
/* Enter, when all that was typed has been followed: it is kept, and the bar closes unless something is wrong. */
void narrowbar_done(DcApp *app, NarrowBar *narrow);

typedef enum {
	NARROW_NO_KEY, /* the bar is closed, or the key is a command also in it */
	NARROW_TYPED,
	NARROW_MOVE,   /* in what is shown */
	NARROW_DONE,   /* Enter */
	NARROW_ALL,    /* Esc: everything again */
	NARROW_WIDEN,  /* the same words in the whole ledger */
} NarrowKey;
NarrowKey narrowbar_key(DcApp *app, NarrowBar *narrow, const char *key, DcMove *move);
void narrowbar_paste(DcApp *app, NarrowBar *narrow, const char *text);
/* To the search, with what is typed. */
void narrowbar_widen(DcApp *app, const NarrowBar *narrow);

/* What is left of the body above the bar, if it is open; the bar is drawn. `count` as of narrowbar_count(). */
DcSurface narrowbar_draw(const NarrowBar *narrow, DcSurface *body, const char *count);
/* "3 found"; `more`: "..", "+" or "". Transfer full. */
char *narrowbar_count(guint n, const char *more);
/* In place of rows, where none is let through. */
void narrowbar_nothing_draw(const DcApp *app, const NarrowBar *narrow, DcSurface *rows);
/* "/ 帳票  3 found (Esc: all)"; NULL: it is not narrowed, or the bar says it. Transfer full. */
char *narrowbar_note(const DcApp *app, const NarrowBar *narrow, const char *count);
/* The hint line: the keys of the bar while it is open, else those of the screen with this state. */
void narrowbar_hint(const DcApp *app, const NarrowBar *narrow, gconstpointer self, DcSurface *surface, int row);
