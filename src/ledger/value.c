/* A value in its three forms: as the program holds it, as the file does, and in words. */
#include "record.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#define WORDS_COLS 60 /* of a value in a message: enough to know it again */

/* By the code alone: dc_word_parse() also takes labels, which no file holds. */
static int
word_of_code(DcWordSet set, const char *code)
{
	for (int word = dc_words_count(set); word > 0; word--)
		if (g_str_equal(dc_word_code(set, word), code))
			return word;
	return 0;
}

DcValue
value_normal(DcField field, const DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	DcValue normal = *value;

	if (value->is_text && value->text != NULL && *value->text == '\0')
		normal.text = NULL;
	if (!value->is_text && value->number == 0 && (info->type == DC_FIELD_TYPE_WORD || info->type == DC_FIELD_TYPE_REF))
		normal.number = DC_ABSENT;
	if (!value->is_text && value->number == DC_ABSENT && info->type == DC_FIELD_TYPE_BOOL)
		normal.number = 0;
	return normal;
}

DcValue
value_stored(DcField field, const DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	DcValue stored = value_normal(field, value);

	if (info->type != DC_FIELD_TYPE_WORD || stored.number == DC_ABSENT)
		return stored;
	/* The codes are constants of the program; nobody frees or changes what is borrowed here. */
	return (DcValue){ .is_text = true, .number = DC_ABSENT, .text = (char *)(guintptr)dc_word_code(info->words, (int)stored.number) };
}

DcValue
value_of_stored(DcField field, const DcValue *stored)
{
	const DcFieldInfo *info = dc_field_info(field);

	if (info->type != DC_FIELD_TYPE_WORD || !stored->is_text)
		return dc_value_copy(stored);
	return dc_value_number(stored->text != NULL ? word_of_code(info->words, stored->text) : DC_ABSENT);
}

static bool
load_word(DcLedger *ledger, const DbQuery *query, int column, DcField field, DcValue *value, GError **error)
{
	const DcFieldInfo *info = dc_field_info(field);
	const char *code = (const char *)sqlite3_column_text(query->stmt, column);
	int word = code != NULL ? word_of_code(info->words, code) : 0;

	/* Written by hand or by a newer program: better refused than guessed. */
	if (word == 0) {
		db_set_damaged(ledger, error, _("unknown word in %s: %s"), info->name, code != NULL ? code : "-");
		return false;
	}
	*value = dc_value_number(word);
	return true;
}

bool
value_load(DcLedger *ledger, const DbQuery *query, int column, DcField field, DcValue *value, GError **error)
{
	const DcFieldInfo *info = dc_field_info(field);
	bool is_text = info->type == DC_FIELD_TYPE_TEXT || info->type == DC_FIELD_TYPE_LINES;
	int found = sqlite3_column_type(query->stmt, column);

	if (found == SQLITE_NULL) {
		DcValue unset = { .is_text = is_text, .number = DC_ABSENT };
		*value = value_normal(field, &unset);
		return true;
	}
	if (found != (is_text || info->type == DC_FIELD_TYPE_WORD ? SQLITE_TEXT : SQLITE_INTEGER)) {
		db_set_damaged(ledger, error, _("%s of %s is of a wrong kind"), info->name, dc_entity_table(info->entity));
		return false;
	}
	if (info->type == DC_FIELD_TYPE_WORD)
		return load_word(ledger, query, column, field, value, error);
	if (is_text)
		*value = (DcValue){ .is_text = true, .number = DC_ABSENT, .text = db_column_text(query, column) };
	else
		*value = dc_value_number(sqlite3_column_int64(query->stmt, column));
	return true;
}

static char *
number_words(const DcFieldInfo *info, gint64 number)
{
	switch (info->type) {
	case DC_FIELD_TYPE_WORD:
		return g_strdup(dc_word_label(info->words, (int)number));
	case DC_FIELD_TYPE_BOOL:
		return g_strdup(number != 0 ? _("yes") : _("no"));
	case DC_FIELD_TYPE_REF:
		return record_name(info->target, number);
	case DC_FIELD_TYPE_TIME: {
		/* The offset is shown: the calendar's zone is not this room's business. */
		g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(number);
		return time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M %:z") : g_strdup("-");
	}
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
	case DC_FIELD_TYPE_INT:
		break;
	}
	return g_strdup_printf("%" G_GINT64_FORMAT, number);
}

char *
value_words(DcField field, const DcValue *value)
{
	DcValue normal = value_normal(field, value);

	if (normal.is_text)
		return normal.text != NULL ? dc_text_clip(normal.text, WORDS_COLS) : g_strdup("-");
	return normal.number == DC_ABSENT ? g_strdup("-") : number_words(dc_field_info(field), normal.number);
}
