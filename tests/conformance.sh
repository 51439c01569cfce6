#!/bin/bash
# Boot the conformance programs that FROM holds and compare their console with the logs there.
#
#   tests/conformance.sh FROM [dfuzz] [scenes] [timed]
#
# Without names: all. Each runs by a clock that counts instructions, five times: at each of SHIFTS an
# instruction takes another time, so that interrupts come elsewhere; what is printed may not depend on it.
# SEEDS chooses dfuzz's vectors. QEMU_FLAGS, if given, is what QEMU gets instead, once.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
from=${1:?the folder with dfuzz/ and scenes/}
shift
[ -d "$from" ] || { echo "conformance: no folder $from: give FROM=dir" >&2; exit 2; }
from=$(cd "$from" && pwd)
[ $# -gt 0 ] || set -- scenes timed dfuzz
out=$here/build/conformance
mkdir -p "$out"
passed=0 failed=0
console=$(mktemp)
trap 'rm -f "$console"' EXIT

# Run and count what its report says: dfuzz has a line a seed, scenes one line for all.
compare() { # command
    local status counted

    "$@" | tee "$console"
    status=${PIPESTATUS[0]}
    counted=$(awk '/^seed [0-9]+: OK/ { good++ } /^seed [0-9]+: DIFFERS/ { bad++ }
        /^[0-9]+ scenes: / { good += $3; bad += $5 + $7 } END { print good + 0, bad + 0 }' "$console")
    [ "$status" = 0 ] || [ "${counted#* }" != 0 ] || counted="${counted% *} 1"
    passed=$((passed + ${counted% *}))
    failed=$((failed + ${counted#* }))
}

play() { # part
    case $1 in
    dfuzz)
        OUT=$out compare "$from/dfuzz/run.sh" -s "${SEEDS:-1 2 3 4}" -t 120 -- "$here/tools/run.sh" -t 120 ELF
        ;;
    scenes)
        ELF=$from/scenes/golden/public.elf compare "$from/scenes/run.sh" public "$here/tools/run.sh" -t 120
        ;;
    timed)
        ELF=$from/scenes/golden/timed-public.elf compare "$from/scenes/run.sh" timed-public "$here/tools/run.sh" -t 120
        ;;
    *)
        echo "conformance: no part $1" >&2
        exit 2
        ;;
    esac
}

for part in "$@"; do
    if [ -n "${QEMU_FLAGS:-}" ]; then
        echo "conformance: $part"
        play "$part"
        continue
    fi
    for shift in ${SHIFTS:-0 1 2 4 6}; do
        echo "conformance: $part, an instruction takes $((1 << shift)) ns"
        QEMU_FLAGS="-icount shift=$shift,sleep=off"
        export QEMU_FLAGS
        play "$part"
    done
    unset QEMU_FLAGS
done
echo "conformance: $passed passed, $failed failed"
[ $failed = 0 ]
