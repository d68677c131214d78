/* Triage: what the engine would do with each mail that waits, and what the operator does with it. domain.md 3.3, 3.7; ui.md, Triage. */
#include "desk.h"

#include <daicho/lang.h>

void
dc_waiting_free(DcWaiting *waiting)
{
	if (waiting == NULL)
		return;
	dc_mail_row_free(waiting->mail);
	g_free(waiting->system);
	g_free(waiting->alike_title);
	g_free(waiting->due_words);
	g_free(waiting->answers_title);
	g_free(waiting);
}

char *
dc_desk_mail_text(DcDesk *desk, DcId mail, GError **error)
{
	GError *failed = NULL;
	g_autoptr(DcMailText) text = dc_ledger_read(desk->ledger, DC_ENTITY_MAIL_TEXT, mail, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return NULL;
	}
	return g_strdup(text != NULL && text->body != NULL ? text->body : "");
}

DcMailRow *
dc_desk_mail_row(DcDesk *desk, DcId mail, GError **error)
{
	GError *failed = NULL;
	DcMailRow *row = dc_ledger_read(desk->ledger, DC_ENTITY_MAIL, mail, &failed);
	if (failed != NULL)
		g_propagate_error(error, failed);
	else if (row == NULL)
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("there is no mail %ld; daicho inbox shows those that wait"), (long)mail);
	return row;
}

/* -- proposals -- */

static void
propose_rating(DcDesk *desk, DcWaiting *waiting)
{
	g_auto(DcCueHint) hint = { 0 };
	const DcMailRow *mail = waiting->mail;
	dc_cues_read(dc_policy_cues(desk->policy), mail->subject, &hint);
	waiting->cue_score = hint.score;
	waiting->urgent = hint.urgent;
	waiting->hidden = mail->folder == DC_FOLDER_INBOX && hint.verdict == DC_CUE_INCIDENT;
	bool down = mail->alert != NULL && !mail->recovered;
	bool incident = down || mail->folder == DC_FOLDER_INCIDENT || hint.verdict == DC_CUE_INCIDENT;
	waiting->kind = incident ? DC_KIND_INCIDENT : DC_KIND_INQUIRY;
	waiting->not_for_ledger = !down && (mail->echo || mail->recovered || hint.score < 0 || (mail->automatic && hint.score <= 0));
	DcMatrixCell cell =
		dc_policy_provisional(desk->policy, waiting->kind, DC_CHANNEL_MAIL, waiting->system, mail->folder == DC_FOLDER_INCIDENT, hint.score, mail->at);
	waiting->impact = cell.impact;
	waiting->urgency = MAX(1, cell.urgency - (hint.urgent ? 1 : 0));
}

/* The strongest deadline of subject and text that can be read as a time after the mail was written. domain.md 3.7 R5. */
static void
propose_due(DcDesk *desk, DcWaiting *waiting, const char *text)
{
	g_autofree char *all = g_strdup_printf("%s\n%s", waiting->mail->subject != NULL ? waiting->mail->subject : "", text);
	g_autoptr(GPtrArray) deadlines = dc_cue_deadlines(all);
	for (guint i = 0; i < deadlines->len && waiting->due_at == DC_ABSENT; i++) {
		const DcCueDeadline *deadline = g_ptr_array_index(deadlines, i);
		DcInstant at;
		if (!dc_when_instant(dc_desk_calendar(desk), deadline->when, waiting->mail->at, -1, &at, NULL) || at <= waiting->mail->at)
			continue;
		waiting->due_at = at;
		waiting->due_words = g_strndup(all + deadline->offset, deadline->length);
	}
}

static bool
propose_group(DcDesk *desk, DcWaiting *waiting, DcInstant now, GError **error)
{
	g_auto(DcSame) same = { 0 };
	if (!dc_desk_propose_same(desk, waiting->mail->subject, 0, now, &same, error))
		return false;
	waiting->alike = same.no;
	waiting->alike_title = g_steal_pointer(&same.title);
	waiting->similarity = same.similarity;
	waiting->asks = same.asks;
	return true;
}

/* What the subject alone tells. The rating of a mail does not depend on the system (domain.md 3.3), so it stands already. */
static DcWaiting *
propose_by_subject(DcDesk *desk, const DcMailRow *mail)
{
	DcWaiting *waiting = g_new0(DcWaiting, 1);
	waiting->mail = dc_mail_row_copy(mail);
	waiting->n_mails = 1;
	waiting->due_at = DC_ABSENT;
	propose_rating(desk, waiting);
	return waiting;
}

static void
forget_considered(DcWaiting *waiting)
{
	g_clear_pointer(&waiting->system, g_free);
	g_clear_pointer(&waiting->alike_title, g_free);
	g_clear_pointer(&waiting->due_words, g_free);
	g_clear_pointer(&waiting->answers_title, g_free);
	waiting->answers = 0;
	waiting->by_headers = waiting->reopens = waiting->thanks = false;
	waiting->alike = 0;
	waiting->similarity = 0;
	waiting->asks = false;
	waiting->due_at = DC_ABSENT;
}

const DcSystem *
triage_system(DcDesk *desk, const DcMailRow *mail, const char *text)
{
	const DcSystem *system = dc_policy_system_in(desk->policy, mail->subject != NULL ? mail->subject : "");
	return system == NULL && text != NULL ? dc_policy_system_in(desk->policy, text) : system;
}

bool
dc_desk_consider(DcDesk *desk, DcWaiting *waiting, DcInstant now, GError **error)
{
	const DcMailRow *mail = waiting->mail;
	g_autofree char *text = dc_desk_mail_text(desk, mail->id, error);
	if (text == NULL)
		return false;
	forget_considered(waiting);
	const DcSystem *system = triage_system(desk, mail, text);
	waiting->system = system != NULL ? g_strdup(system->code) : NULL;
	if (!attach_propose(desk, waiting, text, error) || !alert_propose(desk, waiting, error))
		return false;
	if (waiting->not_for_ledger)
		return true;
	propose_due(desk, waiting, text);
	return propose_group(desk, waiting, now, error);
}

static DcWaiting *
propose(DcDesk *desk, const DcMailRow *mail, DcInstant now, GError **error)
{
	DcWaiting *waiting = propose_by_subject(desk, mail);
	if (!dc_desk_consider(desk, waiting, now, error))
		g_clear_pointer(&waiting, dc_waiting_free);
	return waiting;
}

static int
compare_age(const DcMailRow *left, const DcMailRow *right)
{
	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return left->id < right->id ? -1 : left->id > right->id;
}

/* Most pressing guess first; what is not for the ledger last; then as they came. Everything in the incident folder presses: it is read
 * as it came (story, steps 8-11). */
int
dc_desk_waiting_compare(const DcDesk *desk, const DcWaiting *left, const DcWaiting *right)
{
	if (left->mail->folder == DC_FOLDER_INCIDENT)
		return compare_age(left->mail, right->mail);
	if (left->not_for_ledger != right->not_for_ledger)
		return left->not_for_ledger ? 1 : -1;
	int left_priority = dc_policy_matrix(desk->policy, left->impact, left->urgency), right_priority = dc_policy_matrix(desk->policy, right->impact, right->urgency);
	if (left_priority != right_priority)
		return left_priority < right_priority ? -1 : 1;
	if (left->cue_score != right->cue_score)
		return left->cue_score > right->cue_score ? -1 : 1;
	return compare_age(left->mail, right->mail);
}

static int
compare_waiting(gconstpointer a, gconstpointer b, gpointer desk)
{
	return dc_desk_waiting_compare(desk, *(DcWaiting *const *)a, *(DcWaiting *const *)b);
}

GPtrArray *
dc_desk_waiting(DcDesk *desk, DcFolder folder, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) mails = dc_ledger_list(desk->ledger, DC_LIST_MAILS_WAITING, (DcListArgs){ .id = folder }, error);
	if (mails == NULL)
		return NULL;
	g_autoptr(GPtrArray) waiting = g_ptr_array_new_with_free_func((GDestroyNotify)dc_waiting_free);
	for (guint i = 0; i < mails->len; i++) {
		DcWaiting *one = propose(desk, g_ptr_array_index(mails, i), now, error);
		if (one == NULL)
			return NULL;
		g_ptr_array_add(waiting, one);
	}
	g_ptr_array_sort_with_data(waiting, compare_waiting, desk);
	return g_steal_pointer(&waiting);
}

GArray *
dc_desk_waiting_ids(DcDesk *desk, DcFolder folder, GError **error)
{
	return dc_ledger_list_ids(desk->ledger, DC_LIST_MAILS_WAITING, (DcListArgs){ .id = folder }, error);
}

DcWaiting *
dc_desk_waiting_mail(DcDesk *desk, DcId mail, GError **error)
{
	g_autoptr(DcMailRow) row = dc_ledger_read(desk->ledger, DC_ENTITY_MAIL, mail, error);
	return row != NULL && row->state == DC_MAIL_WAITING ? propose_by_subject(desk, row) : NULL;
}

/* -- what is done with them -- */

static DcMailRow *
waiting_mail(DcDesk *desk, DcId id, GError **error)
{
	g_autoptr(DcMailRow) mail = dc_desk_mail_row(desk, id, error);
	if (mail == NULL || mail->ticket == 0)
		return g_steal_pointer(&mail);
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("mail %ld is on No.%ld already"), (long)id, (long)mail->ticket);
	return NULL;
}

static void
overlay(DcEntity entity, gpointer record, gconstpointer fields)
{
	for (int i = 0; fields != NULL && i < dc_entity_count(entity); i++) {
		DcField field = dc_entity_first(entity) + (DcField)i;
		DcFieldType type = dc_field_info(field)->type;
		DcValue value = dc_record_get(fields, field);
		bool zero_is_unset = type == DC_FIELD_TYPE_WORD || type == DC_FIELD_TYPE_REF || type == DC_FIELD_TYPE_BOOL;
		if (value.is_text ? value.text != NULL : value.number != DC_ABSENT && !(zero_is_unset && value.number == 0))
			dc_record_set(record, field, &value);
	}
}

static char *
subject_of(const DcMailRow *mail)
{
	g_autofree char *line = desk_line(mail->subject);
	return line != NULL ? dc_field_cut(DC_FIELD_TITLE, line) : g_strdup(_("(no subject)"));
}

static DcTicket *
ticket_of_mail(const DcWaiting *waiting, const DcTake *take)
{
	DcTicket *ticket = dc_ticket_new();
	const DcMailRow *mail = waiting->mail;
	ticket->title = subject_of(mail);
	ticket->kind = take->kind != DC_KIND_NONE ? take->kind : waiting->kind;
	ticket->channel = mail->alert != NULL ? DC_CHANNEL_MONITOR : DC_CHANNEL_MAIL;
	ticket->received_at = mail->at;
	ticket->caller = dc_field_cut(DC_FIELD_CALLER, mail->name != NULL ? mail->name : mail->address);
	ticket->system = g_strdup(take->system != NULL ? take->system : waiting->system);
	if (take->impact > 0 && take->urgency > 0) {
		ticket->impact = take->impact;
		ticket->urgency = take->urgency;
	}
	ticket->due_at = take->due_at != 0 ? take->due_at : DC_ABSENT;
	ticket->parent = take->parent;
	ticket->member = take->parent == 0 ? DC_MEMBER_NONE : take->member != DC_MEMBER_NONE ? take->member : waiting->asks ? DC_MEMBER_CONFIRMS : DC_MEMBER_SAME;
	overlay(DC_ENTITY_TICKET, ticket, take->fields);
	return ticket;
}

/* `stand_in`: of the new ticket; 0: none was made. `handled`: mails that the change has dealt with. */
static bool
take_one(DcDesk *desk, DcChange *change, DcId id, const DcTake *take, GHashTable *handled, DcInstant now, gint64 *stand_in, GError **error)
{
	*stand_in = 0;
	if (!g_hash_table_add(handled, g_memdup2(&id, sizeof id))) /* it came along with an earlier one of its thread */
		return true;
	g_autoptr(DcMailRow) mail = waiting_mail(desk, id, error);
	if (mail != NULL && take->state != DC_MAIL_NONE) {
		dc_change_number(change, mail, DC_FIELD_MAIL_STATE, take->state);
		return alert_drop(desk, change, mail, take->state, error);
	}
	if (mail != NULL && take->onto != 0) {
		const Filing filing = { .ticket = *stand_in = take->onto, .answer = take->answer, .alone = take->reply != NULL, .now = now };
		return attach_mail(desk, change, id, &filing, handled, error);
	}
	DcWaiting *waiting = mail != NULL ? propose(desk, mail, now, error) : NULL;
	g_autofree char *body = waiting != NULL ? dc_desk_mail_text(desk, id, error) : NULL;
	if (body == NULL) {
		dc_waiting_free(waiting);
		return false;
	}
	g_autoptr(DcTicket) ticket = ticket_of_mail(waiting, take);
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	g_autofree char *snippet = filing_snippet(body);
	text->body = *body != '\0' ? dc_field_cut(DC_FIELD_BODY, body) : NULL;
	overlay(DC_ENTITY_TICKET_TEXT, text, take->texts);
	Arriving arriving = { .channel = DC_CHANNEL_MAIL, .incident_folder = mail->folder == DC_FOLDER_INCIDENT, .address = mail->address, .mail = id,
		              .snippet = snippet, .answer = take->answer, .by_program = mail->automatic || mail->alert != NULL };
	bool ok = arrive_ticket(desk, change, ticket, text, &arriving, now, error);
	if (ok) {
		dc_change_number(change, mail, DC_FIELD_MAIL_STATE, DC_MAIL_TAKEN);
		dc_change_number(change, mail, DC_FIELD_MAIL_TICKET, ticket->id);
		*stand_in = ticket->id;
		const Filing filing = { .ticket = ticket->id, .answer = take->answer, .now = now };
		ok = (take->reply != NULL || thread_gather(desk, change, mail, &filing, handled, NULL, error)) && alert_gather(desk, change, mail, &filing, error);
	}
	dc_waiting_free(waiting);
	return ok;
}

/* The group that is meant: of a member its parent. */
static bool
find_parent(DcDesk *desk, DcTake *take, GError **error)
{
	if (take->parent <= 0)
		return true;
	g_autoptr(DcTicket) parent = dc_ledger_ticket(desk->ledger, take->parent, error);
	if (parent == NULL || !dc_action_allowed(DC_ACTION_GROUP, parent, error))
		return false;
	if (parent->parent == 0)
		return true;
	g_autoptr(DcTicket) root = dc_ledger_ticket(desk->ledger, parent->parent, error);
	if (root == NULL || !dc_action_allowed(DC_ACTION_GROUP, root, error))
		return false;
	take->parent = root->id;
	return true;
}

bool
dc_desk_take_each(DcDesk *desk, const DcId *mails, const DcTake *takes, guint n, DcInstant now, DcTicketNo *first, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_TAKE, now);
	g_autoptr(GHashTable) handled = thread_handled_new();
	gint64 first_stand_in = 0;
	bool sends = n == 1 && takes[0].reply != NULL;
	g_autoptr(GBytes) raw = sends ? reply_compose(desk, takes[0].reply, takes[0].sends, now, error) : NULL;
	if (sends && raw == NULL)
		return false;
	for (guint i = 0; i < n; i++) {
		gint64 stand_in;
		DcTake take = takes[i];
		if (!find_parent(desk, &take, error) || !take_one(desk, change, mails[i], &take, handled, now, &stand_in, error))
			return false;
		if (first_stand_in == 0)
			first_stand_in = stand_in;
	}
	if (raw == NULL ? !desk_commit(desk, change, error) :
	                  !reply_write(change, first_stand_in, takes[0].reply, raw, now, error) || !reply_send(desk, change, raw, error))
		return false;
	if (first != NULL)
		*first = first_stand_in != 0 ? dc_change_id(change, first_stand_in) : 0;
	return true;
}

bool
dc_desk_take(DcDesk *desk, const DcId *mails, guint n, const DcTake *take, DcInstant now, DcTicketNo *first, GError **error)
{
	g_autofree DcTake *takes = g_new(DcTake, n);
	for (guint i = 0; i < n; i++)
		takes[i] = *take;
	return dc_desk_take_each(desk, mails, takes, n, now, first, error);
}

bool
dc_desk_drop(DcDesk *desk, const DcId *mails, guint n, DcMailState state, DcInstant now, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_DROP, now);
	for (guint i = 0; i < n; i++) {
		g_autoptr(DcMailRow) mail = waiting_mail(desk, mails[i], error);
		if (mail == NULL)
			return false;
		dc_change_number(change, mail, DC_FIELD_MAIL_STATE, state);
		if (!alert_drop(desk, change, mail, state, error))
			return false;
	}
	return desk_commit(desk, change, error);
}

bool
dc_desk_retrieve(DcDesk *desk, const DcId *mails, guint n, DcInstant now, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_RETRIEVE, now);
	for (guint i = 0; i < n; i++) {
		g_autoptr(DcMailRow) mail = waiting_mail(desk, mails[i], error);
		if (mail == NULL)
			return false;
		if (mail->state != DC_MAIL_DROPPED && mail->state != DC_MAIL_COUNTED) {
			g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("mail %ld was not dropped: %s"), (long)mail->id, dc_word_label(DC_WORDS_OF_MAIL, (int)mail->state));
			return false;
		}
		dc_change_number(change, mail, DC_FIELD_MAIL_STATE, DC_MAIL_WAITING);
	}
	return desk_commit(desk, change, error);
}
