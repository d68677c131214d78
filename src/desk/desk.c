/* The desk itself: a ledger, its policy, and the engine that judges by it. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

/* The ledger stores what this says and never looks into it. */
static void
judge(const DcTicket *ticket, const DcGroup *group, DcInstant now, gpointer data, DcRank *rank)
{
	const DcDesk *desk = data;
	DcRating rating;
	dc_priority_rate(desk->policy, ticket, group, now, &rating);
	G_STATIC_ASSERT(sizeof rank->key >= sizeof rating.key);
	*rank = (DcRank){ .band = (int)rating.band, .est_min = rating.est_min, .until = rating.until };
	if (rating.band == DC_BAND_SHUT)
		return;
	rank->key_len = rating.key_len;
	memcpy(rank->key, rating.key, rating.key_len);
}

bool
desk_read_policy(DcDesk *desk, GError **error)
{
	g_autoptr(GPtrArray) settings = dc_ledger_list(desk->ledger, DC_LIST_SETTINGS, (DcListArgs){ 0 }, error);
	if (settings == NULL)
		return false;
	g_autoptr(DcPolicy) policy = dc_policy_new();
	if (!dc_policy_restore(policy, settings, error)) {
		g_prefix_error(error, "%s", _("the policy in the ledger cannot be used: "));
		return false;
	}
	/* The shapes were made by the rules that were. */
	if (desk->policy != NULL && strcmp(dc_policy_digest(desk->policy), dc_policy_digest(policy)) != 0)
		desk_forget_recent(desk);
	g_clear_pointer(&desk->policy, dc_policy_free);
	desk->policy = g_steal_pointer(&policy);
	dc_ledger_set_judge(desk->ledger, judge, dc_policy_digest(desk->policy), desk);
	return true;
}

DcDesk *
dc_desk_open(const char *path, DcInstant now, GError **error)
{
	g_autoptr(DcDesk) desk = g_new0(DcDesk, 1);
	desk->ledger = dc_ledger_open(path, error);
	if (desk->ledger == NULL || !desk_read_policy(desk, error) || !dc_ledger_rank(desk->ledger, now, NULL, error))
		return NULL;
	return g_steal_pointer(&desk);
}

void
dc_desk_close_ledger(DcDesk *desk)
{
	if (desk == NULL)
		return;
	dc_ledger_close(desk->ledger);
	dc_policy_free(desk->policy);
	desk_forget_recent(desk);
	g_free(desk);
}

void
dc_desk_set_patience(DcDesk *desk, DcPatience patience, gpointer data)
{
	desk->patience = patience;
	desk->patience_data = data;
}

DcLedger *
dc_desk_ledger(DcDesk *desk)
{
	return desk->ledger;
}

const DcPolicy *
dc_desk_policy(const DcDesk *desk)
{
	return desk->policy;
}

const DcCalendar *
dc_desk_calendar(const DcDesk *desk)
{
	return dc_policy_calendar(desk->policy);
}

bool
dc_desk_tick(DcDesk *desk, DcInstant now, bool *news, GError **error)
{
	int n_rated = 0;
	bool changed = dc_ledger_has_news(desk->ledger);
	if (changed) {
		desk->recent_stale = true;
		if (!desk_read_policy(desk, error))
			return false;
	}
	if (!dc_ledger_rank(desk->ledger, now, &n_rated, error))
		return false;
	if (news != NULL)
		*news = changed || n_rated > 0;
	return true;
}

bool
desk_commit(DcDesk *desk, DcChange *change, GError **error)
{
	desk->recent_stale = true;
	return dc_ledger_apply(desk->ledger, change, error);
}

GPtrArray *
desk_tickets(DcDesk *desk, DcAction action, DcTickets tickets, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)dc_ticket_free);
	for (guint i = 0; i < tickets.n; i++) {
		DcTicket *ticket = dc_ledger_ticket(desk->ledger, tickets.nos[i], error);
		if (ticket == NULL)
			return NULL;
		g_ptr_array_add(found, ticket);
		if (!dc_action_allowed(action, ticket, error))
			return NULL;
	}
	return g_steal_pointer(&found);
}

bool
desk_require(const char *text, const char *what, const char *how, GError **error)
{
	g_autofree char *line = desk_line(text);
	if (line != NULL)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s is missing: %s"), what, how);
	return false;
}

char *
desk_line(const char *text)
{
	if (text == NULL)
		return NULL;
	char *line = dc_text_one_line(text);
	if (*line == '\0')
		g_clear_pointer(&line, g_free);
	return line;
}

/* -- the policy -- */

typedef struct { /* what shall stand, against what stands */
	DcChange *change;
	GPtrArray *settings; /* of DcSetting */
	GHashTable *kept;    /* the settings that are in the new text */
} Replacing;

static DcSetting *
find_setting(GPtrArray *settings, const char *section, const char *key)
{
	for (guint i = 0; i < settings->len; i++) {
		DcSetting *setting = g_ptr_array_index(settings, i);
		if (g_str_equal(setting->section, section) && g_str_equal(setting->key, key))
			return setting;
	}
	return NULL;
}

static void
put_setting(const char *section, const char *key, const char *value, gpointer data)
{
	Replacing *replacing = data;
	DcSetting *setting = find_setting(replacing->settings, section, key);
	if (setting != NULL) {
		g_hash_table_add(replacing->kept, setting);
		dc_change_text(replacing->change, setting, DC_FIELD_SETTING_VALUE, value);
		return;
	}
	g_autoptr(DcSetting) fresh = dc_setting_new();
	fresh->section = g_strdup(section);
	fresh->key = g_strdup(key);
	fresh->value = g_strdup(value);
	dc_change_create(replacing->change, DC_ENTITY_SETTING, fresh);
}

bool
dc_desk_store_policy(DcDesk *desk, const DcPolicy *policy, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) settings = dc_ledger_list(desk->ledger, DC_LIST_SETTINGS, (DcListArgs){ 0 }, error);
	if (settings == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_POLICY, now);
	g_autoptr(GHashTable) kept = g_hash_table_new(NULL, NULL);
	Replacing replacing = { .change = change, .settings = settings, .kept = kept };
	dc_policy_each(policy, put_setting, &replacing);
	for (guint i = 0; i < settings->len; i++)
		if (!g_hash_table_contains(kept, g_ptr_array_index(settings, i)))
			dc_change_clear(change, g_ptr_array_index(settings, i), DC_FIELD_SETTING_VALUE);
	return desk_commit(desk, change, error) && desk_read_policy(desk, error) && dc_ledger_rank(desk->ledger, now, NULL, error);
}

bool
dc_desk_set_policy(DcDesk *desk, const char *text, DcInstant now, GError **error)
{
	g_autoptr(DcPolicy) policy = dc_policy_new();
	return dc_policy_load(policy, text, error) && dc_desk_store_policy(desk, policy, now, error);
}
