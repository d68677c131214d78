/* What the operator does to one ticket, as the desk does it: read, checked, written with its history, rated, on disk. And rating all of
 * them afresh, as after a change of the policy. */
#include "bench.h"

#include <daicho/desk.h>

#define N_ROUNDS 200
#define N_ALL 5

typedef struct {
	DcDesk *desk;
	DcTicketNo no;
	GError *error;
} Doing;

static bool
rate(Doing *doing)
{
	return dc_desk_rate(doing->desk, DC_ONE_TICKET(doing->no), &(DcJudgement){ .override = 2, .reason = "月次の締め" }, BENCH_NOW, &doing->error);
}

static bool
resolve(Doing *doing)
{
	return dc_desk_resolve(doing->desk, DC_ONE_TICKET(doing->no), "索引を作り直した", DC_CAUSE_DATA, BENCH_NOW, &doing->error);
}

static bool
undo(Doing *doing)
{
	g_autofree char *what = dc_desk_undo(doing->desk, BENCH_NOW, &doing->error);
	return what != NULL;
}

static bool
tick(Doing *doing)
{
	return dc_desk_tick(doing->desk, BENCH_NOW, NULL, &doing->error);
}

static bool
first_page(Doing *doing)
{
	DcListing listing = { .band_from = DC_BAND_PINNED, .band_to = DC_BAND_LATER, .limit = 50 };
	g_autoptr(GPtrArray) rows = dc_desk_list(doing->desk, &listing, BENCH_NOW, &doing->error);
	return rows != NULL && rows->len == 50;
}

static bool
narrow_to_nothing(Doing *doing)
{
	g_autoptr(DcFilter) filter = dc_desk_filter(doing->desk, "そんな語はない", BENCH_NOW, NULL, &doing->error);
	DcListing listing = { .band_from = DC_BAND_PINNED, .band_to = DC_BAND_LATER, .limit = 50, .filter = filter };
	g_autoptr(GPtrArray) rows = dc_desk_list(doing->desk, &listing, BENCH_NOW, &doing->error);
	return rows != NULL && rows->len == 0;
}

static bool
place_of_last(Doing *doing)
{
	const guint8 behind[] = { G_MAXUINT8 };
	int place;
	return dc_ledger_place(dc_desk_ledger(doing->desk), DC_BAND_PINNED, behind, sizeof behind, &place, &doing->error);
}

/* Another target for the lowest priority every time: other rules, so everything is rated again. */
static bool
rate_all(Doing *doing)
{
	g_autofree char *targets = g_strdup_printf("240 480 1440 2400 %d", 4800 + (int)++doing->no);
	g_autoptr(DcPolicy) policy = dc_policy_copy(dc_desk_policy(doing->desk));
	return dc_policy_set(policy, "target", "resolve", targets, &doing->error) && dc_desk_store_policy(doing->desk, policy, BENCH_NOW, &doing->error);
}

static const struct {
	const char *says;
	bool (*does)(Doing *doing);
	int n_rounds;
	double goal_ms;
} deeds[] = {
	{ "rate one, p99", rate, N_ROUNDS, FRAME_MS },
	{ "resolve one, p99", resolve, N_ROUNDS, FRAME_MS },
	{ "undo, p99", undo, N_ROUNDS, FRAME_MS },
	{ "tick with nothing due, p99", tick, N_ROUNDS, FRAME_MS },
	{ "a page of 50, p99", first_page, N_ROUNDS, FRAME_MS },
	{ "narrowed to nothing, p99", narrow_to_nothing, 20, BLOCKED_MS },
	{ "place of the last row, p99", place_of_last, 20, FRAME_MS },
	{ "policy changed, all rated afresh", rate_all, N_ALL, 0 },
};

void
bench_doing(const Bench *bench)
{
	Doing doing = { .desk = dc_desk_open(bench->large, BENCH_NOW, NULL) };
	must(doing.desk != NULL, "%s cannot be opened", bench->large);
	table_begin("One ticket of 100,000 open, in the process", "");
	for (guint i = 0; i < G_N_ELEMENTS(deeds); i++) {
		g_autoptr(GArray) ms = g_array_new(FALSE, FALSE, sizeof(double));
		for (int round = 0; round < deeds[i].n_rounds; round++) {
			doing.no = 1000 + round * 17;
			Stopwatch watch = watch_start();
			bool done = deeds[i].does(&doing);
			watch_stop(watch, ms, NULL);
			must(done, "%s: %s", deeds[i].says, doing.error != NULL ? doing.error->message : "not as it should be");
		}
		table_line(&(Line){ .what = deeds[i].says, .unit = "ms", .ours = ms, .percent = deeds[i].n_rounds > 20 ? 99 : 50, .goal = deeds[i].goal_ms });
	}
	dc_desk_close_ledger(doing.desk);
}
