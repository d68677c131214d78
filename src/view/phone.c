/* The phone: over anything, at once, with the time of the key press. Caller, subject, Enter; what else is owed is asked afterwards.
 * Nothing typed is ever lost: a draft is on disk within a second of the last key, a ticket from the Enter on. domain.md 2.2, S34-S36. */
#include "ask.h"
#include "phone.h"

#include <inttypes.h>
#include <string.h>

#define CALLER_MAX 60
#define SUBJECT_MAX 170
#define ANSWER_MAX 16384

static const DcViewKey keys[] = {
	{ .keys = "v", .action = VIEW_ACTION(PHONE_READ_BACK), .name = "read-back", .label = N_("read back"), .help = N_("name and number were read back to the caller; again: not so") },
	{ 0 },
};

static const int hints[] = { DC_ACTION_OPEN, DC_ACTION_RATE, VIEW_ACTION(PHONE_READ_BACK), DC_ACTION_LOG, DC_ACTION_REPORT, DC_ACTION_EDIT, DC_ACTION_UNDO, DC_ACTION_HELP, -1 };

/* -- its life -- */

static void
phone_close(gpointer data)
{
	Phone *self = data;
	for (guint i = 0; i < PHONE_FIELDS; i++)
		dc_textfield_free(self->fields[i]);
	g_clear_pointer(&self->of_caller, g_ptr_array_unref);
	g_clear_pointer(&self->alike, g_ptr_array_unref);
	g_clear_pointer(&self->drafts, g_ptr_array_unref);
	g_clear_pointer(&self->ticket, dc_ticket_free);
	g_clear_pointer(&self->text, dc_ticket_text_free);
	dc_same_clear(&self->same);
	g_clear_pointer(&self->draft, dc_draft_free);
	g_free(self->sign);
	g_free(self->answer);
	g_free(self->kept);
	g_free(self);
}

/* One that is below has stopped the clock, or will within the second. */
static bool
phone_owes_pause(const DcApp *app)
{
	for (guint i = 0; i < app->frames->len; i++) {
		const Frame *frame = g_ptr_array_index(app->frames, i);
		if (frame->view == &dc_view_phone && !frame->closing && ((const Phone *)frame->self)->pause_owed)
			return true;
	}
	return false;
}

static Phone *
phone_new(const DcApp *app)
{
	Phone *self = g_new0(Phone, 1);
	*self = (Phone){
		.started_at = app_now(app),
		.fields = { dc_textfield_new(CALLER_MAX, false), dc_textfield_new(SUBJECT_MAX, false) },
		.looked_up = { G_MAXUINT, G_MAXUINT },
		.selected = -1,
		.pause_owed = app_header(app)->running_no != 0 && !phone_owes_pause(app),
		.paused_no = app_header(app)->running_no,
		.report_at = DC_ABSENT,
	};
	return self;
}

/* Nothing here waits for the disk but reading: that the clock stops is written with the draft or with the ticket. */
static gpointer
phone_open(DcApp *app, gint64 arg, GError **error)
{
	g_autoptr(GError) problem = NULL;
	Phone *self = phone_new(app);
	(void)error; /* a call is never refused: what cannot be read is missing on the screen */
	if (!dc_ledger_next_no(dc_desk_ledger(app_desk(app)), &self->next_no, &problem)) {
		app_fail(app, problem);
		g_clear_error(&problem);
	}
	self->drafts = phone_drafts(app, &problem);
	for (guint i = 0; arg != 0 && self->drafts != NULL && i < self->drafts->len; i++) {
		const DcDraft *draft = g_ptr_array_index(self->drafts, i);
		if (draft->id == arg)
			self->selected = (int)i;
	}
	return self;
}

/* -- the clock on the work -- */

/* As of the key press, however late it is written. */
bool
phone_pause(DcApp *app, Phone *self, GError **error)
{
	DcId paused = 0;
	if (!self->pause_owed)
		return true;
	if (!dc_desk_pause(app_desk(app), self->started_at, &paused, error))
		return false;
	self->pause_owed = false;
	self->paused = paused;
	app_changed(app);
	return true;
}

static bool
run_on(DcApp *app, Phone *self, GError **error)
{
	if (self->pause_owed) {
		self->pause_owed = false; /* it was never stopped */
		return true;
	}
	if (self->paused == 0)
		return true;
	if (!dc_desk_unpause(app_desk(app), self->paused, app_now(app), error))
		return false;
	self->paused = 0;
	return true;
}

static bool
phone_load(DcApp *app, gpointer data, DcLoad why, GError **error)
{
	Phone *self = data;
	if (why == DC_LOAD_OPENED && self->selected >= 0)
		return phone_resume(app, self, g_ptr_array_index(self->drafts, (guint)self->selected), error);
	return phone_reload(app, self, error);
}

/* -- leaving -- */

static void
say_running_on(DcApp *app, DcTicketNo no)
{
	g_autofree char *number = view_number(no);
	app_say(app, _("The timer of %s runs on"), number);
}

/* The clock runs on, the draft goes, and below everything is as it was. */
static bool
phone_over(DcApp *app, Phone *self, GError **error)
{
	if (!phone_draft_drop(app, self, error) || !run_on(app, self, error))
		return false;
	self->stage = PHONE_READY;
	app_pop(app);
	app_changed(app);
	return true;
}

static void
end_call(DcApp *app, Phone *self)
{
	g_autoptr(GError) error = NULL;
	if (!dc_desk_call_end(app_desk(app), self->no, app_now(app), &error) || !phone_over(app, self, &error)) {
		app_fail(app, error);
		return;
	}
	g_autofree char *number = view_number(self->no);
	g_autofree char *minutes = dc_when_minutes((int)((app_now(app) - self->started_at) / DC_MINUTE));
	guint owed = question_n_owed(self);
	g_autofree char *rest = owed > 0 ? g_strdup_printf(_("  not asked %u"), owed) : g_strdup("");
	app_say(app, _("%s: the call took %s%s"), number, minutes, rest);
}

/* Esc while typing: what was typed is kept, and found again with the next call. */
static void
put_aside(DcApp *app, Phone *self)
{
	g_autoptr(GError) error = NULL;
	DcTicketNo running = self->paused_no;
	bool blank = phone_is_blank(self);
	if (!run_on(app, self, &error) || !(blank ? phone_draft_drop(app, self, &error) : phone_keep(app, self, &error))) {
		app_fail(app, error);
		return;
	}
	app_pop(app);
	app_changed(app);
	if (!blank)
		app_say(app, _("The call is kept as a draft: %s brings it back"), "F2");
	else if (running != 0)
		say_running_on(app, running);
}

/* -- from the fields to the ledger -- */

static DcTicket *
ticket_of(const Phone *self)
{
	DcTicket *ticket = dc_ticket_new();
	ticket->title = dc_text_one_line(phone_text(self, PHONE_SUBJECT));
	ticket->caller = dc_text_one_line(phone_text(self, PHONE_CALLER));
	ticket->channel = DC_CHANNEL_PHONE;
	ticket->received_at = self->started_at;
	return ticket;
}

static bool
has_subject(Phone *self, GError **error)
{
	g_autofree char *subject = dc_text_one_line(phone_text(self, PHONE_SUBJECT));
	if (*subject != '\0')
		return true;
	self->focus = PHONE_SUBJECT;
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("The subject is missing: type what it is about"));
	return false;
}

static bool
log_call(DcApp *app, Phone *self, const char *answer, GError **error)
{
	g_autoptr(DcTicket) ticket = ticket_of(self);
	if (!has_subject(self, error))
		return false;
	const DcArrival arrival = { .ticket = ticket, .is_draft = answer == NULL, .answer = answer, .call_start = self->started_at };
	return phone_pause(app, self, error) && dc_desk_log(app_desk(app), &arrival, app_now(app), &self->no, error);
}

static void
save(DcApp *app, Phone *self)
{
	g_autoptr(GError) error = NULL;
	if (!log_call(app, self, NULL, &error) || !phone_reload(app, self, &error) || !phone_keep(app, self, &error)) {
		app_fail(app, error);
		if (self->no == 0)
			return;
	}
	app_changed(app);
	question_next(app, self);
}

static bool
answer_given(DcApp *app, gpointer data, const char *value, GError **error)
{
	Phone *self = data;
	g_autofree char *answer = g_strstrip(g_strdup(value));
	if (*answer == '\0') {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("type what was answered"));
		return false;
	}
	if (!log_call(app, self, answer, error))
		return false;
	g_autoptr(GError) problem = NULL;
	self->answering = false;
	g_autofree char *number = view_number(self->no);
	if (phone_over(app, self, &problem)) {
		app_say(app, _("%s: answered and closed (%s takes it back)"), number, app_key_of(app, DC_ACTION_UNDO));
		return true;
	}
	/* It is in the ledger: only the end of the call is still to be had. */
	self->stage = PHONE_READY;
	app_fail(app, problem);
	app_changed(app);
	return true;
}

static void
answer_cancelled(DcApp *app, gpointer data)
{
	(void)app;
	((Phone *)data)->answering = false;
}

/* Esc does not throw it away. */
static void
answer_typed(DcApp *app, gpointer data, const char *text)
{
	Phone *self = data;
	(void)app;
	g_free(self->answer);
	self->answer = g_strdup(text);
}

void
phone_ask_answer(DcApp *app, Phone *self, const char *text)
{
	g_autofree char *answer = g_strdup(text != NULL ? text : self->answer);
	self->answering = true;
	answer_typed(app, self, answer);
	app_ask_lines(app, _("Answer"), answer, ANSWER_MAX, answer_given);
	app_ask_cancel(app, answer_cancelled);
	app_ask_live(app, answer_typed);
	if (text == NULL)
		ask_offer_like(app, phone_text(self, PHONE_SUBJECT), 0);
}

static void
answer_now(DcApp *app, Phone *self)
{
	g_autoptr(GError) error = NULL;
	if (has_subject(self, &error))
		phone_ask_answer(app, self, NULL);
	else
		app_fail(app, error);
}

/* 即答のみ: nothing but a count, and who it was and what about, should it be asked. */
static void
count_call(DcApp *app, Phone *self)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *all = g_strdup_printf("%s %s", phone_text(self, PHONE_CALLER), phone_text(self, PHONE_SUBJECT));
	g_autofree char *memo = g_utf8_substring(all, 0, MIN(200, g_utf8_strlen(all, -1)));
	if (phone_pause(app, self, &error) && dc_desk_count_call(app_desk(app), memo, self->started_at, app_now(app), &error) && phone_over(app, self, &error))
		app_say(app, "%s", _("Answered, only counted"));
	else
		app_fail(app, error);
}

/* -- keys while it is typed -- */

static void
select_by(Phone *self, int step)
{
	/* One of the calls that were broken off is always selected, first the last one. */
	bool drafts = phone_is_blank(self);
	const GPtrArray *list = drafts ? self->drafts : self->alike;
	int n = list != NULL ? (int)list->len : 0, first = drafts && n > 0 ? 0 : -1;
	self->selected = CLAMP(MAX(self->selected, first) + step, first, n - 1);
}

static void
enter(DcApp *app, Phone *self)
{
	g_autoptr(GError) error = NULL;
	bool blank = phone_is_blank(self);
	if (!blank || self->drafts == NULL || self->drafts->len == 0) {
		save(app, self);
		return;
	}
	/* Nothing is typed yet: on with the call that was broken off last, or the one that is selected. */
	guint which = self->selected >= 0 ? (guint)self->selected : 0;
	if (!phone_resume(app, self, g_ptr_array_index(self->drafts, which), &error))
		app_fail(app, error);
}

static void
tab(DcApp *app, Phone *self)
{
	const DcAlike *alike = phone_is_blank(self) ? NULL : phone_selected_alike(self);
	if (alike != NULL && !dc_status_is_open(alike->ticket->status) && alike->answer != NULL)
		phone_ask_answer(app, self, alike->answer);
	else
		self->focus = (self->focus + 1) % PHONE_FIELDS;
}

static bool
command(DcApp *app, Phone *self, const char *key)
{
	if (strcmp(key, "Enter") == 0)
		enter(app, self);
	else if (strcmp(key, "Tab") == 0)
		tab(app, self);
	else if (strcmp(key, "S-Tab") == 0)
		self->focus = (self->focus + PHONE_FIELDS - 1) % PHONE_FIELDS;
	else if (strcmp(key, "Down") == 0 || strcmp(key, "Up") == 0)
		select_by(self, strcmp(key, "Down") == 0 ? 1 : -1);
	else if (strcmp(key, "F7") == 0)
		answer_now(app, self);
	else if (strcmp(key, "F9") == 0)
		count_call(app, self);
	else if (strcmp(key, "Esc") == 0)
		put_aside(app, self);
	else
		return false;
	return true;
}

static bool
phone_key(DcApp *app, gpointer data, const char *key)
{
	Phone *self = data;
	if (self->stage != PHONE_TYPING)
		return false;
	if (command(app, self, key))
		return true;
	if (dc_textfield_key(self->fields[self->focus], key)) {
		if (dc_textfield_is_full(self->fields[self->focus]))
			app_say(app, "%s", _("No more fits in"));
		return true;
	}
	/* F1 and F10 go on; no other key is a command here. */
	return strcmp(key, "F1") != 0 && strcmp(key, "F10") != 0;
}

static void
phone_paste(DcApp *app, gpointer data, const char *text)
{
	Phone *self = data;
	if (self->stage != PHONE_TYPING)
		app_say(app, "%s", _("Pasted text is no command: open a field first."));
	else if (dc_textfield_insert(self->fields[self->focus], text) > 0)
		app_say(app, "%s", _("No more fits in"));
}

/* -- keys when it has its number -- */

static void
read_back(DcApp *app, Phone *self)
{
	g_autoptr(GError) error = NULL;
	if (self->ticket == NULL)
		return;
	bool recited = !self->ticket->recited;
	DcSet set = { .field = DC_FIELD_RECITED, .value = dc_value_number(recited) };
	if (!dc_desk_edit(app_desk(app), DC_ONE_TICKET(self->no), NULL, NULL, &set, 1, app_now(app), &error)) {
		app_fail(app, error);
		return;
	}
	app_say(app, "%s", recited ? _("Read back to the caller") : _("Not read back"));
	app_changed(app);
}

static void
ask_rest(DcApp *app, Phone *self)
{
	self->asked = 0;
	question_next(app, self);
	if (self->stage == PHONE_READY)
		app_say(app, "%s", _("Nothing is left to ask"));
}

static bool
leads_away(int action)
{
	static const DcAction away[] = {
		DC_ACTION_VIEW_TODAY, DC_ACTION_VIEW_TRIAGE, DC_ACTION_VIEW_INCIDENTS, DC_ACTION_VIEW_LATER, DC_ACTION_VIEW_CALLS,
		DC_ACTION_VIEW_CHANGES, DC_ACTION_VIEW_RECORD, DC_ACTION_NEXT_VIEW, DC_ACTION_PREV_VIEW,
	};
	for (guint i = 0; i < G_N_ELEMENTS(away); i++) {
		if ((int)away[i] == action)
			return true;
	}
	return false;
}

static bool
phone_act(DcApp *app, gpointer data, int action)
{
	Phone *self = data;
	if (self->stage == PHONE_TYPING)
		return action != DC_ACTION_HELP && action != DC_ACTION_LEAVE;
	if (leads_away(action)) {
		app_say(app, _("The call goes on: %s ends it"), app_key_of(app, DC_ACTION_OPEN));
		return true;
	}
	if (action == DC_ACTION_OPEN || action == DC_ACTION_BACK || action == DC_ACTION_CLOSE_VIEW)
		end_call(app, self);
	else if (action == VIEW_ACTION(PHONE_READ_BACK))
		read_back(app, self);
	else if (action == DC_ACTION_NEXT_PANE)
		ask_rest(app, self);
	else
		return false;
	return true;
}

static GArray *
phone_targets(gpointer data)
{
	const Phone *self = data;
	GArray *nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	if (self->no != 0)
		g_array_append_val(nos, self->no);
	return nos;
}

const DcView dc_view_phone = {
	.name = "phone",
	.title = N_("Phone"),
	.chrome = DC_CHROME_BARE,
	.keys = keys,
	.hints = hints,
	.open = phone_open,
	.close = phone_close,
	.load = phone_load,
	.idle = phone_idle,
	.draw = phone_draw,
	.act = phone_act,
	.key = phone_key,
	.paste = phone_paste,
	.targets = phone_targets,
	.keep = phone_keep,
	.hint = phone_hint,
};
