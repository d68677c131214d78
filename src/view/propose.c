/* What the engine sees in a ticket that is being typed: kind, system, deadline, rating, the ticket it is like. It proposes; the operator
 * takes it with a key or does not. domain.md 3.3, 3.7 R1, R3, R5. */
#include "edit.h"

#include <daicho/calendar.h>
#include <daicho/cue.h>

#include <inttypes.h>

#define ALIKE_LOOKED_AT 10

void
proposal_clear(Proposal *proposal)
{
	g_free(proposal->due_words);
	g_free(proposal->alike_text);
	*proposal = (Proposal){ .due_at = DC_ABSENT };
}

static void
propose_kind(const DcCueHint *hint, const DcTicket *ticket, Proposal *proposal)
{
	bool open = ticket->kind == DC_KIND_NONE || ticket->kind == DC_KIND_INQUIRY;
	proposal->cue_score = hint->score;
	if (open && hint->verdict == DC_CUE_INCIDENT)
		proposal->kind = DC_KIND_INCIDENT;
}

/* The one whose name is in the subject or the text, else the one that the caller's department has. domain.md 2.2 */
static void
propose_system(const DcPolicy *policy, const DcTicket *ticket, const char *body, Proposal *proposal)
{
	if (ticket->system != NULL)
		return;
	const DcSystem *system = dc_policy_system_in(policy, ticket->title);
	if (system == NULL)
		system = dc_policy_system_in(policy, body);
	for (guint i = 0; system == NULL && ticket->department != NULL && i < dc_policy_n_systems(policy); i++) {
		const DcSystem *one = dc_policy_system_at(policy, i);
		if (g_strcmp0(one->owner, ticket->department) == 0)
			system = one;
	}
	proposal->system = system != NULL ? system->code : NULL;
}

static void
propose_due(const DcApp *app, const DcTicket *ticket, const char *body, Proposal *proposal)
{
	if (ticket->due_at != DC_ABSENT)
		return;
	g_autofree char *all = g_strdup_printf("%s\n%s", ticket->title, body);
	g_autoptr(GPtrArray) deadlines = dc_cue_deadlines(all);
	for (guint i = 0; i < deadlines->len && proposal->due_at == DC_ABSENT; i++) {
		const DcCueDeadline *deadline = g_ptr_array_index(deadlines, i);
		DcInstant at;
		if (!dc_when_instant(app_calendar(app), deadline->when, ticket->received_at, -1, &at, NULL) || at <= ticket->received_at)
			continue;
		proposal->due_at = at;
		proposal->due_words = g_strndup(all + deadline->offset, deadline->length);
	}
}

/* The provisional rating of domain.md 3.3, where the operator has not judged. */
static void
propose_rating(const DcPolicy *policy, const DcCueHint *hint, const DcTicket *ticket, Proposal *proposal)
{
	DcKind kind = proposal->kind != DC_KIND_NONE ? proposal->kind : ticket->kind;
	const char *system = ticket->system != NULL ? ticket->system : proposal->system;
	DcMatrixCell cell = dc_policy_provisional(policy, kind, ticket->channel, system, false, hint->score, ticket->received_at);
	proposal->provisional = ticket->impact == DC_ABSENT || ticket->urgency == DC_ABSENT;
	proposal->impact = ticket->impact != DC_ABSENT ? (int)ticket->impact : cell.impact;
	proposal->urgency = ticket->urgency != DC_ABSENT ? (int)ticket->urgency : MAX(1, cell.urgency - (hint->urgent ? 1 : 0));
}

static bool
propose_group(DcApp *app, const DcTicket *ticket, Proposal *proposal, GError **error)
{
	g_autoptr(GPtrArray) alike = dc_desk_alike(app->desk, ticket->title, ALIKE_LOOKED_AT, error);
	if (alike == NULL)
		return false;
	const DcCues *cues = dc_policy_cues(app_policy(app));
	g_autoptr(DcCueShape) shape = dc_cues_shape_new(cues, ticket->title);
	for (guint i = 0; i < alike->len; i++) {
		const DcAlike *one = g_ptr_array_index(alike, i);
		g_autoptr(DcCueShape) its = dc_cues_shape_new(cues, one->ticket->title);
		DcCueLikeness likeness = dc_cues_likeness(cues, shape, its);
		bool open = dc_status_is_open(one->ticket->status);
		if (one->ticket->id == ticket->id || likeness == DC_CUE_UNLIKE || (proposal->alike != 0 && !open))
			continue;
		DcTicketNo front = one->ticket->parent != 0 ? one->ticket->parent : one->ticket->id;
		g_autofree char *of = front != one->ticket->id ? g_strdup_printf(_("No.%" PRId64 ", like "), front) : g_strdup("");
		g_free(proposal->alike_text);
		proposal->alike = one->ticket->id;
		proposal->alike_text = g_strdup_printf("%sNo.%" PRId64 " %s  %.2f  %s%s%s", of, one->ticket->id, one->ticket->title, one->similarity,
			dc_word_label(DC_WORDS_OF_STATUS, (int)one->ticket->status), one->answer != NULL ? ": " : "", one->answer != NULL ? one->answer : "");
		if (!open)
			continue; /* an open one is worth more: the search goes on */
		proposal->group = front;
		proposal->member = likeness == DC_CUE_RELATED ? DC_MEMBER_CONFIRMS : DC_MEMBER_SAME;
		return true;
	}
	return true;
}

bool
proposal_make(DcApp *app, const DcTicket *ticket, const DcTicketText *text, Proposal *proposal, GError **error)
{
	proposal_clear(proposal);
	if (ticket->title == NULL)
		return true;
	g_auto(DcCueHint) hint = { 0 };
	const char *body = text->body != NULL ? text->body : "";
	dc_cues_read(dc_policy_cues(app_policy(app)), ticket->title, &hint);
	propose_kind(&hint, ticket, proposal);
	propose_system(app_policy(app), ticket, body, proposal);
	propose_due(app, ticket, body, proposal);
	propose_rating(app_policy(app), &hint, ticket, proposal);
	return propose_group(app, ticket, proposal, error);
}

/* -- drawing: a rule, what ^P fills in, what ^G groups it with -- */

static int
part_draw(DcSurface *surface, int col, DcStyle style, const char *label, const char *value)
{
	if (col > 1)
		col += 3;
	col += dc_surface_text(surface, 1, col, DC_STYLE_LABEL, label) + 1;
	g_autofree char *shown = dc_text_clip(value, MAX(surface->cols - col - 1, 0));
	return col + dc_surface_text(surface, 1, col, style, shown);
}

static void
fields_draw(const DcApp *app, const Proposal *proposal, DcSurface *surface, int col)
{
	if (proposal->kind != DC_KIND_NONE) {
		g_autofree char *kind = g_strdup_printf("%s (%+d)", dc_word_label(DC_WORDS_OF_KIND, (int)proposal->kind), proposal->cue_score);
		col = part_draw(surface, col, DC_STYLE_CUE, _("Kind"), kind);
	}
	if (proposal->system != NULL)
		col = part_draw(surface, col, DC_STYLE_BOLD, _("System"), proposal->system);
	if (proposal->due_at != DC_ABSENT) {
		g_autofree char *at = view_when(app, proposal->due_at);
		g_autofree char *due = g_strdup_printf("%s (%s)", at, proposal->due_words);
		part_draw(surface, col, DC_STYLE_BOLD, _("Needed by"), due);
	}
}

void
proposal_draw(const DcApp *app, const Proposal *proposal, bool group, DcSurface *surface)
{
	dc_surface_rule(surface, 0, '-', DC_STYLE_RULE, _("Proposed"));
	if (proposal->impact == 0)
		return;
	g_autofree char *cell = view_cell(proposal->impact, proposal->urgency);
	g_autofree char *rating = g_strdup_printf("%s = P%d%s", cell, dc_policy_matrix(app_policy(app), proposal->impact, proposal->urgency),
		proposal->provisional ? "?" : "");
	fields_draw(app, proposal, surface, part_draw(surface, 1, DC_STYLE_BOLD, _("Rating"), rating));
	if (proposal->alike == 0)
		return;
	int col = 1 + dc_surface_text(surface, 2, 1, group ? DC_STYLE_BOLD : DC_STYLE_LABEL,
		proposal->group == 0 ? _("solved before") : group ? _("goes under") : proposal->member == DC_MEMBER_CONFIRMS ? _("only asks?") : _("same incident?"));
	dc_surface_column(surface, 2, col + 1, surface->cols - col - 2, group ? DC_STYLE_BOLD : DC_STYLE_NORMAL, proposal->alike_text);
}
