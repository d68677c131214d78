/* For benches: a ledger of any size, filled in one transaction past the one door, with what the door would have written: tickets, texts,
 * contacts, calls and their history. The rank is not made: whoever judges makes it at the first look. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define FILL_RARE "消込漏れ" /* a word that stands in ten tickets, however many there are */

typedef struct {
	gint64 n_tickets; /* in all; the newest come last */
	gint64 n_open;    /* of them, spread over the newer half; the others are closed */
	guint32 seed;     /* the same seed, the same ledger */
	gint64 now;       /* Unix seconds of the newest */
} FillSize;
/* Makes the file, which must not be there. Aborts with a message where that cannot be done. */
void fill_ledger(const char *path, const FillSize *size);
