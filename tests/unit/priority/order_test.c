/* The acceptance tables of domain.md 3.9: the matrix A1-A9 and the orders O0-O11. */
#include "morning.h"

static void
test_matrix(void)
{
	static const struct {
		const char *says;
		int impact, urgency, priority;
	} rows[] = {
		{ "A1", 1, 1, 1 }, { "A2", 1, 2, 2 }, { "A3", 1, 3, 3 }, { "A4", 2, 1, 2 }, { "A5", 2, 2, 3 },
		{ "A6", 2, 3, 4 }, { "A7", 3, 1, 3 }, { "A8", 3, 2, 4 }, { "A9", 3, 3, 5 },
	};
	g_autoptr(DcPolicy) policy = dc_policy_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(DcTicket) ticket = ticket_new(1, DC_KIND_INQUIRY, NULL, rows[i].impact, rows[i].urgency, at(policy, 3, 31, 9, 0));
		DcRating rating;

		g_test_message("%s", rows[i].says);
		g_assert_cmpint(dc_policy_matrix(policy, rows[i].impact, rows[i].urgency), ==, rows[i].priority);
		dc_priority_rate(policy, ticket, NULL, at(policy, 3, 31, 9, 0), &rating);
		g_assert_cmpint(rating.priority, ==, rows[i].priority);
	}
}

static void
is_order(const Morning *morning, DcInstant now, const char *expected)
{
	g_autofree char *order = morning_order(morning, now);

	g_assert_cmpstr(order, ==, expected);
}

/* The key that parts these two, which follow each other. */
static void
is_parted_by(const Morning *morning, DcInstant now, const char *pair, DcKey key)
{
	g_autoptr(GArray) list = morning_list(morning, now);

	for (guint i = 0; i + 1 < list->len; i++) {
		const Placed *one = &g_array_index(list, Placed, i), *other = one + 1;
		g_autofree char *here = g_strdup_printf("%d>%d", (int)one->ticket->id, (int)other->ticket->id);
		if (strcmp(here, pair) == 0) {
			g_assert_cmpint(dc_rating_differs(&one->rating, &other->rating), ==, key);
			return;
		}
	}
	g_error("%s do not follow each other", pair);
}

/* First differing keys in O1 */
static void
is_parted_as_in_o1(const Morning *morning, DcInstant now)
{
	static const struct {
		const char *pair;
		DcKey key;
	} parted[] = {
		{ "97>102", DC_KEY_BAND },      { "102>105", DC_KEY_DUE }, { "105>103", DC_KEY_BUSY }, { "103>104", DC_KEY_CRITICALITY },
		{ "104>106", DC_KEY_PRIORITY }, { "106>95", DC_KEY_BAND }, { "95>90", DC_KEY_NATIVE }, { "90>107", DC_KEY_PRIORITY },
		{ "107>99", DC_KEY_VIP },       { "99>88", DC_KEY_NATIVE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(parted); i++)
		is_parted_by(morning, now, parted[i].pair, parted[i].key);
}

/* O0-O7 are one day: each begins where the one before ended. */
static void
test_one_day(void)
{
	Morning morning = morning_new();
	const DcPolicy *policy = morning.policy;

	/* O0 08:50, before any new item: 97 in 急ぎ, due today, not yet lifted */
	DcInstant now = at(policy, 3, 31, 8, 50);
	is_order(&morning, now, "97 95 90 99 88");
	g_assert_cmpint(morning_urgent(&morning, now), ==, 1);
	DcRating rating = morning_rate(&morning, morning_ticket(&morning, 97), now);
	g_assert_cmpint(rating.band, ==, DC_BAND_URGENT);
	g_assert_cmpint(rating.until, ==, at(policy, 3, 31, 9, 0)); /* 09:40 - 10 - 30 */

	/* O1 09:20, all rated */
	now = at(policy, 3, 31, 9, 20);
	is_order(&morning, now, "101 97 102 105 103 104 106 95 90 107 99 88");
	g_assert_cmpint(morning_urgent(&morning, now), ==, 7);
	is_parted_as_in_o1(&morning, now);

	/* O2 09:25, 104 gets callers from a second department, R2 accepted -> 大 (P1) */
	morning.callers = 3;
	morning_ticket(&morning, 104)->impact = 1;
	is_order(&morning, at(policy, 3, 31, 9, 25), "101 104 97 102 105 103 106 95 90 107 99 88");

	/* O3 10:00, 97 answered and closed; 85 returns */
	morning_ticket(&morning, 97)->status = DC_STATUS_CLOSED;
	now = at(policy, 3, 31, 10, 0);
	is_order(&morning, at(policy, 3, 31, 9, 59), "101 104 102 105 103 106 95 90 107 99 88");
	is_order(&morning, now, "101 104 102 105 103 106 95 90 107 85 99 88");
	is_parted_by(&morning, now, "85>99", DC_KEY_RECEIVED);

	/* O4 10:10, 101 workaround, 影響人数 40, R6 accepted -> 緊急度 中 (P2) */
	DcTicket *first = morning_ticket(&morning, 101);
	first->affected = 40;
	first->urgency = 2;
	first->workaround_at = now = at(policy, 3, 31, 10, 10);
	is_order(&morning, now, "104 102 105 101 103 106 95 90 107 85 99 88");
	is_parted_by(&morning, now, "101>103", DC_KEY_AFFECTED);

	/* O5 10:59 / 11:00 (106: 12:00 - 30 - 30) */
	is_order(&morning, at(policy, 3, 31, 10, 59), "104 102 105 101 103 106 95 90 107 85 99 88");
	now = at(policy, 3, 31, 11, 0);
	is_order(&morning, now, "104 106 102 105 101 103 95 90 107 85 99 88");
	g_assert_cmpint(morning_urgent(&morning, now), ==, 6);

	/* O6 11:00, operator pins 90 */
	DcTicket *pinned = morning_ticket(&morning, 90);
	pinned->pinned_at = now;
	pinned->pin_until = at(policy, 3, 31, 18, 0);
	is_order(&morning, now, "90 104 106 102 105 101 103 95 107 85 99 88");

	/* O7 4/1 09:00, nothing more done: the misses of yesterday are not lifted, the pin is over */
	is_order(&morning, at(policy, 4, 1, 9, 0), "104 102 105 101 103 106 95 90 107 85 99 88");
	morning_clear(&morning);
}

/* "target passed 3/25 10:00", "P3 since 3/24 10:00" of the table */
static void
test_lifted_since(void)
{
	static const struct {
		DcTicketNo no;
		int day, native, lifted_to;
	} rows[] = { { 88, 25, 5, 4 }, { 90, 24, 4, 3 } };
	Morning morning = morning_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		const DcTicket *ticket = morning_ticket(&morning, rows[i].no);
		DcInstant since = at(morning.policy, 3, rows[i].day, 10, 0);
		DcRating before = morning_rate(&morning, ticket, since - 1), after = morning_rate(&morning, ticket, since);

		g_assert_cmpint(before.priority, ==, rows[i].native);
		g_assert_cmpint(before.lifted, ==, 0);
		g_assert_cmpint(before.until, ==, since);
		g_assert_cmpint(after.priority, ==, rows[i].lifted_to);
		g_assert_cmpint(after.native_priority, ==, rows[i].native);
		g_assert_cmpint(after.lifted, ==, 1);
	}
	morning_clear(&morning);
}

/* A few tickets by themselves: KIN, received 3/31 09:00 unless changed, numbered from 1. */
static Morning
few_new(int n, const int (*cells)[2])
{
	Morning few = { .policy = morning_policy_new(), .tickets = g_ptr_array_new_with_free_func((GDestroyNotify)dc_ticket_free) };

	for (int i = 0; i < n; i++)
		g_ptr_array_add(few.tickets, ticket_new(i + 1, DC_KIND_INQUIRY, "KIN", cells[i][0], cells[i][1], at(few.policy, 3, 31, 9, 0)));
	return few;
}

/* O8 a P4 with promise tomorrow 09:30, est 60; a P2; a P3 */
static void
test_latest_start(void)
{
	static const int cells[][2] = { { 3, 2 }, { 2, 1 }, { 2, 2 } };
	Morning few = few_new(3, cells);

	morning_ticket(&few, 1)->promise_at = at(few.policy, 4, 1, 9, 30);
	morning_ticket(&few, 1)->est_min = 60;
	is_order(&few, at(few.policy, 3, 31, 16, 59), "2 3 1");
	is_order(&few, at(few.policy, 3, 31, 17, 0), "1 2 3");
	morning_clear(&few);
}

/* O9 11:10: P4 promise missed today 11:00; P4 promise missed yesterday; P2; P3 */
static void
test_missed(void)
{
	static const int cells[][2] = { { 3, 2 }, { 3, 2 }, { 2, 1 }, { 2, 2 } };
	Morning few = few_new(4, cells);

	morning_ticket(&few, 1)->promise_at = at(few.policy, 3, 31, 11, 0);
	morning_ticket(&few, 2)->promise_at = at(few.policy, 3, 30, 11, 0);
	is_order(&few, at(few.policy, 3, 31, 11, 10), "1 3 2 4");
	morning_clear(&few);
}

/* O10 重大 flag on 小x低 (09:00); 大x高 (08:00); P5 overridden to P2 (09:00); 中x高 (09:05) */
static void
test_major_and_override(void)
{
	static const int cells[][2] = { { 3, 3 }, { 1, 1 }, { 3, 3 }, { 2, 1 } };
	Morning few = few_new(4, cells);

	morning_ticket(&few, 1)->major = true;
	morning_ticket(&few, 2)->received_at = at(few.policy, 3, 31, 8, 0);
	morning_ticket(&few, 3)->override = 2;
	morning_ticket(&few, 4)->received_at = at(few.policy, 3, 31, 9, 5);
	is_order(&few, at(few.policy, 3, 31, 9, 30), "2 1 3 4");
	morning_clear(&few);
}

/* O11 three P3: due 4/3 09:30 (1440 min ahead), no due received 3/30, due 4/3 10:00 (1470) */
static void
test_near_due(void)
{
	static const int cells[][2] = { { 2, 2 }, { 2, 2 }, { 2, 2 } };
	Morning few = few_new(3, cells);

	morning_ticket(&few, 1)->due_at = at(few.policy, 4, 3, 9, 30);
	morning_ticket(&few, 2)->received_at = at(few.policy, 3, 30, 9, 0);
	morning_ticket(&few, 3)->due_at = at(few.policy, 4, 3, 10, 0);
	is_order(&few, at(few.policy, 3, 31, 9, 30), "1 2 3");
	morning_clear(&few);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/priority/order/A1-A9", test_matrix);
	g_test_add_func("/priority/order/O0-O7", test_one_day);
	g_test_add_func("/priority/order/lifted-since", test_lifted_since);
	g_test_add_func("/priority/order/O8", test_latest_start);
	g_test_add_func("/priority/order/O9", test_missed);
	g_test_add_func("/priority/order/O10", test_major_and_override);
	g_test_add_func("/priority/order/O11", test_near_due);
	return g_test_run();
}
