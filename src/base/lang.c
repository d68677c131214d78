/* The language of the labels: finds the catalogue and switches it while the program runs. */
#include <daicho/lang.h>

#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* gettext keeps what it has looked up; it looks again when this counter of its own has moved (GNU gettext manual, 11.2.3). */
extern int _nl_msg_cat_cntr;

/* Where the catalogue can be, seen from the folder of the binary: the build tree, an installation, a unit test of the build tree. */
static const char *const catalogue_folders[] = { "locale", "../share/locale", "../../../locale" };

/* The locales tried when the environment's own is not UTF-8; domain.md 6.1. */
static const char *const utf8_locales[] = { "ja_JP.UTF-8", "C.UTF-8", "en_US.UTF-8" };

static DcLang lang = DC_LANG_EN;
static DcLang lang_of_locale = DC_LANG_EN;

static bool
is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static bool
locale_set_utf8(void)
{
	(void)setlocale(LC_ALL, ""); /* an unknown locale leaves "C", which is not UTF-8 */
	for (gsize i = 0; !is_utf8() && i < G_N_ELEMENTS(utf8_locales); i++)
		(void)setlocale(LC_ALL, utf8_locales[i]);
	(void)setlocale(LC_NUMERIC, "C"); /* figures in JSON and CSV have a point everywhere */
	return is_utf8();
}

/* gettext translates nothing while LC_MESSAGES is plain "C", whatever LANGUAGE says. */
static void
locale_set_messages(void)
{
	const char *now = setlocale(LC_MESSAGES, NULL);
	if (strcmp(now, "C") == 0 || strcmp(now, "POSIX") == 0)
		(void)setlocale(LC_MESSAGES, setlocale(LC_CTYPE, NULL));
}

static DcLang
lang_from_environment(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = g_getenv(names[i]);
		if (value != NULL && *value != '\0')
			return g_str_has_prefix(value, "ja") ? DC_LANG_JA : DC_LANG_EN;
	}
	return DC_LANG_EN;
}

static void
catalogue_bind(void)
{
	g_autofree char *binary = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = g_path_get_dirname(binary != NULL ? binary : ".");
	for (gsize i = 0; i < G_N_ELEMENTS(catalogue_folders); i++) {
		g_autofree char *locale = g_build_filename(folder, catalogue_folders[i], NULL);
		g_autofree char *file = g_build_filename(locale, "ja", "LC_MESSAGES", "daicho.mo", NULL);
		if (g_file_test(file, G_FILE_TEST_EXISTS)) {
			bindtextdomain("daicho", locale);
			break;
		}
	}
	bind_textdomain_codeset("daicho", "UTF-8");
	textdomain("daicho");
}

static void
lang_use(DcLang wanted)
{
	lang = wanted;
	g_setenv("LANGUAGE", lang == DC_LANG_JA ? "ja" : "en", TRUE);
	_nl_msg_cat_cntr++;
}

bool
dc_lang_init(GError **error)
{
	lang_of_locale = lang_from_environment();
	bool utf8 = locale_set_utf8();
	locale_set_messages();
	catalogue_bind();
	lang_use(lang_of_locale);
	if (!utf8)
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE,
		            _("no UTF-8 locale could be set; start with LC_ALL=C.UTF-8"));
	return utf8;
}

bool
dc_lang_set(const char *name, GError **error)
{
	if (name != NULL && strcmp(name, "ja") != 0 && strcmp(name, "en") != 0) {
		g_autofree char *shown = g_utf8_make_valid(name, -1);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("unknown language %s; it is ja or en"), shown);
		return false;
	}
	lang_use(name == NULL ? lang_of_locale : strcmp(name, "ja") == 0 ? DC_LANG_JA : DC_LANG_EN);
	return true;
}

DcLang
dc_lang_get(void)
{
	return lang;
}
