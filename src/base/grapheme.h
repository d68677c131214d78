/* Private to base: stepping through text that may hold anything, also bytes that are not UTF-8. */
#pragma once

#include <daicho/text.h>

/* The character at `text` (U+FFFD for a byte that is not UTF-8) and its bytes; 0 at the end. */
gsize grapheme_char(const char *text, gunichar *c);
/* Appends the first `length` bytes of `text`, one grapheme of it, as dc_text_show() would show them. `length` may be
 * shorter than a grapheme, but never splits a character. */
void grapheme_show(GString *out, const char *text, gsize length);
/* Characters that make up nearly all of what people write here: printable ASCII, kana, kanji, full-width forms. They have a width,
 * are their own NFC, and never join another of them in a grapheme. */
static inline bool
grapheme_is_simple(gunichar c)
{
	return (c >= 0x20 && c <= 0x7E) || (c >= 0x3000 && c <= 0x3029) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x309B && c <= 0x30FF) ||
	       (c >= 0x4E00 && c <= 0x9FEF) || (c >= 0xFF01 && c <= 0xFF9D);
}

/* NFC of the first `length` bytes of `text`, one grapheme; of a grapheme that is longer than any real one only its beginning, `*taken` bytes.
 * Transfer full. */
char *grapheme_compose(const char *text, gsize length, gsize *taken);
/* True if every byte is a printable ASCII character: such text is shown as it is, one column a byte. */
bool grapheme_all_plain(const char *text);
