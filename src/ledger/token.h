/* Private to the ledger room: the tokenizer of the search index, and what a word looked for becomes in its language. */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

#define TOKEN_BREAK "\x1e" /* between texts that stand in one column: nothing is found across it */

/* Makes `daicho` known as a tokenizer of FTS5 on this connection. Without it the index can neither be read nor written. */
bool token_register(sqlite3 *db);

/* Whether a scan finds one in the other, both folded, as the index would. An empty text is found nowhere. */
bool token_occurs(const char *folded, const char *wanted);

/* Appends what FTS5 is asked to find a text that was folded and is not empty: a phrase, whose last word may go on. */
void token_phrase(GString *match, const char *folded);
