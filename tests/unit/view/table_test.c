/* The tables against the screens: every action is reached by each of its keys, stands in the palette and in the help, in both languages;
 * every field that an operator may set stands in the forms and is saved from there. issue: one table makes everything else. */
#include "../../../src/view/edit.h"
#include "../../support/stage.h"

#include <string.h>

/* -- actions -- */

/* Where an action does nothing on today's list as it is, this comes first. */
static const struct {
	DcAction action;
	const char *before;
} prepared[] = {
	{ DC_ACTION_BACK, "Space" },
	{ DC_ACTION_REFRESH, "G i 9" },
	{ DC_ACTION_VIEW_TODAY, "4" },
};

static const char *
preparation(DcAction action)
{
	for (guint i = 0; i < G_N_ELEMENTS(prepared); i++)
		if (prepared[i].action == action)
			return prepared[i].before;
	return "j";
}

/* Pressed on today's list, it changes the picture, says something, or wants something from outside. */
static void
check_key(DcAction action, const char *key)
{
	g_autoptr(Stage) stage = stage_new("09:00", 30, 120);
	stage_keys(stage, "j");
	stage_keys(stage, preparation(action));
	g_autofree char *before = stage_picture(stage);
	DcTicketNo cursor = stage_cursor(stage);
	stage_keys(stage, key);
	g_autofree char *after = stage_picture(stage);
	if (strcmp(before, after) == 0 && stage_cursor(stage) == cursor && dc_app_wants(stage->app).kind == DC_WANT_NOTHING)
		g_error("%s does nothing on %s", dc_action_info(action)->name, key);
}

static void
test_every_key(void)
{
	for (DcAction action = 0; action < DC_N_ACTIONS; action++) {
		g_auto(GStrv) keys = g_strsplit(dc_action_info(action)->keys, " ", -1);
		/* Panes show only in a style who has the focus. */
		if (action == DC_ACTION_NEXT_PANE || action == DC_ACTION_PREV_PANE)
			continue;
		for (char **key = keys; *key != NULL && **key != '\0'; key++)
			check_key(action, *key);
	}
}

/* By hand or with the input method on: the same key. */
static void
test_full_width(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	g_assert_cmpint(stage_cursor(stage), ==, 97);
	stage_type(stage, "ｊ");
	g_assert_cmpint(stage_cursor(stage), ==, 95);
	stage_type(stage, "あ");
	assert_sees(stage, "input method");
	stage_type(stage, "４");
	assert_sees(stage, "[4Later");
}

/* A line with both. */
static bool
stands_with(const char *picture, const char *one, const char *other)
{
	g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);
	for (char **line = lines; *line != NULL; line++)
		if (strstr(*line, one) != NULL && strstr(*line, other) != NULL)
			return true;
	return false;
}

static void
check_palette(Stage *stage, DcAction action)
{
	const DcActionInfo *info = dc_action_info(action);
	stage_keys(stage, ":");
	stage_type(stage, info->name);
	g_autofree char *picture = stage_picture(stage);
	g_autofree char *keys = g_strdup_printf(" %s ", info->keys);
	if (!stands_with(picture, keys, _(info->label)))
		g_error("the palette does not show %s:\n%s", info->name, picture);
	stage_keys(stage, "Esc");
}

static void
test_palette(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 30, 120);
	for (DcAction action = 0; action < DC_N_ACTIONS; action++)
		if (*dc_action_info(action)->keys != '\0' && action != DC_ACTION_PALETTE)
			check_palette(stage, action);
	g_assert_true(dc_lang_set("ja", NULL));
	for (DcAction action = 0; action < DC_N_ACTIONS; action++)
		if (*dc_action_info(action)->keys != '\0' && action != DC_ACTION_PALETTE)
			check_palette(stage, action);
	g_assert_true(dc_lang_set("en", NULL));
}

static void
check_help(const char *lang)
{
	g_autoptr(Stage) stage = stage_new("09:00", 250, 160);
	g_assert_true(dc_lang_set(lang, NULL));
	stage_keys(stage, "?");
	g_autofree char *picture = stage_picture(stage);
	for (DcAction action = 0; action < DC_N_ACTIONS; action++) {
		const DcActionInfo *info = dc_action_info(action);
		g_autofree char *line = g_strdup_printf("\n %s ", info->keys);
		if (*info->keys == '\0')
			continue;
		if (strstr(picture, line) == NULL || strstr(picture, _(info->help)) == NULL)
			g_error("the help (%s) does not show %s", lang, info->name);
	}
	g_assert_true(dc_lang_set("en", NULL));
}

static void
test_help(void)
{
	check_help("en");
	check_help("ja");
}

/* The keys of one screen alone have words as well. */
static void
test_own_keys(void)
{
	for (guint i = 0; i < views_n_all; i++) {
		for (const DcViewKey *key = views_all[i]->keys; key != NULL && key->keys != NULL; key++) {
			if (key->action < (int)DC_N_ACTIONS)
				continue;
			g_assert_nonnull(key->name);
			g_assert_true(dc_lang_set("ja", NULL));
			if (strcmp(_(key->label), key->label) == 0 || strcmp(_(key->help), key->help) == 0)
				g_error("%s: %s has no Japanese", views_all[i]->name, key->name);
			g_assert_true(dc_lang_set("en", NULL));
		}
	}
}

/* -- fields -- */

/* What a ticket gets in the course of its life, not when it is added. */
static bool
comes_later(DcField field)
{
	static const DcField later[] = {
		DC_FIELD_RESUME_ON, DC_FIELD_DEFER_REASON, DC_FIELD_WAIT, DC_FIELD_WAIT_WHOM, DC_FIELD_CHECK_AT, DC_FIELD_RESOLUTION, DC_FIELD_RESTORED_AT,
		DC_FIELD_RESOLVED_AT, DC_FIELD_CLOSED_AT, DC_FIELD_CLOSE_REASON,
	};
	for (guint i = 0; i < G_N_ELEMENTS(later); i++)
		if (later[i] == field)
			return true;
	return false;
}

static bool
has_field(const EditFields *fields, DcField field)
{
	guint n = 0;
	for (guint i = 0; i < fields->n; i++)
		n += fields->fields[i] == field;
	g_assert_cmpuint(n, <=, 1);
	return n == 1;
}

static void
test_every_field(void)
{
	EditFields *add = edit_fields_new(EDIT_ADD, NULL), *old = edit_fields_new(EDIT_OLD, NULL);
	for (DcField field = 0; field < DC_N_FIELDS; field++) {
		bool editable = dc_desk_may_set(field, NULL);
		if (has_field(old, field) != editable || has_field(add, field) != (editable && !comes_later(field)))
			g_error("%s: the forms and the desk disagree", dc_field_info(field)->name);
	}
	edit_fields_free(add);
	edit_fields_free(old);
}

/* Something that this field takes, as keys or text. */
static void
fill_in(Stage *stage, DcField field)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (field == DC_FIELD_SYSTEM || field == DC_FIELD_IMPACT || field == DC_FIELD_URGENCY) {
		stage_keys(stage, field == DC_FIELD_SYSTEM ? "C-u I N V" : "2");
		return;
	}
	if (info->type == DC_FIELD_TYPE_WORD || info->type == DC_FIELD_TYPE_BOOL) {
		stage_keys(stage, info->type == DC_FIELD_TYPE_BOOL ? "y" : "2");
		return;
	}
	stage_keys(stage, "C-u");
	stage_type(stage, info->type == DC_FIELD_TYPE_INT ? "40" : info->type == DC_FIELD_TYPE_TIME ? "3/30 11:00" : "found");
}

/* Every field of the form is filled in and saved; `no` 0: a new ticket. */
static DcTicketNo
fill_in_all(Stage *stage, EditIn in, DcTicketNo no)
{
	EditFields *fields = edit_fields_new(in, NULL);
	DcTicketNo saved = no;
	bool first = true;
	for (guint i = 0; i < fields->n; i++) {
		if (fields->fields[i] == DC_N_FIELDS)
			continue;
		if (!first)
			stage_keys(stage, "Tab");
		first = false;
		fill_in(stage, fields->fields[i]);
	}
	stage_keys(stage, "C-s");
	assert_sees(stage, no == 0 ? "Registered: No." : "Saved: No.");
	if (no == 0) {
		g_autofree char *picture = stage_picture(stage);
		saved = g_ascii_strtoll(strstr(picture, "Registered: No.") + strlen("Registered: No."), NULL, 10);
	}
	edit_fields_free(fields);
	return saved;
}

static void
check_saved(Stage *stage, EditIn in, DcTicketNo no)
{
	g_autoptr(DcTicket) ticket = stage_ticket(stage, no);
	g_autoptr(DcTicketText) text = dc_ledger_ticket_text(dc_desk_ledger(stage->desk), no, NULL);
	EditFields *fields = edit_fields_new(in, NULL);
	for (guint i = 0; i < fields->n; i++) {
		DcField field = fields->fields[i];
		if (field == DC_N_FIELDS)
			continue;
		bool narrow = dc_field_info(field)->entity == DC_ENTITY_TICKET;
		DcValue value = dc_record_get(narrow ? (gconstpointer)ticket : (gconstpointer)text, field);
		if (value.is_text ? value.text == NULL : value.number == DC_ABSENT)
			g_error("%s was typed and is not in the ledger", dc_field_info(field)->name);
	}
	edit_fields_free(fields);
	g_assert_cmpint(ticket->impact, ==, 2);
	g_assert_cmpint(ticket->affected, ==, 40);
	g_assert_cmpstr(ticket->system, ==, "INV");
	g_assert_cmpstr(text->body, ==, "found");
	g_assert_true(ticket->vip && ticket->major);
}

static void
test_fields_are_saved(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	stage_keys(stage, "a");
	DcTicketNo no = fill_in_all(stage, EDIT_ADD, 0);
	check_saved(stage, EDIT_ADD, no);
	stage_keys(stage, "u R G");
	DcTicketNo old = stage_cursor(stage);
	stage_keys(stage, "e");
	fill_in_all(stage, EDIT_OLD, old);
	check_saved(stage, EDIT_OLD, old);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/table/every-key", test_every_key);
	g_test_add_func("/table/full-width", test_full_width);
	g_test_add_func("/table/palette", test_palette);
	g_test_add_func("/table/help", test_help);
	g_test_add_func("/table/own-keys", test_own_keys);
	g_test_add_func("/table/every-field", test_every_field);
	g_test_add_func("/table/fields-are-saved", test_fields_are_saved);
	return g_test_run();
}
