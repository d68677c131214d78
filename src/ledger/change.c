/* Building a change: nothing here touches the file. */
#include "edit.h"

static void
edit_free(gpointer data)
{
	Edit *edit = data;
	if (edit->record != NULL)
		dc_record_free(edit->entity, edit->record);
	dc_value_clear(&edit->seen);
	dc_value_clear(&edit->value);
	g_free(edit);
}

static guint
edit_hash(gconstpointer data)
{
	const Edit *edit = data;
	return g_int64_hash(&edit->id) * 31 * 31 + (guint)edit->field * 31 + (guint)edit->entity;
}

static gboolean
edit_same(gconstpointer a, gconstpointer b)
{
	const Edit *one = a, *other = b;
	return one->id == other->id && one->field == other->field && one->entity == other->entity;
}

static Edit *
edit_find(const DcChange *change, DcEntity entity, gint64 id, DcField field)
{
	const Edit wanted = { .entity = entity, .id = id, .field = field };
	return g_hash_table_lookup(change->index, &wanted);
}

static Edit *
edit_add(DcChange *change, DcEntity entity, gint64 id, DcField field)
{
	Edit *edit = g_new0(Edit, 1);
	*edit = (Edit){ .entity = entity, .id = id, .field = field };
	g_ptr_array_add(change->edits, edit);
	g_hash_table_add(change->index, edit);
	return edit;
}

static const char *const origins[] = {
	[DC_ORIGIN_OPERATOR] = "operator",
	[DC_ORIGIN_ENGINE] = "engine",
	[DC_ORIGIN_INTAKE] = "intake",
	[DC_ORIGIN_IMPORT] = "import",
};

const char *
dc_origin_code(DcOrigin origin)
{
	return origins[origin];
}

DcOrigin
dc_origin_parse(const char *code)
{
	for (guint i = 0; i < G_N_ELEMENTS(origins); i++)
		if (g_strcmp0(origins[i], code) == 0)
			return (DcOrigin)i;
	return DC_ORIGIN_OPERATOR;
}

DcChange *
dc_change_new(DcAction action, DcInstant at)
{
	DcChange *change = g_new0(DcChange, 1);
	change->action = action;
	change->at = at;
	change->edits = g_ptr_array_new_with_free_func(edit_free);
	change->raws = g_ptr_array_new_with_free_func(change_raw_free);
	change->pasts = g_ptr_array_new_with_free_func((GDestroyNotify)dc_past_free);
	change->index = g_hash_table_new(edit_hash, edit_same);
	change->ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	return change;
}

void
dc_change_free(DcChange *change)
{
	if (change == NULL)
		return;
	g_hash_table_unref(change->index);
	g_ptr_array_unref(change->edits);
	g_ptr_array_unref(change->raws);
	g_ptr_array_unref(change->pasts);
	g_hash_table_unref(change->ids);
	g_free(change->reason);
	g_free(change);
}

void
dc_change_origin(DcChange *change, DcOrigin origin)
{
	change->origin = origin;
}

void
dc_change_reason(DcChange *change, const char *reason)
{
	char *copy = reason != NULL && *reason != '\0' ? g_utf8_make_valid(reason, -1) : NULL;
	g_free(change->reason);
	change->reason = copy;
}

gint64
dc_change_create(DcChange *change, DcEntity entity, gpointer record)
{
	if (!entity_is_side(entity))
		record_head(record)->id = --change->last_stand_in;
	Edit *edit = edit_add(change, entity, record_id(record), EDIT_EXISTENCE);
	edit->record = dc_record_copy(entity, record);
	record_head(edit->record)->gone = false;
	return edit->id;
}

void
dc_change_keep_no(DcChange *change, gint64 stand_in, DcTicketNo no)
{
	edit_find(change, DC_ENTITY_TICKET, stand_in, EDIT_EXISTENCE)->wanted = no;
}

gconstpointer
dc_change_find(const DcChange *change, DcEntity entity, DcMatchFn match, gconstpointer data)
{
	for (guint i = 0; i < change->edits->len; i++) {
		const Edit *edit = g_ptr_array_index(change->edits, i);
		if (edit->record != NULL && edit->entity == entity && match(edit->record, data))
			return edit->record;
	}
	return NULL;
}

gint64
dc_change_id(const DcChange *change, gint64 stand_in)
{
	const gint64 *id = g_hash_table_lookup(change->ids, &stand_in);
	return id != NULL ? *id : stand_in;
}

void
change_edit(DcChange *change, DcEntity entity, gint64 id, DcField field, DcValue seen, DcValue value)
{
	Edit *edit = edit_add(change, entity, id, field);
	edit->seen = seen;
	edit->value = value;
}

/* The field stands in the change already: the last word counts. */
static void
edit_again(DcChange *change, Edit *edit, const DcValue *value)
{
	dc_value_clear(&edit->value);
	edit->value = dc_value_copy(value);
	if (!dc_value_equal(&edit->seen, &edit->value))
		return;
	g_hash_table_remove(change->index, edit);
	g_ptr_array_remove(change->edits, edit);
}

void
dc_change_value(DcChange *change, gconstpointer record, DcField field, const DcValue *value)
{
	DcEntity entity = dc_field_info(field)->entity;
	DcValue seen = dc_record_get(record, field), wanted = value_normal(field, value);
	Edit *creation = edit_find(change, entity, record_id(record), EDIT_EXISTENCE);
	Edit *edit = edit_find(change, entity, record_id(record), field);

	seen = value_normal(field, &seen);
	if (creation != NULL)
		dc_record_set(creation->record, field, &wanted);
	else if (edit != NULL)
		edit_again(change, edit, &wanted);
	else if (!dc_value_equal(&seen, &wanted))
		change_edit(change, entity, record_id(record), field, dc_value_copy(&seen), dc_value_copy(&wanted));
}

void
dc_change_text(DcChange *change, gconstpointer record, DcField field, const char *text)
{
	DcValue value = dc_value_text(text);
	dc_change_value(change, record, field, &value);
	dc_value_clear(&value);
}

void
dc_change_number(DcChange *change, gconstpointer record, DcField field, gint64 number)
{
	DcValue value = dc_value_number(number);
	dc_change_value(change, record, field, &value);
}

void
dc_change_clear(DcChange *change, gconstpointer record, DcField field)
{
	DcFieldType type = dc_field_info(field)->type;
	if (type == DC_FIELD_TYPE_TEXT || type == DC_FIELD_TYPE_LINES)
		dc_change_text(change, record, field, NULL);
	else
		dc_change_number(change, record, field, DC_ABSENT);
}

guint
dc_change_size(const DcChange *change)
{
	return change->edits->len;
}

bool
dc_change_is_empty(const DcChange *change)
{
	return change->edits->len == 0;
}
