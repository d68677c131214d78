/* The mails of the sample morning are what tests/sample/README.md and domain.md 4 say of them: who wrote what when, read without a flaw,
 * and one hidden incident among the subjects of the inbox. */
#include <daicho/cue.h>
#include <daicho/mail.h>

typedef struct { /* what the story does with a mail */
	const char *time, *from, *address, *subject; /* time of 2026-03-31 JST */
} Told;

static const Told incidents[] = {
	{ "-1 22:41", "運用監視", "kanshi@example.co.jp", "【復旧】在庫照会 復旧しました" },
	{ "05:02", "夜間バッチ", "batch@example.co.jp", "夜間バッチ 正常終了" },
	{ "08:47", "経理 田中", "tanaka@example.co.jp", "会計帳票が出ない件" },
	{ "08:55", "営業1 木村", "kimura@example.co.jp", "受注一括登録が失敗する" },
	{ "08:58", "倉庫 井上", "inoue@soko.example.co.jp", "在庫照会でエラーが出ます" },
	{ "09:01", "経理 森", "mori@example.co.jp", "仕訳取込が途中で止まる" },
};

static const Told inbox[] = {
	{ "08:48", "営業2 木下", "kinoshita@example.co.jp", "会議室のモニタの型番を教えてください" },
	{ "09:08", "経理 吉田", "yoshida@example.co.jp", "締め手順の確認" },
	{ "09:12", "秘書 岡田", "okada@example.co.jp", "役員の勤怠入力" },
	{ "09:14", "品質 山本", "yamamoto@example.co.jp", "マニュアルのダウンロード先" },
	{ "09:18", "購買 中村", "nakamura@example.co.jp", "Re: 【至急】在庫照会のエラーについて" },
};

typedef struct {
	const Told *told;
	guint n_told, n_met, n_told_met, n_automatic, n_attachments, n_hinted;
} Met;

static void
assert_told(const Told *told, const DcMail *mail)
{
	g_autoptr(GTimeZone) japan = g_time_zone_new_offset(9 * 60 * 60);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(mail->date);
	g_autoptr(GDateTime) date = g_date_time_to_timezone(utc, japan);
	g_autofree char *time = g_date_time_format(date, g_date_time_get_day_of_month(date) == 30 ? "-1 %H:%M" : "%H:%M");
	g_assert_cmpstr(time, ==, told->time);
	g_assert_cmpstr(mail->from_name, ==, told->from);
	g_assert_cmpstr(mail->from_address, ==, told->address);
}

static bool
meet(const DcMail *mail, gpointer data, GError **error)
{
	Met *met = data;
	(void)error;
	for (guint i = 0; i < met->n_told; i++) {
		if (!g_str_equal(met->told[i].subject, mail->subject))
			continue;
		assert_told(&met->told[i], mail);
		met->n_told_met++;
	}
	g_auto(DcCueHint) hint = { 0 };
	dc_cue_read(mail->subject, &hint);
	met->n_hinted += hint.verdict != DC_CUE_NONE;
	met->n_met++;
	met->n_automatic += mail->automatic;
	met->n_attachments += mail->attachments->len;
	g_assert_false(mail->garbled);
	g_assert_false(mail->cut);
	g_assert_nonnull(mail->message_id);
	g_assert_cmpstr(mail->text, !=, "");
	g_assert_cmpint(mail->date, >=, 1774861200); /* since 3/30 18:00 */
	return true;
}

static Met
meet_all(const char *path, const Told *told, guint n_told)
{
	Met met = { .told = told, .n_told = n_told };
	guint n_failed = 0;
	g_autoptr(GError) error = NULL;
	bool ok = dc_mailbox_each(path, meet, &met, &n_failed, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	g_assert_cmpuint(n_failed, ==, 0);
	g_assert_cmpuint(met.n_told_met, ==, n_told);
	return met;
}

static void
test_incidents(void)
{
	Met met = meet_all("tests/sample/incidents", incidents, G_N_ELEMENTS(incidents));
	g_assert_cmpuint(met.n_met, ==, 6);
	g_assert_cmpuint(met.n_automatic, ==, 2);
	g_assert_cmpuint(met.n_hinted, ==, 4);
}

static void
test_inbox(void)
{
	Met met = meet_all("tests/sample/inbox", inbox, G_N_ELEMENTS(inbox));
	g_assert_cmpuint(met.n_met, ==, 23);
	g_assert_cmpuint(met.n_automatic, ==, 5);
	g_assert_cmpuint(met.n_attachments, ==, 2);
	g_assert_cmpuint(met.n_hinted, ==, 1); /* the one that hides */
	g_assert_cmpfloat_with_epsilon(dc_cue_similarity(incidents[4].subject, inbox[4].subject), 0.91, 0.005);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/sample/incidents", test_incidents);
	g_test_add_func("/mail/sample/inbox", test_inbox);
	return g_test_run();
}
