/* The palette and its fuzzy comparison. */
#include <daicho/palette.h>

#include <locale.h>
#include <string.h>

static const DcPaletteItem items[] = {
	{ .id = 10, .name = "resolve", .key = "d F8", .label = "解決にする" },
	{ .id = 20, .name = "report", .key = "C", .label = "窓口に報告" },
	{ .id = 30, .name = "defer", .key = "z", .label = "後日にする" },
	{ .id = 40, .name = "group", .key = "m", .label = "同じ障害にまとめる" },
	{ .id = 50, .name = "workaround", .key = "b", .label = "暫定対応を書く" },
};

static void
test_score(void)
{
	static const struct { const char *query, *text; bool found; } table[] = {
		{ "", "anything", true }, { "res", "resolve", true }, { "rsv", "resolve", true }, { "RES", "resolve", true }, { "vr", "resolve", false },
		{ "mark res", "mark it resolved", true }, { "res mark", "mark it resolved", true }, { "解決", "解決にする", true }, { "カイギ", "会議", false },
		{ "ｴﾗｰ", "エラー", true }, { "えら", "エラー", true }, { "x", "", false },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		g_assert_true((dc_fuzzy_score(table[i].query, table[i].text) > 0) == table[i].found);
	static const struct { const char *query, *better, *worse; } order[] = {
		{ "re", "resolve", "workaround" }, { "dr", "daily report", "dear" }, { "port", "report", "p o r t" }, { "s", "start", "its" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		g_assert_cmpint(dc_fuzzy_score(order[i].query, order[i].better), >, dc_fuzzy_score(order[i].query, order[i].worse));
}

static void
type(DcPalette *palette, const char *keys)
{
	g_auto(GStrv) words = g_strsplit(keys, " ", -1);
	for (char **word = words; *word != NULL; word++)
		g_assert_cmpint(dc_palette_key(palette, *word), ==, DC_PALETTE_OPEN);
}

static void
test_choosing(void)
{
	g_autoptr(DcPalette) palette = dc_palette_new(":", items, G_N_ELEMENTS(items));
	g_assert_cmpint(dc_palette_n_found(palette), ==, 5);
	g_assert_cmpint(dc_palette_chosen(palette), ==, 10);
	type(palette, "Down Down");
	g_assert_cmpint(dc_palette_chosen(palette), ==, 30);
	type(palette, "r e");
	g_assert_cmpint(dc_palette_chosen(palette), ==, 10);
	type(palette, "p");
	g_assert_cmpint(dc_palette_chosen(palette), ==, 20);
	g_assert_cmpint(dc_palette_key(palette, "Enter"), ==, DC_PALETTE_CHOSEN);
	type(palette, "C-u 障 害");
	g_assert_cmpint(dc_palette_chosen(palette), ==, 40);
	type(palette, "C-u z"); /* its key, though others have a z or not */
	g_assert_cmpint(dc_palette_chosen(palette), ==, 30);
	type(palette, "q q");
	g_assert_cmpint(dc_palette_n_found(palette), ==, 0);
	g_assert_cmpint(dc_palette_chosen(palette), ==, -1);
	g_assert_cmpint(dc_palette_key(palette, "Enter"), ==, DC_PALETTE_OPEN);
	g_assert_cmpint(dc_palette_key(palette, "Esc"), ==, DC_PALETTE_CANCEL);
	dc_palette_paste(palette, "x\n");
	g_assert_cmpstr(dc_palette_query(palette), ==, "zqqx ");
}

static void
test_drawing(void)
{
	g_autoptr(DcPalette) palette = dc_palette_new(":", items, G_N_ELEMENTS(items));
	g_autoptr(DcSurface) surface = dc_surface_new(4, 40);
	dc_palette_draw(palette, surface);
	g_autofree char *all = dc_surface_to_text(surface);
	g_assert_cmpstr(all, ==,
	                " :\n"
	                "> d F8 解決にする            resolve\n"
	                "  C    窓口に報告            report\n"
	                "  z    後日にする            defer\n");
	g_assert_cmpint(dc_surface_glyph(surface, 1, 0)->style & DC_STYLE_SELECTED, !=, 0);
	type(palette, "q q");
	dc_palette_draw(palette, surface);
	g_autofree char *none = dc_surface_to_text(surface);
	g_assert_cmpstr(none, ==, " : qq\n  nothing answers to that\n\n\n");
}

/* A sentence of help is found by a piece of it as it stands, after what is called so; it stands where the name would. */
static void
test_help(void)
{
	static const DcPaletteItem helped[] = {
		{ .id = 1, .name = "intake", .key = "M", .label = "take in mail", .help = "read the sources; mails wait for triage" },
		{ .id = 2, .name = "triage", .key = "T", .label = "triage", .help = "the mails that wait" },
		{ .id = 3, .name = "resolve", .key = "d", .label = "resolve", .help = "what was done" },
	};
	g_autoptr(DcPalette) palette = dc_palette_new(":", helped, G_N_ELEMENTS(helped));
	type(palette, "r e s o");
	g_assert_cmpint(dc_palette_n_found(palette), ==, 1);
	type(palette, "C-u t r i a g e");
	g_assert_cmpint(dc_palette_n_found(palette), ==, 2);
	g_assert_cmpint(dc_palette_chosen(palette), ==, 2);
	g_autoptr(DcSurface) surface = dc_surface_new(3, 44);
	dc_palette_draw(palette, surface);
	g_autofree char *all = dc_surface_to_text(surface);
	g_assert_cmpstr(all, ==,
	                " : triage\n"
	                "> T triage       the mails that wait\n"
	                "  M take in mail read the sources; mails w>\n");
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/palette/score", test_score);
	g_test_add_func("/palette/choosing", test_choosing);
	g_test_add_func("/palette/drawing", test_drawing);
	g_test_add_func("/palette/help", test_help);
	return g_test_run();
}
