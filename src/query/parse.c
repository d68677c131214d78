/* Reading a query: "or" of "and" of terms; a term is words, "words together", field:value,value, -term or ( ... ). Signs may be those of the input method.
 * What is wrong is said with the character where it is. */
#include "query.h"

#include <daicho/error.h>
#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

#define DEPTH_MAX 30
#define TERMS_MAX 200
#define INSIDE_MAX 5

typedef struct {
	const DcQueryWorld *world;
	const char *p;
	const char *wrong; /* where; NULL: nothing is */
	int depth, n_terms;
	int inside; /* saved filters that this one stands in */
} Parser;

static DcFilter *
fail_at(Parser *parser, const char *where, GError **error, const char *message)
{
	parser->wrong = where;
	g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, message);
	return NULL;
}

/* -- characters -- */
static void
skip_space(Parser *parser)
{
	while (*parser->p != '\0' && sign_at(parser->p) == ' ')
		parser->p = g_utf8_next_char(parser->p);
}

static bool
is_quote(const char *p, gunichar *closing)
{
	gunichar c = g_utf8_get_char(p);
	*closing = c == 0x300C ? 0x300D : '"'; /* 「 」 */
	return c == 0x300C || sign_at(p) == '"';
}

static bool
closes(const char *p, gunichar closing)
{
	return closing == '"' ? sign_at(p) == '"' : g_utf8_get_char(p) == closing;
}

/* What stands between quotes; one that is never closed ends with the text, for it may be being typed. Transfer full. */
static char *
read_quoted(Parser *parser, gunichar closing)
{
	const char *begin = parser->p = g_utf8_next_char(parser->p);
	while (*parser->p != '\0' && !closes(parser->p, closing))
		parser->p = g_utf8_next_char(parser->p);
	char *quoted = g_strndup(begin, (gsize)(parser->p - begin));
	if (*parser->p != '\0')
		parser->p = g_utf8_next_char(parser->p);
	return quoted;
}

/* Up to white space, to a bracket that closes one of the query's, and (in a value) to a comma. Transfer full. */
static char *
read_word(Parser *parser, bool is_value)
{
	const char *begin = parser->p;
	int inner = 0;
	for (; *parser->p != '\0'; parser->p = g_utf8_next_char(parser->p)) {
		char sign = sign_at(parser->p);
		if (sign == ' ' || (is_value && sign == ',') || (sign == ')' && inner == 0 && parser->depth > 0))
			break;
		inner += sign == '(' ? 1 : sign == ')' ? -1 : 0;
	}
	return g_strndup(begin, (gsize)(parser->p - begin));
}

/* -- words that join -- */
static const char *const or_words[] = { "or", "OR", "|", "または", "又は" };
static const char *const and_words[] = { "AND", "&", "かつ" };
static const char *const not_words[] = { "NOT" };

static bool
word_stands(const Parser *parser, const char *const *words, gsize n, gsize *length)
{
	for (gsize i = 0; i < n; i++) {
		const char *end = parser->p + strlen(words[i]);
		if (g_str_has_prefix(parser->p, words[i]) && (*end == '\0' || sign_at(end) == ' ')) {
			*length = strlen(words[i]);
			return true;
		}
	}
	return false;
}

static bool
take_word(Parser *parser, const char *const *words, gsize n)
{
	gsize length;
	skip_space(parser);
	if (!word_stands(parser, words, n, &length))
		return false;
	parser->p += length;
	return true;
}

static bool
at_end(const Parser *parser)
{
	gsize length;
	return *parser->p == '\0' || (parser->depth > 0 && sign_at(parser->p) == ')') || word_stands(parser, or_words, G_N_ELEMENTS(or_words), &length);
}

/* -- field:value,value -- */

/* What stands in front of the first colon. A name is letters; `12:30` and `http://` are words. */
static char *
name_ahead(const Parser *parser, const char **behind)
{
	const char *p = parser->p;
	for (; *p != '\0' && sign_at(p) != ':'; p = g_utf8_next_char(p)) {
		char sign = sign_at(p);
		if ((sign != 0 && sign != '_' && sign != '-') || g_unichar_isdigit(g_utf8_get_char(p)))
			return NULL;
	}
	if (*p == '\0' || p == parser->p)
		return NULL;
	*behind = g_utf8_next_char(p);
	return **behind == '\0' || (sign_at(*behind) != ' ' && sign_at(*behind) != '/') ? g_strndup(parser->p, (gsize)(p - parser->p)) : NULL;
}

static DcFilter *
read_value(Parser *parser, const Name *name, GError **error)
{
	const char *begin = parser->p;
	gunichar closing;
	bool quoted = is_quote(begin, &closing);
	g_autofree char *value = quoted ? read_quoted(parser, closing) : read_word(parser, true);
	if (*value == '\0')
		return fail_at(parser, begin, error, _("a value is missing here"));
	if (++parser->n_terms > TERMS_MAX)
		return fail_at(parser, begin, error, _("that is more than a query can hold"));
	DcFilter *filter = value_filter(parser->world, name, value, quoted, error);
	if (filter == NULL)
		parser->wrong = begin;
	return filter;
}

static DcFilter *
read_field(Parser *parser, const char *typed, const char *behind, GError **error)
{
	Name name;
	if (!name_find(typed, &name)) {
		g_autofree char *shown = dc_text_clip(typed, 40);
		g_autofree char *message = g_strdup_printf(_("no field is called “%s”; quotes make it words to look for, docs/query.md has the names"), shown);
		return fail_at(parser, parser->p, error, message);
	}
	if (!name_is_among(&name, parser->world->fields)) {
		g_autofree char *shown = dc_text_clip(typed, 40), *others = name_list(parser->world->fields);
		g_autofree char *message = g_strdup_printf(_("no “%s” here, only: %s"), shown, others);
		return fail_at(parser, parser->p, error, message);
	}
	DcFilter *any = NULL;
	parser->p = behind;
	for (bool more = true; more;) {
		DcFilter *one = read_value(parser, &name, error);
		if (one == NULL) {
			dc_filter_free(any);
			return NULL;
		}
		any = dc_filter_join(DC_FILTER_OR, any, one);
		more = *parser->p != '\0' && sign_at(parser->p) == ',';
		if (more)
			parser->p = g_utf8_next_char(parser->p);
	}
	return any;
}

/* -- @name, filter:name -- */
static DcFilter *read_or(Parser *parser, GError **error);

/* Whether a saved filter is named here; `behind`: where its name begins. */
static bool
is_saved(const Parser *parser, const char **behind)
{
	static const char *const words[] = { "filter", "絞込" };
	if (sign_at(parser->p) == '@') {
		*behind = g_utf8_next_char(parser->p);
		return **behind != '\0' && sign_at(*behind) != ' ';
	}
	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *colon = parser->p + strlen(words[i]);
		if (!g_str_has_prefix(parser->p, words[i]) || sign_at(colon) != ':')
			continue;
		*behind = g_utf8_next_char(colon);
		return true;
	}
	return false;
}

/* Read as if it stood there in brackets; what is wrong in it is wrong at its name. */
static DcFilter *
read_saved(Parser *parser, const char *behind, GError **error)
{
	const char *begin = parser->p;
	gunichar closing;
	parser->p = behind;
	g_autofree char *name = is_quote(behind, &closing) ? read_quoted(parser, closing) : read_word(parser, false);
	g_autofree char *shown = dc_text_clip(name, 40);
	const char *query = parser->world->saved != NULL ? parser->world->saved(name, parser->world->data) : NULL;
	if (query == NULL || parser->inside >= INSIDE_MAX) {
		g_autofree char *message = g_strdup_printf(query == NULL ? _("no filter is saved as “%s”; quotes make it words to look for") :
		                                                           _("the saved filter “%s” stands within itself"), shown);
		return fail_at(parser, begin, error, message);
	}
	Parser inner = { .world = parser->world, .p = query, .n_terms = parser->n_terms, .inside = parser->inside + 1 };
	DcFilter *filter = read_or(&inner, error);
	parser->n_terms = inner.n_terms + 1;
	if (filter == NULL) {
		g_prefix_error(error, _("in the saved filter “%s”: "), shown);
		parser->wrong = begin;
	}
	return filter;
}

/* -- terms -- */

static DcFilter *
read_words(Parser *parser, GError **error)
{
	const char *begin = parser->p;
	gunichar closing;
	g_autofree char *words = is_quote(begin, &closing) ? read_quoted(parser, closing) : read_word(parser, false);
	if (++parser->n_terms > TERMS_MAX)
		return fail_at(parser, begin, error, _("that is more than a query can hold"));
	DcFilter *filter = value_text(DC_N_FIELDS, words, error);
	if (filter == NULL)
		parser->wrong = begin;
	return filter;
}

static DcFilter *
read_bracket(Parser *parser, GError **error)
{
	const char *begin = parser->p;
	if (parser->depth >= DEPTH_MAX)
		return fail_at(parser, begin, error, _("the brackets are nested too deep"));
	parser->p = g_utf8_next_char(begin);
	parser->depth++;
	g_autoptr(DcFilter) filter = read_or(parser, error);
	parser->depth--;
	if (filter == NULL)
		return NULL;
	if (*parser->p == '\0')
		return fail_at(parser, begin, error, _("this bracket is not closed"));
	parser->p = g_utf8_next_char(parser->p);
	return g_steal_pointer(&filter);
}

static bool
take_minus(Parser *parser)
{
	const char *next = *parser->p != '\0' ? g_utf8_next_char(parser->p) : parser->p;
	if (sign_at(parser->p) != '-' || *next == '\0' || sign_at(next) == ' ' || sign_at(next) == '-')
		return false;
	parser->p = next;
	return true;
}

/* #104, as a ticket is called. NULL: something else stands there. */
static DcFilter *
read_number_sign(Parser *parser)
{
	const char *begin = parser->p;
	gint64 no;
	if (sign_at(begin) != '#' || parser->world->fields != NULL)
		return NULL;
	g_autofree char *word = read_word(parser, false);
	g_autofree char *digits = dc_text_fold(g_utf8_next_char(word));
	if (g_ascii_string_to_signed(digits, 10, 1, G_MAXINT64 - 1, &no, NULL))
		return dc_filter_of(DC_FILTER_NUMBER, no, no);
	parser->p = begin;
	return NULL;
}

/* All but one that must not hold. */
static DcFilter *
read_plain_term(Parser *parser, GError **error)
{
	const char *behind;
	if (sign_at(parser->p) == '(')
		return read_bracket(parser, error);
	if (is_saved(parser, &behind))
		return read_saved(parser, behind, error);
	DcFilter *number = read_number_sign(parser);
	if (number != NULL)
		return number;
	g_autofree char *name = name_ahead(parser, &behind);
	return name != NULL ? read_field(parser, name, behind, error) : read_words(parser, error);
}

static DcFilter *
read_term(Parser *parser, GError **error)
{
	if (take_minus(parser) || take_word(parser, not_words, G_N_ELEMENTS(not_words))) {
		skip_space(parser);
		if (at_end(parser))
			return fail_at(parser, parser->p, error, _("what shall not be there is missing here"));
		if (++parser->n_terms > TERMS_MAX)
			return fail_at(parser, parser->p, error, _("that is more than a query can hold"));
		DcFilter *filter = read_plain_term(parser, error);
		return filter != NULL ? dc_filter_not(filter) : NULL;
	}
	return read_plain_term(parser, error);
}

static DcFilter *
read_and(Parser *parser, GError **error)
{
	g_autoptr(DcFilter) all = dc_filter_new(DC_FILTER_AND);
	for (skip_space(parser); !at_end(parser); skip_space(parser)) {
		(void)take_word(parser, and_words, G_N_ELEMENTS(and_words));
		skip_space(parser);
		if (at_end(parser))
			return fail_at(parser, parser->p, error, _("something must stand on both sides of “and” and “or”"));
		DcFilter *term = read_term(parser, error);
		if (term == NULL)
			return NULL;
		g_ptr_array_add(all->parts, term);
	}
	return g_steal_pointer(&all);
}

static DcFilter *
read_or(Parser *parser, GError **error)
{
	g_autoptr(DcFilter) any = NULL;
	bool more;
	do {
		DcFilter *all = read_and(parser, error);
		if (all == NULL)
			return NULL;
		bool is_empty = all->parts->len == 0;
		any = dc_filter_join(DC_FILTER_OR, g_steal_pointer(&any), all);
		const char *here = parser->p;
		more = take_word(parser, or_words, G_N_ELEMENTS(or_words));
		if (is_empty && (more || any->type == DC_FILTER_OR))
			return fail_at(parser, here, error, _("something must stand on both sides of “and” and “or”"));
	} while (more);
	return g_steal_pointer(&any);
}

DcFilter *
dc_query_parse(const char *text, const DcQueryWorld *world, gsize *at, GError **error)
{
	g_autofree char *valid = dc_text_valid(text, -1);
	Parser parser = { .world = world, .p = valid };
	DcFilter *filter = read_or(&parser, error);
	if (filter != NULL)
		return filter;
	const char *wrong = parser.wrong != NULL ? parser.wrong : parser.p;
	if (at != NULL) {
		*at = MIN((gsize)(wrong - valid), strlen(text));
		return NULL; /* whoever asks for the place shows it */
	}
	g_autofree char *where = g_strdup_printf(_("character %ld of the query: "), g_utf8_pointer_to_offset(valid, wrong) + 1);
	g_prefix_error_literal(error, where);
	return NULL;
}
