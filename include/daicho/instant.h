/* Floor 0. Points in time. Inside the program an instant is always Unix seconds UTC; days and minutes of the
 * clock on the wall exist only in the calendar room, which knows the zone. */
#pragma once

#include <daicho/error.h>

#include <stdbool.h>

typedef gint64 DcInstant;

/* "Not set", of any integer field: instants, estimates, numbers of people. */
#define DC_ABSENT G_MININT64
/* Later than any instant: "nothing will change by itself". */
#define DC_NEVER G_MAXINT64

#define DC_MINUTE ((DcInstant)60)
#define DC_HOUR ((DcInstant)3600)

/* Where "now" comes from. The rooms below the command line and the screens take the instant as an argument. */
typedef struct _DcClock DcClock; /* opaque: src/base/clock.c */

/* `at` is NULL (the system's clock), a fixed instant `2026-03-31T09:20[:30][+09:00|Z]` (without an offset: in `zone`),
 * or `@FILE`: the file holds such an instant and is read anew at each look, so that a test can move the time.
 * Transfer full. DC_ERROR_USAGE if `at` is not an instant or the file cannot be read. */
DcClock *dc_clock_new(const char *at, GTimeZone *zone, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dc_clock_free(DcClock *clock);
/* The present instant. An `@FILE` that has become unreadable keeps the last instant read. */
DcInstant dc_clock_now(DcClock *clock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcClock, dc_clock_free)
