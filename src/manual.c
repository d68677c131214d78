/* The manual page: `manual LANG TEMPLATE` fills a page of docs/man/ with what the tables of the program say, in that language. Run by the build.
 *
 * Lines of the template that are filled in: `.\" @verbs` the subcommands, `.\" @fields` the options that set a field, `.\" @keys` the keys,
 * `.\" @words SET` the words of a set of words.def. In a line, `@version@` is the version. Everything else is copied; Japanese gets places where a line may end. */
#include <daicho/cli.h>
#include <daicho/lang.h>

#include <stdio.h>
#include <string.h>

/* -- roff -- */

static bool
is_wide(gunichar c)
{
	return c >= 0x2E80;
}

/* A line neither begins with one of the first, nor ends with one of the second. */
static bool
may_break(gunichar before, gunichar after)
{
	static const char never_first[] = "、。，．・：；？！」』）】ー～々ぁぃぅぇぉっゃゅょァィゥェォッャュョ", never_last[] = "「『（【";
	return is_wide(before) && is_wide(after) && g_utf8_strchr(never_first, -1, after) == NULL && g_utf8_strchr(never_last, -1, before) == NULL;
}

/* Text of a template, which is roff already. */
static void
put_roff(const char *text)
{
	gunichar before = 0;
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		printf("%s%.*s", may_break(before, c) ? "\\:" : "", (int)(g_utf8_next_char(p) - p), p);
		before = c;
	}
}

/* Text of the program. */
static void
put_text(const char *text)
{
	g_autoptr(GString) roff = g_string_new(*text == '.' || *text == '\'' ? "\\&" : "");
	for (const char *p = text; *p != '\0'; p++)
		g_string_append_printf(roff, *p == '\\' ? "\\e" : *p == '-' ? "\\-" : "%c", *p);
	put_roff(roff->str);
}

static void
put_item(const char *head, const char *rest)
{
	fputs(".TP\n\\fB", stdout);
	put_text(head);
	fputs("\\fR", stdout);
	if (*rest != '\0') {
		putchar(' ');
		put_text(rest);
	}
	putchar('\n');
}

/* -- the tables -- */

static void
put_verbs(void)
{
	DcCliVerb verb;
	for (guint i = 0; dc_cli_verb(i, &verb); i++) {
		put_item(verb.verb, verb.usage);
		put_text(_(verb.help));
		putchar('\n');
	}
}

static void
put_words(DcWordSet set)
{
	for (int value = 1; value <= dc_words_count(set); value++) {
		fputs(value > 1 ? ", \\fB" : "\\fB", stdout);
		put_text(dc_word_code(set, value));
		fputs("\\fR (", stdout);
		put_text(dc_word_label(set, value));
		putchar(')');
	}
	putchar('\n');
}

static void
put_values(const DcFieldInfo *info)
{
	g_autofree char *values = NULL;
	switch (info->type) {
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		values = g_strdup_printf(_("text, at most %d characters"), info->limit);
		break;
	case DC_FIELD_TYPE_INT:
	case DC_FIELD_TYPE_REF:
		values = g_strdup_printf(_("a number, at most %d"), info->limit);
		break;
	case DC_FIELD_TYPE_TIME:
		values = g_strdup(_("a time"));
		break;
	case DC_FIELD_TYPE_BOOL:
		values = g_strdup(_("yes or no; alone it means yes"));
		break;
	case DC_FIELD_TYPE_WORD:
		put_words(info->words);
		return;
	}
	put_text(values);
	putchar('\n');
}

static void
put_fields(void)
{
	const char *option;
	DcField field;
	for (guint i = 0; dc_cli_field(i, &option, &field); i++) {
		const DcFieldInfo *info = dc_field_info(field);
		g_autofree char *dashed = g_strconcat("--", option, NULL);
		put_item(dashed, "");
		put_text(_(info->label));
		fputs(": ", stdout);
		put_values(info);
	}
}

static void
put_keys(void)
{
	for (DcAction action = (DcAction)0; action < DC_N_ACTIONS; action++) {
		const DcActionInfo *info = dc_action_info(action);
		if (*info->keys == '\0')
			continue;
		put_item(info->keys, "");
		put_text(_(info->help));
		fputs(" (", stdout);
		put_text(info->name);
		fputs(")\n", stdout);
	}
}

static bool
put_set(const char *name)
{
	static const char *const names[] = {
#define NAME(SET, CType) [DC_WORDS_OF_##SET] = #SET,
		DC_WORD_SETS(NAME)
#undef NAME
	};
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_str_equal(names[i], name)) {
			put_words((DcWordSet)i);
			return true;
		}
	return false;
}

/* False: it is none that is known. */
static bool
put_block(const char *what)
{
	if (g_str_equal(what, "verbs"))
		put_verbs();
	else if (g_str_equal(what, "fields"))
		put_fields();
	else if (g_str_equal(what, "keys"))
		put_keys();
	else
		return g_str_has_prefix(what, "words ") && put_set(what + strlen("words "));
	return true;
}

/* -- the page -- */

/* Two lines of Japanese are one text without a space between. */
static const char *
line_end(const char *line, const char *next)
{
	const char *last = *line != '\0' ? g_utf8_find_prev_char(line, line + strlen(line)) : NULL;
	bool joined = *line != '.' && last != NULL && next != NULL && is_wide(g_utf8_get_char(last)) && is_wide(g_utf8_get_char(next));
	return joined ? may_break(g_utf8_get_char(last), g_utf8_get_char(next)) ? "\\:" : "" : "\n";
}

static bool
put_page(const char *template)
{
	static const char mark[] = ".\\\" @";
	g_autoptr(GString) page = g_string_new(template);
	g_string_replace(page, "@version@", DC_VERSION, 0);
	g_auto(GStrv) lines = g_strsplit(page->str, "\n", -1);
	for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++) {
		if (!g_str_has_prefix(lines[i], mark)) {
			put_roff(lines[i]);
			fputs(line_end(lines[i], lines[i + 1]), stdout);
		} else if (!put_block(lines[i] + strlen(mark))) {
			fprintf(stderr, "line %u: nothing is known as \"%s\"\n", i + 1, lines[i] + strlen(mark));
			return false;
		}
	}
	return fflush(stdout) == 0;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *template = NULL;
	if (argc != 3 || !dc_lang_init(&error) || !dc_lang_set(argv[1], &error) || !g_file_get_contents(argv[2], &template, NULL, &error)) {
		fprintf(stderr, "usage: manual ja|en TEMPLATE%s%s\n", error != NULL ? ": " : "", error != NULL ? error->message : "");
		return 2;
	}
	return put_page(template) ? 0 : 1;
}
