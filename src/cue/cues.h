/* The compiled rules: lists by name, numbers by name, and "which word stands here". */
#pragma once

#include <daicho/cue.h>

#include "cells.h"

typedef enum {
#define CUE_LIST(id, key, words) CUE_LIST_##id,
#define CUE_NUMBER(id, key, value, least, most)
#include "words.def"
#undef CUE_LIST
#undef CUE_NUMBER
	CUE_N_LISTS
} CueList;

typedef enum {
#define CUE_LIST(id, key, words)
#define CUE_NUMBER(id, key, value, least, most) CUE_NUMBER_##id,
#include "words.def"
#undef CUE_LIST
#undef CUE_NUMBER
	CUE_N_NUMBERS
} CueNumber;

typedef struct {
	CueList list;
	GArray *cells; /* of the word, as cells_fold() gives them; never empty */
} CueWord;

struct _DcCues {
	char **list[CUE_N_LISTS]; /* as set */
	int number[CUE_N_NUMBERS];
	GArray *words; /* of CueWord, of all lists but not_code, by first character */
};

#define CUE_LIST_BIT(list) (1u << (list))

/* The longest word of the lists in `list_bits` that begins at cell `at` of cells_fold(): the cell behind it, and its list
 * (where lists share a word: the first of words.def). 0: none. Latin words match only whole, with -s, -es, -ed, -ing, and at the humps of NullPointerException;
 * katakana never matches hiragana (えらぶ is no エラー), and a word that ends in ー needs it or the end of the katakana (エラストマー). */
guint cues_match(const DcCues *cues, const GArray *cells, guint at, guint list_bits, CueList *list);
/* Does any word of `list_bits` stand anywhere in `cells`? */
bool cues_occurs(const DcCues *cues, const GArray *cells, guint list_bits);
