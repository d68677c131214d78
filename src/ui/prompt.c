/* One question: on one line, or on as many as its text has. */
#include "form.h"

#include <daicho/prompt.h>
#include <daicho/text.h>

#include <string.h>

#define LINES_MAX 8 /* of a text that are seen at a time */

struct _DcPrompt {
	char *label;
	bool lines;              /* a text of several lines */
	const DcChoice *choices; /* NULL: a text */
	DcTextField *field;      /* the text, or the word of the choice */
	char *message;           /* NULL: none */
};

static DcPrompt *
prompt_new(const char *label, const DcChoice *choices, const char *value, int max_chars, bool lines)
{
	DcPrompt *prompt = g_new0(DcPrompt, 1);
	prompt->label = g_strdup(label);
	prompt->choices = choices;
	prompt->lines = lines;
	prompt->field = dc_textfield_new(max_chars, lines);
	if (value != NULL)
		dc_textfield_set(prompt->field, value);
	return prompt;
}

DcPrompt *
dc_prompt_new_text(const char *label, const char *value, int max_chars)
{
	return prompt_new(label, NULL, value, max_chars, false);
}

DcPrompt *
dc_prompt_new_lines(const char *label, const char *value, int max_chars)
{
	return prompt_new(label, NULL, value, max_chars, true);
}

DcPrompt *
dc_prompt_new_choice(const char *label, const DcChoice *choices, const char *value)
{
	return prompt_new(label, choices, value, 0, false);
}

void
dc_prompt_free(DcPrompt *prompt)
{
	if (prompt == NULL)
		return;
	dc_textfield_free(prompt->field);
	g_free(prompt->label);
	g_free(prompt->message);
	g_free(prompt);
}

static DcPromptAnswer
key_in_choice(DcPrompt *prompt, const char *key)
{
	const DcChoice *choice = choice_for_key(prompt->choices, key);
	if (choice != NULL)
		dc_textfield_set(prompt->field, choice->word);
	else if (strcmp(key, "Enter") != 0 || *dc_textfield_text(prompt->field) == '\0')
		return DC_PROMPT_OPEN;
	return DC_PROMPT_DONE;
}

DcPromptAnswer
dc_prompt_key(DcPrompt *prompt, const char *key)
{
	dc_prompt_set_message(prompt, NULL);
	if (strcmp(key, "Esc") == 0)
		return DC_PROMPT_CANCEL;
	if (prompt->choices != NULL)
		return key_in_choice(prompt, key);
	if (strcmp(key, "Enter") == 0)
		return DC_PROMPT_DONE;
	bool new_line = prompt->lines && (strcmp(key, "C-o") == 0 || strcmp(key, "M-Enter") == 0);
	dc_textfield_key(prompt->field, new_line ? "Enter" : key);
	return DC_PROMPT_OPEN;
}

void
dc_prompt_paste(DcPrompt *prompt, const char *text)
{
	if (prompt->choices == NULL)
		dc_textfield_insert(prompt->field, text);
}

const char *
dc_prompt_value(const DcPrompt *prompt)
{
	return dc_textfield_text(prompt->field);
}

void
dc_prompt_set(DcPrompt *prompt, const char *text)
{
	dc_textfield_set(prompt->field, text);
}

void
dc_prompt_set_message(DcPrompt *prompt, const char *message)
{
	g_free(prompt->message);
	prompt->message = message != NULL && *message != '\0' ? g_strdup(message) : NULL;
}

guint
dc_prompt_revision(const DcPrompt *prompt)
{
	return dc_textfield_revision(prompt->field);
}

/* The message takes what it needs at the right, but leaves the field room for a word. */
static int
draw_message(const DcPrompt *prompt, DcSurface *line, int from)
{
	if (prompt->message == NULL)
		return line->cols;
	int cols = MIN(dc_text_width(prompt->message) + 1, MAX(line->cols - from - 12, 0));
	dc_surface_column(line, 0, line->cols - cols, cols, DC_STYLE_ERROR, prompt->message);
	return line->cols - cols;
}

/* The label, as it is shown in a line of so many columns; a text of several lines has the greater part of them. */
static char *
shown_label(const DcPrompt *prompt, int width_cols)
{
	return dc_text_clip(prompt->label, prompt->lines ? width_cols / 2 : width_cols * 2 / 3);
}

/* Lines of a question with its choices: 2 if these have no room beside the label. */
static int
choice_height(const DcPrompt *prompt, int width_cols)
{
	int label = 1 + dc_text_width(prompt->label) + 1;
	return label + choice_cols(prompt->choices, dc_textfield_text(prompt->field)) <= width_cols ? 1 : 2;
}

int
dc_prompt_height(const DcPrompt *prompt, int width_cols)
{
	if (prompt->choices != NULL)
		return choice_height(prompt, width_cols);
	g_autofree char *label = shown_label(prompt, width_cols);
	return MIN(dc_textfield_height(prompt->field, width_cols - 2 - dc_text_width(label)), LINES_MAX);
}

static void
draw_choice(const DcPrompt *prompt, DcSurface *area)
{
	bool own_line = area->rows > 1;
	g_autofree char *label = dc_text_clip(prompt->label, own_line ? area->cols - 2 : area->cols * 2 / 3);
	int from = 1 + dc_surface_text(area, 0, 1, DC_STYLE_LABEL, label) + 1;
	choice_draw(area, own_line ? 1 : 0, own_line ? 1 : from, prompt->choices, dc_textfield_text(prompt->field), DC_STYLE_NORMAL);
	dc_surface_cursor(area, 0, from - 1);
}

static void
draw_text(DcPrompt *prompt, DcSurface *area)
{
	g_autofree char *label = shown_label(prompt, area->cols);
	int from = 1 + dc_surface_text(area, 0, 1, DC_STYLE_LABEL, label) + 1;
	DcSurface inside = dc_surface_sub(area, 0, from, area->rows, draw_message(prompt, area, from) - from);
	dc_textfield_draw(prompt->field, &inside, DC_STYLE_FIELD, true);
}

void
dc_prompt_draw(DcPrompt *prompt, DcSurface *surface, int row)
{
	int height = MIN(dc_prompt_height(prompt, surface->cols), row + 1);
	DcSurface area = dc_surface_sub(surface, row - height + 1, 0, height, surface->cols);
	dc_surface_fill(&area, 0, 0, height, area.cols, DC_STYLE_NORMAL);
	if (prompt->choices != NULL)
		draw_choice(prompt, &area);
	else
		draw_text(prompt, &area);
}
