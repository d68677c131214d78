/* Tickets for a spreadsheet or another program: CSV and JSON, one ticket after the other. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct _Export {
	Cli *cli;
	FILE *to;
	DcCsv csv;
	bool full, cp932;
	Json json;
	guint n_replaced, n_tickets;
};

/* -- cells -- */
static void
cell(const Export *export, GString *row, const char *text)
{
	dc_csv_cell(&export->csv, row, text != NULL ? text : "");
}

/* Digits alone would lose their zeros in a spreadsheet: with an apostrophe they stay text. */
static void
cell_phone(const Export *export, GString *row, const char *text)
{
	bool digits = text != NULL && g_ascii_isdigit(*text) && text[strspn(text, "0123456789- ()")] == '\0';
	g_autofree char *marked = digits && export->csv.defuse ? g_strdup_printf("'%s", text) : NULL;
	const DcCsv plain = { .delimiter = export->csv.delimiter };
	if (marked != NULL)
		dc_csv_cell(&plain, row, marked);
	else
		cell(export, row, text);
}

static void
cell_number(const Export *export, GString *row, gint64 number)
{
	g_autofree char *text = number != DC_ABSENT ? g_strdup_printf("%" G_GINT64_FORMAT, number) : NULL;
	cell(export, row, text);
}

/* 2026/03/31 09:20, as a spreadsheet in Japan takes it for a time. */
static void
cell_time(const Export *export, GString *row, DcInstant at, bool with_minutes)
{
	if (at == DC_ABSENT) {
		cell(export, row, NULL);
		return;
	}
	DcLocal local = dc_calendar_local(dc_desk_calendar(export->cli->desk), at);
	g_autofree char *text = g_strdup_printf("%04d/%02d/%02d", local.year, local.month, local.day);
	g_autofree char *whole = g_strdup_printf("%s %02d:%02d", text, local.hour, local.minute);
	cell(export, row, with_minutes ? whole : text);
}

/* The ledger is Japanese, whatever the operator's language is. */
static void
cell_word(const Export *export, GString *row, DcWordSet set, int value)
{
	cell(export, row, value > 0 ? dc_word_japanese(set, value) : NULL);
}

static void
cell_scale(const Export *export, GString *row, const char *const words[3], gint64 value)
{
	cell(export, row, value >= 1 && value <= 3 ? words[value - 1] : NULL);
}

/* -- the ledger CSV: domain.md 5 -- */
static const char *const ledger_columns[] = {
	"No.", "起票日", "受付日時", "受付手段", "発生日時", "部署", "連絡者", "連絡先", "種別", "システム", "件名", "内容", "影響度", "緊急度", "重要度",
	"優先度", "状態", "対応者", "一次切り分け", "暫定対応", "原因区分", "原因", "恒久対応", "回答期限", "復旧日時", "完了日", "工数(分)", "窓口報告", "関連No.", "備考",
};

static void
cell_report(const Export *export, GString *row, const GPtrArray *reports)
{
	const DcReport *last = reports->len > 0 ? g_ptr_array_index(reports, reports->len - 1) : NULL;
	cell_time(export, row, last != NULL ? last->sent_at : DC_ABSENT, true);
}

/* 親104: the ticket in front of it; the others it is linked to. */
static void
cell_related(const Export *export, GString *row, const DcExported *exported)
{
	g_autoptr(GString) numbers = g_string_new(NULL);
	if (exported->ticket->parent > 0)
		g_string_append_printf(numbers, "親%" G_GINT64_FORMAT, exported->ticket->parent);
	for (guint i = 0; i < exported->links->len; i++)
		g_string_append_printf(numbers, "%s%" G_GINT64_FORMAT, numbers->len > 0 ? " " : "", ((const DcLink *)g_ptr_array_index(exported->links, i))->other);
	cell(export, row, numbers->str);
}

static void
ledger_row(const Export *export, GString *row, const DcExported *exported)
{
	static const char *const impact[] = { "大", "中", "小" }, *const urgency[] = { "高", "中", "低" };
	const DcTicket *ticket = exported->ticket;
	const DcTicketText *text = exported->text;
	g_autofree char *priority = g_strdup_printf("P%d", exported->priority);
	cell_number(export, row, ticket->id);
	cell_time(export, row, ticket->received_at, false);
	cell_time(export, row, ticket->received_at, true);
	cell_word(export, row, DC_WORDS_OF_CHANNEL, (int)ticket->channel);
	cell_time(export, row, ticket->occurred_at, true);
	cell(export, row, ticket->department);
	cell(export, row, ticket->caller);
	cell_phone(export, row, ticket->callback);
	cell_word(export, row, DC_WORDS_OF_KIND, (int)ticket->kind);
	cell(export, row, ticket->system);
	cell(export, row, ticket->title);
	cell(export, row, text->body);
	cell_scale(export, row, impact, ticket->impact);
	cell_scale(export, row, urgency, ticket->urgency);
	cell_scale(export, row, urgency, exported->criticality);
	cell(export, row, priority);
	cell_word(export, row, DC_WORDS_OF_STATUS, (int)ticket->status);
	cell(export, row, dc_policy_numbers(dc_desk_policy(export->cli->desk))->operator_name);
	cell(export, row, text->triage_note);
	cell(export, row, text->workaround);
	cell_word(export, row, DC_WORDS_OF_CAUSE, (int)ticket->cause_class);
	cell(export, row, text->cause);
	cell(export, row, text->permanent_fix);
	cell_time(export, row, ticket->due_at, true);
	cell_time(export, row, ticket->restored_at, true);
	cell_time(export, row, ticket->closed_at, true);
	cell_number(export, row, exported->worked_min);
	cell_report(export, row, exported->reports);
	cell_related(export, row, exported);
	cell(export, row, text->resolution);
}

/* -- the full CSV: every field by its name -- */
static bool
is_exported(DcField field)
{
	return field != DC_FIELD_PRIVATE_MEMO && dc_field_info(field)->type != DC_FIELD_TYPE_REF && field != DC_FIELD_SOURCE && field != DC_FIELD_SOURCE_ID;
}

static void
cell_field(const Export *export, GString *row, gconstpointer record, DcField field)
{
	const DcFieldInfo *info = dc_field_info(field);
	DcValue value = dc_record_get(record, field);
	g_autofree char *time = info->type == DC_FIELD_TYPE_TIME ? when_text(export->cli, value.number) : NULL;
	if (value.is_text)
		field == DC_FIELD_CALLBACK ? cell_phone(export, row, value.text) : cell(export, row, value.text);
	else if (info->type == DC_FIELD_TYPE_TIME)
		cell(export, row, time);
	else if (info->type == DC_FIELD_TYPE_WORD)
		cell(export, row, value.number > 0 ? dc_word_code(info->words, (int)value.number) : NULL);
	else
		cell_number(export, row, value.number);
}

static void
each_field(const Export *export, GString *row, DcEntity entity, gconstpointer record)
{
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcField field = dc_entity_first(entity) + (DcField)i;
		if (!is_exported(field))
			continue;
		if (record != NULL)
			cell_field(export, row, record, field);
		else
			cell(export, row, dc_field_info(field)->name);
	}
}

static const char *const full_columns[] = { "answer", "note", "worked_min", "group", "related" };

static char *
joined_notes(const GPtrArray *notes)
{
	GString *all = g_string_new(NULL);
	for (guint i = 0; i < notes->len; i++)
		g_string_append_printf(all, "%s%s", i > 0 ? "\n" : "", ((const DcNote *)g_ptr_array_index(notes, i))->text);
	return g_string_free(all, FALSE);
}

static const char *
first_answer(const GPtrArray *contacts)
{
	for (guint i = 0; i < contacts->len; i++)
		if (((const DcContact *)g_ptr_array_index(contacts, i))->answer != NULL)
			return ((const DcContact *)g_ptr_array_index(contacts, i))->answer;
	return NULL;
}

static void
full_row(const Export *export, GString *row, const DcExported *exported)
{
	g_autofree char *notes = joined_notes(exported->notes);
	cell_number(export, row, exported->ticket->id);
	each_field(export, row, DC_ENTITY_TICKET, exported->ticket);
	each_field(export, row, DC_ENTITY_TICKET_TEXT, exported->text);
	cell(export, row, first_answer(exported->contacts));
	cell(export, row, notes);
	cell_number(export, row, exported->worked_min);
	cell_number(export, row, exported->ticket->parent > 0 ? exported->ticket->parent : DC_ABSENT);
	g_autoptr(GString) numbers = g_string_new(NULL);
	for (guint i = 0; i < exported->links->len; i++)
		g_string_append_printf(numbers, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", ((const DcLink *)g_ptr_array_index(exported->links, i))->other);
	cell(export, row, numbers->str);
}

static void
header_row(const Export *export, GString *row)
{
	if (!export->full) {
		for (guint i = 0; i < G_N_ELEMENTS(ledger_columns); i++)
			cell(export, row, ledger_columns[i]);
		return;
	}
	cell(export, row, "no");
	each_field(export, row, DC_ENTITY_TICKET, NULL);
	each_field(export, row, DC_ENTITY_TICKET_TEXT, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(full_columns); i++)
		cell(export, row, full_columns[i]);
}

static void
write_row(Export *export, GString *row)
{
	dc_csv_end(row);
	if (!export->cp932) {
		fwrite(row->str, 1, row->len, export->to);
		return;
	}
	g_autoptr(GString) coded = g_string_new(NULL);
	export->n_replaced += dc_csv_to_cp932(row->str, coded);
	fwrite(coded->str, 1, coded->len, export->to);
}

/* -- JSON: docs/json.md -- */
static void
json_person(const Export *export, Json *json, gint64 party)
{
	DcLedger *ledger = dc_desk_ledger(export->cli->desk);
	g_autoptr(DcParty) person = party > 0 ? dc_ledger_read(ledger, DC_ENTITY_PARTY, party, NULL) : NULL;
	if (person == NULL) {
		json_text(json, "person", NULL);
		return;
	}
	g_autoptr(DcDepartment) department = person->department > 0 ? dc_ledger_read(ledger, DC_ENTITY_DEPARTMENT, person->department, NULL) : NULL;
	json_begin(json, "person", '{');
	json_record_members(export->cli, json, DC_ENTITY_PARTY, person);
	json_text(json, "department_name", department != NULL ? department->name : NULL);
	json_end(json, '}');
}

static void
json_list(const Export *export, Json *json, const char *key, DcEntity entity, const GPtrArray *records)
{
	json_begin(json, key, '[');
	for (guint i = 0; i < records->len; i++) {
		gconstpointer record = g_ptr_array_index(records, i);
		json_begin(json, NULL, '{');
		json_number(json, "id", *(const gint64 *)record);
		json_record_members(export->cli, json, entity, record);
		if (entity == DC_ENTITY_CONTACT)
			json_person(export, json, ((const DcContact *)record)->party);
		json_end(json, '}');
	}
	json_end(json, ']');
}

static void
json_past_value(Json *json, const char *key, const DcValue *value)
{
	if (value->is_text)
		json_text(json, key, value->text);
	else
		json_number(json, key, value->number);
}

static void
json_edit(Json *json, const DcPastEdit *edit)
{
	json_begin(json, NULL, '{');
	json_text(json, "entity", dc_entity_table(edit->entity));
	json_number(json, "row", edit->row);
	json_text(json, "field", edit->field < DC_N_FIELDS ? dc_field_info(edit->field)->name : "gone");
	json_past_value(json, "old", &edit->old);
	json_past_value(json, "new", &edit->new);
	json_end(json, '}');
}

static void
json_past(const Export *export, Json *json, const DcPast *past)
{
	g_autofree char *at = when_text(export->cli, past->at);
	json_begin(json, NULL, '{');
	json_number(json, "change", past->id);
	json_text(json, "at", at);
	json_text(json, "action", past->action);
	json_text(json, "origin", dc_origin_code(past->origin));
	json_text(json, "reason", past->reason);
	json_number(json, "target", past->target > 0 ? past->target : DC_ABSENT);
	json_begin(json, "edits", '[');
	for (guint i = 0; i < past->events->len; i++) {
		const DcPastEdit *edit = g_ptr_array_index(past->events, i);
		if (edit->field != DC_FIELD_PRIVATE_MEMO)
			json_edit(json, edit);
	}
	json_end(json, ']');
	json_end(json, '}');
}

static void
json_exported(Export *export, const DcExported *exported)
{
	Json *json = &export->json;
	json_begin(json, NULL, '{');
	json_number(json, "daicho", 1);
	json_number(json, "no", exported->ticket->id);
	json_record_members(export->cli, json, DC_ENTITY_TICKET, exported->ticket);
	json_record_members(export->cli, json, DC_ENTITY_TICKET_TEXT, exported->text);
	json_person(export, json, exported->ticket->party);
	json_list(export, json, "contacts", DC_ENTITY_CONTACT, exported->contacts);
	json_list(export, json, "links", DC_ENTITY_LINK, exported->links);
	json_list(export, json, "notes", DC_ENTITY_NOTE, exported->notes);
	json_list(export, json, "work", DC_ENTITY_WORK, exported->work);
	json_list(export, json, "calls", DC_ENTITY_CALL, exported->calls);
	json_list(export, json, "reports", DC_ENTITY_REPORT, exported->reports);
	json_begin(json, "history", '[');
	for (guint i = exported->history->len; i > 0; i--)
		json_past(export, json, g_ptr_array_index(exported->history, i - 1));
	json_end(json, ']');
	json_end(json, '}');
}

/* -- the whole -- */
static bool
export_ticket(const DcExported *exported, gpointer data, GError **error)
{
	Export *export = data;
	if (export->json.out != NULL) {
		json_exported(export, exported);
		g_string_prepend(export->json.out, export->n_tickets > 0 ? "\n" : "");
		fwrite(export->json.out->str, 1, export->json.out->len, export->to);
		g_string_truncate(export->json.out, 0);
	} else {
		g_autoptr(GString) row = g_string_new(NULL);
		export->full ? full_row(export, row, exported) : ledger_row(export, row, exported);
		write_row(export, row);
	}
	export->n_tickets++;
	if (!ferror(export->to))
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("the output could not be written: %s"), g_strerror(errno));
	return false;
}

static void
begin_csv(Export *export)
{
	g_autoptr(GString) row = g_string_new(NULL);
	if (!export->cp932)
		fputs("\xEF\xBB\xBF", export->to);
	header_row(export, row);
	write_row(export, row);
}

static bool
export_tickets(Export *export, const DcFilter *filter, GError **error)
{
	bool is_csv = export->json.out == NULL;
	if (is_csv)
		begin_csv(export);
	else
		json_begin(&export->json, NULL, '[');
	bool ok = dc_desk_export(export->cli->desk, filter, !is_csv, export_ticket, export, error);
	if (!is_csv)
		fprintf(export->to, "%s]\n", export->json.out->str);
	return ok;
}

static DcCsv
csv_of(Cli *cli)
{
	return (DcCsv){ .delimiter = ',', .defuse = dc_policy_numbers(dc_desk_policy(cli->desk))->defuse != 0 };
}

/* -- the rows of a list, in its order -- */
Export *
cli_csv_begin(Cli *cli)
{
	Export *export = g_new0(Export, 1);
	*export = (Export){ .cli = cli, .to = stdout, .csv = csv_of(cli) };
	begin_csv(export);
	return export;
}

bool
cli_csv_ticket(Export *export, DcTicketNo no, GError **error)
{
	return dc_desk_export_ticket(export->cli->desk, no, false, export_ticket, export, error);
}

void
cli_csv_end(Export *export)
{
	g_free(export);
}

/* -- a file of them -- */
static bool
is_one_of(const char *word, const char *a, const char *b, const char *option, GError **error)
{
	if (word == NULL || g_ascii_strcasecmp(word, a) == 0 || g_ascii_strcasecmp(word, b) == 0)
		return true;
	g_autofree char *shown = dc_text_clip(word, CLIP_COLS);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, _("--%s is %s or %s, not \"%s\""), option, a, b, shown);
	return false;
}

typedef struct { /* a value: which tickets, and how */
	const char *query, *path; /* NULL: all; standard output */
	bool json, full, cp932, keep_formulas;
} Wanted;

static bool
write_export(Cli *cli, const Wanted *what, GError **error)
{
	Export export = { .cli = cli, .full = what->full, .cp932 = what->cp932, .csv = csv_of(cli) };
	export.csv.defuse = export.csv.defuse && !what->keep_formulas;
	g_autoptr(DcFilter) filter = what->query != NULL ? dc_desk_filter(cli->desk, what->query, cli->now, NULL, error) : NULL;
	Output output;
	if ((what->query != NULL && filter == NULL) || !output_open(&output, cli, what->path, error))
		return false;
	export.to = output.to;
	export.json.out = what->json ? g_string_new(NULL) : NULL;
	bool ok = export_tickets(&export, filter, error);
	ok = output_close(&output, ok, error) && ok;
	if (export.json.out != NULL)
		g_string_free(export.json.out, TRUE);
	if (ok && export.n_replaced > 0)
		fprintf(stderr, _("daicho: characters that CP932 does not have, replaced by 〓: %u\n"), export.n_replaced);
	return ok;
}

bool
cli_run_export(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("export");
	g_autofree char *format = NULL, *charset = NULL, *path = NULL, *query = NULL;
	gboolean full = FALSE, keep = FALSE, as_json = FALSE, as_csv = FALSE;
	const GOptionEntry entries[] = {
		{ "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
		{ "csv", 0, 0, G_OPTION_ARG_NONE, &as_csv, NULL, NULL },
		{ "charset", 0, 0, G_OPTION_ARG_STRING, &charset, NULL, NULL },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
		{ "full", 0, 0, G_OPTION_ARG_NONE, &full, NULL, NULL },
		{ "keep-formulas", 0, 0, G_OPTION_ARG_NONE, &keep, NULL, NULL },
		{ 0 },
	};
	if (!cli_query(command, entries, &argc, &argv, &query, error) || !is_one_of(format, "csv", "json", "format", error) ||
	    !is_one_of(charset, "utf-8", "cp932", "charset", error))
		return false;
	const Wanted what = { .query = query, .path = path, .full = full, .keep_formulas = keep,
		                 .json = as_json || (format != NULL && g_ascii_strcasecmp(format, "json") == 0),
		                 .cp932 = charset != NULL && g_ascii_strcasecmp(charset, "cp932") == 0 };
	if (what.json && (as_csv || what.cp932)) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_USAGE, as_csv ? _("export: CSV or JSON, not both") : _("export: JSON is UTF-8; --charset cp932 is for a CSV"));
		return false;
	}
	return write_export(cli, &what, error);
}
