/* Drafts: what is being typed, kept within a second of the last key. Not facts: they have no history and may be dropped. */
#include "db.h"

void
dc_draft_free(DcDraft *draft)
{
	if (draft == NULL)
		return;
	g_free(draft->kind);
	g_free(draft->fields);
	g_free(draft);
}

DcDraft *
dc_draft_copy(const DcDraft *draft)
{
	DcDraft *copy = g_new0(DcDraft, 1);
	*copy = *draft;
	copy->kind = g_strdup(draft->kind);
	copy->fields = g_strdup(draft->fields);
	return copy;
}

bool
dc_ledger_draft_save(DcLedger *ledger, DcDraft *draft, GError **error)
{
	if (!db_is_there(ledger, error))
		return false;
	DbQuery *query = db_query(ledger, QUERY_DRAFT_SAVE);
	db_bind_number(query, ":id", draft->id > 0 ? draft->id : DC_ABSENT);
	db_bind_text(query, ":kind", draft->kind);
	db_bind_number(query, ":ticket", draft->ticket > 0 ? draft->ticket : DC_ABSENT);
	db_bind_number(query, ":started_at", draft->started_at);
	db_bind_number(query, ":updated_at", draft->updated_at);
	db_bind_text(query, ":fields", draft->fields);
	if (!db_run(ledger, query, error))
		return false;
	if (draft->id == 0)
		draft->id = sqlite3_last_insert_rowid(ledger->db);
	return true;
}

bool
dc_ledger_draft_drop(DcLedger *ledger, gint64 id, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_DRAFT_DROP);
	db_bind_number(query, ":id", id);
	return db_run(ledger, query, error);
}

GPtrArray *
dc_ledger_drafts(DcLedger *ledger, GError **error)
{
	g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)dc_draft_free);
	DbQuery *query = db_query(ledger, QUERY_DRAFTS);
	int row;
	while ((row = db_step(ledger, query, error)) == 1) {
		DcDraft *draft = g_new0(DcDraft, 1);
		draft->id = sqlite3_column_int64(query->stmt, 0);
		draft->kind = db_column_text(query, 1);
		draft->ticket = sqlite3_column_int64(query->stmt, 2);
		draft->started_at = sqlite3_column_int64(query->stmt, 3);
		draft->updated_at = sqlite3_column_int64(query->stmt, 4);
		draft->fields = db_column_text(query, 5);
		g_ptr_array_add(drafts, draft);
	}
	return row == 0 ? g_steal_pointer(&drafts) : NULL;
}
