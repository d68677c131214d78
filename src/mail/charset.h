/* Private to the mail room. Bytes in whatever charset -> UTF-8. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The text of `bytes`, `declared` (may be NULL or nonsense) being what the sender says it is in. What occurs decides: the declared charset if the
 * bytes are valid in it, else ISO-2022-JP, UTF-8, EUC-JP or CP932, whichever they are valid in; else the one with the fewest errors, each of them
 * U+FFFD. The result is valid UTF-8 without NUL; not yet NFC. `charset` (may be NULL): what it was, a static string.
 * `garbled` is set to true if something could not be decoded, and left alone otherwise. Transfer full. */
char *charset_decode(const char *bytes, gsize length, const char *declared, const char **charset, bool *garbled);

/* Whether two declared names mean the same charset, so that pieces in them may be put together before they are decoded. */
bool charset_same(const char *a, const char *b);

/* The same in this charset, which is known, whatever the bytes look like. */
char *charset_force(const char *bytes, gsize length, const char *name, const char **charset, bool *garbled);
bool charset_is_known(const char *name);
