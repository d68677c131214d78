/* How long from a key to the last byte of its frame, and how many bytes: of any program in a console. */
#pragma once

#include "console.h"

typedef struct { /* a value, with what it owns: one of each a frame */
	GArray *ms, *bytes; /* of double */
} Frames;
void frames_init(Frames *frames);
void frames_clear(Frames *frames);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Frames, frames_clear)

/* Milliseconds until the last byte of the first frame: the program shows `text` (NULL: anything) and then writes nothing for a moment.
 * Negative: it did not, or could not be started. */
double frames_first(Console *console, char **argv, const char *text);
/* Presses `count` keys, those of `keys` (parted by spaces) in turn, each when the frame before is there and the program sleeps. A key that
 * changes nothing is not counted. False if the program has ended, or there is no such key. */
bool frames_press(Console *console, const char *keys, int count, Frames *frames);
/* Ends it as when its window is closed, so that it gives back the terminal and its files. False: it does not end. */
bool frames_end(Console *console);
/* The value below which `percent` of them (double) lie; 0 if there are none. Sorts them. */
double frames_percentile(GArray *values, double percent);
