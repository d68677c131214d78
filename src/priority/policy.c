/* The policy: made from what was given and the defaults, all at once, so that a mistake leaves the old one as it was. */
#include <daicho/text.h>

#include "rules.h"

#include <string.h>

/* Ratings that were made by other rules than these are stale, whatever the policy says: raise it when priority.c judges otherwise. */
#define RULES_VERSION "1"

/* -- making -- */

static DcPolicy *
policy_alloc(GPtrArray *given)
{
	DcPolicy *policy = g_new0(DcPolicy, 1);

	policy->given = given;
	policy->strings = g_string_chunk_new(256);
	policy->systems = g_ptr_array_new_with_free_func((GDestroyNotify)system_free);
	policy->system_codes = g_hash_table_new(g_str_hash, g_str_equal);
	policy->system_terms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	policy->terms = g_array_new(FALSE, FALSE, sizeof(SystemTerm));
	policy->rules = g_ptr_array_new_with_free_func((GDestroyNotify)dc_dayrule_free);
	policy->busy = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)busy_system_free);
	policy->busy_systems = g_ptr_array_new();
	policy->sources = g_array_new(FALSE, FALSE, sizeof(DcSource));
	policy->filters = g_array_new(FALSE, FALSE, sizeof(DcSavedFilter));
	return policy;
}

void
dc_policy_free(DcPolicy *policy)
{
	if (policy == NULL)
		return;
	g_ptr_array_unref(policy->systems);
	g_hash_table_unref(policy->system_codes);
	g_hash_table_unref(policy->system_terms);
	g_array_unref(policy->terms);
	g_hash_table_unref(policy->busy);
	g_ptr_array_unref(policy->busy_systems);
	g_ptr_array_unref(policy->rules);
	g_array_unref(policy->sources);
	g_array_unref(policy->filters);
	dc_alerts_free(policy->alerts);
	g_clear_pointer(&policy->calendar, dc_calendar_free);
	g_clear_pointer(&policy->cues, dc_cues_free);
	g_string_chunk_free(policy->strings);
	g_ptr_array_unref(policy->given);
	g_free(policy);
}

static void
value_text(DcPolicy *policy, const SettingInfo *info, const char *value)
{
	const char **member = (const char **)((char *)&policy->values + info->offset);

	*member = *value == '\0' ? NULL : g_string_chunk_insert(policy->strings, value);
}

static bool
value_set(DcPolicy *policy, const SettingInfo *info, const Setting *setting, GError **error)
{
	char *member = (char *)&policy->values + info->offset;
	int bytes = 0;

	switch (info->type) {
	case SETTING_TEXT:
		value_text(policy, info, setting->value);
		return true;
	case SETTING_NUMBERS:
		return setting_numbers(setting, info->n, info->least, info->most, (int *)(gpointer)member, error);
	case SETTING_BYTES:
		if (!setting_numbers(setting, 1, info->least, info->most, &bytes, error))
			return false;
		*(gint64 *)(gpointer)member = bytes;
		return true;
	case SETTING_CUE:
	case SETTING_NAMED:
		break;
	}
	return true;
}

static bool
policy_build_values(DcPolicy *policy, GError **error)
{
	for (const SettingInfo *info = settings_table(); info->section != NULL; info++) {
		const Setting *given = settings_find(policy->given, info->section, info->key);
		Setting *fallback = setting_new(info->section, info->key, info->fallback, 0);
		bool good = value_set(policy, info, given == NULL ? fallback : given, error);

		setting_free(fallback);
		if (!good)
			return false;
	}
	return true;
}

/* The hours that were given, but only those of this key; of all of them with NULL. "none" is how a text says "no days at all". */
static DcHours
hours_given(const DcPolicy *policy, const char *key)
{
	DcHours hours = { .week = NULL };

	for (const SettingInfo *info = settings_table(); info->section != NULL; info++) {
		if (strcmp(info->section, "hours") != 0 || (key != NULL && strcmp(info->key, key) != 0))
			continue;
		gsize offset = info->offset - offsetof(PolicyValues, hours);
		const char *value = *(const char *const *)(gconstpointer)((const char *)&policy->values + info->offset);
		bool none = value != NULL && strcmp(value, "none") == 0 && strcmp(info->key, "holidays") != 0;
		*(const char **)(gpointer)((char *)&hours + offset) = none ? "" : value;
	}
	return hours;
}

/* The setting of the hours that is wrong by itself; NULL if only all together they are. */
static const Setting *
hours_wrong(const DcPolicy *policy)
{
	for (guint i = 0; i < policy->given->len; i++) {
		const Setting *setting = g_ptr_array_index(policy->given, i);

		if (strcmp(setting->section, "hours") != 0)
			continue;
		DcHours alone = hours_given(policy, setting->key);
		g_autoptr(DcCalendar) calendar = dc_calendar_new(&alone, NULL);
		if (calendar == NULL)
			return setting;
	}
	return NULL;
}

static bool
policy_build_calendar(DcPolicy *policy, GError **error)
{
	DcHours hours = hours_given(policy, NULL);
	g_autoptr(GError) wrong = NULL;

	policy->calendar = dc_calendar_new(&hours, &wrong);
	if (policy->calendar != NULL)
		return true;
	const Setting nothing = { .line = 0 };
	const Setting *setting = hours_wrong(policy);
	return setting_refuse_words(setting == NULL ? &nothing : setting, error, wrong->message);
}

/* The [cue] section is the cue room's: it knows its keys and checks their values. Its rules are not made where they are the usual ones. */
static bool
policy_build_cues(DcPolicy *policy, GError **error)
{
	for (guint i = 0; i < policy->given->len; i++) {
		const Setting *setting = g_ptr_array_index(policy->given, i);
		const char *value = strcmp(setting->value, "none") == 0 ? "" : setting->value;
		g_autoptr(GError) wrong = NULL;

		if (!section_is(setting->section, "cue"))
			continue;
		if (policy->cues == NULL)
			policy->cues = dc_cues_new();
		if (!dc_cues_set(policy->cues, setting->key, value, &wrong))
			return setting_refuse_words(setting, error, wrong->message);
	}
	return true;
}

static void
digest_add(GChecksum *sum, const char *section, const char *key, const char *value)
{
	const char *const parts[] = { section, key, value };

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		g_checksum_update(sum, (const guchar *)parts[i], (gssize)strlen(parts[i]) + 1);
}

/* Of the defaults only those that a rating rests on: the cue room makes its own when it is first asked. */
static void
policy_build_digest(DcPolicy *policy)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	digest_add(sum, "rules", "version", RULES_VERSION);
	for (const SettingInfo *info = settings_table(); info->section != NULL; info++) {
		bool rated = info->type != SETTING_NAMED && info->type != SETTING_CUE;
		if (rated && settings_find(policy->given, info->section, info->key) == NULL)
			digest_add(sum, info->section, info->key, info->fallback);
	}
	for (guint i = 0; i < policy->given->len; i++) {
		const Setting *setting = g_ptr_array_index(policy->given, i);
		if (!section_is(setting->section, "filter")) /* nothing is rated by it */
			digest_add(sum, setting->section, setting->key, setting->value);
	}
	g_strlcpy(policy->digest, g_checksum_get_string(sum), sizeof policy->digest);
}

static bool
policy_fill(DcPolicy *policy, GError **error)
{
	if (!policy_build_values(policy, error) || !policy_build_calendar(policy, error) || !policy_build_cues(policy, error) ||
		!policy_build_systems(policy, error) || !policy_build_busy(policy, error) || !policy_build_sources(policy, error) ||
		!policy_build_alerts(policy, error))
		return false;
	policy_build_filters(policy);
	policy_build_digest(policy);
	for (guint i = 0; i < policy->given->len; i++)
		((Setting *)g_ptr_array_index(policy->given, i))->line = 0; /* of a text that is gone */
	return true;
}

/* A policy of these settings. NULL and DC_ERROR_POLICY if they do not make one. */
static DcPolicy *
policy_build(const GPtrArray *given, GError **error)
{
	DcPolicy *policy = policy_alloc(settings_tidy(given));

	if (!policy_fill(policy, error))
		g_clear_pointer(&policy, dc_policy_free);
	return policy;
}

DcPolicy *
dc_policy_new(void)
{
	g_autoptr(GPtrArray) nothing = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	DcPolicy *policy = policy_build(nothing, &error);

	if (policy == NULL)
		g_error("the default policy is wrong: %s", error->message); /* the table is */
	return policy;
}

DcPolicy *
dc_policy_copy(const DcPolicy *policy)
{
	DcPolicy *copy = policy_build(policy->given, NULL);

	g_assert(copy != NULL); /* it was made of the same before */
	return copy;
}

/* -- changing -- */

/* The policy becomes one of these settings, or stays as it is. */
static bool
policy_become(DcPolicy *policy, const GPtrArray *given, GError **error)
{
	DcPolicy *built = policy_build(given, error);

	if (built == NULL)
		return false;
	DcPolicy old = *policy;
	*policy = *built;
	*built = old;
	dc_policy_free(built);
	return true;
}

bool
dc_policy_load(DcPolicy *policy, const char *text, GError **error)
{
	g_autoptr(GPtrArray) given = settings_scan(text, error);

	return given != NULL && policy_become(policy, given, error);
}

bool
dc_policy_restore(DcPolicy *policy, const GPtrArray *settings, GError **error)
{
	g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func((GDestroyNotify)setting_free);

	for (guint i = 0; i < settings->len; i++) {
		const DcSetting *stored = g_ptr_array_index(settings, i);

		if (stored->section == NULL || stored->key == NULL || stored->value == NULL)
			continue;
		Setting *setting = setting_new(stored->section, stored->key, stored->value, 0);
		g_ptr_array_add(given, setting);
		if (!setting_check(setting, error))
			return false;
	}
	/* As it is when nothing was ever set. */
	return (given->len == 0 && policy->given->len == 0) || policy_become(policy, given, error);
}

bool
dc_policy_set(DcPolicy *policy, const char *section, const char *key, const char *value, GError **error)
{
	g_autofree char *tidy_section = section_tidy(section);
	g_autofree char *tidy_key = dc_text_one_line(key);
	g_autofree char *tidy_value = value == NULL ? g_strdup("") : g_strstrip(g_strdup(value));
	g_autoptr(GPtrArray) given = g_ptr_array_new(); /* of settings that belong to others */
	Setting *setting = setting_new(tidy_section, tidy_key, tidy_value, 0);
	bool good = setting_check(setting, error), placed = *tidy_value == '\0';

	for (guint i = 0; i < policy->given->len; i++) {
		Setting *old = g_ptr_array_index(policy->given, i);
		bool same = strcmp(old->section, setting->section) == 0 && strcmp(old->key, setting->key) == 0;

		if (!same)
			g_ptr_array_add(given, old);
		else if (*tidy_value != '\0')
			g_ptr_array_add(given, setting);
		placed = placed || same;
	}
	if (!placed)
		g_ptr_array_add(given, setting);
	good = good && policy_become(policy, given, error);
	setting_free(setting);
	return good;
}

/* -- asking -- */

char *
dc_policy_text(const DcPolicy *policy)
{
	return settings_text(policy->given);
}

void
dc_policy_each(const DcPolicy *policy, DcPolicyFn fn, gpointer data)
{
	for (guint i = 0; i < policy->given->len; i++) {
		const Setting *setting = g_ptr_array_index(policy->given, i);
		fn(setting->section, setting->key, setting->value, data);
	}
}

const char *
dc_policy_digest(const DcPolicy *policy)
{
	return policy->digest;
}

const DcCalendar *
dc_policy_calendar(const DcPolicy *policy)
{
	return policy->calendar;
}

const DcCues *
dc_policy_cues(const DcPolicy *policy)
{
	return policy->cues == NULL ? dc_cues_default() : policy->cues;
}

const DcPolicyNumbers *
dc_policy_numbers(const DcPolicy *policy)
{
	return &policy->values.numbers;
}

static int
within(int value, int most)
{
	return CLAMP(value, 1, most) - 1;
}

int
dc_policy_matrix(const DcPolicy *policy, int impact, int urgency)
{
	return policy->values.matrix[within(impact, 3)][within(urgency, 3)];
}

int
dc_policy_target_answer(const DcPolicy *policy, int priority)
{
	return policy->values.answer[within(priority, 5)];
}

int
dc_policy_target_resolve(const DcPolicy *policy, int priority)
{
	return policy->values.resolve[within(priority, 5)];
}
