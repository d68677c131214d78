/* Lines to read. Paragraphs are kept as they came; how they break is worked out anew when the width changes. */
#include "surface.h"

#include <daicho/scroller.h>
#include <daicho/text.h>

#include <string.h>

typedef struct { /* one line of the text that was added */
	char *text;  /* shown */
	char *folded;
	GArray *spans; /* DcSpan, bytes of `text` */
	DcStyle style;
	int indent_cols;
} Paragraph;

typedef struct { /* a line of the screen: bytes [start, end) of a paragraph */
	guint paragraph;
	gsize start, end;
	int indent_cols;
} Line;

struct _DcScroller {
	GPtrArray *paragraphs; /* Paragraph * */
	GArray *lines;         /* Line, for `width_cols` */
	int width_cols;        /* 0: to be broken anew */
	int rows;              /* as last drawn */
	int top;               /* line at the top */
	int wanted;            /* paragraph to be put at the top when the lines are known; -1: none */
	char *query;           /* folded; NULL: nothing searched */
	int match;             /* paragraph last found, as long as nobody moved; -1 */
};

static void
free_paragraph(gpointer data)
{
	Paragraph *paragraph = data;
	g_free(paragraph->text);
	g_free(paragraph->folded);
	g_array_unref(paragraph->spans);
	g_free(paragraph);
}

DcScroller *
dc_scroller_new(void)
{
	DcScroller *scroller = g_new0(DcScroller, 1);
	scroller->paragraphs = g_ptr_array_new_with_free_func(free_paragraph);
	scroller->lines = g_array_new(FALSE, FALSE, sizeof(Line));
	scroller->rows = 1;
	scroller->wanted = scroller->match = -1;
	return scroller;
}

void
dc_scroller_free(DcScroller *scroller)
{
	if (scroller == NULL)
		return;
	g_ptr_array_unref(scroller->paragraphs);
	g_array_unref(scroller->lines);
	g_free(scroller->query);
	g_free(scroller);
}

/* -- text -- */

void
dc_scroller_clear(DcScroller *scroller)
{
	scroller->wanted = dc_scroller_top(scroller);
	scroller->match = -1;
	scroller->width_cols = 0;
	g_ptr_array_set_size(scroller->paragraphs, 0);
}

void
dc_scroller_add(DcScroller *scroller, DcStyle style, int indent_cols, const char *text)
{
	dc_scroller_add_spans(scroller, style, indent_cols, text, NULL, 0);
}

/* The parts of `spans` that lie in [start, end), counted from start. Transfer full. */
static GArray *
cut_spans(const GArray *spans, gsize start, gsize end)
{
	GArray *cut = g_array_new(FALSE, FALSE, sizeof(DcSpan));
	for (guint i = 0; i < spans->len; i++) {
		DcSpan span = g_array_index(spans, DcSpan, i);
		if (span.end <= start || span.start >= end)
			continue;
		span.start = MAX(span.start, start) - start;
		span.end = MIN(span.end, end) - start;
		g_array_append_val(cut, span);
	}
	return cut;
}

void
dc_scroller_add_spans(DcScroller *scroller, DcStyle style, int indent_cols, const char *text, const DcSpan *spans, int n_spans)
{
	g_autoptr(GArray) moved = NULL;
	g_autofree char *shown = spans_show(dc_text_show_lines, text, spans, n_spans, &moved);
	gsize start = 0, length = strlen(shown);
	while (start <= length) {
		gsize end = start + strcspn(shown + start, "\n");
		Paragraph *paragraph = g_new0(Paragraph, 1);
		paragraph->text = g_strndup(shown + start, end - start);
		paragraph->folded = dc_text_fold(paragraph->text);
		paragraph->spans = cut_spans(moved, start, end);
		paragraph->style = style;
		paragraph->indent_cols = indent_cols;
		g_ptr_array_add(scroller->paragraphs, paragraph);
		start = end + 1;
	}
	if (scroller->wanted < 0)
		scroller->wanted = dc_scroller_top(scroller);
	scroller->width_cols = 0;
}

/* -- lines -- */

/* Adds the lines that dc_text_wrap() makes of the text from `line->end` on, found again in it; at most `n_max` of them. */
static void
add_lines(DcScroller *scroller, const char *text, int width_cols, guint n_max, Line *line)
{
	g_autoptr(GPtrArray) pieces = dc_text_wrap(text + line->end, MAX(width_cols, 2));
	for (guint i = 0; i < MIN(pieces->len, n_max); i++) {
		const char *piece = g_ptr_array_index(pieces, i);
		const char *found = strstr(text + line->end, piece);
		line->start = found != NULL ? (gsize)(found - text) : line->end;
		line->end = found != NULL ? line->start + strlen(piece) : line->end;
		g_array_append_val(scroller->lines, *line);
	}
	if (pieces->len == 0)
		g_array_append_val(scroller->lines, *line);
}

/* The lines of one paragraph: the first as wide as there is room, the others behind their indent. */
static void
break_paragraph(DcScroller *scroller, guint index)
{
	const Paragraph *paragraph = g_ptr_array_index(scroller->paragraphs, index);
	const char *text = paragraph->text;
	int indent_cols = MIN(paragraph->indent_cols, scroller->width_cols / 2);
	Line line = { .paragraph = index };
	add_lines(scroller, text, scroller->width_cols, indent_cols > 0 ? 1 : G_MAXUINT, &line);
	line.end += strspn(text + line.end, " ");
	if (text[line.end] == '\0')
		return;
	line.indent_cols = indent_cols;
	add_lines(scroller, text, scroller->width_cols - indent_cols, G_MAXUINT, &line);
}

static const Line *
line_at(const DcScroller *scroller, int index)
{
	return &g_array_index(scroller->lines, Line, index);
}

static int
last_top(const DcScroller *scroller)
{
	return MAX((int)scroller->lines->len - scroller->rows, 0);
}

/* The first line of a paragraph. */
static int
line_of(const DcScroller *scroller, int paragraph)
{
	for (guint i = 0; i < scroller->lines->len; i++)
		if ((int)g_array_index(scroller->lines, Line, i).paragraph >= paragraph)
			return (int)i;
	return MAX((int)scroller->lines->len - 1, 0);
}

static void
break_lines(DcScroller *scroller, int width_cols)
{
	if (scroller->width_cols == width_cols)
		return;
	int top = scroller->wanted >= 0 ? scroller->wanted : dc_scroller_top(scroller);
	scroller->width_cols = width_cols;
	g_array_set_size(scroller->lines, 0);
	for (guint i = 0; i < scroller->paragraphs->len; i++)
		break_paragraph(scroller, i);
	scroller->top = line_of(scroller, top);
	scroller->wanted = -1;
}

int
dc_scroller_top(const DcScroller *scroller)
{
	if (scroller->wanted >= 0)
		return scroller->wanted;
	return scroller->top < (int)scroller->lines->len ? (int)line_at(scroller, scroller->top)->paragraph : 0;
}

void
dc_scroller_set_top(DcScroller *scroller, int paragraph)
{
	scroller->wanted = MAX(paragraph, 0);
	if (scroller->width_cols > 0) {
		scroller->top = line_of(scroller, scroller->wanted);
		scroller->wanted = -1;
	}
}

bool
dc_scroller_at_end(const DcScroller *scroller)
{
	return scroller->top >= last_top(scroller);
}

/* -- moving -- */

void
dc_scroller_move(DcScroller *scroller, DcMove move)
{
	int page = MAX(scroller->rows - 1, 1), half = MAX(scroller->rows / 2, 1), top = scroller->top;
	scroller->match = -1;
	switch (move) {
	case DC_MOVE_UP: top -= 1; break;
	case DC_MOVE_DOWN: top += 1; break;
	case DC_MOVE_PAGE_UP: top -= page; break;
	case DC_MOVE_PAGE_DOWN: top += page; break;
	case DC_MOVE_HALF_UP: top -= half; break;
	case DC_MOVE_HALF_DOWN: top += half; break;
	case DC_MOVE_HOME: top = 0; break;
	case DC_MOVE_END: top = last_top(scroller); break;
	case DC_N_MOVES: break;
	}
	scroller->top = CLAMP(top, 0, last_top(scroller));
}

bool
dc_scroller_key(DcScroller *scroller, const char *key)
{
	static const struct {
		const char *key;
		DcMove move;
	} moves[] = {
		{ "j", DC_MOVE_DOWN },         { "Down", DC_MOVE_DOWN },   { "k", DC_MOVE_UP },    { "Up", DC_MOVE_UP },
		{ "C-d", DC_MOVE_HALF_DOWN },  { "C-u", DC_MOVE_HALF_UP }, { "g", DC_MOVE_HOME },  { "Home", DC_MOVE_HOME },
		{ "PgDn", DC_MOVE_PAGE_DOWN }, { "PgUp", DC_MOVE_PAGE_UP }, { "G", DC_MOVE_END },   { "End", DC_MOVE_END },
		{ "Space", DC_MOVE_PAGE_DOWN },
	};
	for (guint i = 0; i < G_N_ELEMENTS(moves); i++)
		if (strcmp(moves[i].key, key) == 0) {
			dc_scroller_move(scroller, moves[i].move);
			return true;
		}
	if (scroller->query == NULL || (strcmp(key, "n") != 0 && strcmp(key, "N") != 0))
		return false;
	dc_scroller_search_next(scroller, *key == 'N');
	return true;
}

/* -- searching -- */

static bool
answers(const DcScroller *scroller, int paragraph)
{
	return strstr(((const Paragraph *)g_ptr_array_index(scroller->paragraphs, (guint)paragraph))->folded, scroller->query) != NULL;
}

/* The first paragraph that answers, from `from` on in one direction and round the end; -1: none. */
static int
find(const DcScroller *scroller, int from, int direction)
{
	int n = (int)scroller->paragraphs->len;
	for (int i = 0; i < n; i++) {
		int at = ((from + i * direction) % n + n) % n;
		if (answers(scroller, at))
			return at;
	}
	return -1;
}

static bool
go_to_match(DcScroller *scroller, int from, int direction)
{
	scroller->match = find(scroller, from, direction);
	if (scroller->match >= 0)
		dc_scroller_set_top(scroller, scroller->match);
	return scroller->match >= 0;
}

bool
dc_scroller_search(DcScroller *scroller, const char *query)
{
	g_autofree char *folded = query != NULL ? dc_text_fold(query) : NULL;
	g_clear_pointer(&scroller->query, g_free);
	if (folded == NULL || *folded == '\0')
		return false;
	scroller->query = g_steal_pointer(&folded);
	return go_to_match(scroller, dc_scroller_top(scroller), 1);
}

bool
dc_scroller_search_next(DcScroller *scroller, bool backwards)
{
	int step = backwards ? -1 : 1, from = scroller->match >= 0 ? scroller->match : dc_scroller_top(scroller);
	return scroller->query != NULL && go_to_match(scroller, from + step, step);
}

/* -- drawing -- */

/* Where a folded query stands in a text, from `from` on: the shortest part that folds to it. */
static bool
find_folded(const char *text, const char *query, gsize from, DcSpan *span)
{
	gsize n_query = strlen(query), length = strlen(text);
	for (gsize start = from; start < length; start = dc_text_next(text, start))
		for (gsize end = dc_text_next(text, start);; end = dc_text_next(text, end)) {
			g_autofree char *part = g_strndup(text + start, end - start);
			g_autofree char *folded = dc_text_fold(part);
			if (strcmp(folded, query) == 0) {
				*span = (DcSpan){ start, end, DC_STYLE_MATCH };
				return true;
			}
			if (end >= length || strlen(folded) > n_query || strncmp(folded, query, strlen(folded)) != 0)
				break;
		}
	return false;
}

static void
draw_line(const DcScroller *scroller, DcSurface *surface, int row, const Line *line)
{
	const Paragraph *paragraph = g_ptr_array_index(scroller->paragraphs, line->paragraph);
	g_autofree char *text = g_strndup(paragraph->text + line->start, line->end - line->start);
	g_autoptr(GArray) spans = cut_spans(paragraph->spans, line->start, line->end);
	dc_surface_spans(surface, row, line->indent_cols, surface->cols - line->indent_cols, paragraph->style, text,
	                 (const DcSpan *)(void *)spans->data, (int)spans->len);
	if (scroller->query == NULL || !answers(scroller, (int)line->paragraph))
		return;
	DcSpan match = { 0 };
	while (find_folded(text, scroller->query, match.end, &match)) {
		int from = shown_width(text, match.start), to = shown_width(text, match.end);
		dc_surface_restyle(surface, row, line->indent_cols + from, 1, to - from, DC_STYLE_MATCH);
	}
}

void
dc_scroller_draw(DcScroller *scroller, DcSurface *surface)
{
	dc_surface_fill(surface, 0, 0, surface->rows, surface->cols, DC_STYLE_NORMAL);
	if (surface->cols < 1 || surface->rows < 1)
		return;
	scroller->rows = surface->rows;
	break_lines(scroller, surface->cols);
	scroller->top = CLAMP(scroller->top, 0, last_top(scroller));
	for (int row = 0; row < surface->rows && scroller->top + row < (int)scroller->lines->len; row++)
		draw_line(scroller, surface, row, line_at(scroller, scroller->top + row));
}
