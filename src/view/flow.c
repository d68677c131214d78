/* Runs a shared action: one question after the other, a draft of what is being typed, one change at the end. */
#include "flow.h"

#include <string.h>

#define DRAFT_KIND "action"

const DcTicket *
flow_ticket(const Flow *flow)
{
	return g_ptr_array_index(flow->tickets, 0);
}

DcTickets
flow_tickets(const Flow *flow)
{
	return (DcTickets){ .nos = &g_array_index(flow->nos, DcTicketNo, 0), .n = flow->nos->len };
}

const char *
flow_answer(const Flow *flow, guint step)
{
	const char *answer = flow->answers[step];
	return answer != NULL && *answer != '\0' ? answer : NULL;
}

/* -- drafts: what is typed in a question is found again when the same is asked of the same ticket -- */

static char *
draft_get(const DcDraft *draft, const char *key)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	if (draft->fields == NULL || !g_key_file_load_from_data(file, draft->fields, (gsize)-1, G_KEY_FILE_NONE, NULL))
		return NULL;
	return g_key_file_get_string(file, "draft", key, NULL);
}

static bool
draft_is_of(const DcDraft *draft, const Flow *flow)
{
	if (strcmp(draft->kind, DRAFT_KIND) != 0 || draft->ticket != flow_ticket(flow)->id)
		return false;
	g_autofree char *action = draft_get(draft, "action");
	return g_strcmp0(action, dc_action_info(flow->kind->action)->name) == 0;
}

static void
draft_find(Flow *flow)
{
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(flow->app->desk), NULL);
	for (guint i = 0; drafts != NULL && flow->draft == NULL && i < drafts->len; i++) {
		const DcDraft *draft = g_ptr_array_index(drafts, i);
		if (!draft_is_of(draft, flow))
			continue;
		flow->draft = g_new0(DcDraft, 1);
		*flow->draft = *draft;
		flow->draft->kind = g_strdup(draft->kind);
		flow->draft->fields = g_strdup(draft->fields);
	}
}

/* The text typed in this step before, if it never got an answer. */
static char *
draft_text(const Flow *flow)
{
	if (flow->draft == NULL)
		return NULL;
	g_autofree char *step = draft_get(flow->draft, "step");
	char expected[12];
	g_snprintf(expected, sizeof expected, "%u", flow->step);
	return g_strcmp0(step, expected) == 0 ? draft_get(flow->draft, "text") : NULL;
}

static bool
draft_drop(Flow *flow, GError **error)
{
	bool ok = flow->draft == NULL || flow->draft->id == 0 || dc_ledger_draft_drop(dc_desk_ledger(flow->app->desk), flow->draft->id, error);
	g_clear_pointer(&flow->draft, dc_draft_free);
	return ok;
}

static bool
draft_keep(DcApp *app, gpointer owner, const char *text, GError **error)
{
	Flow *flow = owner;
	if (*text == '\0')
		return draft_drop(flow, error);
	if (flow->draft == NULL) {
		flow->draft = g_new0(DcDraft, 1);
		flow->draft->kind = g_strdup(DRAFT_KIND);
		flow->draft->ticket = flow_ticket(flow)->id;
		flow->draft->started_at = app->now;
	}
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_key_file_set_string(file, "draft", "action", dc_action_info(flow->kind->action)->name);
	g_key_file_set_integer(file, "draft", "step", (int)flow->step);
	g_key_file_set_string(file, "draft", "text", text);
	flow->draft->updated_at = app->now;
	g_free(flow->draft->fields);
	flow->draft->fields = g_key_file_to_data(file, NULL, NULL);
	return dc_ledger_draft_save(dc_desk_ledger(app->desk), flow->draft, error);
}

/* -- its life: as long as a question of it is open -- */

static void
flow_clear(gpointer data)
{
	Flow *flow = data;
	g_array_unref(flow->nos);
	g_ptr_array_unref(flow->tickets);
	g_clear_pointer(&flow->contacts, g_ptr_array_unref);
	g_clear_pointer(&flow->choices, g_array_unref);
	for (guint i = 0; i < FLOW_STEPS_MAX; i++)
		g_free(flow->answers[i]);
	g_clear_pointer(&flow->draft, dc_draft_free);
	g_free(flow->say);
}

static void
flow_unref(gpointer flow)
{
	g_rc_box_release_full(flow, flow_clear);
}

static void
ticket_free(gpointer ticket)
{
	dc_ticket_free(ticket);
}

static Flow *
flow_new(DcApp *app, const FlowKind *kind, const GArray *nos, GError **error)
{
	Flow *flow = g_rc_box_new0(Flow);
	flow->app = app;
	flow->kind = kind;
	flow->number = DC_ABSENT;
	flow->nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	flow->tickets = g_ptr_array_new_with_free_func(ticket_free);
	g_array_append_vals(flow->nos, nos->data, nos->len);
	for (guint i = 0; i < FLOW_STEPS_MAX; i++)
		flow->at[i] = DC_ABSENT;
	for (guint i = 0; i < nos->len; i++) {
		DcTicket *ticket = dc_ledger_ticket(dc_desk_ledger(app->desk), g_array_index(nos, DcTicketNo, i), error);
		if (ticket == NULL) {
			flow_unref(flow);
			return NULL;
		}
		g_ptr_array_add(flow->tickets, ticket);
	}
	return flow;
}

/* -- the questions -- */

static const FlowStep *
step_of(const Flow *flow)
{
	return &flow->kind->steps[flow->step];
}

static bool
step_next(Flow *flow)
{
	while (flow->step < FLOW_STEPS_MAX && step_of(flow)->label != NULL) {
		if (step_of(flow)->wanted == NULL || step_of(flow)->wanted(flow))
			return true;
		flow->step++;
	}
	return false;
}

static char *
label_of(const Flow *flow)
{
	const char *label = _(step_of(flow)->label);
	if (flow->nos->len > 1)
		return g_strdup_printf(_("%u tickets, %s"), flow->nos->len, label);
	g_autofree char *number = view_number(flow_ticket(flow)->id);
	return g_strdup_printf("%s %s", number, label);
}

static void
say_done(const Flow *flow)
{
	const char *undo = app_key_of(flow->app, DC_ACTION_UNDO);
	if (flow->say != NULL)
		app_say(flow->app, "%s", flow->say);
	else if (flow->nos->len > 1)
		app_say(flow->app, _("Done: %s, %u tickets (%s takes it back)"), _(dc_action_info(flow->kind->action)->label), flow->nos->len, undo);
	else {
		g_autofree char *number = view_number(flow_ticket(flow)->id);
		app_say(flow->app, _("Done: %s %s (%s takes it back)"), _(dc_action_info(flow->kind->action)->label), number, undo);
	}
}

static bool
flow_finish(Flow *flow, GError **error)
{
	if (!flow->kind->finish(flow, error))
		return false;
	g_autoptr(GError) problem = NULL;
	say_done(flow);
	if (!draft_drop(flow, &problem))
		app_fail(flow->app, problem);
	Frame *frame = stack_top(flow->app);
	if (frame->view->done != NULL)
		frame->view->done(flow->app, frame->self, flow->kind->action);
	app_changed(flow->app);
	return true;
}

static bool flow_ask(Flow *flow, GError **error);

static bool
flow_answered(DcApp *app, gpointer owner, const char *value, GError **error)
{
	(void)app;
	Flow *flow = owner;
	const FlowStep *step = step_of(flow);
	guint here = flow->step;
	g_autofree char *answer = step->choices == NULL && step->choices_of == NULL ? dc_text_one_line(value) : g_strdup(value);
	if (*answer == '\0' && !step->optional) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s is missing"), _(step->label));
		return false;
	}
	if (*answer != '\0' && step->check != NULL && !step->check(flow, answer, error))
		return false;
	g_free(flow->answers[here]);
	flow->answers[here] = g_steal_pointer(&answer);
	flow->step++;
	if (flow_ask(flow, error))
		return true;
	flow->step = here;
	return false;
}

static bool
flow_ask(Flow *flow, GError **error)
{
	if (!step_next(flow))
		return flow_finish(flow, error);
	const FlowStep *step = step_of(flow);
	g_autofree char *label = label_of(flow);
	g_autofree char *value = draft_text(flow);
	const DcChoice *choices = step->choices_of != NULL ? step->choices_of(flow) : step->choices;
	if (value == NULL && step->suggest != NULL)
		value = step->suggest(flow);
	if (choices != NULL)
		app_ask_choice(flow->app, label, choices, value, flow_answered);
	else
		app_ask_text(flow->app, label, value, step->max_chars, flow_answered);
	ask_own(flow->app, g_rc_box_acquire(flow), flow_unref, choices != NULL ? NULL : draft_keep);
	return true;
}

void
flow_start(DcApp *app, const FlowKind *kind, const GArray *nos)
{
	g_autoptr(GError) error = NULL;
	Flow *flow = flow_new(app, kind, nos, &error);
	if (flow == NULL) {
		app_fail(app, error);
		return;
	}
	draft_find(flow);
	if (!flow_ask(flow, &error))
		app_fail(app, error);
	flow_unref(flow);
}
