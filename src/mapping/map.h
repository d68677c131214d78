/* Private to the mapping room: a map, and a cell as a value. */
#pragma once

#include <daicho/mapping.h>

/* What a column can be that is no field of a ticket: after the fields, so that both are one number. */
typedef enum {
	TARGET_NO = DC_N_FIELDS, /* our own number */
	TARGET_KEY,              /* by which its source knows it */
	TARGET_PRIORITY,
	TARGET_ANSWER,
	TARGET_NOTE,
	TARGET_WORKED,
	TARGET_WORKED_HOURS,
	TARGET_WORKED_SECONDS,
	TARGET_GROUP,
	TARGET_RELATED,
	N_TARGETS
} Special;

typedef struct {
	guint target;       /* a DcField or a Special */
	GStrv columns;      /* the first of these that there is */
	int line;           /* of the map */
	GArray *places;     /* of guint, from 0: where they are in the table at hand */
} Wish;

typedef struct {
	guint target;
	GHashTable *values; /* what stands there, folded -> what it means */
	char *otherwise;    /* `*`; NULL */
} Table;

typedef struct {
	guint target;
	char *text;
} Constant;

struct _DcMap {
	char *source, *charset;
	char delimiter;
	bool apostrophes; /* before what a spreadsheet would calculate, as dc_csv_cell() puts them */
	GStrv dates;      /* formats of strptime(3); may be empty */
	GPtrArray *wishes;    /* of Wish */
	GPtrArray *tables;    /* of Table */
	GPtrArray *constants; /* of Constant */
	char *const *found_in; /* the columns in which the wishes have their places */
};

/* words.c */
char *word_fold(const char *text); /* to compare cells and columns: width, case, white space. Transfer full. */
/* Also the words that other programs use. False: unknown. */
bool word_means(DcWordSet set, const char *text, int *value);
bool scale_means(const char *text, gint64 *number); /* 大 high 1 -> 1 ... */
bool yes_means(const char *text, bool *yes);
/* The target that a column of this name is likely to be; N_TARGETS: none. */
guint target_guess(const char *column);
const char *target_name(guint target);
bool target_parse(const char *name, guint *target, GError **error);
bool column_is(const char *column, const char *wanted); /* also `wanted#2` */

/* value.c: what a cell means for a field. */
bool value_read(const DcMap *map, const DcCalendar *calendar, DcField field, const char *text, DcValue *value, GError **error);
/* What the map's table for this target makes of it; `text` itself if it says nothing. */
const char *value_mapped(const DcMap *map, guint target, const char *text);
