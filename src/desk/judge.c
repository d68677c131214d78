/* Judging: how much, how soon, in which order, and what belongs together. */
#include "desk.h"

#include <daicho/lang.h>

static bool
check_judgement(const DcJudgement *judgement, GError **error)
{
	bool in_range = judgement->impact >= 0 && judgement->impact <= 3 && judgement->urgency >= 0 && judgement->urgency <= 3 &&
	                judgement->override >= -1 && judgement->override <= 5;
	if (!in_range) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, _("impact and urgency are 1 (high) to 3 (low), a priority by hand is 1 to 5"));
		return false;
	}
	return judgement->override <= 0 || desk_require(judgement->reason, _("the reason"), _("a priority by hand needs one"), error);
}

static void
rate_ticket(DcDesk *desk, DcChange *change, const DcTicket *ticket, const DcJudgement *judgement, DcInstant now)
{
	g_autoptr(DcTicket) after = dc_ticket_copy(ticket);
	if (judgement->impact > 0)
		after->impact = judgement->impact;
	if (judgement->urgency > 0)
		after->urgency = judgement->urgency;
	if (judgement->override != 0)
		after->override = judgement->override > 0 ? judgement->override : DC_ABSENT;
	if (judgement->major != 0)
		after->major = judgement->major > 0;

	dc_change_number(change, ticket, DC_FIELD_IMPACT, after->impact);
	dc_change_number(change, ticket, DC_FIELD_URGENCY, after->urgency);
	dc_change_number(change, ticket, DC_FIELD_RATED, true);
	dc_change_number(change, ticket, DC_FIELD_OVERRIDE, after->override);
	dc_change_number(change, ticket, DC_FIELD_MAJOR, after->major);
	if (judgement->override != 0)
		dc_change_text(change, ticket, DC_FIELD_OVERRIDE_REASON, judgement->override > 0 ? judgement->reason : NULL);
	else if (judgement->reason != NULL)
		dc_change_text(change, ticket, DC_FIELD_RATED_BY, judgement->reason);
	if (ticket->status == DC_STATUS_DRAFT)
		status_set(desk, change, ticket, DC_STATUS_NEW, now);
	after->rated = true;
	status_escalate(desk, change, ticket, after, now);
}

bool
dc_desk_rate(DcDesk *desk, DcTickets tickets, const DcJudgement *judgement, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_RATE, tickets, error);
	if (found == NULL || !check_judgement(judgement, error))
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_RATE, now);
	dc_change_reason(change, judgement->reason);
	for (guint i = 0; i < found->len; i++)
		rate_ticket(desk, change, g_ptr_array_index(found, i), judgement, now);
	return desk_commit(desk, change, error);
}

bool
dc_desk_pin(DcDesk *desk, DcTickets tickets, const char *reason, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_PIN, tickets, error);
	if (found == NULL || (reason != NULL && !desk_require(reason, _("the reason"), _("a pin needs one"), error)))
		return false;
	const DcCalendar *calendar = dc_desk_calendar(desk);
	DcInstant midnight = dc_calendar_at(calendar, dc_calendar_day(calendar, now) + 1, 0);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_PIN, now);
	dc_change_reason(change, reason);
	for (guint i = 0; i < found->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(found, i);
		dc_change_number(change, ticket, DC_FIELD_PINNED_AT, reason != NULL ? now : DC_ABSENT);
		dc_change_number(change, ticket, DC_FIELD_PIN_UNTIL, reason != NULL ? midnight : DC_ABSENT);
		dc_change_text(change, ticket, DC_FIELD_PIN_REASON, reason);
	}
	return desk_commit(desk, change, error);
}

/* The ticket in front of a group: the one that was named, or what that one is itself behind. */
static DcTicketNo
group_root(DcDesk *desk, DcTicketNo named, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, named, error);
	g_autoptr(DcTicket) parent = ticket != NULL && ticket->parent > 0 ? dc_ledger_ticket(desk->ledger, ticket->parent, error) : NULL;
	if (ticket == NULL || (ticket->parent > 0 && parent == NULL))
		return 0;
	const DcTicket *shut = !dc_status_is_open(ticket->status) ? ticket : parent != NULL && !dc_status_is_open(parent->status) ? parent : NULL;
	if (shut != NULL) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("No.%ld is closed: reopen it first, or link the two"), (long)shut->id);
		return 0;
	}
	return parent != NULL ? parent->id : ticket->id;
}

static bool
put_behind(DcDesk *desk, DcChange *change, const DcTicket *ticket, DcTicketNo root, DcMember member, GError **error)
{
	g_autoptr(GPtrArray) members = dc_ledger_list(desk->ledger, DC_LIST_MEMBERS, (DcListArgs){ .id = ticket->id }, error);
	if (members == NULL)
		return false;
	dc_change_number(change, ticket, DC_FIELD_PARENT, root);
	dc_change_number(change, ticket, DC_FIELD_MEMBER, member);
	for (guint i = 0; i < members->len; i++)
		dc_change_number(change, g_ptr_array_index(members, i), DC_FIELD_PARENT, root);
	return true;
}

bool
dc_desk_group(DcDesk *desk, DcTickets tickets, DcTicketNo parent, DcMember member, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_GROUP, tickets, error);
	DcTicketNo root = found != NULL ? group_root(desk, parent, error) : 0;
	if (root == 0)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_GROUP, now);
	for (guint i = 0; i < found->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(found, i);
		if (ticket->id == root) {
			g_set_error(error, DC_ERROR, DC_ERROR_REFUSED,
			            _("No.%ld stands in front of that group itself: name a ticket outside it"), (long)root);
			return false;
		}
		if (!put_behind(desk, change, ticket, root, member != DC_MEMBER_NONE ? member : DC_MEMBER_SAME, error))
			return false;
	}
	return desk_commit(desk, change, error);
}

bool
dc_desk_split(DcDesk *desk, DcTickets tickets, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_SPLIT, tickets, error);
	if (found == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_SPLIT, now);
	for (guint i = 0; i < found->len; i++)
		status_leave_group(change, g_ptr_array_index(found, i));
	return desk_commit(desk, change, error);
}

#define ADOPTED_MAX 500 /* tickets of a morning's order that are worth remembering */

bool
dc_desk_adopt(DcDesk *desk, DcInstant now, int *n, GError **error)
{
	DcListing listing = { .band_from = DC_BAND_PINNED, .band_to = DC_BAND_LATER, .limit = ADOPTED_MAX };
	g_autoptr(GPtrArray) rows = dc_desk_list(desk, &listing, now, error);
	if (rows == NULL)
		return false;
	g_autoptr(GString) order = g_string_new(NULL);
	for (guint i = 0; i < rows->len; i++) {
		const DcListed *row = g_ptr_array_index(rows, i);
		g_string_append_printf(order, "%u No.%" G_GINT64_FORMAT " P%d %s\n", i + 1, row->ticket->id, row->rating.priority, row->reason);
	}
	g_autoptr(DcMorning) morning = dc_morning_new();
	morning->at = now;
	morning->listing = g_strdup(order->str);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_ADOPT, now);
	dc_change_create(change, DC_ENTITY_MORNING, morning);
	if (!desk_commit(desk, change, error))
		return false;
	if (n != NULL)
		*n = (int)rows->len;
	return true;
}
