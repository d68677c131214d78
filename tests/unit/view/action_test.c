/* Every action with its questions, as the keys of ui.md give it: one change, refused with a sentence, typed text never lost. */
#include "../../support/stage.h"

static void
put(Stage *stage, const char *text)
{
	stage_type(stage, text);
	stage_keys(stage, "Enter");
}

/* The cursor on this ticket of today's list. */
static void
go_to(Stage *stage, DcTicketNo no)
{
	stage_keys(stage, "1 R g");
	for (int i = 0; i < 20 && stage_cursor(stage) != no; i++)
		stage_keys(stage, "j");
	g_assert_cmpint(stage_cursor(stage), ==, no);
}

#define assert_status(stage, no, word)                                        \
	G_STMT_START                                                          \
	{                                                                     \
		g_autoptr(DcTicket) ticket_seen = stage_ticket(stage, no);    \
		g_assert_cmpint(ticket_seen->status, ==, DC_STATUS_##word);   \
	}                                                                     \
	G_STMT_END

static void
test_start_and_stop(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "s");
	assert_status(stage, 95, INVESTIGATING);
	stage_at(stage, "09:24");
	assert_sees(stage, "#95 0:24");
	go_to(stage, 99);
	stage_keys(stage, "s");
	stage_at(stage, "09:30");
	assert_sees(stage, "#99 0:06");
	stage_keys(stage, "S");
	assert_sees(stage, "The timer of No.99 is stopped");
	g_assert_false(stage_sees(stage, "#99 0:0"));
}

/* An incident needs its cause, an inquiry does not. */
static void
test_resolve(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "d Enter");
	assert_sees(stage, "is missing");
	put(stage, "index rebuilt");
	assert_sees(stage, "Cause");
	stage_keys(stage, "2");
	assert_status(stage, 95, RESOLVED);
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 95);
	g_assert_cmpint(ticket->cause_class, ==, DC_CAUSE_DATA);
	go_to(stage, 99);
	stage_keys(stage, "d");
	put(stage, "told where it stands");
	assert_status(stage, 99, RESOLVED);
}

static void
test_answer_closes(void)
{
	g_autoptr(Stage) stage = stage_new("09:40", 24, 80);
	go_to(stage, 97);
	stage_keys(stage, "r");
	put(stage, "from the menu, top right");
	stage_keys(stage, "Enter");
	assert_status(stage, 97, CLOSED);
	assert_sees(stage, "No.97 (u takes it back)");
	stage_keys(stage, "u");
	assert_sees(stage, "Taken back:");
	assert_status(stage, 97, NEW);
	stage_keys(stage, "U");
	assert_status(stage, 97, CLOSED);
}

static void
check_later(const char *keys, const char *want)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 99);
	stage_keys(stage, keys);
	stage_keys(stage, "Enter"); /* no reason */
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 99);
	g_autofree char *at = dc_when_iso(dc_desk_calendar(stage->desk), ticket->resume_on);
	g_assert_cmpstr(at, ==, want);
	g_assert_cmpint(ticket->carried, ==, 1);
	stage_keys(stage, "R");
	assert_rows(stage, "97 95 90 88");
}

/* 1 afternoon, 2 evening, 3 next business morning, 4 Monday, 5 a date. */
static void
test_later(void)
{
	check_later("z 1", "2026-03-31T13:00:00+09:00");
	check_later("z 2", "2026-03-31T17:00:00+09:00");
	check_later("z 3", "2026-04-01T09:00:00+09:00");
	check_later("z 4", "2026-04-06T09:00:00+09:00");
	check_later("z 5 4 / 3 Enter", "2026-04-03T09:00:00+09:00");
	check_later("z 5 + 2 Enter", "2026-04-02T09:00:00+09:00");
}

/* domain.md 3.5: never refused, but a promise before that day asks once more. The key itself is not yes. */
static void
test_later_asks_once_more(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 97);
	stage_keys(stage, "z 3");
	assert_sees(stage, "all the same");
	stage_keys(stage, "Enter z n");
	assert_sees(stage, "Nothing was put off");
	stage_keys(stage, "y Enter");
	assert_sees(stage, "New promise");
	put(stage, "4/1 10:00");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 97);
	g_assert_cmpint(ticket->resume_on, >, stage->now);
	g_assert_cmpint(ticket->promise_at, >, ticket->resume_on);
	/* The afternoon is over in the evening. */
	stage_at(stage, "17:30");
	go_to(stage, 99);
	stage_keys(stage, "z 1");
	assert_sees(stage, "has passed");
	assert_sees(stage, "Until");
}

static void
test_wait(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "w 3");
	put(stage, "ACME");
	stage_keys(stage, "C-u");
	put(stage, "5/30");
	assert_sees(stage, "business days: 10");
	stage_keys(stage, "C-u");
	put(stage, "4/2 11:00");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 95);
	g_assert_cmpint(ticket->status, ==, DC_STATUS_WAITING);
	g_assert_cmpint(ticket->wait, ==, DC_WAIT_VENDOR);
	g_assert_cmpstr(ticket->wait_whom, ==, "ACME");
	/* It comes back, and the vendor says: tomorrow. For the same, until later: Enter, Enter, when. */
	stage_keys(stage, "4 g");
	while (stage_cursor(stage) != 95)
		stage_keys(stage, "j");
	stage_keys(stage, "w Enter Enter C-u");
	put(stage, "4/3 11:00");
	g_autoptr(DcTicket) again = stage_ticket(stage, 95);
	g_assert_cmpstr(again->wait_whom, ==, "ACME");
	g_assert_cmpint(again->check_at, ==, ticket->check_at + 86400);
	g_assert_cmpint(again->waiting_since, ==, ticket->waiting_since);
}

/* The keypad of the triage: rows are impact, columns are urgency. */
static void
test_rate(void)
{
	static const struct {
		const char *key;
		int impact, urgency;
	} cells[] = { { "7", 1, 3 }, { "8", 1, 2 }, { "9", 1, 1 }, { "4", 2, 3 }, { "5", 2, 2 }, { "6", 2, 1 }, { "1", 3, 3 }, { "2", 3, 2 }, { "3", 3, 1 } };
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
		stage_keys(stage, "i");
		stage_keys(stage, cells[i].key);
		g_autoptr(DcTicket) ticket = stage_ticket(stage, 95);
		g_assert_cmpint(ticket->impact, ==, cells[i].impact);
		g_assert_cmpint(ticket->urgency, ==, cells[i].urgency);
	}
	stage_keys(stage, "i p 2");
	put(stage, "the auditors come");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 95);
	g_assert_cmpint(ticket->override, ==, 2);
	assert_sees(stage, "P2*");
	stage_keys(stage, "i *");
	g_autoptr(DcTicket) major = stage_ticket(stage, 95);
	g_assert_true(major->major);
}

static void
test_pin(void)
{
	g_autoptr(Stage) stage = stage_new("11:00", 24, 80);
	go_to(stage, 90);
	stage_keys(stage, "!");
	put(stage, "promised to the manager");
	stage_keys(stage, "R");
	g_autofree char *rows = stage_rows(stage);
	g_assert_true(g_str_has_prefix(rows, "90 "));
	stage_keys(stage, "! R");
	g_autofree char *after = stage_rows(stage);
	g_assert_false(g_str_has_prefix(after, "90 "));
}

static void
test_group_and_split(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 99);
	stage_keys(stage, "m");
	put(stage, "97");
	assert_sees(stage, "Grouped under No.97");
	stage_keys(stage, "R");
	assert_rows(stage, "97 95 90 88");
	assert_sees(stage, " +1");
	stage_keys(stage, "u R");
	assert_rows(stage, "97 95 90 99 88");
	go_to(stage, 99);
	stage_keys(stage, "m");
	put(stage, "99");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 99);
	g_assert_cmpint(ticket->parent, ==, 0);
	/* Typed with the input method on. */
	stage_keys(stage, "Esc m");
	put(stage, "９７");
	g_autoptr(DcTicket) member = stage_ticket(stage, 99);
	g_assert_cmpint(member->parent, ==, 97);
	/* The list has not been applied: the member still stands in its line, and is taken out again from there. */
	stage_keys(stage, "#");
	g_autoptr(DcTicket) split = stage_ticket(stage, 99);
	g_assert_cmpint(split->parent, ==, 0);
}

static void
test_workaround(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "i 9 b");
	put(stage, "enter it again");
	put(stage, "40");
	stage_keys(stage, "y");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 95);
	g_assert_cmpint(ticket->affected, ==, 40);
	g_assert_cmpint(ticket->urgency, ==, 2);
	g_assert_cmpint(ticket->workaround_at, ==, stage->now);
}

/* Sending something out asks y/n, and neither Enter nor the key itself is yes. */
static void
test_report(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "i 9 C");
	assert_sees(stage, "No.95");
	stage_keys(stage, "C 1");
	assert_sees(stage, "To whom");
	stage_keys(stage, "C-u");
	put(stage, "高橋様");
	put(stage, "tell the sections");
	assert_sees(stage, "Record it as sent to 高橋様");
	stage_keys(stage, "Enter C n");
	assert_sees(stage, "Nothing was sent");
	stage_keys(stage, "C 1 Enter Enter y");
	assert_sees(stage, "Reported");
	stage_keys(stage, "Enter");
	assert_sees(stage, "高橋様");
}

static void
test_note_reopen_cancel(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 99);
	stage_keys(stage, "X");
	put(stage, "duplicate");
	assert_status(stage, 99, CANCELLED);
	/* Refused with a sentence: nothing opens. */
	stage_keys(stage, "d");
	assert_sees(stage, "reopen");
	stage_keys(stage, "o");
	put(stage, "it was none");
	assert_status(stage, 99, NEW);
	stage_keys(stage, "x");
	put(stage, "said so on the corridor");
	assert_status(stage, 99, CLOSED);
}

/* A text in a question outlives Esc, another ticket's question, and the program. */
static void
test_drafts(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "c");
	stage_type(stage, "index INV_IX3 is inv");
	stage_keys(stage, "Esc c");
	assert_sees(stage, "index INV_IX3 is inv");
	stage_keys(stage, "Esc");
	go_to(stage, 99);
	stage_keys(stage, "c");
	g_assert_false(stage_sees(stage, "INV_IX3"));
	stage_type(stage, "something else");
	stage_restart(stage);
	assert_sees(stage, "Kept drafts: 2");
	go_to(stage, 95);
	stage_keys(stage, "c");
	assert_sees(stage, "index INV_IX3 is inv");
	put(stage, "alid");
	stage_keys(stage, "c");
	g_assert_false(stage_sees(stage, "INV_IX3"));
	stage_keys(stage, "Esc");
	stage_restart(stage);
	assert_sees(stage, "Kept drafts: 1");
}

/* An action of several questions, left at the last: what was answered before comes back too, also after the program was killed. */
static void
test_drafts_of_steps(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "b");
	put(stage, "enter it again");
	stage_type(stage, "4");
	stage_keys(stage, "Backspace");
	stage_restart(stage);
	go_to(stage, 95);
	stage_keys(stage, "b");
	assert_sees(stage, "enter it again");
	stage_keys(stage, "Enter Enter n");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(stage->desk), &error);
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(dc_desk_ledger(stage->desk), 95, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(drafts->len, ==, 0);
	g_assert_cmpstr(text->workaround, ==, "enter it again");
}

/* So do the texts of a report and of a priority by hand. */
static void
test_drafts_of_screens(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "C Enter 1 Enter");
	stage_type(stage, "tell the sections");
	stage_keys(stage, "Esc Esc");
	stage_restart(stage);
	go_to(stage, 95);
	stage_keys(stage, "C Enter 1 Enter");
	assert_sees(stage, "tell the sections");
	stage_keys(stage, "Enter y");
	stage_restart(stage);
	g_assert_false(stage_sees(stage, "Kept drafts"));
}

/* A draft is on disk within a second of the last key: killed without a word, it is there. */
static void
test_draft_within_a_second(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "c");
	stage_type(stage, "half a no");
	stage->now += 1;
	dc_app_tick(stage->app, stage->now);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(stage->desk), &error);
	g_assert_no_error(error);
	g_assert_cmpuint(drafts->len, ==, 1);
	g_assert_nonnull(g_strrstr(((const DcDraft *)g_ptr_array_index(drafts, 0))->fields, "half a no"));
}

static void
test_edit_form(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 99);
	stage_keys(stage, "e C-e");
	put(stage, " (2)");
	assert_sees(stage, "Saved: No.99");
	g_autoptr(DcTicket) ticket = stage_ticket(stage, 99);
	g_assert_true(g_str_has_suffix(ticket->title, " (2)"));
	stage_keys(stage, "e Enter");
	assert_sees(stage, "Nothing was changed");
	stage_keys(stage, "a");
	put(stage, "found it myself");
	assert_sees(stage, "Registered: No.");
	stage_keys(stage, "a");
	stage_type(stage, "half");
	stage_keys(stage, "Esc a");
	assert_sees(stage, "half");
}

/* $EDITOR: the text goes out and comes back; what goes wrong outside leaves it as it was. */
static void
test_editor(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "E");
	DcWant want = dc_app_wants(stage->app);
	g_assert_cmpint(want.kind, ==, DC_WANT_EDIT);
	g_assert_cmpint(dc_app_wants(stage->app).kind, ==, DC_WANT_NOTHING);
	dc_app_edited(stage->app, "first line\nsecond line\n", NULL, stage->now);
	assert_sees(stage, "The text of No.95 is saved");
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(dc_desk_ledger(stage->desk), 95, &error);
	g_assert_cmpstr(text->body, ==, "first line\nsecond line");
	stage_keys(stage, "E");
	g_autoptr(GError) problem = g_error_new(DC_ERROR, DC_ERROR_REFUSED, "no such editor");
	dc_app_edited(stage->app, NULL, problem, stage->now);
	assert_sees(stage, "no such editor");
}

/* Somebody else wrote meanwhile: neither text is lost. The one from the editor is a draft, with which the editor begins the next time. */
static void
test_editor_conflict(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 95);
	stage_keys(stage, "E");
	(void)dc_app_wants(stage->app);
	DcSet set = { .field = DC_FIELD_BODY, .value = dc_value_text("theirs") };
	g_assert_true(dc_desk_edit(stage->desk, DC_ONE_TICKET(95), NULL, NULL, &set, 1, stage->now, &error));
	dc_value_clear(&set.value);
	g_assert_true(dc_app_edited(stage->app, "mine", NULL, stage->now));
	assert_sees(stage, "kept as a draft");
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(dc_desk_ledger(stage->desk), 95, &error);
	g_assert_cmpstr(text->body, ==, "theirs");
	stage_restart(stage);
	go_to(stage, 95);
	stage_keys(stage, "E");
	g_assert_cmpstr(dc_app_wants(stage->app).text, ==, "mine");
	g_assert_true(dc_app_edited(stage->app, "theirs and mine", NULL, stage->now));
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(stage->desk), &error);
	g_assert_cmpuint(drafts->len, ==, 0);
}

static void
test_copy(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	go_to(stage, 97);
	stage_keys(stage, "y");
	DcWant want = dc_app_wants(stage->app);
	g_assert_cmpint(want.kind, ==, DC_WANT_COPY);
	g_assert_true(g_str_has_prefix(want.text, "No.97 "));
}

/* A key that has no meaning where it is pressed says so. */
static void
test_not_here(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	stage_keys(stage, "7 *");
	assert_sees(stage, "mark all: not on this screen");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/action/start-and-stop", test_start_and_stop);
	g_test_add_func("/action/resolve", test_resolve);
	g_test_add_func("/action/answer-closes", test_answer_closes);
	g_test_add_func("/action/later", test_later);
	g_test_add_func("/action/later-asks-once-more", test_later_asks_once_more);
	g_test_add_func("/action/wait", test_wait);
	g_test_add_func("/action/rate", test_rate);
	g_test_add_func("/action/pin", test_pin);
	g_test_add_func("/action/group-and-split", test_group_and_split);
	g_test_add_func("/action/workaround", test_workaround);
	g_test_add_func("/action/report", test_report);
	g_test_add_func("/action/note-reopen-cancel", test_note_reopen_cancel);
	g_test_add_func("/action/drafts", test_drafts);
	g_test_add_func("/action/drafts-of-steps", test_drafts_of_steps);
	g_test_add_func("/action/drafts-of-screens", test_drafts_of_screens);
	g_test_add_func("/action/draft-within-a-second", test_draft_within_a_second);
	g_test_add_func("/action/edit-form", test_edit_form);
	g_test_add_func("/action/editor", test_editor);
	g_test_add_func("/action/editor-conflict", test_editor_conflict);
	g_test_add_func("/action/copy", test_copy);
	g_test_add_func("/action/not-here", test_not_here);
	return g_test_run();
}
