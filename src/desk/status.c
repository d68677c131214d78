/* What goes along with a change of status: the wait that ends, the clock that stops, the duty to report that begins. */
#include "desk.h"

static void
status_stop_waiting(DcDesk *desk, DcChange *change, const DcTicket *ticket, DcInstant now)
{
	if (ticket->status != DC_STATUS_WAITING)
		return;
	gint64 waited = ticket->waited_min == DC_ABSENT ? 0 : ticket->waited_min;
	if (ticket->waiting_since != DC_ABSENT)
		waited += MAX(0, dc_calendar_between(dc_desk_calendar(desk), ticket->waiting_since, now));
	dc_change_number(change, ticket, DC_FIELD_WAITED_MIN, waited);
	dc_change_clear(change, ticket, DC_FIELD_WAITING_SINCE);
	dc_change_clear(change, ticket, DC_FIELD_STATUS_BEFORE);
	dc_change_clear(change, ticket, DC_FIELD_WAIT);
	dc_change_clear(change, ticket, DC_FIELD_WAIT_WHOM);
	dc_change_clear(change, ticket, DC_FIELD_CHECK_AT);
}

void
status_set(DcDesk *desk, DcChange *change, const DcTicket *ticket, DcStatus status, DcInstant now)
{
	if (status != DC_STATUS_WAITING)
		status_stop_waiting(desk, change, ticket, now);
	dc_change_number(change, ticket, DC_FIELD_STATUS, status);
}

bool
status_stop_clock(DcDesk *desk, DcChange *change, DcTicketNo no, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) running = dc_ledger_list(desk->ledger, DC_LIST_RUNNING, (DcListArgs){ 0 }, error);
	if (running == NULL)
		return false;
	for (guint i = 0; i < running->len; i++) {
		const DcWork *work = g_ptr_array_index(running, i);
		if (no == 0 || work->ticket == no)
			dc_change_number(change, work, DC_FIELD_WORK_END_AT, MAX(now, work->start_at));
	}
	return true;
}

bool
status_is_reportable(DcDesk *desk, const DcTicket *ticket)
{
	if (ticket->kind == DC_KIND_CHANGE)
		return false;
	return ticket->sensitive || ticket->impact == 1 || dc_priority_native(desk->policy, ticket) == 1;
}

void
status_escalate(DcDesk *desk, DcChange *change, const DcTicket *before, const DcTicket *after, DcInstant now)
{
	bool owed = after->rated && status_is_reportable(desk, after);
	if (owed && before->escalated_at == DC_ABSENT)
		dc_change_number(change, before, DC_FIELD_ESCALATED_AT, now);
	else if (!owed)
		dc_change_clear(change, before, DC_FIELD_ESCALATED_AT);
}

void
status_leave_group(DcChange *change, const DcTicket *ticket)
{
	dc_change_clear(change, ticket, DC_FIELD_PARENT);
	dc_change_clear(change, ticket, DC_FIELD_MEMBER);
}

bool
status_reopen(DcDesk *desk, DcChange *change, const DcTicket *ticket, GError **error)
{
	g_autoptr(DcTicket) parent = ticket->parent > 0 ? dc_ledger_ticket(desk->ledger, ticket->parent, error) : NULL;
	if (ticket->parent > 0 && parent == NULL)
		return false;
	if (parent != NULL && !dc_status_is_open(parent->status))
		status_leave_group(change, ticket);
	bool cancelled = ticket->status == DC_STATUS_CANCELLED;
	dc_change_number(change, ticket, DC_FIELD_STATUS, cancelled ? DC_STATUS_NEW : DC_STATUS_WORKING);
	dc_change_number(change, ticket, DC_FIELD_REOPENED, ticket->reopened == DC_ABSENT ? 1 : ticket->reopened + 1);
	dc_change_clear(change, ticket, DC_FIELD_CLOSED_AT);
	dc_change_clear(change, ticket, DC_FIELD_RESOLVED_AT);
	dc_change_clear(change, ticket, DC_FIELD_CLOSE_REASON);
	if (!cancelled)
		dc_change_clear(change, ticket, DC_FIELD_RESTORED_AT); /* it did not hold */
	return true;
}
