/* [monitor NAME]: how the subjects of monitoring systems are read. */
#include "rules.h"

#include <string.h>

#define OFF "none"

/* Made when first asked for, if no section says otherwise: six regular expressions are not compiled to draw a list. */
bool
policy_build_alerts(DcPolicy *policy, GError **error)
{
	for (guint i = 0; i < policy->given->len; i++) {
		const Setting *setting = g_ptr_array_index(policy->given, i);
		g_autoptr(GError) wrong = NULL;

		if (!section_is(setting->section, "monitor"))
			continue;
		if (policy->alerts == NULL)
			policy->alerts = dc_alerts_new();
		if (strcmp(setting->key, "subject") != 0)
			continue;
		const Setting *recovered = settings_find(policy->given, setting->section, "recovered");
		const char *subject = strcmp(setting->value, OFF) == 0 ? "" : setting->value;
		if (!dc_alerts_set(policy->alerts, section_name(setting->section), subject, recovered != NULL ? recovered->value : NULL, &wrong))
			return setting_refuse(setting, error, "%s", wrong->message);
	}
	return true;
}

const DcAlerts *
dc_policy_alerts(DcPolicy *policy)
{
	if (policy->alerts == NULL)
		policy->alerts = dc_alerts_new();
	return policy->alerts;
}
