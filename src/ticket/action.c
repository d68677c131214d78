/* The table of actions, made from action.def, and the statuses from which each may start. domain.md 2.1. */
#include <daicho/lang.h>
#include <daicho/ticket.h>

#include "fold.h"

#define ACTION_LINE(ID, VERB, KEYS, REACH, FROM, LABEL, HELP) \
	[DC_ACTION_##ID] = {                                  \
		.name = #ID,                                  \
		.verb = VERB,                                 \
		.keys = KEYS,                                 \
		.reach = DC_REACH_##REACH,                    \
		.from = DC_FROM_##FROM,                       \
		.label = LABEL,                               \
		.help = HELP,                                 \
	},
#define X ACTION_LINE
static const DcActionInfo lines[DC_N_ACTIONS] = {
#include <daicho/action.def>
};
#undef X

/* The same with names as people type them: PAGE_DOWN is "page-down". Made once. */
static const DcActionInfo *
action_table(void)
{
	static gsize ready;
	static DcActionInfo table[DC_N_ACTIONS];

	if (g_once_init_enter(&ready)) {
		for (int i = 0; i < DC_N_ACTIONS; i++) {
			g_autofree char *name = g_strdelimit(g_ascii_strdown(lines[i].name, -1), "_", '-');

			table[i] = lines[i];
			table[i].name = g_intern_string(name);
		}
		g_once_init_leave(&ready, 1);
	}
	return table;
}

const DcActionInfo *
dc_action_info(DcAction action)
{
	return &action_table()[action];
}

DcAction
dc_action_by_verb(const char *verb)
{
	for (int i = 0; i < DC_N_ACTIONS && *verb != '\0'; i++) {
		if (g_str_equal(lines[i].verb, verb))
			return (DcAction)i;
	}
	return dc_action_by_name(verb);
}

DcAction
dc_action_by_name(const char *name)
{
	g_autofree char *folded = fold_name(name);

	for (int i = 0; i < DC_N_ACTIONS; i++) {
		if (fold_name_is(lines[i].name, folded))
			return (DcAction)i;
	}
	return DC_N_ACTIONS;
}

/* -- what is allowed -- */

/* What stands in the way of an action that may not start from this status, and what would help; "%s" is the number. */
static const char *
mending(DcAction action, DcStatus status)
{
	switch (status) {
	case DC_STATUS_CLOSED:
		return _("No.%s is closed: reopen it first");
	case DC_STATUS_CANCELLED:
		return _("No.%s is cancelled: reopen it first");
	case DC_STATUS_RESOLVED:
		return _("No.%s is resolved already: answer its callers, or reopen it");
	case DC_STATUS_WAITING:
		if (action == DC_ACTION_CLOSE)
			return _("No.%s is waiting: answer its callers or resolve it first");
		break;
	case DC_STATUS_NONE:
	case DC_STATUS_DRAFT:
	case DC_STATUS_NEW:
	case DC_STATUS_INVESTIGATING:
	case DC_STATUS_WORKING:
	case DC_N_STATUS:
		break;
	}
	return _("No.%s is open: there is nothing to reopen");
}

static void
refuse(const char *sentence, gint64 no, GError **error)
{
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, no);
	g_autoptr(GString) message = g_string_new(sentence);

	g_string_replace(message, "%s", number, 1);
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, message->str);
}

bool
dc_action_allowed(DcAction action, const DcTicket *ticket, GError **error)
{
	const DcActionInfo *info = &lines[action];

	if (ticket == NULL) {
		if (info->reach == DC_REACH_LEDGER || info->reach == DC_REACH_SCREEN)
			return true;
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s: choose a ticket first"), _(info->label));
		return false;
	}
	const char *hindrance = NULL;
	if (ticket->gone)
		hindrance = _("No.%s was taken back: redo it first");
	else if ((info->from & 1u << ticket->status) == 0)
		hindrance = mending(action, ticket->status);
	else if (action == DC_ACTION_SPLIT && ticket->parent == 0)
		hindrance = _("No.%s is in no group");
	if (hindrance != NULL)
		refuse(hindrance, ticket->id, error);
	return hindrance == NULL;
}

/* -- one step of 2.1 -- */

#define TO(ID) DC_STATUS_BIT(ID)
static const guint leaves_to[DC_N_STATUS] = {
	[DC_STATUS_DRAFT] = TO(NEW) | TO(RESOLVED) | TO(CLOSED) | TO(CANCELLED),
	[DC_STATUS_NEW] = TO(INVESTIGATING) | TO(WORKING) | TO(WAITING) | TO(RESOLVED) | TO(CLOSED) | TO(CANCELLED),
	[DC_STATUS_INVESTIGATING] = TO(WORKING) | TO(WAITING) | TO(RESOLVED) | TO(NEW) | TO(CANCELLED),
	[DC_STATUS_WORKING] = TO(INVESTIGATING) | TO(WAITING) | TO(RESOLVED) | TO(CANCELLED),
	[DC_STATUS_WAITING] = TO(NEW) | TO(INVESTIGATING) | TO(WORKING) | TO(RESOLVED) | TO(CANCELLED),
	[DC_STATUS_RESOLVED] = TO(CLOSED) | TO(WORKING),
	[DC_STATUS_CLOSED] = TO(WORKING),
	[DC_STATUS_CANCELLED] = TO(NEW),
};
#undef TO

bool
dc_status_may_become(DcStatus from, DcStatus to)
{
	return (leaves_to[from] & 1u << to) != 0;
}

bool
dc_status_is_open(DcStatus status)
{
	return (DC_FROM_OPEN & 1u << status) != 0;
}
