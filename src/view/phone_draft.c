/* A call outlives the program: what is typed, the question that is open, and the clock it has stopped. */
#include "phone.h"

#include <string.h>

#define DRAFT_KIND "phone"

/* -- keeping -- */

static char *
draft_fields(DcApp *app, const Phone *self)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	const char *typed = self->question == NULL ? self->answer : app_ask_text_now(app, self);
	g_key_file_set_string(file, "draft", "caller", phone_text(self, PHONE_CALLER));
	g_key_file_set_string(file, "draft", "subject", phone_text(self, PHONE_SUBJECT));
	g_key_file_set_integer(file, "draft", "focus", (int)self->focus);
	g_key_file_set_uint64(file, "draft", "cursor", dc_textfield_cursor(self->fields[self->focus]));
	g_key_file_set_int64(file, "draft", "paused", self->paused);
	g_key_file_set_int64(file, "draft", "paused_no", self->paused_no);
	g_key_file_set_uint64(file, "draft", "asked", self->asked);
	g_key_file_set_string(file, "draft", "question", question_name(self->question));
	g_key_file_set_boolean(file, "draft", "answering", self->answering);
	g_key_file_set_string(file, "draft", "typed", typed != NULL ? typed : "");
	return g_key_file_to_data(file, NULL, NULL);
}

bool
phone_draft_drop(DcApp *app, Phone *self, GError **error)
{
	if (self->draft != NULL && self->draft->id != 0 && !dc_ledger_draft_drop(dc_desk_ledger(app_desk(app)), self->draft->id, error))
		return false;
	g_clear_pointer(&self->draft, dc_draft_free);
	/* What stands in the fields is in the ledger now, or was given up. */
	g_free(self->kept);
	self->kept = draft_fields(app, self);
	return true;
}

static bool
keep_fields(DcApp *app, Phone *self, GError **error)
{
	bool has_anything = self->no != 0 || self->paused != 0 || !phone_is_blank(self);
	if (!has_anything)
		return self->draft == NULL || phone_draft_drop(app, self, error);
	g_autofree char *fields = draft_fields(app, self);
	if (self->kept != NULL && strcmp(fields, self->kept) == 0 && (self->draft == NULL || self->draft->ticket == self->no))
		return true;
	if (self->draft == NULL) {
		self->draft = g_new0(DcDraft, 1);
		self->draft->kind = g_strdup(DRAFT_KIND);
		self->draft->started_at = self->started_at;
	}
	self->draft->ticket = self->no;
	self->draft->updated_at = app_now(app);
	g_free(self->draft->fields);
	self->draft->fields = g_strdup(fields);
	if (!dc_ledger_draft_save(dc_desk_ledger(app_desk(app)), self->draft, error))
		return false;
	g_free(self->kept);
	self->kept = g_steal_pointer(&fields);
	return true;
}

/* What was typed comes first: it is kept even if the clock cannot be stopped. */
bool
phone_keep(DcApp *app, gpointer data, GError **error)
{
	Phone *self = data;
	g_autoptr(GError) problem = NULL;
	bool paused = phone_pause(app, self, &problem);
	if (!keep_fields(app, self, error))
		return false;
	if (!paused)
		g_propagate_error(error, g_steal_pointer(&problem));
	return paused;
}

/* -- finding -- */

static bool
is_open_here(const DcApp *app, gint64 draft)
{
	for (guint i = 0; i < app->frames->len; i++) {
		const Frame *frame = g_ptr_array_index(app->frames, i);
		if (frame->view != &dc_view_phone || frame->closing)
			continue;
		const Phone *phone = frame->self;
		if (phone->draft != NULL && phone->draft->id == draft)
			return true;
	}
	return false;
}

GPtrArray *
phone_drafts(DcApp *app, GError **error)
{
	g_autoptr(GPtrArray) all = dc_ledger_drafts(dc_desk_ledger(app_desk(app)), error);
	if (all == NULL)
		return NULL;
	GPtrArray *drafts = g_ptr_array_new_with_free_func((GDestroyNotify)dc_draft_free);
	for (guint i = all->len; i > 0; i--) {
		const DcDraft *draft = g_ptr_array_index(all, i - 1);
		if (strcmp(draft->kind, DRAFT_KIND) == 0 && !is_open_here(app, draft->id))
			g_ptr_array_add(drafts, dc_draft_copy(draft));
	}
	return drafts;
}

guint
phone_n_kept(DcApp *app)
{
	g_autoptr(GPtrArray) drafts = phone_drafts(app, NULL);
	return drafts != NULL ? drafts->len : 0;
}

static GKeyFile *
file_of(const DcDraft *draft)
{
	GKeyFile *file = g_key_file_new();
	if (draft->fields == NULL || !g_key_file_load_from_data(file, draft->fields, (gsize)-1, G_KEY_FILE_NONE, NULL))
		g_key_file_set_string(file, "draft", "caller", "");
	return file;
}

static char *
text_of(GKeyFile *file, const char *key)
{
	char *text = g_key_file_get_string(file, "draft", key, NULL);
	return text != NULL ? text : g_strdup("");
}

char *
phone_draft_title(const DcDraft *draft)
{
	g_autoptr(GKeyFile) file = file_of(draft);
	g_autofree char *caller = text_of(file, "caller");
	g_autofree char *subject = text_of(file, "subject");
	g_autofree char *number = draft->ticket > 0 ? view_number(draft->ticket) : g_strdup("");
	g_autofree char *all = g_strjoin(" ", number, caller, subject, NULL);
	g_autofree char *line = dc_text_one_line(all);
	return *line != '\0' ? g_steal_pointer(&line) : g_strdup(_("(nothing typed yet)"));
}

/* -- going on -- */

/* The program may have ended between the ticket and the draft that names it: the call that began then tells. */
static bool
find_ticket(DcApp *app, Phone *self, const char *subject, GError **error)
{
	DcLedger *ledger = dc_desk_ledger(app_desk(app));
	g_autofree char *title = dc_text_one_line(subject);
	const DcListArgs then = { .from = self->started_at, .to = self->started_at + 1 };
	g_autoptr(GPtrArray) calls = dc_ledger_list(ledger, DC_LIST_CALLS_BETWEEN, then, error);
	if (calls == NULL)
		return false;
	for (guint i = 0; self->no == 0 && i < calls->len; i++) {
		const DcCall *call = g_ptr_array_index(calls, i);
		if (call->ticket <= 0)
			continue;
		g_autoptr(DcTicket) ticket = dc_ledger_ticket(ledger, call->ticket, error);
		if (ticket == NULL)
			return false;
		if (g_strcmp0(ticket->title, title) == 0)
			self->no = ticket->id;
	}
	return true;
}

static void
take_over(Phone *self, const DcDraft *draft, GKeyFile *file)
{
	g_autofree char *caller = text_of(file, "caller");
	g_autofree char *subject = text_of(file, "subject");
	g_clear_pointer(&self->draft, dc_draft_free);
	self->draft = dc_draft_copy(draft);
	self->no = draft->ticket;
	self->started_at = draft->started_at;
	dc_textfield_set(self->fields[PHONE_CALLER], caller);
	dc_textfield_set(self->fields[PHONE_SUBJECT], subject);
	self->focus = (guint)CLAMP(g_key_file_get_integer(file, "draft", "focus", NULL), 0, PHONE_FIELDS - 1);
	dc_textfield_set_cursor(self->fields[self->focus], (gsize)g_key_file_get_uint64(file, "draft", "cursor", NULL));
	self->asked = (guint)g_key_file_get_uint64(file, "draft", "asked", NULL);
	self->selected = -1;
	/* The clock that this call had stopped, unless it has stopped another one by now. */
	if (self->paused == 0 && !self->pause_owed) {
		self->paused = g_key_file_get_int64(file, "draft", "paused", NULL);
		self->paused_no = g_key_file_get_int64(file, "draft", "paused_no", NULL);
	}
}

bool
phone_resume(DcApp *app, Phone *self, const DcDraft *found, GError **error)
{
	g_autoptr(DcDraft) draft = dc_draft_copy(found);
	g_autoptr(GKeyFile) file = file_of(draft);
	g_autofree char *question = text_of(file, "question");
	g_autofree char *typed = text_of(file, "typed");
	bool answering = g_key_file_get_boolean(file, "draft", "answering", NULL);
	if (!phone_draft_drop(app, self, error)) /* of the empty call, which may have been kept for the clock that it has stopped */
		return false;
	take_over(self, draft, file);
	if (self->no == 0 && !find_ticket(app, self, phone_text(self, PHONE_SUBJECT), error))
		return false;
	if (self->no != 0 && !phone_reload(app, self, error))
		return false;
	if (self->no != 0)
		question_again(app, self, question, typed);
	else
		self->answer = g_strdup(typed);
	if (self->no == 0 && answering)
		phone_ask_answer(app, self, typed);
	return true;
}
