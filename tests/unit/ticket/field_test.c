/* The table of fields and the records that are made from it. domain.md 2.2, 2.3. */
#include <daicho/lang.h>
#include <daicho/ticket.h>

#include <string.h>

/* -- the table -- */

static void
test_entities(void)
{
	int n = 0;

	for (DcEntity entity = 0; entity < DC_N_ENTITIES; entity++) {
		DcField first = dc_entity_first(entity);

		g_assert_cmpint(first, ==, n);
		g_assert_cmpint(dc_entity_count(entity), >=, 1);
		for (int i = 0; i < dc_entity_count(entity); i++)
			g_assert_cmpint(dc_field_info(first + i)->entity, ==, entity);
		g_assert_cmpstr(dc_entity_table(entity), !=, "");
		n += dc_entity_count(entity);
	}
	g_assert_cmpint(n, ==, DC_N_FIELDS);
	g_assert_cmpstr(dc_entity_table(DC_ENTITY_MAIL_TEXT), ==, "mail_text");
}

static void
test_names_once(void)
{
	for (int a = 0; a < DC_N_FIELDS; a++) {
		for (int b = a + 1; b < DC_N_FIELDS; b++) {
			const DcFieldInfo *one = dc_field_info(a), *other = dc_field_info(b);

			if (one->entity != other->entity)
				continue;
			g_assert_cmpstr(one->name, !=, other->name);
			g_assert_cmpstr(one->label, !=, other->label);
		}
	}
}

static void
test_labels_translated(void)
{
	g_assert_true(dc_lang_set("ja", NULL));
	for (int field = 0; field < DC_N_FIELDS; field++) {
		const char *label = dc_field_info(field)->label;

		if (strcmp(label, "Message-ID") != 0)
			g_assert_cmpstr(_(label), !=, label);
	}
}

static void
parses(const char *name, DcField field)
{
	g_autoptr(GError) error = NULL;
	DcField got = DC_N_FIELDS;

	g_assert_true(dc_field_parse(name, &got, &error));
	g_assert_no_error(error);
	g_assert_cmpint(got, ==, field);
}

static void
test_parse(void)
{
	for (int i = 0; i < 2; i++) {
		g_assert_true(dc_lang_set(i == 0 ? "en" : "ja", NULL));
		parses("due_at", DC_FIELD_DUE_AT);
		parses("due-at", DC_FIELD_DUE_AT);
		parses("Needed by", DC_FIELD_DUE_AT);
		parses("希望期限", DC_FIELD_DUE_AT);
		parses("Ｂｏｄｙ", DC_FIELD_BODY);
		parses("private memo", DC_FIELD_PRIVATE_MEMO);

		g_autoptr(GError) error = NULL;
		DcField got = DC_N_FIELDS;
		g_assert_false(dc_field_parse("snippet", &got, &error)); /* a contact's, not a ticket's */
		g_assert_error(error, DC_ERROR, DC_ERROR_USAGE);
		g_assert_cmpint(got, ==, DC_N_FIELDS);
	}
}

/* -- records -- */

static DcValue
sample(DcField field)
{
	const DcFieldInfo *info = dc_field_info(field);

	if (info->type == DC_FIELD_TYPE_TEXT || info->type == DC_FIELD_TYPE_LINES)
		return dc_value_text(info->name);
	return dc_value_number(1);
}

static void
test_unset(void)
{
	for (int field = 0; field < DC_N_FIELDS; field++) {
		const DcFieldInfo *info = dc_field_info(field);
		gpointer record = dc_record_new(info->entity);
		DcValue value = dc_record_get(record, field);

		g_assert_null(value.text);
		g_assert_true(value.number == (info->type == DC_FIELD_TYPE_BOOL ? 0 : DC_ABSENT));
		dc_record_free(info->entity, record);
	}
}

static void
test_set_get_copy(void)
{
	for (DcEntity entity = 0; entity < DC_N_ENTITIES; entity++) {
		gpointer record = dc_record_new(entity);
		DcField first = dc_entity_first(entity), end = first + dc_entity_count(entity);

		for (DcField field = first; field < end; field++) {
			DcValue value = sample(field);
			dc_record_set(record, field, &value);
			dc_value_clear(&value);
		}
		gpointer copy = dc_record_copy(entity, record);
		for (DcField field = first; field < end; field++) {
			DcValue want = sample(field), one = dc_record_get(record, field), other = dc_record_get(copy, field);
			g_assert_true(dc_value_equal(&one, &want));
			g_assert_true(dc_value_equal(&other, &want));
			g_assert_true(one.text == NULL || one.text != other.text);
			dc_value_clear(&want);
		}
		dc_record_free(entity, record);
		dc_record_free(entity, copy);
	}
}

static void
test_unset_again(void)
{
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	DcValue empty = {.is_text = true, .text = NULL}, absent = dc_value_number(DC_ABSENT), zero = dc_value_number(0);

	ticket->title = g_strdup("受注登録でエラー");
	ticket->kind = DC_KIND_INCIDENT;
	ticket->parent = 104;
	ticket->affected = 40;
	ticket->major = true;
	DcValue same = dc_record_get(ticket, DC_FIELD_TITLE);
	dc_record_set(ticket, DC_FIELD_TITLE, &same); /* its own text: no use after free */
	g_assert_cmpstr(ticket->title, ==, "受注登録でエラー");

	dc_record_set(ticket, DC_FIELD_TITLE, &empty);
	dc_record_set(ticket, DC_FIELD_KIND, &absent);
	dc_record_set(ticket, DC_FIELD_PARENT, &zero);
	dc_record_set(ticket, DC_FIELD_AFFECTED, &absent);
	dc_record_set(ticket, DC_FIELD_MAJOR, &absent);
	g_assert_null(ticket->title);
	g_assert_cmpint(ticket->kind, ==, DC_KIND_NONE);
	g_assert_cmpint(ticket->parent, ==, 0);
	g_assert_true(ticket->affected == DC_ABSENT);
	g_assert_false(ticket->major);
}

/* -- what a field takes -- */

static bool
takes_text(DcField field, const char *text)
{
	g_autoptr(GError) error = NULL;
	DcValue value = dc_value_text(text);
	bool takes = dc_value_check(field, &value, &error);

	if (!takes)
		g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
	dc_value_clear(&value);
	return takes;
}

static bool
takes_number(DcField field, gint64 number)
{
	g_autoptr(GError) error = NULL;
	DcValue value = dc_value_number(number);
	bool takes = dc_value_check(field, &value, &error);

	if (!takes)
		g_assert_error(error, DC_ERROR, DC_ERROR_REFUSED);
	return takes;
}

static void
test_limits_of_texts(void)
{
	for (int field = 0; field < DC_N_FIELDS; field++) {
		const DcFieldInfo *info = dc_field_info(field);
		if ((info->type != DC_FIELD_TYPE_TEXT && info->type != DC_FIELD_TYPE_LINES) || info->limit == 0)
			continue;
		GString *text = g_string_new(NULL);
		for (int i = 0; i < info->limit; i++)
			g_string_append(text, "障");
		g_assert_true(takes_text(field, text->str));
		g_assert_false(takes_text(field, g_string_append(text, "害")->str));
		g_string_free(text, TRUE);
	}
	g_assert_true(takes_text(DC_FIELD_CALLER, NULL));
	g_assert_true(takes_text(DC_FIELD_CALLER, ""));
	g_assert_false(takes_text(DC_FIELD_TITLE, NULL)); /* 1-170 characters */
	g_assert_false(takes_text(DC_FIELD_TITLE, ""));
	g_assert_false(takes_text(DC_FIELD_TITLE, "two\nlines"));
	g_assert_true(takes_text(DC_FIELD_BODY, "two\nlines"));
	g_assert_false(takes_text(DC_FIELD_BODY, "\xff"));
	g_assert_false(takes_number(DC_FIELD_TITLE, 1));
	g_assert_false(takes_text(DC_FIELD_IMPACT, "1"));
}

static void
test_limits_of_numbers(void)
{
	static const struct {
		DcField field;
		gint64 least, most;
	} limits[] = {
		{DC_FIELD_IMPACT, 1, 3},
		{DC_FIELD_URGENCY, 1, 3},
		{DC_FIELD_OVERRIDE, 1, 5},
		{DC_FIELD_EST_MIN, 5, 2400},
		{DC_FIELD_AFFECTED, 0, 99999},
		{DC_FIELD_MAJOR, 0, 1},
		{DC_FIELD_KIND, 0, DC_KIND_TASK},
		{DC_FIELD_STATUS, 0, DC_STATUS_CANCELLED},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(limits); i++) {
		g_assert_true(takes_number(limits[i].field, limits[i].least));
		g_assert_true(takes_number(limits[i].field, limits[i].most));
		g_assert_true(takes_number(limits[i].field, DC_ABSENT));
		g_assert_false(takes_number(limits[i].field, limits[i].least - 1));
		g_assert_false(takes_number(limits[i].field, limits[i].most + 1));
		g_assert_false(takes_number(limits[i].field, G_MAXINT64));
	}
	g_assert_true(takes_number(DC_FIELD_DUE_AT, 1774915200)); /* 2026-03-31 */
	g_assert_false(takes_number(DC_FIELD_DUE_AT, G_MAXINT64));
	g_assert_false(takes_number(DC_FIELD_DUE_AT, G_MININT64 + 1));
	g_assert_false(takes_number(DC_FIELD_PARENT, -1));
}

static void
test_values(void)
{
	DcValue a = dc_value_text("x"), b = dc_value_copy(&a), none = dc_value_text(NULL), one = dc_value_number(1), two = dc_value_number(2);

	g_assert_true(dc_value_equal(&a, &b));
	g_assert_false(dc_value_equal(&a, &none));
	g_assert_true(dc_value_equal(&none, &none));
	g_assert_false(dc_value_equal(&one, &two));
	g_assert_false(dc_value_equal(&one, &none));
	dc_value_clear(&a);
	g_assert_true(dc_value_equal(&a, &none));
	g_assert_cmpstr(b.text, ==, "x");
	dc_value_clear(&b);
}

/* A system has six characters. */
static void
test_cut(void)
{
	static const struct {
		const char *text, *cut;
	} rows[] = {
		{ NULL, NULL }, { "", "" }, { "ORDERS", "ORDERS" }, { "ORDERS2", "ORDERS" }, { "受注管理台帳", "受注管理台帳" }, { "受注管理台帳2", "受注管理台帳" },
		{ "ORDERq\xCC\x88y", "ORDER" }, /* what has two code points as one character goes as a whole */
		{ "受注管理カ\xE3\x82\x99ス", "受注管理カ\xE3\x82\x99ス" },
	};
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *cut = dc_field_cut(DC_FIELD_SYSTEM, rows[i].text);
		const DcValue value = { .is_text = true, .number = DC_ABSENT, .text = cut };
		g_assert_cmpstr(cut, ==, rows[i].cut);
		g_assert_true(dc_value_check(DC_FIELD_SYSTEM, &value, NULL));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (!dc_lang_init(NULL))
		return 1;
	g_test_add_func("/ticket/field/entities", test_entities);
	g_test_add_func("/ticket/field/names-once", test_names_once);
	g_test_add_func("/ticket/field/labels-translated", test_labels_translated);
	g_test_add_func("/ticket/field/parse", test_parse);
	g_test_add_func("/ticket/record/unset", test_unset);
	g_test_add_func("/ticket/record/set-get-copy", test_set_get_copy);
	g_test_add_func("/ticket/record/unset-again", test_unset_again);
	g_test_add_func("/ticket/value/texts", test_limits_of_texts);
	g_test_add_func("/ticket/value/cut", test_cut);
	g_test_add_func("/ticket/value/numbers", test_limits_of_numbers);
	g_test_add_func("/ticket/value/equal", test_values);
	return g_test_run();
}
