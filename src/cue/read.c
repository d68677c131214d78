/* The hint of a text: its words, its score, what to highlight. */
#include "code.h"

#include <string.h>

#define TAKING (CUE_LIST_BIT(CUE_LIST_NEGATIVE) | CUE_LIST_BIT(CUE_LIST_MASKED))
#define COUNTING (CUE_LIST_BIT(CUE_LIST_STRONG) | CUE_LIST_BIT(CUE_LIST_MEDIUM) | CUE_LIST_BIT(CUE_LIST_URGENT))

typedef struct {
	const DcCues *cues;
	GArray *cells;            /* folded */
	guint8 *taken;            /* per cell: 1 if a masked or negative word has it */
	bool found[DC_CUE_URGENT + 1];
	GArray *marks;            /* of DcCueMark, may overlap */
	char *code;
} Reading;

static void
reading_mark(Reading *reading, const GArray *cells, guint from, guint to, DcCueClass class)
{
	gsize offset = cells_at(cells, from)->from;
	DcCueMark mark = { .offset = offset, .length = cells_at(cells, to - 1)->to - offset, .class = class };
	g_array_append_val(reading->marks, mark);
	reading->found[class] = true;
}

/* Masked and negative words take their letters, unless a longer word begins at the same place. */
static void
reading_take(Reading *reading)
{
	for (guint at = 0; at < reading->cells->len;) {
		CueList list = CUE_N_LISTS;
		guint end = cues_match(reading->cues, reading->cells, at, TAKING | COUNTING, &list);
		if (end == 0 || (CUE_LIST_BIT(list) & TAKING) == 0) {
			at++;
			continue;
		}
		memset(reading->taken + at, 1, end - at);
		if (list == CUE_LIST_NEGATIVE)
			reading_mark(reading, reading->cells, at, end, DC_CUE_NEGATIVE);
		at = end;
	}
}

static bool
reading_is_free(const Reading *reading, guint from, guint to)
{
	return memchr(reading->taken + from, 1, to - from) == NULL;
}

static void
reading_count(Reading *reading, CueList list, DcCueClass class)
{
	for (guint at = 0; at < reading->cells->len; at++) {
		CueList found = CUE_N_LISTS;
		guint end = cues_match(reading->cues, reading->cells, at, CUE_LIST_BIT(list), &found);
		if (end != 0 && reading_is_free(reading, at, end))
			reading_mark(reading, reading->cells, at, end, class);
	}
}

static void
reading_codes(Reading *reading, const char *text)
{
	g_autoptr(GArray) plain = cells_plain(text);
	for (guint at = 0; at < plain->len; at++) {
		g_autofree char *code = NULL;
		guint end = code_match(reading->cues, plain, at, &code);
		if (end == 0)
			continue;
		reading_mark(reading, plain, at, end, DC_CUE_CODE);
		if (reading->code == NULL)
			reading->code = g_steal_pointer(&code);
		at = end - 1;
	}
}

static int
mark_compare(gconstpointer a, gconstpointer b)
{
	const DcCueMark *x = a, *y = b;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	if (x->length != y->length)
		return x->length > y->length ? -1 : 1;
	return (int)x->class - (int)y->class;
}

/* In order; of two that overlap the one that begins first, or is longer, stays. */
static void
marks_settle(GArray *marks)
{
	g_array_sort(marks, mark_compare);
	gsize end = 0;
	guint kept = 0;
	for (guint i = 0; i < marks->len; i++) {
		DcCueMark mark = g_array_index(marks, DcCueMark, i);
		if (mark.offset < end)
			continue;
		g_array_index(marks, DcCueMark, kept++) = mark;
		end = mark.offset + mark.length;
	}
	g_array_set_size(marks, kept);
}

static int
reading_score(const Reading *reading)
{
	static const CueNumber points[] = {
		[DC_CUE_NEGATIVE] = CUE_NUMBER_NEGATIVE_POINTS,
		[DC_CUE_STRONG] = CUE_NUMBER_STRONG_POINTS,
		[DC_CUE_MEDIUM] = CUE_NUMBER_MEDIUM_POINTS,
		[DC_CUE_CODE] = CUE_NUMBER_CODE_POINTS,
	};
	int score = 0;
	for (gsize class = 0; class < G_N_ELEMENTS(points); class++)
		score += reading->found[class] ? reading->cues->number[points[class]] : 0;
	return score;
}

static DcCueVerdict
verdict_of(const DcCues *cues, int score)
{
	if (score >= cues->number[CUE_NUMBER_INCIDENT_FROM])
		return DC_CUE_INCIDENT;
	return score >= cues->number[CUE_NUMBER_CHECK_FROM] ? DC_CUE_CHECK : DC_CUE_NONE;
}

void
dc_cues_read(const DcCues *cues, const char *text, DcCueHint *out)
{
	Reading reading = { .cues = cues, .cells = cells_fold(text), .marks = g_array_new(FALSE, FALSE, sizeof(DcCueMark)) };
	reading.taken = g_new0(guint8, reading.cells->len + 1);
	reading_take(&reading);
	reading_count(&reading, CUE_LIST_STRONG, DC_CUE_STRONG);
	reading_count(&reading, CUE_LIST_MEDIUM, DC_CUE_MEDIUM);
	reading_count(&reading, CUE_LIST_URGENT, DC_CUE_URGENT);
	reading_codes(&reading, text);
	marks_settle(reading.marks);
	int score = reading_score(&reading);
	guint n_marks = reading.marks->len;
	*out = (DcCueHint){
		.score = score,
		.verdict = verdict_of(cues, score),
		.urgent = reading.found[DC_CUE_URGENT],
		.code = reading.code,
		.n_marks = n_marks,
		.marks = (DcCueMark *)(gpointer)g_array_free(reading.marks, n_marks == 0),
	};
	g_array_unref(reading.cells);
	g_free(reading.taken);
}

void
dc_cue_read(const char *text, DcCueHint *out)
{
	dc_cues_read(dc_cues_default(), text, out);
}

void
dc_cue_hint_clear(DcCueHint *hint)
{
	g_free(hint->code);
	g_free(hint->marks);
	*hint = (DcCueHint){ 0 };
}
