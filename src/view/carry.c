/* `K`: what will not fit today is put off to the next business morning, as one change. First whom to tell. domain.md 3.5. */
#include "reader.h"

#include <inttypes.h>

#define LISTED_MAX 1000

typedef struct {
	Reader reader; /* first: its functions are used as they are */
	GArray *nos;   /* what would be put off */
	DcInstant to;
} Carry;

enum { CARRY_DO };

static const DcViewKey keys[] = {
	{ .keys = "y", .action = VIEW_ACTION(CARRY_DO), .name = "carry", .label = N_("carry over"), .help = N_("puts these off to the next business morning, as one change") },
	{ 0 },
};

static const int hints[] = { VIEW_ACTION(CARRY_DO), DC_ACTION_DOWN, DC_ACTION_UP, DC_ACTION_BACK, DC_ACTION_HELP, -1 };

static gpointer
carry_open(DcApp *app, gint64 arg, GError **error)
{
	(void)error;
	Carry *self = g_new0(Carry, 1);
	const DcCalendar *calendar = app_calendar(app);
	self->reader = (Reader){ .arg = arg, .title = g_strdup(_("Carry over")), .scroller = dc_scroller_new() };
	self->nos = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	self->to = dc_calendar_day_start(calendar, dc_calendar_add_days(calendar, dc_calendar_day(calendar, app_now(app)), 1));
	return self;
}

static void
carry_close(gpointer data)
{
	Carry *self = data;
	g_array_unref(self->nos);
	reader_close(&self->reader);
}

static bool
is_due_today(const DcApp *app, const DcListed *listed)
{
	const DcCalendar *calendar = app_calendar(app);
	return listed->rating.hard_due != DC_ABSENT && dc_calendar_day(calendar, listed->rating.hard_due) <= dc_calendar_day(calendar, app_now(app));
}

/* From the bottom up, until the rest fits; never what is pressing, nor what is due today. */
static void
choose(const DcApp *app, Carry *self, const GPtrArray *rows, gint64 sum)
{
	g_array_set_size(self->nos, 0);
	for (guint i = rows->len; i > 0 && sum > app->header.left_min; i--) {
		const DcListed *listed = g_ptr_array_index(rows, i - 1);
		if (listed->rating.band != DC_BAND_LATER)
			return;
		if (is_due_today(app, listed))
			continue;
		sum -= listed->rating.est_min;
		g_array_append_val(self->nos, listed->ticket->id);
	}
}

static bool
is_chosen(const Carry *self, DcTicketNo no)
{
	for (guint i = 0; i < self->nos->len; i++) {
		if (g_array_index(self->nos, DcTicketNo, i) == no)
			return true;
	}
	return false;
}

static void
add_chosen(Carry *self, const GPtrArray *rows)
{
	for (guint i = 0; i < rows->len; i++) {
		const DcListed *listed = g_ptr_array_index(rows, i);
		if (!is_chosen(self, listed->ticket->id))
			continue;
		g_autofree char *number = view_number(listed->ticket->id);
		g_autofree char *line = g_strdup_printf(_("%-7s %-3s %3d min  %s"), number, listed->sign, listed->rating.est_min, listed->ticket->title);
		dc_scroller_add(self->reader.scroller, DC_STYLE_NORMAL, 8, line);
	}
}

/* Who was promised something before the ticket comes back. Returns how many. */
static guint
add_promised(const DcApp *app, Carry *self, const GPtrArray *rows, bool shown)
{
	guint n = 0;
	for (guint i = 0; i < rows->len; i++) {
		const DcTicket *ticket = ((const DcListed *)g_ptr_array_index(rows, i))->ticket;
		if (!is_chosen(self, ticket->id) || ticket->promise_at == DC_ABSENT || ticket->promise_at > self->to)
			continue;
		n++;
		if (!shown)
			continue;
		g_autofree char *number = view_number(ticket->id);
		g_autofree char *when = view_when(app, ticket->promise_at);
		g_autofree char *line = g_strdup_printf("%s %s %s  %s", number, ticket->department != NULL ? ticket->department : "",
			ticket->caller != NULL ? ticket->caller : "", when);
		dc_scroller_add(self->reader.scroller, DC_STYLE_OVERDUE, 8, line);
	}
	return n;
}

static void
add_all(const DcApp *app, Carry *self, const GPtrArray *rows, gint64 urgent)
{
	const DcCalendar *calendar = app_calendar(app);
	g_autofree char *left = dc_when_minutes(app->header.left_min);
	g_autofree char *need = dc_when_minutes((int)urgent);
	g_autofree char *sums = g_strdup_printf(_("left %s / what presses takes %s"), left, need);
	dc_scroller_add(self->reader.scroller, DC_STYLE_BOLD, 0, sums);
	if (self->nos->len == 0) {
		dc_scroller_add(self->reader.scroller, DC_STYLE_NORMAL, 0, _("There is nothing to carry over."));
		return;
	}
	g_autofree char *day = dc_when_date(dc_calendar_day(calendar, self->to));
	g_autofree char *told = g_strdup_printf(_("-- to be told first: %u --"), add_promised(app, self, rows, false));
	dc_scroller_add(self->reader.scroller, DC_STYLE_RULE, 0, told);
	add_promised(app, self, rows, true);
	g_autofree char *moved = g_strdup_printf(_("-- to %s: %u --"), day, self->nos->len);
	dc_scroller_add(self->reader.scroller, DC_STYLE_RULE, 0, moved);
	add_chosen(self, rows);
}

static bool
carry_load(DcApp *app, gpointer data, DcLoad why, GError **error)
{
	(void)why;
	Carry *self = data;
	const DcListing order = { .band_from = DC_BAND_PINNED, .band_to = DC_BAND_LATER, .limit = LISTED_MAX };
	g_autoptr(GPtrArray) rows = dc_desk_list(app->desk, &order, app->now, error);
	gint64 sum = 0, urgent = 0;
	if (rows == NULL)
		return false;
	for (guint i = 0; i < rows->len; i++) {
		const DcRating *rating = &((const DcListed *)g_ptr_array_index(rows, i))->rating;
		sum += rating->est_min;
		urgent += rating->band < DC_BAND_LATER ? rating->est_min : 0;
	}
	choose(app, self, rows, sum);
	dc_scroller_clear(self->reader.scroller);
	add_all(app, self, rows, urgent);
	return true;
}

static void
carry_do(DcApp *app, Carry *self)
{
	g_autoptr(GError) error = NULL;
	guint n = self->nos->len;
	DcTickets tickets = { .nos = &g_array_index(self->nos, DcTicketNo, 0), .n = n };
	if (n == 0)
		return;
	if (!dc_desk_defer(app->desk, tickets, self->to, _("carried over"), DC_ABSENT, app->now, &error)) {
		app_fail(app, error);
		return;
	}
	app_pop(app);
	app_say(app, _("Carried over: %u (%s takes it back)"), n, app_key_of(app, DC_ACTION_UNDO));
	app_changed(app);
}

static bool
carry_act(DcApp *app, gpointer data, int action)
{
	if (reader_act(app, data, action))
		return true;
	if (action != VIEW_ACTION(CARRY_DO))
		return action != DC_ACTION_BACK && action != DC_ACTION_HELP && action != DC_ACTION_CLOSE_VIEW && action != DC_ACTION_LEAVE;
	carry_do(app, data);
	return true;
}

const DcView dc_view_carry = {
	.name = "carry",
	.title = N_("Carry over"),
	.chrome = DC_CHROME_LINE,
	.keys = keys,
	.hints = hints,
	.open = carry_open,
	.close = carry_close,
	.load = carry_load,
	.draw = reader_draw,
	.act = carry_act,
};
