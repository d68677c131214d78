/* The form on the screen: labels in a column, the fields beside them, the message below. */
#include "form.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

const char *
key_gap(const char *label)
{
	return (guchar)*label < 128 ? " " : "";
}

/* How choices are laid out: with air around them, close together, or close together with labels of at most so many columns. */
typedef struct {
	bool airy;
	int label_cols;
} ChoiceLook;

static int
one_choice_cols(const DcChoice *choice, const char *word, const ChoiceLook *look)
{
	const char *label = _(choice->label);
	bool framed = look->airy || strcmp(choice->word, word) == 0;
	return 1 + (int)strlen(key_gap(label)) + MIN(dc_text_width(label), look->label_cols) + (framed ? 2 : 0);
}

static int
choices_cols(const DcChoice *choices, const char *word, const ChoiceLook *look)
{
	int cols = 0;
	for (const DcChoice *choice = choices; choice->key != 0; choice++)
		cols += one_choice_cols(choice, word, look) + (choice > choices ? 1 : 0);
	return cols;
}

int
choice_cols(const DcChoice *choices, const char *word)
{
	const ChoiceLook tight = { .label_cols = G_MAXINT };
	return choices_cols(choices, word, &tight);
}

static ChoiceLook
choice_look(const DcChoice *choices, const char *word, int room)
{
	ChoiceLook look = { .airy = true, .label_cols = G_MAXINT };
	if (choices_cols(choices, word, &look) <= room)
		return look;
	look.airy = false;
	if (choices_cols(choices, word, &look) <= room)
		return look;
	for (look.label_cols = 30; look.label_cols > 2 && choices_cols(choices, word, &look) > room; look.label_cols--)
		;
	return look;
}

int
choice_draw(DcSurface *surface, int row, int col, const DcChoice *choices, const char *word, DcStyle style)
{
	const ChoiceLook look = choice_look(choices, word, surface->cols - col);
	int start = col;
	for (; choices->key != 0; choices++) {
		bool chosen = strcmp(choices->word, word) == 0;
		g_autofree char *label = dc_text_clip(_(choices->label), look.label_cols);
		if (col > start)
			col += dc_surface_text(surface, row, col, style, " ");
		if (chosen || look.airy)
			col += dc_surface_text(surface, row, col, style, chosen ? "[" : " ");
		col += dc_surface_printf(surface, row, col, DC_STYLE_KEY, "%c", choices->key);
		col += dc_surface_printf(surface, row, col, chosen ? DC_STYLE_BOLD : style, "%s%s", key_gap(_(choices->label)), label);
		if (chosen || look.airy)
			col += dc_surface_text(surface, row, col, style, chosen ? "]" : " ");
	}
	return col - start;
}

static int
field_rows(const DcFormField *field)
{
	if (field->kind != DC_FORM_LINES)
		return 1;
	return field->rows > 0 ? field->rows : 3;
}

/* The line of the form on which a field begins. */
static int
field_line(const DcForm *form, int i)
{
	int line = 0;
	for (int k = 0; k < i; k++)
		line += field_rows(&form->fields[k]);
	return line;
}

int
dc_form_height(const DcForm *form)
{
	return field_line(form, form->n_fields) + 1;
}

static int
label_cols(const DcForm *form, int cols)
{
	int widest = 0;
	for (int i = 0; i < form->n_fields; i++)
		if (form->fields[i].kind != DC_FORM_HEADING)
			widest = MAX(widest, dc_text_width(_(form->fields[i].label)));
	return MIN(widest, cols / 3);
}

static void
draw_value(const DcForm *form, int i, DcSurface *line)
{
	const DcFormField *field = &form->fields[i];
	bool focused = i == form->focus;
	if (field->kind == DC_FORM_SHOWN) {
		dc_surface_column(line, 0, 1, line->cols - 1, DC_STYLE_NORMAL, dc_textfield_text(form->texts[i]));
	} else if (field->kind == DC_FORM_CHOICE) {
		choice_draw(line, 0, 0, field->choices, dc_textfield_text(form->texts[i]), DC_STYLE_NORMAL);
		if (focused)
			dc_surface_cursor(line, 0, 0);
	} else {
		for (int row = 0; row < line->rows; row++) {
			dc_surface_text(line, row, 0, DC_STYLE_LABEL, "[");
			dc_surface_text(line, row, line->cols - 1, DC_STYLE_LABEL, "]");
		}
		DcSurface inside = dc_surface_sub(line, 0, 1, line->rows, line->cols - 2);
		dc_textfield_draw(form->texts[i], &inside, DC_STYLE_FIELD, focused);
	}
}

/* A `>` before the label shows the focus where there is no cursor to see. */
static void
draw_field(const DcForm *form, int i, DcSurface *body)
{
	int row = field_line(form, i) - form->first, labels = label_cols(form, body->cols);
	if (form->fields[i].kind == DC_FORM_HEADING) {
		if (row >= 0 && row < body->rows)
			dc_surface_rule(body, row, '-', DC_STYLE_RULE, _(form->fields[i].label));
		return;
	}
	dc_surface_text(body, row, 0, DC_STYLE_KEY, i == form->focus ? ">" : " ");
	dc_surface_column(body, row, 1, labels, DC_STYLE_LABEL, _(form->fields[i].label));
	DcSurface line = dc_surface_sub(body, row, labels + 2, field_rows(&form->fields[i]), body->cols - labels - 2);
	if (row >= 0 && line.cols > 3)
		draw_value(form, i, &line);
}

/* The field with the focus is seen, with the heading above it. */
static void
scroll(DcForm *form, int height)
{
	int top = field_line(form, form->focus), bottom = top + field_rows(&form->fields[form->focus]);
	bool headed = form->focus > 0 && form->fields[form->focus - 1].kind == DC_FORM_HEADING;
	if (form->first < bottom - height)
		form->first = bottom - height;
	form->first = MIN(form->first, headed && height > 1 ? top - 1 : top);
	form->first = MAX(MIN(form->first, dc_form_height(form) - 1 - height), 0);
}

/* What was wrong, or else what stands in the field. */
static void
draw_message(const DcForm *form, DcSurface *surface)
{
	const DcFormField *field = &form->fields[form->focus];
	int row = MIN(dc_form_height(form), surface->rows) - 1;
	if (surface->rows <= 1)
		return;
	if (form->message != NULL) {
		dc_surface_column(surface, row, 1, surface->cols - 1, DC_STYLE_ERROR, form->message);
		return;
	}
	g_autofree char *means = field->means != NULL ? field->means(field, dc_textfield_text(form->texts[form->focus]), form->data) : NULL;
	if (means != NULL)
		dc_surface_column(surface, row, 1, surface->cols - 1, DC_STYLE_DIM, means);
}

void
dc_form_draw(DcForm *form, DcSurface *surface)
{
	dc_surface_fill(surface, 0, 0, surface->rows, surface->cols, DC_STYLE_NORMAL);
	dc_surface_hide_cursor(surface);
	if (form->n_fields == 0)
		return;
	int height = MAX(surface->rows - 1, 1); /* the last line is the message's */
	scroll(form, height);

	DcSurface body = dc_surface_sub(surface, 0, 0, height, surface->cols);
	for (int i = 0; i < form->n_fields; i++)
		draw_field(form, i, &body);
	draw_message(form, surface);
}
