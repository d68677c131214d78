/* Private to the desk room: the handle, and what the doing functions share. */
#pragma once

#include <daicho/cue.h>
#include <daicho/desk.h>
#include <daicho/mail.h>

struct _DcDesk {
	DcLedger *ledger;
	DcPolicy *policy;
	GPtrArray *recent; /* alike.c: shapes of the newest tickets; NULL: not asked for yet */
	bool recent_stale; /* something changed since they were read */
	GPtrArray *fresh;  /* what takes their place, while it is read in portions; NULL: nothing is */
	GArray *fresh_nos; /* that are still to be read for it */
	DcPatience patience; /* NULL: nobody is asked */
	gpointer patience_data;
};

/* desk.c */
bool desk_read_policy(DcDesk *desk, GError **error); /* as the ledger has it now */
/* Applies it; what was cached of the ledger is forgotten. */
bool desk_commit(DcDesk *desk, DcChange *change, GError **error);
/* The tickets of an action, each allowed to take it. Transfer full, of DcTicket; NULL on the first that is not. */
GPtrArray *desk_tickets(DcDesk *desk, DcAction action, DcTickets tickets, GError **error);
/* Refuses (and says so) where `text` is empty. `what`: the field's name for the operator; `how`: how to give it. */
bool desk_require(const char *text, const char *what, const char *how, GError **error);
/* Text as one line, NULL if nothing is left. Transfer full. */
char *desk_line(const char *text);

/* find.c: what was typed as a query, by the rules and the saved filters of this policy. `fields`: as of DcQueryWorld. Transfer full. */
DcFilter *find_filter(DcPolicy *policy, const DcField *fields, const char *query, DcInstant now, gsize *at, GError **error);

/* alike.c: the shapes of the newest tickets go, for they were made by other rules. */
void desk_forget_recent(DcDesk *desk);
/* Minutes of this work (of DcWork); a clock that still runs counts until `now`, DC_ABSENT: not at all. */
int desk_worked_min(const GPtrArray *work, DcInstant now);
/* What was done about a ticket (may be NULL; transfer full), and the minutes of work on it. */
bool desk_answer(DcDesk *desk, DcTicketNo no, char **answer, int *worked_min, GError **error);

/* older.c: numbers of tickets of any age in whose subject telling words of this one stand; some sixty at most. Transfer full, of gint64. */
GArray *older_like(DcDesk *desk, const char *subject, GError **error);

/* status.c: what goes along with a change of status. `ticket` is as the ledger has it. */
void status_set(DcDesk *desk, DcChange *change, const DcTicket *ticket, DcStatus status, DcInstant now);
bool status_stop_clock(DcDesk *desk, DcChange *change, DcTicketNo no, DcInstant now, GError **error);
/* A ticket that is shut or resolved is worked on again; a member of a group that is shut leaves it, for behind that nobody would see it. */
bool status_reopen(DcDesk *desk, DcChange *change, const DcTicket *ticket, GError **error);
void status_leave_group(DcChange *change, const DcTicket *ticket);
/* Whether the customer's contact is owed reports of it. domain.md 3.8. */
bool status_is_reportable(DcDesk *desk, const DcTicket *ticket);
/* `after` is how `before` will stand: begins the duty to report with a judgement made `now`, or ends it. */
void status_escalate(DcDesk *desk, DcChange *change, const DcTicket *before, const DcTicket *after, DcInstant now);

/* party.c */
typedef struct { /* a value, with what it owns */
	char *name, *department; /* either may be NULL */
	gint64 party;            /* id or stand-in; 0: a caller without a name */
	bool vip;
} Person;
void person_clear(Person *person);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Person, person_clear)
/* Who is meant by "営業2 佐藤" (department NULL) or a name and a department; made in `change` if new. `address` may be NULL. */
bool person_find(DcDesk *desk, DcChange *change, const char *caller, const char *department, const char *address, Person *person, GError **error);
/* Only its department, which may be NULL; `departments`: those that are known, of DcDepartment. Transfer full. */
char *person_department(GPtrArray *departments, const char *caller);
/* The same for a name that is nothing but a name. */
bool person_named(DcDesk *desk, DcChange *change, const char *name, const char *department, const char *address, Person *person, GError **error);
/* Special care (配慮先) is a person's, so that the next ticket has it too. `party`: id, stand-in or 0. */
bool person_care(DcDesk *desk, DcChange *change, gint64 party, bool vip, GError **error);

/* arrive.c: a ticket from a mail or a call: fills in its defaults, and its first contact. */
typedef struct { /* a value */
	DcChannel channel;
	bool incident_folder;
	const char *address; /* of the sender; NULL */
	DcId mail;           /* 0 */
	const char *snippet; /* of the contact; NULL */
	const char *answer;  /* answered and closed at once; NULL */
	bool by_program;     /* nobody called: nobody is owed an answer */
} Arriving;
bool desk_has_text(const DcTicketText *text); /* whether there is any */
bool arrive_ticket(DcDesk *desk, DcChange *change, DcTicket *ticket, const DcTicketText *text, const Arriving *arriving, DcInstant now, GError **error);

/* triage.c: the system that a mail is about by its subject, else by its text (NULL: not asked); NULL: none is named. Transfer none. */
const DcSystem *triage_system(DcDesk *desk, const DcMailRow *mail, const char *text);
/* sieve.c: what may be asked of a mail that waits; ends with DC_N_FIELDS. */
extern const DcField sieve_fields[];

/* filing.c: how a mail stands in the ledger. */
/* Transfer full; it waits for triage. */
DcMailRow *filing_row(const DcMail *mail, DcFolder folder, DcInstant now);
/* Creates the record (row->id is its stand-in then), its text, and keeps its bytes; the last two may be NULL. */
void filing_write(DcChange *change, DcMailRow *row, const char *body, GBytes *raw);
typedef struct { /* a value: how a mail is put on a ticket */
	gint64 ticket;      /* number or stand-in */
	const char *answer; /* its sender has this answer already; NULL */
	bool thanks;        /* its sender is owed none */
	bool alone;         /* what else waits of its thread goes on waiting: who wrote it was sent no answer */
	DcInstant now;
} Filing;
/* Its contact: a word of its sender, or of a program (then nobody is owed an answer). */
bool filing_contact(DcDesk *desk, DcChange *change, const DcMailRow *row, const char *body, const Filing *filing, GError **error);
/* The beginning of a text, for a contact. Transfer full. */
char *filing_snippet(const char *text);

/* thread.c */
/* The ticket that a mail belongs to by its headers, open or not; NULL if there is none. A member that is shut gives its group. Transfer full. */
bool thread_ticket(DcDesk *desk, const DcMailRow *row, DcTicket **ticket, GError **error);
/* The mails of the thread that wait for triage become contacts of a ticket. `handled`: ids that the change has dealt with already; they
 * are left alone, and those that come along are added. `n`: increased by how many; may be NULL. */
bool thread_gather(DcDesk *desk, DcChange *change, const DcMailRow *row, const Filing *filing, GHashTable *handled, guint *n, GError **error);
GHashTable *thread_handled_new(void); /* transfer full */

/* alert.c: mails of monitoring systems. */
void alert_read(DcDesk *desk, DcMailRow *row); /* sets alert and recovered by the subject */
/* The ticket that is about this alert, an open one before one that is shut; NULL if there is none. Transfer full. */
bool alert_ticket(DcDesk *desk, const DcMailRow *row, DcTicket **ticket, GError **error);
/* No ticket is: it waits, or stands behind an older one that does. `first`: those of this change that wait, by alert. */
bool alert_fold(DcDesk *desk, DcChange *change, DcMailRow *row, GHashTable *first, GError **error);
void alert_leads(GHashTable *first, const DcMailRow *row); /* it has been created */
GHashTable *alert_first_new(void); /* transfer full */
/* What stands behind a waiting mail: put on its ticket; put away as it is. */
bool alert_gather(DcDesk *desk, DcChange *change, const DcMailRow *row, const Filing *filing, GError **error);
bool alert_drop(DcDesk *desk, DcChange *change, const DcMailRow *row, DcMailState state, GError **error);
bool alert_propose(DcDesk *desk, DcWaiting *waiting, GError **error);

/* program.c: runs a command line (words and quotes as a shell reads them, but no shell) with `input` (may be NULL) on its standard input, for
 * at most `limit_s` seconds and as long as there is patience. DC_ERROR_REFUSED says how it ended, with the last line of what it said. */
bool program_run(const DcDesk *desk, const char *command, GBytes *input, int limit_s, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* reply.c: an answer by mail. Composed, written down in the change that it is a part of (`ticket`: number or stand-in; it stands in the ledger as a mail
 * of its own, so that an answer to it finds its ticket), and, when everything that can be refused was not, sent and the change committed. */
GBytes *reply_compose(DcDesk *desk, const DcReply *reply, const char *text, DcInstant now, GError **error);
bool reply_write(DcChange *change, gint64 ticket, const DcReply *reply, GBytes *raw, DcInstant now, GError **error);
bool reply_send(DcDesk *desk, DcChange *change, GBytes *raw, GError **error);

/* act.c: the answer to one caller (0: all) of a ticket, with what follows from it. */
bool answer_ticket(DcDesk *desk, DcChange *change, const DcTicket *ticket, DcId contact, const char *answer, DcChannel channel, DcInstant now, GError **error);

/* attach.c: a mail becomes a contact of a ticket, and so do those that go with it: what is in `handled` (and it should be) does not. */
bool attach_mail(DcDesk *desk, DcChange *change, DcId mail, const Filing *filing, GHashTable *handled, GError **error);
/* What a waiting mail's headers, or its subject, say about a ticket: fills `answers` and what follows from it. */
bool attach_propose(DcDesk *desk, DcWaiting *waiting, const char *text, GError **error);

/* intake.c: one message that lies in memory, as if it had been read from a box. */
bool intake_message(DcDesk *desk, GBytes *raw, DcFolder folder, DcInstant now, GError **error);
