#!/bin/sh
# Every string in _() or N_() has its Japanese, with the same conversions, and no two rooms say it differently. $BUILD/ja.po is the whole.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find src include -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort >"$work/files"
xgettext --language=C --from-code=UTF-8 --keyword --keyword=_ --keyword=N_ --files-from="$work/files" --force-po -o "$work/daicho.pot" || exit 1

# The entries of a PO file (standard input) as file:line: what "msgid", one for each place that says it.
places() {
	awk -v what="$1" '
		function say(i) { for (i = 1; i <= n; i++) print at[i] ": " what " " id }
		/^#: / { for (i = 2; i <= NF; i++) at[++n] = $i }
		/^#~ / { sub(/^#~ /, "") }
		/^(msgctxt|msgid) / { id = $0; sub(/^[a-z]* /, "", id) }
		/^"/ && more { id = id " " $0 }
		{ more = /^msgid / || (more && /^"/) }
		/^$/ { say(); n = 0; id = "" }
		END { say() }'
}

if [ -f "$BUILD/ja.po" ]; then
	msgmerge --quiet --no-fuzzy-matching --no-wrap "$BUILD/ja.po" "$work/daicho.pot" -o "$work/merged.po" || exit 1
else
	cp "$work/daicho.pot" "$work/merged.po"
fi
status=0
msgattrib --untranslated --no-obsolete --no-wrap "$work/merged.po" | places "no Japanese (src/<room>/ja.po) for" >"$work/lacking"
msgattrib --only-fuzzy --no-obsolete --no-wrap "$work/merged.po" | places "fuzzy Japanese for" >>"$work/lacking"
[ ! -s "$work/lacking" ] || { cat "$work/lacking"; status=1; }
msgfmt --check-format -o /dev/null "$work/merged.po" || status=1

# shellcheck disable=SC2046 # one word a file
set -- $(ls src/*/ja.po 2>/dev/null)
if [ $# -gt 1 ]; then
	msgcat --no-wrap --add-location=full "$@" | msgattrib --only-fuzzy --no-wrap >"$work/differ.po"
	awk '/^msgid / && $0 != "msgid \"\"" { print "src/*/ja.po:1: two rooms give it different Japanese: " substr($0, 7); n++ } END { exit n > 0 }' \
		"$work/differ.po" || status=1
fi
exit $status
