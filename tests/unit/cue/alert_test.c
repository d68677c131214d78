/* Subjects of monitoring systems: what they are about, and whether it is well again. */
#include <daicho/cue.h>

static void
test_shipped(void)
{
	static const struct { const char *subject, *key; bool recovered; } table[] = {
		{ "** PROBLEM Service Alert: web01/HTTP is CRITICAL **", "web01/HTTP", false },
		{ "** RECOVERY Service Alert: web01/HTTP is OK **", "web01/HTTP", true },
		{ "** PROBLEM Service Alert: web01/Disk Space is WARNING **", "web01/Disk Space", false },
		{ "** PROBLEM Host Alert: db01 is DOWN **", "db01", false },
		{ "** RECOVERY Host Alert: db01 is UP **", "db01", true },
		{ "[PROBLEM] HTTP on web01 is CRITICAL!", "web01/HTTP", false },
		{ "[RECOVERY] HTTP on web01 is OK!", "web01/HTTP", true },
		{ "[PROBLEM] Host web01 is DOWN!", "web01", false },
		{ "Problem: High CPU utilization", "High CPU utilization", false },
		{ "Resolved in 5m 12s: High CPU utilization", "High CPU utilization", true },
		{ "Resolved: High CPU utilization", "High CPU utilization", true },
		{ "Updated problem in 1h 3m: High CPU utilization", "High CPU utilization", false },
		{ "PROBLEM: web04: agent is not available", "web04/agent is not available", false },
		{ "[Zabbix] 障害発生: web03 ディスク不足", "web03/ディスク不足", false },
		{ "[Zabbix] 復旧: web03 ディスク不足", "web03/ディスク不足", true },
		{ "[JP1/IM] 異常 batch01 KAVS0265-E 夜間ジョブ", "batch01/KAVS0265-E 夜間ジョブ", false },
		{ "[JP1] 正常 batch01 KAVS0265-E 夜間ジョブ", "batch01/KAVS0265-E 夜間ジョブ", true },
		{ "Hinemos通知（危険：WEB01：PING監視）", "WEB01/PING監視", false },
		{ "[Hinemos] 通知: WEB01: PING監視", "WEB01/PING監視", true },
		{ "障害: 在庫照会が開かない", NULL, false },
		{ "Fw: ** PROBLEM Service Alert: web01/HTTP is CRITICAL **", NULL, false },
		{ "在庫照会でエラーが出ます", NULL, false },
		{ "", NULL, false },
		{ NULL, NULL, false },
	};
	g_autoptr(DcAlerts) alerts = dc_alerts_new();
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_auto(DcAlert) alert = { 0 };
		bool is = dc_alerts_read(alerts, table[i].subject, &alert);
		g_test_message("%s", table[i].subject);
		g_assert_cmpint(is, ==, table[i].key != NULL);
		g_assert_cmpstr(alert.key, ==, table[i].key);
		g_assert_cmpint(alert.recovered, ==, table[i].recovered);
	}
}

static void
test_own_rules(void)
{
	g_autoptr(DcAlerts) alerts = dc_alerts_new();
	g_autoptr(GError) error = NULL;
	g_auto(DcAlert) alert = { 0 };
	const char *subject = "BATCH NG 夜間集計@srv1";
	g_assert_false(dc_alerts_read(alerts, subject, &alert));
	g_assert_true(dc_alerts_set(alerts, "batch", "^BATCH (?<state>OK|NG) (?<service>.+)@(?<host>.+)$", "ok", NULL));
	g_assert_true(dc_alerts_read(alerts, subject, &alert));
	g_assert_cmpstr(alert.key, ==, "srv1/夜間集計");
	g_assert_false(dc_alerts_set(alerts, "batch", "^(((", NULL, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
	g_clear_error(&error);
	g_assert_false(dc_alerts_set(alerts, "batch", "^no groups$", NULL, &error));
	g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
	g_clear_error(&error);
	g_assert_false(dc_alerts_set(alerts, "batch", "^BATCH (?<state>OK|NG)$", NULL, &error)); /* of what? */
	g_assert_error(error, DC_ERROR, DC_ERROR_POLICY);
	g_assert_true(dc_alerts_set(alerts, "nagios", "", NULL, NULL)); /* switched off */
	g_auto(DcAlert) none = { 0 };
	g_assert_false(dc_alerts_read(alerts, "** PROBLEM Host Alert: db01 is DOWN **", &none));
}

/* A subject made to take long. */
static void
test_hostile(void)
{
	g_autoptr(DcAlerts) alerts = dc_alerts_new();
	g_autofree char *as = g_strnfill(390, 'a'), *slow = g_strconcat("** ", as, NULL), *endless = g_strnfill(5000000, '*');
	g_auto(DcAlert) alert = { 0 };
	g_assert_true(dc_alerts_set(alerts, "bad", "^(a+)+(?<state>b)(?<host>c)$", NULL, NULL));
	g_assert_false(dc_alerts_read(alerts, as, &alert));
	g_assert_false(dc_alerts_read(alerts, slow, &alert));
	g_assert_false(dc_alerts_read(alerts, endless, &alert));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/alert/shipped", test_shipped);
	g_test_add_func("/cue/alert/own-rules", test_own_rules);
	g_test_add_func("/cue/alert/hostile", test_hostile);
	return g_test_run();
}
