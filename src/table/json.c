/* Objects one behind the other, by lines or in an array: parted here, so that one at a time is in memory; what stands in one is jansson's to read. */
#include "room.h"

#include <daicho/lang.h>

#define DEPTH_MAX 64

/* To the end of the line: what stands here is no object. */
static void
pass_over(DcTable *table)
{
	int byte;
	while ((byte = table_take(table)) >= 0 && byte != '\n')
		continue;
	table_problem(table, 0, _("not a JSON object"));
}

/* From { to its }; false: it is not closed. */
static bool
take_object(DcTable *table)
{
	int byte, depth = 0, deepest = 0;
	bool in_text = false;
	while ((byte = table_take(table)) >= 0) {
		if (in_text && byte == '\\')
			(void)table_take(table);
		else if (byte == '"')
			in_text = !in_text;
		else if (in_text && byte == '\n')
			break; /* no text goes over a line: the object is broken, the next line is whole */
		else if (!in_text && (byte == '{' || byte == '['))
			depth++;
		else if (!in_text && (byte == '}' || byte == ']') && --depth <= 0)
			break;
		deepest = MAX(deepest, depth);
	}
	if (deepest > DEPTH_MAX)
		table_problem(table, 0, _("nested deeper than %d"), DEPTH_MAX);
	return depth == 0;
}

/* -- cells -- */
static void
add_scalar(GString *text, const json_t *value)
{
	g_autofree char *number = NULL;
	switch (json_typeof(value)) {
	case JSON_STRING:
		g_string_append(text, json_string_value(value));
		break;
	case JSON_INTEGER:
		g_string_append_printf(text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		break;
	case JSON_REAL:
		number = g_strdup_printf("%.15g", json_real_value(value));
		g_string_append(text, number);
		break;
	case JSON_TRUE:
		g_string_append(text, "true");
		break;
	case JSON_FALSE:
		g_string_append(text, "false");
		break;
	case JSON_NULL:
	case JSON_OBJECT:
	case JSON_ARRAY:
		break;
	}
}

static void
add_cell(DcTable *table, const json_t *value)
{
	gsize start = table->text->len;
	if (!json_is_array(value))
		add_scalar(table->text, value);
	for (gsize i = 0; i < json_array_size(value); i++) {
		if (i > 0)
			g_string_append_c(table->text, '\n');
		add_scalar(table->text, json_array_get(value, i));
	}
	table_end_cell(table, start);
}

static void
read_members(DcTable *table)
{
	for (void *at = json_object_iter(table->json); at != NULL; at = json_object_iter_next(table->json, at)) {
		if (table->starts->len >= DC_TABLE_COLUMNS_MAX) {
			table_problem(table, 0, _("more than %d columns"), DC_TABLE_COLUMNS_MAX);
			return;
		}
		union {
			const char *read;
			gpointer kept;
		} name = { .read = json_object_iter_key(at) };
		g_ptr_array_add(table->names, name.kept);
		add_cell(table, json_object_iter_value(at));
	}
}

static void
parse(DcTable *table)
{
	json_error_t wrong;
	table->json = json_loadb(table->raw->str, table->raw->len, JSON_REJECT_DUPLICATES, &wrong);
	if (table->json != NULL)
		read_members(table);
	else
		table_problem(table, 0, _("JSON, line %ld, column %d: %s"), (long)table->row_line + wrong.line - 1, wrong.column, wrong.text);
}

static bool
is_between(int byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == ',' || byte == '[' || byte == ']';
}

bool
json_read(DcTable *table)
{
	while (is_between(source_peek(&table->source)))
		(void)table_take(table);
	g_string_truncate(table->raw, 0);
	table->row_line = table->line;
	if (source_peek(&table->source) < 0)
		return false;
	if (source_peek(&table->source) != '{')
		pass_over(table);
	else if (!take_object(table))
		table_problem(table, 0, _("the object that begins in line %ld is not closed"), (long)table->row_line);
	else if (table->problem == NULL && !table->raw_is_cut)
		parse(table);
	return true;
}

/* -- for the rooms above -- */
const DcJson *
dc_json_get(const DcJson *object, const char *key)
{
	return json_object_get(object, key);
}

const DcJson *
dc_json_at(const DcJson *array, guint i)
{
	return json_array_get(array, i);
}

guint
dc_json_count(const DcJson *array)
{
	return (guint)json_array_size(array);
}

bool
dc_json_is_null(const DcJson *value)
{
	return value == NULL || json_is_null(value);
}

const char *
dc_json_text(const DcJson *value)
{
	return json_string_value(value);
}

gint64
dc_json_number(const DcJson *value, gint64 fallback)
{
	if (json_is_boolean(value))
		return json_is_true(value);
	return json_is_integer(value) ? json_integer_value(value) : fallback;
}
