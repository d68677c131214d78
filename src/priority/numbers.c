/* Numbers in the policy, and the judgement on arrival that is made of them. domain.md 3.3. */
#include <daicho/lang.h>
#include <daicho/text.h>

#include "rules.h"

#include <string.h>

static bool
refuse_numbers(const Setting *setting, int n, int least, int most, GError **error)
{
	g_autofree char *shown = dc_text_clip(setting->value, 40);

	if (n == 1)
		return setting_refuse(setting, error, _("“%s” is not a number from %d to %d"), shown, least, most);
	return setting_refuse(setting, error, _("“%s” is not %d numbers from %d to %d"), shown, n, least, most);
}

#define NUMBERS_MAX 5 /* in one setting: a target for each priority */

bool
setting_numbers(const Setting *setting, int n, int least, int most, int *numbers, GError **error)
{
	g_autofree char *narrow = g_utf8_normalize(setting->value, -1, G_NORMALIZE_ALL_COMPOSE);
	g_auto(GStrv) words = g_strsplit_set(narrow, " ,\t", -1);
	int read[NUMBERS_MAX] = { 0 };
	int count = 0;

	g_assert(n <= NUMBERS_MAX);
	for (char **word = words; *word != NULL; word++) {
		gint64 number = 0;

		if (**word == '\0')
			continue;
		if (count == n || !g_ascii_string_to_signed(*word, 10, least, most, &number, NULL))
			return refuse_numbers(setting, n, least, most, error);
		read[count++] = (int)number;
	}
	if (count < n)
		return refuse_numbers(setting, n, least, most, error);
	memcpy(numbers, read, (gsize)n * sizeof *read);
	return true;
}

static bool
is_off_hours(const DcPolicy *policy, DcInstant at)
{
	switch (dc_calendar_shift(policy->calendar, at)) {
	case DC_SHIFT_BEFORE:
	case DC_SHIFT_AFTER:
	case DC_SHIFT_OFF:
		return true;
	case DC_SHIFT_STAFFED:
	case DC_SHIFT_BREAK:
		break;
	}
	return false;
}

/* Points from which a subject speaks of an incident. */
static int
incident_from(const DcPolicy *policy)
{
	g_autofree char *points = dc_cues_get(dc_policy_cues(policy), "incident_from");

	return (int)g_ascii_strtoll(points, NULL, 10);
}

DcMatrixCell
dc_policy_provisional(const DcPolicy *policy, DcKind kind, DcChannel channel, const char *system, bool incident_folder, int cue_score,
	DcInstant received_at)
{
	const PolicyValues *values = &policy->values;

	if (kind == DC_KIND_CHANGE)
		return values->change;
	if (channel == DC_CHANNEL_PHONE) {
		if (is_off_hours(policy, received_at))
			return values->off_hours;
		if (dc_policy_is_busy(policy, system, dc_calendar_day(policy->calendar, received_at)))
			return values->busy_phone;
		return values->phone;
	}
	return incident_folder || cue_score >= incident_from(policy) ? values->incident : values->other;
}
