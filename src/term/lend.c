/* Lending the terminal: to the clipboard for a moment, to a program, to the shell. */
#include "room.h"

#include <daicho/lang.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define CLIPBOARD_BYTES 74000 /* what terminals accept: 100,000 bytes of base64 */

void
dc_term_copy(DcTerm *term, const char *text)
{
	gsize length = strlen(text);
	(void)term;
	if (length > CLIPBOARD_BYTES) {
		length = CLIPBOARD_BYTES;
		while (length > 0 && ((guchar)text[length] & 0xc0) == 0x80) /* not in the middle of a character */
			length--;
	}
	g_autofree char *encoded = g_base64_encode((const guchar *)text, length);
	g_autofree char *sequence = g_strdup_printf("\033]52;c;%s\a", encoded);
	modes_write(sequence, strlen(sequence));
}

static void
leave(void)
{
	modes_leave();
	endwin();
}

static void
come_back(DcTerm *term)
{
	reset_prog_mode();
	flushinp(); /* what was typed at the other program is not for us */
	modes_enter();
	curs_set(0);
	dc_term_redraw(term);
}

/* In the child, before the program: signals as a shell would give them. */
static void
set_up_child(gpointer data)
{
	(void)data;
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
}

bool
dc_term_run(DcTerm *term, const char *const *argv, int *exit_status, GError **error)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) failure = NULL;
	int status = 0;
	for (; *argv != NULL; argv++)
		g_ptr_array_add(words, g_strdup(*argv));
	g_ptr_array_add(words, NULL);

	leave();
	signals_lend(true);
	bool ran = g_spawn_sync(NULL, (char **)words->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, set_up_child, NULL, NULL, NULL,
	                        &status, &failure);
	signals_lend(false);
	come_back(term);
	const char *program = g_ptr_array_index(words, 0);
	if (!ran)
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s could not be started: %s"), program, failure->message);
	else if (!WIFEXITED(status))
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s was stopped by signal %d"), program, WTERMSIG(status));
	if (!ran || !WIFEXITED(status))
		return false;
	if (exit_status != NULL)
		*exit_status = WEXITSTATUS(status);
	return true;
}

void
dc_term_suspend(DcTerm *term)
{
	leave();
	signals_lend(true);
	raise(SIGTSTP); /* goes on here when the shell says so */
	signals_lend(false);
	come_back(term);
}
