/* Reading CSV: random rows, written in every charset, delimiter, line end and way of quoting, come back the same; and what files are like. */
#include <daicho/table.h>

#include <string.h>

/* -- bytes that come a few at a time -- */
typedef struct {
	const char *bytes;
	gsize left, step;
} Drip;

static gssize
drip(char *buffer, gsize size, gpointer data, GError **error)
{
	Drip *source = data;
	(void)error;
	gsize n = MIN(MIN(size, source->step), source->left);
	memcpy(buffer, source->bytes, n);
	source->bytes += n;
	source->left -= n;
	return (gssize)n;
}

static DcTable *
open_bytes(Drip *source, const char *bytes, gsize length, gsize step)
{
	g_autoptr(GError) error = NULL;
	*source = (Drip){ .bytes = bytes, .left = length, .step = step };
	DcTable *table = dc_table_new(&(DcTableShape){ 0 }, drip, source, &error);
	g_assert_no_error(error);
	return table;
}

/* All of it as text: `line:cell|cell` a row, a problem behind `!`. Transfer full. */
static char *
read_all(const char *bytes, gsize length, gsize step)
{
	Drip source;
	g_autoptr(DcTable) table = open_bytes(&source, bytes, length, step);
	g_autoptr(GString) all = g_string_new(NULL);
	for (char *const *name = dc_table_columns(table); *name != NULL; name++)
		g_string_append_printf(all, "%s%s", *name, name[1] != NULL ? "|" : "\n");
	DcTableRow row;
	bool end = false;
	while (dc_table_next(table, &row, &end, NULL) && !end) {
		g_string_append_printf(all, "%ld:", (long)row.line);
		for (guint i = 0; i < row.n; i++)
			g_string_append_printf(all, "%s%s", i > 0 ? "|" : "", row.cells[i]);
		if (row.problem != NULL)
			g_string_append_printf(all, "!%u %s", row.problem_column, row.problem);
		g_string_append_c(all, '\n');
	}
	return g_string_free(g_steal_pointer(&all), FALSE);
}

static void
check(const char *csv, const char *want)
{
	for (gsize step = 1; step < 100000; step *= 7) {
		g_autofree char *got = read_all(csv, strlen(csv), step);
		g_assert_cmpstr(got, ==, want);
	}
}

static void
test_files(void)
{
	check("a,b\n1,2\n", "a|b\n2:1|2\n");
	check("a,b\r\n1,\"x\r\ny\"\r\n3,4", "a|b\n2:1|x\r\ny\n4:3|4\n");
	check("a,b\r1,2\r\"p\rq\",4\r", "a|b\n2:1|2\n3:p\rq|4\n");
	check("\xEF\xBB\xBF" "a;b;c\n1;2,5;\"3;\"\"\"\n", "a|b|c\n2:1|2,5|3;\"\n");
	check("a\tb\nx,y\tz\n", "a|b\n2:x,y|z\n");
	check("sep=;\r\na;b\r\n1,2;3\r\n", "a|b\n3:1,2|3\n");
	check("a,a,,a\n1,2,3,4\n", "a|a#2|#3|a#3\n2:1|2|3|4\n");
	check("\n\na,b\n\n,\n1,2\n\n", "a|b\n6:1|2\n");
}

/* Ragged rows: what is missing is empty, what is more must be empty. */
static void
test_ragged(void)
{
	check("a,b,c\n1\n1,2,3,,\n1,2,3,4\n", "a|b|c\n2:1||\n3:1|2|3\n4:1|2|3!0 cells: 4, but columns: 3\n");
}

static void
test_quotes(void)
{
	check("a,b\nx\"y,\"p\"q\n", "a|b\n2:x\"y|pq\n");
	check("a,b\n1,\"two\n3,4\n", "a|b\n2:1|two\n3,4\n!2 the quote that opens in line 2 is never closed\n");
	check("a\n\"\"\n\"\"\"\"\n", "a\n3:\"\n");
}

/* -- anything comes back -- */
static const char *const pieces[] = { "a", "Z", "09", " ", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "=1+1", "'", "帳票", "エラー", "ｴﾗｰ", "高", "表示", "ソ", "能", "｜", "①", "在庫", "\\", "~" };

static char *
random_cell(GRand *rand)
{
	GString *cell = g_string_new(NULL);
	for (gint n = g_rand_int_range(rand, 0, 6); n > 0; n--)
		g_string_append(cell, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
	return g_string_free(cell, FALSE);
}

static void
write_cell(GRand *rand, GString *out, const char *cell, char delimiter)
{
	const char special[] = { delimiter, '"', '\r', '\n', '\0' };
	if (strpbrk(cell, special) == NULL && *cell != '\0' && g_rand_boolean(rand)) {
		g_string_append(out, cell);
		return;
	}
	g_auto(GStrv) parts = g_strsplit(cell, "\"", -1);
	g_autofree char *doubled = g_strjoinv("\"\"", parts);
	g_string_append_printf(out, "\"%s\"", doubled);
}

static void
check_random(GRand *rand, const char *charset, char delimiter, const char *newline)
{
	g_autoptr(GString) csv = g_string_new(NULL);
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	guint n_columns = (guint)g_rand_int_range(rand, 2, 5), n_rows = 20;
	for (guint i = 0; i < n_columns; i++)
		g_string_append_printf(csv, "%s列%u", i > 0 ? (char[]){ delimiter, '\0' } : "", i);
	g_string_append(csv, newline);
	for (guint i = 0; i < n_rows * n_columns; i++) {
		char *cell = i % n_columns == 0 ? g_strdup("行") : random_cell(rand);
		g_ptr_array_add(cells, cell);
		if (i % n_columns > 0)
			g_string_append_c(csv, delimiter);
		write_cell(rand, csv, cell, delimiter);
		if (i % n_columns == n_columns - 1)
			g_string_append(csv, newline);
	}
	gsize length;
	g_autoptr(GError) error = NULL;
	g_autofree char *bytes = g_convert(csv->str, (gssize)csv->len, charset, "UTF-8", NULL, &length, &error);
	g_assert_no_error(error);

	Drip source;
	g_autoptr(DcTable) table = open_bytes(&source, bytes, length, (gsize)g_rand_int_range(rand, 1, 5000));
	g_assert_cmpint(dc_table_delimiter(table), ==, delimiter);
	DcTableRow row;
	bool end = false;
	for (guint i = 0; i < n_rows * n_columns; i++) {
		if (i % n_columns == 0)
			g_assert_true(dc_table_next(table, &row, &end, NULL) && !end && row.problem == NULL);
		g_assert_cmpstr(row.cells[i % n_columns], ==, g_ptr_array_index(cells, i));
	}
	g_assert_true(dc_table_next(table, &row, &end, NULL) && end);
}

static void
test_random(void)
{
	static const char *const charsets[] = { "UTF-8", "CP932", "EUC-JP-MS", "UTF-16LE" }, *const newlines[] = { "\n", "\r\n", "\r" };
	g_autoptr(GRand) rand = g_rand_new_with_seed(20260331);
	for (int round = 0; round < 2000; round++) {
		const char *charset = charsets[round % 4];
		bool wide = g_str_equal(charset, "UTF-16LE");
		check_random(rand, wide ? "UTF-16" : charset, ",;\t"[round % 3], newlines[g_rand_int_range(rand, 0, 3)]);
	}
}

/* -- hostile files -- */
static char *
first_problem(const char *bytes, gsize length)
{
	Drip source;
	g_autoptr(DcTable) table = open_bytes(&source, bytes, length, 65536);
	DcTableRow row;
	bool end = false;
	while (dc_table_next(table, &row, &end, NULL) && !end)
		if (row.problem != NULL)
			return g_strdup_printf("%ld,%u: %s", (long)row.line, row.problem_column, row.problem);
	return g_strdup("");
}

static void
test_hostile(void)
{
	g_autofree char *nul = first_problem("a,b\n1,2\n3,x\0y\n", 14);
	g_assert_cmpstr(nul, ==, "3,2: not everything in it is UTF-8 text");
	g_autofree char *broken = first_problem("a,b\n帳票,2\n3,\xE5\x5C\n", 20 - 3);
	g_assert_cmpstr(broken, ==, "3,2: not everything in it is UTF-8 text");

	g_autoptr(GString) large = g_string_new("a,b\n1,\"");
	for (int i = 0; i < 10 << 20; i++)
		g_string_append_c(large, 'x');
	g_string_append(large, "\"\n");
	gsize length = large->len;
	g_autofree char *cut = first_problem(large->str, length);
	g_assert_cmpstr(cut, ==, "2,2: more than 1048576 bytes in one cell");

	g_autoptr(GString) wide = g_string_new("a,b\n");
	for (int i = 0; i < 1000000; i++)
		g_string_append_c(wide, ',');
	g_string_append(wide, "x\n");
	g_autofree char *columns = first_problem(wide->str, wide->len);
	g_assert_cmpstr(columns, ==, "2,0: more than 4096 columns");
}

static void
test_no_header(void)
{
	g_autoptr(GError) error = NULL;
	Drip source = { .bytes = "\n\r\n", .left = 3, .step = 1 };
	g_assert_null(dc_table_new(&(DcTableShape){ 0 }, drip, &source, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
}

/* -- JSON -- */
static void
test_json(void)
{
	static const char *const files[] = { "{\"a\":1,\"b\":\"x\\ny\"}\n{\"a\":null,\"b\":[\"p\",2,true]}\n",
		                             "[ {\"a\":1,\"b\":\"x\\ny\"},\n\n{\"a\":null,\n\"b\":[\"p\",2,true]} ]" };
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		Drip source;
		g_autoptr(DcTable) table = open_bytes(&source, files[i], strlen(files[i]), 3);
		DcTableRow row;
		bool end = false;
		g_assert_cmpint(dc_table_format(table), ==, DC_TABLE_JSON);
		g_assert_true(dc_table_next(table, &row, &end, NULL) && !end);
		g_assert_cmpstr(row.problem, ==, NULL);
		g_assert_cmpuint(row.n, ==, 2);
		g_assert_cmpstr(row.names[1], ==, "b");
		g_assert_cmpstr(row.cells[0], ==, "1");
		g_assert_cmpstr(row.cells[1], ==, "x\ny");
		g_assert_true(dc_table_next(table, &row, &end, NULL) && !end);
		g_assert_cmpstr(row.cells[0], ==, "");
		g_assert_cmpstr(row.cells[1], ==, "p\n2\ntrue");
		g_assert_true(dc_table_next(table, &row, &end, NULL) && end);
	}
}

static void
test_json_broken(void)
{
	g_autofree char *text = first_problem("{\"a\":1}\n{\"a\":x}\n", 16), *open = first_problem("{\"a\":1}\n{\"a\":\"b\n{\"a\":2}", 23);
	g_assert_true(g_str_has_prefix(text, "2,0: JSON, line 2, column 6:"));
	g_assert_cmpstr(open, ==, "2,0: the object that begins in line 2 is not closed");
	g_autoptr(GString) deep = g_string_new(NULL);
	for (int i = 0; i < 100000; i++)
		g_string_append(deep, "{\"a\":");
	g_autofree char *depth = first_problem(deep->str, deep->len);
	g_assert_cmpstr(depth, ==, "1,0: nested deeper than 64");
}

/* -- writing -- */
static void
test_write(void)
{
	static const struct {
		const char *text, *cell;
	} rows[] = {
		{ "plain", "plain" }, { "a,b", "\"a,b\"" }, { "a\"b", "\"a\"\"b\"" }, { "a\r\nb\rc", "\"a\nb\nc\"" }, { "=1+1", "'=1+1" }, { "-5", "'-5" },
		{ "+81", "'+81" }, { "@x", "'@x" }, { "\tx", "\"'\tx\"" }, { "＝1", "'＝1" }, { "'=x", "''=x" }, { "'it", "'it" }, { "'5", "''5" }, { "a=b", "a=b" },
	};
	const DcCsv csv = { .delimiter = ',', .defuse = true };
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) row = g_string_new(NULL);
		dc_csv_cell(&csv, row, rows[i].text);
		g_assert_cmpstr(row->str, ==, rows[i].cell);
		const char *unquoted = *row->str == '"' ? NULL : dc_csv_undefused(row->str);
		if (unquoted != NULL)
			g_assert_cmpstr(unquoted, ==, rows[i].text);
	}
}

static void
test_cp932(void)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_assert_cmpuint(dc_csv_to_cp932("髙①〜−,😀♥\r\n", out), ==, 2);
	g_autofree char *back = g_convert(out->str, (gssize)out->len, "UTF-8", "CP932", NULL, NULL, NULL);
	g_assert_cmpstr(back, ==, "髙①～－,〓〓\r\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/table/csv/files", test_files);
	g_test_add_func("/table/csv/ragged", test_ragged);
	g_test_add_func("/table/csv/quotes", test_quotes);
	g_test_add_func("/table/csv/random", test_random);
	g_test_add_func("/table/csv/hostile", test_hostile);
	g_test_add_func("/table/csv/no-header", test_no_header);
	g_test_add_func("/table/json/rows", test_json);
	g_test_add_func("/table/json/broken", test_json_broken);
	g_test_add_func("/table/write/cells", test_write);
	g_test_add_func("/table/write/cp932", test_cp932);
	return g_test_run();
}
