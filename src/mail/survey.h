/* Private to the mail room. One pass over the bytes of a message before it is parsed: where the body begins, the digest, and how much of it can be
 * given to GMime, which builds an object for every part and header it meets. */
#pragma once

#include "mime.h"

#include <stdbool.h>

/* Bytes of the header block that are looked at; what is behind them is passed over. */
#define SURVEY_HEADER_MAX (256 * 1024)

typedef struct {
	char *block; /* the header block, at most SURVEY_HEADER_MAX bytes of it, ended by NUL */
	gsize block_length;
	gint64 body_at;    /* offset of the body */
	gint64 body_end;   /* how far the structure may be followed */
	gint64 size;       /* of the message */
	bool cut;          /* body_end is before the end of the message */
	char digest[65];   /* hex SHA-256 */
} Survey;

/* Reads `stream` from its start to its end. DC_ERROR_MAIL if it cannot be read. */
bool survey_take(GMimeStream *stream, Survey *survey, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void survey_clear(Survey *survey);
