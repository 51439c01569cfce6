#!/bin/bash
# Boot a root task on QEMU and end with its exit status.
#
#   tools/run.sh [-t seconds] ROOT.elf [bootargs]
#
# Prints the console.  The machine ends when a line `tenon: exit N` comes from
# the root task (status N), when `END hash` does (status 0), or when the kernel
# halts (status 1); after the time limit the status is 124.
#
# From the environment: BOARD (qemu-virt), IMAGE, QEMU (qemu-system-aarch64), QEMU_FLAGS (more of its options),
# BOOT (direct, u-boot or verified: through U-Boot, tools/fit and tools/sdcard; FIT: a folder of tools/fit's),
# for qemu-virt CPU (cortex-a53), GIC (2 or 3), EL (1 or 2), MEMORY (1G), SMP (1), MACHINE (more of -M's), for
# rpi4 TREE (a device tree; `-`: none).  ROOT.elf and IMAGE may be `-`: none.
set -u
limit=${LIMIT:-60}
[ "${1:-}" = -t ] && { limit=$2; shift 2; }
[ $# -ge 1 ] || { sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2; }
root=$1
bootargs=${2:-}
board=${BOARD:-qemu-virt}
tools=$(dirname "$0")
out=$tools/../build/$board
[ "$board" = qemu-virt ] && out=$tools/../build/kernel
image=${IMAGE:-$out/Image}

[ "$image" = - ] || [ -f "$image" ] || { echo "run: no kernel image $image: make build" >&2; exit 2; }
[ "$root" = - ] || [ -f "$root" ] || { echo "run: no root task $root" >&2; exit 2; }

case $board in
qemu-virt)
    el2=off
    [ "${EL:-1}" = 2 ] && el2=on
    command=("${QEMU:-qemu-system-aarch64}" -M "virt,gic-version=${GIC:-2},virtualization=$el2${MACHINE:+,$MACHINE}"
        -cpu "${CPU:-cortex-a53}" -m "${MEMORY:-1G}" -smp "${SMP:-1}" -nic none)
    ;;
rpi4) # QEMU has no device tree for it
    if ! qemu=$("$tools/qemu.sh" find raspi4b); then
        echo "run: no QEMU has raspi4b: tools/qemu.sh get raspi4b" >&2
        exit 2
    fi
    command=("$qemu" -M raspi4b -audio none)
    [ "${TREE:-}" = - ] || command+=(-dtb "${TREE:-$out/board.dtb}")
    ;;
*)
    echo "run: QEMU has no board $board" >&2
    exit 2
    ;;
esac
command+=(-display none -monitor none -serial stdio -semihosting)

# The way the kernel gets there.  FIT is a folder that tools/fit has filled.
case $board-${BOOT:-direct} in
*-direct)
    [ "$image" = - ] || command+=(-kernel "$image")
    [ "$root" = - ] || command+=(-initrd "$root")
    [ -z "$bootargs" ] || command+=(-append "$bootargs")
    ;;
qemu-virt-u-boot | qemu-virt-verified)
    fit=${FIT:-$tools/../build/$BOOT}
    if [ "$BOOT" = verified ] && [ -z "${FIT:-}" ]; then
        [ -f "$fit/tenon.key" ] || "$tools/fit" keys "$fit"
        "${command[@]}" -M dumpdtb="$fit/machine.dtb" 2> /dev/null
        export KEYS=$fit TREE=$fit/machine.dtb
    fi
    [ -n "${FIT:-}" ] || "$tools/fit" "$fit" "$image" "$root" "$bootargs" || exit 2
    [ ! -f "$fit/machine.dtb" ] || command+=(-dtb "$fit/machine.dtb")
    command+=(-bios "${U_BOOT:-/usr/lib/u-boot/qemu_arm64/u-boot.bin}"
        -drive "if=pflash,unit=1,format=raw,readonly=on,file=$fit/env.img"
        -device "loader,file=$fit/boot.itb,addr=0x50000000,force-raw=on")
    ;;
rpi4-u-boot) # it reads the card
    "$tools/sdcard" "$root" "$bootargs" > /dev/null || exit 2
    command+=(-kernel "$tools/../build/u-boot-rpi/usr/lib/u-boot/rpi_arm64/u-boot.bin"
        -drive "if=sd,format=raw,snapshot=on,file=$tools/../build/rpi4/sdcard.img")
    ;;
*)
    echo "run: no way to boot $board by $BOOT" >&2
    exit 2
    ;;
esac
# shellcheck disable=SC2206
command+=(${QEMU_FLAGS:-})

# QEMU writes into a pipe that is read line by line, and is ended by its number, without a word of its own.
exec 3< <(exec "${command[@]}" < /dev/null)
machine=$!
end() { kill -KILL "$machine" 2> /dev/null; wait "$machine" 2> /dev/null; exit "$1"; }
trap 'end 130' INT TERM HUP PIPE # also when nobody reads the console any more

line=
while [ $((left = limit - SECONDS)) -gt 0 ] && IFS= read -r -t "$left" line <&3; do
    line=${line%$'\r'}
    printf '%s\n' "$line"
    if [[ $line =~ ^tenon:\ exit\ ([0-9]+)$ ]]; then
        end "${BASH_REMATCH[1]}"
    elif [[ $line =~ ^END\ [0-9a-f]+$ ]]; then
        end 0
    elif [ "$line" = BOOT-REFUSED ]; then
        end 1
    fi
    line=
done
[ -z "$line" ] || printf '%s\n' "$line"
if [ "$SECONDS" -ge "$limit" ]; then
    echo "run: no end after $limit seconds" >&2
    end 124
fi
wait "$machine"
