/* The addresses of a header: `経理 田中 <tanaka@example.co.jp>`, `tanaka@example.co.jp (田中)`, groups, quotes. See address.h.
 * GMime's parser decodes names itself and with glibc's converters, so it cannot be used for them. */
#include "address.h"

#include "clean.h"
#include "encodedword.h"

#include <string.h>

#define NAME_MAX_BYTES 512
#define ADDRESS_MAX_BYTES 320
#define COMMENT_MAX_DEPTH 10

typedef struct {
	GString *phrase, *angle, *comment; /* words outside of everything; in < >; in ( ) */
	bool has_angle;
} Mailbox;

static const char *
read_quoted(const char *at, GString *out)
{
	for (at++; *at != '\0' && *at != '"'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		g_string_append_c(out, *at);
	}
	return *at == '"' ? at + 1 : at;
}

static const char *
read_comment(const char *at, GString *out)
{
	int depth = 1;
	for (at++; *at != '\0'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		else if (*at == '(' && depth < COMMENT_MAX_DEPTH)
			depth++;
		else if (*at == ')' && --depth == 0)
			return at + 1;
		g_string_append_c(out, *at);
	}
	return at;
}

static const char *
read_angle(const char *at, Mailbox *box)
{
	gsize n = strcspn(++at, ">");
	if (!box->has_angle)
		g_string_append_len(box->angle, at, (gssize)n);
	box->has_angle = true;
	at += n;
	return *at == '>' ? at + 1 : at;
}

/* Reads one mailbox; returns where the next begins, NULL at the end of the header. */
static const char *
read_mailbox(const char *at, Mailbox *box)
{
	while (*at != '\0') {
		if (*at == '"' && strchr(at + 1, '"') == NULL) {
			at++; /* never closed: no quote */
		} else if (*at == '"') {
			at = read_quoted(at, box->phrase);
		} else if (*at == '(') {
			at = read_comment(at, box->comment);
		} else if (*at == '<') {
			at = read_angle(at, box);
		} else if (*at == ',' || *at == ';') {
			return at + 1;
		} else if (*at == ':' && memchr(box->phrase->str, '@', box->phrase->len) == NULL) {
			g_string_truncate(box->phrase, 0); /* the name of a group; its members follow */
			at++;
		} else {
			g_string_append_c(box->phrase, *at++);
		}
	}
	return NULL;
}

/* The address without white space and without what is none; NULL if nothing is left. */
static char *
tidy_address(const char *text)
{
	GString *out = g_string_new(NULL);
	for (; *text != '\0' && out->len < ADDRESS_MAX_BYTES; text++) {
		if ((guint8)*text > ' ' && *text != 0x7F && strchr("<>,\"", *text) == NULL)
			g_string_append_c(out, *text);
	}
	const char *end;
	(void)g_utf8_validate(out->str, (gssize)out->len, &end); /* it may have been cut within a character */
	g_string_truncate(out, (gsize)(end - out->str));
	g_autofree char *address = clean_cut(clean_nfc(g_string_free(out, FALSE)), ADDRESS_MAX_BYTES);
	return *address != '\0' && g_utf8_validate(address, -1, NULL) ? g_steal_pointer(&address) : NULL;
}

static char *
tidy_name(const char *text, bool *garbled)
{
	g_autofree char *name = clean_line(encodedword_decode(text, garbled), NAME_MAX_BYTES);
	gsize n = strlen(name);
	/* Programs quote what they quoted before. */
	while (n >= 2 && (name[0] == '"' || name[0] == '\'') && name[n - 1] == name[0]) {
		name[n - 1] = '\0';
		memmove(name, name + 1, n - 1);
		name = g_strstrip(g_steal_pointer(&name));
		n = strlen(name);
	}
	return n > 0 ? g_steal_pointer(&name) : NULL;
}

static void
mailbox_finish(const Mailbox *box, char **name, char **address, bool *garbled)
{
	bool bare = !box->has_angle && memchr(box->phrase->str, '@', box->phrase->len) != NULL;
	const GString *called = bare || box->phrase->len == 0 ? box->comment : box->phrase;
	*address = tidy_address(bare ? box->phrase->str : box->angle->str);
	*name = tidy_name(called->str, garbled);
	if (*name == NULL && called == box->phrase)
		*name = tidy_name(box->comment->str, garbled);
}

/* The first mailbox from `at` that names anything. Returns where to go on, NULL at the end; nothing found: both NULL. */
static const char *
next_mailbox(const char *at, char **name, char **address, bool *garbled)
{
	*name = *address = NULL;
	while (at != NULL && *name == NULL && *address == NULL) {
		Mailbox box = { g_string_new(NULL), g_string_new(NULL), g_string_new(NULL), false };
		at = read_mailbox(at, &box);
		mailbox_finish(&box, name, address, garbled);
		g_string_free(box.phrase, TRUE);
		g_string_free(box.angle, TRUE);
		g_string_free(box.comment, TRUE);
	}
	return at;
}

void
address_first(const char *value, char **name, char **address, bool *garbled)
{
	next_mailbox(value, name, address, garbled);
}

char *
address_line(const char *value, gsize max, bool *garbled)
{
	GString *line = g_string_new(NULL);
	for (const char *at = value; at != NULL && line->len < max;) {
		g_autofree char *name = NULL, *address = NULL;
		at = next_mailbox(at, &name, &address, garbled);
		if (name == NULL && address == NULL)
			break;
		g_string_append(line, line->len > 0 ? ", " : "");
		if (name != NULL && address != NULL)
			g_string_append_printf(line, "%s <%s>", name, address);
		else
			g_string_append(line, name != NULL ? name : address);
		if (at != NULL && line->len >= max)
			g_string_append(line, ", ...");
	}
	if (line->len > 0)
		return g_string_free(line, FALSE);
	g_string_free(line, TRUE);
	return NULL;
}
