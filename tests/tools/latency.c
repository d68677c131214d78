/* How long from a key to the last byte of its frame, and how many bytes. For tests/bench; prints JSON. See tests/screens/README.md. */
#include "../support/console.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_QUIET_MS 8 /* a frame has ended when nothing has come for so long */
#define UNANSWERED_MS 1000
#define TIMEOUT_MS 60000

extern char **environ;

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The value below which `percent` of them lie; 0 if there are none. Sorts. */
static double
percentile(GArray *values, double percent)
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

/* One key: reads until the frame is there and the program sleeps. A key that changes nothing is not counted. False if the program has
 * ended. */
static bool
measure(Console *console, const char *key, GArray *times, GArray *bytes)
{
	console_forget_output(console);
	gint64 start_us = g_get_monotonic_time();
	if (!console_send_key(console, key))
		return false;
	if (!console_pump(console, UNANSWERED_MS))
		return console_is_running(console);
	console_settle(console, FRAME_QUIET_MS, TIMEOUT_MS);
	double ms = since_ms(console, start_us), n = (double)console_output(console, NULL)->len;
	g_array_append_val(times, ms);
	g_array_append_val(bytes, n);
	return console_is_running(console);
}

static bool
measure_keys(Console *console, const char *keys, int count)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double)), bytes = g_array_new(FALSE, FALSE, sizeof(double));
	guint n_names = g_strv_length(names);
	for (int i = 0; i < count; i++)
		if (!measure(console, names[(guint)i % n_names], times, bytes)) {
			fprintf(stderr, "latency: the program has ended, or there is no key %s\n", names[(guint)i % n_names]);
			return false;
		}
	printf("\"keys\": \"%s\", \"frames\": %u, \"ms_p50\": %.3f, \"ms_p99\": %.3f, \"ms_max\": %.3f, \"bytes_p50\": %.0f, \"bytes_p99\": %.0f", keys, times->len,
	       percentile(times, 50), percentile(times, 99), percentile(times, 100), percentile(bytes, 50), percentile(bytes, 99));
	return true;
}

int
main(int argc, char **argv)
{
	g_autofree char *size = g_strdup("80x24"), *keys = g_strdup("j"), *text = NULL;
	int count = 200, rows = 24, cols = 80;
	const GOptionEntry options[] = {
		{ "size", 0, 0, G_OPTION_ARG_STRING, &size, "columns x rows", "80x24" },
		{ "keys", 0, 0, G_OPTION_ARG_STRING, &keys, "pressed in turn", "NAMES" },
		{ "count", 0, 0, G_OPTION_ARG_INT, &count, "how many keys", "N" },
		{ "wait", 0, 0, G_OPTION_ARG_STRING, &text, "the first frame shows this", "TEXT" },
		{ NULL },
	};
	g_autoptr(GOptionContext) context = g_option_context_new("PROGRAM ARGS");
	g_autoptr(GError) error = NULL;
	setlocale(LC_ALL, "");
	signal(SIGPIPE, SIG_IGN);
	g_option_context_add_main_entries(context, options, NULL);
	g_option_context_set_strict_posix(context, TRUE);
	if (!g_option_context_parse(context, &argc, &argv, &error) || argc < 2 || sscanf(size, "%dx%d", &cols, &rows) != 2) {
		fprintf(stderr, "latency: %s\n", error != NULL ? error->message : "no program");
		return 2;
	}
	char **program = argv + (argc > 2 && strcmp(argv[1], "--") == 0 ? 2 : 1);
	g_autoptr(Console) console = console_new(rows, cols);
	gint64 start_us = g_get_monotonic_time();
	if (!console_start(console, program, environ, &error)) {
		fprintf(stderr, "latency: %s\n", error->message);
		return 1;
	}
	bool is_there = text == NULL || console_wait_text(console, text, true, TIMEOUT_MS);
	while (console_pump(console, text == NULL ? 500 : 30)) {}
	double first_ms = since_ms(console, start_us);
	printf("{");
	bool measured = is_there && measure_keys(console, keys, count);
	printf("%s\"first_ms\": %.3f}\n", measured ? ", " : "", first_ms);
	if (!is_there)
		fprintf(stderr, "latency: \"%s\" did not appear\n", text);
	return measured ? 0 : 1;
}
