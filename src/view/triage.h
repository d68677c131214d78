/* Triage: two boxes of mails that wait, what is known of each, and what the operator has decided about it so far. Private to triage*.c. */
#pragma once

#include "narrowbar.h"

enum { TRIAGE_INCIDENTS, TRIAGE_INBOX, TRIAGE_BOXES };

typedef struct { /* with what it owns: a mail that waits */
	DcWaiting *waiting;
	guint considered; /* the generation in which its text and the tickets were looked at; 0: never */
	bool put_off;     /* `.`: looked at, for later */
	bool care;        /* 配慮先 by hand: goes to the ticket */
	bool due_taken;   /* the deadline of its text was adopted */
	bool sifted, matches; /* the query was asked about it; and its answer, till it is asked again */
} TriageRow;

typedef struct {
	DcFolder folder;
	GPtrArray *rows;    /* TriageRow, in order */
	GPtrArray *shown;   /* those of them that are let through: what the cursor, marks and keys are about */
	GHashTable *by_id;  /* DcId -> TriageRow */
	GArray *unread;     /* DcId of mails whose subject has not been read yet, the next one last */
	DcListCursor *cursor;
	bool moved;         /* the operator has been here: the cursor stays where it is */
	NarrowBar narrow;
	DcFilter *filter;   /* its query; NULL: all are shown */
	DcSieve *sieve;     /* of it */
	GPtrArray *words;   /* of it, to be marked; they belong to the filter */
	DcId anchor;        /* where the cursor was when the bar was opened, and belongs as long as it is not moved; 0 */
	bool text_open;     /* the second box is read by its subjects alone (domain.md 1, S27) */
	gint64 n_dropped, n_counted, n_taken; /* of the mails since `since` */
	gint64 n_found;     /* hidden incidents among them; of the inbox alone */
	int list_rows;      /* as last drawn */
} TriageBox;

typedef enum { TRIAGE_ASK_NOTHING, TRIAGE_ASK_DUE, TRIAGE_ASK_GROUP, TRIAGE_ASK_ANSWER } TriageQuestion;

typedef struct {
	TriageBox boxes[TRIAGE_BOXES];
	guint pass;
	DcInstant since;      /* mails from here on belong to this triage */
	DcInstant started_at; /* DC_ABSENT: it was ended */
	guint generation;     /* grows with every change of the ledger: what was considered before is stale */
	bool await_back;      /* an undo: the mail that comes back gets the cursor */
	/* the mail whose text is shown */
	DcId shown;
	bool alike_shown;     /* its similar tickets instead */
	bool unfolded;        /* with what it quotes, and the signature */
	DcId reread;          /* which a charset is asked for */
	guint shown_generation;
	GPtrArray *alike;     /* DcAlike of the shown mail; NULL: not looked up yet */
	guint alike_generation;
	DcScroller *scroller;
	/* the open question */
	TriageQuestion question;
	DcTicketNo asked_no;  /* DUE: of this ticket; ANSWER: of the mail that was answered last */
	DcInstant asked_due;  /* DUE: what Enter stands for */
	GArray *asked;        /* GROUP, ANSWER: the mails, DcId */
	char *answer;         /* ANSWER: the text, while it is asked whether it shall be sent; NULL */
	bool whole;           /* ANSWER: see ask_below() */
	GPtrArray *replies;   /* DcReply, of each of `asked`; NULL where no mail reaches the sender */
	DcTicketNo asked_group; /* GROUP: what Enter stands for; 0 */
	DcDraft *draft;
	char *kept_text;      /* as the draft has it; NULL */
} Triage;

static inline TriageBox *
triage_box(Triage *self)
{
	return &self->boxes[self->pass];
}

/* -- triage_rows.c -- */
void triage_box_init(TriageBox *box, DcFolder folder);
void triage_box_clear(TriageBox *box);
/* How many wait, read or not. */
guint triage_box_left(const TriageBox *box);
TriageRow *triage_row(const TriageBox *box, DcId mail); /* NULL */
TriageRow *triage_selected(const TriageBox *box);       /* NULL if there is none */
/* Who came, who went: marks, cursor and decisions stay with their mails. */
bool triage_box_follow(DcApp *app, Triage *self, TriageBox *box, GError **error);
/* Which of the rows are shown, and the cursor among them. */
void triage_box_tell(TriageBox *box);
bool triage_is_shown(const TriageBox *box, const TriageRow *row);
/* What was looked for, the deadline (NULL) and the cues in a text, to be marked; `flags` are added to the cues. Transfer full, of DcSpan. */
GArray *triage_spans(const DcApp *app, const TriageBox *box, const char *text, const char *due_words, DcStyle flags);
/* Reads some more subjects: as many as fit between two keys. */
bool triage_box_read_on(DcApp *app, TriageBox *box, GError **error);
/* Text, deadline and similar tickets of a mail, if what is known of them is not of this generation. */
bool triage_consider(DcApp *app, const Triage *self, TriageRow *row, GError **error);
/* The text of the selected mail (or its similar tickets) into the scroller. */
bool triage_show(DcApp *app, Triage *self, GError **error);
/* A piece of what is not known yet of the mails that are seen, of the selected one first. `more`: something was looked up. */
bool triage_look_up(DcApp *app, Triage *self, bool *more, GError **error);
/* The nearest solved one with its answer; NULL. Transfer none. */
const DcAlike *triage_solved_alike(const Triage *self);
/* The similar ticket that the proposal line names: an open one before a solved one; NULL. Transfer none. */
const DcAlike *triage_best_alike(const Triage *self);

/* -- triage_narrow.c -- */
void triage_narrow_clear(TriageBox *box); /* frees what belongs to the query */
void triage_narrow_off(TriageBox *box);   /* all are shown again */
/* The ledger has changed: everything is asked again, and stands as it was until then. */
void triage_narrow_renew(DcApp *app, TriageBox *box);
/* Asks the query about rows that it was not asked about, as many as fit between two keys, and shows those that it lets through. */
bool triage_sift(TriageBox *box, GError **error);
bool triage_sifts(const TriageBox *box); /* some are left */
void triage_sift_all(DcApp *app, TriageBox *box);
/* What is typed in the bar is what it is narrowed by, if it is a query. */
void triage_narrow_follow(DcApp *app, Triage *self);
void triage_narrow_open(const DcApp *app, TriageBox *box); /* the bar */
void triage_find_again(DcApp *app, TriageBox *box, bool backward);
void triage_go(TriageBox *box, DcMove move);
char *triage_count(const TriageBox *box); /* "3 found"; transfer full */
const char *triage_query(gpointer data);
void triage_narrow(DcApp *app, gpointer data, const char *query);
bool triage_key(DcApp *app, gpointer data, const char *key);
void triage_paste(DcApp *app, gpointer data, const char *text);
void triage_tick(DcApp *app, gpointer data);

/* -- triage_draw.c -- */
char *triage_note(const DcApp *app, gpointer data);
void triage_hint(const DcApp *app, gpointer data, DcSurface *surface, int row);
void triage_draw(const DcApp *app, gpointer data, DcSurface *body);

typedef struct { /* a value, with what it owns: mails, and what is done with each */
	GArray *mails;     /* DcId */
	DcTake *takes;
	GPtrArray *fields; /* DcTicket that a take refers to */
} TriageBatch;

/* -- triage_take.c: what is made of the mails under the cursor, or of all that are marked -- */
GArray *triage_targets(Triage *self); /* of those that are shown; DcId; transfer full, maybe empty */
void triage_unmark(TriageBox *box); /* those that are shown */
/* Everything the proposals say is known before they are accepted. False: it could not be read, and that was said. */
bool triage_consider_all(DcApp *app, Triage *self, const GArray *mails);
void triage_rate(DcApp *app, Triage *self, int impact, int urgency);
void triage_accept(DcApp *app, Triage *self);
void triage_drop(DcApp *app, Triage *self, DcMailState state);
/* What the operator has said of the mails (transfer full) goes into their takes. False with a message if there are none. */
bool triage_batch_begin(DcApp *app, Triage *self, GArray *mails, TriageBatch *batch);
/* `first`: 0 if no ticket was made. */
bool triage_batch_do(DcApp *app, Triage *self, const TriageBatch *batch, DcTicketNo *first, GError **error);
void triage_batch_clear(TriageBatch *batch);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TriageBatch, triage_batch_clear)
char *triage_numbers(DcTicketNo first, guint n); /* "No.12-14"; transfer full */
void triage_question_over(DcApp *app, Triage *self);
/* GROUP or ANSWER, for these mails. */
void triage_ask(DcApp *app, Triage *self, TriageQuestion question);
/* The question of `asked` or `asked_no`; `typed` stands in the field, may be NULL. */
void triage_ask_due(DcApp *app, Triage *self, const char *typed);
void triage_ask_group(DcApp *app, Triage *self, const char *typed);

/* -- triage_answer.c -- */
void triage_ask_answer(DcApp *app, Triage *self, const char *typed);

/* -- triage_mail.c -- */
/* What is known of a mail that goes on with a ticket; NULL. Transfer none. */
const DcWaiting *triage_goes_on(Triage *self, DcId mail);
/* Those of `mails` that go on with a ticket become contacts of it, as proposed, and are taken out of `mails`; `n`: how many. False: that was said. */
bool triage_attach(DcApp *app, Triage *self, GArray *mails, guint *n);
void triage_thanks(DcApp *app, Triage *self); /* 礼のみ */
void triage_reread(DcApp *app, Triage *self); /* asks for the charset */
void triage_files(DcApp *app, Triage *self);  /* what is attached */

/* -- triage_act.c -- */
bool triage_act(DcApp *app, gpointer data, int action);

/* -- triage_draft.c -- */
bool triage_keep(DcApp *app, gpointer data, GError **error);
/* The question that was open when the program ended is asked again. */
void triage_resume(DcApp *app, Triage *self);

/* The screen's own actions, in the order of the keypad: VIEW_ACTION(0) is 1, .. VIEW_ACTION(8) is 9. */
enum {
	TRIAGE_LATER = VIEW_ACTION(9),
	TRIAGE_COUNT = VIEW_ACTION(10),
	TRIAGE_DUE = VIEW_ACTION(11),
	TRIAGE_ALIKE = VIEW_ACTION(12),
	TRIAGE_CARE = VIEW_ACTION(13),
	TRIAGE_TEXT_ON = VIEW_ACTION(14),
	TRIAGE_TEXT_BACK = VIEW_ACTION(15),
	TRIAGE_THANKS = VIEW_ACTION(16),
	TRIAGE_UNFOLD = VIEW_ACTION(17),
	TRIAGE_FILES = VIEW_ACTION(18),
};
