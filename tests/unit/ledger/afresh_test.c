/* Rating everything afresh: when, in slices, stopped, beside other processes. */
#include "../../support/ranked.h"

static void
test_all_again(void)
{
	ranked_begin();
	g_autoptr(GArray) all = ranked_by_hand(PLACE_NOW);
	ranked_use(ranked.ledger, "rules 2");
	g_assert_cmpint(ranked_rank(PLACE_NOW), ==, (int)all->len);
	g_assert_cmpint(ranked_rank(PLACE_NOW), ==, 0);
	g_assert_cmpint(ranked_rank(PLACE_NOW - 60), ==, (int)all->len); /* the clock went back */
	g_assert_cmpint(ranked_rank(PLACE_NOW - 60), ==, 0);
	place_reopen(&ranked);
	ranked_use(ranked.ledger, "rules 2");
	g_assert_cmpint(ranked_rank(PLACE_NOW - 60), ==, 0); /* the rank is kept in the file */
	ranked_end();
}

/* Two programs, of which one has not read the new rules yet: what it rates by the old ones is rated again by the new. */
static void
test_two_rules(void)
{
	ranked_begin();
	DcLedger *late = dc_ledger_open(ranked.path, NULL);
	ranked_use(late, "rules 0");
	g_autoptr(DcTicket) seen = dc_ledger_ticket(late, 1, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_number(change, seen, DC_FIELD_STATUS, DC_STATUS_WORKING);
	g_assert_true(dc_ledger_apply(late, change, NULL));
	dc_ledger_close(late);
	ranked_n_judged = 0;
	g_assert_cmpint(ranked_rank(PLACE_NOW), ==, 1);
	g_assert_cmpuint(ranked_n_judged, ==, 1);
	g_assert_cmpint(ranked_rank(PLACE_NOW), ==, 0);
	ranked_end();
}

/* A program that does not judge changes something: everything is rated when one comes that does. */
static void
test_without_judge(void)
{
	ranked_begin();
	place_reopen(&ranked);
	place_set(&ranked, 1, DC_FIELD_AFFECTED, 7);
	place_log(&ranked, "unrated");
	g_assert_true(dc_ledger_undo(ranked.ledger, PLACE_NOW, NULL, NULL));
	place_log(&ranked, "unrated too");
	g_autoptr(GPtrArray) rows = ranked_page((DcPage){ .band_from = 0, .band_to = 9, .limit = 1000 }); /* the old order is there */
	g_assert_cmpuint(rows->len, >, 0);
	g_assert_cmpint(ranked_rank(PLACE_NOW), ==, 0);
	ranked_use(ranked.ledger, "rules 1");
	g_assert_cmpint(ranked_rank(PLACE_NOW), >, 1);
	ranked_assert(PLACE_NOW);
	ranked_end();
}

/* -- rating everything, a slice a transaction -- */
static void
many(int n)
{
	g_autofree char *sql = g_strdup_printf("WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < %d) INSERT INTO ticket "
	                                       "(id, kind, status, channel, title, received_at, impact, urgency, override, affected) "
	                                       "SELECT n, 'task', 'new', 'mail', 'x', 0, 1, 1, 1 + n %% 4, n %% 7 FROM number", n);
	place_begin(&ranked);
	place_sql(&ranked, sql);
	/* What came past the write path is not in the search index yet. Nobody judges so far: this rates nothing. */
	g_assert_true(dc_ledger_rebuild(ranked.ledger, PLACE_NOW, NULL));
	ranked_use(ranked.ledger, "rules 1");
}

static gint64 told_done, told_total;

static bool
stop(gint64 done, gint64 total, gpointer data)
{
	(void)data;
	told_done = done;
	told_total = total;
	return false;
}

static void
assert_well(void)
{
	g_autoptr(GPtrArray) findings = dc_ledger_check(ranked.ledger, NULL);
	g_assert_cmpuint(findings->len, ==, 0);
}

/* Stopped, it goes on where it was, also in another process; what is changed meanwhile has its place at once. */
static void
test_stopped(void)
{
	many(1300);
	dc_ledger_set_progress(ranked.ledger, stop, NULL);
	int n = ranked_rank(PLACE_NOW);
	g_assert_cmpint(n, >, 0);
	g_assert_cmpint(n, <, 1300);
	g_assert_cmpint(told_done, ==, n);
	g_assert_cmpint(told_total, ==, 1300);
	assert_well();
	place_set(&ranked, 1299, DC_FIELD_AFFECTED, 3000);
	place_set(&ranked, 2, DC_FIELD_STATUS, DC_STATUS_CLOSED);
	place_log(&ranked, "fresh");
	assert_well();
	int more = ranked_rank(PLACE_NOW + 10);
	g_assert_cmpint(told_total, ==, 1300 - n + 1);
	place_reopen(&ranked);
	ranked_use(ranked.ledger, "rules 1");
	g_assert_cmpint(n + more + ranked_rank(PLACE_NOW + 20), ==, 1301);
	g_assert_cmpint(ranked_rank(PLACE_NOW + 20), ==, 0);
	ranked_assert(PLACE_NOW + 20);
	assert_well();
	place_end(&ranked);
}

static bool
other_rules(gint64 done, gint64 total, gpointer data)
{
	(void)total;
	(void)data;
	if (told_done > 0)
		return true;
	told_done = done;
	DcLedger *other = dc_ledger_open(ranked.path, NULL);
	ranked_use(other, "rules 2");
	g_assert_true(dc_ledger_rank(other, PLACE_NOW, NULL, NULL));
	dc_ledger_close(other);
	return true;
}

/* Another process loads other rules while this one is at it: this one gives way. */
static void
test_gives_way(void)
{
	many(1300);
	told_done = 0;
	dc_ledger_set_progress(ranked.ledger, other_rules, NULL);
	g_assert_cmpint(ranked_rank(PLACE_NOW), ==, (int)told_done);
	ranked_use(ranked.ledger, "rules 2");
	g_assert_cmpint(ranked_rank(PLACE_NOW), ==, 0);
	ranked_assert(PLACE_NOW);
	assert_well();
	place_end(&ranked);
}

/* What has not moved is not written again. */
static void
test_unmoved(void)
{
	ranked_begin();
	place_sql(&ranked, "CREATE TRIGGER unmoved BEFORE UPDATE ON rank BEGIN SELECT raise(ABORT, 'written'); END");
	ranked_use(ranked.ledger, "rules 2");
	ranked_rank(PLACE_NOW);
	place_sql(&ranked, "DROP TRIGGER unmoved; UPDATE rank SET band = 7, until = 9, n_callers = 5");
	ranked_use(ranked.ledger, "rules 3");
	ranked_rank(PLACE_NOW);
	ranked_assert(PLACE_NOW);
	assert_well();
	ranked_end();
}

static void
add_reply(void)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	DcMailRow *mail = dc_mail_row_new();
	mail->folder = DC_FOLDER_INBOX;
	mail->state = DC_MAIL_WAITING;
	mail->at = PLACE_NOW;
	mail->message_id = g_strdup("reply@x");
	mail->refs = g_strdup("first@x");
	mail->digest = g_strdup("digest");
	mail->source = g_strdup("source");
	dc_change_create(change, DC_ENTITY_MAIL, mail);
	place_apply(&ranked, change);
	dc_mail_row_free(mail);
}

/* The threads of the mails are derived as well. */
static void
test_rebuild_threads(void)
{
	ranked_begin();
	add_reply();
	place_sql(&ranked, "DELETE FROM thread");
	g_assert_true(dc_ledger_rebuild(ranked.ledger, PLACE_NOW, NULL));
	g_autoptr(GArray) mails = dc_ledger_thread(ranked.ledger, "first@x", NULL);
	g_assert_cmpuint(mails->len, ==, 1);
	ranked_end();
}

static void
test_rebuild(void)
{
	ranked_begin();
	place_sql(&ranked, "DELETE FROM rank WHERE ticket % 2 = 0; UPDATE counter SET n = n + 3; UPDATE rank SET n_members = 7");
	g_autoptr(GPtrArray) wrong = dc_ledger_check(ranked.ledger, NULL);
	g_assert_cmpuint(wrong->len, >, 0);
	g_assert_true(dc_ledger_rebuild(ranked.ledger, PLACE_NOW, NULL));
	ranked_assert(PLACE_NOW);
	g_autoptr(GPtrArray) right = dc_ledger_check(ranked.ledger, NULL);
	g_assert_cmpuint(right->len, ==, 0);
	ranked_end();
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/afresh/all-again", test_all_again);
	g_test_add_func("/ledger/afresh/two-rules", test_two_rules);
	g_test_add_func("/ledger/afresh/without-judge", test_without_judge);
	g_test_add_func("/ledger/afresh/stopped", test_stopped);
	g_test_add_func("/ledger/afresh/gives-way", test_gives_way);
	g_test_add_func("/ledger/afresh/unmoved", test_unmoved);
	g_test_add_func("/ledger/afresh/rebuild", test_rebuild);
	g_test_add_func("/ledger/afresh/rebuild-threads", test_rebuild_threads);
	return g_test_run();
}
