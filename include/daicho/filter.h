/* Floor 1. What is asked of tickets: a tree of conditions. The query language makes it of what was typed, the ledger finds by it, and neither knows
 * the other. A value; its text is what was typed, never a piece of a statement. */
#pragma once

#include <daicho/ticket.h>

typedef enum {
	DC_FILTER_AND,        /* all of `parts`; none: everything */
	DC_FILTER_OR,         /* one of `parts`; none: nothing */
	DC_FILTER_NOT,        /* parts[0] does not hold */
	DC_FILTER_TEXT,       /* `text` occurs, folded (domain.md 6.3), in `field` or (DC_N_FIELDS) in anything that is searched */
	DC_FILTER_RANGE,      /* the field of the ticket lies in [low, high]: numbers, instants, words, booleans, references */
	DC_FILTER_SET,        /* the field of the ticket or its texts has a value */
	DC_FILTER_NUMBER,     /* the ticket's number lies in [low, high] */
	DC_FILTER_PRIORITY,   /* its priority lies in [low, high], 1..5; the desk turns it into what the ledger knows */
	DC_FILTER_OPEN,       /* neither closed nor cancelled */
	DC_FILTER_UNANSWERED, /* somebody who got in touch has no answer */
	DC_FILTER_REPORTED,   /* the customer's contact was told of it */
} DcFilterType;

typedef struct { /* with what it owns */
	DcFilterType type;
	GPtrArray *parts; /* of DcFilter *; NULL if the type has none */
	DcField field;
	gint64 low, high; /* G_MININT64, G_MAXINT64: without an end there */
	char *text;
} DcFilter;

/* All transfer full, and take over the filters they are given. */
DcFilter *dc_filter_new(DcFilterType type);
DcFilter *dc_filter_text(DcField field, const char *text);
DcFilter *dc_filter_range(DcField field, gint64 low, gint64 high);
DcFilter *dc_filter_of(DcFilterType type, gint64 low, gint64 high); /* NUMBER, PRIORITY */
DcFilter *dc_filter_set(DcField field);
DcFilter *dc_filter_not(DcFilter *filter);
/* `other` added to an AND or an OR; a filter of another type becomes its first part. NULL is left out. */
DcFilter *dc_filter_join(DcFilterType type, DcFilter *filter, DcFilter *other);
DcFilter *dc_filter_copy(const DcFilter *filter);
void dc_filter_free(DcFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcFilter, dc_filter_free)
/* What is looked for, not what must not be there: to be marked where it stands. Transfer container: the texts are the filter's. */
GPtrArray *dc_filter_words(const DcFilter *filter);
/* As text that shows its shape, for tests: `(and (text * "帳票") (not (open)))`. Transfer full. */
char *dc_filter_show(const DcFilter *filter);
