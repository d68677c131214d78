/* The tree of conditions: made, joined, copied, shown. */
#include <daicho/filter.h>

DcFilter *
dc_filter_new(DcFilterType type)
{
	DcFilter *filter = g_new0(DcFilter, 1);
	*filter = (DcFilter){ .type = type, .field = DC_N_FIELDS, .low = G_MININT64, .high = G_MAXINT64 };
	if (type == DC_FILTER_AND || type == DC_FILTER_OR || type == DC_FILTER_NOT)
		filter->parts = g_ptr_array_new_with_free_func((GDestroyNotify)dc_filter_free);
	return filter;
}

DcFilter *
dc_filter_text(DcField field, const char *text)
{
	DcFilter *filter = dc_filter_new(DC_FILTER_TEXT);
	filter->field = field;
	filter->text = g_strdup(text);
	return filter;
}

DcFilter *
dc_filter_of(DcFilterType type, gint64 low, gint64 high)
{
	DcFilter *filter = dc_filter_new(type);
	filter->low = low;
	filter->high = high;
	return filter;
}

DcFilter *
dc_filter_range(DcField field, gint64 low, gint64 high)
{
	DcFilter *filter = dc_filter_of(DC_FILTER_RANGE, low, high);
	filter->field = field;
	return filter;
}

DcFilter *
dc_filter_set(DcField field)
{
	DcFilter *filter = dc_filter_new(DC_FILTER_SET);
	filter->field = field;
	return filter;
}

DcFilter *
dc_filter_not(DcFilter *filter)
{
	DcFilter *not_it = dc_filter_new(DC_FILTER_NOT);
	g_ptr_array_add(not_it->parts, filter);
	return not_it;
}

DcFilter *
dc_filter_join(DcFilterType type, DcFilter *filter, DcFilter *other)
{
	if (filter == NULL || other == NULL)
		return filter != NULL ? filter : other;
	DcFilter *joined = filter;
	if (filter->type != type) {
		joined = dc_filter_new(type);
		g_ptr_array_add(joined->parts, filter);
	}
	g_ptr_array_add(joined->parts, other);
	return joined;
}

DcFilter *
dc_filter_copy(const DcFilter *filter)
{
	DcFilter *copy = dc_filter_new(filter->type);
	copy->field = filter->field;
	copy->low = filter->low;
	copy->high = filter->high;
	copy->text = g_strdup(filter->text);
	for (guint i = 0; filter->parts != NULL && i < filter->parts->len; i++)
		g_ptr_array_add(copy->parts, dc_filter_copy(g_ptr_array_index(filter->parts, i)));
	return copy;
}

void
dc_filter_free(DcFilter *filter)
{
	if (filter == NULL)
		return;
	g_clear_pointer(&filter->parts, g_ptr_array_unref);
	g_free(filter->text);
	g_free(filter);
}

static void
collect_words(const DcFilter *filter, GPtrArray *words)
{
	if (filter->type == DC_FILTER_TEXT)
		g_ptr_array_add(words, filter->text);
	for (guint i = 0; filter->type != DC_FILTER_NOT && filter->parts != NULL && i < filter->parts->len; i++)
		collect_words(g_ptr_array_index(filter->parts, i), words);
}

GPtrArray *
dc_filter_words(const DcFilter *filter)
{
	GPtrArray *words = g_ptr_array_new();
	if (filter != NULL)
		collect_words(filter, words);
	return words;
}

/* -- shown -- */
static const char *const type_names[] = {
	[DC_FILTER_AND] = "and", [DC_FILTER_OR] = "or", [DC_FILTER_NOT] = "not", [DC_FILTER_TEXT] = "text", [DC_FILTER_RANGE] = "range",
	[DC_FILTER_SET] = "set", [DC_FILTER_NUMBER] = "number", [DC_FILTER_PRIORITY] = "priority", [DC_FILTER_OPEN] = "open",
	[DC_FILTER_UNANSWERED] = "unanswered", [DC_FILTER_REPORTED] = "reported",
};

static void
show_end(GString *out, const DcFilter *filter, gint64 end)
{
	if (end == G_MININT64 || end == G_MAXINT64)
		g_string_append(out, " *");
	else if (filter->type == DC_FILTER_RANGE && dc_field_info(filter->field)->type == DC_FIELD_TYPE_WORD)
		g_string_append_printf(out, " %s", dc_word_code(dc_field_info(filter->field)->words, (int)end));
	else
		g_string_append_printf(out, " %" G_GINT64_FORMAT, end);
}

static void
show(GString *out, const DcFilter *filter)
{
	g_string_append_printf(out, "(%s", type_names[filter->type]);
	if (filter->type == DC_FILTER_TEXT || filter->type == DC_FILTER_RANGE || filter->type == DC_FILTER_SET)
		g_string_append_printf(out, " %s", filter->field == DC_N_FIELDS ? "*" : dc_field_info(filter->field)->name);
	if (filter->type == DC_FILTER_TEXT)
		g_string_append_printf(out, " \"%s\"", filter->text);
	if (filter->type == DC_FILTER_RANGE || filter->type == DC_FILTER_NUMBER || filter->type == DC_FILTER_PRIORITY) {
		show_end(out, filter, filter->low);
		show_end(out, filter, filter->high);
	}
	for (guint i = 0; filter->parts != NULL && i < filter->parts->len; i++) {
		g_string_append_c(out, ' ');
		show(out, g_ptr_array_index(filter->parts, i));
	}
	g_string_append_c(out, ')');
}

char *
dc_filter_show(const DcFilter *filter)
{
	GString *out = g_string_new(NULL);
	show(out, filter);
	return g_string_free(out, FALSE);
}
