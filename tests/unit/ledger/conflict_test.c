/* Two programs on one ledger: different fields both succeed; the same field is a conflict that shows both and loses neither. design.md 3.1. */
#include "../../support/place.h"

#include <string.h>

static Place place;
static DcLedger *other;

static void
begin(void)
{
	place_begin(&place);
	place_log(&place, "one");
	other = dc_ledger_open(place.path, NULL);
	g_assert_nonnull(other);
}

static void
end(void)
{
	g_clear_pointer(&other, dc_ledger_close);
	place_end(&place);
}

static DcChange *
edit(DcLedger *ledger, DcField field, const char *text)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(ledger, 1, NULL);
	DcChange *change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_text(change, ticket, field, text);
	return change;
}

static void
test_different_fields(void)
{
	begin();
	g_autoptr(DcChange) mine = edit(place.ledger, DC_FIELD_TITLE, "mine"), theirs = edit(other, DC_FIELD_CALLER, "theirs");
	g_assert_true(dc_ledger_apply(other, theirs, NULL));
	g_assert_true(dc_ledger_apply(place.ledger, mine, NULL));
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(other, 1, NULL);
	g_assert_cmpstr(ticket->title, ==, "mine");
	g_assert_cmpstr(ticket->caller, ==, "theirs");
	end();
}

static void
test_same_field(void)
{
	g_autoptr(GError) error = NULL;
	begin();
	g_autoptr(DcChange) mine = edit(place.ledger, DC_FIELD_TITLE, "mine"), theirs = edit(other, DC_FIELD_TITLE, "theirs");
	g_assert_true(dc_ledger_apply(other, theirs, NULL));
	g_assert_false(dc_ledger_apply(place.ledger, mine, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_CONFLICT);
	static const char *const said[] = { "No.1", "Subject", "mine", "theirs" };
	for (guint i = 0; i < G_N_ELEMENTS(said); i++)
		g_assert_nonnull(strstr(error->message, said[i]));
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_assert_cmpstr(ticket->title, ==, "theirs");
	/* Seen anew, it can be repeated. */
	g_autoptr(DcChange) again = edit(place.ledger, DC_FIELD_TITLE, "mine");
	g_assert_true(dc_ledger_apply(place.ledger, again, NULL));
	end();
}

/* Both wrote the same: the second one finds it written, and says so all the same. */
static void
test_same_value(void)
{
	begin();
	g_autoptr(DcChange) mine = edit(place.ledger, DC_FIELD_TITLE, "same"), theirs = edit(other, DC_FIELD_TITLE, "same");
	g_assert_true(dc_ledger_apply(other, theirs, NULL));
	g_autoptr(GError) error = NULL;
	g_assert_false(dc_ledger_apply(place.ledger, mine, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_CONFLICT);
	end();
}

/* One field of many is in conflict: none is written. */
static void
test_all_or_nothing(void)
{
	g_autoptr(GError) error = NULL;
	begin();
	g_autoptr(DcTicket) seen = dc_ledger_ticket(place.ledger, 1, NULL);
	g_autoptr(DcChange) mine = dc_change_new(DC_ACTION_EDIT, PLACE_NOW), theirs = edit(other, DC_FIELD_SYSTEM, "ACC");
	dc_change_text(mine, seen, DC_FIELD_TITLE, "mine");
	dc_change_text(mine, seen, DC_FIELD_SYSTEM, "ORD");
	g_assert_true(dc_ledger_apply(other, theirs, NULL));
	g_assert_false(dc_ledger_apply(place.ledger, mine, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_CONFLICT);
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_assert_cmpstr(ticket->title, ==, "one");
	end();
}

/* Long and hostile values are clipped and made harmless in the message. */
static void
test_message(void)
{
	g_autoptr(GError) error = NULL;
	begin();
	g_autofree char *lines = g_strnfill(5000, 'x');
	g_autofree char *hostile = g_strconcat("first\nsecond\033[2J", lines, NULL);
	g_autoptr(DcTicketText) seen = dc_ledger_ticket_text(place.ledger, 1, NULL);
	g_autoptr(DcChange) mine = dc_change_new(DC_ACTION_EDIT, PLACE_NOW), theirs = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_text(mine, seen, DC_FIELD_BODY, "mine");
	dc_change_text(theirs, seen, DC_FIELD_BODY, hostile);
	g_assert_true(dc_ledger_apply(other, theirs, NULL));
	g_assert_false(dc_ledger_apply(place.ledger, mine, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_CONFLICT);
	g_assert_null(strchr(error->message, '\033'));
	g_assert_null(strchr(error->message, '\n'));
	g_assert_cmpuint(strlen(error->message), <, 400);
	end();
}

/* What values are called in it: words by their labels, instants with their offset. */
static void
test_words(void)
{
	static const struct {
		DcField field;
		gint64 mine, theirs;
		const char *says;
	} rows[] = {
		{ DC_FIELD_STATUS, DC_STATUS_WORKING, DC_STATUS_WAITING, "“Waiting”" },
		{ DC_FIELD_MAJOR, true, true, "“yes”" },
		{ DC_FIELD_IMPACT, 1, 2, "“2”" },
		{ DC_FIELD_DUE_AT, PLACE_NOW, PLACE_NOW + 60, "2026-03-31 00:01 +00:00" },
	};
	g_setenv("TZ", "UTC", TRUE);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		begin();
		g_autoptr(DcTicket) seen = dc_ledger_ticket(place.ledger, 1, NULL);
		g_autoptr(DcChange) mine = dc_change_new(DC_ACTION_EDIT, PLACE_NOW), theirs = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
		dc_change_number(mine, seen, rows[i].field, rows[i].mine);
		dc_change_number(theirs, seen, rows[i].field, rows[i].theirs);
		g_assert_true(dc_ledger_apply(other, theirs, NULL));
		g_assert_false(dc_ledger_apply(place.ledger, mine, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_CONFLICT);
		g_assert_nonnull(strstr(error->message, rows[i].says));
		end();
	}
}

/* Both undo at the same time: each takes back one change, the second the one before. */
static void
test_two_undo(void)
{
	gint64 first, second;
	begin();
	place_set_text(&place, 1, DC_FIELD_TITLE, "two");
	place_set_text(&place, 1, DC_FIELD_TITLE, "three");
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, &first, NULL));
	g_assert_true(dc_ledger_undo(other, PLACE_NOW, &second, NULL));
	g_assert_cmpint(second, ==, first - 1);
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_assert_cmpstr(ticket->title, ==, "one");
	end();
}

/* A third program holds the file: after our patience the message says so, and nothing has happened. */
static void
test_busy(void)
{
	g_autoptr(GError) error = NULL;
	begin();
	dc_ledger_set_patience(place.ledger, 50);
	gpointer holder = place_hold(&place, "BEGIN IMMEDIATE; UPDATE ticket SET caller = 'held'");
	g_autoptr(DcChange) mine = edit(place.ledger, DC_FIELD_TITLE, "mine");
	g_assert_false(dc_ledger_apply(place.ledger, mine, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_BUSY);
	g_assert_nonnull(strstr(error->message, "try again"));
	/* Reading goes on meanwhile. */
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place.ledger, 1, NULL);
	g_assert_cmpstr(ticket->title, ==, "one");
	place_release(holder);
	g_assert_true(dc_ledger_apply(place.ledger, mine, NULL)); /* the same change, again */
	end();
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/conflict/different-fields", test_different_fields);
	g_test_add_func("/ledger/conflict/same-field", test_same_field);
	g_test_add_func("/ledger/conflict/same-value", test_same_value);
	g_test_add_func("/ledger/conflict/all-or-nothing", test_all_or_nothing);
	g_test_add_func("/ledger/conflict/message", test_message);
	g_test_add_func("/ledger/conflict/words", test_words);
	g_test_add_func("/ledger/conflict/two-undo", test_two_undo);
	g_test_add_func("/ledger/conflict/busy", test_busy);
	return g_test_run();
}
