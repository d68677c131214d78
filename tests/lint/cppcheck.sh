#!/bin/sh
# cppcheck over the whole of src, remembered in $BUILD/cppcheck. What is suppressed, and why, stands in .ci/cppcheck.
mkdir -p "$BUILD/cppcheck"
cppcheck --quiet --std=c11 --language=c -j "$(nproc)" --cppcheck-build-dir="$BUILD/cppcheck" --template='{file}:{line}: {message} [{id}]' \
	--enable=warning,performance,portability --inline-suppr --suppressions-list=.ci/cppcheck --library=gnu,gtk --error-exitcode=1 \
	-D_GNU_SOURCE -D__GNUC__ -Iinclude -I"$BUILD/gen" src
