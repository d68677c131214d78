/* The form of a ticket's fields, in three parts: which fields (edit_fields.c), what the engine proposes (propose.c), the screen (edit.c).
 * Private to these. */
#pragma once

#include "state.h"

#define EDIT_CHOICES_MAX 10

typedef enum {
	EDIT_ADD = 1,  /* in the form of a new ticket */
	EDIT_OLD = 2,  /* in the form of one that is there */
	EDIT_BOTH = 3,
} EditIn;

typedef struct { /* with what it owns: the fields of one form, in its order */
	guint n;
	DcFormField *form;  /* headings among them */
	DcField *fields;    /* DC_N_FIELDS for a heading */
	DcChoice (*choices)[EDIT_CHOICES_MAX];
	char **names;       /* of the headings */
} EditFields;

/* `means`: of every field (form.h). */
EditFields *edit_fields_new(EditIn in, char *(*means)(const DcFormField *field, const char *value, gpointer data));
void edit_fields_free(EditFields *fields);
/* Which field this is; DC_N_FIELDS for a heading. */
DcField edit_fields_of(const EditFields *fields, const DcFormField *field);
/* A value in the form in which dc_desk_parse() takes it back. Transfer full. */
char *edit_value_text(const DcApp *app, DcField field, const DcValue *value);
/* What a typed value means, or what can be typed. Transfer full, maybe NULL. */
char *edit_means(DcApp *app, DcField field, const char *value);

/* -- propose.c -- */
typedef struct { /* a value, with what it owns: what the engine sees in a ticket that is being typed. domain.md 3.3, 3.7 */
	DcKind kind;          /* R3; NONE: no other than the present one */
	int cue_score;
	const char *system;   /* code; NULL: none, or one is given */
	DcInstant due_at;     /* R5; DC_ABSENT: none, or one is given */
	char *due_words;
	int impact, urgency;  /* with which it would be saved */
	bool provisional;
	DcTicketNo alike;     /* the ticket most like it; 0 */
	char *alike_text;
	DcTicketNo group;     /* the open one in front of its group; 0: it is solved */
	DcMember member;      /* R1, or S29 for one that only asks */
} Proposal;
void proposal_clear(Proposal *proposal);
/* Of a ticket and its text as far as they are typed. */
bool proposal_make(DcApp *app, const DcTicket *ticket, const DcTicketText *text, Proposal *proposal, GError **error);
#define PROPOSAL_ROWS 3
/* `group`: the operator has said so. */
void proposal_draw(const DcApp *app, const Proposal *proposal, bool group, DcSurface *surface);
