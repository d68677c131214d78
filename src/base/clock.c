/* Where "now" comes from: the system, a fixed instant, or a file that a test rewrites. */
#include <daicho/instant.h>
#include <daicho/lang.h>
#include <daicho/text.h>

#include <stdio.h>
#include <string.h>

struct _DcClock {
	GTimeZone *zone;
	char *file;      /* NULL: not read from a file */
	DcInstant fixed; /* DC_ABSENT: the system's clock; with a file: the last instant read */
};

/* Reads exactly `n` digits at *p and steps over them; -1 if they are not there. */
static int
digits(const char **p, int n)
{
	int value = 0;
	for (int i = 0; i < n; i++) {
		if (!g_ascii_isdigit((*p)[i]))
			return -1;
		value = value * 10 + ((*p)[i] - '0');
	}
	*p += n;
	return value;
}

/* Like digits(), but after the sign `before`. */
static int
part(const char **p, char before, int n)
{
	if (**p != before)
		return -1;
	*p += 1;
	return digits(p, n);
}

/* What follows the time of day: nothing (the given zone), Z or +hh:mm. NULL if it is anything else. Transfer full. */
static GTimeZone *
read_offset(const char *text, GTimeZone *zone)
{
	if (*text == '\0')
		return g_time_zone_ref(zone);
	if (strcmp(text, "Z") == 0)
		return g_time_zone_new_utc();

	const char *p = text;
	int sign = *p == '-' ? -1 : 1;
	int hours = part(&p, sign < 0 ? '-' : '+', 2);
	int minutes = hours < 0 ? -1 : part(&p, ':', 2);
	if (minutes < 0 || hours > 23 || minutes > 59 || *p != '\0')
		return NULL;
	return g_time_zone_new_offset(sign * (hours * 3600 + minutes * 60));
}

static bool
read_instant(const char *text, GTimeZone *zone, DcInstant *at)
{
	const char *p = text;
	int year = digits(&p, 4);
	int month = year < 0 ? -1 : part(&p, '-', 2);
	int day = month < 0 ? -1 : part(&p, '-', 2);
	int hour = day < 0 ? -1 : part(&p, *p == ' ' ? ' ' : 'T', 2);
	int minute = hour < 0 ? -1 : part(&p, ':', 2);
	if (minute < 0)
		return false;
	int second = *p == ':' ? part(&p, ':', 2) : 0;
	if (second < 0)
		return false;

	g_autoptr(GTimeZone) own = read_offset(p, zone);
	g_autoptr(GDateTime) time = own == NULL ? NULL : g_date_time_new(own, year, month, day, hour, minute, second);
	if (time == NULL)
		return false;
	*at = g_date_time_to_unix(time);
	return true;
}

/* Not more than an instant can be long: it may be a device that never ends. */
static bool
read_file(const char *file, GTimeZone *zone, DcInstant *at)
{
	char text[64] = "";
	FILE *stream = fopen(file, "re");
	if (stream == NULL)
		return false;
	bool ok = fgets(text, sizeof text, stream) != NULL;
	(void)fclose(stream);
	return ok && read_instant(g_strstrip(text), zone, at);
}

DcClock *
dc_clock_new(const char *at, GTimeZone *zone, GError **error)
{
	DcInstant fixed = DC_ABSENT;
	bool from_file = at != NULL && *at == '@';
	if (at != NULL && !(from_file ? read_file(at + 1, zone, &fixed) : read_instant(at, zone, &fixed))) {
		g_autofree char *shown = dc_text_clip(from_file ? at + 1 : at, 200);
		g_set_error(error, DC_ERROR, DC_ERROR_USAGE,
		            from_file ? _("no instant can be read from \"%s\"; it must hold one such as 2026-03-31T09:20")
		                      : _("\"%s\" is not an instant; write it as 2026-03-31T09:20 or 2026-03-31T09:20:30+09:00"),
		            shown);
		return NULL;
	}

	DcClock *clock = g_new0(DcClock, 1);
	clock->zone = g_time_zone_ref(zone);
	clock->file = from_file ? g_strdup(at + 1) : NULL;
	clock->fixed = fixed;
	return clock;
}

void
dc_clock_free(DcClock *clock)
{
	if (clock == NULL)
		return;
	g_time_zone_unref(clock->zone);
	g_free(clock->file);
	g_free(clock);
}

DcInstant
dc_clock_now(DcClock *clock)
{
	/* A file caught half-written keeps the last instant. */
	if (clock->file != NULL)
		(void)read_file(clock->file, clock->zone, &clock->fixed);
	return clock->fixed != DC_ABSENT ? clock->fixed : g_get_real_time() / G_USEC_PER_SEC;
}
