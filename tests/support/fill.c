/* A ledger of any size, made fast. */
#include "fill.h"

#include <daicho/ledger.h>

#include <sqlite3.h>

/* -- what people write -- */
static const char *const systems[] = { "ORD", "INV", "ACC", "KIN", "DOC" };
static const char *const departments[] = { "営業1", "営業2", "倉庫", "経理", "購買", "総務", "製造", "人事" };
static const char *const names[] = { "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "井上", "木村" };
static const char *const things[] = { "受注登録", "在庫照会", "会計帳票", "仕訳取込", "勤怠入力", "月次締め", "マスタ更新", "印刷", "ログイン", "請求書出力" };
static const char *const troubles[] = { "でエラーが出ます", "が止まりました", "が遅い件", "の方法について", "ができません", "の依頼", "を確認してください", "が二重になる" };
static const char *const sentences[] = {
	"いつもと同じ操作をしました。", "昨日までは動いていました。", "再起動しても直りません。", "他の人の画面では出ないようです。", "午前中に締めたいので急ぎでお願いします。",
	"画面には「処理に失敗しました」と出ます。", "ORA-00060: deadlock detected while waiting for resource", "ｴﾗｰｺｰﾄﾞは E1023 です。", "error: connection timeout after 30 seconds",
	"月末の処理で毎回起きている気がします。", "添付の画面をご覧ください。", "サーバーの応答が遅く、途中で切れます。", "マスタを直したあとから合わなくなりました。", "先方にはまだ伝えていません。",
	"HTTP 503 Service Unavailable (proxy01.example.co.jp)", "印刷の途中で紙が出なくなり、用紙とトナーは確認しました。", "ユーザーは全員、同じ部署のプリンターを使っています。", "折り返しは内線 2345 にお願いします。",
	"手順書の3ページのとおりに進めましたが、5番目のボタンが押せません。", "Excel に貼ると桁がずれます。", "金額が1円合わず、二重に計上された可能性があります。", "夜間バッチのログには warning が3件ありました。",
};
static const char *const kinds[] = { "inquiry", "incident", "change", "task" };

#define ONE_OF(words) ((words)[g_rand_int_range(fill->rand, 0, G_N_ELEMENTS(words))])

enum { ADD_TICKET, ADD_TEXT, ADD_CONTACT, ADD_CALL, ADD_CHANGE, ADD_EVENT, N_STATEMENTS };
static const char *const statements[N_STATEMENTS] = {
	[ADD_TICKET] = ("INSERT INTO ticket (id, kind, status, channel, title, caller, department, system, received_at, impact, urgency, rated, affected, due_at, "
		       "resolved_at, closed_at) VALUES (?1, ?2, ?3, 'phone', ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, ?12, ?13, ?13)"),
	[ADD_TEXT] = "INSERT INTO ticket_text (id, body) VALUES (?1, ?2)",
	[ADD_CONTACT] = "INSERT INTO contact (ticket, direction, channel, at, name, department, subject) VALUES (?1, 'in', 'phone', ?2, ?3, ?4, ?5)",
	[ADD_CALL] = "INSERT INTO call (ticket, start_at, end_at, result) VALUES (?1, ?2, ?2 + 120, 'logged')",
	[ADD_CHANGE] = "INSERT INTO change (at, action, origin) VALUES (?1, ?2, 'operator')",
	[ADD_EVENT] = "INSERT INTO event (change, entity, row, field, old, new, ticket) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?3)",
};

typedef struct {
	sqlite3 *db;
	sqlite3_stmt *stmts[N_STATEMENTS];
	GRand *rand;
	const FillSize *size;
} Fill;

static void
must(const Fill *fill, int code)
{
	if (code != SQLITE_OK && code != SQLITE_DONE)
		g_error("fill: %s", sqlite3_errmsg(fill->db));
}

static void
run(const Fill *fill, const char *sql)
{
	must(fill, sqlite3_exec(fill->db, sql, NULL, NULL, NULL));
}

/* The values by their places: a text where `texts` has one, else a number; DC_ABSENT is NULL. */
static void
add(const Fill *fill, int statement, guint n, const char *const *texts, const gint64 *numbers)
{
	sqlite3_stmt *stmt = fill->stmts[statement];
	for (guint i = 0; i < n; i++) {
		if (texts[i] != NULL)
			sqlite3_bind_text(stmt, (int)i + 1, texts[i], -1, SQLITE_STATIC);
		else if (numbers[i] != DC_ABSENT)
			sqlite3_bind_int64(stmt, (int)i + 1, numbers[i]);
		else
			sqlite3_bind_null(stmt, (int)i + 1);
	}
	must(fill, sqlite3_step(stmt));
	sqlite3_reset(stmt);
}

static void
add_history(const Fill *fill, gint64 no, gint64 at, bool is_open)
{
	add(fill, ADD_CHANGE, 2, (const char *[]){ NULL, "log" }, (gint64[]){ at, 0 });
	gint64 change = sqlite3_last_insert_rowid(fill->db);
	add(fill, ADD_EVENT, 6, (const char *[]){ NULL, "ticket", NULL, "gone", NULL, NULL }, (gint64[]){ change, 0, no, 0, 1, 0 });
	add(fill, ADD_EVENT, 6, (const char *[]){ NULL, "contact", NULL, "gone", NULL, NULL }, (gint64[]){ change, 0, no, 0, 1, 0 });
	if (is_open)
		return;
	add(fill, ADD_CHANGE, 2, (const char *[]){ NULL, "answer" }, (gint64[]){ at + 3600, 0 });
	change = sqlite3_last_insert_rowid(fill->db);
	add(fill, ADD_EVENT, 6, (const char *[]){ NULL, "ticket", NULL, "status", "new", "closed" }, (gint64[]){ change, 0, no, 0, 0, 0 });
}

/* One sentence to six, and in ten tickets, evenly, FILL_RARE. Transfer full. */
static char *
make_body(const Fill *fill, gint64 no, const char *department, const char *name, const char *title)
{
	GString *body = g_string_new(NULL);
	g_string_printf(body, "%s の %s です。%s。\n", department, name, title);
	for (int i = g_rand_int_range(fill->rand, 1, 7); i > 0; i--)
		g_string_append_printf(body, "%s\n", ONE_OF(sentences));
	if (no % MAX(fill->size->n_tickets / 10, 1) == 0)
		g_string_append_printf(body, "%sかもしれません。\n", FILL_RARE);
	return g_string_free(body, FALSE);
}

static void
add_ticket(const Fill *fill, gint64 no, bool is_open)
{
	gint64 at = fill->size->now - (fill->size->n_tickets - no) * 600;
	const char *system = ONE_OF(systems), *department = ONE_OF(departments), *name = ONE_OF(names), *kind = ONE_OF(kinds);
	g_autofree char *title = g_strdup_printf("%s%s %s-%d", ONE_OF(things), ONE_OF(troubles), system, g_rand_int_range(fill->rand, 100, 999));
	g_autofree char *body = make_body(fill, no, department, name, title);
	gint64 impact = g_rand_int_range(fill->rand, 1, 4), urgency = g_rand_int_range(fill->rand, 1, 4);
	gint64 due_at = g_rand_int_range(fill->rand, 0, 5) == 0 ? fill->size->now + g_rand_int_range(fill->rand, -100, 2000) * 3600 : DC_ABSENT;
	const char *texts[] = { NULL, kind, is_open ? "new" : "closed", title, name, department, system, NULL, NULL, NULL, NULL, NULL, NULL };
	const gint64 numbers[] = { no, 0, 0, 0, 0, 0, 0, at, impact, urgency, g_rand_int_range(fill->rand, 0, 20), due_at, is_open ? DC_ABSENT : at + 3600 };
	add(fill, ADD_TICKET, G_N_ELEMENTS(texts), texts, numbers);
	add(fill, ADD_TEXT, 2, (const char *[]){ NULL, body }, (gint64[]){ no, 0 });
	add(fill, ADD_CONTACT, 5, (const char *[]){ NULL, NULL, name, department, title }, (gint64[]){ no, at, 0, 0, 0 });
	add(fill, ADD_CALL, 2, (const char *[]){ NULL, NULL }, (gint64[]){ no, at });
	add_history(fill, no, at, is_open);
}

static void
add_all(const Fill *fill)
{
	gint64 n = fill->size->n_tickets, newer = MAX(fill->size->n_open, n / 2);
	/* Bresenham's way of spreading n_open over the newer ones. */
	for (gint64 no = 1, owed = 0; no <= n; no++) {
		owed += no > n - newer ? fill->size->n_open : 0;
		bool is_open = owed >= newer;
		owed -= is_open ? newer : 0;
		add_ticket(fill, no, is_open);
	}
}

static void
make_empty(const char *path)
{
	g_autoptr(GError) error = NULL;
	DcLedger *ledger = dc_ledger_open(path, &error);
	if (ledger == NULL)
		g_error("fill: %s", error->message);
	dc_ledger_close(ledger);
}

/* The search index as it would stand: made of what is there. */
static void
index_all(const char *path, const FillSize *size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcLedger) ledger = dc_ledger_open(path, &error);
	if (ledger == NULL || !dc_ledger_rebuild(ledger, size->now, &error))
		g_error("fill: %s", error->message);
}

void
fill_ledger(const char *path, const FillSize *size)
{
	Fill fill = { .size = size, .rand = g_rand_new_with_seed(size->seed) };
	make_empty(path);
	must(&fill, sqlite3_open(path, &fill.db));
	run(&fill, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN");
	for (int i = 0; i < N_STATEMENTS; i++)
		must(&fill, sqlite3_prepare_v2(fill.db, statements[i], -1, &fill.stmts[i], NULL));
	add_all(&fill);
	for (int i = 0; i < N_STATEMENTS; i++)
		sqlite3_finalize(fill.stmts[i]);
	run(&fill, "COMMIT; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL");
	sqlite3_close(fill.db);
	g_rand_free(fill.rand);
	index_all(path, size);
}
