/* A row of somebody else's table as a ticket: a new one with its defaults, or what has changed of one that is known. */
#include "import.h"

#include <daicho/text.h>

#include <string.h>

/* -- who called -- */
static bool
find_person(Importing *importing, DcChange *part, DcTicket *ticket, GError **error)
{
	if (ticket->caller == NULL)
		return true;
	char *key = g_strdup_printf("%s\n%s", ticket->caller, ticket->department != NULL ? ticket->department : "");
	Person *person = g_hash_table_lookup(importing->people, key);
	if (person != NULL) {
		g_free(key);
	} else {
		person = g_new0(Person, 1);
		g_hash_table_insert(importing->people, key, person);
		if (!person_find(importing->desk, part, ticket->caller, ticket->department, NULL, person, error))
			return false;
	}
	g_free(ticket->caller);
	ticket->caller = g_strdup(person->name);
	g_free(ticket->department);
	ticket->department = g_strdup(person->department);
	ticket->party = person->party;
	return true;
}

/* -- what the policy knows -- */
static void
add_tag(DcTicket *ticket, const char *name)
{
	g_autofree char *tags = ticket->tags != NULL ? g_strdup_printf("%s %s", ticket->tags, name) : g_strdup(name);
	if (dc_text_length(tags) > (gsize)dc_field_info(DC_FIELD_TAGS)->limit || (ticket->tags != NULL && strstr(ticket->tags, name) != NULL))
		return;
	g_free(ticket->tags);
	ticket->tags = g_steal_pointer(&tags);
}

static void
set_system(Importing *importing, DcIncoming *incoming)
{
	if (incoming->system == NULL)
		return;
	const DcSystem *system = dc_policy_system(importing->desk->policy, incoming->system);
	bool is_code = system == NULL && strspn(incoming->system, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen(incoming->system) &&
	               strlen(incoming->system) <= (gsize)dc_field_info(DC_FIELD_SYSTEM)->limit;
	if (system != NULL || is_code) {
		incoming->ticket->system = g_strdup(system != NULL ? system->code : incoming->system);
		return;
	}
	incoming->given[DC_FIELD_SYSTEM] = false;
	g_hash_table_add(importing->unknown_systems, dc_text_clip(incoming->system, 40));
	if (incoming->given[DC_FIELD_TAGS] || incoming->ticket->tags == NULL) {
		add_tag(incoming->ticket, incoming->system);
		incoming->given[DC_FIELD_TAGS] = true;
	}
}

/* A priority alone: the judgement on the diagonal of the matrix that comes to it. */
static void
judge_by_priority(const DcPolicy *policy, int priority, DcTicket *ticket)
{
	int best = G_MAXINT;
	for (int impact = 1; impact <= 3; impact++)
		for (int urgency = 1; urgency <= 3; urgency++) {
			int distance = 4 * ABS(impact - urgency) + urgency;
			if (dc_policy_matrix(policy, impact, urgency) != priority || distance >= best)
				continue;
			best = distance;
			ticket->impact = impact;
			ticket->urgency = urgency;
		}
}

static bool
says_judgement(const DcIncoming *incoming)
{
	return incoming->ticket->impact != DC_ABSENT || incoming->ticket->urgency != DC_ABSENT;
}

static void
judge_new(DcDesk *desk, DcIncoming *incoming)
{
	DcTicket *ticket = incoming->ticket;
	if (incoming->priority > 0 && !says_judgement(incoming))
		judge_by_priority(desk->policy, incoming->priority, ticket);
	ticket->rated = ticket->impact != DC_ABSENT && ticket->urgency != DC_ABSENT;
	DcMatrixCell cell = dc_policy_provisional(desk->policy, ticket->kind, ticket->channel, ticket->system, false, 0, ticket->received_at);
	if (ticket->impact == DC_ABSENT)
		ticket->impact = cell.impact;
	if (ticket->urgency == DC_ABSENT)
		ticket->urgency = cell.urgency;
}

/* -- a status and its times -- */
static void
settle_times(DcTicket *ticket, const DcCalendar *calendar, DcInstant now)
{
	bool shut = !dc_status_is_open(ticket->status), resolved = ticket->status == DC_STATUS_RESOLVED;
	if (ticket->status == DC_STATUS_CLOSED && ticket->closed_at == DC_ABSENT)
		ticket->closed_at = ticket->resolved_at != DC_ABSENT ? ticket->resolved_at : MIN(ticket->received_at, now);
	if ((resolved || ticket->status == DC_STATUS_CLOSED) && ticket->resolved_at == DC_ABSENT)
		ticket->resolved_at = shut ? ticket->closed_at : MIN(ticket->received_at, now);
	if (ticket->status != DC_STATUS_WAITING)
		return;
	/* It is looked at again on the next business day. */
	if (ticket->check_at == DC_ABSENT)
		ticket->check_at = dc_calendar_day_start(calendar, dc_calendar_add_days(calendar, dc_calendar_day(calendar, now), 1));
	if (ticket->waiting_since == DC_ABSENT)
		ticket->waiting_since = now;
	if (ticket->status_before == DC_STATUS_NONE)
		ticket->status_before = DC_STATUS_INVESTIGATING;
}

static void
fill_in(Importing *importing, DcIncoming *incoming)
{
	DcTicket *ticket = incoming->ticket;
	if (ticket->kind == DC_KIND_NONE)
		ticket->kind = DC_KIND_INQUIRY;
	if (ticket->channel == DC_CHANNEL_NONE)
		ticket->channel = DC_CHANNEL_OTHER;
	if (ticket->status == DC_STATUS_NONE)
		ticket->status = ticket->closed_at != DC_ABSENT ? DC_STATUS_CLOSED : DC_STATUS_NEW;
	if (ticket->received_at == DC_ABSENT)
		ticket->received_at = ticket->occurred_at != DC_ABSENT ? ticket->occurred_at : ticket->closed_at != DC_ABSENT ? ticket->closed_at : importing->now;
	if (ticket->promise_at != DC_ABSENT && ticket->promise == DC_PROMISE_NONE)
		ticket->promise = DC_PROMISE_CALLBACK;
	settle_times(ticket, dc_desk_calendar(importing->desk), importing->now);
	judge_new(importing->desk, incoming);
	ticket->source = g_strdup(importing->source);
	ticket->source_id = g_strdup(incoming->key);
}

/* -- what goes along with a new one -- */
static void
add_contact(DcChange *part, const DcIncoming *incoming)
{
	const DcTicket *ticket = incoming->ticket;
	if (ticket->caller == NULL && ticket->department == NULL)
		return;
	g_autoptr(DcContact) contact = dc_contact_new();
	contact->ticket = ticket->id;
	contact->direction = ticket->channel == DC_CHANNEL_MONITOR || ticket->channel == DC_CHANNEL_SELF ? DC_DIRECTION_AUTO : DC_DIRECTION_IN;
	contact->channel = ticket->channel;
	contact->at = ticket->received_at;
	contact->party = ticket->party;
	contact->name = g_strdup(ticket->caller);
	contact->department = g_strdup(ticket->department);
	contact->subject = g_strdup(ticket->title);
	/* What is over was answered, whatever was said. */
	if (incoming->answer != NULL || !dc_status_is_open(ticket->status)) {
		contact->answered_at = ticket->closed_at != DC_ABSENT ? ticket->closed_at : ticket->resolved_at != DC_ABSENT ? ticket->resolved_at : ticket->received_at;
		contact->answer = g_strdup(incoming->answer);
		contact->answer_channel = ticket->channel;
	}
	dc_change_create(part, DC_ENTITY_CONTACT, contact);
}

static void
add_note(DcChange *part, DcTicketNo no, DcInstant at, const char *text)
{
	g_autoptr(DcNote) note = dc_note_new();
	note->ticket = no;
	note->at = at;
	note->text = g_strdup(text);
	dc_change_create(part, DC_ENTITY_NOTE, note);
}

static void
add_work(DcChange *part, const DcIncoming *incoming, DcInstant now)
{
	const DcTicket *ticket = incoming->ticket;
	if (incoming->worked_min <= 0 || incoming->worked_min == DC_ABSENT)
		return;
	g_autoptr(DcWork) work = dc_work_new();
	work->ticket = ticket->id;
	work->kind = DC_WORK_OTHER;
	work->end_at = ticket->closed_at != DC_ABSENT ? ticket->closed_at : MIN(now, ticket->received_at + incoming->worked_min * DC_MINUTE);
	work->start_at = work->end_at - incoming->worked_min * DC_MINUTE;
	dc_change_create(part, DC_ENTITY_WORK, work);
}

static bool
create(Importing *importing, DcChange *part, DcIncoming *incoming, GError **error)
{
	DcTicket *ticket = incoming->ticket;
	fill_in(importing, incoming);
	if (!find_person(importing, part, ticket, error))
		return false;
	incoming->text->id = dc_change_create(part, DC_ENTITY_TICKET, ticket);
	if (incoming->no > 0)
		dc_change_keep_no(part, ticket->id, incoming->no);
	if (desk_has_text(incoming->text))
		dc_change_create(part, DC_ENTITY_TICKET_TEXT, incoming->text);
	add_contact(part, incoming);
	for (guint i = 0; i < incoming->notes->len; i++)
		add_note(part, ticket->id, ticket->received_at, g_ptr_array_index(incoming->notes, i));
	add_work(part, incoming, importing->now);
	return true;
}

/* -- what has changed of one that is known -- */
static void
change_fields(DcChange *part, const DcIncoming *incoming, gconstpointer present, gconstpointer given, DcEntity entity)
{
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcField field = dc_entity_first(entity) + (DcField)i;
		DcValue value = dc_record_get(given, field), own = dc_record_get(present, field);
		/* A time that a table gives by the minute is the same as ours with its seconds. */
		bool same = dc_field_info(field)->type == DC_FIELD_TYPE_TIME && own.number != DC_ABSENT && value.number % DC_MINUTE == 0 &&
		            own.number - own.number % DC_MINUTE == value.number;
		if (incoming->given[field] && !same)
			dc_change_value(part, present, field, &value);
	}
}

static bool
change_notes(Importing *importing, DcChange *part, const DcIncoming *incoming, DcTicketNo no, GError **error)
{
	if (incoming->notes->len == 0)
		return true;
	g_autoptr(GPtrArray) notes = dc_ledger_list(importing->desk->ledger, DC_LIST_NOTES, (DcListArgs){ .id = no }, error);
	if (notes == NULL)
		return false;
	for (guint i = 0; i < incoming->notes->len; i++) {
		bool known = false;
		for (guint n = 0; n < notes->len; n++)
			known |= g_strcmp0(((DcNote *)g_ptr_array_index(notes, n))->text, g_ptr_array_index(incoming->notes, i)) == 0;
		if (!known)
			add_note(part, no, importing->now, g_ptr_array_index(incoming->notes, i));
	}
	return true;
}

/* What follows from a status that the source has changed. */
static void
follow_status(Importing *importing, DcIncoming *incoming, const DcTicket *present)
{
	g_autoptr(DcTicket) after = dc_ticket_copy(present);
	if (!incoming->given[DC_FIELD_STATUS] || incoming->ticket->status == present->status)
		return;
	static const DcField times[] = { DC_FIELD_CLOSED_AT, DC_FIELD_RESOLVED_AT, DC_FIELD_CHECK_AT, DC_FIELD_WAITING_SINCE, DC_FIELD_STATUS_BEFORE };
	after->status = incoming->ticket->status;
	if (dc_status_is_open(after->status))
		after->closed_at = DC_ABSENT;
	for (guint i = 0; i < G_N_ELEMENTS(times); i++)
		if (incoming->given[times[i]]) {
			DcValue value = dc_record_get(incoming->ticket, times[i]);
			dc_record_set(after, times[i], &value);
		}
	if (after->status == DC_STATUS_CLOSED && after->closed_at == DC_ABSENT)
		after->closed_at = importing->now;
	settle_times(after, dc_desk_calendar(importing->desk), importing->now);
	for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
		DcValue value = dc_record_get(after, times[i]);
		dc_record_set(incoming->ticket, times[i], &value);
		incoming->given[times[i]] = true;
	}
}

static bool
update(Importing *importing, DcChange *part, DcIncoming *incoming, DcTicketNo no, GError **error)
{
	g_autoptr(DcTicket) present = dc_ledger_ticket(importing->desk->ledger, no, error);
	g_autoptr(DcTicketText) text = present != NULL ? dc_ledger_ticket_text(importing->desk->ledger, no, error) : NULL;
	if (text == NULL)
		return false;
	/* "営業2 佐藤" was parted when it came. */
	if (incoming->given[DC_FIELD_CALLER] && !incoming->given[DC_FIELD_DEPARTMENT] && !find_person(importing, part, incoming->ticket, error))
		return false;
	if (incoming->priority > 0 && !says_judgement(incoming) && dc_policy_matrix(importing->desk->policy, (int)present->impact, (int)present->urgency) != incoming->priority) {
		judge_by_priority(importing->desk->policy, incoming->priority, incoming->ticket);
		incoming->given[DC_FIELD_IMPACT] = incoming->given[DC_FIELD_URGENCY] = true;
	}
	follow_status(importing, incoming, present);
	change_fields(part, incoming, present, incoming->ticket, DC_ENTITY_TICKET);
	change_fields(part, incoming, text, incoming->text, DC_ENTITY_TICKET_TEXT);
	return change_notes(importing, part, incoming, no, error);
}

static void
refer(Importing *importing, const DcIncoming *incoming)
{
	if (incoming->key == NULL)
		return;
	if (incoming->group != NULL)
		import_refer(importing, g_strdup(incoming->key), g_strdup(incoming->group), true, DC_LINK_NONE);
	for (guint i = 0; i < incoming->related->len; i++)
		import_refer(importing, g_strdup(incoming->key), g_strdup(g_ptr_array_index(incoming->related, i)), false, DC_LINK_RELATED);
}

bool
import_row(Importing *importing, DcChange *part, GError **error)
{
	g_auto(DcIncoming) incoming = { 0 };
	g_autoptr(GError) wrong = NULL;
	guint column;
	DcTicketNo no;
	if (!dc_map_row(importing->map, dc_desk_calendar(importing->desk), &importing->row, &incoming, &column, &wrong)) {
		import_reject(importing, column, wrong->message);
		return true;
	}
	if (import_must_wait(importing, incoming.key))
		return true;
	if (!import_find(importing, incoming.key, incoming.ticket->received_at, &no, error))
		return false;
	set_system(importing, &incoming);
	guint n_before = dc_change_size(part);
	if (no > 0 ? !update(importing, part, &incoming, no, error) : !create(importing, part, &incoming, error))
		return false;
	refer(importing, &incoming);
	import_count(importing, no == 0, dc_change_size(part) > n_before);
	return true;
}
