/* Draws the list: column titles, rules, rows, and the pane beside it. */
#include "dossier.h"
#include "list.h"

#include <string.h>

/* Where the columns stand; 0 columns wide: left out. A narrow screen gives up kind, then system and due; never the reason. */
typedef struct {
	int place, place_cols, no, no_cols, sign, kind, due, system, system_cols, subject, subject_cols, reason, reason_cols;
} Columns;

#define SIGN_COLS 4
#define KIND_COLS 4
#define DUE_COLS DC_WHEN_COLUMN_COLS

static int
digits(gint64 n)
{
	int n_digits = 1;
	while (n >= 10) {
		n /= 10;
		n_digits++;
	}
	return n_digits;
}

static Columns
columns_make(const List *list, int width)
{
	Columns c = { .place_cols = 2, .no_cols = 4 };
	gint64 last = list->first_place > 0 ? list->first_place + (int)list->rows->len : 0;
	c.place_cols = MAX(c.place_cols, digits(last));
	for (guint i = 0; i < list->rows->len; i++) {
		const ListRow *row = g_ptr_array_index(list->rows, i);
		c.no_cols = MAX(c.no_cols, digits(row->listed->ticket->id));
		c.place_cols = MAX(c.place_cols, digits(row->place));
	}
	c.place = 1;
	c.no = c.place + c.place_cols + 1;
	c.sign = c.no + c.no_cols + 1;
	int at = c.sign + SIGN_COLS;
	if (width >= 64) {
		c.kind = at;
		at += KIND_COLS + 1;
	}
	if (width >= 52) {
		c.due = at;
		at += DUE_COLS + 1;
		c.system = at;
		c.system_cols = width >= 100 ? 6 : 4;
		at += c.system_cols + 1;
	}
	c.reason_cols = CLAMP(width * 21 / 80, 12, 36);
	c.reason = width - c.reason_cols;
	c.subject = at;
	c.subject_cols = c.reason - 1 - at;
	return c;
}

static void
titles_draw(const Columns *c, DcSurface *surface)
{
	dc_surface_fill(surface, 0, 0, 1, surface->cols, DC_STYLE_LABEL);
	dc_surface_column_right(surface, 0, c->place, c->place_cols, DC_STYLE_LABEL, _("#"));
	dc_surface_column_right(surface, 0, c->no, c->no_cols, DC_STYLE_LABEL, _("No."));
	dc_surface_column(surface, 0, c->sign, SIGN_COLS, DC_STYLE_LABEL, _("P"));
	if (c->kind > 0)
		dc_surface_column(surface, 0, c->kind, KIND_COLS, DC_STYLE_LABEL, _("Kind"));
	if (c->due > 0)
		dc_surface_column(surface, 0, c->due, DUE_COLS, DC_STYLE_LABEL, _("Due"));
	if (c->system > 0)
		dc_surface_column(surface, 0, c->system, c->system_cols, DC_STYLE_LABEL, _("Sys"));
	dc_surface_column(surface, 0, c->subject, c->subject_cols, DC_STYLE_LABEL, _("Subject"));
	dc_surface_column(surface, 0, c->reason, c->reason_cols, DC_STYLE_LABEL, _("Reason"));
}

static DcStyle
sign_style(const DcRating *rating)
{
	if (rating->priority == 1)
		return DC_STYLE_P1;
	return rating->band <= DC_BAND_URGENT ? DC_STYLE_URGENT : DC_STYLE_NORMAL;
}

static void
due_draw(const DcApp *app, const Columns *c, DcSurface *surface, int row, const DcRating *rating, bool dim)
{
	g_autofree char *due = view_when_column(app, rating->hard_due);
	bool overdue = rating->hard_due != DC_ABSENT && rating->hard_due <= app_now(app);
	dc_surface_column(surface, row, c->due, DUE_COLS, dim ? DC_STYLE_DIM : overdue ? DC_STYLE_OVERDUE : DC_STYLE_NORMAL, due);
	/* Reverse only behind the time itself. */
	dc_surface_fill(surface, row, c->due + dc_text_width(due), 1, MAX(DUE_COLS - dc_text_width(due), 0), DC_STYLE_NORMAL);
}

/* With what was looked for marked in it. */
static void
subject_draw(const List *list, const Columns *c, DcSurface *surface, int row, const ListRow *shown, DcStyle style)
{
	const DcTicket *ticket = shown->listed->ticket;
	g_autofree char *more = shown->listed->group.n_members > 0 ? g_strdup_printf(" +%d", shown->listed->group.n_members) : g_strdup("");
	int cols = MIN(MAX(c->subject_cols - (int)strlen(more), 0), dc_text_width(ticket->title));
	g_autoptr(GArray) spans = view_matches(ticket->title, list->words);
	dc_surface_column(surface, row, c->subject, c->subject_cols, style, "");
	dc_surface_spans(surface, row, c->subject, cols, style, ticket->title, (const DcSpan *)(gconstpointer)spans->data, (int)spans->len);
	dc_surface_text(surface, row, c->subject + cols, DC_STYLE_BOLD, more);
}

static void
row_draw(const DcApp *app, const List *list, const Columns *c, DcSurface *surface, int line, guint i)
{
	const ListRow *row = g_ptr_array_index(list->rows, i);
	const DcTicket *ticket = row->listed->ticket;
	DcStyle style = row->gone ? DC_STYLE_DIM : DC_STYLE_NORMAL;
	bool marked = dc_list_is_marked(list->cursor, ticket->id);
	if (marked || app->header.running_no == ticket->id)
		dc_surface_text(surface, line, 0, DC_STYLE_BOLD, marked ? "*" : ">");
	int place = list->first_place > 0 ? list->first_place + (int)i : row->place;
	if (place > 0)
		dc_surface_printf(surface, line, c->place, style, "%*d", c->place_cols, place);
	dc_surface_printf(surface, line, c->no, style, "%*" G_GINT64_FORMAT, c->no_cols, ticket->id);
	dc_surface_column(surface, line, c->sign, SIGN_COLS, row->gone ? style : sign_style(&row->listed->rating), row->listed->sign);
	if (c->kind > 0)
		dc_surface_column(surface, line, c->kind, KIND_COLS, style, dossier_kind(ticket->kind));
	if (c->due > 0)
		due_draw(app, c, surface, line, &row->listed->rating, row->gone);
	if (c->system > 0)
		dc_surface_column(surface, line, c->system, c->system_cols, style, ticket->system != NULL ? ticket->system : "");
	subject_draw(list, c, surface, line, row, style);
	const char *reason = row->gone ? dc_word_label(DC_WORDS_OF_STATUS, (int)ticket->status) : row->listed->reason;
	dc_surface_column(surface, line, c->reason, c->reason_cols, style, reason);
	if (marked)
		dc_surface_flag(surface, line, 0, 1, surface->cols, DC_STYLE_MARKED);
	if ((int)i == dc_list_index(list->cursor))
		dc_surface_flag(surface, line, 0, 1, surface->cols, DC_STYLE_SELECTED);
}

static void
rows_draw(const DcApp *app, const List *list, const Columns *c, DcSurface *surface)
{
	int line = 0;
	for (guint i = (guint)dc_list_layout(list->cursor, surface->rows); i < list->rows->len && line < surface->rows; i++) {
		const ListRow *row = g_ptr_array_index(list->rows, i);
		for (guint r = 0; r < row->n_rules; r++)
			dc_surface_rule(surface, line++, row->rules[r].fill, DC_STYLE_RULE, row->rules[r].title);
		row_draw(app, list, c, surface, line++, i);
	}
}

static void
empty_draw(const DcApp *app, const List *list, DcSurface *rows)
{
	if (list->filter == NULL)
		dc_surface_text(rows, 0, 2, DC_STYLE_DIM, _(list->spec->empty));
	else if (list->looking)
		dc_surface_text(rows, 0, 2, DC_STYLE_DIM, _("Looking ..."));
	else
		narrowbar_nothing_draw(app, &list->narrow, rows);
}

static void
part_draw(const DcApp *app, const List *list, DcSurface *surface)
{
	Columns c = columns_make(list, surface->cols);
	titles_draw(&c, surface);
	DcSurface rows = dc_surface_sub(surface, 1, 0, surface->rows - 1, surface->cols);
	if (list->rows->len == 0)
		empty_draw(app, list, &rows);
	else
		rows_draw(app, list, &c, &rows);
}

static void
panes_draw(const DcApp *app, List *list, DcSurface *body)
{
	DcSurface pane, part = detail_split(app, body, &pane);
	part_draw(app, list, &part);
	if (pane.rows > 0)
		detail_draw(app, list->detail, &pane, detail_has_focus(list->detail));
}

/* "3", "100+": how many rows there are; more may come while it is being looked. Transfer full. */
static char *
count_text(const List *list)
{
	bool more = list->before != NULL || (list->more_after && !list->looking);
	return narrowbar_count(list->rows->len, list->looking ? ".." : more ? "+" : "");
}

void
list_draw(const DcApp *app, gpointer self, DcSurface *body)
{
	List *list = self;
	g_autofree char *count = count_text(list);
	DcSurface above = narrowbar_draw(&list->narrow, body, count);
	panes_draw(app, list, &above);
}

static void
note_add(GString *note, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
note_add(GString *note, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	if (note->len > 0)
		g_string_append(note, "   ");
	g_string_append_vprintf(note, format, args);
	va_end(args);
}

char *
list_note(const DcApp *app, gpointer self)
{
	const List *list = self;
	int n_marked = dc_list_n_marked(list->cursor);
	bool in_range = dc_list_in_range(list->cursor);
	GString *note = g_string_new(NULL);
	if (list->n_pending > 0)
		note_add(note, _("order: %d changed, %s applies"), list->n_pending, app_key_of(app, DC_ACTION_REFRESH));
	if (n_marked > 0 || in_range)
		note_add(note, _("%d marked%s"), n_marked, in_range ? _(", range open") : "");
	g_autofree char *count = count_text(list), *narrowed = narrowbar_note(app, &list->narrow, count);
	if (narrowed != NULL)
		note_add(note, "%s", narrowed);
	return g_string_free(note, note->len == 0);
}

void
list_hint(const DcApp *app, gpointer self, DcSurface *surface, int row)
{
	narrowbar_hint(app, &((const List *)self)->narrow, self, surface, row);
}
