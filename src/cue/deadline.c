/* Deadlines in a text: looks at every place with both grammars, and says the moment in the words of typed dates. */
#include "deadline.h"

#include <daicho/cue.h>

#include <string.h>

static char *
moment_text(const Moment *moment)
{
	bool today = moment->day[0] == '\0' || strcmp(moment->day, "today") == 0;
	if (moment->minute < 0)
		return g_strdup(moment->day);
	const char *day = today ? "" : moment->day, *space = today ? "" : " ";
	int hours = moment->minute / 60, minutes = moment->minute % 60;
	if (minutes == 0)
		return g_strdup_printf("%s%s%d時", day, space, hours);
	return g_strdup_printf("%s%s%d:%02d", day, space, hours, minutes);
}

static DcCueDeadline *
deadline_new(const GArray *cells, const Finding *finding)
{
	DcCueDeadline *deadline = g_new0(DcCueDeadline, 1);
	deadline->offset = cells_at(cells, finding->from)->from;
	deadline->length = cells_at(cells, finding->to - 1)->to - deadline->offset;
	deadline->strength = finding->weak ? 1 : finding->moment.minute >= 0 ? 3 : 2;
	deadline->when = moment_text(&finding->moment);
	return deadline;
}

void
dc_cue_deadline_free(DcCueDeadline *deadline)
{
	if (deadline == NULL)
		return;
	g_free(deadline->when);
	g_free(deadline);
}

static void
deadline_destroy(gpointer deadline)
{
	dc_cue_deadline_free(deadline);
}

static int
deadline_compare(gconstpointer a, gconstpointer b)
{
	const DcCueDeadline *x = *(const DcCueDeadline *const *)a, *y = *(const DcCueDeadline *const *)b;
	if (x->strength != y->strength)
		return y->strength - x->strength;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* A quoted line belongs to another mail, of another day. */
static guint
skip_quoted(const GArray *cells, guint at)
{
	while (at < cells->len && cells_char(cells, at) == '>' && (at == 0 || cells_char(cells, at - 1) == '\n')) {
		while (at < cells->len && cells_char(cells, at) != '\n')
			at++;
		at += at < cells->len;
	}
	return at;
}

GPtrArray *
dc_cue_deadlines(const char *text)
{
	g_autoptr(GArray) cells = cells_plain(text);
	GPtrArray *deadlines = g_ptr_array_new_with_free_func(deadline_destroy);
	for (guint at = skip_quoted(cells, 0); at < cells->len; at = skip_quoted(cells, at)) {
		Finding finding = { .moment = { .minute = -1 } };
		if (!deadline_en(cells, at, &finding) && !deadline_ja(cells, at, &finding)) {
			at++;
			continue;
		}
		g_ptr_array_add(deadlines, deadline_new(cells, &finding));
		at = finding.end;
	}
	g_ptr_array_sort(deadlines, deadline_compare);
	return deadlines;
}
