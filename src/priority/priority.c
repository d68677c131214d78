/* How pressing a ticket is, and until when that holds. domain.md 3.1-3.4. */
#include <daicho/priority.h>

#include "key.h"
#include "rules.h"

/* Instants beyond these are as good as these: nothing that the ledger takes lies there, and the calendar counts day by day. */
#define EARLIEST_AT G_GINT64_CONSTANT(-631152000) /* 1950 */
#define LATEST_AT G_GINT64_CONSTANT(7289654400)   /* 2201 */

#define WAITED_MAX 9999999

typedef struct { /* one rating in the making */
	const DcPolicy *policy;
	const DcCalendar *calendar;
	const DcTicket *ticket;
	DcInstant now;
	DcRating *rating;
} Rate;

static DcInstant
sane(DcInstant at)
{
	return CLAMP(at, EARLIEST_AT, LATEST_AT);
}

/* Every comparison with the clock goes through here, so `until` is the first instant at which one of them turns out differently. */
static bool
reached(const Rate *rate, DcInstant at)
{
	if (at <= rate->now)
		return true;
	rate->rating->until = MIN(rate->rating->until, at);
	return false;
}

static DcInstant
midnight(const Rate *rate, DcDay day)
{
	return dc_calendar_at(rate->calendar, day, 0);
}

static bool
is_shut(const DcTicket *ticket)
{
	return ticket->gone || !dc_status_is_open(ticket->status);
}

/* -- priority: 3.2 -- */

int
priority_scale(gint64 level)
{
	return level >= 1 && level <= 3 ? (int)level : 3;
}

int
dc_priority_native(const DcPolicy *policy, const DcTicket *ticket)
{
	if (ticket->override >= 1 && ticket->override <= 5)
		return (int)ticket->override;
	if (ticket->major)
		return 1;
	return dc_policy_matrix(policy, priority_scale(ticket->impact), priority_scale(ticket->urgency));
}

/* 滞留昇格: one level for each resolution target of the native priority that has passed, waiting left out; never above P3. While it waits
 * its time stands still. 3.4. */
static int
levels_lifted(const Rate *rate, int native)
{
	const DcTicket *ticket = rate->ticket;
	int target = dc_policy_target_resolve(rate->policy, native), lifted = 0;
	int waited = (int)CLAMP(ticket->waited_min, 0, WAITED_MAX);
	bool waits = ticket->status == DC_STATUS_WAITING && ticket->waiting_since != DC_ABSENT;

	if (ticket->received_at == DC_ABSENT)
		return 0;
	while (native - lifted > 3) {
		DcInstant passed_at = dc_calendar_add(rate->calendar, sane(ticket->received_at), (lifted + 1) * target + waited);
		if ((waits && passed_at > ticket->waiting_since) || !reached(rate, passed_at))
			break;
		lifted++;
	}
	return lifted;
}

static void
rate_priority(const Rate *rate)
{
	DcRating *rating = rate->rating;

	rating->overridden = rate->ticket->override >= 1 && rate->ticket->override <= 5;
	rating->provisional = !rate->ticket->rated && !rating->overridden;
	rating->native_priority = dc_priority_native(rate->policy, rate->ticket);
	rating->lifted = is_shut(rate->ticket) ? 0 : levels_lifted(rate, rating->native_priority);
	rating->priority = rating->native_priority - rating->lifted;
}

/* -- the hard due and the latest start: 3.4 -- */

static int
est_of_kind(const DcPolicyNumbers *numbers, DcKind kind)
{
	switch (kind) {
	case DC_KIND_INCIDENT:
		return numbers->est_incident;
	case DC_KIND_CHANGE:
		return numbers->est_change;
	case DC_KIND_TASK:
		return numbers->est_task;
	case DC_KIND_NONE:
	case DC_KIND_INQUIRY:
	case DC_N_KIND:
		break;
	}
	return numbers->est_inquiry;
}

/* What is left to do: of a resolved one the answer; for a promised call-back the call, unless something was entered. */
static int
estimate(const Rate *rate)
{
	const DcPolicyNumbers *numbers = dc_policy_numbers(rate->policy);
	const DcTicket *ticket = rate->ticket;

	if (ticket->status == DC_STATUS_RESOLVED)
		return numbers->est_resolved;
	if (ticket->est_min > 0)
		return (int)MIN(ticket->est_min, 100000);
	if (rate->rating->due_is_promise && ticket->promise == DC_PROMISE_CALLBACK)
		return numbers->est_callback;
	return est_of_kind(numbers, ticket->kind);
}

static void
rate_due(const Rate *rate)
{
	const DcPolicyNumbers *numbers = dc_policy_numbers(rate->policy);
	const DcTicket *ticket = rate->ticket;
	DcRating *rating = rate->rating;

	rating->due_is_promise = ticket->promise_at != DC_ABSENT && (ticket->due_at == DC_ABSENT || ticket->promise_at < ticket->due_at);
	rating->hard_due = rating->due_is_promise ? ticket->promise_at : ticket->due_at;
	rating->est_min = estimate(rate);
	if (rating->hard_due == DC_ABSENT || is_shut(ticket))
		return;
	DcInstant due = sane(rating->hard_due);
	rating->latest_start = dc_calendar_add(rate->calendar, due, -(rating->est_min + numbers->margin_min));
	rating->due_counts = reached(rate, dc_calendar_add(rate->calendar, due, -numbers->near_due_min));
}

/* -- the band: 3.4, 1 -- */

/* After the latest start until the next business day after the due one begins: a miss stays lifted for its day. */
static bool
is_lifted_by_due(const Rate *rate, DcDay due_day)
{
	if (!reached(rate, rate->rating->latest_start))
		return false;
	return !reached(rate, midnight(rate, dc_calendar_add_days(rate->calendar, due_day, 1)));
}

static DcBand
band_by_due(const Rate *rate)
{
	DcRating *rating = rate->rating;
	bool has_due = rating->hard_due != DC_ABSENT;
	DcDay due_day = has_due ? dc_calendar_day(rate->calendar, sane(rating->hard_due)) : 0;

	if (has_due && is_lifted_by_due(rate, due_day))
		return DC_BAND_LATEST_START;
	if (rating->priority <= 2 || (has_due && reached(rate, midnight(rate, due_day))))
		return DC_BAND_URGENT;
	return DC_BAND_LATER;
}

static DcBand
band_of(const Rate *rate)
{
	const DcTicket *ticket = rate->ticket;
	DcInstant check_at = ticket->status == DC_STATUS_WAITING ? ticket->check_at : DC_ABSENT;

	if (is_shut(ticket))
		return DC_BAND_SHUT;
	if (ticket->parent != 0)
		return DC_BAND_MEMBER;
	if (!reached(rate, MAX(check_at, ticket->resume_on)))
		return check_at > ticket->resume_on ? DC_BAND_WAITING : DC_BAND_DEFERRED;
	if (!reached(rate, ticket->pin_until))
		return DC_BAND_PINNED;
	return rate->rating->priority == 1 ? DC_BAND_P1 : band_by_due(rate);
}

/* -- the rest of the keys: 3.4, 3-5 -- */

static void
rate_customer(const Rate *rate, const DcGroup *group)
{
	DcRating *rating = rate->rating;
	const char *system = rate->ticket->system;
	DcDay flip = DC_NO_DAY;

	rating->criticality = policy_criticality(rate->policy, system);
	rating->n_callers = group == NULL ? 1 : MAX(group->n_callers, 1);
	rating->affected = (int)CLAMP(rate->ticket->affected, rating->n_callers, G_MAXINT);
	if (is_shut(rate->ticket))
		return;
	rating->busy = policy_busy_until(rate->policy, system, dc_calendar_day(rate->calendar, rate->now), &flip);
	if (flip != DC_NO_DAY)
		reached(rate, midnight(rate, flip));
}

void
dc_priority_rate(const DcPolicy *policy, const DcTicket *ticket, const DcGroup *group, DcInstant now, DcRating *rating)
{
	Rate rate = { .policy = policy, .calendar = dc_policy_calendar(policy), .ticket = ticket, .now = sane(now), .rating = rating };

	*rating = (DcRating){ .until = DC_NEVER, .hard_due = DC_ABSENT, .latest_start = DC_ABSENT };
	rate_priority(&rate);
	rate_due(&rate);
	rate_customer(&rate, group);
	rating->band = band_of(&rate);
	key_write(ticket, rating);
}

const char *
dc_band_code(DcBand band)
{
	static const char *const codes[DC_N_BANDS] = {
		[DC_BAND_PINNED] = "pinned", [DC_BAND_P1] = "p1", [DC_BAND_LATEST_START] = "latest_start", [DC_BAND_URGENT] = "urgent",
		[DC_BAND_LATER] = "later", [DC_BAND_DEFERRED] = "deferred", [DC_BAND_WAITING] = "waiting", [DC_BAND_MEMBER] = "member",
		[DC_BAND_SHUT] = "shut",
	};

	return codes[band];
}
