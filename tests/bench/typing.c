/* What is typed while the whole ledger is looked through: from a key to its first frame, and the longest piece of work that the next key could
 * have to wait for. In the process, on 100,000 open tickets; a terminal adds what the bench of the keys says. */
#include "bench.h"

#include <daicho/app.h>

#define N_ROUNDS 12
#define N_PIECES 30 /* then the next key comes */

typedef struct {
	DcApp *app;
	DcSurface *surface;
	GArray *frames, *pieces; /* of double: ms */
} Typing;

static void
press(Typing *typing, const char *key)
{
	Stopwatch watch = watch_start();
	dc_app_key(typing->app, key, BENCH_NOW);
	dc_app_draw(typing->app, typing->surface, BENCH_NOW);
	watch_stop(watch, typing->frames, NULL);
	bool more = true;
	for (int i = 0; more && i < N_PIECES; i++) {
		watch = watch_start();
		more = dc_app_idle(typing->app, BENCH_NOW);
		dc_app_draw(typing->app, typing->surface, BENCH_NOW);
		watch_stop(watch, typing->pieces, NULL);
	}
}

static const struct {
	const char *says, *open, *keys, *leave; /* names of keys */
} texts[] = {
	{ "narrowing by words", "/", "帳 票 Space エ ラ ー", "Esc" },
	{ "narrowing by a rare word", "/", "0 0 7 7 7", "Esc" },
	{ "narrowing by fields", "/", "s t a t u s : w a i t i n g", "Esc" },
	{ "the whole ledger, by words", "M-/", "帳 票 Space エ ラ ー", "Esc" },
	{ "the whole ledger, by fields", "M-/", "d u e : t o d a y", "Esc" },
	{ "a call: caller and subject", "F2", "佐 藤 Tab 在 庫 照 会 エ ラ ー", "C-u Tab C-u Esc" },
};

static void
type(Typing *typing, const char *keys)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);
	for (char **name = names; *name != NULL; name++)
		press(typing, *name);
}

void
bench_typing(const Bench *bench)
{
	DcDesk *desk = dc_desk_open(bench->large, BENCH_NOW, NULL);
	must(desk != NULL, "%s cannot be opened", bench->large);
	Typing typing = { .app = dc_app_new(desk, NULL, BENCH_NOW), .surface = dc_surface_new(24, 80) };
	table_begin("Typing, 100,000 open, in the process: to the first frame; the longest piece of work behind it", "");
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GArray) frames = g_array_new(FALSE, FALSE, sizeof(double)), pieces = g_array_new(FALSE, FALSE, sizeof(double));
		g_autofree char *frame = g_strdup_printf("%s, p99", texts[i].says);
		typing.frames = frames;
		typing.pieces = pieces;
		for (int round = 0; round < N_ROUNDS; round++) {
			type(&typing, texts[i].open);
			type(&typing, texts[i].keys);
			type(&typing, texts[i].leave);
		}
		table_line(&(Line){ .what = frame, .unit = "ms", .ours = frames, .percent = 99, .goal = FRAME_MS });
		table_line(&(Line){ .what = "  pieces behind it, p99", .unit = "ms", .ours = pieces, .percent = 99, .goal = FRAME_MS });
	}
	dc_surface_free(typing.surface);
	dc_app_free(typing.app);
	dc_desk_close_ledger(desk);
}
