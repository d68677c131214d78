/* Private to base: a message catalogue as msgfmt makes it (.mo). */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct _Catalogue Catalogue; /* opaque: catalogue.c */

/* NULL if `file` cannot be read or is no catalogue. Transfer full. */
Catalogue *catalogue_load(const char *file);
void catalogue_free(Catalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalogue, catalogue_free)

/* The translation, NULL if there is none. Transfer none. */
const char *catalogue_lookup(const Catalogue *catalogue, const char *text);
