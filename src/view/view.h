/* What a screen is, and what the shared part does for it. Private to src/view.
 *
 * A screen is one file with one const DcView and one line in views.c. The app keeps a stack of frames, each a screen with its own state and
 * its own open question; only the topmost gets keys. F2 pushes the phone over anything, also over an open question: everything below is frozen
 * and comes back exactly as it was. */
#pragma once

#include <daicho/app.h>
#include <daicho/lang.h>
#include <daicho/text.h>
#include <daicho/ui.h>

/* -- a screen -- */

/* An action of one screen alone (a digit of the triage's keypad): VIEW_ACTION(0), VIEW_ACTION(1), .. */
#define VIEW_ACTION(n) ((int)DC_N_ACTIONS + (n))
#define VIEW_ACTIONS_MAX 64

typedef struct { /* const tables that end with { 0 } */
	const char *keys;  /* as in action.def, on top of the keys that work everywhere */
	int action;        /* a DcAction that has other keys here, or a VIEW_ACTION */
	const char *name;  /* of a VIEW_ACTION: for the config file, "same-incident" */
	const char *label; /* of a VIEW_ACTION, N_(): hint line, one or two words */
	const char *help;  /* of a VIEW_ACTION, N_() */
} DcViewKey;

/* The keypad that rates, impact upward and urgency to the right: VIEW_ACTION(0) to VIEW_ACTION(8). */
#define VIEW_KEYPAD \
	{ .keys = "1", .action = VIEW_ACTION(0), .name = "rate-1", .label = N_("S x L"), .help = N_("impact small, urgency low") }, \
	{ .keys = "2", .action = VIEW_ACTION(1), .name = "rate-2", .label = N_("S x M"), .help = N_("impact small, urgency middle") }, \
	{ .keys = "3", .action = VIEW_ACTION(2), .name = "rate-3", .label = N_("S x H"), .help = N_("impact small, urgency high") }, \
	{ .keys = "4", .action = VIEW_ACTION(3), .name = "rate-4", .label = N_("M x L"), .help = N_("impact medium, urgency low") }, \
	{ .keys = "5", .action = VIEW_ACTION(4), .name = "rate-5", .label = N_("M x M"), .help = N_("impact medium, urgency middle") }, \
	{ .keys = "6", .action = VIEW_ACTION(5), .name = "rate-6", .label = N_("M x H"), .help = N_("impact medium, urgency high") }, \
	{ .keys = "7", .action = VIEW_ACTION(6), .name = "rate-7", .label = N_("L x L"), .help = N_("impact large, urgency low") }, \
	{ .keys = "8", .action = VIEW_ACTION(7), .name = "rate-8", .label = N_("L x M"), .help = N_("impact large, urgency middle") }, \
	{ .keys = "9", .action = VIEW_ACTION(8), .name = "rate-9", .label = N_("L x H"), .help = N_("impact large, urgency high") }

typedef enum {
	DC_CHROME_TABS,  /* header line and view tabs above the body: the main lists */
	DC_CHROME_LINE,  /* the header line alone */
	DC_CHROME_BARE,  /* nothing above the body: it draws its own title in its row 0 */
	DC_CHROME_POPUP, /* over the screen below, see view_popup() */
} DcChrome; /* the message line and the hint line are below in every case */

typedef enum {
	DC_LOAD_OPENED,  /* the first time */
	DC_LOAD_SHOWN,   /* switched to again: take everything afresh */
	DC_LOAD_NEWS,    /* something changed, by the operator or by others: a list must not jump (changes wait) */
	DC_LOAD_APPLIED, /* `R`, or idle for a minute with the cursor on top */
} DcLoad;

typedef struct _DcView {
	const char *name;      /* its layer in the keymap: "today" */
	const char *title;     /* N_() */
	DcChrome chrome;
	const DcViewKey *keys; /* may be NULL */
	const int *hints;      /* actions in the order of the hint line, the first the most wanted; ends with -1. NULL: `hint` or those of a list */

	/* The state, transfer full. `arg` is what app_push() was given. NULL and an error: the screen is not opened. */
	gpointer (*open)(DcApp *app, gint64 arg, GError **error);
	void (*close)(gpointer self); /* frees it */
	/* Reads rows; on failure the old ones stay on screen. May be NULL. */
	bool (*load)(DcApp *app, gpointer self, DcLoad why, GError **error);
	/* Before a frame is drawn: reads what the picture still needs (keys that came in a row were all answered by then). May be NULL. */
	void (*settle)(DcApp *app, gpointer self);
	/* Some of what can wait until no key does, a few milliseconds' worth. False: nothing is left. May be NULL. */
	bool (*idle)(DcApp *app, gpointer self);
	/* Draws the body. Pure: no I/O, nothing that can fail. The whole surface is cleared before. */
	void (*draw)(const DcApp *app, gpointer self, DcSurface *body);
	/* Answers an action (DcAction or VIEW_ACTION). False: the shared answer, if there is one (BACK: the frame is left). May be NULL. */
	bool (*act)(DcApp *app, gpointer self, int action);
	/* Keys before they become actions, for screens in which text is typed: true if taken. What is not taken is looked up as a command. F2 never
	 * comes here, nor anything while a question is open. May be NULL. */
	bool (*key)(DcApp *app, gpointer self, const char *key);
	void (*paste)(DcApp *app, gpointer self, const char *text); /* NULL: pasted text is refused with a message */
	/* What an action applies to: the marked tickets, else the one under the cursor. Transfer full, GArray of DcTicketNo. NULL: no tickets here. */
	GArray *(*targets)(gpointer self);
	/* The query that it is narrowed by (NULL: none; transfer none), and narrowing it by another one ("": all). Both NULL: it cannot be narrowed. */
	const char *(*query)(gpointer self);
	void (*narrow)(DcApp *app, gpointer self, const char *query);
	/* After a shared action was done to the targets: e.g. the marks go. May be NULL. */
	void (*done)(DcApp *app, gpointer self, DcAction action);
	/* Every second while it is on top. May be NULL. */
	void (*tick)(DcApp *app, gpointer self);
	/* Saves what was typed since the last time as a draft, if anything was. Within a second after every key, also for frames below, and
	 * when the program is closed. May be NULL. */
	bool (*keep)(DcApp *app, gpointer self, GError **error);
	/* Stands on the message line beside what else there is to say: "order: 2 changed, R applies". Transfer full, NULL: nothing. May be NULL. */
	char *(*note)(const DcApp *app, gpointer self);
	/* The hint line, if it is more than a table of actions. May be NULL. */
	void (*hint)(const DcApp *app, gpointer self, DcSurface *surface, int row);
} DcView;

/* -- what the app does for a screen -- */

DcDesk *app_desk(const DcApp *app);
const DcPolicy *app_policy(const DcApp *app);
const DcCalendar *app_calendar(const DcApp *app);
DcInstant app_now(const DcApp *app);        /* of the key, the tick or the frame that is being answered */
const DcHeader *app_header(const DcApp *app);

/* The message line, until the next key that does something. */
void app_say(DcApp *app, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* An error there: it already says what happened and what helps (desk.h). Does not take the error. */
void app_fail(DcApp *app, const GError *error);

/* Opens a screen over the present one. What cannot be opened is said on the message line. */
void app_push(DcApp *app, const DcView *view, gint64 arg);
/* Leaves the topmost one. Its state lives until the present call returns. */
void app_pop(DcApp *app);
/* To one of the main screens (views.c); whatever stands above is left, its typed text kept as a draft. */
void app_switch(DcApp *app, const DcView *view);
/* After every change that the desk has made: the header and all screens learn of it. */
void app_changed(DcApp *app);
void app_copy(DcApp *app, const char *text);
/* Something takes long: shows `what`, `done` of `total`, with the time it will still take. False: the operator pressed Esc. */
bool app_breathe(DcApp *app, const char *what, gint64 done, gint64 total);
void app_breathed(DcApp *app); /* it is over, whichever way */

/* -- questions: above the hint line, over the screen that asks; Esc closes it -- */
/* The answer. False with an error: the question stays open with its text and shows the error. `self` is the state of the screen that asked.
 * It may ask the next question. */
typedef bool (*DcAnswered)(DcApp *app, gpointer self, const char *value, GError **error);
void app_ask_text(DcApp *app, const char *label, const char *value, int max_chars, DcAnswered answered);
/* Of several lines, which ^X hands to the editor. */
void app_ask_lines(DcApp *app, const char *label, const char *value, int max_chars, DcAnswered answered);
/* `choices` as in prompt.h; `value`: the word that Enter stands for, or NULL. */
void app_ask_choice(DcApp *app, const char *label, const DcChoice *choices, const char *value, DcAnswered answered);
/* The next Esc calls this instead of only closing the question (for a row of questions that may be broken off). */
void app_ask_cancel(DcApp *app, void (*cancelled)(DcApp *app, gpointer self));

/* Called with the text after every change of it, for narrowing while typing. */
void app_ask_live(DcApp *app, void (*changed)(DcApp *app, gpointer self, const char *text));
/* Closes the open question of the screen with this state, if it has one: what it was about is gone. */
void app_ask_close(DcApp *app, gconstpointer self);
/* What stands in the open question of the screen with this state; NULL if it has none open. For keep(). Transfer none. */
const char *app_ask_text_now(const DcApp *app, gconstpointer self);

/* -- keys -- */
/* How an action is pressed here, for texts: "R". "" if it has no key. Transfer none. */
const char *app_key_of(const DcApp *app, int action);
/* The actions that move and mark, for all screens alike. False: the action is none of them. */
bool view_move(int action, DcMove *move);
bool view_mark(DcListCursor *cursor, int action); /* one, and on to the next; a range; all */

/* -- drawing helpers -- */
/* A box of at most rows x cols in the middle of `body`, with its title; returns its inside. */
DcSurface view_popup(DcSurface *body, int rows, int cols, const char *title);
/* Where the words stand in a text, to be marked: each once. `words` may be NULL. Transfer full, of DcSpan. */
GArray *view_matches(const char *text, const GPtrArray *words);
/* What was done before: "No.71 帳票が白紙になる  3/2 完了 35分: 一時領域を空けた". Transfer full. */
char *view_alike_line(const DcApp *app, const DcAlike *alike);
/* "No.104". Transfer full. */
char *view_number(DcTicketNo no);
/* `Fri 4/3` for days, `09:40` for today: as short as it can be said. "" for DC_ABSENT. Transfer full. */
char *view_when(const DcApp *app, DcInstant at);
char *view_when_column(const DcApp *app, DcInstant at); /* at most DC_WHEN_COLUMN_COLS wide */
/* Choices: y and n; and of a set of words.def each with its number as key, as in `{ DC_WORDS_KIND(VIEW_WORD_CHOICE) { 0 } }`. */
extern const DcChoice view_yes_no[];
#define VIEW_WORD_CHOICE(SET, ID, code, text) { .key = (char)('0' + DC_##SET##_##ID), .word = code, .label = text },
/* "大x高", "L x H"; "" if it is not rated. Transfer full. */
char *view_cell(int impact, int urgency);

/* -- the screens, each in its own file -- */
extern const DcView dc_view_today, dc_view_triage, dc_view_incidents, dc_view_later, dc_view_calls, dc_view_changes, dc_view_record;
extern const DcView dc_view_ticket;  /* arg: its number */
extern const DcView dc_view_history; /* arg: its number, 0: the whole ledger */
extern const DcView dc_view_why;     /* arg: its number */
extern const DcView dc_view_phone;   /* arg: 0 for a new call, else the id of a draft of kind "phone" to go on with */
extern const DcView dc_view_edit;    /* arg: its number; 0: a new ticket */
extern const DcView dc_view_rate, dc_view_group; /* of the targets of the screen below: arg is the first */
extern const DcView dc_view_report;  /* arg: its number */
extern const DcView dc_view_carry, dc_view_closing;
extern const DcView dc_view_search;  /* app_search() opens it */
extern const DcView dc_view_files;   /* arg: the mail; below 0: the ticket, as -number */
extern const DcView dc_view_mail;    /* arg: the mail */
extern const DcView dc_view_filters; /* for the screen below */
extern const DcView dc_view_palette; /* actions of the screen below */
extern const DcView dc_view_help;    /* of the screen below */
