/* Folding text for comparing and searching. domain.md 6.3: NFKC, lower case, hyphens, katakana for hiragana, large kana for
 * small, no long marks, no punctuation; old forms of kanji that occur in names. */
#include <daicho/text.h>

#include "grapheme.h"

#include <string.h>

/* Old and variant forms that people mix in names and places, by pairs: the form written, the form searched. */
static const char *const kanji_pairs =
	"髙高﨑崎嵜崎碕崎邊辺邉辺濵浜濱浜齋斉齊斉斎斉澤沢廣広國国櫻桜藏蔵嶋島嶌島冨富眞真德徳瀨瀬淸清惠恵榮栄龍竜條条圓円𠮷吉關関靜静"
	"曾曽當当實実壽寿應応黑黒與与鐵鉄檜桧桒桑埜野舘館淵渕凜凛峯峰彌弥莊荘萬万豐豊槇槙驛駅學学縣県會会醫医號号劍剣盃杯籔薮"
	"檢検險険驗験轉転傳伝數数處処發発變変經経續続讀読總総戶戸步歩產産祕秘敎教";

/* Small kana, and voiced kana that sound alike, by pairs. */
static const char *const kana_pairs =
	"ァアィイゥウェエォオッツャヤュユョヨヮワヵカヶケヂジヅズㇰクㇱシㇲスㇳトㇴヌㇵハㇶヒㇷフㇸヘㇹホㇺムㇻラㇼリㇽルㇾレㇿロ"
	"ヷバヸビヹベヺボ";

#define LONG_MARK 0x30FC /* ー */
#define VU 0x30F4        /* ヴ */
#define BU 0x30D6        /* ブ */
#define MARKS_MAX 32

static GHashTable *
pairs_table(void)
{
	static GHashTable *table;
	if (table != NULL)
		return table;
	table = g_hash_table_new(NULL, NULL);
	const char *const all[] = { kanji_pairs, kana_pairs };
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		gunichar from, to;
		for (const char *p = all[i]; *p != '\0';) {
			p += grapheme_char(p, &from);
			p += grapheme_char(p, &to);
			g_hash_table_insert(table, GUINT_TO_POINTER(from), GUINT_TO_POINTER(to));
		}
	}
	return table;
}

static gunichar
pairs_lookup(gunichar c)
{
	gunichar to = GPOINTER_TO_UINT(g_hash_table_lookup(pairs_table(), GUINT_TO_POINTER(c)));
	return to != 0 ? to : c;
}

static bool
is_katakana(gunichar c)
{
	return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FD || c == 0x30FE;
}

static bool
is_kanji(gunichar c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool
is_hyphen(gunichar c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* The sign of the wave dash is written as U+301C or U+FF5E, that is `~` after NFKC: both go. */
static bool
is_dropped(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);
	return c == '~' || type == G_UNICODE_CONNECT_PUNCTUATION || type == G_UNICODE_DASH_PUNCTUATION ||
	       type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION ||
	       type == G_UNICODE_FINAL_PUNCTUATION || type == G_UNICODE_OTHER_PUNCTUATION || type == G_UNICODE_MODIFIER_SYMBOL;
}

/* What the folding remembers of the text before. */
typedef struct {
	GString *out;
	gunichar last;   /* last character put out; 0 at the beginning */
	bool separate;   /* white space stood since */
	bool punctuated; /* punctuation stood since */
	bool vu;         /* the last character read was ヴ, put out as ブ */
	bool unsettled;  /* something was put out that may compose with what stands before it now */
} Fold;

/* Marks, vowel signs and the parts of Hangul syllables compose with what stands before them. */
static bool
may_compose(gunichar c)
{
	return (c >= 0x1100 && c <= 0x11FF) || g_unichar_ismark(c);
}

static bool
is_letter_or_digit(gunichar c)
{
	return c < 0x1100 && g_unichar_isalnum(c); /* of the scripts that part words */
}

/* Words of letters stay apart where only punctuation stood between them (`error.log`); figures come together (`1,200`). */
static bool
fold_parts_words(const Fold *fold, gunichar c)
{
	return fold->punctuated && is_letter_or_digit(c) && is_letter_or_digit(fold->last) &&
	       !(g_unichar_isdigit(c) && g_unichar_isdigit(fold->last));
}

static void
fold_put(Fold *fold, gunichar c)
{
	if (fold->last != 0 && (fold->separate || fold_parts_words(fold, c)))
		g_string_append_c(fold->out, ' ');
	g_string_append_unichar(fold->out, c);
	fold->unsettled = fold->unsettled || may_compose(c);
	fold->last = c;
	fold->separate = fold->punctuated = false;
}

/* ヴ and a small kana: the vowel goes into バビベボ, a small ヤユヨ stands after ビ. */
static const struct { gunichar small, vu; bool swallowed; } vu_row[] = {
	{ 0x30A1 /* ァ */, 0x30D0 /* バ */, true }, { 0x30A3 /* ィ */, 0x30D3 /* ビ */, true },
	{ 0x30A7 /* ェ */, 0x30D9 /* ベ */, true }, { 0x30A9 /* ォ */, 0x30DC /* ボ */, true },
	{ 0x30E3 /* ャ */, 0x30D3, false }, { 0x30E5 /* ュ */, 0x30D3, false }, { 0x30E7 /* ョ */, 0x30D3, false },
};

/* Mends the ブ that was put out if `c` is one of these; true if it went into it. */
static bool
fold_vu(Fold *fold, gunichar c)
{
	for (gsize i = 0; i < G_N_ELEMENTS(vu_row); i++) {
		if (vu_row[i].small != c)
			continue;
		g_string_truncate(fold->out, fold->out->len - strlen("ブ"));
		fold_put(fold, vu_row[i].vu);
		return vu_row[i].swallowed;
	}
	return false;
}

/* A sign, white space, a letter of another script. */
static void
fold_other(Fold *fold, gunichar c)
{
	if (is_hyphen(c))
		fold_put(fold, '-');
	else if (g_unichar_isspace(c) || g_unichar_iscntrl(c))
		fold->separate = true;
	else if (is_dropped(c))
		fold->punctuated = true;
	else if (g_unichar_type(c) != G_UNICODE_FORMAT)
		fold_put(fold, pairs_lookup(g_unichar_tolower(c)));
}

/* The next character of the text, in NFKC. */
static void
fold_char(Fold *fold, gunichar c)
{
	if ((c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E)
		c += 0x60; /* hiragana to katakana */
	bool after_vu = fold->vu;
	fold->vu = c == VU;
	if (after_vu && fold_vu(fold, c))
		return;
	if (fold->vu)
		fold_put(fold, BU);
	else if (is_katakana(c) || is_kanji(c))
		fold_put(fold, pairs_lookup(c));
	else if (c != LONG_MARK || !is_katakana(fold->last) || fold->separate)
		fold_other(fold, c);
}

/* The character that NFKC makes of `c` whatever stands before and, if it is such a one too, after it; 0 if that cannot be said so easily. */
static gunichar
nfkc_alone(gunichar c)
{
	if (c == 0x3000)
		return ' ';
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFF01 + '!';
	return grapheme_is_simple(c) && c < 0xFF01 && c != 0x309B && c != 0x309C && c != 0x309F && c != 0x30FF ? c : 0;
}

/* Reads the first character of `text` and all after it up to one that nothing before it composes with, for NFKC. The spacing ゛ and ゜, of which
 * NFKC makes a space with a mark, are typed after any kana: they become marks. More marks than anyone writes are left out, for putting them in
 * order takes time that grows with their square. Steps over what it read. */
static void
run_read(GString *run, const char **text)
{
	gunichar c;
	int marks = 0;
	g_string_truncate(run, 0);
	for (gsize n; (n = grapheme_char(*text, &c)) > 0; *text += n) {
		if (run->len > 0 && nfkc_alone(c) != 0)
			break;
		if (c == 0x309B || c == 0x309C)
			c = c == 0x309B ? 0x3099 : 0x309A;
		marks = g_unichar_combining_class(c) != 0 ? marks + 1 : 0;
		if (marks <= MARKS_MAX)
			g_string_append_unichar(run, c);
	}
}

/* One walk over `text`; true if it is settled: a walk over `out` would change nothing. */
static bool
fold_walk(GString *out, const char *text)
{
	g_autoptr(GString) run = g_string_new(NULL);
	Fold fold = { .out = out };
	gunichar c, following;
	for (gsize n; (n = grapheme_char(text, &c)) > 0;) {
		if (nfkc_alone(c) != 0 && (grapheme_char(text + n, &following) == 0 || nfkc_alone(following) != 0)) {
			fold_char(&fold, nfkc_alone(c));
			text += n;
			continue;
		}
		run_read(run, &text);
		g_autofree char *composed = g_utf8_normalize(run->str, (gssize)run->len, G_NORMALIZE_ALL_COMPOSE);
		const char *p = composed;
		for (gsize m; (m = grapheme_char(p, &c)) > 0; p += m)
			fold_char(&fold, c);
	}
	return !fold.unsettled;
}

char *
dc_text_fold(const char *text)
{
	g_autoptr(GString) before = g_string_new(text);
	GString *folded = g_string_sized_new(before->len);
	/* Once, but for text in which leaving out a character has brought two together that compose. */
	while (!fold_walk(folded, before->str) && strcmp(before->str, folded->str) != 0) {
		g_string_assign(before, folded->str);
		g_string_truncate(folded, 0);
	}
	return g_string_free(folded, FALSE);
}
