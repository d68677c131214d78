/* fill FILE TICKETS [OPEN]: a ledger of that size, for measuring. */
#include "../support/fill.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	if (argc < 3 || argc > 4) {
		fputs("usage: fill FILE TICKETS [OPEN]\n", stderr);
		return 2;
	}
	FillSize size = { .n_tickets = g_ascii_strtoll(argv[2], NULL, 10), .seed = 1, .now = G_GINT64_CONSTANT(1774915200) };
	size.n_open = argc > 3 ? g_ascii_strtoll(argv[3], NULL, 10) : size.n_tickets;
	fill_ledger(argv[1], &size);
	return 0;
}
