/* The picture of a call: what is typed and what is known about it; then its number, large, and what is still to be asked. ui.md 1, Phone. */
#include "phone.h"

#include <inttypes.h>

#define ROOMY_FROM 16 /* rows of the body from which the number is drawn large */
#define LABEL_COLS 8
#define DIGIT_COLS 4
#define DIGIT_ROWS 3

/* -- the title -- */

static char *
title_text(const DcApp *app, const Phone *self)
{
	g_autofree char *clock = dc_when_clock(app_calendar(app), self->started_at);
	gint64 seconds = MAX(app_now(app) - self->started_at, 0);
	const char *shift = chrome_shift(dc_calendar_shift(app_calendar(app), self->started_at));
	return g_strdup_printf(" %s %s - %2" PRId64 ":%02" PRId64 "%s%s", _("Phone"), clock, seconds / 60, seconds % 60, *shift != '\0' ? "  " : "", shift);
}

static bool
is_provisional(const Phone *self)
{
	return self->ticket == NULL || self->ticket->status == DC_STATUS_DRAFT;
}

static char *
paused_text(const Phone *self)
{
	if (self->paused_no == 0 || (self->paused == 0 && !self->pause_owed))
		return g_strdup("");
	return g_strdup_printf(_("timer of #%" PRId64 " stopped "), self->paused_no);
}

static void
title_draw(const DcApp *app, const Phone *self, DcSurface *body)
{
	DcTicketNo no = self->no != 0 ? self->no : self->next_no;
	g_autofree char *left = title_text(app, self);
	g_autofree char *number = no != 0 ? view_number(no) : g_strdup("");
	g_autofree char *name = is_provisional(self) ? g_strdup_printf(_("%s (prov.)"), number) : g_strdup(number);
	g_autofree char *paused = paused_text(self);
	int end = body->cols;
	dc_surface_fill(body, 0, 0, 1, body->cols, DC_STYLE_TITLE);
	int left_cols = dc_surface_text(body, 0, 0, DC_STYLE_TITLE, left), name_cols = dc_text_width(name);
	if (left_cols + 2 + name_cols + 2 + dc_text_width(paused) <= end) {
		end -= dc_text_width(paused);
		dc_surface_text(body, 0, end, DC_STYLE_TITLE, paused);
	}
	/* The number stands where it does on a wide screen, if it can; it is the last to go. */
	dc_surface_text(body, 0, MAX(MIN(body->cols / 2, end - name_cols - 2), MIN(left_cols + 1, body->cols - name_cols - 1)), DC_STYLE_TITLE, name);
}

/* -- typing -- */

static void
field_draw(const Phone *self, DcSurface *body, guint i, const char *label, int cols)
{
	int row = 1 + (int)i;
	bool focused = self->stage == PHONE_TYPING && self->focus == i;
	DcSurface inside = dc_surface_sub(body, row, LABEL_COLS + 2, 1, cols);
	dc_surface_text(body, row, 1, focused ? DC_STYLE_BOLD : DC_STYLE_LABEL, label);
	dc_surface_text(body, row, LABEL_COLS + 1, DC_STYLE_RULE, "[");
	dc_surface_text(body, row, LABEL_COLS + 2 + cols, DC_STYLE_RULE, "]");
	dc_textfield_draw(self->fields[i], &inside, DC_STYLE_FIELD, focused);
}

/* "3/12 在庫照会が遅い (No.83, 完了)" */
static char *
ticket_line(const DcApp *app, const DcTicket *ticket)
{
	g_autofree char *number = view_number(ticket->id);
	g_autofree char *when = view_when(app, ticket->received_at);
	return g_strdup_printf(_("%s %s (%s, %s)"), when, ticket->title, number, dc_word_label(DC_WORDS_OF_STATUS, ticket->status));
}

static void
fields_draw(const DcApp *app, const Phone *self, DcSurface *body)
{
	bool wide = body->cols >= 64;
	int all = MAX(body->cols - LABEL_COLS - 4, 1), caller_cols = wide ? 24 : all;
	field_draw(self, body, PHONE_CALLER, _("Caller"), caller_cols);
	field_draw(self, body, PHONE_SUBJECT, _("Subject"), all);
	if (!wide || self->of_caller == NULL || self->of_caller->len == 0)
		return;
	g_autofree char *last = ticket_line(app, g_ptr_array_index(self->of_caller, 0));
	g_autofree char *text = g_strdup_printf(_("last: %s"), last);
	int col = LABEL_COLS + caller_cols + 5;
	dc_surface_column(body, 1, col, body->cols - col, DC_STYLE_NORMAL, text);
}

static char *
alike_text(const DcApp *app, const DcAlike *alike)
{
	const DcTicket *ticket = alike->ticket;
	g_autoptr(GString) text = g_string_new(NULL);
	const char *status = dc_word_label(DC_WORDS_OF_STATUS, ticket->status);
	if (dc_status_is_open(ticket->status)) {
		g_autofree char *when = view_when(app, ticket->received_at);
		g_string_printf(text, _("received %s  %s  same? %.2f"), when, status, alike->similarity);
	} else {
		g_autofree char *when = view_when(app, ticket->closed_at);
		g_string_printf(text, "%s %s", when, status);
		if (alike->worked_min > 0)
			g_string_append_printf(text, _(" %d min"), alike->worked_min);
		if (alike->answer != NULL)
			g_string_append_printf(text, "  %s", _("Tab: its answer"));
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What is said of it stands right, at least at half of the line. */
static void
choice_draw(DcSurface *body, int row, bool selected, const char *left, const char *right)
{
	DcStyle style = selected ? DC_STYLE_SELECTED : DC_STYLE_NORMAL;
	int right_cols = MIN(dc_text_width(right), MAX(body->cols - 28, body->cols / 2)), left_cols = body->cols - right_cols - 6;
	dc_surface_fill(body, row, 0, 1, body->cols, style);
	dc_surface_text(body, row, 2, style, selected ? ">" : " ");
	dc_surface_column(body, row, 4, left_cols, style, left);
	dc_surface_column(body, row, body->cols - right_cols - 1, right_cols, style, right);
}

/* Whose answer is shown: of the one that was chosen, else of the nearest that has one. NULL: of none. */
static const DcAlike *
answered(const Phone *self)
{
	const DcAlike *chosen = phone_selected_alike(self);
	for (guint i = 0; chosen == NULL && i < self->alike->len; i++) {
		const DcAlike *alike = g_ptr_array_index(self->alike, i);
		chosen = alike->answer != NULL ? alike : NULL;
	}
	return chosen;
}

static int
alike_draw(const DcApp *app, const Phone *self, DcSurface *body, int row)
{
	if (self->alike == NULL || self->alike->len == 0)
		return row;
	dc_surface_rule(body, row++, '-', DC_STYLE_RULE, _("similar tickets"));
	for (guint i = 0; i < self->alike->len && row < body->rows; i++) {
		const DcAlike *alike = g_ptr_array_index(self->alike, i);
		g_autofree char *number = view_number(alike->ticket->id);
		g_autofree char *left = g_strdup_printf("%s %s", number, alike->ticket->title);
		g_autofree char *right = alike_text(app, alike);
		choice_draw(body, row++, (int)i == self->selected, left, right);
	}
	const DcAlike *chosen = answered(self);
	if (chosen != NULL && chosen->answer != NULL) {
		g_autofree char *line = dc_text_one_line(chosen->answer), *number = view_number(chosen->ticket->id);
		g_autofree char *answer = g_strdup_printf("%s %s: %s", number, _("Answer"), line);
		dc_surface_column(body, row++, 4, body->cols - 5, DC_STYLE_BOLD, answer);
	}
	return row;
}

static int
of_caller_draw(const DcApp *app, const Phone *self, DcSurface *body, int row)
{
	if (self->of_caller == NULL || self->of_caller->len == 0)
		return row;
	dc_surface_rule(body, row++, '-', DC_STYLE_RULE, _("of this caller"));
	for (guint i = 0; i < self->of_caller->len; i++) {
		g_autofree char *line = ticket_line(app, g_ptr_array_index(self->of_caller, i));
		dc_surface_column(body, row++, 4, body->cols - 5, DC_STYLE_NORMAL, line);
	}
	return row;
}

static void
drafts_draw(const DcApp *app, const Phone *self, DcSurface *body, int row)
{
	dc_surface_rule(body, row++, '-', DC_STYLE_RULE, _("calls that were broken off: Enter goes on"));
	for (guint i = 0; i < self->drafts->len && row < body->rows; i++) {
		const DcDraft *draft = g_ptr_array_index(self->drafts, i);
		g_autofree char *title = phone_draft_title(draft);
		g_autofree char *when = view_when(app, draft->started_at);
		choice_draw(body, row++, (int)i == MAX(self->selected, 0), title, when);
	}
}

static void
typing_draw(const DcApp *app, const Phone *self, DcSurface *body)
{
	int row = PHONE_FIELDS + 1;
	fields_draw(app, self, body);
	if (phone_is_blank(self) && self->drafts != NULL && self->drafts->len > 0) {
		drafts_draw(app, self, body, row);
		return;
	}
	int next = of_caller_draw(app, self, body, alike_draw(app, self, body, row));
	if (next == row)
		dc_surface_rule(body, row, '-', DC_STYLE_RULE, NULL);
}

/* -- the number, as large as it can be said -- */

static const char *const digits[10][DIGIT_ROWS] = {
	{ " _ ", "| |", "|_|" }, { "   ", "  |", "  |" }, { " _ ", " _|", "|_ " }, { " _ ", " _|", " _|" }, { "   ", "|_|", "  |" },
	{ " _ ", "|_ ", " _|" }, { " _ ", "|_ ", "|_|" }, { " _ ", "  |", "  |" }, { " _ ", "|_|", "|_|" }, { " _ ", "|_|", " _|" },
};

static int
number_draw(DcSurface *body, int row, int col, DcTicketNo no)
{
	g_autofree char *text = g_strdup_printf("%" PRId64, no);
	dc_surface_text(body, row + DIGIT_ROWS - 1, col, DC_STYLE_LABEL, "No.");
	col += 4;
	for (const char *c = text; *c != '\0'; c++, col += DIGIT_COLS) {
		for (int i = 0; i < DIGIT_ROWS && g_ascii_isdigit(*c); i++)
			dc_surface_text(body, row + i, col, DC_STYLE_BOLD, digits[*c - '0'][i]);
	}
	return col;
}

/* -- asking, ready -- */

static char *
state_text(const Phone *self)
{
	const DcTicket *ticket = self->ticket;
	g_autofree char *cell = view_cell((int)ticket->impact, (int)ticket->urgency);
	return g_strdup_printf("%s  %s  %s", self->sign != NULL ? self->sign : "", dc_word_label(DC_WORDS_OF_STATUS, ticket->status), cell);
}

static char *
owed_text(const Phone *self)
{
	guint owed = question_n_owed(self);
	g_autofree char *rest = owed > 0 ? g_strdup_printf(_("not asked %u  "), owed) : g_strdup("");
	const char *recited = self->ticket->recited ? _("has been read back") : _("not read back yet");
	return g_strdup_printf("%s%s", rest, recited);
}

static char *
group_text(const Phone *self)
{
	if (self->ticket->parent <= 0)
		return g_strdup("");
	g_autofree char *parent = view_number(self->ticket->parent);
	return g_strdup_printf(_("belongs to %s"), parent);
}

/* What the operator owes the customer's contact: the one thing of a call that must not be overlooked. */
static int
banner_draw(const DcApp *app, const Phone *self, DcSurface *body, int row)
{
	if (self->report_at == DC_ABSENT)
		return row;
	g_autofree char *when = view_when(app, self->report_at);
	g_autofree char *number = view_number(self->report_no);
	g_autofree char *text = g_strdup_printf(_(" Report to the contact by %s: %s (%s) "), when, number, app_key_of(app, DC_ACTION_REPORT));
	DcStyle style = self->report_at <= app_now(app) ? DC_STYLE_OVERDUE : DC_STYLE_URGENT;
	dc_surface_column(body, row, 0, body->cols, style, text);
	return row + 1;
}

static int
head_draw(const Phone *self, DcSurface *body, int row)
{
	g_autofree char *state = state_text(self);
	g_autofree char *owed = owed_text(self);
	g_autofree char *group = group_text(self);
	if (body->rows < ROOMY_FROM) {
		g_autofree char *all = g_strdup_printf("%s  %s  %s", state, owed, group);
		dc_surface_column(body, row, 1, body->cols - 2, DC_STYLE_BOLD, all);
		return row + 1;
	}
	int col = number_draw(body, row, 1, self->no) + 2;
	dc_surface_text(body, row, col, DC_STYLE_BOLD, state);
	dc_surface_text(body, row + 1, col, self->ticket->recited ? DC_STYLE_OK : DC_STYLE_NORMAL, owed);
	dc_surface_text(body, row + 2, col, DC_STYLE_NORMAL, group);
	return row + DIGIT_ROWS;
}

static int
answers_draw(const DcApp *app, const Phone *self, DcSurface *body, int row)
{
	DcField fields[QUESTION_FIELDS_MAX], open = question_field(self);
	guint n = question_fields(self, fields);
	int label_cols = 0;
	for (guint i = 0; i < n; i++)
		label_cols = MAX(label_cols, dc_text_width(_(dc_field_info(fields[i])->label)));
	for (guint i = 0; i < n; i++, row++) {
		g_autofree char *value = question_value(app, self, fields[i]);
		bool asked = fields[i] == open;
		dc_surface_text(body, row, 1, asked ? DC_STYLE_BOLD : DC_STYLE_NORMAL, asked ? ">" : " ");
		dc_surface_column(body, row, 3, label_cols, asked ? DC_STYLE_BOLD : DC_STYLE_LABEL, _(dc_field_info(fields[i])->label));
		dc_surface_column(body, row, label_cols + 5, body->cols - label_cols - 6, DC_STYLE_NORMAL, value);
	}
	return row;
}

static void
call_draw(const DcApp *app, const Phone *self, DcSurface *body)
{
	static const char *const labels[PHONE_FIELDS] = { N_("Caller"), N_("Subject") };
	const char *department = self->ticket->department != NULL ? self->ticket->department : "";
	g_autofree char *caller = g_strdup_printf("%s%s%s", department, *department != '\0' ? " " : "", self->ticket->caller != NULL ? self->ticket->caller : "-");
	const char *values[PHONE_FIELDS] = { caller, self->ticket->title };
	int row = 1;
	for (guint i = 0; i < PHONE_FIELDS; i++, row++) {
		dc_surface_text(body, row, 1, DC_STYLE_LABEL, _(labels[i]));
		dc_surface_column(body, row, LABEL_COLS + 2, body->cols - LABEL_COLS - 3, DC_STYLE_BOLD, values[i]);
	}
	if (body->rows >= ROOMY_FROM)
		dc_surface_rule(body, row++, '-', DC_STYLE_RULE, NULL);
	row = head_draw(self, body, row);
	row = banner_draw(app, self, body, body->rows >= ROOMY_FROM ? row + 1 : row);
	dc_surface_rule(body, row++, '-', DC_STYLE_RULE, _("asked"));
	row = answers_draw(app, self, body, row);
	if (row + 2 < body->rows)
		of_caller_draw(app, self, body, row + 1);
}

void
phone_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	const Phone *self = data;
	title_draw(app, self, body);
	if (self->stage == PHONE_TYPING)
		typing_draw(app, self, body);
	else if (self->ticket != NULL)
		call_draw(app, self, body);
}

/* -- the keys -- */

void
phone_hint(const DcApp *app, gpointer data, DcSurface *surface, int row)
{
	const Phone *self = data;
	const DcHint typing[] = {
		{ .key = "Enter", .label = _("save, go on"), .rank = 0 }, { .key = "F7", .label = _("answered at once"), .rank = 2 },
		{ .key = "F9", .label = _("only count"), .rank = 3 },     { .key = "Tab", .label = _("next field"), .rank = 4 },
		{ .key = "Esc", .label = _("back, with a draft"), .rank = 1 },
	};
	const DcHint ready[] = {
		{ .key = app_key_of(app, DC_ACTION_OPEN), .label = _("end the call"), .rank = 0 },
		{ .key = app_key_of(app, DC_ACTION_RATE), .label = _("rate"), .rank = 1 },
		{ .key = app_key_of(app, VIEW_ACTION(PHONE_READ_BACK)), .label = _("read back"), .rank = 2 },
		{ .key = app_key_of(app, DC_ACTION_NEXT_PANE), .label = _("ask the rest"), .rank = 3 },
		{ .key = app_key_of(app, DC_ACTION_REPORT), .label = _("report"), .rank = 4 },
		{ .key = app_key_of(app, DC_ACTION_EDIT), .label = _("edit"), .rank = 5 },
		{ .key = app_key_of(app, DC_ACTION_UNDO), .label = _("undo"), .rank = 6 },
		{ .key = "F2", .label = _("one more call"), .rank = 7 },
	};
	if (self->stage == PHONE_TYPING)
		dc_hint_draw(surface, row, typing, G_N_ELEMENTS(typing));
	else
		dc_hint_draw(surface, row, ready, G_N_ELEMENTS(ready));
}
