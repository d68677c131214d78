#!/bin/bash
# An answer goes out through a real sendmail-compatible program (msmtp) to a mail server on loopback, threaded under what it answers.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20
d intake --take tests/mail/world/open.eml >/dev/null
d intake tests/mail/thread-reply-open.eml >/dev/null
refused 1 "mail.send" "no program is set" d reply 1 "Try again." --yes
d policy --set mail.from=hoshu@example.co.jp
d policy --set operator.name=山田

d policy --set "mail.send=sh -c 'cat >/dev/null; echo user unknown >&2; exit 67'"
d reply 1 "Try again." --yes >/dev/null 2>"$T/err"
is "$?:$(wc -l <"$T/err")" "1:1" "the program fails: status 1"
like "$(cat "$T/err")" "status 67: user unknown" "in its words"
like "$(d show 1 --json)" '"unanswered":2' "nothing is written down"
refused 2 "without --yes" "nobody to ask" d reply 1 "Try again."
d policy --set "mail.send=sh -c 'kill -9 \$\$'"
d reply 1 "Try again." --yes >/dev/null 2>"$T/err"
like "$?$(cat "$T/err")" "^1daicho: nothing is written down: sh was ended by signal 9" "the program dies of a signal"

# -- whoever stops daicho stops what sends, and what that has started --
printf '#!/bin/sh\ntrap "" HUP\nsleep 600 &\necho $$ >%s/running\nwait\n' "$T" >"$T/hangs"
chmod +x "$T/hangs"
d policy --set "mail.send=$T/hangs"
for signal in INT TERM HUP; do
	rm -f "$T/running"
	set -m # a job of its own, for which ^C is not ignored
	"$DAICHO" reply 1 "Try again." --yes </dev/null >/dev/null 2>"$T/err" &
	set +m
	for _ in $(seq 300); do
		[ -s "$T/running" ] && break
		sleep 0.1
	done
	kill -"$signal" $!
	wait $!
	is "$?:$(cat "$T/err")" "1:daicho: nothing is written down: hangs was stopped before it was done" "SIG$signal: one line"
	is "$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v group="$(cat "$T/running")" '$5 == group && $3 != "Z"')" "" "SIG$signal: nothing of it is left"
done
like "$(d show 1 --json)" '"unanswered":2' "nobody is answered by that"

# -- a mail server that writes what it is given --
port=$((40000 + $$ % 20000))
perl tests/tools/smtp.pl $port "$T/sent.eml" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$T"' EXIT
for _ in $(seq 100); do
	(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
	sleep 0.1
done
printf 'account default\nhost 127.0.0.1\nport %s\nfrom hoshu@example.co.jp\ntls off\nauth off\n' $port >"$T/msmtprc"
chmod 600 "$T/msmtprc"
d policy --set "mail.send=msmtp -C $T/msmtprc -t"
out=$(d reply 1 "再起動で直ります。お試しください。" --quote --yes)
ok "sent by msmtp"
like "$out" "To: .*inoue@example.co.jp" "what goes out is shown first"
is "$(cat "$T/sent.eml.rcpt")" "<inoue@example.co.jp>" "to the caller"
json=$(d mail "$T/sent.eml" --json)
is "$(field "$json" in_reply_to)" "open@world.example" "In-Reply-To is what is answered"
is "$(field "$json" subject)" "Re: 在庫照会でエラーが出ます" "the subject, once Re:"
like "$json" '"text":"再起動で直ります。お試しください。\\n\\n> 在庫照会の画面でエラーが出ます。' "the text, and what it answers"
like "$json" '"from_name":"山田"' "from the operator"
like "$(d show 1 --json)" '"unanswered":1' "one caller is answered"
like "$(d show 1 --json)" '"answer":"再起動で直ります。お試しください。"' "what is written down as the answer has no quotation"
id=$(field "$json" message_id)
printf 'From: inoue@example.co.jp\nSubject: Re: other words\nIn-Reply-To: <%s>\n\nstill the same\n' "$id" >"$T/back.eml"
is "$(d intake --json "$T/back.eml" | grep -o '"attached":[0-9]*')" '"attached":1' "an answer to it finds its ticket"
is "$(field "$(d intake --json "$T/sent.eml")" new)" 0 "the copy in the folder of sent mail is known"

rm "$T/sent.eml"
d policy --set mail.charset=ISO-2022-JP
d reply 1 "直りました。" --yes >/dev/null
like "$(cat "$T/sent.eml")" "charset=(iso-2022-jp|ISO-2022-JP)" "ISO-2022-JP for old mail programs"
is "$(field "$(d mail "$T/sent.eml" --json)" text)" '直りました。\n' "that reads the same"
rm "$T/sent.eml"
d reply 1 "①番です😀" --yes >/dev/null
is "$(field "$(d mail "$T/sent.eml" --json)" text)" '①番です😀\n' "what it cannot write goes out in UTF-8, and is not lost"
refused 1 "waits for an answer" "everybody is answered" d reply 1 "again" --yes
gone=$(d show 1 --json | grep -o '"mail":[0-9]*' | cut -d: -f2 | sort -n | tail -n 1)
d undo >/dev/null
refused 1 "there is no mail" "an answer that was taken back is no mail to read again" d reread "$gone" CP932
refused 1 "there is no mail" "nor to be shown" d raw "$gone"
d redo >/dev/null
like "$(d raw "$gone")" "^Subject: Re: " "with the answer it is there again"
printf 'From: x@example.co.jp\nReply-To: <desk@example.co.jp>\nSubject: a\n b: c\n\ntext\n' >"$T/to.eml"
d intake --take "$T/to.eml" >/dev/null
rm "$T/sent.eml.rcpt"
no=$(field "$(d list --json)" no)
d reply 2 "yes" --yes >/dev/null
is "$(cat "$T/sent.eml.rcpt")" "<desk@example.co.jp>" "Reply-To wins over the sender ($no)"
finish
