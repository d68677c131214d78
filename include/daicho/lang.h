/* Floor 0. Japanese and English. Labels are never stored; every room marks its words with _() or N_(), and has their Japanese in
 * src/<room>/ja.po. */
#pragma once

#include <daicho/error.h>

#include <stdbool.h>

#define _(text) dc_lang_text(text)
#define N_(text) (text)

typedef enum { DC_LANG_EN, DC_LANG_JA } DcLang;

/* Sets the locale from the environment, or ja_JP.UTF-8 / C.UTF-8 where it is not UTF-8, and finds the catalogue beside the binary
 * (build tree) or under its prefix (installed); without one everything is English. Call once, first.
 * DC_ERROR_USAGE if no UTF-8 locale can be had. */
bool dc_lang_init(GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* `name` is "ja" or "en"; NULL takes the language of the locale. May be called again at any time (the screens switch live).
 * DC_ERROR_USAGE for anything else. */
bool dc_lang_set(const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
DcLang dc_lang_get(void);

/* `text` in the language set, `text` itself where the catalogue has nothing. Works in every locale. Transfer none, for ever. */
const char *dc_lang_text(const char *text) G_GNUC_FORMAT(1);
/* The same in Japanese, whatever language is set: for what is read or written in Japanese in any case. Transfer none, for ever. */
const char *dc_lang_japanese(const char *text) G_GNUC_FORMAT(1);
