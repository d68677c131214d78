/* A mail as it came: its bytes, and what is attached to it. Nothing of it is ever started. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define NAMES_MAX 1000 /* report.pdf, report (2).pdf .. */

GBytes *
dc_desk_mail_raw(DcDesk *desk, DcId mail, GError **error)
{
	GError *failed = NULL;
	g_autoptr(DcMailRow) row = dc_desk_mail_row(desk, mail, error);
	GBytes *raw = row != NULL ? dc_ledger_raw(desk->ledger, mail, &failed) : NULL;
	if (failed != NULL) {
		g_propagate_error(error, failed);
	} else if (row != NULL && raw == NULL) {
		g_autofree char *place = dc_text_show(row->place != NULL ? row->place : "-");
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("mail %ld was too large to be kept (%ld bytes); it lay in %s"), (long)mail,
		            (long)(row->size != DC_ABSENT ? row->size : 0), place);
	}
	return raw;
}

DcMail *
dc_desk_mail(DcDesk *desk, DcId mail, GError **error)
{
	g_autoptr(GBytes) raw = dc_desk_mail_raw(desk, mail, error);
	return raw != NULL ? dc_mail_read(raw, error) : NULL;
}

/* -- what is attached -- */

void
dc_file_free(DcFile *file)
{
	if (file == NULL)
		return;
	g_free(file->name);
	g_free(file->type);
	g_free(file->from);
	g_free(file);
}

static void
free_file(gpointer file)
{
	dc_file_free(file);
}

static bool
add_files(DcDesk *desk, DcId id, GPtrArray *files, GError **error)
{
	g_autoptr(DcMail) mail = dc_desk_mail(desk, id, error);
	for (guint i = 0; mail != NULL && i < mail->attachments->len; i++) {
		const DcAttachment *attachment = g_ptr_array_index(mail->attachments, i);
		DcFile *file = g_new(DcFile, 1);
		*file = (DcFile){ .mail = id, .i = i, .name = dc_attachment_file_name(attachment, i), .type = g_strdup(attachment->type), .size = attachment->size,
			          .from = g_strdup(mail->from_name != NULL ? mail->from_name : mail->from_address) };
		g_ptr_array_add(files, file);
	}
	return mail != NULL;
}

GPtrArray *
dc_desk_mail_files(DcDesk *desk, DcId mail, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
	return add_files(desk, mail, files, error) ? g_steal_pointer(&files) : NULL;
}

GPtrArray *
dc_desk_ticket_files(DcDesk *desk, DcTicketNo no, GError **left_out, GError **error)
{
	g_autoptr(GPtrArray) mails = dc_ledger_list(desk->ledger, DC_LIST_MAILS_WITH_FILES, (DcListArgs){ .id = no }, error);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
	for (guint i = 0; mails != NULL && i < mails->len; i++) {
		GError *failed = NULL;
		if (add_files(desk, ((const DcMailRow *)g_ptr_array_index(mails, i))->id, files, &failed))
			continue;
		if (!g_error_matches(failed, DC_ERROR, DC_ERROR_NOT_FOUND)) {
			g_propagate_error(error, failed);
			return NULL;
		}
		if (left_out != NULL && *left_out == NULL)
			*left_out = failed;
		else
			g_error_free(failed);
	}
	return mails != NULL ? g_steal_pointer(&files) : NULL;
}

/* -- read again in another charset -- */
static bool
correct_ticket(DcDesk *desk, DcChange *change, const DcMailRow *row, const char *old_text, const DcMail *mail, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(desk->ledger, row->ticket, error);
	g_autoptr(DcTicketText) text = ticket != NULL ? dc_ledger_ticket_text(desk->ledger, row->ticket, error) : NULL;
	if (text == NULL)
		return false;
	/* What the operator has written in the meantime stays. */
	if (row->subject != NULL && g_strcmp0(ticket->title, row->subject) == 0 && *mail->subject != '\0') {
		g_autofree char *line = dc_text_one_line(mail->subject), *title = dc_field_cut(DC_FIELD_TITLE, line);
		dc_change_text(change, ticket, DC_FIELD_TITLE, title);
	}
	if (text->body != NULL && g_str_has_prefix(old_text, text->body)) {
		g_autofree char *body = dc_field_cut(DC_FIELD_BODY, mail->text);
		dc_change_text(change, text, DC_FIELD_BODY, body);
	}
	return true;
}

bool
dc_desk_reread(DcDesk *desk, DcId id, const char *charset, DcInstant now, GError **error)
{
	g_autoptr(GBytes) raw = dc_desk_mail_raw(desk, id, error);
	g_autoptr(DcMail) mail = raw != NULL ? dc_mail_read_as(raw, charset, error) : NULL;
	g_autoptr(DcMailRow) row = mail != NULL ? dc_desk_mail_row(desk, id, error) : NULL;
	g_autofree char *old = row != NULL ? dc_desk_mail_text(desk, id, error) : NULL;
	if (old == NULL)
		return false;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_REREAD, now);
	g_autoptr(DcMailText) text = dc_mail_text_new();
	g_autofree char *subject = dc_text_one_line(mail->subject);
	text->id = id;
	text->body = *old != '\0' ? g_strdup(old) : NULL;
	dc_change_reason(change, charset);
	dc_change_text(change, row, DC_FIELD_MAIL_SUBJECT, subject);
	dc_change_text(change, row, DC_FIELD_MAIL_NAME, mail->from_name);
	dc_change_number(change, row, DC_FIELD_MAIL_GARBLED, mail->garbled);
	dc_change_text(change, text, DC_FIELD_MAIL_BODY, mail->text);
	if (row->ticket > 0 && !correct_ticket(desk, change, row, old, mail, error))
		return false;
	return desk_commit(desk, change, error);
}

/* -- attachments -- */
/* `report.pdf`, `report (2).pdf`: the first that is not there. A link is not followed, a file not written over. */
static int
make_file(const char *folder, const char *name, char **path, GError **error)
{
	const char *dot = strrchr(name, '.');
	gsize stem = dot != NULL && dot != name ? (gsize)(dot - name) : strlen(name);
	for (int i = 1; i <= NAMES_MAX; i++) {
		g_autofree char *other = i == 1 ? g_strdup(name) : g_strdup_printf("%.*s (%d)%s", (int)stem, name, i, name + stem);
		g_autofree char *candidate = g_build_filename(folder, other, NULL);
		int fd = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd >= 0) {
			*path = g_steal_pointer(&candidate);
			return fd;
		}
		if (errno != EEXIST)
			break;
	}
	g_autofree char *shown = dc_text_show(folder);
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("nothing can be written to %s: %s"), shown, g_strerror(errno));
	return -1;
}

static bool
write_all(int fd, GBytes *content)
{
	gsize length;
	const char *bytes = g_bytes_get_data(content, &length);
	while (length > 0) {
		gssize n = write(fd, bytes, length);
		if (n < 0 && errno != EINTR)
			return false;
		bytes += MAX(n, 0);
		length -= (gsize)MAX(n, 0);
	}
	return true;
}

bool
dc_desk_save_attachment(DcDesk *desk, DcId id, guint i, const char *folder, char **path, GError **error)
{
	g_autoptr(GBytes) raw = dc_desk_mail_raw(desk, id, error);
	g_autoptr(DcMail) mail = raw != NULL ? dc_mail_read(raw, error) : NULL;
	g_autoptr(GBytes) content = mail != NULL ? dc_mail_attachment(raw, i, error) : NULL;
	if (content == NULL)
		return false;
	g_autofree char *name = dc_attachment_file_name(g_ptr_array_index(mail->attachments, i), i), *made = NULL;
	int fd = make_file(folder, name, &made, error);
	if (fd < 0)
		return false;
	bool written = write_all(fd, content);
	int failed = errno;
	if (close(fd) != 0 || !written) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s could not be written: %s"), made, g_strerror(failed));
		(void)unlink(made);
		return false;
	}
	*path = g_steal_pointer(&made);
	return true;
}
