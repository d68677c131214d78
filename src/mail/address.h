/* Private to the mail room. The addresses of a header. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The first mailbox of a header value (UTF-8, encoded words not yet decoded): the name a person reads and the address; either NULL if it is not there.
 * Transfer full. */
void address_first(const char *value, char **name, char **address, bool *garbled);
/* All of them as a line to read, up to about `max` bytes; then `...`. NULL if there is none. Transfer full. */
char *address_line(const char *value, gsize max, bool *garbled);
