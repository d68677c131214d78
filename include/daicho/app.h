/* Floor 5. The screens without a terminal: keys, text and time in, a surface out. main.c connects it with src/term.
 * Nothing here waits, and nothing is drawn but on the surface that is handed in. */
#pragma once

#include <daicho/desk.h>
#include <daicho/surface.h>

typedef struct _DcApp DcApp; /* opaque: src/view/state.h */

/* Opens today's list. `desk` must outlive it. `config` is the text of the config file (its [keys] section is read, ui.md 2 rule 6) or NULL;
 * what is wrong in it is said on the message line. A list that cannot be read is said there too. Transfer full. */
DcApp *dc_app_new(DcDesk *desk, const char *config, DcInstant now);
void dc_app_free(DcApp *app); /* drafts are saved by dc_app_closed(), not here */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcApp, dc_app_free)

/* The keymap with the changes of the config file, a row for every action of every screen: GStrv of screen ("global"), action, keys, label, help
 * in the present language. Transfer full. `problems`: what is wrong in the file, GPtrArray of char *, transfer full. */
#define DC_APP_KEY_COLUMNS 5
GPtrArray *dc_app_keys(const char *config, GPtrArray **problems);

/* A key by its name (keys.h), and text that was pasted (never a command). */
void dc_app_key(DcApp *app, const char *key, DcInstant now);
void dc_app_paste(DcApp *app, const char *text, DcInstant now);
/* Once a second, and whenever the terminal's wait is over: what others changed, what is due now, drafts. */
void dc_app_tick(DcApp *app, DcInstant now);
void dc_app_resize(DcApp *app, int rows, int cols);
/* Reads what has become stale since the last frame, then draws: the same app, size and instant give the same picture. */
void dc_app_draw(DcApp *app, DcSurface *surface, DcInstant now);
/* Some of what can wait until no key does: a search that goes on, similar tickets. A few milliseconds' worth; false: nothing is left. Draw after it. */
bool dc_app_idle(DcApp *app, DcInstant now);
/* SIGHUP, SIGTERM: everything that is being typed becomes a draft. Returns false if one could not be saved. */
bool dc_app_closed(DcApp *app, DcInstant now);

typedef enum {
	DC_WANT_NOTHING,
	DC_WANT_LEAVE, /* dc_app_closed() has been done */
	DC_WANT_EDIT,  /* `text` in $EDITOR; then dc_app_edited() */
	DC_WANT_COPY,  /* `text` on the clipboard */
} DcWantKind;

typedef struct { /* a value */
	DcWantKind kind;
	const char *text; /* belongs to the app, until it is next called */
} DcWant;
/* What the last call needs from outside. Each want is told once; ask until NOTHING. */
DcWant dc_app_wants(DcApp *app);
/* The editor is done: `text` is what was in the file, or NULL and why it could not be had; the text from before stands then. With both the editor
 * was broken off, and the text is a draft. False: it could neither be saved nor kept as a draft (the message line says why), so the file must stay. */
bool dc_app_edited(DcApp *app, const char *text, const GError *problem, DcInstant now);

/* Called now and then while something takes long: draw, look at the keyboard. False stops it; what was done by then stays done. */
typedef bool (*DcBreath)(gpointer data);
void dc_app_set_breath(DcApp *app, DcBreath breath, gpointer data);
