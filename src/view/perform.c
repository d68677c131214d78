/* What an action does: the screen answers first; then the shared ones: other screens, questions and changes, undo, leaving. */
#include "flow.h"

#include <inttypes.h>
#include <string.h>

/* -- what it applies to -- */

GArray *
app_targets(const DcApp *app)
{
	const Frame *frame = stack_top(app);
	GArray *nos = frame->view->targets != NULL ? frame->view->targets(frame->self) : NULL;
	return nos != NULL ? nos : g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
}

/* False: refused with a message, because it may not be done to these tickets now. */
static bool
app_may(DcApp *app, DcAction action, const GArray *nos)
{
	g_autoptr(GError) error = NULL;
	if (nos->len == 0) {
		app_say(app, _("No ticket is selected for: %s"), _(dc_action_info(action)->label));
		return false;
	}
	if (nos->len > 1 && dc_action_info(action)->reach == DC_REACH_ONE) {
		app_say(app, _("%s is for one ticket; %u are marked (%s takes the marks away)"), _(dc_action_info(action)->label), nos->len,
			app_key_of(app, DC_ACTION_BACK));
		return false;
	}
	for (guint i = 0; i < nos->len; i++) {
		g_autoptr(DcTicket) ticket = dc_ledger_ticket(dc_desk_ledger(app->desk), g_array_index(nos, DcTicketNo, i), &error);
		if (ticket == NULL || !dc_action_allowed(action, ticket, &error)) {
			app_fail(app, error);
			return false;
		}
	}
	return true;
}

/* -- the ledger's own actions -- */

static void
said_and_changed(DcApp *app, char *done, const GError *error, const char *format)
{
	g_autofree char *what = done;
	if (what == NULL) {
		app_fail(app, error);
		return;
	}
	app_say(app, "%s %s", format, what);
	app_changed(app);
}

static void
do_undo(DcApp *app)
{
	g_autoptr(GError) error = NULL;
	char *done = dc_desk_undo(app->desk, app->now, &error);
	said_and_changed(app, done, error, _("Taken back:"));
}

static void
do_redo(DcApp *app)
{
	g_autoptr(GError) error = NULL;
	char *done = dc_desk_redo(app->desk, app->now, &error);
	said_and_changed(app, done, error, _("Done again:"));
}

static void
do_stop(DcApp *app)
{
	g_autoptr(GError) error = NULL;
	DcTicketNo running = app->header.running_no;
	if (!dc_desk_stop(app->desk, app->now, &error)) {
		app_fail(app, error);
		return;
	}
	app_say(app, _("The timer of No.%" PRId64 " is stopped"), running);
	app_changed(app);
}

static void
do_adopt(DcApp *app)
{
	g_autoptr(GError) error = NULL;
	int n = 0;
	if (!dc_desk_adopt(app->desk, app->now, &n, &error)) {
		app_fail(app, error);
		return;
	}
	app_say(app, _("This order of %d is adopted as the morning's"), n);
	app_changed(app);
}

static bool
intake_progress(const char *what, gint64 done, gint64 total, gpointer data)
{
	return app_breathe(data, what, done, total);
}

static void
do_intake(DcApp *app)
{
	g_autoptr(GError) error = NULL;
	DcIntake intake = { 0 };
	bool ok = dc_desk_intake(app->desk, NULL, DC_FOLDER_INBOX, app->now, intake_progress, app, &intake, &error);
	app_breathed(app);
	if (!ok) {
		app_fail(app, error);
	} else {
		app_say(app, _("Mails: %u read, %u new, %u on tickets, %u known, %u unreadable"), intake.n_read, intake.n_new, intake.n_attached,
			intake.n_known, intake.n_failed);
	}
	dc_intake_clear(&intake);
	app_changed(app);
}

/* -- leaving -- */

static void
leave(DcApp *app)
{
	if (dc_app_closed(app, app->now))
		return;
	/* What could not be saved is not thrown away: the message says why, and the program stays. */
	app->leaving = false;
}

static bool
leave_answered(DcApp *app, gpointer self, const char *value, GError **error)
{
	(void)self;
	(void)error;
	if (strcmp(value, "yes") == 0)
		leave(app);
	return true;
}

/* Asks only if something is overdue or running (ui.md 2). */
static void
do_leave(DcApp *app)
{
	const DcHeader *header = &app->header;
	g_autoptr(GString) open = g_string_new(NULL);
	if (header->running_no != 0)
		g_string_append_printf(open, _("timer of No.%" PRId64 " runs; "), header->running_no);
	if (header->callback_no != 0 && header->callback_at <= app->now)
		g_string_append_printf(open, _("call-back of No.%" PRId64 " is overdue; "), header->callback_no);
	if (header->report_no != 0 && header->report_at <= app->now)
		g_string_append_printf(open, _("report of No.%" PRId64 " is overdue; "), header->report_no);
	if (open->len == 0) {
		leave(app);
		return;
	}
	if (g_str_has_suffix(open->str, "; "))
		g_string_truncate(open, open->len - strlen("; "));
	g_autofree char *label = g_strdup_printf(_("leave? %s"), open->str);
	app_ask_choice(app, label, view_yes_no, NULL, leave_answered);
}

static void
go_back(DcApp *app, bool may_leave)
{
	if (app->frames->len > 0)
		app_pop(app);
	else if (app->main != 0)
		app_switch(app, views_main[0].view);
	else if (may_leave)
		do_leave(app);
	else
		app_say(app, _("%s leaves the program"), app_key_of(app, DC_ACTION_LEAVE));
}

static void
go_beside(DcApp *app, int step)
{
	guint next = (app->main + views_n_main + (guint)step) % views_n_main;
	app_switch(app, views_main[next].view);
}

/* -- one ticket's text, away and back -- */

static void
do_copy(DcApp *app)
{
	g_autoptr(GArray) nos = app_targets(app);
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < nos->len; i++) {
		g_autoptr(DcTicket) ticket = dc_ledger_ticket(dc_desk_ledger(app->desk), g_array_index(nos, DcTicketNo, i), NULL);
		if (ticket != NULL)
			g_string_append_printf(text, "%sNo.%" G_GINT64_FORMAT " %s", text->len > 0 ? "\n" : "", ticket->id, ticket->title);
	}
	if (text->len == 0)
		return;
	app_copy(app, text->str);
	app_say(app, _("Copied: %s"), text->str);
}

static void
do_editor(DcApp *app, const GArray *nos)
{
	g_autoptr(GError) error = NULL;
	DcTicketNo no = g_array_index(nos, DcTicketNo, 0);
	g_clear_pointer(&app->editing, dc_ticket_free);
	g_clear_pointer(&app->editing_text, dc_ticket_text_free);
	app->editing = dc_ledger_ticket(dc_desk_ledger(app->desk), no, &error);
	app->editing_text = app->editing != NULL ? dc_ledger_ticket_text(dc_desk_ledger(app->desk), no, &error) : NULL;
	if (app->editing_text == NULL) {
		app_fail(app, error);
		return;
	}
	char *kept = typed_find(app, no, "edit-text.body", NULL);
	g_free(app->edit);
	app->edit = kept != NULL ? kept : g_strdup(app->editing_text->body != NULL ? app->editing_text->body : "");
}

static bool
edited(DcApp *app, const char *text, GError **error)
{
	g_autofree char *body = dc_text_valid(text, -1);
	g_strchomp(body);
	DcSet set = { .field = DC_FIELD_BODY, .value = dc_value_text(body) };
	bool ok = dc_desk_edit(app->desk, DC_ONE_TICKET(app->editing->id), app->editing, app->editing_text, &set, 1, app->now, error);
	dc_value_clear(&set.value);
	return ok;
}

/* Refused, or changed by somebody else meanwhile: the text waits for the next time. */
static bool
edited_kept(DcApp *app, const char *text, const GError *why)
{
	g_autoptr(GError) error = NULL;
	if (!typed_keep(app, app->editing->id, "edit-text.body", text, false, &error)) {
		app_fail(app, error);
		return false;
	}
	app_say(app, _("%s. The text is kept as a draft: %s opens it again"), why->message, app_key_of(app, DC_ACTION_EDITOR));
	return true;
}

static bool
ticket_edited(DcApp *app, const char *text, const GError *problem)
{
	g_autoptr(GError) error = NULL;
	bool saved = problem == NULL && edited(app, text, &error);
	bool safe = saved || edited_kept(app, text, problem != NULL ? problem : error);
	if (saved)
		app_say(app, _("The text of No.%" PRId64 " is saved"), app->editing->id);
	g_clear_error(&error);
	if (saved && !typed_drop(app, app->editing->id, "edit-text", &error))
		app_fail(app, error);
	app_changed(app);
	return safe;
}

static bool
question_edited(DcApp *app, const char *text)
{
	g_autoptr(GError) error = NULL;
	if (ask_edited(app, text, &error))
		return stack_keep(app);
	app_fail(app, error);
	return false;
}

/* After what went wrong it may be said where the text is now. */
static void
say_problem(DcApp *app, const GError *problem)
{
	g_autoptr(GError) all = g_error_copy(problem);
	if (app->message != NULL)
		g_prefix_error(&all, "%s; ", app->message);
	app_fail(app, all);
}

bool
dc_app_edited(DcApp *app, const char *text, const GError *problem, DcInstant now)
{
	app->now = now;
	if (problem != NULL)
		say_problem(app, problem);
	bool safe = text == NULL || (app->editing != NULL ? ticket_edited(app, text, problem) : question_edited(app, text));
	g_clear_pointer(&app->editing, dc_ticket_free);
	g_clear_pointer(&app->editing_text, dc_ticket_text_free);
	return safe;
}

/* -- which is which -- */

static bool
do_shared(DcApp *app, DcAction action)
{
	static const struct {
		DcAction action;
		void (*fn)(DcApp *app);
	} table[] = {
		{ DC_ACTION_UNDO, do_undo },     { DC_ACTION_REDO, do_redo }, { DC_ACTION_STOP, do_stop }, { DC_ACTION_ADOPT, do_adopt },
		{ DC_ACTION_INTAKE, do_intake }, { DC_ACTION_COPY, do_copy }, { DC_ACTION_LEAVE, do_leave },
		{ DC_ACTION_FILTER_NTH, filters_nth },
	};
	for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
		if (table[i].action == action) {
			table[i].fn(app);
			return true;
		}
	}
	return false;
}

static bool
do_moving(DcApp *app, DcAction action)
{
	if (action == DC_ACTION_BACK || action == DC_ACTION_CLOSE_VIEW)
		go_back(app, action == DC_ACTION_CLOSE_VIEW);
	else if (action == DC_ACTION_NEXT_VIEW || action == DC_ACTION_PREV_VIEW)
		go_beside(app, action == DC_ACTION_NEXT_VIEW ? 1 : -1);
	else if (action == DC_ACTION_REFRESH) {
		app_follow(app);
		stack_load(app, stack_top(app), DC_LOAD_APPLIED);
	}
	else
		return false;
	return true;
}

static bool
do_open(DcApp *app, DcAction action)
{
	for (guint i = 0; i < views_n_main; i++) {
		if (views_main[i].action == action) {
			app_switch(app, views_main[i].view);
			return true;
		}
	}
	bool about_ticket = false;
	const DcView *view = views_opened_by(action, &about_ticket);
	if (view == NULL)
		return false;
	if (!about_ticket) {
		app_push(app, view, 0);
		return true;
	}
	g_autoptr(GArray) nos = app_targets(app);
	/* History without a ticket is the whole ledger's. */
	if (action == DC_ACTION_HISTORY && nos->len == 0)
		app_push(app, view, 0);
	else if (app_may(app, action, nos))
		app_push(app, view, g_array_index(nos, DcTicketNo, 0));
	return true;
}

static bool
do_tickets(DcApp *app, DcAction action, const GArray *nos)
{
	const FlowKind *kind = flow_kind(action);
	if (kind == NULL && action != DC_ACTION_EDITOR)
		return false;
	if (!app_may(app, action, nos))
		return true;
	if (kind != NULL)
		flow_start(app, kind, nos);
	else
		do_editor(app, nos);
	return true;
}

void
app_act(DcApp *app, int action)
{
	Frame *frame = stack_top(app);
	if (frame->view->act != NULL && frame->view->act(app, frame->self, action))
		return;
	if (action >= (int)DC_N_ACTIONS)
		return;
	DcAction shared = (DcAction)action;
	if (do_moving(app, shared) || do_shared(app, shared) || do_open(app, shared))
		return;
	g_autoptr(GArray) nos = app_targets(app);
	if (!do_tickets(app, shared, nos))
		app_say(app, _("%s: not on this screen"), _(dc_action_info(shared)->label));
}
