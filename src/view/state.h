/* What the app keeps: the stack of frames, the keymap, the header, the message. For the files that make the app, and for screens
 * that ask it for more than view.h gives. */
#pragma once

#include "view.h"

typedef struct _Ask Ask; /* opaque: src/view/ask.c */

typedef struct {
	const DcView *view;
	gpointer self;
	int layer;
	Ask *ask;     /* the open question; NULL */
	bool stale;   /* something changed since it was loaded */
	bool closing; /* left, but the call that left it has not returned yet */
} Frame;

#define MAINS_MAX 8

typedef struct { /* something takes long: what the message line says of it */
	char *what;
	gint64 done, total;
	DcInstant since;
} Work;

struct _DcApp {
	DcDesk *desk;
	DcInstant now;
	DcInstant key_at;  /* of the last key */
	DcInstant kept_at; /* drafts were saved */
	DcInstant followed_at; /* the header and the order are of this instant or later */
	int rows, cols;
	DcKeymap *keymap;
	char key[DC_KEY_BYTES];  /* that was pressed last */
	GPtrArray *queries;      /* char *, what was looked for since the start, the last one last */
	char *wanted_query;      /* for the search screen that is being opened; NULL: nothing */
	DcId wanted_mail;        /* the triage is to stand at it; 0 */
	Frame *mains[MAINS_MAX]; /* as in views_main; NULL until first shown */
	guint main;              /* which of them is at the bottom of the stack */
	GPtrArray *frames;       /* Frame, above it, the topmost last */
	DcHeader header;
	guint n_kept_calls; /* calls that were broken off and wait to be gone on with */
	char *message;
	bool message_is_error;
	bool leaving;
	char *save_folder;  /* where attachments were saved last; NULL */
	char *copy, *edit;  /* wanted from outside */
	char *handed;       /* the text that the last want handed out */
	DcTicket *editing;  /* whose text is in the editor, as it was seen */
	DcTicketText *editing_text;
	DcBreath breath;
	gpointer breath_data;
	Work *work; /* NULL: nothing takes long */
};

/* -- views.c: the only list of screens -- */
typedef struct { /* a value, const: one tab */
	DcAction action; /* that switches to it */
	const DcView *view;
	gint64 (*count)(const DcHeader *header); /* beside its name; NULL or 0: none */
} MainView;
extern const MainView views_main[];
extern const guint views_n_main;
extern const DcView *const views_all[]; /* layer i + 1 of the keymap */
extern const guint views_n_all;
/* The screen that an action opens over the present one (NULL: none), and whether it is about the selected ticket. */
const DcView *views_opened_by(DcAction action, bool *about_ticket);
int views_layer(const DcView *view);
DcKeymap *views_keymap(void); /* action.def and the keys of the screens; transfer full */
/* The number by which the keymap knows an action of a layer, and back. */
int views_key_number(int layer, int action);
int views_action_of(int number);
/* Label and help of an action in a layer; translated, transfer none. */
const char *views_label(int layer, int action);
const char *views_help(int layer, int action);

/* -- stack.c -- */
Frame *stack_top(const DcApp *app); /* never NULL */
Frame *stack_of(const DcApp *app, gconstpointer self); /* NULL if no frame has this state */
void stack_free(DcApp *app);
/* Frees what was left during the call that is over. */
void stack_reap(DcApp *app);
/* Loads what became stale and is seen. */
void stack_settle(DcApp *app);
void stack_load(DcApp *app, Frame *frame, DcLoad why);
/* Saves drafts of every frame; false: the first error is on the message line. */
bool stack_keep(DcApp *app);

/* -- perform.c -- */
/* An action of the topmost screen: the screen's own answer, else the shared one. */
void app_act(DcApp *app, int action);
/* What it would apply to. Transfer full, maybe empty. */
GArray *app_targets(const DcApp *app);
void app_follow(DcApp *app); /* with the clock, and with what other programs wrote */
gint64 app_idle_s(const DcApp *app); /* seconds since the last key */

/* -- ask.c -- */
void ask_free(Ask *ask);
void ask_key(DcApp *app, Frame *frame, const char *key);
void ask_paste(DcApp *app, Frame *frame, const char *text);
bool ask_takes_enter(const Ask *ask); /* a text, or a choice with a word that Enter stands for */
bool ask_has_lines(const Ask *ask); /* a text of several lines */
/* What Tab would put there: whose answer, and the answer. NULL: nothing. Transfer none. */
const char *ask_offered(const Ask *ask);
int ask_draw(const Ask *ask, DcSurface *surface, int row); /* its last line in this row; returns how many lines it took */

/* -- phone_draft.c -- */
guint phone_n_kept(DcApp *app);

/* -- chrome.c -- */
/* "before hours"; "" for staffed time. Transfer none. */
const char *chrome_shift(DcShift shift);
void chrome_header(const DcApp *app, DcSurface *surface, int row);
void chrome_tabs(const DcApp *app, DcSurface *surface, int row);
void chrome_message(const DcApp *app, const Frame *frame, DcSurface *surface, int row);
void chrome_hints(const DcApp *app, const Frame *frame, DcSurface *surface, int row);
/* Those of the screen's own table, or of a list. */
void chrome_action_hints(const DcApp *app, const Frame *frame, DcSurface *surface, int row);

/* -- filters.c -- */
void filters_nth(DcApp *app); /* Alt-3: the topmost screen is narrowed by the third saved filter */

/* -- search.c -- */
/* Opens the search over the whole ledger, with `query` in its field (NULL: nothing). */
void app_search(DcApp *app, const char *query);

/* -- triage.c -- */
void app_triage(DcApp *app, DcId mail); /* to the triage, where this mail waits */
