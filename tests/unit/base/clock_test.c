/* The clock, the exit statuses and the paths: what scripts and tests set from outside. */
#include <daicho/instant.h>
#include <daicho/paths.h>

#include <glib/gstdio.h>

#define AT_0920 G_GINT64_CONSTANT(1774916400) /* 2026-03-31T09:20+09:00 */

static GTimeZone *
jst(void)
{
	return g_time_zone_new_offset(9 * 3600);
}

static void
test_fixed(void)
{
	g_autoptr(GTimeZone) zone = jst();
	static const struct { const char *at; DcInstant instant; } table[] = {
		{ "2026-03-31T09:20", AT_0920 }, { "2026-03-31T09:20:30", AT_0920 + 30 }, { "2026-03-31T09:20+09:00", AT_0920 },
		{ "2026-03-31T00:20Z", AT_0920 }, { "2026-03-30T19:20:00-05:00", AT_0920 }, { "2026-03-31 09:20", AT_0920 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(DcClock) clock = dc_clock_new(table[i].at, zone, NULL);
		g_assert_nonnull(clock);
		g_assert_cmpint(dc_clock_now(clock), ==, table[i].instant);
	}
}

static void
test_wrong(void)
{
	g_autoptr(GTimeZone) zone = jst();
	static const char *const wrong[] = {
		"", "now", "2026-02-30T09:20", "2026-03-31", "2026-03-31T24:00", "2026-03-31T09:60", "2026-03-31T09:20x", "2026-03-31T09:20+9", "0000-01-01T00:00",
		"2026-03-31T09:20+09:00Z", "@/no/such/file", "@", "\xff", "2026-3-31T09:20", "2026-03-31T09:20:", "-026-03-31T09:20", "2026-03-31T09:20+09:99",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(dc_clock_new(wrong[i], zone, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_true(g_utf8_validate(error->message, -1, NULL));
	}
}

static void
test_file_moves_the_time(void)
{
	g_autoptr(GTimeZone) zone = jst();
	g_autofree char *folder = g_dir_make_tmp("daicho-XXXXXX", NULL);
	g_autofree char *file = g_build_filename(folder, "now", NULL);
	g_autofree char *at = g_strconcat("@", file, NULL);
	g_assert_true(g_file_set_contents(file, "2026-03-31T09:20\n", -1, NULL));
	g_autoptr(DcClock) clock = dc_clock_new(at, zone, NULL);
	g_assert_cmpint(dc_clock_now(clock), ==, AT_0920);
	g_assert_true(g_file_set_contents(file, "2026-03-31T09:21", -1, NULL));
	g_assert_cmpint(dc_clock_now(clock), ==, AT_0920 + 60);
	g_assert_true(g_file_set_contents(file, "2026-03", -1, NULL));
	g_assert_cmpint(dc_clock_now(clock), ==, AT_0920 + 60);
	g_assert_cmpint(g_remove(file), ==, 0);
	g_assert_cmpint(dc_clock_now(clock), ==, AT_0920 + 60);
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_system(void)
{
	g_autoptr(GTimeZone) zone = jst();
	g_autoptr(DcClock) clock = dc_clock_new(NULL, zone, NULL);
	DcInstant before = g_get_real_time() / G_USEC_PER_SEC;
	g_assert_cmpint(dc_clock_now(clock), >=, before);
}

static void
test_exit_statuses(void)
{
	static const struct { int code, status; } table[] = {
		{ DC_ERROR_REFUSED, 1 }, { DC_ERROR_USAGE, 2 }, { DC_ERROR_NOT_FOUND, 1 }, { DC_ERROR_POLICY, 1 }, { DC_ERROR_MAIL, 1 },
		{ DC_ERROR_LEDGER, 3 }, { DC_ERROR_CONFLICT, 4 }, { DC_ERROR_BUSY, 4 },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GError) error = g_error_new_literal(DC_ERROR, table[i].code, "x");
		g_assert_cmpint(dc_error_exit_status(error), ==, table[i].status);
	}
	g_autoptr(GError) other = g_error_new_literal(G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");
	g_assert_cmpint(dc_error_exit_status(other), ==, 1);
}

static void
assert_path(char *got, const char *want)
{
	g_assert_cmpstr(got, ==, want);
	g_free(got);
}

static void
test_paths(void)
{
	g_autofree char *here = g_get_current_dir();
	g_autofree char *relative = g_build_filename(here, "t.db", NULL);
	assert_path(dc_paths_ledger(NULL), "/xdg/data/daicho/ledger.db");
	assert_path(dc_paths_demo(), "/xdg/data/daicho/demo.db");
	assert_path(dc_paths_config(), "/xdg/config/daicho/config");
	assert_path(dc_paths_ledger("t.db"), relative);
	g_setenv("DAICHO_LEDGER", "/srv/a.db", TRUE);
	assert_path(dc_paths_ledger(NULL), "/srv/a.db");
	assert_path(dc_paths_ledger("/b.db"), "/b.db");
	g_setenv("DAICHO_LEDGER", "", TRUE);
	assert_path(dc_paths_ledger(NULL), "/xdg/data/daicho/ledger.db");
	assert_path(dc_paths_expand("~/Mail"), "/home/op/Mail");
	assert_path(dc_paths_expand("~"), "/home/op");
	assert_path(dc_paths_expand("/a/~/b"), "/a/~/b");
}

/* Such a folder would depend on where one happens to be. */
static void
test_relative_home(void)
{
	g_setenv("HOME", "here", TRUE);
	g_setenv("XDG_DATA_HOME", "", TRUE);
	dc_paths_init();
	g_assert_null(g_getenv("HOME"));
	g_assert_null(g_getenv("XDG_DATA_HOME"));
	g_assert_cmpstr(g_getenv("XDG_CONFIG_HOME"), ==, "/xdg/config");
}

int
main(int argc, char **argv)
{
	g_setenv("XDG_DATA_HOME", "/xdg/data", TRUE);
	g_setenv("XDG_CONFIG_HOME", "/xdg/config", TRUE);
	g_setenv("HOME", "/home/op", TRUE);
	g_unsetenv("DAICHO_LEDGER");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/clock/fixed", test_fixed);
	g_test_add_func("/clock/wrong", test_wrong);
	g_test_add_func("/clock/file-moves-the-time", test_file_moves_the_time);
	g_test_add_func("/clock/system", test_system);
	g_test_add_func("/error/exit-statuses", test_exit_statuses);
	g_test_add_func("/paths/all", test_paths);
	g_test_add_func("/paths/relative-home", test_relative_home);
	return g_test_run();
}
