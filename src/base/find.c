/* Where in a text the words are that were found in its folding. Folding forgets where a character came from, so it is asked again for
 * shorter and shorter beginnings. */
#include <daicho/text.h>

#include <string.h>

static bool
holds(const char *text, gsize from, gsize to, const char *folded)
{
	g_autofree char *part = g_strndup(text + from, to - from);
	g_autofree char *own = dc_text_fold(part);
	return strstr(own, folded) != NULL;
}

/* Bytes of the character before `at`. */
static gsize
before(const char *text, gsize at)
{
	return (gsize)(text + at - g_utf8_find_prev_char(text, text + at));
}

/* The end of the shortest beginning that holds it, by halving. */
static gsize
find_end(const char *text, const char *folded)
{
	gsize low = 0, high = strlen(text);
	while (low + 1 < high) {
		gsize middle = low + (high - low) / 2;
		while (middle > low && (text[middle] & 0xC0) == 0x80)
			middle--;
		if (middle == low)
			break;
		if (holds(text, 0, middle, folded))
			high = middle;
		else
			low = middle;
	}
	/* Halving may have stopped within the last character. */
	gsize last = before(text, high);
	while (high > last && last > 0 && holds(text, 0, high - last, folded)) {
		high -= last;
		last = before(text, high);
	}
	return high;
}

bool
dc_text_find(const char *text, const char *words, gsize *from, gsize *to)
{
	const char *exact = *words != '\0' ? strstr(text, words) : NULL;
	if (exact != NULL) {
		*from = (gsize)(exact - text);
		*to = *from + strlen(words);
		return true;
	}
	g_autofree char *folded = dc_text_fold(words);
	if (*folded == '\0' || !g_utf8_validate(text, -1, NULL) || !holds(text, 0, strlen(text), folded))
		return false;
	gsize end = find_end(text, folded), begin = end;
	do
		begin -= before(text, begin);
	while (begin > 0 && !holds(text, begin, end, folded));
	*from = begin;
	*to = end;
	return true;
}
