/* HTML as text to read: not a browser, but no word is lost and nothing that was not to be read is shown. See html.h. */
#include "html.h"

#include <stdbool.h>
#include <string.h>

#define NAME_MAX_LENGTH 16
#define QUOTES_MAX 20

typedef enum {
	TAG_OTHER,
	TAG_LINE,  /* on a line of its own */
	TAG_BLOCK, /* with an empty line around it */
	TAG_BREAK,
	TAG_ITEM,
	TAG_CELL,
	TAG_LINK,
	TAG_IMAGE,
	TAG_QUOTE,
	TAG_PRE,
	TAG_HIDDEN, /* what is in it is not for reading */
} TagKind;

static const struct {
	const char *name;
	TagKind kind;
} tags[] = {
	{ "a", TAG_LINK }, { "address", TAG_LINE }, { "article", TAG_BLOCK }, { "blockquote", TAG_QUOTE }, { "br", TAG_BREAK }, { "caption", TAG_LINE },
	{ "center", TAG_LINE }, { "dd", TAG_LINE }, { "div", TAG_LINE }, { "dl", TAG_BLOCK }, { "dt", TAG_LINE }, { "footer", TAG_BLOCK },
	{ "form", TAG_BLOCK }, { "h1", TAG_BLOCK }, { "h2", TAG_BLOCK }, { "h3", TAG_BLOCK }, { "h4", TAG_BLOCK }, { "h5", TAG_BLOCK },
	{ "h6", TAG_BLOCK }, { "head", TAG_OTHER }, { "header", TAG_BLOCK }, { "hr", TAG_BLOCK }, { "img", TAG_IMAGE }, { "li", TAG_ITEM },
	{ "noscript", TAG_OTHER }, { "ol", TAG_BLOCK }, { "p", TAG_BLOCK }, { "pre", TAG_PRE }, { "script", TAG_HIDDEN }, { "section", TAG_BLOCK },
	{ "select", TAG_HIDDEN }, { "style", TAG_HIDDEN }, { "svg", TAG_HIDDEN }, { "table", TAG_BLOCK }, { "td", TAG_CELL }, { "template", TAG_HIDDEN },
	{ "textarea", TAG_OTHER }, { "th", TAG_CELL }, { "title", TAG_HIDDEN }, { "tr", TAG_LINE }, { "ul", TAG_BLOCK },
};

static const struct {
	const char *name;
	gunichar c;
} entities[] = {
	{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", ' ' }, { "ensp", ' ' }, { "emsp", ' ' }, { "thinsp", ' ' },
	{ "copy", 0xA9 }, { "reg", 0xAE }, { "trade", 0x2122 }, { "yen", 0xA5 }, { "euro", 0x20AC }, { "pound", 0xA3 }, { "cent", 0xA2 }, { "sect", 0xA7 },
	{ "para", 0xB6 }, { "deg", 0xB0 }, { "plusmn", 0xB1 }, { "times", 0xD7 }, { "divide", 0xF7 }, { "middot", 0xB7 }, { "bull", 0x2022 },
	{ "hellip", 0x2026 }, { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201C }, { "rdquo", 0x201D },
	{ "laquo", 0xAB }, { "raquo", 0xBB }, { "larr", 0x2190 }, { "uarr", 0x2191 }, { "rarr", 0x2192 }, { "darr", 0x2193 }, { "rArr", 0x21D2 },
	{ "hearts", 0x2665 }, { "alpha", 0x3B1 }, { "beta", 0x3B2 }, { "micro", 0xB5 }, { "Omega", 0x3A9 }, { "radic", 0x221A }, { "infin", 0x221E },
	{ "ne", 0x2260 }, { "le", 0x2264 }, { "ge", 0x2265 }, { "eacute", 0xE9 }, { "egrave", 0xE8 }, { "auml", 0xE4 }, { "ouml", 0xF6 }, { "uuml", 0xFC },
	{ "szlig", 0xDF }, { "ntilde", 0xF1 }, { "ccedil", 0xE7 },
};

typedef struct { /* points into the page */
	TagKind kind;
	bool closes;
	char name[NAME_MAX_LENGTH + 1]; /* lower case */
	const char *attributes, *end;
} Tag;

typedef struct {
	GString *out;
	int newlines;   /* owed before the next word: 1 a line, 2 an empty line as well */
	bool space;     /* owed before the next word on the line */
	bool item;      /* owed: the mark of a list */
	int pre;        /* depth of <pre> */
	int quotes;     /* depth of <blockquote> */
	char *link;     /* address of the link that is open */
	gsize link_from; /* where its words begin */
	const char *last_double, *last_single; /* the last quotes of the page; NULL if there are none */
} Page;

/* -- writing -- */
static void
start_line(Page *page)
{
	for (int i = 0; i < page->quotes; i++)
		g_string_append(page->out, i + 1 == page->quotes ? "> " : ">");
	if (page->item)
		g_string_append(page->out, "- ");
	page->item = false;
}

/* Pays what is owed before a character that is seen. */
static void
settle(Page *page)
{
	bool fresh = page->newlines > 0 || page->out->len == 0;
	for (; page->newlines > 0; page->newlines--) {
		if (page->out->len > 0)
			g_string_append_c(page->out, '\n');
	}
	if (fresh)
		start_line(page);
	else if (page->space)
		g_string_append_c(page->out, ' ');
	page->space = false;
}

static void
owe_newlines(Page *page, int n)
{
	page->newlines = MAX(page->newlines, n);
	page->space = false;
}

static void
put(Page *page, gunichar c)
{
	if (page->pre > 0 && c == '\n') {
		owe_newlines(page, page->newlines + 1);
	} else if (page->pre == 0 && (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0)) {
		page->space = true;
	} else {
		settle(page);
		g_string_append_unichar(page->out, c);
	}
}

static void
put_text(Page *page, const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text))
		put(page, g_utf8_get_char(text));
}

/* -- characters -- */
static gunichar
numeric_entity(const char *at, const char **end)
{
	bool hex = g_ascii_tolower(*at) == 'x';
	guint64 c = 0;
	const char *digit = at + (hex ? 1 : 0);
	for (; hex ? g_ascii_isxdigit(*digit) : g_ascii_isdigit(*digit); digit++)
		c = MIN(c * (hex ? 16 : 10) + (guint64)g_ascii_xdigit_value(*digit), 0x110000);
	*end = digit;
	bool valid = c > 0 && c < 0x110000 && g_unichar_validate((gunichar)c);
	return valid ? (gunichar)c : 0xFFFD;
}

/* The character of an entity at `at` (on the &), 0 if it is none. */
static gunichar
entity(const char *at, const char **end)
{
	if (at[1] == '#' && (g_ascii_isdigit(at[2]) || (g_ascii_tolower(at[2]) == 'x' && g_ascii_isxdigit(at[3])))) {
		gunichar c = numeric_entity(at + 2, end);
		*end += **end == ';' ? 1 : 0;
		return c;
	}
	gsize n = 0;
	while (n < NAME_MAX_LENGTH && g_ascii_isalnum(at[1 + n]))
		n++;
	for (gsize i = 0; i < G_N_ELEMENTS(entities); i++) {
		if (strlen(entities[i].name) == n && strncmp(entities[i].name, at + 1, n) == 0 && at[1 + n] == ';') {
			*end = at + n + 2;
			return entities[i].c;
		}
	}
	return 0;
}

static char *
unescape(const char *text, gsize length)
{
	GString *out = g_string_sized_new(length);
	g_autofree char *copy = g_strndup(text, length);
	for (const char *at = copy; *at != '\0';) {
		const char *end = at + 1;
		gunichar c = *at == '&' ? entity(at, &end) : 0;
		if (c != 0)
			g_string_append_unichar(out, c);
		else
			g_string_append_c(out, *at);
		at = end;
	}
	return g_string_free(out, FALSE);
}

/* -- tags -- */
static TagKind
tag_kind(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(tags); i++) {
		if (strcmp(tags[i].name, name) == 0)
			return tags[i].kind;
	}
	return TAG_OTHER;
}

/* Where the tag that begins at `at` ends: a > in a quoted value is none, but a quote that is never closed is no quote. */
static const char *
tag_end(const Page *page, const char *at)
{
	char quote = '\0';
	for (; *at != '\0'; at++) {
		if (quote != '\0')
			quote = *at == quote ? '\0' : quote;
		else if (at[-1] == '=' && ((*at == '"' && at < page->last_double) || (*at == '\'' && at < page->last_single)))
			quote = *at;
		else if (*at == '>')
			break;
	}
	return at;
}

static bool
tag_read(const Page *page, const char *at, Tag *tag)
{
	tag->closes = at[1] == '/';
	const char *name = at + 1 + (tag->closes ? 1 : 0);
	if (!g_ascii_isalpha(*name))
		return false;
	gsize n = 0;
	for (; g_ascii_isalnum(name[n]); n++) {
		if (n < NAME_MAX_LENGTH)
			tag->name[n] = g_ascii_tolower(name[n]);
	}
	tag->name[MIN(n, NAME_MAX_LENGTH)] = '\0';
	tag->kind = tag_kind(tag->name);
	tag->attributes = name + n;
	tag->end = tag_end(page, name + n);
	return true;
}

/* The value of an attribute, NULL if the tag has none of that name. Transfer full. */
static char *
tag_attribute(const Tag *tag, const char *name)
{
	gsize n = strlen(name);
	for (const char *at = tag->attributes; at < tag->end; at++) {
		if (!g_ascii_isspace(at[-1]) && at[-1] != '"' && at[-1] != '\'')
			continue;
		if ((gsize)(tag->end - at) <= n || g_ascii_strncasecmp(at, name, n) != 0)
			continue;
		const char *value = at + n;
		while (value < tag->end && g_ascii_isspace(*value))
			value++;
		if (*value != '=')
			continue;
		for (value++; value < tag->end && g_ascii_isspace(*value); value++)
			;
		char quote = *value == '"' || *value == '\'' ? *value++ : '\0';
		gsize length = 0;
		while (value + length < tag->end && (quote != '\0' ? value[length] != quote : !g_ascii_isspace(value[length])))
			length++;
		return unescape(value, length);
	}
	return NULL;
}

static void
open_link(Page *page, const Tag *tag)
{
	g_free(page->link);
	page->link = tag_attribute(tag, "href");
	page->link_from = page->out->len;
}

/* The address is worth showing if it leads somewhere and its words do not say it already. */
static bool
link_is_news(const Page *page, const char *words)
{
	if (g_ascii_strncasecmp(page->link, "mailto:", 7) == 0)
		return strstr(words, page->link + 7) == NULL;
	if (g_ascii_strncasecmp(page->link, "http://", 7) != 0 && g_ascii_strncasecmp(page->link, "https://", 8) != 0)
		return false;
	g_autofree char *trimmed = g_strstrip(g_strdup(words));
	gsize n = strlen(page->link);
	return strcmp(trimmed, page->link) != 0 && !(n > 0 && page->link[n - 1] == '/' && strlen(trimmed) == n - 1 && strncmp(trimmed, page->link, n - 1) == 0);
}

static void
close_link(Page *page)
{
	if (page->link == NULL)
		return;
	const char *words = page->out->str + MIN(page->link_from, page->out->len);
	if (link_is_news(page, words)) {
		put(page, ' ');
		put(page, '<');
		put_text(page, page->link);
		put(page, '>');
	}
	g_clear_pointer(&page->link, g_free);
}

static void
put_image(Page *page, const Tag *tag)
{
	g_autofree char *alt = tag_attribute(tag, "alt");
	if (alt == NULL || *g_strstrip(alt) == '\0')
		return;
	put(page, '[');
	put_text(page, alt);
	put(page, ']');
}

/* Past the end of what must not be read; to the end of the page if it is never closed. */
static const char *
skip_hidden(const char *at, const char *name)
{
	gsize n = strlen(name);
	for (; *at != '\0'; at++) {
		if (at[0] != '<' || at[1] != '/' || g_ascii_strncasecmp(at + 2, name, n) != 0 || g_ascii_isalnum(at[2 + n]))
			continue;
		while (*at != '\0' && *at != '>')
			at++;
		return *at == '>' ? at + 1 : at;
	}
	return at;
}

static void
change_depth(int *depth, bool closes)
{
	*depth = CLAMP(*depth + (closes ? -1 : 1), 0, QUOTES_MAX);
}

static void
take_tag(Page *page, const Tag *tag)
{
	switch (tag->kind) {
	case TAG_LINE:
		owe_newlines(page, 1);
		break;
	case TAG_BLOCK:
		owe_newlines(page, 2);
		break;
	case TAG_BREAK:
		owe_newlines(page, MIN(page->newlines + 1, 2));
		break;
	case TAG_ITEM:
		owe_newlines(page, 1);
		page->item = !tag->closes;
		break;
	case TAG_CELL:
		page->space = true;
		break;
	case TAG_LINK:
		close_link(page);
		if (!tag->closes)
			open_link(page, tag);
		break;
	case TAG_IMAGE:
		put_image(page, tag);
		break;
	case TAG_QUOTE:
		owe_newlines(page, 2);
		change_depth(&page->quotes, tag->closes);
		break;
	case TAG_PRE:
		owe_newlines(page, 2);
		change_depth(&page->pre, tag->closes);
		break;
	case TAG_OTHER:
	case TAG_HIDDEN:
		break;
	}
}

/* What begins with < at `at`: a tag, a comment, or only the sign. Returns where to go on. */
static const char *
take_markup(Page *page, const char *at)
{
	Tag tag;
	if (strncmp(at, "<!--", 4) == 0) {
		const char *end = strstr(at + 4, "-->");
		return end != NULL ? end + 3 : at + strlen(at);
	}
	if (at[1] == '!' || at[1] == '?') {
		const char *end = strchr(at, '>');
		return end != NULL ? end + 1 : at + strlen(at);
	}
	if (!tag_read(page, at, &tag)) {
		put(page, '<');
		return at + 1;
	}
	const char *after = *tag.end == '>' ? tag.end + 1 : tag.end;
	if (tag.kind == TAG_HIDDEN && !tag.closes && tag.end[-1] != '/')
		return skip_hidden(after, tag.name);
	take_tag(page, &tag);
	return after;
}

char *
html_text(const char *html)
{
	Page page = { .out = g_string_sized_new(strlen(html) / 2), .last_double = strrchr(html, '"'), .last_single = strrchr(html, '\'') };
	for (const char *at = html; *at != '\0';) {
		const char *end = NULL;
		gunichar c = *at == '&' ? entity(at, &end) : 0;
		if (c != 0) {
			put(&page, c);
			at = end;
		} else if (*at == '<') {
			at = take_markup(&page, at);
		} else {
			put(&page, g_utf8_get_char(at));
			at = g_utf8_next_char(at);
		}
	}
	close_link(&page);
	return g_string_free(page.out, FALSE);
}

/* -- <meta charset=...> -- */
#define META_WITHIN 2048

char *
html_charset(const char *bytes, gsize length)
{
	g_autofree char *start = g_malloc(MIN(length, META_WITHIN) + 1);
	gsize n = 0;
	for (gsize i = 0; i < MIN(length, META_WITHIN); i++)
		start[n++] = bytes[i] != '\0' ? g_ascii_tolower(bytes[i]) : ' ';
	start[n] = '\0';
	for (const char *meta = start; (meta = strstr(meta, "<meta")) != NULL; meta++) {
		g_autofree char *tag = g_strndup(meta, strcspn(meta, ">"));
		const char *charset = strstr(tag, "charset=");
		if (charset == NULL)
			continue;
		charset += strlen("charset=");
		charset += strspn(charset, "\"' ");
		gsize name = strcspn(charset, "\"' ;/>");
		return name > 0 ? g_strndup(charset, name) : NULL;
	}
	return NULL;
}
