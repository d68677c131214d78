/* Mails made to hurt: each is read within bounds, or refused. A test that hangs or eats the memory has failed. */
#include <daicho/mail.h>

#include <glib/gstdio.h>
#include <string.h>

static void
repeat(GString *out, const char *text, gsize n)
{
	for (gsize i = 0; i < n; i++)
		g_string_append(out, text);
}

static DcMail *
read_string(const GString *mail)
{
	g_autoptr(GBytes) raw = g_bytes_new_static(mail->str, mail->len);
	g_autoptr(GError) error = NULL;
	DcMail *read = dc_mail_read(raw, &error);
	g_assert_no_error(error);
	g_assert_true(g_utf8_validate(read->subject, -1, NULL));
	g_assert_true(g_utf8_validate(read->text, -1, NULL));
	g_assert_cmpuint(strlen(read->text), <=, DC_MAIL_TEXT_MAX);
	g_assert_cmpuint(read->attachments->len, <=, DC_MAIL_ATTACHMENTS_MAX);
	g_assert_cmpuint(read->references->len, <=, DC_MAIL_REFERENCES_MAX);
	return read;
}

/* -- one thing very often -- */
static const struct {
	const char *says, *before, *again, *after;
	gsize times;
} floods[] = {
	{ "a subject of megabytes", "Subject: ", "x", "\n\ntext\n", 2000000 },
	{ "a folded subject", "Subject: x", "\n x", "\n\ntext\n", 500000 },
	{ "header fields", "Subject: x\n", "X: y\n", "\ntext\n", 250000 },
	{ "recipients", "Subject: x\nTo: a@example.co.jp", ",\n b@example.co.jp", "\n\ntext\n", 125000 },
	{ "recipients in one line", "Subject: x\nTo: a@example.co.jp", ",b@example.co.jp", "\n\ntext\n", 125000 },
	{ "references", "Subject: x\nReferences:", " <a@example.co.jp>", "\n\ntext\n", 100000 },
	{ "quotes that do not close", "Subject: x\nFrom: ", "\"\\", "\n\ntext\n", 100000 },
	{ "comments that do not close", "Subject: x\nFrom: ", "(", "\n\ntext\n", 100000 },
	{ "encoded words that do not close", "Subject: ", "=?utf-8?q?", "\n\ntext\n", 25000 },
	{ "beginnings of encoded words", "Subject: ", "=?", "?=\n\ntext\n", 100000 },
	{ "empty encoded words", "Subject: ", "=?a?q?\?= ", "\n\ntext\n", 25000 },
	{ "encoded words in two charsets", "Subject: ", "=?utf-8?q?=E4?= =?euc-jp?b?w?= ", "\n\ntext\n", 8000 },
	{ "parameters", "Subject: x\nContent-Type: text/plain", "; name*1*=x", "\n\ntext\n", 20000 },
	{ "blank parameters", "Subject: x\nContent-Type: text/plain", ";(", "\n\ntext\n", 100000 },
	{ "parts", "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\n", "--b--\n", 250000 },
	{ "named parts", "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\nContent-Type: a/b; name=c\n\nd\n", "--b--\n", 100000 },
	{ "lines that look like boundaries", "Subject: x\n\n", "--\n", "", 500000 },
	{ "a header of a part", "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n", "X: y\n", "\ntext\n--b--\n", 250000 },
	{ "recipients of a mail in a mail", "Subject: x\nContent-Type: message/rfc822\n\nTo: a@example.co.jp", ",\n b@example.co.jp", "\n\ntext\n", 125000 },
	{ "a nested header in one line", "Subject: x\nContent-Type: message/rfc822\n\nSubject: ", "x", "\n\ntext\n", 2000000 },
	{ "nested mails", "Subject: x\n", "Content-Type: message/rfc822\n\n", "text\n", 100000 },
	{ "nested structures", "Subject: x\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "text\n", 50000 },
	{ "a text of one line", "Subject: x\n\n", "x", "", 2000000 },
	{ "empty lines", "Subject: x\n\n", "\n", "text\n", 1000000 },
	{ "marks on one letter, unsorted", "Subject: x\nContent-Type: text/plain; charset=utf-8\n\na", "\xCC\x81\xCC\x96", "\n", 100000 },
	{ "escapes", "Subject: x\nContent-Type: text/plain; charset=iso-2022-jp\n\n", "\033$B\033(B\033$(D", "\n", 100000 },
	{ "changes of the set", "Subject: x\nContent-Type: text/plain; charset=iso-2022-jp\n\n", "\033$B0!\033$(D0!\033$(O.!", "\033(B\n", 20000 },
	{ "bytes of no charset", "Subject: x\nContent-Type: text/plain; charset=iso-2022-jp\n\n", "\xFF\x80", "\n", 125000 },
	{ "control characters", "Subject: x\n\n", "\x01", "\n", 250000 },
	{ "quotes of mails", "Subject: x\n\n", ">", "\n", 1000000 },
	{ "html: tags", "Subject: x\nContent-Type: text/html\n\n", "<div>", "text", 250000 },
	{ "html: attributes that do not close", "Subject: x\nContent-Type: text/html\n\n", "<a href=\"", "text", 100000 },
	{ "html: comments that do not close", "Subject: x\nContent-Type: text/html\n\n", "<!--", "text", 100000 },
	{ "html: hidden that does not close", "Subject: x\nContent-Type: text/html\n\n", "<svg>", "text", 100000 },
	{ "html: ends of nothing", "Subject: x\nContent-Type: text/html\n\n<svg>", "</", "text", 125000 },
	{ "html: entities", "Subject: x\nContent-Type: text/html\n\n", "&#1", "text", 100000 },
	{ "html: quotes", "Subject: x\nContent-Type: text/html\n\n", "<blockquote>x", "text", 70000 },
	{ "html: links", "Subject: x\nContent-Type: text/html\n\n", "<a href=http://x>", "text", 60000 },
	{ "html: one link with many words", "Subject: x\nContent-Type: text/html\n\n<a href=http://x>", "x ", "</a>", 125000 },
	{ "html: signs", "Subject: x\nContent-Type: text/html\n\n", "<", "text", 250000 },
	{ "html: meta", "Subject: x\nContent-Type: text/html\n\n", "<meta charset", "text", 100000 },
	{ "flowed", "Subject: x\nContent-Type: text/plain; format=flowed\n\n", "x \n", "text", 100000 },
	{ "signatures, flowed", "Subject: x\nContent-Type: text/plain; format=flowed\n\n", "-- \n", "text", 100000 },
};

static void
test_flood(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GString) mail = g_string_new(floods[i].before);
	repeat(mail, floods[i].again, floods[i].times);
	g_string_append(mail, floods[i].after);
	g_autoptr(DcMail) read = read_string(mail);
	g_assert_nonnull(read);
}

/* What is cut says so, and what is before it is there. */
static void
test_cut(void)
{
	g_autoptr(GString) mail = g_string_new("Subject: x\n\n");
	repeat(mail, "0123456789\n", 200000);
	g_autoptr(DcMail) read = read_string(mail);
	g_assert_true(read->cut);
	g_assert_cmpuint(strlen(read->text), >, DC_MAIL_TEXT_MAX - 20);

	static const struct { const char *charset, *line; } japanese[] = {
		{ "utf-8", "会計帳票が出ません\n" }, { "iso-2022-jp", "\033$B2q7WD\"I<\033(B\n" }, { "shift_jis", "\x89\xEF\x8C\x76\x92\xA0\x95\x5B\n" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(japanese); i++) {
		g_string_printf(mail, "Subject: x\nContent-Type: text/plain; charset=%s\n\n", japanese[i].charset);
		repeat(mail, japanese[i].line, 200000);
		g_autoptr(DcMail) long_one = read_string(mail);
		g_assert_true(long_one->cut);
		g_assert_false(long_one->garbled);
	}

	g_string_assign(mail, "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nthe text\n");
	repeat(mail, "--b\nContent-Type: a/b\n\nc\n", 20000);
	g_autoptr(DcMail) parts = read_string(mail);
	g_assert_true(parts->cut);
	g_assert_cmpstr(parts->text, ==, "the text\n");
	g_assert_cmpuint(parts->attachments->len, ==, DC_MAIL_ATTACHMENTS_MAX);
}

/* -- any bytes -- */
static const char *const pieces[] = {
	"Subject: ", "From: ", "To: ", "Date: ", "Content-Type: ", "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "message/rfc822", "; boundary=b", "; charset=",
	"iso-2022-jp", "utf-8", "shift_jis", "Content-Transfer-Encoding: ", "base64", "quoted-printable", "x-uuencode", "\n--b\n", "\n--b--\n", "\n\n", "\n", "\r\n", " ", "\t", "=?utf-8?b?",
	"5Lya", "?=", "\033$B2q", "\033(B", "\x82\xA0", "\xE4\xBC\x9A", "\xA4\xA2", "<p>", "<!--", "-->", "<a href=\"x\">", "</a>", "&amp;", "From x Tue Mar 31 09:05:00 2026\n", ">From ", "begin 644 x\n",
	"name*0*=", "''%E4", "\"", "<a@b>", ":", ";", ",", "(", ")", "=", "=3D", "=\n", "begin", "a",
};

static void
test_any_pieces(void)
{
	for (int round = 0; round < 1000; round++) {
		g_autoptr(GString) mail = g_string_new("Subject: x\n");
		for (int n = g_test_rand_int_range(0, 60); n > 0; n--) {
			if (g_test_rand_int_range(0, 30) == 0)
				g_string_append_c(mail, (char)g_test_rand_int_range(0, 256));
			else
				g_string_append(mail, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		}
		g_autoptr(DcMail) read = read_string(mail);
		g_assert_cmpuint(strlen(read->digest), ==, 64);
	}
}

/* A header cut anywhere is a mail still, or it is refused; nothing else. */
static void
test_cut_anywhere(void)
{
	const char *mail = "From: =?UTF-8?B?5Lya6KiI?= <a@example.co.jp>\nSubject: =?ISO-2022-JP?B?GyRCMnE3VxsoQg==?=\nContent-Type: multipart/mixed; boundary=\"b\"\n\n"
			   "--b\nContent-Type: text/plain; charset=iso-2022-jp\n\n\033$B2q7W\033(B\n--b\nContent-Type: a/b; name*=utf-8''%E4%BC%9A\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n";
	for (gsize length = 0; length < strlen(mail); length++) {
		g_autoptr(GBytes) raw = g_bytes_new_static(mail, length);
		g_autoptr(GError) error = NULL;
		g_autoptr(DcMail) read = dc_mail_read(raw, &error);
		g_assert_true((read == NULL) == (error != NULL));
		if (error != NULL)
			g_assert_error(error, DC_ERROR, DC_ERROR_MAIL);
	}
}

/* -- boxes -- */
static bool
count(const DcMail *mail, gpointer data, GError **error)
{
	(void)mail;
	(void)error;
	(*(guint *)data)++;
	return true;
}

static guint
count_box(const char *bytes, gsize length)
{
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("hostile-XXXXXX", &path, NULL);
	g_assert_cmpint(fd, >=, 0);
	g_close(fd, NULL);
	g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
	guint n = 0;
	g_autoptr(GError) error = NULL;
	g_assert_true(dc_mailbox_each(path, count, &n, NULL, &error));
	g_assert_no_error(error);
	g_remove(path);
	return n;
}

static void
test_boxes(void)
{
	static const char from[] = "From x Tue Mar 31 09:05:00 2026\n";
	g_autoptr(GString) box = g_string_new(NULL);
	repeat(box, from, 100000);
	g_assert_cmpuint(count_box(box->str, box->len), ==, 0); /* only From_ lines: one mail without a header */

	g_string_truncate(box, 0);
	for (int i = 0; i < 2000; i++)
		g_string_append_printf(box, "%sSubject: x\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n\n", from, i, i);
	g_assert_cmpuint(count_box(box->str, box->len), ==, 2000);

	g_string_assign(box, from);
	repeat(box, "x", 3000000);
	g_assert_cmpuint(count_box(box->str, box->len), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(floods); i++) {
		g_autofree char *path = g_strdup_printf("/mail/hostile/flood/%s", floods[i].says);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_flood);
	}
	g_test_add_func("/mail/hostile/cut", test_cut);
	g_test_add_func("/mail/hostile/any-pieces", test_any_pieces);
	g_test_add_func("/mail/hostile/cut-anywhere", test_cut_anywhere);
	g_test_add_func("/mail/hostile/boxes", test_boxes);
	return g_test_run();
}
