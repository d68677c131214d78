#!/bin/sh
# The shell scripts: shellcheck, and that what is run can be run.
status=0
scripts=$(grep -rlE '^#!/bin/(ba)?sh' .ci tests sql 2>/dev/null | LC_ALL=C sort)
for script in $scripts; do
	[ -x "$script" ] || { echo "$script:1: is not executable"; status=1; }
done
# shellcheck disable=SC2086 # one word a file
shellcheck --format=gcc --external-sources $scripts || status=1
exit $status
