/* What could stand at the cursor: names of fields, and the words that a field takes. */
#include "query.h"

#include <daicho/lang.h>

#include <string.h>

typedef struct {
	GPtrArray *found; /* of char * */
	const char *typed;
	char *begin;      /* folded: what was typed of it */
	const DcQueryNames *site;
} Completing;

static void
offer(Completing *completing, const char *text, const char *tail)
{
	g_autofree char *folded = name_fold(text);
	g_autofree char *whole = g_strconcat(text, tail, NULL);
	if (!g_str_has_prefix(folded, completing->begin) || g_ptr_array_find_with_equal_func(completing->found, whole, g_str_equal, NULL))
		return;
	g_ptr_array_add(completing->found, g_steal_pointer(&whole));
}

/* A label or a name can be typed as it stands unless signs of the language are in it. */
static bool
is_plain(const char *label)
{
	for (const char *p = label; *p != '\0'; p = g_utf8_next_char(p))
		if (strchr(" ,:\"", sign_at(p)) != NULL && sign_at(p) != 0)
			return false;
	return true;
}

static void
offer_short_names(Completing *completing, bool japanese)
{
	for (const Name *name = names; name->name != NULL; name++)
		if (name_is_among(name, completing->site->fields))
			offer(completing, japanese ? name->ja : name->name, ":");
}

static void
offer_names(Completing *completing)
{
	bool japanese = dc_lang_get() == DC_LANG_JA;
	offer_short_names(completing, japanese);
	static const DcEntity entities[] = { DC_ENTITY_TICKET, DC_ENTITY_TICKET_TEXT };
	for (guint e = 0; e < G_N_ELEMENTS(entities); e++)
		for (int i = 0; i < dc_entity_count(entities[e]); i++) {
			const Name name = { .kind = NAME_FIELD, .field = dc_entity_first(entities[e]) + (DcField)i };
			const DcFieldInfo *info = dc_field_info(name.field);
			if (!name_is_among(&name, completing->site->fields))
				continue;
			if (japanese && is_plain(_(info->label)))
				offer(completing, _(info->label), ":");
			if (!japanese || *completing->begin != '\0')
				offer(completing, info->name, ":");
		}
	if (japanese && *completing->begin != '\0')
		offer_short_names(completing, false);
}

static void
offer_words(Completing *completing, const char *const *words)
{
	for (; *words != NULL; words++)
		offer(completing, *words, "");
}

/* Names of the site, in quotes where they would not be read as one word. */
static void
offer_own(Completing *completing, const char *const *own)
{
	for (; own != NULL && *own != NULL; own++) {
		g_autofree char *quoted = is_plain(*own) ? g_strdup(*own) : g_strdup_printf("\"%s\"", *own);
		if (strchr(*own, '"') == NULL)
			offer(completing, quoted, "");
	}
}

static void
offer_set(Completing *completing, DcWordSet set)
{
	for (int value = 1; value <= dc_words_count(set); value++) {
		const char *label = dc_word_label(set, value);
		bool is_label = dc_lang_get() == DC_LANG_JA && is_plain(label);
		offer(completing, is_label ? label : dc_word_code(set, value), "");
		if (is_label && *completing->begin != '\0')
			offer(completing, dc_word_code(set, value), "");
	}
}

static void
offer_values(Completing *completing, const Name *name)
{
	static const char *const yes_no[2][3] = { { "yes", "no" }, { "はい", "いいえ" } };
	static const char *const days[2][8] = { { "today", "tomorrow", "this week", "this month", "<+2d", "none" }, { "今日", "明日", "今週", "今月", "<+2d", "なし" } };
	static const char *const open[2][2] = { { "open" }, { "未完了" } };
	int lang = dc_lang_get() == DC_LANG_JA;
	DcFieldType type = name->field < DC_N_FIELDS ? dc_field_info(name->field)->type : DC_FIELD_TYPE_INT;
	if (name->kind == NAME_ANSWERED || name->kind == NAME_REPORTED || (name->kind == NAME_FIELD && type == DC_FIELD_TYPE_BOOL))
		offer_words(completing, yes_no[lang]);
	else if (name->field == DC_FIELD_SYSTEM || name->field == DC_FIELD_DEPARTMENT)
		offer_own(completing, name->field == DC_FIELD_SYSTEM ? completing->site->systems : completing->site->departments);
	else if (name->kind == NAME_FIELD && type == DC_FIELD_TYPE_TIME)
		offer_words(completing, days[lang]);
	else if (name->kind == NAME_FIELD && type == DC_FIELD_TYPE_WORD) {
		if (name->field == DC_FIELD_STATUS)
			offer_words(completing, open[lang]);
		offer_set(completing, dc_field_info(name->field)->words);
	}
}

/* Where the word at the cursor begins; `colon` behind its name, NULL if it has none; `comma` behind the last value before it. */
static const char *
word_begin(const char *text, const char *end, const char **colon, const char **comma)
{
	const char *begin = text;
	*colon = *comma = NULL;
	for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
		char sign = sign_at(p);
		const char *next = g_utf8_next_char(p);
		if (sign == ' ' || sign == '(' || (sign == '-' && p == begin)) {
			begin = next;
			*colon = *comma = NULL;
		} else if (sign == ':' && *colon == NULL)
			*colon = *comma = next;
		else if (sign == ',' && *colon != NULL)
			*comma = next;
	}
	return begin;
}

/* `@` and what is saved; as `filter:` has it, without the sign. */
static void
offer_filters(Completing *completing)
{
	bool with_sign = sign_at(completing->typed) == '@';
	g_free(completing->begin);
	completing->begin = name_fold(with_sign ? g_utf8_next_char(completing->typed) : completing->typed);
	guint first = completing->found->len;
	offer_own(completing, completing->site->filters);
	for (guint i = first; with_sign && i < completing->found->len; i++) {
		g_autofree char *name = completing->found->pdata[i];
		completing->found->pdata[i] = g_strconcat("@", name, NULL);
	}
}

GPtrArray *
dc_query_complete(const char *text, gsize cursor, const DcQueryNames *site, gsize *from)
{
	static const DcQueryNames none;
	Completing completing = { .found = g_ptr_array_new_with_free_func(g_free), .site = site != NULL ? site : &none };
	const char *colon, *comma, *end = text + MIN(cursor, strlen(text));
	const char *begin = word_begin(text, end, &colon, &comma);
	const char *part = colon != NULL ? comma : begin;
	g_autofree char *typed = g_strndup(part, (gsize)(end - part));
	g_autofree char *named = colon != NULL ? g_strndup(begin, (gsize)(g_utf8_prev_char(colon) - begin)) : NULL;
	Name name;
	completing.typed = typed;
	completing.begin = name_fold(typed);
	*from = (gsize)(part - text);
	if (sign_at(typed) == '@' || g_strcmp0(named, "filter") == 0 || g_strcmp0(named, "絞込") == 0)
		offer_filters(&completing);
	else if (named == NULL)
		offer_names(&completing);
	else if (name_find(named, &name) && name_is_among(&name, completing.site->fields))
		offer_values(&completing, &name);
	g_free(completing.begin);
	return completing.found;
}
