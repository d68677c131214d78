/* Runs cases of tests/screens and tests/story: the real program in a pseudo-terminal, keys in, pictures out. The language of the cases
 * is in tests/screens/README.md. Prints TAP. UPDATE=1 writes the pictures anew, KEEP=1 keeps the temporary folders. */
#include "../support/console.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define QUIET_MS 40
#define KEY_QUIET_MS 6 /* between two keys of a line */
#define TIMEOUT_MS 30000

typedef struct {
	const char *path; /* of the case */
	char *pictures;   /* folder of its pictures */
	char *folder;     /* $T */
	const char *lang;
	int line;
	int rows, cols;
	Console *console;
	char **environment;
	GHashTable *seen; /* picture files that were compared */
	char *started;    /* what was run last */
	bool broken;      /* the rest of the case makes no sense */
} Run;

static int n_tests, n_failed;

/* -- TAP -- */

G_GNUC_PRINTF(3, 4) static bool
check(Run *run, bool passed, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *what = g_strdup_vprintf(format, args);
	va_end(args);
	n_tests++;
	n_failed += !passed;
	for (char *p = what; *p != '\0'; p++)
		if (*p == '#' || *p == '\n')
			*p = '_'; /* means something in TAP */
	printf("%s %d - %s:%d (%s) %s\n", passed ? "ok" : "not ok", n_tests, run->path, run->line, run->lang, what);
	return passed;
}

static void
explain(const char *title, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	printf("# %s\n", title);
	for (char **line = lines; *line != NULL; line++)
		if (**line != '\0' || line[1] != NULL)
			printf("#   |%s\n", *line);
}

static void
explain_screen(Run *run)
{
	g_autofree char *picture = console_picture(run->console, false);
	explain("on the screen:", picture);
}

/* What had to work for the case to go on. */
static void
need(Run *run, bool passed, const char *what, const char *why)
{
	if (passed)
		return;
	check(run, false, "%s: %s", what, why);
	explain_screen(run);
	run->broken = true;
}

/* -- words of a case -- */

static char *
expand(const Run *run, const char *text)
{
	g_autoptr(GString) expanded = g_string_new(text);
	const char *daicho = g_environ_getenv(run->environment, "DAICHO"), *build = g_environ_getenv(run->environment, "DAICHO_BUILD");
	g_string_replace(expanded, "$DAICHO_BUILD", build != NULL ? build : "build", 0);
	g_string_replace(expanded, "$DAICHO", daicho != NULL ? daicho : "daicho", 0);
	g_string_replace(expanded, "${lang}", run->lang, 0);
	g_string_replace(expanded, "$T", run->folder, 0);
	return g_strdup(expanded->str);
}

static void
settle(Run *run, const char *after)
{
	need(run, console_settle(run->console, QUIET_MS, TIMEOUT_MS), after, "the screen does not come to rest");
}

static void
do_size(Run *run, const char *text)
{
	need(run, sscanf(text, "%dx%d", &run->cols, &run->rows) == 2, "size", "it is columns x rows, such as 80x24");
	g_clear_pointer(&run->console, console_free);
	run->console = console_new(run->rows, run->cols);
}

static void
do_env(Run *run, const char *text)
{
	g_autofree char *expanded = expand(run, text);
	char *equals = strchr(expanded, '=');
	if (equals == NULL) {
		run->environment = g_environ_unsetenv(run->environment, expanded);
		return;
	}
	*equals = '\0';
	run->environment = g_environ_setenv(run->environment, expanded, equals + 1, TRUE);
}

static void
do_at(Run *run, const char *text)
{
	g_autofree char *file = g_build_filename(run->folder, "now", NULL);
	g_autofree char *line = g_strdup_printf("%s\n", text);
	g_autofree char *option = g_strconcat("@", file, NULL);
	need(run, g_file_set_contents(file, line, -1, NULL), "at", "the clock file cannot be written");
	run->environment = g_environ_setenv(run->environment, "DAICHO_AT", option, TRUE);
}

static void
do_shell(Run *run, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *out = NULL, *err = NULL, *command = g_strdup(text);
	int status = 0;
	char *argv[] = { (char[]){ "/bin/sh" }, (char[]){ "-ec" }, command, NULL };
	bool ran = g_spawn_sync(NULL, argv, run->environment, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, &error) &&
	           g_spawn_check_wait_status(status, &error);
	if (check(run, ran, "shell %s", text))
		return;
	explain(error->message, out != NULL ? out : "");
	explain("on stderr:", err != NULL ? err : "");
	run->broken = true;
}

/* Where a program is: `daicho` is the one under test; another name is a program of tests/screens, else of the PATH. Transfer full. */
static char *
find_program(const Run *run, const char *name)
{
	const char *daicho = g_environ_getenv(run->environment, "DAICHO"), *build = g_environ_getenv(run->environment, "DAICHO_BUILD");
	if (strcmp(name, "daicho") == 0)
		return g_strdup(daicho != NULL ? daicho : name);
	g_autofree char *own = g_build_filename(build != NULL ? build : ".", "tests/screens", name, NULL);
	bool is_own = strchr(name, '/') == NULL && g_file_test(own, G_FILE_TEST_IS_EXECUTABLE);
	return is_own ? g_steal_pointer(&own) : g_strdup(name);
}

static void
do_run(Run *run, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *expanded = expand(run, text), *started = g_strdup(text);
	g_auto(GStrv) words = NULL;
	g_free(run->started);
	run->started = g_steal_pointer(&started);
	if (!g_shell_parse_argv(expanded, NULL, &words, &error)) {
		need(run, false, "run", error->message);
		return;
	}
	g_ptr_array_add(argv, find_program(run, words[0]));
	if (strcmp(words[0], "daicho") == 0) {
		g_ptr_array_add(argv, g_strdup("--lang"));
		g_ptr_array_add(argv, g_strdup(run->lang));
	}
	for (char **word = words + 1; *word != NULL; word++)
		g_ptr_array_add(argv, g_strdup(*word));
	g_ptr_array_add(argv, NULL);
	if (!console_start(run->console, (char **)argv->pdata, run->environment, &error)) {
		need(run, false, "run", error->message);
		return;
	}
	for (int i = 0; i < TIMEOUT_MS / 20 && console_is_running(run->console) && console_output(run->console, NULL)->len == 0; i++)
		console_pump(run->console, 20);
	settle(run, "run");
}

/* Escape is a key of its own only when nothing follows it at once. */
static void
do_keys(Run *run, const char *text)
{
	g_auto(GStrv) keys = g_strsplit(text, " ", -1);
	console_forget_output(run->console);
	for (char **key = keys; *key != NULL && !run->broken; key++) {
		if (**key == '\0')
			continue;
		need(run, console_send_key(run->console, *key), *key, "there is no such key");
		if (key[1] != NULL)
			console_settle(run->console, strcmp(*key, "Esc") == 0 ? QUIET_MS : KEY_QUIET_MS, TIMEOUT_MS);
	}
	settle(run, text);
}

static void
send_text(Run *run, const char *text)
{
	console_forget_output(run->console);
	console_send(run->console, text, strlen(text));
	settle(run, "send");
}

static void
do_type(Run *run, const char *text)
{
	g_autofree char *expanded = expand(run, text);
	send_text(run, expanded);
}

static void
do_paste(Run *run, const char *text)
{
	g_autofree char *plain = g_strcompress(text);
	g_autofree char *paste = g_strconcat("\033[200~", plain, "\033[201~", NULL);
	send_text(run, paste);
}

static void
do_send(Run *run, const char *text)
{
	g_autofree char *plain = g_strcompress(text);
	send_text(run, plain);
}

static void
do_resize(Run *run, const char *text)
{
	need(run, sscanf(text, "%dx%d", &run->cols, &run->rows) == 2, "resize", "it is columns x rows, such as 100x30");
	console_forget_output(run->console);
	console_resize(run->console, run->rows, run->cols);
	settle(run, "resize");
}

static const struct {
	const char *name;
	int number;
} signals[] = { { "TERM", SIGTERM }, { "HUP", SIGHUP }, { "INT", SIGINT }, { "KILL", SIGKILL }, { "CONT", SIGCONT }, { "STOP", SIGSTOP }, { "USR1", SIGUSR1 } };

static void
do_signal(Run *run, const char *text)
{
	for (gsize i = 0; i < G_N_ELEMENTS(signals); i++)
		if (strcmp(signals[i].name, text) == 0) {
			console_signal(run->console, signals[i].number);
			settle(run, "signal");
			return;
		}
	need(run, false, text, "there is no such signal");
}

static void
do_kill(Run *run, const char *text)
{
	(void)text;
	console_signal(run->console, SIGKILL);
	need(run, console_wait_exit(run->console, TIMEOUT_MS) == 128 + SIGKILL, "kill", "it was not killed");
}

static void
do_again(Run *run, const char *text)
{
	do_kill(run, text);
	do_run(run, run->started);
}

static void
do_hangup(Run *run, const char *text)
{
	(void)text;
	console_hang_up(run->console);
}

/* -- what must be -- */

static void
do_exit(Run *run, const char *text)
{
	int status = console_wait_exit(run->console, TIMEOUT_MS), wanted = (int)g_ascii_strtoll(text, NULL, 10);
	if (check(run, status == wanted, "exit %d", wanted))
		return;
	printf("# it was %d%s\n", status, status == -1 ? " (still running)" : "");
	explain_screen(run);
}

static void
see(Run *run, const char *word, const char *text, bool there, int timeout_ms)
{
	g_autofree char *expanded = expand(run, text);
	if (!check(run, console_wait_text(run->console, expanded, there, timeout_ms), "%s %s", word, text))
		explain_screen(run);
}

static void
do_see(Run *run, const char *text)
{
	see(run, "see", text, true, 0);
}

static void
do_not(Run *run, const char *text)
{
	see(run, "not", text, false, 0);
}

static void
do_wait(Run *run, const char *text)
{
	see(run, "wait", text, true, TIMEOUT_MS);
	settle(run, "wait");
}

static void
do_gone(Run *run, const char *text)
{
	see(run, "gone", text, false, TIMEOUT_MS);
	settle(run, "gone");
}

static void
sent(Run *run, const char *word, const char *text, bool there)
{
	g_autofree char *bytes = g_strcompress(text);
	const GString *output = console_output(run->console, NULL);
	if (check(run, (memmem(output->str, output->len, bytes, strlen(bytes)) != NULL) == there, "%s %s", word, text))
		return;
	g_autofree char *escaped = g_strescape(output->str, NULL);
	explain("what was sent:", escaped);
}

static void
do_sent(Run *run, const char *text)
{
	sent(run, "sent", text, true);
}

static void
do_unsent(Run *run, const char *text)
{
	sent(run, "unsent", text, false);
}

static void
do_bytes(Run *run, const char *text)
{
	gsize limit = (gsize)g_ascii_strtoull(text, NULL, 10), n = console_output(run->console, NULL)->len;
	check(run, n <= limit, "bytes %s (%d)", text, (int)n);
}

static void
compare_picture(Run *run, const char *name, bool looks)
{
	g_autofree char *base = g_strdup_printf("%s.%s.txt", name, run->lang);
	g_autofree char *file = g_build_filename(run->pictures, base, NULL);
	g_autofree char *picture = console_picture(run->console, looks);
	g_autofree char *wanted = NULL;
	bool is_new = g_hash_table_add(run->seen, g_strdup(base));
	g_file_get_contents(file, &wanted, NULL, NULL);
	if (g_strcmp0(wanted, picture) != 0 && is_new && getenv("UPDATE") != NULL) {
		g_mkdir_with_parents(run->pictures, 0755);
		bool written = g_file_set_contents(file, picture, -1, NULL);
		check(run, written, "picture %s written anew", name);
		return;
	}
	if (check(run, g_strcmp0(wanted, picture) == 0, "picture %s", name))
		return;
	explain(wanted != NULL ? "expected:" : "there is no such picture yet (make screens-update)", wanted != NULL ? wanted : "");
	explain("on the screen:", picture);
}

static void
do_picture(Run *run, const char *text)
{
	compare_picture(run, text, false);
}

static void
do_looks(Run *run, const char *text)
{
	compare_picture(run, text, true);
}

static const struct {
	const char *word;
	void (*act)(Run *run, const char *text);
	bool on_screen; /* something must have been run */
} commands[] = {
	{ "size", do_size, false },     { "env", do_env, false },     { "at", do_at, false },         { "shell", do_shell, false },
	{ "run", do_run, false },       { "keys", do_keys, true },    { "type", do_type, true },      { "paste", do_paste, true },
	{ "send", do_send, true },      { "resize", do_resize, true }, { "signal", do_signal, true }, { "kill", do_kill, true },
	{ "again", do_again, true },    { "hangup", do_hangup, true },  { "exit", do_exit, true },    { "see", do_see, true },        { "not", do_not, true },
	{ "wait", do_wait, true },      { "gone", do_gone, true },    { "sent", do_sent, true },      { "bytes", do_bytes, true },
	{ "unsent", do_unsent, true },
	{ "picture", do_picture, true }, { "looks", do_looks, true },
};

static void
do_line(Run *run, const char *line)
{
	gsize n = strcspn(line, " ");
	const char *text = line[n] == ' ' ? line + n + 1 : "";
	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
		if (strncmp(commands[i].word, line, n) == 0 && commands[i].word[n] == '\0') {
			commands[i].act(run, text);
			return;
		}
	need(run, false, line, "there is no such command");
}

/* -- cases -- */

/* Away from the operator's own files, in a terminal of a known kind. Transfer full. */
static char **
make_environment(const Run *run)
{
	static const char *const own[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR" };
	static const char *const unset[] = { "LANGUAGE", "LANG", "NO_COLOR", "EDITOR", "VISUAL", "DAICHO_AT", "LINES", "COLUMNS", "TMUX", "STY", "TZ" };
	char **environment = g_get_environ();
	for (gsize i = 0; i < G_N_ELEMENTS(unset); i++)
		environment = g_environ_unsetenv(environment, unset[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
		environment = g_environ_setenv(environment, own[i], run->folder, TRUE);
	g_autofree char *ledger = g_build_filename(run->folder, "ledger.db", NULL);
	environment = g_environ_setenv(environment, "DAICHO_LEDGER", ledger, TRUE);
	environment = g_environ_setenv(environment, "T", run->folder, TRUE);
	environment = g_environ_setenv(environment, "lang", run->lang, TRUE);
	environment = g_environ_setenv(environment, "TERM", "xterm-256color", TRUE);
	return g_environ_setenv(environment, "LC_ALL", "C.UTF-8", TRUE);
}

static void
remove_folder(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	if (dir != NULL) {
		for (const char *name = NULL; (name = g_dir_read_name(dir)) != NULL;) {
			g_autofree char *inside = g_build_filename(path, name, NULL);
			if (!g_file_test(inside, G_FILE_TEST_IS_SYMLINK) && g_file_test(inside, G_FILE_TEST_IS_DIR))
				remove_folder(inside);
			else
				g_unlink(inside);
		}
		g_dir_close(dir);
	}
	g_rmdir(path);
}

/* The rest of a line that is for this language or for what WITH names (live, if it names nothing): `ja: see 急ぎ7`, `kill: again`.
 * NULL: not for it. */
static const char *
for_this_run(const Run *run, const char *line)
{
	gsize n = strspn(line, "abcdefghijklmnopqrstuvwxyz");
	const char *with = getenv("WITH") != NULL ? getenv("WITH") : "live";
	if (n == 0 || line[n] != ':')
		return line;
	bool is_ours = strncmp(line, run->lang, n) == 0 && run->lang[n] == '\0';
	bool is_asked = strncmp(line, with, n) == 0 && with[n] == '\0';
	return is_ours || is_asked ? line + n + 1 + strspn(line + n + 1, " ") : NULL;
}

static void
run_case(const char *path, char **lines, const char *lang, const char *pictures, GHashTable *seen)
{
	g_autofree char *folder = g_dir_make_tmp("screen-XXXXXX", NULL), *folder_pictures = g_strdup(pictures);
	Run run = { .path = path, .pictures = folder_pictures, .folder = folder, .lang = lang, .rows = 24, .cols = 80, .seen = seen };
	run.environment = make_environment(&run);
	run.console = console_new(run.rows, run.cols);
	for (; *lines != NULL && !run.broken; lines++) {
		char *text = g_strchug(*lines);
		run.line++;
		const char *line = *text == '#' || *text == '\0' ? NULL : for_this_run(&run, text);
		if (line != NULL && !g_str_has_prefix(line, "langs "))
			do_line(&run, line);
	}
	console_free(run.console);
	g_free(run.started);
	g_strfreev(run.environment);
	if (getenv("KEEP") != NULL)
		printf("# kept: %s\n", folder);
	else
		remove_folder(folder);
}

/* Pictures that no line of the case asks for any more. (A run with WITH leaves out the lines that begin with `live:`.) */
static void
check_stale(const char *path, const char *pictures, GHashTable *seen)
{
	GDir *dir = getenv("WITH") == NULL ? g_dir_open(pictures, 0, NULL) : NULL;
	if (dir == NULL)
		return;
	for (const char *name = NULL; (name = g_dir_read_name(dir)) != NULL;) {
		if (!g_str_has_suffix(name, ".txt") || g_hash_table_contains(seen, name))
			continue;
		g_autofree char *file = g_build_filename(pictures, name, NULL);
		if (getenv("UPDATE") != NULL) {
			g_unlink(file);
			continue;
		}
		n_failed++;
		printf("not ok %d - %s: nothing asks for the picture %s\n", ++n_tests, path, file);
	}
	g_dir_close(dir);
}

static char **
languages(char **lines)
{
	for (; *lines != NULL; lines++)
		if (g_str_has_prefix(*lines, "langs "))
			return g_strsplit(*lines + strlen("langs "), " ", -1);
	return g_strsplit("ja", " ", -1);
}

static void
run_file(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *text = NULL, *pictures = g_strndup(path, strcspn(path, "") - (g_str_has_suffix(path, ".case") ? 5 : 0));
	if (!g_file_get_contents(path, &text, NULL, &error)) {
		n_failed++;
		printf("not ok %d - %s\n", ++n_tests, error->message);
		return;
	}
	g_auto(GStrv) first = g_strsplit(text, "\n", -1);
	g_auto(GStrv) langs = languages(first);
	for (char **lang = langs; *lang != NULL; lang++) {
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
		if (**lang != '\0')
			run_case(path, lines, *lang, pictures, seen);
	}
	check_stale(path, pictures, seen);
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	setvbuf(stdout, NULL, _IOLBF, 0);
	signal(SIGPIPE, SIG_IGN);
	for (int i = 1; i < argc; i++)
		run_file(argv[i]);
	printf("1..%d\n", n_tests);
	return n_failed > 0 || argc < 2 ? 1 : 0;
}
