/* Work that arrives: a ticket with its defaults, its provisional rating, its first contact and its call, in one change. */
#include "desk.h"

#include <daicho/lang.h>

/* domain.md 3.3: a rating that was not given is provisional until the operator confirms it. */
static void
rate_provisionally(DcDesk *desk, DcTicket *ticket, bool incident_folder)
{
	g_auto(DcCueHint) hint = { 0 };
	dc_cues_read(dc_policy_cues(desk->policy), ticket->title, &hint);
	DcMatrixCell cell = dc_policy_provisional(desk->policy, ticket->kind, ticket->channel, ticket->system, incident_folder, hint.score, ticket->received_at);
	ticket->rated = ticket->impact != DC_ABSENT && ticket->urgency != DC_ABSENT;
	if (ticket->impact == DC_ABSENT)
		ticket->impact = cell.impact;
	if (ticket->urgency == DC_ABSENT)
		ticket->urgency = MAX(1, cell.urgency - (hint.urgent ? 1 : 0));
}

static bool
nobody_called(const DcTicket *ticket, const Arriving *arriving)
{
	return arriving->by_program || ticket->channel == DC_CHANNEL_MONITOR || ticket->channel == DC_CHANNEL_SELF;
}

static bool
fill_in(DcDesk *desk, DcChange *change, DcTicket *ticket, const Arriving *arriving, DcInstant now, GError **error)
{
	g_autofree char *title = desk_line(ticket->title);
	if (!desk_require(title, _("the subject"), _("type what it is about"), error))
		return false;
	g_free(ticket->title);
	ticket->title = g_steal_pointer(&title);
	if (ticket->kind == DC_KIND_NONE)
		ticket->kind = DC_KIND_INQUIRY;
	if (ticket->channel == DC_CHANNEL_NONE)
		ticket->channel = arriving->channel;
	if (ticket->received_at == DC_ABSENT)
		ticket->received_at = now;
	if (ticket->status == DC_STATUS_NONE)
		ticket->status = DC_STATUS_NEW;

	if (ticket->promise_at != DC_ABSENT && ticket->promise == DC_PROMISE_NONE)
		ticket->promise = DC_PROMISE_CALLBACK;
	g_auto(Person) person = { 0 };
	if (nobody_called(ticket, arriving)) { /* a program is no party */
		person.name = desk_line(ticket->caller);
		person.department = desk_line(ticket->department);
	} else if (!person_find(desk, change, ticket->caller, ticket->department, arriving->address, &person, error)) {
		return false;
	}
	g_free(ticket->caller);
	g_free(ticket->department);
	ticket->caller = g_steal_pointer(&person.name);
	ticket->department = g_steal_pointer(&person.department);
	ticket->party = person.party;
	if (ticket->vip && !person_care(desk, change, person.party, true, error))
		return false;
	ticket->vip = ticket->vip || person.vip;
	rate_provisionally(desk, ticket, arriving->incident_folder);
	if (ticket->rated && status_is_reportable(desk, ticket))
		ticket->escalated_at = now;
	return true;
}

static void
answer_at_once(DcTicket *ticket, DcTicketText *text, DcContact *contact, const char *answer, DcInstant now)
{
	contact->answered_at = now;
	contact->answer = g_strdup(answer);
	contact->answer_channel = ticket->channel;
	ticket->status = DC_STATUS_CLOSED;
	ticket->resolved_at = now;
	ticket->closed_at = now;
	g_free(text->resolution);
	text->resolution = g_strdup(answer);
}

static DcContact *
first_contact(const DcTicket *ticket, const Arriving *arriving)
{
	DcContact *contact = dc_contact_new();
	contact->direction = nobody_called(ticket, arriving) ? DC_DIRECTION_AUTO : DC_DIRECTION_IN;
	contact->channel = ticket->channel;
	contact->at = ticket->received_at;
	contact->party = ticket->party;
	contact->name = g_strdup(ticket->caller);
	contact->department = g_strdup(ticket->department);
	contact->subject = g_strdup(ticket->title);
	contact->mail = arriving->mail;
	contact->snippet = g_strdup(arriving->snippet);
	return contact;
}

bool
desk_has_text(const DcTicketText *text)
{
	for (int i = 0; i < dc_entity_count(DC_ENTITY_TICKET_TEXT); i++)
		if (dc_record_get(text, dc_entity_first(DC_ENTITY_TICKET_TEXT) + (DcField)i).text != NULL)
			return true;
	return false;
}

bool
arrive_ticket(DcDesk *desk, DcChange *change, DcTicket *ticket, const DcTicketText *given, const Arriving *arriving, DcInstant now, GError **error)
{
	if (!fill_in(desk, change, ticket, arriving, now, error))
		return false;
	g_autoptr(DcTicketText) text = given != NULL ? dc_ticket_text_copy(given) : dc_ticket_text_new();
	g_autoptr(DcContact) contact = first_contact(ticket, arriving);
	if (arriving->answer != NULL)
		answer_at_once(ticket, text, contact, arriving->answer, now);

	contact->ticket = text->id = dc_change_create(change, DC_ENTITY_TICKET, ticket);
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	if (desk_has_text(text))
		dc_change_create(change, DC_ENTITY_TICKET_TEXT, text);
	return true;
}

bool
dc_desk_log(DcDesk *desk, const DcArrival *arrival, DcInstant now, DcTicketNo *no, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, now);
	g_autoptr(DcTicket) ticket = dc_ticket_copy(arrival->ticket);
	Arriving arriving = { .channel = DC_CHANNEL_PHONE, .answer = arrival->answer };
	if (arrival->is_draft)
		ticket->status = DC_STATUS_DRAFT;
	if (arrival->answer != NULL && !desk_require(arrival->answer, _("the answer"), _("type what was answered"), error))
		return false;
	if (!arrive_ticket(desk, change, ticket, arrival->text, &arriving, now, error))
		return false;
	if (arrival->call_start != DC_ABSENT) {
		g_autoptr(DcCall) call = dc_call_new();
		call->ticket = ticket->id;
		call->start_at = arrival->call_start;
		call->end_at = arrival->is_draft ? DC_ABSENT : now;
		call->number = g_strdup(ticket->callback);
		call->result = arrival->answer != NULL ? DC_CALL_ANSWERED : DC_CALL_LOGGED;
		dc_change_create(change, DC_ENTITY_CALL, call);
	}
	if (!desk_commit(desk, change, error))
		return false;
	*no = dc_change_id(change, ticket->id);
	return true;
}

bool
dc_desk_count_call(DcDesk *desk, const char *memo, DcInstant start, DcInstant now, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, now);
	g_autoptr(DcCall) call = dc_call_new();
	call->start_at = start;
	call->end_at = MAX(now, start);
	call->result = DC_CALL_COUNTED;
	call->memo = desk_line(memo);
	dc_change_create(change, DC_ENTITY_CALL, call);
	return desk_commit(desk, change, error);
}

/* The minutes of a call are work on what it was about; what of them is overtime the calendar says. */
static void
book_call(DcChange *change, const DcCall *call, DcInstant now)
{
	g_autoptr(DcWork) work = dc_work_new();
	work->ticket = call->ticket;
	work->kind = DC_WORK_CALL;
	work->start_at = call->start_at;
	work->end_at = now;
	dc_change_number(change, call, DC_FIELD_CALL_END_AT, now);
	if (now > call->start_at)
		dc_change_create(change, DC_ENTITY_WORK, work);
}

bool
dc_desk_call_end(DcDesk *desk, DcTicketNo no, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) calls = dc_ledger_list(desk->ledger, DC_LIST_CALLS, (DcListArgs){ .id = no }, error);
	if (calls == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, now);
	for (guint i = 0; i < calls->len; i++) {
		const DcCall *call = g_ptr_array_index(calls, i);
		if (call->end_at == DC_ABSENT)
			book_call(change, call, MAX(now, call->start_at));
	}
	return desk_commit(desk, change, error);
}

guint
dc_desk_owed(const DcTicket *ticket, DcField fields[10])
{
	guint n = 0;
	if (ticket->callback == NULL)
		fields[n++] = DC_FIELD_CALLBACK;
	if (ticket->stopped == DC_STOPPED_NONE)
		fields[n++] = DC_FIELD_STOPPED;
	if (ticket->scope == DC_SCOPE_NONE)
		fields[n++] = DC_FIELD_SCOPE;
	/* Where the work has stopped the deadline is now. */
	if (ticket->due_at == DC_ABSENT && ticket->stopped != DC_STOPPED_YES)
		fields[n++] = DC_FIELD_DUE_AT;
	if (ticket->system == NULL)
		fields[n++] = DC_FIELD_SYSTEM;
	return n;
}
