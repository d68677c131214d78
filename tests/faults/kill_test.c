/* kill -9 at any moment: what was acknowledged is there, and the ledger is well. Each kill hits a process that applies changes, takes some
 * back, tidies up, and says after each call which number it has got. */
#include "../support/place.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_KILLS 60
#define N_KILLS_WHILE_OPENING 40

/* -- the process that is killed -- */
static void
say(int fd, DcTicketNo no)
{
	if (write(fd, &no, sizeof no) != sizeof no)
		_exit(1);
}

static G_GNUC_NORETURN void
work(const char *path, int fd)
{
	DcLedger *ledger = dc_ledger_open(path, NULL);
	if (ledger == NULL)
		_exit(1);
	dc_ledger_set_judge(ledger, place_judge, "rules", NULL);
	for (int i = 0;; i++) {
		g_autofree char *title = g_strdup_printf("call %d", i);
		DcTicketNo no = place_call(ledger, title, NULL);
		if (no == 0)
			_exit(1);
		say(fd, no);
		if (i % 3 == 0 && dc_ledger_undo(ledger, PLACE_NOW, NULL, NULL)) {
			if (!dc_ledger_redo(ledger, PLACE_NOW, NULL, NULL))
				_exit(1);
		}
		if (i % 7 == 0)
			dc_ledger_idle(ledger);
		if (i % 11 == 0 && !dc_ledger_rank(ledger, PLACE_NOW + i, NULL, NULL))
			_exit(1);
	}
}

static pid_t
start(const char *path, int *fd)
{
	int ends[2];
	g_assert_cmpint(pipe(ends), ==, 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		work(path, ends[1]);
	}
	close(ends[1]);
	*fd = ends[0];
	return child;
}

/* One in four is killed while it opens the ledger or makes its first call; the rest in the middle of their work. */
static void
wait_for_work(int fd, GArray *said)
{
	DcTicketNo no;
	if (read(fd, &no, sizeof no) == sizeof no)
		g_array_append_val(said, no);
}

static void
kill_after(pid_t child, int microseconds)
{
	int status;
	g_usleep((gulong)microseconds);
	g_assert_cmpint(kill(child, SIGKILL), ==, 0);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFSIGNALED(status)); /* it did not end by itself */
}

/* Numbers that were said: appended. */
static void
listen_to(int fd, GArray *said)
{
	DcTicketNo no;
	while (read(fd, &no, sizeof no) == sizeof no)
		g_array_append_val(said, no);
	close(fd);
}

/* -- what is left -- */
/* The call that was said last may have been in the middle of being taken back; nothing else may be missing. */
static void
assert_there(DcLedger *ledger, const GArray *said, guint from)
{
	guint n_lost = 0;
	for (guint i = from; i < said->len; i++) {
		DcTicketNo no = g_array_index(said, DcTicketNo, i);
		g_autoptr(DcTicket) ticket = dc_ledger_read(ledger, DC_ENTITY_TICKET, no, NULL);
		if (ticket == NULL && i + 1 == said->len) {
			g_assert_true(dc_ledger_redo(ledger, PLACE_NOW, NULL, NULL));
			ticket = dc_ledger_read(ledger, DC_ENTITY_TICKET, no, NULL);
		}
		n_lost += ticket == NULL;
	}
	g_assert_cmpuint(n_lost, ==, 0);
}

static void
test_nothing_acknowledged_is_lost(void)
{
	Place place;
	place_begin(&place);
	g_clear_pointer(&place.ledger, dc_ledger_close);
	g_autoptr(GArray) said = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	for (int i = 0; i < N_KILLS; i++) {
		int fd;
		guint before = said->len;
		pid_t child = start(place.path, &fd);
		if (i % 4 > 0)
			wait_for_work(fd, said);
		kill_after(child, g_test_rand_int_range(0, 60000));
		listen_to(fd, said);
		place_reopen(&place);
		assert_there(place.ledger, said, before);
		g_clear_pointer(&place.ledger, dc_ledger_close);
	}
	place_reopen(&place);
	assert_there(place.ledger, said, 0);
	dc_ledger_set_judge(place.ledger, place_judge, "rules", NULL);
	g_assert_true(dc_ledger_rank(place.ledger, PLACE_NOW, NULL, NULL));
	place_assert_well(&place);
	g_test_message("%u calls acknowledged, %d kills", said->len, N_KILLS);
	place_end(&place);
}

/* Killed while the file is being made: the next one makes it. */
static void
test_while_opening(void)
{
	for (int i = 0; i < N_KILLS_WHILE_OPENING; i++) {
		g_autofree char *folder = place_folder();
		Place place = { .folder = g_strdup(folder), .path = g_build_filename(folder, "ledger.db", NULL) };
		int fd;
		pid_t child = start(place.path, &fd);
		kill_after(child, g_test_rand_int_range(0, 15000));
		close(fd);
		place_reopen(&place);
		place_assert_well(&place);
		place_end(&place);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/faults/kill/nothing-acknowledged-is-lost", test_nothing_acknowledged_is_lost);
	g_test_add_func("/faults/kill/while-opening", test_while_opening);
	return g_test_run();
}
