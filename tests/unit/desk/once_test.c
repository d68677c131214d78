/* A mail is taken in exactly once: whatever the box, the order, the interruption. On 2,000 mails made up at random. */
#include "../../support/mails.h"
#include "../../support/place.h"

#include <daicho/desk.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_MAILS 2000
#define N_KILLS 10

typedef struct {
	char *folder, *path; /* of the ledger */
	DcDesk *desk;
} Site;

static Site
site_new(void)
{
	Site site = { .folder = place_folder() };
	site.path = g_build_filename(site.folder, "ledger.db", NULL);
	return site;
}

static void
site_open(Site *site)
{
	g_autoptr(GError) error = NULL;
	site->desk = dc_desk_open(site->path, PLACE_NOW, &error);
	g_assert_no_error(error);
}

static void
site_close(Site *site)
{
	g_clear_pointer(&site->desk, dc_desk_close_ledger);
}

static void
site_end(Site *site)
{
	site_close(site);
	place_remove(site->folder);
	g_free(site->folder);
	g_free(site->path);
}

static DcIntake
take_in(Site *site, const char *box)
{
	g_autoptr(GError) error = NULL;
	DcIntake intake = { 0 };
	site_open(site);
	bool ok = dc_desk_intake(site->desk, box, DC_FOLDER_INBOX, PLACE_NOW, NULL, NULL, &intake, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	g_assert_cmpuint(intake.n_failed, ==, 0);
	return intake;
}

static int
compare_lines(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every mail with what is on it, without what depends on the box: number, place, bytes. Transfer full. */
static char *
ledger_as_text(Site *site, guint *n)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
	for (gint64 id = 1;; id++) {
		g_autoptr(DcMailRow) mail = dc_ledger_read(dc_desk_ledger(site->desk), DC_ENTITY_MAIL, id, NULL);
		if (mail == NULL)
			break;
		g_autofree char *text = dc_desk_mail_text(site->desk, id, NULL);
		g_autoptr(DcTicket) ticket = mail->ticket > 0 ? dc_ledger_ticket(dc_desk_ledger(site->desk), mail->ticket, NULL) : NULL;
		g_ptr_array_add(rows, g_strdup_printf("%s|%s|%d|%d|%" G_GINT64_FORMAT "|%s|%s|%s|%s|%s", mail->digest, mail->message_id, mail->state, mail->folder,
		                                      mail->at, mail->name, mail->subject, mail->refs, ticket != NULL ? ticket->title : "-", text));
	}
	*n = rows->len;
	g_ptr_array_sort(rows, compare_lines);
	g_ptr_array_add(rows, NULL);
	return g_strjoinv("\n", (char **)rows->pdata);
}

static guint
distinct(GPtrArray *mails)
{
	g_autoptr(GHashTable) set = g_hash_table_new(g_bytes_hash, g_bytes_equal);
	for (guint i = 0; i < mails->len; i++)
		g_hash_table_add(set, g_ptr_array_index(mails, i));
	return g_hash_table_size(set);
}

static char *
after(Site *site, const char *box, guint *n)
{
	DcIntake intake = take_in(site, box);
	char *text = ledger_as_text(site, n);
	dc_intake_clear(&intake);
	site_close(site);
	return text;
}

static void
nothing_new(Site *site, const char *box)
{
	DcIntake intake = take_in(site, box);
	g_assert_cmpuint(intake.n_new + intake.n_attached, ==, 0);
	dc_intake_clear(&intake);
	site_close(site);
}

static void
assert_same(const char *got, const char *wanted)
{
	if (strcmp(got, wanted) == 0)
		return;
	g_auto(GStrv) these = g_strsplit(got, "\n", -1), those = g_strsplit(wanted, "\n", -1);
	for (guint i = 0; these[i] != NULL && those[i] != NULL; i++)
		g_assert_cmpstr(these[i], ==, those[i]);
	g_assert_cmpuint(g_strv_length(these), ==, g_strv_length(those));
}

/* -- the tests -- */
static void
test_three_forms(void)
{
	g_autoptr(GPtrArray) mails = mails_generate(N_MAILS, (guint32)g_test_rand_int());
	g_autoptr(GPtrArray) others = mails_shuffle(mails, (guint32)g_test_rand_int()), more = mails_shuffle(mails, (guint32)g_test_rand_int());
	g_autofree char *boxes = place_folder();
	g_autofree char *files = g_build_filename(boxes, "files", NULL), *maildir = g_build_filename(boxes, "maildir", NULL), *mbox = g_build_filename(boxes, "mbox", NULL);
	mails_write_files(mails, files);
	mails_write_maildir(others, maildir);
	mails_write_mbox(more, mbox);

	const char *const forms[] = { files, maildir, mbox };
	g_autofree char *wanted = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
		guint n;
		Site site = site_new();
		g_autofree char *got = after(&site, forms[i], &n);
		g_assert_cmpuint(n, ==, distinct(mails));
		if (wanted == NULL)
			wanted = g_strdup(got);
		assert_same(got, wanted);
		nothing_new(&site, forms[(i + 1) % G_N_ELEMENTS(forms)]);
		site_end(&site);
	}
	place_remove(boxes);
}

/* What is moved about in a Maildir is known, and is not even read again the second time. */
static void
test_moved(void)
{
	g_autoptr(GPtrArray) mails = mails_generate(400, (guint32)g_test_rand_int());
	g_autofree char *boxes = place_folder(), *maildir = g_build_filename(boxes, "maildir", NULL);
	mails_write_maildir(mails, maildir);
	Site site = site_new();
	guint n;
	g_autofree char *before = after(&site, maildir, &n);
	for (int i = 0; i < 4; i++) {
		mails_stir_maildir(maildir, (guint32)g_test_rand_int());
		g_autofree char *now = after(&site, maildir, &n);
		assert_same(now, before);
		DcIntake again = take_in(&site, maildir);
		g_assert_cmpuint(again.n_read, ==, 0);
		g_assert_cmpuint(again.n_known, ==, mails->len);
		dc_intake_clear(&again);
		site_close(&site);
	}
	site_end(&site);
	place_remove(boxes);
}

static pid_t
start(const Site *site, const char *box)
{
	pid_t child = fork();
	if (child != 0)
		return child;
	DcIntake intake = { 0 };
	DcDesk *desk = dc_desk_open(site->path, PLACE_NOW, NULL);
	if (desk != NULL && dc_desk_intake(desk, box, DC_FOLDER_INBOX, PLACE_NOW, NULL, NULL, &intake, NULL))
		_exit(0);
	_exit(1);
}

static void
test_killed(void)
{
	g_autoptr(GPtrArray) mails = mails_generate(N_MAILS, (guint32)g_test_rand_int());
	g_autofree char *boxes = place_folder(), *maildir = g_build_filename(boxes, "maildir", NULL);
	mails_write_maildir(mails, maildir);
	Site straight = site_new(), site = site_new();
	guint n;
	g_autofree char *wanted = after(&straight, maildir, &n);
	for (int i = 0; i < N_KILLS; i++) {
		pid_t child = start(&site, maildir);
		g_usleep((gulong)g_test_rand_int_range(0, 150000));
		kill(child, SIGKILL);
		g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
		mails_stir_maildir(maildir, (guint32)g_test_rand_int());
	}
	g_autofree char *got = after(&site, maildir, &n);
	assert_same(got, wanted);
	nothing_new(&site, maildir);
	site_end(&site);
	site_end(&straight);
	place_remove(boxes);
}

/* Two at once, as a timer beside an open screen. */
static void
test_two_at_once(void)
{
	g_autoptr(GPtrArray) mails = mails_generate(600, (guint32)g_test_rand_int());
	g_autofree char *boxes = place_folder(), *maildir = g_build_filename(boxes, "maildir", NULL), *mbox = g_build_filename(boxes, "mbox", NULL);
	mails_write_maildir(mails, maildir);
	mails_write_mbox(mails, mbox);
	Site site = site_new();
	site_open(&site);
	site_close(&site);
	pid_t children[] = { start(&site, maildir), start(&site, mbox), start(&site, maildir) };
	for (gsize i = 0; i < G_N_ELEMENTS(children); i++) {
		int status;
		g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
		g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	guint n;
	g_autofree char *text = after(&site, mbox, &n);
	g_assert_nonnull(text);
	g_assert_cmpuint(n, ==, distinct(mails));
	site_end(&site);
	place_remove(boxes);
}

typedef struct {
	gint64 until;
} Patience;

static bool
lose_patience(const char *what, gint64 done, gint64 total, gpointer data)
{
	(void)what;
	(void)total;
	return done < ((Patience *)data)->until;
}

/* Esc: what was taken in stays, the rest comes the next time. */
static void
test_stopped(void)
{
	g_autoptr(GPtrArray) mails = mails_generate(300, (guint32)g_test_rand_int());
	g_autofree char *boxes = place_folder(), *files = g_build_filename(boxes, "files", NULL);
	mails_write_files(mails, files);
	Site straight = site_new(), site = site_new();
	guint n;
	g_autofree char *wanted = after(&straight, files, &n);
	for (gint64 until = 20; until <= 320; until += 100) {
		DcIntake intake = { 0 };
		Patience patience = { until };
		site_open(&site);
		g_assert_true(dc_desk_intake(site.desk, files, DC_FOLDER_INBOX, PLACE_NOW, lose_patience, &patience, &intake, NULL));
		g_assert_true(intake.stopped || until > 300 || intake.n_known > 0);
		dc_intake_clear(&intake);
		site_close(&site);
	}
	g_autofree char *got = after(&site, files, &n);
	assert_same(got, wanted);
	site_end(&site);
	site_end(&straight);
	place_remove(boxes);
}

/* A file that is written over, with as many bytes, within the same second, is another mail. */
static void
test_written_over(void)
{
	g_autofree char *boxes = place_folder(), *path = g_build_filename(boxes, "one.eml", NULL);
	Site site = site_new();
	for (int i = 0; i < 5; i++) {
		g_autofree char *mail = g_strdup_printf("From: a@example.co.jp\nSubject: number %d\n\ntext\n", i);
		g_assert_true(g_file_set_contents(path, mail, -1, NULL));
		DcIntake intake = take_in(&site, path);
		g_assert_cmpuint(intake.n_new, ==, 1);
		dc_intake_clear(&intake);
		site_close(&site);
	}
	site_end(&site);
	place_remove(boxes);
}

/* A mail in both folders is of the incident folder, whichever was read first. */
static void
test_two_folders(void)
{
	g_autoptr(GPtrArray) mails = mails_generate(1, 7);
	g_autofree char *boxes = place_folder(), *files = g_build_filename(boxes, "files", NULL), *maildir = g_build_filename(boxes, "maildir", NULL);
	mails_write_files(mails, files);
	mails_write_maildir(mails, maildir);
	for (int first = 0; first < 2; first++) {
		Site site = site_new();
		site_open(&site);
		for (int i = 0; i < 2; i++) {
			DcIntake intake = { 0 };
			bool incident = i == first;
			g_assert_true(dc_desk_intake(site.desk, incident ? files : maildir, incident ? DC_FOLDER_INCIDENT : DC_FOLDER_INBOX, PLACE_NOW, NULL, NULL,
			                             &intake, NULL));
			dc_intake_clear(&intake);
		}
		g_autoptr(GArray) waiting = dc_desk_waiting_ids(site.desk, DC_FOLDER_INCIDENT, NULL);
		g_assert_cmpuint(waiting->len, ==, 1);
		site_end(&site);
	}
	place_remove(boxes);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/desk/once/three-forms", test_three_forms);
	g_test_add_func("/desk/once/moved", test_moved);
	g_test_add_func("/desk/once/killed", test_killed);
	g_test_add_func("/desk/once/two-at-once", test_two_at_once);
	g_test_add_func("/desk/once/stopped", test_stopped);
	g_test_add_func("/desk/once/written-over", test_written_over);
	g_test_add_func("/desk/once/two-folders", test_two_folders);
	return g_test_run();
}
