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
failed=0

for part in "$@"; do
    echo "conformance: $part"
    case $part in
    dfuzz)
        OUT=$out "$from/dfuzz/run.sh" -s "${SEEDS:-1 2 3 4}" -t 120 -- "$here/tools/run.sh" -t 120 ELF
        ;;
    scenes)
        ELF=$from/scenes/golden/public.elf "$from/scenes/run.sh" public "$here/tools/run.sh" -t 120
        ;;
    timed)
        ELF=$from/scenes/golden/timed-public.elf "$from/scenes/run.sh" timed-public "$here/tools/run.sh" -t 120
        ;;
    *)
        echo "conformance: no part $part" >&2
        exit 2
        ;;
    esac || failed=1
done
exit $failed
