#!/bin/bash
# A measured root task: the TPM's PCRs, which U-Boot extends, are what this machine computes of the same files.
#
#   tests/boot/measured.sh [ROOT.elf]        the tour by default
#
# Needs what tests/boot/u-boot.sh needs, and Debian's swtpm, without which it is left out.
set -u
cd "$(dirname "$0")/../.." || exit 2
export BOARD=qemu-virt
root=${1:-build/userland/tour.elf}
image=${IMAGE:-build/kernel/Image}
out=build/boot/measured
passed=0 failed=0
rm -rf "$out"
mkdir -p "$out"

sum() { sha256sum "$@" | cut -c 1-64; }

judge() { # name, whether it holds: 0
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "measured: $1; the console ends:"
        tail -n 12 "$out/console" | sed 's/^/    /'
    fi
}

# The root task ran, and was told its own hash.
boots() { # name, its status
    [ "$2" = 0 ] && grep -q "^ *$(sum "$root")\$" "$out/console"
    judge "$1" $?
}

# --- the TPM ---

# PCR n, as U-Boot prints it: two lines of bytes.
pcr() { grep -A 2 "^PCR #$1 content" "$out/console" | tail -n 2 | tr -d ' \r\n'; }

# What extending makes of zeros.
extended() { perl -e 'print "\0" x 32, pack "H*", $ARGV[0]' "$(sum "$1")" | sum; }

if command -v swtpm > /dev/null; then
    TPM=1 BOOT=verified tools/run.sh -t 30 "$root" > "$out/console" 2>&1
    boots "with a TPM" $?
    [ "$(pcr 8)" = "$(extended "$image")" ]
    judge "PCR 8 is the kernel's" $?
    [ "$(pcr 9)" = "$(extended "$root")" ]
    judge "PCR 9 is the root task's" $?
    [ "$(pcr 10)" = "$(extended build/verified/tree.dtb)" ]
    judge "PCR 10 is the device tree's" $?
fi
echo "measured: $passed passed, $failed failed"
[ $failed = 0 ]
