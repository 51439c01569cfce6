#!/bin/bash
# Boards with several ranges of RAM: QEMU virt with a device tree that names only parts of its memory.  The tour has
# to pass, and to be handed all of these parts as RAM and nothing else.
#
#   tests/boot/memory.sh [ROOT.elf]        the tour by default
#
# From the environment: IMAGE.  Needs dtc's fdtput.
set -u
cd "$(dirname "$0")/../.." || exit 2
export BOARD=qemu-virt MEMORY=3G
root=${1:-build/userland/tour.elf}
image=${IMAGE:-build/kernel/Image}
out=build/boot/memory
mkdir -p "$out"
passed=0 failed=0

fail() { # name, what was expected
    failed=$((failed + 1))
    echo "memory: $1: expected $2; the console ends:"
    tail -n 8 "$out/console" | sed 's/^/    /'
}

rm -f "$out/good.dtb"
MACHINE="dumpdtb=$out/good.dtb" tools/run.sh "$root" > "$out/console" 2>&1
[ -s "$out/good.dtb" ] || { echo "memory: QEMU wrote no device tree"; tail -n 4 "$out/console"; exit 1; }

# QEMU puts its own memory into a tree that it is given, so ours comes inside an image (entry.S).
boot() { # tree
    "${CROSS:-aarch64-linux-gnu-}gcc" -nostdlib -static -no-pie -Wl,-Ttext=0x40080000,--build-id=none -Wl,-e,0x40080000 \
        -DLEVEL=1 -DLEFT_AT=0 -DLEFT=0 -DTREE_AT=0 -DKERNEL_AT=0x200000 -DTREE="\"$1\"" -DKERNEL="\"$image\"" \
        tests/boot/entry.S -o "$out/loader.elf" || return
    "${CROSS:-aarch64-linux-gnu-}objcopy" -O binary "$out/loader.elf" "$out/loader.img"
    IMAGE=$out/loader.img tools/run.sh -t 30 "$root" > "$out/console" 2>&1
}

# The tree with these ranges in one node of memory, or in a node each.
tree() { # one|each, "start bytes"...
    local how=$1 range node
    cp "$out/good.dtb" "$out/tree.dtb"
    fdtput -r "$out/tree.dtb" /memory@40000000
    shift
    for range in "$@"; do
        node=/memory@${range% *}
        [ "$how" = each ] || node=/memory@${1% *}
        fdtput -p -t s "$out/tree.dtb" "$node" device_type memory
        # shellcheck disable=SC2046
        fdtput -t x "$out/tree.dtb" "$node" reg $(fdtget -t x "$out/tree.dtb" "$node" reg 2> /dev/null) 0 ${range% *} 0 ${range#* }
    done
}

# Bytes of RAM in all that the tour lists, and that all of it lies inside these ranges; each has some.
handed_over() { # "start bytes"...
    awk '
        function number(hex,  n, i) {
            for (i = 1; i <= length(hex); i++) n = 16 * n + index("0123456789abcdef", substr(hex, i, 1)) - 1
            return n
        }
        BEGIN { for (i = 1; i < ARGC; i++) { split(ARGV[i], r, " "); from[i] = number(r[1]); to[i] = from[i] + number(r[2]) } ranges = ARGC - 1; ARGC = 1 }
        $1 == "RAM" && $3 == ".." {
            first = number(substr($2, 3)); last = number(substr($4, 3)); good = 0
            for (i = 1; i <= ranges; i++)
                if (from[i] <= first && last < to[i]) { good = 1; some[i] += last + 1 - first }
            if (!good) { print $0 ": is not RAM"; bad = 1 }
        }
        END {
            # The kernel, the image that brought it and what lies before and between are less than 8 MiB.
            for (i = 1; i <= ranges; i++)
                if (some[i] + 8388608 < to[i] - from[i]) { print "of range " i " only " some[i] + 0 " bytes are handed over"; bad = 1 }
            exit bad
        }' "$@" < "$out/console"
}

works() { # name, how, "start bytes"...
    local name=$1 status
    tree "${@:2}"
    boot "$out/tree.dtb"
    status=$?
    if [ $status != 0 ] || ! grep -q '^tour: .* 0 failed$' "$out/console"; then
        fail "$name" "the tour and status 0, not $status"
    elif ! handed_over "${@:3}"; then
        fail "$name" "all of these ranges and nothing else"
    else
        passed=$((passed + 1))
    fi
}

works "one range" one "40000000 c0000000"
works "two ranges" one "40000000 20000000" "70000000 90000000"
works "two ranges in a node each" each "40000000 20000000" "70000000 90000000"
works "two ranges of one GiB" each "40000000 10000000" "60000000 10000000"
works "whole GiBs" each "40000000 40000000" "c0000000 40000000"
works "four ranges, the biggest last" each "40000000 10000000" "58000000 8000000" "6fe00000 600000" "80200000 7fe00000"
works "eight ranges" each "40000000 10000000" "52000000 200000" "54000000 200000" "56000000 200000" \
    "58000000 200000" "7fe00000 400000" "bfe00000 400000" "c1000000 20000000"

echo "memory: $passed passed, $failed failed"
[ $failed = 0 ]
