/* What stands behind a field's name: words, numbers, spans of time, ranges of both, yes and no, none and any. */
#include "query.h"

#include <daicho/error.h>
#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

#define WORDS_MAX 500 /* characters of one thing to look for: an error text pasted whole */

char
sign_at(const char *p)
{
	gunichar c = g_utf8_get_char_validated(p, -1);
	switch (c) {
	case 0x3000:
	case '\t':
	case '\n':
	case '\r':
		return ' ';
	case 0x3001:
		return ',';
	case 0x2212:
		return '-';
	case 0x301C:
		return '~';
	case 0x201C:
	case 0x201D:
		return '"';
	default:
		if (c >= 0xFF01 && c <= 0xFF5E)
			c = c - 0xFF01 + '!';
		return c < 0x80 && !g_ascii_isalnum((char)c) ? (char)c : 0;
	}
}

enum { WORD_NO, WORD_YES, WORD_NONE, WORD_ANY };

static const struct {
	const char *words[4];
	int means;
} plain_words[] = {
	{ { "yes", "true", "はい", "済" }, WORD_YES },
	{ { "no", "false", "いいえ", "未" }, WORD_NO },
	{ { "none", "empty", "なし", "未設定" }, WORD_NONE },
	{ { "any", "set", "あり", "設定済" }, WORD_ANY },
};

/* -1: none of these. */
static int
word_of_value(const char *folded)
{
	for (guint i = 0; i < G_N_ELEMENTS(plain_words); i++)
		for (guint w = 0; w < G_N_ELEMENTS(plain_words[i].words); w++) {
			g_autofree char *word = dc_text_fold(plain_words[i].words[w]);
			if (strcmp(word, folded) == 0)
				return plain_words[i].means;
		}
	return -1;
}

static DcFilter *
refuse(GError **error, const char *format, const char *value)
{
	g_autofree char *shown = dc_text_clip(value, 40);
	GString *message = g_string_new(format);
	g_string_replace(message, "%s", shown, 1);
	g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, message->str);
	g_string_free(message, TRUE);
	return NULL;
}

DcFilter *
value_text(DcField field, const char *text, GError **error)
{
	g_autofree char *folded = dc_text_fold(text);
	if (*folded == '\0')
		return refuse(error, _("there is nothing to look for in “%s”: a letter, a digit or a sign must be in it"), text);
	if (g_utf8_strlen(folded, -1) > WORDS_MAX)
		return refuse(error, _("“%s” is too long to look for; 500 characters are enough"), text);
	return dc_filter_text(field, text);
}

/* -- ranges: 3, 1-2, 1..2, ..2, <3, >=2 -- */
typedef struct {
	char *low, *high; /* NULL: open there; the same text: one value */
	bool without_low, without_high; /* > and < leave out the value itself */
} Ends;

static void
ends_clear(Ends *ends)
{
	g_free(ends->low);
	g_free(ends->high);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ends, ends_clear)

static const char *
find_between(const char *value, bool hyphen_too, gsize *length)
{
	for (const char *p = value; *p != '\0'; p = g_utf8_next_char(p)) {
		char sign = sign_at(p);
		bool dots = sign == '.' && sign_at(g_utf8_next_char(p)) == '.';
		if (!dots && sign != '~' && !(hyphen_too && sign == '-' && p > value))
			continue;
		*length = (gsize)((dots ? g_utf8_next_char(g_utf8_next_char(p)) : g_utf8_next_char(p)) - p);
		return p;
	}
	return NULL;
}

static void
read_ends(const char *value, bool hyphen_too, Ends *ends)
{
	gsize length;
	const char *between = find_between(value, hyphen_too, &length);
	char sign = sign_at(value);
	*ends = (Ends){ 0 };
	if (sign == '<' || sign == '>') {
		const char *rest = g_utf8_next_char(value);
		bool with = *rest != '\0' && sign_at(rest) == '=';
		char *end = g_strdup(with ? g_utf8_next_char(rest) : rest);
		if (sign == '<')
			*ends = (Ends){ .high = end, .without_high = !with };
		else
			*ends = (Ends){ .low = end, .without_low = !with };
	} else if (between != NULL) {
		ends->low = between > value ? g_strndup(value, (gsize)(between - value)) : NULL;
		ends->high = between[length] != '\0' ? g_strdup(between + length) : NULL;
	} else {
		ends->low = g_strdup(value);
		ends->high = g_strdup(value);
	}
}

/* -- numbers -- */
static const struct {
	const char *word;
	gint64 number;
} scale_words[] = { { "大", 1 }, { "高", 1 }, { "high", 1 }, { "h", 1 }, { "l", 1 }, { "中", 2 }, { "medium", 2 }, { "m", 2 }, { "小", 3 }, { "低", 3 }, { "low", 3 }, { "s", 3 } };

static bool
read_number(const Name *name, const char *text, gint64 *number, GError **error)
{
	g_autofree char *folded = dc_text_fold(text);
	bool is_scale = name->kind == NAME_FIELD && (name->field == DC_FIELD_IMPACT || name->field == DC_FIELD_URGENCY);
	for (guint i = 0; is_scale && i < G_N_ELEMENTS(scale_words); i++)
		if (strcmp(scale_words[i].word, folded) == 0) {
			*number = scale_words[i].number;
			return true;
		}
	const char *digits = folded;
	if (name->kind == NAME_PRIORITY && *digits == 'p')
		digits++;
	if (name->kind == NAME_NUMBER || name->kind == NAME_GROUP)
		digits += g_str_has_prefix(digits, "no ") ? 3 : *digits == '#' ? 1 : 0;
	if (g_ascii_string_to_signed(digits, 10, 0, G_MAXINT64 - 1, number, NULL))
		return true;
	refuse(error, _("“%s” is no number; type 3, 1-3, <3 or >=3"), text);
	return false;
}

static DcFilter *
number_filter(const Name *name, const char *value, GError **error)
{
	g_auto(Ends) ends;
	gint64 low = G_MININT64, high = G_MAXINT64;
	read_ends(value, true, &ends);
	if ((ends.low != NULL && !read_number(name, ends.low, &low, error)) || (ends.high != NULL && !read_number(name, ends.high, &high, error)))
		return NULL;
	low += ends.without_low;
	high -= ends.without_high;
	if (name->kind == NAME_NUMBER)
		return dc_filter_of(DC_FILTER_NUMBER, low, high);
	if (name->kind == NAME_PRIORITY)
		return dc_filter_of(DC_FILTER_PRIORITY, low, high);
	DcFilter *range = dc_filter_range(name->field, low, high);
	return name->kind == NAME_GROUP ? dc_filter_join(DC_FILTER_OR, dc_filter_of(DC_FILTER_NUMBER, low, high), range) : range;
}

/* -- time -- */
static DcFilter *
time_filter(const DcQueryWorld *world, const Name *name, const char *value, GError **error)
{
	g_auto(Ends) ends;
	DcInstant from = G_MININT64, until = G_MAXINT64, other;
	read_ends(value, false, &ends);
	if (ends.low != NULL && !value_span(world, ends.low, &from, &other, error))
		return NULL;
	if (ends.low != NULL && ends.without_low)
		from = other;
	if (ends.high != NULL && !value_span(world, ends.high, &other, &until, error))
		return NULL;
	if (ends.high != NULL && ends.without_high)
		until = other;
	return dc_filter_range(name->field, from, until == G_MAXINT64 ? until : until - 1);
}

/* -- words of a set -- */

/* The statuses that are not over; and those that are. */
static const char *const open_words[] = { "open", "未完了", "残" };
static const char *const over_words[] = { "done", "over", "終了", "済" };

static bool
is_one_of(const char *folded, const char *const *words, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		g_autofree char *word = dc_text_fold(words[i]);
		if (strcmp(word, folded) == 0)
			return true;
	}
	return false;
}

static DcFilter *
word_filter(const Name *name, const char *value, GError **error)
{
	g_autofree char *folded = dc_text_fold(value);
	int word;
	if (name->field == DC_FIELD_STATUS && is_one_of(folded, open_words, G_N_ELEMENTS(open_words)))
		return dc_filter_new(DC_FILTER_OPEN);
	if (name->field == DC_FIELD_STATUS && is_one_of(folded, over_words, G_N_ELEMENTS(over_words)))
		return dc_filter_not(dc_filter_new(DC_FILTER_OPEN));
	return dc_word_parse(dc_field_info(name->field)->words, value, &word, error) ? dc_filter_range(name->field, word, word) : NULL;
}

/* -- yes and no -- */
static DcFilter *
yes_no(const char *value, GError **error, bool *yes)
{
	g_autofree char *folded = dc_text_fold(value);
	int word = word_of_value(folded);
	*yes = word == WORD_YES || word == WORD_ANY;
	if (word < 0)
		return refuse(error, _("“%s” is neither yes nor no"), value);
	return dc_filter_new(DC_FILTER_AND);
}

static DcFilter *
yes_no_filter(const Name *name, const char *value, GError **error)
{
	bool yes;
	g_autoptr(DcFilter) understood = yes_no(value, error, &yes);
	if (understood == NULL)
		return NULL;
	if (name->kind == NAME_FIELD)
		return dc_filter_range(name->field, yes, yes);
	if (name->kind == NAME_ANSWERED)
		return yes ? dc_filter_not(dc_filter_new(DC_FILTER_UNANSWERED)) : dc_filter_new(DC_FILTER_UNANSWERED);
	DcFilter *reported = dc_filter_new(DC_FILTER_REPORTED);
	return yes ? reported : dc_filter_join(DC_FILTER_AND, dc_filter_set(DC_FIELD_ESCALATED_AT), dc_filter_not(reported));
}

/* -- all of them -- */
static DcFilter *
field_filter(const DcQueryWorld *world, const Name *name, const char *value, GError **error)
{
	switch (dc_field_info(name->field)->type) {
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		return value_text(name->field, value, error);
	case DC_FIELD_TYPE_INT:
	case DC_FIELD_TYPE_REF:
		return number_filter(name, value, error);
	case DC_FIELD_TYPE_TIME:
		return time_filter(world, name, value, error);
	case DC_FIELD_TYPE_BOOL:
		return yes_no_filter(name, value, error);
	case DC_FIELD_TYPE_WORD:
		return word_filter(name, value, error);
	}
	return NULL;
}

/* "none" and "any", of every field but yes and no; a word of the field itself comes first. */
static DcFilter *
presence_filter(const Name *name, const char *value)
{
	g_autofree char *folded = dc_text_fold(value);
	int word = word_of_value(folded), own;
	DcFieldType type = dc_field_info(name->field)->type;
	if (type == DC_FIELD_TYPE_BOOL || (word != WORD_NONE && word != WORD_ANY) ||
	    (type == DC_FIELD_TYPE_WORD && dc_word_parse(dc_field_info(name->field)->words, value, &own, NULL)))
		return NULL;
	DcFilter *set = dc_filter_set(name->field);
	return word == WORD_ANY ? set : dc_filter_not(set);
}

DcFilter *
value_filter(const DcQueryWorld *world, const Name *name, const char *value, bool was_quoted, GError **error)
{
	DcFilter *presence = name->kind == NAME_FIELD && !was_quoted ? presence_filter(name, value) : NULL;
	if (presence != NULL)
		return presence;
	switch (name->kind) {
	case NAME_FIELD:
		return field_filter(world, name, value, error);
	case NAME_TEXT:
	case NAME_WORDS:
		return value_text(name->field, value, error);
	case NAME_NUMBER:
	case NAME_PRIORITY:
	case NAME_GROUP:
		return number_filter(name, value, error);
	case NAME_ANSWERED:
	case NAME_REPORTED:
		return yes_no_filter(name, value, error);
	}
	return NULL;
}
