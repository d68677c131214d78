/* A map as text: which column is what, what the words in it mean, what is the same for all. */
#include "map.h"

#include <daicho/ini.h>
#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

static void
wish_free(gpointer data)
{
	Wish *wish = data;
	g_strfreev(wish->columns);
	g_array_unref(wish->places);
	g_free(wish);
}

static void
table_free(gpointer data)
{
	Table *table = data;
	g_hash_table_unref(table->values);
	g_free(table->otherwise);
	g_free(table);
}

static void
constant_free(gpointer data)
{
	g_free(((Constant *)data)->text);
	g_free(data);
}

void
dc_map_free(DcMap *map)
{
	if (map == NULL)
		return;
	g_free(map->source);
	g_free(map->charset);
	g_strfreev(map->dates);
	g_ptr_array_unref(map->wishes);
	g_ptr_array_unref(map->tables);
	g_ptr_array_unref(map->constants);
	g_free(map);
}

/* -- reading -- */

/* "a | b" as its parts. Transfer full. */
static GStrv
parts_of(const char *text)
{
	GStrv parts = g_strsplit(text, "|", -1);
	for (char **part = parts; *part != NULL; part++)
		g_strstrip(*part);
	return parts;
}

static bool
refuse(const DcIniLine *line, GError **error, const char *format, const char *what)
{
	g_autofree char *shown = dc_text_clip(what, 40);
	GString *message = g_string_new(format);
	g_string_replace(message, "%s", shown, 1);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("line %d: %s"), line->number, message->str);
	g_string_free(message, TRUE);
	return false;
}

static bool
read_delimiter(DcMap *map, const DcIniLine *line, GError **error)
{
	static const struct {
		const char *name;
		char delimiter;
	} names[] = { { "comma", ',' }, { "tab", '\t' }, { "semicolon", ';' } };
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(names[i].name, line->value) == 0)
			map->delimiter = names[i].delimiter;
	if (map->delimiter == '\0' && strlen(line->value) == 1 && strchr("\"'\\", *line->value) == NULL)
		map->delimiter = *line->value;
	return map->delimiter != '\0' || refuse(line, error, _("“%s” is no delimiter; it is comma, tab, semicolon or one sign"), line->value);
}

static bool
read_file_key(DcMap *map, const DcIniLine *line, GError **error)
{
	if (strcmp(line->key, "source") == 0 && g_utf8_strlen(line->value, -1) <= dc_field_info(DC_FIELD_SOURCE)->limit) {
		g_free(map->source);
		map->source = g_strdup(line->value);
	} else if (strcmp(line->key, "charset") == 0) {
		g_free(map->charset);
		map->charset = g_strdup(line->value);
	} else if (strcmp(line->key, "dates") == 0) {
		g_strfreev(map->dates);
		map->dates = parts_of(line->value);
	} else if (strcmp(line->key, "apostrophes") == 0) {
		if (!yes_means(line->value, &map->apostrophes))
			return refuse(line, error, _("“%s” is neither yes nor no"), line->value);
	} else if (strcmp(line->key, "delimiter") == 0) {
		return read_delimiter(map, line, error);
	} else {
		return refuse(line, error, _("“%s” is unknown here; [file] has source, charset, delimiter, dates and apostrophes"), line->key);
	}
	return true;
}

static bool
parse_target(const DcIniLine *line, const char *name, guint *target, GError **error)
{
	if (target_parse(name, target, error))
		return true;
	g_autofree char *place = g_strdup_printf(_("line %d: %s"), line->number, "");
	g_prefix_error(error, "%s", place);
	return false;
}

static bool
read_wish(DcMap *map, const DcIniLine *line, GError **error)
{
	guint target;
	if (!parse_target(line, line->key, &target, error))
		return false;
	if (*line->value == '\0')
		return true; /* a guess that was left open */
	bool gathers = target == TARGET_NOTE || target == TARGET_RELATED; /* from any number of columns */
	for (guint i = 0; !gathers && i < map->wishes->len; i++)
		if (((Wish *)g_ptr_array_index(map->wishes, i))->target == target)
			return refuse(line, error, _("“%s” has a column already; several are parted by |"), line->key);
	Wish *wish = g_new0(Wish, 1);
	*wish = (Wish){ .target = target, .columns = parts_of(line->value), .line = line->number, .places = g_array_new(FALSE, FALSE, sizeof(guint)) };
	g_ptr_array_add(map->wishes, wish);
	return true;
}

static Table *
table_of(const DcMap *map, guint target)
{
	for (guint i = 0; i < map->tables->len; i++)
		if (((Table *)g_ptr_array_index(map->tables, i))->target == target)
			return g_ptr_array_index(map->tables, i);
	return NULL;
}

static bool
read_value(DcMap *map, const DcIniLine *line, GError **error)
{
	guint target;
	if (!parse_target(line, line->section + strlen("values "), &target, error))
		return false;
	Table *table = table_of(map, target);
	if (table == NULL) {
		table = g_new0(Table, 1);
		*table = (Table){ .target = target, .values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free) };
		g_ptr_array_add(map->tables, table);
	}
	if (strcmp(line->key, "*") == 0) {
		g_free(table->otherwise);
		table->otherwise = g_strdup(line->value);
	} else {
		g_hash_table_insert(table->values, word_fold(line->key), g_strdup(line->value));
	}
	DcValue value;
	if (target >= DC_N_FIELDS || target == DC_FIELD_SYSTEM || *line->value == '\0' || dc_field_info((DcField)target)->type == DC_FIELD_TYPE_TIME)
		return true;
	/* What it shall mean must mean something. */
	g_autoptr(GError) wrong = NULL;
	if (!value_read(map, NULL, (DcField)target, line->value, &value, &wrong))
		return refuse(line, error, "%s", wrong->message);
	dc_value_clear(&value);
	return true;
}

static bool
read_constant(DcMap *map, const DcIniLine *line, GError **error)
{
	guint target;
	if (!parse_target(line, line->key, &target, error))
		return false;
	if (target >= DC_N_FIELDS)
		return refuse(line, error, _("“%s” cannot be the same for all"), line->key);
	DcValue value;
	g_autoptr(GError) wrong = NULL;
	if (dc_field_info((DcField)target)->type != DC_FIELD_TYPE_TIME) {
		if (!value_read(map, NULL, (DcField)target, line->value, &value, &wrong))
			return refuse(line, error, "%s", wrong->message);
		dc_value_clear(&value);
	}
	Constant *constant = g_new0(Constant, 1);
	*constant = (Constant){ .target = target, .text = g_strdup(line->value) };
	g_ptr_array_add(map->constants, constant);
	return true;
}

static bool
read_line(const DcIniLine *line, gpointer data, GError **error)
{
	static const struct {
		const char *section;
		bool (*read)(DcMap *map, const DcIniLine *line, GError **error);
	} sections[] = { { "file", read_file_key }, { "fields", read_wish }, { "values ", read_value }, { "constants", read_constant } };
	for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
		bool named = g_str_has_suffix(sections[i].section, " ");
		if (named ? g_str_has_prefix(line->section, sections[i].section) : strcmp(line->section, sections[i].section) == 0)
			return line->key == NULL || sections[i].read(data, line, error);
	}
	return refuse(line, error, _("no section [%s]; there are [file], [fields], [values FIELD] and [constants]"), line->section);
}

DcMap *
dc_map_parse(const char *text, GError **error)
{
	g_autoptr(DcMap) map = g_new0(DcMap, 1);
	map->source = g_strdup("import");
	map->dates = g_new0(char *, 1);
	map->wishes = g_ptr_array_new_with_free_func(wish_free);
	map->tables = g_ptr_array_new_with_free_func(table_free);
	map->constants = g_ptr_array_new_with_free_func(constant_free);
	if (!g_utf8_validate(text, -1, NULL)) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, _("a map is UTF-8 text"));
		return NULL;
	}
	return dc_ini_each(text, DC_ERROR_USAGE, read_line, map, error) ? g_steal_pointer(&map) : NULL;
}

/* -- what it says of the file -- */
DcTableShape
dc_map_shape(const DcMap *map)
{
	return (DcTableShape){ .charset = map->charset, .delimiter = map->delimiter };
}

const char *
dc_map_source(const DcMap *map)
{
	return map->source;
}

static bool
has_one(const Wish *wish, char *const *columns)
{
	for (char **wanted = wish->columns; *wanted != NULL; wanted++)
		for (char *const *column = columns; *column != NULL; column++)
			if (column_is(*column, *wanted))
				return true;
	return false;
}

GPtrArray *
dc_map_missing(const DcMap *map, char *const *columns)
{
	GPtrArray *missing = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; columns != NULL && i < map->wishes->len; i++) {
		const Wish *wish = g_ptr_array_index(map->wishes, i);
		if (!has_one(wish, columns))
			g_ptr_array_add(missing, g_strdup_printf("%s (%s)", wish->columns[0], target_name(wish->target)));
	}
	return missing;
}

bool
dc_map_check(const DcMap *map, char *const *columns, GError **error)
{
	const Wish *title = NULL;
	for (guint i = 0; i < map->wishes->len; i++)
		if (((Wish *)g_ptr_array_index(map->wishes, i))->target == DC_FIELD_TITLE)
			title = g_ptr_array_index(map->wishes, i);
	if (title == NULL)
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("the map does not say which column is the subject: [fields] title = COLUMN"));
	else if (columns != NULL && !has_one(title, columns))
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("the file has no column \"%s\", which the map wants for the subject; daicho import FILE --guess shows its columns"),
		            title->columns[0]);
	else
		return true;
	return false;
}
