/* What is made of the mails of a box: one key each, for the mail under the cursor or for all that are marked, as one change. */
#include "triage.h"

/* -- what a key is for -- */

static void
ticket_free(gpointer ticket)
{
	dc_ticket_free(ticket);
}

void
triage_batch_clear(TriageBatch *batch)
{
	g_clear_pointer(&batch->mails, g_array_unref);
	g_clear_pointer(&batch->takes, g_free);
	g_clear_pointer(&batch->fields, g_ptr_array_unref);
}

GArray *
triage_targets(Triage *self)
{
	const TriageBox *box = triage_box(self);
	GArray *mails = dc_list_targets(box->cursor);
	const TriageRow *row;
	for (guint i = mails->len; i > 0; i--) {
		row = triage_row(box, g_array_index(mails, DcId, i - 1));
		if (row == NULL || !triage_is_shown(box, row))
			g_array_remove_index(mails, i - 1);
	}
	row = triage_selected(box);
	if (mails->len == 0 && row != NULL)
		g_array_append_val(mails, row->waiting->mail->id);
	return mails;
}

void
triage_unmark(TriageBox *box)
{
	if (dc_list_in_range(box->cursor))
		dc_list_clear_marks(box->cursor);
	for (guint i = 0; i < box->shown->len; i++)
		dc_list_mark(box->cursor, ((TriageRow *)g_ptr_array_index(box->shown, i))->waiting->mail->id, false);
}

bool
triage_batch_begin(DcApp *app, Triage *self, GArray *mails, TriageBatch *batch)
{
	*batch = (TriageBatch){ .mails = mails };
	if (mails->len == 0) {
		app_say(app, "%s", _("There is no mail here"));
		return false;
	}
	batch->takes = g_new0(DcTake, mails->len);
	batch->fields = g_ptr_array_new_with_free_func(ticket_free);
	for (guint i = 0; i < mails->len; i++) {
		const TriageRow *row = triage_row(triage_box(self), g_array_index(mails, DcId, i));
		if (row == NULL)
			continue;
		if (row->due_taken)
			batch->takes[i].due_at = row->waiting->due_at;
		if (row->care) {
			DcTicket *fields = dc_ticket_new();
			fields->vip = true;
			g_ptr_array_add(batch->fields, fields);
			batch->takes[i].fields = fields;
		}
	}
	return true;
}

static const DcWaiting *
waiting_of(Triage *self, DcId mail)
{
	const TriageRow *row = triage_row(triage_box(self), mail);
	return row != NULL ? row->waiting : NULL;
}

bool
triage_consider_all(DcApp *app, Triage *self, const GArray *mails)
{
	g_autoptr(GError) error = NULL;
	for (guint i = 0; i < mails->len; i++) {
		TriageRow *row = triage_row(triage_box(self), g_array_index(mails, DcId, i));
		if (row != NULL && !triage_consider(app, self, row, &error)) {
			app_fail(app, error);
			return false;
		}
	}
	return true;
}

static void
batch_over(DcApp *app, Triage *self)
{
	triage_unmark(triage_box(self));
	triage_box(self)->moved = true;
	app_changed(app);
}

bool
triage_batch_do(DcApp *app, Triage *self, const TriageBatch *batch, DcTicketNo *first, GError **error)
{
	const DcId *mails = (const DcId *)(gconstpointer)batch->mails->data;
	if (!dc_desk_take_each(app_desk(app), mails, batch->takes, batch->mails->len, app_now(app), first, error))
		return false;
	batch_over(app, self);
	return true;
}

void
triage_drop(DcApp *app, Triage *self, DcMailState state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) mails = triage_targets(self);
	if (mails->len == 0) {
		app_say(app, "%s", _("There is no mail here"));
		return;
	}
	if (!dc_desk_drop(app_desk(app), (const DcId *)(gconstpointer)mails->data, mails->len, state, app_now(app), &error)) {
		app_fail(app, error);
		return;
	}
	if (state == DC_MAIL_COUNTED)
		app_say(app, _("Answered, only counted: %u (%s takes it back)"), mails->len, app_key_of(app, DC_ACTION_UNDO));
	else
		app_say(app, _("Not for the ledger: %u, kept and findable (%s takes it back)"), mails->len, app_key_of(app, DC_ACTION_UNDO));
	batch_over(app, self);
}

/* -- saying what was made -- */

char *
triage_numbers(DcTicketNo first, guint n)
{
	g_autofree char *from = view_number(first);
	return n > 1 ? g_strdup_printf("%s-%" G_GINT64_FORMAT, from, first + n - 1) : g_steal_pointer(&from);
}

static void
say_taken(DcApp *app, DcTicketNo first, guint n)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(dc_desk_ledger(app_desk(app)), first, NULL);
	if (ticket == NULL)
		return;
	g_autofree char *numbers = triage_numbers(first, n);
	g_autofree char *cell = view_cell((int)ticket->impact, (int)ticket->urgency);
	int priority = dc_policy_matrix(app_policy(app), (int)ticket->impact, (int)ticket->urgency);
	app_say(app, _("%s: %s %s P%d  %s (%s takes it back)"), numbers, dc_word_label(DC_WORDS_OF_KIND, (int)ticket->kind), cell, priority,
		n > 1 ? "" : ticket->title, app_key_of(app, DC_ACTION_UNDO));
}

/* -- the deadline of a mail that was just rated -- */

void
triage_question_over(DcApp *app, Triage *self)
{
	g_autoptr(GError) error = NULL;
	self->question = TRIAGE_ASK_NOTHING;
	if (!triage_keep(app, self, &error))
		app_fail(app, error);
}

static void
question_cancelled(DcApp *app, gpointer self)
{
	triage_question_over(app, self);
}

static bool
due_answered(DcApp *app, gpointer data, const char *value, GError **error)
{
	Triage *self = data;
	DcSet set = { .field = DC_FIELD_DUE_AT };
	g_autofree char *text = dc_text_one_line(value);
	if (*text == '\0')
		set.value = dc_value_number(self->asked_due);
	else if (!dc_desk_parse(app_desk(app), DC_FIELD_DUE_AT, text, app_now(app), &set.value, error))
		return false;
	if (!dc_desk_edit(app_desk(app), DC_ONE_TICKET(self->asked_no), NULL, NULL, &set, 1, app_now(app), error))
		return false;
	g_autofree char *number = view_number(self->asked_no);
	g_autofree char *when = view_when(app, set.value.number);
	app_say(app, _("%s needed by %s (%s takes it back)"), number, when, app_key_of(app, DC_ACTION_UNDO));
	triage_question_over(app, self);
	app_changed(app);
	return true;
}

void
triage_ask_due(DcApp *app, Triage *self, const char *typed)
{
	g_autofree char *number = view_number(self->asked_no);
	g_autofree char *when = view_when(app, self->asked_due);
	g_autofree char *label = g_strdup_printf(_("%s needed by (Enter: %s, Esc: none)"), number, when);
	self->question = TRIAGE_ASK_DUE;
	app_ask_text(app, label, typed, 40, due_answered);
	app_ask_cancel(app, question_cancelled);
}

/* -- rating -- */

void
triage_rate(DcApp *app, Triage *self, int impact, int urgency)
{
	g_autoptr(GError) error = NULL;
	g_auto(TriageBatch) batch = { 0 };
	DcTicketNo first;
	if (!triage_batch_begin(app, self, triage_targets(self), &batch) || !triage_consider_all(app, self, batch.mails))
		return;
	guint n = batch.mails->len;
	for (guint i = 0; i < n; i++) {
		batch.takes[i].impact = impact;
		batch.takes[i].urgency = urgency;
	}
	const DcWaiting *one = waiting_of(self, g_array_index(batch.mails, DcId, 0));
	DcInstant due = n == 1 && one != NULL && batch.takes[0].due_at == 0 ? one->due_at : DC_ABSENT;
	if (!triage_batch_do(app, self, &batch, &first, &error)) {
		app_fail(app, error);
		return;
	}
	say_taken(app, first, n);
	if (due == DC_ABSENT)
		return;
	self->asked_no = first;
	self->asked_due = due;
	triage_ask_due(app, self, NULL);
}

/* Kind, rating, group and deadline as they stand in the proposal. */
static void
accept_one(const DcWaiting *waiting, DcTake *take)
{
	if (waiting->not_for_ledger) {
		take->state = DC_MAIL_DROPPED;
		return;
	}
	take->impact = waiting->impact;
	take->urgency = waiting->urgency;
	take->parent = waiting->alike;
	if (waiting->due_at != DC_ABSENT)
		take->due_at = waiting->due_at;
}

void
triage_accept(DcApp *app, Triage *self)
{
	g_autoptr(GError) error = NULL;
	g_auto(TriageBatch) batch = { 0 };
	DcTicketNo first;
	guint n = 0, n_attached = 0;
	g_autoptr(GArray) mails = triage_targets(self);
	if (!triage_consider_all(app, self, mails))
		return;
	bool ok = triage_attach(app, self, mails, &n_attached);
	if (n_attached > 0)
		batch_over(app, self);
	if (!ok || (mails->len == 0 && n_attached > 0) || !triage_batch_begin(app, self, g_steal_pointer(&mails), &batch))
		return;
	for (guint i = 0; i < batch.mails->len; i++) {
		const DcWaiting *waiting = waiting_of(self, g_array_index(batch.mails, DcId, i));
		if (waiting != NULL)
			accept_one(waiting, &batch.takes[i]);
		n += batch.takes[i].state == DC_MAIL_NONE;
	}
	if (n == 0)
		triage_drop(app, self, DC_MAIL_DROPPED);
	else if (!triage_batch_do(app, self, &batch, &first, &error))
		app_fail(app, error);
	else
		say_taken(app, first, n);
}

/* -- the same incident -- */

static bool
group_number(const Triage *self, const char *value, DcTicketNo *no, GError **error)
{
	g_autofree char *text = dc_text_fold(value);
	const char *digits = text;
	while (*digits != '\0' && !g_ascii_isdigit(*digits))
		digits++;
	*no = *text == '\0' ? self->asked_group : g_ascii_strtoll(digits, NULL, 10);
	if (*no > 0)
		return true;
	g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, _("type the number of the ticket it belongs to"));
	return false;
}

static void
say_grouped(DcApp *app, DcTicketNo first, guint n)
{
	DcGroup group = { 0 };
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(dc_desk_ledger(app_desk(app)), first, NULL);
	if (ticket == NULL || !dc_ledger_group(dc_desk_ledger(app_desk(app)), ticket->parent, &group, NULL))
		return;
	g_autofree char *numbers = triage_numbers(first, n);
	g_autofree char *parent = view_number(ticket->parent);
	app_say(app, _("%s belongs to %s: callers %d (%s takes it back)"), numbers, parent, group.n_callers, app_key_of(app, DC_ACTION_UNDO));
}

static bool
group_answered(DcApp *app, gpointer data, const char *value, GError **error)
{
	Triage *self = data;
	g_auto(TriageBatch) batch = { 0 };
	DcTicketNo parent, first;
	if (!group_number(self, value, &parent, error) || !triage_batch_begin(app, self, g_array_ref(self->asked), &batch))
		return false;
	for (guint i = 0; i < batch.mails->len; i++)
		batch.takes[i].parent = parent;
	guint n = batch.mails->len;
	if (!triage_batch_do(app, self, &batch, &first, error))
		return false;
	say_grouped(app, first, n);
	triage_question_over(app, self);
	return true;
}

/* The similar ticket of the first mail that has one. */
static const DcWaiting *
first_alike(Triage *self, const GArray *mails)
{
	for (guint i = 0; i < mails->len; i++) {
		const DcWaiting *waiting = waiting_of(self, g_array_index(mails, DcId, i));
		if (waiting != NULL && waiting->alike != 0)
			return waiting;
	}
	return NULL;
}

void
triage_ask_group(DcApp *app, Triage *self, const char *typed)
{
	const DcWaiting *waiting = first_alike(self, self->asked);
	g_autofree char *number = view_number(waiting != NULL ? waiting->alike : 0);
	g_autofree char *label = waiting == NULL ? g_strdup(_("same incident as No.")) :
	                                           g_strdup_printf(_("same incident as No. (Enter: %s %s %.2f)"), number, waiting->alike_title, waiting->similarity);
	self->asked_group = waiting != NULL ? waiting->alike : 0;
	self->question = TRIAGE_ASK_GROUP;
	app_ask_text(app, label, typed, 20, group_answered);
	app_ask_cancel(app, question_cancelled);
}

/* The answer of the similar ticket that is shown is the beginning of this one. */
static const char *
answer_suggested(const Triage *self)
{
	const DcAlike *alike = self->alike_shown ? triage_best_alike(self) : NULL;
	return alike != NULL ? alike->answer : NULL;
}

void
triage_ask(DcApp *app, Triage *self, TriageQuestion question)
{
	g_autoptr(GArray) mails = triage_targets(self);
	if (mails->len == 0) {
		app_say(app, "%s", _("There is no mail here"));
		return;
	}
	if (!triage_consider_all(app, self, mails))
		return;
	g_clear_pointer(&self->asked, g_array_unref);
	self->asked = g_steal_pointer(&mails);
	self->whole = false;
	if (question == TRIAGE_ASK_GROUP)
		triage_ask_group(app, self, NULL);
	else
		triage_ask_answer(app, self, answer_suggested(self));
}
