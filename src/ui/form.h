/* Private to the room: what a form is made of, and choices, which a prompt has too. */
#pragma once

#include <daicho/form.h>

struct _DcForm {
	const DcFormField *fields;
	int n_fields;
	gpointer data;
	DcTextField **texts; /* one for each field */
	int focus;
	char *message; /* NULL: none */
	int first;     /* line at the top, as last drawn */
};

/* The choice that a key means (also typed full-width), NULL if none. */
const DcChoice *choice_for_key(const DcChoice *choices, const char *key);
/* `1大 [2中] 3小`, `1 high  [2 middle]`: the chosen one in brackets; closer together, then with shorter labels, where there is little
 * room. Columns drawn. */
int choice_draw(DcSurface *surface, int row, int col, const DcChoice *choices, const char *word, DcStyle style);
/* Columns that they need with whole labels. */
int choice_cols(const DcChoice *choices, const char *word);
/* Between a key and its label: nothing where the label is Japanese. */
const char *key_gap(const char *label);
