/* Private to the ledger room: what a change is made of. */
#pragma once

#include "record.h"

#define EDIT_EXISTENCE DC_N_FIELDS /* the record itself: from gone (1) to there (0), or back */

typedef struct {
	DcEntity entity;
	gint64 id;      /* negative: a stand-in of this change */
	DcField field;  /* or EDIT_EXISTENCE */
	gpointer record; /* a creation: what to write; else NULL */
	gint64 wanted;   /* of a creation: the id it shall have if it is free; 0 */
	DcValue seen, value; /* what the operator saw; what it shall be */
} Edit;

typedef struct {
	gint64 mail; /* id or stand-in */
	gint64 size; /* of what is in `bytes`, before it was compressed */
	unsigned char *bytes;
	gsize n_bytes;
} ChangeRaw;

struct _DcChange {
	DcAction action;
	DcInstant at;
	DcOrigin origin;
	char *reason;
	GPtrArray *edits;  /* of Edit, in the order in which they were made */
	GHashTable *index; /* the same, by entity, id and field: a field is edited once */
	gint64 last_stand_in;
	GPtrArray *raws;   /* of ChangeRaw: bytes of the mails that it creates */
	GPtrArray *pasts;  /* of DcPast: what happened elsewhere */
	GHashTable *ids; /* stand-in -> id, both gint64, after applying */
};

/* Takes both values over. Only where the field is not in the change yet. */
void change_edit(DcChange *change, DcEntity entity, gint64 id, DcField field, DcValue seen, DcValue value);

/* apply.c, inside a transaction: the parts of a change, each of its own edits; written as one. `target`: of an undo or redo; 0. */
typedef struct {
	DcAction action;
	DcInstant at;
	DcOrigin origin;
	const char *reason;
	gint64 target;
	DcPartFn next;
	gpointer data;
	gint64 id; /* 0 until something is written */
} Parts;
bool parts_apply(DcLedger *ledger, gpointer parts, GError **error); /* a DbBody */
/* history.c: the next edits of a change as they were made, or from the last one back: `*from` is where, 0 at the beginning. Transfer full, of DcPastEdit;
 * empty: there are no more. */
GPtrArray *history_events(DcLedger *ledger, gint64 change, bool back, gint64 *from, GError **error);
/* past.c: writes what the change brings of the past. */
bool change_write_pasts(DcLedger *ledger, const DcChange *change, gint64 import, GError **error);
/* rank.c: rates these tickets (gint64) again; inside a transaction. */
bool rank_tickets(DcLedger *ledger, const GArray *nos, DcInstant now, GError **error);
/* mail.c: a GDestroyNotify; what the change keeps of mails as they came; the thread of a mail that is new; all of them afresh. */
void change_raw_free(gpointer data);
bool change_write_raws(DcLedger *ledger, const DcChange *change, GError **error);
bool thread_add(DcLedger *ledger, const DcMailRow *mail, GError **error);
bool thread_rebuild(DcLedger *ledger, GError **error);
