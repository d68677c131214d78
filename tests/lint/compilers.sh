#!/bin/sh
# Every source, those of the tests too, passes clang as it passes gcc: clang sees what gcc does not (a value that is only cleaned up,
# two strings that should be two). compilers.sh [SOURCE...]; all of them without arguments. $LINT_CFLAGS: the project's warnings and paths.
command -v clang >/dev/null || exit 0
if [ $# = 0 ]; then
	find src tests -name '*.c' ! -path 'tests/fuzz/*' | LC_ALL=C sort | xargs -n 8 -P "$(nproc)" "$0"
	exit
fi

# shellcheck disable=SC2086 # options, one word each
clang $LINT_CFLAGS -Wno-cast-qual -fsyntax-only "$@"
