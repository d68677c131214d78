/* What takes long says on the terminal how far it is and how long it will take; Esc, ^C or another signal that asks to leave stops it, with the
 * program that it waits for. Nothing is shown of what is done within a second, and nothing where nobody watches. */
#include "cli.h"

#include <daicho/instant.h>
#include <daicho/lang.h>
#include <daicho/text.h>

#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define WHAT_COLS 40
#define ESCAPE 0x1B

static const int leaving[] = { SIGINT, SIGTERM, SIGHUP };

struct _Progress {
	DcDesk *desk;
	DcClock *clock; /* the system's: --at stands still */
	DcInstant since, shown_at;
	gint64 done;
	int width;      /* of the line that stands there */
	bool watched, keys, stopped;
	struct termios before; /* how the terminal was, if `keys` */
	struct sigaction were[G_N_ELEMENTS(leaving)];
};

static volatile sig_atomic_t interrupted;

static void
note_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

/* Keys one by one; what was typed before is not thrown away. */
static void
listen(Progress *progress)
{
	progress->keys = progress->watched && tcgetpgrp(STDIN_FILENO) == getpgrp() && tcgetattr(STDIN_FILENO, &progress->before) == 0;
	if (!progress->keys)
		return;
	struct termios raw = progress->before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

/* What was ignored stays so: nohup, or a shell that runs it in the background. */
static void
note_signals(Progress *progress)
{
	const struct sigaction note = { .sa_handler = note_interrupt };
	interrupted = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(leaving); i++) {
		sigaction(leaving[i], NULL, &progress->were[i]);
		if (progress->were[i].sa_handler != SIG_IGN)
			sigaction(leaving[i], &note, NULL);
	}
}

static bool
is_stopped(const Progress *progress)
{
	struct pollfd keys = { .fd = STDIN_FILENO, .events = POLLIN };
	char typed[64];
	if (interrupted)
		return true;
	if (!progress->keys || poll(&keys, 1, 0) <= 0)
		return false;
	gssize n = read(STDIN_FILENO, typed, sizeof typed);
	return n > 0 && memchr(typed, ESCAPE, (gsize)n) != NULL;
}

static bool
is_waited_for(const char *program, gpointer data)
{
	Progress *progress = data;
	(void)program;
	progress->stopped = progress->stopped || is_stopped(progress);
	return !progress->stopped;
}

Progress *
progress_begin(DcDesk *desk)
{
	Progress *progress = g_new0(Progress, 1);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	progress->clock = dc_clock_new(NULL, zone, NULL);
	progress->since = progress->shown_at = dc_clock_now(progress->clock);
	progress->watched = isatty(STDERR_FILENO);
	progress->desk = desk;
	listen(progress);
	note_signals(progress);
	dc_desk_set_patience(desk, is_waited_for, progress);
	return progress;
}

static void
show(Progress *progress, const char *line)
{
	int width = dc_text_width(line);
	fprintf(stderr, "\r%s%*s", line, MAX(progress->width - width, 0), "");
	progress->width = width;
}

static void
tell(Progress *progress, const char *what, gint64 done, gint64 total, DcInstant now)
{
	g_autofree char *shown = dc_text_clip(what, WHAT_COLS);
	g_autofree char *line = g_strdup_printf(_("%s  %d%%  about %" PRId64 " s more  Esc stops"), shown, (int)(done * 100 / total),
	                                        (now - progress->since) * (total - done) / done);
	show(progress, line);
	progress->shown_at = now;
}

bool
progress_step(const char *what, gint64 done, gint64 total, gpointer data)
{
	Progress *progress = data;
	DcInstant now = progress->watched ? dc_clock_now(progress->clock) : progress->shown_at;
	if (progress->done == 0 || done < progress->done) /* it begins, or the next box does */
		progress->since = now;
	progress->done = done;
	if (now != progress->shown_at && now > progress->since && done < total)
		tell(progress, what, done, total, now);
	return is_waited_for(what, progress);
}

void
progress_end(Progress *progress)
{
	if (progress->width > 0) {
		show(progress, "");
		fputc('\r', stderr);
	}
	if (progress->keys)
		tcsetattr(STDIN_FILENO, TCSANOW, &progress->before);
	for (gsize i = 0; i < G_N_ELEMENTS(leaving); i++)
		sigaction(leaving[i], &progress->were[i], NULL);
	dc_desk_set_patience(progress->desk, NULL, NULL);
	dc_clock_free(progress->clock);
	g_free(progress);
}
