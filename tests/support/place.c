/* A ledger in a folder of its own, for tests. */
#include "place.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* Nothing waits for the disk here. They stand before libc's for libsqlite3 too; what a disk keeps, tests/faults/powercut_test.c plays. */
int place_sync_fails;

static int
no_sync(void)
{
	errno = place_sync_fails;
	return errno != 0 ? -1 : 0;
}

int
fdatasync(int fd)
{
	(void)fd;
	return no_sync();
}

int
fsync(int fd)
{
	(void)fd;
	return no_sync();
}

/* -- the folder -- */
char *
place_folder(void)
{
	g_autoptr(GError) error = NULL;
	char *folder = g_dir_make_tmp("daicho-test-XXXXXX", &error);
	g_assert_no_error(error);
	return folder;
}

void
place_remove(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			place_remove(path);
		else
			(void)g_unlink(path);
	}
	(void)g_rmdir(folder);
}

GBytes *
place_bytes(const char *path)
{
	char *bytes;
	gsize length;
	return g_file_get_contents(path, &bytes, &length, NULL) ? g_bytes_new_take(bytes, length) : NULL;
}

/* -- the ledger -- */
void
place_begin(Place *place)
{
	place->folder = place_folder();
	place->path = g_build_filename(place->folder, "ledger.db", NULL);
	place->ledger = NULL;
	place_reopen(place);
}

void
place_reopen(Place *place)
{
	g_autoptr(GError) error = NULL;
	g_clear_pointer(&place->ledger, dc_ledger_close);
	place->ledger = dc_ledger_open(place->path, &error);
	g_assert_no_error(error);
}

void
place_end(Place *place)
{
	g_clear_pointer(&place->ledger, dc_ledger_close);
	place_remove(place->folder);
	g_clear_pointer(&place->folder, g_free);
	g_clear_pointer(&place->path, g_free);
}

/* -- from outside -- */
static sqlite3 *
outside(const Place *place)
{
	sqlite3 *db;
	g_assert_cmpint(sqlite3_open_v2(place->path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	return db;
}

void
place_sql(const Place *place, const char *sql)
{
	sqlite3 *db = outside(place);
	char *message = NULL;
	sqlite3_exec(db, sql, NULL, NULL, &message);
	g_assert_cmpstr(message, ==, NULL);
	sqlite3_close(db);
}

gpointer
place_hold(const Place *place, const char *sql)
{
	sqlite3 *db = outside(place);
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	return db;
}

void
place_release(gpointer holder)
{
	sqlite3_close(holder);
}

char *
place_sql_fails(const Place *place, const char *sql)
{
	sqlite3 *db = outside(place);
	char *message = NULL;
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, &message), !=, SQLITE_OK);
	char *said = g_strdup(message);
	sqlite3_free(message);
	sqlite3_close(db);
	return said;
}

char *
place_sql_text(const Place *place, const char *sql)
{
	sqlite3 *db = outside(place);
	sqlite3_stmt *stmt;
	g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
	char *text = sqlite3_step(stmt) == SQLITE_ROW ? g_strdup((const char *)sqlite3_column_text(stmt, 0)) : NULL;
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return text;
}

gint64
place_sql_number(const Place *place, const char *sql)
{
	g_autofree char *text = place_sql_text(place, sql);
	return text != NULL ? g_ascii_strtoll(text, NULL, 10) : DC_ABSENT;
}

/* -- records -- */
DcTicket *
place_ticket(const char *title)
{
	DcTicket *ticket = dc_ticket_new();
	ticket->kind = DC_KIND_INCIDENT;
	ticket->status = DC_STATUS_NEW;
	ticket->channel = DC_CHANNEL_PHONE;
	ticket->title = g_strdup(title);
	ticket->received_at = PLACE_NOW;
	return ticket;
}

void
place_apply(Place *place, DcChange *change)
{
	g_autoptr(GError) error = NULL;
	bool ok = dc_ledger_apply(place->ledger, change, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
}

DcTicketNo
place_log(Place *place, const char *title)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	g_autoptr(DcTicket) ticket = place_ticket(title);
	gint64 stand_in = dc_change_create(change, DC_ENTITY_TICKET, ticket);
	place_apply(place, change);
	return dc_change_id(change, stand_in);
}

DcTicketNo
place_call(DcLedger *ledger, const char *title, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, PLACE_NOW);
	g_autoptr(DcTicket) ticket = place_ticket(title);
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	g_autoptr(DcContact) contact = dc_contact_new();
	g_autoptr(DcCall) call = dc_call_new();
	text->body = g_strdup("what was said on the phone");
	contact->direction = DC_DIRECTION_IN;
	contact->at = call->start_at = PLACE_NOW;
	contact->name = g_strdup("鈴木");
	call->result = DC_CALL_LOGGED;
	contact->ticket = call->ticket = text->id = dc_change_create(change, DC_ENTITY_TICKET, ticket);
	dc_change_create(change, DC_ENTITY_TICKET_TEXT, text);
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	dc_change_create(change, DC_ENTITY_CALL, call);
	return dc_ledger_apply(ledger, change, error) ? dc_change_id(change, ticket->id) : 0;
}

/* `but`: words of a finding that is no damage here; NULL: every one is. */
static void
assert_found_nothing(Place *place, const char *but)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) findings = dc_ledger_check(place->ledger, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < findings->len; i++) {
		const char *finding = g_ptr_array_index(findings, i);
		if (but == NULL || (strstr(finding, but) == NULL && strstr(finding, "more of the same") == NULL))
			g_error("%s", finding);
	}
}

void
place_assert_well(Place *place)
{
	assert_found_nothing(place, NULL);
}

void
place_assert_whole(Place *place)
{
	assert_found_nothing(place, "stands behind one that is closed");
}

static void
set_value(Place *place, DcTicketNo no, DcField field, const DcValue *value)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(place->ledger, no, &error);
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(place->ledger, no, &error);
	g_assert_no_error(error);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_EDIT, PLACE_NOW);
	dc_change_value(change, dc_field_info(field)->entity == DC_ENTITY_TICKET ? (gconstpointer)ticket : text, field, value);
	place_apply(place, change);
}

void
place_set(Place *place, DcTicketNo no, DcField field, gint64 number)
{
	DcValue value = dc_value_number(number);
	set_value(place, no, field, &value);
}

void
place_set_text(Place *place, DcTicketNo no, DcField field, const char *text)
{
	DcValue value = dc_value_text(text);
	set_value(place, no, field, &value);
	dc_value_clear(&value);
}

/* -- at random -- */
static const char *const letters[] = { "a", "B", " ", "7", "é", "受", "注", "ェ", "ー", "㈱", "髙", "が", "🙂", "'", "\"", "%", ";", "\\", "`", "-- " };

static char *
random_text(const DcFieldInfo *info)
{
	int limit = info->limit > 0 ? info->limit : 5000;
	int length = g_test_rand_int_range(0, 20) == 0 ? limit : g_test_rand_int_range(1, MIN(limit, 40) + 1);
	static guint count;
	/* It ends in a number of its own, for some names are there once only; so it is never only white space either. */
	g_autofree char *end = g_strdup_printf("%x", ++count);
	GString *text = g_string_new(NULL);
	/* Of at most three characters each, so that the limit holds. */
	for (int n = (int)strlen(end); n + 3 <= length; n++)
		g_string_append(text, letters[g_test_rand_int_range(0, G_N_ELEMENTS(letters) - 1)]);
	if (info->type == DC_FIELD_TYPE_LINES && text->len > 0 && g_test_rand_int_range(0, 3) == 0)
		g_string_append(text, "\n");
	g_string_append(text, end);
	return g_string_free(text, FALSE);
}

static gint64
random_number(DcField field, gint64 max_ref)
{
	const DcFieldInfo *info = dc_field_info(field);
	switch (info->type) {
	case DC_FIELD_TYPE_INT:
		return g_test_rand_int_range(field == DC_FIELD_EST_MIN ? 5 : 1, info->limit + 1);
	case DC_FIELD_TYPE_TIME:
		return g_test_rand_int_range(0, 10) == 0 ? 0 : PLACE_NOW + g_test_rand_int_range(-400 * 86400, 400 * 86400);
	case DC_FIELD_TYPE_BOOL:
		return g_test_rand_int_range(0, 2);
	case DC_FIELD_TYPE_REF:
		return max_ref > 0 ? g_test_rand_int_range(1, (gint32)max_ref + 1) : DC_ABSENT;
	case DC_FIELD_TYPE_WORD:
		return g_test_rand_int_range(1, dc_words_count(info->words) + 1);
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		break;
	}
	g_assert_not_reached();
}

DcValue
place_random_value(DcField field, gint64 max_ref)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (info->type != DC_FIELD_TYPE_TEXT && info->type != DC_FIELD_TYPE_LINES)
		return dc_value_number(random_number(field, max_ref));
	g_autofree char *text = random_text(info);
	return dc_value_text(text);
}

gpointer
place_random_record(DcEntity entity, gint64 max_ref)
{
	gpointer record = dc_record_new(entity);
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcValue value = place_random_value(first + (DcField)i, max_ref);
		dc_record_set(record, first + (DcField)i, &value);
		dc_value_clear(&value);
	}
	return record;
}

/* -- comparing -- */
static char *
value_text(const DcValue *value)
{
	if (value->is_text)
		return value->text != NULL ? g_strescape(value->text, "") : g_strdup("-");
	return value->number == DC_ABSENT ? g_strdup("-") : g_strdup_printf("%" G_GINT64_FORMAT, value->number);
}

static void
append_record(GString *text, DcEntity entity, gconstpointer record)
{
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcValue value = dc_record_get(record, first + (DcField)i);
		g_autofree char *shown = value_text(&value);
		if (!g_str_equal(shown, "-"))
			g_string_append_printf(text, " %s=%s", dc_field_info(first + (DcField)i)->name, shown);
	}
	g_string_append(text, "\n");
}

void
place_assert_same(DcEntity entity, gconstpointer a, gconstpointer b)
{
	g_autoptr(GString) one = g_string_new(NULL), other = g_string_new(NULL);
	append_record(one, entity, a);
	append_record(other, entity, b);
	g_assert_cmpstr(one->str, ==, other->str);
}

static void
append_entity(Place *place, GString *text, DcEntity entity, gint64 last_id)
{
	for (gint64 id = 1; id <= last_id; id++) {
		g_autoptr(GError) error = NULL;
		gpointer record = dc_ledger_read(place->ledger, entity, id, &error);
		g_assert_no_error(error);
		if (record == NULL)
			continue;
		g_string_append_printf(text, "%s %" G_GINT64_FORMAT, dc_entity_table(entity), id);
		append_record(text, entity, record);
		dc_record_free(entity, record);
	}
}

char *
place_dump(Place *place)
{
	g_autoptr(GString) sql = g_string_new("SELECT ''");
	GString *text = g_string_new(NULL);
	for (int entity = 0; entity < DC_N_ENTITIES; entity++)
		g_string_append_printf(sql, " || ' ' || (SELECT coalesce(max(id), 0) FROM %s)", dc_entity_table((DcEntity)entity));
	g_autofree char *ids = place_sql_text(place, sql->str);
	char *rest = ids;
	for (int entity = 0; entity < DC_N_ENTITIES; entity++)
		append_entity(place, text, (DcEntity)entity, g_ascii_strtoll(rest, &rest, 10));
	return g_string_free(text, FALSE);
}

/* -- the judge -- */
static void
put_number(DcRank *rank, guint64 number, gsize n_bytes)
{
	for (gsize i = 0; i < n_bytes; i++)
		rank->key[rank->key_len++] = (guint8)(number >> (8 * (n_bytes - 1 - i)));
}

void
place_judge(const DcTicket *ticket, const DcGroup *group, DcInstant now, gpointer data, DcRank *rank)
{
	bool asleep = ticket->due_at != DC_ABSENT && ticket->due_at > now;
	if (data != NULL)
		++*(guint *)data;
	*rank = (DcRank){ .until = asleep ? ticket->due_at : DC_NEVER };
	if (!dc_status_is_open(ticket->status))
		return;
	rank->band = asleep ? 5 : ticket->override == DC_ABSENT ? 0 : (int)ticket->override - 1;
	rank->est_min = ticket->est_min == DC_ABSENT ? 30 : (int)ticket->est_min;
	put_number(rank, (guint64)rank->band, 1);
	put_number(rank, (guint64)(99999 - (ticket->affected == DC_ABSENT ? 0 : ticket->affected)), 4);
	put_number(rank, (guint64)(1000 - group->n_callers), 4);
	put_number(rank, (guint64)ticket->id, 8);
}
