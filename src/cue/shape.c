/* How alike two subjects are. domain.md 3.7: NFKC, without Re: and 【…】, without hiragana, folded, without generic words, then Dice on
 * character bigrams (multiset). Of the signs, brackets stay, and hyphens between figures and letters: the row
 * 異常終了(ORA-01555) ~ 正常終了 of 3.9 is 0.44 only if (ORA-01555) counts eleven characters. */
#include "cues.h"

#include <stdlib.h>

struct _DcCueShape {
	bool asks; /* it asks about something known, and says nothing is wrong */
	guint n;
	guint64 bigrams[]; /* sorted, with repetitions: first character << 32 | second */
};

static void
cells_append(GArray *out, const CueCell *cell, gunichar c)
{
	CueCell copy = *cell;
	copy.c = c;
	g_array_append_val(out, copy);
}

static bool
is_figure(const GArray *cells, guint at)
{
	return cell_is_latin(cells_char(cells, at));
}

static bool
is_kept_sign(const GArray *cells, guint at)
{
	gunichar raw = cells_at(cells, at)->raw;
	return raw == '(' || raw == ')' || (cell_is_hyphen(raw) && is_figure(cells, at - 1) && is_figure(cells, at + 1));
}

/* Without hiragana, brackets and hyphens as written, other signs as spaces. */
static GArray *
bare_cells(const GArray *cells)
{
	GArray *bare = g_array_sized_new(FALSE, FALSE, sizeof(CueCell), cells->len);
	for (guint at = 0; at < cells->len; at++) {
		const CueCell *cell = cells_at(cells, at);
		if (cell_is_hiragana(cell->raw))
			continue;
		bool sign = cell->c == ' ' && is_kept_sign(cells, at);
		cells_append(bare, cell, !sign ? cell->c : cell_is_hyphen(cell->raw) ? '-' : cell->raw);
	}
	return bare;
}

/* Generic words and spaces go, and brackets that have become empty. */
static GArray *
telling_cells(const DcCues *cues, const GArray *bare)
{
	GArray *telling = g_array_sized_new(FALSE, FALSE, sizeof(CueCell), bare->len);
	for (guint at = 0; at < bare->len;) {
		CueList list;
		guint end = cues_match(cues, bare, at, CUE_LIST_BIT(CUE_LIST_GENERIC), &list);
		const CueCell *cell = cells_at(bare, at);
		bool closes = cell->c == ')' && telling->len > 0 && cells_at(telling, telling->len - 1)->c == '(';
		if (end == 0 && closes)
			g_array_set_size(telling, telling->len - 1);
		else if (end == 0 && cell->c != ' ')
			cells_append(telling, cell, cell->c);
		at = end != 0 ? end : at + 1;
	}
	return telling;
}

static int
bigram_compare(const void *a, const void *b)
{
	guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
	return x < y ? -1 : x > y;
}

static DcCueShape *
shape_of(const GArray *cells)
{
	guint n = cells->len > 1 ? cells->len - 1 : cells->len;
	DcCueShape *shape = g_malloc(sizeof(DcCueShape) + n * sizeof(guint64));
	*shape = (DcCueShape){ .n = n };
	for (guint i = 0; i < n; i++)
		shape->bigrams[i] = (guint64)cells_char(cells, i) << 32 | cells_char(cells, i + 1);
	qsort(shape->bigrams, n, sizeof(guint64), bigram_compare);
	return shape;
}

static bool
asks(const DcCues *cues, const char *subject, const GArray *cells)
{
	if (!cues_occurs(cues, cells, CUE_LIST_BIT(CUE_LIST_ASKING)))
		return false;
	g_auto(DcCueHint) hint;
	dc_cues_read(cues, subject, &hint);
	return hint.verdict == DC_CUE_NONE;
}

DcCueShape *
dc_cues_shape_new(const DcCues *cues, const char *subject)
{
	g_autofree char *stripped = dc_cue_subject(subject);
	g_autofree char *normal = g_utf8_normalize(stripped, -1, G_NORMALIZE_NFKC);
	g_autoptr(GArray) cells = cells_fold(normal);
	g_autoptr(GArray) bare = bare_cells(cells);
	g_autoptr(GArray) telling = telling_cells(cues, bare);
	DcCueShape *shape = shape_of(telling);
	shape->asks = asks(cues, normal, cells);
	return shape;
}

DcCueShape *
dc_cue_shape_new(const char *subject)
{
	return dc_cues_shape_new(dc_cues_default(), subject);
}

void
dc_cue_shape_free(DcCueShape *shape)
{
	g_free(shape);
}

double
dc_cue_shape_similarity(const DcCueShape *a, const DcCueShape *b)
{
	guint common = 0;
	for (guint i = 0, j = 0; i < a->n && j < b->n;) {
		guint64 x = a->bigrams[i], y = b->bigrams[j];
		common += x == y;
		i += x <= y;
		j += y <= x;
	}
	return a->n + b->n == 0 ? 0.0 : 2.0 * common / (a->n + b->n);
}

double
dc_cue_similarity(const char *a, const char *b)
{
	g_autoptr(DcCueShape) x = dc_cue_shape_new(a);
	g_autoptr(DcCueShape) y = dc_cue_shape_new(b);
	return dc_cue_shape_similarity(x, y);
}

DcCueLikeness
dc_cues_likeness(const DcCues *cues, const DcCueShape *a, const DcCueShape *b)
{
	if (dc_cue_shape_similarity(a, b) * 100 + 1e-9 < cues->number[CUE_NUMBER_ALIKE_FROM] || a->n == 0 || b->n == 0)
		return DC_CUE_UNLIKE;
	return a->asks || b->asks ? DC_CUE_RELATED : DC_CUE_ALIKE;
}
