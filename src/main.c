/* daicho: the options before the subcommand, the language, and then either the subcommands or the screens.
 * The only place where the screens, the terminal and the clock meet. */
#include <daicho/app.h>
#include <daicho/cli.h>
#include <daicho/lang.h>
#include <daicho/paths.h>
#include <daicho/term.h>
#include <daicho/text.h>

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TICK_MS 500     /* a draft is on disk within a second of the last key */
#define IDLE_TICKS 10   /* without a key: time for checkpoints */

static int
fail(GError *error)
{
	g_autofree char *shown = dc_text_show(error->message);
	int status = dc_error_exit_status(error);
	fprintf(stderr, "daicho: %s\n", shown);
	g_error_free(error);
	return status;
}

typedef struct { /* what stood before the subcommand */
	char *ledger, *at, *lang, *theme;
	gboolean help, version;
} Options;

static void
options_clear(Options *options)
{
	g_free(options->ledger);
	g_free(options->at);
	g_free(options->lang);
	g_free(options->theme);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static bool
read_options(int *argc, char ***argv, Options *options, GError **error)
{
	const GOptionEntry entries[] = {
		{ "ledger", 0, 0, G_OPTION_ARG_FILENAME, &options->ledger, NULL, NULL }, { "lang", 0, 0, G_OPTION_ARG_STRING, &options->lang, NULL, NULL },
		{ "at", 0, 0, G_OPTION_ARG_STRING, &options->at, NULL, NULL },           { "theme", 0, 0, G_OPTION_ARG_STRING, &options->theme, NULL, NULL },
		{ "help", 'h', 0, G_OPTION_ARG_NONE, &options->help, NULL, NULL },       { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, NULL, NULL },
		{ 0 },
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_strict_posix(context, TRUE); /* what follows the subcommand is the subcommand's */
	g_option_context_add_main_entries(context, entries, NULL);
	GError *wrong = NULL;
	if (g_option_context_parse(context, argc, argv, &wrong))
		return true;
	g_autofree char *what = dc_cli_option_problem(wrong);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("%s; daicho --help shows the options"), what);
	g_error_free(wrong);
	return false;
}

/* -- the screens -- */

typedef struct {
	DcDesk *desk;
	DcClock *clock;
	DcTerm *term;
	DcApp *app;
	DcSurface *surface;
	bool leaving;
	gint64 ticked_at; /* microseconds, monotonic */
	int idle_ticks;
	GQueue held; /* DcEvent *: what was typed and pasted while something took long */
} Screens;

static DcEvent *
event_copy(const DcEvent *event)
{
	DcEvent *copy = g_memdup2(event, sizeof *event);
	copy->text = g_strdup(event->text);
	return copy;
}

static void
event_free(gpointer data)
{
	DcEvent *event = data;
	char *text = (char *)(gintptr)event->text;
	g_free(text);
	g_free(event);
}

static void
draw(Screens *screens)
{
	dc_app_draw(screens->app, screens->surface, dc_clock_now(screens->clock));
	dc_term_show(screens->term, screens->surface);
}

static void
resize(Screens *screens, int rows, int cols)
{
	dc_surface_resize(screens->surface, rows, cols);
	dc_app_resize(screens->app, rows, cols);
}

/* -- the text in $EDITOR, through a file that only the operator can read -- */

static bool
run_editor(Screens *screens, const char *file, GError **error)
{
	g_auto(GStrv) argv = dc_paths_editor(file, error);
	int status = 0;
	if (argv == NULL || !dc_term_run(screens->term, (const char *const *)argv, &status, error))
		return false;
	if (status == 0)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("the editor ended with status %d"), status);
	return false;
}

static char *
read_text(const char *file, GError **error)
{
	g_autofree char *text = NULL;
	return g_file_get_contents(file, &text, NULL, error) ? dc_text_valid(text, -1) : NULL;
}

/* What was written there is nowhere else: the message names the file. */
static bool
is_worth_keeping(const char *file, const char *before)
{
	g_autofree char *now = read_text(file, NULL);
	return now == NULL || strcmp(now, before) != 0;
}

/* The window was closed over it: there is nobody any more to ask what is to become of what was saved there. */
static bool
was_closed(Screens *screens)
{
	DcEvent event;
	dc_term_read(screens->term, 0, &event);
	if (event.kind != DC_EVENT_TICK)
		g_queue_push_tail(&screens->held, event_copy(&event));
	return event.kind == DC_EVENT_CLOSED;
}

static void
edit(Screens *screens, const char *wanted)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *before = g_strdup(wanted), *file = NULL, *edited = NULL;
	int fd = g_file_open_tmp("daicho-XXXXXX.txt", &file, &problem);
	if (fd >= 0)
		close(fd);
	bool given = fd >= 0 && g_file_set_contents_full(file, before, -1, G_FILE_SET_CONTENTS_NONE, 0600, &problem);
	if (given && run_editor(screens, file, &problem))
		edited = read_text(file, &problem);
	else if (given && was_closed(screens) && is_worth_keeping(file, before))
		edited = read_text(file, NULL);
	bool safe = dc_app_edited(screens->app, edited, problem, dc_clock_now(screens->clock));
	if (file == NULL)
		return;
	if (safe && (edited != NULL || !is_worth_keeping(file, before))) {
		g_unlink(file);
		return;
	}
	g_autoptr(GError) kept = g_error_new(DC_ERROR, DC_ERROR_REFUSED, _("%s keeps what was typed"), file);
	(void)dc_app_edited(screens->app, NULL, kept, dc_clock_now(screens->clock));
}

static void
serve(Screens *screens)
{
	DcWant want;
	while ((want = dc_app_wants(screens->app)).kind != DC_WANT_NOTHING) {
		switch (want.kind) {
		case DC_WANT_NOTHING:
			break;
		case DC_WANT_LEAVE:
			screens->leaving = true;
			return;
		case DC_WANT_EDIT:
			edit(screens, want.text);
			break;
		case DC_WANT_COPY:
			dc_term_copy(screens->term, want.text);
			break;
		}
	}
}

static void
tick(Screens *screens)
{
	dc_app_tick(screens->app, dc_clock_now(screens->clock));
	screens->ticked_at = g_get_monotonic_time();
}

/* ^Z: the shell has the terminal. What is being typed is saved first, for no clock ticks meanwhile. */
static void
suspend(Screens *screens)
{
	tick(screens);
	dc_term_suspend(screens->term);
	tick(screens);
}

/* Keys that are the terminal's own and mean the same everywhere. */
static bool
handle_terminal_key(Screens *screens, const char *key)
{
	if (g_str_equal(key, "C-z"))
		suspend(screens);
	else if (g_str_equal(key, "C-l"))
		dc_term_redraw(screens->term);
	else
		return false;
	return true;
}

static void
handle(Screens *screens, const DcEvent *event)
{
	DcInstant now = dc_clock_now(screens->clock);
	screens->idle_ticks = event->kind == DC_EVENT_TICK ? screens->idle_ticks + 1 : 0;
	switch (event->kind) {
	case DC_EVENT_KEY:
		if (!handle_terminal_key(screens, event->key))
			dc_app_key(screens->app, event->key, now);
		break;
	case DC_EVENT_PASTE:
		dc_app_paste(screens->app, event->text, now);
		break;
	case DC_EVENT_RESIZE:
		resize(screens, event->rows, event->cols);
		break;
	case DC_EVENT_TICK:
		tick(screens);
		if (screens->idle_ticks == IDLE_TICKS)
			dc_ledger_idle(dc_desk_ledger(screens->desk));
		break;
	case DC_EVENT_CLOSED:
		dc_app_closed(screens->app, now);
		screens->leaving = true;
		break;
	}
}

/* Drawn between the steps of what takes long; Esc stops it (ui.md rule 10). Whatever else comes is answered when it is over. */
static bool
breathe(gpointer data)
{
	Screens *screens = data;
	DcEvent event;
	draw(screens);
	while (dc_term_pending(screens->term)) {
		dc_term_read(screens->term, 0, &event);
		if (event.kind == DC_EVENT_CLOSED || (event.kind == DC_EVENT_KEY && g_str_equal(event.key, "Esc")))
			return false;
		if (event.kind == DC_EVENT_RESIZE)
			resize(screens, event.rows, event.cols);
		else if (event.kind != DC_EVENT_TICK)
			g_queue_push_tail(&screens->held, event_copy(&event));
	}
	return true;
}

static void
handle_next(Screens *screens)
{
	DcEvent event;
	DcEvent *held = g_queue_pop_head(&screens->held);
	if (held != NULL) {
		handle(screens, held);
		event_free(held);
		return;
	}
	dc_term_read(screens->term, TICK_MS, &event);
	handle(screens, &event);
}

static bool
is_quiet(Screens *screens)
{
	return screens->held.length == 0 && !dc_term_pending(screens->term);
}

/* Draws, and goes on with what can wait for as long as no key does. */
static void
rest(Screens *screens)
{
	if (!is_quiet(screens))
		return;
	draw(screens);
	while (is_quiet(screens) && dc_app_idle(screens->app, dc_clock_now(screens->clock)))
		draw(screens);
}

/* While keys wait no frame is drawn, and no tick comes between two that follow closely: but not for long. */
static void
be_punctual(Screens *screens)
{
	if (g_get_monotonic_time() <= screens->ticked_at + TICK_MS * 1000)
		return;
	tick(screens);
	draw(screens);
}

static void
loop(Screens *screens)
{
	while (!screens->leaving) {
		be_punctual(screens);
		rest(screens);
		handle_next(screens);
		serve(screens);
	}
	g_queue_clear_full(&screens->held, event_free);
}

static char *
read_config(void)
{
	g_autofree char *path = dc_paths_config();
	char *config = NULL;
	(void)g_file_get_contents(path, &config, NULL, NULL);
	return config;
}

/* The zone of --at is the site's, which only the ledger knows: the clock is set again once it is open. */
static bool
open_screens(Screens *screens, const DcCliGlobals *globals, DcTheme theme, GError **error)
{
	g_autofree char *path = dc_paths_ledger(globals->ledger);
	g_autofree char *config = read_config();
	g_autoptr(DcPolicy) policy = dc_policy_new();
	g_autoptr(DcClock) clock = dc_clock_new(globals->at, dc_calendar_zone(dc_policy_calendar(policy)), error);
	int rows, cols;

	if (clock == NULL || (screens->desk = dc_desk_open(path, dc_clock_now(clock), error)) == NULL ||
	    (screens->clock = dc_clock_new(globals->at, dc_calendar_zone(dc_desk_calendar(screens->desk)), error)) == NULL)
		return false;
	if ((screens->term = dc_term_open(theme, error)) == NULL)
		return false;
	screens->app = dc_app_new(screens->desk, config, dc_clock_now(screens->clock));
	dc_app_set_breath(screens->app, breathe, screens);
	dc_term_size(screens->term, &rows, &cols);
	screens->surface = dc_surface_new(rows, cols);
	dc_app_resize(screens->app, rows, cols);
	return true;
}

static int
run_screens(const DcCliGlobals *globals, DcTheme theme)
{
	GError *error = NULL;
	Screens screens = { 0 };
	if (open_screens(&screens, globals, theme, &error))
		loop(&screens);
	dc_term_close(screens.term);
	dc_app_free(screens.app);
	dc_surface_free(screens.surface);
	dc_clock_free(screens.clock);
	dc_desk_close_ledger(screens.desk);
	return error != NULL ? fail(error) : 0;
}

/* `demo` on a terminal: the same screens over the sample morning. */
static int
run_demo(const DcCliGlobals *globals, DcTheme theme, int argc, char **argv)
{
	GError *error = NULL;
	bool at_start, keep;
	g_autofree char *path = NULL, *at = NULL;
	if (!dc_cli_demo_options(argc, argv, &at_start, &keep, &error) || !dc_cli_make_demo(globals->ledger, at_start, keep, &path, &at, &error))
		return fail(error);
	DcCliGlobals demo = { .ledger = path, .at = globals->at != NULL ? globals->at : at };
	return run_screens(&demo, theme);
}

/* For `daicho keys`. */
static GPtrArray *
keys_table(GPtrArray **problems)
{
	g_autofree char *config = read_config();
	return dc_app_keys(config, problems);
}

int
main(int argc, char **argv)
{
	GError *error = NULL;
	g_auto(Options) options = { 0 };
	DcTheme theme = DC_THEME_DEFAULT;

	(void)signal(SIGXFSZ, SIG_IGN); /* a file that must not grow is said, like a disk that is full */
	dc_paths_init();
	if (!dc_lang_init(&error) || !dc_lang_set(dc_paths_env("DAICHO_LANG"), &error) || !read_options(&argc, &argv, &options, &error) ||
	    (options.lang != NULL && !dc_lang_set(options.lang, &error)))
		return fail(error);
	if (options.help) {
		char word[] = "help";
		return dc_cli_run(&(DcCliGlobals){ 0 }, 1, (char *[]){ word, NULL });
	}
	if (options.version)
		return puts("daicho " DC_VERSION) < 0 || fflush(stdout) != 0;
	if (options.theme != NULL && !dc_theme_parse(options.theme, &theme)) {
		g_set_error(&error, DC_ERROR, DC_ERROR_USAGE, _("no theme \"%s\": default, mono or contrast"), options.theme);
		return fail(error);
	}
	DcCliGlobals globals = { .ledger = options.ledger, .at = options.at != NULL ? options.at : dc_paths_env("DAICHO_AT"), .keys = keys_table };
	bool terminal = isatty(STDOUT_FILENO) && isatty(STDIN_FILENO);
	if (argc == 1 && terminal)
		return run_screens(&globals, theme);
	if (argc > 1 && terminal && g_str_equal(argv[1], "demo"))
		return run_demo(&globals, theme, argc - 1, argv + 1);
	return dc_cli_run(&globals, argc - 1, argv + 1);
}
