#!/bin/bash
# Finding: the query language from the command line, what is found, in which order, and what is refused.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20
nos() { grep -o '"no":[0-9]*' | cut -d: -f2 | paste -sd' '; }
search() { d search "$@" --json | nos; }
list() { d list "$@" --json | nos; }

d log --caller "営業2 佐藤" --kind incident --impact 2 --urgency 1 受注画面でｴﾗｰが出ます >/dev/null # 1
d log --caller "倉庫 鈴木" --due 15:00 --body "昨日の会計帳票が白紙。ORA-00060 と出る" 帳票の確認 >/dev/null # 2
d log --caller "経理 森" --kind change ABC帳簿の項目追加 >/dev/null # 3
d log ビルの入退室 >/dev/null                                      # 4
d log ビールの発注 >/dev/null                                      # 5
d resolve 2 索引を再構築した --cause program
d answer 2 直りました
d note 3 倉庫と相談

is "$(search エラー)" 1 "half-width kana are found by full-width ones"
is "$(search ＡＢＣ)" 3 "and letters of any width and case"
is "$(search 帳票)" 2 "every 帳票 and no 帳簿"
is "$(search 帳)" "3 2" "one character"
is "$(search ora-000)" 2 "the beginning of a word"
is "$(search 0060)" "" "not its end"
is "$(search 再構築)" 2 "what was done"
is "$(search 直りました)" 2 "what was answered"
is "$(search 相談)" 3 "what was noted"
is "$(search ビル)" "4 5" "as it was typed comes first"
is "$(search ビール)" "5 4" "both ways"
is "$(search 倉庫)" "3 2" "of many callers, and notes"
is "$(search caller:鈴木)" 2 "a field"
is "$(search 連絡者：鈴木 または 種別：障害)" "2 1" "in Japanese, as an input method writes it"
is "$(search 帳 -種別:改修)" 2 "what must not hold"
like "$(d search 白紙)" "No\.2 .*" "text: the ticket"
like "$(d search 白紙)" "Description: .*会計帳票が白紙" "and where it stands"
like "$(d --lang ja search 白紙)" "内容: .*会計帳票が白紙" "in Japanese"
like "$(d search 白紙 --json)" '"match_field":"body","match":"昨日の会計帳票が白紙' "and as JSON"
is "$(d search ビ --limit 1 --json | nos)" 5 "a limit"

is "$(d search --json -- 帳 -種別:改修 | nos)" 2 "also behind --"
refused 2 "usage: daicho search" "an option that is none" d search 帳 --jason
is "$(list status:closed)" 2 "list finds closed ones as well"
is "$(list)" "1 4 5 3" "without a query it is today's order"
is "$(list 'ビ or 受注')" "1 4 5" "with one, in that order"
is "$(list 'p:1-2')" 1 "by priority"
is "$(list --kind change 帳)" 3 "with a kind"
is "$(list 'due:今日')" "2" "by day"
is "$(list 'received:2026-03..2026-04 answered:no')" "1 4 5 3" "by month; unanswered"
is "$(list 'no:1,3')" "1 3" "by number"

# saved filters
d policy --set 'filter 経理.query=caller:森' --set 'filter late ones.query=@経理 -種別:改修' >/dev/null
is "$(list @経理)" 3 "a saved filter, by its name"
is "$(search filter:経理 or 白紙)" "3 2" "and as a part of a query"
is "$(list '@"late ones"')" "" "which may name another"
like "$(d policy)" "\[filter 経理\]" "it stands in the policy"
refused 2 "no filter is saved as .*無い" "one that is none" d list @無い
d undo >/dev/null
refused 2 "no filter is saved" "undo takes it back" d list '@"late ones"'

for words in '"' '*' '-' AND 'NOT' '(' ')' ':' "'" '%' '😀' 'NEAR(a b)' "a'; DROP TABLE ticket; --"; do
	d search "$words" >"$T/out" 2>"$T/err"
	is "$(grep -ciE 'sql|fts5|syntax|damaged' "$T/out" "$T/err" | cut -d: -f2 | paste -sd+ | sed 's/+/ + /')" "0 + 0" "'$words' is an answer or a clear sentence"
done
refused 2 "character 4 .*foo" "a field that is none" d search "帳票 foo:bar" --limit 3
refused 2 "character 6 .*inquiry, incident" "a word that is none" d list kind:bug
refused 2 "500 characters" "ten thousand characters" d search "$(printf '障%.0s' {1..10000})"
is "$(search "$(printf 'x%.0s' {1..400})")" "" "four hundred are looked for"

mail() { printf 'From: %s\nTo: desk@example.com\nSubject: %s\nMessage-ID: <%s@example.com>\nDate: Mon, 30 Mar 2026 18:0%s:00 +0900\n\n%s\n' "$2" "$3" "$1" "$1" "$4" >"$T/$1.eml"; }
mails() { d search "$@" --mail --json | grep -o '"id":[0-9]*' | cut -d: -f2 | paste -sd' '; }
mail 1 yamada@example.com 歓送迎会のお知らせ "会場は駅前のビヤホールです"
mail 2 mori@example.com 棚卸の件 "棚卸差異の一覧を送ります"
mail 3 mori@example.com 棚卸の件その3 "ビヤホールではありません"
d intake "$T/1.eml" "$T/2.eml" "$T/3.eml" >/dev/null
is "$(mails ビヤホール)" "3 1" "a mail that waits is found by its text"
is "$(mails 歓送迎会)" 1 "by its subject"
is "$(mails mori)" "3 2" "by its sender"
d drop 1 3
is "$(mails ビヤホール)" "3 1" "dropped, too"
is "$(mails title:棚卸)" "3 2" "in its subject alone"
is "$(mails ビヤホール -棚卸)" 1 "without a word"
is "$(mails ビヤホール --limit 1)" 3 "a limit"
is "$(mails 'status:open ビヤホール')" "" "not where tickets are asked for"
like "$(d search 歓送迎会)" "mail 1 .*歓送迎会のお知らせ .*Not for the ledger" "shown with what became of it"
like "$(d search ビヤホール)" "Text: .*駅前のビヤホール" "and where it stands"
is "$(search ビヤホール)" "" "it is no ticket"
d take 2 >/dev/null
is "$(mails 棚卸差異)" "" "on a ticket it is found with it"
is "$(search 棚卸差異)" 6 "and the ticket by its text"
d undo >/dev/null
is "$(mails 棚卸差異) $(search 棚卸差異)" "2 " "and taken back it waits again"
d rebuild >/dev/null
is "$(mails ビヤホール)" "3 1" "a rebuild knows them"
is "$(d check >/dev/null && echo well)" well "the ledger is well"

# -- very many --
{ echo Key,Summary; for i in $(seq 55); do echo "X-$i,多数の件 $i"; done; } >"$T/many.csv"
d import "$T/many.csv" --map jira >/dev/null
many() { d search 多数の件 --limit 60; }
is "$(many | grep -c 'No\.')/$(many | grep -cE '^ *[0-9]+ No\.')" 55/50 "of many, the places of the first 50 alone are counted"
finish
