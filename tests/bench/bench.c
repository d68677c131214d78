/* bench [NAME ...]: `make bench`, all of them or some. What is measured and what the goals are: docs/bench.md. The
 * status is that of the measuring: a goal that is missed is no failure. */
#include "bench.h"

#include "../support/fill.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	void (*run)(const Bench *bench);
	bool from_nothing; /* it needs none of the ledgers */
} benches[] = {
	{ .name = "start", .run = bench_start },
	{ .name = "keys", .run = bench_keys },
	{ .name = "doing", .run = bench_doing },
	{ .name = "typing", .run = bench_typing },
	{ .name = "search", .run = bench_search },
	{ .name = "weight", .run = bench_weight },
	{ .name = "log", .run = bench_log },
	{ .name = "peers", .run = bench_peers },
	{ .name = "intake", .run = bench_intake, .from_nothing = true },
	{ .name = "import", .run = bench_import, .from_nothing = true },
};

/* Past the one door, but then the door's own check must find nothing wrong with it. */
static char *
make_ledger(const Bench *bench, const char *name, gint64 n, gint64 n_open)
{
	char *path = g_build_filename(bench->folder, name, NULL);
	g_autofree char *found = NULL;
	g_auto(GStrv) rate = words(bench->daicho, "--ledger", path, "--at", BENCH_AT, "next", NULL);
	g_auto(GStrv) check = words(bench->daicho, "--ledger", path, "--at", BENCH_AT, "check", NULL);
	int status = 0;
	fill_ledger(path, &(FillSize){ .n_tickets = n, .n_open = n_open, .seed = 1, .now = BENCH_NOW });
	must(g_spawn_sync(NULL, rate, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL) && status == 0, "%s: cannot be rated", path);
	must(g_spawn_sync(NULL, check, NULL, 0, NULL, NULL, &found, NULL, &status, NULL) && status == 0, "%s: daicho check: %s", path, found);
	return path;
}

static void
make_ledgers(Bench *bench, bool with_million)
{
	printf("filling ledgers of 1,000 and 100,000 open tickets ...\n");
	bench->small = make_ledger(bench, "1000.db", 1000, 1000);
	bench->large = make_ledger(bench, "100000.db", 100000, 100000);
	if (!with_million)
		return;
	printf("filling one of 1,000,000, which takes two minutes ...\n");
	bench->million = make_ledger(bench, "1000000.db", 1000000, 2000);
}

static void
clean_up(Bench *bench)
{
	remove_all(bench->folder);
	g_free(bench->small);
	g_free(bench->large);
	g_free(bench->million);
}

static bool
is_wanted(const char *name, int argc, char **argv)
{
	bool wanted = argc < 2;
	for (int i = 1; i < argc; i++)
		wanted |= strcmp(argv[i], name) == 0;
	return wanted;
}

static bool
need_ledgers(int argc, char **argv)
{
	bool need = false;
	for (guint i = 0; i < G_N_ELEMENTS(benches); i++)
		need |= !benches[i].from_nothing && is_wanted(benches[i].name, argc, argv);
	return need;
}

int
main(int argc, char **argv)
{
	g_autofree char *folder = g_dir_make_tmp("daicho-bench-XXXXXX", NULL), *mutt = g_find_program_in_path("mutt"), *ripgrep = g_find_program_in_path("rg");
	g_autofree char *bare = g_strdup_printf("%s/tests/bench/bare", g_getenv("DAICHO_BUILD"));
	Bench bench = { .folder = folder, .daicho = g_getenv("DAICHO"), .bare = bare, .mutt = mutt, .ripgrep = ripgrep };
	setlocale(LC_ALL, "");
	signal(SIGPIPE, SIG_IGN);
	setvbuf(stdout, NULL, _IOLBF, 0);
	must(folder != NULL && bench.daicho != NULL && g_getenv("DAICHO_BUILD") != NULL, "it is run by make bench");
	if (need_ledgers(argc, argv))
		make_ledgers(&bench, is_wanted("search", argc, argv) || is_wanted("peers", argc, argv));
	for (guint i = 0; i < G_N_ELEMENTS(benches); i++)
		if (is_wanted(benches[i].name, argc, argv))
			benches[i].run(&bench);
	clean_up(&bench);
	return 0;
}
