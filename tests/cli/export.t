#!/bin/bash
# Handing on: the ledger CSV for a spreadsheet, CP932, formulas and phone numbers, JSON; and everything back into an empty ledger.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20
export LC_ALL=C.UTF-8
on() { local ledger=$1; shift; "$DAICHO" --ledger "$ledger" "$@" </dev/null; }
rows() { tr '\r' '\n' | grep -c '^[0-9]'; }

# -- for a spreadsheet --
d log --caller "営業2 佐藤" --callback 0312345678 --body '@SUM(A1) "引用"' "=cmd|'/C calc'!A1" >/dev/null
d log --caller "倉庫 鈴木" "気持ち😀 と ♥" >/dev/null
d edit 1 --private-memo ひみつ
d export >"$T/l.csv"
is "$(head -c 3 "$T/l.csv" | od -An -tx1)" " ef bb bf" "a byte order mark"
is "$(head -n 1 "$T/l.csv" | cut -b 4- | tr -d '\r')" "No.,起票日,受付日時,受付手段,発生日時,部署,連絡者,連絡先,種別,システム,件名,内容,影響度,緊急度,重要度,優先度,状態,対応者,一次切り分け,暫定対応,原因区分,原因,恒久対応,回答期限,復旧日時,完了日,工数(分),窓口報告,関連No.,備考" "the columns of the ledger, in Japanese in any language"
is "$(grep -c $'\r$' "$T/l.csv")" 3 "CRLF"
like "$(cat "$T/l.csv")" ",'=cmd\|'/C calc'!A1,\"'@SUM\(A1\) \"\"引用\"\"\"," "what would be calculated is text"
like "$(cat "$T/l.csv")" ",'0312345678," "a phone number keeps its zero"
is "$(grep -c ひみつ "$T/l.csv")" 0 "the private memo stays here"
like "$(d export --keep-formulas)" ",=cmd" "formulas, if they are wanted"
d policy --set export.defuse=0
is "$( (d export && d list --csv) | grep -c ',=cmd')" 2 "or by the policy, in a list too"
d policy --set export.defuse=1
refused 1 "export.* defuse" "which says yes or no" d policy --set export.defuse=2
d export --charset cp932 -o "$T/s.csv" 2>"$T/err"
like "$(cat "$T/err")" "characters that CP932 does not have, replaced by 〓: 2$" "CP932: what it lacks is counted"
like "$(iconv -f CP932 -t UTF-8 "$T/s.csv")" "気持ち〓 と 〓" "and marked"
is "$(d export caller:鈴木 | rows)" 1 "what a query asks for"
is "$(d list --csv | rows)" 2 "a list as CSV"
is "$(d list foo:x --csv 2>/dev/null)" "" "of a query that is none not even its columns"
is "$(stat -c %a "$T/s.csv")" 600 "a file that only its owner reads"
refused 2 "csv or json" "a format that is none" d export --format xml
is "$(d export --json)" "$(d export --format json)" "JSON by the word that a list has for it"
is "$(d export --csv)" "$(d export)" "and CSV"
refused 2 "not both" "one of them" d export --csv --json
refused 2 "JSON is UTF-8" "JSON in CP932" d export --json --charset cp932
refused 2 "character 1" "a query that is none" d export foo:bar
refused 1 "cannot be written" "a file that cannot be" d export -o "$T/no/such"
refused 1 "is the ledger" "the ledger itself" d export -o "$DAICHO_LEDGER"
ln -s t.db "$T/link.csv"
refused 1 "is the ledger" "also by another name" d export -o "$T/link.csv"
is "$(d list --json | grep -c '"no"')" 2 "which has lost nothing"
on "$T/big.db" log --body "$(printf '帳%.0s' $(seq 30000))" big >/dev/null
is "$( (ulimit -f 50; on "$T/big.db" export -o "$T/s.csv") 2>/dev/null; echo "$?:$(iconv -f CP932 -t UTF-8 "$T/s.csv" | grep -c 気持ち)")" "1:1" "what cannot be written whole does not replace what was there"
is "$(echo "$T"/s.csv*)" "$T/s.csv" "and leaves nothing behind"
is "$(d export -o /dev/stdout | rows)" 2 "a pipe is written to as it is"
"$DAICHO" export >/dev/full 2>"$T/err"
is "$?" 1 "a full disk"
like "$(cat "$T/err")" "could not be written" "is said"
"$DAICHO" --ledger "$T/big.db" export >/dev/full 2>"$T/err"
like "$(cat "$T/err")" "could not be written" "in the operator's language, though the ledger is Japanese"
is "$(d export --format json | grep -c ひみつ)" 0 "no private memo in JSON, nor in its history"
is "$(d import "$T/s.csv" 2>/dev/null)" "0 new, 1 changed, 1 as they were, 0 refused" "edited in a spreadsheet and imported again it is the same ticket"
d undo >/dev/null

# -- everything, into an empty ledger --
DEMO=$T/demo.db
on "$DEMO" demo >/dev/null
on "$DEMO" policy --show >"$T/p.ini"
on "$DEMO" export --format json -o "$T/a.json"
N=$T/new.db
on "$N" policy --load "$T/p.ini"
is "$(on "$N" import "$T/a.json")" "108 new, 0 changed, 0 as they were, 0 refused" "JSON: all tickets"
is "$(on "$N" list)" "$(on "$DEMO" list)" "the same order, with its reasons"
is "$(on "$N" list --all)" "$(on "$DEMO" list --all)" "and what is put off, waits, or stands behind another"
same=1
for no in 1 50 85 97 101 104 108; do
	left=$(on "$DEMO" show $no) right=$(on "$N" show $no | grep -v "take over")
	[ "$left" = "$right" ] || { same=0; diff <(echo "$left") <(echo "$right") | sed 's/^/# /'; }
done
is "$same" 1 "texts, contacts and history of each"
is "$(on "$N" export)" "$(on "$DEMO" export)" "the ledger CSV of both is the same"
is "$(on "$N" export --full)" "$(on "$DEMO" export --full)" "and so is the full one"
is "$(on "$N" import "$T/a.json")" "0 new, 0 changed, 108 as they were, 0 refused" "again: nothing"
is "$(on "$DEMO" import "$T/a.json")" "0 new, 0 changed, 108 as they were, 0 refused" "into the ledger it came from: nothing"
on "$N" check >/dev/null
ok "the ledger is well"
on "$N" undo >/dev/null
is "$(on "$N" list --all)" "" "one undo takes it back"
is "$(on "$N" undo 2>&1 >/dev/null | grep -c policy)$(on "$N" list status:any)" "0" "and nothing of what was done elsewhere"

rm -f "$N"*
work() { printf '{"id":%d,"start_at":"2026-03-31T09:01:00+09:00","end_at":"2026-03-31T09:0%d:00+09:00","kind":"investigation","memo":"%s"}' "$@"; }
printf '[{"daicho":1,"no":7,"title":"t","kind":"inquiry","status":"new","channel":"phone","received_at":"2026-03-31T09:00:00+09:00","work":[%s,%s]}]\n' "$(work 1 2 one)" "$(work 2 3 two)" >"$T/twice.json"
is "$(on "$N" import "$T/twice.json")" "1 new, 0 changed, 0 as they were, 0 refused" "two works that began in the same minute"
is "$(on "$N" import "$T/twice.json")" "0 new, 0 changed, 1 as they were, 0 refused" "again: each is known as itself"
rm -f "$N"*

for form in "" --full; do
	rm -f "$N"*
	on "$DEMO" export $form >"$T/a.csv"
	on "$N" policy --load "$T/p.ini"
	is "$(on "$N" import "$T/a.csv")" "108 new, 0 changed, 0 as they were, 0 refused" "CSV $form: all tickets"
	is "$(on "$N" export $form)" "$(cat "$T/a.csv")" "what it holds comes back"
	is "$(on "$DEMO" import "$T/a.csv")" "0 new, 0 changed, 108 as they were, 0 refused" "into the ledger it came from: nothing"
done
is "$(on "$N" list)" "$(on "$DEMO" list)" "with every field the order is the same"
finish
