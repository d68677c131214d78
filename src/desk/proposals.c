/* What the engine proposes about tickets, one function a rule. It only ever proposes: the operator decides with one key. domain.md 3.7. */
#include "desk.h"

#include <string.h>

#define SAME_WITHIN_DAYS 2 /* business days apart */
#define MANY_CALLERS 5

void
dc_same_clear(DcSame *same)
{
	g_clear_pointer(&same->title, g_free);
	*same = (DcSame){ 0 };
}

static bool
is_near(const DcDesk *desk, const DcTicket *ticket, DcInstant now)
{
	const DcCalendar *calendar = dc_desk_calendar(desk);
	int days = dc_calendar_days_between(calendar, dc_calendar_day(calendar, ticket->received_at), dc_calendar_day(calendar, now));
	return ABS(days) <= SAME_WITHIN_DAYS;
}

/* `except` itself, and what is grouped under it. */
static bool
is_of(const DcTicket *ticket, DcTicketNo except)
{
	return except != 0 && (ticket->id == except || ticket->parent == except);
}

static bool
may_be_system(const DcTicket *ticket, const DcSystem *system)
{
	return system == NULL || ticket->system == NULL || strcmp(ticket->system, system->code) == 0;
}

/* The first, which is the most alike, tells the number: of a member its group's, for a group has one level. The parent may tell the rest.
 * True: nothing more is to be learned. */
static bool
same_learn(DcSame *same, const DcAlike *alike, DcCueLikeness likeness)
{
	const DcTicket *ticket = alike->ticket;
	if (likeness == DC_CUE_UNLIKE || (same->no != 0 && ticket->id != same->no))
		return ticket->id == same->no;
	dc_same_clear(same);
	*same = (DcSame){
		.no = ticket->parent > 0 ? ticket->parent : ticket->id,
		.title = g_strdup(ticket->title),
		.similarity = alike->similarity,
		.asks = likeness == DC_CUE_RELATED,
	};
	return ticket->id == same->no;
}

bool
dc_desk_propose_same(DcDesk *desk, const char *subject, DcTicketNo except, DcInstant now, DcSame *same, GError **error)
{
	const DcCues *cues = dc_policy_cues(desk->policy);
	const DcSystem *system = dc_policy_system_in(desk->policy, subject);
	g_autoptr(GPtrArray) alike = dc_desk_alike(desk, subject, 10, error);
	if (alike == NULL)
		return false;
	*same = (DcSame){ 0 };
	g_autoptr(DcCueShape) shape = dc_cues_shape_new(cues, subject);
	bool found = false;
	for (guint i = 0; i < alike->len && !found; i++) {
		const DcAlike *other = g_ptr_array_index(alike, i);
		const DcTicket *ticket = other->ticket;
		if (is_of(ticket, except) || !dc_status_is_open(ticket->status) || !is_near(desk, ticket, now) || !may_be_system(ticket, system))
			continue;
		g_autoptr(DcCueShape) its = dc_cues_shape_new(cues, ticket->title);
		found = same_learn(same, other, dc_cues_likeness(cues, shape, its));
	}
	return true;
}

bool
dc_desk_propose_impact(DcDesk *desk, DcTicketNo no, int *impact, DcGroup *group, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, no, error);
	DcGroup found = { 0 };
	if (ticket == NULL || !dc_ledger_group(desk->ledger, no, &found, error))
		return false;
	int reached = found.n_departments >= 2 || found.n_callers >= MANY_CALLERS ? 1 : found.n_callers >= 2 ? 2 : 3;
	*impact = ticket->impact == DC_ABSENT || reached < ticket->impact ? reached : 0;
	*group = found;
	return true;
}
