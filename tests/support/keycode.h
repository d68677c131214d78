/* What a terminal sends for a key. */
#pragma once

/* The bytes of xterm for a key's name, NULL if there is no such key. Transfer full. */
char *keycode(const char *key);
