/* A JSON writer for streams: a list of a million tickets is written row by row (docs/decisions). */
#include "cli.h"

#include <daicho/text.h>

#include <math.h>
#include <stdio.h>

/* JSON goes to terminals, too: what would move one is written as its number. */
static void
quote(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == '"' || c == '\\')
			g_string_append_printf(out, "\\%c", (char)c);
		else if (c == '\n')
			g_string_append(out, "\\n");
		else if (c == '\t')
			g_string_append(out, "\\t");
		else if (dc_text_is_control(c))
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_len(out, p, g_utf8_next_char(p) - p);
	}
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
	quote(json->out, key);
	g_string_append_c(json->out, ':');
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
		g_string_append_printf(json->out, "%" G_GINT64_FORMAT, number);
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
