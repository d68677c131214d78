/* A JSON writer for streams: a list of a million tickets is written row by row (docs/decisions). */
#include "cli.h"

#include <math.h>
#include <stdio.h>

static void
quote(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (const char *p = text; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;
		if (c == '"' || c == '\\')
			g_string_append_printf(out, "\\%c", c);
		else if (c == '\n')
			g_string_append(out, "\\n");
		else if (c == '\t')
			g_string_append(out, "\\t");
		else if (c < 0x20 || c == 0x7f)
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_c(out, (char)c);
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
