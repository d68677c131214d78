/* The policy: its defaults, its text, what is refused with the line, and what is asked of it. design.md 6, domain.md 3.2, 3.3. */
#include "morning.h"

/* -- defaults -- */

static void
test_defaults(void)
{
	g_autoptr(DcPolicy) policy = dc_policy_new();
	const DcPolicyNumbers *numbers = dc_policy_numbers(policy);

	static const int answer[] = { 15, 60, 240, 480, 960 }, resolve[] = { 240, 480, 1440, 2400, 4800 };
	for (int priority = 1; priority <= 5; priority++) {
		g_assert_cmpint(dc_policy_target_answer(policy, priority), ==, answer[priority - 1]);
		g_assert_cmpint(dc_policy_target_resolve(policy, priority), ==, resolve[priority - 1]);
	}
	g_assert_cmpint(numbers->margin_min, ==, 30);
	g_assert_cmpint(numbers->near_due_min, ==, 1440);
	g_assert_cmpint(numbers->est_callback, ==, 10);
	g_assert_cmpint(numbers->est_inquiry, ==, 30);
	g_assert_cmpint(numbers->est_incident, ==, 60);
	g_assert_cmpint(numbers->est_change, ==, 240);
	g_assert_cmpint(numbers->est_resolved, ==, 10);
	g_assert_cmpint(numbers->report_first_min, ==, 15);
	g_assert_cmpint(numbers->report_follow_min, ==, 60);
	g_assert_cmpint(numbers->wait_max_days, ==, 10);
	g_assert_cmpint(numbers->fetch_limit_s, ==, 120);
	g_assert_cmpint(numbers->raw_max, ==, 2 * 1024 * 1024);
	g_assert_null(numbers->contact);
	g_assert_null(numbers->operator_name);
	g_assert_null(numbers->fetch);
	g_assert_cmpuint(dc_policy_n_systems(policy), ==, 0);
	g_assert_cmpuint(dc_policy_n_sources(policy), ==, 0);
	g_assert_null(dc_policy_system(policy, "ORD"));
	g_assert_null(dc_policy_system_in(policy, "受注画面"));
	g_assert_cmpuint(strlen(dc_policy_digest(policy)), >, 0);
}

/* -- arrival: the table of 3.3 -- */

static void
test_provisional(void)
{
	static const struct {
		const char *says;
		DcKind kind;
		DcChannel channel;
		const char *system;
		bool incident_folder;
		int cue, day, hour, minute, impact, urgency;
	} rows[] = {
		{ "電話 始業前", DC_KIND_INQUIRY, DC_CHANNEL_PHONE, "ORD", false, 0, 31, 8, 52, 2, 1 },
		{ "電話 時間外", DC_KIND_INQUIRY, DC_CHANNEL_PHONE, "ORD", false, 0, 31, 18, 30, 2, 1 },
		{ "電話 休日", DC_KIND_INQUIRY, DC_CHANNEL_PHONE, NULL, false, 0, 29, 10, 0, 2, 1 },
		{ "電話 繁忙期の対象システム", DC_KIND_INQUIRY, DC_CHANNEL_PHONE, "ACC", false, 0, 31, 10, 0, 2, 1 },
		{ "電話 それ以外", DC_KIND_INQUIRY, DC_CHANNEL_PHONE, "ORD", false, 0, 31, 10, 0, 3, 1 },
		{ "電話 休憩中", DC_KIND_INQUIRY, DC_CHANNEL_PHONE, "ORD", false, 0, 31, 12, 20, 3, 1 },
		{ "障害フォルダのメール", DC_KIND_INQUIRY, DC_CHANNEL_MAIL, "ORD", true, 0, 31, 8, 0, 2, 2 },
		{ "subject hint >= 3", DC_KIND_INQUIRY, DC_CHANNEL_MAIL, "ACC", false, 3, 31, 10, 0, 2, 2 },
		{ "subject hint 2", DC_KIND_INQUIRY, DC_CHANNEL_MAIL, "ACC", false, 2, 31, 10, 0, 3, 2 },
		{ "その他のメール", DC_KIND_INQUIRY, DC_CHANNEL_MAIL, NULL, false, 0, 31, 10, 0, 3, 2 },
		{ "口頭", DC_KIND_INQUIRY, DC_CHANNEL_ORAL, NULL, false, 0, 31, 8, 0, 3, 2 },
		{ "改修", DC_KIND_CHANGE, DC_CHANNEL_MAIL, NULL, false, 0, 31, 10, 0, 2, 3 },
	};
	g_autoptr(DcPolicy) policy = morning_policy_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		DcInstant received_at = at(policy, 3, rows[i].day, rows[i].hour, rows[i].minute);
		DcMatrixCell cell = dc_policy_provisional(policy, rows[i].kind, rows[i].channel, rows[i].system, rows[i].incident_folder,
			rows[i].cue, received_at);

		g_test_message("%s", rows[i].says);
		g_assert_cmpint(cell.impact, ==, rows[i].impact);
		g_assert_cmpint(cell.urgency, ==, rows[i].urgency);
	}
}

/* -- the text -- */

static void
add_line(const char *section, const char *key, const char *value, gpointer data)
{
	g_string_append_printf(data, "%s|%s|%s\n", section, key, value);
}

/* What the ledger would keep. Transfer full. */
static char *
kept(const DcPolicy *policy)
{
	GString *lines = g_string_new(NULL);

	dc_policy_each(policy, add_line, lines);
	return g_string_free(lines, FALSE);
}

static void
loads(DcPolicy *policy, const char *text)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(dc_policy_load(policy, text, &error));
	g_assert_no_error(error);
}

static void
test_round_trip(void)
{
	static const char *const languages[] = { "en", "ja" };
	g_autoptr(DcPolicy) policy = morning_policy_new();

	loads(policy, "[hours]\nweek = mon-fri 08:30-12:00 13:00-17:15\nclosed = none\n[order]\nmargin = 45\n[operator]\nname = 山田\n"
		      "[cue]\nurgent = 至急, now\n[system ORD]\nname = 受注 = 管理\nscope = out\nowner = 営業\ncriticality = 1\naliases = オーダー, 受注\n"
		      "[system DOC]\n[busy x y]\nsystems = ORD, DOC\nwhen = month-end-2..month-start+3\n[source 障害]\npath = ~/Mail/inc\nfolder = incident\n");
	g_autofree char *before = kept(policy);
	for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
		g_assert_true(dc_lang_set(languages[i], NULL));
		g_autoptr(DcPolicy) again = dc_policy_new();
		g_autofree char *text = dc_policy_text(policy);
		loads(again, text);
		g_autofree char *after = kept(again), *text_again = dc_policy_text(again);
		g_assert_cmpstr(before, ==, after);
		g_assert_cmpstr(text, ==, text_again);
		g_assert_cmpstr(dc_policy_digest(policy), ==, dc_policy_digest(again));
	}
	g_assert_true(dc_lang_set("en", NULL));
	g_autoptr(DcPolicy) copy = dc_policy_copy(policy);
	g_autofree char *of_copy = kept(copy);
	g_assert_cmpstr(before, ==, of_copy);
}

static void
test_defaults_round_trip(void)
{
	g_autoptr(DcPolicy) policy = dc_policy_new(), again = dc_policy_new();
	g_autofree char *text = dc_policy_text(policy);

	loads(again, text);
	g_autofree char *nothing = kept(again);
	g_assert_cmpstr(nothing, ==, "");
	g_assert_cmpstr(dc_policy_digest(policy), ==, dc_policy_digest(again));
	g_assert_nonnull(strstr(text, "\n[matrix]\n# a row per impact, a column per urgency, 1 = highest\nimpact1 = 1 2 3\n"));
	g_assert_nonnull(strstr(text, "strong = 障害, 停止"));
}

/* design.md 6, word for word */
static void
test_text_of_the_design(void)
{
	static const char text[] =
		"# Comments stand on lines of their own.\n[hours]\nweek = mon-fri 09:00-12:00 13:00-18:00\n# jp or none\nholidays = jp\n"
		"# every year (12-29..01-03) or once (2026-05-01); days and ranges, comma-separated\nclosed = 12-29..01-03\n"
		"open = 2026-05-09 09:00-12:00\n\n[matrix]\n# a row per impact, a column per urgency, 1 = highest\nimpact1 = 1 2 3\nimpact2 = 2 3 4\n"
		"impact3 = 3 4 5\n\n[target]\n# business minutes for P1..P5\nanswer = 15 60 240 480 960\nresolve = 240 480 1440 2400 4800\n\n"
		"[system ORD]\nname = 受注管理\n# 1 high .. 3 low\ncriticality = 1\naliases = 受注, オーダー\n\n"
		"[busy fiscal-year-end]\nsystems = ACC\n# a range of days every year or once, or a rule such as month-end-2..month-start+3 (business days)\n"
		"when = 03-20..04-10\n\n[source incidents]\nfolder = incident\npath = ~/Mail/incidents\n";
	g_autoptr(DcPolicy) policy = dc_policy_new();

	loads(policy, text);
	const DcSystem *system = dc_policy_system(policy, "ord");
	g_assert_nonnull(system);
	g_assert_cmpstr(system->name, ==, "受注管理");
	g_assert_cmpint(system->criticality, ==, 1);
	g_assert_true(system->in_scope);
	g_assert_cmpstr(system->aliases[1], ==, "オーダー");
	g_assert_null(system->aliases[2]);
	const DcSource *source = dc_policy_source_at(policy, 0);
	g_assert_cmpstr(source->name, ==, "incidents");
	g_assert_cmpstr(source->path, ==, "~/Mail/incidents");
	g_assert_cmpint(source->folder, ==, DC_FOLDER_INCIDENT);
	g_autofree char *lines = kept(policy);
	g_assert_cmpstr(lines, ==, "hours|open|2026-05-09 09:00-12:00\nsystem ORD|name|受注管理\nsystem ORD|criticality|1\n"
		"system ORD|aliases|受注, オーダー\nbusy fiscal-year-end|systems|ACC\nbusy fiscal-year-end|when|03-20..04-10\n"
		"source incidents|folder|incident\nsource incidents|path|~/Mail/incidents\n");
}

static void
test_refused_with_line(void)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{ "[hours]\n\nnonsense\n", "line 3: neither [section] nor key = value; comments begin with #" },
		{ "week = mon-fri\n", "line 1: stands before the first [section]" },
		{ "[hours\n", "line 1: a section ends with ]" },
		{ "[]\n", "line 1: the section has no name" },
		{ "\n[hous]\nweek = x\n", "line 3: [hous] week: no such section; there are hours, matrix, target, order, estimate, provisional, report, wait, export, cue, "
					  "operator, mail, system, busy, source, filter, monitor" },
		{ "[order]\nmargins = 3\n", "line 2: [order] margins: no such setting; there are margin, near_due" },
		{ "[order x]\nmargin = 3\n", "line 2: [order x] margin: this section has no name of its own" },
		{ "[system]\nname = x\n", "line 2: [system] name: the section needs a name: [system NAME]" },
		{ "[order]\nmargin = 3\nmargin = 4\n", "line 3: [order] margin: stands in line 2 already" },
		{ "[order]\nnear-due = 3\nnear_due = 4\n", "line 3: [order] near_due: stands in line 2 already" },
		{ "[order]\nmargin = soon\n", "line 2: [order] margin: “soon” is not a number from 0 to 2400" },
		{ "[order]\nmargin = 99999999999999999999\n", "line 2: [order] margin: “99999999999999999999” is not a number from 0 to 2400" },
		{ "[order]\nmargin = -1\n", "line 2: [order] margin: “-1” is not a number from 0 to 2400" },
		{ "[matrix]\nimpact1 = 1 2\n", "line 2: [matrix] impact1: “1 2” is not 3 numbers from 1 to 5" },
		{ "[matrix]\nimpact1 = 1 2 3 4\n", "line 2: [matrix] impact1: “1 2 3 4” is not 3 numbers from 1 to 5" },
		{ "[matrix]\nimpact1 = 0 2 3\n", "line 2: [matrix] impact1: “0 2 3” is not 3 numbers from 1 to 5" },
		{ "[target]\nresolve = 0 1 1 1 1\n", "line 2: [target] resolve: “0 1 1 1 1” is not 5 numbers from 1 to 100000" },
		{ "[system ORDERS7]\n", "line 1: [system ORDERS7] name: the code of a system has 1 to 6 characters and no space or comma" },
		{ "[system A]\n[system a]\n", "line 2: [system a] name: “a” already means the system A" },
		{ "[system A]\naliases = x\n[system B]\naliases = y, Ｘ\n", "line 4: [system B] aliases: “Ｘ” already means the system A" },
		{ "[system A]\ncriticality = 4\n", "line 2: [system A] criticality: “4” is not a number from 1 to 3" },
		{ "[system A]\nscope = maybe\n", "line 2: [system A] scope: it is in or out" },
		{ "[busy x]\nsystems = TOOLONG\nwhen = 03-20\n", "line 2: [busy x] systems: the code of a system has 1 to 6 characters and no space or comma" },
		{ "[order]\nmargin = \033[2J\n", "line 2: [order] margin: control characters are not taken" },
		{ "[order]\nmargin = \xff\n", "line 2: [order] margin: not valid UTF-8" },
	};

	g_assert_true(dc_lang_set("en", NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(DcPolicy) policy = morning_policy_new();
		g_autofree char *before = kept(policy);
		g_autoptr(GError) error = NULL;

		g_assert_false(dc_policy_load(policy, rows[i].text, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
		g_assert_cmpstr(error->message, ==, rows[i].message);
		g_autofree char *after = kept(policy);
		g_assert_cmpstr(before, ==, after);
	}
}

/* What other rooms refuse keeps their words, behind the line. */
static void
test_refused_by_others(void)
{
	static const struct {
		const char *text, *line;
	} rows[] = {
		{ "[order]\nmargin = 1\n[hours]\nzone = Mars/Olympus\n", "line 4: " },
		{ "[hours]\nweek = sometimes\n", "line 2: " },
		{ "[hours]\nholidays = jp\nclosed = 13-45\n", "line 3: " },
		{ "[hours]\nclosed = 01-01..12-31\n", "line 2: " },
		{ "[busy x]\nwhen = now and then\n", "line 2: " },
		{ "[source x]\nfolder = attic\n", "line 2: " },
		{ "[cue]\n\nstrong_points = many\n", "line 3: " },
	};

	g_assert_true(dc_lang_set("en", NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(DcPolicy) policy = dc_policy_new();
		g_autoptr(GError) error = NULL;

		g_assert_false(dc_policy_load(policy, rows[i].text, &error));
		g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
		g_test_message("%s", error->message);
		g_assert_true(g_str_has_prefix(error->message, rows[i].line));
	}
}

static void
test_odd_but_right(void)
{
	g_autoptr(DcPolicy) policy = dc_policy_new();

	loads(policy, "");
	loads(policy, "\xef\xbb\xbf; a comment\r\n[ order ]\r\n  margin\t=  4５ \r\n");
	g_assert_cmpint(dc_policy_numbers(policy)->margin_min, ==, 45);
	loads(policy, "[order]\n[order]\nmargin =\n[busy empty]\n[source empty]\nfolder = inbox\n[system A]\nname =\n");
	g_assert_cmpint(dc_policy_numbers(policy)->margin_min, ==, 30);
	g_assert_cmpuint(dc_policy_n_sources(policy), ==, 0); /* it has no path */
	g_assert_cmpstr(dc_policy_system(policy, "a")->name, ==, "A");
	loads(policy, "[matrix]\nimpact1 = 1,1, 2\n");
	g_assert_cmpint(dc_policy_matrix(policy, 1, 2), ==, 1);
}

/* A long line, many lines, and bytes of any kind: refused or taken, never worse. */
static void
test_garbage(void)
{
	g_autofree char *lines = g_strnfill(20000, '\n');
	g_autofree char *brackets = g_strnfill(100000, '[');
	g_autofree char *value = g_strnfill(100000, '9');
	g_autofree char *long_value = g_strconcat("[operator]\nname = ", value, NULL);
	g_autoptr(DcPolicy) policy = dc_policy_new();

	loads(policy, lines);
	g_assert_false(dc_policy_load(policy, brackets, NULL));
	g_assert_false(dc_policy_load(policy, long_value, NULL));
	for (int round = 0; round < 100; round++) {
		static const char *const pieces[] = { "[", "]", "=", "\n", "system", " ", "A", "busy", "when", "03-20", "#", "order", "margin", "1", "\xe5", "障", ",", "name" };
		g_autoptr(GString) text = g_string_new(NULL);

		for (int i = g_test_rand_int_range(0, 40); i > 0; i--)
			g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		g_autoptr(GError) error = NULL;
		if (!dc_policy_load(policy, text->str, &error))
			g_assert_true(g_utf8_validate(error->message, -1, NULL));
		else
			g_assert_no_error(error);
	}
}

/* -- one at a time, and from the ledger -- */

static void
test_set(void)
{
	g_autoptr(DcPolicy) policy = dc_policy_new();
	g_autofree char *digest = g_strdup(dc_policy_digest(policy));
	g_autoptr(GError) error = NULL;

	g_assert_true(dc_policy_set(policy, "order", "near-due", " 960 ", &error));
	g_assert_cmpint(dc_policy_numbers(policy)->near_due_min, ==, 960);
	g_assert_cmpstr(dc_policy_digest(policy), !=, digest);
	g_assert_true(dc_policy_set(policy, "order", "near_due", NULL, &error));
	g_assert_cmpint(dc_policy_numbers(policy)->near_due_min, ==, 1440);
	g_assert_cmpstr(dc_policy_digest(policy), ==, digest);

	/* A busy period may be written half, and name a system that comes later. */
	g_assert_true(dc_policy_set(policy, "busy x", "systems", "ACC", &error));
	g_assert_true(dc_policy_set(policy, "busy x", "when", "03-31", &error));
	g_assert_true(dc_policy_is_busy(policy, "ACC", dc_day_new(2026, 3, 31)));
	g_assert_true(dc_policy_set(policy, "busy 　x", "when", "", &error));
	g_assert_false(dc_policy_is_busy(policy, "ACC", dc_day_new(2026, 3, 31)));
	g_assert_no_error(error);

	g_assert_true(dc_lang_set("en", NULL));
	g_assert_false(dc_policy_set(policy, "order", "margin", "much", &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
	g_assert_cmpstr(error->message, ==, "[order] margin: “much” is not a number from 0 to 2400");
	g_clear_error(&error);
	g_assert_false(dc_policy_set(policy, "order", "nothing", NULL, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
}

static void
test_restore(void)
{
	g_autoptr(DcPolicy) again = dc_policy_new();
	g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func((GDestroyNotify)dc_setting_free);
	static const char *const rows[][3] = {
		{ "busy fiscal-year-end", "when", "03-20..04-10" }, { "busy fiscal-year-end", "systems", "会計" }, { "system ACC", "name", "会計" },
		{ "system ACC", "criticality", "1" },               { "order", "margin", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		DcSetting *setting = dc_setting_new();
		setting->section = g_strdup(rows[i][0]);
		setting->key = g_strdup(rows[i][1]);
		setting->value = g_strdup(rows[i][2]);
		g_ptr_array_add(settings, setting);
	}
	g_autoptr(GError) error = NULL;
	g_assert_true(dc_policy_restore(again, settings, &error));
	g_assert_no_error(error);
	g_assert_true(dc_policy_is_busy(again, "ACC", dc_day_new(2026, 3, 31)));
	DcSetting *last = g_ptr_array_index(settings, 4);
	last->value = g_strdup("much");
	g_assert_false(dc_policy_restore(again, settings, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
	g_assert_nonnull(dc_policy_system(again, "ACC"));
}

/* -- systems and their busy periods -- */

static const char *
code_in(const DcPolicy *policy, const char *subject)
{
	const DcSystem *system = dc_policy_system_in(policy, subject);

	return system == NULL ? "" : system->code;
}

static void
test_systems(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();

	g_assert_cmpuint(dc_policy_n_systems(policy), ==, 5);
	g_assert_cmpstr(dc_policy_system_at(policy, 0)->code, ==, "ORD");
	g_assert_null(dc_policy_system_at(policy, 5));
	g_assert_cmpstr(dc_policy_system(policy, "ｵｰﾀﾞｰ")->code, ==, "ORD");
	g_assert_cmpstr(dc_policy_system(policy, "会計")->code, ==, "ACC");
	g_assert_null(dc_policy_system(policy, ""));
	g_assert_null(dc_policy_system(policy, NULL));
	g_assert_cmpstr(code_in(policy, "在庫照会でエラーが出ます"), ==, "INV");
	g_assert_cmpstr(code_in(policy, "[inv] does not answer"), ==, "INV");
	g_assert_cmpstr(code_in(policy, "the invoice is wrong"), ==, "");
	g_assert_cmpstr(code_in(policy, "受注と会計"), ==, "ORD"); /* both names as long: the first of the policy */
	g_assert_cmpstr(code_in(policy, "在庫管理と受注"), ==, "INV"); /* the longest name */
	g_assert_cmpstr(code_in(policy, ""), ==, "");
	g_assert_cmpstr(code_in(policy, NULL), ==, "");
}

static void
test_busy(void)
{
	g_autoptr(DcPolicy) policy = morning_policy_new();

	loads(policy, "[system ACC]\n[system ORD]\n[busy a]\nsystems = ACC ORD\nwhen = 03-20..04-10\n[busy b]\nsystems = acc\nwhen = 04-11..04-12\n");
	g_autofree char *both = dc_policy_busy_text(policy, dc_day_new(2026, 3, 31)), *one = dc_policy_busy_text(policy, dc_day_new(2026, 4, 12));
	g_autofree char *none = dc_policy_busy_text(policy, dc_day_new(2026, 4, 13));
	g_assert_cmpstr(both, ==, "ACC ORD");
	g_assert_cmpstr(one, ==, "ACC");
	g_assert_cmpstr(none, ==, "");
	g_assert_false(dc_policy_is_busy(policy, "INV", dc_day_new(2026, 3, 31)));
	g_assert_false(dc_policy_is_busy(policy, NULL, dc_day_new(2026, 3, 31)));
}

/* The [cue] section is the cue room's: the table names its keys, all of them. */
static void
test_cues(void)
{
	g_autoptr(DcPolicy) policy = dc_policy_new();
	g_autofree char *text = dc_policy_text(policy);

	g_assert_true(dc_policy_cues(policy) == dc_cues_default());
	for (const char *const *key = dc_cues_keys(); *key != NULL; key++) {
		g_autofree char *value = dc_cues_get(dc_cues_default(), *key), *line = g_strdup_printf("\n%s = %s\n", *key, value);
		g_assert_nonnull(strstr(text, line));
	}
	loads(policy, "[cue]\nincident_from = 5\nurgent = none\n");
	DcMatrixCell cell = dc_policy_provisional(policy, DC_KIND_INQUIRY, DC_CHANNEL_MAIL, NULL, false, 4, at(policy, 3, 31, 10, 0));
	g_assert_cmpint(cell.impact, ==, 3);
	g_autofree char *urgent = dc_cues_get(dc_policy_cues(policy), "urgent");
	g_assert_cmpstr(urgent, ==, "");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (!dc_lang_init(NULL))
		return 1;
	g_test_add_func("/priority/policy/defaults", test_defaults);
	g_test_add_func("/priority/policy/provisional", test_provisional);
	g_test_add_func("/priority/policy/round-trip", test_round_trip);
	g_test_add_func("/priority/policy/defaults-round-trip", test_defaults_round_trip);
	g_test_add_func("/priority/policy/text-of-the-design", test_text_of_the_design);
	g_test_add_func("/priority/policy/refused-with-line", test_refused_with_line);
	g_test_add_func("/priority/policy/refused-by-others", test_refused_by_others);
	g_test_add_func("/priority/policy/odd-but-right", test_odd_but_right);
	g_test_add_func("/priority/policy/garbage", test_garbage);
	g_test_add_func("/priority/policy/set", test_set);
	g_test_add_func("/priority/policy/restore", test_restore);
	g_test_add_func("/priority/policy/systems", test_systems);
	g_test_add_func("/priority/policy/busy", test_busy);
	g_test_add_func("/priority/policy/cues", test_cues);
	return g_test_run();
}
