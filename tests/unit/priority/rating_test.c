/* Bands, ageing and latest starts one by one; and what must hold for any ticket, policy and time: a rating is the same until `until`,
 * stepping from one `until` to the next is as good as rating afresh, and the keys are a total order. domain.md 3.4, design.md 3.3. */
#include "morning.h"

#define DAY ((DcInstant)86400)

/* -- one by one -- */

static DcRating
rate_at(const DcPolicy *policy, const DcTicket *ticket, DcInstant now)
{
	DcRating rating;

	dc_priority_rate(policy, ticket, NULL, now, &rating);
	return rating;
}

static void
test_unrated(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();
	g_autoptr(DcTicket) ticket = ticket_new(1, DC_KIND_INQUIRY, NULL, 1, 1, DC_ABSENT);

	ticket->impact = ticket->urgency = DC_ABSENT;
	ticket->rated = false;
	DcRating rating = rate_at(policy, ticket, at(policy, 3, 31, 9, 0));
	g_assert_cmpint(rating.priority, ==, 5);
	g_assert_cmpint(rating.band, ==, DC_BAND_LATER);
	g_assert_true(rating.provisional);
	g_assert_cmpint(rating.n_callers, ==, 1);
	g_assert_cmpint(rating.affected, ==, 1);
	g_assert_cmpint(rating.est_min, ==, 30);
	g_assert_cmpint(rating.criticality, ==, 2);
	g_assert_true(rating.until == DC_NEVER);
}

static void
test_hidden(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();
	DcInstant now = at(policy, 3, 31, 9, 0), later = at(policy, 4, 1, 9, 0), latest = at(policy, 4, 2, 9, 0);
	g_autoptr(DcTicket) ticket = ticket_new(1, DC_KIND_INCIDENT, "ORD", 1, 1, now);

	ticket->check_at = later; /* means nothing unless it waits */
	g_assert_cmpint(rate_at(policy, ticket, now).band, ==, DC_BAND_P1);
	ticket->status = DC_STATUS_WAITING;
	g_assert_cmpint(rate_at(policy, ticket, now).band, ==, DC_BAND_WAITING);
	g_assert_cmpint(rate_at(policy, ticket, now).until, ==, later);
	g_assert_cmpint(rate_at(policy, ticket, later).band, ==, DC_BAND_P1);
	ticket->resume_on = latest; /* the later of the two hides it */
	g_assert_cmpint(rate_at(policy, ticket, now).band, ==, DC_BAND_DEFERRED);
	g_assert_cmpint(rate_at(policy, ticket, now).until, ==, latest);
	ticket->pin_until = DC_NEVER; /* a pin does not bring back what is hidden */
	g_assert_cmpint(rate_at(policy, ticket, now).band, ==, DC_BAND_DEFERRED);
	ticket->parent = 2;
	g_assert_cmpint(rate_at(policy, ticket, latest).band, ==, DC_BAND_MEMBER);
	ticket->status = DC_STATUS_CANCELLED;
	DcRating shut = rate_at(policy, ticket, now);
	g_assert_cmpint(shut.band, ==, DC_BAND_SHUT);
	g_assert_cmpuint(shut.key_len, ==, 0);
	g_assert_true(shut.until == DC_NEVER);
}

static void
test_estimate(void)
{
	static const struct {
		DcKind kind;
		int est;
	} rows[] = { { DC_KIND_INQUIRY, 30 }, { DC_KIND_INCIDENT, 60 }, { DC_KIND_CHANGE, 240 }, { DC_KIND_TASK, 60 } };
	g_autoptr(DcPolicy) policy = morning_policy_new();
	DcInstant now = at(policy, 3, 31, 9, 0);

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(DcTicket) ticket = ticket_new(1, rows[i].kind, NULL, 2, 2, now);
		g_assert_cmpint(rate_at(policy, ticket, now).est_min, ==, rows[i].est);
		ticket->promise_at = at(policy, 3, 31, 15, 0);
		ticket->promise = DC_PROMISE_ANSWER;
		g_assert_cmpint(rate_at(policy, ticket, now).est_min, ==, rows[i].est);
		ticket->promise = DC_PROMISE_CALLBACK;
		g_assert_cmpint(rate_at(policy, ticket, now).est_min, ==, 10);
		ticket->due_at = at(policy, 3, 31, 12, 0); /* earlier than the call: the work itself is due */
		g_assert_cmpint(rate_at(policy, ticket, now).est_min, ==, rows[i].est);
		g_assert_false(rate_at(policy, ticket, now).due_is_promise);
		ticket->est_min = 90;
		g_assert_cmpint(rate_at(policy, ticket, now).est_min, ==, 90);
		g_assert_cmpint(rate_at(policy, ticket, now).latest_start, ==, at(policy, 3, 31, 10, 0));
		ticket->status = DC_STATUS_RESOLVED; /* only the answer is owed */
		g_assert_cmpint(rate_at(policy, ticket, now).est_min, ==, 10);
	}
}

/* A miss stays lifted for its day; on the next business day, not on the Saturday, it falls to 急ぎ. */
static void
test_missed_on_friday(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();
	g_autoptr(DcTicket) ticket = ticket_new(1, DC_KIND_INQUIRY, NULL, 3, 2, at(policy, 3, 27, 9, 0));

	ticket->due_at = at(policy, 3, 27, 17, 0);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 27, 15, 59)).band, ==, DC_BAND_URGENT);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 27, 16, 0)).band, ==, DC_BAND_LATEST_START);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 28, 10, 0)).band, ==, DC_BAND_LATEST_START);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 29, 23, 59)).band, ==, DC_BAND_LATEST_START);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 30, 0, 0)).band, ==, DC_BAND_URGENT);
}

/* Time in 待ち is left out, and stands still while it waits. P4: 2400 minutes. */
static void
test_ageing_while_waiting(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();
	g_autoptr(DcTicket) ticket = ticket_new(1, DC_KIND_INQUIRY, NULL, 3, 2, at(policy, 3, 2, 9, 0));

	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 6, 17, 59)).lifted, ==, 0);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 6, 18, 0)).lifted, ==, 1);
	ticket->waited_min = 60;
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 9, 9, 59)).lifted, ==, 0);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 9, 10, 0)).lifted, ==, 1);
	ticket->status = DC_STATUS_WAITING;
	ticket->waiting_since = at(policy, 3, 9, 9, 30);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 31, 9, 0)).lifted, ==, 0);
	g_assert_true(rate_at(policy, ticket, at(policy, 3, 31, 9, 0)).until == DC_NEVER);
	ticket->waiting_since = at(policy, 3, 9, 10, 0);
	g_assert_cmpint(rate_at(policy, ticket, at(policy, 3, 31, 9, 0)).lifted, ==, 1);
}

/* P5 rises twice and no further; P3 and above never. */
static void
test_ageing_stops_at_p3(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();
	DcInstant received_at = at(policy, 1, 5, 9, 0), now = at(policy, 12, 1, 9, 0);

	for (int impact = 1; impact <= 3; impact++) {
		for (int urgency = 1; urgency <= 3; urgency++) {
			g_autoptr(DcTicket) ticket = ticket_new(1, DC_KIND_INQUIRY, NULL, impact, urgency, received_at);
			DcRating rating = rate_at(policy, ticket, now);
			g_assert_cmpint(rating.priority, ==, MIN(rating.native_priority, 3));
			g_assert_cmpint(rating.lifted, ==, rating.native_priority - rating.priority);
		}
	}
	g_autoptr(DcTicket) by_hand = ticket_new(1, DC_KIND_INQUIRY, NULL, 1, 1, received_at);
	by_hand->override = 5;
	by_hand->rated = false;
	DcRating rating = rate_at(policy, by_hand, now);
	g_assert_cmpint(rating.native_priority, ==, 5);
	g_assert_cmpint(rating.priority, ==, 3);
	g_assert_true(rating.overridden);
	g_assert_false(rating.provisional);
}

static void
test_busy_until(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();
	g_autoptr(DcTicket) ticket = ticket_new(1, DC_KIND_INCIDENT, "ACC", 2, 2, at(policy, 3, 19, 17, 0));
	DcRating before = rate_at(policy, ticket, at(policy, 3, 19, 17, 0)), within = rate_at(policy, ticket, before.until);

	g_assert_false(before.busy);
	g_assert_cmpint(before.until, ==, at(policy, 3, 20, 0, 0));
	g_assert_true(within.busy);
	g_assert_cmpint(within.until, ==, at(policy, 4, 11, 0, 0));
}

static void
test_latest_pin_on_top(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();
	DcInstant now = at(policy, 3, 31, 11, 0);
	g_autoptr(DcTicket) first = ticket_new(1, DC_KIND_INCIDENT, NULL, 1, 1, now), second = ticket_new(2, DC_KIND_INQUIRY, NULL, 3, 3, now);

	first->pinned_at = at(policy, 3, 31, 10, 0);
	second->pinned_at = at(policy, 3, 31, 10, 30);
	first->pin_until = second->pin_until = at(policy, 3, 31, 18, 0);
	DcRating one = rate_at(policy, first, now), other = rate_at(policy, second, now);
	g_assert_cmpint(dc_rating_compare(&other, &one), <, 0);
	g_assert_cmpint(dc_rating_differs(&other, &one), ==, DC_KEY_PIN);
	g_assert_cmpint(one.until, ==, first->pin_until);
}

static void
test_signs(void)
{
	static const struct {
		DcRating rating;
		const char *sign;
	} rows[] = {
		{ { .priority = 2 }, "P2" },
		{ { .priority = 2, .overridden = true }, "P2*" },
		{ { .priority = 4, .lifted = 1 }, "P4^" },
		{ { .priority = 3, .provisional = true }, "P3?" },
		{ { .priority = 3, .provisional = true, .lifted = 1 }, "P3?" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *sign = dc_priority_sign(&rows[i].rating);
		g_assert_cmpstr(sign, ==, rows[i].sign);
	}
	g_assert_cmpstr(dc_band_code(DC_BAND_LATEST_START), ==, "latest_start");
	g_assert_cmpstr(dc_band_code(DC_BAND_SHUT), ==, "shut");
}

/* -- whatever comes -- */

static const char *const any_policies[] = {
	"",
	"[system ORD]\ncriticality = 1\n[busy fiscal-year-end]\nsystems = ACC\nwhen = 03-20..04-10\n",
	"[hours]\nweek = mon-thu 08:30-12:15 13:00-17:00; sat 09:00-12:00\nopen = 2026-04-05 10:00-11:00\nclosed = 04-29..05-06\n"
	"[target]\nresolve = 10 20 30 40 50\n[order]\nmargin = 0\nnear_due = 7\n"
	"[busy a]\nsystems = ACC ORD\nwhen = month-end-2..month-start+3\n[busy b]\nsystems = ACC\nwhen = gotobi, 2026-04-01\n",
	"[hours]\nholidays = none\nclosed = none\nweek = mon-sun 00:00-24:00\nzone = Europe/Berlin\n[matrix]\nimpact1 = 5 5 5\nimpact2 = 4 4 4\nimpact3 = 1 2 3\n",
};

static DcPolicy *
any_policy(void)
{
	g_autoptr(GError) error = NULL;
	DcPolicy *policy = dc_policy_new();

	g_assert_true(dc_policy_load(policy, any_policies[g_test_rand_int_range(0, G_N_ELEMENTS(any_policies))], &error));
	g_assert_no_error(error);
	return policy;
}

static bool
chance(int of)
{
	return g_test_rand_int_range(0, of) == 0;
}

static DcInstant
around(DcInstant middle, int days)
{
	DcInstant when = middle + g_test_rand_int_range(-days, days + 1) * DAY + g_test_rand_int_range(0, 86400);

	return chance(2) ? when - when % 300 : when; /* half of them on the clock's fives */
}

static DcInstant
perhaps(DcInstant middle, int days, int of)
{
	return chance(of) ? around(middle, days) : DC_ABSENT;
}

/* Any ticket, also ones that no operator would make. */
static DcTicket *
any_ticket(DcTicketNo no, DcInstant now)
{
	static const char *const systems[] = { NULL, "ORD", "ACC", "???" };
	DcTicket *ticket = ticket_new(no, (DcKind)g_test_rand_int_range(0, DC_N_KIND), systems[g_test_rand_int_range(0, 4)],
		g_test_rand_int_range(1, 4), g_test_rand_int_range(1, 4), around(now, chance(3) ? 2 : 40));

	ticket->status = chance(4) ? DC_STATUS_WAITING : (DcStatus)g_test_rand_int_range(DC_STATUS_DRAFT, chance(5) ? DC_N_STATUS : DC_STATUS_CLOSED);
	ticket->rated = !chance(4);
	ticket->override = chance(6) ? g_test_rand_int_range(1, 6) : DC_ABSENT;
	ticket->major = chance(10);
	ticket->vip = chance(5);
	ticket->affected = chance(4) ? g_test_rand_int_range(0, 50) : DC_ABSENT;
	ticket->due_at = perhaps(now, chance(2) ? 1 : 8, 2);
	ticket->promise_at = perhaps(now, chance(2) ? 1 : 8, 3);
	ticket->promise = (DcPromise)g_test_rand_int_range(0, DC_N_PROMISE);
	ticket->est_min = chance(3) ? g_test_rand_int_range(5, 2401) : DC_ABSENT;
	ticket->resume_on = perhaps(now, 3, 5);
	ticket->check_at = perhaps(now, 3, 2);
	ticket->waiting_since = perhaps(now, 5, 2);
	ticket->waited_min = chance(3) ? g_test_rand_int_range(0, 5000) : DC_ABSENT;
	ticket->pinned_at = perhaps(now, 1, 6);
	ticket->pin_until = perhaps(now, 1, 6);
	ticket->parent = chance(12) ? g_test_rand_int_range(1, 100) : 0;
	if (chance(20))
		ticket->impact = DC_ABSENT;
	if (chance(30))
		ticket->received_at = DC_ABSENT;
	return ticket;
}

static void
assert_same(const DcRating *a, const DcRating *b)
{
	g_assert_cmpint(a->priority, ==, b->priority);
	g_assert_cmpint(a->native_priority, ==, b->native_priority);
	g_assert_cmpint(a->lifted, ==, b->lifted);
	g_assert_cmpint(a->band, ==, b->band);
	g_assert_cmpint(a->hard_due, ==, b->hard_due);
	g_assert_cmpint(a->latest_start, ==, b->latest_start);
	g_assert_cmpint(a->due_counts, ==, b->due_counts);
	g_assert_cmpint(a->busy, ==, b->busy);
	g_assert_cmpint(a->criticality, ==, b->criticality);
	g_assert_cmpint(a->affected, ==, b->affected);
	g_assert_cmpint(a->est_min, ==, b->est_min);
	g_assert_cmpmem(a->key, a->key_len, b->key, b->key_len);
}

static bool
is_same(const DcRating *a, const DcRating *b)
{
	return a->priority == b->priority && a->band == b->band && a->due_counts == b->due_counts && a->busy == b->busy && a->key_len == b->key_len &&
	       memcmp(a->key, b->key, a->key_len) == 0;
}

/* The same at every instant before `until`; and at `until` something is different, but for the horizon of the busy periods. */
static void
test_holds_until(void)
{
	for (int round = 0; round < 60; round++) {
		g_autoptr(DcPolicy) policy = any_policy();
		DcInstant middle = at(policy, 3, 31, 9, 0);

		for (int i = 0; i < 60; i++) {
			DcInstant now = around(middle, 30);
			g_autoptr(DcTicket) ticket = any_ticket(i, now);
			DcRating rating = rate_at(policy, ticket, now);
			DcInstant end = MIN(rating.until, now + 60 * DAY);

			g_assert_cmpint(rating.until, >, now);
			for (int j = 0; j < 12; j++) {
				DcInstant then = j == 0 ? end - 1 : j == 1 ? now + 1 : now + (DcInstant)(g_test_rand_double() * (double)(end - now));
				DcRating later = rate_at(policy, ticket, MIN(then, end - 1));
				assert_same(&rating, &later);
				g_assert_cmpint(rating.until, ==, later.until);
			}
			DcRating next = rate_at(policy, ticket, end);
			if (rating.until < now + 60 * DAY)
				g_assert_false(is_same(&rating, &next));
		}
	}
}

static void
test_steps_are_as_good(void)
{
	for (int round = 0; round < 60; round++) {
		g_autoptr(DcPolicy) policy = any_policy();
		DcInstant now = around(at(policy, 3, 31, 9, 0), 30);

		for (int i = 0; i < 30; i++) {
			g_autoptr(DcTicket) ticket = any_ticket(i, now);
			DcRating rating = rate_at(policy, ticket, now);
			DcInstant then = now;
			for (int hop = 0; hop < 20; hop++) {
				then += g_test_rand_int_range(60, 86400);
				while (rating.until <= then)
					rating = rate_at(policy, ticket, rating.until);
				DcRating afresh = rate_at(policy, ticket, then);
				assert_same(&afresh, &rating);
			}
		}
	}
}

/* -- the order, told once more in plain comparisons -- */

static int
earlier(DcInstant a, DcInstant b)
{
	return (a > b) - (a < b);
}

static DcInstant
due_key(const DcRating *rating)
{
	return rating->due_counts ? rating->hard_due : DC_NEVER;
}

static DcInstant
first_key(const DcTicket *ticket, const DcRating *rating)
{
	if (rating->band == DC_BAND_PINNED)
		return ticket->pinned_at == DC_ABSENT ? 0 : -ticket->pinned_at;
	if (rating->band == DC_BAND_LATEST_START)
		return rating->hard_due;
	if (rating->band == DC_BAND_DEFERRED)
		return ticket->resume_on;
	if (rating->band == DC_BAND_WAITING)
		return ticket->check_at;
	return rating->band == DC_BAND_MEMBER ? ticket->parent : 0;
}

static int
plain_compare(const Placed *a, const Placed *b)
{
	const DcRating *one = &a->rating, *other = &b->rating;
	bool by_due = one->band == DC_BAND_LATEST_START;
	const int differences[] = {
		(int)one->band - (int)other->band,
		earlier(first_key(a->ticket, one), first_key(b->ticket, other)),
		one->priority - other->priority,
		by_due ? 0 : one->native_priority - other->native_priority,
		by_due ? 0 : earlier(due_key(one), due_key(other)),
		other->busy - one->busy,
		one->criticality - other->criticality,
		other->affected - one->affected,
		b->ticket->vip - a->ticket->vip,
		earlier(a->ticket->received_at == DC_ABSENT ? DC_NEVER : a->ticket->received_at,
			b->ticket->received_at == DC_ABSENT ? DC_NEVER : b->ticket->received_at),
		earlier(a->ticket->id, b->ticket->id),
	};

	for (gsize i = 0; i < G_N_ELEMENTS(differences); i++) {
		if (differences[i] != 0)
			return differences[i];
	}
	return 0;
}

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static void
assert_ordered(const Placed *a, const Placed *b)
{
	int order = dc_rating_compare(&a->rating, &b->rating);

	g_assert_cmpint(sign(dc_rating_compare(&b->rating, &a->rating)), ==, -sign(order));
	if (a->rating.key_len == 0 || b->rating.key_len == 0)
		return;
	int bytes = memcmp(a->rating.key, b->rating.key, MIN(a->rating.key_len, b->rating.key_len));
	g_assert_cmpint(sign(bytes), ==, sign(order));
	g_assert_cmpint(sign(plain_compare(a, b)), ==, sign(order));
	g_assert_cmpint(order == 0, ==, a->ticket->id == b->ticket->id);
	if (a->rating.band == b->rating.band)
		g_assert_cmpuint(a->rating.key_len, ==, b->rating.key_len);
	g_assert_cmpuint(a->rating.key_len, <=, DC_RATING_KEY_MAX);
}

static void
test_total_order(void)
{
	for (int round = 0; round < 30; round++) {
		g_autoptr(DcPolicy) policy = any_policy();
		g_autoptr(GPtrArray) tickets = g_ptr_array_new_with_free_func((GDestroyNotify)dc_ticket_free);
		g_autoptr(GArray) placed = g_array_new(FALSE, FALSE, sizeof(Placed));
		DcInstant now = around(at(policy, 3, 31, 9, 0), 30);

		for (int i = 1; i <= 60; i++) {
			DcTicket *ticket = any_ticket(i, now);
			g_ptr_array_add(tickets, ticket);
			Placed one = { ticket, rate_at(policy, ticket, now) };
			g_array_append_val(placed, one);
		}
		for (guint a = 0; a < placed->len; a++) {
			for (guint b = 0; b < placed->len; b++)
				assert_ordered(&g_array_index(placed, Placed, a), &g_array_index(placed, Placed, b));
		}
	}
}

/* Numbers at the ends of their range are ordered and end somewhere, too. */
static void
test_extremes(void)
{
	static const gint64 ends[] = { DC_ABSENT, G_MININT64 + 1, -1, 0, 1, G_MAXINT64 };
	g_autoptr(DcPolicy) policy = morning_policy_new();

	for (int round = 0; round < 2000; round++) {
		g_autoptr(DcTicket) ticket = any_ticket(1, at(policy, 3, 31, 9, 0));
		DcInstant now = ends[g_test_rand_int_range(0, G_N_ELEMENTS(ends))];
		gint64 *const members[] = {
			&ticket->received_at, &ticket->due_at, &ticket->promise_at, &ticket->resume_on, &ticket->check_at, &ticket->waiting_since,
			&ticket->waited_min, &ticket->pinned_at, &ticket->pin_until, &ticket->est_min, &ticket->affected, &ticket->impact,
			&ticket->urgency, &ticket->override, &ticket->parent, &ticket->id,
		};

		for (gsize i = 0; i < G_N_ELEMENTS(members); i++) {
			if (chance(3))
				*members[i] = ends[g_test_rand_int_range(0, G_N_ELEMENTS(ends))];
		}
		DcRating rating = rate_at(policy, ticket, now);
		g_autofree char *reason = dc_priority_reason(policy, ticket, &rating, now);
		DcPlaced self = { ticket, &rating }, nobody = { NULL, NULL };
		g_autofree char *why = dc_priority_why(policy, 1, self, self, nobody, NULL, now);
		g_assert_true(g_utf8_validate(reason, -1, NULL) && g_utf8_validate(why, -1, NULL));
		g_assert_cmpint(rating.priority, >=, 1);
		g_assert_cmpint(rating.priority, <=, 5);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/priority/rating/unrated", test_unrated);
	g_test_add_func("/priority/rating/hidden", test_hidden);
	g_test_add_func("/priority/rating/estimate", test_estimate);
	g_test_add_func("/priority/rating/missed-on-friday", test_missed_on_friday);
	g_test_add_func("/priority/rating/ageing-while-waiting", test_ageing_while_waiting);
	g_test_add_func("/priority/rating/ageing-stops-at-p3", test_ageing_stops_at_p3);
	g_test_add_func("/priority/rating/busy-until", test_busy_until);
	g_test_add_func("/priority/rating/latest-pin-on-top", test_latest_pin_on_top);
	g_test_add_func("/priority/rating/signs", test_signs);
	g_test_add_func("/priority/rating/holds-until", test_holds_until);
	g_test_add_func("/priority/rating/steps-are-as-good", test_steps_are_as_good);
	g_test_add_func("/priority/rating/total-order", test_total_order);
	g_test_add_func("/priority/rating/extremes", test_extremes);
	return g_test_run();
}
