/* A program in a pseudo-terminal, as a person sees it: libvterm reads what it writes, keys go in by name. Linux. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

typedef struct _Console Console;

Console *console_new(int rows, int cols);
void console_free(Console *console); /* kills what still runs */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Console, console_free)

/* Starts a program on an empty screen; `argv` and `environment` end with NULL. */
bool console_start(Console *console, char **argv, char **environment, GError **error);
bool console_is_running(Console *console);
void console_send(Console *console, const char *bytes, gsize length);
/* `keys` as src/ui names them: "j", "F2", "C-d", "M-1", "S-Tab", "Enter". False: no such key. */
bool console_send_key(Console *console, const char *key);
void console_resize(Console *console, int rows, int cols);
void console_signal(Console *console, int number);
void console_hang_up(Console *console); /* the terminal's window is closed */

/* Waits until the program has read its keys, sleeps, and has written nothing for quiet_ms; or has ended. False after timeout_ms. */
bool console_settle(Console *console, int quiet_ms, int timeout_ms);
bool console_wait_text(Console *console, const char *text, bool there, int timeout_ms);
/* Exit status, 128 + number for a signal, -1 if it still runs after timeout_ms. */
int console_wait_exit(Console *console, int timeout_ms);

/* What was written since the last console_forget_output(): bytes, and when the last came. Transfer none. */
const GString *console_output(const Console *console, gint64 *last_us);
void console_forget_output(Console *console);
/* Reads what the program writes for at most timeout_ms; true if there was something. */
bool console_pump(Console *console, int timeout_ms);

/* The screen as text: a line a row, trailing spaces and empty rows at the end off. With looks, a line of marks under each row that has any:
 * ~ reverse, = bold, _ underline, # reverse and bold, + bold and underline, % reverse and underline, @ all. The cursor last, if it is to
 * be seen: `cursor: row 3 column 12`, counted from 1. Transfer full. */
char *console_picture(Console *console, bool looks);
