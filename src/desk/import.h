/* Private to the desk room: an import that is under way. */
#pragma once

#include "desk.h"

#include <daicho/mapping.h>

typedef struct { /* from one ticket to another, by the keys of their source */
	char *from, *to;
	bool is_group;   /* `to` is in front of it; else a link */
	DcLinkKind kind;
} Reference;

typedef struct {
	DcDesk *desk;
	const DcImport *import;
	DcImported *imported;
	DcInstant now;
	DcTable *table;
	DcMap *map;
	const char *source;
	bool is_same_ledger;   /* a number of the file is the same ticket here: it came from this ledger */
	bool is_over;          /* all rows are read */
	GHashTable *part_keys; /* keys of tickets that this part makes or changes */
	GHashTable *kept;      /* numbers of tickets that came with a source of their own -> the minute when they were received: import_keep() */
	GHashTable *people;    /* "caller\ndepartment" -> Person */
	GPtrArray *fresh, *later; /* of Reference: to be looked up when this part is written; when all are */
	GHashTable *unknown_systems;
	DcTableRow row;        /* the last one */
	bool is_row_held;      /* it waits for the next part, for its key is in this one */
} Importing;

void reference_free(gpointer reference);
/* import_ref.c: what refers to one another. Takes the texts over. */
void import_refer(Importing *importing, char *from, char *to, bool is_group, DcLinkKind kind);
/* A ticket that came with a source of its own is found by its number and the minute of its arrival: integers, for there may be very many. */
void import_keep(Importing *importing, gint64 no, DcInstant received_at);
/* Those that can be, as edits of a part; the others wait, or (the last time) are counted as loose. */
bool import_references(Importing *importing, DcChange *part, GError **error);
/* The ticket that the file calls so; 0. `received_at` (DC_ABSENT: unknown) tells whether a number of ours is that ticket. */
bool import_find(Importing *importing, const char *key, DcInstant received_at, DcTicketNo *no, GError **error);

/* import_row.c, import_ours.c: one row as edits of a part. One that cannot be taken is rejected, one that must wait is held. */
bool import_row(Importing *importing, DcChange *part, GError **error);
bool import_ours(Importing *importing, DcChange *part, GError **error);
/* import.c */
void import_reject(Importing *importing, guint column, const char *reason);
/* Whether this key is in the part already: then the row waits. Else it is from now on. */
bool import_must_wait(Importing *importing, const char *key);
void import_count(Importing *importing, bool is_new, bool is_changed);

/* record_json.c: the fields of a record from an object of our export, but for those that refer to others. False: `*field` holds what it does not take. */
bool record_from_json(DcEntity entity, const DcJson *object, gpointer record, DcField *field, GError **error);
