/* Private to the mail room. The header block of a message, and what stands in the fields of a header. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Longer ones are cut: what a person can read of a header fits many times. */
#define HEADER_LINE_MAX 4096
/* Bytes of a value that are decoded for that. */
#define HEADER_VALUE_MAX (32 * 1024)

typedef struct { /* points into the block; the value is as it lies there, folded, not NUL-terminated */
	const char *name, *value;
	gsize name_length, value_length, line_length; /* line_length: from `name` to the end of the value's last line */
} HeaderField;

typedef struct {
	GArray *fields; /* of HeaderField */
	bool garbled;   /* something in a value asked for could not be decoded */
	char *charset;  /* what raw 8-bit values are most likely in; may be NULL */
} Header;

/* Splits `block`, which must outlive the header. Lines that belong to no field are left out. */
void header_init(Header *header, const char *block, gsize length);
void header_clear(Header *header);

typedef enum { HEADER_LINE_FIELD, HEADER_LINE_FOLDED, HEADER_LINE_EMPTY, HEADER_LINE_FROM, HEADER_LINE_NONE } HeaderLine;
/* What a line (with or without its end) can be in a header: the start of a field, more of it, the end of the header, a From_ line that got in, or no
 * part of a header at all. */
HeaderLine header_line(const char *line, gsize length);

/* The n-th field of that name, NULL if there are not as many. */
const HeaderField *header_field(const Header *header, const char *name, guint n);
/* A value as text on one line: unfolded, decoded, NFC. NULL if there is no such field. Transfer full. */
char *header_text(Header *header, const char *name);
/* A value as UTF-8 with its encoded words as they are, unfolded; at most HEADER_VALUE_MAX bytes are read. NULL if there is no such field.
 * Transfer full. */
char *header_raw(Header *header, const char *name, guint n);
/* The same for a value that came another way. Transfer full. */
char *header_unfold(const char *value, gsize length, const char *charset, bool *garbled);

/* Message ids in < > of a value: all of them, of char *. Transfer full. */
GPtrArray *header_ids(const char *value);
/* The parameter of a Content-Type or Content-Disposition (RFC 2231 with its pieces and charsets, and what is used instead of it),
 * decoded, on one line. NULL if there is none. Transfer full. */
char *header_parameter(const char *value, const char *name, const char *charset, bool *garbled);
