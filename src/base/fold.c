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

static GHashTable *
pairs_table(void)
{
	static GHashTable *table;
	if (table != NULL)
		return table;
	table = g_hash_table_new(NULL, NULL);
	const char *const all[] = { kanji_pairs, kana_pairs };
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		for (const char *p = all[i]; *p != '\0';) {
			gunichar from = g_utf8_get_char(p);
			p = g_utf8_next_char(p);
			g_hash_table_insert(table, GUINT_TO_POINTER(from), GUINT_TO_POINTER(g_utf8_get_char(p)));
			p = g_utf8_next_char(p);
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

static void
fold_char(Fold *fold, gunichar c)
{
	if (c == LONG_MARK && is_katakana(fold->last) && !fold->separate)
		return;
	if (g_unichar_type(c) == G_UNICODE_FORMAT)
		return;
	if (is_hyphen(c))
		fold_put(fold, '-');
	else if (g_unichar_isspace(c) || g_unichar_iscntrl(c))
		fold->separate = true;
	else if (is_dropped(c))
		fold->punctuated = true;
	else
		fold_put(fold, pairs_lookup(g_unichar_tolower(c)));
}

static gunichar
to_katakana(gunichar c)
{
	return (c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E ? c + 0x60 : c;
}

/* ヴ before a small vowel or a small ヤユヨ. */
static const struct { gunichar small, vu; bool swallowed; } vu_row[] = {
	{ 0x30A1 /* ァ */, 0x30D0 /* バ */, true }, { 0x30A3 /* ィ */, 0x30D3 /* ビ */, true },
	{ 0x30A7 /* ェ */, 0x30D9 /* ベ */, true }, { 0x30A9 /* ォ */, 0x30DC /* ボ */, true },
	{ 0x30E3 /* ャ */, 0x30D3, false }, { 0x30E5 /* ュ */, 0x30D3, false }, { 0x30E7 /* ョ */, 0x30D3, false },
};

/* Puts out ヴ as the ブ row; true if the small vowel `following` went into it. */
static bool
fold_vu(Fold *fold, gunichar following)
{
	for (gsize i = 0; i < G_N_ELEMENTS(vu_row); i++) {
		if (vu_row[i].small == following) {
			fold_put(fold, vu_row[i].vu);
			return vu_row[i].swallowed;
		}
	}
	fold_put(fold, 0x30D6 /* ブ */);
	return false;
}

/* One walk over `text`, which is NFKC. Transfer full. */
static char *
fold_walk(const char *text, bool *unsettled)
{
	Fold fold = { .out = g_string_sized_new(strlen(text) + 1) };
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = to_katakana(g_utf8_get_char(p));
		const char *next = g_utf8_next_char(p);
		if (c != VU)
			fold_char(&fold, c);
		else if (fold_vu(&fold, to_katakana(g_utf8_get_char(next))))
			p = next;
	}
	*unsettled = fold.unsettled;
	return g_string_free(fold.out, FALSE);
}

/* NFKC makes a space with a mark of the spacing ゛ and ゜, which people type after any kana: let them compose. Transfer full. */
static char *
voice_marks(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new(valid);
	g_string_replace(out, "\u309B", "\u3099", 0);
	g_string_replace(out, "\u309C", "\u309A", 0);
	return g_string_free(out, FALSE);
}

char *
dc_text_fold(const char *text)
{
	char *folded = grapheme_all_plain(text) ? g_strdup(text) : voice_marks(text);
	bool unsettled = true;
	/* Once, but for text in which leaving out a character has brought two together that compose. */
	while (unsettled) {
		g_autofree char *before = folded;
		g_autofree char *composed = g_utf8_normalize(before, -1, G_NORMALIZE_ALL_COMPOSE);
		folded = fold_walk(composed, &unsettled);
		unsettled = unsettled && strcmp(before, folded) != 0;
	}
	return folded;
}
