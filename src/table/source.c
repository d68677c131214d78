/* The bytes of a file, some of them ahead. */
#include "source.h"

#include <errno.h>
#include <string.h>

#define NO_CONVERTER ((GIConv)-1) /* NOLINT: the type of iconv */
#define BUFFER_SIZE (2 * SOURCE_AHEAD)
#define REPLACEMENT "\xEF\xBF\xBD"

static gsize
read_some(Source *source, char *buffer, gsize size)
{
	gssize n = source->error == NULL ? source->read(buffer, size, source->data, &source->error) : -1;
	source->ended = n <= 0;
	source->offset += MAX(0, n);
	return (gsize)MAX(0, n);
}

static void
append(Source *source, const char *bytes, gsize n)
{
	memcpy(source->bytes + source->end, bytes, n);
	source->end += n;
}

/* Half a surrogate pair, or half of two bytes at the end of the file, is one sign that something is lost. */
static void
convert(Source *source, char *in, gsize n_in)
{
	while (n_in > 0) {
		char *out = source->bytes + source->end;
		gsize n_out = BUFFER_SIZE - source->end;
		gsize done = g_iconv(source->converter, &in, &n_in, &out, &n_out);
		source->end = BUFFER_SIZE - n_out;
		if (done != (gsize)-1)
			continue;
		if (errno == EINVAL && !source->ended)
			break;
		append(source, REPLACEMENT, strlen(REPLACEMENT));
		gsize skipped = MIN(n_in, 2);
		in += skipped;
		n_in -= skipped;
	}
	memcpy(source->rest, in, n_in);
	source->n_rest = n_in;
}

/* Two bytes of UTF-16 are three of UTF-8 at most. */
static void
fill_converted(Source *source)
{
	char in[SOURCE_AHEAD / 4];
	memcpy(in, source->rest, source->n_rest);
	gsize n = source->n_rest + read_some(source, in + source->n_rest, sizeof in - source->n_rest);
	convert(source, in, n);
}

static void
fill(Source *source)
{
	memmove(source->bytes, source->bytes + source->at, source->end - source->at);
	source->end -= source->at;
	source->at = 0;
	if (source->converter != NO_CONVERTER)
		fill_converted(source);
	else
		source->end += read_some(source, source->bytes + source->end, BUFFER_SIZE - source->end);
}

gsize
source_ahead(Source *source, gsize n)
{
	while (source->end - source->at < n && !source->ended)
		fill(source);
	return MIN(n, source->end - source->at);
}

/* What was read so far is UTF-16: from now on it is converted. */
static void
become_utf16(Source *source, const char *name)
{
	gsize n = source->end - source->at;
	g_autofree char *read = g_memdup2(source->bytes + source->at, n);
	source->converter = g_iconv_open("UTF-8", name);
	source->at = source->end = 0;
	for (gsize from = 0; from < n; from += SOURCE_AHEAD / 4)
		convert(source, read + from, MIN(n - from, SOURCE_AHEAD / 4));
}

void
source_open(Source *source, bool utf16, DcBytesFn read, gpointer data)
{
	*source = (Source){ .read = read, .data = data, .bytes = g_malloc(BUFFER_SIZE), .converter = NO_CONVERTER };
	/* The first read alone: what is converted must fit. */
	source->end = read_some(source, source->bytes, SOURCE_AHEAD / 2);
	gsize n = source_ahead(source, 3);
	const char *head = source->bytes;
	bool little = n >= 2 && memcmp(head, "\xFF\xFE", 2) == 0, big = n >= 2 && memcmp(head, "\xFE\xFF", 2) == 0;
	source->had_bom = n == 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0;
	source->at = source->had_bom ? 3 : little || big ? 2 : 0;
	if (little || big || utf16)
		become_utf16(source, big ? "UTF-16BE" : "UTF-16LE");
}

void
source_close(Source *source)
{
	if (source->converter != NO_CONVERTER)
		g_iconv_close(source->converter);
	g_clear_error(&source->error);
	g_free(source->bytes);
}
