/* A damaged file: bytes turned over, ends cut off. Whatever is asked of it gives an answer or an error in words, never a crash. */
#include "../support/place.h"

#include <string.h>

#define N_FLIPPED 150
#define N_CUT 30

static int n_refused, n_found, n_unharmed;

/* -- what is asked -- */
static void
note_error(GError **error, bool *harmed)
{
	if (*error == NULL)
		return;
	g_assert_true((*error)->domain == DC_ERROR);
	g_assert_cmpuint(strlen((*error)->message), >, 0);
	g_assert_true(g_utf8_validate((*error)->message, -1, NULL));
	*harmed = *harmed || (*error)->code == DC_ERROR_LEDGER;
	g_clear_error(error);
}

static void
take(GPtrArray *array)
{
	if (array != NULL)
		g_ptr_array_unref(array);
}

static void
read_everything(DcLedger *ledger, GError **error, bool *harmed)
{
	g_autoptr(DcFilter) filter = dc_filter_text(DC_N_FIELDS, "call");
	const DcPage page = { .band_from = 0, .band_to = 9, .limit = 1000 }, narrow = { .band_from = 0, .band_to = 9, .limit = 10, .filter = filter, .backward = true };
	take(dc_ledger_page(ledger, &page, NULL, error));
	note_error(error, harmed);
	take(dc_ledger_page(ledger, &narrow, NULL, error));
	note_error(error, harmed);
	take(dc_ledger_history(ledger, 0, 0, 1000, error));
	note_error(error, harmed);
	take(dc_ledger_drafts(ledger, error));
	note_error(error, harmed);
	for (int list = 0; list < DC_N_LISTS; list++) {
		take(dc_ledger_list(ledger, (DcList)list, (DcListArgs){ .id = 1, .to = G_MAXINT32, .text = "鈴木" }, error));
		note_error(error, harmed);
	}
	GArray *counts = dc_ledger_counts(ledger, error);
	if (counts != NULL)
		g_array_unref(counts);
	note_error(error, harmed);
}

static void
do_something(DcLedger *ledger, GError **error, bool *harmed)
{
	(void)!place_call(ledger, "one more", error);
	note_error(error, harmed);
	for (int i = 0; i < 3; i++) {
		(void)!dc_ledger_undo(ledger, PLACE_NOW, NULL, error);
		note_error(error, harmed);
	}
	(void)!dc_ledger_redo(ledger, PLACE_NOW, NULL, error);
	note_error(error, harmed);
	(void)!dc_ledger_rank(ledger, PLACE_NOW + 86400, NULL, error);
	note_error(error, harmed);
	(void)!dc_ledger_rebuild(ledger, PLACE_NOW, error);
	note_error(error, harmed);
	dc_ledger_idle(ledger);
}

static void
ask(const char *path)
{
	g_autoptr(GError) error = NULL;
	bool harmed = false;
	g_autoptr(DcLedger) ledger = dc_ledger_open(path, &error);
	n_refused += ledger == NULL;
	if (ledger == NULL) {
		note_error(&error, &harmed);
		return;
	}
	dc_ledger_set_judge(ledger, place_judge, "rules", NULL);
	g_autoptr(GPtrArray) findings = dc_ledger_check(ledger, &error);
	harmed = findings == NULL || findings->len > 0;
	note_error(&error, &harmed);
	read_everything(ledger, &error, &harmed);
	do_something(ledger, &error, &harmed);
	n_found += harmed;
	n_unharmed += !harmed;
}

/* -- the damage -- */
static GBytes *
sound_file(void)
{
	Place place;
	place_begin(&place);
	dc_ledger_set_judge(place.ledger, place_judge, "rules", NULL);
	for (int i = 0; i < 60; i++) {
		g_autofree char *title = g_strdup_printf("call %d", i);
		g_assert_cmpint(place_call(place.ledger, title, NULL), >, 0);
	}
	place_set(&place, 3, DC_FIELD_OVERRIDE, 2);
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	g_assert_true(dc_ledger_rank(place.ledger, PLACE_NOW, NULL, NULL));
	g_clear_pointer(&place.ledger, dc_ledger_close); /* everything is in the file now */
	GBytes *bytes = place_bytes(place.path);
	place_end(&place);
	return bytes;
}

static void
ask_of(const void *bytes, gsize n)
{
	g_autofree char *folder = place_folder();
	g_autofree char *path = g_build_filename(folder, "ledger.db", NULL);
	g_assert_true(g_file_set_contents(path, bytes, (gssize)n, NULL));
	ask(path);
	place_remove(folder);
}

/* Anywhere, or where it hurts most: in the first page (the schema), and at the head of a page. */
static gsize
somewhere(gsize n)
{
	switch (g_test_rand_int_range(0, 3)) {
	case 0:
		return (gsize)g_test_rand_int_range(0, 4096);
	case 1:
		return (gsize)g_test_rand_int_range(0, (gint32)(n / 4096)) * 4096 + (gsize)g_test_rand_int_range(0, 16);
	default:
		return (gsize)g_test_rand_int_range(0, (gint32)n);
	}
}

static void
test_flipped(void)
{
	g_autoptr(GBytes) sound = sound_file();
	gsize n;
	const void *bytes = g_bytes_get_data(sound, &n);
	for (int i = 0; i < N_FLIPPED; i++) {
		g_autofree guint8 *copy = g_memdup2(bytes, n);
		for (int flips = g_test_rand_int_range(1, 20); flips > 0; flips--)
			copy[somewhere(n)] ^= (guint8)g_test_rand_int_range(1, 256);
		ask_of(copy, n);
	}
	g_test_message("%d refused at opening, %d found, %d without harm", n_refused, n_found, n_unharmed);
	g_assert_cmpint(n_refused + n_found, >, N_FLIPPED / 4);
}

static void
test_cut_off(void)
{
	g_autoptr(GBytes) sound = sound_file();
	gsize n;
	const void *bytes = g_bytes_get_data(sound, &n);
	for (int i = 0; i < N_CUT; i++)
		ask_of(bytes, (gsize)g_test_rand_int_range(1, (gint32)n));
}

/* Words where numbers should be, in the file's own format: the schema was changed to let them in. */
static void
test_wrong_kinds(void)
{
	static const char *const damage[] = {
		("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE type = 'table'; PRAGMA writable_schema = RESET;"
		"PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; UPDATE ticket SET received_at = 'noon', title = x'00ff', impact = 2.5; UPDATE event SET old = 'x', new = 1.5 WHERE 0"),
		"DROP TABLE counter",
		"DROP TABLE rank",
		"DROP TABLE event",
		"DROP TABLE ticket_text",
		"DROP VIEW search_all; ALTER TABLE ticket RENAME COLUMN title TO heading", /* of a view over a view SQLite would complain */
		"DELETE FROM derived; INSERT INTO derived VALUES ('rank_clock', 'noon'), ('rank_digest', 5)",
	};
	for (guint i = 0; i < G_N_ELEMENTS(damage); i++) {
		Place place;
		int before = n_found;
		place_begin(&place);
		dc_ledger_set_judge(place.ledger, place_judge, "rules", NULL);
		for (int n = 0; n < 5; n++)
			place_call(place.ledger, "call", NULL);
		g_assert_true(dc_ledger_rank(place.ledger, PLACE_NOW, NULL, NULL));
		g_clear_pointer(&place.ledger, dc_ledger_close);
		place_sql(&place, damage[i]);
		ask(place.path);
		if (i + 1 < G_N_ELEMENTS(damage))
			g_assert_cmpint(n_found, ==, before + 1);
		place_end(&place);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/faults/corrupt/flipped", test_flipped);
	g_test_add_func("/faults/corrupt/cut-off", test_cut_off);
	g_test_add_func("/faults/corrupt/wrong-kinds", test_wrong_kinds);
	return g_test_run();
}
