/* Private to the mail room. A walk under way: what every kind of box does with each of its mails. */
#pragma once

#include <daicho/mail.h>

typedef struct {
	const DcMailWalk *walk;
	DcMailCounts *counts;
	gint64 done, total; /* for the progress */
} Box;

/* One mail: bytes [start, end) of `fd`. `key` NULL: it is made of the digest, and whether the mail is known is asked then.
 * `quoted`: lines `>From ` are `From `. Returns false if the walk is over: stopped, or failed with an error set. */
bool box_take(Box *box, int fd, gint64 start, gint64 end, const char *place, const char *key, bool quoted, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the mail is known, which of several are (`known`, all false); counts those that are. */
bool box_knows(Box *box, const char *key);
void box_knows_of(Box *box, const char *const *keys, guint n, bool *known);
/* A mail that cannot be read. */
void box_broken(Box *box, const char *place, const char *reason);
/* After a mail: tells the progress. Returns false if the walk was stopped. */
bool box_progress(Box *box, gint64 done) G_GNUC_WARN_UNUSED_RESULT;

/* The kinds of boxes. `path` is absolute, or "-". DC_ERROR_MAIL if it cannot be read; and what the walk's functions raise. */
bool maildir_walk(Box *box, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool maildir_is(const char *path);
bool folder_walk(Box *box, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool mbox_walk(Box *box, int fd, gint64 size, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a file begins as an mbox does. */
bool mbox_is(int fd);
