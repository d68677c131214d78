/* The form: fields one below another, one of them with the focus. Every field, also a choice, holds its value in a text field. */
#include "form.h"

#include <daicho/keys.h>
#include <daicho/lang.h>

#include <string.h>

static bool
can_focus(const DcForm *form, int i)
{
	return form->fields[i].kind != DC_FORM_SHOWN && form->fields[i].kind != DC_FORM_HEADING;
}

/* The next field in a direction that can be filled in, round the end; the same one if there is no other. */
static int
neighbour(const DcForm *form, int from, int step)
{
	for (int i = from + step, n = 0; n < form->n_fields; i += step, n++) {
		int at = (i + form->n_fields) % form->n_fields;
		if (can_focus(form, at))
			return at;
	}
	return from;
}

DcForm *
dc_form_new(const DcFormField *fields, int n_fields, gpointer data)
{
	DcForm *form = g_new0(DcForm, 1);
	form->fields = fields;
	form->n_fields = n_fields;
	form->data = data;
	form->texts = g_new0(DcTextField *, (gsize)n_fields);
	for (int i = 0; i < n_fields; i++)
		form->texts[i] = dc_textfield_new(fields[i].max_chars, fields[i].kind == DC_FORM_LINES);
	form->focus = n_fields > 0 && !can_focus(form, 0) ? neighbour(form, 0, 1) : 0;
	return form;
}

void
dc_form_free(DcForm *form)
{
	if (form == NULL)
		return;
	for (int i = 0; i < form->n_fields; i++)
		dc_textfield_free(form->texts[i]);
	g_free(form->texts);
	g_free(form->message);
	g_free(form);
}

static int
find_field(const DcForm *form, const char *name)
{
	for (int i = 0; i < form->n_fields; i++)
		if (strcmp(form->fields[i].name, name) == 0)
			return i;
	g_error("form: no field is called `%s`", name);
}

static void
set_message(DcForm *form, const char *message)
{
	g_free(form->message);
	form->message = message != NULL && *message != '\0' ? g_strdup(message) : NULL;
}

/* -- checking -- */

/* Transfer full; NULL if the field is as it should be. */
static char *
complaint(const DcForm *form, int i)
{
	const DcFormField *field = &form->fields[i];
	const char *value = dc_textfield_text(form->texts[i]);
	g_autoptr(GError) error = NULL;
	if (*value == '\0')
		return field->required ? g_strdup_printf(_("%s is missing"), _(field->label)) : NULL;
	if (field->check == NULL || field->check(value, form->data, &error))
		return NULL;
	return g_strdup(error->message);
}

static DcFormAnswer
submit(DcForm *form)
{
	for (int i = 0; i < form->n_fields; i++) {
		g_autofree char *wrong = complaint(form, i);
		if (wrong == NULL)
			continue;
		form->focus = can_focus(form, i) ? i : form->focus;
		set_message(form, wrong);
		return DC_FORM_TAKEN;
	}
	set_message(form, NULL);
	return DC_FORM_SUBMIT;
}

/* -- keys -- */

const DcChoice *
choice_for_key(const DcChoice *choices, const char *key)
{
	char command[DC_KEY_BYTES];
	if (dc_key_command(key, command) != DC_KEY_BOUND)
		return NULL;
	for (; choices->key != 0; choices++)
		if (command[0] == choices->key && command[1] == '\0')
			return choices;
	return NULL;
}

static int
choice_index(const DcChoice *choices, const char *word)
{
	for (int i = 0; choices[i].key != 0; i++)
		if (strcmp(choices[i].word, word) == 0)
			return i;
	return -1;
}

/* Left and Right go along the choices; from none, to the first or last. */
static const DcChoice *
choice_beside(const DcChoice *choices, const char *word, int direction)
{
	int n = 0, at = choice_index(choices, word);
	while (choices[n].key != 0)
		n++;
	int wanted = at < 0 ? (direction > 0 ? 0 : n - 1) : at + direction;
	return wanted >= 0 && wanted < n ? &choices[wanted] : NULL;
}

static bool
key_in_choice(DcForm *form, const char *key)
{
	const DcFormField *field = &form->fields[form->focus];
	DcTextField *text = form->texts[form->focus];
	const DcChoice *choice = choice_for_key(field->choices, key);
	bool left = strcmp(key, "Left") == 0, right = strcmp(key, "Right") == 0, back = strcmp(key, "Backspace") == 0;
	if (left || right)
		choice = choice_beside(field->choices, dc_textfield_text(text), right ? 1 : -1);
	if (choice != NULL)
		dc_textfield_set(text, choice->word);
	else if (back || strcmp(key, "Delete") == 0)
		dc_textfield_set(text, "");
	else
		return left || right || dc_key_char(key) != 0; /* a letter that is no answer does nothing */
	return true;
}

static bool
key_in_field(DcForm *form, const char *key)
{
	if (form->fields[form->focus].kind == DC_FORM_CHOICE)
		return key_in_choice(form, key);
	return dc_textfield_key(form->texts[form->focus], key);
}

static bool
move_focus(DcForm *form, const char *key)
{
	static const struct {
		const char *key;
		int step;
	} moves[] = { { "Tab", 1 }, { "Down", 1 }, { "S-Tab", -1 }, { "Up", -1 } };
	for (guint i = 0; i < G_N_ELEMENTS(moves); i++)
		if (strcmp(moves[i].key, key) == 0) {
			form->focus = neighbour(form, form->focus, moves[i].step);
			return true;
		}
	return false;
}

/* The first field of the group of `i`. */
static int
group_start(const DcForm *form, int i)
{
	while (i > 0 && form->fields[i].kind != DC_FORM_HEADING)
		i--;
	return can_focus(form, i) ? i : neighbour(form, i, 1);
}

/* The first field of the next group, or of this one and then of the one before; round the end. */
static bool
move_group(DcForm *form, const char *key)
{
	bool down = strcmp(key, "PgDn") == 0;
	if (!down && strcmp(key, "PgUp") != 0)
		return false;
	int start = group_start(form, form->focus);
	form->first = G_MAXINT; /* the heading becomes the first line, as far as there is something below */
	if (!down) {
		form->focus = form->focus != start ? start : group_start(form, neighbour(form, start, -1));
		return true;
	}
	int at = form->focus;
	do
		at = (at + 1) % form->n_fields;
	while (at != 0 && form->fields[at].kind != DC_FORM_HEADING);
	form->focus = can_focus(form, at) ? at : neighbour(form, at, 1);
	return true;
}

DcFormAnswer
dc_form_key(DcForm *form, const char *key)
{
	guint revision = dc_form_revision(form);
	if (strcmp(key, "Esc") == 0)
		return DC_FORM_CANCEL;
	if (strcmp(key, "C-s") == 0)
		return submit(form);
	if (form->n_fields > 0 && key_in_field(form, key)) {
		if (dc_form_revision(form) != revision)
			set_message(form, NULL);
		if (dc_textfield_is_full(form->texts[form->focus]))
			set_message(form, _("the field is full"));
		return DC_FORM_TAKEN;
	}
	if (strcmp(key, "Enter") == 0)
		return submit(form);
	return form->n_fields > 0 && (move_focus(form, key) || move_group(form, key)) ? DC_FORM_TAKEN : DC_FORM_IGNORED;
}

void
dc_form_paste(DcForm *form, const char *text)
{
	if (form->n_fields == 0 || form->fields[form->focus].kind == DC_FORM_CHOICE || !can_focus(form, form->focus))
		return;
	gsize n_left = dc_textfield_insert(form->texts[form->focus], text);
	g_autofree char *message = n_left > 0 ? g_strdup_printf(_("Characters that did not fit: %d"), (int)n_left) : NULL;
	set_message(form, message);
}

/* -- values -- */

const char *
dc_form_value(const DcForm *form, const char *name)
{
	return dc_textfield_text(form->texts[find_field(form, name)]);
}

void
dc_form_set(DcForm *form, const char *name, const char *value)
{
	dc_textfield_set(form->texts[find_field(form, name)], value != NULL ? value : "");
}

const char *
dc_form_focus(const DcForm *form)
{
	return form->n_fields > 0 ? form->fields[form->focus].name : "";
}

void
dc_form_set_focus(DcForm *form, const char *name)
{
	int i = find_field(form, name);
	if (can_focus(form, i))
		form->focus = i;
}

gsize
dc_form_cursor(const DcForm *form)
{
	return form->n_fields > 0 ? dc_textfield_cursor(form->texts[form->focus]) : 0;
}

void
dc_form_set_cursor(DcForm *form, gsize offset)
{
	if (form->n_fields > 0)
		dc_textfield_set_cursor(form->texts[form->focus], offset);
}

void
dc_form_set_message(DcForm *form, const char *name, const char *message)
{
	if (name != NULL)
		dc_form_set_focus(form, name);
	set_message(form, message);
}

guint
dc_form_revision(const DcForm *form)
{
	guint revision = 0;
	for (int i = 0; i < form->n_fields; i++)
		revision += dc_textfield_revision(form->texts[i]);
	return revision;
}
