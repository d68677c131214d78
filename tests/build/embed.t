#!/bin/sh
# sql/embed.awk: the text arrives as it was written, and what is wrong is said with file and line.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
ok() { # STATUS WHAT
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
embed() { # MAKE FILES...
	make=$1
	shift
	awk -v make="$make" -f sql/embed.awk "$@" >"$work/out" 2>"$work/err"
}
refused() { # FILE:LINE WORDS
	grep -F "$work/$1: " "$work/err" | grep -qF "$2"
	ok $? "$1: $2"
}

cat >"$work/a.sql" <<'SQL'
-- Statements of a test.

-- name: awkward
-- kept: a comment within
SELECT 'a "quoted" \n', '??=', '表';

-- goes with the next
-- name: plain
DELETE FROM t WHERE a = :a;
SQL
printf '#include "sql_queries.h"\n#include <stdio.h>\nint\nmain(void)\n{\n\tfor (int i = 0; i < N_QUERIES; i++)\n\t\tprintf("%%s:%%s:%%s", sql_queries[i].file, sql_queries[i].name, sql_queries[i].text);\n\treturn QUERY_PLAIN != 1 || sql_queries[N_QUERIES].name != NULL || sql_migrations[1].version != 2 || sql_migrations[2].version != 0;\n}\n' >"$work/main.c"
printf -- '-- One.\nCREATE TABLE a (b);\nCREATE TABLE c (d);\n' >"$work/0001_one.sql"
printf -- '-- Two.\n' >"$work/0002_two.sql"
embed header "$work/a.sql" && cp "$work/out" "$work/sql_queries.h" &&
	embed queries "$work/a.sql" && cp "$work/out" "$work/sql_queries.c" &&
	embed migrations "$work/0001_one.sql" "$work/0002_two.sql" && cp "$work/out" "$work/sql_migrations.c" &&
	gcc -std=c11 -Wall -Wextra -Wpedantic -Werror "$work"/*.c -o "$work/program"
ok $? "what is made compiles without a warning"
"$work/program" >"$work/said"
ok $? "every statement and migration is in its place"
cat >"$work/want" <<'SQL'
a.sql:awkward:-- kept: a comment within
SELECT 'a "quoted" \n', '??=', '表';
a.sql:plain:DELETE FROM t WHERE a = :a;
SQL
cmp -s "$work/said" "$work/want"
ok $? "quotes, backslashes, trigraphs and Japanese arrive as they were written"

printf -- '-- name: plain\nSELECT 1;\n' >"$work/b.sql"
embed queries "$work/a.sql" "$work/b.sql"
ok $((! $?)) "a name that is taken is refused"
refused b.sql:1 "the query 'plain' stands in $work/a.sql:8 already"
printf -- '-- name: No\nSELECT 1;\n' >"$work/b.sql"
embed queries "$work/b.sql"
refused b.sql:1 "a query's name is"
printf -- '-- name: open\nSELECT 1\n\n-- name: next\nSELECT 2;\n' >"$work/b.sql"
embed header "$work/b.sql"
refused b.sql:1 "the block 'open' does not end with a semicolon"
printf -- '-- Said too early.\nSELECT 1;\n' >"$work/b.sql"
embed queries "$work/b.sql"
refused b.sql:2 "SQL before the first"
embed migrations "$work/0002_two.sql"
refused 0002_two.sql:1 "version 1 comes here"
embed migrations "$work/a.sql"
refused a.sql:1 "NNNN_what.sql"
embed queries /dev/null
ok $? "no statement at all is no mistake"

echo "1..$n"
