/* The palette: a query, what answers it in the order of how well, and a cursor on one of them. */
#include <daicho/palette.h>

#include <daicho/keys.h>
#include <daicho/lang.h>
#include <daicho/listcursor.h>
#include <daicho/text.h>
#include <daicho/textfield.h>

#include <string.h>

typedef struct {
	int id;
	char *name, *key, *label, *help;
	int score; /* for the present query; 0: not shown */
	guint place; /* in the table */
} Item;

struct _DcPalette {
	char *title;
	GArray *items;    /* Item */
	GPtrArray *found; /* Item *, best first */
	DcTextField *query;
	DcListCursor *list; /* ids are places in `items` */
};

static void
clear_item(gpointer data)
{
	Item *item = data;
	g_free(item->name);
	g_free(item->key);
	g_free(item->label);
	g_free(item->help);
}

static int
compare_items(gconstpointer a, gconstpointer b)
{
	const Item *x = *(Item *const *)a, *y = *(Item *const *)b;
	if (x->score != y->score)
		return y->score - x->score;
	return x->place < y->place ? -1 : 1;
}

/* A whole sentence has nearly every letter in nearly every order: a piece of it counts only as it stands, and little. */
static int
score_help(const Item *item, const char *query)
{
	g_autofree char *wanted = dc_text_fold(query);
	g_autofree char *help = item->help != NULL ? dc_text_fold(item->help) : g_strdup("");
	return *wanted != '\0' && strstr(help, wanted) != NULL ? 1 : 0;
}

/* The key itself, typed exactly, comes first: `d` shows what d does. */
static int
score_item(const Item *item, const char *query)
{
	int score = MAX(MAX(dc_fuzzy_score(query, item->label), dc_fuzzy_score(query, item->name)), score_help(item, query));
	g_auto(GStrv) keys = g_strsplit(item->key, " ", -1);
	if (*query != '\0' && g_strv_contains((const char *const *)keys, query))
		score += 1000;
	return score;
}

static void
search(DcPalette *palette)
{
	const char *query = dc_textfield_text(palette->query);
	g_ptr_array_set_size(palette->found, 0);
	for (guint i = 0; i < palette->items->len; i++) {
		Item *item = &g_array_index(palette->items, Item, i);
		item->score = score_item(item, query);
		if (item->score > 0)
			g_ptr_array_add(palette->found, item);
	}
	g_ptr_array_sort(palette->found, compare_items);

	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(DcListRow));
	for (guint i = 0; i < palette->found->len; i++) {
		DcListRow row = { .id = ((const Item *)g_ptr_array_index(palette->found, i))->place };
		g_array_append_val(rows, row);
	}
	dc_list_set_rows(palette->list, (const DcListRow *)(void *)rows->data, (int)rows->len, false, false);
	dc_list_select_index(palette->list, 0); /* the best answer is the one meant */
}

DcPalette *
dc_palette_new(const char *title, const DcPaletteItem *items, int n_items)
{
	DcPalette *palette = g_new0(DcPalette, 1);
	palette->title = g_strdup(title);
	palette->items = g_array_new(FALSE, TRUE, sizeof(Item));
	g_array_set_clear_func(palette->items, clear_item);
	g_array_set_size(palette->items, (guint)MAX(n_items, 0));
	for (int i = 0; i < n_items; i++) {
		Item *item = &g_array_index(palette->items, Item, i);
		item->id = items[i].id;
		item->place = (guint)i;
		item->name = g_strdup(items[i].name);
		item->key = g_strdup(items[i].key);
		item->label = g_strdup(items[i].label);
		item->help = g_strdup(items[i].help);
	}
	palette->found = g_ptr_array_new();
	palette->query = dc_textfield_new(60, false);
	palette->list = dc_list_new();
	search(palette);
	return palette;
}

void
dc_palette_free(DcPalette *palette)
{
	if (palette == NULL)
		return;
	g_ptr_array_unref(palette->found);
	g_array_unref(palette->items);
	dc_textfield_free(palette->query);
	dc_list_free(palette->list);
	g_free(palette->title);
	g_free(palette);
}

static bool
move(DcPalette *palette, const char *key)
{
	static const struct {
		const char *key;
		DcMove move;
	} moves[] = {
		{ "Up", DC_MOVE_UP },           { "C-p", DC_MOVE_UP },   { "Down", DC_MOVE_DOWN },     { "C-n", DC_MOVE_DOWN }, { "Tab", DC_MOVE_DOWN },
		{ "PgUp", DC_MOVE_PAGE_UP },    { "S-Tab", DC_MOVE_UP }, { "PgDn", DC_MOVE_PAGE_DOWN },
	};
	for (guint i = 0; i < G_N_ELEMENTS(moves); i++)
		if (strcmp(moves[i].key, key) == 0) {
			dc_list_move(palette->list, moves[i].move);
			return true;
		}
	return false;
}

DcPaletteAnswer
dc_palette_key(DcPalette *palette, const char *key)
{
	guint revision = dc_textfield_revision(palette->query);
	if (strcmp(key, "Esc") == 0)
		return DC_PALETTE_CANCEL;
	if (strcmp(key, "Enter") == 0)
		return palette->found->len > 0 ? DC_PALETTE_CHOSEN : DC_PALETTE_OPEN;
	if (!move(palette, key))
		dc_textfield_key(palette->query, key);
	if (dc_textfield_revision(palette->query) != revision)
		search(palette);
	return DC_PALETTE_OPEN;
}

void
dc_palette_paste(DcPalette *palette, const char *text)
{
	dc_textfield_insert(palette->query, text);
	search(palette);
}

int
dc_palette_chosen(const DcPalette *palette)
{
	int index = dc_list_index(palette->list);
	return index < 0 ? -1 : ((const Item *)g_ptr_array_index(palette->found, (guint)index))->id;
}

const char *
dc_palette_query(const DcPalette *palette)
{
	return dc_textfield_text(palette->query);
}

int
dc_palette_n_found(const DcPalette *palette)
{
	return (int)palette->found->len;
}

/* -- drawing: a line for the query, then a line for each answer: key, label, help or name -- */

typedef struct {
	int key, label, rest;
} Columns;

/* The label has what the widest needs; a name stands to the right, help has what is left. */
static Columns
measure(const DcPalette *palette, int cols)
{
	Columns columns = { 0, 0, 0 };
	bool any_help = false;
	for (guint i = 0; i < palette->items->len; i++) {
		const Item *item = &g_array_index(palette->items, Item, i);
		columns.key = MAX(columns.key, dc_text_width(item->key));
		columns.label = MAX(columns.label, dc_text_width(item->label));
		columns.rest = MAX(columns.rest, dc_text_width(item->help != NULL ? item->help : item->name));
		any_help = any_help || item->help != NULL;
	}
	columns.key = MIN(columns.key, cols / 4);
	int room = MAX(cols - columns.key - 5, 0);
	if (any_help)
		columns.label = MIN(columns.label, room / 3);
	else
		columns.label = room - MIN(columns.rest, cols / 4);
	columns.rest = room - columns.label;
	return columns;
}

static void
draw_item(const Item *item, DcSurface *surface, int row, Columns columns, bool selected)
{
	dc_surface_column(surface, row, 0, surface->cols, DC_STYLE_NORMAL, selected ? ">" : "");
	dc_surface_column(surface, row, 2, columns.key, DC_STYLE_KEY, item->key);
	dc_surface_column(surface, row, 3 + columns.key, columns.label, DC_STYLE_NORMAL, item->label);
	dc_surface_column(surface, row, 4 + columns.key + columns.label, columns.rest, DC_STYLE_DIM, item->help != NULL ? item->help : item->name);
	if (selected)
		dc_surface_flag(surface, row, 0, 1, surface->cols, DC_STYLE_SELECTED);
}

void
dc_palette_draw(DcPalette *palette, DcSurface *surface)
{
	Columns columns = measure(palette, surface->cols);
	dc_surface_fill(surface, 0, 0, surface->rows, surface->cols, DC_STYLE_NORMAL);
	int col = 1 + dc_surface_text(surface, 0, 1, DC_STYLE_LABEL, palette->title) + 1;
	DcSurface query = dc_surface_sub(surface, 0, col, 1, surface->cols - col);
	DcSurface body = dc_surface_sub(surface, 1, 0, surface->rows - 1, surface->cols);

	int top = dc_list_layout(palette->list, body.rows);
	for (int row = 0; row < body.rows && top + row < (int)palette->found->len; row++)
		draw_item(g_ptr_array_index(palette->found, (guint)(top + row)), &body, row, columns, top + row == dc_list_index(palette->list));
	if (palette->found->len == 0)
		dc_surface_text(&body, 0, 2, DC_STYLE_DIM, _("nothing answers to that"));
	dc_textfield_draw(palette->query, &query, DC_STYLE_FIELD, true);
}
