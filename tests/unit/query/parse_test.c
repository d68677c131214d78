/* What can be typed as a query, and the tree that it means; docs/query.md. */
#include <daicho/error.h>
#include <daicho/lang.h>
#include <daicho/query.h>

#include <string.h>

#define NOW G_GINT64_CONSTANT(1774916400) /* Tuesday 2026-03-31T09:20+09:00 */
static DcCalendar *calendar;
static DcQueryWorld world = { .now = NOW };

static char *
shown(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcFilter) filter = dc_query_parse(text, &world, NULL, &error);
	if (error != NULL)
		g_test_message("%s: %s", text, error->message);
	g_assert_no_error(error);
	return dc_filter_show(filter);
}

#define assert_means(text, tree)                      \
	do {                                          \
		g_autofree char *is = shown(text);    \
		g_assert_cmpstr(is, ==, (tree));      \
	} while (0)

static void
test_words(void)
{
	assert_means("", "(and)");
	assert_means("  ", "(and)");
	assert_means("帳票", "(and (text * \"帳票\"))");
	assert_means("帳票 error", "(and (text * \"帳票\") (text * \"error\"))");
	assert_means("帳票　error", "(and (text * \"帳票\") (text * \"error\"))");
	assert_means("\"在庫 照会\"", "(and (text * \"在庫 照会\"))");
	assert_means("「在庫 照会」", "(and (text * \"在庫 照会\"))");
	assert_means("\"not closed", "(and (text * \"not closed\"))");
	assert_means("not working", "(and (text * \"not\") (text * \"working\"))"); /* people search for that */
	assert_means("12:30 http://x ORA-1:", "(and (text * \"12:30\") (text * \"http://x\") (text * \"ORA-1:\"))");
	assert_means("エラー(致命的) 1,200", "(and (text * \"エラー(致命的)\") (text * \"1,200\"))");
}

static void
test_operators(void)
{
	assert_means("-訓練", "(and (not (text * \"訓練\")))");
	assert_means("－訓練", "(and (not (text * \"訓練\")))");
	assert_means("NOT 訓練", "(and (not (text * \"訓練\")))");
	assert_means("a or b", "(or (and (text * \"a\")) (and (text * \"b\")))");
	assert_means("a または b", "(or (and (text * \"a\")) (and (text * \"b\")))");
	assert_means("a AND b", "(and (text * \"a\") (text * \"b\"))");
	assert_means("(a or b) c", "(and (or (and (text * \"a\")) (and (text * \"b\"))) (text * \"c\"))");
	assert_means("（a or b）c", "(and (or (and (text * \"a\")) (and (text * \"b\"))) (text * \"c\"))");
	assert_means("-(a b)", "(and (not (and (text * \"a\") (text * \"b\"))))");
}

static void
test_fields(void)
{
	assert_means("kind:incident", "(and (range kind incident incident))");
	assert_means("種別：障害", "(and (range kind incident incident))");
	assert_means("状態:待ち", "(and (range status waiting waiting))");
	assert_means("status:open,waiting", "(and (or (open) (range status waiting waiting)))");
	assert_means("status:done", "(and (not (open)))");
	assert_means("-kind:change", "(and (not (range kind change change)))");
	assert_means("p:1-2", "(and (priority 1 2))");
	assert_means("優先度:P1", "(and (priority 1 1))");
	assert_means("#104 ＃１０5 #x", "(and (number 104 104) (number 105 105) (text * \"#x\"))");
	assert_means("no:104 No:<10", "(and (number 104 104) (number * 9))");
	assert_means("group:104", "(and (or (number 104 104) (range parent 104 104)))");
	assert_means("影響度:大 urgency:low", "(and (range impact 1 1) (range urgency 3 3))");
	assert_means("affected:>=10 est:30..60", "(and (range affected 10 *) (range est_min 30 60))");
	assert_means("caller:佐藤 dept:\"営業 2\"", "(and (text caller \"佐藤\") (text department \"営業 2\"))");
	assert_means("原因:なし cause:any", "(and (not (set cause)) (set cause))");
	assert_means("cause:\"none\"", "(and (text cause \"none\"))");
	assert_means("stopped:no 業務停止:なし", "(and (range stopped no no) (range stopped no no))"); /* its own words come first */
	assert_means("vip:yes major:いいえ", "(and (range vip 1 1) (range major 0 0))");
	assert_means("answered:no", "(and (unanswered))");
	assert_means("reported:no", "(and (and (set escalated_at) (not (reported))))");
	assert_means("note:再起動 answer:x", "(and (text text \"再起動\") (text answer \"x\"))");
	assert_means("status:解決済(未回答)", "(and (range status resolved resolved))");
	assert_means("(status:解決済(未回答))", "(and (and (range status resolved resolved)))");
}

/* The instants that a time asks for, as the wall shows them. */
static char *
span_of(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *query = g_strconcat("received:\"", text, "\"", NULL);
	g_autoptr(DcFilter) filter = dc_query_parse(query, &world, NULL, &error);
	g_assert_no_error(error);
	const DcFilter *range = g_ptr_array_index(filter->parts, 0);
	g_autofree char *low = range->low == G_MININT64 ? g_strdup("*") : dc_when_iso(calendar, range->low);
	g_autofree char *high = range->high == G_MAXINT64 ? g_strdup("*") : dc_when_iso(calendar, range->high);
	return g_strdup_printf("%.16s %.16s", low, high);
}

static void
test_times(void)
{
	static const struct {
		const char *text, *span;
	} times[] = {
		{ "today", "2026-03-31T00:00 2026-03-31T23:59" },
		{ "明日", "2026-04-01T00:00 2026-04-01T23:59" },
		{ "3/31 17:00", "2026-03-31T17:00 2026-03-31T17:00" },
		{ "2026-03", "2026-03-01T00:00 2026-03-31T23:59" },
		{ "2026年2月", "2026-02-01T00:00 2026-02-28T23:59" },
		{ "2026", "2026-01-01T00:00 2026-12-31T23:59" },
		{ "2026-03..2026-04", "2026-03-01T00:00 2026-04-30T23:59" },
		{ "3/1〜3/5", "2026-03-01T00:00 2026-03-05T23:59" },
		{ "..3/5", "* 2026-03-05T23:59" },
		{ "3/5..", "2026-03-05T00:00 *" },
		{ "<3/5", "* 2026-03-04T23:59" },
		{ "<=3/5", "* 2026-03-05T23:59" },
		{ ">3/5", "2026-03-06T00:00 *" },
		{ "＞＝3/5", "2026-03-05T00:00 *" },
		{ "<+2d", "* 2026-04-01T23:59" },
		{ "-1d", "2026-03-30T00:00 2026-03-30T23:59" },
		{ "<-3h", "* 2026-03-31T06:19" },
		{ "今週", "2026-03-30T00:00 2026-04-05T23:59" },
		{ "last month", "2026-02-01T00:00 2026-02-28T23:59" },
		{ "来月", "2026-04-01T00:00 2026-04-30T23:59" },
		{ "今年度", "2025-04-01T00:00 2026-03-31T23:59" },
		{ "昨年", "2025-01-01T00:00 2025-12-31T23:59" },
	};
	for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *is = span_of(times[i].text);
		if (strcmp(is, times[i].span) != 0)
			g_test_message("%s", times[i].text);
		g_assert_cmpstr(is, ==, times[i].span);
	}
}

static void
test_errors(void)
{
	static const struct {
		const char *text;
		int at; /* character, from 1 */
		const char *says;
	} wrong[] = {
		{ "kind:foo", 6, "“foo” is not one of inquiry, incident" },
		{ "帳票 foo:bar", 4, "no field is called “foo”" },
		{ "帳票 (a", 4, "not closed" },
		{ "a or", 5, "both sides" },
		{ "or a", 1, "both sides" },
		{ "(a or )", 7, "both sides" },
		{ "kind:", 6, "missing" },
		{ "kind:incident,", 15, "missing" },
		{ "期限:やや", 4, NULL },
		{ "p:x", 3, "no number" },
		{ "vip:perhaps", 5, "neither yes nor no" },
		{ "*", 1, "nothing to look for" },
		{ "a -\"\"", 4, "nothing to look for" },
		{ "NOT", 4, "missing" },
		{ "no:\"\"", 4, "missing" },
	};
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		gsize at = 999;
		g_autoptr(DcFilter) filter = dc_query_parse(wrong[i].text, &world, &at, &error);
		g_test_message("%s: %s", wrong[i].text, error != NULL ? error->message : "understood");
		g_assert_null(filter);
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_cmpint(g_utf8_pointer_to_offset(wrong[i].text, wrong[i].text + at) + 1, ==, wrong[i].at);
		g_assert_true(wrong[i].says == NULL || strstr(error->message, wrong[i].says) != NULL);
		g_assert_null(strchr(error->message, '\n'));
	}
}

static char *
repeated(const char *text, int n)
{
	GString *all = g_string_new(NULL);
	while (n-- > 0)
		g_string_append(all, text);
	return g_string_free(all, FALSE);
}

/* A tree or a clear sentence, whatever is typed. */
static void
test_anything(void)
{
	static const char *const pieces[] = { "a", "障害", " ", "　", "(", ")", "-", "or", " or ", "NOT ", "AND ", "\"", "「", "」", ":", "：", ",", "kind:", "期限:", "p:", "<", ">=", "..", "~",
		                              "2026-03", "+2d", "*", "😀", "\xff", "\x01", "none", "no:", "104", "status:open", "@", "filter:", "\xcc\x81" };
	for (int round = 0; round < 3000; round++) {
		g_autoptr(GError) error = NULL;
		GString *text = g_string_new(NULL);
		gsize at = 0;
		for (int n = g_test_rand_int_range(0, 12); n > 0; n--)
			g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		g_autoptr(DcFilter) filter = dc_query_parse(text->str, &world, &at, &error);
		g_assert_true((filter != NULL) == (error == NULL));
		g_assert_true(error == NULL || (error->code == DC_ERROR_USAGE && at <= text->len));
		gsize from;
		g_autoptr(GPtrArray) could = dc_query_complete(text->str, text->len, NULL, &from);
		g_assert_true(could != NULL && from <= text->len);
		g_string_free(text, TRUE);
	}
	const char *const long_ones[] = { "(", "-(", "帳", "a ", "\"", "kind:incident,", "a or ", "-a " };
	for (guint i = 0; i < G_N_ELEMENTS(long_ones); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = repeated(long_ones[i], 10000);
		g_autoptr(DcFilter) filter = dc_query_parse(text, &world, NULL, &error);
		g_assert_null(filter);
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
	}
}

static const char *const filters[] = { "経理", "two words", NULL }, *const systems[] = { "ACC", "ORD", NULL }, *const departments[] = { "営業 2", NULL };
static DcQueryNames site = { .filters = filters, .systems = systems, .departments = departments };

static const char *
saved(const char *name, gpointer data)
{
	(void)data;
	static const char *const queries[][2] = { { "経理", "部署:経理 or p:1" }, { "two words", "a b" }, { "itself", "x @itself" }, { "bad", "a kind:foo" }, { "nested", "-@経理" } };
	for (guint i = 0; i < G_N_ELEMENTS(queries); i++)
		if (strcmp(queries[i][0], name) == 0)
			return queries[i][1];
	return NULL;
}

/* A saved filter stands as if it had been typed there in brackets. */
static void
test_saved(void)
{
	world.saved = saved;
	assert_means("@経理 帳票", "(and (or (and (text department \"経理\")) (and (priority 1 1))) (text * \"帳票\"))");
	assert_means("＠経理", "(and (or (and (text department \"経理\")) (and (priority 1 1))))");
	assert_means("filter:\"two words\" -@\"two words\"", "(and (and (text * \"a\") (text * \"b\")) (not (and (text * \"a\") (text * \"b\"))))");
	assert_means("絞込：「two words」", "(and (and (text * \"a\") (text * \"b\")))");
	assert_means("(@nested)", "(and (and (and (not (or (and (text department \"経理\")) (and (priority 1 1)))))))");
	assert_means("a@b", "(and (text * \"a@b\"))");
	static const char *const wrong[][2] = { { "@none", "no filter is saved as “none”" }, { "@itself", "within itself" }, { "@bad", "in the saved filter “bad”: “foo” is not" } };
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = g_strconcat("帳 ", wrong[i][0], NULL);
		gsize at = 0;
		g_autoptr(DcFilter) filter = dc_query_parse(text, &world, &at, &error);
		g_assert_null(filter);
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_cmpuint(at, ==, strlen("帳 "));
		g_assert_nonnull(strstr(error->message, wrong[i][1]));
	}
	world.saved = NULL;
}

static bool
offers(const char *text, const char *wanted, gsize from_wanted)
{
	gsize from;
	g_autoptr(GPtrArray) could = dc_query_complete(text, strlen(text), &site, &from);
	g_assert_cmpuint(from, ==, from_wanted);
	for (guint i = 0; i < could->len; i++)
		if (strcmp(g_ptr_array_index(could, i), wanted) == 0)
			return true;
	return false;
}

static void
test_completion(void)
{
	g_assert_true(offers("", "kind:", 0));
	g_assert_true(offers("ki", "kind:", 0));
	g_assert_false(offers("ki", "status:", 0));
	g_assert_true(offers("帳票 -du", "due:", 8));
	g_assert_true(offers("kind:", "incident", 5));
	g_assert_true(offers("kind:inquiry,inc", "incident", 13));
	g_assert_true(offers("status:o", "open", 7));
	g_assert_true(offers("(vip:", "yes", 5));
	g_assert_true(offers("due:t", "tomorrow", 4));
	g_assert_true(offers("system:a", "ACC", 7));
	g_assert_true(offers("dept:", "\"営業 2\"", 5));
	g_assert_true(offers("x @", "@経理", 2));
	g_assert_true(offers("@tw", "@\"two words\"", 0));
	g_assert_true(offers("filter:", "経理", 7));
	g_assert_false(offers("@経", "@\"two words\"", 0));
	g_assert_true(dc_lang_set("ja", NULL));
	g_assert_true(offers("種", "種別:", 0));
	g_assert_true(offers("種別:", "障害", 7));
	g_assert_true(offers("種別：", "障害", 9));
	g_assert_true(offers("状態:ま", "待ち", 7) || offers("状態:待", "待ち", 7));
	g_assert_true(offers("ki", "kind:", 0));
	g_assert_true(dc_lang_set("en", NULL));
}

#define PAGE "docs/query.md"

/* The table of the fields in docs/query.md is made; DAICHO_UPDATE=1 writes it anew. */
static void
test_document(void)
{
	g_autofree char *page = NULL, *table = dc_query_table();
	g_assert_true(g_file_get_contents(PAGE, &page, NULL, NULL));
	char *fields = strstr(page, "## Fields\n\n");
	g_assert_nonnull(fields);
	fields += strlen("## Fields\n\n");
	if (strcmp(fields, table) != 0 && g_getenv("DAICHO_UPDATE") != NULL) {
		g_autofree char *head = g_strndup(page, (gsize)(fields - page));
		g_autofree char *fresh = g_strconcat(head, table, NULL);
		g_assert_true(g_file_set_contents(PAGE, fresh, -1, NULL));
		return;
	}
	g_assert_cmpstr(fields, ==, table);
}

/* Where only some fields are known the others are wrong under their character, also in what was saved; words and the signs of the language stay. */
static void
test_some_fields(void)
{
	static const DcField fields[] = { DC_FIELD_KIND, DC_FIELD_TITLE, DC_FIELD_RECEIVED_AT, DC_N_FIELDS };
	static const char *const wrong[] = { "期限:明日", "p:1", "no:104", "group:104", "answered:no", "note:x", "-status:open", "(件名:a or cause:none)", "@経理" };
	static const gsize places[] = { 0, 0, 0, 0, 0, 0, 1, 13, 0 };
	world.saved = saved;
	world.fields = site.fields = fields;
	assert_means("種別:障害 subject:帳票 received:none -text:x (a or b)",
		"(and (range kind incident incident) (text title \"帳票\") (not (set received_at)) (not (text * \"x\")) (or (and (text * \"a\")) (and (text * \"b\"))))");
	assert_means("#104", "(and (text * \"#104\"))"); /* a sign in a subject: nothing here has a number */
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		gsize at = G_MAXSIZE;
		g_autoptr(DcFilter) filter = dc_query_parse(wrong[i], &world, &at, &error);
		g_assert_null(filter);
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_cmpuint(at, ==, places[i]);
		g_assert_nonnull(strstr(error->message, " here, only: kind title received"));
	}
	g_assert_true(offers("", "kind:", 0) && offers("", "subject:", 0) && offers("rec", "received:", 0) && offers("kind:", "incident", 5));
	g_assert_false(offers("", "p:", 0) || offers("", "due:", 0) || offers("sta", "status:", 0) || offers("status:", "open", 7) || offers("", "note:", 0));
	world.saved = NULL;
	world.fields = site.fields = NULL;
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_true(dc_lang_init(NULL));
	world.calendar = calendar = dc_calendar_new(NULL, NULL);
	g_test_add_func("/query/words", test_words);
	g_test_add_func("/query/operators", test_operators);
	g_test_add_func("/query/fields", test_fields);
	g_test_add_func("/query/times", test_times);
	g_test_add_func("/query/errors", test_errors);
	g_test_add_func("/query/anything", test_anything);
	g_test_add_func("/query/saved", test_saved);
	g_test_add_func("/query/completion", test_completion);
	g_test_add_func("/query/some-fields", test_some_fields);
	g_test_add_func("/query/document", test_document);
	int status = g_test_run();
	dc_calendar_free(calendar);
	return status;
}
