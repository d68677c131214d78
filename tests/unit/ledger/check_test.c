/* `check` finds what was planted, and nothing in a ledger that is well. */
#include "../../support/place.h"

#include <string.h>

static Place place;
static guint n_judged;

static void
begin(void)
{
	place_begin(&place);
	dc_ledger_set_judge(place.ledger, place_judge, "rules", &n_judged);
	for (int i = 0; i < 30; i++)
		place_log(&place, "a ticket");
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_NOTE, PLACE_NOW);
	g_autoptr(DcNote) note = dc_note_new();
	note->ticket = 3;
	note->at = PLACE_NOW;
	note->text = g_strdup("a note");
	dc_change_create(change, DC_ENTITY_NOTE, note);
	place_apply(&place, change);
	g_assert_true(dc_ledger_rank(place.ledger, PLACE_NOW, NULL, NULL));
}

static bool
finds(const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) findings = dc_ledger_check(place.ledger, &error);
	g_assert_no_error(error);
	bool found = false;
	for (guint i = 0; i < findings->len; i++) {
		const char *line = g_ptr_array_index(findings, i);
		found = found || strstr(line, words) != NULL;
		g_assert_null(strchr(line, '\n'));
	}
	if (!found)
		for (guint i = 0; i < findings->len; i++)
			g_test_message("found: %s", (char *)g_ptr_array_index(findings, i));
	return found;
}

static void
test_well(void)
{
	begin();
	g_autoptr(GPtrArray) findings = dc_ledger_check(place.ledger, NULL);
	g_assert_cmpuint(findings->len, ==, 0);
	place_end(&place);
}

static void
test_planted(void)
{
	static const struct {
		const char *sql, *words;
	} damage[] = {
		{ "PRAGMA foreign_keys = OFF; UPDATE note SET ticket = 77", "broken reference in note 1" },
		{ "UPDATE ticket SET gone = 1 WHERE id = 3", "note 1 belongs to something that was taken back" },
		{ "DELETE FROM rank WHERE ticket = 5", "No.5 has no place in the order" },
		{ "UPDATE ticket SET status = 'closed' WHERE id = 6", "No.6 is closed and still has a place" },
		{ "UPDATE rank SET n_members = 1 WHERE ticket = 8", "the group of No.8 was counted wrongly" },
		{ "UPDATE rank SET n_callers = 2 WHERE ticket = 8", "the group of No.8 was counted wrongly" },
		{ "UPDATE rank SET n_departments = 1 WHERE ticket = 8", "the group of No.8 was counted wrongly" },
		{ "UPDATE counter SET n = n + 1", "the counter of band 0 is wrong" },
		{ "UPDATE counter SET est_min = 0", "the counter of band 0 is wrong" },
		{ "INSERT INTO counter VALUES (4, 'task', 2, 60)", "the counter of band 4 is wrong" },
		{ "UPDATE ticket SET status = 'asleep' WHERE id = 7", "unknown word in status: asleep" },
		{ "DROP TRIGGER event_is_final", "the schema is not this program's: trigger event_is_final" },
		{ "DROP INDEX rank_until", "the schema is not this program's: index rank_until" },
		{ "CREATE TRIGGER spy AFTER UPDATE ON ticket BEGIN SELECT 1; END", "something of another program: trigger spy" },
		{ "CREATE TABLE extra (x)", "something of another program: table extra" },
	};
	for (guint i = 0; i < G_N_ELEMENTS(damage); i++) {
		begin();
		place_sql(&place, damage[i].sql);
		if (!finds(damage[i].words))
			g_test_message("not found: %s", damage[i].words);
		g_assert_true(finds(damage[i].words));
		place_end(&place);
	}
}

/* A thousand of a kind are told as some and "more". */
static void
test_many(void)
{
	begin();
	place_sql(&place, "UPDATE ticket SET status = 'asleep'");
	g_assert_true(finds("... and more of the same"));
	g_autoptr(GPtrArray) findings = dc_ledger_check(place.ledger, NULL);
	g_assert_cmpuint(findings->len, <, 80);
	place_end(&place);
}

/* A ledger that nobody has ranked yet lacks nothing. */
static void
test_unranked(void)
{
	place_begin(&place);
	place_log(&place, "a ticket");
	g_autoptr(GPtrArray) findings = dc_ledger_check(place.ledger, NULL);
	g_assert_cmpuint(findings->len, ==, 0);
	place_end(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/check/well", test_well);
	g_test_add_func("/ledger/check/planted", test_planted);
	g_test_add_func("/ledger/check/many", test_many);
	g_test_add_func("/ledger/check/unranked", test_unranked);
	return g_test_run();
}
