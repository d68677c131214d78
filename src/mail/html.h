/* Private to the mail room. HTML as text to read. */
#pragma once

#include <glib.h>

/* The text of valid UTF-8 `html`: scripts, styles and comments gone, blocks on lines of their own, lists and quotes marked, a link's address behind
 * its words. Linear in time, however broken. Transfer full. */
char *html_text(const char *html);
/* The charset an HTML page says it is in, looking at its first bytes; NULL if it does not. Transfer full. */
char *html_charset(const char *bytes, gsize length);
