/* Boxes: Maildir, mbox, folders, files, stdin. The same mails give the same DcMail from each of them; one that is broken stops nothing. */
#include <daicho/mail.h>

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

/* -- a folder of one's own -- */
typedef struct {
	char *path;
} Place;

static void
place_set_up(Place *place, gconstpointer data)
{
	(void)data;
	place->path = g_dir_make_tmp("mailbox-XXXXXX", NULL);
	g_assert_nonnull(place->path);
}

static void
remove_all(const char *path)
{
	GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
		g_autofree char *sub = g_build_filename(path, name, NULL);
		remove_all(sub);
	}
	if (dir != NULL)
		g_dir_close(dir);
	g_remove(path);
}

static void
place_tear_down(Place *place, gconstpointer data)
{
	(void)data;
	remove_all(place->path);
	g_free(place->path);
}

static char *
write_file(const Place *place, const char *name, const char *bytes)
{
	char *path = g_build_filename(place->path, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
	return path;
}

static void
put_file(const Place *place, const char *name, const char *bytes)
{
	g_free(write_file(place, name, bytes));
}

static char *
mail_of(int i)
{
	return g_strdup_printf("From: t%d@example.co.jp\nMessage-ID: <%d@example.co.jp>\nSubject: mail %d\n\nLine of %d.\n\nFrom here on\n>From there\n", i, i, i, i);
}

/* -- what a walk meets -- */
typedef struct {
	GString *subjects; /* "mail 1 mail 2 ..." */
	GPtrArray *digests, *texts, *keys, *places;
	GHashTable *known; /* keys */
	GString *broken;   /* "PLACE: REASON\n" */
	int stop_after;
	bool fail;
	gint64 done, total;
} Met;

static bool
meet(const DcMail *mail, gpointer data, GError **error)
{
	Met *met = data;
	g_string_append_printf(met->subjects, "%s%s", met->subjects->len > 0 ? ", " : "", mail->subject);
	g_ptr_array_add(met->digests, g_strdup(mail->digest));
	g_ptr_array_add(met->texts, g_strdup(mail->text));
	g_ptr_array_add(met->keys, g_strdup(mail->key));
	g_ptr_array_add(met->places, g_strdup(mail->place));
	if (met->fail)
		g_set_error_literal(error, DC_ERROR, DC_ERROR_LEDGER, "no room");
	return !met->fail && --met->stop_after != 0;
}

static void
are_known(const char *const *keys, guint n, bool *known, gpointer data)
{
	const Met *met = data;
	for (guint i = 0; i < n; i++)
		known[i] = met->known != NULL && g_hash_table_contains(met->known, keys[i]);
}

static void
meet_broken(const char *place, const char *reason, gpointer data)
{
	Met *met = data;
	g_autofree char *name = g_path_get_basename(place);
	g_string_append_printf(met->broken, "%s: %s\n", name, reason);
}

static bool
progress(gint64 done, gint64 total, gpointer data)
{
	Met *met = data;
	g_assert_cmpint(done, >=, met->done);
	g_assert_cmpint(done, <=, total);
	met->done = done;
	met->total = total;
	return true;
}

static Met *
met_new(void)
{
	Met *met = g_new0(Met, 1);
	met->subjects = g_string_new(NULL);
	met->broken = g_string_new(NULL);
	met->digests = g_ptr_array_new_with_free_func(g_free);
	met->texts = g_ptr_array_new_with_free_func(g_free);
	met->keys = g_ptr_array_new_with_free_func(g_free);
	met->places = g_ptr_array_new_with_free_func(g_free);
	return met;
}

static void
met_free(Met *met)
{
	g_string_free(met->subjects, TRUE);
	g_string_free(met->broken, TRUE);
	g_ptr_array_unref(met->digests);
	g_ptr_array_unref(met->texts);
	g_ptr_array_unref(met->keys);
	g_ptr_array_unref(met->places);
	g_clear_pointer(&met->known, g_hash_table_unref);
	g_free(met);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Met, met_free)

static DcMailCounts
walk(const char *path, Met *met)
{
	const DcMailWalk walk = { .mail = meet, .known = are_known, .broken = meet_broken, .progress = progress, .data = met, .folder = "incident" };
	DcMailCounts counts;
	g_autoptr(GError) error = NULL;
	met->done = 0;
	bool ok = dc_mailbox_walk(path, &walk, &counts, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	return counts;
}

static void
assert_subjects(const char *path, const char *subjects)
{
	g_autoptr(Met) met = met_new();
	walk(path, met);
	g_assert_cmpstr(met->subjects->str, ==, subjects);
}

static void
assert_refused(const char *path, int code)
{
	g_autoptr(Met) met = met_new();
	g_autoptr(GError) error = NULL;
	g_assert_false(dc_mailbox_each(path, meet, met, NULL, &error));
	g_assert_error(error, DC_ERROR, code);
}

/* -- Maildir -- */
static void
test_maildir(Place *place, gconstpointer data)
{
	(void)data;
	put_file(place, "new/1003.M1.host", "Subject: mail 3\n\n");
	put_file(place, "cur/1001.M1.host:2,S", "Subject: mail 1\n\n");
	put_file(place, "cur/1002.M1.host;2,RS", "Subject: mail 2\n\n");
	put_file(place, "cur/.hidden", "Subject: no\n\n");
	put_file(place, "tmp/1000.M1.host", "Subject: being delivered\n\n");
	put_file(place, ".Sub.folder/cur/1004.M1.host:2,", "Subject: mail 4\n\n");
	put_file(place, ".Sub.folder/maildirfolder", "");
	put_file(place, "other/cur/1005", "Subject: not of this box\n\n");
	assert_subjects(place->path, "mail 1, mail 2, mail 3, mail 4");
}

/* A Maildir that came through something that drops empty folders. */
static void
test_maildir_of_new_alone(Place *place, gconstpointer data)
{
	(void)data;
	put_file(place, "new/1001.M1.host", "Subject: mail 1\n\n");
	assert_subjects(place->path, "mail 1");
}

static void
know_all(Met *met)
{
	met->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < met->keys->len; i++)
		g_hash_table_add(met->known, g_strdup(g_ptr_array_index(met->keys, i)));
}

static void
test_maildir_known(Place *place, gconstpointer data)
{
	(void)data;
	g_autofree char *first = write_file(place, "new/1001.M1.host", "Subject: mail 1\n\n");
	put_file(place, "cur/1002.M1.host:2,", "Subject: mail 2\n\n");
	g_autoptr(Met) met = met_new();
	walk(place->path, met);
	know_all(met);

	/* read by somebody: it moves and has a flag */
	g_autofree char *moved = g_build_filename(place->path, "cur/1001.M1.host:2,S", NULL);
	g_assert_cmpint(g_rename(first, moved), ==, 0);
	put_file(place, "new/1003.M1.host", "Subject: mail 3\n\n");
	g_string_truncate(met->subjects, 0);
	DcMailCounts counts = walk(place->path, met);
	g_assert_cmpstr(met->subjects->str, ==, "mail 3");
	g_assert_cmpuint(counts.n_known, ==, 2);
	g_assert_cmpuint(counts.n_read, ==, 1);
}

/* Two programs gave the same name in different folders: both are read. */
static void
test_same_name_twice(Place *place, gconstpointer data)
{
	(void)data;
	put_file(place, "cur/1:2,", "Subject: mail 1\n\n");
	put_file(place, ".B/cur/1:2,", "Subject: mail 2\n\n");
	put_file(place, ".C/new/1", "Subject: mail 3\n\n");
	g_autoptr(Met) met = met_new();
	g_assert_cmpuint(walk(place->path, met).n_read, ==, 3);
}

static void
test_broken(Place *place, gconstpointer data)
{
	(void)data;
	put_file(place, "cur/1:2,", "Subject: mail 1\n\n");
	put_file(place, "cur/2:2,", "");
	put_file(place, "cur/3:2,", "\x7f" "ELF no mail at all\n\nSubject: no\n");
	put_file(place, "cur/5:2,", "Subject: mail 5\n\n");
	g_autofree char *folder = g_build_filename(place->path, "cur/4:2,", NULL);
	g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
	g_autofree char *pipe_name = g_build_filename(place->path, "cur/6:2,", NULL);
	g_assert_cmpint(mkfifo(pipe_name, 0600), ==, 0);
	g_autofree char *dangling = g_build_filename(place->path, "cur/7:2,", NULL);
	g_assert_cmpint(symlink("nowhere", dangling), ==, 0);

	g_autoptr(Met) met = met_new();
	DcMailCounts counts = walk(place->path, met);
	g_assert_cmpstr(met->subjects->str, ==, "mail 1, mail 5");
	g_assert_cmpuint(counts.n_failed, ==, 2);
	g_assert_cmpstr(met->broken->str, ==, "2:2,: it is empty\n3:2,: it has no mail headers\n");
}

static void
test_stopping(Place *place, gconstpointer data)
{
	(void)data;
	for (int i = 1; i <= 5; i++) {
		g_autofree char *name = g_strdup_printf("cur/%d:2,", i), *mail = mail_of(i);
		put_file(place, name, mail);
	}
	g_autoptr(Met) met = met_new();
	met->stop_after = 2;
	DcMailCounts counts = walk(place->path, met);
	g_assert_cmpstr(met->subjects->str, ==, "mail 1, mail 2");
	g_assert_true(counts.stopped);
	g_assert_cmpuint(counts.n_read, ==, 2);

	g_autoptr(Met) failing = met_new();
	failing->fail = true;
	g_autoptr(GError) error = NULL;
	g_assert_false(dc_mailbox_each(place->path, meet, failing, NULL, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_LEDGER);
}

/* -- mbox -- */
#define FROM_LINE "From t@example.co.jp Tue Mar 31 09:05:00 2026\n"

static const struct {
	const char *says, *bytes, *subjects;
} mboxes[] = {
	{ "two", FROM_LINE "Subject: 1\n\na\n\n" FROM_LINE "Subject: 2\n\nb\n", "1, 2" },
	{ "nothing", "", "" },
	{ "no empty line at the end", FROM_LINE "Subject: 1\n\na", "1" },
	{ "CR LF", "From t Tue Mar 31 09:05:00 2026\r\nSubject: 1\r\n\r\na\r\n\r\nFrom t Tue Mar 31 09:05:00 2026\r\nSubject: 2\r\n\r\nb\r\n", "1, 2" },
	{ "From in a sentence", FROM_LINE "Subject: 1\n\na\n\nFrom now on it is so.\nSubject: x\n\n" FROM_LINE "Subject: 2\n\n", "1, 2" },
	{ "a From_ line without an empty line before it", FROM_LINE "Subject: 1\n\na\n" FROM_LINE "Subject: x\n\n", "1" },
	{ "a From_ line without a header behind it", FROM_LINE "Subject: 1\n\na\n\n" FROM_LINE "and no header\n", "1" },
	{ "quoted", FROM_LINE "Subject: 1\n\na\n\n>" FROM_LINE "Subject: x\n", "1" },
	{ "Content-Length that is right", FROM_LINE "Subject: 1\nContent-Length: 60\n\n" FROM_LINE "Subject: x\n\nb\n\n" FROM_LINE "Subject: 2\n\n", "1, 2" },
	{ "Content-Length that is wrong", FROM_LINE "Subject: 1\nContent-Length: 20\n\na\n\n" FROM_LINE "Subject: 2\n\n", "1, 2" },
	{ "Content-Length beyond the end", FROM_LINE "Subject: 1\nContent-Length: 99999\n\na\n\n" FROM_LINE "Subject: 2\n\n", "1, 2" },
	{ "a mail in a mail",
	  FROM_LINE "Subject: 1\nContent-Type: multipart/mixed; boundary=\"b=1\"\n\n--b=1\nContent-Type: message/rfc822\n\n" FROM_LINE
		    "Subject: x\n\ninside\n\n" FROM_LINE "Subject: y\n\ninside too\n--b=1--\n\n" FROM_LINE "Subject: 2\n\n",
	  "1, 2" },
	{ "a structure that never ends", FROM_LINE "Subject: 1\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\na\n\n" FROM_LINE "Subject: 2\n\n", "1, 2" },
	{ "Thunderbird", "From - Tue Mar 31 09:05:00 2026\nX-Mozilla-Status: 0001\nSubject: 1\n\na\n\nFrom - Tue Mar 31 09:06:00 2026\nSubject: 2\n\n", "1, 2" },
	{ "From_ lines without a date", "From t\nSubject: 1\n\na\n\nFrom u\nSubject: 2\n\n", "1, 2" },
	{ "an empty line before the first", "\n" FROM_LINE "Subject: 1\n\n", "1" },
	{ "a header that is broken off", FROM_LINE "Subject: 1\n\n" FROM_LINE "Subject: 2\n\n", "1, 2" },
};

static void
test_mbox(Place *place, gconstpointer data)
{
	(void)data;
	for (gsize i = 0; i < G_N_ELEMENTS(mboxes); i++) {
		g_test_message("%s", mboxes[i].says);
		g_autofree char *path = write_file(place, "box", mboxes[i].bytes);
		assert_subjects(path, mboxes[i].subjects);
	}
}

static void
test_mbox_broken(Place *place, gconstpointer data)
{
	(void)data;
	g_autofree char *path = write_file(place, "box", FROM_LINE "Subject: 1\n\na\n\n" FROM_LINE "X-Nothing: 1\n\na\n\n" FROM_LINE "Subject: 3\n\n");
	g_autoptr(Met) met = met_new();
	DcMailCounts counts = walk(path, met);
	g_assert_cmpstr(met->subjects->str, ==, "1, 3");
	g_assert_cmpuint(counts.n_failed, ==, 1);
	g_assert_cmpstr(met->broken->str, ==, "box@107: it has no mail headers\n");
}

/* Packing an mbox moves its mails, and mail programs add headers: they are known all the same. */
static void
test_mbox_known(Place *place, gconstpointer data)
{
	(void)data;
	g_autofree char *path = write_file(place, "box", FROM_LINE "Subject: 1\n\na\n\n" FROM_LINE "Subject: 2\n\nb\n\n");
	g_autoptr(Met) met = met_new();
	walk(path, met);
	know_all(met);
	put_file(place, "box", FROM_LINE "Subject: 2\nStatus: RO\n\nb\n\n" FROM_LINE "Subject: 3\n\nc\n");
	g_string_truncate(met->subjects, 0);
	DcMailCounts counts = walk(path, met);
	g_assert_cmpstr(met->subjects->str, ==, "3");
	g_assert_cmpuint(counts.n_known, ==, 1);
	g_assert_cmpint(met->done, ==, met->total);
}

/* -- files and folders -- */
static void
test_file(Place *place, gconstpointer data)
{
	(void)data;
	g_autofree char *plain = write_file(place, "a.eml", "Subject: 1\n\nFrom now on\n\n" FROM_LINE "Subject: x\n");
	g_autofree char *with_line = write_file(place, "b.eml", FROM_LINE "Subject: 1\n\na\n\n" FROM_LINE "Subject: x\n");
	g_autofree char *unnamed = write_file(place, "1001.M1.host:2,S", "Subject: 1\n\na\n");
	assert_subjects(plain, "1");
	assert_subjects(with_line, "1");
	assert_subjects(unnamed, "1");
}

static void
test_folder(Place *place, gconstpointer data)
{
	(void)data;
	put_file(place, "b.eml", "Subject: 2\n\n");
	put_file(place, "a.eml", "Subject: 1\n\n");
	put_file(place, "c.EML", "Subject: 3\n\n");
	put_file(place, "notes.txt", "Subject: no\n\n");
	put_file(place, "sub/d.eml", "Subject: no\n\n");
	assert_subjects(place->path, "1, 2, 3");
}

static void
test_refused(Place *place, gconstpointer data)
{
	(void)data;
	assert_subjects(place->path, ""); /* an empty folder is a box without mails */
	g_autofree char *absent = g_build_filename(place->path, "absent", NULL);
	assert_refused(absent, DC_ERROR_NOT_FOUND);
	put_file(place, "notes.txt", "no mail");
	assert_refused(place->path, DC_ERROR_MAIL);
}

/* -- stdin -- */
static void
assert_stdin(const Place *place, const char *bytes, const char *subjects)
{
	g_autofree char *path = write_file(place, "stdin", bytes);
	int before = dup(STDIN_FILENO);
	g_assert_nonnull(freopen(path, "r", stdin));
	assert_subjects("-", subjects);
	dup2(before, STDIN_FILENO);
	close(before);
}

static void
test_stdin(Place *place, gconstpointer data)
{
	(void)data;
	assert_stdin(place, "Subject: 1\n\na\n", "1");
	assert_stdin(place, FROM_LINE "Subject: 1\n\na\n\n" FROM_LINE "Subject: 2\n\n", "1, 2");
	assert_stdin(place, "", "");
}

/* -- the three forms -- */
static char *
quoted(const char *mail)
{
	GString *out = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(mail, "\n", -1);
	for (guint i = 0; lines[i] != NULL && (lines[i + 1] != NULL || *lines[i] != '\0'); i++) {
		bool from = g_str_has_prefix(lines[i] + strspn(lines[i], ">"), "From ");
		g_string_append_printf(out, "%s%s\n", from ? ">" : "", lines[i]);
	}
	return g_string_free(out, FALSE);
}

static void
assert_same(GPtrArray *a, GPtrArray *b)
{
	g_assert_cmpuint(a->len, ==, b->len);
	for (guint i = 0; i < a->len; i++)
		g_assert_cmpstr(g_ptr_array_index(a, i), ==, g_ptr_array_index(b, i));
}

static void
test_three_forms(Place *place, gconstpointer data)
{
	(void)data;
	g_autoptr(GString) box = g_string_new(NULL);
	for (int i = 100; i < 150; i++) {
		g_autofree char *mail = mail_of(i), *in_maildir = g_strdup_printf("maildir/new/%d.host", i), *in_folder = g_strdup_printf("folder/%d.eml", i);
		g_autofree char *in_box = quoted(mail);
		put_file(place, in_maildir, mail);
		put_file(place, in_folder, mail);
		g_string_append_printf(box, FROM_LINE "Status: RO\n%s\n", in_box);
	}
	g_autofree char *mbox = write_file(place, "mbox", box->str);
	g_autofree char *maildir = g_build_filename(place->path, "maildir", NULL), *folder = g_build_filename(place->path, "folder", NULL);
	g_autoptr(Met) a = met_new();
	g_autoptr(Met) b = met_new();
	g_autoptr(Met) c = met_new();
	g_assert_cmpuint(walk(maildir, a).n_read, ==, 50);
	g_assert_cmpuint(walk(folder, b).n_read, ==, 50);
	g_assert_cmpuint(walk(mbox, c).n_read, ==, 50);
	assert_same(a->digests, b->digests);
	assert_same(a->digests, c->digests);
	assert_same(a->texts, b->texts);
	assert_same(a->texts, c->texts);
}

/* A mail that is too large to be held is read where it lies. */
static void
test_large(Place *place, gconstpointer data)
{
	(void)data;
	g_autoptr(GString) mail = g_string_new("Subject: large\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n"
					       "Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n");
	gint64 size = 0;
	while (mail->len < DC_MAIL_RAW_MAX + 1000000) {
		g_string_append(mail, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg==\n");
		size += 52;
	}
	g_string_append(mail, "--b--\n");
	(void)size;
	g_autofree char *path = write_file(place, "a.eml", mail->str);
	g_autoptr(Met) met = met_new();
	walk(path, met);
	g_assert_cmpstr(met->subjects->str, ==, "large");
	g_assert_cmpstr(g_ptr_array_index(met->texts, 0), ==, "hello\n");
}

#define TEST(path, test) g_test_add(path, Place, NULL, place_set_up, test, place_tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	TEST("/mail/mailbox/maildir", test_maildir);
	TEST("/mail/mailbox/maildir-of-new-alone", test_maildir_of_new_alone);
	TEST("/mail/mailbox/maildir-known", test_maildir_known);
	TEST("/mail/mailbox/same-name-twice", test_same_name_twice);
	TEST("/mail/mailbox/broken", test_broken);
	TEST("/mail/mailbox/stopping", test_stopping);
	TEST("/mail/mailbox/mbox", test_mbox);
	TEST("/mail/mailbox/mbox-broken", test_mbox_broken);
	TEST("/mail/mailbox/mbox-known", test_mbox_known);
	TEST("/mail/mailbox/file", test_file);
	TEST("/mail/mailbox/folder", test_folder);
	TEST("/mail/mailbox/refused", test_refused);
	TEST("/mail/mailbox/stdin", test_stdin);
	TEST("/mail/mailbox/three-forms", test_three_forms);
	TEST("/mail/mailbox/large", test_large);
	return g_test_run();
}
