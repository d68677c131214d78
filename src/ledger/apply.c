/* The one way in: a change is checked, written with its history, and what it touched is rated again, all in one transaction. */
#include "edit.h"
#include "index.h"

#include <daicho/lang.h>

typedef struct { /* the records a change is working on, each read once */
	DcLedger *ledger;
	DcChange *change;
	gint64 id;           /* the change's own */
	GHashTable *records; /* of Working, which is its own key */
	GPtrArray *left;     /* of Working: what this change takes back */
	GHashTable *touched; /* numbers of tickets to rate again */
	GHashTable *held;    /* index.c: what the search index says of them */
} Applying;

typedef struct {
	DcEntity entity;
	gint64 id;
	gpointer record; /* as it stands after the edits so far */
} Working;

static guint
working_hash(gconstpointer data)
{
	const Working *working = data;
	return g_int64_hash(&working->id) * 31 + (guint)working->entity;
}

static gboolean
working_same(gconstpointer a, gconstpointer b)
{
	const Working *one = a, *other = b;
	return one->id == other->id && one->entity == other->entity;
}

static void
working_free(gpointer data)
{
	Working *working = data;
	dc_record_free(working->entity, working->record);
	g_free(working);
}

static Working *
work_on(Applying *applying, DcEntity entity, gpointer record)
{
	Working *working = g_new0(Working, 1);
	*working = (Working){ .entity = entity, .id = record_id(record), .record = record };
	g_hash_table_add(applying->records, working);
	return working;
}

/* What the operator knows it by. Transfer full. */
static char *
working_name(const Working *working)
{
	DcTicketNo no = record_ticket(working->entity, working->record);
	return no > 0 ? record_name(DC_ENTITY_TICKET, no) : record_name(working->entity, working->id);
}

static void
touch(Applying *applying, gint64 no)
{
	if (no > 0)
		g_hash_table_add(applying->touched, g_memdup2(&no, sizeof no));
}

/* -- writing: the row, its history, and the order that may change by it -- */
static bool
write_event(Applying *applying, const Working *working, const char *field, const DcValue *old, const DcValue *new, GError **error)
{
	DcTicketNo no = record_ticket(working->entity, working->record);
	DbQuery *query = db_query(applying->ledger, QUERY_EVENT_ADD);
	db_bind_number(query, ":change", applying->id);
	db_bind_text(query, ":entity", dc_entity_table(working->entity));
	db_bind_number(query, ":row", working->id);
	db_bind_text(query, ":field", field);
	db_bind_value(query, ":old", old);
	db_bind_value(query, ":new", new);
	db_bind_number(query, ":ticket", no > 0 ? no : DC_ABSENT);
	touch(applying, no);
	return db_run(applying->ledger, query, error);
}

static bool
write_existence(Applying *applying, const Working *working, GError **error)
{
	bool gone = record_gone(working->record);
	DcValue old = dc_value_number(!gone), new = dc_value_number(gone);
	if (working->entity == DC_ENTITY_TICKET)
		touch(applying, ((const DcTicket *)working->record)->parent);
	return write_event(applying, working, "gone", &old, &new, error);
}

static bool
set_gone(Applying *applying, Working *working, bool gone, GError **error)
{
	if (!index_hold(applying->ledger, applying->held, working->entity, working->record, error))
		return false;
	record_head(working->record)->gone = gone;
	if (gone)
		g_ptr_array_add(applying->left, working);
	return record_set_gone(applying->ledger, working->entity, working->id, gone, error) && write_existence(applying, working, error);
}

/* `value` is normal, and checked. */
static bool
set_field(Applying *applying, Working *working, DcField field, const DcValue *value, GError **error)
{
	if (!index_hold_field(applying->ledger, applying->held, working->record, field, value, error))
		return false;
	DcValue present = dc_record_get(working->record, field), stored = value_stored(field, value);
	DcValue was = value_stored(field, &present);
	DcValue old = dc_value_copy(&was);

	touch(applying, record_ticket(working->entity, working->record));
	if (field == DC_FIELD_PARENT)
		touch(applying, present.number);
	dc_record_set(working->record, field, value);
	bool ok = record_set_field(applying->ledger, working->id, field, value, error) &&
	          write_event(applying, working, dc_field_info(field)->name, &old, &stored, error);
	dc_value_clear(&old);
	return ok;
}

/* -- finding the record an edit is about -- */
static bool
refuse_gone(const Working *working, GError **error)
{
	g_autofree char *name = record_name(working->entity, working->id);
	g_set_error(error, DC_ERROR, DC_ERROR_CONFLICT, _("%s was taken back meanwhile; nothing was changed"), name);
	return false;
}

/* As it stands, also if it is gone; `working` is NULL if it never was. */
static bool
find(Applying *applying, DcEntity entity, gint64 id, Working **working, GError **error)
{
	const Working wanted = { .entity = entity, .id = id };
	*working = g_hash_table_lookup(applying->records, &wanted);
	if (*working != NULL)
		return true;
	GError *failed = NULL;
	gpointer record = record_read(applying->ledger, entity, id, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return false;
	}
	*working = record != NULL ? work_on(applying, entity, record) : NULL;
	return true;
}

static Working *
load(Applying *applying, DcEntity entity, gint64 id, GError **error)
{
	Working *working;
	if (!find(applying, entity, id, &working, error) || working != NULL)
		return working;
	g_autofree char *name = record_name(entity, id);
	g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("there is no %s in the ledger; nothing was changed"), name);
	return NULL;
}

static Working *
load_present(Applying *applying, DcEntity entity, gint64 id, GError **error)
{
	Working *working = load(applying, entity, id, error);
	if (working == NULL || !record_gone(working->record))
		return working;
	refuse_gone(working, error);
	return NULL;
}

/* A side record that was taken back comes anew: with what `wanted` holds, and nothing of before. */
static bool
revive(Applying *applying, Working *working, gconstpointer wanted, GError **error)
{
	DcField first = dc_entity_first(working->entity);
	bool ok = set_gone(applying, working, false, error);
	for (int i = 0; ok && i < dc_entity_count(working->entity); i++) {
		DcValue present = dc_record_get(working->record, first + (DcField)i), value = dc_record_get(wanted, first + (DcField)i);
		if (!dc_value_equal(&present, &value))
			ok = set_field(applying, working, first + (DcField)i, &value, error);
	}
	return ok;
}

/* The side record of a record that is there; its row is made when it is first written. NULL with an error. */
static Working *
load_side(Applying *applying, DcEntity entity, gint64 id, GError **error)
{
	Working *working;
	if (load_present(applying, entity_owner(entity), id, error) == NULL || !find(applying, entity, id, &working, error))
		return NULL;
	if (working != NULL && !record_gone(working->record))
		return working;
	gpointer fresh = dc_record_new(entity);
	record_head(fresh)->id = id;
	if (working == NULL) {
		working = work_on(applying, entity, fresh);
		return record_add(applying->ledger, entity, fresh, error) ? working : NULL;
	}
	bool ok = revive(applying, working, fresh, error);
	dc_record_free(entity, fresh);
	return ok ? working : NULL;
}

/* -- checking -- */
static gint64
real_id(const Applying *applying, gint64 id)
{
	return id < 0 && id != DC_ABSENT ? dc_change_id(applying->change, id) : id;
}

/* A value as it will stand: references by their real ids. Borrows the text. */
static DcValue
real_value(const Applying *applying, DcField field, const DcValue *value)
{
	DcValue real = value_normal(field, value);
	if (dc_field_info(field)->type == DC_FIELD_TYPE_REF && !real.is_text)
		real.number = real_id(applying, real.number);
	return real;
}

/* What a field takes, and what it refers to is there. */
static bool
check_value(Applying *applying, DcField field, const DcValue *value, GError **error)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (!dc_value_check(field, value, error))
		return false;
	return info->type != DC_FIELD_TYPE_REF || value->number == DC_ABSENT || load_present(applying, info->target, value->number, error) != NULL;
}

static bool
check_record(Applying *applying, DcEntity entity, gconstpointer record, GError **error)
{
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcValue value = dc_record_get(record, first + (DcField)i);
		value = value_normal(first + (DcField)i, &value);
		if (!check_value(applying, first + (DcField)i, &value, error))
			return false;
	}
	return true;
}

static bool
conflict(const Working *working, const Edit *edit, const DcValue *present, GError **error)
{
	g_autofree char *name = working_name(working);
	g_autofree char *theirs = value_words(edit->field, present);
	g_autofree char *mine = value_words(edit->field, &edit->value);
	g_set_error(error, DC_ERROR, DC_ERROR_CONFLICT,
	            _("%s: %s was changed meanwhile to “%s”; yours, “%s”, was not written: look again, then repeat it"), name,
	            _(dc_field_info(edit->field)->label), theirs, mine);
	return false;
}

/* -- one edit -- */
/* Takes the record over. */
static bool
add(Applying *applying, DcEntity entity, gpointer record, GError **error)
{
	const Working *working = work_on(applying, entity, record);
	return index_hold(applying->ledger, applying->held, entity, record, error) && record_add(applying->ledger, entity, record, error) && write_existence(applying, working, error);
}

static bool
create_side(Applying *applying, DcEntity entity, gconstpointer record, GError **error)
{
	Working *working;
	if (load_present(applying, entity_owner(entity), record_id(record), error) == NULL ||
	    !find(applying, entity, record_id(record), &working, error))
		return false;
	if (working == NULL)
		return add(applying, entity, dc_record_copy(entity, record), error);
	if (record_gone(working->record))
		return revive(applying, working, record, error);
	g_autofree char *name = working_name(working);
	g_set_error(error, DC_ERROR, DC_ERROR_CONFLICT, _("%s: its texts were written meanwhile; nothing was changed, look again"), name);
	return false;
}

/* The one that is wanted, if no record ever had it; else the next. */
static bool
choose_id(DcLedger *ledger, DcEntity entity, gint64 wanted, gint64 *id, GError **error)
{
	g_autoptr(GError) failed = NULL;
	gpointer other = wanted > 0 ? record_read(ledger, entity, wanted, &failed) : NULL;
	bool is_free = wanted > 0 && other == NULL;
	if (other != NULL)
		dc_record_free(entity, other);
	if (failed != NULL) {
		g_propagate_error(error, g_steal_pointer(&failed));
		return false;
	}
	*id = wanted;
	return is_free || record_next_id(ledger, entity, id, error);
}

static bool
create_record(Applying *applying, DcEntity entity, gconstpointer record, gint64 wanted, GError **error)
{
	gint64 id, stand_in = record_id(record);
	if (!choose_id(applying->ledger, entity, wanted, &id, error))
		return false;
	g_hash_table_insert(applying->change->ids, g_memdup2(&stand_in, sizeof stand_in), g_memdup2(&id, sizeof id));
	gpointer own = dc_record_copy(entity, record);
	record_head(own)->id = id;
	return add(applying, entity, own, error) && (entity != DC_ENTITY_MAIL || thread_add(applying->ledger, own, error));
}

/* Its stand-ins become real: those of what it refers to, and that of a side record's owner. */
static void
resolve(const Applying *applying, DcEntity entity, gpointer record)
{
	DcField first = dc_entity_first(entity);
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcField field = first + (DcField)i;
		DcValue given = dc_record_get(record, field), real = real_value(applying, field, &given);
		if (dc_field_info(field)->type == DC_FIELD_TYPE_REF)
			dc_record_set(record, field, &real);
	}
	if (entity_is_side(entity))
		record_head(record)->id = real_id(applying, record_id(record));
}

static bool
apply_creation(Applying *applying, const Edit *edit, GError **error)
{
	gpointer record = dc_record_copy(edit->entity, edit->record);
	resolve(applying, edit->entity, record);
	bool ok = check_record(applying, edit->entity, record, error) &&
	          (entity_is_side(edit->entity) ? create_side(applying, edit->entity, record, error) :
	                                          create_record(applying, edit->entity, record, edit->wanted, error));
	dc_record_free(edit->entity, record);
	return ok;
}

static bool
apply_field(Applying *applying, const Edit *edit, GError **error)
{
	gint64 id = real_id(applying, edit->id);
	Working *working = entity_is_side(edit->entity) ? load_side(applying, edit->entity, id, error) : load_present(applying, edit->entity, id, error);
	DcValue value = real_value(applying, edit->field, &edit->value), seen = real_value(applying, edit->field, &edit->seen);
	if (working == NULL || !check_value(applying, edit->field, &value, error))
		return false;
	DcValue present = dc_record_get(working->record, edit->field);
	present = value_normal(edit->field, &present);
	if (!dc_value_equal(&present, &seen))
		return conflict(working, edit, &present, error);
	return set_field(applying, working, edit->field, &value, error);
}

/* Only undo and redo take a record back, or bring it again. */
static bool
apply_existence(Applying *applying, const Edit *edit, GError **error)
{
	Working *working = load(applying, edit->entity, edit->id, error);
	if (working == NULL)
		return false;
	if (record_gone(working->record) != (edit->seen.number != 0))
		return refuse_gone(working, error);
	bool gone = edit->value.number != 0;
	return (gone || check_record(applying, working->entity, working->record, error)) && set_gone(applying, working, gone, error);
}

static bool
apply_edit(Applying *applying, const Edit *edit, GError **error)
{
	if (edit->record != NULL)
		return apply_creation(applying, edit, error);
	return edit->field == EDIT_EXISTENCE ? apply_existence(applying, edit, error) : apply_field(applying, edit, error);
}

/* -- a part, the whole -- */
/* What is taken back must not be what others refer to by now: a mail would be lost with the ticket it was put on. */
static bool
check_left(Applying *applying, GError **error)
{
	for (guint i = 0; i < applying->left->len; i++) {
		const Working *working = g_ptr_array_index(applying->left, i);
		g_autofree char *table = NULL;
		if (!record_referrer(applying->ledger, working->entity, working->id, &table, error))
			return false;
		if (table == NULL)
			continue;
		g_autofree char *name = record_name(working->entity, working->id);
		g_set_error(error, DC_ERROR, DC_ERROR_CONFLICT, _("%s cannot be taken back: by now something else (%s) belongs to it; nothing was changed"),
		            name, table);
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
apply_edits(Applying *applying, GError **error)
{
	for (guint i = 0; i < applying->change->edits->len; i++)
		if (!apply_edit(applying, g_ptr_array_index(applying->change->edits, i), error))
			return false;
	return change_write_raws(applying->ledger, applying->change, error) && change_write_pasts(applying->ledger, applying->change, applying->id, error) &&
	       check_left(applying, error) && rate_touched(applying, error) && index_follow(applying->ledger, applying->held, error);
}

/* What is in memory is that of one part. */
static bool
apply_part(DcLedger *ledger, DcChange *part, gint64 id, GError **error)
{
	Applying applying = { .ledger = ledger, .change = part, .id = id };
	applying.records = g_hash_table_new_full(working_hash, working_same, working_free, NULL);
	applying.left = g_ptr_array_new();
	applying.touched = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	applying.held = index_held_new();
	bool ok = apply_edits(&applying, error);
	g_hash_table_unref(applying.held);
	g_hash_table_unref(applying.touched);
	g_ptr_array_unref(applying.left);
	g_hash_table_unref(applying.records);
	return ok;
}

static bool
write_change(DcLedger *ledger, Parts *parts, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_CHANGE_ADD);
	db_bind_number(query, ":at", parts->at);
	db_bind_text(query, ":action", dc_action_info(parts->action)->name);
	db_bind_text(query, ":origin", dc_origin_code(parts->origin));
	db_bind_text(query, ":reason", parts->reason);
	db_bind_number(query, ":target", parts->target > 0 ? parts->target : DC_ABSENT);
	if (!db_run(ledger, query, error))
		return false;
	parts->id = sqlite3_last_insert_rowid(ledger->db);
	return true;
}

bool
parts_apply(DcLedger *ledger, gpointer data, GError **error)
{
	Parts *parts = data;
	bool more = true, ok = true;
	while (ok && more) {
		g_autoptr(DcChange) part = dc_change_new(parts->action, parts->at);
		more = false;
		ok = parts->next(part, &more, parts->data, error);
		if (ok && !dc_change_is_empty(part))
			ok = (parts->id > 0 || write_change(ledger, parts, error)) && apply_part(ledger, part, parts->id, error);
	}
	return ok;
}

bool
dc_ledger_apply_parts(DcLedger *ledger, DcAction action, DcInstant at, DcOrigin origin, const char *reason, DcPartFn next, gpointer data, gint64 *id,
                      GError **error)
{
	Parts parts = { .action = action, .at = at, .origin = origin, .reason = reason, .next = next, .data = data };
	if (!db_transaction(ledger, parts_apply, &parts, error))
		return false;
	*id = parts.id;
	return true;
}

static bool
apply_whole(DcLedger *ledger, gpointer data, GError **error)
{
	DcChange *change = data;
	Parts parts = { .action = change->action, .at = change->at, .origin = change->origin, .reason = change->reason };
	return write_change(ledger, &parts, error) && apply_part(ledger, change, parts.id, error);
}

bool
dc_ledger_apply(DcLedger *ledger, DcChange *change, GError **error)
{
	if (dc_change_is_empty(change) || db_transaction(ledger, apply_whole, change, error))
		return true;
	g_hash_table_remove_all(change->ids);
	return false;
}
