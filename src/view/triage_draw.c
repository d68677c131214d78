/* The picture of the triage: the list, the text with its cue words, what is proposed, the keypad. ui.md 1, Triage. */
#include "triage.h"

#include <inttypes.h>

#define PROPOSAL_ROWS 2
#define KEYPAD_ROWS 4
#define KEYPAD_FROM 18 /* rows of the body from which there is room for it */

typedef struct { /* rows of the body; -1: not shown */
	int list, list_rows, text, text_rows, proposals, keypad;
} Layout;

static Layout
layout_of(const DcSurface *body, bool text_open, bool has_keypad)
{
	Layout layout = { .list = 2, .text = -1, .keypad = -1 };
	int end = body->rows;
	if (has_keypad && end >= KEYPAD_FROM) {
		end -= KEYPAD_ROWS;
		layout.keypad = end;
	}
	end -= PROPOSAL_ROWS;
	layout.proposals = end;
	if (!text_open) {
		layout.list_rows = MAX(end - 2 - 1, 1);
		return layout;
	}
	layout.list_rows = MAX((layout.keypad >= 0 ? end : end - 1) / 3, 1);
	layout.text = layout.list + layout.list_rows + 1;
	layout.text_rows = MAX(end - layout.text, 0);
	return layout;
}

/* Also under a popup, whose keys are others. */
static const char *
key_of(const DcApp *app, int action)
{
	int layer = views_layer(&dc_view_triage);
	return dc_keymap_key(app->keymap, layer, views_key_number(layer, action));
}

/* -- the title -- */

static void
title_draw(const DcApp *app, const Triage *self, DcSurface *body)
{
	const TriageBox *box = &self->boxes[self->pass];
	gint64 left = triage_box_left(box), all = left + box->n_dropped + box->n_counted + box->n_taken;
	g_autofree char *clock = dc_when_clock(app_calendar(app), self->since);
	g_autofree char *date = dc_when_date(dc_calendar_day(app_calendar(app), self->since));
	g_autoptr(GString) right = g_string_new(NULL);
	g_string_append_printf(right, _("left %" PRId64 "  not for us %" PRId64), left, box->n_dropped);
	if (box->n_counted > 0)
		g_string_append_printf(right, _("  counted %" PRId64), box->n_counted);
	if (box->n_found > 0)
		g_string_append_printf(right, _("  hidden found %" PRId64), box->n_found);
	g_autofree char *title = g_strdup_printf(_(" Triage %u/%u %s  since %s %s: %" PRId64), self->pass + 1, (guint)TRIAGE_BOXES,
		dc_word_label(DC_WORDS_OF_FOLDER, (int)box->folder), date, clock, all);
	int right_cols = dc_text_width(right->str) + 1;
	dc_surface_fill(body, 0, 0, 1, body->cols, DC_STYLE_TITLE);
	dc_surface_column(body, 0, 0, MAX(body->cols - right_cols - 1, 0), DC_STYLE_TITLE, title);
	dc_surface_text(body, 0, MAX(body->cols - right_cols, 0), DC_STYLE_TITLE, right->str);
}

/* -- the list -- */

typedef struct { /* columns: where they begin */
	int at, sender, subject, cue, proposal, end;
} Columns;

static Columns
columns_of(const DcSurface *body)
{
	bool narrow = body->cols < 64;
	Columns columns = { .at = 2, .sender = 8, .end = body->cols };
	columns.subject = columns.sender + (narrow ? 8 : 13);
	columns.proposal = body->cols - 13;
	columns.cue = columns.proposal - (narrow ? 0 : 11);
	return columns;
}

static const char *
cue_word(const DcWaiting *waiting)
{
	if (waiting->not_for_ledger)
		return "";
	if (waiting->hidden)
		return _("inc.?");
	if (waiting->kind == DC_KIND_INCIDENT)
		return _("inc.");
	return waiting->cue_score == 2 ? _("check") : "";
}

static char *
cue_text(const DcWaiting *waiting)
{
	const char *word = cue_word(waiting);
	const char *urgent = waiting->urgent ? "!" : "";
	if (waiting->cue_score == 0)
		return g_strdup_printf("%s%s", word, urgent);
	return g_strdup_printf("%s%s%+d%s", word, *word != '\0' ? " " : "", waiting->cue_score, urgent);
}

static char *
proposal_text(const TriageRow *row)
{
	const DcWaiting *waiting = row->waiting;
	if (waiting->not_for_ledger)
		return g_strdup(_("0 not for us"));
	if (waiting->answers > 0)
		return g_strdup_printf(waiting->thanks ? _("#%" PRId64 " thanks") : waiting->reopens ? _("#%" PRId64 " reopen") : _("#%" PRId64 " reply"), waiting->answers);
	if (waiting->alike != 0)
		return g_strdup_printf("m #%" G_GINT64_FORMAT " %.2f", waiting->alike, waiting->similarity);
	g_autofree char *cell = view_cell(waiting->impact, waiting->urgency);
	return g_strdup_printf("%d %s", (3 - waiting->impact) * 3 + 4 - waiting->urgency, cell);
}

static void
subject_draw(const DcApp *app, const TriageBox *box, DcSurface *body, int row, int col, int cols, DcStyle style, const char *subject)
{
	g_autoptr(GArray) spans = triage_spans(app, box, subject, NULL, (DcStyle)(style & ~0x3f));
	dc_surface_spans(body, row, col, cols, style, subject, (const DcSpan *)(gconstpointer)spans->data, (int)spans->len);
}

static const char *
subject_of(const DcMailRow *mail)
{
	return mail->subject != NULL && *mail->subject != '\0' ? mail->subject : _("(no subject)");
}

static const char *
sender_of(const DcMailRow *mail)
{
	return mail->name != NULL ? mail->name : mail->address != NULL ? mail->address : "";
}

/* At the end of the subject: how often an alert came (x17); and what the operator decided about it so far, one sign each: deadline adopted, special
 * care, for later.
 * Returns the columns they take. */
static int
signs_draw(DcSurface *body, int row, int end, DcStyle style, const TriageRow *mail)
{
	g_autofree char *often = mail->waiting->n_mails > 1 ? g_strdup_printf("x%u", mail->waiting->n_mails) : g_strdup("");
	g_autofree char *signs = g_strconcat(often, mail->due_taken ? "y" : "", mail->care ? "V" : "", mail->put_off ? "." : "", NULL);
	int cols = dc_text_width(signs);
	dc_surface_text(body, row, end - cols, style, signs);
	return cols > 0 ? cols + 1 : 0;
}

static void
row_draw(const DcApp *app, const TriageBox *box, DcSurface *body, int line, const TriageRow *row, bool selected)
{
	Columns at = columns_of(body);
	const DcMailRow *mail = row->waiting->mail;
	bool marked = dc_list_is_marked(box->cursor, mail->id);
	DcStyle flags = (DcStyle)((selected ? DC_STYLE_SELECTED : 0) | (marked ? DC_STYLE_MARKED : 0));
	DcStyle style = (DcStyle)((row->put_off || row->waiting->not_for_ledger ? DC_STYLE_DIM : DC_STYLE_NORMAL) | flags);
	g_autofree char *when = view_when_column(app, mail->at);
	g_autofree char *cue = cue_text(row->waiting);
	g_autofree char *proposal = proposal_text(row);
	dc_surface_fill(body, line, 0, 1, body->cols, style);
	dc_surface_text(body, line, 0, style, marked ? "*" : selected ? ">" : " ");
	dc_surface_column(body, line, at.at, DC_WHEN_COLUMN_COLS, style, when);
	dc_surface_column(body, line, at.sender, at.subject - at.sender - 1, style, sender_of(mail));
	int signs_cols = signs_draw(body, line, at.cue - 1, style, row);
	subject_draw(app, box, body, line, at.subject, at.cue - 1 - at.subject - signs_cols, style, subject_of(mail));
	dc_surface_column(body, line, at.cue, at.proposal - at.cue, style, cue);
	dc_surface_column(body, line, at.proposal, at.end - at.proposal, style, proposal);
}

static void
head_draw(DcSurface *body, int line)
{
	Columns at = columns_of(body);
	dc_surface_text(body, line, at.at, DC_STYLE_LABEL, _("Came"));
	dc_surface_text(body, line, at.sender, DC_STYLE_LABEL, _("Sender"));
	dc_surface_text(body, line, at.subject, DC_STYLE_LABEL, _("Subject"));
	dc_surface_column(body, line, at.cue, at.proposal - at.cue, DC_STYLE_LABEL, _("Cue"));
	dc_surface_text(body, line, at.proposal, DC_STYLE_LABEL, _("Proposal"));
}

static void
empty_draw(const DcApp *app, const Triage *self, DcSurface *body, int line)
{
	const TriageBox *box = &self->boxes[self->pass], *other = &self->boxes[1 - self->pass];
	guint left = triage_box_left(other), here = triage_box_left(box);
	if (here > 0 && box->narrow.query != NULL && !triage_sifts(box) && box->unread->len == 0)
		narrowbar_nothing_draw(app, &box->narrow, body);
	else if (here > 0 && box->rows->len > 0)
		dc_surface_text(body, line, 2, DC_STYLE_DIM, _("Looking ..."));
	else if (here > 0)
		dc_surface_text(body, line, 2, DC_STYLE_DIM, _("The subjects are being read."));
	else if (left > 0)
		dc_surface_printf(body, line, 2, DC_STYLE_NORMAL, _("Nothing is left here. %s: %s, %u to look at"), key_of(app, DC_ACTION_NEXT_PANE),
			dc_word_label(DC_WORDS_OF_FOLDER, (int)other->folder), left);
	else
		dc_surface_printf(body, line, 2, DC_STYLE_OK, _("Nothing is left to look at. %s: to the order of today"), key_of(app, DC_ACTION_BACK));
}

static void
list_part_draw(const DcApp *app, const Triage *self, DcSurface *body, const Layout *layout)
{
	const TriageBox *box = &self->boxes[self->pass];
	DcSurface part = dc_surface_sub(body, layout->list, 0, layout->list_rows, body->cols);
	if (box->shown->len == 0)
		empty_draw(app, self, &part, 0);
	int first = dc_list_layout(box->cursor, layout->list_rows), selected = dc_list_index(box->cursor);
	for (int i = 0; i < layout->list_rows && (guint)(first + i) < box->shown->len; i++)
		row_draw(app, box, &part, i, g_ptr_array_index(box->shown, (guint)(first + i)), first + i == selected);
}

/* -- the mail -- */

static void
mail_head_draw(const DcApp *app, DcSurface *body, int line, const DcWaiting *waiting)
{
	const DcMailRow *mail = waiting->mail;
	g_autofree char *date = dc_when_date(dc_calendar_day(app_calendar(app), mail->at));
	g_autofree char *clock = dc_when_clock(app_calendar(app), mail->at);
	g_autoptr(GString) text = g_string_new(NULL);
	g_string_append(text, sender_of(mail));
	if (mail->address != NULL && mail->name != NULL)
		g_string_append_printf(text, " <%s>", mail->address);
	g_string_append_printf(text, "  %s %s", date, clock);
	if (mail->attachments > 0)
		g_string_append_printf(text, _("  attachments %" PRId64 " (%s)"), mail->attachments, key_of(app, TRIAGE_FILES));
	if (mail->automatic)
		g_string_append(text, _("  sent by a machine"));
	if (waiting->recovered)
		g_string_append(text, _("  recovered"));
	if (mail->garbled)
		g_string_append_printf(text, _("  garbled (%s: read as)"), key_of(app, DC_ACTION_REREAD));
	dc_surface_column(body, line, 1, body->cols - 2, DC_STYLE_LABEL, text->str);
}

static void
text_part_draw(const DcApp *app, const Triage *self, const TriageRow *row, DcSurface *body, const Layout *layout)
{
	dc_surface_rule(body, layout->text - 1, '-', DC_STYLE_RULE, self->alike_shown ? _("similar tickets") : NULL);
	DcSurface part = dc_surface_sub(body, layout->text, 0, layout->text_rows, body->cols);
	mail_head_draw(app, &part, 0, row->waiting);
	subject_draw(app, &self->boxes[self->pass], &part, 1, 1, part.cols - 2, DC_STYLE_BOLD, subject_of(row->waiting->mail));
	DcSurface text = dc_surface_sub(&part, 2, 1, part.rows - 2, part.cols - 2);
	dc_scroller_draw(self->scroller, &text);
}

/* -- what is proposed -- */

static void
due_draw(const DcApp *app, const TriageRow *row, DcSurface *body, int line)
{
	const DcWaiting *waiting = row->waiting;
	if (waiting->due_at == DC_ABSENT)
		return;
	g_autofree char *date = dc_when_date(dc_calendar_day(app_calendar(app), waiting->due_at));
	g_autofree char *clock = dc_when_clock(app_calendar(app), waiting->due_at);
	const char *key = key_of(app, TRIAGE_DUE);
	g_autofree char *text = row->due_taken ? g_strdup_printf(_("Needed by: %s %s is adopted (%s: not so)"), date, clock, key) :
	                                         g_strdup_printf(_("Names a deadline: %s -> %s %s (%s adopts it)"), waiting->due_words, date, clock, key);
	dc_surface_column(body, line, 1, body->cols - 2, row->due_taken ? DC_STYLE_BOLD : DC_STYLE_NORMAL, text);
}

static void
solved_draw(const DcApp *app, const DcAlike *solved, DcSurface *body, int line)
{
	g_autofree char *said = view_alike_line(app, solved);
	g_autofree char *text = g_strdup_printf(_("Before: %s"), said);
	dc_surface_column(body, line, 1, body->cols - 2, DC_STYLE_NORMAL, text);
}

static void
alike_draw(const DcApp *app, const DcAlike *alike, const TriageRow *row, DcSurface *body, int line)
{
	const DcTicket *ticket = alike->ticket;
	bool open = dc_status_is_open(ticket->status);
	g_autofree char *number = view_number(ticket->id);
	g_autofree char *when = view_when(app, open ? ticket->received_at : ticket->closed_at);
	g_autoptr(GString) text = g_string_new(NULL);
	g_string_append_printf(text, _("Similar: %s %s %.2f  %s %s"), number, ticket->title, alike->similarity, when, dc_word_label(DC_WORDS_OF_STATUS, ticket->status));
	if (!open && alike->worked_min > 0)
		g_string_append_printf(text, _(" %d min"), alike->worked_min);
	if (row->waiting->alike != 0)
		g_string_append_printf(text, _("  %s Enter: same incident"), key_of(app, DC_ACTION_GROUP));
	else
		g_string_append_printf(text, _("  %s: its answer"), key_of(app, TRIAGE_ALIKE));
	dc_surface_column(body, line, 1, body->cols - 2, DC_STYLE_NORMAL, text->str);
}

/* What it goes on with stands in the place of what it is like. */
static void
answers_draw(const DcApp *app, const TriageRow *row, DcSurface *body, int line)
{
	const DcWaiting *waiting = row->waiting;
	g_autofree char *number = view_number(waiting->answers);
	g_autoptr(GString) text = g_string_new(NULL);
	g_string_append_printf(text, waiting->by_headers ? _("Goes on with %s %s") : _("Seems to go on with %s %s"), number, waiting->answers_title);
	if (!waiting->thanks)
		g_string_append_printf(text, waiting->reopens ? _("  %s opens it again") : _("  %s puts it there"), key_of(app, DC_ACTION_TAKE));
	g_string_append_printf(text, _("  %s: only thanks"), key_of(app, waiting->thanks ? (int)DC_ACTION_TAKE : (int)TRIAGE_THANKS));
	dc_surface_column(body, line, 1, body->cols - 2, DC_STYLE_NORMAL, text->str);
}

/* The open ticket that it may belong to, and what was done about the nearest solved one, as far as there is room for both. */
static void
known_draw(const DcApp *app, const Triage *self, const TriageRow *row, DcSurface *body, int line)
{
	bool is_shown = self->shown == row->waiting->mail->id, room = row->waiting->due_at == DC_ABSENT;
	const DcAlike *best = is_shown ? triage_best_alike(self) : NULL, *solved = is_shown ? triage_solved_alike(self) : NULL;
	bool open = best != NULL && (dc_status_is_open(best->ticket->status) || solved == NULL);
	due_draw(app, row, body, line);
	if (row->waiting->answers > 0)
		answers_draw(app, row, body, line + 1);
	else if (open)
		alike_draw(app, best, row, body, line + 1);
	if (solved != NULL && (room || !(open || row->waiting->answers > 0)))
		solved_draw(app, solved, body, room ? line : line + 1);
}

/* -- the keypad: rows are impact, columns are urgency -- */

static void
keypad_draw(const DcApp *app, bool narrowed, DcSurface *body, int line)
{
	static const char *const impacts[] = { N_("L"), N_("M"), N_("S") };
	static const char *const urgencies[] = { N_("low"), N_("mid"), N_("high") };
	static const struct {
		int action;
		const char *label;
	} beside[3][4] = {
		{ { DC_ACTION_TAKE, N_("as proposed") }, { DC_ACTION_DROP, N_("not for us") }, { TRIAGE_LATER, N_("not now") }, { DC_ACTION_MARK, N_("mark") } },
		{ { DC_ACTION_GROUP, N_("same incident") }, { DC_ACTION_ANSWER, N_("answer at once") }, { TRIAGE_COUNT, N_("only count") }, { TRIAGE_CARE, N_("care") } },
		{ { DC_ACTION_UNDO, N_("undo") }, { TRIAGE_TEXT_ON, N_("text") }, { DC_ACTION_NEXT_PANE, N_("next box") }, { DC_ACTION_BACK, N_("end") } },
	};
	for (int column = 0; column < 3; column++)
		dc_surface_text(body, line, 7 + column * 5, DC_STYLE_LABEL, _(urgencies[column]));
	for (int row = 0; row < 3; row++) {
		dc_surface_text(body, line + 1 + row, 2, DC_STYLE_LABEL, _(impacts[row]));
		for (int column = 0; column < 3; column++)
			dc_surface_text(body, line + 1 + row, 8 + column * 5, DC_STYLE_KEY, key_of(app, VIEW_ACTION((2 - row) * 3 + column)));
		int col = 25;
		for (int i = 0; i < 4; i++) {
			int action = beside[row][i].action, width = dc_surface_text(body, line + 1 + row, col, DC_STYLE_KEY, key_of(app, action));
			const char *label = narrowed && action == DC_ACTION_BACK ? _("show all") : _(beside[row][i].label);
			width += dc_surface_printf(body, line + 1 + row, col + width, DC_STYLE_HINT, " %s", label);
			col += width + 2;
		}
	}
}

/* What is marked but not shown is said: no key is about it. */
char *
triage_note(const DcApp *app, gpointer data)
{
	const TriageBox *box = triage_box(data);
	g_autofree char *count = triage_count(box), *note = narrowbar_note(app, &box->narrow, count);
	int n_hidden = dc_list_n_marked(box->cursor);
	for (guint i = 0; i < box->shown->len; i++)
		n_hidden -= dc_list_is_marked(box->cursor, ((TriageRow *)g_ptr_array_index(box->shown, i))->waiting->mail->id);
	if (note == NULL || n_hidden == 0)
		return g_steal_pointer(&note);
	return g_strdup_printf(_("%s   marked, not shown: %d"), note, n_hidden);
}

void
triage_hint(const DcApp *app, gpointer data, DcSurface *surface, int row)
{
	narrowbar_hint(app, &triage_box(data)->narrow, data, surface, row);
}

/* The keypad gives way to what is typed: its digits are text then. */
void
triage_draw(const DcApp *app, gpointer data, DcSurface *whole)
{
	Triage *self = data;
	TriageBox *box = triage_box(self);
	const TriageRow *row = triage_selected(box);
	g_autofree char *count = triage_count(box);
	DcSurface above = narrowbar_draw(&box->narrow, whole, count), *body = &above;
	Layout layout = layout_of(body, box->text_open, !box->narrow.open);
	box->list_rows = layout.list_rows;
	title_draw(app, self, body);
	head_draw(body, 1);
	list_part_draw(app, self, body, &layout);
	if (layout.text >= 0 && row != NULL && layout.text_rows > 0)
		text_part_draw(app, self, row, body, &layout);
	if (layout.text < 0)
		dc_surface_rule(body, layout.proposals - 1, '-', DC_STYLE_RULE, NULL);
	if (row != NULL)
		known_draw(app, self, row, body, layout.proposals);
	if (layout.keypad >= 0)
		keypad_draw(app, box->narrow.query != NULL, body, layout.keypad);
}
