/* The sample morning: a ledger of one site on 2026-03-31, made by doing what an operator does. The texts stand in tests/sample and are
 * carried in the binary, so that an installed daicho has its demo too. domain.md 3.9 and 4. */
#include "desk.h"

#include "sample.h"

#include <daicho/lang.h>

#include <gio/gio.h>
#include <string.h>

static GBytes *
resource(const char *path, GError **error)
{
	return g_resource_lookup_data(sample_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static char *
resource_text(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = resource(path, error);
	return bytes != NULL ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : NULL;
}

static DcInstant
sample_at(DcDesk *desk, const char *clock)
{
	DcInstant at = 0;
	g_autofree char *text = g_strdup_printf("2026-03-31 %s", clock);
	if (!dc_when_instant(dc_desk_calendar(desk), text, 0, -1, &at, NULL))
		g_error("sample: %s", text);
	return at;
}

/* -- what stands in the ledger before the day begins -- */

static bool
set_field(DcDesk *desk, DcTicket *ticket, const char *name, const char *text, GError **error)
{
	DcField field;
	DcValue value;
	if (!dc_field_parse(name, &field, error) || !dc_desk_parse(desk, field, text, sample_at(desk, "08:50"), &value, error))
		return false;
	dc_record_set(ticket, field, &value);
	dc_value_clear(&value);
	return true;
}

/* Waiting began when it was given away; so much of it is counted already. */
static void
settle_wait(DcDesk *desk, DcTicket *ticket)
{
	if (ticket->status != DC_STATUS_WAITING)
		return;
	ticket->status_before = DC_STATUS_INVESTIGATING;
	ticket->waiting_since = sample_at(desk, "08:50");
}

static bool
open_ticket(DcDesk *desk, DcChange *change, GKeyFile *file, const char *group, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	g_autofree char *snippet = NULL;
	g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);
	for (char **key = keys; *key != NULL; key++) {
		g_autofree char *text = g_key_file_get_string(file, group, *key, NULL);
		if (g_str_equal(*key, "contact"))
			snippet = g_steal_pointer(&text);
		else if (!set_field(desk, ticket, *key, text, error))
			return false;
	}
	settle_wait(desk, ticket);
	Arriving arriving = { .channel = ticket->channel, .snippet = snippet };
	return arrive_ticket(desk, change, ticket, NULL, &arriving, ticket->received_at, error);
}

enum { PAST_NO, PAST_KIND, PAST_RECEIVED, PAST_MINUTES, PAST_SYSTEM, PAST_CALLER, PAST_TITLE, PAST_RESOLUTION, PAST_CAUSE_CLASS, PAST_CAUSE, PAST_N };

static bool
past_ticket(DcDesk *desk, DcChange *change, char **column, GError **error)
{
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	if (!set_field(desk, ticket, "kind", column[PAST_KIND], error) || !set_field(desk, ticket, "received_at", column[PAST_RECEIVED], error) ||
	    !set_field(desk, ticket, "system", column[PAST_SYSTEM], error) || !set_field(desk, ticket, "cause_class", column[PAST_CAUSE_CLASS], error))
		return false;
	ticket->channel = DC_CHANNEL_MAIL;
	ticket->title = g_strdup(column[PAST_TITLE]);
	ticket->caller = g_strdup(column[PAST_CALLER]);
	ticket->impact = ticket->kind == DC_KIND_INCIDENT ? 2 : 3;
	ticket->urgency = 2;
	text->cause = *column[PAST_CAUSE] != '\0' ? g_strdup(column[PAST_CAUSE]) : NULL;
	int minutes = (int)g_ascii_strtoll(column[PAST_MINUTES], NULL, 10);
	DcInstant done = dc_calendar_add(dc_desk_calendar(desk), ticket->received_at, minutes);
	Arriving arriving = { .channel = DC_CHANNEL_MAIL, .answer = column[PAST_RESOLUTION] };
	if (!arrive_ticket(desk, change, ticket, text, &arriving, done, error))
		return false;
	g_autoptr(DcWork) work = dc_work_new();
	work->ticket = ticket->id;
	work->kind = DC_WORK_INVESTIGATION;
	work->start_at = done - minutes * DC_MINUTE;
	work->end_at = done;
	dc_change_create(change, DC_ENTITY_WORK, work);
	return true;
}

/* Those who are given special care whatever they ask. */
static bool
add_people(DcDesk *desk, DcChange *change, GKeyFile *file, GError **error)
{
	g_auto(GStrv) names = g_key_file_get_string_list(file, "people", "care", NULL, error);
	for (char **name = names; name != NULL && *name != NULL; name++) {
		g_auto(Person) person = { 0 };
		if (!person_find(desk, change, *name, NULL, NULL, &person, error) || !person_care(desk, change, person.party, true, error))
			return false;
	}
	return names != NULL;
}

/* Numbers are given in order, so the open items stand among the past ones where their number is. */
static bool
add_tickets(DcDesk *desk, GKeyFile *open, char **lines, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, sample_at(desk, "08:50"));
	dc_change_origin(change, DC_ORIGIN_INTAKE);
	DcTicketNo next = 1;
	for (char **line = lines; *line != NULL; line++) {
		if (**line == '#' || **line == '\0')
			continue;
		g_auto(GStrv) column = g_strsplit(*line, "\t", -1);
		DcTicketNo no = g_ascii_strtoll(column[PAST_NO], NULL, 10);
		for (; next < no; next++) {
			g_autofree char *group = g_strdup_printf("%" G_GINT64_FORMAT, next);
			if (!open_ticket(desk, change, open, group, error))
				return false;
		}
		if (g_strv_length(column) != PAST_N)
			g_error("sample: past.tsv: No.%" G_GINT64_FORMAT, no);
		if (!past_ticket(desk, change, column, error))
			return false;
		next = no + 1;
	}
	return add_people(desk, change, open, error) && desk_commit(desk, change, error);
}

static bool
is_empty(DcDesk *desk, GError **error)
{
	DcTicketNo next;
	if (!dc_ledger_next_no(desk->ledger, &next, error))
		return false;
	if (next == 1)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s holds tickets already: the sample needs a ledger of its own"), dc_ledger_path(desk->ledger));
	return false;
}

static bool
fill_before(DcDesk *desk, GError **error)
{
	g_autofree char *policy = resource_text("/daicho/sample/policy.ini", error);
	g_autofree char *open = policy != NULL ? resource_text("/daicho/sample/open.ini", error) : NULL;
	g_autofree char *past = open != NULL ? resource_text("/daicho/sample/past.tsv", error) : NULL;
	if (past == NULL || !is_empty(desk, error) || !dc_desk_set_policy(desk, policy, sample_at(desk, "08:50"), error))
		return false;
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_auto(GStrv) lines = g_strsplit(past, "\n", -1);
	return g_key_file_load_from_data(file, open, strlen(open), G_KEY_FILE_NONE, error) && add_tickets(desk, file, lines, error);
}

/* -- the mails -- */

static bool
take_in_folder(DcDesk *desk, const char *path, DcFolder folder, DcInstant now, GError **error)
{
	g_auto(GStrv) names = g_resource_enumerate_children(sample_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
	for (char **name = names; name != NULL && *name != NULL; name++) {
		g_autofree char *file = g_strconcat(path, "/", *name, NULL);
		g_autoptr(GBytes) bytes = resource(file, error);
		if (bytes == NULL || !intake_message(desk, bytes, folder, now, error))
			return false;
	}
	return true;
}

static bool
take_in_mails(DcDesk *desk, GError **error)
{
	DcInstant now = sample_at(desk, "08:50");
	return take_in_folder(desk, "/daicho/sample/incidents/cur", DC_FOLDER_INCIDENT, now, error) &&
	       take_in_folder(desk, "/daicho/sample/incidents/new", DC_FOLDER_INCIDENT, now, error) &&
	       take_in_folder(desk, "/daicho/sample/inbox/cur", DC_FOLDER_INBOX, now, error) &&
	       take_in_folder(desk, "/daicho/sample/inbox/new", DC_FOLDER_INBOX, now, error);
}

/* -- the morning until 09:20 -- */

static bool
log_the_call(DcDesk *desk, GError **error)
{
	DcInstant rings = sample_at(desk, "08:52");
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	g_autoptr(DcTicketText) text = dc_ticket_text_new();
	ticket->kind = DC_KIND_INCIDENT;
	ticket->channel = DC_CHANNEL_PHONE;
	ticket->title = g_strdup("受注登録でエラー 全員");
	ticket->caller = g_strdup("営業2 佐藤");
	ticket->callback = g_strdup("2345");
	ticket->system = g_strdup("ORD");
	ticket->stopped = DC_STOPPED_YES;
	ticket->scope = DC_SCOPE_COMPANY;
	ticket->impact = ticket->urgency = 1;
	ticket->received_at = rings;
	text->error_text = g_strdup("ORA-00060");
	DcTicketNo no;
	DcArrival arrival = { .ticket = ticket, .text = text, .call_start = rings };
	return dc_desk_log(desk, &arrival, sample_at(desk, "08:58"), &no, error);
}

static DcId
mail_about(GPtrArray *mails, const char *words)
{
	for (guint i = 0; i < mails->len; i++) {
		const DcMailRow *mail = g_ptr_array_index(mails, i);
		if (strstr(mail->subject, words) != NULL)
			return mail->id;
	}
	g_error("sample: no mail about %s", words);
}

/* What the operator decides in the story, steps 9-15; the times received are those of domain.md 3.9. */
static const struct {
	DcFolder folder;
	const char *about, *decided, *received, *due, *system; /* decided NULL: not for the ledger */
	DcKind kind;
	int impact, urgency;
	DcTicketNo parent;
} decisions[] = {
	{ DC_FOLDER_INCIDENT, "復旧", NULL, NULL, NULL, NULL, DC_KIND_NONE, 0, 0, 0 },
	{ DC_FOLDER_INCIDENT, "正常終了", NULL, NULL, NULL, NULL, DC_KIND_NONE, 0, 0, 0 },
	{ DC_FOLDER_INCIDENT, "会計帳票が出ない件", "09:04", "09:05", "15:00", "ACC", DC_KIND_INCIDENT, 2, 1, 0 },
	{ DC_FOLDER_INCIDENT, "受注一括登録が失敗する", "09:05", "09:10", NULL, "ORD", DC_KIND_INCIDENT, 2, 1, 0 },
	{ DC_FOLDER_INCIDENT, "在庫照会でエラーが出ます", "09:06", "08:58", NULL, "INV", DC_KIND_INCIDENT, 2, 1, 0 },
	{ DC_FOLDER_INCIDENT, "仕訳取込が途中で止まる", "09:07", "09:15", NULL, "ACC", DC_KIND_INCIDENT, 2, 1, 0 },
	{ DC_FOLDER_INBOX, "締め手順の確認", "09:12", "09:08", "12:00", "ACC", DC_KIND_INQUIRY, 3, 1, 0 },
	{ DC_FOLDER_INBOX, "役員の勤怠入力", "09:13", "09:12", NULL, "KIN", DC_KIND_INQUIRY, 3, 2, 0 },
	{ DC_FOLDER_INBOX, "在庫照会のエラーについて", "09:18", "09:18", NULL, "INV", DC_KIND_INQUIRY, 3, 2, 104 },
};

static bool
decide(DcDesk *desk, guint i, GError **error)
{
	g_autoptr(GPtrArray) mails = dc_ledger_list(desk->ledger, DC_LIST_MAILS_WAITING, (DcListArgs){ .id = decisions[i].folder }, error);
	if (mails == NULL)
		return false;
	DcId mail = mail_about(mails, decisions[i].about);
	if (decisions[i].decided == NULL)
		return dc_desk_drop(desk, &mail, 1, DC_MAIL_DROPPED, sample_at(desk, "09:02"), error);
	g_autoptr(DcTicket) fields = dc_ticket_new();
	fields->received_at = sample_at(desk, decisions[i].received);
	DcTake take = { .kind = decisions[i].kind, .impact = decisions[i].impact, .urgency = decisions[i].urgency, .system = decisions[i].system,
		        .due_at = decisions[i].due != NULL ? sample_at(desk, decisions[i].due) : DC_ABSENT, .parent = decisions[i].parent, .fields = fields };
	return dc_desk_take(desk, &mail, 1, &take, sample_at(desk, decisions[i].decided), NULL, error);
}

bool
dc_desk_fill_sample(DcDesk *desk, DcSample sample, DcInstant now, GError **error)
{
	if (!fill_before(desk, error))
		return false;
	if (sample != DC_SAMPLE_ITEMS && !take_in_mails(desk, error))
		return false;
	bool ok = sample != DC_SAMPLE_MORNING || log_the_call(desk, error);
	for (guint i = 0; ok && sample == DC_SAMPLE_MORNING && i < G_N_ELEMENTS(decisions); i++)
		ok = decide(desk, i, error);
	return ok && dc_ledger_rank(desk->ledger, now, NULL, error);
}
