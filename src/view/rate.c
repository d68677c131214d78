/* Rating on the keypad of the triage: rows are impact, columns are urgency (ui.md, Triage). Over the screen below, for its targets. */
#include "ask.h"

#include <string.h>

typedef struct {
	GArray *nos;
	DcTicket *ticket; /* the first, as it was */
	int priority;     /* of an override whose reason is being asked */
} Rate;

enum { RATE_KEYPAD, RATE_CONFIRM = 9, RATE_MAJOR, RATE_OVERRIDE };

static const DcViewKey keys[] = {
	VIEW_KEYPAD,
	{ .keys = "Enter y", .action = VIEW_ACTION(RATE_CONFIRM), .name = "confirm", .label = N_("as it is"), .help = N_("confirms the rating it has") },
	{ .keys = "*", .action = VIEW_ACTION(RATE_MAJOR), .name = "major", .label = N_("major incident"), .help = N_("P1 outside the matrix; again: no longer") },
	{ .keys = "p", .action = VIEW_ACTION(RATE_OVERRIDE), .name = "override", .label = N_("by hand"), .help = N_("another priority than the matrix gives, with a reason") },
	{ 0 },
};

static const int hints[] = { VIEW_ACTION(RATE_CONFIRM), VIEW_ACTION(RATE_MAJOR), VIEW_ACTION(RATE_OVERRIDE), DC_ACTION_BACK, DC_ACTION_HELP, -1 };

static gpointer
rate_open(DcApp *app, gint64 arg, GError **error)
{
	DcTicket *ticket = dc_ledger_ticket(dc_desk_ledger(app->desk), arg, error);
	if (ticket == NULL)
		return NULL;
	Rate *self = g_new0(Rate, 1);
	self->nos = app_targets(app);
	self->ticket = ticket;
	return self;
}

static void
rate_close(gpointer data)
{
	Rate *self = data;
	g_array_unref(self->nos);
	dc_ticket_free(self->ticket);
	g_free(self);
}

/* -- drawing -- */

static void
keypad_draw(const DcApp *app, const Rate *self, DcSurface *inside, int row)
{
	static const char *const impacts[] = { N_("L"), N_("M"), N_("S") };
	static const char *const urgencies[] = { N_("low"), N_("mid"), N_("high") };
	const DcPolicy *policy = app_policy(app);
	for (int column = 0; column < 3; column++)
		dc_surface_text(inside, row, 8 + column * 9, DC_STYLE_LABEL, _(urgencies[column]));
	for (int impact = 1; impact <= 3; impact++) {
		dc_surface_text(inside, row + impact, 2, DC_STYLE_LABEL, _(impacts[impact - 1]));
		for (int column = 0; column < 3; column++) {
			int urgency = 3 - column, digit = (3 - impact) * 3 + column;
			bool here = self->ticket->impact == impact && self->ticket->urgency == urgency;
			const char *key = app_key_of(app, VIEW_ACTION(digit));
			dc_surface_printf(inside, row + impact, 7 + column * 9, here ? DC_STYLE_BOLD : DC_STYLE_NORMAL, here ? "[%s P%d]" : " %s P%d ", key,
				dc_policy_matrix(policy, impact, urgency));
		}
	}
}

static void
rate_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	Rate *self = data;
	g_autofree char *number = view_number(self->ticket->id);
	g_autofree char *title = self->nos->len > 1 ? g_strdup_printf(_("Rate %u tickets"), self->nos->len) : g_strdup_printf(_("Rate %s"), number);
	DcSurface inside = view_popup(body, 9, 50, title);
	dc_surface_column(&inside, 0, 0, inside.cols, DC_STYLE_BOLD, self->ticket->title);
	g_autofree char *cell = view_cell((int)self->ticket->impact, (int)self->ticket->urgency);
	dc_surface_printf(&inside, 1, 0, DC_STYLE_NORMAL, self->ticket->rated ? _("rated %s") : _("provisionally %s"), cell);
	if (self->ticket->major)
		dc_surface_text(&inside, 1, 26, DC_STYLE_P1, _("major incident"));
	keypad_draw(app, self, &inside, 2);
}

/* -- doing -- */

static bool
judge(DcApp *app, const Rate *self, const DcJudgement *judgement, GError **error)
{
	DcTickets tickets = { .nos = &g_array_index(self->nos, DcTicketNo, 0), .n = self->nos->len };
	if (!dc_desk_rate(app->desk, tickets, judgement, app->now, error))
		return false;
	app_pop(app);
	Frame *below = stack_top(app);
	if (below->view->done != NULL)
		below->view->done(app, below->self, DC_ACTION_RATE);
	app_say(app, _("Rated (%s takes it back)"), app_key_of(app, DC_ACTION_UNDO));
	app_changed(app);
	return true;
}

static void
judge_or_say(DcApp *app, const Rate *self, const DcJudgement *judgement)
{
	g_autoptr(GError) error = NULL;
	if (!judge(app, self, judgement, &error))
		app_fail(app, error);
}

static bool
reason_given(DcApp *app, gpointer data, const char *value, GError **error)
{
	Rate *self = data;
	g_autofree char *reason = dc_text_one_line(value);
	const DcJudgement judgement = { .override = self->priority, .reason = *reason != '\0' ? reason : NULL };
	if (!judge(app, self, &judgement, error))
		return false;
	g_autoptr(GError) problem = NULL;
	if (!typed_drop(app, self->ticket->id, "rate", &problem))
		app_fail(app, problem);
	return true;
}

static bool
priority_given(DcApp *app, gpointer data, const char *value, GError **error)
{
	Rate *self = data;
	const DcJudgement none = { .override = -1 };
	if (strcmp(value, "none") == 0)
		return judge(app, self, &none, error);
	self->priority = value[0] - '0';
	app_ask_text(app, _("By hand, because"), self->ticket->override_reason, 200, reason_given);
	ask_about(app, self->ticket->id, "rate.reason");
	return true;
}

static bool
rate_act(DcApp *app, gpointer data, int action)
{
	static const DcChoice priorities[] = {
		{ '1', "1", "P1" }, { '2', "2", "P2" }, { '3', "3", "P3" }, { '4', "4", "P4" }, { '5', "5", "P5" }, { '0', "none", N_("by the matrix") }, { 0 },
	};
	Rate *self = data;
	int local = action - VIEW_ACTION(0);
	DcJudgement judgement = { 0 };
	if (local >= 0 && local < 9) {
		judgement.impact = 3 - local / 3;
		judgement.urgency = 3 - local % 3;
	} else if (local == RATE_MAJOR) {
		judgement.major = self->ticket->major ? -1 : 1;
	} else if (local == RATE_OVERRIDE) {
		app_ask_choice(app, _("Priority by hand"), priorities, NULL, priority_given);
		return true;
	} else if (local != RATE_CONFIRM) {
		return action != DC_ACTION_BACK && action != DC_ACTION_HELP && action != DC_ACTION_CLOSE_VIEW;
	}
	judge_or_say(app, self, &judgement);
	return true;
}

static GArray *
rate_targets(gpointer data)
{
	return g_array_ref(((Rate *)data)->nos);
}

const DcView dc_view_rate = {
	.name = "rate",
	.title = N_("Rate"),
	.chrome = DC_CHROME_POPUP,
	.keys = keys,
	.hints = hints,
	.open = rate_open,
	.close = rate_close,
	.draw = rate_draw,
	.act = rate_act,
	.targets = rate_targets,
};
