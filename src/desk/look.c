/* Looking at the order: rows with their reason, the place of a ticket and why, and what the top line says. */
#include "desk.h"

#include <string.h>

void
dc_listed_free(DcListed *listed)
{
	if (listed == NULL)
		return;
	dc_ticket_free(listed->ticket);
	g_free(listed->sign);
	g_free(listed->reason);
	g_free(listed);
}

static DcListed *
make_listed(DcDesk *desk, DcTicket *ticket, const DcGroup *group, DcInstant now)
{
	DcListed *listed = g_new0(DcListed, 1);
	listed->ticket = ticket;
	listed->group = *group;
	dc_priority_rate(desk->policy, ticket, group, now, &listed->rating);
	listed->sign = dc_priority_sign(&listed->rating);
	listed->reason = dc_priority_reason(desk->policy, ticket, &listed->rating, now);
	return listed;
}

GPtrArray *
dc_desk_list(DcDesk *desk, const DcListing *listing, DcInstant now, GError **error)
{
	return dc_desk_list_on(desk, listing, now, NULL, error);
}

GPtrArray *
dc_desk_list_on(DcDesk *desk, const DcListing *listing, DcInstant now, DcRow *reached, GError **error)
{
	DcPage page = { .band_from = listing->band_from, .band_to = listing->band_to, .kind = listing->kind, .filter = listing->filter, .backward = listing->backward,
		        .limit = listing->limit, .effort = listing->effort };
	DcRow after = { 0 };
	if (listing->after != NULL) {
		after.key_len = listing->after->rating.key_len;
		memcpy(after.key, listing->after->rating.key, after.key_len);
		page.after = &after;
	}
	if (reached != NULL && reached->key_len > 0)
		page.after = reached;
	g_autoptr(GPtrArray) rows = dc_ledger_page(desk->ledger, &page, reached, error);
	if (rows == NULL)
		return NULL;
	GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)dc_listed_free);
	for (guint i = 0; i < rows->len; i++) {
		DcRow *row = g_ptr_array_index(rows, i);
		g_ptr_array_add(list, make_listed(desk, g_steal_pointer(&row->ticket), &row->group, now));
	}
	return list;
}

DcListed *
dc_desk_listed(DcDesk *desk, DcTicketNo no, DcInstant now, GError **error)
{
	DcGroup group;
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, no, error);
	if (ticket == NULL || !dc_ledger_group(desk->ledger, no, &group, error))
		return NULL;
	return make_listed(desk, g_steal_pointer(&ticket), &group, now);
}

static bool
place_of(DcDesk *desk, const DcRating *rating, int *place, GError **error)
{
	*place = 0;
	return rating->band > DC_BAND_LATER || dc_ledger_place(desk->ledger, DC_BAND_PINNED, rating->key, rating->key_len, place, error);
}

bool
dc_desk_place(DcDesk *desk, DcTicketNo no, int *place, GError **error)
{
	/* The rank was made at the last tick; rated at that same instant the key is the stored one. */
	DcGroup group;
	DcRating rating;
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, no, error);
	DcInstant rated_at;
	if (ticket == NULL || !dc_ledger_group(desk->ledger, no, &group, error) || !dc_ledger_rank_clock(desk->ledger, &rated_at, error))
		return false;
	dc_priority_rate(desk->policy, ticket, &group, rated_at, &rating);
	return place_of(desk, &rating, place, error);
}

typedef struct {
	const DcRating *rating;
	int *place;
} Placing;

static int
compare_placing(gconstpointer a, gconstpointer b)
{
	return dc_rating_compare(((const Placing *)a)->rating, ((const Placing *)b)->rating);
}

static bool
count_on(DcDesk *desk, DcCounted *from, const Placing *next, GError **error)
{
	const DcRating *last = &from->rating, *rating = next->rating;
	bool ok = from->place == 0 ? place_of(desk, rating, next->place, error) :
	                             dc_ledger_place_after(desk->ledger, last->key, last->key_len, from->place, rating->key, rating->key_len, next->place, error);
	if (ok)
		*from = (DcCounted){ .rating = *rating, .place = *next->place };
	return ok;
}

bool
dc_desk_places(DcDesk *desk, const GPtrArray *rows, DcCounted *from, int *places, GError **error)
{
	g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(Placing));
	for (guint i = 0; i < rows->len; i++) {
		const DcListed *row = g_ptr_array_index(rows, i);
		places[i] = 0;
		if (row->rating.band <= DC_BAND_LATER)
			g_array_append_val(order, ((Placing){ &row->rating, &places[i] }));
	}
	g_array_sort(order, compare_placing);
	bool ok = true;
	for (guint i = 0; ok && i < order->len; i++)
		ok = count_on(desk, from, &g_array_index(order, Placing, i), error);
	return ok;
}

/* -- why -- */

/* The ticket next to this one in today's order; NULL without an error if there is none. */
static DcListed *
neighbour(DcDesk *desk, const DcListed *listed, bool above, DcInstant now, GError **error)
{
	DcListing listing = { .band_from = DC_BAND_PINNED, .band_to = DC_BAND_LATER, .after = listed, .backward = above, .limit = 1 };
	g_autoptr(GPtrArray) rows = dc_desk_list(desk, &listing, now, error);
	return rows != NULL && rows->len > 0 ? g_ptr_array_steal_index(rows, 0) : NULL;
}

static bool
find_places(DcDesk *desk, const DcListed *listed, GArray *what_if, GError **error)
{
	for (guint i = 0; i < what_if->len; i++) {
		DcWhatIf *step = &g_array_index(what_if, DcWhatIf, i);
		if (!place_of(desk, &step->rating, &step->place, error))
			return false;
		/* It still stands at its old place in the ledger, and would not stand before itself. */
		if (step->place > 0 && listed->rating.band <= DC_BAND_LATER && dc_rating_compare(&listed->rating, &step->rating) < 0)
			step->place--;
	}
	return true;
}

static DcPlaced
placed(const DcListed *listed)
{
	return listed != NULL ? (DcPlaced){ .ticket = listed->ticket, .rating = &listed->rating } : (DcPlaced){ 0 };
}

char *
dc_desk_why(DcDesk *desk, DcTicketNo no, DcInstant now, GError **error)
{
	int place;
	DcListed *listed = dc_desk_listed(desk, no, now, error);
	DcListed *above = NULL, *below = NULL;
	char *text = NULL;
	GError *failed = NULL;

	if (listed == NULL)
		return NULL;
	g_autoptr(GArray) what_if = dc_priority_what_if(desk->policy, listed->ticket, &listed->group, now);
	if (place_of(desk, &listed->rating, &place, &failed) && find_places(desk, listed, what_if, &failed)) {
		if (place > 0) {
			above = neighbour(desk, listed, true, now, &failed);
			below = failed == NULL ? neighbour(desk, listed, false, now, &failed) : NULL;
		}
		if (failed == NULL)
			text = dc_priority_why(desk->policy, place, placed(listed), placed(above), placed(below), what_if, now);
	}
	if (failed != NULL)
		g_propagate_error(error, failed);
	dc_listed_free(listed);
	dc_listed_free(above);
	dc_listed_free(below);
	return text;
}

/* -- the top line -- */

void
dc_header_clear(DcHeader *header)
{
	g_free(header->busy);
	*header = (DcHeader){ 0 };
}

static bool
count_bands(DcDesk *desk, DcHeader *header, GError **error)
{
	g_autoptr(GArray) counts = dc_ledger_counts(desk->ledger, error);
	if (counts == NULL)
		return false;
	for (guint i = 0; i < counts->len; i++) {
		const DcCount *count = &g_array_index(counts, DcCount, i);
		if (count->band == DC_BAND_DEFERRED || count->band == DC_BAND_WAITING)
			header->n_later += count->n;
		if (count->band > DC_BAND_LATER)
			continue;
		header->n_today += count->n;
		header->est_min += count->est_min;
		header->n_urgent += count->band < DC_BAND_LATER ? count->n : 0;
		header->n_incidents += count->kind == DC_KIND_INCIDENT ? count->n : 0;
		header->n_changes += count->kind == DC_KIND_CHANGE ? count->n : 0;
	}
	return true;
}

static bool
next_callback(DcDesk *desk, DcInstant now, DcHeader *header, GError **error)
{
	g_autoptr(GPtrArray) promises = dc_ledger_list(desk->ledger, DC_LIST_PROMISES, (DcListArgs){ .limit = 1 }, error);
	if (promises == NULL)
		return false;
	const DcCalendar *calendar = dc_desk_calendar(desk);
	const DcTicket *first = promises->len > 0 ? g_ptr_array_index(promises, 0) : NULL;
	header->callback_at = DC_ABSENT;
	if (first != NULL && dc_calendar_day(calendar, first->promise_at) <= dc_calendar_day(calendar, now)) {
		header->callback_no = first->id;
		header->callback_at = first->promise_at;
	}
	return dc_ledger_tally(desk->ledger, DC_TALLY_PROMISES, (DcListArgs){ 0 }, &header->n_calls, error);
}

static bool
next_report(DcDesk *desk, DcHeader *header, GError **error)
{
	g_autoptr(GPtrArray) due = dc_ledger_list(desk->ledger, DC_LIST_REPORTS_DUE, (DcListArgs){ .limit = 1 }, error);
	g_autoptr(GPtrArray) owed = due != NULL ? dc_ledger_list(desk->ledger, DC_LIST_ESCALATED, (DcListArgs){ .limit = 1 }, error) : NULL;
	if (owed == NULL)
		return false;
	header->report_at = DC_ABSENT;
	if (due->len > 0) {
		const DcReport *report = g_ptr_array_index(due, 0);
		header->report_no = report->ticket;
		header->report_at = report->next_at;
	}
	if (owed->len > 0) {
		const DcTicket *ticket = g_ptr_array_index(owed, 0);
		DcInstant at = ticket->escalated_at + dc_policy_numbers(desk->policy)->report_first_min * DC_MINUTE;
		if (header->report_no == 0 || at < header->report_at) {
			header->report_no = ticket->id;
			header->report_at = at;
		}
	}
	return true;
}

static bool
running_clock(DcDesk *desk, DcInstant now, DcHeader *header, GError **error)
{
	g_autoptr(GPtrArray) running = dc_ledger_list(desk->ledger, DC_LIST_RUNNING, (DcListArgs){ 0 }, error);
	if (running == NULL || running->len == 0)
		return running != NULL;
	const DcCalendar *calendar = dc_desk_calendar(desk);
	header->running_no = ((const DcWork *)g_ptr_array_index(running, running->len - 1))->ticket;
	g_autoptr(GPtrArray) work = dc_ledger_list(desk->ledger, DC_LIST_WORK, (DcListArgs){ .id = header->running_no }, error);
	if (work == NULL)
		return false;
	DcInstant midnight = dc_calendar_at(calendar, dc_calendar_day(calendar, now), 0);
	DcInstant seconds = 0;
	for (guint i = 0; i < work->len; i++) {
		const DcWork *part = g_ptr_array_index(work, i);
		DcInstant end = part->end_at != DC_ABSENT ? part->end_at : now;
		if (part->kind != DC_WORK_CALL && end > midnight)
			seconds += MAX(0, end - MAX(part->start_at, midnight));
	}
	header->running_min = (int)(seconds / DC_MINUTE);
	return true;
}

static int
minutes_left(const DcCalendar *calendar, DcInstant now)
{
	DcInstant end = dc_calendar_day_end(calendar, dc_calendar_day(calendar, now));
	return end == DC_ABSENT || end <= now ? 0 : dc_calendar_between(calendar, now, end);
}

typedef struct { /* a value */
	DcDesk *desk;
	DcInstant now;
	DcHeader *header;
} Facts;

static bool
header_facts(gpointer data, GError **error)
{
	const Facts *facts = data;
	DcDesk *desk = facts->desk;
	DcHeader *header = facts->header;
	return count_bands(desk, header, error) && next_callback(desk, facts->now, header, error) && next_report(desk, header, error) &&
	       running_clock(desk, facts->now, header, error) &&
	       dc_ledger_tally(desk->ledger, DC_TALLY_MAILS_WAITING, (DcListArgs){ .id = DC_FOLDER_INCIDENT }, &header->n_waiting_incident, error) &&
	       dc_ledger_tally(desk->ledger, DC_TALLY_MAILS_WAITING, (DcListArgs){ .id = DC_FOLDER_INBOX }, &header->n_waiting_inbox, error);
}

bool
dc_desk_header(DcDesk *desk, DcInstant now, DcHeader *header, GError **error)
{
	const DcCalendar *calendar = dc_desk_calendar(desk);
	DcHeader fresh = { .left_min = minutes_left(calendar, now), .shift = dc_calendar_shift(calendar, now) };
	if (!dc_ledger_read_as_one(desk->ledger, header_facts, &(Facts){ desk, now, &fresh }, error))
		return false;
	fresh.busy = dc_policy_busy_text(desk->policy, dc_calendar_day(calendar, now));
	dc_header_clear(header);
	*header = fresh;
	return true;
}
