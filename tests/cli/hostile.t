#!/bin/bash
# What a hostile or unlucky hand types: every refusal is one short line that moves no terminal, with a documented status, and nothing is lost.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20
escape=$'\e[31mx\e]0;t\a' lines=$'a\nb' bytes=$'\xff\xfe' turned=$'\u202ex'
long=$(head -c 130000 /dev/zero | tr '\0' a)
d log one >/dev/null && d log --kind incident two >/dev/null
before=$(d list --all --json)

# clean WORDS: what the command before said, in $T/said: one line, UTF-8, without a control character, short
clean() {
	local size
	size=$(wc -c <"$T/said")
	is "$(wc -l <"$T/said") $(iconv -f UTF-8 -t UTF-8 "$T/said" >/dev/null 2>&1; echo $?) $(tr -d '\n' <"$T/said" | LC_ALL=C grep -c '[[:cntrl:]]') $((size < 500))" "1 0 0 1" "$1"
}
# no STATUS WORDS COMMAND...: refused so, cleanly, and nothing is printed
no() {
	local status=$1 words=$2 out got
	shift 2
	out=$("$@" 2>"$T/said"); got=$?
	is "$got$out" "$status" "$words: status $status"
	clean "$words: one clean line"
}

for word in "" 0 -1 99999999999999999999 "$escape" "$lines" "$bytes" "$turned" "$long" --nonsense - "1 1"; do
	name=$(printf '%q' "${word:0:20}")
	no 2 "show $name" d show "$word"
	no 2 "resolve $name" d resolve "$word" text
	no 2 "$name as a command" d help "$word"
done
for verb in why take drop inbox next adopt start stop undo policy check; do no 2 "$verb with an odd word" d "$verb" "$escape"; done
no 1 "the greatest number" d note 9223372036854775807 x
like "$(cat "$T/said")" "no No.9223372036854775807" "and it is named"
is "$(d list --all --json)" "$before" "none of that changed anything"

# values
for value in "$escape" "$lines" "$bytes" "$turned" "$long" nan 1e3 99:99 2026-02-30 4/31 令和999年1月1日; do
	name=$(printf '%q' "${value:0:20}")
	for option in due impact system kind; do no 2 "--$option $name" d edit 1 "--$option=$value"; done
done
no 1 "a year out of range" d edit 1 --due 9999-12-31
no 1 "an impact out of range" d edit 1 --impact 99999999999999999999
no 2 "bytes for a truth" d log --major="$bytes" x
no 2 "bytes as a subject" d log "$bytes"
no 2 "a subject of another charset" env LC_ALL=ja_JP.eucJP "$DAICHO" log "$(printf '\xbc\xf5\xc3\xed')"
no 1 "a subject of 130,000 characters" d log "$long"
no 1 "an empty subject" d log ""
for option in status=closed parent=1 pin-until=17:00 waited-min=5 override=1 reopened=1; do no 1 "log --$option, which only an action sets" d log "--$option" x; done
for field in kind channel received impact urgency title; do no 1 "edit --$field to nothing" d edit 1 "--$field="; done
like "$(cat "$T/said")" "must not be empty" "and it says why"
no 2 "a scale that is none" d rate 1 --impact "$long"
no 2 "a list of no lines" d list --limit=-1
no 2 "a history of no lines" d history --limit 0
is "$(d list --all --json)" "$before" "nor did any of these"

# what is taken is shown as marks
is "$(d log "$escape" "$turned")" 3 "a subject with control characters is taken"
is "$(d show 3 | LC_ALL=C grep -c $'\e')$(d list | LC_ALL=C grep -c $'[\e\a]')" 00 "and none reaches the terminal"
is "$(d note 1 -- --text)$(d show 1 | grep -c -- --text)" 1 "after -- everything is text"
for title in "-x" "-- -x" "a -- -b" "--help"; do
	no=$(d log -- "$title")
	is "$(d show "$no" | sed -n 2p)" "$title" "a subject that begins like an option: $title"
done
is "$(d show "$(d log -- a -- -b)" | sed -n 2p)" "a -- -b" "only the first -- is none of the text"
for _ in 1 2 3 4 5 6 7; do d undo >/dev/null; done

# mails and files
no 2 "intake of an empty path" d intake ""
no 2 "take of what is no mail" d take abc
like "$(cat "$T/said")" "daicho inbox" "and where the mails are"
yes $'\xff\x01\x80' | head -c 100000 >"$T/noise"
d intake "$T/noise" >"$T/out" 2>"$T/said"
is "$?" 1 "intake of noise alone"
clean "intake of noise"
d mail "$T/noise" >"$T/out" 2>"$T/said"
is "$?$(cat "$T/out")" 1 "mail of noise"
no 1 "mail of nothing" d mail /dev/null
no 1 "a policy that is not there" d policy --load "$T/nowhere"
no 1 "a policy of noise" d policy --load "$T/noise"
no 1 "an editor that fails" env EDITOR=false TMPDIR="$T" "$DAICHO" policy --edit
is "$(find "$T" -name 'daicho-policy-*')" "" "leaves no file where nothing was typed"
# shellcheck disable=SC2016 # for the inner shell
no 1 "a policy edited into nonsense" env EDITOR="sh -c 'echo \"[hours] week\" >\$0'" TMPDIR="$T" "$DAICHO" policy --edit
like "$(cat "$T/said")" "daicho-policy-.*keeps what was typed" "keeps what was typed, and says where"
is "$(stat -c %a "$T"/daicho-policy-*)" 600 "where nobody else can read it"

# the ledger's place
sqlite() { python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()' "$@" 2>/dev/null || sqlite3 "$@" 2>/dev/null; }
printf 'no database, though longer than a header of one' >"$T/text"
no 3 "a text as the ledger" d --ledger "$T/text" list
no 3 "the same for the demo, kept" d --ledger "$T/text" demo --keep
is "$(cat "$T/text")" "no database, though longer than a header of one" "it is left as it was"
if sqlite "$T/foreign.db" "CREATE TABLE x (y)" && cp "$T/t.db" "$T/newer.db" && sqlite "$T/newer.db" "PRAGMA user_version = 999"; then
	no 3 "a database of another program" d --ledger "$T/foreign.db" list
	no 3 "a newer ledger" d --ledger "$T/newer.db" list
	like "$(cat "$T/said")" "newer" "and it says so"
fi
for place in "" "$T" /dev/null /dev/full /proc/nowhere/x.db "$T/text/x.db"; do no 3 "--ledger $place" d --ledger "$place" list; done
no 3 "a home that is none" env -u XDG_DATA_HOME -u DAICHO_LEDGER HOME=/dev/null "$DAICHO" log x
if [ "$(id -u)" != 0 ]; then
	mkdir "$T/shut" && chmod 0 "$T/shut"
	no 3 "a folder without permission" d --ledger "$T/shut/t.db" list
	chmod 700 "$T/shut"
fi

# time, language, output
for at in "" x 2026-02-30T00:00 2026-03-31T25:00 99999-01-01T00:00 2026-03-31T09:20+99:00 @/nowhere @/dev/zero "$escape" "$long"; do
	no 2 "--at $(printf '%q' "${at:0:20}")" d --at "$at" list
done
for language in "" xx "$escape" "$long"; do no 2 "--lang $(printf '%q' "${language:0:20}")" d --lang "$language" list; done
no 2 "an option that is none" d -x
no 2 "a theme that is none" d --theme "$escape"
without_reason() { sed 's/"reason":"[^"]*"//'; } # which is in the language of the locale
listed=$(d list --json | without_reason)
for locale in C POSIX C.UTF-8 ja_JP.UTF-8 ja_JP.eucJP ja_JP.SJIS xx_YY ""; do
	is "$(env LC_ALL="$locale" LANG="$locale" DAICHO_LANG= "$DAICHO" list --json | without_reason)" "$listed" "the locale \"$locale\""
done
if [ -c /dev/full ]; then
	for command in list "list --json" --help "help rate"; do
		# shellcheck disable=SC2086 # words
		d $command >/dev/full 2>"$T/said"
		is "$?" 1 "$command on a full disk"
		clean "$command on a full disk"
	done
fi
is "$(d check)" "the ledger is well" "after all this the ledger is well"

# help
for verb in $("$DAICHO" --help | sed -n 's/^  daicho \([a-z]*\).*/\1/p'); do
	[ "$(d help "$verb")" = "$(d "$verb" --help)" ] && d "$verb" --help | grep -q '^daicho '"$verb" || echo "$verb"
done >"$T/said"
is "$(cat "$T/said")" "" "help VERB and VERB --help are one"
is "$(d note 1 --help | head -n 1)" "daicho note NO... TEXT" "--help as the last word is a question too"
finish
