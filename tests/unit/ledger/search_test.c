/* The search index against a scan over the folded text (domain.md 6.3): the same tickets, for any text and any words. */
#include "../../support/place.h"

#include <daicho/text.h>

#include <string.h>

static Place place;

/* -- the scan -- */

/* Letters and digits of the scripts that part words. */
static bool
parts_words(const char *p)
{
	gunichar c = g_utf8_get_char(p);
	return c < 0x2E80 && (c < 0x1100 || c > 0x11FF) && (g_unichar_isalnum(c) || g_unichar_ismark(c));
}

/* Both folded. Anywhere; what begins with a word, at the beginning of one. */
static bool
scan(const char *folded, const char *words)
{
	for (const char *p = folded; (p = strstr(p, words)) != NULL; p++)
		if (!parts_words(words) || p == folded || !parts_words(g_utf8_prev_char(p)))
			return true;
	return false;
}

/* -- the index -- */
static GArray *
find(const DcFilter *filter)
{
	g_autoptr(GError) error = NULL;
	GArray *nos = dc_ledger_find(place.ledger, &(DcFind){ .filter = filter, .limit = G_MAXINT }, NULL, &error);
	g_assert_no_error(error);
	return nos;
}

static char *
found(const char *words)
{
	g_autoptr(DcFilter) filter = dc_filter_text(DC_N_FIELDS, words);
	g_autoptr(GArray) nos = find(filter);
	GString *text = g_string_new(NULL);
	for (guint i = nos->len; i > 0; i--)
		g_string_append_printf(text, "%s%" G_GINT64_FORMAT, text->len > 0 ? " " : "", g_array_index(nos, gint64, i - 1));
	return g_string_free(text, FALSE);
}

#define assert_found(words, nos)                        \
	do {                                            \
		g_autofree char *is = found(words);     \
		g_assert_cmpstr(is, ==, (nos));         \
	} while (0)

/* -- random texts: short pieces of what Japanese and English tickets are made of, so that they meet -- */
static const char *const pieces[] = {
	"障", "害", "障害", "帳", "票", "帳票", "在庫", "照会", "受注", "エラー", "ｴﾗｰ", "えらー", "サーバ", "サーバー", "ｻｰﾊﾞｰ", "ビル", "ビール", "ヴァ", "っ", "ッ",
	"ー", "・", "。", "、", "「", "」", " ", "　", "\n", "-", "‐", "−", "_", "~", "ABC", "ＡＢＣ", "abc", "Abcd", "ab", "a", "error", "err", "log", "ORA",
	"00060", "0", "1", "12", "123", "①", "㈱", "(", ")", "\"", "'", "*", "+", "<", ":", "😀", "👨‍👩‍👧", "é", "e\xcc\x81", "が", "か\xe3\x82\x99", "髙", "高", "한", "Я",
	"ệ", "ﬁ", "ﾞ", "\xcc\x81", "の", "を", "出ない", "No.104", "1,200", "error.log", "~/x", "AND", "OR", "NOT", "NEAR", "title:",
};

static char *
random_text(int n_pieces)
{
	GString *text = g_string_new(NULL);
	for (int i = g_test_rand_int_range(1, n_pieces + 1); i > 0; i--)
		g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
	return g_string_free(text, FALSE);
}

/* 1 to 8 characters: made up, or cut out of a text that is there. */
static char *
random_words(const char *from)
{
	g_autofree char *made = random_text(4);
	const char *text = g_test_rand_bit() ? from : made;
	glong length = g_utf8_strlen(text, -1);
	glong at = g_test_rand_int_range(0, (int)length);
	glong end = at + g_test_rand_int_range(1, 9);
	return g_utf8_substring(text, at, MIN(length, end));
}

/* A subject must not be empty, and is one line. */
static char *
random_line(void)
{
	g_autofree char *text = random_text(8);
	char *line = dc_text_one_line(text);
	if (*line != '\0')
		return line;
	g_free(line);
	return g_strdup("x");
}

#define N_TICKETS 150
#define N_WORDS 3000
enum { TITLE, BODY, NOTE, SNIPPET, CALLER, SYSTEM, ERROR_TEXT, CAUSE, RESOLUTION, CONTACT, CONTACT_SUBJECT, ANSWER, N_TEXTS };
typedef struct {
	char *written[N_TEXTS], *folded[N_TEXTS];
} Texts;
static const struct {
	int text;
	DcField field;
} set_later[] = {
	{ BODY, DC_FIELD_BODY }, { CALLER, DC_FIELD_CALLER }, { SYSTEM, DC_FIELD_SYSTEM }, { ERROR_TEXT, DC_FIELD_ERROR_TEXT }, { CAUSE, DC_FIELD_CAUSE },
	{ RESOLUTION, DC_FIELD_RESOLUTION },
};

/* No longer than a short field takes. */
static char *
random_name(void)
{
	g_autofree char *line = random_line();
	g_autofree char *cut = g_utf8_substring(line, 0, MIN(g_utf8_strlen(line, -1), 6));
	g_autofree char *name = dc_text_one_line(cut);
	return g_strdup(*name != '\0' ? name : "x");
}

static void
log_texts(DcTicketNo no, Texts *texts)
{
	*texts = (Texts){ .written = { [TITLE] = random_line(), [BODY] = random_text(40), [NOTE] = random_text(10), [SNIPPET] = random_text(10), [CALLER] = random_name(),
		                       [SYSTEM] = random_name(), [ERROR_TEXT] = random_line(), [CAUSE] = random_text(5), [RESOLUTION] = random_text(5),
		                       [CONTACT] = random_name(), [CONTACT_SUBJECT] = random_line(), [ANSWER] = random_text(5) } };
	for (int i = 0; i < N_TEXTS; i++)
		texts->folded[i] = dc_text_fold(texts->written[i]);
	g_assert_cmpint(place_log(&place, texts->written[TITLE]), ==, no);
	for (guint i = 0; i < G_N_ELEMENTS(set_later); i++)
		place_set_text(&place, no, set_later[i].field, texts->written[set_later[i].text]);
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_NOTE, PLACE_NOW);
	g_autoptr(DcNote) note = dc_note_new();
	g_autoptr(DcContact) contact = dc_contact_new();
	note->ticket = contact->ticket = no;
	note->at = contact->at = PLACE_NOW;
	contact->direction = DC_DIRECTION_IN;
	note->text = g_strdup(texts->written[NOTE]);
	contact->snippet = g_strdup(texts->written[SNIPPET]);
	contact->name = g_strdup(texts->written[CONTACT]);
	contact->subject = g_strdup(texts->written[CONTACT_SUBJECT]);
	contact->answer = g_strdup(texts->written[ANSWER]);
	dc_change_create(change, DC_ENTITY_NOTE, note);
	dc_change_create(change, DC_ENTITY_CONTACT, contact);
	place_apply(&place, change);
}

static bool
scan_texts(const Texts *texts, const char *words)
{
	for (int i = 0; i < N_TEXTS; i++)
		if (scan(texts->folded[i], words))
			return true;
	return false;
}

static void
check_words(const Texts *texts, const char *words)
{
	g_autofree char *folded = dc_text_fold(words);
	g_autoptr(GString) wanted = g_string_new(NULL);
	for (int i = 0; i < N_TICKETS && *folded != '\0'; i++)
		if (scan_texts(&texts[i], folded))
			g_string_append_printf(wanted, "%s%d", wanted->len > 0 ? " " : "", i + 1);
	g_autofree char *is = found(words);
	if (strcmp(is, wanted->str) != 0)
		g_test_message("words: \"%s\", folded: \"%s\"", words, folded);
	g_assert_cmpstr(is, ==, wanted->str);
}

static void
test_oracle(void)
{
	Texts texts[N_TICKETS];
	place_begin(&place);
	for (int i = 0; i < N_TICKETS; i++)
		log_texts(i + 1, &texts[i]);
	for (int i = 0; i < N_WORDS; i++) {
		const Texts *one = &texts[g_test_rand_int_range(0, N_TICKETS)];
		g_autofree char *words = random_words(one->written[g_test_rand_int_range(0, N_TEXTS)]);
		check_words(texts, words);
	}
	place_assert_well(&place);
	for (int i = 0; i < N_TICKETS * N_TEXTS; i++) {
		g_free(texts[i / N_TEXTS].written[i % N_TEXTS]);
		g_free(texts[i / N_TEXTS].folded[i % N_TEXTS]);
	}
	place_end(&place);
}

/* -- by name -- */
static void
test_examples(void)
{
	place_begin(&place);
	place_log(&place, "受注画面でエラーが出ます");           /* 1 */
	place_log(&place, "サーバーに接続できない");             /* 2 */
	place_log(&place, "abcの帳票が出ない");                 /* 3 */
	place_log(&place, "ＡＢＣ会計の帳簿");                   /* 4 */
	place_log(&place, "ORA-00060 on xabc, error.log 1,200"); /* 5 */
	place_log(&place, "①ビールの㈱髙﨑");                   /* 6 */
	place_log(&place, "売上帳票と仕入帳票");                 /* 7 */
	assert_found("ｴﾗｰ", "1");
	assert_found("えらー", "1");
	assert_found("サーバ", "2");
	assert_found("ｻｰﾊﾞｰ", "2");
	assert_found("ＡＢＣ", "3 4"); /* not the middle of a word */
	assert_found("帳票", "3 7");  /* and no 帳 */
	assert_found("帳", "3 4 7");
	assert_found("票", "3 7");
	assert_found("す", "1"); /* the last of a text */
	assert_found("ora", "5");
	assert_found("000", "5");
	assert_found("0060", "");
	assert_found("ora-00060", "5");
	assert_found("error", "5");
	assert_found("log", "5");
	assert_found("1200", "5");
	assert_found("1", "5 6");
	assert_found("ビル", "6");
	assert_found("高崎", "6");
	assert_found("(株)高", "6");
	assert_found("abcの", "3");
	assert_found("abc の", "");
	place_end(&place);
}

/* -- whatever is typed -- */
static void
test_anything(void)
{
	static const char *const words[] = { "\"", "'", "*", "-", "--", "AND", "OR NOT", "NEAR(", "title:x", "{title} : x", "^a", "a*", "😀", ")", "(", "\x01", "\xff",
		                             "%", "_", ";", "\\", "", " ", "ー", "゛", "\xcc\x81" };
	place_begin(&place);
	place_log(&place, "AND 😀 and a title");
	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		g_free(found(words[i]));
	assert_found("\"", "");
	assert_found("and", "1");
	assert_found("AND", "1");
	assert_found("😀", "1");
	place_end(&place);
}

static char *
repeated(const char *text, int n)
{
	GString *all = g_string_new(NULL);
	while (n-- > 0)
		g_string_append(all, text);
	return g_string_free(all, FALSE);
}

/* A word of any length is found by any beginning of it, and by no other. */
static void
test_long_words(void)
{
	place_begin(&place);
	g_autofree char *word = repeated("0123456789abcdefé", 200), *kanji = repeated("障害票", 300);
	g_autofree char *other = g_strconcat(word, "y", NULL), *both = g_strconcat(word, kanji, "x", NULL);
	place_set_text(&place, place_log(&place, "one"), DC_FIELD_BODY, other);
	place_set_text(&place, place_log(&place, "two"), DC_FIELD_BODY, both);
	assert_found(word, "1 2");
	assert_found(other, "1");
	for (int n = 1; n < 200; n += 7) {
		g_autofree char *begin = g_utf8_substring(word, 0, n), *wrong = g_strconcat(begin, "z", NULL);
		assert_found(begin, "1 2");
		assert_found(wrong, "");
	}
	g_autofree char *kanji_part = repeated("障害票", 60);
	assert_found(kanji_part, "2");
	g_autofree char *into = g_strconcat(word, "障", NULL), *within = g_strconcat(word + 17, "障", NULL);
	assert_found(into, "2");
	assert_found(within, ""); /* does not begin a word */
	place_end(&place);
}

/* -- in step -- */
static void
test_in_step(void)
{
	place_begin(&place);
	DcTicketNo no = place_log(&place, "受注エラー");
	assert_found("受注", "1");
	place_set_text(&place, no, DC_FIELD_TITLE, "出荷エラー");
	assert_found("受注", "");
	assert_found("出荷", "1");
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL));
	assert_found("受注", "1");
	assert_found("出荷", "");
	g_assert_true(dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL)); /* the ticket itself */
	assert_found("受注", "");
	g_assert_true(dc_ledger_redo(place.ledger, PLACE_NOW, NULL, NULL));
	assert_found("エラー", "1");
	place_assert_well(&place);
	place_end(&place);
}

/* Random edits of everything that is covered, taken back and done again at random: the index says what the facts say, to the letter. */
static void
test_in_step_random(void)
{
	static const DcField fields[] = { DC_FIELD_TITLE, DC_FIELD_CALLER, DC_FIELD_DEPARTMENT, DC_FIELD_SYSTEM, DC_FIELD_CALLBACK, DC_FIELD_TAGS, DC_FIELD_BODY,
		                          DC_FIELD_ERROR_TEXT, DC_FIELD_RESOLUTION, DC_FIELD_PRIVATE_MEMO };
	int n_back = 0;
	place_begin(&place);
	for (int i = 0; i < 5; i++)
		place_log(&place, "a ticket");
	for (int round = 0; round < 120; round++) {
		DcTicketNo no = g_test_rand_int_range(1, 6);
		DcField field = fields[g_test_rand_int_range(0, G_N_ELEMENTS(fields))];
		DcTicket *ticket = dc_ledger_ticket(place.ledger, no, NULL);
		if (ticket == NULL || g_test_rand_int_range(0, 4) == 0)
			n_back += g_test_rand_bit() ? dc_ledger_undo(place.ledger, PLACE_NOW, NULL, NULL) : dc_ledger_redo(place.ledger, PLACE_NOW, NULL, NULL);
		else {
			DcValue value = place_random_value(field, 5);
			if (field == DC_FIELD_TITLE)
				place_set_text(&place, no, field, "出荷エラー");
			else
				place_set_text(&place, no, field, value.text);
			dc_value_clear(&value);
		}
		dc_ticket_free(ticket);
		if (round % 20 == 0)
			place_assert_well(&place);
	}
	g_test_message("%d taken back or done again", n_back);
	place_assert_well(&place);
	place_end(&place);
}

/* -- when it is wrong -- */
static void
test_check_and_rebuild(void)
{
	place_begin(&place);
	place_log(&place, "受注エラー");
	place_sql(&place, "UPDATE ticket SET title = '出荷エラー'"); /* as a program would that knows nothing of the index */
	g_autoptr(GPtrArray) findings = dc_ledger_check(place.ledger, NULL);
	g_assert_cmpuint(findings->len, ==, 1);
	g_assert_nonnull(strstr(g_ptr_array_index(findings, 0), "search index"));
	assert_found("出荷", "");
	g_assert_true(dc_ledger_rebuild(place.ledger, PLACE_NOW, NULL));
	assert_found("出荷", "1");
	place_assert_well(&place);
	place_end(&place);
}

/* Torn out of the file, it says so, and a rebuild mends it. */
static void
test_damaged(void)
{
	g_autoptr(GError) error = NULL;
	place_begin(&place);
	for (int i = 0; i < 50; i++)
		place_log(&place, "受注エラー");
	place_sql(&place, "UPDATE search_data SET block = x'ffffffffffffffffffffffff' WHERE id > 10");
	place_reopen(&place);
	g_autoptr(DcFilter) filter = dc_filter_text(DC_N_FIELDS, "受注");
	g_autoptr(GArray) nos = dc_ledger_find(place.ledger, &(DcFind){ .filter = filter, .limit = 10 }, NULL, &error);
	g_assert_null(nos);
	g_assert_error(error, DC_ERROR, DC_ERROR_LEDGER);
	g_assert_nonnull(strstr(error->message, "rebuild"));
	g_assert_true(dc_ledger_rebuild(place.ledger, PLACE_NOW, NULL));
	place_assert_well(&place);
	place_end(&place);
}

/* Idle time merges what writes have left, and finds the same afterwards. */
static void
test_idle(void)
{
	place_begin(&place);
	for (int i = 0; i < 40; i++)
		place_log(&place, "受注エラー");
	for (int i = 0; i < 10; i++)
		dc_ledger_idle(place.ledger);
	g_autofree char *all = found("受注");
	g_assert_true(g_str_has_prefix(all, "1 2 3 ") && g_str_has_suffix(all, " 40"));
	place_assert_well(&place);
	place_end(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/search/as-a-scan", test_oracle);
	g_test_add_func("/ledger/search/examples", test_examples);
	g_test_add_func("/ledger/search/anything", test_anything);
	g_test_add_func("/ledger/search/long-words", test_long_words);
	g_test_add_func("/ledger/search/in-step", test_in_step);
	g_test_add_func("/ledger/search/in-step-at-random", test_in_step_random);
	g_test_add_func("/ledger/search/check-and-rebuild", test_check_and_rebuild);
	g_test_add_func("/ledger/search/damaged", test_damaged);
	g_test_add_func("/ledger/search/idle", test_idle);
	return g_test_run();
}
