#!/bin/bash
# The real thing: mails in a Dovecot on loopback, fetched by mbsync as the hook before intake, and tickets of them.
. tests/cli/tap.sh
export DAICHO_AT=2026-03-31T09:20

# -- the hook: its time, its failure --
mkdir -p "$T/box/new" "$T/box/cur"
d policy --set "source inbox.path=$T/box"
cp tests/mail/header-thread.eml "$T/box/new/1.mail"
d policy --set "mail.fetch=sh -c 'echo one >&2; echo the server is away >&2; exit 3'"
d intake >/dev/null 2>"$T/err"
is "$?:$(wc -l <"$T/err")" "1:1" "a hook that fails: status 1, one line"
like "$(cat "$T/err")" "sh ended with status 3: the server is away" "that says so in its own words"
is "$(d inbox --json | grep -o '"id"' | wc -l)" 1 "what lay there was read all the same"
d policy --set mail.fetch_limit=1
d policy --set "mail.fetch=sh -c 'sleep 600 & sleep 600'"
d intake >/dev/null 2>"$T/err"
like "$?$(cat "$T/err")" "^1.*longer than 1 s " "a hook that hangs is stopped"
d policy --set "mail.fetch=/nowhere/to/be/found"
d intake >/dev/null 2>"$T/err"
like "$?$(cat "$T/err")" "^1.*cannot be started" "a hook that is not there is named"
d policy --set "mail.fetch=sh -c 'sleep 300 & exit 0'"
d policy --set mail.fetch_limit=60
d intake >/dev/null 2>"$T/err"
is "$?:$(cat "$T/err")" "0:" "what a hook leaves running is not waited for"
d policy --set "source away.path=$T/away" --set "source later.path=$T/later" --set "mail.fetch="
mkdir -p "$T/later/new" "$T/later/cur"
cp tests/mail/charset-sjis-raw-headers.eml "$T/later/new/1.mail"
d intake >/dev/null 2>"$T/err"
like "$?$(cat "$T/err")" "^[1-9].*away: " "a source that cannot be read is named"
is "$(d inbox --json | grep -o '"id"' | wc -l)" 2 "and the next one is read all the same"
d policy --set "source away.path=" --set "source later.path="
d policy --set "mail.fetch=true; touch $T/shell"
d intake >/dev/null 2>&1
is "$(test -e "$T/shell" && echo yes)" "" "no shell reads the command line"

# -- Dovecot, unprivileged, with a configuration of its own --
user=$(id -un)
mkdir -p "$T/server/run" "$T/server/mail/new" "$T/server/mail/cur" "$T/server/mail/tmp"
if [ "$(id -u)" = 0 ]; then user=nobody && chmod 755 "$T" && chown -R nobody "$T/server/mail"; fi
# Dovecot serves no mail as root; and where the temporary folder lies in one that is root's alone, nobody else has a way to it.
if [ "$(id -u)" = 0 ] && ! setpriv --reuid nobody --clear-groups test -x "$T/server/mail"; then
	n=$((n + 1))
	echo "ok $n - Dovecot # SKIP nobody has no way to the temporary folder"
	finish
fi
group=$(id -gn "$user")
port=$((20000 + $$ % 20000))
cat >"$T/server/dovecot.conf" <<END
base_dir = $T/server/run
state_dir = $T/server/run
log_path = $T/server/log
protocols = imap
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
default_internal_user = $user
default_internal_group = $group
default_login_user = $user
first_valid_uid = 1
mail_location = maildir:$T/server/mail
mail_uid = $user
mail_gid = $group
service imap-login {
  inet_listener imap {
    port = $port
  }
  inet_listener imaps {
    port = 0
  }
  chroot =
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=$user gid=$group home=$T/server
}
END
# Delivered as a mail server does: written to tmp, moved to new.
deliver() {
	local name="$1.M$1P1.mx"
	cp "$2" "$T/server/mail/tmp/$name" && chmod 644 "$T/server/mail/tmp/$name"
	[ "$(id -u)" != 0 ] || chown nobody "$T/server/mail/tmp/$name"
	mv "$T/server/mail/tmp/$name" "$T/server/mail/new/$name"
}
n_mail=0
for mail in tests/sample/incidents/*/*.mail*; do
	n_mail=$((n_mail + 1))
	deliver "177491550$n_mail" "$mail"
done
/usr/sbin/dovecot -F -c "$T/server/dovecot.conf" >"$T/server/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$T"' EXIT
for _ in $(seq 100); do
	(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
	sleep 0.1
done
mkdir -p "$T/fetched"
cat >"$T/mbsyncrc" <<END
IMAPStore server
Host 127.0.0.1
Port $port
User operator
Pass secret
SSLType None
AuthMechs LOGIN

MaildirStore here
Path $T/fetched/
Inbox $T/fetched/inbox

Channel all
Far :server:
Near :here:
Patterns INBOX
Create Near
SyncState *
END
d policy --set "source inbox.path=$T/fetched/inbox"
d policy --set "source inbox.folder=incident"
d policy --set "mail.fetch=mbsync -q -c $T/mbsyncrc all"
d policy --set mail.fetch_limit=120
json=$(d intake --json 2>"$T/err")
is "$(field "$json" new)/$(cat "$T/err")" "6/" "six mails came through Dovecot and mbsync"
[ -s "$T/err" ] && sed 's/^/# /' "$T/err" "$T/server/log" "$T/server/out"
is "$(field "$(d intake --json)" new)" 0 "again: nothing new"
before=$(find "$T/fetched" -type f | sort | cksum)
d intake --take >/dev/null
is "$(find "$T/fetched" -type f | sort | cksum)" "$before" "the box is as it was: nothing moved, flagged or deleted"
like "$(d list --json)" '"title":"会計帳票が出ない件"' "tickets"
deliver 1774915599 tests/mail/charset-jis.eml
is "$(field "$(d intake --json)" new)" 1 "a mail that comes later"
kill $server; wait $server 2>/dev/null
d intake >/dev/null 2>"$T/err"
like "$?$(cat "$T/err")" "^1.*mbsync ended with status" "the server away: said plainly"
finish
