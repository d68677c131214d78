/* The words of a filter as questions to the search index, and the numbers of the tickets that it answers with. */
#include "match.h"
#include "index.h"
#include "token.h"

#include <daicho/text.h>

#include <string.h>

/* -- in the language of the index, which knows "this and not that", but no bare "not" -- */
static const DcFilter *
part(const DcFilter *filter, guint i)
{
	return g_ptr_array_index(filter->parts, i);
}

/* A filter as a key of a table, which takes no const. */
static gpointer
key_of(const DcFilter *filter)
{
	return GSIZE_TO_POINTER((gsize)filter);
}

static bool
excludes(const DcFilter *filter)
{
	return filter->type == DC_FILTER_NOT && match_answers(part(filter, 0));
}

bool
match_answers(const DcFilter *filter)
{
	if (filter->type == DC_FILTER_TEXT)
		return filter->field == DC_N_FIELDS || index_column(filter->field) != NULL;
	if (filter->type != DC_FILTER_AND && filter->type != DC_FILTER_OR)
		return false;
	guint n_said = 0;
	for (guint i = 0; i < filter->parts->len; i++) {
		bool said = match_answers(part(filter, i));
		if (!said && !(filter->type == DC_FILTER_AND && excludes(part(filter, i))))
			return false;
		n_said += said;
	}
	return n_said > 0;
}

bool
match_is_shared(const DcFilter *filter)
{
	bool shared = filter->type == DC_FILTER_TEXT ? filter->field == DC_FIELD_SYSTEM || filter->field == DC_FIELD_DEPARTMENT : filter->parts != NULL;
	for (guint i = 0; filter->parts != NULL && i < filter->parts->len; i++)
		shared = shared && match_is_shared(part(filter, i));
	return shared;
}

static void
write_text(GString *match, const DcFilter *filter)
{
	g_autofree char *folded = dc_text_fold(filter->text);
	if (filter->field != DC_N_FIELDS)
		g_string_append_printf(match, "{%s} : ", index_column(filter->field));
	if (*folded != '\0')
		token_phrase(match, folded);
	else
		g_string_append(match, "\"\""); /* nothing has it */
}

static void
write_match(GString *match, const DcFilter *filter)
{
	if (filter->type == DC_FILTER_TEXT) {
		write_text(match, filter);
		return;
	}
	const char *joint = filter->type == DC_FILTER_AND ? " AND " : " OR ";
	gsize begin = match->len;
	g_string_append(match, "((");
	for (guint i = 0; i < filter->parts->len; i++) {
		if (excludes(part(filter, i)))
			continue;
		g_string_append(match, match->len > begin + 2 ? joint : "");
		write_match(match, part(filter, i));
	}
	g_string_append_c(match, ')');
	for (guint i = 0; i < filter->parts->len; i++)
		if (excludes(part(filter, i))) {
			g_string_append(match, " NOT ");
			write_match(match, part(part(filter, i), 0));
		}
	g_string_append_c(match, ')');
}

char *
match_of(const DcFilter *filter)
{
	GString *match = g_string_new(NULL);
	write_match(match, filter);
	return g_string_free(match, FALSE);
}

static void
gather(const DcFilter *filter, GPtrArray *said)
{
	if (match_answers(filter) || excludes(filter))
		g_ptr_array_add(said, key_of(filter));
	else if (filter->type == DC_FILTER_AND)
		for (guint i = 0; i < filter->parts->len; i++)
			gather(part(filter, i), said);
}

static bool
leads(const GPtrArray *said)
{
	for (guint i = 0; i < said->len; i++)
		if (match_answers(said->pdata[i]) && !match_is_shared(said->pdata[i]))
			return true;
	return false;
}

bool
match_leads(const DcFilter *filter)
{
	g_autoptr(GPtrArray) said = g_ptr_array_new();
	gather(filter, said);
	return leads(said);
}

char *
match_of_all(const DcFilter *filter, bool is_open, GHashTable *said)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new();
	gather(filter, parts);
	for (guint i = leads(parts) || is_open ? parts->len : 0; i > 0; i--)
		if (match_is_shared(parts->pdata[i - 1]))
			g_ptr_array_remove_index(parts, i - 1);
	const DcFilter all = { .type = DC_FILTER_AND, .parts = parts };
	if (!match_answers(&all))
		return NULL;
	for (guint i = 0; i < parts->len; i++)
		g_hash_table_add(said, parts->pdata[i]);
	return match_of(&all);
}

/* -- its answers -- */
#define KEPT_MAX 16
#define FIRST_STRIDE 100000 /* numbers */
#define STRIDE_GROWS 4      /* a word that may go on costs as much for few numbers as for all */

struct _Hits {
	char *match;
	DcTicketNo from; /* at and above it all is known */
	gint64 stride;
	guint n;         /* so many from there on */
	guint8 *bits;
	gsize n_bytes;
};

static void
clear(gpointer data)
{
	Hits *hits = data;
	g_free(hits->match);
	g_free(hits->bits);
}

void
hits_unref(Hits *hits)
{
	g_rc_box_release_full(hits, clear);
}

/* What is read while something is being written may never have been. */
static bool
is_outdated(DcLedger *ledger)
{
	bool writes = sqlite3_txn_state(ledger->db, NULL) == SQLITE_TXN_WRITE;
	gint64 version, written = writes ? -1 : sqlite3_total_changes64(ledger->db);
	if (!db_number(ledger, db_query(ledger, QUERY_DATA_VERSION), 0, &version, NULL))
		return true;
	bool outdated = writes || version != ledger->hits_version || written != ledger->hits_written;
	ledger->hits_version = version;
	ledger->hits_written = written;
	return outdated;
}

Hits *
hits_of(DcLedger *ledger, const DcFilter *filter)
{
	char *match = match_of(filter);
	if (ledger->hits == NULL)
		ledger->hits = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)hits_unref);
	if (is_outdated(ledger) || g_hash_table_size(ledger->hits) >= KEPT_MAX)
		g_hash_table_remove_all(ledger->hits);
	Hits *hits = g_hash_table_lookup(ledger->hits, match);
	if (hits != NULL) {
		g_free(match);
	} else {
		hits = g_rc_box_new0(Hits);
		*hits = (Hits){ .match = match, .from = G_MAXINT64, .stride = FIRST_STRIDE };
		g_hash_table_insert(ledger->hits, match, hits);
	}
	return g_rc_box_acquire(hits);
}

static void
add(Hits *hits, DcTicketNo no)
{
	gsize byte = (gsize)no / 8;
	if (byte >= hits->n_bytes) {
		gsize n = MAX(byte + 1, hits->n_bytes * 2);
		hits->bits = g_realloc(hits->bits, n);
		memset(hits->bits + hits->n_bytes, 0, n - hits->n_bytes);
		hits->n_bytes = n;
	}
	hits->bits[byte] |= (guint8)(1u << (no % 8));
	hits->n++;
}

static bool
ask_down_to(Hits *hits, DcLedger *ledger, DcTicketNo no, GError **error)
{
	DbQuery *query = db_query(ledger, QUERY_FIND_HITS);
	DcTicketNo from = MAX(no - hits->stride, 0);
	int row;
	db_bind_text(query, ":match", hits->match);
	db_bind_number(query, ":from", from);
	db_bind_number(query, ":before", hits->from);
	while ((row = db_step(ledger, query, error)) == 1)
		add(hits, db_column_number(query, 0));
	if (row < 0)
		return false;
	hits->from = from;
	hits->stride *= STRIDE_GROWS;
	return true;
}

static bool
holds(const Hits *hits, DcTicketNo no)
{
	gsize byte = (gsize)no / 8;
	return byte < hits->n_bytes && (hits->bits[byte] & (1u << (no % 8))) != 0;
}

int
hits_hold(Hits *hits, DcLedger *ledger, DcTicketNo no, GError **error)
{
	return no < hits->from && !ask_down_to(hits, ledger, no, error) ? -1 : holds(hits, no);
}

int
hits_few(Hits *hits, DcLedger *ledger, guint most, GArray *nos, GError **error)
{
	DcTicketNo next;
	if (!dc_ledger_next_no(ledger, &next, error))
		return -1;
	while (hits->from > 0 && hits->n <= most)
		if (!ask_down_to(hits, ledger, MIN(hits->from, next), error))
			return -1;
	for (DcTicketNo no = 0; hits->n <= most && no < (DcTicketNo)hits->n_bytes * 8; no++)
		if (holds(hits, no))
			g_array_append_val(nos, no);
	return hits->n <= most;
}
