#!/bin/bash
# A board with a device tree of its own, in QEMU: it boots the root task from EL2 and EL1, and what cannot work is
# refused with its one sentence on the console, from both, with a device tree and without.
#
#   tests/boot/board.sh BOARD [ROOT.elf]        the tour by default
#
# Needs a QEMU that has the board's machine, and dtc's fdtput.
set -u
cd "$(dirname "$0")/../.." || exit 2
[ $# -ge 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
export BOARD=$1
root=${2:-build/userland/tour.elf}
out=build/boot/$BOARD
kernel=build/$BOARD/Image
export IMAGE=$kernel
mkdir -p "$out"
passed=0 failed=0
hash=$(sha256sum < "$root")
tools=tools
. "platform/$BOARD/qemu.sh"

# What cannot work before there is a map carries no status: registers stop the board, or it stands.
early=0
! grep -q '^#define BOARD_POWER 0UL' "platform/$BOARD/board.h" || early=3
refused_early() { # name, sentence, root task
    [ $early = 0 ] || export UNTIL="tenon: $2"
    boot "$3"
    refused "$1" "$2" $early
    unset UNTIL
}

fail() { # name, what was expected
    failed=$((failed + 1))
    echo "$BOARD: $1: expected $2; the console ends:"
    tail -n 8 "$out/console" "$out/words" | sed 's/^/    /'
}

works() { # name
    local status=$?
    if [ $status = 0 ] && grep -q '^tour: .* 0 failed$' "$out/console" && grep -q "^ *${hash%% *}\$" "$out/console"; then
        passed=$((passed + 1))
    else
        fail "$1" "the tour and status 0, not $status"
    fi
}

yes() { # name, what was expected
    # shellcheck disable=SC2181
    if [ $? = 0 ]; then passed=$((passed + 1)); else fail "$1" "$2"; fi
}

# The sentence, nothing else, and this status of the machine.
refused() { # name, sentence, status
    local status=$?
    if [ "$status" = "$3" ] && [ "$(grep -v '^$' "$out/console")" = "tenon: $2" ]; then
        passed=$((passed + 1))
    else
        fail "$1" "\"tenon: $2\" and status $3, not $status"
    fi
}

boot() { tools/run.sh -t 40 "$@" > "$out/console" 2> "$out/words"; }

boot "$root"
works "EL2"

# Through U-Boot, if it is here (make run BOARD=... BOOT=u-boot gets it).
if [ -e "${u_boot:-}" ]; then
    BOOT=u-boot boot "$root"
    works "U-Boot"
elif [ -n "${u_boot:-}" ]; then
    echo "$BOARD: left out, U-Boot is not here: tools/packages.sh $BOARD-u-boot gets it"
fi

sentence() { sed -n "s/^BOOT_ERROR($1, *\"\(.*\)\")\$/\1/p" spec/abi/boot_errors.def; }
no_root=$(sentence NO_ROOT) # before a boot: its status would be that of this command
# By another UART of the board: kernel and root task print there, the first stays silent.
for console in $(fdtget -p "build/$BOARD/board.dtb" /aliases | grep '^serial[1-9]'); do
    make -s --no-print-directory CONSOLE="$console" DEBUG= build
    CONSOLE=$console IMAGE=build/$BOARD-$console/Image boot "$root"
    works "console $console"
    CONSOLE=$console IMAGE=build/$BOARD-$console/Image boot -
    refused "console $console, no root task" "$no_root" 1
done

# The tree as QEMU hands it over, with memory and initrd filled in.
QEMU_FLAGS="-M dumpdtb=$out/good.dtb" boot "$root"
[ -s "$out/good.dtb" ] || { echo "$BOARD: QEMU wrote no device tree"; exit 1; }
gic=$(fdtget "$out/good.dtb" /aliases gic)
read -r high low rest < <(fdtget -t x "$out/good.dtb" "$gic" reg)

# Start the kernel with another tree, from another level, elsewhere: see entry.S.
loader() { # tree, level, [x0], [place of the kernel]
    "${CROSS:-aarch64-linux-gnu-}gcc" -nostdlib -static -no-pie -Wl,-Ttext=0x80000,--build-id=none -Wl,-e,0x80000 \
        -DLEVEL="$2" -DLEFT_AT="${LEFT_AT:-0}" -DLEFT="${LEFT:-0}" -DTREE_AT="${3:-0}" -DKERNEL_AT="${4:-0x200000}" -DTREE="\"$1\"" -DKERNEL="\"$kernel\"" \
        tests/boot/entry.S -o "$out/loader.elf" &&
        "${CROSS:-aarch64-linux-gnu-}objcopy" -O binary "$out/loader.elf" "$out/loader.img"
}

# A tree with one thing changed.
tree() { # fdtput's arguments
    cp "$out/good.dtb" "$out/tree.dtb"
    [ $# = 0 ] || fdtput "${@:1:1}" ${2:+"$2"} "$out/tree.dtb" "${@:3}"
}

explained() { sed -n "/case $1:/{n;s/.*\"\(.*\)\".*/\1/p}" kernel/dtb.c; }

# The same from both levels.
each_level() { # name, sentence, [x0]
    for level in 2 1; do
        loader "$out/tree.dtb" $level "${3:-}"
        IMAGE=$out/loader.img boot "$root"
        refused "$1, EL$level" "$2" 1
    done
}

tree
loader "$out/tree.dtb" 1
IMAGE=$out/loader.img boot "$root"
works "EL1"

# Of a tree in the shape of the firmware's own, where there is one: all devices are below a bus.
if [ -f "tests/boot/$BOARD-firmware.dts" ]; then
    dtc -q -I dts -O dtb -o "$out/firmware.dtb" "tests/boot/$BOARD-firmware.dts"
    TREE=$out/firmware.dtb boot "$root"
    works "the firmware's tree"
    no_gic=$(explained DTB_NO_GIC)
    fdtput "$out/firmware.dtb" -t x /soc ranges 7e000000 0 fe000000 1800000
    TREE=$out/firmware.dtb boot "$root"
    refused "the firmware's tree, a bus that does not show the interrupt controller" "$no_gic" 1
    fdtput "$out/firmware.dtb" -t s /soc compatible simple-mfd
    TREE=$out/firmware.dtb boot "$root"
    refused "the firmware's tree, a bus that is none" "$no_gic" 1
fi

# All ranges of memory; QEMU's tree names one.
# shellcheck disable=SC2154
read -ra ranges <<< "$all_memory"
tree -t x /memory@0 reg "${ranges[@]}"
loader "$out/tree.dtb" 1
MEMORY=3G IMAGE=$out/loader.img boot "$root"
works "all memory"
handed=$(printf 'RAM *0x%x \\.\\. 0x%x ' $((0x${ranges[3]} << 32 | 0x${ranges[4]})) $(((0x${ranges[3]} << 32 | 0x${ranges[4]}) + 0x${ranges[5]} - 1)))
grep -q "$handed" "$out/console"
yes "all memory" "all of the second range as RAM"

each_level "no device tree" "the boot loader gave no device tree" 1
nowhere="the boot loader's device tree is where no memory is"
[ -z "${nothing_reads:-}" ] || nowhere=$(explained DTB_NOT_A_DTB)
each_level "a device tree where nothing is" "$nowhere" 0x7000000000
each_level "a device tree that is none" "$(explained DTB_NOT_A_DTB)" 0x4000000
tree -t s / compatible brcm,bcm2837
each_level "another board" "$(explained DTB_WRONG_BOARD)"
tree -t x /memory@0 reg 0 0 0
each_level "no memory" "$(explained DTB_NO_MEMORY)"
tree -t s "$gic" compatible arm,gic-500
each_level "no interrupt controller" "$(explained DTB_NO_GIC)"
# shellcheck disable=SC2086
tree -t x "$gic" reg "$high" $(printf %x $((0x$low - 0x1000))) $rest
each_level "an interrupt controller elsewhere" \
    "the device tree has the interrupt controller where this board has none"
console=$(fdtget "$out/good.dtb" /aliases serial0)
# shellcheck disable=SC2046
tree -t x "$console" reg 1 $(fdtget -t x "$out/good.dtb" "$console" reg | cut -d ' ' -f 2-)
each_level "a console elsewhere" "$(explained DTB_NO_DEVICE)"
tree -t x /memory@0 reg 0 40000000 3c000000
each_level "memory elsewhere" "the kernel lies outside the memory that the device tree names"
tree -t x /chosen linux,initrd-end 0 f0000000
each_level "an initrd outside memory" "the initrd lies outside the memory that the device tree names"
tree -t x /chosen linux,initrd-start 0 281000
each_level "an initrd inside the kernel" "the device tree or the initrd lies where the kernel has its own memory"
tree -t x /chosen linux,initrd-end 0 8000000
each_level "no root task" "$(sentence NO_ROOT)"

tree
for level in 2 1; do
    loader "$out/tree.dtb" $level "" 0x201000
    IMAGE=$out/loader.img refused_early "the kernel elsewhere, EL$level" \
        "the boot loader put the kernel elsewhere than 0x80000 behind a multiple of 2 MiB" "$root"
done
loader "$out/tree.dtb" 2
EL=3 IMAGE=- TREE=- QEMU_FLAGS="-device loader,file=$out/loader.img,addr=0x80000,cpu-num=0,force-raw=on" \
    refused_early "EL3" "the boot loader started the kernel at EL3: it has to be EL2 or EL1" -

# A watchdog that was left running is stopped: the register as QEMU's monitor shows it, after the tour.
if [ -n "${watchdog:-}" ]; then
    read -r at left stopped <<< "$watchdog"
    tree
    LEFT_AT=$at LEFT=$left loader "$out/tree.dtb" 2
    rm -f "$out"/monitor.*
    mkfifo "$out/monitor.in" "$out/monitor.out"
    IMAGE=$out/loader.img STAY=yes QEMU_FLAGS="-monitor pipe:$out/monitor" boot "$root" &
    exec 4<> "$out/monitor.in" 5<> "$out/monitor.out"
    for ((i = 0; i < 300; i++)); do
        ! grep -q '^tenon: exit' "$out/console" || break
        sleep 0.1
    done
    printf 'xp /1wx %s\nquit\n' "$at" >&4
    wait $!
    works "a watchdog"
    timeout 1 cat <&5 > "$out/words"
    if grep -q "^0*${at#0x}: $stopped" "$out/words"; then
        passed=$((passed + 1))
    else
        fail "a watchdog" "$stopped in its register $at"
    fi
fi

# Without a debugger to carry the status, the board's own way to stop gives 0.
for level in 2 1; do
    EL=$level QEMU_FLAGS="-semihosting-config enable=off" boot -
    refused "stopped by the board, EL$level" "$no_root" 0
done

echo "$BOARD: $passed passed, $failed failed"
[ $failed = 0 ]
