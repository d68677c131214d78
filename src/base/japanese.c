/* The three Japanese encodings, by way of CP932. See japanese.h. */
#include <daicho/japanese.h>

#include <errno.h>
#include <string.h>

#define BLOCK 4096
#define REPLACEMENT "\xEF\xBF\xBD"

/* -- iconv -- */
static bool
cp932_lead(guint8 c)
{
	return (c >= 0x81 && c <= 0x9F) || (c >= 0xE0 && c <= 0xFC);
}

static bool
cp932_trail(guint8 c)
{
	return c >= 0x40 && c <= 0xFC && c != 0x7F;
}

/* How many bytes a character takes that could not be converted: what is skipped is one character, not half of it. */
static gsize
bad_length(const char *name, const guint8 *bytes, gsize left)
{
	if (strcmp(name, "CP932") == 0)
		return left > 1 && cp932_lead(bytes[0]) && cp932_trail(bytes[1]) ? 2 : 1;
	if (g_str_has_prefix(name, "EUC-"))
		return MIN(left, bytes[0] == 0x8F ? 3 : 2);
	if (g_str_has_prefix(name, "UTF-16"))
		return MIN(left, 2);
	if (g_str_has_prefix(name, "UTF-32"))
		return MIN(left, 4);
	return 1;
}

static GIConv
converter_open(const char *name)
{
	return g_iconv_open("UTF-8", name);
}

static bool
converter_is_open(GIConv converter)
{
	return converter != NULL && converter != (GIConv)-1; /* NOLINT: the type of iconv */
}

/* One step: at most BLOCK bytes of what is left at `*in`. Returns 0, or why it stopped. */
static int
convert_step(GIConv converter, char **in, gsize *left, GString *out)
{
	char block[BLOCK];
	char *to = block;
	gsize room = sizeof block, part = MIN(*left, BLOCK), more = *left - part;
	bool flush = *left == 0; /* what the converter held back */
	int why = g_iconv(converter, flush ? NULL : in, &part, &to, &room) == (gsize)-1 ? errno : 0;
	*left = part + more;
	g_string_append_len(out, block, to - block);
	return why == E2BIG || (why == EINVAL && more > 0) ? 0 : why;
}

static guint
convert(GIConv converter, const char *name, const char *bytes, gsize length, guint limit, GString *out)
{
	g_autofree char *copy = g_memdup2(bytes, length); /* iconv wants bytes it could write to */
	char *in = copy;
	guint errors = 0;
	for (bool flushed = false; !flushed && errors <= limit;) {
		flushed = length == 0;
		int why = convert_step(converter, &in, &length, out);
		if (why == 0)
			continue;
		gsize skip = why == EILSEQ && length > 0 ? bad_length(name, (const guint8 *)in, length) : length; /* else: cut off at the end */
		in += skip;
		length -= skip;
		errors++;
		g_string_append(out, REPLACEMENT);
	}
	return errors;
}

guint
dc_japanese_from_iconv(const char *name, const char *bytes, gsize length, guint limit, GString *out)
{
	GIConv converter = converter_open(name);
	if (!converter_is_open(converter))
		return G_MAXUINT;
	guint errors = convert(converter, name, bytes, length, limit, out);
	g_iconv_close(converter);
	return errors;
}

guint
dc_japanese_from_cp932(const char *bytes, gsize length, guint limit, GString *out)
{
	return dc_japanese_from_iconv("CP932", bytes, length, limit, out);
}

/* -- runs: characters that one converter can take together -- */
typedef enum { CODES_CP932, CODES_EUC_MS, CODES_EUC_0213, N_CODES } Codes;

static const char *const code_names[N_CODES] = {
	[CODES_CP932] = "CP932",
	[CODES_EUC_MS] = "EUC-JP-MS", /* JIS X 0212, and the IBM kanji as EUC writes them */
	[CODES_EUC_0213] = "EUC-JISX0213",
};

typedef struct {
	GString *out, *run;
	Codes codes;
	GIConv converters[N_CODES]; /* opened when they are needed */
	guint errors;
} Runs;

static Runs
runs_begin(GString *out)
{
	return (Runs){ .out = out, .run = g_string_new(NULL), .codes = CODES_CP932 };
}

static void
runs_flush(Runs *runs)
{
	GIConv *converter = &runs->converters[runs->codes];
	const char *name = code_names[runs->codes];
	if (runs->run->len == 0)
		return;
	if (*converter == NULL)
		*converter = converter_open(name);
	if (converter_is_open(*converter)) {
		runs->errors += convert(*converter, name, runs->run->str, runs->run->len, G_MAXUINT - 1, runs->out);
	} else { /* a C library without it */
		g_string_append(runs->out, REPLACEMENT);
		runs->errors++;
	}
	g_string_truncate(runs->run, 0);
}

static GString *
runs_codes(Runs *runs, Codes codes)
{
	if (runs->codes != codes)
		runs_flush(runs);
	runs->codes = codes;
	return runs->run;
}

static void
runs_byte(Runs *runs, guint8 byte)
{
	g_string_append_c(runs_codes(runs, CODES_CP932), (char)byte);
}

static void
runs_bad(Runs *runs)
{
	runs_flush(runs);
	g_string_append(runs->out, REPLACEMENT);
	runs->errors++;
}

/* A pair of JIS X 0208 (both 0x21..0x7E) as Shift_JIS has it, by arithmetic. */
static void
runs_pair(Runs *runs, guint8 row, guint8 cell)
{
	guint8 lead = (guint8)((row - 0x21) / 2 + 0x81);
	guint8 trail = row % 2 != 0 ? (guint8)(cell + (cell >= 0x60 ? 0x20 : 0x1F)) : (guint8)(cell + 0x7E);
	runs_byte(runs, lead > 0x9F ? lead + 0x40 : lead);
	runs_byte(runs, trail);
}

static void
runs_end(Runs *runs)
{
	runs_flush(runs);
	g_string_free(runs->run, TRUE);
	for (int i = 0; i < N_CODES; i++) {
		if (converter_is_open(runs->converters[i]))
			g_iconv_close(runs->converters[i]);
	}
}

/* -- EUC-JP -- */
static bool
euc_byte(guint8 c)
{
	return c >= 0xA1 && c <= 0xFE;
}

/* The length of the character at the start of `b`, 0 if it is none. */
static gsize
euc_length(const guint8 *b, gsize left)
{
	if (b[0] < 0x80)
		return 1;
	if (b[0] == 0x8E)
		return left > 1 && b[1] >= 0xA1 && b[1] <= 0xDF ? 2 : 0;
	if (b[0] == 0x8F)
		return left > 2 && euc_byte(b[1]) && euc_byte(b[2]) ? 3 : 0;
	return left > 1 && euc_byte(b[0]) && euc_byte(b[1]) ? 2 : 0;
}

guint
dc_japanese_from_euc(const char *bytes, gsize length, guint limit, GString *out)
{
	Runs runs = runs_begin(out);
	for (gsize at = 0; at < length && runs.errors <= limit;) {
		const guint8 *b = (const guint8 *)bytes + at;
		gsize n = euc_length(b, length - at);
		at += MAX(n, 1);
		if (n == 0)
			runs_bad(&runs);
		else if (n == 1)
			runs_byte(&runs, b[0]);
		else if (n == 3)
			g_string_append_len(runs_codes(&runs, CODES_EUC_MS), (const char *)b, 3);
		else if (b[0] == 0x8E)
			runs_byte(&runs, b[1]);
		else
			runs_pair(&runs, b[0] & 0x7F, b[1] & 0x7F);
	}
	runs_end(&runs);
	return runs.errors;
}

/* -- ISO-2022-JP -- */
typedef enum { SET_ASCII, SET_KANA, SET_0208, SET_0212, SET_0213, SET_0213_2, SET_OF_SO } Set;

/* What can stand behind ESC. */
static const struct {
	char text[5];
	Set set;
} escapes[] = {
	{ "(B", SET_ASCII }, { "(J", SET_ASCII }, { "(H", SET_ASCII }, { "(I", SET_KANA }, { ")I", SET_OF_SO }, /* what SO shifts to anyway */
	{ "$@", SET_0208 }, { "$B", SET_0208 }, { "$(@", SET_0208 }, { "$(B", SET_0208 },
	{ "$(D", SET_0212 }, { "$(O", SET_0213 }, { "$(Q", SET_0213 }, { "$(P", SET_0213_2 },
	{ "&@", SET_0208 }, /* announces the revision of 1990; the designation follows */
};

/* The bytes of the escape sequence at the start of `b` without the ESC itself, 0 if it is none. */
static gsize
escape_length(const char *b, gsize left, Set *set)
{
	for (gsize i = 0; i < G_N_ELEMENTS(escapes); i++) {
		gsize n = strlen(escapes[i].text);
		if (left >= n && memcmp(b, escapes[i].text, n) == 0) {
			*set = escapes[i].set;
			return n;
		}
	}
	return 0;
}

bool
dc_japanese_has_escapes(const char *bytes, gsize length)
{
	const char *end = bytes + length;
	for (const char *at = bytes; (at = memchr(at, 0x1B, (gsize)(end - at))) != NULL;) {
		Set set = SET_ASCII;
		at++;
		if (escape_length(at, (gsize)(end - at), &set) > 0 && set != SET_ASCII)
			return true;
	}
	return false;
}

static bool
graphic(guint8 c)
{
	return c >= 0x21 && c <= 0x7E;
}

static void
runs_double(Runs *runs, Set set, guint8 row, guint8 cell)
{
	if (set == SET_0208) {
		runs_pair(runs, row, cell);
		return;
	}
	GString *run = runs_codes(runs, set == SET_0212 ? CODES_EUC_MS : CODES_EUC_0213);
	if (set != SET_0213)
		g_string_append_c(run, (char)0x8F);
	g_string_append_c(run, (char)(row | 0x80));
	g_string_append_c(run, (char)(cell | 0x80));
}

/* One character at the start of `b` in `set`; returns its length. */
static gsize
jis_character(Runs *runs, Set set, const guint8 *b, gsize left)
{
	bool two = set != SET_ASCII && set != SET_KANA;
	if (two && graphic(b[0]) && left > 1 && graphic(b[1])) {
		runs_double(runs, set, b[0], b[1]);
		return 2;
	}
	if (b[0] >= 0xA1 && b[0] <= 0xDF)
		runs_byte(runs, b[0]); /* kana of 8 bits, as CP50221 allows them */
	else if (b[0] >= 0x80 || (two && graphic(b[0])) || (set == SET_KANA && b[0] >= 0x60 && b[0] < 0x7F))
		runs_bad(runs);
	else
		runs_byte(runs, set == SET_KANA && graphic(b[0]) ? b[0] | 0x80 : b[0]);
	return 1;
}

guint
dc_japanese_from_jis(const char *bytes, gsize length, guint limit, GString *out)
{
	Runs runs = runs_begin(out);
	Set set = SET_ASCII, before_so = SET_ASCII;
	for (gsize at = 0; at < length && runs.errors <= limit;) {
		guint8 c = (guint8)bytes[at];
		Set designated = set;
		gsize n = c == 0x1B ? escape_length(bytes + at + 1, length - at - 1, &designated) : 0;
		if (n > 0) {
			at += n + 1;
			set = designated == SET_OF_SO ? set : designated;
		} else if (c == 0x0E || c == 0x0F) {
			before_so = c == 0x0E ? set : before_so;
			set = c == 0x0E ? SET_KANA : before_so;
			at++;
		} else {
			if (c == '\n') /* a line begins in ASCII, also if the way back was lost */
				set = before_so = SET_ASCII;
			at += jis_character(&runs, set, (const guint8 *)bytes + at, length - at);
		}
	}
	runs_end(&runs);
	return runs.errors;
}

/* -- telling them apart -- */
double
dc_japanese_euc_likeness(const char *bytes, gsize length)
{
	double weight = 0;
	for (gsize at = 0; at < length;) {
		const guint8 *b = (const guint8 *)bytes + at;
		gsize n = euc_length(b, length - at);
		if (n == 0)
			return -1;
		at += n;
		if (n == 2 && (b[0] == 0xA4 || b[0] == 0xA5)) /* full-width kana */
			weight += 3;
		else if (n == 2 && b[0] >= 0xB0 && b[0] <= 0xCF) /* the common kanji */
			weight += 2;
		else if (n == 2 && b[0] != 0x8E)
			weight += 1;
	}
	return length > 0 ? weight / (double)length : 0;
}

double
dc_japanese_cp932_likeness(const char *bytes, gsize length)
{
	double weight = 0;
	for (gsize at = 0; at < length;) {
		const guint8 *b = (const guint8 *)bytes + at;
		bool two = cp932_lead(b[0]);
		if (two ? length - at < 2 || !cp932_trail(b[1]) : b[0] == 0x80 || b[0] == 0xA0 || b[0] > 0xFC)
			return -1;
		at += two ? 2 : 1;
		if (two && ((b[0] == 0x82 && b[1] >= 0x9F) || (b[0] == 0x83 && b[1] <= 0x96)))
			weight += 3;
		else if (two && b[0] >= 0x88 && b[0] <= 0x97)
			weight += 2;
		else if (two)
			weight += 1;
		else if (b[0] > 0x80) /* half-width kana */
			weight += 0.5;
	}
	return length > 0 ? weight / (double)length : 0;
}
