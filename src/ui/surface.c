/* The grid of cells and the rectangles drawn on. What must stay true: a wide character is always a glyph and the tail on its right;
 * whoever overwrites one half turns the other into a space. */
#include "surface.h"

#include <daicho/text.h>

#include <string.h>

struct _DcGrid {
	int rows, cols;
	int cursor_row, cursor_col;
	bool cursor_shown;
	DcGlyph *glyphs; /* rows * cols */
};

static const DcGlyph space = { .text = " ", .kind = DC_GLYPH_TEXT, .style = DC_STYLE_NORMAL };

static DcGlyph *
glyph_at(const DcGrid *grid, int row, int col)
{
	return &grid->glyphs[(gsize)row * (gsize)grid->cols + (gsize)col];
}

static void
grid_empty(DcGrid *grid)
{
	gsize n = (gsize)grid->rows * (gsize)grid->cols;
	for (gsize i = 0; i < n; i++)
		grid->glyphs[i] = space;
	grid->cursor_shown = false;
	grid->cursor_row = grid->cursor_col = 0;
}

static void
make_space(DcGlyph *glyph)
{
	DcStyle style = glyph->style;
	*glyph = space;
	glyph->style = style;
}

/* Before the glyph at (row, col) of the grid is overwritten: the other half of a wide character becomes a space. */
static void
part_wide(DcGrid *grid, int row, int col)
{
	if (glyph_at(grid, row, col)->kind == DC_GLYPH_TAIL && col > 0)
		make_space(glyph_at(grid, row, col - 1));
	if (col + 1 < grid->cols && glyph_at(grid, row, col + 1)->kind == DC_GLYPH_TAIL)
		make_space(glyph_at(grid, row, col + 1));
}

static bool
is_inside(const DcSurface *surface, int row, int col)
{
	return row >= 0 && col >= 0 && row < surface->rows && col < surface->cols;
}

static void
put(DcSurface *surface, int row, int col, DcGlyphKind kind, const char *text, gsize length, DcStyle style)
{
	if (!is_inside(surface, row, col))
		return;
	row += surface->row;
	col += surface->col;
	part_wide(surface->grid, row, col);
	DcGlyph *glyph = glyph_at(surface->grid, row, col);
	memset(glyph->text, 0, sizeof glyph->text);
	memcpy(glyph->text, text, MIN(length, sizeof glyph->text - 1));
	glyph->kind = (guint8)kind;
	glyph->style = style;
}

/* One character cell of text of 1 or 2 columns; a wide one that is cut by an edge becomes a space. */
static void
put_text(DcSurface *surface, int row, int col, int width_cols, const char *text, gsize length, DcStyle style)
{
	if (width_cols == 2 && (!is_inside(surface, row, col) || !is_inside(surface, row, col + 1))) {
		put(surface, row, col, DC_GLYPH_TEXT, " ", 1, style);
		put(surface, row, col + 1, DC_GLYPH_TEXT, " ", 1, style);
		return;
	}
	put(surface, row, col, DC_GLYPH_TEXT, text, length, style);
	if (width_cols == 2)
		put(surface, row, col + 1, DC_GLYPH_TAIL, "", 0, style);
}

/* Joiners and variation selectors make some terminals draw several characters as one, or one wider than wcwidth() says. */
static bool
changes_width(gunichar c)
{
	return c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f);
}

/* The bytes of the cell that begins at `text`: one character and the zero-width ones on it, as many as an ncurses cell holds. `after` is
 * where the next cell begins. */
static gsize
cell_bytes(const char *text, const char **after)
{
	const char *end = g_utf8_next_char(text), *p = end;
	for (int n = 1; *p != '\0' && dc_text_char_width(g_utf8_get_char(p)) == 0; p = g_utf8_next_char(p))
		if (n < 5 && end == p && !changes_width(g_utf8_get_char(p))) {
			end = g_utf8_next_char(p);
			n++;
		}
	*after = p;
	return (gsize)(end - text);
}

/* `text` has been through dc_text_show(). Returns the columns it takes up to the right edge, from `col`. */
static int
draw_shown(DcSurface *surface, int row, int col, DcStyle style, const char *text)
{
	int start = col;
	while (*text != '\0' && col < surface->cols) {
		const char *after = NULL;
		int width_cols = dc_text_char_width(g_utf8_get_char(text));
		gsize length = cell_bytes(text, &after);
		if (width_cols > 0) {
			put_text(surface, row, col, width_cols, text, length, style);
			col += width_cols;
		}
		text = after;
	}
	return MIN(col, surface->cols) - start;
}

int
shown_width(const char *shown, gsize n_bytes)
{
	int width_cols = 0;
	for (const char *p = shown; *p != '\0' && (gsize)(p - shown) < n_bytes; p = g_utf8_next_char(p))
		width_cols += dc_text_char_width(g_utf8_get_char(p));
	return width_cols;
}

static void
append_shown(GString *shown, ShowText show_text, const char *text, gsize start, gsize end)
{
	g_autofree char *piece = g_strndup(text + start, end - start);
	g_autofree char *piece_shown = show_text(piece);
	g_string_append(shown, piece_shown);
}

char *
spans_show(ShowText show_text, const char *text, const DcSpan *spans, int n_spans, GArray **moved)
{
	GString *shown = g_string_new(NULL);
	gsize done = 0, length = strlen(text);
	*moved = g_array_new(FALSE, FALSE, sizeof(DcSpan));
	for (int i = 0; i < n_spans; i++) {
		if (spans[i].start < done || spans[i].end > length || spans[i].start >= spans[i].end)
			continue;
		append_shown(shown, show_text, text, done, spans[i].start);
		DcSpan span = { .start = shown->len, .style = spans[i].style };
		append_shown(shown, show_text, text, spans[i].start, spans[i].end);
		span.end = shown->len;
		g_array_append_val(*moved, span);
		done = spans[i].end;
	}
	append_shown(shown, show_text, text, done, length);
	return g_string_free(shown, FALSE);
}

/* -- public -- */

DcSurface *
dc_surface_new(int rows, int cols)
{
	DcSurface *surface = g_new0(DcSurface, 1);
	surface->grid = g_new0(DcGrid, 1);
	dc_surface_resize(surface, rows, cols);
	return surface;
}

void
dc_surface_free(DcSurface *surface)
{
	if (surface == NULL)
		return;
	g_free(surface->grid->glyphs);
	g_free(surface->grid);
	g_free(surface);
}

void
dc_surface_resize(DcSurface *surface, int rows, int cols)
{
	DcGrid *grid = surface->grid;
	grid->rows = surface->rows = MAX(rows, 1);
	grid->cols = surface->cols = MAX(cols, 1);
	surface->row = surface->col = 0;
	grid->glyphs = g_renew(DcGlyph, grid->glyphs, (gsize)grid->rows * (gsize)grid->cols);
	grid_empty(grid);
}

void
dc_surface_clear(DcSurface *surface)
{
	if (surface->rows == surface->grid->rows && surface->cols == surface->grid->cols)
		grid_empty(surface->grid);
	else
		dc_surface_fill(surface, 0, 0, surface->rows, surface->cols, DC_STYLE_NORMAL);
}

DcSurface
dc_surface_sub(const DcSurface *surface, int row, int col, int rows, int cols)
{
	int top = CLAMP(row, 0, surface->rows), left = CLAMP(col, 0, surface->cols);
	int bottom = CLAMP(row + MAX(rows, 0), top, surface->rows), right = CLAMP(col + MAX(cols, 0), left, surface->cols);
	return (DcSurface){ .grid = surface->grid,
	                    .row = surface->row + top,
	                    .col = surface->col + left,
	                    .rows = bottom - top,
	                    .cols = right - left };
}

int
dc_surface_text(DcSurface *surface, int row, int col, DcStyle style, const char *text)
{
	g_autofree char *shown = dc_text_show(text);
	return draw_shown(surface, row, col, style, shown);
}

int
dc_surface_printf(DcSurface *surface, int row, int col, DcStyle style, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *text = g_strdup_vprintf(format, args);
	va_end(args);
	return dc_surface_text(surface, row, col, style, text);
}

void
dc_surface_column(DcSurface *surface, int row, int col, int cols, DcStyle style, const char *text)
{
	dc_surface_spans(surface, row, col, cols, style, text, NULL, 0);
}

void
dc_surface_column_right(DcSurface *surface, int row, int col, int cols, DcStyle style, const char *text)
{
	int width_cols = dc_text_width(text);
	int before = MAX(cols - width_cols, 0);
	dc_surface_fill(surface, row, col, 1, before, style);
	dc_surface_column(surface, row, col + before, cols - before, style, text);
}

void
dc_surface_spans(DcSurface *surface, int row, int col, int cols, DcStyle style, const char *text, const DcSpan *spans, int n_spans)
{
	DcSurface column = dc_surface_sub(surface, row, col, 1, cols);
	int start = MIN(col, 0); /* inside the column: what hangs out on the left is not drawn */
	g_autoptr(GArray) moved = NULL;
	g_autofree char *shown = n_spans > 0 ? spans_show(dc_text_show, text, spans, n_spans, &moved) : NULL;
	g_autofree char *fitting = dc_text_clip(shown != NULL ? shown : text, MAX(cols, 0));

	int width_cols = draw_shown(&column, 0, start, style, fitting);
	dc_surface_fill(&column, 0, start + width_cols, 1, cols, style);
	for (guint i = 0; moved != NULL && i < moved->len; i++) {
		const DcSpan *span = &g_array_index(moved, DcSpan, i);
		int from = shown_width(fitting, span->start), to = shown_width(fitting, span->end);
		dc_surface_restyle(&column, 0, start + from, 1, to - from, span->style);
	}
}

void
dc_surface_fill(DcSurface *surface, int row, int col, int rows, int cols, DcStyle style)
{
	DcSurface area = dc_surface_sub(surface, row, col, rows, cols);
	for (int r = 0; r < area.rows; r++)
		for (int c = 0; c < area.cols; c++)
			put(&area, r, c, DC_GLYPH_TEXT, " ", 1, style);
}

void
dc_surface_restyle(DcSurface *surface, int row, int col, int rows, int cols, DcStyle style)
{
	DcSurface area = dc_surface_sub(surface, row, col, rows, cols);
	for (int r = 0; r < area.rows; r++)
		for (int c = 0; c < area.cols; c++) {
			DcGlyph *glyph = glyph_at(area.grid, area.row + r, area.col + c);
			glyph->style = (DcStyle)((glyph->style & (DC_STYLE_SELECTED | DC_STYLE_MARKED)) | style);
		}
}

void
dc_surface_flag(DcSurface *surface, int row, int col, int rows, int cols, DcStyle flag)
{
	DcSurface area = dc_surface_sub(surface, row, col, rows, cols);
	for (int r = 0; r < area.rows; r++)
		for (int c = 0; c < area.cols; c++)
			glyph_at(area.grid, area.row + r, area.col + c)->style |= flag;
}

void
dc_surface_hline(DcSurface *surface, int row, int col, int cols, DcStyle style)
{
	for (int c = MAX(col, 0); c < MIN(col + cols, surface->cols); c++)
		put(surface, row, c, DC_GLYPH_HLINE, "", 0, style);
}

void
dc_surface_vline(DcSurface *surface, int row, int col, int rows, DcStyle style)
{
	for (int r = MAX(row, 0); r < MIN(row + rows, surface->rows); r++)
		put(surface, r, col, DC_GLYPH_VLINE, "", 0, style);
}

void
dc_surface_box(DcSurface *surface, DcStyle style)
{
	int bottom = surface->rows - 1, right = surface->cols - 1;
	dc_surface_fill(surface, 0, 0, surface->rows, surface->cols, style);
	dc_surface_hline(surface, 0, 0, surface->cols, style);
	dc_surface_hline(surface, bottom, 0, surface->cols, style);
	dc_surface_vline(surface, 0, 0, surface->rows, style);
	dc_surface_vline(surface, 0, right, surface->rows, style);
	put(surface, 0, 0, DC_GLYPH_UL, "", 0, style);
	put(surface, 0, right, DC_GLYPH_UR, "", 0, style);
	put(surface, bottom, 0, DC_GLYPH_LL, "", 0, style);
	put(surface, bottom, right, DC_GLYPH_LR, "", 0, style);
}

void
dc_surface_rule(DcSurface *surface, int row, char fill, DcStyle style, const char *title)
{
	for (int c = 0; c < surface->cols; c++)
		put(surface, row, c, DC_GLYPH_TEXT, &fill, 1, style);
	if (title == NULL || *title == '\0')
		return;
	g_autofree char *spaced = g_strdup_printf(" %s ", title);
	g_autofree char *clipped = dc_text_clip(spaced, MAX(surface->cols - 2, 0));
	dc_surface_text(surface, row, 2, style, clipped);
}

void
dc_surface_cursor(DcSurface *surface, int row, int col)
{
	DcGrid *grid = surface->grid;
	grid->cursor_shown = is_inside(surface, row, col);
	if (!grid->cursor_shown)
		return;
	grid->cursor_row = surface->row + row;
	grid->cursor_col = surface->col + col;
}

void
dc_surface_hide_cursor(DcSurface *surface)
{
	surface->grid->cursor_shown = false;
}

bool
dc_surface_get_cursor(const DcSurface *surface, int *row, int *col)
{
	if (row != NULL)
		*row = surface->grid->cursor_row;
	if (col != NULL)
		*col = surface->grid->cursor_col;
	return surface->grid->cursor_shown;
}

const DcGlyph *
dc_surface_glyph(const DcSurface *surface, int row, int col)
{
	return is_inside(surface, row, col) ? glyph_at(surface->grid, surface->row + row, surface->col + col) : NULL;
}

static const char *const glyph_ascii[DC_N_GLYPHS] = {
	[DC_GLYPH_TEXT] = NULL,
	[DC_GLYPH_TAIL] = "",
	[DC_GLYPH_HLINE] = "-",
	[DC_GLYPH_VLINE] = "|",
	[DC_GLYPH_UL] = "+",
	[DC_GLYPH_UR] = "+",
	[DC_GLYPH_LL] = "+",
	[DC_GLYPH_LR] = "+",
	[DC_GLYPH_LEFT_TEE] = "+",
	[DC_GLYPH_RIGHT_TEE] = "+",
	[DC_GLYPH_TOP_TEE] = "+",
	[DC_GLYPH_BOTTOM_TEE] = "+",
	[DC_GLYPH_CROSS] = "+",
};

char *
dc_surface_to_text(const DcSurface *surface)
{
	GString *text = g_string_new(NULL);
	for (int r = 0; r < surface->rows; r++) {
		gsize line = text->len, end = line;
		for (int c = 0; c < surface->cols; c++) {
			const DcGlyph *glyph = glyph_at(surface->grid, surface->row + r, surface->col + c);
			g_string_append(text, glyph->kind == DC_GLYPH_TEXT ? glyph->text : glyph_ascii[glyph->kind]);
			if (!g_str_has_suffix(text->str + line, " "))
				end = text->len;
		}
		g_string_truncate(text, end);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}
