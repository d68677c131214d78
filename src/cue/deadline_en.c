/* Deadlines as English mails name them: by Friday, by 5pm tomorrow, due April 3, EOD. Without by, due or the like only EOD and its kin. */
#include "deadline.h"

#include <string.h>

#define NOON 720
#define ITEMS_MOST 8

static const char *const markers[] = { "by", "no later than", "due", "deadline", NULL };
static const char *const after_due[] = { "date", "by", "on", "is", ":", "=", NULL };
static const char *const fillers[] = { "at", "on", "the", "of", "this", "around", "about", "end", NULL };
static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december" };

typedef struct {
	const char *word, *day;
} DayWord;

/* Matched as whole words, without regard to case. */
static const DayWord days[] = {
	{ .word = "today", .day = "today" }, { .word = "tonight", .day = "today" }, { .word = "tomorrow", .day = "明日" },
	{ .word = "monday", .day = "月" }, { .word = "mon", .day = "月" }, { .word = "tuesday", .day = "火" },
	{ .word = "tues", .day = "火" }, { .word = "tue", .day = "火" }, { .word = "wednesday", .day = "水" },
	{ .word = "wed", .day = "水" }, { .word = "thursday", .day = "木" }, { .word = "thurs", .day = "木" },
	{ .word = "thu", .day = "木" }, { .word = "friday", .day = "金" }, { .word = "fri", .day = "金" },
	{ .word = "saturday", .day = "土" }, { .word = "sat", .day = "土" }, { .word = "sunday", .day = "日" },
	{ .word = "sun", .day = "日" },
};

/* "today" of these gives way to a day named beside it: EOD Friday. */
static const DayWord ends[] = {
	{ .word = "eod", .day = "today" }, { .word = "cob", .day = "today" }, { .word = "eob", .day = "today" },
	{ .word = "eow", .day = "今週金" }, { .word = "eom", .day = "月末" },
};
static const DayWord long_ends[] = {
	{ .word = "close of business", .day = "today" }, { .word = "end of business", .day = "today" }, { .word = "end of the business day", .day = "today" },
	{ .word = "end of business day", .day = "today" }, { .word = "end of the day", .day = "today" }, { .word = "end of day", .day = "today" },
	{ .word = "end of the week", .day = "今週金" }, { .word = "end of this week", .day = "今週金" }, { .word = "end of week", .day = "今週金" },
	{ .word = "end of next week", .day = "来週金" }, { .word = "end of the month", .day = "月末" }, { .word = "end of this month", .day = "月末" },
	{ .word = "end of month", .day = "月末" }, { .word = "this week", .day = "今週金" }, { .word = "next week", .day = "来週金" },
};

static bool
eat_words(Cursor *cursor, const char *const *words)
{
	for (gsize i = 0; words[i] != NULL; i++)
		if (g_ascii_isalpha(words[i][0]) ? cursor_eat_word(cursor, words[i]) : cursor_eat(cursor, words[i]))
			return true;
	return false;
}

static const char *
eat_table(Cursor *cursor, const DayWord *table, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (cursor_eat_word(cursor, table[i].word))
			return table[i].day;
	return NULL;
}

/* -- times -- */

static bool
eat_half(Cursor *cursor, int *hours)
{
	static const char *const am[] = { "a.m.", "a.m", "am", NULL }, *const pm[] = { "p.m.", "p.m", "pm", NULL };
	Cursor after = *cursor;
	cursor_spaces(&after);
	bool morning = cursor_eat_any(&after, am) >= 0;
	if ((!morning && cursor_eat_any(&after, pm) < 0) || cell_is_latin(cells_char(after.cells, after.at)) || *hours < 1 || *hours > 12)
		return false;
	*hours = *hours % 12 + (morning ? 0 : 12);
	*cursor = after;
	return true;
}

/* 5pm, 5:30 p.m., 17:30, noon; a bare 5 is none. */
static bool
read_time(Cursor *cursor, int *minute)
{
	static const char *const noon[] = { "noon", "midday", NULL };
	Cursor after = *cursor;
	int hours;
	if (eat_words(cursor, noon)) {
		*minute = NOON;
		return true;
	}
	if (cursor_clock(&after, minute)) {
		hours = *minute / 60;
		if (eat_half(&after, &hours))
			*minute = hours * 60 + *minute % 60;
	} else if (cursor_number(&after, 2, &hours) != 0 && eat_half(&after, &hours)) {
		*minute = hours * 60;
	} else {
		return false;
	}
	*cursor = after;
	return true;
}

/* -- days -- */

static int
eat_month(Cursor *cursor)
{
	for (int i = 0; i < 12; i++) {
		char brief[4];
		g_strlcpy(brief, months[i], sizeof brief);
		if (cursor_eat_word(cursor, months[i]) || cursor_eat_word(cursor, brief) || (i == 8 && cursor_eat_word(cursor, "sept"))) {
			(void)cursor_eat(cursor, ".");
			return i + 1;
		}
	}
	return 0;
}

/* 3, 3rd: not 3pm, 3:00 or 30 %. */
static bool
eat_ordinal(Cursor *cursor, int *day_of_month, bool *has_ending)
{
	static const char *const endings[] = { "st", "nd", "rd", "th", NULL };
	Cursor after = *cursor;
	if (cursor_number(&after, 2, day_of_month) == 0)
		return false;
	*has_ending = cursor_eat_any(&after, endings) >= 0;
	gunichar next = cells_char(after.cells, after.at);
	if (cell_is_latin(next) || next == ':' || next == '%')
		return false;
	*cursor = after;
	return true;
}

static int
eat_year(Cursor *cursor)
{
	Cursor after = *cursor;
	int year;
	(void)cursor_eat(&after, ",");
	cursor_spaces(&after);
	if (cursor_number(&after, 4, &year) != 4 || year < 1900 || cell_is_latin(cells_char(after.cells, after.at)))
		return 0;
	*cursor = after;
	return year;
}

/* April 3, Apr. 3rd, 3 April, the 3rd of April 2026, the 3rd. */
static bool
day_by_month(Cursor *cursor, char day[16])
{
	Cursor after = *cursor;
	int month = eat_month(&after), day_of_month;
	bool has_ending;
	if (month != 0)
		cursor_spaces(&after);
	if (!eat_ordinal(&after, &day_of_month, &has_ending))
		return false;
	Cursor ordinal = after;
	if (month == 0) {
		cursor_spaces(&after);
		if (cursor_eat_word(&after, "of"))
			cursor_spaces(&after);
		month = eat_month(&after);
	}
	if (month != 0 && !moment_set_date(day, eat_year(&after), month, day_of_month))
		return false;
	if (month == 0 && (!has_ending || day_of_month < 1 || day_of_month > 31))
		return false;
	if (month == 0)
		g_snprintf(day, 16, "%d日", day_of_month);
	*cursor = month != 0 ? after : ordinal;
	return true;
}

/* tomorrow, Friday, this Friday, next Monday. */
static bool
day_by_word(Cursor *cursor, char day[16])
{
	Cursor after = *cursor;
	const char *week = cursor_eat_word(&after, "next") ? "来週" : cursor_eat_word(&after, "this") ? "今週" : "";
	cursor_spaces(&after);
	const char *found = eat_table(&after, days, G_N_ELEMENTS(days));
	if (found == NULL || (*week != '\0' && (strcmp(found, "today") == 0 || strcmp(found, "明日") == 0)))
		return false;
	g_snprintf(day, 16, "%s%s", week, found);
	*cursor = after;
	return true;
}

static bool
read_day(Cursor *cursor, char day[16])
{
	if (day_by_word(cursor, day) || cursor_date(cursor, day) || day_by_month(cursor, day))
		return true;
	*day = '\0';
	return false;
}

/* -- the phrase -- */

typedef struct {
	Moment moment;
	const char *end; /* the day of EOD and its kin, NULL: none */
} Phrase;

static bool
read_item(Cursor *cursor, Phrase *phrase)
{
	if (phrase->end == NULL) {
		phrase->end = eat_table(cursor, ends, G_N_ELEMENTS(ends));
		phrase->end = phrase->end != NULL ? phrase->end : eat_table(cursor, long_ends, G_N_ELEMENTS(long_ends));
		if (phrase->end != NULL)
			return true;
	}
	if (phrase->moment.day[0] == '\0' && read_day(cursor, phrase->moment.day))
		return true;
	return phrase->moment.minute < 0 && read_time(cursor, &phrase->moment.minute);
}

/* Items in any order with small words between; the cursor stops behind the last item. */
static bool
read_phrase(Cursor *cursor, Phrase *phrase)
{
	Cursor after = *cursor;
	*phrase = (Phrase){ .moment = { .minute = -1 } };
	bool found = false;
	for (int n = 0; n < ITEMS_MOST; n++) {
		cursor_spaces(&after);
		if (read_item(&after, phrase)) {
			*cursor = after;
			found = true;
		} else if (!eat_words(&after, fillers) && !(found && cursor_eat(&after, ","))) {
			break;
		}
	}
	if (phrase->moment.day[0] == '\0' && phrase->end != NULL)
		g_strlcpy(phrase->moment.day, phrase->end, sizeof phrase->moment.day);
	return found;
}

static bool
eat_marker(Cursor *cursor)
{
	int marker = -1;
	for (int i = 0; markers[i] != NULL && marker < 0; i++)
		if (cursor_eat_word(cursor, markers[i]))
			marker = i;
	cursor_spaces(cursor);
	while (marker >= 2 && eat_words(cursor, after_due))
		cursor_spaces(cursor);
	return marker >= 0;
}

/* EOD, EOD Friday, tomorrow COB: no marker needed. But an EOD batch is a thing that runs. */
static bool
read_end_of_day(Cursor *cursor, Phrase *phrase)
{
	static const char *const runs[] = { "処理", "バッチ", "ジョブ", "batch", "job", "process", "run", "report", NULL };
	Cursor look = *cursor;
	char day[16];
	if (read_day(&look, day))
		cursor_spaces(&look);
	if (eat_table(&look, ends, G_N_ELEMENTS(ends)) == NULL)
		return false;
	cursor_spaces(&look);
	return cursor_eat_any(&look, runs) < 0 && read_phrase(cursor, phrase);
}

bool
deadline_en(const GArray *cells, guint at, Finding *finding)
{
	Cursor cursor = { .cells = cells, .at = at };
	Phrase phrase;
	if (!cell_is_latin(cells_char(cells, at)) || (at > 0 && cell_is_latin(cells_char(cells, at - 1))))
		return false;
	if (!(eat_marker(&cursor) ? read_phrase(&cursor, &phrase) : read_end_of_day(&cursor, &phrase)))
		return false;
	*finding = (Finding){ .moment = phrase.moment, .from = at, .to = cursor.at, .end = cursor.at };
	return true;
}
