/* What every kind of box does with each of its mails. See box.h. */
#include "box.h"

#include "read.h"

#include <daicho/lang.h>

#include <errno.h>
#include <unistd.h>

bool
box_progress(Box *box, gint64 done)
{
	box->done = done;
	if (box->walk->progress != NULL && !box->walk->progress(box->done, box->total, box->walk->data))
		box->counts->stopped = true;
	return !box->counts->stopped;
}

void
box_knows_of(Box *box, const char *const *keys, guint n, bool *known)
{
	if (box->walk->known == NULL)
		return;
	box->walk->known(keys, n, known, box->walk->data);
	for (guint i = 0; i < n; i++)
		box->counts->n_known += known[i];
}

bool
box_knows(Box *box, const char *key)
{
	bool known = false;
	box_knows_of(box, &key, 1, &known);
	return known;
}

void
box_broken(Box *box, const char *place, const char *reason)
{
	box->counts->n_failed++;
	if (box->walk->broken != NULL)
		box->walk->broken(place, reason, box->walk->data);
}

/* The bytes as they lie there; NULL if they cannot be read or the file has become shorter. */
static GBytes *
read_range(int fd, gint64 start, gint64 end)
{
	gsize length = (gsize)(end - start), have = 0;
	g_autofree char *bytes = g_malloc(length + 1);
	while (have < length) {
		gssize n = pread(fd, bytes + have, length - have, start + (gint64)have);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return NULL;
		have += (gsize)n;
	}
	return g_bytes_new_take(g_steal_pointer(&bytes), length);
}

static DcMail *
read_stream(Box *box, GMimeStream *stream, const char *place, const char *key, bool quoted, bool *known, GError **error)
{
	Survey survey;
	if (!survey_take(stream, &survey, error))
		return NULL;
	g_autofree char *digest_key = g_strdup_printf("sha256:%s", survey.digest);
	DcMail *mail = NULL;
	*known = key == NULL && box_knows(box, digest_key);
	if (!*known)
		mail = read_message(stream, &survey, NULL, quoted, error);
	if (mail != NULL) {
		mail->place = g_strdup(place);
		mail->key = g_strdup(key != NULL ? key : digest_key);
		mail->folder = g_strdup(box->walk->folder);
	}
	survey_clear(&survey);
	return mail;
}

/* A mail of usual size is read at once, a larger one where it lies. NULL without an error if it is known. */
static DcMail *
read_mail(Box *box, int fd, gint64 start, gint64 end, const char *place, const char *key, bool quoted, GError **error)
{
	bool known = false;
	if (end - start > DC_MAIL_RAW_MAX) {
		g_autoptr(GMimeStream) stream = g_mime_stream_fs_new_with_bounds(fd, start, end);
		g_mime_stream_fs_set_owner(GMIME_STREAM_FS(stream), FALSE);
		return read_stream(box, stream, place, key, quoted, &known, error);
	}
	g_autoptr(GBytes) raw = read_range(fd, start, end);
	if (raw == NULL) {
		g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("it cannot be read: %s"), g_strerror(errno != 0 ? errno : EIO));
		return NULL;
	}
	gsize length = 0;
	gconstpointer bytes = g_bytes_get_data(raw, &length);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	DcMail *mail = read_stream(box, stream, place, key, quoted, &known, error);
	if (mail != NULL)
		mail->raw = g_steal_pointer(&raw);
	return mail;
}

bool
box_take(Box *box, int fd, gint64 start, gint64 end, const char *place, const char *key, bool quoted, GError **error)
{
	errno = 0;
	g_autoptr(GError) why = NULL;
	g_autoptr(DcMail) mail = read_mail(box, fd, start, end, place, key, quoted, &why);
	if (why != NULL)
		box_broken(box, place, why->message);
	if (mail == NULL)
		return true;
	box->counts->n_read++;
	if (box->walk->mail(mail, box->walk->data, error))
		return true;
	box->counts->stopped = true;
	return false;
}
