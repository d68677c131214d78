/* The clock on the work: one runs at a time, its start is on disk, and a call pauses it. */
#include "desk.h"

#include <daicho/lang.h>

static void
create_work(DcChange *change, DcTicketNo no, DcWorkKind kind, DcInstant now)
{
	g_autoptr(DcWork) work = dc_work_new();
	work->ticket = no;
	work->kind = kind;
	work->start_at = now;
	dc_change_create(change, DC_ENTITY_WORK, work);
}

/* Where work goes on with a ticket that is started: a wait ends where it began, the untouched one is investigated. */
static DcStatus
status_of_work(const DcTicket *ticket, DcWorkKind kind)
{
	DcStatus status = ticket->status;
	if (status == DC_STATUS_WAITING)
		status = ticket->status_before != DC_STATUS_NONE ? ticket->status_before : DC_STATUS_INVESTIGATING;
	if (status == DC_STATUS_DRAFT || status == DC_STATUS_NEW)
		status = DC_STATUS_INVESTIGATING;
	if (status == DC_STATUS_INVESTIGATING && (kind == DC_WORK_HANDLING || kind == DC_WORK_CHANGE))
		status = DC_STATUS_WORKING;
	return status;
}

bool
dc_desk_start(DcDesk *desk, DcTicketNo no, DcWorkKind kind, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_START, DC_ONE_TICKET(no), error);
	if (found == NULL)
		return false;
	const DcTicket *ticket = g_ptr_array_index(found, 0);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_START, now);
	if (!status_stop_clock(desk, change, 0, now, error))
		return false;
	status_set(desk, change, ticket, status_of_work(ticket, kind), now);
	dc_change_clear(change, ticket, DC_FIELD_RESUME_ON);
	if (kind == DC_WORK_NONE)
		kind = ticket->kind == DC_KIND_CHANGE ? DC_WORK_CHANGE : status_of_work(ticket, kind) == DC_STATUS_WORKING ? DC_WORK_HANDLING : DC_WORK_INVESTIGATION;
	create_work(change, no, kind, now);
	return desk_commit(desk, change, error);
}

bool
dc_desk_stop(DcDesk *desk, DcInstant now, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_STOP, now);
	if (!status_stop_clock(desk, change, 0, now, error))
		return false;
	if (dc_change_is_empty(change)) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("no clock is running: start one on a ticket"));
		return false;
	}
	return desk_commit(desk, change, error);
}

bool
dc_desk_pause(DcDesk *desk, DcInstant now, DcId *paused, GError **error)
{
	g_autoptr(GPtrArray) running = dc_ledger_list(desk->ledger, DC_LIST_RUNNING, (DcListArgs){ 0 }, error);
	if (running == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_STOP, now);
	dc_change_origin(change, DC_ORIGIN_ENGINE);
	if (!status_stop_clock(desk, change, 0, now, error) || !desk_commit(desk, change, error))
		return false;
	*paused = running->len > 0 ? ((const DcWork *)g_ptr_array_index(running, running->len - 1))->id : 0;
	return true;
}

bool
dc_desk_unpause(DcDesk *desk, DcId paused, DcInstant now, GError **error)
{
	GError *failed = NULL;
	g_autoptr(DcWork) work = paused > 0 ? dc_ledger_read(desk->ledger, DC_ENTITY_WORK, paused, &failed) : NULL;
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return false;
	}
	g_autoptr(GPtrArray) running = dc_ledger_list(desk->ledger, DC_LIST_RUNNING, (DcListArgs){ 0 }, error);
	if (running == NULL)
		return false;
	/* What was started meanwhile (by hand, or in another terminal) is what the operator works on now. */
	if (work == NULL || running->len > 0)
		return true;
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, work->ticket, error);
	if (ticket == NULL)
		return false;
	if (!dc_action_allowed(DC_ACTION_START, ticket, NULL))
		return true;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_START, now);
	dc_change_origin(change, DC_ORIGIN_ENGINE);
	create_work(change, work->ticket, work->kind, now);
	return desk_commit(desk, change, error);
}
