/* Floor 4. Lines to read: help, a ticket's history, a mail. Wraps to the width, scrolls, finds. */
#pragma once

#include <daicho/listcursor.h>
#include <daicho/surface.h>

typedef struct _DcScroller DcScroller; /* opaque: src/ui/scroller.c */
DcScroller *dc_scroller_new(void); /* transfer full */
void dc_scroller_free(DcScroller *scroller);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcScroller, dc_scroller_free)

void dc_scroller_clear(DcScroller *scroller); /* the place is kept as far as it can */
/* A paragraph in one style; newlines in it stay, long lines wrap, continued at `indent_cols`. Any bytes. */
void dc_scroller_add(DcScroller *scroller, DcStyle style, int indent_cols, const char *text);
/* The same with parts in other styles (cue words); byte offsets of `text`. */
void dc_scroller_add_spans(DcScroller *scroller, DcStyle style, int indent_cols, const char *text, const DcSpan *spans, int n_spans);
void dc_scroller_move(DcScroller *scroller, DcMove move);
/* j k arrows ^D ^U PgUp PgDn Space Home End g G; n N if something is searched. True if taken. */
bool dc_scroller_key(DcScroller *scroller, const char *key);
/* Finds text (folded) from the top line on and goes there; false: nowhere. "" or NULL ends the search. */
bool dc_scroller_search(DcScroller *scroller, const char *query);
bool dc_scroller_search_next(DcScroller *scroller, bool backwards); /* wraps around */
int dc_scroller_top(const DcScroller *scroller); /* the paragraph at the top, from 0: to be restored */
void dc_scroller_set_top(DcScroller *scroller, int paragraph);
bool dc_scroller_at_end(const DcScroller *scroller); /* as last drawn */
void dc_scroller_draw(DcScroller *scroller, DcSurface *surface);
