#!/bin/bash
# Mail on the command line: read, taken in once whatever the box, triaged.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20
d policy --load tests/sample/policy.ini
ok "the policy of the site"

is "$(d intake --folder incident --json tests/sample/incidents)" '{"read":6,"new":6,"known":0,"attached":0,"failed":0}' "six mails of the incident folder"
is "$(field "$(d intake --json tests/sample/inbox)" new)" 23 "23 of the inbox"
is "$(d intake --folder incident --json tests/sample/incidents | grep -o '"new":[0-9]*')" '"new":0' "again: nothing new"
is "$(d inbox --json | grep -o '"id"' | wc -l)" 29 "29 wait"
is "$(d inbox --json | grep -o '"subject":"[^"]*"' | head -n 3 | tail -n 1)" '"subject":"会計帳票が出ない件"' "subjects are read as they were written, the incident folder first"

mkdir "$T/eml" && i=0
for mail in tests/sample/inbox/*/*.mail*; do
	i=$((i + 1))
	cp "$mail" "$T/eml/$i.eml"
	{ printf 'From x@example.co.jp Tue Mar 31 09:00:00 2026\n'; sed 's/^>*From />&/' "$mail"; echo; } >>"$T/box"
done
is "$(d intake --json "$T/eml" | grep -o '"new":[0-9]*')" '"new":0' "the same as files: nothing new"
is "$(d intake --json "$T/box" | grep -o '"new":[0-9]*')" '"new":0' "the same as an mbox: nothing new"
is "$("$DAICHO" intake --json - <"$T/eml/1.eml" | grep -o '"new":[0-9]*')" '"new":0' "the same from stdin: nothing new"

id_of() { d inbox --json | grep -o '"id":[0-9]*\|"subject":"[^"]*"' | grep -B1 "$1" | head -n 1 | cut -d: -f2; }
no=$(d take "$(id_of 会計帳票)" --impact 2 --urgency 1 --due 15:00)
json=$(d show "$no" --json)
is "$(field "$json" title)/$(field "$json" kind)/$(field "$json" system)/$(field "$json" priority)/$(field "$json" department)" "会計帳票が出ない件/incident/ACC/2/経理" "take makes a ticket with what the mail gives away"
like "$json" '"received_at":"2026-03-31T08:47:00\+09:00"' "received when the mail was sent"
dropped=$(id_of 正常終了)
d drop "$dropped"
ok "not for the ledger"
is "$(d inbox --json | grep -o '"id"' | wc -l)" 27 "27 wait"
refused 1 "was not dropped" "one that waits is not retrieved" d retrieve "$(id_of 受注一括)"
d retrieve "$dropped"
is "$(id_of 正常終了)" "$dropped" "what was dropped waits again"
d undo >/dev/null
is "$(d inbox --json | grep -o '"id"' | wc -l)" 27 "which undo takes back"
refused 1 "is on No" "a mail is taken once" d take 3
d undo >/dev/null && d undo >/dev/null
is "$(d inbox --json | grep -o '"id"' | wc -l)" 29 "undo puts both back"
d intake --take --folder incident tests/sample/incidents >/dev/null
is "$(d inbox --json)" "[]" "--take makes tickets of all that wait"
like "$(d list --json)" '"title":"在庫照会でエラーが出ます".*"provisional":true' "with provisional ratings"

like "$(d mail tests/sample/incidents/new/*P2003.mail --json)" '"subject":"在庫照会でエラーが出ます"' "mail shows what daicho reads"
like "$(d mail tests/sample/incidents/new/*P2003.mail --json)" '"charset":"ISO-2022-JP".*"garbled":false' "and in which charset it was"
refused 1 "no such|No such|not there|there is no" "no such box" d intake "$T/nothing"
head -c 3000 /dev/urandom >"$T/noise.eml"
d intake "$T/noise.eml" >/dev/null 2>"$T/err"
like "$?$(cat "$T/err")" "." "noise is said, not crashed on"
printf 'From: x@y.example\nSubject: \033[2J\302\2331m\342\200\256evil %0500d\n\ntext\033\n' 0 >"$T/evil.eml"
controls() { LC_ALL=C grep -caP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]'; }
is "$(d mail "$T/evil.eml" --json | controls)" 0 "a program's output moves no terminal either"
like "$(d mail "$T/evil.eml" --json)" '"subject":"\\u001b\[2J\\u009b1m\\u202eevil 0' "and says what it was"
d intake "$T/evil.eml" >/dev/null
is "$(d inbox | awk 'length > 200' | wc -l)" 0 "a line of the inbox has an end"
is "$(d inbox | controls)" 0 "and moves nothing"
# what is typed along with take is not lost
printf 'From: a@b.example\nSubject: typed along\nMessage-ID: <typed@b>\nDate: Tue, 31 Mar 2026 08:00:00 +0900\n\nof the mail\n' >"$T/typed.eml"
d intake "$T/typed.eml" >/dev/null
typed=$(d take "$(d inbox | grep 'typed along' | awk '{ print $1 }')" --body "of the operator" --error ORA-1 --est 20)
json=$(d show "$typed" --json)
is "$(field "$json" body)/$(field "$json" error_text)/$(field "$json" est_min)" "of the operator/ORA-1/20" "take keeps the texts that are given"
finish
