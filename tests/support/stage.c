/* See stage.h. */
#include "stage.h"

#include "place.h"

#include <daicho/keys.h>
#include <daicho/lang.h>

#include <string.h>

static DcInstant
clock_at(const Stage *stage, const char *clock)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = g_strdup_printf("2026-03-31 %s", clock);
	DcInstant at = 0;
	bool ok = dc_when_instant(dc_desk_calendar(stage->desk), text, 0, -1, &at, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	return at;
}

static void
open_desk(Stage *stage)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(stage->folder, "ledger.db", NULL);
	stage->desk = dc_desk_open(path, stage->now, &error);
	g_assert_no_error(error);
}

/* The morning is made once and copied for every stage: making it takes longer than most tests. */
static void
fill_folder(Stage *stage)
{
	static char *made;
	static gsize length;
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(stage->folder, "ledger.db", NULL);
	if (made == NULL) {
		open_desk(stage);
		bool ok = dc_desk_fill_sample(stage->desk, false, stage->now, &error);
		g_assert_no_error(error);
		g_assert_true(ok);
		g_clear_pointer(&stage->desk, dc_desk_close_ledger);
		g_file_get_contents(path, &made, &length, &error);
	} else {
		g_file_set_contents_full(path, made, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
	}
	g_assert_no_error(error);
}

Stage *
stage_new(const char *clock, int rows, int cols)
{
	g_autoptr(GError) error = NULL;
	bool ok = dc_lang_init(&error) && dc_lang_set("en", &error);
	g_assert_no_error(error);
	Stage *stage = g_new0(Stage, 1);
	stage->folder = place_folder();
	stage->now = 1774914600; /* 08:50 */
	g_assert_true(ok);
	fill_folder(stage);
	open_desk(stage);
	stage->now = clock_at(stage, clock);
	stage->surface = dc_surface_new(rows, cols);
	stage->app = dc_app_new(stage->desk, NULL, stage->now);
	dc_app_tick(stage->app, stage->now);
	return stage;
}

void
stage_free(Stage *stage)
{
	dc_app_free(stage->app);
	dc_desk_close_ledger(stage->desk);
	dc_surface_free(stage->surface);
	place_remove(stage->folder);
	g_free(stage->folder);
	g_free(stage);
}

void
stage_restart(Stage *stage)
{
	g_assert_true(dc_app_closed(stage->app, stage->now));
	dc_app_free(stage->app);
	dc_desk_close_ledger(stage->desk);
	open_desk(stage);
	stage->app = dc_app_new(stage->desk, NULL, stage->now);
}

/* As it looks when nothing is left to be done. */
static void
draw(Stage *stage)
{
	dc_app_draw(stage->app, stage->surface, stage->now);
	while (dc_app_idle(stage->app, stage->now))
		dc_app_draw(stage->app, stage->surface, stage->now);
}

void
stage_keys(Stage *stage, const char *keys)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);
	for (guint i = 0; names[i] != NULL; i++) {
		draw(stage);
		dc_app_key(stage->app, names[i], stage->now);
	}
}

void
stage_type(Stage *stage, const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		g_autofree char *key = *p == ' ' ? g_strdup("Space") : g_strndup(p, (gsize)(g_utf8_next_char(p) - p));
		dc_app_key(stage->app, key, stage->now);
	}
}

void
stage_log_many(Stage *stage, int n)
{
	g_autoptr(GError) error = NULL;
	for (int i = 0; i < n; i++) {
		g_autoptr(DcTicket) ticket = dc_ticket_new();
		ticket->title = g_strdup_printf("one of many %d", i);
		ticket->channel = DC_CHANNEL_MAIL;
		const DcArrival arrival = { .ticket = ticket, .call_start = DC_ABSENT };
		DcTicketNo no;
		g_assert_true(dc_desk_log(stage->desk, &arrival, stage->now, &no, &error));
	}
}

void
stage_at(Stage *stage, const char *clock)
{
	stage->now = clock_at(stage, clock);
	dc_app_tick(stage->app, stage->now);
}

char *
stage_picture(Stage *stage)
{
	draw(stage);
	return dc_surface_to_text(stage->surface);
}

bool
stage_sees(Stage *stage, const char *text)
{
	g_autofree char *picture = stage_picture(stage);
	return strstr(picture, text) != NULL;
}

/* The number in a row of a list: behind the place, before the sign of its priority. */
static bool
row_number(const char *line, gint64 *no)
{
	g_autoptr(GRegex) regex = g_regex_new("^[ *>] *[0-9]* +([0-9]+) P[1-5]", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	if (!g_regex_match(regex, line, 0, &match))
		return false;
	g_autofree char *digits = g_match_info_fetch(match, 1);
	*no = g_ascii_strtoll(digits, NULL, 10);
	return true;
}

char *
stage_rows(Stage *stage)
{
	g_autofree char *picture = stage_picture(stage);
	g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);
	GString *rows = g_string_new(NULL);
	gint64 no;
	for (guint i = 0; lines[i] != NULL; i++) {
		if (row_number(lines[i], &no))
			g_string_append_printf(rows, "%s%" G_GINT64_FORMAT, rows->len > 0 ? " " : "", no);
	}
	return g_string_free(rows, FALSE);
}

DcTicketNo
stage_cursor(Stage *stage)
{
	g_autofree char *picture = stage_picture(stage);
	g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);
	gint64 no;
	for (int row = 0; lines[row] != NULL; row++) {
		const DcGlyph *cell = dc_surface_glyph(stage->surface, row, 0);
		if (cell != NULL && (cell->style & DC_STYLE_SELECTED) != 0 && row_number(lines[row], &no))
			return no;
	}
	return 0;
}

DcTicket *
stage_ticket(Stage *stage, DcTicketNo no)
{
	g_autoptr(GError) error = NULL;
	DcTicket *ticket = dc_ledger_ticket(dc_desk_ledger(stage->desk), no, &error);
	g_assert_no_error(error);
	return ticket;
}
