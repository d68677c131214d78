/* The sections of the policy that have names: systems under care, their busy periods, where mail is read. */
#include <daicho/lang.h>
#include <daicho/text.h>

#include "rules.h"

#include <string.h>

#define CODE_MAX 6     /* field.def: the system of a ticket */
#define FLIP_LOOK 64   /* so many changes of single rules are followed until they change the answer */
#define FLIP_DAYS 400  /* how far dc_dayrule_next_flip() looks */

static char *
keep(DcPolicy *policy, const char *text)
{
	return g_string_chunk_insert(policy->strings, text);
}

/* -- systems -- */

void
system_free(System *system)
{
	g_free(system->aliases);
	g_free(system);
}

static bool
term_add(DcPolicy *policy, const Setting *setting, const char *name, System *system, GError **error)
{
	char *folded = dc_text_fold(name);
	const System *other = g_hash_table_lookup(policy->system_terms, folded);

	if (*folded == '\0' || other != NULL) {
		g_free(folded);
		if (other == NULL || other == system)
			return true;
		g_autofree char *shown = dc_text_clip(name, 40);
		return setting_refuse(setting, error, _("“%s” already means the system %s"), shown, other->code);
	}
	SystemTerm term = { .folded = folded, .system = system };
	g_hash_table_insert(policy->system_terms, folded, system);
	g_array_append_val(policy->terms, term);
	return true;
}

static bool
code_check(const Setting *setting, const char *code, GError **error)
{
	if (*code != '\0' && dc_text_length(code) <= CODE_MAX && strpbrk(code, " ,") == NULL)
		return true;
	return setting_refuse(setting, error, _("the code of a system has 1 to %d characters and no space or comma"), CODE_MAX);
}

static System *
system_of(DcPolicy *policy, const Setting *setting, GError **error)
{
	const char *code = section_name(setting->section);
	System *system = g_hash_table_lookup(policy->system_codes, code);

	if (system != NULL || !code_check(setting, code, error))
		return system;
	system = g_new0(System, 1);
	system->code = keep(policy, code);
	system->aliases = g_new0(char *, 1);
	system->public = (DcSystem){ .code = system->code, .name = system->code, .criticality = 2, .in_scope = true };
	g_ptr_array_add(policy->systems, system);
	g_hash_table_insert(policy->system_codes, system->code, system);
	return term_add(policy, setting, code, system, error) ? system : NULL;
}

static void
aliases_set(DcPolicy *policy, System *system, const char *value)
{
	g_auto(GStrv) words = g_strsplit(value, ",", -1);
	GPtrArray *aliases = g_ptr_array_new();

	for (char **word = words; *word != NULL; word++) {
		if (*g_strstrip(*word) != '\0')
			g_ptr_array_add(aliases, keep(policy, *word));
	}
	g_ptr_array_add(aliases, NULL);
	g_free(system->aliases);
	system->aliases = (char **)g_ptr_array_free(aliases, FALSE);
}

static bool
system_set(DcPolicy *policy, System *system, const Setting *setting, GError **error)
{
	DcSystem *shown = &system->public;

	if (strcmp(setting->key, "name") == 0)
		shown->name = keep(policy, setting->value);
	else if (strcmp(setting->key, "owner") == 0)
		shown->owner = keep(policy, setting->value);
	else if (strcmp(setting->key, "aliases") == 0)
		aliases_set(policy, system, setting->value);
	else if (strcmp(setting->key, "criticality") == 0)
		return setting_numbers(setting, 1, 1, 3, &shown->criticality, error);
	else if (strcmp(setting->value, "in") == 0 || strcmp(setting->value, "out") == 0)
		shown->in_scope = strcmp(setting->value, "in") == 0;
	else
		return setting_refuse(setting, error, _("it is in or out"));
	return true;
}

/* Names and aliases come after all codes: a code always means its own system. */
static bool
system_add_terms(DcPolicy *policy, const Setting *setting, GError **error)
{
	System *system = g_hash_table_lookup(policy->system_codes, section_name(setting->section));

	system->public.aliases = (const char *const *)system->aliases;
	if (strcmp(setting->key, "name") == 0)
		return term_add(policy, setting, system->public.name, system, error);
	for (char **alias = system->aliases; strcmp(setting->key, "aliases") == 0 && *alias != NULL; alias++) {
		if (!term_add(policy, setting, *alias, system, error))
			return false;
	}
	return true;
}

static int
longer_first(gconstpointer a, gconstpointer b)
{
	gsize one = strlen(((const SystemTerm *)a)->folded), other = strlen(((const SystemTerm *)b)->folded);

	return (one < other) - (one > other);
}

bool
policy_build_systems(DcPolicy *policy, GError **error)
{
	for (int pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < policy->given->len; i++) {
			const Setting *setting = g_ptr_array_index(policy->given, i);
			System *system = NULL;

			if (!section_is(setting->section, "system"))
				continue;
			if (pass == 0 && ((system = system_of(policy, setting, error)) == NULL || !system_set(policy, system, setting, error)))
				return false;
			if (pass == 1 && !system_add_terms(policy, setting, error))
				return false;
		}
	}
	g_array_sort(policy->terms, longer_first);
	return true;
}

guint
dc_policy_n_systems(const DcPolicy *policy)
{
	return policy->systems->len;
}

const DcSystem *
dc_policy_system_at(const DcPolicy *policy, guint i)
{
	return i < policy->systems->len ? &((const System *)g_ptr_array_index(policy->systems, i))->public : NULL;
}

static const DcSystem *
system_public(const System *system)
{
	return system == NULL ? NULL : &system->public;
}

const DcSystem *
dc_policy_system(const DcPolicy *policy, const char *text)
{
	g_autofree char *folded = text == NULL ? NULL : dc_text_fold(text);

	return folded == NULL ? NULL : system_public(g_hash_table_lookup(policy->system_terms, folded));
}

/* Whether the term stands in the text: as a word of its own where it is of Latin letters, for INV is not in "invoice". */
static bool
occurs(const char *text, const char *term)
{
	gsize length = strlen(term);

	for (const char *at = strstr(text, term); at != NULL; at = strstr(at + 1, term)) {
		bool joined_before = at > text && g_ascii_isalnum(at[-1]) && g_ascii_isalnum(*term);
		bool joined_after = g_ascii_isalnum(at[length]) && g_ascii_isalnum(term[length - 1]);
		if (!joined_before && !joined_after)
			return true;
	}
	return false;
}

const DcSystem *
dc_policy_system_in(const DcPolicy *policy, const char *text)
{
	g_autofree char *folded = text == NULL ? g_strdup("") : dc_text_fold(text);

	for (guint i = 0; i < policy->terms->len; i++) {
		const SystemTerm *term = &g_array_index(policy->terms, SystemTerm, i);

		if (occurs(folded, term->folded))
			return system_public(term->system);
	}
	return NULL;
}

int
policy_criticality(const DcPolicy *policy, const char *code)
{
	const System *system = code == NULL ? NULL : g_hash_table_lookup(policy->system_codes, code);

	return system == NULL ? 2 : system->public.criticality;
}

/* -- busy periods -- */

void
busy_system_free(BusySystem *system)
{
	g_ptr_array_unref(system->rules);
	g_free(system->code);
	g_free(system);
}

static BusySystem *
busy_system_of(DcPolicy *policy, const char *code)
{
	BusySystem *system = g_hash_table_lookup(policy->busy, code);

	if (system != NULL)
		return system;
	system = g_new0(BusySystem, 1);
	*system = (BusySystem){ .code = g_strdup(code), .rules = g_ptr_array_new(), .day = DC_NO_DAY, .flip = DC_NO_DAY };
	g_hash_table_insert(policy->busy, system->code, system);
	g_ptr_array_add(policy->busy_systems, system);
	return system;
}

/* The systems may be named before they are entered, or never be: then they go by the code that tickets use. */
static bool
busy_add(DcPolicy *policy, const Setting *systems, DcDayRule *rule, GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(systems->value, " ,", -1);

	for (char **word = words; *word != NULL; word++) {
		const DcSystem *known = dc_policy_system(policy, *word);
		const char *code = known == NULL ? *word : known->code;

		if (*code == '\0')
			continue;
		if (!code_check(systems, code, error))
			return false;
		g_ptr_array_add(busy_system_of(policy, code)->rules, rule);
	}
	return true;
}

bool
policy_build_busy(DcPolicy *policy, GError **error)
{
	for (guint i = 0; i < policy->given->len; i++) {
		const Setting *setting = g_ptr_array_index(policy->given, i);
		g_autoptr(GError) wrong = NULL;

		if (!section_is(setting->section, "busy") || strcmp(setting->key, "when") != 0)
			continue;
		DcDayRule *rule = dc_dayrule_parse(setting->value, &wrong);
		if (rule == NULL)
			return setting_refuse(setting, error, "%s", wrong->message);
		g_ptr_array_add(policy->rules, rule);
		const Setting *systems = settings_find(policy->given, setting->section, "systems");
		if (systems != NULL && !busy_add(policy, systems, rule, error))
			return false;
	}
	return true;
}

static bool
holds_any(const DcPolicy *policy, const BusySystem *system, DcDay day)
{
	for (guint i = 0; i < system->rules->len; i++) {
		if (dc_dayrule_holds(g_ptr_array_index(system->rules, i), policy->calendar, day))
			return true;
	}
	return false;
}

/* The first day after `day` on which some rule changes; DC_NO_DAY. */
static DcDay
next_flip_any(const DcPolicy *policy, const BusySystem *system, DcDay day)
{
	DcDay first = DC_NO_DAY;

	for (guint i = 0; i < system->rules->len; i++) {
		DcDay flip = dc_dayrule_next_flip(g_ptr_array_index(system->rules, i), policy->calendar, day);
		if (flip != DC_NO_DAY && (first == DC_NO_DAY || flip < first))
			first = flip;
	}
	return first;
}

/* One rule may begin where another ends: only a day on which the answer differs counts. Where none is in sight, look again then. */
static void
busy_look(const DcPolicy *policy, BusySystem *system, DcDay day)
{
	DcDay flip = day;

	system->day = day;
	system->busy = holds_any(policy, system, day);
	system->flip = day + FLIP_DAYS;
	for (int i = 0; i < FLIP_LOOK; i++) {
		flip = next_flip_any(policy, system, flip);
		if (flip == DC_NO_DAY || flip >= day + FLIP_DAYS)
			return;
		if (holds_any(policy, system, flip) != system->busy)
			break;
	}
	system->flip = flip;
}

bool
policy_busy_until(const DcPolicy *policy, const char *code, DcDay day, DcDay *flip)
{
	BusySystem *system = code == NULL ? NULL : g_hash_table_lookup(policy->busy, code);

	*flip = DC_NO_DAY;
	if (system == NULL)
		return false;
	if (system->day != day)
		busy_look(policy, system, day);
	*flip = system->flip;
	return system->busy;
}

bool
dc_policy_is_busy(const DcPolicy *policy, const char *system, DcDay day)
{
	DcDay flip = DC_NO_DAY;

	return policy_busy_until(policy, system, day, &flip);
}

char *
dc_policy_busy_text(const DcPolicy *policy, DcDay day)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < policy->busy_systems->len; i++) {
		const BusySystem *system = g_ptr_array_index(policy->busy_systems, i);

		if (dc_policy_is_busy(policy, system->code, day))
			g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", system->code);
	}
	return g_string_free(text, FALSE);
}

/* -- where mail is read -- */

static bool
source_folder(const Setting *setting, DcFolder *folder, GError **error)
{
	g_autoptr(GError) wrong = NULL;
	int value = DC_FOLDER_INBOX;

	if (!dc_word_parse(DC_WORDS_OF_FOLDER, setting->value, &value, &wrong))
		return setting_refuse(setting, error, "%s", wrong->message);
	*folder = (DcFolder)value;
	return true;
}

/* A source without a path reads nothing, and is none. */
bool
policy_build_sources(DcPolicy *policy, GError **error)
{
	for (guint i = 0; i < policy->given->len; i++) {
		const Setting *setting = g_ptr_array_index(policy->given, i);
		DcSource source = { .folder = DC_FOLDER_INBOX };

		if (!section_is(setting->section, "source"))
			continue;
		if (strcmp(setting->key, "folder") == 0 && !source_folder(setting, &source.folder, error))
			return false;
		if (strcmp(setting->key, "path") != 0)
			continue;
		const Setting *folder = settings_find(policy->given, setting->section, "folder");
		if (folder != NULL && !source_folder(folder, &source.folder, error))
			return false;
		source.name = keep(policy, section_name(setting->section));
		source.path = keep(policy, setting->value);
		g_array_append_val(policy->sources, source);
	}
	return true;
}

guint
dc_policy_n_sources(const DcPolicy *policy)
{
	return policy->sources->len;
}

const DcSource *
dc_policy_source_at(const DcPolicy *policy, guint i)
{
	return i < policy->sources->len ? &g_array_index(policy->sources, DcSource, i) : NULL;
}

/* -- what is looked for again and again -- */

void
policy_build_filters(DcPolicy *policy)
{
	for (guint i = 0; i < policy->given->len; i++) {
		const Setting *setting = g_ptr_array_index(policy->given, i);
		if (!section_is(setting->section, "filter"))
			continue;
		DcSavedFilter filter = { .name = keep(policy, section_name(setting->section)), .query = keep(policy, setting->value) };
		g_array_append_val(policy->filters, filter);
	}
}

guint
dc_policy_n_filters(const DcPolicy *policy)
{
	return policy->filters->len;
}

const DcSavedFilter *
dc_policy_filter_at(const DcPolicy *policy, guint i)
{
	return i < policy->filters->len ? &g_array_index(policy->filters, DcSavedFilter, i) : NULL;
}

const DcSavedFilter *
dc_policy_filter(const DcPolicy *policy, const char *name)
{
	g_autofree char *wanted = dc_text_fold(name);
	for (guint i = 0; i < policy->filters->len; i++) {
		const DcSavedFilter *filter = dc_policy_filter_at(policy, i);
		g_autofree char *folded = dc_text_fold(filter->name);
		if (strcmp(folded, wanted) == 0)
			return filter;
	}
	return NULL;
}
