/* Private to the ledger room: the search index, kept in step with the facts inside the transaction that writes them. */
#pragma once

#include "record.h"

/* What stood in the index before a change: by ticket number, or mail number below zero (gint64). */
GHashTable *index_held_new(void);
/* To be called before a record comes or goes, and before this field of it becomes `value`. */
bool index_hold(DcLedger *ledger, GHashTable *held, DcEntity entity, gconstpointer record, GError **error);
bool index_hold_field(DcLedger *ledger, GHashTable *held, gconstpointer record, DcField field, const DcValue *value, GError **error);
/* After the last write: what is held and reads differently by now is indexed anew. */
bool index_follow(DcLedger *ledger, GHashTable *held, GError **error);

bool index_rebuild(DcLedger *ledger, GError **error);
/* `sound` is false if the index does not say what the facts do. */
bool index_check(DcLedger *ledger, bool *sound, GError **error);
/* In idle time: a little of the merging that writes leave to it. */
void index_merge(DcLedger *ledger);
/* The column of the index in which a field's text is found; NULL if it is in none. */
const char *index_column(DcField field);
