/* What a cell means: words, numbers, times, in the ways in which other programs write them. */
#include "map.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <locale.h>
#include <string.h>
#include <time.h>

const char *
value_mapped(const DcMap *map, guint target, const char *text)
{
	for (guint i = 0; i < map->tables->len; i++) {
		const Table *table = g_ptr_array_index(map->tables, i);
		if (table->target != target)
			continue;
		g_autofree char *folded = word_fold(text);
		const char *meant = g_hash_table_lookup(table->values, folded);
		return meant != NULL ? meant : table->otherwise != NULL ? table->otherwise : text;
	}
	return text;
}

static bool
refuse(const DcFieldInfo *info, GError **error, const char *text)
{
	g_autofree char *shown = dc_text_clip(text, 40);
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s: “%s” is not understood"), _(info->label), shown);
	return false;
}

/* -- times -- */
#define DAY_ONLY (-1)

/* A day alone: of what must be done by then its end, else its beginning. */
static int
default_minute(DcField field)
{
	bool until = field == DC_FIELD_DUE_AT || field == DC_FIELD_PROMISE_AT || field == DC_FIELD_CHECK_AT;
	return until ? -1 : 0;
}

static bool
by_format(const DcCalendar *calendar, DcField field, const char *format, const char *text, DcInstant *at)
{
	static locale_t english; /* names of months, whatever the operator speaks */
	if (english == (locale_t)0)
		english = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	struct tm tm = { .tm_mday = 1, .tm_hour = DAY_ONLY, .tm_gmtoff = G_MAXLONG };
	const char *end = strptime_l(text, format, &tm, english);
	if (end == NULL || *end != '\0')
		return false;
	DcDay day = dc_day_new(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	if (day == DC_NO_DAY)
		return false;
	int minute = tm.tm_hour == DAY_ONLY ? default_minute(field) : tm.tm_hour * 60 + tm.tm_min;
	if (minute < 0)
		minute = 0;
	*at = dc_calendar_at(calendar, day, minute) + (tm.tm_hour == DAY_ONLY ? 0 : tm.tm_sec);
	if (tm.tm_hour == DAY_ONLY && default_minute(field) < 0) {
		DcInstant end_of_day = dc_calendar_day_end(calendar, day);
		*at = end_of_day != DC_ABSENT ? end_of_day : dc_calendar_at(calendar, day, 18 * 60);
	}
	/* What came with an offset was in another zone than ours. */
	if (tm.tm_gmtoff != G_MAXLONG)
		*at = (DcInstant)timegm(&tm) - tm.tm_gmtoff;
	return true;
}

static const char *const usual_formats[] = { "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y年%m月%d日 %H時%M分",
	                                     "%Y年%m月%d日 %H:%M", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d", NULL };

static bool
by_formats(const DcCalendar *calendar, DcField field, char *const *formats, const char *text, DcInstant *at)
{
	for (; *formats != NULL; formats++)
		if (by_format(calendar, field, *formats, text, at))
			return true;
	return false;
}

static bool
by_iso(const DcCalendar *calendar, const char *text, DcInstant *at)
{
	g_autoptr(GDateTime) when = strchr(text, 'T') != NULL ? g_date_time_new_from_iso8601(text, dc_calendar_zone(calendar)) : NULL;
	if (when != NULL)
		*at = g_date_time_to_unix(when);
	return when != NULL;
}

/* 令和8年3月31日, R8.3.31 17:30: what people type, but nothing that depends on today. */
static bool
by_era(const DcCalendar *calendar, DcField field, const char *text, DcInstant *at)
{
	bool has_era = g_ascii_isalpha(*text) || g_str_has_prefix(text, "令和") || g_str_has_prefix(text, "平成") || g_str_has_prefix(text, "昭和");
	return has_era && strpbrk(text, "0123456789") != NULL && (strchr(text, '.') != NULL || strstr(text, "年") != NULL) &&
	       dc_when_instant(calendar, text, 0, default_minute(field), at, NULL);
}

static bool
value_time(const DcMap *map, const DcCalendar *calendar, DcField field, const char *text, DcInstant *at)
{
	union {
		const char *const *read;
		char *const *formats;
	} usual = { .read = usual_formats };
	g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
	if (normal == NULL)
		return false;
	return by_formats(calendar, field, map->dates, normal, at) || by_iso(calendar, normal, at) ||
	       by_formats(calendar, field, usual.formats, normal, at) || by_era(calendar, field, normal, at);
}

/* -- the others -- */
static bool
read_number(DcField field, const char *text, DcValue *value, GError **error)
{
	gint64 number;
	g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
	if ((field == DC_FIELD_IMPACT || field == DC_FIELD_URGENCY) && scale_means(text, &number)) {
		*value = dc_value_number(number);
		return true;
	}
	char *end = NULL;
	double read = normal != NULL ? g_ascii_strtod(normal, &end) : 0;
	if (end == NULL || end == normal || *end != '\0' || !(read >= 0 && read <= 1e9)) /* NaN is neither */
		return refuse(dc_field_info(field), error, text);
	*value = dc_value_number((gint64)(read + 0.5));
	return true;
}

static bool
read_by_type(const DcMap *map, const DcCalendar *calendar, DcField field, const char *text, DcValue *value, GError **error)
{
	const DcFieldInfo *info = dc_field_info(field);
	int word;
	bool yes;
	DcInstant at;
	switch (info->type) {
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		*value = dc_value_text(text);
		return true;
	case DC_FIELD_TYPE_INT:
		return read_number(field, text, value, error);
	case DC_FIELD_TYPE_TIME:
		if (!value_time(map, calendar, field, text, &at))
			return refuse(info, error, text);
		*value = dc_value_number(at);
		return true;
	case DC_FIELD_TYPE_BOOL:
		if (!yes_means(text, &yes))
			return refuse(info, error, text);
		*value = dc_value_number(yes);
		return true;
	case DC_FIELD_TYPE_WORD:
		if (!word_means(info->words, text, &word))
			return refuse(info, error, text);
		*value = dc_value_number(word);
		return true;
	case DC_FIELD_TYPE_REF:
		break;
	}
	return refuse(info, error, text);
}

bool
value_read(const DcMap *map, const DcCalendar *calendar, DcField field, const char *text, DcValue *value, GError **error)
{
	DcValue read;
	if (!read_by_type(map, calendar, field, text, &read, error))
		return false;
	if (!dc_value_check(field, &read, error)) {
		dc_value_clear(&read);
		return false;
	}
	*value = read;
	return true;
}
