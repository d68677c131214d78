/* The list of tickets that Today, incidents, later, calls and changes are filters of. Private to list*.c, detail.c and these screens. */
#pragma once

#include "narrowbar.h"

#define LIST_RULES_MAX 2

typedef struct { /* a value, with what it owns: a line between two rows */
	char *title;
	char fill; /* '-' or '=' */
} ListRule;

typedef struct { /* a value, const: which tickets, and what is special about showing them */
	int band_from, band_to;
	DcKind kind;
	bool is_order;     /* today's order: places, the parting, the end of the day */
	const char *empty; /* N_(): what is said when there is none */
	/* The rule above a row (`above` is NULL for the first); transfer full, NULL: none. May be NULL. */
	char *(*rule)(const DcApp *app, const DcListed *above, const DcListed *row);
	/* The whole list instead of pages of the order, for what is short. Transfer full, of DcListed. May be NULL. */
	GPtrArray *(*all)(DcApp *app, GError **error);
} ListSpec;

typedef struct { /* with what it owns */
	DcListed *listed;
	ListRule rules[LIST_RULES_MAX];
	guint n_rules;
	int place; /* in the whole order, where the list is narrowed; 0: not counted yet, or it has none */
	bool gone; /* no longer in the list; it stays where it was until the changes are applied */
} ListRow;

typedef struct _Detail Detail; /* opaque: src/view/detail.c */

typedef struct {
	const ListSpec *spec;
	DcListCursor *cursor;
	GPtrArray *rows;       /* ListRow: the window that is in memory */
	DcListed *before;      /* the row before the window; NULL: it begins at the beginning */
	bool more_after;
	int first_place;       /* of the first row of the window, 1-based; 0: unknown */
	int limit_left_min;    /* what the rule at the end of the day was made for */
	int n_pending;         /* changes that wait */
	/* narrowing */
	NarrowBar narrow;
	DcFilter *filter;      /* its query; NULL: none */
	GPtrArray *words;      /* of it, to be marked; they belong to the filter */
	DcRow reached;         /* its key: how far the order has been looked through; key_len 0: to its end */
	bool places_owed;      /* of the rows, which are counted when no key waits */
	bool looking;          /* there are too few rows yet: it goes on when no key waits */
	DcTicketNo anchor;     /* where the cursor was when the bar was opened, and belongs as long as it is not moved; 0 */
	/* the next match of the whole list */
	DcFilter *sought;      /* NULL: nothing is being sought */
	DcRow sought_from;
	bool sought_back;
	Detail *detail;
} List;

/* -- list.c: the functions of DcView -- */
gpointer list_open(const ListSpec *spec);
void list_close(gpointer self);
bool list_load(DcApp *app, gpointer self, DcLoad why, GError **error);
bool list_act(DcApp *app, gpointer self, int action);
GArray *list_targets(gpointer self);
void list_done(DcApp *app, gpointer self, DcAction action);
void list_settle(DcApp *app, gpointer self);
bool list_idle(DcApp *app, gpointer self);
bool list_key(DcApp *app, gpointer self, const char *key);
void list_paste(DcApp *app, gpointer self, const char *text);
void list_tick(DcApp *app, gpointer self);
const char *list_query(gpointer self);
void list_narrow(DcApp *app, gpointer self, const char *query);
#define LIST_FUNCTIONS                                                                                                                     \
	.close = list_close, .load = list_load, .settle = list_settle, .idle = list_idle, .draw = list_draw, .note = list_note,            \
	.hint = list_hint, .act = list_act, .key = list_key, .paste = list_paste, .targets = list_targets, .query = list_query,            \
	.narrow = list_narrow, .done = list_done, .tick = list_tick
const DcListed *list_selected(const List *list); /* NULL if it is empty */
void list_go(DcApp *app, List *list, DcMove move);

/* -- list_draw.c -- */
void list_draw(const DcApp *app, gpointer self, DcSurface *body);
char *list_note(const DcApp *app, gpointer self);
void list_hint(const DcApp *app, gpointer self, DcSurface *surface, int row);

/* -- list_rows.c -- */
void list_row_free(gpointer data); /* a ListRow */
/* Everything afresh around the cursor; from the beginning if `from_start`. */
bool list_rows_reload(DcApp *app, List *list, bool from_start, GError **error);
/* What a move needs. */
bool list_rows_extend(DcApp *app, List *list, DcListNeed need, GError **error);
/* What has changed since: rows show it in their places, the order waits; counts into n_pending. */
bool list_rows_follow(DcApp *app, List *list, GError **error);
/* Goes on looking for rows that the filter lets through. */
bool list_rows_look_on(DcApp *app, List *list, GError **error);
/* The places of a narrowed list in the whole order. */
bool list_rows_count(DcApp *app, List *list, GError **error);
/* Around this ticket, as far as it is in the list. */
bool list_rows_around(DcApp *app, List *list, DcTicketNo no, GError **error);
typedef enum { SEEK_ON, SEEK_FOUND, SEEK_NOTHING } Seek;
/* Goes on to the next row that what is sought lets through, wherever it is: loads it and puts the cursor there. */
bool list_rows_seek(DcApp *app, List *list, Seek *seek, GError **error);
/* The rules between the rows, and the cursor's window; that places are owed. */
void list_rows_settle(const DcApp *app, List *list);

/* -- list_narrow.c -- */
void list_narrow_close(List *list); /* frees what belongs to narrowing */
/* What is typed in the bar is what it is narrowed by, if it is a query. */
void list_narrow_follow(DcApp *app, List *list);
void list_narrow_open(const DcApp *app, List *list);             /* the bar */
void list_find_again(DcApp *app, List *list, bool backward);

/* -- detail.c: the pane beside or below the list -- */
Detail *detail_new(void);
void detail_free(Detail *detail);
typedef enum { DETAIL_NONE, DETAIL_RIGHT, DETAIL_BELOW } DetailPlace;
DetailPlace detail_place(const DcApp *app);
/* Parts what is left for the rows from the pane and draws the line between them; without a pane it has no rows. */
DcSurface detail_split(const DcApp *app, DcSurface *body, DcSurface *pane);
/* Reads the ticket, if it is another one or `afresh`. no 0: empty. */
void detail_follow(DcApp *app, Detail *detail, DcTicketNo no, bool afresh);
void detail_draw(const DcApp *app, Detail *detail, DcSurface *surface, bool focused);
bool detail_has_focus(const Detail *detail);
void detail_set_focus(Detail *detail, bool focused);
void detail_move(Detail *detail, DcMove move);
void detail_forget(Detail *detail); /* reads again at the next detail_follow() */
