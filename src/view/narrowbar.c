/* The query bar under what it narrows. */
#include "narrowbar.h"

#include <string.h>

void
narrowbar_init(NarrowBar *narrow, bool of_mails)
{
	*narrow = (NarrowBar){ .bar = querybar_new(of_mails), .of_mails = of_mails };
}

void
narrowbar_clear(NarrowBar *narrow)
{
	querybar_free(narrow->bar);
	g_free(narrow->query);
	g_free(narrow->pattern);
}

static void
put(NarrowBar *narrow, const char *query)
{
	querybar_set(narrow->bar, query);
	narrow->seen = querybar_revision(narrow->bar);
}

void
narrowbar_open(const DcApp *app, NarrowBar *narrow)
{
	put(narrow, narrow->query);
	narrow->open = true;
	querybar_measure(app, narrow->bar);
}

/* What stands in the bar, if it is a query. */
static bool
take(DcApp *app, NarrowBar *narrow, DcFilter **filter)
{
	bool blank = querybar_is_blank(narrow->bar);
	*filter = querybar_filter(app, narrow->bar);
	if (blank)
		g_clear_pointer(filter, dc_filter_free);
	if (*filter == NULL && !blank)
		return false;
	g_free(narrow->query);
	narrow->query = blank ? NULL : g_strstrip(g_strdup(querybar_text(narrow->bar)));
	return true;
}

bool
narrowbar_follow(DcApp *app, NarrowBar *narrow, DcFilter **filter)
{
	guint revision = querybar_revision(narrow->bar);
	if (!narrow->open || narrow->seen == revision || querybar_is_premature(narrow->bar))
		return false;
	narrow->seen = revision;
	return take(app, narrow, filter);
}

static void
keep(DcApp *app, NarrowBar *narrow)
{
	if (narrow->query == NULL)
		return;
	query_remember(app, narrow->query);
	g_free(narrow->pattern);
	narrow->pattern = g_strdup(narrow->query);
}

bool
narrowbar_take(DcApp *app, NarrowBar *narrow, const char *query, DcFilter **filter)
{
	g_autofree char *wanted = g_strdup(query); /* which may be its own */
	put(narrow, wanted);
	narrow->open = !take(app, narrow, filter);
	if (!narrow->open)
		keep(app, narrow);
	return !narrow->open;
}

void
narrowbar_done(DcApp *app, NarrowBar *narrow)
{
	if (querybar_is_wrong(narrow->bar))
		return;
	narrow->open = false;
	keep(app, narrow);
}

/* -- keys -- */

NarrowKey
narrowbar_key(DcApp *app, NarrowBar *narrow, const char *key, DcMove *move)
{
	if (!narrow->open)
		return NARROW_NO_KEY;
	if (strcmp(key, "F3") == 0 || (strcmp(key, "/") == 0 && querybar_is_blank(narrow->bar)))
		return NARROW_WIDEN;
	if (querybar_moves(key, move))
		return NARROW_MOVE;
	if (querybar_key(app, narrow->bar, key))
		return NARROW_TYPED;
	if (strcmp(key, "Esc") == 0)
		return NARROW_ALL;
	if (strcmp(key, "Enter") != 0)
		return querybar_lets_through(key) ? NARROW_NO_KEY : NARROW_TYPED;
	querybar_rest(narrow->bar);
	return NARROW_DONE;
}

void
narrowbar_paste(DcApp *app, NarrowBar *narrow, const char *text)
{
	if (narrow->open)
		querybar_paste(app, narrow->bar, text);
	else
		app_say(app, "%s", _("Pasted text is no command: open a field first."));
}

void
narrowbar_widen(DcApp *app, const NarrowBar *narrow)
{
	g_autofree char *query = g_strdup(querybar_text(narrow->bar));
	app_search(app, query);
}

/* -- drawing -- */

DcSurface
narrowbar_draw(const NarrowBar *narrow, DcSurface *body, const char *count)
{
	if (!narrow->open)
		return *body;
	const char *hint = narrow->of_mails ? _("words, kind:incident, dept:sales, received:today, -not ...; Tab completes") : _("words, kind:incident, due:<+2d, -not ...; Tab completes");
	querybar_draw(narrow->bar, body, body->rows - QUERYBAR_ROWS, "/", narrow->query != NULL ? count : hint);
	return dc_surface_sub(body, 0, 0, body->rows - QUERYBAR_ROWS, body->cols);
}

char *
narrowbar_count(guint n, const char *more)
{
	return g_strdup_printf(_("%u%s found"), n, more);
}

void
narrowbar_nothing_draw(const DcApp *app, const NarrowBar *narrow, DcSurface *rows)
{
	dc_surface_printf(rows, 0, 2, DC_STYLE_DIM, _("Nothing matches here. %s: the whole ledger, closed ones too; Esc: all"),
		narrow->open ? "F3" : app_key_of(app, DC_ACTION_SEARCH));
}

char *
narrowbar_note(const DcApp *app, const NarrowBar *narrow, const char *count)
{
	if (narrow->query == NULL || narrow->open)
		return NULL;
	return g_strdup_printf(_("/ %s  %s (%s: all)"), narrow->query, count, app_key_of(app, DC_ACTION_BACK));
}

void
narrowbar_hint(const DcApp *app, const NarrowBar *narrow, gconstpointer self, DcSurface *surface, int row)
{
	const DcHint hints[] = {
		{ .key = "Enter", .label = _("done"), .rank = 0 },     { .key = "Esc", .label = _("show all"), .rank = 1 },
		{ .key = "Tab", .label = _("complete"), .rank = 2 },   { .key = "F3", .label = _("whole ledger"), .rank = 3 },
		{ .key = "F4", .label = _("saved, save"), .rank = 4 }, { .key = "^P", .label = _("earlier"), .rank = 5 },
	};
	if (narrow->open)
		dc_hint_draw(surface, row, hints, G_N_ELEMENTS(hints));
	else
		chrome_action_hints(app, stack_of(app, self), surface, row);
}
