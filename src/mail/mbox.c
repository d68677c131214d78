/* An mbox: mails one behind the other, each with a From_ line before it. Where one ends is a guess that this file makes carefully: by Content-Length
 * where it is right, by From_ lines that have the form of one and a header behind them, and never inside a MIME structure that goes on. See box.h. */
#include "box.h"

#include "header.h"
#include "lines.h"

#include <daicho/lang.h>
#include <daicho/text.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define HEADER_MAX (64 * 1024)
#define LOOK_AHEAD (1024 * 1024)
#define PEEK 1024

typedef struct {
	Box *box;
	GError **error;
	int fd;
	const char *path;
	gint64 mail_at;    /* where the mail begins, behind its From_ line; -1: before the first */
	gint64 skip_until; /* its Content-Length says that it goes on to here */
	GString *header;   /* of this mail, as far as it is needed */
	char *mark;        /* its boundary, as lines begin with it; NULL: it has none */
	bool closed;       /* that has come for the last time */
	bool in_header;
	bool after_empty; /* the line before is empty: a From_ line may follow */
	gint64 empty_at;  /* where that line begins */
	bool strict;      /* From_ lines of this box carry a date */
	bool failed;
} Mbox;

/* -- From_ lines -- */
static bool
has_word(const char *text, const char *const *words, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		const char *at = strstr(text, words[i]);
		if (at != NULL && at[-1] == ' ' && at[3] == ' ')
			return true;
	}
	return false;
}

/* `From tanaka@example.co.jp Tue Mar 31 09:05:00 2026`: with the date that programs write there, and people do not. */
static bool
is_dated(const char *line, gsize length)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	g_autofree char *text = g_strndup(line, MIN(length, PEEK));
	const char *colon = strchr(text + 5, ':');
	while (colon != NULL && !(g_ascii_isdigit(colon[-1]) && g_ascii_isdigit(colon[1]) && g_ascii_isdigit(colon[2])))
		colon = strchr(colon + 1, ':');
	return colon != NULL && has_word(text + 5, days, G_N_ELEMENTS(days)) && has_word(text + 5, months, G_N_ELEMENTS(months));
}

static gssize
peek(const Mbox *mbox, gint64 at, char *bytes, gsize length)
{
	gssize n = pread(mbox->fd, bytes, length, at);
	return MAX(n, 0);
}

static bool
header_follows(const Mbox *mbox, gint64 at)
{
	char bytes[PEEK];
	gssize n = peek(mbox, at, bytes, sizeof bytes);
	HeaderLine kind = header_line(bytes, (gsize)n);
	return n > 0 && (kind == HEADER_LINE_FIELD || kind == HEADER_LINE_FROM);
}

/* Some programs give every mail the same boundary: then it is declared anew before it comes again. */
static bool
comes_again(const char *bytes, gsize length, const char *mark)
{
	const char *name = mark + strlen("--"), *end = bytes + length;
	for (const char *next = bytes; (next = memmem(next, (gsize)(end - next), name, strlen(name))) != NULL;) {
		bool at_line = next - bytes >= 3 && memcmp(next - 3, "\n--", 3) == 0;
		next += strlen(name);
		if (!at_line)
			return false;
		if (next < end && strchr("\r\n\t -", *next) != NULL) /* also at the end; else it is a longer one that begins the same */
			return true;
	}
	return false;
}

/* Whether the boundary of the mail that is being read comes again: then a From_ line here belongs to a mail inside it. */
static bool
structure_goes_on(const Mbox *mbox, gint64 at)
{
	if (mbox->mark == NULL || mbox->closed)
		return false;
	g_autofree char *bytes = g_malloc(LOOK_AHEAD + 1);
	gssize n = peek(mbox, at, bytes, LOOK_AHEAD);
	return comes_again(bytes, (gsize)n, mbox->mark);
}

/* `--boundary` of the header that was read; NULL if it has none. Transfer full. */
static char *
boundary_mark(const Mbox *mbox)
{
	Header header;
	header_init(&header, mbox->header->str, mbox->header->len);
	g_autofree char *type = header_raw(&header, "Content-Type", 0);
	header_clear(&header);
	bool ignored = false;
	g_autofree char *boundary = type != NULL ? header_parameter(type, "boundary", NULL, &ignored) : NULL;
	return boundary != NULL && *boundary != '\0' ? g_strconcat("--", boundary, NULL) : NULL;
}

/* The line that ends the structure of the mail: `--boundary--`. */
static bool
closes(const Mbox *mbox, Line line)
{
	gsize n = mbox->mark != NULL && line.starts ? strlen(mbox->mark) : 0;
	return n > 0 && line.length >= n + 2 && memcmp(line.bytes, mbox->mark, n) == 0 && memcmp(line.bytes + n, "--", 2) == 0;
}

static bool
begins_mail(const Mbox *mbox, Line line)
{
	if (!line.starts || line.length < 5 || memcmp(line.bytes, "From ", 5) != 0)
		return false;
	if (mbox->mail_at < 0)
		return true;
	if (!mbox->after_empty || line.at < mbox->skip_until || (mbox->strict && !is_dated(line.bytes, line.length)))
		return false;
	gint64 behind = line.at + (gint64)line.length;
	return header_follows(mbox, behind) && !structure_goes_on(mbox, behind);
}

/* -- mails -- */
/* Where the mail ends if its Content-Length is right: at the end of the box, or before an empty line and a From_ line. */
static void
trust_content_length(Mbox *mbox, gint64 body_at)
{
	Header header;
	header_init(&header, mbox->header->str, mbox->header->len);
	g_autofree char *value = header_text(&header, "Content-Length");
	header_clear(&header);
	guint64 length;
	if (value == NULL || !g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT64 / 2, &length, NULL))
		return;
	char bytes[8];
	gint64 end = body_at + (gint64)length;
	gssize n = peek(mbox, end, bytes, sizeof bytes);
	const char *at = bytes;
	for (int i = 0; i < 2 && n > 0 && (*at == '\n' || *at == '\r'); i++, at++)
		n--;
	bool at_end = n == 0 && end <= mbox->box->total;
	if (at_end || (n >= 5 && memcmp(at, "From ", 5) == 0))
		mbox->skip_until = end;
}

static void
take_header_line(Mbox *mbox, Line line, bool empty)
{
	if (empty) {
		mbox->in_header = false;
		mbox->mark = boundary_mark(mbox);
		trust_content_length(mbox, line.at + (gint64)line.length);
	} else if (mbox->header->len + line.length <= HEADER_MAX) {
		g_string_append_len(mbox->header, line.bytes, (gssize)line.length);
	}
}

/* The mail from mail_at up to `end`. Returns false if the walk is over. */
static bool
finish_mail(Mbox *mbox, gint64 end)
{
	if (mbox->mail_at < 0)
		return true;
	g_autofree char *raw_place = g_strdup_printf("%s@%" G_GINT64_FORMAT, mbox->path, mbox->mail_at);
	g_autofree char *place = dc_text_valid(raw_place, -1);
	if (!box_take(mbox->box, mbox->fd, mbox->mail_at, end, place, NULL, true, mbox->error)) {
		mbox->failed = true;
		return false;
	}
	return box_progress(mbox->box, end);
}

static bool
take_line(Line line, gpointer data)
{
	Mbox *mbox = data;
	bool empty = line.starts && (line.bytes[0] == '\n' || (line.length == 2 && line.bytes[0] == '\r'));
	if (begins_mail(mbox, line)) {
		if (mbox->mail_at < 0)
			mbox->strict = is_dated(line.bytes, line.length);
		else if (!finish_mail(mbox, mbox->empty_at))
			return false;
		mbox->mail_at = line.at + (gint64)line.length;
		mbox->skip_until = 0;
		mbox->in_header = true;
		mbox->closed = false;
		g_clear_pointer(&mbox->mark, g_free);
		g_string_truncate(mbox->header, 0);
		empty = false;
	} else if (mbox->in_header) {
		take_header_line(mbox, line, empty);
	} else if (closes(mbox, line)) {
		mbox->closed = true;
	}
	mbox->after_empty = empty;
	if (empty)
		mbox->empty_at = line.at;
	return true;
}

bool
mbox_walk(Box *box, int fd, gint64 size, const char *path, GError **error)
{
	box->total = size;
	Mbox mbox = { .box = box, .error = error, .fd = fd, .path = path, .mail_at = -1, .header = g_string_new(NULL) };
	g_autoptr(GMimeStream) stream = g_mime_stream_fs_new_with_bounds(fd, 0, size);
	g_mime_stream_fs_set_owner(GMIME_STREAM_FS(stream), FALSE);
	bool ok = lines_each(stream, take_line, &mbox);
	if (!ok)
		g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("%s cannot be read: %s"), path, g_strerror(errno));
	else if (!mbox.failed && !box->counts->stopped)
		ok = finish_mail(&mbox, mbox.after_empty && mbox.empty_at > mbox.mail_at ? mbox.empty_at : size);
	else
		ok = false;
	g_string_free(mbox.header, TRUE);
	g_free(mbox.mark);
	return ok;
}

bool
mbox_is(int fd)
{
	char bytes[64];
	gssize n = pread(fd, bytes, sizeof bytes, 0);
	const char *at = bytes;
	for (; n > 0 && (*at == '\n' || *at == '\r'); at++)
		n--;
	return n >= 5 && memcmp(at, "From ", 5) == 0;
}
