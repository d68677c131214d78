/* Finding in what is only read: a ticket, histories, the record, help. ui.md 2: `/` n N. */
#include "../../support/stage.h"

#include <string.h>

/* The first line of the text, under the header and the title. Transfer full. */
static char *
top_line(Stage *stage)
{
	g_autofree char *picture = stage_picture(stage);
	g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);
	return g_strdup(lines[2]);
}

#define assert_top(stage, words)                                          \
	G_STMT_START                                                      \
	{                                                                 \
		g_autofree char *top = top_line(stage);                   \
		if (strstr(top, words) == NULL)                           \
			g_error("%s:%d: on top stands: %s", __FILE__, __LINE__, top); \
	}                                                                 \
	G_STMT_END

static void
test_find(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 14, 80);
	stage_keys(stage, "?");
	g_autofree char *before = top_line(stage);
	stage_keys(stage, "n");
	assert_sees(stage, "Nothing was looked for yet: /");
	/* While it is typed. */
	stage_keys(stage, "/");
	stage_type(stage, "palette");
	assert_top(stage, "palette");
	stage_keys(stage, "Esc");
	assert_top(stage, before);
	/* What is nowhere stays in its field. */
	stage_keys(stage, "/");
	stage_type(stage, "zzz");
	assert_top(stage, before);
	stage_keys(stage, "Enter");
	assert_sees(stage, "No further match: zzz");
	stage_keys(stage, "C-u");
	stage_type(stage, "PALETTE");
	stage_keys(stage, "Enter");
	assert_top(stage, "palette");
	g_autofree char *first = top_line(stage);
	stage_keys(stage, "n");
	assert_top(stage, "palette");
	stage_keys(stage, "N");
	assert_top(stage, first);
	/* Another one that is given up: what was found before is what n goes on with. */
	stage_keys(stage, "/");
	stage_type(stage, "undo");
	stage_keys(stage, "Esc");
	assert_top(stage, first);
	stage_keys(stage, "n N");
	assert_top(stage, first);
	/* Nothing looked for: it ends. */
	stage_keys(stage, "/ Enter n");
	assert_sees(stage, "Nothing was looked for yet: /");
}

/* The ledger's history: by its words, by the tickets of its lines, and both. */
static void
test_ledger(void)
{
	g_autoptr(Stage) stage = stage_new("09:00", 24, 80);
	stage_keys(stage, "c"); /* on No.97: KIN, an inquiry */
	stage_type(stage, "asked again");
	stage_keys(stage, "Enter j c"); /* on No.95: INV, an incident */
	stage_type(stage, "index checked");
	stage_keys(stage, "Enter 7 L");
	assert_sees(stage, "asked again");
	assert_sees(stage, "index checked");
	stage_keys(stage, "/");
	stage_type(stage, "asked");
	g_assert_false(stage_sees(stage, "index checked"));
	assert_sees(stage, "1 found");
	stage_keys(stage, "C-u");
	stage_type(stage, "system:inv");
	assert_sees(stage, "index checked");
	g_assert_false(stage_sees(stage, "asked again"));
	stage_type(stage, " -checked kind:incident due:x");
	assert_sees(stage, "^");
	stage_keys(stage, "C-w Enter");
	g_assert_false(stage_sees(stage, "index checked"));
	assert_sees(stage, "/ system:inv -checked kind:incident");
	/* Esc: all again, and then back. */
	stage_keys(stage, "Esc");
	assert_sees(stage, "asked again");
	assert_sees(stage, "History of the ledger");
	stage_keys(stage, "Esc");
	g_assert_false(stage_sees(stage, "History of the ledger"));
	stage_keys(stage, "L /");
	stage_type(stage, "zzz");
	assert_sees(stage, "Nothing matches here.");
	stage_keys(stage, "Esc");
	assert_sees(stage, "asked again");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/reader/find", test_find);
	g_test_add_func("/reader/ledger", test_ledger);
	return g_test_run();
}
