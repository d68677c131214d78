/* Which of the mails that wait a query asks for. What its words say comes from the search index, once for each; the rest a mail has with it. */
#include "desk.h"

#include <daicho/query.h>

struct _DcSieve {
	DcDesk *desk;
	const DcFilter *filter;
	DcId oldest;
	GHashTable *found;      /* DcFilter -> set of the mails that have its words */
	GPtrArray *departments; /* DcDepartment; NULL: not needed yet */
	guint n_read;
};

const DcField sieve_fields[] = {
	DC_FIELD_KIND, DC_FIELD_SYSTEM, DC_FIELD_TITLE, DC_FIELD_CALLER, DC_FIELD_DEPARTMENT, DC_FIELD_RECEIVED_AT, DC_FIELD_BODY, DC_N_FIELDS,
};

DcFilter *
dc_desk_mail_filter(DcDesk *desk, const char *query, DcInstant now, gsize *at, GError **error)
{
	return find_filter(desk->policy, sieve_fields, query, now, at, error);
}

DcSieve *
dc_sieve_new(DcDesk *desk, const DcFilter *filter, DcId oldest)
{
	DcSieve *sieve = g_new0(DcSieve, 1);
	*sieve = (DcSieve){ .desk = desk, .filter = filter, .oldest = oldest };
	sieve->found = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
	return sieve;
}

void
dc_sieve_free(DcSieve *sieve)
{
	if (sieve == NULL)
		return;
	g_hash_table_unref(sieve->found);
	g_clear_pointer(&sieve->departments, g_ptr_array_unref);
	g_free(sieve);
}

guint
dc_sieve_n_read(const DcSieve *sieve)
{
	return sieve->n_read;
}

/* -- one mail: 1 it is so, 0 it is not, -1 `error` -- */

static GHashTable *
find(DcSieve *sieve, const DcFilter *filter, GError **error)
{
	DcId next;
	const DcFind words = { .filter = filter, .from = sieve->oldest, .limit = G_MAXINT };
	g_autoptr(GArray) ids = dc_ledger_find_mails(sieve->desk->ledger, &words, &next, error);
	if (ids == NULL)
		return NULL;
	GHashTable *set = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	for (guint i = 0; i < ids->len; i++)
		g_hash_table_add(set, g_memdup2(&g_array_index(ids, gint64, i), sizeof(gint64)));
	g_hash_table_insert(sieve->found, GSIZE_TO_POINTER((gsize)filter), set);
	return set;
}

static int
ask_index(DcSieve *sieve, const DcFilter *filter, const DcMailRow *mail, GError **error)
{
	GHashTable *set = g_hash_table_lookup(sieve->found, filter);
	if (set == NULL)
		set = find(sieve, filter, error);
	return set == NULL ? -1 : g_hash_table_contains(set, &mail->id);
}

static bool
read_text(DcSieve *sieve, const DcMailRow *mail, char **text, GError **error)
{
	sieve->n_read++;
	*text = dc_desk_mail_text(sieve->desk, mail->id, error);
	return *text != NULL;
}

/* As dc_desk_consider() will propose it. Transfer full, NULL: none. */
static bool
read_system(DcSieve *sieve, const DcWaiting *waiting, char **code, GError **error)
{
	const DcSystem *system = triage_system(sieve->desk, waiting->mail, NULL);
	g_autofree char *text = NULL;
	if (system == NULL && waiting->system == NULL) {
		if (!read_text(sieve, waiting->mail, &text, error))
			return false;
		system = triage_system(sieve->desk, waiting->mail, text);
	}
	*code = g_strdup(system != NULL ? system->code : waiting->system);
	return true;
}

/* As its ticket will have it. */
static bool
read_department(DcSieve *sieve, const DcMailRow *mail, char **department, GError **error)
{
	if (sieve->departments == NULL)
		sieve->departments = dc_ledger_list(sieve->desk->ledger, DC_LIST_DEPARTMENTS, (DcListArgs){ 0 }, error);
	if (sieve->departments == NULL)
		return false;
	*department = person_department(sieve->departments, mail->name != NULL ? mail->name : mail->address);
	return true;
}

/* What a mail has in such a field, as text; "" nothing. NULL: `error`. Transfer full. */
static char *
text_of(DcSieve *sieve, DcField field, const DcWaiting *waiting, GError **error)
{
	const DcMailRow *mail = waiting->mail;
	char *text = NULL;
	bool ok = true;
	if (field == DC_FIELD_SYSTEM)
		ok = read_system(sieve, waiting, &text, error);
	else if (field == DC_FIELD_DEPARTMENT)
		ok = read_department(sieve, mail, &text, error);
	else if (field == DC_FIELD_BODY)
		ok = read_text(sieve, mail, &text, error);
	else if (field == DC_FIELD_TITLE)
		text = g_strdup(mail->subject);
	else /* kind and time every mail has */
		text = g_strdup(field != DC_FIELD_CALLER ? "*" : mail->name != NULL ? mail->name : mail->address);
	return ok && text == NULL ? g_strdup("") : text;
}

static int
ask_text(DcSieve *sieve, const DcFilter *filter, const DcWaiting *waiting, GError **error)
{
	if (filter->field != DC_FIELD_SYSTEM && filter->field != DC_FIELD_DEPARTMENT)
		return ask_index(sieve, filter, waiting->mail, error);
	g_autofree char *text = text_of(sieve, filter->field, waiting, error);
	return text == NULL ? -1 : dc_fact_holds(text, filter->text);
}

static int
ask_set(DcSieve *sieve, const DcFilter *filter, const DcWaiting *waiting, GError **error)
{
	g_autofree char *text = text_of(sieve, filter->field, waiting, error);
	return text == NULL ? -1 : *text != '\0';
}

static int ask(DcSieve *sieve, const DcFilter *filter, const DcWaiting *waiting, GError **error);

static int
ask_parts(DcSieve *sieve, const DcFilter *filter, const DcWaiting *waiting, GError **error)
{
	bool wants_all = filter->type == DC_FILTER_AND;
	for (guint i = 0; i < filter->parts->len; i++) {
		int holds = ask(sieve, g_ptr_array_index(filter->parts, i), waiting, error);
		if (holds < 0 || (holds == 1) != wants_all)
			return holds;
	}
	return wants_all;
}

static int
ask(DcSieve *sieve, const DcFilter *filter, const DcWaiting *waiting, GError **error)
{
	switch (filter->type) {
	case DC_FILTER_AND:
	case DC_FILTER_OR:
		return ask_parts(sieve, filter, waiting, error);
	case DC_FILTER_NOT: {
		int holds = ask(sieve, g_ptr_array_index(filter->parts, 0), waiting, error);
		return holds < 0 ? holds : !holds;
	}
	case DC_FILTER_TEXT:
		return ask_text(sieve, filter, waiting, error);
	case DC_FILTER_SET:
		return ask_set(sieve, filter, waiting, error);
	case DC_FILTER_RANGE: {
		gint64 number = filter->field == DC_FIELD_KIND ? (gint64)waiting->kind : waiting->mail->at;
		return number >= filter->low && number <= filter->high;
	}
	case DC_FILTER_NUMBER:
	case DC_FILTER_PRIORITY:
	case DC_FILTER_OPEN:
	case DC_FILTER_UNANSWERED:
	case DC_FILTER_REPORTED:
		break; /* of tickets: sieve_fields has none of them */
	}
	return 0;
}

bool
dc_sieve_lets(DcSieve *sieve, const DcWaiting *waiting, bool *lets, GError **error)
{
	int holds = ask(sieve, sieve->filter, waiting, error);
	if (holds >= 0)
		*lets = holds == 1;
	return holds >= 0;
}
