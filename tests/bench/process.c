/* Whole processes: what they take, until they have ended. */
#include "bench.h"

#include <stdio.h>

Taken
taken_new(void)
{
	return (Taken){ g_array_new(FALSE, FALSE, sizeof(double)), g_array_new(FALSE, FALSE, sizeof(double)), g_array_new(FALSE, FALSE, sizeof(double)) };
}

void
taken_clear(Taken *taken)
{
	g_array_unref(taken->ms);
	g_array_unref(taken->busy_ms);
	g_array_unref(taken->mb);
}

void
take(char **argv, Taken *taken)
{
	g_autofree char *measure = g_strdup_printf("%s/tests/bench/measure", g_getenv("DAICHO_BUILD")), *printed = NULL;
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	double ms, busy_ms, mb;
	int status = 0;
	g_ptr_array_add(all, measure);
	for (char **word = argv; *word != NULL; word++)
		g_ptr_array_add(all, *word);
	g_ptr_array_add(all, NULL);
	must(g_spawn_sync(NULL, (char **)all->pdata, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &printed, NULL, &status, NULL) && status == 0 &&
	         sscanf(printed, "%lf %lf %lf", &ms, &busy_ms, &mb) == 3, "%s %s does not run", argv[0], argv[1]);
	if (taken == NULL)
		return;
	g_array_append_val(taken->ms, ms);
	g_array_append_val(taken->busy_ms, busy_ms);
	g_array_append_val(taken->mb, mb);
}

void
taken_show(const char *what, const Taken *ours, const Taken *theirs, double goal)
{
	g_autofree char *busy = g_strdup_printf("%s, processor time", what);
	table_line(&(Line){ .what = what, .unit = "ms", .ours = ours->ms, .theirs = theirs != NULL ? theirs->ms : NULL, .percent = 50, .goal = theirs != NULL ? goal : 0 });
	table_line(&(Line){ .what = busy, .unit = "ms", .ours = ours->busy_ms, .theirs = theirs != NULL ? theirs->busy_ms : NULL, .percent = 50, .goal = theirs != NULL ? goal : 0 });
}

bool
is_there(const char *program)
{
	g_autofree char *path = g_find_program_in_path(program);
	if (path == NULL)
		printf("%s is not installed: nothing stands beside it\n", program);
	return path != NULL;
}

void
remove_all(const char *path)
{
	g_auto(GStrv) argv = words("/bin/rm", "-rf", path, NULL);
	must(g_spawn_sync(NULL, argv, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL), "%s cannot be removed", path);
}
