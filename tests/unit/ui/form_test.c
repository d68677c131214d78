/* Forms, prompts and the hint line. ui.md 2. */
#include <daicho/prompt.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const DcChoice impact[] = { { '1', "high", "High" }, { '2', "middle", "Middle" }, { '3', "low", "Low" }, { 0 } };

static bool
is_number(const char *value, gpointer data, GError **error)
{
	g_assert_cmpstr(data, ==, "data");
	if (strspn(value, "0123456789") == strlen(value))
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_USAGE, "minutes are a number, such as 40");
	return false;
}

static const DcFormField fields[] = {
	{ .name = "no", .label = "No.", .kind = DC_FORM_SHOWN },
	{ .name = "caller", .label = "Caller", .max_chars = 10 },
	{ .name = "title", .label = "Subject", .required = true },
	{ .name = "impact", .label = "Impact", .kind = DC_FORM_CHOICE, .choices = impact },
	{ .name = "body", .label = "Text", .kind = DC_FORM_LINES, .rows = 2 },
	{ .name = "est", .label = "Estimate", .check = is_number },
};

static DcForm *
sample_form(void)
{
	static char data[] = "data";
	return dc_form_new(fields, G_N_ELEMENTS(fields), data);
}

static DcFormAnswer
press(DcForm *form, const char *keys)
{
	DcFormAnswer answer = DC_FORM_IGNORED;
	g_auto(GStrv) words = g_strsplit(keys, " ", -1);
	for (char **word = words; *word != NULL; word++)
		answer = dc_form_key(form, *word);
	return answer;
}

static void
assert_drawn(DcForm *form, int rows, int cols, const char *expected)
{
	g_autoptr(DcSurface) surface = dc_surface_new(rows, cols);
	dc_form_draw(form, surface);
	g_autofree char *picture = dc_surface_to_text(surface);
	g_assert_cmpstr(picture, ==, expected);
}

static void
test_filling_in(void)
{
	g_autoptr(DcForm) form = sample_form();
	dc_form_set(form, "no", "110");
	g_assert_cmpstr(dc_form_focus(form), ==, "caller");
	g_assert_cmpint(press(form, "a b Tab c Tab ２ Tab x Enter y Tab 4 0"), ==, DC_FORM_TAKEN);
	g_assert_cmpstr(dc_form_value(form, "caller"), ==, "ab");
	g_assert_cmpstr(dc_form_value(form, "title"), ==, "c");
	g_assert_cmpstr(dc_form_value(form, "impact"), ==, "middle");
	g_assert_cmpstr(dc_form_value(form, "body"), ==, "x\ny");
	assert_drawn(form, 9, 40,
	             " No.       110\n"
	             " Caller   [ab                          ]\n"
	             " Subject  [c                           ]\n"
	             " Impact    1 High  [2 Middle]  3 Low\n"
	             " Text     [x                           ]\n"
	             "          [y                           ]\n"
	             ">Estimate [40                          ]\n\n\n");
	g_assert_cmpint(press(form, "Tab"), ==, DC_FORM_TAKEN);
	g_assert_cmpstr(dc_form_focus(form), ==, "caller"); /* round, past what can only be read */
	press(form, "S-Tab");
	g_assert_cmpstr(dc_form_focus(form), ==, "est");
	g_assert_cmpint(press(form, "Enter"), ==, DC_FORM_SUBMIT);
	g_assert_cmpint(press(form, "F2"), ==, DC_FORM_IGNORED);
	g_assert_cmpint(press(form, "Esc"), ==, DC_FORM_CANCEL);
	g_assert_cmpstr(dc_form_value(form, "est"), ==, "40");
}

static void
test_checking(void)
{
	g_autoptr(DcForm) form = sample_form();
	dc_form_set(form, "est", "soon");
	g_assert_cmpint(press(form, "Enter"), ==, DC_FORM_TAKEN);
	g_assert_cmpstr(dc_form_focus(form), ==, "title");
	assert_drawn(form, 3, 40, " Caller   [                            ]\n>Subject  [                            ]\n Subject is missing\n");
	press(form, "x");
	g_assert_cmpint(press(form, "C-s"), ==, DC_FORM_TAKEN);
	g_assert_cmpstr(dc_form_focus(form), ==, "est");
	g_assert_cmpstr(dc_form_value(form, "est"), ==, "soon"); /* an error never throws typed text away */
	assert_drawn(form, 2, 40, ">Estimate [soon                        ]\n minutes are a number, such as 40\n");
	press(form, "C-u");
	assert_drawn(form, 2, 40, ">Estimate [                            ]\n\n");
	g_assert_cmpint(press(form, "Enter"), ==, DC_FORM_SUBMIT);
}

static void
test_choice_keys(void)
{
	g_autoptr(DcForm) form = sample_form();
	dc_form_set_focus(form, "impact");
	press(form, "x あ 9");
	g_assert_cmpstr(dc_form_value(form, "impact"), ==, "");
	press(form, "Right Right Right Right");
	g_assert_cmpstr(dc_form_value(form, "impact"), ==, "low");
	press(form, "Left");
	g_assert_cmpstr(dc_form_value(form, "impact"), ==, "middle");
	dc_form_paste(form, "1");
	g_assert_cmpstr(dc_form_value(form, "impact"), ==, "middle");
	press(form, "Backspace");
	g_assert_cmpstr(dc_form_value(form, "impact"), ==, "");
}

static void
test_paste_and_draft(void)
{
	g_autoptr(DcForm) form = sample_form();
	guint revision = dc_form_revision(form);
	dc_form_paste(form, "倉庫\n鈴木 0123456789");
	g_assert_cmpstr(dc_form_value(form, "caller"), ==, "倉庫 鈴木 0123");
	g_assert_cmpuint(dc_form_revision(form), >, revision);
	assert_drawn(form, 3, 40, " No.\n>Caller   [倉庫 鈴木 0123              ]\n Characters that did not fit: 6\n");
	dc_form_set_cursor(form, 3);
	g_assert_cmpuint(dc_form_cursor(form), ==, 3);
	dc_form_set_message(form, "title", "too short");
	assert_drawn(form, 2, 30, ">Subject  [                  ]\n too short\n");
}

static char *
double_of(const DcFormField *field, const char *value, gpointer data)
{
	(void)data;
	g_assert_cmpstr(field->name, ==, "est");
	return *value == '\0' ? g_strdup("minutes") : g_strdup_printf("= %d hours", atoi(value) / 60);
}

/* Groups: headings are passed over, PgDn and PgUp go from one to the next; what a value means stands below. */
static void
test_groups(void)
{
	static const DcFormField grouped[] = {
		{ .name = "h1", .label = "Who", .kind = DC_FORM_HEADING }, { .name = "caller", .label = "Caller" }, { .name = "dept", .label = "Dept" },
		{ .name = "h2", .label = "How long", .kind = DC_FORM_HEADING }, { .name = "est", .label = "Est", .means = double_of },
	};
	g_autoptr(DcForm) form = dc_form_new(grouped, G_N_ELEMENTS(grouped), NULL);
	g_assert_cmpstr(dc_form_focus(form), ==, "caller");
	press(form, "Tab Tab");
	g_assert_cmpstr(dc_form_focus(form), ==, "est");
	assert_drawn(form, 3, 24, "-- How long ------------\n>Est    [              ]\n minutes\n");
	press(form, "1 2 0");
	assert_drawn(form, 6, 24,
	             "-- Who -----------------\n"
	             " Caller [              ]\n"
	             " Dept   [              ]\n"
	             "-- How long ------------\n"
	             ">Est    [120           ]\n"
	             " = 2 hours\n");
	press(form, "PgDn");
	g_assert_cmpstr(dc_form_focus(form), ==, "caller");
	press(form, "Tab PgDn");
	g_assert_cmpstr(dc_form_focus(form), ==, "est");
	press(form, "PgUp");
	g_assert_cmpstr(dc_form_focus(form), ==, "caller");
	press(form, "Tab PgUp");
	g_assert_cmpstr(dc_form_focus(form), ==, "caller");
	press(form, "PgUp");
	g_assert_cmpstr(dc_form_focus(form), ==, "est");
	/* Scrolled back up, the heading comes along. */
	press(form, "Down");
	assert_drawn(form, 3, 24, "-- Who -----------------\n>Caller [              ]\n\n");
}

/* At any size something is drawn and nothing breaks. */
static void
test_small(void)
{
	g_autoptr(DcForm) form = sample_form();
	dc_form_set(form, "body", "受注登録でエラー\n受注登録でエラー");
	for (int rows = 1; rows < 10; rows++)
		for (int cols = 1; cols < 50; cols++) {
			g_autoptr(DcSurface) surface = dc_surface_new(rows, cols);
			dc_form_draw(form, surface);
			press(form, "Tab");
		}
}

static void
test_prompt_text(void)
{
	g_autoptr(DcPrompt) prompt = dc_prompt_new_text("誰を待つ:", "ベンダ", 20);
	g_autoptr(DcSurface) surface = dc_surface_new(1, 40);
	int col = 0;
	dc_prompt_draw(prompt, surface, 0);
	g_autofree char *before = dc_surface_to_text(surface);
	g_assert_cmpstr(before, ==, " 誰を待つ: ベンダ\n");
	g_assert_true(dc_surface_get_cursor(surface, NULL, &col));
	g_assert_cmpint(col, ==, 17);
	dc_prompt_set_message(prompt, "no such date");
	dc_prompt_draw(prompt, surface, 0);
	g_autofree char *with_message = dc_surface_to_text(surface);
	g_assert_cmpstr(with_message, ==, " 誰を待つ: ベンダ          no such date\n");
	g_assert_cmpint(dc_prompt_key(prompt, "!"), ==, DC_PROMPT_OPEN);
	dc_prompt_paste(prompt, "a\nb");
	g_assert_cmpstr(dc_prompt_value(prompt), ==, "ベンダ!a b");
	g_assert_cmpint(dc_prompt_key(prompt, "F5"), ==, DC_PROMPT_OPEN);
	g_assert_cmpint(dc_prompt_key(prompt, "Enter"), ==, DC_PROMPT_DONE);
	g_assert_cmpint(dc_prompt_key(prompt, "Esc"), ==, DC_PROMPT_CANCEL);
}

/* Grows upwards with its text, and Enter is its answer all the same. */
static void
test_prompt_lines(void)
{
	g_autoptr(DcPrompt) prompt = dc_prompt_new_lines("回答", "一", 20);
	g_autoptr(DcSurface) surface = dc_surface_new(3, 30);
	int row = 0, col = 0;
	g_assert_cmpint(dc_prompt_height(prompt, 30), ==, 1);
	g_assert_cmpint(dc_prompt_key(prompt, "C-o"), ==, DC_PROMPT_OPEN);
	dc_prompt_paste(prompt, "二");
	g_assert_cmpint(dc_prompt_height(prompt, 30), ==, 2);
	dc_prompt_draw(prompt, surface, 2);
	g_autofree char *picture = dc_surface_to_text(surface);
	g_assert_cmpstr(picture, ==, "\n 回答 一\n      二\n");
	g_assert_true(dc_surface_get_cursor(surface, &row, &col));
	g_assert_cmpint(row, ==, 2);
	g_assert_cmpint(col, ==, 8);
	for (int i = 0; i < 20; i++)
		dc_prompt_key(prompt, "M-Enter");
	g_assert_cmpint(dc_prompt_height(prompt, 30), ==, 8);
	dc_prompt_draw(prompt, surface, 2); /* more than there is room for */
	g_assert_cmpint(dc_prompt_key(prompt, "Enter"), ==, DC_PROMPT_DONE);
	g_assert_true(g_str_has_prefix(dc_prompt_value(prompt), "一\n二\n"));
}

/* Neither Enter nor the key that led here is yes. */
static void
test_prompt_choice(void)
{
	static const DcChoice yes_no[] = { { 'y', "yes", "Yes" }, { 'n', "no", "No" }, { 0 } };
	g_autoptr(DcPrompt) prompt = dc_prompt_new_choice("Send it?", yes_no, NULL);
	static const char *const nothing[] = { "Enter", "C", "あ", "Space", "1", "Tab" };
	for (gsize i = 0; i < G_N_ELEMENTS(nothing); i++)
		g_assert_cmpint(dc_prompt_key(prompt, nothing[i]), ==, DC_PROMPT_OPEN);
	dc_prompt_paste(prompt, "y");
	g_assert_cmpstr(dc_prompt_value(prompt), ==, "");
	g_assert_cmpint(dc_prompt_key(prompt, "ｙ"), ==, DC_PROMPT_DONE);
	g_assert_cmpstr(dc_prompt_value(prompt), ==, "yes");

	g_autoptr(DcPrompt) with_default = dc_prompt_new_choice("Impact", impact, "middle");
	g_autoptr(DcSurface) surface = dc_surface_new(1, 50);
	dc_prompt_draw(with_default, surface, 0);
	g_autofree char *picture = dc_surface_to_text(surface);
	g_assert_cmpstr(picture, ==, " Impact  1 High  [2 Middle]  3 Low\n");
	g_assert_cmpint(dc_prompt_key(with_default, "Enter"), ==, DC_PROMPT_DONE);
	g_assert_cmpstr(dc_prompt_value(with_default), ==, "middle");
}

static void
test_hints(void)
{
	static const DcHint ja[] = { { "F2", "電話", 0 }, { "Enter", "開く", 2 }, { "s", "着手", 1 }, { "d", "解決", 1 }, { "?", NULL, 0 } };
	static const DcHint en[] = { { "F2", "phone", 0 }, { "s", "start", 1 }, { "?", "", 0 } };
	static const struct { const DcHint *hints; int n, width; const char *line; } table[] = {
		{ ja, 5, 80, "F2電話 Enter開く s着手 d解決 ?" }, { ja, 5, 30, "F2電話 Enter開く s着手 d解決 ?" }, { ja, 5, 29, "F2電話 s着手 d解決 ?" },
		{ ja, 5, 14, "F2電話 s着手 ?" }, { ja, 5, 8, "F2電話 ?" }, { ja, 5, 5, "?" }, { ja, 5, 0, "" }, { en, 3, 80, "F2 phone  s start  ?" },
		{ en, 3, 12, "F2 phone  ?" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *line = dc_hint_line(table[i].hints, table[i].n, table[i].width);
		g_assert_cmpstr(line, ==, table[i].line);
	}
	g_autoptr(DcSurface) surface = dc_surface_new(1, 32);
	dc_hint_draw(surface, 0, ja, 5);
	g_autofree char *picture = dc_surface_to_text(surface);
	g_assert_cmpstr(picture, ==, " F2電話 Enter開く s着手 d解決 ?\n");
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/form/filling-in", test_filling_in);
	g_test_add_func("/form/checking", test_checking);
	g_test_add_func("/form/choice-keys", test_choice_keys);
	g_test_add_func("/form/paste-and-draft", test_paste_and_draft);
	g_test_add_func("/form/small", test_small);
	g_test_add_func("/prompt/text", test_prompt_text);
	g_test_add_func("/prompt/lines", test_prompt_lines);
	g_test_add_func("/prompt/choice", test_prompt_choice);
	g_test_add_func("/hint/line", test_hints);
	g_test_add_func("/form/groups", test_groups);
	return g_test_run();
}
