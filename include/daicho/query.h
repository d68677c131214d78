/* Floor 2. The query language: what is typed after `/`, `list` and `search`, and kept in filters and reports. Text in, a tree of conditions out
 * (filter.h); pure, the time is an argument. What can be typed: docs/query.md. */
#pragma once

#include <daicho/calendar.h>
#include <daicho/filter.h>

typedef struct { /* a value: against what a query is read */
	const DcCalendar *calendar;
	DcInstant now;
	/* The query that is kept under this name (`@name`), transfer none; NULL: there is none. NULL: there are none at all. */
	const char *(*saved)(const char *name, gpointer data);
	gpointer data;
	/* Only these may be asked for, and words; ends with DC_N_FIELDS. NULL: whatever a ticket has. */
	const DcField *fields;
} DcQueryWorld;

/* Nothing typed asks for everything (an AND without parts). DC_ERROR_USAGE names the character that is wrong, from 1, unless `at` is given: then that is its
 * byte in `text`. Transfer full. */
DcFilter *dc_query_parse(const char *text, const DcQueryWorld *world, gsize *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value: what is called by a name of the site; each ends with NULL, or is NULL; and what may be asked for */
	const char *const *filters, *const *systems, *const *departments;
	const DcField *fields; /* as of DcQueryWorld: only these are offered */
} DcQueryNames;
/* What could stand at the cursor (a byte of `text`) instead of text[*from .. cursor): names of fields (with their colon) and, behind one, its values, in
 * the present language and those that begin like that in the other one; behind `@` the saved filters. Transfer full, of char *; empty if nothing fits. */
GPtrArray *dc_query_complete(const char *text, gsize cursor, const DcQueryNames *names, gsize *from);

/* The fields that can be asked for, as a Markdown table: the middle of docs/query.md. In English. Transfer full. */
char *dc_query_table(void);
