/* Floor 5. The terminal: shows a surface, gives back key names. The only room that knows ncurses. One at a time in a process. */
#pragma once

#include <daicho/error.h>
#include <daicho/keys.h>
#include <daicho/surface.h>

typedef enum { DC_THEME_DEFAULT, DC_THEME_MONO, DC_THEME_CONTRAST } DcTheme;
/* "default", "mono", "contrast". */
bool dc_theme_parse(const char *name, DcTheme *theme);

typedef enum {
	DC_EVENT_KEY,    /* key */
	DC_EVENT_PASTE,  /* text; never a command (ui.md rule 4) */
	DC_EVENT_RESIZE, /* rows, cols */
	DC_EVENT_TICK,   /* the timeout passed */
	DC_EVENT_CLOSED, /* SIGTERM, SIGHUP or the terminal is gone: save drafts, close, leave. Comes again at every read */
} DcEventKind;

typedef struct { /* a value */
	DcEventKind kind;
	char key[DC_KEY_BYTES];
	const char *text; /* belongs to the terminal, until the next read; valid UTF-8 */
	int rows, cols;
} DcEvent;

typedef struct _DcTerm DcTerm; /* opaque: src/term/term.c */

/* Takes the terminal on stdin and stdout: alternate screen, raw keys, bracketed paste. NO_COLOR takes the colours from any theme.
 * dc_lang_init() must have set a UTF-8 locale. DC_ERROR_REFUSED with a way out: no terminal, TERM unset, unknown or too simple. Transfer full. */
DcTerm *dc_term_open(DcTheme theme, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Gives the terminal back as it was. Also done by itself at exit() and when the process dies of a signal it can see. NULL is allowed. */
void dc_term_close(DcTerm *term);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcTerm, dc_term_close)

void dc_term_size(const DcTerm *term, int *rows, int *cols); /* as of the last resize event */
/* Sends what changed since the last call; the cursor last. A surface of another size than the terminal is cut, or the rest stays empty. */
void dc_term_show(DcTerm *term, const DcSurface *surface);
/* Draws everything anew at the next show (^L, after something else wrote on the terminal). */
void dc_term_redraw(DcTerm *term);
/* Waits for the next event, at most timeout_ms (negative: for ever). */
void dc_term_read(DcTerm *term, int timeout_ms, DcEvent *event);
/* More input waits already, or a signal does: skip drawing this frame. Never waits. */
bool dc_term_pending(DcTerm *term);

/* Puts text on the clipboard of the operator's terminal (OSC 52), where that is allowed; there is no answer. At most 74,000 bytes. */
void dc_term_copy(DcTerm *term, const char *text);
/* Gives the terminal to a program ($EDITOR) and waits for it. `argv` ends with NULL; searched in PATH; never a shell.
 * exit_status may be NULL. DC_ERROR_REFUSED if it cannot be started or dies of a signal. Everything is redrawn at the next show. */
bool dc_term_run(DcTerm *term, const char *const *argv, int *exit_status, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Stops the process as ^Z does (job control) and comes back with everything redrawn. */
void dc_term_suspend(DcTerm *term);
