/* Private to the mail room. Decoded text as the rooms above may have it: NFC, lines ending in \n, of bounded length. */
#pragma once

#include <glib.h>

/* NFC of valid UTF-8; time is linear also for runs of combining marks made to be slow. Takes `text`, transfer full. */
char *clean_nfc(char *text);
/* One line: line ends and tabs become single spaces, outer white space goes, at most `max` bytes. Takes `text`, transfer full. */
char *clean_line(char *text, gsize max);
/* Lines: CR LF and CR become LF, white space at both ends of the text goes, as do spaces before a line's end (but not those of `-- `). Takes `text`, transfer full. */
char *clean_lines(char *text);
/* At most `max` bytes, cut before a character. Takes `text`, transfer full. */
char *clean_cut(char *text, gsize max);
