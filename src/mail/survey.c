/* One pass over the bytes of a message. See survey.h. */
#include "survey.h"

#include "header.h"
#include "lines.h"

#include <daicho/error.h>
#include <daicho/lang.h>

#include <errno.h>
#include <string.h>

/* Limits beyond which nothing is a mail that somebody sent. They bound what GMime allocates, not what is kept. */
#define DASH_LINES_MAX 10000
#define NESTED_HEADER_MAX (256 * 1024)

/* What identifies a mail, in the order in which it enters the digest. Not among them: what servers and programs add or rewrite on the way. */
static const char *const identifying[] = {
	"Message-ID", "Date", "From", "Sender", "Reply-To", "To", "Cc", "Subject", "In-Reply-To", "References", "Content-Type", "Content-Transfer-Encoding",
};

typedef struct {
	Survey *survey;
	GString *block;
	bool in_header, any_field;
	GChecksum *sum;
	gsize newlines; /* held back: they enter the digest only if something follows */
	gint64 run_at;  /* where the lines began that look like the header of a part; -1: they do not */
	bool may_begin; /* the line before was empty or a boundary: such a header may begin */
	guint n_dashes;
} State;

/* -- the digest -- */
static void
sum_bytes(State *state, const char *bytes, gsize length)
{
	static const guchar newlines[64] = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";
	if (length == 0)
		return;
	while (state->newlines > 0) {
		gsize n = MIN(state->newlines, sizeof newlines - 1);
		g_checksum_update(state->sum, newlines, (gssize)n);
		state->newlines -= n;
	}
	g_checksum_update(state->sum, (const guchar *)bytes, (gssize)length);
}

/* White space counts as one space, none at the ends: headers are folded anew on the way. */
static void
sum_value(GChecksum *sum, const char *value, gsize length)
{
	g_autoptr(GString) out = g_string_sized_new(length);
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isspace(value[i]))
			g_string_append_c(out, value[i]);
		else if (out->len > 0 && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	if (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	g_checksum_update(sum, (const guchar *)out->str, (gssize)out->len);
}

static void
sum_header(State *state)
{
	Header header;
	header_init(&header, state->block->str, state->block->len);
	for (gsize i = 0; i < G_N_ELEMENTS(identifying); i++) {
		const HeaderField *field;
		for (guint n = 0; (field = header_field(&header, identifying[i], n)) != NULL; n++) {
			g_checksum_update(state->sum, (const guchar *)identifying[i], -1);
			g_checksum_update(state->sum, (const guchar *)":", 1);
			sum_value(state->sum, field->value, field->value_length);
			g_checksum_update(state->sum, (const guchar *)"\n", 1);
		}
	}
	g_checksum_update(state->sum, (const guchar *)"\n", 1);
	header_clear(&header);
}

/* A body line: whatever its end, and with `>From ` as if an mbox had never quoted it. */
static void
sum_line(State *state, Line line)
{
	gsize length = line.length;
	bool ended = length > 0 && line.bytes[length - 1] == '\n';
	if (ended && --length > 0 && line.bytes[length - 1] == '\r')
		length--;
	gsize quotes = 0;
	while (line.starts && quotes < length && line.bytes[quotes] == '>')
		quotes++;
	if (length - quotes < 5 || memcmp(line.bytes + quotes, "From ", 5) != 0)
		quotes = 0;
	sum_bytes(state, line.bytes + quotes, length - quotes);
	state->newlines += ended ? 1 : 0;
}

/* -- lines -- */
static void
end_header(State *state, gint64 body_at)
{
	state->in_header = false;
	state->may_begin = true;
	state->survey->body_at = body_at;
	sum_header(state);
}

static void
cut_structure(State *state, gint64 at)
{
	if (state->survey->cut)
		return;
	state->survey->cut = true;
	state->survey->body_end = at;
}

/* Keeps watch over what GMime would make objects of: boundaries, and headers of parts. */
static void
guard_line(State *state, Line line)
{
	if (line.starts) {
		HeaderLine kind = state->may_begin || state->run_at >= 0 ? header_line(line.bytes, line.length) : HEADER_LINE_NONE;
		bool dashes = line.length > 2 && line.bytes[0] == '-' && line.bytes[1] == '-';
		bool empty = line.length <= 2 && (line.bytes[0] == '\n' || line.bytes[0] == '\r');
		if (dashes && ++state->n_dashes > DASH_LINES_MAX)
			cut_structure(state, line.at);
		if (dashes || empty || (kind != HEADER_LINE_FIELD && kind != HEADER_LINE_FOLDED))
			state->run_at = -1;
		else if (state->run_at < 0 && kind == HEADER_LINE_FIELD)
			state->run_at = line.at;
		state->may_begin = dashes || empty;
	}
	if (state->run_at >= 0 && line.at + (gint64)line.length - state->run_at > NESTED_HEADER_MAX)
		cut_structure(state, state->run_at);
}

static void
body_line(State *state, Line line)
{
	guard_line(state, line);
	sum_line(state, line);
}

static void
keep_header(State *state, Line line)
{
	gsize room = SURVEY_HEADER_MAX - state->block->len;
	g_string_append_len(state->block, line.bytes, (gssize)MIN(room, line.length));
}

static void
take_header_line(State *state, Line line)
{
	switch (line.starts ? header_line(line.bytes, line.length) : HEADER_LINE_FOLDED) {
	case HEADER_LINE_FIELD:
		state->any_field = true;
		keep_header(state, line);
		return;
	case HEADER_LINE_FOLDED:
	case HEADER_LINE_FROM:
		keep_header(state, line);
		return;
	case HEADER_LINE_EMPTY:
		if (state->any_field)
			end_header(state, line.at + (gint64)line.length);
		return;
	case HEADER_LINE_NONE: /* the empty line is missing */
		end_header(state, line.at);
		body_line(state, line);
		return;
	}
}

static bool
take_line(Line line, gpointer data)
{
	State *state = data;
	state->survey->size = line.at + (gint64)line.length;
	if (line.at == 0 && line.length > 3 && memcmp(line.bytes, "\xEF\xBB\xBF", 3) == 0) /* an editor's mark of UTF-8 */
		line = (Line){ line.bytes + 3, line.length - 3, 3, true };
	if (state->in_header)
		take_header_line(state, line);
	else
		body_line(state, line);
	return true;
}

bool
survey_take(GMimeStream *stream, Survey *survey, GError **error)
{
	*survey = (Survey){ 0 };
	State state = {
		.survey = survey,
		.block = g_string_new(NULL),
		.in_header = true,
		.sum = g_checksum_new(G_CHECKSUM_SHA256),
		.run_at = -1,
	};
	bool ok = lines_each(stream, take_line, &state);
	if (!ok)
		g_set_error(error, DC_ERROR, DC_ERROR_MAIL, _("it cannot be read: %s"), g_strerror(errno));
	if (state.in_header)
		end_header(&state, survey->size);
	if (!survey->cut)
		survey->body_end = survey->size;
	g_strlcpy(survey->digest, g_checksum_get_string(state.sum), sizeof survey->digest);
	g_checksum_free(state.sum);
	survey->block_length = state.block->len;
	survey->block = g_string_free(state.block, FALSE);
	if (!ok)
		survey_clear(survey);
	return ok;
}

void
survey_clear(Survey *survey)
{
	g_clear_pointer(&survey->block, g_free);
}
