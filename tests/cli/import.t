#!/bin/bash
# Taking over tables of other programs: what comes in, what is refused and where it goes, one change, again without doubling.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20
F=$T/in.csv
new() { rm -f "$T"/t.db* "$T"/*.reject.csv; }
import() { d import "$@" 2>"$T/err"; }
show() { d show "$1" --json; }
nos() { d list "$1" --json | grep -o '"no":[0-9]*' | cut -d: -f2 | paste -sd' '; }

# -- the maps that are there --
is "$(import tests/import/redmine.csv --map redmine)" "5 new, 0 changed, 0 as they were, 0 refused" "Redmine, in English"
ticket=$(show 1)
is "$(field "$ticket" kind),$(field "$ticket" status),$(field "$ticket" source),$(field "$ticket" source_id)" "incident,working,redmine,412" "kind, status, its number there"
like "$ticket" '"received_at":"2026-03-31T08:55:00\+09:00"' "dates as Redmine writes them in English"
like "$ticket" '"due_at":"2026-04-02T18:00:00\+09:00"' "a day alone that is a deadline ends with the business day"
like "$ticket" '"title":"受注画面で \\"ORA-00060\\" が出る"' "doubled quotes"
like "$ticket" '"body":"登録を押すとエラー。\\n毎回ではない。"' "a line end in a cell"
like "$ticket" '"worked_min":90,' "hours"
like "$ticket" '"kind":"related"' "related issues are links"
like "$ticket" '"tags":"画面 受注管理"' "a system that is none of ours is a tag"
like "$(show 2)" '"status":"closed".*"closed_at":"2026-03-20T16:58:00\+09:00"' "what is over keeps its dates"
is "$(nos answered:no)" "1 4 3" "and nobody waits for an answer to it"
is "$(import tests/import/redmine.csv --map redmine)" "0 new, 0 changed, 5 as they were, 0 refused" "once more: nothing has changed"
is "$(d history | grep -c 'take over')" 1 "and nothing was written"
d undo >/dev/null
is "$(nos status:any)" "" "undo takes all of it back"
d redo >/dev/null
is "$(nos status:any | wc -w)" 5 "redo brings it again"
new
is "$(import tests/import/redmine-ja.csv --map redmine)" "2 new, 0 changed, 0 as they were, 0 refused" "Redmine, in Japanese and CP932"
like "$(show 1)" '"kind":"incident","status":"working".*"title":"登録でエラー"' "is read"
new
is "$(import tests/import/jira.csv --map jira)" "3 new, 0 changed, 0 as they were, 0 refused" "Jira"
ticket=$(show 1)
like "$ticket" '"received_at":"2026-03-31T09:20:00\+09:00"' "its dates"
like "$ticket" '"tags":"web urgent"' "columns of one name together"
like "$ticket" '"text":"31/Mar/26 9:31 AM;maint;looking, with a ; in it"' "every comment is a note"
like "$(show 2)" '"body":"=HYPERLINK\(\\"http://x\\"\)"' "a formula is text"
new
is "$(import tests/import/servicenow.csv --map servicenow --reject "$T/r.csv")" "3 new, 0 changed, 0 as they were, 1 refused" "ServiceNow"
is "$(grep -c 'line 5: it has no subject' "$T/err")" 1 "the row that is refused is named"
is "$(tail -n 1 "$T/r.csv" | cut -d, -f1,2)" 'line 5: it has no subject,"INC0010044"' "and kept with the reason in front"
ticket=$(show 1)
is "$(field "$ticket" impact)$(field "$ticket" urgency),$(field "$ticket" channel),$(field "$ticket" caller)" "21,phone,Abel Tuter" "2 - Medium is 2"
is "$(field "$(show 3)" parent)" 1 "the parent incident is in front of it"
cp "$T/r.csv" "$T/same.csv"
refused 1 "is what is read" "the refused rows do not go where the file stands" d import "$T/same.csv" --map servicenow --reject "$T/same.csv"
refused 1 "is the ledger" "nor into the ledger" d import "$T/same.csv" --map servicenow --reject "$DAICHO_LEDGER"
cmp -s "$T/r.csv" "$T/same.csv"
ok "and nothing of it is lost"
sed -i 's/,"","Don Goodliffe"/,"Mouse is broken","Don Goodliffe"/' "$T/r.csv"
is "$(import "$T/r.csv" --map servicenow)" "1 new, 0 changed, 0 as they were, 0 refused" "corrected there, it can be imported from there"

# -- a spreadsheet of one's own: the guess, the map --
new
printf '管理番号,件名,区分,状態,影響度,メモ欄\nK1,帳票が出ない,障害,完了,大,x\nK2,"=cmd|A1",質問票,新規,小,y\n' >"$F"
d import "$F" --guess >"$T/map.ini"
like "$(cat "$T/map.ini")" "^key = 管理番号" "the guess: a key"
like "$(cat "$T/map.ini")" "^title = 件名" "the subject"
like "$(cat "$T/map.ini")" "^完了 = closed" "words it knows"
like "$(cat "$T/map.ini")" "^# 質問票 =" "words it does not know stay to be said"
like "$(cat "$T/map.ini")" "^# \? = メモ欄" "and so do columns"
is "$(import "$F" --map "$T/map.ini" --dry-run)" "nothing was changed; it would be: 1 new, 0 changed, 0 as they were, 1 refused" "unedited, a row of it would be refused"
like "$(cat "$T/err")" "line 3: column 3 \(区分\): Kind: .質問票. is not understood" "line, column and why"
new
sed -i 's/^# 質問票 =/質問票 = inquiry/; s/^# channel = phone/channel = phone/' "$T/map.ini"
is "$(import "$F" --map "$T/map.ini" --dry-run)" "nothing was changed; it would be: 2 new, 0 changed, 0 as they were, 0 refused" "edited: a dry run tells"
is "$(nos status:any)" "" "and keeps nothing"
is "$(import "$F" --map "$T/map.ini")" "2 new, 0 changed, 0 as they were, 0 refused" "then it is imported"
is "$(field "$(show 2)" channel)" phone "with a constant"
d note 1 見た; d edit 2 --title 直した
sed -i 's/帳票が出ない/帳票が出ません/' "$F"
is "$(import "$F" --map "$T/map.ini")" "0 new, 2 changed, 0 as they were, 0 refused" "again: what the file says differently is changed"
is "$(field "$(show 1)" title)" 帳票が出ません "and only that"
like "$(show 1)" '"text":"見た"' "what was written here stays"
d check >/dev/null
ok "the ledger is well"

# -- maps that are wrong --
wrong() { printf '%b' "$1" >"$T/m.ini"; refused 2 "$2" "$3" d import "$F" --map "$T/m.ini"; }
wrong '[fields]\ntitle = 件名\nfoo = 区分\n' "line 3: .*foo" "no such field"
wrong '[file]\nsorce = x\n' "line 2: .*sorce.*charset" "no such key"
wrong '[fields]\ntitle = 件名\n[values kind]\n障害 = bug report\n' "line 4: .*bug report" "no such word"
wrong 'title = 件名\n' "line 1: .*before the first" "no section"
wrong '[fields]\ntitle = 件名\ntitle = 区分\n' "line 3: .*already" "twice the same"
printf '[fields]\ntitle = 無い列\n' >"$T/m.ini"
refused 1 "no column .無い列" "a column that is not there" d import "$F" --map "$T/m.ini"
refused 1 "neither a file, nor one of redmine" "no such map" d import "$F" --map nonsense
refused 1 "guess" "no map at all" d import "$F"
refused 1 "cannot be read" "no such file" d import "$T/nothing.csv" --map redmine
refused 1 "cannot be read" "a folder" d import "$T" --map redmine
refused 2 "usage" "no file" d import

# -- hostile files --
M=$T/plain.ini
printf '[fields]\ntitle = t\nbody = b\n' >"$M"
new
{ printf 't,b\nsmall,1\n"'; head -c 10000000 /dev/zero | tr '\0' x; printf '",2\nafter,3\n'; } >"$F"
is "$(import "$F" --map "$M")" "2 new, 0 changed, 0 as they were, 1 refused" "a cell of 10 MB: that row is refused, the others are not"
is "$(stat -c %s "$F.reject.csv" | sed 's/.....$//')" 100 "and kept whole"
new
{ printf 't,b\nfirst,1\nopen,"'; head -c 30000000 /dev/zero | tr '\0' '\n'; } >"$F"
is "$(import "$F" --map "$M")" "1 new, 0 changed, 0 as they were, 1 refused" "a quote that is never closed"
like "$(cat "$T/err")" "column 2 \(b\): " "is said with its place"
new
printf 't,b\nnul\0,1\n\033]0;x\007\033[31mred,2\n\xff\xfe\xfd,3\n' >"$F"
is "$(import "$F" --map "$M")" "1 new, 0 changed, 0 as they were, 2 refused" "NUL and bytes that are no text"
is "$(d list | tr -d '\n' | grep -c $'\033')" 0 "an escape sequence does not reach the terminal"
new
{ printf 't,b\n'; head -c 1000000 /dev/zero | tr '\0' ,; printf 'x\nok,1\n'; } >"$F"
is "$(import "$F" --map "$M")" "1 new, 0 changed, 0 as they were, 1 refused" "a million columns"
new
: >"$F"
refused 1 "the file is empty" "an empty file" d import "$F" --map "$M"
printf 't,b\n' >"$F"
is "$(import "$F" --map "$M")" "0 new, 0 changed, 0 as they were, 0 refused" "a header and no rows"
is "$(printf 't,b\nfrom a pipe,1\n' | "$DAICHO" import - --map "$M")" "1 new, 0 changed, 0 as they were, 0 refused" "standard input"
is "$(printf '{"t":"json","b":"x"}\n{"t":5}\n{bad}\n' | "$DAICHO" import - --map "$M" 2>/dev/null)" "2 new, 0 changed, 0 as they were, 1 refused" "JSON Lines"

# -- half-way --
new
{ printf 't,b\n'; seq -f 'ticket %g,x' 30000; } >"$F"
"$DAICHO" import "$F" --map "$M" >/dev/null 2>&1 &
pid=$!
on_its_way() { until [ -s "$T/t.db-wal" ]; do sleep 0.05; done; }
on_its_way
sleep 0.3; kill -9 $pid; wait $pid 2>/dev/null
is "$(nos status:any)" "" "killed on the way: nothing of it is there"
d check >/dev/null
ok "and the ledger is well"
# A shell without a terminal has its jobs ignore ^C.
env --default-signal=INT "$DAICHO" import "$F" --map "$M" >"$T/out" 2>"$T/err" &
pid=$!
on_its_way
kill -INT $pid; wait $pid
is "$?:$(cat "$T/out"):$(nos status:any)" "1::" "stopped by Ctrl-C: nothing either"
like "$(cat "$T/err")" "nothing was imported" "and it says so"

# -- no room, no turn --
new
d log "was there before" >/dev/null
refused 3 "nothing was changed" "a ledger that cannot grow" prlimit --fsize=2097152 "$DAICHO" import "$F" --map "$M"
is "$(nos status:any)" 1 "nothing of it is there, and what was there is"
mkfifo "$T/rows"
"$DAICHO" import - --map "$M" <"$T/rows" >"$T/out" 2>&1 &
pid=$!
exec 9>"$T/rows"
head -n 10001 "$F" >&9 # more than a pipe holds: once it is written, the import is on its way, and waits for the rest
refused 4 "written by another program; nothing was changed" "a ledger that another import is writing" d import tests/import/redmine.csv --map redmine
exec 9>&-
wait $pid
is "$?:$(cat "$T/out")" "0:10000 new, 0 changed, 0 as they were, 0 refused" "the other has not noticed"
is "$(import tests/import/redmine.csv --map redmine)" "5 new, 0 changed, 0 as they were, 0 refused" "after it, it is its turn"
d check >/dev/null
ok "the ledger is well"
finish
