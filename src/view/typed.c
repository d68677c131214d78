/* What is typed in a question, on the disk: under the ticket and a name such as "note.0", until the action is done. The same question
 * asked again of the same ticket has it back. */
#include "ask.h"

#include <string.h>

#define DRAFT_KIND "typed"

static GKeyFile *
fields_of(const DcDraft *draft)
{
	GKeyFile *file = g_key_file_new();
	if (draft->fields != NULL)
		(void)g_key_file_load_from_data(file, draft->fields, (gsize)-1, G_KEY_FILE_NONE, NULL);
	return file;
}

/* Whether it is of this question, or (`whole` false) of one whose name begins so. */
static bool
is_named(const DcDraft *draft, DcTicketNo no, const char *name, bool whole)
{
	if (strcmp(draft->kind, DRAFT_KIND) != 0 || draft->ticket != no)
		return false;
	g_autoptr(GKeyFile) file = fields_of(draft);
	g_autofree char *its = g_key_file_get_string(file, "draft", "name", NULL);
	return its != NULL && (whole ? strcmp(its, name) == 0 : g_str_has_prefix(its, name) && its[strlen(name)] == '.');
}

/* Index in the drafts, or their number. */
static guint
find(const GPtrArray *drafts, DcTicketNo no, const char *name, bool whole)
{
	guint i = 0;
	while (i < drafts->len && !is_named(g_ptr_array_index(drafts, i), no, name, whole))
		i++;
	return i;
}

char *
typed_find(DcApp *app, DcTicketNo no, const char *name, bool *whole)
{
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(app->desk), NULL);
	guint i = drafts != NULL ? find(drafts, no, name, true) : 0;
	if (drafts == NULL || i == drafts->len)
		return NULL;
	g_autoptr(GKeyFile) file = fields_of(g_ptr_array_index(drafts, i));
	if (whole != NULL)
		*whole = g_key_file_get_boolean(file, "draft", "whole", NULL);
	return g_key_file_get_string(file, "draft", "text", NULL);
}

bool
typed_keep(DcApp *app, DcTicketNo no, const char *name, const char *text, bool whole, GError **error)
{
	DcLedger *ledger = dc_desk_ledger(app->desk);
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(ledger, error);
	if (drafts == NULL)
		return false;
	guint i = find(drafts, no, name, true);
	const DcDraft *before = i < drafts->len ? g_ptr_array_index(drafts, i) : NULL;
	if (*text == '\0')
		return before == NULL || dc_ledger_draft_drop(ledger, before->id, error);
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_key_file_set_string(file, "draft", "name", name);
	g_key_file_set_string(file, "draft", "text", text);
	if (whole)
		g_key_file_set_boolean(file, "draft", "whole", TRUE);
	g_autofree char *fields = g_key_file_to_data(file, NULL, NULL);
	char kind[] = DRAFT_KIND;
	DcDraft draft = {
		.id = before != NULL ? before->id : 0,
		.kind = kind,
		.ticket = no,
		.started_at = before != NULL ? before->started_at : app->now,
		.updated_at = app->now,
		.fields = fields,
	};
	return dc_ledger_draft_save(ledger, &draft, error);
}

bool
typed_drop(DcApp *app, DcTicketNo no, const char *action, GError **error)
{
	DcLedger *ledger = dc_desk_ledger(app->desk);
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(ledger, error);
	if (drafts == NULL)
		return false;
	for (guint i; (i = find(drafts, no, action, false)) < drafts->len; g_ptr_array_remove_index(drafts, i)) {
		if (!dc_ledger_draft_drop(ledger, ((const DcDraft *)g_ptr_array_index(drafts, i))->id, error))
			return false;
	}
	return true;
}
