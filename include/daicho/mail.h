/* Floor 1. Bytes -> DcMail: one message, or every message of a Maildir, an mbox, an .eml file, a folder of them, or stdin.
 * Read-only: nothing is ever moved, flagged or deleted. Hostile input costs bounded memory and time.
 * Every string of a DcMail is valid UTF-8, NFC, without NUL; control characters are not taken out (dc_text_show() does that). */
#pragma once

#include <daicho/instant.h>

/* A mail larger than this is read in place: its `raw` is NULL, `place` tells where it is. */
#define DC_MAIL_RAW_MAX (4 * 1024 * 1024)
/* Bytes of `text`; what is longer is cut and says so in `cut`. */
#define DC_MAIL_TEXT_MAX (1024 * 1024)
/* Attachments listed, references kept; a mail may hold more. */
#define DC_MAIL_ATTACHMENTS_MAX 1000
#define DC_MAIL_REFERENCES_MAX 100

typedef struct { /* a value, with what it owns */
	char *name;  /* as the sender named it, any characters: not a path; "" if it has none */
	char *type;  /* "application/pdf", lower case */
	gint64 size; /* bytes, decoded */
} DcAttachment;

typedef enum { /* who wrote it */
	DC_MAIL_PERSON,
	DC_MAIL_REPLY,     /* a program, as an answer to a mail of ours: out of office, received, was read */
	DC_MAIL_BOUNCE,    /* a mail server: a mail of ours did not arrive */
	DC_MAIL_BULK,      /* a newsletter, a mailing list that one cannot answer */
	DC_MAIL_GENERATED, /* some other program */
} DcMailNature;

typedef struct _DcMail { /* a value, with what it owns; a text that is absent is NULL unless said otherwise */
	char *message_id, *in_reply_to; /* without < > */
	GPtrArray *references;          /* of char *, oldest first, without < >; never NULL. A bounce refers to the mail that did not arrive */
	DcInstant date;                 /* Date, else the last Received; DC_ABSENT */
	char *from_name, *from_address; /* the first From, else Sender; either may be NULL */
	char *reply_to;                 /* the address of Reply-To */
	char *to, *cc;                  /* as a line to read: `経理 田中 <tanaka@example.co.jp>, ...`; long ones are cut */
	char *subject;                  /* one line; "" if there is none */
	char *text;                     /* the readable part, lines end with \n; HTML as text, flowed lines joined; "" if there is none */
	char *charset;                  /* what the text was in: "UTF-8", "ISO-2022-JP", "CP932", "EUC-JP", "US-ASCII" or iconv's name */
	bool garbled;                   /* something could not be decoded and is U+FFFD */
	bool cut;                       /* the text is longer than DC_MAIL_TEXT_MAX, or the structure too deep to be followed to its end */
	DcMailNature nature;
	bool automatic;                 /* no person wrote it to us: `nature` is not PERSON */
	GPtrArray *attachments;         /* of DcAttachment; never NULL */
	char *digest;                   /* 64 hex digits: SHA-256 of what the sender wrote (body and identifying headers). The same mail in
	                                 * a Maildir, an mbox and an .eml, and with the headers that mail programs add, has the same one */
	GBytes *raw;                    /* the message as it lies there, without an mbox's From_ line; NULL if larger than DC_MAIL_RAW_MAX */
	gint64 size;                    /* bytes of it */
	char *folder;                   /* as given to dc_mailbox_walk(); NULL for dc_mail_read() */
	char *place;                    /* the file, `FILE@OFFSET` in an mbox, "-" for stdin; NULL for dc_mail_read() */
	char *key;                      /* Equal keys mean the same bytes, as far as can be told without parsing them. It does not change when a
	                                 * mail program moves a mail from new to cur or sets flags, nor when an mbox is packed. Opaque; keep
	                                 * it, compare it. NULL for dc_mail_read() */
} DcMail;

void dc_attachment_free(DcAttachment *attachment);
void dc_mail_free(DcMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcMail, dc_mail_free)

/* One message. Whatever has a header of a mail is read, however broken. Transfer full.
 * DC_ERROR_MAIL if it is empty or has none. */
DcMail *dc_mail_read(GBytes *raw, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same with the charset that the operator says instead of those it declares ("CP932", "EUC-JP", "ISO-2022-JP", "UTF-8" ..): for a mail that came
 * out garbled. Encoded words of the header keep their own. DC_ERROR_USAGE if there is no such charset. */
DcMail *dc_mail_read_as(GBytes *raw, const char *charset, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- an answer -- */
typedef struct { /* a value; what may be NULL says so */
	const char *from, *from_name; /* the address; the name may be NULL */
	const char *to, *to_name;
	const char *subject, *text;   /* UTF-8 */
	const char *message_id;       /* without < > */
	const char *in_reply_to;      /* NULL: a mail of its own */
	const GPtrArray *references;  /* of char *, of the mail that is answered; may be NULL */
	DcInstant date;
	const char *charset;          /* "ISO-2022-JP" where the text can be written in it; else UTF-8 */
} DcMailDraft;
/* The message, lines ended by \n. DC_ERROR_MAIL if an address is none. Transfer full. */
GBytes *dc_mail_compose(const DcMailDraft *draft, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- attachments -- */
/* The bytes of attachment `i` (from 0, as DcMail lists them), decoded. DC_ERROR_NOT_FOUND if there are fewer. Transfer full. */
GBytes *dc_mail_attachment(GBytes *raw, guint i, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A name for a file of it: the last part of what the sender called it, without anything that a file system, a shell or a terminal reads something
 * into; neither hidden nor empty, at most 180 bytes. Transfer full. */
char *dc_attachment_file_name(const DcAttachment *attachment, guint i);

/* -- reading a text -- */
typedef enum { DC_MAIL_LINE_OWN, DC_MAIL_LINE_QUOTED, DC_MAIL_LINE_SIGNATURE } DcMailLine;
/* What each line of a text is. Quoted: `>`, the line that says whose words follow, and all behind `-----Original Message-----` or a header
 * that Outlook put there. Transfer full, GArray of DcMailLine. */
GArray *dc_mail_lines(const char *text);
/* What the sender wrote. Transfer full. */
char *dc_mail_own_text(const char *text);
/* The text with each run of quoted lines, and the signature, as one line that says how many they are. Transfer full. */
char *dc_mail_folded(const char *text);

/* -- boxes -- */
/* false stops the walk; with an error set the walk fails with it. */
typedef bool (*DcMailFn)(const DcMail *mail, gpointer data, GError **error);
/* Which of the mails of these `n` keys are known already and need not be read: `known`, all false, is set. Those of one folder are asked for in
 * the order of their names. */
typedef void (*DcMailKnownFn)(const char *const *keys, guint n, bool *known, gpointer data);
/* A mail that could not be read; the walk goes on. `reason` is one line for the operator. */
typedef void (*DcMailBrokenFn)(const char *place, const char *reason, gpointer data);
/* After each mail, how much of the box is done, in mails or (mbox) in bytes. false stops the walk. */
typedef bool (*DcMailProgressFn)(gint64 done, gint64 total, gpointer data);

typedef struct { /* a value: what a walk calls; all but `mail` may be NULL */
	DcMailFn mail;
	DcMailKnownFn known;
	DcMailBrokenFn broken;
	DcMailProgressFn progress;
	gpointer data;
	const char *folder; /* copied to each DcMail */
} DcMailWalk;

typedef struct { /* a value */
	guint n_read, n_known, n_failed;
	bool stopped; /* a function said so */
} DcMailCounts;

/* Every mail of a box, one in memory at a time, in the order of file names (Maildir: of delivery), in an mbox as they lie there.
 * `path`: a Maildir (holds cur or new; the Maildir++ folders inside it too), an mbox, one message (also with a From_ line before it),
 * a folder of *.eml files, or "-": stdin, one message, or an mbox if it begins with "From ".
 * `counts` may be NULL; it is also written when the walk fails, with what was done by then.
 * DC_ERROR_NOT_FOUND if there is no such path, DC_ERROR_MAIL if it holds no mail or cannot be read; and what `walk->mail` raises. */
bool dc_mailbox_walk(const char *path, const DcMailWalk *walk, DcMailCounts *counts, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same with no more than a function. `n_failed` may be NULL. */
bool dc_mailbox_each(const char *path, DcMailFn fn, gpointer data, guint *n_failed, GError **error) G_GNUC_WARN_UNUSED_RESULT;
