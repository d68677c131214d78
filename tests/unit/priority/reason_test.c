/* The reason of a row and the text of why, in both languages: the picture of ui.md 1 (Today) and domain.md 3.6. */
#include "morning.h"

#include <daicho/text.h>

static void
speak(const char *language)
{
	g_assert_true(dc_lang_set(language, NULL));
}

/* The morning of the picture: 101 hits all 40 people. */
static Morning
picture_new(void)
{
	Morning morning = morning_new();
	DcTicket *first = morning_ticket(&morning, 101);

	first->scope = DC_SCOPE_COMPANY;
	first->affected = 40;
	return morning;
}

static char *
reason_of(const Morning *morning, const DcTicket *ticket, DcInstant now)
{
	DcRating rating = morning_rate(morning, ticket, now);

	return dc_priority_reason(morning->policy, ticket, &rating, now);
}

static void
test_picture(void)
{
	static const struct {
		DcTicketNo no;
		const char *sign, *japanese, *english;
	} rows[] = {
		{ 101, "P1", "大x高 全社40名", "L x H all 40 people" },
		{ 97, "P4", "着手限界 09:00", "latest start 09:00" },
		{ 102, "P2", "中x高 期限15:00", "M x H due 15:00" },
		{ 105, "P2", "中x高 繁忙", "M x H busy period" },
		{ 103, "P2", "中x高 重要度高", "M x H key system" },
		{ 104, "P2", "中x高 申告2名", "M x H 2 callers" },
		{ 106, "P3", "小x高 期限12:00", "S x H due 12:00" },
		{ 95, "P3", "中x中", "M x M" },
		{ 90, "P3^", "中x低 滞留1", "M x L aged 1" },
		{ 107, "P4", "小x中 配慮先", "S x M special care" },
		{ 99, "P4", "小x中", "S x M" },
		{ 88, "P4^", "小x低 滞留1", "S x L aged 1" },
	};
	Morning morning = picture_new();
	DcInstant now = at(morning.policy, 3, 31, 9, 24);
	g_autoptr(GArray) list = morning_list(&morning, now);

	g_assert_cmpuint(list->len, ==, G_N_ELEMENTS(rows));
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		const Placed *placed = &g_array_index(list, Placed, i);
		g_autofree char *sign = dc_priority_sign(&placed->rating);
		speak("ja");
		g_autofree char *japanese = reason_of(&morning, placed->ticket, now);
		speak("en");
		g_autofree char *english = reason_of(&morning, placed->ticket, now);

		g_assert_cmpint(placed->ticket->id, ==, rows[i].no);
		g_assert_cmpstr(sign, ==, rows[i].sign);
		g_assert_cmpstr(japanese, ==, rows[i].japanese);
		g_assert_cmpstr(english, ==, rows[i].english);
	}
	morning_clear(&morning);
}

/* -- the other forms -- */

typedef struct {
	Morning morning;
	DcTicket *ticket;
	DcInstant now;
} Case;

static Case
case_new(int impact, int urgency)
{
	Case one = { .morning = { .policy = morning_policy_new() } };

	one.now = at(one.morning.policy, 3, 31, 10, 0);
	one.ticket = ticket_new(7, DC_KIND_INQUIRY, "KIN", impact, urgency, one.now);
	return one;
}

static void
says(const Case *one, const char *japanese, const char *english)
{
	speak("ja");
	g_autofree char *in_japanese = reason_of(&one->morning, one->ticket, one->now);
	speak("en");
	g_autofree char *in_english = reason_of(&one->morning, one->ticket, one->now);

	g_assert_cmpstr(in_japanese, ==, japanese);
	g_assert_cmpstr(in_english, ==, english);
	g_assert_cmpint(dc_text_width(in_japanese), <=, 24);
	g_assert_cmpint(dc_text_width(in_english), <=, 24);
}

static void
case_clear(Case *one)
{
	dc_ticket_free(one->ticket);
	dc_policy_free(one->morning.policy);
}

static void
test_due_forms(void)
{
	Case one = case_new(3, 2);
	const DcPolicy *policy = one.morning.policy;

	one.ticket->due_at = at(policy, 4, 2, 17, 0);
	says(&one, "小x中 期限4/2", "S x M due 4/2");
	one.ticket->promise_at = at(policy, 3, 31, 16, 0);
	says(&one, "小x中 約束16:00", "S x M promised 16:00");
	one.ticket->promise_at = at(policy, 3, 31, 9, 40);
	says(&one, "約束09:40 超過", "promise 09:40 missed");
	one.ticket->promise_at = at(policy, 3, 30, 9, 40);
	says(&one, "小x中 約束3/30 超過", "S x M promise 3/30 miss>");
	one.ticket->promise_at = DC_ABSENT;
	one.ticket->due_at = at(policy, 3, 31, 9, 30);
	says(&one, "期限09:30 超過", "due 09:30, overdue");
	case_clear(&one);
}

static void
test_hidden_forms(void)
{
	Case one = case_new(3, 2);
	const DcPolicy *policy = one.morning.policy;

	one.ticket->resume_on = at(policy, 4, 2, 9, 0);
	says(&one, "後日 4/2", "put off to 4/2");
	one.ticket->resume_on = DC_ABSENT;
	one.ticket->status = DC_STATUS_WAITING;
	one.ticket->check_at = at(policy, 3, 31, 15, 0);
	says(&one, "待ち 確認15:00", "Waiting until 15:00");
	one.ticket->wait = DC_WAIT_RELEASE;
	says(&one, "リリース待ち 確認15:00", "Release until 15:00");
	one.ticket->parent = 104;
	says(&one, "No.104 と同じ", "same as No.104");
	one.ticket->status = DC_STATUS_CLOSED;
	says(&one, "完了", "Closed");
	case_clear(&one);
}

static void
test_other_forms(void)
{
	Case one = case_new(3, 2);

	one.ticket->urgency = DC_ABSENT;
	says(&one, "未判定", "not rated");
	one.ticket->urgency = 2;
	one.ticket->status = DC_STATUS_RESOLVED;
	says(&one, "小x中 未回答", "S x M answer owed");
	one.ticket->status = DC_STATUS_NEW;
	one.ticket->affected = 5;
	says(&one, "小x中 5名", "S x M 5 people");
	one.ticket->impact = 1;
	one.ticket->scope = DC_SCOPE_DEPARTMENTS;
	says(&one, "大x中 複数部署5名", "L x M 5 people, depts");
	one.ticket->affected = DC_ABSENT;
	says(&one, "大x中 複数部署", "L x M several depts");
	one.ticket->scope = DC_SCOPE_OUTSIDE;
	says(&one, "大x中 社外", "L x M outside");
	one.ticket->major = true;
	says(&one, "重大障害 社外", "major incident outside");
	one.ticket->override = 2;
	says(&one, "手動", "by hand");
	one.ticket->override_reason = g_strdup("部長の依頼\033[2Jで来週の監査に間に合わせるため");
	speak("ja");
	g_autofree char *hostile = reason_of(&one.morning, one.ticket, one.now);
	g_assert_true(g_str_has_prefix(hostile, "手動 部長の依頼"));
	g_assert_null(strchr(hostile, '\033'));
	g_assert_cmpint(dc_text_width(hostile), <=, 24);
	one.ticket->pin_until = one.now + 60;
	says(&one, "固定", "pinned");
	case_clear(&one);
}

/* -- why: 3.6 -- */

/* Fills in the places as the rooms above do: where the rating would stand in the list without the ticket itself. */
static void
find_places(const GArray *list, const DcTicket *self, GArray *steps)
{
	for (guint i = 0; i < steps->len; i++) {
		DcWhatIf *step = &g_array_index(steps, DcWhatIf, i);
		if (step->rating.band > DC_BAND_LATER)
			continue; /* not in the list */
		step->place = 1;
		for (guint j = 0; j < list->len; j++) {
			const Placed *other = &g_array_index(list, Placed, j);
			step->place += other->ticket != self && dc_rating_compare(&other->rating, &step->rating) < 0;
		}
	}
}

static char *
why_of(const Morning *morning, DcTicketNo no, DcInstant now)
{
	g_autoptr(GArray) list = morning_list(morning, now);
	const DcTicket *ticket = morning_ticket(morning, no);
	DcGroup group = morning_group(morning, ticket);
	g_autoptr(GArray) steps = dc_priority_what_if(morning->policy, ticket, &group, now);
	DcRating rating = morning_rate(morning, ticket, now);
	DcPlaced self = { ticket, &rating }, above = { NULL, NULL }, below = { NULL, NULL };
	int place = 0;

	find_places(list, ticket, steps);
	for (guint i = 0; i < list->len; i++) {
		const Placed *here = &g_array_index(list, Placed, i);
		if (here->ticket != ticket)
			continue;
		place = (int)i + 1;
		if (i > 0)
			above = (DcPlaced){ here[-1].ticket, &here[-1].rating };
		if (i + 1 < list->len)
			below = (DcPlaced){ here[1].ticket, &here[1].rating };
	}
	return dc_priority_why(morning->policy, place, self, above, below, steps, now);
}

static void
why_is(const Morning *morning, DcTicketNo no, DcInstant now, const char *japanese, const char *english)
{
	speak("ja");
	g_autofree char *in_japanese = why_of(morning, no, now);
	speak("en");
	g_autofree char *in_english = why_of(morning, no, now);

	g_assert_cmpstr(in_japanese, ==, japanese);
	g_assert_cmpstr(in_english, ==, english);
}

/* domain.md 3.6 word for word, and what else would move it. */
static void
test_why_third(void)
{
	Morning morning = picture_new();

	why_is(&morning, 102, at(morning.policy, 3, 31, 9, 20),
		"3位 #102: P2 (影響度中×緊急度高)・急ぎ。\n"
		"2位 #97 は約束09:40の着手限界09:00を過ぎたため上。\n"
		"4位 #105 より上なのは期限15:00があるため。\n"
		"緊急度を中にすると 7位。\n"
		"影響度を大にすると 1位。\n"
		"影響度を小にすると 7位。",
		"#3 No.102: P2 (impact M × urgency H), Urgent.\n"
		"Below No.97: its call-back promised 09:40 passed its latest start 09:00.\n"
		"Above No.105: has a due time, 15:00.\n"
		"With urgency M it would be #7.\n"
		"With impact L it would be #1.\n"
		"With impact S it would be #7.");
	morning_clear(&morning);
}

/* What parts each row of O1 from the one above it. */
static void
test_why_below(void)
{
	static const struct {
		DcTicketNo no;
		const char *japanese, *english;
	} rows[] = {
		{ 97, "1位 #101 はP1であるため上。", "Below No.101: is P1." },
		{ 105, "3位 #102 は期限15:00があるため上。", "Below No.102: has a due time, 15:00." },
		{ 103, "4位 #105 は繁忙期の対象であるため上。", "Below No.105: its system is in its busy period." },
		{ 104, "5位 #103 はシステムの重要度が高いため上。", "Below No.103: its system is more critical." },
		{ 106, "6位 #104 は優先度がP2と高いため上。", "Below No.104: has the higher priority, P2." },
		{ 95, "7位 #106 は期限12:00が今日であるため上。", "Below No.106: is due today, 12:00." },
		{ 90, "8位 #95 は昇格前の優先度がP3と高いため上。", "Below No.95: was P3 before ageing." },
		{ 107, "9位 #90 は優先度がP3と高いため上。", "Below No.90: has the higher priority, P3." },
		{ 99, "10位 #107 は配慮先であるため上。", "Below No.107: is given special care." },
	};
	Morning morning = picture_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		DcInstant now = at(morning.policy, 3, 31, 9, 20);
		speak("ja");
		g_autofree char *japanese = why_of(&morning, rows[i].no, now);
		speak("en");
		g_autofree char *english = why_of(&morning, rows[i].no, now);
		g_auto(GStrv) in_japanese = g_strsplit(japanese, "\n", -1), in_english = g_strsplit(english, "\n", -1);

		g_assert_cmpstr(in_japanese[1], ==, rows[i].japanese);
		g_assert_cmpstr(in_english[1], ==, rows[i].english);
	}
	morning_clear(&morning);
}

/* Evidence, ageing, hand and pin are told; a step that moves nothing is not. */
static void
test_why_evidence(void)
{
	Morning morning = picture_new();
	DcTicket *aged = morning_ticket(&morning, 90), *hidden = morning_ticket(&morning, 85), *member = morning_ticket(&morning, 108);
	DcInstant now = at(morning.policy, 3, 31, 9, 20);

	aged->rated = false;
	aged->rated_by = g_strdup("機能\033[2J追加");
	speak("ja");
	g_autofree char *lifted = why_of(&morning, 90, now);
	g_assert_true(g_str_has_prefix(lifted, "9位 #90: P3? (影響度中×緊急度低、滞留1でP4から)・後日分。\n判定の根拠: 機能^[[2J追加。\n仮の判定です。まだ確定していません。\n"));
	g_assert_null(strstr(lifted, "期限がなければ")); /* 4/10 is no key yet */

	aged->override = 2;
	aged->override_reason = g_strdup("監査");
	aged->pinned_at = now;
	aged->pin_until = now + 3600;
	aged->pin_reason = g_strdup("今日中");
	speak("en");
	g_autofree char *pinned = why_of(&morning, 90, now);
	g_assert_true(g_str_has_prefix(pinned, "#1 No.90: P2* (by hand: 監査), Pinned.\nRated because: 機能^[[2J追加.\nPinned because: 今日中.\nAbove No.101: is pinned.\n"));
	g_assert_cmpstr(strrchr(pinned, '\n'), ==, "\nUnpinned it would be #5.");

	g_autofree char *waiting = why_of(&morning, hidden->id, now);
	g_assert_cmpstr(waiting, ==, "No.85: P4 (impact S × urgency M), Waiting.\nIt comes back at 10:00.");
	g_autofree char *grouped = why_of(&morning, member->id, now);
	g_assert_cmpstr(grouped, ==, "No.108: P4 (impact S × urgency M), Member of a group.\nIt stands behind No.104.");
	morning_clear(&morning);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (!dc_lang_init(NULL))
		return 1;
	g_test_add_func("/priority/reason/picture", test_picture);
	g_test_add_func("/priority/reason/due", test_due_forms);
	g_test_add_func("/priority/reason/hidden", test_hidden_forms);
	g_test_add_func("/priority/reason/others", test_other_forms);
	g_test_add_func("/priority/why/third", test_why_third);
	g_test_add_func("/priority/why/below", test_why_below);
	g_test_add_func("/priority/why/evidence", test_why_evidence);
	return g_test_run();
}
