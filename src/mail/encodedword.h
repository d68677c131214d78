/* Private to the mail room. The encoded words of headers: =?ISO-2022-JP?B?...?= (RFC 2047). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* `text` with its encoded words decoded. Neighbours in one charset are put together before they are decoded, for mail programs cut characters,
 * escape sequences and even base64 between them. What is no encoded word stays. `garbled` as in charset_decode(). Transfer full. */
char *encodedword_decode(const char *text, bool *garbled);
