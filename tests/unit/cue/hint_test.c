/* The hint of a subject: table "Hints and similarity" of domain.md 3.9, every word of 3.7, the traps, and what marks promise. */
#include <daicho/cue.h>
#include <daicho/text.h>

#include <string.h>

typedef struct {
	const char *subject;
	int score;
	bool urgent;
} Row;

static void
assert_row(const Row *row)
{
	g_auto(DcCueHint) hint;
	dc_cue_read(row->subject, &hint);
	g_test_message("%s", row->subject);
	g_assert_cmpint(hint.score, ==, row->score);
	g_assert_cmpint(hint.urgent, ==, row->urgent);
	g_assert_cmpint(hint.verdict, ==, row->score >= 3 ? DC_CUE_INCIDENT : row->score == 2 ? DC_CUE_CHECK : DC_CUE_NONE);
}

static void
test_table(void)
{
	static const Row table[] = {
		{ "【至急】受注画面でｴﾗｰが出ます", 3, true },
		{ "ＥＲＲＯＲ発生", 3, false }, { "サーバダウン", 3, false }, { "会計帳票が出ない件", 3, false },
		{ "夜間バッチ異常終了(ORA-01555)", 5, false }, { "ログインできません", 5, false },
		{ "在庫照会が遅い", 2, false },
		{ "至急 勤怠の修正方法", 0, true },
		{ "夜間バッチ 正常終了", -4, false }, { "【復旧】在庫照会 復旧しました", -4, false }, { "アカウント利用停止申請", -4, false },
		{ "エラーチェック追加のお願い", -4, false },
		{ "障害者手帳情報の入力方法", 0, false }, { "マニュアルのダウンロード先", 0, false },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		assert_row(&table[i]);
}

/* The pictures of ui.md 1. */
static void
test_screens(void)
{
	static const Row table[] = {
		{ "受注一括登録が失敗する", 2, false }, { "在庫照会でエラーが出ます", 3, false }, { "仕訳取込が途中で止まる", 3, false }, { "受注登録でエラー 全員", 3, false },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		assert_row(&table[i]);
}

static void
test_traps(void)
{
	static const Row table[] = {
		{ "カウントダウンの表示", 0, false }, { "ドロップダウンの項目追加", 0, false }, { "帳票が出ないようにしたい", 0, false },
		{ "drop-down list for branches", 0, false }, { "download of the manual", 0, false }, { "change the exchange rate", 0, false },
		{ "えらんだ伝票の見方", 0, false }, { "エラストマーの品番", 0, false }, { "エラ 発生", 3, false }, { "ｻｰﾊﾞｰﾀﾞｳﾝ", 3, false }, { "えらー", 0, false },
		{ "NullPointerException on save", 3, false }, { "SQLEXCEPTION", 0, false }, { "mirror terrors", 0, false }, { "errors in the ledger", 3, false },
		{ "It is not  working", 3, false }, { "no errors found", -4, false }, { "出ない。ように", 0, false }, { "エラー・チェック", -4, false },
		{ "夜間バッチが正常終了しない", 3, false }, { "正常終了していません", 3, false }, { "正常終了しました", -4, false },
		{ "サーバに接続出来ません", 5, false }, { "出来高の入力", 0, false }, { "障害報告書の様式", 0, false }, { "帳票が出力されません", 3, false },
		{ "急ぎません", 0, false }, { "お急ぎではないですが", 0, false }, { "大至急", 0, true }, { "please answer ASAP", 0, true },
		{ "障害 エラー 停止 遅い 文字化け ORA-00060 ORA-00060", 7, false }, { "エラーなし 障害なし 異常なし", -4, false },
		{ "システム停止のお知らせ", -1, false }, { "ﾛｸﾞｲﾝﾃﾞｷﾏｾﾝ", 5, false }, { "", 0, false }, { "😀", 0, false },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		assert_row(&table[i]);
}

/* Each word of a list, alone, has the effect of its list. */
static void
test_every_word(void)
{
	static const struct { const char *list; int least; bool urgent; } lists[] = {
		{ "strong", 3, false }, { "medium", 2, false }, { "negative", -4, false }, { "urgent", 0, true }, { "masked", 0, false },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_autofree char *value = dc_cues_get(dc_cues_default(), lists[i].list);
		g_auto(GStrv) words = g_strsplit(value, ", ", 0);
		g_assert_cmpuint(g_strv_length(words), >, 5);
		for (char **word = words; *word != NULL; word++) {
			g_auto(DcCueHint) hint;
			dc_cue_read(*word, &hint);
			g_test_message("%s %s: %d", lists[i].list, *word, hint.score);
			bool both = lists[i].least == 3 && hint.score == 5; /* a medium word within it */
			g_assert_true(hint.score == lists[i].least || both);
			g_assert_cmpint(hint.urgent, ==, lists[i].urgent);
		}
	}
}

static void
test_codes(void)
{
	static const struct { const char *text, *code; } table[] = {
		{ "ORA-01555", "ORA-01555" }, { "ＯＲＡ－０１５５５が出る", "ORA-01555" }, { "ora01555", "ORA-01555" }, { "HTTP 503", "HTTP 503" }, { "http-500", "HTTP 500" },
		{ "HTTP/1.1 502 Bad Gateway", "HTTP 502" }, { "画面にKAJP1234-Eと表示", "KAJP-1234" }, { "SQL0803N", "SQL-0803N" }, { "ABEND S0C7", NULL },
		{ "HTTP 404", NULL }, { "FY2026の予算", NULL }, { "ISO9001", NULL }, { "INC0012345", NULL }, { "INV-2026-03-31", NULL }, { "abc-123", NULL },
		{ "XORA_12345", NULL }, { "A-123", NULL }, { "ABCDEF-123", NULL }, { "AB-12", NULL }, { "http://host:500/", NULL }, { "ORA-00060 と ORA-01555", "ORA-00060" },
		{ "AB123CD", NULL }, { "No.2345", NULL }, { "NO2345", NULL }, { "DB2-911 XY-900", "XY-900" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_auto(DcCueHint) hint;
		dc_cue_read(table[i].text, &hint);
		g_test_message("%s", table[i].text);
		g_assert_cmpstr(hint.code, ==, table[i].code);
	}
}

/* Marks name the words as written: half-width, full-width, with what folding drops. */
static void
test_marks(void)
{
	static const struct { const char *text, *marked; } table[] = {
		{ "【至急】受注画面でｴﾗｰが出ます", "U:至急 S:ｴﾗｰ" }, { "ＥＲＲＯＲ発生", "S:ＥＲＲＯＲ" }, { "夜間バッチ異常終了(ORA-01555)", "S:異常終了 C:ORA-01555" },
		{ "ログインできません", "S:ログインできません" }, { "在庫照会が遅い", "M:遅い" }, { "エラーチェック追加", "N:エラーチェック" },
		{ "ﾀｲﾑｱｳﾄとﾌﾘｰｽﾞ", "S:ﾀｲﾑｱｳﾄ S:ﾌﾘｰｽﾞ" }, { "エラー、エラー", "S:エラー S:エラー" }, { "障害者の障害", "S:障害" }, { "データ・が消えた", "S:データ・が消えた" },
		{ "大至急", "U:大至急" }, { "か\u3099めんでエラー\u200b", "S:エラー\u200b" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_auto(DcCueHint) hint;
		dc_cue_read(table[i].text, &hint);
		g_autoptr(GString) marked = g_string_new(NULL);
		for (guint m = 0; m < hint.n_marks; m++)
			g_string_append_printf(marked, "%s%c:%.*s", m > 0 ? " " : "", "NSMCU"[hint.marks[m].class], (int)hint.marks[m].length,
				table[i].text + hint.marks[m].offset);
		g_assert_cmpstr(marked->str, ==, table[i].marked);
	}
}

static char *
random_text(int n_parts)
{
	static const char *const parts[] = {
		"エラー", "ｴﾗｰ", "正常終了", "ログインできません", "ORA-", "01555", "HTTP 500", "至急", "障害", "者", "ー", "ﾞ", "\u3099", "ヴ", "ァ", "😀", "\u200d", " ", "\n", "(", "・",
		"error", "s", "ing", "Ｅ", "㈱", "ﬃ", "がが", "\u202e", "\x01", "本日", "15時", "まで", "by ", "Friday", "EOD", "4/3", "から", "\ua015", "한글", "\u1112\u1161",
	};
	GString *text = g_string_new(NULL);
	for (int i = 0; i < n_parts; i++)
		g_string_append(text, parts[g_test_rand_int_range(0, G_N_ELEMENTS(parts))]);
	return g_string_free(text, FALSE);
}

static void
assert_marks_fit(const char *text, const DcCueHint *hint)
{
	gsize length = strlen(text), end = 0;
	for (guint i = 0; i < hint->n_marks; i++) {
		const DcCueMark *mark = &hint->marks[i];
		g_assert_cmpuint(mark->length, >, 0);
		g_assert_cmpuint(mark->offset, >=, end);
		end = mark->offset + mark->length;
		g_assert_cmpuint(end, <=, length);
		g_assert_true(g_utf8_validate(text + mark->offset, (gssize)mark->length, NULL));
	}
}

static void
test_marks_fit(void)
{
	for (int i = 0; i < 2000; i++) {
		g_autofree char *text = random_text(g_test_rand_int_range(0, 40));
		g_auto(DcCueHint) hint;
		dc_cue_read(text, &hint);
		assert_marks_fit(text, &hint);
	}
}

static void
test_hostile(void)
{
	static const char *const repeated[] = { "エラー", "ー", "【", "\u3099", "😀", "not ", "ORA-", "[ML:", "5", "Re:" };
	for (gsize i = 0; i < G_N_ELEMENTS(repeated); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 10000)
			g_string_append(text, repeated[i]);
		g_auto(DcCueHint) hint;
		dc_cue_read(text->str, &hint);
		assert_marks_fit(text->str, &hint);
		g_assert_cmpint(hint.score, ==, i == 0 ? 3 : 0);
	}
	g_auto(DcCueHint) none, cut;
	dc_cue_read(NULL, &none);
	g_assert_cmpuint(none.n_marks, ==, 0);
	dc_cue_read("遅い\xff エラー", &cut);
	g_assert_cmpint(cut.score, ==, 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/hint/table of domain.md 3.9", test_table);
	g_test_add_func("/cue/hint/pictures of ui.md", test_screens);
	g_test_add_func("/cue/hint/traps", test_traps);
	g_test_add_func("/cue/hint/every word of every list", test_every_word);
	g_test_add_func("/cue/hint/error codes", test_codes);
	g_test_add_func("/cue/hint/marks name the words as written", test_marks);
	g_test_add_func("/cue/hint/marks stay in the text", test_marks_fit);
	g_test_add_func("/cue/hint/hostile text", test_hostile);
	return g_test_run();
}
