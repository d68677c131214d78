/* The text field on the screen: what part of it is seen, and where the cursor stands. Lines break at any grapheme, for what is typed must
 * not jump about; the last column stays free for the cursor behind the text. */
#include "surface.h"
#include "textfield.h"

#include <daicho/text.h>

typedef struct { /* bytes [start, end); a newline that ends it is not in it */
	gsize start, end;
} Line;

/* Columns of the bytes [start, end) of a text, shown. */
static int
width_between(const char *text, gsize start, gsize end)
{
	g_autofree char *part = g_strndup(text + start, end - start);
	return dc_text_width(part);
}

/* GArray of Line, at least one. Transfer full. */
static GArray *
break_lines(const char *text, int width_cols)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
	Line line = { 0, 0 };
	int used = 0;
	while (text[line.end] != '\0') {
		gsize next = dc_text_next(text, line.end);
		bool newline = text[line.end] == '\n';
		int width = newline ? 0 : width_between(text, line.end, next);
		if (newline || (used + width > width_cols && line.end > line.start)) {
			g_array_append_val(lines, line);
			line.start = line.end = newline ? next : line.end;
			used = 0;
			continue;
		}
		used += width;
		line.end = next;
	}
	g_array_append_val(lines, line);
	return lines;
}

/* The last line that begins at or before the cursor. */
static guint
line_of(const GArray *lines, gsize offset)
{
	guint found = 0;
	for (guint i = 0; i < lines->len && g_array_index(lines, Line, i).start <= offset; i++)
		found = i;
	return found;
}

static int
text_cols(int surface_cols)
{
	return MAX(surface_cols - 1, 2);
}

int
dc_textfield_height(const DcTextField *field, int width_cols)
{
	if (!field->multiline)
		return 1;
	g_autoptr(GArray) lines = break_lines(field->text->str, text_cols(width_cols));
	return (int)lines->len;
}

bool
textfield_move_line(DcTextField *field, int step)
{
	const char *text = field->text->str;
	g_autoptr(GArray) lines = break_lines(text, field->width_cols > 0 ? field->width_cols : G_MAXINT / 2);
	guint at = line_of(lines, field->cursor);
	if ((step < 0 && at == 0) || (step > 0 && at + 1 >= lines->len))
		return false;
	int goal = field->goal_col >= 0 ? field->goal_col : width_between(text, g_array_index(lines, Line, at).start, field->cursor);
	const Line *line = &g_array_index(lines, Line, step < 0 ? at - 1 : at + 1);

	gsize to = line->start;
	while (to < line->end && width_between(text, line->start, dc_text_next(text, to)) <= goal)
		to = dc_text_next(text, to);
	/* The end of a line that only ran out of room is the beginning of the next: stay on this one. */
	if (to == line->end && to > line->start && text[to] != '\n' && text[to] != '\0')
		to = dc_text_prev(text, to);
	field->cursor = to;
	field->goal_col = goal;
	return true;
}

/* A grapheme of joined emoji can be wider than the field: the cursor then stands at its edge. */
static void
put_cursor(DcSurface *surface, int row, int col)
{
	dc_surface_cursor(surface, row, MIN(col, surface->cols - 1));
}

static void
draw_part(DcSurface *surface, int row, DcStyle style, const char *text, gsize start, gsize end)
{
	g_autofree char *part = g_strndup(text + start, end - start);
	dc_surface_fill(surface, row, 0, 1, surface->cols, style);
	dc_surface_text(surface, row, 0, style, part);
}

/* Scrolls by a third of the width, so that what comes next is seen. */
static void
draw_one_line(DcTextField *field, DcSurface *surface, DcStyle style, bool focused)
{
	const char *text = field->text->str;
	int cols = text_cols(surface->cols);
	gsize first = MIN(field->first, field->text->len);
	if (first > field->cursor || !focused)
		first = 0;
	if (width_between(text, first, field->cursor) > cols) {
		int wanted = cols - cols / 3;
		for (first = field->cursor; first > 0;) {
			gsize before = dc_text_prev(text, first);
			if (width_between(text, before, field->cursor) > wanted)
				break;
			first = before;
		}
	}
	field->first = first;
	draw_part(surface, 0, style, text, first, field->text->len);
	if (focused)
		put_cursor(surface, 0, width_between(text, first, field->cursor));
}

static void
draw_lines(DcTextField *field, DcSurface *surface, DcStyle style, bool focused)
{
	const char *text = field->text->str;
	field->width_cols = text_cols(surface->cols);
	g_autoptr(GArray) lines = break_lines(text, field->width_cols);
	gsize at = line_of(lines, field->cursor), rows = (gsize)MAX(surface->rows, 1);
	field->first = CLAMP(field->first, at + 1 > rows ? at + 1 - rows : 0, at);
	for (gsize row = 0; row < rows; row++) {
		gsize i = field->first + row;
		const Line *line = i < lines->len ? &g_array_index(lines, Line, i) : &(Line){ 0, 0 };
		draw_part(surface, (int)row, style, text, line->start, line->end);
	}
	if (focused)
		put_cursor(surface, (int)(at - field->first), width_between(text, g_array_index(lines, Line, at).start, field->cursor));
}

void
dc_textfield_draw(DcTextField *field, DcSurface *surface, DcStyle style, bool focused)
{
	if (surface->rows < 1 || surface->cols < 1)
		return;
	if (field->multiline)
		draw_lines(field, surface, style, focused);
	else
		draw_one_line(field, surface, style, focused);
}
