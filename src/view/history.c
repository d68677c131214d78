/* What happened to a ticket, or to the whole ledger (the journal that undo walks), newest first. The ledger's is narrowed by the query language: by what
 * its lines say and by the tickets that they are about. */
#include "narrowbar.h"
#include "reader.h"

#define LINES 1000
#define WHAT_COLS 140
#define ASKED_AT_ONCE 60 /* tickets, between two keys */

typedef struct {
	Reader reader; /* first: its functions are used as they are */
	NarrowBar narrow;
	DcFilter *filter; /* its query; NULL: all lines */
	GPtrArray *lines; /* DcLine, newest first */
	GPtrArray *shown; /* those of them that are let through */
	guint n_asked;    /* so many lines were looked at */
} History;

static gpointer
history_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)error;
	g_autofree char *number = view_number(arg);
	History *self = g_new0(History, 1);
	self->reader = (Reader){ .arg = arg, .scroller = dc_scroller_new() };
	self->reader.title = arg != 0 ? g_strdup_printf(_("History of %s"), number) : g_strdup(_("History of the ledger"));
	self->lines = g_ptr_array_new();
	self->shown = g_ptr_array_new();
	narrowbar_init(&self->narrow, false);
	return self;
}

static void
history_close(gpointer data)
{
	History *self = data;
	narrowbar_clear(&self->narrow);
	dc_filter_free(self->filter);
	g_ptr_array_unref(self->shown);
	g_ptr_array_unref(self->lines);
	reader_close(&self->reader);
}

/* -- the lines -- */

static void
fill(const DcApp *app, History *self)
{
	Reader *reader = &self->reader;
	DcDay day = DC_NO_DAY;
	dc_scroller_clear(reader->scroller);
	for (guint i = 0, n; i < self->shown->len; i += n) {
		const DcLine *line = g_ptr_array_index(self->shown, i);
		DcDay its_day = dc_calendar_day(app_calendar(app), line->at);
		if (its_day != day) {
			g_autofree char *date = dc_when_date(its_day);
			g_autofree char *rule = g_strdup_printf("-- %s --", date);
			dc_scroller_add(reader->scroller, DC_STYLE_RULE, 0, rule);
			day = its_day;
		}
		n = reader_same(self->shown, i, 1);
		/* Of the whole ledger, a change of many tickets shows its beginning. */
		reader_add_past(app, reader, line, reader->arg != 0 ? G_MAXINT : WHAT_COLS, n);
	}
	if (self->lines->len == 0)
		dc_scroller_add(reader->scroller, DC_STYLE_DIM, 0, _("Nothing has happened yet."));
}

static bool
looks(const History *self)
{
	return self->n_asked < self->lines->len;
}

/* Some of the lines that were not looked at yet. */
static bool
look_on(DcApp *app, History *self, GError **error)
{
	guint n_shown = self->shown->len, n_asked = 0;
	while (looks(self) && n_asked < ASKED_AT_ONCE) {
		DcLine *line = g_ptr_array_index(self->lines, self->n_asked);
		bool matches = true;
		if (self->filter != NULL && !dc_desk_line_matches(app_desk(app), self->filter, line, &matches, error))
			return false;
		if (matches)
			g_ptr_array_add(self->shown, line);
		n_asked += self->filter != NULL ? line->tickets->len + 1 : 0;
		self->n_asked++;
	}
	if (self->shown->len > n_shown)
		fill(app, self);
	return true;
}

static bool
look_afresh(DcApp *app, History *self, GError **error)
{
	g_ptr_array_set_size(self->shown, 0);
	self->n_asked = 0;
	bool ok = look_on(app, self, error);
	fill(app, self);
	return ok;
}

static bool
history_load(DcApp *app, gpointer data, DcLoad why, GError **error)
{
	(void)why;
	History *self = data;
	GPtrArray *lines = dc_desk_history(app_desk(app), self->reader.arg, 0, LINES, error);
	if (lines == NULL)
		return false;
	g_ptr_array_unref(self->lines);
	self->lines = lines;
	return look_afresh(app, self, error);
}

static bool
history_idle(DcApp *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	if (!looks(data))
		return false;
	if (look_on(app, data, &error))
		return true;
	app_fail(app, error);
	return false;
}

/* -- narrowing -- */

/* Takes the filter over; NULL: all lines. The first of its words is marked, and what n goes on with, also when all are shown again. */
static void
narrow(DcApp *app, History *self, DcFilter *filter)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) words = filter != NULL ? dc_filter_words(filter) : NULL;
	dc_filter_free(self->filter);
	self->filter = filter;
	if (!look_afresh(app, self, &error))
		app_fail(app, error);
	if (filter != NULL || self->narrow.pattern == NULL)
		reader_mark(&self->reader, words != NULL && words->len > 0 ? g_ptr_array_index(words, 0) : NULL);
	dc_scroller_set_top(self->reader.scroller, 0);
}

static void
history_narrow(DcApp *app, gpointer data, const char *query)
{
	History *self = data;
	DcFilter *filter;
	if (self->reader.arg != 0) /* what a ticket has holds for all its lines, or for none */
		app_search(app, query);
	else if (narrowbar_take(app, &self->narrow, query, &filter))
		narrow(app, self, filter);
}

static const char *
history_query(gpointer data)
{
	return ((History *)data)->narrow.query;
}

static void
history_settle(DcApp *app, gpointer data)
{
	DcFilter *filter;
	if (narrowbar_follow(app, &((History *)data)->narrow, &filter))
		narrow(app, data, filter);
}

static bool
history_key(DcApp *app, gpointer data, const char *key)
{
	History *self = data;
	DcMove move;
	NarrowKey what = narrowbar_key(app, &self->narrow, key, &move);
	if (what == NARROW_DONE)
		history_settle(app, self);
	if (what == NARROW_MOVE)
		dc_scroller_move(self->reader.scroller, move);
	else if (what == NARROW_DONE)
		narrowbar_done(app, &self->narrow);
	else if (what == NARROW_WIDEN)
		narrowbar_widen(app, &self->narrow);
	if (what == NARROW_ALL || what == NARROW_WIDEN)
		history_narrow(app, self, "");
	return what != NARROW_NO_KEY;
}

static void
history_paste(DcApp *app, gpointer data, const char *text)
{
	narrowbar_paste(app, &((History *)data)->narrow, text);
}

static void
history_tick(DcApp *app, gpointer data)
{
	(void)app;
	querybar_rest(((History *)data)->narrow.bar);
}

static bool
history_act(DcApp *app, gpointer data, int action)
{
	History *self = data;
	if (action == DC_ACTION_NARROW && self->reader.arg == 0)
		narrowbar_open(app, &self->narrow);
	else if (action == DC_ACTION_BACK && self->narrow.query != NULL)
		history_narrow(app, self, "");
	else
		return reader_act(app, &self->reader, action);
	return true;
}

static GArray *
history_targets(gpointer data)
{
	const History *self = data;
	GArray *nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	if (self->reader.arg != 0)
		g_array_append_val(nos, self->reader.arg);
	return nos;
}

/* -- drawing -- */

static char *
count_text(const History *self)
{
	return narrowbar_count(self->shown->len, looks(self) ? ".." : self->lines->len == LINES ? "+" : "");
}

static void
history_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	History *self = data;
	g_autofree char *count = count_text(self);
	DcSurface above = narrowbar_draw(&self->narrow, body, count), text = dc_surface_sub(&above, 1, 0, above.rows - 1, above.cols);
	reader_draw(app, &self->reader, &above);
	if (self->filter != NULL && self->shown->len == 0 && !looks(self))
		narrowbar_nothing_draw(app, &self->narrow, &text);
}

static char *
history_note(const DcApp *app, gpointer data)
{
	g_autofree char *count = count_text(data);
	return narrowbar_note(app, &((const History *)data)->narrow, count);
}

static void
history_hint(const DcApp *app, gpointer data, DcSurface *surface, int row)
{
	narrowbar_hint(app, &((const History *)data)->narrow, data, surface, row);
}

static const int hints[] = { DC_ACTION_DOWN, DC_ACTION_UP, DC_ACTION_NARROW, DC_ACTION_UNDO, DC_ACTION_REDO, DC_ACTION_BACK, DC_ACTION_HELP, -1 };

const DcView dc_view_history = {
	.name = "history",
	.title = N_("History"),
	.chrome = DC_CHROME_LINE,
	.hints = hints,
	.open = history_open,
	.close = history_close,
	.load = history_load,
	.settle = history_settle,
	.idle = history_idle,
	.draw = history_draw,
	.note = history_note,
	.hint = history_hint,
	.act = history_act,
	.key = history_key,
	.paste = history_paste,
	.tick = history_tick,
	.targets = history_targets,
	.query = history_query,
	.narrow = history_narrow,
};
