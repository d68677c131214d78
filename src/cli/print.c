/* Tickets as lines and as JSON. */
#include "cli.h"

#include <daicho/text.h>

#include <stdio.h>

void
print_text(const char *text)
{
	g_autofree char *shown = dc_text_show_lines(text);
	puts(shown);
}

char *
when_text(Cli *cli, DcInstant at)
{
	return at == DC_ABSENT ? NULL : dc_when_iso(dc_desk_calendar(cli->desk), at);
}

static void
json_when(Cli *cli, Json *json, const char *key, DcInstant at)
{
	g_autofree char *text = when_text(cli, at);
	json_text(json, key, text);
}

/* -- lines: ` 1 No.101 P1  incident  15:00 ORD  subject  (reason)` -- */

#define KIND_COLS 10
#define DUE_COLS DC_WHEN_COLUMN_COLS
#define TITLE_COLS 40

void
print_listed(Cli *cli, const DcListed *listed, int place)
{
	const DcTicket *ticket = listed->ticket;
	g_autofree char *number = g_strdup_printf("%d", place);
	g_autofree char *kind = dc_text_pad(dc_word_label(DC_WORDS_OF_KIND, (int)ticket->kind), KIND_COLS);
	g_autofree char *due = listed->rating.hard_due != DC_ABSENT ? dc_when_column(dc_desk_calendar(cli->desk), listed->rating.hard_due, cli->now) : g_strdup("");
	g_autofree char *due_shown = dc_text_pad(due, DUE_COLS);
	g_autofree char *system = dc_text_pad(ticket->system != NULL ? ticket->system : "", 4);
	g_autofree char *group = listed->group.n_members > 0 ? g_strdup_printf(" +%d", listed->group.n_members) : g_strdup("");
	g_autofree char *title = g_strconcat(ticket->title, group, NULL);
	g_autofree char *title_shown = dc_text_pad(title, TITLE_COLS);
	printf("%3s No.%-5" G_GINT64_FORMAT " %-3s %s %s %s %s %s\n", place > 0 ? number : "-", ticket->id, listed->sign, kind, due_shown, system, title_shown,
	       listed->reason);
}

/* -- JSON: docs/json.md is the contract -- */

static const char *
word(DcWordSet set, int value)
{
	return value > 0 ? dc_word_code(set, value) : NULL;
}

static void
json_field(Cli *cli, Json *json, DcField field, const DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	switch (info->type) {
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		json_text(json, info->name, value->text);
		break;
	case DC_FIELD_TYPE_INT:
		json_number(json, info->name, value->number);
		break;
	case DC_FIELD_TYPE_TIME:
		json_when(cli, json, info->name, value->number);
		break;
	case DC_FIELD_TYPE_BOOL:
		json_bool(json, info->name, value->number > 0);
		break;
	case DC_FIELD_TYPE_REF:
		json_number(json, info->name, value->number > 0 ? value->number : DC_ABSENT);
		break;
	case DC_FIELD_TYPE_WORD:
		json_text(json, info->name, word(info->words, (int)value->number));
		break;
	}
}

static void
json_fields(Cli *cli, Json *json, gconstpointer record, const DcField *fields, guint n)
{
	for (guint i = 0; i < n; i++) {
		DcValue value = dc_record_get(record, fields[i]);
		json_field(cli, json, fields[i], &value);
	}
}

/* The fields of a ticket that stand in a list; the others only where it is shown alone. */
static const DcField listed_fields[] = {
	DC_FIELD_KIND, DC_FIELD_STATUS, DC_FIELD_CHANNEL, DC_FIELD_TITLE, DC_FIELD_CALLER, DC_FIELD_DEPARTMENT, DC_FIELD_SYSTEM,
	DC_FIELD_IMPACT, DC_FIELD_URGENCY, DC_FIELD_OVERRIDE, DC_FIELD_MAJOR, DC_FIELD_RECEIVED_AT, DC_FIELD_DUE_AT, DC_FIELD_PROMISE_AT,
	DC_FIELD_RESUME_ON, DC_FIELD_CHECK_AT, DC_FIELD_EST_MIN, DC_FIELD_AFFECTED, DC_FIELD_PARENT, DC_FIELD_VIP,
};

static bool
is_listed(DcField field)
{
	for (guint i = 0; i < G_N_ELEMENTS(listed_fields); i++)
		if (listed_fields[i] == field)
			return true;
	return false;
}

void
json_ticket_members(Cli *cli, Json *json, const DcListed *listed, int place)
{
	const DcTicket *ticket = listed->ticket;
	json_number(json, "no", ticket->id);
	json_fields(cli, json, ticket, listed_fields, G_N_ELEMENTS(listed_fields));
	json_number(json, "priority", listed->rating.priority);
	json_number(json, "native_priority", listed->rating.native_priority);
	json_bool(json, "provisional", listed->rating.provisional);
	json_text(json, "band", dc_band_code(listed->rating.band));
	json_number(json, "rank", place > 0 ? place : DC_ABSENT);
	json_text(json, "reason", listed->reason);
	json_number(json, "members", listed->group.n_members);
	json_number(json, "callers", listed->group.n_callers);
}

void
json_other_members(Cli *cli, Json *json, const DcTicket *ticket, const DcTicketText *text)
{
	for (int i = 0; i < dc_entity_count(DC_ENTITY_TICKET); i++) {
		DcField field = dc_entity_first(DC_ENTITY_TICKET) + (DcField)i;
		if (!is_listed(field))
			json_fields(cli, json, ticket, &field, 1);
	}
	for (int i = 0; i < dc_entity_count(DC_ENTITY_TICKET_TEXT); i++) {
		DcField field = dc_entity_first(DC_ENTITY_TICKET_TEXT) + (DcField)i;
		json_fields(cli, json, text, &field, 1);
	}
}

void
json_listed(Cli *cli, Json *json, const DcListed *listed, int place)
{
	json_begin(json, NULL, '{');
	json_ticket_members(cli, json, listed, place);
	json_end(json, '}');
}

void
json_record_members(Cli *cli, Json *json, DcEntity entity, gconstpointer record)
{
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcField field = dc_entity_first(entity) + (DcField)i;
		json_fields(cli, json, record, &field, 1);
	}
}

void
json_record(Cli *cli, Json *json, DcEntity entity, gconstpointer record)
{
	json_begin(json, NULL, '{');
	json_number(json, "id", *(const gint64 *)record);
	json_record_members(cli, json, entity, record);
	json_end(json, '}');
}
