/* The tokenizer of the search index: what a text becomes so that a phrase of tokens is found exactly where a scan over the folded text
 * (dc_text_fold(), domain.md 6.3) would find it: kana, kanji and signs anywhere, Latin letters and digits as a word or its beginning.
 *
 *   a word             one token; cut into pieces of WORD_MAX, each but the first marked as going on
 *   kana, kanji, signs  each with its follower, and the last of a run alone: サバ落チ -> サバ バ落 落チ チ, so that チ alone, too, begins a token
 *   white space        nothing where the tokens tell of it; one of its own between a word and the others: `ORD 受注` is not `ORD受注`
 *
 * docs/decisions/search.md. */
#include "token.h"
#include "sql_queries.h"

#include <daicho/text.h>

#include <string.h>

#define WORD_MAX 60           /* bytes */
#define WORD_GOES_ON '\x01'   /* neither this ... */
#define BREAK_TOKEN "\x02"    /* ... nor this stands in a folded text */
#define RADICALS 0x2E80       /* from here on: kana, kanji, and other scripts that do not part words */
#define HANGUL_PARTS 0x1100
#define HANGUL_PARTS_END 0x1200

typedef int (*PutFn)(void *context, int flags, const char *token, int n, int from, int to);

typedef struct {
	PutFn put;
	void *context;
	bool is_query;
	int code; /* the first that was not SQLITE_OK */
} Split;

static bool
is_word(gunichar c)
{
	bool parts_words = c < RADICALS && !(c >= HANGUL_PARTS && c < HANGUL_PARTS_END);
	return parts_words && (g_unichar_isalnum(c) || g_unichar_ismark(c));
}

static void
put(Split *split, const char *token, gsize n)
{
	if (split->code == SQLITE_OK)
		split->code = split->put(split->context, 0, token, (int)n, 0, 0);
}

/* Bytes of the longest beginning of at most `max` that ends between characters. */
static gsize
fit(const char *text, gsize n, gsize max)
{
	if (n <= max)
		return n;
	while ((text[max] & 0xC0) == 0x80)
		max--;
	return max;
}

static void
put_word(Split *split, const char *word, gsize n)
{
	char piece[WORD_MAX + 1] = { WORD_GOES_ON };
	gsize length = fit(word, n, WORD_MAX);
	put(split, word, length);
	for (gsize at = length; at < n; at += length) {
		length = fit(word + at, n - at, WORD_MAX);
		memcpy(piece + 1, word + at, length);
		put(split, piece, length + 1);
	}
}

/* The last alone says that the run ends there: a query says so only where more follows in it. */
static void
put_run(Split *split, const char *run, const char *end)
{
	const char *p = run;
	for (const char *next = g_utf8_next_char(p); next < end; p = next, next = g_utf8_next_char(next))
		put(split, p, (gsize)(g_utf8_next_char(next) - p));
	if (!split->is_query || *end != '\0' || p == run)
		put(split, p, (gsize)(end - p));
}

static void
split_folded(Split *split, const char *folded)
{
	bool separated = false, was_word = false;
	for (const char *p = folded, *end; *p != '\0'; p = end) {
		if (*p == ' ') {
			separated = p > folded;
			end = p + 1;
			continue;
		}
		bool word = is_word(g_utf8_get_char(p));
		if (separated && word != was_word)
			put(split, " ", 1);
		for (end = p; *end != '\0' && *end != ' ' && is_word(g_utf8_get_char(end)) == word;)
			end = g_utf8_next_char(end);
		if (word)
			put_word(split, p, (gsize)(end - p));
		else
			put_run(split, p, end);
		separated = false;
		was_word = word;
	}
}

/* -- as FTS5 wants it -- */
static int
tokenizer_create(void *data, const char **words, int n_words, Fts5Tokenizer **tokenizer)
{
	static char only; /* it has no state */
	(void)data;
	(void)words;
	(void)n_words;
	*tokenizer = (Fts5Tokenizer *)&only;
	return SQLITE_OK;
}

static void
tokenizer_delete(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

static int
tokenizer_run(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n, PutFn put_token)
{
	(void)tokenizer;
	Split split = { .put = put_token, .context = context, .is_query = (flags & FTS5_TOKENIZE_QUERY) != 0 };
	g_autofree char *whole = n > 0 ? g_strndup(text, (gsize)n) : g_strdup("");
	g_auto(GStrv) parts = g_strsplit(whole, TOKEN_BREAK, -1);
	for (char **part = parts; *part != NULL; part++) {
		g_autofree char *folded = dc_text_fold(*part);
		if (part > parts)
			put(&split, BREAK_TOKEN, strlen(BREAK_TOKEN));
		split_folded(&split, folded);
	}
	return split.code;
}

/* sqlite.org/fts5.html, 7: FTS5 hands out its functions by a pointer bound to a statement. */
static fts5_api *
find_api(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(db, sql_queries[QUERY_INDEX_API].text, -1, &stmt, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

bool
token_register(sqlite3 *db)
{
	fts5_tokenizer tokenizer = { .xCreate = tokenizer_create, .xDelete = tokenizer_delete, .xTokenize = tokenizer_run };
	fts5_api *api = find_api(db);
	return api != NULL && api->xCreateTokenizer(api, "daicho", NULL, &tokenizer, NULL) == SQLITE_OK;
}

/* -- what is looked for -- */

/* A word may go on, and so does what follows a sign that stands alone; two and more kana or kanji are whole tokens already. */
static bool
goes_on(const char *folded)
{
	const char *last = g_utf8_prev_char(folded + strlen(folded));
	if (is_word(g_utf8_get_char(last)) || last == folded)
		return true;
	const char *before = g_utf8_prev_char(last);
	return *before == ' ' || is_word(g_utf8_get_char(before));
}

void
token_phrase(GString *match, const char *folded)
{
	/* Quotes are punctuation, and gone. */
	g_string_append_printf(match, "\"%s\"%s", folded, goes_on(folded) ? " *" : "");
}

bool
token_occurs(const char *folded, const char *wanted)
{
	bool begins_word = is_word(g_utf8_get_char(wanted));
	const char *at = *wanted != '\0' ? strstr(folded, wanted) : NULL;
	while (at != NULL && begins_word && at > folded && is_word(g_utf8_get_char(g_utf8_prev_char(at))))
		at = strstr(at + 1, wanted);
	return at != NULL;
}
