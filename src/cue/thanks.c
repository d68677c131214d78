/* Whether a text says thank you and nothing else (礼のみ). It is only proposed, so a doubt is a no. */
#include <daicho/cue.h>

#include <string.h>

#define THANKS_MAX 300 /* characters: who writes more has something to say */

/* Politeness that asks for nothing: it goes before the words are looked at. */
static const char *const polite[] = { "よろしくお願い", "宜しくお願い", "宜しく御願い", "お世話になって", "お世話になりまし", "引き続き", "取り急ぎ", "とりいそぎ", "まずはお礼まで", "お忙しいところ" };
static const char *const thanks[] = { "ありがとうござい", "有難うござい", "有り難うござい", "ありがとう", "助かりました", "感謝", "お礼申し上げ", "御礼申し上げ", "thank you", "thanks", "many thanks" };
static const char *const more[] = { "ですが", "ますが", "ましたが", "しかし", "まだ", "再度", "もう一度", "また同じ", "別件", "追加で", "ところで", "?", "？", "でしょうか", "ますか", "ください", "下さい",
	                            "願い", "教えて", "エラー", "できません", "できない", "直りません", "変わりません", "but ", "however", "still", "again", "please", "could you", "can you", "error" };

static bool
has_any(const char *text, const char *const *words, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (strstr(text, words[i]) != NULL)
			return true;
	}
	return false;
}

bool
dc_cue_is_thanks(const char *text)
{
	if (text == NULL || g_utf8_strlen(text, THANKS_MAX * 6) > THANKS_MAX)
		return false;
	g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autofree char *lower = normal != NULL ? g_utf8_strdown(normal, -1) : g_strdup("");
	g_autoptr(GString) plain = g_string_new(lower);
	for (gsize i = 0; i < G_N_ELEMENTS(polite); i++)
		g_string_replace(plain, polite[i], "", 0);
	return has_any(plain->str, thanks, G_N_ELEMENTS(thanks)) && !has_any(plain->str, more, G_N_ELEMENTS(more));
}
