/* A Maildir with its Maildir++ folders, and a plain folder of .eml files: one mail a file. See box.h. */
#include "box.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PORTION 512 /* mails of which it is asked at once whether they are known */

typedef struct { /* a file that is to be read; what it is called stands in List.names */
	guint folder, name, base_length; /* base: without the flags, which change */
	gint64 size;
	struct timespec written;
} Entry;

/* What a walk will read. A hundred thousand names must be in memory to be put in order, so they are kept close together. */
typedef struct {
	Box *box;
	GPtrArray *folders; /* of char *: the Maildir (or folder) of an entry, absolute */
	GArray *entries;    /* of Entry */
	GString *names;     /* `cur/NAME` (or `NAME`), each ended by NUL */
	bool flags;         /* names carry flags */
} List;

/* -- names -- */
/* The length of a name without the flags at its end: `1774915500.M1P2.host:2,S`. */
static gsize
base_length(const List *list, const char *name)
{
	if (!list->flags)
		return strlen(name);
	const char *slash = strchr(name, '/');
	const char *base = slash != NULL ? slash + 1 : name;
	const char *flags[] = { strchr(base, ':'), strstr(base, ";2,"), strstr(base, "!2,") };
	gsize length = strlen(name);
	for (gsize i = 0; i < G_N_ELEMENTS(flags); i++) {
		if (flags[i] != NULL)
			length = MIN(length, (gsize)(flags[i] - name));
	}
	return length;
}

static const char *
entry_name(const List *list, const Entry *entry)
{
	return list->names->str + entry->name;
}

/* The name that stays the same when the mail moves from new to cur. */
static const char *
entry_base(const List *list, const Entry *entry, int *length)
{
	const char *name = entry_name(list, entry);
	gsize skip = list->flags ? 4 : 0; /* "new/", "cur/" */
	*length = (int)(entry->base_length - skip);
	return name + skip;
}

static char *
entry_key(const List *list, const Entry *entry)
{
	int length;
	const char *base = entry_base(list, entry, &length);
	g_autofree char *key = g_strdup_printf("%s/%.*s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", (const char *)g_ptr_array_index(list->folders, entry->folder),
					       length, base, entry->size, (gint64)entry->written.tv_sec, entry->written.tv_nsec);
	return dc_text_valid(key, -1);
}

/* -- listing -- */
static void
list_add(List *list, guint folder, const char *sub, const char *name, int fd)
{
	struct stat is;
	if (fstatat(fd, name, &is, 0) != 0 || !S_ISREG(is.st_mode))
		return;
	Entry entry = { .folder = folder, .name = (guint)list->names->len, .size = is.st_size, .written = is.st_mtim };
	g_string_append_printf(list->names, "%s%s", sub, name);
	entry.base_length = (guint)base_length(list, list->names->str + entry.name);
	g_string_append_c(list->names, '\0');
	g_array_append_val(list->entries, entry);
}

/* Adds the files of a folder, `sub` ("cur/", "new/", "") below it, whose names end with `suffix`. `n_others` counts what else is there. */
static bool
list_folder(List *list, guint folder, const char *sub, const char *suffix, guint *n_others)
{
	g_autofree char *path = g_build_filename(g_ptr_array_index(list->folders, folder), sub, NULL);
	DIR *dir = opendir(path);
	if (dir == NULL)
		return false;
	for (struct dirent *is; (is = readdir(dir)) != NULL;) {
		gsize n = strlen(is->d_name);
		if (is->d_name[0] == '.')
			continue;
		if (n > strlen(suffix) && g_ascii_strcasecmp(is->d_name + n - strlen(suffix), suffix) == 0)
			list_add(list, folder, sub, is->d_name, dirfd(dir));
		else
			(*n_others)++;
	}
	closedir(dir);
	return true;
}

static int
compare_entries(gconstpointer a, gconstpointer b, gpointer data)
{
	const List *list = data;
	const Entry *x = a, *y = b;
	int n, m;
	const char *s = entry_base(list, x, &n), *t = entry_base(list, y, &m);
	int order = memcmp(s, t, (gsize)MIN(n, m));
	if (order == 0)
		order = n - m;
	if (order == 0)
		order = (x->folder > y->folder) - (x->folder < y->folder);
	return order != 0 ? order : -strcmp(entry_name(list, x), entry_name(list, y)); /* new before cur */
}

/* Takes those that are known out of the entries [from, to) and moves the others down to `kept`. Returns where they end. */
static guint
keep_unknown(List *list, guint from, guint to, guint kept)
{
	char *keys[PORTION] = { NULL };
	bool known[PORTION] = { false };
	for (guint i = from; i < to; i++)
		keys[i - from] = entry_key(list, &g_array_index(list->entries, Entry, i));
	box_knows_of(list->box, (const char *const *)keys, to - from, known);
	for (guint i = from; i < to; i++) {
		g_free(keys[i - from]);
		if (!known[i - from])
			g_array_index(list->entries, Entry, kept++) = g_array_index(list->entries, Entry, i);
	}
	return kept;
}

/* Those of one folder, from `first` on, that are known are left out. They are asked for in the order of their names: so whoever knows
 * a hundred thousand of them finds each beside the one before. */
static void
drop_known(List *list, guint first)
{
	guint n = list->entries->len, kept = first;
	g_qsort_with_data(&g_array_index(list->entries, Entry, 0) + first, (int)(n - first), sizeof(Entry), compare_entries, list);
	for (guint i = first; i < n; i += PORTION)
		kept = keep_unknown(list, i, MIN(i + PORTION, n), kept);
	g_array_set_size(list->entries, kept);
}

static bool
same_mail(const List *list, const Entry *x, const Entry *y)
{
	int n, m;
	const char *s = entry_base(list, x, &n), *t = entry_base(list, y, &m);
	return list->flags && x->folder == y->folder && n == m && memcmp(s, t, (gsize)n) == 0;
}

/* -- reading -- */
/* Somebody has read the mail meanwhile and it is in cur now, or has other flags. */
static int
open_moved(const List *list, const Entry *entry)
{
	g_autofree char *path = g_build_filename(g_ptr_array_index(list->folders, entry->folder), "cur", NULL);
	DIR *dir = list->flags ? opendir(path) : NULL;
	if (dir == NULL)
		return -1;
	int length, fd = -1;
	const char *base = entry_base(list, entry, &length);
	for (struct dirent *is; fd < 0 && (is = readdir(dir)) != NULL;) {
		if (strncmp(is->d_name, base, (gsize)length) == 0 && strchr(":;!", is->d_name[length]) != NULL)
			fd = openat(dirfd(dir), is->d_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	}
	closedir(dir);
	return fd;
}

static bool
read_entry(List *list, const Entry *entry, GError **error)
{
	g_autofree char *path = g_build_filename(g_ptr_array_index(list->folders, entry->folder), entry_name(list, entry), NULL);
	g_autofree char *place = dc_text_valid(path, -1);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT) {
		fd = open_moved(list, entry);
		if (fd < 0) /* deleted: it is no longer in the box */
			return true;
	}
	struct stat is;
	if (fd < 0 || fstat(fd, &is) != 0 || !S_ISREG(is.st_mode)) {
		g_autofree char *why = g_strdup_printf(_("it cannot be read: %s"), g_strerror(errno));
		box_broken(list->box, place, why);
		if (fd >= 0)
			close(fd);
		return true;
	}
	const Entry now = { entry->folder, entry->name, entry->base_length, is.st_size, is.st_mtim };
	g_autofree char *key = entry_key(list, &now);
	bool on = box_take(list->box, fd, 0, is.st_size, place, key, false, error);
	close(fd);
	return on;
}

static bool
read_list(List *list, GError **error)
{
	g_array_sort_with_data(list->entries, compare_entries, list);
	list->box->total = list->entries->len;
	for (guint i = 0; i < list->entries->len; i++) {
		const Entry *entry = &g_array_index(list->entries, Entry, i);
		bool twice = i + 1 < list->entries->len && same_mail(list, entry, entry + 1); /* it moved while the box was listed */
		if (!twice && !read_entry(list, entry, error))
			return false;
		if (!box_progress(list->box, i + 1))
			return false;
	}
	return true;
}

static List
list_new(Box *box, bool flags)
{
	return (List){
		.box = box,
		.folders = g_ptr_array_new_with_free_func(g_free),
		.entries = g_array_new(FALSE, FALSE, sizeof(Entry)),
		.names = g_string_new(NULL),
		.flags = flags,
	};
}

static void
list_clear(List *list)
{
	g_ptr_array_unref(list->folders);
	g_array_unref(list->entries);
	g_string_free(list->names, TRUE);
}

static bool
unreadable(const char *path, GError **error)
{
	g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("%s cannot be read: %s"), path, g_strerror(errno));
	return false;
}

/* -- the boxes -- */
static bool
holds(const char *path, const char *name)
{
	g_autofree char *sub = g_build_filename(path, name, NULL);
	return g_file_test(sub, G_FILE_TEST_IS_DIR);
}

bool
maildir_is(const char *path)
{
	return holds(path, "cur") || holds(path, "new");
}

/* new before cur: what moves between the two while they are listed is seen twice rather than never. */
static bool
list_maildir(List *list, const char *path)
{
	guint folder = list->folders->len, first = list->entries->len, ignored = 0;
	g_ptr_array_add(list->folders, g_strdup(path));
	bool has_new = list_folder(list, folder, "new/", "", &ignored);
	int why = errno;
	bool has_cur = list_folder(list, folder, "cur/", "", &ignored);
	if (!has_new && why == EACCES)
		errno = why;
	if (!has_new && !has_cur)
		return false;
	drop_known(list, first);
	return true;
}

static bool
list_subfolders(List *list, const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	if (dir == NULL)
		return false;
	for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
		g_autofree char *sub = g_build_filename(path, name, NULL);
		if (name[0] != '.' || !maildir_is(sub) || list_maildir(list, sub))
			continue;
		g_autofree char *place = dc_text_valid(sub, -1);
		box_broken(list->box, place, g_strerror(errno));
	}
	g_dir_close(dir);
	return true;
}

bool
maildir_walk(Box *box, const char *path, GError **error)
{
	List list = list_new(box, true);
	bool ok = list_maildir(&list, path) && list_subfolders(&list, path) ? read_list(&list, error) : unreadable(path, error);
	list_clear(&list);
	return ok;
}

bool
folder_walk(Box *box, const char *path, GError **error)
{
	List list = list_new(box, false);
	guint n_others = 0;
	g_ptr_array_add(list.folders, g_strdup(path));
	bool ok = list_folder(&list, 0, "", ".eml", &n_others);
	if (ok)
		drop_known(&list, 0);
	if (!ok) {
		unreadable(path, error);
	} else if (list.entries->len == 0 && box->counts->n_known == 0 && n_others > 0) {
		ok = false;
		g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("%s holds no mail: it is no Maildir (cur, new) and has no .eml files"), path);
	} else {
		ok = read_list(&list, error);
	}
	list_clear(&list);
	return ok;
}
