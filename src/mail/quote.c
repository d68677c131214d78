/* What in a text the sender wrote, what is quoted, and what is a signature: for folding it in a view, and for reading it without what others said. */
#include <daicho/mail.h>

#include <daicho/lang.h>

#include <string.h>

#define SIGNATURE_LINES_MAX 15
#define RULE_LEAST 8 /* signs of a line that parts */

typedef struct {
	char **lines;
	guint n;
	GArray *kinds; /* of DcMailLine */
} Reading;

static void
set(Reading *reading, guint i, DcMailLine kind)
{
	g_array_index(reading->kinds, DcMailLine, i) = kind;
}

static DcMailLine
kind_of(const Reading *reading, guint i)
{
	return g_array_index(reading->kinds, DcMailLine, i);
}

static const char *
skip_spaces(const char *line)
{
	while (*line == ' ' || *line == '\t' || g_str_has_prefix(line, "\u3000"))
		line += *line == ' ' || *line == '\t' ? 1 : strlen("\u3000");
	return line;
}

static bool
is_blank(const char *line)
{
	return *skip_spaces(line) == '\0';
}

static bool
is_quoted(const char *line)
{
	line = skip_spaces(line);
	return *line == '>' || g_str_has_prefix(line, "＞");
}

/* `----- Original Message -----`: what follows is another mail. */
static bool
begins_original(const char *line)
{
	static const char *const words[] = { "Original Message", "Forwarded message", "Forwarded Message", "元のメッセージ", "転送メッセージ", "転送されたメッセージ", "オリジナルメッセージ" };
	line = skip_spaces(line);
	if (strncmp(line, "---", 3) != 0 && !g_str_has_prefix(line, "――"))
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strstr(line, words[i]) != NULL)
			return true;
	}
	return false;
}

static bool
has_field(const Reading *reading, guint from, const char *const *names)
{
	for (guint i = from; i < reading->n && i < from + 6; i++) {
		const char *line = skip_spaces(reading->lines[i]);
		for (gsize k = 0; names[k] != NULL; k++) {
			if (g_str_has_prefix(line, names[k]))
				return true;
		}
	}
	return false;
}

/* The header that Outlook puts before what it quotes without any sign. */
static bool
begins_header(const Reading *reading, guint i)
{
	static const char *const from[] = { "From:", "差出人:", "差出人：", NULL }, *const date[] = { "Sent:", "Date:", "送信日時:", "送信日時：", "日付:", "日時:", NULL };
	static const char *const subject[] = { "Subject:", "件名:", "件名：", NULL };
	const char *line = skip_spaces(reading->lines[i]);
	bool is_from = false;
	for (gsize k = 0; from[k] != NULL; k++)
		is_from = is_from || g_str_has_prefix(line, from[k]);
	return is_from && has_field(reading, i + 1, date) && has_field(reading, i + 1, subject);
}

/* `2026年3月30日(月) 10:00 田中 <tanaka@example.co.jp>:`, `On Mon, 30 Mar 2026, Tanaka wrote:` before a quoted line. */
static bool
attributes(const char *line)
{
	line = skip_spaces(line);
	gsize length = strlen(line);
	while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	bool colon = (length > 0 && line[length - 1] == ':') || (length >= 3 && memcmp(line + length - 3, "：", 3) == 0);
	return (colon && (strpbrk(line, "0123456789@<") != NULL || strstr(line, "wrote") != NULL)) || g_str_has_suffix(line, "wrote:") || strstr(line, "さんは書きました") != NULL;
}

static void
mark_quotes(Reading *reading)
{
	for (guint i = 0; i < reading->n; i++) {
		const char *line = reading->lines[i];
		if (begins_original(line) || begins_header(reading, i)) {
			while (i < reading->n)
				set(reading, i++, DC_MAIL_LINE_QUOTED);
			return;
		}
		if (!is_quoted(line))
			continue;
		set(reading, i, DC_MAIL_LINE_QUOTED);
		if (i > 0 && kind_of(reading, i - 1) == DC_MAIL_LINE_OWN && attributes(reading->lines[i - 1]))
			set(reading, i - 1, DC_MAIL_LINE_QUOTED);
	}
}

/* `----------`, `━━━━━━`, `*-*-*-*-*`: nothing but signs. */
static bool
is_rule(const char *line)
{
	glong n = 0;
	line = skip_spaces(line);
	for (; *line != '\0'; line = g_utf8_next_char(line), n++) {
		gunichar c = g_utf8_get_char(line);
		if (g_unichar_isalnum(c) || g_unichar_type(c) == G_UNICODE_OTHER_LETTER)
			return false;
	}
	return n >= RULE_LEAST;
}

static bool
is_contact_data(const char *line)
{
	static const char *const words[] = { "TEL", "Tel", "tel:", "ＴＥＬ", "電話", "内線", "FAX", "Mail", "mail:", "E-mail", "@", "〒", "株式会社", "(株)", "㈱", "http://", "https://" };
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strstr(line, words[i]) != NULL)
			return true;
	}
	return false;
}

/* Whether from line `i` on there is nothing but a few lines with an address among them. */
static bool
begins_signature(const Reading *reading, guint i)
{
	bool marked = strcmp(reading->lines[i], "-- ") == 0 || strcmp(reading->lines[i], "--") == 0;
	guint n = 0;
	bool data = false;
	if (!marked && !is_rule(reading->lines[i]))
		return false;
	for (guint k = i + 1; k < reading->n && kind_of(reading, k) == DC_MAIL_LINE_OWN; k++) {
		n += !is_blank(reading->lines[k]);
		data = data || is_contact_data(reading->lines[k]);
	}
	return n > 0 && n <= SIGNATURE_LINES_MAX && (marked || data);
}

static void
mark_signature(Reading *reading)
{
	for (guint i = 0; i < reading->n; i++) {
		if (kind_of(reading, i) != DC_MAIL_LINE_OWN || !begins_signature(reading, i))
			continue;
		for (; i < reading->n && kind_of(reading, i) == DC_MAIL_LINE_OWN; i++)
			set(reading, i, DC_MAIL_LINE_SIGNATURE);
	}
}

GArray *
dc_mail_lines(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	Reading reading = { .lines = lines, .n = g_strv_length(lines), .kinds = g_array_new(FALSE, TRUE, sizeof(DcMailLine)) };
	if (reading.n > 0 && *lines[reading.n - 1] == '\0') /* behind the last newline */
		reading.n--;
	g_array_set_size(reading.kinds, reading.n);
	mark_quotes(&reading);
	mark_signature(&reading);
	return reading.kinds;
}

char *
dc_mail_own_text(const char *text)
{
	g_autoptr(GArray) kinds = dc_mail_lines(text);
	GString *own = g_string_new(NULL);
	for (guint i = 0; i < kinds->len; i++) {
		gsize length = strcspn(text, "\n");
		if (g_array_index(kinds, DcMailLine, i) == DC_MAIL_LINE_OWN) {
			g_string_append_len(own, text, (gssize)length);
			g_string_append_c(own, '\n');
		}
		text += length + (text[length] == '\n' ? 1 : 0);
	}
	return g_string_free(own, FALSE);
}

char *
dc_mail_folded(const char *text)
{
	g_autoptr(GArray) kinds = dc_mail_lines(text);
	GString *out = g_string_new(NULL);
	guint run = 0;
	for (guint i = 0; i < kinds->len; i++) {
		gsize length = strcspn(text, "\n");
		DcMailLine kind = g_array_index(kinds, DcMailLine, i);
		bool ends = i + 1 == kinds->len || g_array_index(kinds, DcMailLine, i + 1) != kind;
		run++;
		if (kind == DC_MAIL_LINE_OWN || (run == 1 && ends)) {
			g_string_append_len(out, text, (gssize)length);
			g_string_append_c(out, '\n');
		} else if (ends) {
			g_string_append_printf(out, kind == DC_MAIL_LINE_QUOTED ? _("[quoted: %u lines]\n") : _("[signature: %u lines]\n"), run);
		}
		run = ends ? 0 : run;
		text += length + (text[length] == '\n' ? 1 : 0);
	}
	return g_string_free(out, FALSE);
}
