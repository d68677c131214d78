/* What each tests/mail/NAME.eml becomes in a ledger: the line `becomes:` of NAME.want. The ledger holds what tests/mail/world says; one mail
 * comes, and nothing else is done. `UPDATE=1` writes the lines anew: read the difference before it is kept. */
#include "../../support/place.h"

#include <daicho/desk.h>

#include <string.h>

#define FOLDER "tests/mail"
#define NOW (PLACE_NOW + 2 * 3600)
#define SIGN "becomes: "

typedef struct {
	char *folder;
	DcDesk *desk;
	DcId last; /* the newest mail before the one that is looked at */
} World;

static DcId
arrives(World *world, const char *name)
{
	g_autofree char *path = g_strdup_printf(FOLDER "/%s.eml", name);
	g_autoptr(GError) error = NULL;
	DcIntake intake = { 0 };
	bool ok = dc_desk_intake(world->desk, path, DC_FOLDER_INBOX, NOW, NULL, NULL, &intake, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	g_assert_cmpuint(intake.n_failed, ==, 0);
	dc_intake_clear(&intake);
	return ++world->last;
}

static DcTicketNo
taken(World *world, const char *name, DcTicketNo parent)
{
	DcTicketNo no;
	DcId id = arrives(world, name);
	const DcTake take = { .due_at = DC_ABSENT, .parent = parent };
	g_assert_true(dc_desk_take(world->desk, &id, 1, &take, NOW, &no, NULL));
	return no;
}

static void
done(World *world, DcTicketNo no)
{
	g_autoptr(GError) error = NULL;
	DcTickets tickets = { .nos = &no, .n = 1 };
	bool ok = dc_desk_resolve(world->desk, tickets, "再起動", DC_CAUSE_UNKNOWN, NOW, &error) &&
	          dc_desk_answer(world->desk, tickets, 0, "直りました", DC_CHANNEL_MAIL, NOW, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
}

static void
called(World *world, const char *title, const char *system)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	DcTicketNo no;
	ticket->title = g_strdup(title);
	ticket->caller = g_strdup("倉庫 佐々木");
	ticket->system = g_strdup(system);
	ticket->received_at = PLACE_NOW;
	bool ok = dc_desk_log(world->desk, &(DcArrival){ .ticket = ticket, .call_start = DC_ABSENT }, PLACE_NOW, &no, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
}

/* No.1 open; No.2 closed; No.3 a member of No.1; No.4 open, an answer to a mail that never came; No.5 a closed member of No.1;
 * No.6 of a monitoring system; No.7 and 8 calls, No.8 about another system than its subject says. */
static World
world_new(void)
{
	World world = { .folder = place_folder() };
	g_autofree char *path = g_build_filename(world.folder, "ledger.db", NULL);
	world.desk = dc_desk_open(path, NOW, NULL);
	g_assert_nonnull(world.desk);
	g_assert_true(dc_desk_set_policy(world.desk, "[system STK]\nname = 棚卸\n[system CLS]\nname = 月次の締め\n", NOW, NULL));
	g_assert_cmpint(taken(&world, "world/open", 0), ==, 1);
	g_assert_cmpint(taken(&world, "world/closed", 0), ==, 2);
	g_assert_cmpint(taken(&world, "world/member", 1), ==, 3);
	g_assert_cmpint(taken(&world, "world/orphan", 0), ==, 4);
	g_assert_cmpint(taken(&world, "world/closed-member", 0), ==, 5);
	g_assert_cmpint(taken(&world, "world/alert", 0), ==, 6);
	done(&world, 2);
	done(&world, 5);
	g_autoptr(DcTicket) member = dc_ledger_ticket(dc_desk_ledger(world.desk), 5, NULL);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_GROUP, NOW);
	dc_change_number(change, member, DC_FIELD_PARENT, 1);
	dc_change_number(change, member, DC_FIELD_MEMBER, DC_MEMBER_SAME);
	g_assert_true(dc_ledger_apply(dc_desk_ledger(world.desk), change, NULL));
	called(&world, "棚卸表の印刷がずれる", NULL);
	called(&world, "月次の締めが進まない", "STK");
	return world;
}

static void
world_end(World *world)
{
	dc_desk_close_ledger(world->desk);
	place_remove(world->folder);
	g_free(world->folder);
}

static void
say_proposal(World *world, GString *out, DcId id)
{
	g_autoptr(GError) error = NULL;
	DcWaiting *waiting = dc_desk_waiting_mail(world->desk, id, &error);
	g_assert_nonnull(waiting);
	g_assert_true(dc_desk_consider(world->desk, waiting, NOW, &error));
	g_string_append_printf(out, "waits, %s %d x %d", dc_word_code(DC_WORDS_OF_KIND, (int)waiting->kind), waiting->impact, waiting->urgency);
	if (waiting->mail->alert != NULL)
		g_string_append_printf(out, ", %s %s", waiting->mail->alert, waiting->recovered ? "recovered" : "down");
	if (waiting->not_for_ledger)
		g_string_append(out, ", not for the ledger");
	if (waiting->answers > 0)
		g_string_append_printf(out, ", %s No.%d by %s", waiting->thanks ? "thanks for" : waiting->reopens ? "reopens" : "goes on with", (int)waiting->answers,
		                       waiting->by_headers ? "headers" : "subject");
	else if (waiting->thanks)
		g_string_append(out, ", thanks");
	if (waiting->alike > 0)
		g_string_append_printf(out, ", like No.%d", (int)waiting->alike);
	dc_waiting_free(waiting);
}

static void
say_contact(World *world, GString *out, const DcMailRow *mail)
{
	g_autoptr(GPtrArray) contacts = dc_ledger_list(dc_desk_ledger(world->desk), DC_LIST_CONTACTS, (DcListArgs){ .id = mail->ticket }, NULL);
	const DcContact *last = g_ptr_array_index(contacts, contacts->len - 1);
	for (guint i = 0; i < contacts->len; i++) {
		const DcContact *contact = g_ptr_array_index(contacts, i);
		last = contact->mail == mail->id ? contact : last;
	}
	g_assert_cmpint(last->mail, ==, mail->id);
	g_string_append_printf(out, "on No.%d, %s%s", (int)mail->ticket, dc_word_code(DC_WORDS_OF_DIRECTION, (int)last->direction),
	                       last->direction == DC_DIRECTION_IN && last->answered_at == DC_ABSENT ? ", owed an answer" : "");
}

static char *
becomes(const char *name)
{
	World world = world_new();
	GString *out = g_string_new(SIGN);
	DcId id = arrives(&world, name);
	g_autoptr(DcMailRow) mail = dc_ledger_read(dc_desk_ledger(world.desk), DC_ENTITY_MAIL, id, NULL);
	g_assert_nonnull(mail);
	if (mail->state == DC_MAIL_WAITING)
		say_proposal(&world, out, id);
	else if (mail->ticket > 0)
		say_contact(&world, out, mail);
	else
		g_string_append(out, dc_word_code(DC_WORDS_OF_MAIL, (int)mail->state));
	g_string_append_c(out, '\n');
	world_end(&world);
	return g_string_free(out, FALSE);
}

static void
test_case(gconstpointer data)
{
	g_autofree char *path = g_strdup_printf(FOLDER "/%s.want", (const char *)data), *want = NULL, *got = becomes(data);
	g_assert_true(g_file_get_contents(path, &want, NULL, NULL));
	char *line = g_str_has_prefix(want, SIGN) ? want : strstr(want, "\n" SIGN);
	if (g_getenv("UPDATE") != NULL) {
		if (line != NULL)
			*(line == want ? line : line + 1) = '\0';
		g_autofree char *whole = g_strconcat(want, got, NULL);
		g_assert_true(g_file_set_contents(path, whole, -1, NULL));
		return;
	}
	g_assert_nonnull(line);
	g_assert_cmpstr(got, ==, line + (line == want ? 0 : 1));
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	GDir *dir = g_dir_open(FOLDER, 0, NULL);
	for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
		if (g_str_has_suffix(name, ".eml"))
			g_ptr_array_add(names, g_strndup(name, strlen(name) - 4));
	}
	if (dir != NULL)
		g_dir_close(dir);
	g_ptr_array_sort(names, compare_names);
	g_assert_cmpuint(names->len, >=, 60);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path = g_strdup_printf("/desk/becomes/%s", (const char *)g_ptr_array_index(names, i));
		g_test_add_data_func(path, g_ptr_array_index(names, i), test_case);
	}
	return g_test_run();
}
