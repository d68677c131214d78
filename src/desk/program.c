/* Programs that the operator has: what fetches mail, what sends it. Started with an argument vector, never through a shell, and not for
 * longer than they may take or the operator waits. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS 50    /* so often it is looked whether it has ended, and whether it shall */
#define GRACE_MS 2000 /* to end by itself when it is told to */
#define SAID_MAX 4096 /* bytes of what it says that are kept: the last ones */

typedef struct {
	GPid pid;
	int in, err, timer, look; /* -1: closed */
	const char *bytes;  /* still to be written to `in` */
	gsize left;
	GString *said;
	int status;
	bool late, stopped;
} Running;

/* A group of its own, so that what it has started ends with it. */
static void
lead_group(gpointer data)
{
	(void)data;
	(void)setpgid(0, 0);
	(void)signal(SIGPIPE, SIG_DFL);
}

static void
shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Returns false when it has closed its end. */
static bool
hear(Running *running)
{
	char block[1024];
	gssize n = read(running->err, block, sizeof block);
	if (n <= 0)
		return n < 0 && errno == EINTR;
	g_string_append_len(running->said, block, n);
	if (running->said->len > SAID_MAX)
		g_string_erase(running->said, 0, (gssize)(running->said->len - SAID_MAX));
	return true;
}

static void
feed(Running *running)
{
	gssize n = write(running->in, running->bytes, MIN(running->left, 4096));
	if (n < 0 && errno != EINTR && errno != EAGAIN)
		running->left = 0; /* it does not want more; its status says whether that is well */
	running->bytes += MAX(n, 0);
	running->left -= (gsize)MAX(n, 0);
	if (running->left == 0)
		shut(&running->in);
}

/* True if it has ended. */
static bool
has_ended(Running *running)
{
	return waitpid(running->pid, &running->status, WNOHANG) == running->pid;
}

/* Asked at every look, however busy it is. */
static bool
may_go_on(const DcDesk *desk, const Running *running, const char *name)
{
	guint64 n_looks;
	return read(running->look, &n_looks, sizeof n_looks) < 0 || desk->patience == NULL || desk->patience(name, desk->patience_data);
}

/* With all that it has started; at once if there is no time left. */
static void
end(Running *running, int grace_ms)
{
	kill(-running->pid, SIGTERM);
	for (int ms = 0; ms < grace_ms; ms += LOOK_MS) {
		if (has_ended(running))
			return;
		g_usleep(LOOK_MS * 1000);
	}
	kill(-running->pid, SIGKILL);
	while (waitpid(running->pid, &running->status, 0) < 0 && errno == EINTR)
		continue;
}

/* Until it has ended, also if it says nothing any more, or has left something behind that holds its standard error. */
static void
attend(const DcDesk *desk, Running *running, const char *name)
{
	if (running->left == 0)
		shut(&running->in);
	bool ended = false;
	while (!running->late && !running->stopped && !(ended = has_ended(running))) {
		struct pollfd fds[] = { { running->err, POLLIN, 0 }, { running->timer, POLLIN, 0 }, { running->in, POLLOUT, 0 }, { running->look, POLLIN, 0 } };
		if (poll(fds, G_N_ELEMENTS(fds), LOOK_MS) <= 0)
			continue;
		running->late = fds[1].revents != 0;
		running->stopped = fds[3].revents != 0 && !may_go_on(desk, running, name);
		if (running->in >= 0 && fds[2].revents != 0)
			feed(running);
		if (running->err >= 0 && fds[0].revents != 0 && !hear(running))
			shut(&running->err);
	}
	if (!ended)
		end(running, running->late ? 0 : GRACE_MS);
	struct pollfd rest = { running->err, POLLIN, 0 };
	while (running->err >= 0 && poll(&rest, 1, 0) > 0 && hear(running))
		continue;
}

static bool
set_timer(int *timer, const struct itimerspec when)
{
	*timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	return *timer >= 0 && timerfd_settime(*timer, 0, &when, NULL) == 0;
}

static bool
set_timers(Running *running, int limit_s)
{
	const struct timespec look = { .tv_nsec = LOOK_MS * 1000000L };
	return set_timer(&running->timer, (struct itimerspec){ .it_value = { .tv_sec = limit_s } }) &&
	       set_timer(&running->look, (struct itimerspec){ .it_value = look, .it_interval = look });
}

/* The last line of what it said, fit for a message. Transfer full. */
static char *
last_words(const GString *said)
{
	g_autofree char *valid = dc_text_valid(said->str, (gssize)said->len);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(valid), "\n", -1);
	guint n = g_strv_length(lines);
	return n > 0 ? dc_text_clip(lines[n - 1], 200) : g_strdup("");
}

static bool
judge_end(const Running *running, const char *name, int limit_s, GError **error)
{
	int status = running->status;
	g_autofree char *words = last_words(running->said);
	if (running->late)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s took longer than %d s and was stopped"), name, limit_s);
	else if (running->stopped && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) /* it may have been done by then */
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s was stopped before it was done"), name);
	else if (WIFSIGNALED(status))
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s was ended by signal %d: %s"), name, WTERMSIG(status), words);
	else if (WEXITSTATUS(status) != 0)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s ended with status %d: %s"), name, WEXITSTATUS(status), words);
	else
		return true;
	return false;
}

bool
program_run(const DcDesk *desk, const char *command, GBytes *input, int limit_s, GError **error)
{
	g_autoptr(GError) wrong = NULL;
	g_auto(GStrv) argv = NULL;
	gsize length = 0;
	const char *bytes = input != NULL ? g_bytes_get_data(input, &length) : NULL;
	Running running = { .in = -1, .err = -1, .timer = -1, .look = -1, .bytes = bytes, .left = length };
	GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL;
	if (!g_shell_parse_argv(command, NULL, &argv, &wrong) || !set_timers(&running, limit_s) ||
	    !g_spawn_async_with_pipes(NULL, argv, NULL, flags, lead_group, NULL, &running.pid, &running.in, NULL, &running.err, &wrong)) {
		g_autofree char *shown = dc_text_clip(command, 80), *why = dc_text_show(wrong != NULL ? wrong->message : g_strerror(errno));
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s cannot be started: %s"), shown, why);
		shut(&running.timer);
		shut(&running.look);
		return false;
	}
	running.said = g_string_new(NULL);
	g_autofree char *name = g_path_get_basename(argv[0]), *shown = dc_text_clip(name, 40);
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	attend(desk, &running, shown);
	(void)signal(SIGPIPE, before);
	bool ok = judge_end(&running, shown, limit_s, error);
	shut(&running.in);
	shut(&running.err);
	shut(&running.timer);
	shut(&running.look);
	g_string_free(running.said, TRUE);
	return ok;
}
