/* A mail that goes on with a ticket, and one that came out garbled: what the triage does with them instead of making tickets. */
#include "triage.h"

#define CHARSET_MAX 40

const DcWaiting *
triage_goes_on(Triage *self, DcId mail)
{
	const TriageRow *row = triage_row(triage_box(self), mail);
	return row != NULL && row->waiting->answers > 0 && !row->waiting->not_for_ledger ? row->waiting : NULL;
}

static DcAttach
how_of(const DcWaiting *waiting)
{
	return waiting->thanks ? DC_ATTACH_THANKS : waiting->reopens ? DC_ATTACH_REOPEN : DC_ATTACH_CONTACT;
}

static void
say_attached(DcApp *app, DcTicketNo no, const char *title, DcAttach how)
{
	g_autofree char *number = view_number(no);
	const char *undo = app_key_of(app, DC_ACTION_UNDO);
	if (how == DC_ATTACH_THANKS)
		app_say(app, _("Thanks, noted on %s %s (%s takes it back)"), number, title, undo);
	else if (how == DC_ATTACH_REOPEN)
		app_say(app, _("%s %s is open again, with this mail (%s takes it back)"), number, title, undo);
	else
		app_say(app, _("On %s %s (%s takes it back)"), number, title, undo);
}

static bool
attach(DcApp *app, const DcWaiting *waiting, const DcId *mails, guint n, DcAttach how)
{
	g_autoptr(GError) error = NULL;
	if (!dc_desk_attach(app_desk(app), mails, n, waiting->answers, how, NULL, app_now(app), &error)) {
		app_fail(app, error);
		return false;
	}
	say_attached(app, waiting->answers, waiting->answers_title, how);
	return true;
}

/* Those that go on with the same ticket in the same way as `like`; out of `mails`. Transfer full. */
static GArray *
take_out(Triage *self, GArray *mails, const DcWaiting *like)
{
	GArray *same = g_array_new(FALSE, FALSE, sizeof(DcId));
	for (guint i = 0; i < mails->len;) {
		DcId mail = g_array_index(mails, DcId, i);
		const DcWaiting *waiting = triage_goes_on(self, mail);
		if (waiting != NULL && waiting->answers == like->answers && how_of(waiting) == how_of(like)) {
			g_array_append_val(same, mail);
			g_array_remove_index(mails, i);
		} else {
			i++;
		}
	}
	return same;
}

/* Those of thanks, or the others. */
static bool
attach_those(DcApp *app, Triage *self, GArray *mails, bool thanks, guint *n)
{
	for (guint i = 0; i < mails->len;) {
		const DcWaiting *waiting = triage_goes_on(self, g_array_index(mails, DcId, i));
		if (waiting == NULL || waiting->thanks != thanks) {
			i++;
			continue;
		}
		g_autoptr(GArray) same = take_out(self, mails, waiting);
		if (!attach(app, waiting, &g_array_index(same, DcId, 0), same->len, how_of(waiting)))
			return false;
		*n += same->len;
	}
	return true;
}

bool
triage_attach(DcApp *app, Triage *self, GArray *mails, guint *n)
{
	*n = 0;
	/* Thanks first: what opens a ticket again brings the rest of its thread along. */
	return attach_those(app, self, mails, true, n) && attach_those(app, self, mails, false, n);
}

void
triage_thanks(DcApp *app, Triage *self)
{
	const TriageRow *row = triage_selected(triage_box(self));
	if (row == NULL || !triage_consider(app, self, triage_row(triage_box(self), row->waiting->mail->id), NULL))
		return;
	if (row->waiting->answers <= 0)
		app_say(app, "%s", _("It goes on with no ticket"));
	else if (attach(app, row->waiting, &row->waiting->mail->id, 1, DC_ATTACH_THANKS))
		app_changed(app);
}

static bool
reread_answered(DcApp *app, gpointer data, const char *value, GError **error)
{
	Triage *self = data;
	g_autofree char *charset = dc_text_one_line(value);
	if (!dc_desk_reread(app_desk(app), self->reread, charset, app_now(app), error))
		return false;
	app_say(app, _("Read as %s (%s takes it back)"), charset, app_key_of(app, DC_ACTION_UNDO));
	app_changed(app);
	return true;
}

void
triage_reread(DcApp *app, Triage *self)
{
	const TriageRow *row = triage_selected(triage_box(self));
	if (row == NULL) {
		app_say(app, "%s", _("There is no mail here"));
		return;
	}
	self->reread = row->waiting->mail->id;
	triage_box(self)->text_open = true;
	app_ask_text(app, _("Read as (CP932, EUC-JP, ISO-2022-JP, UTF-8 ..)"), NULL, CHARSET_MAX, reread_answered);
}

void
triage_files(DcApp *app, Triage *self)
{
	const TriageRow *row = triage_selected(triage_box(self));
	if (row == NULL)
		app_say(app, "%s", _("There is no mail here"));
	else
		app_push(app, &dc_view_files, row->waiting->mail->id);
}
