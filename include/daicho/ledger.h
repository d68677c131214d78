/* Floor 2. The only door to the database file: rows in, rows out, one transaction per change. It never judges: what is pressing is
 * told by the function it was handed (dc_ledger_set_judge). Every function may raise DC_ERROR_LEDGER (cannot be read or written: disk full,
 * no permission, damaged) and DC_ERROR_BUSY (another process writes for longer than the patience); both leave the file as it was. */
#pragma once

#include <daicho/change.h>
#include <daicho/filter.h>

typedef struct _DcLedger DcLedger; /* opaque: src/ledger/db.h */

/* Opens the file, makes it (0600, its folder 0700) if it is absent and walks the migrations. Refused and untouched: a newer
 * schema, an SQLite file that is not ours, a file that is no database, a folder without permission (DC_ERROR_LEDGER, one clear line).
 * Transfer full. */
DcLedger *dc_ledger_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dc_ledger_close(DcLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcLedger, dc_ledger_close)

const char *dc_ledger_path(const DcLedger *ledger);
/* How long a writer waits for another one; 5000 ms unless said. */
void dc_ledger_set_patience(DcLedger *ledger, int ms);
/* Whether another process has changed the file since this was last asked. Cheap enough for every tick. */
bool dc_ledger_has_news(DcLedger *ledger);
/* Checkpoint and the like; call when the keyboard is idle. Never fails. */
void dc_ledger_idle(DcLedger *ledger);
/* `check`: integrity of the file, of the references, and of the derived tables. Each finding is one line; empty: all is well. Transfer full, of char *. */
GPtrArray *dc_ledger_check(DcLedger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- changing -- */
/* Applies it in one transaction: checks every value seen (DC_ERROR_CONFLICT shows both), writes rows and history, rates again what it touched.
 * On return it is on disk. On failure nothing has changed. */
bool dc_ledger_apply(DcLedger *ledger, DcChange *change, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Fills in the next part of a change; `*more`: this was not the last one. What it reads of the ledger it reads with the parts before. On an
 * error nothing of all parts has happened. */
typedef bool (*DcPartFn)(DcChange *part, bool *more, gpointer data, GError **error);
/* One change that is too long to be held in memory, in one transaction: as dc_ledger_apply(), a part at a time. Nothing is written, and `*id` is 0, if
 * all parts are empty. `next` must not change the ledger otherwise. */
bool dc_ledger_apply_parts(DcLedger *ledger, DcAction action, DcInstant at, DcOrigin origin, const char *reason, DcPartFn next, gpointer data, gint64 *id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes back the last change of the operator (an import is one) that stands (does again what was taken back last). `done`: that change's id; may be NULL.
 * DC_ERROR_REFUSED if there is none; DC_ERROR_CONFLICT if a field has been changed since. */
bool dc_ledger_undo(DcLedger *ledger, DcInstant at, gint64 *done, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_ledger_redo(DcLedger *ledger, DcInstant at, gint64 *done, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- reading one record: NULL without an error if there is none or its creation was undone; transfer full -- */
gpointer dc_ledger_read(DcLedger *ledger, DcEntity entity, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* DC_ERROR_NOT_FOUND if there is no such ticket. */
DcTicket *dc_ledger_ticket(DcLedger *ledger, DcTicketNo no, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Its long texts; a fresh record with its number if none is written. */
DcTicketText *dc_ledger_ticket_text(DcLedger *ledger, DcTicketNo no, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_ledger_group(DcLedger *ledger, DcTicketNo no, DcGroup *group, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The ticket that was taken over from `source` under this number; 0: none was. */
bool dc_ledger_taken_over(DcLedger *ledger, const char *source, const char *source_id, DcTicketNo *no, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The number the next ticket will have, if nobody else takes it. */
bool dc_ledger_next_no(DcLedger *ledger, DcTicketNo *no, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- lists of records: GPtrArray that owns them; empty, never NULL, unless an error is raised -- */
typedef enum {
	DC_LIST_CONTACTS,        /* a ticket's, oldest first */
	DC_LIST_GROUP_CONTACTS,  /* a ticket's and its members', oldest first */
	DC_LIST_MEMBERS,         /* tickets grouped under it, by number */
	DC_LIST_LINKS,           /* from it and to it */
	DC_LIST_NOTES,           /* oldest first */
	DC_LIST_WORK,            /* a ticket's, oldest first */
	DC_LIST_CALLS,           /* a ticket's, oldest first */
	DC_LIST_REPORTS,         /* a ticket's, oldest first */
	DC_LIST_WORK_BETWEEN,    /* all work that starts in [from, to) */
	DC_LIST_CALLS_BETWEEN,   /* all calls that start in [from, to) */
	DC_LIST_MAILS_WAITING,   /* of folder `id`, oldest first */
	DC_LIST_MAILS_OF_TICKET, /* oldest first */
	DC_LIST_MAILS_WITH_FILES, /* those of the contacts of a ticket and its members to which something is attached, oldest first */
	DC_LIST_MAILS_ALERT,     /* of a monitored thing (`text`: its key), newest first */
	DC_LIST_ALERTS_OF_TICKET, /* mails of monitored things on a ticket and its members, oldest first */
	DC_LIST_RUNNING,         /* work without an end */
	DC_LIST_OPEN_CALLS,      /* calls without an end */
	DC_LIST_REPORTS_DUE,     /* the last report of each open ticket that names a next one, by that time */
	DC_LIST_ESCALATED,       /* open tickets whose contact is owed a first report, by since when */
	DC_LIST_PROMISES,        /* open tickets with a promise, by its time */
	DC_LIST_OF_CALLER,       /* the last tickets of this caller (`text`), newest first */
	DC_LIST_RECENT,          /* the last tickets received, newest first */
	DC_LIST_PARTIES_NAMED,   /* parties of this name (`text`) */
	DC_LIST_PARTIES_AT,      /* parties of this mail address (`text`) */
	DC_LIST_DEPARTMENTS,     /* by name */
	DC_LIST_SETTINGS,        /* by id: as they were first set */
	DC_LIST_MORNINGS,        /* newest first */
	DC_N_LISTS
} DcList;
typedef struct { /* a value: what the list needs of these; the rest stays 0 */
	gint64 id;
	DcInstant from, to;
	const char *text;
	int limit; /* 0: no limit */
} DcListArgs;
GPtrArray *dc_ledger_list(DcLedger *ledger, DcList list, DcListArgs args, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same list as ids alone, for long ones. Transfer full, GArray of gint64. */
GArray *dc_ledger_list_ids(DcLedger *ledger, DcList list, DcListArgs args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many there are, without reading them. */
typedef enum {
	DC_TALLY_MAILS_WAITING,   /* in folder `id` */
	DC_TALLY_MAILS_DROPPED,   /* of folder `id` (0: any), dated in [from, to) */
	DC_TALLY_MAILS_COUNTED,   /* of folder `id` (0: any), dated in [from, to) */
	DC_TALLY_MAILS_TAKEN,     /* of folder `id` (0: any), dated in [from, to): made to tickets, or on one */
	DC_TALLY_HIDDEN_FOUND,    /* mails of the inbox, dated in [from, to), that became an incident or the member of one (domain.md 1, S28) */
	DC_TALLY_PROMISES,        /* open tickets with a promise */
	DC_TALLY_RECEIVED,        /* tickets received in [from, to) */
	DC_TALLY_CLOSED,          /* tickets closed in [from, to) */
	DC_TALLY_CALLS_COUNTED,   /* calls that were only counted, in [from, to) */
	DC_TALLY_UNANSWERED,      /* inbound contacts of ticket `id` and its members that are unanswered */
	DC_N_TALLIES,
} DcTally;
bool dc_ledger_tally(DcLedger *ledger, DcTally tally, DcListArgs args, gint64 *n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ids of the mails with this Message-ID (may be NULL) or this digest. Transfer full, GArray of gint64. */
GArray *dc_ledger_mails_like(DcLedger *ledger, const char *message_id, const char *digest, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a mail with this source (the key of its place) has been taken in, or was found to be known. */
bool dc_ledger_mail_seen(DcLedger *ledger, const char *source, bool *seen, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* More places (of char *) where known mails lie: they are seen from now on. No change: nothing is told by it. */
bool dc_ledger_mails_saw(DcLedger *ledger, GPtrArray *sources, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The mails of the thread that this Message-ID belongs to, newest first, at most 1000: all that refer to one another over any number of
 * steps, also by ids of mails that never came. Transfer full, GArray of gint64. */
GArray *dc_ledger_thread(DcLedger *ledger, const char *message_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The bytes of a mail as it came; NULL without an error if they were not kept. Transfer full. */
GBytes *dc_ledger_raw(DcLedger *ledger, gint64 mail, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- the order -- */
#define DC_RANK_KEY_MAX 48
typedef struct { /* a value: what the judge says of a ticket */
	guint8 key[DC_RANK_KEY_MAX]; /* memcmp order; the first byte is the band */
	gsize key_len;               /* 0: it has no place (closed, cancelled) */
	int band;
	int est_min;
	DcInstant until; /* DC_NEVER */
} DcRank;
typedef void (*DcJudgeFn)(const DcTicket *ticket, const DcGroup *group, DcInstant now, gpointer data, DcRank *rank);
/* `digest` names the rules: a rank made by others is made afresh. The strings are copied. Without a judge nothing is ranked. */
void dc_ledger_set_judge(DcLedger *ledger, DcJudgeFn judge, const char *digest, gpointer data);
/* Brings the rank up to `now`: rates again what is due to change, or everything if the rules have changed or the clock went back by
 * a minute or more. `n_rated` may be NULL. */
bool dc_ledger_rank(DcLedger *ledger, DcInstant now, int *n_rated, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How far rating everything has come. It is done a few hundred tickets a transaction, and asks after each; false stops it: what was rated is kept,
 * and the next call goes on. NULL: nobody is asked. */
typedef bool (*DcRankFn)(gint64 done, gint64 total, gpointer data);
void dc_ledger_set_progress(DcLedger *ledger, DcRankFn progress, gpointer data);
/* The instant at which the rank was last made; DC_ABSENT if never. */
bool dc_ledger_rank_clock(DcLedger *ledger, DcInstant *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Drops the derived tables and makes them afresh. */
bool dc_ledger_rebuild(DcLedger *ledger, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value, with what it owns: one row of the list */
	DcTicket *ticket;
	DcGroup group;
	int band;
	guint8 key[DC_RANK_KEY_MAX];
	gsize key_len;
} DcRow;
void dc_row_free(DcRow *row);
typedef struct { /* a value */
	int band_from, band_to; /* both included */
	DcKind kind;            /* DC_KIND_NONE: any */
	const DcFilter *filter; /* NULL: any */
	const DcRow *after;     /* the page behind this row; NULL: from the beginning */
	bool backward;          /* the page before `after` (NULL: the last page), still in ascending order */
	int limit;              /* rows, > 0 */
	int effort;             /* with a filter: tickets read, so that a screen can go on later; 0: as many as it takes */
} DcPage;
/* `reached` (may be NULL): with its key alone, the row behind which to go on; key_len 0: there are no more. Transfer full, of DcRow. */
GPtrArray *dc_ledger_page(DcLedger *ledger, const DcPage *page, DcRow *reached, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many rows of bands [band_from, ..] stand before this key, plus one. */
bool dc_ledger_place(DcLedger *ledger, int band_from, const guint8 *key, gsize key_len, int *place, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, counted on from a row before it, whose place is known. */
bool dc_ledger_place_after(DcLedger *ledger, const guint8 *low, gsize low_len, int low_place, const guint8 *key, gsize key_len, int *place, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value: one counter */
	int band;
	DcKind kind;
	gint64 n, est_min;
} DcCount;
/* At most bands x kinds of them. Transfer full, GArray of DcCount. */
GArray *dc_ledger_counts(DcLedger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Several readings of one state of the file, whoever writes meanwhile; it is locked once and not for each of them, which halves the time of
 * small ones. `read` must not write. False if it is, or the file cannot be locked: DC_ERROR_BUSY, DC_ERROR_LEDGER. */
typedef bool (*DcReadFn)(gpointer data, GError **error);
bool dc_ledger_read_as_one(DcLedger *ledger, DcReadFn read, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- finding -- */
typedef struct { /* a value */
	const DcFilter *filter; /* NULL: every ticket */
	DcTicketNo before;      /* numbers below this one; 0: from the newest */
	DcTicketNo from;        /* and not below this one; 0: to the oldest */
	int limit;              /* numbers, > 0 */
	int effort;             /* tickets looked at, so that a screen can go on later; 0: as many as it takes */
} DcFind;
/* The numbers of tickets that a filter asks for, newest first. `next` (may be NULL): where to go on, as `before`; 0: there are no more.
 * Transfer full, GArray of gint64. */
GArray *dc_ledger_find(DcLedger *ledger, const DcFind *find, DcTicketNo *next, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The numbers of mails that stand on no ticket (they wait, were dropped or only counted), in whose subject, sender or text the words of a filter are,
 * newest first; `effort` is of no use. A filter that asks for more than words asks for tickets: there are none. Transfer full, GArray of gint64. */
GArray *dc_ledger_find_mails(DcLedger *ledger, const DcFind *find, DcId *next, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value, with what it owns: one text by which a ticket or a mail is found */
	DcField field;
	char *text;
} DcFact;
void dc_fact_free(DcFact *fact);
/* Whether words stand in a text as they must to be found by them: folded, Latin letters and digits as a word or its beginning. */
bool dc_fact_holds(const char *text, const char *words);
/* The subject first; texts of several contacts or notes are several facts. Empty if there is no such ticket. Transfer full, of DcFact. */
GPtrArray *dc_ledger_facts(DcLedger *ledger, DcTicketNo no, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of a mail that dc_ledger_find_mails() finds: subject, sender, text. */
GPtrArray *dc_ledger_mail_facts(DcLedger *ledger, DcId mail, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- what happened -- */
typedef struct { /* a value, with what it owns */
	gint64 id;
	DcInstant at;
	char *action; /* name of an action */
	DcOrigin origin;
	char *reason;
	gint64 target; /* the change that an undo or redo is about; 0 */
	bool undone;   /* it does not stand at present */
	GPtrArray *events;
} DcPast;
typedef struct { /* a value, with what it owns: one field of one record */
	DcEntity entity;
	gint64 row;
	DcField field; /* DC_N_FIELDS: the record itself came (new 1 -> 0) or went */
	DcValue old, new; /* as stored: a word by its code, what is not set as DC_ABSENT or NULL */
	DcTicketNo ticket; /* 0 */
} DcPastEdit;
void dc_past_edit_free(DcPastEdit *edit);
void dc_past_free(DcPast *past);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcPast, dc_past_free)
/* The changes that touched a ticket (0: any), newest first, before change `before` (0: the newest), with those of their events that did (0: the first
 * hundred). Transfer full, of DcPast. */
GPtrArray *dc_ledger_history(DcLedger *ledger, DcTicketNo no, gint64 before, int limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* With its first hundred events. */
DcPast *dc_ledger_change(DcLedger *ledger, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What happened elsewhere to the tickets that a change brings, as it was there: history, but nothing that could be undone here. `past->id` and `target` are
 * numbers of there: whatever is given twice is one. Rows and tickets of the events may be stand-ins of the change; a value that refers to what is not
 * here is for the caller to clear. */
void dc_change_past(DcChange *change, const DcPast *past);
/* How many changes of this action (by name) happened in [from, to) and still stand. */
bool dc_ledger_count_changes(DcLedger *ledger, const char *action, DcInstant from, DcInstant to, int *n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- drafts: what is being typed -- */
typedef struct { /* a value, with what it owns */
	gint64 id; /* 0: not saved yet */
	char *kind; /* "phone", "note": the view that made it */
	DcTicketNo ticket;
	DcInstant started_at, updated_at;
	char *fields; /* key=value lines (GKeyFile) */
} DcDraft;
DcDraft *dc_draft_copy(const DcDraft *draft); /* transfer full */
void dc_draft_free(DcDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcDraft, dc_draft_free)
bool dc_ledger_draft_save(DcLedger *ledger, DcDraft *draft, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* sets draft->id */
bool dc_ledger_draft_drop(DcLedger *ledger, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *dc_ledger_drafts(DcLedger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of DcDraft, oldest first */
