#!/bin/bash
# The debugger: two runs are recorded and replayed under gdb, forwards and backwards, and what tools/gdb/tenon.py
# prints of them is compared with what they themselves said.
#
#   tests/boot/debug.sh
set -u
cd "$(dirname "$0")/../.." || exit 2
export BOARD=qemu-virt
out=build/boot/debug
passed=0 failed=0
mkdir -p "$out"

# Record a root task on a kernel, then check it by one part of tests/boot/debug.py.
part() { # name, kernel, root task
    local good bad
    export RECORD=$out/$1
    IMAGE=build/$2/Image tools/debug.sh record "$3" > "$out/$1.console" 2>&1
    PART=$1 TOLD=$out/$1.console GDB_FLAGS="-batch -x tests/boot/debug.py" \
        timeout 120 tools/debug.sh replay > "$out/$1.log" 2>&1
    read -r good bad < <(sed -n 's/^debug: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$out/$1.log")
    if [ -z "${bad:-}" ]; then
        echo "debug: $1: gdb came to no end; it said:"
        tail -n 12 "$out/$1.log" | sed 's/^/    /'
        bad=1
    elif [ "$bad" != 0 ]; then
        grep -A 6 -E '^debug: FAILED|^Traceback' "$out/$1.log" | head -n 40
    fi
    passed=$((passed + ${good:-0})) failed=$((failed + bad))
}

part tour kernel-gdb build/userland/tour.elf
part debug kernel-debug-gdb build/userland/scenario-debug.elf
echo "debug: $passed passed, $failed failed"
[ $failed = 0 ]
