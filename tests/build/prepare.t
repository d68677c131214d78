#!/bin/sh
# .ci/prepare: silent when all is there; otherwise apt-get, by sudo when not root; where neither is to be had, what is missing.
# The machine is made up: a PATH of its own in which apt-get, sudo and id are scripts.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
ok() { # STATUS WHAT
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$work/said"; fi
}
said() { # WORDS
	grep -qF "$1" "$work/said"
	ok $? "says: $1"
}

mkdir "$work/ci" "$work/bin" "$work/all"
cp .ci/prepare "$work/ci/"
printf '# set package there for\none here command:sh a shell\none tool-package command:the-tool a tool of this test\n' >"$work/ci/packages"
for program in sh dirname sed cut tr tail mktemp rm env ln; do ln -s "$(command -v $program)" "$work/bin/"; done
program() { # NAME, the script on standard input
	{ echo '#!/bin/sh'; cat; } >"$work/bin/$1"
	chmod +x "$work/bin/$1"
}
prepare() {
	PATH=$work/bin sh "$work/ci/prepare" "$@" >"$work/said" 2>&1 </dev/null
}

echo 'echo 1000' | program id
prepare one
ok $((! $?)) "without apt-get it stops"
said "no apt-get here"
said "  tool-package: a tool of this test"

program apt-get <<SH
echo "apt-get \$* as \${BY:-nobody} \$DEBIAN_FRONTEND" >>"$work/calls"
case \$* in *install*tool-package*) [ -e "$work/offline" ] && { echo "E: no network"; exit 100; }; ln -s /bin/true "$work/bin/the-tool" ;; esac
exit 0
SH
prepare one
ok $((! $?)) "without root and without sudo it stops"
said "As root: apt-get install tool-package"
[ ! -e "$work/calls" ]
ok $? "and calls nothing"

printf 'shift\nBY=sudo exec "$@"\n' | program sudo
prepare --check one
ok $((! $?)) "--check stops"
said "apt-get install tool-package"
[ ! -e "$work/calls" ]
ok $? "and calls nothing"
: >"$work/offline"
prepare one
ok $((! $?)) "what cannot be installed stops it"
said "E: no network"
rm "$work/offline" "$work/calls"
prepare one
ok $? "with sudo it installs"
grep -q 'install.*tool-package.* as sudo noninteractive' "$work/calls"
ok $? "by sudo, asking nothing"
rm "$work/calls"
prepare one
ok $? "a second time there is nothing to do"
[ ! -s "$work/said" ] && [ ! -e "$work/calls" ]
ok $? "and nothing is said or called"
rm "$work/bin/the-tool" "$work/bin/sudo"
echo 'echo 0' | program id
prepare one
ok $? "root needs no sudo"
echo 'one other command:never never to be had' >>"$work/ci/packages"
prepare one
ok $((! $?)) "what is still missing afterwards stops it"
said "  other: never to be had"

echo "1..$n"
