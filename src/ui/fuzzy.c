/* Fuzzy comparison: are the letters of a query in a text, in order, and how well do they stand there? */
#include <daicho/palette.h>

#include <daicho/text.h>

#define FOUND 4     /* a letter of the query */
#define NEXT_TO 13  /* directly after the one before */
#define AT_WORD 8   /* at the beginning of a word */
#define AT_START 10 /* at the beginning of the text */
#define LATE 1      /* taken off for each of the first few characters skipped */

static bool
begins_word(const char *text, const char *at)
{
	if (at == text)
		return true;
	gunichar before = g_utf8_get_char(g_utf8_prev_char(at)), c = g_utf8_get_char(at);
	return !g_unichar_isalnum(before) || (c < 128) != (before < 128);
}

/* One way through: each letter where it comes first, beginning at `from`. 0: not all found. */
static int
score_from(const char *word, const char *text, const char *from)
{
	const char *at = from, *last = NULL;
	int score = 0;
	for (const char *w = word; *w != '\0'; w = g_utf8_next_char(w)) {
		gunichar c = g_utf8_get_char(w);
		while (*at != '\0' && g_utf8_get_char(at) != c)
			at = g_utf8_next_char(at);
		if (*at == '\0')
			return 0;
		score += FOUND;
		score += at == text ? AT_START : begins_word(text, at) ? AT_WORD : 0;
		score += last != NULL && g_utf8_next_char(last) == at ? NEXT_TO : 0;
		last = at;
		at = g_utf8_next_char(at);
	}
	return score;
}

/* The best of all beginnings, less a little for standing late. */
static int
score_word(const char *word, const char *text)
{
	int best = 0, skipped = 0;
	for (const char *from = text; *from != '\0'; from = g_utf8_next_char(from), skipped++) {
		if (g_utf8_get_char(from) != g_utf8_get_char(word))
			continue;
		int score = score_from(word, text, from);
		if (score == 0)
			break; /* from further on it cannot be found either */
		best = MAX(best, MAX(score - MIN(skipped, 10) * LATE, 1));
	}
	return best;
}

/* dc_text_fold() drops punctuation; words are parted before. Transfer full. */
static char *
fold_words(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t-_./", -1);
	GString *folded = g_string_new(NULL);
	for (char **word = words; *word != NULL; word++) {
		g_autofree char *one = dc_text_fold(*word);
		if (*one != '\0')
			g_string_append_printf(folded, "%s%s", folded->len > 0 ? " " : "", one);
	}
	return g_string_free(folded, FALSE);
}

int
dc_fuzzy_score(const char *query, const char *text)
{
	g_autofree char *folded_query = fold_words(query);
	g_autofree char *folded_text = fold_words(text);
	g_auto(GStrv) words = g_strsplit(folded_query, " ", -1);
	int total = 1;
	for (char **word = words; *word != NULL; word++) {
		int score = **word == '\0' ? 1 : score_word(*word, folded_text);
		if (score == 0)
			return 0;
		total += score;
	}
	return total;
}
