/* Finding on the screens: narrowing by the query language while it is typed, the search over the whole ledger, saved filters. ui.md 2. */
#include "../../../src/view/querybar.h"
#include "../../support/stage.h"

#include <daicho/lang.h>

#include <string.h>

/* -- narrowing -- */

static void
test_narrow_by_query(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "/");
	stage_type(stage, "kind:incident or system:kin");
	assert_rows(stage, "97 95 99");
	assert_sees(stage, " 3 found");
	stage_keys(stage, "Enter");
	assert_sees(stage, "/ kind:incident or system:kin  3 found (Esc: all)");
	/* The cursor stays with its ticket on the way back. */
	stage_keys(stage, "G");
	g_assert_cmpint(stage_cursor(stage), ==, 99);
	stage_keys(stage, "Esc");
	assert_rows(stage, "97 95 90 99 88");
	g_assert_cmpint(stage_cursor(stage), ==, 99);
	/* A number alone may be a ticket's. */
	stage_keys(stage, "/");
	stage_type(stage, "95");
	assert_rows(stage, "95");
	stage_keys(stage, "Esc /");
	stage_type(stage, "#90");
	assert_rows(stage, "90");
	stage_keys(stage, "Esc 5 /");
	stage_type(stage, "kind:change");
	assert_sees(stage, "Nothing matches here.");
	stage_keys(stage, "C-u");
	stage_type(stage, "dept:総務 or p:1-5");
	assert_rows(stage, "97");
}

/* What is no query yet leaves the rows as they are; the mark stands under the character. */
static void
test_wrong_query(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "/");
	stage_type(stage, "kind:incident");
	assert_rows(stage, "95");
	stage_type(stage, " foo:x");
	assert_rows(stage, "95");
	assert_sees(stage, "\n / kind:incident foo:x");
	assert_sees(stage, "\n                 ^ no field is called");
	/* It stays open, for there is nothing else to narrow by. */
	stage_keys(stage, "Enter");
	assert_sees(stage, "^ no field is called");
	stage_keys(stage, "Backspace Backspace Backspace Backspace Backspace Enter");
	assert_sees(stage, "/ kind:incident  1 found");
}

static void
test_completion(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "/");
	stage_type(stage, "kin");
	stage_keys(stage, "Tab");
	assert_sees(stage, " / kind:");
	/* Several: shown, then one after the other. */
	stage_keys(stage, "Tab");
	assert_sees(stage, " inquiry  incident  change  task");
	stage_keys(stage, "Tab Tab");
	assert_sees(stage, " / kind:incident");
	assert_rows(stage, "95");
	stage_keys(stage, "S-Tab");
	assert_sees(stage, " / kind:inquiry");
	/* Esc closes the candidates first, then the bar. */
	stage_keys(stage, "Esc");
	g_assert_false(stage_sees(stage, "inquiry  incident"));
	assert_sees(stage, " / kind:inquiry");
	stage_type(stage, " system:a");
	stage_keys(stage, "Tab");
	assert_sees(stage, " / kind:inquiry system:ACC");
	stage_type(stage, " zzz");
	stage_keys(stage, "Tab");
	assert_sees(stage, "Nothing is known that could stand here");
	stage_keys(stage, "Esc");
	assert_rows(stage, "97 95 90 99 88");
	g_assert_true(dc_lang_set("ja", NULL));
	stage_keys(stage, "/");
	stage_type(stage, "種");
	stage_keys(stage, "Tab Tab Tab Tab");
	assert_sees(stage, " / 種別:障害");
	assert_rows(stage, "95");
	g_assert_true(dc_lang_set("en", NULL));
}

static void
test_earlier_queries(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "/");
	stage_type(stage, "kind:change");
	stage_keys(stage, "Enter Esc /");
	stage_type(stage, "p:1-2");
	stage_keys(stage, "Enter Esc /");
	stage_type(stage, "ty");
	stage_keys(stage, "C-p");
	assert_sees(stage, " / p:1-2");
	stage_keys(stage, "C-p");
	assert_sees(stage, " / kind:change");
	assert_rows(stage, "90");
	stage_keys(stage, "C-n C-n");
	assert_sees(stage, " / ty");
}

/* What others write while it is narrowed shows, and nothing jumps. */
static void
test_narrowed_follows(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "/");
	stage_type(stage, "kind:inquiry");
	stage_keys(stage, "Enter j X");
	g_autofree char *before = stage_rows(stage);
	stage_type(stage, "a mistake");
	stage_keys(stage, "Enter");
	assert_rows(stage, before);
	assert_sees(stage, "Cancelled");
	stage_keys(stage, "R");
	g_autofree char *after = stage_rows(stage);
	g_assert_cmpuint(strlen(after), <, strlen(before));
}

/* -- the search -- */

static void
test_search(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "j \\");
	assert_sees(stage, "Search  the whole ledger");
	assert_sees(stage, "caller:Sato");
	stage_type(stage, "取込エラー");
	assert_sees(stage, "No.77");
	assert_sees(stage, "Answer: 不正な行を除いて再取込");
	assert_sees(stage, " 40 min");
	assert_sees(stage, "3 found");
	/* What is in the texts is shown where it stands. */
	stage_keys(stage, "C-u");
	stage_type(stage, "除いて");
	assert_sees(stage, "Resolution: 不正な行を除いて再取込");
	/* Enter opens, Esc leads back to where it was. */
	stage_keys(stage, "Down Enter");
	assert_sees(stage, "No.47 ");
	g_assert_false(stage_sees(stage, "the whole ledger"));
	stage_keys(stage, "Esc");
	assert_sees(stage, " / 除いて");
	g_assert_cmpint(stage_cursor(stage), ==, 0);
	stage_keys(stage, "Esc");
	assert_rows(stage, "97 95 90 99 88");
	g_assert_cmpint(stage_cursor(stage), ==, 95);
	/* An empty one: Up brings back what was looked for. */
	stage_keys(stage, "\\");
	assert_sees(stage, "looked for before");
	stage_keys(stage, "Up");
	assert_sees(stage, " / 除いて");
	stage_type(stage, "ありえない");
	assert_sees(stage, "Nothing was found in the whole ledger.");
}

/* From the bar of a list: the same words, everywhere. */
static void
test_widen(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "/");
	stage_type(stage, "白紙");
	stage_keys(stage, "F3");
	assert_sees(stage, "the whole ledger");
	assert_sees(stage, " / 白紙");
	stage_keys(stage, "Esc");
	assert_rows(stage, "97 95 90 99 88");
	stage_keys(stage, "/ /");
	assert_sees(stage, "the whole ledger");
}

/* Whatever is typed or pasted: an answer or a sentence, and nothing of it reaches the screen but as text. */
static void
test_hostile(void)
{
	static const char *const texts[] = { "\"", "*", "-", "AND", "'", "(", ")", ":", "😀", "\x1b[2J\x1b]0;x\x07", "a or", "NEAR(a b)", "%s%n", "\xff\xfe", "'; DROP TABLE ticket; --", "@", "#" };
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		static const char *const openers[] = { "\\", "/" };
		for (guint o = 0; o < G_N_ELEMENTS(openers); o++) {
			stage_keys(stage, openers[o]);
			dc_app_paste(stage->app, texts[i], stage->now);
			g_autofree char *picture = stage_picture(stage);
			g_assert_null(strchr(picture, '\x1b'));
			g_assert_false(strstr(picture, "SQL") != NULL || strstr(picture, "fts5") != NULL);
			stage_keys(stage, "Enter Esc Esc Esc Esc");
			assert_sees(stage, "[1Today]");
		}
	}
	g_autofree char *much = g_strnfill(10000, 'x');
	stage_keys(stage, "\\");
	dc_app_paste(stage->app, much, stage->now);
	assert_sees(stage, "No more fits in");
	stage_keys(stage, "End");
	assert_sees(stage, "is too long to look for");
	stage_keys(stage, "Esc");
	assert_rows(stage, "97 95 90 99 88");
}

/* More than fits: the newest 200 come first, more when one goes there. */
static void
test_many(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_log_many(stage, 450);
	stage_keys(stage, "\\");
	stage_type(stage, "many");
	assert_sees(stage, "200+ found");
	assert_sees(stage, "one of many 449");
	for (int i = 0; i < 60; i++)
		stage_keys(stage, "PgDn");
	assert_sees(stage, "450 found");
	assert_sees(stage, "one of many 0");
	/* A list counts its rows up to a page of them. */
	stage_keys(stage, "Esc /");
	stage_type(stage, "many");
	assert_sees(stage, "100+ found");
	/* The first one is found, too, where it stands behind more than is looked through before a frame. */
	stage_keys(stage, "C-u");
	stage_type(stage, "channel:mail no:550");
	assert_rows(stage, "550");
	/* What matches seldom is found behind everything that does not. */
	stage_keys(stage, "C-u");
	stage_type(stage, "impact:2 -many");
	assert_rows(stage, "95 90");
	/* n goes to it, wherever it stands. */
	stage_keys(stage, "Enter Esc G n N");
	g_assert_cmpint(stage_cursor(stage), ==, 90);
}

static DcId
file_mail(Stage *stage, const char *subject, DcMailState state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *bytes = g_strdup_printf("From: Mori <mori@example.co.jp>\nSubject: %s\nMessage-ID: <%s@x>\nDate: Tue, 31 Mar 2026 08:40:00 +0900\n\nThe invoice is blank.\n", subject, subject);
	g_autofree char *path = g_build_filename(stage->folder, "one.eml", NULL);
	DcIntake intake = { 0 };
	g_assert_true(g_file_set_contents(path, bytes, -1, &error));
	g_assert_true(dc_desk_intake(stage->desk, path, DC_FOLDER_INBOX, stage->now, NULL, NULL, &intake, &error));
	dc_intake_clear(&intake);
	g_autoptr(GArray) ids = dc_desk_waiting_ids(stage->desk, DC_FOLDER_INBOX, &error);
	DcId id = g_array_index(ids, DcId, ids->len - 1);
	if (state != DC_MAIL_WAITING)
		g_assert_true(dc_desk_drop(stage->desk, &id, 1, state, stage->now, &error));
	return id;
}

/* Behind the tickets; an action is for tickets alone; Enter reads them, and a dropped one waits again. */
static void
test_mails(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	file_mail(stage, "first", DC_MAIL_WAITING);
	DcId dropped = file_mail(stage, "second", DC_MAIL_DROPPED);
	stage_keys(stage, "\\");
	stage_type(stage, "invoice blank");
	assert_sees(stage, "0 found, mails: 2");
	assert_sees(stage, "to triage        first");
	assert_sees(stage, "not for us       second");
	stage_keys(stage, "F8");
	assert_sees(stage, "No ticket is selected for: resolve");
	stage_keys(stage, "C-u");
	stage_type(stage, "invoice status:open");
	assert_sees(stage, "0 found");
	g_assert_false(stage_sees(stage, "mails: "));
	stage_keys(stage, "C-u");
	stage_type(stage, "second");
	stage_keys(stage, "Enter");
	assert_sees(stage, "Mail  Not for the ledger");
	assert_sees(stage, "The invoice is blank.");
	stage_keys(stage, "Enter");
	assert_sees(stage, "waits for triage again");
	g_autoptr(GArray) ids = dc_desk_waiting_ids(stage->desk, DC_FOLDER_INBOX, NULL);
	g_assert_cmpuint(ids->len, ==, 2);
	stage_keys(stage, "u");
	g_autoptr(DcMailRow) mail = dc_ledger_read(dc_desk_ledger(stage->desk), DC_ENTITY_MAIL, dropped, NULL);
	g_assert_cmpint(mail->state, ==, DC_MAIL_DROPPED);
	stage_keys(stage, "\\");
	stage_type(stage, "first");
	stage_keys(stage, "Enter");
	assert_sees(stage, "Triage 2/2");
	assert_sees(stage, "The invoice is blank.");
}

/* Keys that come faster than frames: the last one is what counts. */
static void
test_fast_keys(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	dc_app_key(stage->app, "/", stage->now);
	stage_type(stage, "kind:change");
	dc_app_key(stage->app, "Enter", stage->now);
	assert_rows(stage, "90");
	dc_app_key(stage->app, "\\", stage->now);
	stage_type(stage, "#77");
	dc_app_key(stage->app, "Enter", stage->now);
	assert_sees(stage, "No.77 ");
}

/* In a very large ledger one letter alone is not looked for while more may follow. */
static void
test_premature(void)
{
	static const char *const early[] = { "s", "帳票 s", "-s", "(7", "エ" }, *const due[] = { "", "st", "kind:s", "障", "s ", "s-", "\"s\"" };
	QueryBar *bar = querybar_new(false);
	querybar_set(bar, "s");
	g_assert_false(querybar_is_premature(bar));
	querybar_set_patient(bar, true);
	for (guint i = 0; i < G_N_ELEMENTS(early); i++) {
		querybar_set(bar, early[i]);
		g_assert_true(querybar_is_premature(bar));
		querybar_rest(bar);
		g_assert_false(querybar_is_premature(bar));
	}
	for (guint i = 0; i < G_N_ELEMENTS(due); i++) {
		querybar_set(bar, due[i]);
		g_assert_false(querybar_is_premature(bar));
	}
	querybar_free(bar);
}

/* -- saved filters -- */

static void
test_saved_filters(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "M-1");
	assert_sees(stage, "No filter 1 is saved; f lists them");
	stage_keys(stage, "f");
	assert_sees(stage, "Nothing is saved yet");
	stage_keys(stage, "a Esc /");
	stage_type(stage, "kind:incident");
	stage_keys(stage, "F4");
	assert_sees(stage, "a saves: kind:incident");
	stage_keys(stage, "a");
	stage_type(stage, "my incidents");
	stage_keys(stage, "Enter");
	assert_sees(stage, "Alt-1 (u takes it back)");
	/* One is open, 22 are in the ledger. */
	g_assert_true(stage_sees(stage, "1 my incidents"));
	g_autofree char *picture = stage_picture(stage);
	g_assert_true(g_regex_match_simple("1 my incidents +kind:incident +1 / [0-9]+", picture, 0, 0));
	stage_keys(stage, "Esc Esc 1 M-1");
	assert_rows(stage, "95");
	assert_sees(stage, "/ @\"my incidents\"  1 found");
	/* Of any width; renamed, changed, removed, and back. */
	stage_keys(stage, "Esc f e C-u");
	stage_type(stage, "inc");
	stage_keys(stage, "Enter E C-u");
	stage_type(stage, "kind:change foo:x");
	stage_keys(stage, "Enter");
	assert_sees(stage, "no field is called");
	stage_keys(stage, "Backspace Backspace Backspace Backspace Backspace Enter");
	assert_sees(stage, "“inc” is saved");
	stage_type(stage, "１");
	assert_rows(stage, "90");
	stage_keys(stage, "Esc f x");
	assert_sees(stage, "“inc” is removed");
	stage_keys(stage, "u");
	assert_sees(stage, "1 inc ");
	/* The same name once more is refused, and what was typed stays. */
	stage_keys(stage, "Esc /");
	stage_type(stage, "p:1");
	stage_keys(stage, "F4 a");
	stage_type(stage, "INC");
	stage_keys(stage, "Enter");
	assert_sees(stage, "is saved already");
	assert_sees(stage, "INC");
	/* Where nothing can be narrowed the whole ledger is searched. */
	stage_keys(stage, "Esc Esc Esc Esc g Enter M-1");
	assert_sees(stage, "the whole ledger");
	assert_sees(stage, " / @inc");
	/* Nothing that is saved moves the order. */
	stage_keys(stage, "Esc Esc");
	assert_rows(stage, "97 95 90 99 88");
}

/* -- what was done the last time -- */

static DcTicketNo
add(Stage *stage, const char *title)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	ticket->title = g_strdup(title);
	ticket->channel = DC_CHANNEL_MAIL;
	const DcArrival arrival = { .ticket = ticket, .call_start = DC_ABSENT };
	DcTicketNo no = 0;
	g_assert_true(dc_desk_log(stage->desk, &arrival, stage->now, &no, &error));
	return no;
}

/* On a ticket: the nearest solved one stands below, its answer is put into the question by Tab. */
static void
test_before_on_ticket(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	g_autofree char *no = g_strdup_printf("#%" G_GINT64_FORMAT, add(stage, "打刻データの取込エラー"));
	stage_keys(stage, "\\");
	stage_type(stage, no);
	stage_keys(stage, "Enter");
	assert_sees(stage, "Before: No.77 打刻データの取込エラー");
	assert_sees(stage, "-- similar tickets --");
	assert_sees(stage, "40 min: 不正な行を除いて再取込");
	stage_keys(stage, "r");
	assert_sees(stage, "No.77 打刻データの取込エラー");
	assert_sees(stage, "Tab takes that answer");
	stage_keys(stage, "Tab");
	assert_sees(stage, "Answer 不正な行を除いて再取込");
	g_assert_false(stage_sees(stage, "takes that answer"));
	/* What is already typed stays. */
	stage_keys(stage, "Esc d");
	stage_type(stage, "too: ");
	stage_keys(stage, "Tab");
	assert_sees(stage, "too: 不正な行を除いて再取込");
}

/* On the phone: nothing is looked up before the frame, so that no key waits; then it stands there. */
static void
test_before_on_phone(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_keys(stage, "F2 Tab");
	stage_type(stage, "打刻データの取込エラー");
	dc_app_draw(stage->app, stage->surface, stage->now);
	g_autofree char *first = dc_surface_to_text(stage->surface);
	g_assert_null(strstr(first, "No.77"));
	assert_sees(stage, "No.77 打刻データの取込エラー");
	stage_keys(stage, "F7");
	assert_sees(stage, "Tab takes that answer");
	stage_keys(stage, "Tab");
	assert_sees(stage, "Answer 不正な行を除いて再取込");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/search/narrow-by-query", test_narrow_by_query);
	g_test_add_func("/search/wrong-query", test_wrong_query);
	g_test_add_func("/search/completion", test_completion);
	g_test_add_func("/search/earlier-queries", test_earlier_queries);
	g_test_add_func("/search/narrowed-follows", test_narrowed_follows);
	g_test_add_func("/search/search", test_search);
	g_test_add_func("/search/widen", test_widen);
	g_test_add_func("/search/hostile", test_hostile);
	g_test_add_func("/search/mails", test_mails);
	g_test_add_func("/search/many", test_many);
	g_test_add_func("/search/fast-keys", test_fast_keys);
	g_test_add_func("/search/premature", test_premature);
	g_test_add_func("/search/saved-filters", test_saved_filters);
	g_test_add_func("/search/before-on-ticket", test_before_on_ticket);
	g_test_add_func("/search/before-on-phone", test_before_on_phone);
	return g_test_run();
}
