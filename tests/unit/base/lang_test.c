/* The language switches while the program runs, also where no Japanese locale is installed. */
#include <daicho/lang.h>

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* Makes a catalogue beside this binary. True if msgfmt did. */
static bool
catalogue_make(char **folder)
{
	g_autofree char *binary = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *here = g_path_get_dirname(binary);
	*folder = g_build_filename(here, "locale", "ja", "LC_MESSAGES", NULL);
	g_assert_cmpint(g_mkdir_with_parents(*folder, 0700), ==, 0);
	g_autofree char *po = g_build_filename(*folder, "daicho.po", NULL);
	g_autofree char *mo = g_build_filename(*folder, "daicho.mo", NULL);
	g_assert_true(g_file_set_contents(po,
		"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\nmsgid \"ledger\"\nmsgstr \"台帳\"\n", -1, NULL));
	char msgfmt[] = "msgfmt", option[] = "-o";
	char *argv[] = { msgfmt, option, mo, po, NULL };
	int status = 1;
	return g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL) && status == 0;
}

static void
catalogue_remove(const char *folder)
{
	g_autofree char *po = g_build_filename(folder, "daicho.po", NULL);
	g_autofree char *mo = g_build_filename(folder, "daicho.mo", NULL);
	g_autofree char *ja = g_path_get_dirname(folder);
	g_autofree char *locale = g_path_get_dirname(ja);
	(void)g_remove(po);
	(void)g_remove(mo);
	(void)g_rmdir(folder);
	(void)g_rmdir(ja);
	(void)g_rmdir(locale);
}

static void
test_switches(void)
{
	g_autofree char *folder = NULL;
	if (!catalogue_make(&folder)) {
		g_test_skip("msgfmt is not installed");
		return;
	}
	g_assert_true(dc_lang_init(NULL));
	g_assert_cmpint(dc_lang_get(), ==, DC_LANG_EN);
	for (int i = 0; i < 2; i++) {
		g_assert_true(dc_lang_set("ja", NULL));
		g_assert_cmpstr(_("ledger"), ==, "台帳");
		g_assert_cmpint(dc_lang_get(), ==, DC_LANG_JA);
		g_assert_true(dc_lang_set("en", NULL));
		g_assert_cmpstr(_("ledger"), ==, "ledger");
		g_assert_cmpstr(dc_lang_japanese("ledger"), ==, "台帳");
		g_assert_cmpint(dc_lang_get(), ==, DC_LANG_EN);
	}
	catalogue_remove(folder);
}

static void
test_locale_decides(void)
{
	static const struct { const char *language, *all, *lang; DcLang expected; } table[] = {
		{ "", "", "ja_JP.UTF-8", DC_LANG_JA }, { "", "", "C", DC_LANG_EN }, { "", "C", "ja_JP.UTF-8", DC_LANG_EN },
		{ "ja:en", "", "en_US.UTF-8", DC_LANG_JA }, { "en", "", "ja_JP.UTF-8", DC_LANG_EN }, { "", "", "", DC_LANG_EN },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_setenv("LANGUAGE", table[i].language, TRUE);
		g_setenv("LC_ALL", table[i].all, TRUE);
		g_setenv("LANG", table[i].lang, TRUE);
		g_assert_true(dc_lang_init(NULL));
		g_assert_cmpint(dc_lang_get(), ==, table[i].expected);
		g_assert_true(dc_lang_set("ja", NULL));
		g_assert_true(dc_lang_set(NULL, NULL));
		g_assert_cmpint(dc_lang_get(), ==, table[i].expected);
	}
}

static void
test_unknown_is_refused(void)
{
	g_autoptr(GError) error = NULL;
	DcLang before = dc_lang_get();
	g_assert_false(dc_lang_set("fr", &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
	g_assert_cmpint(dc_lang_get(), ==, before);
}

int
main(int argc, char **argv)
{
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	g_unsetenv("LANGUAGE");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lang/switches", test_switches);
	g_test_add_func("/lang/locale-decides", test_locale_decides);
	g_test_add_func("/lang/unknown-is-refused", test_unknown_is_refused);
	return g_test_run();
}
