/* What a field holds, apart from its record: made, compared, checked against what the field takes. */
#include <daicho/lang.h>
#include <daicho/text.h>
#include <daicho/ticket.h>

#include <string.h>

/* 1950-01-01 and 2200-01-01 UTC: what the calendar is tested for, and far enough for any ledger. */
#define EARLIEST_AT G_GINT64_CONSTANT(-631152000)
#define LATEST_AT G_GINT64_CONSTANT(7258118400)

DcValue
dc_value_number(gint64 number)
{
	return (DcValue){.number = number};
}

DcValue
dc_value_text(const char *text)
{
	return (DcValue){.is_text = true, .number = DC_ABSENT, .text = g_strdup(text)};
}

DcValue
dc_value_copy(const DcValue *value)
{
	return value->is_text ? dc_value_text(value->text) : *value;
}

void
dc_value_clear(DcValue *value)
{
	g_clear_pointer(&value->text, g_free);
	value->number = DC_ABSENT;
}

bool
dc_value_equal(const DcValue *a, const DcValue *b)
{
	if (a->is_text != b->is_text)
		return false;
	return a->is_text ? g_strcmp0(a->text, b->text) == 0 : a->number == b->number;
}

static bool
refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool
refuse(GError **error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *message = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, message);
	return false;
}

static bool
check_text(const DcFieldInfo *info, const char *text, GError **error)
{
	const char *label = _(info->label);

	if (!g_utf8_validate(text, -1, NULL))
		return refuse(error, _("%s: not valid UTF-8"), label);
	if (info->type == DC_FIELD_TYPE_TEXT && strpbrk(text, "\r\n") != NULL)
		return refuse(error, _("%s: one line only"), label);
	gsize length = dc_text_length(text);
	if (info->limit > 0 && length > (gsize)info->limit)
		return refuse(error, _("%s: %zu characters, at most %d fit"), label, length, info->limit);
	return true;
}

/* The scales begin at 1, an estimate at 5 minutes (domain.md 2.2), everything else at 0. */
static int
least_of(DcField field)
{
	if (field == DC_FIELD_EST_MIN)
		return 5;
	return field == DC_FIELD_IMPACT || field == DC_FIELD_URGENCY || field == DC_FIELD_OVERRIDE ? 1 : 0;
}

static bool
check_range(const DcFieldInfo *info, gint64 number, int least, int most, GError **error)
{
	if (number >= least && number <= most)
		return true;
	g_autofree char *shown = g_strdup_printf("%" G_GINT64_FORMAT, number);
	return refuse(error, _("%s: %s is not between %d and %d"), _(info->label), shown, least, most);
}

static bool
check_time(const DcFieldInfo *info, DcInstant at, GError **error)
{
	if (at >= EARLIEST_AT && at < LATEST_AT)
		return true;
	return refuse(error, _("%s: the year must be between 1950 and 2199"), _(info->label));
}

static bool
check_number(DcField field, gint64 number, GError **error)
{
	const DcFieldInfo *info = dc_field_info(field);

	switch (info->type) {
	case DC_FIELD_TYPE_INT:
		return check_range(info, number, least_of(field), info->limit, error);
	case DC_FIELD_TYPE_TIME:
		return check_time(info, number, error);
	case DC_FIELD_TYPE_BOOL:
		return check_range(info, number, 0, 1, error);
	case DC_FIELD_TYPE_REF:
		return number >= 0 || refuse(error, _("%s: no such number"), _(info->label));
	case DC_FIELD_TYPE_WORD:
		return check_range(info, number, 0, dc_words_count(info->words), error);
	case DC_FIELD_TYPE_TEXT:
	case DC_FIELD_TYPE_LINES:
		break;
	}
	return refuse(error, _("%s: a text is wanted, not a number"), _(info->label));
}

bool
dc_value_check(DcField field, const DcValue *value, GError **error)
{
	const DcFieldInfo *info = dc_field_info(field);

	if (!value->is_text)
		return value->number == DC_ABSENT || check_number(field, value->number, error);
	if (info->type != DC_FIELD_TYPE_TEXT && info->type != DC_FIELD_TYPE_LINES)
		return refuse(error, _("%s: a number is wanted, not a text"), _(info->label));
	if (value->text != NULL && *value->text != '\0')
		return check_text(info, value->text, error);
	return field != DC_FIELD_TITLE || refuse(error, _("%s: must not be empty"), _(info->label));
}

char *
dc_field_cut(DcField field, const char *text)
{
	gsize limit = (gsize)dc_field_info(field)->limit, end = 0, length = 0;

	/* No character has less than a byte: most are short enough without being counted. */
	if (text == NULL || limit == 0 || strlen(text) <= limit || dc_text_length(text) <= limit)
		return g_strdup(text);
	while (length <= limit) {
		gsize next = dc_text_next(text, end);
		g_autofree char *grapheme = g_strndup(text + end, next - end);

		length += dc_text_length(grapheme);
		if (length <= limit)
			end = next;
	}
	return g_strndup(text, end);
}
