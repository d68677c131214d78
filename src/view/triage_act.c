/* What a key of the triage does, beyond making tickets: signs on the mails, the text, the end. */
#include "triage.h"

#include <inttypes.h>

/* -- signs on the mails -- */

static void
put_off(Triage *self)
{
	TriageBox *box = triage_box(self);
	g_autoptr(GArray) mails = triage_targets(self);
	for (guint i = 0; i < mails->len; i++) {
		TriageRow *row = triage_row(box, g_array_index(mails, DcId, i));
		if (row != NULL)
			row->put_off = true;
	}
	triage_unmark(box);
	/* On to the next one that has not been put off, from the top again at the end. */
	int here = dc_list_index(box->cursor), n = (int)box->shown->len;
	for (int step = 1; step <= n; step++) {
		int i = (here + step) % n;
		if (!((TriageRow *)g_ptr_array_index(box->shown, (guint)i))->put_off) {
			dc_list_select_index(box->cursor, i);
			return;
		}
	}
	if (n > 0)
		dc_list_select_index(box->cursor, (here + 1) % n);
}

/* All of them the same way: on, unless all are on already. */
static void
take_care(DcApp *app, Triage *self)
{
	g_autoptr(GArray) mails = triage_targets(self);
	bool all = true;
	for (guint i = 0; i < mails->len; i++) {
		const TriageRow *row = triage_row(triage_box(self), g_array_index(mails, DcId, i));
		all = all && (row == NULL || row->care);
	}
	for (guint i = 0; i < mails->len; i++) {
		TriageRow *row = triage_row(triage_box(self), g_array_index(mails, DcId, i));
		if (row != NULL)
			row->care = !all;
	}
	if (mails->len > 0)
		app_say(app, "%s", all ? _("No special care") : _("Special care: goes to the ticket"));
}

static void
adopt_due(DcApp *app, Triage *self)
{
	g_autoptr(GArray) mails = triage_targets(self);
	guint n = 0;
	if (!triage_consider_all(app, self, mails))
		return;
	for (guint i = 0; i < mails->len; i++) {
		TriageRow *row = triage_row(triage_box(self), g_array_index(mails, DcId, i));
		if (row == NULL || row->waiting->due_at == DC_ABSENT)
			continue;
		row->due_taken = !row->due_taken;
		n++;
	}
	if (n == 0)
		app_say(app, "%s", _("No deadline is named"));
}

/* -- the text -- */

static void
text_on(Triage *self)
{
	TriageBox *box = triage_box(self);
	if (box->text_open)
		dc_scroller_move(self->scroller, DC_MOVE_PAGE_DOWN);
	box->text_open = true;
}

static void
text_back(Triage *self)
{
	TriageBox *box = triage_box(self);
	if (dc_scroller_top(self->scroller) == 0 && box->folder == DC_FOLDER_INBOX)
		box->text_open = false;
	dc_scroller_move(self->scroller, DC_MOVE_PAGE_UP);
}

static void
unfold_toggle(Triage *self)
{
	self->unfolded = !self->unfolded;
	self->shown_generation = 0;
	triage_box(self)->text_open = true;
}

static void
alike_toggle(Triage *self)
{
	self->alike_shown = !self->alike_shown;
	self->shown_generation = 0;
	triage_box(self)->text_open = true;
}

/* -- the end -- */

static void
finish(DcApp *app, Triage *self)
{
	guint left = 0;
	gint64 dropped = 0, counted = 0, taken = 0;
	for (guint i = 0; i < TRIAGE_BOXES; i++) {
		left += triage_box_left(&self->boxes[i]);
		dropped += self->boxes[i].n_dropped;
		counted += self->boxes[i].n_counted;
		taken += self->boxes[i].n_taken;
	}
	DcInstant took = self->started_at != DC_ABSENT ? app_now(app) - self->started_at : 0;
	g_autofree char *minutes = dc_when_minutes((int)(took / DC_MINUTE));
	self->started_at = DC_ABSENT;
	for (guint i = 0; i < TRIAGE_BOXES; i++)
		triage_narrow_off(&self->boxes[i]);
	app_say(app, _("Not looked at: %u  Triage took %s  tickets %" PRId64 ", not for us %" PRId64 ", counted %" PRId64), left, minutes, taken, dropped, counted);
	app_switch(app, &dc_view_today);
}

/* -- which is which -- */

static bool
act_move(Triage *self, int action)
{
	DcMove move;
	bool is_move = view_move(action, &move);
	if (is_move)
		triage_go(triage_box(self), move);
	return is_move;
}

/* One step each: marks, similar tickets, what it is narrowed by, the end. */
static void
act_back(DcApp *app, Triage *self)
{
	if (dc_list_clear_marks(triage_box(self)->cursor))
		return;
	if (self->alike_shown)
		alike_toggle(self);
	else if (triage_query(self) != NULL)
		triage_narrow(app, self, "");
	else
		finish(app, self);
}

static bool
act_mail(DcApp *app, Triage *self, int action)
{
	switch (action) {
	case DC_ACTION_TAKE:
		triage_accept(app, self);
		return true;
	case DC_ACTION_DROP:
		triage_drop(app, self, DC_MAIL_DROPPED);
		return true;
	case TRIAGE_COUNT:
		triage_drop(app, self, DC_MAIL_COUNTED);
		return true;
	case DC_ACTION_GROUP:
		triage_ask(app, self, TRIAGE_ASK_GROUP);
		return true;
	case DC_ACTION_ANSWER:
		triage_ask(app, self, TRIAGE_ASK_ANSWER);
		return true;
	case TRIAGE_LATER:
		put_off(self);
		return true;
	case TRIAGE_DUE:
		adopt_due(app, self);
		return true;
	case TRIAGE_CARE:
		take_care(app, self);
		return true;
	case TRIAGE_THANKS:
		triage_thanks(app, self);
		return true;
	case TRIAGE_FILES:
		triage_files(app, self);
		return true;
	case DC_ACTION_REREAD:
		triage_reread(app, self);
		return true;
	default: /* an int: actions of the app and of other screens too */
		return false;
	}
}

static bool
act_find(DcApp *app, Triage *self, int action)
{
	if (action == DC_ACTION_NARROW)
		triage_narrow_open(app, triage_box(self));
	else if (action == DC_ACTION_NEXT_MATCH || action == DC_ACTION_PREV_MATCH)
		triage_find_again(app, triage_box(self), action == DC_ACTION_PREV_MATCH);
	else
		return false;
	return true;
}

static bool
act_look(DcApp *app, Triage *self, int action)
{
	switch (action) {
	case TRIAGE_ALIKE:
		alike_toggle(self);
		return true;
	case TRIAGE_UNFOLD:
		unfold_toggle(self);
		return true;
	case TRIAGE_TEXT_ON:
		text_on(self);
		return true;
	case TRIAGE_TEXT_BACK:
		text_back(self);
		return true;
	case DC_ACTION_NEXT_PANE:
	case DC_ACTION_PREV_PANE:
		self->pass = 1 - self->pass;
		return true;
	case DC_ACTION_BACK:
		act_back(app, self);
		return true;
	case DC_ACTION_CLOSE_VIEW:
		finish(app, self);
		return true;
	case DC_ACTION_UNDO:
		self->await_back = true;
		return false; /* the shared one does it */
	default: /* an int: actions of the app and of other screens too */
		return false;
	}
}

/* Keys may come faster than frames: each one is for the mails as they are now. */
static void
catch_up(DcApp *app, Triage *self)
{
	Frame *frame = stack_of(app, self);
	if (frame != NULL && frame->stale)
		stack_load(app, frame, DC_LOAD_NEWS);
}

bool
triage_act(DcApp *app, gpointer data, int action)
{
	Triage *self = data;
	catch_up(app, self);
	int digit = action - VIEW_ACTION(0);
	if (digit >= 0 && digit < 9) {
		triage_rate(app, self, 3 - digit / 3, 3 - digit % 3);
		return true;
	}
	if (action == DC_ACTION_MARK_ALL)
		triage_sift_all(app, triage_box(self));
	if (view_mark(triage_box(self)->cursor, action)) {
		triage_box(self)->moved = true;
		return true;
	}
	return act_move(self, action) || act_find(app, self, action) || act_mail(app, self, action) || act_look(app, self, action);
}
