/* The search index in step with the facts. It keeps no text, so it must be told what a ticket said before as well as what it says now: that is
 * read by one view before the first write of a change and after the last. Where both are the same, as with most changes, nothing is done.
 * A mail that stands on no ticket is there by its number below zero. */
#include "index.h"
#include "token.h"

#include <daicho/text.h>

#define N_COLUMNS 17
#define ID_PLACE 1
#define FIRST_COLUMN_PLACE 2
#define MERGE_PAGES 64 /* a few milliseconds */

typedef struct {
	gint64 no; /* of a ticket; of a mail below zero */
	char *texts[N_COLUMNS];
	bool is_there;
} Facts;

static void
facts_free(gpointer data)
{
	Facts *facts = data;
	for (int i = 0; i < N_COLUMNS; i++)
		g_free(facts->texts[i]);
	g_free(facts);
}

GHashTable *
index_held_new(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, facts_free);
}

/* -- what is covered -- */
static const struct {
	DcField field;
	const char *column;
} covered[] = {
	{ DC_FIELD_TITLE, "title" },
	{ DC_FIELD_CALLER, "caller" },
	{ DC_FIELD_DEPARTMENT, "department" },
	{ DC_FIELD_SYSTEM, "system" },
	{ DC_FIELD_CALLBACK, "callback" },
	{ DC_FIELD_TAGS, "tags" },
	{ DC_FIELD_BODY, "body" },
	{ DC_FIELD_ERROR_TEXT, "error_text" },
	{ DC_FIELD_STEPS, "steps" },
	{ DC_FIELD_TRIAGE_NOTE, "triage_note" },
	{ DC_FIELD_WORKAROUND, "workaround" },
	{ DC_FIELD_CAUSE, "cause" },
	{ DC_FIELD_RESOLUTION, "resolution" },
	{ DC_FIELD_PERMANENT_FIX, "permanent_fix" },
	{ DC_FIELD_CONTACT_TICKET, NULL },
	{ DC_FIELD_CONTACT_NAME, "contact" },
	{ DC_FIELD_CONTACT_DEPARTMENT, "contact" },
	{ DC_FIELD_CONTACT_SUBJECT, "contact" },
	{ DC_FIELD_CONTACT_MAIL, NULL },
	{ DC_FIELD_CONTACT_SNIPPET, "contact" },
	{ DC_FIELD_CONTACT_ANSWER, "answer" },
	{ DC_FIELD_NOTE_TICKET, NULL },
	{ DC_FIELD_NOTE_TEXT, "note" },
	{ DC_FIELD_MAIL_BODY, NULL },
	{ DC_FIELD_MAIL_STATE, NULL },
	{ DC_FIELD_MAIL_NAME, NULL },
	{ DC_FIELD_MAIL_ADDRESS, NULL },
	{ DC_FIELD_MAIL_SUBJECT, NULL },
};

static bool
covers(DcField field)
{
	for (guint i = 0; i < G_N_ELEMENTS(covered); i++)
		if (covered[i].field == field)
			return true;
	return false;
}

const char *
index_column(DcField field)
{
	for (guint i = 0; i < G_N_ELEMENTS(covered); i++)
		if (covered[i].field == field)
			return covered[i].column;
	return NULL;
}

static Facts *read_facts(DcLedger *ledger, gint64 no, GError **error);

/* -- for those who show what was found -- */
static const DcField column_fields[N_COLUMNS] = {
	DC_FIELD_TITLE, DC_FIELD_CALLER, DC_FIELD_DEPARTMENT, DC_FIELD_SYSTEM, DC_FIELD_CALLBACK, DC_FIELD_TAGS, DC_FIELD_BODY, DC_FIELD_ERROR_TEXT, DC_FIELD_STEPS,
	DC_FIELD_TRIAGE_NOTE, DC_FIELD_WORKAROUND, DC_FIELD_CAUSE, DC_FIELD_RESOLUTION, DC_FIELD_PERMANENT_FIX, DC_FIELD_CONTACT_SNIPPET, DC_FIELD_CONTACT_ANSWER,
	DC_FIELD_NOTE_TEXT,
};

void
dc_fact_free(DcFact *fact)
{
	g_free(fact->text);
	g_free(fact);
}

bool
dc_fact_holds(const char *text, const char *words)
{
	g_autofree char *folded = dc_text_fold(text), *wanted = dc_text_fold(words);
	return token_occurs(folded, wanted);
}

static void
add_facts(GPtrArray *list, DcField field, const char *texts)
{
	g_auto(GStrv) parts = g_strsplit(texts != NULL ? texts : "", TOKEN_BREAK, -1);
	for (char **part = parts; *part != NULL; part++) {
		if (**part == '\0')
			continue;
		DcFact *fact = g_new0(DcFact, 1);
		fact->field = field;
		fact->text = g_utf8_make_valid(*part, -1);
		g_ptr_array_add(list, fact);
	}
}

/* What a ticket calls its subject, a mail calls its own. */
static DcField
mail_field(DcField field)
{
	return field == DC_FIELD_TITLE ? DC_FIELD_MAIL_SUBJECT : field == DC_FIELD_CALLER ? DC_FIELD_MAIL_NAME : DC_FIELD_MAIL_BODY;
}

static GPtrArray *
list_facts(DcLedger *ledger, gint64 no, GError **error)
{
	Facts *facts = read_facts(ledger, no, error);
	if (facts == NULL)
		return NULL;
	GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)dc_fact_free);
	for (int i = 0; i < N_COLUMNS; i++)
		add_facts(list, no > 0 ? column_fields[i] : mail_field(column_fields[i]), facts->texts[i]);
	facts_free(facts);
	return list;
}

GPtrArray *
dc_ledger_facts(DcLedger *ledger, DcTicketNo no, GError **error)
{
	return list_facts(ledger, no, error);
}

GPtrArray *
dc_ledger_mail_facts(DcLedger *ledger, DcId mail, GError **error)
{
	return list_facts(ledger, -mail, error);
}

/* -- before and after -- */
static Facts *
read_facts(DcLedger *ledger, gint64 no, GError **error)
{
	DbQuery *query = db_query(ledger, no > 0 ? QUERY_INDEX_FACTS : QUERY_INDEX_MAIL_FACTS);
	db_bind_number(query, ":id", ABS(no));
	int row = db_step(ledger, query, error);
	if (row < 0)
		return NULL;
	Facts *facts = g_new0(Facts, 1);
	facts->no = no;
	facts->is_there = row == 1;
	for (int i = 0; row == 1 && i < N_COLUMNS; i++)
		facts->texts[i] = g_strdup((const char *)sqlite3_column_text(query->stmt, i));
	db_leave(query);
	return facts;
}

static bool
hold_no(DcLedger *ledger, GHashTable *held, gint64 no, GError **error)
{
	if (no == 0 || no == DC_ABSENT || g_hash_table_contains(held, &no))
		return true;
	Facts *facts = read_facts(ledger, no, error);
	return facts != NULL && g_hash_table_insert(held, &facts->no, facts);
}

/* The whole text of a mail is found with the contacts that it is. */
static bool
hold_mail(DcLedger *ledger, GHashTable *held, DcId mail, GError **error)
{
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	DbQuery *query = db_query(ledger, QUERY_INDEX_OF_MAIL);
	db_bind_number(query, ":id", mail);
	bool ok = db_numbers(ledger, query, nos, error);
	for (guint i = 0; ok && i < nos->len; i++)
		ok = hold_no(ledger, held, g_array_index(nos, gint64, i), error);
	return ok;
}

bool
index_hold(DcLedger *ledger, GHashTable *held, DcEntity entity, gconstpointer record, GError **error)
{
	if (entity_owner(entity) == DC_ENTITY_MAIL && !hold_no(ledger, held, -record_id(record), error))
		return false;
	if (entity == DC_ENTITY_MAIL_TEXT)
		return hold_mail(ledger, held, record_id(record), error);
	bool found = entity_owner(entity) == DC_ENTITY_TICKET || entity == DC_ENTITY_CONTACT || entity == DC_ENTITY_NOTE;
	return !found || hold_no(ledger, held, record_ticket(entity, record), error);
}

bool
index_hold_field(DcLedger *ledger, GHashTable *held, gconstpointer record, DcField field, const DcValue *value, GError **error)
{
	if (!covers(field))
		return true;
	bool moves = field == DC_FIELD_CONTACT_TICKET || field == DC_FIELD_NOTE_TICKET;
	return index_hold(ledger, held, dc_field_info(field)->entity, record, error) && (!moves || hold_no(ledger, held, value->number, error));
}

static bool
is_same(const Facts *before, const Facts *after)
{
	for (int i = 0; i < N_COLUMNS; i++)
		if (g_strcmp0(before->texts[i], after->texts[i]) != 0)
			return false;
	return before->is_there == after->is_there;
}

static bool
tell(DcLedger *ledger, SqlQueryId id, const Facts *facts, GError **error)
{
	if (!facts->is_there)
		return true;
	DbQuery *query = db_query(ledger, id);
	DcValue no = dc_value_number(facts->no);
	db_bind_place(query, ID_PLACE, &no);
	for (int i = 0; i < N_COLUMNS; i++) {
		const DcValue text = { .is_text = true, .text = facts->texts[i] };
		db_bind_place(query, FIRST_COLUMN_PLACE + i, &text);
	}
	return db_run(ledger, query, error);
}

static bool
follow(DcLedger *ledger, const Facts *before, GError **error)
{
	Facts *after = read_facts(ledger, before->no, error);
	if (after == NULL)
		return false;
	bool ok = true;
	if (!is_same(before, after)) {
		ok = tell(ledger, QUERY_INDEX_TAKE, before, error) && tell(ledger, QUERY_INDEX_PUT, after, error);
		ledger->index_grew = true;
	}
	facts_free(after);
	return ok;
}

bool
index_follow(DcLedger *ledger, GHashTable *held, GError **error)
{
	GHashTableIter iter;
	gpointer before;
	g_hash_table_iter_init(&iter, held);
	while (g_hash_table_iter_next(&iter, NULL, &before))
		if (!follow(ledger, before, error))
			return false;
	return true;
}

/* -- the whole -- */
bool
index_rebuild(DcLedger *ledger, GError **error)
{
	ledger->index_grew = true;
	return db_run(ledger, db_query(ledger, QUERY_INDEX_REBUILD), error);
}

bool
index_check(DcLedger *ledger, bool *sound, GError **error)
{
	g_autoptr(GError) failed = NULL;
	*sound = db_run(ledger, db_query(ledger, QUERY_INDEX_CHECK), &failed);
	if (*sound || g_error_matches(failed, DC_ERROR, DC_ERROR_LEDGER))
		return true;
	g_propagate_error(error, g_steal_pointer(&failed));
	return false;
}

void
index_merge(DcLedger *ledger)
{
	if (!ledger->index_grew)
		return;
	int before = sqlite3_total_changes(ledger->db);
	DbQuery *query = db_query(ledger, QUERY_INDEX_MERGE);
	db_bind_number(query, ":pages", MERGE_PAGES);
	sqlite3_busy_timeout(ledger->db, 0); /* somebody else writes: then it is not idle time */
	bool ok = db_run(ledger, query, NULL);
	dc_ledger_set_patience(ledger, ledger->patience_ms);
	ledger->index_grew = !ok || sqlite3_total_changes(ledger->db) - before >= 2; /* sqlite.org/fts5.html, 6.9: less is nothing */
}
