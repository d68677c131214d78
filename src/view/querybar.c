/* The line in which a query is typed. */
#include "querybar.h"

#include <string.h>

#define QUERY_MAX 4000    /* characters */
#define REMEMBERED_MAX 50
#define VERY_LARGE 200000 /* tickets: there the words that begin with a letter take longer to gather than a few frames */
#define KANJI 0x3400

struct _QueryBar {
	DcTextField *field;
	bool of_mails;
	char *wrong;       /* what is wrong; NULL: nothing */
	gsize wrong_at;    /* byte of the text */
	bool patient;
	guint rested;      /* the revision at which the typing rested; G_MAXUINT: none */
	/* completion */
	GPtrArray *could;  /* char *, what could stand there; NULL: Tab was not pressed */
	gsize from, to;    /* the bytes that they stand for */
	int chosen;        /* -1: what they have in common */
	/* earlier ones: how far back; 0: what is being typed */
	guint back;
	char *typed;       /* before one of them was brought back */
};

QueryBar *
querybar_new(bool of_mails)
{
	QueryBar *bar = g_new0(QueryBar, 1);
	bar->of_mails = of_mails;
	bar->field = dc_textfield_new(QUERY_MAX, false);
	bar->rested = G_MAXUINT;
	return bar;
}

static void
close_candidates(QueryBar *bar)
{
	g_clear_pointer(&bar->could, g_ptr_array_unref);
}

void
querybar_free(QueryBar *bar)
{
	dc_textfield_free(bar->field);
	close_candidates(bar);
	g_free(bar->wrong);
	g_free(bar->typed);
	g_free(bar);
}

void
querybar_set(QueryBar *bar, const char *text)
{
	close_candidates(bar);
	g_clear_pointer(&bar->wrong, g_free);
	bar->back = 0;
	dc_textfield_set(bar->field, text != NULL ? text : "");
}

const char *
querybar_text(const QueryBar *bar)
{
	return dc_textfield_text(bar->field);
}

guint
querybar_revision(const QueryBar *bar)
{
	return dc_textfield_revision(bar->field);
}

bool
querybar_is_blank(const QueryBar *bar)
{
	const char *text = querybar_text(bar);
	while (*text != '\0' && g_unichar_isspace(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return *text == '\0';
}

bool
querybar_is_wrong(const QueryBar *bar)
{
	return bar->wrong != NULL;
}

void
querybar_set_patient(QueryBar *bar, bool patient)
{
	bar->patient = patient;
}

void
querybar_measure(const DcApp *app, QueryBar *bar)
{
	DcTicketNo next = 0;
	querybar_set_patient(bar, dc_ledger_next_no(dc_desk_ledger(app_desk(app)), &next, NULL) && next > VERY_LARGE);
}

void
querybar_rest(QueryBar *bar)
{
	bar->rested = querybar_revision(bar);
}

/* A kanji says something also alone. */
bool
querybar_is_premature(const QueryBar *bar)
{
	const char *text = querybar_text(bar), *end = text + strlen(text);
	if (!bar->patient || bar->rested == querybar_revision(bar) || *text == '\0')
		return false;
	const char *last = g_utf8_prev_char(end);
	gunichar before = last > text ? g_utf8_get_char(g_utf8_prev_char(last)) : ' ';
	bool alone = g_unichar_isspace(before) || before == '-' || before == '(';
	return alone && g_utf8_get_char(last) < KANJI && g_unichar_isalnum(g_utf8_get_char(last));
}

DcFilter *
querybar_filter(DcApp *app, QueryBar *bar)
{
	g_autoptr(GError) error = NULL;
	DcFilter *filter = (bar->of_mails ? dc_desk_mail_filter : dc_desk_filter)(app_desk(app), querybar_text(bar), app_now(app), &bar->wrong_at, &error);
	g_free(bar->wrong);
	bar->wrong = error != NULL ? dc_text_one_line(error->message) : NULL;
	return filter;
}

/* -- completion -- */

/* What stands instead of text[from .. to). */
static void
put(QueryBar *bar, const char *piece)
{
	const char *text = querybar_text(bar);
	g_autofree char *head = g_strndup(text, bar->from);
	g_autofree char *whole = g_strconcat(head, piece, text + bar->to, NULL);
	dc_textfield_set(bar->field, whole);
	bar->to = bar->from + strlen(piece);
	dc_textfield_set_cursor(bar->field, bar->to);
}

/* The beginning of all candidates. Transfer full. */
static char *
common_beginning(const GPtrArray *could)
{
	const char *first = g_ptr_array_index(could, 0);
	gsize n = strlen(first);
	for (guint i = 1; i < could->len; i++) {
		const char *other = g_ptr_array_index(could, i);
		gsize same = 0;
		while (same < n && first[same] == other[same])
			same++;
		n = same;
	}
	while (n > 0 && (first[n] & 0xC0) == 0x80)
		n--;
	return g_strndup(first, n);
}

static void
complete_first(DcApp *app, QueryBar *bar)
{
	const char *text = querybar_text(bar);
	bar->to = dc_textfield_cursor(bar->field);
	bar->could = dc_desk_complete(app_desk(app), bar->of_mails, text, bar->to, &bar->from);
	bar->chosen = -1;
	if (bar->could->len == 0) {
		close_candidates(bar);
		app_say(app, "%s", _("Nothing is known that could stand here"));
		return;
	}
	g_autofree char *common = common_beginning(bar->could);
	if (strlen(common) >= bar->to - bar->from && *common != '\0')
		put(bar, common);
	if (bar->could->len == 1)
		close_candidates(bar);
}

/* Tab once: what they have in common; again: one after the other. */
static void
complete(DcApp *app, QueryBar *bar, int step)
{
	if (bar->could == NULL) {
		complete_first(app, bar);
		return;
	}
	int n = (int)bar->could->len;
	bar->chosen = bar->chosen < 0 && step < 0 ? n - 1 : (bar->chosen + step + n) % n;
	put(bar, g_ptr_array_index(bar->could, (guint)bar->chosen));
}

/* -- earlier ones -- */

void
query_remember(DcApp *app, const char *query)
{
	guint at;
	if (query == NULL || *query == '\0')
		return;
	if (g_ptr_array_find_with_equal_func(app->queries, query, g_str_equal, &at))
		g_ptr_array_remove_index(app->queries, at);
	if (app->queries->len == REMEMBERED_MAX)
		g_ptr_array_remove_index(app->queries, 0);
	g_ptr_array_add(app->queries, g_strdup(query));
}

static void
bring_back(const DcApp *app, QueryBar *bar, int step)
{
	guint back = (guint)CLAMP((int)bar->back + step, 0, (int)app->queries->len);
	if (back == bar->back)
		return;
	if (bar->back == 0) {
		g_free(bar->typed);
		bar->typed = g_strdup(querybar_text(bar));
	}
	dc_textfield_set(bar->field, back == 0 ? bar->typed : g_ptr_array_index(app->queries, app->queries->len - back));
	bar->back = back;
}

/* -- keys -- */

bool
querybar_key(DcApp *app, QueryBar *bar, const char *key)
{
	if (strcmp(key, "Tab") == 0 || strcmp(key, "S-Tab") == 0) {
		complete(app, bar, *key == 'T' ? 1 : -1);
		return true;
	}
	if (bar->could != NULL) {
		close_candidates(bar);
		if (strcmp(key, "Esc") == 0)
			return true;
	}
	if (strcmp(key, "C-p") == 0 || strcmp(key, "C-n") == 0) {
		bring_back(app, bar, key[2] == 'p' ? 1 : -1);
		return true;
	}
	if (!dc_textfield_key(bar->field, key))
		return false;
	if (dc_textfield_is_full(bar->field))
		app_say(app, "%s", _("No more fits in"));
	return true;
}

bool
querybar_moves(const char *key, DcMove *move)
{
	static const struct {
		const char *key;
		DcMove move;
	} moves[] = { { "Down", DC_MOVE_DOWN }, { "Up", DC_MOVE_UP }, { "PgDn", DC_MOVE_PAGE_DOWN }, { "PgUp", DC_MOVE_PAGE_UP } };
	for (guint i = 0; i < G_N_ELEMENTS(moves); i++) {
		if (strcmp(moves[i].key, key) != 0)
			continue;
		*move = moves[i].move;
		return true;
	}
	return false;
}

/* Function keys, and Alt with a digit, are commands also while something is typed. */
bool
querybar_lets_through(const char *key)
{
	return (key[0] == 'F' && g_ascii_isdigit(key[1])) || (g_str_has_prefix(key, "M-") && g_ascii_isdigit(key[2]));
}

void
querybar_paste(DcApp *app, QueryBar *bar, const char *text)
{
	close_candidates(bar);
	if (dc_textfield_insert(bar->field, text) > 0)
		app_say(app, "%s", _("No more fits in"));
}

/* -- drawing -- */

static void
candidates_draw(const QueryBar *bar, DcSurface *surface, int row)
{
	int col = 1;
	/* So many are left out on the left that the chosen one is seen. */
	int first = 0;
	for (int i = 0, cols = 0; i <= bar->chosen; i++) {
		cols += dc_text_width(g_ptr_array_index(bar->could, (guint)i)) + 2;
		while (cols > surface->cols - 4 && first < i)
			cols -= dc_text_width(g_ptr_array_index(bar->could, (guint)first++)) + 2;
	}
	for (guint i = (guint)first; i < bar->could->len && col < surface->cols; i++) {
		const char *one = g_ptr_array_index(bar->could, i);
		if (col + dc_text_width(one) + 2 > surface->cols && (int)i != bar->chosen) {
			dc_surface_text(surface, row, MIN(col, surface->cols - 1), DC_STYLE_HINT, ">");
			return;
		}
		col += dc_surface_text(surface, row, col, (int)i == bar->chosen ? DC_STYLE_BOLD | DC_STYLE_SELECTED : DC_STYLE_HINT, one) + 2;
	}
}

/* The mark stands under the character; what is said of it on that side where there is more room. */
static void
wrong_draw(const QueryBar *bar, DcSurface *surface, int row, int cursor_col)
{
	const char *text = querybar_text(bar);
	gsize cursor = dc_textfield_cursor(bar->field), at = MIN(bar->wrong_at, strlen(text));
	g_autofree char *between = g_strndup(text + MIN(cursor, at), MAX(cursor, at) - MIN(cursor, at));
	int col = CLAMP(at < cursor ? cursor_col - dc_text_width(between) : cursor_col + dc_text_width(between), 0, surface->cols - 1);
	int right = surface->cols - col - 2, left = col - 2;
	dc_surface_text(surface, row, col, DC_STYLE_ERROR, "^");
	if (right >= MIN(dc_text_width(bar->wrong), left))
		dc_surface_column(surface, row, col + 2, right, DC_STYLE_ERROR, bar->wrong);
	else
		dc_surface_column_right(surface, row, 1, left, DC_STYLE_ERROR, bar->wrong);
}

void
querybar_draw(QueryBar *bar, DcSurface *surface, int row, const char *label, const char *note)
{
	int cursor_row, cursor_col;
	dc_surface_fill(surface, row, 0, QUERYBAR_ROWS, surface->cols, DC_STYLE_NORMAL);
	int from = 1 + dc_surface_text(surface, row, 1, DC_STYLE_LABEL, label) + 1;
	DcSurface inside = dc_surface_sub(surface, row, from, 1, surface->cols - from - 1);
	dc_textfield_draw(bar->field, &inside, DC_STYLE_FIELD, true);
	if (bar->could != NULL)
		candidates_draw(bar, surface, row + 1);
	else if (bar->wrong != NULL && dc_surface_get_cursor(surface, &cursor_row, &cursor_col))
		wrong_draw(bar, surface, row + 1, cursor_col - surface->col);
	else if (note != NULL)
		dc_surface_column(surface, row + 1, 1, surface->cols - 2, DC_STYLE_DIM, note);
}
