/* Which of the mails that wait a query asks for: the two boxes of the sample morning. */
#include "../../support/place.h"

#include <daicho/desk.h>
#include <daicho/error.h>
#include <daicho/lang.h>

#include <string.h>

static DcDesk *desk;

/* The mails of a folder, oldest first. Transfer full, of DcWaiting. */
static GPtrArray *
waiting_in(DcFolder folder)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) ids = dc_desk_waiting_ids(desk, folder, &error);
	g_assert_no_error(error);
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)dc_waiting_free);
	for (guint i = 0; i < ids->len; i++) {
		g_ptr_array_add(all, dc_desk_waiting_mail(desk, g_array_index(ids, DcId, i), &error));
		g_assert_no_error(error);
	}
	return all;
}

static bool
lets(DcSieve *sieve, const DcWaiting *waiting)
{
	g_autoptr(GError) error = NULL;
	bool through = false;
	g_assert_true(dc_sieve_lets(sieve, waiting, &through, &error));
	g_assert_no_error(error);
	return through;
}

/* The beginnings of the subjects that are let through, oldest first. Transfer full. */
static char *
subjects(DcFolder folder, const char *query)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = waiting_in(folder);
	g_autoptr(DcFilter) filter = dc_desk_mail_filter(desk, query, PLACE_NOW, NULL, &error);
	g_assert_no_error(error);
	g_autoptr(DcSieve) sieve = dc_sieve_new(desk, filter, 0);
	GString *found = g_string_new(NULL);
	for (guint i = 0; i < all->len; i++) {
		const DcWaiting *one = g_ptr_array_index(all, i);
		if (!lets(sieve, one))
			continue;
		g_autofree char *begin = g_utf8_substring(one->mail->subject, 0, MIN(4, g_utf8_strlen(one->mail->subject, -1)));
		g_string_append_printf(found, "%s%s", found->len > 0 ? " " : "", begin);
	}
	return g_string_free(found, FALSE);
}

#define assert_lets(folder, query, wanted)                                                \
	G_STMT_START                                                                      \
	{                                                                                 \
		g_autofree char *are = subjects(DC_FOLDER_##folder, query);        \
		g_assert_cmpstr(are, ==, wanted);                                         \
	}                                                                                 \
	G_STMT_END

/* Over the same texts, without the index. */
static bool
scan(const DcWaiting *waiting, DcField field, const char *words)
{
	g_autoptr(GError) error = NULL;
	const DcMailRow *mail = waiting->mail;
	g_autofree char *text = dc_desk_mail_text(desk, mail->id, &error);
	g_assert_no_error(error);
	bool in_title = dc_fact_holds(mail->subject != NULL ? mail->subject : "", words), in_text = dc_fact_holds(text, words);
	bool in_sender = dc_fact_holds(mail->name != NULL ? mail->name : "", words) || dc_fact_holds(mail->address != NULL ? mail->address : "", words);
	return field == DC_FIELD_TITLE ? in_title : field == DC_FIELD_CALLER ? in_sender : field == DC_FIELD_BODY ? in_text : in_title || in_text || in_sender;
}

static void
test_words(void)
{
	assert_lets(INCIDENT, "", "【復旧】 夜間バッ 会計帳票 受注一括 在庫照会 仕訳取込");
	assert_lets(INCIDENT, "在庫", "【復旧】 在庫照会");
}

static void
test_fields(void)
{
	assert_lets(INCIDENT, "kind:incident", "【復旧】 夜間バッ 会計帳票 受注一括 在庫照会 仕訳取込");
	assert_lets(INCIDENT, "system:ACC", "会計帳票 仕訳取込");
	assert_lets(INBOX, "dept:営業1", "歓送迎パ Re: ");
	assert_lets(INBOX, "dept:none", "【情報シ 【自動通 日次バッ ■ITト 社内報「 ﾄﾅｰ交 ㈱サンプ 健康診断 役員の勤");
	assert_lets(INBOX, "caller:田", "自動返信 締め手順 役員の勤");
	assert_lets(INBOX, "received:<8:30 -dept:総務", "【情報シ 【議事録 【自動通 日次バッ ■ITト 招待:  社内報「 ﾄﾅｰ交 歓送迎パ ㈱サンプ");
	assert_lets(INBOX, "件名:Re or 締め", "Re:  締め手順 Re: ");
}

/* The system is the one that will be proposed, also where only the text names it. */
static void
test_system(void)
{
	g_autoptr(GPtrArray) all = waiting_in(DC_FOLDER_INBOX);
	g_autoptr(DcFilter) any = dc_filter_set(DC_FIELD_SYSTEM), attendance = dc_filter_text(DC_FIELD_SYSTEM, "kin");
	g_autoptr(DcSieve) some = dc_sieve_new(desk, any, 0), one = dc_sieve_new(desk, attendance, 0);
	guint n_attendance = 0;
	for (guint i = 0; i < all->len; i++) {
		DcWaiting *waiting = g_ptr_array_index(all, i);
		bool has = lets(some, waiting), is = lets(one, waiting);
		g_assert_true(dc_desk_consider(desk, waiting, PLACE_NOW, NULL));
		g_assert_true(has == (waiting->system != NULL) && is == (g_strcmp0(waiting->system, "KIN") == 0));
		n_attendance += is;
	}
	g_assert_cmpuint(n_attendance, >=, 2);
	g_assert_cmpuint(dc_sieve_n_read(some), >, 0);
}

/* Words are found as a scan over subject, sender and text finds them, and no text is read for it. */
static void
test_as_a_scan(void)
{
	static const char *const words[] = { "帳票", "ｴﾗｰ", "サーバ", "re", "e", "ml", "0412", "障", "です", "の", "example", "xyz", "会 議", "田中", "木村", "ＩＴ", "-" };
	static const DcField fields[] = { DC_N_FIELDS, DC_FIELD_TITLE, DC_FIELD_CALLER, DC_FIELD_BODY };
	g_autoptr(GPtrArray) all = waiting_in(DC_FOLDER_INBOX);
	for (guint w = 0; w < G_N_ELEMENTS(words); w++)
		for (guint f = 0; f < G_N_ELEMENTS(fields); f++) {
			g_autoptr(DcFilter) filter = dc_filter_text(fields[f], words[w]);
			g_autoptr(DcSieve) sieve = dc_sieve_new(desk, filter, 0);
			for (guint i = 0; i < all->len; i++)
				g_assert_true(lets(sieve, g_ptr_array_index(all, i)) == scan(g_ptr_array_index(all, i), fields[f], words[w]));
			g_assert_cmpuint(dc_sieve_n_read(sieve), ==, 0);
		}
}

/* What is no field of a mail is wrong under its character, in both languages. */
static void
test_refused(void)
{
	static const char *const wrong[] = { "status:open", "期限:明日", "p:1", "no:3", "group:104", "impact:大", "answered:no" };
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *query = g_strconcat("帳票 ", wrong[i], NULL);
		gsize at = 0;
		g_assert_null(dc_desk_mail_filter(desk, query, PLACE_NOW, &at, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_cmpuint(at, ==, strlen("帳票 "));
		g_assert_nonnull(strstr(error->message, "here, only: kind sys title caller dept received body"));
	}
	gsize from;
	g_autoptr(GPtrArray) could = dc_desk_complete(desk, true, "system:O", 8, &from);
	g_assert_cmpuint(could->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(could, 0), ==, "ORD");
	g_autoptr(GPtrArray) none = dc_desk_complete(desk, true, "sta", 3, &from);
	g_assert_cmpuint(none->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_test_init(&argc, &argv, NULL);
	g_assert_true(dc_lang_init(NULL) && dc_lang_set("en", NULL));
	g_autofree char *folder = place_folder(), *path = g_build_filename(folder, "ledger.db", NULL);
	desk = dc_desk_open(path, PLACE_NOW, &error);
	g_assert_no_error(error);
	g_assert_true(dc_desk_fill_sample(desk, DC_SAMPLE_START, PLACE_NOW, &error));
	g_test_add_func("/desk/sieve/words", test_words);
	g_test_add_func("/desk/sieve/fields", test_fields);
	g_test_add_func("/desk/sieve/system", test_system);
	g_test_add_func("/desk/sieve/as-a-scan", test_as_a_scan);
	g_test_add_func("/desk/sieve/refused", test_refused);
	int status = g_test_run();
	dc_desk_close_ledger(desk);
	place_remove(folder);
	return status;
}
