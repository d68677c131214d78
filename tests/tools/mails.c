/* Writes made-up mails (tests/support/mails.h) for measurements: mails N SEED files|maildir|mbox PATH. */
#include "../support/mails.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: mails N SEED files|maildir|mbox PATH\n");
		return 2;
	}
	g_autoptr(GPtrArray) mails = mails_generate((guint)strtoul(argv[1], NULL, 10), (guint32)strtoul(argv[2], NULL, 10));
	if (strcmp(argv[3], "files") == 0)
		mails_write_files(mails, argv[4]);
	else if (strcmp(argv[3], "maildir") == 0)
		mails_write_maildir(mails, argv[4]);
	else
		mails_write_mbox(mails, argv[4]);
	return 0;
}
