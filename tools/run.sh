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
# TREE (another device tree for a board that has its own; `-`: none), and what platform/BOARD/qemu.sh names.
# UNTIL (a line that ends the machine, too, with status 3).  ROOT.elf and IMAGE may be `-`: none.
# For tools/debug.sh: STAY (go on after the end), END (the signal that ends QEMU: KILL).
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

# What QEMU calls the board, what more it wants to know, and ways to boot there but the direct one.
if ! . "$tools/../platform/$board/qemu.sh" 2> /dev/null; then
    echo "run: QEMU has no board $board" >&2
    exit 2
fi
if ! qemu=$("$tools/qemu.sh" find "$machine"); then
    echo "run: no QEMU has $machine: tools/qemu.sh get $machine" >&2
    exit 2
fi
command=("$qemu")
machine_options
command+=(-display none -monitor none -serial stdio -semihosting)
[ ! -f "$out/board.dtb" ] || [ "${TREE:-}" = - ] || command+=(-dtb "${TREE:-$out/board.dtb}")

by_direct() {
    [ "$image" = - ] || command+=(-kernel "$image")
    [ "$root" = - ] || command+=(-initrd "$root")
    [ -z "$bootargs" ] || command+=(-append "$bootargs")
}
way=${BOOT:-direct}
if ! declare -F "by_${way//-/_}" > /dev/null; then
    echo "run: no way to boot $board by $way" >&2
    exit 2
fi
"by_${way//-/_}" || exit 2
# shellcheck disable=SC2206
command+=(${QEMU_FLAGS:-})

# QEMU writes into a pipe that is read line by line, and is ended by its number, without a word of its own.
exec 3< <(exec "${command[@]}" < /dev/null)
machine=$!
end() { kill -"${END:-KILL}" "$machine" 2> /dev/null; wait "$machine" 2> /dev/null; exit "$1"; }
trap 'end 130' INT TERM HUP PIPE # also when nobody reads the console any more

line=
while [ $((left = limit - SECONDS)) -gt 0 ] && IFS= read -r -t "$left" line <&3; do
    line=${line%$'\r'}
    printf '%s\n' "$line"
    if [ -n "${STAY:-}" ]; then
        :
    elif [[ $line =~ ^tenon:\ exit\ ([0-9]+)$ ]]; then
        end "${BASH_REMATCH[1]}"
    elif [[ $line =~ ^END\ [0-9a-f]+$ ]]; then
        end 0
    elif [ "$line" = BOOT-REFUSED ]; then
        end 1
    elif [ "$line" = "${UNTIL:-BOOT-REFUSED}" ]; then
        end 3
    fi
    line=
done
[ -z "$line" ] || printf '%s\n' "$line"
if [ "$SECONDS" -ge "$limit" ]; then
    echo "run: no end after $limit seconds" >&2
    end 124
fi
wait "$machine"
