/* Floor 1. Tables as other programs write them: bytes in, rows out (CSV, JSON), and rows to CSV. What a column means is the mapping room's.
 * A row at a time: the memory does not grow with the file. docs/import.md. */
#pragma once

#include <daicho/error.h>

#include <stdbool.h>

/* -- reading -- */
typedef struct json_t DcJson; /* a value of JSON, borrowed; NULL: there is none */

/* More bytes of the file into `buffer`: how many, 0 at its end, -1 with an error. */
typedef gssize (*DcBytesFn)(char *buffer, gsize size, gpointer data, GError **error);

typedef enum { DC_TABLE_CSV, DC_TABLE_JSON } DcTableFormat;

typedef struct { /* a value: what is known of the file; what is not is found out */
	const char *charset; /* "UTF-8", "CP932", "EUC-JP", "UTF-16"; NULL: found out, again where the first byte over 0x7F stands */
	char delimiter;      /* 0: comma, tab or semicolon, whichever parts the first rows most evenly */
} DcTableShape;

typedef struct { /* a value; its texts are the table's until the next row is read */
	gint64 line;      /* in which it begins, from 1 */
	guint n;          /* cells; a JSON object: its members */
	char *const *names; /* of the columns, as many as cells: those of the header, or the members' */
	char *const *cells; /* UTF-8; "" where nothing stands. Of a JSON object: texts and numbers as they are written, true and false, lists of these by
	                     * lines; "" for null and for objects */
	const DcJson *json; /* the object itself; NULL in a CSV */
	const char *raw;  /* its bytes as they came, with the end of line; at most DC_TABLE_RAW_MAX of them */
	gsize raw_len;
	const char *problem; /* why it cannot be used, in the present language; NULL: nothing is wrong. The cells are what could be read. */
	guint problem_column; /* from 1; 0: of the whole row */
} DcTableRow;
#define DC_TABLE_CELL_MAX (1 << 20)  /* bytes of a cell that are kept; more is a problem of the row */
#define DC_TABLE_RAW_MAX (16 << 20)
#define DC_TABLE_COLUMNS_MAX 4096

typedef struct _DcTable DcTable; /* opaque: src/table/table.c */

/* Reads as much as it needs to find out what it is; a CSV's header. A file that begins with { or [ is JSON: objects one behind the other, or in an
 * array. DC_ERROR_REFUSED for a CSV without a header, or with too many columns. Transfer full. */
DcTable *dc_table_new(const DcTableShape *shape, DcBytesFn read, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dc_table_free(DcTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcTable, dc_table_free)

DcTableFormat dc_table_format(const DcTable *table);
const char *dc_table_charset(const DcTable *table); /* "ASCII" while nothing else has been met */
char dc_table_delimiter(const DcTable *table);
/* The names of a CSV's columns, NULL for JSON. NULL-terminated; of columns with the same name the second is `Name#2`, one without a name `#5`, by its place. */
char *const *dc_table_columns(const DcTable *table);
/* The header as it came, for the file of what was refused; NULL for JSON. */
const char *dc_table_header(const DcTable *table, gsize *length);
gint64 dc_table_offset(const DcTable *table); /* bytes read so far, to say how far it is */

/* The next row that is not blank; `*end`: there are no more. Errors are those of the reading function. */
bool dc_table_next(DcTable *table, DcTableRow *row, bool *end, GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint dc_table_blank(const DcTable *table); /* rows that were passed over because nothing stands in them */

/* -- a value of JSON; each of these takes NULL and a value of another kind for "nothing" -- */
const DcJson *dc_json_get(const DcJson *object, const char *key);
const DcJson *dc_json_at(const DcJson *array, guint i);
guint dc_json_count(const DcJson *array);
bool dc_json_is_null(const DcJson *value);                /* also if there is none */
const char *dc_json_text(const DcJson *value);            /* NULL */
gint64 dc_json_number(const DcJson *value, gint64 fallback); /* true is 1, false 0 */

/* -- writing -- */
typedef struct { /* a value */
	char delimiter;
	bool defuse; /* a cell that a spreadsheet would take for a formula (= + - @, a tab, a carriage return at its beginning) gets a ' in front */
} DcCsv;
/* Appends a cell, with the delimiter in front unless the row is empty so far. Line ends within a cell become LF. */
void dc_csv_cell(const DcCsv *csv, GString *row, const char *text);
void dc_csv_end(GString *row); /* CRLF */
/* What dc_csv_cell() defused is made what it was. Transfer none: a part of `text`. */
const char *dc_csv_undefused(const char *text);
/* The row in CP932, appended; characters that it does not have become 〓. Returns how many. */
guint dc_csv_to_cp932(const char *row, GString *out);
