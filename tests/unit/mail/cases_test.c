/* Every tests/mail/NAME.eml is read as tests/mail/NAME.want says. `UPDATE=1` writes the .want anew: read the difference before it is kept. */
#include <daicho/mail.h>

#include <string.h>

#define FOLDER "tests/mail"

/* -- a mail as text: what is absent is not mentioned -- */
static void
append_shown(GString *out, const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		if (c != '\n' && (g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT))
			g_string_append_printf(out, "<U+%04X>", c);
		else
			g_string_append_unichar(out, c);
	}
}

static void
say(GString *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	g_string_append_printf(out, "%s: ", name);
	append_shown(out, value);
	g_string_append_c(out, '\n');
}

static void
say_date(GString *out, DcInstant at)
{
	if (at == DC_ABSENT)
		return;
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(at);
	g_autofree char *text = g_date_time_format_iso8601(date);
	say(out, "date", text);
}

static void
say_references(GString *out, GPtrArray *references)
{
	if (references->len > 10)
		g_string_append_printf(out, "references: %u, %s ... %s\n", references->len, (const char *)g_ptr_array_index(references, 0),
				       (const char *)g_ptr_array_index(references, references->len - 1));
	for (guint i = 0; i < references->len && references->len <= 10; i++)
		say(out, "reference", g_ptr_array_index(references, i));
}

static void
say_attachments(GString *out, GPtrArray *attachments)
{
	for (guint i = 0; i < attachments->len; i++) {
		const DcAttachment *attachment = g_ptr_array_index(attachments, i);
		g_autofree char *text = g_strdup_printf("%s, %s, %" G_GINT64_FORMAT, attachment->name, attachment->type, attachment->size);
		say(out, "attachment", text);
	}
}

static void
say_text(GString *out, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++) {
		g_string_append_c(out, '|');
		append_shown(out, lines[i]);
		g_string_append_c(out, '\n');
	}
}

static char *
mail_as_text(const DcMail *mail)
{
	GString *out = g_string_new(NULL);
	say(out, "message_id", mail->message_id);
	say(out, "in_reply_to", mail->in_reply_to);
	say_references(out, mail->references);
	say_date(out, mail->date);
	say(out, "from_name", mail->from_name);
	say(out, "from_address", mail->from_address);
	say(out, "reply_to", mail->reply_to);
	say(out, "to", mail->to);
	say(out, "cc", mail->cc);
	say(out, "subject", mail->subject);
	say(out, "charset", mail->charset);
	say(out, "garbled", mail->garbled ? "yes" : NULL);
	say(out, "cut", mail->cut ? "yes" : NULL);
	say(out, "automatic", mail->automatic ? "yes" : NULL);
	say_attachments(out, mail->attachments);
	say_text(out, mail->text);
	return g_string_free(out, FALSE);
}

static void
assert_clean(const char *text)
{
	if (text == NULL)
		return;
	g_autofree char *nfc = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	g_assert_cmpstr(nfc, ==, text); /* NULL if it is no UTF-8 */
}

static void
assert_all_clean(const DcMail *mail)
{
	const char *texts[] = { mail->message_id, mail->in_reply_to, mail->from_name, mail->from_address, mail->reply_to, mail->to, mail->cc, mail->subject, mail->text };
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		assert_clean(texts[i]);
	for (guint i = 0; i < mail->references->len; i++)
		assert_clean(g_ptr_array_index(mail->references, i));
	for (guint i = 0; i < mail->attachments->len; i++) {
		const DcAttachment *attachment = g_ptr_array_index(mail->attachments, i);
		assert_clean(attachment->name);
		assert_clean(attachment->type);
	}
}

/* -- the folder -- */
static void
test_case(gconstpointer data)
{
	const char *name = data;
	g_autofree char *path = g_strdup_printf(FOLDER "/%s.eml", name), *want_path = g_strdup_printf(FOLDER "/%s.want", name), *want = NULL;
	char *bytes;
	gsize length;
	g_autoptr(GError) error = NULL;
	g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
	g_autoptr(GBytes) raw = g_bytes_new_take(bytes, length);
	g_autoptr(DcMail) mail = dc_mail_read(raw, &error);
	g_assert_no_error(error);
	assert_all_clean(mail);

	g_autofree char *text = mail_as_text(mail);
	/* What it becomes in a ledger is tests/unit/desk/becomes_test.c's. */
	bool there = g_file_get_contents(want_path, &want, NULL, NULL);
	char *becomes = !there ? NULL : g_str_has_prefix(want, "becomes: ") ? want : strstr(want, "\nbecomes: ");
	becomes = becomes != NULL && *becomes == '\n' ? becomes + 1 : becomes;
	if (g_getenv("UPDATE") != NULL) {
		g_autofree char *whole = g_strconcat(text, becomes, NULL);
		g_assert_true(g_file_set_contents(want_path, whole, -1, NULL));
		return;
	}
	if (!there)
		g_error("%s is missing", want_path);
	if (becomes != NULL)
		*becomes = '\0';
	g_assert_cmpstr(text, ==, want);
}

/* The digest is of what was sent: each mail has another one, and what lies on the way changes none. */
static char *
digest_of(const char *prefix, const char *bytes, gsize length, const char *line_end)
{
	g_autoptr(GString) raw = g_string_new(prefix);
	for (gsize i = 0; i < length; i++) {
		if (bytes[i] == '\n')
			g_string_append(raw, line_end);
		else if (bytes[i] != '\r' || i + 1 == length || bytes[i + 1] != '\n')
			g_string_append_c(raw, bytes[i]);
	}
	g_autoptr(GBytes) whole = g_bytes_new(raw->str, raw->len);
	g_autoptr(DcMail) mail = dc_mail_read(whole, NULL);
	g_assert_nonnull(mail);
	return g_strdup(mail->digest);
}

static void
test_digests(gconstpointer data)
{
	const GPtrArray *names = data;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path = g_strdup_printf(FOLDER "/%s.eml", (const char *)g_ptr_array_index(names, i)), *bytes = NULL;
		gsize length;
		g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
		bool bare = !g_str_has_prefix(bytes, "From ") && !g_str_has_prefix(bytes, "\xEF\xBB\xBF");
		g_autofree char *plain = digest_of("", bytes, length, "\n");
		g_autofree char *crlf = digest_of("", bytes, length, "\r\n");
		g_autofree char *marked = digest_of(bare ? "From x Tue Mar 31 09:05:00 2026\nX-Mozilla-Status: 0001\nStatus: RO\nContent-Length: 5\n" : "", bytes, length, "\n");
		g_assert_cmpstr(plain, ==, crlf);
		g_assert_cmpstr(plain, ==, marked);
		g_assert_true(g_hash_table_add(seen, g_steal_pointer(&plain)));
	}
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
	g_assert_cmpuint(names->len, >, 0);
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path = g_strdup_printf("/mail/cases/%s", (const char *)g_ptr_array_index(names, i));
		g_test_add_data_func(path, g_ptr_array_index(names, i), test_case);
	}
	g_test_add_data_func("/mail/digests", names, test_digests);
	return g_test_run();
}
