/* Have we had this years ago? The telling words of a subject asked of the search index: all of them, all but one, and each alone. */
#include "desk.h"

#include <daicho/cue.h>

#define WORDS_MAX 8
#define OLDER_MAX 60 /* tickets read and compared at a key press: a few milliseconds */
#define EACH_MAX 25  /* of them by one question */

typedef enum { CLASS_NONE, CLASS_KANJI, CLASS_KATAKANA, CLASS_LATIN } Class;

static Class
class_of(gunichar c)
{
	if ((c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC)
		return CLASS_KATAKANA;
	if ((c >= 0x3400 && c <= 0x9FFF) || c == 0x3005 || (c >= 0x20000 && c <= 0x3FFFF))
		return CLASS_KANJI;
	return c < 0x1100 && g_unichar_isalnum(c) ? CLASS_LATIN : CLASS_NONE;
}

/* 在庫照会 is 在庫 and 照会: whoever writes 在庫の照会 means the same. */
static void
add_run(GPtrArray *words, const char *run, glong length, Class class)
{
	while (class == CLASS_KANJI && length >= 4 && words->len < WORDS_MAX) {
		const char *rest = g_utf8_offset_to_pointer(run, 2);
		g_ptr_array_add(words, g_strndup(run, (gsize)(rest - run)));
		run = rest;
		length -= 2;
	}
	if (length >= 2 && words->len < WORDS_MAX)
		g_ptr_array_add(words, g_strndup(run, (gsize)(g_utf8_offset_to_pointer(run, length) - run)));
}

/* What tells of a subject: without Re: and 【...】, without hiragana and signs. Transfer full. */
static GPtrArray *
words_of(const char *subject)
{
	g_autofree char *stripped = dc_cue_subject(subject);
	g_autofree char *normal = g_utf8_normalize(stripped, -1, G_NORMALIZE_NFKC);
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	const char *run = normal;
	glong length = 0;
	Class class = CLASS_NONE;
	for (const char *p = normal; p != NULL; p = *p != '\0' ? g_utf8_next_char(p) : NULL) {
		Class next = class_of(g_utf8_get_char(p));
		if (next != class) {
			if (class != CLASS_NONE)
				add_run(words, run, length, class);
			run = p;
			length = 0;
			class = next;
		}
		length++;
	}
	return words;
}

/* One question: the words but `left_out` (none: -1), or only `alone`. */
static bool
ask(DcDesk *desk, const GPtrArray *words, int left_out, int alone, GHashTable *found, GArray *nos, GError **error)
{
	g_autoptr(DcFilter) all = dc_filter_new(DC_FILTER_AND);
	for (int i = 0; i < (int)words->len; i++)
		if (i != left_out && (alone < 0 || i == alone))
			g_ptr_array_add(all->parts, dc_filter_text(DC_FIELD_TITLE, g_ptr_array_index(words, (guint)i)));
	g_autoptr(GArray) some = dc_ledger_find(desk->ledger, &(DcFind){ .filter = all, .limit = EACH_MAX }, NULL, error);
	for (guint i = 0; some != NULL && i < some->len && nos->len < OLDER_MAX; i++) {
		gint64 no = g_array_index(some, gint64, i);
		if (g_hash_table_add(found, g_memdup2(&no, sizeof no)))
			g_array_append_val(nos, no);
	}
	return some != NULL;
}

GArray *
older_like(DcDesk *desk, const char *subject, GError **error)
{
	g_autoptr(GPtrArray) words = words_of(subject);
	g_autoptr(GHashTable) found = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GArray) nos = g_array_new(FALSE, FALSE, sizeof(gint64));
	int n = (int)words->len;
	bool ok = n == 0 || ask(desk, words, -1, -1, found, nos, error);
	for (int i = 0; ok && n > 2 && i < n && nos->len < OLDER_MAX; i++)
		ok = ask(desk, words, i, -1, found, nos, error);
	for (int i = 0; ok && n > 1 && i < n && nos->len < OLDER_MAX; i++)
		ok = ask(desk, words, -1, i, found, nos, error);
	return ok ? g_steal_pointer(&nos) : NULL;
}
