/* Have we had this before? Also where it was thousands of tickets ago. */
#include "../../support/stage.h"

static void
log_many(Stage *stage, const char *title, int n)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DcChange) change = dc_change_new(DC_ACTION_LOG, stage->now);
	for (int i = 0; i < n; i++) {
		g_autoptr(DcTicket) ticket = dc_ticket_new();
		ticket->kind = DC_KIND_INQUIRY;
		ticket->status = DC_STATUS_CLOSED;
		ticket->channel = DC_CHANNEL_PHONE;
		ticket->title = g_strdup(title);
		ticket->received_at = stage->now;
		dc_change_create(change, DC_ENTITY_TICKET, ticket);
	}
	g_assert_true(dc_ledger_apply(dc_desk_ledger(stage->desk), change, &error));
	g_assert_no_error(error);
}

static DcTicketNo
nearest(Stage *stage, const char *subject)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) alike = dc_desk_alike(stage->desk, subject, 1, &error);
	g_assert_no_error(error);
	return alike->len > 0 ? ((const DcAlike *)g_ptr_array_index(alike, 0))->ticket->id : 0;
}

static void
test_older(void)
{
	g_autoptr(Stage) stage = stage_new("09:20", 24, 80);
	DcTicketNo first;
	g_assert_true(dc_ledger_next_no(dc_desk_ledger(stage->desk), &first, NULL));
	log_many(stage, "会計帳票の白紙出力エラー", 1);
	log_many(stage, "勤怠の修正方法", 2100); /* more than are compared one by one */
	g_assert_true(dc_desk_tick(stage->desk, stage->now + 60, NULL, NULL));
	g_assert_cmpint(nearest(stage, "会計帳票の白紙出力エラー"), ==, first);
	g_assert_cmpint(nearest(stage, "Re: 【至急】会計帳票で白紙の出力ｴﾗｰになる"), ==, first);
	g_assert_cmpint(nearest(stage, "白紙出力 会計の帳票"), ==, first); /* in another order */
	g_assert_cmpint(nearest(stage, "棚卸差異"), !=, first);
	g_assert_cmpint(nearest(stage, "お願いします"), ==, 0);
	g_assert_cmpint(nearest(stage, ""), ==, 0);
	g_assert_cmpint(nearest(stage, "\" OR ( * 😀"), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/desk/alike/older", test_older);
	return g_test_run();
}
