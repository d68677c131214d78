/* Lists of records: every query gives ids, and one reader per entity makes the records. */
#include "db.h"

static const struct {
	SqlQueryId query;
	DcEntity entity;
} lists[DC_N_LISTS] = {
	[DC_LIST_CONTACTS] = { QUERY_LIST_CONTACTS, DC_ENTITY_CONTACT },
	[DC_LIST_GROUP_CONTACTS] = { QUERY_LIST_GROUP_CONTACTS, DC_ENTITY_CONTACT },
	[DC_LIST_MEMBERS] = { QUERY_LIST_MEMBERS, DC_ENTITY_TICKET },
	[DC_LIST_LINKS] = { QUERY_LIST_LINKS, DC_ENTITY_LINK },
	[DC_LIST_NOTES] = { QUERY_LIST_NOTES, DC_ENTITY_NOTE },
	[DC_LIST_WORK] = { QUERY_LIST_WORK, DC_ENTITY_WORK },
	[DC_LIST_CALLS] = { QUERY_LIST_CALLS, DC_ENTITY_CALL },
	[DC_LIST_REPORTS] = { QUERY_LIST_REPORTS, DC_ENTITY_REPORT },
	[DC_LIST_WORK_BETWEEN] = { QUERY_LIST_WORK_BETWEEN, DC_ENTITY_WORK },
	[DC_LIST_CALLS_BETWEEN] = { QUERY_LIST_CALLS_BETWEEN, DC_ENTITY_CALL },
	[DC_LIST_MAILS_WAITING] = { QUERY_LIST_MAILS_WAITING, DC_ENTITY_MAIL },
	[DC_LIST_MAILS_OF_TICKET] = { QUERY_LIST_MAILS_OF_TICKET, DC_ENTITY_MAIL },
	[DC_LIST_MAILS_WITH_FILES] = { QUERY_LIST_MAILS_WITH_FILES, DC_ENTITY_MAIL },
	[DC_LIST_MAILS_ALERT] = { QUERY_LIST_MAILS_ALERT, DC_ENTITY_MAIL },
	[DC_LIST_ALERTS_OF_TICKET] = { QUERY_LIST_ALERTS_OF_TICKET, DC_ENTITY_MAIL },
	[DC_LIST_RUNNING] = { QUERY_LIST_RUNNING, DC_ENTITY_WORK },
	[DC_LIST_OPEN_CALLS] = { QUERY_LIST_OPEN_CALLS, DC_ENTITY_CALL },
	[DC_LIST_REPORTS_DUE] = { QUERY_LIST_REPORTS_DUE, DC_ENTITY_REPORT },
	[DC_LIST_ESCALATED] = { QUERY_LIST_ESCALATED, DC_ENTITY_TICKET },
	[DC_LIST_PROMISES] = { QUERY_LIST_PROMISES, DC_ENTITY_TICKET },
	[DC_LIST_OF_CALLER] = { QUERY_LIST_OF_CALLER, DC_ENTITY_TICKET },
	[DC_LIST_RECENT] = { QUERY_LIST_RECENT, DC_ENTITY_TICKET },
	[DC_LIST_PARTIES_NAMED] = { QUERY_LIST_PARTIES_NAMED, DC_ENTITY_PARTY },
	[DC_LIST_PARTIES_AT] = { QUERY_LIST_PARTIES_AT, DC_ENTITY_PARTY },
	[DC_LIST_DEPARTMENTS] = { QUERY_LIST_DEPARTMENTS, DC_ENTITY_DEPARTMENT },
	[DC_LIST_SETTINGS] = { QUERY_LIST_SETTINGS, DC_ENTITY_SETTING },
	[DC_LIST_MORNINGS] = { QUERY_LIST_MORNINGS, DC_ENTITY_MORNING },
};

/* GPtrArray wants one function for each kind of record. */
#define FREE_FUNCTION(ENTITY, table, Struct) \
	static void free_##ENTITY(gpointer record) { dc_record_free(DC_ENTITY_##ENTITY, record); }
DC_ENTITIES(FREE_FUNCTION)
#define FREE_ENTRY(ENTITY, table, Struct) [DC_ENTITY_##ENTITY] = free_##ENTITY,
static const GDestroyNotify free_functions[DC_N_ENTITIES] = { DC_ENTITIES(FREE_ENTRY) };

static void
bind_args(DbQuery *query, const DcListArgs *args)
{
	if (db_takes(query, ":id"))
		db_bind_number(query, ":id", args->id);
	if (db_takes(query, ":from"))
		db_bind_number(query, ":from", args->from);
	if (db_takes(query, ":to"))
		db_bind_number(query, ":to", args->to);
	if (db_takes(query, ":text"))
		db_bind_text(query, ":text", args->text);
	if (db_takes(query, ":folder"))
		db_bind_text(query, ":folder", dc_word_code(DC_WORDS_OF_FOLDER, (int)args->id));
	if (db_takes(query, ":n"))
		db_bind_number(query, ":n", args->limit > 0 ? args->limit : -1);
}

GPtrArray *
dc_ledger_list(DcLedger *ledger, DcList list, DcListArgs args, GError **error)
{
	DcEntity entity = lists[list].entity;
	g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(free_functions[entity]);
	DbQuery *query = db_query(ledger, lists[list].query);
	GError *failed = NULL;

	bind_args(query, &args);
	while (failed == NULL && db_step(ledger, query, &failed) == 1) {
		gpointer record = dc_ledger_read(ledger, entity, sqlite3_column_int64(query->stmt, 0), &failed);
		if (record != NULL)
			g_ptr_array_add(records, record);
	}
	db_leave(query);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return NULL;
	}
	return g_steal_pointer(&records);
}

GArray *
dc_ledger_list_ids(DcLedger *ledger, DcList list, DcListArgs args, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	DbQuery *query = db_query(ledger, lists[list].query);
	bind_args(query, &args);
	return db_numbers(ledger, query, ids, error) ? g_steal_pointer(&ids) : NULL;
}

static const SqlQueryId tallies[DC_N_TALLIES] = {
	[DC_TALLY_MAILS_WAITING] = QUERY_TALLY_MAILS_WAITING,
	[DC_TALLY_MAILS_DROPPED] = QUERY_TALLY_MAILS_DROPPED,
	[DC_TALLY_MAILS_COUNTED] = QUERY_TALLY_MAILS_COUNTED,
	[DC_TALLY_MAILS_TAKEN] = QUERY_TALLY_MAILS_TAKEN,
	[DC_TALLY_HIDDEN_FOUND] = QUERY_TALLY_HIDDEN_FOUND,
	[DC_TALLY_PROMISES] = QUERY_TALLY_PROMISES,
	[DC_TALLY_RECEIVED] = QUERY_TALLY_RECEIVED,
	[DC_TALLY_CLOSED] = QUERY_TALLY_CLOSED,
	[DC_TALLY_CALLS_COUNTED] = QUERY_TALLY_CALLS_COUNTED,
	[DC_TALLY_UNANSWERED] = QUERY_TALLY_UNANSWERED,
};

bool
dc_ledger_tally(DcLedger *ledger, DcTally tally, DcListArgs args, gint64 *n, GError **error)
{
	DbQuery *query = db_query(ledger, tallies[tally]);
	bind_args(query, &args);
	return db_number(ledger, query, 0, n, error);
}
