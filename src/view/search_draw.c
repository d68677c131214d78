/* The picture of the search: the field, what was found with two lines each, or what can be typed. */
#include "search.h"

#define NUMBER_COLS 8
#define WHEN_COLS 10
#define STATUS_COLS 10
#define SYSTEM_COLS 5

/* "12 found", "200+ found": more stand behind them. */
static char *
count_text(const Search *self)
{
	if (self->filter == NULL || querybar_is_blank(self->bar))
		return g_strdup("");
	bool more = self->next != 0 && !self->looking;
	g_autofree char *mails = self->mails->len > 0 ? g_strdup_printf(_(", mails: %u"), self->mails->len) : g_strdup("");
	g_autofree char *tickets = g_strdup_printf(_("%u%s found"), self->nos->len - (more ? 1 : 0), self->looking ? ".." : more ? "+" : "");
	return g_strconcat(tickets, mails, NULL);
}

static void
title_draw(const Search *self, DcSurface *body)
{
	g_autofree char *count = count_text(self);
	int cols = dc_text_width(count);
	dc_surface_fill(body, 0, 0, 1, body->cols, DC_STYLE_TITLE);
	dc_surface_printf(body, 0, 1, DC_STYLE_TITLE, "%s  %s", _("Search"), _("the whole ledger, closed ones too"));
	dc_surface_text(body, 0, MAX(body->cols - cols - 1, 0), DC_STYLE_TITLE, count);
}

/* -- one of them -- */

/* So wide that no number of those that are seen is cut. */
static int
number_cols(const Search *self)
{
	int cols = NUMBER_COLS, first = dc_list_layout(self->cursor, self->n_seen_rows);
	for (guint i = (guint)first; i < self->nos->len && i < (guint)(first + self->n_seen_rows); i++) {
		g_autofree char *number = view_number(g_array_index(self->nos, DcTicketNo, i));
		cols = MAX(cols, dc_text_width(number));
	}
	return cols;
}

/* Short enough for the column; those on a ticket are found with it. */
static const char *const mail_states[DC_N_MAIL] = {
	[DC_MAIL_NONE] = "",
	[DC_MAIL_WAITING] = N_("to triage"),
	[DC_MAIL_TAKEN] = "",
	[DC_MAIL_DROPPED] = N_("not for us"),
	[DC_MAIL_COUNTED] = N_("counted"),
	[DC_MAIL_SENT] = "",
	[DC_MAIL_FOLDED] = N_("alert"),
};

/* In the columns of a ticket: a mail, when it came, whether it waits, its subject. */
static void
mail_line_draw(const DcApp *app, const Search *self, DcSurface *surface, int row, const DcFound *found)
{
	const DcMailRow *mail = found->mail;
	const char *subject = mail->subject != NULL ? mail->subject : "";
	g_autofree char *when = dc_when_short(app_calendar(app), mail->at, app_now(app));
	g_autoptr(GArray) spans = view_matches(subject, self->words);
	int numbers = number_cols(self), col = 1 + numbers + 1;
	dc_surface_column_right(surface, row, 1, numbers, DC_STYLE_NORMAL, _("Mail"));
	dc_surface_column(surface, row, col, WHEN_COLS, DC_STYLE_NORMAL, when);
	col += WHEN_COLS + 1;
	dc_surface_column(surface, row, col, STATUS_COLS, mail->state == DC_MAIL_WAITING ? DC_STYLE_BOLD : DC_STYLE_NORMAL, *mail_states[mail->state] != '\0' ? _(mail_states[mail->state]) : "");
	col += STATUS_COLS + 1;
	if (surface->cols >= 64)
		col += SYSTEM_COLS + 1;
	dc_surface_spans(surface, row, col, MAX(surface->cols - 1 - col, 0), DC_STYLE_NORMAL, subject, (const DcSpan *)(gconstpointer)spans->data, (int)spans->len);
}

static void
first_line_draw(const DcApp *app, const Search *self, DcSurface *surface, int row, const DcFound *found)
{
	const DcTicket *ticket = found->listed->ticket;
	bool open = dc_status_is_open(ticket->status);
	g_autofree char *number = view_number(ticket->id);
	DcInstant at = !open && ticket->closed_at != DC_ABSENT ? ticket->closed_at : ticket->received_at;
	g_autofree char *when = dc_when_short(app_calendar(app), at, app_now(app));
	g_autofree char *minutes = found->worked_min > 0 ? g_strdup_printf(_(" %d min"), found->worked_min) : g_strdup("");
	g_autoptr(GArray) spans = view_matches(ticket->title, self->words);
	int numbers = number_cols(self), col = 1 + numbers + 1, right = surface->cols - dc_text_width(minutes) - 1;
	dc_surface_column_right(surface, row, 1, numbers, DC_STYLE_NORMAL, number);
	dc_surface_column(surface, row, col, WHEN_COLS, DC_STYLE_NORMAL, when);
	col += WHEN_COLS + 1;
	dc_surface_column(surface, row, col, STATUS_COLS, open ? DC_STYLE_BOLD : DC_STYLE_OK, dc_word_label(DC_WORDS_OF_STATUS, (int)ticket->status));
	col += STATUS_COLS + 1;
	if (surface->cols >= 64) {
		dc_surface_column(surface, row, col, SYSTEM_COLS, DC_STYLE_NORMAL, ticket->system != NULL ? ticket->system : "");
		col += SYSTEM_COLS + 1;
	}
	dc_surface_spans(surface, row, col, MAX(right - col, 0), DC_STYLE_NORMAL, ticket->title, (const DcSpan *)(gconstpointer)spans->data, (int)spans->len);
	dc_surface_text(surface, row, right, DC_STYLE_NORMAL, minutes);
}

/* Of an open one its place and who called, of one that is shut who called; who sent a mail. Transfer full. */
static char *
state_text(const DcFound *found)
{
	const DcListed *listed = found->listed;
	if (listed == NULL)
		return g_strdup_printf("%s <%s>", found->mail->name != NULL ? found->mail->name : "", found->mail->address != NULL ? found->mail->address : "");
	const DcTicket *ticket = listed->ticket;
	bool open = dc_status_is_open(ticket->status);
	g_autofree char *state = open ? g_strdup_printf("%s %s  ", listed->sign, listed->reason) : g_strdup("");
	return g_strdup_printf("%s%s%s%s", state, ticket->department != NULL ? ticket->department : "", ticket->department != NULL ? " " : "",
		ticket->caller != NULL ? ticket->caller : "");
}

/* Where it stands, if not in the subject; else what was done; else how it stands. */
static void
second_line_draw(DcSurface *surface, int row, const DcFound *found)
{
	int col = 10;
	if (found->field != DC_N_FIELDS && found->field != DC_FIELD_TITLE && found->field != DC_FIELD_MAIL_SUBJECT) {
		DcSpan span = { found->from, found->to, DC_STYLE_MATCH };
		col += dc_surface_printf(surface, row, col, DC_STYLE_LABEL, "%s: ", _(dc_field_info(found->field)->label));
		dc_surface_spans(surface, row, col, MAX(surface->cols - col - 1, 0), DC_STYLE_NORMAL, found->text, &span, found->to > found->from);
		return;
	}
	g_autofree char *line = found->answer != NULL ? dc_text_one_line(found->answer) : state_text(found);
	if (found->answer != NULL)
		col += dc_surface_printf(surface, row, col, DC_STYLE_LABEL, "%s: ", _("Answer"));
	dc_surface_column(surface, row, col, MAX(surface->cols - col - 1, 0), found->answer != NULL ? DC_STYLE_NORMAL : DC_STYLE_DIM, line);
}

static void
rows_draw(const DcApp *app, const Search *self, DcSurface *surface)
{
	int first = dc_list_layout(self->cursor, self->n_seen_rows);
	for (int i = 0; i < self->n_seen_rows && (guint)(first + i) < self->rows->len; i++) {
		const DcFound *found = g_ptr_array_index(self->rows, (guint)(first + i));
		int row = i * SEARCH_ROW_LINES;
		if (found == NULL)
			continue;
		(found->mail != NULL ? mail_line_draw : first_line_draw)(app, self, surface, row, found);
		second_line_draw(surface, row + 1, found);
		if (first + i == dc_list_index(self->cursor))
			dc_surface_flag(surface, row, 0, 1, surface->cols, DC_STYLE_SELECTED);
	}
}

/* -- nothing yet, or nothing at all -- */

static void
help_draw(const DcApp *app, DcSurface *surface)
{
	static const char *const lines[][2] = {
		{ N_("report blank"), N_("both words, anywhere in a ticket") },
		{ N_("\"stock inquiry\""), N_("side by side") },
		{ N_("kind:incident system:ORD"), N_("fields; Tab completes names and values") },
		{ N_("caller:Sato received:2026-03"), N_("who, and when") },
		{ N_("status:done cause:any -drill"), N_("solved, with a cause, but no drills") },
		{ N_("#104  p:1-2  due:<+2d"), N_("a number, priorities, within two days") },
		{ N_("(hangs or slow) dept:sales"), N_("either; brackets group") },
	};
	int row = 1;
	for (guint i = 0; i < G_N_ELEMENTS(lines); i++, row++) {
		dc_surface_column(surface, row, 3, 31, DC_STYLE_BOLD, _(lines[i][0]));
		dc_surface_text(surface, row, 35, DC_STYLE_DIM, _(lines[i][1]));
	}
	if (app->queries->len == 0)
		return;
	dc_surface_rule(surface, ++row, '-', DC_STYLE_RULE, _("looked for before (Up)"));
	for (guint i = app->queries->len; i > 0 && ++row < surface->rows; i--)
		dc_surface_column(surface, row, 3, surface->cols - 4, DC_STYLE_NORMAL, g_ptr_array_index(app->queries, i - 1));
}

static void
nothing_draw(const Search *self, DcSurface *surface)
{
	if (self->looking || self->mails_due) {
		dc_surface_text(surface, 1, 3, DC_STYLE_DIM, _("Looking ..."));
		return;
	}
	dc_surface_text(surface, 1, 3, DC_STYLE_NORMAL, _("Nothing was found in the whole ledger."));
	dc_surface_text(surface, 2, 3, DC_STYLE_DIM, _("Fewer or shorter words find more; Latin letters are found from the beginning of a word."));
}

static void
part_draw(const DcApp *app, const Search *self, DcSurface *surface)
{
	bool no_query = self->filter == NULL || querybar_is_blank(self->bar);
	if (no_query || (self->rows->len == 0 && querybar_is_wrong(self->bar)))
		help_draw(app, surface);
	else if (self->rows->len == 0)
		nothing_draw(self, surface);
	else
		rows_draw(app, self, surface);
}

void
search_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	Search *self = data;
	title_draw(self, body);
	DcSurface below = dc_surface_sub(body, 1 + QUERYBAR_ROWS, 0, body->rows - 1 - QUERYBAR_ROWS, body->cols), pane;
	DcSurface part = detail_split(app, &below, &pane);
	if (pane.rows > 0)
		detail_draw(app, self->detail, &pane, false);
	self->n_seen_rows = MAX(part.rows / SEARCH_ROW_LINES, 1);
	part_draw(app, self, &part);
	querybar_draw(self->bar, body, 1, "/", NULL);
}

void
search_hint(const DcApp *app, gpointer data, DcSurface *surface, int row)
{
	(void)app;
	(void)data;
	const DcHint hints[] = {
		{ .key = "Enter", .label = _("open"), .rank = 0 },   { .key = "Up Down", .label = _("choose"), .rank = 2 },
		{ .key = "Tab", .label = _("complete"), .rank = 3 }, { .key = "F4", .label = _("saved, save"), .rank = 4 },
		{ .key = "^P", .label = _("earlier"), .rank = 5 },   { .key = "F7", .label = _("answer"), .rank = 6 },
		{ .key = "Esc", .label = _("back"), .rank = 1 },
	};
	dc_hint_draw(surface, row, hints, G_N_ELEMENTS(hints));
}
