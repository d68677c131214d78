/* A row of a CSV (RFC 4180, and what programs make of it): quotes, doubled quotes, line ends in cells, CRLF, LF or CR. */
#include "room.h"

#include <daicho/lang.h>

typedef struct {
	gsize start;       /* of the cell in table->text */
	bool in_quotes, was_quoted, is_cut;
	gint64 quote_line; /* where the quote was opened */
} Cell;

static void
begin_cell(DcTable *table, Cell *cell)
{
	*cell = (Cell){ .start = table->text->len };
}

static void
put(DcTable *table, Cell *cell, int byte)
{
	if (table->text->len - cell->start < DC_TABLE_CELL_MAX && table->starts->len < DC_TABLE_COLUMNS_MAX)
		g_string_append_c(table->text, (char)byte);
	else
		cell->is_cut = true;
}

static void
end_cell(DcTable *table, const Cell *cell)
{
	guint column = table->starts->len + 1;
	if (column > DC_TABLE_COLUMNS_MAX)
		table_problem(table, 0, _("more than %d columns"), DC_TABLE_COLUMNS_MAX);
	else if (cell->is_cut)
		table_problem(table, column, _("more than %d bytes in one cell"), DC_TABLE_CELL_MAX);
	else if (cell->in_quotes)
		table_problem(table, column, _("the quote that opens in line %ld is never closed"), (long)cell->quote_line);
	if (column <= DC_TABLE_COLUMNS_MAX)
		table_end_cell(table, cell->start);
}

static void
take_quoted(DcTable *table, Cell *cell, int byte)
{
	if (byte != '"') {
		put(table, cell, byte);
	} else if (source_peek(&table->source) == '"') {
		put(table, cell, table_take(table));
	} else {
		cell->in_quotes = false;
	}
}

/* False: the row ends here. */
static bool
take_plain(DcTable *table, Cell *cell, int byte)
{
	if (byte == '\n' || byte == '\r') {
		if (byte == '\r' && source_peek(&table->source) == '\n')
			(void)table_take(table);
		return false;
	}
	if (byte == '"' && table->text->len == cell->start && !cell->was_quoted) {
		cell->in_quotes = cell->was_quoted = true;
		cell->quote_line = table->line;
	} else if (byte == table->delimiter) {
		end_cell(table, cell);
		begin_cell(table, cell);
	} else {
		put(table, cell, byte);
	}
	return true;
}

bool
csv_read(DcTable *table)
{
	Cell cell;
	int byte;
	if (source_peek(&table->source) < 0)
		return false;
	begin_cell(table, &cell);
	while ((byte = table_take(table)) >= 0) {
		if (cell.in_quotes)
			take_quoted(table, &cell, byte);
		else if (!take_plain(table, &cell, byte))
			break;
	}
	end_cell(table, &cell);
	return true;
}
