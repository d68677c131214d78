/* Taking tickets over from a table: a part of the rows at a time, all of them one change. */
#include "import.h"

#include <daicho/lang.h>

#define ROWS_AT_ONCE 200
#define PEOPLE_MAX 20000 /* that are remembered; more are looked up again */

void
dc_imported_clear(DcImported *imported)
{
	g_clear_pointer(&imported->charset, g_free);
	g_clear_pointer(&imported->notices, g_ptr_array_unref);
}

static void
notice(Importing *importing, char *text)
{
	g_ptr_array_add(importing->imported->notices, text);
}

void
import_reject(Importing *importing, guint column, const char *reason)
{
	importing->imported->n_rejected++;
	if (importing->import->reject != NULL)
		importing->import->reject(importing->table, &importing->row, column, reason, importing->import->data);
}

bool
import_must_wait(Importing *importing, const char *key)
{
	if (key == NULL)
		return false;
	importing->is_row_held = !g_hash_table_add(importing->part_keys, g_strdup(key));
	return importing->is_row_held;
}

void
import_count(Importing *importing, bool is_new, bool is_changed)
{
	DcImported *imported = importing->imported;
	guint *n = is_new ? &imported->n_new : is_changed ? &imported->n_changed : &imported->n_same;
	(*n)++;
}

/* -- one row after the other -- */
static bool
is_ours(const Importing *importing)
{
	return importing->row.json != NULL && dc_json_number(dc_json_get(importing->row.json, "daicho"), 0) > 0;
}

static bool
take_row(Importing *importing, DcChange *part, GError **error)
{
	importing->is_row_held = false;
	if (importing->map == NULL && is_ours(importing))
		return import_ours(importing, part, error);
	if (importing->map != NULL)
		return import_row(importing, part, error);
	if (importing->row.problem != NULL) {
		import_reject(importing, importing->row.problem_column, importing->row.problem);
		return true;
	}
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED,
	            _("line %ld: what the names in it mean is not known: daicho import FILE --guess prints a first map"), (long)importing->row.line);
	return false;
}

/* People that this part makes have a stand-in until it is written. */
static gboolean
is_stand_in(gpointer key, gpointer person, gpointer data)
{
	(void)key;
	(void)data;
	return ((Person *)person)->party < 0;
}

static void
begin_part(Importing *importing)
{
	g_hash_table_remove_all(importing->part_keys);
	g_hash_table_foreach_remove(importing->people, is_stand_in, NULL);
	if (g_hash_table_size(importing->people) > PEOPLE_MAX)
		g_hash_table_remove_all(importing->people);
}

static bool
go_on(const Importing *importing, GError **error)
{
	const DcImport *import = importing->import;
	if (import->progress == NULL || import->progress(importing->imported->n_read, dc_table_offset(importing->table), import->data))
		return true;
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("stopped: nothing was imported, for an import is one change"));
	return false;
}

static bool
take_rows(Importing *importing, DcChange *part, GError **error)
{
	for (int n = 0; n < ROWS_AT_ONCE; n++) {
		if (!importing->is_row_held) {
			if (!dc_table_next(importing->table, &importing->row, &importing->is_over, error))
				return false;
			if (importing->is_over)
				return true;
			importing->imported->n_read++;
		}
		if (!take_row(importing, part, error))
			return false;
		if (importing->is_row_held)
			return true;
	}
	return true;
}

#define DRY_RUN (-1) /* code of the error that takes a dry run back; it reaches nobody */

static bool
next_part(DcChange *part, bool *more, gpointer data, GError **error)
{
	Importing *importing = data;
	begin_part(importing);
	if (!go_on(importing, error))
		return false;
	bool refers = importing->fresh->len > 0 || importing->is_over;
	if (refers ? !import_references(importing, part, error) : !take_rows(importing, part, error))
		return false;
	*more = !importing->is_over || importing->fresh->len > 0 || importing->later->len > 0;
	if (*more || !importing->import->dry)
		return true;
	g_set_error_literal(error, DC_ERROR, DRY_RUN, "");
	return false;
}

/* -- the file, and what it means -- */
static bool
read_map(Importing *importing, GError **error)
{
	g_autofree char *ours = NULL;
	const char *text = importing->import->map;
	char *const *columns = dc_table_columns(importing->table);
	if (text == NULL && columns != NULL && dc_map_is_ours(columns))
		text = ours = dc_map_shipped("daicho");
	if (text == NULL && columns == NULL)
		return true; /* the objects must say that they are ours */
	if (text == NULL) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED,
		                    _("which column is what? daicho import FILE --guess prints a first map; --map redmine, jira and servicenow are there already"));
		return false;
	}
	if (importing->map == NULL)
		importing->map = dc_map_parse(text, error);
	if (importing->map == NULL || !dc_map_check(importing->map, columns, error))
		return false;
	importing->source = dc_map_source(importing->map);
	g_autoptr(GPtrArray) missing = dc_map_missing(importing->map, columns);
	if (missing->len > 0 && importing->import->map != NULL && !importing->import->map_is_general) {
		g_ptr_array_add(missing, NULL);
		g_autofree char *list = g_strjoinv(", ", (char **)(void *)missing->pdata);
		notice(importing, g_strdup_printf(_("not in the file: %s"), list));
	}
	return true;
}

static bool
open_table(Importing *importing, GError **error)
{
	const DcImport *import = importing->import;
	DcTableShape shape = { 0 };
	if (import->map != NULL) {
		importing->map = dc_map_parse(import->map, error);
		if (importing->map == NULL)
			return false;
		shape = dc_map_shape(importing->map);
	}
	importing->table = dc_table_new(&shape, import->read, import->data, error);
	return importing->table != NULL && read_map(importing, error);
}

static void
say_unknown_systems(Importing *importing)
{
	GHashTableIter iter;
	gpointer name;
	g_autoptr(GString) names = g_string_new(NULL);
	g_hash_table_iter_init(&iter, importing->unknown_systems);
	while (g_hash_table_iter_next(&iter, &name, NULL) && names->len < 200)
		g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", (const char *)name);
	if (names->len > 0)
		notice(importing, g_strdup_printf(_("systems that the policy does not know, kept as tags: %s"), names->str));
}

static bool
apply(Importing *importing, GError **error)
{
	gint64 id;
	g_autoptr(GError) failed = NULL;
	importing->desk->recent_stale = true;
	bool ok = dc_ledger_apply_parts(importing->desk->ledger, DC_ACTION_IMPORT, importing->now, DC_ORIGIN_IMPORT, NULL, next_part, importing, &id, &failed);
	if (!ok && (failed->code != DRY_RUN || failed->domain != DC_ERROR)) {
		g_propagate_error(error, g_steal_pointer(&failed));
		return false;
	}
	importing->imported->n_blank = dc_table_blank(importing->table);
	importing->imported->charset = g_strdup(dc_table_charset(importing->table));
	importing->imported->delimiter = dc_table_delimiter(importing->table);
	say_unknown_systems(importing);
	return true;
}

static void
person_free(gpointer person)
{
	person_clear(person);
	g_free(person);
}

bool
dc_desk_import(DcDesk *desk, const DcImport *import, DcInstant now, DcImported *imported, GError **error)
{
	*imported = (DcImported){ .notices = g_ptr_array_new_with_free_func(g_free) };
	Importing importing = { .desk = desk, .import = import, .imported = imported, .now = now, .source = "daicho" };
	importing.part_keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	importing.kept = g_hash_table_new(NULL, NULL);
	importing.people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, person_free);
	importing.unknown_systems = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	importing.fresh = g_ptr_array_new_with_free_func(reference_free);
	importing.later = g_ptr_array_new_with_free_func(reference_free);
	bool ok = open_table(&importing, error) && apply(&importing, error);
	dc_table_free(importing.table);
	dc_map_free(importing.map);
	g_ptr_array_unref(importing.fresh);
	g_ptr_array_unref(importing.later);
	g_hash_table_unref(importing.unknown_systems);
	g_hash_table_unref(importing.people);
	g_hash_table_unref(importing.kept);
	g_hash_table_unref(importing.part_keys);
	return ok;
}
