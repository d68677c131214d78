/* Where the operator's files are: options and environment first, then the XDG folders. */
#include <daicho/paths.h>

void
dc_paths_init(void)
{
	static const char *const names[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME" };
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = g_getenv(names[i]);
		if (value != NULL && !g_path_is_absolute(value))
			g_unsetenv(names[i]);
	}
}

const char *
dc_paths_env(const char *name)
{
	const char *value = g_getenv(name);
	return value != NULL && *value != '\0' ? value : NULL;
}

char *
dc_paths_expand(const char *path)
{
	if (path[0] == '~' && (path[1] == '/' || path[1] == '\0')) {
		g_autofree char *joined = g_build_filename(g_get_home_dir(), path + 1, NULL);
		return g_canonicalize_filename(joined, NULL);
	}
	return g_canonicalize_filename(path, NULL);
}

char *
dc_paths_ledger(const char *option)
{
	const char *named = option != NULL ? option : dc_paths_env("DAICHO_LEDGER");
	if (named != NULL)
		return dc_paths_expand(named);
	return g_build_filename(g_get_user_data_dir(), "daicho", "ledger.db", NULL);
}

char *
dc_paths_demo(void)
{
	return g_build_filename(g_get_user_data_dir(), "daicho", "demo.db", NULL);
}

char *
dc_paths_config(void)
{
	return g_build_filename(g_get_user_config_dir(), "daicho", "config", NULL);
}

GStrv
dc_paths_editor(const char *file, GError **error)
{
	const char *visual = dc_paths_env("VISUAL"), *editor = dc_paths_env("EDITOR");
	GStrv words;
	int n;
	if (!g_shell_parse_argv(visual != NULL ? visual : editor != NULL ? editor : "vi", &n, &words, error))
		return NULL;
	words = g_renew(char *, words, n + 2);
	words[n] = g_strdup(file);
	words[n + 1] = NULL;
	return words;
}
