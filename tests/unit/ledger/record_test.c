/* Whole records in and out: every field of every entity, with random values, and what a file may hold that no ledger writes. */
#include "../../support/place.h"

#include <string.h>

static Place place;

/* -- the round trip -- */

/* What a random record of this entity refers to is made first; how often does not matter. */
static void
make_targets(DcEntity entity)
{
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		const DcFieldInfo *info = dc_field_info(first + (DcField)i);
		g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", dc_entity_table(info->target));
		if (info->type != DC_FIELD_TYPE_REF || place_sql_number(&place, sql) > 0)
			continue;
		if (info->target != entity)
			make_targets(info->target);
		gpointer record = place_random_record(info->target, info->target == entity || info->target == DC_ENTITY_TICKET ? 0 : 1);
		g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
		dc_change_create(change, info->target, record);
		place_apply(&place, change);
		dc_record_free(info->target, record);
	}
}

static void
round_trip(DcEntity entity)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	gpointer record = place_random_record(entity, 1);
	bool is_side = entity == DC_ENTITY_TICKET_TEXT || entity == DC_ENTITY_MAIL_TEXT;
	if (is_side)
		*(gint64 *)record = 1;
	gint64 id = dc_change_create(change, entity, record);
	place_apply(&place, change);
	gpointer read = dc_ledger_read(place.ledger, entity, dc_change_id(change, id), &error);
	g_assert_no_error(error);
	place_assert_same(entity, read, record);
	dc_record_free(entity, read);
	dc_record_free(entity, record);
}

static void
test_round_trip(void)
{
	for (int entity = 0; entity < DC_N_ENTITIES; entity++) {
		bool is_side = entity == DC_ENTITY_TICKET_TEXT || entity == DC_ENTITY_MAIL_TEXT;
		place_begin(&place);
		if (entity == DC_ENTITY_MAIL_TEXT)
			make_targets(DC_ENTITY_CONTACT); /* refers to a mail */
		else
			make_targets(is_side ? DC_ENTITY_CONTACT : (DcEntity)entity);
		for (int round = is_side ? 1 : 5; round > 0; round--)
			round_trip((DcEntity)entity);
		place_end(&place);
	}
}

/* -- every field, edited alone, with random values; and "not set" where that may be -- */
static void
edit_field(DcEntity entity, gint64 id, DcField field, const DcValue *value)
{
	g_autoptr(GError) error = NULL;
	gpointer before = dc_ledger_read(place.ledger, entity, id, &error);
	gpointer wanted = dc_record_copy(entity, before);
	dc_record_set(wanted, field, value);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_value(change, before, field, value);
	bool ok = dc_ledger_apply(place.ledger, change, &error);
	if (!ok)
		g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED); /* must be set */
	gpointer after = dc_ledger_read(place.ledger, entity, id, NULL);
	place_assert_same(entity, after, ok ? wanted : before);
	dc_record_free(entity, before);
	dc_record_free(entity, wanted);
	dc_record_free(entity, after);
}

static void
edit_entity(DcEntity entity)
{
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		bool is_text = dc_field_info(first + (DcField)i)->type <= DC_FIELD_TYPE_LINES;
		DcValue unset = { .is_text = is_text, .number = DC_ABSENT };
		DcValue value = place_random_value(first + (DcField)i, 1);
		edit_field(entity, 1, first + (DcField)i, &value);
		edit_field(entity, 1, first + (DcField)i, &unset);
		edit_field(entity, 1, first + (DcField)i, &value);
		dc_value_clear(&value);
	}
}

static void
test_every_field(void)
{
	for (int entity = 0; entity < DC_N_ENTITIES; entity++) {
		place_begin(&place);
		make_targets(DC_ENTITY_CONTACT);
		make_targets((DcEntity)entity);
		round_trip((DcEntity)entity);
		edit_entity((DcEntity)entity);
		place_end(&place);
	}
}

/* -- absent -- */
static void
test_absent(void)
{
	g_autoptr(GError) error = NULL;
	place_begin(&place);
	g_assert_null(dc_ledger_read(place.ledger, DC_ENTITY_TICKET, 1, &error));
	g_assert_no_error(error);
	g_assert_null(dc_ledger_ticket(place.ledger, 1, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_NOT_FOUND);
	g_assert_nonnull(strstr(error->message, "No.1"));
	g_clear_error(&error);
	DcTicketNo no = place_log(&place, "no texts yet");
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(place.ledger, no, &error);
	g_assert_no_error(error);
	g_assert_cmpint(text->id, ==, no);
	g_assert_null(text->body);
	place_end(&place);
}

/* -- what no ledger writes: an error that names it, never a guess -- */
static void
test_strange_values(void)
{
	static const struct {
		const char *sql, *words;
	} strange[] = {
		{ "UPDATE ticket SET status = 'asleep'", "unknown word in status: asleep" },
		{ "UPDATE ticket SET kind = 'Incident'", "unknown word in kind: Incident" }, /* a label is no code */
		{ "UPDATE ticket SET stopped = 'a\033[2Jb'", "unknown word in stopped" },
	};
	for (guint i = 0; i < G_N_ELEMENTS(strange); i++) {
		g_autoptr(GError) error = NULL;
		place_begin(&place);
		place_log(&place, "one");
		place_sql(&place, strange[i].sql);
		g_assert_null(dc_ledger_ticket(place.ledger, 1, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_LEDGER);
		g_assert_nonnull(strstr(error->message, strange[i].words));
		g_assert_null(strchr(error->message, '\033'));
		place_end(&place);
	}
}

/* Bytes that are no text become text that is shown, and the record stays readable. */
static void
test_strange_bytes(void)
{
	place_begin(&place);
	place_log(&place, "one");
	place_sql(&place, "UPDATE ticket SET caller = CAST(x'e58f' || x'ff41' AS TEXT)");
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_assert_true(g_utf8_validate(ticket->caller, -1, NULL));
	g_assert_true(g_str_has_suffix(ticket->caller, "A"));
	place_end(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/record/round-trip", test_round_trip);
	g_test_add_func("/ledger/record/every-field", test_every_field);
	g_test_add_func("/ledger/record/absent", test_absent);
	g_test_add_func("/ledger/record/strange-values", test_strange_values);
	g_test_add_func("/ledger/record/strange-bytes", test_strange_bytes);
	return g_test_run();
}
