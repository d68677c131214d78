/* The search over the whole ledger: results while it is typed, closed tickets with their answer. "Have we had this before?", while the caller talks.
 * A key never waits: a little is looked through before a frame, the rest between the keys, and given up when something else is typed. */
#include "search.h"

#include <string.h>

#define FEW 200     /* so many are put in order by how near they are; of more the newest come first */
#define MAILS_MAX 200
#define EFFORT 1500 /* tickets looked at between two keys: some milliseconds */

void
app_search(DcApp *app, const char *query)
{
	g_free(app->wanted_query);
	app->wanted_query = g_strdup(query);
	app_push(app, &dc_view_search, 0);
}

static void
row_free(gpointer row)
{
	dc_found_free(row);
}

static gpointer
search_open(DcApp *app, gint64 arg, GError **error)
{
	(void)arg;
	(void)error;
	Search *self = g_new0(Search, 1);
	*self = (Search){
		.bar = querybar_new(false),
		.asked = G_MAXUINT,
		.nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo)),
		.mails = g_array_new(FALSE, FALSE, sizeof(DcId)),
		.rows = g_ptr_array_new_with_free_func(row_free),
		.cursor = dc_list_new(),
		.n_seen_rows = 8,
		.detail = detail_new(),
	};
	querybar_set(self->bar, app->wanted_query);
	querybar_rest(self->bar);
	querybar_measure(app, self->bar);
	g_clear_pointer(&app->wanted_query, g_free);
	return self;
}

static void
search_close(gpointer data)
{
	Search *self = data;
	querybar_free(self->bar);
	dc_filter_free(self->filter);
	g_clear_pointer(&self->words, g_ptr_array_unref);
	g_array_unref(self->nos);
	g_array_unref(self->mails);
	g_ptr_array_unref(self->rows);
	dc_list_free(self->cursor);
	detail_free(self->detail);
	g_free(self);
}

/* -- looking -- */

/* The tickets, and behind the last of them the mails, whose numbers are below zero here. */
static void
rows_tell(Search *self)
{
	guint n = self->nos->len + self->mails->len;
	g_autofree DcListRow *rows = g_new0(DcListRow, n + 1);
	for (guint i = 0; i < n; i++)
		rows[i].id = i < self->nos->len ? g_array_index(self->nos, DcTicketNo, i) : -g_array_index(self->mails, DcId, i - self->nos->len);
	g_ptr_array_set_size(self->rows, (int)n);
	dc_list_set_rows(self->cursor, rows, (int)n, false, self->next != 0);
}

/* Few are put in order: first what stands there as it was typed. */
static bool
all_found(DcApp *app, Search *self, GError **error)
{
	bool at_top = dc_list_index(self->cursor) <= 0;
	if (self->nos->len > FEW)
		return true;
	if (!dc_desk_nearest_first(app_desk(app), self->filter, self->nos, error))
		return false;
	g_ptr_array_set_size(self->rows, 0);
	rows_tell(self);
	if (at_top)
		dc_list_select_index(self->cursor, 0);
	return true;
}

static bool
look_on(DcApp *app, Search *self, GError **error)
{
	const DcFind find = { .filter = self->filter, .before = self->next, .limit = (int)(self->wanted - self->nos->len), .effort = EFFORT };
	g_autoptr(GArray) more = dc_ledger_find(dc_desk_ledger(app_desk(app)), &find, &self->next, error);
	if (more == NULL)
		return false;
	g_array_append_vals(self->nos, more->data, more->len);
	rows_tell(self);
	self->looking = self->next != 0 && self->nos->len < self->wanted;
	self->mails_due = self->next == 0;
	return self->next != 0 || all_found(app, self, error);
}

static bool
look_for_mails(DcApp *app, Search *self, GError **error)
{
	DcId next;
	const DcFind find = { .filter = self->filter, .limit = MAILS_MAX };
	g_autoptr(GArray) mails = dc_ledger_find_mails(dc_desk_ledger(app_desk(app)), &find, &next, error);
	self->mails_due = false;
	if (mails == NULL)
		return false;
	g_array_set_size(self->mails, 0);
	g_array_append_vals(self->mails, mails->data, mails->len);
	rows_tell(self);
	return true;
}

/* What was found for something else goes; where it is no query yet, what was found stands. */
static void
ask(DcApp *app, Search *self)
{
	g_autoptr(GError) error = NULL;
	self->asked = querybar_revision(self->bar);
	DcFilter *filter = querybar_filter(app, self->bar);
	if (filter == NULL)
		return;
	g_clear_pointer(&self->words, g_ptr_array_unref);
	dc_filter_free(self->filter);
	self->filter = filter;
	self->words = dc_filter_words(filter);
	self->next = 0;
	self->wanted = FEW + 1;
	self->looking = !querybar_is_blank(self->bar);
	self->mails_due = false;
	g_array_set_size(self->nos, 0);
	g_array_set_size(self->mails, 0);
	g_ptr_array_set_size(self->rows, 0);
	if (self->looking && !look_on(app, self, &error)) {
		self->looking = false;
		app_fail(app, error);
	}
	rows_tell(self);
	dc_list_select_index(self->cursor, 0);
}

static DcFound *
read_found(DcApp *app, const Search *self, guint i, GError **error)
{
	if (i < self->nos->len)
		return dc_desk_found(app_desk(app), self->filter, g_array_index(self->nos, DcTicketNo, i), app_now(app), error);
	return dc_desk_found_mail(app_desk(app), self->filter, g_array_index(self->mails, DcId, i - self->nos->len), error);
}

/* What is seen is read. */
static void
read_seen(DcApp *app, Search *self)
{
	guint first = (guint)dc_list_layout(self->cursor, self->n_seen_rows);
	for (guint i = first; i < self->rows->len && i < first + (guint)self->n_seen_rows; i++) {
		g_autoptr(GError) error = NULL;
		if (g_ptr_array_index(self->rows, i) != NULL)
			continue;
		g_ptr_array_index(self->rows, i) = read_found(app, self, i, &error);
		if (error == NULL || g_error_matches(error, DC_ERROR, DC_ERROR_NOT_FOUND))
			continue; /* it was taken back meanwhile: its lines stay empty */
		app_fail(app, error);
		return;
	}
}

/* Below zero: a mail. */
static gint64
selected(const Search *self)
{
	return dc_list_index(self->cursor) >= 0 ? dc_list_id(self->cursor) : 0;
}

static void
search_settle(DcApp *app, gpointer data)
{
	Search *self = data;
	if (self->asked != querybar_revision(self->bar) && !querybar_is_premature(self->bar))
		ask(app, self);
	read_seen(app, self);
	if (detail_place(app) != DETAIL_NONE)
		detail_follow(app, self->detail, MAX(selected(self), 0), false);
}

static void
search_tick(DcApp *app, gpointer data)
{
	(void)app;
	querybar_rest(((Search *)data)->bar);
}

static bool
search_idle(DcApp *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	Search *self = data;
	if (!self->looking && !self->mails_due)
		return false;
	if (!(self->looking ? look_on : look_for_mails)(app, self, &error)) {
		self->looking = false;
		app_fail(app, error);
	}
	return true;
}

/* Tickets may have changed: what is seen is read again, in its place; and mails may have come on tickets. */
static bool
search_load(DcApp *app, gpointer data, DcLoad why, GError **error)
{
	(void)app;
	(void)why;
	(void)error;
	Search *self = data;
	g_ptr_array_set_size(self->rows, 0);
	self->mails_due = self->filter != NULL && !self->looking && self->next == 0;
	rows_tell(self);
	detail_forget(self->detail);
	return true;
}

/* -- keys -- */

static void
go(Search *self, DcMove move)
{
	if (dc_list_move(self->cursor, move) != DC_LIST_AFTER)
		return;
	self->wanted = self->nos->len + FEW;
	self->looking = self->next != 0;
}

static bool
moved(DcApp *app, Search *self, const char *key)
{
	DcMove move;
	if (!querybar_moves(key, &move))
		return false;
	/* In an empty search there is nothing to go up in but what was looked for before. */
	if (move == DC_MOVE_UP && querybar_is_blank(self->bar))
		return querybar_key(app, self->bar, "C-p");
	go(self, move);
	return true;
}

/* One that waits is read where it is handled. */
static void
open_mail(DcApp *app, DcId id)
{
	g_autoptr(DcMailRow) mail = dc_ledger_read(dc_desk_ledger(app_desk(app)), DC_ENTITY_MAIL, id, NULL);
	if (mail != NULL && mail->state == DC_MAIL_WAITING)
		app_triage(app, id);
	else
		app_push(app, &dc_view_mail, id);
}

static void
open_selected(DcApp *app, Search *self)
{
	querybar_rest(self->bar);
	search_settle(app, self); /* keys may come faster than frames */
	if (selected(self) == 0)
		return;
	query_remember(app, querybar_text(self->bar));
	if (selected(self) > 0)
		app_push(app, &dc_view_ticket, selected(self));
	else
		open_mail(app, -selected(self));
}

static const char *
search_query(gpointer data)
{
	const Search *self = data;
	return querybar_is_blank(self->bar) ? NULL : querybar_text(self->bar);
}

static bool
search_key(DcApp *app, gpointer data, const char *key)
{
	Search *self = data;
	if (moved(app, self, key) || querybar_key(app, self->bar, key) || strcmp(key, "F3") == 0)
		return true;
	if (strcmp(key, "Enter") == 0) {
		open_selected(app, self);
	} else if (strcmp(key, "Esc") == 0) {
		query_remember(app, search_query(self));
		app_pop(app);
	} else {
		return !querybar_lets_through(key);
	}
	return true;
}

static void
search_paste(DcApp *app, gpointer data, const char *text)
{
	querybar_paste(app, ((Search *)data)->bar, text);
}

static GArray *
search_targets(gpointer data)
{
	GArray *nos = dc_list_targets(((Search *)data)->cursor);
	for (guint i = nos->len; i > 0; i--)
		if (g_array_index(nos, DcTicketNo, i - 1) < 0)
			g_array_remove_index(nos, i - 1);
	return nos;
}

static void
search_narrow(DcApp *app, gpointer data, const char *query)
{
	(void)app;
	querybar_set(((Search *)data)->bar, query);
}

const DcView dc_view_search = {
	.name = "search",
	.title = N_("Search"),
	.chrome = DC_CHROME_BARE,
	.open = search_open,
	.close = search_close,
	.load = search_load,
	.settle = search_settle,
	.idle = search_idle,
	.draw = search_draw,
	.hint = search_hint,
	.key = search_key,
	.paste = search_paste,
	.targets = search_targets,
	.query = search_query,
	.narrow = search_narrow,
	.tick = search_tick,
};
