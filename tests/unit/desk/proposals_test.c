/* What is proposed for a subject and for a group: R1, R2 and S29 of domain.md 3.7. */
#include "../../support/stage.h"

static DcTicketNo
logged(Stage *stage, const char *caller, const char *title, const char *system)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcTicket) ticket = dc_ticket_new();
	ticket->caller = g_strdup(caller);
	ticket->title = g_strdup(title);
	ticket->system = g_strdup(system);
	ticket->received_at = stage->now;
	const DcArrival arrival = { .ticket = ticket, .call_start = DC_ABSENT };
	DcTicketNo no = 0;
	g_assert_true(dc_desk_log(stage->desk, &arrival, stage->now, &no, &error));
	g_assert_no_error(error);
	return no;
}

static DcSame
same_as(Stage *stage, const char *subject, DcTicketNo except)
{
	g_autoptr(GError) error = NULL;
	DcSame same = { 0 };
	g_assert_true(dc_desk_propose_same(stage->desk, subject, except, stage->now, &same, &error));
	g_assert_no_error(error);
	return same;
}

#define assert_same(stage, subject, except, expected)                              \
	G_STMT_START                                                               \
	{                                                                          \
		g_auto(DcSame) same_seen = same_as(stage, subject, except);        \
		g_assert_cmpint(same_seen.no, ==, expected);                       \
	}                                                                          \
	G_STMT_END

static void
test_same(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	DcTicketNo first = logged(stage, "倉庫 井上", "在庫照会でエラーが出ます", "INV");
	g_auto(DcSame) same = same_as(stage, "Re: 【至急】在庫照会のエラーについて", 0);
	g_assert_cmpint(same.no, ==, first);
	g_assert_cmpfloat_with_epsilon(same.similarity, 0.91, 0.005);
	g_assert_cmpstr(same.title, ==, "在庫照会でエラーが出ます");
	/* Not with itself, and of a member its group. */
	assert_same(stage, "在庫照会でエラーが出ます", first, 0);
	DcTicketNo second = logged(stage, "購買 中村", "在庫照会のエラーについて", NULL);
	g_assert_true(dc_desk_group(stage->desk, DC_ONE_TICKET(second), first, DC_MEMBER_SAME, stage->now, &error));
	assert_same(stage, "在庫照会のエラー", 0, first);
	g_auto(DcSame) of_group = same_as(stage, "在庫照会エラー", 0);
	g_assert_cmpstr(of_group.title, ==, "在庫照会でエラーが出ます");
	g_assert_cmpfloat_with_epsilon(of_group.similarity, 0.91, 0.005);
	assert_same(stage, "在庫照会でエラーが出ます", first, 0);
	assert_same(stage, "売上帳票が出ない", 0, 0);
	/* More than two business days later it is another one. */
	stage->now += 5 * 24 * 3600;
	assert_same(stage, "在庫照会のエラー", 0, 0);
}

/* Of another system it is another incident, however alike the words. */
static void
test_system(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	DcTicketNo of_acc = logged(stage, "経理 森", "ORD データ取込が途中で止まる", "ACC");
	g_assert_cmpint(of_acc, >, 0);
	assert_same(stage, "ORD データ取込が途中で止まる", 0, 0);
	assert_same(stage, "データ取込が途中で止まる", 0, of_acc);
}

static void
assert_impact(Stage *stage, DcTicketNo no, int expected, gint64 n_callers)
{
	g_autoptr(GError) error = NULL;
	DcGroup group = { 0 };
	int impact = -1;
	g_assert_true(dc_desk_propose_impact(stage->desk, no, &impact, &group, &error));
	g_assert_no_error(error);
	g_assert_cmpint(impact, ==, expected);
	g_assert_cmpint(group.n_callers, ==, n_callers);
}

/* Two callers of one department speak for medium, two departments for large. */
static void
test_impact(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	const DcJudgement small = { .impact = 3, .urgency = 2 };
	DcTicketNo first = logged(stage, "倉庫 井上", "在庫照会でエラーが出ます", NULL);
	g_assert_true(dc_desk_rate(stage->desk, DC_ONE_TICKET(first), &small, stage->now, &error));
	assert_impact(stage, first, 0, 1);
	DcTicketNo second = logged(stage, "倉庫 鈴木", "在庫照会エラー", NULL);
	g_assert_true(dc_desk_group(stage->desk, DC_ONE_TICKET(second), first, DC_MEMBER_SAME, stage->now, &error));
	assert_impact(stage, first, 2, 2);
	DcTicketNo third = logged(stage, "購買 中村", "在庫照会エラー", NULL);
	g_assert_true(dc_desk_group(stage->desk, DC_ONE_TICKET(third), first, DC_MEMBER_SAME, stage->now, &error));
	assert_impact(stage, first, 1, 3);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/desk/proposals/same", test_same);
	g_test_add_func("/desk/proposals/system", test_system);
	g_test_add_func("/desk/proposals/impact", test_impact);
	return g_test_run();
}
