/* Which word of the lists stands at a place of a folded text. */
#include "cues.h"

static bool
is_letter(const GArray *cells, guint at)
{
	gunichar c = cells_char(cells, at);
	return cell_is_latin(c) && g_unichar_isalpha(c);
}

static gunichar
raw_at(const GArray *cells, guint at)
{
	return at < cells->len ? cells_at(cells, at)->raw : 0;
}

/* NullPointerException, ErrorCode: a capital that begins a word inside a word. */
static bool
is_hump(const GArray *cells, guint at)
{
	gunichar before = raw_at(cells, at - 1), here = raw_at(cells, at), next = raw_at(cells, at + 1);
	return g_unichar_isupper(here) && (g_unichar_islower(before) || g_unichar_islower(next));
}

static bool
latin_begins(const GArray *cells, guint at)
{
	return at == 0 || !is_letter(cells, at - 1) || is_hump(cells, at);
}

static bool
latin_ends(const GArray *cells, guint at)
{
	static const char *const endings[] = { "", "s", "es", "ed", "ing" };
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
		guint end = at;
		const char *p = endings[i];
		while (*p != '\0' && cells_char(cells, end) == (gunichar)*p)
			p++, end++;
		if (*p == '\0' && (!is_letter(cells, end) || is_hump(cells, end)))
			return true;
	}
	return false;
}

/* ー is often left off (サーバ), but エラ is エラー only where the katakana ends. */
static bool
long_mark_agrees(const CueCell *word, const GArray *cells, guint last)
{
	return !word->long_mark || cells_at(cells, last)->long_mark || !cell_is_katakana(raw_at(cells, last + 1));
}

static bool
char_agrees(const CueCell *word, const GArray *cells, guint at)
{
	return cells_char(cells, at) == word->c && !(cell_is_katakana(word->raw) && cell_is_hiragana(raw_at(cells, at)));
}

/* The cell behind `word` if its characters stand at `at`; 0 otherwise. One space of the word stands for any number. */
static guint
chars_match(const GArray *word, const GArray *cells, guint at)
{
	for (guint i = 0; i < word->len; i++) {
		if (!char_agrees(cells_at(word, i), cells, at))
			return 0;
		at++;
		if (cells_at(word, i)->c != ' ')
			continue;
		while (cells_char(cells, at) == ' ')
			at++;
		while (i + 1 < word->len && cells_at(word, i + 1)->c == ' ')
			i++;
	}
	return at;
}

static guint
word_match(const CueWord *word, const GArray *cells, guint at)
{
	guint end = chars_match(word->cells, cells, at);
	if (end == 0)
		return 0;
	const CueCell *first = cells_at(word->cells, 0), *last = cells_at(word->cells, word->cells->len - 1);
	if (cell_is_latin(first->c) && !latin_begins(cells, at))
		return 0;
	if (cell_is_latin(last->c) && !latin_ends(cells, end))
		return 0;
	return long_mark_agrees(last, cells, end - 1) ? end : 0;
}

/* The first word that begins with `c`, or would. */
static guint
words_from(const GArray *words, gunichar c)
{
	guint low = 0, high = words->len;
	while (low < high) {
		guint middle = (low + high) / 2;
		if (cells_at(g_array_index(words, CueWord, middle).cells, 0)->c < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

guint
cues_match(const DcCues *cues, const GArray *cells, guint at, guint list_bits, CueList *list)
{
	gunichar c = cells_char(cells, at);
	guint best = 0;
	for (guint i = words_from(cues->words, c); i < cues->words->len; i++) {
		const CueWord *word = &g_array_index(cues->words, CueWord, i);
		if (cells_at(word->cells, 0)->c != c)
			break;
		if ((list_bits & CUE_LIST_BIT(word->list)) == 0)
			continue;
		guint end = word_match(word, cells, at);
		if (end < best || end == 0 || (end == best && word->list >= *list))
			continue;
		best = end;
		*list = word->list;
	}
	return best;
}

bool
cues_occurs(const DcCues *cues, const GArray *cells, guint list_bits)
{
	CueList list;
	for (guint i = 0; i < cells->len; i++)
		if (cues_match(cues, cells, i, list_bits, &list) != 0)
			return true;
	return false;
}
