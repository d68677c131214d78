/* Intake of a Maildir by whole processes, until it is on disk and Japanese words are found in it: against notmuch and mu with their option for
 * CJK, on the same files, all read once before, in turn. And once more, when there is nothing new. */
#include "bench.h"

#include "../support/mails.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ROUNDS 2
#define N_MAILS 10000
#define N_FEW 1000
#define N_KNOWN 100000
#define WORD "帳票"

/* -- the boxes: made by a child, so that this process stays small -- */
static char *
make_box(const char *folder, const char *name, void (*write)(const char *path))
{
	char *path = g_build_filename(folder, name, NULL);
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		write(path);
		_exit(0);
	}
	must(child > 0 && waitpid(child, &status, 0) == child && status == 0, "%s cannot be made", path);
	return path;
}

static void
write_mails(const char *path, guint n)
{
	g_autoptr(GPtrArray) mails = mails_generate(n, 1);
	mails_write_maildir(mails, path);
}

static void
write_few(const char *path)
{
	write_mails(path, N_FEW);
}

static void
write_many(const char *path)
{
	write_mails(path, N_MAILS);
}

/* What is known already is not read again by anybody: short ones will do. */
static void
write_known(const char *path)
{
	g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (int i = 0; i < N_KNOWN; i++) {
		char *text = g_strdup_printf("From: a@example.co.jp\nDate: Tue, 31 Mar 2026 09:00:00 +0900\nMessage-ID: <%d@example.co.jp>\nSubject: mail %d\n\n" WORD "\n", i, i);
		g_ptr_array_add(mails, g_bytes_new_take(text, strlen(text)));
	}
	mails_write_maildir(mails, path);
}

/* -- runs -- */
/* Everybody finds the files in memory. */
static void
warm(const char *box)
{
	g_auto(GStrv) argv = words("/bin/sh", "-c", "cat \"$0\"/*/* >/dev/null || find \"$0\" -type f -exec cat {} + >/dev/null", box, NULL);
	int status = 0;
	must(g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL) && status == 0, "%s cannot be read", box);
}

static void
must_find(char **argv)
{
	g_autofree char *found = NULL;
	int status = 0;
	must(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &found, NULL, &status, NULL) && status == 0 && strlen(found) > 0 &&
	         !g_str_equal(found, "0\n"), "%s does not find " WORD, argv[0]);
}

typedef void (*TakeInFn)(const Bench *bench, const char *box, const char *place, Taken *first, Taken *again);

static void
by_daicho(const Bench *bench, const char *box, const char *place, Taken *first, Taken *again)
{
	g_autofree char *ledger = g_build_filename(place, "ledger.db", NULL);
	g_auto(GStrv) intake = words(bench->daicho, "--ledger", ledger, "--at", BENCH_AT, "intake", box, NULL);
	g_auto(GStrv) find = words(bench->daicho, "--ledger", ledger, "--at", BENCH_AT, "search", "--mail", WORD, NULL);
	take(intake, first);
	must_find(find);
	if (again != NULL)
		take(intake, again);
}

static void
by_notmuch(const Bench *bench, const char *box, const char *place, Taken *first, Taken *again)
{
	g_autofree char *config = g_build_filename(place, "config", NULL), *database = g_build_filename(place, "database", NULL);
	g_autofree char *text = g_strdup_printf("[database]\nmail_root=%s\npath=%s\n[user]\nname=a\nprimary_email=a@example.co.jp\n", box, database);
	g_auto(GStrv) new = words("notmuch", "--config", config, "new", "--quiet", NULL), find = words("notmuch", "--config", config, "count", WORD, NULL);
	(void)bench;
	must(g_file_set_contents(config, text, -1, NULL) && g_mkdir(database, 0700) == 0, "%s cannot be written", place);
	take(new, first);
	must_find(find);
	if (again != NULL)
		take(new, again);
}

static void
by_mu(const Bench *bench, const char *box, const char *place, Taken *first, Taken *again)
{
	g_autofree char *home = g_strdup_printf("--muhome=%s", place);
	g_auto(GStrv) init = words("mu", "init", home, "-m", box, "-q", NULL), find = words("mu", "find", home, WORD, NULL);
	g_auto(GStrv) index = words("mu", "index", home, "-q", NULL);
	(void)bench;
	take(init, NULL);
	take(index, first);
	must_find(find);
	if (again != NULL)
		take(index, again);
}

/* Into something fresh. */
static void
take_in(const Bench *bench, TakeInFn by, const char *box, Taken *first, Taken *again)
{
	g_autofree char *place = g_build_filename(bench->folder, "taken", NULL);
	must(g_mkdir(place, 0700) == 0, "%s cannot be made", place);
	warm(box);
	by(bench, box, place, first, again);
	remove_all(place);
}

/* -- what is shown -- */
static void
show_memory(const Taken *ours, const Taken *theirs)
{
	table_line(&(Line){ .what = "peak memory", .unit = "MB", .ours = ours->mb, .theirs = theirs != NULL ? theirs->mb : NULL, .percent = 50, .goal = theirs != NULL ? 0.2 : 0 });
}

static void
bench_many(const Bench *bench, bool notmuch, bool mu)
{
	Taken few = taken_new(), ours = taken_new(), of_notmuch = taken_new(), of_mu = taken_new();
	g_autofree char *small = make_box(bench->folder, "few", write_few), *box = make_box(bench->folder, "many", write_many);
	take_in(bench, by_daicho, small, &few, NULL);
	for (int i = 0; i < N_ROUNDS; i++) {
		take_in(bench, by_daicho, box, &ours, NULL);
		if (notmuch)
			take_in(bench, by_notmuch, box, &of_notmuch, NULL);
		if (mu)
			take_in(bench, by_mu, box, &of_mu, NULL);
	}
	table_begin("Intake of a Maildir of 10,000 mails, with a search index", "notmuch: min  median    max");
	taken_show("10,000 mails", &ours, notmuch ? &of_notmuch : NULL, 0.2);
	table_begin("The same", "mu: min  median    max");
	taken_show("10,000 mails", &ours, mu ? &of_mu : NULL, 0.5);
	show_memory(&ours, mu ? &of_mu : NULL);
	table_ratio("peak memory, 10,000 mails to 1,000", frames_percentile(ours.mb, 50) / frames_percentile(few.mb, 50), 1.25);
	taken_clear(&few);
	taken_clear(&ours);
	taken_clear(&of_notmuch);
	taken_clear(&of_mu);
	remove_all(small);
	remove_all(box);
}

static void
bench_known(const Bench *bench, bool mu)
{
	Taken ours = taken_new(), of_mu = taken_new();
	g_autofree char *box = make_box(bench->folder, "known", write_known);
	take_in(bench, by_daicho, box, NULL, &ours);
	if (mu)
		take_in(bench, by_mu, box, NULL, &of_mu);
	table_begin("Intake of a Maildir of 100,000 mails, all of them known", "mu: min  median    max");
	taken_show("nothing new in 100,000", &ours, mu ? &of_mu : NULL, 0.5);
	taken_clear(&ours);
	taken_clear(&of_mu);
	remove_all(box);
}

void
bench_intake(const Bench *bench)
{
	bool notmuch = is_there("notmuch"), mu = is_there("mu");
	g_setenv("XAPIAN_CJK_NGRAM", "1", TRUE); /* without it neither finds a Japanese word */
	bench_many(bench, notmuch, mu);
	bench_known(bench, mu);
}
