#!/bin/bash
# A measured root task: the kernel refuses another one than the device tree asks for, directly and where U-Boot found
# all well signed, or asks for no signature; and the TPM's PCRs, which U-Boot extends, are what this machine computes of
# the same files.
#
#   tests/boot/measured.sh [ROOT.elf]        the tour by default
#
# Needs what tests/boot/u-boot.sh needs; for the last part Debian's swtpm, without which it is left out.
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
bytes() { sed 's/../& /g'; }
wrong=$(sed -n 's/^BOOT_ERROR(ROOT_HASH, *"\(.*\)")$/tenon: \1/p' spec/abi/boot_errors.def)

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

# The kernel said this, and nothing else.
refused() { # name, status, sentence
    [ "$2" = 1 ] && [ "$(grep '^tenon:' "$out/console")" = "$3" ] && ! grep -q '^tour:' "$out/console"
    judge "$1" $?
}

# --- the loader's tree, without U-Boot ---

direct() { # property
    cp "$out/machine.dtb" "$out/told.dtb"
    # shellcheck disable=SC2086
    fdtput -t bx "$out/told.dtb" /chosen tenon,root-task-sha256 $1
    QEMU_FLAGS="-dtb $out/told.dtb" tools/run.sh -t 30 "$root" > "$out/console" 2>&1
}

QEMU_FLAGS="-M dumpdtb=$out/machine.dtb" tools/run.sh - > "$out/console" 2>&1
direct "$(sum "$root" | bytes)"
boots "the hash of this root task" $?
direct "$(echo | sum | bytes)"
refused "the hash of something else" $? "$wrong"
for bit in 0 7 31; do # one bit in the first, in the middle, in the last byte
    direct "$(sum "$root" | perl -lne 'my $h = pack "H*", $_; substr($h, '$bit', 1) ^= "\x10"; print unpack "H*", $h' | bytes)"
    refused "a bit of byte $bit" $? "$wrong"
done
direct "$(sum "$root" | cut -c 1-62 | bytes)"
refused "a hash of 31 bytes" $? "tenon: $(sed -n '/case DTB_BAD_HASH:/{n;s/.*"\(.*\)".*/\1/p}' kernel/dtb.c)"

# --- through U-Boot ---

# All of it signed, the tree of another root task with it.

tools/fit keys "$out/keys"
fit() { # folder, more of the environment
    mkdir -p "$out/$1"
    cp "$out/machine.dtb" "$out/$1"
    env KEYS="$out/keys" TREE="$out/$1/machine.dtb" ${2:-} tools/fit "$out/$1" "$image" "$root"
}
fit signed
BOOT=verified FIT=$out/signed tools/run.sh -t 30 "$root" > "$out/console" 2>&1
boots "signed, the hash of this root task" $?
cp "$root" "$out/other.elf"
echo >> "$out/other.elf"
fit another MEASURED="$out/other.elf"
BOOT=verified FIT=$out/another tools/run.sh -t 30 "$root" > "$out/console" 2>&1
refused "signed, the hash of another root task" $? "$wrong"
grep -q 'sha256,rsa2048:tenon+ OK' "$out/console"
judge "and the signature was good" $?

# A liar's root task, with a hash in the FIT that fits, where U-Boot asks for no key: the tree in it still has the other.
mkdir "$out/liar"
cp "$out/signed/env.img" "$out/liar"
perl -0777 -e '
    sub slurp { open my $in, "<:raw", $_[0] or die "$_[0]: $!"; local $/; <$in> }
    my ($fit, $file) = map { slurp($_) } @ARGV;
    my $at = index($fit, $file);
    die "the FIT does not hold it" if $at < 0;
    substr($fit, $at + 2048, 1) ^= "\x01";
    substr($file, 2048, 1) ^= "\x01";
    open my $out, ">:raw", "$ARGV[2].elf"; print $out $file;
    open $out, ">:raw", "$ARGV[2]/boot.itb"; print $out $fit' "$out/signed/boot.itb" "$root" "$out/liar"
# shellcheck disable=SC2046
fdtput -t bx "$out/liar/boot.itb" /images/root/hash-1 value $(sum "$out/liar.elf" | bytes)
BOOT=verified FIT=$out/liar tools/run.sh -t 30 "$root" > "$out/console" 2>&1
refused "no key asked for, another root task" $? "$wrong"

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
