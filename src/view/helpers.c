/* Small things that several screens draw or say the same way. */
#include "view.h"

const DcChoice view_yes_no[] = { { 'y', "yes", N_("yes") }, { 'n', "no", N_("no") }, { 0 } };

char *
view_number(DcTicketNo no)
{
	return g_strdup_printf("No.%" G_GINT64_FORMAT, no);
}

char *
view_alike_line(const DcApp *app, const DcAlike *alike)
{
	const DcTicket *ticket = alike->ticket;
	bool open = dc_status_is_open(ticket->status);
	g_autofree char *when = view_when(app, open ? ticket->received_at : ticket->closed_at);
	g_autofree char *minutes = !open && alike->worked_min > 0 ? g_strdup_printf(_(" %d min"), alike->worked_min) : g_strdup("");
	g_autofree char *answer = alike->answer != NULL ? dc_text_one_line(alike->answer) : NULL;
	return g_strdup_printf("No.%" G_GINT64_FORMAT " %s  %s %s%s%s%s", ticket->id, ticket->title, when, dc_word_label(DC_WORDS_OF_STATUS, (int)ticket->status), minutes,
		answer != NULL ? ": " : "", answer != NULL ? answer : "");
}

char *
view_when(const DcApp *app, DcInstant at)
{
	return at == DC_ABSENT ? g_strdup("") : dc_when_short(app_calendar(app), at, app_now(app));
}

char *
view_when_column(const DcApp *app, DcInstant at)
{
	return at == DC_ABSENT ? g_strdup("") : dc_when_column(app_calendar(app), at, app_now(app));
}

char *
view_cell(int impact, int urgency)
{
	static const char *const cells[3][3] = {
		{ N_("L x H"), N_("L x M"), N_("L x L") },
		{ N_("M x H"), N_("M x M"), N_("M x L") },
		{ N_("S x H"), N_("S x M"), N_("S x L") },
	};
	if (impact < 1 || impact > 3 || urgency < 1 || urgency > 3)
		return g_strdup("");
	return g_strdup(_(cells[impact - 1][urgency - 1]));
}

DcSurface
view_popup(DcSurface *body, int rows, int cols, const char *title)
{
	rows = CLAMP(rows, 3, body->rows);
	cols = CLAMP(cols, 8, body->cols);
	DcSurface box = dc_surface_sub(body, (body->rows - rows) / 2, (body->cols - cols) / 2, rows, cols);
	dc_surface_box(&box, DC_STYLE_RULE);
	DcSurface top = dc_surface_sub(&box, 0, 2, 1, cols - 4);
	if (title != NULL)
		dc_surface_printf(&top, 0, 0, DC_STYLE_TITLE, " %s ", title);
	return dc_surface_sub(&box, 1, 2, rows - 2, cols - 4);
}

static int
compare_spans(gconstpointer a, gconstpointer b)
{
	const DcSpan *left = a, *right = b;
	return left->start < right->start ? -1 : left->start > right->start;
}

GArray *
view_matches(const char *text, const GPtrArray *words)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(DcSpan));
	for (guint i = 0; words != NULL && i < words->len; i++) {
		DcSpan span = { .style = DC_STYLE_MATCH };
		bool is_new = dc_text_find(text, g_ptr_array_index(words, i), &span.start, &span.end);
		for (guint j = 0; is_new && j < spans->len; j++) {
			const DcSpan *other = &g_array_index(spans, DcSpan, j);
			is_new = span.end <= other->start || other->end <= span.start;
		}
		if (is_new)
			g_array_append_val(spans, span);
	}
	g_array_sort(spans, compare_spans);
	return spans;
}

bool
view_move(int action, DcMove *move)
{
	static const struct {
		DcAction action;
		DcMove move;
	} moves[] = {
		{ DC_ACTION_DOWN, DC_MOVE_DOWN },  { DC_ACTION_UP, DC_MOVE_UP },               { DC_ACTION_TOP, DC_MOVE_HOME },
		{ DC_ACTION_BOTTOM, DC_MOVE_END }, { DC_ACTION_PAGE_DOWN, DC_MOVE_PAGE_DOWN }, { DC_ACTION_PAGE_UP, DC_MOVE_PAGE_UP },
	};
	for (guint i = 0; i < G_N_ELEMENTS(moves); i++) {
		if ((int)moves[i].action == action) {
			*move = moves[i].move;
			return true;
		}
	}
	return false;
}

bool
view_mark(DcListCursor *cursor, int action)
{
	bool was_range = dc_list_in_range(cursor);
	if (action == DC_ACTION_MARK) {
		dc_list_mark_toggle(cursor);
		if (!was_range)
			(void)dc_list_move(cursor, DC_MOVE_DOWN);
	} else if (action == DC_ACTION_MARK_RANGE) {
		dc_list_range(cursor);
	} else if (action == DC_ACTION_MARK_ALL) {
		dc_list_mark_all(cursor);
	} else {
		return false;
	}
	return true;
}
