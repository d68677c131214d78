/* Floor 4. Keys have names; a keymap turns a name into an action's number. It knows numbers and words, no ticket.
 *
 * Names: one character as itself ("j", "J", "?", "あ"), "Space", "Enter", "Tab", "S-Tab", "Esc", "Backspace", "Delete", "Insert",
 * "Up" "Down" "Left" "Right" "Home" "End" "PgUp" "PgDn", "F1".."F12", "C-d" (Ctrl, lower case), "M-1" (Alt, before any of the others:
 * "M-Enter"), "S-" "C-" before arrows, Home, End, Delete ("C-Left"). */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define DC_KEY_BYTES 24 /* room for the longest name and NUL */

/* The character that a key types into a field: itself, ' ' for Space; 0 for all others. */
gunichar dc_key_char(const char *key);
/* `name` as people write it ("ctrl-d", "^D", "return", "f2", "<Space>", "alt-1") in the form above. False: no such key. */
bool dc_key_parse(const char *name, char key[DC_KEY_BYTES]);

typedef enum {
	DC_KEY_BOUND,
	DC_KEY_UNBOUND, /* does nothing here */
	DC_KEY_IME,     /* kana or kanji where a command was expected: the input method is on (domain.md 6.2) */
} DcKeyAnswer;

/* The command key that was meant: full-width letters, digits, signs and the space become ASCII. DC_KEY_BOUND: written to `command`;
 * DC_KEY_IME: kana or kanji; DC_KEY_UNBOUND: a character that is no command in any map. */
DcKeyAnswer dc_key_command(const char *key, char command[DC_KEY_BYTES]);

/* -- keymap: layers of key -> action. Layer 0 is "global"; every screen has one of its own above it -- */
#define DC_LAYER_GLOBAL 0

typedef struct _DcKeymap DcKeymap; /* opaque: src/ui/keymap.c */
DcKeymap *dc_keymap_new(void); /* transfer full */
void dc_keymap_free(DcKeymap *keymap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcKeymap, dc_keymap_free)

/* Names that the config file may use. The number of the new layer; an action is known by any number >= 0 of the caller's. */
int dc_keymap_add_layer(DcKeymap *keymap, const char *name);
void dc_keymap_add_action(DcKeymap *keymap, int action, const char *name);
const char *dc_keymap_action_name(const DcKeymap *keymap, int action); /* transfer none; NULL if unknown */
const char *dc_keymap_layer_name(const DcKeymap *keymap, int layer);   /* transfer none */
int dc_keymap_find_layer(const DcKeymap *keymap, const char *name);    /* -1 if unknown */
int dc_keymap_n_layers(const DcKeymap *keymap);

/* Binds keys, separated by spaces, on top of what is bound. An unknown key or one that is bound to another action in the same layer
 * is a programming error (g_error), since tables are written by us; a test walks them. */
void dc_keymap_bind(DcKeymap *keymap, int layer, int action, const char *keys);

/* The config file's `[keys]` section: lines `today.resolve = d F8`, `global.help = ? F1`; the keys replace all that the action had in that
 * layer; nothing after `=` leaves it without a key there. Other sections are skipped. Every line that cannot be used is left out with
 * a sentence that names it ("line 7: ..."): unknown screen, action, key; a key claimed twice; an action left without a key.
 * Returns the sentences: GPtrArray of char *, transfer full, empty if all is well. ui.md rule 6. */
GPtrArray *dc_keymap_load(DcKeymap *keymap, const char *config_text);

/* The action of a key in a layer, else in the global one. Written only if DC_KEY_BOUND. The input method's forms are understood. */
DcKeyAnswer dc_keymap_lookup(const DcKeymap *keymap, int layer, const char *key, int *action);
/* The keys of an action as they work in a layer, the first bound first. GPtrArray of char *, transfer full. */
GPtrArray *dc_keymap_keys(const DcKeymap *keymap, int layer, int action);
/* The first of them, for the hint line; "" if none. Transfer none, until the map changes. */
const char *dc_keymap_key(const DcKeymap *keymap, int layer, int action);

typedef struct { /* a value; strings belong to the keymap */
	const char *key;
	int action;
	int layer; /* where it is bound */
} DcBinding;
/* All that works in a layer (its own, then the global ones it does not cover), in the order of binding. Transfer full: GArray of DcBinding. */
GArray *dc_keymap_bindings(const DcKeymap *keymap, int layer);
