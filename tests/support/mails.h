/* For tests and measurements: mails as Japanese offices send them, made up at random from a seed, and the boxes they lie in. The same seed
 * gives the same mails. Among them: threads (with absent parents, and told by In-Reply-To alone), the same Message-ID with another text, none at
 * all, the same mail twice, `From ` at the beginning of a line, CRLF, no last newline, ISO-2022-JP, Shift_JIS, EUC-JP, UTF-8, attachments. */
#pragma once

#include <glib.h>

/* Transfer full, of GBytes. */
GPtrArray *mails_generate(guint n, guint32 seed);
/* Another order of them, by a seed. Transfer full; the mails are shared. */
GPtrArray *mails_shuffle(GPtrArray *mails, guint32 seed);

/* Each writes all of them, under names by their place in the array; `path` is made. */
void mails_write_files(GPtrArray *mails, const char *path);
void mails_write_maildir(GPtrArray *mails, const char *path);
void mails_write_mbox(GPtrArray *mails, const char *path); /* mboxrd */
/* Moves mails about as mail programs do: from new to cur, other flags, now and then another name. */
void mails_stir_maildir(const char *path, guint32 seed);
