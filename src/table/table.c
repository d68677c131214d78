/* A table that is being read: what it is, its columns, a row at a time. */
#include "room.h"

#include <daicho/lang.h>
#include <daicho/text.h>

/* -- what csv.c and json.c share -- */
int
table_take(DcTable *table)
{
	int byte = source_take(&table->source);
	if (byte < 0)
		return byte;
	table->line += byte == '\n' || (byte == '\r' && source_peek(&table->source) != '\n');
	if (table->raw->len < DC_TABLE_RAW_MAX)
		g_string_append_c(table->raw, (char)byte);
	else
		table->raw_is_cut = true;
	return byte;
}

static void
table_begin_row(DcTable *table)
{
	table->row_line = table->line;
	g_string_truncate(table->raw, 0);
	g_string_truncate(table->text, 0);
	g_array_set_size(table->starts, 0);
	g_ptr_array_set_size(table->names, 0);
	g_clear_pointer(&table->problem, g_free);
	g_clear_pointer(&table->json, json_decref);
	table->raw_is_cut = false;
	table->problem_column = 0;
}

void
table_problem(DcTable *table, guint column, const char *format, ...)
{
	va_list args;
	if (table->problem != NULL)
		return;
	va_start(args, format);
	table->problem = g_strdup_vprintf(format, args);
	va_end(args);
	table->problem_column = column;
}

/* The first byte over 0x7F tells the charset, with what comes behind it. */
static void
find_charset(DcTable *table, gsize start)
{
	g_autoptr(GString) sample = g_string_new_len(table->text->str + start, (gssize)(table->text->len - start));
	gsize n = source_ahead(&table->source, SOURCE_AHEAD);
	g_string_append_len(sample, table->source.bytes + table->source.at, (gssize)n);
	table->charset = charset_find(sample->str, sample->len);
}

static bool
is_ascii(const char *bytes, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if ((guchar)bytes[i] >= 0x80 || bytes[i] == '\0')
			return false;
	return true;
}

void
table_end_cell(DcTable *table, gsize start)
{
	if (!is_ascii(table->text->str + start, table->text->len - start)) {
		if (!table->charset.known)
			find_charset(table, start);
		if (!charset_decode_cell(table->charset, table->text, start, table->scratch))
			table_problem(table, table->starts->len + 1, _("not everything in it is %s text"), table->charset.name);
	}
	g_array_append_val(table->starts, start);
	g_string_append_c(table->text, '\0');
}

/* -- a CSV's beginning -- */
#define SAMPLE_ROWS 20

/* How evenly this delimiter parts the rows at the beginning: cells of the first row, if most others have as many. */
static guint
score(const char *bytes, gsize length, char delimiter)
{
	guint counts[SAMPLE_ROWS] = { 1 }, rows = 0, alike = 0;
	bool in_quotes = false;
	for (gsize i = 0; i < length && rows < SAMPLE_ROWS; i++) {
		in_quotes ^= bytes[i] == '"';
		counts[rows] += !in_quotes && bytes[i] == delimiter;
		if (!in_quotes && (bytes[i] == '\n' || bytes[i] == '\r') && ++rows < SAMPLE_ROWS)
			counts[rows] = 1;
	}
	for (guint i = 0; i < rows; i++)
		alike += counts[i] == counts[0] || counts[i] == 1;
	return counts[0] > 1 && 2 * alike >= rows ? counts[0] : 1;
}

static char
find_delimiter(Source *source)
{
	static const char candidates[] = { ',', '\t', ';' };
	gsize length = source_ahead(source, SOURCE_AHEAD);
	char best = candidates[0];
	for (guint i = 1; i < G_N_ELEMENTS(candidates); i++)
		if (score(source->bytes + source->at, length, candidates[i]) > score(source->bytes + source->at, length, best))
			best = candidates[i];
	return best;
}

/* `sep=;` in the first line, as Excel has it. */
static void
read_sep(DcTable *table)
{
	Source *source = &table->source;
	const char *head = source->bytes + source->at;
	if (source_ahead(source, 6) < 6 || g_ascii_strncasecmp(head, "sep=", 4) != 0 || (head[5] != '\n' && head[5] != '\r'))
		return;
	table->delimiter = head[4];
	for (int i = 0; i < 5; i++)
		(void)table_take(table);
	int end = table_take(table);
	if (end == '\r' && source_peek(source) == '\n')
		(void)table_take(table);
}

static char *
cell_text(const DcTable *table, guint i)
{
	return table->text->str + g_array_index(table->starts, gsize, i);
}

static void
name_columns(DcTable *table)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < table->starts->len; i++) {
		g_autofree char *name = dc_text_one_line(cell_text(table, i));
		guint n = GPOINTER_TO_UINT(g_hash_table_lookup(seen, name)) + 1;
		g_hash_table_insert(seen, g_strdup(name), GUINT_TO_POINTER(n));
		g_ptr_array_add(table->columns, *name == '\0' ? g_strdup_printf("#%u", i + 1) : n > 1 ? g_strdup_printf("%s#%u", name, n) : g_strdup(name));
	}
	g_ptr_array_add(table->columns, NULL);
}

static bool
is_blank(const DcTable *table)
{
	for (guint i = 0; i < table->starts->len; i++)
		if (*cell_text(table, i) != '\0')
			return false;
	return table->problem == NULL;
}

static bool
read_header(DcTable *table, GError **error)
{
	do
		table_begin_row(table);
	while (csv_read(table) && is_blank(table));
	if (table->source.error != NULL)
		g_propagate_error(error, g_steal_pointer(&table->source.error));
	else if (table->starts->len == 0)
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("the file is empty: there is not even a line of column names"));
	else if (table->problem != NULL)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("line %ld, the names of the columns: %s"), (long)table->row_line, table->problem);
	else
		name_columns(table);
	g_string_append_len(table->header, table->raw->str, (gssize)table->raw->len);
	return table->columns->len > 0;
}

static bool
looks_like_json(Source *source)
{
	gsize n = source_ahead(source, SOURCE_AHEAD), i = 0;
	const char *head = source->bytes + source->at;
	while (i < n && g_ascii_isspace(head[i]))
		i++;
	if (i < n && head[i] == '[')
		for (i++; i < n && g_ascii_isspace(head[i]); i++)
			continue;
	return i < n && (head[i] == '{' || (i > 0 && head[i] == ']'));
}

static bool
begin(DcTable *table, const DcTableShape *shape, GError **error)
{
	table->format = looks_like_json(&table->source) ? DC_TABLE_JSON : DC_TABLE_CSV;
	if (table->format == DC_TABLE_JSON || table->source.had_bom || table->source.converter != (GIConv)-1) /* NOLINT: the type of iconv */
		(void)charset_named("UTF-8", &table->charset);
	if (table->format == DC_TABLE_JSON)
		return true;
	read_sep(table);
	if (shape->delimiter != '\0')
		table->delimiter = shape->delimiter;
	else if (table->delimiter == '\0')
		table->delimiter = find_delimiter(&table->source);
	return read_header(table, error);
}

DcTable *
dc_table_new(const DcTableShape *shape, DcBytesFn read, gpointer data, GError **error)
{
	Charset charset = { .name = "ASCII" };
	if (shape->charset != NULL && !charset_named(shape->charset, &charset)) {
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("no charset \"%s\"; it is UTF-8, CP932, EUC-JP or UTF-16"), shape->charset);
		return NULL;
	}
	g_autoptr(DcTable) table = g_new0(DcTable, 1);
	table->charset = charset;
	table->line = 1;
	table->columns = g_ptr_array_new_with_free_func(g_free);
	table->cells = g_ptr_array_new();
	table->names = g_ptr_array_new();
	table->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
	table->header = g_string_new(NULL);
	table->raw = g_string_new(NULL);
	table->text = g_string_new(NULL);
	table->scratch = g_string_new(NULL);
	source_open(&table->source, shape->charset != NULL && g_ascii_strcasecmp(shape->charset, "UTF-16") == 0, read, data);
	return begin(table, shape, error) ? g_steal_pointer(&table) : NULL;
}

void
dc_table_free(DcTable *table)
{
	if (table == NULL)
		return;
	source_close(&table->source);
	g_ptr_array_unref(table->columns);
	g_ptr_array_unref(table->cells);
	g_ptr_array_unref(table->names);
	g_array_unref(table->starts);
	g_string_free(table->header, TRUE);
	g_string_free(table->raw, TRUE);
	g_string_free(table->text, TRUE);
	g_string_free(table->scratch, TRUE);
	g_free(table->problem);
	json_decref(table->json);
	g_free(table);
}

/* -- what it is -- */
DcTableFormat
dc_table_format(const DcTable *table)
{
	return table->format;
}

const char *
dc_table_charset(const DcTable *table)
{
	return table->charset.name;
}

char
dc_table_delimiter(const DcTable *table)
{
	return table->delimiter;
}

char *const *
dc_table_columns(const DcTable *table)
{
	return table->format == DC_TABLE_CSV ? (char *const *)(const void *)table->columns->pdata : NULL;
}

const char *
dc_table_header(const DcTable *table, gsize *length)
{
	*length = table->header->len;
	return table->format == DC_TABLE_CSV ? table->header->str : NULL;
}

gint64
dc_table_offset(const DcTable *table)
{
	return table->source.offset;
}

guint
dc_table_blank(const DcTable *table)
{
	return table->n_blank;
}

/* -- rows -- */
static char no_text[] = "";

/* As many cells as the header has. More of them would be lost; an empty one more is nothing. */
static void
fit_to_header(DcTable *table)
{
	guint n = table->columns->len - 1;
	for (guint i = n; i < table->starts->len; i++)
		if (*cell_text(table, i) != '\0')
			table_problem(table, 0, _("cells: %u, but columns: %u"), table->starts->len, n);
	for (guint i = 0; i < n; i++)
		g_ptr_array_add(table->cells, i < table->starts->len ? cell_text(table, i) : no_text);
}

static void
make_row(DcTable *table, DcTableRow *row)
{
	g_ptr_array_set_size(table->cells, 0);
	if (table->format == DC_TABLE_CSV)
		fit_to_header(table);
	for (guint i = 0; table->format == DC_TABLE_JSON && i < table->starts->len; i++)
		g_ptr_array_add(table->cells, cell_text(table, i));
	if (table->raw_is_cut)
		table_problem(table, 0, _("a row of more than %d bytes; the rest of it is lost"), DC_TABLE_RAW_MAX);
	GPtrArray *names = table->format == DC_TABLE_CSV ? table->columns : table->names;
	*row = (DcTableRow){ .line = table->row_line, .n = table->cells->len, .json = table->json, .problem = table->problem,
		             .problem_column = table->problem_column, .raw = table->raw->str, .raw_len = table->raw->len };
	row->names = (char *const *)(const void *)names->pdata;
	row->cells = (char *const *)(const void *)table->cells->pdata;
}

bool
dc_table_next(DcTable *table, DcTableRow *row, bool *end, GError **error)
{
	bool read;
	for (;;) {
		table_begin_row(table);
		read = table->format == DC_TABLE_CSV ? csv_read(table) : json_read(table);
		if (!read || table->format == DC_TABLE_JSON || !is_blank(table))
			break;
		table->n_blank++;
	}
	if (table->source.error != NULL) {
		g_propagate_error(error, g_steal_pointer(&table->source.error));
		return false;
	}
	*end = !read;
	if (read)
		make_row(table, row);
	return true;
}
