/* Who calls: "営業2 佐藤" is a department and a name. People and departments become records the first time they are met. */
#include "desk.h"

#include <daicho/text.h>

#include <string.h>

void
person_clear(Person *person)
{
	g_free(person->name);
	g_free(person->department);
	*person = (Person){ 0 };
}

/* What a department is called where none is known yet; domain.md 4 has them. */
static const char *const department_words[] = { "営業", "経理", "総務", "人事", "購買", "倉庫", "製造", "企画", "物流", "情報", "広報", "法務", "品質", "開発",
	                                        "sales", "accounting", "warehouse", "purchasing", "hr", "it", "finance", "legal", "logistics" };
static const char *const department_ends[] = { "部", "課", "室", "係", "局", "所", "店", "センター", "本部", "チーム", "グループ", "工場" };

static bool
is_known_department(GPtrArray *departments, const char *text)
{
	for (guint i = 0; i < departments->len; i++)
		if (g_str_equal(((const DcDepartment *)g_ptr_array_index(departments, i))->name, text))
			return true;
	return false;
}

static bool
looks_like_department(const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);
	if (g_ascii_isdigit(text[strlen(text) - 1]))
		return true;
	for (guint i = 0; i < G_N_ELEMENTS(department_words); i++)
		if (g_str_equal(lower, department_words[i]))
			return true;
	for (guint i = 0; i < G_N_ELEMENTS(department_ends); i++)
		if (g_str_has_suffix(text, department_ends[i]))
			return true;
	return false;
}

static void
split_caller(GPtrArray *departments, const char *caller, Person *person)
{
	g_autofree char *line = dc_text_one_line(caller);
	g_auto(GStrv) words = g_strsplit(line, "\343\200\200", -1); /* the full-width space parts as well */
	g_autofree char *wide = g_strjoinv(" ", words);
	char *space = strchr(wide, ' ');
	if (space != NULL && person->department == NULL) {
		g_autofree char *first = g_strndup(wide, (gsize)(space - wide));
		if (is_known_department(departments, first) || looks_like_department(first)) {
			person->department = g_steal_pointer(&first);
			person->name = dc_text_one_line(space + 1);
			return;
		}
	}
	person->name = *wide != '\0' ? g_steal_pointer(&wide) : NULL;
}

char *
person_department(GPtrArray *departments, const char *caller)
{
	g_auto(Person) person = { 0 };
	if (caller != NULL)
		split_caller(departments, caller, &person);
	return g_steal_pointer(&person.department);
}

static bool
department_is(gconstpointer record, gconstpointer name)
{
	return g_str_equal(((const DcDepartment *)record)->name, name);
}

/* In the ledger, in the change that is being made, or made in it. */
static gint64
find_department(DcChange *change, GPtrArray *departments, const char *name)
{
	if (name == NULL)
		return 0;
	for (guint i = 0; i < departments->len; i++) {
		const DcDepartment *department = g_ptr_array_index(departments, i);
		if (department_is(department, name))
			return department->id;
	}
	const DcDepartment *made = dc_change_find(change, DC_ENTITY_DEPARTMENT, department_is, name);
	if (made != NULL)
		return made->id;
	g_autoptr(DcDepartment) department = dc_department_new();
	department->name = g_strdup(name);
	return dc_change_create(change, DC_ENTITY_DEPARTMENT, department);
}

static const DcParty *
find_party(GPtrArray *parties, gint64 department)
{
	for (guint i = 0; i < parties->len; i++) {
		const DcParty *party = g_ptr_array_index(parties, i);
		if (party->department == department)
			return party;
	}
	return NULL;
}

static bool
party_is(gconstpointer record, gconstpointer data)
{
	const DcParty *party = record, *wanted = data;
	return party->department == wanted->department && g_str_equal(party->name, wanted->name);
}

static gint64
make_party(DcChange *change, const Person *person, gint64 department, const char *address)
{
	g_autoptr(DcParty) party = dc_party_new();
	party->name = g_strdup(person->name);
	party->role = DC_ROLE_USER;
	party->department = department;
	if (address != NULL && g_utf8_strlen(address, -1) <= dc_field_info(DC_FIELD_PARTY_ADDRESS)->limit) /* a longer one stops no mail */
		party->address = g_strdup(address);
	const DcParty *made = dc_change_find(change, DC_ENTITY_PARTY, party_is, party);
	if (made != NULL)
		return made->id;
	return dc_change_create(change, DC_ENTITY_PARTY, party);
}

/* By name and department, as they stand in `person`. */
static bool
find_or_make(DcDesk *desk, DcChange *change, GPtrArray *departments, const char *address, Person *person, GError **error)
{
	gint64 department_id = find_department(change, departments, person->department);
	if (person->name == NULL)
		return true;

	g_autoptr(GPtrArray) parties = dc_ledger_list(desk->ledger, DC_LIST_PARTIES_NAMED, (DcListArgs){ .text = person->name }, error);
	if (parties == NULL)
		return false;
	const DcParty *party = find_party(parties, department_id);
	person->party = party != NULL ? party->id : make_party(change, person, department_id, address);
	person->vip = party != NULL && party->vip;
	return true;
}

bool
person_find(DcDesk *desk, DcChange *change, const char *caller, const char *department, const char *address, Person *person, GError **error)
{
	g_autoptr(GPtrArray) departments = dc_ledger_list(desk->ledger, DC_LIST_DEPARTMENTS, (DcListArgs){ 0 }, error);
	if (departments == NULL)
		return false;
	person->department = desk_line(department);
	if (caller != NULL)
		split_caller(departments, caller, person);
	return find_or_make(desk, change, departments, address, person, error);
}

bool
person_named(DcDesk *desk, DcChange *change, const char *name, const char *department, const char *address, Person *person, GError **error)
{
	g_autoptr(GPtrArray) departments = dc_ledger_list(desk->ledger, DC_LIST_DEPARTMENTS, (DcListArgs){ 0 }, error);
	if (departments == NULL)
		return false;
	person->name = g_strdup(name);
	person->department = desk_line(department);
	return find_or_make(desk, change, departments, address, person, error);
}

bool
person_care(DcDesk *desk, DcChange *change, gint64 party, bool vip, GError **error)
{
	if (party == 0)
		return true;
	g_autoptr(DcParty) person = party > 0 ? dc_ledger_read(desk->ledger, DC_ENTITY_PARTY, party, error) : dc_party_new();
	if (person == NULL)
		return false;
	person->id = party;
	dc_change_number(change, person, DC_FIELD_PARTY_VIP, vip);
	return true;
}
