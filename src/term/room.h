/* Private to the room: what the terminal's parts share. */
#pragma once

#include <daicho/term.h>

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>

typedef struct { /* a role as the terminal draws it */
	attr_t attributes;
	short pair;
} Look;

struct _DcTerm {
	SCREEN *screen;
	WINDOW *keys;    /* a pad: reading from it never draws */
	int rows, cols;
	DcGlyph *shown;  /* rows * cols: what the terminal shows */
	bool all_anew;   /* nothing of `shown` can be trusted */
	bool is_closed;
	Look looks[DC_N_STYLES];
	GString *pasted;
};

/* -- theme.c: fills in the looks; colours must have been started if there are any -- */
void theme_apply(DcTheme theme, bool in_colours, Look looks[DC_N_STYLES]);

/* -- modes.c: what the terminal is told besides what ncurses tells it -- */
#define PASTE_BEGIN 0x4001 /* key codes of bracketed paste; above all of ncurses' own */
#define PASTE_END 0x4002
void modes_enter(void); /* bracketed paste on */
void modes_leave(void);
void modes_write(const char *text, gsize length); /* to the terminal, at once */
/* What undoes everything when there is no time for ncurses. Transfer full. */
char *modes_rescue(void);

/* -- signals.c: one set for the process -- */
typedef struct {
	bool closed, resized, stopped, continued;
} Signals;
/* `rescue` is written and the terminal's modes set back when the process crashes. False if there is no pipe to be had. */
bool signals_catch(const char *rescue);
void signals_release(void);
int signals_fd(void);       /* readable when something was caught */
Signals signals_take(void); /* what was caught since the last time */
void signals_lend(bool on); /* while another program has the terminal: ^C is for it, ^Z stops both */

/* -- input.c -- */
typedef enum {
	INPUT_NONE,  /* nothing waits */
	INPUT_NOISE, /* something was read that means nothing */
	INPUT_EVENT,
} InputAnswer;
/* Never waits for a key to begin, only for the rest of one. */
InputAnswer input_read(DcTerm *term, DcEvent *event);
