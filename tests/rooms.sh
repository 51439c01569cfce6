#!/bin/bash
# Who may include whom, room by room.  Nothing includes proofs or tests, and nobody a .c file.
#
#   tests/rooms.sh [DIRECTORY]       of another copy of the project
set -u
cd "${1:-$(dirname "$0")/..}" || exit 2
passed=0 failed=0

# What a room may include: extended regular expressions of whole paths.
allowed() {
    case $1 in
    userland/sel4/*) echo '\.\./\.\./spec/abi/.*' ;; # and <sel4/...>, by one -I: it is for other people's programs, too
    userland/*) echo 'userland/.*\.h|spec/abi/.*|user_machine\.h' ;;
    kernel/*) echo 'kernel/.*\.h|spec/.*' ;;
    spec/*) echo 'kernel/(object|types|cap|descriptor)\.h|spec/.*' ;;
    arch/host/*) echo "$machine|arch/host/.*\.h|userland/lib/machine\.h" ;; # the model runs its users itself
    arch/*) echo "$machine|$(dirname "$1")/.*\.h" ;;
    platform/*) echo 'kernel/(object|types|platform)\.h|spec/abi/.*|platform/drivers\.h|board(_constants)?\.h' ;;
    esac
}
# The shapes, what arch.h promises, and the doors into the kernel.
machine='spec/.*|board\.h|kernel/(object|types|arch|platform|entry|kernel|descriptor|dtb|tree|boot|plan|bits)\.h|platform/[a-z0-9-]*/board\.h'

for file in $(find userland kernel spec arch platform -type f | sort); do
    wrong=$(sed -n 's/^ *#include "\(.*\)".*/\1/p' "$file" | grep -vxE "$(allowed "$file")")
    if [ -z "$wrong" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$file may not include ${wrong//$'\n'/, }"
    fi
done
# And nothing else stands at the top.
top='\.(ci|gitignore|clang-format|editorconfig)|Makefile|spec|kernel|arch|platform|userland|proofs|tests|tools|docs|README\.md|ARCHITECTURE\.md|CONTRIBUTING\.md|LICENSE'
strange=$(git ls-files 2> /dev/null | sed 's,/.*,,' | sort -u | grep -vxE "$top")
[ -z "$strange" ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "what is ${strange//$'\n'/, }?"; }

echo "rooms: $passed passed, $failed failed"
[ $failed = 0 ]
