/* The power goes: of what was written since the last sync any part may be on the disk, or none. What was acknowledged is there afterwards,
 * and the ledger is well. A VFS between SQLite and the real one remembers, for each file, what is durable and what is only written. */
#include "../support/place.h"

#include <sqlite3.h>
#include <string.h>

#define N_CUTS 100
#define SECTOR 512

/* -- what the disk holds -- */
typedef struct { /* one write (or a truncation, without bytes) that no sync has followed yet */
	sqlite3_int64 offset;
	GBytes *bytes; /* NULL: the file ends at `offset` */
} Pending;

typedef struct {
	GByteArray *durable;
	GArray *pending; /* of Pending */
} Image;

static GHashTable *images; /* path -> Image; of the files that exist */
static int ops_left = -1;  /* the cut comes when this many writes, syncs and deletions have happened */
static char *cut_folder;   /* where the disk is laid out as the cut leaves it */
static guint n_acknowledged, n_acknowledged_at_cut;

static void
pending_clear(gpointer data)
{
	g_clear_pointer(&((Pending *)data)->bytes, g_bytes_unref);
}

static void
image_free(gpointer data)
{
	Image *image = data;
	g_byte_array_unref(image->durable);
	g_array_unref(image->pending);
	g_free(image);
}

static Image *
image_of(const char *path)
{
	Image *image = g_hash_table_lookup(images, path);
	if (image != NULL)
		return image;
	g_autoptr(GBytes) bytes = place_bytes(path);
	image = g_new0(Image, 1);
	image->durable = g_byte_array_new();
	if (bytes != NULL)
		g_byte_array_append(image->durable, g_bytes_get_data(bytes, NULL), (guint)g_bytes_get_size(bytes));
	image->pending = g_array_new(FALSE, FALSE, sizeof(Pending));
	g_array_set_clear_func(image->pending, pending_clear);
	g_hash_table_insert(images, g_strdup(path), image);
	return image;
}

static void
set_size(GByteArray *bytes, gsize size)
{
	guint old = bytes->len;
	g_byte_array_set_size(bytes, (guint)size);
	if (size > old)
		memset(bytes->data + old, 0, size - old);
}

/* The first `length` bytes of it reach the disk. */
static void
land(GByteArray *disk, const Pending *pending, gsize length)
{
	if (pending->bytes == NULL) {
		set_size(disk, (gsize)pending->offset);
		return;
	}
	gsize end = (gsize)pending->offset + length;
	if (end > disk->len)
		set_size(disk, end);
	memcpy(disk->data + pending->offset, g_bytes_get_data(pending->bytes, NULL), length);
}

/* Every write lands or does not, or as far as some sector; in no order that one could rely on but this: what is written twice. */
static void
lay_out(const char *path, const Image *image)
{
	g_autoptr(GByteArray) disk = g_byte_array_new();
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *to = g_build_filename(cut_folder, name, NULL);
	int mood = g_test_rand_int_range(0, 4); /* nothing, everything, or some of it */
	g_byte_array_append(disk, image->durable->data, image->durable->len);
	for (guint i = 0; i < image->pending->len && mood > 0; i++) {
		const Pending *pending = &g_array_index(image->pending, Pending, i);
		gsize length = pending->bytes != NULL ? g_bytes_get_size(pending->bytes) : 0;
		if (mood > 1 && g_test_rand_bit())
			continue;
		if (mood > 2 && length > SECTOR && g_test_rand_bit())
			length = (gsize)g_test_rand_int_range(1, (gint32)(length / SECTOR)) * SECTOR;
		land(disk, pending, length);
	}
	g_assert_true(g_file_set_contents(to, (const char *)disk->data, (gssize)disk->len, NULL));
}

static void
cut(void)
{
	GHashTableIter iter;
	gpointer path, image;
	n_acknowledged_at_cut = n_acknowledged;
	g_hash_table_iter_init(&iter, images);
	while (g_hash_table_iter_next(&iter, &path, &image))
		lay_out(path, image);
}

/* Before each thing that reaches the disk. */
static void
count_op(void)
{
	if (ops_left >= 0 && ops_left-- == 0)
		cut();
}

/* -- the VFS -- */
typedef struct {
	sqlite3_file base;
	Image *image;
	sqlite3_file real[]; /* of real_vfs->szOsFile bytes */
} Shim;

static sqlite3_vfs *real_vfs;

static sqlite3_file *
real_of(sqlite3_file *file)
{
	return ((Shim *)file)->real;
}

static int
shim_close(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int
shim_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 offset)
{
	return real_of(file)->pMethods->xRead(real_of(file), bytes, n, offset);
}

static int
shim_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 offset)
{
	Pending pending = { .offset = offset, .bytes = g_bytes_new(bytes, (gsize)n) };
	count_op();
	g_array_append_val(((Shim *)file)->image->pending, pending);
	return real_of(file)->pMethods->xWrite(real_of(file), bytes, n, offset);
}

static int
shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	Pending pending = { .offset = size };
	count_op();
	g_array_append_val(((Shim *)file)->image->pending, pending);
	return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int
shim_sync(sqlite3_file *file, int flags)
{
	Image *image = ((Shim *)file)->image;
	count_op();
	for (guint i = 0; i < image->pending->len; i++) {
		const Pending *pending = &g_array_index(image->pending, Pending, i);
		land(image->durable, pending, pending->bytes != NULL ? g_bytes_get_size(pending->bytes) : 0);
	}
	g_array_set_size(image->pending, 0);
	return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int
shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int
shim_lock(sqlite3_file *file, int lock)
{
	return real_of(file)->pMethods->xLock(real_of(file), lock);
}

static int
shim_unlock(sqlite3_file *file, int lock)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int
shim_reserved(sqlite3_file *file, int *reserved)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), reserved);
}

static int
shim_control(sqlite3_file *file, int what, void *data)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), what, data);
}

static int
shim_sector(sqlite3_file *file)
{
	(void)file;
	return SECTOR;
}

static int
shim_device(sqlite3_file *file)
{
	(void)file;
	return 0; /* the disk promises nothing: neither that a sector is written whole nor in which order */
}

static int
shim_map(sqlite3_file *file, int page, int size, int extend, void volatile **map)
{
	return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, map);
}

static int
shim_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void
shim_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int
shim_unmap(sqlite3_file *file, int delete)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static const sqlite3_io_methods shim_methods = {
	.iVersion = 2,
	.xClose = shim_close,
	.xRead = shim_read,
	.xWrite = shim_write,
	.xTruncate = shim_truncate,
	.xSync = shim_sync,
	.xFileSize = shim_size,
	.xLock = shim_lock,
	.xUnlock = shim_unlock,
	.xCheckReservedLock = shim_reserved,
	.xFileControl = shim_control,
	.xSectorSize = shim_sector,
	.xDeviceCharacteristics = shim_device,
	.xShmMap = shim_map,
	.xShmLock = shim_shm_lock,
	.xShmBarrier = shim_barrier,
	.xShmUnmap = shim_unmap,
};

static int
shim_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
	(void)vfs;
	int code = real_vfs->xOpen(real_vfs, path, real_of(file), flags, out_flags);
	file->pMethods = code == SQLITE_OK ? &shim_methods : NULL;
	if (code == SQLITE_OK)
		((Shim *)file)->image = image_of(path != NULL ? path : "");
	return code;
}

static int
shim_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	(void)vfs;
	count_op();
	g_hash_table_remove(images, path);
	return real_vfs->xDelete(real_vfs, path, sync_folder);
}

static void
put_between(void)
{
	static sqlite3_vfs shim;
	images = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, image_free);
	real_vfs = sqlite3_vfs_find(NULL);
	shim = *real_vfs;
	shim.zName = "shim";
	shim.pNext = NULL;
	shim.szOsFile = (int)sizeof(Shim) + real_vfs->szOsFile;
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	g_assert_cmpint(sqlite3_vfs_register(&shim, 1), ==, SQLITE_OK);
}

/* -- the work, and what is left of it -- */
static DcTicketNo acknowledged[1000];

static void
work(Place *place)
{
	place_begin(place);
	dc_ledger_set_judge(place->ledger, place_judge, "rules", NULL);
	for (int i = 0; i < 25; i++) {
		g_autofree char *title = g_strdup_printf("call %d", i);
		acknowledged[n_acknowledged] = place_call(place->ledger, title, NULL);
		g_assert_cmpint(acknowledged[n_acknowledged], >, 0);
		n_acknowledged++;
		if (i % 5 == 0)
			dc_ledger_idle(place->ledger);
		if (i % 8 == 7)
			place_reopen(place);
	}
	place_end(place);
}

static void
assert_left(void)
{
	Place left = { .folder = g_strdup(cut_folder), .path = g_build_filename(cut_folder, "ledger.db", NULL) };
	place_reopen(&left);
	for (guint i = 0; i < n_acknowledged_at_cut; i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(DcTicket) ticket = dc_ledger_ticket(left.ledger, acknowledged[i], &error);
		g_autofree char *title = g_strdup_printf("call %u", i);
		g_assert_no_error(error);
		g_assert_cmpstr(ticket->title, ==, title);
	}
	place_assert_well(&left);
	g_assert_cmpint(place_call(left.ledger, "after it", NULL), >=, (gint64)n_acknowledged_at_cut + 1);
	place_end(&left);
}

static void
play(int at_op)
{
	Place place;
	cut_folder = place_folder();
	n_acknowledged = 0;
	n_acknowledged_at_cut = 0;
	ops_left = at_op;
	work(&place);
	bool was_cut = ops_left < 0;
	ops_left = -1;
	g_hash_table_remove_all(images);
	if (was_cut)
		assert_left();
	else
		place_remove(cut_folder);
	g_hash_table_remove_all(images);
	g_clear_pointer(&cut_folder, g_free);
}

static void
test_power_cuts(void)
{
	/* How many things reach the disk in all. */
	ops_left = G_MAXINT;
	Place place;
	cut_folder = NULL;
	work(&place);
	int n_ops = G_MAXINT - ops_left;
	g_hash_table_remove_all(images);
	g_assert_cmpint(n_ops, >, 100);
	/* The beginning, where the file is made, at every op; then at random. */
	for (int i = 0; i < 60; i++)
		play(i);
	for (int i = 60; i < N_CUTS; i++)
		play(g_test_rand_int_range(60, n_ops));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	sqlite3_initialize();
	put_between();
	g_test_add_func("/faults/powercut/power-cuts", test_power_cuts);
	int status = g_test_run();
	g_hash_table_unref(images);
	return status;
}
