#!/bin/bash
# Install what a verb needs, or say what is missing and stop.
#
#   tools/packages.sh make|run|host|prove|conformance|debug|fuzz|BOARD|BOARD-BOOT
#
# Debian packages, by apt, as root or through sudo.
set -eu
need() { command -v "$1" > /dev/null || missing+=("$2"); }

missing=() then=(true)
tools=tools # platform/BOARD/qemu.sh asks where they are
case ${1:-} in
make)
    need make make
    ;;
run)
    need aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
    need qemu-system-aarch64 qemu-system-arm
    ;;
qemu-virt-u-boot | qemu-virt-verified)
    [ -e /usr/lib/u-boot/qemu_arm64/u-boot.bin ] || missing+=(u-boot-qemu)
    need mkimage u-boot-tools
    need mkenvimage libubootenv-tool
    need dtc device-tree-compiler
    need openssl openssl
    [ -z "${TPM:-}" ] || need swtpm swtpm
    ;;
rpi4-direct | rpi4-u-boot) # what an SD card needs
    need dtc device-tree-compiler
    need mformat mtools
    [ "$1" = rpi4-direct ] || need mkimage u-boot-tools
    [ "$1" = rpi4-direct ] || [ -e build/u-boot-rpi/usr ] || then=(tools/deb.sh build/u-boot-rpi arm64 u-boot-rpi)
    ;;
rpi4-verified)
    need dtc device-tree-compiler
    need mformat mtools
    need mkimage u-boot-tools
    need openssl openssl
    if [ ! -f "${U_BOOT:-}" ]; then
        echo "BOARD=rpi4 BOOT=verified wants U_BOOT=file, a U-Boot that knows signatures: docs/raspberry-pi-4.md" >&2
        exit 2
    fi
    ;;
debug)
    need qemu-system-aarch64 qemu-system-arm
    need gdb-multiarch gdb-multiarch
    ;;
host)
    need gcc gcc
    [ -e /usr/include/stdio.h ] || missing+=(libc6-dev)
    ;;
conformance)
    need aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
    need qemu-system-aarch64 qemu-system-arm
    need python3 python3
    ;;
fuzz)
    tests/fuzz/readers.sh able || missing+=(clang libclang-rt-dev)
    ;;
prove)
    need frama-c frama-c-base
    need why3 why3
    need cvc4 cvc4
    need cvc5 cvc5
    need z3 z3
    need gcc gcc
    ;;
*-direct | *-u-boot | *-verified) ;; # nothing more
*)
    if [ -f "platform/${1:-}/qemu.sh" ]; then # a board
        . "platform/$1/qemu.sh"
        [ ! -f "platform/$1/board.dts" ] || need dtc device-tree-compiler
        then=(tools/qemu.sh get "$machine")
    else
        sed -n '2,6s/^# \{0,1\}//p' "$0"
        exit 2
    fi
    ;;
esac
[ ${#missing[@]} = 0 ] && exec "${then[@]}" > /dev/null

as_root=()
if [ "$(id -u)" != 0 ]; then
    as_root=(sudo -n)
    command -v sudo > /dev/null && sudo -n true 2> /dev/null || as_root=(false)
fi
if ! command -v apt-get > /dev/null || [ "${as_root[*]}" = false ]; then
    echo "Needs these Debian packages, and cannot install them here: ${missing[*]}" >&2
    exit 2
fi
echo "Installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
install() { "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null; }
install 2> /dev/null || { "${as_root[@]}" apt-get update -qq && install; }
"${then[@]}" > /dev/null
