/* Queries that are kept by name, as lines of the policy, so that they have history and undo; and what can be typed in a query at this desk. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/query.h>
#include <daicho/text.h>

#include <string.h>

static bool
set_query(DcPolicy *policy, const char *name, const char *query, GError **error)
{
	g_autofree char *section = g_strdup_printf("filter %s", name);
	return dc_policy_set(policy, section, "query", query, error);
}

/* Also what it refers to, which must not be itself. */
static bool
check_query(DcPolicy *policy, const char *query, DcInstant now, GError **error)
{
	g_autoptr(DcFilter) filter = find_filter(policy, NULL, query, now, NULL, error);
	return filter != NULL;
}

bool
dc_desk_save_filter(DcDesk *desk, const char *before, const char *name, const char *query, DcInstant now, GError **error)
{
	g_autoptr(DcPolicy) policy = dc_policy_copy(desk->policy);
	g_autofree char *line = name != NULL ? dc_text_one_line(name) : g_strdup("");
	const DcSavedFilter *old = before != NULL ? dc_policy_filter(desk->policy, before) : NULL;
	const DcSavedFilter *same = *line != '\0' ? dc_policy_filter(desk->policy, line) : NULL;
	g_autofree char *asked = desk_line(query);
	if (*line == '\0' || asked == NULL) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, *line == '\0' ? _("give the filter a name") : _("there is no query to save: type one first"));
		return false;
	}
	if (same != NULL && same != old) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("a filter “%s” is saved already: take another name, or remove that one first"), same->name);
		return false;
	}
	if (old != NULL && strcmp(old->name, line) != 0 && !set_query(policy, old->name, NULL, error))
		return false;
	return set_query(policy, line, asked, error) && check_query(policy, asked, now, error) && dc_desk_store_policy(desk, policy, now, error);
}

bool
dc_desk_remove_filter(DcDesk *desk, const char *name, DcInstant now, GError **error)
{
	g_autoptr(DcPolicy) policy = dc_policy_copy(desk->policy);
	return set_query(policy, name, NULL, error) && dc_desk_store_policy(desk, policy, now, error);
}

/* -- what can be typed here -- */

static GPtrArray *
departments_of(DcDesk *desk)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) departments = dc_ledger_list(desk->ledger, DC_LIST_DEPARTMENTS, (DcListArgs){ 0 }, NULL);
	for (guint i = 0; departments != NULL && i < departments->len; i++)
		g_ptr_array_add(names, g_strdup(((const DcDepartment *)g_ptr_array_index(departments, i))->name));
	g_ptr_array_add(names, NULL);
	return names;
}

GPtrArray *
dc_desk_complete(DcDesk *desk, bool of_mails, const char *text, gsize cursor, gsize *from)
{
	g_autoptr(GPtrArray) filters = g_ptr_array_new(), systems = g_ptr_array_new(), departments = departments_of(desk);
	for (guint i = 0; i < dc_policy_n_filters(desk->policy); i++)
		g_ptr_array_add(filters, (gpointer)(gintptr)dc_policy_filter_at(desk->policy, i)->name);
	for (guint i = 0; i < dc_policy_n_systems(desk->policy); i++)
		g_ptr_array_add(systems, (gpointer)(gintptr)dc_policy_system_at(desk->policy, i)->code);
	g_ptr_array_add(filters, NULL);
	g_ptr_array_add(systems, NULL);
	const DcQueryNames names = { .filters = (const char *const *)filters->pdata, .systems = (const char *const *)systems->pdata,
		                     .departments = (const char *const *)departments->pdata, .fields = of_mails ? sieve_fields : NULL };
	return dc_query_complete(text, cursor, &names, from);
}
