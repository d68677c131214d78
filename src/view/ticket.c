/* One ticket: everything about it on one scroll. The same keys work here as in the list. */
#include "dossier.h"
#include "reader.h"

#define HISTORY_LINES 500
#define ALIKE_MAX 4

enum { TICKET_FILES }; /* VIEW_ACTION() of its own */

typedef struct {
	Reader reader; /* first: its functions are used as they are */
	char *system, *subject;
	bool open;
	GPtrArray *alike; /* DcAlike; NULL: not looked up yet */
} Ticket;

static gpointer
ticket_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)error;
	Ticket *self = g_new0(Ticket, 1);
	self->reader = (Reader){ .arg = arg, .title = view_number(arg), .scroller = dc_scroller_new() };
	self->system = g_strdup("");
	return self;
}

static void
ticket_close(gpointer data)
{
	Ticket *self = data;
	g_free(self->system);
	g_free(self->subject);
	g_clear_pointer(&self->alike, g_ptr_array_unref);
	reader_close(&self->reader);
}

static bool
ticket_load(DcApp *app, gpointer data, DcLoad why, GError **error)
{
	(void)why;
	Ticket *self = data;
	g_autoptr(DcDossier) dossier = dc_desk_dossier(app_desk(app), self->reader.arg, app_now(app), error);
	g_autoptr(GPtrArray) history = dossier != NULL ? dc_desk_history(app_desk(app), self->reader.arg, 0, HISTORY_LINES, error) : NULL;
	if (history == NULL)
		return false;
	g_free(self->reader.title);
	g_free(self->system);
	self->reader.title = dossier_title(app, dossier);
	self->system = dossier_system(app, dossier);
	g_free(self->subject);
	self->subject = g_strdup(dossier->listed->ticket->title);
	self->open = dc_status_is_open(dossier->listed->ticket->status);
	g_clear_pointer(&self->alike, g_ptr_array_unref);
	dossier_fill(app, dossier, history, false, self->reader.scroller);
	return true;
}

/* -- had before -- */

static void
add_alike(const DcApp *app, const Ticket *self)
{
	guint n = 0;
	for (guint i = 0; i < self->alike->len; i++) {
		const DcAlike *alike = g_ptr_array_index(self->alike, i);
		if (alike->ticket->id == self->reader.arg)
			continue;
		g_autofree char *line = view_alike_line(app, alike);
		if (n++ == 0)
			dc_scroller_add(self->reader.scroller, DC_STYLE_RULE, 0, _("-- similar tickets --"));
		dc_scroller_add(self->reader.scroller, DC_STYLE_NORMAL, 2, line);
	}
}

static bool
ticket_idle(DcApp *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	Ticket *self = data;
	bool more = false;
	if (self->alike != NULL || self->subject == NULL)
		return false;
	if (dc_desk_prepare_alike(app_desk(app), &more, &error) && more)
		return true;
	self->alike = error == NULL ? dc_desk_alike(app_desk(app), self->subject, ALIKE_MAX, &error) : NULL;
	if (error != NULL) {
		app_fail(app, error);
		self->alike = g_ptr_array_new();
	}
	add_alike(app, self);
	return true;
}

/* What was done the last time, as long as it is not done here. */
static char *
ticket_note(const DcApp *app, gpointer data)
{
	const Ticket *self = data;
	for (guint i = 0; self->open && self->alike != NULL && i < self->alike->len; i++) {
		const DcAlike *alike = g_ptr_array_index(self->alike, i);
		if (alike->ticket->id == self->reader.arg || alike->answer == NULL)
			continue;
		g_autofree char *line = view_alike_line(app, alike);
		return g_strdup_printf(_("Before: %s"), line);
	}
	return NULL;
}

static void
ticket_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	(void)app;
	Ticket *self = data;
	int cols = dc_text_width(self->system);
	dc_surface_fill(body, 0, 0, 1, body->cols, DC_STYLE_TITLE);
	dc_surface_text(body, 0, 1, DC_STYLE_TITLE, self->reader.title);
	if (1 + dc_text_width(self->reader.title) + 2 + cols + 1 <= body->cols)
		dc_surface_text(body, 0, body->cols - cols - 1, DC_STYLE_TITLE, self->system);
	DcSurface text = dc_surface_sub(body, 1, 1, body->rows - 1, body->cols - 2);
	dc_scroller_draw(self->reader.scroller, &text);
}

static bool
ticket_act(DcApp *app, gpointer data, int action)
{
	if (action == VIEW_ACTION(TICKET_FILES))
		app_push(app, &dc_view_files, -((const Ticket *)data)->reader.arg);
	else
		return reader_act(app, data, action) || action == DC_ACTION_OPEN;
	return true;
}

static GArray *
ticket_targets(gpointer data)
{
	Ticket *self = data;
	GArray *nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	g_array_append_val(nos, self->reader.arg);
	return nos;
}

static const DcViewKey keys[] = {
	{ .keys = "@", .action = VIEW_ACTION(TICKET_FILES), .name = "files", .label = N_("attachments"), .help = N_("lists what is attached to the mails of the ticket, and saves it") },
	{ 0 },
};

static const int hints[] = {
	DC_ACTION_LOG, DC_ACTION_START, DC_ACTION_RESOLVE, DC_ACTION_DEFER, DC_ACTION_WAIT, DC_ACTION_ANSWER, DC_ACTION_NOTE, DC_ACTION_RATE,
	DC_ACTION_EDIT, DC_ACTION_REPORT, DC_ACTION_GROUP, DC_ACTION_HISTORY, VIEW_ACTION(TICKET_FILES), DC_ACTION_UNDO, DC_ACTION_BACK, DC_ACTION_HELP, -1,
};

const DcView dc_view_ticket = {
	.name = "ticket",
	.title = N_("Ticket"),
	.chrome = DC_CHROME_LINE,
	.keys = keys,
	.hints = hints,
	.open = ticket_open,
	.close = ticket_close,
	.load = ticket_load,
	.idle = ticket_idle,
	.note = ticket_note,
	.draw = ticket_draw,
	.act = ticket_act,
	.targets = ticket_targets,
};
