#!/bin/bash
# The rules of form that a machine can check, file by file: no tabs, no
# trailing blanks, a newline at the end, lines of at most 120 columns outside
# contracts (a clause is one line, however long), no #if under kernel/ but the
# guard of a header. Where clang-format is installed, also that it would not
# change a letter of any contract.
#
#   tests/format.sh [FILE...]        every file of the project by default
set -u
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0

files() {
    find arch kernel platform proofs spec tests tools userland docs .ci Makefile README.md ARCHITECTURE.md CONTRIBUTING.md -type f \
        ! -path 'proofs/goals/*' ! -path 'tests/fuzz/corpus/*' | sort
}

# The contracts of a C file.
contracts() { awk '/\/\*@/ { inside = 1 } inside { print } /\*\// { inside = 0 }'; }

# What is wrong with a file, one line each.
faults() {
    awk -v file="$1" '
        function bad(what) { printf "%s:%d: %s\n", file, FNR, what }
        FNR == 1 { tabs = file ~ /(Makefile|\.mk)$/; long = file ~ /\.[chS]$/; rules = file ~ /^kernel\// }
        /\t/ && !tabs { bad("a tab") }
        /[ \t]$/ { bad("blanks at the end of the line") }
        /\/\*@/ { inside = 1 }
        long && !inside && length > 120 { bad(length " columns") }
        /\*\// { inside = 0 }
        rules && /^[ \t]*#[ \t]*(if|ifdef|elif|else)([^a-z]|$)/ { bad("a conditional under kernel/") }
        rules && /^[ \t]*#[ \t]*ifndef/ && !/_H$/ { bad("a conditional under kernel/") }' "$1"
    [ ! -s "$1" ] || [ -z "$(tail -c 1 "$1")" ] || echo "$1: no newline at the end"
    case $1 in
    *.[ch])
        if command -v clang-format > /dev/null && ! cmp -s <(contracts < "$1") <(clang-format "$1" | contracts); then
            echo "$1: clang-format would change a contract"
        fi
        ;;
    esac
}

[ $# -gt 0 ] || mapfile -t list < <(files)
[ $# -eq 0 ] || list=("$@")
for file in "${list[@]}"; do
    found=$(faults "$file")
    if [ -z "$found" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$found"
    fi
done
echo "format: $passed passed, $failed failed"
[ $failed = 0 ]
