/* Private to the table room: a table that is being read. */
#pragma once

#include "source.h"

#include <jansson.h>

typedef struct {
	bool known;
	const char *name; /* "UTF-8", "CP932", "EUC-JP"; "ASCII" while it is not known */
} Charset;

struct _DcTable {
	Source source;
	DcTableFormat format;
	Charset charset;
	char delimiter;
	gint64 line;        /* that stands at `source.at` */
	GPtrArray *columns; /* of char *, and a NULL behind them: names of a CSV's columns */
	GString *header;
	guint n_blank;

	/* the row that was read last */
	gint64 row_line;
	GString *raw;       /* its bytes, at most DC_TABLE_RAW_MAX */
	bool raw_is_cut;
	GString *text;      /* cells one behind the other, each with its NUL */
	GArray *starts;     /* of gsize: where they begin in `text` */
	GPtrArray *cells;   /* of char *: the same as pointers */
	GPtrArray *names;   /* of char *: the members of a JSON object; borrowed from `json` */
	GString *scratch;
	char *problem;
	guint problem_column;
	json_t *json;
};

/* table.c */
/* The next byte; it goes into `raw`, and lines are counted. -1 at the end. */
int table_take(DcTable *table);
/* The first one stands. */
void table_problem(DcTable *table, guint column, const char *format, ...) G_GNUC_PRINTF(3, 4);
void table_end_cell(DcTable *table, gsize start); /* text[start..] is a cell */

/* csv.c: false at the end. */
bool csv_read(DcTable *table);
/* json.c */
bool json_read(DcTable *table);

/* charset.c */
/* Which one it is, by what stands in `bytes`, of which something is over 0x7F; it may be cut at its end. */
Charset charset_find(const char *bytes, gsize length);
bool charset_named(const char *name, Charset *charset);
/* The cell text[start..] to UTF-8; false if something in it is not. */
bool charset_decode_cell(Charset charset, GString *text, gsize start, GString *scratch);
