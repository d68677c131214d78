/* Lines to read: what history, help, why and record have in common. */
#include "reader.h"

#include <string.h>

Reader *
reader_new(gint64 arg, const char *title)
{
	Reader *reader = g_new0(Reader, 1);
	reader->arg = arg;
	reader->title = g_strdup(title);
	reader->scroller = dc_scroller_new();
	return reader;
}

void
reader_close(gpointer self)
{
	Reader *reader = self;
	g_free(reader->title);
	g_free(reader->text);
	g_free(reader->sought);
	dc_scroller_free(reader->scroller);
	g_free(reader);
}

/* -- finding: the text goes to the first place while the words are typed, and back where it was if they are given up -- */

static void
find_typed(DcApp *app, gpointer self, const char *text)
{
	(void)app;
	Reader *reader = self;
	dc_scroller_set_top(reader->scroller, reader->sought_from);
	(void)dc_scroller_search(reader->scroller, text);
}

static void
find_given_up(DcApp *app, gpointer self)
{
	find_typed(app, self, ((Reader *)self)->sought);
	dc_scroller_set_top(((Reader *)self)->scroller, ((Reader *)self)->sought_from);
}

void
reader_mark(Reader *reader, const char *words)
{
	(void)dc_scroller_search(reader->scroller, words);
	g_free(reader->sought);
	reader->sought = g_strdup(words);
}

static bool
find_done(DcApp *app, gpointer self, const char *value, GError **error)
{
	Reader *reader = self;
	find_typed(app, self, value);
	if (*value != '\0' && !dc_scroller_search(reader->scroller, value)) {
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("No further match: %s"), value);
		return false;
	}
	reader_mark(reader, *value != '\0' ? value : NULL);
	return true;
}

static void
find(DcApp *app, Reader *reader)
{
	reader->sought_from = dc_scroller_top(reader->scroller);
	app_ask_text(app, "/", NULL, 200, find_done);
	app_ask_live(app, find_typed);
	app_ask_cancel(app, find_given_up);
}

static void
find_again(DcApp *app, const Reader *reader, bool backwards)
{
	if (reader->sought == NULL)
		app_say(app, _("Nothing was looked for yet: %s"), app_key_of(app, DC_ACTION_NARROW));
	else if (!dc_scroller_search_next(reader->scroller, backwards))
		app_say(app, _("No further match: %s"), reader->sought);
}

bool
reader_act(DcApp *app, gpointer self, int action)
{
	Reader *reader = self;
	DcMove move = DC_MOVE_PAGE_DOWN; /* Space, in a text */
	if (action == DC_ACTION_MARK || view_move(action, &move))
		dc_scroller_move(reader->scroller, move);
	else if (action == DC_ACTION_NARROW)
		find(app, reader);
	else if (action == DC_ACTION_NEXT_MATCH || action == DC_ACTION_PREV_MATCH)
		find_again(app, reader, action == DC_ACTION_PREV_MATCH);
	else
		return false;
	return true;
}

guint
reader_same(const GPtrArray *lines, guint i, int step)
{
	const DcLine *first = g_ptr_array_index(lines, i);
	guint n = 1;
	for (gint64 j = (gint64)i + step; j >= 0 && j < lines->len; j += step, n++) {
		const DcLine *line = g_ptr_array_index(lines, (guint)j);
		if (line->at / DC_MINUTE != first->at / DC_MINUTE || line->undone != first->undone || strcmp(line->what, first->what) != 0)
			break;
	}
	return n;
}

void
reader_add_past(const DcApp *app, Reader *reader, const DcLine *line, int width_cols, guint n)
{
	g_autofree char *clock = dc_when_clock(app_calendar(app), line->at);
	g_autofree char *what = dc_text_clip(line->what, width_cols);
	g_autofree char *times = n > 1 ? g_strdup_printf(" (%u)", n) : g_strdup("");
	g_autofree char *text = g_strdup_printf("%s %s%s%s", clock, what, times, line->undone ? _(" (taken back)") : "");
	dc_scroller_add(reader->scroller, line->undone ? DC_STYLE_DIM : DC_STYLE_NORMAL, 6, text);
}

void
reader_draw(const DcApp *app, gpointer self, DcSurface *body)
{
	(void)app;
	Reader *reader = self;
	dc_surface_fill(body, 0, 0, 1, body->cols, DC_STYLE_TITLE);
	dc_surface_text(body, 0, 1, DC_STYLE_TITLE, reader->title);
	DcSurface text = dc_surface_sub(body, 1, 1, body->rows - 1, body->cols - 2);
	dc_scroller_draw(reader->scroller, &text);
}

void
reader_draw_popup(const DcApp *app, gpointer self, DcSurface *body)
{
	(void)app;
	Reader *reader = self;
	int cols = MIN(body->cols, 76);
	g_autoptr(GPtrArray) lines = dc_text_wrap(reader->text != NULL ? reader->text : "", cols - 6);
	DcSurface inside = view_popup(body, (int)lines->len + 2, cols, reader->title);
	dc_scroller_draw(reader->scroller, &inside);
}
