/* One question on one line. */
#include "form.h"

#include <daicho/prompt.h>
#include <daicho/text.h>

#include <string.h>

struct _DcPrompt {
	char *label;
	const DcChoice *choices; /* NULL: a text */
	DcTextField *field;      /* the text, or the word of the choice */
	char *message;           /* NULL: none */
};

static DcPrompt *
prompt_new(const char *label, const DcChoice *choices, const char *value, int max_chars)
{
	DcPrompt *prompt = g_new0(DcPrompt, 1);
	prompt->label = g_strdup(label);
	prompt->choices = choices;
	prompt->field = dc_textfield_new(max_chars, false);
	if (value != NULL)
		dc_textfield_set(prompt->field, value);
	return prompt;
}

DcPrompt *
dc_prompt_new_text(const char *label, const char *value, int max_chars)
{
	return prompt_new(label, NULL, value, max_chars);
}

DcPrompt *
dc_prompt_new_choice(const char *label, const DcChoice *choices, const char *value)
{
	return prompt_new(label, choices, value, 0);
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
	dc_textfield_key(prompt->field, key);
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

int
dc_prompt_height(const DcPrompt *prompt, int width_cols)
{
	if (prompt->choices == NULL)
		return 1;
	int label = 1 + dc_text_width(prompt->label) + 1;
	return label + choice_cols(prompt->choices, dc_textfield_text(prompt->field)) <= width_cols ? 1 : 2;
}

void
dc_prompt_draw(DcPrompt *prompt, DcSurface *surface, int row)
{
	int height = dc_prompt_height(prompt, surface->cols);
	DcSurface line = dc_surface_sub(surface, row - height + 1, 0, 1, surface->cols);
	dc_surface_fill(surface, row - height + 1, 0, height, surface->cols, DC_STYLE_NORMAL);
	g_autofree char *label = dc_text_clip(prompt->label, height > 1 ? line.cols - 2 : line.cols * 2 / 3);
	int from = 1 + dc_surface_text(&line, 0, 1, DC_STYLE_LABEL, label) + 1;
	int to = draw_message(prompt, &line, from);
	DcSurface inside = dc_surface_sub(&line, 0, from, 1, to - from);
	if (prompt->choices == NULL) {
		dc_textfield_draw(prompt->field, &inside, DC_STYLE_FIELD, true);
		return;
	}
	if (height > 1)
		inside = dc_surface_sub(surface, row, 1, 1, surface->cols - 1);
	choice_draw(&inside, 0, 0, prompt->choices, dc_textfield_text(prompt->field), DC_STYLE_NORMAL);
	dc_surface_cursor(&line, 0, from - 1);
}
