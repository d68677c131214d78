/* Pages of the order: keyset, never OFFSET, so that the first page costs the same with a hundred tickets and a million. */
#include "find.h"
#include "match.h"

#include <string.h>

#define COUNT_FIRST 1000 /* rows that are counted in less than a tenth of a millisecond */
#define COUNT_MORE 8
#define FEW_MAX 150 /* tickets that are put in order by themselves: few milliseconds, also where none is in memory yet */

void
dc_row_free(DcRow *row)
{
	if (row == NULL)
		return;
	dc_ticket_free(row->ticket);
	g_free(row);
}

/* -- one row: what the rank says, behind the columns of a whole ticket or alone -- */
enum { KEY_COLUMN, BAND_COLUMN, MEMBERS_COLUMN, CALLERS_COLUMN, DEPARTMENTS_COLUMN, NO_COLUMN };

static void
read_key(const DbQuery *query, int from, DcRow *row)
{
	row->key_len = MIN((gsize)sqlite3_column_bytes(query->stmt, from + KEY_COLUMN), sizeof row->key);
	if (row->key_len > 0)
		memcpy(row->key, sqlite3_column_blob(query->stmt, from + KEY_COLUMN), row->key_len);
}

/* Takes the ticket; NULL: NULL. */
static DcRow *
read_rank(const DbQuery *query, int from, DcTicket *ticket)
{
	if (ticket == NULL)
		return NULL;
	DcRow *row = g_new0(DcRow, 1);
	read_key(query, from, row);
	row->ticket = ticket;
	row->band = sqlite3_column_int(query->stmt, from + BAND_COLUMN);
	row->group.n_members = sqlite3_column_int(query->stmt, from + MEMBERS_COLUMN);
	row->group.n_callers = sqlite3_column_int(query->stmt, from + CALLERS_COLUMN);
	row->group.n_departments = sqlite3_column_int(query->stmt, from + DEPARTMENTS_COLUMN);
	return row;
}

static DcRow *
read_row(DcLedger *ledger, const DbQuery *query, GError **error)
{
	return read_rank(query, record_columns(DC_ENTITY_TICKET), record_of_row(ledger, DC_ENTITY_TICKET, query, error));
}

/* -- a page -- */
typedef struct {
	const guint8 *bytes;
	gsize n;
} Bound;

static Bound
later(Bound a, Bound b)
{
	int order = memcmp(a.bytes, b.bytes, MIN(a.n, b.n));
	return order > 0 || (order == 0 && a.n > b.n) ? a : b;
}

/* Between the bands, and behind or before the row that was named. Any key of a band is longer than its first byte, so that byte alone
 * stands before all of them. */
static void
bind_bounds(DbQuery *query, const DcPage *page, const guint8 bands[2])
{
	Bound low = { &bands[0], 1 }, high = { &bands[1], 1 };
	if (page->after != NULL) {
		Bound after = { page->after->key, page->after->key_len };
		if (!page->backward)
			low = later(low, after);
		else if (later(high, after).bytes == high.bytes)
			high = after;
	}
	db_bind_blob(query, ":low", low.bytes, low.n);
	db_bind_blob(query, ":high", high.bytes, high.n);
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

static void
bind_page(DbQuery *query, const DcPage *page, const guint8 bands[2])
{
	bind_bounds(query, page, bands);
	db_bind_text(query, ":kind", page->kind != DC_KIND_NONE ? dc_word_code(DC_WORDS_OF_KIND, (int)page->kind) : NULL);
}

typedef struct { /* a page that is being read */
	const DcPage *page;
	const guint8 *bands;
	Finder *finder; /* NULL: everything is wanted */
	GPtrArray *rows;
	DcRow last; /* the key of the last row that was looked at; key_len 0: there is none behind it */
} Reading;

static void
note_last(Reading *reading, const DcRow *row)
{
	reading->last.key_len = row->key_len;
	memcpy(reading->last.key, row->key, row->key_len);
}

/* The row that stands in the walk, if it is asked for; NULL without an error if not. Only then is its ticket read, which stands anywhere in the file. */
static DcRow *
read_wanted(DcLedger *ledger, Finder *finder, const DbQuery *query, GError **error)
{
	bool wanted;
	DcTicketNo no = db_column_number(query, NO_COLUMN);
	if (!finder_accepts(finder, no, &wanted, error) || !wanted)
		return NULL;
	return read_rank(query, 0, dc_ledger_read(ledger, DC_ENTITY_TICKET, no, error));
}

static bool
has_enough(const Reading *reading, gint64 n_seen)
{
	const DcPage *page = reading->page;
	if ((int)reading->rows->len >= page->limit)
		return true;
	return reading->finder != NULL && page->effort > 0 && n_seen / PASSES + finder_n_read(reading->finder) + reading->rows->len >= page->effort;
}

/* Through the order, until there are enough or it has cost enough. */
static bool
read_walk(DcLedger *ledger, Reading *reading, SqlQueryId id, GError **error)
{
	DbQuery *query = db_query(ledger, id);
	GError *failed = NULL;
	int row = 0, from = reading->finder != NULL ? 0 : record_columns(DC_ENTITY_TICKET);

	bind_page(query, reading->page, reading->bands);
	for (gint64 n_seen = 0; failed == NULL && !has_enough(reading, n_seen) && (row = db_step(ledger, query, &failed)) == 1; n_seen++) {
		DcRow *wanted = reading->finder != NULL ? read_wanted(ledger, reading->finder, query, &failed) : read_row(ledger, query, &failed);
		if (wanted != NULL)
			g_ptr_array_add(reading->rows, wanted);
		read_key(query, from, &reading->last);
	}
	db_leave(query);
	if (row != 1)
		reading->last.key_len = 0;
	if (failed == NULL)
		return true;
	g_propagate_error(error, failed);
	return false;
}

static bool
read_order(DcLedger *ledger, Reading *reading, GError **error)
{
	const DcPage *page = reading->page;
	if (page->filter == NULL)
		return read_walk(ledger, reading, page->backward ? QUERY_RANK_PAGE_BACK : QUERY_RANK_PAGE, error);
	g_autoptr(Finder) finder G_GNUC_UNUSED = reading->finder = finder_new(ledger, page->filter);
	return read_walk(ledger, reading, page->backward ? QUERY_RANK_WALK_BACK : QUERY_RANK_WALK, error);
}

static int
compare_keys(gconstpointer a, gconstpointer b)
{
	const DcRow *left = *(DcRow *const *)a, *right = *(DcRow *const *)b;
	int order = memcmp(left->key, right->key, MIN(left->key_len, right->key_len));
	return order != 0 ? order : (left->key_len > right->key_len) - (left->key_len < right->key_len);
}

static int
compare_keys_back(gconstpointer a, gconstpointer b)
{
	return compare_keys(b, a);
}

static bool
read_ticket(DcLedger *ledger, Reading *reading, DcTicketNo no, GError **error)
{
	GError *failed = NULL;
	DbQuery *query = db_query(ledger, QUERY_RANK_ROW);
	bind_page(query, reading->page, reading->bands);
	db_bind_number(query, ":ticket", no);
	DcRow *row = db_step(ledger, query, &failed) == 1 ? read_row(ledger, query, &failed) : NULL;
	db_leave(query);
	if (row != NULL)
		g_ptr_array_add(reading->rows, row);
	if (failed != NULL)
		g_propagate_error(error, failed);
	return failed == NULL;
}

/* These alone, put in order. */
static bool
read_few(DcLedger *ledger, Reading *reading, const GArray *few, GError **error)
{
	const DcPage *page = reading->page;
	for (guint i = 0; i < few->len; i++)
		if (!read_ticket(ledger, reading, g_array_index(few, gint64, i), error))
			return false;
	g_ptr_array_sort(reading->rows, page->backward ? compare_keys_back : compare_keys);
	if ((int)reading->rows->len > page->limit) {
		g_ptr_array_set_size(reading->rows, page->limit);
		note_last(reading, g_ptr_array_index(reading->rows, reading->rows->len - 1));
	}
	return true;
}

static bool
find_few_hits(DcLedger *ledger, const DcFilter *filter, GArray **few, GError **error)
{
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	Hits *hits = hits_of(ledger, filter);
	int are_few = hits_few(hits, ledger, FEW_MAX, nos, error);
	if (are_few == 1)
		*few = g_steal_pointer(&nos);
	hits_unref(hits);
	return are_few >= 0;
}

/* Where the words of the filter leave few tickets, they are found by the index: `*few` is NULL if they leave more. */
static bool
find_few(DcLedger *ledger, const DcPage *page, GArray **few, GError **error)
{
	DcTicketNo next = 0;
	*few = NULL;
	if (page->filter == NULL || !match_leads(page->filter))
		return true;
	if (match_answers(page->filter)) /* the walk asks for the same, if they are not few */
		return find_few_hits(ledger, page->filter, few, error);
	g_autoptr(DcFilter) open = dc_filter_join(DC_FILTER_AND, dc_filter_new(DC_FILTER_OPEN), dc_filter_copy(page->filter));
	g_autoptr(GArray) nos = dc_ledger_find(ledger, &(DcFind){ .filter = open, .limit = FEW_MAX, .effort = FEW_MAX }, &next, error);
	if (nos != NULL && next == 0)
		*few = g_steal_pointer(&nos);
	return *few != NULL || next != 0;
}

GPtrArray *
dc_ledger_page(DcLedger *ledger, const DcPage *page, DcRow *reached, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)dc_row_free);
	g_autoptr(GArray) few = NULL;
	const guint8 bands[] = { (guint8)page->band_from, (guint8)(MIN(page->band_to, G_MAXUINT8 - 1) + 1) };
	Reading reading = { .page = page, .bands = bands, .rows = rows };
	if (!find_few(ledger, page, &few, error) || !(few != NULL ? read_few(ledger, &reading, few, error) : read_order(ledger, &reading, error)))
		return NULL;
	if (page->backward)
		turn_round(rows);
	if (reached != NULL)
		*reached = reading.last;
	return g_steal_pointer(&rows);
}

/* Rows between two keys, a band alone stands before all of its rows; no more than `most` (-1: all). */
static bool
count_between(DcLedger *ledger, Bound low, Bound high, gint64 most, gint64 *n, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_BETWEEN);
	db_bind_blob(query, ":low", low.bytes, low.n);
	db_bind_blob(query, ":high", high.bytes, high.n);
	db_bind_number(query, ":most", most);
	return db_number(ledger, query, 0, n, error);
}

static bool
count_behind(DcLedger *ledger, const guint8 *key, gsize key_len, gint64 most, gint64 *n, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_BEHIND);
	db_bind_blob(query, ":key", key, key_len);
	db_bind_number(query, ":most", most);
	return db_number(ledger, query, 0, n, error);
}

static bool
count_all(DcLedger *ledger, int band_from, gint64 *n, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_RANK_TOTAL);
	db_bind_number(query, ":band", band_from);
	return db_number(ledger, query, 0, n, error);
}

/* Counted from both ends, some more each time: a place near either of them is found at once. */
bool
dc_ledger_place(DcLedger *ledger, int band_from, const guint8 *key, gsize key_len, int *place, GError **error)
{
	const guint8 band = (guint8)band_from;
	gint64 before = 0, behind = 0, all = 0;
	for (gint64 most = COUNT_FIRST;; most *= COUNT_MORE) {
		if (!count_between(ledger, (Bound){ &band, 1 }, (Bound){ key, key_len }, most, &before, error))
			return false;
		if (before < most)
			break;
		if (!count_behind(ledger, key, key_len, most, &behind, error) || !count_all(ledger, band_from, &all, error))
			return false;
		before = all - behind;
		if (behind < most)
			break;
	}
	*place = (int)before + 1;
	return true;
}

bool
dc_ledger_place_after(DcLedger *ledger, const guint8 *low, gsize low_len, int low_place, const guint8 *key, gsize key_len, int *place, GError **error)
{
	gint64 between;
	if (!count_between(ledger, (Bound){ low, low_len }, (Bound){ key, key_len }, -1, &between, error))
		return false;
	*place = low_place + (int)between + 1;
	return true;
}

GArray *
dc_ledger_counts(DcLedger *ledger, GError **error)
{
	g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(DcCount));
	DbQuery *query = db_query(ledger, QUERY_COUNTERS);
	int row;
	while ((row = db_step(ledger, query, error)) == 1) {
		DcValue kind;
		if (!value_load(ledger, query, 1, DC_FIELD_KIND, &kind, error)) {
			db_leave(query);
			return NULL;
		}
		DcCount count = { .band = sqlite3_column_int(query->stmt, 0), .kind = (DcKind)kind.number };
		count.n = sqlite3_column_int64(query->stmt, 2);
		count.est_min = sqlite3_column_int64(query->stmt, 3);
		g_array_append_val(counts, count);
	}
	return row == 0 ? g_steal_pointer(&counts) : NULL;
}
