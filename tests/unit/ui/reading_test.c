/* What is only read: charts and the scroller. */
#include <daicho/chart.h>
#include <daicho/scroller.h>

#include <locale.h>
#include <string.h>

static void
assert_picture(const DcSurface *surface, const char *expected)
{
	g_autofree char *picture = dc_surface_to_text(surface);
	g_assert_cmpstr(picture, ==, expected);
}

static void
test_bars(void)
{
	static const DcBar bars[] = { { "電話", 4, "4件", 0 }, { "メール", 8, "8件", 0 }, { "自己", 0, NULL, 0 }, { "他", 0.01, "少", 0 } };
	g_autoptr(DcSurface) surface = dc_surface_new(5, 24);
	g_assert_cmpint(dc_chart_bars(surface, 0, bars, 4), ==, 4);
	assert_picture(surface, " 電話   ######..... 4件\n メール ########### 8件\n 自己   ...........   0\n 他     #..........  少\n\n");
	g_assert_cmpint(dc_chart_bars(surface, 3, bars, 4), ==, 2); /* as many as there are lines */
	dc_chart_bar(surface, 0, 0, 0, 1, 1, 0);
	dc_chart_bar(surface, 0, 0, 4, 1, 0, 0);
}

static void
test_sparkline(void)
{
	static const double values[] = { 0, 1, 2, 3, 4, 5, 6, 7, 0.001 }, nothing[] = { 0, 0 };
	g_autofree char *line = dc_chart_sparkline(values, 9), *empty = dc_chart_sparkline(nothing, 2), *none = dc_chart_sparkline(NULL, 0);
	g_assert_cmpstr(line, ==, " _.-=+*#_");
	g_assert_cmpstr(empty, ==, "  ");
	g_assert_cmpstr(none, ==, "");
}

static DcScroller *
sample(void)
{
	DcScroller *scroller = dc_scroller_new();
	for (int i = 1; i <= 9; i++) {
		g_autofree char *text = g_strdup_printf("line %d", i);
		dc_scroller_add(scroller, DC_STYLE_NORMAL, 0, text);
	}
	return scroller;
}

static void
test_scrolling(void)
{
	g_autoptr(DcScroller) scroller = sample();
	g_autoptr(DcSurface) surface = dc_surface_new(3, 20);
	static const struct { const char *key, *picture; } table[] = {
		{ "g", "line 1\nline 2\nline 3\n" }, { "j", "line 2\nline 3\nline 4\n" }, { "PgDn", "line 4\nline 5\nline 6\n" }, { "G", "line 7\nline 8\nline 9\n" },
		{ "j", "line 7\nline 8\nline 9\n" }, { "C-u", "line 6\nline 7\nline 8\n" }, { "k", "line 5\nline 6\nline 7\n" },
	};
	dc_scroller_draw(scroller, surface);
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_assert_true(dc_scroller_key(scroller, table[i].key));
		dc_scroller_draw(scroller, surface);
		assert_picture(surface, table[i].picture);
	}
	g_assert_false(dc_scroller_key(scroller, "x"));
	g_assert_false(dc_scroller_key(scroller, "n"));
	g_assert_cmpint(dc_scroller_top(scroller), ==, 4);
	g_assert_false(dc_scroller_at_end(scroller));
	dc_scroller_clear(scroller); /* filled again, the place is kept */
	for (int i = 0; i < 20; i++)
		dc_scroller_add(scroller, DC_STYLE_NORMAL, 0, i == 4 ? "here" : "-");
	dc_scroller_draw(scroller, surface);
	assert_picture(surface, "here\n-\n-\n");
}

static void
test_wrapping(void)
{
	g_autoptr(DcScroller) scroller = dc_scroller_new();
	g_autoptr(DcSurface) surface = dc_surface_new(6, 12);
	const DcSpan cue[] = { { 6, 11, DC_STYLE_CUE } };
	dc_scroller_add_spans(scroller, DC_STYLE_NORMAL, 2, "alpha bravo charlie", cue, 1);
	dc_scroller_add(scroller, DC_STYLE_NORMAL, 0, "受注登録でエラー、全員\x1b\n\nend");
	dc_scroller_draw(scroller, surface);
	/* The first line has the whole width, those after it stand behind the indent. */
	assert_picture(surface, "alpha bravo\n  charlie\n受注登録でエ\nラー、全員^[\n\nend\n");
	g_assert_cmpint(dc_surface_glyph(surface, 0, 6)->style, ==, DC_STYLE_CUE);
	g_assert_cmpint(dc_surface_glyph(surface, 1, 2)->style, ==, DC_STYLE_NORMAL);
	for (int cols = 1; cols < 30; cols++) {
		g_autoptr(DcSurface) other = dc_surface_new(2, cols);
		dc_scroller_draw(scroller, other);
	}
	dc_scroller_set_top(scroller, 3);
	dc_scroller_draw(scroller, surface);
	g_assert_true(dc_scroller_at_end(scroller));
}

static void
test_searching(void)
{
	g_autoptr(DcScroller) scroller = sample();
	g_autoptr(DcSurface) surface = dc_surface_new(3, 20);
	dc_scroller_add(scroller, DC_STYLE_NORMAL, 0, "エラー Line");
	dc_scroller_draw(scroller, surface);
	g_assert_true(dc_scroller_search(scroller, "ＬＩＮＥ 4"));
	dc_scroller_draw(scroller, surface);
	assert_picture(surface, "line 4\nline 5\nline 6\n");
	g_assert_cmpint(dc_surface_glyph(surface, 0, 0)->style, ==, DC_STYLE_MATCH);
	g_assert_cmpint(dc_surface_glyph(surface, 1, 0)->style, ==, DC_STYLE_NORMAL);
	g_assert_true(dc_scroller_search(scroller, "ｴﾗｰ"));
	dc_scroller_draw(scroller, surface);
	assert_picture(surface, "line 8\nline 9\nエラー Line\n");
	g_assert_true(dc_scroller_search(scroller, "line"));
	for (int i = 0; i < 10; i++)
		g_assert_true(dc_scroller_key(scroller, "n")); /* round the end, also from a match on the last page */
	dc_scroller_draw(scroller, surface);
	g_assert_cmpint(dc_scroller_top(scroller), ==, 7);
	g_assert_false(dc_scroller_search(scroller, "nowhere"));
	g_assert_false(dc_scroller_search(scroller, ""));
	g_assert_false(dc_scroller_key(scroller, "n"));
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/chart/bars", test_bars);
	g_test_add_func("/chart/sparkline", test_sparkline);
	g_test_add_func("/scroller/scrolling", test_scrolling);
	g_test_add_func("/scroller/wrapping", test_wrapping);
	g_test_add_func("/scroller/searching", test_searching);
	return g_test_run();
}
