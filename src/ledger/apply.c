/* The one way in: a change is checked, written with its history, and what it touched is rated again, all in one transaction. */
#include "edit.h"

#include <daicho/lang.h>

typedef struct { /* the records a change is working on, each read once and written once */
	DcLedger *ledger;
	DcChange *change;
	gint64 id;            /* the change's own */
	GHashTable *records;  /* "entity:id" -> Working */
	GPtrArray *order;     /* the same, in the order in which they were first touched */
	GHashTable *touched;  /* numbers of tickets to rate again */
} Applying;

typedef struct {
	DcEntity entity;
	gpointer record;
	bool dirty;
} Working;

static void
working_free(gpointer data)
{
	Working *working = data;
	dc_record_free(working->entity, working->record);
	g_free(working);
}

static void
touch(Applying *applying, gint64 no)
{
	if (no > 0)
		g_hash_table_add(applying->touched, g_memdup2(&no, sizeof no));
}

static Working *
work_on(Applying *applying, DcEntity entity, gpointer record)
{
	Working *working = g_new0(Working, 1);
	*working = (Working){ .entity = entity, .record = record };
	g_hash_table_insert(applying->records, g_strdup_printf("%d:%" G_GINT64_FORMAT, (int)entity, record_id(record)), working);
	g_ptr_array_add(applying->order, working);
	return working;
}

/* The record an edit is about; a text that was never written begins empty. */
static Working *
find_record(Applying *applying, DcEntity entity, gint64 id, GError **error)
{
	g_autofree char *key = g_strdup_printf("%d:%" G_GINT64_FORMAT, (int)entity, id);
	Working *working = g_hash_table_lookup(applying->records, key);
	if (working != NULL)
		return working;
	GError *failed = NULL;
	gpointer record = record_read(applying->ledger, entity, id, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return NULL;
	}
	if (record == NULL && entity_is_side(entity)) {
		record = dc_record_new(entity);
		record_head(record)->id = id;
	}
	if (record == NULL) {
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("there is no %s %" G_GINT64_FORMAT " in the ledger; nothing was changed"),
		            dc_entity_table(entity), id);
		return NULL;
	}
	return work_on(applying, entity, record);
}

static gint64
real_id(Applying *applying, gint64 id)
{
	return id < 0 && id != DC_ABSENT ? dc_change_id(applying->change, id) : id;
}

static DcValue
real_value(Applying *applying, DcField field, const DcValue *value)
{
	if (dc_field_info(field)->type == DC_FIELD_TYPE_REF)
		return dc_value_number(real_id(applying, value->number));
	return dc_value_copy(value);
}

static bool
write_event(Applying *applying, const Working *working, const char *field, const DcValue *old, const DcValue *new, GError **error)
{
	DcTicketNo no = record_ticket(working->entity, working->record);
	sqlite3_stmt *stmt = db_query(applying->ledger, QUERY_EVENT_ADD);
	db_bind_number(stmt, ":change", applying->id);
	db_bind_text(stmt, ":entity", dc_entity_table(working->entity));
	db_bind_number(stmt, ":row", record_id(working->record));
	db_bind_text(stmt, ":field", field);
	db_bind_value(stmt, ":old", old);
	db_bind_value(stmt, ":new", new);
	db_bind_number(stmt, ":ticket", no > 0 ? no : DC_ABSENT);
	touch(applying, no);
	return db_run(applying->ledger, stmt, error);
}

/* How a value stands in history: a word by its code, "none" as nothing. */
static DcValue
history_value(DcField field, const DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (info->type == DC_FIELD_TYPE_WORD)
		return dc_value_text(value->number > 0 ? dc_word_code(info->words, (int)value->number) : NULL);
	if (info->type == DC_FIELD_TYPE_REF && value->number == 0)
		return dc_value_number(DC_ABSENT);
	return dc_value_copy(value);
}

static bool
write_existence(Applying *applying, Working *working, bool gone, GError **error)
{
	DcValue old = dc_value_number(!gone), new = dc_value_number(gone);
	record_head(working->record)->gone = gone;
	working->dirty = true;
	if (working->entity == DC_ENTITY_TICKET)
		touch(applying, ((const DcTicket *)working->record)->parent);
	return write_event(applying, working, "gone", &old, &new, error);
}

static bool
check_record(DcEntity entity, gconstpointer record, GError **error)
{
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcValue value = dc_record_get(record, first + (DcField)i);
		if (!dc_value_check(first + (DcField)i, &value, error))
			return false;
	}
	return true;
}

static void
resolve_references(Applying *applying, DcEntity entity, gpointer record)
{
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcField field = first + (DcField)i;
		if (dc_field_info(field)->type != DC_FIELD_TYPE_REF)
			continue;
		DcValue old = dc_record_get(record, field);
		DcValue value = real_value(applying, field, &old);
		dc_record_set(record, field, &value);
	}
}

static bool
apply_creation(Applying *applying, const Edit *edit, GError **error)
{
	gint64 id = real_id(applying, edit->id);
	if (!check_record(edit->entity, edit->record, error) ||
	    (!entity_is_side(edit->entity) && !record_next_id(applying->ledger, edit->entity, &id, error)))
		return false;
	if (!entity_is_side(edit->entity))
		g_hash_table_insert(applying->change->ids, g_memdup2(&edit->id, sizeof edit->id), g_memdup2(&id, sizeof id));

	gpointer record = dc_record_copy(edit->entity, edit->record);
	record_head(record)->id = id;
	resolve_references(applying, edit->entity, record);
	Working *working = work_on(applying, edit->entity, record);
	/* The next creation of this change must see the number as taken. */
	return write_existence(applying, working, false, error) && record_write(applying->ledger, edit->entity, record, error);
}

static char *
value_words(DcField field, const DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (value->is_text)
		return g_strdup(value->text != NULL ? value->text : "-");
	if (value->number == DC_ABSENT)
		return g_strdup("-");
	if (info->type == DC_FIELD_TYPE_WORD)
		return g_strdup(value->number > 0 ? dc_word_label(info->words, (int)value->number) : "-");
	if (info->type == DC_FIELD_TYPE_TIME) {
		g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(value->number);
		return time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : g_strdup("-");
	}
	return g_strdup_printf("%" G_GINT64_FORMAT, value->number);
}

static bool
conflict(const Working *working, const Edit *edit, const DcValue *present, GError **error)
{
	g_autofree char *theirs = value_words(edit->field, present);
	g_autofree char *mine = value_words(edit->field, &edit->value);
	DcTicketNo no = record_ticket(working->entity, working->record);
	g_set_error(error, DC_ERROR, DC_ERROR_CONFLICT,
	            _("No.%" G_GINT64_FORMAT ": %s was changed meanwhile to \"%s\"; yours, \"%s\", was not written: look again, then repeat it"), no,
	            _(dc_field_info(edit->field)->label), theirs, mine);
	return false;
}

static bool
apply_field(Applying *applying, Working *working, const Edit *edit, GError **error)
{
	DcValue present = dc_record_get(working->record, edit->field);
	if (!dc_value_check(edit->field, &edit->value, error))
		return false;
	if (!dc_value_equal(&present, &edit->seen))
		return conflict(working, edit, &present, error);
	DcValue value = real_value(applying, edit->field, &edit->value);
	DcValue old = history_value(edit->field, &present), new = history_value(edit->field, &value);
	if (edit->field == DC_FIELD_PARENT) {
		touch(applying, present.number);
		touch(applying, value.number);
	}
	dc_record_set(working->record, edit->field, &value);
	working->dirty = true;
	bool ok = write_event(applying, working, dc_field_info(edit->field)->name, &old, &new, error);
	dc_value_clear(&old);
	dc_value_clear(&new);
	dc_value_clear(&value);
	return ok;
}

static bool
apply_edit(Applying *applying, const Edit *edit, GError **error)
{
	if (edit->is_creation)
		return apply_creation(applying, edit, error);
	Working *working = find_record(applying, edit->entity, real_id(applying, edit->id), error);
	if (working == NULL)
		return false;
	if (edit->field == EDIT_EXISTENCE)
		return write_existence(applying, working, edit->value.number != 0, error);
	return apply_field(applying, working, edit, error);
}

static bool
write_change(Applying *applying, GError **error)
{
	const DcChange *change = applying->change;
	sqlite3_stmt *stmt = db_query(applying->ledger, QUERY_CHANGE_ADD);
	db_bind_number(stmt, ":at", change->at);
	db_bind_text(stmt, ":action", dc_action_info(change->action)->name);
	db_bind_text(stmt, ":origin", origin_code(change->origin));
	db_bind_text(stmt, ":reason", change->reason);
	db_bind_number(stmt, ":target", change->target > 0 ? change->target : DC_ABSENT);
	if (!db_run(applying->ledger, stmt, error))
		return false;
	applying->id = sqlite3_last_insert_rowid(applying->ledger->db);
	return true;
}

static bool
write_records(Applying *applying, GError **error)
{
	for (guint i = 0; i < applying->order->len; i++) {
		const Working *working = g_ptr_array_index(applying->order, i);
		if (working->dirty && !record_write(applying->ledger, working->entity, working->record, error))
			return false;
	}
	return true;
}

static bool
rate_touched(Applying *applying, GError **error)
{
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	GHashTableIter iter;
	gpointer no;
	g_hash_table_iter_init(&iter, applying->touched);
	while (g_hash_table_iter_next(&iter, &no, NULL))
		g_array_append_vals(nos, no, 1);
	return rank_tickets(applying->ledger, nos, applying->change->at, error);
}

static bool
apply_all(Applying *applying, GError **error)
{
	if (!write_change(applying, error))
		return false;
	for (guint i = 0; i < applying->change->edits->len; i++)
		if (!apply_edit(applying, g_ptr_array_index(applying->change->edits, i), error))
			return false;
	return write_records(applying, error) && rate_touched(applying, error);
}

bool
dc_ledger_apply(DcLedger *ledger, DcChange *change, GError **error)
{
	if (dc_change_is_empty(change))
		return true;
	if (!db_begin(ledger, error))
		return false;

	Applying applying = { .ledger = ledger, .change = change };
	applying.records = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, working_free);
	applying.order = g_ptr_array_new();
	applying.touched = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	bool ok = apply_all(&applying, error);
	if (!ok)
		db_rollback(ledger);
	ok = ok && db_commit(ledger, error);
	if (!ok)
		g_hash_table_remove_all(change->ids);
	g_hash_table_unref(applying.touched);
	g_ptr_array_unref(applying.order);
	g_hash_table_unref(applying.records);
	return ok;
}
