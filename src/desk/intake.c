/* Mail comes in: read where it lies, known mails passed over, replies put on their ticket, the rest waits for triage. */
#include "desk.h"

#include <daicho/lang.h>
#include <daicho/paths.h>
#include <daicho/text.h>

#include <string.h>

#define BATCH 256                    /* mails of one change: few enough that no key waits for them, many enough that the disk is not asked for each */
#define BATCH_BYTES (8 * 1024 * 1024) /* as much of them is in memory */
#define TRIES 20                     /* another program takes in the same mails */

typedef struct { /* a mail that was read and is not written yet */
	DcMailRow *row;
	char *text;
	GBytes *raw;     /* NULL: not kept */
	bool known;      /* the ledger had it already, when it was to be written */
	bool attached;   /* to a ticket, when it was written */
} Pending;

typedef struct {
	DcDesk *desk;
	DcFolder folder;
	DcInstant now;
	const char *path;
	DcIntakeFn progress;
	gpointer data;
	DcIntake *intake;
	GPtrArray *pending;  /* of Pending */
	gsize n_bytes;
	GHashTable *digests; /* of the pending ones; the strings are theirs */
	GPtrArray *saw;      /* of char *: places of known mails */
	GError *failed;      /* raised where the walk cannot take an error */
} Taking;

void
dc_intake_clear(DcIntake *intake)
{
	g_clear_pointer(&intake->problems, g_ptr_array_unref);
	*intake = (DcIntake){ 0 };
}

static void
pending_free(gpointer data)
{
	Pending *pending = data;
	dc_mail_row_free(pending->row);
	g_free(pending->text);
	g_clear_pointer(&pending->raw, g_bytes_unref);
	g_free(pending);
}

static void
taking_begin(Taking *taking)
{
	taking->pending = g_ptr_array_new_with_free_func(pending_free);
	taking->digests = g_hash_table_new(g_str_hash, g_str_equal);
	taking->saw = g_ptr_array_new_with_free_func(g_free);
}

static void
taking_clear(Taking *taking)
{
	g_clear_pointer(&taking->digests, g_hash_table_unref);
	g_clear_pointer(&taking->pending, g_ptr_array_unref);
	g_clear_pointer(&taking->saw, g_ptr_array_unref);
	g_clear_error(&taking->failed);
}

/* -- known -- */
static DcMailRow *
mail_of_digest(DcDesk *desk, const char *digest, GError **error)
{
	/* The same Message-ID with another content is another mail: both are kept. */
	g_autoptr(GArray) ids = dc_ledger_mails_like(desk->ledger, NULL, digest, error);
	return ids != NULL && ids->len > 0 ? dc_ledger_read(desk->ledger, DC_ENTITY_MAIL, g_array_index(ids, gint64, 0), error) : NULL;
}

/* A mail that lies in two folders is of the incident folder, whichever was read first. */
static void
meet_again(Taking *taking, DcChange *change, const DcMailRow *known, const DcMailRow *row)
{
	if (row->source != NULL && g_strcmp0(row->source, known->source) != 0)
		g_ptr_array_add(taking->saw, g_strdup(row->source));
	if (row->folder == DC_FOLDER_INCIDENT && known->folder != DC_FOLDER_INCIDENT && known->state == DC_MAIL_WAITING)
		dc_change_number(change, known, DC_FIELD_MAIL_FOLDER, DC_FOLDER_INCIDENT);
}

/* -- writing what was read -- */
static bool
find_ticket(Taking *taking, const DcMailRow *row, DcTicket **ticket, GError **error)
{
	if (!thread_ticket(taking->desk, row, ticket, error))
		return false;
	return *ticket != NULL || row->alert == NULL || alert_ticket(taking->desk, row, ticket, error);
}

/* Where it goes: on its ticket, or among what waits. */
static bool
place_mail(Taking *taking, DcChange *change, Pending *pending, DcMailRow *row, GHashTable *first, GError **error)
{
	g_autoptr(DcTicket) ticket = NULL;
	if (!find_ticket(taking, row, &ticket, error))
		return false;
	/* A shut one is for the operator to open again; an echo does not ask for that. */
	pending->attached = ticket != NULL && (row->echo || dc_status_is_open(ticket->status));
	if (pending->attached)
		row->ticket = ticket->id;
	row->state = pending->attached ? DC_MAIL_TAKEN : DC_MAIL_WAITING;
	return row->state != DC_MAIL_WAITING || row->alert == NULL || alert_fold(taking->desk, change, row, first, error);
}

static bool
write_new(Taking *taking, DcChange *change, Pending *pending, GHashTable *first, GError **error)
{
	g_autoptr(DcMailRow) row = dc_mail_row_copy(pending->row);
	if (!place_mail(taking, change, pending, row, first, error))
		return false;
	filing_write(change, row, pending->text, pending->raw);
	alert_leads(first, row);
	const Filing filing = { .ticket = row->ticket, .now = taking->now };
	return !pending->attached || filing_contact(taking->desk, change, row, pending->text, &filing, error);
}

static bool
write_pending(Taking *taking, DcChange *change, Pending *pending, GHashTable *first, GError **error)
{
	GError *failed = NULL;
	g_autoptr(DcMailRow) known = mail_of_digest(taking->desk, pending->row->digest, &failed);
	pending->known = known != NULL;
	if (known != NULL)
		meet_again(taking, change, known, pending->row);
	if (failed != NULL)
		g_propagate_error(error, failed);
	return failed == NULL && (known != NULL || write_new(taking, change, pending, first, error));
}

typedef struct {
	Taking *taking;
	DcChange *change;
} Building;

static bool
write_all(gpointer data, GError **error)
{
	Building *building = data;
	g_autoptr(GHashTable) first = alert_first_new();
	const GPtrArray *pending = building->taking->pending;
	for (guint i = 0; i < pending->len; i++)
		if (!write_pending(building->taking, building->change, g_ptr_array_index(pending, i), first, error))
			return false;
	return true;
}

static DcChange *
build_change(Taking *taking, GError **error)
{
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_INTAKE, taking->now);
	Building building = { taking, change };
	dc_change_origin(change, DC_ORIGIN_INTAKE);
	return dc_ledger_read_as_one(taking->desk->ledger, write_all, &building, error) ? g_steal_pointer(&change) : NULL;
}

/* Where another program has taken in some of them meanwhile, they are known the next time. */
static bool
commit_pending(Taking *taking, GError **error)
{
	for (int i = 0;; i++) {
		GError *failed = NULL;
		g_autoptr(DcChange) change = build_change(taking, error);
		if (change == NULL)
			return false;
		if (desk_commit(taking->desk, change, &failed))
			return true;
		if (i == TRIES || !g_error_matches(failed, DC_ERROR, DC_ERROR_CONFLICT)) {
			g_propagate_error(error, failed);
			return false;
		}
		g_error_free(failed);
	}
}

/* An answer to a mail that has only now come to a ticket comes along with it, so that the order in which they are read does not matter. */
static bool
bring_along(Taking *taking, const Pending *pending, GError **error)
{
	g_autoptr(DcTicket) ticket = NULL;
	if (!thread_ticket(taking->desk, pending->row, &ticket, error))
		return false;
	if (ticket == NULL || !dc_status_is_open(ticket->status))
		return true;
	guint n = 0;
	g_autoptr(GHashTable) handled = thread_handled_new();
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_INTAKE, taking->now);
	dc_change_origin(change, DC_ORIGIN_INTAKE);
	const Filing filing = { .ticket = ticket->id, .now = taking->now };
	if (!thread_gather(taking->desk, change, pending->row, &filing, handled, &n, error) || !desk_commit(taking->desk, change, error))
		return false;
	taking->intake->n_attached += n;
	taking->intake->n_new -= MIN(n, taking->intake->n_new);
	return true;
}

static bool
flush(Taking *taking, GError **error)
{
	bool ok = commit_pending(taking, error) && dc_ledger_mails_saw(taking->desk->ledger, taking->saw, error);
	for (guint i = 0; ok && i < taking->pending->len; i++) {
		const Pending *pending = g_ptr_array_index(taking->pending, i);
		taking->intake->n_known += pending->known;
		taking->intake->n_attached += pending->attached;
		taking->intake->n_new += !pending->known && !pending->attached;
	}
	for (guint i = 0; ok && i < taking->pending->len; i++) {
		const Pending *pending = g_ptr_array_index(taking->pending, i);
		ok = !pending->attached || bring_along(taking, pending, error);
	}
	g_hash_table_remove_all(taking->digests);
	g_ptr_array_set_size(taking->pending, 0);
	g_ptr_array_set_size(taking->saw, 0);
	taking->n_bytes = 0;
	return ok;
}

/* -- one mail -- */
static void
put_aside(Taking *taking, const DcMail *mail)
{
	Pending *pending = g_new0(Pending, 1);
	pending->row = filing_row(mail, taking->folder, taking->now);
	pending->text = g_strdup(mail->text);
	alert_read(taking->desk, pending->row);
	if (mail->raw != NULL && mail->size <= dc_policy_numbers(taking->desk->policy)->raw_max)
		pending->raw = g_bytes_ref(mail->raw);
	taking->n_bytes += strlen(pending->text) + (pending->raw != NULL ? g_bytes_get_size(pending->raw) : 0);
	g_ptr_array_add(taking->pending, pending);
	g_hash_table_add(taking->digests, pending->row->digest);
}

static bool
take_mail(const DcMail *mail, gpointer data, GError **error)
{
	Taking *taking = data;
	taking->intake->n_read++;
	if (g_hash_table_contains(taking->digests, mail->digest)) {
		if (mail->key != NULL)
			g_ptr_array_add(taking->saw, g_strdup(mail->key));
		taking->intake->n_known++;
		return true;
	}
	put_aside(taking, mail);
	return (taking->pending->len < BATCH && taking->n_bytes < BATCH_BYTES) || flush(taking, error);
}

typedef struct {
	Taking *taking;
	const char *const *keys;
	guint n;
	bool *known;
} Looking;

static bool
look_up(gpointer data, GError **error)
{
	Looking *looking = data;
	for (guint i = 0; i < looking->n; i++) {
		if (!dc_ledger_mail_seen(looking->taking->desk->ledger, looking->keys[i], &looking->known[i], error))
			return false;
		looking->taking->intake->n_known += looking->known[i];
	}
	return true;
}

static void
mails_seen(const char *const *keys, guint n, bool *known, gpointer data)
{
	Taking *taking = data;
	Looking looking = { taking, keys, n, known };
	/* The walk ends at its next step if it fails. */
	bool ok = taking->failed == NULL && dc_ledger_read_as_one(taking->desk->ledger, look_up, &looking, &taking->failed);
	g_assert(ok || taking->failed != NULL);
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
	taking_clear(taking);
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
	taking_begin(&taking);
	return finish(&taking, take_mail(mail, &taking, error), error);
}

static bool
read_box(DcDesk *desk, const char *path, DcFolder folder, DcInstant now, DcIntakeFn progress, gpointer data, DcIntake *intake, GError **error)
{
	g_autofree char *place = g_str_equal(path, "-") ? g_strdup(path) : dc_paths_expand(path);
	Taking taking = { .desk = desk, .folder = folder, .now = now, .path = place, .progress = progress, .data = data, .intake = intake };
	taking_begin(&taking);
	DcMailWalk walk = { .mail = take_mail, .known = mails_seen, .broken = mail_broken, .progress = show_progress, .data = &taking };
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
	g_autoptr(GError) not_fetched = NULL;
	const DcPolicyNumbers *numbers = dc_policy_numbers(desk->policy);
	bool fetched = numbers->fetch == NULL || program_run(desk, numbers->fetch, NULL, numbers->fetch_limit_s, &not_fetched);
	g_autoptr(GError) problem = NULL; /* of the first source that has one: the others are read all the same */
	for (guint i = 0; i < dc_policy_n_sources(desk->policy) && !intake->stopped; i++) {
		const DcSource *source = dc_policy_source_at(desk->policy, i);
		bool is_first = problem == NULL;
		if (!read_box(desk, source->path, source->folder, now, progress, data, intake, is_first ? &problem : NULL) && is_first)
			g_prefix_error(&problem, "%s: ", source->name);
	}
	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (!fetched)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("no mail was fetched, what lay there was read: %s"), not_fetched->message);
	return fetched;
}
