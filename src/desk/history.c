/* What happened, in plain words. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#define RECORDS_SAID 20  /* in a line about the whole ledger */
#define VALUE_MAX_COLS 40 /* of a value in a line of history; the whole of it stands in the ticket */

void
dc_line_free(DcLine *line)
{
	if (line == NULL)
		return;
	g_free(line->what);
	g_array_unref(line->tickets);
	g_free(line);
}

/* -- values -- */

static const char *
scale_word(DcField field, gint64 number)
{
	static const char *const impact[] = { N_("large"), N_("medium"), N_("small") };
	static const char *const urgency[] = { N_("high"), N_("middle"), N_("low") };
	gint64 place = CLAMP(number, 1, 3) - 1;
	return field == DC_FIELD_IMPACT ? _(impact[place]) : _(urgency[place]);
}

static char *
number_words(DcDesk *desk, DcField field, gint64 number, DcInstant now)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (number == DC_ABSENT)
		return g_strdup("-");
	if (field == DC_FIELD_IMPACT || field == DC_FIELD_URGENCY)
		return g_strdup(scale_word(field, number));
	if (info->type == DC_FIELD_TYPE_TIME)
		return dc_when_short(dc_desk_calendar(desk), number, now);
	if (info->type == DC_FIELD_TYPE_BOOL)
		return g_strdup(number != 0 ? _("yes") : _("no"));
	if (info->type == DC_FIELD_TYPE_REF && info->target == DC_ENTITY_TICKET)
		return g_strdup_printf("No.%" G_GINT64_FORMAT, number);
	return g_strdup_printf("%" G_GINT64_FORMAT, number);
}

static char *
value_words(DcDesk *desk, DcField field, const DcValue *value, DcInstant now)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (!value->is_text)
		return number_words(desk, field, value->number, now);
	if (value->text == NULL)
		return g_strdup("-");
	int word;
	if (info->type == DC_FIELD_TYPE_WORD && dc_word_parse(info->words, value->text, &word, NULL))
		return g_strdup(dc_word_label(info->words, word));
	g_autofree char *line = dc_text_one_line(value->text);
	return dc_text_clip(line, VALUE_MAX_COLS);
}

/* -- edits -- */

/* What follows from the action itself, or is of no use to a reader. */
static bool
is_noise(DcField field)
{
	static const DcField noise[] = { DC_FIELD_RATED, DC_FIELD_STATUS_BEFORE, DC_FIELD_WAITING_SINCE, DC_FIELD_PIN_UNTIL, DC_FIELD_PINNED_AT,
		                         DC_FIELD_RESOLVED_AT, DC_FIELD_CLOSED_AT, DC_FIELD_ESCALATED_AT, DC_FIELD_WORKAROUND_AT, DC_FIELD_PARTY,
		                         DC_FIELD_MEMBER, DC_FIELD_CONTACT_ANSWERED_AT, DC_FIELD_CONTACT_ANSWER_CHANNEL, DC_FIELD_MAIL_STATE };
	for (guint i = 0; i < G_N_ELEMENTS(noise); i++)
		if (noise[i] == field)
			return true;
	return false;
}

static void
say_field(DcDesk *desk, GString *line, const DcPastEdit *edit, DcInstant now)
{
	if (is_noise(edit->field) || edit->field == DC_FIELD_WORK_END_AT || edit->field == DC_FIELD_CALL_END_AT)
		return;
	g_autofree char *old = value_words(desk, edit->field, &edit->old, now);
	g_autofree char *new = value_words(desk, edit->field, &edit->new, now);
	g_string_append_printf(line, "  %s ", _(dc_field_info(edit->field)->label));
	if (g_str_equal(old, "-"))
		g_string_append(line, new);
	else
		g_string_append_printf(line, "%s -> %s", old, new);
}

/* "first report  高橋様 phone  asked: 各課へ周知". Transfer full. */
static char *
report_words(const DcReport *report)
{
	g_autofree char *asked = report->requests != NULL ? g_strdup_printf(_("  asked: %s"), report->requests) : g_strdup("");
	return g_strdup_printf("%s  %s %s%s", dc_word_label(DC_WORDS_OF_REPORT, (int)report->kind), report->recipient,
	                       dc_word_label(DC_WORDS_OF_CHANNEL, (int)report->channel), asked);
}

/* What was written in a record that came; NULL: nothing a reader needs. Transfer full. */
static char *
record_words(DcEntity entity, gconstpointer record)
{
	if (entity == DC_ENTITY_NOTE)
		return g_strdup(((const DcNote *)record)->text);
	if (entity == DC_ENTITY_WORK)
		return g_strdup(dc_word_label(DC_WORDS_OF_WORK, (int)((const DcWork *)record)->kind));
	if (entity == DC_ENTITY_REPORT)
		return report_words(record);
	return entity == DC_ENTITY_TICKET ? g_strdup(((const DcTicket *)record)->title) : NULL;
}

static void
say_record(DcDesk *desk, GString *line, const DcPastEdit *edit)
{
	gpointer record = dc_ledger_read(desk->ledger, edit->entity, edit->row, NULL);
	if (record == NULL)
		return;
	g_autofree char *words = record_words(edit->entity, record);
	if (words != NULL) {
		g_autofree char *one = dc_text_one_line(words);
		g_autofree char *clipped = dc_text_clip(one, 2 * VALUE_MAX_COLS);
		g_string_append_printf(line, "  %s", clipped);
	}
	dc_record_free(edit->entity, record);
}

/* Transfer full, of DcTicketNo. */
static GArray *
tickets_of(const GPtrArray *events)
{
	GArray *tickets = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	for (guint i = 0; i < events->len; i++) {
		DcTicketNo no = ((const DcPastEdit *)g_ptr_array_index(events, i))->ticket;
		bool known = no == 0;
		for (guint j = 0; j < tickets->len && !known; j++)
			known = g_array_index(tickets, DcTicketNo, j) == no;
		if (!known)
			g_array_append_val(tickets, no);
	}
	return tickets;
}

/* "No.104 No.108" of all tickets it touched, at most three. */
static void
say_numbers(GString *line, const GArray *tickets)
{
	for (guint i = 0; i < MIN(tickets->len, 3); i++)
		g_string_append_printf(line, " No.%" G_GINT64_FORMAT, g_array_index(tickets, DcTicketNo, i));
	if (tickets->len > 3)
		g_string_append(line, " ...");
}

static char *
describe(DcDesk *desk, const DcPast *past, const GArray *tickets, DcTicketNo no, DcInstant now)
{
	DcAction action = dc_action_by_name(past->action);
	GString *line = g_string_new(action < DC_N_ACTIONS ? _(dc_action_info(action)->label) : past->action);
	if (no == 0)
		say_numbers(line, tickets);
	guint n_said = 0; /* of the records of a change that made many */
	for (guint i = 0; i < past->events->len; i++) {
		const DcPastEdit *edit = g_ptr_array_index(past->events, i);
		if (no > 0 && edit->ticket != no)
			continue;
		if (edit->field == DC_N_FIELDS && (no > 0 || n_said++ < RECORDS_SAID))
			say_record(desk, line, edit);
		else if (no > 0 && edit->field != DC_N_FIELDS)
			say_field(desk, line, edit, now);
	}
	if (n_said > RECORDS_SAID)
		g_string_append(line, "  ...");
	if (past->reason != NULL)
		g_string_append_printf(line, "  (%s)", past->reason);
	return g_string_free(line, FALSE);
}

GPtrArray *
dc_desk_history(DcDesk *desk, DcTicketNo no, gint64 before, int limit, GError **error)
{
	if (no > 0) {
		g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, no, error);
		if (ticket == NULL)
			return NULL;
	}
	g_autoptr(GPtrArray) pasts = dc_ledger_history(desk->ledger, no, before, limit, error);
	if (pasts == NULL)
		return NULL;
	GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)dc_line_free);
	for (guint i = 0; i < pasts->len; i++) {
		const DcPast *past = g_ptr_array_index(pasts, i);
		DcLine *line = g_new0(DcLine, 1);
		line->change = past->id;
		line->at = past->at;
		line->undone = past->undone;
		line->tickets = tickets_of(past->events);
		line->what = describe(desk, past, line->tickets, no, past->at);
		g_ptr_array_add(lines, line);
	}
	return lines;
}

/* -- what a filter asks of a line: 1 it is so, 0 it is not, -1 `error` -- */

static int
ask_tickets(DcDesk *desk, const DcFilter *filter, const DcLine *line, GError **error)
{
	for (guint i = 0; i < line->tickets->len; i++) {
		bool matches;
		if (!dc_desk_matches(desk, filter, g_array_index(line->tickets, DcTicketNo, i), &matches, error))
			return -1;
		if (matches)
			return 1;
	}
	return 0;
}

static int
ask_line(DcDesk *desk, const DcFilter *filter, const DcLine *line, GError **error)
{
	bool is_words = filter->type == DC_FILTER_TEXT && filter->field == DC_N_FIELDS, wants_all = filter->type == DC_FILTER_AND;
	if (filter->type == DC_FILTER_NOT) {
		int holds = ask_line(desk, g_ptr_array_index(filter->parts, 0), line, error);
		return holds < 0 ? holds : !holds;
	}
	if (filter->parts == NULL)
		return is_words && dc_fact_holds(line->what, filter->text) ? 1 : ask_tickets(desk, filter, line, error);
	for (guint i = 0; i < filter->parts->len; i++) {
		int holds = ask_line(desk, g_ptr_array_index(filter->parts, i), line, error);
		if (holds < 0 || (holds == 1) != wants_all)
			return holds;
	}
	return wants_all;
}

bool
dc_desk_line_matches(DcDesk *desk, const DcFilter *filter, const DcLine *line, bool *matches, GError **error)
{
	int holds = ask_line(desk, filter, line, error);
	if (holds >= 0)
		*matches = holds == 1;
	return holds >= 0;
}

/* -- undo -- */

static char *
say_undone(DcDesk *desk, gint64 change, GError **error)
{
	desk->recent_stale = true;
	if (!desk_read_policy(desk, error)) /* what was undone may be a setting */
		return NULL;
	DcPast *past = dc_ledger_change(desk->ledger, change, error);
	if (past == NULL)
		return NULL;
	DcAction action = dc_action_by_name(past->action);
	GString *line = g_string_new(action < DC_N_ACTIONS ? _(dc_action_info(action)->label) : past->action);
	g_autoptr(GArray) tickets = tickets_of(past->events);
	say_numbers(line, tickets);
	dc_past_free(past);
	return g_string_free(line, FALSE);
}

char *
dc_desk_undo(DcDesk *desk, DcInstant now, GError **error)
{
	gint64 done;
	return dc_ledger_undo(desk->ledger, now, &done, error) ? say_undone(desk, done, error) : NULL;
}

char *
dc_desk_redo(DcDesk *desk, DcInstant now, GError **error)
{
	gint64 done;
	return dc_ledger_redo(desk->ledger, now, &done, error) ? say_undone(desk, done, error) : NULL;
}
