/* The table of all settings with their defaults: design.md 6, domain.md 3. Adding one is a line here and a member where it is kept. */
#include <daicho/lang.h>
#include <daicho/text.h>

#include "settings.h"

#include <stddef.h>
#include <string.h>

#define VALUE_BYTES_MAX 16384

#define TEXT(SECTION, KEY, FALLBACK, MEMBER, COMMENT)                                                            \
	{ .section = SECTION, .key = KEY, .fallback = FALLBACK, .type = SETTING_TEXT,                           \
	  .offset = offsetof(PolicyValues, MEMBER), .comment = COMMENT }
#define NUMBERS(SECTION, KEY, FALLBACK, MEMBER, N, LEAST, MOST, COMMENT)                                         \
	{ .section = SECTION, .key = KEY, .fallback = FALLBACK, .type = SETTING_NUMBERS,                        \
	  .offset = offsetof(PolicyValues, MEMBER), .n = N, .least = LEAST, .most = MOST, .comment = COMMENT }
#define CUE(KEY, COMMENT) { .section = "cue", .key = KEY, .fallback = "", .type = SETTING_CUE, .comment = COMMENT }
#define NAMED(SECTION, KEY, FALLBACK, COMMENT) \
	{ .section = SECTION, .key = KEY, .fallback = FALLBACK, .type = SETTING_NAMED, .comment = COMMENT }

static const SettingInfo table[] = {
	TEXT("hours", "week", "mon-fri 09:00-12:00 13:00-18:00", hours.week, N_("when the desk is staffed")),
	TEXT("hours", "holidays", "jp", hours.holidays, N_("jp or none")),
	TEXT("hours", "closed", "12-29..01-03", hours.closed,
		N_("every year (12-29..01-03) or once (2026-05-01); days and ranges, comma-separated; none: never")),
	TEXT("hours", "open", "", hours.open, N_("extra time: 2026-05-09 09:00-12:00")),
	TEXT("hours", "zone", "+09:00", hours.zone, N_("+09:00, local, or a name such as Asia/Tokyo")),

	NUMBERS("matrix", "impact1", "1 2 3", matrix[0], 3, 1, 5, N_("a row per impact, a column per urgency, 1 = highest")),
	NUMBERS("matrix", "impact2", "2 3 4", matrix[1], 3, 1, 5, NULL),
	NUMBERS("matrix", "impact3", "3 4 5", matrix[2], 3, 1, 5, NULL),

	NUMBERS("target", "answer", "15 60 240 480 960", answer, 5, 1, 100000,
		N_("business minutes for P1..P5; the first answer to P1 in minutes of the clock on the wall")),
	NUMBERS("target", "resolve", "240 480 1440 2400 4800", resolve, 5, 1, 100000, NULL),

	NUMBERS("order", "margin", "30", numbers.margin_min, 1, 0, 2400,
		N_("minutes added to the estimate: the latest start is the due time less both")),
	NUMBERS("order", "near_due", "1440", numbers.near_due_min, 1, 0, 100000,
		N_("a due time further off than this, in business minutes, does not count yet")),

	NUMBERS("estimate", "callback", "10", numbers.est_callback, 1, 1, 2400, N_("minutes, where nothing was entered")),
	NUMBERS("estimate", "inquiry", "30", numbers.est_inquiry, 1, 1, 2400, NULL),
	NUMBERS("estimate", "incident", "60", numbers.est_incident, 1, 1, 2400, NULL),
	NUMBERS("estimate", "change", "240", numbers.est_change, 1, 1, 2400, NULL),
	NUMBERS("estimate", "task", "60", numbers.est_task, 1, 1, 2400, NULL),
	NUMBERS("estimate", "resolved", "10", numbers.est_resolved, 1, 1, 2400, N_("what is left to do when only the answer is owed")),

	NUMBERS("provisional", "phone_off_hours", "2 1", off_hours, 2, 1, 3,
		N_("impact and urgency of what has just arrived, until somebody judges it")),
	NUMBERS("provisional", "phone_busy", "2 1", busy_phone, 2, 1, 3, N_("a call about a system in its busy period")),
	NUMBERS("provisional", "phone", "3 1", phone, 2, 1, 3, NULL),
	NUMBERS("provisional", "incident", "2 2", incident, 2, 1, 3, N_("a mail of the incident folder, or a subject that speaks of an incident")),
	NUMBERS("provisional", "other", "3 2", other, 2, 1, 3, NULL),
	NUMBERS("provisional", "change", "2 3", change, 2, 1, 3, NULL),

	TEXT("report", "to", "", numbers.contact, N_("the customer's contact who is told of what is grave")),
	TEXT("report", "phone", "", numbers.contact_phone, NULL),
	NUMBERS("report", "first", "15", numbers.report_first_min, 1, 0, 10080, N_("minutes of the clock on the wall")),
	NUMBERS("report", "follow", "60", numbers.report_follow_min, 1, 0, 10080, NULL),

	NUMBERS("wait", "max_days", "10", numbers.wait_max_days, 1, 1, 250, N_("business days until which a check may be put off")),

	NUMBERS("export", "defuse", "1", numbers.defuse, 1, 0, 1, N_("1: cells of a CSV that a spreadsheet would calculate get a ' in front; 0: they stay as they are")),

	CUE("strong", N_("what a subject gives away: words separated by commas, none: no words; points; from how many it is an incident")),
	CUE("medium", NULL),
	CUE("urgent", NULL),
	CUE("negative", NULL),
	CUE("masked", N_("no cue, whatever stands within them")),
	CUE("not_code", N_("letters before figures that make no error code")),
	CUE("strong_points", NULL),
	CUE("medium_points", NULL),
	CUE("code_points", NULL),
	CUE("negative_points", NULL),
	CUE("incident_from", NULL),
	CUE("check_from", NULL),
	CUE("generic", N_("words that say nothing when two subjects are compared; words that only ask; from how many hundredths they are alike")),
	CUE("asking", NULL),
	CUE("alike_from", NULL),

	TEXT("operator", "name", "", numbers.operator_name, N_("whose desk this is; stands in reports")),

	TEXT("mail", "fetch", "", numbers.fetch, N_("a program run before the mail is read, such as: mbsync -a")),
	NUMBERS("mail", "fetch_limit", "120", numbers.fetch_limit_s, 1, 1, 3600, N_("seconds it may take")),
	TEXT("mail", "send", "", numbers.send, N_("a program that takes a mail on its standard input and sends it, such as: sendmail -t -i, or msmtp -t")),
	NUMBERS("mail", "send_limit", "60", numbers.send_limit_s, 1, 1, 3600, N_("seconds it may take")),
	TEXT("mail", "from", "", numbers.from, N_("the address that answers are sent from")),
	TEXT("mail", "charset", "UTF-8", numbers.charset, N_("UTF-8, or ISO-2022-JP for readers with old mail programs")),
	{ .section = "mail", .key = "raw_max", .fallback = "2097152", .type = SETTING_BYTES,
	  .offset = offsetof(PolicyValues, numbers.raw_max), .n = 1, .least = 0, .most = 4 * 1024 * 1024,
	  .comment = N_("bytes of a mail that are kept as it came") },

	NAMED("system", "name", "",
		N_("[system CODE] one section for each system under care; the code has at most 6 characters:\n"
		   "  criticality 1 high .. 3 low; scope in or out; owner is a department; aliases are words of subjects, comma-separated")),
	NAMED("system", "owner", "", NULL),
	NAMED("system", "criticality", "2", NULL),
	NAMED("system", "scope", "in", NULL),
	NAMED("system", "aliases", "", NULL),

	NAMED("busy", "systems", "",
		N_("[busy NAME] when the users of some systems have their hands full:\n"
		   "  systems are codes; when is a range of days every year (03-20..04-10) or once, or a rule such as month-end-2..month-start+3")),
	NAMED("busy", "when", "", NULL),

	NAMED("source", "folder", "inbox", N_("[source NAME] where mail is read: path is a Maildir, mbox or folder of .eml files; folder is incident or inbox")),
	NAMED("source", "path", "", NULL),

	NAMED("filter", "query", "",
		N_("[filter NAME] a query that is kept by name: @NAME in a query, f and Alt-1..9 on the screens, in the order in which they stand here")),

	NAMED("monitor", "subject", "",
		N_("[monitor NAME] how the subjects of a monitoring system are read. Shipped: nagios, icinga, zabbix, zabbix-ja, jp1, hinemos; a section of that name\n"
		   "  replaces it. subject is a regular expression with the groups (?<state>...), (?<host>...), (?<service>...), or none to switch it off;\n"
		   "  recovered are the states that say it is well again, separated by commas")),
	NAMED("monitor", "recovered", "", NULL),
	{ .section = NULL },
};

const SettingInfo *
settings_table(void)
{
	return table;
}

char *
setting_default(const SettingInfo *info)
{
	return info->type == SETTING_CUE ? dc_cues_get(dc_cues_default(), info->key) : g_strdup(info->fallback);
}

char *
section_tidy(const char *section)
{
	g_autofree char *line = dc_text_one_line(section);
	g_autoptr(GString) narrow = g_string_new(line);
	GString *tidy = g_string_new(NULL);

	g_string_replace(narrow, "\u3000", " ", 0);
	for (const char *p = narrow->str; *p != '\0'; p++) {
		if (*p != ' ' || p[1] != ' ')
			g_string_append_c(tidy, *p);
	}
	return g_string_free(tidy, FALSE);
}

Setting *
setting_new(const char *section, const char *key, const char *value, int line)
{
	Setting *setting = g_new(Setting, 1);

	*setting = (Setting){ .section = g_strdup(section), .key = g_strdelimit(g_strdup(key), "-", '_'),
		.value = g_strdelimit(g_strdup(value), "\t", ' '), .line = line };
	return setting;
}

void
setting_free(Setting *setting)
{
	g_free(setting->section);
	g_free(setting->key);
	g_free(setting->value);
	g_free(setting);
}

bool
setting_refuse(const Setting *setting, GError **error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_autofree char *where = g_strdup_printf("[%s] %s", setting->section, setting->key);
	g_autofree char *shown = dc_text_clip(where, 60); /* also where it is no UTF-8 */
	if (setting->line > 0)
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("line %d: %s: %s"), setting->line, shown, reason);
	else
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, "%s: %s", shown, reason);
	return false;
}

bool
setting_refuse_words(const Setting *setting, GError **error, const char *words)
{
	if (setting->line > 0)
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("line %d: %s"), setting->line, words);
	else
		g_set_error_literal(error, DC_ERROR, DC_ERROR_POLICY, words);
	return false;
}

const char *
section_name(const char *section)
{
	const char *space = strchr(section, ' ');

	return space == NULL ? "" : space + 1;
}

bool
section_is(const char *section, const char *kind)
{
	gsize length = strlen(kind);

	return strncmp(section, kind, length) == 0 && (section[length] == '\0' || section[length] == ' ');
}

/* "a, b, c": the keys of the section, or all sections. Transfer full. */
static char *
names_known(const char *section, bool known)
{
	GString *names = g_string_new(NULL);
	const char *last = "";

	for (const SettingInfo *info = table; info->section != NULL; info++) {
		const char *name = known ? info->key : info->section;

		if (strcmp(name, last) == 0 || (known && !section_is(section, info->section)))
			continue;
		g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", name);
		last = name;
	}
	return g_string_free(names, FALSE);
}

/* What there is to know about this setting; DC_ERROR_POLICY if there is none of that name. */
static const SettingInfo *
setting_info(const Setting *setting, GError **error)
{
	bool known = false;

	for (const SettingInfo *info = table; info->section != NULL; info++) {
		bool here = section_is(setting->section, info->section);
		bool named = *section_name(setting->section) != '\0';

		known = known || here;
		if (!here || strcmp(info->key, setting->key) != 0)
			continue;
		if (named == (info->type == SETTING_NAMED))
			return info;
		if (named)
			setting_refuse(setting, error, _("this section has no name of its own"));
		else
			setting_refuse(setting, error, _("the section needs a name: [%s NAME]"), info->section);
		return NULL;
	}
	g_autofree char *names = names_known(setting->section, known);
	if (known)
		setting_refuse(setting, error, _("no such setting; there are %s"), names);
	else
		setting_refuse(setting, error, _("no such section; there are %s"), names);
	return NULL;
}

/* C0, DEL, and C1 as UTF-8 has them. */
static bool
has_control(const char *text)
{
	for (const guchar *p = (const guchar *)text; *p != '\0'; p++) {
		if (*p < 0x20 || *p == 0x7f || (*p == 0xc2 && p[1] < 0xa0))
			return true;
	}
	return false;
}

bool
setting_check(const Setting *setting, GError **error)
{
	if (!g_utf8_validate(setting->section, -1, NULL) || !g_utf8_validate(setting->key, -1, NULL) ||
		!g_utf8_validate(setting->value, -1, NULL))
		return setting_refuse(setting, error, _("not valid UTF-8"));
	if (has_control(setting->section) || has_control(setting->key) || has_control(setting->value))
		return setting_refuse(setting, error, _("control characters are not taken"));
	if (strlen(setting->value) > VALUE_BYTES_MAX)
		return setting_refuse(setting, error, _("longer than %d bytes"), VALUE_BYTES_MAX);
	if (strpbrk(setting->section, "[]") != NULL || dc_text_length(section_name(setting->section)) > 60)
		return setting_refuse(setting, error, _("the name has at most 60 characters and no brackets"));
	return setting_info(setting, error) != NULL;
}

const Setting *
settings_find(const GPtrArray *given, const char *section, const char *key)
{
	for (guint i = 0; i < given->len; i++) {
		const Setting *setting = g_ptr_array_index(given, i);

		if (strcmp(setting->section, section) == 0 && strcmp(setting->key, key) == 0)
			return setting;
	}
	return NULL;
}

/* "section\nkey" -> Setting. Transfer full. */
static GHashTable *
settings_by_name(const GPtrArray *given)
{
	GHashTable *by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < given->len; i++) {
		Setting *setting = g_ptr_array_index(given, i);
		g_hash_table_insert(by_name, g_strdup_printf("%s\n%s", setting->section, setting->key), setting);
	}
	return by_name;
}

static void
tidy_add(GPtrArray *tidy, GHashTable *by_name, const char *section, const SettingInfo *info)
{
	g_autofree char *name = g_strdup_printf("%s\n%s", section, info->key);
	g_autofree char *fallback = setting_default(info);
	const Setting *setting = g_hash_table_lookup(by_name, name);

	if (setting != NULL && (info->type == SETTING_NAMED || strcmp(setting->value, fallback) != 0))
		g_ptr_array_add(tidy, setting_new(setting->section, setting->key, setting->value, setting->line));
}

/* The sections of this kind in the order in which they were first given. */
static GPtrArray *
sections_of(const GPtrArray *given, const char *kind)
{
	GPtrArray *sections = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < given->len; i++) {
		const Setting *setting = g_ptr_array_index(given, i);

		if (section_is(setting->section, kind) && g_hash_table_add(seen, setting->section))
			g_ptr_array_add(sections, setting->section);
	}
	return sections;
}

/* The last line of the table with the section of `info`. */
static const SettingInfo *
section_last(const SettingInfo *info)
{
	while (info[1].section != NULL && strcmp(info[1].section, info->section) == 0)
		info++;
	return info;
}

GPtrArray *
settings_tidy(const GPtrArray *given)
{
	GPtrArray *tidy = g_ptr_array_new_with_free_func((GDestroyNotify)setting_free);
	g_autoptr(GHashTable) by_name = settings_by_name(given);

	for (const SettingInfo *first = table; first->section != NULL; first++) {
		const SettingInfo *last = section_last(first);
		g_autoptr(GPtrArray) sections = sections_of(given, first->section);

		for (guint i = 0; i < sections->len; i++) {
			for (const SettingInfo *info = first; info <= last; info++)
				tidy_add(tidy, by_name, g_ptr_array_index(sections, i), info);
		}
		first = last;
	}
	return tidy;
}
