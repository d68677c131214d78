/* Floor 4. Labelled fields one below another. Knows texts and choices; what they mean is the caller's business. */
#pragma once

#include <daicho/error.h>
#include <daicho/textfield.h>

/* One of several answers to be given with a single key. Tables end with { 0 }. */
typedef struct {
	char key;          /* '1', 'y': what is pressed */
	const char *word;  /* what it is stored as */
	const char *label; /* N_(): what is read */
} DcChoice;

typedef enum {
	DC_FORM_TEXT,
	DC_FORM_LINES, /* several lines of text */
	DC_FORM_CHOICE,
	DC_FORM_SHOWN, /* a line that can only be read */
	DC_FORM_HEADING, /* parts the fields into groups: its label on a rule */
} DcFormKind;

/* False with an error whose message tells what can be typed. `data` is what dc_form_new() was given. */
typedef bool (*DcFormCheck)(const char *value, gpointer data, GError **error);

typedef struct _DcFormField { /* const tables; strings must outlive the form */
	const char *name;        /* by which the caller asks for the value */
	const char *label;       /* N_() */
	DcFormKind kind;
	int max_chars;           /* of a text; 0: no limit */
	int rows;                /* of DC_FORM_LINES; 0: 3 */
	const DcChoice *choices; /* of DC_FORM_CHOICE */
	bool required;
	DcFormCheck check;       /* may be NULL; not called for an empty value */
	/* What the value means ("4/1 17:00" for 明日 17時), or what can be typed while it is empty: below the fields while it has the focus
	 * and nothing else is to be said. Pure. Transfer full, NULL: nothing. May be NULL. */
	char *(*means)(const struct _DcFormField *field, const char *value, gpointer data);
} DcFormField;

typedef enum {
	DC_FORM_IGNORED, /* not a key of the form */
	DC_FORM_TAKEN,
	DC_FORM_SUBMIT,  /* Enter (not in several lines of text) or ^S, and every field passed its check */
	DC_FORM_CANCEL,  /* Esc */
} DcFormAnswer;

typedef struct _DcForm DcForm; /* opaque: src/ui/form.c */
/* Transfer full. */
DcForm *dc_form_new(const DcFormField *fields, int n_fields, gpointer data);
void dc_form_free(DcForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcForm, dc_form_free)

/* Tab, S-Tab, Up, Down move between fields, PgDn and PgUp between groups; in a choice its keys choose (also typed full-width), Backspace and Delete empty it.
 * Submitting with a bad field keeps everything, moves there and shows the message. */
DcFormAnswer dc_form_key(DcForm *form, const char *key);
void dc_form_paste(DcForm *form, const char *text); /* into the field that has the focus; never submits */
/* Names must exist (programming error). Values: text, or the word of a choice; "" if empty. */
const char *dc_form_value(const DcForm *form, const char *name); /* transfer none */
void dc_form_set(DcForm *form, const char *name, const char *value);
const char *dc_form_focus(const DcForm *form); /* name of the field that has it */
void dc_form_set_focus(DcForm *form, const char *name);
gsize dc_form_cursor(const DcForm *form); /* in its text, bytes: to be restored with a draft */
void dc_form_set_cursor(DcForm *form, gsize offset);
/* A message under the fields, e.g. why the desk refused; "" or NULL removes it. It goes with the next change. */
void dc_form_set_message(DcForm *form, const char *name, const char *message); /* name NULL: the focus stays */
guint dc_form_revision(const DcForm *form); /* grows with every change of a value */

int dc_form_height(const DcForm *form); /* lines, with the message line */
void dc_form_draw(DcForm *form, DcSurface *surface); /* scrolls if it is higher than the surface */
