/* The order of a ledger in a folder of its own, and the same by hand. */
#include "ranked.h"

#include <string.h>

Place ranked;
guint ranked_n_judged;

void
ranked_use(DcLedger *ledger, const char *digest)
{
	dc_ledger_set_judge(ledger, place_judge, digest, &ranked_n_judged);
}

int
ranked_rank(DcInstant now)
{
	g_autoptr(GError) error = NULL;
	int n = -1;
	bool ok = dc_ledger_rank(ranked.ledger, now, &n, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	return n;
}

void
ranked_log(int n)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	dc_change_origin(change, DC_ORIGIN_INTAKE); /* no undo takes these back */
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
	place_apply(&ranked, change);
}

void
ranked_begin(void)
{
	place_begin(&ranked);
	ranked_use(ranked.ledger, "rules 1");
	ranked_log(RANKED_TICKETS);
	ranked_rank(PLACE_NOW);
	ranked_n_judged = 0;
}

void
ranked_end(void)
{
	place_end(&ranked);
}

/* -- by hand: what every open ticket is, sorted -- */
static int
compare(gconstpointer a, gconstpointer b)
{
	const RankedTicket *one = a, *other = b;
	int order = memcmp(one->rank.key, other->rank.key, MIN(one->rank.key_len, other->rank.key_len));
	return order != 0 ? order : (int)one->rank.key_len - (int)other->rank.key_len;
}

GArray *
ranked_by_hand(DcInstant now)
{
	GArray *all = g_array_new(FALSE, TRUE, sizeof(RankedTicket));
	DcTicketNo next;
	g_assert_true(dc_ledger_next_no(ranked.ledger, &next, NULL));
	for (DcTicketNo no = 1; no < next; no++) {
		g_autoptr(DcTicket) ticket = dc_ledger_read(ranked.ledger, DC_ENTITY_TICKET, no, NULL);
		if (ticket == NULL)
			continue;
		RankedTicket judged = { .no = no, .kind = ticket->kind };
		g_assert_true(dc_ledger_group(ranked.ledger, no, &judged.group, NULL));
		place_judge(ticket, &judged.group, now, NULL, &judged.rank);
		if (judged.rank.key_len > 0)
			g_array_append_val(all, judged);
	}
	g_array_sort(all, compare);
	return all;
}

GPtrArray *
ranked_page(DcPage what)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *rows = dc_ledger_page(ranked.ledger, &what, NULL, &error);
	g_assert_no_error(error);
	return rows;
}

void
ranked_assert(DcInstant now)
{
	g_autoptr(GArray) all = ranked_by_hand(now);
	g_autoptr(GPtrArray) rows = ranked_page((DcPage){ .band_from = 0, .band_to = 9, .limit = 100000 });
	g_assert_cmpuint(rows->len, ==, all->len);
	for (guint i = 0; i < all->len; i++) {
		const DcRow *row = g_ptr_array_index(rows, i);
		const RankedTicket *judged = &g_array_index(all, RankedTicket, i);
		g_assert_cmpint(row->ticket->id, ==, judged->no);
		g_assert_cmpint(row->band, ==, judged->rank.band);
		g_assert_cmpmem(row->key, row->key_len, judged->rank.key, judged->rank.key_len);
		g_assert_cmpint(row->group.n_members, ==, judged->group.n_members);
		g_assert_cmpint(row->group.n_callers, ==, judged->group.n_callers);
		g_assert_cmpint(row->group.n_departments, ==, judged->group.n_departments);
	}
}
