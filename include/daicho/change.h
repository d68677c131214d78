/* Floor 2. One thing that was done: an action, and a set of edits. The only way in which anything in a ledger changes (design.md 3.1). */
#pragma once

#include <daicho/ticket.h>

typedef enum { DC_ORIGIN_OPERATOR, DC_ORIGIN_ENGINE, DC_ORIGIN_INTAKE, DC_ORIGIN_IMPORT } DcOrigin;
const char *dc_origin_code(DcOrigin origin);     /* as the file and an export have it */
DcOrigin dc_origin_parse(const char *code);      /* OPERATOR for what is none */

typedef struct _DcChange DcChange; /* opaque: src/ledger/change.c */

DcChange *dc_change_new(DcAction action, DcInstant at); /* transfer full */
void dc_change_free(DcChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcChange, dc_change_free)

void dc_change_origin(DcChange *change, DcOrigin origin); /* OPERATOR unless said; undo takes back what the operator did, and imports */
void dc_change_reason(DcChange *change, const char *reason);

/* Creates a record with the fields that are set in it. Gives it (also in record->id) a negative stand-in, by which other records
 * of the same change can refer to it; dc_change_id() tells the real one after dc_ledger_apply(). */
gint64 dc_change_create(DcChange *change, DcEntity entity, gpointer record);
gint64 dc_change_id(const DcChange *change, gint64 stand_in);
/* The ticket that it creates shall have this number, if nobody ever had it. */
void dc_change_keep_no(DcChange *change, gint64 stand_in, DcTicketNo no);

/* Keeps the bytes of a mail that the change creates (`mail`: its stand-in) as they came, compressed. Evidence: dc_ledger_raw() gives them
 * back, nothing changes them. */
void dc_change_raw(DcChange *change, gint64 mail, GBytes *bytes);

/* The first record of this kind that the change creates and `match` accepts; NULL if none. Transfer none. */
typedef bool (*DcMatchFn)(gconstpointer record, gconstpointer data);
gconstpointer dc_change_find(const DcChange *change, DcEntity entity, DcMatchFn match, gconstpointer data);

/* Sets one field of `record`, as the operator saw it: if the ledger no longer holds the value that stands in the record, applying
 * is refused with DC_ERROR_CONFLICT. Nothing is added if the value is the same. The record itself is not touched.
 * The texts of a ticket (DcTicketText) may be a fresh record whose id is the ticket's number. */
void dc_change_text(DcChange *change, gconstpointer record, DcField field, const char *text);
void dc_change_number(DcChange *change, gconstpointer record, DcField field, gint64 number); /* also words, instants, references, booleans */
void dc_change_value(DcChange *change, gconstpointer record, DcField field, const DcValue *value);
/* Back to "not set". */
void dc_change_clear(DcChange *change, gconstpointer record, DcField field);

bool dc_change_is_empty(const DcChange *change);
guint dc_change_size(const DcChange *change); /* edits */
