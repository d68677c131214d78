/* The parameters of Content-Type and Content-Disposition. See header.h. */
#include "header.h"

#include "charset.h"
#include "clean.h"
#include "encodedword.h"

#include <string.h>

#define PIECES_MAX 100

typedef struct {
	char *text;    /* NULL: no such piece */
	bool percent;  /* its bytes are written %XX */
} Piece;

typedef struct { /* one `name=value`, in the header */
	const char *name;
	gsize name_length;
	char *value; /* unquoted */
} Pair;

static const char *
skip_blanks_and_comments(const char *at)
{
	int depth = 0;
	for (; *at != '\0'; at++) {
		if (*at == '(')
			depth++;
		else if (*at == ')' && depth > 0)
			depth--;
		else if (depth == 0 && !g_ascii_isspace(*at))
			break;
	}
	return at;
}

static const char *
read_value(const char *at, char **value)
{
	GString *out = g_string_new(NULL);
	if (*at == '"') {
		for (at++; *at != '\0' && *at != '"'; at++) {
			if (*at == '\\' && at[1] != '\0')
				at++;
			g_string_append_c(out, *at);
		}
		if (*at == '"')
			at++;
	} else {
		for (; *at != '\0' && *at != ';'; at++)
			g_string_append_c(out, *at);
	}
	*value = g_strchomp(g_string_free(out, FALSE));
	return at;
}

/* The next pair behind a `;`. Returns where to go on, NULL at the end. The value is the caller's. */
static const char *
next_pair(const char *at, Pair *pair)
{
	while ((at = strchr(at, ';')) != NULL) {
		at = skip_blanks_and_comments(at + 1);
		gsize n = strcspn(at, "=; \t");
		const char *mark = skip_blanks_and_comments(at + n);
		if (n == 0 || *mark != '=')
			continue;
		pair->name = at;
		pair->name_length = n;
		return read_value(skip_blanks_and_comments(mark + 1), &pair->value);
	}
	return NULL;
}

static void
append_percent(GString *bytes, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '%' && g_ascii_isxdigit(text[1]) && g_ascii_isxdigit(text[2])) {
			g_string_append_c(bytes, (char)(g_ascii_xdigit_value(text[1]) << 4 | g_ascii_xdigit_value(text[2])));
			text += 2;
		} else {
			g_string_append_c(bytes, *text);
		}
	}
}

/* charset'language'text of the first piece: takes the charset off. */
static const char *
split_charset(const char *text, char **charset)
{
	const char *first = strchr(text, '\'');
	const char *second = first != NULL ? strchr(first + 1, '\'') : NULL;
	if (second == NULL)
		return text;
	*charset = g_strndup(text, (gsize)(first - text));
	return second + 1;
}

static char *
pieces_text(const Piece *pieces, const char *hint, bool *garbled)
{
	g_autofree char *charset = NULL;
	g_autoptr(GString) bytes = g_string_new(NULL);
	for (int i = 0; i < PIECES_MAX && pieces[i].text != NULL; i++) {
		const char *text = pieces[i].text;
		if (i == 0 && pieces[i].percent)
			text = split_charset(text, &charset);
		if (pieces[i].percent)
			append_percent(bytes, text);
		else
			g_string_append(bytes, text);
	}
	return charset_decode(bytes->str, bytes->len, charset != NULL && *charset != '\0' ? charset : hint, NULL, garbled);
}

/* `name`, `name*`, `name*0`, `name*0*`: the number of the piece, -1 if it is another parameter. The plain `name` is piece 0 as well. */
static int
piece_number(const Pair *pair, const char *name, bool *percent, bool *extended)
{
	gsize n = strlen(name);
	*percent = *extended = false;
	if (pair->name_length < n || g_ascii_strncasecmp(pair->name, name, n) != 0)
		return -1;
	if (pair->name_length == n)
		return 0;
	const char *at = pair->name + n, *end = pair->name + pair->name_length;
	if (*at++ != '*')
		return -1;
	*extended = true;
	int number = 0;
	for (; at < end && g_ascii_isdigit(*at) && number < PIECES_MAX; at++)
		number = number * 10 + g_ascii_digit_value(*at);
	*percent = at < end ? *at == '*' : at[-1] == '*';
	return number < PIECES_MAX ? number : -1;
}

static void
pieces_clear(Piece *pieces)
{
	for (int i = 0; i < PIECES_MAX; i++)
		g_clear_pointer(&pieces[i].text, g_free);
}

char *
header_parameter(const char *value, const char *name, const char *charset, bool *garbled)
{
	Piece plain = { 0 };
	Piece pieces[PIECES_MAX] = { 0 };
	Pair pair;
	for (const char *at = value; (at = next_pair(at, &pair)) != NULL;) {
		bool percent, extended;
		int number = piece_number(&pair, name, &percent, &extended);
		Piece *piece = number < 0 ? NULL : extended ? &pieces[number] : &plain;
		if (piece != NULL && piece->text == NULL)
			*piece = (Piece){ g_steal_pointer(&pair.value), percent };
		g_free(pair.value);
	}

	char *text = NULL;
	if (pieces[0].text != NULL)
		text = clean_line(pieces_text(pieces, charset, garbled), HEADER_LINE_MAX);
	else if (plain.text != NULL)
		text = clean_line(encodedword_decode(plain.text, garbled), HEADER_LINE_MAX);
	pieces_clear(pieces);
	g_free(plain.text);
	return text;
}
