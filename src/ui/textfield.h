/* Private to the room: what a text field is made of. */
#pragma once

#include <daicho/textfield.h>

struct _DcTextField {
	GString *text;  /* NFC */
	gsize cursor;   /* a grapheme boundary */
	int max_chars;  /* 0: no limit */
	bool multiline;
	bool is_full;   /* the last insertion met the limit */
	char *killed;   /* what ^Y brings back; may be NULL */
	guint revision;
	/* as last drawn */
	int width_cols; /* 0: not yet */
	gsize first;    /* one line: the byte at the left edge; several: the first line shown */
	int goal_col;   /* the column that Up and Down keep to; -1: that of the cursor */
};

/* The cursor `step` lines up (-1) or down (1) in lines as they are shown. False if there is none. */
bool textfield_move_line(DcTextField *field, int step);
