/* Mails beyond their records: which are known, which belong to one thread, and the bytes as they came. */
#include "edit.h"

#define ZLIB_CONST
#include <zlib.h>

#define THREAD_MAX 1000 /* mails of one thread that are looked at */
#define RAW_MAX (1024 * 1024 * 1024)

/* -- known -- */
GArray *
dc_ledger_mails_like(DcLedger *ledger, const char *message_id, const char *digest, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	DbQuery *query = db_query(ledger, QUERY_MAILS_LIKE);
	db_bind_text(query, ":message_id", message_id);
	db_bind_text(query, ":digest", digest);
	return db_numbers(ledger, query, ids, error) ? g_steal_pointer(&ids) : NULL;
}

bool
dc_ledger_mail_seen(DcLedger *ledger, const char *source, bool *seen, GError **error)
{
	gint64 found;
	DbQuery *query = db_query(ledger, QUERY_MAIL_KNOWN);
	db_bind_text(query, ":source", source);
	if (!db_number(ledger, query, 0, &found, error))
		return false;
	*seen = found > 0;
	return true;
}

static bool
write_seen(DcLedger *ledger, gpointer data, GError **error)
{
	const GPtrArray *sources = data;
	for (guint i = 0; i < sources->len; i++) {
		DbQuery *query = db_query(ledger, QUERY_MAIL_SEEN_ADD);
		db_bind_text(query, ":source", g_ptr_array_index(sources, i));
		if (!db_run(ledger, query, error))
			return false;
	}
	return true;
}

bool
dc_ledger_mails_saw(DcLedger *ledger, GPtrArray *sources, GError **error)
{
	return sources->len == 0 || db_transaction(ledger, write_seen, sources, error);
}

/* -- threads -- */
static bool
root_of(DcLedger *ledger, const char *id, gint64 *root, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_THREAD_ROOT);
	db_bind_text(query, ":id", id);
	return db_number(ledger, query, 0, root, error);
}

/* Puts `id` into the thread of `root`, with all that is in its own. */
static bool
join(DcLedger *ledger, const char *id, gint64 root, GError **error)
{
	gint64 other;
	if (!root_of(ledger, id, &other, error))
		return false;
	if (other == root)
		return true;
	DbQuery *query = db_query(ledger, other == 0 ? QUERY_THREAD_JOIN : QUERY_THREAD_MERGE);
	db_bind_number(query, ":root", root);
	if (other == 0)
		db_bind_text(query, ":id", id);
	else
		db_bind_number(query, ":other", other);
	return db_run(ledger, query, error);
}

bool
thread_add(DcLedger *ledger, const DcMailRow *mail, GError **error)
{
	if (mail->refs == NULL) /* it stands in the thread of whoever refers to it */
		return true;
	g_autofree char *own = mail->message_id != NULL ? g_strdup(mail->message_id) : g_strdup_printf("#%" G_GINT64_FORMAT, mail->id);
	g_auto(GStrv) refs = g_strsplit(mail->refs, " ", -1);
	gint64 root;
	if (!root_of(ledger, own, &root, error))
		return false;
	root = root != 0 ? root : mail->id;
	bool ok = join(ledger, own, root, error);
	for (guint i = 0; ok && refs[i] != NULL; i++)
		ok = *refs[i] == '\0' || join(ledger, refs[i], root, error);
	return ok;
}

bool
thread_rebuild(DcLedger *ledger, GError **error)
{
	g_autoptr(GArray) ids = record_ids(ledger, DC_ENTITY_MAIL, error);
	bool ok = ids != NULL && db_run(ledger, db_query(ledger, QUERY_THREAD_DROP), error);
	for (guint i = 0; ok && i < ids->len; i++) {
		DcMailRow *mail = record_read(ledger, DC_ENTITY_MAIL, g_array_index(ids, gint64, i), error);
		ok = mail != NULL && thread_add(ledger, mail, error);
		dc_mail_row_free(mail);
	}
	return ok;
}

GArray *
dc_ledger_thread(DcLedger *ledger, const char *message_id, GError **error)
{
	gint64 root;
	if (!root_of(ledger, message_id, &root, error))
		return NULL;
	if (root == 0)
		return dc_ledger_mails_like(ledger, message_id, NULL, error);
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	DbQuery *query = db_query(ledger, QUERY_THREAD_MAILS);
	db_bind_number(query, ":root", root);
	db_bind_number(query, ":n", THREAD_MAX);
	return db_numbers(ledger, query, ids, error) ? g_steal_pointer(&ids) : NULL;
}

/* -- raw bytes -- */
void
change_raw_free(gpointer data)
{
	ChangeRaw *raw = data;
	g_free(raw->bytes);
	g_free(raw);
}

/* As compress2(), but with tables no larger than the mail: a mail of a few kilobytes would cost a quarter of a megabyte to be cleared. */
static void
pack(ChangeRaw *raw, const guint8 *from, gsize size)
{
	int bits = CLAMP((int)g_bit_storage(size), 9, MAX_WBITS);
	z_stream stream = { .next_in = from, .avail_in = (uInt)size };
	if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, bits, bits - 7, Z_DEFAULT_STRATEGY) != Z_OK)
		g_error("zlib has no memory");
	raw->n_bytes = deflateBound(&stream, size);
	raw->bytes = g_malloc(raw->n_bytes);
	stream.next_out = raw->bytes;
	stream.avail_out = (uInt)raw->n_bytes;
	if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
		g_error("zlib needs more than it said");
	raw->n_bytes = stream.total_out;
	raw->bytes = g_realloc(raw->bytes, raw->n_bytes);
	deflateEnd(&stream);
}

void
dc_change_raw(DcChange *change, gint64 mail, GBytes *bytes)
{
	gsize size;
	const guint8 *from = g_bytes_get_data(bytes, &size);
	ChangeRaw *raw = g_new0(ChangeRaw, 1);
	raw->mail = mail;
	raw->size = (gint64)size;
	pack(raw, from, size);
	g_ptr_array_add(change->raws, raw);
}

bool
change_write_raws(DcLedger *ledger, const DcChange *change, GError **error)
{
	for (guint i = 0; i < change->raws->len; i++) {
		const ChangeRaw *raw = g_ptr_array_index(change->raws, i);
		DbQuery *query = db_query(ledger, QUERY_MAIL_RAW_ADD);
		db_bind_number(query, ":mail", dc_change_id(change, raw->mail));
		db_bind_number(query, ":size", raw->size);
		db_bind_blob(query, ":bytes", raw->bytes, raw->n_bytes);
		if (!db_run(ledger, query, error))
			return false;
	}
	return true;
}

static GBytes *
unpack(DcLedger *ledger, const DbQuery *query, gint64 mail, GError **error)
{
	gint64 size = db_column_number(query, 0);
	uLongf length = size >= 0 && size <= RAW_MAX ? (uLongf)size : 0;
	g_autofree Bytef *bytes = g_malloc(length + 1);
	int code = uncompress(bytes, &length, sqlite3_column_blob(query->stmt, 1), (uLong)sqlite3_column_bytes(query->stmt, 1));
	if (code == Z_OK && length == (uLongf)size)
		return g_bytes_new_take(g_steal_pointer(&bytes), length);
	db_set_damaged(ledger, error, "mail_raw %" G_GINT64_FORMAT, mail);
	return NULL;
}

GBytes *
dc_ledger_raw(DcLedger *ledger, gint64 mail, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_MAIL_RAW_READ);
	db_bind_number(query, ":mail", mail);
	if (db_step(ledger, query, error) != 1)
		return NULL;
	GBytes *bytes = unpack(ledger, query, mail, error);
	db_leave(query);
	return bytes;
}
