/* Floor 4. Bars and sparklines in ASCII (ui.md, 記録). */
#pragma once

#include <daicho/surface.h>

typedef struct { /* a value */
	const char *label;
	double value; /* >= 0 */
	const char *text; /* beside the bar; NULL: the value as %g */
	DcStyle style;
} DcBar;

/* One bar in `cols` columns: '#' for the value, '.' for the rest up to max; a value > 0 has at least one '#'. */
void dc_chart_bar(DcSurface *surface, int row, int col, int cols, double value, double max, DcStyle style);
/* A row for each, from `row` on: label, bar, text; labels and texts as wide as the widest (labels at most a third). Returns rows drawn. */
int dc_chart_bars(DcSurface *surface, int row, const DcBar *bars, int n_bars);
/* One character a value: ' ' for 0, then `_.-=+*#` up to the greatest. Transfer full. */
char *dc_chart_sparkline(const double *values, int n_values);
