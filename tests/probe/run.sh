#!/bin/bash
# What a program and the kernel itself must not do, tried on each core of
# docs/cores.md that a QEMU here has: the trap has to be the one that the table
# and the Arm ARM (D19.2.37, ESR_ELx) say.
#
#   tests/probe/run.sh
#
# Needs build/kernel/Image, build/kernel-probe/Image, build/userland/probe.elf.
set -u
cd "$(dirname "$0")/../.." || exit 2
export BOARD=qemu-virt
root=build/userland/probe.elf
console=$(mktemp)
trap 'rm -f "$console"' EXIT
passed=0 failed=0 left_out=

# ESR: class, 32-bit instruction, kind.  Kinds of abort: 4 to 7 no translation at level 0 to 3, c to f no permission.
FETCH_USER=0x82000000 FETCH_KERNEL=0x86000000 DATA_USER=0x92000000 DATA_KERNEL=0x96000000
WRITE=0x40
UNKNOWN=0x2000000 NO_LANDING_PAD=0x36000002 NOT_VERIFIED=0x72000000

esr() { printf '0x%x' $(($1 | $2 | ${3:-0})); }
is() { # name, line that is expected
    if grep -qE "^$2" "$console"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "probe: $core: $1: expected \"$2\"; the console ends:"
        tail -n 3 "$console" | sed 's/^/    /'
    fi
}

user() { is "$1" "probe: $1: $2\$"; }
kernel() { # name, ESR it has to end with; or a line
    IMAGE=build/kernel-probe/Image tools/run.sh -t 20 $root "$1" > "$console" 2>/dev/null
    case $2 in
    0x*) is "$1" "tenon: the kernel failed, syndrome $(printf '0x%016x' "$2") " ;;
    *) is "$1" "$2" ;;
    esac
}

probe() { # PAN, BTI, PAC, E0PD, SSBS
    local code=0xf memory=0xe has_ssbs="has 0x0" word
    [ "$4" = – ] || code=4 memory=4
    [ "$5" != – ] || has_ssbs="trap $UNKNOWN"

    IMAGE=build/kernel/Image tools/run.sh -t 20 $root > "$console" 2>/dev/null
    user read-kernel-code "trap $(esr $DATA_USER $code)"
    user read-kernel-memory "trap $(esr $DATA_USER $memory)"
    user read-kernel-nothing "trap $(esr $DATA_USER 4)"
    user write-kernel-code "trap $(esr $DATA_USER $code $WRITE)"
    user fetch-kernel-code "trap $(esr $FETCH_USER $code)"
    user write-own-code "trap $(esr $DATA_USER 0xf $WRITE)"
    user fetch-own-data "trap $(esr $FETCH_USER 0xf)"
    user sign-address "has 0x0"
    [ "$5" = bit ] || user read-ssbs "$has_ssbs"

    kernel fetch-user $(esr $FETCH_KERNEL 0xf)
    kernel write-code $(esr $DATA_KERNEL 0xf $WRITE)
    kernel write-constant $(esr $DATA_KERNEL 0xf $WRITE)
    kernel write-alias $(esr $DATA_KERNEL 7 $WRITE)
    kernel fetch-data $(esr $FETCH_KERNEL 0xf)
    kernel overflow $(esr $DATA_KERNEL 7 $WRITE)
    case $1 in
    yes) kernel read-user $(esr $DATA_KERNEL 0xf)
        kernel write-user $(esr $DATA_KERNEL 0xf $WRITE) ;;
    *) kernel read-user "probe: read-user: has 0xd65f03c0\$"
        kernel write-user "probe: write-user: has 0x0\$" ;;
    esac
    case $2 in
    yes) kernel jump $NO_LANDING_PAD ;;
    *) kernel jump "probe: jump: has 0x0\$" ;;
    esac
    case $3 in
    faults) kernel return $NOT_VERIFIED ;;
    spoils) kernel return $(esr $FETCH_KERNEL 4) ;;
    *) kernel return "tenon: a return address was replaced and nobody saw it\$" ;;
    esac
    case $5 in
    yes) kernel ssbs "probe: ssbs: has 0x0\$" ;;
    –) kernel ssbs $UNKNOWN ;;
    esac
}

# A row a core, by the first QEMU that has it.
first=${QEMU:-qemu-system-aarch64}
second=$(tools/qemu.sh find raspi4b) || second=
while IFS='|' read -r _ name pan bti pac e0pd ssbs _; do
    read -r core of _ version <<< "$name"
    tried=
    for QEMU in "$first" $second; do
        [ -z "$of" ] || "$QEMU" --version | grep -q "version $version\." || continue
        "$QEMU" -cpu help 2> /dev/null | grep -qw -- "$core" || continue
        export QEMU CPU=$core
        # shellcheck disable=SC2086
        probe $pan $bti $pac $e0pd $ssbs
        tried=yes
        break
    done
    [ -n "$tried" ] || left_out+=", $core${of:+ $of QEMU $version}"
done < <(sed -n '/^| core /,/^$/p' docs/cores.md | tail -n +3 | grep '^|')
[ -z "$left_out" ] || echo "probe: left out, no QEMU here has ${left_out#, }"
echo "probe: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
