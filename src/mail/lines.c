/* A stream line by line in bounded memory. See lines.h. */
#include "lines.h"

#include <string.h>

#define BLOCK (64 * 1024)

typedef struct {
	LineFn fn;
	gpointer data;
	char *block;
	gsize length; /* bytes in the block */
	gint64 at;    /* offset of the block in the stream */
	bool in_line; /* the start of its first line was passed on before */
	bool stopped;
} Reader;

static void
pass_on(Reader *reader, const char *from, gsize length, bool ends)
{
	if (!reader->stopped)
		reader->stopped = !reader->fn((Line){ from, length, reader->at + (from - reader->block), !reader->in_line }, reader->data);
	reader->in_line = !ends;
}

/* Passes on the whole lines of the block, and what fills it; the rest is kept for the next. */
static void
take_lines(Reader *reader)
{
	const char *from = reader->block, *end = from + reader->length;
	for (const char *newline; (newline = memchr(from, '\n', (gsize)(end - from))) != NULL; from = newline + 1)
		pass_on(reader, from, (gsize)(newline + 1 - from), true);
	gsize left = (gsize)(end - from);
	if (left == BLOCK) {
		left = end[-1] == '\r' ? 1 : 0; /* it may belong to the line's end */
		pass_on(reader, from, BLOCK - left, false);
	}
	reader->at += (gint64)(reader->length - left);
	memmove(reader->block, end - left, left);
	reader->length = left;
}

bool
lines_each(GMimeStream *stream, LineFn fn, gpointer data)
{
	g_autofree char *block = g_malloc(BLOCK);
	Reader reader = { .fn = fn, .data = data, .block = block };
	g_mime_stream_reset(stream);
	gssize n = 0;
	/* At the end of its bounds a stream answers a read with an error. */
	while (!reader.stopped && !g_mime_stream_eos(stream) && (n = g_mime_stream_read(stream, block + reader.length, BLOCK - reader.length)) > 0) {
		reader.length += (gsize)n;
		take_lines(&reader);
	}
	if (n >= 0 && reader.length > 0)
		pass_on(&reader, block, reader.length, true);
	return n >= 0;
}
