/* What waits in a box, and what is known of it. Subjects are read in portions, so that thousands of mails do not hold up a key; the rest is
 * looked at only for what is seen. */
#include "triage.h"

#include <daicho/mail.h>

#include <string.h>

#define READ_ON 600        /* subjects between two keys: about 25 ms */
#define HIGHLIGHT_MAX 8192 /* bytes of a text in which cue words are looked for */
#define ALIKE_MAX 5

static void
row_free(gpointer data)
{
	TriageRow *row = data;
	dc_waiting_free(row->waiting);
	g_free(row);
}

void
triage_box_init(TriageBox *box, DcFolder folder)
{
	*box = (TriageBox){
		.folder = folder,
		.rows = g_ptr_array_new_with_free_func(row_free),
		.shown = g_ptr_array_new(),
		.by_id = g_hash_table_new(g_int64_hash, g_int64_equal),
		.unread = g_array_new(FALSE, FALSE, sizeof(DcId)),
		.cursor = dc_list_new(),
		.text_open = folder == DC_FOLDER_INCIDENT,
		.list_rows = 8,
	};
	narrowbar_init(&box->narrow, true);
}

void
triage_box_clear(TriageBox *box)
{
	g_hash_table_unref(box->by_id);
	g_ptr_array_unref(box->shown);
	g_ptr_array_unref(box->rows);
	triage_narrow_clear(box);
	narrowbar_clear(&box->narrow);
	g_array_unref(box->unread);
	dc_list_free(box->cursor);
}

guint
triage_box_left(const TriageBox *box)
{
	return box->rows->len + box->unread->len;
}

TriageRow *
triage_row(const TriageBox *box, DcId mail)
{
	return g_hash_table_lookup(box->by_id, &mail);
}

TriageRow *
triage_selected(const TriageBox *box)
{
	int i = dc_list_index(box->cursor);
	return i < 0 ? NULL : g_ptr_array_index(box->shown, (guint)i);
}

/* -- who waits -- */

static int
compare_rows(gconstpointer a, gconstpointer b, gpointer desk)
{
	return dc_desk_waiting_compare(desk, (*(TriageRow *const *)a)->waiting, (*(TriageRow *const *)b)->waiting);
}

bool
triage_is_shown(const TriageBox *box, const TriageRow *row)
{
	return box->narrow.query == NULL || row->matches;
}

void
triage_box_tell(TriageBox *box)
{
	g_autofree DcListRow *rows = g_new0(DcListRow, box->rows->len);
	g_ptr_array_set_size(box->shown, 0);
	for (guint i = 0; i < box->rows->len; i++) {
		TriageRow *row = g_ptr_array_index(box->rows, i);
		if (!triage_is_shown(box, row))
			continue;
		rows[box->shown->len].id = row->waiting->mail->id;
		g_ptr_array_add(box->shown, row);
	}
	dc_list_set_rows(box->cursor, rows, (int)box->shown->len, false, false);
	if (!box->moved)
		dc_list_select_index(box->cursor, 0);
}

bool
triage_box_read_on(DcApp *app, TriageBox *box, GError **error)
{
	GError *failed = NULL;
	guint n = MIN(box->unread->len, READ_ON);
	for (guint i = 0; i < n && failed == NULL; i++) {
		DcId id = g_array_index(box->unread, DcId, box->unread->len - 1);
		DcWaiting *waiting = dc_desk_waiting_mail(app_desk(app), id, &failed);
		if (failed != NULL)
			break;
		g_array_set_size(box->unread, box->unread->len - 1);
		if (waiting == NULL)
			continue;
		TriageRow *row = g_new0(TriageRow, 1);
		row->waiting = waiting;
		g_ptr_array_add(box->rows, row);
		g_hash_table_insert(box->by_id, &waiting->mail->id, row);
	}
	if (n > 0)
		g_ptr_array_sort_with_data(box->rows, compare_rows, app_desk(app));
	bool sifted = triage_sift(box, failed == NULL ? &failed : NULL);
	if (failed != NULL)
		g_propagate_error(error, failed);
	return sifted && failed == NULL;
}

static GHashTable *
set_of(const GArray *ids)
{
	GHashTable *set = g_hash_table_new(g_int64_hash, g_int64_equal);
	for (guint i = 0; i < ids->len; i++)
		g_hash_table_add(set, &g_array_index(ids, DcId, i));
	return set;
}

static void
leave_out_the_gone(TriageBox *box, GHashTable *waiting)
{
	for (guint i = box->rows->len; i > 0; i--) {
		TriageRow *row = g_ptr_array_index(box->rows, i - 1);
		if (g_hash_table_contains(waiting, &row->waiting->mail->id))
			continue;
		dc_list_mark(box->cursor, row->waiting->mail->id, false);
		g_hash_table_remove(box->by_id, &row->waiting->mail->id);
		g_ptr_array_remove_index(box->rows, i - 1);
	}
	guint kept = 0;
	for (guint i = 0; i < box->unread->len; i++) {
		DcId id = g_array_index(box->unread, DcId, i);
		if (g_hash_table_contains(waiting, &id))
			g_array_index(box->unread, DcId, kept++) = id;
	}
	g_array_set_size(box->unread, kept);
	triage_box_tell(box);
}

/* The oldest of what is new is read first. Returns how many are new. */
static guint
note_the_new(TriageBox *box, const GArray *ids)
{
	g_autoptr(GArray) before = g_array_copy(box->unread);
	g_autoptr(GHashTable) unread = set_of(before);
	guint n = 0;
	for (guint i = ids->len; i > 0; i--) {
		DcId id = g_array_index(ids, DcId, i - 1);
		if (triage_row(box, id) != NULL || g_hash_table_contains(unread, &id))
			continue;
		g_array_append_val(box->unread, id);
		n++;
	}
	return n;
}

static bool
box_count(DcApp *app, const Triage *self, TriageBox *box, GError **error)
{
	DcLedger *ledger = dc_desk_ledger(app_desk(app));
	DcListArgs args = { .id = box->folder, .from = self->since, .to = DC_NEVER };
	return dc_ledger_tally(ledger, DC_TALLY_MAILS_DROPPED, args, &box->n_dropped, error) &&
	       dc_ledger_tally(ledger, DC_TALLY_MAILS_COUNTED, args, &box->n_counted, error) &&
	       dc_ledger_tally(ledger, DC_TALLY_MAILS_TAKEN, args, &box->n_taken, error) &&
	       (box->folder != DC_FOLDER_INBOX || dc_ledger_tally(ledger, DC_TALLY_HIDDEN_FOUND, args, &box->n_found, error));
}

bool
triage_box_follow(DcApp *app, Triage *self, TriageBox *box, GError **error)
{
	g_autoptr(GArray) ids = dc_desk_waiting_ids(app_desk(app), box->folder, error);
	if (ids == NULL)
		return false;
	g_autoptr(GHashTable) waiting = set_of(ids);
	leave_out_the_gone(box, waiting);
	guint n_new = note_the_new(box, ids);
	triage_narrow_renew(app, box);
	DcId newest = n_new > 0 ? g_array_index(box->unread, DcId, box->unread->len - 1) : 0;
	if (!triage_box_read_on(app, box, error) || !box_count(app, self, box, error))
		return false;
	if (self->await_back && dc_list_select(box->cursor, newest))
		self->pass = (guint)(box - self->boxes);
	return true;
}

/* -- what is known of one -- */

bool
triage_consider(DcApp *app, const Triage *self, TriageRow *row, GError **error)
{
	if (row->considered == self->generation)
		return true;
	if (!dc_desk_consider(app_desk(app), row->waiting, app_now(app), error))
		return false;
	row->considered = self->generation;
	return true;
}

const DcAlike *
triage_best_alike(const Triage *self)
{
	const DcAlike *best = NULL;
	for (guint i = 0; self->alike != NULL && i < self->alike->len; i++) {
		const DcAlike *alike = g_ptr_array_index(self->alike, i);
		if (dc_status_is_open(alike->ticket->status))
			return alike;
		if (best == NULL)
			best = alike;
	}
	return best;
}

const DcAlike *
triage_solved_alike(const Triage *self)
{
	for (guint i = 0; self->alike != NULL && i < self->alike->len; i++) {
		const DcAlike *alike = g_ptr_array_index(self->alike, i);
		if (!dc_status_is_open(alike->ticket->status) && alike->answer != NULL)
			return alike;
	}
	return NULL;
}

static int
compare_spans(gconstpointer a, gconstpointer b)
{
	const DcSpan *left = a, *right = b;
	return left->start < right->start ? -1 : left->start > right->start;
}

static void
span_add(GArray *spans, gsize start, gsize length, DcStyle style)
{
	for (guint i = 0; i < spans->len; i++) {
		const DcSpan *other = &g_array_index(spans, DcSpan, i);
		if (start < other->end && other->start < start + length)
			return;
	}
	DcSpan span = { start, start + length, style };
	g_array_append_val(spans, span);
}

GArray *
triage_spans(const DcApp *app, const TriageBox *box, const char *text, const char *due_words, DcStyle flags)
{
	g_auto(DcCueHint) hint = { 0 };
	GArray *spans = view_matches(text, box->words);
	const char *due = due_words != NULL ? strstr(text, due_words) : NULL;
	if (due != NULL)
		span_add(spans, (gsize)(due - text), strlen(due_words), DC_STYLE_MATCH);
	dc_cues_read(dc_policy_cues(app_policy(app)), text, &hint);
	for (guint i = 0; i < hint.n_marks; i++)
		span_add(spans, hint.marks[i].offset, hint.marks[i].length, (DcStyle)(DC_STYLE_CUE | flags));
	g_array_sort(spans, compare_spans);
	return spans;
}

static void
text_add(const DcApp *app, Triage *self, const char *text, const char *due_words)
{
	gsize length = strlen(text);
	g_autofree char *beginning = length > HIGHLIGHT_MAX ? g_strndup(text, (gsize)(g_utf8_find_prev_char(text, text + HIGHLIGHT_MAX) - text)) : g_strdup(text);
	g_autoptr(GArray) spans = triage_spans(app, triage_box(self), beginning, due_words, DC_STYLE_NORMAL);
	dc_scroller_add_spans(self->scroller, DC_STYLE_NORMAL, 0, text, (const DcSpan *)(gconstpointer)spans->data, (int)spans->len);
}

static void
alike_add(DcApp *app, const Triage *self, const DcAlike *alike)
{
	const DcTicket *ticket = alike->ticket;
	bool open = dc_status_is_open(ticket->status);
	g_autofree char *number = view_number(ticket->id);
	g_autofree char *when = view_when(app, open ? ticket->received_at : ticket->closed_at);
	g_autofree char *head = g_strdup_printf("%s  %s  %.2f  %s %s", number, ticket->title, alike->similarity, when, dc_word_label(DC_WORDS_OF_STATUS, ticket->status));
	dc_scroller_add(self->scroller, DC_STYLE_BOLD, 2, head);
	if (!open)
		dc_scroller_add(self->scroller, DC_STYLE_NORMAL, 4, alike->answer != NULL ? alike->answer : _("(no answer is recorded)"));
	dc_scroller_add(self->scroller, DC_STYLE_NORMAL, 0, "");
}

static void
alike_fill(DcApp *app, const Triage *self)
{
	for (guint i = 0; self->alike != NULL && i < self->alike->len; i++)
		alike_add(app, self, g_ptr_array_index(self->alike, i));
	if (self->alike == NULL || self->alike->len == 0)
		dc_scroller_add(self->scroller, DC_STYLE_DIM, 0, _("There is no similar ticket."));
}

static bool
show_fill(DcApp *app, Triage *self, const TriageRow *row, GError **error)
{
	g_autofree char *whole = dc_desk_mail_text(app_desk(app), row->waiting->mail->id, error);
	g_autofree char *text = whole == NULL || self->unfolded ? g_strdup(whole) : dc_mail_folded(whole);
	if (text == NULL)
		return false;
	dc_scroller_clear(self->scroller);
	if (self->alike_shown)
		alike_fill(app, self);
	else if (*text != '\0')
		text_add(app, self, text, row->waiting->due_words);
	else
		dc_scroller_add(self->scroller, DC_STYLE_DIM, 0, _("(the mail has no text)"));
	self->shown_generation = self->generation;
	return true;
}

bool
triage_show(DcApp *app, Triage *self, GError **error)
{
	TriageRow *row = triage_selected(triage_box(self));
	if (row == NULL) {
		self->shown = 0;
		dc_scroller_clear(self->scroller);
		g_clear_pointer(&self->alike, g_ptr_array_unref);
		return true;
	}
	bool same = self->shown == row->waiting->mail->id;
	if (same && self->shown_generation == self->generation)
		return true;
	if (!same) {
		self->alike_shown = false;
		g_clear_pointer(&self->alike, g_ptr_array_unref);
	}
	if (!show_fill(app, self, row, error))
		return false;
	if (!same)
		dc_scroller_set_top(self->scroller, 0);
	self->shown = row->waiting->mail->id;
	return true;
}

/* Of the selected mail: its deadline and what it is like, then the similar tickets. */
static bool
look_up_selected(DcApp *app, Triage *self, TriageRow *row, bool *more, GError **error)
{
	*more = true;
	if (row->considered != self->generation)
		return triage_consider(app, self, row, error) && show_fill(app, self, row, error);
	if (self->alike != NULL && self->alike_generation == self->generation) {
		*more = false;
		return true;
	}
	g_autoptr(GPtrArray) alike = dc_desk_alike(app_desk(app), row->waiting->mail->subject, ALIKE_MAX, error);
	if (alike == NULL)
		return false;
	g_clear_pointer(&self->alike, g_ptr_array_unref);
	self->alike = g_steal_pointer(&alike);
	self->alike_generation = self->generation;
	return !self->alike_shown || show_fill(app, self, row, error);
}

bool
triage_look_up(DcApp *app, Triage *self, bool *more, GError **error)
{
	const TriageBox *box = triage_box(self);
	TriageRow *row = triage_selected(box);
	if (!dc_desk_prepare_alike(app_desk(app), more, error))
		return false;
	if (*more || row == NULL || self->shown != row->waiting->mail->id)
		return true;
	if (!look_up_selected(app, self, row, more, error))
		return false;
	if (*more)
		return true;
	int first = dc_list_layout(box->cursor, box->list_rows);
	for (int i = first; i < first + box->list_rows && (guint)i < box->shown->len; i++) {
		row = g_ptr_array_index(box->shown, (guint)i);
		if (row->considered == self->generation)
			continue;
		*more = true;
		return triage_consider(app, self, row, error);
	}
	return true;
}
