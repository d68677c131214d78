/* Floor 0. Text as people write it and terminals show it. All strings are meant to be valid UTF-8; a byte that is not is taken
 * for U+FFFD, nothing here reads past the end or fails. Columns and wide characters need a UTF-8 locale: dc_lang_init(). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Columns of one character on the terminal: 0, 1 or 2. The same answer as ncurses: wcwidth(), with ambiguous = 1;
 * what the C library does not know (new emoji) is 1, because it is shown as `?`. */
int dc_text_char_width(gunichar c);
/* Columns of the whole text, after dc_text_show(). */
int dc_text_width(const char *text);

/* Bytes of the longest beginning of `text` that fits `width_cols` without splitting a grapheme or a wide character. */
gsize dc_text_fit(const char *text, int width_cols);
/* dc_text_show() of `text` if it fits `width_cols`; else what fits, ended by `>` in the last column (domain.md 6.1).
 * Empty if there are no columns. Transfer full. */
char *dc_text_clip(const char *text, int width_cols);
/* As dc_text_clip(), then filled with spaces to exactly `width_cols`. Transfer full. */
char *dc_text_pad(const char *text, int width_cols);
/* dc_text_show_lines() of `text` in lines of at most `width_cols` (at least one line), broken at spaces where Latin words allow it and anywhere between wide characters
 * (never before 、。」 and the like), and at newlines. Transfer full: GPtrArray of char *. */
GPtrArray *dc_text_wrap(const char *text, int width_cols);

/* A control character of any kind, or one that moves, hides or reorders the text around it: what no terminal may be given. */
bool dc_text_is_control(gunichar c);
/* What may reach a terminal: NFC; control characters as `^X`, C1 and direction overrides and other format characters
 * that move text as `<U+202E>`; unknown width as `?`; newline and tab as a space. Invalid bytes as U+FFFD. At most
 * four combining marks on a character, a space under a mark that has none. Idempotent. Transfer full. */
char *dc_text_show(const char *text);
/* As dc_text_show(), but newlines stay and tabs become spaces up to the next multiple of 8. Transfer full. */
char *dc_text_show_lines(const char *text);
/* Any bytes to valid UTF-8, NUL and invalid bytes as U+FFFD. Transfer full. */
char *dc_text_valid(const char *bytes, gssize length);
/* Leading and trailing white space (also U+3000) off, newlines and tabs to single spaces. Transfer full. */
char *dc_text_one_line(const char *text);

/* Byte offset of the next (previous) grapheme boundary after (before) `offset`; the end (0) at the end (start). */
gsize dc_text_next(const char *text, gsize offset);
gsize dc_text_prev(const char *text, gsize offset);
/* Kana, kanji, printable ASCII, full-width forms: their own NFC, and each a grapheme beside another of them. */
bool dc_text_char_is_simple(gunichar c);
/* Number of characters (code points, NFC), for the limits of domain.md 2.2. */
gsize dc_text_length(const char *text);

/* The folding of domain.md 6.3, for comparing and searching, not for showing: NFKC, lower case, hyphens, kana, small kana,
 * long mark, the small kanji table, no punctuation (between two words of Latin letters it leaves a space: `error.log`), white space
 * as one space, none at the ends. Idempotent. Transfer full. */
char *dc_text_fold(const char *text);
/* The first stretch of `text` whose folding holds that of `words`, to mark it: bytes [*from, *to). False if there is none. */
bool dc_text_find(const char *text, const char *words, gsize *from, gsize *to);
/* Command keys and digits typed with the input method on: one full-width letter, digit or sign, or what the input method
 * gives for a sign key (。 、 「 」 ・ ー), as its ASCII character; 0 if there is none (domain.md 6.2). */
char dc_text_ascii(gunichar c);
