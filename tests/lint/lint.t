#!/bin/sh
# The lint itself: breaches planted in a copy of the tree are named with file and line, and fail it.
top=$(cd "$(dirname "$0")/../.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -R "$top/Makefile" "$top/src" "$top/include" "$top/sql" "$top/.ci" "$copy/"
mkdir -p "$copy/tests" "$copy/src/view" "$copy/src/calendar" "$copy/src/ticket" "$copy/src/base" "$copy/sql/queries"
cp -R "$top/tests/lint" "$copy/tests/"
cd "$copy" || exit 1

n=0
ok() { # STATUS WHAT
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
lint() { # CHECKS: the output in $copy.out, its status returned
	make -s -k lint-here BUILD=build CHECKS="$1" >out 2>&1 # "out" at the top is a breach of its own kind
}
named() { # FILE:LINE WORDS
	grep -F "$1: " out | grep -qF "$2"
	ok $? "$1 $2"
}

# line 1 of every plant is its opening comment
cat >src/view/planted.c <<'C'
/* Planted. */
#include <daicho/ui.h>
#include <sqlite3.h>
#include "db.h"
#include <ncurses.h>

void
draw(void)
{
	printf("printed /* not a comment */"); /* time(NULL) in a comment is none */
	run(" SELECT no FROM ticket");
	char c = '"'; now = time(NULL);
	g_autofree char *word = _("planted, and said by nobody");
	word = _("planted %" G_GINT64_FORMAT);
	word = _("planted %" PRId64 " times");
}
C
cat >src/calendar/planted.c <<'C'
/* Planted. */
#include <daicho/instant.h>
#include <daicho/ledger.h>
#include <daicho/ticket.h>
#include <daicho/nobody.h>
C
printf '/* Planted. */\n#pragma once\nplanted_t planted(void);\n' >src/ticket/planted.h
printf '/* Floor 0. Planted. */\n#pragma once\nDcNothing dc_planted(void);\n' >include/daicho/planted.h
printf '/* Floor 3. Planted. */\n#include <sqlite3.h>\n#include "private.h"\n' >include/daicho/raised.h
printf 'room 0 base planted.h raised.h\n' >>tests/lint/rooms
{ printf '/* Planted. */\nint\nlong_one(void)\n{\n'; yes '	work();' | head -n 61; printf '}\n'; } >src/base/planted.c
{ printf '/* Planted. */ \n'; yes '/* */' | head -n 600; } >src/base/planted_long.c
printf -- "-- Planted.\n-- name: planted\nSELECT datetime('now');\n" >sql/queries/planted.sql

lint rules
ok $((! $?)) "a breach fails the lint"
named src/view/planted.c:3 "only src/ledger/ includes <sqlite3"
named src/view/planted.c:4 "is no header of src/view/"
named src/view/planted.c:5 "only src/term/ includes <ncurses"
named src/view/planted.c:10 "printf(): this room does not print"
named src/view/planted.c:11 "SQL lives in sql/"
named src/view/planted.c:12 "time(): time enters as an argument"
named src/view/planted.c:14 "the catalogue cannot see into this macro"
named src/calendar/planted.c:3 "calendar (floor 1) includes <daicho/ledger.h> of ledger (floor 2): a room sees only lower floors"
named src/calendar/planted.c:4 "calendar includes <daicho/ticket.h> of ticket: rooms on one floor (1) are blind to each other"
named src/calendar/planted.c:5 "no room owns <daicho/nobody.h>"
named include/daicho/raised.h:1 'opens with "/* Floor 0. "'
named include/daicho/raised.h:2 "only src/ledger/ includes <sqlite3"
named include/daicho/raised.h:3 "a public header includes only <...>"
named src/base/planted.c:4 "61 lines in one function"
named src/base/planted_long.c:1 "white space at the end of the line"
named src/base/planted_long.c:601 "601 lines"
named sql/queries/planted.sql:3 "time enters as a parameter"
named out:1 "the top level is"
grep -qE '^src/(view/planted.c:(2|9|13|15)|calendar/planted.c:2):' out
ok $((! $?)) "what is allowed is not named"

printf '/* Planted. */\nvoid move(void);\nvoid dc_planted_nowhere(void);\nvoid\nmove(void)\n{\n}\nvoid\ndc_planted_nowhere(void)\n{\n}\n' >src/base/planted_names.c
mkdir -p names/src/base && gcc -c src/base/planted_names.c -o names/src/base/planted_names.o
BUILD=names LINT_LIBS=-lncursesw tests/lint/symbols.sh >out
ok $((! $?)) "a name of a library fails the lint"
named src/base/planted_names.c:5 "move is a name of libncursesw"
named src/base/planted_names.c:9 "dc_planted_nowhere has a public name, but no header"

find src include -name '*.h' ! -name planted.h ! -name error.h -delete # the sound ones need no second look
lint headers
ok $((! $?)) "a header that does not compile alone fails the lint"
named include/daicho/planted.h:1 "does not compile alone"
named src/ticket/planted.h:1 "does not compile alone"

lint catalogue
ok $((! $?)) "a string without Japanese fails the lint"
named src/view/planted.c:13 'no Japanese (src/<room>/ja.po) for "planted, and said by nobody"'

echo "1..$n"
