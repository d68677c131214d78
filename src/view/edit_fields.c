/* Which fields the form of a ticket has, in which groups, and how each is typed. A field that is not here is counted or set by an action
 * (dc_desk_may_set()); a test walks field.def. */
#include "edit.h"

#include <daicho/calendar.h>

static const struct {
	DcField field;     /* DC_N_FIELDS: a heading */
	const char *group; /* its label, N_() */
	EditIn in;
} table[] = {
	{ DC_N_FIELDS, N_("What and who"), EDIT_BOTH },
	{ DC_FIELD_TITLE, NULL, EDIT_BOTH },
	{ DC_FIELD_CALLER, NULL, EDIT_BOTH },
	{ DC_FIELD_DEPARTMENT, NULL, EDIT_BOTH },
	{ DC_FIELD_CALLBACK, NULL, EDIT_BOTH },
	{ DC_FIELD_KIND, NULL, EDIT_BOTH },
	{ DC_FIELD_CHANNEL, NULL, EDIT_BOTH },
	{ DC_FIELD_SYSTEM, NULL, EDIT_BOTH },
	{ DC_FIELD_BODY, NULL, EDIT_BOTH },
	{ DC_N_FIELDS, N_("When"), EDIT_BOTH },
	{ DC_FIELD_RECEIVED_AT, NULL, EDIT_BOTH },
	{ DC_FIELD_OCCURRED_AT, NULL, EDIT_BOTH },
	{ DC_FIELD_DUE_AT, NULL, EDIT_BOTH },
	{ DC_FIELD_PROMISE_AT, NULL, EDIT_BOTH },
	{ DC_FIELD_PROMISE, NULL, EDIT_BOTH },
	{ DC_N_FIELDS, N_("How bad"), EDIT_BOTH },
	{ DC_FIELD_STOPPED, NULL, EDIT_BOTH },
	{ DC_FIELD_SCOPE, NULL, EDIT_BOTH },
	{ DC_FIELD_AFFECTED, NULL, EDIT_BOTH },
	{ DC_FIELD_IMPACT, NULL, EDIT_BOTH },
	{ DC_FIELD_URGENCY, NULL, EDIT_BOTH },
	{ DC_FIELD_RATED_BY, NULL, EDIT_BOTH },
	{ DC_FIELD_MAJOR, NULL, EDIT_BOTH },
	{ DC_FIELD_SENSITIVE, NULL, EDIT_BOTH },
	{ DC_FIELD_VIP, NULL, EDIT_BOTH },
	{ DC_N_FIELDS, N_("Looking into it"), EDIT_BOTH },
	{ DC_FIELD_ERROR_TEXT, NULL, EDIT_BOTH },
	{ DC_FIELD_STEPS, NULL, EDIT_BOTH },
	{ DC_FIELD_TRIAGE_NOTE, NULL, EDIT_BOTH },
	{ DC_FIELD_RECITED, NULL, EDIT_BOTH },
	{ DC_FIELD_EST_MIN, NULL, EDIT_BOTH },
	{ DC_FIELD_DIFFICULTY, NULL, EDIT_BOTH },
	{ DC_N_FIELDS, N_("Put off or waiting"), EDIT_OLD },
	{ DC_FIELD_RESUME_ON, NULL, EDIT_OLD },
	{ DC_FIELD_DEFER_REASON, NULL, EDIT_OLD },
	{ DC_FIELD_WAIT, NULL, EDIT_OLD },
	{ DC_FIELD_WAIT_WHOM, NULL, EDIT_OLD },
	{ DC_FIELD_CHECK_AT, NULL, EDIT_OLD },
	{ DC_N_FIELDS, N_("Mending it"), EDIT_BOTH },
	{ DC_FIELD_WORKAROUND, NULL, EDIT_BOTH },
	{ DC_FIELD_WORKAROUND_AT, NULL, EDIT_BOTH },
	{ DC_FIELD_CAUSE_CLASS, NULL, EDIT_BOTH },
	{ DC_FIELD_CAUSE, NULL, EDIT_BOTH },
	{ DC_FIELD_RESOLUTION, NULL, EDIT_OLD },
	{ DC_FIELD_PERMANENT_FIX, NULL, EDIT_BOTH },
	{ DC_FIELD_RESTORED_AT, NULL, EDIT_OLD },
	{ DC_FIELD_RESOLVED_AT, NULL, EDIT_OLD },
	{ DC_FIELD_CLOSED_AT, NULL, EDIT_OLD },
	{ DC_FIELD_CLOSE_REASON, NULL, EDIT_OLD },
	{ DC_N_FIELDS, N_("Of a change"), EDIT_BOTH },
	{ DC_FIELD_CHANGE_KIND, NULL, EDIT_BOTH },
	{ DC_FIELD_APPROVED_BY, NULL, EDIT_BOTH },
	{ DC_FIELD_APPROVED_ON, NULL, EDIT_BOTH },
	{ DC_FIELD_RELEASE_ON, NULL, EDIT_BOTH },
	{ DC_N_FIELDS, N_("Beside it"), EDIT_BOTH },
	{ DC_FIELD_TAGS, NULL, EDIT_BOTH },
	{ DC_FIELD_PRIVATE_MEMO, NULL, EDIT_BOTH },
};
#define N_TABLE G_N_ELEMENTS(table)

/* -- choices -- */

static const DcChoice impacts[] = { { '1', "1", N_("L") }, { '2', "2", N_("M") }, { '3', "3", N_("S") }, { 0 } };
static const DcChoice urgencies[] = { { '1', "1", N_("high") }, { '2', "2", N_("mid") }, { '3', "3", N_("low") }, { 0 } };

static void
word_choices(DcWordSet set, DcChoice *choices)
{
	int n = MIN(dc_words_count(set), EDIT_CHOICES_MAX - 1);
	for (int value = 1; value <= n; value++)
		choices[value - 1] = (DcChoice){ (char)('0' + value), dc_word_code(set, value), dc_word_label(set, value) };
	choices[n] = (DcChoice){ 0 };
}

/* NULL: it is typed. */
static const DcChoice *
choices_of(DcField field, DcChoice *words)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (info->type == DC_FIELD_TYPE_BOOL)
		return view_yes_no;
	if (info->type == DC_FIELD_TYPE_WORD) {
		word_choices(info->words, words);
		return words;
	}
	if (field == DC_FIELD_IMPACT)
		return impacts;
	return field == DC_FIELD_URGENCY ? urgencies : NULL;
}

/* -- making -- */

static DcFormField
field_make(DcField field, DcChoice *words)
{
	const DcFieldInfo *info = dc_field_info(field);
	DcFormField made = { .name = info->name, .label = info->label, .kind = DC_FORM_TEXT, .max_chars = 40 };
	made.required = field == DC_FIELD_TITLE;
	made.choices = choices_of(field, words);
	if (info->type == DC_FIELD_TYPE_TEXT || info->type == DC_FIELD_TYPE_LINES)
		made.max_chars = info->limit;
	if (field == DC_FIELD_SYSTEM)
		made.max_chars = 40; /* its name or one of its other names will do */
	if (info->type == DC_FIELD_TYPE_LINES)
		made.kind = DC_FORM_LINES;
	if (made.choices != NULL)
		made.kind = DC_FORM_CHOICE;
	return made;
}

EditFields *
edit_fields_new(EditIn in, char *(*means)(const DcFormField *field, const char *value, gpointer data))
{
	EditFields *fields = g_new0(EditFields, 1);
	fields->form = g_new0(DcFormField, N_TABLE);
	fields->fields = g_new0(DcField, N_TABLE);
	fields->names = g_new0(char *, N_TABLE + 1);
	fields->choices = g_malloc0(sizeof(*fields->choices) * N_TABLE);
	guint n_headings = 0;
	for (guint i = 0; i < N_TABLE; i++) {
		guint at = fields->n;
		if ((table[i].in & in) == 0)
			continue;
		fields->fields[at] = table[i].field;
		if (table[i].group == NULL) {
			fields->form[at] = field_make(table[i].field, fields->choices[at]);
			fields->form[at].means = means;
		} else {
			fields->names[n_headings] = g_strdup_printf("heading %u", n_headings);
			fields->form[at] = (DcFormField){ .name = fields->names[n_headings], .label = table[i].group, .kind = DC_FORM_HEADING };
			n_headings++;
		}
		fields->n++;
	}
	return fields;
}

void
edit_fields_free(EditFields *fields)
{
	if (fields == NULL)
		return;
	g_free(fields->form);
	g_free(fields->fields);
	g_free(fields->choices);
	g_strfreev(fields->names);
	g_free(fields);
}

DcField
edit_fields_of(const EditFields *fields, const DcFormField *field)
{
	return fields->fields[field - fields->form];
}

/* -- values -- */

char *
edit_value_text(const DcApp *app, DcField field, const DcValue *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (value->is_text)
		return g_strdup(value->text != NULL ? value->text : "");
	if (info->type == DC_FIELD_TYPE_BOOL)
		return g_strdup(value->number == 1 ? "yes" : "");
	if (value->number == DC_ABSENT)
		return g_strdup("");
	if (info->type == DC_FIELD_TYPE_WORD)
		return g_strdup(dc_word_code(info->words, (int)value->number));
	if (info->type != DC_FIELD_TYPE_TIME)
		return g_strdup_printf("%" G_GINT64_FORMAT, value->number);
	DcLocal at = dc_calendar_local(app_calendar(app), value->number);
	return g_strdup_printf("%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day, at.hour, at.minute);
}

static char *
time_means(DcApp *app, DcField field, const char *value)
{
	DcValue read = { 0 };
	if (*value == '\0')
		return g_strdup(_("as it is said: 15:00, tomorrow 10:00, Fri, +3, 4/3, end of month"));
	if (!dc_desk_parse(app->desk, field, value, app->now, &read, NULL))
		return NULL;
	g_autofree char *clock = dc_when_clock(app_calendar(app), read.number);
	g_autofree char *date = dc_when_long(dc_calendar_day(app_calendar(app), read.number));
	return g_strdup_printf("= %s %s", date, clock);
}

static char *
system_means(DcApp *app, const char *value)
{
	const DcPolicy *policy = app_policy(app);
	const DcSystem *system = *value != '\0' ? dc_policy_system(policy, value) : NULL;
	if (system != NULL)
		return g_strdup_printf("= %s %s", system->code, system->name != NULL ? system->name : "");
	GString *known = g_string_new(NULL);
	for (guint i = 0; i < dc_policy_n_systems(policy); i++) {
		const DcSystem *one = dc_policy_system_at(policy, i);
		g_string_append_printf(known, "%s%s %s", i > 0 ? "  " : "", one->code, one->name != NULL ? one->name : "");
	}
	return g_string_free(known, known->len == 0);
}

char *
edit_means(DcApp *app, DcField field, const char *value)
{
	const DcFieldInfo *info = dc_field_info(field);
	if (field == DC_FIELD_SYSTEM)
		return system_means(app, value);
	if (info->type == DC_FIELD_TYPE_TIME)
		return time_means(app, field, value);
	if (info->type == DC_FIELD_TYPE_LINES)
		return g_strdup(_("Enter begins a new line; ^S saves"));
	return NULL;
}
