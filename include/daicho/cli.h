/* Floor 4. The subcommands (design.md 6): words in, text or JSON out. What they do is the desk's. */
#pragma once

#include <daicho/error.h>
#include <daicho/ticket.h>

#include <stdbool.h>

/* What --version prints and the manual has at its foot. */
#define DC_VERSION "0.1"

typedef struct { /* a value: what main() read before the subcommand; NULL where it was not given */
	const char *ledger; /* --ledger */
	const char *at;     /* --at, or $DAICHO_AT */
	/* For `keys`: the keymap of the screens, which are above this room. GPtrArray of GStrv: screen, action, keys, label, help; what is
	 * wrong in the config file goes to `problems`. Both transfer full. NULL: there are no screens. */
	GPtrArray *(*keys)(GPtrArray **problems);
} DcCliGlobals;

/* Runs argv[0] ("log", "list", ...) with its words; no words at all print today's order. Prints to stdout, errors as one line to stderr.
 * The exit status: 0 done, 1 refused, 2 wrong usage, 3 the ledger, 4 conflict or busy. */
int dc_cli_run(const DcCliGlobals *globals, int argc, char **argv);

typedef struct { /* a value: one subcommand, for the manual; const texts */
	const char *verb, *usage; /* usage: the words after the verb; "" */
	const char *help;         /* English; show it through _() */
} DcCliVerb;
/* The i-th subcommand, in the order of --help. False past the last. */
bool dc_cli_verb(guint i, DcCliVerb *verb);
/* The i-th option of log, take and edit that sets a field: its name without the dashes (transfer none): the short one where it has two.
 * Those that only an action may set are left out. False past the last. */
bool dc_cli_field(guint i, const char **option, DcField *field);

/* Makes the sample morning in `ledger` (NULL: the demo's own file, made afresh unless `keep`), and tells which file and which time to look at.
 * `at_start`: 08:50, the mails wait for triage; else 09:20, all rated; one that is kept goes on at the time at which it was left. Transfer full. */
bool dc_cli_make_demo(const char *ledger, bool at_start, bool keep, char **path, char **at, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The options of `demo`: false with DC_ERROR_USAGE. */
bool dc_cli_demo_options(int argc, char **argv, bool *at_start, bool *keep, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What is wrong with an option, in the chosen language: of what g_option_context_parse() said. Transfer full. */
char *dc_cli_option_problem(const GError *wrong);
