/* How alike two subjects are: table "Hints and similarity" of domain.md 3.9, and what holds for any two texts. */
#include <daicho/cue.h>

#include <math.h>
#include <string.h>

static void
test_table(void)
{
	static const struct { const char *a, *b; double similarity; DcCueLikeness likeness; } table[] = {
		{ "在庫照会でエラーが出ます", "Re: 【至急】在庫照会のエラーについて", 0.91, DC_CUE_ALIKE },
		{ "在庫照会でエラーが出ます", "在庫の照会画面がｴﾗｰになる", 0.62, DC_CUE_ALIKE },
		{ "サーバーに接続できない", "サーバに接続できません", 1.00, DC_CUE_ALIKE },
		{ "受注登録できません", "受注の登録ができない", 1.00, DC_CUE_ALIKE },
		{ "月次バッチ遅延", "月次バッチの結果確認", 0.67, DC_CUE_RELATED },
		{ "受注画面が開かない", "受注画面の項目追加依頼", 0.55, DC_CUE_UNLIKE },
		{ "売上帳票が出ない", "仕入帳票が出ない", 0.50, DC_CUE_UNLIKE },
		{ "夜間バッチ異常終了(ORA-01555)", "夜間バッチ正常終了", 0.44, DC_CUE_UNLIKE },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_test_message("%s ~ %s", table[i].a, table[i].b);
		g_assert_cmpfloat(round(dc_cue_similarity(table[i].a, table[i].b) * 100) / 100, ==, table[i].similarity);
		g_autoptr(DcCueShape) a = dc_cue_shape_new(table[i].a);
		g_autoptr(DcCueShape) b = dc_cue_shape_new(table[i].b);
		g_assert_cmpint(dc_cues_likeness(dc_cues_default(), a, b), ==, table[i].likeness);
		g_assert_cmpint(dc_cues_likeness(dc_cues_default(), b, a), ==, table[i].likeness);
	}
}

static void
test_same(void)
{
	static const char *const same[][2] = {
		{ "受注登録エラー", "ＲＥ： Re[2]: 転送：【至急】 受注登録ｴﾗｰ" }, { "受注登録エラー", "[ML:123] 受注登録エラー【重要】" }, { "㈱山田の請求", "(株)山田の請求" },
		{ "在庫照会エラー", "在庫照会エラー。" }, { "在庫照会エラー", "在庫照会 エラーの件、確認ください" }, { "在庫照会エラー", "(至急)在庫照会エラー" },
		{ "ORA-01555", "ＯＲＡ－０１５５５" }, { "Order screen is down", "RE: FW: order screen is DOWN!" }, { "鍵", "鍵" }, { "受注登録出来ない", "受注登録できません" }, { "ヴァージョン", "バージョン" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(same); i++) {
		g_test_message("%s ~ %s", same[i][0], same[i][1]);
		g_assert_cmpfloat(dc_cue_similarity(same[i][0], same[i][1]), ==, 1.0);
	}
}

/* Where nothing is left that tells anything, nothing is alike. */
static void
test_nothing(void)
{
	static const char *const empty[] = { "", NULL, "おねがいします", "至急確認依頼", "Re: 【】", "。、！", "   ", "問い合わせの件" };
	for (gsize i = 0; i < G_N_ELEMENTS(empty); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(empty); j++) {
			g_assert_cmpfloat(dc_cue_similarity(empty[i], empty[j]), ==, 0.0);
			g_autoptr(DcCueShape) a = dc_cue_shape_new(empty[i]);
			g_autoptr(DcCueShape) b = dc_cue_shape_new("受注登録エラー");
			g_assert_cmpint(dc_cues_likeness(dc_cues_default(), a, b), ==, DC_CUE_UNLIKE);
		}
}

static char *
random_subject(void)
{
	static const gunichar ranges[][2] = {
		{ 0x20, 0x7E }, { 0x3041, 0x3096 }, { 0x30A1, 0x30FF }, { 0x4E00, 0x4E20 }, { 0xFF10, 0xFF9F }, { 0x1F600, 0x1F610 }, { 0x300, 0x310 }, { 0x3000, 0x3011 },
	};
	GString *subject = g_string_new(NULL);
	for (int n = g_test_rand_int_range(0, 30); n > 0; n--) {
		const gunichar *range = ranges[g_test_rand_int_range(0, G_N_ELEMENTS(ranges))];
		g_string_append_unichar(subject, (gunichar)g_test_rand_int_range((gint32)range[0], (gint32)range[1] + 1));
	}
	return g_string_free(subject, FALSE);
}

static void
test_any_two(void)
{
	for (int i = 0; i < 2000; i++) {
		g_autofree char *a = random_subject();
		g_autofree char *b = random_subject();
		double similarity = dc_cue_similarity(a, b), self = dc_cue_similarity(a, a);
		g_assert_cmpfloat(similarity, ==, dc_cue_similarity(b, a));
		g_assert_true(similarity >= 0.0 && similarity <= 1.0);
		g_assert_true(self == 1.0 || self == 0.0);
		g_assert_true(self == 1.0 || similarity == 0.0);
	}
}

static void
test_repetitions_count(void)
{
	g_assert_cmpfloat(dc_cue_similarity("帳票帳票帳票", "帳票"), ==, 2.0 * 1 / (5 + 1));
	g_assert_cmpfloat(dc_cue_similarity("帳票帳票", "帳票帳票帳票"), ==, 2.0 * 3 / (3 + 5));
}

static void
test_hostile(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	while (text->len < 30000)
		g_string_append(text, "【受注😀Re:");
	g_assert_cmpfloat(dc_cue_similarity(text->str, text->str), ==, 1.0);
	g_assert_cmpfloat(dc_cue_similarity("受注\xff登録", "受注"), ==, 1.0);
}

static void
test_policy(void)
{
	g_autoptr(DcCues) cues = dc_cues_new();
	g_autoptr(GError) error = NULL;
	g_assert_true(dc_cues_set(cues, "generic", "受注、画面", &error));
	g_assert_no_error(error);
	g_autoptr(DcCueShape) a = dc_cues_shape_new(cues, "受注画面 納品書");
	g_autoptr(DcCueShape) b = dc_cues_shape_new(cues, "納品書");
	g_assert_cmpfloat(dc_cue_shape_similarity(a, b), ==, 1.0);
	g_autoptr(DcCueShape) sales = dc_cues_shape_new(cues, "売上帳票が出ない");
	g_autoptr(DcCueShape) buying = dc_cues_shape_new(cues, "仕入帳票が出ない");
	g_assert_cmpint(dc_cues_likeness(cues, sales, buying), ==, DC_CUE_UNLIKE);
	g_assert_true(dc_cues_set(cues, "alike_from", "50", &error));
	g_assert_cmpint(dc_cues_likeness(cues, sales, buying), ==, DC_CUE_ALIKE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cue/similarity/table of domain.md 3.9", test_table);
	g_test_add_func("/cue/similarity/the same in other writing", test_same);
	g_test_add_func("/cue/similarity/nothing left", test_nothing);
	g_test_add_func("/cue/similarity/any two", test_any_two);
	g_test_add_func("/cue/similarity/repetitions count", test_repetitions_count);
	g_test_add_func("/cue/similarity/hostile text", test_hostile);
	g_test_add_func("/cue/similarity/by the operator's rules", test_policy);
	return g_test_run();
}
