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
[ -x "$work/root/usr/bin/daicho" ]
ok $? "the binary is there"
cmp -s "$DAICHO_BUILD/locale/ja/LC_MESSAGES/daicho.mo" "$work/root/usr/share/locale/ja/LC_MESSAGES/daicho.mo"
ok $? "the catalogue is there"
"$work/root/usr/bin/daicho" --lang ja --help >"$work/said" 2>&1 && grep -q '[^ -~]' "$work/said"
ok $? "and the installed binary finds it"
staged uninstall
ok $? "make uninstall"
[ ! -e "$work/root" ]
ok $? "leaves nothing behind"
mkdir -p "$work/root/usr/bin" && : >"$work/root/usr/bin/other"
staged install && staged uninstall && [ "$(find "$work/root" -type f)" = "$work/root/usr/bin/other" ]
ok $? "and takes nothing of others"

echo "1..$n"
