/* Mails of monitoring systems: which host and service a subject is about, and whether it is well again. The rules are regular expressions with
 * the named groups `host`, `service` and `state`; those that are shipped can be replaced one by one in the policy. */
#include <daicho/cue.h>
#include <daicho/lang.h>
#include <daicho/text.h>

#define SUBJECT_MAX 400 /* characters; a longer one is no alert */
#define KEY_MAX 150

typedef struct {
	char *name;
	GRegex *subject; /* NULL: switched off */
	char **recovered;
} Rule;

struct _DcAlerts {
	GPtrArray *rules; /* of Rule, in the order in which they are tried */
};

/* What the programs send as they come. JP1 and Hinemos leave the subject to the site: these are the usual ones. */
static const struct {
	const char *name, *subject, *recovered;
} shipped[] = {
	{ "nagios", "^\\*\\* *\\w+ (?:Service|Host) Alert: (?<host>[^/ ]+)(?:/(?<service>.+?))? is (?<state>\\w+) *\\*\\*$", "OK, UP" },
	{ "icinga", "^\\[(?:PROBLEM|RECOVERY|ACKNOWLEDGEMENT|CUSTOM|FLAPPINGSTART|FLAPPINGEND)\\] (?:Host |(?<service>.+) on )(?<host>\\S+) is (?<state>\\w+)!?$", "OK, UP" },
	{ "zabbix", "^(?:\\[?zabbix\\]?[: ]*)?(?<state>problem|resolved|updated problem)(?: in [0-9dhms ]+)?: (?:(?<host>[\\w.-]+): )?(?<service>.+)$", "resolved" },
	{ "zabbix-ja", "^\\[?zabbix\\]?[: ]*(?<state>障害|復旧)(?:発生)?[: ]+(?:(?<host>[\\w.-]+)[: ]+)?(?<service>.+)$", "復旧" },
	{ "jp1", "^\\[?JP1(?:/\\w+)?\\]?[: ]*(?<state>異常|警告|重度|致命的|エラー|正常|回復|復旧|Emergency|Alert|Critical|Error|Warning|Normal|Information)[: ]+"
	         "(?<host>[\\w.-]+)[: ]+(?<service>.+)$",
	  "正常, 回復, 復旧, Normal, Information" },
	{ "hinemos", "^\\[?Hinemos\\]?(?:通知|Notification)?[:( ]*(?<state>危険|警告|不明|通知|Critical|Warning|Unknown|Info)[: ]+(?<host>[\\w.-]+)[: ]+(?<service>.+?)\\)?$",
	  "通知, Info" },
};

static void
rule_free(gpointer data)
{
	Rule *rule = data;
	g_free(rule->name);
	g_clear_pointer(&rule->subject, g_regex_unref);
	g_strfreev(rule->recovered);
	g_free(rule);
}

static char **
words_of(const char *list)
{
	char **words = g_strsplit(list != NULL ? list : "", ",", -1);
	for (char **word = words; *word != NULL; word++) {
		char *folded = dc_text_fold(*word);
		g_free(*word);
		*word = folded;
	}
	return words;
}

static Rule *
rule_of(DcAlerts *alerts, const char *name)
{
	for (guint i = 0; i < alerts->rules->len; i++) {
		Rule *rule = g_ptr_array_index(alerts->rules, i);
		if (g_str_equal(rule->name, name))
			return rule;
	}
	Rule *rule = g_new0(Rule, 1);
	rule->name = g_strdup(name);
	rule->recovered = words_of(NULL);
	g_ptr_array_add(alerts->rules, rule);
	return rule;
}

DcAlerts *
dc_alerts_new(void)
{
	DcAlerts *alerts = g_new0(DcAlerts, 1);
	alerts->rules = g_ptr_array_new_with_free_func(rule_free);
	for (gsize i = 0; i < G_N_ELEMENTS(shipped); i++) {
		if (!dc_alerts_set(alerts, shipped[i].name, shipped[i].subject, shipped[i].recovered, NULL))
			g_error("the rule %s does not compile", shipped[i].name);
	}
	return alerts;
}

void
dc_alerts_free(DcAlerts *alerts)
{
	if (alerts == NULL)
		return;
	g_ptr_array_unref(alerts->rules);
	g_free(alerts);
}

static bool
has_group(const GRegex *regex, const char *name)
{
	return g_regex_get_string_number(regex, name) >= 0;
}

bool
dc_alerts_set(DcAlerts *alerts, const char *name, const char *subject, const char *recovered, GError **error)
{
	g_autoptr(GError) wrong = NULL;
	GRegex *regex = subject != NULL && *subject != '\0' ? g_regex_new(subject, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &wrong) : NULL;
	if (wrong != NULL) {
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("no regular expression: %s"), wrong->message);
		return false;
	}
	if (regex != NULL && (!has_group(regex, "state") || !(has_group(regex, "host") || has_group(regex, "service")))) {
		g_regex_unref(regex);
		g_set_error_literal(error, DC_ERROR, DC_ERROR_POLICY, _("it needs a group (?<state>...), and one of (?<host>...) and (?<service>...)"));
		return false;
	}
	Rule *rule = rule_of(alerts, name);
	g_clear_pointer(&rule->subject, g_regex_unref);
	rule->subject = regex;
	if (recovered != NULL) {
		g_strfreev(rule->recovered);
		rule->recovered = words_of(recovered);
	}
	return true;
}

static char *
group_of(GMatchInfo *match, const char *name)
{
	g_autofree char *text = g_match_info_fetch_named(match, name);
	return text != NULL ? dc_text_one_line(text) : g_strdup("");
}

static bool
rule_reads(const Rule *rule, const char *subject, DcAlert *out)
{
	g_autoptr(GMatchInfo) match = NULL;
	if (rule->subject == NULL || !g_regex_match(rule->subject, subject, 0, &match)) /* PCRE limits its own steps */
		return false;
	g_autofree char *host = group_of(match, "host"), *service = group_of(match, "service"), *state = group_of(match, "state");
	g_autofree char *folded = dc_text_fold(state);
	g_autofree char *whole = g_strdup_printf("%s%s%s", host, *host != '\0' && *service != '\0' ? "/" : "", service);
	if (*whole == '\0')
		return false;
	out->key = g_utf8_substring(whole, 0, MIN(KEY_MAX, g_utf8_strlen(whole, -1)));
	out->recovered = g_strv_contains((const char *const *)rule->recovered, folded);
	return true;
}

bool
dc_alerts_read(const DcAlerts *alerts, const char *subject, DcAlert *out)
{
	g_autofree char *line = dc_text_one_line(subject != NULL ? subject : "");
	g_autofree char *normal = g_utf8_strlen(line, -1) <= SUBJECT_MAX ? g_utf8_normalize(line, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;
	for (guint i = 0; normal != NULL && i < alerts->rules->len; i++) {
		if (rule_reads(g_ptr_array_index(alerts->rules, i), normal, out))
			return true;
	}
	return false;
}

void
dc_alert_clear(DcAlert *alert)
{
	g_clear_pointer(&alert->key, g_free);
}
