/* The shared actions: what each one asks, and what it then lets the desk do. One line of the table is one action (action.def). */
#include "flow.h"

#include <string.h>

#define SHORT_TEXT 200

static const DcChoice causes[] = { DC_WORDS_CAUSE(VIEW_WORD_CHOICE) { 0 } };
static const DcChoice waits[] = { DC_WORDS_WAIT(VIEW_WORD_CHOICE) { 0 } };

int
flow_word(DcWordSet set, const char *code)
{
	int value = 0;
	return code != NULL && dc_word_parse(set, code, &value, NULL) ? value : 0;
}

bool
flow_is_single(const Flow *flow)
{
	return flow->nos->len == 1;
}

/* An instant as people type it, kept with the step. A day alone means its morning. */
static bool
check_morning(Flow *flow, const char *value, GError **error)
{
	const DcCalendar *calendar = app_calendar(flow->app);
	DcWhen when;
	if (!dc_when_parse(calendar, value, flow->app->now, &when, error))
		return false;
	DcInstant start = dc_calendar_day_start(calendar, when.day);
	if (when.minute < 0 && start != DC_ABSENT)
		flow->at[flow->step] = start;
	else
		flow->at[flow->step] = dc_calendar_at(calendar, when.day, when.minute >= 0 ? when.minute : 9 * 60);
	return true;
}

/* -- resolve -- */

char *
flow_resolution_before(const Flow *flow)
{
	if (!flow_is_single(flow))
		return NULL;
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(dc_desk_ledger(flow->app->desk), flow_ticket(flow)->id, NULL);
	return text != NULL ? g_strdup(text->resolution) : NULL;
}

static bool
any_incident(Flow *flow)
{
	for (guint i = 0; i < flow->tickets->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(flow->tickets, i);
		if (ticket->kind == DC_KIND_INCIDENT)
			return true;
	}
	return false;
}

static char *
cause_before(const Flow *flow)
{
	DcCause cause = flow_ticket(flow)->cause_class;
	return cause != DC_CAUSE_NONE ? g_strdup(dc_word_code(DC_WORDS_OF_CAUSE, cause)) : NULL;
}

static bool
resolve_finish(Flow *flow, GError **error)
{
	DcCause cause = (DcCause)flow_word(DC_WORDS_OF_CAUSE, flow_answer(flow, 1));
	return dc_desk_resolve(flow->app->desk, flow_tickets(flow), flow_answer(flow, 0), cause, flow->app->now, error);
}

/* -- later -- */

static const DcChoice whens[] = {
	{ '1', "afternoon", N_("afternoon") }, { '2', "evening", N_("evening") }, { '3', "next", N_("next business morning") },
	{ '4', "monday", N_("Monday") },       { '5', "date", N_("date") },       { 0 },
};

static DcInstant
next_monday(const DcCalendar *calendar, DcDay today)
{
	DcDay monday = today + 8 - dc_day_local(today).weekday;
	return dc_calendar_day_start(calendar, dc_calendar_add_days(calendar, monday, 0));
}

static bool
check_when(Flow *flow, const char *value, GError **error)
{
	const DcCalendar *calendar = app_calendar(flow->app);
	DcInstant now = flow->app->now, at = DC_ABSENT;
	DcDay today = dc_calendar_day(calendar, now);
	if (strcmp(value, "afternoon") == 0)
		at = dc_calendar_at(calendar, today, 13 * 60);
	else if (strcmp(value, "evening") == 0)
		at = dc_calendar_at(calendar, today, 17 * 60);
	else if (strcmp(value, "next") == 0)
		at = dc_calendar_day_start(calendar, dc_calendar_add_days(calendar, today, 1));
	else if (strcmp(value, "monday") == 0)
		at = next_monday(calendar, today);
	if (at != DC_ABSENT && at <= now) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, "%s", _("That time of today has passed: take 3 (next business morning) or 5 (date)."));
		return false;
	}
	flow->at[0] = at;
	return true;
}

static bool
wants_date(Flow *flow)
{
	return g_strcmp0(flow_answer(flow, 0), "date") == 0;
}

static DcInstant
resume_of(Flow *flow)
{
	return wants_date(flow) ? flow->at[1] : flow->at[0];
}

/* domain.md 3.5: a P1, a P2 or a promise before that day is put off only if it is meant. */
static bool
presses(Flow *flow)
{
	for (guint i = 0; i < flow->tickets->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(flow->tickets, i);
		if (dc_priority_native(app_policy(flow->app), ticket) <= 2 || (ticket->promise_at != DC_ABSENT && ticket->promise_at < resume_of(flow)))
			return true;
	}
	return false;
}

static bool
check_meant(Flow *flow, const char *value, GError **error)
{
	(void)flow;
	if (strcmp(value, "yes") == 0)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, "%s", _("Nothing was put off; Esc leaves the question."));
	return false;
}

static bool
check_promise(Flow *flow, const char *value, GError **error)
{
	return dc_when_instant(app_calendar(flow->app), value, flow->app->now, -1, &flow->at[flow->step], error);
}

static bool
caller_waits(Flow *flow)
{
	return flow_is_single(flow) && flow_ticket(flow)->promise_at != DC_ABSENT;
}

static bool
defer_finish(Flow *flow, GError **error)
{
	return dc_desk_defer(flow->app->desk, flow_tickets(flow), resume_of(flow), flow_answer(flow, 3), flow->at[4], flow->app->now, error);
}

/* -- wait -- */

static char *
next_day(const Flow *flow)
{
	const DcCalendar *calendar = app_calendar(flow->app);
	return dc_when_date(dc_calendar_add_days(calendar, dc_calendar_day(calendar, flow->app->now), 1));
}

/* Of one that waits already: until later, for the same. */
static char *
wait_before(const Flow *flow)
{
	const DcTicket *ticket = flow_ticket(flow);
	return ticket->status == DC_STATUS_WAITING ? g_strdup(dc_word_code(DC_WORDS_OF_WAIT, (int)ticket->wait)) : NULL;
}

static char *
whom_before(const Flow *flow)
{
	const DcTicket *ticket = flow_ticket(flow);
	return ticket->status == DC_STATUS_WAITING ? g_strdup(ticket->wait_whom) : NULL;
}

static bool
wait_finish(Flow *flow, GError **error)
{
	DcWait wait = (DcWait)flow_word(DC_WORDS_OF_WAIT, flow_answer(flow, 0));
	return dc_desk_wait(flow->app->desk, flow_tickets(flow), wait, flow_answer(flow, 1), flow->at[2], flow->app->now, error);
}

/* -- workaround -- */

static bool
check_affected(Flow *flow, const char *value, GError **error)
{
	DcValue number = { 0 };
	if (!dc_desk_parse(flow->app->desk, DC_FIELD_AFFECTED, value, flow->app->now, &number, error))
		return false;
	flow->number = number.number;
	dc_value_clear(&number);
	return true;
}

/* domain.md 3.7 R6: a workaround takes the urgency down by one. */
static bool
urgency_may_fall(Flow *flow)
{
	return flow_ticket(flow)->urgency == 1 || (flow_ticket(flow)->urgency == 2 && flow_ticket(flow)->stopped != DC_STOPPED_YES);
}

static bool
workaround_finish(Flow *flow, GError **error)
{
	int urgency = g_strcmp0(flow_answer(flow, 2), "yes") == 0 ? (int)flow_ticket(flow)->urgency + 1 : 0;
	return dc_desk_workaround(flow->app->desk, flow_ticket(flow)->id, flow_answer(flow, 0), flow->number, urgency, flow->app->now, error);
}

/* -- short ones -- */

static bool
start_finish(Flow *flow, GError **error)
{
	const DcTicket *ticket = flow_ticket(flow);
	return dc_desk_start(flow->app->desk, ticket->id, DC_WORK_NONE, flow->app->now, error);
}

static bool
close_finish(Flow *flow, GError **error)
{
	return dc_desk_close(flow->app->desk, flow_tickets(flow), flow_answer(flow, 0), flow->app->now, error);
}

static bool
is_pinned(const Flow *flow)
{
	const DcTicket *ticket = flow_ticket(flow);
	return ticket->pinned_at != DC_ABSENT && (ticket->pin_until == DC_ABSENT || ticket->pin_until > flow->app->now);
}

static bool
pin_wants_reason(Flow *flow)
{
	return !is_pinned(flow);
}

static bool
pin_finish(Flow *flow, GError **error)
{
	return dc_desk_pin(flow->app->desk, flow_tickets(flow), flow_answer(flow, 0), flow->app->now, error);
}

static bool
split_finish(Flow *flow, GError **error)
{
	return dc_desk_split(flow->app->desk, flow_tickets(flow), flow->app->now, error);
}

static bool
note_finish(Flow *flow, GError **error)
{
	return dc_desk_note(flow->app->desk, flow_tickets(flow), flow_answer(flow, 0), flow->app->now, error);
}

static bool
reopen_finish(Flow *flow, GError **error)
{
	return dc_desk_reopen(flow->app->desk, flow_tickets(flow), flow_answer(flow, 0), flow->app->now, error);
}

static bool
cancel_finish(Flow *flow, GError **error)
{
	return dc_desk_cancel(flow->app->desk, flow_tickets(flow), flow_answer(flow, 0), flow->app->now, error);
}

/* -- the table -- */

static const FlowKind kinds[] = {
	{ .action = DC_ACTION_START, .finish = start_finish },
	{ .action = DC_ACTION_RESOLVE,
	        .finish = resolve_finish,
	        .steps = {
	                { .label = N_("What was done"), .max_chars = FLOW_LONG_TEXT, .offers = true, .suggest = flow_resolution_before },
	                { .label = N_("Cause"), .choices = causes, .wanted = any_incident, .suggest = cause_before },
	        } },
	{ .action = DC_ACTION_CLOSE,
	        .finish = close_finish,
	        .steps = { { .label = N_("No answer is owed, because (may be empty)"), .max_chars = SHORT_TEXT, .optional = true } } },
	{ .action = DC_ACTION_DEFER,
	        .finish = defer_finish,
	        .steps = {
	                { .label = N_("Until"), .choices = whens, .check = check_when },
	                { .label = N_("Until (4/3, Fri, +3)"), .max_chars = 40, .wanted = wants_date, .check = check_morning },
	                { .label = N_("pressing or promised before; all the same"), .choices = view_yes_no, .wanted = presses, .check = check_meant },
	                { .label = N_("Reason (may be empty)"), .max_chars = SHORT_TEXT, .optional = true },
	                { .label = N_("New promise to the caller (may be empty)"), .max_chars = 40, .optional = true, .wanted = caller_waits, .check = check_promise },
	        } },
	{ .action = DC_ACTION_WAIT,
	        .finish = wait_finish,
	        .steps = {
	                { .label = N_("Wait for"), .choices = waits, .suggest = wait_before },
	                { .label = N_("For whom (may be empty)"), .max_chars = 60, .optional = true, .suggest = whom_before },
	                { .label = N_("Check when"), .max_chars = 40, .otherwise = next_day, .check = check_morning },
	        } },
	{ .action = DC_ACTION_WORKAROUND,
	        .finish = workaround_finish,
	        .steps = {
	                { .label = N_("Workaround"), .max_chars = FLOW_LONG_TEXT },
	                { .label = N_("People affected (may be empty)"), .max_chars = 6, .optional = true, .check = check_affected },
	                { .label = N_("Take the urgency down by one"), .choices = view_yes_no, .wanted = urgency_may_fall },
	        } },
	{ .action = DC_ACTION_PIN,
	        .finish = pin_finish,
	        .steps = { { .label = N_("Pin it, because"), .max_chars = SHORT_TEXT, .wanted = pin_wants_reason } } },
	{ .action = DC_ACTION_SPLIT, .finish = split_finish },
	{ .action = DC_ACTION_NOTE, .finish = note_finish, .steps = { { .label = N_("Note"), .max_chars = FLOW_LONG_TEXT } } },
	{ .action = DC_ACTION_REOPEN, .finish = reopen_finish, .steps = { { .label = N_("Open it again, because"), .max_chars = SHORT_TEXT } } },
	{ .action = DC_ACTION_CANCEL, .finish = cancel_finish, .steps = { { .label = N_("Not for the ledger, because"), .max_chars = SHORT_TEXT } } },
};

const FlowKind *
flow_kind(DcAction action)
{
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (kinds[i].action == action)
			return &kinds[i];
	}
	return action == flow_answering.action ? &flow_answering : NULL;
}
