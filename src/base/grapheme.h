/* Private to base: stepping through text that may hold anything, also bytes that are not UTF-8. */
#pragma once

#include <daicho/text.h>

/* The character at `text` (U+FFFD for a byte that is not UTF-8) and its bytes; 0 at the end. */
gsize grapheme_char(const char *text, gunichar *c);
/* Appends the first `length` bytes of `text`, one grapheme of it, as dc_text_show() would show them. `length` may be
 * shorter than a grapheme, but never splits a character. */
void grapheme_show(GString *out, const char *text, gsize length);
/* True if every byte is a printable ASCII character: such text is shown as it is, one column a byte. */
bool grapheme_all_plain(const char *text);
