/* The encoded words of headers. See encodedword.h. */
#include "encodedword.h"

#include "charset.h"

#include <string.h>

#define CHARSET_MAX_LENGTH 60
#define WORDS_MAX 1000 /* of one header: more than a line to read can show */

typedef struct { /* points into the header */
	char charset[CHARSET_MAX_LENGTH + 1];
	char encoding; /* 'b' or 'q' */
	const char *text;
	gsize length;
} Word;

/* What is collected of neighbouring words in one charset. */
typedef struct {
	GString *out, *bytes;
	char charset[CHARSET_MAX_LENGTH + 1];
	int base64_state; /* a base64 text that was cut between words goes on */
	guint base64_save;
	bool any;
	bool *garbled;
} Joined;

/* The word that begins at `at`; returns its end, NULL if there is none. `last` is the last "?=" of the text: behind it no word can end. */
static const char *
word_at(const char *at, const char *last, Word *word)
{
	if (at[0] != '=' || at[1] != '?')
		return NULL;
	gsize n = strcspn(at + 2, "? \t");
	const char *mark = at + 2 + n;
	if (n == 0 || n > CHARSET_MAX_LENGTH || mark[0] != '?' || mark[1] == '\0' || strchr("bBqQ", mark[1]) == NULL || mark[2] != '?')
		return NULL;
	word->text = mark + 3;
	if (word->text > last)
		return NULL;
	const char *end = strstr(word->text, "?=");
	word->length = (gsize)(end - word->text);
	word->encoding = g_ascii_tolower(mark[1]);
	g_strlcpy(word->charset, at + 2, n + 1);
	word->charset[strcspn(word->charset, "*")] = '\0'; /* the language of RFC 2231 */
	return end + 2;
}

static void
append_q(GString *bytes, const char *text, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		if (text[i] == '=' && i + 2 < length && g_ascii_isxdigit(text[i + 1]) && g_ascii_isxdigit(text[i + 2])) {
			g_string_append_c(bytes, (char)(g_ascii_xdigit_value(text[i + 1]) << 4 | g_ascii_xdigit_value(text[i + 2])));
			i += 2;
		} else {
			g_string_append_c(bytes, text[i] == '_' ? ' ' : text[i]);
		}
	}
}

static void
append_b(Joined *joined, const char *text, gsize length)
{
	gsize start = joined->bytes->len;
	g_string_set_size(joined->bytes, start + length / 4 * 3 + 3);
	gsize n = g_base64_decode_step(text, length, (guchar *)joined->bytes->str + start, &joined->base64_state, &joined->base64_save);
	g_string_truncate(joined->bytes, start + n);
	if (memchr(text, '=', length) != NULL) { /* padded: the next one begins afresh */
		joined->base64_state = 0;
		joined->base64_save = 0;
	}
}

static void
joined_flush(Joined *joined)
{
	if (joined->any) {
		if (joined->base64_state != 0) /* the padding was forgotten */
			append_b(joined, "==", 2);
		g_autofree char *text = charset_decode(joined->bytes->str, joined->bytes->len, joined->charset, NULL, joined->garbled);
		g_string_append(joined->out, text);
	}
	g_string_truncate(joined->bytes, 0);
	joined->any = false;
}

static void
joined_add(Joined *joined, const Word *word)
{
	if (joined->any && !charset_same(joined->charset, word->charset))
		joined_flush(joined);
	joined->any = true;
	g_strlcpy(joined->charset, word->charset, sizeof joined->charset);
	if (word->encoding == 'b')
		append_b(joined, word->text, word->length);
	else
		append_q(joined->bytes, word->text, word->length);
}

char *
encodedword_decode(const char *text, bool *garbled)
{
	const char *last = g_strrstr(text, "?=");
	if (last == NULL || strstr(text, "=?") == NULL)
		return g_strdup(text);

	Joined joined = { .out = g_string_sized_new(strlen(text)), .bytes = g_string_new(NULL), .garbled = garbled };
	int n_words = 0;
	for (const char *at = text; *at != '\0';) {
		gsize space = strspn(at, " \t\r\n");
		Word word;
		const char *end = n_words < WORDS_MAX ? word_at(at + (joined.any ? space : 0), last, &word) : NULL;
		if (end != NULL) { /* the space between two words is no part of the text */
			n_words++;
			joined_add(&joined, &word);
			at = end;
			continue;
		}
		joined_flush(&joined);
		gsize plain = space + (at[space] == '\0' ? 0 : 1 + strcspn(at + space + 1, "= \t\r\n"));
		if (space > 0 && at[space] == '=')
			plain = space;
		g_string_append_len(joined.out, at, (gssize)plain);
		at += plain;
	}
	joined_flush(&joined);
	g_string_free(joined.bytes, TRUE);
	return g_string_free(joined.out, FALSE);
}
