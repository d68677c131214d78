/* Mails made up at random. See mails.h. */
#include "mails.h"

#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>

static const char *const people[][2] = { { "経理 田中", "tanaka" }, { "営業1 木村", "kimura" }, { "倉庫 井上", "inoue" }, { "総務 森", "mori" },
	                                 { "人事 高橋", "takahashi" }, { "購買 佐藤", "sato" }, { "情報システム 渡辺", "watanabe" } };
static const char *const subjects[] = { "会計帳票が出ない件", "受注一括登録が失敗する", "在庫照会でエラーが出ます", "【至急】勤怠の修正方法", "マニュアルの所在について",
	                                "夜間バッチ正常終了のお知らせ", "月次締め手順の確認", "プリンタの件", "ログインできません", "Meeting room change" };
static const char *const lines[] = { "お世話になっております。", "今朝から月次の帳票を出力しても何も出てきません。", "部内の全員が同じ状態です。", "本日15時までに必要です。",
	                             "再起動しましたが、直りませんでした。", "画面には ORA-00060 と出ています。", "よろしくお願いいたします。", "From here on nothing works.",
	                             ">From the manual: press F5", "", "サーバーのエラーログを添付します。", "- 受注\n- 在庫\n- 会計" };
static const char *const systems[] = { "受注管理", "在庫照会", "勤怠", "会計", "購買", "人事給与", "文書管理", "出荷", "顧客情報", "予算", "資産台帳", "旅費精算" };
static const char *const things[] = { "一覧画面", "月次帳票", "検索結果", "登録ボタン", "添付ファイル", "承認者", "単価", "取引先コード", "締め日", "印刷プレビュー", "権限", "明細行" };
static const char *const doings[] = { "開こうとする", "更新する", "印刷する", "承認を取り消す", "前月分を表示する", "CSVに出力する", "検索条件を変える", "行を追加する" };
static const char *const happenings[] = { "画面が固まります", "空白のままです", "金額が合いません", "権限がないと表示されます", "数分待たされます", "前回の値に戻ってしまいます",
	                                  "エラー番号が出て終了します", "問題なく動きます" };
/* Four in ten are in ISO-2022-JP. */
static const char *const charsets[] = { "ISO-2022-JP", "ISO-2022-JP", "ISO-2022-JP", "ISO-2022-JP", "UTF-8", "UTF-8", "UTF-8", "Shift_JIS", "Shift_JIS", "EUC-JP" };

typedef struct {
	GRand *rand;
	GPtrArray *ids;   /* of char *: Message-IDs so far, also of mails that are never made */
	guint n;
} Maker;

static guint
some(Maker *maker, guint n)
{
	return (guint)g_rand_int_range(maker->rand, 0, (gint32)n);
}

static char *
in_charset(const char *text, const char *charset, gsize *length)
{
	char *bytes = g_convert(text, -1, charset, "UTF-8", NULL, length, NULL);
	g_assert_nonnull(bytes);
	return bytes;
}

static void
add_word(GString *out, const char *text, const char *charset)
{
	gsize length;
	g_autofree char *bytes = in_charset(text, charset, &length);
	g_autofree char *base64 = g_base64_encode((const guchar *)bytes, length);
	g_string_append_printf(out, "=?%s?B?%s?=", charset, base64);
}

/* What somebody might write, with the words and the numbers of the case. */
static void
add_sentence(Maker *maker, GString *text, const char *before)
{
	g_string_append_printf(text, "%s%sの%sで、%u月%u日から%sを%sと%s。\n", before, systems[some(maker, G_N_ELEMENTS(systems))], things[some(maker, G_N_ELEMENTS(things))],
	                       1 + some(maker, 12), 1 + some(maker, 28), things[some(maker, G_N_ELEMENTS(things))], doings[some(maker, G_N_ELEMENTS(doings))],
	                       happenings[some(maker, G_N_ELEMENTS(happenings))]);
}

static char *
body_text(Maker *maker)
{
	GString *text = g_string_new(NULL);
	for (guint i = 2 + some(maker, 8); i > 0; i--) {
		g_string_append_printf(text, "%s\n", lines[some(maker, G_N_ELEMENTS(lines))]);
		add_sentence(maker, text, "");
	}
	for (guint i = some(maker, 3) == 0 ? 3 + some(maker, 8) : 0; i > 0; i--)
		add_sentence(maker, text, "> ");
	g_string_append_printf(text, "整理番号 %u\n", maker->n);
	if (some(maker, 2) == 0)
		g_string_append_printf(text, "-- \n株式会社例 管理本部 内線%u\n電話 03-0000-%04u\n", 1000 + some(maker, 9000), some(maker, 10000));
	return g_string_free(text, FALSE);
}

/* Who it answers: one of the last mails, as References and In-Reply-To, as one of them, or over a mail that is not there. */
static void
add_thread(Maker *maker, GString *out)
{
	if (maker->ids->len < 3 || some(maker, 3) > 0)
		return;
	const char *parent = g_ptr_array_index(maker->ids, maker->ids->len - 1 - some(maker, MIN(maker->ids->len, 40)));
	guint how = some(maker, 4);
	if (how == 0) {
		g_autofree char *absent = g_strdup_printf("never-came-%u@example.co.jp", maker->n);
		g_ptr_array_add(maker->ids, g_strdup(absent)); /* another one may answer it too */
		g_string_append_printf(out, "In-Reply-To: <%s>\nReferences: <%s>\n <%s>\n", absent, parent, absent);
		return;
	}
	if (how != 1)
		g_string_append_printf(out, "References: <%s>\n", parent);
	if (how != 2)
		g_string_append_printf(out, "In-Reply-To: <%s>\n", parent);
}

static void
add_id(Maker *maker, GString *out)
{
	guint how = some(maker, 40);
	if (how == 0)
		return;
	if (how == 1 && maker->ids->len > 0) { /* real archives have them: the id of another mail */
		g_string_append_printf(out, "Message-ID: <%s>\n", (const char *)g_ptr_array_index(maker->ids, some(maker, maker->ids->len)));
		return;
	}
	char *id = g_strdup_printf("%u.%u@mx.example.co.jp", maker->n, some(maker, 1000000));
	g_string_append_printf(out, "Message-ID: <%s>\n", id);
	g_ptr_array_add(maker->ids, id);
}

static void
add_body(Maker *maker, GString *out, const char *charset, bool attached)
{
	g_autofree char *text = body_text(maker);
	gsize length;
	g_autofree char *bytes = in_charset(text, charset, &length);
	const char *part = attached ? "--=_part_\n" : "";
	if (attached)
		g_string_append(out, "Content-Type: multipart/mixed; boundary=\"=_part_\"\n\n");
	g_string_append_printf(out, "%sContent-Type: text/plain; charset=%s\nContent-Transfer-Encoding: %s\n\n", part, charset,
	                       strcmp(charset, "ISO-2022-JP") == 0 ? "7bit" : "8bit");
	g_string_append_len(out, bytes, (gssize)length);
	if (!attached)
		return;
	g_string_append(out, "\n--=_part_\nContent-Type: application/vnd.ms-excel; name=\"list.xls\"\nContent-Transfer-Encoding: base64\n\n");
	for (guint i = some(maker, 400); i > 0; i--)
		g_string_append_printf(out, "%08xAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", g_rand_int(maker->rand));
	g_string_append(out, "--=_part_--\n");
}

static GBytes *
make_mail(Maker *maker)
{
	GString *out = g_string_new(NULL);
	guint who = some(maker, G_N_ELEMENTS(people));
	const char *charset = charsets[some(maker, G_N_ELEMENTS(charsets))];
	g_string_append_printf(out, "Date: Tue, %02u Mar 2026 %02u:%02u:%02u +0900\nFrom: ", 1 + some(maker, 30), some(maker, 24), some(maker, 60), some(maker, 60));
	add_word(out, people[who][0], charset);
	g_string_append_printf(out, " <%s@example.co.jp>\nTo: hoshu@example.co.jp\nSubject: ", people[who][1]);
	add_word(out, subjects[some(maker, G_N_ELEMENTS(subjects))], charset);
	g_string_append_c(out, '\n');
	add_id(maker, out);
	add_thread(maker, out);
	g_string_append(out, "MIME-Version: 1.0\n");
	add_body(maker, out, charset, some(maker, 8) == 0);
	if (some(maker, 20) == 0)
		g_string_truncate(out, out->len - 1);
	if (some(maker, 10) == 0)
		g_string_replace(out, "\n", "\r\n", 0);
	gsize length = out->len;
	return g_bytes_new_take(g_string_free(out, FALSE), length);
}

GPtrArray *
mails_generate(guint n, guint32 seed)
{
	Maker maker = { .rand = g_rand_new_with_seed(seed), .ids = g_ptr_array_new_with_free_func(g_free) };
	GPtrArray *mails = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (maker.n = 0; maker.n < n; maker.n++) {
		bool again = mails->len > 0 && some(&maker, 50) == 0; /* the same one came by two ways */
		g_ptr_array_add(mails, again ? g_bytes_ref(g_ptr_array_index(mails, some(&maker, mails->len))) : make_mail(&maker));
	}
	g_ptr_array_unref(maker.ids);
	g_rand_free(maker.rand);
	return mails;
}

GPtrArray *
mails_shuffle(GPtrArray *mails, guint32 seed)
{
	GRand *rand = g_rand_new_with_seed(seed);
	GPtrArray *other = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (guint i = 0; i < mails->len; i++)
		g_ptr_array_add(other, g_bytes_ref(g_ptr_array_index(mails, i)));
	for (guint i = other->len; i > 1; i--) {
		guint j = (guint)g_rand_int_range(rand, 0, (gint32)i);
		gpointer swapped = other->pdata[i - 1];
		other->pdata[i - 1] = other->pdata[j];
		other->pdata[j] = swapped;
	}
	g_rand_free(rand);
	return other;
}

/* -- boxes -- */
static void
write_mail(GBytes *mail, const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	gsize length;
	const char *bytes = g_bytes_get_data(mail, &length);
	g_assert_true(g_file_set_contents_full(path, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

void
mails_write_files(GPtrArray *mails, const char *path)
{
	g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
	for (guint i = 0; i < mails->len; i++) {
		g_autofree char *name = g_strdup_printf("%06u.eml", i);
		write_mail(g_ptr_array_index(mails, i), path, name);
	}
}

void
mails_write_maildir(GPtrArray *mails, const char *path)
{
	static const char *const parts[] = { "new", "cur", "tmp" };
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *part = g_build_filename(path, parts[i], NULL);
		g_assert_cmpint(g_mkdir_with_parents(part, 0700), ==, 0);
	}
	for (guint i = 0; i < mails->len; i++) {
		g_autofree char *name = g_strdup_printf(i % 3 > 0 ? "new/%u.M%uP1.mx" : "cur/%u.M%uP1.mx:2,S", 1774915200 + i / 10, i);
		write_mail(g_ptr_array_index(mails, i), path, name);
	}
}

void
mails_write_mbox(GPtrArray *mails, const char *path)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (guint i = 0; i < mails->len; i++) {
		gsize length;
		const char *bytes = g_bytes_get_data(g_ptr_array_index(mails, i), &length), *end = bytes + length;
		g_string_append(out, "From hoshu@example.co.jp Tue Mar 31 09:00:00 2026\n");
		while (bytes < end) {
			const char *newline = memchr(bytes, '\n', (gsize)(end - bytes)), *next = newline != NULL ? newline + 1 : end;
			gsize quotes = 0;
			while (bytes + quotes < end && bytes[quotes] == '>')
				quotes++;
			if (end - bytes - (gssize)quotes >= 5 && memcmp(bytes + quotes, "From ", 5) == 0)
				g_string_append_c(out, '>');
			g_string_append_len(out, bytes, next - bytes);
			bytes = next;
		}
		if (out->str[out->len - 1] != '\n')
			g_string_append_c(out, '\n');
		g_string_append_c(out, '\n');
	}
	g_assert_true(g_file_set_contents(path, out->str, (gssize)out->len, NULL));
}

static void
stir_one(const char *path, const char *name, GRand *rand)
{
	g_autofree char *from = g_build_filename(path, name, NULL);
	g_autofree char *base = g_path_get_basename(name);
	if (strchr(base, ':') != NULL)
		*strchr(base, ':') = '\0';
	bool renamed = g_rand_int_range(rand, 0, 5) == 0; /* as mbsync does: the UID goes into the name */
	g_autofree char *to = g_strdup_printf("%s/cur/%s%s:2,%s", path, base, renamed ? ",U=7" : "", g_rand_boolean(rand) ? "S" : "RS");
	g_assert_cmpint(g_rename(from, to), ==, 0);
}

void
mails_stir_maildir(const char *path, guint32 seed)
{
	GRand *rand = g_rand_new_with_seed(seed);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *const parts[] = { "new", "cur" };
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *part = g_build_filename(path, parts[i], NULL);
		GDir *dir = g_dir_open(part, 0, NULL);
		g_assert_nonnull(dir);
		for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
			g_ptr_array_add(names, g_build_filename(parts[i], name, NULL));
		g_dir_close(dir);
	}
	for (guint i = 0; i < names->len; i++) {
		if (g_rand_boolean(rand))
			stir_one(path, g_ptr_array_index(names, i), rand);
	}
	g_rand_free(rand);
}
