/* Pages of the order: keyset, never OFFSET, so that the first page costs the same with a hundred tickets and a million. */
#include "db.h"

#include <daicho/text.h>

#include <string.h>

void
dc_row_free(DcRow *row)
{
	if (row == NULL)
		return;
	dc_ticket_free(row->ticket);
	g_free(row);
}

/* -- narrowing: every word must occur somewhere -- */
static char **
fold_words(const char *text)
{
	g_autofree char *folded = text != NULL ? dc_text_fold(text) : g_strdup("");
	return g_strsplit_set(folded, " \t", -1);
}

static bool
holds_words(const DcTicket *ticket, char **words)
{
	if (words[0] == NULL || (words[0][0] == '\0' && words[1] == NULL))
		return true;
	g_autofree char *joined = g_strdup_printf("%" G_GINT64_FORMAT "\n%s\n%s\n%s\n%s", ticket->id, ticket->title, ticket->caller != NULL ? ticket->caller : "",
	                                          ticket->department != NULL ? ticket->department : "", ticket->system != NULL ? ticket->system : "");
	g_autofree char *folded = dc_text_fold(joined);
	for (char **word = words; *word != NULL; word++)
		if (strstr(folded, *word) == NULL)
			return false;
	return true;
}

/* -- one row -- */
static DcRow *
read_row(DcLedger *ledger, sqlite3_stmt *stmt, char **words, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(ledger, sqlite3_column_int64(stmt, 0), error);
	if (ticket == NULL || !holds_words(ticket, words))
		return NULL;
	DcRow *row = g_new0(DcRow, 1);
	row->band = sqlite3_column_int(stmt, 2);
	row->key_len = MIN((gsize)sqlite3_column_bytes(stmt, 1), sizeof row->key);
	memcpy(row->key, sqlite3_column_blob(stmt, 1), row->key_len);
	if (!dc_ledger_group(ledger, ticket->id, &row->group, error)) {
		dc_row_free(row);
		return NULL;
	}
	row->ticket = g_steal_pointer(&ticket);
	return row;
}

/* Any key of a band is longer than its first byte, so that byte alone stands before all of them. */
static void
bind_bounds(sqlite3_stmt *stmt, const DcPage *page)
{
	guint8 low = (guint8)page->band_from, high = (guint8)(page->band_to + 1);
	db_bind_blob(stmt, ":low", &low, 1);
	db_bind_blob(stmt, ":high", &high, 1);
	if (page->after != NULL)
		db_bind_blob(stmt, page->backward ? ":high" : ":low", page->after->key, page->after->key_len);
	db_bind_text(stmt, ":kind", page->kind != DC_KIND_NONE ? dc_word_code(DC_WORDS_OF_KIND, (int)page->kind) : NULL);
}

static void
turn_round(GPtrArray *rows)
{
	for (guint i = 0; i < rows->len / 2; i++) {
		gpointer other = rows->pdata[i];
		rows->pdata[i] = rows->pdata[rows->len - 1 - i];
		rows->pdata[rows->len - 1 - i] = other;
	}
}

GPtrArray *
dc_ledger_page(DcLedger *ledger, const DcPage *page, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)dc_row_free);
	g_auto(GStrv) words = fold_words(page->text);
	sqlite3_stmt *stmt = db_query(ledger, page->backward ? QUERY_RANK_PAGE_BACK : QUERY_RANK_PAGE);
	GError *failed = NULL;
	int found = 0;

	if (stmt != NULL)
		bind_bounds(stmt, page);
	while (failed == NULL && (int)rows->len < page->limit && (found = db_step(ledger, stmt, &failed)) == 1) {
		DcRow *row = read_row(ledger, stmt, words, &failed);
		if (row != NULL)
			g_ptr_array_add(rows, row);
	}
	if (stmt != NULL)
		sqlite3_reset(stmt);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return NULL;
	}
	if (page->backward)
		turn_round(rows);
	return g_steal_pointer(&rows);
}

bool
dc_ledger_place(DcLedger *ledger, int band_from, const guint8 *key, gsize key_len, int *place, GError **error)
{
	guint8 low = (guint8)band_from;
	gint64 before;
	sqlite3_stmt *stmt = db_query(ledger, QUERY_RANK_BEFORE);
	db_bind_blob(stmt, ":low", &low, 1);
	db_bind_blob(stmt, ":key", key, key_len);
	if (!db_number(ledger, stmt, 0, &before, error))
		return false;
	*place = (int)before + 1;
	return true;
}

GArray *
dc_ledger_counts(DcLedger *ledger, GError **error)
{
	g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(DcCount));
	sqlite3_stmt *stmt = db_query(ledger, QUERY_COUNTERS);
	int row;
	while ((row = db_step(ledger, stmt, error)) == 1) {
		int kind = 0;
		g_autofree char *code = db_column_text(stmt, 1);
		if (!dc_word_parse(DC_WORDS_OF_KIND, code, &kind, NULL))
			continue;
		DcCount count = { .band = sqlite3_column_int(stmt, 0), .kind = (DcKind)kind, .n = sqlite3_column_int64(stmt, 2), .est_min = sqlite3_column_int64(stmt, 3) };
		g_array_append_val(counts, count);
	}
	return row == 0 ? g_steal_pointer(&counts) : NULL;
}
