/* From a key to the last byte of its frame in a pseudo-terminal, and the bytes of the frame, on a list of 100,000; against mutt on as many mails. */
#include "bench.h"

#include <daicho/ledger.h>

#include <stdio.h>
#include <string.h>

#define N_MAILS 100000
#define N_KEYS 300

/* -- mutt on a box with a short mail for every ticket, of the same subject and from the same person -- */
static char *
encoded(const char *text)
{
	g_autofree char *base64 = g_base64_encode((const guchar *)text, strlen(text));
	return g_strdup_printf("=?UTF-8?B?%s?=", base64);
}

static void
write_mail(FILE *box, const DcTicket *ticket, int i, int n)
{
	g_autofree char *subject = encoded(ticket->title), *from = encoded(ticket->caller);
	fprintf(box, "From k@example.co.jp Tue Mar 31 00:00:00 2026\nFrom: %s <k@example.co.jp>\nTo: desk@example.co.jp\nDate: Tue, %02d Mar 2026 "
	             "%02d:%02d:00 +0900\nMessage-ID: <%d@example.co.jp>\nSubject: %s\n\nNo. %d\n\n",
	        from, 1 + (int)((gint64)i * 28 / n), i / 60 % 24, i % 60, i, subject, i);
}

char *
mutt_box(const Bench *bench, const char *ledger_path, int n)
{
	char *path = g_strdup_printf("%s/box-%d", bench->folder, n);
	FILE *box = fopen(path, "w");
	g_autoptr(DcLedger) ledger = dc_ledger_open(ledger_path, NULL);
	must(box != NULL && ledger != NULL, "%s cannot be written", path);
	for (int i = 1; i <= n; i++) {
		g_autoptr(DcTicket) ticket = dc_ledger_ticket(ledger, i, NULL);
		must(ticket != NULL, "there is no ticket %d", i);
		write_mail(box, ticket, i, n);
	}
	must(fclose(box) == 0, "%s cannot be written", path);
	return path;
}

static Console *
start_mutt(const Bench *bench)
{
	g_autofree char *box = mutt_box(bench, bench->large, N_MAILS);
	g_autofree char *folder = g_strdup_printf("set folder='%s'", bench->folder); /* it would ask for one */
	g_auto(GStrv) argv = words(bench->mutt, "-n", "-F", "/dev/null", "-e", folder, "-R", "-f", box, NULL);
	Console *console = console_new(24, 80);
	must(frames_first(console, argv, "Mar") >= 0, "mutt did not start");
	return console;
}

static Console *
start_daicho(const Bench *bench)
{
	g_auto(GStrv) argv = words(bench->daicho, "--ledger", bench->large, "--at", BENCH_AT, NULL);
	Console *console = console_new(24, 80);
	must(frames_first(console, argv, " P1 ") >= 0, "daicho did not start");
	return console;
}

/* -- the keys -- */
static const struct {
	const char *says, *first, *keys; /* `first` is pressed before, and not timed */
	int count;
	double goal_ms;
	bool mutt; /* has the same keys */
} walks[] = {
	{ "j and k, the list stands", "j", "k j", N_KEYS, FRAME_MS, true },
	{ "j, down the list", "j", "j", N_KEYS, FRAME_MS, true },
	{ "a page down", "j", "PgDn", N_KEYS, FRAME_MS, false },
	{ "to the end and back", "j", "G g", 100, FRAME_MS, false },
	{ "narrowed by a word, key by key", "/", "帳 票 Backspace Backspace", 100, BLOCKED_MS, false },
};

static void
press(Console *console, guint i, int count, Frames *frames)
{
	Frames untimed;
	frames_init(&untimed);
	must(frames_press(console, walks[i].first, 1, &untimed) && frames_press(console, walks[i].keys, count, frames), "%s: the keys do nothing", walks[i].says);
	frames_clear(&untimed);
}

static void
show(guint i, Frames *ours, Frames *theirs)
{
	g_autofree char *last = g_strdup_printf("%s, p99", walks[i].says);
	bool peer = theirs->ms->len > 0;
	table_line(&(Line){ .what = last, .unit = "ms", .ours = ours->ms, .percent = 99, .goal = walks[i].goal_ms });
	if (!peer)
		return;
	table_line(&(Line){ .what = "  beside mutt, median", .unit = "ms", .ours = ours->ms, .theirs = theirs->ms, .percent = 50, .goal = 1 });
	table_line(&(Line){ .what = "  beside mutt, p99", .unit = "ms", .ours = ours->ms, .theirs = theirs->ms, .percent = 99, .goal = 2 });
	table_line(&(Line){ .what = "  bytes a key, beside mutt", .unit = "bytes", .ours = ours->bytes, .theirs = theirs->bytes, .percent = 50, .goal = 0.7 });
}

void
bench_keys(const Bench *bench)
{
	g_autoptr(Console) mutt = bench->mutt != NULL ? start_mutt(bench) : NULL;
	table_begin("Key to the last byte of its frame, 80x24, 100,000 open; beside mutt in an mbox of 100,000 mails", "mutt: min  median    max");
	for (guint i = 0; i < G_N_ELEMENTS(walks); i++) {
		g_auto(Frames) ours, theirs;
		frames_init(&ours);
		frames_init(&theirs);
		g_autoptr(Console) console = start_daicho(bench);
		press(console, i, walks[i].count, &ours);
		must(frames_end(console), "daicho does not end");
		if (mutt != NULL && walks[i].mutt)
			press(mutt, i, walks[i].count, &theirs);
		show(i, &ours, &theirs);
	}
}
