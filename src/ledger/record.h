/* Private to the ledger room: whole records in and out, and a value as the program holds it against how the file does. */
#pragma once

#include "db.h"

/* Every record begins alike (ticket.h). */
typedef struct {
	gint64 id;
	bool gone;
} RecordHead;
static inline RecordHead *record_head(gpointer record) { return record; }
static inline gint64 record_id(gconstpointer record) { return ((const RecordHead *)record)->id; }
static inline bool record_gone(gconstpointer record) { return ((const RecordHead *)record)->gone; }

/* By its id, also one that is gone; NULL without an error if there is none. Transfer full. */
gpointer record_read(DcLedger *ledger, DcEntity entity, gint64 id, GError **error);
/* The record that begins the row which stands in the statement, in the order of field.def; how many columns that is. Transfer full. */
gpointer record_of_row(DcLedger *ledger, DcEntity entity, const DbQuery *query, GError **error);
int record_columns(DcEntity entity);
/* Ids of all, also of those that are gone. Transfer full, of gint64. */
GArray *record_ids(DcLedger *ledger, DcEntity entity, GError **error);
bool record_next_id(DcLedger *ledger, DcEntity entity, gint64 *id, GError **error);
bool record_add(DcLedger *ledger, DcEntity entity, gconstpointer record, GError **error);
bool record_set_gone(DcLedger *ledger, DcEntity entity, gint64 id, bool gone, GError **error);
bool record_set_field(DcLedger *ledger, gint64 id, DcField field, const DcValue *value, GError **error);
/* The table (NULL: none; transfer full) of a record that is there and refers to this one. */
bool record_referrer(DcLedger *ledger, DcEntity entity, gint64 id, char **table, GError **error);

/* A side record has no id of its own, but that of its owner: ticket_text, mail_text. Any other entity is its own owner. */
DcEntity entity_owner(DcEntity entity);
static inline bool entity_is_side(DcEntity entity) { return entity_owner(entity) != entity; }
/* The ticket whose history a record belongs to; 0 if none. */
DcTicketNo record_ticket(DcEntity entity, gconstpointer record);
/* "No.104", "setting 12": for messages. Transfer full. */
char *record_name(DcEntity entity, gint64 id);

/* value.c. "Not set" has one form: DC_ABSENT, NULL, or 0 for a boolean. Borrows the text. */
DcValue value_normal(DcField field, const DcValue *value);
/* As the file holds it: a word by its code. Borrows the text. */
DcValue value_stored(DcField field, const DcValue *value);
/* And back; transfer full. */
DcValue value_of_stored(DcField field, const DcValue *stored);
/* What stands in this column as a value of the field; DC_ERROR_LEDGER if it cannot be one. Transfer full. */
bool value_load(DcLedger *ledger, const DbQuery *query, int column, DcField field, DcValue *value, GError **error);
/* As the operator reads it in a message: clipped, one line. Transfer full. */
char *value_words(DcField field, const DcValue *value);
