/* The pane beside the list (from 110 columns) or below it (from 40 rows): the selected ticket, its last contacts, its last history. */
#include "dossier.h"
#include "list.h"

#define RIGHT_FROM_COLS 110
#define BELOW_FROM_ROWS 40
#define HISTORY_LINES 8

struct _Detail {
	DcTicketNo no; /* 0: none */
	bool stale, focused;
	char *title;
	DcScroller *scroller;
};

Detail *
detail_new(void)
{
	Detail *detail = g_new0(Detail, 1);
	detail->scroller = dc_scroller_new();
	detail->title = g_strdup("");
	return detail;
}

void
detail_free(Detail *detail)
{
	dc_scroller_free(detail->scroller);
	g_free(detail->title);
	g_free(detail);
}

DetailPlace
detail_place(const DcApp *app)
{
	if (app->cols >= RIGHT_FROM_COLS)
		return DETAIL_RIGHT;
	return app->rows >= BELOW_FROM_ROWS ? DETAIL_BELOW : DETAIL_NONE;
}

DcSurface
detail_split(const DcApp *app, DcSurface *body, DcSurface *pane)
{
	int cols = MAX(78, body->cols * 3 / 5), rows = body->rows * 3 / 5;
	*pane = dc_surface_sub(body, 0, 0, 0, 0);
	switch (detail_place(app)) {
	case DETAIL_NONE:
		break;
	case DETAIL_RIGHT:
		dc_surface_vline(body, 0, cols, body->rows, DC_STYLE_RULE);
		*pane = dc_surface_sub(body, 0, cols + 2, body->rows, body->cols - cols - 2);
		return dc_surface_sub(body, 0, 0, body->rows, cols);
	case DETAIL_BELOW:
		dc_surface_hline(body, rows, 0, body->cols, DC_STYLE_RULE);
		*pane = dc_surface_sub(body, rows + 1, 1, body->rows - rows - 1, body->cols - 1);
		return dc_surface_sub(body, 0, 0, rows, body->cols);
	}
	return *body;
}

static void
detail_read(DcApp *app, Detail *detail)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcDossier) dossier = dc_desk_dossier(app->desk, detail->no, app->now, &error);
	g_autoptr(GPtrArray) history = dossier != NULL ? dc_desk_history(app->desk, detail->no, 0, HISTORY_LINES, &error) : NULL;
	g_free(detail->title);
	if (history == NULL) {
		detail->title = g_strdup("");
		dc_scroller_clear(detail->scroller);
		dc_scroller_add(detail->scroller, DC_STYLE_ERROR, 0, error->message);
		return;
	}
	detail->title = dossier_title(app, dossier);
	dossier_fill(app, dossier, history, true, detail->scroller);
}

void
detail_follow(DcApp *app, Detail *detail, DcTicketNo no, bool afresh)
{
	if (no == detail->no && !detail->stale && !afresh)
		return;
	bool other = no != detail->no;
	detail->no = no;
	detail->stale = false;
	dc_scroller_clear(detail->scroller);
	if (other)
		dc_scroller_set_top(detail->scroller, 0);
	if (no != 0)
		detail_read(app, detail);
}

void
detail_forget(Detail *detail)
{
	detail->stale = true;
}

bool
detail_has_focus(const Detail *detail)
{
	return detail->focused;
}

void
detail_set_focus(Detail *detail, bool focused)
{
	detail->focused = focused;
}

void
detail_move(Detail *detail, DcMove move)
{
	dc_scroller_move(detail->scroller, move);
}

void
detail_draw(const DcApp *app, Detail *detail, DcSurface *surface, bool focused)
{
	(void)app;
	if (detail->no == 0)
		return;
	dc_surface_column(surface, 0, 0, surface->cols, focused ? DC_STYLE_TITLE | DC_STYLE_SELECTED : DC_STYLE_TITLE, detail->title);
	DcSurface body = dc_surface_sub(surface, 1, 0, surface->rows - 1, surface->cols);
	dc_scroller_draw(detail->scroller, &body);
}
