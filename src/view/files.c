/* What is attached to a mail, or to all mails of a ticket: looked at by name, type and size, saved into a folder. Nothing of it is ever opened or executed. */
#include "state.h"

#define FOLDER_CHARS 1000

enum { FILES_SAVE, FILES_COPY }; /* VIEW_ACTION() of its own */

typedef struct {
	GPtrArray *files; /* DcFile */
	bool of_ticket;   /* of several people */
	DcListCursor *cursor;
	char *saved; /* where the last one went; NULL */
} Files;

static gpointer
files_open(DcApp *app, gint64 arg, GError **error)
{
	g_autoptr(GError) left_out = NULL;
	g_autoptr(GPtrArray) files = arg > 0 ? dc_desk_mail_files(app_desk(app), arg, error) : dc_desk_ticket_files(app_desk(app), -arg, &left_out, error);
	if (files == NULL)
		return NULL;
	if (files->len == 0 && left_out != NULL)
		g_propagate_error(error, g_steal_pointer(&left_out));
	else if (files->len == 0)
		g_set_error_literal(error, DC_ERROR, DC_ERROR_NOT_FOUND, arg > 0 ? _("Nothing is attached to this mail") : _("Nothing is attached to the mails of this ticket"));
	if (files->len == 0)
		return NULL;
	Files *self = g_new0(Files, 1);
	g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(DcListRow));
	g_array_set_size(rows, files->len);
	for (guint i = 0; i < rows->len; i++)
		g_array_index(rows, DcListRow, i).id = i;
	self->cursor = dc_list_new();
	dc_list_set_rows(self->cursor, &g_array_index(rows, DcListRow, 0), (int)rows->len, false, false);
	self->of_ticket = arg < 0;
	self->files = g_steal_pointer(&files);
	return self;
}

static void
files_close(gpointer data)
{
	Files *self = data;
	g_ptr_array_unref(self->files);
	dc_list_free(self->cursor);
	g_free(self->saved);
	g_free(self);
}

/* -- saving -- */

static const char *
folder_of(const DcApp *app)
{
	const char *download = g_get_user_special_dir(G_USER_DIRECTORY_DOWNLOAD);
	if (app->save_folder != NULL)
		return app->save_folder;
	return download != NULL ? download : g_get_home_dir();
}

static bool
folder_answered(DcApp *app, gpointer data, const char *value, GError **error)
{
	Files *self = data;
	g_autofree char *typed = dc_text_one_line(value);
	bool home = typed[0] == '~' && (typed[1] == '/' || typed[1] == '\0');
	g_autofree char *folder = home ? g_build_filename(g_get_home_dir(), typed + 1, NULL) : g_steal_pointer(&typed);
	char *path = NULL;
	const DcFile *file = g_ptr_array_index(self->files, (guint)dc_list_index(self->cursor));
	if (!dc_desk_save_attachment(app_desk(app), file->mail, file->i, folder, &path, error))
		return false;
	g_free(self->saved);
	self->saved = path;
	g_free(app->save_folder);
	app->save_folder = g_steal_pointer(&folder);
	app_say(app, _("Saved: %s (%s copies the path)"), path, app_key_of(app, VIEW_ACTION(FILES_COPY)));
	return true;
}

static bool
files_act(DcApp *app, gpointer data, int action)
{
	Files *self = data;
	DcMove move;
	if (action == VIEW_ACTION(FILES_SAVE))
		app_ask_text(app, _("Save into the folder"), folder_of(app), FOLDER_CHARS, folder_answered);
	else if (action == VIEW_ACTION(FILES_COPY) && self->saved != NULL)
		app_copy(app, self->saved);
	else if (action == VIEW_ACTION(FILES_COPY))
		app_say(app, "%s", _("Nothing has been saved yet"));
	else if (view_move(action, &move))
		(void)dc_list_move(self->cursor, move);
	else
		return false;
	return true;
}

/* -- drawing -- */

static void
file_draw(const Files *self, DcSurface *surface, int row, guint i)
{
	const DcFile *file = g_ptr_array_index(self->files, i);
	DcStyle style = (int)i == dc_list_index(self->cursor) ? DC_STYLE_SELECTED : DC_STYLE_NORMAL;
	g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT " B", file->size);
	int size_at = surface->cols - dc_text_width(size), type_cols = MIN(26, surface->cols / 3), type_at = surface->cols - 12 - type_cols;
	dc_surface_fill(surface, row, 0, 1, surface->cols, style);
	dc_surface_column(surface, row, 0, type_at - 1, style, file->name);
	dc_surface_column(surface, row, type_at, type_cols, style, self->of_ticket && file->from != NULL ? file->from : file->type);
	dc_surface_text(surface, row, size_at, style, size);
}

static void
files_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	(void)app;
	Files *self = data;
	int n = (int)self->files->len;
	DcSurface inside = view_popup(body, MIN(n + 2, body->rows), MIN(body->cols, 76), _("Attachments"));
	int first = dc_list_layout(self->cursor, inside.rows);
	for (int i = 0; i < inside.rows && first + i < n; i++)
		file_draw(self, &inside, i, (guint)(first + i));
}

static const DcViewKey keys[] = {
	{ .keys = "Enter l Right", .action = VIEW_ACTION(FILES_SAVE), .name = "save", .label = N_("save"), .help = N_("saves it into a folder, under a harmless name, over nothing that is there; it is never executed") },
	{ .keys = "y", .action = VIEW_ACTION(FILES_COPY), .name = "copy-path", .label = N_("copy path"), .help = N_("copies where the last one was saved") },
	{ 0 },
};

static const int hints[] = { VIEW_ACTION(FILES_SAVE), VIEW_ACTION(FILES_COPY), DC_ACTION_DOWN, DC_ACTION_UP, DC_ACTION_BACK, -1 };

const DcView dc_view_files = {
	.name = "files",
	.title = N_("Attachments"),
	.chrome = DC_CHROME_POPUP,
	.keys = keys,
	.hints = hints,
	.open = files_open,
	.close = files_close,
	.draw = files_draw,
	.act = files_act,
};
