/* Doing: resolve, answer, close, put off, wait, and the way back. */
#include "desk.h"

#include <daicho/lang.h>

/* A ticket of a change, with those that are behind it. */
static GPtrArray *
members_of(DcDesk *desk, DcTicketNo no, GError **error)
{
	return dc_ledger_list(desk->ledger, DC_LIST_MEMBERS, (DcListArgs){ .id = no }, error);
}

static void
create_note(DcChange *change, DcTicketNo no, const char *text, DcInstant now)
{
	g_autoptr(DcNote) note = dc_note_new();
	note->ticket = no;
	note->at = now;
	note->text = g_strdup(text);
	dc_change_create(change, DC_ENTITY_NOTE, note);
}

/* -- resolve -- */

static bool
resolve_one(DcDesk *desk, DcChange *change, const DcTicket *ticket, const char *resolution, DcInstant now, GError **error)
{
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(desk->ledger, ticket->id, error);
	if (text == NULL)
		return false;
	if (resolution != NULL)
		dc_change_text(change, text, DC_FIELD_RESOLUTION, resolution);
	status_set(desk, change, ticket, DC_STATUS_RESOLVED, now);
	dc_change_number(change, ticket, DC_FIELD_RESOLVED_AT, now);
	dc_change_clear(change, ticket, DC_FIELD_RESUME_ON);
	if (ticket->kind == DC_KIND_INCIDENT && ticket->restored_at == DC_ABSENT)
		dc_change_number(change, ticket, DC_FIELD_RESTORED_AT, now);
	return status_stop_clock(desk, change, ticket->id, now, error);
}

static bool
may_resolve(DcDesk *desk, const DcTicket *ticket, const char *resolution, DcCause cause, GError **error)
{
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(desk->ledger, ticket->id, error);
	if (text == NULL || !desk_require(resolution != NULL ? resolution : text->resolution, _("the resolution"), _("say what was done"), error))
		return false;
	if (ticket->kind == DC_KIND_INCIDENT && cause == DC_CAUSE_NONE && ticket->cause_class == DC_CAUSE_NONE) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("the cause class is missing: an incident needs one, \"unknown\" is one too"));
		return false;
	}
	return true;
}

/* A member has the cause of its group, unless it has one of its own. */
static void
take_cause(DcChange *change, const DcTicket *member, DcCause cause)
{
	if (member->kind == DC_KIND_INCIDENT && member->cause_class == DC_CAUSE_NONE && cause != DC_CAUSE_NONE)
		dc_change_number(change, member, DC_FIELD_CAUSE_CLASS, cause);
}

/* The members of a group are resolved with it; each of their callers is still to be answered. */
static bool
resolve_group(DcDesk *desk, DcChange *change, const DcTicket *ticket, const char *resolution, DcCause cause, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) members = members_of(desk, ticket->id, error);
	if (members == NULL || !may_resolve(desk, ticket, resolution, cause, error) || !resolve_one(desk, change, ticket, resolution, now, error))
		return false;
	if (cause != DC_CAUSE_NONE)
		dc_change_number(change, ticket, DC_FIELD_CAUSE_CLASS, cause);
	for (guint i = 0; i < members->len; i++) {
		const DcTicket *member = g_ptr_array_index(members, i);
		if (!dc_action_allowed(DC_ACTION_RESOLVE, member, NULL))
			continue;
		if (!resolve_one(desk, change, member, NULL, now, error))
			return false;
		take_cause(change, member, cause != DC_CAUSE_NONE ? cause : ticket->cause_class);
	}
	return true;
}

bool
dc_desk_resolve(DcDesk *desk, DcTickets tickets, const char *resolution, DcCause cause, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_RESOLVE, tickets, error);
	if (found == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_RESOLVE, now);
	for (guint i = 0; i < found->len; i++)
		if (!resolve_group(desk, change, g_ptr_array_index(found, i), resolution, cause, now, error))
			return false;
	return desk_commit(desk, change, error);
}

/* -- answer and close -- */

static bool
close_one(DcDesk *desk, DcChange *change, const DcTicket *ticket, DcInstant now, GError **error)
{
	status_set(desk, change, ticket, DC_STATUS_CLOSED, now);
	dc_change_number(change, ticket, DC_FIELD_CLOSED_AT, now);
	if (ticket->resolved_at == DC_ABSENT)
		dc_change_number(change, ticket, DC_FIELD_RESOLVED_AT, now);
	dc_change_clear(change, ticket, DC_FIELD_RESUME_ON);
	dc_change_clear(change, ticket, DC_FIELD_PROMISE_AT);
	dc_change_clear(change, ticket, DC_FIELD_PROMISE);
	return status_stop_clock(desk, change, ticket->id, now, error);
}

static bool
close_group(DcDesk *desk, DcChange *change, const DcTicket *ticket, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) members = members_of(desk, ticket->id, error);
	if (members == NULL || !close_one(desk, change, ticket, now, error))
		return false;
	for (guint i = 0; i < members->len; i++) {
		const DcTicket *member = g_ptr_array_index(members, i);
		if (!dc_status_is_open(member->status))
			continue;
		if (!close_one(desk, change, member, now, error))
			return false;
		take_cause(change, member, ticket->cause_class);
	}
	return true;
}

/* Marks the callers as answered; `n_left`: those of the group who still are not. */
static void
answer_contacts(DcChange *change, GPtrArray *contacts, DcId contact, const char *answer, DcChannel channel, DcInstant now, guint *n_marked, guint *n_left)
{
	*n_marked = *n_left = 0;
	for (guint i = 0; i < contacts->len; i++) {
		const DcContact *caller = g_ptr_array_index(contacts, i);
		if (caller->direction != DC_DIRECTION_IN || caller->answered_at != DC_ABSENT)
			continue;
		if (contact != 0 && caller->id != contact) {
			++*n_left;
			continue;
		}
		++*n_marked;
		dc_change_number(change, caller, DC_FIELD_CONTACT_ANSWERED_AT, now);
		dc_change_text(change, caller, DC_FIELD_CONTACT_ANSWER, answer);
		dc_change_number(change, caller, DC_FIELD_CONTACT_ANSWER_CHANNEL, channel != DC_CHANNEL_NONE ? channel : caller->channel);
	}
}

/* A question is resolved by its answer; an incident by what was done about it. */
static bool
answer_resolves(const DcTicket *ticket)
{
	return ticket->status == DC_STATUS_RESOLVED || ((ticket->kind == DC_KIND_INQUIRY || ticket->kind == DC_KIND_TASK) && ticket->parent == 0);
}

static bool
keep_answer(DcDesk *desk, DcChange *change, DcTicketNo no, const char *answer, GError **error)
{
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(desk->ledger, no, error);
	if (text == NULL)
		return false;
	if (text->resolution == NULL)
		dc_change_text(change, text, DC_FIELD_RESOLUTION, answer);
	return true;
}

static bool
refuse_caller(const DcTicket *ticket, const GPtrArray *contacts, DcId contact, GError **error)
{
	for (guint i = 0; i < contacts->len; i++)
		if (((const DcContact *)g_ptr_array_index(contacts, i))->id == contact) {
			g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("No.%ld: this caller has been answered already"), (long)ticket->id);
			return false;
		}
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("No.%ld has no caller %ld"), (long)ticket->id, (long)contact);
	return false;
}

bool
answer_ticket(DcDesk *desk, DcChange *change, const DcTicket *ticket, DcId contact, const char *answer, DcChannel channel, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) contacts = dc_ledger_list(desk->ledger, DC_LIST_GROUP_CONTACTS, (DcListArgs){ .id = ticket->id }, error);
	if (contacts == NULL)
		return false;
	guint n_marked, n_left;
	answer_contacts(change, contacts, contact, answer, channel, now, &n_marked, &n_left);
	if (contact != 0 && n_marked == 0)
		return refuse_caller(ticket, contacts, contact, error);
	if (n_marked == 0)
		create_note(change, ticket->id, answer, now); /* nobody waits for it, and still it was said */
	if (ticket->promise_at != DC_ABSENT) {
		dc_change_clear(change, ticket, DC_FIELD_PROMISE_AT);
		dc_change_clear(change, ticket, DC_FIELD_PROMISE);
	}
	if (!answer_resolves(ticket))
		return true;
	if (!keep_answer(desk, change, ticket->id, answer, error))
		return false;
	if (n_left == 0)
		return close_group(desk, change, ticket, now, error);
	return ticket->status == DC_STATUS_RESOLVED || resolve_one(desk, change, ticket, NULL, now, error);
}

bool
dc_desk_answer(DcDesk *desk, DcTickets tickets, DcId contact, const char *answer, DcChannel channel, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_ANSWER, tickets, error);
	if (found == NULL || !desk_require(answer, _("the answer"), _("type what was answered"), error))
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_ANSWER, now);
	for (guint i = 0; i < found->len; i++)
		if (!answer_ticket(desk, change, g_ptr_array_index(found, i), contact, answer, channel, now, error))
			return false;
	return desk_commit(desk, change, error);
}

static bool
may_close(DcDesk *desk, const DcTicket *ticket, const char *reason, GError **error)
{
	gint64 n;
	if (!dc_ledger_tally(desk->ledger, DC_TALLY_UNANSWERED, (DcListArgs){ .id = ticket->id }, &n, error))
		return false;
	/* Closing resolves on the way; the reason says what was done as well as a resolution does. */
	if (n == 0 || reason != NULL)
		return ticket->status == DC_STATUS_RESOLVED || may_resolve(desk, ticket, reason, DC_CAUSE_NONE, error);
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED,
	            _("No.%ld: callers not answered: %d; answer them, or close with the reason why none is owed"), (long)ticket->id, (int)n);
	return false;
}

bool
dc_desk_close(DcDesk *desk, DcTickets tickets, const char *reason, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_CLOSE, tickets, error);
	if (found == NULL)
		return false;
	g_autofree char *line = desk_line(reason);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_CLOSE, now);
	dc_change_reason(change, line);
	for (guint i = 0; i < found->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(found, i);
		if (!may_close(desk, ticket, line, error) || !close_group(desk, change, ticket, now, error))
			return false;
		dc_change_text(change, ticket, DC_FIELD_CLOSE_REASON, line);
	}
	return desk_commit(desk, change, error);
}

/* -- later -- */

bool
dc_desk_defer(DcDesk *desk, DcTickets tickets, DcInstant resume_on, const char *reason, DcInstant promise_at, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_DEFER, tickets, error);
	if (found == NULL)
		return false;
	if (resume_on <= now) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("the time to resume must be later than now"));
		return false;
	}
	g_autofree char *line = desk_line(reason);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_DEFER, now);
	dc_change_reason(change, line);
	for (guint i = 0; i < found->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(found, i);
		dc_change_number(change, ticket, DC_FIELD_RESUME_ON, resume_on);
		dc_change_text(change, ticket, DC_FIELD_DEFER_REASON, line);
		dc_change_number(change, ticket, DC_FIELD_CARRIED, ticket->carried == DC_ABSENT ? 1 : ticket->carried + 1);
		if (promise_at != DC_ABSENT) {
			dc_change_number(change, ticket, DC_FIELD_PROMISE_AT, promise_at);
			dc_change_number(change, ticket, DC_FIELD_PROMISE, DC_PROMISE_ANSWER);
		}
		if (!status_stop_clock(desk, change, ticket->id, now, error))
			return false;
	}
	return desk_commit(desk, change, error);
}

static bool
check_wait(DcDesk *desk, DcWait wait, DcInstant check_at, DcInstant now, GError **error)
{
	const DcCalendar *calendar = dc_desk_calendar(desk);
	int max_days = dc_policy_numbers(desk->policy)->wait_max_days;
	if (wait == DC_WAIT_NONE) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("who is waited for is missing: caller, contact, vendor, approval, release or observe"));
		return false;
	}
	if (check_at == DC_ABSENT || check_at <= now) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("when to check is missing, or not later than now"));
		return false;
	}
	if (dc_calendar_days_between(calendar, dc_calendar_day(calendar, now), dc_calendar_day(calendar, check_at)) > max_days) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("the time to check is beyond the limit (business days: %d): nothing should wait that long unseen"), max_days);
		return false;
	}
	return true;
}

bool
dc_desk_wait(DcDesk *desk, DcTickets tickets, DcWait wait, const char *whom, DcInstant check_at, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_WAIT, tickets, error);
	if (found == NULL || !check_wait(desk, wait, check_at, now, error))
		return false;
	g_autofree char *line = desk_line(whom);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_WAIT, now);
	for (guint i = 0; i < found->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(found, i);
		if (ticket->status != DC_STATUS_WAITING) {
			dc_change_number(change, ticket, DC_FIELD_STATUS_BEFORE, ticket->status);
			dc_change_number(change, ticket, DC_FIELD_WAITING_SINCE, now);
			dc_change_number(change, ticket, DC_FIELD_STATUS, DC_STATUS_WAITING);
		}
		dc_change_number(change, ticket, DC_FIELD_WAIT, wait);
		dc_change_text(change, ticket, DC_FIELD_WAIT_WHOM, line);
		dc_change_number(change, ticket, DC_FIELD_CHECK_AT, check_at);
		if (!status_stop_clock(desk, change, ticket->id, now, error))
			return false;
	}
	return desk_commit(desk, change, error);
}

bool
dc_desk_workaround(DcDesk *desk, DcTicketNo no, const char *text, gint64 affected, int urgency, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_WORKAROUND, DC_ONE_TICKET(no), error);
	if (found == NULL || !desk_require(text, _("the workaround"), _("say how the work can go on"), error))
		return false;
	const DcTicket *ticket = g_ptr_array_index(found, 0);
	g_autoptr(DcTicketText) texts = dc_ledger_ticket_text(desk->ledger, no, error);
	if (texts == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_WORKAROUND, now);
	dc_change_text(change, texts, DC_FIELD_WORKAROUND, text);
	dc_change_number(change, ticket, DC_FIELD_WORKAROUND_AT, now);
	if (affected != DC_ABSENT)
		dc_change_number(change, ticket, DC_FIELD_AFFECTED, affected);
	if (urgency > 0)
		dc_change_number(change, ticket, DC_FIELD_URGENCY, urgency);
	return desk_commit(desk, change, error);
}

/* -- and back -- */

bool
dc_desk_reopen(DcDesk *desk, DcTickets tickets, const char *reason, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_REOPEN, tickets, error);
	if (found == NULL || !desk_require(reason, _("the reason"), _("say why it is open again"), error))
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_REOPEN, now);
	dc_change_reason(change, reason);
	for (guint i = 0; i < found->len; i++)
		if (!status_reopen(desk, change, g_ptr_array_index(found, i), error))
			return false;
	return desk_commit(desk, change, error);
}

/* Their callers are not answered by a mistake of somebody else. */
static bool
free_members(DcDesk *desk, DcChange *change, const DcTicket *ticket, GError **error)
{
	g_autoptr(GPtrArray) members = members_of(desk, ticket->id, error);
	for (guint i = 0; members != NULL && i < members->len; i++)
		if (dc_status_is_open(((const DcTicket *)g_ptr_array_index(members, i))->status))
			status_leave_group(change, g_ptr_array_index(members, i));
	return members != NULL;
}

bool
dc_desk_cancel(DcDesk *desk, DcTickets tickets, const char *reason, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_CANCEL, tickets, error);
	if (found == NULL || !desk_require(reason, _("the reason"), _("duplicate, mistake, not ours, withdrawn"), error))
		return false;
	g_autofree char *line = desk_line(reason);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_CANCEL, now);
	dc_change_reason(change, line);
	for (guint i = 0; i < found->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(found, i);
		status_set(desk, change, ticket, DC_STATUS_CANCELLED, now);
		dc_change_text(change, ticket, DC_FIELD_CLOSE_REASON, line);
		if (!free_members(desk, change, ticket, error) || !status_stop_clock(desk, change, ticket->id, now, error))
			return false;
	}
	return desk_commit(desk, change, error);
}

bool
dc_desk_note(DcDesk *desk, DcTickets tickets, const char *text, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_NOTE, tickets, error);
	if (found == NULL || !desk_require(text, _("the note"), _("type it"), error))
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_NOTE, now);
	for (guint i = 0; i < found->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(found, i);
		create_note(change, ticket->id, text, now);
	}
	return desk_commit(desk, change, error);
}
