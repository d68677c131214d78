/* The header block of a message. See header.h. */
#include "header.h"

#include "charset.h"
#include "clean.h"
#include "encodedword.h"

#include <string.h>

static const char *
line_end(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (gsize)(end - at));
	return newline != NULL ? newline + 1 : end;
}

static bool
is_empty_line(const char *line, const char *end)
{
	return line < end && (*line == '\n' || (*line == '\r' && line + 1 < end && line[1] == '\n'));
}

/* The length of the field name at the start of a line, 0 if it has none. */
static gsize
name_length(const char *line, const char *end)
{
	const char *at = line;
	while (at < end && *at > ' ' && *at < 0x7F && *at != ':')
		at++;
	gsize n = (gsize)(at - line);
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at < end && *at == ':' ? n : 0;
}

static bool
is_folded(const char *line, const char *end)
{
	return line < end && (*line == ' ' || *line == '\t');
}

/* A line that mail programs put before or between the fields of a header. */
static bool
is_from_line(const char *line, const char *end)
{
	while (line < end && *line == '>')
		line++;
	return end - line >= 5 && memcmp(line, "From ", 5) == 0;
}

HeaderLine
header_line(const char *line, gsize length)
{
	const char *end = line + length;
	if (is_empty_line(line, end))
		return HEADER_LINE_EMPTY;
	if (is_folded(line, end))
		return HEADER_LINE_FOLDED;
	if (is_from_line(line, end))
		return HEADER_LINE_FROM;
	return name_length(line, end) > 0 ? HEADER_LINE_FIELD : HEADER_LINE_NONE;
}

void
header_init(Header *header, const char *block, gsize length)
{
	const char *end = block + length;
	*header = (Header){ .fields = g_array_new(FALSE, FALSE, sizeof(HeaderField)) };
	for (const char *line = block, *next; line < end && !is_empty_line(line, end); line = next) {
		next = line_end(line, end);
		while (is_folded(next, end))
			next = line_end(next, end);
		gsize n = is_from_line(line, end) ? 0 : name_length(line, next);
		const char *colon = n > 0 ? memchr(line + n, ':', (gsize)(next - line) - n) : NULL;
		if (colon == NULL)
			continue;
		HeaderField field = { line, colon + 1, n, (gsize)(next - colon - 1), (gsize)(next - line) };
		g_array_append_val(header->fields, field);
	}
}

void
header_clear(Header *header)
{
	g_clear_pointer(&header->fields, g_array_unref);
	g_clear_pointer(&header->charset, g_free);
}

const HeaderField *
header_field(const Header *header, const char *name, guint n)
{
	gsize length = strlen(name);
	for (guint i = 0; i < header->fields->len; i++) {
		const HeaderField *field = &g_array_index(header->fields, HeaderField, i);
		if (field->name_length == length && g_ascii_strncasecmp(field->name, name, length) == 0 && n-- == 0)
			return field;
	}
	return NULL;
}

char *
header_unfold(const char *value, gsize length, const char *charset, bool *garbled)
{
	g_autoptr(GString) bytes = g_string_sized_new(length);
	bool plain = true; /* ASCII as it should be, which in UTF-7 would mean something else */
	for (gsize i = 0; i < length; i++) {
		plain &= (guint8)value[i] < 0x80 && value[i] != 0x1B;
		if (value[i] != '\n' && !(value[i] == '\r' && i + 1 < length && value[i + 1] == '\n'))
			g_string_append_c(bytes, value[i]);
	}
	return charset_decode(bytes->str, bytes->len, plain ? NULL : charset, NULL, garbled);
}

char *
header_raw(Header *header, const char *name, guint n)
{
	const HeaderField *field = header_field(header, name, n);
	if (field == NULL)
		return NULL;
	return header_unfold(field->value, MIN(field->value_length, HEADER_VALUE_MAX), header->charset, &header->garbled);
}

char *
header_text(Header *header, const char *name)
{
	g_autofree char *raw = header_raw(header, name, 0);
	if (raw == NULL)
		return NULL;
	return clean_line(encodedword_decode(raw, &header->garbled), HEADER_LINE_MAX);
}

GPtrArray *
header_ids(const char *value)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	for (const char *at = value; (at = strchr(at, '<')) != NULL;) {
		gsize n = strcspn(++at, "<>");
		if (at[n] == '>') {
			g_autofree char *id = clean_line(g_strndup(at, n), HEADER_LINE_MAX);
			if (*id != '\0')
				g_ptr_array_add(ids, g_steal_pointer(&id));
		}
		at += n;
	}
	return ids;
}
