/* Floor 0. Where the operator's files are, and what the environment says. */
#pragma once

#include <glib.h>

/* Once, before anything else here: a HOME or XDG folder that is empty or relative counts as not set, as XDG has it; a ledger in
 * whatever folder one happens to be in would not be found again. */
void dc_paths_init(void);
/* `option`, else $DAICHO_LEDGER, else $XDG_DATA_HOME/daicho/ledger.db. Transfer full. */
char *dc_paths_ledger(const char *option);
/* The demo's ledger, apart from the operator's own: $XDG_DATA_HOME/daicho/demo.db. Transfer full. */
char *dc_paths_demo(void);
/* $XDG_CONFIG_HOME/daicho/config. Transfer full. */
char *dc_paths_config(void);
/* What starts the operator's editor ($VISUAL, else $EDITOR, else vi; words and quotes as a shell reads them) with this file. NULL with an
 * error of G_SHELL_ERROR. Transfer full. */
GStrv dc_paths_editor(const char *file, GError **error);
/* An environment variable that says something: NULL if it is not set or empty. Transfer none. */
const char *dc_paths_env(const char *name);
/* `~/x` and `$HOME`-less forms made absolute; no other expansion. Transfer full. */
char *dc_paths_expand(const char *path);
