/* The order as stored: pages, places and counters agree with a sort by hand; what a change and a tick rate. design.md 3.3. */
#include "../../support/ranked.h"

#include <string.h>

/* -- pages -- */
static void
assert_numbers(const GPtrArray *rows, const DcTicketNo *nos, guint n)
{
	g_assert_cmpuint(rows->len, ==, n);
	for (guint i = 0; i < n; i++) {
		const DcRow *row = g_ptr_array_index(rows, i);
		g_assert_cmpint(row->ticket->id, ==, nos[i]);
	}
}

static void
test_order(void)
{
	ranked_begin();
	ranked_assert(PLACE_NOW);
	ranked_end();
}

/* Page after page, forward and backward, of any bands and kind: every row once, in order. */
static void
walk(int band_from, int band_to, DcKind kind, int limit)
{
	g_autoptr(GArray) all = ranked_by_hand(PLACE_NOW), wanted = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	for (guint i = 0; i < all->len; i++) {
		const RankedTicket *judged = &g_array_index(all, RankedTicket, i);
		if (judged->rank.band >= band_from && judged->rank.band <= band_to && (kind == DC_KIND_NONE || judged->kind == kind))
			g_array_append_val(wanted, judged->no);
	}
	for (int backward = 0; backward < 2; backward++) {
		DcPage what = { .band_from = band_from, .band_to = band_to, .kind = kind, .limit = limit, .backward = backward };
		g_autoptr(GPtrArray) rows = ranked_page(what);
		guint seen = 0;
		while (rows->len > 0) {
			guint at = backward ? wanted->len - seen - rows->len : seen;
			g_assert_cmpuint(rows->len, <=, (guint)limit);
			assert_numbers(rows, &g_array_index(wanted, DcTicketNo, at), rows->len);
			seen += rows->len;
			what.after = g_ptr_array_index(rows, backward ? 0 : rows->len - 1);
			GPtrArray *next = ranked_page(what);
			g_ptr_array_unref(rows);
			rows = next;
		}
		g_assert_cmpuint(seen, ==, wanted->len);
	}
}

static void
test_pages(void)
{
	ranked_begin();
	for (int i = 0; i < 60; i++) {
		int from = g_test_rand_int_range(0, 7);
		walk(from, g_test_rand_int_range(from, 8), (DcKind)g_test_rand_int_range(0, DC_N_KIND), g_test_rand_int_range(1, 20));
	}
	walk(0, 255, DC_KIND_NONE, 7);
	ranked_end();
}

/* A row of another band as the one to go on from: the bands still hold. */
static void
test_bands_hold(void)
{
	ranked_begin();
	g_autoptr(GPtrArray) first = ranked_page((DcPage){ .band_from = 0, .band_to = 0, .limit = 1 });
	g_autoptr(GPtrArray) rows = ranked_page((DcPage){ .band_from = 2, .band_to = 2, .limit = 1000, .after = g_ptr_array_index(first, 0) });
	g_autoptr(GPtrArray) same = ranked_page((DcPage){ .band_from = 2, .band_to = 2, .limit = 1000 });
	g_assert_cmpuint(rows->len, ==, same->len);
	g_autoptr(GPtrArray) before = ranked_page((DcPage){ .band_from = 2, .band_to = 2, .limit = 1000, .after = g_ptr_array_index(first, 0), .backward = true });
	g_assert_cmpuint(before->len, ==, 0);
	ranked_end();
}

static void
test_place(void)
{
	ranked_begin();
	g_autoptr(GPtrArray) rows = ranked_page((DcPage){ .band_from = 0, .band_to = 9, .limit = 1000 });
	for (guint i = 0; i < rows->len; i++) {
		const DcRow *row = g_ptr_array_index(rows, i);
		int at;
		g_assert_true(dc_ledger_place(ranked.ledger, 0, row->key, row->key_len, &at, NULL));
		g_assert_cmpint(at, ==, (int)i + 1);
		for (guint j = 0; j < i; j++) {
			const DcRow *before = g_ptr_array_index(rows, j);
			g_assert_true(dc_ledger_place_after(ranked.ledger, before->key, before->key_len, (int)j + 1, row->key, row->key_len, &at, NULL));
			g_assert_cmpint(at, ==, (int)i + 1);
		}
	}
	const DcRow *last = g_ptr_array_index(rows, rows->len - 1);
	int at;
	g_assert_true(dc_ledger_place(ranked.ledger, last->band, last->key, last->key_len, &at, NULL));
	g_autoptr(GPtrArray) band = ranked_page((DcPage){ .band_from = last->band, .band_to = last->band, .limit = 1000 });
	g_assert_cmpint(at, ==, (int)band->len);
	ranked_end();
}

/* Counted from the nearer end, the place is the same. */
static void
test_place_of_many(void)
{
	const int n_many = 20000, steps[] = { 1, 2, 999, 1000, 1001, 1002, 7999, 8001, 10000, 12000, 18999, 19000, 19001, 19999, 20000 };
	place_begin(&ranked);
	place_sql(&ranked, "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 20000) INSERT INTO rank "
	                  "SELECT CAST(printf('4%07d', n) AS BLOB), n, 52, 'task', 30, NULL, 0, 1, 0 FROM number");
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		g_autofree char *key = g_strdup_printf("4%07d", steps[i]);
		int at;
		g_assert_true(dc_ledger_place(ranked.ledger, 0, (const guint8 *)key, strlen(key), &at, NULL));
		g_assert_cmpint(at, ==, steps[i]);
	}
	int at;
	g_assert_true(dc_ledger_place(ranked.ledger, 0, (const guint8 *)"5", 1, &at, NULL));
	g_assert_cmpint(at, ==, n_many + 1);
	g_assert_true(dc_ledger_place(ranked.ledger, '5', (const guint8 *)"40000500", 8, &at, NULL));
	g_assert_cmpint(at, ==, 1);
	place_end(&ranked);
}

static void
test_counts(void)
{
	ranked_begin();
	for (int round = 0; round < 3; round++) {
		g_autoptr(GArray) all = ranked_by_hand(PLACE_NOW), counts = dc_ledger_counts(ranked.ledger, NULL);
		gint64 n = 0;
		for (guint i = 0; i < counts->len; i++) {
			const DcCount *count = &g_array_index(counts, DcCount, i);
			gint64 n_here = 0, est_min = 0;
			for (guint j = 0; j < all->len; j++) {
				const RankedTicket *judged = &g_array_index(all, RankedTicket, j);
				bool here = judged->rank.band == count->band && judged->kind == count->kind;
				n_here += here;
				est_min += here ? judged->rank.est_min : 0;
			}
			g_assert_cmpint(count->n, ==, n_here);
			g_assert_cmpint(count->est_min, ==, est_min);
			n += count->n;
		}
		g_assert_cmpint(n, ==, all->len);
		ranked_log(10);
		place_set(&ranked, g_test_rand_int_range(1, RANKED_TICKETS), DC_FIELD_EST_MIN, 77);
		place_set(&ranked, g_test_rand_int_range(1, RANKED_TICKETS), DC_FIELD_KIND, DC_KIND_TASK);
	}
	ranked_end();
}

/* -- narrowing -- */
static DcFilter *
some_filter(void)
{
	int low = g_test_rand_int_range(0, 6);
	switch (g_test_rand_int_range(0, 4)) {
	case 0: return dc_filter_text(DC_N_FIELDS, g_test_rand_bit() ? "帳票" : "ticket");
	case 1: return dc_filter_range(DC_FIELD_AFFECTED, low, low + 1);
	case 2: return dc_filter_not(dc_filter_text(DC_N_FIELDS, "帳"));
	default: return dc_filter_join(DC_FILTER_OR, dc_filter_text(DC_FIELD_TITLE, "帳票"), dc_filter_range(DC_FIELD_AFFECTED, 5, 9));
	}
}

/* Slice after slice until there is nothing left: the numbers, as they come. Transfer full, of DcTicketNo. */
static GArray *
narrowed(const DcFilter *filter, bool backward, int limit, int effort)
{
	GArray *nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	DcPage what = { .band_from = 0, .band_to = 9, .filter = filter, .limit = limit, .effort = effort, .backward = backward };
	DcRow reached = { 0 };
	do {
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) rows = dc_ledger_page(ranked.ledger, &what, &reached, &error);
		g_assert_no_error(error);
		for (guint i = 0; i < rows->len; i++)
			g_array_append_val(nos, ((const DcRow *)g_ptr_array_index(rows, backward ? rows->len - 1 - i : i))->ticket->id);
		what.after = &reached;
	} while (reached.key_len > 0);
	return nos;
}

/* The order, and of it what the filter lets through. Transfer full. */
static GArray *
narrowed_by_hand(const DcFilter *filter, bool backward)
{
	g_autoptr(GArray) all = ranked_by_hand(PLACE_NOW), wanted = dc_ledger_find(ranked.ledger, &(DcFind){ .filter = filter, .limit = G_MAXINT }, NULL, NULL);
	GArray *nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	for (guint i = 0; i < all->len; i++) {
		DcTicketNo no = g_array_index(all, RankedTicket, backward ? all->len - 1 - i : i).no;
		for (guint k = 0; k < wanted->len; k++)
			if (g_array_index(wanted, gint64, k) == no)
				g_array_append_val(nos, no);
	}
	return nos;
}

/* In slices of any size, there and back; what is written between them is seen. */
static void
test_narrow(void)
{
	ranked_begin();
	ranked_log(700); /* more than are found by their words alone */
	for (int i = 0; i < 80; i++) {
		static const char *const titles[] = { "帳票が出ない", "Printer Error 100%", "受注登録でｴﾗｰ" };
		place_set_text(&ranked, g_test_rand_int_range(1, 700), DC_FIELD_TITLE, titles[i % 3]);
		g_autoptr(DcFilter) filter = some_filter();
		bool backward = g_test_rand_bit();
		g_autoptr(GArray) by_hand = narrowed_by_hand(filter, backward);
		g_autoptr(GArray) found = narrowed(filter, backward, g_test_rand_int_range(1, 120), g_test_rand_int_range(0, 90));
		g_assert_cmpmem(found->data, found->len * sizeof(DcTicketNo), by_hand->data, by_hand->len * sizeof(DcTicketNo));
	}
	ranked_end();
}

/* -- what is rated, and when -- */
static void
test_nothing_due(void)
{
	ranked_begin();
	g_assert_cmpint(ranked_rank(PLACE_NOW), ==, 0);
	g_assert_cmpint(ranked_rank(PLACE_NOW - 59), ==, 0); /* clocks differ a little */
	g_assert_cmpuint(ranked_n_judged, ==, 0);
	ranked_end();
}

static void
test_only_due(void)
{
	ranked_begin();
	place_set(&ranked, place_log(&ranked, "asleep"), DC_FIELD_DUE_AT, PLACE_NOW + 600);
	g_autoptr(GArray) all = ranked_by_hand(PLACE_NOW);
	int n_due = 0;
	ranked_n_judged = 0;
	for (guint i = 0; i < all->len; i++)
		n_due += g_array_index(all, RankedTicket, i).rank.until <= PLACE_NOW + 3600;
	g_assert_cmpint(n_due, >, 0);
	g_assert_cmpint(ranked_rank(PLACE_NOW + 3600), ==, n_due);
	g_assert_cmpuint(ranked_n_judged, ==, (guint)n_due);
	ranked_assert(PLACE_NOW + 3600);
	g_assert_cmpint(ranked_rank(PLACE_NOW + 3600), ==, 0);
	ranked_end();
}

/* A change rates what it touches and no more. */
static void
test_touched(void)
{
	ranked_begin();
	DcTicketNo no = place_log(&ranked, "fresh");
	g_assert_cmpuint(ranked_n_judged, ==, 1);
	place_set(&ranked, no, DC_FIELD_AFFECTED, 99);
	g_assert_cmpuint(ranked_n_judged, ==, 2);
	g_assert_true(dc_ledger_undo(ranked.ledger, PLACE_NOW, NULL, NULL));
	g_assert_cmpuint(ranked_n_judged, ==, 3);
	place_set(&ranked, no, DC_FIELD_STATUS, DC_STATUS_CLOSED);
	ranked_assert(PLACE_NOW);
	place_set(&ranked, no, DC_FIELD_STATUS, DC_STATUS_NEW);
	ranked_assert(PLACE_NOW);
	ranked_end();
}

static void
add_contact(DcTicketNo no, const char *name, const char *department)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	g_autoptr(DcContact) contact = dc_contact_new();
	contact->ticket = no;
	contact->direction = DC_DIRECTION_IN;
	contact->at = PLACE_NOW;
	contact->name = g_strdup(name);
	contact->department = g_strdup(department);
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	place_apply(&ranked, change);
}

static void
assert_group(DcTicketNo no, int n_members, int n_callers, int n_departments)
{
	DcGroup group;
	g_assert_true(dc_ledger_group(ranked.ledger, no, &group, NULL));
	g_assert_cmpint(group.n_members, ==, n_members);
	g_assert_cmpint(group.n_callers, ==, n_callers);
	g_assert_cmpint(group.n_departments, ==, n_departments);
	ranked_assert(PLACE_NOW);
}

/* Distinct callers and departments, of the members too; the one in front is rated again whenever that changes. domain.md 2.3. */
static void
test_group(void)
{
	ranked_begin();
	DcTicketNo front = place_log(&ranked, "front"), member = place_log(&ranked, "member"), other = place_log(&ranked, "other");
	assert_group(front, 0, 1, 0);
	add_contact(front, "井上", "倉庫");
	add_contact(front, "井上", "倉庫");
	add_contact(member, "中村", "購買");
	assert_group(front, 0, 1, 1);
	place_set(&ranked, member, DC_FIELD_PARENT, front);
	assert_group(front, 1, 2, 2);
	add_contact(member, "鈴木", "倉庫");
	assert_group(front, 1, 3, 2);
	place_set(&ranked, other, DC_FIELD_PARENT, front);
	assert_group(front, 2, 3, 2);
	place_set(&ranked, member, DC_FIELD_STATUS, DC_STATUS_CANCELLED); /* was never part of it */
	assert_group(front, 1, 1, 1);
	place_set(&ranked, member, DC_FIELD_STATUS, DC_STATUS_NEW);
	place_set(&ranked, member, DC_FIELD_PARENT, 0);
	assert_group(front, 1, 1, 1);
	assert_group(member, 0, 2, 2);
	for (int i = 0; i < 4; i++)
		g_assert_true(dc_ledger_undo(ranked.ledger, PLACE_NOW, NULL, NULL));
	assert_group(front, 1, 3, 2);
	ranked_end();
}

/* A contact that moves to another ticket counts there, and no more where it was. */
static void
test_contact_moves(void)
{
	ranked_begin();
	DcTicketNo from = place_log(&ranked, "from"), to = place_log(&ranked, "to");
	add_contact(from, "井上", "倉庫");
	add_contact(from, "中村", "購買");
	g_autoptr(GPtrArray) contacts = dc_ledger_list(ranked.ledger, DC_LIST_CONTACTS, (DcListArgs){ .id = from }, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_SPLIT, PLACE_NOW);
	dc_change_number(change, g_ptr_array_index(contacts, 1), DC_FIELD_CONTACT_TICKET, to);
	place_apply(&ranked, change);
	assert_group(from, 0, 1, 1);
	assert_group(to, 0, 1, 1);
	ranked_end();
}

/* -- the property: at any instant, after any changes, the rank is what rating everything afresh gives -- */
/* Later, or so much earlier that the clock was set: within a minute two clocks may differ. Never before PLACE_NOW, when the changes are made. */
static DcInstant
another_time(DcInstant now)
{
	DcInstant rated_at, next = MAX(PLACE_NOW, now + g_test_rand_int_range(-600, 1200));
	g_assert_true(dc_ledger_rank_clock(ranked.ledger, &rated_at, NULL));
	return next > rated_at - 60 ? MAX(next, rated_at) : next;
}

static void
test_as_from_scratch(void)
{
	ranked_begin();
	DcInstant now = PLACE_NOW;
	for (int step = 0; step < 150; step++) {
		DcTicketNo no = g_test_rand_int_range(1, RANKED_TICKETS + 1);
		now = another_time(now);
		switch (g_test_rand_int_range(0, 7)) {
		case 0: place_set(&ranked, no, DC_FIELD_AFFECTED, g_test_rand_int_range(0, 9)); break;
		case 1: place_set(&ranked, no, DC_FIELD_DUE_AT, now + g_test_rand_int_range(-1000, 3000)); break;
		case 2: place_set(&ranked, no, DC_FIELD_STATUS, g_test_rand_int_range(1, DC_N_STATUS)); break;
		case 3: place_set(&ranked, no, DC_FIELD_PARENT, g_test_rand_bit() || no == 1 ? 0 : 1); break;
		case 4: add_contact(no, g_test_rand_bit() ? "甲" : "乙", "部"); break;
		case 5: (void)!dc_ledger_undo(ranked.ledger, now, NULL, NULL); break;
		case 6: ranked_log(1); break;
		}
		ranked_rank(now);
		ranked_assert(now);
	}
	place_assert_whole(&ranked);
	ranked_end();
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/rank/order", test_order);
	g_test_add_func("/ledger/rank/pages", test_pages);
	g_test_add_func("/ledger/rank/bands-hold", test_bands_hold);
	g_test_add_func("/ledger/rank/place", test_place);
	g_test_add_func("/ledger/rank/place-of-many", test_place_of_many);
	g_test_add_func("/ledger/rank/counts", test_counts);
	g_test_add_func("/ledger/rank/narrow", test_narrow);
	g_test_add_func("/ledger/rank/nothing-due", test_nothing_due);
	g_test_add_func("/ledger/rank/only-due", test_only_due);
	g_test_add_func("/ledger/rank/touched", test_touched);
	g_test_add_func("/ledger/rank/group", test_group);
	g_test_add_func("/ledger/rank/contact-moves", test_contact_moves);
	g_test_add_func("/ledger/rank/as-from-scratch", test_as_from_scratch);
	return g_test_run();
}
