/* The words a field may hold: code, label, and reading either back. The table is words.def. */
#include <daicho/lang.h>
#include <daicho/text.h>
#include <daicho/ticket.h>

#include "fold.h"

typedef struct {
	const char *code, *label;
} Word;

#define WORD_LINE(SET, ID, code, label) [DC_##SET##_##ID] = {code, label},
#define WORD_TABLE(SET, CType) static const Word words_##SET[] = {[DC_##SET##_NONE] = {"", ""}, DC_WORDS_##SET(WORD_LINE)};
DC_WORD_SETS(WORD_TABLE)

static const struct {
	const Word *words;
	int count;
} sets[DC_N_WORD_SETS] = {
#define WORD_SET(SET, CType) [DC_WORDS_OF_##SET] = {words_##SET, DC_N_##SET - 1},
	DC_WORD_SETS(WORD_SET)
#undef WORD_SET
};

int
dc_words_count(DcWordSet set)
{
	return sets[set].count;
}

static const Word *
word_at(DcWordSet set, int value)
{
	return &sets[set].words[value >= 1 && value <= sets[set].count ? value : 0];
}

const char *
dc_word_code(DcWordSet set, int value)
{
	return word_at(set, value)->code;
}

const char *
dc_word_label(DcWordSet set, int value)
{
	return _(word_at(set, value)->label);
}

const char *
dc_word_japanese(DcWordSet set, int value)
{
	return dc_lang_japanese(word_at(set, value)->label);
}

/* Everything that the values may be called, folded: code, English and Japanese label. Made once: an import asks for every row. */
static GHashTable *
names_of(DcWordSet set)
{
	static GHashTable *made[DC_N_WORD_SETS];
	if (made[set] != NULL)
		return made[set];
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (int value = sets[set].count; value >= 1; value--) { /* a name that two have is the first one's */
		const Word *word = word_at(set, value);
		g_hash_table_insert(names, fold_new(dc_lang_japanese(word->label)), GINT_TO_POINTER(value));
		g_hash_table_insert(names, fold_new(word->label), GINT_TO_POINTER(value));
		g_hash_table_insert(names, fold_new(word->code), GINT_TO_POINTER(value));
	}
	return made[set] = names;
}

static char *
words_known(DcWordSet set)
{
	GString *known = g_string_new(NULL);

	for (int value = 1; value <= sets[set].count; value++)
		g_string_append_printf(known, "%s%s", value > 1 ? ", " : "", sets[set].words[value].code);
	return g_string_free(known, FALSE);
}

bool
dc_word_parse(DcWordSet set, const char *text, int *value, GError **error)
{
	g_autofree char *folded = fold_new(text);
	int found = GPOINTER_TO_INT(g_hash_table_lookup(names_of(set), folded));

	if (found == 0) {
		g_autofree char *known = words_known(set);
		g_autofree char *shown = dc_text_clip(text, 40);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("“%s” is not one of %s"), shown, known);
		return false;
	}
	*value = found;
	return true;
}
