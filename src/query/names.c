/* The names under which fields are asked for: those of field.def in both languages, short ones, and a few that are no field. */
#include "query.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

const Name names[] = {
	{ "text", "全文", NAME_TEXT, DC_N_FIELDS },
	{ "no", "番号", NAME_NUMBER, DC_N_FIELDS },
	{ "p", "優先", NAME_PRIORITY, DC_N_FIELDS },
	{ "priority", "優先度", NAME_PRIORITY, DC_N_FIELDS },
	{ "group", "グループ", NAME_GROUP, DC_FIELD_PARENT },
	{ "answered", "回答済", NAME_ANSWERED, DC_N_FIELDS },
	{ "reported", "報告済", NAME_REPORTED, DC_N_FIELDS },
	{ "answer", "回答", NAME_WORDS, DC_FIELD_CONTACT_ANSWER },
	{ "note", "記録", NAME_WORDS, DC_FIELD_NOTE_TEXT },
	{ "contact", "連絡", NAME_WORDS, DC_FIELD_CONTACT_SUBJECT },
	{ "subject", "題", NAME_FIELD, DC_FIELD_TITLE },
	{ "dept", "部門", NAME_FIELD, DC_FIELD_DEPARTMENT },
	{ "sys", "系", NAME_FIELD, DC_FIELD_SYSTEM },
	{ "tag", "タグ", NAME_FIELD, DC_FIELD_TAGS },
	{ "error", "エラー", NAME_FIELD, DC_FIELD_ERROR_TEXT },
	{ "due", "期限", NAME_FIELD, DC_FIELD_DUE_AT },
	{ "received", "受付", NAME_FIELD, DC_FIELD_RECEIVED_AT },
	{ "occurred", "発生", NAME_FIELD, DC_FIELD_OCCURRED_AT },
	{ "promised", "約束日", NAME_FIELD, DC_FIELD_PROMISE_AT },
	{ "resume", "再開", NAME_FIELD, DC_FIELD_RESUME_ON },
	{ "check", "確認", NAME_FIELD, DC_FIELD_CHECK_AT },
	{ "restored", "復旧", NAME_FIELD, DC_FIELD_RESTORED_AT },
	{ "resolved", "解決", NAME_FIELD, DC_FIELD_RESOLVED_AT },
	{ "closed", "完了", NAME_FIELD, DC_FIELD_CLOSED_AT },
	{ "release", "リリース", NAME_FIELD, DC_FIELD_RELEASE_ON },
	{ "est", "見込み", NAME_FIELD, DC_FIELD_EST_MIN },
	{ "impact", "影響", NAME_FIELD, DC_FIELD_IMPACT },
	{ "urgency", "緊急", NAME_FIELD, DC_FIELD_URGENCY },
	{ "wait", "待ち", NAME_FIELD, DC_FIELD_WAIT },
	{ NULL, NULL, NAME_FIELD, DC_N_FIELDS },
};

char *
name_fold(const char *name)
{
	g_autofree char *plain = g_strdelimit(g_strdup(name), "_-", ' ');
	return dc_text_fold(plain);
}

static bool
is_called(const char *name, const char *folded)
{
	g_autofree char *other = name_fold(name);
	return strcmp(other, folded) == 0;
}

bool
name_find(const char *typed, Name *name)
{
	g_autofree char *folded = name_fold(typed);
	DcField field;
	for (const Name *one = names; one->name != NULL; one++)
		if (is_called(one->name, folded) || is_called(one->ja, folded)) {
			*name = *one;
			return true;
		}
	if (*folded == '\0' || !dc_field_parse(typed, &field, NULL))
		return false;
	*name = (Name){ .kind = NAME_FIELD, .field = field };
	return true;
}

bool
name_is_among(const Name *name, const DcField *fields)
{
	bool found = fields == NULL || name->kind == NAME_TEXT;
	for (; !found && *fields != DC_N_FIELDS; fields++)
		found = name->kind == NAME_FIELD && name->field == *fields;
	return found;
}

/* The shortest of its names in the present language. Transfer none. */
static const char *
shortest_name(DcField field)
{
	bool japanese = dc_lang_get() == DC_LANG_JA;
	const char *name = japanese ? _(dc_field_info(field)->label) : dc_field_info(field)->name;
	for (const Name *one = names; one->name != NULL; one++) {
		const char *other = japanese ? one->ja : one->name;
		if (one->kind == NAME_FIELD && one->field == field && strlen(other) < strlen(name))
			name = other;
	}
	return name;
}

char *
name_list(const DcField *fields)
{
	GString *list = g_string_new(NULL);
	for (; *fields != DC_N_FIELDS; fields++)
		g_string_append_printf(list, "%s%s", list->len > 0 ? " " : "", shortest_name(*fields));
	return g_string_free(list, FALSE);
}

/* -- the table of docs/query.md -- */
static const char *const values_of_type[] = {
	[DC_FIELD_TYPE_TEXT] = "words in it",
	[DC_FIELD_TYPE_LINES] = "words in it",
	[DC_FIELD_TYPE_INT] = "a number, a range",
	[DC_FIELD_TYPE_TIME] = "a day, a time, a month, a range",
	[DC_FIELD_TYPE_BOOL] = "`yes`, `no`",
	[DC_FIELD_TYPE_REF] = "a number",
	[DC_FIELD_TYPE_WORD] = NULL,
};

static void
add_short_names(GString *row, DcField field, bool japanese)
{
	for (const Name *one = names; one->name != NULL; one++)
		if (one->kind == NAME_FIELD && one->field == field && (japanese || strcmp(one->name, dc_field_info(field)->name) != 0))
			g_string_append_printf(row, ", `%s`", japanese ? one->ja : one->name);
}

static void
add_words(GString *row, DcWordSet set)
{
	for (int value = 1; value <= dc_words_count(set); value++)
		g_string_append_printf(row, "%s`%s`", value > 1 ? ", " : "", dc_word_code(set, value));
}

static void
add_field(GString *table, DcField field)
{
	const DcFieldInfo *info = dc_field_info(field);
	g_string_append_printf(table, "| `%s`", info->name);
	add_short_names(table, field, false);
	g_string_append_printf(table, " | `%s`", dc_lang_japanese(info->label));
	add_short_names(table, field, true);
	g_string_append(table, " | ");
	if (info->type == DC_FIELD_TYPE_WORD)
		add_words(table, info->words);
	else
		g_string_append(table, values_of_type[info->type]);
	g_string_append(table, " |\n");
}

char *
dc_query_table(void)
{
	GString *table = g_string_new("| field | Japanese | values |\n|---|---|---|\n");
	static const DcEntity entities[] = { DC_ENTITY_TICKET, DC_ENTITY_TICKET_TEXT };
	for (guint e = 0; e < G_N_ELEMENTS(entities); e++)
		for (int i = 0; i < dc_entity_count(entities[e]); i++)
			add_field(table, dc_entity_first(entities[e]) + (DcField)i);
	return g_string_free(table, FALSE);
}
