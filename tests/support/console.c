/* A program in a pseudo-terminal. See console.h. */
#include "console.h"

#include "keycode.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#define LOOKS_US 4000 /* between two looks at a program that rests, when nothing is in the way */
#define CHUNK 16384 /* libvterm 0.1 loses track above 64 KiB a call */

struct _Console {
	int rows, cols;
	int master, slave; /* -1: closed. The slave is kept open to see whether keys have been read */
	pid_t pid;         /* 0: nothing runs */
	int status;        /* of the last one that ended, as a shell counts */
	VTerm *vterm;
	VTermScreen *screen;
	bool cursor_visible;
	VTermPos cursor;
	GString *output;
	gint64 last_us;
};

static int
on_move_cursor(VTermPos position, VTermPos before, int visible, void *user)
{
	Console *console = user;
	(void)before;
	(void)visible;
	console->cursor = position;
	return 1;
}

static int
on_property(VTermProp property, VTermValue *value, void *user)
{
	Console *console = user;
	if (property == VTERM_PROP_CURSORVISIBLE)
		console->cursor_visible = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .movecursor = on_move_cursor, .settermprop = on_property };

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
open_screen(Console *console)
{
	if (console->vterm != NULL)
		vterm_free(console->vterm);
	console->vterm = vterm_new(console->rows, console->cols);
	vterm_set_utf8(console->vterm, 1);
	console->screen = vterm_obtain_screen(console->vterm);
	vterm_screen_enable_altscreen(console->screen, 1);
	vterm_screen_set_callbacks(console->screen, &callbacks, console);
	console->cursor_visible = true;
	vterm_screen_reset(console->screen, 1);
}

Console *
console_new(int rows, int cols)
{
	Console *console = g_new0(Console, 1);
	console->rows = rows;
	console->cols = cols;
	console->master = console->slave = -1;
	console->output = g_string_new(NULL);
	open_screen(console);
	return console;
}

void
console_free(Console *console)
{
	if (console == NULL)
		return;
	if (console_is_running(console)) {
		kill(console->pid, SIGKILL);
		console_wait_exit(console, 5000);
	}
	close_fd(&console->master);
	close_fd(&console->slave);
	vterm_free(console->vterm);
	g_string_free(console->output, TRUE);
	g_free(console);
}

static G_GNUC_NORETURN void
run_child(const Console *console, char **argv, char **environment)
{
	login_tty(console->slave); /* a session of its own, with this as its terminal */
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvpe(argv[0], argv, environment);
	_exit(127);
}

bool
console_start(Console *console, char **argv, char **environment, GError **error)
{
	struct winsize size = { .ws_row = (unsigned short)console->rows, .ws_col = (unsigned short)console->cols };
	close_fd(&console->master);
	close_fd(&console->slave);
	open_screen(console);
	console_forget_output(console);
	if (openpty(&console->master, &console->slave, NULL, NULL, &size) != 0 || (console->pid = fork()) < 0) {
		g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "no pseudo-terminal: %s", g_strerror(errno));
		console->pid = 0;
		return false;
	}
	if (console->pid == 0) {
		close(console->master);
		run_child(console, argv, environment);
	}
	fcntl(console->master, F_SETFD, FD_CLOEXEC);
	fcntl(console->slave, F_SETFD, FD_CLOEXEC);
	return true;
}

static int
shell_status(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool
console_is_running(Console *console)
{
	int status = 0;
	if (console->pid != 0 && waitpid(console->pid, &status, WNOHANG) == console->pid) {
		console->pid = 0;
		console->status = shell_status(status);
	}
	return console->pid != 0;
}

/* Answers of the terminal (what it is, where its cursor is) go back to the program. */
static void
send_answers(Console *console)
{
	char answer[256];
	gsize n = 0;
	while ((n = vterm_output_read(console->vterm, answer, sizeof answer)) > 0)
		console_send(console, answer, n);
}

bool
console_pump(Console *console, int timeout_ms)
{
	char bytes[CHUNK];
	struct pollfd watched = { .fd = console->master, .events = POLLIN };
	if (console->master < 0 || poll(&watched, 1, timeout_ms) <= 0 || (watched.revents & POLLIN) == 0)
		return false;
	ssize_t n = read(console->master, bytes, sizeof bytes);
	if (n <= 0)
		return false;
	console->last_us = g_get_monotonic_time();
	g_string_append_len(console->output, bytes, n);
	vterm_input_write(console->vterm, bytes, (gsize)n);
	send_answers(console);
	return true;
}

void
console_send(Console *console, const char *bytes, gsize length)
{
	while (length > 0 && console->master >= 0) {
		struct pollfd watched = { .fd = console->master, .events = POLLOUT };
		ssize_t n = poll(&watched, 1, 1000) > 0 && (watched.revents & POLLOUT) != 0 ? write(console->master, bytes, MIN(length, 1024)) : -1;
		if (n <= 0 && !console_pump(console, 100) && !console_is_running(console))
			return;
		bytes += MAX(n, 0);
		length -= (gsize)MAX(n, 0);
	}
}

bool
console_send_key(Console *console, const char *key)
{
	g_autofree char *bytes = keycode(key);
	if (bytes == NULL)
		return false;
	console_send(console, bytes, strlen(bytes));
	return true;
}

void
console_resize(Console *console, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	console->rows = rows;
	console->cols = cols;
	vterm_set_size(console->vterm, rows, cols);
	vterm_screen_flush_damage(console->screen);
	if (console->master >= 0)
		ioctl(console->master, TIOCSWINSZ, &size);
}

void
console_signal(Console *console, int number)
{
	if (console_is_running(console))
		kill(console->pid, number);
}

void
console_hang_up(Console *console)
{
	close_fd(&console->slave);
	close_fd(&console->master);
}

/* -- waiting -- */

/* The program sleeps and has read every key. What was sent waits in the kernel for a worker that hands it on, and until then no one sees
 * that it is there: on a busy machine this takes longer than any rest. poll() hands it on at once. */
static bool
is_waiting(const Console *console)
{
	int n_unread = 0;
	struct pollfd keys = { .fd = console->slave, .events = POLLIN };
	if (console->slave >= 0)
		(void)poll(&keys, 1, 0);
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)console->pid);
	g_autofree char *stat = NULL;
	if (console->slave >= 0 && ioctl(console->slave, FIONREAD, &n_unread) == 0 && n_unread > 0)
		return false;
	if (!g_file_get_contents(path, &stat, NULL, NULL))
		return true;
	const char *after_name = strrchr(stat, ')');
	return after_name != NULL && strchr("STZ", after_name[2]) != NULL;
}

/* Only rest that was seen counts: when this program itself had to wait for a processor, the other may have read its key just now. */
bool
console_settle(Console *console, int quiet_ms, int timeout_ms)
{
	gint64 before = g_get_monotonic_time(), deadline = before + timeout_ms * G_GINT64_CONSTANT(1000), quiet_us = 0;
	for (;;) {
		bool running = console_is_running(console), wrote = console_pump(console, 2);
		bool rests = !wrote && (!running || is_waiting(console));
		gint64 now = g_get_monotonic_time();
		quiet_us = rests ? quiet_us + MIN(now - before, LOOKS_US) : 0;
		before = now;
		if (rests && (!running || quiet_us >= quiet_ms * G_GINT64_CONSTANT(1000)))
			return true;
		if (now >= deadline)
			return false;
	}
}

bool
console_wait_text(Console *console, const char *text, bool there, int timeout_ms)
{
	gint64 deadline = g_get_monotonic_time() + timeout_ms * G_GINT64_CONSTANT(1000);
	for (;;) {
		g_autofree char *picture = console_picture(console, false);
		if ((strstr(picture, text) != NULL) == there)
			return true;
		if (g_get_monotonic_time() >= deadline)
			return false;
		if (!console_pump(console, 20) && !console_is_running(console) && !console_pump(console, 0))
			deadline = 0; /* nothing more will come: one last look */
	}
}

int
console_wait_exit(Console *console, int timeout_ms)
{
	gint64 deadline = g_get_monotonic_time() + timeout_ms * G_GINT64_CONSTANT(1000);
	while (console_is_running(console) && g_get_monotonic_time() < deadline)
		if (!console_pump(console, 5) && console->master < 0)
			g_usleep(5000);
	while (console_pump(console, 0)) {}
	return console->pid != 0 ? -1 : console->status;
}

/* -- looking -- */

const GString *
console_output(const Console *console, gint64 *last_us)
{
	if (last_us != NULL)
		*last_us = console->last_us;
	return console->output;
}

void
console_forget_output(Console *console)
{
	g_string_truncate(console->output, 0);
}

static char
mark_of(const VTermScreenCell *cell)
{
	static const char marks[] = " ~=#_%+@"; /* reverse 1, bold 2, underline 4 */
	unsigned index = (cell->attrs.reverse ? 1U : 0U) | (cell->attrs.bold ? 2U : 0U) | (cell->attrs.underline ? 4U : 0U);
	return marks[index];
}

static void
append_cell(GString *line, const VTermScreenCell *cell)
{
	if (cell->chars[0] == 0)
		g_string_append_c(line, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++)
		if (cell->chars[i] != (uint32_t)-1) /* the second half of a wide character */
			g_string_append_unichar(line, cell->chars[i]);
}

static void
append_trimmed(GString *picture, GString *line)
{
	while (line->len > 0 && line->str[line->len - 1] == ' ')
		g_string_truncate(line, line->len - 1);
	g_string_append_printf(picture, "%s\n", line->str);
	g_string_truncate(line, 0);
}

static void
append_row(Console *console, int row, bool looks, GString *picture)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GString) marks = g_string_new(NULL);
	for (int col = 0; col < console->cols; col++) {
		VTermScreenCell cell;
		vterm_screen_get_cell(console->screen, (VTermPos){ .row = row, .col = col }, &cell);
		append_cell(line, &cell);
		bool is_tail = cell.chars[0] == (uint32_t)-1 && marks->len > 0;
		g_string_append_c(marks, is_tail ? marks->str[marks->len - 1] : mark_of(&cell));
	}
	append_trimmed(picture, line);
	if (looks && strspn(marks->str, " ") < marks->len)
		append_trimmed(picture, marks);
}

char *
console_picture(Console *console, bool looks)
{
	GString *picture = g_string_new(NULL);
	for (int row = 0; row < console->rows; row++)
		append_row(console, row, looks, picture);
	while (picture->len > 1 && g_str_has_suffix(picture->str, "\n\n"))
		g_string_truncate(picture, picture->len - 1);
	if (strcmp(picture->str, "\n") == 0)
		g_string_truncate(picture, 0);
	if (console->cursor_visible)
		g_string_append_printf(picture, "cursor: row %d column %d\n", console->cursor.row + 1, console->cursor.col + 1);
	return g_string_free(picture, FALSE);
}
