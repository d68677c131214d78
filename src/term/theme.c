/* Themes: the roles of a surface as attributes and colours. Each colour stands beside an attribute or a word, never alone. */
#include "room.h"

#include <string.h>

enum { NO_COLOUR = -1 };

typedef struct {
	attr_t attributes;
	int colour; /* of the letters; the background is the terminal's own */
} Entry;

static const Entry default_theme[DC_N_STYLES] = {
	[DC_STYLE_NORMAL] = { A_NORMAL, NO_COLOUR },
	[DC_STYLE_TITLE] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_DIM] = { A_DIM, NO_COLOUR },
	[DC_STYLE_BOLD] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_P1] = { A_BOLD, COLOR_RED },
	[DC_STYLE_URGENT] = { A_BOLD, COLOR_YELLOW },
	[DC_STYLE_OVERDUE] = { A_REVERSE, NO_COLOUR },
	[DC_STYLE_BUSY] = { A_BOLD, COLOR_MAGENTA },
	[DC_STYLE_CUE] = { A_UNDERLINE, COLOR_CYAN },
	[DC_STYLE_MATCH] = { A_UNDERLINE | A_BOLD, COLOR_YELLOW },
	[DC_STYLE_OK] = { A_NORMAL, COLOR_GREEN },
	[DC_STYLE_ERROR] = { A_BOLD, COLOR_RED },
	[DC_STYLE_LABEL] = { A_NORMAL, COLOR_CYAN },
	[DC_STYLE_FIELD] = { A_NORMAL, NO_COLOUR },
	[DC_STYLE_HINT] = { A_DIM, NO_COLOUR },
	[DC_STYLE_KEY] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_RULE] = { A_DIM, NO_COLOUR },
};

/* Nothing faint; what matters stands out twice. */
static const Entry contrast_theme[DC_N_STYLES] = {
	[DC_STYLE_NORMAL] = { A_NORMAL, NO_COLOUR },
	[DC_STYLE_TITLE] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_DIM] = { A_NORMAL, NO_COLOUR },
	[DC_STYLE_BOLD] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_P1] = { A_BOLD | A_UNDERLINE, COLOR_RED },
	[DC_STYLE_URGENT] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_OVERDUE] = { A_REVERSE | A_BOLD, NO_COLOUR },
	[DC_STYLE_BUSY] = { A_BOLD | A_UNDERLINE, NO_COLOUR },
	[DC_STYLE_CUE] = { A_BOLD | A_UNDERLINE, NO_COLOUR },
	[DC_STYLE_MATCH] = { A_REVERSE, NO_COLOUR },
	[DC_STYLE_OK] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_ERROR] = { A_BOLD | A_REVERSE, COLOR_RED },
	[DC_STYLE_LABEL] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_FIELD] = { A_UNDERLINE, NO_COLOUR },
	[DC_STYLE_HINT] = { A_NORMAL, NO_COLOUR },
	[DC_STYLE_KEY] = { A_BOLD, NO_COLOUR },
	[DC_STYLE_RULE] = { A_NORMAL, NO_COLOUR },
};

static const Entry *const themes[] = {
	[DC_THEME_DEFAULT] = default_theme,
	[DC_THEME_MONO] = default_theme, /* without its colours */
	[DC_THEME_CONTRAST] = contrast_theme,
};

static const char *const names[] = {
	[DC_THEME_DEFAULT] = "default",
	[DC_THEME_MONO] = "mono",
	[DC_THEME_CONTRAST] = "contrast",
};

bool
dc_theme_parse(const char *name, DcTheme *theme)
{
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], name) == 0) {
			*theme = (DcTheme)i;
			return true;
		}
	return false;
}

void
theme_apply(DcTheme theme, bool in_colours, Look looks[DC_N_STYLES])
{
	/* Without colours they are not begun at all: ncurses would set its white on black. */
	bool coloured = in_colours && theme != DC_THEME_MONO && has_colors() && start_color() == OK && use_default_colors() == OK;
	for (int i = 0; i < DC_N_STYLES; i++) {
		Entry entry = themes[theme][i];
		short pair = (short)(i + 1);
		bool in_colour = coloured && entry.colour != NO_COLOUR && init_pair(pair, (short)entry.colour, -1) == OK;
		looks[i] = (Look){ .attributes = entry.attributes, .pair = in_colour ? pair : 0 };
	}
}
