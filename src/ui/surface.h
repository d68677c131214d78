/* Private to the room: text with parts in other styles, made fit for showing. */
#pragma once

#include <daicho/surface.h>

typedef char *(*ShowText)(const char *text); /* dc_text_show or dc_text_show_lines */

/* `text` as `show` makes it, piece by piece, with the spans moved to where their bytes are now. Transfer full, also of `moved`
 * (GArray of DcSpan). Spans that are out of order, or out of the text, are left out. */
char *spans_show(ShowText show, const char *text, const DcSpan *spans, int n_spans, GArray **moved);
/* Columns of the first `n_bytes` of a text that has been through dc_text_show(). */
int shown_width(const char *shown, gsize n_bytes);
