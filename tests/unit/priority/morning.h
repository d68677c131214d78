/* The worked examples of domain.md 3.9 as values: Tuesday 2026-03-31, ACC in its busy period, and the open items of that morning. */
#pragma once

#include <daicho/lang.h>
#include <daicho/priority.h>

#include <string.h>

static const char morning_policy[] =
	"[system ORD]\nname = 受注管理\ncriticality = 1\naliases = 受注, オーダー\n"
	"[system ACC]\nname = 会計\ncriticality = 1\n"
	"[system INV]\nname = 在庫管理\naliases = 在庫\n"
	"[system KIN]\nname = 勤怠\n"
	"[system DOC]\nname = 文書\ncriticality = 3\n"
	"[busy fiscal-year-end]\nsystems = ACC\nwhen = 03-20..04-10\n";

typedef struct {
	DcPolicy *policy;
	GPtrArray *tickets; /* of DcTicket */
	DcTicketNo parent;  /* its group has so many callers */
	int callers;
} Morning;

static inline DcPolicy *
morning_policy_new(void)
{
	g_autoptr(GError) error = NULL;
	DcPolicy *policy = dc_policy_new();

	g_assert_true(dc_policy_load(policy, morning_policy, &error));
	g_assert_no_error(error);
	return policy;
}

/* An instant of 2026 in the policy's zone. */
static inline DcInstant
at(const DcPolicy *policy, int month, int day, int hour, int minute)
{
	return dc_calendar_at(dc_policy_calendar(policy), dc_day_new(2026, month, day), hour * 60 + minute);
}

static inline DcTicket *
ticket_new(DcTicketNo no, DcKind kind, const char *system, int impact, int urgency, DcInstant received_at)
{
	DcTicket *ticket = dc_ticket_new();

	ticket->id = no;
	ticket->kind = kind;
	ticket->status = DC_STATUS_NEW;
	ticket->system = g_strdup(system);
	ticket->impact = impact;
	ticket->urgency = urgency;
	ticket->rated = true;
	ticket->received_at = received_at;
	return ticket;
}

static inline DcTicket *
morning_ticket(const Morning *morning, DcTicketNo no)
{
	for (guint i = 0; i < morning->tickets->len; i++) {
		DcTicket *ticket = g_ptr_array_index(morning->tickets, i);
		if (ticket->id == no)
			return ticket;
	}
	g_assert_not_reached();
}

static inline Morning
morning_new(void)
{
	enum { ASK = DC_KIND_INQUIRY, INC = DC_KIND_INCIDENT, CHG = DC_KIND_CHANGE };
	static const struct {
		int no, kind;
		const char *system;
		int impact, urgency, month, day, hour, minute;
	} rows[] = {
		{ 85, ASK, "KIN", 3, 2, 3, 26, 10, 0 },  { 88, ASK, "DOC", 3, 3, 3, 10, 10, 0 },  { 90, CHG, "ORD", 2, 3, 3, 16, 10, 0 },
		{ 92, ASK, "KIN", 3, 3, 3, 27, 10, 0 },  { 95, INC, "INV", 2, 2, 3, 30, 14, 0 },  { 97, ASK, "KIN", 3, 2, 3, 30, 15, 0 },
		{ 99, ASK, "KIN", 3, 2, 3, 30, 11, 0 },  { 101, INC, "ORD", 1, 1, 3, 31, 8, 52 }, { 102, INC, "ACC", 2, 1, 3, 31, 9, 5 },
		{ 103, INC, "ORD", 2, 1, 3, 31, 9, 10 }, { 104, INC, "INV", 2, 1, 3, 31, 8, 58 }, { 105, INC, "ACC", 2, 1, 3, 31, 9, 15 },
		{ 106, ASK, "ACC", 3, 1, 3, 31, 9, 8 },  { 107, ASK, "KIN", 3, 2, 3, 31, 9, 12 }, { 108, ASK, "INV", 3, 2, 3, 31, 9, 18 },
	};
	Morning morning = { .policy = morning_policy_new(), .parent = 104, .callers = 2,
		.tickets = g_ptr_array_new_with_free_func((GDestroyNotify)dc_ticket_free) };
	const DcPolicy *policy = morning.policy;

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		g_ptr_array_add(morning.tickets, ticket_new(rows[i].no, (DcKind)rows[i].kind, rows[i].system, rows[i].impact, rows[i].urgency,
			at(policy, rows[i].month, rows[i].day, rows[i].hour, rows[i].minute)));
	DcTicket *waiting = morning_ticket(&morning, 85), *promised = morning_ticket(&morning, 97);
	waiting->status = DC_STATUS_WAITING;
	waiting->wait = DC_WAIT_VENDOR;
	waiting->waiting_since = at(policy, 3, 26, 15, 0); /* 1200 minutes by 3/31 10:00 */
	waiting->check_at = at(policy, 3, 31, 10, 0);
	morning_ticket(&morning, 90)->due_at = at(policy, 4, 10, 18, 0);
	morning_ticket(&morning, 92)->resume_on = at(policy, 4, 2, 0, 0);
	promised->promise_at = at(policy, 3, 31, 9, 40);
	promised->promise = DC_PROMISE_CALLBACK;
	morning_ticket(&morning, 102)->due_at = at(policy, 3, 31, 15, 0);
	morning_ticket(&morning, 106)->due_at = at(policy, 3, 31, 12, 0);
	morning_ticket(&morning, 107)->vip = true;
	morning_ticket(&morning, 108)->parent = 104;
	return morning;
}

static inline void
morning_clear(Morning *morning)
{
	g_ptr_array_unref(morning->tickets);
	dc_policy_free(morning->policy);
}

static inline DcGroup
morning_group(const Morning *morning, const DcTicket *ticket)
{
	int callers = ticket->id == morning->parent ? morning->callers : 1;

	return (DcGroup){ .n_callers = callers, .n_departments = callers > 2 ? 2 : 1, .n_members = callers - 1 };
}

static inline DcRating
morning_rate(const Morning *morning, const DcTicket *ticket, DcInstant now)
{
	DcGroup group = morning_group(morning, ticket);
	DcRating rating;

	dc_priority_rate(morning->policy, ticket, &group, now, &rating);
	return rating;
}

typedef struct {
	const DcTicket *ticket;
	DcRating rating;
} Placed;

static inline int
placed_compare(gconstpointer a, gconstpointer b)
{
	return dc_rating_compare(&((const Placed *)a)->rating, &((const Placed *)b)->rating);
}

/* Today's list of what has arrived by then, in order. Transfer full, of Placed. */
static inline GArray *
morning_list(const Morning *morning, DcInstant now)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(Placed));

	for (guint i = 0; i < morning->tickets->len; i++) {
		const DcTicket *ticket = g_ptr_array_index(morning->tickets, i);
		Placed placed = { ticket, morning_rate(morning, ticket, now) };
		if (ticket->received_at <= now && placed.rating.band <= DC_BAND_LATER)
			g_array_append_val(list, placed);
	}
	g_array_sort(list, placed_compare);
	return list;
}

/* "101 97 102": transfer full. */
static inline char *
morning_order(const Morning *morning, DcInstant now)
{
	g_autoptr(GArray) list = morning_list(morning, now);
	GString *order = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++)
		g_string_append_printf(order, "%s%d", i > 0 ? " " : "", (int)g_array_index(list, Placed, i).ticket->id);
	return g_string_free(order, FALSE);
}

/* 急ぎ: bands 0 to 3. */
static inline int
morning_urgent(const Morning *morning, DcInstant now)
{
	g_autoptr(GArray) list = morning_list(morning, now);
	int n = 0;

	for (guint i = 0; i < list->len; i++)
		n += g_array_index(list, Placed, i).rating.band <= DC_BAND_URGENT;
	return n;
}
