/* The full form of a ticket, made of field.def: edit what is there, or add a new one. Only what was changed is written. */
#include "state.h"

#include <inttypes.h>
#include <string.h>

#define CHOICES_MAX 10
#define DRAFT_KIND "edit"

/* What an operator may set by hand; what actions set (status, times of waiting, pins) is theirs. */
static const DcField editable[] = {
	DC_FIELD_TITLE, DC_FIELD_CALLER, DC_FIELD_DEPARTMENT, DC_FIELD_CALLBACK, DC_FIELD_KIND, DC_FIELD_CHANNEL, DC_FIELD_SYSTEM,
	DC_FIELD_RECEIVED_AT, DC_FIELD_OCCURRED_AT, DC_FIELD_STOPPED, DC_FIELD_SCOPE, DC_FIELD_AFFECTED, DC_FIELD_DUE_AT, DC_FIELD_PROMISE_AT,
	DC_FIELD_PROMISE, DC_FIELD_EST_MIN, DC_FIELD_DIFFICULTY, DC_FIELD_VIP, DC_FIELD_SENSITIVE, DC_FIELD_RECITED, DC_FIELD_ERROR_TEXT,
	DC_FIELD_STEPS, DC_FIELD_BODY, DC_FIELD_TRIAGE_NOTE, DC_FIELD_CAUSE_CLASS, DC_FIELD_CAUSE, DC_FIELD_PERMANENT_FIX, DC_FIELD_CHANGE_KIND,
	DC_FIELD_APPROVED_BY, DC_FIELD_APPROVED_ON, DC_FIELD_RELEASE_ON, DC_FIELD_TAGS, DC_FIELD_PRIVATE_MEMO,
};
#define N_EDITABLE G_N_ELEMENTS(editable)

typedef struct {
	char *title;
	DcTicketNo no;      /* 0: a new one */
	DcTicket *seen;     /* as it was when the form was opened */
	DcTicketText *text;
	DcForm *form;
	DcFormField fields[N_EDITABLE];
	DcChoice choices[N_EDITABLE][CHOICES_MAX];
	char *before[N_EDITABLE]; /* the values as the form showed them first */
	DcDraft *draft;
	guint kept_revision;
} Edit;

/* -- fields -- */

static bool
is_text_field(DcField field)
{
	return dc_field_info(field)->entity == DC_ENTITY_TICKET_TEXT;
}

static gconstpointer
record_of(const Edit *self, DcField field)
{
	return is_text_field(field) ? (gconstpointer)self->text : (gconstpointer)self->seen;
}

static void
word_choices(DcWordSet set, DcChoice *choices)
{
	int n = MIN(dc_words_count(set), CHOICES_MAX - 1);
	for (int value = 1; value <= n; value++)
		choices[value - 1] = (DcChoice){ (char)('0' + value), dc_word_code(set, value), dc_word_label(set, value) };
	choices[n] = (DcChoice){ 0 };
}

static void
field_make(Edit *self, guint i)
{
	const DcFieldInfo *info = dc_field_info(editable[i]);
	DcFormField *field = &self->fields[i];
	*field = (DcFormField){ .name = info->name, .label = info->label, .kind = DC_FORM_TEXT, .max_chars = 40 };
	field->required = editable[i] == DC_FIELD_TITLE;
	if (info->type == DC_FIELD_TYPE_TEXT || info->type == DC_FIELD_TYPE_LINES)
		field->max_chars = info->limit;
	if (info->type == DC_FIELD_TYPE_LINES)
		field->kind = DC_FORM_LINES;
	if (info->type == DC_FIELD_TYPE_BOOL || info->type == DC_FIELD_TYPE_WORD) {
		field->kind = DC_FORM_CHOICE;
		field->choices = self->choices[i];
	}
	if (info->type == DC_FIELD_TYPE_WORD)
		word_choices(info->words, self->choices[i]);
	else if (info->type == DC_FIELD_TYPE_BOOL)
		memcpy(self->choices[i], (const DcChoice[]){ { 'y', "yes", N_("yes") }, { 'n', "no", N_("no") }, { 0 } }, 3 * sizeof(DcChoice));
}

/* A value in the form in which dc_desk_parse() takes it back. Transfer full. */
static char *
value_text(DcApp *app, const Edit *self, DcField field)
{
	const DcFieldInfo *info = dc_field_info(field);
	DcValue value = dc_record_get(record_of(self, field), field);
	if (value.is_text)
		return g_strdup(value.text != NULL ? value.text : "");
	if (info->type == DC_FIELD_TYPE_BOOL)
		return g_strdup(value.number == 1 ? "yes" : "");
	if (value.number == DC_ABSENT)
		return g_strdup("");
	if (info->type == DC_FIELD_TYPE_WORD)
		return g_strdup(dc_word_code(info->words, (int)value.number));
	if (info->type != DC_FIELD_TYPE_TIME)
		return g_strdup_printf("%" G_GINT64_FORMAT, value.number);
	DcLocal at = dc_calendar_local(app_calendar(app), value.number);
	return g_strdup_printf("%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day, at.hour, at.minute);
}

/* -- drafts -- */

static void
draft_restore(Edit *self)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	if (self->draft->fields == NULL || !g_key_file_load_from_data(file, self->draft->fields, (gsize)-1, G_KEY_FILE_NONE, NULL))
		return;
	for (guint i = 0; i < N_EDITABLE; i++) {
		g_autofree char *value = g_key_file_get_string(file, "draft", self->fields[i].name, NULL);
		if (value != NULL)
			dc_form_set(self->form, self->fields[i].name, value);
	}
}

static void
draft_find(DcApp *app, Edit *self)
{
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(app->desk), NULL);
	for (guint i = 0; drafts != NULL && self->draft == NULL && i < drafts->len; i++) {
		const DcDraft *draft = g_ptr_array_index(drafts, i);
		if (strcmp(draft->kind, DRAFT_KIND) != 0 || draft->ticket != self->no)
			continue;
		self->draft = g_new0(DcDraft, 1);
		*self->draft = *draft;
		self->draft->kind = g_strdup(draft->kind);
		self->draft->fields = g_strdup(draft->fields);
		draft_restore(self);
	}
}

static bool
draft_drop(DcApp *app, Edit *self, GError **error)
{
	bool ok = self->draft == NULL || self->draft->id == 0 || dc_ledger_draft_drop(dc_desk_ledger(app->desk), self->draft->id, error);
	g_clear_pointer(&self->draft, dc_draft_free);
	return ok;
}

static bool
is_changed(const Edit *self, guint i)
{
	return strcmp(dc_form_value(self->form, self->fields[i].name), self->before[i]) != 0;
}

static bool
is_untouched(const Edit *self)
{
	for (guint i = 0; i < N_EDITABLE; i++) {
		if (is_changed(self, i))
			return false;
	}
	return true;
}

static bool
edit_keep(DcApp *app, gpointer data, GError **error)
{
	Edit *self = data;
	if (dc_form_revision(self->form) == self->kept_revision)
		return true;
	if (is_untouched(self))
		return draft_drop(app, self, error);
	if (self->draft == NULL) {
		self->draft = g_new0(DcDraft, 1);
		self->draft->kind = g_strdup(DRAFT_KIND);
		self->draft->ticket = self->no;
		self->draft->started_at = app->now;
	}
	g_autoptr(GKeyFile) file = g_key_file_new();
	for (guint i = 0; i < N_EDITABLE; i++) {
		if (is_changed(self, i))
			g_key_file_set_string(file, "draft", self->fields[i].name, dc_form_value(self->form, self->fields[i].name));
	}
	g_free(self->draft->fields);
	self->draft->fields = g_key_file_to_data(file, NULL, NULL);
	self->draft->updated_at = app->now;
	if (!dc_ledger_draft_save(dc_desk_ledger(app->desk), self->draft, error))
		return false;
	self->kept_revision = dc_form_revision(self->form);
	return true;
}

/* -- the screen -- */

static void
edit_close(gpointer data)
{
	Edit *self = data;
	g_clear_pointer(&self->seen, dc_ticket_free);
	g_clear_pointer(&self->text, dc_ticket_text_free);
	g_clear_pointer(&self->draft, dc_draft_free);
	dc_form_free(self->form);
	g_free(self->title);
	for (guint i = 0; i < N_EDITABLE; i++)
		g_free(self->before[i]);
	g_free(self);
}

static bool
edit_read(DcApp *app, Edit *self, GError **error)
{
	self->seen = self->no != 0 ? dc_ledger_ticket(dc_desk_ledger(app->desk), self->no, error) : dc_ticket_new();
	if (self->seen == NULL)
		return false;
	self->text = self->no != 0 ? dc_ledger_ticket_text(dc_desk_ledger(app->desk), self->no, error) : dc_ticket_text_new();
	return self->text != NULL;
}

static gpointer
edit_open(DcApp *app, gint64 arg, GError **error)
{
	Edit *self = g_new0(Edit, 1);
	self->no = arg;
	g_autofree char *number = view_number(arg);
	self->title = arg != 0 ? g_strdup_printf(_("Edit %s"), number) : g_strdup(_("Add a ticket"));
	for (guint i = 0; i < N_EDITABLE; i++)
		field_make(self, i);
	if (!edit_read(app, self, error)) {
		edit_close(self);
		return NULL;
	}
	self->form = dc_form_new(self->fields, (int)N_EDITABLE, self);
	for (guint i = 0; i < N_EDITABLE; i++) {
		self->before[i] = value_text(app, self, editable[i]);
		dc_form_set(self->form, self->fields[i].name, self->before[i]);
		/* As the field takes it (NFC, without control characters), so that only what was typed counts as changed. */
		g_free(self->before[i]);
		self->before[i] = g_strdup(dc_form_value(self->form, self->fields[i].name));
	}
	draft_find(app, self);
	dc_form_set_focus(self->form, self->fields[0].name);
	self->kept_revision = dc_form_revision(self->form);
	return self;
}

static void
edit_draw(const DcApp *app, gpointer data, DcSurface *body)
{
	(void)app;
	Edit *self = data;
	dc_surface_fill(body, 0, 0, 1, body->cols, DC_STYLE_TITLE);
	dc_surface_text(body, 0, 1, DC_STYLE_TITLE, self->title);
	DcSurface form = dc_surface_sub(body, 1, 1, body->rows - 1, body->cols - 2);
	dc_form_draw(self->form, &form);
}

/* -- saving -- */

static void
sets_free(GArray *sets)
{
	for (guint i = 0; i < sets->len; i++)
		dc_value_clear(&g_array_index(sets, DcSet, i).value);
	g_array_unref(sets);
}

/* What was changed, read; NULL: the form shows which field could not be. */
static GArray *
sets_read(DcApp *app, Edit *self)
{
	GArray *sets = g_array_new(FALSE, FALSE, sizeof(DcSet));
	for (guint i = 0; i < N_EDITABLE; i++) {
		g_autoptr(GError) error = NULL;
		DcSet set = { .field = editable[i] };
		if (!is_changed(self, i))
			continue;
		if (!dc_desk_parse(app->desk, set.field, dc_form_value(self->form, self->fields[i].name), app->now, &set.value, &error)) {
			dc_form_set_message(self->form, self->fields[i].name, error->message);
			sets_free(sets);
			return NULL;
		}
		g_array_append_val(sets, set);
	}
	return sets;
}

static bool
log_new(DcApp *app, Edit *self, const GArray *sets, GError **error)
{
	for (guint i = 0; i < sets->len; i++) {
		const DcSet *set = &g_array_index(sets, DcSet, i);
		dc_record_set(is_text_field(set->field) ? (gpointer)self->text : (gpointer)self->seen, set->field, &set->value);
	}
	const DcArrival arrival = { .ticket = self->seen, .text = self->text, .call_start = DC_ABSENT };
	return dc_desk_log(app->desk, &arrival, app->now, &self->no, error);
}

static bool
save(DcApp *app, Edit *self, const GArray *sets, GError **error)
{
	if (self->no == 0)
		return log_new(app, self, sets, error);
	const DcSet *first = sets->len > 0 ? &g_array_index(sets, DcSet, 0) : NULL;
	return first == NULL || dc_desk_edit(app->desk, DC_ONE_TICKET(self->no), self->seen, first, sets->len, app->now, error);
}

static void
submit(DcApp *app, Edit *self)
{
	g_autoptr(GError) error = NULL;
	GArray *sets = sets_read(app, self);
	if (sets == NULL)
		return;
	if (!save(app, self, sets, &error)) {
		app_fail(app, error);
	} else if (!draft_drop(app, self, &error)) {
		app_fail(app, error);
	} else {
		app_say(app, sets->len > 0 ? _("Saved: No.%" PRId64) : _("Nothing was changed: No.%" PRId64), self->no);
		/* What stands in the form is saved; there is nothing left to keep as a draft. */
		self->kept_revision = dc_form_revision(self->form);
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
	(void)data;
	const DcHint hints[] = {
		{ .key = "F2", .label = _("phone") },      { .key = "^S", .label = _("save") }, { .key = "Enter", .label = _("save") },
		{ .key = "Tab", .label = _("next field") }, { .key = "Esc", .label = _("back, with a draft") },
	};
	dc_hint_draw(surface, row, hints, G_N_ELEMENTS(hints));
}

const DcView dc_view_edit = {
	.name = "edit",
	.title = N_("Edit"),
	.chrome = DC_CHROME_LINE,
	.open = edit_open,
	.close = edit_close,
	.draw = edit_draw,
	.key = edit_key,
	.paste = edit_paste,
	.keep = edit_keep,
	.hint = edit_hint,
};
