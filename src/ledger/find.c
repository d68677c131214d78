/* Finding tickets by a filter. Its words are asked of the search index, once; the rest is asked of ticket after ticket as they come from what
 * is narrowest: the index, the open ones, or all. No statement is made for a filter: every condition is a value bound to one that stands. */
#include "find.h"
#include "match.h"
#include "token.h"

#include <daicho/text.h>

struct _Finder {
	DcLedger *ledger;
	const DcFilter *filter;
	char *match;       /* what the index is asked for every ticket; NULL: nothing */
	GHashTable *said;  /* DcFilter: what `match` says already */
	GHashTable *found; /* DcFilter -> Hits: what else the index can say, as of a text that stands within an "or" */
	/* the ticket that is being looked at */
	DcTicketNo no;
	DbQuery *ticket, *text; /* a row stands in them; NULL: not read */
	int n_read;
};

static const DcFilter *
part(const DcFilter *filter, guint i)
{
	return g_ptr_array_index(filter->parts, i);
}

static bool
has_parts(const DcFilter *filter)
{
	return filter->parts != NULL && filter->parts->len > 0;
}

/* The widest parts that the index can answer. */
static void
find_hits(Finder *finder, const DcFilter *filter)
{
	if (g_hash_table_contains(finder->said, filter))
		return;
	if (match_answers(filter) && !match_is_shared(filter))
		g_hash_table_insert(finder->found, GSIZE_TO_POINTER((gsize)filter), hits_of(finder->ledger, filter));
	else
		for (guint i = 0; has_parts(filter) && i < filter->parts->len; i++)
			find_hits(finder, part(filter, i));
}

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

static Finder *
finder_make(DcLedger *ledger, const DcFilter *filter, bool match_drives)
{
	Finder *finder = g_new0(Finder, 1);
	finder->ledger = ledger;
	finder->filter = filter;
	finder->said = g_hash_table_new(NULL, NULL);
	finder->found = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)hits_unref);
	if (filter != NULL && match_drives)
		finder->match = match_of_all(filter, wants_open(filter), finder->said);
	if (filter != NULL)
		find_hits(finder, filter);
	return finder;
}

Finder *
finder_new(DcLedger *ledger, const DcFilter *filter)
{
	return finder_make(ledger, filter, false);
}

void
finder_free(Finder *finder)
{
	if (finder == NULL)
		return;
	g_hash_table_unref(finder->found);
	g_hash_table_unref(finder->said);
	g_free(finder->match);
	g_free(finder);
}

/* -- one ticket: 1 it is so, 0 it is not, -1 `error` -- */
static int
read_row(Finder *finder, SqlQueryId id, DbQuery **query, GError **error)
{
	if (*query != NULL)
		return 1;
	finder->n_read++;
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
		holds = dc_fact_holds(value.text != NULL ? value.text : "", filter->text);
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
	finder->n_read++;
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
	Hits *hits = g_hash_table_lookup(finder->found, filter);
	if (hits != NULL)
		return hits_hold(hits, finder->ledger, finder->no, error);
	if (g_hash_table_contains(finder->said, filter))
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

int
finder_n_read(const Finder *finder)
{
	return finder->n_read;
}

/* -- all of them, newest first -- */

/* Known of every ticket on the walk. */
static void
say_open(Finder *finder, const DcFilter *filter)
{
	if (filter->type == DC_FILTER_OPEN)
		g_hash_table_add(finder->said, GSIZE_TO_POINTER((gsize)filter));
	for (guint i = 0; filter->type == DC_FILTER_AND && i < filter->parts->len; i++)
		say_open(finder, part(filter, i));
}

/* Numbers outside of those asked for are not looked at. */
static void
narrow(const DcFilter *filter, DcTicketNo *low, DcTicketNo *high)
{
	if (filter->type == DC_FILTER_NUMBER) {
		*low = MAX(*low, filter->low);
		*high = MIN(*high, filter->high);
	}
	for (guint i = 0; filter->type == DC_FILTER_AND && i < filter->parts->len; i++)
		narrow(part(filter, i), low, high);
}

typedef struct { /* one walk from the newest down */
	Finder *finder;
	DbQuery *query;
	bool is_open_asked; /* of what the query gives */
	DcTicketNo low;
	DcTicketNo last;    /* the one it stands at */
	DcTicketNo open;    /* the newest open one that is not newer than `last` was; 0: there is none */
	int left;           /* of the effort, in PASSES */
} Walk;

static void
begin(Walk *walk, Finder *finder, const DcFind *find)
{
	const DcFilter *filter = finder->filter;
	bool open = filter != NULL && wants_open(filter);
	DcTicketNo high = G_MAXINT64 - 1;
	*walk = (Walk){ .finder = finder, .is_open_asked = open && finder->match != NULL, .open = G_MAXINT64 };
	if (open)
		say_open(finder, filter);
	if (filter != NULL)
		narrow(filter, &walk->low, &high);
	walk->low = MAX(walk->low, find->from);
	walk->left = find->effort > 0 && find->effort < G_MAXINT / PASSES ? find->effort * PASSES : G_MAXINT;
	walk->query = db_query(finder->ledger, finder->match != NULL ? QUERY_FIND_MATCH : open ? QUERY_FIND_OPEN : QUERY_FIND_ANY);
	db_bind_number(walk->query, ":before", find->before > 0 ? MIN(high + 1, find->before) : high + 1);
	if (finder->match != NULL)
		db_bind_text(walk->query, ":match", finder->match);
}

/* 1: `last` may be asked for; 0: there is none any more, or the effort is spent (`left` is 0); -1: `error`. */
static int
next_candidate(Walk *walk, GError **error)
{
	DcLedger *ledger = walk->finder->ledger;
	while (walk->left > 0) {
		int row = db_step(ledger, walk->query, error);
		if (row != 1)
			return row;
		walk->last = db_column_number(walk->query, 0);
		if (walk->last < walk->low)
			return 0;
		if (walk->is_open_asked && walk->last < walk->open) {
			DbQuery *query = db_query(ledger, QUERY_FIND_OPEN_FROM);
			db_bind_number(query, ":no", walk->last);
			if (!db_number(ledger, query, 0, &walk->open, error))
				return -1;
			if (walk->open == 0)
				return 0;
		}
		if (!walk->is_open_asked || walk->last == walk->open) {
			walk->left -= MIN(walk->left, PASSES);
			return 1;
		}
		walk->left--;
	}
	return 0;
}

static bool
walk_down(Walk *walk, int limit, GArray *nos, DcTicketNo *next, GError **error)
{
	int row = 1;
	while ((int)nos->len < limit && (row = next_candidate(walk, error)) == 1) {
		bool accepted;
		if (!finder_accepts(walk->finder, walk->last, &accepted, error))
			return false;
		if (accepted)
			g_array_append_val(nos, walk->last);
	}
	*next = row == 1 || walk->left == 0 ? walk->last : 0;
	return row >= 0;
}

GArray *
dc_ledger_find(DcLedger *ledger, const DcFind *find, DcTicketNo *next, GError **error)
{
	g_autoptr(Finder) finder = finder_make(ledger, find->filter, true);
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	DcTicketNo rest;
	Walk walk;
	begin(&walk, finder, find);
	bool ok = walk_down(&walk, find->limit, nos, &rest, error);
	db_leave(walk.query);
	if (!ok)
		return NULL;
	if (next != NULL)
		*next = rest;
	return g_steal_pointer(&nos);
}

/* -- mails that stand on no ticket -- */
GArray *
dc_ledger_find_mails(DcLedger *ledger, const DcFind *find, DcId *next, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	bool asks_words = find->filter != NULL && match_answers(find->filter);
	g_autofree char *match = asks_words ? match_of(find->filter) : NULL;
	int row = 0;
	if (asks_words) {
		DbQuery *query = db_query(ledger, QUERY_FIND_MAILS);
		db_bind_text(query, ":match", match);
		db_bind_number(query, ":from", find->from);
		db_bind_number(query, ":before", find->before > 0 ? find->before : G_MAXINT64);
		while ((int)ids->len < find->limit && (row = db_step(ledger, query, error)) == 1) {
			gint64 id = db_column_number(query, 0);
			g_array_append_val(ids, id);
		}
		db_leave(query);
	}
	if (row < 0)
		return NULL;
	*next = row == 1 ? g_array_index(ids, gint64, ids->len - 1) : 0;
	return g_steal_pointer(&ids);
}
