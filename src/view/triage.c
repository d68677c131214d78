/* Triage: the mails that wait, incident folder first, then the inbox by its subjects. Nothing is dropped silently, the cursor belongs to a
 * mail, and what comes late appears where it belongs without moving it. domain.md 1 (S23-S31), 3.7; ui.md 1, Triage. */
#include "triage.h"

static const DcViewKey keys[] = {
	VIEW_KEYPAD,
	{ .keys = "Enter", .action = DC_ACTION_TAKE },
	{ .keys = "0", .action = DC_ACTION_DROP },
	{ .keys = ".", .action = TRIAGE_LATER, .name = "put-off", .label = N_("not now"), .help = N_("leaves it for later; it still waits") },
	{ .keys = "R", .action = TRIAGE_COUNT, .name = "count", .label = N_("only count"), .help = N_("answered on the spot and not for the ledger: only counted") },
	{ .keys = "y", .action = TRIAGE_DUE, .name = "adopt-deadline", .label = N_("deadline"), .help = N_("adopts the deadline that the text names; again: not so") },
	{ .keys = "=", .action = TRIAGE_ALIKE, .name = "similar", .label = N_("similar"), .help = N_("shows the similar tickets with their answers; again: the mail") },
	{ .keys = "V", .action = TRIAGE_CARE, .name = "special-care", .label = N_("special care"), .help = N_("someone to be treated with special care; again: not so") },
	{ .keys = "t", .action = TRIAGE_THANKS, .name = "thanks", .label = N_("only thanks"), .help = N_("only says thank you: noted on its ticket, which stays as it is") },
	{ .keys = "e", .action = DC_ACTION_REREAD },
	{ .keys = "@", .action = TRIAGE_FILES, .name = "files", .label = N_("attachments"), .help = N_("lists what is attached to the mail, and saves it") },
	{ .keys = "\"", .action = TRIAGE_UNFOLD, .name = "quotes", .label = N_("quotes"), .help = N_("shows what the mail quotes, and its signature; again: folds them") },
	{ .keys = "l Right PgDn", .action = TRIAGE_TEXT_ON, .name = "text", .label = N_("text"), .help = N_("opens the text of the mail; a page on") },
	{ .keys = "h Left PgUp", .action = TRIAGE_TEXT_BACK, .name = "text-back", .label = N_("text back"), .help = N_("a page back in the text; in the inbox: closes it") },
	{ 0 },
};

static const int hints[] = { DC_ACTION_LOG, DC_ACTION_TAKE, DC_ACTION_DROP, TRIAGE_DUE, TRIAGE_ALIKE, DC_ACTION_NARROW, DC_ACTION_UNDO, DC_ACTION_NEXT_PANE, DC_ACTION_BACK, DC_ACTION_HELP, -1 };

static void
triage_close(gpointer data)
{
	Triage *self = data;
	for (guint i = 0; i < TRIAGE_BOXES; i++)
		triage_box_clear(&self->boxes[i]);
	g_clear_pointer(&self->alike, g_ptr_array_unref);
	g_clear_pointer(&self->asked, g_array_unref);
	g_clear_pointer(&self->replies, g_ptr_array_unref);
	g_free(self->answer);
	g_clear_pointer(&self->draft, dc_draft_free);
	g_free(self->kept_text);
	dc_scroller_free(self->scroller);
	g_free(self);
}

static gpointer
triage_open(DcApp *app, gint64 arg, GError **error)
{
	(void)app;
	(void)arg;
	(void)error;
	Triage *self = g_new0(Triage, 1);
	triage_box_init(&self->boxes[TRIAGE_INCIDENTS], DC_FOLDER_INCIDENT);
	triage_box_init(&self->boxes[TRIAGE_INBOX], DC_FOLDER_INBOX);
	self->started_at = DC_ABSENT;
	self->scroller = dc_scroller_new();
	return self;
}

/* From the end of the last business day on, or from the oldest mail that still waits. */
static bool
begin(DcApp *app, Triage *self, GError **error)
{
	const DcCalendar *calendar = app_calendar(app);
	DcDay before = dc_calendar_add_days(calendar, dc_calendar_day(calendar, app_now(app)), -1);
	self->started_at = app_now(app);
	self->since = dc_calendar_day_end(calendar, before);
	self->pass = TRIAGE_INCIDENTS;
	for (guint i = 0; i < TRIAGE_BOXES; i++) {
		g_autoptr(GArray) ids = dc_desk_waiting_ids(app_desk(app), self->boxes[i].folder, error);
		if (ids == NULL)
			return false;
		GError *failed = NULL;
		g_autoptr(DcMailRow) oldest = ids->len > 0 ? dc_ledger_read(dc_desk_ledger(app_desk(app)), DC_ENTITY_MAIL, g_array_index(ids, DcId, 0), &failed) : NULL;
		if (failed != NULL) {
			g_propagate_error(error, failed);
			return false;
		}
		if (oldest != NULL)
			self->since = MIN(self->since, oldest->at);
	}
	return true;
}

static bool
triage_load(DcApp *app, gpointer data, DcLoad why, GError **error)
{
	Triage *self = data;
	bool again = self->started_at == DC_ABSENT && (why == DC_LOAD_OPENED || why == DC_LOAD_SHOWN);
	if (again && !begin(app, self, error))
		return false;
	self->generation++;
	for (guint i = 0; i < TRIAGE_BOXES; i++) {
		if (!triage_box_follow(app, self, &self->boxes[i], error))
			return false;
	}
	self->await_back = false;
	if (why == DC_LOAD_OPENED)
		triage_resume(app, self);
	return true;
}

void
app_triage(DcApp *app, DcId mail)
{
	app->wanted_mail = mail;
	app_switch(app, &dc_view_triage);
}

/* Its subject may not have been read yet. */
static void
seek_wanted(DcApp *app, Triage *self)
{
	bool unread = false;
	for (guint i = 0; app->wanted_mail != 0 && i < TRIAGE_BOXES; i++) {
		TriageBox *box = &self->boxes[i];
		if (triage_row(box, app->wanted_mail) != NULL) {
			if (!dc_list_select(box->cursor, app->wanted_mail))
				triage_narrow_off(box); /* it is not let through */
			dc_list_select(box->cursor, app->wanted_mail);
			self->pass = i;
			box->moved = box->text_open = true;
			app->wanted_mail = 0;
		}
		unread |= box->unread->len > 0;
	}
	if (!unread)
		app->wanted_mail = 0;
}

/* Subjects that were not read yet, and the text of the selected mail. */
static void
triage_settle(DcApp *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	Triage *self = data;
	TriageBox *box = triage_box(self);
	seek_wanted(app, self);
	triage_narrow_follow(app, self);
	if ((box->unread->len > 0 && !triage_box_read_on(app, box, &error)) || !triage_show(app, self, &error))
		app_fail(app, error);
}

/* The proposals for what is seen, and similar tickets. */
static bool
triage_idle(DcApp *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	TriageBox *box = triage_box(data);
	bool more = triage_sifts(box);
	if (more ? triage_sift(box, &error) : triage_look_up(app, data, &more, &error))
		return more;
	app_fail(app, error);
	return false;
}

const DcView dc_view_triage = {
	.name = "triage",
	.title = N_("Triage"),
	.chrome = DC_CHROME_BARE,
	.keys = keys,
	.hints = hints,
	.open = triage_open,
	.close = triage_close,
	.load = triage_load,
	.settle = triage_settle,
	.idle = triage_idle,
	.draw = triage_draw,
	.note = triage_note,
	.hint = triage_hint,
	.act = triage_act,
	.key = triage_key,
	.paste = triage_paste,
	.query = triage_query,
	.narrow = triage_narrow,
	.tick = triage_tick,
	.keep = triage_keep,
};
