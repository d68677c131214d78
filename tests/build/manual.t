#!/bin/bash
# The manual page: both languages render without a warning, and name every command, every key, every option that is given on the command line.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
ok() { # STATUS WHAT
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$work/said"; fi
}
en=$DAICHO_BUILD/man/man1/daicho.1
ja=$DAICHO_BUILD/man/ja/man1/daicho.1

# What the tables hold, in the page: roff's signs taken out again.
plain() { sed -e 's/\\f[BRI]//g' -e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\://g' -e 's/\\e/\\/g' "$1"; }
holds() { # PAGE, lines on standard input: each is a line of it
	plain "$1" >"$work/page"
	grep -vxF -f "$work/page" >"$work/said"
	[ ! -s "$work/said" ]
}

for page in "$en" "$ja"; do
	name=${page#"$DAICHO_BUILD"/}
	if command -v mandoc >/dev/null; then
		mandoc -Tlint -Wwarning "$page" >"$work/said" 2>&1
		ok $? "$name: mandoc finds nothing"
	elif command -v groff >/dev/null; then
		groff -man -ww -z -Tutf8 -Kutf8 "$page" >"$work/said" 2>&1 && [ ! -s "$work/said" ]
		ok $? "$name: groff finds nothing"
	else
		n=$((n + 1))
		echo "ok $n - $name # SKIP neither mandoc nor groff is here"
	fi
	"$DAICHO" --help | sed -n 's/^  daicho \([a-z]\)/\1/p' | sed 's/ *$//' >"$work/usage"
	[ "$(wc -l <"$work/usage")" -gt 30 ] && holds "$page" <"$work/usage"
	ok $? "$name: every command and its words"
	# shellcheck disable=SC2016 # a sed script
	sed -n 's/^X([A-Z_]*, "[^"]*", "\([^"][^"]*\)".*/\1/p' include/daicho/action.def | sed 's/\\\\/\\/g' >"$work/keys" # as C reads it
	[ "$(wc -l <"$work/keys")" -gt 50 ] && holds "$page" <"$work/keys"
	ok $? "$name: every key"
	! grep -n '^\.\\" @' "$page" >"$work/said"
	ok $? "$name: nothing is left to be filled in"
done
plain "$ja" | grep -qxF -- '--caller' && plain "$ja" | grep -q '^連絡者'
ok $? "fields are named in Japanese"
for word in DAICHO_LEDGER DAICHO_AT DAICHO_LANG NO_COLOR EDITOR XDG_CONFIG_HOME; do
	for page in "$en" "$ja"; do grep -q "$word" "$page" || echo "$word"; done
done >"$work/said"
[ ! -s "$work/said" ]
ok $? "the environment is told"

version=$("$DAICHO" --version) && [ "$(grep -lF "\"$version\"" "$en" "$ja" | wc -l)" = 2 ]
ok $? "the version stands at the foot of both"

echo "1..$n"
