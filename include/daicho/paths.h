/* Floor 0. Where the operator's files are. */
#pragma once

#include <glib.h>

/* `option`, else $DAICHO_LEDGER, else $XDG_DATA_HOME/daicho/ledger.db. Transfer full. */
char *dc_paths_ledger(const char *option);
/* The demo's ledger, apart from the operator's own: $XDG_DATA_HOME/daicho/demo.db. Transfer full. */
char *dc_paths_demo(void);
/* $XDG_CONFIG_HOME/daicho/config. Transfer full. */
char *dc_paths_config(void);
/* `~/x` and `$HOME`-less forms made absolute; no other expansion. Transfer full. */
char *dc_paths_expand(const char *path);
