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

static const char *const origins[] = {
	[DC_ORIGIN_OPERATOR] = "operator",
	[DC_ORIGIN_ENGINE] = "engine",
	[DC_ORIGIN_INTAKE] = "intake",
	[DC_ORIGIN_IMPORT] = "import",
};

const char *
origin_code(DcOrigin origin)
{
	return origins[origin];
}

DcOrigin
origin_parse(const char *code)
{
	for (guint i = 0; i < G_N_ELEMENTS(origins); i++)
		if (g_strcmp0(origins[i], code) == 0)
			return (DcOrigin)i;
	return DC_ORIGIN_OPERATOR;
}

bool
entity_is_side(DcEntity entity)
{
	return entity == DC_ENTITY_TICKET_TEXT || entity == DC_ENTITY_MAIL_TEXT;
}

DcChange *
dc_change_new(DcAction action, DcInstant at)
{
	DcChange *change = g_new0(DcChange, 1);
	change->action = action;
	change->at = at;
	change->edits = g_ptr_array_new_with_free_func(edit_free);
	change->ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	return change;
}

void
dc_change_free(DcChange *change)
{
	if (change == NULL)
		return;
	g_ptr_array_unref(change->edits);
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
	g_free(change->reason);
	change->reason = g_strdup(reason);
}

gint64
dc_change_create(DcChange *change, DcEntity entity, gpointer record)
{
	if (!entity_is_side(entity))
		record_head(record)->id = --change->last_stand_in;
	Edit *edit = g_new0(Edit, 1);
	edit->entity = entity;
	edit->id = record_id(record);
	edit->field = EDIT_EXISTENCE;
	edit->is_creation = true;
	edit->record = dc_record_copy(entity, record);
	record_head(edit->record)->id = edit->id;
	g_ptr_array_add(change->edits, edit);
	return edit->id;
}

gconstpointer
dc_change_find(const DcChange *change, DcEntity entity, DcMatchFn match, gconstpointer data)
{
	for (guint i = 0; i < change->edits->len; i++) {
		const Edit *edit = g_ptr_array_index(change->edits, i);
		if (edit->is_creation && edit->entity == entity && match(edit->record, data))
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
	Edit *edit = g_new0(Edit, 1);
	edit->entity = entity;
	edit->id = id;
	edit->field = field;
	edit->seen = seen;
	edit->value = value;
	g_ptr_array_add(change->edits, edit);
}

void
dc_change_value(DcChange *change, gconstpointer record, DcField field, const DcValue *value)
{
	DcValue seen = dc_record_get(record, field);
	if (!dc_value_equal(&seen, value))
		change_edit(change, dc_field_info(field)->entity, record_id(record), field, dc_value_copy(&seen), dc_value_copy(value));
}

void
dc_change_text(DcChange *change, gconstpointer record, DcField field, const char *text)
{
	DcValue value = dc_value_text(text != NULL && *text != '\0' ? text : NULL);
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
		dc_change_number(change, record, field, type == DC_FIELD_TYPE_INT || type == DC_FIELD_TYPE_TIME ? DC_ABSENT : 0);
}

bool
dc_change_is_empty(const DcChange *change)
{
	return change->edits->len == 0;
}
