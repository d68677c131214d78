/* Mail comes in: read where it lies, known mails passed over, replies put on their ticket, the rest waits for triage. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/mail.h>
#include <daicho/paths.h>
#include <daicho/text.h>

#define BATCH 64          /* mails of one change: few enough that stopping loses nothing, many enough that the disk is not asked for each */
#define SNIPPET_MAX 1500  /* bytes of a mail's text that stand in its contact: always within 2 KiB */

typedef struct {
	DcDesk *desk;
	DcFolder folder;
	DcInstant now;
	const char *path;
	DcIntakeFn progress;
	gpointer data;
	DcIntake *intake;
	DcChange *batch;      /* the mails that are not written yet */
	guint n_batch;
	GHashTable *digests;  /* of the batch */
	GError *failed;       /* raised where the walk cannot take an error */
} Taking;

void
dc_intake_clear(DcIntake *intake)
{
	g_clear_pointer(&intake->problems, g_ptr_array_unref);
	*intake = (DcIntake){ 0 };
}

static bool
flush(Taking *taking, GError **error)
{
	g_autoptr(DcChange) batch = g_steal_pointer(&taking->batch);
	guint n = taking->n_batch;
	taking->n_batch = 0;
	g_hash_table_remove_all(taking->digests);
	if (batch == NULL || !desk_commit(taking->desk, batch, error))
		return batch == NULL;
	taking->intake->n_new += n;
	return true;
}

static DcMailRow *
make_row(const Taking *taking, const DcMail *mail)
{
	DcMailRow *row = dc_mail_row_new();
	row->state = DC_MAIL_WAITING;
	row->folder = taking->folder;
	row->at = mail->date != DC_ABSENT ? mail->date : taking->now;
	row->name = g_strdup(mail->from_name);
	row->address = g_strdup(mail->from_address);
	row->subject = dc_text_one_line(mail->subject);
	row->message_id = g_strdup(mail->message_id);
	row->refs = mail->references->len > 0 ? g_strdup(g_ptr_array_index(mail->references, mail->references->len - 1)) : NULL;
	row->digest = g_strdup(mail->digest);
	row->source = g_strdup(mail->key);
	row->attachments = mail->attachments->len;
	row->automatic = mail->automatic;
	row->garbled = mail->garbled;
	return row;
}

static void
write_mail(DcChange *change, DcMailRow *row, const DcMail *mail)
{
	g_autoptr(DcMailText) text = dc_mail_text_new();
	text->id = dc_change_create(change, DC_ENTITY_MAIL, row);
	text->body = g_strdup(mail->text);
	if (text->body != NULL && *text->body != '\0')
		dc_change_create(change, DC_ENTITY_MAIL_TEXT, text);
}

/* -- replies -- */

static DcTicketNo
ticket_of_id(DcDesk *desk, const char *message_id, GError **error)
{
	g_autoptr(GArray) ids = dc_ledger_mails_like(desk->ledger, message_id, NULL, error);
	for (guint i = 0; ids != NULL && i < ids->len; i++) {
		g_autoptr(DcMailRow) row = dc_ledger_read(desk->ledger, DC_ENTITY_MAIL, g_array_index(ids, gint64, i), error);
		if (row != NULL && row->ticket > 0)
			return row->ticket;
	}
	return 0;
}

/* The open ticket that a mail answers, by its headers; 0 if none. */
static DcTicket *
ticket_answered(DcDesk *desk, const DcMail *mail, GError **error)
{
	GError *failed = NULL;
	DcTicketNo no = mail->in_reply_to != NULL ? ticket_of_id(desk, mail->in_reply_to, &failed) : 0;
	for (guint i = mail->references->len; no == 0 && failed == NULL && i > 0; i--)
		no = ticket_of_id(desk, g_ptr_array_index(mail->references, i - 1), &failed);
	DcTicket *ticket = no > 0 && failed == NULL ? dc_ledger_ticket(desk->ledger, no, &failed) : NULL;
	if (failed != NULL)
		g_propagate_error(error, failed);
	if (ticket != NULL && !dc_status_is_open(ticket->status))
		g_clear_pointer(&ticket, dc_ticket_free); /* a closed one is for the operator to open again */
	return ticket;
}

static char *
snippet_of(const char *text)
{
	g_autofree char *cut = g_strndup(text, SNIPPET_MAX);
	return dc_text_valid(cut, -1);
}

static bool
attach(Taking *taking, const DcTicket *ticket, const DcMail *mail, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_INTAKE, taking->now);
	dc_change_origin(change, DC_ORIGIN_INTAKE);
	g_autoptr(DcMailRow) row = make_row(taking, mail);
	g_auto(Person) person = { 0 };
	if (!person_find(taking->desk, change, row->name != NULL ? row->name : row->address, NULL, row->address, &person, error))
		return false;
	row->state = DC_MAIL_TAKEN;
	row->ticket = ticket->id;
	write_mail(change, row, mail);
	g_autoptr(DcContact) contact = dc_contact_new();
	contact->ticket = ticket->id;
	contact->direction = DC_DIRECTION_IN;
	contact->channel = DC_CHANNEL_MAIL;
	contact->at = row->at;
	contact->party = person.party;
	contact->name = g_steal_pointer(&person.name);
	contact->department = g_steal_pointer(&person.department);
	contact->subject = dc_text_clip(row->subject, 160);
	contact->mail = row->id;
	contact->snippet = snippet_of(mail->text);
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	if (!desk_commit(taking->desk, change, error))
		return false;
	taking->intake->n_attached++;
	return true;
}

/* -- one mail -- */

static bool
is_known(Taking *taking, const DcMail *mail, bool *known, GError **error)
{
	*known = g_hash_table_contains(taking->digests, mail->digest);
	if (*known)
		return true;
	/* The same Message-ID with another content is another mail: both are kept. */
	g_autoptr(GArray) ids = dc_ledger_mails_like(taking->desk->ledger, NULL, mail->digest, error);
	*known = ids != NULL && ids->len > 0;
	return ids != NULL;
}

static bool
take_mail(const DcMail *mail, gpointer data, GError **error)
{
	Taking *taking = data;
	bool known;
	taking->intake->n_read++;
	if (!is_known(taking, mail, &known, error))
		return false;
	if (known) {
		taking->intake->n_known++;
		return true;
	}
	GError *failed = NULL;
	g_autoptr(DcTicket) ticket = ticket_answered(taking->desk, mail, &failed);
	if (failed != NULL) {
		g_propagate_error(error, failed);
		return false;
	}
	if (ticket != NULL)
		return flush(taking, error) && attach(taking, ticket, mail, error);

	if (taking->batch == NULL) {
		taking->batch = dc_change_new(DC_ACTION_INTAKE, taking->now);
		dc_change_origin(taking->batch, DC_ORIGIN_INTAKE);
	}
	g_autoptr(DcMailRow) row = make_row(taking, mail);
	write_mail(taking->batch, row, mail);
	g_hash_table_add(taking->digests, g_strdup(mail->digest));
	return ++taking->n_batch < BATCH || flush(taking, error);
}

static bool
mail_seen(const DcMailPlace *place, gpointer data)
{
	Taking *taking = data;
	bool seen = false;
	if (taking->failed == NULL && !dc_ledger_mail_seen(taking->desk->ledger, place->key, &seen, &taking->failed))
		return false;
	taking->intake->n_known += seen;
	return seen;
}

static void
mail_broken(const char *place, const char *reason, gpointer data)
{
	Taking *taking = data;
	g_autofree char *shown = dc_text_show(place);
	taking->intake->n_failed++;
	if (taking->intake->problems == NULL)
		taking->intake->problems = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(taking->intake->problems, g_strdup_printf("%s: %s", shown, reason));
}

static bool
show_progress(gint64 done, gint64 total, gpointer data)
{
	Taking *taking = data;
	return taking->failed == NULL && (taking->progress == NULL || taking->progress(taking->path, done, total, taking->data));
}

/* What was read before a failure is kept. */
static bool
finish(Taking *taking, bool ok, GError **error)
{
	if (taking->failed != NULL) {
		if (ok)
			g_propagate_error(error, g_steal_pointer(&taking->failed));
		g_clear_error(&taking->failed);
		ok = false;
	}
	ok = flush(taking, ok ? error : NULL) && ok;
	g_clear_pointer(&taking->digests, g_hash_table_unref);
	return ok;
}

bool
intake_message(DcDesk *desk, GBytes *raw, DcFolder folder, DcInstant now, GError **error)
{
	g_autoptr(DcMail) mail = dc_mail_read(raw, error);
	if (mail == NULL)
		return false;
	DcIntake intake = { 0 };
	Taking taking = { .desk = desk, .folder = folder, .now = now, .intake = &intake };
	taking.digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return finish(&taking, take_mail(mail, &taking, error), error);
}

static bool
read_box(DcDesk *desk, const char *path, DcFolder folder, DcInstant now, DcIntakeFn progress, gpointer data, DcIntake *intake, GError **error)
{
	g_autofree char *place = g_str_equal(path, "-") ? g_strdup(path) : dc_paths_expand(path);
	Taking taking = { .desk = desk, .folder = folder, .now = now, .path = place, .progress = progress, .data = data, .intake = intake };
	taking.digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	DcMailWalk walk = { .mail = take_mail, .known = mail_seen, .broken = mail_broken, .progress = show_progress, .data = &taking };
	DcMailCounts counts = { 0 };
	bool ok = dc_mailbox_walk(place, &walk, &counts, error);
	intake->stopped = intake->stopped || counts.stopped;
	return finish(&taking, ok, error);
}

bool
dc_desk_intake(DcDesk *desk, const char *path, DcFolder folder, DcInstant now, DcIntakeFn progress, gpointer data, DcIntake *intake, GError **error)
{
	if (path != NULL)
		return read_box(desk, path, folder != DC_FOLDER_NONE ? folder : DC_FOLDER_INBOX, now, progress, data, intake, error);
	if (dc_policy_n_sources(desk->policy) == 0) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED,
		                    _("no mail source is known: name a Maildir, or set one: daicho policy --set 'source inbox.path=~/Mail/inbox'"));
		return false;
	}
	for (guint i = 0; i < dc_policy_n_sources(desk->policy) && !intake->stopped; i++) {
		const DcSource *source = dc_policy_source_at(desk->policy, i);
		if (!read_box(desk, source->path, source->folder, now, progress, data, intake, error)) {
			g_prefix_error(error, "%s: ", source->name);
			return false;
		}
	}
	return true;
}
