/* From the start of the process to the last byte of the first full frame in a pseudo-terminal, against bare.c on the same file. */
#include "bench.h"

#define N_STARTS 40

static void
start(char **argv, const char *text, GArray *ms)
{
	g_autoptr(Console) console = console_new(24, 80);
	double first_ms = frames_first(console, argv, text);
	must(first_ms >= 0, "%s: its first frame did not appear", argv[0]);
	if (ms != NULL)
		g_array_append_val(ms, first_ms);
	must(frames_end(console), "%s does not end", argv[0]);
}

/* In turn, so that what disturbs the one disturbs the other. */
static double
compare(const Bench *bench, const char *ledger, const char *what)
{
	g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(double)), theirs = g_array_new(FALSE, FALSE, sizeof(double));
	g_auto(GStrv) daicho = words(bench->daicho, "--ledger", ledger, "--at", BENCH_AT, NULL), bare = words(bench->bare, ledger, NULL);
	for (int i = -2; i < N_STARTS; i++) { /* two to warm up */
		start(daicho, " P1 ", i < 0 ? NULL : ours);
		start(bare, " 20 ", i < 0 ? NULL : theirs);
	}
	table_line(&(Line){ .what = what, .unit = "ms", .ours = ours, .theirs = theirs, .percent = 50, .goal = 2 });
	return frames_percentile(ours, 50);
}

void
bench_start(const Bench *bench)
{
	table_begin("Start to the last byte of the first frame, 80x24; bare: SQLite and ncurses alone, the same file, 50 rows by index", "bare: min  median    max");
	double small = compare(bench, bench->small, "1,000 open"), large = compare(bench, bench->large, "100,000 open");
	table_ratio("growth, 100,000 to 1,000", large / small, 1.5);
}
