/* A catalogue that is cut short or damaged is refused or finds nothing; it is never read past its end. */
#include "../../../src/base/catalogue.h"

#include <glib/gstdio.h>
#include <string.h>

/* As msgfmt would write it, in the byte order of this machine: "" (the header), "ledger", "ticket". */
typedef struct {
	guint32 header[7], originals[3][2], translations[3][2];
	char texts[48];
} File;

static File
file_new(void)
{
	File file = { .header = { 0x950412de, 0, 3, 28, 28 + 24, 0, 0 } };
	const char *const texts[] = { "", "ledger", "ticket", "header", "台帳", "案件" };
	guint32 at = 0;
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		guint32 *entry = i < 3 ? file.originals[i] : file.translations[i - 3];
		entry[0] = (guint32)strlen(texts[i]);
		entry[1] = (guint32)G_STRUCT_OFFSET(File, texts) + at;
		memcpy(file.texts + at, texts[i], entry[0] + 1);
		at += entry[0] + 1;
	}
	return file;
}

static Catalogue *
load(const void *bytes, gsize size)
{
	g_autofree char *name = NULL;
	int fd = g_file_open_tmp("daicho-XXXXXX.mo", &name, NULL);
	g_assert_cmpint(fd, >=, 0);
	g_assert_true(g_close(fd, NULL));
	g_assert_true(g_file_set_contents(name, bytes, (gssize)size, NULL));
	Catalogue *catalogue = catalogue_load(name);
	g_assert_cmpint(g_remove(name), ==, 0);
	return catalogue;
}

static void
look_up(const Catalogue *catalogue)
{
	static const char *const texts[] = { "", "a", "ledger", "ticket", "z" };
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		(void)catalogue_lookup(catalogue, texts[i]);
}

static void
test_finds(void)
{
	File file = file_new();
	g_autoptr(Catalogue) catalogue = load(&file, sizeof file);
	g_assert_nonnull(catalogue);
	g_assert_cmpstr(catalogue_lookup(catalogue, "ledger"), ==, "台帳");
	g_assert_cmpstr(catalogue_lookup(catalogue, "ticket"), ==, "案件");
	g_assert_null(catalogue_lookup(catalogue, "ledge"));
	g_assert_null(catalogue_lookup(catalogue, "zzz"));
	g_assert_null(catalogue_load("/no/such/file"));
}

static void
test_other_byte_order(void)
{
	File file = file_new();
	for (gsize i = 0; i < G_STRUCT_OFFSET(File, texts) / sizeof(guint32); i++) {
		guint32 number;
		memcpy(&number, (char *)&file + i * sizeof number, sizeof number);
		number = GUINT32_SWAP_LE_BE(number);
		memcpy((char *)&file + i * sizeof number, &number, sizeof number);
	}
	g_autoptr(Catalogue) catalogue = load(&file, sizeof file);
	g_assert_nonnull(catalogue);
	g_assert_cmpstr(catalogue_lookup(catalogue, "ledger"), ==, "台帳");
}

static void
test_cut_short(void)
{
	File file = file_new();
	for (gsize size = 0; size < sizeof file; size++) {
		g_autoptr(Catalogue) catalogue = load(&file, size);
		if (catalogue != NULL)
			look_up(catalogue);
	}
}

static void
test_damaged(void)
{
	for (int round = 0; round < 500; round++) {
		File file = file_new();
		for (int n = g_test_rand_int_range(1, 4); n > 0; n--)
			((char *)&file)[g_test_rand_int_range(0, (int)sizeof file)] = (char)g_test_rand_int_range(0, 256);
		g_autoptr(Catalogue) catalogue = load(&file, sizeof file);
		if (catalogue != NULL)
			look_up(catalogue);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/catalogue/finds", test_finds);
	g_test_add_func("/catalogue/other-byte-order", test_other_byte_order);
	g_test_add_func("/catalogue/cut-short", test_cut_short);
	g_test_add_func("/catalogue/damaged", test_damaged);
	return g_test_run();
}
