/* Private to the ledger room: what a change is made of. */
#pragma once

#include "record.h"

#define EDIT_EXISTENCE DC_N_FIELDS /* the record itself: from gone (1) to there (0), or back */

typedef struct {
	DcEntity entity;
	gint64 id;      /* negative: a stand-in of this change */
	DcField field;  /* or EDIT_EXISTENCE */
	gpointer record; /* a creation: what to write; else NULL */
	DcValue seen, value; /* what the operator saw; what it shall be */
} Edit;

struct _DcChange {
	DcAction action;
	DcInstant at;
	DcOrigin origin;
	char *reason;
	gint64 target;     /* of an undo or redo; 0 */
	GPtrArray *edits;  /* of Edit, in the order in which they were made */
	GHashTable *index; /* the same, by entity, id and field: a field is edited once */
	gint64 last_stand_in;
	GHashTable *ids; /* stand-in -> id, both gint64, after applying */
};

/* Takes both values over. Only where the field is not in the change yet. */
void change_edit(DcChange *change, DcEntity entity, gint64 id, DcField field, DcValue seen, DcValue value);
const char *origin_code(DcOrigin origin);
DcOrigin origin_parse(const char *code);

/* apply.c: a DbBody, for a DcChange. */
bool change_apply(DcLedger *ledger, gpointer change, GError **error);
/* history.c: the edits of a change as they were made. Transfer full, of DcPastEdit. */
GPtrArray *history_events(DcLedger *ledger, gint64 change, GError **error);
/* rank.c: rates these tickets (gint64) again; inside a transaction. */
bool rank_tickets(DcLedger *ledger, const GArray *nos, DcInstant now, GError **error);
