#!/bin/sh
# make install and make uninstall: everything where it belongs, nothing left behind.
[ -x "$DAICHO" ] || { echo "1..0 # SKIP no binary is built"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
ok() { # STATUS WHAT
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$work/said"; fi
}
# -o all: what is built is installed as it is
staged() {
	make -o all BUILD="$DAICHO_BUILD" DESTDIR="$work/root" PREFIX=/usr "$1" >"$work/said" 2>&1
}

staged install
ok $? "make install"
(cd "$work/root/usr" && find . ! -type d | LC_ALL=C sort) >"$work/said"
wanted="./bin/daicho
./share/doc/daicho/README.md
$(find docs -name '*.md' | sed 's|^|./share/doc/daicho/|' | LC_ALL=C sort)
./share/locale/ja/LC_MESSAGES/daicho.mo
./share/man/ja/man1/daicho.1
./share/man/man1/daicho.1"
[ "$(cat "$work/said")" = "$wanted" ]
ok $? "the binary, the documents, the catalogue, the manual, and nothing else"
[ "$(cd "$work/root/usr" && find . -type f ! -perm 644 | tr '\n' ' ')" = "./bin/daicho " ] && [ -x "$work/root/usr/bin/daicho" ]
ok $? "everybody can read them, the binary alone is run"
cmp -s "$DAICHO_BUILD/locale/ja/LC_MESSAGES/daicho.mo" "$work/root/usr/share/locale/ja/LC_MESSAGES/daicho.mo" &&
	cmp -s "$DAICHO_BUILD/man/ja/man1/daicho.1" "$work/root/usr/share/man/ja/man1/daicho.1" && cmp -s docs/json.md "$work/root/usr/share/doc/daicho/docs/json.md"
ok $? "each is what was built"
# A link of the README that leads to a file leads to one of the installed.
grep -o '](docs/[^)#]*' README.md | sed 's/](//' | while read -r link; do
	[ -e "$work/root/usr/share/doc/daicho/$link" ] || echo "$link"
done >"$work/said"
[ ! -s "$work/said" ]
ok $? "what the README speaks of is installed beside it"
"$work/root/usr/bin/daicho" --lang ja --help >"$work/said" 2>&1 && grep -q '[^ -~]' "$work/said"
ok $? "and the installed binary finds it"
staged uninstall
ok $? "make uninstall"
[ ! -e "$work/root" ]
ok $? "leaves nothing behind"
mkdir -p "$work/root/usr/bin" "$work/root/usr/share/doc/daicho" && : >"$work/root/usr/bin/other" && : >"$work/root/usr/share/doc/daicho/other"
staged install && staged uninstall && [ "$(find "$work/root" -type f | LC_ALL=C sort | tr '\n' ' ')" = "$work/root/usr/bin/other $work/root/usr/share/doc/daicho/other " ]
ok $? "and takes nothing of others"
umask 077
staged install && [ -z "$(find "$work/root/usr/share/man" "$work/root/usr/share/locale" ! -perm -044)" ]
ok $? "with another umask as well"
staged uninstall && staged uninstall
ok $? "a second uninstall finds nothing to do"

echo "1..$n"
