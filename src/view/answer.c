/* Answering (`r`): whom, the text, and then by mail, after y, if it is a mail that waits and there is a program that sends; else it is only
 * written down that it was said, and by which channel. */
#include "answer.h"
#include "flow.h"

#include <daicho/mail.h>

enum { STEP_WHOM, STEP_TEXT, STEP_SEND, STEP_CHANNEL };

/* -- whom -- */

static void
contact_free(gpointer contact)
{
	dc_contact_free(contact);
}

/* Callers who still wait, of a single ticket; more than one: whom is it for? */
static bool
has_several_callers(Flow *flow)
{
	if (!flow_is_single(flow))
		return false;
	DcListArgs args = { .id = flow_ticket(flow)->id };
	g_autoptr(GPtrArray) all = dc_ledger_list(dc_desk_ledger(flow->app->desk), DC_LIST_GROUP_CONTACTS, args, NULL);
	g_clear_pointer(&flow->contacts, g_ptr_array_unref);
	flow->contacts = g_ptr_array_new_with_free_func(contact_free);
	for (guint i = 0; all != NULL && i < all->len; i++) {
		const DcContact *contact = g_ptr_array_index(all, i);
		if (contact->direction == DC_DIRECTION_IN && contact->answered_at == DC_ABSENT)
			g_ptr_array_add(flow->contacts, dc_contact_copy(contact));
	}
	return flow->contacts->len > 1;
}

/* a: all; 1..9: one of the first nine. */
static const DcChoice *
callers(Flow *flow)
{
	static const char *const words[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	g_clear_pointer(&flow->choices, g_array_unref);
	flow->choices = g_array_new(TRUE, TRUE, sizeof(DcChoice));
	DcChoice all = { 'a', "all", N_("all") };
	g_array_append_val(flow->choices, all);
	for (guint i = 0; i < flow->contacts->len && i < G_N_ELEMENTS(words); i++) {
		const DcContact *contact = g_ptr_array_index(flow->contacts, i);
		DcChoice one = { words[i][0], words[i], contact->name != NULL ? contact->name : contact->subject };
		if (one.label != NULL)
			g_array_append_val(flow->choices, one);
	}
	return &g_array_index(flow->choices, DcChoice, 0);
}

static char *
all_callers(const Flow *flow)
{
	(void)flow;
	return g_strdup("all");
}

/* The one that was chosen; NULL: all who wait. */
static const DcContact *
chosen(const Flow *flow)
{
	const char *whom = flow_answer(flow, STEP_WHOM);
	return whom != NULL && g_ascii_isdigit(whom[0]) ? g_ptr_array_index(flow->contacts, (guint)(whom[0] - '1')) : NULL;
}

/* -- by mail -- */

void
answer_reply_free(gpointer reply)
{
	if (reply != NULL)
		dc_reply_clear(reply);
	g_free(reply);
}

/* Whom of them a mail can reach. What cannot be read, and a policy without a program, is an answer that is only written down. */
static bool
can_mail(Flow *flow)
{
	const DcContact *one = chosen(flow);
	g_clear_pointer(&flow->replies, g_ptr_array_unref);
	flow->replies = g_ptr_array_new_with_free_func(answer_reply_free);
	for (guint i = 0; flow->contacts != NULL && i < flow->contacts->len; i++) {
		const DcContact *contact = g_ptr_array_index(flow->contacts, i);
		if (contact->mail <= 0 || (one != NULL && contact != one))
			continue;
		g_autofree DcReply *reply = g_new0(DcReply, 1);
		if (dc_desk_reply(flow->app->desk, flow_ticket(flow)->id, contact->id, reply, NULL))
			g_ptr_array_add(flow->replies, g_steal_pointer(&reply));
	}
	return flow->replies->len > 0;
}

/* What is answered, as long as it is one mail: to several each goes with what its own caller wrote. */
static char *
quoted(Flow *flow)
{
	return can_mail(flow) && flow->replies->len == 1 ? g_strdup(((const DcReply *)g_ptr_array_index(flow->replies, 0))->quote) : NULL;
}

char *
answer_recipient(const DcReply *reply)
{
	return reply->to_name != NULL ? g_strdup_printf("%s <%s>", reply->to_name, reply->to) : g_strdup(reply->to);
}

char *
answer_question(const GPtrArray *replies)
{
	const DcReply *first = g_ptr_array_index(replies, 0);
	g_autofree char *to = answer_recipient(first);
	if (replies->len == 1)
		return g_strdup_printf(_("send to %s: %s?"), to, first->subject);
	g_autoptr(GString) all = g_string_new(to);
	for (guint i = 1; i < replies->len; i++) {
		g_autofree char *next = answer_recipient(g_ptr_array_index(replies, i));
		g_string_append_printf(all, ", %s", next);
	}
	return g_strdup_printf(_("send to each of %u: %s?"), replies->len, all->str);
}

static char *
send_question(const Flow *flow)
{
	return answer_question(flow->replies);
}

static bool
sends(const Flow *flow)
{
	return flow->replies != NULL && flow->replies->len > 0 && g_strcmp0(flow_answer(flow, STEP_SEND), "yes") == 0;
}

/* Has his answer: is not sent it again if another one's fails. */
static void
forget_caller(Flow *flow, DcId id)
{
	for (guint i = 0; i < flow->contacts->len; i++) {
		if (((const DcContact *)g_ptr_array_index(flow->contacts, i))->id == id) {
			g_ptr_array_remove_index(flow->contacts, i);
			break;
		}
	}
	g_ptr_array_remove_index(flow->replies, 0);
}

char *
answer_said(const char *text, bool whole)
{
	g_autofree char *own = whole ? g_strchomp(dc_mail_own_text(text)) : NULL;
	return own != NULL && *own != '\0' ? g_steal_pointer(&own) : g_strdup(text);
}

char *
answer_sent(const char *text, bool whole, const char *quote)
{
	return whole ? g_strconcat(text, "\n", NULL) : g_strconcat(text, "\n\n", quote, NULL);
}

static bool
send_first(DcApp *app, gpointer data, GError **error)
{
	Flow *flow = data;
	const DcReply *reply = g_ptr_array_index(flow->replies, 0);
	g_autofree char *text = answer_sent(flow_answer(flow, STEP_TEXT), flow->whole, reply->quote);
	if (!dc_desk_send(app->desk, flow_ticket(flow)->id, reply, text, app->now, error))
		return false;
	forget_caller(flow, reply->contact);
	return true;
}

static char *
sent_to(const Flow *flow, const char *first, guint n, bool all)
{
	if (all && flow->contacts->len > 0)
		return g_strdup_printf(_("Sent to callers: %u; still waiting, reached by no mail: %u"), n, flow->contacts->len);
	return n == 1 ? g_strdup_printf(_("Sent to %s"), first) : g_strdup_printf(_("Sent to %u callers"), n);
}

bool
answer_send_each(DcApp *app, guint n, AnswerSend send, gpointer data, GError **error)
{
	guint n_sent = 0;
	bool ok = true;
	while (ok && n_sent < n) {
		bool goes_on = app_breathe(app, _("sending the answer"), n_sent, n);
		if (!goes_on)
			g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("stopped"));
		ok = goes_on && send(app, data, error);
		n_sent += ok ? 1 : 0;
	}
	app_breathed(app);
	if (!ok && n_sent > 0) {
		g_prefix_error(error, _("sent to %u of %u; "), n_sent, n);
		app_changed(app);
	}
	return ok;
}

/* One mail a caller, each under what it answers. */
static bool
send_each(Flow *flow, GError **error)
{
	guint n = flow->replies->len;
	bool all = chosen(flow) == NULL; /* asked while its contact is there */
	g_autofree char *first = answer_recipient(g_ptr_array_index(flow->replies, 0));
	if (!answer_send_each(flow->app, n, send_first, flow, error))
		return false;
	flow->say = sent_to(flow, first, n, all);
	return true;
}

/* -- the end -- */

static bool
is_only_recorded(Flow *flow)
{
	return !sends(flow);
}

static char *
channel_of_caller(const Flow *flow)
{
	DcChannel channel = flow_ticket(flow)->channel;
	return g_strdup(dc_word_code(DC_WORDS_OF_CHANNEL, channel != DC_CHANNEL_NONE ? channel : DC_CHANNEL_MAIL));
}

static bool
answer_finish(Flow *flow, GError **error)
{
	if (sends(flow))
		return send_each(flow, error);
	const DcContact *one = chosen(flow);
	DcChannel channel = (DcChannel)flow_word(DC_WORDS_OF_CHANNEL, flow_answer(flow, STEP_CHANNEL));
	g_autofree char *said = answer_said(flow_answer(flow, STEP_TEXT), flow->whole);
	return dc_desk_answer(flow->app->desk, flow_tickets(flow), one != NULL ? one->id : 0, said, channel, flow->app->now, error);
}

static const DcChoice channels[] = { DC_WORDS_CHANNEL(VIEW_WORD_CHOICE) { 0 } };
const DcChoice answer_choices[] = { { 'y', "yes", N_("send") }, { 'n', "no", N_("only record it") }, { 0 } };

const FlowKind flow_answering = {
	.action = DC_ACTION_ANSWER,
	.finish = answer_finish,
	.steps = {
	        [STEP_WHOM] = { .label = N_("Answer whom"), .choices_of = callers, .wanted = has_several_callers, .suggest = all_callers },
	        [STEP_TEXT] = { .label = N_("Answer"), .max_chars = FLOW_LONG_TEXT, .below = quoted, .offers = true, .suggest = flow_resolution_before },
	        [STEP_SEND] = { .label = N_("send"), .says = send_question, .choices = answer_choices, .wanted = can_mail, .returns = true },
	        [STEP_CHANNEL] = { .label = N_("by"), .choices = channels, .wanted = is_only_recorded, .suggest = channel_of_caller },
	},
};
