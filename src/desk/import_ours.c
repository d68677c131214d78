/* A ticket of our own export: everything as it was, with its contacts, notes, work, calls, reports, links and history. */
#include "import.h"

#include <daicho/lang.h>

/* The records that belong to a ticket: where they stand in the object, and by which of their fields two are the same one. */
static const struct {
	DcEntity entity;
	const char *member;
	DcList list;
	DcField ticket; /* the field that refers to it */
	DcField same[3];
	int n_same;
} kinds[] = {
	{ DC_ENTITY_CALL, "calls", DC_LIST_CALLS, DC_FIELD_CALL_TICKET, { DC_FIELD_CALL_START_AT }, 1 },
	{ DC_ENTITY_CONTACT, "contacts", DC_LIST_CONTACTS, DC_FIELD_CONTACT_TICKET, { DC_FIELD_CONTACT_AT, DC_FIELD_CONTACT_NAME, DC_FIELD_CONTACT_SUBJECT }, 3 },
	{ DC_ENTITY_NOTE, "notes", DC_LIST_NOTES, DC_FIELD_NOTE_TICKET, { DC_FIELD_NOTE_AT, DC_FIELD_NOTE_TEXT }, 2 },
	{ DC_ENTITY_WORK, "work", DC_LIST_WORK, DC_FIELD_WORK_TICKET, { DC_FIELD_WORK_START_AT }, 1 },
	{ DC_ENTITY_REPORT, "reports", DC_LIST_REPORTS, DC_FIELD_REPORT_TICKET, { DC_FIELD_REPORT_SENT_AT, DC_FIELD_REPORT_KIND }, 2 },
};

typedef struct {
	Importing *importing;
	DcChange *part;
	const DcJson *object;
	DcTicketNo no; /* here: a number, or its stand-in */
	bool is_new;
	GHashTable *ids; /* "contact 12" -> gint64: what is here for what it was there */
} Bringing;

static char *
there(DcEntity entity, gint64 id)
{
	return g_strdup_printf("%s %" G_GINT64_FORMAT, dc_entity_table(entity), id);
}

static void
remember(Bringing *bringing, DcEntity entity, gint64 was, gint64 is)
{
	if (was > 0)
		g_hash_table_insert(bringing->ids, there(entity, was), g_memdup2(&is, sizeof is));
}

/* 0: it did not come along. */
static gint64
here(const Bringing *bringing, DcEntity entity, gint64 was)
{
	g_autofree char *key = there(entity, was);
	const gint64 *is = g_hash_table_lookup(bringing->ids, key);
	return is != NULL ? *is : 0;
}

static bool
refuse(const Bringing *bringing, const char *where, GError *wrong)
{
	g_autofree char *reason = g_strdup_printf("%s: %s", where, wrong->message);
	import_reject(bringing->importing, 0, reason);
	return false;
}

/* -- people -- */
static bool
find_party(Importing *importing, DcChange *part, const DcJson *json, gint64 *party, GError **error)
{
	const char *name = dc_json_text(dc_json_get(json, "name")), *department = dc_json_text(dc_json_get(json, "department_name"));
	*party = 0;
	if (name == NULL)
		return true;
	char *key = g_strdup_printf("%s\n%s", name, department != NULL ? department : "");
	Person *person = g_hash_table_lookup(importing->people, key);
	if (person != NULL) {
		*party = person->party;
		g_free(key);
		return true;
	}
	person = g_new0(Person, 1);
	g_hash_table_insert(importing->people, key, person);
	if (!person_named(importing->desk, part, name, department, dc_json_text(dc_json_get(json, "address")), person, error))
		return false;
	*party = person->party;
	if (person->party >= 0)
		return true;
	/* New here: with all that is known of it. */
	DcField field;
	g_autoptr(DcParty) known = dc_party_new(), made = dc_party_new();
	made->id = person->party;
	if (!record_from_json(DC_ENTITY_PARTY, json, known, &field, NULL))
		return true;
	for (int i = 0; i < dc_entity_count(DC_ENTITY_PARTY); i++) {
		field = dc_entity_first(DC_ENTITY_PARTY) + (DcField)i;
		DcValue value = dc_record_get(known, field);
		if (dc_field_info(field)->type != DC_FIELD_TYPE_REF)
			dc_change_value(part, made, field, &value);
	}
	return true;
}

/* -- what belongs to the ticket -- */
static bool
is_same(gconstpointer a, gconstpointer b, guint kind)
{
	bool same = true;
	for (int i = 0; i < kinds[kind].n_same; i++) {
		DcValue one = dc_record_get(a, kinds[kind].same[i]), other = dc_record_get(b, kinds[kind].same[i]);
		same &= dc_value_equal(&one, &other);
	}
	return same;
}

/* Taken out: two that came with the same words are two here as well. Transfer full. */
static gpointer
take_same(GPtrArray *present, gconstpointer record, guint kind)
{
	for (guint i = 0; present != NULL && i < present->len; i++)
		if (is_same(g_ptr_array_index(present, i), record, kind))
			return g_ptr_array_steal_index(present, i);
	return NULL;
}

static bool
set_references(Bringing *bringing, guint kind, const DcJson *json, gpointer record, GError **error)
{
	DcValue no = dc_value_number(bringing->no);
	dc_record_set(record, kinds[kind].ticket, &no);
	if (kinds[kind].entity == DC_ENTITY_CONTACT)
		return find_party(bringing->importing, bringing->part, dc_json_get(json, "person"), &((DcContact *)record)->party, error);
	if (kinds[kind].entity == DC_ENTITY_WORK)
		((DcWork *)record)->paused_by = here(bringing, DC_ENTITY_CALL, dc_json_number(dc_json_get(json, "paused_by"), 0));
	return true;
}

static void
change_record(Bringing *bringing, DcEntity entity, gconstpointer present, gconstpointer record)
{
	for (int i = 0; i < dc_entity_count(entity); i++) {
		DcField field = dc_entity_first(entity) + (DcField)i;
		DcValue value = dc_record_get(record, field);
		bool is_set = value.is_text ? value.text != NULL : value.number != DC_ABSENT;
		if (is_set && dc_field_info(field)->type != DC_FIELD_TYPE_REF)
			dc_change_value(bringing->part, present, field, &value);
	}
}

static bool
bring_record(Bringing *bringing, guint kind, const DcJson *json, gpointer record, GPtrArray *present, GError **error)
{
	gpointer same = take_same(present, record, kind);
	gint64 was = dc_json_number(dc_json_get(json, "id"), 0);
	if (same != NULL) {
		remember(bringing, kinds[kind].entity, was, *(const gint64 *)same);
		change_record(bringing, kinds[kind].entity, same, record);
		dc_record_free(kinds[kind].entity, same);
		return true;
	}
	if (!set_references(bringing, kind, json, record, error))
		return false;
	remember(bringing, kinds[kind].entity, was, dc_change_create(bringing->part, kinds[kind].entity, record));
	return true;
}

/* Read before anything is written, so that a ticket that is not whole is rejected whole. Transfer full, of records; NULL: it is rejected. */
static GPtrArray *
read_kind(const Bringing *bringing, guint kind)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new();
	const DcJson *array = dc_json_get(bringing->object, kinds[kind].member);
	for (guint i = 0; i < dc_json_count(array); i++) {
		DcField field;
		g_autoptr(GError) wrong = NULL;
		gpointer record = dc_record_new(kinds[kind].entity);
		g_ptr_array_add(records, record);
		if (record_from_json(kinds[kind].entity, dc_json_at(array, i), record, &field, &wrong))
			continue;
		refuse(bringing, kinds[kind].member, wrong);
		for (guint r = 0; r < records->len; r++)
			dc_record_free(kinds[kind].entity, g_ptr_array_index(records, r));
		return NULL;
	}
	return g_steal_pointer(&records);
}

static bool
bring_kind(Bringing *bringing, guint kind, const GPtrArray *records, GError **error)
{
	const DcJson *array = dc_json_get(bringing->object, kinds[kind].member);
	g_autoptr(GPtrArray) present = NULL;
	if (!bringing->is_new && records->len > 0) {
		present = dc_ledger_list(bringing->importing->desk->ledger, kinds[kind].list, (DcListArgs){ .id = bringing->no }, error);
		if (present == NULL)
			return false;
	}
	for (guint i = 0; i < records->len; i++)
		if (!bring_record(bringing, kind, dc_json_at(array, i), g_ptr_array_index(records, i), present, error))
			return false;
	return true;
}

/* -- what happened -- */
static void
past_value(DcField field, const DcJson *json, DcValue *value)
{
	const char *text = dc_json_text(json);
	/* Who or what it referred to has another number here, but for tickets. */
	bool lost = field < DC_N_FIELDS && dc_field_info(field)->type == DC_FIELD_TYPE_REF && dc_field_info(field)->target != DC_ENTITY_TICKET;
	*value = text != NULL ? (DcValue){ .is_text = true, .number = DC_ABSENT, .text = g_strdup(text) } : dc_value_number(lost ? DC_ABSENT : dc_json_number(json, DC_ABSENT));
}

static DcPastEdit *
past_edit(const Bringing *bringing, const DcJson *json)
{
	DcEntity entity;
	DcField field = DC_N_FIELDS; /* the record itself */
	const char *name = dc_json_text(dc_json_get(json, "field"));
	if (!dc_entity_parse(dc_json_text(dc_json_get(json, "entity")), &entity) || (g_strcmp0(name, "gone") != 0 && !dc_entity_field(entity, name, &field)))
		return NULL;
	DcPastEdit *edit = g_new0(DcPastEdit, 1);
	bool own = entity == DC_ENTITY_TICKET || entity == DC_ENTITY_TICKET_TEXT;
	*edit = (DcPastEdit){ .entity = entity, .field = field, .ticket = bringing->no };
	edit->row = own ? bringing->no : here(bringing, entity, dc_json_number(dc_json_get(json, "row"), 0));
	past_value(field, dc_json_get(json, "old"), &edit->old);
	past_value(field, dc_json_get(json, "new"), &edit->new);
	return edit;
}

static void
bring_past(Bringing *bringing, const DcJson *json)
{
	const char *action = dc_json_text(dc_json_get(json, "action")), *at = dc_json_text(dc_json_get(json, "at"));
	g_autoptr(GDateTime) when = at != NULL ? g_date_time_new_from_iso8601(at, NULL) : NULL;
	gint64 id = dc_json_number(dc_json_get(json, "change"), 0);
	if (when == NULL || action == NULL || id <= 0)
		return;
	g_autoptr(DcPast) past = g_new0(DcPast, 1);
	*past = (DcPast){ .id = id, .at = g_date_time_to_unix(when), .action = g_strdup(action), .reason = g_strdup(dc_json_text(dc_json_get(json, "reason"))) };
	past->origin = dc_origin_parse(dc_json_text(dc_json_get(json, "origin")));
	past->target = dc_json_number(dc_json_get(json, "target"), 0);
	past->events = g_ptr_array_new_with_free_func((GDestroyNotify)dc_past_edit_free);
	const DcJson *edits = dc_json_get(json, "edits");
	for (guint i = 0; i < dc_json_count(edits); i++) {
		DcPastEdit *edit = past_edit(bringing, dc_json_at(edits, i));
		if (edit != NULL)
			g_ptr_array_add(past->events, edit);
	}
	dc_change_past(bringing->part, past);
}

/* -- the ticket -- */
static bool
bring_ticket(Bringing *bringing, DcTicket *ticket, DcTicketText *text, const char *key, GError **error)
{
	const DcJson *person = dc_json_get(bringing->object, "person");
	DcLedger *ledger = bringing->importing->desk->ledger;
	if (bringing->is_new) {
		if (!find_party(bringing->importing, bringing->part, person, &ticket->party, error))
			return false;
		if (ticket->source_id == NULL) {
			g_free(ticket->source);
			ticket->source = g_strdup("daicho");
			ticket->source_id = g_strdup(key);
		} else {
			import_keep(bringing->importing, dc_json_number(dc_json_get(bringing->object, "no"), 0), ticket->received_at);
		}
		bringing->no = text->id = dc_change_create(bringing->part, DC_ENTITY_TICKET, ticket);
		dc_change_keep_no(bringing->part, bringing->no, dc_json_number(dc_json_get(bringing->object, "no"), 0));
		if (desk_has_text(text))
			dc_change_create(bringing->part, DC_ENTITY_TICKET_TEXT, text);
		return true;
	}
	g_autoptr(DcTicket) present = dc_ledger_ticket(ledger, bringing->no, error);
	g_autoptr(DcTicketText) present_text = present != NULL ? dc_ledger_ticket_text(ledger, bringing->no, error) : NULL;
	if (present_text == NULL)
		return false;
	change_record(bringing, DC_ENTITY_TICKET, present, ticket);
	change_record(bringing, DC_ENTITY_TICKET_TEXT, present_text, text);
	return true;
}

static void
bring_references(const Bringing *bringing, const char *key)
{
	gint64 parent = dc_json_number(dc_json_get(bringing->object, "parent"), 0);
	if (parent > 0)
		import_refer(bringing->importing, g_strdup(key), g_strdup_printf("%" G_GINT64_FORMAT, parent), true, DC_LINK_NONE);
	const DcJson *links = dc_json_get(bringing->object, "links");
	for (guint i = 0; i < dc_json_count(links); i++) {
		int kind;
		const DcJson *link = dc_json_at(links, i);
		const char *word = dc_json_text(dc_json_get(link, "kind"));
		gint64 other = dc_json_number(dc_json_get(link, "other"), 0);
		if (word != NULL && other > 0 && dc_word_parse(DC_WORDS_OF_LINK, word, &kind, NULL))
			import_refer(bringing->importing, g_strdup(key), g_strdup_printf("%" G_GINT64_FORMAT, other), false, (DcLinkKind)kind);
	}
}

static bool
bring_all(Bringing *bringing, GPtrArray *const *records, const char *key, GError **error)
{
	for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
		if (!bring_kind(bringing, kind, records[kind], error))
			return false;
	const DcJson *history = dc_json_get(bringing->object, "history");
	for (guint i = 0; bringing->is_new && i < dc_json_count(history); i++)
		bring_past(bringing, dc_json_at(history, i));
	bring_references(bringing, key);
	return true;
}

/* All records of it, or NULL in the first that is not whole. */
static bool
read_kinds(const Bringing *bringing, GPtrArray **records)
{
	for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
		if ((records[kind] = read_kind(bringing, kind)) == NULL)
			return false;
	return true;
}

static void
free_kinds(GPtrArray **records)
{
	for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
		for (guint i = 0; records[kind] != NULL && i < records[kind]->len; i++)
			dc_record_free(kinds[kind].entity, g_ptr_array_index(records[kind], i));
		g_clear_pointer(&records[kind], g_ptr_array_unref);
	}
}

/* What every ticket has. */
static bool
is_whole(const DcTicket *ticket, GError **error)
{
	const char *missing = ticket->title == NULL                ? "title"
	                      : ticket->kind == DC_KIND_NONE       ? "kind"
	                      : ticket->status == DC_STATUS_NONE   ? "status"
	                      : ticket->channel == DC_CHANNEL_NONE ? "channel"
	                      : ticket->received_at == DC_ABSENT   ? "received_at"
	                                                           : NULL;
	if (missing != NULL)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s: must not be empty"), missing);
	return missing == NULL;
}

bool
import_ours(Importing *importing, DcChange *part, GError **error)
{
	Bringing bringing = { .importing = importing, .part = part, .object = importing->row.json };
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	g_autoptr(GError) wrong = NULL;
	GPtrArray *records[G_N_ELEMENTS(kinds)] = { NULL };
	DcField field;
	g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, dc_json_number(dc_json_get(bringing.object, "no"), 0));
	if (!record_from_json(DC_ENTITY_TICKET, bringing.object, ticket, &field, &wrong) || !record_from_json(DC_ENTITY_TICKET_TEXT, bringing.object, text, &field, &wrong) ||
	    !is_whole(ticket, &wrong)) {
		import_reject(importing, 0, wrong->message);
		return true;
	}
	if (import_must_wait(importing, key))
		return true;
	if (!import_find(importing, key, ticket->received_at, &bringing.no, error))
		return false;
	bringing.is_new = bringing.no == 0;
	bringing.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	guint n_before = dc_change_size(part);
	bool ok = true;
	if (read_kinds(&bringing, records)) {
		ok = bring_ticket(&bringing, ticket, text, key, error) && bring_all(&bringing, records, key, error);
		import_count(importing, bringing.is_new, dc_change_size(part) > n_before);
	}
	free_kinds(records);
	g_hash_table_unref(bringing.ids);
	return ok;
}
