/* Records handled without knowing which: made, copied, freed, read and written through the table of fields. */
#include <daicho/ticket.h>

static const gsize sizes[DC_N_ENTITIES] = {
#define ENTITY_SIZE(ENTITY, table, Struct) [DC_ENTITY_##ENTITY] = sizeof(Struct),
	DC_ENTITIES(ENTITY_SIZE)
#undef ENTITY_SIZE
};

/* Words are read and written as int through the table. */
#define WORD_IS_INT(SET, CType) G_STATIC_ASSERT(sizeof(CType) == sizeof(int));
DC_WORD_SETS(WORD_IS_INT)

static gpointer
member_at(gpointer record, const DcFieldInfo *info)
{
	return (char *)record + info->offset;
}

static gconstpointer
member_of(gconstpointer record, const DcFieldInfo *info)
{
	return (const char *)record + info->offset;
}

gpointer
dc_record_new(DcEntity entity)
{
	char *record = g_malloc0(sizes[entity]);
	const DcFieldInfo *info = dc_field_info(dc_entity_first(entity));

	for (const DcFieldInfo *end = info + dc_entity_count(entity); info < end; info++) {
		if (info->type == DC_FIELD_TYPE_INT || info->type == DC_FIELD_TYPE_TIME)
			*(gint64 *)member_at(record, info) = DC_ABSENT;
	}
	return record;
}

static bool
is_text(DcFieldType type)
{
	return type == DC_FIELD_TYPE_TEXT || type == DC_FIELD_TYPE_LINES;
}

gpointer
dc_record_copy(DcEntity entity, gconstpointer record)
{
	char *copy = g_memdup2(record, sizes[entity]);
	const DcFieldInfo *info = dc_field_info(dc_entity_first(entity));

	for (const DcFieldInfo *end = info + dc_entity_count(entity); info < end; info++) {
		if (is_text(info->type)) {
			char **text = member_at(copy, info);
			*text = g_strdup(*text);
		}
	}
	return copy;
}

void
dc_record_free(DcEntity entity, gpointer record)
{
	if (record == NULL)
		return;
	const DcFieldInfo *info = dc_field_info(dc_entity_first(entity));

	for (const DcFieldInfo *end = info + dc_entity_count(entity); info < end; info++) {
		if (is_text(info->type))
			g_free(*(char **)member_at(record, info));
	}
	g_free(record);
}

DcValue
dc_record_get(gconstpointer record, DcField field)
{
	const DcFieldInfo *info = dc_field_info(field);
	gconstpointer at = member_of(record, info);
	gint64 number = 0;

	switch (info->type) {
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		return (DcValue){.is_text = true, .number = DC_ABSENT, .text = *(char *const *)at};
	case DC_FIELD_TYPE_INT:
	case DC_FIELD_TYPE_TIME:
		return dc_value_number(*(const gint64 *)at);
	case DC_FIELD_TYPE_BOOL:
		return dc_value_number(*(const bool *)at);
	case DC_FIELD_TYPE_REF:
		number = *(const gint64 *)at;
		break;
	case DC_FIELD_TYPE_WORD:
		number = *(const int *)at;
		break;
	}
	return dc_value_number(number == 0 ? DC_ABSENT : number);
}

static void
text_replace(char **text, const char *by)
{
	char *copy = by == NULL || *by == '\0' ? NULL : g_strdup(by); /* first: `by` may be the old text */

	g_free(*text);
	*text = copy;
}

void
dc_record_set(gpointer record, DcField field, const DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	gpointer at = member_at(record, info);
	gint64 or_zero = value->number == DC_ABSENT ? 0 : value->number;

	g_return_if_fail(value->is_text == is_text(info->type));
	switch (info->type) {
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		text_replace(at, value->text);
		break;
	case DC_FIELD_TYPE_INT:
	case DC_FIELD_TYPE_TIME:
		*(gint64 *)at = value->number;
		break;
	case DC_FIELD_TYPE_BOOL:
		*(bool *)at = or_zero != 0;
		break;
	case DC_FIELD_TYPE_REF:
		*(gint64 *)at = or_zero;
		break;
	case DC_FIELD_TYPE_WORD:
		*(int *)at = (int)or_zero;
		break;
	}
}
