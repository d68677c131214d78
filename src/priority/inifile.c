/* The policy as ini text: read (see ini.h), and written with the comments that explain it. */
#include <daicho/ini.h>
#include <daicho/lang.h>

#include "settings.h"

#include <string.h>

/* -- reading -- */

typedef struct {
	GPtrArray *given;
	GHashTable *seen;   /* "section\nkey" -> Setting of `given` */
	char *section;      /* the present one; NULL before the first */
	int section_line;
	bool section_empty; /* nothing was given in it yet */
} Scan;

static bool
scan_add(Scan *scan, const char *key, const char *value, int line, GError **error)
{
	Setting *setting = setting_new(scan->section, key, value, line);
	g_autofree char *name = g_strdup_printf("%s\n%s", setting->section, setting->key);
	const Setting *before = g_hash_table_lookup(scan->seen, name);
	bool good = setting_check(setting, error);

	if (good && before != NULL)
		good = setting_refuse(setting, error, _("stands in line %d already"), before->line);
	if (!good) {
		setting_free(setting);
		return false;
	}
	g_hash_table_insert(scan->seen, g_steal_pointer(&name), setting);
	g_ptr_array_add(scan->given, setting);
	scan->section_empty = scan->section_empty && *value == '\0';
	return true;
}

/* `[system DOC]` with nothing in it is a system all the same: its name is its code. */
static bool
scan_end_section(Scan *scan, GError **error)
{
	if (scan->section == NULL || !scan->section_empty || !section_is(scan->section, "system") || *section_name(scan->section) == '\0')
		return true;
	g_autofree char *key = g_strdup_printf("%s\nname", scan->section);
	Setting *empty = g_hash_table_lookup(scan->seen, key);
	if (empty == NULL)
		return scan_add(scan, "name", section_name(scan->section), scan->section_line, error);
	g_free(empty->value);
	empty->value = g_strdup(section_name(scan->section));
	return true;
}

static bool
scan_line(const DcIniLine *line, gpointer data, GError **error)
{
	Scan *scan = data;
	if (line->key != NULL)
		return scan_add(scan, line->key, line->value, line->number, error);
	if (!scan_end_section(scan, error))
		return false;
	g_free(scan->section);
	scan->section = section_tidy(line->section);
	scan->section_line = line->number;
	scan->section_empty = true;
	return true;
}

static void
drop_empty(GPtrArray *given)
{
	for (guint i = given->len; i > 0; i--) {
		const Setting *setting = g_ptr_array_index(given, i - 1);

		if (*setting->value == '\0')
			g_ptr_array_remove_index(given, i - 1);
	}
}

GPtrArray *
settings_scan(const char *text, GError **error)
{
	g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func((GDestroyNotify)setting_free);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Scan scan = { .given = given, .seen = seen };
	bool good = dc_ini_each(text, DC_ERROR_POLICY, scan_line, &scan, error);

	good = good && scan_end_section(&scan, error);
	g_free(scan.section);
	if (!good)
		return NULL;
	drop_empty(given);
	return g_steal_pointer(&given);
}

/* -- writing -- */

static void
write_comment(GString *text, const char *comment)
{
	if (comment == NULL)
		return;
	g_auto(GStrv) lines = g_strsplit(_(comment), "\n", -1);
	for (char **line = lines; *line != NULL; line++)
		g_string_append_printf(text, "# %s\n", *line);
}

static void
write_section(GString *text, const char *section)
{
	g_string_append_printf(text, "%s[%s]\n", text->len > 0 ? "\n" : "", section);
}

/* Whether this line of the table opens a section. */
static bool
opens_section(const SettingInfo *info)
{
	return info == settings_table() || strcmp(info[-1].section, info->section) != 0;
}

/* Every section of this kind, only with what was given in it. */
static void
write_named(GString *text, const GPtrArray *given, const SettingInfo *first)
{
	const char *section = "";

	g_string_append_c(text, '\n');
	write_comment(text, first->comment);
	for (guint i = 0; i < given->len; i++) {
		const Setting *setting = g_ptr_array_index(given, i);

		if (!section_is(setting->section, first->section))
			continue;
		if (strcmp(section, setting->section) != 0)
			write_section(text, setting->section);
		section = setting->section;
		g_string_append_printf(text, "%s = %s\n", setting->key, setting->value);
	}
}

char *
settings_text(const GPtrArray *given)
{
	GString *text = g_string_new(NULL);

	for (const SettingInfo *info = settings_table(); info->section != NULL; info++) {
		if (info->type == SETTING_NAMED) {
			if (opens_section(info))
				write_named(text, given, info);
			continue;
		}
		if (opens_section(info))
			write_section(text, info->section);
		const Setting *setting = settings_find(given, info->section, info->key);
		g_autofree char *fallback = setting_default(info);
		const char *value = setting == NULL ? fallback : setting->value;
		write_comment(text, info->comment);
		g_string_append_printf(text, "%s =%s%s\n", info->key, *value == '\0' ? "" : " ", value);
	}
	return g_string_free(text, FALSE);
}
