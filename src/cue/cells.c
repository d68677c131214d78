/* Folding with a map back to the text. The whole text is folded in one call with a rare letter between the clusters: that keeps
 * this room free of the rules of folding, which are base's, and costs the same as folding the text once. */
#include "cells.h"

#include <daicho/text.h>

#include <string.h>

#define SEPARATOR 0x9FEFu /* a kanji of old scores for the flute: folding leaves it alone, as it does what stands beside it, without asking for NFKC */

typedef struct {
	guint from, to;
	gunichar raw;
	bool long_mark;
} Cluster;

bool
cell_is_hiragana(gunichar c)
{
	return c >= 0x3041 && c <= 0x309F;
}

bool
cell_is_katakana(gunichar c)
{
	return (c >= 0x30A1 && c <= 0x30FF && c != 0x30FB) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9F);
}

bool
cell_is_hyphen(gunichar c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D;
}

bool
cell_is_latin(gunichar c)
{
	return c < 0x0250 && g_unichar_isalnum(c);
}

static bool
is_long_mark(gunichar c)
{
	return c == 0x30FC || c == 0xFF70;
}

static bool
is_voicing(gunichar c)
{
	return (c >= 0x3099 && c <= 0x309C) || c == 0xFF9E || c == 0xFF9F;
}

/* ァィゥェォャュョ, hiragana and half-width as well. */
static bool
is_small_kana(gunichar c)
{
	gunichar k = c >= 0x3041 && c <= 0x3096 ? c + 0x60 : c;
	return k == 0x30A1 || k == 0x30A3 || k == 0x30A5 || k == 0x30A7 || k == 0x30A9 || k == 0x30E3 || k == 0x30E5 || k == 0x30E7 ||
	       (k >= 0xFF67 && k <= 0xFF6E);
}

/* ヴァ folds to one バ, ヴュ to ビユ: what follows ヴ, or ウ with a mark, is folded with it. */
static bool
is_vu(gunichar c)
{
	return c == 0x30F4 || c == 0x3094 || c == 0x30A6 || c == 0x3046 || c == 0xFF73;
}

/* Does `c` belong to the cluster that `first` begins? Dashes after katakana are often meant as ー (エラ-). */
static bool
belongs(gunichar first, gunichar c)
{
	if (g_unichar_isspace(first) || g_unichar_iscntrl(first))
		return false;
	return g_unichar_ismark(c) || g_unichar_iszerowidth(c) || is_voicing(c) || is_long_mark(c) ||
	       (is_vu(first) && is_small_kana(c)) || (cell_is_hyphen(c) && cell_is_katakana(first));
}

static GArray *
clusters_new(const char *text)
{
	GArray *clusters = g_array_new(FALSE, FALSE, sizeof(Cluster));
	const char *end;
	g_utf8_validate(text, -1, &end);
	Cluster *last = NULL;
	for (const char *p = text; p < end;) {
		gunichar c = g_utf8_get_char(p);
		guint from = (guint)(p - text);
		p = g_utf8_next_char(p);
		if (last != NULL && belongs(last->raw, c)) {
			last->to = (guint)(p - text);
			last->long_mark |= is_long_mark(c) || cell_is_hyphen(c);
			continue;
		}
		Cluster cluster = { .from = from, .to = (guint)(p - text), .raw = c };
		g_array_append_val(clusters, cluster);
		last = &g_array_index(clusters, Cluster, clusters->len - 1);
	}
	return clusters;
}

/* The clusters, each followed by the separator. A separator in the text itself becomes a space. */
static char *
clusters_join(const char *text, const GArray *clusters)
{
	GString *joined = g_string_sized_new(strlen(text) * 2 + 1);
	for (guint i = 0; i < clusters->len; i++) {
		const Cluster *cluster = &g_array_index(clusters, Cluster, i);
		if (cluster->raw == SEPARATOR)
			g_string_append_c(joined, ' ');
		else
			g_string_append_len(joined, text + cluster->from, cluster->to - cluster->from);
		g_string_append_unichar(joined, SEPARATOR);
	}
	return g_string_free(joined, FALSE);
}

static void
cells_add(GArray *cells, const Cluster *cluster, gunichar c)
{
	CueCell cell = { .c = c, .raw = cluster->raw, .from = cluster->from, .to = cluster->to, .long_mark = cluster->long_mark };
	g_array_append_val(cells, cell);
}

/* What folding drops parts words, so that 出ない。ように is no 出ないように; but ・ joins. */
static void
cells_add_break(GArray *cells, const Cluster *cluster)
{
	if (cluster->raw != 0x30FB && cluster->raw != 0xFF65)
		cells_add(cells, cluster, ' ');
}

static const char *
fold_cluster(GArray *cells, const Cluster *cluster, const char *p)
{
	bool kept = false;
	for (gunichar c; *p != '\0' && (c = g_utf8_get_char(p)) != SEPARATOR; p = g_utf8_next_char(p))
		if (g_unichar_isalnum(c)) {
			cells_add(cells, cluster, c);
			kept = true;
		}
	if (!kept)
		cells_add_break(cells, cluster);
	return p;
}

static const char *
plain_cluster(GArray *cells, const Cluster *cluster, const char *p)
{
	for (gunichar c; *p != '\0' && (c = g_utf8_get_char(p)) != SEPARATOR; p = g_utf8_next_char(p))
		cells_add(cells, cluster, c == '\n' || !g_unichar_isspace(c) ? c : ' ');
	return p;
}

static GArray *
cells_new(const char *text, char *(*fold)(const char *), const char *(*add)(GArray *, const Cluster *, const char *))
{
	text = text != NULL ? text : "";
	g_autoptr(GArray) clusters = clusters_new(text);
	g_autofree char *joined = clusters_join(text, clusters);
	g_autofree char *folded = fold(joined);
	GArray *cells = g_array_sized_new(FALSE, FALSE, sizeof(CueCell), clusters->len);
	const char *p = folded;
	for (guint i = 0; i < clusters->len; i++) {
		p = add(cells, &g_array_index(clusters, Cluster, i), p);
		if (*p != '\0')
			p = g_utf8_next_char(p); /* the separator */
	}
	return cells;
}

/* Characters NFKC leaves alone: ASCII, kana, and most kanji. */
static bool
is_settled(gunichar c)
{
	return c < 0x80 || (c >= 0x3001 && c <= 0x3020) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) ||
	       (c >= 0x4E00 && c <= 0x9FFF) || c == SEPARATOR;
}

/* Of joined clusters. Normalising is slow, and the clusters keep out of each other's way: only those are that need it. */
static char *
nfkc(const char *joined)
{
	GString *out = g_string_sized_new(strlen(joined) + 1);
	for (const char *p = joined, *end; *p != '\0'; p = end) {
		bool settled = true;
		gunichar c = 0;
		for (end = p; *end != '\0' && c != SEPARATOR; end = g_utf8_next_char(end)) {
			c = g_utf8_get_char(end);
			settled = settled && is_settled(c);
		}
		g_autofree char *normal = settled ? NULL : g_utf8_normalize(p, end - p, G_NORMALIZE_NFKC);
		g_string_append_len(out, settled ? p : normal, settled ? end - p : (gssize)strlen(normal));
	}
	return g_string_free(out, FALSE);
}

/* 登録出来ない is 登録できない; 出来高 is another word. */
static void
spell_dekiru(GArray *cells)
{
	for (guint i = 0; i + 2 < cells->len; i++) {
		CueCell *de = &g_array_index(cells, CueCell, i), *ki = &g_array_index(cells, CueCell, i + 1);
		if (de->c != 0x51FA || ki->c != 0x6765 || !cell_is_hiragana(cells_at(cells, i + 2)->raw))
			continue;
		de->c = 0x30C7;
		de->raw = 0x3067;
		ki->c = 0x30AD;
		ki->raw = 0x304D;
	}
}

GArray *
cells_fold(const char *text)
{
	GArray *cells = cells_new(text, dc_text_fold, fold_cluster);
	spell_dekiru(cells);
	return cells;
}

GArray *
cells_plain(const char *text)
{
	return cells_new(text, nfkc, plain_cluster);
}
