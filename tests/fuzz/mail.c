/* Whatever bytes come, a mail is read within bounds, and what is read is clean: libFuzzer over DcMail. `make fuzz`; tests/mail are its seeds. */
#include <daicho/mail.h>

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
hold(bool true_always)
{
	if (!true_always)
		g_error("a mail is not clean");
}

static void
hold_text(const char *text, gsize max)
{
	hold(text == NULL || (strlen(text) <= max && g_utf8_validate(text, -1, NULL)));
}

static void
hold_attachments(const DcMail *mail, GBytes *raw)
{
	for (guint i = 0; i < mail->attachments->len && i < 20; i++) {
		const DcAttachment *attachment = g_ptr_array_index(mail->attachments, i);
		g_autofree char *name = dc_attachment_file_name(attachment, i);
		g_autoptr(GBytes) content = dc_mail_attachment(raw, i, NULL);
		hold(*name != '\0' && *name != '.' && *name != '-' && strchr(name, '/') == NULL && strlen(name) <= 200);
		hold(content != NULL);
		hold_text(attachment->name, 64 * 1024);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autoptr(GBytes) raw = g_bytes_new_static(bytes, length);
	g_autoptr(DcMail) mail = dc_mail_read(raw, NULL);
	if (mail == NULL)
		return 0;
	hold_text(mail->subject, 64 * 1024);
	hold_text(mail->from_name, 64 * 1024);
	hold_text(mail->message_id, 1024);
	hold_text(mail->text, DC_MAIL_TEXT_MAX);
	hold(mail->references->len <= DC_MAIL_REFERENCES_MAX + 1 && mail->attachments->len <= DC_MAIL_ATTACHMENTS_MAX);
	g_autofree char *own = dc_mail_own_text(mail->text), *folded = dc_mail_folded(mail->text);
	hold_text(own, DC_MAIL_TEXT_MAX + 1);
	hold_text(folded, DC_MAIL_TEXT_MAX * 2);
	hold_attachments(mail, raw);
	return 0;
}
