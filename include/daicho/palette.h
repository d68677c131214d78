/* Floor 4. The palette: every action, found by typing some of its letters, with its key beside it (ui.md 2, `:`). Also any other
 * choice out of many by name (systems, contacts). */
#pragma once

#include <daicho/surface.h>

typedef struct { /* a value; strings are copied */
	int id;
	const char *name;  /* "resolve": what is typed in any language; may be "" */
	const char *key;   /* "d F8"; may be "" */
	const char *label; /* "解決" */
	const char *help;  /* "対応内容を書き、解決にする": shown in the place of the name, found by a piece of it as it stands; may be NULL */
} DcPaletteItem;

typedef enum { DC_PALETTE_OPEN, DC_PALETTE_CHOSEN, DC_PALETTE_CANCEL } DcPaletteAnswer;

typedef struct _DcPalette DcPalette; /* opaque: src/ui/palette.c */
DcPalette *dc_palette_new(const char *title, const DcPaletteItem *items, int n_items); /* transfer full */
void dc_palette_free(DcPalette *palette);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcPalette, dc_palette_free)

/* Typing narrows; Up Down PgUp PgDn ^N ^P move; Enter takes the selected one. */
DcPaletteAnswer dc_palette_key(DcPalette *palette, const char *key);
void dc_palette_paste(DcPalette *palette, const char *text);
int dc_palette_chosen(const DcPalette *palette);        /* id of the selected one, -1 if nothing matches */
const char *dc_palette_query(const DcPalette *palette); /* what was typed; transfer none */
int dc_palette_n_found(const DcPalette *palette);
void dc_palette_draw(DcPalette *palette, DcSurface *surface);

/* How well `text` answers `query`, both folded (dc_text_fold): 0 not at all; more if the letters stand together, at the beginnings of
 * words, at the beginning. Each word of the query must be found in order of its letters. "" answers 1. */
int dc_fuzzy_score(const char *query, const char *text);
