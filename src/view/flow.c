/* Runs a shared action: one question after the other, what is typed kept on the way, one change at the end. */
#include "flow.h"

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

/* -- its life: as long as a question of it is open -- */

static void
flow_clear(gpointer data)
{
	Flow *flow = data;
	g_array_unref(flow->nos);
	g_ptr_array_unref(flow->tickets);
	g_clear_pointer(&flow->contacts, g_ptr_array_unref);
	g_clear_pointer(&flow->replies, g_ptr_array_unref);
	g_clear_pointer(&flow->choices, g_array_unref);
	for (guint i = 0; i < FLOW_STEPS_MAX; i++)
		g_free(flow->answers[i]);
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
is_text(const FlowStep *step)
{
	return step->choices == NULL && step->choices_of == NULL;
}

static bool
is_long(const FlowStep *step)
{
	return step->max_chars == FLOW_LONG_TEXT;
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
	const FlowStep *step = step_of(flow);
	g_autofree char *otherwise = step->otherwise != NULL ? step->otherwise(flow) : NULL;
	g_autofree char *label = otherwise != NULL ? g_strdup_printf(_("%s (Enter: %s)"), _(step->label), otherwise) :
	                         step->says != NULL ? step->says(flow) : g_strdup(_(step->label));
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
	if (!typed_drop(flow->app, flow_ticket(flow)->id, dc_action_info(flow->kind->action)->name, &problem))
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
	g_autofree char *answer = is_long(step) ? g_strstrip(g_strdup(value)) : is_text(step) ? dc_text_one_line(value) : g_strdup(value);
	if (*answer == '\0' && step->otherwise != NULL) {
		g_free(answer);
		answer = step->otherwise(flow);
	}
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

/* To the text before, as it was typed. */
static void
flow_returned(DcApp *app, gpointer owner)
{
	Flow *flow = owner;
	g_autoptr(GError) error = NULL;
	flow->step--;
	if (!flow_ask(flow, &error))
		app_fail(app, error);
}

static char *
below(DcApp *app, gpointer owner)
{
	(void)app;
	Flow *flow = owner;
	return step_of(flow)->below(flow);
}

static bool
flow_ask(Flow *flow, GError **error)
{
	if (!step_next(flow))
		return flow_finish(flow, error);
	const FlowStep *step = step_of(flow);
	g_autofree char *label = label_of(flow);
	const DcChoice *choices = step->choices_of != NULL ? step->choices_of(flow) : step->choices;
	const char *typed = choices == NULL ? flow->answers[flow->step] : NULL;
	g_autofree char *value = typed != NULL ? g_strdup(typed) : step->suggest != NULL ? step->suggest(flow) : NULL;
	if (choices != NULL)
		app_ask_choice(flow->app, label, choices, value, flow_answered);
	else if (is_long(step))
		app_ask_lines(flow->app, label, value, step->max_chars, flow_answered);
	else
		app_ask_text(flow->app, label, value, step->max_chars, flow_answered);
	g_autofree char *name = choices == NULL ? g_strdup_printf("%s.%u", dc_action_info(flow->kind->action)->name, flow->step) : NULL;
	ask_own(flow->app, g_rc_box_acquire(flow), flow_unref);
	if (step->below != NULL)
		ask_below(flow->app, below, &flow->whole);
	ask_about(flow->app, flow_ticket(flow)->id, name);
	if (step->returns)
		app_ask_cancel(flow->app, flow_returned);
	if (step->offers)
		ask_offer_like(flow->app, flow_ticket(flow)->title, flow_ticket(flow)->id);
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
	if (!flow_ask(flow, &error))
		app_fail(app, error);
	flow_unref(flow);
}
