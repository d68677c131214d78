/* Floor 3. What an operator can do. Everything the command line and the screens do goes through here: it asks (may this happen? what is
 * missing?), builds one change, and applies it. Nothing here prints or draws. `now` is always an argument.
 *
 * Every doing function applies one change, so that one undo takes it back; those with several tickets apply one change for all of them
 * or, on any refusal, nothing. Errors: DC_ERROR_REFUSED names what is missing and how to mend it; DC_ERROR_NOT_FOUND; DC_ERROR_CONFLICT,
 * DC_ERROR_BUSY and DC_ERROR_LEDGER as in ledger.h. */
#pragma once

#include <daicho/ledger.h>
#include <daicho/priority.h>
#include <daicho/table.h>

typedef struct _DcDesk DcDesk; /* opaque: src/desk/desk.h */

/* Opens the ledger, reads its policy, brings the order up to `now`. Transfer full. */
DcDesk *dc_desk_open(const char *path, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dc_desk_close_ledger(DcDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcDesk, dc_desk_close_ledger)

DcLedger *dc_desk_ledger(DcDesk *desk);              /* transfer none: for drafts, check, idle */
const DcPolicy *dc_desk_policy(const DcDesk *desk);  /* transfer none; replaced by dc_desk_tick() and whatever sets one */
const DcCalendar *dc_desk_calendar(const DcDesk *desk);

/* Asked many times a second while a program of the operator (what sends mail, what fetches it) runs: its name. False ends it. */
typedef bool (*DcPatience)(const char *program, gpointer data);
void dc_desk_set_patience(DcDesk *desk, DcPatience patience, gpointer data);

/* Once a second or a minute, and before a list is read: takes over what other processes changed and brings the order up to `now`.
 * `news`: something a list could show may have changed (may be NULL). */
bool dc_desk_tick(DcDesk *desk, DcInstant now, bool *news, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value: the tickets an action is for */
	const DcTicketNo *nos;
	guint n;
} DcTickets;
#define DC_ONE_TICKET(no) ((DcTickets){ .nos = (const DcTicketNo[]){ (no) }, .n = 1 })

/* -- work that arrives -- */
typedef struct { /* a value: a ticket to be; what is unset gets its default */
	const DcTicket *ticket;     /* title is required; caller may hold "営業2 佐藤": the department is split off if none is given */
	const DcTicketText *text;   /* may be NULL */
	bool is_draft;              /* 仮受付: a number is taken, details are owed */
	const char *answer;         /* 即答: answered and closed at once; NULL: no */
	DcInstant call_start;       /* of a phone call; DC_ABSENT: there was none, or it is not over: see dc_desk_call_end() */
} DcArrival;
/* Registers it with its provisional rating unless impact and urgency are given (domain.md 3.3), its first contact, and its call. */
bool dc_desk_log(DcDesk *desk, const DcArrival *arrival, DcInstant now, DcTicketNo *no, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A call answered on the spot that is not worth a ticket: 即答のみ +1. `memo` may be NULL. */
bool dc_desk_count_call(DcDesk *desk, const char *memo, DcInstant start, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The call of this ticket is over: its end and, outside business hours, its minutes as work (時間外). */
bool dc_desk_call_end(DcDesk *desk, DcTicketNo no, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value */
	guint n_read, n_new, n_known, n_attached, n_failed;
	GPtrArray *problems; /* of char *: one line for each mail that could not be read; may be NULL if there is none */
	bool stopped;
} DcIntake;
void dc_intake_clear(DcIntake *intake);
/* How far; false stops, and what was taken in stays. */
typedef bool (*DcIntakeFn)(const char *what, gint64 done, gint64 total, gpointer data);
/* Reads a Maildir, an mbox, an .eml or "-" (NULL: every source of the policy) into the mails that wait for triage; a reply to a mail that is on an
 * open ticket becomes its contact. Before the sources [mail] fetch is run; if it fails they are read all the same, and DC_ERROR_REFUSED says so. A source
 * that cannot be read does not keep the others from it: the first one's error is given at the end.
 * What is known is not read again. `folder`: INCIDENT or INBOX (ignored for the sources). Not undone by undo. */
bool dc_desk_intake(DcDesk *desk, const char *path, DcFolder folder, DcInstant now, DcIntakeFn progress, gpointer data, DcIntake *intake, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value, with what it owns: a mail that waits, and what the engine would do with it */
	DcMailRow *mail;
	int cue_score;   /* of the subject */
	bool urgent;     /* an urgent word in the subject */
	bool hidden;     /* an incident by its subject, in the inbox: 障害? */
	DcKind kind;
	int impact, urgency; /* proposed */
	char *system;        /* code; NULL unknown */
	DcTicketNo alike;    /* the open ticket most like it, 0 if none reaches the limit */
	char *alike_title;
	double similarity;
	bool asks;           /* it only asks about that one (確認メール) */
	DcInstant due_at;    /* a deadline that the text names; DC_ABSENT */
	char *due_words;     /* the words that say so */
	bool not_for_ledger; /* automatic or negative: proposes 対応不要 */
	DcTicketNo answers;  /* the ticket that it answers by its headers (one that is shut: an open one has it already), or seems to go on with by
	                      * subject, sender, system and time; 0 */
	char *answers_title;
	bool by_headers;     /* the headers say so */
	bool reopens;        /* that ticket is shut: proposes to open it again */
	bool thanks;         /* it says thank you and nothing else: proposes 礼のみ */
	guint n_mails;       /* x17: an alert that came so often, counted with this one; known after dc_desk_consider() */
	bool recovered;      /* an alert whose last word is that it is well again */
} DcWaiting;
void dc_waiting_free(DcWaiting *waiting);
/* The mails of a folder that wait for triage, most pressing guess first. Transfer full, of DcWaiting. */
GPtrArray *dc_desk_waiting(DcDesk *desk, DcFolder folder, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for thousands, in steps. Which wait: ids, oldest first. Transfer full, GArray of DcId. */
GArray *dc_desk_waiting_ids(DcDesk *desk, DcFolder folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One of them by what its subject tells: score, kind, rating. NULL without an error: it no longer waits. Transfer full. */
DcWaiting *dc_desk_waiting_mail(DcDesk *desk, DcId mail, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What its text and the tickets of the moment tell, afresh: system, deadline, the ticket it is like. */
bool dc_desk_consider(DcDesk *desk, DcWaiting *waiting, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The order of dc_desk_waiting() as of memcmp(). Both of the same folder. */
int dc_desk_waiting_compare(const DcDesk *desk, const DcWaiting *left, const DcWaiting *right);
/* A mail by its id, wherever it stands. DC_ERROR_NOT_FOUND, also if it was taken back. Transfer full. */
DcMailRow *dc_desk_mail_row(DcDesk *desk, DcId mail, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *dc_desk_mail_text(DcDesk *desk, DcId mail, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* transfer full; "" if it has none */

typedef struct _DcSieve DcSieve; /* opaque: src/desk/sieve.c */
/* Asks mails that wait, from number `oldest` on, by a filter of dc_desk_mail_filter(), which must outlive it. Words are asked of the search index, once: after
 * a change of the ledger another sieve is needed. Transfer full. */
DcSieve *dc_sieve_new(DcDesk *desk, const DcFilter *filter, DcId oldest);
void dc_sieve_free(DcSieve *sieve);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcSieve, dc_sieve_free)
/* Whether it lets this one through. */
bool dc_sieve_lets(DcSieve *sieve, const DcWaiting *waiting, bool *lets, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Texts of mails that it has read, for a system that the subject does not name: nothing else costs anything. */
guint dc_sieve_n_read(const DcSieve *sieve);

typedef struct { /* a value, with what it owns: an answer by mail, before its text is written */
	DcId contact;         /* who is answered; 0: the sender of a mail that waits */
	DcTicketNo ticket;    /* of that contact; 0 */
	char *to, *to_name;   /* Reply-To, else the sender; the name may be NULL */
	char *subject;        /* "Re: ..." */
	char *quote;          /* what the caller wrote, each line with `> ` */
	char *in_reply_to;    /* NULL if the mail has no id */
	GPtrArray *references;
} DcReply;
void dc_reply_clear(DcReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DcReply, dc_reply_clear)
typedef struct { /* a value: how mails become tickets; zero or DC_ABSENT takes the proposal */
	DcKind kind;
	int impact, urgency; /* given: the rating is confirmed; 0: provisional */
	DcInstant due_at;
	const char *system;
	DcTicketNo parent;   /* a member of this ticket */
	DcMember member;
	const char *answer;  /* answered and closed at once */
	DcTicketNo onto;     /* with an answer: an answered contact of this ticket, which stays as it is, open or not, instead of one of its own; 0 */
	const DcReply *reply; /* of dc_desk_reply_mail(): `sends` goes out first, as by dc_desk_send(); for one mail at a time. NULL: nothing does */
	const char *sends;
	const DcTicket *fields; /* further fields that are set in it win; may be NULL */
	const DcTicketText *texts; /* so do these */
	DcMailState state;   /* DROPPED or COUNTED: no ticket is made of it, as by dc_desk_drop(); 0: a ticket */
} DcTake;
/* One ticket a mail, numbered in the order given; what else waits of the same thread comes along as a contact of it (not where an answer is sent). `first`: the first number; may be NULL. */
bool dc_desk_take(DcDesk *desk, const DcId *mails, guint n, const DcTake *take, DcInstant now, DcTicketNo *first, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Each in its own way, as one change: takes[i] is for mails[i]. `first`: 0 if no ticket was made. */
bool dc_desk_take_each(DcDesk *desk, const DcId *mails, const DcTake *takes, guint n, DcInstant now, DcTicketNo *first, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* 対応不要 (DROPPED: counted, kept, findable) or 即答のみ (COUNTED). */
bool dc_desk_drop(DcDesk *desk, const DcId *mails, guint n, DcMailState state, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* DROPPED or COUNTED mails wait again. DC_ERROR_NOT_FOUND; DC_ERROR_REFUSED: it is on a ticket, or was not dropped. */
bool dc_desk_retrieve(DcDesk *desk, const DcId *mails, guint n, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A mail as it came; DC_ERROR_NOT_FOUND says where it lay if it was too large to be kept ([mail] raw_max). Transfer full. */
GBytes *dc_desk_mail_raw(DcDesk *desk, DcId mail, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, read: header, text, what is attached. */
struct _DcMail *dc_desk_mail(DcDesk *desk, DcId mail, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A garbled mail, read again in a charset that the operator names: subject, sender and text, and those of its ticket where nobody has changed them. One
 * change. DC_ERROR_USAGE if there is no such charset; DC_ERROR_NOT_FOUND if the mail was not kept. */
bool dc_desk_reread(DcDesk *desk, DcId mail, const char *charset, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
typedef struct { /* a value, with what it owns: something that is attached to a mail */
	DcId mail;
	guint i;          /* which of that mail, from 0 */
	char *name;       /* made harmless, as it is saved */
	char *type;
	gint64 size;      /* bytes */
	char *from;       /* who wrote the mail; NULL */
} DcFile;
void dc_file_free(DcFile *file);
/* What is attached to one mail; or to all mails of a ticket and its members. Of these one that was too large to be kept is left out, and `left_out` (may
 * be NULL) says where the first such one lay. Transfer full, of DcFile. */
GPtrArray *dc_desk_mail_files(DcDesk *desk, DcId mail, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *dc_desk_ticket_files(DcDesk *desk, DcTicketNo no, GError **left_out, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Writes attachment `i` (from 0) into a folder, under its name made harmless, over nothing that is there (then ` (2)` is added), readable by the
 * operator alone. `path`: of the file; transfer full. DC_ERROR_REFUSED if it cannot be written. */
bool dc_desk_save_attachment(DcDesk *desk, DcId mail, guint i, const char *folder, char **path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The answer to one caller (a contact's id) or to the first who waits for one (0) and wrote a mail. DC_ERROR_REFUSED if there is none. */
bool dc_desk_reply(DcDesk *desk, DcTicketNo no, DcId contact, DcReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The answer to the sender of a mail that waits; sent by dc_desk_take(). */
bool dc_desk_reply_mail(DcDesk *desk, DcId mail, DcReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Hands it to the program of [mail] send, and writes down that this caller is answered, and the mail as a contact. Nothing is written down if the program
 * fails; DC_ERROR_REFUSED then says why, and the text is the caller's to keep. */
bool dc_desk_send(DcDesk *desk, DcTicketNo no, const DcReply *reply, const char *text, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
	DC_ATTACH_CONTACT, /* its sender is owed an answer */
	DC_ATTACH_THANKS,  /* 礼のみ: nothing is owed; a shut ticket stays shut */
	DC_ATTACH_REOPEN,  /* the ticket is shut and shall be worked on again */
} DcAttach;
/* Mails that wait become contacts of a ticket, and so does what else waits of their threads. A mail that is on that ticket already may be
 * declared THANKS. DC_ERROR_REFUSED for CONTACT on a shut ticket (open it again) and for REOPEN of one that is open. `reason` of the reopening;
 * NULL: that the caller wrote again. */
bool dc_desk_attach(DcDesk *desk, const DcId *mails, guint n, DcTicketNo ticket, DcAttach how, const char *reason, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- judging -- */
typedef struct { /* a value: what is judged; 0 (or DC_ABSENT) leaves it */
	int impact, urgency, override; /* override: -1 takes it back */
	const char *reason;            /* required with an override */
	int major;                     /* 1 yes, -1 no */
} DcJudgement;
/* Confirms the rating; a draft becomes received. All zero confirms the provisional one. */
bool dc_desk_rate(DcDesk *desk, DcTickets tickets, const DcJudgement *judgement, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* On top until the end of the day; NULL reason unpins. */
bool dc_desk_pin(DcDesk *desk, DcTickets tickets, const char *reason, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Members of `parent` (or of its own parent). Their members come along: depth 1, no cycles. */
bool dc_desk_group(DcDesk *desk, DcTickets tickets, DcTicketNo parent, DcMember member, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_desk_split(DcDesk *desk, DcTickets tickets, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Stores the present order as the morning's; `n`: how many tickets; may be NULL. */
bool dc_desk_adopt(DcDesk *desk, DcInstant now, int *n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- doing -- */
/* Starts the clock on it (the running one stops), status investigating (new, draft) or working as before. */
bool dc_desk_start(DcDesk *desk, DcTicketNo no, DcWorkKind kind, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_desk_stop(DcDesk *desk, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The phone rings: pauses the running clock (no change of its own if none runs); dc_desk_unpause() lets it run on. `paused`: the work's id, 0. */
bool dc_desk_pause(DcDesk *desk, DcInstant now, DcId *paused, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_desk_unpause(DcDesk *desk, DcId paused, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Needs a resolution (given, or written before), and for an incident a cause class (UNKNOWN is one). Members follow. */
bool dc_desk_resolve(DcDesk *desk, DcTickets tickets, const char *resolution, DcCause cause, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Answers one caller (a contact's id) or all that are unanswered (0), of the group too. An inquiry is thereby resolved; what is resolved
 * and has every caller answered is closed. The promise is kept. */
bool dc_desk_answer(DcDesk *desk, DcTickets tickets, DcId contact, const char *answer, DcChannel channel, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Needs every caller answered, or the reason why none is owed one. */
bool dc_desk_close(DcDesk *desk, DcTickets tickets, const char *reason, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Later than `now`. `promise_at` may be DC_ABSENT. carried + 1. */
bool dc_desk_defer(DcDesk *desk, DcTickets tickets, DcInstant resume_on, const char *reason, DcInstant promise_at, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* check_at: at most 10 business days ahead. */
bool dc_desk_wait(DcDesk *desk, DcTickets tickets, DcWait wait, const char *whom, DcInstant check_at, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A workaround is in place; the number of people and the urgency may be judged along. `affected` DC_ABSENT, `urgency` 0: left. */
bool dc_desk_workaround(DcDesk *desk, DcTicketNo no, const char *text, gint64 affected, int urgency, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_desk_reopen(DcDesk *desk, DcTickets tickets, const char *reason, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* the reason is required */
bool dc_desk_cancel(DcDesk *desk, DcTickets tickets, const char *reason, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* so is this one */
bool dc_desk_note(DcDesk *desk, DcTickets tickets, const char *text, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
typedef struct { /* a value: one field to set (only of TICKET and TICKET_TEXT) */
	DcField field;
	DcValue value;
} DcSet;
/* `seen`, `seen_text`: the ticket as the operator saw it, so that a change made meanwhile is a conflict; NULL: as it is now. One ticket only
 * if either is given. */
bool dc_desk_edit(DcDesk *desk, DcTickets tickets, const DcTicket *seen, const DcTicketText *seen_text, const DcSet *sets, guint n_sets, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* DC_ERROR_REFUSED: no field of a ticket, or one that only an action sets, and which. */
bool dc_desk_may_set(DcField field, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A field's value as people type it ("incident", "明日 17時", "ORD"): DC_ERROR_USAGE says what can be typed. "" is "not set".
 * DC_ERROR_REFUSED: a time at which something is said to have happened, and which is still to come. */
bool dc_desk_parse(DcDesk *desk, DcField field, const char *text, DcInstant now, DcValue *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value: a report to the customer's contact */
	DcReportKind kind; /* NONE: the next that is due: first, follow-up, restored */
	const char *recipient; /* NULL: the policy's contact */
	DcChannel channel;
	const char *text;      /* NULL: made from the ticket */
	const char *requests;  /* お願い事項; may be NULL */
	DcInstant next_at;     /* DC_ABSENT: by the rule (P1: after 60 minutes) */
} DcTelling;
bool dc_desk_tell(DcDesk *desk, DcTicketNo no, const DcTelling *telling, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Which report comes next, and its text (障害速報, five parts; Japanese or English by the present language). Transfer full. */
char *dc_desk_tell_draft(DcDesk *desk, DcTicketNo no, DcInstant now, DcReportKind *kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What was undone (done again), as one line: "解決 No.104". Transfer full; NULL on failure. */
char *dc_desk_undo(DcDesk *desk, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *dc_desk_redo(DcDesk *desk, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Replaces the policy by this text (ini); everything is rated again. DC_ERROR_POLICY names the line. */
bool dc_desk_set_policy(DcDesk *desk, const char *text, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same with one that was made of dc_policy_copy() of the present one. */
bool dc_desk_store_policy(DcDesk *desk, const DcPolicy *policy, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- looking -- */
typedef struct { /* a value, with what it owns: one line of a list */
	DcTicket *ticket;
	DcGroup group;
	DcRating rating;
	char *sign;   /* "P2?" */
	char *reason; /* one line, present language */
} DcListed;
void dc_listed_free(DcListed *listed);
typedef struct { /* a value: which part of which list */
	int band_from, band_to; /* DC_BAND_PINNED .. DC_BAND_LATER is today's order */
	DcKind kind;            /* NONE: any */
	const DcFilter *filter; /* NULL: any */
	const DcListed *after;  /* NULL: from the beginning */
	bool backward;
	int limit;
	int effort; /* rows looked at; 0: as many as it takes */
} DcListing;
GPtrArray *dc_desk_list(DcDesk *desk, const DcListing *listing, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of DcListed */
/* The same in portions. `reached`: goes on behind it, unless its key_len is 0; becomes how far it was looked, with key_len 0 at the end. */
GPtrArray *dc_desk_list_on(DcDesk *desk, const DcListing *listing, DcInstant now, DcRow *reached, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether one ticket is asked for. */
bool dc_desk_matches(DcDesk *desk, const DcFilter *filter, DcTicketNo no, bool *matches, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What was typed as a query (docs/query.md), ready to be asked. DC_ERROR_USAGE names the character, or `at` (may be NULL) is its byte. Transfer full. */
DcFilter *dc_desk_filter(DcDesk *desk, const char *query, DcInstant now, gsize *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for mails that wait: only what a mail has may be asked for (kind and system as proposed, subject, caller, department, received, body), and words. */
DcFilter *dc_desk_mail_filter(DcDesk *desk, const char *query, DcInstant now, gsize *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What could stand at the cursor (a byte of `text`) instead of text[*from .. cursor): fields, their values, what this site calls its systems, departments and
 * saved filters; `of_mails`: of a query for mails that wait. Transfer full, of char *. */
GPtrArray *dc_desk_complete(DcDesk *desk, bool of_mails, const char *text, gsize cursor, gsize *from);
/* Keeps a query by name ([filter NAME] of the policy). `before`: the name it had; NULL: it is new. DC_ERROR_REFUSED if the name is taken or one of both is
 * empty, DC_ERROR_USAGE if it is no query, DC_ERROR_POLICY if that can be no name. */
bool dc_desk_save_filter(DcDesk *desk, const char *before, const char *name, const char *query, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_desk_remove_filter(DcDesk *desk, const char *name, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
typedef struct { /* a value, with what it owns: a ticket or a mail that was found, and where */
	DcListed *listed; /* NULL: a mail */
	DcMailRow *mail;  /* NULL: a ticket */
	DcField field;  /* of the text below; DC_N_FIELDS: no words were looked for */
	char *text;     /* one line around what was found; NULL */
	gsize from, to; /* bytes of it, to be marked; equal: none */
	char *answer;   /* of one that is shut: what was done; may be NULL */
	int worked_min; /* of the same */
} DcFound;
void dc_found_free(DcFound *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcFound, dc_found_free)
typedef struct { /* a value */
	const DcFilter *filter;
	DcTicketNo before; /* numbers below this one; 0: from the newest */
	int limit;         /* tickets, > 0 */
	int effort;        /* tickets looked at, as of DcFind */
} DcSearch;
/* Tickets wherever they stand, also closed ones, newest first. Where words are looked for and found in 200 tickets or less, all of them
 * come at once, first what stands there as it was typed, and of these and of the others what stands in the subject. `next` as of dc_ledger_find(). Transfer full, of DcFound. */
GPtrArray *dc_desk_search(DcDesk *desk, const DcSearch *search, DcInstant now, DcTicketNo *next, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Mails that stand on no ticket: they wait for triage, were dropped or only counted. Newest first, by words alone: a query that asks for more asks for
 * tickets. `before` and `next` are numbers of mails. Transfer full, of DcFound. */
GPtrArray *dc_desk_search_mails(DcDesk *desk, const DcSearch *search, DcId *next, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in pieces, for screens: numbers found by dc_ledger_find(), in the order in which they are shown where they are few; and one of them. */
bool dc_desk_nearest_first(DcDesk *desk, const DcFilter *filter, GArray *nos, GError **error) G_GNUC_WARN_UNUSED_RESULT;
DcFound *dc_desk_found(DcDesk *desk, const DcFilter *filter, DcTicketNo no, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* transfer full */
DcFound *dc_desk_found_mail(DcDesk *desk, const DcFilter *filter, DcId mail, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* the same of a mail */

/* One ticket as it would stand in a list, wherever it stands. DC_ERROR_NOT_FOUND. */
DcListed *dc_desk_listed(DcDesk *desk, DcTicketNo no, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_desk_place(DcDesk *desk, DcTicketNo no, int *place, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* 1-based; 0: not in today's order */
typedef struct { /* a value: a row whose place has been counted */
	DcRating rating;
	int place; /* 0: none has been */
} DcCounted;
/* The places of many rows (DcListed), in one walk through the order: as many `places` as rows. `from`: the last row that was counted, for lists that
 * come in pages. */
bool dc_desk_places(DcDesk *desk, const GPtrArray *rows, DcCounted *from, int *places, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *dc_desk_why(DcDesk *desk, DcTicketNo no, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* domain.md 3.6; transfer full */

typedef struct { /* a value, with what it owns: what the top line says */
	gint64 n_urgent;                /* 急ぎ: bands 0-3 */
	gint64 n_today;                 /* all of today's order */
	gint64 n_incidents, n_changes;  /* open ones in today's order */
	gint64 n_later;                 /* put off or waiting */
	gint64 n_calls;                 /* call-backs promised */
	gint64 n_waiting_incident, n_waiting_inbox; /* mails to triage */
	gint64 est_min;                 /* of today's order */
	int left_min;                   /* business minutes until the end of the day */
	DcTicketNo callback_no;         /* the next promise, 0 if none today */
	DcInstant callback_at;
	DcTicketNo report_no;           /* the next report due to the contact, 0 if none */
	DcInstant report_at;
	DcTicketNo running_no;          /* 0: no clock runs */
	int running_min;                /* of the running work since it was started today, pauses left out */
	DcShift shift;
	char *busy;                     /* "ACC"; "" */
} DcHeader;
void dc_header_clear(DcHeader *header);
bool dc_desk_header(DcDesk *desk, DcInstant now, DcHeader *header, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value, with what it owns: a host or service that a monitoring system speaks of */
	char *key;       /* "web01/HTTP" */
	guint n_mails;
	bool recovered;  /* its last word */
	DcInstant last_at;
} DcMonitored;
void dc_monitored_free(DcMonitored *monitored);
/* What is monitored of a ticket and its members, in the order in which it was first heard of. Transfer full, of DcMonitored. */
GPtrArray *dc_desk_monitored(DcDesk *desk, DcTicketNo no, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Recovered is only what has said so to the last: all of them, and there is one. */
bool dc_monitored_recovered(const GPtrArray *monitored);

typedef struct { /* a value, with what it owns: everything about one ticket */
	DcListed *listed;
	DcTicketText *text;
	int place;            /* 0: not in today's order */
	GPtrArray *contacts;  /* DcContact, of the group too */
	GPtrArray *members;   /* DcTicket */
	GPtrArray *links;     /* DcLink */
	GPtrArray *notes;     /* DcNote */
	GPtrArray *work;      /* DcWork */
	GPtrArray *calls;     /* DcCall */
	GPtrArray *reports;   /* DcReport */
	GPtrArray *monitored; /* DcMonitored, of the members too */
	GPtrArray *mails;     /* DcMailRow of the contacts, of those with something attached */
	DcInstant report_due; /* the first or next report to the contact that is owed; DC_ABSENT */
	int n_unanswered;
	int worked_min;
} DcDossier;
void dc_dossier_free(DcDossier *dossier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcDossier, dc_dossier_free)
int dc_dossier_attached(const DcDossier *dossier, const DcContact *contact); /* how much is attached to its mail */
DcDossier *dc_desk_dossier(DcDesk *desk, DcTicketNo no, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value, with what it owns: a line of history in plain words */
	gint64 change;
	DcInstant at;
	char *what;  /* "09:26"-less: "同じ障害に No.110 影響度 中 -> 大" */
	bool undone;
	GArray *tickets; /* DcTicketNo that it touched, each once; of very many the first ones */
} DcLine;
void dc_line_free(DcLine *line);
/* Newest first; no 0: the whole ledger. Transfer full, of DcLine. */
GPtrArray *dc_desk_history(DcDesk *desk, DcTicketNo no, gint64 before, int limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a filter asks for a line: its words stand in the line or are those of a ticket that it touched, and what else it says holds for such a ticket. */
bool dc_desk_line_matches(DcDesk *desk, const DcFilter *filter, const DcLine *line, bool *matches, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value, with what it owns */
	DcTicket *ticket;
	double similarity;
	char *answer; /* of a solved one: what was answered or done; may be NULL */
	int worked_min;
} DcAlike;
void dc_alike_free(DcAlike *alike);
/* The nearest open and solved tickets to a subject, best first, at most `limit`. Of the newest tickets (two thousand) every one is compared, of older ones
 * those in whose subject its words stand: few milliseconds with any number of tickets. Transfer full. */
GPtrArray *dc_desk_alike(DcDesk *desk, const char *subject, int limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What dc_desk_alike() compares with is read in portions of a few milliseconds, so that no key has to wait for it: until `more` is false. */
bool dc_desk_prepare_alike(DcDesk *desk, bool *more, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The last tickets of a caller as typed ("倉庫 鈴木"), newest first. Transfer full, of DcTicket. */
GPtrArray *dc_desk_of_caller(DcDesk *desk, const char *caller, int limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The questions still owed after a phone log, in the order of domain.md 2.2: fields of DcTicket that are not set. n <= 10. */
guint dc_desk_owed(const DcTicket *ticket, DcField fields[10]);

/* -- proposing: nothing is changed -- */
typedef struct { /* a value, with what it owns: the open ticket that a subject is about */
	DcTicketNo no; /* of a group its parent; 0: there is none */
	char *title;   /* of that one if it is like it, else of the member that is; so are the next two */
	double similarity;
	bool asks;     /* it only asks about that one (確認メール) */
} DcSame;
void dc_same_clear(DcSame *same);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DcSame, dc_same_clear)
/* R1, S29. `except`: the ticket that has this subject itself, 0 if none has. `same` is overwritten. */
bool dc_desk_propose_same(DcDesk *desk, const char *subject, DcTicketNo except, DcInstant now, DcSame *same, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* R2: the impact that the callers of a group speak for, if it is greater than the one it has; else 0. `group`: who they are. */
bool dc_desk_propose_impact(DcDesk *desk, DcTicketNo no, int *impact, DcGroup *group, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- in from elsewhere, and out: docs/import.md -- */
typedef struct { /* a value: what is imported, and who is told of it */
	const char *map;  /* as text; NULL: it is our own export, by its columns or by the objects in it */
	bool map_is_general; /* it is for many files: that one has not all of its columns is no news */
	DcBytesFn read;    /* the file */
	bool dry;         /* everything is tried, and nothing is kept */
	/* How far: rows and bytes so far; false stops, and then nothing has been imported. May be NULL. */
	bool (*progress)(gint64 n_rows, gint64 n_bytes, gpointer data);
	/* A row that cannot be taken, in which column (from 1; 0: the row) and why. May be NULL. */
	void (*reject)(const DcTable *table, const DcTableRow *row, guint column, const char *reason, gpointer data);
	gpointer data;    /* of these three */
} DcImport;
typedef struct { /* a value, with what it owns: what came of it */
	guint n_read, n_new, n_changed, n_same, n_rejected, n_blank;
	guint n_loose; /* references to tickets that are not here */
	char *charset;
	char delimiter;
	GPtrArray *notices; /* of char *: what the operator should know; empty if nothing */
} DcImported;
void dc_imported_clear(DcImported *imported);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DcImported, dc_imported_clear)
/* One change, whatever its size; what is known by its source's number is updated where the file says something else. Nothing that is over is reported or
 * rated. DC_ERROR_REFUSED also if it was stopped. */
bool dc_desk_import(DcDesk *desk, const DcImport *import, DcInstant now, DcImported *imported, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { /* a value, with what it owns: all that is known of a ticket */
	DcTicket *ticket;
	DcTicketText *text; /* without the private memo, which never leaves */
	GPtrArray *contacts, *links, *notes, *work, *calls, *reports; /* its own, as of dc_ledger_list(); the links that go out from it */
	GPtrArray *history; /* of DcPast, newest first; NULL unless it was asked for */
	int priority;       /* 1..5, before ageing */
	int criticality;    /* of its system, 1..3; 0 */
	int worked_min;     /* without a clock that still runs */
} DcExported;
typedef bool (*DcExportFn)(const DcExported *exported, gpointer data, GError **error);
/* Every ticket (`filter` NULL) or those that are asked for, by number, as they stand at one moment. */
bool dc_desk_export_ticket(DcDesk *desk, DcTicketNo no, bool with_history, DcExportFn each, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool dc_desk_export(DcDesk *desk, const DcFilter *filter, bool with_history, DcExportFn each, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- the sample morning, Tuesday 2026-03-31 (domain.md 3.9 and 4) -- */
typedef enum {
	DC_SAMPLE_ITEMS,   /* 08:50: the open items 85..99, and what was done before; no mails */
	DC_SAMPLE_START,   /* the same, and the mails of the morning wait for triage */
	DC_SAMPLE_MORNING, /* 09:20: the call is logged, the mails are triaged and rated: order O1 */
} DcSample;
/* Fills an empty ledger with it, by what an operator would do. DC_ERROR_REFUSED if the ledger holds tickets. */
bool dc_desk_fill_sample(DcDesk *desk, DcSample sample, DcInstant now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
