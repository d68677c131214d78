/* A row, read by a map. */
#include "map.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

void
dc_incoming_clear(DcIncoming *incoming)
{
	g_clear_pointer(&incoming->ticket, dc_ticket_free);
	g_clear_pointer(&incoming->text, dc_ticket_text_free);
	g_clear_pointer(&incoming->key, g_free);
	g_clear_pointer(&incoming->system, g_free);
	g_clear_pointer(&incoming->answer, g_free);
	g_clear_pointer(&incoming->notes, g_ptr_array_unref);
	g_clear_pointer(&incoming->group, g_free);
	g_clear_pointer(&incoming->related, g_ptr_array_unref);
}

/* -- where a column is -- */
static void
find_places(Wish *wish, const DcTableRow *row)
{
	g_array_set_size(wish->places, 0);
	for (char **wanted = wish->columns; *wanted != NULL && wish->places->len == 0; wanted++)
		for (guint i = 0; i < row->n; i++)
			if (row->json != NULL ? strcmp(row->names[i], *wanted) == 0 : column_is(row->names[i], *wanted))
				g_array_append_val(wish->places, i);
}

/* The columns of a CSV are the same in every row, the members of objects are not. */
static void
find_all(DcMap *map, const DcTableRow *row)
{
	if (row->json == NULL && map->found_in == row->names)
		return;
	map->found_in = row->json == NULL ? row->names : NULL;
	for (guint i = 0; i < map->wishes->len; i++)
		find_places(g_ptr_array_index(map->wishes, i), row);
}

/* -- a cell -- */
typedef struct {
	DcMap *map;
	const DcCalendar *calendar;
	DcIncoming *incoming;
	bool is_constant;
} Reading;

static bool
is_lines(guint target)
{
	return target == TARGET_NOTE || target == TARGET_ANSWER || (target < DC_N_FIELDS && dc_field_info((DcField)target)->type == DC_FIELD_TYPE_LINES);
}

/* Line ends as one LF, white space off the ends; one line if it can have only one. Transfer full. */
static char *
tidy(const DcMap *map, guint target, const char *cell)
{
	const char *text = map->apostrophes ? dc_csv_undefused(cell) : cell;
	if (!is_lines(target))
		return dc_text_one_line(text);
	g_autoptr(GString) lines = g_string_new(text);
	g_string_replace(lines, "\r\n", "\n", 0);
	g_string_replace(lines, "\r", "\n", 0);
	return g_strdup(lines->str);
}

/* A subject may be longer elsewhere: then the whole of it begins the description. */
static char *
fit_title(DcIncoming *incoming, char *title)
{
	if (dc_text_length(title) <= (gsize)dc_field_info(DC_FIELD_TITLE)->limit)
		return title;
	char *whole = g_strconcat(title, incoming->text->body != NULL ? "\n\n" : NULL, incoming->text->body, NULL);
	g_free(incoming->text->body);
	incoming->text->body = whole;
	*g_utf8_offset_to_pointer(title, dc_field_info(DC_FIELD_TITLE)->limit - 1) = '\0';
	char *cut = g_strconcat(title, "…", NULL);
	g_free(title);
	return cut;
}

/* Takes the text over. */
static bool
set_field(const Reading *reading, DcField field, char *text, GError **error)
{
	DcIncoming *incoming = reading->incoming;
	DcValue value;
	g_autofree char *own = field == DC_FIELD_TITLE ? fit_title(incoming, text) : text;
	if (!value_read(reading->map, reading->calendar, field, own, &value, error))
		return false;
	bool narrow = dc_field_info(field)->entity == DC_ENTITY_TICKET;
	if (field == DC_FIELD_BODY && incoming->text->body != NULL) {
		g_autofree char *both = g_strdup_printf("%s\n\n%s", incoming->text->body, value.text);
		dc_value_clear(&value);
		value = dc_value_text(both);
	}
	dc_record_set(narrow ? (gpointer)incoming->ticket : (gpointer)incoming->text, field, &value);
	incoming->given[field] = incoming->given[field] || !reading->is_constant;
	dc_value_clear(&value);
	return true;
}

static bool
read_priority(const char *text, int *priority, GError **error)
{
	const char *digits = *text == 'P' || *text == 'p' ? text + 1 : text;
	gint64 number = 0;
	if (g_ascii_string_to_signed(digits, 10, 1, 5, &number, NULL)) {
		*priority = (int)number;
		return true;
	}
	g_autofree char *shown = dc_text_clip(text, 40);
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("priority: “%s” is not 1 to 5; [values priority] says what it means"), shown);
	return false;
}

#define WORKED_MAX (1 << 20) /* minutes: two years */

/* `1.5`, `1:30` where it is hours. */
static bool
read_worked(DcIncoming *incoming, Special unit, const char *text, GError **error)
{
	char *end = NULL;
	double number = g_ascii_strtod(text, &end);
	if (unit == TARGET_WORKED_HOURS && end > text && *end == ':')
		number += g_ascii_strtod(end + 1, &end) / 60;
	double minutes = unit == TARGET_WORKED_HOURS ? number * 60 : unit == TARGET_WORKED_SECONDS ? number / 60 : number;
	if (end == text || *end != '\0' || !(minutes >= 0) || minutes > WORKED_MAX) {
		g_autofree char *shown = dc_text_clip(text, 40);
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("%s: “%s” is not understood"), target_name((guint)unit), shown);
		return false;
	}
	incoming->worked_min = (gint64)(minutes + 0.5);
	return true;
}

/* "104 111", "親104", "Related to #12, Blocks #3": what has a digit in it. */
static void
add_related(DcIncoming *incoming, const char *text)
{
	g_auto(GStrv) keys = g_strsplit_set(text, " ,;", -1);
	for (char **key = keys; *key != NULL; key++) {
		if (strpbrk(*key, "0123456789") == NULL)
			continue;
		if (g_str_has_prefix(*key, "親") && incoming->group == NULL)
			incoming->group = g_strdup(*key + strlen("親"));
		else
			g_ptr_array_add(incoming->related, g_strdup(**key == '#' ? *key + 1 : *key));
	}
}

/* Of our own number only what is one. */
static DcTicketNo
read_no(const char *text)
{
	gint64 no = 0;
	const char *digits = g_ascii_strncasecmp(text, "no.", 3) == 0 ? text + 3 : text;
	return g_ascii_string_to_signed(digits, 10, 1, G_MAXINT32, &no, NULL) ? no : 0;
}

/* Takes the text over. */
static bool
set_special(DcIncoming *incoming, Special target, char *text, GError **error)
{
	g_autofree char *own = text;
	switch (target) {
	case TARGET_NO:
		incoming->no = read_no(own);
		return true;
	case TARGET_KEY:
		g_free(incoming->key);
		incoming->key = g_steal_pointer(&own);
		return true;
	case TARGET_PRIORITY:
		return read_priority(own, &incoming->priority, error);
	case TARGET_ANSWER:
		g_free(incoming->answer);
		incoming->answer = g_steal_pointer(&own);
		return true;
	case TARGET_NOTE:
		g_ptr_array_add(incoming->notes, g_steal_pointer(&own));
		return true;
	case TARGET_WORKED:
	case TARGET_WORKED_HOURS:
	case TARGET_WORKED_SECONDS:
		return read_worked(incoming, target, own, error);
	case TARGET_GROUP:
		g_free(incoming->group);
		incoming->group = g_steal_pointer(&own);
		return true;
	case TARGET_RELATED:
		add_related(incoming, own);
		return true;
	case N_TARGETS:
		break;
	}
	return true;
}

static bool
read_text(const Reading *reading, guint target, const char *cell, GError **error)
{
	g_autofree char *text = tidy(reading->map, target, cell);
	const char *meant = value_mapped(reading->map, target, text);
	if (*meant == '\0')
		return true;
	if (target == DC_FIELD_SYSTEM) {
		g_free(reading->incoming->system);
		reading->incoming->system = g_strdup(meant);
		reading->incoming->given[target] = !reading->is_constant;
		return true;
	}
	return target < DC_N_FIELDS ? set_field(reading, (DcField)target, g_strdup(meant), error) : set_special(reading->incoming, (Special)target, g_strdup(meant), error);
}

/* Several columns of one name, for a text: one behind the other. Transfer full. */
static char *
together(const Wish *wish, const DcTableRow *row)
{
	g_autoptr(GString) all = g_string_new(NULL);
	for (guint i = 0; i < wish->places->len; i++) {
		const char *cell = row->cells[g_array_index(wish->places, guint, i)];
		if (*cell != '\0')
			g_string_append_printf(all, "%s%s", all->len == 0 ? "" : is_lines(wish->target) ? "\n" : " ", cell);
	}
	return g_strdup(all->str);
}

static bool
read_wish(const Reading *reading, const Wish *wish, const DcTableRow *row, guint *column, GError **error)
{
	if (wish->places->len == 0)
		return true;
	*column = g_array_index(wish->places, guint, 0) + 1;
	if (wish->places->len == 1 || wish->target != TARGET_NOTE) {
		g_autofree char *many = wish->places->len > 1 ? together(wish, row) : NULL;
		return read_text(reading, wish->target, many != NULL ? many : row->cells[*column - 1], error);
	}
	for (guint i = 0; i < wish->places->len; i++)
		if (!read_text(reading, wish->target, row->cells[g_array_index(wish->places, guint, i)], error))
			return false;
	return true;
}

static bool
read_all(Reading *reading, const DcTableRow *row, guint *column, GError **error)
{
	reading->is_constant = true;
	for (guint i = 0; i < reading->map->constants->len; i++) {
		const Constant *constant = g_ptr_array_index(reading->map->constants, i);
		if (!read_text(reading, constant->target, constant->text, error))
			return false;
	}
	reading->is_constant = false;
	for (guint i = 0; i < reading->map->wishes->len; i++)
		if (!read_wish(reading, g_ptr_array_index(reading->map->wishes, i), row, column, error))
			return false;
	*column = 0;
	const DcValue body = { .is_text = true, .text = reading->incoming->text->body }; /* a long subject may stand in front of it */
	if (reading->incoming->ticket->title != NULL)
		return dc_value_check(DC_FIELD_BODY, &body, error);
	g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, _("it has no subject"));
	return false;
}

bool
dc_map_row(DcMap *map, const DcCalendar *calendar, const DcTableRow *row, DcIncoming *incoming, guint *column, GError **error)
{
	*incoming = (DcIncoming){ .ticket = dc_ticket_new(), .text = dc_ticket_text_new(), .worked_min = DC_ABSENT };
	incoming->notes = g_ptr_array_new_with_free_func(g_free);
	incoming->related = g_ptr_array_new_with_free_func(g_free);
	*column = row->problem_column;
	if (row->problem != NULL) {
		g_set_error_literal(error, DC_ERROR, DC_ERROR_REFUSED, row->problem);
		return false;
	}
	Reading reading = { .map = map, .calendar = calendar, .incoming = incoming };
	find_all(map, row);
	return read_all(&reading, row, column, error);
}
