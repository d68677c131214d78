/* How other programs call columns and what stands in them. */
#include "map.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

char *
word_fold(const char *text)
{
	g_autofree char *line = dc_text_one_line(text);
	g_autofree char *normal = g_utf8_normalize(line, -1, G_NORMALIZE_ALL_COMPOSE);
	return g_utf8_casefold(normal != NULL ? normal : line, -1);
}

/* -- values -- */
static const struct {
	DcWordSet set;
	int value;
	const char *words; /* folded, between bars */
} words[] = {
	{ DC_WORDS_OF_STATUS, DC_STATUS_NEW, "|new|open|to do|todo|backlog|reopened|新規|未着手|未対応|オープン|起票|受付済|受付|" },
	{ DC_WORDS_OF_STATUS, DC_STATUS_INVESTIGATING, "|assigned|selected for development|in review|調査|調査中|" },
	{ DC_WORDS_OF_STATUS, DC_STATUS_WORKING, "|in progress|進行中|作業中|処理中|対応|対応中|着手|" },
	{ DC_WORDS_OF_STATUS, DC_STATUS_WAITING, "|pending|on hold|awaiting info|feedback|waiting for customer|waiting for support|保留|保留中|フィードバック|回答待ち|確認待ち|待ち|" },
	{ DC_WORDS_OF_STATUS, DC_STATUS_RESOLVED, "|resolved|解決|解決済|解決済み|解決済(未回答)|" },
	{ DC_WORDS_OF_STATUS, DC_STATUS_CLOSED, "|closed|done|complete|completed|終了|クローズ|済|完了|" },
	{ DC_WORDS_OF_STATUS, DC_STATUS_CANCELLED, "|rejected|canceled|won't do|duplicate|却下|中止|キャンセル|取り消し|取消|" },
	{ DC_WORDS_OF_KIND, DC_KIND_INCIDENT, "|bug|defect|incident|problem|failure|バグ|不具合|トラブル|障害|" },
	{ DC_WORDS_OF_KIND, DC_KIND_INQUIRY, "|question|support|service request|request|help|サポート|質問|問い合せ|問合せ|問合|照会|問い合わせ|" },
	{ DC_WORDS_OF_KIND, DC_KIND_CHANGE, "|feature|story|improvement|enhancement|new feature|epic|機能|改善|要望|変更|仕様変更|改修|" },
	{ DC_WORDS_OF_KIND, DC_KIND_TASK, "|task|sub-task|subtask|タスク|作業|依頼|依頼作業|" },
	{ DC_WORDS_OF_CHANNEL, DC_CHANNEL_PHONE, "|telephone|call|tel|電話|" },
	{ DC_WORDS_OF_CHANNEL, DC_CHANNEL_MAIL, "|email|e-mail|メール|" },
	{ DC_WORDS_OF_CHANNEL, DC_CHANNEL_ORAL, "|walk-in|対面|口頭|" },
	{ DC_WORDS_OF_CHANNEL, DC_CHANNEL_MONITOR, "|event|alert|アラート|監視|" },
	{ DC_WORDS_OF_CHANNEL, DC_CHANNEL_OTHER, "|web|self-service|portal|chat|その他|" },
	{ DC_WORDS_OF_CHANNEL, DC_CHANNEL_SELF, "|自己発見|" },
	{ DC_WORDS_OF_STATUS, DC_STATUS_DRAFT, "|仮受付|" },
};

static bool
stands_in(const char *list, const char *folded)
{
	g_autofree char *barred = g_strdup_printf("|%s|", folded);
	return *folded != '\0' && strchr(folded, '|') == NULL && strstr(list, barred) != NULL;
}

bool
word_means(DcWordSet set, const char *text, int *value)
{
	g_autofree char *folded = word_fold(text);
	if (dc_word_parse(set, text, value, NULL))
		return true;
	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (words[i].set == set && stands_in(words[i].words, folded)) {
			*value = words[i].value;
			return true;
		}
	return false;
}

bool
scale_means(const char *text, gint64 *number)
{
	static const char *const scale[] = { "|1|大|高|high|large|1 - high|", "|2|中|medium|middle|2 - medium|", "|3|小|低|low|small|3 - low|" };
	g_autofree char *folded = word_fold(text);
	for (guint i = 0; i < G_N_ELEMENTS(scale); i++)
		if (stands_in(scale[i], folded)) {
			*number = (gint64)i + 1;
			return true;
		}
	return false;
}

bool
yes_means(const char *text, bool *yes)
{
	static const char *const answers[] = { "|0|n|no|false|いいえ|無|×|なし|", "|1|y|yes|true|はい|有|○|あり|" };
	g_autofree char *folded = word_fold(text);
	*yes = stands_in(answers[1], folded);
	return *yes || stands_in(answers[0], folded);
}

/* -- columns -- */
static const struct {
	guint target;
	const char *name, *columns; /* what it is called in a map; folded, between bars: how others call it */
} targets[] = {
	{ TARGET_KEY, "key", "|#|id|key|issue key|issue id|number|ticket|ticket id|番号|管理番号|no|no.|受付番号|問合せ番号|" },
	{ TARGET_NO, "no", "||" },
	{ TARGET_PRIORITY, "priority", "|priority|優先度|" },
	{ TARGET_ANSWER, "answer", "|answer|回答|回答内容|" },
	{ TARGET_NOTE, "note", "|note|notes|comment|comments|work notes|備考|コメント|経過|" },
	{ TARGET_WORKED, "worked_min", "|工数(分)|工数|" },
	{ TARGET_WORKED_HOURS, "worked_hours", "|spent time|作業時間|工数(時間)|" },
	{ TARGET_WORKED_SECONDS, "worked_seconds", "|time spent|" },
	{ TARGET_GROUP, "group", "|parent|parent task|親チケット|" },
	{ TARGET_RELATED, "related", "|関連no.|関連番号|" },
	{ DC_FIELD_TITLE, NULL, "|subject|title|summary|short description|題名|タイトル|表題|" },
	{ DC_FIELD_BODY, NULL, "|description|説明|詳細|本文|問い合わせ内容|質問内容|現象|" },
	{ DC_FIELD_KIND, NULL, "|type|tracker|issue type|category|トラッカー|区分|" },
	{ DC_FIELD_STATUS, NULL, "|status|state|ステータス|対応状況|状況|" },
	{ DC_FIELD_CHANNEL, NULL, "|contact type|channel|受付方法|" },
	{ DC_FIELD_CALLER, NULL, "|caller|reporter|author|requester|opened by|作成者|起票者|申告者|依頼者|問合せ者|氏名|" },
	{ DC_FIELD_DEPARTMENT, NULL, "|department|dept|部門|所属|" },
	{ DC_FIELD_CALLBACK, NULL, "|phone|電話|電話番号|連絡先|内線|" },
	{ DC_FIELD_SYSTEM, NULL, "|system|component|component/s|components|configuration item|business service|project|システム名|対象システム|プロジェクト|" },
	{ DC_FIELD_RECEIVED_AT, NULL, "|created|created on|opened|opened at|reported|作成日|作成日時|登録日|登録日時|受付日|発生日|起票日|" },
	{ DC_FIELD_OCCURRED_AT, NULL, "|occurred|発生日時|" },
	{ DC_FIELD_DUE_AT, NULL, "|due|due date|deadline|期日|期限|回答期限|希望日|" },
	{ DC_FIELD_IMPACT, NULL, "|impact|" },
	{ DC_FIELD_URGENCY, NULL, "|urgency|" },
	{ DC_FIELD_CLOSED_AT, NULL, "|closed on|完了日時|完了日|終了日|" },
	{ DC_FIELD_RESOLVED_AT, NULL, "|resolved at|解決日|" },
	{ DC_FIELD_RESOLUTION, NULL, "|close notes|resolution notes|対応|処置|対応結果|" },
	{ DC_FIELD_CAUSE, NULL, "|root cause|発生原因|" },
	{ DC_FIELD_TAGS, NULL, "|labels|label|tags|keywords|タグ|" },
};

const char *
target_name(guint target)
{
	if (target < DC_N_FIELDS)
		return dc_field_info((DcField)target)->name;
	for (guint i = 0; i < G_N_ELEMENTS(targets); i++)
		if (targets[i].target == target)
			return targets[i].name;
	g_return_val_if_reached("");
}

/* What is made of other things, or belongs to the program. */
static bool
is_own(DcField field)
{
	return field == DC_FIELD_PARTY || field == DC_FIELD_PARENT || field == DC_FIELD_SOURCE || field == DC_FIELD_SOURCE_ID;
}

bool
target_parse(const char *name, guint *target, GError **error)
{
	g_autofree char *folded = word_fold(name);
	for (guint i = 0; i < G_N_ELEMENTS(targets); i++)
		if (g_strcmp0(targets[i].name, folded) == 0) {
			*target = targets[i].target;
			return true;
		}
	DcField field;
	if (dc_field_parse(name, &field, NULL) && !is_own(field)) {
		*target = (guint)field;
		return true;
	}
	g_autofree char *shown = dc_text_clip(name, 40);
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE,
	            _("“%s” is nothing that a column can be: a field of a ticket, or key no priority answer note worked_min worked_hours worked_seconds group related"), shown);
	return false;
}

guint
target_guess(const char *column)
{
	g_autofree char *folded = word_fold(column);
	DcField field;
	for (guint i = 0; i < G_N_ELEMENTS(targets); i++)
		if (stands_in(targets[i].columns, folded))
			return targets[i].target;
	return dc_field_parse(column, &field, NULL) && !is_own(field) ? (guint)field : N_TARGETS;
}

bool
column_is(const char *column, const char *wanted)
{
	g_autofree char *folded = word_fold(column), *other = word_fold(wanted);
	gsize length = strlen(other);
	if (strncmp(folded, other, length) != 0)
		return false;
	const char *rest = folded + length;
	return *rest == '\0' || (*rest == '#' && rest[1] != '\0' && rest[1 + strspn(rest + 1, "0123456789")] == '\0');
}
