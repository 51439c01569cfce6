#!/bin/bash
# Boot the conformance programs that FROM holds and compare their console with the logs there.
#
#   tests/conformance.sh FROM [dfuzz] [scenes] [timed]
#
# Without names: dfuzz and scenes.  SEEDS chooses dfuzz's vectors.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
from=${1:?the folder with dfuzz/ and scenes/}
shift
[ -d "$from" ] || { echo "conformance: no folder $from: give FROM=dir" >&2; exit 2; }
from=$(cd "$from" && pwd)
[ $# -gt 0 ] || set -- dfuzz scenes
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

for part in "$@"; do
    echo "conformance: $part"
    case $part in
    dfuzz)
        OUT=$out compare "$from/dfuzz/run.sh" -s "${SEEDS:-1 2 3 4}" -t 120 -- "$here/tools/run.sh" -t 120 ELF
        ;;
    scenes)
        ELF=$from/scenes/golden/public.elf compare "$from/scenes/run.sh" public "$here/tools/run.sh" -t 120
        ;;
    timed)
        # QEMU's clock counts instructions here: by the clock of a busy host, budgets end anywhere.
        QEMU_FLAGS=${QEMU_FLAGS:--icount shift=0,sleep=off} ELF=$from/scenes/golden/timed-public.elf \
            compare "$from/scenes/run.sh" timed-public "$here/tools/run.sh" -t 120
        ;;
    *)
        echo "conformance: no part $part" >&2
        exit 2
        ;;
    esac
done
echo "conformance: $passed passed, $failed failed"
[ $failed = 0 ]
