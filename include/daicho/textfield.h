/* Floor 4. A text field: one line or several, edited grapheme by grapheme with readline's keys (ui.md rule 5). Its text is always valid
 * UTF-8 in NFC, without control characters except newline in a field of several lines. */
#pragma once

#include <daicho/surface.h>

typedef struct _DcTextField DcTextField; /* opaque: src/ui/textfield.c */

/* `max_chars` code points at most (0: no limit). Transfer full. */
DcTextField *dc_textfield_new(int max_chars, bool multiline);
void dc_textfield_free(DcTextField *field);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcTextField, dc_textfield_free)

const char *dc_textfield_text(const DcTextField *field);            /* transfer none, until the next change */
void dc_textfield_set(DcTextField *field, const char *text);        /* replaces; the cursor at the end; cut to the limit */
/* Inserts at the cursor: a paste, an answer taken over. Any bytes; in one line newlines and tabs become spaces, other control characters
 * are left out. What exceeds the limit is not inserted: the number of such characters is returned (0: all went in). */
gsize dc_textfield_insert(DcTextField *field, const char *text);
/* True if the key was the field's: it typed, moved or edited. Enter is taken only with several lines, Up and Down only if the cursor
 * can move. ^A ^E ^B ^F ^K ^U ^W ^Y ^D ^H Alt-b Alt-f Alt-d Alt-Backspace, arrows, Ctrl-arrows, Home, End, Delete, Backspace. */
bool dc_textfield_key(DcTextField *field, const char *key);
/* Grows by one with every change of the text: "has anything been typed since the draft was saved?" */
guint dc_textfield_revision(const DcTextField *field);
bool dc_textfield_is_full(const DcTextField *field); /* the last insertion met the limit */
gsize dc_textfield_cursor(const DcTextField *field); /* byte offset */
void dc_textfield_set_cursor(DcTextField *field, gsize offset); /* to the grapheme boundary at or before it */

/* Draws into the whole surface, which should be of the same size each time; scrolls so that the cursor is in it. With the focus the
 * terminal's cursor goes to the insertion point. */
void dc_textfield_draw(DcTextField *field, DcSurface *surface, DcStyle style, bool focused);
/* Lines that the text takes at this width, at least 1. */
int dc_textfield_height(const DcTextField *field, int width_cols);
