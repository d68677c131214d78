/* Days that are said in words, Japanese and English. domain.md 6.7. */
#include "words.h"

#include "day.h"
#include "scan.h"

typedef enum {
	WORD_DAYS,        /* n days from today */
	WORD_BUSINESS,    /* n business days */
	WORD_MONTH_END,   /* the last day of the nth month from this */
	WORD_MONTH_BEGIN, /* its first business day */
	WORD_WEEK,        /* a day of the nth week from this: the one that is named, or its first business day */
	WORD_WEEK_OF,     /* the same, but the day must be named */
} WordKind;

static const struct { const char *word; WordKind kind; int n; } words[] = {
	{ "一昨日", WORD_DAYS, -2 }, { "おととい", WORD_DAYS, -2 }, { "昨日", WORD_DAYS, -1 }, { "きのう", WORD_DAYS, -1 }, { "yesterday", WORD_DAYS, -1 },
	{ "今日", WORD_DAYS, 0 }, { "本日", WORD_DAYS, 0 }, { "きょう", WORD_DAYS, 0 }, { "当日", WORD_DAYS, 0 }, { "today", WORD_DAYS, 0 },
	{ "明日", WORD_DAYS, 1 }, { "あした", WORD_DAYS, 1 }, { "あす", WORD_DAYS, 1 }, { "翌日", WORD_DAYS, 1 }, { "tomorrow", WORD_DAYS, 1 },
	{ "明後日", WORD_DAYS, 2 }, { "あさって", WORD_DAYS, 2 }, { "day after tomorrow", WORD_DAYS, 2 },
	{ "翌営業日", WORD_BUSINESS, 1 }, { "次営業日", WORD_BUSINESS, 1 }, { "next business day", WORD_BUSINESS, 1 },
	{ "月末", WORD_MONTH_END, 0 }, { "今月末", WORD_MONTH_END, 0 }, { "eom", WORD_MONTH_END, 0 }, { "end of month", WORD_MONTH_END, 0 },
	{ "来月末", WORD_MONTH_END, 1 }, { "翌月末", WORD_MONTH_END, 1 }, { "end of next month", WORD_MONTH_END, 1 },
	{ "来月", WORD_MONTH_BEGIN, 1 }, { "翌月", WORD_MONTH_BEGIN, 1 }, { "next month", WORD_MONTH_BEGIN, 1 },
	{ "今週", WORD_WEEK_OF, 0 }, { "this", WORD_WEEK_OF, 0 }, { "next", WORD_WEEK_OF, 1 },
	{ "来週", WORD_WEEK, 1 }, { "翌週", WORD_WEEK, 1 }, { "next week", WORD_WEEK, 1 }, { "再来週", WORD_WEEK, 2 },
};

/* The first day of the nth month from that of `today`. */
static DcDay
month_first(DcDay today, int n)
{
	DcLocal local = dc_day_local(today);
	int months = local.year * 12 + local.month - 1 + n;
	DcDay first = dc_day_new(months / 12, months % 12 + 1, 1);
	return first != DC_NO_DAY ? first : DAY_MAX;
}

/* The day of the week in the week that begins on `monday`; a business day if none is named. */
static bool
week_day(const char **p, const DcCalendar *calendar, DcDay monday, bool must_name, DcDay *day)
{
	const char *q = *p;
	int weekday;
	scan_blanks(&q);
	if (scan_word(&q, "の"))
		scan_blanks(&q);
	bool named = scan_weekday(&q, &weekday);
	if (named)
		*p = q;
	*day = named ? monday + weekday - 1 : dc_calendar_add_days(calendar, monday, 0);
	return named || !must_name;
}

/* The longest word that `*p` begins with, or -1. */
static int
longest_word(const char **p)
{
	int best = -1;
	const char *end = *p;
	for (int i = 0; i < (int)G_N_ELEMENTS(words); i++) {
		const char *q = *p;
		if (scan_word(&q, words[i].word) && q > end) {
			best = i;
			end = q;
		}
	}
	*p = end;
	return best;
}

static bool
word_day(const char **p, int word, const DcCalendar *calendar, DcDay today, DcDay *day)
{
	int n = words[word].n;
	switch (words[word].kind) {
	case WORD_DAYS:
		*day = today + n;
		return true;
	case WORD_BUSINESS:
		*day = dc_calendar_add_days(calendar, today, n);
		return true;
	case WORD_MONTH_END:
		*day = month_first(today, n + 1) - 1;
		return true;
	case WORD_MONTH_BEGIN:
		*day = dc_calendar_add_days(calendar, month_first(today, n), 0);
		return true;
	case WORD_WEEK:
	case WORD_WEEK_OF:
		return week_day(p, calendar, today - day_weekday(today) + 1 + 7 * n, words[word].kind == WORD_WEEK_OF, day);
	}
	return false;
}

bool
words_scan(const char **p, const DcCalendar *calendar, DcDay today, DcDay *day)
{
	const char *q = *p;
	int weekday, word = longest_word(&q);
	bool read = word >= 0 && word_day(&q, word, calendar, today, day);
	if (word < 0 && scan_weekday(&q, &weekday)) {
		*day = today + (weekday - day_weekday(today) + 6) % 7 + 1;
		read = true;
	}
	if (read)
		*p = q;
	return read;
}
