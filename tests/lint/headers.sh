#!/bin/sh
# Every header compiles alone, with every compiler that is here: a public one with nothing but GLib, a private one in its room.
# headers.sh [HEADER...]; all of them without arguments. $LINT_CFLAGS: the project's warnings and paths.
if [ $# = 0 ]; then
	find include/daicho src -name '*.h' | LC_ALL=C sort | xargs -n 4 -P "$(nproc)" "$0"
	exit
fi

glib=$(pkg-config --cflags gio-2.0)
status=0
for path in "$@"; do
	case $path in
	include/*) name="<${path#include/}>" flags="-std=c11 -Wall -Wextra -Wpedantic -Werror -D_GNU_SOURCE -Iinclude $glib" ;;
	*) name="\"$path\"" flags="-I. $LINT_CFLAGS" ;;
	esac
	for compiler in gcc clang; do
		command -v $compiler >/dev/null || continue
		# shellcheck disable=SC2086 # options, one word each
		echo "#include $name" | $compiler $flags -fsyntax-only -x c - 2>&1 || {
			echo "$path:1: does not compile alone ($compiler)"
			status=1
		}
	done
done
exit $status
