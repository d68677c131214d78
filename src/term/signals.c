/* Signals. A handler may do next to nothing, so those that ask for something only leave a note in a pipe; those of a crash set the
 * terminal back with calls that are allowed there, and then let the crash happen. The state is the process's, as signals are. */
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const struct {
	int number;
	char note; /* what the handler writes; 0: a crash */
} caught[] = {
	{ SIGTERM, 'x' }, { SIGHUP, 'x' }, { SIGINT, 'x' }, { SIGQUIT, 'x' }, { SIGWINCH, 'w' }, { SIGTSTP, 'z' }, { SIGCONT, 'c' },
	{ SIGSEGV, 0 },   { SIGBUS, 0 },   { SIGFPE, 0 },   { SIGILL, 0 },    { SIGABRT, 0 },    { SIGTRAP, 0 },   { SIGSYS, 0 },
};

#define N_CAUGHT G_N_ELEMENTS(caught)
#define RESCUE_BYTES 512
#define STACK_BYTES 65536 /* for a crash that has used up its own */

static struct {
	int pipe[2];
	struct sigaction before[N_CAUGHT];
	char rescue[RESCUE_BYTES];
	gsize n_rescue;
	struct termios modes; /* of the terminal, before we had it */
	bool has_modes;
	void *stack;
} state = { .pipe = { -1, -1 } };

static int
find_caught(int number)
{
	for (int i = 0; i < (int)N_CAUGHT; i++)
		if (caught[i].number == number)
			return i;
	return -1;
}

static void
on_note(int number)
{
	int saved = errno, i = find_caught(number);
	ssize_t written = write(state.pipe[1], &caught[i].note, 1); /* a full pipe holds notes enough */
	(void)written;
	errno = saved;
}

static void
on_crash(int number)
{
	int i = find_caught(number);
	ssize_t written = write(STDOUT_FILENO, state.rescue, state.n_rescue);
	(void)written;
	if (state.has_modes)
		tcsetattr(STDIN_FILENO, TCSANOW, &state.modes);
	sigaction(number, &state.before[i], NULL);
	raise(number);
}

static void
catch_one(int i)
{
	struct sigaction action = { .sa_handler = caught[i].note != 0 ? on_note : on_crash };
	sigemptyset(&action.sa_mask);
	action.sa_flags = caught[i].note != 0 ? SA_RESTART : (int)(SA_ONSTACK | SA_NODEFER);
	sigaction(caught[i].number, &action, &state.before[i]);
}

bool
signals_catch(const char *rescue)
{
	if (!g_unix_open_pipe(state.pipe, FD_CLOEXEC, NULL))
		return false;
	g_unix_set_fd_nonblocking(state.pipe[0], TRUE, NULL);
	g_unix_set_fd_nonblocking(state.pipe[1], TRUE, NULL);
	g_strlcpy(state.rescue, rescue, sizeof state.rescue);
	state.n_rescue = strlen(state.rescue);
	state.has_modes = tcgetattr(STDIN_FILENO, &state.modes) == 0;

	stack_t stack = { 0 };
	if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE) != 0) { /* a sanitizer brings its own */
		state.stack = g_malloc(STACK_BYTES);
		stack = (stack_t){ .ss_sp = state.stack, .ss_size = STACK_BYTES };
		sigaltstack(&stack, NULL);
	}
	for (int i = 0; i < (int)N_CAUGHT; i++)
		catch_one(i);
	return true;
}

void
signals_release(void)
{
	for (int i = 0; i < (int)N_CAUGHT; i++)
		sigaction(caught[i].number, &state.before[i], NULL);
	if (state.stack != NULL) {
		stack_t none = { .ss_flags = SS_DISABLE };
		sigaltstack(&none, NULL);
		g_clear_pointer(&state.stack, g_free);
	}
	close(state.pipe[0]);
	close(state.pipe[1]);
	state.pipe[0] = state.pipe[1] = -1;
}

int
signals_fd(void)
{
	return state.pipe[0];
}

Signals
signals_take(void)
{
	Signals taken = { false, false, false, false };
	char notes[64];
	ssize_t n = 0;
	while ((n = read(state.pipe[0], notes, sizeof notes)) > 0)
		for (ssize_t i = 0; i < n; i++) {
			taken.closed |= notes[i] == 'x';
			taken.resized |= notes[i] == 'w';
			taken.stopped |= notes[i] == 'z';
			taken.continued |= notes[i] == 'c';
		}
	return taken;
}

void
signals_lend(bool on)
{
	static const int lent[] = { SIGINT, SIGQUIT, SIGTSTP };
	for (guint i = 0; i < G_N_ELEMENTS(lent); i++) {
		struct sigaction action = { .sa_handler = lent[i] == SIGTSTP ? SIG_DFL : SIG_IGN };
		if (!on)
			action = (struct sigaction){ .sa_handler = on_note, .sa_flags = SA_RESTART };
		sigemptyset(&action.sa_mask);
		sigaction(lent[i], &action, NULL);
	}
}
