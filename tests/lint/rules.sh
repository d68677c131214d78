#!/bin/sh
# The rules of rules.awk, and what stands at the top level.
status=0
for entry in *; do
	case $entry in
	Makefile | README.md | src | include | tests | sql | docs) ;;
	"${BUILD%%/*}") ;;
	*)
		echo "$entry:1: the top level is Makefile README.md src include tests sql docs, and dot-files"
		status=1
		;;
	esac
done
find src include tests sql docs .ci Makefile README.md -type f \
	\( -name '*.[ch]' -o -name '*.def' -o -name '*.sql' -o -name '*.awk' -o -name '*.sh' -o -name '*.t' -o -name '*.po' -o -name '*.md' \
	-o -path '.ci/*' -o -name Makefile \) 2>/dev/null | LC_ALL=C sort |
	LC_ALL=C xargs awk -f tests/lint/rules.awk tests/lint/rooms || status=1
exit $status
