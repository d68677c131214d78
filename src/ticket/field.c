/* The table of fields, made from field.def: where each one is in its record, what it holds, what it is called. */
#include <daicho/lang.h>
#include <daicho/text.h>
#include <daicho/ticket.h>

#include "fold.h"

#include <stddef.h>

#define STRUCT_OF(ENTITY, table, Struct) typedef Struct StructOf_##ENTITY;
DC_ENTITIES(STRUCT_OF)

/* ARG means the set of a WORD and the entity of a REF. */
#define ARG_TEXT(ARG)
#define ARG_LINES(ARG)
#define ARG_INT(ARG)
#define ARG_TIME(ARG)
#define ARG_BOOL(ARG)
#define ARG_REF(ARG) .target = DC_ENTITY_##ARG,
#define ARG_WORD(ARG) .words = DC_WORDS_OF_##ARG,

#define FIELD_LINE(ENTITY, ID, member, TYPE, ARG, LIMIT, LABEL)    \
	[DC_FIELD_##ID] = {                                        \
		.entity = DC_ENTITY_##ENTITY,                      \
		.type = DC_FIELD_TYPE_##TYPE,                      \
		ARG_##TYPE(ARG).name = #member,                    \
		.label = LABEL,                                    \
		.offset = offsetof(StructOf_##ENTITY, member),     \
		.limit = LIMIT,                                    \
	},
#define FIELDS_OF(ENTITY, table, Struct) DC_FIELDS_##ENTITY(FIELD_LINE)
static const DcFieldInfo fields[DC_N_FIELDS] = {DC_ENTITIES(FIELDS_OF)};

/* The fields of an entity are counted by the size of a struct with a byte for each. */
#define FIELD_BYTE(ENTITY, ID, member, TYPE, ARG, LIMIT, LABEL) char member;
#define FIELD_BYTES(ENTITY, table, Struct)               \
	typedef struct {                                 \
		DC_FIELDS_##ENTITY(FIELD_BYTE)           \
	} BytesOf_##ENTITY;
DC_ENTITIES(FIELD_BYTES)

static const struct {
	const char *table;
	int count;
} entities[DC_N_ENTITIES] = {
#define ENTITY_LINE(ENTITY, table, Struct) [DC_ENTITY_##ENTITY] = {table, sizeof(BytesOf_##ENTITY)},
	DC_ENTITIES(ENTITY_LINE)
#undef ENTITY_LINE
};

const DcFieldInfo *
dc_field_info(DcField field)
{
	return &fields[field];
}

const char *
dc_entity_table(DcEntity entity)
{
	return entities[entity].table;
}

int
dc_entity_count(DcEntity entity)
{
	return entities[entity].count;
}

DcField
dc_entity_first(DcEntity entity)
{
	int first = 0;

	for (int before = 0; before < (int)entity; before++)
		first += entities[before].count;
	return (DcField)first;
}

bool
dc_entity_parse(const char *table, DcEntity *entity)
{
	for (int i = 0; i < DC_N_ENTITIES; i++)
		if (g_strcmp0(entities[i].table, table) == 0) {
			*entity = (DcEntity)i;
			return true;
		}
	return false;
}

bool
dc_entity_field(DcEntity entity, const char *name, DcField *field)
{
	int first = (int)dc_entity_first(entity);
	for (int i = first; i < first + entities[entity].count; i++)
		if (g_strcmp0(fields[i].name, name) == 0) {
			*field = (DcField)i;
			return true;
		}
	return false;
}

static bool
field_find(const char *folded, DcField *field)
{
	for (int i = 0; i < DC_N_FIELDS; i++) {
		const DcFieldInfo *info = &fields[i];

		if (info->entity != DC_ENTITY_TICKET && info->entity != DC_ENTITY_TICKET_TEXT)
			continue;
		if (fold_name_is(info->name, folded) || fold_name_is(info->label, folded) || fold_name_is(dc_lang_japanese(info->label), folded)) {
			*field = (DcField)i;
			return true;
		}
	}
	return false;
}

bool
dc_field_parse(const char *name, DcField *field, GError **error)
{
	g_autofree char *folded = fold_name(name);

	if (field_find(folded, field))
		return true;
	g_autofree char *shown = dc_text_clip(name, 40);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("no field is called “%s”; the names are the keys of “show NO --json”"), shown);
	return false;
}
