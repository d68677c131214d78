/* Every word has a code, a label and a translation, and can be read back from each of them. domain.md 2.1-2.3. */
#include <daicho/lang.h>
#include <daicho/ticket.h>

#include <string.h>

static void
speak(const char *language)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(dc_lang_set(language, &error));
	g_assert_no_error(error);
}

static void
test_complete(void)
{
	for (DcWordSet set = 0; set < DC_N_WORD_SETS; set++) {
		g_assert_cmpint(dc_words_count(set), >=, 2);
		g_assert_cmpstr(dc_word_code(set, 0), ==, "");
		g_assert_cmpstr(dc_word_label(set, 0), ==, "");
		g_assert_cmpstr(dc_word_code(set, dc_words_count(set) + 1), ==, "");
		g_assert_cmpstr(dc_word_code(set, -1), ==, "");
		for (int value = 1; value <= dc_words_count(set); value++) {
			g_assert_cmpstr(dc_word_code(set, value), !=, "");
			speak("en");
			g_autofree char *english = g_strdup(dc_word_label(set, value));
			speak("ja");
			g_assert_cmpstr(english, !=, "");
			g_assert_cmpstr(dc_word_label(set, value), !=, english);
		}
	}
}

static void
reads_back(DcWordSet set, const char *text, int value)
{
	g_autoptr(GError) error = NULL;
	int got = 0;

	g_assert_true(dc_word_parse(set, text, &got, &error));
	g_assert_no_error(error);
	g_assert_cmpint(got, ==, value);
}

/* Whatever language is on, both are understood, and the language stays what it was. */
static void
test_parse(void)
{
	for (DcWordSet set = 0; set < DC_N_WORD_SETS; set++) {
		for (int value = 1; value <= dc_words_count(set); value++) {
			speak("en");
			g_autofree char *english = g_strdup(dc_word_label(set, value));
			speak("ja");
			g_autofree char *japanese = g_strdup(dc_word_label(set, value));

			for (int i = 0; i < 2; i++) {
				speak(i == 0 ? "ja" : "en");
				reads_back(set, dc_word_code(set, value), value);
				reads_back(set, english, value);
				reads_back(set, japanese, value);
				g_assert_cmpint(dc_lang_get(), ==, i == 0 ? DC_LANG_JA : DC_LANG_EN);
			}
		}
	}
}

static void
test_parse_width_and_case(void)
{
	speak("en");
	reads_back(DC_WORDS_OF_KIND, " INCIDENT ", DC_KIND_INCIDENT);
	reads_back(DC_WORDS_OF_KIND, "ｉｎｃｉｄｅｎｔ", DC_KIND_INCIDENT);
	reads_back(DC_WORDS_OF_CAUSE, "ﾌﾟﾛｸﾞﾗﾑ", DC_CAUSE_PROGRAM);
	reads_back(DC_WORDS_OF_STATUS, "待ち", DC_STATUS_WAITING);
	reads_back(DC_WORDS_OF_DIFFICULTY, "a", DC_DIFFICULTY_A);
}

static void
test_parse_unknown(void)
{
	static const char *const unknown[] = {"", " ", "urgent", "incidents", "\xff\xfe", "障", "\033[2J"};

	for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++) {
		g_autoptr(GError) error = NULL;
		int value = -7;

		speak("en");
		g_assert_false(dc_word_parse(DC_WORDS_OF_KIND, unknown[i], &value, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_nonnull(strstr(error->message, "inquiry, incident, change, task"));
		g_assert_null(strchr(error->message, '\033'));
		g_assert_cmpint(value, ==, -7);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (!dc_lang_init(NULL))
		return 1;
	g_test_add_func("/ticket/words/complete", test_complete);
	g_test_add_func("/ticket/words/parse", test_parse);
	g_test_add_func("/ticket/words/parse-width-and-case", test_parse_width_and_case);
	g_test_add_func("/ticket/words/parse-unknown", test_parse_unknown);
	return g_test_run();
}
