/* Every action is reachable and explained, and what may be done in which status. domain.md 2.1, ui.md 2. */
#include <daicho/lang.h>
#include <daicho/ticket.h>

#include <string.h>

/* -- the table -- */

static void
test_reachable(void)
{
	for (DcAction action = 0; action < DC_N_ACTIONS; action++) {
		const DcActionInfo *info = dc_action_info(action);

		g_assert_true(*info->verb != '\0' || *info->keys != '\0');
		g_assert_cmpint(dc_action_by_name(info->name), ==, action);
		if (*info->verb != '\0')
			g_assert_cmpint(dc_action_by_verb(info->verb), ==, action);
		for (const char *c = info->name; *c != '\0'; c++)
			g_assert_true(g_ascii_islower(*c) || *c == '-');
	}
	g_assert_cmpint(dc_action_by_verb("list"), ==, DC_ACTION_VIEW_TODAY);
	g_assert_cmpint(dc_action_by_name("page_down"), ==, DC_ACTION_PAGE_DOWN);
	g_assert_cmpint(dc_action_by_verb(""), ==, DC_N_ACTIONS);
	g_assert_cmpint(dc_action_by_verb("delete"), ==, DC_N_ACTIONS);
}

/* One key, one action: what the last line of the table says would otherwise be lost. */
static void
test_keys_once(void)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (DcAction action = 0; action < DC_N_ACTIONS; action++) {
		g_auto(GStrv) keys = g_strsplit(dc_action_info(action)->keys, " ", -1);

		for (char **key = keys; *key != NULL; key++) {
			g_assert_cmpstr(*key, !=, "");
			if (!g_hash_table_add(seen, g_strdup(*key)))
				g_error("%s is bound twice", *key);
		}
	}
}

static void
test_explained(void)
{
	g_assert_true(dc_lang_set("ja", NULL));
	for (DcAction action = 0; action < DC_N_ACTIONS; action++) {
		const DcActionInfo *info = dc_action_info(action);

		g_assert_cmpstr(_(info->label), !=, info->label);
		g_assert_cmpstr(_(info->help), !=, info->help);
	}
}

/* -- from which status -- */

static void
test_from(void)
{
	/* a column a status, draft .. cancelled */
	static const struct {
		DcAction action;
		const char *from;
	} table[] = {
		{DC_ACTION_RATE, "++++++--"},    {DC_ACTION_PIN, "++++++--"},   {DC_ACTION_GROUP, "++++++--"},
		{DC_ACTION_START, "+++++---"},   {DC_ACTION_STOP, "++++++++"},  {DC_ACTION_RESOLVE, "+++++---"},
		{DC_ACTION_ANSWER, "++++++--"},  {DC_ACTION_CLOSE, "++++-+--"}, {DC_ACTION_DEFER, "++++++--"},
		{DC_ACTION_WAIT, "+++++---"},    {DC_ACTION_NOTE, "++++++++"},  {DC_ACTION_EDIT, "++++++++"},
		{DC_ACTION_REOPEN, "-----+++"},  {DC_ACTION_CANCEL, "++++++--"}, {DC_ACTION_WHY, "++++++++"},
		{DC_ACTION_WORKAROUND, "++++++--"},
	};
	g_autoptr(DcTicket) ticket = dc_ticket_new();

	ticket->id = 104;
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		for (ticket->status = DC_STATUS_DRAFT; ticket->status < DC_N_STATUS; ticket->status++) {
			g_autoptr(GError) error = NULL;
			bool want = table[i].from[ticket->status - 1] == '+';

			g_assert_cmpint(dc_action_allowed(table[i].action, ticket, &error), ==, want);
			if (want)
				g_assert_no_error(error);
			else
				g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
		}
	}
}

static void
says(DcAction action, const DcTicket *ticket, const char *message)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(dc_action_allowed(action, ticket, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
	g_assert_cmpstr(error->message, ==, message);
}

static void
test_says_how_to_mend(void)
{
	g_autoptr(DcTicket) ticket = dc_ticket_new();

	ticket->id = 104;
	g_assert_true(dc_lang_set("en", NULL));
	ticket->status = DC_STATUS_CLOSED;
	says(DC_ACTION_RESOLVE, ticket, "No.104 is closed: reopen it first");
	g_assert_true(dc_lang_set("ja", NULL));
	says(DC_ACTION_RESOLVE, ticket, "No.104 は完了しています。先に再オープンしてください");
	g_assert_true(dc_lang_set("en", NULL));
	ticket->status = DC_STATUS_WAITING;
	says(DC_ACTION_CLOSE, ticket, "No.104 is waiting: answer its callers or resolve it first");
	ticket->status = DC_STATUS_RESOLVED;
	says(DC_ACTION_START, ticket, "No.104 is resolved already: answer its callers, or reopen it");
	ticket->status = DC_STATUS_WORKING;
	says(DC_ACTION_REOPEN, ticket, "No.104 is open: there is nothing to reopen");
	says(DC_ACTION_SPLIT, ticket, "No.104 is in no group");
	ticket->gone = true;
	says(DC_ACTION_NOTE, ticket, "No.104 was taken back: redo it first");
	says(DC_ACTION_RESOLVE, NULL, "resolve: choose a ticket first");
	g_assert_true(dc_action_allowed(DC_ACTION_LOG, NULL, NULL));
	g_assert_true(dc_action_allowed(DC_ACTION_DOWN, NULL, NULL));
}

/* -- one step -- */

static void
test_leaves_to(void)
{
	/* rows: from draft .. cancelled; columns: to the same */
	static const char *const table[] = {
		"-+---+++", "--++++++", "-+-+++-+", "--+-++-+", "-+++-+-+", "---+--+-", "---+----", "-+------",
	};

	for (DcStatus from = DC_STATUS_DRAFT; from < DC_N_STATUS; from++) {
		for (DcStatus to = DC_STATUS_DRAFT; to < DC_N_STATUS; to++)
			g_assert_cmpint(dc_status_may_become(from, to), ==, table[from - 1][to - 1] == '+');
		g_assert_cmpint(dc_status_is_open(from), ==, from != DC_STATUS_CLOSED && from != DC_STATUS_CANCELLED);
	}
	g_assert_false(dc_status_is_open(DC_STATUS_NONE));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (!dc_lang_init(NULL))
		return 1;
	g_test_add_func("/ticket/action/reachable", test_reachable);
	g_test_add_func("/ticket/action/keys-once", test_keys_once);
	g_test_add_func("/ticket/action/explained", test_explained);
	g_test_add_func("/ticket/action/from", test_from);
	g_test_add_func("/ticket/action/says-how-to-mend", test_says_how_to_mend);
	g_test_add_func("/ticket/action/leaves-to", test_leaves_to);
	return g_test_run();
}
