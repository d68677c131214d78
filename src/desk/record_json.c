/* The fields of a record from an object of our own export (docs/json.md). */
#include "import.h"

#include <daicho/lang.h>

static bool
read_time(const DcJson *json, DcValue *value)
{
	const char *text = dc_json_text(json);
	g_autoptr(GDateTime) when = text != NULL ? g_date_time_new_from_iso8601(text, NULL) : NULL;
	if (when != NULL)
		*value = dc_value_number(g_date_time_to_unix(when));
	return when != NULL;
}

static bool
read_word(DcWordSet set, const DcJson *json, DcValue *value)
{
	int word;
	const char *text = dc_json_text(json);
	bool ok = text != NULL && dc_word_parse(set, text, &word, NULL);
	if (ok)
		*value = dc_value_number(word);
	return ok;
}

static bool
read_value(DcField field, const DcJson *json, DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	switch (info->type) {
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		*value = dc_value_text(dc_json_text(json));
		return value->text != NULL;
	case DC_FIELD_TYPE_INT:
	case DC_FIELD_TYPE_BOOL:
		*value = dc_value_number(dc_json_number(json, DC_ABSENT));
		return value->number != DC_ABSENT;
	case DC_FIELD_TYPE_TIME:
		return read_time(json, value);
	case DC_FIELD_TYPE_WORD:
		return read_word(info->words, json, value);
	case DC_FIELD_TYPE_REF:
		break;
	}
	return false;
}

bool
record_from_json(DcEntity entity, const DcJson *object, gpointer record, DcField *field, GError **error)
{
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcValue value = { .number = DC_ABSENT };
		*field = dc_entity_first(entity) + (DcField)i;
		const DcFieldInfo *info = dc_field_info(*field);
		const DcJson *json = dc_json_get(object, info->name);
		if (dc_json_is_null(json) || info->type == DC_FIELD_TYPE_REF)
			continue;
		bool ok = read_value(*field, json, &value);
		if (!ok)
			g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s: not what an export writes there"), info->name);
		ok = ok && dc_value_check(*field, &value, error);
		if (ok)
			dc_record_set(record, *field, &value);
		dc_value_clear(&value);
		if (!ok)
			return false;
	}
	return true;
}
