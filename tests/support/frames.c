/* Frames of a program in a console, timed. */
#include "frames.h"

#include <signal.h>

#define FRAME_QUIET_MS 8 /* a frame has ended when nothing has come for so long */
#define FIRST_QUIET_MS 30
#define SILENT_MS 500 /* where no text says that it is there */
#define UNANSWERED_MS 1000
#define TIMEOUT_MS 60000

extern char **environ;

void
frames_init(Frames *frames)
{
	frames->ms = g_array_new(FALSE, FALSE, sizeof(double));
	frames->bytes = g_array_new(FALSE, FALSE, sizeof(double));
}

void
frames_clear(Frames *frames)
{
	g_array_unref(frames->ms);
	g_array_unref(frames->bytes);
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double
frames_percentile(GArray *values, double percent)
{
	g_array_sort(values, compare_doubles);
	guint at = (guint)(percent / 100.0 * (double)values->len);
	return values->len > 0 ? g_array_index(values, double, MIN(at, values->len - 1)) : 0.0;
}

static double
since_ms(const Console *console, gint64 start_us)
{
	gint64 last_us = 0;
	console_output(console, &last_us);
	return (double)(MAX(last_us, start_us) - start_us) / 1000.0;
}

double
frames_first(Console *console, char **argv, const char *text)
{
	gint64 start_us = g_get_monotonic_time();
	if (!console_start(console, argv, environ, NULL) || (text != NULL && !console_wait_text(console, text, true, TIMEOUT_MS)))
		return -1;
	while (console_pump(console, text == NULL ? SILENT_MS : FIRST_QUIET_MS)) {}
	return since_ms(console, start_us);
}

bool
frames_end(Console *console)
{
	console_signal(console, SIGTERM);
	return console_wait_exit(console, TIMEOUT_MS) >= 0;
}

/* One key: reads until the frame is there and the program sleeps. */
static bool
press(Console *console, const char *key, Frames *frames)
{
	console_forget_output(console);
	gint64 start_us = g_get_monotonic_time();
	if (!console_send_key(console, key))
		return false;
	if (!console_pump(console, UNANSWERED_MS))
		return console_is_running(console);
	console_settle(console, FRAME_QUIET_MS, TIMEOUT_MS);
	double ms = since_ms(console, start_us), n = (double)console_output(console, NULL)->len;
	g_array_append_val(frames->ms, ms);
	g_array_append_val(frames->bytes, n);
	return console_is_running(console);
}

bool
frames_press(Console *console, const char *keys, int count, Frames *frames)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);
	guint n_names = g_strv_length(names);
	for (int i = 0; i < count; i++)
		if (!press(console, names[(guint)i % n_names], frames))
			return false;
	return true;
}
