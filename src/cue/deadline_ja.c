/* Deadlines as Japanese mails name them: 本日中, 本日15時の締めまで, 4/3(金)17時必着, 納期：月末. A day or a time is a deadline only if
 * something around it says so; 発生日時 3/31 15時, 3/30から and 明日まで停止 do not. */
#include "deadline.h"

#define NOON 720

typedef struct {
	const char *word, *day;
	bool within; /* 中 may follow: 今週中 */
} DayWord;

/* The longer before the shorter that begins it. */
static const DayWord day_words[] = {
	{ .word = "本日", .day = "today", .within = true },   { .word = "今日", .day = "today", .within = true },
	{ .word = "きょう", .day = "today", .within = true }, { .word = "明日", .day = "明日", .within = true },
	{ .word = "あした", .day = "明日", .within = true },  { .word = "あす", .day = "明日", .within = true },
	{ .word = "明後日", .day = "明後日" },                { .word = "あさって", .day = "明後日" },
	{ .word = "今週末", .day = "今週金" },                { .word = "今週", .day = "今週金", .within = true },
	{ .word = "来週末", .day = "来週金" },                { .word = "来週", .day = "来週金", .within = true },
	{ .word = "週明け", .day = "来週月" },                { .word = "週末", .day = "今週金" },
	{ .word = "今月末", .day = "月末" },                  { .word = "当月末", .day = "月末" },
	{ .word = "今月", .day = "月末", .within = true },    { .word = "月末", .day = "月末" },
	{ .word = "来月末", .day = "来月末" },                { .word = "翌月末", .day = "来月末" },
	{ .word = "年度末", .day = "3/31" },                  { .word = "年内", .day = "12/31" },
	{ .word = "定時", .day = "today" },                   { .word = "終業", .day = "today" },
};

typedef struct {
	const char *word;
	int minute;
} TimeWord;

static const TimeWord time_words[] = {
	{ .word = "正午", .minute = NOON },  { .word = "午前中", .minute = NOON },     { .word = "お昼", .minute = NOON },
	{ .word = "昼", .minute = NOON },    { .word = "夕方", .minute = 17 * 60 },    { .word = "朝一", .minute = 9 * 60 },
	{ .word = "朝イチ", .minute = 9 * 60 }, { .word = "朝いち", .minute = 9 * 60 },
};

static const char *const weekdays[] = { "月", "火", "水", "木", "金", "土", "日", NULL };

/* Nouns that make a deadline of what stands before them. */
static const char *const limit_nouns[] = { "必着", "厳守", "締切", "締め切り", "〆切", "期限", "納期", "期日", "リミット", NULL };
/* Nouns that make a deadline of what follows them: 回答期限は4/3. */
static const char *const limit_heads[] = { "期限", "締切", "締め切り", "締切り", "〆切", "納期", "期日", "デッドライン", "リミット", "deadline", NULL };
/* What is wanted at that time: 本日15時に必要です. */
static const char *const needs[] = { "必要", "希望", "間に合", "欲し", "ほし", "使いたい", NULL };
/* A request, which makes a day with a time a likely deadline: 明日15時にお願いします. */
static const char *const wishes[] = { "お願い", "ご回答", "回答", "返答", "ご連絡", "いただ", "頂", NULL };
/* What follows まで where it tells how long something was or is so, and asks for nothing. */
static const char *const no_demand[] = {
	"は", "も", "の間", "の経緯", "の状況", "の実績", "の期間", "使え", "動い", "動き", "正常", "問題な", "できて", "停止", "休", "メンテ", "外出", "不在",
	"会議", "出張", "かか", NULL,
};
static const char *const since[] = { "から", "より", "以降", "以後", "〜", "~", NULL };
static const char *const about[] = { "頃", "ごろ", "ころ", "くらい", "ぐらい", NULL };

static gunichar
here(const Cursor *cursor)
{
	return cells_char(cursor->cells, cursor->at);
}

static bool
stands_here(const Cursor *cursor, const char *const *words)
{
	Cursor look = *cursor;
	return cursor_eat_any(&look, words) >= 0;
}

/* -- days -- */

/* (金), (金曜日), 金曜 after a date: read over. */
static void
eat_weekday_note(Cursor *cursor)
{
	Cursor after = *cursor;
	cursor_spaces(&after);
	bool open = cursor_eat(&after, "(");
	if (cursor_eat_any(&after, weekdays) < 0)
		return;
	bool day = cursor_eat(&after, "曜");
	if (day)
		(void)cursor_eat(&after, "日");
	if (open ? cursor_eat(&after, ")") : day)
		*cursor = after;
}

/* 金曜, 次の金曜日, 今週金曜, 来週の月曜日. */
static bool
day_by_weekday(Cursor *cursor, char day[16])
{
	static const char *const weeks[] = { "来週", "今週", "次", NULL };
	Cursor after = *cursor;
	int week = cursor_eat_any(&after, weeks);
	if (week >= 0)
		(void)cursor_eat(&after, "の");
	int weekday = cursor_eat_any(&after, weekdays);
	if (weekday < 0 || !cursor_eat(&after, "曜"))
		return false;
	(void)cursor_eat(&after, "日");
	g_snprintf(day, 16, "%s%s", week == 0 || week == 1 ? weeks[week] : "", weekdays[weekday]);
	*cursor = after;
	return true;
}

/* 4月3日, 2026年4月3日, 3月末 (29 February is not promised: 28). */
static bool
day_by_kanji(Cursor *cursor, char day[16])
{
	static const int last_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	Cursor after = *cursor;
	int year = 0, month, day_of_month;
	if (cursor_number(&after, 4, &month) == 0)
		return false;
	if (cursor_eat(&after, "年")) {
		year = month;
		if (year < 1900 || cursor_number(&after, 2, &month) == 0)
			return false;
	}
	if (!cursor_eat(&after, "月") || month < 1 || month > 12)
		return false;
	if (cursor_eat(&after, "末"))
		day_of_month = last_days[month - 1];
	else if (cursor_number(&after, 2, &day_of_month) == 0 || !cursor_eat(&after, "日"))
		return false;
	if (!moment_set_date(day, year, month, day_of_month))
		return false;
	*cursor = after;
	return true;
}

/* 令和8年4月3日, R8.4.3, R8/4/3. */
static bool
day_by_era(Cursor *cursor, char day[16])
{
	Cursor after = *cursor;
	int year, month, day_of_month;
	bool kanji = cursor_eat(&after, "令和");
	if ((!kanji && !cursor_eat(&after, "r")) || cursor_number(&after, 2, &year) == 0)
		return false;
	if (!(kanji ? cursor_eat(&after, "年") : cursor_eat(&after, ".") || cursor_eat(&after, "/")) || cursor_number(&after, 2, &month) == 0)
		return false;
	if (!(kanji ? cursor_eat(&after, "月") : cursor_eat(&after, ".") || cursor_eat(&after, "/")) || cursor_number(&after, 2, &day_of_month) == 0)
		return false;
	if ((kanji && !cursor_eat(&after, "日")) || year < 1 || !moment_set_date(day, 2018 + year, month, day_of_month))
		return false;
	*cursor = after;
	return true;
}

/* 3営業日, 3日以内, 2週間以内. */
static bool
day_by_count(Cursor *cursor, char day[16])
{
	static const char *const units[] = { "営業日", "日", "週間", NULL }, *const within[] = { "以内", NULL };
	Cursor after = *cursor;
	int days;
	if (cursor_number(&after, 2, &days) == 0 || days == 0)
		return false;
	int unit = cursor_eat_any(&after, units);
	if (unit < 0 || (unit > 0 && !stands_here(&after, within)))
		return false;
	g_snprintf(day, 16, "+%d%s", unit == 2 ? days * 7 : days, unit == 0 ? "" : "日");
	*cursor = after;
	return true;
}

/* 10日, 今月10日, but not 10日間. */
static bool
day_by_number(Cursor *cursor, char day[16])
{
	Cursor after = *cursor;
	int number;
	if (!cursor_eat(&after, "今月"))
		(void)cursor_eat(&after, "当月");
	(void)cursor_eat(&after, "の");
	if (cursor_number(&after, 2, &number) == 0 || number < 1 || number > 31 || !cursor_eat(&after, "日") || here(&after) == g_utf8_get_char("間"))
		return false;
	g_snprintf(day, 16, "%d日", number);
	*cursor = after;
	return true;
}

static bool
day_by_word(Cursor *cursor, char day[16], bool *within)
{
	for (gsize i = 0; i < G_N_ELEMENTS(day_words); i++)
		if (cursor_eat(cursor, day_words[i].word)) {
			g_strlcpy(day, day_words[i].day, 16);
			*within = day_words[i].within;
			return true;
		}
	return false;
}

static bool
read_day(Cursor *cursor, char day[16], bool *within)
{
	if (day_by_count(cursor, day))
		return *within = true;
	if (day_by_weekday(cursor, day))
		return true;
	if (!day_by_number(cursor, day) && !day_by_word(cursor, day, within) && !cursor_date(cursor, day) && !day_by_kanji(cursor, day) &&
	    !day_by_era(cursor, day)) {
		*day = '\0';
		return false;
	}
	eat_weekday_note(cursor);
	return true;
}

/* -- times -- */

/* 15時, 15時30分, 15時半, but not 15時間. */
static bool
time_by_kanji(Cursor *cursor, int *minute)
{
	Cursor after = *cursor;
	int hours, minutes = 0;
	if (cursor_number(&after, 2, &hours) == 0 || hours > 29 || !cursor_eat(&after, "時") || here(&after) == g_utf8_get_char("間"))
		return false;
	Cursor with_minutes = after;
	if (cursor_eat(&after, "半"))
		minutes = 30;
	else if (cursor_number(&with_minutes, 2, &minutes) != 0 && minutes < 60 && cursor_eat(&with_minutes, "分"))
		after = with_minutes;
	else
		minutes = 0;
	*cursor = after;
	*minute = hours * 60 + minutes;
	return true;
}

static bool
time_by_word(Cursor *cursor, int *minute)
{
	for (gsize i = 0; i < G_N_ELEMENTS(time_words); i++)
		if (cursor_eat(cursor, time_words[i].word)) {
			*minute = time_words[i].minute;
			return true;
		}
	return false;
}

/* 午後3時, 朝9時, PM3:00. */
static bool
time_by_figures(Cursor *cursor, int *minute)
{
	static const char *const halves[] = { "午後", "夕方", "夜", "pm", "午前", "朝", "am", NULL };
	enum { FIRST_MORNING = 4 };
	Cursor after = *cursor;
	int half = cursor_eat_any(&after, halves);
	cursor_spaces(&after);
	if (!cursor_clock(&after, minute) && !time_by_kanji(&after, minute))
		return false;
	if (half >= 0 && half < FIRST_MORNING && *minute < NOON)
		*minute += NOON;
	*cursor = after;
	return true;
}

static bool
read_time(Cursor *cursor, int *minute)
{
	if (time_by_figures(cursor, minute) || time_by_word(cursor, minute))
		return true;
	*minute = -1;
	return false;
}

/* A day, a time, or a day with its time. */
static bool
read_moment(Cursor *cursor, Moment *moment, bool *within)
{
	*moment = (Moment){ .minute = -1 };
	*within = false;
	if (!read_day(cursor, moment->day, within))
		return read_time(cursor, &moment->minute);
	Cursor after = *cursor;
	cursor_spaces(&after);
	(void)cursor_eat(&after, "の");
	cursor_spaces(&after);
	if (read_time(&after, &moment->minute))
		*cursor = after;
	*within = *within && moment->minute < 0;
	return true;
}

/* -- what stands before and after -- */

static bool
ends_with(const GArray *cells, guint at, const char *word)
{
	guint n = (guint)g_utf8_strlen(word, -1);
	Cursor look = { .cells = cells, .at = at - n };
	return at >= n && cursor_eat(&look, word);
}

/* Not in the middle of a number, a date or a name, and not where 毎 or 先 makes another day of it. */
static bool
may_begin(const GArray *cells, guint at)
{
	gunichar before = at > 0 ? cells_char(cells, at - 1) : 0;
	if (!cell_is_latin(cells_char(cells, at)))
		return before == 0 || g_utf8_strchr("毎先前翌来昨各再", -1, before) == NULL;
	bool joins = before == ':' || cell_is_hyphen(before);
	if (joins && at > 1 && cell_is_latin(cells_char(cells, at - 2)))
		return false;
	return !cell_is_latin(before) && before != '/' && before != '.' && before != '#' && before != 0x6708; /* 月 */
}

/* 3/30から4/3まで, 9:00～17時まで: the end of a span. から after anything but a day or a time is "because". */
static bool
ends_a_span(const GArray *cells, guint at)
{
	while (at > 0 && cells_char(cells, at - 1) == ' ')
		at--;
	gunichar before = at > 0 ? cells_char(cells, at - 1) : 0;
	if (before == '~' || before == 0x301C || before == 0x2192 || cell_is_hyphen(before))
		return true;
	if (at < 3 || !(ends_with(cells, at, "から") || ends_with(cells, at, "より")))
		return false;
	gunichar start = cells_char(cells, at - 3);
	return g_unichar_isdigit(start) || g_utf8_strchr("時分日曜月週末朝昼)", -1, start) != NULL;
}

/* 回答期限： 4/3, 【納期】月末, 締切は明日. */
static bool
has_head(const GArray *cells, guint at)
{
	for (int n = 0; n < 4 && at > 0 && cells_char(cells, at - 1) != 0 && g_utf8_strchr(" :は=、】]」", -1, cells_char(cells, at - 1)) != NULL; n++)
		at--;
	for (gsize i = 0; limit_heads[i] != NULL; i++)
		if (ends_with(cells, at, limit_heads[i]))
			return true;
	return false;
}

/* Alone on its line or in its brackets. */
static bool
stands_alone(const GArray *cells, guint from, guint to)
{
	static const char *const edges = "\n【】「」[]()";
	gunichar before = from > 0 ? cells_char(cells, from - 1) : 0, after = cells_char(cells, to);
	return (before == 0 || g_utf8_strchr(edges, -1, before) != NULL) && (after == 0 || g_utf8_strchr(edges, -1, after) != NULL);
}

static bool
eat_until(Cursor *cursor)
{
	Cursor after = *cursor;
	if ((!cursor_eat(&after, "まで") && !cursor_eat(&after, "迄")) || stands_here(&after, no_demand))
		return false;
	*cursor = after;
	return true;
}

/* 本日15時の締めまで, 明日の会議までに: a noun between. */
static bool
until_some_noun(Cursor cursor)
{
	if (!cursor_eat(&cursor, "の"))
		return false;
	for (int n = 0; n < 8 && g_unichar_isalpha(here(&cursor)); n++) {
		if (eat_until(&cursor))
			return true;
		cursor.at++;
	}
	return eat_until(&cursor);
}

typedef enum { TAIL_NONE, TAIL_PART, TAIL_APART, TAIL_WEAK } Tail;

static bool
eat_limit(Cursor *cursor, const Moment *moment, bool within)
{
	static const char *const no_within[] = { "間", "旬", "央", NULL };
	Cursor after = *cursor;
	if (eat_until(cursor))
		return true;
	if (within && (cursor_eat(&after, "中") || (moment->day[0] == '+' && cursor_eat(&after, "以内"))) && !stands_here(&after, no_within)) {
		*cursor = after;
		return true;
	}
	cursor_spaces(&after);
	bool noun = cursor_eat_any(&after, limit_nouns) >= 0 || (moment->minute >= 0 && (cursor_eat(&after, "締め") || cursor_eat(&after, "〆")));
	if (!noun || here(&after) == g_utf8_get_char("切"))
		return false;
	*cursor = after;
	return true;
}

/* What the words behind say; moves on over those that belong to the phrase (17時まで, 本日中, 15時必着). */
static Tail
read_tail(Cursor *cursor, const Moment *moment, bool within)
{
	if (eat_limit(cursor, moment, within))
		return TAIL_PART;
	if (until_some_noun(*cursor))
		return TAIL_APART;
	Cursor after = *cursor;
	static const char *const particles[] = { "には", "に", "が", "で", "、", " ", NULL };
	(void)cursor_eat_any(&after, particles);
	if (stands_here(&after, needs))
		return TAIL_APART;
	return moment->day[0] != '\0' && moment->minute >= 0 && stands_here(&after, wishes) ? TAIL_WEAK : TAIL_NONE;
}

bool
deadline_ja(const GArray *cells, guint at, Finding *finding)
{
	Cursor cursor = { .cells = cells, .at = at };
	bool within;
	if (!may_begin(cells, at) || !read_moment(&cursor, &finding->moment, &within))
		return false;
	guint to = cursor.at;
	(void)cursor_eat_any(&cursor, about);
	if (stands_here(&cursor, since) || ends_a_span(cells, at))
		return false;
	Tail tail = read_tail(&cursor, &finding->moment, within);
	bool head = has_head(cells, at);
	bool alone = finding->moment.day[0] != '\0' && finding->moment.minute >= 0 && stands_alone(cells, at, to);
	if (tail == TAIL_NONE && !head && !alone)
		return false;
	finding->from = at;
	finding->to = tail == TAIL_PART ? cursor.at : to;
	finding->end = finding->to;
	finding->weak = !head && (tail == TAIL_WEAK || tail == TAIL_NONE);
	return true;
}
