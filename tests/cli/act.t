#!/bin/bash
# Every verb of the operator's day, what it refuses, and that one undo takes it back.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20
show() { d show "$1" --json; }

one=$(d log --caller "営業2 佐藤" 受注登録でエラー)
is "$one" 1 "log prints the number"
json=$(show 1)
is "$(field "$json" caller) $(field "$json" department)" "佐藤 営業2" "the department is split off"
is "$(field "$json" impact)$(field "$json" urgency)$(field "$json" provisional)" "31true" "a call is small x high, provisional"
is "$(field "$(DAICHO_AT=2026-03-31T08:52 d log 早朝の電話 >/dev/null; show 2)" impact)" 2 "before hours it is medium"
is "$(d log --kind incident --impact 1 --urgency 2 --due 15:00 --est 45 --affected 12 --major --vip --body 詳細 件名)" 3 "log with every option"
json=$(show 3)
is "$(field "$json" kind)/$(field "$json" priority)/$(field "$json" major)/$(field "$json" vip)/$(field "$json" affected)/$(field "$json" est_min)" "incident/1/true/true/12/45" "they are kept"
like "$json" '"due_at":"2026-03-31T15:00:00\+09:00"' "times are ISO 8601 with offset"

d rate 1 --impact 2 --urgency 1
is "$(field "$(show 1)" provisional)" false "rate confirms"
d undo >/dev/null
is "$(field "$(show 1)" impact)$(field "$(show 1)" provisional)" "3true" "undo takes it back"
d redo >/dev/null
is "$(field "$(show 1)" impact)" 2 "redo does it again"
refused 2 "1 \(high\)" "a step that is none" d rate 1 --impact 7
refused 1 "reason" "an override without a reason" d rate 1 --override 1
d rate 1 --override 1 --reason 社長案件
is "$(field "$(show 1)" priority)$(field "$(show 1)" override)" "11" "an override with one"
d rate 1 --override none
is "$(field "$(show 1)" override)" null "and it is taken back"

refused 1 "resolution is missing" "resolve without a resolution" d resolve 1
d start 1
is "$(field "$(show 1)" status)" investigating "start investigates"
DAICHO_AT=2026-03-31T09:50 d stop
is "$(field "$(show 1)" worked_min)" 30 "half an hour was worked"
refused 1 "no clock is running" "stop without a clock" d stop
refused 1 "caller, contact, vendor|check is missing|later than now" "wait needs a time ahead" d wait 1 --for vendor --until 2026-03-30
refused 1 "business days: 10" "nothing waits unseen for long" d wait 1 --for vendor --until 2026-05-20
d wait 1 --for vendor --until "明日 10:00" ベンダA社
is "$(field "$(show 1)" status)/$(field "$(show 1)" band)/$(field "$(show 1)" rank)" "waiting/waiting/null" "what waits is not in today's order"
is "$(DAICHO_AT=2026-04-01T10:00 d list --json | grep -c '"no":1,')" 1 "and comes back when it is to be checked"
d start 1
is "$(field "$(show 1)" status)" investigating "start ends the wait"
refused 1 "later than now" "defer into the past" d defer 1 --until 2026-03-30
d defer 1 --until 4/3 あとで
is "$(field "$(show 1)" band)" deferred "defer hides it"
d undo >/dev/null
refused 1 "callers not answered: 1;" "close without an answer" d close 1
refused 1 "reason is missing" "cancel needs a reason" d cancel 1
d answer 1 手順を案内しました
is "$(field "$(show 1)" status)" closed "an answered inquiry is closed"
refused 1 "closed: reopen" "what is closed is not resolved" d resolve 1 済
refused 1 "reason is missing" "reopen needs a reason" d reopen 1
d reopen 1 再発
is "$(field "$(show 1)" status)" working "reopened"
refused 1 "cause class" "an incident needs its cause class" d resolve 3 再起動した
d resolve 3 再起動した --cause unknown
is "$(field "$(show 3)" status)/$(field "$(show 3)" unanswered)" "resolved/1" "resolved, one caller unanswered"
d answer 3 復旧しました
is "$(field "$(show 3)" status)" closed "answered: closed"

d log A >/dev/null && d log B >/dev/null && d log C >/dev/null
d group 5 6 --with 4
is "$(field "$(show 4)" members)/$(field "$(show 5)" band)" "2/member" "two members behind 4"
refused 1 "in front of that group itself" "a group is no member of itself" d group 4 --with 5
d split 5
is "$(field "$(show 4)" members)" 1 "split takes one out"
refused 1 "is in no group" "split of what is in none" d split 5
d pin 5 先にやる
is "$(field "$(show 5)" band)" pinned "pinned"
d pin 5 --off
d note 4 5 索引を確認
is "$(show 4 | grep -c 索引を確認)$(show 5 | grep -c 索引を確認)" "11" "one note on two tickets"
d edit 4 --title 新しい件名 --due "" --tags a,b
is "$(field "$(show 4)" title)" 新しい件名 "edit"
refused 1 "not edited" "a status is not edited" d edit 4 --status closed
refused 2 "usage" "an unknown option" d edit 4 --nonsense x
like "$(d --lang ja edit 4 --nonsense x 2>&1)" '--nonsense というオプションはありません。使い方' "said in the chosen language"
like "$(d --lang ja list --limit x 2>&1)" 'オプション --limit の値' "and so is a value that is none"
like "$(DAICHO_LANG=ja d --nonsense 2>&1)" '--nonsense というオプションはありません' "also before the command"
like "$(d demo --lang ja 2>&1)" 'option --lang stands before the command' "an option of daicho itself behind the command: where it belongs is said"
like "$(d list 帳票 --ledger=x 2>&1)" 'option --ledger=x stands before the command' "... also behind a query"
like "$(d list 帳票 --nonsense 2>&1)" 'no option --nonsense; usage' "which names what it does not know"
d --lang en tell 4 --to 高橋様 --by mail --request 各課へ周知
is "$(field "$(show 4)" recipient)/$(field "$(show 4)" requests)" "高橋様/各課へ周知" "a report to the contact is kept: to whom, and what was asked"
like "$(d --lang en show 4)" 'First report  高橋様 Mail  asked: 各課へ周知' "and told in the history"
missing=
while read -r name; do
	grep -q "\"$name\":" <<<"$(show 4)" || missing="$missing $name"
done < <(sed -n 's/^\tX(TICKET\(_TEXT\)\{0,1\}, [A-Z_]*, \([a-z_]*\),.*/\2/p' include/daicho/field.def)
is "$missing" "" "show --json has every field of a ticket"
d cancel 4 重複登録
is "$(field "$(show 4)" status)" cancelled "cancelled"
refused 1 "there is no No.999|no No.999" "an unknown number" d show 999
refused 1 "受付日時: 2026-03-31T09:21 はまだ" "what was received has come" d --lang ja log --received 09:21 予告
refused 1 "Restored: 2027-01-01" "and what was restored is" d edit 4 --restored-at 2027-01-01
is "$(DAICHO_AT=2026-03-31T09:20:30 d log --received 09:20 今の電話 >/dev/null && echo yes)" yes "the minute that runs has come"
refused 2 "no ticket number" "no number at all" d show abc
refused 2 "no command" "an unknown command" d frobnicate
like "$(d --version)" '^daicho [0-9]+\.[0-9]+$' "its version"
refused 2 "can be typed|understood|date|time" "a date that is none" d defer 5 --until 来年の春
refused 1 "subject is missing" "an empty subject" d log "   "
no=$(d log --vip 1)
is "$(field "$(show "$no")" vip)/$(field "$(show "$no")" title)" "true/1" "a flag does not take the next word"
d edit --vip=no "$no"
is "$(field "$(show "$no")" vip)" false "--vip=no"
d edit --vip "$no"
d edit --no-vip "$no"
is "$(field "$(show "$no")" vip)" false "--no-vip"
refused 2 "yes or no" "a flag is yes or no" d edit --vip=perhaps "$no"
d log --vip --caller "秘書 乙" 会議の件 >"$T/log"
is "$(field "$(show "$(d log --caller "秘書 乙" 次の件)")" vip)" true "special care is the caller's, for the next ticket too"
d undo >"$T/log"
d undo >"$T/log"
is "$(field "$(show "$(d log --caller "秘書 乙" さらに次の件)")" vip)" false "undone, it is no longer"
d policy --set "system ORD.name=受注管理" --set "system ORD.criticality=1"
is "$(d policy --show | grep -A1 '^\[system ORD\]' | tail -n 1)" "name = 受注管理" "policy --set"
d undo >"$T/log"
is "$(d policy --show | grep -c '^\[system ORD\]')" 0 "what was set together is undone together"
d redo >"$T/log"
refused 1 "matrix" "a policy that cannot be" d policy --set "system ORD.criticality=2" --set matrix.impact1=9
is "$(d policy --show | grep -A2 '^\[system ORD\]' | grep -c 'criticality = 1')" 1 "nothing of it is set"
printf '[hours]\nweek = mon-fri 09:00-25:99\n' >"$T/bad.ini"
refused 1 "line 2" "a policy file names the line" d policy --load "$T/bad.ini"
is "$(d check)" "the ledger is well" "check"

like "$(d keys --json)" '"screen":"global","action":"resolve","keys":\["d","F8"\]' "keys: the map of the screens as JSON"
like "$(d --lang ja keys)" 'global +d F8 +resolve +解決' "and as text, in the present language"
mkdir -p "$XDG_CONFIG_HOME/daicho"
printf '[keys]\ntoday.resolve = D\ntoday.nonsense = k\n' >"$XDG_CONFIG_HOME/daicho/config"
like "$(d keys --json 2>/dev/null)" '"screen":"today","action":"resolve","keys":\["D"\]' "with what the config file changes"
like "$(d keys 2>&1 >/dev/null)" 'line 3: ' "what is wrong there is said with its line"
rm "$XDG_CONFIG_HOME/daicho/config"
finish
