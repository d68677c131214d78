/* bare FILE: what the start of daicho is held against. SQLite and ncurses and nothing else: opens the ledger, reads every column of the
 * first rows of the order by its index, shows what a list shows of them, and ends with its terminal or the next key. */
#include <curses.h>
#include <locale.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#define PAGE "SELECT t.id, t.kind, t.system, t.title, t.*, r.* FROM rank AS r CROSS JOIN ticket AS t ON t.id = r.ticket ORDER BY r.key LIMIT 50"

static const char *
text(sqlite3_stmt *stmt, int column)
{
	const unsigned char *bytes = sqlite3_column_text(stmt, column);
	return bytes != NULL ? (const char *)bytes : "";
}

static void
on_end(int number)
{
	(void)number; /* what is waited for ends, and everything is closed */
}

int
main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	setlocale(LC_ALL, "");
	if (argc != 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, PAGE, -1, &stmt, NULL) != SQLITE_OK) {
		fprintf(stderr, "bare: %s\n", sqlite3_errmsg(db));
		return 1;
	}
	initscr();
	raw();
	noecho();
	for (int row = 0; sqlite3_step(stmt) == SQLITE_ROW; row++) {
		for (int i = 0; i < sqlite3_column_count(stmt); i++)
			(void)text(stmt, i);
		if (row < LINES)
			mvprintw(row, 0, "%3d %6s %s %s %s", row + 1, text(stmt, 0), text(stmt, 1), text(stmt, 2), text(stmt, 3));
	}
	refresh();
	sigaction(SIGTERM, &(struct sigaction){ .sa_handler = on_end }, NULL);
	(void)!read(STDIN_FILENO, &(char){ 0 }, 1);
	endwin();
	sqlite3_finalize(stmt);
	return sqlite3_close(db) == SQLITE_OK ? 0 : 1;
}
