#!/bin/bash
# What to run before every commit: form, rooms, unit tests.  Each unit test
# is one program, and passes if its status is 0.
#
#   tests/check.sh
set -u
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0

count() { # status
    if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

tests/format.sh
count $?
tests/rooms.sh
count $?
mapfile -t programs < <(cd tests/unit && printf 'build/tests/unit/%s\n' *_test.c | sed 's/\.c$//')
build() { make --no-print-directory -k -j2 -f tests/build.mk "$@" > "$log" 2>&1; }
log=build/tests/check.log
mkdir -p build/tests
build "${programs[@]}" || grep -E 'error|\*\*\*' "$log" | head
for program in "${programs[@]}"; do
    build "$program" && "$program" # what could not be built again is not run
    count $?
done
echo "check: $passed passed, $failed failed"
[ $failed = 0 ]
