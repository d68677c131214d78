/* Finding: a query as a filter that the ledger understands, what was found and where it stands in the text. */
#include "desk.h"

#include <daicho/query.h>
#include <daicho/text.h>

#include <string.h>

#define FEW 200           /* so many are put in order by how near they are; of more the newest come first */
#define CONTEXT_BEFORE 24 /* characters around what was found */
#define CONTEXT 80

/* -- priority: the policy's matrix, an override, a major incident -- */
static DcFilter *
cells_of(const DcPolicy *policy, gint64 low, gint64 high)
{
	DcFilter *cells = dc_filter_new(DC_FILTER_OR);
	for (int impact = 1; impact <= 3; impact++)
		for (int urgency = 1; urgency <= 3; urgency++) {
			int priority = dc_policy_matrix(policy, impact, urgency);
			if (priority < low || priority > high)
				continue;
			DcFilter *cell = dc_filter_new(DC_FILTER_AND);
			g_ptr_array_add(cell->parts, dc_filter_range(DC_FIELD_IMPACT, impact, impact));
			g_ptr_array_add(cell->parts, dc_filter_range(DC_FIELD_URGENCY, urgency, urgency));
			g_ptr_array_add(cells->parts, cell);
		}
	return cells;
}

/* As dc_priority_rate() has it: the override, else a major incident, else the matrix (domain.md 3.2). */
static DcFilter *
priority_filter(const DcPolicy *policy, gint64 low, gint64 high)
{
	DcFilter *major = dc_filter_range(DC_FIELD_MAJOR, 1, 1);
	DcFilter *judged = dc_filter_join(DC_FILTER_AND, dc_filter_not(dc_filter_copy(major)), cells_of(policy, low, high));
	if (low <= 1 && high >= 1)
		judged = dc_filter_join(DC_FILTER_OR, major, judged);
	else
		dc_filter_free(major);
	DcFilter *own = dc_filter_join(DC_FILTER_AND, dc_filter_not(dc_filter_set(DC_FIELD_OVERRIDE)), judged);
	return dc_filter_join(DC_FILTER_OR, dc_filter_range(DC_FIELD_OVERRIDE, low, high), own);
}

/* Takes the filter over. */
static DcFilter *
settle(const DcPolicy *policy, DcFilter *filter)
{
	for (guint i = 0; filter->parts != NULL && i < filter->parts->len; i++)
		filter->parts->pdata[i] = settle(policy, filter->parts->pdata[i]);
	if (filter->type != DC_FILTER_PRIORITY)
		return filter;
	DcFilter *settled = priority_filter(policy, filter->low, filter->high);
	dc_filter_free(filter);
	return settled;
}

static const char *
saved_query(const char *name, gpointer policy)
{
	const DcSavedFilter *filter = dc_policy_filter(policy, name);
	return filter != NULL ? filter->query : NULL;
}

DcFilter *
find_filter(DcPolicy *policy, const DcField *fields, const char *query, DcInstant now, gsize *at, GError **error)
{
	const DcQueryWorld world = { .calendar = dc_policy_calendar(policy), .now = now, .saved = saved_query, .data = policy, .fields = fields };
	DcFilter *filter = dc_query_parse(query, &world, at, error);
	return filter != NULL ? settle(policy, filter) : NULL;
}

DcFilter *
dc_desk_filter(DcDesk *desk, const char *query, DcInstant now, gsize *at, GError **error)
{
	return find_filter(desk->policy, NULL, query, now, at, error);
}

/* -- where the words stand -- */
void
dc_found_free(DcFound *found)
{
	if (found == NULL)
		return;
	dc_listed_free(found->listed);
	dc_mail_row_free(found->mail);
	g_free(found->text);
	g_free(found->answer);
	g_free(found);
}

/* One line with some text before and after, without splitting a character. */
static void
set_context(DcFound *found, const DcFact *fact, gsize from, gsize to)
{
	const char *begin = fact->text + from, *end = fact->text + to;
	for (int i = 0; i < CONTEXT_BEFORE && begin > fact->text; i++)
		begin = g_utf8_prev_char(begin);
	for (int i = 0; i < CONTEXT && *end != '\0'; i++)
		end = g_utf8_next_char(end);
	g_autofree char *before = g_strndup(begin, (gsize)(fact->text + from - begin));
	g_autofree char *match = g_strndup(fact->text + from, to - from);
	g_autofree char *after = g_strndup(fact->text + to, (gsize)(end - fact->text) - to);
	g_strdelimit(before, "\r\n\t", ' ');
	g_strdelimit(match, "\r\n\t", ' ');
	g_strdelimit(after, "\r\n\t", ' ');
	found->field = fact->field;
	found->text = g_strconcat(before, match, after, NULL);
	found->from = strlen(before);
	found->to = found->from + strlen(match);
}

static void
locate(DcFound *found, const GPtrArray *facts, const GPtrArray *words)
{
	gsize from, to;
	for (guint w = 0; w < words->len; w++)
		for (guint i = 0; i < facts->len; i++)
			if (dc_text_find(((DcFact *)g_ptr_array_index(facts, i))->text, g_ptr_array_index(words, w), &from, &to)) {
				set_context(found, g_ptr_array_index(facts, i), from, to);
				return;
			}
}

/* -- how near: all words as typed in the subject, as typed anywhere, in the subject, anywhere -- */
typedef struct {
	DcTicketNo no;
	int distance;
	GPtrArray *facts; /* of DcFact; NULL: not read */
} Hit;

static void
hit_clear(gpointer data)
{
	Hit *hit = data;
	g_clear_pointer(&hit->facts, g_ptr_array_unref);
}

static bool
all_within(const GPtrArray *words, const char *text)
{
	for (guint i = 0; i < words->len; i++)
		if (strstr(text, g_ptr_array_index(words, i)) == NULL)
			return false;
	return true;
}

static int
distance_of(const GPtrArray *facts, const GPtrArray *words, const GPtrArray *folded)
{
	if (facts->len == 0)
		return 3;
	const char *subject = ((const DcFact *)g_ptr_array_index(facts, 0))->text;
	if (all_within(words, subject))
		return 0;
	g_autoptr(GString) all = g_string_new(NULL);
	for (guint i = 0; i < facts->len; i++)
		g_string_append_printf(all, "%s\n", ((const DcFact *)g_ptr_array_index(facts, i))->text);
	if (all_within(words, all->str))
		return 1;
	g_autofree char *own = dc_text_fold(subject);
	return all_within(folded, own) ? 2 : 3;
}

static int
compare_hits(gconstpointer a, gconstpointer b)
{
	const Hit *left = a, *right = b;
	if (left->distance != right->distance)
		return left->distance - right->distance;
	return left->no > right->no ? -1 : left->no < right->no;
}

/* -- a page -- */
typedef struct {
	DcDesk *desk;
	const DcSearch *search;
	DcInstant now;
	GPtrArray *words; /* that are looked for; of the filter */
	GArray *hits;     /* of Hit */
	GPtrArray *list;  /* of DcFound */
	DcTicketNo next;
} Searching;

static bool
put_near_first(Searching *searching, GError **error)
{
	g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < searching->words->len; i++)
		g_ptr_array_add(folded, dc_text_fold(g_ptr_array_index(searching->words, i)));
	for (guint i = 0; i < searching->hits->len; i++) {
		Hit *hit = &g_array_index(searching->hits, Hit, i);
		hit->facts = dc_ledger_facts(searching->desk->ledger, hit->no, error);
		if (hit->facts == NULL)
			return false;
		hit->distance = distance_of(hit->facts, searching->words, folded);
	}
	g_array_sort(searching->hits, compare_hits);
	return true;
}

/* All there are, nearest first, if they are few, whatever the limit; else the newest. */
static bool
find_hits(Searching *searching, GError **error)
{
	const DcSearch *search = searching->search;
	bool may_be_few = searching->words->len > 0 && search->before == 0 && search->limit <= FEW;
	DcFind find = { .filter = search->filter, .before = search->before, .limit = may_be_few ? FEW + 1 : search->limit, .effort = search->effort };
	g_autoptr(GArray) nos = dc_ledger_find(searching->desk->ledger, &find, &searching->next, error);
	if (nos == NULL)
		return false;
	bool are_few = may_be_few && searching->next == 0;
	if (!are_few && nos->len > (guint)search->limit) {
		g_array_set_size(nos, (guint)search->limit);
		searching->next = g_array_index(nos, gint64, nos->len - 1);
	}
	for (guint i = 0; i < nos->len; i++)
		g_array_append_val(searching->hits, ((Hit){ .no = g_array_index(nos, gint64, i) }));
	return !are_few || put_near_first(searching, error);
}

static bool
add_found(Searching *searching, Hit *hit, GError **error)
{
	DcFound *found = g_new0(DcFound, 1);
	found->field = DC_N_FIELDS;
	g_ptr_array_add(searching->list, found);
	found->listed = dc_desk_listed(searching->desk, hit->no, searching->now, error);
	if (found->listed == NULL)
		return false;
	bool open = dc_status_is_open(found->listed->ticket->status);
	if (!open && !desk_answer(searching->desk, hit->no, &found->answer, &found->worked_min, error))
		return false;
	if (searching->words->len == 0)
		return true;
	if (hit->facts == NULL)
		hit->facts = dc_ledger_facts(searching->desk->ledger, hit->no, error);
	if (hit->facts != NULL)
		locate(found, hit->facts, searching->words);
	return hit->facts != NULL;
}

static bool
search_all(gpointer data, GError **error)
{
	Searching *searching = data;
	bool ok = find_hits(searching, error);
	for (guint i = 0; ok && i < searching->hits->len; i++)
		ok = add_found(searching, &g_array_index(searching->hits, Hit, i), error);
	return ok;
}

GPtrArray *
dc_desk_search(DcDesk *desk, const DcSearch *search, DcInstant now, DcTicketNo *next, GError **error)
{
	g_autoptr(GPtrArray) words = dc_filter_words(search->filter), list = g_ptr_array_new_with_free_func((GDestroyNotify)dc_found_free);
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(Hit));
	Searching searching = { .desk = desk, .search = search, .now = now, .words = words, .hits = hits, .list = list };
	g_array_set_clear_func(hits, hit_clear);
	if (!dc_ledger_read_as_one(desk->ledger, search_all, &searching, error))
		return NULL;
	if (next != NULL)
		*next = searching.next;
	return g_steal_pointer(&list);
}

/* -- the same in pieces -- */
bool
dc_desk_nearest_first(DcDesk *desk, const DcFilter *filter, GArray *nos, GError **error)
{
	g_autoptr(GPtrArray) words = dc_filter_words(filter);
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(Hit));
	Searching searching = { .desk = desk, .words = words, .hits = hits };
	g_array_set_clear_func(hits, hit_clear);
	for (guint i = 0; i < nos->len; i++)
		g_array_append_val(hits, ((Hit){ .no = g_array_index(nos, gint64, i) }));
	if (words->len > 0 && !put_near_first(&searching, error))
		return false;
	for (guint i = 0; i < nos->len; i++)
		g_array_index(nos, gint64, i) = g_array_index(hits, Hit, i).no;
	return true;
}

DcFound *
dc_desk_found(DcDesk *desk, const DcFilter *filter, DcTicketNo no, DcInstant now, GError **error)
{
	g_autoptr(GPtrArray) words = dc_filter_words(filter), list = g_ptr_array_new_with_free_func((GDestroyNotify)dc_found_free);
	Searching searching = { .desk = desk, .now = now, .words = words, .list = list };
	Hit hit = { .no = no };
	bool ok = add_found(&searching, &hit, error);
	hit_clear(&hit);
	return ok ? g_ptr_array_steal_index(list, 0) : NULL;
}

bool
dc_desk_matches(DcDesk *desk, const DcFilter *filter, DcTicketNo no, bool *matches, GError **error)
{
	g_autoptr(DcFilter) one = dc_filter_join(DC_FILTER_AND, dc_filter_of(DC_FILTER_NUMBER, no, no), dc_filter_copy(filter));
	g_autoptr(GArray) nos = dc_ledger_find(desk->ledger, &(DcFind){ .filter = one, .limit = 1, .effort = 1 }, NULL, error);
	if (nos == NULL)
		return false;
	*matches = nos->len > 0;
	return true;
}

/* -- mails -- */
static bool
add_mail(Searching *searching, DcId id, GError **error)
{
	DcFound *found = g_new0(DcFound, 1);
	found->field = DC_N_FIELDS;
	g_ptr_array_add(searching->list, found);
	found->mail = dc_desk_mail_row(searching->desk, id, error);
	g_autoptr(GPtrArray) facts = found->mail != NULL ? dc_ledger_mail_facts(searching->desk->ledger, id, error) : NULL;
	if (facts != NULL)
		locate(found, facts, searching->words);
	return facts != NULL;
}

static bool
search_mails(gpointer data, GError **error)
{
	Searching *searching = data;
	DcFind find = { .filter = searching->search->filter, .before = searching->search->before, .limit = searching->search->limit };
	g_autoptr(GArray) ids = dc_ledger_find_mails(searching->desk->ledger, &find, &searching->next, error);
	bool ok = ids != NULL;
	for (guint i = 0; ok && i < ids->len; i++)
		ok = add_mail(searching, g_array_index(ids, DcId, i), error);
	return ok;
}

GPtrArray *
dc_desk_search_mails(DcDesk *desk, const DcSearch *search, DcId *next, GError **error)
{
	g_autoptr(GPtrArray) words = dc_filter_words(search->filter), list = g_ptr_array_new_with_free_func((GDestroyNotify)dc_found_free);
	Searching searching = { .desk = desk, .search = search, .words = words, .list = list };
	if (!dc_ledger_read_as_one(desk->ledger, search_mails, &searching, error))
		return NULL;
	if (next != NULL)
		*next = searching.next;
	return g_steal_pointer(&list);
}

DcFound *
dc_desk_found_mail(DcDesk *desk, const DcFilter *filter, DcId mail, GError **error)
{
	g_autoptr(GPtrArray) words = dc_filter_words(filter), list = g_ptr_array_new_with_free_func((GDestroyNotify)dc_found_free);
	Searching searching = { .desk = desk, .words = words, .list = list };
	return add_mail(&searching, mail, error) ? g_ptr_array_steal_index(list, 0) : NULL;
}
