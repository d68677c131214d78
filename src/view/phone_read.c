/* What a call reads: its ticket, what is proposed and owed for it; while it is typed, what is known of the caller and the subject. */
#include "phone.h"

#define ALIKE_MAX 6
#define OF_CALLER_MAX 3

/* -- reading the ticket -- */

static void
forget_ticket(DcApp *app, Phone *self)
{
	app_ask_close(app, self);
	g_clear_pointer(&self->ticket, dc_ticket_free);
	g_clear_pointer(&self->text, dc_ticket_text_free);
	g_clear_pointer(&self->sign, g_free);
	dc_same_clear(&self->same);
	self->no = 0;
	self->stage = PHONE_TYPING;
	self->question = NULL;
	self->asked = 0;
	self->report_at = DC_ABSENT;
}

/* The report that is owed for it, or for the group it belongs to. */
static bool
read_report(DcApp *app, Phone *self, GError **error)
{
	DcTicketNo no = self->ticket->parent > 0 ? self->ticket->parent : self->no;
	g_autoptr(DcDossier) dossier = dc_desk_dossier(app_desk(app), no, app_now(app), error);
	if (dossier == NULL)
		return false;
	self->report_no = no;
	self->report_at = dossier->report_due;
	return true;
}

static bool
read_proposals(DcApp *app, Phone *self, GError **error)
{
	self->group_impact = 0;
	if (self->ticket->parent > 0)
		return dc_desk_propose_impact(app_desk(app), self->ticket->parent, &self->group_impact, &self->group, error);
	/* What the operator has chosen in the list comes before the nearest. */
	const DcAlike *chosen = phone_selected_alike(self);
	DcSame same = { 0 };
	if (chosen != NULL && dc_status_is_open(chosen->ticket->status))
		same = (DcSame){ .no = chosen->ticket->parent > 0 ? chosen->ticket->parent : chosen->ticket->id, .title = g_strdup(chosen->ticket->title), .similarity = chosen->similarity };
	else if (!dc_desk_propose_same(app_desk(app), self->ticket->title, self->no, app_now(app), &same, error))
		return false;
	dc_same_clear(&self->same);
	self->same = same;
	return true;
}

bool
phone_reload(DcApp *app, Phone *self, GError **error)
{
	if (self->no == 0)
		return true;
	g_autoptr(GError) problem = NULL;
	DcTicket *ticket = dc_ledger_ticket(dc_desk_ledger(app_desk(app)), self->no, &problem);
	if (ticket == NULL && g_error_matches(problem, DC_ERROR, DC_ERROR_NOT_FOUND)) {
		forget_ticket(app, self);
		app_say(app, "%s", _("The call is no longer in the ledger: Enter puts it there again"));
		return true;
	}
	DcTicketText *text = ticket != NULL ? dc_ledger_ticket_text(dc_desk_ledger(app_desk(app)), self->no, &problem) : NULL;
	DcListed *listed = text != NULL ? dc_desk_listed(app_desk(app), self->no, app_now(app), &problem) : NULL;
	if (listed == NULL) {
		g_clear_pointer(&ticket, dc_ticket_free);
		g_clear_pointer(&text, dc_ticket_text_free);
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	g_clear_pointer(&self->ticket, dc_ticket_free);
	g_clear_pointer(&self->text, dc_ticket_text_free);
	g_free(self->sign);
	self->ticket = ticket;
	self->text = text;
	self->sign = g_steal_pointer(&listed->sign);
	dc_listed_free(listed);
	/* What is being asked stays what it was. */
	return read_report(app, self, error) && (self->question != NULL || read_proposals(app, self, error));
}

/* -- what is known of the caller and the subject: looked up between the keys, never while one is answered -- */

/* The call itself is one of the caller's too, once it has its number: that one is not news. */
static void
leave_out(GPtrArray *tickets, DcTicketNo no, guint most)
{
	for (guint i = 0; i < tickets->len; i++) {
		if (((const DcTicket *)g_ptr_array_index(tickets, i))->id == no)
			g_ptr_array_remove_index(tickets, i--);
	}
	if (tickets->len > most)
		g_ptr_array_set_size(tickets, (int)most);
}

static bool
look_up_caller(DcApp *app, Phone *self, GError **error)
{
	const char *caller = phone_text(self, PHONE_CALLER);
	GPtrArray *found = *caller != '\0' ? dc_desk_of_caller(app_desk(app), caller, OF_CALLER_MAX + 1, error) : g_ptr_array_new();
	if (found == NULL)
		return false;
	leave_out(found, self->no, OF_CALLER_MAX);
	g_clear_pointer(&self->of_caller, g_ptr_array_unref);
	self->of_caller = found;
	self->looked_up[PHONE_CALLER] = dc_textfield_revision(self->fields[PHONE_CALLER]);
	return true;
}

static bool
look_up_subject(DcApp *app, Phone *self, GError **error)
{
	GPtrArray *found = dc_desk_alike(app_desk(app), phone_text(self, PHONE_SUBJECT), ALIKE_MAX, error);
	if (found == NULL)
		return false;
	g_clear_pointer(&self->alike, g_ptr_array_unref);
	self->alike = found;
	self->looked_up[PHONE_SUBJECT] = dc_textfield_revision(self->fields[PHONE_SUBJECT]);
	self->selected = -1;
	return true;
}

/* What could not be read is said once, and read again when something else is typed. */
static void
look_up_failed(DcApp *app, Phone *self, guint field, const GError *error)
{
	app_fail(app, error);
	self->looked_up[field] = dc_textfield_revision(self->fields[field]);
}

static bool
is_known(const Phone *self, guint field)
{
	return self->looked_up[field] == dc_textfield_revision(self->fields[field]);
}

bool
phone_idle(DcApp *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	Phone *self = data;
	bool more = false;
	if (!is_known(self, PHONE_CALLER)) {
		if (!look_up_caller(app, self, &error))
			look_up_failed(app, self, PHONE_CALLER, error);
		return true;
	}
	if (self->stage != PHONE_TYPING || is_known(self, PHONE_SUBJECT))
		return false;
	if (!dc_desk_prepare_alike(app_desk(app), &more, &error) || (!more && !look_up_subject(app, self, &error)))
		look_up_failed(app, self, PHONE_SUBJECT, error);
	return true;
}
