/* A program for tests/screens/term.case: shows on the real terminal what src/term reads, and does what only src/term can do. */
#include <daicho/lang.h>
#include <daicho/term.h>
#include <daicho/text.h>
#include <daicho/textfield.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	DcTerm *term;
	DcSurface *surface;
	DcTextField *field;
	DcKeymap *keymap;
	GString *log; /* the last events, a line each */
	bool done;
} Demo;

G_GNUC_PRINTF(2, 3) static void
note(Demo *demo, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_string_append_vprintf(demo->log, format, args);
	va_end(args);
	g_string_append_c(demo->log, '\n');
}

static void
draw_samples(DcSurface *surface)
{
	dc_surface_column(surface, 0, 0, surface->cols, DC_STYLE_TITLE, "台帳 term_demo");
	dc_surface_printf(surface, 0, MAX(surface->cols - 8, 0), DC_STYLE_TITLE, "%3dx%d", surface->cols, surface->rows);
	dc_surface_text(surface, 1, 0, DC_STYLE_P1, "P1");
	dc_surface_text(surface, 1, 3, DC_STYLE_OVERDUE, "超過");
	dc_surface_text(surface, 1, 8, DC_STYLE_CUE, "エラー");
	dc_surface_text(surface, 1, 15, DC_STYLE_NORMAL | DC_STYLE_SELECTED, "selected");
	dc_surface_text(surface, 1, 24, DC_STYLE_OVERDUE | DC_STYLE_SELECTED, "both");
	dc_surface_text(surface, 1, 29, DC_STYLE_NORMAL, "\x1b[31mraw か\u3099 👩\u200d💻");
	DcSurface box = dc_surface_sub(surface, 2, 0, 3, 11), inside = dc_surface_sub(&box, 1, 1, 1, 9);
	dc_surface_box(&box, DC_STYLE_RULE);
	dc_surface_text(&inside, 0, 0, DC_STYLE_NORMAL, "受注登録エラー"); /* cut inside a wide character by the box */
	dc_surface_text(surface, 2, surface->cols - 1, DC_STYLE_NORMAL, "端");  /* and by the edge */
	dc_surface_text(surface, surface->rows - 1, surface->cols - 1, DC_STYLE_NORMAL, "X"); /* the last cell of all */
}

static void
draw(Demo *demo)
{
	int rows = 0, cols = 0;
	dc_term_size(demo->term, &rows, &cols);
	if (demo->surface->rows != rows || demo->surface->cols != cols)
		dc_surface_resize(demo->surface, rows, cols);
	dc_surface_clear(demo->surface);
	if (rows < 10 || cols < 40) {
		dc_surface_printf(demo->surface, 0, 0, DC_STYLE_NORMAL, "40x10, not %dx%d", cols, rows);
	} else {
		draw_samples(demo->surface);
		DcSurface line = dc_surface_sub(demo->surface, 5, 2, 1, 20);
		dc_textfield_draw(demo->field, &line, DC_STYLE_FIELD, true);
		g_auto(GStrv) lines = g_strsplit(demo->log->str, "\n", -1);
		int n = (int)g_strv_length(lines) - 1, first = MAX(n - (rows - 7), 0);
		for (int i = first; i < n; i++)
			dc_surface_text(demo->surface, 6 + i - first, 0, DC_STYLE_NORMAL, lines[i]);
	}
	dc_term_show(demo->term, demo->surface);
}

static void
run_program(Demo *demo)
{
	static const char *const program[] = { "sh", "-c", "printf 'the program has the terminal\\n'; read line; exit 3", NULL };
	static const char *const missing[] = { "no-such-program-here", NULL };
	g_autoptr(GError) error = NULL;
	int status = -1;
	if (dc_term_run(demo->term, program, &status, &error))
		note(demo, "program: exit %d", status);
	if (!dc_term_run(demo->term, missing, &status, &error))
		note(demo, "missing: refused");
}

/* Keys of the demo itself. False: the key is text or shown. */
static bool
act(Demo *demo, const char *key)
{
	int action = 0;
	if (strcmp(key, "F10") == 0)
		demo->done = true;
	else if (strcmp(key, "F9") == 0)
		run_program(demo);
	else if (strcmp(key, "F8") == 0)
		dc_term_copy(demo->term, "No.101 受注登録でエラー");
	else if (strcmp(key, "F7") == 0)
		raise(SIGABRT); /* a crash, as far as src/term is concerned */
	else if (strcmp(key, "F6") == 0)
		exit(4); /* without closing the terminal */
	else if (strcmp(key, "C-z") == 0)
		dc_term_suspend(demo->term);
	else if (strcmp(key, "F5") == 0)
		note(demo, "ime: %s", dc_keymap_lookup(demo->keymap, 0, "あ", &action) == DC_KEY_IME ? "on" : "off");
	else
		return false;
	return true;
}

static void
heed(Demo *demo, const DcEvent *event)
{
	switch (event->kind) {
	case DC_EVENT_KEY:
		if (strcmp(event->key, "F3") == 0)
			break; /* drawn again, and nothing has changed */
		note(demo, "key %s", event->key);
		if (!act(demo, event->key))
			dc_textfield_key(demo->field, event->key);
		break;
	case DC_EVENT_PASTE:
		note(demo, "paste %s", event->text);
		dc_textfield_insert(demo->field, event->text);
		break;
	case DC_EVENT_RESIZE: note(demo, "resize %dx%d", event->cols, event->rows); break;
	case DC_EVENT_CLOSED: demo->done = true; break;
	case DC_EVENT_TICK: break;
	}
}

/* Leaves a mark where the case says, so that it can see that the end was orderly. */
static void
say_goodbye(const Demo *demo)
{
	const char *path = getenv("T");
	g_autofree char *file = g_build_filename(path != NULL ? path : "/tmp", "goodbye", NULL);
	g_file_set_contents(file, dc_textfield_text(demo->field), -1, NULL);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcSurface) surface = dc_surface_new(1, 1);
	g_autoptr(DcTextField) field = dc_textfield_new(0, false);
	g_autoptr(DcKeymap) keymap = dc_keymap_new();
	g_autoptr(GString) log = g_string_new(NULL);
	DcTheme theme = DC_THEME_DEFAULT;
	if (argc > 1 && !dc_theme_parse(argv[1], &theme))
		return 2;
	g_autoptr(DcTerm) term = dc_lang_init(&error) ? dc_term_open(theme, &error) : NULL;
	Demo demo = { .term = term, .surface = surface, .field = field, .keymap = keymap, .log = log };
	if (term == NULL) {
		fprintf(stderr, "term_demo: %s\n", error->message);
		return 1;
	}
	while (!demo.done) {
		DcEvent event;
		if (!dc_term_pending(term))
			draw(&demo);
		dc_term_read(term, 1000, &event);
		heed(&demo, &event);
	}
	say_goodbye(&demo);
	return 0;
}
