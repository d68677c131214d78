/* format=flowed: a line that ends with a space goes on in the next one of the same quote depth. See flowed.h. */
#include "flowed.h"

#include <string.h>

typedef struct {
	const char *text;
	gsize length; /* without its end, quote marks and stuffing */
	gsize depth;
	bool flows;
} Line;

static const char *
read_line(const char *at, const char *end, Line *line)
{
	const char *newline = memchr(at, '\n', (gsize)(end - at));
	const char *next = newline != NULL ? newline + 1 : end;
	gsize n = (gsize)((newline != NULL ? newline : end) - at);
	if (n > 0 && at[n - 1] == '\r')
		n--;
	*line = (Line){ .text = at, .length = n };
	while (line->length > 0 && *line->text == '>') {
		line->text++;
		line->length--;
		line->depth++;
	}
	if (line->length > 0 && *line->text == ' ') { /* stuffed, so that it does not look like a quote or From_ */
		line->text++;
		line->length--;
	}
	bool signature = line->length == 3 && memcmp(line->text, "-- ", 3) == 0;
	line->flows = line->length > 0 && line->text[line->length - 1] == ' ' && !signature;
	return next;
}

char *
flowed_text(const char *text, bool delsp)
{
	const char *end = text + strlen(text);
	GString *out = g_string_sized_new((gsize)(end - text));
	bool open = false; /* the line before goes on */
	gsize depth = 0;
	while (text < end) {
		Line line;
		text = read_line(text, end, &line);
		bool signature = line.length == 3 && memcmp(line.text, "-- ", 3) == 0;
		bool joins = open && line.depth == depth && !signature;
		if (open && !joins)
			g_string_append_c(out, '\n');
		for (gsize i = 0; !joins && i < line.depth; i++)
			g_string_append_c(out, '>');
		if (!joins && line.depth > 0 && line.length > 0)
			g_string_append_c(out, ' ');
		g_string_append_len(out, line.text, (gssize)(line.length - (line.flows && delsp ? 1 : 0)));
		if (!line.flows)
			g_string_append_c(out, '\n');
		open = line.flows;
		depth = line.depth;
	}
	return g_string_free(out, FALSE);
}
