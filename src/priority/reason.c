/* The reason of a row in at most 24 columns: what puts it where it stands, as in the picture of Today. ui.md 1, domain.md 3.6. */
#include <daicho/lang.h>
#include <daicho/text.h>

#include "phrase.h"

#define REASON_COLS 24

typedef struct {
	const DcPolicy *policy;
	const DcTicket *ticket;
	const DcRating *rating;
	DcInstant now;
} Row;

static char *
with_when(const Row *row, const char *format, DcInstant at)
{
	g_autofree char *when = dc_when_short(dc_policy_calendar(row->policy), at, row->now);

	return phrase_fill(format, "when", when);
}

static char *
with_number(const char *format, gint64 number)
{
	g_autofree char *shown = g_strdup_printf("%" G_GINT64_FORMAT, number);

	return phrase_fill(format, "n", shown);
}

static char *
due_remark(const Row *row)
{
	const DcRating *rating = row->rating;
	bool missed = rating->hard_due < row->now;

	if (rating->due_is_promise)
		return with_when(row, missed ? _("promise {when} missed") : _("promised {when}"), rating->hard_due);
	return with_when(row, missed ? _("due {when}, overdue") : _("due {when}"), rating->hard_due);
}

/* 全社40名: whom an incident of the greatest impact hits. NULL if that was not recorded. */
static char *
extent_remark(const Row *row)
{
	const DcTicket *ticket = row->ticket;
	const char *scope = NULL, *people = NULL;

	switch (ticket->scope) {
	case DC_SCOPE_COMPANY:
		scope = _("everyone");
		people = _("all {n} people");
		break;
	case DC_SCOPE_DEPARTMENTS:
		scope = _("several depts");
		people = _("{n} people, depts");
		break;
	case DC_SCOPE_OUTSIDE:
		scope = _("outside");
		people = _("{n} people outside");
		break;
	case DC_SCOPE_NONE:
	case DC_SCOPE_PERSON:
	case DC_SCOPE_DEPARTMENT:
	case DC_N_SCOPE:
		people = _("{n} people");
		break;
	}
	if (ticket->affected >= 2)
		return with_number(people, ticket->affected);
	return g_strdup(scope);
}

/* The first thing beyond its cell that moves it up, in the order of 3.4; NULL if there is none. */
static char *
remark(const Row *row)
{
	const DcRating *rating = row->rating;
	g_autofree char *extent = extent_remark(row);

	if (rating->due_counts)
		return due_remark(row);
	if (row->ticket->status == DC_STATUS_RESOLVED)
		return g_strdup(_("answer owed"));
	if (row->ticket->impact == 1 && extent != NULL)
		return g_steal_pointer(&extent);
	if (rating->lifted > 0)
		return with_number(_("aged {n}"), rating->lifted);
	if (rating->busy)
		return g_strdup(_("busy period"));
	if (rating->criticality == 1)
		return g_strdup(_("key system"));
	if (rating->n_callers >= 2)
		return with_number(_("{n} callers"), rating->n_callers);
	if (rating->affected >= 2)
		return with_number(_("{n} people"), rating->affected);
	return row->ticket->vip ? g_strdup(_("special care")) : NULL;
}

static char *
with_text(const char *label, const char *text)
{
	return text == NULL ? g_strdup(label) : g_strdup_printf("%s %s", label, text);
}

static char *
waiting_remark(const Row *row)
{
	const char *whom = row->ticket->wait == DC_WAIT_NONE ? _("Waiting") : dc_word_label(DC_WORDS_OF_WAIT, row->ticket->wait);
	g_autofree char *check = with_when(row, _("until {when}"), row->ticket->check_at);

	return with_text(whom, check);
}

/* How the priority came about, where the band does not say it all. */
static char *
rated_remark(const Row *row)
{
	const DcTicket *ticket = row->ticket;
	const char *cell = phrase_cell(ticket);
	g_autofree char *more = remark(row);

	if (row->rating->overridden)
		return with_text(_("by hand"), ticket->override_reason);
	return with_text(ticket->major ? _("major incident") : *cell != '\0' ? cell : _("not rated"), more);
}

static char *
full_reason(const Row *row)
{
	const DcTicket *ticket = row->ticket;

	switch (row->rating->band) {
	case DC_BAND_PINNED:
		return with_text(_("pinned"), ticket->pin_reason);
	case DC_BAND_LATEST_START:
		if (row->rating->hard_due < row->now)
			return due_remark(row);
		return with_when(row, _("latest start {when}"), row->rating->latest_start);
	case DC_BAND_DEFERRED:
		return with_when(row, _("put off to {when}"), ticket->resume_on);
	case DC_BAND_WAITING:
		return waiting_remark(row);
	case DC_BAND_MEMBER:
		return with_number(_("same as No.{n}"), ticket->parent);
	case DC_BAND_SHUT:
		return g_strdup(dc_word_label(DC_WORDS_OF_STATUS, ticket->status));
	case DC_BAND_P1:
	case DC_BAND_URGENT:
	case DC_BAND_LATER:
	case DC_N_BANDS:
		break;
	}
	return rated_remark(row);
}

char *
dc_priority_reason(const DcPolicy *policy, const DcTicket *ticket, const DcRating *rating, DcInstant now)
{
	Row row = { .policy = policy, .ticket = ticket, .rating = rating, .now = now };
	g_autofree char *full = full_reason(&row);

	return dc_text_clip(full, REASON_COLS);
}

char *
dc_priority_sign(const DcRating *rating)
{
	const char *mark = rating->overridden ? "*" : rating->provisional ? "?" : rating->lifted > 0 ? "^" : "";

	return g_strdup_printf("P%d%s", rating->priority, mark);
}
