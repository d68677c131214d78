/* Names and labels compared as they are typed. */
#include "fold.h"

char *
fold_new(const char *text)
{
	g_autofree char *wide = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
	char *folded = g_utf8_casefold(wide == NULL ? "" : wide, -1);

	return g_strstrip(folded);
}

char *
fold_name(const char *text)
{
	return g_strdelimit(fold_new(text), "- ", '_');
}

bool
fold_name_is(const char *name, const char *folded)
{
	g_autofree char *other = fold_name(name);

	return g_str_equal(other, folded);
}
