/* Floor 4. One question: a text of one line ("waiting for whom") or of several, or a choice by a single key; and the hint line. */
#pragma once

#include <daicho/form.h>

typedef enum {
	DC_PROMPT_OPEN,   /* goes on */
	DC_PROMPT_DONE,   /* Enter, or a key of the choice: dc_prompt_value() has the answer */
	DC_PROMPT_CANCEL, /* Esc */
} DcPromptAnswer;

typedef struct _DcPrompt DcPrompt; /* opaque: src/ui/prompt.c */
/* `label` and `value` are copied; value may be NULL. Transfer full. */
DcPrompt *dc_prompt_new_text(const char *label, const char *value, int max_chars);
/* A text of several lines: ^O or Alt-Enter begins the next one, Enter is the answer as everywhere. */
DcPrompt *dc_prompt_new_lines(const char *label, const char *value, int max_chars);
/* A choice has no default: Enter and unknown keys do nothing (ui.md rule 1 of 2), unless `value` is the word Enter stands for.
 * `choices` ends with { 0 } and must outlive the prompt. */
DcPrompt *dc_prompt_new_choice(const char *label, const DcChoice *choices, const char *value);
void dc_prompt_free(DcPrompt *prompt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcPrompt, dc_prompt_free)

DcPromptAnswer dc_prompt_key(DcPrompt *prompt, const char *key);
void dc_prompt_paste(DcPrompt *prompt, const char *text);
const char *dc_prompt_value(const DcPrompt *prompt); /* transfer none: the text, or the word of the choice ("" before one is made) */
void dc_prompt_set(DcPrompt *prompt, const char *text);
/* What was wrong with the answer: shown after it until the next key; the prompt stays open and keeps its text. */
void dc_prompt_set_message(DcPrompt *prompt, const char *message);
guint dc_prompt_revision(const DcPrompt *prompt); /* grows with every change of the text: for narrowing while typing */
/* Lines that it takes: 2 for choices that have no room beside the label, up to 8 of a text. */
int dc_prompt_height(const DcPrompt *prompt, int width_cols);
void dc_prompt_draw(DcPrompt *prompt, DcSurface *surface, int row); /* the last of its lines in this row */

/* -- hint line: `F2電話 s着手 d解決 ?`, `F2 phone  s start  d done  ?` -- */
typedef struct { /* a value */
	const char *key, *label; /* label NULL or "": the key alone */
	int rank;                /* 0 is shown first when there is little room; drawn in the order of the table */
} DcHint;
/* Shows as many as fit, by rank. */
void dc_hint_draw(DcSurface *surface, int row, const DcHint *hints, int n_hints);
/* The same as text, at most `width_cols` wide. Transfer full. */
char *dc_hint_line(const DcHint *hints, int n_hints, int width_cols);
