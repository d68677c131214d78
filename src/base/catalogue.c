/* A message catalogue as msgfmt makes it: sorted originals, and a translation for each (GNU gettext manual, 10.3). The C library's
 * gettext() reads the same files, but from 2.39 on it does not while the locale is C.UTF-8: docs/decisions/catalogue.md. */
#include "catalogue.h"

#include <string.h>

#define MAGIC 0x950412deu

typedef struct { /* in the file, in its byte order */
	guint32 magic, revision, n_texts, originals_at, translations_at;
} Header;

typedef struct { /* the same */
	guint32 length, at;
} Entry;

struct _Catalogue {
	char *bytes;
	gsize size;
	bool swapped; /* its byte order is not ours */
	guint32 n_texts, originals_at, translations_at;
};

static guint32
number(const Catalogue *catalogue, guint32 stored)
{
	return catalogue->swapped ? GUINT32_SWAP_LE_BE(stored) : stored;
}

/* The nth text of the table at `table`; NULL if it does not lie within the file, ended by a NUL. */
static const char *
text_at(const Catalogue *catalogue, guint32 table, guint32 n)
{
	Entry entry;
	memcpy(&entry, catalogue->bytes + table + n * sizeof entry, sizeof entry);
	guint64 at = number(catalogue, entry.at), end = at + number(catalogue, entry.length);
	return end < catalogue->size && catalogue->bytes[end] == '\0' ? catalogue->bytes + at : NULL;
}

static bool
table_fits(const Catalogue *catalogue, guint32 table)
{
	return table + (guint64)catalogue->n_texts * sizeof(Entry) <= catalogue->size;
}

static bool
header_read(Catalogue *catalogue)
{
	Header header;
	if (catalogue->size < sizeof header)
		return false;
	memcpy(&header, catalogue->bytes, sizeof header);
	catalogue->swapped = header.magic == GUINT32_SWAP_LE_BE(MAGIC);
	catalogue->n_texts = number(catalogue, header.n_texts);
	catalogue->originals_at = number(catalogue, header.originals_at);
	catalogue->translations_at = number(catalogue, header.translations_at);
	return number(catalogue, header.magic) == MAGIC && table_fits(catalogue, catalogue->originals_at) &&
	       table_fits(catalogue, catalogue->translations_at);
}

Catalogue *
catalogue_load(const char *file)
{
	g_autoptr(Catalogue) catalogue = g_new0(Catalogue, 1);
	if (!g_file_get_contents(file, &catalogue->bytes, &catalogue->size, NULL) || !header_read(catalogue))
		return NULL;
	return g_steal_pointer(&catalogue);
}

void
catalogue_free(Catalogue *catalogue)
{
	if (catalogue == NULL)
		return;
	g_free(catalogue->bytes);
	g_free(catalogue);
}

const char *
catalogue_lookup(const Catalogue *catalogue, const char *text)
{
	guint32 low = 0, high = catalogue->n_texts;
	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		const char *original = text_at(catalogue, catalogue->originals_at, middle);
		int order = original == NULL ? 1 : strcmp(text, original);
		if (order == 0)
			return text_at(catalogue, catalogue->translations_at, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
