/* The phone: over anything, at once; nothing typed is lost; the number first, the questions after. ui.md, Phone; domain.md 2.2, S34-S36. */
#include "../../support/stage.h"

#include <string.h>

static void
type_call(Stage *stage, const char *caller, const char *subject)
{
	stage_type(stage, caller);
	stage_keys(stage, "Tab");
	stage_type(stage, subject);
}

static void
put(Stage *stage, const char *text)
{
	stage_type(stage, text);
	stage_keys(stage, "Enter");
}

static GPtrArray *
listed(Stage *stage, DcList list, gint64 id)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *found = dc_ledger_list(dc_desk_ledger(stage->desk), list, (DcListArgs){ .id = id, .to = G_MAXINT64 }, &error);
	g_assert_no_error(error);
	return found;
}

static void
assert_listed(Stage *stage, DcList list, gint64 id, guint n)
{
	g_autoptr(GPtrArray) found = listed(stage, list, id);
	g_assert_cmpuint(found->len, ==, n);
}

static void
assert_drafts(Stage *stage, guint n)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(stage->desk), &error);
	g_assert_no_error(error);
	g_assert_cmpuint(drafts->len, ==, n);
}

#define not_seen(stage, text) g_assert_false(stage_sees(stage, text))

/* Steps 2 to 6 of the story. */
static void
test_call_before_hours(void)
{
	g_autoptr(Stage) stage = stage_new("08:50", 24, 80);
	stage_at(stage, "08:52");
	stage_keys(stage, "F2");
	assert_sees(stage, "Phone 08:52 -  0:00  before hours");
	assert_sees(stage, "No.101 (prov.)");
	type_call(stage, "営業2 佐藤", "受注登録でエラー 全員");
	stage_keys(stage, "Enter");
	assert_sees(stage, "P2?  Draft");
	assert_sees(stage, "not asked 5");
	assert_sees(stage, "No.101: an incident?");
	stage_keys(stage, "y");
	put(stage, "2345");
	stage_keys(stage, "1 4");
	put(stage, "ORD");
	put(stage, "ORA-00060");
	stage_at(stage, "08:54");
	stage_keys(stage, "i 9 v");
	assert_sees(stage, "Report to the contact by 09:09: No.101 (C)");
	assert_sees(stage, "has been read back");
	stage_at(stage, "08:58");
	stage_keys(stage, "Enter");
	assert_sees(stage, "No.101: the call took 0:06");
	assert_sees(stage, "[1Today]");

	g_autoptr(DcTicket) ticket = stage_ticket(stage, 101);
	g_assert_cmpint(ticket->kind, ==, DC_KIND_INCIDENT);
	g_assert_cmpint(ticket->status, ==, DC_STATUS_NEW);
	g_assert_cmpint(ticket->channel, ==, DC_CHANNEL_PHONE);
	g_assert_cmpint(ticket->impact, ==, 1);
	g_assert_cmpint(ticket->urgency, ==, 1);
	g_assert_true(ticket->rated);
	g_assert_true(ticket->recited);
	g_assert_cmpstr(ticket->callback, ==, "2345");
	g_assert_cmpint(ticket->stopped, ==, DC_STOPPED_YES);
	g_assert_cmpint(ticket->scope, ==, DC_SCOPE_COMPANY);
	g_assert_cmpstr(ticket->system, ==, "ORD");
	g_assert_cmpint(ticket->received_at, ==, stage->now - 6 * DC_MINUTE);
	g_autoptr(GPtrArray) work = listed(stage, DC_LIST_WORK, 101);
	g_assert_cmpuint(work->len, ==, 1);
	const DcWork *booked = g_ptr_array_index(work, 0);
	g_assert_cmpint(booked->end_at - booked->start_at, ==, 6 * DC_MINUTE);
	assert_listed(stage, DC_LIST_OPEN_CALLS, 0, 0);
	assert_drafts(stage, 0);
}

/* Over a question that is being answered: its text, its cursor and the clock come back. */
static void
test_frozen_below(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "s c");
	stage_type(stage, "half a sentence");
	stage_keys(stage, "Left Left");
	stage_at(stage, "09:24");
	stage_keys(stage, "F2");
	assert_sees(stage, "timer of #97 stopped");
	stage_at(stage, "09:25");
	assert_listed(stage, DC_LIST_RUNNING, 0, 0);
	type_call(stage, "倉庫 鈴木", "在庫照会エラー");
	stage_keys(stage, "Enter Esc");
	stage_at(stage, "09:26");
	stage_keys(stage, "Enter");
	stage_type(stage, "X");
	assert_sees(stage, "half a sentenXce");
	assert_listed(stage, DC_LIST_RUNNING, 0, 1);
	g_autoptr(GPtrArray) work = listed(stage, DC_LIST_WORK, 97);
	g_assert_cmpuint(work->len, ==, 2);
	const DcWork *first = g_ptr_array_index(work, 0), *second = g_ptr_array_index(work, 1);
	/* As of the key press, and on from the end of the call. */
	g_assert_cmpint(first->end_at - first->start_at, ==, 4 * DC_MINUTE);
	g_assert_cmpint(second->start_at - first->end_at, ==, 2 * DC_MINUTE);
	g_assert_cmpint(second->end_at, ==, DC_ABSENT);
}

/* Over a form, the triage, the palette, a popup and help. */
static void
test_from_anywhere(void)
{
	static const char *const places[] = { "a", "T", ":", "i", "?", "Enter", "L", "7", "C", "m", "/", "z" };
	for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
		stage_keys(stage, places[i]);
		g_autofree char *before = stage_picture(stage);
		stage_keys(stage, "F2");
		assert_sees(stage, "Phone 09:20");
		stage_keys(stage, "Esc");
		g_autofree char *after = stage_picture(stage);
		g_assert_cmpstr(after, ==, before);
		assert_drafts(stage, 0);
	}
}

/* Steps 21 to 23: the same incident, two departments, the impact. */
static void
test_same_incident(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "F2");
	type_call(stage, "購買 中村", "在庫照会でエラーが出ます");
	stage_keys(stage, "Enter y Esc i 6 Enter");
	stage_at(stage, "09:24");
	stage_keys(stage, "F2");
	type_call(stage, "倉庫 鈴木", "在庫照会エラー");
	assert_sees(stage, "No.101 在庫照会でエラーが出ます");
	assert_sees(stage, "same? 0.91");
	stage_keys(stage, "Enter");
	assert_sees(stage, "Same as No.101? 0.91");
	stage_keys(stage, "y");
	assert_sees(stage, "No.101: impact large? callers 2, departments 2");
	stage_keys(stage, "y");
	/* One more caller: nothing else is owed. */
	assert_sees(stage, "belongs to No.101");
	assert_sees(stage, "Report to the contact by 09:39: No.101");
	not_seen(stage, "not asked");
	stage_keys(stage, "Enter");
	g_autoptr(DcTicket) parent = stage_ticket(stage, 101);
	g_autoptr(DcTicket) member = stage_ticket(stage, 102);
	g_assert_cmpint(parent->impact, ==, 1);
	g_assert_cmpint(member->parent, ==, 101);
}

/* S35: answered on the spot, with the answer of a solved one; S36: or only counted. */
static void
test_answered_on_the_spot(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "F2");
	type_call(stage, "倉庫 鈴木", "在庫照会が遅い");
	stage_keys(stage, "Down");
	assert_sees(stage, "Answer: ");
	stage_keys(stage, "Tab");
	stage_type(stage, " as in March");
	stage_keys(stage, "Enter");
	assert_sees(stage, "No.101: answered and closed (u takes it back)");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 101);
	g_assert_cmpint(ticket->status, ==, DC_STATUS_CLOSED);
	assert_listed(stage, DC_LIST_OPEN_CALLS, 0, 0);

	stage_keys(stage, "F2");
	type_call(stage, "総務 林", "休暇の申請");
	stage_keys(stage, "F7 Enter");
	assert_sees(stage, "type what was answered");
	stage_type(stage, "by form 3");
	stage_keys(stage, "Esc");
	assert_sees(stage, "総務 林");
	/* Left, it is still there, also after a restart. */
	stage_restart(stage);
	stage_keys(stage, "F2 Enter F7");
	assert_sees(stage, "Answer by form 3");
	stage_keys(stage, "Esc");
	stage_keys(stage, "F9");
	assert_sees(stage, "Answered, only counted");
	gint64 n = 0;
	g_assert_true(dc_ledger_tally(dc_desk_ledger(stage->desk), DC_TALLY_CALLS_COUNTED, (DcListArgs){ .to = G_MAXINT64 }, &n, NULL));
	g_assert_cmpint(n, ==, 1);
	assert_drafts(stage, 0);
}

/* At most a second after the last key; offered again on every list; the clock on the work runs on when the call is over. */
static void
test_restart(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "s");
	stage_at(stage, "09:21");
	stage_keys(stage, "F2");
	type_call(stage, "倉庫 鈴木", "棚の札");
	stage_keys(stage, "Left");
	stage_at(stage, "09:21:01");
	assert_drafts(stage, 1);
	stage_restart(stage);
	assert_sees(stage, "calls kept: 1 (F2)");
	stage_keys(stage, "F2");
	assert_sees(stage, "倉庫 鈴木 棚の札");
	stage_keys(stage, "Enter");
	assert_sees(stage, "Phone 09:21");
	assert_sees(stage, "timer of #97 stopped");
	stage_type(stage, "X");
	assert_sees(stage, "棚のX札");
	stage_keys(stage, "Enter");
	/* And in the middle of the questions, with the answer half typed. */
	stage_type(stage, "03-12");
	stage_at(stage, "09:22");
	stage_restart(stage);
	stage_keys(stage, "F2");
	assert_sees(stage, "No.101 倉庫 鈴木 棚のX札");
	stage_keys(stage, "Enter");
	assert_sees(stage, "Call-back no. 03-12");
	put(stage, "34");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 101);
	g_assert_cmpstr(ticket->callback, ==, "03-1234");
	assert_listed(stage, DC_LIST_RUNNING, 0, 0);
	stage_keys(stage, "Esc Enter");
	assert_listed(stage, DC_LIST_RUNNING, 0, 1);
	assert_drafts(stage, 0);
	not_seen(stage, "calls kept");
}

/* Whoever looks at the broken-off calls for a while before going on with one leaves no second one behind. */
static void
test_resumed_late(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "s F2");
	type_call(stage, "倉庫 鈴木", "棚の札");
	stage_keys(stage, "Esc F2");
	stage_at(stage, "09:20:05"); /* the clock on the work was stopped, which is kept */
	assert_drafts(stage, 2);
	stage_keys(stage, "Enter");
	assert_sees(stage, "棚の札");
	stage_keys(stage, "F9");
	assert_sees(stage, "Answered, only counted");
	assert_drafts(stage, 0);
	assert_listed(stage, DC_LIST_RUNNING, 0, 1);
}

/* Esc keeps a draft, and nothing if nothing was typed. */
static void
test_put_aside(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "F2");
	type_call(stage, "倉庫 鈴木", "棚の札");
	stage_keys(stage, "Esc");
	assert_sees(stage, "kept as a draft");
	stage_keys(stage, "F2");
	stage_type(stage, "総務 林");
	stage_keys(stage, "Esc j");
	assert_sees(stage, "calls kept: 2");
	stage_keys(stage, "F2 Down Enter");
	assert_sees(stage, "棚の札");
	stage_keys(stage, "Enter Esc Enter");
	assert_drafts(stage, 1);
	stage_keys(stage, "F2 Enter C-u Esc");
	assert_drafts(stage, 0);
}

/* Calls over calls: each comes back, the last one first. */
static void
test_stacked(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "s");
	for (int i = 1; i <= 5; i++) {
		stage_keys(stage, "F2");
		g_autofree char *caller = g_strdup_printf("caller%d", i);
		stage_type(stage, caller);
	}
	stage_at(stage, "09:20:05");
	assert_drafts(stage, 5);
	assert_listed(stage, DC_LIST_RUNNING, 0, 0);
	for (int i = 5; i >= 1; i--) {
		g_autofree char *caller = g_strdup_printf("caller%d", i);
		assert_sees(stage, caller);
		assert_listed(stage, DC_LIST_RUNNING, 0, 0);
		stage_keys(stage, "Tab");
		stage_type(stage, "x");
		stage_keys(stage, "Enter Esc Enter");
	}
	assert_sees(stage, "[1Today]");
	assert_listed(stage, DC_LIST_RUNNING, 0, 1);
	assert_drafts(stage, 0);
}

/* What the operator chooses comes before the nearest; the questions can be put again. */
static void
test_choosing(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "F2");
	type_call(stage, "経理 森", "棚卸差異");
	assert_sees(stage, "No.95 棚卸差異の調査");
	stage_keys(stage, "Down Up Down Enter");
	assert_sees(stage, "Same as No.95?");
	stage_keys(stage, "n Esc");
	assert_sees(stage, "not asked 5");
	stage_keys(stage, "Tab");
	assert_sees(stage, "Same as No.95?");
	stage_keys(stage, "n Enter");
	/* An answer that cannot be read stays, with what would do. */
	stage_keys(stage, "2 1");
	put(stage, "someday");
	assert_sees(stage, "someday");
	stage_keys(stage, "C-u");
	put(stage, "15:00");
	put(stage, "XYZ");
	assert_sees(stage, "XYZ");
	stage_keys(stage, "Esc Enter");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 101);
	g_assert_cmpint(ticket->due_at, !=, DC_ABSENT);
	g_assert_null(ticket->system);
}

static void
test_refused(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "F2 F7");
	assert_sees(stage, "The subject is missing");
	stage_keys(stage, "Enter");
	assert_sees(stage, "The subject is missing");
	stage_type(stage, "subject alone");
	stage_keys(stage, "Enter 1");
	assert_sees(stage, "Call-back no. 1");
	stage_keys(stage, "Esc");
	/* No other screen, no leaving, while the call goes on. */
	stage_keys(stage, "3");
	assert_sees(stage, "The call goes on: Enter ends it");
	stage_keys(stage, "Enter");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 101);
	g_assert_null(ticket->callback);
}

/* Text from outside is text: no escape sequence, no second line, no more than fits. */
static void
test_hostile(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "F2");
	dc_app_paste(stage->app, "\033]0;x\007\033[2Jmalicious\nq\n\xff\xfe", stage->now);
	stage_keys(stage, "Tab");
	g_autofree char *long_text = g_strnfill(10000, 'w');
	dc_app_paste(stage->app, long_text, stage->now);
	assert_sees(stage, "No more fits in");
	assert_sees(stage, "malicious q");
	for (int cols = 40; cols < 200; cols += 53) {
		dc_surface_resize(stage->surface, 10, cols);
		dc_app_resize(stage->app, 10, cols);
		g_autofree char *picture = stage_picture(stage);
		g_assert_null(strchr(picture, '\033'));
	}
	stage_keys(stage, "Enter");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 101);
	g_assert_cmpint(g_utf8_strlen(ticket->title, -1), ==, 170);
	g_assert_null(strchr(ticket->caller, '\n'));
	dc_app_paste(stage->app, long_text, stage->now);
	dc_surface_resize(stage->surface, 24, 80);
	stage_keys(stage, "Enter Esc Esc");
	assert_sees(stage, "[1Today]");
}

/* Another process takes the ticket away, or closes what the question is about. */
static void
test_others(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	g_autofree char *path = g_build_filename(stage->folder, "ledger.db", NULL);
	g_autoptr(DcDesk) other = dc_desk_open(path, stage->now, &error);
	g_assert_no_error(error);
	stage_keys(stage, "F2");
	type_call(stage, "経理 森", "棚卸差異の調査");
	stage_keys(stage, "Enter");
	assert_sees(stage, "Same as No.95?");
	/* Its number stays asked for, and the answer is refused with a sentence. */
	g_assert_true(dc_desk_cancel(other, DC_ONE_TICKET(95), "mistake", stage->now, &error));
	g_assert_no_error(error);
	stage_at(stage, "09:21");
	assert_sees(stage, "Same as No.95?");
	stage_keys(stage, "y");
	assert_sees(stage, "No.95");
	stage_keys(stage, "n");
	stage_type(stage, "123");
	/* The ticket itself is undone from under the call: it is typed again, and Enter takes a number anew. */
	for (int i = 0; i < 2; i++) {
		g_autofree char *undone = dc_desk_undo(other, stage->now, &error);
		g_assert_no_error(error);
		g_assert_nonnull(undone);
	}
	stage_at(stage, "09:22");
	assert_sees(stage, "no longer in the ledger");
	assert_sees(stage, "経理 森");
	stage_keys(stage, "Enter n");
	assert_sees(stage, "Call-back no.");
	stage_keys(stage, "Esc Enter");
	assert_sees(stage, "[1Today]");
	assert_listed(stage, DC_LIST_OPEN_CALLS, 0, 0);
	assert_drafts(stage, 0);
}

/* u while the call is open takes back what was done last, as everywhere. */
static void
test_undo(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	stage_keys(stage, "F2");
	type_call(stage, "総務 林", "休暇の申請");
	stage_keys(stage, "Enter Esc v u");
	assert_sees(stage, "not read back yet");
	stage_keys(stage, "u");
	assert_sees(stage, "no longer in the ledger");
	assert_sees(stage, "Subject [休暇の申請");
	stage_keys(stage, "Esc");
	assert_drafts(stage, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/view/phone/call-before-hours", test_call_before_hours);
	g_test_add_func("/view/phone/frozen-below", test_frozen_below);
	g_test_add_func("/view/phone/from-anywhere", test_from_anywhere);
	g_test_add_func("/view/phone/same-incident", test_same_incident);
	g_test_add_func("/view/phone/answered-on-the-spot", test_answered_on_the_spot);
	g_test_add_func("/view/phone/restart", test_restart);
	g_test_add_func("/view/phone/resumed-late", test_resumed_late);
	g_test_add_func("/view/phone/put-aside", test_put_aside);
	g_test_add_func("/view/phone/stacked", test_stacked);
	g_test_add_func("/view/phone/choosing", test_choosing);
	g_test_add_func("/view/phone/refused", test_refused);
	g_test_add_func("/view/phone/hostile", test_hostile);
	g_test_add_func("/view/phone/others", test_others);
	g_test_add_func("/view/phone/undo", test_undo);
	return g_test_run();
}
