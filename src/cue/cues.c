/* The rules as a value: lists of words and numbers, from words.def or replaced by policy, compiled for matching. */
#include "cues.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

#define WORD_CHARS_MOST 64

typedef struct {
	const char *key, *words;
} ListRow;

typedef struct {
	const char *key;
	int value, least, most;
} NumberRow;

static const ListRow list_rows[CUE_N_LISTS] = {
#define CUE_LIST(id, key_, words_) [CUE_LIST_##id] = { .key = (key_), .words = (words_) },
#define CUE_NUMBER(id, key, value, least, most)
#include "words.def"
#undef CUE_LIST
#undef CUE_NUMBER
};

static const NumberRow number_rows[CUE_N_NUMBERS] = {
#define CUE_LIST(id, key, words)
#define CUE_NUMBER(id, key_, value_, least_, most_) \
	[CUE_NUMBER_##id] = { .key = (key_), .value = (value_), .least = (least_), .most = (most_) },
#include "words.def"
#undef CUE_LIST
#undef CUE_NUMBER
};

static const char *const keys[CUE_N_LISTS + CUE_N_NUMBERS + 1] = {
#define CUE_LIST(id, key, words) key,
#define CUE_NUMBER(id, key, value, least, most) key,
#include "words.def"
#undef CUE_LIST
#undef CUE_NUMBER
	NULL
};

/* -- compiling -- */

static void
word_clear(gpointer data)
{
	CueWord *word = data;
	g_array_unref(word->cells);
}

/* The word without white space and signs at its ends; empty if nothing is left to compare. */
static GArray *
word_cells(const char *text)
{
	GArray *cells = cells_fold(text);
	while (cells->len > 0 && cells_at(cells, cells->len - 1)->c == ' ')
		g_array_set_size(cells, cells->len - 1);
	while (cells->len > 0 && cells_at(cells, 0)->c == ' ')
		g_array_remove_index(cells, 0);
	return cells;
}

static int
word_compare(gconstpointer a, gconstpointer b)
{
	gunichar x = cells_at(((const CueWord *)a)->cells, 0)->c, y = cells_at(((const CueWord *)b)->cells, 0)->c;
	return x < y ? -1 : x > y;
}

static void
cues_compile(DcCues *cues)
{
	g_array_set_size(cues->words, 0);
	for (CueList list = 0; list < CUE_N_LISTS; list++)
		for (char **text = cues->list[list]; list != CUE_LIST_NOT_CODE && *text != NULL; text++) {
			CueWord word = { .list = list, .cells = word_cells(*text) };
			g_array_append_val(cues->words, word);
		}
	g_array_sort(cues->words, word_compare);
}

/* -- values as text -- */

static bool
word_check(const char *key, const char *text, GError **error)
{
	g_autoptr(GArray) cells = word_cells(text);
	if (cells->len > 0 && g_utf8_strlen(text, -1) <= WORD_CHARS_MOST)
		return true;
	g_autofree char *shown = dc_text_clip(text, 40);
	g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("cue.%s: \"%s\" is no word of 1 to %d characters"), key, shown, WORD_CHARS_MOST);
	return false;
}

static char **
list_parse(const char *key, const char *value, GError **error)
{
	if (!g_utf8_validate(value, -1, NULL)) {
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("cue.%s: the text is not UTF-8"), key);
		return NULL;
	}
	g_auto(GStrv) parts = g_regex_split_simple("[,、]", value, 0, 0);
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	for (char **part = parts; *part != NULL; part++) {
		if (*g_strstrip(*part) == '\0')
			continue;
		if (!word_check(key, *part, error))
			return NULL;
		g_strv_builder_add(words, *part);
	}
	return g_strv_builder_end(words);
}

static bool
set_list(DcCues *cues, CueList list, const char *value, GError **error)
{
	char **words = list_parse(list_rows[list].key, value, error);
	if (words == NULL)
		return false;
	g_strfreev(cues->list[list]);
	cues->list[list] = words;
	cues_compile(cues);
	return true;
}

static bool
set_number(DcCues *cues, CueNumber number, const char *value, GError **error)
{
	const NumberRow *row = &number_rows[number];
	gint64 n;
	if (!g_ascii_string_to_signed(value, 10, row->least, row->most, &n, NULL)) {
		g_autofree char *shown = dc_text_clip(value, 40);
		g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("cue.%s: \"%s\" is no number from %d to %d"), row->key, shown, row->least, row->most);
		return false;
	}
	cues->number[number] = (int)n;
	return true;
}

/* -- public -- */

DcCues *
dc_cues_new(void)
{
	DcCues *cues = g_new0(DcCues, 1);
	cues->words = g_array_new(FALSE, FALSE, sizeof(CueWord));
	g_array_set_clear_func(cues->words, word_clear);
	for (CueList list = 0; list < CUE_N_LISTS; list++)
		cues->list[list] = g_strsplit(list_rows[list].words, ", ", 0);
	for (CueNumber number = 0; number < CUE_N_NUMBERS; number++)
		cues->number[number] = number_rows[number].value;
	cues_compile(cues);
	return cues;
}

void
dc_cues_free(DcCues *cues)
{
	if (cues == NULL)
		return;
	for (CueList list = 0; list < CUE_N_LISTS; list++)
		g_strfreev(cues->list[list]);
	g_array_unref(cues->words);
	g_free(cues);
}

static gpointer
make_default(gpointer unused)
{
	(void)unused;
	return dc_cues_new();
}

const DcCues *
dc_cues_default(void)
{
	static GOnce once = G_ONCE_INIT;
	return g_once(&once, make_default, NULL);
}

const char *const *
dc_cues_keys(void)
{
	return keys;
}

bool
dc_cues_set(DcCues *cues, const char *key, const char *value, GError **error)
{
	for (CueList list = 0; list < CUE_N_LISTS; list++)
		if (strcmp(list_rows[list].key, key) == 0)
			return set_list(cues, list, value, error);
	for (CueNumber number = 0; number < CUE_N_NUMBERS; number++)
		if (strcmp(number_rows[number].key, key) == 0)
			return set_number(cues, number, value, error);
	g_autoptr(GString) known = g_string_new(keys[0]);
	for (gsize i = 1; keys[i] != NULL; i++)
		g_string_append_printf(known, ", %s", keys[i]);
	g_set_error(error, DC_ERROR, DC_ERROR_POLICY, _("cue.%s: there is no such setting; there are %s"), key, known->str);
	return false;
}

char *
dc_cues_get(const DcCues *cues, const char *key)
{
	for (CueList list = 0; list < CUE_N_LISTS; list++)
		if (strcmp(list_rows[list].key, key) == 0)
			return g_strjoinv(", ", cues->list[list]);
	for (CueNumber number = 0; number < CUE_N_NUMBERS; number++)
		if (strcmp(number_rows[number].key, key) == 0)
			return g_strdup_printf("%d", cues->number[number]);
	return NULL;
}
