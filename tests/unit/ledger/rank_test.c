/* The order as stored: pages, places and counters agree with a sort by hand; what is rated, and when. design.md 3.3. */
#include "../../support/place.h"

#include <string.h>

#define N_TICKETS 60

static Place place;
static guint n_judged;

static void
use(DcLedger *ledger, const char *digest)
{
	dc_ledger_set_judge(ledger, place_judge, digest, &n_judged);
}

static int
rank(DcInstant now)
{
	g_autoptr(GError) error = NULL;
	int n = -1;
	bool ok = dc_ledger_rank(place.ledger, now, &n, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	return n;
}

static void
log_some(int n)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	dc_change_origin(change, DC_ORIGIN_IMPORT); /* no undo takes these back */
	for (int i = 0; i < n; i++) {
		g_autoptr(DcTicket) ticket = place_ticket("ticket");
		ticket->kind = (DcKind)g_test_rand_int_range(1, DC_N_KIND);
		ticket->override = g_test_rand_bit() ? g_test_rand_int_range(1, 6) : DC_ABSENT;
		ticket->affected = g_test_rand_int_range(0, 5);
		ticket->est_min = g_test_rand_int_range(5, 100);
		if (g_test_rand_int_range(0, 6) == 0)
			ticket->status = DC_STATUS_CLOSED;
		if (g_test_rand_int_range(0, 3) == 0)
			ticket->due_at = PLACE_NOW + g_test_rand_int_range(-20, 20) * 600;
		dc_change_create(change, DC_ENTITY_TICKET, ticket);
	}
	place_apply(&place, change);
}

static void
begin(void)
{
	place_begin(&place);
	use(place.ledger, "rules 1");
	log_some(N_TICKETS);
	rank(PLACE_NOW);
	n_judged = 0;
}

static void
end(void)
{
	place_end(&place);
}

/* -- by hand: what every open ticket is, sorted -- */
typedef struct {
	DcTicketNo no;
	DcKind kind;
	DcGroup group;
	DcRank rank;
} Judged;

static int
compare(gconstpointer a, gconstpointer b)
{
	const Judged *one = a, *other = b;
	int order = memcmp(one->rank.key, other->rank.key, MIN(one->rank.key_len, other->rank.key_len));
	return order != 0 ? order : (int)one->rank.key_len - (int)other->rank.key_len;
}

static GArray *
by_hand(DcInstant now)
{
	GArray *all = g_array_new(FALSE, TRUE, sizeof(Judged));
	DcTicketNo next;
	g_assert_true(dc_ledger_next_no(place.ledger, &next, NULL));
	for (DcTicketNo no = 1; no < next; no++) {
		g_autoptr(DcTicket) ticket = dc_ledger_read(place.ledger, DC_ENTITY_TICKET, no, NULL);
		if (ticket == NULL)
			continue;
		Judged judged = { .no = no, .kind = ticket->kind };
		g_assert_true(dc_ledger_group(place.ledger, no, &judged.group, NULL));
		place_judge(ticket, &judged.group, now, NULL, &judged.rank);
		if (judged.rank.key_len > 0)
			g_array_append_val(all, judged);
	}
	g_array_sort(all, compare);
	return all;
}

static GPtrArray *
page(DcPage what)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *rows = dc_ledger_page(place.ledger, &what, &error);
	g_assert_no_error(error);
	return rows;
}

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
assert_as_by_hand(DcInstant now)
{
	g_autoptr(GArray) all = by_hand(now);
	g_autoptr(GPtrArray) rows = page((DcPage){ .band_from = 0, .band_to = 9, .limit = 100000 });
	g_assert_cmpuint(rows->len, ==, all->len);
	for (guint i = 0; i < all->len; i++) {
		const DcRow *row = g_ptr_array_index(rows, i);
		const Judged *judged = &g_array_index(all, Judged, i);
		g_assert_cmpint(row->ticket->id, ==, judged->no);
		g_assert_cmpint(row->band, ==, judged->rank.band);
		g_assert_cmpmem(row->key, row->key_len, judged->rank.key, judged->rank.key_len);
		g_assert_cmpint(row->group.n_members, ==, judged->group.n_members);
		g_assert_cmpint(row->group.n_callers, ==, judged->group.n_callers);
		g_assert_cmpint(row->group.n_departments, ==, judged->group.n_departments);
	}
}

/* -- pages -- */
static void
test_order(void)
{
	begin();
	assert_as_by_hand(PLACE_NOW);
	end();
}

/* Page after page, forward and backward, of any bands and kind: every row once, in order. */
static void
walk(int band_from, int band_to, DcKind kind, int limit)
{
	g_autoptr(GArray) all = by_hand(PLACE_NOW), wanted = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	for (guint i = 0; i < all->len; i++) {
		const Judged *judged = &g_array_index(all, Judged, i);
		if (judged->rank.band >= band_from && judged->rank.band <= band_to && (kind == DC_KIND_NONE || judged->kind == kind))
			g_array_append_val(wanted, judged->no);
	}
	for (int backward = 0; backward < 2; backward++) {
		DcPage what = { .band_from = band_from, .band_to = band_to, .kind = kind, .limit = limit, .backward = backward };
		g_autoptr(GPtrArray) rows = page(what);
		guint seen = 0;
		while (rows->len > 0) {
			guint at = backward ? wanted->len - seen - rows->len : seen;
			g_assert_cmpuint(rows->len, <=, (guint)limit);
			assert_numbers(rows, &g_array_index(wanted, DcTicketNo, at), rows->len);
			seen += rows->len;
			what.after = g_ptr_array_index(rows, backward ? 0 : rows->len - 1);
			GPtrArray *next = page(what);
			g_ptr_array_unref(rows);
			rows = next;
		}
		g_assert_cmpuint(seen, ==, wanted->len);
	}
}

static void
test_pages(void)
{
	begin();
	for (int i = 0; i < 60; i++) {
		int from = g_test_rand_int_range(0, 7);
		walk(from, g_test_rand_int_range(from, 8), (DcKind)g_test_rand_int_range(0, DC_N_KIND), g_test_rand_int_range(1, 20));
	}
	walk(0, 255, DC_KIND_NONE, 7);
	end();
}

/* A row of another band as the one to go on from: the bands still hold. */
static void
test_bands_hold(void)
{
	begin();
	g_autoptr(GPtrArray) first = page((DcPage){ .band_from = 0, .band_to = 0, .limit = 1 });
	g_autoptr(GPtrArray) rows = page((DcPage){ .band_from = 2, .band_to = 2, .limit = 1000, .after = g_ptr_array_index(first, 0) });
	g_autoptr(GPtrArray) same = page((DcPage){ .band_from = 2, .band_to = 2, .limit = 1000 });
	g_assert_cmpuint(rows->len, ==, same->len);
	g_autoptr(GPtrArray) before = page((DcPage){ .band_from = 2, .band_to = 2, .limit = 1000, .after = g_ptr_array_index(first, 0), .backward = true });
	g_assert_cmpuint(before->len, ==, 0);
	end();
}

static void
test_place(void)
{
	begin();
	g_autoptr(GPtrArray) rows = page((DcPage){ .band_from = 0, .band_to = 9, .limit = 1000 });
	for (guint i = 0; i < rows->len; i++) {
		const DcRow *row = g_ptr_array_index(rows, i);
		int at;
		g_assert_true(dc_ledger_place(place.ledger, 0, row->key, row->key_len, &at, NULL));
		g_assert_cmpint(at, ==, (int)i + 1);
	}
	const DcRow *last = g_ptr_array_index(rows, rows->len - 1);
	int at;
	g_assert_true(dc_ledger_place(place.ledger, last->band, last->key, last->key_len, &at, NULL));
	g_autoptr(GPtrArray) band = page((DcPage){ .band_from = last->band, .band_to = last->band, .limit = 1000 });
	g_assert_cmpint(at, ==, (int)band->len);
	end();
}

/* Counted from the nearer end, the place is the same. */
static void
test_place_of_many(void)
{
	const int n_many = 20000, steps[] = { 1, 2, 999, 1000, 1001, 1002, 7999, 8001, 10000, 12000, 18999, 19000, 19001, 19999, 20000 };
	place_begin(&place);
	place_sql(&place, "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 20000) INSERT INTO rank "
	                  "SELECT CAST(printf('4%07d', n) AS BLOB), n, 52, 'task', 30, NULL, 0, 1, 0, '' FROM number");
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		g_autofree char *key = g_strdup_printf("4%07d", steps[i]);
		int at;
		g_assert_true(dc_ledger_place(place.ledger, 0, (const guint8 *)key, strlen(key), &at, NULL));
		g_assert_cmpint(at, ==, steps[i]);
	}
	int at;
	g_assert_true(dc_ledger_place(place.ledger, 0, (const guint8 *)"5", 1, &at, NULL));
	g_assert_cmpint(at, ==, n_many + 1);
	g_assert_true(dc_ledger_place(place.ledger, '5', (const guint8 *)"40000500", 8, &at, NULL));
	g_assert_cmpint(at, ==, 1);
	place_end(&place);
}

static void
test_counts(void)
{
	begin();
	for (int round = 0; round < 3; round++) {
		g_autoptr(GArray) all = by_hand(PLACE_NOW), counts = dc_ledger_counts(place.ledger, NULL);
		gint64 n = 0;
		for (guint i = 0; i < counts->len; i++) {
			const DcCount *count = &g_array_index(counts, DcCount, i);
			gint64 n_here = 0, est_min = 0;
			for (guint j = 0; j < all->len; j++) {
				const Judged *judged = &g_array_index(all, Judged, j);
				bool here = judged->rank.band == count->band && judged->kind == count->kind;
				n_here += here;
				est_min += here ? judged->rank.est_min : 0;
			}
			g_assert_cmpint(count->n, ==, n_here);
			g_assert_cmpint(count->est_min, ==, est_min);
			n += count->n;
		}
		g_assert_cmpint(n, ==, all->len);
		log_some(10);
		place_set(&place, g_test_rand_int_range(1, N_TICKETS), DC_FIELD_EST_MIN, 77);
		place_set(&place, g_test_rand_int_range(1, N_TICKETS), DC_FIELD_KIND, DC_KIND_TASK);
	}
	end();
}

/* -- narrowing -- */
static void
assert_found(const char *text, const DcTicketNo *nos, guint n)
{
	g_autoptr(GPtrArray) rows = page((DcPage){ .band_from = 0, .band_to = 9, .limit = 1000, .text = text });
	assert_numbers(rows, nos, n);
	g_autoptr(GPtrArray) back = page((DcPage){ .band_from = 0, .band_to = 9, .limit = 1000, .text = text, .backward = true });
	assert_numbers(back, nos, n);
}

#define FOUND(text, ...) assert_found(text, (const DcTicketNo[]){ __VA_ARGS__ }, G_N_ELEMENTS(((const DcTicketNo[]){ __VA_ARGS__ })))

static void
test_narrow(void)
{
	place_begin(&place);
	use(place.ledger, "rules 1");
	place_log(&place, "受注登録でｴﾗｰ");
	place_log(&place, "Printer Error 100%");
	place_log(&place, "帳票が出ない");
	place_set_text(&place, 1, DC_FIELD_CALLER, "佐藤");
	place_set_text(&place, 2, DC_FIELD_DEPARTMENT, "営業1");
	place_set_text(&place, 3, DC_FIELD_SYSTEM, "ACC");
	rank(PLACE_NOW);
	FOUND("エラー", 1);
	FOUND("えらー 佐藤", 1);
	FOUND("error", 2);
	FOUND("ＥＲＲＯＲ　営業", 2);
	FOUND("acc", 3);
	FOUND("帳", 3);
	FOUND("", 1, 2, 3);
	FOUND("  ", 1, 2, 3);
	assert_found("エラー 帳票", NULL, 0);
	assert_found("登録でprinter", NULL, 0); /* not across two tickets */
	place_set_text(&place, 3, DC_FIELD_TITLE, "エラー");
	FOUND("エラー", 1, 3); /* an edit is found at once */
	place_end(&place);
}

/* -- what is rated, and when -- */
static void
test_nothing_due(void)
{
	begin();
	g_assert_cmpint(rank(PLACE_NOW), ==, 0);
	g_assert_cmpint(rank(PLACE_NOW - 59), ==, 0); /* clocks differ a little */
	g_assert_cmpuint(n_judged, ==, 0);
	end();
}

static void
test_only_due(void)
{
	begin();
	place_set(&place, place_log(&place, "asleep"), DC_FIELD_DUE_AT, PLACE_NOW + 600);
	g_autoptr(GArray) all = by_hand(PLACE_NOW);
	int n_due = 0;
	n_judged = 0;
	for (guint i = 0; i < all->len; i++)
		n_due += g_array_index(all, Judged, i).rank.until <= PLACE_NOW + 3600;
	g_assert_cmpint(n_due, >, 0);
	g_assert_cmpint(rank(PLACE_NOW + 3600), ==, n_due);
	g_assert_cmpuint(n_judged, ==, (guint)n_due);
	assert_as_by_hand(PLACE_NOW + 3600);
	g_assert_cmpint(rank(PLACE_NOW + 3600), ==, 0);
	end();
}

static void
test_all_again(void)
{
	begin();
	g_autoptr(GArray) all = by_hand(PLACE_NOW);
	use(place.ledger, "rules 2");
	g_assert_cmpint(rank(PLACE_NOW), ==, (int)all->len);
	g_assert_cmpint(rank(PLACE_NOW), ==, 0);
	g_assert_cmpint(rank(PLACE_NOW - 60), ==, (int)all->len); /* the clock went back */
	g_assert_cmpint(rank(PLACE_NOW - 60), ==, 0);
	place_reopen(&place);
	use(place.ledger, "rules 2");
	g_assert_cmpint(rank(PLACE_NOW - 60), ==, 0); /* the rank is kept in the file */
	end();
}

/* A change rates what it touches and no more. */
static void
test_touched(void)
{
	begin();
	DcTicketNo no = place_log(&place, "fresh");
	g_assert_cmpuint(n_judged, ==, 1);
	place_set(&place, no, DC_FIELD_AFFECTED, 99);
	g_assert_cmpuint(n_judged, ==, 2);
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	g_assert_cmpuint(n_judged, ==, 3);
	place_set(&place, no, DC_FIELD_STATUS, DC_STATUS_CLOSED);
	assert_as_by_hand(PLACE_NOW);
	place_set(&place, no, DC_FIELD_STATUS, DC_STATUS_NEW);
	assert_as_by_hand(PLACE_NOW);
	end();
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
	place_apply(&place, change);
}

static void
assert_group(DcTicketNo no, int n_members, int n_callers, int n_departments)
{
	DcGroup group;
	g_assert_true(dc_ledger_group(place.ledger, no, &group, NULL));
	g_assert_cmpint(group.n_members, ==, n_members);
	g_assert_cmpint(group.n_callers, ==, n_callers);
	g_assert_cmpint(group.n_departments, ==, n_departments);
	assert_as_by_hand(PLACE_NOW);
}

/* Distinct callers and departments, of the members too; the one in front is rated again whenever that changes. domain.md 2.3. */
static void
test_group(void)
{
	begin();
	DcTicketNo front = place_log(&place, "front"), member = place_log(&place, "member"), other = place_log(&place, "other");
	assert_group(front, 0, 1, 0);
	add_contact(front, "井上", "倉庫");
	add_contact(front, "井上", "倉庫");
	add_contact(member, "中村", "購買");
	assert_group(front, 0, 1, 1);
	place_set(&place, member, DC_FIELD_PARENT, front);
	assert_group(front, 1, 2, 2);
	add_contact(member, "鈴木", "倉庫");
	assert_group(front, 1, 3, 2);
	place_set(&place, other, DC_FIELD_PARENT, front);
	assert_group(front, 2, 3, 2);
	place_set(&place, member, DC_FIELD_STATUS, DC_STATUS_CANCELLED); /* was never part of it */
	assert_group(front, 1, 1, 1);
	place_set(&place, member, DC_FIELD_STATUS, DC_STATUS_NEW);
	place_set(&place, member, DC_FIELD_PARENT, 0);
	assert_group(front, 1, 1, 1);
	assert_group(member, 0, 2, 2);
	for (int i = 0; i < 4; i++)
		g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	assert_group(front, 1, 3, 2);
	end();
}

/* A contact that moves to another ticket counts there, and no more where it was. */
static void
test_contact_moves(void)
{
	begin();
	DcTicketNo from = place_log(&place, "from"), to = place_log(&place, "to");
	add_contact(from, "井上", "倉庫");
	add_contact(from, "中村", "購買");
	g_autoptr(GPtrArray) contacts = dc_ledger_list(place.ledger, DC_LIST_CONTACTS, (DcListArgs){ .id = from }, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_SPLIT, PLACE_NOW);
	dc_change_number(change, g_ptr_array_index(contacts, 1), DC_FIELD_CONTACT_TICKET, to);
	place_apply(&place, change);
	assert_group(from, 0, 1, 1);
	assert_group(to, 0, 1, 1);
	end();
}

/* Two programs, of which one has not read the new rules yet: what it rates by the old ones is rated again by the new. */
static void
test_two_rules(void)
{
	begin();
	DcLedger *late = dc_ledger_open(place.path, NULL);
	use(late, "rules 0");
	g_autoptr(DcTicket) seen = dc_ledger_ticket(late, 1, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_number(change, seen, DC_FIELD_STATUS, DC_STATUS_WORKING);
	g_assert_true(dc_ledger_apply(late, change, NULL));
	dc_ledger_close(late);
	n_judged = 0;
	g_assert_cmpint(rank(PLACE_NOW), ==, 1);
	g_assert_cmpuint(n_judged, ==, 1);
	g_assert_cmpint(rank(PLACE_NOW), ==, 0);
	end();
}

/* A program that does not judge changes something: everything is rated when one comes that does. */
static void
test_without_judge(void)
{
	begin();
	place_reopen(&place);
	place_set(&place, 1, DC_FIELD_AFFECTED, 7);
	place_log(&place, "unrated");
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	place_log(&place, "unrated too");
	g_autoptr(GPtrArray) rows = page((DcPage){ .band_from = 0, .band_to = 9, .limit = 1000 }); /* the old order is there */
	g_assert_cmpuint(rows->len, >, 0);
	g_assert_cmpint(rank(PLACE_NOW), ==, 0);
	use(place.ledger, "rules 1");
	g_assert_cmpint(rank(PLACE_NOW), >, 1);
	assert_as_by_hand(PLACE_NOW);
	end();
}

static void
test_rebuild(void)
{
	begin();
	place_sql(&place, "DELETE FROM rank WHERE ticket % 2 = 0; UPDATE counter SET n = n + 3; UPDATE rank SET line = 'x', n_members = 7");
	g_autoptr(GPtrArray) wrong = dc_ledger_check(place.ledger, NULL);
	g_assert_cmpuint(wrong->len, >, 0);
	g_assert_true(dc_ledger_rebuild(place.ledger, PLACE_NOW, NULL));
	assert_as_by_hand(PLACE_NOW);
	g_autoptr(GPtrArray) right = dc_ledger_check(place.ledger, NULL);
	g_assert_cmpuint(right->len, ==, 0);
	g_autoptr(GPtrArray) found = page((DcPage){ .band_from = 0, .band_to = 9, .limit = 1000, .text = "ticket" });
	g_assert_cmpuint(found->len, >, 1);
	end();
}

/* -- the property: at any instant, after any changes, the rank is what rating everything afresh gives -- */
/* Later, or so much earlier that the clock was set: within a minute two clocks may differ. Never before PLACE_NOW, when the changes are made. */
static DcInstant
another_time(DcInstant now)
{
	DcInstant rated_at, next = MAX(PLACE_NOW, now + g_test_rand_int_range(-600, 1200));
	g_assert_true(dc_ledger_rank_clock(place.ledger, &rated_at, NULL));
	return next > rated_at - 60 ? MAX(next, rated_at) : next;
}

static void
test_as_from_scratch(void)
{
	begin();
	DcInstant now = PLACE_NOW;
	for (int step = 0; step < 150; step++) {
		DcTicketNo no = g_test_rand_int_range(1, N_TICKETS + 1);
		now = another_time(now);
		switch (g_test_rand_int_range(0, 7)) {
		case 0: place_set(&place, no, DC_FIELD_AFFECTED, g_test_rand_int_range(0, 9)); break;
		case 1: place_set(&place, no, DC_FIELD_DUE_AT, now + g_test_rand_int_range(-1000, 3000)); break;
		case 2: place_set(&place, no, DC_FIELD_STATUS, g_test_rand_int_range(1, DC_N_STATUS)); break;
		case 3: place_set(&place, no, DC_FIELD_PARENT, g_test_rand_bit() || no == 1 ? 0 : 1); break;
		case 4: add_contact(no, g_test_rand_bit() ? "甲" : "乙", "部"); break;
		case 5: (void)!dc_ledger_undo(place.ledger, now, NULL, NULL); break;
		case 6: log_some(1); break;
		}
		rank(now);
		assert_as_by_hand(now);
	}
	g_autoptr(GPtrArray) findings = dc_ledger_check(place.ledger, NULL);
	g_assert_cmpuint(findings->len, ==, 0);
	end();
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
	g_test_add_func("/ledger/rank/all-again", test_all_again);
	g_test_add_func("/ledger/rank/touched", test_touched);
	g_test_add_func("/ledger/rank/group", test_group);
	g_test_add_func("/ledger/rank/contact-moves", test_contact_moves);
	g_test_add_func("/ledger/rank/two-rules", test_two_rules);
	g_test_add_func("/ledger/rank/without-judge", test_without_judge);
	g_test_add_func("/ledger/rank/rebuild", test_rebuild);
	g_test_add_func("/ledger/rank/as-from-scratch", test_as_from_scratch);
	return g_test_run();
}
