/* The language of the labels: sets the locale, finds the catalogue, looks the words up. */
#include <daicho/lang.h>
#include <daicho/text.h>

#include "catalogue.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* Where the catalogue can be, seen from the folder of the binary: the build tree, an installation, a unit test of the build tree. */
static const char *const catalogue_folders[] = { "locale", "../share/locale", "../../../locale" };

/* The locales tried when the environment's own is not UTF-8; domain.md 6.1. */
static const char *const utf8_locales[] = { "ja_JP.UTF-8", "C.UTF-8", "en_US.UTF-8" };

static DcLang lang = DC_LANG_EN;
static DcLang lang_of_locale = DC_LANG_EN;
static Catalogue *japanese; /* NULL: not found, everything stays English; kept to the end, for its texts are handed out */

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

static Catalogue *
catalogue_find(void)
{
	g_autofree char *binary = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = g_path_get_dirname(binary != NULL ? binary : ".");
	Catalogue *found = NULL;
	for (gsize i = 0; found == NULL && i < G_N_ELEMENTS(catalogue_folders); i++) {
		g_autofree char *file = g_build_filename(folder, catalogue_folders[i], "ja", "LC_MESSAGES", "daicho.mo", NULL);
		found = catalogue_load(file);
	}
	return found;
}

bool
dc_lang_init(GError **error)
{
	if (japanese == NULL)
		japanese = catalogue_find();
	lang = lang_of_locale = lang_from_environment();
	if (locale_set_utf8())
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("no UTF-8 locale could be set; start with LC_ALL=C.UTF-8"));
	return false;
}

bool
dc_lang_set(const char *name, GError **error)
{
	if (name != NULL && strcmp(name, "ja") != 0 && strcmp(name, "en") != 0) {
		g_autofree char *shown = dc_text_clip(name, 40);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("unknown language \"%s\"; it is ja or en"), shown);
		return false;
	}
	lang = name == NULL ? lang_of_locale : strcmp(name, "ja") == 0 ? DC_LANG_JA : DC_LANG_EN;
	return true;
}

DcLang
dc_lang_get(void)
{
	return lang;
}

const char *
dc_lang_japanese(const char *text)
{
	/* The empty text is the catalogue's own header. */
	const char *translated = japanese != NULL && *text != '\0' ? catalogue_lookup(japanese, text) : NULL;
	return translated != NULL && *translated != '\0' ? translated : text;
}

const char *
dc_lang_text(const char *text)
{
	return lang == DC_LANG_JA ? dc_lang_japanese(text) : text;
}
