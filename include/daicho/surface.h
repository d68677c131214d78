/* Floor 4. A grid of cells to draw on: pure memory, no I/O. Views draw, src/term shows, tests read (design.md 3.5).
 * All text drawn goes through dc_text_show(), so nothing that could move a terminal ever stands in a cell (ui.md rule 9). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What a piece of text is, not how it looks: the theme in src/term turns a role into attributes and a colour. A role never stands
 * alone (ui.md rule 7): the view also writes a letter or a word. */
typedef enum {
	DC_STYLE_NORMAL,
	DC_STYLE_TITLE,   /* the header line, headings */
	DC_STYLE_DIM,     /* what is there but does not press */
	DC_STYLE_BOLD,
	DC_STYLE_P1,
	DC_STYLE_URGENT,
	DC_STYLE_OVERDUE, /* reverse video in every theme */
	DC_STYLE_BUSY,    /* busy period badge */
	DC_STYLE_CUE,     /* a word that gives something away: underlined */
	DC_STYLE_MATCH,   /* what a search found */
	DC_STYLE_OK,
	DC_STYLE_ERROR,
	DC_STYLE_LABEL,   /* the name of a field */
	DC_STYLE_FIELD,   /* the inside of an input field */
	DC_STYLE_HINT,    /* the hint line */
	DC_STYLE_KEY,     /* a key's name in it */
	DC_STYLE_RULE,    /* lines */
	DC_N_STYLES,
} DcStyleRole;

/* A role, with any of the flags or-ed onto it. */
typedef guint8 DcStyle;
#define DC_STYLE_SELECTED ((DcStyle)0x80) /* under the list cursor: reverse video */
#define DC_STYLE_MARKED ((DcStyle)0x40)   /* marked for the next action: bold; the view also draws a sign */
#define DC_STYLE_ROLE(style) ((DcStyleRole)((style)&0x3f))

typedef enum {
	DC_GLYPH_TEXT,
	DC_GLYPH_TAIL, /* second column of the wide character on its left; its text is empty */
	DC_GLYPH_HLINE,
	DC_GLYPH_VLINE,
	DC_GLYPH_UL,
	DC_GLYPH_UR,
	DC_GLYPH_LL,
	DC_GLYPH_LR,
	DC_GLYPH_LEFT_TEE,
	DC_GLYPH_RIGHT_TEE,
	DC_GLYPH_TOP_TEE,
	DC_GLYPH_BOTTOM_TEE,
	DC_GLYPH_CROSS,
	DC_N_GLYPHS,
} DcGlyphKind;

#define DC_GLYPH_BYTES 22 /* five code points of UTF-8 and NUL: as much as an ncurses cell holds */

typedef struct { /* a value */
	char text[DC_GLYPH_BYTES]; /* one grapheme; only for DC_GLYPH_TEXT */
	guint8 kind;              /* DcGlyphKind */
	DcStyle style;
} DcGlyph;

typedef struct _DcGrid DcGrid; /* opaque: src/ui/surface.c */

/* A rectangle of a grid. Rows and columns count from 0 inside the rectangle; whatever lies outside is not drawn, never an error. */
typedef struct {
	DcGrid *grid;
	int row, col; /* its upper left corner on the grid */
	int rows, cols;
} DcSurface;

/* A whole grid of spaces. Transfer full. rows, cols >= 1. */
DcSurface *dc_surface_new(int rows, int cols);
void dc_surface_free(DcSurface *surface); /* only what dc_surface_new() made */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcSurface, dc_surface_free)
void dc_surface_resize(DcSurface *surface, int rows, int cols); /* empties it */
void dc_surface_clear(DcSurface *surface);                      /* spaces; on the whole grid also hides the cursor */

/* A part of a surface, cut to what lies inside it. A value: never freed, valid until the grid is resized or freed. */
DcSurface dc_surface_sub(const DcSurface *surface, int row, int col, int rows, int cols);

/* -- drawing; each returns nothing or the columns drawn, none can fail. A wide character that would be cut at either edge becomes a
 *    space, as does the other half of one that is drawn over -- */
/* One line of text up to the right edge. `text` may be any bytes. Returns the columns drawn. */
int dc_surface_text(DcSurface *surface, int row, int col, DcStyle style, const char *text);
int dc_surface_printf(DcSurface *surface, int row, int col, DcStyle style, const char *format, ...) G_GNUC_PRINTF(5, 6);
/* Exactly `cols` columns: clipped with `>` (dc_text_clip) or filled with spaces; the second one to the right. */
void dc_surface_column(DcSurface *surface, int row, int col, int cols, DcStyle style, const char *text);
void dc_surface_column_right(DcSurface *surface, int row, int col, int cols, DcStyle style, const char *text);

typedef struct { /* a value: bytes [start, end) of the text are drawn in this style */
	gsize start, end;
	DcStyle style;
} DcSpan;
/* As dc_surface_column(), with parts in other styles (cue words, matches). Spans in order, not overlapping, on character boundaries. */
void dc_surface_spans(DcSurface *surface, int row, int col, int cols, DcStyle style, const char *text, const DcSpan *spans, int n_spans);

void dc_surface_fill(DcSurface *surface, int row, int col, int rows, int cols, DcStyle style); /* spaces */
/* Keep the text, change the look: the first sets the role (flags stay), the second adds a flag. */
void dc_surface_restyle(DcSurface *surface, int row, int col, int rows, int cols, DcStyle style);
void dc_surface_flag(DcSurface *surface, int row, int col, int rows, int cols, DcStyle flag);
void dc_surface_hline(DcSurface *surface, int row, int col, int cols, DcStyle style);
void dc_surface_vline(DcSurface *surface, int row, int col, int rows, DcStyle style);
void dc_surface_box(DcSurface *surface, DcStyle style); /* along its own edge, inside emptied */
/* A whole line of `fill` ('-' or '=') with a title near its beginning: `-- title ------`. title NULL: the line alone. */
void dc_surface_rule(DcSurface *surface, int row, char fill, DcStyle style, const char *title);

/* Where the terminal's cursor should stand: the insertion point of the field that has the focus (ui.md rule 3). Outside: hidden. */
void dc_surface_cursor(DcSurface *surface, int row, int col);
void dc_surface_hide_cursor(DcSurface *surface);
/* Of the whole grid. Returns whether it is to be seen; row and col may be NULL. */
bool dc_surface_get_cursor(const DcSurface *surface, int *row, int *col);

/* NULL outside. Transfer none. */
const DcGlyph *dc_surface_glyph(const DcSurface *surface, int row, int col);
/* As text, one line a row, trailing spaces off, lines as - | + (for tests and for `daicho` without a terminal). Transfer full. */
char *dc_surface_to_text(const DcSurface *surface);
