/* Whole programs that such a list would be kept with otherwise: taskwarrior and Fossil's tickets, as many, all open, of the same subjects; and
 * mutt, whose first frame of 1,000 mails is held against ours of 1,000,000 tickets. */
#include "bench.h"

#include <daicho/ledger.h>

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define N_RUNS 10
#define N_STARTS 20
#define PAGE_MB 16 /* what a first page may need */

typedef struct { /* with what it owns: one size of the list in all three programs */
	char *tasks;   /* rc:FILE of taskwarrior; NULL: not installed */
	char *tickets; /* the repository of Fossil; NULL: not installed */
	const char *ledger;
	gint64 n;
} Lists;

/* -- the same subjects elsewhere -- */
static void
write_task(FILE *file, const char *title, gint64 i)
{
	fprintf(file, "[description:\"%s\" entry:\"1774915200\" modified:\"1774915200\" status:\"pending\" uuid:\"00000000-0000-4000-8000-%012" G_GINT64_MODIFIER "x\"]\n", title, i);
}

static void
write_ticket(FILE *file, const char *title, gint64 i)
{
	fprintf(file, "INSERT INTO ticket (tkt_uuid, tkt_mtime, tkt_ctime, type, status, title) VALUES ('%040" G_GINT64_MODIFIER "x', 2461130.5, 2461130.5, 'incident', 'open', '%s');\n", i, title);
}

static void
copy_subjects(const Lists *lists, const char *path, void (*write)(FILE *file, const char *title, gint64 i))
{
	FILE *file = fopen(path, "w");
	g_autoptr(DcLedger) ledger = dc_ledger_open(lists->ledger, NULL);
	must(file != NULL && ledger != NULL, "%s cannot be copied", lists->ledger);
	for (gint64 i = 1; i <= lists->n; i++) {
		g_autoptr(DcTicket) ticket = dc_ledger_ticket(ledger, i, NULL);
		must(ticket != NULL, "there is no ticket %" G_GINT64_FORMAT, i);
		g_autofree char *title = g_strdelimit(g_strdup(ticket->title), "\"'[]\\", ' ');
		write(file, title, i);
	}
	must(fclose(file) == 0, "the subjects of %s cannot be written", lists->ledger);
}

/* Its own files, for it takes a minute to import as many. */
static void
fill_tasks(const Bench *bench, Lists *lists)
{
	g_autofree char *folder = g_strdup_printf("%s/tasks-%" G_GINT64_FORMAT, bench->folder, lists->n), *rc = g_build_filename(folder, "rc", NULL);
	g_autofree char *pending = g_build_filename(folder, "pending.data", NULL);
	g_autofree char *settings = g_strdup_printf("data.location=%s\nconfirmation=off\nhooks=off\nverbose=nothing\n", folder);
	must(g_mkdir(folder, 0700) == 0 && g_file_set_contents(rc, settings, -1, NULL), "%s cannot be made", folder);
	copy_subjects(lists, pending, write_task);
	lists->tasks = g_strdup_printf("rc:%s", rc);
}

static void
run(char **argv)
{
	take(argv, NULL);
	g_strfreev(argv);
}

static void
fill_tickets(const Bench *bench, Lists *lists)
{
	g_autofree char *script = g_strdup_printf("%s/tickets-%" G_GINT64_FORMAT ".sql", bench->folder, lists->n), *read = g_strdup_printf(".read %s", script);
	lists->tickets = g_strdup_printf("%s/%" G_GINT64_FORMAT ".fossil", bench->folder, lists->n);
	copy_subjects(lists, script, write_ticket);
	run(words("fossil", "new", "--admin-user", "operator", lists->tickets, NULL));
	run(words("fossil", "sql", "-R", lists->tickets, "BEGIN", read, "COMMIT", NULL));
}

static Lists
fill(const Bench *bench, const char *ledger, gint64 n)
{
	Lists lists = { .ledger = ledger, .n = n };
	if (is_there("task"))
		fill_tasks(bench, &lists);
	if (is_there("fossil"))
		fill_tickets(bench, &lists);
	return lists;
}

static void
lists_clear(Lists *lists)
{
	g_free(lists->tasks);
	g_free(lists->tickets);
}

/* -- side by side -- */
#define DAICHO(...) words(bench->daicho, "--ledger", lists->ledger, "--at", BENCH_AT, __VA_ARGS__, NULL)
#define TASK(...) (lists->tasks != NULL ? words("task", lists->tasks, __VA_ARGS__, NULL) : NULL)
#define FOSSIL(...) (lists->tickets != NULL ? words("fossil", "ticket", __VA_ARGS__, "-R", lists->tickets, "--user", "operator", NULL) : NULL)

/* In turn, each as often as `next` gives it something to do; transfer full of what it returns, NULL: that program is not there. */
typedef struct {
	char **ours, **task, **fossil;
} Turn;
typedef Turn (*Next)(const Bench *bench, const Lists *lists, int i);

static Turn
add(const Bench *bench, const Lists *lists, int i)
{
	(void)i;
	return (Turn){ DAICHO("log", "--caller", "営業 佐藤", "受注登録でエラーが出る"), TASK("add", "受注登録でエラーが出る"), FOSSIL("add", "title", "受注登録でエラーが出る", "status", "open") };
}

static Turn
first(const Bench *bench, const Lists *lists, int i)
{
	(void)i;
	return (Turn){ DAICHO("list", "--limit", "50"), TASK("limit:50", "next"), NULL };
}

static Turn
list_all(const Bench *bench, const Lists *lists, int i)
{
	(void)i;
	return (Turn){ DAICHO("list", "--json"), TASK("list"), FOSSIL("show", "0") };
}

static Turn
resolve(const Bench *bench, const Lists *lists, int i)
{
	g_autofree char *no = g_strdup_printf("%d", 20 + i);
	return (Turn){ DAICHO("resolve", no, "再起動した", "--cause", "unknown"), TASK(no, "done"), NULL };
}

static Turn
find(const Bench *bench, const Lists *lists, int i)
{
	(void)i;
	return (Turn){ DAICHO("search", "エラー", "--limit", "100000"), TASK("エラー", "list"), NULL };
}

static void
take_one(char **argv, Taken *taken)
{
	if (argv != NULL)
		take(argv, taken);
	g_strfreev(argv);
}

/* Goals of 0 are none. */
static void
compare(const Bench *bench, const Lists *lists, Next next, const char *says, int n_runs, double goal_task, double goal_fossil)
{
	Taken ours = taken_new(), task = taken_new(), fossil = taken_new();
	for (int i = 0; i <= n_runs; i++) { /* the first to warm up */
		Turn turn = next(bench, lists, i);
		take_one(turn.ours, i == 0 ? NULL : &ours);
		take_one(turn.task, i == 0 ? NULL : &task);
		take_one(turn.fossil, i == 0 ? NULL : &fossil);
	}
	g_autofree char *to_task = g_strdup_printf("%s: taskwarrior", says), *to_fossil = g_strdup_printf("%s: Fossil", says), *memory = g_strdup_printf("%s: memory, taskwarrior", says);
	if (task.ms->len > 0) {
		taken_show(to_task, &ours, &task, goal_task);
		table_line(&(Line){ .what = memory, .unit = "MB", .ours = ours.mb, .theirs = task.mb, .percent = 50 });
	}
	if (fossil.ms->len > 0)
		taken_show(to_fossil, &ours, &fossil, goal_fossil);
	if (next == first || next == list_all)
		table_line(&(Line){ .what = "  peak memory", .unit = "MB", .ours = ours.mb, .percent = 99, .goal = PAGE_MB });
	taken_clear(&ours);
	taken_clear(&task);
	taken_clear(&fossil);
}

/* -- mutt -- */
static void
open_first(char **argv, const char *text, GArray *ms)
{
	g_autoptr(Console) console = console_new(24, 80);
	double first_ms = frames_first(console, argv, text);
	must(first_ms >= 0, "%s: its first frame did not appear", argv[0]);
	g_array_append_val(ms, first_ms);
}

static void
compare_first_frame(const Bench *bench)
{
	g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(double)), mutts = g_array_new(FALSE, FALSE, sizeof(double));
	g_autofree char *box = mutt_box(bench, bench->small, 1000), *folder = g_strdup_printf("set folder='%s'", bench->folder);
	g_auto(GStrv) daicho = words(bench->daicho, "--ledger", bench->million, "--at", BENCH_AT, NULL);
	g_auto(GStrv) mutt = words(bench->mutt, "-n", "-F", "/dev/null", "-e", folder, "-R", "-f", box, NULL);
	for (int i = 0; i < N_STARTS; i++) {
		open_first(daicho, " P1 ", ours);
		open_first(mutt, "Mar", mutts);
	}
	table_begin("The first frame: 1,000,000 tickets, 2,000 of them open; beside mutt with 1,000 mails", "mutt: min  median    max");
	table_line(&(Line){ .what = "first frame", .unit = "ms", .ours = ours, .theirs = mutts, .percent = 50, .goal = 0.5 });
}

void
bench_peers(const Bench *bench)
{
	Lists few = fill(bench, bench->small, 1000), many = fill(bench, bench->large, 100000);
	table_begin("Whole programs, 1,000 open", "other: min  median    max");
	compare(bench, &few, add, "add", N_RUNS, 0.7, 1);
	compare(bench, &few, first, "first 50 in order", N_RUNS, 0.35, 0);
	compare(bench, &few, resolve, "done", N_RUNS, 0, 0);
	table_begin("Whole programs, 100,000 open", "other: min  median    max");
	compare(bench, &many, add, "add", N_RUNS, 0.02, 1);
	compare(bench, &many, first, "first 50 in order", N_RUNS, 0.005, 0);
	compare(bench, &many, list_all, "all", 3, 0.08, 2);
	compare(bench, &many, resolve, "done", N_RUNS, 0.01, 0);
	compare(bench, &many, find, "a common word", 3, 0.02, 0);
	if (bench->million != NULL && bench->mutt != NULL)
		compare_first_frame(bench);
	lists_clear(&few);
	lists_clear(&many);
}
