/* Maps: what a row says by them, how times and words are read, what is wrong with one. */
#include <daicho/mapping.h>

#include <string.h>

static DcCalendar *calendar;

/* One row, of one column: the value of the field by which the map calls it, as text. Transfer full. */
static char *
read_one(const char *field, const char *rest, const char *cell)
{
	g_autofree char *text = g_strdup_printf("[fields]\ntitle = t\n%s = c\n%s", field, rest);
	g_autoptr(GError) error = NULL;
	g_autoptr(DcMap) map = dc_map_parse(text, &error);
	g_assert_no_error(error);
	char title[] = "x", t[] = "t", c[] = "c";
	g_autofree char *own = g_strdup(cell);
	char *const names[] = { t, c, NULL }, *const cells[] = { title, own };
	const DcTableRow row = { .line = 2, .n = 2, .names = names, .cells = cells };
	g_auto(DcIncoming) incoming = { 0 };
	guint column = 99;
	DcField parsed = DC_N_FIELDS;
	if (!dc_map_row(map, calendar, &row, &incoming, &column, &error)) {
		g_assert_cmpuint(column, ==, 2);
		return g_strdup("refused");
	}
	if (!dc_field_parse(field, &parsed, NULL))
		return g_strdup_printf("%d %s %d", incoming.priority, incoming.key, (int)incoming.worked_min);
	bool narrow = dc_field_info(parsed)->entity == DC_ENTITY_TICKET;
	DcValue value = dc_record_get(narrow ? (gconstpointer)incoming.ticket : (gconstpointer)incoming.text, parsed);
	if (value.is_text)
		return g_strdup(value.text);
	if (dc_field_info(parsed)->type == DC_FIELD_TYPE_TIME)
		return value.number == DC_ABSENT ? NULL : dc_when_iso(calendar, value.number);
	if (dc_field_info(parsed)->type == DC_FIELD_TYPE_WORD)
		return g_strdup(dc_word_code(dc_field_info(parsed)->words, (int)value.number));
	return g_strdup_printf("%d", (int)value.number);
}

static void
test_values(void)
{
	static const struct {
		const char *field, *rest, *cell, *want;
	} rows[] = {
		{ "status", "", "In Progress", "working" }, { "status", "", "対応中", "working" }, { "status", "", "保留", "waiting" }, { "status", "", "nonsense", "refused" },
		{ "kind", "", "不具合", "incident" }, { "kind", "[values kind]\n* = task\n", "whatever", "task" }, { "kind", "[values kind]\n不具合 = change\n", "不具合", "change" },
		{ "impact", "", "2 - Medium", "2" }, { "impact", "", "大", "1" }, { "urgency", "[values urgency]\n1 - now = 1\n", "1 - NOW", "1" }, { "impact", "", "7", "refused" },
		{ "major", "", "はい", "1" }, { "affected", "", "１２", "12" }, { "affected", "", "-5", "refused" }, { "affected", "", "12x", "refused" }, { "affected", "", "NaN", "refused" },
		{ "received_at", "", "2026-03-31T09:20:00Z", "2026-03-31T18:20:00+09:00" }, { "received_at", "", "2026/3/1 9:05", "2026-03-01T09:05:00+09:00" },
		{ "received_at", "", "2026年3月31日", "2026-03-31T00:00:00+09:00" }, { "received_at", "", "R8.3.31", "2026-03-31T00:00:00+09:00" },
		{ "due_at", "", "2026-03-31", "2026-03-31T18:00:00+09:00" }, { "due_at", "", "2026-02-30", "refused" }, { "due_at", "", "tomorrow", "refused" },
		{ "due_at", "[file]\ndates = %d/%b/%y %I:%M %p\n", "31/Mar/26 1:05 PM", "2026-03-31T13:05:00+09:00" },
		{ "due_at", "[file]\ndates = %d.%m.%Y %H:%M %z\n", "31.03.2026 09:00 +0000", "2026-03-31T18:00:00+09:00" },
		{ "body", "", "a\r\nb\rc", "a\nb\nc" }, { "caller", "", " 営業2\n佐藤 ", "営業2 佐藤" }, { "caller", "[file]\napostrophes = yes\n", "'=x", "=x" }, { "caller", "", "'=x", "'=x" },
		{ "priority", "", "P2", "2 (null) " }, { "worked_hours", "", "1:30", "0 (null) 90" }, { "worked_seconds", "", "90", "0 (null) 2" }, { "worked_min", "", "much", "refused" },
	};
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = read_one(rows[i].field, rows[i].rest, rows[i].cell);
		if (strcmp(rows[i].field, "priority") == 0)
			g_assert_true(g_str_has_prefix(got, rows[i].want));
		else
			g_assert_cmpstr(got, ==, rows[i].want);
	}
}

/* A subject that is too long is cut, and the description begins with the whole of it. */
static void
test_long_title(void)
{
	g_autoptr(GString) title = g_string_new(NULL);
	for (int i = 0; i < 200; i++)
		g_string_append(title, "長");
	g_autoptr(DcMap) map = dc_map_parse("[fields]\ntitle = t\nbody = c\n", NULL);
	char t[] = "t", c[] = "c", body[] = "本文";
	char *const names[] = { t, c, NULL }, *const cells[] = { title->str, body };
	const DcTableRow row = { .n = 2, .names = names, .cells = cells };
	g_auto(DcIncoming) incoming = { 0 };
	guint column;
	g_assert_true(dc_map_row(map, calendar, &row, &incoming, &column, NULL));
	g_assert_cmpint(g_utf8_strlen(incoming.ticket->title, -1), ==, 170);
	g_autofree char *want = g_strdup_printf("%s\n\n本文", title->str);
	g_assert_cmpstr(incoming.text->body, ==, want);
}

static void
test_wrong_maps(void)
{
	static const struct {
		const char *text, *says;
	} maps[] = {
		{ "title = x\n", "line 1: " }, { "[fields]\n\nwhat = x\n", "line 3: " }, { "[field]\ntitle = x\n", "line 1: " }, { "[file]\ndelimiter = ab\n", "line 2: " },
		{ "[file]\napostrophes = maybe\n", "line 2: " }, { "[fields]\ntitle = a\ntitle = b\n", "line 3: " }, { "[values impact]\nx = 9\n", "line 2: " },
		{ "[constants]\nkind = bug report\n", "line 2: " }, { "[constants]\nkey = 5\n", "line 2: " }, { "[fields\n", "line 1: " }, { "[fields]\nparty = x\n", "line 2: " },
	};
	for (guint i = 0; i < G_N_ELEMENTS(maps); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(dc_map_parse(maps[i].text, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_true(g_str_has_prefix(error->message, maps[i].says));
	}
}

/* Every map that comes along can be read, and says what the subject is. */
static void
test_shipped(void)
{
	for (const char *const *name = dc_map_names(); *name != NULL; name++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = dc_map_shipped(*name);
		g_autoptr(DcMap) map = dc_map_parse(text, &error);
		g_assert_no_error(error);
		g_assert_true(dc_map_check(map, NULL, &error));
		g_assert_cmpstr(dc_map_source(map), ==, *name);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	calendar = dc_calendar_new(NULL, NULL);
	g_test_add_func("/mapping/map/values", test_values);
	g_test_add_func("/mapping/map/long-title", test_long_title);
	g_test_add_func("/mapping/map/wrong", test_wrong_maps);
	g_test_add_func("/mapping/map/shipped", test_shipped);
	int status = g_test_run();
	dc_calendar_free(calendar);
	return status;
}
