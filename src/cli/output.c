/* A file that a command writes: it stands under its name when it is whole, and until then nothing that stood there is lost. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- never in the place of what is read -- */
static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Looked at by its name: a descriptor that is closed again would take SQLite's locks with it. */
static bool
is_of_ledger(const Cli *cli, const struct stat *about)
{
	static const char *const parts[] = { "", "-wal", "-shm", "-journal" };
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		struct stat part;
		g_autofree char *path = g_strconcat(dc_ledger_path(dc_desk_ledger(cli->desk)), parts[i], NULL);
		if (stat(path, &part) == 0 && is_same(&part, about))
			return true;
	}
	return false;
}

bool
output_may_be(const Cli *cli, const char *path, int reads, GError **error)
{
	struct stat about, other;
	if (stat(path, &about) != 0)
		return true;
	bool is_input = reads >= 0 && S_ISREG(about.st_mode) && fstat(reads, &other) == 0 && is_same(&about, &other);
	if (!is_input && !is_of_ledger(cli, &about))
		return true;
	g_autofree char *shown = dc_text_show(path);
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED,
	            is_input ? _("%s is what is read here; nothing was done, name another file to write") : _("%s is the ledger; nothing was written, name another file"), shown);
	return false;
}

/* -- the file -- */
static bool
cannot_write(const char *path, GError **error)
{
	const char *why = g_strerror(errno);
	g_autofree char *shown = path != NULL ? dc_text_show(path) : NULL;
	if (shown != NULL)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s cannot be written: %s"), shown, why);
	else
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("the output could not be written: %s"), why);
	return false;
}

/* What is no regular file (a pipe, a device) has nothing to lose, and cannot be replaced. */
static int
open_at(Output *output, const char *path)
{
	struct stat about;
	char *real = realpath(path, NULL);
	output->path = real != NULL ? real : g_strdup(path);
	if (stat(output->path, &about) == 0 && !S_ISREG(about.st_mode))
		return open(output->path, O_WRONLY | O_CLOEXEC);
	output->part = g_strconcat(output->path, ".XXXXXX", NULL);
	int fd = g_mkstemp_full(output->part, O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0)
		g_clear_pointer(&output->part, g_free);
	return fd;
}

static void
output_clear(Output *output)
{
	if (output->part != NULL)
		g_unlink(output->part);
	g_free(output->part);
	g_free(output->path);
	*output = (Output){ 0 };
}

bool
output_open(Output *output, const Cli *cli, const char *path, GError **error)
{
	*output = (Output){ .to = stdout };
	if (path == NULL || g_str_equal(path, "-"))
		return true;
	if (!output_may_be(cli, path, -1, error))
		return false;
	int fd = open_at(output, path);
	output->to = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (output->to != NULL)
		return true;
	cannot_write(path, error);
	output_clear(output);
	return false;
}

bool
output_close(Output *output, bool keep, GError **error)
{
	bool ok = !ferror(output->to) && fflush(output->to) == 0;
	if (output->to != stdout)
		ok = fclose(output->to) == 0 && ok;
	if (ok && keep && output->part != NULL) {
		ok = g_rename(output->part, output->path) == 0;
		if (ok)
			g_clear_pointer(&output->part, g_free);
	}
	if (keep && !ok)
		cannot_write(output->path, error);
	output_clear(output);
	return ok || !keep;
}
