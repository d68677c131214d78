/* The rules as policy: every key can be read, set and put back; a wrong value changes nothing and is named. */
#include <daicho/cue.h>

#include <string.h>

static void
test_keys_round(void)
{
	g_autoptr(DcCues) cues = dc_cues_new();
	guint n = 0;
	for (const char *const *key = dc_cues_keys(); *key != NULL; key++, n++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *value = dc_cues_get(cues, *key);
		g_assert_nonnull(value);
		g_assert_true(dc_cues_set(cues, *key, value, &error));
		g_assert_no_error(error);
		g_autofree char *again = dc_cues_get(cues, *key);
		g_assert_cmpstr(again, ==, value);
	}
	g_assert_cmpuint(n, ==, 15);
	g_assert_null(dc_cues_get(cues, "weak"));
}

static void
test_refused(void)
{
	static const struct { const char *key, *value, *says; } table[] = {
		{ "weak", "x", "there is no such setting" }, { "strong", "障害, 。", "\"。\"" }, { "strong", "()", "\"()\"" }, { "strong", "\xff", "UTF-8" }, { "strong_points", "many", "\"many\"" },
		{ "strong_points", "100", "-99 to 99" }, { "alike_from", "-1", "0 to 100" }, { "alike_from", "", "0 to 100" },
		{ "urgent", "12345678901234567890123456789012345678901234567890123456789012345", "64" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(DcCues) cues = dc_cues_new();
		g_autoptr(GError) error = NULL;
		g_autofree char *before = dc_cues_get(cues, table[i].key);
		g_assert_false(dc_cues_set(cues, table[i].key, table[i].value, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, table[i].key));
		g_assert_nonnull(strstr(error->message, table[i].says));
		g_autofree char *after = dc_cues_get(cues, table[i].key);
		g_assert_cmpstr(after, ==, before);
	}
}

static void
assert_score(const DcCues *cues, const char *subject, int score, DcCueVerdict verdict)
{
	g_auto(DcCueHint) hint;
	dc_cues_read(cues, subject, &hint);
	g_assert_cmpint(hint.score, ==, score);
	g_assert_cmpint(hint.verdict, ==, verdict);
}

static void
test_used(void)
{
	g_autoptr(DcCues) cues = dc_cues_new();
	g_autoptr(GError) error = NULL;
	g_assert_true(dc_cues_set(cues, "strong", " 火事 ,, 水漏れ、", &error));
	g_assert_true(dc_cues_set(cues, "medium", "", &error));
	g_assert_true(dc_cues_set(cues, "strong_points", "5", &error));
	g_assert_true(dc_cues_set(cues, "incident_from", "6", &error));
	g_assert_no_error(error);
	assert_score(cues, "サーバ室の火事", 5, DC_CUE_CHECK);
	assert_score(cues, "障害 遅い", 0, DC_CUE_NONE);
	assert_score(cues, "水漏れ ORA-00600", 7, DC_CUE_INCIDENT);
	g_autofree char *value = dc_cues_get(cues, "strong");
	g_assert_cmpstr(value, ==, "火事, 水漏れ");
	assert_score(dc_cues_default(), "障害", 3, DC_CUE_INCIDENT);
}

/* A word in two lists: what takes letters comes first. */
static void
test_same_word_twice(void)
{
	g_autoptr(DcCues) cues = dc_cues_new();
	g_autoptr(GError) error = NULL;
	g_assert_true(dc_cues_set(cues, "masked", "障害", &error));
	assert_score(cues, "障害", 0, DC_CUE_NONE);
	g_assert_true(dc_cues_set(cues, "not_code", "ORA", &error));
	assert_score(cues, "ORA-00600 ISO9001", 2, DC_CUE_CHECK);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/cues/every key there and back", test_keys_round);
	g_test_add_func("/cue/cues/refused", test_refused);
	g_test_add_func("/cue/cues/used", test_used);
	g_test_add_func("/cue/cues/same word twice", test_same_word_twice);
	return g_test_run();
}
