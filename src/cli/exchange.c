/* In from elsewhere and out: import, export. docs/import.md. */
#include "cli.h"

#include <daicho/lang.h>
#include <daicho/mapping.h>
#include <daicho/text.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- a file that comes in -- */
typedef struct {
	const char *name; /* "-": standard input */
	int fd;
	gint64 size;      /* 0: unknown */
} Input;

static bool
open_input(Input *input, const char *name, GError **error)
{
	struct stat about;
	bool is_stdin = g_str_equal(name, "-");
	*input = (Input){ .name = name, .fd = is_stdin ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC) };
	if (input->fd < 0 || fstat(input->fd, &about) != 0 || S_ISDIR(about.st_mode)) {
		g_autofree char *shown = dc_text_show(name);
		const char *why = input->fd < 0 ? g_strerror(errno) : g_strerror(EISDIR);
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("%s cannot be read: %s"), shown, why);
		return false;
	}
	input->size = S_ISREG(about.st_mode) ? about.st_size : 0;
	return true;
}

static void
close_input(Input *input)
{
	if (input->fd > STDIN_FILENO)
		close(input->fd);
}

static gssize
read_input(const Input *input, char *buffer, gsize size, GError **error)
{
	gssize n;
	do
		n = read(input->fd, buffer, size);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("%s cannot be read: %s"), input->name, g_strerror(errno));
	return n;
}

static gssize
read_alone(char *buffer, gsize size, gpointer data, GError **error)
{
	return read_input(data, buffer, size, error);
}

/* -- the rows that are refused -- */
#define PROBLEMS_SHOWN 10

typedef struct {
	Cli *cli;
	Input input;
	char *reject_path; /* where they go; NULL: nowhere */
	Output reject;     /* `to` NULL: there is none so far */
	bool reject_failed;
	guint n_shown;
	Progress *progress;
} Import;

static gssize
read_import(char *buffer, gsize size, gpointer data, GError **error)
{
	return read_input(&((Import *)data)->input, buffer, size, error);
}

/* From standard input nobody knows how much is to come. */
static bool
show_progress(gint64 n_rows, gint64 n_bytes, gpointer data)
{
	const Import *import = data;
	(void)n_rows;
	return progress_step(import->input.name, n_bytes, MAX(import->input.size, n_bytes), import->progress);
}

/* A link may lead anywhere, and stands where others may write. */
static void
begin_rejects(Import *import, const DcTable *table)
{
	gsize length;
	const char *header = dc_table_header(table, &length);
	import->reject_failed = g_file_test(import->reject_path, G_FILE_TEST_IS_SYMLINK) || !output_open(&import->reject, import->cli, import->reject_path, NULL);
	FILE *to = import->reject.to;
	if (to == NULL || header == NULL)
		return;
	if (g_str_equal(dc_table_charset(table), "UTF-8"))
		fputs("\xEF\xBB\xBF", to);
	fprintf(to, "daicho%c", dc_table_delimiter(table));
	fwrite(header, 1, length, to);
}

/* In front of the row as it came, so that nothing in it, not even an open quote, can hide it; in the charset of the file. */
static void
write_reason(const DcTable *table, const DcTableRow *row, const char *reason, FILE *to)
{
	g_autoptr(GString) cell = g_string_new(NULL);
	g_autofree char *where = g_strdup_printf(_("line %ld: %s"), (long)row->line, reason);
	const DcCsv csv = { .delimiter = dc_table_delimiter(table) };
	dc_csv_cell(&csv, cell, where);
	g_string_append_c(cell, csv.delimiter);
	g_autofree char *coded = g_convert_with_fallback(cell->str, -1, dc_table_charset(table), "UTF-8", "?", NULL, NULL, NULL);
	fputs(coded != NULL ? coded : cell->str, to);
}

static void
write_reject(Import *import, const DcTable *table, const DcTableRow *row, const char *reason)
{
	if (import->reject_path == NULL || import->reject_failed)
		return;
	if (import->reject.to == NULL)
		begin_rejects(import, table);
	FILE *to = import->reject.to;
	if (to == NULL)
		return;
	if (dc_table_format(table) == DC_TABLE_CSV)
		write_reason(table, row, reason, to);
	fwrite(row->raw, 1, row->raw_len, to);
	bool ended = row->raw_len > 0 && (row->raw[row->raw_len - 1] == '\n' || row->raw[row->raw_len - 1] == '\r');
	if (!ended)
		fputc('\n', to);
}

static void
take_reject(const DcTable *table, const DcTableRow *row, guint column, const char *reason, gpointer data)
{
	Import *import = data;
	bool named = column > 0 && column <= row->n;
	g_autofree char *name = named ? dc_text_clip(row->names[column - 1], CLIP_COLS) : NULL;
	g_autofree char *place = named ? g_strdup_printf(_("column %u (%s): %s"), column, name, reason) : g_strdup(reason);
	write_reject(import, table, row, place);
	if (import->n_shown++ >= PROBLEMS_SHOWN)
		return;
	g_autofree char *line = g_strdup_printf(_("line %ld: %s"), (long)row->line, place);
	g_autofree char *shown = dc_text_show(line);
	fprintf(stderr, "daicho: %s\n", shown);
}

/* What was refused of an import that did not happen is not kept. */
static bool
end_rejects(Import *import, bool ok, GError **error)
{
	bool written = import->reject.to != NULL ? output_close(&import->reject, ok, NULL) : !import->reject_failed;
	if (!ok || written)
		return true;
	g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("the good rows were imported, but %s could not be written: those that were refused are in the file as before"), import->reject_path);
	return false;
}

/* -- import -- */
static void
say(const Import *import, const DcImported *imported, bool dry)
{
	for (guint i = 0; i < imported->notices->len; i++) {
		g_autofree char *shown = dc_text_show(g_ptr_array_index(imported->notices, i));
		fprintf(stderr, "daicho: %s\n", shown);
	}
	if (imported->n_loose > 0)
		fprintf(stderr, _("daicho: references to tickets that are not in the file: %u\n"), imported->n_loose);
	if (import->n_shown > PROBLEMS_SHOWN)
		fprintf(stderr, _("daicho: and %u more\n"), import->n_shown - PROBLEMS_SHOWN);
	if (dry)
		printf("%s", _("nothing was changed; it would be: "));
	printf(_("%u new, %u changed, %u as they were, %u refused\n"), imported->n_new, imported->n_changed, imported->n_same, imported->n_rejected);
	if (imported->n_rejected > 0 && import->reject_path != NULL) {
		g_autofree char *shown = dc_text_show(import->reject_path);
		fprintf(stderr, _("daicho: what was refused, and why, is in %s: correct it there and import that\n"), shown);
	}
}

/* A shipped map by its name, else a file. Transfer full. */
static char *
read_map(const char *name, bool *shipped, GError **error)
{
	char *text = dc_map_shipped(name);
	*shipped = text != NULL;
	if (text != NULL || g_file_get_contents(name, &text, NULL, NULL))
		return text;
	g_autofree char *shown = dc_text_clip(name, CLIP_COLS);
	g_autoptr(GString) names = g_string_new(NULL);
	for (const char *const *known = dc_map_names(); *known != NULL; known++)
		g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", *known);
	g_set_error(error, DC_ERROR, DC_ERROR_NOT_FOUND, _("there is no map \"%s\": neither a file, nor one of %s"), shown, names->str);
	return NULL;
}

static bool
import_file(Cli *cli, Import *import, const char *map, bool shipped, bool dry, GError **error)
{
	const DcImport what = { .map = map, .map_is_general = shipped, .read = read_import, .dry = dry, .progress = show_progress, .reject = take_reject, .data = import };
	g_auto(DcImported) imported = { 0 };
	import->progress = progress_begin(cli->desk);
	bool ok = dc_desk_import(cli->desk, &what, cli->now, &imported, error);
	progress_end(import->progress);
	if (!end_rejects(import, ok, error) || !ok)
		return false;
	say(import, &imported, dry);
	if (imported.n_read > 0 && imported.n_rejected == imported.n_read)
		cli->status = 1; /* whoever called this must not take it for done */
	return cli->status == 0;
}

#define GUESS_ROWS 2000

static bool
print_guess(Import *import, GError **error)
{
	g_autoptr(DcTable) table = dc_table_new(&(DcTableShape){ 0 }, read_alone, &import->input, error);
	if (table == NULL)
		return false;
	g_autoptr(DcGuess) guess = dc_guess_new();
	DcTableRow row;
	bool end = false;
	for (int n = 0; n < GUESS_ROWS && !end; n++) {
		if (!dc_table_next(table, &row, &end, error))
			return false;
		if (!end)
			dc_guess_row(guess, &row);
	}
	g_autofree char *text = dc_guess_text(guess);
	print_text(text);
	return true;
}

static bool
print_map(const char *name, GError **error)
{
	bool shipped;
	g_autofree char *text = read_map(name, &shipped, error);
	if (text != NULL)
		print_text(text);
	return text != NULL;
}

static bool
run_import(Cli *cli, int argc, char **argv, GError **error)
{
	const Command *command = cli_command("import");
	g_autofree char *map_name = NULL, *reject = NULL, *show = NULL;
	gboolean dry = FALSE, guess = FALSE;
	bool shipped = false;
	const GOptionEntry entries[] = {
		{ "map", 0, 0, G_OPTION_ARG_FILENAME, &map_name, NULL, NULL },
		{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry, NULL, NULL },
		{ "guess", 0, 0, G_OPTION_ARG_NONE, &guess, NULL, NULL },
		{ "reject", 0, 0, G_OPTION_ARG_FILENAME, &reject, NULL, NULL },
		{ "show-map", 0, 0, G_OPTION_ARG_FILENAME, &show, NULL, NULL },
		{ 0 },
	};
	if (!cli_options(command, entries, &argc, &argv, error) || !cli_count(command, argc, show != NULL ? 0 : 1, show != NULL ? 0 : 1, error))
		return false;
	if (show != NULL)
		return print_map(show, error);
	g_autofree char *map = map_name != NULL ? read_map(map_name, &shipped, error) : NULL;
	Import import = { .cli = cli };
	if ((map_name != NULL && map == NULL) || !open_input(&import.input, argv[1], error))
		return false;
	bool is_stdin = import.input.fd == STDIN_FILENO;
	import.reject_path = dry || (reject == NULL && is_stdin) ? NULL : reject != NULL ? g_strdup(reject) : g_strconcat(argv[1], ".reject.csv", NULL);
	bool ok = guess ? print_guess(&import, error) : (import.reject_path == NULL || output_may_be(cli, import.reject_path, import.input.fd, error)) &&
	                                                        import_file(cli, &import, map, shipped, dry, error);
	close_input(&import.input);
	g_free(import.reject_path);
	return ok;
}

/* -- export -- */
const Command cli_exchange_commands[] = {
	{ "import", "FILE|- [--map MAP] [--dry-run] [--reject FILE] | FILE --guess | --show-map MAP",
	  N_("Takes tickets over from a CSV or JSON of another program, or from an export. --map says what its columns mean: redmine, jira, servicenow, daicho or a "
	     "file; --guess prints a first one to be edited, --show-map one that is there. --dry-run tries everything and keeps nothing. Rows that cannot be taken "
	     "go to FILE.reject.csv with the reason. It is one change, which undo takes back; importing again updates what is known."),
	  true, run_import },
	{ "export", "[QUERY] [--csv|--json|--format csv|json] [--full] [--charset utf-8|cp932] [--keep-formulas] [-o FILE]",
	  N_("Hands the tickets on, all of them or what a query asks for: as the ledger CSV for a spreadsheet, with --full every field of them, as JSON everything "
	     "about them. Cells that a spreadsheet would calculate get a ' in front unless --keep-formulas is given. The private memo is never in it."),
	  true, cli_run_export },
	{ 0 },
};
