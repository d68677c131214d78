/* A ticket as lines to read. */
#include "dossier.h"

#include <inttypes.h>

#define BRIEF_LINES 4

const char *
dossier_kind(DcKind kind)
{
	switch (kind) {
	case DC_KIND_INQUIRY:
		return _("Inq.");
	case DC_KIND_INCIDENT:
		return _("Inc.");
	case DC_KIND_CHANGE:
		return _("Chg.");
	case DC_KIND_TASK:
		return _("Task");
	case DC_KIND_NONE:
	case DC_N_KIND:
		break;
	}
	return "";
}

/* -- the first line -- */

char *
dossier_title(const DcApp *app, const DcDossier *dossier)
{
	const DcTicket *ticket = dossier->listed->ticket;
	GString *line = g_string_new(NULL);
	g_string_append_printf(line, "No.%" G_GINT64_FORMAT " %s  %s", ticket->id, dossier_kind(ticket->kind), dossier->listed->sign);
	if (dossier->place > 0)
		g_string_append_printf(line, _(" #%d"), dossier->place);
	g_string_append_printf(line, "  %s", dc_word_label(DC_WORDS_OF_STATUS, (int)ticket->status));
	const DcHeader *header = app_header(app);
	int worked = header->running_no == ticket->id ? MAX(dossier->worked_min, header->running_min) : dossier->worked_min;
	g_autofree char *minutes = dc_when_minutes(worked);
	if (worked > 0 || header->running_no == ticket->id)
		g_string_append_printf(line, header->running_no == ticket->id ? _("  timer %s") : _("  worked %s"), minutes);
	return g_string_free(line, FALSE);
}

char *
dossier_system(const DcApp *app, const DcDossier *dossier)
{
	const char *code = dossier->listed->ticket->system;
	const DcSystem *system = code != NULL ? dc_policy_system(app_policy(app), code) : NULL;
	if (system == NULL)
		return g_strdup(code != NULL ? code : "");
	static const char *const levels[] = { N_("high"), N_("middle"), N_("low") };
	return g_strdup_printf(_("%s %s (criticality %s)"), system->code, system->name != NULL ? system->name : "",
		_(levels[CLAMP(dossier->listed->rating.criticality, 1, 3) - 1]));
}

/* -- parts -- */

static void
section(DcScroller *scroller, const char *title)
{
	g_autofree char *line = g_strdup_printf("-- %s --", title);
	dc_scroller_add(scroller, DC_STYLE_RULE, 0, line);
}

static void
add_reason(const DcDossier *dossier, DcScroller *scroller)
{
	const DcListed *listed = dossier->listed;
	const DcTicket *ticket = listed->ticket;
	GString *line = g_string_new(_("Reason  "));
	g_string_append(line, listed->reason);
	if (ticket->parent != 0)
		g_string_append_printf(line, _("; member of No.%" PRId64), ticket->parent);
	if (listed->group.n_members > 0)
		g_string_append_printf(line, _("; %d more of the same incident"), listed->group.n_members);
	if (listed->group.n_callers > 1)
		g_string_append_printf(line, _("; %d callers"), listed->group.n_callers);
	dc_scroller_add(scroller, DC_STYLE_NORMAL, 8, line->str);
	g_string_free(line, TRUE);
}

static void
fact(GString *line, const char *label, const char *value)
{
	if (value != NULL && *value != '\0')
		g_string_append_printf(line, "%s%s %s", line->len > 0 ? "  " : "", label, value);
}

static void
fact_time(const DcApp *app, GString *line, DcField field, const DcTicket *ticket)
{
	DcValue value = dc_record_get(ticket, field);
	g_autofree char *when = view_when(app, value.number);
	fact(line, _(dc_field_info(field)->label), when);
}

static void
add_facts(const DcApp *app, const DcDossier *dossier, DcScroller *scroller)
{
	static const DcField times[] = { DC_FIELD_RECEIVED_AT, DC_FIELD_DUE_AT, DC_FIELD_PROMISE_AT, DC_FIELD_RESUME_ON, DC_FIELD_CHECK_AT };
	const DcTicket *ticket = dossier->listed->ticket;
	GString *line = g_string_new(NULL);
	g_autofree char *who = g_strdup_printf("%s%s%s", ticket->department != NULL ? ticket->department : "", ticket->department != NULL ? " " : "",
		ticket->caller != NULL ? ticket->caller : "");
	fact(line, _(dc_field_info(DC_FIELD_CALLER)->label), who);
	fact(line, _(dc_field_info(DC_FIELD_CALLBACK)->label), ticket->callback);
	for (guint i = 0; i < G_N_ELEMENTS(times); i++)
		fact_time(app, line, times[i], ticket);
	fact(line, _(dc_field_info(DC_FIELD_WAIT)->label), dc_word_label(DC_WORDS_OF_WAIT, (int)ticket->wait));
	fact(line, "", ticket->wait != DC_WAIT_NONE ? ticket->wait_whom : NULL);
	dc_scroller_add(scroller, DC_STYLE_NORMAL, 2, line->str);
	g_string_free(line, TRUE);
}

static void
add_reports(const DcApp *app, const DcDossier *dossier, DcScroller *scroller)
{
	GString *line = g_string_new(NULL);
	for (guint i = 0; i < dossier->reports->len; i++) {
		const DcReport *report = g_ptr_array_index(dossier->reports, i);
		g_autofree char *sent = view_when(app, report->sent_at);
		g_string_append_printf(line, "%s%s %s %s (%s)", line->len > 0 ? "  " : "", dc_word_label(DC_WORDS_OF_REPORT, (int)report->kind), sent,
			report->recipient != NULL ? report->recipient : "", dc_word_label(DC_WORDS_OF_CHANNEL, (int)report->channel));
	}
	bool owed = dossier->report_due != DC_ABSENT, late = owed && dossier->report_due <= app_now(app);
	if (owed) {
		g_autofree char *due = view_when(app, dossier->report_due);
		g_string_append_printf(line, _("%sowed by %s"), line->len > 0 ? "  " : "", due);
	}
	if (dossier->n_unanswered > 0)
		g_string_append_printf(line, _("%snot answered: %d"), line->len > 0 ? "   " : "", dossier->n_unanswered);
	g_autofree char *text = g_strdup_printf("%s%s", _("Report  "), line->str);
	if (line->len > 0)
		dc_scroller_add(scroller, late ? DC_STYLE_OVERDUE : DC_STYLE_NORMAL, 8, text);
	g_string_free(line, TRUE);
}

static void
add_contact(const DcApp *app, const DcDossier *dossier, const DcContact *contact, DcScroller *scroller)
{
	g_autofree char *at = view_when(app, contact->at);
	g_autofree char *who = g_strdup_printf("%s%s%s", contact->department != NULL ? contact->department : "",
		contact->department != NULL && contact->name != NULL ? " " : "", contact->name != NULL ? contact->name : "");
	g_autofree char *how_cols = dc_text_pad(dc_word_label(DC_WORDS_OF_CHANNEL, (int)contact->channel), 8);
	g_autofree char *who_cols = dc_text_pad(who, 14);
	GString *line = g_string_new(NULL);
	g_string_append_printf(line, "%-5s %s %s %s", at, how_cols, who_cols, contact->subject != NULL ? contact->subject : "");
	if (contact->ticket != dossier->listed->ticket->id)
		g_string_append_printf(line, " (No.%" G_GINT64_FORMAT ")", contact->ticket);
	int attached = dc_dossier_attached(dossier, contact);
	if (attached > 0)
		g_string_append_printf(line, _("  %d att."), attached);
	if (contact->direction == DC_DIRECTION_IN)
		g_string_append_printf(line, "  %s", contact->answered_at == DC_ABSENT ? _("not answered") : _("answered"));
	dc_scroller_add(scroller, contact->direction == DC_DIRECTION_IN && contact->answered_at == DC_ABSENT ? DC_STYLE_NORMAL : DC_STYLE_DIM, 6, line->str);
	if (contact->answer != NULL) {
		g_auto(GStrv) lines = g_strsplit(contact->answer, "\n", -1);
		for (guint i = 0; lines[i] != NULL; i++) {
			g_autofree char *line_of_answer = g_strdup_printf("> %s", lines[i]);
			dc_scroller_add(scroller, DC_STYLE_DIM, 6, line_of_answer);
		}
	}
	g_string_free(line, TRUE);
}

static void
add_contacts(const DcApp *app, const DcDossier *dossier, bool brief, DcScroller *scroller)
{
	guint n = dossier->contacts->len;
	if (n == 0)
		return;
	section(scroller, _("Contacts"));
	for (guint i = brief && n > BRIEF_LINES ? n - BRIEF_LINES : 0; i < n; i++)
		add_contact(app, dossier, g_ptr_array_index(dossier->contacts, i), scroller);
}

static void
add_history(const DcApp *app, const GPtrArray *history, bool brief, DcScroller *scroller)
{
	if (history == NULL || history->len == 0)
		return;
	section(scroller, _("Course"));
	for (guint i = brief ? MIN(history->len, 2 * BRIEF_LINES) : history->len; i > 0; i--) {
		const DcLine *past = g_ptr_array_index(history, i - 1);
		g_autofree char *at = view_when(app, past->at);
		g_autofree char *line = g_strdup_printf("%-5s %s%s", at, past->what, past->undone ? _(" (taken back)") : "");
		dc_scroller_add(scroller, past->undone ? DC_STYLE_DIM : DC_STYLE_NORMAL, 6, line);
	}
}

static void
add_texts(const DcDossier *dossier, DcScroller *scroller)
{
	DcField first = dc_entity_first(DC_ENTITY_TICKET_TEXT);
	for (int i = 0; i < dc_entity_count(DC_ENTITY_TICKET_TEXT); i++) {
		DcField field = (DcField)((int)first + i);
		DcValue value = dc_record_get(dossier->text, field);
		if (!value.is_text || value.text == NULL)
			continue;
		section(scroller, _(dc_field_info(field)->label));
		dc_scroller_add(scroller, DC_STYLE_NORMAL, 0, value.text);
	}
}

static void
add_notes(const DcApp *app, const DcDossier *dossier, DcScroller *scroller)
{
	if (dossier->notes->len > 0)
		section(scroller, _("Notes"));
	for (guint i = 0; i < dossier->notes->len; i++) {
		const DcNote *note = g_ptr_array_index(dossier->notes, i);
		g_autofree char *at = view_when(app, note->at);
		g_autofree char *line = g_strdup_printf("%-5s %s", at, note->text);
		dc_scroller_add(scroller, DC_STYLE_NORMAL, 6, line);
	}
}

static void
add_links(const DcDossier *dossier, DcScroller *scroller)
{
	if (dossier->members->len + dossier->links->len > 0)
		section(scroller, _("Group and links"));
	for (guint i = 0; i < dossier->members->len; i++) {
		const DcTicket *member = g_ptr_array_index(dossier->members, i);
		g_autofree char *line = g_strdup_printf("No.%" G_GINT64_FORMAT " %s  (%s)", member->id, member->title,
			dc_word_label(DC_WORDS_OF_MEMBER, (int)member->member));
		dc_scroller_add(scroller, DC_STYLE_NORMAL, 7, line);
	}
	for (guint i = 0; i < dossier->links->len; i++) {
		const DcLink *link = g_ptr_array_index(dossier->links, i);
		g_autofree char *line = g_strdup_printf("No.%" G_GINT64_FORMAT " %s No.%" G_GINT64_FORMAT, link->ticket,
			dc_word_label(DC_WORDS_OF_LINK, (int)link->kind), link->other);
		dc_scroller_add(scroller, DC_STYLE_NORMAL, 7, line);
	}
}

void
dossier_fill(const DcApp *app, const DcDossier *dossier, const GPtrArray *history, bool brief, DcScroller *scroller)
{
	dc_scroller_clear(scroller);
	dc_scroller_add(scroller, DC_STYLE_BOLD, 0, dossier->listed->ticket->title);
	add_reason(dossier, scroller);
	add_reports(app, dossier, scroller);
	add_facts(app, dossier, scroller);
	add_contacts(app, dossier, brief, scroller);
	if (!brief)
		add_links(dossier, scroller);
	add_history(app, history, brief, scroller);
	if (!brief)
		add_notes(app, dossier, scroller);
	add_texts(dossier, scroller);
}
