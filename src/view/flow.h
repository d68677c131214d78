/* A shared action with its questions: a const table of steps, the answers so far, and one change at the end. Private to flow.c, flows.c,
 * answer.c and perform.c. */
#pragma once

#include "ask.h"

#define FLOW_STEPS_MAX 5
#define FLOW_LONG_TEXT 16384

typedef struct _Flow Flow;

typedef struct { /* a value, const: one question */
	const char *label; /* N_() */
	char *(*says)(const Flow *flow); /* instead of the label, about these tickets; transfer full; NULL: the label */
	const DcChoice *choices; /* NULL: a text, or choices_of */
	const DcChoice *(*choices_of)(Flow *flow); /* made for these tickets; owned by the flow */
	int max_chars;    /* FLOW_LONG_TEXT: a text of several lines */
	char *(*below)(Flow *flow); /* what the editor shows below it; transfer full, may be NULL */
	bool offers;                        /* Tab puts there what was done about the nearest solved ticket */
	bool returns;                       /* Esc goes back to the question before, with its text */
	bool optional;                      /* an empty text is an answer too */
	bool (*wanted)(Flow *flow);         /* NULL: always */
	char *(*suggest)(const Flow *flow); /* what stands in the field, or the word that Enter stands for; transfer full, may be NULL */
	char *(*otherwise)(const Flow *flow); /* what an empty text stands for, said beside the label; transfer full */
	bool (*check)(Flow *flow, const char *value, GError **error); /* keeps what it read in the flow; not called for an empty text */
} FlowStep;

typedef struct { /* a value, const: one action */
	DcAction action;
	bool (*finish)(Flow *flow, GError **error);
	FlowStep steps[FLOW_STEPS_MAX]; /* the first without a label ends them */
} FlowKind;

struct _Flow {
	DcApp *app;
	const FlowKind *kind;
	GArray *nos;        /* DcTicketNo, at least one */
	GPtrArray *tickets; /* DcTicket, as they were when the action began */
	guint step;
	char *answers[FLOW_STEPS_MAX];
	DcInstant at[FLOW_STEPS_MAX]; /* instants read by check(); DC_ABSENT */
	gint64 number;                /* a number read by check(); DC_ABSENT */
	GPtrArray *contacts;          /* DcContact that may be chosen */
	GPtrArray *replies;           /* DcReply, who can be answered by mail; NULL: nobody was looked for */
	GArray *choices;              /* DcChoice, made for these tickets */
	bool whole;                   /* the text has come back from the editor with something else below it: see ask_below() */
	char *say;                    /* instead of the usual message at the end */
};

/* Asks the first question, or does it at once. `nos` is copied. */
void flow_start(DcApp *app, const FlowKind *kind, const GArray *nos);
const FlowKind *flow_kind(DcAction action); /* flows.c; NULL: not such an action */
extern const FlowKind flow_answering;       /* answer.c */

/* -- for the tables -- */
const DcTicket *flow_ticket(const Flow *flow); /* the first */
DcTickets flow_tickets(const Flow *flow);
/* NULL if it was left empty or not asked. */
const char *flow_answer(const Flow *flow, guint step);
bool flow_is_single(const Flow *flow);
/* The value of a word that was chosen; 0: none was. */
int flow_word(DcWordSet set, const char *code);
/* What was done about a single ticket before. Transfer full, may be NULL. */
char *flow_resolution_before(const Flow *flow);
