/* Finding by conditions of any shape against asking each ticket in turn: the same tickets in the same order, at once and in slices. */
#include "../../support/place.h"

#include <daicho/filter.h>
#include <daicho/text.h>

#include <string.h>

#define N_TICKETS 240
#define STRIDE 977 /* numbers between them, so that the index is asked more than once */
#define N_FILTERS 500

static Place place;

typedef struct {
	DcTicketNo no;
	const char *title, *body, *system; /* body and system may be NULL */
	const char *status;
	int impact; /* 0: none */
	bool is_gone;
} Row;
static Row rows[N_TICKETS];

/* No word begins another, so that to stand in a text is to be found in it. */
static const char *const words[] = { "帳票", "在庫", "票が", "timeout", "error", "照会" };
static const char *const texts[] = { "帳票が timeout", "在庫照会で error", "帳票と在庫", "error timeout", "照会", "何もない", "在庫の帳票が出ない error", "票がない" };
static const char *const systems[] = { "ORD", "INV", NULL };
static const char *const statuses[] = { "new", "waiting", "resolved", "closed", "closed", "cancelled", "closed" };

#define ANY_OF(list) ((list)[g_test_rand_int_range(0, G_N_ELEMENTS(list))])

static char *
quoted(const char *text)
{
	return text != NULL ? g_strdup_printf("'%s'", text) : g_strdup("NULL");
}

static void
add_row(GString *sql, const Row *row)
{
	g_autofree char *system = quoted(row->system), *body = quoted(row->body);
	g_string_append_printf(sql, "INSERT INTO ticket (id, gone, kind, status, channel, title, system, received_at, impact) VALUES (%" G_GINT64_FORMAT
	                            ", %d, 'inquiry', '%s', 'phone', '%s', %s, 1774915200, nullif(%d, 0));", row->no, row->is_gone, row->status, row->title, system, row->impact);
	g_string_append_printf(sql, "INSERT INTO ticket_text (id, body) VALUES (%" G_GINT64_FORMAT ", %s);", row->no, body);
}

static void
fill(void)
{
	g_autoptr(GString) sql = g_string_new(NULL);
	for (int i = 0; i < N_TICKETS; i++) {
		rows[i] = (Row){ .no = 1 + i * STRIDE, .title = ANY_OF(texts), .body = g_test_rand_bit() ? ANY_OF(texts) : NULL, .system = ANY_OF(systems),
			         .status = ANY_OF(statuses), .impact = g_test_rand_int_range(0, 4), .is_gone = g_test_rand_int_range(0, 10) == 0 };
		add_row(sql, &rows[i]);
	}
	place_sql(&place, sql->str);
	g_assert_true(dc_ledger_rebuild(place.ledger, PLACE_NOW, NULL));
}

/* -- filters at random -- */
static DcFilter *
random_leaf(void)
{
	static const DcField fields[] = { DC_N_FIELDS, DC_N_FIELDS, DC_FIELD_TITLE, DC_FIELD_BODY };
	int low = g_test_rand_int_range(1, 4), from = g_test_rand_int_range(0, N_TICKETS);
	switch (g_test_rand_int_range(0, 10)) {
	case 0:
		return dc_filter_new(DC_FILTER_OPEN);
	case 1:
		return dc_filter_range(DC_FIELD_IMPACT, low, g_test_rand_int_range(low, 4));
	case 2:
		return dc_filter_set(g_test_rand_bit() ? DC_FIELD_SYSTEM : DC_FIELD_IMPACT);
	case 3:
		return dc_filter_of(DC_FILTER_NUMBER, from * STRIDE, (from + g_test_rand_int_range(0, N_TICKETS)) * STRIDE);
	case 4:
		return dc_filter_text(DC_FIELD_SYSTEM, "ord");
	case 5:
		return dc_filter_range(DC_FIELD_STATUS, DC_STATUS_WAITING, DC_STATUS_WAITING);
	case 6:
		return dc_filter_text(DC_N_FIELDS, "。"); /* nothing, when folded */
	default:
		return dc_filter_text(ANY_OF(fields), ANY_OF(words));
	}
}

static DcFilter *
random_filter(int depth)
{
	if (depth == 0 || g_test_rand_int_range(0, 4) == 0)
		return random_leaf();
	if (g_test_rand_int_range(0, 4) == 0)
		return dc_filter_not(random_filter(depth - 1));
	DcFilter *filter = dc_filter_new(g_test_rand_int_range(0, 3) > 0 ? DC_FILTER_AND : DC_FILTER_OR);
	for (int n = g_test_rand_int_range(0, 4); n > 0; n--)
		g_ptr_array_add(filter->parts, random_filter(depth - 1));
	return filter;
}

/* -- each in turn -- */
static bool
within(const char *text, const char *word)
{
	g_autofree char *folded = dc_text_fold(text != NULL ? text : ""), *wanted = dc_text_fold(word);
	return *wanted != '\0' && strstr(folded, wanted) != NULL;
}

static bool
text_holds(const Row *row, const DcFilter *filter)
{
	bool any = filter->field == DC_N_FIELDS;
	return ((any || filter->field == DC_FIELD_TITLE) && within(row->title, filter->text)) ||
	       ((any || filter->field == DC_FIELD_BODY) && within(row->body, filter->text)) ||
	       ((any || filter->field == DC_FIELD_SYSTEM) && within(row->system, filter->text));
}

static bool
holds(const Row *row, const DcFilter *filter)
{
	bool all = true, one = false;
	for (guint i = 0; filter->parts != NULL && i < filter->parts->len; i++) {
		bool it = holds(row, g_ptr_array_index(filter->parts, i));
		all = all && it;
		one = one || it;
	}
	switch ((int)filter->type) {
	case DC_FILTER_AND: return all;
	case DC_FILTER_OR: return one;
	case DC_FILTER_NOT: return !one;
	case DC_FILTER_TEXT: return text_holds(row, filter);
	case DC_FILTER_SET: return filter->field == DC_FIELD_SYSTEM ? row->system != NULL : row->impact != 0;
	case DC_FILTER_NUMBER: return row->no >= filter->low && row->no <= filter->high;
	case DC_FILTER_OPEN: return strcmp(row->status, "closed") != 0 && strcmp(row->status, "cancelled") != 0;
	case DC_FILTER_RANGE:
		return filter->field == DC_FIELD_IMPACT ? row->impact >= filter->low && row->impact <= filter->high : strcmp(row->status, "waiting") == 0;
	}
	g_assert_not_reached();
}

/* The newest first, as text. */
static char *
found_by_hand(const DcFilter *filter)
{
	GString *nos = g_string_new(NULL);
	for (int i = N_TICKETS; i-- > 0;)
		if (!rows[i].is_gone && holds(&rows[i], filter))
			g_string_append_printf(nos, "%" G_GINT64_FORMAT " ", rows[i].no);
	return g_string_free(nos, FALSE);
}

/* -- by the ledger, page after page -- */
static char *
found(const DcFilter *filter, int limit, int effort)
{
	GString *nos = g_string_new(NULL);
	DcFind find = { .filter = filter, .limit = limit, .effort = effort };
	do {
		g_autoptr(GError) error = NULL;
		g_autoptr(GArray) page = dc_ledger_find(place.ledger, &find, &find.before, &error);
		g_assert_no_error(error);
		g_assert_cmpuint(page->len, <=, limit);
		for (guint i = 0; i < page->len; i++)
			g_string_append_printf(nos, "%" G_GINT64_FORMAT " ", g_array_index(page, gint64, i));
	} while (find.before > 0);
	return g_string_free(nos, FALSE);
}

static void
test_any_shape(void)
{
	int n_found = 0;
	place_begin(&place);
	fill();
	for (int i = 0; i < N_FILTERS; i++) {
		g_autoptr(DcFilter) filter = random_filter(3);
		g_autofree char *shown = dc_filter_show(filter), *by_hand = found_by_hand(filter);
		g_autofree char *at_once = found(filter, G_MAXINT, 0);
		g_autofree char *in_slices = found(filter, g_test_rand_int_range(1, 60), g_test_rand_int_range(1, 100));
		if (strcmp(at_once, by_hand) != 0 || strcmp(in_slices, by_hand) != 0)
			g_test_message("%s", shown);
		g_assert_cmpstr(at_once, ==, by_hand);
		g_assert_cmpstr(in_slices, ==, by_hand);
		n_found += *by_hand != '\0';
	}
	g_assert_cmpint(n_found, >, N_FILTERS / 4);
	place_end(&place);
}

/* -- readings of one state -- */
static bool
read_while_written(gpointer data, GError **error)
{
	gint64 before = 0, after = 0;
	bool ok = dc_ledger_tally(place.ledger, DC_TALLY_RECEIVED, (DcListArgs){ .to = G_MAXINT64 }, &before, error);
	place_sql(&place, "INSERT INTO ticket (id, kind, status, channel, title, received_at) VALUES (99999999, 'inquiry', 'new', 'phone', 'x', 1)");
	ok = ok && dc_ledger_tally(place.ledger, DC_TALLY_RECEIVED, (DcListArgs){ .to = G_MAXINT64 }, &after, error);
	g_assert_cmpint(before, ==, after);
	*(gint64 *)data = after;
	return ok;
}

static bool
read_within(gpointer data, GError **error)
{
	return dc_ledger_read_as_one(place.ledger, read_while_written, data, error);
}

static void
test_as_one(void)
{
	g_autoptr(GError) error = NULL;
	gint64 within_it = 0, afterwards = 0;
	place_begin(&place);
	g_assert_true(dc_ledger_read_as_one(place.ledger, read_within, &within_it, &error));
	g_assert_no_error(error);
	g_assert_true(dc_ledger_tally(place.ledger, DC_TALLY_RECEIVED, (DcListArgs){ .to = G_MAXINT64 }, &afterwards, &error));
	g_assert_cmpint(afterwards, ==, within_it + 1);
	g_assert_cmpint(place_log(&place, "and then it is written again"), >, 0);
	place_end(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/find/any-shape", test_any_shape);
	g_test_add_func("/ledger/find/as-one", test_as_one);
	return g_test_run();
}
