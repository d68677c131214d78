/* The full form of a ticket, made of field.def: edit what is there, or add a new one, with what the engine proposes below. Only what was
 * changed is written; what is typed is a draft within a second and comes back. */
#include "edit.h"

#include <inttypes.h>
#include <string.h>

#define DRAFT_KIND "edit"
#define FORM_ROWS_MIN 6 /* with fewer rows left the proposals are not shown */

typedef struct {
	DcApp *app;
	char *title;
	DcTicketNo no;      /* 0: a new one */
	DcTicket *seen;     /* as it was when the form was opened */
	DcTicketText *text;
	EditFields *fields;
	DcForm *form;
	char **before;      /* the values as the form showed them first, by place in `fields` */
	DcDraft *draft;
	guint kept_revision;
	Proposal proposal;  /* of a new one */
	guint proposed_revision;
	bool group, kept_group;
	const char *kept_focus; /* of the form's own names */
} Edit;

static bool
is_text_field(DcField field)
{
	return dc_field_info(field)->entity == DC_ENTITY_TICKET_TEXT;
}

static bool
is_heading(const Edit *self, guint i)
{
	return self->fields->fields[i] == DC_N_FIELDS;
}

static const char *
name_of(const Edit *self, guint i)
{
	return self->fields->form[i].name;
}

/* -- drafts -- */

static void
draft_restore(Edit *self)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	if (self->draft->fields == NULL || !g_key_file_load_from_data(file, self->draft->fields, (gsize)-1, G_KEY_FILE_NONE, NULL))
		return;
	for (guint i = 0; i < self->fields->n; i++) {
		g_autofree char *value = is_heading(self, i) ? NULL : g_key_file_get_string(file, "draft", name_of(self, i), NULL);
		if (value != NULL)
			dc_form_set(self->form, name_of(self, i), value);
		g_autofree char *focus = g_key_file_get_string(file, "at", "field", NULL);
		if (focus != NULL && strcmp(focus, name_of(self, i)) == 0)
			dc_form_set_focus(self->form, focus);
	}
	self->group = g_key_file_get_boolean(file, "at", "group", NULL);
}

static void
draft_find(Edit *self)
{
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(self->app->desk), NULL);
	for (guint i = 0; drafts != NULL && self->draft == NULL && i < drafts->len; i++) {
		const DcDraft *draft = g_ptr_array_index(drafts, i);
		if (strcmp(draft->kind, DRAFT_KIND) == 0 && draft->ticket == self->no)
			self->draft = dc_draft_copy(draft);
	}
}

static bool
draft_drop(Edit *self, GError **error)
{
	bool ok = self->draft == NULL || self->draft->id == 0 || dc_ledger_draft_drop(dc_desk_ledger(self->app->desk), self->draft->id, error);
	g_clear_pointer(&self->draft, dc_draft_free);
	return ok;
}

static bool
is_changed(const Edit *self, guint i)
{
	return !is_heading(self, i) && strcmp(dc_form_value(self->form, name_of(self, i)), self->before[i]) != 0;
}

static bool
is_untouched(const Edit *self)
{
	for (guint i = 0; i < self->fields->n; i++) {
		if (is_changed(self, i))
			return false;
	}
	return true;
}

static char *
draft_fields(const Edit *self)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	for (guint i = 0; i < self->fields->n; i++) {
		if (is_changed(self, i))
			g_key_file_set_string(file, "draft", name_of(self, i), dc_form_value(self->form, name_of(self, i)));
	}
	g_key_file_set_string(file, "at", "field", dc_form_focus(self->form));
	g_key_file_set_boolean(file, "at", "group", self->group);
	return g_key_file_to_data(file, NULL, NULL);
}

static void
note_kept(Edit *self)
{
	self->kept_revision = dc_form_revision(self->form);
	self->kept_group = self->group;
	self->kept_focus = dc_form_focus(self->form);
}

static bool
edit_keep(DcApp *app, gpointer data, GError **error)
{
	Edit *self = data;
	if (dc_form_revision(self->form) == self->kept_revision && self->group == self->kept_group &&
	    strcmp(dc_form_focus(self->form), self->kept_focus) == 0)
		return true;
	if (is_untouched(self))
		return draft_drop(self, error);
	if (self->draft == NULL) {
		self->draft = g_new0(DcDraft, 1);
		self->draft->kind = g_strdup(DRAFT_KIND);
		self->draft->ticket = self->no;
		/* A new one was received when its form was opened, also if it is finished tomorrow. */
		self->draft->started_at = self->no == 0 ? self->seen->received_at : app->now;
	}
	g_free(self->draft->fields);
	self->draft->fields = draft_fields(self);
	self->draft->updated_at = app->now;
	if (!dc_ledger_draft_save(dc_desk_ledger(app->desk), self->draft, error))
		return false;
	note_kept(self);
	return true;
}

/* -- opening -- */

static void
edit_close(gpointer data)
{
	Edit *self = data;
	g_clear_pointer(&self->seen, dc_ticket_free);
	g_clear_pointer(&self->text, dc_ticket_text_free);
	g_clear_pointer(&self->draft, dc_draft_free);
	proposal_clear(&self->proposal);
	dc_form_free(self->form);
	for (guint i = 0; self->before != NULL && i < self->fields->n; i++)
		g_free(self->before[i]);
	g_free(self->before);
	edit_fields_free(self->fields);
	g_free(self->title);
	g_free(self);
}

/* What a new ticket is unless something else is typed: an inquiry by phone, received now. */
static void
new_ticket(Edit *self)
{
	self->seen = dc_ticket_new();
	self->text = dc_ticket_text_new();
	self->seen->kind = DC_KIND_INQUIRY;
	self->seen->channel = DC_CHANNEL_PHONE;
	self->seen->received_at = self->draft != NULL ? self->draft->started_at : self->app->now;
}

static bool
edit_read(Edit *self, GError **error)
{
	if (self->no == 0) {
		new_ticket(self);
		return true;
	}
	self->seen = dc_ledger_ticket(dc_desk_ledger(self->app->desk), self->no, error);
	self->text = self->seen != NULL ? dc_ledger_ticket_text(dc_desk_ledger(self->app->desk), self->no, error) : NULL;
	return self->text != NULL;
}

static char *
edit_means_now(const DcFormField *field, const char *value, gpointer data)
{
	Edit *self = data;
	return edit_means(self->app, edit_fields_of(self->fields, field), value);
}

static void
form_fill(Edit *self)
{
	self->form = dc_form_new(self->fields->form, (int)self->fields->n, self);
	self->before = g_new0(char *, self->fields->n + 1);
	for (guint i = 0; i < self->fields->n; i++) {
		if (is_heading(self, i))
			continue;
		DcField field = self->fields->fields[i];
		DcValue value = dc_record_get(is_text_field(field) ? (gconstpointer)self->text : (gconstpointer)self->seen, field);
		g_autofree char *text = edit_value_text(self->app, field, &value);
		dc_form_set(self->form, name_of(self, i), text);
		/* As the field takes it (NFC, without control characters), so that only what was typed counts as changed. */
		self->before[i] = g_strdup(dc_form_value(self->form, name_of(self, i)));
		/* A long text is read from its beginning. */
		if (self->fields->form[i].kind == DC_FORM_LINES) {
			dc_form_set_focus(self->form, name_of(self, i));
			dc_form_set_cursor(self->form, 0);
		}
	}
	dc_form_set_focus(self->form, dc_field_info(DC_FIELD_TITLE)->name);
}

static gpointer
edit_open(DcApp *app, gint64 arg, GError **error)
{
	Edit *self = g_new0(Edit, 1);
	self->app = app;
	self->no = arg;
	self->proposal.due_at = DC_ABSENT;
	g_autofree char *number = view_number(arg);
	self->title = arg != 0 ? g_strdup_printf(_("Edit %s"), number) : g_strdup(_("Add a ticket"));
	self->fields = edit_fields_new(arg != 0 ? EDIT_OLD : EDIT_ADD, edit_means_now);
	draft_find(self);
	if (!edit_read(self, error)) {
		edit_close(self);
		return NULL;
	}
	form_fill(self);
	if (self->draft != NULL)
		draft_restore(self);
	note_kept(self);
	self->proposed_revision = self->kept_revision + 1;
	return self;
}

/* -- what is typed, as a ticket -- */

static void
sets_free(GArray *sets)
{
	for (guint i = 0; i < sets->len; i++)
		dc_value_clear(&g_array_index(sets, DcSet, i).value);
	g_array_unref(sets);
}

/* What was changed (of a new one: everything that is there), read. `strict`: NULL, and the form shows which field could not be; else what
 * cannot be read is left out. */
static GArray *
sets_read(Edit *self, bool strict)
{
	GArray *sets = g_array_new(FALSE, FALSE, sizeof(DcSet));
	for (guint i = 0; i < self->fields->n; i++) {
		g_autoptr(GError) error = NULL;
		DcSet set = { .field = self->fields->fields[i] };
		if (is_heading(self, i) || (self->no != 0 && !is_changed(self, i)))
			continue;
		if (dc_desk_parse(self->app->desk, set.field, dc_form_value(self->form, name_of(self, i)), self->app->now, &set.value, &error)) {
			g_array_append_val(sets, set);
		} else if (strict) {
			dc_form_set_message(self->form, name_of(self, i), error->message);
			sets_free(sets);
			return NULL;
		}
	}
	return sets;
}

static void
sets_apply(const GArray *sets, DcTicket *ticket, DcTicketText *text)
{
	for (guint i = 0; i < sets->len; i++) {
		const DcSet *set = &g_array_index(sets, DcSet, i);
		dc_record_set(is_text_field(set->field) ? (gpointer)text : (gpointer)ticket, set->field, &set->value);
	}
}

/* -- proposals: of a new ticket, while it is typed -- */

static void
edit_settle(DcApp *app, gpointer data)
{
	Edit *self = data;
	g_autoptr(GError) error = NULL;
	if (self->no != 0 || self->proposed_revision == dc_form_revision(self->form))
		return;
	self->proposed_revision = dc_form_revision(self->form);
	g_autoptr(DcTicket) ticket = dc_ticket_copy(self->seen);
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	GArray *sets = sets_read(self, false);
	sets_apply(sets, ticket, text);
	sets_free(sets);
	if (!proposal_make(app, ticket, text, &self->proposal, &error))
		app_fail(app, error);
	self->group = self->group && self->proposal.group != 0;
}

static void
take_proposed(DcApp *app, Edit *self)
{
	const Proposal *proposal = &self->proposal;
	if (proposal->kind == DC_KIND_NONE && proposal->system == NULL && proposal->due_at == DC_ABSENT) {
		app_say(app, "%s", _("Nothing else is proposed for the fields."));
		return;
	}
	if (proposal->kind != DC_KIND_NONE)
		dc_form_set(self->form, dc_field_info(DC_FIELD_KIND)->name, dc_word_code(DC_WORDS_OF_KIND, (int)proposal->kind));
	if (proposal->system != NULL)
		dc_form_set(self->form, dc_field_info(DC_FIELD_SYSTEM)->name, proposal->system);
	if (proposal->due_at != DC_ABSENT) {
		DcValue due = dc_value_number(proposal->due_at);
		g_autofree char *text = edit_value_text(app, DC_FIELD_DUE_AT, &due);
		dc_form_set(self->form, dc_field_info(DC_FIELD_DUE_AT)->name, text);
	}
}

static void
take_group(DcApp *app, Edit *self)
{
	if (self->proposal.group == 0)
		app_say(app, "%s", _("No open ticket is like this one."));
	else
		self->group = !self->group;
}

/* -- drawing -- */

static void
edit_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	Edit *self = data;
	int rows = body->rows - 1;
	dc_surface_fill(body, 0, 0, 1, body->cols, DC_STYLE_TITLE);
	dc_surface_text(body, 0, 1, DC_STYLE_TITLE, self->title);
	if (self->no == 0 && rows - PROPOSAL_ROWS >= FORM_ROWS_MIN) {
		rows -= PROPOSAL_ROWS;
		DcSurface below = dc_surface_sub(body, 1 + rows, 0, PROPOSAL_ROWS, body->cols);
		proposal_draw(app, &self->proposal, self->group, &below);
	}
	DcSurface form = dc_surface_sub(body, 1, 1, rows, body->cols - 2);
	dc_form_draw(self->form, &form);
}

/* -- saving -- */

static bool
log_new(Edit *self, const GArray *sets, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ticket_copy(self->seen);
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	sets_apply(sets, ticket, text);
	if (self->group) {
		ticket->parent = self->proposal.group;
		ticket->member = self->proposal.member;
	}
	const DcArrival arrival = { .ticket = ticket, .text = text, .call_start = DC_ABSENT };
	return dc_desk_log(self->app->desk, &arrival, self->app->now, &self->no, error);
}

static bool
save(Edit *self, const GArray *sets, GError **error)
{
	if (self->no == 0)
		return log_new(self, sets, error);
	const DcSet *first = sets->len > 0 ? &g_array_index(sets, DcSet, 0) : NULL;
	return first == NULL || dc_desk_edit(self->app->desk, DC_ONE_TICKET(self->no), self->seen, self->text, first, sets->len, self->app->now, error);
}

static void
say_saved(DcApp *app, const Edit *self, bool is_new, guint n_sets)
{
	const char *undo = app_key_of(app, DC_ACTION_UNDO);
	if (is_new && self->group)
		app_say(app, _("Registered: No.%" PRId64 ", in the group of No.%" PRId64 " (%s takes it back)"), self->no, self->proposal.group, undo);
	else if (is_new)
		app_say(app, _("Registered: No.%" PRId64 " (%s takes it back)"), self->no, undo);
	else
		app_say(app, n_sets > 0 ? _("Saved: No.%" PRId64) : _("Nothing was changed: No.%" PRId64), self->no);
}

static void
submit(DcApp *app, Edit *self)
{
	g_autoptr(GError) error = NULL;
	bool is_new = self->no == 0;
	GArray *sets = sets_read(self, true);
	if (sets == NULL)
		return;
	if (!save(self, sets, &error) || !draft_drop(self, &error)) {
		app_fail(app, error);
	} else {
		say_saved(app, self, is_new, sets->len);
		/* What stands in the form is saved; there is nothing left to keep as a draft. */
		note_kept(self);
		app_pop(app);
		app_changed(app);
	}
	sets_free(sets);
}

static void
cancel(DcApp *app, Edit *self)
{
	g_autoptr(GError) error = NULL;
	/* The form stays open if what was typed could not be kept. */
	if (!edit_keep(app, self, &error)) {
		app_fail(app, error);
		return;
	}
	if (self->draft != NULL)
		app_say(app, "%s", _("What was typed is kept as a draft and comes back with the form."));
	app_pop(app);
}

static bool
edit_key(DcApp *app, gpointer data, const char *key)
{
	Edit *self = data;
	if (self->no == 0 && (strcmp(key, "C-p") == 0 || strcmp(key, "C-g") == 0)) {
		if (key[2] == 'p')
			take_proposed(app, self);
		else
			take_group(app, self);
		return true;
	}
	switch (dc_form_key(self->form, key)) {
	case DC_FORM_IGNORED:
		return dc_key_char(key) != 0 || strcmp(key, "F1") != 0;
	case DC_FORM_TAKEN:
		break;
	case DC_FORM_SUBMIT:
		submit(app, self);
		break;
	case DC_FORM_CANCEL:
		cancel(app, self);
		break;
	}
	return true;
}

static void
edit_paste(DcApp *app, gpointer data, const char *text)
{
	(void)app;
	dc_form_paste(((Edit *)data)->form, text);
}

static void
edit_hint(const DcApp *app, gpointer data, DcSurface *surface, int row)
{
	(void)app;
	const Edit *self = data;
	DcHint hints[8] = { { .key = "F2", .label = _("phone") }, { .key = "Enter ^S", .label = _("save") } };
	int n = 2;
	if (self->no == 0)
		hints[n++] = (DcHint){ .key = "^P", .label = _("as proposed") };
	if (self->no == 0 && self->proposal.group != 0)
		hints[n++] = (DcHint){ .key = "^G", .label = self->group ? _("not the same") : _("same incident") };
	hints[n++] = (DcHint){ .key = "Esc", .label = _("back, with a draft") };
	hints[n++] = (DcHint){ .key = "PgDn", .label = _("next group") };
	hints[n++] = (DcHint){ .key = "Tab", .label = _("next field") };
	dc_hint_draw(surface, row, hints, n);
}

const DcView dc_view_edit = {
	.name = "edit",
	.title = N_("Edit"),
	.chrome = DC_CHROME_LINE,
	.open = edit_open,
	.close = edit_close,
	.settle = edit_settle,
	.draw = edit_draw,
	.key = edit_key,
	.paste = edit_paste,
	.keep = edit_keep,
	.hint = edit_hint,
};
