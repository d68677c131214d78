/* Floor 4. The cursor of a list: it belongs to an id, not to a place (ui.md, Today). The owner holds a window of rows, loaded by keyset,
 * and tells their ids; the list knows which is selected, what is marked, and from where to draw. A million rows are never here. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
	DC_MOVE_UP,
	DC_MOVE_DOWN,
	DC_MOVE_PAGE_UP,
	DC_MOVE_PAGE_DOWN,
	DC_MOVE_HALF_UP,
	DC_MOVE_HALF_DOWN,
	DC_MOVE_HOME,
	DC_MOVE_END,
	DC_N_MOVES,
} DcMove;
/* "up" "down" "page-up" "page-down" "half-up" "half-down" "home" "end". */
bool dc_move_parse(const char *name, DcMove *move);
const char *dc_move_name(DcMove move);

typedef struct { /* a value: one row of the window */
	gint64 id;       /* unique in the list */
	int lines_above; /* lines the owner draws above it, e.g. a rule; they are no rows */
} DcListRow;

/* What the owner must load so that a move can be finished. */
typedef enum {
	DC_LIST_NOTHING,
	DC_LIST_BEFORE, /* rows before the first of the window */
	DC_LIST_AFTER,  /* rows after the last */
	DC_LIST_FIRST,  /* the beginning of the list */
	DC_LIST_LAST,   /* its end */
} DcListNeed;

typedef struct _DcListCursor DcListCursor; /* opaque: src/ui/listcursor.c */
DcListCursor *dc_list_new(void); /* transfer full */
void dc_list_free(DcListCursor *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcListCursor, dc_list_free)

/* The window as it is now; copied. The cursor stays on its id and in its line of the screen; if the id is gone, on the next one that
 * is still there, else the one before. A pending move is finished. The first rows ever given put the cursor on the first.
 * more_before/more_after: there are rows outside the window, so that a move may ask for them. */
void dc_list_set_rows(DcListCursor *list, const DcListRow *rows, int n_rows, bool more_before, bool more_after);
int dc_list_n_rows(const DcListCursor *list);

/* Moves inside the window by as much as can be done; the rest is pending if there is more outside: load it, call dc_list_set_rows().
 * Pages are as high as the last dc_list_layout(). Also extends a range. */
DcListNeed dc_list_move(DcListCursor *list, DcMove move);
int dc_list_index(const DcListCursor *list);          /* in the window; -1 if empty */
gint64 dc_list_id(const DcListCursor *list);          /* G_MININT64 if empty */
bool dc_list_select(DcListCursor *list, gint64 id);   /* false: not in the window */
void dc_list_select_index(DcListCursor *list, int index); /* clamped */

/* -- marks: they belong to ids and outlive reloading -- */
void dc_list_mark(DcListCursor *list, gint64 id, bool on);
void dc_list_mark_toggle(DcListCursor *list); /* the selected one, or all of an open range, which is closed */
void dc_list_mark_all(DcListCursor *list);    /* every row of the window; if all are marked already: none */
void dc_list_range(DcListCursor *list);       /* opens a range at the cursor; again: marks what it holds and closes it */
bool dc_list_in_range(const DcListCursor *list);
bool dc_list_is_marked(const DcListCursor *list, gint64 id); /* marked, or in the open range */
int dc_list_n_marked(const DcListCursor *list);
/* True if there was something to clear: first an open range, else the marks (Esc takes one step at a time). */
bool dc_list_clear_marks(DcListCursor *list);
/* What an action applies to: the marked ids in the order of the window, then those outside it; without marks the selected one.
 * GArray of gint64, transfer full, maybe empty. */
GArray *dc_list_targets(const DcListCursor *list);

/* Scrolls so that the selected row and the lines above it are seen in `height_lines`; returns the index of the first row to draw
 * (its lines_above are drawn too), 0 if empty. */
int dc_list_layout(DcListCursor *list, int height_lines);
