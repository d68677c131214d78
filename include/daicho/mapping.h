/* Floor 2. What the columns of somebody else's table mean: a map as ini text, and a row read by it. Pure: no I/O, no ledger. docs/import.md. */
#pragma once

#include <daicho/calendar.h>
#include <daicho/table.h>
#include <daicho/ticket.h>

typedef struct _DcMap DcMap; /* opaque: src/mapping/map.c */

/* DC_ERROR_USAGE names the line. Transfer full. */
DcMap *dc_map_parse(const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dc_map_free(DcMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcMap, dc_map_free)

/* The text of a map that comes with the program: "redmine", "jira", "servicenow", "daicho". NULL if there is none of this name. Transfer full. */
char *dc_map_shipped(const char *name);
const char *const *dc_map_names(void); /* of those; NULL-terminated */
/* Whether these are the columns of our own export (the ledger CSV or the full one). */
bool dc_map_is_ours(char *const *columns);

DcTableShape dc_map_shape(const DcMap *map); /* of the file, as far as the map says; the texts are the map's */
const char *dc_map_source(const DcMap *map); /* "import" unless it says so */
/* Columns that the map names and the table has not, as `column (field)`; of JSON none is known. Transfer full, of char *. */
GPtrArray *dc_map_missing(const DcMap *map, char *const *columns);
/* DC_ERROR_REFUSED if there is no column for the subject. */
bool dc_map_check(const DcMap *map, char *const *columns, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value, with what it owns: what a row says of a ticket */
	DcTicket *ticket;
	DcTicketText *text;
	bool given[DC_N_FIELDS]; /* a cell says it; the others are constants of the map, or not set */
	DcTicketNo no;           /* our own number; 0 */
	char *key;               /* by which its source knows it; NULL */
	int priority;            /* 1..5; 0: not said */
	char *system;            /* as it is written there; NULL */
	char *answer;            /* NULL */
	GPtrArray *notes;        /* of char * */
	gint64 worked_min;       /* DC_ABSENT */
	char *group;             /* the key of the ticket in front of it; NULL */
	GPtrArray *related;      /* of char *: keys */
} DcIncoming;
void dc_incoming_clear(DcIncoming *incoming);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DcIncoming, dc_incoming_clear)

/* Times without an offset are those of the calendar. DC_ERROR_REFUSED says what is wrong, `*column` (from 1; 0: the row) where. */
bool dc_map_row(DcMap *map, const DcCalendar *calendar, const DcTableRow *row, DcIncoming *incoming, guint *column, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A first guess, to be edited: what the columns are called, and what stands in the first rows. */
typedef struct _DcGuess DcGuess; /* opaque: src/mapping/guess.c */
DcGuess *dc_guess_new(void);
void dc_guess_row(DcGuess *guess, const DcTableRow *row);
char *dc_guess_text(const DcGuess *guess); /* transfer full */
void dc_guess_free(DcGuess *guess);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcGuess, dc_guess_free)
