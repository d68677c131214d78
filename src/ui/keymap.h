/* Private to the room: what a keymap is made of, for the reading of the config file. */
#pragma once

#include <daicho/keys.h>

#define KEYMAP_NOTHING (-1) /* the key is hidden in this layer */

typedef struct {
	char key[DC_KEY_BYTES];
	int layer;
	int action;
	int line; /* of the config file; 0: a default */
} KeymapBinding;

typedef struct {
	int id;
	char *name;
} KeymapAction;

struct _DcKeymap {
	GArray *bindings; /* KeymapBinding, in the order they were made */
	GArray *actions;  /* KeymapAction */
	GPtrArray *layers; /* names */
};

KeymapBinding *keymap_find(const DcKeymap *keymap, int layer, const char *key); /* in this layer only; transfer none */
void keymap_add(DcKeymap *keymap, int layer, const char *key, int action, int line);
