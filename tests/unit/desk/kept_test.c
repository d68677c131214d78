/* What was said, owed or found is not forgotten on the way: by groups that end, answers that come late, repairs that do not hold. */
#include "../../support/place.h"

#include <daicho/desk.h>
#include <string.h>

#define NOW PLACE_NOW

typedef struct {
	char *folder;
	DcDesk *desk;
} Site;

static Site
site_new(void)
{
	Site site = { .folder = place_folder() };
	g_autofree char *path = g_build_filename(site.folder, "ledger.db", NULL);
	site.desk = dc_desk_open(path, NOW, NULL);
	g_assert_nonnull(site.desk);
	return site;
}

static void
site_end(Site *site)
{
	dc_desk_close_ledger(site->desk);
	place_remove(site->folder);
	g_free(site->folder);
}

static DcTicketNo
logged(Site *site, const char *title, DcKind kind, DcChannel channel)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	ticket->title = g_strdup(title);
	ticket->caller = g_strdup("営業2 佐藤");
	ticket->kind = kind;
	ticket->channel = channel;
	const DcArrival arrival = { .ticket = ticket, .call_start = DC_ABSENT };
	DcTicketNo no = 0;
	bool ok = dc_desk_log(site->desk, &arrival, NOW, &no, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	return no;
}

static DcTicket *
ticket_of(Site *site, DcTicketNo no)
{
	DcTicket *ticket = dc_ledger_ticket(dc_desk_ledger(site->desk), no, NULL);
	g_assert_nonnull(ticket);
	return ticket;
}

static guint
n_of(Site *site, DcList list, DcId id)
{
	g_autoptr(GPtrArray) found = dc_ledger_list(dc_desk_ledger(site->desk), list, (DcListArgs){ .id = id, .limit = 100 }, NULL);
	g_assert_nonnull(found);
	return found->len;
}

#define DO(CALL) G_STMT_START { g_autoptr(GError) error = NULL; bool ok = CALL; g_assert_no_error(error); g_assert_true(ok); } G_STMT_END
#define REFUSED(CALL) G_STMT_START { g_autoptr(GError) error = NULL; g_assert_false(CALL); g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED); } G_STMT_END

static void
group(Site *site, DcTicketNo no, DcTicketNo parent)
{
	DO(dc_desk_group(site->desk, DC_ONE_TICKET(no), parent, DC_MEMBER_SAME, NOW, &error));
}

/* "Still broken": the one that is open again is seen, for its group is not. */
static void
test_reopened_member(void)
{
	Site site = site_new();
	DcTicketNo parent = logged(&site, "a", DC_KIND_INQUIRY, DC_CHANNEL_PHONE), member = logged(&site, "b", DC_KIND_INQUIRY, DC_CHANNEL_PHONE);
	group(&site, member, parent);
	DO(dc_desk_answer(site.desk, DC_ONE_TICKET(parent), 0, "so", DC_CHANNEL_PHONE, NOW, &error));
	DO(dc_desk_reopen(site.desk, DC_ONE_TICKET(member), "still broken", NOW, &error));
	g_autoptr(DcTicket) ticket = ticket_of(&site, member);
	g_assert_cmpint(ticket->parent, ==, 0);
	g_assert_cmpint(ticket->member, ==, DC_MEMBER_NONE);
	site_end(&site);
}

/* Its members have callers of their own. */
static void
test_cancelled_parent(void)
{
	Site site = site_new();
	DcTicketNo parent = logged(&site, "a", DC_KIND_INQUIRY, DC_CHANNEL_PHONE), member = logged(&site, "b", DC_KIND_INQUIRY, DC_CHANNEL_PHONE);
	group(&site, member, parent);
	DO(dc_desk_cancel(site.desk, DC_ONE_TICKET(parent), "duplicate", NOW, &error));
	g_autoptr(DcTicket) ticket = ticket_of(&site, member);
	g_assert_cmpint(ticket->parent, ==, 0);
	g_assert_true(dc_status_is_open(ticket->status));
	site_end(&site);
}

/* A ledger of before may hold one that is open behind one that is shut: nothing is put behind it as well, and `check` tells. */
static void
test_shut_root(void)
{
	Site site = site_new();
	DcTicketNo parent = logged(&site, "a", DC_KIND_INQUIRY, DC_CHANNEL_PHONE), member = logged(&site, "b", DC_KIND_INQUIRY, DC_CHANNEL_PHONE),
	           third = logged(&site, "c", DC_KIND_INQUIRY, DC_CHANNEL_PHONE);
	group(&site, member, parent);
	g_autoptr(DcTicket) root = ticket_of(&site, parent);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_CLOSE, NOW);
	dc_change_number(change, root, DC_FIELD_STATUS, DC_STATUS_CLOSED);
	g_assert_true(dc_ledger_apply(dc_desk_ledger(site.desk), change, NULL));
	REFUSED(dc_desk_group(site.desk, DC_ONE_TICKET(third), member, DC_MEMBER_SAME, NOW, &error));
	g_autoptr(GPtrArray) findings = dc_ledger_check(dc_desk_ledger(site.desk), NULL);
	g_assert_cmpuint(findings->len, ==, 1);
	g_assert_nonnull(strstr(g_ptr_array_index(findings, 0), "No.2"));
	site_end(&site);
}

/* Everybody has been answered: what is said once more stands in the record. */
static void
test_late_answer(void)
{
	Site site = site_new();
	DcTicketNo no = logged(&site, "a", DC_KIND_INCIDENT, DC_CHANNEL_PHONE);
	DO(dc_desk_answer(site.desk, DC_ONE_TICKET(no), 0, "it is looked into", DC_CHANNEL_PHONE, NOW, &error));
	DO(dc_desk_answer(site.desk, DC_ONE_TICKET(no), 0, "three sentences", DC_CHANNEL_PHONE, NOW + 60, &error));
	g_assert_cmpuint(n_of(&site, DC_LIST_NOTES, no), ==, 1);
	REFUSED(dc_desk_answer(site.desk, DC_ONE_TICKET(no), 999, "whom?", DC_CHANNEL_PHONE, NOW, &error));
	site_end(&site);
}

/* domain.md 2.1: resolved is "callers not yet told", so the call is still owed. */
static void
test_resolved_promise(void)
{
	Site site = site_new();
	DcTicketNo no = logged(&site, "a", DC_KIND_INQUIRY, DC_CHANNEL_PHONE);
	const DcSet set = { .field = DC_FIELD_PROMISE_AT, .value = dc_value_number(NOW + 3600) };
	DO(dc_desk_edit(site.desk, DC_ONE_TICKET(no), NULL, NULL, &set, 1, NOW, &error));
	DO(dc_desk_resolve(site.desk, DC_ONE_TICKET(no), "done", DC_CAUSE_NONE, NOW, &error));
	gint64 n = 0;
	g_assert_cmpuint(n_of(&site, DC_LIST_PROMISES, 0), ==, 1);
	g_assert_true(dc_ledger_tally(dc_desk_ledger(site.desk), DC_TALLY_PROMISES, (DcListArgs){ 0 }, &n, NULL));
	g_assert_cmpint(n, ==, 1);
	site_end(&site);
}

/* The group is reported, not each of its members; a member whose group owes no report still owes its own. */
static void
test_member_report(void)
{
	Site site = site_new();
	DcTicketNo grave = logged(&site, "a", DC_KIND_INCIDENT, DC_CHANNEL_PHONE), parent = logged(&site, "b", DC_KIND_INCIDENT, DC_CHANNEL_PHONE);
	const DcJudgement p1 = { .impact = 1, .urgency = 1 };
	DO(dc_desk_rate(site.desk, DC_ONE_TICKET(grave), &p1, NOW, &error));
	group(&site, grave, parent);
	g_assert_cmpuint(n_of(&site, DC_LIST_ESCALATED, 0), ==, 1);
	DO(dc_desk_rate(site.desk, DC_ONE_TICKET(parent), &p1, NOW, &error));
	g_autoptr(GPtrArray) owed = dc_ledger_list(dc_desk_ledger(site.desk), DC_LIST_ESCALATED, (DcListArgs){ .limit = 10 }, NULL);
	g_assert_cmpuint(owed->len, ==, 1);
	g_assert_cmpint(((const DcTicket *)g_ptr_array_index(owed, 0))->id, ==, parent);
	site_end(&site);
}

/* Nobody called, so nobody is owed an answer, and no person is made of a machine. */
static void
test_nobody_called(void)
{
	static const DcChannel channels[] = { DC_CHANNEL_MONITOR, DC_CHANNEL_SELF };
	for (guint i = 0; i < G_N_ELEMENTS(channels); i++) {
		Site site = site_new();
		DcTicketNo no = logged(&site, "disk is full", DC_KIND_INCIDENT, channels[i]);
		gint64 n = -1;
		g_assert_true(dc_ledger_tally(dc_desk_ledger(site.desk), DC_TALLY_UNANSWERED, (DcListArgs){ .id = no }, &n, NULL));
		g_assert_cmpint(n, ==, 0);
		g_autoptr(DcTicket) ticket = ticket_of(&site, no);
		g_assert_cmpint(ticket->party, ==, 0);
		g_assert_cmpstr(ticket->caller, ==, "営業2 佐藤");
		site_end(&site);
	}
}

/* domain.md 2.1: resolving needs what was done and, of an incident, the cause class; closing resolves on the way. */
static void
test_close_resolves(void)
{
	Site site = site_new();
	DcTicketNo no = logged(&site, "a", DC_KIND_INCIDENT, DC_CHANNEL_PHONE), member = logged(&site, "b", DC_KIND_INCIDENT, DC_CHANNEL_PHONE);
	group(&site, member, no);
	REFUSED(dc_desk_close(site.desk, DC_ONE_TICKET(no), "not wanted any more", NOW, &error));
	DO(dc_desk_resolve(site.desk, DC_ONE_TICKET(no), "done", DC_CAUSE_DATA, NOW, &error));
	DO(dc_desk_close(site.desk, DC_ONE_TICKET(no), "not wanted any more", NOW, &error));
	g_autoptr(DcTicket) ticket = ticket_of(&site, member);
	g_assert_cmpint(ticket->cause_class, ==, DC_CAUSE_DATA);
	site_end(&site);
}

/* A repair that did not hold restored nothing. */
static void
test_restored_again(void)
{
	Site site = site_new();
	DcTicketNo no = logged(&site, "a", DC_KIND_INCIDENT, DC_CHANNEL_PHONE);
	DO(dc_desk_resolve(site.desk, DC_ONE_TICKET(no), "done", DC_CAUSE_DATA, NOW, &error));
	DO(dc_desk_reopen(site.desk, DC_ONE_TICKET(no), "again", NOW + 1800, &error));
	DO(dc_desk_resolve(site.desk, DC_ONE_TICKET(no), "done", DC_CAUSE_DATA, NOW + 18000, &error));
	g_autoptr(DcTicket) ticket = ticket_of(&site, no);
	g_assert_cmpint(ticket->restored_at, ==, NOW + 18000);
	site_end(&site);
}

/* domain.md 3.2: the priority by hand replaces P, that of a major incident too. */
static void
test_override_beats_major(void)
{
	Site site = site_new();
	DcTicketNo no = logged(&site, "a", DC_KIND_INCIDENT, DC_CHANNEL_PHONE);
	const DcJudgement judgement = { .impact = 3, .urgency = 3, .override = 3, .reason = "known", .major = 1 };
	DO(dc_desk_rate(site.desk, DC_ONE_TICKET(no), &judgement, NOW, &error));
	g_assert_cmpuint(n_of(&site, DC_LIST_ESCALATED, 0), ==, 0);
	site_end(&site);
}

/* What is undone no longer judges. */
static void
test_undone_policy(void)
{
	Site site = site_new();
	g_autofree char *before = g_strdup(dc_policy_digest(dc_desk_policy(site.desk)));
	DO(dc_desk_set_policy(site.desk, "[matrix]\nimpact3 = 1 1 1\n", NOW, &error));
	g_assert_cmpstr(dc_policy_digest(dc_desk_policy(site.desk)), !=, before);
	g_autofree char *said = dc_desk_undo(site.desk, NOW, NULL);
	g_assert_nonnull(said);
	g_assert_cmpstr(dc_policy_digest(dc_desk_policy(site.desk)), ==, before);
	g_autofree char *again = dc_desk_redo(site.desk, NOW, NULL);
	g_assert_nonnull(again);
	g_assert_cmpstr(dc_policy_digest(dc_desk_policy(site.desk)), !=, before);
	site_end(&site);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kept/a member that is open again is seen", test_reopened_member);
	g_test_add_func("/kept/the members of a cancelled one stand by themselves", test_cancelled_parent);
	g_test_add_func("/kept/nothing is put behind what is shut", test_shut_root);
	g_test_add_func("/kept/an answer after all were answered", test_late_answer);
	g_test_add_func("/kept/a promise until it is kept", test_resolved_promise);
	g_test_add_func("/kept/the report of a group", test_member_report);
	g_test_add_func("/kept/where nobody called nobody is owed", test_nobody_called);
	g_test_add_func("/kept/closing resolves on the way", test_close_resolves);
	g_test_add_func("/kept/restored is when it held", test_restored_again);
	g_test_add_func("/kept/a priority by hand replaces that of a major incident", test_override_beats_major);
	g_test_add_func("/kept/an undone policy judges no longer", test_undone_policy);
	return g_test_run();
}
