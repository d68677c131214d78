/* Screens that are lines to read: history, help, why, record. Each fills a scroller; the rest is shared. Private to the room. */
#pragma once

#include "state.h"

typedef struct {
	gint64 arg;
	char *title;
	char *text; /* of a popup, whose box is as high as it needs; NULL */
	DcScroller *scroller;
	char *sought;    /* what is marked; NULL: nothing was looked for */
	int sought_from; /* the paragraph that was on top when the question was opened */
} Reader;

Reader *reader_new(gint64 arg, const char *title);
void reader_close(gpointer self);
/* Moving, searching; NULL-safe for a DcView's act. */
bool reader_act(DcApp *app, gpointer self, int action);
/* The words are marked, and n goes on with them; NULL: nothing is. */
void reader_mark(Reader *reader, const char *words);
/* One past change, or `n` that say the same in the same minute: "08:50 take in mail (29)". */
void reader_add_past(const DcApp *app, Reader *reader, const DcLine *line, int width_cols, guint n);
/* How many lines from `i` on, in steps of 1 or -1, say the same in the same minute; at least 1. */
guint reader_same(const GPtrArray *lines, guint i, int step);
/* A title line above the text. */
void reader_draw(const DcApp *app, gpointer self, DcSurface *body);
/* In a box. */
void reader_draw_popup(const DcApp *app, gpointer self, DcSurface *body);
