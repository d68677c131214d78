#!/bin/bash
# The orders O0-O7 of domain.md 3.9, by what an operator would do on the command line.
. tests/cli/tap.sh

d --ledger "$T/start.db" demo --start >/dev/null
ok "the sample at 08:50"
is "$(DAICHO_LEDGER=$T/start.db order 2026-03-31T08:50)" "97 95 90 99 88" "O0: 97 is urgent, not yet lifted"
is "$(d --ledger "$T/start.db" --at 2026-03-31T08:50 list | wc -l)" 5 "without a terminal, text"

d --ledger "$DAICHO_LEDGER" demo >"$T/demo"
ok "the sample morning"
is "$(grep -o 'No\.[0-9]*' "$T/demo" | tr -d 'No.' | paste -sd' ')" "101 97 102 105 103 104 106 95 90 107 99 88" "demo prints the ordered list"
is "$(order 2026-03-31T09:20)" "101 97 102 105 103 104 106 95 90 107 99 88" "O1"
is "$(d --at 2026-03-31T09:20 list --json | grep -o '"band":"[a-z_0-9]*"' | grep -vc later)" 7 "O1: seven are urgent"
like "$(d --at 2026-03-31T09:20 --lang ja why 102)" "3位 #102: P2 \(影響度中×緊急度高\)・急ぎ" "why is it third"
like "$(d --at 2026-03-31T09:20 --lang ja why 102)" "緊急度を中にすると 7位" "and what would move it"
like "$(d --at 2026-03-31T09:20 --lang en why 102)" "#3 No.102: P2 \(impact M × urgency H\)" "the same in English"

no=$(d --at 2026-03-31T09:24 log --caller "購買 鈴木" --system INV 在庫照会エラー)

d --at 2026-03-31T09:25 group "$no" --with 104 && d --at 2026-03-31T09:25 rate 104 --impact 1 --urgency 1
ok "104 gets a caller of a second department and is judged wide"
is "$(order 2026-03-31T09:25)" "101 104 97 102 105 103 106 95 90 107 99 88" "O2"
d --at 2026-03-31T09:40 answer 97 打刻修正の手順を案内
ok "97 is answered"
is "$(field "$(d --at 2026-03-31T09:41 show 97 --json)" status)" closed "and thereby closed"
is "$(order 2026-03-31T10:00)" "101 104 102 105 103 106 95 90 107 85 99 88" "O3: 85 returns"
d --at 2026-03-31T10:10 workaround 101 再登録で回避 --affected 40 --urgency 2
ok "a workaround for 101"
is "$(order 2026-03-31T10:10)" "104 102 105 101 103 106 95 90 107 85 99 88" "O4"
is "$(order 2026-03-31T10:59)" "104 102 105 101 103 106 95 90 107 85 99 88" "O5: 10:59 as O4"
is "$(order 2026-03-31T11:00)" "104 106 102 105 101 103 95 90 107 85 99 88" "O5: 11:00, the latest start of 106"
d --at 2026-03-31T11:00 pin 90 役員の依頼
ok "the operator pins 90"
is "$(order 2026-03-31T11:00)" "90 104 106 102 105 101 103 95 107 85 99 88" "O6"
is "$(order 2026-04-01T09:00)" "104 102 105 101 103 106 95 90 107 85 99 88" "O7: the next morning"
is "$(order 2026-03-31T11:00)" "90 104 106 102 105 101 103 95 107 85 99 88" "a clock that goes back gives the same again"
json=$(d --at 2026-03-31T11:00 list --json --kind incident | head -n 1)
is "$(field "$json" no)/$(field "$json" rank)" "104/2" "a narrowed list tells the places in the whole one"
is "$(field "$(d --at 2026-03-31T11:00 list --json | sed -n 2p)" rank)" 2 "the whole one does"


# a list of several pages, narrowed; a search
{ echo '件名,種別,受付日時'; for i in $(seq 250); do echo "帳票 $i,$([ $((i % 2)) = 0 ] && echo 障害 || echo 問い合わせ),2026-03-$((i % 28 + 1)) 10:00"; done; } >"$T/many.csv"
many() { d --ledger "$T/many.db" --at 2026-03-31T09:20 "$@"; }
many import "$T/many.csv" --guess >"$T/many.ini" && many import "$T/many.csv" --map "$T/many.ini" >/dev/null
places() { grep -o '"no":[0-9]*\|"rank":[0-9a-z]*' | paste -d ' ' - - | sort; }
many list --json | places >"$T/whole"
is "$(wc -l <"$T/whole") $(grep -c null "$T/whole")" "250 0" "every ticket of the whole list has its place"
for query in kind:incident kind:inquiry 帳票; do
	is "$(many list "$query" --json | places | comm -23 - "$T/whole")" "" "$query: the places are those of the whole list"
done
is "$(many list --json --kind inquiry | places | comm -12 - "$T/whole" | wc -l)" 125 "so are those of --kind"
is "$(many search 帳票 | grep -o '^ *[0-9]* No.[0-9]*' | sed 's/^ *\([0-9]*\) No.\(.*\)/"no":\2 "rank":\1/' | sort | comm -12 - "$T/whole" | wc -l)" 50 "and those of what is searched for"

# the demo that is kept
kept() { d --ledger "$T/start.db" "$@"; }
kept --at 2026-03-31T08:54:30 note 97 折返しの前に確認
is "$(kept demo --keep)" "$(kept --at 2026-03-31T08:54 list)" "demo --keep goes on where it was left: before the triage"
now=$(kept --at 2026-03-31T10:30 list)
is "$(kept demo --keep)" "$now" "and where its order has moved on"
kept --at 2026-04-01T10:00 note 97 あとで
is "$(kept demo --keep)" "$(kept --at 2026-04-01T10:00 list)" "on another day"

# what JSON wants escaped, between what it does not
no=$(d --at 2026-03-31T11:00 log --body $'\ta "b" \\c\\\n\n現\u202e場\e[1m\u00e9\x7f\n' $'"日"本\\')
json=$(d --at 2026-03-31T11:00 show "$no" --json)
is "$(grep -o '"title":.*,"caller"' <<<"$json")" $'"title":"\\"日\\"本\\\\","caller"' "quotes and backslashes at both ends of a text"
is "$(grep -o '"body":.*\\n"' <<<"$json")" '"body":"\ta \"b\" \\c\\\n\n現\u202e場\u001b[1mé\u007f\n"' "and what would move a terminal among text"
finish
