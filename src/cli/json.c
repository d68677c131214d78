/* A JSON writer for streams: a list of a million tickets is written row by row (docs/decisions). */
#include "cli.h"

#include <daicho/text.h>

#include <math.h>
#include <stdio.h>

/* JSON goes to terminals, too: what would move one is written as its number. */
static bool
stands_for_itself(const char *p)
{
	if (*p >= ' ' && *p <= '~')
		return *p != '"' && *p != '\\';
	return !dc_text_is_control(g_utf8_get_char(p));
}

static void
escape(GString *out, gunichar c)
{
	if (c == '"' || c == '\\')
		g_string_append_printf(out, "\\%c", (char)c);
	else if (c == '\n')
		g_string_append(out, "\\n");
	else if (c == '\t')
		g_string_append(out, "\\t");
	else
		g_string_append_printf(out, "\\u%04x", c);
}

/* What stands for itself is appended in one piece. */
static void
quote(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		if (stands_for_itself(p))
			continue;
		g_string_append_len(out, text, p - text);
		escape(out, g_utf8_get_char(p));
		text = g_utf8_next_char(p);
	}
	g_string_append(out, text);
	g_string_append_c(out, '"');
}

static void
key_of(Json *json, const char *key)
{
	if (json->comma)
		g_string_append_c(json->out, ',');
	json->comma = true;
	if (key == NULL)
		return;
	g_string_append_c(json->out, '"');
	g_string_append(json->out, key);
	g_string_append_c(json->out, '"');
	g_string_append_c(json->out, ':');
}

/* A list has a dozen numbers a row: printf() took a tenth of its time. */
static void
append_number(GString *out, gint64 number)
{
	char digits[24], *p = digits + sizeof digits;
	guint64 rest = number < 0 ? -(guint64)number : (guint64)number;
	do
		*--p = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (number < 0)
		*--p = '-';
	g_string_append_len(out, p, digits + sizeof digits - p);
}

void
json_begin(Json *json, const char *key, char bracket)
{
	key_of(json, key);
	g_string_append_c(json->out, bracket);
	json->comma = false;
}

void
json_end(Json *json, char bracket)
{
	g_string_append_c(json->out, bracket);
	json->comma = true;
}

void
json_text(Json *json, const char *key, const char *text)
{
	key_of(json, key);
	if (text == NULL)
		g_string_append(json->out, "null");
	else
		quote(json->out, text);
}

void
json_number(Json *json, const char *key, gint64 number)
{
	key_of(json, key);
	if (number == DC_ABSENT)
		g_string_append(json->out, "null");
	else
		append_number(json->out, number);
}

void
json_decimal(Json *json, const char *key, double number)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];
	key_of(json, key);
	g_string_append(json->out, g_ascii_formatd(digits, sizeof digits, "%.2f", isfinite(number) ? number : 0.0));
}

void
json_bool(Json *json, const char *key, bool value)
{
	key_of(json, key);
	g_string_append(json->out, value ? "true" : "false");
}

void
json_flush(Json *json)
{
	fwrite(json->out->str, 1, json->out->len, stdout);
	g_string_truncate(json->out, 0);
}
