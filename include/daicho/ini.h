/* Floor 0. Text as `[section]` and `key = value` lines, read line by line, so that whatever is wrong with it names its line. */
#pragma once

#include <daicho/error.h>

#include <stdbool.h>

typedef struct { /* a value: one line; its texts live as long as the call */
	const char *section;
	const char *key; /* NULL: the section begins here */
	const char *value;
	int number; /* of the line, from 1 */
} DcIniLine;
typedef bool (*DcIniFn)(const DcIniLine *line, gpointer data, GError **error);

/* Tells every section and every key, in their order; a section that is written twice begins twice. A key may stand in double quotes, which go: then it
 * may hold `=`. Lines that begin with # or ; are comments, a byte order mark is passed over. A line that is neither is an error of `code`, "line 7:
 * ...", and so may be what `each` says; it ends there. */
bool dc_ini_each(const char *text, DcErrorCode code, DcIniFn each, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
