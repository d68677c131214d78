#!/bin/bash
# A mail is evidence: it is kept as it came; what is attached is saved without harm.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20
cat >"$T/mail.eml" <<'END'
Date: Tue, 31 Mar 2026 09:00:00 +0900
From: tanaka@example.co.jp
Subject: list
Message-ID: <evidence@example.co.jp>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_b"

--=_b
Content-Type: text/plain

See the list.
--=_b
Content-Type: application/pdf; name="../../../etc/list.pdf"
Content-Transfer-Encoding: base64

bGlzdA==
--=_b
Content-Type: text/plain
Content-Disposition: attachment; filename*=UTF-8''%E2%80%AEfdp.exe%1B%5B2J

payload
--=_b
Content-Type: application/x-sh; name="-rf .bashrc"

rm
--=_b
Content-Type: application/octet-stream; name="C:\\Users\\list.pdf"

other
--=_b
Content-Type: message/rfc822

Subject: inside
From: a@example.co.jp

text
--=_b--
END
printf 'a last line without its end' >>"$T/mail.eml"
d intake --take "$T/mail.eml" >/dev/null
ok "taken"
d show 1 --raw >"$T/raw"
cmp "$T/raw" "$T/mail.eml"
ok "show --raw gives every byte"
d raw 1 | cmp - "$T/mail.eml"
ok "so does raw"
is "$(d files 1 | wc -l)" 5 "five files are attached"
mkdir "$T/to" && echo mine >"$T/to/list.pdf" && ln -s "$T/outside" "$T/to/attachment-5.eml"
d files 1 --save "$T/to" >"$T/saved"
ok "saved"
is "$(cat "$T/to/list.pdf")" mine "what is there is not written over"
is "$(cat "$T/to/list (2).pdf")/$(cat "$T/to/list (3).pdf")" "list/other" "but stands beside it, without the path"
is "$(test -e "$T/outside" && echo yes)" "" "no link is followed"
is "$(find "$T" -name 'list*' -not -path "$T/to/*" | wc -l)" 0 "nothing lies outside the folder"
is "$(find "$T/to" -mindepth 1 -name '[.-]*' | wc -l)" 0 "no name is hidden or an option"
is "$(find "$T/to" | LC_ALL=C grep -c "$(printf '\033')\|$(printf '\342\200\256')")" 0 "no name holds an escape or an override"
is "$(stat -c %a "$T/to/bashrc" 2>/dev/null || stat -c %a "$T/to/rf .bashrc")" 600 "for the operator alone, never to be run"
refused 1 "cannot be written|can be written" "no such folder" d files 1 --save "$T/nowhere"
refused 2 "only" "no such attachment" d files 1 --only 9
d files 1 --only 1 --save "$T" >/dev/null && is "$(cat "$T/list.pdf")" list "one alone"
# -- of a ticket --
like "$(d show 1)" "list  5 att\." "the contact says how much is attached"
like "$(d show 1)" "1\.1 +4  application/pdf  list\.pdf" "and what, by the name that files takes"
like "$(d show 1 --json)" '"files":\[\{"mail":1,"number":1,"name":"list.pdf","type":"application/pdf","size":4\}' "so does JSON"
sed 's/^Message-ID.*/Message-ID: <second@example>/; s/^Subject: list/Subject: another/' "$T/mail.eml" >"$T/second.eml"
d intake --take "$T/second.eml" >/dev/null
d group 2 --with 1 >/dev/null
mkdir "$T/all" && echo mine >"$T/all/list.pdf"
is "$(d show 1 --save "$T/all" | wc -l)/$(find "$T/all" -type f | wc -l)" "10/11" "show --save saves what is attached to the ticket and its members, over nothing"
is "$(cat "$T/all/list.pdf")" mine "which stays as it is"
is "$(find "$T/all" -type f -perm /111 | wc -l)" 0 "nothing of it can be run"
refused 1 "cannot be written|can be written" "no such folder" d show 1 --save "$T/nowhere"

d policy --set mail.raw_max=100
sed 's/evidence@/large@/' "$T/mail.eml" >"$T/large.eml"
d intake --take "$T/large.eml" >/dev/null
refused 1 "too large.*large.eml" "a mail beyond the limit is named with its place" d raw 3
refused 1 "too large.*large.eml" "so it is where its attachments are wanted" d show 3 --save "$T/all"
like "$(d show 3)" "See the list" "but its text is there"
d log "a call" >/dev/null
refused 1 "by no mail" "a call has none" d show 4 --raw
refused 1 "nothing is attached" "and nothing to save" d show 4 --save "$T/all"

# -- garbled: the bytes are EUC-JP by accident, and CP932 in truth --
printf 'From: x@example.co.jp\nSubject: kana\nContent-Type: text/plain; charset=EUC-JP\n\n\261\262\263\264\265\266\n' >"$T/kana.eml"
d intake --take "$T/kana.eml" >/dev/null
d reread 4 CP932
ok "read again as CP932"
like "$(d show 5)" "ｱｲｳｴｵｶ" "and its ticket says so"
d undo >/dev/null
is "$(d show 5 | grep -c "^[^ ].*: ｱｲｳｴｵｶ")" 0 "undo takes it back"
refused 2 "no charset" "a charset that is none" d reread 4 nonsense-8
finish
