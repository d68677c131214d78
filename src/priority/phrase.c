/* Words of the reasons. domain.md 3.1 (scales), ui.md 1 (Today). */
#include "phrase.h"

#include <daicho/lang.h>

#include <string.h>

static const char *const cells[3][3] = {
	{ N_("L x H"), N_("L x M"), N_("L x L") },
	{ N_("M x H"), N_("M x M"), N_("M x L") },
	{ N_("S x H"), N_("S x M"), N_("S x L") },
};

static const char *const cells_long[3][3] = {
	{ N_("impact L × urgency H"), N_("impact L × urgency M"), N_("impact L × urgency L") },
	{ N_("impact M × urgency H"), N_("impact M × urgency M"), N_("impact M × urgency L") },
	{ N_("impact S × urgency H"), N_("impact S × urgency M"), N_("impact S × urgency L") },
};

static const char *const impacts[3] = { N_("impact L"), N_("impact M"), N_("impact S") };
static const char *const urgencies[3] = { N_("urgency H"), N_("urgency M"), N_("urgency L") };

static const char *
cell_of(const char *const table[3][3], const DcTicket *ticket)
{
	if (ticket->impact < 1 || ticket->impact > 3 || ticket->urgency < 1 || ticket->urgency > 3)
		return "";
	return _(table[ticket->impact - 1][ticket->urgency - 1]);
}

const char *
phrase_cell(const DcTicket *ticket)
{
	return cell_of(cells, ticket);
}

const char *
phrase_cell_long(const DcTicket *ticket)
{
	return cell_of(cells_long, ticket);
}

const char *
phrase_impact(int level)
{
	return _(impacts[CLAMP(level, 1, 3) - 1]);
}

const char *
phrase_urgency(int level)
{
	return _(urgencies[CLAMP(level, 1, 3) - 1]);
}

/* The text that belongs to the name of `length` bytes; NULL if it is none of them. */
static const char *
text_of(const char *const *pairs, const char *name, gsize length)
{
	for (; *pairs != NULL; pairs += 2) {
		if (strlen(pairs[0]) == length && strncmp(pairs[0], name, length) == 0)
			return pairs[1];
	}
	return NULL;
}

char *
phrase_fill_pairs(const char *sentence, const char *const *pairs)
{
	GString *filled = g_string_new(NULL);

	while (*sentence != '\0') {
		const char *end = *sentence == '{' ? strchr(sentence, '}') : NULL;
		const char *text = end == NULL ? NULL : text_of(pairs, sentence + 1, (gsize)(end - sentence) - 1);

		if (text == NULL) {
			g_string_append_c(filled, *sentence++);
			continue;
		}
		g_string_append(filled, text);
		sentence = end + 1;
	}
	return g_string_free(filled, FALSE);
}
