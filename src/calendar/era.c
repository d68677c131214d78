/* The Japanese eras. */
#include "era.h"

const Era eras[] = {
	{ .letter = 'r', .name = "令和", .year = 2019, .month = 5, .day = 1 },
	{ .letter = 'h', .name = "平成", .year = 1989, .month = 1, .day = 8 },
	{ .letter = 's', .name = "昭和", .year = 1926, .month = 12, .day = 25 },
	{ .letter = 't', .name = "大正", .year = 1912, .month = 7, .day = 30 },
};
const gsize n_eras = G_N_ELEMENTS(eras);
