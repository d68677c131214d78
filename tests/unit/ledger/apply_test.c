/* Changes: what is written, what history says of it, and what is refused. design.md 3.1. */
#include "../../support/place.h"

#include <string.h>

static Place place;

static void
begin(void)
{
	place_begin(&place);
}

static void
end(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) findings = dc_ledger_check(place.ledger, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < findings->len; i++)
		g_test_message("%s", (char *)g_ptr_array_index(findings, i));
	g_assert_cmpuint(findings->len, ==, 0);
	place_end(&place);
}

static void
refuses(DcChange *change, DcErrorCode code, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *before = place_dump(&place);
	gint64 n_changes = place_sql_number(&place, "SELECT count(*) FROM change");
	g_assert_false(dc_ledger_apply(place.ledger, change, &error));
	g_assert_error(error, DC_ERROR, (int)code);
	if (strstr(error->message, words) == NULL)
		g_test_message("“%s” does not say “%s”", error->message, words);
	g_assert_nonnull(strstr(error->message, words));
	g_autofree char *after = place_dump(&place);
	g_assert_cmpstr(after, ==, before);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM change"), ==, n_changes);
}

/* -- creations -- */

/* A call as the desk logs it: department, person, ticket, its texts, contact and call, which refer to one another by stand-ins. */
static void
test_creation(void)
{
	begin();
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	g_autoptr(DcDepartment) department = dc_department_new();
	department->name = g_strdup("倉庫");
	g_autoptr(DcParty) party = dc_party_new();
	party->name = g_strdup("鈴木");
	party->department = dc_change_create(change, DC_ENTITY_DEPARTMENT, department);
	g_autoptr(DcTicket) ticket = place_ticket("在庫照会エラー");
	ticket->party = dc_change_create(change, DC_ENTITY_PARTY, party);
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	text->body = g_strdup("一行目\n二行目");
	g_autoptr(DcContact) contact = dc_contact_new();
	contact->ticket = text->id = dc_change_create(change, DC_ENTITY_TICKET, ticket);
	contact->party = party->id;
	contact->direction = DC_DIRECTION_IN;
	contact->at = PLACE_NOW;
	dc_change_create(change, DC_ENTITY_TICKET_TEXT, text);
	gint64 contact_stand_in = dc_change_create(change, DC_ENTITY_CONTACT, contact);
	g_assert_cmpint(ticket->id, <, 0);
	place_apply(&place, change);

	DcTicketNo no = dc_change_id(change, ticket->id);
	g_assert_cmpint(no, ==, 1);
	g_autoptr(DcTicket) read = dc_ledger_ticket(place.ledger, no, NULL);
	g_assert_cmpstr(read->title, ==, "在庫照会エラー");
	g_assert_cmpint(read->party, ==, dc_change_id(change, party->id));
	g_autoptr(DcContact) told = dc_ledger_read(place.ledger, DC_ENTITY_CONTACT, dc_change_id(change, contact_stand_in), NULL);
	g_assert_cmpint(told->ticket, ==, no);
	g_assert_cmpint(told->party, ==, read->party);
	g_autoptr(DcParty) person = dc_ledger_read(place.ledger, DC_ENTITY_PARTY, read->party, NULL);
	g_assert_cmpint(person->department, ==, dc_change_id(change, department->id));
	g_autoptr(DcTicketText) texts = dc_ledger_ticket_text(place.ledger, no, NULL);
	g_assert_cmpstr(texts->body, ==, "一行目\n二行目");
	end();
}

static void
test_numbers_are_not_reused(void)
{
	begin();
	DcTicketNo next;
	g_assert_cmpint(place_log(&place, "one"), ==, 1);
	g_assert_true(dc_ledger_next_no(place.ledger, &next, NULL));
	g_assert_cmpint(next, ==, 2);
	g_assert_cmpint(place_log(&place, "two"), ==, 2);
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	g_assert_null(dc_ledger_read(place.ledger, DC_ENTITY_TICKET, 2, NULL));
	g_assert_cmpint(place_log(&place, "three"), ==, 3);
	end();
}

/* A field set in the same change is part of the creation: one event, and the value is there. */
static void
test_edit_of_what_is_created(void)
{
	begin();
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	g_autoptr(DcTicket) ticket = place_ticket("first");
	dc_change_create(change, DC_ENTITY_TICKET, ticket);
	dc_change_text(change, ticket, DC_FIELD_TITLE, "second");
	dc_change_number(change, ticket, DC_FIELD_IMPACT, 2);
	place_apply(&place, change);
	g_autoptr(DcTicket) read = dc_ledger_ticket(place.ledger, 1, NULL);
	g_assert_cmpstr(read->title, ==, "second");
	g_assert_cmpint(read->impact, ==, 2);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM event"), ==, 1);
	end();
}

/* -- edits -- */
static void
test_nothing_to_do(void)
{
	begin();
	place_log(&place, "one");
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_text(change, ticket, DC_FIELD_TITLE, "one");
	dc_change_clear(change, ticket, DC_FIELD_WAIT);   /* a word */
	dc_change_clear(change, ticket, DC_FIELD_PARENT); /* a reference */
	dc_change_clear(change, ticket, DC_FIELD_MAJOR);  /* a boolean */
	dc_change_clear(change, ticket, DC_FIELD_DUE_AT);
	dc_change_text(change, ticket, DC_FIELD_CALLER, "");
	dc_change_number(change, ticket, DC_FIELD_WAIT, DC_WAIT_NONE);
	dc_change_number(change, ticket, DC_FIELD_MAJOR, true);
	dc_change_number(change, ticket, DC_FIELD_MAJOR, false); /* the last word counts */
	g_assert_true(dc_change_is_empty(change));
	place_apply(&place, change);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM change"), ==, 1);
	end();
}

static void
assert_event(const DcPast *past, guint at, DcField field, const char *old, const char *new)
{
	const DcPastEdit *edit = g_ptr_array_index(past->events, at);
	g_assert_cmpint(edit->field, ==, field);
	const DcValue *values[] = { &edit->old, &edit->new };
	const char *wanted[] = { old, new };
	for (int i = 0; i < 2; i++) {
		g_autofree char *number = values[i]->number == DC_ABSENT ? NULL : g_strdup_printf("%" G_GINT64_FORMAT, values[i]->number);
		g_assert_cmpstr(values[i]->is_text ? values[i]->text : number, ==, wanted[i]);
	}
}

static void
test_history(void)
{
	begin();
	place_log(&place, "one");
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(place.ledger, 1, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_RESOLVE, PLACE_NOW + 60);
	dc_change_reason(change, "because");
	dc_change_text(change, ticket, DC_FIELD_TITLE, "two");
	dc_change_number(change, ticket, DC_FIELD_STATUS, DC_STATUS_RESOLVED);
	dc_change_number(change, ticket, DC_FIELD_MAJOR, true);
	dc_change_number(change, ticket, DC_FIELD_DUE_AT, PLACE_NOW);
	dc_change_text(change, text, DC_FIELD_RESOLUTION, "done");
	place_apply(&place, change);

	g_autoptr(GPtrArray) pasts = dc_ledger_history(place.ledger, 1, 0, 10, NULL);
	g_assert_cmpuint(pasts->len, ==, 2);
	const DcPast *newest = g_ptr_array_index(pasts, 0), *first = g_ptr_array_index(pasts, 1);
	g_assert_cmpstr(newest->action, ==, "resolve");
	g_assert_cmpstr(newest->reason, ==, "because");
	g_assert_cmpint(newest->at, ==, PLACE_NOW + 60);
	g_assert_cmpint(newest->origin, ==, DC_ORIGIN_OPERATOR);
	g_assert_false(newest->undone);
	g_assert_cmpuint(newest->events->len, ==, 5);
	g_autofree char *due = g_strdup_printf("%" G_GINT64_FORMAT, PLACE_NOW);
	assert_event(newest, 0, DC_FIELD_TITLE, "one", "two");
	assert_event(newest, 1, DC_FIELD_STATUS, "new", "resolved");
	assert_event(newest, 2, DC_FIELD_MAJOR, "0", "1");
	assert_event(newest, 3, DC_FIELD_DUE_AT, NULL, due);
	assert_event(newest, 4, DC_FIELD_RESOLUTION, NULL, "done");
	assert_event(first, 0, DC_N_FIELDS, "1", "0");
	for (guint i = 0; i < newest->events->len; i++)
		g_assert_cmpint(((const DcPastEdit *)g_ptr_array_index(newest->events, i))->ticket, ==, 1);

	g_autoptr(GPtrArray) before = dc_ledger_history(place.ledger, 0, newest->id, 10, NULL);
	g_assert_cmpuint(before->len, ==, 1);
	g_autoptr(GPtrArray) one = dc_ledger_history(place.ledger, 0, 0, 1, NULL);
	g_assert_cmpuint(one->len, ==, 1);
	int n;
	g_assert_true(dc_ledger_count_changes(place.ledger, "resolve", PLACE_NOW, PLACE_NOW + 61, &n, NULL));
	g_assert_cmpint(n, ==, 1);
	g_assert_true(dc_ledger_count_changes(place.ledger, "resolve", PLACE_NOW, PLACE_NOW + 60, &n, NULL));
	g_assert_cmpint(n, ==, 0);
	end();
}

static void
test_several_tickets(void)
{
	begin();
	for (int i = 0; i < 5; i++)
		place_log(&place, "one of them");
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_RATE, PLACE_NOW);
	for (DcTicketNo no = 1; no <= 5; no++) {
		g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, no, NULL);
		dc_change_number(change, ticket, DC_FIELD_IMPACT, 1);
	}
	place_apply(&place, change);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM ticket WHERE impact = 1"), ==, 5);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM change WHERE action = 'rate'"), ==, 1);
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM ticket WHERE impact = 1"), ==, 0);
	end();
}

/* -- refused, and nothing has changed -- */
static void
test_refused(void)
{
	begin();
	place_log(&place, "one");
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_autoptr(DcChange) half = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_text(half, ticket, DC_FIELD_TITLE, "written first");
	dc_change_number(half, ticket, DC_FIELD_IMPACT, 9);
	refuses(half, DC_ERROR_REFUSED, "Impact");

	g_autoptr(DcChange) nobody = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	ticket->id = 77;
	dc_change_text(nobody, ticket, DC_FIELD_TITLE, "of nobody");
	refuses(nobody, DC_ERROR_NOT_FOUND, "No.77");

	g_autoptr(DcChange) dangling = dc_change_new(DC_ACTION_NOTE, PLACE_NOW);
	g_autoptr(DcNote) note = dc_note_new();
	note->ticket = 77;
	note->at = PLACE_NOW;
	note->text = g_strdup("a note on nothing");
	dc_change_create(dangling, DC_ENTITY_NOTE, note);
	refuses(dangling, DC_ERROR_NOT_FOUND, "No.77");

	g_autoptr(DcChange) orphan = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	text->id = 77;
	dc_change_text(orphan, text, DC_FIELD_BODY, "of nobody");
	refuses(orphan, DC_ERROR_NOT_FOUND, "No.77");

	g_autoptr(DcChange) untitled = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	g_autoptr(DcTicket) bare = dc_ticket_new();
	dc_change_create(untitled, DC_ENTITY_TICKET, bare);
	refuses(untitled, DC_ERROR_REFUSED, "Subject");

	g_autoptr(DcChange) kindless = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	bare->title = g_strdup("no kind");
	dc_change_create(kindless, DC_ENTITY_TICKET, bare);
	refuses(kindless, DC_ERROR_REFUSED, "ticket.kind");
	end();
}

static void
test_a_name_taken_meanwhile(void)
{
	begin();
	for (int i = 0; i < 2; i++) {
		g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
		g_autoptr(DcDepartment) department = dc_department_new();
		department->name = g_strdup("経理");
		dc_change_create(change, DC_ENTITY_DEPARTMENT, department);
		if (i == 0)
			place_apply(&place, change);
		else
			refuses(change, DC_ERROR_CONFLICT, "department.name");
	}
	end();
}

static void
test_texts_are_not_overwritten(void)
{
	begin();
	place_log(&place, "one");
	for (int i = 0; i < 2; i++) {
		g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
		g_autoptr(DcTicketText) text = dc_ticket_text_new();
		text->id = 1;
		text->body = g_strdup_printf("text %d", i);
		dc_change_create(change, DC_ENTITY_TICKET_TEXT, text);
		if (i == 0)
			place_apply(&place, change);
		else
			refuses(change, DC_ERROR_CONFLICT, "No.1");
	}
	end();
}

/* What was taken back is there no more: neither for edits nor for what would refer to it. */
static void
test_what_was_taken_back(void)
{
	begin();
	place_log(&place, "one");
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));

	g_autoptr(DcChange) edit = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_text(edit, ticket, DC_FIELD_TITLE, "too late");
	refuses(edit, DC_ERROR_CONFLICT, "No.1");
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_NOTE, PLACE_NOW);
	g_autoptr(DcNote) note = dc_note_new();
	note->ticket = 1;
	note->at = PLACE_NOW;
	note->text = g_strdup("too late");
	dc_change_create(change, DC_ENTITY_NOTE, note);
	refuses(change, DC_ERROR_CONFLICT, "No.1");
	end();
}

/* Hostile text is data: it comes back as it went in. */
static void
test_hostile_text(void)
{
	begin();
	const char *text = "'; DROP TABLE ticket; -- \" ` %s \\ \033[2J :title ?1";
	place_log(&place, text);
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_assert_cmpstr(ticket->title, ==, text);
	end();
}

static void
test_append_only(void)
{
	begin();
	place_log(&place, "one");
	static const char *const attempts[] = { "UPDATE change SET at = 0", "DELETE FROM change", "UPDATE event SET new = 5", "DELETE FROM event" };
	for (guint i = 0; i < G_N_ELEMENTS(attempts); i++) {
		g_autofree char *sql = g_strdup_printf("%s", attempts[i]);
		g_autofree char *said = place_sql_fails(&place, sql);
		g_assert_cmpstr(said, ==, "history is append-only");
	}
	end();
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/apply/creation", test_creation);
	g_test_add_func("/ledger/apply/numbers-are-not-reused", test_numbers_are_not_reused);
	g_test_add_func("/ledger/apply/edit-of-what-is-created", test_edit_of_what_is_created);
	g_test_add_func("/ledger/apply/nothing-to-do", test_nothing_to_do);
	g_test_add_func("/ledger/apply/history", test_history);
	g_test_add_func("/ledger/apply/several-tickets", test_several_tickets);
	g_test_add_func("/ledger/apply/refused", test_refused);
	g_test_add_func("/ledger/apply/a-name-taken-meanwhile", test_a_name_taken_meanwhile);
	g_test_add_func("/ledger/apply/texts-are-not-overwritten", test_texts_are_not_overwritten);
	g_test_add_func("/ledger/apply/what-was-taken-back", test_what_was_taken_back);
	g_test_add_func("/ledger/apply/hostile-text", test_hostile_text);
	g_test_add_func("/ledger/apply/append-only", test_append_only);
	return g_test_run();
}
