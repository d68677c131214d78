/* A table of another program taken over by whole processes, until it is on disk and Japanese words are found in it: beside the sqlite3 shell, which
 * takes the same rows as they stand. And what may follow: the same file again, handing on, a second ledger, taking it all back. */
#include "bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_ROUNDS 2
#define N_FEW 15000
#define N_MANY 150000

/* -- the table: what Redmine hands on of its issues, in Japanese -- */
static const char *const families[] = { "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "井上", "木村", "清水" };
static const char *const givens[] = { "花子", "太郎", "一郎", "美咲", "健", "由美子", "誠", "直樹", "陽子", "大輔" };
static const char *const projects[] = { "受注管理", "在庫照会", "会計", "勤怠", "文書管理" };
static const char *const trackers[] = { "バグ", "機能", "サポート" };
static const char *const priorities[] = { "低め", "通常", "通常", "通常", "高め", "急いで", "今すぐ" };
static const char *const categories[] = { "", "画面", "帳票", "バッチ", "権限" };
static const char *const things[] = { "受注登録", "在庫照会", "会計帳票", "仕訳取込", "勤怠入力", "月次締め", "マスタ更新", "ログイン", "請求書出力" };
static const char *const troubles[] = { "でエラーが出ます", "が止まりました", "が遅い件", "の方法について", "で \"\"ORA-00060\"\" が出る", "の依頼", "を確認してください", "が二重になる" };
static const char *const sentences[] = {
	"いつもと同じ操作をしました。", "昨日までは動いていました。", "再起動しても直りません。", "他の人の画面では出ないようです。\n", "午前中に締めたいので、急ぎでお願いします。",
	"画面には \"\"処理に失敗しました\"\" と出ます。\n", "ORA-00060: deadlock detected, session 214\n", "ｴﾗｰｺｰﾄﾞは E1023 です。", "error: connection timeout after 30 seconds\n",
	"月末の処理で毎回起きている気がします。", "サーバーの応答が遅く、途中で切れます。", "マスタを直したあとから合わなくなりました。", "金額が1円合わず、二重に計上された可能性があります。\n\n",
};

#define ONE_OF(words) ((words)[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))])

static char *
time_text(gint64 at)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(at);
	return g_date_time_format(time, "%Y/%m/%d %H:%M");
}

/* `no` of `n`, the last of them received now, an hour apart; one in ten is open, one in twenty is related to the one before. */
static void
write_row(FILE *file, GRand *rand, guint no, guint n)
{
	gint64 at = BENCH_NOW - (gint64)(n - no) * 3600;
	bool is_open = no % 10 == 0;
	g_autofree char *created = time_text(at), *closed = is_open ? g_strdup("") : time_text(at + g_rand_int_range(rand, 1, 60) * 60);
	fprintf(file, "%u,%s,%s,%s,%s,", no, ONE_OF(projects), ONE_OF(trackers), is_open ? "進行中" : "終了", ONE_OF(priorities));
	fprintf(file, "\"%s%s\",%s %s,%s,", ONE_OF(things), ONE_OF(troubles), ONE_OF(families), ONE_OF(givens), ONE_OF(categories));
	fprintf(file, "%.2f,%s,%s,", g_rand_int_range(rand, 0, 12) / 4.0, created, closed);
	if (no % 20 == 19)
		fprintf(file, "関連している #%u", no - 1);
	fputs(",\"", file);
	for (int left = g_rand_int_range(rand, 1, 9); left > 0; left--)
		fputs(ONE_OF(sentences), file);
	fputs("\"\r\n", file);
}

static char *
write_table(const Bench *bench, const char *name, guint n)
{
	char *path = g_build_filename(bench->folder, name, NULL);
	GRand *rand = g_rand_new_with_seed(1);
	FILE *file = fopen(path, "w");
	must(file != NULL, "%s cannot be written", path);
	fputs("#,プロジェクト,トラッカー,ステータス,優先度,題名,作成者,カテゴリ,作業時間,作成日,終了日,関連するチケット,説明\r\n", file);
	for (guint no = 1; no <= n; no++)
		write_row(file, rand, no, n);
	must(fclose(file) == 0, "%s cannot be written", path);
	g_rand_free(rand);
	return path;
}

/* -- what has become of it -- */
static gint64
count(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	must(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW,
	     "%s: %s", path, sqlite3_errmsg(db));
	gint64 n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

static void
must_hold(const char *ledger, gint64 n_tickets, gint64 n_changes)
{
	gint64 tickets = count(ledger, "SELECT count(*) FROM ticket WHERE gone = 0"), changes = count(ledger, "SELECT count(*) FROM change");
	must(tickets == n_tickets && changes == n_changes, "%s holds %" G_GINT64_FORMAT " tickets by %" G_GINT64_FORMAT " changes", ledger, tickets, changes);
}

static guint
count_changes(const char *history)
{
	guint n = 0;
	while ((history = strstr(history, "{\"change\":")) != NULL) {
		history++;
		n++;
	}
	return n;
}

/* Everything but the history to the byte; and the history has one more change, the one that took it over. (A quote in a text has a backslash.) */
static bool
is_same_ticket(const char *line, const char *other)
{
	const char *history = strstr(line, ",\"history\":[");
	if (history == NULL)
		return strcmp(line, other) == 0;
	return strncmp(line, other, (size_t)(history - line) + strlen(",\"history\":[")) == 0 && count_changes(history) + 1 == count_changes(strstr(other, ",\"history\":["));
}

static void
must_be_same(const char *path, const char *other_path)
{
	FILE *file = fopen(path, "r"), *other_file = fopen(other_path, "r");
	char *line = NULL, *other = NULL;
	size_t room = 0, other_room = 0;
	guint n = 0;
	must(file != NULL && other_file != NULL, "no export");
	while (getline(&line, &room, file) >= 0) {
		must(getline(&other, &other_room, other_file) >= 0 && is_same_ticket(line, other), "ticket %u has not come back as it was", n + 1);
		n++;
	}
	must(n >= N_MANY && getline(&other, &other_room, other_file) < 0, "%u tickets came back", n);
	fclose(file);
	fclose(other_file);
	free(line);
	free(other);
}

/* -- runs -- */
#define DAICHO(ledger, taken, ...) take_and_free(words(bench->daicho, "--ledger", ledger, "--at", BENCH_AT, __VA_ARGS__, NULL), taken)
static void
take_and_free(char **argv, Taken *taken)
{
	take(argv, taken);
	g_strfreev(argv);
}

static void
remove_ledger(const char *path)
{
	g_autofree char *wal = g_strconcat(path, "-wal", NULL), *shm = g_strconcat(path, "-shm", NULL);
	remove_all(path);
	remove_all(wal);
	remove_all(shm);
}

static void
import(const Bench *bench, const char *table, const char *ledger, gint64 n, Taken *taken)
{
	remove_ledger(ledger);
	DAICHO(ledger, taken, "import", table, "--map", "redmine");
	must_hold(ledger, n, 1);
}

static void
import_bare(const char *table, const char *path, Taken *taken)
{
	g_autofree char *read = g_strdup_printf(".import --csv '%s' issue", table);
	g_auto(GStrv) argv = words("sqlite3", path, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", read,
	                           "CREATE VIRTUAL TABLE search USING fts5(題名, 作成者, 説明, content = 'issue', tokenize = 'trigram')",
	                           "INSERT INTO search (search) VALUES ('rebuild')", NULL);
	remove_ledger(path);
	take(argv, taken);
	must(count(path, "SELECT count(*) FROM issue") == N_MANY, "sqlite3 has not read all of %s", table);
}

/* -- what is shown -- */
static void
bench_rows(const Bench *bench, const char *many, const char *ledger)
{
	Taken few = taken_new(), ours = taken_new(), bare = taken_new();
	bool with_bare = is_there("sqlite3");
	g_autofree char *small = write_table(bench, "few.csv", N_FEW), *bare_path = g_build_filename(bench->folder, "bare.db", NULL);
	import(bench, small, ledger, N_FEW, &few);
	for (int i = 0; i < N_ROUNDS; i++) {
		import(bench, many, ledger, N_MANY, &ours);
		if (with_bare)
			import_bare(many, bare_path, &bare);
	}
	table_begin("A table of 150,000 rows taken over into a fresh ledger", "sqlite3: min  median    max");
	taken_show("150,000 rows", &ours, with_bare ? &bare : NULL, 0);
	taken_show("15,000 rows", &few, NULL, 0);
	table_line(&(Line){ .what = "peak memory", .unit = "MB", .ours = ours.mb, .theirs = with_bare ? bare.mb : NULL, .percent = 50 });
	table_ratio("peak memory, 150,000 rows to 15,000", frames_percentile(ours.mb, 50) / frames_percentile(few.mb, 50), 1.25);
	remove_ledger(bare_path);
	taken_clear(&few);
	taken_clear(&ours);
	taken_clear(&bare);
}

enum { AGAIN, AS_CSV, AS_JSON, FROM_JSON, FROM_SMALL, UNDO, CHECK, N_THEN };
static const char *const then_what[N_THEN] = {
	[AGAIN] = "the same file again", [AS_CSV] = "export, ledger CSV", [AS_JSON] = "export, JSON", [FROM_JSON] = "import of that JSON", [FROM_SMALL] = "import of a JSON of 15,000", [UNDO] = "undo", [CHECK] = "check",
};

static void
import_small_json(const Bench *bench, Taken *taken)
{
	g_autofree char *table = g_build_filename(bench->folder, "few.csv", NULL), *json = g_build_filename(bench->folder, "few.json", NULL);
	g_autofree char *from = g_build_filename(bench->folder, "few.db", NULL), *to = g_build_filename(bench->folder, "few-second.db", NULL);
	import(bench, table, from, N_FEW, NULL);
	DAICHO(from, NULL, "export", "--format", "json", "-o", json);
	DAICHO(to, taken, "import", json);
	must(count(to, "SELECT count(*) FROM ticket WHERE gone = 0") == N_FEW, "%s has not come back", json);
}

static void
bench_then(const Bench *bench, const char *many, const char *ledger)
{
	Taken taken[N_THEN];
	g_autofree char *csv = g_build_filename(bench->folder, "all.csv", NULL), *json = g_build_filename(bench->folder, "all.json", NULL);
	g_autofree char *second = g_build_filename(bench->folder, "second.db", NULL), *back = g_build_filename(bench->folder, "back.json", NULL);
	for (int i = 0; i < N_THEN; i++)
		taken[i] = taken_new();
	DAICHO(ledger, &taken[AGAIN], "import", many, "--map", "redmine");
	must_hold(ledger, N_MANY, 1);
	DAICHO(ledger, &taken[AS_CSV], "export", "-o", csv);
	DAICHO(ledger, &taken[AS_JSON], "export", "--format", "json", "-o", json);
	DAICHO(second, &taken[FROM_JSON], "import", json);
	DAICHO(second, NULL, "export", "--format", "json", "-o", back);
	must_be_same(json, back);
	import_small_json(bench, &taken[FROM_SMALL]);
	DAICHO(ledger, &taken[UNDO], "undo");
	must_hold(ledger, 0, 2);
	DAICHO(ledger, &taken[CHECK], "check");
	double growth = frames_percentile(taken[FROM_JSON].mb, 50) / frames_percentile(taken[FROM_SMALL].mb, 50);
	table_begin("And then", "");
	for (int i = 0; i < N_THEN; i++) {
		g_autofree char *memory = g_strdup_printf("%s, peak memory", then_what[i]);
		taken_show(then_what[i], &taken[i], NULL, 0);
		table_line(&(Line){ .what = memory, .unit = "MB", .ours = taken[i].mb, .percent = 50 });
		taken_clear(&taken[i]);
	}
	table_ratio("peak memory, JSON of 150,000 tickets to 15,000", growth, 1.25);
}

void
bench_import(const Bench *bench)
{
	g_autofree char *ledger = g_build_filename(bench->folder, "imported.db", NULL), *many = write_table(bench, "many.csv", N_MANY);
	bench_rows(bench, many, ledger);
	bench_then(bench, many, ledger);
}
