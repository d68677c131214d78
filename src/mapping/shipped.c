/* The maps that come with the program, as text: what a user edits is what they are. */
#include "map.h"

#include <string.h>

static const char redmine[] =
	"# Redmine: the CSV of the issue list (\"Also available in: CSV\"), all columns, with the description. English and Japanese.\n"
	"[file]\n"
	"source = redmine\n"
	"dates = %m/%d/%Y %I:%M %p | %m/%d/%Y | %d/%m/%Y %H:%M\n"
	"\n"
	"[fields]\n"
	"key = #\n"
	"title = Subject | 題名\n"
	"body = Description | 説明\n"
	"kind = Tracker | トラッカー\n"
	"status = Status | ステータス\n"
	"priority = Priority | 優先度\n"
	"caller = Author | 作成者\n"
	"system = Project | プロジェクト\n"
	"tags = Category | カテゴリ\n"
	"received_at = Created | 作成日\n"
	"due_at = Due date | 期日\n"
	"closed_at = Closed | 終了日\n"
	"worked_hours = Spent time | 作業時間\n"
	"note = Last notes | 最新のコメント\n"
	"related = Parent task | 親チケット\n"
	"related = Related issues | 関連するチケット\n"
	"\n"
	"[values kind]\n"
	"Bug = incident\n"
	"バグ = incident\n"
	"Feature = change\n"
	"機能 = change\n"
	"* = inquiry\n"
	"\n"
	"[values status]\n"
	"Feedback = waiting\n"
	"フィードバック = waiting\n"
	"\n"
	"[values priority]\n"
	"Immediate = 1\n"
	"今すぐ = 1\n"
	"Urgent = 2\n"
	"急いで = 2\n"
	"High = 3\n"
	"高め = 3\n"
	"Normal = 4\n"
	"通常 = 4\n"
	"Low = 5\n"
	"低め = 5\n"
	"\n"
	"[constants]\n"
	"channel = other\n";

static const char jira[] =
	"# Jira: \"Export CSV (all fields)\" of a search.\n"
	"[file]\n"
	"source = jira\n"
	"dates = %d/%b/%y %I:%M %p | %d/%b/%y | %d/%b/%Y %I:%M %p\n"
	"\n"
	"[fields]\n"
	"key = Issue key | キー\n"
	"title = Summary | 要約\n"
	"body = Description | 説明\n"
	"steps = Environment | 環境\n"
	"kind = Issue Type | 課題タイプ | Work type\n"
	"status = Status | ステータス\n"
	"priority = Priority | 優先度\n"
	"caller = Reporter | 報告者\n"
	"system = Component/s | Components | コンポーネント | Project key\n"
	"tags = Labels | ラベル\n"
	"received_at = Created | 作成日\n"
	"due_at = Due date | Due Date | 期限\n"
	"resolved_at = Resolved | 解決日\n"
	"close_reason = Resolution | 解決状況\n"
	"worked_seconds = Time Spent\n"
	"note = Comment | Comments | コメント\n"
	"related = Parent key | Parent\n"
	"\n"
	"[values kind]\n"
	"Bug = incident\n"
	"Incident = incident\n"
	"Task = task\n"
	"Sub-task = task\n"
	"Story = change\n"
	"Epic = change\n"
	"Improvement = change\n"
	"New Feature = change\n"
	"* = inquiry\n"
	"\n"
	"[values status]\n"
	"Done = closed\n"
	"Won't Do = cancelled\n"
	"\n"
	"[values priority]\n"
	"Highest = 1\n"
	"Blocker = 1\n"
	"最高 = 1\n"
	"High = 2\n"
	"Critical = 2\n"
	"高 = 2\n"
	"Medium = 3\n"
	"Major = 3\n"
	"中 = 3\n"
	"Low = 4\n"
	"Minor = 4\n"
	"低 = 4\n"
	"Lowest = 5\n"
	"Trivial = 5\n"
	"最低 = 5\n"
	"\n"
	"[constants]\n"
	"channel = other\n";

static const char servicenow[] =
	"# ServiceNow: an export of the incident list, by labels or by names of columns.\n"
	"[file]\n"
	"source = servicenow\n"
	"dates = %d-%m-%Y %H:%M:%S | %m-%d-%Y %H:%M:%S | %m/%d/%Y %H:%M:%S\n"
	"\n"
	"[fields]\n"
	"key = Number | number | 番号\n"
	"title = Short description | short_description | 簡単な説明\n"
	"body = Description | description | 説明\n"
	"status = State | Incident state | state | incident_state | ステータス\n"
	"impact = Impact | impact | インパクト\n"
	"urgency = Urgency | urgency | 緊急度\n"
	"priority = Priority | priority | 優先度\n"
	"caller = Caller | caller_id | Opened by | opened_by | 発信者\n"
	"department = Department | u_department\n"
	"system = Configuration item | cmdb_ci | Service | Business service | business_service\n"
	"channel = Contact type | Channel | contact_type\n"
	"tags = Category | category\n"
	"received_at = Opened | opened_at | Created | sys_created_on\n"
	"due_at = Due date | due_date\n"
	"resolved_at = Resolved | resolved_at\n"
	"closed_at = Closed | closed_at\n"
	"resolution = Resolution notes | Close notes | close_notes\n"
	"cause = Cause | u_cause\n"
	"note = Comments and Work notes | Work notes | comments_and_work_notes | work_notes\n"
	"note = Additional comments | comments\n"
	"group = Parent Incident | parent_incident\n"
	"\n"
	"[values status]\n"
	"1 = new\n"
	"2 = working\n"
	"3 = waiting\n"
	"6 = resolved\n"
	"7 = closed\n"
	"8 = cancelled\n"
	"Awaiting User Info = waiting\n"
	"Awaiting Problem = waiting\n"
	"\n"
	"[values impact]\n"
	"1 - High = 1\n"
	"2 - Medium = 2\n"
	"3 - Low = 3\n"
	"\n"
	"[values urgency]\n"
	"1 - High = 1\n"
	"2 - Medium = 2\n"
	"3 - Low = 3\n"
	"\n"
	"[values priority]\n"
	"1 - Critical = 1\n"
	"2 - High = 2\n"
	"3 - Moderate = 3\n"
	"4 - Low = 4\n"
	"5 - Planning = 5\n"
	"\n"
	"[values channel]\n"
	"* = other\n"
	"Phone = phone\n"
	"Email = mail\n"
	"Walk-in = oral\n"
	"Event = monitor\n"
	"\n"
	"[constants]\n"
	"kind = incident\n"
	"channel = other\n";

/* domain.md 5, the ledger CSV, before the names of field.def that the full one has. What it says of systems, priority and reports follows from the rest. */
static const struct {
	const char *name, *column;
} ledger_columns[] = {
	{ "no", "No." }, { "key", "No." }, { "received_at", "受付日時" }, { "channel", "受付手段" }, { "occurred_at", "発生日時" }, { "department", "部署" },
	{ "caller", "連絡者" }, { "callback", "連絡先" }, { "kind", "種別" }, { "system", "システム" }, { "title", "件名" }, { "body", "内容" }, { "impact", "影響度" },
	{ "urgency", "緊急度" }, { "status", "状態" }, { "triage_note", "一次切り分け" }, { "workaround", "暫定対応" }, { "cause_class", "原因区分" }, { "cause", "原因" },
	{ "permanent_fix", "恒久対応" }, { "due_at", "回答期限" }, { "restored_at", "復旧日時" }, { "closed_at", "完了日" }, { "worked_min", "工数(分)" },
	{ "related", "関連No." }, { "resolution", "備考" },
};

static const char *
ledger_column(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(ledger_columns); i++)
		if (strcmp(ledger_columns[i].name, name) == 0)
			return ledger_columns[i].column;
	return NULL;
}

static void
add_column(GString *text, const char *name, const char *own)
{
	const char *column = ledger_column(name);
	g_string_append_printf(text, "%s = %s%s%s\n", name, column != NULL ? column : "", column != NULL ? " | " : "", own);
}

static void
add_fields(GString *text, DcEntity entity)
{
	for (int i = 0; i < dc_entity_count(entity); i++) {
		guint target;
		const char *name = dc_field_info(dc_entity_first(entity) + (DcField)i)->name;
		if (target_parse(name, &target, NULL))
			add_column(text, name, name);
	}
}

static char *
ours(void)
{
	GString *text = g_string_new("# daicho's own export: the ledger CSV, or the full one.\n[file]\nsource = daicho\napostrophes = yes\n\n[fields]\n");
	add_column(text, "no", "no");
	add_column(text, "key", "no");
	add_fields(text, DC_ENTITY_TICKET);
	add_fields(text, DC_ENTITY_TICKET_TEXT);
	static const char *const others[] = { "answer", "note", "worked_min", "group", "related" };
	for (guint i = 0; i < G_N_ELEMENTS(others); i++)
		add_column(text, others[i], others[i]);
	return g_string_free(text, FALSE);
}

static const char *const names[] = { "redmine", "jira", "servicenow", "daicho", NULL };

const char *const *
dc_map_names(void)
{
	return names;
}

char *
dc_map_shipped(const char *name)
{
	if (strcmp(name, "redmine") == 0)
		return g_strdup(redmine);
	if (strcmp(name, "jira") == 0)
		return g_strdup(jira);
	if (strcmp(name, "servicenow") == 0)
		return g_strdup(servicenow);
	return strcmp(name, "daicho") == 0 ? ours() : NULL;
}

bool
dc_map_is_ours(char *const *columns)
{
	static const char *const ledger[] = { "No.", "起票日", "受付日時", "受付手段" }, *const full[] = { "no", "kind", "status", "channel" };
	bool is_ledger = true, is_full = true;
	for (guint i = 0; i < G_N_ELEMENTS(ledger); i++) {
		if (columns[i] == NULL)
			return false;
		is_ledger &= strcmp(columns[i], ledger[i]) == 0;
		is_full &= strcmp(columns[i], full[i]) == 0;
	}
	return is_ledger || is_full;
}
