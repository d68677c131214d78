/* An answer, composed and read again: whatever it holds, what arrives is what was written. */
#include <daicho/mail.h>

#include <string.h>

/* The longest line of a message, in bytes without its end. */
static gsize
longest_line(const char *bytes, gsize length)
{
	gsize longest = 0;
	for (const char *line = bytes, *end = bytes + length; line < end;) {
		const char *newline = memchr(line, '\n', (gsize)(end - line));
		const char *next = newline != NULL ? newline : end;
		longest = MAX(longest, (gsize)(next - line));
		line = next + 1;
	}
	return longest;
}

static void
hold(const char *charset, const char *text, const char *goes_out_in)
{
	const DcMailDraft draft = { .from = "hoshu@example.co.jp", .to = "tanaka@example.co.jp", .subject = "Re: 会計帳票", .text = text, .message_id = "a@example.co.jp",
		                    .date = 1774915200, .charset = charset };
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) raw = dc_mail_compose(&draft, &error);
	g_assert_no_error(error);
	gsize length;
	const char *bytes = g_bytes_get_data(raw, &length);
	g_assert_cmpuint(longest_line(bytes, length), <=, 998);
	g_autoptr(DcMail) mail = dc_mail_read(raw, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(mail->text, ==, text);
	g_assert_cmpstr(mail->subject, ==, "Re: 会計帳票");
	g_assert_cmpstr(mail->charset, ==, goes_out_in);
	g_assert_false(mail->garbled);
}

static void
test_charsets(void)
{
	hold("ISO-2022-JP", "再起動で直ります。\n", "ISO-2022-JP");
	hold("ISO-2022-JP", "①番です\n", "UTF-8");
	hold("UTF-8", "再起動で直ります。\n", "UTF-8");
}

/* A paragraph typed without a line end: more than the 998 bytes that a line of a mail may have. */
static void
test_long_line(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (int i = 0; i < 600; i++)
		g_string_append(text, "帳票");
	g_string_append_c(text, '\n');
	hold("ISO-2022-JP", text->str, "UTF-8");
	hold("UTF-8", text->str, "UTF-8");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/compose/charsets", test_charsets);
	g_test_add_func("/mail/compose/long-line", test_long_line);
	return g_test_run();
}
