/* Names and labels compared as they are typed: in any case and width. Private to the room. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* NFKC, case folded, without white space around it; "" for what is no UTF-8. Transfer full. */
char *fold_new(const char *text);
/* The same for the names of fields and actions, where `-`, `_` and a space are one. Transfer full. */
char *fold_name(const char *text);
/* Whether `name` folds so to `folded`. */
bool fold_name_is(const char *name, const char *folded);
