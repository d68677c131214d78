/* Threads: an answer is on its ticket whatever the order in which mails are read, and what waits of a thread comes along. */
#include "../../support/place.h"

#include <daicho/desk.h>

#define N_CHAIN 4

typedef struct {
	char *folder, *ledger;
	DcDesk *desk;
} Site;

static void
site_begin(Site *site)
{
	site->folder = place_folder();
	site->ledger = g_build_filename(site->folder, "ledger.db", NULL);
	site->desk = dc_desk_open(site->ledger, PLACE_NOW, NULL);
	g_assert_nonnull(site->desk);
}

static void
site_end(Site *site)
{
	dc_desk_close_ledger(site->desk);
	place_remove(site->folder);
	g_free(site->folder);
	g_free(site->ledger);
}

/* Mail `i` answers mail `answers` (-1: none); In-Reply-To says so alone. */
static void
arrives(Site *site, int i, int answers, const char *text)
{
	g_autofree char *path = g_strdup_printf("%s/%d.eml", site->folder, i);
	g_autofree char *reply = answers >= 0 ? g_strdup_printf("In-Reply-To: <%d@chain.example>\n", answers) : g_strdup("");
	g_autofree char *mail = g_strdup_printf("From: a%d@example.co.jp\nSubject: mail %d\nMessage-ID: <%d@chain.example>\n%s\n%s\n", i, i, i, reply, text);
	g_autoptr(GError) error = NULL;
	DcIntake intake = { 0 };
	g_assert_true(g_file_set_contents(path, mail, -1, NULL));
	bool ok = dc_desk_intake(site->desk, path, DC_FOLDER_INBOX, PLACE_NOW, NULL, NULL, &intake, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	dc_intake_clear(&intake);
}

static DcMailRow *
mail_named(Site *site, int i)
{
	g_autofree char *id = g_strdup_printf("%d@chain.example", i);
	g_autoptr(GArray) ids = dc_ledger_mails_like(dc_desk_ledger(site->desk), id, NULL, NULL);
	g_assert_cmpuint(ids->len, ==, 1);
	return dc_ledger_read(dc_desk_ledger(site->desk), DC_ENTITY_MAIL, g_array_index(ids, gint64, 0), NULL);
}

static DcTicketNo
ticket_of(Site *site, int i)
{
	g_autoptr(DcMailRow) mail = mail_named(site, i);
	return MAX(mail->ticket, 0);
}

static DcTicketNo
take(Site *site, int i)
{
	g_autoptr(DcMailRow) mail = mail_named(site, i);
	const DcTake how = { .due_at = DC_ABSENT };
	DcTicketNo no;
	g_assert_true(dc_desk_take(site->desk, &mail->id, 1, &how, PLACE_NOW, &no, NULL));
	return no;
}

static void
shuffle(int *order, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int j = g_test_rand_int_range(0, i + 1), swapped = order[i];
		order[i] = order[j];
		order[j] = swapped;
	}
}

/* 0 is on a ticket; 1 answers it, 2 answers 1, 3 answers 2: read in any order, all of them are on it. */
static void
test_any_order(void)
{
	for (int round = 0; round < 12; round++) {
		int order[N_CHAIN] = { 1, 2, 3, 4 };
		Site site;
		site_begin(&site);
		arrives(&site, 0, -1, "it began");
		DcTicketNo no = take(&site, 0);
		shuffle(order, N_CHAIN);
		for (int i = 0; i < N_CHAIN; i++)
			arrives(&site, order[i], order[i] - 1, "it goes on");
		for (int i = 1; i <= N_CHAIN; i++)
			g_assert_cmpint(ticket_of(&site, i), ==, no);
		site_end(&site);
	}
}

/* None is on a ticket: whichever is taken, the others come along; one undo puts all of them back. */
static void
test_taken_together(void)
{
	for (int taken = 0; taken < N_CHAIN; taken++) {
		int order[N_CHAIN] = { 0, 1, 2, 3 };
		Site site;
		site_begin(&site);
		shuffle(order, N_CHAIN);
		for (int i = 0; i < N_CHAIN; i++)
			arrives(&site, order[i], order[i] - 1, "text");
		DcTicketNo no = take(&site, taken);
		for (int i = 0; i < N_CHAIN; i++)
			g_assert_cmpint(ticket_of(&site, i), ==, no);
		gint64 n;
		g_assert_true(dc_ledger_tally(dc_desk_ledger(site.desk), DC_TALLY_UNANSWERED, (DcListArgs){ .id = no }, &n, NULL));
		g_assert_cmpint(n, ==, N_CHAIN);
		g_autofree char *undone = dc_desk_undo(site.desk, PLACE_NOW, NULL);
		g_assert_nonnull(undone);
		for (int i = 0; i < N_CHAIN; i++)
			g_assert_cmpint(ticket_of(&site, i), ==, 0);
		site_end(&site);
	}
}

/* All of them in one call: one ticket, and one of its own for the mail that is not of the thread. */
static void
test_taken_in_one_call(void)
{
	Site site;
	site_begin(&site);
	arrives(&site, 0, -1, "text");
	arrives(&site, 1, 0, "text");
	arrives(&site, 7, -1, "text");
	const DcTake how = { .due_at = DC_ABSENT };
	DcId ids[] = { 1, 2, 3 };
	g_assert_true(dc_desk_take(site.desk, ids, G_N_ELEMENTS(ids), &how, PLACE_NOW, NULL, NULL));
	g_assert_cmpint(ticket_of(&site, 0), ==, ticket_of(&site, 1));
	g_assert_cmpint(ticket_of(&site, 0), !=, ticket_of(&site, 7));
	site_end(&site);
}

static void
shut(Site *site, DcTicketNo no)
{
	g_assert_true(dc_desk_answer(site->desk, DC_ONE_TICKET(no), 0, "done", DC_CHANNEL_MAIL, PLACE_NOW, NULL));
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(dc_desk_ledger(site->desk), no, NULL);
	g_assert_false(dc_status_is_open(ticket->status));
}

static DcStatus
status_of(Site *site, DcTicketNo no)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(dc_desk_ledger(site->desk), no, NULL);
	return ticket->status;
}

static void
refused(Site *site, DcId mail, DcTicketNo no, DcAttach how)
{
	g_autoptr(GError) error = NULL;
	bool ok = dc_desk_attach(site->desk, &mail, 1, no, how, NULL, PLACE_NOW, &error);
	g_assert_false(ok);
	g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
}

static void
test_attached(void)
{
	Site site;
	site_begin(&site);
	arrives(&site, 0, -1, "text");
	DcTicketNo no = take(&site, 0);
	shut(&site, no);
	arrives(&site, 1, 0, "thank you");
	arrives(&site, 2, 0, "again");
	g_assert_cmpint(ticket_of(&site, 1), ==, 0);
	g_autoptr(DcMailRow) thanks = mail_named(&site, 1), again = mail_named(&site, 2);
	refused(&site, thanks->id, no, DC_ATTACH_CONTACT);
	g_assert_true(dc_desk_attach(site.desk, &thanks->id, 1, no, DC_ATTACH_THANKS, NULL, PLACE_NOW, NULL));
	g_assert_cmpint(status_of(&site, no), ==, DC_STATUS_CLOSED);
	g_assert_cmpint(ticket_of(&site, 1), ==, no);
	g_assert_cmpint(ticket_of(&site, 2), ==, 0); /* that one does not say thank you: it goes on waiting */
	g_autofree char *undone = dc_desk_undo(site.desk, PLACE_NOW, NULL);
	g_assert_nonnull(undone);
	g_assert_cmpint(ticket_of(&site, 1), ==, 0);
	g_assert_true(dc_desk_attach(site.desk, &again->id, 1, no, DC_ATTACH_REOPEN, NULL, PLACE_NOW, NULL));
	g_assert_cmpint(status_of(&site, no), ==, DC_STATUS_WORKING);
	g_assert_cmpint(ticket_of(&site, 1), ==, no); /* it waited, and is of the thread */
	refused(&site, again->id, no, DC_ATTACH_REOPEN);
	refused(&site, again->id, no, DC_ATTACH_CONTACT);

	/* On the ticket by itself, and nothing but thanks. */
	arrives(&site, 3, 2, "thanks");
	g_autoptr(DcMailRow) late = mail_named(&site, 3);
	gint64 before, after;
	g_assert_cmpint(late->ticket, ==, no);
	g_assert_true(dc_ledger_tally(dc_desk_ledger(site.desk), DC_TALLY_UNANSWERED, (DcListArgs){ .id = no }, &before, NULL));
	g_assert_true(dc_desk_attach(site.desk, &late->id, 1, no, DC_ATTACH_THANKS, NULL, PLACE_NOW, NULL));
	g_assert_true(dc_ledger_tally(dc_desk_ledger(site.desk), DC_TALLY_UNANSWERED, (DcListArgs){ .id = no }, &after, NULL));
	g_assert_cmpint(after, ==, before - 1);
	site_end(&site);
}

/* The thread index is derived: made afresh it says the same. */
static void
test_rebuilt(void)
{
	Site site;
	site_begin(&site);
	for (int i = 0; i < 6; i++)
		arrives(&site, i, i % 3 > 0 ? i - 1 : -1, "text");
	g_autoptr(GArray) before = dc_ledger_thread(dc_desk_ledger(site.desk), "4@chain.example", NULL);
	g_assert_cmpuint(before->len, ==, 3);
	g_assert_true(dc_ledger_rebuild(dc_desk_ledger(site.desk), PLACE_NOW, NULL));
	g_autoptr(GArray) after = dc_ledger_thread(dc_desk_ledger(site.desk), "4@chain.example", NULL);
	g_assert_cmpmem(before->data, before->len * sizeof(gint64), after->data, after->len * sizeof(gint64));
	site_end(&site);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/desk/thread/any-order", test_any_order);
	g_test_add_func("/desk/thread/taken-together", test_taken_together);
	g_test_add_func("/desk/thread/taken-in-one-call", test_taken_in_one_call);
	g_test_add_func("/desk/thread/attached", test_attached);
	g_test_add_func("/desk/thread/rebuilt", test_rebuilt);
	return g_test_run();
}
