/* Why a ticket is third: its rating, its band, what parts it from its neighbours, what would move it. domain.md 3.6. */
#include <daicho/lang.h>
#include <daicho/text.h>

#include "phrase.h"
#include "rules.h"

/* -- what would move it -- */

static void
try_step(GArray *steps, const DcPolicy *policy, const DcTicket *ticket, const DcGroup *group, DcInstant now, const DcRating *present, DcWhatIf step)
{
	DcTicket tried = *ticket; /* its texts are borrowed */

	if (step.impact != 0)
		tried.impact = step.impact;
	if (step.urgency != 0)
		tried.urgency = step.urgency;
	if (step.no_due)
		tried.due_at = tried.promise_at = DC_ABSENT;
	if (step.unpinned)
		tried.pin_until = DC_ABSENT;
	dc_priority_rate(policy, &tried, group, now, &step.rating);
	if (dc_rating_compare(present, &step.rating) != 0)
		g_array_append_val(steps, step);
}

GArray *
dc_priority_what_if(const DcPolicy *policy, const DcTicket *ticket, const DcGroup *group, DcInstant now)
{
	GArray *steps = g_array_new(FALSE, TRUE, sizeof(DcWhatIf));
	int impact = priority_scale(ticket->impact), urgency = priority_scale(ticket->urgency);
	const DcWhatIf all[] = {
		{ .urgency = urgency - 1 }, { .urgency = urgency % 3 + 1 }, { .impact = impact - 1 }, { .impact = impact % 3 + 1 },
		{ .no_due = true }, { .unpinned = true },
	};
	DcRating present;

	dc_priority_rate(policy, ticket, group, now, &present);
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		bool wraps = (all[i].urgency == 1 && urgency == 3) || (all[i].impact == 1 && impact == 3);
		if (!wraps)
			try_step(steps, policy, ticket, group, now, &present, all[i]);
	}
	return steps;
}

/* -- the text -- */

typedef struct {
	const DcPolicy *policy;
	DcInstant now;
	GString *text;
} Why;

static void
say(const Why *why, char *sentence)
{
	g_string_append_printf(why->text, "%s%s", why->text->len > 0 ? "\n" : "", sentence);
	g_free(sentence);
}

static char *
when(const Why *why, DcInstant at)
{
	return dc_when_short(dc_policy_calendar(why->policy), at, why->now);
}

static char *
number(gint64 n)
{
	return g_strdup_printf("%" G_GINT64_FORMAT, n);
}

static const char *
band_label(DcBand band)
{
	static const char *const labels[DC_N_BANDS] = {
		[DC_BAND_PINNED] = N_("Pinned"), [DC_BAND_P1] = N_("Top priority"), [DC_BAND_LATEST_START] = N_("Latest start passed"),
		[DC_BAND_URGENT] = N_("Urgent"), [DC_BAND_LATER] = N_("For later"), [DC_BAND_DEFERRED] = N_("Put off"),
		[DC_BAND_WAITING] = N_("Waiting"), [DC_BAND_MEMBER] = N_("Member of a group"), [DC_BAND_SHUT] = N_("Done"),
	};

	return _(labels[band]);
}

/* What the priority rests on: "impact M × urgency L, aged 1 from P4". Transfer full. */
static char *
basis(const DcPlaced *self)
{
	const DcTicket *ticket = self->ticket;
	const char *cell = phrase_cell_long(ticket);
	g_autofree char *lifted = number(self->rating->lifted), *native = number(self->rating->native_priority);
	g_autofree char *base = NULL;

	if (self->rating->overridden && ticket->override_reason != NULL) {
		g_autofree char *reason = dc_text_show(ticket->override_reason);
		base = phrase_fill(_("by hand: {reason}"), "reason", reason);
	} else if (self->rating->overridden) {
		base = g_strdup(_("by hand"));
	} else {
		base = g_strdup(ticket->major ? _("major incident") : *cell != '\0' ? cell : _("not rated"));
	}
	if (self->rating->lifted == 0)
		return g_steal_pointer(&base);
	return phrase_fill(_("{base}, aged {n} from P{native}"), "base", base, "n", lifted, "native", native);
}

static void
say_place(const Why *why, int place, const DcPlaced *self)
{
	g_autofree char *at = number(place), *no = number(self->ticket->id), *sign = dc_priority_sign(self->rating), *rests_on = basis(self);
	const char *sentence = place > 0 ? _("#{place} No.{no}: {sign} ({basis}), {band}.") : _("No.{no}: {sign} ({basis}), {band}.");

	say(why, phrase_fill(sentence, "place", at, "no", no, "sign", sign, "basis", rests_on, "band", band_label(self->rating->band)));
}

static void
say_evidence(const Why *why, const DcPlaced *self)
{
	const DcTicket *ticket = self->ticket;

	if (ticket->rated_by != NULL) {
		g_autofree char *evidence = dc_text_show(ticket->rated_by);
		say(why, phrase_fill(_("Rated because: {evidence}."), "evidence", evidence));
	}
	if (self->rating->provisional)
		say(why, g_strdup(_("The rating is provisional: nobody has confirmed it.")));
	if (self->rating->band == DC_BAND_PINNED && ticket->pin_reason != NULL) {
		g_autofree char *reason = dc_text_show(ticket->pin_reason);
		say(why, phrase_fill(_("Pinned because: {reason}."), "reason", reason));
	}
}

/* Outside today's list: when it comes back, and behind what it stands. */
static void
say_absence(const Why *why, const DcPlaced *self)
{
	const DcTicket *ticket = self->ticket;
	DcBand band = self->rating->band;

	if (band == DC_BAND_DEFERRED || band == DC_BAND_WAITING) {
		g_autofree char *back = when(why, band == DC_BAND_DEFERRED ? ticket->resume_on : ticket->check_at);
		say(why, phrase_fill(_("It comes back at {when}."), "when", back));
	}
	if (band == DC_BAND_MEMBER) {
		g_autofree char *parent = number(ticket->parent);
		say(why, phrase_fill(_("It stands behind No.{no}."), "no", parent));
	}
}

/* -- what parts it from a neighbour: a clause that fits behind "No.97:" -- */

static const char *
missed_start(const DcPlaced *winner)
{
	if (!winner->rating->due_is_promise)
		return _("its due time {due} passed its latest start {start}");
	switch (winner->ticket->promise) {
	case DC_PROMISE_NONE:
	case DC_PROMISE_CALLBACK:
		return _("its call-back promised {due} passed its latest start {start}");
	case DC_PROMISE_ANSWER:
		return _("its answer promised {due} passed its latest start {start}");
	case DC_PROMISE_FOLLOWUP:
	case DC_N_PROMISE:
		break;
	}
	return _("its follow-up promised {due} passed its latest start {start}");
}

static const char *
clause_by_band(const Why *why, const DcPlaced *winner)
{
	const DcRating *rating = winner->rating;
	bool missed = rating->hard_due != DC_ABSENT && rating->hard_due < why->now;

	switch (rating->band) {
	case DC_BAND_PINNED:
		return _("is pinned");
	case DC_BAND_P1:
		return _("is P1");
	case DC_BAND_LATEST_START:
		if (missed)
			return rating->due_is_promise ? _("its promise {due} was missed") : _("its due time {due} has passed");
		return missed_start(winner);
	case DC_BAND_URGENT:
		if (rating->priority <= 2)
			return _("is P2, urgent");
		if (rating->due_is_promise)
			return missed ? _("its promise {due} was missed") : _("its promise {due} is today's");
		return missed ? _("its due time {due} has passed") : _("is due today, {due}");
	case DC_BAND_LATER:
	case DC_BAND_DEFERRED:
	case DC_BAND_WAITING:
	case DC_BAND_MEMBER:
	case DC_BAND_SHUT:
	case DC_N_BANDS:
		break;
	}
	return _("is not put off");
}

static const char *
clause_by_due(const DcPlaced *winner, const DcPlaced *loser)
{
	bool promise = winner->rating->due_is_promise;

	if (loser->rating->due_counts || loser->rating->band == DC_BAND_LATEST_START)
		return promise ? _("its promise {due} is earlier") : _("is due earlier, {due}");
	return promise ? _("has a promise, {due}") : _("has a due time, {due}");
}

static const char *
clause(const Why *why, const DcPlaced *winner, const DcPlaced *loser)
{
	DcKey key = dc_rating_differs(winner->rating, loser->rating);

	switch (key) {
	case DC_KEY_BAND:
		return clause_by_band(why, winner);
	case DC_KEY_PIN:
		return winner->rating->band == DC_BAND_PINNED ? _("was pinned later") : _("comes back earlier");
	case DC_KEY_DUE_FIRST:
	case DC_KEY_DUE:
		return clause_by_due(winner, loser);
	case DC_KEY_PRIORITY:
		return _("has the higher priority, P{priority}");
	case DC_KEY_NATIVE:
		return _("was P{native} before ageing");
	case DC_KEY_BUSY:
		return _("its system is in its busy period");
	case DC_KEY_CRITICALITY:
		return _("its system is more critical");
	case DC_KEY_AFFECTED:
		return _("hits more people, {affected}");
	case DC_KEY_VIP:
		return _("is given special care");
	case DC_KEY_RECEIVED:
		return _("arrived earlier, {received}");
	case DC_KEY_NO:
	case DC_N_KEYS:
		break;
	}
	return _("has the lower number");
}

static char *
when_or_empty(const Why *why, DcInstant at)
{
	return at == DC_ABSENT ? g_strdup("") : when(why, at);
}

/* Why `winner` stands before `loser`. Transfer full. */
static char *
advantage(const Why *why, const DcPlaced *winner, const DcPlaced *loser)
{
	const DcRating *rating = winner->rating;
	g_autofree char *due = when_or_empty(why, rating->hard_due), *start = when_or_empty(why, rating->latest_start);
	g_autofree char *received = when_or_empty(why, winner->ticket->received_at);
	g_autofree char *priority = number(rating->priority), *native = number(rating->native_priority), *affected = number(rating->affected);

	return phrase_fill(clause(why, winner, loser), "due", due, "start", start, "received", received, "priority", priority, "native",
		native, "affected", affected);
}

static void
say_neighbour(const Why *why, const char *sentence, int place, const DcTicket *other, char *because)
{
	g_autofree char *at = number(place), *no = number(other->id);

	say(why, phrase_fill(sentence, "place", at, "no", no, "because", because));
	g_free(because);
}

static void
say_step(const Why *why, int place, const DcPlaced *self, const DcWhatIf *step)
{
	g_autofree char *at = number(step->place);
	const char *sentence = _("With {step} it would be #{place}.");
	const char *what = step->impact != 0 ? phrase_impact(step->impact) : phrase_urgency(step->urgency);

	if (step->place <= 0 || step->place == place)
		return;
	if (step->no_due)
		sentence = self->rating->due_is_promise ? _("Without its promise it would be #{place}.") : _("Without its due time it would be #{place}.");
	if (step->unpinned)
		sentence = _("Unpinned it would be #{place}.");
	say(why, phrase_fill(sentence, "step", what, "place", at));
}

char *
dc_priority_why(const DcPolicy *policy, int place, DcPlaced self, DcPlaced above, DcPlaced below, const GArray *what_if, DcInstant now)
{
	Why why = { .policy = policy, .now = now, .text = g_string_new(NULL) };

	say_place(&why, place, &self);
	say_evidence(&why, &self);
	say_absence(&why, &self);
	if (above.ticket != NULL)
		say_neighbour(&why, _("Below No.{no}: {because}."), place - 1, above.ticket, advantage(&why, &above, &self));
	if (below.ticket != NULL)
		say_neighbour(&why, _("Above No.{no}: {because}."), place + 1, below.ticket, advantage(&why, &self, &below));
	for (guint i = 0; what_if != NULL && i < what_if->len; i++)
		say_step(&why, place, &self, &g_array_index(what_if, DcWhatIf, i));
	return g_string_free(why.text, FALSE);
}
