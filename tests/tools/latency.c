/* How long from a key to the last byte of its frame, and how many bytes; prints JSON. See tests/screens/README.md. */
#include "../support/frames.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

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
		{ 0 },
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
	g_auto(Frames) frames;
	frames_init(&frames);
	double first_ms = frames_first(console, program, text);
	if (first_ms < 0 || !frames_press(console, keys, count, &frames)) {
		fprintf(stderr, "latency: %s\n", first_ms < 0 ? "its first frame did not appear" : "the program has ended, or there is no such key");
		return 1;
	}
	frames_end(console);
	printf("{\"keys\": \"%s\", \"frames\": %u, \"ms_p50\": %.3f, \"ms_p99\": %.3f, \"ms_max\": %.3f, ", keys, frames.ms->len, frames_percentile(frames.ms, 50),
	       frames_percentile(frames.ms, 99), frames_percentile(frames.ms, 100));
	printf("\"bytes_p50\": %.0f, \"bytes_p99\": %.0f, \"first_ms\": %.3f}\n", frames_percentile(frames.bytes, 50), frames_percentile(frames.bytes, 99), first_ms);
	return 0;
}
