/* Finding tickets by a filter. Its words are asked of the search index, once; the rest is asked of ticket after ticket as they come from what
 * is narrowest: the index, the open ones, or all. No statement is made for a filter: every condition is a value bound to one that stands. */
#include "find.h"
#include "index.h"
#include "token.h"

#include <daicho/text.h>

#include <string.h>

typedef struct { /* numbers of tickets */
	guint8 *bits;
	gsize n_bytes;
} NoSet;

struct _Finder {
	DcLedger *ledger;
	const DcFilter *filter;
	char *match;       /* what the index is asked for every ticket; NULL: nothing */
	GHashTable *found; /* DcFilter -> NoSet: what the index said of a text that stands within an "or" */
	GHashTable *asked; /* DcFilter: what `match` says already */
	/* the ticket that is being looked at */
	DcTicketNo no;
	DbQuery *ticket, *text; /* a row stands in them; NULL: not read */
};

/* -- sets of numbers -- */
static void
no_set_free(gpointer data)
{
	NoSet *set = data;
	g_free(set->bits);
	g_free(set);
}

static void
no_set_add(NoSet *set, gint64 no)
{
	gsize byte = (gsize)no / 8;
	if (byte >= set->n_bytes) {
		gsize n = MAX(byte + 1, set->n_bytes * 2);
		set->bits = g_realloc(set->bits, n);
		memset(set->bits + set->n_bytes, 0, n - set->n_bytes);
		set->n_bytes = n;
	}
	set->bits[byte] |= (guint8)(1u << (no % 8));
}

static bool
no_set_holds(const NoSet *set, gint64 no)
{
	gsize byte = (gsize)no / 8;
	return byte < set->n_bytes && (set->bits[byte] & (1u << (no % 8))) != 0;
}

/* -- words: in the language of the index -- */
static bool
has_parts(const DcFilter *filter)
{
	return filter->parts != NULL && filter->parts->len > 0;
}

static const DcFilter *
part(const DcFilter *filter, guint i)
{
	return g_ptr_array_index(filter->parts, i);
}

static bool
is_indexed(const DcFilter *filter)
{
	return filter->type == DC_FILTER_TEXT && (filter->field == DC_N_FIELDS || index_column(filter->field) != NULL);
}

/* A filter as a key of a table, which takes no const. */
static gpointer
key_of(const DcFilter *filter)
{
	return GSIZE_TO_POINTER((gsize)filter);
}

/* What the index alone can answer. It knows "this and not that", but no bare "not". */
static bool
is_match(const DcFilter *filter)
{
	if (is_indexed(filter))
		return true;
	if ((filter->type != DC_FILTER_AND && filter->type != DC_FILTER_OR) || !has_parts(filter))
		return false;
	for (guint i = 0; i < filter->parts->len; i++)
		if (!is_match(part(filter, i)))
			return false;
	return true;
}

static void
write_match(GString *match, const DcFilter *filter)
{
	if (filter->type == DC_FILTER_TEXT) {
		g_autofree char *folded = dc_text_fold(filter->text);
		if (filter->field != DC_N_FIELDS)
			g_string_append_printf(match, "{%s} : ", index_column(filter->field));
		if (*folded != '\0')
			token_phrase(match, folded);
		else
			g_string_append(match, "\"\""); /* nothing has it */
		return;
	}
	g_string_append_c(match, '(');
	for (guint i = 0; i < filter->parts->len; i++) {
		if (i > 0)
			g_string_append(match, filter->type == DC_FILTER_AND ? " AND " : " OR ");
		write_match(match, part(filter, i));
	}
	g_string_append_c(match, ')');
}

static char *
match_of(const DcFilter *filter)
{
	GString *match = g_string_new(NULL);
	write_match(match, filter);
	return g_string_free(match, FALSE);
}

static bool
ask_index(Finder *finder, const DcFilter *filter, GError **error)
{
	g_autofree char *match = match_of(filter);
	DbQuery *query = db_query(finder->ledger, QUERY_FIND_MATCH);
	NoSet *set = g_new0(NoSet, 1);
	int row;
	db_bind_text(query, ":match", match);
	db_bind_number(query, ":before", G_MAXINT64);
	while ((row = db_step(finder->ledger, query, error)) == 1)
		no_set_add(set, db_column_number(query, 0));
	g_hash_table_insert(finder->found, key_of(filter), set);
	return row == 0;
}

/* The widest parts that the index can answer, each asked once. */
static bool
ask_parts(Finder *finder, const DcFilter *filter, GError **error)
{
	if (g_hash_table_contains(finder->asked, filter))
		return true;
	if (is_match(filter))
		return ask_index(finder, filter, error);
	for (guint i = 0; has_parts(filter) && i < filter->parts->len; i++)
		if (!ask_parts(finder, part(filter, i), error))
			return false;
	return true;
}

/* What must hold of every ticket, joined to one question. */
static void
join_match(Finder *finder, const DcFilter *filter, GString *match)
{
	if (is_match(filter)) {
		if (match->len > 0)
			g_string_append(match, " AND ");
		write_match(match, filter);
		g_hash_table_add(finder->asked, key_of(filter));
		return;
	}
	for (guint i = 0; filter->type == DC_FILTER_AND && has_parts(filter) && i < filter->parts->len; i++)
		join_match(finder, part(filter, i), match);
}

static Finder *
finder_make(DcLedger *ledger, const DcFilter *filter, bool match_drives, GError **error)
{
	g_autoptr(Finder) finder = g_new0(Finder, 1);
	g_autoptr(GString) match = g_string_new(NULL);
	finder->ledger = ledger;
	finder->filter = filter;
	finder->found = g_hash_table_new_full(NULL, NULL, NULL, no_set_free);
	finder->asked = g_hash_table_new(NULL, NULL);
	if (filter != NULL && match_drives)
		join_match(finder, filter, match);
	if (match->len > 0)
		finder->match = g_strdup(match->str);
	return filter == NULL || ask_parts(finder, filter, error) ? g_steal_pointer(&finder) : NULL;
}

Finder *
finder_new(DcLedger *ledger, const DcFilter *filter, GError **error)
{
	return finder_make(ledger, filter, false, error);
}

void
finder_free(Finder *finder)
{
	if (finder == NULL)
		return;
	g_hash_table_unref(finder->found);
	g_hash_table_unref(finder->asked);
	g_free(finder->match);
	g_free(finder);
}

/* -- one ticket: 1 it is so, 0 it is not, -1 `error` -- */
static int
read_row(Finder *finder, SqlQueryId id, DbQuery **query, GError **error)
{
	if (*query != NULL)
		return 1;
	*query = db_query(finder->ledger, id);
	db_bind_number(*query, ":id", finder->no);
	int row = db_step(finder->ledger, *query, error);
	if (row != 1)
		*query = NULL;
	return row;
}

static void
leave_rows(Finder *finder)
{
	if (finder->ticket != NULL)
		db_leave(finder->ticket);
	if (finder->text != NULL)
		db_leave(finder->text);
	finder->ticket = finder->text = NULL;
}

/* The value as it stands in the file. */
static int
read_value(Finder *finder, DcField field, DcValue *value, GError **error)
{
	DcEntity entity = dc_field_info(field)->entity;
	bool is_ticket = entity == DC_ENTITY_TICKET;
	int row = is_ticket ? read_row(finder, QUERY_TICKET_READ, &finder->ticket, error) :
	                      read_row(finder, QUERY_TICKET_TEXT_READ, &finder->text, error);
	if (row != 1)
		return row;
	int column = 2 + (int)(field - dc_entity_first(entity));
	return value_load(finder->ledger, is_ticket ? finder->ticket : finder->text, column, field, value, error) ? 1 : -1;
}

static bool
is_set(DcField field, const DcValue *value)
{
	DcFieldType type = dc_field_info(field)->type;
	if (value->is_text)
		return value->text != NULL && *value->text != '\0';
	bool counts_from_one = type == DC_FIELD_TYPE_BOOL || type == DC_FIELD_TYPE_REF || type == DC_FIELD_TYPE_WORD;
	return value->number != DC_ABSENT && (!counts_from_one || value->number != 0);
}

static int
ask_value(Finder *finder, const DcFilter *filter, GError **error)
{
	DcValue value;
	int row = read_value(finder, filter->field, &value, error);
	if (row != 1)
		return row;
	bool holds;
	if (filter->type == DC_FILTER_SET) {
		holds = is_set(filter->field, &value);
	} else if (filter->type == DC_FILTER_TEXT) {
		g_autofree char *text = dc_text_fold(value.text != NULL ? value.text : "");
		g_autofree char *wanted = dc_text_fold(filter->text);
		holds = token_occurs(text, wanted);
	} else {
		/* "No" of a boolean is nothing in the file. */
		gint64 number = dc_field_info(filter->field)->type == DC_FIELD_TYPE_BOOL ? MAX(value.number, 0) : value.number;
		holds = !value.is_text && number != DC_ABSENT && number >= filter->low && number <= filter->high;
	}
	dc_value_clear(&value);
	return holds;
}

static int
ask_exists(Finder *finder, SqlQueryId id, GError **error)
{
	gint64 found;
	DbQuery *query = db_query(finder->ledger, id);
	db_bind_number(query, ":id", finder->no);
	return db_number(finder->ledger, query, 0, &found, error) ? found > 0 : -1;
}

static int
ask_open(Finder *finder, GError **error)
{
	DcValue value;
	int row = read_value(finder, DC_FIELD_STATUS, &value, error);
	return row != 1 ? row : dc_status_is_open((DcStatus)value.number);
}

static int ask(Finder *finder, const DcFilter *filter, GError **error);

static int
ask_all_of(Finder *finder, const DcFilter *filter, GError **error)
{
	bool wants_all = filter->type == DC_FILTER_AND;
	for (guint i = 0; i < filter->parts->len; i++) {
		int holds = ask(finder, part(filter, i), error);
		if (holds < 0 || (holds == 1) != wants_all)
			return holds;
	}
	return wants_all;
}

static int
ask(Finder *finder, const DcFilter *filter, GError **error)
{
	const NoSet *set = g_hash_table_lookup(finder->found, filter);
	if (set != NULL)
		return no_set_holds(set, finder->no);
	if (g_hash_table_contains(finder->asked, filter))
		return 1;
	switch (filter->type) {
	case DC_FILTER_AND:
	case DC_FILTER_OR:
		return ask_all_of(finder, filter, error);
	case DC_FILTER_NOT: {
		int holds = ask(finder, part(filter, 0), error);
		return holds < 0 ? holds : !holds;
	}
	case DC_FILTER_TEXT:
	case DC_FILTER_RANGE:
	case DC_FILTER_SET:
		return ask_value(finder, filter, error);
	case DC_FILTER_NUMBER:
		return finder->no >= filter->low && finder->no <= filter->high;
	case DC_FILTER_PRIORITY:
		return 0; /* what is pressing is not the ledger's to say */
	case DC_FILTER_OPEN:
		return ask_open(finder, error);
	case DC_FILTER_UNANSWERED:
		return ask_exists(finder, QUERY_FIND_UNANSWERED, error);
	case DC_FILTER_REPORTED:
		return ask_exists(finder, QUERY_FIND_REPORTED, error);
	}
	return 0;
}

bool
finder_accepts(Finder *finder, DcTicketNo no, bool *accepted, GError **error)
{
	finder->no = no;
	int holds = finder->filter == NULL ? 1 : ask(finder, finder->filter, error);
	leave_rows(finder);
	*accepted = holds == 1;
	return holds >= 0;
}

/* -- all of them, newest first -- */

/* Only open tickets can be asked for. */
static bool
wants_open(const DcFilter *filter)
{
	bool any = filter->type == DC_FILTER_OPEN || (filter->type == DC_FILTER_RANGE && filter->field == DC_FIELD_STATUS &&
	                                              filter->low >= 1 && filter->high < (gint64)DC_STATUS_CLOSED);
	bool all = filter->type == DC_FILTER_OR && has_parts(filter);
	for (guint i = 0; (filter->type == DC_FILTER_AND || filter->type == DC_FILTER_OR) && i < filter->parts->len; i++) {
		bool one = wants_open(part(filter, i));
		any = any || (filter->type == DC_FILTER_AND && one);
		all = all && one;
	}
	return any || all;
}

/* Numbers above the highest asked for are not looked at. */
static DcTicketNo
highest(const DcFilter *filter)
{
	DcTicketNo high = G_MAXINT64;
	if (filter->type == DC_FILTER_NUMBER)
		return filter->high;
	for (guint i = 0; filter->type == DC_FILTER_AND && i < filter->parts->len; i++)
		high = MIN(high, highest(part(filter, i)));
	return high;
}

static DbQuery *
begin(Finder *finder, DcTicketNo before)
{
	bool open = finder->filter != NULL && wants_open(finder->filter);
	DbQuery *query = db_query(finder->ledger, finder->match != NULL ? QUERY_FIND_MATCH : open ? QUERY_FIND_OPEN : QUERY_FIND_ANY);
	DcTicketNo high = finder->filter != NULL ? highest(finder->filter) : G_MAXINT64;
	before = before > 0 ? before : G_MAXINT64;
	db_bind_number(query, ":before", high < before ? high + 1 : before);
	if (finder->match != NULL)
		db_bind_text(query, ":match", finder->match);
	return query;
}

GArray *
dc_ledger_find(DcLedger *ledger, const DcFind *find, DcTicketNo *next, GError **error)
{
	g_autoptr(Finder) finder = finder_make(ledger, find->filter, true, error);
	if (finder == NULL)
		return NULL;
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	DbQuery *query = begin(finder, find->before);
	DcTicketNo last = 0;
	int row = 0, n_seen = 0;
	while ((int)nos->len < find->limit && (find->effort <= 0 || n_seen < find->effort) && (row = db_step(ledger, query, error)) == 1) {
		bool accepted;
		last = db_column_number(query, 0);
		n_seen++;
		if (!finder_accepts(finder, last, &accepted, error)) {
			db_leave(query);
			return NULL;
		}
		if (accepted)
			g_array_append_val(nos, last);
	}
	db_leave(query);
	if (row < 0)
		return NULL;
	if (next != NULL)
		*next = row == 1 ? last : 0;
	return g_steal_pointer(&nos);
}
