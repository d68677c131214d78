/* Private to the table room: the bytes of a file, some of them ahead. UTF-16 becomes UTF-8 here, everything else stays as it is. */
#pragma once

#include <daicho/table.h>

#define SOURCE_AHEAD (64 * 1024) /* bytes that can be looked at */

typedef struct {
	DcBytesFn read;
	gpointer data;
	char *bytes; /* of size 2 * SOURCE_AHEAD */
	gsize at, end;
	bool ended;
	GError *error;    /* of reading; then it has ended as well */
	gint64 offset;    /* bytes read so far */
	GIConv converter; /* of UTF-16; (GIConv)-1 */
	bool had_bom;     /* of UTF-8 */
	char rest[8];     /* of UTF-16: the half of a character that came last */
	gsize n_rest;
} Source;

/* A byte order mark is taken off, and says which UTF it is. `utf16`: it is UTF-16, with or without one. */
void source_open(Source *source, bool utf16, DcBytesFn read, gpointer data);
void source_close(Source *source);

/* So many bytes from `source->at` on, or less at the end. */
gsize source_ahead(Source *source, gsize n);
/* The next byte, taken or not; -1 at the end. */
static inline int
source_peek(Source *source)
{
	return source->at < source->end || source_ahead(source, 1) > 0 ? (guchar)source->bytes[source->at] : -1;
}
static inline int
source_take(Source *source)
{
	int byte = source_peek(source);
	source->at += byte >= 0;
	return byte;
}
