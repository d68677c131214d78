/* The terminal: taking it, giving it back, showing a surface, waiting for what happens. */
#include "room.h"

#include <daicho/lang.h>

#include <langinfo.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#define ESC_DELAY_MS 25

static DcTerm *current; /* for atexit() */

/* -- taking it -- */

G_GNUC_PRINTF(2, 3) static bool
refuse(GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *message = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, message);
	return false;
}

/* What ncurses would answer by ending the process. On success `rescue` is what undoes everything; transfer full. */
static bool
can_have_terminal(char **rescue, GError **error)
{
	const char *name = getenv("TERM");
	int status = 0;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return refuse(error, _("the screens need a terminal; without one: daicho list"));
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		return refuse(error, _("the locale is %s, not UTF-8; start with LC_ALL=C.UTF-8"), nl_langinfo(CODESET));
	if (name == NULL || *name == '\0')
		return refuse(error, _("TERM is not set; start with TERM=xterm-256color, or use daicho list"));
	if (setupterm(NULL, STDOUT_FILENO, &status) != OK)
		return refuse(error, _("the terminal \"%s\" is not known here; start with TERM=xterm-256color, or use daicho list"), name);
	bool can_move = tigetstr((char[]){ "cup" }) != NULL && tigetstr((char[]){ "clear" }) != NULL;
	if (can_move)
		*rescue = modes_rescue();
	del_curterm(cur_term);
	return can_move || refuse(error, _("the terminal \"%s\" is too simple for screens; start with TERM=xterm-256color, or use daicho list"), name);
}

static void
set_up(DcTerm *term)
{
	raw();
	noecho();
	nonl();
	typeahead(-1); /* frames are skipped by the caller, who knows; not cut off in the middle */
	idlok(stdscr, TRUE);
	term->keys = newpad(1, 1);
	keypad(term->keys, TRUE);
	meta(term->keys, TRUE);
	define_key("\033[200~", PASTE_BEGIN);
	define_key("\033[201~", PASTE_END);
	curs_set(0);
}

static void
set_size(DcTerm *term, int rows, int cols)
{
	term->rows = MAX(rows, 1);
	term->cols = MAX(cols, 1);
	term->shown = g_renew(DcGlyph, term->shown, (gsize)term->rows * (gsize)term->cols);
	term->all_anew = true;
}

static void
close_current(void)
{
	dc_term_close(current);
}

/* NULL: ncurses or the pipe of the signals could not be had. */
static SCREEN *
open_screen(const char *rescue)
{
	if (!signals_catch(rescue))
		return NULL;
	use_env(FALSE); /* the size is asked of the terminal, not of LINES and COLUMNS */
	use_tioctl(TRUE);
	set_escdelay(ESC_DELAY_MS);
	SCREEN *screen = newterm(NULL, stdout, stdin);
	if (screen == NULL)
		signals_release();
	else
		signals_lend(false); /* ncurses has taken SIGTSTP for itself */
	return screen;
}

DcTerm *
dc_term_open(DcTheme theme, GError **error)
{
	static bool registered;
	const char *no_color = getenv("NO_COLOR");
	g_autofree char *rescue = NULL;
	if (!can_have_terminal(&rescue, error))
		return NULL;
	SCREEN *screen = open_screen(rescue);
	if (screen == NULL) {
		refuse(error, _("the terminal could not be opened"));
		return NULL;
	}
	DcTerm *term = g_new0(DcTerm, 1);
	term->screen = screen;
	term->pasted = g_string_new(NULL);
	theme_apply(theme, no_color == NULL || *no_color == '\0', term->looks);
	set_up(term);
	set_size(term, LINES, COLS);
	modes_enter();
	current = term;
	if (!registered)
		registered = atexit(close_current) == 0;
	return term;
}

void
dc_term_close(DcTerm *term)
{
	if (term == NULL)
		return;
	current = NULL;
	modes_leave();
	delwin(term->keys);
	endwin();
	delscreen(term->screen);
	signals_release();
	g_string_free(term->pasted, TRUE);
	g_free(term->shown);
	g_free(term);
}

/* -- showing -- */

void
dc_term_size(const DcTerm *term, int *rows, int *cols)
{
	*rows = term->rows;
	*cols = term->cols;
}

void
dc_term_redraw(DcTerm *term)
{
	term->all_anew = true;
}

/* Lines by the terminal's own line characters: one column wide everywhere. */
static chtype
line_character(DcGlyphKind kind)
{
	switch (kind) {
	case DC_GLYPH_HLINE: return ACS_HLINE;
	case DC_GLYPH_VLINE: return ACS_VLINE;
	case DC_GLYPH_UL: return ACS_ULCORNER;
	case DC_GLYPH_UR: return ACS_URCORNER;
	case DC_GLYPH_LL: return ACS_LLCORNER;
	case DC_GLYPH_LR: return ACS_LRCORNER;
	case DC_GLYPH_LEFT_TEE: return ACS_LTEE;
	case DC_GLYPH_RIGHT_TEE: return ACS_RTEE;
	case DC_GLYPH_TOP_TEE: return ACS_TTEE;
	case DC_GLYPH_BOTTOM_TEE: return ACS_BTEE;
	case DC_GLYPH_CROSS: return ACS_PLUS;
	case DC_GLYPH_TEXT:
	case DC_GLYPH_TAIL:
	case DC_N_GLYPHS: break;
	}
	return ' ';
}

static cchar_t
to_cell(const DcTerm *term, const DcGlyph *glyph)
{
	Look look = term->looks[DC_STYLE_ROLE(glyph->style)];
	wchar_t text[CCHARW_MAX + 1] = { L' ' };
	cchar_t cell;
	/* The row under the cursor is one bar, cheap to move; in it, what is reversed by itself and what is underlined still stands out. */
	if (glyph->style & DC_STYLE_SELECTED)
		look = (Look){ .attributes = (~look.attributes & A_REVERSE) | (look.attributes & A_UNDERLINE) };
	if (glyph->style & DC_STYLE_MARKED)
		look.attributes |= A_BOLD;
	if (glyph->kind == DC_GLYPH_TEXT) {
		int n = 0;
		for (const char *p = glyph->text; *p != '\0' && n < CCHARW_MAX; p = g_utf8_next_char(p))
			text[n++] = (wchar_t)g_utf8_get_char(p);
	} else {
		chtype line = line_character((DcGlyphKind)glyph->kind);
		text[0] = (wchar_t)(line & A_CHARTEXT);
		look.attributes |= line & A_ATTRIBUTES;
	}
	setcchar(&cell, text, look.attributes, look.pair, NULL);
	return cell;
}

static const DcGlyph space = { .text = " ", .kind = DC_GLYPH_TEXT };

/* The glyph of a surface at a place of the terminal; a wide one that the terminal's edge would cut is a space. */
static const DcGlyph *
glyph_for(const DcTerm *term, const DcSurface *surface, int row, int col)
{
	const DcGlyph *glyph = dc_surface_glyph(surface, row, col);
	if (glyph == NULL)
		return &space;
	const DcGlyph *next = col + 1 == term->cols ? dc_surface_glyph(surface, row, col + 1) : NULL;
	return next != NULL && next->kind == DC_GLYPH_TAIL ? &space : glyph;
}

static bool
is_same(const DcGlyph *a, const DcGlyph *b)
{
	return a->kind == b->kind && a->style == b->style && memcmp(a->text, b->text, sizeof a->text) == 0; /* zeros follow the text */
}

/* Hands a row to ncurses if it differs from what is shown; ncurses finds the cheapest way to change it. */
static void
show_row(DcTerm *term, const DcSurface *surface, int row, cchar_t *cells)
{
	DcGlyph *shown = &term->shown[(gsize)row * (gsize)term->cols];
	bool changed = term->all_anew;
	int n_cells = 0;
	for (int col = 0; col < term->cols; col++) {
		const DcGlyph *glyph = glyph_for(term, surface, row, col);
		changed |= !is_same(glyph, &shown[col]);
		shown[col] = *glyph;
	}
	for (int col = 0; changed && col < term->cols; col++)
		if (shown[col].kind != DC_GLYPH_TAIL)
			cells[n_cells++] = to_cell(term, &shown[col]);
	if (changed)
		mvwadd_wchnstr(stdscr, row, 0, cells, n_cells);
}

void
dc_term_show(DcTerm *term, const DcSurface *surface)
{
	g_autoptr(GArray) cells = g_array_set_size(g_array_new(FALSE, FALSE, sizeof(cchar_t)), (guint)term->cols);
	int cursor_row = 0, cursor_col = 0;
	bool visible = dc_surface_get_cursor(surface, &cursor_row, &cursor_col) && cursor_row < term->rows && cursor_col < term->cols;
	if (term->all_anew) {
		memset(term->shown, 0, (gsize)term->rows * (gsize)term->cols * sizeof *term->shown);
		clearok(stdscr, TRUE);
	}
	for (int row = 0; row < term->rows; row++)
		show_row(term, surface, row, (cchar_t *)(void *)cells->data);
	term->all_anew = false;
	if (!visible)
		curs_set(0);
	leaveok(stdscr, !visible); /* one that is not seen need not be put anywhere */
	wmove(stdscr, visible ? cursor_row : 0, visible ? cursor_col : 0);
	wnoutrefresh(stdscr);
	doupdate();
	if (visible)
		curs_set(1);
}

/* -- waiting -- */

static void
resize(DcTerm *term, DcEvent *event)
{
	struct winsize size = { 0 };
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resize_term(size.ws_row, size.ws_col);
	set_size(term, LINES, COLS);
	event->kind = DC_EVENT_RESIZE;
	event->rows = term->rows;
	event->cols = term->cols;
}

/* True if a signal made an event. */
static bool
heed_signals(DcTerm *term, DcEvent *event)
{
	Signals signals = signals_take();
	term->is_closed |= signals.closed;
	if (signals.stopped)
		dc_term_suspend(term);
	if (signals.continued) { /* someone else stopped us and the shell had the terminal meanwhile */
		reset_prog_mode();
		modes_enter();
		term->all_anew = true;
	}
	if (term->is_closed)
		event->kind = DC_EVENT_CLOSED;
	else if (signals.resized || signals.continued || signals.stopped)
		resize(term, event); /* the size may have changed behind our back; in any case everything is drawn anew */
	else
		return false;
	return true;
}

/* False: the time is up. A terminal that has gone away closes. */
static bool
wait_for_input(DcTerm *term, int timeout_ms)
{
	struct pollfd watched[] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = signals_fd(), .events = POLLIN } };
	int n_waiting = 0, n = poll(watched, G_N_ELEMENTS(watched), timeout_ms);
	if (n == 0)
		return false;
	if (n < 0)
		return true; /* a signal: its note is in the pipe */
	short happened = watched[0].revents;
	bool at_end = (happened & POLLIN) != 0 && ioctl(STDIN_FILENO, FIONREAD, &n_waiting) == 0 && n_waiting == 0;
	if ((happened & (POLLERR | POLLNVAL)) != 0 || at_end || ((happened & POLLHUP) != 0 && n_waiting == 0))
		term->is_closed = true;
	return true;
}

void
dc_term_read(DcTerm *term, int timeout_ms, DcEvent *event)
{
	gint64 deadline = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
	*event = (DcEvent){ .kind = DC_EVENT_TICK };
	for (;;) {
		if (heed_signals(term, event))
			return;
		InputAnswer answer = input_read(term, event);
		if (answer == INPUT_EVENT)
			return;
		if (answer == INPUT_NOISE)
			continue;
		gint64 left_ms = timeout_ms < 0 ? -1 : MAX((deadline - g_get_monotonic_time() + 999) / 1000, 0);
		if (!wait_for_input(term, (int)left_ms)) {
			*event = (DcEvent){ .kind = DC_EVENT_TICK };
			return;
		}
	}
}

bool
dc_term_pending(DcTerm *term)
{
	struct pollfd watched[] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = signals_fd(), .events = POLLIN } };
	return !term->is_closed && poll(watched, G_N_ELEMENTS(watched), 0) > 0;
}
