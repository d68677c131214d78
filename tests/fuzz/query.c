/* Whatever is typed as a query, it is a tree or a sentence that points into it, and completing it changes nothing else: libFuzzer over the language. */
#include <daicho/policy.h>
#include <daicho/query.h>
#include <daicho/text.h>

#include <stdint.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT(1774916400) /* Tuesday 2026-03-31T09:20+09:00 */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
hold(bool true_always)
{
	if (!true_always)
		g_error("a query is neither read nor refused");
}

/* One that asks for itself, and one that asks for that. */
static const char *
saved(const char *name, gpointer data)
{
	(void)data;
	return g_str_equal(name, "a") ? "@b 帳票" : g_str_equal(name, "b") ? "status:open or @b" : g_str_equal(name, "c") ? "kind:incident" : NULL;
}

static void
complete(const char *text, gsize cursor)
{
	static const char *const filters[] = { "a", "障害のみ", NULL };
	gsize from = 0;
	g_autoptr(GPtrArray) could = dc_query_complete(text, cursor, &(DcQueryNames){ .filters = filters }, &from);
	hold(from <= cursor);
	for (guint i = 0; i < could->len; i++)
		hold(g_utf8_validate(g_ptr_array_index(could, i), -1, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static DcPolicy *policy = NULL;
	policy = policy != NULL ? policy : dc_policy_new();
	g_autofree char *text = dc_text_valid((const char *)bytes, (gssize)length);
	const DcQueryWorld world = { .calendar = dc_policy_calendar(policy), .now = NOW, .saved = saved };
	g_autoptr(GError) error = NULL;
	gsize at = 0;
	g_autoptr(DcFilter) filter = dc_query_parse(text, &world, &at, &error);
	hold((filter != NULL) == (error == NULL));
	hold(filter != NULL || (at <= strlen(text) && g_utf8_validate(error->message, -1, NULL) && strchr(error->message, '\n') == NULL));
	g_autofree char *shown = filter != NULL ? dc_filter_show(filter) : NULL;
	hold(shown == NULL || g_utf8_validate(shown, -1, NULL));
	complete(text, strlen(text));
	complete(text, (gsize)(g_utf8_offset_to_pointer(text, g_utf8_strlen(text, -1) / 2) - text));
	return 0;
}
