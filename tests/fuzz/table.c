/* Whatever bytes come, a table is read within bounds, its cells are clean, and what is guessed of it is a map: libFuzzer over DcTable and DcGuess. */
#include <daicho/mapping.h>
#include <daicho/policy.h>

#include <stdint.h>
#include <string.h>

#define ROWS_GUESSED 50

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

typedef struct {
	const uint8_t *bytes;
	size_t left;
} Input;

static void
hold(bool true_always)
{
	if (!true_always)
		g_error("a table is not clean");
}

/* A few bytes at a time, so that everything is cut somewhere. */
static gssize
read_input(char *buffer, gsize size, gpointer data, GError **error)
{
	(void)error;
	Input *input = data;
	gsize n = MIN(MIN(size, input->left), 7);
	if (n > 0)
		memcpy(buffer, input->bytes, n);
	input->bytes += n;
	input->left -= n;
	return (gssize)n;
}

static void
hold_row(const DcTableRow *row)
{
	for (guint i = 0; i < row->n; i++) {
		hold(g_utf8_validate(row->names[i], -1, NULL));
		hold(row->problem != NULL || g_utf8_validate(row->cells[i], -1, NULL));
		hold(strlen(row->cells[i]) <= DC_TABLE_CELL_MAX);
	}
	hold(row->raw_len <= DC_TABLE_RAW_MAX);
}

static DcTable *
open_table(const uint8_t *bytes, size_t length, Input *input)
{
	*input = (Input){ bytes, length };
	return dc_table_new(&(DcTableShape){ 0 }, read_input, input, NULL);
}

static DcMap *
guess(DcTable *table)
{
	g_autoptr(DcGuess) guess = dc_guess_new();
	DcTableRow row;
	bool end = false;
	for (int i = 0; i < ROWS_GUESSED && dc_table_next(table, &row, &end, NULL) && !end; i++) {
		hold_row(&row);
		if (row.problem == NULL)
			dc_guess_row(guess, &row);
	}
	g_autofree char *text = dc_guess_text(guess);
	DcMap *map = dc_map_parse(text, NULL);
	hold(map != NULL);
	return map;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static DcPolicy *policy = NULL;
	policy = policy != NULL ? policy : dc_policy_new();
	Input input;
	g_autoptr(DcTable) table = open_table(bytes, length, &input);
	if (table == NULL)
		return 0;
	g_autoptr(DcMap) map = guess(table);
	g_autoptr(DcTable) again = open_table(bytes, length, &input);
	DcTableRow row;
	bool end = false;
	while (dc_table_next(again, &row, &end, NULL) && !end) {
		g_auto(DcIncoming) incoming = { 0 };
		guint column;
		hold_row(&row);
		(void)(row.problem != NULL || dc_map_row(map, dc_policy_calendar(policy), &row, &incoming, &column, NULL));
	}
	return 0;
}
