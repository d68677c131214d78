/* Answering a mail from the triage (`r`): it becomes a ticket that is answered and closed, or an answered contact of the ticket that it goes on
 * with; and where there is a program that sends, the answer goes out after y, as from a ticket. */
#include "answer.h"
#include "ask.h"
#include "triage.h"

#define ANSWER_MAX 16384

/* -- whom a mail reaches -- */

static DcReply *
reply_to(DcApp *app, DcId mail)
{
	g_autofree DcReply *reply = g_new0(DcReply, 1);
	return dc_desk_reply_mail(app_desk(app), mail, reply, NULL) ? g_steal_pointer(&reply) : NULL;
}

static void
find_replies(DcApp *app, Triage *self)
{
	g_clear_pointer(&self->replies, g_ptr_array_unref);
	self->replies = g_ptr_array_new_with_free_func(answer_reply_free);
	for (guint i = 0; i < self->asked->len; i++)
		g_ptr_array_add(self->replies, reply_to(app, g_array_index(self->asked, DcId, i)));
}

/* Those that there are. Transfer full, of DcReply that belong to `self`. */
static GPtrArray *
reachable(const Triage *self)
{
	GPtrArray *replies = g_ptr_array_new();
	for (guint i = 0; i < self->replies->len; i++) {
		if (g_ptr_array_index(self->replies, i) != NULL)
			g_ptr_array_add(replies, g_ptr_array_index(self->replies, i));
	}
	return replies;
}

static char *
quoted(DcApp *app, gpointer data)
{
	const Triage *self = data;
	DcReply *reply = self->asked->len == 1 ? reply_to(app, g_array_index(self->asked, DcId, 0)) : NULL;
	char *quote = reply != NULL ? g_strdup(reply->quote) : NULL;
	answer_reply_free(reply);
	return quote;
}

/* -- doing -- */

/* The ticket that it goes on with; 0. */
static DcTicketNo
onto(Triage *self, DcId mail)
{
	const DcWaiting *waiting = triage_goes_on(self, mail);
	return waiting != NULL && !waiting->mail->automatic && waiting->mail->alert == NULL ? waiting->answers : 0;
}

/* One change for these mails. `reply`: goes out before, to the only one. */
static bool
answer_mails(DcApp *app, Triage *self, GArray *mails, const DcReply *reply, DcTicketNo *first, GError **error)
{
	g_auto(TriageBatch) batch = { 0 };
	g_autofree char *said = answer_said(self->answer, self->whole);
	g_autofree char *sends = reply != NULL ? answer_sent(self->answer, self->whole, reply->quote) : NULL;
	(void)triage_batch_begin(app, self, g_array_ref(mails), &batch);
	for (guint i = 0; i < mails->len; i++) {
		batch.takes[i].answer = said;
		batch.takes[i].onto = onto(self, g_array_index(mails, DcId, i));
		batch.takes[i].reply = reply;
		batch.takes[i].sends = sends;
	}
	return triage_batch_do(app, self, &batch, first, error);
}

static bool
send_first(DcApp *app, gpointer data, GError **error)
{
	Triage *self = data;
	guint i = 0;
	while (g_ptr_array_index(self->replies, i) == NULL)
		i++;
	g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(DcId));
	g_array_append_val(one, g_array_index(self->asked, DcId, i));
	const TriageRow *row = triage_row(triage_box(self), g_array_index(one, DcId, 0));
	/* Afresh: it may go on with the ticket of the one before. */
	if (row == NULL || !dc_desk_consider(app_desk(app), row->waiting, app_now(app), error) ||
	    !answer_mails(app, self, one, g_ptr_array_index(self->replies, i), &self->asked_no, error))
		return false;
	g_array_remove_index(self->asked, i);
	g_ptr_array_remove_index(self->replies, i);
	return true;
}

static bool
send_all(DcApp *app, Triage *self, GError **error)
{
	g_autoptr(GPtrArray) replies = reachable(self);
	guint n = replies->len;
	g_autofree char *to = answer_recipient(g_ptr_array_index(replies, 0));
	if (!answer_send_each(app, n, send_first, self, error))
		return false;
	g_autofree char *number = view_number(self->asked_no);
	if (n == 1)
		app_say(app, _("%s: answered, sent to %s"), number, to);
	else
		app_say(app, _("Sent to %u callers"), n);
	return true;
}

/* What no mail reaches, or shall reach. */
static bool
record_all(DcApp *app, Triage *self, GError **error)
{
	DcTicketNo first;
	guint n = self->asked->len, n_onto = 0;
	for (guint i = 0; i < n; i++)
		n_onto += onto(self, g_array_index(self->asked, DcId, i)) != 0;
	if (!answer_mails(app, self, self->asked, NULL, &first, error))
		return false;
	g_autofree char *numbers = triage_numbers(first, n);
	const char *undo = app_key_of(app, DC_ACTION_UNDO);
	if (n_onto == 0)
		app_say(app, _("%s: answered and closed (%s takes it back)"), numbers, undo);
	else if (n == 1)
		app_say(app, _("%s: answered (%s takes it back)"), numbers, undo);
	else
		app_say(app, _("Answered: %u mails (%s takes it back)"), n, undo);
	return true;
}

/* -- the questions -- */

static void
answer_over(DcApp *app, Triage *self)
{
	g_clear_pointer(&self->answer, g_free);
	g_clear_pointer(&self->replies, g_ptr_array_unref);
	triage_question_over(app, self);
}

static bool
send_answered(DcApp *app, gpointer data, const char *value, GError **error)
{
	Triage *self = data;
	if (*value == 'y' && !send_all(app, self, error))
		return false;
	if (self->asked->len > 0 && !record_all(app, self, error))
		return false;
	answer_over(app, self);
	return true;
}

/* To the text, as it was typed. */
static void
send_cancelled(DcApp *app, gpointer data)
{
	Triage *self = data;
	g_autofree char *text = g_steal_pointer(&self->answer);
	triage_ask_answer(app, self, text);
}

static void
answer_cancelled(DcApp *app, gpointer data)
{
	answer_over(app, data);
}

static bool
answer_answered(DcApp *app, gpointer data, const char *value, GError **error)
{
	Triage *self = data;
	g_autofree char *answer = g_strstrip(g_strdup(value));
	if (*answer == '\0') {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("type what was answered"));
		return false;
	}
	g_free(self->answer);
	self->answer = g_steal_pointer(&answer);
	find_replies(app, self);
	g_autoptr(GPtrArray) replies = reachable(self);
	if (replies->len == 0) {
		bool ok = record_all(app, self, error);
		if (ok)
			answer_over(app, self);
		return ok;
	}
	g_autofree char *question = answer_question(replies);
	app_ask_choice(app, question, answer_choices, NULL, send_answered);
	app_ask_cancel(app, send_cancelled);
	g_autoptr(GError) not_kept = NULL;
	if (!triage_keep(app, self, &not_kept))
		app_fail(app, not_kept);
	return true;
}

void
triage_ask_answer(DcApp *app, Triage *self, const char *typed)
{
	const TriageRow *row = triage_row(triage_box(self), g_array_index(self->asked, DcId, 0));
	const DcMailRow *first = row != NULL ? row->waiting->mail : NULL;
	const char *who = first == NULL ? NULL : first->name != NULL ? first->name : first->address;
	g_autofree char *label = self->asked->len > 1 ? g_strdup_printf(_("Answer to %u mails"), self->asked->len) :
	                                                g_strdup_printf(_("Answer to %s"), who != NULL ? who : "");
	self->question = TRIAGE_ASK_ANSWER;
	app_ask_lines(app, label, typed, ANSWER_MAX, answer_answered);
	ask_below(app, quoted, &self->whole);
	if (first != NULL && first->subject != NULL)
		ask_offer_like(app, first->subject, 0);
	app_ask_cancel(app, answer_cancelled);
}
