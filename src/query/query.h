/* Private to the query room: names of fields, and what stands behind them. */
#pragma once

#include <daicho/query.h>

typedef enum {
	NAME_FIELD,    /* a field of field.def */
	NAME_TEXT,     /* anything that is searched */
	NAME_WORDS,    /* `field`, of which words are looked for in the search index only: notes, answers, contacts */
	NAME_NUMBER,   /* the ticket's number */
	NAME_PRIORITY,
	NAME_GROUP,    /* the ticket of this number and its members */
	NAME_ANSWERED, /* yes, no */
	NAME_REPORTED, /* yes, no: no is what ought to have been reported */
} NameKind;

typedef struct { /* a value */
	const char *name, *ja; /* NULL: as in field.def */
	NameKind kind;
	DcField field;
} Name;

extern const Name names[]; /* short names; ends with one of NULL */
/* A name as it was typed, in either language. */
bool name_find(const char *typed, Name *name);
/* Whether it may be asked for where only `fields` are (NULL: all); words may always. */
bool name_is_among(const Name *name, const DcField *fields);
/* "kind title": what `fields` are called, in the present language. Transfer full. */
char *name_list(const DcField *fields);
/* Names are compared folded; `-`, `_` and a space are one. Transfer full. */
char *name_fold(const char *name);

/* The condition that one value sets. `value` is what was typed, without quotes. NULL with DC_ERROR_USAGE. Transfer full. */
DcFilter *value_filter(const DcQueryWorld *world, const Name *name, const char *value, bool was_quoted, GError **error);
/* Words to look for in `field` (DC_N_FIELDS: anywhere); DC_ERROR_USAGE if nothing of them can be looked for. */
DcFilter *value_text(DcField field, const char *text, GError **error);
/* The span [*low, *high) that a date, a month, a year or a time means. */
bool value_span(const DcQueryWorld *world, const char *text, DcInstant *low, DcInstant *high, GError **error);

/* Signs as the input method gives them: full-width forms, brackets, the wave dash as `~`, 、 as a comma. 0: a letter. */
char sign_at(const char *p);
