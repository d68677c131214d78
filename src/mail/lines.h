/* Private to the mail room. A stream line by line in bounded memory. */
#pragma once

#include "mime.h"

#include <stdbool.h>

typedef struct { /* a line, or up to 64 KiB of a longer one */
	const char *bytes;
	gsize length; /* with its end, if it has one */
	gint64 at;    /* offset in the stream */
	bool starts;  /* it is the beginning of a line */
} Line;

/* false stops the reading. */
typedef bool (*LineFn)(Line line, gpointer data);

/* Calls `fn` for every line from the start of the stream. Returns false if it cannot be read (errno); true otherwise, also when stopped. */
bool lines_each(GMimeStream *stream, LineFn fn, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
