/* Which kind of box a path is, and the walk through it. See daicho/mail.h. */
#include "box.h"

#include "read.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- files -- */
static bool
file_walk(Box *box, int fd, const char *path, GError **error)
{
	struct stat is;
	if (fstat(fd, &is) != 0) {
		g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("%s cannot be read: %s"), path, g_strerror(errno));
		return false;
	}
	bool stdin_or_pipe = strcmp(path, "-") == 0;
	bool single = g_str_has_suffix(path, ".eml") || g_str_has_suffix(path, ".EML");
	if (!single && (mbox_is(fd) || (is.st_size == 0 && !stdin_or_pipe)))
		return mbox_walk(box, fd, is.st_size, path, error);

	g_autofree char *place = dc_text_valid(path, -1);
	g_autofree char *raw_key = g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", path, (gint64)is.st_size, (gint64)is.st_mtim.tv_sec, is.st_mtim.tv_nsec);
	g_autofree char *key = stdin_or_pipe ? NULL : dc_text_valid(raw_key, -1);
	box->total = 1;
	if (key != NULL && box_knows(box, key))
		return true;
	return box_take(box, fd, 0, is.st_size, place, key, false, error) && box_progress(box, 1);
}

/* What cannot be read twice is copied to a file without a name first, so that memory does not grow with it. */
static int
spool(int from, GError **error)
{
	g_autofree char *name = NULL;
	int to = g_file_open_tmp("daicho-XXXXXX", &name, error);
	if (to < 0)
		return -1;
	g_unlink(name);
	char block[64 * 1024];
	gssize n;
	while ((n = read(from, block, sizeof block)) != 0) {
		gssize written = 0;
		while (n > 0 && written < n) {
			gssize w = write(to, block + written, (gsize)(n - written));
			if (w < 0 && errno != EINTR)
				break;
			written += MAX(w, 0);
		}
		if ((n < 0 && errno != EINTR) || written < n) {
			g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("the mail cannot be read: %s"), g_strerror(errno));
			close(to);
			return -1;
		}
	}
	return to;
}

static bool
spooled_walk(Box *box, int from, GError **error)
{
	int fd = spool(from, error);
	bool ok = fd >= 0 && file_walk(box, fd, "-", error);
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool
path_walk(Box *box, const char *path, GError **error)
{
	struct stat is;
	g_autofree char *absolute = realpath(path, NULL);
	if (absolute == NULL || stat(absolute, &is) != 0) {
		bool absent = errno == ENOENT || errno == ENOTDIR;
		g_set_error(error, DC_ERROR, absent ? DC_ERROR_NOT_FOUND : DC_ERROR_MAIL, absent ? _("there is no %s") : _("%s cannot be read"), path);
		return false;
	}
	if (S_ISDIR(is.st_mode))
		return maildir_is(absolute) ? maildir_walk(box, absolute, error) : folder_walk(box, absolute, error);
	int fd = open(absolute, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("%s cannot be read: %s"), path, g_strerror(errno));
		return false;
	}
	bool ok = S_ISREG(is.st_mode) ? file_walk(box, fd, absolute, error) : spooled_walk(box, fd, error);
	close(fd);
	return ok;
}

bool
dc_mailbox_walk(const char *path, const DcMailWalk *walk, DcMailCounts *counts, GError **error)
{
	read_init();
	DcMailCounts own = { 0 };
	Box box = { .walk = walk, .counts = counts != NULL ? counts : &own };
	*box.counts = (DcMailCounts){ 0 };
	g_autoptr(GError) why = NULL;
	bool ok = strcmp(path, "-") == 0 ? spooled_walk(&box, STDIN_FILENO, &why) : path_walk(&box, path, &why);
	if (ok || why == NULL) /* a function of the caller's stopped it, which is no failure */
		return true;
	g_propagate_error(error, g_steal_pointer(&why));
	return false;
}

bool
dc_mailbox_each(const char *path, DcMailFn fn, gpointer data, guint *n_failed, GError **error)
{
	const DcMailWalk walk = { .mail = fn, .data = data };
	DcMailCounts counts;
	bool ok = dc_mailbox_walk(path, &walk, &counts, error);
	if (n_failed != NULL)
		*n_failed = counts.n_failed;
	return ok;
}
