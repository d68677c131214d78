#!/bin/bash
# What takes long, on a terminal: how far it is, how long it will take, and Esc and ^C, which lose nothing.
. tests/cli/tap.sh
"$DAICHO_BUILD/tests/tools/mails" 3000 7 maildir "$T/box" && mkfifo "$T/keys" && exec 3<>"$T/keys"
ok "a large box"
# at_terminal KEYS WORDS...: what stands on the terminal; the keys are typed ahead
at_terminal() {
	printf '%b' "$1" >&3
	shift
	script -qec "$(printf '%q ' "$DAICHO" "$@")" /dev/null <"$T/keys" | stdbuf -o0 tr '\r' '\n'
}
n_new() { grep -oE '[0-9]+ new' <<<"$1" | cut -d' ' -f1; }

stopped=$(at_terminal '\033' intake "$T/box")
like "$stopped" 'stopped: what was taken in stays' "Esc stops it"
first=$(n_new "$stopped")
is "$((first < 2500))" 1 "before the end"
is "$(d inbox --json | grep -o '"id"' | wc -l)" "$first" "what was taken in is there"

# ^C, when it is seen how far it is
shown=$(at_terminal '' intake "$T/box" | while read -r line; do
	[[ $line != *"Esc stops" ]] || printf '\003' >&3
	echo "$line"
done)
like "$shown" 'stopped: what was taken in stays' "^C stops it as well"
second=$(n_new "$shown")

rest=$(at_terminal '' intake "$T/box")
like "$rest" 'box  [0-9]+%  about [0-9]+ s more  Esc stops' "how far it is, and how long it will take"
all=$(n_new "$("$DAICHO" --ledger "$T/straight.db" intake "$T/box" 2>"$T/err")")
is "$((first + second + $(n_new "$rest")))" "$all" "the rest comes the next time: nothing twice, nothing lost"
is "$(cat "$T/err")" "" "without a terminal nothing is shown of it"

# An import is one change: stopped, it is none of it.
{ echo 件名,内容 && for i in {1..5000}; do echo "帳票が出ない $i,印刷すると止まる $i"; done; } >"$T/list.csv"
d import "$T/list.csv" --guess >"$T/list.ini"
before=$(d list --all --json && d history)
like "$(at_terminal '\033' import "$T/list.csv" --map "$T/list.ini")" 'stopped: nothing was imported, for an import is one change' "Esc stops an import"
is "$(d list --all --json && d history)" "$before" "nothing of it is there"
like "$(at_terminal '' import "$T/list.csv" --map "$T/list.ini")" '5000 new' "and once more it is all there"
finish
