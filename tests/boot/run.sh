#!/bin/bash
# The boot matrix: both interrupt controllers, both exception levels to start
# from, five CPUs.  Each must boot the root task to its end with status 0, and hand
# over the hash that this machine's sha256sum finds.
#
#   tests/boot/run.sh [ROOT.elf]        the tour by default
#
# From the environment: IMAGE, MEMORY, SMP as for tools/run.sh.
set -u
cd "$(dirname "$0")/../.." || exit 2
export BOARD=qemu-virt
root=${1:-build/userland/tour.elf}
console=$(mktemp)
trap 'rm -f "$console"' EXIT
hash=$(sha256sum < "$root")
passed=0 failed=0

for gic in 2 3; do
    for el in 1 2; do
        for cpu in cortex-a53 cortex-a72 cortex-a76 neoverse-n1 max; do
            GIC=$gic EL=$el CPU=$cpu tools/run.sh -t 30 "$root" > "$console" 2>&1
            status=$?
            if [ $status = 0 ] && grep -q "^tenon: handed over .* untypeds" "$console" &&
                grep -q "^ *${hash%% *}\$" "$console"; then
                passed=$((passed + 1))
            else
                failed=$((failed + 1))
                echo "boot: GICv$gic, EL$el, $cpu: status $status; the console ends:"
                { grep -m 6 FAILED "$console"; tail -n 8 "$console"; } | sed 's/^/    /'
            fi
        done
    done
done
echo "boot: $passed passed, $failed failed"
[ $failed = 0 ]
