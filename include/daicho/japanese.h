/* Floor 0. The three Japanese encodings. glibc's own converters lose what offices write every day: its ISO-2022-JP refuses
 * the characters of row 13 and passes half-width kana through as raw bytes, its EUC-JP-MS sends some kanji to private use. All three are
 * therefore brought to CP932 first (domain.md 6.4). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Each appends UTF-8 to `out`, U+FFFD for what cannot be decoded, and returns how many of these there were. With more than `limit` of them
 * it gives up: then the result is only known to be more than `limit`, and what was appended is of no use. */
guint dc_japanese_from_cp932(const char *bytes, gsize length, guint limit, GString *out);
guint dc_japanese_from_euc(const char *bytes, gsize length, guint limit, GString *out);
/* ISO-2022-JP in all its dialects: JIS X 0201, 0208, 0212, 0213, kana by escape, by SO/SI, and as 8-bit bytes. */
guint dc_japanese_from_jis(const char *bytes, gsize length, guint limit, GString *out);
/* Any other charset, by iconv. G_MAXUINT if iconv does not know it. */
guint dc_japanese_from_iconv(const char *name, const char *bytes, gsize length, guint limit, GString *out);

/* Whether there is an escape sequence of ISO-2022-JP that leads away from ASCII. */
bool dc_japanese_has_escapes(const char *bytes, gsize length);
/* How much the bytes look like it: the mean weight of a byte, higher is likelier; negative if they are not valid. */
double dc_japanese_cp932_likeness(const char *bytes, gsize length);
double dc_japanese_euc_likeness(const char *bytes, gsize length);
