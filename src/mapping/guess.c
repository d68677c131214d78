/* A first guess of a map: from what the columns are called, and for words from what stands in them. */
#include "map.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <string.h>

#define VALUES_MAX 40 /* different ones of a column that are listed */
#define NAME_COLS 60

typedef struct {
	char *column; /* as it is called */
	guint target; /* N_TARGETS: none */
	GPtrArray *values; /* of char *: what stands there; only where words are expected */
	char *example;
} Seen;

struct _DcGuess {
	GPtrArray *seen; /* of Seen */
};

static void
seen_free(gpointer data)
{
	Seen *seen = data;
	g_free(seen->column);
	g_free(seen->example);
	g_ptr_array_unref(seen->values);
	g_free(seen);
}

DcGuess *
dc_guess_new(void)
{
	DcGuess *guess = g_new0(DcGuess, 1);
	guess->seen = g_ptr_array_new_with_free_func(seen_free);
	return guess;
}

void
dc_guess_free(DcGuess *guess)
{
	if (guess == NULL)
		return;
	g_ptr_array_unref(guess->seen);
	g_free(guess);
}

/* Words have a table, and so has a priority; a scale too. */
static bool
has_table(guint target)
{
	return target == TARGET_PRIORITY || target == DC_FIELD_IMPACT || target == DC_FIELD_URGENCY || (target < DC_N_FIELDS && dc_field_info((DcField)target)->type == DC_FIELD_TYPE_WORD);
}

static bool
is_taken(const DcGuess *guess, guint target)
{
	for (guint i = 0; i < guess->seen->len; i++)
		if (((Seen *)g_ptr_array_index(guess->seen, i))->target == target)
			return true;
	return false;
}

/* `Comment#2` goes with `Comment`. */
static Seen *
see_column(DcGuess *guess, const char *name)
{
	for (guint i = 0; i < guess->seen->len; i++)
		if (column_is(name, ((Seen *)g_ptr_array_index(guess->seen, i))->column))
			return g_ptr_array_index(guess->seen, i);
	Seen *seen = g_new0(Seen, 1);
	guint target = target_guess(name);
	*seen = (Seen){ .column = g_strdup(name), .target = is_taken(guess, target) ? N_TARGETS : target, .values = g_ptr_array_new_with_free_func(g_free) };
	g_ptr_array_add(guess->seen, seen);
	return seen;
}

static void
see_value(Seen *seen, const char *cell)
{
	g_autofree char *line = dc_text_one_line(cell);
	if (*line == '\0')
		return;
	if (seen->example == NULL)
		seen->example = dc_text_clip(line, NAME_COLS);
	if (!has_table(seen->target) || seen->values->len >= VALUES_MAX || strlen(line) > NAME_COLS || strpbrk(line, "\"#;[") != NULL)
		return;
	for (guint i = 0; i < seen->values->len; i++)
		if (strcmp(g_ptr_array_index(seen->values, i), line) == 0)
			return;
	g_ptr_array_add(seen->values, g_steal_pointer(&line));
}

void
dc_guess_row(DcGuess *guess, const DcTableRow *row)
{
	for (guint i = 0; i < row->n; i++)
		see_value(see_column(guess, row->names[i]), row->cells[i]);
}

/* -- the text -- */

/* A column's name may have what an ini line cannot hold. */
static bool
can_be_written(const char *column)
{
	return strpbrk(column, "|\n") == NULL;
}

static void
add_fields(const DcGuess *guess, GString *text)
{
	g_string_append(text, "[fields]\n");
	for (guint i = 0; i < guess->seen->len; i++) {
		const Seen *seen = g_ptr_array_index(guess->seen, i);
		if (seen->target < N_TARGETS && can_be_written(seen->column))
			g_string_append_printf(text, "%s = %s\n", target_name(seen->target), seen->column);
	}
	for (guint i = 0; i < guess->seen->len; i++) {
		const Seen *seen = g_ptr_array_index(guess->seen, i);
		g_autofree char *column = dc_text_one_line(seen->column);
		if (seen->target >= N_TARGETS || !can_be_written(seen->column))
			g_string_append_printf(text, "# ? = %s%s%s\n", column, seen->example != NULL ? "     # " : "", seen->example != NULL ? seen->example : "");
	}
}

/* What a value means, as a map writes it; "" if that is not known. Transfer full. */
static char *
meaning(guint target, const char *value)
{
	gint64 number;
	int word;
	if (target == TARGET_PRIORITY)
		return g_strdup(g_ascii_isdigit(*value) && *value >= '1' && *value <= '5' ? (char[]){ *value, '\0' } : "");
	DcField field = (DcField)target;
	if (dc_field_info(field)->type == DC_FIELD_TYPE_INT)
		return scale_means(value, &number) ? g_strdup_printf("%d", (int)number) : g_strdup("");
	return g_strdup(word_means(dc_field_info(field)->words, value, &word) ? dc_word_code(dc_field_info(field)->words, word) : "");
}

static void
add_possible(GString *text, guint target)
{
	if (target >= DC_N_FIELDS || dc_field_info((DcField)target)->type != DC_FIELD_TYPE_WORD) {
		g_string_append(text, target == TARGET_PRIORITY ? "# 1 2 3 4 5\n" : "# 1 2 3\n");
		return;
	}
	DcWordSet set = dc_field_info((DcField)target)->words;
	g_string_append_c(text, '#');
	for (int value = 1; value <= dc_words_count(set); value++)
		g_string_append_printf(text, " %s", dc_word_code(set, value));
	g_string_append_c(text, '\n');
}

static void
add_values(GString *text, const Seen *seen)
{
	if (seen->values->len == 0)
		return;
	g_string_append_printf(text, "\n[values %s]\n", target_name(seen->target));
	add_possible(text, seen->target);
	for (guint i = 0; i < seen->values->len; i++) {
		const char *value = g_ptr_array_index(seen->values, i);
		g_autofree char *means = meaning(seen->target, value);
		g_autofree char *quoted = strchr(value, '=') != NULL ? g_strdup_printf("\"%s\"", value) : g_strdup(value);
		g_string_append_printf(text, "%s%s =%s%s\n", *means == '\0' ? "# " : "", quoted, *means == '\0' ? "" : " ", means);
	}
}

char *
dc_guess_text(const DcGuess *guess)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(_("A first guess. Edit it, then: daicho import FILE --map THIS\n"
	                                   "Left: what a ticket has; right: the column's name, several parted by |. Lines with # are not read.\n"
	                                   "`key` names a ticket in its source: importing again updates instead of doubling."), "\n", -1);
	for (char **line = lines; *line != NULL; line++)
		g_string_append_printf(text, "# %s\n", *line);
	g_string_append(text, "\n[file]\nsource = import\n# dates = %d/%m/%Y %H:%M\n\n");
	add_fields(guess, text);
	for (guint i = 0; i < guess->seen->len; i++)
		add_values(text, g_ptr_array_index(guess->seen, i));
	g_string_append(text, "\n[constants]\n# channel = phone\n");
	return g_strdup(text->str);
}
