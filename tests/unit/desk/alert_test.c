/* Monitoring mails: one thing that is down is one piece of work, however often it says so; it is well when all of it is. */
#include "../../support/place.h"

#include <daicho/desk.h>

typedef struct {
	char *folder;
	DcDesk *desk;
	int n;
} Site;

static void
site_begin(Site *site)
{
	*site = (Site){ .folder = place_folder() };
	g_autofree char *path = g_build_filename(site->folder, "ledger.db", NULL);
	site->desk = dc_desk_open(path, PLACE_NOW, NULL);
	g_assert_nonnull(site->desk);
}

static void
site_end(Site *site)
{
	dc_desk_close_ledger(site->desk);
	place_remove(site->folder);
	g_free(site->folder);
}

static char *
alert_text(int minute, const char *what, const char *state)
{
	return g_strdup_printf("From: nagios@monitor.example\nDate: Tue, 31 Mar 2026 %02d:%02d:00 +0900\nSubject: ** PROBLEM Service Alert: %s is %s **\n\n%d\n", 8 + minute / 60,
	                       minute % 60, what, state, minute);
}

static void
arrives(Site *site, int minute, const char *what, const char *state)
{
	g_autofree char *path = g_strdup_printf("%s/%d.eml", site->folder, site->n++), *mail = alert_text(minute, what, state);
	DcIntake intake = { 0 };
	g_assert_true(g_file_set_contents(path, mail, -1, NULL));
	g_assert_true(dc_desk_intake(site->desk, path, DC_FOLDER_INBOX, PLACE_NOW, NULL, NULL, &intake, NULL));
	g_assert_cmpuint(intake.n_read, ==, 1);
	dc_intake_clear(&intake);
}

static GPtrArray *
waiting(Site *site)
{
	GPtrArray *all = dc_desk_waiting(site->desk, DC_FOLDER_INBOX, PLACE_NOW, NULL);
	g_assert_nonnull(all);
	return all;
}

static DcTicketNo
take_first(Site *site)
{
	g_autoptr(GPtrArray) all = waiting(site);
	g_assert_cmpuint(all->len, >, 0);
	const DcWaiting *first = g_ptr_array_index(all, 0);
	const DcTake take = { .due_at = DC_ABSENT };
	DcTicketNo no;
	g_assert_true(dc_desk_take(site->desk, &first->mail->id, 1, &take, PLACE_NOW, &no, NULL));
	return no;
}

static void
stands(Site *site, DcTicketNo no, guint i, const char *key, guint n, bool recovered)
{
	g_autoptr(GPtrArray) all = dc_desk_monitored(site->desk, no, NULL);
	const DcMonitored *one = g_ptr_array_index(all, i);
	g_assert_cmpstr(one->key, ==, key);
	g_assert_cmpuint(one->n_mails, ==, n);
	g_assert_cmpint(one->recovered, ==, recovered);
}

static bool
recovered(Site *site, DcTicketNo no)
{
	g_autoptr(GPtrArray) all = dc_desk_monitored(site->desk, no, NULL);
	return dc_monitored_recovered(all);
}

/* Seventeen mails wait as one; taken, they are one ticket that owes nobody an answer; the eighteenth joins it. */
static void
test_counted(void)
{
	Site site;
	site_begin(&site);
	for (int i = 0; i < 17; i++)
		arrives(&site, i, "web01/HTTP", "CRITICAL");
	g_autoptr(GPtrArray) all = waiting(&site);
	g_assert_cmpuint(all->len, ==, 1);
	const DcWaiting *one = g_ptr_array_index(all, 0);
	g_assert_cmpuint(one->n_mails, ==, 17);
	g_assert_cmpint(one->kind, ==, DC_KIND_INCIDENT);
	g_assert_false(one->not_for_ledger);

	DcTicketNo no = take_first(&site);
	stands(&site, no, 0, "web01/HTTP", 17, false);
	arrives(&site, 30, "web01/HTTP", "CRITICAL");
	stands(&site, no, 0, "web01/HTTP", 18, false);
	gint64 owed;
	g_assert_true(dc_ledger_tally(dc_desk_ledger(site.desk), DC_TALLY_UNANSWERED, (DcListArgs){ .id = no }, &owed, NULL));
	g_assert_cmpint(owed, ==, 0);
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(dc_desk_ledger(site.desk), no, NULL);
	g_assert_cmpint(ticket->channel, ==, DC_CHANNEL_MONITOR);
	site_end(&site);
}

/* Whatever the order in which they are read, the oldest stands for all, and the last word counts. */
static void
test_any_order(void)
{
	for (int round = 0; round < 10; round++) {
		int order[] = { 0, 1, 2, 3, 4 };
		Site site;
		site_begin(&site);
		for (int i = 4; i > 0; i--) {
			int j = g_test_rand_int_range(0, i + 1), swapped = order[i];
			order[i] = order[j];
			order[j] = swapped;
		}
		for (int i = 0; i < 5; i++)
			arrives(&site, order[i], "web01/HTTP", order[i] == 4 ? "OK" : "CRITICAL");
		g_autoptr(GPtrArray) all = waiting(&site);
		g_assert_cmpuint(all->len, ==, 1);
		const DcWaiting *one = g_ptr_array_index(all, 0);
		g_assert_cmpuint(one->n_mails, ==, 5);
		g_assert_cmpint(one->mail->at, ==, PLACE_NOW - 3600);
		g_assert_true(one->recovered && one->not_for_ledger);
		site_end(&site);
	}
}

/* In one mbox, in one change. */
static void
test_one_box(void)
{
	Site site;
	site_begin(&site);
	g_autofree char *path = g_build_filename(site.folder, "box", NULL);
	g_autoptr(GString) box = g_string_new(NULL);
	const int minutes[] = { 7, 3, 9, 1, 5 };
	for (gsize i = 0; i < G_N_ELEMENTS(minutes); i++) {
		g_autofree char *mail = alert_text(minutes[i], "web01/HTTP", "CRITICAL");
		g_string_append_printf(box, "From x Tue Mar 31 09:00:00 2026\n%s\n", mail);
	}
	DcIntake intake = { 0 };
	g_assert_true(g_file_set_contents(path, box->str, -1, NULL));
	g_assert_true(dc_desk_intake(site.desk, path, DC_FOLDER_INBOX, PLACE_NOW, NULL, NULL, &intake, NULL));
	g_assert_cmpuint(intake.n_new, ==, 5);
	g_autoptr(GPtrArray) all = waiting(&site);
	g_assert_cmpuint(all->len, ==, 1);
	const DcWaiting *one = g_ptr_array_index(all, 0);
	g_assert_cmpuint(one->n_mails, ==, 5);
	g_assert_cmpint(one->mail->at, ==, PLACE_NOW - 3600 + 60);
	site_end(&site);
}

/* Recovered is what has said so to the last: the service, and every member of the group. */
static void
test_recovered(void)
{
	Site site;
	site_begin(&site);
	arrives(&site, 0, "web01/HTTP", "CRITICAL");
	DcTicketNo no = take_first(&site);
	arrives(&site, 1, "db01/SQL", "CRITICAL");
	DcTicketNo member = take_first(&site);
	g_assert_true(dc_desk_group(site.desk, DC_ONE_TICKET(member), no, DC_MEMBER_SAME, PLACE_NOW, NULL));
	g_assert_false(recovered(&site, no));
	arrives(&site, 2, "web01/HTTP", "OK");
	g_assert_false(recovered(&site, no));
	stands(&site, no, 0, "web01/HTTP", 2, true);
	stands(&site, no, 1, "db01/SQL", 1, false);
	arrives(&site, 3, "db01/SQL", "OK");
	g_assert_true(recovered(&site, no));
	arrives(&site, 4, "web01/HTTP", "WARNING"); /* and down again */
	g_assert_false(recovered(&site, no));
	site_end(&site);
}

/* What is put away goes with all that stands behind it; the next one waits again. */
static void
test_dropped(void)
{
	Site site;
	site_begin(&site);
	for (int i = 0; i < 3; i++)
		arrives(&site, i, "web01/HTTP", "CRITICAL");
	g_autoptr(GPtrArray) all = waiting(&site);
	const DcWaiting *one = g_ptr_array_index(all, 0);
	g_assert_true(dc_desk_drop(site.desk, &one->mail->id, 1, DC_MAIL_DROPPED, PLACE_NOW, NULL));
	arrives(&site, 9, "web01/HTTP", "CRITICAL");
	g_autoptr(GPtrArray) again = waiting(&site);
	g_assert_cmpuint(again->len, ==, 1);
	g_assert_cmpuint(((const DcWaiting *)g_ptr_array_index(again, 0))->n_mails, ==, 1);
	site_end(&site);
}

/* Down again after its ticket was closed: the operator is asked whether that one goes on. */
static void
test_again(void)
{
	Site site;
	site_begin(&site);
	arrives(&site, 0, "web01/HTTP", "CRITICAL");
	DcTicketNo no = take_first(&site);
	g_assert_true(dc_desk_resolve(site.desk, DC_ONE_TICKET(no), "restarted", DC_CAUSE_UNKNOWN, PLACE_NOW, NULL));
	g_assert_true(dc_desk_close(site.desk, DC_ONE_TICKET(no), "monitoring", PLACE_NOW, NULL));
	arrives(&site, 90, "web01/HTTP", "CRITICAL");
	g_autoptr(GPtrArray) all = waiting(&site);
	g_assert_cmpuint(all->len, ==, 1);
	const DcWaiting *one = g_ptr_array_index(all, 0);
	g_assert_cmpint(one->answers, ==, no);
	g_assert_true(one->reopens);
	g_assert_false(one->by_headers);
	site_end(&site);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/desk/alert/counted", test_counted);
	g_test_add_func("/desk/alert/any-order", test_any_order);
	g_test_add_func("/desk/alert/one-box", test_one_box);
	g_test_add_func("/desk/alert/recovered", test_recovered);
	g_test_add_func("/desk/alert/dropped", test_dropped);
	g_test_add_func("/desk/alert/again", test_again);
	return g_test_run();
}
