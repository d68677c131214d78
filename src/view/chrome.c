/* What stands around every screen: header line, tabs, message line, hint line. */
#include "state.h"

#include <inttypes.h>

/* -- the header: where there is little room it stands closer, then says less, then drops parts from its right end; it never wraps -- */

typedef enum { HEADER_WIDE, HEADER_CLOSE, HEADER_SHORT, HEADER_N } HeaderForm;

typedef struct {
	char *text;
	DcStyle style;
} Part;

static void
part_clear(gpointer data)
{
	g_free(((Part *)data)->text);
}

static void
part_add(GArray *parts, DcStyle style, char *text)
{
	Part part = { text, style };
	g_array_append_val(parts, part);
}

const char *
chrome_shift(DcShift shift)
{
	switch (shift) {
	case DC_SHIFT_STAFFED:
		return "";
	case DC_SHIFT_BEFORE:
		return _("before hours");
	case DC_SHIFT_BREAK:
		return _("break");
	case DC_SHIFT_AFTER:
		return _("after hours");
	case DC_SHIFT_OFF:
		return _("day off");
	}
	return "";
}

static char *
time_text(const DcApp *app, HeaderForm form)
{
	const DcCalendar *calendar = app_calendar(app);
	DcDay day = dc_calendar_day(calendar, app->now);
	DcLocal local = dc_day_local(day);
	g_autofree char *date = form == HEADER_SHORT ? g_strdup_printf("%d/%d", local.month, local.day) : dc_when_date(day);
	g_autofree char *clock = dc_when_clock(calendar, app->now);
	const char *shift = chrome_shift(app->header.shift);
	return g_strdup_printf("%s %s%s%s", date, clock, *shift != '\0' ? " " : "", shift);
}

static void
add_promised(const DcApp *app, GArray *parts, const char *what, DcTicketNo no, DcInstant at)
{
	if (no == 0)
		return;
	g_autofree char *when = view_when(app, at);
	part_add(parts, at <= app->now ? DC_STYLE_OVERDUE : DC_STYLE_TITLE, g_strdup_printf("%s%s #%" G_GINT64_FORMAT, what, when, no));
}

static void
add_left(const DcApp *app, GArray *parts, HeaderForm form)
{
	const DcHeader *header = &app->header;
	g_autofree char *left = dc_when_minutes(header->left_min);
	g_autofree char *est = dc_when_minutes((int)MIN(header->est_min, G_MAXINT));
	bool too_much = header->est_min > header->left_min;
	part_add(parts, too_much ? DC_STYLE_URGENT : DC_STYLE_TITLE, g_strdup_printf(form == HEADER_SHORT ? _(" left %s/%s") : _(" left %s/est %s"), left, est));
}

static GArray *
header_parts(const DcApp *app, HeaderForm form)
{
	const DcHeader *header = &app->header;
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
	g_array_set_clear_func(parts, part_clear);
	part_add(parts, DC_STYLE_TITLE, time_text(app, form));
	part_add(parts, header->n_urgent > 0 ? DC_STYLE_URGENT : DC_STYLE_OK, g_strdup_printf(_(" urgent %" PRId64), header->n_urgent));
	add_promised(app, parts, _("call "), header->callback_no, header->callback_at);
	add_promised(app, parts, _("report "), header->report_no, header->report_at);
	add_left(app, parts, form);
	if (header->running_no != 0) {
		g_autofree char *running = dc_when_minutes(header->running_min);
		part_add(parts, DC_STYLE_BOLD, g_strdup_printf("#%" G_GINT64_FORMAT " %s", header->running_no, running));
	}
	return parts;
}

/* A leading space is a wider gap where there is room, not a part of the text that may be in reverse. */
static const char *
part_text(const Part *part)
{
	return part->text + (part->text[0] == ' ');
}

static int
part_gap(const Part *part, HeaderForm form)
{
	return form == HEADER_WIDE && part->text[0] == ' ' ? 2 : 1;
}

static int
header_cols(const GArray *parts, HeaderForm form)
{
	int cols = 0;
	for (guint i = 0; i < parts->len; i++)
		cols += part_gap(&g_array_index(parts, Part, i), form) + dc_text_width(part_text(&g_array_index(parts, Part, i)));
	return cols;
}

void
chrome_header(const DcApp *app, DcSurface *surface, int row)
{
	HeaderForm form = HEADER_WIDE;
	GArray *parts = header_parts(app, form);
	while (header_cols(parts, form) > surface->cols && form + 1 < HEADER_N) {
		g_array_unref(parts);
		parts = header_parts(app, ++form);
	}
	dc_surface_fill(surface, row, 0, 1, surface->cols, DC_STYLE_TITLE);
	int col = 0;
	for (guint i = 0; i < parts->len; i++) {
		const Part *part = &g_array_index(parts, Part, i);
		col += part_gap(part, form);
		if (col + dc_text_width(part_text(part)) > surface->cols)
			break;
		col += dc_surface_text(surface, row, col, part->style, part_text(part));
	}
	g_array_unref(parts);
}

/* -- the tabs -- */

static char *
tab_text(const DcApp *app, guint i, bool counted)
{
	const MainView *tab = &views_main[i];
	const char *key = dc_keymap_key(app->keymap, DC_LAYER_GLOBAL, (int)tab->action);
	gint64 n = counted && tab->count != NULL ? tab->count(&app->header) : 0;
	g_autofree char *count = n > 0 ? g_strdup_printf("(%" G_GINT64_FORMAT ")", n) : g_strdup("");
	bool here = i == app->main;
	return g_strdup_printf("%s%s%s%s%s", here ? "[" : "", key, _(tab->view->title), count, here ? "]" : "");
}

/* All tabs; when there is little room the last ones lose their counts first. */
static GPtrArray *
tab_texts(const DcApp *app, int width_cols)
{
	for (guint n_counted = views_n_main;; n_counted--) {
		GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
		int cols = 0;
		for (guint i = 0; i < views_n_main; i++) {
			g_ptr_array_add(texts, tab_text(app, i, i < n_counted));
			cols += dc_text_width(g_ptr_array_index(texts, i)) + 1;
		}
		if (cols - 1 <= width_cols || n_counted == 0)
			return texts;
		g_ptr_array_free(texts, TRUE);
	}
}

void
chrome_tabs(const DcApp *app, DcSurface *surface, int row)
{
	g_autofree char *badge = app->header.busy != NULL && app->header.busy[0] != '\0' ? g_strdup_printf(_("busy %s"), app->header.busy) : g_strdup("");
	int badge_cols = dc_text_width(badge);
	int room = surface->cols - (badge_cols > 0 ? badge_cols + 1 : 0);
	g_autoptr(GPtrArray) texts = tab_texts(app, room);
	DcSurface tabs = dc_surface_sub(surface, row, 0, 1, room);
	int col = 0;
	for (guint i = 0; i < texts->len; i++)
		col += dc_surface_text(&tabs, 0, col, i == app->main ? DC_STYLE_BOLD : DC_STYLE_DIM, g_ptr_array_index(texts, i)) + 1;
	dc_surface_text(surface, row, surface->cols - badge_cols, DC_STYLE_BUSY, badge);
}

/* -- the message line -- */

#define MESSAGE_LINES_MAX 3

static void
work_draw(const DcApp *app, DcSurface *surface, int row)
{
	const Work *work = app->work;
	gint64 spent = app->now - work->since;
	GString *text = g_string_new(work->what);
	if (work->total > 0)
		g_string_append_printf(text, "  %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, work->done, work->total);
	if (work->done > 0 && work->total > work->done && spent > 0)
		g_string_append_printf(text, _("  about %" PRId64 " s more"), spent * (work->total - work->done) / work->done);
	g_string_append_printf(text, "  %s", _("Esc stops"));
	dc_surface_column(surface, row, 1, surface->cols - 2, DC_STYLE_BOLD, text->str);
	g_string_free(text, TRUE);
}

/* What was said, over as many lines as it takes, upwards from `row`: a sentence that says how to mend something is read to its end.
 * What is longer still ends with `>`. Returns the columns of its last line. */
static int
message_draw(const DcApp *app, DcSurface *surface, int row)
{
	DcStyle style = app->message_is_error ? DC_STYLE_ERROR : DC_STYLE_NORMAL;
	g_autoptr(GPtrArray) lines = dc_text_wrap(app->message, surface->cols - 3);
	int n = MIN((int)lines->len, MESSAGE_LINES_MAX);
	int cols = 0;
	dc_surface_fill(surface, row - n + 1, 0, n, surface->cols, DC_STYLE_NORMAL);
	for (int i = 0; i < n; i++)
		cols = dc_surface_text(surface, row - n + 1 + i, 1, style, g_ptr_array_index(lines, (guint)i));
	if ((int)lines->len > n)
		cols += dc_surface_text(surface, row, 1 + cols, style, ">");
	return cols;
}

/* A call that was broken off is told of on every list, until it is gone on with. */
static char *
note_text(const DcApp *app, const Frame *frame)
{
	g_autofree char *note = frame->view->note != NULL ? frame->view->note(app, frame->self) : NULL;
	if (app->n_kept_calls == 0 || frame->view->chrome != DC_CHROME_TABS)
		return g_steal_pointer(&note);
	return g_strdup_printf(_("%s%scalls kept: %u (%s)"), note != NULL ? note : "", note != NULL ? "  " : "", app->n_kept_calls, "F2");
}

/* Beside what was said, what stands there anyway. */
static void
said_draw(const DcApp *app, const Frame *frame, DcSurface *surface, int row)
{
	g_autofree char *note = frame->ask == NULL ? note_text(app, frame) : NULL;
	int col = 1;
	if (app->message != NULL)
		col += message_draw(app, surface, row) + 3;
	if (note != NULL && (app->message == NULL || col + dc_text_width(note) < surface->cols))
		dc_surface_text(surface, row, col, DC_STYLE_BOLD, note);
}

void
chrome_message(const DcApp *app, const Frame *frame, DcSurface *surface, int row)
{
	dc_surface_fill(surface, row, 0, 1, surface->cols, DC_STYLE_NORMAL);
	if (app->work != NULL) {
		work_draw(app, surface, row);
		return;
	}
	/* A question takes the line; what there is to say about its answer stands above it. */
	const char *offered = frame->ask != NULL ? ask_offered(frame->ask) : NULL;
	if (frame->ask != NULL)
		row -= ask_draw(frame->ask, surface, row);
	if (offered != NULL && app->message == NULL)
		dc_surface_column(surface, row, 1, surface->cols - 2, DC_STYLE_BOLD, offered);
	else
		said_draw(app, frame, surface, row);
}

/* -- the hint line -- */

static const int list_hints[] = {
	DC_ACTION_LOG, DC_ACTION_OPEN, DC_ACTION_START, DC_ACTION_RESOLVE, DC_ACTION_DEFER, DC_ACTION_WAIT, DC_ACTION_ANSWER, DC_ACTION_RATE,
	DC_ACTION_GROUP, DC_ACTION_REPORT, DC_ACTION_UNDO, DC_ACTION_NARROW, DC_ACTION_PALETTE, DC_ACTION_HELP, -1,
};

#define HINTS_MAX 24

/* The phone's F-key also works while the input method is on, and over everything: it is the one to know. */
static const char *
hint_key(const DcApp *app, int layer, int action, char **owned)
{
	int number = views_key_number(layer, action);
	if (action != DC_ACTION_LOG)
		return dc_keymap_key(app->keymap, layer, number);
	g_autoptr(GPtrArray) keys = dc_keymap_keys(app->keymap, layer, number);
	for (guint i = 0; i < keys->len; i++) {
		const char *key = g_ptr_array_index(keys, i);
		if (key[0] == 'F' && g_ascii_isdigit(key[1])) {
			*owned = g_strdup(key);
			return *owned;
		}
	}
	return dc_keymap_key(app->keymap, layer, number);
}

void
chrome_action_hints(const DcApp *app, const Frame *frame, DcSurface *surface, int row)
{
	const int *actions = frame->view->hints != NULL ? frame->view->hints : list_hints;
	DcHint hints[HINTS_MAX];
	g_autofree char *owned = NULL;
	int n = 0;
	for (; n < HINTS_MAX && actions[n] != -1; n++) {
		bool alone = actions[n] == DC_ACTION_HELP;
		hints[n] = (DcHint){
			.key = hint_key(app, frame->layer, actions[n], &owned),
			.label = alone ? NULL : views_label(frame->layer, actions[n]),
			.rank = alone ? 0 : n,
		};
	}
	dc_hint_draw(surface, row, hints, n);
}

void
chrome_hints(const DcApp *app, const Frame *frame, DcSurface *surface, int row)
{
	if (frame->ask != NULL) {
		DcHint hints[5] = { { .key = "Esc", .label = _("back") }, { .key = "Enter", .label = _("done") } };
		int n = ask_takes_enter(frame->ask) ? 2 : 1;
		if (ask_offered(frame->ask) != NULL)
			hints[n++] = (DcHint){ .key = "Tab", .label = _("takes that answer") };
		if (ask_has_lines(frame->ask)) {
			hints[n++] = (DcHint){ .key = "^O", .label = _("new line") };
			hints[n++] = (DcHint){ .key = "^X", .label = _("editor") };
		}
		dc_hint_draw(surface, row, hints, n);
		return;
	}
	if (frame->view->hint != NULL)
		frame->view->hint(app, frame->self, surface, row);
	else
		chrome_action_hints(app, frame, surface, row);
}
