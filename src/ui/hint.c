/* The hint line: which keys are worth a word, when not all of them have room. */
#include "form.h"

#include <daicho/prompt.h>
#include <daicho/text.h>

#include <string.h>

static bool
has_label(const DcHint *hint)
{
	return hint->label != NULL && *hint->label != '\0';
}

static int
hint_cols(const DcHint *hint)
{
	int cols = dc_text_width(hint->key);
	if (has_label(hint))
		cols += (int)strlen(key_gap(hint->label)) + dc_text_width(hint->label);
	return cols;
}

/* One space between pairs where the label follows its key directly, two where a space stands inside the pair. */
static int
gap_cols(const DcHint *hints, int n_hints)
{
	for (int i = 0; i < n_hints; i++)
		if (has_label(&hints[i]) && *key_gap(hints[i].label) != '\0')
			return 2;
	return 1;
}

/* Takes the hints by rank as long as there is room; what does not fit is left out, a shorter one after it may still go in.
 * Transfer full: GArray of bool, one for each. */
static GArray *
choose(const DcHint *hints, int n_hints, int gap, int width_cols)
{
	GArray *chosen = g_array_set_size(g_array_new(FALSE, TRUE, sizeof(bool)), (guint)MAX(n_hints, 0));
	int used = -gap, top_rank = 0;
	for (int i = 0; i < n_hints; i++)
		top_rank = MAX(top_rank, hints[i].rank);
	for (int rank = 0; rank <= top_rank; rank++)
		for (int i = 0; i < n_hints; i++) {
			if (hints[i].rank != rank || *hints[i].key == '\0')
				continue;
			int cols = gap + hint_cols(&hints[i]);
			if (used + cols > width_cols)
				continue;
			g_array_index(chosen, bool, i) = true;
			used += cols;
		}
	return chosen;
}

void
dc_hint_draw(DcSurface *surface, int row, const DcHint *hints, int n_hints)
{
	int gap = gap_cols(hints, n_hints), col = 1;
	g_autoptr(GArray) chosen = choose(hints, n_hints, gap, surface->cols - 2);
	dc_surface_fill(surface, row, 0, 1, surface->cols, DC_STYLE_HINT);
	for (int i = 0; i < n_hints; i++) {
		if (!g_array_index(chosen, bool, i))
			continue;
		col += dc_surface_text(surface, row, col, DC_STYLE_KEY, hints[i].key);
		if (has_label(&hints[i]))
			col += dc_surface_printf(surface, row, col, DC_STYLE_HINT, "%s%s", key_gap(hints[i].label), hints[i].label);
		col += gap;
	}
}

char *
dc_hint_line(const DcHint *hints, int n_hints, int width_cols)
{
	GString *line = g_string_new(NULL);
	int gap = gap_cols(hints, n_hints);
	g_autoptr(GArray) chosen = choose(hints, n_hints, gap, width_cols);
	for (int i = 0; i < n_hints; i++) {
		if (!g_array_index(chosen, bool, i))
			continue;
		g_string_append_printf(line, "%*s%s", line->len > 0 ? gap : 0, "", hints[i].key);
		if (has_label(&hints[i]))
			g_string_append_printf(line, "%s%s", key_gap(hints[i].label), hints[i].label);
	}
	return g_string_free(line, FALSE);
}
