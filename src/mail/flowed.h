/* Private to the mail room. format=flowed (RFC 3676). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* `text` (lines ending with \n or \r\n) with its flowed lines joined; `delsp`: the space that marks them goes as well. Transfer full. */
char *flowed_text(const char *text, bool delsp);
