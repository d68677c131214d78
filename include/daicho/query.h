/* Floor 2. The query language: what is typed after `/`, `list` and `search`, and kept in filters and reports. Text in, a tree of conditions out
 * (filter.h); pure, the time is an argument. What can be typed: docs/query.md. */
#pragma once

#include <daicho/calendar.h>
#include <daicho/filter.h>

/* Nothing typed asks for everything (an AND without parts). DC_ERROR_USAGE names the character that is wrong, from 1; `at` is its byte in `text`
 * (may be NULL). Transfer full. */
DcFilter *dc_query_parse(const char *text, const DcCalendar *calendar, DcInstant now, gsize *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What could stand at the cursor (a byte of `text`) instead of text[*from .. cursor): names of fields (with their colon) and, behind one, its values, in
 * the present language and those that begin like that in the other one. Transfer full, of char *; empty if nothing fits. */
GPtrArray *dc_query_complete(const char *text, gsize cursor, gsize *from);

/* The fields that can be asked for, as a Markdown table: the middle of docs/query.md. In English. Transfer full. */
char *dc_query_table(void);
