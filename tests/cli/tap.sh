# What the tests of the command line share: a ledger of their own in $T, and TAP. Sourced, not run.
# shellcheck shell=bash
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
export DAICHO_LEDGER=$T/t.db XDG_DATA_HOME=$T/data XDG_CONFIG_HOME=$T/config
n=0 failed=0
d() { "$DAICHO" "$@" </dev/null; }

ok() { # ok WORDS: the status of the command before
	local status=$? # of the last command
	n=$((n + 1))
	if [ $status = 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; failed=1; fi
}
is() { # is GOT WANTED WORDS
	n=$((n + 1))
	if [ "$1" = "$2" ]; then
		echo "ok $n - $3"
	else
		echo "not ok $n - $3"
		failed=1
		printf '# got:    %s\n# wanted: %s\n' "$1" "$2" | sed '2,$s/^\([^#]\)/# \1/'
	fi
}
like() { # like GOT PATTERN WORDS
	n=$((n + 1))
	if grep -qE -- "$2" <<<"$1"; then
		echo "ok $n - $3"
	else
		echo "not ok $n - $3"
		failed=1
		# shellcheck disable=SC2001
		sed 's/^/# got: /' <<<"$1"
		echo "# wanted: $2"
	fi
}
# refused STATUS PATTERN WORDS COMMAND...: exits so, says so in one line on stderr, and prints nothing else
refused() {
	local status=$1 pattern=$2 words=$3 out err got
	shift 3
	out=$("$@" 2>"$T/err") ; got=$?
	err=$(cat "$T/err")
	is "$got:$out:$(wc -l <"$T/err")" "$status::1" "$words: status $status, one line"
	like "$err" "$pattern" "$words: says how to mend it"
}
order() { d --at "$1" list --json | grep -o '"no":[0-9]*' | cut -d: -f2 | paste -sd' '; }
field() { grep -o "\"$2\":[^,}]*" <<<"$1" | head -n 1 | cut -d: -f2- | tr -d '"'; } # field JSON KEY: the first
finish() { echo "1..$n"; exit $failed; }
