/* Error codes in a text. */
#include "code.h"

#include <string.h>

#define LETTERS_LEAST 2
#define LETTERS_MOST 5
#define DIGITS_LEAST 3
#define DIGITS_MOST 6

static bool
is_digit(gunichar c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(gunichar c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_name(gunichar c)
{
	return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z') || c == '_';
}

/* The run of letters from `at` in capitals; empty unless they are capitals or spell a code known in any case. */
static void
letters_read(const GArray *cells, guint at, char letters[LETTERS_MOST + 1])
{
	guint n = 0;
	bool capital = true;
	for (; n < LETTERS_MOST; n++) {
		gunichar c = cells_char(cells, at + n);
		if (!is_name(c) || is_digit(c) || c == '_')
			break;
		capital = capital && is_capital(c);
		letters[n] = g_ascii_toupper((char)c);
	}
	letters[n] = '\0';
	if (n < LETTERS_LEAST || !(capital || strcmp(letters, "ORA") == 0 || strcmp(letters, "HTTP") == 0))
		letters[0] = '\0';
}

static guint
digits_read(const GArray *cells, guint at, char digits[DIGITS_MOST + 1])
{
	guint n = 0;
	for (; n < DIGITS_MOST && is_digit(cells_char(cells, at + n)); n++)
		digits[n] = (char)cells_char(cells, at + n);
	digits[n] = '\0';
	return n;
}

/* Nothing goes on that would make it part of a longer name (FY2026Q1), number or date (INV-2026-03-31). */
static bool
ends_here(const GArray *cells, guint at)
{
	gunichar c = cells_char(cells, at);
	return !is_name(c) && !(cell_is_hyphen(c) && is_digit(cells_char(cells, at + 1)));
}

/* HTTP 503, HTTP/1.1 503, http-500. */
static guint
http_match(const GArray *cells, guint at, char **code)
{
	static const char version[] = "/1.1";
	guint n = 0;
	while (n < 4 && (cells_char(cells, at + n) == (gunichar)version[n] || (n == 3 && is_digit(cells_char(cells, at + n)))))
		n++;
	at += n == 4 ? n : 0;
	while (cells_char(cells, at) == ' ' || cell_is_hyphen(cells_char(cells, at)))
		at++;
	char digits[DIGITS_MOST + 1];
	if (digits_read(cells, at, digits) != 3 || digits[0] != '5' || !ends_here(cells, at + 3))
		return 0;
	*code = g_strdup_printf("HTTP %s", digits);
	return at + 3;
}

guint
code_match(const DcCues *cues, const GArray *cells, guint at, char **code)
{
	char letters[LETTERS_MOST + 1], digits[DIGITS_MOST + 1];
	if (at > 0 && is_name(cells_char(cells, at - 1)))
		return 0;
	letters_read(cells, at, letters);
	guint end = at + (guint)strlen(letters);
	if (end == at || g_strv_contains((const char *const *)cues->list[CUE_LIST_NOT_CODE], letters))
		return 0;
	if (strcmp(letters, "HTTP") == 0)
		return http_match(cells, end, code);
	end += cell_is_hyphen(cells_char(cells, end));
	guint n = digits_read(cells, end, digits);
	end += n;
	if (n < DIGITS_LEAST)
		return 0;
	char suffix[2] = { is_capital(cells_char(cells, end)) ? (char)cells_char(cells, end) : '\0', '\0' };
	end += suffix[0] != '\0';
	if (!ends_here(cells, end))
		return 0;
	*code = g_strdup_printf("%s-%s%s", letters, digits, suffix);
	return end;
}
