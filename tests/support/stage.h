/* The screens without a terminal over the sample morning in a ledger of its own: keys go in, the picture comes out as text. */
#pragma once

#include <daicho/app.h>

typedef struct {
	char *folder;
	DcDesk *desk;
	DcApp *app;
	DcSurface *surface;
	DcInstant now;
} Stage;

/* Tuesday 2026-03-31 at `clock` ("08:50"); the open items of domain.md 3.9. In English. */
Stage *stage_new(const char *clock, int rows, int cols);
void stage_free(Stage *stage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stage, stage_free)

/* Names of keys.h separated by spaces. */
void stage_keys(Stage *stage, const char *keys);
/* Text, a character at a time, as from a keyboard. */
void stage_type(Stage *stage, const char *text);
/* So many mails more: "one of many 0", .. */
void stage_log_many(Stage *stage, int n);
/* The time becomes `clock`, and a tick comes. */
void stage_at(Stage *stage, const char *clock);
/* The program is closed as by SIGHUP and opened again on the same ledger. */
void stage_restart(Stage *stage);

char *stage_picture(Stage *stage);                    /* transfer full */
bool stage_sees(Stage *stage, const char *text);      /* on one line of the screen */
char *stage_rows(Stage *stage);                       /* numbers of the tickets from top to bottom: "97 95 90"; transfer full */
DcTicketNo stage_cursor(Stage *stage);                /* of the row in reverse; 0 if there is none */
DcTicket *stage_ticket(Stage *stage, DcTicketNo no);  /* as it is in the ledger; transfer full */

#define assert_sees(stage, text)                                                                      \
	G_STMT_START                                                                                  \
	{                                                                                             \
		if (!stage_sees(stage, text)) {                                                       \
			g_autofree char *seen = stage_picture(stage);                                 \
			g_test_message("%s", seen);                                                   \
			g_error("%s:%d: the screen does not show: %s", __FILE__, __LINE__, text);     \
		}                                                                                     \
	}                                                                                             \
	G_STMT_END
#define assert_rows(stage, numbers)                            \
	G_STMT_START                                           \
	{                                                      \
		g_autofree char *rows_seen = stage_rows(stage); \
		g_assert_cmpstr(rows_seen, ==, numbers);       \
	}                                                      \
	G_STMT_END
