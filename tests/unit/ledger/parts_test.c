/* A change in parts: one transaction, one undo, nothing on an error; and what happened elsewhere. */
#include "../../support/place.h"

#define N_PARTS 6
#define PART 100 /* tickets; two events each, so that undo needs more than one reading */

typedef struct {
	int done, fails_at;
} Feeding;

static bool
feed(DcChange *part, bool *more, gpointer data, GError **error)
{
	Feeding *feeding = data;
	if (feeding->done == feeding->fails_at) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, "no more");
		return false;
	}
	for (int i = 0; i < PART; i++) {
		g_autoptr(DcTicket) ticket = place_random_record(DC_ENTITY_TICKET, 1);
		g_autoptr(DcContact) contact = place_random_record(DC_ENTITY_CONTACT, 1);
		ticket->party = ticket->parent = contact->party = contact->mail = 0;
		/* The first one of the part before is there already. */
		if (feeding->done > 0)
			ticket->parent = (feeding->done - 1) * PART + 1;
		contact->ticket = dc_change_create(part, DC_ENTITY_TICKET, ticket);
		dc_change_create(part, DC_ENTITY_CONTACT, contact);
	}
	*more = ++feeding->done < N_PARTS;
	return true;
}

static void
test_parts(void)
{
	Place place;
	gint64 id, done;
	Feeding feeding = { .fails_at = -1 };
	g_autoptr(GError) error = NULL;
	place_begin(&place);
	dc_ledger_set_judge(place.ledger, place_judge, "rules", NULL);
	g_assert_true(dc_ledger_apply_parts(place.ledger, DC_ACTION_EDIT, PLACE_NOW, DC_ORIGIN_IMPORT, NULL, feed, &feeding, &id, &error));
	g_assert_no_error(error);
	g_assert_cmpint(id, ==, 1);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM ticket WHERE gone = 0"), ==, N_PARTS * PART);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(DISTINCT change) FROM event"), ==, 1);
	g_autofree char *before = place_dump(&place);

	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, &done, &error));
	g_assert_no_error(error);
	g_assert_cmpint(done, ==, id);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM ticket WHERE gone = 0"), ==, 0);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM rank"), ==, 0);
	g_assert_true(dc_ledger_redo(place.ledger, PLACE_NOW, &done, &error));
	g_autofree char *after = place_dump(&place);
	g_assert_cmpstr(after, ==, before);

	g_autoptr(GPtrArray) pasts = dc_ledger_history(place.ledger, 5, 0, 10, NULL);
	const DcPast *last = g_ptr_array_index(pasts, pasts->len - 1);
	g_assert_cmpuint(last->events->len, ==, 2); /* of this ticket alone */
	place_end(&place);
}

static void
test_nothing_on_an_error(void)
{
	Place place;
	gint64 id = -5;
	Feeding feeding = { .fails_at = 3 };
	g_autoptr(GError) error = NULL;
	place_begin(&place);
	g_assert_false(dc_ledger_apply_parts(place.ledger, DC_ACTION_EDIT, PLACE_NOW, DC_ORIGIN_IMPORT, NULL, feed, &feeding, &id, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
	g_assert_cmpint(id, ==, -5);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM ticket"), ==, 0);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM change"), ==, 0);
	place_end(&place);
}

static bool
feed_nothing(DcChange *part, bool *more, gpointer data, GError **error)
{
	(void)part;
	(void)error;
	*more = --*(int *)data > 0;
	return true;
}

static void
test_empty(void)
{
	Place place;
	gint64 id = -5;
	int n = 3;
	place_begin(&place);
	g_assert_true(dc_ledger_apply_parts(place.ledger, DC_ACTION_EDIT, PLACE_NOW, DC_ORIGIN_IMPORT, NULL, feed_nothing, &n, &id, NULL));
	g_assert_cmpint(id, ==, 0);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM change"), ==, 0);
	place_end(&place);
}

/* -- a number that is kept, and the past -- */
static void
bring(Place *place, DcTicketNo keep, gint64 was, DcTicketNo wanted)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	g_autoptr(DcTicket) ticket = place_random_record(DC_ENTITY_TICKET, 1);
	ticket->party = ticket->parent = 0;
	dc_change_create(change, DC_ENTITY_TICKET, ticket);
	dc_change_keep_no(change, ticket->id, keep);
	DcPastEdit edit = { .entity = DC_ENTITY_TICKET, .row = ticket->id, .field = DC_FIELD_TITLE, .old = { .is_text = true, .text = (char[]){ "a" } },
		            .new = { .is_text = true, .text = (char[]){ "b" } }, .ticket = ticket->id };
	g_autoptr(GPtrArray) events = g_ptr_array_new();
	g_ptr_array_add(events, &edit);
	DcPast past = { .id = was, .at = PLACE_NOW - 1000, .action = (char[]){ "edit" }, .events = events };
	DcPast undone = { .id = was + 1, .at = PLACE_NOW - 900, .action = (char[]){ "undo" }, .target = was, .events = events };
	dc_change_past(change, &past);
	dc_change_past(change, &undone);
	dc_change_origin(change, DC_ORIGIN_IMPORT);
	place_apply(place, change);
	g_assert_cmpint(dc_change_id(change, ticket->id), ==, wanted);
}

static void
test_past(void)
{
	Place place;
	gint64 done;
	place_begin(&place);
	bring(&place, 85, 7, 85);
	bring(&place, 12, 7, 12);
	bring(&place, 85, 9, 86);
	g_autoptr(GPtrArray) pasts = dc_ledger_history(place.ledger, 85, 0, 10, NULL);
	g_assert_cmpuint(pasts->len, ==, 3);
	const DcPast *undo = g_ptr_array_index(pasts, 1), *edit = g_ptr_array_index(pasts, 2); /* the bringing is newer */
	g_assert_cmpstr(undo->action, ==, "undo");
	g_assert_true(edit->undone);
	g_assert_cmpint(edit->at, ==, PLACE_NOW - 1000);
	/* Undo takes back the bringing, and nothing of what was done there. */
	for (int i = 0; i < 3; i++)
		g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, &done, NULL));
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM ticket WHERE gone = 0"), ==, 0);
	g_assert_false(dc_ledger_undo(place.ledger, PLACE_NOW, &done, NULL));
	place_end(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/parts/parts", test_parts);
	g_test_add_func("/ledger/parts/nothing-on-an-error", test_nothing_on_an_error);
	g_test_add_func("/ledger/parts/empty", test_empty);
	g_test_add_func("/ledger/parts/past", test_past);
	return g_test_run();
}
