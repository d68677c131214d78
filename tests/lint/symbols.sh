#!/bin/sh
# What the objects show to the linker: no name twice, none that a library has too (a function called move() would be called by
# ncurses in place of its own), and dc_ names are those that stand in include/daicho.
# $LINT_LIBS: what the linker is given.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# object symbol
find "$BUILD/src" -name '*.o' | LC_ALL=C sort | while read -r object; do
	nm --defined-only --extern-only "$object" | awk -v source="${object#"$BUILD/"}" '{ sub(/\.o$/, ".c", source); print source, $3 }'
done >"$work/defined"
grep -ohE '\<dc_[a-z0-9_]+' include/daicho/*.h include/daicho/*.def | sort -u >"$work/public"
# shellcheck disable=SC2086 # options, one word each
echo 'int main(void) { return 0; }' | gcc -x c - -o "$work/all" -Wl,--no-as-needed $LINT_LIBS || exit 1
ldd "$work/all" | awk '$3 ~ /^\// { print $3 }' | while read -r library; do
	nm --dynamic --defined-only --extern-only "$library" | awk -v library="${library##*/}" '{ sub(/@.*/, "", $3); print $3, library }'
done >"$work/libraries"

awk '
	FILENAME ~ /public$/ { public[$1] = 1; next }
	FILENAME ~ /libraries$/ { library[$1] = $2; next }
	$2 == "main" { next } # of src/main.c, of src/manual.c
	$2 in source { print $1, $2, "is defined in " source[$2] " too"; next }
	{ source[$2] = $1 }
	$2 in library { print $1, $2, "is a name of " library[$2] " too"; next }
	$2 ~ /^dc_/ && !($2 in public) && $2 !~ /^dc_(view|report|cli)_/ { print $1, $2, "has a public name, but no header in include/daicho" }
' "$work/public" "$work/libraries" "$work/defined" |
	while read -r source symbol what; do
		line=$(grep -nE "(^|[^;]*[ *])$symbol *[[(={][^;]*$" "$source" | head -n 1 | cut -d : -f 1)
		echo "$source:${line:-1}: $symbol $what"
	done >"$work/breaches"
cat "$work/breaches"
[ ! -s "$work/breaches" ]
