/* Random ledgers, handed on as JSON and taken over by an empty one: everything is there again, and once more changes nothing. By the program itself. */
#include "../../support/place.h"

#include <string.h>

#define N_ROUNDS 4
#define N_TICKETS 25

/* -- a ledger of anything -- */
static const struct {
	DcEntity entity;
	int most;
} kinds[] = { { DC_ENTITY_CONTACT, 4 }, { DC_ENTITY_NOTE, 3 }, { DC_ENTITY_WORK, 3 }, { DC_ENTITY_CALL, 2 }, { DC_ENTITY_REPORT, 2 } };

/* What refers to something else is cleared, but for the ticket. */
static void
clear_references(DcEntity entity, gpointer record, gint64 ticket)
{
	for (int i = 0; i < dc_entity_count(entity); i++) {
		const DcFieldInfo *info = dc_field_info(dc_entity_first(entity) + (DcField)i);
		DcValue value = dc_value_number(strcmp(info->name, "ticket") == 0 ? ticket : 0);
		if (info->type == DC_FIELD_TYPE_REF)
			dc_record_set(record, dc_entity_first(entity) + (DcField)i, &value);
	}
}

static void
add_ticket(Place *place, int i)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW + i);
	g_autoptr(DcTicket) ticket = place_random_record(DC_ENTITY_TICKET, 1);
	g_autoptr(DcTicketText) text = place_random_record(DC_ENTITY_TICKET_TEXT, 1);
	clear_references(DC_ENTITY_TICKET, ticket, 0);
	if (i % 2 == 0) { /* the others came from somewhere else before */
		g_clear_pointer(&ticket->source, g_free);
		g_clear_pointer(&ticket->source_id, g_free);
	}
	text->id = dc_change_create(change, DC_ENTITY_TICKET, ticket);
	dc_change_create(change, DC_ENTITY_TICKET_TEXT, text);
	for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (int n = g_test_rand_int_range(0, kinds[k].most); n > 0; n--) {
			gpointer record = place_random_record(kinds[k].entity, 1);
			clear_references(kinds[k].entity, record, ticket->id);
			dc_change_create(change, kinds[k].entity, record);
			dc_record_free(kinds[k].entity, record);
		}
	place_apply(place, change);
}

static void
link_some(Place *place)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW + N_TICKETS);
	for (int i = 0; i < 10; i++) {
		g_autoptr(DcLink) link = dc_link_new();
		link->ticket = 1 + i * 2; /* forward and back */
		link->other = 1 + (i * 7 + 3) % N_TICKETS;
		link->kind = DC_LINK_CAUSED_BY;
		if (link->ticket != link->other)
			dc_change_create(change, DC_ENTITY_LINK, link);
	}
	place_apply(place, change);
}

static void
make_ledger(Place *place)
{
	for (int i = 1; i <= N_TICKETS; i++)
		add_ticket(place, i);
	link_some(place);
	for (int i = 1; i <= N_TICKETS; i += 3) {
		place_set_text(place, i, DC_FIELD_TITLE, "後で直した件名");
		if (i % 2 == 0)
			g_assert_true(dc_ledger_undo(place->ledger, PLACE_NOW + 100 + i, NULL, NULL));
	}
}

/* -- the program -- */
static char *
run(const char *ledger, const char *const *words)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	const char *const begin[] = { g_getenv("DAICHO"), "--ledger", ledger, "--at", "2026-03-31T09:20" };
	char *out = NULL;
	int status = 0;
	for (guint i = 0; i < G_N_ELEMENTS(begin); i++)
		g_ptr_array_add(argv, g_strdup(begin[i]));
	for (; *words != NULL; words++)
		g_ptr_array_add(argv, g_strdup(*words));
	g_ptr_array_add(argv, NULL);
	g_ptr_array_set_free_func(argv, g_free);
	g_spawn_sync(NULL, (char **)argv->pdata, NULL, 0, NULL, NULL, &out, NULL, &status, &error);
	g_assert_no_error(error);
	g_assert_cmpint(status, ==, 0);
	return out;
}

/* Numbers by which a file calls its own records differ, and what brought the tickets came after them. */
static char *
comparable(const char *json)
{
	static const char *const patterns[] = { ",?\\{\"change\":\\d+,\"at\":\"[^\"]*\",\"action\":\"import\",[^\\[]*\\[[^\\]]*\\]\\}", "\"(id|row|change|target|party|department)\":\\d+",
		                                "\"source\":\"daicho\",\"source_id\":\"\\d+\"" };
	static const char *const instead[] = { "", "\"\\1\":0", "\"source\":null,\"source_id\":null" };
	char *text = g_strdup(json);
	for (guint i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GRegex) regex = g_regex_new(patterns[i], 0, 0, NULL);
		char *next = g_regex_replace(regex, text, -1, 0, instead[i], 0, &error);
		g_assert_no_error(error);
		g_free(text);
		text = next;
	}
	return text;
}

static void
assert_same_lines(const char *one, const char *other)
{
	g_auto(GStrv) left = g_strsplit(one, "\n", -1), right = g_strsplit(other, "\n", -1);
	g_assert_cmpuint(g_strv_length(left), ==, g_strv_length(right));
	for (guint i = 0; left[i] != NULL; i++) {
		gsize at = 0;
		while (left[i][at] != '\0' && left[i][at] == right[i][at])
			at++;
		gsize from = at > 60 ? at - 60 : 0;
		if (strcmp(left[i], right[i]) != 0)
			g_error("line %u differs: ...%.200s... and ...%.200s...", i + 1, left[i] + from, right[i] + from);
	}
}

static void
test_random_ledgers(void)
{
	for (int round = 0; round < N_ROUNDS; round++) {
		Place place;
		place_begin(&place);
		make_ledger(&place);
		g_autofree char *file = g_build_filename(place.folder, "all.json", NULL), *other = g_build_filename(place.folder, "other.db", NULL);
		g_autofree char *before = run(place.path, (const char *const[]){ "export", "--format", "json", NULL });
		g_assert_true(g_file_set_contents(file, before, -1, NULL));
		g_autofree char *said = run(other, (const char *const[]){ "import", file, NULL });
		g_assert_cmpstr(said, ==, "25 new, 0 changed, 0 as they were, 0 refused\n");
		g_autofree char *after = run(other, (const char *const[]){ "export", "--format", "json", NULL });
		g_autofree char *left = comparable(before), *right = comparable(after);
		assert_same_lines(left, right);
		g_autofree char *order = run(place.path, (const char *const[]){ "list", "--all", NULL }), *same = run(other, (const char *const[]){ "list", "--all", NULL });
		g_assert_cmpstr(order, ==, same);
		g_autofree char *again = run(other, (const char *const[]){ "import", file, NULL });
		g_assert_cmpstr(again, ==, "0 new, 0 changed, 25 as they were, 0 refused\n");
		place_end(&place);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/desk/roundtrip/random-ledgers", test_random_ledgers);
	return g_test_run();
}
