/* Same incident as which ticket? The most alike stand first; any number can be typed. Over the screen below, for its targets. */
#include "state.h"

#include <inttypes.h>

#define ALIKE_MAX 12
#define LISTED_MAX 200 /* of today's order, to choose from below them */

typedef struct {
	GArray *nos;
	GArray *choices; /* DcTicketNo, by the palette's ids */
	guint n_alike;   /* the first so many are like it */
	DcPalette *palette;
	DcMember member;
} Group;

static bool
is_target(const Group *self, DcTicketNo no)
{
	for (guint i = 0; i < self->nos->len; i++) {
		if (g_array_index(self->nos, DcTicketNo, i) == no)
			return true;
	}
	return false;
}

typedef struct { /* what the palette is made of */
	GArray *items;    /* DcPaletteItem */
	GPtrArray *owned; /* their strings */
} Offer;

/* One ticket to choose, unless it is one of those to be grouped, is there already, or is no longer open. */
static void
offer(Group *self, Offer *all, const DcTicket *ticket, char *score)
{
	g_autofree char *key = score;
	if (is_target(self, ticket->id) || is_target(self, ticket->parent) || !dc_status_is_open(ticket->status))
		return;
	for (guint i = 0; i < self->choices->len; i++) {
		if (g_array_index(self->choices, DcTicketNo, i) == ticket->id)
			return;
	}
	char *label = g_strdup_printf("No.%-4" G_GINT64_FORMAT " %s  (%s)", ticket->id, ticket->title, dc_word_label(DC_WORDS_OF_STATUS, (int)ticket->status));
	DcPaletteItem item = { .id = (int)self->choices->len, .name = "", .key = key, .label = label };
	g_ptr_array_add(all->owned, label);
	g_ptr_array_add(all->owned, g_steal_pointer(&key));
	g_array_append_val(all->items, item);
	g_array_append_val(self->choices, ticket->id);
}

/* The most alike first, then the rest of today's order: it has to be among them, or be typed by its number. */
static void
palette_make(Group *self, const GPtrArray *alike, const GPtrArray *listed)
{
	g_autoptr(GArray) items = g_array_new(FALSE, TRUE, sizeof(DcPaletteItem));
	g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
	Offer all = { items, owned };
	for (guint i = 0; i < alike->len; i++) {
		const DcAlike *one = g_ptr_array_index(alike, i);
		offer(self, &all, one->ticket, g_strdup_printf("%.2f", one->similarity));
	}
	self->n_alike = self->choices->len;
	for (guint i = 0; i < listed->len; i++)
		offer(self, &all, ((const DcListed *)g_ptr_array_index(listed, i))->ticket, g_strdup(""));
	self->palette = dc_palette_new(_("Same incident as No."), (const DcPaletteItem *)(gconstpointer)items->data, (int)items->len);
}

static gpointer
group_open(DcApp *app, gint64 arg, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ledger_ticket(dc_desk_ledger(app->desk), arg, error);
	const DcListing order = { .band_from = DC_BAND_PINNED, .band_to = DC_BAND_LATER, .limit = LISTED_MAX };
	g_autoptr(GPtrArray) alike = ticket != NULL ? dc_desk_alike(app->desk, ticket->title, ALIKE_MAX, error) : NULL;
	g_autoptr(GPtrArray) listed = alike != NULL ? dc_desk_list(app->desk, &order, app->now, error) : NULL;
	if (listed == NULL)
		return NULL;
	Group *self = g_new0(Group, 1);
	self->nos = app_targets(app);
	self->choices = g_array_new(FALSE, FALSE, sizeof(DcTicketNo));
	self->member = DC_MEMBER_SAME;
	palette_make(self, alike, listed);
	return self;
}

static void
group_close(gpointer data)
{
	Group *self = data;
	g_array_unref(self->nos);
	g_array_unref(self->choices);
	dc_palette_free(self->palette);
	g_free(self);
}

static void
group_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	(void)app;
	Group *self = data;
	g_autofree char *number = view_number(g_array_index(self->nos, DcTicketNo, 0));
	g_autofree char *which = self->nos->len > 1 ? g_strdup_printf(_("%u tickets"), self->nos->len) : g_steal_pointer(&number);
	g_autofree char *title = g_strdup_printf("%s: %s", which, dc_word_label(DC_WORDS_OF_MEMBER, (int)self->member));
	DcSurface inside = view_popup(body, 14, 76, title);
	dc_palette_draw(self->palette, &inside);
}

/* A number that was typed, whether it is among the alike or not; else the one under the cursor. */
static DcTicketNo
chosen_no(const Group *self)
{
	g_autofree char *typed = dc_text_fold(dc_palette_query(self->palette));
	char *end = NULL;
	gint64 no = g_ascii_strtoll(typed, &end, 10);
	if (*typed != '\0' && *end == '\0' && no > 0)
		return no;
	int chosen = dc_palette_chosen(self->palette);
	/* The first line is proposed only if it is alike: Enter alone takes nothing that merely happens to stand there. */
	if (chosen == 0 && self->n_alike == 0 && *typed == '\0')
		return 0;
	return chosen >= 0 ? g_array_index(self->choices, DcTicketNo, (guint)chosen) : 0;
}

static void
group_do(DcApp *app, Group *self)
{
	g_autoptr(GError) error = NULL;
	DcTicketNo parent = chosen_no(self);
	DcTickets tickets = { .nos = &g_array_index(self->nos, DcTicketNo, 0), .n = self->nos->len };
	if (parent == 0) {
		app_say(app, "%s", _("Which one? Type its number or some of its subject, or go down to it."));
		return;
	}
	if (!dc_desk_group(app->desk, tickets, parent, self->member, app->now, &error)) {
		app_fail(app, error);
		return;
	}
	app_pop(app);
	Frame *below = stack_top(app);
	if (below->view->done != NULL)
		below->view->done(app, below->self, DC_ACTION_GROUP);
	app_say(app, _("Grouped under No.%" PRId64 " (%s takes it back)"), parent, app_key_of(app, DC_ACTION_UNDO));
	app_changed(app);
}

static bool
group_key(DcApp *app, gpointer data, const char *key)
{
	Group *self = data;
	if (g_str_equal(key, "Tab")) {
		self->member = self->member == DC_MEMBER_SAME ? DC_MEMBER_CONFIRMS : DC_MEMBER_SAME;
		return true;
	}
	if (g_str_equal(key, "Enter")) {
		group_do(app, self);
		return true;
	}
	if (dc_palette_key(self->palette, key) == DC_PALETTE_CANCEL)
		app_pop(app);
	return true;
}

static void
group_paste(DcApp *app, gpointer data, const char *text)
{
	(void)app;
	dc_palette_paste(((Group *)data)->palette, text);
}

static void
group_hint(const DcApp *app, gpointer data, DcSurface *surface, int row)
{
	(void)app;
	(void)data;
	const DcHint hints[] = {
		{ .key = "Enter", .label = _("group") },
		{ .key = "Tab", .label = _("same incident / only asks about it") },
		{ .key = "Esc", .label = _("back") },
	};
	dc_hint_draw(surface, row, hints, G_N_ELEMENTS(hints));
}

static GArray *
group_targets(gpointer data)
{
	return g_array_ref(((Group *)data)->nos);
}

const DcView dc_view_group = {
	.name = "group",
	.title = N_("Group"),
	.chrome = DC_CHROME_POPUP,
	.open = group_open,
	.close = group_close,
	.draw = group_draw,
	.key = group_key,
	.paste = group_paste,
	.hint = group_hint,
	.targets = group_targets,
};
