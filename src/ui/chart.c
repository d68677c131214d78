/* Bars and sparklines in ASCII. */
#include <daicho/chart.h>

#include <daicho/text.h>

void
dc_chart_bar(DcSurface *surface, int row, int col, int cols, double value, double max, DcStyle style)
{
	if (cols <= 0)
		return;
	double share = max > 0 ? CLAMP(value / max, 0.0, 1.0) : 0.0;
	int filled = (int)(share * cols + 0.5);
	if (value > 0 && filled == 0)
		filled = 1;
	for (int i = 0; i < cols; i++)
		dc_surface_text(surface, row, col + i, style, i < filled ? "#" : ".");
}

/* What stands beside a bar. Transfer full. */
static char *
bar_text(const DcBar *bar)
{
	return bar->text != NULL ? g_strdup(bar->text) : g_strdup_printf("%g", bar->value);
}

int
dc_chart_bars(DcSurface *surface, int row, const DcBar *bars, int n_bars)
{
	int labels = 0, texts = 0, drawn = 0;
	double max = 0;
	for (int i = 0; i < n_bars; i++) {
		g_autofree char *text = bar_text(&bars[i]);
		labels = MAX(labels, dc_text_width(bars[i].label));
		texts = MAX(texts, dc_text_width(text));
		max = MAX(max, bars[i].value);
	}
	labels = MIN(labels, surface->cols / 3);
	texts = MIN(texts, surface->cols / 3);
	int cols = surface->cols - labels - texts - 4;
	for (; drawn < n_bars && row + drawn < surface->rows; drawn++) {
		const DcBar *bar = &bars[drawn];
		g_autofree char *text = bar_text(bar);
		dc_surface_column(surface, row + drawn, 1, labels, DC_STYLE_LABEL, bar->label);
		dc_chart_bar(surface, row + drawn, labels + 2, cols, bar->value, max, bar->style);
		dc_surface_column_right(surface, row + drawn, surface->cols - texts - 1, texts, DC_STYLE_NORMAL, text);
	}
	return drawn;
}

char *
dc_chart_sparkline(const double *values, int n_values)
{
	static const char levels[] = "_.-=+*#";
	const int n_levels = (int)sizeof levels - 1;
	double max = 0;
	for (int i = 0; i < n_values; i++)
		max = MAX(max, values[i]);
	char *line = g_malloc0((gsize)MAX(n_values, 0) + 1);
	for (int i = 0; i < n_values; i++) {
		int level = max > 0 ? (int)(values[i] / max * n_levels + 0.999999) : 0; /* the least above 0 is the lowest sign */
		line[i] = values[i] > 0 ? levels[CLAMP(level, 1, n_levels) - 1] : ' ';
	}
	return line;
}
