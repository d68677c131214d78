/* What the terminal is told besides what ncurses tells it: bracketed paste, and the few words that set everything back in a crash. */
#include "room.h"

#include <errno.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

void
modes_write(const char *text, gsize length)
{
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, text, length);
		if (n < 0 && errno != EINTR)
			return; /* the terminal is gone; reading will say so */
		if (n > 0) {
			text += n;
			length -= (gsize)n;
		}
	}
}

void
modes_enter(void)
{
	modes_write(PASTE_ON, strlen(PASTE_ON));
}

void
modes_leave(void)
{
	modes_write(PASTE_OFF, strlen(PASTE_OFF));
}

/* A string of the terminal's description, without its padding `$<5>`. */
static void
append_capability(GString *text, const char *name)
{
	g_autofree char *capability = g_strdup(name); /* tigetstr() does not say const */
	const char *value = tigetstr(capability);
	if (value == NULL || value == (const char *)-1)
		return;
	while (*value != '\0') {
		const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
		if (end != NULL)
			value = end + 1;
		else
			g_string_append_c(text, *value++);
	}
}

char *
modes_rescue(void)
{
	static const char *const names[] = { "sgr0", "rmacs", "rmkx", "cnorm", "rmcup" };
	GString *text = g_string_new(PASTE_OFF);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		append_capability(text, names[i]);
	return g_string_free(text, FALSE);
}
