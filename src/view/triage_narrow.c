/* Narrowing the mails of a box by the query language, while it is typed; and the next match. All counts stay those of the whole box. */
#include "triage.h"

#define SIFT_TEXTS 40 /* texts of mails read between two keys; what asks for none is known at once */

void
triage_narrow_clear(TriageBox *box)
{
	g_clear_pointer(&box->sieve, dc_sieve_free);
	g_clear_pointer(&box->words, g_ptr_array_unref);
	g_clear_pointer(&box->filter, dc_filter_free);
}

/* Mails that were dropped long ago need not be asked about. */
static DcId
oldest(const TriageBox *box)
{
	DcId id = G_MAXINT64;
	for (guint i = 0; i < box->rows->len; i++)
		id = MIN(id, ((TriageRow *)g_ptr_array_index(box->rows, i))->waiting->mail->id);
	for (guint i = 0; i < box->unread->len; i++)
		id = MIN(id, g_array_index(box->unread, DcId, i));
	return id;
}

void
triage_narrow_renew(DcApp *app, TriageBox *box)
{
	g_clear_pointer(&box->sieve, dc_sieve_free);
	if (box->filter != NULL)
		box->sieve = dc_sieve_new(app_desk(app), box->filter, oldest(box));
	for (guint i = 0; i < box->rows->len; i++)
		((TriageRow *)g_ptr_array_index(box->rows, i))->sifted = false;
}

bool
triage_sift(TriageBox *box, GError **error)
{
	bool ok = true;
	guint until = box->sieve != NULL ? dc_sieve_n_read(box->sieve) + SIFT_TEXTS : 0;
	for (guint i = 0; ok && box->sieve != NULL && i < box->rows->len && dc_sieve_n_read(box->sieve) < until; i++) {
		TriageRow *row = g_ptr_array_index(box->rows, i);
		if (!row->sifted)
			ok = row->sifted = dc_sieve_lets(box->sieve, row->waiting, &row->matches, error);
	}
	triage_box_tell(box);
	return ok;
}

bool
triage_sifts(const TriageBox *box)
{
	bool all = true;
	for (guint i = 0; all && box->sieve != NULL && i < box->rows->len; i++)
		all = ((TriageRow *)g_ptr_array_index(box->rows, i))->sifted;
	return !all;
}

void
triage_sift_all(DcApp *app, TriageBox *box)
{
	g_autoptr(GError) error = NULL;
	while (triage_sifts(box)) {
		if (triage_sift(box, &error))
			continue;
		app_fail(app, error);
		return;
	}
}

void
triage_narrow_off(TriageBox *box)
{
	g_clear_pointer(&box->narrow.query, g_free);
	box->narrow.open = false;
	triage_narrow_clear(box);
	triage_box_tell(box);
}

/* Takes the filter over; NULL: all are shown. */
static void
narrow(DcApp *app, Triage *self, DcFilter *filter)
{
	g_autoptr(GError) error = NULL;
	TriageBox *box = triage_box(self);
	triage_narrow_clear(box);
	box->filter = filter;
	box->words = filter != NULL ? dc_filter_words(filter) : NULL;
	for (guint i = 0; i < box->rows->len; i++)
		((TriageRow *)g_ptr_array_index(box->rows, i))->matches = false;
	triage_narrow_renew(app, box);
	if (!triage_sift(box, &error))
		app_fail(app, error);
	if (box->anchor != 0)
		dc_list_select(box->cursor, box->anchor);
	self->shown_generation = 0; /* what is marked in the text is another thing now */
}

void
triage_narrow(DcApp *app, gpointer data, const char *query)
{
	DcFilter *filter;
	if (narrowbar_take(app, &triage_box(data)->narrow, query, &filter))
		narrow(app, data, filter);
}

const char *
triage_query(gpointer data)
{
	return triage_box(data)->narrow.query;
}

void
triage_narrow_follow(DcApp *app, Triage *self)
{
	DcFilter *filter;
	if (narrowbar_follow(app, &triage_box(self)->narrow, &filter))
		narrow(app, self, filter);
}

void
triage_narrow_open(const DcApp *app, TriageBox *box)
{
	const TriageRow *row = triage_selected(box);
	narrowbar_open(app, &box->narrow);
	box->anchor = row != NULL ? row->waiting->mail->id : 0;
}

char *
triage_count(const TriageBox *box)
{
	return narrowbar_count(box->shown->len, triage_sifts(box) || box->unread->len > 0 ? ".." : "");
}

/* -- keys -- */

void
triage_go(TriageBox *box, DcMove move)
{
	(void)dc_list_move(box->cursor, move);
	box->moved = true;
	box->anchor = 0;
}

bool
triage_key(DcApp *app, gpointer data, const char *key)
{
	Triage *self = data;
	TriageBox *box = triage_box(self);
	DcMove move;
	NarrowKey what = narrowbar_key(app, &box->narrow, key, &move);
	if (what == NARROW_MOVE || what == NARROW_DONE)
		triage_narrow_follow(app, self);
	if (what == NARROW_MOVE)
		triage_go(box, move);
	else if (what == NARROW_DONE)
		narrowbar_done(app, &box->narrow);
	else if (what == NARROW_WIDEN)
		narrowbar_widen(app, &box->narrow);
	if (what == NARROW_ALL || what == NARROW_WIDEN)
		triage_narrow(app, self, "");
	return what != NARROW_NO_KEY;
}

void
triage_paste(DcApp *app, gpointer data, const char *text)
{
	narrowbar_paste(app, &triage_box(data)->narrow, text);
}

void
triage_tick(DcApp *app, gpointer data)
{
	(void)app;
	querybar_rest(triage_box(data)->narrow.bar);
}

/* -- the next match, where all are shown -- */

static bool
find_from(DcApp *app, TriageBox *box, int step, GError **error)
{
	g_autoptr(DcFilter) filter = dc_desk_mail_filter(app_desk(app), box->narrow.pattern, app_now(app), NULL, error);
	if (filter == NULL) /* a saved one in it has gone meanwhile */
		return false;
	g_autoptr(DcSieve) sieve = dc_sieve_new(app_desk(app), filter, oldest(box));
	for (int i = dc_list_index(box->cursor) + step; i >= 0 && i < (int)box->shown->len; i += step) {
		bool matches;
		if (!dc_sieve_lets(sieve, ((TriageRow *)g_ptr_array_index(box->shown, (guint)i))->waiting, &matches, error))
			return false;
		if (!matches)
			continue;
		dc_list_select_index(box->cursor, i);
		box->moved = true;
		return true;
	}
	app_say(app, _("No further match: %s"), box->narrow.pattern);
	return true;
}

void
triage_find_again(DcApp *app, TriageBox *box, bool backward)
{
	g_autoptr(GError) error = NULL;
	if (box->narrow.pattern == NULL)
		app_say(app, _("Nothing was looked for yet: %s"), app_key_of(app, DC_ACTION_NARROW));
	else if (box->narrow.query != NULL)
		triage_go(box, backward ? DC_MOVE_UP : DC_MOVE_DOWN);
	else if (!find_from(app, box, backward ? -1 : 1, &error))
		app_fail(app, error);
}
