/* Tickets as lines and as JSON. */
#include "cli.h"

#include <daicho/lang.h>
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
#define DUE_COLS 5
#define TITLE_COLS 40

void
print_listed(Cli *cli, const DcListed *listed, int place)
{
	const DcTicket *ticket = listed->ticket;
	g_autofree char *number = g_strdup_printf("%d", place);
	g_autofree char *kind = dc_text_pad(dc_word_label(DC_WORDS_OF_KIND, (int)ticket->kind), KIND_COLS);
	g_autofree char *due = listed->rating.hard_due != DC_ABSENT ? dc_when_short(dc_desk_calendar(cli->desk), listed->rating.hard_due, cli->now) : g_strdup("");
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

void
json_ticket_members(Cli *cli, Json *json, const DcListed *listed, int place)
{
	const DcTicket *ticket = listed->ticket;
	json_number(json, "no", ticket->id);
	json_text(json, "kind", word(DC_WORDS_OF_KIND, (int)ticket->kind));
	json_text(json, "status", word(DC_WORDS_OF_STATUS, (int)ticket->status));
	json_text(json, "channel", word(DC_WORDS_OF_CHANNEL, (int)ticket->channel));
	json_text(json, "title", ticket->title);
	json_text(json, "caller", ticket->caller);
	json_text(json, "department", ticket->department);
	json_text(json, "system", ticket->system);
	json_number(json, "impact", ticket->impact);
	json_number(json, "urgency", ticket->urgency);
	json_number(json, "priority", listed->rating.priority);
	json_number(json, "native_priority", listed->rating.native_priority);
	json_bool(json, "provisional", listed->rating.provisional);
	json_number(json, "override", ticket->override);
	json_bool(json, "major", ticket->major);
	json_text(json, "band", dc_band_code(listed->rating.band));
	json_number(json, "rank", place > 0 ? place : DC_ABSENT);
	json_text(json, "reason", listed->reason);
	json_when(cli, json, "received_at", ticket->received_at);
	json_when(cli, json, "due_at", ticket->due_at);
	json_when(cli, json, "promise_at", ticket->promise_at);
	json_when(cli, json, "resume_on", ticket->resume_on);
	json_when(cli, json, "check_at", ticket->check_at);
	json_number(json, "est_min", ticket->est_min);
	json_number(json, "affected", ticket->affected);
	json_number(json, "parent", ticket->parent > 0 ? ticket->parent : DC_ABSENT);
	json_number(json, "members", listed->group.n_members);
	json_number(json, "callers", listed->group.n_callers);
	json_bool(json, "vip", ticket->vip);
}

void
json_listed(Cli *cli, Json *json, const DcListed *listed, int place)
{
	json_begin(json, NULL, '{');
	json_ticket_members(cli, json, listed, place);
	json_end(json, '}');
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

void
json_record(Cli *cli, Json *json, DcEntity entity, gconstpointer record)
{
	json_begin(json, NULL, '{');
	json_number(json, "id", *(const gint64 *)record);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcField field = dc_entity_first(entity) + (DcField)i;
		DcValue value = dc_record_get(record, field);
		json_field(cli, json, field, &value);
	}
	json_end(json, '}');
}
