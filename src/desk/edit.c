/* Setting fields by hand: what people type becomes a value, and what belongs to an action is left to it. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#define SHOWN_COLS 40 /* of what was typed, in a message */

/* What only an action may set, since more goes along with it. */
static const struct {
	DcField field;
	DcAction action;
} guarded[] = {
	{ DC_FIELD_STATUS, DC_ACTION_START },
	{ DC_FIELD_STATUS_BEFORE, DC_ACTION_WAIT },
	{ DC_FIELD_WAITING_SINCE, DC_ACTION_WAIT },
	{ DC_FIELD_WAITED_MIN, DC_ACTION_WAIT },
	{ DC_FIELD_PINNED_AT, DC_ACTION_PIN },
	{ DC_FIELD_PIN_UNTIL, DC_ACTION_PIN },
	{ DC_FIELD_PARENT, DC_ACTION_GROUP },
	{ DC_FIELD_MEMBER, DC_ACTION_GROUP },
	{ DC_FIELD_PARTY, DC_ACTION_EDIT },
	{ DC_FIELD_ESCALATED_AT, DC_ACTION_RATE },
	{ DC_FIELD_OVERRIDE, DC_ACTION_RATE },
	{ DC_FIELD_OVERRIDE_REASON, DC_ACTION_RATE },
	{ DC_FIELD_REOPENED, DC_ACTION_REOPEN },
	{ DC_FIELD_RATED, DC_ACTION_RATE },
	{ DC_FIELD_PIN_REASON, DC_ACTION_PIN },
	{ DC_FIELD_CARRIED, DC_ACTION_DEFER },
	{ DC_FIELD_SOURCE, DC_ACTION_IMPORT },
	{ DC_FIELD_SOURCE_ID, DC_ACTION_IMPORT },
};

bool
dc_desk_may_set(DcField field, GError **error)
{
	DcEntity entity = dc_field_info(field)->entity;
	for (guint i = 0; i < G_N_ELEMENTS(guarded); i++)
		if (guarded[i].field == field) {
			g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s is not edited: \"%s\" sets it"), _(dc_field_info(field)->label),
			            dc_action_info(guarded[i].action)->name);
			return false;
		}
	if (entity == DC_ENTITY_TICKET || entity == DC_ENTITY_TICKET_TEXT)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s is no field of a ticket"), dc_field_info(field)->name);
	return false;
}

/* What every ticket has: it is changed, not cleared. The subject is the ticket room's to see to. */
static bool
check_cleared(const DcSet *set, GError **error)
{
	static const DcField kept[] = { DC_FIELD_KIND, DC_FIELD_CHANNEL, DC_FIELD_RECEIVED_AT, DC_FIELD_IMPACT, DC_FIELD_URGENCY };
	bool cleared = set->value.number == DC_ABSENT || (set->value.number == 0 && dc_field_info(set->field)->type == DC_FIELD_TYPE_WORD);
	for (guint i = 0; cleared && i < G_N_ELEMENTS(kept); i++)
		if (kept[i] == set->field) {
			g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s: must not be empty"), _(dc_field_info(set->field)->label));
			return false;
		}
	return true;
}

static bool
edit_ticket(DcDesk *desk, DcChange *change, const DcTicket *ticket, const DcTicketText *seen_text, const DcSet *sets, guint n_sets, DcInstant now,
            GError **error)
{
	g_autoptr(DcTicketText) text = seen_text != NULL ? dc_ticket_text_copy(seen_text) : dc_ledger_ticket_text(desk->ledger, ticket->id, error);
	if (text == NULL)
		return false;
	g_autoptr(DcTicket) after = dc_ticket_copy(ticket);
	for (guint i = 0; i < n_sets; i++) {
		bool narrow = dc_field_info(sets[i].field)->entity == DC_ENTITY_TICKET;
		dc_change_value(change, narrow ? (gconstpointer)ticket : (gconstpointer)text, sets[i].field, &sets[i].value);
		if (narrow)
			dc_record_set(after, sets[i].field, &sets[i].value);
	}
	if (after->vip != ticket->vip && !person_care(desk, change, ticket->party, after->vip, error))
		return false;
	/* Both judged by hand: the rating is no longer provisional. */
	if ((after->impact != ticket->impact || after->urgency != ticket->urgency) && !after->rated) {
		after->rated = true;
		dc_change_number(change, ticket, DC_FIELD_RATED, true);
	}
	status_escalate(desk, change, ticket, after, now);
	return true;
}

bool
dc_desk_edit(DcDesk *desk, DcTickets tickets, const DcTicket *seen, const DcTicketText *seen_text, const DcSet *sets, guint n_sets, DcInstant now,
             GError **error)
{
	for (guint i = 0; i < n_sets; i++)
		if (!dc_desk_may_set(sets[i].field, error) || !dc_value_check(sets[i].field, &sets[i].value, error) || !check_cleared(&sets[i], error))
			return false;
	g_autoptr(GPtrArray) found = desk_tickets(desk, DC_ACTION_EDIT, tickets, error);
	if (found == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, now);
	for (guint i = 0; i < found->len; i++) {
		const DcTicket *ticket = seen != NULL && tickets.n == 1 ? seen : g_ptr_array_index(found, i);
		if (!edit_ticket(desk, change, ticket, tickets.n == 1 ? seen_text : NULL, sets, n_sets, now, error))
			return false;
	}
	return desk_commit(desk, change, error);
}

/* -- what people type -- */

static bool
parse_number(const DcFieldInfo *info, const char *text, DcValue *value, GError **error)
{
	g_autofree char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
	char *end = NULL;
	gint64 number = g_ascii_strtoll(plain != NULL ? plain : text, &end, 10);
	if (end == NULL || *end != '\0' || number < 0) {
		g_autofree char *shown = dc_text_clip(text, SHOWN_COLS);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s is a whole number, not \"%s\""), _(info->label), shown);
		return false;
	}
	*value = dc_value_number(number);
	return true;
}

static bool
parse_bool(const DcFieldInfo *info, const char *text, DcValue *value, GError **error)
{
	static const char *const yes[] = { "1", "y", "yes", "true", "はい", "有", "○", NULL };
	static const char *const no[] = { "0", "n", "no", "false", "いいえ", "無", "×", NULL };
	g_autofree char *lower = g_utf8_strdown(text, -1);
	if (!g_strv_contains(yes, lower) && !g_strv_contains(no, lower)) {
		g_autofree char *shown = dc_text_clip(text, SHOWN_COLS);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s is yes or no, not \"%s\""), _(info->label), shown);
		return false;
	}
	*value = dc_value_number(g_strv_contains(yes, lower));
	return true;
}

static bool
parse_system(DcDesk *desk, const char *text, DcValue *value, GError **error)
{
	const DcSystem *system = dc_policy_system(desk->policy, text);
	if (system != NULL) {
		*value = dc_value_text(system->code);
		return true;
	}
	g_autoptr(GString) known = g_string_new(NULL);
	for (guint i = 0; i < dc_policy_n_systems(desk->policy); i++)
		g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", dc_policy_system_at(desk->policy, i)->code);
	g_autofree char *shown = dc_text_clip(text, SHOWN_COLS);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("no system \"%s\"; known: %s (daicho policy --set 'system CODE.name=...' adds one)"), shown, known->str);
	return false;
}

static void
set_nothing(const DcFieldInfo *info, DcValue *value)
{
	bool number = info->type == DC_FIELD_TYPE_INT || info->type == DC_FIELD_TYPE_TIME;
	bool text = info->type == DC_FIELD_TYPE_TEXT || info->type == DC_FIELD_TYPE_LINES;
	*value = text ? dc_value_text(NULL) : dc_value_number(number ? DC_ABSENT : 0);
}

/* What is said to have happened has: a time that is still to come is a slip of the hand. The minute that runs counts as passed. */
static bool
parse_time(DcDesk *desk, DcField field, const char *text, DcInstant now, DcValue *value, GError **error)
{
	static const DcField happened[] = { DC_FIELD_RECEIVED_AT, DC_FIELD_OCCURRED_AT, DC_FIELD_WORKAROUND_AT, DC_FIELD_RESTORED_AT, DC_FIELD_RESOLVED_AT, DC_FIELD_CLOSED_AT };
	DcInstant at;
	if (!dc_when_instant(dc_desk_calendar(desk), text, now, -1, &at, error))
		return false;
	for (guint i = 0; i < G_N_ELEMENTS(happened); i++)
		if (happened[i] == field && at / DC_MINUTE > now / DC_MINUTE) {
			g_autofree char *iso = dc_when_iso(dc_desk_calendar(desk), at);
			g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s: %.16s is still to come; give a time that has passed"), _(dc_field_info(field)->label), iso);
			return false;
		}
	*value = dc_value_number(at);
	return true;
}

static bool
parse_by_type(DcDesk *desk, DcField field, const char *text, DcInstant now, DcValue *value, GError **error)
{
	const DcFieldInfo *info = dc_field_info(field);
	int word;

	switch (info->type) {
	case DC_FIELD_TYPE_TEXT:
		*value = (DcValue){ .is_text = true, .number = DC_ABSENT, .text = dc_text_one_line(text) };
		return true;
	case DC_FIELD_TYPE_LINES:
		*value = dc_value_text(text);
		return true;
	case DC_FIELD_TYPE_INT:
	case DC_FIELD_TYPE_REF:
		return parse_number(info, text, value, error);
	case DC_FIELD_TYPE_BOOL:
		return parse_bool(info, text, value, error);
	case DC_FIELD_TYPE_WORD:
		if (!dc_word_parse(info->words, text, &word, error))
			return false;
		*value = dc_value_number(word);
		return true;
	case DC_FIELD_TYPE_TIME:
		return parse_time(desk, field, text, now, value, error);
	}
	g_return_val_if_reached(false);
}

bool
dc_desk_parse(DcDesk *desk, DcField field, const char *text, DcInstant now, DcValue *value, GError **error)
{
	g_autofree char *line = desk_line(text);
	DcValue parsed;
	if (line == NULL)
		set_nothing(dc_field_info(field), &parsed);
	else if (field == DC_FIELD_SYSTEM ? !parse_system(desk, line, &parsed, error)
	                                  : !parse_by_type(desk, field, dc_field_info(field)->type == DC_FIELD_TYPE_LINES ? text : line, now, &parsed, error))
		return false;
	if (!dc_value_check(field, &parsed, error)) {
		dc_value_clear(&parsed);
		return false;
	}
	*value = parsed;
	return true;
}
