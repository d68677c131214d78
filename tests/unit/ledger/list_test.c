/* The lists and tallies: who is in each, in which order, and that what was taken back is in none. */
#include "../../support/place.h"

static Place place;

/* The world: tickets 1..6 and what hangs on them. Times count up by the minute from PLACE_NOW. */
static gint64
create(DcEntity entity, gpointer record)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	gint64 stand_in = dc_change_create(change, entity, record);
	place_apply(&place, change);
	dc_record_free(entity, record);
	return dc_change_id(change, stand_in);
}

static gint64
contact(DcTicketNo no, int minute, bool answered, DcId mail)
{
	DcContact *contact = dc_contact_new();
	contact->ticket = no;
	contact->direction = DC_DIRECTION_IN;
	contact->at = PLACE_NOW + minute * DC_MINUTE;
	contact->answered_at = answered ? contact->at : DC_ABSENT;
	contact->mail = mail;
	return create(DC_ENTITY_CONTACT, contact);
}

static gint64
note(DcTicketNo no, int minute)
{
	DcNote *note = dc_note_new();
	note->ticket = no;
	note->at = PLACE_NOW + minute * DC_MINUTE;
	note->text = g_strdup("a note");
	return create(DC_ENTITY_NOTE, note);
}

static gint64
work(DcTicketNo no, int minute, bool ended)
{
	DcWork *work = dc_work_new();
	work->ticket = no;
	work->kind = DC_WORK_HANDLING;
	work->start_at = PLACE_NOW + minute * DC_MINUTE;
	work->end_at = ended ? work->start_at + 60 : DC_ABSENT;
	return create(DC_ENTITY_WORK, work);
}

static gint64
call(DcTicketNo no, int minute, bool ended, DcCallResult result)
{
	DcCall *call = dc_call_new();
	call->ticket = no;
	call->start_at = PLACE_NOW + minute * DC_MINUTE;
	call->end_at = ended ? call->start_at + 60 : DC_ABSENT;
	call->result = result;
	return create(DC_ENTITY_CALL, call);
}

static gint64
report(DcTicketNo no, int minute, int next_minute)
{
	DcReport *report = dc_report_new();
	report->ticket = no;
	report->kind = DC_REPORT_FIRST;
	report->sent_at = PLACE_NOW + minute * DC_MINUTE;
	report->next_at = next_minute > 0 ? PLACE_NOW + next_minute * DC_MINUTE : DC_ABSENT;
	return create(DC_ENTITY_REPORT, report);
}

static gint64
mail_of(DcFolder folder, DcMailState state, int minute, const char *message_id, DcTicketNo no)
{
	DcMailRow *mail = dc_mail_row_new();
	mail->ticket = no;
	mail->folder = folder;
	mail->state = state;
	mail->at = PLACE_NOW + minute * DC_MINUTE;
	mail->message_id = g_strdup(message_id);
	mail->digest = g_strdup_printf("digest %d", minute);
	mail->source = g_strdup_printf("source %d", minute);
	return create(DC_ENTITY_MAIL, mail);
}

static gint64
mail(DcFolder folder, DcMailState state, int minute, const char *message_id)
{
	return mail_of(folder, state, minute, message_id, 0);
}

static void
begin(void)
{
	place_begin(&place);
	for (int i = 1; i <= 6; i++)
		place_log(&place, "a ticket");
}

static void
lists(DcList list, DcListArgs args, const gint64 *ids, guint n)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) records = dc_ledger_list(place.ledger, list, args, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(records->len, ==, n);
	for (guint i = 0; i < n; i++)
		g_assert_cmpint(*(const gint64 *)g_ptr_array_index(records, i), ==, ids[i]); /* every record begins with its id */
}

#define ARGS(...) ((DcListArgs){ __VA_ARGS__ })
#define IDS(...) ((const gint64[]){ __VA_ARGS__ }), G_N_ELEMENTS(((const gint64[]){ __VA_ARGS__ }))
#define NONE NULL, 0

static void
tallies(DcTally tally, DcListArgs args, gint64 wanted)
{
	gint64 n;
	g_assert_true(dc_ledger_tally(place.ledger, tally, args, &n, NULL));
	g_assert_cmpint(n, ==, wanted);
}

static void
test_of_a_ticket(void)
{
	begin();
	place_set(&place, 2, DC_FIELD_PARENT, 1);
	place_set(&place, 3, DC_FIELD_PARENT, 1);
	place_set(&place, 3, DC_FIELD_STATUS, DC_STATUS_CANCELLED);
	gint64 late = contact(1, 9, false, 0), early = contact(1, 2, true, 0), of_member = contact(2, 5, false, 0);
	contact(3, 1, false, 0);
	gint64 two = note(1, 2), one = note(1, 1);
	gint64 w2 = work(1, 8, true), w1 = work(1, 3, false);
	gint64 c1 = call(1, 1, true, DC_CALL_LOGGED), r2 = report(1, 4, 0), r1 = report(1, 3, 0);
	note(2, 1);
	lists(DC_LIST_CONTACTS, ARGS(.id = 1), IDS(early, late));
	lists(DC_LIST_GROUP_CONTACTS, ARGS(.id = 1), IDS(early, of_member, late));
	lists(DC_LIST_MEMBERS, ARGS(.id = 1), IDS(2, 3));
	lists(DC_LIST_NOTES, ARGS(.id = 1), IDS(one, two));
	lists(DC_LIST_WORK, ARGS(.id = 1), IDS(w1, w2));
	lists(DC_LIST_CALLS, ARGS(.id = 1), IDS(c1));
	lists(DC_LIST_REPORTS, ARGS(.id = 1), IDS(r1, r2));
	lists(DC_LIST_CONTACTS, ARGS(.id = 6), NONE);
	tallies(DC_TALLY_UNANSWERED, ARGS(.id = 1), 2);
	place_end(&place);
}

static void
test_links(void)
{
	begin();
	DcLink *link = dc_link_new();
	link->ticket = 2;
	link->other = 5;
	link->kind = DC_LINK_RELATED;
	gint64 id = create(DC_ENTITY_LINK, link);
	lists(DC_LIST_LINKS, ARGS(.id = 2), IDS(id));
	lists(DC_LIST_LINKS, ARGS(.id = 5), IDS(id));
	lists(DC_LIST_LINKS, ARGS(.id = 1), NONE);
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	lists(DC_LIST_LINKS, ARGS(.id = 2), NONE);
	place_end(&place);
}

static void
test_between(void)
{
	begin();
	gint64 w1 = work(1, 10, true), w2 = work(2, 20, false), c1 = call(1, 10, true, DC_CALL_COUNTED), c2 = call(0, 20, false, DC_CALL_COUNTED);
	call(1, 15, true, DC_CALL_LOGGED);
	DcListArgs first = { .from = PLACE_NOW + 10 * DC_MINUTE, .to = PLACE_NOW + 20 * DC_MINUTE };
	lists(DC_LIST_WORK_BETWEEN, first, IDS(w1));
	lists(DC_LIST_RUNNING, ARGS(0), IDS(w2));
	lists(DC_LIST_OPEN_CALLS, ARGS(0), IDS(c2));
	tallies(DC_TALLY_CALLS_COUNTED, first, 1);
	first.to++;
	lists(DC_LIST_WORK_BETWEEN, first, IDS(w1, w2));
	lists(DC_LIST_CALLS_BETWEEN, first, IDS(c1, c2 + 1, c2));
	tallies(DC_TALLY_CALLS_COUNTED, first, 2);
	tallies(DC_TALLY_RECEIVED, ARGS(.from = PLACE_NOW, .to = PLACE_NOW + 1), 6);
	tallies(DC_TALLY_RECEIVED, ARGS(.from = PLACE_NOW + 1, .to = PLACE_NOW + 9), 0);
	place_set(&place, 4, DC_FIELD_CLOSED_AT, PLACE_NOW + 3);
	tallies(DC_TALLY_CLOSED, ARGS(.from = PLACE_NOW + 3, .to = PLACE_NOW + 4), 1);
	place_end(&place);
}

static void
brings(DcTicketNo no, DcFolder folder, int minute)
{
	contact(no, minute, false, mail_of(folder, DC_MAIL_TAKEN, minute, NULL, no));
}

/* domain.md 1, S28: what came among the inquiries and was an incident. */
static void
test_hidden_found(void)
{
	begin();
	brings(1, DC_FOLDER_INBOX, 1);
	brings(2, DC_FOLDER_INBOX, 2);
	brings(3, DC_FOLDER_INBOX, 3);
	brings(4, DC_FOLDER_INCIDENT, 4);
	contact(5, 5, false, 0); /* a call, which a mail followed */
	brings(5, DC_FOLDER_INBOX, 6);
	for (DcTicketNo no = 1; no <= 5; no++)
		place_set(&place, no, DC_FIELD_KIND, no <= 3 ? DC_KIND_INQUIRY : DC_KIND_INCIDENT);
	tallies(DC_TALLY_HIDDEN_FOUND, ARGS(.to = DC_NEVER), 0);
	place_set(&place, 1, DC_FIELD_KIND, DC_KIND_INCIDENT);
	tallies(DC_TALLY_HIDDEN_FOUND, ARGS(.to = DC_NEVER), 1);
	place_set(&place, 2, DC_FIELD_PARENT, 4); /* a member is an inquiry about it */
	tallies(DC_TALLY_HIDDEN_FOUND, ARGS(.to = DC_NEVER), 2);
	tallies(DC_TALLY_HIDDEN_FOUND, ARGS(.from = PLACE_NOW + 2 * DC_MINUTE, .to = DC_NEVER), 1);
	tallies(DC_TALLY_HIDDEN_FOUND, ARGS(.to = PLACE_NOW + DC_MINUTE), 0);
	place_set(&place, 1, DC_FIELD_STATUS, DC_STATUS_CANCELLED); /* it was none */
	tallies(DC_TALLY_HIDDEN_FOUND, ARGS(.to = DC_NEVER), 1);
	place_end(&place);
}

static void
test_mails(void)
{
	begin();
	gint64 late = mail(DC_FOLDER_INBOX, DC_MAIL_WAITING, 9, "<a@x>"), early = mail(DC_FOLDER_INBOX, DC_MAIL_WAITING, 1, "<b@x>");
	gint64 incident = mail(DC_FOLDER_INCIDENT, DC_MAIL_WAITING, 2, NULL), dropped = mail(DC_FOLDER_INBOX, DC_MAIL_DROPPED, 3, "<a@x>");
	lists(DC_LIST_MAILS_WAITING, ARGS(.id = DC_FOLDER_INBOX), IDS(early, late));
	lists(DC_LIST_MAILS_WAITING, ARGS(.id = DC_FOLDER_INBOX, .limit = 1), IDS(early));
	lists(DC_LIST_MAILS_WAITING, ARGS(.id = DC_FOLDER_INCIDENT), IDS(incident));
	tallies(DC_TALLY_MAILS_WAITING, ARGS(.id = DC_FOLDER_INBOX), 2);
	DcListArgs all_day = { .from = PLACE_NOW, .to = PLACE_NOW + 86400 };
	tallies(DC_TALLY_MAILS_DROPPED, all_day, 1);
	all_day.id = DC_FOLDER_INCIDENT;
	tallies(DC_TALLY_MAILS_DROPPED, all_day, 0);
	tallies(DC_TALLY_MAILS_COUNTED, all_day, 0);
	contact(1, 1, false, late);
	lists(DC_LIST_MAILS_OF_TICKET, ARGS(.id = 1), IDS(late));

	g_autoptr(GArray) like = dc_ledger_mails_like(place.ledger, "<a@x>", "digest 1", NULL);
	g_assert_cmpuint(like->len, ==, 3);
	g_autoptr(GArray) by_digest = dc_ledger_mails_like(place.ledger, NULL, "digest 3", NULL);
	g_assert_cmpuint(by_digest->len, ==, 1);
	g_assert_cmpint(g_array_index(by_digest, gint64, 0), ==, dropped);
	g_autoptr(GArray) nobody = dc_ledger_mails_like(place.ledger, NULL, NULL, NULL);
	g_assert_cmpuint(nobody->len, ==, 0);
	bool seen;
	g_assert_true(dc_ledger_mail_seen(place.ledger, "source 3", &seen, NULL) && seen);
	g_assert_true(dc_ledger_mail_seen(place.ledger, "source 4", &seen, NULL) && !seen);
	place_end(&place);
}

static void
test_owed(void)
{
	begin();
	place_set(&place, 5, DC_FIELD_PROMISE_AT, PLACE_NOW + 60);
	place_set(&place, 2, DC_FIELD_PROMISE_AT, PLACE_NOW + 120);
	place_set(&place, 3, DC_FIELD_PROMISE_AT, PLACE_NOW);
	place_set(&place, 3, DC_FIELD_STATUS, DC_STATUS_RESOLVED); /* its callers are not yet told */
	lists(DC_LIST_PROMISES, ARGS(0), IDS(3, 5, 2));
	lists(DC_LIST_PROMISES, ARGS(.limit = 1), IDS(3));
	tallies(DC_TALLY_PROMISES, ARGS(0), 3);

	place_set(&place, 1, DC_FIELD_ESCALATED_AT, PLACE_NOW + 60);
	place_set(&place, 4, DC_FIELD_ESCALATED_AT, PLACE_NOW);
	lists(DC_LIST_ESCALATED, ARGS(0), IDS(4, 1));
	gint64 first = report(4, 1, 61);
	lists(DC_LIST_ESCALATED, ARGS(0), IDS(1));
	lists(DC_LIST_REPORTS_DUE, ARGS(0), IDS(first));
	gint64 next = report(4, 61, 121), sooner = report(1, 5, 65);
	lists(DC_LIST_REPORTS_DUE, ARGS(0), IDS(sooner, next));
	report(4, 121, 0); /* the last one names no next */
	lists(DC_LIST_REPORTS_DUE, ARGS(0), IDS(sooner));
	place_set(&place, 1, DC_FIELD_STATUS, DC_STATUS_CLOSED);
	lists(DC_LIST_REPORTS_DUE, ARGS(0), NONE);
	place_end(&place);
}

static void
test_people(void)
{
	begin();
	place_set_text(&place, 2, DC_FIELD_CALLER, "佐藤");
	place_set_text(&place, 5, DC_FIELD_CALLER, "佐藤");
	lists(DC_LIST_OF_CALLER, ARGS(.text = "佐藤"), IDS(5, 2));
	lists(DC_LIST_OF_CALLER, ARGS(.text = "佐藤", .limit = 1), IDS(5));
	lists(DC_LIST_OF_CALLER, ARGS(.text = "鈴木"), NONE);
	lists(DC_LIST_OF_CALLER, ARGS(0), NONE);
	lists(DC_LIST_RECENT, ARGS(.limit = 3), IDS(6, 5, 4));
	DcDepartment *b = dc_department_new(), *a = dc_department_new();
	b->name = g_strdup("b");
	a->name = g_strdup("a");
	gint64 b_id = create(DC_ENTITY_DEPARTMENT, b), a_id = create(DC_ENTITY_DEPARTMENT, a);
	lists(DC_LIST_DEPARTMENTS, ARGS(0), IDS(a_id, b_id));
	DcParty *party = dc_party_new();
	party->name = g_strdup("佐藤");
	party->address = g_strdup("sato@example.co.jp");
	gint64 id = create(DC_ENTITY_PARTY, party);
	lists(DC_LIST_PARTIES_NAMED, ARGS(.text = "佐藤"), IDS(id));
	lists(DC_LIST_PARTIES_AT, ARGS(.text = "sato@example.co.jp"), IDS(id));
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	lists(DC_LIST_PARTIES_NAMED, ARGS(.text = "佐藤"), NONE);
	place_end(&place);
}

static void
test_settings_and_mornings(void)
{
	begin();
	gint64 settings[2], mornings[2];
	for (int i = 0; i < 2; i++) {
		DcSetting *setting = dc_setting_new();
		setting->section = g_strdup("hours");
		setting->key = g_strdup(i == 0 ? "week" : "closed");
		settings[i] = create(DC_ENTITY_SETTING, setting);
		DcMorning *morning = dc_morning_new();
		morning->at = PLACE_NOW + i;
		mornings[i] = create(DC_ENTITY_MORNING, morning);
	}
	lists(DC_LIST_SETTINGS, ARGS(0), IDS(settings[0], settings[1]));
	lists(DC_LIST_MORNINGS, ARGS(0), IDS(mornings[1], mornings[0]));
	lists(DC_LIST_MORNINGS, ARGS(.limit = 1), IDS(mornings[1]));
	place_end(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/list/of-a-ticket", test_of_a_ticket);
	g_test_add_func("/ledger/list/links", test_links);
	g_test_add_func("/ledger/list/between", test_between);
	g_test_add_func("/ledger/list/mails", test_mails);
	g_test_add_func("/ledger/list/hidden-found", test_hidden_found);
	g_test_add_func("/ledger/list/owed", test_owed);
	g_test_add_func("/ledger/list/people", test_people);
	g_test_add_func("/ledger/list/settings-and-mornings", test_settings_and_mornings);
	return g_test_run();
}
