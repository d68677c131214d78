/* Reports to the customer's contact: which is due, what it says, and that it was given. domain.md 3.8, 5 (障害速報). */
#include "desk.h"

#include <daicho/lang.h>

static DcReportKind
due_kind(const DcTicket *ticket, const GPtrArray *reports)
{
	if (ticket->status == DC_STATUS_RESOLVED || !dc_status_is_open(ticket->status))
		return DC_REPORT_RESTORED;
	return reports->len == 0 ? DC_REPORT_FIRST : DC_REPORT_FOLLOWUP;
}

/* The next report is promised for a time as people say it: ten o'clock, not one past ten. */
#define ROUND_S (5 * DC_MINUTE)

static DcInstant
next_by_rule(DcDesk *desk, const DcTicket *ticket, DcReportKind kind, DcInstant sent_at)
{
	bool goes_on = kind == DC_REPORT_FIRST || kind == DC_REPORT_FOLLOWUP;
	if (!goes_on || !status_is_reportable(desk, ticket))
		return DC_ABSENT;
	if (dc_priority_native(desk->policy, ticket) != 1)
		return DC_ABSENT;
	DcInstant next = sent_at + dc_policy_numbers(desk->policy)->report_follow_min * DC_MINUTE;
	return (next + ROUND_S / 2) / ROUND_S * ROUND_S;
}

/* -- the text: facts as they stand, what is not known as "being looked into" -- */

static void
say_scope(GString *text, const DcDossier *dossier)
{
	const DcTicket *ticket = dossier->listed->ticket;
	const char *unknown = _("being looked into");
	g_string_append_printf(text, _("Scope: %s"), ticket->scope != DC_SCOPE_NONE ? dc_word_label(DC_WORDS_OF_SCOPE, (int)ticket->scope) : unknown);
	if (dossier->listed->rating.affected > 1)
		g_string_append_printf(text, _(", %d people"), dossier->listed->rating.affected);
	g_string_append_c(text, '\n');
}

static void
say_state(GString *text, const DcDossier *dossier)
{
	const DcTicket *ticket = dossier->listed->ticket;
	g_string_append_printf(text, _("State: %s\n"), dc_word_label(DC_WORDS_OF_STATUS, (int)ticket->status));
	if (dossier->text->workaround != NULL)
		g_string_append_printf(text, _("Workaround: %s\n"), dossier->text->workaround);
	g_string_append_printf(text, _("Cause: %s\n"), dossier->text->cause != NULL ? dossier->text->cause : _("being looked into"));
	if (dossier->text->resolution != NULL)
		g_string_append_printf(text, _("What was done: %s\n"), dossier->text->resolution);
}

static char *
tell_text(DcDesk *desk, const DcDossier *dossier, DcReportKind kind, DcInstant now)
{
	const DcTicket *ticket = dossier->listed->ticket;
	const DcCalendar *calendar = dc_desk_calendar(desk);
	const DcSystem *system = ticket->system != NULL ? dc_policy_system(desk->policy, ticket->system) : NULL;
	g_autofree char *occurred = dc_when_short(calendar, ticket->occurred_at != DC_ABSENT ? ticket->occurred_at : ticket->received_at, now);
	DcInstant next = next_by_rule(desk, ticket, kind, now);
	GString *text = g_string_new(NULL);

	g_string_append_printf(text, _("[Incident, %s] %s %s (since %s)\n"), dc_word_label(DC_WORDS_OF_REPORT, (int)kind),
	                       system != NULL ? system->name : _("system being looked into"), ticket->title, occurred);
	if (dossier->text->error_text != NULL)
		g_string_append_printf(text, _("What happens: %s (%s)\n"), ticket->title, dossier->text->error_text);
	else
		g_string_append_printf(text, _("What happens: %s\n"), ticket->title);
	say_scope(text, dossier);
	say_state(text, dossier);
	if (next != DC_ABSENT) {
		g_autofree char *at = dc_when_clock(calendar, next);
		g_string_append_printf(text, _("Next report: %s\n"), at);
	} else {
		g_string_append(text, _("Next report: when something changes\n"));
	}
	return g_string_free(text, FALSE);
}

char *
dc_desk_tell_draft(DcDesk *desk, DcTicketNo no, DcInstant now, DcReportKind *kind, GError **error)
{
	g_autoptr(DcDossier) dossier = dc_desk_dossier(desk, no, now, error);
	if (dossier == NULL)
		return NULL;
	DcReportKind due = due_kind(dossier->listed->ticket, dossier->reports);
	if (kind != NULL)
		*kind = due;
	return tell_text(desk, dossier, due, now);
}

bool
dc_desk_tell(DcDesk *desk, DcTicketNo no, const DcTelling *telling, DcInstant now, GError **error)
{
	g_autoptr(DcDossier) dossier = dc_desk_dossier(desk, no, now, error);
	if (dossier == NULL)
		return false;
	const char *recipient = telling->recipient != NULL ? telling->recipient : dc_policy_numbers(desk->policy)->contact;
	if (!desk_require(recipient, _("the recipient"), _("name the contact, or set report.to in the policy"), error))
		return false;
	const DcTicket *ticket = dossier->listed->ticket;
	g_autoptr(DcReport) report = dc_report_new();
	report->ticket = no;
	report->kind = telling->kind != DC_REPORT_NONE ? telling->kind : due_kind(ticket, dossier->reports);
	report->recipient = desk_line(recipient);
	report->channel = telling->channel != DC_CHANNEL_NONE ? telling->channel : DC_CHANNEL_PHONE;
	report->sent_at = now;
	report->next_at = telling->next_at != DC_ABSENT ? telling->next_at : next_by_rule(desk, ticket, report->kind, now);
	report->text = telling->text != NULL ? g_strdup(telling->text) : tell_text(desk, dossier, report->kind, now);
	report->requests = g_strdup(telling->requests);

	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_REPORT, now);
	dc_change_create(change, DC_ENTITY_REPORT, report);
	return desk_commit(desk, change, error);
}
