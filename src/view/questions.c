/* The questions after a call, in the order of domain.md 2.2: one at a time, a single key or one short answer each. Every answer is in the
 * ledger at once; Esc leaves the rest as not asked (未聴取). First what the engine proposes: with the same incident nothing else is owed. */
#include "phone.h"

#include <inttypes.h>
#include <string.h>

struct _Question { /* a value, const */
	const char *name;
	DcField field; /* that it sets; DC_N_FIELDS: a proposal of its own */
	const DcChoice *choices; /* NULL: a text */
	bool (*wanted)(DcApp *app, const Phone *self); /* beyond the field not being set; NULL: always */
	char *(*label)(DcApp *app, const Phone *self); /* NULL: the field's; transfer full */
	char *(*proposal)(DcApp *app, const Phone *self); /* what an empty Enter stands for; transfer full; NULL: the next question */
	bool (*answered)(DcApp *app, Phone *self, const char *value, GError **error); /* NULL: sets the field */
};

static const DcChoice stopped_choices[] = { DC_WORDS_STOPPED(VIEW_WORD_CHOICE) { 0 } };
static const DcChoice scope_choices[] = { DC_WORDS_SCOPE(VIEW_WORD_CHOICE) { 0 } };

/* -- what the engine proposes -- */

static bool
same_wanted(DcApp *app, const Phone *self)
{
	(void)app;
	return self->same.no != 0 && self->ticket->parent == 0;
}

static char *
same_label(DcApp *app, const Phone *self)
{
	(void)app;
	g_autofree char *number = view_number(self->same.no);
	return g_strdup_printf(_("Same as %s? %.2f  %s"), number, self->same.similarity, self->same.title);
}

static bool
same_answered(DcApp *app, Phone *self, const char *value, GError **error)
{
	if (strcmp(value, "yes") != 0)
		return true;
	DcMember member = self->same.asks ? DC_MEMBER_CONFIRMS : DC_MEMBER_SAME;
	return dc_desk_group(app_desk(app), DC_ONE_TICKET(self->no), self->same.no, member, app_now(app), error);
}

static bool
impact_wanted(DcApp *app, const Phone *self)
{
	(void)app;
	return self->ticket->parent > 0 && self->group_impact != 0;
}

static char *
impact_label(DcApp *app, const Phone *self)
{
	(void)app;
	static const char *const words[] = { N_("large"), N_("medium"), N_("small") };
	g_autofree char *number = view_number(self->ticket->parent);
	return g_strdup_printf(_("%s: impact %s? callers %d, departments %d"), number, _(words[self->group_impact - 1]), self->group.n_callers, self->group.n_departments);
}

static bool
impact_answered(DcApp *app, Phone *self, const char *value, GError **error)
{
	const DcJudgement judgement = { .impact = self->group_impact };
	return strcmp(value, "yes") != 0 || dc_desk_rate(app_desk(app), DC_ONE_TICKET(self->ticket->parent), &judgement, app_now(app), error);
}

static bool
kind_wanted(DcApp *app, const Phone *self)
{
	g_auto(DcCueHint) hint = { 0 };
	dc_cues_read(dc_policy_cues(app_policy(app)), self->ticket->title, &hint);
	return hint.verdict == DC_CUE_INCIDENT && self->ticket->kind != DC_KIND_INCIDENT && self->ticket->parent == 0;
}

static char *
kind_label(DcApp *app, const Phone *self)
{
	(void)app;
	g_autofree char *number = view_number(self->no);
	return g_strdup_printf(_("%s: an incident?"), number);
}

static bool
set_field(DcApp *app, Phone *self, DcField field, DcValue *value, GError **error)
{
	DcSet set = { .field = field, .value = *value };
	bool ok = dc_desk_edit(app_desk(app), DC_ONE_TICKET(self->no), NULL, NULL, &set, 1, app_now(app), error);
	dc_value_clear(value);
	return ok;
}

static bool
kind_answered(DcApp *app, Phone *self, const char *value, GError **error)
{
	DcValue incident = dc_value_number(DC_KIND_INCIDENT);
	return strcmp(value, "yes") != 0 || set_field(app, self, DC_FIELD_KIND, &incident, error);
}

/* -- what only the caller knows; for one more caller of the same incident it is known -- */

static bool
alone(DcApp *app, const Phone *self)
{
	(void)app;
	return self->ticket->parent == 0;
}

/* Where the work has stopped the deadline is now. */
static bool
due_wanted(DcApp *app, const Phone *self)
{
	return alone(app, self) && self->ticket->stopped != DC_STOPPED_YES;
}

static bool
error_wanted(DcApp *app, const Phone *self)
{
	return alone(app, self) && self->ticket->kind == DC_KIND_INCIDENT;
}

static char *
system_proposal(DcApp *app, const Phone *self)
{
	const DcSystem *system = dc_policy_system_in(app_policy(app), self->ticket->title);
	return system != NULL ? g_strdup(system->code) : NULL;
}

static char *
system_label(DcApp *app, const Phone *self)
{
	(void)self;
	g_autoptr(GString) label = g_string_new(_(dc_field_info(DC_FIELD_SYSTEM)->label));
	guint n = dc_policy_n_systems(app_policy(app));
	for (guint i = 0; i < n && i < 8; i++)
		g_string_append_printf(label, "%s%s", i == 0 ? " (" : " ", dc_policy_system_at(app_policy(app), i)->code);
	if (n > 0)
		g_string_append_c(label, ')');
	return g_string_free(g_steal_pointer(&label), FALSE);
}

static const Question questions[] = {
	{ .name = "same", .field = DC_N_FIELDS, .choices = view_yes_no, .wanted = same_wanted, .label = same_label, .answered = same_answered },
	{ .name = "impact", .field = DC_N_FIELDS, .choices = view_yes_no, .wanted = impact_wanted, .label = impact_label, .answered = impact_answered },
	{ .name = "kind", .field = DC_N_FIELDS, .choices = view_yes_no, .wanted = kind_wanted, .label = kind_label, .answered = kind_answered },
	{ .name = "callback", .field = DC_FIELD_CALLBACK, .wanted = alone },
	{ .name = "stopped", .field = DC_FIELD_STOPPED, .choices = stopped_choices, .wanted = alone },
	{ .name = "scope", .field = DC_FIELD_SCOPE, .choices = scope_choices, .wanted = alone },
	{ .name = "due", .field = DC_FIELD_DUE_AT, .wanted = due_wanted },
	{ .name = "system", .field = DC_FIELD_SYSTEM, .wanted = alone, .label = system_label, .proposal = system_proposal },
	{ .name = "error", .field = DC_FIELD_ERROR_TEXT, .wanted = error_wanted },
};

static gconstpointer
record_of(const Phone *self, DcField field)
{
	return dc_field_info(field)->entity == DC_ENTITY_TICKET_TEXT ? (gconstpointer)self->text : (gconstpointer)self->ticket;
}

static bool
is_set(const Phone *self, DcField field)
{
	DcValue value = dc_record_get(record_of(self, field), field);
	return value.is_text ? value.text != NULL : value.number != DC_ABSENT;
}

static bool
is_owed(DcApp *app, const Phone *self, const Question *question)
{
	if (question->field != DC_N_FIELDS && is_set(self, question->field))
		return false;
	return question->wanted == NULL || question->wanted(app, self);
}

guint
question_n_owed(const Phone *self)
{
	DcField fields[10];
	return self->ticket != NULL && self->ticket->parent == 0 ? dc_desk_owed(self->ticket, fields) : 0;
}

const char *
question_name(const Question *question)
{
	return question != NULL ? question->name : "";
}

/* -- putting them -- */

static bool
take_answer(DcApp *app, Phone *self, const Question *question, const char *value, GError **error)
{
	if (question->answered != NULL)
		return question->answered(app, self, value, error);
	g_autofree char *proposal = *value == '\0' && question->proposal != NULL ? question->proposal(app, self) : NULL;
	const char *text = proposal != NULL ? proposal : value;
	DcValue parsed;
	if (*text == '\0')
		return true; /* not known now */
	return dc_desk_parse(app_desk(app), question->field, text, app_now(app), &parsed, error) && set_field(app, self, question->field, &parsed, error);
}

static bool
question_answered(DcApp *app, gpointer data, const char *value, GError **error)
{
	Phone *self = data;
	g_autofree char *text = dc_text_one_line(value);
	if (!take_answer(app, self, self->question, text, error))
		return false;
	self->question = NULL;
	app_changed(app);
	g_autoptr(GError) problem = NULL;
	if (!phone_reload(app, self, &problem))
		app_fail(app, problem);
	question_next(app, self);
	return true;
}

static void
get_ready(Phone *self)
{
	self->stage = PHONE_READY;
	self->question = NULL;
}

static void
question_cancelled(DcApp *app, gpointer data)
{
	(void)app;
	((Phone *)data)->asked = G_MAXUINT; /* none of the rest, until the operator wants to */
	get_ready(data);
}

static char *
label_of(DcApp *app, const Phone *self, const Question *question)
{
	g_autofree char *label = question->label != NULL ? question->label(app, self) : g_strdup(_(dc_field_info(question->field)->label));
	g_autofree char *proposal = question->proposal != NULL ? question->proposal(app, self) : NULL;
	return proposal != NULL ? g_strdup_printf(_("%s (Enter: %s)"), label, proposal) : g_steal_pointer(&label);
}

static void
put(DcApp *app, Phone *self, const Question *question, const char *typed)
{
	g_autofree char *label = label_of(app, self, question);
	self->stage = PHONE_ASKING;
	self->question = question;
	self->asked |= 1u << (question - questions);
	if (question->choices != NULL)
		app_ask_choice(app, label, question->choices, NULL, question_answered);
	else
		app_ask_text(app, label, typed, question->field == DC_FIELD_DUE_AT ? 40 : dc_field_info(question->field)->limit, question_answered);
	app_ask_cancel(app, question_cancelled);
}

void
question_next(DcApp *app, Phone *self)
{
	bool asks = self->ticket != NULL && dc_status_is_open(self->ticket->status);
	for (guint i = 0; asks && i < G_N_ELEMENTS(questions); i++) {
		if ((self->asked & (1u << i)) == 0 && is_owed(app, self, &questions[i])) {
			put(app, self, &questions[i], NULL);
			return;
		}
	}
	get_ready(self);
}

void
question_again(DcApp *app, Phone *self, const char *name, const char *typed)
{
	for (guint i = 0; self->ticket != NULL && i < G_N_ELEMENTS(questions); i++) {
		if (strcmp(questions[i].name, name) == 0 && is_owed(app, self, &questions[i])) {
			/* What stands before it was put. */
			self->asked |= (1u << i) - 1;
			put(app, self, &questions[i], typed);
			return;
		}
	}
	question_next(app, self);
}

/* -- what was answered -- */

char *
question_value(const DcApp *app, const Phone *self, DcField field)
{
	const DcFieldInfo *info = dc_field_info(field);
	DcValue value = dc_record_get(record_of(self, field), field);
	if (value.is_text)
		return g_strdup(value.text != NULL ? value.text : "-");
	if (value.number == DC_ABSENT)
		return g_strdup("-");
	if (info->type == DC_FIELD_TYPE_WORD)
		return g_strdup(dc_word_label(info->words, (int)value.number));
	return view_when(app, value.number);
}

DcField
question_field(const Phone *self)
{
	if (self->question == NULL)
		return DC_N_FIELDS;
	return self->question->field == DC_N_FIELDS && self->question->wanted == kind_wanted ? DC_FIELD_KIND : self->question->field;
}

guint
question_fields(const Phone *self, DcField fields[QUESTION_FIELDS_MAX])
{
	static const DcField all[] = {
		DC_FIELD_KIND, DC_FIELD_CALLBACK, DC_FIELD_STOPPED, DC_FIELD_SCOPE, DC_FIELD_DUE_AT, DC_FIELD_SYSTEM, DC_FIELD_ERROR_TEXT,
	};
	guint n = 0;
	for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
		if (self->ticket->parent == 0 || is_set(self, all[i]))
			fields[n++] = all[i];
	}
	return n;
}
