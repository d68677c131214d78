/* A row of a CSV for a spreadsheet: quoted where it must be, formulas defused, in CP932 if it is asked for. */
#include <daicho/table.h>

#include <errno.h>
#include <string.h>

#define GETA "\x81\xAC" /* 〓: here stood something else */

/* Spreadsheets calculate what begins like this, a Japanese one also in full width. owasp.org, "CSV Injection". */
static bool
begins_formula(const char *text)
{
	static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };
	for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(text, signs[i]))
			return true;
	return false;
}

/* What an apostrophe is put before: a formula, and whatever would otherwise be taken for one with it (see dc_csv_undefused()). */
static bool
wants_apostrophe(const char *text)
{
	const char *rest = text + strspn(text, "'");
	return begins_formula(rest) || (rest > text && g_ascii_isdigit(*rest));
}

const char *
dc_csv_undefused(const char *text)
{
	const char *rest = text + strspn(text, "'");
	return rest > text && (begins_formula(rest) || g_ascii_isdigit(*rest)) ? text + 1 : text;
}

void
dc_csv_cell(const DcCsv *csv, GString *row, const char *text)
{
	const char special[] = { '"', '\r', '\n', csv->delimiter, '\0' };
	if (row->len > 0)
		g_string_append_c(row, csv->delimiter);
	bool defused = csv->defuse && wants_apostrophe(text);
	/* The first cell is quoted if it is empty: else it would not be known to be there. */
	bool quoted = strpbrk(text, special) != NULL || (*text == '\0' && row->len == 0) || g_ascii_isspace(*text);
	if (quoted)
		g_string_append_c(row, '"');
	if (defused)
		g_string_append_c(row, '\'');
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"')
			g_string_append_c(row, '"');
		if (*p == '\r')
			p += p[1] == '\n';
		g_string_append_c(row, *p == '\r' ? '\n' : *p);
	}
	if (quoted)
		g_string_append_c(row, '"');
}

void
dc_csv_end(GString *row)
{
	g_string_append(row, "\r\n");
}

guint
dc_csv_to_cp932(const char *row, GString *out)
{
	GIConv converter = g_iconv_open("CP932", "UTF-8");
	union {
		const char *read;
		char *moved; /* g_iconv() moves it and writes nothing there */
	} in = { .read = row };
	gsize n_in = strlen(row);
	guint n_replaced = 0;
	while (n_in > 0) {
		char block[4096], *to = block;
		gsize n_to = sizeof block;
		bool stopped = g_iconv(converter, &in.moved, &n_in, &to, &n_to) == (gsize)-1 && errno != E2BIG;
		g_string_append_len(out, block, to - block);
		if (!stopped)
			continue;
		gsize skipped = (gsize)(g_utf8_next_char(in.read) - in.read);
		in.read += MIN(skipped, n_in);
		n_in -= MIN(skipped, n_in);
		g_string_append(out, GETA);
		n_replaced++;
	}
	g_iconv_close(converter);
	return n_replaced;
}
