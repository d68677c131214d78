/* Undo and redo: of any change, across restarts, and never over what others did since. design.md 3.1. */
#include "../../support/place.h"

#include <string.h>

static Place place;

static gint64
undo(void)
{
	g_autoptr(GError) error = NULL;
	gint64 done = 0;
	bool ok = dc_ledger_undo(place.ledger, PLACE_NOW, &done, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	return done;
}

static gint64
redo(void)
{
	g_autoptr(GError) error = NULL;
	gint64 done = 0;
	bool ok = dc_ledger_redo(place.ledger, PLACE_NOW, &done, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	return done;
}

static void
refused(bool (*walk)(DcLedger *, DcInstant, gint64 *, GError **), DcErrorCode code)
{
	g_autoptr(GError) error = NULL;
	gint64 done = -5;
	g_assert_false(walk(place.ledger, PLACE_NOW, &done, &error));
	g_assert_error(error, DC_ERROR, (int)code);
	g_assert_cmpint(done, ==, -5); /* outputs are written only on success */
}

static void
assert_title(const char *title)
{
	g_autoptr(DcTicket) ticket = dc_ledger_read(place.ledger, DC_ENTITY_TICKET, 1, NULL);
	g_assert_cmpstr(ticket != NULL ? ticket->title : NULL, ==, title);
}

static void
test_there_and_back(void)
{
	place_begin(&place);
	refused(dc_ledger_undo, DC_ERROR_REFUSED);
	refused(dc_ledger_redo, DC_ERROR_REFUSED);
	place_log(&place, "one");
	place_set_text(&place, 1, DC_FIELD_TITLE, "two");
	g_assert_cmpint(undo(), ==, 2);
	assert_title("one");
	place_reopen(&place);
	g_assert_cmpint(undo(), ==, 1);
	assert_title(NULL);
	refused(dc_ledger_undo, DC_ERROR_REFUSED);
	place_reopen(&place);
	g_assert_cmpint(redo(), ==, 1);
	assert_title("one");
	g_assert_cmpint(redo(), ==, 2);
	assert_title("two");
	refused(dc_ledger_redo, DC_ERROR_REFUSED);
	g_assert_cmpint(undo(), ==, 2);
	assert_title("one");
	place_end(&place);
}

/* Something new was done: what was taken back before stays so. */
static void
test_new_work_ends_redo(void)
{
	place_begin(&place);
	place_log(&place, "one");
	place_set_text(&place, 1, DC_FIELD_TITLE, "two");
	undo();
	place_set_text(&place, 1, DC_FIELD_CALLER, "somebody");
	refused(dc_ledger_redo, DC_ERROR_REFUSED);
	undo();
	undo();
	assert_title(NULL);
	refused(dc_ledger_undo, DC_ERROR_REFUSED);
	redo();
	redo();
	assert_title("one");
	place_end(&place);
}

static void
test_history_shows_it(void)
{
	place_begin(&place);
	place_log(&place, "one");
	place_set_text(&place, 1, DC_FIELD_TITLE, "two");
	undo();
	g_autoptr(GPtrArray) pasts = dc_ledger_history(place.ledger, 1, 0, 10, NULL);
	g_assert_cmpuint(pasts->len, ==, 3);
	const DcPast *newest = g_ptr_array_index(pasts, 0), *edit = g_ptr_array_index(pasts, 1);
	g_assert_cmpstr(newest->action, ==, "undo");
	g_assert_cmpint(newest->target, ==, edit->id);
	g_assert_true(edit->undone);
	int n;
	g_assert_true(dc_ledger_count_changes(place.ledger, "edit", 0, PLACE_NOW + 1, &n, NULL));
	g_assert_cmpint(n, ==, 0);
	redo();
	g_assert_true(dc_ledger_count_changes(place.ledger, "edit", 0, PLACE_NOW + 1, &n, NULL));
	g_assert_cmpint(n, ==, 1);
	place_end(&place);
}

/* Only the operator's own changes are taken back: mails that came in meanwhile stay. */
static void
test_only_the_operators(void)
{
	place_begin(&place);
	place_log(&place, "one");
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_INTAKE, PLACE_NOW);
	dc_change_origin(change, DC_ORIGIN_INTAKE);
	dc_change_number(change, ticket, DC_FIELD_VIP, true);
	place_apply(&place, change);
	g_assert_cmpint(undo(), ==, 1);
	assert_title(NULL);
	refused(dc_ledger_undo, DC_ERROR_REFUSED);
	place_end(&place);
}

/* A field has been changed since, by what undo does not take back: a conflict, and nothing is lost. */
static void
test_changed_since(void)
{
	place_begin(&place);
	place_log(&place, "one");
	place_set_text(&place, 1, DC_FIELD_TITLE, "two");
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_RATE, PLACE_NOW);
	dc_change_origin(change, DC_ORIGIN_ENGINE);
	dc_change_text(change, ticket, DC_FIELD_TITLE, "three");
	place_apply(&place, change);
	refused(dc_ledger_undo, DC_ERROR_CONFLICT);
	assert_title("three");
	place_end(&place);
}

/* A mail came in on the ticket that shall be taken back: it would be lost with it. */
static void
test_referred_to_since(void)
{
	place_begin(&place);
	place_log(&place, "one");
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_INTAKE, PLACE_NOW);
	g_autoptr(DcContact) contact = dc_contact_new();
	contact->ticket = 1;
	contact->direction = DC_DIRECTION_IN;
	contact->at = PLACE_NOW;
	dc_change_origin(change, DC_ORIGIN_INTAKE);
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	place_apply(&place, change);
	refused(dc_ledger_undo, DC_ERROR_CONFLICT);
	assert_title("one");
	place_end(&place);
}

/* Texts that were created, taken back and written again: nothing of the first shows, and every step can be walked back. */
static void
test_texts_again(void)
{
	place_begin(&place);
	place_log(&place, "one");
	g_autoptr(DcChange) first = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	text->id = 1;
	text->body = g_strdup("first");
	text->cause = g_strdup("first cause");
	dc_change_create(first, DC_ENTITY_TICKET_TEXT, text);
	place_apply(&place, first);
	g_autofree char *with_first = place_dump(&place);
	undo();
	g_autofree char *without = place_dump(&place);
	g_assert_cmpstr(with_first, !=, without);

	g_autoptr(DcTicketText) seen = dc_ledger_ticket_text(place.ledger, 1, NULL);
	g_assert_null(seen->body);
	g_autoptr(DcChange) second = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_text(second, seen, DC_FIELD_BODY, "second");
	place_apply(&place, second);
	g_autoptr(DcTicketText) now = dc_ledger_ticket_text(place.ledger, 1, NULL);
	g_assert_cmpstr(now->body, ==, "second");
	g_assert_null(now->cause);
	g_autofree char *with_second = place_dump(&place);
	undo();
	g_autofree char *without_again = place_dump(&place);
	g_assert_cmpstr(without_again, ==, without);
	redo();
	g_autofree char *redone = place_dump(&place);
	g_assert_cmpstr(redone, ==, with_second);
	place_end(&place);
}

/* -- the property: any sequence, then undo all = the beginning, redo all = the end -- */

/* Of what a creation refers to there is at least one from the beginning on. */
static void
begin_world(void)
{
	place_begin(&place);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	static const DcEntity first[] = { DC_ENTITY_DEPARTMENT, DC_ENTITY_PARTY, DC_ENTITY_TICKET, DC_ENTITY_MAIL, DC_ENTITY_CALL, DC_ENTITY_CONTACT };
	dc_change_origin(change, DC_ORIGIN_INTAKE);
	for (guint i = 0; i < G_N_ELEMENTS(first); i++) {
		gpointer record = place_random_record(first[i], 0);
		if (first[i] == DC_ENTITY_CONTACT)
			((DcContact *)record)->ticket = -3;
		dc_change_create(change, first[i], record);
		dc_record_free(first[i], record);
	}
	place_apply(&place, change);
}

/* An entity's highest id that is there. */
static gint64
some_id(DcEntity entity)
{
	g_autofree char *sql = g_strdup_printf("SELECT id FROM %s WHERE gone = 0 ORDER BY (id * %d) %% 17 LIMIT 1", dc_entity_table(entity),
	                                       g_test_rand_int_range(1, 17));
	return place_sql_number(&place, sql);
}

static void
add_creation(DcChange *change)
{
	DcEntity entity = (DcEntity)g_test_rand_int_range(0, DC_N_ENTITIES);
	gpointer record = place_random_record(entity, 1);
	if (entity == DC_ENTITY_TICKET_TEXT)
		*(gint64 *)record = some_id(DC_ENTITY_TICKET);
	if (entity == DC_ENTITY_MAIL_TEXT)
		*(gint64 *)record = some_id(DC_ENTITY_MAIL);
	dc_change_create(change, entity, record);
	dc_record_free(entity, record);
}

static void
add_edits(DcChange *change, int n)
{
	DcEntity entity = (DcEntity)g_test_rand_int_range(0, DC_N_ENTITIES);
	gint64 id = some_id(entity);
	gpointer record = id > 0 ? dc_ledger_read(place.ledger, entity, id, NULL) : NULL;
	for (int i = 0; record != NULL && i < n; i++) {
		DcField field = dc_entity_first(entity) + (DcField)g_test_rand_int_range(0, dc_entity_count(entity));
		DcValue value = place_random_value(field, 1);
		if (g_test_rand_int_range(0, 4) == 0)
			dc_change_clear(change, record, field);
		else
			dc_change_value(change, record, field, &value);
		dc_value_clear(&value);
	}
	if (record != NULL)
		dc_record_free(entity, record);
}

static void
random_change(void)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	for (int n = g_test_rand_int_range(1, 4); n > 0; n--) {
		if (g_test_rand_bit())
			add_creation(change);
		else
			add_edits(change, g_test_rand_int_range(1, 12));
	}
	g_autoptr(GError) error = NULL;
	/* A field that must be set was cleared, a name is taken: refused, and nothing has happened. Damage never is the reason. */
	if (!dc_ledger_apply(place.ledger, change, &error) && error->code != DC_ERROR_CONFLICT)
		g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
}

static void
random_step(void)
{
	int kind = g_test_rand_int_range(0, 10);
	if (kind < 6)
		random_change();
	else if (kind < 8)
		(void)!dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL);
	else if (kind < 9)
		(void)!dc_ledger_redo(place.ledger, PLACE_NOW, NULL, NULL);
	else
		place_reopen(&place);
}

static int
walk_all(bool (*walk)(DcLedger *, DcInstant, gint64 *, GError **))
{
	g_autoptr(GError) error = NULL;
	int n = 0;
	while (walk(place.ledger, PLACE_NOW, NULL, &error))
		n++;
	g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
	return n;
}

static void
test_any_sequence(void)
{
	int n_walked = 0;
	for (int round = 0; round < 12; round++) {
		begin_world();
		g_autofree char *beginning = place_dump(&place);
		for (int step = 0; step < 40; step++)
			random_step();
		walk_all(dc_ledger_redo);
		g_autofree char *end = place_dump(&place);
		int n = walk_all(dc_ledger_undo);
		g_autofree char *undone = place_dump(&place);
		g_assert_cmpstr(undone, ==, beginning);
		g_assert_cmpint(walk_all(dc_ledger_redo), ==, n);
		g_autofree char *redone = place_dump(&place);
		g_assert_cmpstr(redone, ==, end);
		place_assert_whole(&place);
		place_end(&place);
		n_walked += n;
	}
	g_assert_cmpint(n_walked, >, 100); /* most of what was tried was done */
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/undo/there-and-back", test_there_and_back);
	g_test_add_func("/ledger/undo/new-work-ends-redo", test_new_work_ends_redo);
	g_test_add_func("/ledger/undo/history-shows-it", test_history_shows_it);
	g_test_add_func("/ledger/undo/only-the-operators", test_only_the_operators);
	g_test_add_func("/ledger/undo/changed-since", test_changed_since);
	g_test_add_func("/ledger/undo/referred-to-since", test_referred_to_since);
	g_test_add_func("/ledger/undo/texts-again", test_texts_again);
	g_test_add_func("/ledger/undo/any-sequence", test_any_sequence);
	return g_test_run();
}
