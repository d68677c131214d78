/* The table: the least, the median and the greatest of both sides, what is reached, and whether that is the goal. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void
broken(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *message = g_strdup_vprintf(format, args);
	va_end(args);
	fflush(stdout);
	fprintf(stderr, "bench: broken: %s\n", message);
	exit(1);
}

char **
words(const char *program, ...)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	va_list args;
	va_start(args, program);
	for (const char *word = program; word != NULL; word = va_arg(args, const char *))
		g_ptr_array_add(all, g_strdup(word));
	va_end(args);
	g_ptr_array_add(all, NULL);
	return (char **)g_ptr_array_steal(all, NULL);
}

static gint64
busy_us(void)
{
	struct timespec busy;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &busy);
	return (gint64)busy.tv_sec * G_USEC_PER_SEC + busy.tv_nsec / 1000;
}

Stopwatch
watch_start(void)
{
	return (Stopwatch){ .from_us = g_get_monotonic_time(), .busy_from_us = busy_us() };
}

void
watch_stop(Stopwatch watch, GArray *ms, GArray *busy_ms)
{
	double busy = (double)(busy_us() - watch.busy_from_us) / 1000.0, spent = (double)(g_get_monotonic_time() - watch.from_us) / 1000.0;
	g_array_append_val(ms, spent);
	if (busy_ms != NULL)
		g_array_append_val(busy_ms, busy);
}

void
table_begin(const char *title, const char *peer)
{
	printf("\n%s\n%-38s %26s %-5s%26s  %9s %9s\n", title, "", "daicho: min  median    max", "", peer, "reached", "goal");
}

static void
print_spread(GArray *values)
{
	if (values == NULL)
		printf("%26s", "");
	else
		printf("%9.2f %8.2f %7.2f", frames_percentile(values, 0), frames_percentile(values, 50), frames_percentile(values, 100));
}

static void
print_verdict(double reached, const char *unit, double goal)
{
	g_autofree char *is = g_strdup_printf("%.2f%s", reached, unit), *wanted = g_strdup_printf("<= %.4g%s", goal, unit);
	printf("  %9s %9s  %s\n", is, goal > 0 ? wanted : "", goal <= 0 ? "" : reached <= goal ? "ok" : "MISSED");
}

void
table_line(const Line *line)
{
	must(line->ours->len > 0 && (line->theirs == NULL || line->theirs->len > 0), "nothing was measured: %s", line->what);
	double reached = frames_percentile(line->ours, line->percent);
	g_autofree char *unit = g_strdup_printf(" %s", line->unit);
	printf("%-38s ", line->what);
	print_spread(line->ours);
	printf(" %-5s", line->unit);
	print_spread(line->theirs);
	if (line->theirs != NULL)
		reached /= MAX(frames_percentile(line->theirs, line->percent), 0.001);
	print_verdict(reached, line->theirs != NULL ? "x" : unit, line->goal);
}

void
table_ratio(const char *what, double reached, double goal)
{
	printf("%-38s %26s %-5s%26s", what, "", "", "");
	print_verdict(reached, "x", goal);
}
