/* Drafts: what is being typed is kept, across a restart, until it is dropped. */
#include "../../support/place.h"

static void
test_drafts(void)
{
	Place place;
	g_autoptr(GError) error = NULL;
	place_begin(&place);
	place_log(&place, "one");
	DcDraft phone = { .kind = g_strdup("phone"), .started_at = PLACE_NOW + 5, .updated_at = PLACE_NOW + 5, .fields = g_strdup("title=在庫") };
	DcDraft note = { .kind = g_strdup("note"), .ticket = 1, .started_at = PLACE_NOW, .updated_at = PLACE_NOW, .fields = g_strdup("") };
	g_assert_true(dc_ledger_draft_save(place.ledger, &phone, &error));
	g_assert_true(dc_ledger_draft_save(place.ledger, &note, &error));
	g_assert_cmpint(phone.id, >, 0);
	g_assert_cmpint(note.id, >, phone.id);
	gint64 id = phone.id;
	g_free(phone.fields);
	phone.fields = g_strdup("title=在庫照会");
	phone.updated_at = PLACE_NOW + 9;
	g_assert_true(dc_ledger_draft_save(place.ledger, &phone, &error));
	g_assert_cmpint(phone.id, ==, id);

	place_reopen(&place);
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(place.ledger, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(drafts->len, ==, 2);
	const DcDraft *first = g_ptr_array_index(drafts, 0), *second = g_ptr_array_index(drafts, 1); /* oldest first */
	g_assert_cmpint(first->id, ==, note.id);
	g_assert_cmpint(first->ticket, ==, 1);
	g_assert_cmpstr(first->fields, ==, "");
	g_assert_cmpint(second->ticket, ==, 0);
	g_assert_cmpstr(second->kind, ==, "phone");
	g_assert_cmpstr(second->fields, ==, "title=在庫照会");
	g_assert_cmpint(second->started_at, ==, PLACE_NOW + 5);
	g_assert_cmpint(second->updated_at, ==, PLACE_NOW + 9);

	g_assert_true(dc_ledger_draft_drop(place.ledger, note.id, &error));
	g_assert_true(dc_ledger_draft_drop(place.ledger, note.id, &error)); /* gone already: as well */
	g_autoptr(GPtrArray) left = dc_ledger_drafts(place.ledger, &error);
	g_assert_cmpuint(left->len, ==, 1);
	g_assert_cmpint(place_sql_number(&place, "SELECT count(*) FROM change"), ==, 1); /* a draft is no fact */
	g_free(phone.kind);
	g_free(phone.fields);
	g_free(note.kind);
	g_free(note.fields);
	place_end(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/draft/drafts", test_drafts);
	return g_test_run();
}
