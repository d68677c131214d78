/* What was typed in an open question of the triage outlives the program. */
#include "triage.h"

#include <string.h>

#define DRAFT_KIND "triage"

static const char *
question_name(TriageQuestion question)
{
	switch (question) {
	case TRIAGE_ASK_DUE:
		return "due";
	case TRIAGE_ASK_GROUP:
		return "group";
	case TRIAGE_ASK_ANSWER:
		return "answer";
	case TRIAGE_ASK_NOTHING:
		break;
	}
	return "";
}

static char *
draft_fields(const Triage *self, const char *text)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_key_file_set_string(file, "draft", "question", question_name(self->question));
	g_key_file_set_string(file, "draft", "text", text);
	g_key_file_set_int64(file, "draft", "due", self->asked_due);
	g_key_file_set_boolean(file, "draft", "whole", self->whole);
	for (guint i = 0; self->question != TRIAGE_ASK_DUE && i < self->asked->len; i++) {
		g_autofree char *key = g_strdup_printf("mail%u", i);
		g_key_file_set_int64(file, "draft", key, g_array_index(self->asked, DcId, i));
	}
	return g_key_file_to_data(file, NULL, NULL);
}

static bool
draft_drop(DcApp *app, Triage *self, GError **error)
{
	bool ok = self->draft == NULL || self->draft->id == 0 || dc_ledger_draft_drop(dc_desk_ledger(app_desk(app)), self->draft->id, error);
	if (ok)
		g_clear_pointer(&self->draft, dc_draft_free);
	g_clear_pointer(&self->kept_text, g_free);
	return ok;
}

bool
triage_keep(DcApp *app, gpointer data, GError **error)
{
	Triage *self = data;
	const char *typed = self->question != TRIAGE_ASK_NOTHING ? app_ask_text_now(app, self) : NULL;
	const char *text = typed != NULL ? typed : self->answer;
	if (text == NULL)
		return draft_drop(app, self, error);
	if (g_strcmp0(text, self->kept_text) == 0)
		return true;
	if (self->draft == NULL) {
		self->draft = g_new0(DcDraft, 1);
		self->draft->kind = g_strdup(DRAFT_KIND);
		self->draft->started_at = app_now(app);
	}
	self->draft->ticket = self->question == TRIAGE_ASK_DUE ? self->asked_no : 0;
	self->draft->updated_at = app_now(app);
	g_free(self->draft->fields);
	self->draft->fields = draft_fields(self, text);
	if (!dc_ledger_draft_save(dc_desk_ledger(app_desk(app)), self->draft, error))
		return false;
	g_free(self->kept_text);
	self->kept_text = g_strdup(text);
	return true;
}

/* The box in which the mails of a draft still wait; false: they do not. */
static bool
find_asked(Triage *self, GKeyFile *file)
{
	g_clear_pointer(&self->asked, g_array_unref);
	self->asked = g_array_new(FALSE, FALSE, sizeof(DcId));
	for (guint i = 0;; i++) {
		g_autofree char *key = g_strdup_printf("mail%u", i);
		DcId mail = g_key_file_get_int64(file, "draft", key, NULL);
		if (mail == 0)
			return self->asked->len > 0;
		for (guint pass = 0; self->asked->len == 0 && pass < TRIAGE_BOXES; pass++) {
			if (triage_row(&self->boxes[pass], mail) != NULL)
				self->pass = pass;
		}
		if (triage_row(triage_box(self), mail) != NULL)
			g_array_append_val(self->asked, mail);
	}
}

static void
resume_draft(DcApp *app, Triage *self, const DcDraft *draft)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	if (draft->fields == NULL || !g_key_file_load_from_data(file, draft->fields, (gsize)-1, G_KEY_FILE_NONE, NULL))
		return;
	g_autofree char *question = g_key_file_get_string(file, "draft", "question", NULL);
	g_autofree char *text = g_key_file_get_string(file, "draft", "text", NULL);
	self->draft = g_new0(DcDraft, 1);
	*self->draft = *draft;
	self->draft->kind = g_strdup(draft->kind);
	self->draft->fields = NULL;
	if (draft->ticket > 0 && g_strcmp0(question, "due") == 0) {
		self->asked_no = draft->ticket;
		self->asked_due = g_key_file_get_int64(file, "draft", "due", NULL);
		triage_ask_due(app, self, text);
	} else if (find_asked(self, file)) {
		triage_box(self)->moved = dc_list_select(triage_box(self)->cursor, g_array_index(self->asked, DcId, 0));
		if (!triage_consider_all(app, self, self->asked))
			return;
		if (g_strcmp0(question, "group") == 0)
			triage_ask_group(app, self, text);
		else {
			self->whole = g_key_file_get_boolean(file, "draft", "whole", NULL);
			triage_ask_answer(app, self, text);
		}
	}
}

void
triage_resume(DcApp *app, Triage *self)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(app_desk(app)), &error);
	if (drafts == NULL)
		app_fail(app, error);
	for (guint i = 0; drafts != NULL && self->draft == NULL && i < drafts->len; i++) {
		const DcDraft *draft = g_ptr_array_index(drafts, i);
		if (strcmp(draft->kind, DRAFT_KIND) == 0)
			resume_draft(app, self, draft);
	}
}
