/* A call: what was typed, the ticket it became, the questions still owed. Private to phone*.c and questions.c. */
#pragma once

#include "state.h"

enum { PHONE_READ_BACK }; /* VIEW_ACTION() of its own */

enum { PHONE_CALLER, PHONE_SUBJECT, PHONE_FIELDS };

typedef enum {
	PHONE_TYPING, /* caller and subject; nothing in the ledger but a draft */
	PHONE_ASKING, /* it has its number; one question after the other */
	PHONE_READY,  /* rate, read back, end */
} PhoneStage;

typedef struct _Question Question;

typedef struct {
	PhoneStage stage;
	DcInstant started_at;
	DcTicketNo next_no; /* the number it will have, if nobody else takes it */
	DcTicketNo no;      /* the number it has; 0: none yet */
	/* the clock on the work, which the call has stopped */
	bool pause_owed;
	DcTicketNo paused_no;
	DcId paused;
	/* typing */
	DcTextField *fields[PHONE_FIELDS];
	guint focus;
	guint looked_up[PHONE_FIELDS]; /* revision of the field that the lists below belong to; G_MAXUINT: none yet */
	GPtrArray *of_caller; /* DcTicket: the caller's last ones */
	GPtrArray *alike;     /* DcAlike: the nearest to the subject */
	GPtrArray *drafts;    /* DcDraft: calls that were broken off */
	int selected;         /* of alike, or of drafts while nothing is typed; -1: none */
	bool answering;       /* the answer on the spot is being typed */
	char *answer;         /* as far as it was typed; NULL: not at all */
	/* the ticket */
	DcTicket *ticket;
	DcTicketText *text;
	char *sign;           /* "P2?" */
	DcSame same;          /* proposed as the same incident; no 0: none */
	int group_impact;     /* proposed for the group; 0: none */
	DcGroup group;
	DcTicketNo report_no; /* whose contact is owed a report */
	DcInstant report_at;  /* by when; DC_ABSENT: none is owed */
	const Question *question; /* NULL unless ASKING */
	guint asked;          /* bits of the questions that were put */
	/* the draft */
	DcDraft *draft;
	char *kept;           /* its fields as they were saved last */
} Phone;

static inline const char *
phone_text(const Phone *self, guint field)
{
	return dc_textfield_text(self->fields[field]);
}

static inline bool
phone_is_blank(const Phone *self)
{
	return *phone_text(self, PHONE_CALLER) == '\0' && *phone_text(self, PHONE_SUBJECT) == '\0';
}

/* NULL if none is selected. */
static inline const DcAlike *
phone_selected_alike(const Phone *self)
{
	return self->selected >= 0 && self->alike != NULL && (guint)self->selected < self->alike->len ? g_ptr_array_index(self->alike, (guint)self->selected) : NULL;
}

/* -- phone.c -- */
/* Stops the clock on the work, as of the key press, unless that is done. */
bool phone_pause(DcApp *app, Phone *self, GError **error);
/* The answer on the spot, with `text` in its field; NULL: what was typed there before. */
void phone_ask_answer(DcApp *app, Phone *self, const char *text);

/* -- phone_read.c -- */
/* Reads the ticket and what is proposed and owed for it. Without its ticket (it was undone) the call is being typed again. */
bool phone_reload(DcApp *app, Phone *self, GError **error);
/* What is known of the caller and the subject, a piece at a time when no key waits. */
bool phone_idle(DcApp *app, gpointer data);

/* -- phone_draw.c -- */
void phone_draw(const DcApp *app, gpointer data, DcSurface *body);
void phone_hint(const DcApp *app, gpointer data, DcSurface *surface, int row);

/* -- phone_draft.c -- */
bool phone_keep(DcApp *app, gpointer data, GError **error);
bool phone_draft_drop(DcApp *app, Phone *self, GError **error);
/* Calls that were broken off and are not open in a frame; newest first. Transfer full, of DcDraft. */
GPtrArray *phone_drafts(DcApp *app, GError **error);
/* A draft's caller and subject for a list. Transfer full. */
char *phone_draft_title(const DcDraft *draft);
/* Goes on where the draft was left. */
bool phone_resume(DcApp *app, Phone *self, const DcDraft *draft, GError **error);

/* -- questions.c -- */
/* Puts the next question that is owed, or gets READY. */
void question_next(DcApp *app, Phone *self);
/* Puts this one, with `typed` in its field (NULL: nothing). By name; an unknown one is question_next(). */
void question_again(DcApp *app, Phone *self, const char *name, const char *typed);
const char *question_name(const Question *question);
/* How many of domain.md 2.2 are still not answered (未聴取). */
guint question_n_owed(const Phone *self);
/* The field that the open question is about; DC_N_FIELDS: none. */
DcField question_field(const Phone *self);
/* The fields that are asked for; of one more caller of the same incident only what is known. n <= QUESTION_FIELDS_MAX. */
#define QUESTION_FIELDS_MAX 8
guint question_fields(const Phone *self, DcField fields[QUESTION_FIELDS_MAX]);
/* What was answered; "-" if nothing. Transfer full. */
char *question_value(const DcApp *app, const Phone *self, DcField field);
